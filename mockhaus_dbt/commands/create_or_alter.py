"""CREATE OR ALTER TABLE of a table that exists (https://docs.snowflake.com/en/sql-reference/sql/create-table).

The difference between the table and its new definition is written as the actions of ALTER TABLE and carried out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.commands.alter_table import act
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.checks import checks
from mockhaus_dbt.objects.dependents import refresh_dependents
from mockhaus_dbt.objects.table import TABLE
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Column, display, quote

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: properties that a definition without them leaves as they are.
_LASTING = ("history", "CHANGE_TRACKING", "TAGS", "row_access_policy", "search_optimization", "recluster_suspended")


@statement("CREATE OR ALTER TABLE")
def create_or_alter_table(session: Session, statement: Statement) -> QueryResult:
    """CREATE OR ALTER TABLE name (...) where the table exists; without it the noun's CREATE runs."""
    reader = statement.reader()
    key = TABLE.locate(session, reader.qualified(), "CREATE")
    wanted, _body = TABLE.read(session, statement, reader, key)
    reader.expect_end()
    with session.ddl(key) as change:
        obj = TABLE.require(session, key)
        if obj.has_virtual_columns:
            raise UnsupportedError("CREATE OR ALTER TABLE of one with virtual columns")
        if checks(obj.properties.get("constraints", ())):
            raise UnsupportedError("CREATE OR ALTER TABLE of one with CHECK constraints")
        actions = _actions(obj, wanted)
        obj = obj.but(comment=wanted.comment, properties=_properties(obj, wanted))
        for action in actions:
            told = split_statements(f"ALTER TABLE t {action}")[0].reader()
            told.qualified()
            changed = act(session, change, told, obj, TABLE)
            assert changed is not None
            obj = changed
        if [c.name for c in obj.columns] != [c.name for c in wanted.columns]:
            raise UnsupportedError("CREATE OR ALTER TABLE that changes the order of columns")
        obj = change_history.as_asked(session, change, obj)
        change_history.follow(change, obj)
        change.put(obj)
        refresh_dependents(session, change)
    return QueryResult.message(f"Table {display(key[3])} successfully altered.")


def _properties(obj: CatalogObject, wanted: CatalogObject) -> dict[str, Any]:
    """The properties of the new definition; constraints that say the same keep their names."""
    kept = {name: obj.properties[name] for name in _LASTING if name in obj.properties}
    found = {**kept, **wanted.properties}
    held = obj.properties.get("constraints", [])
    if "constraints" in found:
        same = [next((h for h in held if _meaning(h) == _meaning(c)), c) for c in found["constraints"]]
        found["constraints"] = same
    return found


def _meaning(constraint: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in constraint.items() if k != "name"}


def _actions(obj: CatalogObject, wanted: CatalogObject) -> list[str]:
    """What ALTER TABLE has to do for the columns."""
    names = {c.name for c in wanted.columns}
    held = {c.name: c for c in obj.columns}
    added = [f"ADD COLUMN {_definition(c)}" for c in wanted.columns if c.name not in held]
    changed = [action for c in wanted.columns if c.name in held for action in _changes(held[c.name], c)]
    # What is new comes first: a table cannot be without columns in between.
    return [*added, *(f"DROP COLUMN {quote(n)}" for n in held if n not in names), *changed]


def _changes(old: Column, new: Column) -> list[str]:
    name = quote(new.name)
    found = []
    if old.type.is_text and (old.type.collation or None) != (new.type.collation or None):
        raise error("create_or_alter", noun="TABLE", what=f"another collation of column {display(new.name)}")
    if old.type != new.type:
        found.append(f"ALTER COLUMN {name} SET DATA TYPE {new.type}")
    if old.nullable != new.nullable:
        found.append(f"ALTER COLUMN {name} {'DROP' if new.nullable else 'SET'} NOT NULL")
    if _identity(old) != _identity(new):
        raise UnsupportedError("CREATE OR ALTER TABLE that changes AUTOINCREMENT")
    if old.default is not None and new.default is None:
        found.append(f"ALTER COLUMN {name} DROP DEFAULT")
    elif old.default != new.default:
        found.append(f"ALTER COLUMN {name} SET DEFAULT {new.default}")
    if (old.comment or None) != (new.comment or None):
        found.append(f"ALTER COLUMN {name} COMMENT {literal(new.comment)}" if new.comment else
                     f"ALTER COLUMN {name} UNSET COMMENT")
    return found


def _identity(column: Column) -> tuple[Any, Any] | None:
    identity = column.extra.get("identity")
    return None if not identity else (identity["start"], identity["increment"])


def _definition(column: Column) -> str:
    """A column as ADD COLUMN takes it."""
    parts = [quote(column.name), str(column.type)]
    if column.type.collation:
        parts.append(f"COLLATE {literal(column.type.collation)}")
    identity = _identity(column)
    if identity is not None:
        parts.append(f"AUTOINCREMENT START {identity[0]} INCREMENT {identity[1]}")
    if column.default is not None:
        parts.append(f"DEFAULT {column.default}")
    if not column.nullable:
        parts.append("NOT NULL")
    if column.comment:
        parts.append(f"COMMENT {literal(column.comment)}")
    return " ".join(parts)
