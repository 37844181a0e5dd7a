"""String and binary functions that search and compare
(https://docs.snowflake.com/en/sql-reference/functions-string).
"""

from __future__ import annotations

import re

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import collations
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import hexadecimal, text, text_or_binary, whole, within_text
from mockhaus_dbt.translation.calls import constant_text, with_table
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, ConstantText, Integer, Node, Text, function
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.held import SHORT, held
from mockhaus_dbt.translation.rewrites.outputs import starred
from mockhaus_dbt.translation.rewrites.predicates import like

COUNT = t.number(18, 0)


def _collated(call: Call, a: Expr, b: Expr) -> tuple[str, str]:
    """Two strings, one looked for in the other, as their collation compares them."""
    collation = collations.mixed([a.type.collation, b.type.collation])
    if not collation:
        return a.sql, b.sql
    return collations.searched(str(a), collation, call.name), collations.searched(str(b), collation, call.name)


def _cased(value: Expr, wanted: Expr, plain: str, place: str, compared: str = "") -> str:
    """What a search says, of strings as well of which one character becomes several capitals or small letters.

    Args:
        plain: DuckDB text that searches where none does.
        place: of :func:`cased_position` in python_functions/text.py.
        compared: what makes a result of the position.
    """
    collation = collations.mixed([value.type.collation, wanted.type.collation])
    if not collation:
        return plain
    longer = collations.longer(str(value), str(wanted), collation)
    if longer is None:
        return plain
    condition, a, b, case = longer
    return f"CASE WHEN {condition} THEN mh_cased_position({a}, {b}, '{case}', '{place}'){compared} ELSE {plain} END"


# ----------------------------------------------------------------------------------------------------------- substrings


@function
def contains(call: Call, value: Any, wanted: Any) -> Expr:
    """Whether a string or binary has another inside.

    >>> CONTAINS('ice tea', 'te')
    true
    >>> CONTAINS(X'ABCD', X'BC')
    false
    """
    value, wanted = text_or_binary(call, value, wanted)
    if value.type.name == "BINARY":
        return combined(f"{_binary_position(value, wanted)} > 0", t.BOOLEAN, value, wanted)
    a, b = _collated(call, value, wanted)
    sql = _cased(value, wanted, f"contains({a}, {_typed(wanted, b)})", "any", " > 0")
    return combined(sql, t.BOOLEAN, value, wanted, atomic=sql.startswith("contains"))


def _typed(value: Expr, sql: str) -> str:
    return f"CAST({sql} AS VARCHAR)" if value.is_null else sql


@function
def startswith(call: Call, value: Any, wanted: Any) -> Expr:
    """Whether a string or binary starts with another.

    >>> STARTSWITH('coffee', 'co')
    true
    >>> STARTSWITH('coffee', NULL)
    NULL
    """
    return _edge(call, "starts_with", value, wanted)


@function
def endswith(call: Call, value: Any, wanted: Any) -> Expr:
    """Whether a string or binary ends with another.

    >>> ENDSWITH('coffee', 'fee')
    true
    >>> ENDSWITH(X'ABCD', X'CD')
    true
    """
    return _edge(call, "suffix", value, wanted)


def _edge(call: Call, name: str, value: Expr, wanted: Expr) -> Expr:
    value, wanted = text_or_binary(call, value, wanted)
    if value.type.name == "BINARY":
        a, b = hexadecimal(value), hexadecimal(wanted)
    else:
        a, b = _collated(call, value, wanted)
        plain = f"{name}({a}, {b})"
        sql = _cased(value, wanted, plain, "end" if name == "suffix" else "start", " > 0")
        return combined(sql, t.BOOLEAN, value, wanted, atomic=sql == plain)
    return combined(f"{name}({a}, {b})", t.BOOLEAN, value, wanted, atomic=True)


