"""Queries: SELECT with all its clauses, WITH, set operations, VALUES
(https://docs.snowflake.com/en/sql-reference/constructs).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import BoundQuery, Cte, Scope, SourceColumn, VolatileAlias
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.names import PhysicalNames, display, quote
from mockhaus_dbt.translation.rewrites import connect_by, match_recognize
from mockhaus_dbt.translation.rewrites.from_ import From
from mockhaus_dbt.translation.rewrites.operators import condition
from mockhaus_dbt.translation.rewrites.windows import ordered_text, sortable
from mockhaus_dbt.translation.types import ResultColumn, SqlType, common_type

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


def compile_query(compiler: Compiler, node: exp.Expr, scope: Scope) -> BoundQuery:
    """Compile a query.

    Args:
        compiler: of the statement.
        node: Select, set operation, Values or a bracketed query.
        scope: a fresh scope whose parent is the query around it and whose ctes are in view.
    """
    with_ = node.args.get("with_")
    prefix = ""
    if with_ is not None:
        scope = replace(scope, ctes=dict(scope.ctes))
        prefix = _compile_with(compiler, with_, scope)
    if isinstance(node, exp.Select):
        bound = _compile_select(compiler, node, scope)
    elif isinstance(node, (exp.Union, exp.Intersect, exp.Except)):
        bound = _compile_set(compiler, node, scope)
    elif isinstance(node, (exp.Subquery, exp.Paren)):
        bound = _bracketed(compiler, node, scope)
    elif isinstance(node, exp.Values):
        bound = _compile_values(compiler, node, scope)
    elif isinstance(node, exp.Table):
        star = exp.Select(expressions=[exp.Star()], from_=exp.From(this=node))
        bound = _compile_select(compiler, star, scope)
    else:
        raise UnsupportedError(type(node).__name__.upper())
    if prefix:
        bound = BoundQuery(f"{prefix} {bound.sql}", bound.columns, bound.physical)
    return bound


def _bracketed(compiler: Compiler, node: exp.Expr, scope: Scope) -> BoundQuery:
    bound = compile_query(compiler, node.this, scope)
    tail = _tail_of_outputs(compiler, node, scope, bound)
    return BoundQuery(f"({bound.sql}){tail}" if tail else bound.sql, bound.columns, bound.physical)


# ----------------------------------------------------------------------------------------------------------------- WITH


def _compile_with(compiler: Compiler, with_: exp.With, scope: Scope) -> str:
    texts = []
    recursive = bool(with_.args.get("recursive"))
    for cte in with_.expressions:
        name = compiler.identifier(cte.args["alias"].this)
        renamed = [compiler.identifier(c) for c in cte.args["alias"].args.get("columns") or ()]
        physical = compiler.alias(name)
        inner = Scope(parent=scope.parent, ctes=scope.ctes)
        if isinstance(cte.this, exp.Union) and _mentions(cte.this, name, compiler):
            bound, recursive = _recursive(compiler, cte.this, name, renamed, physical, inner), True
        else:
            bound = compile_query(compiler, cte.this, inner)
        if renamed and len(renamed) > len(bound.columns):
            raise error("view_columns")
        texts.append(f"{physical} AS ({bound.sql})")
        scope.ctes[name] = Cte(physical, bound, renamed)
    return f"WITH {'RECURSIVE ' if recursive else ''}{', '.join(texts)}"


def _mentions(node: exp.Expr, name: str, compiler: Compiler) -> bool:
    return any(
        isinstance(t_.this, exp.Identifier) and not t_.args.get("db") and compiler.identifier(t_.this) == name
        for t_ in node.find_all(exp.Table)
    )


def _recursive(
    compiler: Compiler, node: exp.Union, name: str, renamed: list[str], physical: str, scope: Scope
) -> BoundQuery:
    """A recursive CTE: the anchor branches give names and types, the others see them."""
    branches: list[exp.Expr] = []
    at: exp.Expr = node
    while isinstance(at, exp.Union):
        branches.append(at.expression)
        at = at.this
    branches.append(at)
    branches.reverse()
    if node.args.get("distinct"):
        raise error("recursive_union")
    anchors = [b for b in branches if not _mentions(b, name, compiler)]
    if not anchors:
        raise error("unsupported_subquery")
    bound = compile_query(compiler, anchors[0], Scope(parent=scope.parent, ctes=scope.ctes))
    # The recursion must not narrow what it grows: integers and text take their widest type in the anchor.
    outputs = [
        f"CAST({quote(p)} AS {compiler.physical(c.type)}) AS {quote(p)}"
        for c, p in zip(bound.columns, bound.physical)
    ]
    anchor = BoundQuery(f"SELECT {', '.join(outputs)} FROM ({bound.sql})", bound.columns, bound.physical)
    inner = replace(scope, ctes={**scope.ctes, name: Cte(physical, anchor, renamed)})
    texts = [anchor.sql]
    for branch in branches:
        if branch is anchors[0]:
            continue
        part = compile_query(compiler, branch, Scope(parent=inner.parent, ctes=inner.ctes))
        if len(part.columns) != len(anchor.columns):
            raise _wrong_branch(len(anchor.columns), len(part.columns), 2)
        texts.append(_retyped(compiler, part, [c.type for c in anchor.columns]).sql)
    return BoundQuery(" UNION ALL ".join(texts), anchor.columns, anchor.physical)


# ------------------------------------------------------------------------------------------------------- set operations


def _wrong_branch(expected: int, got: int, branch: int) -> Exception:
    return error("union_columns", expected=expected, got=got, branch="{" + str(branch) + "}")


def _compile_set(compiler: Compiler, node: Any, scope: Scope) -> BoundQuery:
    word = {exp.Union: "UNION", exp.Intersect: "INTERSECT", exp.Except: "EXCEPT"}[type(node)]
    branches: list[Any] = []
    at: Any = node
    # A long chain of the same operator is flattened: recursion must not grow with the number of branches.
    while type(at) is type(node) and bool(at.args.get("distinct")) == bool(node.args.get("distinct")) \
            and not (at is not node and (at.args.get("order") or at.args.get("limit") or at.args.get("with_"))) \
            and bool(at.args.get("by_name")) == bool(node.args.get("by_name")):
        branches.append(at.expression)
        at = at.this
        if isinstance(node, exp.Except):
            break
    branches.append(at)
    branches.reverse()
    bound = [compile_query(compiler, b, Scope(parent=scope.parent, ctes=scope.ctes)) for b in branches]
    if node.args.get("by_name"):
        bound = _by_name(bound)
    first = bound[0]
    for i, other in enumerate(bound[1:], 2):
        if len(other.columns) != len(first.columns):
            raise _wrong_branch(len(first.columns), len(other.columns), i)
    types = []
    for position in range(len(first.columns)):
        mixed = common_type([b.columns[position].type for b in bound])
        if mixed is None:
            raise error(
                "invalid_cast", function=word, source=first.columns[position].type,
                target=bound[-1].columns[position].type,
            )
        types.append(mixed)
    texts = [_branch_text(_retyped(compiler, b, types), n) for b, n in zip(bound, branches)]
    joint = f" {word} " if node.args.get("distinct") else f" {word} ALL "
    columns = tuple(
        ResultColumn(c.name, type_, any(b.columns[i].nullable for b in bound))
        for i, (c, type_) in enumerate(zip(first.columns, types))
    )
    result = BoundQuery(joint.join(texts), columns, first.physical)
    tail = _tail_of_outputs(compiler, node, scope, result)
    return BoundQuery(result.sql + tail, columns, first.physical)


def _branch_text(bound: BoundQuery, node: Any) -> str:
    needs = isinstance(node, (exp.Union, exp.Intersect, exp.Except, exp.Subquery)) or any(
        node.args.get(k) for k in ("order", "limit", "offset", "with_")
    )
    return f"({bound.sql})" if needs else bound.sql


def _retyped(compiler: Compiler, bound: BoundQuery, types: list[SqlType]) -> BoundQuery:
    """The query with its columns converted where their types are other ones."""
    outputs, changed = [], False
    for column, physical, wanted in zip(bound.columns, bound.physical, types):
        name = quote(physical)
        if column.type.name == wanted.name or (column.type.is_null and not wanted.is_semistructured):
            outputs.append(name)
            continue
        changed = True
        outputs.append(f"{cast(compiler, Expr(name, column.type), wanted).sql} AS {name}")
    if not changed:
        return bound
    columns = tuple(ResultColumn(c.name, w, c.nullable) for c, w in zip(bound.columns, types))
    return BoundQuery(f"SELECT {', '.join(outputs)} FROM ({bound.sql})", columns, bound.physical)


def _by_name(bound: list[BoundQuery]) -> list[BoundQuery]:
    """UNION BY NAME: columns are matched by name, missing ones are NULL."""
    names: dict[str, tuple[ResultColumn, str]] = {}
    for query in bound:
        for column, physical in zip(query.columns, query.physical):
            names.setdefault(column.name, (column, physical))
    result = []
    for query in bound:
        own = {c.name: (c, p) for c, p in zip(query.columns, query.physical)}
        outputs, columns = [], []
        for name, (_, physical) in names.items():
            if name in own:
                outputs.append(f"{quote(own[name][1])} AS {quote(physical)}")
                columns.append(own[name][0])
            else:
                outputs.append(f"NULL AS {quote(physical)}")
                columns.append(ResultColumn(name, t.NULL))
        result.append(
            BoundQuery(
                f"SELECT {', '.join(outputs)} FROM ({query.sql})", tuple(columns), tuple(p for _, p in names.values())
            )
        )
    return result


def _tail_of_outputs(compiler: Compiler, node: exp.Expr, scope: Scope, bound: BoundQuery) -> str:
    """ORDER BY, LIMIT and OFFSET behind a set operation or a bracket: they see output columns alone."""
    from mockhaus_dbt.translation.compiler import Source

    offered = [SourceColumn(c.name, quote(p), c.type, c.nullable) for c, p in zip(bound.columns, bound.physical)]
    inner = Scope([Source("", "", offered)], scope.parent, scope.ctes, clause="order")
    parts = []
    order = node.args.get("order")
    if order is not None:
        parts.append(" ORDER BY " + ", ".join(_order_key(compiler, n, inner, bound.columns) for n in order.expressions))
    return "".join(parts) + _limit_text(compiler, node, inner)


def _order_key(compiler: Compiler, node: Any, scope: Scope, columns: tuple[ResultColumn, ...]) -> str:
    key = node.this if isinstance(node, exp.Ordered) else node
    position = _position(key)
    if position is not None:
        if not 1 <= position <= len(columns):
            raise error("order_position", position=position)
        return ordered_text(str(position), node)
    return ordered_text(sortable(compiler.expression(key, scope)), node)


def _position(node: exp.Expr) -> int | None:
    if isinstance(node, exp.Literal) and not node.is_string and str(node.this).isdigit():
        return int(str(node.this))
    return None


def _limit_text(compiler: Compiler, node: exp.Expr, scope: Scope) -> str:
    text = ""
    limit = node.args.get("limit")
    offset = node.args.get("offset")
    if limit is not None:
        count = limit.args.get("count") if isinstance(limit, exp.Fetch) else limit.expression
        if count is not None and not isinstance(count, exp.Null):
            text += f" LIMIT {_count(compiler, count, scope)}"
        if limit.args.get("offset") is not None and offset is None:
            text += f" OFFSET {_count(compiler, limit.args['offset'], scope)}"
    if offset is not None and not isinstance(offset.expression, exp.Null):
        text += f" OFFSET {_count(compiler, offset.expression, scope)}"
    return text


def _count(compiler: Compiler, node: exp.Expr, scope: Scope) -> str:
    value = compiler.expression(node, Scope(ctes=scope.ctes))
    if isinstance(value.constant, str) and not value.constant:
        return "ALL"
    if not isinstance(value.constant, int):
        raise error("argument_value", value=heading(node), name="LIMIT", function="LIMIT")
    return str(value.constant)


# --------------------------------------------------------------------------------------------------------------- VALUES


def _compile_values(compiler: Compiler, node: exp.Values, scope: Scope) -> BoundQuery:
    rows = []
    for item in node.expressions:
        cells = item.expressions if isinstance(item, exp.Tuple) else [item.this if isinstance(item, exp.Paren) else item]
        rows.append([compiler.expression(c, scope) for c in cells])
    width = len(rows[0])
    if any(len(r) != width for r in rows):
        raise error("values_columns")
    types = []
    for i in range(width):
        mixed = common_type([r[i].type for r in rows])
        types.append(mixed if mixed is not None else t.VARIANT)
    cells_sql = [
        "(" + ", ".join(
            c.sql if c.type.name == types[i].name or c.is_null else cast(compiler, c, types[i]).sql
            for i, c in enumerate(r)
        ) + ")"
        for r in rows
    ]
    names = tuple(f"COLUMN{i + 1}" for i in range(width))
    columns = tuple(
        ResultColumn(n, t.VARCHAR if type_.is_null else type_, any(r[i].nullable for r in rows))
        for i, (n, type_) in enumerate(zip(names, types))
    )
    heads = ", ".join(quote(n) for n in names)
    alias = compiler.alias("VALUES")
    return BoundQuery(f"SELECT * FROM (VALUES {', '.join(cells_sql)}) AS {alias}({heads})", columns, names)


# --------------------------------------------------------------------------------------------------------------- SELECT


class _Outputs:
    """The output columns of a SELECT, as they are compiled one after another."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.values: list[Expr] = []
        self.physical: list[str] = []
        self._claimed = PhysicalNames()

    def add(self, name: str, value: Expr) -> None:
        self.names.append(name)
        self.values.append(value)
        self.physical.append(self._claimed.claim(name))

    def text(self) -> str:
        return ", ".join(
            v.sql if v.sql.endswith(f".{quote(p)}") and v.atomic and v.sql.count('"') <= 4 else f"{v.sql} AS {quote(p)}"
            for v, p in zip(self.values, self.physical)
        )

    def columns(self) -> tuple[ResultColumn, ...]:
        return tuple(ResultColumn(n, v.type, v.nullable) for n, v in zip(self.names, self.values))


