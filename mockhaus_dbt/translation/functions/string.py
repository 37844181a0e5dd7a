"""String and binary functions: case, length, parts, padding
(https://docs.snowflake.com/en/sql-reference/functions-string).

Searching is in string_matching.py, splitting in string_splitting.py, encodings and digests in string_encoding.py.
A BINARY is handled as its hexadecimal digits, two to a byte, where DuckDB's functions only take text.
"""

from __future__ import annotations

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation import collations
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import (
    hexadecimal,
    longest,
    lower_bound,
    not_negative,
    text,
    text_or_binary,
    whole,
    within_text,
)
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, Constant, Integer, Text, function
from mockhaus_dbt.translation.held import SHORT, held, once
from mockhaus_dbt.translation.types import SqlType

COUNT = t.number(18, 0)
_BLANK = Expr("' '", t.varchar(1), nullable=False, constant=" ")
_EMPTY = Expr("''", t.varchar(0), nullable=False, constant="")


# --------------------------------------------------------------------------------------------------- characters, length


@function
def ascii(call: Call, value: Text) -> Expr:
    """The code of the first character; 0 for an empty string.

    >>> ASCII('bcd')
    98
    >>> ASCII('')
    0
    """
    return combined(f"CAST(ascii({value.sql}) AS BIGINT)", COUNT, value, atomic=True)


@function
def unicode(call: Call, value: Text) -> Expr:
    """The Unicode code point of the first character; 0 for an empty string.

    >>> UNICODE('❄')
    10052
    >>> UNICODE('')
    0
    """
    return combined(f"CAST(ascii({value.sql}) AS BIGINT)", COUNT, value, atomic=True)


@function(name="CHR", aliases=("CHAR",))
def chr_(call: Call, code: Integer) -> Expr:
    """The character of a Unicode code point.

    >>> CHR(83)
    S
    >>> CHAR(9924)
    ⛄
    """
    number = whole(code)
    if isinstance(code.constant, int) and 0 < code.constant < 0xD800:
        made = chr(code.constant)
        return combined(literal(made), t.varchar(1), code, atomic=True).but(constant=made)
    if isinstance(code.constant, int) and (code.constant == 0 or 0xDFFF < code.constant <= 0x10FFFF):
        sql = f"chr({number})"
    else:
        sql = held([Expr(number, t.INTEGER)], _character)
    return combined(sql, t.varchar(1), code)


def _character(number: Expr) -> str:
    return (
        f"CASE WHEN {number} BETWEEN 0 AND 55295 OR {number} BETWEEN 57344 AND 1114111 "
        f"THEN chr(CAST({number} AS INTEGER)) WHEN {number} IS NULL THEN NULL "
        f"ELSE {raising('character_code', number.sql)} END"
    )


@function(aliases=("LEN",))
def length(call: Call, value: Any) -> Expr:
    """How many characters a string has, or how many bytes a binary.

    >>> LENGTH('Joyeux Noël')
    11
    >>> LEN(X'A1B2')
    2
    """
    (value,) = text_or_binary(call, value)
    name = "octet_length" if value.type.name == "BINARY" else "length"
    return combined(f"{name}({value.sql})", COUNT, value, atomic=True)


@function
def octet_length(call: Call, value: Any) -> Expr:
    """How many bytes a string or binary has.

    >>> OCTET_LENGTH('Β')
    2
    >>> OCTET_LENGTH(X'A1B2')
    2
    """
    (value,) = text_or_binary(call, value)
    name = "octet_length" if value.type.name == "BINARY" else "strlen"
    return combined(f"{name}({value.sql})", COUNT, value, atomic=True)


@function
def bit_length(call: Call, value: Any) -> Expr:
    """How many bits a string or binary has.

    >>> BIT_LENGTH('abc')
    24
    >>> BIT_LENGTH(X'A1B2')
    16
    """
    (value,) = text_or_binary(call, value)
    name = "octet_length" if value.type.name == "BINARY" else "strlen"
    return combined(f"8 * {name}({value.sql})", COUNT, value)


