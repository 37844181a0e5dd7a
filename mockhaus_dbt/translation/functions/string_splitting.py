"""String functions that take strings apart
(https://docs.snowflake.com/en/sql-reference/functions-string).
"""

from __future__ import annotations

from mockhaus_dbt.translation import collations
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import whole
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Boolean, Call, Constant, Integer, Text, function

_BLANK = Expr("' '", t.varchar(1), nullable=False, constant=" ")
_ONE = Expr("1", t.number(1, 0), nullable=False, constant=1)
_NO = Expr("false", t.BOOLEAN, nullable=False, constant=False)


@function
def split(call: Call, value: Text, separator: Text) -> Expr:
    """An array of what stands between separators.

    >>> SPLIT('127.0.0.1', '.')
    ["127","0","0","1"]
    >>> SPLIT('|a||', '|')
    ["","a","",""]
    >>> SPLIT('abc', '')
    ["abc"]
    """
    return combined(f"to_json({split_list(value, separator)})", t.ARRAY, value, separator, atomic=True)


def split_list(value: Expr, separator: Expr) -> str:
    """DuckDB text of the list that SPLIT and SPLIT_TO_TABLE give."""
    collations.refuse("SPLIT", value.type.collation, separator.type.collation)
    parts = f"string_split({value.sql}, {separator.sql})"
    if separator.constant:
        return parts
    return (
        f"CASE WHEN {separator} = '' AND {value} IS NOT NULL THEN [{value.sql}] "
        f"WHEN {separator} IS NOT NULL THEN {parts} END"
    )


@function
def split_part(call: Call, value: Text, separator: Text, part: Integer) -> Expr:
    """One of the parts between separators, counted from 1, or backwards from -1; 0 means 1.

    >>> SPLIT_PART('11.22.33', '.', 0)
    11
    >>> SPLIT_PART('11.22.33', '.', -1)
    33
    >>> SPLIT_PART('11.22.33', '.', 4)

    >>> SPLIT_PART('user@snowflake.com', '', -1)
    user@snowflake.com
    >>> SPLIT_PART('user@snowflake.com', '', 2)

    """
    collations.refuse("SPLIT_PART", value.type.collation, separator.type.collation)
    number = whole(part)
    if isinstance(part.constant, int):
        number = str(part.constant or 1)
    else:
        number = f"CASE WHEN {number} = 0 THEN 1 ELSE {number} END"
    sql = f"split_part({value.sql}, {separator.sql}, {number})"
    if not separator.constant:
        sql = (
            f"CASE WHEN {separator} = '' AND {value} IS NOT NULL THEN "
            f"CASE WHEN abs({number}) = 1 THEN {value.sql} WHEN {number} IS NOT NULL THEN '' END ELSE {sql} END"
        )
    return combined(sql, value.type, value, separator, part, atomic=sql.startswith("split_part("))


def token_list(value: Expr, delimiters: Expr) -> str:
    """DuckDB text of the list that STRTOK and its kin work on: parts between delimiters, none of them empty."""
    if isinstance(delimiters.constant, str):
        if not delimiters.constant:
            return f"CASE WHEN {value} <> '' THEN [{value.sql}] WHEN {value} = '' THEN CAST([] AS VARCHAR[]) END"
        members = "".join(c if c.isalnum() or not c.isascii() else f"\\x{{{ord(c):x}}}" for c in delimiters.constant)
        return f"regexp_extract_all({value.sql}, {literal(f'[^{members}]+')})"
    return (
        f"CASE WHEN {delimiters} <> '' THEN regexp_extract_all({value.sql}, '[^' || regexp_escape({delimiters.sql}) "
        f"|| ']+') WHEN {delimiters} = '' AND {value} <> '' THEN [{value.sql}] "
        f"WHEN {delimiters} = '' AND {value} = '' THEN CAST([] AS VARCHAR[]) END"
    )


@function
def strtok(call: Call, value: Text, delimiters: Text = _BLANK, part: Integer = _ONE) -> Expr:
    """One of the parts between characters of a set, empty parts not counted; NULL where there is none.

    >>> STRTOK('a b')
    a
    >>> STRTOK('user@snowflake.com', '@.', 2)
    snowflake
    >>> STRTOK('user@snowflake.com.', '@.', 4)
    NULL
    >>> STRTOK('a.b', '', 1)
    a.b
    >>> STRTOK('', '', 1)
    NULL
    >>> STRTOK('a.b', '.', NULL)
    NULL
    """
    parts, number = token_list(value, delimiters), whole(part)
    sql = f"({parts})[{number}]"
    if not isinstance(part.constant, int):
        sql = f"CASE WHEN {number} > 0 THEN {sql} END"
    elif part.constant < 1:
        sql = "CAST(NULL AS VARCHAR)"
    return combined(sql, value.type, value, delimiters, part).but(nullable=True)


@function
def strtok_to_array(call: Call, value: Text, delimiters: Text = _BLANK) -> Expr:
    """An array of the parts between characters of a set, empty parts not counted.

    >>> STRTOK_TO_ARRAY('user@snowflake.com', '.@')
    ["user","snowflake","com"]
    >>> STRTOK_TO_ARRAY('a  b')
    ["a","b"]
    """
    return combined(f"to_json({token_list(value, delimiters)})", t.ARRAY, value, delimiters, atomic=True)


@function
def parse_url(call: Call, value: Text, permissive: Boolean = _NO) -> Expr:
    """The parts of a URL as an object.

    >>> PARSE_URL('mailto:abc@xyz.com')
    {"fragment":null,"host":null,"parameters":null,"path":"abc@xyz.com","port":null,"query":null,"scheme":"mailto"}
    >>> PARSE_URL('http://USER:PASS@EXAMPLE.INT:4345/HELLO.PHP?USER=1'):host::VARCHAR
    USER:PASS@EXAMPLE.INT
    >>> PARSE_URL('example.int/hello.php?user=12#nofragment', 1)
    {"error":"scheme not specified"}
    """
    sql = f"CAST(mh_parse_url({value.sql}, {permissive.sql}) AS JSON)"
    return combined(sql, t.OBJECT, value, permissive, atomic=True)


@function(remark="The wording of errors is not documented.")
def parse_ip(call: Call, value: Text, kind: Constant, permissive: Boolean = _NO) -> Expr:
    """The parts of an IP address, with or without a range, as an object.

    >>> PARSE_IP('192.168.242.188/24', 'INET'):ipv4_range_end::INT
    3232297727
    >>> PARSE_IP('fe80::20c:29ff:fe2c:429/64', 'INET'):hex_ipv6_range_start::VARCHAR
    FE800000000000000000000000000000
    >>> PARSE_IP('192.168.242.188', 'INET'):ip_fields[0]
    3232297660
    """
    if not isinstance(kind, str) or kind.lower() not in ("inet", "cidr"):
        raise call.wrong_value(kind, "TYPE")
    sql = f"CAST(mh_parse_ip({value.sql}, {literal(kind.lower())}, {permissive.sql}) AS JSON)"
    return combined(sql, t.OBJECT, value, permissive, atomic=True)
