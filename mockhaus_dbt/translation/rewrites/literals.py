"""Constants, names, parameters and casts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import casts_structured, collations, interval_types, structured_types, user_functions
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.casts import cast, constant_number_type
from mockhaus_dbt.translation.compiler import OuterJoinMark
from mockhaus_dbt.translation.expressions import NULL_EXPR, Expr, literal
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.reserved_words import NOT_IN_EXPRESSIONS
from mockhaus_dbt.translation.rewrites import variant_paths
from mockhaus_dbt.translation.rewrites.registry import rewrite
from mockhaus_dbt.translation.token_reader import fold, split_name
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope


def string(value: str) -> Expr:
    """A string constant."""
    return Expr(literal(value), t.varchar(len(value)), nullable=False, constant=value)


def constant(value: Any) -> Expr:
    """A Python value as a constant, as bindings and session variables give it."""
    if isinstance(value, Expr):
        return value  # a variable of a script, which has a type
    if value is None:
        return NULL_EXPR
    if isinstance(value, bool):
        return Expr("true" if value else "false", t.BOOLEAN, nullable=False, constant=value)
    if isinstance(value, int):
        return integer(str(value))
    if isinstance(value, Decimal):
        return _decimal(format(value, "f"))
    if isinstance(value, float):
        return Expr(f"CAST({value!r} AS DOUBLE)" if value == value and abs(value) != float("inf")
                    else f"CAST('{value}' AS DOUBLE)", t.FLOAT, nullable=False)
    if isinstance(value, (bytes, bytearray)):
        return Expr(f"unhex('{bytes(value).hex()}')", SqlType("BINARY", length=max(len(value), 1)), nullable=False)
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            return Expr(f"TIMESTAMPTZ '{value.isoformat(sep=' ')}'", t.TIMESTAMP_LTZ, nullable=False)
        return Expr(f"TIMESTAMP '{value.isoformat(sep=' ')}'", t.TIMESTAMP_NTZ, nullable=False)
    if isinstance(value, dt.date):
        return Expr(f"DATE '{value.isoformat()}'", t.DATE, nullable=False)
    if isinstance(value, dt.time):
        return Expr(f"TIME '{value.isoformat()}'", t.TIME, nullable=False)
    return string(str(value))


def typed_constant(value: Any, type_: SqlType) -> Expr:
    """A value as DuckDB gives it, as a constant of its Snowflake type."""
    if value is None:
        return Expr(f"CAST(NULL AS {type_.physical()})", type_)
    if type_.name == "TIMESTAMP_TZ":
        parts = {name.lower(): part for name, part in value.items()}  # DuckDB may give names of fields in upper case
        utc = f"TIMESTAMP '{parts['utc'].isoformat(sep=' ')}'"
        return Expr(f"struct_pack(utc := {utc}, offset_minutes := {parts['offset_minutes']}::SMALLINT)", type_)
    if type_.is_semistructured:
        return Expr(f"CAST({literal(str(value))} AS JSON)", type_)
    if type_.name == "FLOAT":
        return constant(float(value))
    made = constant(value)
    return made if type_.is_null or made.type.name != type_.name else made.but(type=type_)


def integer(text: str, wide: bool = False) -> Expr:
    """An integer constant; beyond 38 digits it is a FLOAT, as Snowflake has it."""
    digits = text.lstrip("-").lstrip("0") or "0"
    if len(digits) > 38:
        return Expr(f"CAST('{text}' AS DOUBLE)", t.FLOAT, nullable=False)
    # DuckDB's 128 bits hold more than 38 digits: what is computed with a DECIMAL is looked at.
    large = not wide and abs(int(text)) >= 2**63
    sql = f"CAST({text} AS HUGEINT)" if wide else f"CAST({text} AS DECIMAL({len(digits)},0))" if large else text
    return Expr(sql, t.number(len(digits), 0), not sql.startswith("-"), nullable=False, constant=int(text))


def decimal(text: str) -> Expr:
    """A constant with a point. Zeros at its end are no part of its type (.../constructs/order-by: ``.5000``)."""
    return _decimal(text.rstrip("0"))


def _decimal(text: str) -> Expr:
    type_ = constant_number_type(text)
    if (type_.scale or 0) == 0:
        return integer(text.split(".")[0] or "0")
    whole = text.partition(".")[0].lstrip("-0")
    if len(whole) + (type_.scale or 0) > 38 or (type_.scale or 0) > 37:
        return Expr(f"CAST('{text}' AS DOUBLE)", t.FLOAT, nullable=False)
    sql = f"CAST({text} AS DECIMAL({type_.precision},{type_.scale}))" if text.startswith("0.") else text
    return Expr(sql, type_, not text.startswith("-"), nullable=False, constant=Decimal(text))


@rewrite(exp.Literal)
def _literal(compiler: Compiler, node: exp.Literal, scope: Scope) -> Expr:
    text = str(node.this)
    if node.is_string:
        return string(text)
    if "e" in text.lower():
        if not text[-1].isdigit():
            line, column = compiler.position(node)
            raise error("syntax", line=line, column=column, token=text)  # the tokenizer takes 0E for a number
        plain = format(Decimal(text), "f")
        type_ = constant_number_type(plain)
        if (type_.precision or 0) < 38 and (type_.scale or 0) < 38:
            return decimal(plain) if "." in plain else integer(plain, compiler.context.wide)
        return Expr(f"CAST({text} AS DOUBLE)", t.FLOAT, nullable=False)
    if "." in text:
        return decimal(text)
    return integer(text, compiler.context.wide)


@rewrite(exp.RawString, exp.National)
def _raw_string(compiler: Compiler, node: exp.RawString, scope: Scope) -> Expr:
    return string(str(node.this))


@rewrite(exp.HexString)
def _hex_string(compiler: Compiler, node: exp.HexString, scope: Scope) -> Expr:
    text = str(node.this)
    return Expr(f"unhex('{text}')", SqlType("BINARY", length=max(len(text) // 2, 1)), nullable=False)


@rewrite(exp.Boolean)
def _boolean(compiler: Compiler, node: exp.Boolean, scope: Scope) -> Expr:
    return Expr("true" if node.this else "false", t.BOOLEAN, nullable=False, constant=bool(node.this))


@rewrite(exp.Null)
def _null(compiler: Compiler, node: exp.Null, scope: Scope) -> Expr:
    return NULL_EXPR


@rewrite(exp.Paren)
def _paren(compiler: Compiler, node: exp.Paren, scope: Scope) -> Expr:
    inner = compiler.expression(node.this, scope)
    return inner if inner.atomic else inner.but(sql=f"({inner.sql})", atomic=True)


@rewrite(exp.Identifier)
def _identifier(compiler: Compiler, node: exp.Identifier, scope: Scope) -> Expr:
    # Parameters of lambdas come as bare identifiers.
    return compiler.column(compiler.identifier(node), scope, node)


@rewrite(exp.Column)
def _column(compiler: Compiler, node: exp.Column, scope: Scope) -> Expr:
    this = node.this
    if node.args.get("join_mark"):
        raise OuterJoinMark
    qualifier = tuple(compiler.identifier(p) for p in node.parts[:-1]) if node.args.get("table") else ()
    if isinstance(this, exp.Parameter):
        return _positional(compiler, this, qualifier, scope)
    if isinstance(this, exp.Star):
        raise UnsupportedError("* in an expression")
    name = compiler.identifier(this, NOT_IN_EXPRESSIONS)
    if qualifier:
        if name == "NEXTVAL" and not any(q.answers(qualifier) for q in scope.sources):
            return _next_value(compiler, qualifier, this)
        if scope.special is not None:
            found: Expr | None = scope.special.column(compiler, qualifier, name, scope)
            if found is not None:
                return found
        return compiler.qualified_column(qualifier, name, scope, node.parts[0])
    if not this.args.get("quoted") and name in _NILADIC and not _visible(name, scope):
        return compiler.call(exp.Anonymous(this=name), scope)
    if scope.special is not None:
        special: Expr | None = scope.special.column(compiler, (), name, scope)
        if special is not None:
            return special
    return compiler.column(name, scope, this)


def sequence(compiler: Compiler, parts: tuple[str, ...]) -> str | None:
    """DuckDB's name of a sequence; None where there is none."""
    found = compiler.context.catalog.sequence(*compiler.full_name(parts))
    if found is None and len(parts) == 1:
        places = compiler.searched(parts[0])
        found = next((s for place in places if (s := compiler.context.catalog.sequence(*place)) is not None), None)
    return found