@function
def rtrimmed_length(call: Call, value: Text) -> Expr:
    """The length without the blanks at the end.

    >>> RTRIMMED_LENGTH(' ABCD ')
    5
    """
    return combined(f"length(rtrim({value.sql}))", COUNT, value, atomic=True)


# ----------------------------------------------------------------------------------------------------------------- case


@function
def lower(call: Call, value: Text) -> Expr:
    """All letters small.

    >>> LOWER('1č2Б3 ABC')
    1č2б3 abc
    """
    sql = f"translate({value.sql}, 'Iİ', 'ıi')" if _turkic(value) else value.sql
    return combined(f"lower({sql})", value.type, value, atomic=True)


@function
def upper(call: Call, value: Text) -> Expr:
    """All letters capital.

    >>> UPPER('1č2Б3 abc')
    1Č2Б3 ABC
    >>> UPPER('i' COLLATE 'tr')
    İ
    >>> SELECT UPPER(column1) FROM VALUES ('straße'), ('é ﬁ')
    STRASSE
    É FI
    """
    sql = f"translate({value.sql}, 'i', 'İ')" if _turkic(value) else value.sql
    if isinstance(value.constant, str) and value.constant.isascii():
        return combined(f"upper({sql})", value.type, value, atomic=True)

    def body(text: Expr) -> str:
        several = f"strlen({text.sql}) > length({text.sql}) AND regexp_matches({text.sql}, '[{_SEVERAL}]')"
        return f"CASE WHEN {several} THEN mh_upper({text.sql}) ELSE upper({text.sql}) END"

    return combined(held([Expr(sql, value.type, volatile=value.volatile)], body, SHORT), value.type, value)


#: characters that become several capitals, where DuckDB makes one of one.
_SEVERAL = "ßŉǰΐΰևẖ-ẚὐ-ὗᾀ-ᾯᾲ-ᾷᾼῂ-ῇῌῒ-ῗῢ-ῧῲ-ῷῼﬀ-ﬗ"


def _turkic(value: Expr) -> bool:
    """A collation of Turkish or Azerbaijani: dotted and dotless i are two letters."""
    return (value.type.collation or "").split("-")[0].split("_")[0] in ("tr", "az")


#: what separates words for INITCAP, besides white space.
_INITCAP_DELIMITERS = "!?@\"^#$&~_,.:;+-*%/|\\[](){}<>"


@function
def initcap(call: Call, value: Text, delimiters: Constant = "default") -> Expr:
    """The first letter of each word capital, the others small. An apostrophe separates no words.

    >>> INITCAP('o''neil mc-donald HelL0_hi+therE')
    O'neil Mc-Donald Hell0_Hi+There
    >>> INITCAP('iqamqinterestedqinqthisqtopic', 'q')
    IqAmqInterestedqInqThisqTopic
    >>> INITCAP('this is the new Frame+work', '')
    This is the new frame+work
    """
    collations.refuse(call.name, value.type.collation)
    if delimiters is None:
        return combined("CAST(NULL AS VARCHAR)", t.VARCHAR, value, atomic=True).but(nullable=True)
    if delimiters == "":
        return combined(f"upper(left({value.sql}, 1)) || lower(substring({value.sql}, 2))", value.type, value)
    given = _INITCAP_DELIMITERS if len(call.node.expressions) < 2 else str(delimiters)
    members = ("\\s" if given is _INITCAP_DELIMITERS else "") + "".join("\\" + c if not c.isalnum() and
                                                                         c.isascii() else c for c in given)
    pieces = literal(f"[{members}]+|[^{members}]+")
    word = call.fresh("word")
    return combined(
        f"array_to_string(list_transform(regexp_extract_all({value.sql}, {pieces}), lambda {word}: "
        f"CASE WHEN regexp_matches({word}, {literal(f'^[{members}]')}) THEN {word} "
        f"ELSE upper(left({word}, 1)) || lower(substring({word}, 2)) END), '')",
        value.type,
        value,
        atomic=True,
    )


