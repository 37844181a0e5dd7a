import pytest
from dbt.tests.adapter.incremental import (
    test_incremental_merge_exclude_columns,
    test_incremental_microbatch,
    test_incremental_on_schema_change,
    test_incremental_predicates,
    test_incremental_unique_id,
)
from dbt.tests.util import check_relations_equal, run_dbt


class TestMergeExcludeColumns(test_incremental_merge_exclude_columns.BaseMergeExcludeColumns):
    pass


class TestUniqueKeyMerge(test_incremental_unique_id.BaseIncrementalUniqueKey):
    pass


class TestUniqueKeyDeleteInsert(test_incremental_unique_id.BaseIncrementalUniqueKey):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        return {"models": {"+incremental_strategy": "delete+insert"}}


class TestIncrementalPredicates(test_incremental_predicates.BaseIncrementalPredicates):
    pass


class TestPredicatesDeleteInsert(test_incremental_predicates.TestPredicatesDeleteInsert):
    pass


class TestIncrementalPredicatesMerge(test_incremental_predicates.BaseIncrementalPredicates):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        predicate = "dbt_internal_dest.id != 2"
        return {"models": {"+incremental_predicates": [predicate], "+incremental_strategy": "merge"}}


class TestPredicatesMerge(test_incremental_predicates.BaseIncrementalPredicates):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        return {"models": {"+predicates": ["dbt_internal_dest.id != 2"], "+incremental_strategy": "merge"}}


class TestOnSchemaChange(test_incremental_on_schema_change.BaseIncrementalOnSchemaChange):
    pass


ODD_COLUMNS = '"with space", "with-dash", "with@sign", "with.dot"'

ODD_SOURCE = """
{{ config(materialized='table') }}
select seq as id, 'a' || seq as "with space", 'b' || seq as "with-dash", seq * 111 as "with@sign", 'c' || seq as "with.dot"
from (select column1 as seq from values (1), (2), (3), (4))
"""

ODD_INCREMENTAL = """
{{ config(materialized='incremental', unique_key='id', on_schema_change='append_new_columns') }}
{% if is_incremental() %}
select id, %s from {{ ref('odd_source') }} where id not in (select id from {{ this }})
{% else %}
select id, "with space", "with-dash" from {{ ref('odd_source') }} where id <= 2
{% endif %}
""".replace("%s", ODD_COLUMNS)

ODD_EXPECTED = """
{{ config(materialized='table') }}
select id, "with space", "with-dash", iff(id <= 2, null, "with@sign") as "with@sign",
    iff(id <= 2, null, "with.dot") as "with.dot"
from {{ ref('odd_source') }}
"""


class TestOnSchemaChangeOddColumns:
    @pytest.fixture(scope="class")
    def models(self):
        return {
            "odd_source.sql": ODD_SOURCE,
            "odd_incremental.sql": ODD_INCREMENTAL,
            "odd_expected.sql": ODD_EXPECTED,
        }

    def test_columns_are_appended(self, project):
        run_dbt(["run"])
        run_dbt(["run"])
        check_relations_equal(project.adapter, ["odd_incremental", "odd_expected"])


# Event times with a zone, as to_timestamp_tz makes them.
INPUT = """
{{ config(materialized='table', event_time='event_time') }}
select column1 as id, to_timestamp_tz(column2) as event_time
from values (1, '2020-01-01 00:00:00-0'), (2, '2020-01-02 00:00:00-0'), (3, '2020-01-03 00:00:00-0')
"""

# No unique_key: Snowflake's microbatch deletes the batch and inserts it.
MICROBATCH = """
{{ config(
    materialized='incremental', incremental_strategy='microbatch', event_time='event_time', batch_size='SIZE',
    begin=modules.datetime.datetime(2020, 1, 1, 0, 0, 0)
) }}
select * from {{ ref('input_model') }}
"""

TEXT_INPUT = """
{{ config(materialized='table', event_time='event_time') }}
select 3 as id, '2020-01-03 00:37:00+01:00' as event_time
"""


class TestMicrobatch(test_incremental_microbatch.BaseMicrobatch):
    @pytest.fixture(scope="class")
    def microbatch_model_sql(self):
        return MICROBATCH.replace("SIZE", "day")

    @pytest.fixture(scope="class")
    def input_model_sql(self):
        return INPUT

    @pytest.fixture(scope="class")
    def insert_two_rows_sql(self, project):
        schema = project.adapter.Relation.create(database=project.database, schema=project.test_schema)
        return (
            f"insert into {schema}.input_model (id, event_time) "
            "values (4, '2020-01-04 00:00:00-0'), (5, '2020-01-05 00:00:00-0')"
        )


class TestMicrobatchComparesInstants(TestMicrobatch):
    """00:37 at +01:00 is the day before in UTC: it must not fall into the batch of its wall-clock time."""

    @pytest.fixture(scope="class")
    def input_model_sql(self):
        return TEXT_INPUT

    @pytest.fixture(scope="class")
    def microbatch_model_sql(self):
        return MICROBATCH.replace("SIZE", "hour")

    def test_run_with_event_time(self, project):
        window = ["--event-time-start", "2020-01-03 00:00:00", "--event-time-end", "2020-01-03 01:00:00"]
        run_dbt(["run", *window])
        self.assert_row_count(project, "input_model", 1)
        self.assert_row_count(project, "microbatch_model", 0)
