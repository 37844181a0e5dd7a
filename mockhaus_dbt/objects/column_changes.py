"""Changes to the columns of a relation that exists: ADD, DROP, RENAME, ALTER COLUMN.

https://docs.snowflake.com/en/sql-reference/sql/alter-table-column
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import find_column, with_column, with_properties, without_properties
from mockhaus_dbt.objects.change_history import is_tracked
from mockhaus_dbt.objects.change_type import change_type
from mockhaus_dbt.objects.checks import checks, named, naming, with_renamed
from mockhaus_dbt.objects.clustering import check_unclustered
from mockhaus_dbt.objects.columns import (
    Definition,
    column_sql,
    default_sql,
    qualified_default,
    read_collation,
    read_column,
    read_default,
    read_type,
    sequence_sql,
)
from mockhaus_dbt.objects.constraints import add_constraints, alter_constraint
from mockhaus_dbt.objects.default_collation import collated, default_collation
from mockhaus_dbt.objects.foreign_keys import follow_column, without_references
from mockhaus_dbt.objects.policy import (
    check_column_free,
    read_masking_policy,
    read_row_access_policy,
    with_renamed_column,
)
from mockhaus_dbt.objects.refused_actions import refuse_column_action
from mockhaus_dbt.objects.relocation import rebuild
from mockhaus_dbt.objects.tagging import read_tags, without_tags
from mockhaus_dbt.objects.virtual_columns import check_dropped, check_retyped, check_virtual, dependents
from mockhaus_dbt.objects.virtual_columns import renamed as renamed_in
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.names import Column, PhysicalNames, display
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.token_reader import TokenReader


def alter_policy(session: Session, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """ADD | DROP ROW ACCESS POLICY; DROP ALL ROW ACCESS POLICIES."""
    if reader.accept("DROP ALL ROW ACCESS POLICIES"):
        return without_properties(obj, "row_access_policy")
    if reader.accept("DROP ROW ACCESS POLICY"):
        named = ".".join(session.resolve(reader.qualified(), "DROP ROW ACCESS POLICY"))
        held = obj.properties.get("row_access_policy") or {}
        if not held or ".".join(split_name(held["policy"])) != named:
            raise error("policy_not_set", name=named, kind=obj.kind.lower(), target=obj.name)
        obj = without_properties(obj, "row_access_policy")
        if not reader.accept(","):
            return obj
    reader.expect("ADD ROW ACCESS POLICY")
    if "row_access_policy" in obj.properties:
        raise error("policy_set", kind=obj.kind, name=display(obj.name))
    return with_properties(obj, row_access_policy=read_row_access_policy(session, reader))


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
        before = len(definition.constraints)
        column = read_column(reader, session, definition)
        if absent_only:
            _check_absent_only(column, definition.constraints[before:])
        if any(c.name == column.name for c in obj.columns):
            if not absent_only:
                raise error("column_exists", name=display(column.name))
            definition.constraints = [c for c in definition.constraints if c["columns"] != [column.name]]
        else:
            obj = add_column(session, change, obj, column)
        if not reader.accept(","):
            break
    if bracketed:
        reader.expect(")")
    return add_constraints(session, change, obj, definition.constraints)


def _check_absent_only(column: Column, constraints: list[dict[str, Any]]) -> None:
    """Whether a column has nothing that may not stand behind IF NOT EXISTS.

    Raises:
        SqlError: 000002, it has.
    """
    found = ["DEFAULT"] if column.default is not None else ["AUTOINCREMENT"] if "identity" in column.extra else []
    found += [c["kind"] for c in constraints if c["kind"] != "CHECK"]
    if found:
        raise error("if_not_exists_with", what=found[0])


def add_column(session: Session, change: Change, obj: CatalogObject, column: Column) -> CatalogObject:
    """Add a column to a relation.

    Args:
        session, change: in which it is added.
        obj: the relation.
        column: the column; its name in DuckDB is found here.

    Raises:
        SqlError: it has an identity or is NOT NULL beside rows, or its DEFAULT is none that can be added.
    """
    column = replace(column, physical=PhysicalNames(c.physical for c in obj.columns).claim(column.name))
    column = collated(column, default_collation(session, obj.key, obj.properties))
    if column.is_virtual:
        if is_tracked(obj):
            raise UnsupportedError("change tracking of a table with virtual columns")
        check_virtual(session, obj.name, (*obj.columns, column))
        return obj.but(columns=(*obj.columns, column))
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
    if column.default is not None:
        _check_added_default(session, column)
        wide = session.wide and column.type.is_integer  # 64 bits were too few for it
        column = replace(column, wide=wide, extra={**column.extra, "added_default": True})
    text = column_sql(session, replace(column, nullable=True))
    change.run(f"ALTER TABLE {obj.physical} ADD COLUMN {text}")
    if not column.nullable:
        change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} SET NOT NULL")
    return obj.but(columns=(*obj.columns, column))


def _check_added_default(session: Session, column: Column) -> None:
    """Whether the DEFAULT of a column that is added is a literal of the column's type.

    Raises:
        SqlError: 002263, it is an expression; 002023, it has another type.
    """
    text = column.default or "NULL"
    tree = parse_expression(tokenize(text), text)
    inner = tree.this if isinstance(tree, exp.Cast) else tree
    inner = inner.this if isinstance(inner, exp.Neg) else inner
    of_text = isinstance(tree, exp.Cast) and tree.to.is_type(*exp.DataType.TEXT_TYPES)
    converted = isinstance(tree, exp.Cast) and (of_text or not inner.is_string)  # DATE '2024-01-01' is a literal
    if converted or not isinstance(inner, (exp.Literal, exp.Boolean, exp.Null, exp.RawString, exp.HexString)):
        raise error("default_added", text=_shown_default(tree, text))
    value = session.translator.compile_expression(tree, session.context())
    given, wanted = value.type, column.type
    family = given.name == wanted.name or (given.is_numeric and wanted.is_numeric)
    if not family and not given.is_null and wanted.name not in ("VARIANT", "ARRAY", "OBJECT"):
        raise error("default_added_type", wanted=str(wanted), given=str(given), name=display(column.name))


def _shown_default(tree: exp.Expr, text: str) -> str:
    """An expression as the error shows it."""
    if isinstance(tree, exp.Cast) and isinstance(tree.this, exp.Literal):
        kind = tree.to.sql("snowflake").upper()
        return f"CAST({tree.this.sql('snowflake')} AS {'VARCHAR(134217728)' if kind == 'VARCHAR' else kind})"
    return text.upper() if "'" not in text and '"' not in text else text


def drop_columns(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """DROP [COLUMN] [IF EXISTS] name , ... [CASCADE | RESTRICT]"""
    reader.accept("COLUMN")
    if_exists = reader.accept("IF EXISTS")
    names = []
    while True:
        reader.accept("COLUMN")
        names.append(reader.identifier())
        if not reader.accept(","):
            break
    manner = next((word for word in ("CASCADE", "RESTRICT") if reader.accept(word)), "")
    for name in names:
        if not if_exists or any(c.name == name for c in obj.columns):
            obj = _drop_column(session, change, obj, find_column(obj, name), manner)
    return obj


def _drop_column(
    session: Session, change: Change, obj: CatalogObject, column: Column, manner: str
) -> CatalogObject:
    check_dropped(obj, column.name)
    check_column_free(obj, column.name)
    check_unclustered(obj, column.name, "drop")
    if len(obj.columns) == 1 or (not column.is_virtual and len(obj.stored) == 1):
        raise error("last_column", name=display(column.name))
    obj = _without_constraints(session, change, obj, column.name, manner)
    if not column.is_virtual:
        change.run(f"ALTER TABLE {obj.physical} DROP COLUMN {column.sql}")
    identity = column.extra.get("identity")
    if identity:
        change.run(f"DROP SEQUENCE IF EXISTS {identity['sequence']}")
    return obj.but(columns=tuple(c for c in obj.columns if c.name != column.name))


def _without_constraints(
    session: Session, change: Change, obj: CatalogObject, name: str, manner: str
) -> CatalogObject:
    """The table without the constraints that name a column, and without the foreign keys that name those
    (https://docs.snowflake.com/en/sql-reference/constraints-drop).

    Raises:
        SqlError: 001504, RESTRICT and there are some; without CASCADE, a CHECK reads other columns too.
    """
    gone = naming(obj, name)
    common = [c for c in checks(gone) if len(named(c)) > 1]
    if (gone and manner == "RESTRICT") or (common and manner != "CASCADE"):
        raise error("has_dependencies", what="column")
    new = without_references(session, change, obj, gone) if gone else obj
    if common:
        rebuild(session, change, obj, new)
    return new


def rename_column(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """RENAME COLUMN name TO name"""
    column = find_column(obj, reader.identifier())
    check_unclustered(obj, column.name, "rename")
    reader.expect("TO")
    name = reader.name()
    if any(c.name == name for c in obj.columns):
        raise error("column_exists", name=display(name))
    others = PhysicalNames(c.physical for c in obj.columns if c is not column)
    renamed = replace(column.unrecorded(), name=name, physical=others.claim(name))
    if not column.is_virtual and renamed.physical.lower() != column.physical.lower():
        change.run(f"ALTER TABLE {obj.physical} RENAME COLUMN {column.sql} TO {renamed.sql}")
    else:
        renamed = replace(renamed, physical=column.physical)
    constraints = with_renamed(obj.properties.get("constraints", ()), column.name, name)
    columns = (c if not c.is_virtual else renamed_in(c, column.name, name) for c in obj.columns)
    obj = obj.but(columns=tuple(renamed if c.name == column.name else c for c in columns))
    obj = with_renamed_column(obj, column.name, name)
    if constraints:
        obj = follow_column(session, change, with_properties(obj, constraints=constraints), column.name, name)
    return obj


def alter_columns(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """ALTER | MODIFY [(] [COLUMN] name action , ... [)]; constraints and views too."""
    if reader.word() in ("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY") or (reader.word(), reader.word(1)) == (
        "UNIQUE",
        "(",
    ):
        return alter_constraint(reader, obj)
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
            extra = action(session, reader, dict(column.extra))
            if "masking_policy" in extra and dependents(obj, column.name):
                raise UnsupportedError(f"a masking policy on {display(column.name)}, which a virtual column names")
            return with_column(obj, replace(column, extra=extra))
    refuse_column_action(reader)
    if obj.kind in ("VIEW", "MATERIALIZED VIEW"):
        raise reader.unexpected()
    if column.is_virtual:
        if reader.accept("SET NOT NULL") or reader.accept("NOT NULL"):
            raise error("virtual_constraint", kind="NOT NULL", name=display(column.name))
        raise UnsupportedError("this ALTER COLUMN of a virtual column")
    column = column.unrecorded()
    if reader.accept("DROP NOT NULL"):
        return set_not_null(change, obj, column, False)
    if reader.accept("SET NOT NULL") or reader.accept("NOT NULL"):
        return set_not_null(change, obj, column, True)
    if reader.accept("DROP DEFAULT"):
        return _drop_default(change, obj, column)
    if reader.accept("SET DEFAULT"):
        return _set_default(session, change, reader, obj, column)
    reader.accept("SET DATA TYPE") or reader.accept("TYPE")
    wanted = read_type(reader, session)
    if reader.accept("COLLATE"):
        wanted = wanted.with_collation(read_collation(reader, wanted))
    check_retyped(session, obj, replace(column, type=wanted))
    return with_column(obj, change_type(session, change, obj, column, wanted))


Extra = dict[str, Any]


def _set_tags(session: Session, reader: TokenReader, extra: Extra) -> Extra:
    return {**extra, "tags": {**extra.get("tags", {}), **read_tags(session, reader)}}


def _unset_tags(session: Session, reader: TokenReader, extra: Extra) -> Extra:
    return {**extra, "tags": without_tags(session, reader, extra.get("tags", {}))}


def _set_masking(session: Session, reader: TokenReader, extra: Extra) -> Extra:
    """Set again, the policy that a column has changes nothing; dbt_snow_mask counts on that with every run."""
    found = read_masking_policy(session, reader)
    if not reader.accept("FORCE") and extra.get("masking_policy", found) != found:
        raise error("masking_policy_set")
    return {**extra, "masking_policy": found}


def _unset_masking(_session: Session, _reader: TokenReader, extra: Extra) -> Extra:
    return {k: v for k, v in extra.items() if k != "masking_policy"}


_GOVERNANCE: dict[str, Callable[[Any, Any, Extra], Extra]] = {
    "SET TAG": _set_tags,
    "UNSET TAG": _unset_tags,
    "SET MASKING POLICY": _set_masking,
    "UNSET MASKING POLICY": _unset_masking,
}


def set_not_null(change: Change, obj: CatalogObject, column: Column, wanted: bool) -> CatalogObject:
    """SET NOT NULL, or DROP NOT NULL.

    Raises:
        SqlError: there are nulls, or the column belongs to the primary key.
        UnsupportedError: NOT NULL of a semi-structured column beside rows.
    """
    if column.nullable == (not wanted):
        return obj
    if not wanted and any(
        c["kind"] == "PRIMARY KEY" and column.name in c["columns"] for c in obj.properties.get("constraints", ())
    ):
        raise error("primary_key_nullable", name=display(column.name))
    if wanted and column.type.is_semistructured and change.run(f"SELECT 1 FROM {obj.physical} LIMIT 1"):
        raise UnsupportedError(f"SET NOT NULL of {display(column.name)}, whose type is {column.type.name}, beside rows")
    if wanted and change.run(f"SELECT 1 FROM {obj.physical} WHERE {column.sql} IS NULL LIMIT 1"):
        raise error("nulls_in_column", name=display(column.name))
    change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} {'SET' if wanted else 'DROP'} NOT NULL")
    return with_column(obj, replace(column, nullable=not wanted))


def _drop_default(change: Change, obj: CatalogObject, column: Column) -> CatalogObject:
    if column.extra.get("added_default"):
        raise error("default_drop", name=display(column.name))  # rows of before it was added have it
    change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} DROP DEFAULT")
    extra = {k: v for k, v in column.extra.items() if k != "identity"}
    if "identity" in column.extra:
        change.run(f"DROP SEQUENCE IF EXISTS {column.extra['identity']['sequence']}")
    return with_column(obj, replace(column, default=None, extra=extra))


def _set_default(
    session: Session, change: Change, reader: TokenReader, obj: CatalogObject, column: Column
) -> CatalogObject:
    old, text = column.default or "", qualified_default(session, read_default(reader))
    if not (old.upper().endswith(".NEXTVAL") and text.upper().endswith(".NEXTVAL")):
        raise error("default_change", name=display(column.name))
    column = replace(column, default=text)
    compiled = default_sql(session, column)
    if compiled is not None:
        change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} SET DEFAULT {compiled}")
    return with_column(obj, column)
