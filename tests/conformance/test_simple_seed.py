import pytest
from dbt.tests.adapter.simple_seed import seeds as texts
from dbt.tests.adapter.simple_seed import test_seed as base
from dbt.tests.adapter.simple_seed import test_seed_type_override
from dbt.tests.util import run_dbt


class Expected:
    """The base classes make the table to compare with under quoted lower-case names, which Snowflake keeps apart from
    those of the seed."""

    @pytest.fixture(scope="class", autouse=True)
    def setUp(self, project):
        project.run_sql(texts.seeds__expected_sql.replace('"', ""))


class TestBasicSeed(Expected, base.BaseBasicSeedTests):
    """On Snowflake the downstream model is a view, which outlives the table that it reads."""

    def test_simple_seed_full_refresh_flag(self, project):
        self._build_relations_for_test(project)
        results = run_dbt(["seed", "--full-refresh"])
        self._check_relation_end_state(run_result=results, project=project, exists=True)


class TestSeedConfigFullRefreshOn(Expected, base.BaseSeedConfigFullRefreshOn):
    def test_simple_seed_full_refresh_config(self, project):
        self._build_relations_for_test(project)
        self._check_relation_end_state(run_result=run_dbt(["seed"]), project=project, exists=True)


class TestSeedConfigFullRefreshOff(Expected, base.BaseSeedConfigFullRefreshOff):
    pass


class TestSeedCustomSchema(Expected, base.BaseSeedCustomSchema):
    pass


class TestSeedWithUniqueDelimiter(Expected, base.BaseSeedWithUniqueDelimiter):
    pass


class TestSeedWithWrongDelimiter(Expected, base.BaseSeedWithWrongDelimiter):
    def test_seed_with_wrong_delimiter(self, project):
        """The whole line becomes one column's name, which Snowflake cannot parse."""
        results = run_dbt(["seed"], expect_pass=False)
        assert "syntax error" in results.results[0].message.lower()


class TestSeedWithEmptyDelimiter(Expected, base.BaseSeedWithEmptyDelimiter):
    def test_seed_with_empty_delimiter(self, project):
        results = run_dbt(["seed"], expect_pass=False)
        assert "compilation error" in results.results[0].message.lower()


class TestSimpleSeedEnabledViaConfig(base.BaseSimpleSeedEnabledViaConfig):
    pass


class TestSeedParsing(Expected, base.BaseSeedParsing):
    pass


class TestSimpleSeedWithBOM(base.BaseSimpleSeedWithBOM):
    @pytest.fixture(scope="class", autouse=True)
    def setUp(self, project):
        project.run_sql(texts.seeds__expected_sql.replace('"', ""))
        (project.project_root / "seeds" / "seed_bom.csv").write_text("\ufeff" + texts.seed__actual_csv, encoding="utf-8")


class TestSeedSpecificFormats(base.BaseSeedSpecificFormats):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        """One of the names has dots in it, and needs quotes on Snowflake."""
        return {"seeds": {"quote_columns": False}, "quoting": {"identifier": True}}

    @pytest.fixture(scope="class")
    def test_data_dir(self, tmp_path_factory):
        """The base class makes this folder and removes it."""
        return tmp_path_factory.mktemp("formats") / "data"


class TestEmptySeed(base.BaseTestEmptySeed):
    pass


class TestSeedInBatches(base.SeedConfigBase):
    """More rows than one INSERT of dbt-snowflake carries, loaded twice without doubling."""

    ROWS = 20_001

    @pytest.fixture(scope="class")
    def seeds(self):
        return {"batched.csv": "\n".join(["seed_id", *map(str, range(self.ROWS))])}

    def test_seed_twice(self, project):
        for _ in range(2):
            assert len(run_dbt(["seed"])) == 1
            counts = project.run_sql("select count(*), count(distinct seed_id) from {schema}.batched", fetch="one")
            assert tuple(counts) == (self.ROWS, self.ROWS)


TEXT = "character varying(16777216)"
COLUMN_TYPES = {
    "seed_enabled": {"birthday": TEXT, "seed_id": "FLOAT"},
    "seed_tricky": {
        "seed_id": "NUMBER(38,0)",
        "seed_id_str": TEXT,
        "a_bool": "BOOLEAN",
        "looks_like_a_bool": TEXT,
        "a_date": "TIMESTAMP_NTZ",
        "looks_like_a_date": TEXT,
        "relative": TEXT,
        "weekday": TEXT,
    },
}


class TestSimpleSeedColumnOverride(test_seed_type_override.BaseSimpleSeedColumnOverride):
    @pytest.fixture(scope="class")
    def models(self):
        seeds = [
            {
                "name": seed,
                "columns": [
                    {"name": column, "data_tests": [{"column_type": {"type": type_}}]} for column, type_ in types.items()
                ],
            }
            for seed, types in COLUMN_TYPES.items()
        ]
        return {"schema.yml": {"version": 2, "seeds": seeds}}

    @staticmethod
    def seed_enabled_types():
        return {"seed_id": "FLOAT", "birthday": "TEXT"}

    @staticmethod
    def seed_tricky_types():
        return {"seed_id_str": "TEXT", "looks_like_a_bool": "TEXT", "looks_like_a_date": "TEXT"}
