from dbt.tests.adapter.concurrency import test_concurrency as base
from dbt.tests.util import check_relations_equal, rm_file, run_dbt, write_file


class TestConcurrency(base.BaseConcurrency):
    def test_concurrency(self, project):
        run_dbt(["seed", "--select", "seed"])
        self._run_and_compare(project)
        rm_file(project.project_root, "seeds", "seed.csv")
        write_file(base.seeds__update_csv, f"{project.project_root}/seeds", "seed.csv")
        self._run_and_compare(project)

    def _run_and_compare(self, project):
        results = run_dbt(["run"], expect_pass=False)
        assert len(results) == 7
        for model in ("VIEW_MODEL", "DEP", "TABLE_A", "TABLE_B"):
            check_relations_equal(project.adapter, ["SEED", model])
