"""SELECT with all its clauses (https://docs.snowflake.com/en/sql-reference/constructs)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, UnsupportedError, error, steady
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.compiler import BoundQuery, Compiler, GroupedByEquals, OuterJoinMark, Scope, VolatileAlias
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.grouping import qualifier
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.names import quote
from mockhaus_dbt.translation.rewrites import connect_by, match_recognize
from mockhaus_dbt.translation.rewrites.clauses import is_all, limit_text, literal_position
from mockhaus_dbt.translation.rewrites.from_ import From
from mockhaus_dbt.translation.rewrites.operators import condition, grouping_key
from mockhaus_dbt.translation.rewrites.outer_join_marks import written_out
from mockhaus_dbt.translation.rewrites.outputs import Outputs, compile_outputs
from mockhaus_dbt.translation.rewrites.windows import ordered_text, sortable


def compile_select(compiler: Compiler, node: exp.Select, scope: Scope) -> BoundQuery:
    """Compile a SELECT without its WITH."""
    _refuse_unknown_clauses(node)
    aliases: dict[str, exp.Expr] = {}
    for item in node.expressions:
        if isinstance(item, exp.Alias):
            aliases.setdefault(compiler.identifier(item.args["alias"]), item.this)
    once: list[str] = []
    equals, bound = False, compiler.bound
    arranged: list[int] = []
    while True:
        try:
            return _select_with(compiler, node, scope, aliases, once, equals, arranged)
        except OuterJoinMark:
            if arranged:
                raise UnsupportedError("(+) outside of the conditions that AND connects in WHERE") from None
            node, arranged = written_out(compiler, node, scope)
        except VolatileAlias as e:
            if e.aliases is not aliases or e.name in once:
                raise
            once.append(e.name)
        except GroupedByEquals as e:
            if e.node is not node:
                raise
            if equals:  # no key of the second try is the same text: a subquery
                raise UnsupportedError("GROUP BY of a subquery that gives a VARIANT or TIMESTAMP_TZ") from e
            equals = True
        compiler.bound = bound


def _is_star(node: exp.Expr) -> bool:
    return isinstance(node, exp.Star) or (isinstance(node, exp.Column) and isinstance(node.this, exp.Star))


def _starred(compiler: Compiler, node: exp.Expr, scope: Scope) -> list[exp.Expr]:
    """The columns that a star stands for; those that EXCLUDE takes away are not selected, and so no keys."""
    star = node if isinstance(node, exp.Star) else node.this
    parts = tuple(map(compiler.identifier, node.parts[:-1])) if isinstance(node, exp.Column) else ()
    gone = {compiler.identifier(c.this if isinstance(c, exp.Column) else c) for c in star.args.get("except_") or ()}
    return [
        exp.Column(
            this=exp.to_identifier(column.name, quoted=True),
            table=exp.to_identifier(source.alias, quoted=True) if source.alias else None,
        )
        for source in scope.sources
        if not parts or source.answers(parts)
        for column in source.columns
        if not column.hidden and column.name not in gone
    ]


def _group_nodes(compiler: Compiler, node: exp.Select, group: exp.Group, scope: Scope) -> Iterator[exp.Expr]:
    """The keys of GROUP BY, as the expressions that positions and aliases stand for."""
    items = [i.this if isinstance(i, exp.Alias) else i for i in node.expressions]
    if any(map(_is_star, items)):
        items = [part for item in items for part in (_starred(compiler, item, scope) if _is_star(item) else [item])]
    keys: list[Any] = list(items if group.args.get("all") else group.expressions)
    for kind in ("rollup", "cube", "grouping_sets"):
        keys += group.args.get(kind) or ()
    while keys:
        key = keys.pop(0)
        if isinstance(key, (exp.Rollup, exp.Cube, exp.GroupingSets, exp.Tuple)):
            keys += key.expressions
            continue
        if isinstance(key, exp.Paren):
            keys.append(key.this)
            continue
        position = literal_position(key)
        if position is not None and 1 <= position <= len(items):
            key = items[position - 1]
        elif isinstance(key, exp.Column) and isinstance(key.this, exp.Identifier) and not key.args.get("table"):
            name = compiler.identifier(key.this)
            if not any(s.find(name) for s in scope.sources):
                key = scope.aliases.get(name, key)
        yield key


def _grouped_paths(compiler: Compiler, node: exp.Select, group: exp.Group, scope: Scope) -> frozenset[str]:
    """DuckDB text of the VARIANT paths that a query is grouped by."""
    return frozenset(
        compiler.expression(key, scope).sql
        for key in _group_nodes(compiler, node, group, scope)
        if isinstance(key, (exp.JSONExtract, exp.Bracket))
    )


def _representatives(
    compiler: Compiler, node: exp.Select, group: exp.Group, scope: Scope
) -> dict[str, tuple[str, str]]:
    """Of the keys whose values can be equal and yet differ: one of the values, and what tells groups apart."""
    found = {}
    partial = any(isinstance(n, (exp.Rollup, exp.Cube, exp.GroupingSets)) for n in group.walk())
    for key in _group_nodes(compiler, node, group, scope):
        value = compiler.expression(key, scope)
        told = grouping_key(compiler, value)
        if told != value.sql and not value.aggregate and not value.window:
            shown = f"any_value({value.sql})"
            # The subtotals of ROLLUP have no value of the key.
            found[value.sql] = f"CASE WHEN grouping({told}) = 0 THEN {shown} END" if partial else shown, told
    return {value: (f"({shown})", told) for value, (shown, told) in found.items()}


def _is_change_event(node: exp.Window) -> bool:
    call = node.this
    if not isinstance(call, exp.Anonymous) or len(call.expressions) != 1:
        return False
    if node.args.get("order") is None or node.args.get("spec") is not None:
        return False  # the function says in its own name what is wrong
    return call_name(call) == "CONDITIONAL_CHANGE_EVENT"


#: what draws random numbers or counts rows: DuckDB has none of that in the keys of a window.
_DRAWN = frozenset("RANDOM UUID_STRING SEQ1 SEQ2 SEQ4 SEQ8 ENCRYPT ENCRYPT_RAW".split())


def _drawn_keys(window: exp.Window) -> list[exp.Expr]:
    """The keys of PARTITION BY and ORDER BY in which random numbers are drawn or rows counted."""
    order = window.args.get("order")
    keys = [*(window.args.get("partition_by") or ()), *(order.expressions if order is not None else ())]
    plain = [key.this if isinstance(key, exp.Ordered) else key for key in keys]
    return [key for key in plain if any(call_name(c) in _DRAWN for c in key.find_all(exp.Anonymous))]


def _named_windows(compiler: Compiler, node: exp.Expr, scope: Scope, seen: set[str]) -> Iterator[exp.Window]:
    """The window functions of the aliases that stand in an expression."""
    for column in node.find_all(exp.Column):
        name = "" if column.table or not isinstance(column.this, exp.Identifier) else compiler.identifier(column.this)
        if name in scope.aliases and name not in seen and not any(s.find(name) for s in scope.sources):
            seen.add(name)
            yield from scope.aliases[name].find_all(exp.Window)
            yield from _named_windows(compiler, scope.aliases[name], scope, seen)


def _hoist_windows(compiler: Compiler, node: exp.Select, clauses: From, test: str, once: list[str]) -> bool:
    """Evaluate window functions that stand in the arguments of others before the SELECT list, after WHERE.

    Returns:
        whether there were any; the condition of WHERE has been applied then.
    """
    places = [*node.expressions, node.args.get("qualify"), node.args.get("order")]
    inner = [
        nested
        for place in places
        if place is not None
        for window in place.find_all(exp.Window)
        for nested in (*window.find_all(exp.Window), *_named_windows(compiler, window, clauses.scope, set()))
        if nested is not window
    ]
    changes = [w for p in places if p is not None for w in p.find_all(exp.Window) if _is_change_event(w)]
    for window in changes:
        # What CONDITIONAL_CHANGE_EVENT compares a value with is a window function as well.
        value = window.this.expressions[0].copy()
        previous = window.copy()
        previous.set("this", exp.Anonymous(this="LAG", expressions=[value]))
        compiler.previous[id(window)] = previous
        inner.append(previous)
    drawn = [key for p in places if p is not None for w in p.find_all(exp.Window) for key in _drawn_keys(w)]
    if not inner and not drawn:
        return False
    for window in (*inner, *drawn):
        compiler.hoisted.pop(id(window), None)  # a SELECT may be compiled again
    compiled = {str(id(w)): compiler.expression(w, clauses.scope) for w in inner}
    for key in drawn:
        value = compiler.expression(key, clauses.scope)
        if value.volatile or value.window:
            compiled[str(id(key))] = value
    if not compiled:
        return False
    compiled |= {f"alias {name}": clauses.scope.compiled[name] for name in once}
    if test:
        clauses.sql = f"{clauses.sql} WHERE {test}"
    hoisted = clauses.hoist(compiled)
    clauses.scope.compiled.clear()  # the columns have other names now
    clauses.scope.compiled.update({name: hoisted.pop(f"alias {name}") for name in once})
    for place, value in hoisted.items():
        compiler.hoisted[int(place)] = value
    return True


def _select_with(
    compiler: Compiler, node: exp.Select, scope: Scope, aliases: dict[str, exp.Expr], once: list[str], equals: bool,
    arranged: list[int],
) -> BoundQuery:
    """Compile a SELECT; the aliases of ``once`` are evaluated before its list.

    Args:
        equals: GROUP BY has keys that can be equal and yet differ.
        arranged: where the sources of FROM stood before it was written with LEFT JOIN.

    Raises:
        GroupedByEquals: it has, and ``equals`` does not say so.
    """
    scope = replace(
        scope, sources=[], aliases=aliases, compiled={}, merged={}, locals=dict(scope.locals), clause="select"
    )
    clauses = From(compiler, scope)
    clauses.read(node)
    if arranged:
        scope.sources[:] = [s for _, s in sorted(zip(arranged, scope.sources), key=lambda pair: pair[0])]
    if once:
        values = {name: compiler.expression(aliases[name], replace(scope, aliases={})) for name in once}
        scope.compiled.update(clauses.hoist(values))
    where = node.args.get("where")
    if node.args.get("match") is not None:
        match_recognize.apply(compiler, node.args["match"], clauses)
    if node.args.get("connect") is not None:
        where = connect_by.apply(compiler, node, clauses)
    parts: list[str] = []
    test = condition(compiler, where.this, replace(scope, clause="where")).sql if where is not None else ""
    group = node.args.get("group")
    if group is not None:
        scope.grouped = _grouped_paths(compiler, node, group, scope)
        if equals:
            scope.representatives = _representatives(compiler, node, group, scope)
            scope.compiled.clear()
    if group is None and _hoist_windows(compiler, node, clauses, test, once):
        test = ""
    filter_text = f" WHERE {test}" if test else ""
    outputs = compile_outputs(compiler, node, scope)
    if group is not None:
        told = {text: key for value, (shown, key) in scope.representatives.items() for text in (value, shown)}
        keys = _Keys(compiler, node, replace(scope, clause="group", representatives={}), outputs, told)
        parts.append(keys.text(group))
    having = node.args.get("having")
    if having is not None:
        parts.append(f" HAVING {condition(compiler, having.this, replace(scope, clause='having')).sql}")
    qualify = node.args.get("qualify")
    if qualify is not None:
        if not any(place.find(exp.Window) for place in (qualify, *node.expressions)):
            raise _without_window(compiler, qualify)
        parts.append(f" QUALIFY {condition(compiler, qualify.this, replace(scope, clause='qualify')).sql}")
    order = node.args.get("order")
    if order is not None:
        text = _select_order(compiler, order, node, replace(scope, clause="order"), outputs)
        single = group is None and any(value.aggregate for value in outputs.values)
        parts.append("" if single else text)  # a single row has no order, whatever the key
    parts.append(limit_text(compiler, node, scope))
    distinct = _distinct_text(compiler, outputs) if node.args.get("distinct") else ""
    source = f" FROM {clauses.sql}" if clauses.sql else ""
    head, tail = f"SELECT {distinct}{outputs.text()}", "".join(parts)
    if group is not None and any(part.find(exp.Window) for part in (qualify, order, *node.expressions) if part):
        head, tail = steady(head), steady(tail)  # a key of a window may be one of GROUP BY, and is told by its text
    return BoundQuery(f"{head}{source}{filter_text}{tail}", outputs.columns(), tuple(outputs.physical))


def _without_window(compiler: Compiler, qualify: exp.Qualify) -> SqlError:
    """The parser keeps places of names and constants alone: the word stands before the first of them."""
    first = next(qualify.find_all(exp.Identifier, exp.Literal, bfs=False), qualify)
    line, column = compiler.position(first)
    return error("qualify_without_window", line=line, column=max(column - len("QUALIFY "), 0))


def _distinct_text(compiler: Compiler, outputs: Outputs) -> str:
    """DISTINCT; of values that are equal and differ, by their keys. A number there is a position to DuckDB."""
    values = [value for value in outputs.values if value.constant is None and not value.is_null]
    keys = [grouping_key(compiler, value) for value in values]
    if all(key == value.sql for key, value in zip(keys, values)):
        return "DISTINCT "
    return f"DISTINCT ON ({', '.join(keys)}) "


_KNOWN_CLAUSES = frozenset(
    """with_ expressions from_ joins where group having qualify order limit offset distinct connect match laterals
    kind hint operation_modifiers""".split()
)


def _refuse_unknown_clauses(node: exp.Select) -> None:
    for key, value in node.args.items():
        if value and key not in _KNOWN_CLAUSES:
            words = {"locks": "FOR UPDATE"}.get(key, key.strip("_").upper())
            raise UnsupportedError(f"SELECT ... {words}")
    distinct = node.args.get("distinct")
    if distinct is not None and distinct.args.get("on") is not None:
        raise error("syntax", line=1, column=0, token="ON")  # PostgreSQL's
    if not node.expressions:
        raise error("parse", line=1, column=0, token="SELECT")


_NUMBER = re.compile(r"\(?-?\d+\)?")
#: https://docs.snowflake.com/en/sql-reference/constructs/group-by-cube and group-by-grouping-sets
_MOST_IN_CUBE, _MOST_SETS = 7, 128


@dataclass
class _Keys:
    """Writes the keys of GROUP BY.

    Args:
        told: text of a value, or of what represents it -> what tells its groups apart.
    """

    compiler: Compiler
    node: exp.Select
    scope: Scope
    outputs: Outputs
    told: dict[str, str]

    def text(self, group: exp.Group) -> str:
        if group.args.get("all"):
            keys = self._all()
        else:
            keys = [self._key(n) for n in group.expressions]
            for kind, word in (("rollup", "ROLLUP"), ("cube", "CUBE"), ("grouping_sets", "GROUPING SETS")):
                keys += [self._grouping(item, word) for item in group.args.get(kind) or ()]
        return f" GROUP BY {', '.join(keys)}" if keys else ""

    def _all(self) -> list[str]:
        keys = []
        for i, value in enumerate(self.outputs.values):
            if value.sql in self.told or not (value.aggregate or value.window or value.constant is not None):
                told = self._apart(value)
                keys.append(str(i + 1) if told == value.sql else told)
        return keys

    def _apart(self, value: Expr) -> str:
        if value.window:
            raise UnsupportedError("a window function, or a number counted by rows, in GROUP BY")
        if _NUMBER.fullmatch(value.sql):
            return f"CAST({value.sql} AS VARCHAR)"  # as it is, it would be the position of an output
        told = self.told.get(value.sql)
        if told is None:
            told = grouping_key(self.compiler, value)
            if told != value.sql:
                raise GroupedByEquals(self.node)
        return told

    def _key(self, node: exp.Expr) -> str:
        if isinstance(node, (exp.Rollup, exp.Cube, exp.GroupingSets)):
            word = {exp.Rollup: "ROLLUP", exp.Cube: "CUBE", exp.GroupingSets: "GROUPING SETS"}[type(node)]
            return self._grouping(node, word)
        values = self.outputs.values
        position = literal_position(node)
        if position is not None:
            if not 1 <= position <= len(values):
                raise error("group_position", position=position)
            value = values[position - 1]
            if value.aggregate and value.sql not in self.told:
                raise error("not_a_group", name=self.outputs.names[position - 1])
            return str(position) if value.constant is not None or value.is_null else self._apart(value)
        if isinstance(node, exp.Tuple):
            return "(" + ", ".join(map(self._key, node.expressions)) + ")"
        if isinstance(node, exp.Paren):
            return f"({self._key(node.this)})"
        value = self.compiler.expression(node, self.scope)
        if value.aggregate:
            raise error("not_a_group", name=heading(node))
        if value.constant is not None or value.is_null:
            for i, output in enumerate(values):
                if output.sql == value.sql:
                    return str(i + 1)
            return f"CAST({value.sql} AS VARCHAR)"
        return self._apart(value)

    def _grouping(self, node: exp.Expr, word: str) -> str:
        if word == "CUBE" and len(node.expressions) > _MOST_IN_CUBE:
            raise error("cube_elements", most=_MOST_IN_CUBE, given=len(node.expressions))
        if word == "GROUPING SETS" and len(node.expressions) > _MOST_SETS:
            raise error("grouping_sets", most=_MOST_SETS, given=len(node.expressions))
        return f"{word} ({', '.join(map(self._key, node.expressions))})"


def _select_order(compiler: Compiler, order: exp.Order, node: exp.Select, scope: Scope, outputs: Outputs) -> str:
    keys = []
    for item in _order_items(order):
        key = item.this if isinstance(item, exp.Ordered) else item
        position = literal_position(key)
        if position is not None:
            if not 1 <= position <= len(outputs.values):
                raise error("order_position", position=position)
            keys.append(_output_key(compiler, outputs, position - 1, item))
            continue
        if is_all(key):
            if any(value.aggregate for value in outputs.values):
                raise UnsupportedError("ORDER BY ALL where a column is an aggregate")
            keys.extend(_output_key(compiler, outputs, i, item) for i in range(len(outputs.values)))
            continue
        if isinstance(key, exp.Column) and not key.args.get("table") and isinstance(key.this, exp.Identifier):
            name = compiler.identifier(key.this)
            # A name that FROM has twice is the output's.
            known = name in scope.aliases or sum(len(s.find(name)) for s in scope.sources) != 1
            if known and outputs.names.count(name) == 1:
                keys.append(_output_key(compiler, outputs, outputs.names.index(name), item))
                continue
        value = compiler.expression(key, scope)
        if node.args.get("distinct"):
            _check_distinct_order(compiler, key, value, scope, outputs)
        keys.append(ordered_text(compiler, sortable(value), item))
    return f" ORDER BY {', '.join(keys)}" if keys else ""


def _check_distinct_order(compiler: Compiler, key: exp.Expr, value: Expr, scope: Scope, outputs: Outputs) -> None:
    """Rows that DISTINCT makes one have no single value of what is not selected.

    Raises:
        CompilationError: 001104, ORDER BY has such a column.
    """
    selected = {output.sql for output in outputs.values}
    if value.sql in selected:
        return
    for column in key.find_all(exp.Column):
        alias = not column.table and compiler.identifier(column.this) in scope.aliases
        inner = column.find_ancestor(exp.Query)
        if alias or (inner is not None and inner is not key.find_ancestor(exp.Query)):
            continue
        if compiler.expression(column, scope).sql not in selected:
            select = key.find_ancestor(exp.Select)
            table = qualifier(column, select) if select is not None else ""
            raise error("order_by_invalid", name=f"{table}{heading(column.this)}")


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


def _output_key(compiler: Compiler, outputs: Outputs, i: int, item: Any) -> str:
    value = outputs.values[i]
    if value.type.is_semistructured or value.type.collation or value.type.is_structured or value.type.name == "VECTOR":
        alone = value.but(sql=quote(outputs.physical[i]), atomic=True, constant=None)
        # Within an expression DuckDB takes a name for the column of FROM, not for the output.
        return ordered_text(compiler, sortable(alone if value.window or value.volatile else value), item)
    return ordered_text(compiler, str(i + 1), item)
