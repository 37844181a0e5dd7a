"""Function calls: finds the row of the table of functions, checks and coerces the arguments, runs the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.translation import user_functions
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.registry import FUNCTIONS, Call, Function, Parameter, coerce, result_type
from mockhaus_dbt.translation.grouping import check_nested, qualifier, resolved
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.held import LONG, name_of
from mockhaus_dbt.translation.interval_types import joined
from mockhaus_dbt.translation.types import INTEGER

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope

#: functions that take a MAP, which always is structured.
_OF_MAPS = frozenset("MAP_CAT MAP_CONTAINS_KEY MAP_DELETE MAP_INSERT MAP_KEYS MAP_PICK MAP_SIZE".split())
#: files whose functions ask the session while they are compiled; they look at their arguments.
_ASKING = frozenset(["information_schema", "metadata", "queries", "references", "system"])
_RAW = frozenset(["Part", "Constant", "ConstantText", "Count", "Lambda", "Node"])


def call_name(node: exp.Anonymous) -> str:
    """The name of a call, in upper case, without our mark."""
    return str(node.this).replace(MARK, "").upper()


def calls_users_function(tree: exp.Expr) -> bool:
    """Whether an expression calls a user-defined function."""
    calls = tree.find_all(exp.Anonymous)
    return any(isinstance(c.parent, exp.Dot) or call_name(c) not in FUNCTIONS for c in calls)


def compile_call(
    compiler: Compiler,
    node: exp.Anonymous,
    scope: Scope,
    over: exp.Window | None = None,
    order: exp.Order | None = None,
    filter: exp.Expr | None = None,
    nulls: str = "",
    filter_sql: str = "",
) -> Expr:
    """Compile a call with what stands around it.

    Args:
        over, order, filter, nulls: OVER, WITHIN GROUP, FILTER and IGNORE NULLS around the call.
        filter_sql: a FILTER that is compiled already.

    Raises:
        CompilationError: 002140 there is no such function, 000938/000939 wrong number of arguments,
            001044 wrong types.
    """
    name = call_name(node)
    if any(type(n) is exp.Mul and type(n.this) is exp.Star for n in node.expressions):
        from mockhaus_dbt.translation.rewrites.spread import spread

        node = exp.Anonymous(this=node.this, expressions=spread(compiler, node.expressions, scope))
    row = FUNCTIONS.get(name)
    if row is None:
        if filter is not None:
            filter_sql = compiler.expression(filter, scope).sql
        return user_functions.call(compiler, node, (name,), scope, over, filter_sql)
    if row.kind == "table":
        raise error("unknown_function", name=name)
    nodes = list(node.expressions)
    distinct, nodes, inner_nulls = _unwrap(nodes)
    if row.kind == "aggregate" and over is None and scope.representatives:
        kept = scope.representatives if name in ("GROUPING", "GROUPING_ID") else {}
        scope = replace(scope, representatives={value: (key, key) for value, (_, key) in kept.items()}, compiled={})
    call = Call(compiler, scope, node, row, name, [], distinct, over=over, nulls=nulls or inner_nulls)
    _check_place(row, call, scope, within=order is not None)
    call.arguments = arguments(call, nodes)
    if order is not None:
        from mockhaus_dbt.translation.rewrites.windows import order_text

        call.order = order_text(compiler, order.expressions, scope)
        call.order_nodes = list(order.expressions)
    if filter is not None:
        call.filter = compiler.expression(filter, scope).sql
    if filter_sql:
        call.filter = filter_sql
    return evaluate(call)


def _unwrap(nodes: list[Any]) -> tuple[bool, list[Any], str]:
    """Take DISTINCT and IGNORE NULLS out of an argument list."""
    distinct, nulls = False, ""
    if nodes and isinstance(nodes[0], exp.Distinct):
        distinct = True
        nodes = [*nodes[0].expressions, *nodes[1:]]
    if nodes and isinstance(nodes[-1], (exp.IgnoreNulls, exp.RespectNulls)):
        nulls = "IGNORE" if isinstance(nodes[-1], exp.IgnoreNulls) else "RESPECT"
        nodes = [*nodes[:-1], nodes[-1].this]
    return distinct, nodes, nulls


def _check_place(row: Function, call: Call, scope: Scope, within: bool) -> None:
    if row.kind == "window" and call.over is None:
        raise error("window_misplaced", name=f"{call.name}()")
    if row.kind == "aggregate" and call.over is None:
        if scope.clause in ("where", "on"):
            raise error("aggregate_misplaced", name=resolved(call.node))
        if row.name not in _SCALARS_OF_TWO or len(call.node.expressions) == 1:
            check_nested(call.node, FUNCTIONS)
    if call.over is not None and row.kind == "scalar":
        raise error("unknown_function", name=call.name)
    ordered = call.over is not None and call.over.args.get("order") is not None
    framed = call.over is not None and call.over.args.get("spec") is not None
    rearranged = row.name == "ARRAY_AGG" and (call.distinct or within)
    refused = (ordered or framed) and (row.name in _WHOLE_PARTITION or rearranged)
    if refused or (framed and row.name in _WITHOUT_FRAME):
        kind = "Sliding" if framed else "Cumulative"
        line, column = call.compiler.position(call.node)
        raise error("window_frame", line=line, column=column, kind=kind, name=call.name)
    if call.distinct and row.name in _WITHOUT_DISTINCT:
        raise UnsupportedError(f"{call.name}(DISTINCT ...)")
    if call.distinct and (ordered or framed) and call.name in _WITHOUT_MOVING_DISTINCT:
        raise error("window_distinct")


#: aggregates that are none with two arguments.
_SCALARS_OF_TWO = frozenset(["ST_COLLECT"])
_REGRESSIONS = """REGR_AVGX REGR_AVGY REGR_COUNT REGR_INTERCEPT REGR_R2 REGR_SLOPE REGR_SXX REGR_SXY REGR_SYY""".split()
#: aggregates whose pages say that a window may have neither ORDER BY nor a frame.
_WHOLE_PARTITION = frozenset(
    [
        *_REGRESSIONS,
        *"""ANY_VALUE APPROX_COUNT_DISTINCT APPROX_PERCENTILE APPROX_TOP_K BITAND_AGG BITOR_AGG BITXOR_AGG BOOLAND_AGG
        BOOLOR_AGG BOOLXOR_AGG CORR COVAR_POP COVAR_SAMP DATASKETCHES_HLL HASH_AGG HLL_EXPORT KURTOSIS LISTAGG MEDIAN
        MINHASH MODE OBJECT_AGG PERCENTILE_CONT PERCENTILE_DISC""".split(),
    ]
)
#: window functions whose pages say that there may be no frame.
_WITHOUT_FRAME = frozenset(
    """ARRAY_UNION_AGG ARRAY_UNIQUE_AGG CONDITIONAL_CHANGE_EVENT CONDITIONAL_TRUE_EVENT CUME_DIST INTERPOLATE_BFILL
    INTERPOLATE_FFILL INTERPOLATE_LINEAR LAG LEAD NTILE RATIO_TO_REPORT""".split()
)
#: aggregates whose pages say that DISTINCT is not supported, or not where the window has an order.
_WITHOUT_DISTINCT = frozenset(
    [*_REGRESSIONS, *"CORR COVAR_POP COVAR_SAMP MEDIAN MODE PERCENTILE_CONT PERCENTILE_DISC".split()]
)
_WITHOUT_MOVING_DISTINCT = frozenset("AVG STDDEV STDDEV_SAMP SUM VARIANCE VARIANCE_SAMP".split())


def arguments(call: Call, nodes: Sequence[Any]) -> list[Any]:
    """Match arguments with parameters, by position and by name, and coerce each."""
    row = call.function
    positional = [n for n in nodes if not isinstance(n, (exp.Kwarg, exp.PropertyEQ))]
    named = {n.this.name.upper(): n.expression for n in nodes if isinstance(n, (exp.Kwarg, exp.PropertyEQ))}
    if named and row.kind == "table" and len(nodes) <= len(row.parameters):
        # LOGIN_HISTORY(TIME_RANGE_START => a, b), as on its page: b is the second.
        first = next(i for i, n in enumerate(nodes) if n not in positional)
        later = {p.name.upper(): n for p, n in zip(row.parameters[first:], nodes[first:]) if n in positional}
        if not later.keys() & named:
            named, positional = {**named, **later}, positional[:first]
    _check_count(call, nodes, len(positional), set(named))
    taken: list[Any] = []
    for i, parameter in enumerate(row.parameters):
        if parameter.kind == "Named":
            kept = (exp.Kwarg, exp.PropertyEQ)
            taken.extend(n for n in nodes if isinstance(n, kept) and n.this.name.upper() in named)
            named = {}
            break
        if parameter.variadic:
            taken.extend(_argument(call, n, parameter) for n in positional[i:])
            positional = positional[:i]
            break
        if i < len(positional):
            taken.append(_argument(call, positional[i], parameter))
        elif parameter.name.upper() in named:
            taken.append(_argument(call, named.pop(parameter.name.upper()), parameter))
        else:
            taken.append(parameter.default)
    if named:
        raise _wrong_count("many_arguments", call, nodes)
    return taken


def _check_count(call: Call, nodes: Sequence[Any], given: int, named: set[str]) -> None:
    """That there are as many arguments as parameters, before any is looked at: an argument that cannot be converted
    is no reason to stop while there are too many of them.

    Args:
        given: how many arguments have no name.
        named: the names of those that have one.
    """
    parameters = call.function.parameters
    if any(p.required and i >= given and p.name.upper() not in named for i, p in enumerate(parameters)):
        raise _wrong_count("few_arguments", call, nodes)
    if parameters and (parameters[-1].variadic or parameters[-1].kind == "Named"):
        return
    known = {p.name.upper() for p in parameters}
    if given > len(parameters) or named - known:
        raise _wrong_count("many_arguments", call, nodes)


#: the greatest position and length that DuckDB takes, and files of functions whose integers are such.
_BEYOND = 2**63 - 1
#: functions of numbers, and of dates, that take intervals.
_OF_INTERVALS = frozenset("ABS AVG DAY HOUR MEDIAN MINUTE MONTH SECOND SIGN SUM YEAR".split())
_OF_POSITIONS = frozenset("array regex string string_matching string_splitting".split())


def _wrong_count(key: str, call: Call, nodes: Sequence[Any]) -> SqlError:
    line, column = call.compiler.position(call.node)
    shown = f"{call.name}({', '.join(heading(n) for n in nodes)})"
    expected = call.function.least if key == "few_arguments" else call.function.most
    return error(key, line=line, column=column, call=shown, expected=expected, got=len(nodes))


def _argument(call: Call, node: Any, parameter: Parameter) -> Any:
    kind = parameter.kind
    if kind in _RAW:
        return _raw(call, node, kind, parameter)
    value = call.compiler.expression(node, call.scope)
    position = kind == "Integer" and call.function.category in _OF_POSITIONS
    if position and type(value.constant) is int and abs(value.constant) > _BEYOND:
        raise error("number_representable", type="FIXED[SB16](38,0){not null}", value=value.constant)
    if value.type.is_interval and call.name in _OF_INTERVALS:
        if kind == "Datetime":
            return value
        call.interval = value.type
        return value.but(type=INTEGER)
    converted = coerce(call.compiler, value, kind)
    if converted is None:
        call.arguments.append(value)
        raise call.wrong_types()
    return converted


def _raw(call: Call, node: Any, kind: str, parameter: Parameter) -> Any:
    if kind == "Part":
        if isinstance(node, exp.Column) and not node.table:
            return node.name.replace(MARK, "").lower()
        if isinstance(node, exp.Literal) and node.is_string:
            return str(node.this).lower()
        if isinstance(node, exp.Var):
            return node.name.lower()
        value = call.compiler.expression(node, call.scope)
        if isinstance(value.constant, str):
            return value.constant.lower()
        raise call.wrong_value(heading(node), parameter.name.upper())
    if kind in ("Constant", "Count"):
        value = call.compiler.expression(node, call.scope)
        unknown = value.constant is None and not value.is_null
        if unknown or (kind == "Count" and type(value.constant) is not int):
            raise call.wrong_value(heading(node), parameter.name.upper())
        return value.constant
    if kind == "ConstantText":
        return constant_text(call, node, call.function.parameters.index(parameter))
    return node


def constant_text(call: Call, node: Any, place: int) -> str | None:
    """The value of an argument that has to be a constant text; None for NULL.

    Args:
        place: of the argument, counted from 0 as these errors do.

    Raises:
        CompilationError: 001015, it is no constant, or no text.
    """
    value = call.compiler.expression(node, call.scope)
    if value.is_null:
        return None
    if value.constant is None:
        raise error("argument_constant", position=place, function=call.name, found=with_table(node).upper())
    if not isinstance(value.constant, str):
        raise error("argument_string", position=place)
    return value.constant


def with_table(node: exp.Expr) -> str:
    """An argument as some errors show it: a column with its table."""
    select = node.find_ancestor(exp.Select)
    if isinstance(node, exp.Column) and select is not None and not node.args.get("table"):
        return f"{qualifier(node, select)}{heading(node)}"
    return heading(node)


def evaluate(call: Call) -> Expr:
    """Run the body of a function.

    A volatile or long argument that the body repeats is evaluated once. So is a subquery where the body has a lambda
    expression, in which DuckDB has no subquery.
    """
    row = call.function
    given = call.arguments
    if row.kind == "aggregate" and any(isinstance(a, Expr) and a.window for a in given):
        raise UnsupportedError(f"a window function, or a number counted by rows, inside of {call.name}")
    held: list[tuple[str, Expr]] = []
    if row.kind == "scalar" and row.category not in _ASKING:
        for i, a in enumerate(given):
            if isinstance(a, Expr) and "(" in a.sql and (a.volatile or len(a.sql) > LONG or "SELECT " in a.sql):
                variable = call.fresh("once")
                held.append((variable, a))
                given[i] = a.but(sql=variable, atomic=True, text_sql=None, part_sql=None)
    produced = _structured(call) if any(isinstance(a, Expr) and a.type.fields is not None for a in given) else None
    if produced is None:
        if call.name in _OF_MAPS and not any(isinstance(a, Expr) and a.is_null for a in given):
            raise call.wrong_types()
        produced = row.body(call, *given) if row.wants_call else row.body(*given)
    expressions = [a for a in given if isinstance(a, Expr)]
    if isinstance(produced, Expr):
        result = produced
    else:
        result = Expr(produced, result_type(row, expressions), atomic=is_atomic(produced))
    if call.interval is not None and call.name != "SIGN":
        sql = f"CAST(trunc({result.sql}) AS {call.interval.physical()})"
        result = result.but(sql=sql, atomic=True, type=joined(call.interval, call.interval), constant=None)
    sql, atomic = _with_held(result.sql, result.atomic, held)
    return result.but(
        sql=sql,
        text_sql=None if held else result.text_sql,
        atomic=atomic,
        volatile=result.volatile or row.volatile or any(a.volatile for a in expressions),
        aggregate=(row.kind == "aggregate" and call.over is None) or any(a.aggregate for a in expressions),
        window=result.window or call.over is not None or any(a.window for a in expressions),
        constant=None if produced is not result else result.constant,
    )


def _with_held(sql: str, atomic: bool, held: list[tuple[str, Expr]]) -> tuple[str, bool]:
    """The body with the arguments that it was given names for, and whether it needs no brackets."""
    if not held:
        return sql, atomic
    # By whole names, as one may begin another, and in one pass, as what is put in holds names of its own.
    names = re.compile(rf"\b(?:{'|'.join(v for v, _ in held)})\b")
    times = Counter(names.findall(sql))
    queries = {v for v, a in held if "SELECT " in a.sql}
    apart = {v for v, a in held if times[v] > 1 and (a.volatile or len(a.sql) > LONG)}
    if apart or "lambda" in sql:
        apart |= queries
    cells = ", ".join(f"'{i}': {a.sql}" for i, (v, a) in enumerate(held) if v in apart)
    row = name_of(cells)
    given = {v: f"{row}['{i}']" if v in apart else str(a) for i, (v, a) in enumerate(held)}
    sql = names.sub(lambda m: given[m[0]], sql)
    if not apart:
        return sql, atomic
    return f"list_transform([{{{cells}}}], lambda {row}: {sql})[1]", True


def _structured(call: Call) -> Expr | None:
    from mockhaus_dbt.translation.functions.structured import structured_call

    return structured_call(call)


def is_atomic(sql: str) -> bool:
    """Whether a text is one call, ``name(...)``, that needs no brackets."""
    if not sql or not sql.endswith(")") or not (sql[0].isalpha() or sql[0] == "_"):
        return sql.isidentifier() or sql.isdigit()
    depth = 0
    opened = sql.find("(")
    if not sql[:opened].replace("_", "a").isalnum():
        return False
    for i in range(opened, min(len(sql), 400)):
        character = sql[i]
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if not depth:
                return i == len(sql) - 1
        elif character == "'":
            return False
    return False
