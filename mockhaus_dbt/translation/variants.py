r"""VARIANT values as DuckDB text: how they are taken apart, built, typed and compared.

A VARIANT is JSON text. What JSON cannot say is said by white space where ordinary JSON, which is kept without any, has
none: line ends and tabs stand in no string of JSON, so that no text of a user's is mistaken for it, and every reader of
JSON passes over it.

* A value that is more than its JSON has a tab in front of it, wherever it stands: a DOUBLE, spelled with its exponent
  (``1.5e+00``); a DECIMAL that a DOUBLE would change, which is spelled as a string of its digits; and DATE, TIME,
  TIMESTAMP and BINARY, which are strings, with line ends after the tab that say which (:data:`MARKS`).
* The missing element of an array (``undefined``) is the number ``-0.0``, with a tab in front of it too.
* An ARRAY or OBJECT that holds any of these ends in a tab. That is all that ordinary JSON is asked for.

DuckDB drops white space of what it takes out. From an ARRAY or OBJECT that ends in a tab values are therefore taken
between two functions in Python, :func:`protected` and :func:`restored`; see :func:`taken`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mockhaus_dbt.translation.held import SHORT, once

if TYPE_CHECKING:
    from mockhaus_dbt.translation.expressions import Expr

#: what stands in front of a value that is more than its JSON, and at the end of what holds one.
MARK = "\t"

#: a missing element, and what DuckDB leaves of it where it takes it out.
UNDEFINED, MISSING = f"{MARK}-0.0", "-0.0"

#: type -> what stands in front of the string of a value.
MARKS = {
    "DATE": "\t\n", "TIME": "\t\r", "BINARY": "\t\n\r", "TIMESTAMP_NTZ": "\t\n\n", "TIMESTAMP_LTZ": "\t\r\n",
    "TIMESTAMP_TZ": "\t\r\r",
}  # fmt: skip

#: in translated text: a mark, line ends, and what ends a value of a kind.
_MARK = f"'{MARK}'"
_ENDS = "'\n', '\r'"
#: a column, a variable of a lambda, a field of one.
_NAME = re.compile(r'(?:"[^"]+"|\w+)(?:\."[^"]+"|\.\w+|\[1\]|\[2\])*')
#: digits that every DOUBLE keeps.
_EXACT_DIGITS = 15
_EMPTY = ("CAST('[]' AS JSON)", "CAST('{}' AS JSON)")
_MARKED = re.compile(r'(\t[\n\r]*)("[^"]*"|[^,\]}\s]+)')
#: what tells a mark that is part of a string: how strings that are no keys begin with it, and what they become.
_DEL = "\x7f"
#: how a protected DECIMAL of more digits than a DOUBLE has begins, and how a DOUBLE does.
PROTECTED_DECIMAL, PROTECTED_DOUBLE = f"{_DEL}t{_DEL}", f"{_DEL}t"
_BEGUN = re.compile(r'"(\x7f[^"\\]*(?:\\.[^"\\]*)*"(?!:))')
_PROTECTED = re.compile(r'"\x7f(?:(t[nr]*)(\x7f)?([^"\\\x7f]*)"(?!:)|(\x7f[^"\\]*(?:\\.[^"\\]*)*"(?!:)))')


# ----------------------------------------------------------------------------------------------- marks and their guards


def marked(text: str, type_name: str) -> str:
    """DuckDB text of a string, whose text is given, as JSON that remembers the type it was made from."""
    return f"CAST('{MARKS[type_name]}\"' || {text} || '\"' AS JSON)"


def holds_marks(sql: str) -> str:
    """Whether an ARRAY or OBJECT holds values that are more than their JSON; quick for all others."""
    return f"suffix({sql}, {_MARK})"


def protected_sql(sql: str) -> str:
    """A value whose marks DuckDB's JSON functions leave alone, for :func:`restored_sql`."""
    return f"mh_protected({sql})"


