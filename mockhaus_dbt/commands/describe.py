"""DESCRIBE of things with columns: tables, views and their kin.

https://docs.snowflake.com/en/sql-reference/sql/desc-table. DESCRIBE TABLE and DESCRIBE VIEW are interchangeable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import error
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.names import Column, Relation, display
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement

HEADS = [
    "name",
    "type",
    "kind",
    "null?",
    "default",
    "primary key",
    "unique key",
    "check",
    "expression",
    "comment",
    "policy name",
    "privacy domain",
]


@statement(
    "DESCRIBE TABLE",
    "DESCRIBE VIEW",
    "DESCRIBE MATERIALIZED VIEW",
    "DESCRIBE DYNAMIC TABLE",
    "DESCRIBE ICEBERG TABLE",
    "DESCRIBE EXTERNAL TABLE",
    "DESCRIBE EVENT TABLE",
)
def describe(session: Session, statement: Statement) -> QueryResult:
    """DESCRIBE TABLE name [ TYPE = { COLUMNS | STAGE } ]: one row a column, or a property of the table's stage."""
    reader = statement.reader()
    parts = reader.qualified()
    if reader.accept("TYPE"):
        reader.expect("=")
        if reader.accept("STAGE"):
            reader.expect_end()
            return _table_stage(session, parts)
        reader.expect("COLUMNS")
    reader.expect_end()
    word = statement.name.split(" ", 1)[1].capitalize()
    relation, obj = find_relation(session, parts, word)
    properties: dict[str, Any] = obj.properties if obj is not None else {}
    constraints = properties.get("constraints", ())
    primary = {name for c in constraints if c["kind"] == "PRIMARY KEY" for name in c["columns"]}
    unique = {name for c in constraints if c["kind"] == "UNIQUE" for name in c["columns"]}
    columns = [c for c in relation.columns if not c.extra.get("hidden")]
    rows = [_row(c, primary, unique) for c in columns]
    heads = HEADS
    if properties.get("ENABLE_SCHEMA_EVOLUTION"):
        heads, rows = [*HEADS, "schema evolution record"], [
            (*row, c.evolution) for row, c in zip(rows, columns, strict=True)
        ]
    return QueryResult.of(heads, rows)


def _table_stage(session: Session, parts: tuple[str, ...]) -> QueryResult:
    """DESCRIBE TABLE ... TYPE = STAGE.

    Raises:
        SqlError: 002003 (02000), there is no such table; 002203, it is a view and has no stage.
    """
    obj = find_relation(session, parts, "Table")[1]
    if obj is None or obj.kind != "TABLE":
        raise error("wrong_kind", found="VIEW" if obj is None else obj.kind, wanted="TABLE")
    told: QueryResult = PROVIDERS["table_stage"](obj)
    return told


@statement("DESCRIBE RESULT")
def describe_result(session: Session, statement: Statement) -> QueryResult:
    """DESCRIBE RESULT { 'query id' | LAST_QUERY_ID([n]) }: one row a column of a result of this session.

    https://docs.snowflake.com/en/sql-reference/sql/desc-result. What is kept for RESULT_SCAN can be described.

    Raises:
        SqlError: 002003 (02000), there is no such result.
    """
    reader = statement.reader()
    if reader.accept("LAST_QUERY_ID"):
        reader.expect("(")
        number = -1
        if not reader.accept(")"):
            number = -reader.number() if reader.accept("-") else reader.number()
            reader.expect(")")
        place = number - 1 if number > 0 else number
        ids = session.query_ids
        query_id = ids[place] if number and -len(ids) <= place < len(ids) else ""
    else:
        query_id = reader.string()
    reader.expect_end()
    result = session.results.get(query_id)
    if result is None:
        raise error("kind_missing", kind="Statement", name=query_id)
    columns = [Column(c.name, c.type, nullable=c.nullable) for c in result.columns]
    # Ten columns, without those of policies.
    return QueryResult.of(HEADS[:10], [_row(c, set(), set())[:10] for c in columns])


def find_relation(session: Session, parts: tuple[str, ...], word: str) -> tuple[Relation, CatalogObject | None]:
    """A relation by its name, those of INFORMATION_SCHEMA among them.

    Args:
        session: resolves the name.
        parts: of the name.
        word: Table or View, for the message.

    Raises:
        SqlError: 002003 (02000), there is no such relation.
    """
    database, schema, name = session.resolve(parts, f"DESCRIBE {word.upper()}")
    obj = session.find("RELATION", (database, schema, name))
    if obj is not None:
        return obj.relation(), obj
    system = PROVIDERS.get("system_relation")
    if system is not None:
        found = system(session, database, schema, name)
        if found is not None:
            return found, None
    raise error("kind_missing", kind=word, name=".".join(map(display, (database, schema, name))))


def type_text(type_: SqlType) -> str:
    """A type as DESCRIBE prints it, with its collation."""
    return f"{type_} COLLATE '{type_.collation}'" if type_.collation else str(type_)


def identity_text(column: Column) -> str | None:
    """AUTOINCREMENT as DESCRIBE and SHOW COLUMNS print it."""
    identity = column.extra.get("identity")
    if not identity:
        return None
    order = "ORDER" if identity.get("order") else "NOORDER"
    return f"IDENTITY START {identity['start']} INCREMENT {identity['increment']} {order}"


def _row(column: Column, primary: set[str], unique: set[str]) -> tuple[Any, ...]:
    return (
        column.name,
        type_text(column.type),
        "VIRTUAL" if column.extra.get("expression") else "COLUMN",
        "Y" if column.nullable else "N",
        column.default if column.default is not None else identity_text(column),
        "Y" if column.name in primary else "N",
        "Y" if column.name in unique else "N",
        None,
        column.extra.get("expression"),
        column.comment,
        column.masking.name if column.masking is not None else None,
        None,
    )