# ------------------------------------------------------------------------------------------------------------- joining


@function
def concat(call: Call, first: Any, *others: Any) -> Expr:
    """Strings or binaries one after another; NULL if any of them is.

    >>> CONCAT('George ', 'Washington ', 'Carver')
    George Washington Carver
    >>> CONCAT('a', NULL)
    NULL
    """
    values = text_or_binary(call, *_alike(call, first, *others))
    return combined(" || ".join(map(str, values)), _joint(longest(*(v.type for v in values)), *values), *values)


def _joint(type_: SqlType, *values: Expr) -> SqlType:
    """A text's type with the collation of all values.

    Raises:
        CompilationError: 002322, they are not compatible.
    """
    return type_ if type_.name == "BINARY" else type_.with_collation(collations.mixed(v.type.collation for v in values))


def _alike(call: Call, *values: Expr) -> tuple[Expr, ...]:
    """The values, which must not mix text and binary."""
    kinds = {v.type.name for v in values}
    if "BINARY" in kinds and kinds - {"BINARY", "NULL"}:
        raise call.wrong_types()
    return values


@function
def concat_ws(call: Call, separator: Any, first: Any, *others: Any) -> Expr:
    """Strings joined by a separator; NULL if any argument is.

    >>> CONCAT_WS(',', 'one', 'two', 'three')
    one,two,three
    >>> CONCAT_WS(',', 'one', NULL)
    NULL
    >>> CONCAT_WS(',', 'one')
    one
    """
    joint, *values = text_or_binary(call, *_alike(call, separator, first, *others))
    type_ = _joint(longest(*(v.type for v in values), *[joint.type] * (len(values) - 1)), joint, *values)
    if len(values) == 1:
        return combined(f"CASE WHEN {joint} IS NOT NULL THEN {values[0].sql} END", type_, joint, values[0])
    return combined(f" || {joint} || ".join(map(str, values)), type_, joint, *values)


@function(note="Specifications are read as Python reads them; numbers and words of its errors are not documented.")
def format_string_template(call: Call, template: Text, value: Any, *more: Any) -> Expr:
    """A text whose placeholders are filled with values, in order.

    >>> FORMAT_STRING_TEMPLATE('{} has {} apples', 'Alice', 5)
    Alice has 5 apples
    >>> FORMAT_STRING_TEMPLATE('Pi is approximately {:.2f}', 3.14159)
    Pi is approximately 3.14
    """
    values = (value, *more)
    if any(v.type.is_semistructured or v.type.name == "BINARY" for v in values):
        raise call.wrong_types()
    kinds = ", ".join(f"'{_kind(v)}'" for v in values)
    texts = ", ".join(text(call, v).sql for v in values)
    return combined(f"mh_format_template({template.sql}, [{kinds}], [{texts}])", t.VARCHAR, template, *values)


def _kind(value: Expr) -> str:
    if value.type.name == "FLOAT":
        return "f"
    return "s" if value.type.name != "NUMBER" else "i" if value.type.is_integer else "n"


@function
def repeat(call: Call, value: Text, times: Integer) -> Expr:
    """A string several times over; none for zero or less.

    >>> REPEAT('xy', 5)
    xyxyxyxyxy
    """
    count = not_negative(times)
    if isinstance(times.constant, int) and times.constant <= _FEW:
        return combined(f"repeat({value.sql}, {count})", t.VARCHAR, value, times, atomic=True)

    def body(one: Expr, number: Expr) -> str:
        size, shown = f"strlen({one.sql}) * CAST({number} AS DOUBLE)", f"left({one.sql}, 20) || '...'"
        return _within_limits(size, f"repeat({one.sql}, {number})", shown)

    return combined(held([value, Expr(count, t.INTEGER)], body), t.VARCHAR, value, times, atomic=True)


