"""TRUNCATE TABLE. https://docs.snowflake.com/en/sql-reference/sql/truncate-table"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import SUCCEEDED
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement


@statement("TRUNCATE", "TRUNCATE TABLE")
def truncate(session: Session, statement: Statement) -> QueryResult:
    """TRUNCATE [TABLE] [IF EXISTS] name: all rows go, within the open transaction where there is one.

    Snowflake lists TRUNCATE with DDL but keeps it in an explicit transaction: dbt sends begin; truncate; commit.
    """
    reader = statement.reader()
    if reader.accept("MATERIALIZED VIEW"):
        raise UnsupportedError("TRUNCATE MATERIALIZED VIEW")
    if_exists = reader.accept("IF EXISTS")
    parts = reader.qualified()
    if parts == ("ERROR_TABLE",) and reader.word() == "(":
        raise UnsupportedError("ERROR_TABLE")
    reader.expect_end()
    database, schema, name = session.resolve(parts, "TRUNCATE TABLE")
    obj: CatalogObject | None = session.find("RELATION", (database, schema, name))
    if obj is None:
        if if_exists:
            return QueryResult.message(SUCCEEDED)
        raise error("kind_missing", kind="Table", name=".".join(map(display, (database, schema, name))))
    if obj.kind != "TABLE":
        raise error("wrong_kind", found=obj.kind, wanted="TABLE")
    session.target = obj.relation()
    with session.atomic():
        session.rows(f"TRUNCATE {obj.physical}")
        for forget in forgetting(obj.identity):
            session.rows(forget)
    return QueryResult.message(SUCCEEDED)


def forgetting(table: str) -> tuple[str, str]:
    """DuckDB statements by which the files of a table may be loaded again, and no history shows them.

    Args:
        table: identity of the table.

    Returns:
        what forgets the loads of COPY INTO, and what hides those of pipes, which know their files themselves.
    """
    rows, here = '"_MOCKHAUS".load_history', f'"table" = {literal(table)}'
    return f"DELETE FROM {rows} WHERE {here} AND pipe IS NULL", f'UPDATE {rows} SET "table" = NULL WHERE {here}'
