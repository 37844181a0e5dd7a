import pytest
from dbt.tests.adapter.basic import (
    expected_catalog,
    test_adapter_methods,
    test_base,
    test_docs_generate,
    test_empty,
    test_ephemeral,
    test_generic_tests,
    test_get_catalog_for_single_relation,
    test_incremental,
    test_singular_tests,
    test_singular_tests_ephemeral,
    test_snapshot_check_cols,
    test_snapshot_timestamp,
    test_table_materialization,
    test_validate_connection,
)
from dbt.tests.util import AnyInteger, AnyString, run_dbt, run_dbt_and_capture
from dbt_common.contracts.metadata import CatalogTable, ColumnMetadata, StatsItem, TableMetadata


class TestSimpleMaterializations(test_base.BaseSimpleMaterializations):
    pass


class TestTableMaterialization(test_table_materialization.BaseTableMaterialization):
    pass


class TestSingularTests(test_singular_tests.BaseSingularTests):
    pass


class TestSingularTestsEphemeral(test_singular_tests_ephemeral.BaseSingularTestsEphemeral):
    pass


class TestGenericTests(test_generic_tests.BaseGenericTests):
    pass


class TestEmpty(test_empty.BaseEmpty):
    pass


class TestEphemeral(test_ephemeral.BaseEphemeral):
    pass


class TestIncremental(test_incremental.BaseIncremental):
    pass


class TestIncrementalNotSchemaChange(test_incremental.BaseIncrementalNotSchemaChange):
    pass


class TestIncrementalBadStrategy(test_incremental.BaseIncrementalBadStrategy):
    def test_incremental_invalid_strategy(self, project):
        """dbt-snowflake looks the strategy up when there is a table to change: with the second run."""
        run_dbt(["seed"])
        run_dbt(["run"])
        results = run_dbt(["run"], expect_pass=False)
        assert 'incremental strategy macro with the name "get_incremental_bad_strategy_sql"' in results.results[0].message


class TestIncrementalRunResult(test_incremental.BaseIncremental):
    """The counts that Snowflake's cursor gives reach dbt's results, for CTAS and for MERGE."""

    def test_incremental(self, project):
        run_dbt(["seed"])
        for seed, counts in (("base", (10, 0, 0)), ("added", (10, 0, 0))):
            results, output = run_dbt_and_capture(["run", "--vars", f"seed_name: {seed}"])
            response = results[0].adapter_response
            assert response["code"] == "SUCCESS"
            assert response["rows_affected"] == 10
            assert (response["rows_inserted"], response["rows_updated"], response["rows_deleted"]) == counts
            assert "SUCCESS 10" in output


class TestSnapshotCheckCols(test_snapshot_check_cols.BaseSnapshotCheckCols):
    pass


class TestSnapshotTimestamp(test_snapshot_timestamp.BaseSnapshotTimestamp):
    pass


class TestValidateConnection(test_validate_connection.BaseValidateConnection):
    pass


class UpperCaseTables:
    @pytest.fixture(scope="class")
    def equal_tables(self):
        return ["MODEL", "EXPECTED"]


class TestAdapterMethod(UpperCaseTables, test_adapter_methods.BaseAdapterMethod):
    pass


def _stats(rows, size):
    return {
        "has_stats": {
            "id": "has_stats",
            "label": "Has Stats?",
            "value": True,
            "description": "Indicates whether there are statistics for this table",
            "include": False,
        },
        "bytes": {
            "id": "bytes",
            "label": "Approximate Size",
            "value": size,
            "description": "Approximate size of the table as reported by Snowflake",
            "include": True,
        },
        "last_modified": {
            "id": "last_modified",
            "label": "Last Modified",
            "value": AnyString(),
            "description": "The timestamp for last update/change",
            "include": True,
        },
        "row_count": {
            "id": "row_count",
            "label": "Row Count",
            "value": rows,
            "description": "An approximate count of rows in this table",
            "include": True,
        },
    }


@pytest.fixture(scope="class")
def role(project):
    return project.run_sql("select current_role()", fetch="one")[0]


