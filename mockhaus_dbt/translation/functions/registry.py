"""The table of functions.

A function is a decorated Python function: its name is Snowflake's, its parameters are Snowflake's arguments, their
annotations say what the arguments are coerced to, its docstring is its documentation and its tests (``>>>`` lines).
It returns DuckDB text (an f-string over its :class:`Expr` arguments, which bracket themselves) or a whole Expr.

    @function
    def div0(dividend: Number, divisor: Number) -> Division: ...

Annotations of parameters: Any, Number, Integer, Float, Text, Boolean, Date, Time, Timestamp, Datetime, Binary,
Variant, Array, Object (coerced); Part (a date part, given as a lower-case word), Constant (the Python value of a
literal), ConstantText (of one that is text or NULL), Count (a literal that is a whole number), Lambda and Node (the
tree, not compiled). Annotation of the result: the name of a SqlType, Same (the type of
the first argument), Common (the common type of all), or Expr where the body says it itself.
A first parameter named ``call`` receives the :class:`Call`. Arguments may be given by name (``input => x``).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, TypeVar, overload
from typing import Any as Any  # part of what function files import from here

from sqlglot import exp

from mockhaus_dbt.errors import MockhausError, UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.expressions import NULL_EXPR, Expr
from mockhaus_dbt.translation.types import SqlType, common_type

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope

#: annotations that say how an argument is taken. They are names only; ``Any`` stands for "as it is".
Number: TypeAlias = Expr
Integer: TypeAlias = Expr
Float: TypeAlias = Expr
Text: TypeAlias = Expr
Boolean: TypeAlias = Expr
Date: TypeAlias = Expr
Time: TypeAlias = Expr
Timestamp: TypeAlias = Expr
Datetime: TypeAlias = Expr
Binary: TypeAlias = Expr
Variant: TypeAlias = Expr
Array: TypeAlias = Expr
Object: TypeAlias = Expr
Part: TypeAlias = str
Constant: TypeAlias = Any
ConstantText: TypeAlias = "str | None"
Count: TypeAlias = int
Lambda: TypeAlias = exp.Lambda
Node: TypeAlias = exp.Expr
#: of a variadic parameter: all arguments that are given by a name that the function has no parameter for.
Named: TypeAlias = exp.Kwarg
#: annotations of results that are computed.
Same: TypeAlias = "str | Expr"
Common: TypeAlias = "str | Expr"

_MISSING = inspect.Parameter.empty


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function: Snowflake's name, how it is coerced, its default (None: left out)."""

    name: str
    kind: str
    default: Any = _MISSING
    variadic: bool = False

    @property
    def required(self) -> bool:
        return self.default is _MISSING and not self.variadic


@dataclass(frozen=True)
class Function:
    """A row of the table of functions.

    Args:
        name: Snowflake's, in upper case.
        kind: scalar, aggregate, window or table.
        category: the file it stands in.
        note: what differs from Snowflake, in one line; empty where it is exact.
        remark: of an exact function, what its documentation leaves open, and what happens here.
    """

    name: str
    kind: str
    category: str
    parameters: tuple[Parameter, ...]
    returns: str | SqlType
    body: Callable[..., Any]
    wants_call: bool
    note: str = ""
    volatile: bool = False
    aliases: tuple[str, ...] = ()
    remark: str = ""

    @property
    def doc(self) -> str:
        """The docstring of the body: what it does, and its examples."""
        return inspect.getdoc(self.body) or ""

    @property
    def least(self) -> int:
        return sum(p.required for p in self.parameters)

    @property
    def most(self) -> int | None:
        return None if any(p.variadic for p in self.parameters) else len(self.parameters)

    @property
    def signature(self) -> str:
        shown = [
            f"{p.name.upper()}..." if p.variadic else p.name.upper() if p.required else f"[{p.name.upper()}]"
            for p in self.parameters
        ]
        return f"{self.name}({', '.join(shown)})"


#: name -> function, aliases included.
FUNCTIONS: dict[str, Function] = {}


