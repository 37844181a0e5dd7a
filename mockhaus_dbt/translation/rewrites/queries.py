"""Queries around SELECT: WITH, set operations, VALUES, brackets
(https://docs.snowflake.com/en/sql-reference/constructs/with, operators-query, values).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import positions
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.compiler import BoundQuery, Cte, Scope, SourceColumn
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.names import display, quote
from mockhaus_dbt.translation.reserved_words import NOT_IN_FROM
from mockhaus_dbt.translation.rewrites.clauses import is_all, limit_text, literal_position
from mockhaus_dbt.translation.rewrites.correlation import aggregates
from mockhaus_dbt.translation.rewrites.operators import grouping_key, in_common, text_as_number
from mockhaus_dbt.translation.rewrites.select import compile_select
from mockhaus_dbt.translation.rewrites.windows import ordered_text, sortable
from mockhaus_dbt.translation.types import ResultColumn, SqlType, common_type, crowded, loses

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
    if with_ is not None and any(isinstance(cte.this, exp.Func) for cte in with_.expressions):
        node = _without_named_values(compiler, node)
        with_ = node.args.get("with_")
    prefix = ""
    if with_ is not None:
        scope = replace(scope, ctes=dict(scope.ctes))
        prefix = _compile_with(compiler, with_, scope)
    if isinstance(node, exp.Select):
        bound = compile_select(compiler, node, scope)
    elif isinstance(node, (exp.Union, exp.Intersect, exp.Except)):
        bound = _compile_set(compiler, node, scope)
    elif isinstance(node, (exp.Subquery, exp.Paren)):
        bound = _bracketed(compiler, node, scope)
    elif isinstance(node, exp.Values):
        bound = _compile_values(compiler, node, scope)
    elif isinstance(node, exp.Table):
        star = exp.Select(expressions=[exp.Star()], from_=exp.From(this=node))
        bound = compile_select(compiler, star, scope)
    elif isinstance(node, exp.Tuple) and not node.expressions:  # a dbt model that renders to nothing
        line, column = positions.position(node)
        raise error("syntax", line=line, column=column, token=")")
    else:
        line, column = positions.position(node)
        raise error("syntax", line=line, column=column, token=node.sql("snowflake").split()[0])
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
    own = set()
    for cte in with_.expressions:
        name = compiler.identifier(cte.args["alias"].this, NOT_IN_FROM)
        if name in own:
            raise error("duplicate_alias", name=name)
        own.add(name)
        renamed = [compiler.identifier(c) for c in cte.args["alias"].args.get("columns") or ()]
        physical = compiler.alias(name)
        inner = Scope(parent=scope.parent, ctes=scope.ctes)
        body = _unbracketed(cte.this)
        if isinstance(body, exp.Condition) and not renamed:  # a value by a name, as the page of ST_DISTANCE has it
            scope.locals[name] = compiler.expression(body, Scope(ctes=scope.ctes, locals=dict(scope.locals)))
            continue
        if isinstance(body, exp.Union) and _mentions(body, name, compiler):
            bound, recursive = _recursive(compiler, body, name, renamed, physical, inner), True
        else:
            bound = compile_query(compiler, cte.this, inner)
        if renamed and len(renamed) != len(bound.columns):
            raise error("view_columns")
        texts.append(f"{physical} AS ({bound.sql})")
        scope.ctes[name] = Cte(physical, bound, renamed)
    return f"WITH {'RECURSIVE ' if recursive else ''}{', '.join(texts)}" if texts else ""


def _without_named_values(compiler: Compiler, node: exp.Expr) -> exp.Expr:
    """WITH name AS (a call): the pages of ENCRYPT_RAW and DECRYPT_RAW name a value so; the name then stands for it."""
    node = node.copy()
    with_ = node.args["with_"]
    named = {}
    for cte in [cte for cte in with_.expressions if isinstance(cte.this, exp.Func)]:
        named[compiler.identifier(cte.args["alias"].this, NOT_IN_FROM)] = cte.this
        cte.pop()
    if not with_.expressions:
        with_.pop()
    for column in list(node.find_all(exp.Column)):
        name = compiler.identifier(column.this) if not column.table and isinstance(column.this, exp.Identifier) else ""
        if name in named:
            value = named[name].copy()
            shown = exp.to_identifier(name, quoted=True)
            column.replace(exp.Alias(this=value, alias=shown) if column.parent is node else value)
    return node


def _unbracketed(node: exp.Expr) -> exp.Expr:
    """A query without brackets that have nothing behind them."""
    while isinstance(node, exp.Subquery) and not any(v for k, v in node.args.items() if k != "this"):
        node = node.this
    return node


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
    if node.find(exp.MatchRecognize) is not None:
        raise UnsupportedError("MATCH_RECOGNIZE in a recursive common table expression")
    for branch in (node, *(b for b in branches if _mentions(b, name, compiler))):
        _check_recursive(_unbracketed(branch))
        _check_outer_joins(compiler, _unbracketed(branch), name)
    anchors = [b for b in branches if not _mentions(b, name, compiler)]
    if not anchors:
        raise error("unsupported_subquery")
    bound = compile_query(compiler, anchors[0], Scope(parent=scope.parent, ctes=scope.ctes))
    if any(c.type.is_null for c in bound.columns):
        ctes = {**scope.ctes, name: Cte(physical, bound, renamed)}
        others = [compile_query(compiler, b, Scope(parent=scope.parent, ctes=ctes)) for b in branches[1:]]
        bound = _with_types_of(bound, others)
    clauses = [b for b in branches if b is not anchors[0]]
    parts = _growing(compiler, name, renamed, physical, bound, clauses, scope)
    grown = _grown(bound, parts)
    if grown.columns != bound.columns:
        parts = _growing(compiler, name, renamed, physical, grown, clauses, scope)
    # The recursion must not narrow what it grows: integers and text take their widest type in the anchor.
    outputs = [
        f"CAST({quote(p)} AS {compiler.physical(c.type)}) AS {quote(p)}" for c, p in zip(grown.columns, grown.physical)
    ]
    texts = [f"SELECT {', '.join(outputs)} FROM ({bound.sql})"]
    texts += [_retyped(compiler, part, [c.type for c in grown.columns]).sql for part in parts]
    return BoundQuery(" UNION ALL ".join(texts), grown.columns, grown.physical)


def _growing(
    compiler: Compiler,
    name: str,
    renamed: list[str],
    physical: str,
    anchor: BoundQuery,
    clauses: list[exp.Expr],
    scope: Scope,
) -> list[BoundQuery]:
    """The other branches of a recursive CTE, compiled with the columns of its anchor in view."""
    ctes = {**scope.ctes, name: Cte(physical, anchor, renamed)}
    parts = [compile_query(compiler, b, Scope(parent=scope.parent, ctes=ctes)) for b in clauses]
    for part in parts:
        if len(part.columns) != len(anchor.columns):
            raise _wrong_branch(len(anchor.columns), len(part.columns), 2)
        for i, (own, other) in enumerate(zip(anchor.columns, part.columns)):
            if loses(other.type, own.type):
                shown = display(renamed[i] if i < len(renamed) else own.name)
                raise UnsupportedError(
                    f"a recursive clause with a {other.type} where the anchor clause has a {own.type} "
                    f"for the column {shown}: cast one to the type of the other"
                )
    return parts


def _grown(anchor: BoundQuery, parts: list[BoundQuery]) -> BoundQuery:
    """The anchor of a recursive CTE with as many digits and characters as its columns can grow to."""
    columns = list(anchor.columns)
    for i, column in enumerate(columns):
        type_ = column.type
        for other in (part.columns[i].type for part in parts if not part.columns[i].type.is_null):
            if type_.is_number and (not other.is_number or (other.precision or 38) > (type_.precision or 38)):
                type_ = t.number(38, type_.scale or 0)
            elif type_.is_text and (not other.is_text or (other.length or 0) > (type_.length or 0)):
                type_ = replace(type_, length=t.VARCHAR.length)
        nullable = column.nullable or any(part.columns[i].nullable for part in parts)
        columns[i] = replace(column, type=type_, nullable=nullable)
    return BoundQuery(anchor.sql, tuple(columns), anchor.physical)


def _check_recursive(node: exp.Expr) -> None:
    """Refuse what the recursive clause of a common table expression may not have.

    Raises:
        UnsupportedError: an aggregate or window function, GROUP BY, ORDER BY, LIMIT or DISTINCT. With an
            aggregate, which always has a row, it would go on for ever.
    """
    clauses = {"group": "GROUP BY", "order": "ORDER BY", "limit": "LIMIT", "distinct": "DISTINCT"}
    if isinstance(node, exp.Union):
        del clauses["distinct"]  # UNION ALL itself, which has an error of its own without ALL
    words = [word for key, word in clauses.items() if node.args.get(key) is not None]
    if not words and isinstance(node, exp.Select) and any(aggregates(item, windows=True) for item in node.expressions):
        words = ["an aggregate or window function"]
    if words:
        raise UnsupportedError(f"{words[0]} in the recursive clause of a common table expression")


def _check_outer_joins(compiler: Compiler, node: exp.Expr, name: str) -> None:
    """Refuse an outer join that would fill the columns of the recursive reference with NULLs.

    Raises:
        UnsupportedError: the reference is not on the side of an outer join whose rows are all kept.
    """
    from_ = node.args.get("from_")
    before = from_ is not None and _mentions(from_, name, compiler)
    for join in node.args.get("joins") or ():
        side, here = str(join.args.get("side") or "").upper(), _mentions(join.this, name, compiler)
        if (here or before) and join.args.get("method") == "ASOF":
            raise UnsupportedError("ASOF JOIN with a recursive reference in a common table expression")
        if (here and side in ("LEFT", "FULL")) or (before and side in ("RIGHT", "FULL")):
            raise UnsupportedError(
                "an outer join in the recursive clause of a common table expression that does not keep its rows"
            )
        before = before or here


def _with_types_of(bound: BoundQuery, others: list[BoundQuery]) -> BoundQuery:
    """The anchor of a recursive CTE with a type for columns that are NULL in it: that of the other branches."""
    columns = list(bound.columns)
    for i, column in enumerate(columns):
        if column.type.is_null:
            given = common_type([o.columns[i].type for o in others if i < len(o.columns)])
            columns[i] = ResultColumn(column.name, given or column.type, column.nullable)
    return BoundQuery(bound.sql, tuple(columns), bound.physical)


# ------------------------------------------------------------------------------------------------------- set operations


def _wrong_branch(expected: int, got: int, branch: int) -> Exception:
    return error("union_columns", expected=expected, got=got, branch="{" + str(branch) + "}")


def _compile_set(compiler: Compiler, node: Any, scope: Scope) -> BoundQuery:
    word = {exp.Union: "UNION", exp.Intersect: "INTERSECT", exp.Except: "EXCEPT"}[type(node)]
    branches: list[Any] = []
    if word != "UNION" and (node.args.get("by_name") or not node.args.get("distinct")):
        raise UnsupportedError(f"{word} {'BY NAME' if node.args.get('by_name') else 'ALL'}")
    at: Any = node
    # A long chain of the same operator is flattened: recursion must not grow with the number of branches.
    while (
        type(at) is type(node)
        and bool(at.args.get("distinct")) == bool(node.args.get("distinct"))
        and not (at is not node and (at.args.get("order") or at.args.get("limit") or at.args.get("with_")))
        and bool(at.args.get("by_name")) == bool(node.args.get("by_name"))
    ):
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
                "invalid_cast",
                function=word,
                source=first.columns[position].type,
                target=bound[-1].columns[position].type,
            )
        types.append(mixed)
    tight = frozenset(i for i, type_ in enumerate(types) if crowded([b.columns[i].type for b in bound], type_))
    retyped = [_retyped(compiler, b, types, tight) for b in bound]
    texts = [_branch_text(b, n) for b, n in zip(retyped, branches)]
    joint = f" {word} " if node.args.get("distinct") else f" {word} ALL "
    columns = tuple(
        ResultColumn(c.name, type_, any(b.columns[i].nullable for b in bound), c.named)
        for i, (c, type_) in enumerate(zip(first.columns, types))
    )
    told = [Expr(quote(p), type_) for p, type_ in zip(first.physical, types)]
    keys = [grouping_key(compiler, value) for value in told]
    if node.args.get("distinct") and any(key != value.sql for key, value in zip(keys, told)):
        text = _set_of_equals(compiler, word, retyped, keys, types)
    else:
        text = joint.join(texts)
    result = BoundQuery(text, columns, first.physical)
    tail = _tail_of_outputs(compiler, node, scope, result)
    return BoundQuery(result.sql + tail, columns, first.physical)


def _set_of_equals(
    compiler: Compiler, word: str, branches: list[BoundQuery], keys: list[str], types: list[SqlType]
) -> str:
    """A set operation on values that can be equal and yet differ, such as 1 and 1.0 in a VARIANT."""
    head = f"SELECT DISTINCT ON ({', '.join(keys)}) *"
    if word == "UNION":
        return f"{head} FROM ({' UNION ALL '.join(f'({b.sql})' for b in branches)})"
    text = branches[0].sql
    for branch in branches[1:]:
        own, other = compiler.alias("SET"), compiler.alias("SET")
        same = " AND ".join(
            f"{grouping_key(compiler, Expr(f'{own}.{quote(a)}', type_))} IS NOT DISTINCT FROM "
            f"{grouping_key(compiler, Expr(f'{other}.{quote(b)}', type_))}"
            for a, b, type_ in zip(branches[0].physical, branch.physical, types)
        )
        exists = f"{'NOT ' if word == 'EXCEPT' else ''}EXISTS"
        text = f"{head} FROM ({text}) AS {own} WHERE {exists} (SELECT 1 FROM ({branch.sql}) AS {other} WHERE {same})"
    return text


def _branch_text(bound: BoundQuery, node: Any) -> str:
    needs = isinstance(node, (exp.Union, exp.Intersect, exp.Except, exp.Subquery)) or any(
        node.args.get(k) for k in ("order", "limit", "offset", "with_")
    )
    return f"({bound.sql})" if needs else bound.sql


def _retyped(
    compiler: Compiler, bound: BoundQuery, types: list[SqlType], tight: frozenset[int] = frozenset()
) -> BoundQuery:
    """The query with its columns converted where their types are other ones.

    Args:
        tight: the columns whose numbers need more than 38 digits together.
    """
    outputs, changed = [], False
    for i, (column, physical, wanted) in enumerate(zip(bound.columns, bound.physical, types)):
        name = quote(physical)
        same = column.type.name == wanted.name and not (i in tight and column.type.scale != wanted.scale)
        if same or (column.type.is_null and not wanted.is_semistructured):
            outputs.append(name)
            continue
        changed = True
        outputs.append(f"{in_common(compiler, Expr(name, column.type), wanted).sql} AS {name}")
    if not changed:
        return bound
    columns = tuple(ResultColumn(c.name, w, c.nullable, c.named) for c, w in zip(bound.columns, types))
    return BoundQuery(f"SELECT {', '.join(outputs)} FROM ({bound.sql})", columns, bound.physical)


def _by_name(bound: list[BoundQuery]) -> list[BoundQuery]:
    """UNION BY NAME: columns are matched by name, missing ones are NULL."""
    names: dict[str, tuple[ResultColumn, str]] = {}
    for query in bound:
        twice = next((n for n, count in Counter(c.name for c in query.columns).items() if count > 1), None)
        if twice is not None:
            raise error("ambiguous_column", name=display(twice))
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
        keys: list[str] = []
        for n in order.expressions:
            if is_all(n.this if isinstance(n, exp.Ordered) else n):
                keys += [ordered_text(compiler, str(i + 1), n) for i in range(len(bound.columns))]
            else:
                keys.append(_order_key(compiler, n, inner, bound.columns))
        parts.append(f" ORDER BY {', '.join(keys)}")
    return "".join(parts) + limit_text(compiler, node, inner)


def _order_key(compiler: Compiler, node: Any, scope: Scope, columns: tuple[ResultColumn, ...]) -> str:
    key = node.this if isinstance(node, exp.Ordered) else node
    position = literal_position(key)
    if position is not None:
        if not 1 <= position <= len(columns):
            raise error("order_position", position=position)
        return ordered_text(compiler, str(position), node)
    return ordered_text(compiler, sortable(compiler.expression(key, scope)), node)


def value_of(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    """A value of VALUES (https://docs.snowflake.com/en/sql-reference/sql/insert).

    Raises:
        CompilationError: 002014, it is no constant: semi-structured, or one that needs rows.
    """
    value = compiler.expression(node, scope)
    untyped = value.type.is_semistructured and not value.type.is_structured
    known = value.is_null or isinstance(node, exp.Placeholder) or isinstance(node.this, exp.Null)
    if value.window or value.aggregate or (untyped and not known):
        raise error("values_expression", expression=heading(node))
    return value


def _compile_values(compiler: Compiler, node: exp.Values, scope: Scope) -> BoundQuery:
    rows = []
    for item in node.expressions:
        cells = (
            item.expressions if isinstance(item, exp.Tuple) else [item.this if isinstance(item, exp.Paren) else item]
        )
        rows.append([value_of(compiler, c, scope) for c in cells])
    width = len(rows[0])
    if any(len(r) != width for r in rows):
        raise error("values_columns")
    types, tight = [], set()
    for i in range(width):
        mixed = common_type([r[i].type for r in rows])
        if mixed is not None and mixed.is_number and any(r[i].type.is_text for r in rows):
            for row in rows:
                row[i] = text_as_number(compiler, row[i]) if row[i].type.is_text else row[i]
            mixed = common_type([r[i].type for r in rows])
        if mixed is not None and mixed.is_null:  # a column of nothing but NULL is VARCHAR, to DuckDB an INTEGER
            rows[0][i], mixed = Expr("CAST(NULL AS VARCHAR)", t.VARCHAR), t.VARCHAR
        types.append(mixed if mixed is not None else t.VARIANT)
        if crowded([r[i].type for r in rows], types[i]):
            tight.add(i)
    cells_sql = [
        "("
        + ", ".join(
            c.sql
            if (c.type.name == types[i].name and i not in tight) or c.is_null
            else in_common(compiler, c, types[i]).sql
            for i, c in enumerate(r)
        )
        + ")"
        for r in rows
    ]
    names = tuple(f"COLUMN{i + 1}" for i in range(width))
    columns = tuple(
        ResultColumn(n, type_, any(r[i].nullable for r in rows)) for i, (n, type_) in enumerate(zip(names, types))
    )
    heads = ", ".join(quote(n) for n in names)
    alias = compiler.alias("VALUES")
    return BoundQuery(f"SELECT * FROM (VALUES {', '.join(cells_sql)}) AS {alias}({heads})", columns, names)
