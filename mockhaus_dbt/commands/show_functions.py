"""SHOW FUNCTIONS and SHOW PROCEDURES (https://docs.snowflake.com/en/sql-reference/sql/show-functions)."""

from __future__ import annotations

from typing import Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.objects.listing import read_listing
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import Statement

_COLUMNS: tuple[tuple[str, t.SqlType], ...] = (
    ("created_on", t.TIMESTAMP_LTZ),
    ("name", t.VARCHAR),
    ("schema_name", t.VARCHAR),
    ("is_builtin", t.VARCHAR),
    ("is_aggregate", t.VARCHAR),
    ("is_ansi", t.VARCHAR),
    ("min_num_arguments", t.INTEGER),
    ("max_num_arguments", t.INTEGER),
    ("arguments", t.VARCHAR),
    ("description", t.VARCHAR),
    ("catalog_name", t.VARCHAR),
    ("is_table_function", t.VARCHAR),
    ("valid_for_clustering", t.VARCHAR),
    ("is_secure", t.VARCHAR),
    ("secrets", t.VARCHAR),
    ("external_access_integrations", t.VARCHAR),
    ("is_external_function", t.VARCHAR),
    ("language", t.VARCHAR),
    ("is_memoizable", t.VARCHAR),
    ("is_data_metric", t.VARCHAR),
)


@statement("SHOW USER FUNCTIONS", "SHOW FUNCTIONS", "SHOW PROCEDURES", "SHOW USER PROCEDURES")
def show_functions(session: Session, statement: Statement) -> QueryResult:
    """SHOW [USER] FUNCTIONS | PROCEDURES [LIKE pattern] [IN ...]: those that users have made."""
    domain = "PROCEDURE" if "PROCEDURE" in statement.name else "FUNCTION"
    listing = read_listing(session, statement)
    return QueryResult.of(_COLUMNS, [_row(o) for o in listing.objects(session, domain)])


def _row(obj: CatalogObject) -> tuple[Any, ...]:
    about = obj.properties
    count = len(about.get("arguments", ()))
    types = ", ".join(str(a["type"]).split("(")[0] for a in about.get("arguments", ()))
    signature = f"{obj.name}({types}) RETURN {str(about.get('returns', 'VARCHAR')).split('(')[0]}"
    table = "Y" if str(about.get("returns", "")).startswith("TABLE") else "N"
    aggregate = "Y" if about.get("aggregate") else "N"
    return (
        obj.created_on, obj.name, obj.schema, "N", aggregate, "N", count, count, signature,
        obj.comment or "user-defined function", obj.database, table, "N", "Y" if obj.secure else "N", None, None, "N",
        about.get("language", "SQL"), "N", "N",
    )
