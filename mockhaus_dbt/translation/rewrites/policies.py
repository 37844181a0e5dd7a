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
from mockhaus_dbt.translation import user_functions
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import SourceColumn
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.names import Policy, Relation, display
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
    for column, source in zip(relation.columns, stored, strict=True):
        if column.masking is not None:
            value = _applied(compiler, relation, "MASKING POLICY", column.masking, stored)
            # What the policy gives may be longer than the column.
            target = t.VARCHAR if column.type.is_text else column.type
            made = cast(compiler, value, target)
            physical = column.type.physical(column.wide or compiler.context.wide)
            source = replace(source, sql=f"CAST({made.sql} AS {physical})", type=target, nullable=True)
        found.append(source)
    return found


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
    with user_functions.body_of(compiler, (found.database, found.schema), overload, values) as (tree, scope):
        functions = ChainMap(place, compiler.context.functions)  # type: ignore[arg-type]
        compiler.context = replace(compiler.context, functions=functions)
        return compiler.expression(tree, scope)