def restored_sql(sql: str) -> str:
    """What DuckDB took out of a protected value, with its marks."""
    return f"mh_restored({sql})"


def taken(sql: str, body: Callable[[str], str]) -> str:
    """A value that is taken out of an ARRAY or OBJECT.

    Args:
        sql: DuckDB text of where it is taken from.
        body: gives the text that takes it, for the text of where it is taken from.
    """


    def one(v: str) -> str:
        return f"CASE WHEN {holds_marks(v)} THEN {restored_sql(body(protected_sql(v)))} ELSE {body(v)} END"

    return f"({_from(sql, one)})"


def part(sql: str, body: Callable[[str], str]) -> tuple[str, str, str]:
    """The parts of what :func:`taken` says: whether the ARRAY or OBJECT has marks, what is taken out then, and else.

    Args:
        sql, body: as of :func:`taken`.
    """
    held = sql if _NAME.fullmatch(sql) else f"({sql})"
    return holds_marks(held), body(protected_sql(held)), body(held)


def split(value: Expr, body: Callable[[str], str]) -> str:
    """What a body makes of a VARIANT.

    Args:
        value: the VARIANT. What is taken out of one by a path DuckDB computes once, wherever the text names it: that
            costs less than a lambda expression.
        body: gives the text for the text of a value.
    """
    if value.text_sql is None or value.part_sql is None or len(value.sql) > 200:
        return body(value.sql)
    return body("_part_").replace("_part_", value.sql)


def listed(sql: str, path: str) -> str:
    """The values at a path with ``*`` as a list."""

    def every(v: str) -> str:
        # DuckDB does not know the type of what it extracts from a constant NULL.
        parts = f"CAST(json_extract({protected_sql(v)}, '{path}') AS JSON[])"
        held = f"list_transform({parts}, lambda _r: {restored_sql('_r')})"
        return f"CASE WHEN {holds_marks(v)} THEN {held} ELSE CAST(json_extract({v}, '{path}') AS JSON[]) END"

    return _from(sql, every)


def _from(sql: str, body: Callable[[str], str]) -> str:
    """What a body makes of a value, which is computed once."""
    if _NAME.fullmatch(sql):
        return body(sql)
    return f"list_transform([{sql}], lambda _from: {body('_from')})[1]"


def container(text: str, perhaps: bool = True, again: int = 300) -> str:
    """An ARRAY or OBJECT of its text, put together of the texts of what it holds.

    Args:
        perhaps: whether it may hold values that are more than their JSON.
        again: up to how many characters the text may be written three times.
    """
    if not perhaps:
        return f"CAST({text} AS JSON)"
    t = "_held_"
    # Of what it holds the ends lose their tabs: the same values have the same text.
    body = (
        f"CASE WHEN contains({t}, {_MARK}) THEN regexp_replace({t}, '([\\]}}])\t', '\\1', 'g') || {_MARK} ELSE {t} END"
    )
    if len(text) <= again:  # DuckDB computes once what comes twice
        return f"CAST({body.replace(t, f'({text})')} AS JSON)"
    return f"CAST(list_transform([{text}], lambda {t}: {body})[1] AS JSON)"


def packed(text: str, values: Sequence[Expr], missing: Sequence[Expr] = ()) -> str:
    """An ARRAY or OBJECT of its text, and of the values whose JSON the text has.

    Args:
        missing: those of the values that are missing elements where they are NULL.
    """
    marks = [f"{v} IS NULL" for v in missing]
    for value in values:
        if value.type.name == "FLOAT":
            marks.append(f"isfinite({value.sql})")
        elif value.type.name in MARKS:
            marks.append(f"{value} IS NOT NULL")
        elif may_be_marked(value):
            return container(text, again=1500)
    if any(v.volatile for v in values) or sum(map(len, marks)) > 1000:
        return container(text, perhaps=bool(marks))
    return f"CAST(concat({text}, CASE WHEN {' OR '.join(marks)} THEN {_MARK} END) AS JSON)" if marks else (
        f"CAST({text} AS JSON)"
    )