#: times that no text comes near the limit.
_FEW = 8


def _within_limits(size: str, sql: str, shown: str) -> str:
    """DuckDB text of a text that can be longer than there are."""
    return f"CASE WHEN {size} > {t.MAX_VARCHAR} THEN {raising('string_too_long', shown)} ELSE {sql} END"


@function
def space(call: Call, times: Integer) -> Expr:
    """So many blanks.

    >>> LENGTH(SPACE(3))
    3
    """
    count = not_negative(times)
    sql = f"repeat(' ', {count})"
    if not (isinstance(times.constant, int) and times.constant <= t.MAX_VARCHAR):
        sql = _within_limits(count, sql, "'   ...'")
    return combined(sql, t.VARCHAR, times, atomic=True)


# --------------------------------------------------------------------------------------------------------------- parts


@function
def left(call: Call, value: Any, count: Integer) -> Expr:
    """The leftmost characters or bytes; none for a count below zero.

    >>> LEFT('ABCDEF', 3)
    ABC
    >>> LEFT('ABCDEF', -1)
    """
    return _end(call, "left", value, count)


@function
def right(call: Call, value: Any, count: Integer) -> Expr:
    """The rightmost characters or bytes; none for a count below zero.

    >>> RIGHT('ABCDEFG', 3)
    EFG
    """
    return _end(call, "right", value, count)


def _end(call: Call, name: str, value: Expr, count: Expr) -> Expr:
    (value,) = text_or_binary(call, value)
    count = within_text(count)
    if value.type.name == "BINARY":
        sql = f"unhex({name}({hexadecimal(value)}, 2 * ({not_negative(count)})))"
    else:
        sql = f"{name}({value.sql}, {not_negative(count)})"
    return combined(sql, value.type, value, count, atomic=True)


@function(aliases=("SUBSTRING",))
def substr(call: Call, value: Any, start: Integer, count: Integer | None = None) -> Expr:
    """A part of a string or binary. Position 0 means 1; a negative one counts from the end.

    >>> SUBSTR('mystring', 0, 3)
    mys
    >>> SUBSTR('mystring', -3, 7)
    ing
    >>> SUBSTR('abc', -5, 3)
    >>> SUBSTRING('testing 1 2 3', 9)
    1 2 3
    """
    (value,) = text_or_binary(call, value)
    start, count = within_text(start), None if count is None else within_text(count)
    given = [value, start] if count is None else [value, start, count]
    nodes = call.node.expressions
    least = lower_bound(nodes[1]) if len(nodes) > 1 else None
    if value.type.name == "BINARY":
        digits = Expr(hexadecimal(value), t.VARCHAR)
        sql = f"unhex({_substring(digits, start, count, 2, least)})"
        return combined(sql, value.type, *given, atomic=True)
    def body(searched: Expr, at: Expr, length: Expr | None = None) -> str:
        return _substring(searched, at, length, 1, least)

    sql = held(given, body)
    return combined(sql, value.type, *given, atomic=sql.startswith("substring("))


def _substring(value: Expr, start: Expr, count: Expr | None, unit: int, least: int | None) -> str:
    """SUBSTR of text of which ``unit`` characters count as one; ``start`` is known not to be below ``least``."""
    tail = "" if count is None else f", {unit} * ({not_negative(count)})" if unit > 1 else f", {not_negative(count)}"
    if isinstance(start.constant, int):
        at = start.constant
        if at >= 0:
            return f"substring({value.sql}, {unit * (max(at, 1) - 1) + 1}{tail})"
        part = f"substring({value.sql}, {at * unit}{tail})"
        return f"CASE WHEN length({value.sql}) < {-at * unit} THEN '' ELSE {part} END"
    at_sql = whole(start)
    ahead = at_sql if least is not None and least > 0 else f"({at_sql} + CAST({at_sql} = 0 AS BIGINT))"
    forward = f"substring({value.sql}, {ahead if unit == 1 else f'{unit} * ({ahead} - 1) + 1'}{tail})"
    if least is not None and least >= 0:
        return forward
    return (
        f"CASE WHEN {at_sql} >= 0 THEN {forward} WHEN length({value.sql}) >= -{unit} * {at_sql} "
        f"THEN substring({value.sql}, {unit} * {at_sql}{tail}) "
        f"WHEN {at_sql} IS NOT NULL AND {value} IS NOT NULL THEN '' END"
    )


