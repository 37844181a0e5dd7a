r"""VARIANT values as DuckDB text: how they are taken apart, built, typed and compared.

A VARIANT is JSON text. What JSON cannot say is said in ways that ordinary JSON never pays for:

* A number that is a DOUBLE is spelled with an exponent (``1.5e+00``). DuckDB drops the exponent of what it takes out
  of an array or object; then ``.0`` is left of whole ones, since PARSE_JSON writes ``1.0`` as ``1``.
* DATE, TIME, TIMESTAMP and BINARY are strings in which one character is spelled ``\u00XX``, which JSON reads as the
  same character. Its place says the type. Within arrays and objects they are plain strings.
* The missing element of an array (``undefined``) is the number ``-0.0``.
"""

from __future__ import annotations

UNDEFINED = "-0.0"

#: type -> the place of the character that is spelled \u00XX.
PLACES = {"BINARY": 1, "TIME": 2, "TIMESTAMP_NTZ": 3, "TIMESTAMP_LTZ": 4, "DATE": 6, "TIMESTAMP_TZ": 7}

_ESCAPED = r'^"([0-9A-F:-]{0,6})\\u00[34]'


def once(sql: str, variable: str, body: str) -> str:
    """``body``, an expression over ``variable``, with a long text evaluated in one place."""
    if len(sql) <= 60 or sql.count("(") == 0:
        return body.replace(variable, sql if _simple(sql) else f"({sql})")
    return f"list_transform([{sql}], lambda {variable}: {body})[1]"


def _simple(sql: str) -> bool:
    return sql.replace('"', "").replace(".", "").replace("_", "").isalnum()


def typed_text(text_sql: str, type_name: str) -> str:
    """A string as JSON that remembers the type it was made from."""
    n = PLACES[type_name]
    return (
        f"CAST(CASE WHEN length({text_sql}) >= {n} THEN '\"' || left({text_sql}, {n - 1}) || '\\u00' || "
        f"hex(substr({text_sql}, {n}, 1)) || substr({text_sql}, {n + 1}) || '\"' ELSE '\"' || {text_sql} || '\"' END "
        f"AS JSON)"
    )


def plain(sql: str) -> str:
    """A VARIANT as ordinary JSON, without the spelling that remembers a type."""
    return f"CASE WHEN contains(CAST({sql} AS VARCHAR), '\\u00') THEN ({sql}) -> '$' ELSE {sql} END"


def kind(sql: str) -> str:
    """What TYPEOF says of a VARIANT that is not NULL."""
    places = " ".join(
        f"WHEN {place - 1} THEN '{name}'" for name, place in sorted(PLACES.items(), key=lambda item: item[1])
    )
    v = f"CAST({sql} AS VARCHAR)"
    return (
        f"CASE WHEN {v} IS NOT NULL THEN CASE left({v}, 1) WHEN '\"' THEN CASE WHEN regexp_matches({v}, '{_ESCAPED}') "
        f"THEN CASE length(regexp_extract({v}, '{_ESCAPED}', 1)) {places} END ELSE 'VARCHAR' END "
        f"WHEN '{{' THEN 'OBJECT' WHEN '[' THEN 'ARRAY' WHEN 't' THEN 'BOOLEAN' WHEN 'f' THEN 'BOOLEAN' "
        f"WHEN 'n' THEN 'NULL_VALUE' WHEN 'N' THEN 'DOUBLE' "
        f"ELSE CASE WHEN regexp_full_match({v}, '-?[0-9]+') THEN 'INTEGER' "
        f"WHEN regexp_full_match({v}, '-?[0-9]+\\.[0-9]+') AND NOT suffix({v}, '.0') THEN 'DECIMAL' "
        "ELSE 'DOUBLE' END END END"
    )


def elements(sql: str) -> str:
    """The elements of an ARRAY as a list; an empty one for what is no array."""
    if sql.strip("()") in ("NULL", "CAST(NULL AS JSON"):
        return "CAST(NULL AS JSON[])"
    return f"json_extract({sql}, '$[*]')"


def array(list_sql: str) -> str:
    """An ARRAY of a list of JSON without NULLs.

    DuckDB's to_json would read every element again, and write numbers with the digits of a DOUBLE.
    """
    return f"CAST('[' || array_to_string(CAST({list_sql} AS VARCHAR[]), ',') || ']' AS JSON)"


