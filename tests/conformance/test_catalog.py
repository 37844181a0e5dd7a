import pytest
from dbt.tests.adapter.catalog import files, relation_types

DYNAMIC_TABLE = """
{{ config(materialized='dynamic_table', snowflake_warehouse='COMPUTE_WH', target_lag='2 minutes') }}
select * from {{ ref('my_seed') }}
"""


class TestCatalogRelationTypes(relation_types.CatalogRelationTypes):
    """dbt-snowflake has dynamic tables where others have materialized views."""

    @pytest.fixture(scope="class", autouse=True)
    def models(self):
        return {"my_table.sql": files.MY_TABLE, "my_view.sql": files.MY_VIEW, "my_dynamic_table.sql": DYNAMIC_TABLE}

    @pytest.mark.parametrize(
        ("node_name", "relation_type"),
        [
            ("seed.test.my_seed", "BASE TABLE"),
            ("model.test.my_table", "BASE TABLE"),
            ("model.test.my_view", "VIEW"),
            ("model.test.my_dynamic_table", "DYNAMIC TABLE"),
        ],
    )
    def test_relation_types_populate_correctly(self, docs, node_name, relation_type):
        super().test_relation_types_populate_correctly(docs, node_name, relation_type)