def _compile_select(compiler: Compiler, node: exp.Select, scope: Scope) -> BoundQuery:
    _refuse_unknown_clauses(node)
    aliases: dict[str, exp.Expr] = {}
    for item in node.expressions:
        if isinstance(item, exp.Alias):
            aliases.setdefault(compiler.identifier(item.args["alias"]), item.this)
    once: list[str] = []
    while True:
        try:
            return _select_with(compiler, node, scope, aliases, once)
        except VolatileAlias as e:
            if e.aliases is not aliases or e.name in once:
                raise
            once.append(e.name)


def _grouped_paths(compiler: Compiler, node: exp.Select, group: exp.Group, scope: Scope) -> frozenset[str]:
    """DuckDB text of the VARIANT paths that a query is grouped by."""
    items = [i.this if isinstance(i, exp.Alias) else i for i in node.expressions]
    keys: list[Any] = list(items if group.args.get("all") else group.expressions)
    paths = set()
    for key in keys:
        position = _position(key)
        if position is not None and 1 <= position <= len(items):
            key = items[position - 1]
        elif isinstance(key, exp.Column) and isinstance(key.this, exp.Identifier) and not key.args.get("table"):
            key = scope.aliases.get(compiler.identifier(key.this), key)
        if isinstance(key, (exp.JSONExtract, exp.Bracket)):
            paths.add(compiler.expression(key, scope).sql)
    return frozenset(paths)


