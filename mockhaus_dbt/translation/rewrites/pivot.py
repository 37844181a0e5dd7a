"""PIVOT and UNPIVOT (https://docs.snowflake.com/en/sql-reference/constructs/pivot, unpivot).

PIVOT is a GROUP BY of the columns that are left, with one filtered aggregate for each value. UNPIVOT unfolds a list.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.names import PhysicalNames, display, quote
from mockhaus_dbt.translation.rewrites.literals import constant
from mockhaus_dbt.translation.rewrites.operators import comparable, unify
from mockhaus_dbt.translation.rewrites.resample import apply_resample, is_resample

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


def apply_pivot(compiler: Compiler, node: exp.Pivot, item: Source, scope: Scope) -> Source:
    """The source that a PIVOT, UNPIVOT or RESAMPLE makes of another."""
    if is_resample(node):
        return apply_resample(compiler, node, item, scope)
    build = _unpivot if node.args.get("unpivot") else _pivot
    made = build(compiler, node, item, scope)
    alias = node.args.get("alias")
    renamed = [compiler.identifier(c) for c in (alias.args.get("columns") or ())] if alias is not None else []
    if renamed:
        made.columns = [
            replace(c, name=renamed[i]) if i < len(renamed) else c for i, c in enumerate(made.columns)
        ]
    return made


def of_joined(join: exp.Join) -> None:
    """Let a RESAMPLE behind a joined table be the table's.

    Raises:
        CompilationError: 001003, PIVOT or UNPIVOT stands there.
    """
    pivots = join.args.get("pivots") or []
    wrong = next((p for p in pivots if not is_resample(p)), None)
    if wrong is not None:
        raise error("syntax", line=1, column=0, token="UNPIVOT" if wrong.unpivot else "PIVOT")
    join.this.set("pivots", [*(join.this.args.get("pivots") or ()), *pivots])
    join.set("pivots", None)


#: what PIVOT takes in Snowflake.
_AGGREGATES = frozenset(["AVG", "COUNT", "MAX", "MIN", "SUM"])


def _pivot(compiler: Compiler, node: exp.Pivot, item: Source, scope: Scope) -> Source:
    call, suffix = _pivot_call(compiler, node)
    inner = Scope([item], scope.parent, scope.ctes, clause="select")
    field = node.args["fields"][0]
    key = compiler.expression(field.this, inner)
    used = {compiler.identifier(field.this.this)}
    used |= {compiler.identifier(c.this) for c in call.find_all(exp.Column)}
    rest = [c for c in item.columns if c.name not in used and not c.hidden]
    default = node.args.get("default_on_null")
    filler = compiler.expression(default, Scope()) if isinstance(default, exp.Expr) else None
    claimed = PhysicalNames()
    columns: list[tuple[str, str, t.SqlType]] = [(c.name, claimed.claim(c.name), c.type) for c in rest]
    outputs = [f"{c.sql} AS {quote(p)}" for c, (_, p, _) in zip(rest, columns, strict=True)]
    for value, name in _pivot_values(compiler, field, item, key, inner):
        if value.is_null:
            test = f"{key} IS NULL"
        else:
            a, b = comparable(compiler, [key, value])
            test = f"{a} = {b}"
        cell = compiler.call(call, inner, filter_sql=test)
        if filler is not None:
            shown, other = unify(compiler, [cell, filler], "PIVOT")
            cell = cell.but(sql=f"coalesce({shown.sql}, {other.sql})", type=shown.type, atomic=True)
        name = _suffixed(name, suffix)
        physical = claimed.claim(name)
        outputs.append(f"{cell.sql} AS {quote(physical)}")
        columns.append((name, physical, cell.type))
    if not outputs:
        raise error("parse", line=1, column=0, token="PIVOT")
    alias_name = compiler.identifier(node.args["alias"].this) if node.args.get("alias") else item.alias
    alias = compiler.alias(alias_name or "PIVOT")
    group = f" GROUP BY {', '.join(str(i + 1) for i in range(len(rest)))}" if rest else ""
    return Source(
        f"(SELECT {', '.join(outputs)} FROM {item.sql}{group}) AS {alias}",
        alias_name,
        [SourceColumn(n, f"{alias}.{quote(p)}", type_) for n, p, type_ in columns],
    )


def _pivot_call(compiler: Compiler, node: exp.Pivot) -> tuple[exp.Anonymous, str]:
    """The aggregate of a PIVOT and its alias, '' for none."""
    if len(node.expressions) != 1:
        raise UnsupportedError("PIVOT with several aggregates")
    call, suffix = node.expressions[0], ""
    if isinstance(call, exp.Alias):
        call, suffix = call.this, compiler.identifier(call.args["alias"])
    if not isinstance(call, exp.Anonymous) or len(call.expressions) != 1:
        raise error("parse", line=1, column=0, token="PIVOT")
    name = call_name(call)
    if name not in FUNCTIONS:
        raise error("unknown_function", name=name)
    if name not in _AGGREGATES:
        raise UnsupportedError(f"PIVOT with {name}")
    if not isinstance(call.expressions[0], exp.Column):
        raise UnsupportedError("PIVOT with an aggregate of anything but a column")
    return call, suffix


def _suffixed(name: str, suffix: str) -> str:
    """The name of a pivot column with the alias of the aggregate behind it."""
    if not suffix:
        return name
    if name.startswith("'") and name.endswith("'"):
        return f"{name[:-1]}_{suffix}'"
    return f"{name}_{suffix}"


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
            name = str(named.this) if isinstance(named, exp.Literal) else compiler.identifier(named)
        else:
            name = _value_name(value)
        result.append((value, name))
    return result


def _value_name(value: Expr) -> str:
    if isinstance(value.constant, str):
        return f"'{value.constant}'"
    if isinstance(value.constant, bool):
        return str(value.constant).upper()
    return str(value.constant) if value.constant is not None else value.sql


def _dynamic_values(
    compiler: Compiler, node: Any, item: Source, key: Expr, scope: Scope
) -> list[tuple[Expr, str]]:
    """ANY and subqueries: the values depend on the data, so they are read now."""
    if compiler.context.run is None:
        raise UnsupportedError("PIVOT ... IN (ANY) here")
    compiler.cacheable = False
    if isinstance(node, exp.PivotAny):
        order = " ORDER BY 1"
        if node.this is not None:
            from mockhaus_dbt.translation.rewrites.windows import order_text

            order = f" ORDER BY {order_text(compiler, node.this.expressions, scope)}"
        sql = f"SELECT {key.sql} FROM {item.sql} GROUP BY {key.sql}{order}"
    else:
        inner = node.this if isinstance(node, exp.Subquery) else node
        if inner.args.get("order") is not None and inner.args.get("distinct") is None:
            raise UnsupportedError("PIVOT ... IN (a subquery with ORDER BY and without DISTINCT)")
        bound = compiler.query(inner, Scope(ctes=scope.ctes))
        if len(bound.columns) != 1:
            raise error("unsupported_subquery")
        sql = bound.sql
    if scope.ctes:
        written = ", ".join(f"{cte.physical} AS ({cte.query.sql})" for cte in scope.ctes.values())
        sql = f"WITH RECURSIVE {written} {sql}"
    values: list[tuple[Expr, str]] = []
    seen: set[Any] = set()
    for (value,) in compiler.context.run(sql):
        if value in seen:
            continue
        seen.add(value)
        made = constant(value)
        if isinstance(value, bool):
            name = str(value).upper()
        elif value is None:
            name = "NULL"
        else:
            name = str(value) if isinstance(value, (int, float, Decimal)) else f"'{value}'"
        values.append((made, name))
    return values


def _same_type(one: t.SqlType, other: t.SqlType) -> bool:
    """Whether columns of two types can be in the list of an UNPIVOT: texts differ in length, nothing else differs."""
    return one.name == other.name and (one.is_text or one == other)


def _unpivot(compiler: Compiler, node: exp.Pivot, item: Source, scope: Scope) -> Source:
    inner = Scope([item], scope.parent, scope.ctes, clause="select")
    if isinstance(node.expressions[0], exp.Tuple):
        raise UnsupportedError("UNPIVOT of several value columns")
    value_name = compiler.identifier(node.expressions[0])
    field = node.args["fields"][0]
    name_column = compiler.identifier(field.this.this if isinstance(field.this, exp.Column) else field.this)
    labels, values, used = [], [], set()
    for entry in field.expressions:
        column = entry.this if isinstance(entry, (exp.Alias, exp.PivotAlias)) else entry
        if not isinstance(column, (exp.Column, exp.Identifier)):
            raise error("syntax", line=1, column=0, token=type(column).__name__.upper())  # names alone
        name = compiler.identifier(column.this if isinstance(column, exp.Column) else column)
        if name in used:
            raise error("duplicate_column", name=display(name))
        used.add(name)
        label = name
        if isinstance(entry, (exp.Alias, exp.PivotAlias)):
            named = entry.args["alias"]
            label = str(named.this) if isinstance(named, exp.Literal) else compiler.identifier(named)
        if label in labels:
            raise error("duplicate_column", name=display(label))
        labels.append(label)
        values.append(compiler.column(name, inner, column))
    for label, value in zip(labels, values, strict=True):
        if not _same_type(value.type, values[0].type):
            raise error("unpivot_types", name=label)
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
    return Source(sql, alias_name, columns, unpivoted=alias)