def _signature(body: Callable[..., Any]) -> tuple[tuple[Parameter, ...], bool, str]:
    """Parameters, whether the first is ``call``, and the annotation of the result.

    ``inspect.signature`` would say the same for seven hundred functions, and take longer than everything else that
    an import of the translator does.
    """
    code = body.__code__
    names = code.co_varnames[: code.co_argcount]
    defaults = body.__defaults__ or ()
    given = dict(zip(names[len(names) - len(defaults) :], defaults))
    notes = {name: _annotation(note) for name, note in body.__annotations__.items()}
    wants_call = names[:1] == ("call",)
    parameters = [
        Parameter(name.rstrip("_"), notes.get(name, "Any"), given.get(name, _MISSING)) for name in names[wants_call:]
    ]
    if code.co_flags & inspect.CO_VARARGS:
        name = code.co_varnames[code.co_argcount + code.co_kwonlyargcount]
        parameters.append(Parameter(name.rstrip("_"), notes.get(name, "Any"), variadic=True))
    return tuple(parameters), wants_call, notes.get("return", "Any")


Body = TypeVar("Body", bound=Callable[..., Any])


@overload
def function(body: Body) -> Body: ...
@overload
def function(
    body: None = None,
    *,
    name: str | None = None,
    aliases: tuple[str, ...] = (),
    kind: str = "scalar",
    note: str = "",
    remark: str = "",
    volatile: bool = False,
) -> Callable[[Body], Body]: ...
def function(
    body: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    aliases: tuple[str, ...] = (),
    kind: str = "scalar",
    note: str = "",
    remark: str = "",
    volatile: bool = False,
) -> Any:
    """Register a function. Python's trailing underscore (``in_``) is dropped from names.

    Args:
        name: Snowflake's name where Python cannot spell it (``SYSTEM$TYPEOF``).
        aliases: other names of the same function.
        kind: scalar, aggregate, window or table.
        note: what differs from Snowflake; makes its state "approximate".
        remark: what the documentation leaves open; the state stays "exact".
        volatile: two evaluations may differ.
    """

    def register(body: Callable[..., Any]) -> Callable[..., Any]:
        snowflake = (name or body.__name__.rstrip("_")).upper()
        parameters, wants_call, returns = _signature(body)
        row = Function(
            snowflake,
            kind,
            body.__module__.rsplit(".", 1)[-1],
            parameters,
            getattr(t, returns) if isinstance(getattr(t, returns, None), SqlType) else returns,
            body,
            wants_call,
            note,
            volatile,
            tuple(a.upper() for a in aliases),
            remark,
        )
        for key in (snowflake, *row.aliases):
            if key in FUNCTIONS:
                raise ValueError(f"function {key} is registered twice")
            FUNCTIONS[key] = row
        return body

    return register(body) if body is not None else register


@overload
def aggregate(body: Body) -> Body: ...
@overload
def aggregate(body: None = None, **options: Any) -> Callable[[Body], Body]: ...
def aggregate(body: Callable[..., Any] | None = None, **options: Any) -> Any:
    """Register an aggregate function; its body builds the call with ``call.aggregate(name, *arguments)``."""
    made: Any = function
    return made(body, kind="aggregate", **options)


@overload
def window(body: Body) -> Body: ...
@overload
def window(body: None = None, **options: Any) -> Callable[[Body], Body]: ...
def window(body: Callable[..., Any] | None = None, **options: Any) -> Any:
    """Register a window function; its body builds the call with ``call.windowed(name, *arguments)``."""
    made: Any = function
    return made(body, kind="window", **options)


@overload
def table_function(body: Body) -> Body: ...
@overload
def table_function(body: None = None, **options: Any) -> Callable[[Body], Body]: ...
def table_function(body: Callable[..., Any] | None = None, **options: Any) -> Any:
    """Register a table function; its body returns a Source (see rewrites/sources.py)."""
    made: Any = function
    return made(body, kind="table", **options)


def _annotation(annotation: Any) -> str:
    name = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "Any")
    return name.removesuffix(" | None")


