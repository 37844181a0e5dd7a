"""Snowflake's number formats, in both directions (https://docs.snowflake.com/en/sql-reference/sql-format-models).

A format is cut into elements once; what is printed or read is DuckDB text over the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import UnsupportedError, error, raising
from mockhaus_dbt.translation.casts import decimal_text
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.held import once
from mockhaus_dbt.translation.types import FLOAT, SqlType
from mockhaus_dbt.translation.types import number as number_type

if TYPE_CHECKING:
    from mockhaus_dbt.translation.functions.registry import Call


@dataclass
class NumberFormat:
    """The elements of a number format.

    Args:
        before, after: text around the number.
        whole: the elements of the integer part: 0, 9, X and the separator ``,``.
        fraction: the elements behind the point; None where there is no point.
        sign: "", S or MI, and whether it stands behind the number.
        exponent: EE to EEEEEEE as written, or "".
        minimal: TM, TM9 or TME as written, or "".
        digits, group: the parameters of TM9.
    """

    before: str = ""
    after: str = ""
    whole: str = ""
    fraction: str | None = None
    sign: str = ""
    trailing: bool = False
    dollar: bool = False
    percent: bool = False
    blank: bool = False
    compact: bool = False
    exact: bool = False
    exponent: str = ""
    minimal: str = ""
    digits: int | None = None
    group: int | None = None

    @property
    def places(self) -> int:
        """Digits before the point that have a place."""
        return sum(c != "," for c in self.whole)

    @property
    def hexadecimal(self) -> bool:
        return "X" in self.whole.upper()

    @property
    def offsets(self) -> list[int]:
        """For every separator how many digits stand to its right, from the right."""
        places = [i for i in range(len(self.whole) - 1, -1, -1) if self.whole[i] == ","]
        return [sum(c != "," for c in self.whole[i:]) for i in places]


_ELEMENT = re.compile(
    r'"(?P<quoted>(?:[^"]|"")*)"|(?P<minimal>TM9(?:\((?P<digits>\d+|ALL),(?P<group>\d+)\))?|TME|TM)'
    r"|(?P<exponent>E{2,7})|(?P<word>FM|FX|MI)|(?P<letter>[SB$%_])|(?P<digit>[09X])|(?P<point>[.D])|(?P<comma>[,G])"
    r"|(?P<text>[;:\-=/() ])",
    re.I,
)


@lru_cache(maxsize=512)
def read_format(pattern: str) -> NumberFormat | None:
    """The elements of one format, None where it is no format."""
    made = NumberFormat()
    i = 0
    while i < len(pattern):
        found = _ELEMENT.match(pattern, i)
        if found is None or not _take(made, found):
            return None
        i = found.end()
    return made if made.whole or made.fraction is not None or made.minimal else None


def _take(made: NumberFormat, found: re.Match[str]) -> bool:
    started = bool(made.whole or made.fraction is not None or made.minimal)
    kind, text = found.lastgroup, found[0]
    if found["minimal"]:
        made.minimal = text[:3]
        if found["digits"]:
            made.digits = None if found["digits"].upper() == "ALL" else int(found["digits"])
            made.group = int(found["group"])
        return not started
    if found["quoted"] is not None:
        return _add_text(made, found["quoted"].replace('""', '"'), started)
    if kind == "digit":
        if made.after or made.minimal or made.exponent:
            raise UnsupportedError("text within the digits of a number format")
        if made.fraction is not None:
            made.fraction += text
        else:
            made.whole += text
        return True
    if kind == "point" and made.fraction is None and not made.minimal and (text == "." or started):
        made.fraction = ""
        return True
    if kind == "comma" and made.whole and made.fraction is None and not made.after:
        made.whole += ","
        return True
    if kind == "exponent":
        made.exponent = text
        return started
    if kind in ("point", "comma", "text"):
        return text.upper() not in "DG" and _add_text(made, text, started)
    return _modify(made, text.upper(), started)


def _add_text(made: NumberFormat, text: str, started: bool) -> bool:
    if started:
        made.after += text
    else:
        made.before += text
    return True


def _modify(made: NumberFormat, word: str, started: bool) -> bool:
    if word in ("S", "MI"):
        if made.sign:
            return False
        made.sign, made.trailing = word, started
    elif word == "$":
        made.dollar = True
    elif word == "%":
        made.percent = True
        made.after += "%"
    elif word == "B":
        made.blank = True
    elif word == "FM":
        made.compact = not made.compact
    elif word == "FX":
        made.exact = True
    return True


def _formats(call: Call, pattern: str) -> list[NumberFormat]:
    """The formats between bars.

    Raises:
        CompilationError: 001015 one is no format.
    """
    formats = []
    for one in pattern.split("|"):
        found = read_format("TM" if one.strip().upper() == "AUTO" else one)
        if found is None:
            raise call.wrong_value(pattern, "FORMAT")
        formats.append(found)
    return formats


# ---------------------------------------------------------------------------------------------------------- printing


def format_sql(call: Call, value: Expr, pattern: str) -> str:
    """DuckDB text that prints a number by a format."""
    return _printed(_formats(call, pattern)[0], value)


def _printed(form: NumberFormat, value: Expr) -> str:
    if form.minimal:
        return _surrounded(form, _minimal(form, value))
    if form.hexadecimal:
        return _surrounded(form, _hexadecimal(form, value))
    if form.exponent:
        return _surrounded(form, _scientific(form, value))
    places = len(form.fraction or "")
    scaled = _scaled(form, value)
    number = f"round({scaled}, {places})" if value.type.name == "FLOAT" else scaled
    word = "TRY_CAST" if value.type.name == "FLOAT" else "CAST"
    digits = f"CAST({word}({number} AS DECIMAL(38,{places})) AS VARCHAR)"
    if value.type.name == "FLOAT":
        # Infinity, NaN and what is too large show as an overflow.
        digits = f"CASE WHEN {value} IS NOT NULL THEN coalesce({digits}, '{'9' * 39}.{'9' * places}') END"
    return _surrounded(form, once(digits, lambda text: _fixed(form, text)))


def _scaled(form: NumberFormat, value: Expr) -> str:
    return f"({value} * 100)" if form.percent else str(value)


def _surrounded(form: NumberFormat, sql: str) -> str:
    pieces = [literal(form.before)] * bool(form.before) + [f"({sql})"] + [literal(form.after)] * bool(form.after)
    return " || ".join(pieces)


def _fixed(form: NumberFormat, text: str) -> str:
    """The digits of a signed decimal text laid out in their places."""
    return _held(f"split_part(ltrim({text}, '-'), '.', 1)", "_whole", lambda whole: _placed(form, text, whole))


def _held(sql: str, variable: str, body: Callable[[str], str]) -> str:
    return f"list_transform([{sql}], lambda {variable}: {body(variable)})[1]"


def _placed(form: NumberFormat, text: str, whole: str) -> str:
    overflow = f"length({whole}) > {max(form.places, 1)}"
    bare = f"ltrim({whole}, '0')" if form.blank or not form.places else whole
    hashes = re.sub(r"[^,]", "#", form.whole)
    digits = _zeroed(form, bare)
    grouped = _grouped(form, digits) if digits == whole else _held(digits, "_full", lambda d: _grouped(form, d))
    shown = f"CASE WHEN {overflow} THEN '{hashes}' ELSE {grouped} END"
    fraction = "''"
    if form.fraction is not None:
        kept = _fraction(form, f"split_part({text}, '.', 2)")
        fraction = f"CASE WHEN {overflow} THEN '.{'#' * len(form.fraction)}' ELSE '.' || {kept} END"
    return _signed(form, shown, fraction, f"starts_with({text}, '-')", len(form.whole))


def _zeroed(form: NumberFormat, digits: str) -> str:
    """Digits with the zeros that 0 elements ask for."""
    places = form.whole.replace(",", "").upper()
    zeros = len(places) - places.index("0") if "0" in places else 0
    if not zeros:
        return digits
    return f"(CASE WHEN length({digits}) < {zeros} THEN lpad({digits}, {zeros}, '0') ELSE {digits} END)"


def _grouped(form: NumberFormat, digits: str) -> str:
    offsets = form.offsets
    if not offsets:
        return digits
    pieces = [f"right({digits}, {offsets[0]})"] if offsets[0] else []
    for i, offset in enumerate(offsets):
        rest = f"left({digits}, -{offset})" if offset else digits
        part = f"right({rest}, {offsets[i + 1] - offset})" if i + 1 < len(offsets) else rest
        pieces.insert(0, f"CASE WHEN length({digits}) > {offset} THEN {part} || ',' ELSE '' END")
    return " || ".join(f"({p})" for p in pieces)


def _fraction(form: NumberFormat, digits: str) -> str:
    """The digits behind the point; trailing zeros in places of 9 are blanks, or nothing in compact mode."""
    places = form.fraction or ""
    kept = places.rfind("0") + 1
    if kept == len(places):
        return digits
    short = f"rtrim({digits}, '0')"
    if kept:
        short = f"left({digits}, {kept}) || rtrim(substr({digits}, {kept + 1}), '0')"
    return f"({short})" if form.compact else f"rpad({short}, {len(places)}, ' ')"


def _signed(form: NumberFormat, whole: str, fraction: str, negative: str, width: int, reserve: bool = True) -> str:
    """Sign, dollar and digits, aligned to the width of the format."""
    plus = "+" if form.sign == "S" else " " if form.sign == "MI" and not form.compact else ""
    sign = f"CASE WHEN {negative} THEN '-' ELSE '{plus}' END"
    dollar = "'$' || " if form.dollar else ""
    width += form.dollar
    floating = not form.trailing and form.sign != "MI"
    left = f"{f'({sign}) || ' if floating else ''}{dollar}({whole})"
    if not form.compact:
        least = width + (floating and reserve)
        left = _held(
            left,
            "_left",
            lambda shown: f"CASE WHEN length({shown}) >= {least} THEN {shown} ELSE lpad({shown}, {least}, ' ') END",
        )
    tail = f" || ({fraction})" if fraction != "''" else ""
    if form.trailing:
        return f"{left}{tail} || ({sign})"
    return f"{left}{tail}" if floating else f"({sign}) || {left}{tail}"


def _hexadecimal(form: NumberFormat, value: Expr) -> str:
    places = form.places
    if places > 15:
        raise UnsupportedError("a hexadecimal format of more than 15 digits")
    lower = "x" in form.whole

    def body(number: str) -> str:
        if form.sign:
            digits = f"hex(abs({number}))"
        else:
            digits = f"hex(CASE WHEN {number} < 0 THEN {16**places} + {number} ELSE {number} END)"
        shown = f"lower({digits})" if lower else digits
        shown = f"CASE WHEN length({digits}) > {places} THEN '{'#' * places}' ELSE {_zeroed(form, shown)} END"
        if form.sign:
            return _signed(form, shown, "''", f"{number} < 0", len(form.whole))
        return shown if form.compact else f"lpad({shown}, {places}, ' ')"

    return once(f"CAST(round({value.sql}) AS BIGINT)", body)


def _scientific(form: NumberFormat, value: Expr) -> str:
    places = len(form.fraction or "")

    def body(text: str) -> str:
        power = f"CAST(split_part({text}, 'e', 2) AS INTEGER)"
        letter = form.exponent[0]
        width = len(form.exponent) - 2
        exponent = f"'{letter}' || CAST({power} AS VARCHAR)"
        if width:
            digits = f"lpad(CAST(abs({power}) AS VARCHAR), {width}, '0')"
            sized = f"CASE WHEN length(CAST(abs({power}) AS VARCHAR)) > {width} THEN '{'#' * width}' ELSE {digits} END"
            exponent = f"'{letter}' || CASE WHEN {power} < 0 THEN '-' ELSE '+' END || ({sized})"
        mantissa = f"split_part(ltrim({text}, '-'), 'e', 1)"
        fraction = f"'.' || ({_fraction(form, f'split_part({mantissa}, {literal(chr(46))}, 2)')}) || " if places else ""
        first = _zeroed(form, f"left({mantissa}, 1)")
        return _signed(form, first, fraction + exponent, f"starts_with({text}, '-')", form.places)

    return once(f"printf('%.{places}e', CAST({_scaled(form, value)} AS DOUBLE))", body)


def _minimal(form: NumberFormat, value: Expr) -> str:
    """TM, TM9 and TME: as short as the value allows."""
    kind, letter = form.minimal.upper(), "e" if form.minimal[0] == "t" else "E"
    text = _positional(form, value)

    def body(digits: str) -> str:
        plain = f"ltrim({digits}, '-')"
        if form.group:
            whole = f"split_part({plain}, '.', 1)"
            dot = f"CASE WHEN contains({plain}, '.') THEN '.' || split_part({plain}, '.', 2) ELSE '' END"
            grouped = f"ltrim(reverse(regexp_replace(reverse({whole}), '(.{{{form.group}}})', '\\1,', 'g')), ',')"
            plain = f"{grouped} || {dot}"
        short = _exponential(f"ltrim({digits}, '-')", letter)
        chosen = {"TM9": plain, "TME": short}.get(
            kind, f"CASE WHEN length({short}) < length({plain}) THEN {short} ELSE {plain} END"
        )
        if form.blank:
            chosen = f"CASE WHEN trim({digits}, '-0.') = '' THEN ' ' ELSE {chosen} END"
        made = NumberFormat(sign=form.sign, trailing=form.trailing, dollar=form.dollar, compact=True)
        plus = f"CASE WHEN starts_with({digits}, '-') THEN '-' ELSE ' ' END"
        if form.sign == "MI":
            pieces = "'$' || " if form.dollar else ""
            return f"{pieces}({chosen}) || {plus}" if form.trailing else f"{plus} || {pieces}({chosen})"
        return _signed(made, chosen, "''", f"starts_with({digits}, '-')", 0)

    return once(text, body)


def _positional(form: NumberFormat, value: Expr) -> str:
    """A number without exponent, with its sign."""
    if value.type.name == "FLOAT":
        number = _scaled(form, value)
        places = f"greatest(0, least(14 - CAST(floor(log10(abs({number}))) AS INTEGER), 30))"
        if form.digits is not None:
            places = str(form.digits)
        fixed = f"printf('%.' || CAST({places} AS VARCHAR) || 'f', {number})"
        short = f"CASE WHEN contains({fixed}, '.') THEN rtrim(rtrim({fixed}, '0'), '.') ELSE {fixed} END"
        return (
            f"CASE WHEN {number} = 0 THEN '0' WHEN NOT isfinite({number}) THEN CAST({number} AS VARCHAR) "
            f"ELSE {short} END"
        )
    scale = value.type.scale or 0
    if form.percent:
        left = max(scale - 2, 0)
        return f"CAST(CAST({value} * 100 AS DECIMAL(38,{left})) AS VARCHAR)"
    if form.digits is not None and form.digits < scale:
        return f"CAST(CAST({value.sql} AS DECIMAL(38,{form.digits})) AS VARCHAR)"
    return decimal_text(value)


def _exponential(plain: str, letter: str) -> str:
    """A positional text such as 12.391 as 1.2391E1."""
    whole, part = f"split_part({plain}, '.', 1)", f"split_part({plain}, '.', 2)"
    digits = f"rtrim(ltrim(replace({plain}, '.', ''), '0'), '0')"
    power = (
        f"CASE WHEN {digits} = '' THEN 0 WHEN ltrim({whole}, '0') <> '' THEN length({whole}) - 1 "
        f"ELSE length(ltrim({part}, '0')) - length({part}) - 1 END"
    )
    mantissa = (
        f"CASE WHEN {digits} = '' THEN '0' WHEN length({digits}) = 1 THEN {digits} "
        f"ELSE left({digits}, 1) || '.' || substr({digits}, 2) END"
    )
    return f"(({mantissa}) || '{letter}' || CAST({power} AS VARCHAR))"


# ----------------------------------------------------------------------------------------------------------- reading

_FIELDS = "['s', 'i', 'f', 'e', 'z']"


def parse_sql(call: Call, value: Expr, pattern: str, target: SqlType, safe: bool) -> str:
    """DuckDB text that reads a number from text by a format; what does not match is error 100140."""
    formats = _formats(call, pattern)
    if isinstance(value.constant, str) and not any(re.search(_regex(f), value.constant) for f in formats):
        if safe:
            return f"CAST(NULL AS {call.compiler.physical(target)})"
        raise error("number_format", value=value.constant, format=pattern)
    word = "TRY_CAST" if safe else "CAST"
    physical = "DOUBLE" if target.name == "FLOAT" else f"DECIMAL({target.precision},{target.scale})"

    def body(text: str) -> str:
        branches = [f"WHEN {text} IS NULL THEN NULL"]
        for form in formats:
            expression = literal(_regex(form))
            digits = "replace(_part.i, ',', '')"
            if form.hexadecimal:
                number = f"CAST('0x' || {digits} AS BIGINT)"
                signed = f"CASE WHEN contains(_part.s || _part.z, '-') THEN -{number} ELSE {number} END"
                read = f"{word}({signed} AS {physical})"
            else:
                exponent = "'e-2'" if form.percent else "CASE WHEN _part.e = '' THEN '' ELSE 'e' || _part.e END"
                sign = "CASE WHEN contains(_part.s || _part.z, '-') THEN '-' ELSE '' END"
                number = f"({sign}) || '0' || {digits} || '.' || _part.f || ({exponent})"
                read = f"{word}({number} AS {physical})"
            struct = f"regexp_extract({text}, {expression}, {_FIELDS})"
            found = f"list_transform([{struct}], lambda _part: {read})[1]"
            matches = f"regexp_matches({text}, {expression})"
            if form.exact:
                # What the format would print, and nothing else.
                places = len(form.fraction or "")
                type_ = FLOAT if form.exponent or form.minimal else number_type(38, places)
                whole = Expr(found.replace(physical, type_.physical()), type_)
                matches += f" AND {_printed(form, whole)} = {text}"
            branches.append(f"WHEN {matches} THEN {found}")
        failure = "NULL" if safe else raising("number_format", text, format=pattern)
        return f"CASE {' '.join(branches)} ELSE {failure} END"

    sql = once(value.sql, body)
    return f"CAST({sql} AS {call.compiler.physical(target)})" if target.name == "NUMBER" and not target.scale else sql


def _regex(form: NumberFormat) -> str:
    """A format as a regular expression with the groups sign, integer part, fraction, exponent, sign behind."""
    before = {"": r"([+-]?)", "S": "([+-])", "MI": r"([+-]?)"}[form.sign] if not form.trailing else "()"
    after = r" ?([+-]?)" if form.trailing and form.sign == "MI" else "([+-])" if form.trailing else "()"
    dollar = r"\$ *" if form.dollar else ""
    around = [re.escape(form.before), re.escape(form.after).replace("%", "")]
    percent = "%" if form.percent else ""
    if form.minimal:
        kind = form.minimal.upper()
        exponent = {"TM9": "()", "TME": r"[eE]([+-]?\d{1,4})"}.get(kind, r"(?:[eE]([+-]?\d{1,4}))?")
        number = rf"(\d*)(?:\.(\d*))?{exponent}"
        number = rf"(\d+|\d+(?:,\d+)+)(?:\.(\d*))?{exponent}" if form.group else number
    elif form.hexadecimal:
        number = rf"([0-9a-fA-F]{{{max(_least(form), 1)},{form.places}}})()()"
    else:
        exponent = r"[eE]([+-]?\d{1,3})" if form.exponent else "()"
        number = _whole_regex(form) + _fraction_regex(form) + exponent
    return rf"(?i)^\s*{around[0]}{before} *{dollar}{number}{after}{percent}{around[1]}\s*$"


def _least(form: NumberFormat) -> int:
    places = form.whole.replace(",", "")
    return len(places) - places.index("0") if "0" in places else 0


def _whole_regex(form: NumberFormat) -> str:
    """From as few digits as 0 elements ask for up to as many as have a place, separators where the format has them."""
    separators = set(form.offsets)
    least = max(_least(form), 0 if form.blank or not form.places else 1)
    choices = []
    for count in range(form.places, least - 1, -1):
        run, text = 0, ""
        for right in range(count, 0, -1):
            if right in separators and right < count:
                text, run = f"{text}\\d{{{run}}},?", 0
            run += 1
        choices.append(text + (f"\\d{{{run}}}" if run else ""))
    return f"({'|'.join(choices)})"


def _fraction_regex(form: NumberFormat) -> str:
    if form.fraction is None:
        return "()"
    least = form.fraction.rfind("0") + 1
    digits = rf"\.(\d{{{least},{len(form.fraction)}}})"
    return digits if least else f"(?:{digits})?"