def may_be_marked(value: Expr) -> bool:
    """Whether the JSON of a value can be more than JSON: what holds it has to look."""
    kind = value.type
    if kind.is_number:
        return bool(kind.scale) and ((kind.precision or 38) > 15 or (kind.scale or 0) > 4)
    return not (kind.name in ("VARCHAR", "BOOLEAN", "UUID", "NULL") or value.unmarked)


def unended(text: str) -> str:
    """The text of an ARRAY or OBJECT up to its closing bracket."""
    return f"CASE WHEN {holds_marks(text)} THEN left({text}, -1) ELSE {text} END"


def protected(text: str) -> str:
    """JSON whose marks are part of strings: what a function in SQL and in Python does, :func:`restored` undoes it.

    U+007F in front tells them from other strings; a string that begins with one gets another.
    """

    def kept(found: re.Match[str]) -> str:
        ends = found[1].replace("\t", "t").replace("\n", "n").replace("\r", "r")
        return f'"{_DEL}{ends}{found[2]}"' if found[2][0] != '"' else f'"{_DEL}{ends}{_DEL}{found[2][1:]}'

    if _DEL in text:
        text = _BEGUN.sub(rf'"{_DEL}\1', text)
    return _MARKED.sub(kept, text)


def restored(text: str) -> str:
    """What was taken out of protected JSON, with its marks."""

    def mark(found: re.Match[str]) -> str:
        if found[1] is None:
            return f'"{found[4]}'
        ends = found[1].replace("t", "\t").replace("n", "\n").replace("r", "\r")
        return f'{ends}"{found[3]}"' if found[2] else f"{ends}{found[3]}"

    made = _PROTECTED.sub(mark, text) if _DEL in text else text
    return made + MARK if made[0] in "[{" and MARK in made else made


def plain_text(text: str) -> str:
    """The JSON of a value without marks, as Snowflake prints it."""
    if MARK not in text:
        return text
    return re.sub("[\t\n\r]", "", re.sub('\t"([^"]*)"', r"\1", text))


def as_text(text: str) -> str | None:
    """What a VARIANT is as VARCHAR, given its JSON; None for JSON null."""
    if text[0] in "[{":
        return plain_text(text.replace(UNDEFINED, "undefined"))
    if text in ("null", UNDEFINED):
        return None
    if text[0] == MARK and text[1] not in '\n\r"':
        return repr(float(text)).removesuffix(".0")
    if text[0] in f'"{MARK}':
        said: str = json.loads(text)
        return said
    return text


# ------------------------------------------------------------------------------------------------------ kinds and text


def kind(sql: str) -> str:
    """What TYPEOF says of a VARIANT that is not NULL."""
    v = f"CAST({sql} AS VARCHAR)"
    types = " ".join(f"WHEN '{mark}\"' THEN '{name}'" for name, mark in MARKS.items() if len(mark) == 3)
    short = " ".join(f"WHEN '{mark}\"' THEN '{name}'" for name, mark in MARKS.items() if len(mark) == 2)
    of_marked = (
        f"CASE left({v}, 3) {short} ELSE CASE left({v}, 4) {types} "
        f"ELSE CASE WHEN substr({v}, 2, 1) = '\"' THEN 'DECIMAL' ELSE 'DOUBLE' END END END"
    )
    return (
        f"CASE WHEN {v} IS NOT NULL THEN CASE left({v}, 1) WHEN '\"' THEN 'VARCHAR' "
        f"WHEN '{{' THEN 'OBJECT' WHEN '[' THEN 'ARRAY' WHEN 't' THEN 'BOOLEAN' WHEN 'f' THEN 'BOOLEAN' "
        f"WHEN 'n' THEN 'NULL_VALUE' WHEN {_MARK} THEN {of_marked} WHEN 'N' THEN 'DOUBLE' "
        f"ELSE CASE WHEN regexp_full_match({v}, '-?[0-9]+') THEN 'INTEGER' "
        f"WHEN regexp_full_match({v}, '-?[0-9]+\\.[0-9]+') AND NOT suffix({v}, '.0') THEN 'DECIMAL' "
        "ELSE 'DOUBLE' END END END"
    )


