"""Metadata functions (https://docs.snowflake.com/en/sql-reference/functions-metadata)."""

from __future__ import annotations

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.asking import ask, text, value_of
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, Text, function


@function(
    note="Line breaks and order follow Snowflake's documentation; it shows few clauses, and the text of others may be "
    "spaced in another way. The statement makes the same object."
)
def get_ddl(call: Call, object_type: Text, object_name: Text, use_fully_qualified_names: Any = None) -> Expr:
    """The statement that makes an object; of a schema or database, the statements for all that is in it.

    >>> GET_DDL('SCHEMA', 'INFORMATION_SCHEMA') IS NULL
    false
    >>> LEFT(GET_DDL('warehouse', 'compute_wh'), 38)
    create or replace warehouse COMPUTE_WH
    """
    wanted = [value_of(call, a, i) for i, a in enumerate((object_type, object_name, use_fully_qualified_names), 1)]
    if wanted[0] is None or wanted[1] is None:
        return text(None)
    return text(ask(call, str(wanted[0]), str(wanted[1]), bool(wanted[2])))


@function
def generate_column_description(call: Call, expr: Any, object_type: Text) -> Expr:
    """The output of INFER_SCHEMA as a list of columns for CREATE TABLE, CREATE EXTERNAL TABLE or CREATE VIEW.

    >>> GENERATE_COLUMN_DESCRIPTION([{'COLUMN_NAME': 'a', 'TYPE': 'TEXT', 'NULLABLE': false}], 'table')
    "a" TEXT NOT NULL
    >>> GENERATE_COLUMN_DESCRIPTION([{'COLUMN_NAME': 'a', 'TYPE': 'DATE', 'EXPRESSION': '$1:a'}], 'external_table')
    "a" DATE AS ($1:a)
    >>> GENERATE_COLUMN_DESCRIPTION([{'COLUMN_NAME': 'a'}], 'view')
    "a"
    """
    if expr.type.name not in ("ARRAY", "VARIANT"):
        raise call.wrong_types()
    kind = str(value_of(call, object_type, 2)).lower()
    item = call.fresh("column")
    name = f"""'"' || replace({item}->>'$.COLUMN_NAME', '"', '""') || '"'"""
    nullable = f"CASE WHEN ({item}->>'$.NULLABLE') = 'false' THEN ' NOT NULL' ELSE '' END"
    typed = f"{name} || ' ' || ({item}->>'$.TYPE')"
    shapes = {
        "table": f"{typed} || {nullable}",
        "external_table": f"{typed} || ' AS (' || ({item}->>'$.EXPRESSION') || ')' || {nullable}",
        "view": name,
    }
    if kind not in shapes:
        raise call.wrong_value(kind, "OBJECT_TYPE")
    joint = literal(" ,\n" if kind == "view" else ",\n")
    listed = f"CAST({expr.sql} AS JSON[])"
    sql = f"array_to_string(list_transform({listed}, lambda {item}: {shapes[kind]}), {joint})"
    return combined(sql, t.VARCHAR, expr, atomic=True)
