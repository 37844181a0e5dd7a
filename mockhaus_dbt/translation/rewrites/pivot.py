"""PIVOT and UNPIVOT (https://docs.snowflake.com/en/sql-reference/constructs/pivot, unpivot).

PIVOT is a GROUP BY of the columns that are left, with one filtered aggregate for each value. UNPIVOT unfolds a list.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.names import PhysicalNames, quote
from mockhaus_dbt.translation.rewrites.literals import constant
from mockhaus_dbt.translation.rewrites.operators import comparable, unify

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


def apply_pivot(compiler: Compiler, node: exp.Pivot, item: Source, scope: Scope) -> Source:
    """The source that a PIVOT or UNPIVOT makes of another."""
    build = _unpivot if node.args.get("unpivot") else _pivot
    made = build(compiler, node, item, scope)
    alias = node.args.get("alias")
    renamed = [compiler.identifier(c) for c in (alias.args.get("columns") or ())] if alias is not None else []
    if renamed:
        made.columns = [
            replace(c, name=renamed[i]) if i < len(renamed) else c for i, c in enumerate(made.columns)
        ]
    return made


def _pivot(compiler: Compiler, node: exp.Pivot, item: Source, scope: Scope) -> Source:
    if len(node.expressions) != 1:
        raise UnsupportedError("PIVOT with several aggregates")
    call = node.expressions[0]
    call = call.this if isinstance(call, exp.Alias) else call
    if not isinstance(call, exp.Anonymous) or len(call.expressions) != 1:
        raise error("parse", line=1, column=0, token="PIVOT")
    inner = Scope([item], scope.parent, scope.ctes, clause="select")
    field = node.args["fields"][0]
    key = compiler.expression(field.this, inner)
    used = {compiler.identifier(field.this.this)}
    used |= {compiler.identifier(c.this) for c in call.find_all(exp.Column)}
    rest = [c for c in item.columns if c.name not in used and not c.hidden]
    default = node.args.get("default_on_null")
    filler = compiler.expression(default, Scope()) if default else None
    outputs = [f"{c.sql} AS {quote(c.name)}" for c in rest]
    columns: list[tuple[str, str, t.SqlType]] = [(c.name, c.name, c.type) for c in rest]
    claimed = PhysicalNames(c.name for c in rest)
    for value, name in _pivot_values(compiler, field, item, key, inner):
        a, b = comparable(compiler, [key, value])
        cell = compiler.call(call, inner, filter_sql=f"{a} = {b}")
        text = f"coalesce({cell.sql}, {filler.sql})" if filler is not None else cell.sql
        physical = claimed.claim(name)
        outputs.append(f"{text} AS {quote(physical)}")
        columns.append((name, physical, cell.type))
    alias_name = compiler.identifier(node.args["alias"].this) if node.args.get("alias") else ""
    alias = compiler.alias(alias_name or "PIVOT")
    group = f" GROUP BY {', '.join(str(i + 1) for i in range(len(rest)))}" if rest else ""
    return Source(
        f"(SELECT {', '.join(outputs)} FROM {item.sql}{group}) AS {alias}",
        alias_name,
        [SourceColumn(n, f"{alias}.{quote(p)}", type_) for n, p, type_ in columns],
    )


def _pivot_values(
    compiler: Compiler, field: exp.In, item: Source, key: Expr, scope: Scope
) -> list[tuple[Expr, str]]:
    """The values of IN (...) with the names of their columns."""
    items: list[Any] = list(field.expressions)
    query = field.args.get("query")
    if query is not None:
        items = [query.this if isinstance(query, exp.Subquery) else query]
    if len(items) == 1 and isinstance(items[0], (exp.PivotAny, exp.Query, exp.Subquery)):
        return _dynamic_values(compiler, items[0], item, key, scope)
    result = []
    for node in items:
        named = node.args.get("alias") if isinstance(node, (exp.Alias, exp.PivotAlias)) else None
        value = compiler.expression(node.this if named is not None else node, Scope())
        if named is not None:
            name = named.this if isinstance(named, exp.Literal) else compiler.identifier(named)
        else:
            name = _value_name(value)
        result.append((value, str(name)))
    return result


def _value_name(value: Expr) -> str:
    return f"'{value.constant}'" if isinstance(value.constant, str) else str(
        value.constant if value.constant is not None else value.sql
    )


def _dynamic_values(
    compiler: Compiler, node: Any, item: Source, key: Expr, scope: Scope
) -> list[tuple[Expr, str]]:
    """ANY and subqueries: the values depend on the data, so they are read now."""
    if compiler.context.run is None:
        raise UnsupportedError("PIVOT ... IN (ANY) here")
    compiler.cacheable = False
    if isinstance(node, exp.PivotAny):
        order = ""
        if node.this is not None:
            from mockhaus_dbt.translation.rewrites.windows import order_text

            order = f" ORDER BY {order_text(compiler, node.this.expressions, scope)}"
        else:
            order = " ORDER BY 1"
        sql = f"SELECT {key.sql} FROM {item.sql} WHERE {key.sql} IS NOT NULL GROUP BY {key.sql}{order}"
    else:
        inner = node.this if isinstance(node, exp.Subquery) else node
        sql = compiler.query(inner, Scope(ctes=scope.ctes)).sql
    values = []
    for (value,) in compiler.context.run(sql):
        made = constant(value)
        values.append((made, f"'{value}'" if isinstance(value, str) else str(value)))
    return values


def _unpivot(compiler: Compiler, node: exp.Pivot, item: Source, scope: Scope) -> Source:
    inner = Scope([item], scope.parent, scope.ctes, clause="select")
    value_name = compiler.identifier(node.expressions[0])
    field = node.args["fields"][0]
    name_column = compiler.identifier(field.this.this if isinstance(field.this, exp.Column) else field.this)
    labels, values, used = [], [], set()
    for entry in field.expressions:
        column = entry.this if isinstance(entry, (exp.Alias, exp.PivotAlias)) else entry
        name = compiler.identifier(column.this if isinstance(column, exp.Column) else column)
        used.add(name)
        label = name
        if isinstance(entry, (exp.Alias, exp.PivotAlias)):
            named = entry.args["alias"]
            label = str(named.this) if isinstance(named, exp.Literal) else compiler.identifier(named)
        labels.append(label)
        values.append(compiler.column(name, inner, column))
    values = unify(compiler, values, "UNPIVOT")
    rest = [c for c in item.columns if c.name not in used and not c.hidden]
    claimed = PhysicalNames()
    names = [(c.name, claimed.claim(c.name)) for c in rest]
    outputs = [f"{c.sql} AS {quote(p)}" for c, (_, p) in zip(rest, names)]
    structs = ", ".join(f"{{'n': {literal(n)}, 'v': {v.sql}}}" for n, v in zip(labels, values))
    outputs.append(f"unnest([{structs}]) AS _row")
    keep = "" if node.args.get("include_nulls") else " WHERE _row.v IS NOT NULL"
    alias_name = compiler.identifier(node.args["alias"].this) if node.args.get("alias") else item.alias
    alias = compiler.alias(alias_name or "UNPIVOT")
    columns = [SourceColumn(n, f"{alias}.{quote(p)}", c.type, c.nullable) for c, (n, p) in zip(rest, names)]
    columns.append(SourceColumn(name_column, f"{alias}._row.n", t.VARCHAR, False))
    columns.append(SourceColumn(value_name, f"{alias}._row.v", values[0].type))
    sql = f"(SELECT * FROM (SELECT {', '.join(outputs)} FROM {item.sql}){keep}) AS {alias}"
    return Source(sql, alias_name, columns)