@function(aliases=("CHARINDEX",))
def position(call: Call, wanted: Any, value: Any, start: Integer | None = None) -> Expr:
    """Where a string or binary first stands in another, from 1; 0 where it does not.

    >>> POSITION('an', 'banana', 1)
    2
    >>> CHARINDEX('an', 'banana', 3)
    4
    >>> POSITION('ne' IN 'le péché')
    0
    >>> POSITION(X'EF', X'ABCDEF')
    3
    >>> POSITION(X'BC', X'ABCD')
    0
    >>> POSITION('', 'sth')
    1
    """
    wanted, value = text_or_binary(call, wanted, value)
    start = None if start is None else within_text(start)
    given = [wanted, value] if start is None else [wanted, value, start]
    at = whole(start) if start is not None and start.constant != 1 else ""
    if start is not None and at:
        # What is before the first character begins with it.
        known = isinstance(start.constant, int)
        at = str(max(start.constant, 1)) if known else f"CASE WHEN {at} < 1 THEN 1 ELSE {at} END"
    if value.type.name == "BINARY":
        whole_text = Expr(hexadecimal(value), t.VARCHAR)
        searched = f"substring({whole_text}, 2 * {at} - 1)" if at else str(whole_text)
        found, empty = _hex_position(searched, hexadecimal(wanted)), f"octet_length({wanted.sql}) = 0"
    else:
        a, b = _collated(call, value, wanted)
        searched = f"substring({a}, {at})" if at else a
        given_text = value.but(sql=f"substring({value.sql}, {at})", atomic=True) if at else value
        plain = f"instr({searched}, {b})"
        found, empty = _cased(given_text, wanted, plain, "any"), f"{wanted} = ''"
        found = found if found == plain else f"({found})"
    if not at:
        return combined(found, COUNT, *given, atomic=found.startswith("instr("))
    sql = (
        f"CASE WHEN {value} IS NULL OR {at} IS NULL THEN NULL WHEN {empty} THEN 1 "
        f"WHEN {found} > 0 THEN {found} + {at} - 1 ELSE {found} END"
    )
    return combined(sql, COUNT, *given)


def _binary_position(value: Expr, wanted: Expr) -> str:
    return _hex_position(hexadecimal(value), hexadecimal(wanted))


def _hex_position(searched: str, wanted: str) -> str:
    """Position by bytes of hexadecimal digits in others; digits of two bytes are no byte."""
    before = f"regexp_extract({searched}, '^(?:..)*?' || {wanted})"
    return (
        f"(CASE WHEN {wanted} = '' THEN 1 WHEN regexp_matches({searched}, '^(?:..)*?' || {wanted}) "
        f"THEN (length({before}) - length({wanted})) // 2 + 1 "
        f"WHEN {searched} IS NOT NULL AND {wanted} IS NOT NULL THEN 0 END)"
    )


# ------------------------------------------------------------------------------------------------------------- patterns


@function(name="LIKE")
def like_(call: Call, value: Text, pattern: Text, escape: Text | None = None) -> Expr:
    """Whether a string matches a pattern with ``%`` and ``_``.

    >>> LIKE('John_down', '%J%h%^_do%', '^')
    true
    >>> LIKE('a', 'A')
    false
    """
    return like(call.compiler, value, pattern, exp.Like(), escape)


@function
def ilike(call: Call, value: Text, pattern: Text, escape: Text | None = None) -> Expr:
    """LIKE without regard to case.

    >>> ILIKE('JANE DOE', 'jane%')
    true
    """
    return like(call.compiler, value, pattern, exp.ILike(), escape)


# ----------------------------------------------------------------------------------------------------------- similarity


@function
def editdistance(call: Call, a: Text, b: Text, most: Integer | None = None) -> Expr:
    """Levenshtein distance, counted up to a limit.

    >>> EDITDISTANCE('Gute nacht', 'Ich weis nicht')
    8
    >>> EDITDISTANCE('święta', 'swieta')
    2
    >>> EDITDISTANCE('Snowflake', 'Oracle', 3)
    3
    >>> EDITDISTANCE('Snowflake', 'Oracle', -1)
    0
    """
    counted = held([a, b], _distance, SHORT)
    if most is None:
        return combined(counted, COUNT, a, b)

    def body(distance: Expr, limit: Expr) -> str:
        sql = f"CASE WHEN {limit} <= 0 THEN 0 * {distance} WHEN {limit} < {distance} THEN {limit} ELSE {distance} END"
        return sql if isinstance(most.constant, int) else f"CASE WHEN {limit} IS NOT NULL THEN {sql} END"

    sql = held([Expr(counted, COUNT, atomic=False), Expr(whole(most), COUNT)], body)
    return combined(sql, COUNT, a, b, most)