def element(sql: str) -> str:
    """An element taken out of an ARRAY: the missing one is NULL."""
    return f"nullif({sql}, '{UNDEFINED}')"


def shown(sql: str) -> str:
    """The text of an ARRAY or VARIANT, missing elements as ``undefined``."""
    text = f"CAST({plain(sql)} AS VARCHAR)"
    pattern = "'([\\[,])-0\\.0([,\\]])', '\\1undefined\\2', 'g'"
    undefined = (
        f"CASE WHEN contains({text}, '{UNDEFINED}') THEN "
        f"regexp_replace(regexp_replace({text}, {pattern}), {pattern}) ELSE {text} END"
    )
    if not _simple(sql):
        return undefined
    # Most values have neither: two looks at their text are enough then.
    own = f"CAST({sql} AS VARCHAR)"
    return (
        f"CASE WHEN NOT (contains({own}, '\\u00') OR contains({own}, '{UNDEFINED}')) THEN {own} ELSE {undefined} END"
    )


def number_key(text_sql: str, double_sql: str) -> str:
    """What orders numbers exactly, given their text and their DOUBLE.

    Numbers that share a DOUBLE are told apart by themselves rounded to 0, 18 and 37 digits: rounding keeps their order,
    and one of the three holds all the digits that 38 can be.
    """
    digits = ", ".join(f"'d{n}': TRY_CAST({text_sql} AS DECIMAL(38,{n}))" for n in (0, 18, 37))
    return f"{{'n': {double_sql}, {digits}}}"


def order_key(sql: str) -> str:
    """What orders VARIANTs: booleans, numbers, strings, arrays, objects, JSON null."""
    v = "_v_"
    text = f"CAST({v} AS VARCHAR)"
    double = f"CAST({text} AS DOUBLE)"
    # A DOUBLE is spelled with all its digits; its shortest text is the number that it stands for.
    number = number_key(f"CASE WHEN contains({text}, 'e') THEN CAST({double} AS VARCHAR) ELSE {text} END", double)
    body = (
        f"CASE WHEN {v} IS NOT NULL THEN CASE left({text}, 1) "
        f"WHEN '\"' THEN {{'r': 3, 'n': NULL, 's': {v} ->> '$'}} "
        f"WHEN '[' THEN {{'r': 4, 'n': NULL, 's': {text}}} WHEN '{{' THEN {{'r': 5, 'n': NULL, 's': {text}}} "
        f"WHEN 't' THEN {{'r': 1, 'n': NULL, 's': {text}}} WHEN 'f' THEN {{'r': 1, 'n': NULL, 's': {text}}} "
        f"WHEN 'n' THEN {{'r': 6, 'n': NULL, 's': NULL}} "
        f"ELSE CASE WHEN {v} = '{UNDEFINED}' THEN {{'r': 7, 'n': NULL, 's': NULL}} ELSE "
        f"{{'r': 2, 'n': {number}, 's': NULL}} END END END"
    )
    return once(sql, v, body)


def same_text(sql: str) -> str:
    """Text that is the same for VARIANTs that are equal: 1 and 1.0, whatever they were made of."""
    v = "_v_"
    text = f"CAST({v} AS VARCHAR)"
    double = f"CAST({text} AS DOUBLE)"
    body = (
        f"CASE WHEN left({text}, 1) BETWEEN '-' AND '9' THEN "
        f"CASE WHEN regexp_full_match({text}, '-?[0-9]+') THEN {text} "
        f"WHEN NOT contains({text}, 'e') AND length({text}) > 16 THEN rtrim(rtrim({text}, '0'), '.') "
        f"WHEN abs({double}) < 1e37 AND {double} = trunc({double}) "
        f"THEN CAST(CAST({double} AS DECIMAL(38,0)) AS VARCHAR) "
        f"ELSE CAST({double} AS VARCHAR) END "
        f"WHEN contains({text}, '\\u00') THEN CAST({v} -> '$' AS VARCHAR) ELSE {text} END"
    )
    return once(sql, v, body)


def folded(sql: str) -> str:
    """An element of an array as the text that tells it from others."""
    return f"regexp_replace(CAST({sql} AS VARCHAR), '^(-?[0-9]+)\\.0$', '\\1')"
