"""COMMENT ON. https://docs.snowflake.com/en/sql-reference/sql/comment"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject, domain_of
from mockhaus_dbt.errors import error
from mockhaus_dbt.objects.base import SUCCEEDED, Key, find_column, with_column
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement

#: kinds that live in the account itself.
_OF_ACCOUNT = ("DATABASE", "WAREHOUSE", "ROLE", "USER", "INTEGRATION", "SHARE", "NETWORK POLICY", "RESOURCE MONITOR")
#: kinds with a signature behind the name.
_CALLABLE = ("FUNCTION", "PROCEDURE")
_KINDS = (
    *_OF_ACCOUNT,
    *_CALLABLE,
    "SCHEMA",
    "DYNAMIC TABLE",
    "EXTERNAL TABLE",
    "ICEBERG TABLE",
    "EVENT TABLE",
    "TABLE",
    "MATERIALIZED VIEW",
    "VIEW",
    "STAGE",
    "FILE FORMAT",
    "SEQUENCE",
    "STREAM",
    "TASK",
    "ALERT",
    "PIPE",
    "TAG",
    "MASKING POLICY",
    "ROW ACCESS POLICY",
)
_RELATIONS = {
    "TABLE": ("TABLE", "DYNAMIC TABLE", "EXTERNAL TABLE", "EVENT TABLE"),
    "ICEBERG TABLE": ("TABLE",),
    "VIEW": ("VIEW", "MATERIALIZED VIEW"),
}


@statement("COMMENT ON", "COMMENT IF")
def comment(session: Session, statement: Statement) -> QueryResult:
    """COMMENT [IF EXISTS] ON kind name IS 'text'; COMMENT ON COLUMN table.column IS 'text'."""
    reader = statement.reader()
    if_exists = statement.name == "COMMENT IF"
    if if_exists:
        reader.expect("EXISTS ON")
    if_exists = reader.accept("IF EXISTS") or if_exists
    column: str | None = None
    if reader.accept("COLUMN"):
        *parts, column = reader.qualified(4)
        kind, key = "TABLE", _key(session, "TABLE", tuple(parts))
    else:
        kind = next((k for k in _KINDS if reader.accept(k)), "")
        if not kind:
            raise reader.unexpected()
        key = _key(session, kind, reader.qualified())
        if kind in _CALLABLE and reader.word() == "(":
            reader.bracketed()
    reader.expect("IS")
    text = reader.string()
    reader.expect_end()
    with session.ddl(key) as change:
        obj = _find(session, key)
        if obj is None:
            if if_exists:
                return QueryResult.message(SUCCEEDED)
            raise error("kind_missing", kind=kind.capitalize(), name=".".join(display(p) for p in key[1:] if p))
        if column is None and obj.domain == "RELATION" and obj.kind not in _RELATIONS.get(kind, (kind,)):
            raise error("wrong_kind", found=obj.kind, wanted=kind)
        if column is not None:
            change.put(with_column(obj, replace(find_column(obj, column), comment=text or None)))
        else:
            change.put(obj.but(comment=text or None))
    return QueryResult.message(SUCCEEDED)


def _key(session: Session, kind: str, parts: tuple[str, ...]) -> Key:
    if kind in _OF_ACCOUNT:
        return (kind, "", "", parts[-1])
    if kind == "SCHEMA":
        database = parts[0] if len(parts) > 1 else session.database
        if not database:
            raise error("no_database", operation="COMMENT ON SCHEMA")
        return (kind, database, "", parts[-1])
    return (domain_of(kind), *session.resolve(parts, f"COMMENT ON {kind}"))


def _find(session: Session, key: Key) -> CatalogObject | None:
    if key[0] == "RELATION" and key[1:] in session.temporary:
        return session.temporary[key[1:]]
    return session.catalog.get(*key)
