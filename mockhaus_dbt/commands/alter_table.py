"""ALTER TABLE, for tables of every kind.

https://docs.snowflake.com/en/sql-reference/sql/alter-table and .../alter-table-column
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import error
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.base import SUCCEEDED, Key, with_properties, without_properties
from mockhaus_dbt.objects.clustering import check_clustering, read_cluster_by
from mockhaus_dbt.objects.column_changes import add_columns, alter_columns, alter_policy, drop_columns, rename_column
from mockhaus_dbt.objects.constraints import add_constraint, drop_constraint, rename_constraint
from mockhaus_dbt.objects.dependents import refresh_dependents
from mockhaus_dbt.objects.foreign_keys import follow_moved
from mockhaus_dbt.objects.grants import move_grants
from mockhaus_dbt.objects.refused_actions import refuse_action
from mockhaus_dbt.objects.relocation import move, swap
from mockhaus_dbt.objects.search_optimization import alter_search_optimization
from mockhaus_dbt.objects.table import TABLE, Table
from mockhaus_dbt.objects.view import VIEW
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader


@statement("ALTER TABLE", "ALTER ICEBERG TABLE", "ALTER EVENT TABLE")
def alter_table(session: Session, statement: Statement) -> QueryResult:
    """ALTER TABLE [IF EXISTS] name ...; views may be renamed with it too, and they and their columns tagged, as on
    Snowflake."""
    return alter(session, statement, TABLE, "Table", ("TABLE", "DYNAMIC TABLE"))


def alter(session: Session, statement: Statement, noun: Table, title: str, kinds: tuple[str, ...]) -> QueryResult:
    """Run an ALTER of something with rows.

    Args:
        session, statement: as of every handler.
        noun: reads options.
        title: of the object, for messages.
        kinds: that the statement may touch.
    """
    reader = statement.reader()
    if_exists = reader.accept("IF EXISTS")
    parts = reader.qualified()
    key: Key = ("RELATION", *session.resolve(parts, f"ALTER {title.upper()}"))
    found = noun.find(session, key)
    if found is None and if_exists:
        return QueryResult.message(SUCCEEDED)
    keys = [key, *_other_keys(session, reader)]
    with session.ddl(*keys) as change:
        obj = noun.find(session, key)
        if obj is None:
            noun.check_home(session, key)
            raise error("kind_missing", kind=title, name=".".join(map(display, key[1:])))
        changed = None
        if obj.kind == "VIEW" and (reader.word() in ("RENAME", "ALTER", "MODIFY") or reader.word(1) == "TAG"):
            VIEW.modify(session, change, reader, obj)
        elif obj.kind == "EXTERNAL TABLE" and "TABLE" in kinds:
            changed = PROVIDERS["EXTERNAL TABLE COLUMNS"](session, change, reader, obj)
        elif obj.kind not in kinds:
            raise error("wrong_kind", found=obj.kind, wanted=title.upper())
        else:
            changed = act(session, change, reader, obj, noun)
        reader.expect_end()
        if changed is not None:
            if changed.kind == "TABLE":
                changed = change_history.as_asked(session, change, changed)
                change_history.follow(change, changed)
            change.put(changed)
        refresh_dependents(session, change)
    return QueryResult.message(SUCCEEDED)


def _other_keys(session: Session, reader: TokenReader) -> list[Key]:
    """The keys of the second name of RENAME TO and SWAP WITH."""
    start = reader.position
    keys: list[Key] = []
    if reader.accept("RENAME TO") or reader.accept("SWAP WITH"):
        keys.append(("RELATION", *session.resolve(reader.qualified(), "ALTER TABLE")))
    reader.position = start
    return keys


def act(
    session: Session, change: Change, reader: TokenReader, obj: CatalogObject, noun: Table
) -> CatalogObject | None:
    """Carry out the action; gives the changed object, None where the catalog has been told already."""
    refuse_action(reader, noun.noun)
    if reader.accept("RENAME COLUMN"):
        return rename_column(session, change, reader, obj)
    if reader.accept("RENAME CONSTRAINT"):
        return rename_constraint(reader, obj)
    if reader.accept("RENAME TO"):
        rename(session, change, obj, ("RELATION", *session.resolve(reader.qualified(), "ALTER TABLE")))
        return None
    if reader.accept("SWAP WITH"):
        swap(session, change, obj, session.require("RELATION", reader.qualified()))
        return None
    if reader.word() in ("ADD", "DROP"):
        return _add_or_drop(session, change, reader, obj)
    if reader.accept("ALTER") or reader.accept("MODIFY"):
        return alter_columns(session, change, reader, obj)
    if reader.word() in ("CLUSTER BY", "CLUSTER", "SUSPEND", "RESUME", "RECLUSTER"):
        return _cluster(session, reader, obj)
    if reader.accept_set():
        return noun.with_options(obj, noun.read_options(session, reader))
    if reader.accept("UNSET"):
        return noun.without_options(session, reader, obj)
    raise reader.unexpected()


def _add_or_drop(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    verb, words = reader.word(), (reader.word(1), reader.word(2))
    if words[0] in ("ROW", "ALL") and "POLIC" in f"{words} {reader.word(3)} {reader.word(4)}":
        return alter_policy(session, reader, obj)
    if words[0] == "SEARCH":
        return alter_search_optimization(reader, obj)
    reader.take()
    if verb == "ADD":
        if words[0] in ("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY") or (
            words[0] in ("UNIQUE", "CHECK") and words[1] == "("
        ):
            return add_constraint(session, change, reader, obj)
        return add_columns(session, change, reader, obj)
    if words[0] == "CLUSTERING":
        reader.expect("CLUSTERING KEY")
        return without_properties(obj, "cluster_by", "recluster_suspended")
    if words[0] in ("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY") or (
        words[0] == "UNIQUE" and words[1] in ("(", "", "CASCADE", "RESTRICT")
    ):
        return drop_constraint(session, change, reader, obj)
    return drop_columns(session, change, reader, obj)


def _cluster(session: Session, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    if reader.accept("CLUSTER BY"):
        keys = read_cluster_by(reader)
        check_clustering(session, obj.name, obj.columns, keys, bool(obj.properties.get("is_hybrid")))
        return with_properties(obj, cluster_by=keys)
    if reader.accept("RECLUSTER"):
        reader.rest()
        return obj
    suspended = reader.take().text.upper() == "SUSPEND"
    reader.expect("RECLUSTER")
    return with_properties(obj, recluster_suspended=suspended)


def rename(session: Session, change: Change, obj: CatalogObject, key: Key) -> None:
    """Give a table another name, in another schema too."""
    TABLE.check_home(session, key)
    if key[1:] in session.temporary or session.catalog.get(*key) is not None:
        raise error("object_exists", name=TABLE.shown(key))
    if obj.kind in ("VIEW", "MATERIALIZED VIEW"):
        VIEW.rename(session, change, obj, key)
        return
    new = obj.but(database=key[1], schema=key[2], name=key[3])
    new = replace(new, physical=session.physical_name(key[1], key[2], key[3], obj.temporary))
    move(session, change, obj, new)
    change.remove(obj)
    change.put(new)
    follow_moved(session, change, (obj, new))
    move_grants(session, change, obj, new)