def _hoist_windows(compiler: Compiler, node: exp.Select, clauses: From, test: str) -> bool:
    """Evaluate window functions that stand in the arguments of others before the SELECT list, after WHERE.

    Returns:
        whether there were any; the condition of WHERE has been applied then.
    """
    places = [*node.expressions, node.args.get("qualify"), node.args.get("order")]
    inner = [
        nested
        for place in places if place is not None
        for window in place.find_all(exp.Window)
        for nested in window.find_all(exp.Window)
        if nested is not window
    ]
    if not inner:
        return False
    compiled = {str(id(w)): compiler.expression(w, clauses.scope) for w in inner if id(w) not in compiler.hoisted}
    if test:
        clauses.sql = f"{clauses.sql} WHERE {test}"
    for key, value in clauses.hoist(compiled).items():
        compiler.hoisted[int(key)] = value
    return True


def _select_with(
    compiler: Compiler, node: exp.Select, scope: Scope, aliases: dict[str, exp.Expr], once: list[str]
) -> BoundQuery:
    """Compile a SELECT; the aliases of ``once`` are evaluated before its list."""
    scope = replace(
        scope, sources=[], aliases=aliases, compiled={}, merged={}, locals=dict(scope.locals), clause="select"
    )
    clauses = From(compiler, scope)
    clauses.read(node)
    if once:
        values = {name: compiler.expression(aliases[name], replace(scope, aliases={})) for name in once}
        scope.compiled.update(clauses.hoist(values))
    where = node.args.get("where")
    if node.args.get("match") is not None:
        match_recognize.apply(compiler, node.args["match"], clauses)
    if node.args.get("connect") is not None:
        where = connect_by.apply(compiler, node, clauses)
    parts = []
    test = condition(compiler, where.this, replace(scope, clause="where")).sql if where is not None else ""
    group = node.args.get("group")
    if group is not None:
        scope.grouped = _grouped_paths(compiler, node, group, scope)
    if group is None and _hoist_windows(compiler, node, clauses, test):
        test = ""
    if test:
        parts.append(f" WHERE {test}")
    outputs = _outputs(compiler, node, scope)
    if group is not None:
        parts.append(_group_text(compiler, group, node, replace(scope, clause="group"), outputs))
    having = node.args.get("having")
    if having is not None:
        parts.append(f" HAVING {condition(compiler, having.this, replace(scope, clause='having')).sql}")
    qualify = node.args.get("qualify")
    if qualify is not None:
        parts.append(f" QUALIFY {condition(compiler, qualify.this, replace(scope, clause='qualify')).sql}")
    order = node.args.get("order")
    if order is not None:
        parts.append(_select_order(compiler, order, node, replace(scope, clause="order"), outputs))
    parts.append(_limit_text(compiler, node, scope))
    distinct = "DISTINCT " if node.args.get("distinct") else ""
    source = f" FROM {clauses.sql}" if clauses.sql else ""
    sql = f"SELECT {distinct}{outputs.text()}{source}{''.join(parts)}"
    return BoundQuery(sql, outputs.columns(), tuple(outputs.physical))


