import re
from pathlib import Path

from dbt.tests.adapter.ephemeral import test_ephemeral as base
from dbt.tests.util import check_relations_equal, run_dbt


class TestEphemeralMulti(base.BaseEphemeralMulti):
    def test_ephemeral_multi(self, project):
        run_dbt(["seed"])
        assert len(run_dbt(["run"])) == 3
        check_relations_equal(project.adapter, ["SEED", "DEPENDENT", "DOUBLE_DEPENDENT", "SUPER_DEPENDENT"])


class TestEphemeralNested(base.BaseEphemeralNested):
    def test_ephemeral_nested(self, project):
        assert len(run_dbt(["run"])) == 2
        text = Path("target/run/test/models/root_view.sql").read_text()
        assert re.findall(r"__dbt__cte__\w+ as \(", text) == [
            "__dbt__cte__ephemeral_level_two as (",
            "__dbt__cte__ephemeral as (",
        ]
        assert "create or replace" in text


class TestEphemeralErrorHandling(base.BaseEphemeralErrorHandling):
    pass