def _distance(a: Expr, b: Expr) -> str:
    plain = f"strlen({a.sql}) = length({a.sql}) AND strlen({b.sql}) = length({b.sql})"
    return f"CASE WHEN {plain} THEN levenshtein({a.sql}, {b.sql}) ELSE mh_editdistance({a.sql}, {b.sql}) END"


@function(remark="For strings with a common prefix of more than seven letters the documentation leaves the value open.")
def jarowinkler_similarity(call: Call, a: Text, b: Text) -> Expr:
    """Jaro-Winkler similarity from 0 to 100, without regard to case.

    >>> JAROWINKLER_SIMILARITY('Snowflake', 'Oracle')
    61
    >>> JAROWINKLER_SIMILARITY('święta', 'swieta')
    77
    >>> JAROWINKLER_SIMILARITY('Ich weiß nicht', 'Ich weiss nicht')
    97
    >>> JAROWINKLER_SIMILARITY('', '')
    0
    """
    x, y = f"lower({a.sql})", f"lower({b.sql})"
    plain = f"strlen({x}) = length({x}) AND strlen({y}) = length({y}) AND {x} <> ''"
    sql = f"mh_jarowinkler({x}, {y}, CASE WHEN {plain} THEN jaro_similarity({x}, {y}) ELSE -1 END)"
    return combined(sql, COUNT, a, b, atomic=True)


@function
def soundex(call: Call, value: Text) -> Expr:
    """How an English word sounds: a letter and three digits.

    >>> SOUNDEX('Robert')
    R163
    >>> SOUNDEX('Pfister')
    P236
    >>> SOUNDEX('I love rock and roll music.')
    I416
    """
    return combined(f"mh_soundex({value.sql})", t.varchar(4), value, atomic=True)


@function
def soundex_p123(call: Call, value: Text) -> Expr:
    """SOUNDEX that keeps the digit of a second letter which sounds as the first.

    >>> SOUNDEX_P123('Pfister')
    P123
    >>> SOUNDEX_P123('Lloyd')
    L430
    """
    return combined(f"mh_soundex_p123({value.sql})", t.varchar(4), value, atomic=True)


# ----------------------------------------------------------------------------------------------------- full-text search

#: what separates words for DEFAULT_ANALYZER, as a class of a regular expression.
_DELIMITER = "[ \\[\\];<>(){}|!,'\"*&?+/:=@.\\-$%\\\\_\n\r\t]"
_WORD, _INNER = "\\p{L}\\p{N}_", ".'’"


@function(note="UNICODE_ANALYZER cuts words by a simplified rule of Unicode's segmentation.")
def search(
    call: Call, data: Node, sought: ConstantText, analyzer: Node | None = None, search_mode: Node | None = None
) -> Expr:
    """Whether words are found in columns; any of them, all, or all in that order.

    >>> SEARCH('KING HENRY IV', 'king queen')
    true
    >>> SEARCH('5.1.33', '32')
    false
    >>> SEARCH('Bob''s Burgers', 'bob', ANALYZER => 'UNICODE_ANALYZER')
    false
    >>> SEARCH('blue, red', 'red,blue', SEARCH_MODE => 'PHRASE')
    false
    """
    if sum(not isinstance(n, (exp.Kwarg, exp.PropertyEQ)) for n in call.node.expressions) > 2:
        line, column = call.compiler.position(call.node)
        shown = f"{call.name}({', '.join(heading(n) for n in call.node.expressions)})"
        raise error("many_arguments", line=line, column=column, call=shown, expected=2, got=3)
    columns = _searched(call, data)
    how = _option(call, analyzer, "ANALYZER", ("DEFAULT_ANALYZER", "UNICODE_ANALYZER", "NO_OP_ANALYZER"))
    mode = _option(call, search_mode, "SEARCH_MODE", ("OR", "AND", "PHRASE", "EXACT"))
    if sought is None:
        return Expr("CAST(NULL AS BOOLEAN)", t.BOOLEAN)
    if how == "NO_OP_ANALYZER":
        return _anywhere([f"{c} = {literal(sought)}" for c in columns], columns)
    if how == "UNICODE_ANALYZER" and mode == "EXACT":
        raise UnsupportedError("SEARCH_MODE => 'EXACT' with UNICODE_ANALYZER")
    patterns = [literal("(?i)" + p) for p in _patterns(sought, how, mode)]
    tests = [
        " AND ".join(f"regexp_matches({c.sql}, {p})" for p in patterns) if patterns else f"{c} IS NULL AND NULL"
        for c in columns
    ]
    return _anywhere(tests, columns)


