r"""String functions (regular expressions) (https://docs.snowflake.com/en/sql-reference/functions-regexp).

DuckDB's functions do not say where a match stands. Where that is needed, matches are put between two characters that
no text has (Unicode's noncharacters), and the text is cut there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mockhaus_dbt.errors import UnsupportedError, error, raising
from mockhaus_dbt.translation import collations
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import whole
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Call, Integer, Text, function
from mockhaus_dbt.translation.held import once
from mockhaus_dbt.translation.patterns import (
    flags,
    flags_sql,
    groups_sql,
    never_empty,
    parse,
    posix,
    posix_sql,
    replacement_sql,
    rewrite_replacement,
    with_prefixes,
)

COUNT = t.number(18, 0)
_ONE = Expr("1", t.number(1, 0), nullable=False, constant=1)
_ZERO = Expr("0", t.number(1, 0), nullable=False, constant=0)
_EMPTY = Expr("''", t.varchar(0), nullable=False, constant="")
_REMARK = "Of alternatives the first that matches counts, which the documentation leaves open; *? and +? are *."
_CASE = Expr("'c'", t.varchar(1), nullable=False, constant="c")
_BY_PARAMETERS = Expr("-1", t.number(1, 0), nullable=False, constant=-1)
#: the last position that DuckDB takes; no text is that long.
_FAR = 2**31 - 1
_OPEN, _CLOSE, _END = "\ufdd0", "\ufdd1", "\ufdd2"


@dataclass(frozen=True)
class Search:
    """A pattern that is looked for in a subject.

    Args:
        subject: DuckDB text of what is searched, from the position on.
        before: DuckDB text of how many characters come before that.
        pattern: DuckDB text of the pattern with its flags.
        given: the pattern as written.
        flags: DuckDB text of such as ``(?i)``.
        groups: how many the pattern has; -1 where it is not constant.
    """

    subject: str
    before: str
    pattern: str
    given: Expr
    flags: str
    groups: int

    @property
    def nothing(self) -> str:
        """A condition under which nothing matches: an empty pattern. '' where the pattern is known to have text."""
        return "" if self.given.constant else f"{self.given} = ''"

    @property
    def count(self) -> str:
        """DuckDB text of how many groups the pattern has."""
        return str(self.groups) if self.groups >= 0 else groups_sql(self.given.sql)

    def with_pattern(self, constant: str) -> str:
        """DuckDB text of another constant pattern with the same flags."""
        return literal(constant) if self.flags == "''" else _joined(self.flags, literal(constant))


def _joined(flags_text: str, pattern: str) -> str:
    return f"'{flags_text[1:-1]}{pattern[1:]}" if flags_text.startswith("'(") and pattern[0] == "'" else (
        f"{flags_text} || {pattern}"
    )


def _flags(call: Call, parameters: Expr) -> str:
    """DuckDB text of the flags that parameters stand for."""
    if isinstance(parameters.constant, str):
        try:
            return literal(flags(parameters.constant))
        except ValueError:
            raise call.wrong_value(parameters.constant, "PARAMETERS") from None

    def body(given: str) -> str:
        wrong = raising("argument_value", given, name="PARAMETERS", function=call.name)
        return f"CASE WHEN regexp_matches({given}, '[^cimnse]') THEN {wrong} ELSE {flags_sql(given)} END"

    return once(f"CAST({parameters.sql} AS VARCHAR)", body, "_parameters")


def _search(call: Call, subject: Expr, pattern: Expr, position: Expr, parameters: Expr) -> Search:
    prefix = _flags(call, parameters)
    if isinstance(position.constant, int):
        if position.constant < 1:
            raise call.wrong_value(position.constant, "POSITION")
        start = min(position.constant, _FAR)
        before = str(start - 1)
        searched = subject.sql if before == "0" else f"substring({subject.sql}, {start})"
    else:
        given = whole(position)
        before = f"({given} - 1)"
        wrong = raising("argument_value", given, name="POSITION", function=call.name)
        searched = f"substring({subject.sql}, CASE WHEN {given} < 1 THEN {wrong} ELSE least({given}, {_FAR}) END)"
    groups = -1
    if isinstance(pattern.constant, str):
        try:
            pattern = pattern.but(constant=posix(pattern.constant), sql=literal(posix(pattern.constant)))
        except ValueError as e:
            raise error("regexp", pattern=pattern.constant, reason=e) from None
        groups = len(parse(pattern.constant).captures)
    else:
        pattern = pattern.but(sql=once(pattern.sql, posix_sql, "_pattern"), atomic=False)
    text = str(pattern) if prefix == "''" else _joined(prefix, str(pattern))
    return Search(searched, before, text, pattern, prefix, groups)


def _null(type_: t.SqlType) -> Expr:
    return Expr(f"CAST(NULL AS {type_.physical()})", type_)


def _guarded(search: Search, sql: str, otherwise: str) -> str:
    """``otherwise`` where the pattern is empty; NULL where the subject is NULL as well."""
    if not search.nothing:
        return sql
    return f"CASE WHEN {search.nothing} AND {search.subject} IS NOT NULL THEN {otherwise} ELSE {sql} END"


# ------------------------------------------------------------------------------------------------------------- matching


@function(aliases=("RLIKE", "REGEXP"), remark=_REMARK)
def regexp_like(call: Call, subject: Text, pattern: Text, parameters: Text = _CASE) -> Expr:
    r"""Whether a whole string matches a pattern.

    >>> REGEXP_LIKE('San Francisco', 'san.*', 'i')
    true
    >>> RLIKE('San Francisco', 'San')
    false
    >>> REGEXP_LIKE('800-456-7891', $$[2-9]\d{2}-\d{3}-\d{4}$$)
    true
    >>> REGEXP_LIKE('', '')
    true
    >>> REGEXP_LIKE('abc', 'ab+?c')
    true
    >>> REGEXP_LIKE(NULL, 'a')
    NULL
    """
    collations.refuse(call.name, subject.type.collation, pattern.type.collation)
    if parameters.is_null:
        return _null(t.BOOLEAN)
    search = _search(call, subject, pattern, _ONE, parameters)
    sql = f"regexp_full_match({subject.sql}, {search.pattern})"
    return combined(sql, t.BOOLEAN, subject, pattern, parameters, atomic=True)


@function(remark=_REMARK)
def regexp_count(
    call: Call, subject: Text, pattern: Text, position: Integer = _ONE, parameters: Text = _CASE
) -> Expr:
    r"""How often a pattern matches.

    >>> REGEXP_COUNT('It was the best of times, it was the worst of times', $$\bwas\b$$, 1)
    2
    >>> REGEXP_COUNT('snow', 'SNOW', 1, 'i')
    1
    >>> REGEXP_COUNT('abc', '')
    0
    """
    if parameters.is_null:
        return _null(COUNT)
    search = _search(call, subject, pattern, position, parameters)
    sql = _guarded(search, f"len(regexp_extract_all({search.subject}, {search.pattern}))", "0")
    return combined(sql, COUNT, subject, pattern, position, parameters)


# ------------------------------------------------------------------------------------------------------------- position


@function(remark=_REMARK)
def regexp_instr(
    call: Call,
    subject: Text,
    pattern: Text,
    position: Integer = _ONE,
    occurrence: Integer = _ONE,
    option: Integer = _ZERO,
    parameters: Text = _CASE,
    group_num: Integer = _BY_PARAMETERS,
) -> Expr:
    r"""Where a pattern matches, from 1; with option 1 the position after the match; 0 where it does not match.

    >>> REGEXP_INSTR('abcabc', 'c', 1, 2)
    6
    >>> REGEXP_INSTR('nevermore1, nevermore2, nevermore3.', $$nevermore\d$$, 1, 3, 1)
    35
    >>> REGEXP_INSTR('A MAN A PLAN A CANAL', $$A\W+(\w)(\w)(\w)$$, 1, 1, 0, 'e', 2)
    4
    >>> REGEXP_INSTR('abc', 'x')
    0
    """
    if parameters.is_null or option.is_null or group_num.is_null:
        return _null(COUNT)
    if isinstance(option.constant, int) and option.constant not in (0, 1):
        raise call.wrong_value(option.constant, "OPTION")
    search = _search(call, subject, pattern, position, parameters)
    group = _group(search, parameters, group_num)
    if group is None:
        return _null(COUNT)
    if isinstance(option.constant, int):
        sql = _positions(call, search, occurrence, group, bool(option.constant))
    else:
        first, after = (_positions(call, search, occurrence, group, end) for end in (False, True))
        wrong = raising("argument_value", str(option), name="OPTION", function=call.name)
        other = f"WHEN {option} IS NOT NULL THEN {wrong} END"
        sql = f"CASE WHEN {option} = 0 THEN {first} WHEN {option} = 1 THEN {after} {other}"
    arguments = (subject, pattern, position, occurrence, option, parameters, group_num)
    return combined(_guarded(search, sql, "0"), COUNT, *arguments)


def _positions(call: Call, search: Search, occurrence: Expr, group: int | str, after: bool) -> str:
    """Where the match or one of its groups begins, or what comes after it."""
    if isinstance(group, int):
        return _position(call, search, occurrence, group, after)
    if search.groups < 0:
        raise UnsupportedError("REGEXP_INSTR of a group with a pattern that is not constant")
    of = " ".join(
        f"WHEN {i} THEN {_position(call, search, occurrence, i, after)}" for i in range(search.groups + 1)
    )
    return f"CASE {group} {of} END"


def _position(call: Call, search: Search, occurrence: Expr, group: int, after: bool) -> str:
    number, parts = whole(occurrence), call.fresh("parts")
    ahead = _unmarked(f"array_to_string({parts}[1:{number}], '')")
    start = f"{search.before} + 1 + length({ahead})"
    if after and not group:
        start += f" + length(split_part({parts}[{number} + 1], '{_CLOSE}', 1))"
    if group:
        start += _within(search, group, number, after)
    found = (
        f"CASE WHEN {parts} IS NULL OR {number} IS NULL THEN NULL "
        f"WHEN len({parts}) > {number} AND {number} > 0 THEN {start} ELSE 0 END"
    )
    return f"list_transform([{_marked(search)}], lambda {parts}: {found})[1]"


def _marked(search: Search, replacement: str = "\\0") -> str:
    """The subject cut before each match; a part after the first is a match, the closing mark, and what follows."""
    marked = literal(f"{_OPEN}{replacement}{_CLOSE}")
    return f"string_split(regexp_replace({search.subject}, {search.pattern}, {marked}, 'g'), '{_OPEN}')"


def _unmarked(sql: str) -> str:
    return f"translate({sql}, '{_OPEN}{_CLOSE}', '')"


def _within(search: Search, group: int, number: str, after: bool) -> str:
    """How far into its match a group stands, to be added to the position of the match."""
    if search.groups < 0:
        raise UnsupportedError("REGEXP_INSTR of a group with a pattern that is not constant")
    made = with_prefixes(parse(str(search.given.constant)), group)
    if made is None or made[1] > 9:
        raise UnsupportedError("REGEXP_INSTR of a group that is repeated")
    pattern, target = made
    before = "".join(f"\\{i}" for i in range(1, target))
    marks = literal(f"{_OPEN}{before}{_CLOSE}\\{target}{_END}")
    cut = (
        f"string_split(regexp_replace({search.subject}, {search.with_pattern(pattern)}, {marks}, 'g'), "
        f"'{_OPEN}')[{number} + 1]"
    )
    sql = f" + length(split_part({cut}, '{_CLOSE}', 1))"
    if after:
        sql += f" + length(split_part(split_part({cut}, '{_CLOSE}', 2), '{_END}', 1))"
    return sql


def _group(search: Search, parameters: Expr, given: Expr) -> int | str | None:
    """The group to extract: 0 for the whole match, None where the pattern has no such group; DuckDB text, NULL where it
    has none, if that is known only as the statement runs."""
    number, letters = given.constant, parameters.constant
    if isinstance(letters, str) and isinstance(number, int) and (search.groups >= 0 or number == 0):
        if number >= 0:
            return number if number <= max(search.groups, 0) else None
        return 1 if "e" in letters and search.groups else 0
    if isinstance(letters, str) and "e" not in letters:
        by_letters = "0"
    else:
        by_letters = f"CASE WHEN contains({parameters}, 'e') AND {search.count} > 0 THEN 1 ELSE 0 END"
    if isinstance(number, int):
        if number < 0:
            return 0 if by_letters == "0" else by_letters
        return f"CASE WHEN {number} <= {search.count} THEN {number} END"
    asked = whole(given, "INTEGER")
    return f"CASE WHEN {asked} < 0 THEN {by_letters} WHEN {asked} <= {search.count} THEN {asked} END"


# ------------------------------------------------------------------------------------------------------------ replacing


@function(remark=_REMARK)
def regexp_replace(
    call: Call,
    subject: Text,
    pattern: Text,
    replacement: Text = _EMPTY,
    position: Integer = _ONE,
    occurrence: Integer = _ZERO,
    parameters: Text = _CASE,
) -> Expr:
    r"""Replace all matches of a pattern, or one of them. \1 to \9 stand for what groups matched.

    >>> REGEXP_REPLACE('aaa', 'a', 'b', 1, 2)
    aba
    >>> REGEXP_REPLACE('firstname middlename lastname', '(.*) (.*) (.*)', $$\3, \1 \2$$)
    lastname, firstname middlename
    >>> REGEXP_REPLACE('Hi', '()', '*')
    *H*i*
    >>> REGEXP_REPLACE('How are you doing today?', $$\b(\S*)o(\S*)\b$$, $$\2@@\1$$, 3, 3)
    How are you doing day@@t?
    >>> REGEXP_REPLACE('Hello', '[AEIOU]', '', 1, 0, 'i')
    Hll
    """
    if parameters.is_null:
        return _null(t.VARCHAR)
    # A pattern that is known only as the statement runs may be empty: the subject is asked for twice, so it is computed
    # once; calls within calls would grow threefold with each.
    known = isinstance(pattern.constant, str) and position.constant == 1
    again = not known and len(subject.sql) > 60
    value = subject.but(sql=call.fresh("subject"), atomic=True) if again else subject
    search = _search(call, value, pattern, position, parameters)
    if isinstance(replacement.constant, str):
        made = literal(rewrite_replacement(replacement.constant, search.groups if search.groups >= 0 else 9))
    else:
        made = once(replacement.sql, lambda text: replacement_sql(text, search.groups), "_replacement")
    if search.groups < 0 and "\\" in made:
        # References to groups that a pattern does not have are empty; nine empty groups after it see to that.
        wrapped = f"'(?:' || {search.given} || ')()()()()()()()()()'"
        search = replace(search, pattern=wrapped if search.flags == "''" else f"{search.flags} || {wrapped}")
    changed = f"regexp_replace({search.subject}, {search.pattern}, {made}, 'g')"
    if isinstance(occurrence.constant, int) and occurrence.constant < 0:
        raise call.wrong_value(occurrence.constant, "OCCURRENCE")
    if occurrence.constant != 0:
        changed = _one_replaced(call, search, made, occurrence, changed)
    if search.before != "0":
        changed = f"left({value.sql}, {search.before}) || {changed}"
    sql = _guarded(search, changed, value.sql)
    if again:
        sql = f"list_transform([{subject.sql}], lambda {value.sql}: {sql})[1]"
    return combined(sql, t.VARCHAR, subject, pattern, replacement, position, occurrence, parameters)


def _one_replaced(call: Call, search: Search, made: str, occurrence: Expr, everywhere: str) -> str:
    """One match replaced: the text before it as it is, the replacement, the text after it as it is."""
    number, parts, others = whole(occurrence), call.fresh("parts"), call.fresh("others")
    replaced = (
        f"string_split(regexp_replace({search.subject}, {search.pattern}, '{_OPEN}' || {made} || '{_CLOSE}', 'g'), "
        f"'{_OPEN}')"
    )
    before = f"array_to_string({parts}[1:{number}], '')"
    rest = f"array_to_string({parts}[{number} + 1:], '')"
    joined = (
        f"{before} || split_part({others}, '{_CLOSE}', 1) || substring({rest}, instr({rest}, '{_CLOSE}') + 1)"
    )
    one = (
        f"list_transform([{_marked(search)}], lambda {parts}: list_transform([({replaced})[{number} + 1]], "
        f"lambda {others}: CASE WHEN len({parts}) > {number} THEN {_unmarked(joined)} ELSE {search.subject} END)[1])[1]"
    )
    if isinstance(occurrence.constant, int):
        return one
    wrong = raising("argument_value", number, name="OCCURRENCE", function="REGEXP_REPLACE")
    return f"(CASE WHEN {number} = 0 THEN {everywhere} WHEN {number} < 0 THEN {wrong} WHEN {number} > 0 THEN {one} END)"


# ----------------------------------------------------------------------------------------------------------- extracting


@function(remark=_REMARK)
def regexp_substr(
    call: Call,
    subject: Text,
    pattern: Text,
    position: Integer = _ONE,
    occurrence: Integer = _ONE,
    parameters: Text = _CASE,
    group_num: Integer = _BY_PARAMETERS,
) -> Expr:
    r"""What a pattern matches; NULL where it does not match.

    >>> REGEXP_SUBSTR('abc', 'x')
    NULL
    >>> REGEXP_SUBSTR('Release 24', $$Release\W+(\d+)$$, 1, 1, 'e')
    24
    >>> REGEXP_SUBSTR('A MAN A PLAN A CANAL', $$A\W+(\w+)$$, 1, 3, 'e', 1)
    CANAL
    >>> REGEXP_SUBSTR('Customers - (NY)', $$\([[:alnum:]]+\)$$)
    (NY)
    """
    if parameters.is_null or group_num.is_null:
        return _null(t.VARCHAR)
    search = _search(call, subject, pattern, position, parameters)
    group = _group(search, parameters, group_num)
    if group is None or search.given.constant == "":
        return _null(t.VARCHAR)
    written = search.given.constant
    if occurrence.constant == 1 and group == 0 and isinstance(written, str) and never_empty(written):
        sql = f"nullif(regexp_extract({search.subject}, {search.pattern}), '')"
    else:
        number = whole(occurrence)
        sql = f"regexp_extract_all({search.subject}, {search.pattern}, {group})[{number}]"
        if not isinstance(occurrence.constant, int) or occurrence.constant < 1:
            sql = f"CASE WHEN {number} > 0 THEN {sql} END"
    if not search.given.constant:
        sql = f"CASE WHEN {pattern} <> '' THEN {sql} END"
    arguments = (subject, pattern, position, occurrence, parameters, group_num)
    return combined(sql, subject.type, *arguments).but(nullable=True)


@function(aliases=("REGEXP_EXTRACT_ALL",), remark=_REMARK)
def regexp_substr_all(
    call: Call,
    subject: Text,
    pattern: Text,
    position: Integer = _ONE,
    occurrence: Integer = _ONE,
    parameters: Text = _CASE,
    group_num: Integer = _BY_PARAMETERS,
) -> Expr:
    r"""An array of everything that a pattern matches.

    >>> REGEXP_SUBSTR_ALL('a1_a2a3_a4A5a6', 'a[[:digit:]]', 1, 3)
    ["a3","a4","a6"]
    >>> REGEXP_SUBSTR_ALL('a1_a2a3_a4A5a6', '(a)([[:digit:]])', 1, 1, 'ie')
    ["a","a","a","a","A","a"]
    >>> REGEXP_SUBSTR_ALL('a1_a2a3_a4A5a6', 'b')
    []
    >>> REGEXP_SUBSTR_ALL('abc', 'a(b)c', 1, 1, 'e', 2)
    NULL
    """
    if parameters.is_null or group_num.is_null:
        return _null(t.ARRAY)
    search = _search(call, subject, pattern, position, parameters)
    group = _group(search, parameters, group_num)
    if group is None:
        return _null(t.ARRAY)
    matches = f"regexp_extract_all({search.subject}, {search.pattern}, {group})"
    if occurrence.constant != 1:
        number = whole(occurrence)
        matches = f"CASE WHEN {number} IS NOT NULL THEN {matches}[{number}:] END"
    sql = _guarded(search, f"to_json({matches})", "CAST('[]' AS JSON)")
    arguments = (subject, pattern, position, occurrence, parameters, group_num)
    return combined(sql, t.ARRAY, *arguments).but(nullable=True)
