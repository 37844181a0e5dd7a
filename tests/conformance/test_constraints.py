import pytest
from dbt.tests.adapter.constraints import fixtures
from dbt.tests.adapter.constraints import test_constraints as base

SQL_HEADER = """
{{ config(materialized='MATERIALIZED', on_schema_change='append_new_columns') }}
{% call set_sql_header(config) %}
set my_variable = 'test';
{% endcall %}
select $my_variable as column_name
"""
NULL = ["NULL result in a non-nullable column"]


class ColumnTypes:
    @pytest.fixture
    def int_type(self):
        return "FIXED"

    @pytest.fixture
    def schema_int_type(self):
        return "INT"

    @pytest.fixture
    def data_types(self, int_type, schema_int_type, string_type):
        """A value, the type of the contract, and the type that the error shows."""
        return [
            ["1", schema_int_type, int_type],
            ["'1'", string_type, string_type],
            ["cast('2019-01-01' as date)", "date", "DATE"],
            ["true", "boolean", "BOOLEAN"],
            ["'2013-11-03 00:00:00-07'::timestamptz", "timestamp_tz", "TIMESTAMP_TZ"],
            ["'2013-11-03 00:00:00-07'::timestamp", "timestamp", "TIMESTAMP_NTZ"],
            ["array_construct('a', 'b', 'c')", "array", "ARRAY"],
            ["array_construct(1, 2, 3)", "array", "ARRAY"],
            ["to_geography('POINT(-122.35 37.55)')", "geography", "GEOGRAPHY"],
            ["to_geometry('POINT(1820.12 890.56)')", "geometry", "GEOMETRY"],
            ["""to_variant(parse_json('{"key3": "value3", "key4": "value4"}'))""", "variant", "VARIANT"],
        ]


class TestTableColumnsEqual(ColumnTypes, base.BaseTableConstraintsColumnsEqual):
    pass


class TestViewColumnsEqual(ColumnTypes, base.BaseViewConstraintsColumnsEqual):
    pass


class TestIncrementalColumnsEqual(ColumnTypes, base.BaseIncrementalConstraintsColumnsEqual):
    pass


class TestTableContractSqlHeader(base.BaseTableContractSqlHeader):
    @pytest.fixture(scope="class")
    def models(self):
        return {
            "my_model_contract_sql_header.sql": SQL_HEADER.replace("MATERIALIZED", "table"),
            "constraints_schema.yml": fixtures.model_contract_header_schema_yml,
        }


class TestIncrementalContractSqlHeader(base.BaseIncrementalContractSqlHeader):
    @pytest.fixture(scope="class")
    def models(self):
        return {
            "my_model_contract_sql_header.sql": SQL_HEADER.replace("MATERIALIZED", "incremental"),
            "constraints_schema.yml": fixtures.model_contract_header_schema_yml,
        }


def _expected(columns):
    return f"""
create or replace transient table <model_identifier> ({columns}) as (
    select id, color, date_day from (
        -- depends_on: <foreign_key_model_identifier>
        select 'blue' as color, 1 as id, '2019-01-01' as date_day
    ) as model_subq
);
"""


COLUMNS = """
    id integer not null primary key references <foreign_key_model_identifier> (id) unique,
    color text,
    date_day text
"""


class TestTableDdlEnforcement(base.BaseConstraintsRuntimeDdlEnforcement):
    @pytest.fixture(scope="class")
    def expected_sql(self):
        return _expected(COLUMNS)


class TestIncrementalDdlEnforcement(base.BaseIncrementalConstraintsRuntimeDdlEnforcement):
    @pytest.fixture(scope="class")
    def expected_sql(self):
        return _expected(COLUMNS)


class TestModelConstraints(base.BaseModelConstraintsRuntimeEnforcement):
    @pytest.fixture(scope="class")
    def expected_sql(self):
        return _expected("""
            id integer not null,
            color text,
            date_day text,
            primary key (id),
            constraint strange_uniqueness_requirement unique (color, date_day),
            foreign key (id) references <foreign_key_model_identifier> (id)
        """)


class TestTableRollback(base.BaseConstraintsRollback):
    @pytest.fixture(scope="class")
    def expected_error_messages(self):
        return NULL


class TestIncrementalRollback(base.BaseIncrementalConstraintsRollback):
    @pytest.fixture(scope="class")
    def expected_error_messages(self):
        return NULL


class TestQuotedColumn(base.BaseConstraintQuotedColumn):
    @pytest.fixture(scope="class")
    def expected_sql(self):
        return """
create or replace transient table <model_identifier> (
    id integer not null,
    "from" text not null,
    date_day text
) as (
    select id, "from", date_day from (
        select 'blue' as "from", 1 as id, '2019-01-01' as date_day
    ) as model_subq
);
"""


class TestIncrementalForeignKey(base.BaseIncrementalForeignKeyConstraint):
    pass