@function
def insert(call: Call, value: Any, position: Integer, count: Integer, inserted: Any) -> Expr:
    """Replace so many characters or bytes from a position on.

    >>> INSERT('abcdef', 3, 2, 'zzz')
    abzzzef
    >>> INSERT('abc', 4, 0, 'Z')
    abcZ
    >>> INSERT('abc', NULL, 2, 'Z')
    NULL
    """
    value, inserted = text_or_binary(call, value, inserted)
    binary = value.type.name == "BINARY"
    unit = 2 if binary else 1
    base, added = (hexadecimal(value), hexadecimal(inserted)) if binary else (str(value), str(inserted))
    at, cut = whole(position), whole(count)
    made = f"left({base}, {unit} * ({at} - 1)) || {added} || substring({base}, {unit} * ({at} + {cut} - 1) + 1)"
    if binary:
        made = f"unhex({made})"
    wrong = raising("insert_position", f"concat({at}, ', ', {cut})")
    outside = f"{at} < 1 OR {cut} < 0 OR {unit} * ({at} + {cut} - 1) > length({base})"
    sql = f"CASE WHEN {outside} THEN {wrong} ELSE {made} END"
    return combined(sql, longest(value.type, inserted.type), value, position, count, inserted)


@function
def reverse(call: Call, value: Any) -> Expr:
    """The characters or bytes in reverse order.

    >>> REVERSE('Hello, world!')
    !dlrow ,olleH
    """
    (value,) = text_or_binary(call, value)
    if value.type.name == "BINARY":
        sql = f"unhex(array_to_string(list_reverse(regexp_extract_all({hexadecimal(value)}, '..')), ''))"
    else:
        # DuckDB keeps together what is shown as one; Snowflake reverses characters.
        one = "list_transform(range(length({0}), 0, -1), lambda _i: substr({0}, _i, 1))"
        sql = once(
            value.sql,
            lambda x: f"CASE WHEN strlen({x}) = length({x}) THEN reverse({x}) "
            f"ELSE array_to_string({one.format(x)}, '') END",
        )
        sql = f"({sql})"
    return combined(sql, value.type, value, atomic=True)


# ------------------------------------------------------------------------------------------------- padding and trimming


@function
def lpad(call: Call, value: Any, size: Integer, padding: Any = _BLANK) -> Expr:
    """Fill up on the left to a length; what is longer is cut.

    >>> LPAD('123.50', 19, '*_')
    *_*_*_*_*_*_*123.50
    >>> LPAD('Twelve Dollars', 10, '$')
    Twelve Dol
    """
    return _pad(call, "lpad", value, size, padding)


@function
def rpad(call: Call, value: Any, size: Integer, padding: Any = _BLANK) -> Expr:
    """Fill up on the right to a length; what is longer is cut.

    >>> RPAD('123.50', 19, '*_')
    123.50*_*_*_*_*_*_*
    """
    return _pad(call, "rpad", value, size, padding)