_KNOWN_CLAUSES = frozenset(
    """with_ expressions from_ joins where group having qualify order limit offset distinct connect match laterals
    kind hint operation_modifiers""".split()
)


def _refuse_unknown_clauses(node: exp.Select) -> None:
    for key, value in node.args.items():
        if value and key not in _KNOWN_CLAUSES:
            raise UnsupportedError(f"SELECT ... {key.strip('_').upper()}")
    if not node.expressions:
        raise error("parse", line=1, column=0, token="SELECT")


def _outputs(compiler: Compiler, node: exp.Select, scope: Scope) -> _Outputs:
    outputs = _Outputs()
    for item in node.expressions:
        if isinstance(item, exp.Star):
            _star(compiler, item, (), scope, outputs)
        elif isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
            qualifier = tuple(compiler.identifier(p) for p in item.parts[:-1])
            _star(compiler, item.this, qualifier, scope, outputs)
        elif isinstance(item, exp.Alias):
            name = compiler.identifier(item.args["alias"])
            known = scope.compiled.get(name) if scope.aliases.get(name) is item.this else None
            value = known if known is not None else _output(compiler, item.this, scope, name)
            if scope.aliases.get(name) is item.this:
                scope.compiled[name] = value
            outputs.add(name, value)
        else:
            value = compiler.expression(item, scope)
            outputs.add(_output_name(compiler, item), value)
    return outputs