def _next_value(compiler: Compiler, parts: tuple[str, ...], node: exp.Expr) -> Expr:
    """``sequence.NEXTVAL`` (https://docs.snowflake.com/en/user-guide/querying-sequences)."""
    physical = sequence(compiler, parts)
    if physical is None:
        raise compiler.unknown_identifier(".".join(map(display, (*parts, "NEXTVAL"))), node)
    value = f"nextval({literal(physical)})"
    if spare := _left_out(compiler, node):
        value = f"[{', '.join([value] * (spare + 1))}][1]"
    return Expr(f"CAST({value} AS BIGINT)", t.INTEGER, nullable=False, volatile=True)


def _left_out(compiler: Compiler, node: exp.Expr) -> int:
    """How many values a statement of one row takes beyond those that it shows: where it asks one sequence n times, the
    next statement's values begin n steps behind its last (https://docs.snowflake.com/en/sql-reference/sql/create-sequence)."""
    column, select = node.parent, node.find_ancestor(exp.Select)
    if column is None or select is None or select.args.get("from_") is not None or column.parent_select is not select:
        return 0
    names = [compiler.identifier(p) for p in column.parts]  # type: ignore[attr-defined]
    same = [
        c for c in select.find_all(exp.Column, bfs=False) if list(map(compiler.identifier, c.parts)) == names
    ]
    return len(same) - 1 if same and same[-1] is column else 0