@dataclass
class Call:
    """One call of a function in a statement, as its body sees it.

    Args:
        compiler, scope: what compiles the statement, and where the call stands.
        node: the call in the tree.
        name: as called, in upper case.
        arguments: compiled and coerced, in order of the parameters.
        distinct: DISTINCT was written.
        order: DuckDB text of ORDER BY within an aggregate.
        order_nodes: its keys in the tree.
        filter: DuckDB text of the condition of FILTER (WHERE).
        over: the window, None for a plain aggregate.
        nulls: "IGNORE", "RESPECT" or "".
        interval: the interval type of an argument that stands for a number.
    """

    compiler: Compiler
    scope: Scope
    node: exp.Expr
    function: Function
    name: str
    arguments: list[Any] = field(default_factory=list)
    distinct: bool = False
    order: str = ""
    filter: str = ""
    over: exp.Window | None = None
    nulls: str = ""
    order_nodes: list[exp.Expr] = field(default_factory=list)
    interval: SqlType | None = None

    def cast(self, value: Expr, target: SqlType) -> Expr:
        """Cast as ``::`` does."""
        return cast(self.compiler, value, target)

    def parameter(self, name: str) -> Any:
        """A session parameter."""
        return self.compiler.context.parameters[name]

    def fresh(self, name: str = "v") -> str:
        """A name for a lambda variable that nothing else in the statement has."""
        return self.compiler.fresh(name)

    def aggregate(self, name: str, *arguments: Any, distinct: bool | None = None, order: str | None = None) -> str:
        """The text of a DuckDB aggregate with this call's DISTINCT, ORDER BY, FILTER and OVER."""
        inside = ", ".join(a.sql if isinstance(a, Expr) else str(a) for a in arguments)
        if self.distinct if distinct is None else distinct:
            inside = f"DISTINCT {inside}"
        ordering = self.order if order is None else order
        if ordering:
            inside = f"{inside} ORDER BY {ordering}"
        text = f"{name}({inside})"
        if self.filter:
            text = f"{text} FILTER (WHERE {self.filter})"
        return text + self.over_text()

    def windowed(self, name: str, *arguments: Any, whole_frame: bool = False) -> str:
        """The text of a DuckDB window function.

        Args:
            whole_frame: without a frame clause the frame is the whole partition (FIRST_VALUE and its kin).
        """
        if self.over is None:
            raise error("window_misplaced", name=f"{self.name}()")
        if any(isinstance(a, Expr) and a.window for a in arguments):
            raise UnsupportedError("a window function inside another one")
        inside = ", ".join(a.sql if isinstance(a, Expr) else str(a) for a in arguments)
        if self.nulls == "IGNORE":
            inside += " IGNORE NULLS"
        return f"{name}({inside}){self.over_text(whole_frame)}"

    def over_text(self, whole_frame: bool = False) -> str:
        """`` OVER (...)`` or nothing."""
        if self.over is None:
            return ""
        return f" OVER ({self.compiler.window_text(self.over, self.scope, whole_frame)})"

    def wrong_types(self) -> Exception:
        """Error 001044 for this call, with the types of the arguments as they are written."""
        try:
            given = [self.compiler.expression(node, self.scope) for node in self._written_nodes()]
        except MockhausError:
            given = [a for a in self.arguments if isinstance(a, Expr)]
        shown = ", ".join(str(a.type) for a in given)
        line, column = self.compiler.position(self.node)
        return error("argument_types", line=line, column=column, name=self.name, types=shown)

    def _written_nodes(self) -> list[exp.Expr]:
        nodes = list(self.node.expressions)
        return [*nodes[0].expressions, *nodes[1:]] if nodes and isinstance(nodes[0], exp.Distinct) else nodes

    def written(self, position: int) -> str:
        """An argument, counted from 1, as the statement has it."""
        from mockhaus_dbt.translation.headings import heading

        nodes = self.node.expressions
        return heading(nodes[position - 1]) if position <= len(nodes) else self.name

    def wrong_value(self, value: object, parameter: str) -> Exception:
        """Error 001015: a constant argument has a value that the function does not take.

        Args:
            value: as shown; an argument is shown as it was written.
        """
        if isinstance(value, Expr):
            places = [i for i, argument in enumerate(self.arguments, 1) if argument is value]
            value = self.written(places[0]) if places else self.name
        return error("argument_value", value="NULL" if value is None else value, name=parameter, function=self.name)


