"""JSON text to VARIANT and back, and values taken out of a VARIANT
(https://docs.snowflake.com/en/sql-reference/functions-semistructured).
"""

from __future__ import annotations

import re

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation import casts_structured, json_text, variants
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import variant_text
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, Text, Variant, function
from mockhaus_dbt.translation.rewrites import variant_paths

# ---------------------------------------------------------------------------------------------------------------- JSON

#: a string, or a whole number with .0 behind it.
_WHOLE = "'(\"(?:[^\"\\\\]|\\\\.)*\"|-0\\.0)|(-?[0-9]+)\\.0([,\\]}]|$)', '\\1\\2\\3', 'g'"
#: where that may be there is to be seen faster.
_MAYBE_WHOLE = " OR ".join([*(f"contains({{0}}, '.0{end}')" for end in (",", "}}", "]")), "suffix({0}, '.0')"])
#: a string in double quotes, one in single quotes, what stands between strings, a quote without its like
_PIECES = (
    "'\"(?:[^\"\\\\]|\\\\.)*\"|"
    "''(?:[^''\\\\]|\\\\.)*''|"
    "[^\"'']+|[\"'']'"
)


def normalised(sql: str) -> str:
    """Valid JSON text as a VARIANT keeps it: keys in order, no blanks, ``1.0`` as ``1``."""
    text = f"json_normalize({sql})"
    return f"CASE WHEN contains({sql}, '.0') THEN CAST(regexp_replace({text}, {_WHOLE}) AS JSON) ELSE {text} END"


def normalised_column(sql: str, normal: str) -> str:
    """The same of a column, where another column holds what ``json_normalize`` makes of it."""
    whole = _MAYBE_WHOLE.format(normal)
    made = f"CAST(regexp_replace({normal}, {_WHOLE}) AS JSON)"
    return f"CASE WHEN contains({sql}, '.0') AND ({whole}) THEN {made} ELSE {normal} END"


#: what may be a number that DuckDB would write in another way: with an exponent, or with more digits than a DOUBLE has
_LONG, _SPELLED = "[0-9]+\\.[0-9]+", "(?:[0-9][eE][-+]?[0-9]+|-0\\.0)\\s*(?:[,\\]}]|$)"
_NUMBER = f"[0-9.]{{17}}|\\.0000|{_SPELLED}"


def exactly(sql: str, otherwise: str = "") -> str:
    """Valid JSON text as :func:`normalised` makes it, numbers as PARSE_JSON keeps them.

    A DOUBLE, written with an exponent, stays one, and a decimal keeps all its digits. That takes Python: few have such.

    Args:
        otherwise: DuckDB text for what has no such number.
    """
    otherwise = otherwise or normalised(sql)
    changed = "CAST(TRY_CAST(_n AS DOUBLE) AS VARCHAR) <> _n"
    long = f"len(list_filter(regexp_extract_all({sql}, '{_LONG}'), lambda _n: {changed})) > 0"
    return (
        f"CASE WHEN regexp_matches({sql}, '{_NUMBER}') AND (regexp_matches({sql}, '{_SPELLED}') OR {long}) "
        f"THEN CAST(mh_numbered_json(CAST({sql} AS VARCHAR)) AS JSON) ELSE {otherwise} END"
    )


#: what is zero and written with a minus, which stands for a missing element in a VARIANT
_MINUS_ZERO = "(^|[\\[,:\\s])-0(?:\\.0*)?(?:[eE][-+]?[0-9]+)?(\\s*(?:[,\\]}]|$))"

#: what stands for no number, and which DuckDB takes as it is
_BEFORE, _AFTER = "(^|[\\[,:\\s])", "(\\s*(?:[,\\]}]|$))"
_NO_NUMBER = f"{_BEFORE}(?i:-?(?:inf|infinity)|nan){_AFTER}"


