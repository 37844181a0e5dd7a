"""GET_DDL (https://docs.snowflake.com/en/sql-reference/functions/get_ddl)."""

from __future__ import annotations

import pytest

from mockhaus_dbt.errors import SqlError, UnsupportedError


def ddl(sql, kind, name, full="false"):
    return sql.rows(f"select get_ddl('{kind}', '{name}', {full})")[0][0]


def test_table(sql):
    sql(
        "create table other (a int primary key)",
        "create transient table t (id int autoincrement start 1 increment 1 order, name varchar(10) collate 'en-ci' "
        "not null default 'x' comment 'it''s', \"Odd\" timestamp_ltz, constraint pk primary key (id), unique (name), "
        "foreign key (id) references other (a)) cluster by (id, name) comment = 'hi'",
    )
    assert ddl(sql, "table", "t") == (
        "create or replace TRANSIENT TABLE T cluster by (ID, NAME)(\n"
        "\tID NUMBER(38,0) NOT NULL autoincrement start 1 increment 1 order,\n"
        "\tNAME VARCHAR(10) COLLATE 'en-ci' NOT NULL DEFAULT 'x' COMMENT 'it''s',\n"
        '\t"Odd" TIMESTAMP_LTZ(9),\n'
        "\tunique (NAME),\n"
        "\tconstraint PK primary key (ID),\n"
        "\tforeign key (ID) references DB.SCH.OTHER(A)\n"
        ")COMMENT='hi'\n;"
    )
    assert ddl(sql, "TABLE", "other", "true") == (
        "create or replace TABLE DB.SCH.OTHER (\n\tA NUMBER(38,0) NOT NULL,\n\tprimary key (A)\n);"
    )


def test_what_it_gives_makes_the_same_again(sql):
    sql(
        "create table t (id int identity, name varchar(10) not null default 'x' comment 'c', unique (name)) comment = 'hi'",
        "create secure view v (a comment 'c') comment = 'it''s' as select id from t",
        "create sequence s start 5 increment 2 order",
        "create file format f type = csv field_delimiter = '|' null_if = ('', 'NULL') skip_header = 1",
        "create function g(a number, b varchar) returns number language sql comment = 'it''s' as 'a * 2'",
        "create procedure p(f float) returns float language sql as 'begin return f; end'",
        "create tag color allowed_values 'red', 'green'",
    )
    for kind, name in [
        ("TABLE", "T"), ("VIEW", "V"), ("SEQUENCE", "S"), ("FILE_FORMAT", "F"), ("FUNCTION", "G(NUMBER, VARCHAR)"),
        ("PROCEDURE", "P(FLOAT)"), ("TAG", "COLOR"), ("WAREHOUSE", "COMPUTE_WH"),
    ]:  # fmt: skip
        text = ddl(sql, kind, name)
        sql(text)
        assert ddl(sql, kind, name) == text


def test_schema_and_database(sql):
    assert ddl(sql, "schema", "sch") == "create or replace schema SCH;\n"
    sql("create table t (a int)", "create view b as select a from t", "create view a as select a from b")
    assert ddl(sql, "schema", "db.sch", "true") == (
        "create or replace schema DB.SCH;\n\n"
        "create or replace TABLE DB.SCH.T (\n\tA NUMBER(38,0)\n);\n\n"
        "create or replace view DB.SCH.B(\n\tA\n) as select a from t;\n\n"
        "create or replace view DB.SCH.A(\n\tA\n) as select a from b;\n"
    )
    assert ddl(sql, "DATABASE", "db").startswith("create or replace database DB;\n\ncreate or replace schema PUBLIC;\n\n")


def test_view_and_table_are_one(sql):
    sql("create view v as\n  select 1 as a", "set kind = 'TABLE'")
    text = "create or replace view V(\n\tA\n) as\n  select 1 as a;"
    assert ddl(sql, "TABLE", "v") == text
    assert sql.rows("select get_ddl($kind, current_schema() || '.v')") == [(text,)]


def test_errors(sql):
    for call, number in [("'TABLE', 'nope'", 2003), ("'STAGE', 's'", 1015), ("'TABLE', c", 1015)]:
        with pytest.raises(SqlError) as e:
            sql(f"select get_ddl({call}) from (select 't' as c)")
        assert e.value.errno == number
    with pytest.raises(UnsupportedError):
        sql("create view v as select get_ddl('TABLE', 't') as a")


def test_generate_column_description(sql):
    columns = """[{'COLUMN_NAME': 'a "b"', 'TYPE': 'TEXT', 'NULLABLE': true}, {'COLUMN_NAME': 'c', 'TYPE': 'DATE', 'NULLABLE': false}]"""
    [(text,)] = sql.rows(f"select generate_column_description({columns}, 'table')")
    assert text == '"a ""b""" TEXT,\n"c" DATE NOT NULL'