def _output(compiler: Compiler, node: exp.Expr, scope: Scope, name: str) -> Expr:
    # While ``a + 1 AS a`` is compiled, ``a`` is the column, or an error, never itself.
    scope.resolving.add(name)
    try:
        return compiler.expression(node, scope)
    finally:
        scope.resolving.discard(name)


def _output_name(compiler: Compiler, node: exp.Expr) -> str:
    if isinstance(node, exp.Column) and isinstance(node.this, exp.Identifier):
        return compiler.identifier(node.this)
    return heading(node)


def _star(compiler: Compiler, node: exp.Star, qualifier: tuple[str, ...], scope: Scope, outputs: _Outputs) -> None:
    for item in (*(node.args.get("replace") or ()), *(node.args.get("rename") or ())):
        if not isinstance(item, exp.Alias):
            raise error("parse", line=1, column=0, token="*")
    columns = star_columns(compiler, qualifier, scope)
    excluded = {compiler.identifier(c.this if isinstance(c, exp.Column) else c) for c in node.args.get("except_") or ()}
    replaced = {compiler.identifier(a.args["alias"]): a.this for a in node.args.get("replace") or ()}
    renamed = {
        compiler.identifier(a.this.this if isinstance(a.this, exp.Column) else a.this):
            compiler.identifier(a.args["alias"]) for a in node.args.get("rename") or ()
    }
    pattern = node.args.get("ilike")
    names = {c.name for c in columns}
    for wanted in (*excluded, *replaced, *renamed):
        if wanted not in names:
            raise compiler.unknown_identifier(display(wanted), node)
    for column in columns:
        if column.name in excluded or (pattern is not None and not _ilike(column.name, pattern.name)):
            continue
        name = renamed.get(column.name, column.name)
        if column.name in replaced:
            outputs.add(name, compiler.expression(replaced[column.name], scope))
        else:
            outputs.add(name, Expr(column.sql, column.type, nullable=column.nullable))
    if not outputs.names:
        raise error("parse", line=1, column=0, token="*")