def _patterns(sought: str, how: str, mode: str) -> list[str]:
    """Regular expressions all of which a matching text matches; none where nothing can match."""
    if how == "DEFAULT_ANALYZER":
        start, end, between = f"(?:^|{_DELIMITER})", f"(?:$|{_DELIMITER})", f"{_DELIMITER}+"
        words = [w for w in re.split(_DELIMITER, sought) if w]
    else:
        start = f"(?:^|[^{_WORD}{_INNER}]|(?:^|[^{_WORD}])[{_INNER}])"
        end = f"(?:$|[^{_WORD}{_INNER}]|[{_INNER}](?:$|[^{_WORD}]))"
        between = f"[^{_WORD}]+"
        words = re.findall(rf"\w+(?:[{_INNER}]\w+)*", sought)
    if not words:
        return []
    escaped = [_escaped(w) for w in words]
    if mode == "OR":
        return [f"{start}(?:{'|'.join(dict.fromkeys(escaped))}){end}"]
    if mode == "AND":
        return [f"{start}{w}{end}" for w in dict.fromkeys(escaped)]
    if mode == "PHRASE":
        return [f"{start}{between.join(escaped)}{end}"]
    first = "" if re.match(_DELIMITER, sought) else start
    last = "" if re.match(_DELIMITER, sought[-1]) else end
    return [f"{first}{_escaped(sought)}{last}"]


def _escaped(value: str) -> str:
    return "".join(c if c.isalnum() or not c.isascii() else f"\\x{{{ord(c):x}}}" for c in value)


def _searched(call: Call, node: Any) -> list[Expr]:
    """The columns to search, as text; others are passed over in silence."""
    inner = node.this if isinstance(node, exp.Paren) else node
    values = starred(call.compiler, inner, call.scope)
    if values is None:
        nodes = inner.expressions if isinstance(inner, exp.Tuple) else [inner]
        values = [call.compiler.expression(n, call.scope) for n in nodes]
    kept = [v for v in values if v.type.is_text or v.type.is_semistructured or v.is_null]
    if not kept:
        line, column = call.compiler.position(call.node)
        raise error("search_columns", line=line, column=column)
    return [call.cast(v, t.VARCHAR) if not v.type.is_text else v for v in kept]


def _option(call: Call, node: Any, name: str, known: tuple[str, ...]) -> str:
    if node is None:
        return known[0]
    given = str(constant_text(call, node, 2)).upper()
    if given not in known:
        raise call.wrong_value(given, name)
    return given


def _anywhere(tests: list[str], columns: list[Expr]) -> Expr:
    if len(tests) == 1:
        return combined(f"({tests[0]})", t.BOOLEAN, *columns, atomic=True)
    sql = " OR ".join(f"coalesce({test}, false)" for test in tests)
    return combined(f"({sql})", t.BOOLEAN, *columns, atomic=True)


@function
def search_ip(call: Call, data: Node, sought: ConstantText) -> Expr:
    """Whether an IP address, or one of a range, is found in columns.

    >>> SEARCH_IP('192.000.002.146', '192.0.2.1/24')
    true
    >>> SEARCH_IP('at 2001:db8:85a3::8a2e:370:7334.', '2001:0db8:85a3:0000:0000:8a2e:0370:7334')
    true
    >>> SEARCH_IP('203.0.113.5', '203.0.113.1')
    false
    """
    from mockhaus_dbt.translation.addresses import address_network

    columns = _searched(call, data)
    if sought is None:
        return Expr("CAST(NULL AS BOOLEAN)", t.BOOLEAN)
    if address_network(sought) is None:
        line, column = call.compiler.position(call.node.expressions[1])
        shown = f"{call.name}({', '.join(map(with_table, call.node.expressions))})"
        raise error("argument_unexpected", line=line, column=column, call=shown, value=sought, place=1)
    return _anywhere([f"mh_search_ip({text(call, c).sql}, {literal(sought)})" for c in columns], columns)
