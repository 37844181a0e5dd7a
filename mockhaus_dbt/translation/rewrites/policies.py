"""Row access and masking policies, applied wherever a protected relation is read
(https://docs.snowflake.com/en/user-guide/security-row-intro, security-column-intro).

As on Snowflake, a protected relation is read through a query of its own: which rows are seen is decided first and from
the values as they are stored, then the columns are masked, so that every use of a column sees the masked value.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import UnsupportedError, error, raising
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation import user_functions
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import SourceColumn
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.names import Column, Policy, Relation, display
from mockhaus_dbt.translation.rewrites.virtual_columns import columns_named
from mockhaus_dbt.translation.tag_policies import tags_of
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


def protected(compiler: Compiler, relation: Relation) -> Relation:
    """A relation with policies as the query that shows what this session may see of it.

    Args:
        relation: with the DuckDB text that gives all of it.
    """
    alias = compiler.alias(relation.name)
    stored = compiler.offered(relation.columns, alias)
    shown = masked(compiler, relation, stored)
    outputs = ", ".join(f"{s.sql} AS {c.sql}" for s, c in zip(shown, relation.columns, strict=True))
    test = row_condition(compiler, relation, stored)
    where = f" WHERE {test}" if test else ""
    columns = tuple(replace(c, type=s.type, nullable=s.nullable) for c, s in zip(relation.columns, shown, strict=True))
    return replace(relation, columns=columns, sql=f"(SELECT {outputs} FROM {relation.sql} AS {alias}{where})")


def row_condition(compiler: Compiler, relation: Relation, stored: Sequence[SourceColumn]) -> str:
    """DuckDB text that is true for rows that the row access policy shows; empty without a policy.

    Args:
        stored: the relation's columns as the statement names them, not masked.
    """
    if relation.row_access is None:
        return ""
    value = _applied(compiler, relation, "ROW ACCESS POLICY", relation.row_access, stored)
    return f"({cast(compiler, value, t.BOOLEAN).sql})"


def masked(compiler: Compiler, relation: Relation, stored: Sequence[SourceColumn]) -> list[SourceColumn]:
    """The columns of a relation, those with a masking policy as what the policy makes of them."""
    found = []
    _check_virtual(relation)
    for column, source in zip(relation.columns, stored, strict=True):
        if "unmaskable" in column.extra:
            key, name = column.extra["unmaskable"]
            source = replace(source, sql=f"CAST({raising(key, 'NULL', name=name)} AS {column.type.physical(True)})")
        elif column.masking is not None:
            value = _applied(compiler, relation, "MASKING POLICY", column.masking, stored)
            # What the policy gives may be longer than the column.
            target = t.VARCHAR if column.type.is_text else column.type
            made = cast(compiler, value, target)
            physical = column.type.physical(column.wide or compiler.context.wide)
            source = replace(source, sql=f"CAST({made.sql} AS {physical})", type=target, nullable=True)
        found.append(source)
    return found


def _check_virtual(relation: Relation) -> None:
    """
    Raises:
        UnsupportedError: a virtual column names one that is masked because of a tag.
    """
    by_tag = {c.name for c in relation.columns if "by_tag" in c.extra}
    if by_tag:
        for column in relation.columns:
            if column.is_virtual:
                text = column.extra["virtual"]
                named = columns_named(parse_expression(tokenize(text), text)) & by_tag
                if named:
                    what = f"{display(min(named))}, which a virtual column names"
                    raise UnsupportedError(f"a tag-based masking policy on {what}")


def _tag_value(
    compiler: Compiler, relation: Relation, column: Column | None
) -> Callable[[str, tuple[str, ...]], str | None]:
    """What Context.tag_value is for a policy of a relation, or of a column of it."""
    catalog = compiler.context.catalog
    on_table = tags_of(catalog, relation)

    def value(level: str, place: tuple[str, ...]) -> str | None:
        system = place[0] == "SNOWFLAKE"
        tag = None if system else catalog.get("TAG", *place)
        if tag is None and not system:
            raise error("kind_missing", kind="Tag", name=".".join(map(display, place)))
        key = ".".join(place) if tag is None else tag.identity
        if level == "TABLE":
            return on_table.get(key)
        if column is None:
            raise error("policy_function", name="SYSTEM$GET_TAG_ON_CURRENT_COLUMN", where="a row access policy")
        own: str | None = column.extra.get("tags", {}).get(key)
        return on_table.get(key) if own is None else own

    return value


def _applied(
    compiler: Compiler, relation: Relation, kind: str, policy: Policy, stored: Sequence[SourceColumn]
) -> Expr:
    """The value of a policy's body for the columns that it is bound to."""
    found = compiler.context.catalog.policy(kind, *split_name(policy.name))
    if found is None:
        raise error("object_missing", name=policy.name)
    by_name = {c.name: c for c in stored}
    bound = [by_name[name] for name in policy.columns]
    names = found.properties["arguments"]
    values = [Expr(c.sql, c.type, nullable=c.nullable, name=display(n)) for n, c in zip(names, bound, strict=True)]
    overload = {"body": found.text, "arguments": [{"name": name} for name in names]}
    # Of the protected relation, the page says, and not of the session.
    place = {"CURRENT_DATABASE": literal(relation.database), "CURRENT_SCHEMA": literal(relation.schema)}
    home = (found.database, found.schema)
    with user_functions.body_of(compiler, home, overload, values, policy=True) as (tree, scope):
        functions = ChainMap(place, compiler.context.functions)  # type: ignore[arg-type]
        masked_column = next((c for c in relation.columns if c.name == policy.columns[0]), None)
        tag_value = _tag_value(compiler, relation, masked_column if kind == "MASKING POLICY" else None)
        compiler.context = replace(compiler.context, functions=functions, tag_value=tag_value)
        return compiler.expression(tree, scope)