def elements(sql: str) -> str:
    """The elements of an ARRAY as a list; an empty one for what is no array."""
    if sql.strip("()") in ("NULL", "CAST(NULL AS JSON"):
        return "CAST(NULL AS JSON[])"
    return listed(sql, "$[*]")


def array(list_sql: str, perhaps: bool = True) -> str:
    """An ARRAY of a list of JSON without NULLs.

    DuckDB's to_json would read every element again, and write numbers with the digits of a DOUBLE.
    """
    return container(f"'[' || array_to_string(CAST({list_sql} AS VARCHAR[]), ',') || ']'", perhaps)


def element(sql: str) -> str:
    """An element taken out of an ARRAY: the missing one is NULL."""
    return f"nullif({sql}, '{UNDEFINED}')"


def element_text(sql: str) -> str:
    """The text of an element that DuckDB took out of an ARRAY."""
    return f"nullif({sql}, '{MISSING}')"


def shown(sql: str) -> str:
    """The text of an ARRAY or VARIANT: without marks, missing elements as ``undefined``."""

    def body(v: str) -> str:
        own = f"CAST({v} AS VARCHAR)"
        said = f"replace(regexp_replace({own}, '\t\"([^\"]*)\"', '\\1', 'g'), '{UNDEFINED}', 'undefined')"
        bare = f"translate({said}, '\t\n\r', '')"
        return f"CASE WHEN contains({own}, {_MARK}) THEN {bare} ELSE {own} END"

    return once(sql, body, "_shown_", SHORT)


def is_number(text: str) -> str:
    """Whether the text of a VARIANT is that of a number with a mark: a DOUBLE or a long DECIMAL."""
    return f"starts_with({text}, {_MARK}) AND substr({text}, 2, 1) NOT IN ({_ENDS})"


def is_double(text: str) -> str:
    """Whether the text of a VARIANT is that of a DOUBLE."""
    return f"starts_with({text}, {_MARK}) AND substr({text}, 2, 1) NOT IN ({_ENDS}, '\"')"


def number_key(text_sql: str, double_sql: str) -> str:
    """What orders numbers exactly, given their text and their DOUBLE.

    Numbers that share a DOUBLE are told apart by themselves rounded to 0, 18 and 37 digits: rounding keeps their order,
    and one of the three holds all the digits that 38 can be.
    """
    digits = ", ".join(f"'d{n}': TRY_CAST({text_sql} AS DECIMAL(38,{n}))" for n in (0, 18, 37))
    return f"{{'n': {double_sql}, {digits}}}"


def order_key(sql: str) -> str:
    """What orders VARIANTs: booleans, numbers, strings, arrays, objects, JSON null."""
    return once(sql, _order_key, "_v_", SHORT)


def _order_key(v: str) -> str:
    text = f"CAST({v} AS VARCHAR)"
    # The shortest text of a DOUBLE is the number that it stands for.
    said = f"({v} ->> '$')"
    whole = _same_whole(v)
    plain, marked = number_key(text, f"CAST({text} AS DOUBLE)"), number_key(said, f"CAST({said} AS DOUBLE)")
    return (
        f"CASE WHEN {v} IS NOT NULL THEN CASE left({text}, 1) "
        f"WHEN '\"' THEN {{'r': 3, 'n': NULL, 's': {v} ->> '$'}} "
        f"WHEN '[' THEN {{'r': 4, 'n': NULL, 's': {whole}}} WHEN '{{' THEN {{'r': 5, 'n': NULL, 's': {whole}}} "
        f"WHEN 't' THEN {{'r': 1, 'n': NULL, 's': {text}}} WHEN 'f' THEN {{'r': 1, 'n': NULL, 's': {text}}} "
        f"WHEN 'n' THEN {{'r': 6, 'n': NULL, 's': NULL}} "
        f"ELSE CASE WHEN {v} = '{UNDEFINED}' THEN {{'r': 7, 'n': NULL, 's': NULL}} "
        f"WHEN NOT starts_with({text}, {_MARK}) THEN {{'r': 2, 'n': {plain}, 's': NULL}} "
        f"WHEN substr({text}, 2, 1) IN ({_ENDS}) THEN {{'r': 3, 'n': NULL, 's': {said}}} "
        f"ELSE {{'r': 2, 'n': {marked}, 's': NULL}} END END END"
    )


