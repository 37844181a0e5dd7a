"""Conversions between types: what ``::``, CAST and TRY_CAST do, and implicit coercion
(https://docs.snowflake.com/en/sql-reference/data-type-conversion).

Each pair of types has one rule in :data:`CASTS`; a pair without a rule is refused with Snowflake's error.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation import datetime_formats, datetime_input, variants
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.held import held, once
from mockhaus_dbt.translation.types import (
    INTEGER,
    MAX_VARCHAR,
    TIMESTAMP_NTZ,
    SqlType,
    coercible,
    number,
    number_storage,
)

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

#: what a rule is called with: compiler, value, target type, whether failures give NULL.
Rule = Callable[["Compiler", Expr, SqlType, bool], str]
CASTS: dict[tuple[str, str], Rule] = {}


_MOMENTS = "TIMESTAMP_NTZ TIMESTAMP_LTZ TIMESTAMP_TZ"
#: which types a value is converted to without a cast
#: (https://docs.snowflake.com/en/sql-reference/data-type-conversion#data-types-that-can-be-cast).
_COERCIBLE = {
    "ARRAY": "VARIANT VECTOR",
    "BOOLEAN": "VARCHAR VARIANT",
    "DATE": f"{_MOMENTS} VARCHAR",
    "FLOAT": "BOOLEAN NUMBER VARCHAR VARIANT",
    "INTERVAL_DAY_TIME": "VARCHAR",
    "INTERVAL_YEAR_MONTH": "VARCHAR",
    "NUMBER": f"BOOLEAN FLOAT {_MOMENTS} VARCHAR VARIANT",
    "OBJECT": "VARIANT",
    "TIME": "VARCHAR",
    **dict.fromkeys(_MOMENTS.split(), f"DATE TIME {_MOMENTS} VARCHAR"),
    "UUID": "VARCHAR VARIANT",
    "VARCHAR": f"BOOLEAN DATE FLOAT INTERVAL_DAY_TIME INTERVAL_YEAR_MONTH NUMBER TIME {_MOMENTS} UUID",
    "VARIANT": f"ARRAY BOOLEAN DATE FLOAT NUMBER OBJECT TIME {_MOMENTS} UUID VARCHAR",
    "VECTOR": "ARRAY",
}


def converts(source: SqlType, target: SqlType) -> bool:
    """Whether an argument of one type stands for a parameter of another, none of them structured, without a cast."""
    if source.name == target.name:
        return source.name != "VECTOR" or source == target
    return target.name in _COERCIBLE.get(source.name, "").split()


def rule(sources: str, targets: str) -> Callable[[Rule], Rule]:
    """Register a conversion for every pair of the types named."""

    def register(body: Rule) -> Rule:
        for source in sources.split():
            for target in targets.split():
                CASTS[source, target] = body
        return body

    return register


def cast(compiler: Compiler, value: Expr, target: SqlType, safe: bool = False, implicit: bool = False) -> Expr:
    """Convert a value.

    Args:
        compiler: of the statement; knows the session's formats and time zone.
        value: what is converted.
        target: the type wanted.
        safe: failures give NULL (TRY_CAST).
        implicit: a coercion within an expression, which takes fewer words for a BOOLEAN.

    Returns:
        the converted expression.

    Raises:
        CompilationError: Snowflake does not convert between the two types.
    """
    source = value.type
    if source == target and not source.is_text:
        return value
    if source.is_null:
        return Expr(f"CAST({value.sql} AS {compiler.physical(target)})", target, nullable=True)
    if source.fields is not None or target.fields is not None:
        if safe:
            raise error("invalid_cast", function="TRY_CAST", source=source, target=target)
        return casts_structured.convert(compiler, value, target)
    body = CASTS.get((source.name, target.name))
    if implicit and source.is_text and target.name == "BOOLEAN":
        body = casts_scalar.word_to_boolean
    if body is None:
        raise error("invalid_cast", function="TRY_CAST" if safe else "CAST", source=source, target=target)
    if source.name == target.name and _fits(source, target):
        return value.but(type=target, text_sql=None, stored=_stored(source, target))
    if source.is_semistructured and "SELECT " in value.sql:
        # The body may put its value into a lambda expression, in which DuckDB has no subquery.
        named = value.but(text_sql=None, atomic=True)
        sql = once(value.sql, lambda name: body(compiler, named.but(sql=name), target, safe), compiler.fresh("value"))
    else:
        sql = held([value], lambda given: body(compiler, given, target, safe))
    return Expr(
        sql,
        target,
        atomic=_atomic(sql),
        nullable=value.nullable or safe or source.is_semistructured,
        constant=_constant(value, target),
        moment=_moment(compiler, value, target),
        volatile=value.volatile,
        aggregate=value.aggregate,
        window=value.window,
        stored=_stored(source, target),
    )


def _stored(source: SqlType, target: SqlType) -> str:
    """What SYSTEM$TYPEOF says of a cast: of a text whose length nothing names, and of a number that is short."""
    if target.name == "VARCHAR" and source.name != "VARCHAR" and target.length == MAX_VARCHAR:
        return "VARCHAR[LOB]"
    if source.name == target.name == "NUMBER":
        scale, wanted = source.scale or 0, target.scale or 0
        digits = (source.precision or 38) - scale + wanted + (wanted < scale)  # rounding may give one more
        if digits < (target.precision or 38):
            return f"{target}[{number_storage(digits)}]"
    return ""


def _fits(source: SqlType, target: SqlType) -> bool:
    """Nothing has to be done to the value: the target is at least as wide."""
    if source.name == "NUMBER":
        if source.scale != target.scale:
            return False
        if source.scale and source.scale == source.precision != target.precision:
            return False  # DuckDB writes what has no digit before the point in another way
        return (target.precision or 38) >= (source.precision or 38)
    if source.name in ("VARCHAR", "BINARY"):
        return (target.length or 0) >= (source.length or 0)
    if source.is_interval:
        return False
    if source.precision is not None:
        return (target.precision or 0) >= min(source.precision, 6)
    return True


def _atomic(sql: str) -> bool:
    return sql.startswith(("CAST(", "TRY_CAST(")) and sql.find(")") == len(sql) - 1


def _moment(compiler: Compiler, value: Expr, target: SqlType) -> object:
    """What a constant text means as a date or time, with the nanoseconds that DuckDB's types do not hold."""
    if not target.is_datetime or not isinstance(value.constant, str):
        return None
    century = int(compiler.context.parameters.get("TWO_DIGIT_CENTURY_START", 1970))
    return datetime_input.read(value.constant, target.name, datetime_formats.input_format(compiler, target), century)