def starred(compiler: Compiler, node: exp.Expr, scope: Scope) -> list[Expr] | None:
    """What ``*`` or ``t.*``, with ILIKE or EXCLUDE, stands for as a function's argument; None for anything else."""
    outputs = _Outputs()
    if isinstance(node, exp.Star):
        _star(compiler, node, (), scope, outputs)
    elif isinstance(node, exp.Column) and isinstance(node.this, exp.Star):
        _star(compiler, node.this, tuple(compiler.identifier(p) for p in node.parts[:-1]), scope, outputs)
    else:
        return None
    return outputs.values


def star_pairs(compiler: Compiler, node: exp.Expr, scope: Scope) -> list[tuple[str, Expr]]:
    """Names and values of the columns that ``*``, ``t.*`` or ``* EXCLUDE (...)`` inside a call stands for."""
    outputs = _Outputs()
    if isinstance(node, exp.Star):
        _star(compiler, node, (), scope, outputs)
    elif isinstance(node, exp.Column):
        qualifier = tuple(compiler.identifier(p) for p in node.parts[:-1])
        _star(compiler, node.this, qualifier, scope, outputs)
    return list(zip(outputs.names, outputs.values, strict=True))


def star_columns(compiler: Compiler, qualifier: tuple[str, ...], scope: Scope) -> list[SourceColumn]:
    """The columns that ``*`` or ``t.*`` stands for."""
    if qualifier:
        at: Scope | None = scope
        while at is not None:
            for candidate in at.sources:
                if candidate.answers(qualifier):
                    return [c for c in candidate.columns if not c.hidden]
            at = at.parent
        raise error("object_missing", name=".".join(map(display, qualifier)))
    if not scope.sources:
        raise error("parse", line=1, column=0, token="*")
    merged = list(scope.merged.values())
    names = set(scope.merged)
    return merged + [c for s in scope.sources for c in s.columns if not c.hidden and c.name not in names]


def _ilike(name: str, pattern: str) -> bool:
    import re

    text = re.escape(pattern).replace("%", ".*").replace("_", ".")
    return re.fullmatch(text, name, re.IGNORECASE | re.DOTALL) is not None


def _group_text(compiler: Compiler, group: exp.Group, node: exp.Select, scope: Scope, outputs: _Outputs) -> str:
    if group.args.get("all"):
        return _group_all(outputs)
    keys = [_group_key(compiler, n, scope, outputs) for n in group.expressions]
    for kind, word in (("rollup", "ROLLUP"), ("cube", "CUBE"), ("grouping_sets", "GROUPING SETS")):
        for item in group.args.get(kind) or ():
            keys.append(_grouping(compiler, item, word, scope, outputs))
    return f" GROUP BY {', '.join(keys)}" if keys else ""


