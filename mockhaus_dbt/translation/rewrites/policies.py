"""Row access and masking policies, applied wherever a protected relation is read
(https://docs.snowflake.com/en/user-guide/security-row-intro, security-column-intro).

As on Snowflake, a protected relation is read through a query of its own: which rows are seen is decided first and from
the values as they are stored, then the columns are masked, so that every use of a column sees the masked value.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import Scope, SourceColumn
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.names import Policy, Relation, display
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

#: policies that read protected relations, one within the other.
_MAX_DEPTH = 32


def protected(compiler: Compiler, relation: Relation) -> Relation:
    """A relation with policies as the query that shows what this session may see of it.

    Args:
        relation: with the DuckDB text that gives all of it.
    """
    alias = compiler.alias(relation.name)
    stored = [SourceColumn(c.name, f"{alias}.{c.sql}", c.type, c.nullable) for c in relation.columns]
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
    for column, source in zip(relation.columns, stored, strict=True):
        if column.masking is not None:
            value = _applied(compiler, relation, "MASKING POLICY", column.masking, stored)
            # What the policy gives may be longer than the column.
            target = t.VARCHAR if column.type.is_text else column.type
            made = cast(compiler, value, target)
            physical = column.type.physical(column.wide)
            source = replace(source, sql=f"CAST({made.sql} AS {physical})", type=target, nullable=True)
        found.append(source)
    return found


def _applied(
    compiler: Compiler, relation: Relation, kind: str, policy: Policy, stored: Sequence[SourceColumn]
) -> Expr:
    """The value of a policy's body for the columns that it is bound to."""
    outer, searching = compiler.context, compiler.searching
    parts = split_name(policy.name)
    found = outer.catalog.policy(kind, *parts)
    if found is None:
        raise error("object_missing", name=policy.name)
    by_name = {c.name: c for c in stored}
    arguments = {
        name: Expr(by_name[c].sql, by_name[c].type, nullable=by_name[c].nullable, name=display(name))
        for name, c in zip(found.properties["arguments"], policy.columns, strict=True)
    }
    compiler.depth += 1
    if compiler.depth > _MAX_DEPTH:
        raise error("internal", reason=f"{kind.lower()} {policy.name} reads what it protects")
    # Of the protected relation, the page says, and not of the session.
    place = {"CURRENT_DATABASE": literal(relation.database), "CURRENT_SCHEMA": literal(relation.schema)}
    functions = ChainMap(place, outer.functions)  # type: ignore[arg-type]
    compiler.context = replace(outer, database=found.database, schema=found.schema, functions=functions)
    compiler.searching = False
    try:
        tree = parse_expression(tokenize(found.text), found.text)
        return compiler.expression(tree, Scope(locals=arguments, clause="select"))
    finally:
        compiler.context, compiler.searching = outer, searching
        compiler.depth -= 1