def _constant(value: Expr, target: SqlType) -> object:
    if value.constant is None or not (target.is_number or target.is_text):
        return None
    if target.is_text:
        return value.constant if isinstance(value.constant, str) else None
    try:
        digits = Decimal(str(value.constant)).quantize(Decimal(1).scaleb(-(target.scale or 0)), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    return int(digits) if target.scale == 0 else digits


# ------------------------------------------------------------------------------------- from VARIANT and its kin to text


def json_sql(value: Expr) -> str:
    """The JSON of a VARIANT, to see whether it is a string."""
    return value.sql if value.text_sql is None or value.part_sql is None else value.part_sql[2]


def failed_cast(value: Expr, kind: str) -> str:
    """Text that raises 100071 for a VARIANT."""
    shown = variants.shown(value.sql) if json_sql(value) is value.sql else json_sql(value)
    return raising("variant_cast", shown, type=kind)


def variant_text(value: Expr) -> str:
    """The text of a VARIANT: strings without quotes, JSON null as NULL, everything else as JSON."""
    if value.text_sql is not None:
        return value.text_sql
    text = f"({value} ->> '$')"
    # A NUMBER is its own text, with all digits. A whole FLOAT is written 3.0 in JSON, and 3 as text.
    plain = f"left({value}, 1) BETWEEN '-' AND '9' AND NOT contains({value}, 'e')"
    whole = f"suffix({text}, '.0') AND left({value}, 1) <> '\"'"
    return (
        f"(CASE WHEN {plain} THEN CAST({value.sql} AS VARCHAR) WHEN left({value}, 1) IN ('[', '{{') "
        f"THEN {variants.shown(value.sql)} WHEN {whole} THEN left({text}, -2) ELSE {text} END)"
    )


@rule("OBJECT", "VARCHAR")
def _object_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    """JSON, or XML of an XML element."""
    text = f"CAST({value.sql} AS VARCHAR)"
    return casts_scalar.limited(or_xml(compiler, value, text), value.type, target)


def or_xml(compiler: Compiler, value: Expr, text: str) -> str:
    """The text of a VARIANT or OBJECT: XML of an XML element, which a view cannot say without naming a Python
    function."""
    if value.constant is not None or "json_object(" in value.sql:
        return text
    whole = f"CAST({value.sql} AS VARCHAR)"
    xml = f"mh_object_text({whole})"
    if compiler.context.in_view:
        xml = raising("unsupported_feature", "'an XML element as text in a view; use TO_XML'")
    return f"CASE WHEN starts_with({whole}, '{{\"$\":') AND contains({whole}, '\"@\":') THEN {xml} ELSE {text} END"


def geojson(value: Expr) -> str:
    """The text of a GEOMETRY without the spatial reference that stands behind it in white space."""
    return f"rtrim(CAST({value.sql} AS VARCHAR), chr(10) || chr(13) || ' ')"


@rule("GEOMETRY", "VARCHAR")
def _geometry_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return casts_scalar.limited(geojson(value), value.type, target)


@rule("GEOMETRY", "VARIANT")
def _geometry_to_variant(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return f"CAST({geojson(value)} AS JSON)"


@rule("MAP GEOGRAPHY", "VARCHAR")
def _json_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return casts_scalar.limited(f"CAST({value.sql} AS VARCHAR)", value.type, target)


@rule("ARRAY", "VARCHAR")
def _array_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return casts_scalar.limited(variants.shown(value.sql), value.type, target)


# ------------------------------------------------------------------------------------------- to VARIANT and its kin


@rule("VARIANT OBJECT ARRAY MAP GEOGRAPHY", "VARIANT")
def _json_to_variant(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return value.sql


@rule("NUMBER FLOAT VARCHAR BOOLEAN DATE TIME TIMESTAMP_NTZ TIMESTAMP_LTZ TIMESTAMP_TZ BINARY", "VARIANT")
def _scalar_to_variant(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return json_of(compiler, value)


def datetime_text(compiler: Compiler, value: Expr) -> str:
    """A date, time or binary as a VARIANT holds it: microseconds are kept where there are any."""
    name = value.type.name
    if name == "BINARY":
        return f"hex({value.sql})"
    if name == "DATE":
        return f"CAST({value.sql} AS VARCHAR)"
    form = datetime_formats.format_sql
    if name == "TIME":
        short, exact = form(compiler, value, "HH24:MI:SS"), form(compiler, value, "HH24:MI:SS.FF6")
        return f"CASE WHEN microsecond({value.sql}) % 1000000 = 0 THEN {short} ELSE {exact} END"
    clock = f"CAST({value}.utc AS TIMESTAMP)" if name == "TIMESTAMP_TZ" else value.sql
    tail = "" if name == "TIMESTAMP_NTZ" else " TZHTZM"
    short = form(compiler, value, f"YYYY-MM-DD HH24:MI:SS.FF3{tail}")
    exact = form(compiler, value, f"YYYY-MM-DD HH24:MI:SS.FF6{tail}")
    return f"CASE WHEN microsecond({clock}) % 1000 = 0 THEN {short} ELSE {exact} END"


def json_of(compiler: Compiler, value: Expr) -> str:
    """Any value as JSON text in DuckDB's JSON type; NULL stays NULL."""
    name = value.type.name
    if value.type.is_semistructured or name == "GEOGRAPHY":
        return value.sql
    if name == "GEOMETRY":
        return f"CAST({geojson(value)} AS JSON)"
    if name == "NULL":
        return "CAST(NULL AS JSON)"
    if name == "VARCHAR":
        if isinstance(value.constant, str):
            import json

            return f"CAST({literal(json.dumps(value.constant, ensure_ascii=False))} AS JSON)"
        return f"CASE WHEN {value} IS NOT NULL THEN to_json({value.sql}) END"
    if name in ("NUMBER", "BOOLEAN"):
        return f"CAST({number_text(value)} AS JSON)"
    if name == "FLOAT":
        return f"CAST({float_json(value)} AS JSON)"
    if name in variants.MARKS:
        return variants.marked(datetime_text(compiler, value), name)
    if value.type.is_interval or name == "VECTOR":
        raise error("invalid_cast", function="CAST", source=value.type, target=SqlType("VARIANT"))
    text = cast(compiler, value, SqlType("VARCHAR", length=100))
    return f"CASE WHEN {value} IS NOT NULL THEN to_json({text.sql}) END"


def decimal_text(value: Expr) -> str:
    """A NUMBER or BOOLEAN as text with all its digits.

    DuckDB writes a DECIMAL that has no digit before the point without a zero there: ``.5``.
    """
    kind = value.type
    if not kind.is_number or not kind.scale or kind.scale < (kind.precision or 38):
        return f"CAST({value.sql} AS VARCHAR)"
    if kind.scale < 38:
        return f"CAST(CAST({value.sql} AS DECIMAL({kind.scale + 1},{kind.scale})) AS VARCHAR)"
    return f"regexp_replace(CAST({value.sql} AS VARCHAR), '^(-?)[.]', '\\10.')"


def number_text(value: Expr) -> str:
    """A NUMBER in JSON: trailing zeros after the point are dropped, as Snowflake's VARIANT does; one that a DOUBLE
    would change is a string of its digits, with a mark."""
    text = decimal_text(value)
    if not (value.type.is_number and value.type.scale):
        return text
    text = f"rtrim(rtrim({text}, '0'), '.')"
    if not variants.may_be_marked(value):
        return text

    def body(digits: str) -> str:
        long = (
            f"contains({digits}, '.') AND (length({digits}) > 16 OR contains({digits}, '.0000')) "
            f"AND CAST(CAST({digits} AS DOUBLE) AS VARCHAR) <> {digits}"
        )
        return f"CASE WHEN {long} THEN '{variants.MARK}\"' || {digits} || '\"' ELSE {digits} END"

    return once(text, body, "_digits")


def float_json(value: Expr) -> str:
    """A FLOAT in JSON: ``1.500000000000000e+00``, as Snowflake prints floats inside a VARIANT; one digit more where
    the value would change otherwise."""
    mark = variants.MARK
    short = f"printf('{mark}%.15e', {value.sql})"
    return (
        f"CASE WHEN {value} IS NULL THEN NULL WHEN NOT isfinite({value.sql}) THEN '\"' || {float_text(value)} || '\"' "
        f"WHEN {value} = 0 THEN '{mark}0.000000000000000e+00' "
        f"WHEN CAST({short} AS DOUBLE) = {value} THEN {short} ELSE printf('{mark}%.16e', {value.sql}) END"
    )


@rule("VARIANT", "OBJECT")
def _variant_to_object(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return _checked_json(value, "OBJECT", safe)


@rule("VARIANT", "ARRAY")
def _variant_to_array(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    # Anything that is not an array becomes an array of one.
    def body(held: str) -> str:
        return (
            f"CASE left(CAST({held} AS VARCHAR), 1) WHEN '[' THEN {held} WHEN 'n' THEN NULL ELSE {_of_one(held)} END"
        )

    return once(value.sql, body, "_given")


@rule("OBJECT MAP NUMBER FLOAT VARCHAR BOOLEAN DATE TIME TIMESTAMP_NTZ TIMESTAMP_LTZ TIMESTAMP_TZ BINARY", "ARRAY")
def _value_to_array(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return _of_one(json_of(compiler, value), variants.may_be_marked(value))


def _of_one(sql: str, perhaps: bool = True) -> str:
    """An ARRAY of one element, given its JSON."""
    return variants.container(f"'[' || CAST({sql} AS VARCHAR) || ']'", perhaps)


@rule("VARIANT", "MAP")
def _variant_to_map(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return _checked_json(value, "OBJECT", safe)


def _checked_json(value: Expr, wanted: str, safe: bool) -> str:
    wrong = "NULL" if safe else failed_cast(value, wanted)
    return (
        f"CASE WHEN {value} IS NULL OR json_type({value.sql}) = 'NULL' THEN NULL "
        f"WHEN json_type({value.sql}) = '{wanted}' THEN {value.sql} ELSE {wrong} END"
    )


@rule("OBJECT", "OBJECT")
@rule("ARRAY", "ARRAY")
@rule("OBJECT MAP", "MAP")
@rule("MAP", "OBJECT")
@rule("GEOGRAPHY", "GEOGRAPHY")
@rule("GEOMETRY", "GEOMETRY")
@rule("BOOLEAN", "BOOLEAN")
@rule("INTERVAL", "INTERVAL")
def _same(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return value.sql


# ------------------------------------------------------------------------------------------------------ assignment


def assign(compiler: Compiler, value: Expr, column_name: str, target: SqlType, wide: bool = False) -> Expr:
    """Convert a value for a column that it is written to.

    Unlike an explicit cast, text that is too long is error 100078, and types that Snowflake does not convert
    silently are error 002023.
    """
    source = value.type
    if source.is_text and target.is_text and (target.length or 0) < (source.length or 0):
        longer = raising("string_too_long", value.sql)
        return value.but(
            sql=f"CASE WHEN length({value.sql}) > {target.length} THEN {longer} ELSE {value.sql} END",
            type=target,
            atomic=False,
        )
    if source == target:
        converted = value
    else:
        known = (source.name, target.name) in CASTS
        if source.fields is not None or target.fields is not None:
            known = coercible(source, target)
        if "VECTOR" in (source.name, target.name):
            known = False
        if not known and not source.is_null:
            raise error("incompatible_types", target=target, source=source, column=column_name)
        # A column takes all the words of TO_BOOLEAN: packages have seeds with 0 and 1 for it (see the coverage page).
        converted = cast(compiler, value, target)
    if target.is_integer:
        stored = target.physical(wide)
        return converted.but(sql=f"CAST({converted.sql} AS {stored})", atomic=True)
    return converted


def constant_number_type(text: str) -> SqlType:
    """The NUMBER that a literal has: its digits before and after the point."""
    digits = text.lstrip("+-").lstrip("0") or "0"
    whole, _, fraction = digits.partition(".")
    return number(max(len(whole) + len(fraction), 1), len(fraction))


# The rules of the other types register themselves; they need what is above.
from mockhaus_dbt.translation import casts_scalar, casts_structured  # noqa: E402
from mockhaus_dbt.translation.casts_datetime import tz_instant, tz_local, zoned  # noqa: E402
from mockhaus_dbt.translation.casts_scalar import float_text, limited  # noqa: E402

__all__ = [
    "CASTS",
    "INTEGER",
    "TIMESTAMP_NTZ",
    "assign",
    "cast",
    "constant_number_type",
    "float_text",
    "json_of",
    "limited",
    "rule",
    "tz_instant",
    "tz_local",
    "variant_text",
    "zoned",
]