def same_text(sql: str) -> str:
    """Text that is the same for VARIANTs that are equal: 1 and 1.0, whatever they were made of."""
    return once(sql, _same_text, "_v_", SHORT)


def same_whole(value: Expr) -> str:
    """The same for an ARRAY or OBJECT: it is its text, unless it holds values that are more than their JSON."""
    if value.unmarked or value.sql in _EMPTY:
        return value.sql
    return split(value, lambda sql: once(sql, _same_whole, "_v_", SHORT))


def _same_whole(v: str) -> str:
    text = f"CAST({v} AS VARCHAR)"
    return f"CASE WHEN {holds_marks(text)} THEN mh_unmarked({text}) ELSE {text} END"


def unmarked(text: str) -> str:
    """The text of an ARRAY or OBJECT without marks, each number in the spelling of the NUMBER that it equals."""

    def plain(found: re.Match[str]) -> str:
        ends, said = found[1], found[2]
        if len(ends) > 1 or found[0] == UNDEFINED:
            return said
        if said[0] == '"':
            digits = said[1:-1]
            return repr(float(digits)) if len(digits.lstrip("-0.")) <= _EXACT_DIGITS else digits
        number = float(said)
        return str(int(number)) if abs(number) < 1e37 and number.is_integer() else repr(number)

    return _MARKED.sub(plain, text).replace(MARK, "")


def float_text(double: str) -> str:
    """A DOUBLE in the spelling of the NUMBER that it equals."""
    return (
        f"CASE WHEN abs({double}) < 1e37 AND {double} = trunc({double}) "
        f"THEN CAST(CAST({double} AS DECIMAL(38,0)) AS VARCHAR) ELSE CAST({double} AS VARCHAR) END"
    )


def _same_text(v: str) -> str:
    text = f"CAST({v} AS VARCHAR)"
    said = f"({v} ->> '$')"
    short = float_text(f"CAST({said} AS DOUBLE)")
    # Without a mark a number has one spelling.
    return (
        f"CASE WHEN starts_with({text}, {_MARK}) THEN CASE WHEN substr({text}, 2, 1) IN ({_ENDS}) "
        f"THEN CAST({v} -> '$' AS VARCHAR) WHEN substr({text}, 2, 1) = '\"' AND "
        f"length(ltrim({said}, '-0.')) > {_EXACT_DIGITS} THEN {said} ELSE {short} END "
        f"WHEN {holds_marks(text)} THEN mh_unmarked({text}) ELSE {text} END"
    )


def folded(sql: str) -> str:
    """An element of an array as the text that tells it from others: that of :func:`same_text`."""
    return f"CASE WHEN {sql} = '{UNDEFINED}' THEN '{UNDEFINED}' ELSE {_same_text(sql)} END"


def different(list_sql: str) -> str:
    """The elements of a list without those that equal an earlier one."""
    keyed = f"list_sort(list_transform({list_sql}, lambda _x, _i: {{'k': {folded('_x')}, 'i': _i, 'v': _x}}))"
    first = "list_filter(_k, lambda _x, _i: _i = 1 OR _x['k'] <> _k[_i - 1]['k'])"
    placed = f"list_transform({first}, lambda _x: {{'i': _x['i'], 'v': _x['v']}})"
    return f"list_transform(list_sort(list_transform([{keyed}], lambda _k: {placed})[1]), lambda _x: _x['v'])"