def _visible(name: str, scope: Scope) -> bool:
    return any(s.find(name) for s in scope.sources)


#: functions that are called without brackets.
_NILADIC = frozenset(
    "CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP SYSDATE_ CURRENT_ROLE_ "
    "CURRENT_DATABASE_".split()
)


def _positional(compiler: Compiler, node: exp.Parameter, qualifier: tuple[str, ...], scope: Scope) -> Expr:
    text = str(node.this.name if isinstance(node.this, exp.Expr) else node.this)
    if not text.isdigit():
        return _variable(compiler, text)
    position = int(text)
    for candidate in scope.sources:
        if qualifier and not candidate.answers(qualifier):
            continue
        for column in candidate.columns:
            if column.name == f"${position}":
                return Expr(column.sql, column.type, name=column.name)
        visible = [c for c in candidate.columns if not c.hidden]
        if 0 < position <= len(visible):
            column = visible[position - 1]
            return Expr(column.sql, column.type, nullable=column.nullable, name=f"${position}")
    raise compiler.unknown_identifier(f"${position}", node)


def _variable(compiler: Compiler, name: str) -> Expr:
    compiler.cacheable = False
    key = name.upper()
    if key not in compiler.context.variables:
        raise error("variable_missing", name=key)
    return constant(compiler.context.variables[key])


@rewrite(exp.Parameter, exp.SessionParameter)
def _parameter(compiler: Compiler, node: exp.Parameter, scope: Scope) -> Expr:
    return _positional(compiler, node, (), scope)


@rewrite(exp.Placeholder)
def _placeholder(compiler: Compiler, node: exp.Placeholder, scope: Scope) -> Expr:
    compiler.cacheable = False
    bindings = compiler.context.bindings
    name = node.args.get("this")
    if name is None:
        key: Any = compiler.next_binding()
    else:
        text = str(name.this if isinstance(name, exp.Expr) else name)
        key = int(text) - 1 if text.isdigit() else text.upper()
    try:
        return constant(bindings[key])
    except (TypeError, KeyError, IndexError):
        raise error("bind_missing", name=f":{name}" if name is not None else "?") from None


@rewrite(exp.DynamicIdentifier)
def _dynamic_identifier(compiler: Compiler, node: exp.DynamicIdentifier, scope: Scope) -> Expr:
    parts = split_name(identifier_text(compiler, node, scope))
    if len(parts) == 1:
        return compiler.column(parts[0], scope, node)
    return compiler.qualified_column(parts[:-1], parts[-1], scope, node)


def identifier_text(compiler: Compiler, node: exp.Expr, scope: Scope) -> str:
    """The text inside IDENTIFIER(...)."""
    value = compiler.expression(node.this, scope)
    if not isinstance(value.constant, str):
        line, column = compiler.position(node)
        raise error("syntax", line=line, column=column, token=node.this.sql())
    return value.constant


_DTYPES: dict[str, SqlType] = {
    **dict.fromkeys(["DECIMAL", "DECIMAL32", "DECIMAL64", "DECIMAL128", "INT", "BIGINT", "SMALLINT", "TINYINT",
                     "BIGDECIMAL", "MEDIUMINT", "UINT", "INT128"], t.INTEGER),
    **dict.fromkeys(["DOUBLE", "FLOAT"], t.FLOAT),
    **dict.fromkeys(["TEXT", "VARCHAR", "NVARCHAR", "NAME"], t.VARCHAR),
    **dict.fromkeys(["CHAR", "NCHAR"], t.varchar(1)),
    **dict.fromkeys(["BINARY", "VARBINARY"], t.BINARY),
    "BOOLEAN": t.BOOLEAN,
    "DATE": t.DATE,
    "TIME": t.TIME,
    "TIMESTAMPNTZ": t.TIMESTAMP_NTZ,
    "DATETIME": t.TIMESTAMP_NTZ,
    "TIMESTAMPLTZ": t.TIMESTAMP_LTZ,
    "TIMESTAMPTZ": t.TIMESTAMP_TZ,
    "VARIANT": t.VARIANT,
    "OBJECT": t.OBJECT,
    "STRUCT": t.OBJECT,
    "ARRAY": t.ARRAY,
    "LIST": t.ARRAY,
    "MAP": t.MAP,
    "GEOGRAPHY": SqlType("GEOGRAPHY"),
    "GEOMETRY": SqlType("GEOMETRY"),
    "VECTOR": SqlType("VECTOR"),
    "UUID": t.UUID,
}


