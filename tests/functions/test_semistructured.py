"""VARIANT, ARRAY and OBJECT: NULL, errors, comparison and order, types that a VARIANT remembers, FLATTEN."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt.errors import CompilationError, ExecutionError, SqlError
from mockhaus_dbt.translation.json_text import JsonError, normalise


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="MOCKHAUS", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        cursor.execute(
            """CREATE TABLE docs AS SELECT column1 AS id, PARSE_JSON(column2) AS v FROM VALUES
            (1, '{"a":"x","n":1,"f":true,"d":"2024-01-02","tags":["p","q"],"o":{"A b":5},"z":null}'),
            (2, '{"a":"y","n":2.5,"f":false,"tags":[]}')"""
        )
        yield cursor


def lines(cursor: Any, sql: str) -> list[str]:
    cursor.execute(sql)
    return [" | ".join(map(shown, r)) for r in cursor.fetchall()]


def shown(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value).upper() if isinstance(value, bool) else str(value)


NULLS = """
PARSE_JSON(t) TRY_PARSE_JSON(t) TO_JSON(v) TO_VARIANT(t) TO_OBJECT(v) TO_ARRAY(t) TYPEOF(v) GET(v,0) GET(o,'a')
GET(PARSE_JSON('[1]'),n) GET_PATH(v,'a') GET_PATH(PARSE_JSON('[1]'),t) GET_IGNORE_CASE(o,'a')
JSON_EXTRACT_PATH_TEXT(t,'a') JSON_EXTRACT_PATH_TEXT('{}',t) OBJECT_INSERT(o,'a',1) OBJECT_DELETE(o,'a')
OBJECT_DELETE(o,t) OBJECT_PICK(o,'a') OBJECT_PICK(o,t) OBJECT_KEYS(o) ARRAY_APPEND(a,1) ARRAY_PREPEND(a,1)
ARRAY_CAT(a,[1]) ARRAY_CAT([1],a) ARRAY_COMPACT(a) ARRAY_CONTAINS(1,a) ARRAY_POSITION(1,a) ARRAY_DISTINCT(a)
ARRAY_EXCEPT(a,[1]) ARRAY_EXCEPT([1],a) ARRAY_INTERSECTION(a,[1]) ARRAY_FLATTEN(a) ARRAY_GENERATE_RANGE(n,1)
ARRAY_INSERT(a,0,1) ARRAY_INSERT([1],n,1) ARRAY_MAX(a) ARRAY_MIN(a) ARRAY_REMOVE(a,1) ARRAY_REMOVE([1],t::VARIANT)
ARRAY_REMOVE_AT([1],n) ARRAY_REVERSE(a) ARRAY_SIZE(v) ARRAY_SLICE(a,0,1) ARRAY_SLICE([1],n,1) ARRAY_SORT(a)
ARRAY_TO_STRING(a,',') ARRAY_TO_STRING([1],t) ARRAYS_OVERLAP(a,[1]) ARRAYS_ZIP([1],a) ARRAYS_TO_OBJECT(a,[1])
FILTER(a,x->x>1) TRANSFORM(a,x->x) REDUCE(a,0,(q,x)->q+x) IS_ARRAY(v) IS_NULL_VALUE(v) IS_INTEGER(v) AS_ARRAY(v)
AS_INTEGER(v) AS_DATE(v) XMLGET(o,'a') PARSE_XML(t) CHECK_XML(t) CHECK_JSON(t)
""".split()


@pytest.mark.parametrize("call", NULLS)
def test_null_gives_null(cursor: Any, call: str) -> None:
    columns = "NULL::VARCHAR t, NULL::VARIANT v, NULL::OBJECT o, NULL::ARRAY a, NULL::INT n"
    assert lines(cursor, f"SELECT {call} FROM (SELECT {columns})") == ["NULL"]


@pytest.mark.parametrize(
    ("sql", "want"),
    [
        ("PARSE_JSON('1') = PARSE_JSON('1.0')", "TRUE"),
        ("TO_VARIANT(1) = TO_VARIANT(1::FLOAT)", "TRUE"),
        ("OBJECT_CONSTRUCT('b', 1, 'a', 2) = PARSE_JSON('{\"a\":2,\"b\":1}')", "TRUE"),
        ("PARSE_JSON('9') < PARSE_JSON('10')", "TRUE"),
        ("PARSE_JSON('1.5') BETWEEN PARSE_JSON('1') AND PARSE_JSON('2')", "TRUE"),
        ("PARSE_JSON('\"a\"') < PARSE_JSON('\"a b\"')", "TRUE"),
        ("PARSE_JSON('12345678901234567890123') = PARSE_JSON('12345678901234567890124')", "FALSE"),
        ("PARSE_JSON('12345678901234567890123') < PARSE_JSON('12345678901234567890124')", "TRUE"),
        ("PARSE_JSON('{\"a\":\"x\"}'):a = 'x'", "TRUE"),
        ("PARSE_JSON('{\"a\":null}'):a IS NULL", "FALSE"),
        ("PARSE_JSON('{\"a\":null}'):a::VARCHAR IS NULL", "TRUE"),
        ("PARSE_JSON('[1]')[1] IS NULL", "TRUE"),
        ("ARRAY_CONSTRUCT(NULL)[0] IS NULL", "TRUE"),
        ("TYPEOF(0.1::FLOAT::VARIANT)", "DOUBLE"),
        ("(0.1::FLOAT + 0.2::FLOAT)::VARIANT::FLOAT = 0.1::FLOAT + 0.2::FLOAT", "TRUE"),
        ("TYPEOF('10:11:12'::TIME::VARIANT)", "TIME"),
        ("'2024-01-02'::DATE::VARIANT", '"2024-01-02"'),
        ("TO_JSON('2024-01-02'::DATE::VARIANT)", '"2024-01-02"'),
        ("'2024-01-02 03:04:05.123456'::TIMESTAMP_NTZ::VARIANT::TIMESTAMP_NTZ = "
         "'2024-01-02 03:04:05.123456'::TIMESTAMP_NTZ", "TRUE"),
        ("ARRAY_CONSTRUCT('2024-01-02'::DATE::VARIANT)[0]::DATE + 1", "2024-01-03"),
        ("'2024-01-02'::DATE::VARIANT = '2024-01-02'::DATE", "TRUE"),
        ("REDUCE([1, 2.5], 0, (acc, x) -> acc + x)", "3.5"),
        ("ARRAY_TO_STRING(TRANSFORM([1, 2], x -> ARRAY_SIZE(ARRAY_CONSTRUCT(x, x)) + x), ',')", "3,4"),
        ("TRY_PARSE_JSON('[1, TRUE, undefined, ]')", "[1,true,undefined,undefined]"),
    ],
)
def test_value(cursor: Any, sql: str, want: str) -> None:
    assert lines(cursor, f"SELECT {sql}") == [want]


@pytest.mark.parametrize(
    ("sql", "kind", "message"),
    [
        ("SELECT PARSE_JSON('{')", ExecutionError, "Error parsing JSON: incomplete object value, pos 2"),
        ("SELECT PARSE_JSON('{\"a\":1,\"a\":2}')", ExecutionError, 'duplicate object attribute "a"'),
        ("SELECT PARSE_JSON(x) FROM (SELECT '[1' x UNION ALL SELECT '1')", ExecutionError, "Error parsing JSON"),
        ("SELECT OBJECT_INSERT(OBJECT_CONSTRUCT('a', 1), 'a', 2)", ExecutionError, '"a"'),
        ("SELECT OBJECT_CONSTRUCT('a', 1, 'a', 2)", SqlError, "Duplicate field key 'a'"),
        ("SELECT OBJECT_CONSTRUCT('a')", CompilationError, "not enough arguments"),
        ("SELECT ARRAY_SIZE('a')", CompilationError, "Invalid argument types"),
        ("SELECT AS_INTEGER('a')", CompilationError, "Invalid argument types"),
        ("SELECT * FROM TABLE(FLATTEN(1))", CompilationError, "Invalid argument types"),
        ("SELECT PARSE_XML('<a')", ExecutionError, "Error parsing XML"),
    ],
)
def test_error(cursor: Any, sql: str, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        cursor.execute(sql)
    assert message in str(caught.value)


def test_order_of_variants(cursor: Any) -> None:
    values = "('\"b\"'), ('10'), ('9'), ('true'), ('1.5'), ('\"a\"'), ('null'), (NULL)"
    sql = f"SELECT PARSE_JSON(column1) AS v FROM VALUES {values} ORDER BY v"
    assert lines(cursor, sql) == ["true", "1.5", "9", "10", '"a"', '"b"', "null", "NULL"]


def test_group_by_variant_path(cursor: Any) -> None:
    sql = "SELECT v:a, UPPER(v:a), COUNT(*) FROM docs GROUP BY v:a ORDER BY 1"
    assert lines(cursor, sql) == ['"x" | X | 1', '"y" | Y | 1']
    assert lines(cursor, "SELECT COUNT(v:z), COUNT(v:a), COUNT(DISTINCT v:n) FROM docs") == ["0 | 2 | 2"]


FLATTENS = [
    ("SELECT id, f.value FROM docs, LATERAL FLATTEN(v:tags) f", ['1 | "p"', '1 | "q"']),
    ("SELECT id, f.index FROM docs, LATERAL FLATTEN(v:tags, OUTER => TRUE) f", ["1 | 0", "1 | 1", "2 | NULL"]),
    ("SELECT id, f.value FROM docs LEFT JOIN LATERAL FLATTEN(v:tags) f", ['1 | "p"', '1 | "q"', "2 | NULL"]),
    ("SELECT id, n FROM docs, LATERAL (SELECT COUNT(*) AS n FROM TABLE(FLATTEN(v:tags))) ORDER BY 1", ["1 | 2", "2 | 0"]),
    ("SELECT f.path FROM docs, LATERAL FLATTEN(v:o) f", ["['A b']"]),
    ("SELECT f.path FROM TABLE(FLATTEN(PARSE_JSON('{\"a\":[1]}'), PATH => 'a')) f", ["a[0]"]),
    ("SELECT COUNT(*) FROM TABLE(FLATTEN(PARSE_JSON('{\"a\":[1,2]}'), RECURSIVE => TRUE))", ["3"]),
    ("SELECT f.path FROM TABLE(FLATTEN(PARSE_JSON('{\"a\":[1,2]}'), RECURSIVE => TRUE, MODE => 'OBJECT')) f", ["a"]),
    ("SELECT f.index, f.value FROM TABLE(FLATTEN(PARSE_JSON('[1, ,77]'))) f", ["0 | 1", "2 | 77"]),
    ("SELECT f.value FROM TABLE(FLATTEN(NULL)) f", []),
    ("SELECT * FROM TABLE(FLATTEN(PARSE_JSON('[7]'))) f", ["1 | NULL | [0] | 0 | 7 | [7]"]),
    ("SELECT f.e FROM TABLE(FLATTEN(PARSE_JSON('[5]'))) f (a, b, c, d, e, g)", ["5"]),
    ("SELECT b.value FROM TABLE(FLATTEN(PARSE_JSON('[[1,2],[3]]'))) a, LATERAL FLATTEN(a.value) b", ["1", "2", "3"]),
]


@pytest.mark.parametrize(("sql", "want"), FLATTENS)
def test_flatten(cursor: Any, sql: str, want: list[str]) -> None:
    assert lines(cursor, sql) == want


def test_xml_is_shown_as_xml(cursor: Any) -> None:
    cursor.execute("SELECT PARSE_XML('<a><b c=\"d\">1</b><b/></a>')")
    assert cursor.fetchone() == ('<a>\n  <b c="d">1</b>\n  <b></b>\n</a>',)


def test_json_text() -> None:
    assert normalise(' { b : [1.50, ,NULL], "a" : 1e2 } ') == '{"a":\t1.000000000000000e+02,"b":[1.5,\t-0.0,null]}\t'
    assert normalise("  ") is None
    assert normalise('{"a":1,"a":2}', duplicates=True) == '{"a":2}'
    for text in ("[1", '{"a"}', "nul", "1 2", '"a', "{,}", '{"a":1'):
        with pytest.raises(JsonError):
            normalise(text)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ('{ "a" : "123", "b" : "456", "a": "789"} ', 'duplicate object attribute "a", pos 31'),
        ('{"x":[{"a":1},{"a":2,"a" : 3}]}', 'duplicate object attribute "a", pos 25'),
        ('{"x":[{"a":1},', "incomplete array value, pos 15"),
        ("hello", 'unknown keyword "hello", pos 6'),
    ],
)
def test_what_is_wrong_in_a_column(cursor: Any, document: str, reason: str) -> None:
    sql = "SELECT PARSE_JSON(column1) FROM VALUES ('{\"a\":[{\"b\":1},{\"b\":2}]}'), (%s)"
    with pytest.raises(ExecutionError, match="^" + re.escape(f"100069 (22P02): Error parsing JSON: {reason}")):
        cursor.execute(sql, (document,)).fetchall()


def test_the_last_of_repeated_keys_where_that_is_asked_for(cursor: Any) -> None:
    sql = "SELECT PARSE_JSON(column1, 'd'), TRY_PARSE_JSON(column1, 'd') FROM VALUES ('{\"a\":1,\"a\":2}'), (NULL)"
    assert lines(cursor, sql) == ['{"a":2} | {"a":2}', "NULL | NULL"]
    with pytest.raises(CompilationError, match="invalid value \\[x\\] for parameter 'PARAMETER'"):
        cursor.execute("SELECT PARSE_JSON('{}', 'x')")


EQUAL = [
    ("[1]", "[1::FLOAT]"),
    ("[1.5]", "[1.5::FLOAT]"),
    ("[[0.00001]]", "[[0.00001::FLOAT]]"),
    ("{'k': 10}", "{'k': 1e1}"),
    ("[1, 'a', NULL, {'x': 2}]", "[1::FLOAT, 'a', NULL, {'x': 2::FLOAT}]"),
    ("['2024-01-02'::DATE]", "['2024-01-02']"),
    ("PARSE_JSON('[0.00001]')", "[0.00001::FLOAT]::VARIANT"),
    ("PARSE_JSON('0.00001')", "0.00001::FLOAT::VARIANT"),
    ("[12345678901234567.5]", "[12345678901234567.50]"),
]
DIFFERENT = [
    ("[1]", "['1']"),
    ("[1]", "[1.5::FLOAT]"),
    ("[12345678901234567.5]", "[12345678901234567.25]"),
    ("[NULL]", "[0::FLOAT]"),
    ("[PARSE_JSON('null')]", "[NULL]"),
    ("{'k': 1::FLOAT}", "{'j': 1}"),
]


@pytest.mark.parametrize(("first", "second", "wanted"), [(*p, True) for p in EQUAL] + [(*p, False) for p in DIFFERENT])
def test_whole_values_are_equal_where_their_parts_are(cursor: Any, first: str, second: str, wanted: bool) -> None:
    both = f"(SELECT 1 AS n, {first} AS v UNION ALL SELECT 2, {second})"
    say = str(wanted).upper()
    assert lines(cursor, f"SELECT {first} = {second}, {second} IN ({first}), {first} <> {second}") == [
        f"{say} | {say} | {str(not wanted).upper()}"
    ]
    groups = str(1 if wanted else 2)
    assert len(lines(cursor, f"SELECT v, COUNT(*) FROM {both} GROUP BY v")) == int(groups)
    assert lines(cursor, f"SELECT COUNT(DISTINCT v), COUNT(DISTINCT HASH([v])) FROM {both}") == [f"{groups} | {groups}"]
    assert lines(cursor, f"SELECT COUNT(*) FROM (SELECT DISTINCT v FROM {both})") == [groups]
    assert lines(cursor, f"SELECT COUNT(*) FROM {both} a JOIN {both} b ON a.v = b.v") == ["4" if wanted else "2"]
    assert lines(cursor, f"SELECT COUNT(*) FROM {both} a JOIN {both} b USING (v)") == ["4" if wanted else "2"]
    assert lines(cursor, f"SELECT MAX(r) FROM (SELECT ROW_NUMBER() OVER (PARTITION BY v ORDER BY n) r FROM {both})") == [
        "2" if wanted else "1"
    ]
    assert lines(cursor, f"SELECT COUNT(*) FROM (SELECT {first} AS v UNION SELECT {second})") == [groups]
    assert len(lines(cursor, f"SELECT {first} AS v INTERSECT SELECT {second}")) == int(wanted)
    changes = "CONDITIONAL_CHANGE_EVENT(v) OVER (ORDER BY n) AS c"
    assert lines(cursor, f"SELECT MAX(c) FROM (SELECT {changes} FROM {both})") == [str(int(not wanted))]