def _repaired(sql: str) -> str:
    """JSON text with what Snowflake's parser takes beyond JSON put right: bare keys, single quotes, and so on."""
    piece = "_p"
    made = piece
    for pattern, to in (
        (_MINUS_ZERO, "\\10\\2"),
        (_MINUS_ZERO, "\\10\\2"),
        *2 * ((f"{_BEFORE}(?i:nan){_AFTER}", '\\1"NaN"\\2'),),
        *2 * ((f"{_BEFORE}(-?)(?i:inf|infinity){_AFTER}", '\\1"\\2Infinity"\\3'),),
        ("([{,]\\s*)([A-Za-z_$][A-Za-z0-9_$]*)(\\s*:)", '\\1"\\2"\\3'),
        ("\\[(\\s*),", "[-0.0,"),
        (",\\s*,", ",-0.0,"),
        (",\\s*,", ",-0.0,"),
        (",\\s*\\]", ",-0.0]"),
        ("\\bundefined\\b", "-0.0"),
        ("\\b(?i:true)\\b", "true"),
        ("\\b(?i:false)\\b", "false"),
        ("\\b(?i:null)\\b", "null"),
    ):
        made = f"regexp_replace({made}, '{pattern}', '{to}', 'g')"
    inside = f"substr({piece}, 2, length({piece}) - 2)"
    for written, meant in (("\\''", "''"), ('\\"', '"'), ('"', '\\"')):
        inside = f"replace({inside}, '{written}', '{meant}')"
    return (
        f"array_to_string(list_transform(regexp_extract_all({sql}, {_PIECES}), "
        f"lambda {piece}: CASE WHEN starts_with({piece}, '\"') THEN {piece} "
        f"WHEN length({piece}) > 1 AND starts_with({piece}, '''') THEN '\"' || {inside} || '\"' ELSE {made} END), '')"
    )


def repeated(sql: str) -> str:
    """Whether an object in valid JSON text has a key twice."""
    objects = (
        f"list_filter(json_extract('[' || {sql} || ']', '$..*'), lambda _o: starts_with(CAST(_o AS VARCHAR), '{{'))"
    )
    keys = f"list_transform({objects}, lambda _o: json_keys(_o))"
    return f"len(list_filter({keys}, lambda _k: len(_k) <> list_unique(_k))) > 0"


def _parsed(sql: str, otherwise: str) -> str:
    """Text as VARIANT; ``otherwise`` is what a text that is no JSON gives, over the variable ``_x_``.

    Inside a lambda DuckDB evaluates no branch before its condition, not even of constants.
    """
    x, y = "_x_", "_y_"
    repaired = f"list_transform([{_repaired(x)}], lambda _z: CASE WHEN json_valid(_z) THEN _z END)[1]"
    minus_zero = f"contains({x}, '-0') AND regexp_matches({x}, '{_MINUS_ZERO}')"
    beyond = f"regexp_matches({x}, ',\\s*\\]|{_NO_NUMBER}')"
    valid = f"json_valid({x}) AND NOT {beyond} AND NOT ({minus_zero})"
    body = (
        f"list_transform([CASE WHEN {valid} THEN {x} ELSE {repaired} END], lambda {y}: CASE WHEN {y} IS NOT NULL THEN "
        f"CASE WHEN {repeated(y)} THEN {otherwise} ELSE {exactly(y)} END "
        f"WHEN trim({x}, ' ' || chr(9) || chr(10) || chr(13)) <> '' THEN {otherwise} END)[1]"
    )
    return f"list_transform([{sql}], lambda {x}: {body})[1]"


def parsed(sql: str) -> str:
    """DuckDB text that reads a text as PARSE_JSON does, and raises its error for what is no JSON.

    Args:
        sql: DuckDB text of the text.
    """
    return _parsed(sql, raising("json_document", "_x_"))


def _allows_repeats(call: Call, parameter: Expr | None) -> bool:
    """Whether the second argument says that a key may come twice.

    Raises:
        CompilationError: 001015 it is neither 's' nor 'd'.
    """
    if parameter is None:
        return False
    if parameter.constant not in ("s", "d"):
        raise call.wrong_value(parameter.constant, "PARAMETER")
    return bool(parameter.constant == "d")


def _parsed_constant(text: str, duplicates: bool) -> Expr:
    made = json_text.normalise(text, duplicates)
    if made is None:
        return Expr("CAST(NULL AS JSON)", t.VARIANT, unmarked=True)
    return Expr(f"CAST({literal(made)} AS JSON)", t.VARIANT, unmarked=variants.MARK not in made)


@function
def parse_json(call: Call, text: Text, parameter: Any = None) -> Expr:
    """JSON text as a VARIANT; NULL for an empty text. Keys may be bare, elements may be missing.

    >>> PARSE_JSON('{"b": 1.0, "a": [1, 2.50]}')::VARCHAR
    {"a":[1,2.5],"b":1}
    >>> PARSE_JSON('')
    NULL
    >>> PARSE_JSON('null')
    null
    >>> PARSE_JSON('1.912e2')
    1.912000000000000e+02
    >>> SELECT PARSE_JSON(column1):n FROM VALUES ('{"n": 12345678901234567890.123456789}'), ('{"n": 1.5e3}')
    12345678901234567890.123456789
    1.500000000000000e+03
    >>> PARSE_JSON('{name: "x"}'):name
    "x"
    >>> PARSE_JSON('12345678901234567890123')
    12345678901234567890123
    >>> SELECT PARSE_JSON(column1, 'd') FROM VALUES ('{ "a" : "123", "b" : "456", "a": "789"} ')
    {"a":"789","b":"456"}
    """
    duplicates = _allows_repeats(call, parameter)
    if isinstance(text.constant, str):
        try:
            return _parsed_constant(text.constant, duplicates)
        except json_text.JsonError as e:
            raise error("json_parse", reason=e) from None
    if duplicates:
        return combined(f"CAST(mh_parse_json({text.sql}) AS JSON)", t.VARIANT, text).but(nullable=True)
    return combined(parsed(text.sql), t.VARIANT, text).but(nullable=True)