class TestDocsGenerate(test_docs_generate.BaseDocsGenerate):
    @pytest.fixture(scope="class")
    def expected_catalog(self, project, role):
        return expected_catalog.base_expected_catalog(
            project,
            role=role,
            id_type="NUMBER",
            text_type="TEXT",
            time_type="TIMESTAMP_NTZ",
            view_type="VIEW",
            table_type="BASE TABLE",
            model_stats=expected_catalog.no_stats(),
            seed_stats=_stats(1.0, AnyInteger()),
            case=str.upper,
            case_columns=False,
        )


class TestDocsGenReferences(test_docs_generate.BaseDocsGenReferences):
    """The models name the seed's columns without quotes, so the seed has to be made so on Snowflake."""

    @pytest.fixture(scope="class")
    def project_config_update(self, unique_schema):
        return {
            "asset-paths": ["assets", "invalid-asset-paths"],
            "vars": {"test_schema": unique_schema, "alternate_schema": f"{unique_schema}_test"},
            "seeds": {"quote_columns": False},
        }

    @pytest.fixture(scope="class")
    def expected_catalog(self, project, role):
        catalog = expected_catalog.expected_references_catalog(
            project,
            role=role,
            id_type="NUMBER",
            text_type="TEXT",
            time_type="TIMESTAMP_NTZ",
            view_type="VIEW",
            table_type="BASE TABLE",
            model_stats=_stats(1.0, AnyInteger()),
            seed_stats=_stats(1.0, AnyInteger()),
            bigint_type="NUMBER",
            view_summary_stats=expected_catalog.no_stats(),
            case=str.upper,
        )
        for relation in (*catalog["nodes"].values(), *catalog["sources"].values()):
            columns = relation["columns"]
            relation["columns"] = {k.upper(): {**v, "name": v["name"].upper()} for k, v in columns.items()}
        return catalog


class TestGetCatalogForSingleRelation(test_get_catalog_for_single_relation.BaseGetCatalogForSingleRelation):
    COLUMNS = (
        ("ID", "NUMBER"),
        ("FIRST_NAME", "VARCHAR"),
        ("EMAIL", "VARCHAR"),
        ("IP_ADDRESS", "VARCHAR"),
        ("UPDATED_AT", "TIMESTAMP_NTZ"),
    )

    def _table(self, project, role, name, kind, rows):
        texts = {
            "has_stats": ("Has Stats?", True, "Indicates whether there are statistics for this table", False),
            "row_count": ("Row Count", rows, "Number of rows in the table as reported by Snowflake", bool(rows)),
            "bytes": ("Approximate Size", AnyInteger(), "Size of the table as reported by Snowflake", bool(rows)),
        }
        return CatalogTable(
            metadata=TableMetadata(
                type=kind, schema=project.test_schema.upper(), name=name, database=project.database, comment="",
                owner=role,
            ),
            columns={
                column: ColumnMetadata(type=type_, index=index, name=column, comment=None)
                for index, (column, type_) in enumerate(self.COLUMNS, 1)
            },
            stats={
                key: StatsItem(id=key, label=label, value=value, description=text, include=include)
                for key, (label, value, text, include) in texts.items()
            },
            unique_id=None,
        )  # fmt: skip

    @pytest.fixture(scope="class")
    def current_role(self, role):
        return role

    @pytest.fixture(scope="class")
    def expected_catalog_my_seed(self, project, current_role):
        return self._table(project, current_role, "MY_SEED", "TABLE", 1)

    @pytest.fixture(scope="class")
    def expected_catalog_my_view_model(self, project, current_role):
        return self._table(project, current_role, "MY_VIEW_MODEL", "VIEW", 0)

    @pytest.fixture(scope="class")
    def expected_catalog_my_table_model(self, project, current_role):
        return self._table(project, current_role, "MY_TABLE_MODEL", "TABLE", 1)


SEMISTRUCTURED = """
{{ config(materialized='table') }}
select
    array_construct(1, 2, 3) as an_array,
    object_construct('language', 'english', 'locale', 'en_us') as an_object,
    {'text': 'value', 'number': 123, 'truth': true} as a_literal,
    array_construct(0.1, 0.2, 0.3)::vector(float, 3) as a_vector
"""


class TestSemistructuredTypes:
    @pytest.fixture(scope="class")
    def models(self):
        return {"semistructured.sql": SEMISTRUCTURED}

    def test_built_twice(self, project):
        assert len(run_dbt(["run"])) == 1
        assert len(run_dbt(["run"])) == 1