#: how a parameter's annotation coerces an argument: the names of types taken as they are, and the type cast to.
_COERCIONS: dict[str, tuple[frozenset[str], SqlType]] = {
    "Number": (frozenset(["NUMBER", "FLOAT"]), t.number(38, 5)),
    "Integer": (frozenset(), t.INTEGER),
    "Float": (frozenset(["FLOAT"]), t.FLOAT),
    "Text": (frozenset(["VARCHAR"]), t.VARCHAR),
    "Boolean": (frozenset(["BOOLEAN"]), t.BOOLEAN),
    "Date": (frozenset(["DATE"]), t.DATE),
    "Time": (frozenset(["TIME"]), t.TIME),
    "Timestamp": (frozenset(["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"]), t.TIMESTAMP_NTZ),
    "Datetime": (
        frozenset(["DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"]),
        t.TIMESTAMP_NTZ,
    ),
    "Binary": (frozenset(["BINARY"]), t.BINARY),
    "Variant": (frozenset(["VARIANT", "OBJECT", "ARRAY", "MAP"]), t.VARIANT),
    "Array": (frozenset(["ARRAY"]), t.ARRAY),
    "Object": (frozenset(["OBJECT", "MAP"]), t.OBJECT),
}
_NO_NUMBERS = frozenset(
    ["BOOLEAN", "DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ", "BINARY", "OBJECT", "ARRAY"]
)
#: types that Snowflake never converts for a parameter of the kind; the call is error 001044.
_NEVER: dict[str, frozenset[str]] = {
    "Number": _NO_NUMBERS,
    "Integer": _NO_NUMBERS,
    "Float": _NO_NUMBERS,
    "Boolean": frozenset(
        ["DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ", "BINARY", "OBJECT", "ARRAY"]
    ),
    "Text": frozenset(["BINARY", "OBJECT", "ARRAY"]),
    "Date": frozenset(["FLOAT", "BOOLEAN", "TIME", "BINARY", "OBJECT", "ARRAY"]),
    "Timestamp": frozenset(["FLOAT", "BOOLEAN", "TIME", "BINARY", "OBJECT", "ARRAY"]),
    "Datetime": frozenset(["FLOAT", "BOOLEAN", "BINARY", "OBJECT", "ARRAY"]),
    "Array": frozenset(
        [
            "NUMBER",
            "FLOAT",
            "VARCHAR",
            "BOOLEAN",
            "DATE",
            "TIME",
            "TIMESTAMP_NTZ",
            "TIMESTAMP_LTZ",
            "TIMESTAMP_TZ",
            "BINARY",
            "OBJECT",
        ]
    ),
    "Object": frozenset(
        [
            "NUMBER",
            "FLOAT",
            "VARCHAR",
            "BOOLEAN",
            "DATE",
            "TIME",
            "TIMESTAMP_NTZ",
            "TIMESTAMP_LTZ",
            "TIMESTAMP_TZ",
            "BINARY",
            "ARRAY",
        ]
    ),
}


def coerce(compiler: Compiler, value: Expr, kind: str) -> Expr | None:
    """Convert an argument for a parameter of ``kind``; None where Snowflake does not do that."""
    rule = _COERCIONS.get(kind)
    if rule is None:
        return value
    taken, target = rule
    name = value.type.name
    if name in taken or (kind == "Integer" and value.type.is_integer):
        return value
    if name in _NEVER.get(kind, ()):
        return None
    if name == "NULL":
        return cast(compiler, value, t.INTEGER if kind == "Number" else target)
    if kind == "Number" and name == "VARIANT":
        return cast(compiler, value, t.FLOAT)
    return cast(compiler, value, target, implicit=True)


def result_type(row: Function, arguments: list[Expr]) -> SqlType:
    """The result type that an annotation such as Same or Common stands for."""
    if isinstance(row.returns, SqlType):
        return row.returns
    if row.returns == "Same":
        return arguments[0].type if arguments else t.VARCHAR
    if row.returns == "Common":
        mixed = common_type([a.type for a in arguments])
        return mixed if mixed is not None else t.VARIANT
    raise TypeError(f"{row.name}: no result type '{row.returns}'")


NO_ARGUMENT = NULL_EXPR