def _mapping(compiler: Compiler) -> str:
    return str(compiler.context.parameters.get("TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ")).upper()


def data_type(compiler: Compiler, node: exp.Expr) -> SqlType:
    """The Snowflake type of a DataType node.

    Raises:
        CompilationError: 002040 Snowflake has no such type, or not with such parameters.
    """
    text = structured_types.written(node)
    if text:
        return structured_types.read(text, _mapping(compiler))[0]
    kind = node.this
    if isinstance(kind, exp.Interval):
        return interval_types.read(f"INTERVAL {kind.args['unit'].sql(dialect='snowflake')}")
    name = kind.value if isinstance(kind, exp.DataType.Type) else str(kind)
    if name == "TIMESTAMP":
        base: SqlType | None = t.SPELLINGS.get(_mapping(compiler), t.TIMESTAMP_NTZ)
    else:
        base = _DTYPES.get(name)
    if name in ("DECFLOAT", "FILE", "INTERVAL"):
        raise UnsupportedError(f"the type {name}")
    if name == "VECTOR" and len(node.expressions) == 2:
        element, dimension = node.expressions
        _check_numbers(compiler, [dimension])
        kind = str(element.sql(dialect="snowflake")).upper()  # sqlglot takes FLOAT for DOUBLE
        return t.vector("FLOAT" if kind == "DOUBLE" else kind, int(dimension.sql()))
    if base is None:
        text = str(node.args.get("kind") or name).upper()
        raise error("unknown_type", name=text)
    _check_numbers(compiler, node.expressions)
    parameters = tuple(int(p.this.name) for p in node.expressions)
    return t.with_parameters(base, "NUMBER" if name == "DECIMAL" else name, parameters) if parameters else base


def _check_numbers(compiler: Compiler, parameters: list[exp.Expr]) -> None:
    for parameter in parameters:
        if not (isinstance(parameter.this, exp.Literal) and parameter.this.name.isdigit()):
            line, column = compiler.position(parameter)
            raise error("syntax", line=line, column=column, token=parameter.name)


@rewrite(exp.Cast)
def _cast(compiler: Compiler, node: exp.Cast, scope: Scope) -> Expr:
    value = compiler.expression(node.this, scope)
    text = structured_types.written(node.args["to"])
    if text.endswith(" FIELDS"):
        target, options = structured_types.read(text, _mapping(compiler))
        if value.type.fields is None:
            raise error("invalid_cast", function="CAST", source=value.type, target=target)
        return casts_structured.convert(compiler, value, target, options).but(name=value.name)
    return cast(compiler, value, data_type(compiler, node.args["to"])).but(name=value.name)


@rewrite(exp.TryCast)
def _try_cast(compiler: Compiler, node: exp.TryCast, scope: Scope) -> Expr:
    value = compiler.expression(node.this, scope)
    target = data_type(compiler, node.args["to"])
    known = value.type.is_text or value.is_null or value.type.name == target.name
    made = target.is_semistructured and value.type.is_text
    if not known or made or value.type.is_structured or target.is_structured:
        raise error("invalid_cast", function="TRY_CAST", source=value.type, target=target)
    return cast(compiler, value, target, safe=True)


@rewrite(exp.ToBoolean)
def _try_boolean(compiler: Compiler, node: exp.ToBoolean, scope: Scope) -> Expr:
    """What sqlglot's parser makes of TRY_CAST(... AS BOOLEAN)."""
    return _try_cast(compiler, exp.TryCast(this=node.this, to=exp.DataType.build("BOOLEAN")), scope)


@rewrite(exp.Collate)
def _collate(compiler: Compiler, node: exp.Collate, scope: Scope) -> Expr:
    value = compiler.expression(node.this, scope)
    specification = node.expression
    if not isinstance(specification, (exp.Literal, exp.Identifier, exp.Column)):
        raise error("argument_constant", position=2, function="COLLATE", found=type(specification).__name__.upper())
    return collate(compiler, value, str(specification.name))