@function
def try_parse_json(call: Call, text: Text, parameter: Any = None) -> Expr:
    """JSON text as a VARIANT; NULL for what is no JSON.

    >>> TRY_PARSE_JSON('{')
    NULL
    >>> TRY_PARSE_JSON('[1]')[0]
    1
    >>> SELECT TRY_PARSE_JSON(column1) FROM VALUES ('{"a":1,"a":2}')
    NULL
    """
    duplicates = _allows_repeats(call, parameter)
    if isinstance(text.constant, str):
        try:
            return _parsed_constant(text.constant, duplicates)
        except json_text.JsonError:
            return Expr("CAST(NULL AS JSON)", t.VARIANT)
    if duplicates:
        return combined(f"CAST(mh_try_parse_json({text.sql}) AS JSON)", t.VARIANT, text).but(nullable=True)
    return combined(_parsed(text.sql, "CAST(NULL AS JSON)"), t.VARIANT, text).but(nullable=True)


@function(remark="Of the messages a few are documented.")
def check_json(call: Call, value: Any) -> Expr:
    """NULL for valid JSON and for NULL; otherwise what is wrong with it.

    >>> CHECK_JSON('{"a":1}')
    NULL
    >>> SELECT CHECK_JSON(column1) FROM VALUES ('{"x": [1, 2]}'), (NULL), ('{ x: foo }')
    NULL
    NULL
    unknown keyword "foo", pos 9
    """
    if (value.type.is_semistructured and value.type.name != "VARIANT") or value.is_null:
        return Expr("CAST(NULL AS VARCHAR)", t.VARCHAR)
    if isinstance(value.constant, str):
        try:
            json_text.normalise(value.constant)
        except json_text.JsonError as e:
            return Expr(literal(str(e)), t.VARCHAR)
        return Expr("CAST(NULL AS VARCHAR)", t.VARCHAR)
    text = variant_text(value) if value.type.name == "VARIANT" else call.cast(value, t.VARCHAR).sql
    return combined(f"mh_check_json({text})", t.VARCHAR, value, atomic=True).but(nullable=True)


@function
def to_json(call: Call, value: Variant) -> Expr:
    """A VARIANT as JSON text.

    >>> TO_JSON('a'::VARIANT)
    "a"
    >>> TO_JSON(PARSE_JSON('{"b":1,"a":[true,null]}'))
    {"a":[true,null],"b":1}
    """
    return combined(variants.shown(value.sql), t.VARCHAR, value)


@function
def to_variant(call: Call, value: Any) -> Expr:
    """Any value as a VARIANT.

    >>> TO_VARIANT(1.50)
    1.5
    >>> TO_VARIANT('a')
    "a"
    """
    return call.cast(value, t.VARIANT)


@function
def to_object(call: Call, value: Any) -> Expr:
    """A VARIANT that holds an object as an OBJECT; JSON null is NULL.

    >>> TO_OBJECT(PARSE_JSON('{"a":1}')):a
    1
    """
    if value.type.name not in ("VARIANT", "OBJECT", "MAP", "NULL"):
        raise call.wrong_types()
    return call.cast(value, t.OBJECT)


@function
def strip_null_value(value: Variant) -> Expr:
    """A VARIANT, JSON null as NULL.

    >>> STRIP_NULL_VALUE(PARSE_JSON('{"a":null}'):a)
    NULL
    """
    return combined(f"nullif({value.sql}, 'null')", t.VARIANT, value, atomic=True).but(
        nullable=True, text_sql=value.text_sql, part_sql=value.part_sql
    )


# ---------------------------------------------------------------------------------------------------------- extraction


@function
def get(call: Call, value: Any, key: Any) -> Expr:
    """An element of an array by position from 0, or of an object by key.

    >>> GET(PARSE_JSON('["a","b"]'), 1)
    "b"
    >>> GET(PARSE_JSON('{"a":1}'), 'A')
    NULL
    """
    if value.is_null:
        value = call.cast(value, t.VARIANT)
    if not value.type.is_semistructured or not (key.type.is_text or key.type.is_numeric or key.is_null
                                                or key.type.name == "VARIANT"):
        raise call.wrong_types()
    if key.type.name == "VARIANT":
        key = call.cast(key, t.VARCHAR)
    made = variant_paths.element(call.compiler, value, key)
    return made if value.type.is_structured else made.but(type=t.VARIANT)