def _group_all(outputs: _Outputs) -> str:
    keys = [
        str(i + 1) for i, v in enumerate(outputs.values) if not v.aggregate and not v.window and v.constant is None
    ]
    return f" GROUP BY {', '.join(keys)}" if keys else ""


def _group_key(compiler: Compiler, node: exp.Expr, scope: Scope, outputs: _Outputs) -> str:
    if isinstance(node, (exp.Rollup, exp.Cube, exp.GroupingSets)):
        word = {exp.Rollup: "ROLLUP", exp.Cube: "CUBE", exp.GroupingSets: "GROUPING SETS"}[type(node)]
        return _grouping(compiler, node, word, scope, outputs)
    position = _position(node)
    if position is not None:
        if not 1 <= position <= len(outputs.values):
            raise error("group_position", position=position)
        value = outputs.values[position - 1]
        if value.aggregate:
            raise error("aggregate_misplaced", name=outputs.names[position - 1])
        return str(position) if value.constant is not None or value.is_null else value.sql
    if isinstance(node, exp.Tuple):
        return "(" + ", ".join(_group_key(compiler, n, scope, outputs) for n in node.expressions) + ")"
    if isinstance(node, exp.Paren):
        return f"({_group_key(compiler, node.this, scope, outputs)})"
    value = compiler.expression(node, scope)
    if value.constant is not None or value.is_null:
        for i, output in enumerate(outputs.values):
            if output.sql == value.sql:
                return str(i + 1)
        return f"CAST({value.sql} AS VARCHAR)"
    return value.sql


def _grouping(compiler: Compiler, node: exp.Expr, word: str, scope: Scope, outputs: _Outputs) -> str:
    inside = ", ".join(_group_key(compiler, n, scope, outputs) for n in node.expressions)
    return f"{word} ({inside})"


def _select_order(compiler: Compiler, order: exp.Order, node: exp.Select, scope: Scope, outputs: _Outputs) -> str:
    keys = []
    for item in _order_items(order):
        key = item.this if isinstance(item, exp.Ordered) else item
        position = _position(key)
        if position is not None:
            if not 1 <= position <= len(outputs.values):
                raise error("order_position", position=position)
            keys.append(_output_key(outputs, position - 1, item))
            continue
        if isinstance(key, exp.Column) and not key.args.get("table") and isinstance(key.this, exp.Identifier):
            name = compiler.identifier(key.this)
            known = name in scope.aliases or not any(s.find(name) for s in scope.sources)
            if known and outputs.names.count(name) == 1:
                keys.append(_output_key(outputs, outputs.names.index(name), item))
                continue
        if isinstance(key, exp.Column) and key.name.upper() == "ALL" and not key.args.get("table"):
            keys.extend(_output_key(outputs, i, item) for i in range(len(outputs.values)))
            continue
        value = compiler.expression(key, scope)
        keys.append(ordered_text(sortable(value), item))
    return f" ORDER BY {', '.join(keys)}" if keys else ""


def _order_items(order: exp.Order) -> Iterator[exp.Expr]:
    """The keys of ORDER BY, those of a row ``(a, b)`` one by one: dbt orders the tables of ``cluster_by`` so."""
    for item in order.expressions:
        if not isinstance(item, exp.Ordered) or not isinstance(item.this, exp.Tuple):
            yield item
            continue
        for key in item.this.expressions:
            # A number in a row is a constant, not a position.
            if not isinstance(key, exp.Literal):
                yield exp.Ordered(this=key, **{k: v for k, v in item.args.items() if k != "this"})


def _output_key(outputs: _Outputs, i: int, item: Any) -> str:
    value = outputs.values[i]
    if value.type.name == "VARIANT" or value.type.collation:
        return ordered_text(sortable(value.but(sql=quote(outputs.physical[i]), atomic=True, constant=None)), item)
    return ordered_text(str(i + 1), item)
