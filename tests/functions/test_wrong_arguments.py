"""Arguments that a function does not take give one of Snowflake's errors, whatever they are: never an internal one."""

from __future__ import annotations

import random

import pytest

import mockhaus_dbt
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.translation.functions.registry import FUNCTIONS

_INTERNAL = 603
_TABLE = """create table t as select column1::int i, column2::number(10,2) n, column3::float f, column4::varchar s,
    column5::boolean b, column6::date d, column7::time ti, column8::timestamp_ntz tn, column8::timestamp_ltz tl,
    column8::timestamp_tz tz, parse_json(column9) v, parse_json(column10)::array a, parse_json(column11)::object o,
    to_binary(column12) bi, column13::number(38,0) big
    from values
    (1, 1.5, 2.5, 'abc', true, '2024-01-31', '10:11:12', '2024-02-29 10:11:12.123', '1', '[1,2]', '{"a":1}', '0A', 9),
    (null, null, null, null, null, null, null, null, null, null, null, null, null),
    (0, -0.01, 3, '', false, '0001-01-01', '00:00:00', '9999-12-31 23:59:59', '"x"', '[]', '{}', '', -1)"""
_COLUMNS = "i n f s b d ti tn tl tz v a o bi big".split()
_CONSTANTS = [
    "1", "0", "-1", "1.5", "2::float", "'abc'", "''", "'12'", "'2024-01-01'", "'%'", "null", "true", "current_date",
    "'10:00'::time", "'2024-01-01 10:00'::timestamp_ntz", "parse_json('1')", "parse_json('{\"a\":1}')", "[1,2]",
    "{'a':1}", "to_binary('0A')", "'day'", "'x'::variant", "'UTC'", "[1,2]::vector(int,2)",
    "{'a':1}::map(varchar,int)", "[1]::array(int)", "interval '1 day'",
]  # fmt: skip
#: what they do with their arguments lasts long, or ends the session.
_LEFT_OUT = {"SYSTEM$WAIT", "SYSTEM$ABORT_SESSION", "GENERATOR"}


@pytest.fixture(scope="module")
def cursor():
    with mockhaus_dbt.connect(database="DB", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        cursor.execute(_TABLE)
        yield cursor


def _calls(name: str) -> list[str]:
    chosen = random.Random(name)
    window = " over (partition by i order by n)"
    return [
        f"select {name}({', '.join(chosen.choice(_COLUMNS + _CONSTANTS) for _ in range(count))})"
        f"{window if chosen.random() < 0.1 else ''} from t"
        for count in (0, 1, 1, 1, 2, 2, 2, 3, 3, 4)
    ]


@pytest.mark.parametrize("initial", sorted({name[0] for name in FUNCTIONS}))
def test_no_argument_gives_an_internal_error(cursor, initial):
    failed = []
    for call in (c for name in sorted(FUNCTIONS) if name[0] == initial and name not in _LEFT_OUT for c in _calls(name)):
        try:
            cursor.execute(call).fetchall()
        except SqlError as e:
            if e.errno == _INTERNAL:
                failed.append(f"{call}: {e}")
    assert not failed


@pytest.mark.parametrize(
    ("call", "errno", "sqlstate"),
    [
        ("APPROX_TOP_K(i, 'abc')", 1015, "22023"),
        ("MINHASH('a', i)", 1015, "22023"),
        ("MINHASH(38)", 938, "22023"),
        ("MAX_BY(i, n, 'UTC')", 1015, "22023"),
        ("COALESCE()", 938, "22023"),
        ("HLL()", 938, "22023"),
        ("HASH_AGG()", 938, "22023"),
        ("CONVERT_TIMEZONE(s, i, tn)", 1044, "42P13"),
        ("NEXT_DAY(d, 'nay')", 1015, "22023"),
        ("NEXT_DAY(d, s)", 1015, "22023"),
        ("LIKE(s, '%', 'day')", 100046, "22019"),
        ("ADD_MONTHS(d, 99999999)", 100039, "22008"),
        ("DATE_FROM_PARTS(99999999, 1, 1)", 100040, "22007"),
        ("SYSTEM$CLUSTERING_DEPTH('')", 2003, "42S02"),
        ("SYSTEM$ABORT_SESSION('x')", 1015, "22023"),
        ("i::NUMBER(39)", 2040, "42601"),
        ("i::NUMBER(10, 11)", 2040, "42601"),
        ("i::NUMBER(10, 2, 3)", 2040, "42601"),
        ("i::NUMBER(n, 2)", 1003, "42000"),
        ("i::INT(5)", 2040, "42601"),
        ("s::VARCHAR(0)", 2040, "42601"),
        ("ti::TIME(10)", 2040, "42601"),
        ("b::BOOLEAN(3)", 2040, "42601"),
        ("[1]::VECTOR(INT, n)", 1003, "42000"),
    ],
)
def test_the_error_says_what_is_wrong(cursor, call, errno, sqlstate):
    with pytest.raises(SqlError) as raised:
        cursor.execute(f"select {call} from t").fetchall()
    assert (raised.value.errno, raised.value.sqlstate) == (errno, sqlstate)


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("CHECK_JSON(TRUE)", None),
        ("PARSE_XML('')", None),
        ("IS_NULL_VALUE(PARSE_XML(NULL))", None),
        ("BITOR_AGG(big)", -1),
        ("BITAND_AGG(7.4::NUMBER(10,2))", 7),
        ("COS('inf'::FLOAT)::VARCHAR", "NaN"),
        ("NEXT_DAY('2024-05-08'::DATE, IFF(MAX(s) IS NULL, NULL, 'friday'))::VARCHAR", "2024-05-10"),
    ],
)
def test_what_they_do_take(cursor, call, value):
    cursor.execute(f"select {call} from t")
    assert cursor.fetchone()[0] == value