_STEP = re.compile(
    r"""[.:]?(?:([A-Za-z_$][\w$]*)|"((?:[^"]|"")+)")|\[(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(\d+))\]"""
)


def path_keys(path: str) -> list[str | int] | None:
    """The steps of a path such as ``a.b[0]['x y']``; None where it is no path."""
    keys: list[str | int] = []
    position = 0
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            return None
        bare, quoted, single, double, number = step.groups()
        if number is not None:
            keys.append(int(number))
        else:
            found = bare or (quoted or "").replace('""', '"') or (single or "").replace("''", "'") or double or ""
            keys.append(found)
        position = step.end()
    return keys


def _pointer(path: Expr) -> str:
    """A path that is not constant, as DuckDB's."""
    p = path.sql
    inner = f"regexp_replace({p}, '\\[[''\"]([^''\"\\]]*)[''\"]\\]', '.\"\\1\"', 'g')"
    return f"CASE WHEN starts_with({p}, '[') OR {p} = '' THEN '$' || {inner} ELSE '$.' || {inner} END"


@function
def get_path(call: Call, value: Any, path: Text) -> Expr:
    """The value at a path such as ``a.b[0]['x y']``.

    >>> GET_PATH(PARSE_JSON('{"a":{"b":[1,2]}}'), 'a.b[1]')
    2
    >>> GET_PATH(PARSE_JSON('{"a":1}'), 'b')
    NULL
    """
    if value.is_null:
        value = call.cast(value, t.VARIANT)
    if not value.type.is_semistructured:
        raise call.wrong_types()
    if isinstance(path.constant, str):
        keys = path_keys(path.constant)
        if keys is None:
            raise error("argument_value", value=path.constant, name="PATH", function=call.name)
        found = variant_paths.extract(value, keys, call.compiler)
        return found if value.type.is_structured else found.but(type=t.VARIANT)
    if value.type.is_structured:
        raise error("argument_constant", position=2, function=call.name, found=call.written(2))
    pointer = _pointer(path)
    sql = variants.element(variants.taken(value.sql, lambda v: f"json_extract({v}, {pointer})"))
    text = variants.element_text(f"json_extract_string({value.sql}, {pointer})")
    part = variants.part(value.sql, lambda v: f"json_extract({v}, {pointer})")
    return combined(sql, t.VARIANT, value, path, atomic=True).but(text_sql=text, part_sql=part, nullable=True)


@function
def json_extract_path_text(call: Call, text: Any, path: Text) -> Expr:
    """The text of the value at a path in JSON text.

    >>> JSON_EXTRACT_PATH_TEXT('{"a":{"b":"x"}}', 'a.b')
    x
    """
    parsed = text if text.type.is_semistructured else parse_json(call, call.cast(text, t.VARCHAR))
    found = get_path(call, parsed, path)
    return call.cast(found, t.VARCHAR)


@function
def get_ignore_case(call: Call, value: Any, key: Text) -> Expr:
    """The value of a key of an object, upper and lower case the same; an exact match comes first.

    >>> GET_IGNORE_CASE(PARSE_JSON('{"Aa":1}'), 'aA')
    1
    """
    if not value.type.is_semistructured:
        raise call.wrong_types()
    if value.type.is_structured and value.type.name != "MAP":
        return _get_ignore_case(call, value, key)
    k = "_k"  # always the same: GROUP BY finds a key by its text
    keys = f"json_keys({value.sql})"
    found = (
        f"CASE WHEN list_contains({keys}, {key.sql}) THEN {key.sql} "
        f"ELSE list_filter({keys}, lambda {k}: lower({k}) = lower({key.sql}))[1] END"
    )
    pointer = f"'/' || replace(replace({found}, '~', '~0'), '/', '~1')"
    sql = variants.taken(value.sql, lambda v: f"json_extract({v}, {pointer})")
    if value.type.is_structured:
        part = casts_structured.part(call.compiler, sql, value.type.element)
        return combined(part.sql, part.type, value, key).but(nullable=True)
    return combined(sql, t.VARIANT, value, key, atomic=True).but(nullable=True)


def _get_ignore_case(call: Call, value: Expr, key: Expr) -> Expr:
    """The value of a key of a structured OBJECT, which must be a constant."""
    if not isinstance(key.constant, str):
        raise error("argument_constant", position=2, function=call.name, found=call.written(2))
    names = [f.name for f in value.type.fields or ()]
    same = [n for n in names if n == key.constant] + [n for n in names if n.lower() == key.constant.lower()]
    return variant_paths.extract(value, [*same[:1], *([] if same else [key.constant])], call.compiler)