def collate(compiler: Compiler, value: Expr, specification: str) -> Expr:
    """A string with a collation.

    Raises:
        CompilationError: 002321 there is no such collation.
    """
    collations.parse(specification)
    text = value if value.type.is_text else cast(compiler, value, t.VARCHAR)
    return text.but(type=text.type.with_collation(collations.Explicit(specification.lower()) or None))


#: sqlglot's own nodes for functions that are written without brackets, or that its parser takes as keywords.
_KEYWORD_CALLS: dict[str, str] = {
    "CurrentDate": "CURRENT_DATE",
    "CurrentTime": "CURRENT_TIME",
    "CurrentTimestamp": "CURRENT_TIMESTAMP",
    "CurrentTimestampLTZ": "CURRENT_TIMESTAMP",
    "Localtime": "LOCALTIME",
    "Localtimestamp": "LOCALTIMESTAMP",
    "CurrentUser": "CURRENT_USER",
    "CurrentRole": "CURRENT_ROLE",
    "CurrentSchema": "CURRENT_SCHEMA",
    "CurrentDatabase": "CURRENT_DATABASE",
    "StrPosition": "POSITION",
}


def _keyword_call(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    name = _KEYWORD_CALLS[type(node).__name__]
    arguments = [node.this] if node.args.get("this") is not None else []
    if name == "POSITION":
        arguments = [node.args["substr"], node.this]
        if node.args.get("position") is not None:
            arguments.append(node.args["position"])
    return compiler.call(exp.Anonymous(this=name, expressions=arguments), scope)


for _name in _KEYWORD_CALLS:
    if hasattr(exp, _name):
        rewrite(getattr(exp, _name))(_keyword_call)


@rewrite(exp.Extract)
def _extract(compiler: Compiler, node: exp.Extract, scope: Scope) -> Expr:
    part = exp.Literal.string(node.this.name)
    return compiler.call(exp.Anonymous(this="DATE_PART", expressions=[part, node.expression]), scope)


@rewrite(exp.Anonymous)
def _anonymous(compiler: Compiler, node: exp.Anonymous, scope: Scope) -> Expr:
    return compiler.call(node, scope)


def named(call: exp.Anonymous, name: str) -> exp.Anonymous:
    """A call under another name, which keeps its place in the statement."""
    made = exp.Anonymous(this=name, expressions=call.expressions)
    made.parent, made.arg_key, made.meta.update(call.meta)
    return made


@rewrite(exp.Dot)
def _dot(compiler: Compiler, node: exp.Dot, scope: Scope) -> Expr:
    from mockhaus_dbt.translation.rewrites.from_ import dotted

    if isinstance(node.expression, exp.Identifier) and variant_paths.leads_into(node.this):
        return variant_paths.member(compiler, node, scope)
    if not isinstance(node.expression, exp.Anonymous):
        raise compiler.unknown_identifier(".".join(dotted(compiler, node)), node)
    name = ".".join(dotted(compiler, node))
    if name in FUNCTIONS:  # of a schema of the database SNOWFLAKE
        return compiler.call(named(node.expression, name), scope)
    return user_functions.call(compiler, node.expression, dotted(compiler, node), scope)


def _is_star(node: exp.Expr) -> bool:
    return isinstance(node, exp.Star) or (isinstance(node, exp.Column) and isinstance(node.this, exp.Star))


@rewrite(exp.Struct)
def _struct(compiler: Compiler, node: exp.Struct, scope: Scope) -> Expr:
    arguments: list[exp.Expr] = []
    for item in node.expressions:
        if arguments and (_is_star(arguments[0]) or _is_star(item)):
            raise error("syntax", line=1, column=0, token=",")  # a wildcard stands alone
        if _is_star(item):
            arguments.append(item)
            continue
        key = item.this
        if not isinstance(item, exp.PropertyEQ) or not isinstance(key, exp.Expr):
            raise error("parse", line=1, column=0, token="{")
        arguments.append(key if isinstance(key, exp.Literal) else exp.Literal.string(key.name))
        arguments.append(item.expression)
    return compiler.call(exp.Anonymous(this="OBJECT_CONSTRUCT", expressions=arguments), scope)


@rewrite(exp.Array)
def _array(compiler: Compiler, node: exp.Array, scope: Scope) -> Expr:
    return compiler.call(exp.Anonymous(this="ARRAY_CONSTRUCT", expressions=node.expressions), scope)


__all__ = ["FUNCTIONS", "MARK", "constant", "data_type", "fold", "identifier_text", "integer", "string"]
