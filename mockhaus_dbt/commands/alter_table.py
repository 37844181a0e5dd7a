"""ALTER TABLE, for tables of every kind.

https://docs.snowflake.com/en/sql-reference/sql/alter-table and .../alter-table-column
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.commands.change_type import change_type
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import SUCCEEDED, Key, read_tags
from mockhaus_dbt.objects.columns import (
    Definition,
    column_sql,
    default_sql,
    read_column,
    read_constraint,
    read_default,
    read_names,
    read_type,
    sequence_sql,
)
from mockhaus_dbt.objects.grants import move_grants
from mockhaus_dbt.objects.policy import read_masking_policy, read_row_access_policy
from mockhaus_dbt.objects.table import TABLE, Table, last_part, make_table, read_cluster_by
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.expressions import NOW
from mockhaus_dbt.translation.names import Column, PhysicalNames, display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement, TokenReader


@statement("ALTER TABLE", "ALTER ICEBERG TABLE", "ALTER EVENT TABLE")
def alter_table(session: Session, statement: Statement) -> QueryResult:
    """ALTER TABLE [IF EXISTS] name ...; a view may be renamed with it too, as on Snowflake."""
    return alter(session, statement, TABLE, "Table", ("TABLE", "DYNAMIC TABLE"))


def alter(
    session: Session, statement: Statement, noun: Table, title: str, kinds: tuple[str, ...]
) -> QueryResult:
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
        if obj.kind not in kinds and not (obj.kind == "VIEW" and reader.word() == "RENAME"):
            raise error("wrong_kind", found=obj.kind, wanted=title.upper())
        changed = _act(session, change, reader, obj, noun)
        reader.expect_end()
        if changed is not None:
            change.put(changed)
    return QueryResult.message(SUCCEEDED)


def _other_keys(session: Session, reader: TokenReader) -> list[Key]:
    """The keys of the second name of RENAME TO and SWAP WITH."""
    start = reader.position
    keys: list[Key] = []
    if reader.accept("RENAME TO") or reader.accept("SWAP WITH"):
        keys.append(("RELATION", *session.resolve(reader.qualified(), "ALTER TABLE")))
    reader.position = start
    return keys


def _act(
    session: Session, change: Change, reader: TokenReader, obj: CatalogObject, noun: Table
) -> CatalogObject | None:
    """Carry out the action; gives the changed object, None where the catalog has been told already."""
    if reader.accept("RENAME COLUMN"):
        return rename_column(change, reader, obj)
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
        return _cluster(reader, obj)
    if reader.accept("SET"):
        return noun.with_options(obj, noun.read_options(reader))
    if reader.accept("UNSET"):
        return noun.without_options(reader, obj)
    raise reader.unexpected()


def _add_or_drop(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    verb, words = reader.word(), (reader.word(1), reader.word(2))
    if words[0] in ("ROW", "ALL") and "POLIC" in f"{words} {reader.word(3)} {reader.word(4)}":
        return alter_policy(session, reader, obj)
    if words[0] == "SEARCH":
        raise UnsupportedError("SEARCH OPTIMIZATION")
    if words[0] in ("DATA", "STORAGE") and words[1] in ("METRIC", "LIFECYCLE"):
        raise UnsupportedError(f"{' '.join(words)} of ALTER TABLE")
    reader.take()
    if verb == "ADD":
        if words[0] in ("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY") or (words[0] in ("UNIQUE", "CHECK") and words[1] == "("):
            return add_constraint(session, reader, obj)
        return add_columns(session, change, reader, obj)
    if words[0] == "CLUSTERING":
        reader.expect("CLUSTERING KEY")
        return _without(obj, "cluster_by", "recluster_suspended")
    if words[0] in ("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY") or (words[0] == "UNIQUE" and words[1] in ("(", "", "CASCADE", "RESTRICT")):
        return drop_constraint(change, reader, obj)
    return drop_columns(change, reader, obj)


def _without(obj: CatalogObject, *names: str) -> CatalogObject:
    return obj.but(properties={k: v for k, v in obj.properties.items() if k not in names})


def _with(obj: CatalogObject, **properties: Any) -> CatalogObject:
    return obj.but(properties={**obj.properties, **properties})


def _cluster(reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    if reader.accept("CLUSTER BY"):
        return _with(obj, cluster_by=read_cluster_by(reader))
    if reader.accept("RECLUSTER"):
        reader.rest()
        return obj
    suspended = reader.take().text.upper() == "SUSPEND"
    reader.expect("RECLUSTER")
    return _with(obj, recluster_suspended=suspended)


def alter_policy(session: Session, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """ADD | DROP ROW ACCESS POLICY; DROP ALL ROW ACCESS POLICIES."""
    if reader.accept("DROP ALL ROW ACCESS POLICIES"):
        return _without(obj, "row_access_policy")
    if reader.accept("DROP ROW ACCESS POLICY"):
        reader.qualified()
        obj = _without(obj, "row_access_policy")
        if not reader.accept(","):
            return obj
    reader.expect("ADD ROW ACCESS POLICY")
    return _with(obj, row_access_policy=read_row_access_policy(session, reader))


# ---------------------------------------------------------------------------------------------------------- columns


def find_column(obj: CatalogObject, name: str) -> Column:
    """A column by its name.

    Raises:
        SqlError: 000904, there is none.
    """
    for column in obj.columns:
        if column.name == name:
            return column
    raise error("column_missing", name=display(name))


def with_column(obj: CatalogObject, column: Column) -> CatalogObject:
    """The object with a column of that name replaced."""
    return obj.but(columns=tuple(column if c.name == column.name else c for c in obj.columns))


def add_columns(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """ADD [COLUMN] [IF NOT EXISTS] name type ... , ..."""
    bracketed = False
    reader.accept("COLUMN")
    if reader.accept("("):
        bracketed = True
    definition = Definition()
    while True:
        reader.accept("COLUMN")
        absent_only = reader.accept("IF NOT EXISTS")
        column = read_column(reader, session, definition)
        if any(c.name == column.name for c in obj.columns):
            if not absent_only:
                raise error("column_exists", name=display(column.name))
            definition.constraints = [c for c in definition.constraints if c["columns"] != [column.name]]
        else:
            obj = _add_column(session, change, obj, column)
        if not reader.accept(","):
            break
    if bracketed:
        reader.expect(")")
    return _with_constraints(obj, definition.constraints)


def _add_column(session: Session, change: Change, obj: CatalogObject, column: Column) -> CatalogObject:
    column = replace(column, physical=PhysicalNames(c.physical for c in obj.columns).claim(column.name))
    identity = column.extra.get("identity")
    filled = bool(change.run(f"SELECT 1 FROM {obj.physical} LIMIT 1"))
    if identity and filled:
        raise error("identity_not_empty", name=display(column.name))
    if identity:
        physical = f'{obj.physical[:-1]}~{column.sql[1:-1]}~{len(obj.columns)}"'
        identity = {**identity, "sequence": physical}
        column = replace(column, extra={**column.extra, "identity": identity})
        change.run(sequence_sql(physical, identity["start"], identity["increment"]))
    if not column.nullable and column.default is None and not identity and filled:
        raise error("not_null_added", name=display(column.name))
    text = column_sql(session, replace(column, nullable=True))
    change.run(f"ALTER TABLE {obj.physical} ADD COLUMN {text}")
    if column.default is not None and filled and default_sql(session, column) is None:
        change.run(f"UPDATE {obj.physical} SET {column.sql} = {_moment_default(session, column)}")
    if not column.nullable:
        change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} SET NOT NULL")
    return obj.but(columns=(*obj.columns, column))


def _moment_default(session: Session, column: Column) -> str:
    """A default that depends on the moment, for the rows that are there: computed once, as on Snowflake."""
    from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize

    text = column.default or "NULL"
    compiled = session.translator.compile_expression(parse_expression(tokenize(text), text), session.context())
    if compiled.volatile and NOW not in compiled.sql:
        raise UnsupportedError(f"ADD COLUMN with the DEFAULT {text} to a table that has rows")
    return f"CAST({compiled.sql} AS {column.type.physical(column.wide)})"


def drop_columns(change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """DROP [COLUMN] [IF EXISTS] name , ..."""
    reader.accept("COLUMN")
    if_exists = reader.accept("IF EXISTS")
    while True:
        reader.accept("COLUMN")
        name = reader.identifier()
        if if_exists and all(c.name != name for c in obj.columns):
            pass
        else:
            obj = _drop_column(change, obj, find_column(obj, name))
        if not reader.accept(","):
            break
    reader.accept("CASCADE") or reader.accept("RESTRICT")
    return obj


def _drop_column(change: Change, obj: CatalogObject, column: Column) -> CatalogObject:
    if len(obj.columns) == 1:
        raise error("last_column", name=display(column.name))
    change.run(f"ALTER TABLE {obj.physical} DROP COLUMN {column.sql}")
    identity = column.extra.get("identity")
    if identity:
        change.run(f"DROP SEQUENCE IF EXISTS {identity['sequence']}")
    left = [c for c in obj.properties.get("constraints", ()) if column.name not in c["columns"]]
    obj = obj.but(columns=tuple(c for c in obj.columns if c.name != column.name))
    return _with(obj, constraints=left) if "constraints" in obj.properties else obj


def rename_column(change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """RENAME COLUMN name TO name"""
    column = find_column(obj, reader.identifier())
    reader.expect("TO")
    name = reader.identifier()
    if any(c.name == name for c in obj.columns):
        raise error("column_exists", name=display(name))
    others = PhysicalNames(c.physical for c in obj.columns if c is not column)
    renamed = replace(column, name=name, physical=others.claim(name))
    if renamed.physical.lower() != column.physical.lower():
        change.run(f"ALTER TABLE {obj.physical} RENAME COLUMN {column.sql} TO {renamed.sql}")
    else:
        renamed = replace(renamed, physical=column.physical)
    constraints = [
        {**c, "columns": [name if n == column.name else n for n in c["columns"]]}
        for c in obj.properties.get("constraints", ())
    ]
    obj = obj.but(columns=tuple(renamed if c is column else c for c in obj.columns))
    return _with(obj, constraints=constraints) if constraints else obj


def alter_columns(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """ALTER | MODIFY [(] [COLUMN] name action , ... [)]; constraints and views too."""
    if reader.word() in ("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY") or (reader.word(), reader.word(1)) == ("UNIQUE", "("):
        return _alter_constraint(reader, obj)
    bracketed = reader.accept("(")
    while True:
        reader.accept("COLUMN")
        column = find_column(obj, reader.identifier())
        obj = _alter_column(session, change, reader, obj, column)
        if not reader.accept(","):
            break
    if bracketed:
        reader.expect(")")
    return obj


def _alter_column(
    session: Session, change: Change, reader: TokenReader, obj: CatalogObject, column: Column
) -> CatalogObject:
    if reader.accept("COMMENT"):
        reader.accept("=")
        return with_column(obj, replace(column, comment=reader.string() or None))
    if reader.accept("UNSET COMMENT"):
        return with_column(obj, replace(column, comment=None))
    for phrase, action in _GOVERNANCE.items():
        if reader.accept(phrase):
            return with_column(obj, replace(column, extra=action(session, reader, dict(column.extra))))
    if obj.kind in ("VIEW", "MATERIALIZED VIEW"):
        raise reader.unexpected()
    if reader.accept("DROP NOT NULL"):
        return _set_not_null(change, obj, column, False)
    if reader.accept("SET NOT NULL") or reader.accept("NOT NULL"):
        return _set_not_null(change, obj, column, True)
    if reader.accept("DROP DEFAULT"):
        return _drop_default(change, obj, column)
    if reader.accept("SET DEFAULT"):
        return _set_default(session, change, reader, obj, column)
    reader.accept("SET DATA TYPE") or reader.accept("TYPE")
    wanted = read_type(reader, session)
    if reader.accept("COLLATE"):
        wanted = wanted.with_collation(reader.string() or None)
    return with_column(obj, change_type(change, obj, column, wanted))


Extra = dict[str, Any]


def _set_tags(_session: Session, reader: TokenReader, extra: Extra) -> Extra:
    return {**extra, "tags": {**extra.get("tags", {}), **read_tags(reader)}}


def _unset_tags(_session: Session, reader: TokenReader, extra: Extra) -> Extra:
    tags = dict(extra.get("tags", {}))
    tags.pop(".".join(reader.qualified()), None)
    return {**extra, "tags": tags}


def _set_masking(session: Session, reader: TokenReader, extra: Extra) -> Extra:
    found = {**extra, "masking_policy": read_masking_policy(session, reader)}
    reader.accept("FORCE")
    return found


def _unset_masking(_session: Session, _reader: TokenReader, extra: Extra) -> Extra:
    return {k: v for k, v in extra.items() if k != "masking_policy"}


_GOVERNANCE: dict[str, Callable[[Any, Any, Extra], Extra]] = {
    "SET TAG": _set_tags,
    "UNSET TAG": _unset_tags,
    "SET MASKING POLICY": _set_masking,
    "UNSET MASKING POLICY": _unset_masking,
}


def _set_not_null(change: Change, obj: CatalogObject, column: Column, wanted: bool) -> CatalogObject:
    if column.nullable == (not wanted):
        return obj
    if not wanted and any(
        c["kind"] == "PRIMARY KEY" and column.name in c["columns"] for c in obj.properties.get("constraints", ())
    ):
        raise error("primary_key_nullable", name=display(column.name))
    change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} {'SET' if wanted else 'DROP'} NOT NULL")
    return with_column(obj, replace(column, nullable=not wanted))


def _drop_default(change: Change, obj: CatalogObject, column: Column) -> CatalogObject:
    change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} DROP DEFAULT")
    extra = {k: v for k, v in column.extra.items() if k != "identity"}
    if "identity" in column.extra:
        change.run(f"DROP SEQUENCE IF EXISTS {column.extra['identity']['sequence']}")
    return with_column(obj, replace(column, default=None, extra=extra))


def _set_default(
    session: Session, change: Change, reader: TokenReader, obj: CatalogObject, column: Column
) -> CatalogObject:
    old, text = column.default or "", read_default(reader)
    if not (old.upper().endswith(".NEXTVAL") and text.upper().endswith(".NEXTVAL")):
        raise error("default_change", name=display(column.name))
    column = replace(column, default=text)
    compiled = default_sql(session, column)
    if compiled is not None:
        change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} SET DEFAULT {compiled}")
    return with_column(obj, column)


# ------------------------------------------------------------------------------------------------------ constraints


def _with_constraints(obj: CatalogObject, more: list[dict[str, Any]]) -> CatalogObject:
    if not more:
        return obj
    held = [*obj.properties.get("constraints", ()), *more]
    if sum(c["kind"] == "PRIMARY KEY" for c in held) > 1:
        raise error("primary_key_exists", name=obj.name)
    for constraint in more:
        for name in constraint["columns"]:
            find_column(obj, name)
    return _with(obj, constraints=held)


def add_constraint(session: Session, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """ADD [CONSTRAINT name] PRIMARY KEY | UNIQUE | FOREIGN KEY | CHECK ..."""
    definition = Definition()
    read_constraint(reader, session, definition, None)
    return _with_constraints(obj, definition.constraints)


def rename_constraint(reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """RENAME CONSTRAINT name TO name"""
    old = reader.identifier()
    reader.expect("TO")
    new = reader.identifier()
    held = list(obj.properties.get("constraints", ()))
    if all(c["name"] != old for c in held):
        raise error("constraint_missing", name=display(old))
    return _with(obj, constraints=[{**c, "name": new} if c["name"] == old else c for c in held])


def _named(reader: TokenReader, obj: CatalogObject) -> list[dict[str, Any]]:
    """The constraints that ``CONSTRAINT name``, ``PRIMARY KEY``, ``UNIQUE (c)`` or ``FOREIGN KEY (c)`` stand for."""
    held = obj.properties.get("constraints", ())
    if reader.accept("CONSTRAINT"):
        name = reader.identifier()
        found = [c for c in held if c["name"] == name]
    else:
        kind = next(k for k in ("PRIMARY KEY", "UNIQUE", "FOREIGN KEY") if reader.accept(k))
        name = kind
        columns = read_names(reader) if reader.word() == "(" else None
        found = [c for c in held if c["kind"] == kind and columns in (None, c["columns"])]
    if not found:
        raise error("constraint_missing", name=name)
    return found


def drop_constraint(change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """DROP CONSTRAINT name | PRIMARY KEY | UNIQUE (c) | FOREIGN KEY (c) [CASCADE | RESTRICT]"""
    gone = _named(reader, obj)
    reader.accept("CASCADE") or reader.accept("RESTRICT")
    return _with(obj, constraints=[c for c in obj.properties["constraints"] if c not in gone])


def _alter_constraint(reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    changed = _named(reader, obj)
    rely: bool | None = None
    while not reader.done:
        word = reader.take().text.upper()
        if word in ("RELY", "NORELY"):
            rely = word == "RELY"
        elif word not in ("NOT", "ENFORCED", "VALIDATE", "NOVALIDATE", "ENABLE", "DISABLE"):
            reader.position -= 1
            raise reader.unexpected()
    if rely is None:
        return obj
    held = obj.properties["constraints"]
    return _with(obj, constraints=[{**c, "rely": rely} if c in changed else c for c in held])


# ------------------------------------------------------------------------------------------------- rename and swap


def rename(session: Session, change: Change, obj: CatalogObject, key: Key) -> None:
    """Give a table another name, in another schema too."""
    TABLE.check_home(session, key)
    if key[1:] in session.temporary or session.catalog.get(*key) is not None:
        raise error("object_exists", name=TABLE.shown(key))
    if obj.kind in ("VIEW", "MATERIALIZED VIEW"):
        from mockhaus_dbt.objects.view import VIEW

        VIEW.rename(session, change, obj, key)
        return
    new = obj.but(database=key[1], schema=key[2], name=key[3])
    new = replace(new, physical=session.physical_name(key[1], key[2], key[3], obj.temporary))
    move(session, change, obj, new)
    change.remove(obj)
    change.put(new)
    move_grants(session, change, obj, new)


def move(session: Session, change: Change, old: CatalogObject, new: CatalogObject) -> None:
    """Move a DuckDB table; into another schema it has to be copied."""
    name = last_part(new.physical)
    home = new.physical[: -len(name)]
    if old.physical[: -len(last_part(old.physical))] == home:
        if old.physical != new.physical:
            change.run(f"ALTER TABLE {old.physical} RENAME TO {name}")
        return
    # Sequences stay where they are: their names are ours and say nothing.
    columns = tuple(replace(c, extra={k: v for k, v in c.extra.items() if k != "identity"}) for c in new.columns)
    make_table(session, change, replace(new, columns=columns))
    names = ", ".join(c.sql for c in new.columns)
    change.run(f"INSERT INTO {new.physical} ({names}) SELECT {names} FROM {old.physical}")
    change.run(f"DROP TABLE {old.physical}")
    for column in new.columns:
        if "identity" in column.extra:
            default = f"nextval('{column.extra['identity']['sequence']}')"
            change.run(f"ALTER TABLE {new.physical} ALTER {column.sql} SET DEFAULT {default}")


def swap(session: Session, change: Change, a: CatalogObject, b: CatalogObject) -> None:
    """SWAP WITH: each table takes the other's name."""
    if b.kind != a.kind:
        raise error("wrong_kind", found=b.kind, wanted=a.kind)
    if a.temporary != b.temporary:
        raise error("temporary_swap")
    aside = replace(a, physical=f'{a.physical[:-1]}~swap"')
    move(session, change, a, aside)
    new_b = b.but(database=a.database, schema=a.schema, name=a.name, physical=a.physical)
    move(session, change, b, new_b)
    new_a = a.but(database=b.database, schema=b.schema, name=b.name, physical=b.physical)
    move(session, change, aside, new_a)
    move_grants(session, change, a, new_a)
    move_grants(session, change, b, new_b)
    change.put(new_a)
    change.put(new_b)


__all__ = ["alter", "alter_columns", "alter_policy", "alter_table"]