def _pad(call: Call, name: str, value: Expr, size: Expr, padding: Expr) -> Expr:
    value, padding = text_or_binary(call, value, padding)
    binary = value.type.name == "BINARY"
    base, filler = (hexadecimal(value), hexadecimal(padding)) if binary else (value.sql, padding.sql)
    wanted = not_negative(size, "INTEGER")
    if binary:
        wanted = f"2 * ({wanted})"
    made = f"{name}({base}, CAST({wanted} AS INTEGER), {filler})"
    if padding.constant == "" or not isinstance(padding.constant, str):
        # DuckDB refuses to pad with nothing; Snowflake then only cuts.
        made = f"CASE WHEN {filler} = '' THEN left({base}, {wanted}) ELSE {made} END"
    type_ = t.BINARY if binary else t.VARCHAR.with_collation(value.type.collation)
    if isinstance(size.constant, int) and size.constant > t.MAX_VARCHAR:
        failing = raising("string_too_long", f"left({base}, 20) || '...'")
        made = f"CASE WHEN {base} IS NOT NULL AND {filler} IS NOT NULL THEN {failing} END"
    elif isinstance(size.constant, int) and not binary:
        type_ = t.varchar(size.constant).with_collation(value.type.collation)
    return combined(f"unhex({made})" if binary else made, type_, value, size, padding)


@function
def trim(call: Call, value: Text, characters: Text = _BLANK) -> Expr:
    """Without leading and trailing characters of a set, by default blanks.

    >>> TRIM('xxaxx', 'x')
    a
    >>> TRIM('❄-❄ABC-❄', '❄-')
    ABC
    """
    return _trim(call, value, characters)


@function
def ltrim(call: Call, value: Text, characters: Text = _BLANK) -> Expr:
    """Without leading characters of a set, by default blanks.

    >>> LTRIM('#000000123', '0#')
    123
    """
    return _trim(call, value, characters)


@function
def rtrim(call: Call, value: Text, characters: Text = _BLANK) -> Expr:
    """Without trailing characters of a set, by default blanks.

    >>> RTRIM('$125.00', '0.')
    $125
    """
    return _trim(call, value, characters)


def _trim(call: Call, value: Expr, characters: Expr) -> Expr:
    if not (isinstance(characters.constant, str) and not characters.constant.strip()):
        collations.refuse(f"{call.name} of characters", value.type.collation, characters.type.collation)
    return combined(f"{call.name.lower()}({value.sql}, {characters.sql})", value.type, value, characters, atomic=True)


# ----------------------------------------------------------------------------------------------------------- replacing


@function
def replace(call: Call, value: Text, pattern: Text, replacement: Text = _EMPTY) -> Expr:
    """Every occurrence of a string replaced by another, or removed.

    >>> REPLACE('down', 'down', 'up')
    up
    >>> REPLACE('abcd', 'bc')
    ad
    """
    collation = collations.mixed([value.type.collation, pattern.type.collation])
    sql = f"replace({value.sql}, {pattern.sql}, {replacement.sql})"
    if collation:
        sql = collations.replaced(str(value), str(pattern), str(replacement), collation)
    return combined(sql, t.VARCHAR.with_collation(value.type.collation), value, pattern, replacement, atomic=True)


@function
def translate(call: Call, value: Text, source: Text, target: Text) -> Expr:
    """Characters replaced one by one; those without a counterpart are removed.

    >>> TRANSLATE('❄a❄bX❄dYZ❄', 'XYZ❄', 'cef')
    abcdef
    """
    if isinstance(source.constant, str) and isinstance(target.constant, str):
        if len(target.constant) > len(source.constant):
            raise error("string_too_long", value=target.constant)
        taken = target.sql
    else:
        wrong = raising("string_too_long", target.sql)
        taken = f"CASE WHEN length({target.sql}) > length({source.sql}) THEN {wrong} ELSE {target.sql} END"
    sql = f"translate({value.sql}, {source.sql}, {taken})"
    return combined(sql, value.type, value, source, target, atomic=True)


@function
def collation(call: Call, value: Text) -> Expr:
    """The collation of an expression; NULL where it has none.

    >>> COLLATION('a' COLLATE 'en-ci')
    en-ci
    >>> COLLATION('a')
    NULL
    """
    name = value.type.collation
    if not name:
        return Expr("CAST(NULL AS VARCHAR)", t.VARCHAR)
    return Expr(literal(name), t.varchar(len(name)), nullable=False, constant=name)
