"""Values that are more than their JSON: DATE, TIME, TIMESTAMP, BINARY, FLOAT and long decimals within ARRAYs and OBJECTs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mockhaus_dbt
from mockhaus_dbt.translation.variants import as_text, plain_text, protected, restored

LONG = "12345678901234567890.123456789"
#: value in SQL, TYPEOF, JSON, its AS_ function.
VALUES = [
    ("'2024-01-02'::DATE", "DATE", '"2024-01-02"', "AS_DATE"),
    ("'10:11:12'::TIME", "TIME", '"10:11:12"', "AS_TIME"),
    ("'2024-01-02 03:04:05'::TIMESTAMP_NTZ", "TIMESTAMP_NTZ", '"2024-01-02 03:04:05.000"', "AS_TIMESTAMP_NTZ"),
    ("'2024-01-02 03:04:05'::TIMESTAMP_LTZ", "TIMESTAMP_LTZ", '"2024-01-02 03:04:05.000 -0800"', "AS_TIMESTAMP_LTZ"),
    ("'2024-01-02 03:04:05 +0100'::TIMESTAMP_TZ", "TIMESTAMP_TZ", '"2024-01-02 03:04:05.000 +0100"', "AS_TIMESTAMP_TZ"),
    ("'0AFF'::BINARY", "BINARY", '"0AFF"', "AS_BINARY"),
    ("1.5::FLOAT", "DOUBLE", "1.500000000000000e+00", "AS_DOUBLE"),
    ("3::FLOAT", "DOUBLE", "3.000000000000000e+00", "AS_DOUBLE"),
    (f"{LONG}::NUMBER(38,9)", "DECIMAL", LONG, ""),
    ("0.00000012::NUMBER(38,9)", "DECIMAL", "0.00000012", ""),
    ("1.25", "DECIMAL", "1.25", ""),
    ("7", "INTEGER", "7", "AS_INTEGER"),
    ("TRUE", "BOOLEAN", "true", "AS_BOOLEAN"),
    ("'2024-01-02'", "VARCHAR", '"2024-01-02"', "AS_VARCHAR"),
]
#: where a value is put, and how it is taken out again.
PLACES = [
    "SELECT ARRAY_CONSTRUCT('a', x)[1] AS v FROM t",
    "SELECT OBJECT_CONSTRUCT('k', x, 'a', 1):k AS v FROM t",
    "SELECT {'o': {'l': [1, [x]]}}:o.l[1][0] AS v FROM t",
    "SELECT GET(ARRAY_AGG(x), 0) AS v FROM t GROUP BY i",
    "SELECT GET_PATH(OBJECT_AGG(k, x), k) AS v FROM t GROUP BY k",
    "SELECT f.value AS v FROM t, LATERAL FLATTEN(ARRAY_CONSTRUCT(x)) f",
    "SELECT f.value AS v FROM t, LATERAL FLATTEN({'k': x}) f WHERE f.key = 'k'",
    "SELECT f.value AS v FROM t, LATERAL FLATTEN({'k': [x]}, RECURSIVE => TRUE) f WHERE f.path = 'k[0]'",
    "SELECT f.value AS v FROM t, LATERAL FLATTEN({'k': [x]}, PATH => 'k', OUTER => TRUE) f",
    "SELECT ARRAY_REVERSE(ARRAY_APPEND([1], x))[0] AS v FROM t",
    "SELECT ARRAY_CAT([x], ARRAY_PREPEND([2], NULL))[0] AS v FROM t",
    "SELECT OBJECT_INSERT({'b': [1]}, 'k', x):k AS v FROM t",
    "SELECT OBJECT_DELETE({'b': [1], 'k': x}, 'b'):k AS v FROM t",
    "SELECT OBJECT_PICK({'b': [1], 'k': x}, 'k'):k AS v FROM t",
    "SELECT ARRAYS_TO_OBJECT(['k'], [x]):k AS v FROM t",
    "SELECT ARRAYS_ZIP([x], [1])[0]:\"$1\" AS v FROM t",
    "SELECT TRANSFORM([x], y -> y)[0] AS v FROM t",
    "SELECT FILTER([NULL, x], y -> y IS NOT NULL)[0] AS v FROM t",
    "SELECT ARRAY_DISTINCT(ARRAY_FLATTEN([[x], [x]]))[0] AS v FROM t",
    "SELECT ARRAY_INSERT([], 2, x)[2] AS v FROM t",
    "SELECT ARRAY_SLICE(ARRAY_SORT([x]), 0, 1)[0] AS v FROM t",
    "SELECT TO_ARRAY(x)[0] AS v FROM t",
    "SELECT kept.o:k AS v FROM (SELECT {'k': x, 'z': NULL} AS o FROM t) AS kept",
]


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="DB", schema="SCH") as connection:
        yield connection.cursor()


def rows(cursor: Any, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = cursor.execute(sql).fetchall()
    return found


@pytest.fixture(scope="module")
def tables(cursor: Any) -> Any:
    """A table of one row for each of the values."""
    for i, (value, *_) in enumerate(VALUES):
        cursor.execute(f"CREATE TABLE t{i} AS SELECT {i} AS i, 'n' || {i} AS k, {value} AS x")
    return cursor


@pytest.mark.parametrize("place", PLACES)
def test_elements_keep_their_type_and_digits(tables: Any, place: str) -> None:
    for i, (value, kind, shown, as_) in enumerate(VALUES):
        if place not in PLACES[:2] and kind not in ("DATE", "TIMESTAMP_TZ", "DOUBLE", "DECIMAL"):
            continue
        as_it = f"{as_}(p.v) = t.x" if as_ else "TRUE"
        sql = f"SELECT TYPEOF(p.v), p.v, TO_JSON(p.v), p.v = t.x::VARIANT, {as_it} FROM ({place}) AS p, t"
        [found] = rows(tables, re.sub(r"(FROM|,) t\b(?![.:])", rf"\1 t{i} AS t", sql))
        assert found == (kind, shown, shown, True, True), value


CASES = [
    ("IS_DATE([d][0]), IS_DATE(['2024-01-02'][0]), IS_TIMESTAMP_TZ([tz][0]), IS_TIMESTAMP_NTZ([tz][0])",
     (True, False, True, False)),
    ("IS_BINARY({'b': b}:b), IS_BINARY({'b': 'AB'}:b), AS_BINARY(['AB'][0]) IS NULL, IS_DOUBLE([1::FLOAT][0])",
     (True, False, True, True)),
    ("[d][0]::DATE = d, [d][0] = d, [d][0]::DATE + 1, {'z': tz}:z::TIMESTAMP_TZ = tz, [b][0]::BINARY = b",
     (True, True, None, True, True)),
    ("[1::FLOAT][0] = 1, [1::FLOAT][0] = [1][0], [1.5::FLOAT][0] < [2][0], ['b'][0] > ['a'][0]",
     (True, True, True, True)),
    (f"[{LONG}][0]::NUMBER(38,9) = {LONG}, [{LONG}][0] = {LONG}, [{LONG}][0] > [12345678901234567890][0], "
     f"TO_NUMBER([{LONG}][0], 38, 9) = {LONG}, TO_NUMBER(['1.5'][0], 4, 1) = 1.5", (True, True, True, True, True)),
    ("[d] = [d], {'d': d} = {'d': d}, [d, 1] = [d, 2], [[d]][0] = [d]", (True, True, False, True)),
    ("HASH([d]) = HASH([[d]][0]), HASH([1.5::FLOAT][0]) = HASH(1.5::FLOAT), HASH([1.5][0]) = HASH(1.5), HASH([1::FLOAT][0]) = HASH(1)",
     (True, True, True, True)),
    ("ARRAY_CONTAINS(d::VARIANT, [1, d]), ARRAY_POSITION(1::FLOAT::VARIANT, [0, 1::FLOAT]), "
     "ARRAY_SIZE(ARRAY_INTERSECTION([d, 1], [d])), ARRAY_REMOVE([1::FLOAT, 2], 1)::VARCHAR", (True, 1, 1, "[2]")),
    ("ARRAY_TO_STRING([d, 1.5::FLOAT, 2::FLOAT, 'x', NULL, [d]], ',')", ('2024-01-02,1.5,2,x,,["2024-01-02"]',)),
    ("ARRAY_MAX([d, '2023-01-01'::DATE])::DATE = d, TYPEOF(ARRAY_MIN([2, 1.5::FLOAT]))", (True, "DOUBLE")),
    # what holds no such value any more is as if it had never held one
    ("ARRAY_REMOVE_AT([1, d], 1) = [1], OBJECT_DELETE({'a': 1, 'd': d}, 'd') = {'a': 1}, {'a': [1], 'd': d}:a = [1]",
     (True, True, True)),
    # a string of a user's is never taken for one
    ("TYPEOF(['\\t2024-01-02'][0]), TYPEOF([d, '\\t\\n2024-01-02'][1]), ['\\t\"1\"\\n', d][0]::VARCHAR",
     ("VARCHAR", "VARCHAR", '\t"1"\n')),
    ("TYPEOF([d, CHR(127) || 'tn' || CHR(127) || '2024'][1]), LENGTH([d, CHR(127) || 'tn' || CHR(127) || '2024'][1])",
     ("VARCHAR", 8)),
    ("['[,-0.0,]', 1.5::FLOAT, NULL]::VARCHAR", ('["[,-0.0,]",1.500000000000000e+00,undefined]',)),
    # text of what is within
    ("{'l': [d, 2::FLOAT, NULL], 'f': 2::FLOAT, 'n': 0.5}:l::VARCHAR, {'f': 2::FLOAT}:f::VARCHAR",
     ('["2024-01-02",2.000000000000000e+00,undefined]', "2")),
    ("PARSE_JSON('{\"l\":[1,,2]}'):l::VARCHAR, PARSE_JSON('{\"l\":[1,,2]}'):l[1] IS NULL", ("[1,undefined,2]", True)),
    ("PARSE_JSON('{\"l\":1e5,\"n\":null}'):n::VARCHAR, PARSE_JSON('{\"l\":1e5,\"n\":null}'):m::VARCHAR", (None, None)),
    # PARSE_JSON makes no dates
    ("TYPEOF(PARSE_JSON(TO_JSON([d]))[0]), TYPEOF(PARSE_JSON('[1.5e0]')[0]), TYPEOF(PARSE_JSON('[1.50]')[0])",
     ("VARCHAR", "DOUBLE", "DECIMAL")),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "want"), CASES)
def test_value(cursor: Any, sql: str, want: tuple[Any, ...]) -> None:
    given_ = "'2024-01-02'::DATE d, '2024-01-02 03:04:05 +0100'::TIMESTAMP_TZ tz, '0AFF'::BINARY b"
    [found] = rows(cursor, f"SELECT {sql} FROM (SELECT {given_})")
    assert [w if w is None else f for f, w in zip(found, want, strict=True)] == list(want)


def test_parse_json_of_a_column(cursor: Any) -> None:
    texts = [f'{{"n":{LONG}, "e": 1.5e3, "s": "{LONG}"}}', f"[{LONG},,1e-7]", '{"n":0.1234567890123456,"id":12345678901234567890}']
    values = ", ".join(f"('{t}')" for t in texts)
    cursor.execute(f"CREATE OR REPLACE TABLE texts AS SELECT PARSE_JSON(column1) AS v FROM VALUES {values}")
    sql = "SELECT TO_JSON(v) FROM texts ORDER BY v:n::NUMBER(38,9) DESC NULLS LAST"
    assert [r[0] for r in rows(cursor, sql)] == [
        f'{{"e":1.500000000000000e+03,"n":{LONG},"s":"{LONG}"}}',
        '{"id":12345678901234567890,"n":0.1234567890123456}',
        f"[{LONG},undefined,1.000000000000000e-07]",
    ]
    assert rows(cursor, "SELECT v:n::VARCHAR, TYPEOF(v:n), TYPEOF(v:e), TYPEOF(v:s) FROM texts LIMIT 1") == [
        (LONG, "DECIMAL", "DOUBLE", "VARCHAR")
    ]
    assert rows(cursor, "SELECT MAX(v:n)::NUMBER(38,9)::VARCHAR FROM texts") == [(LONG,)]


def test_distinct_and_groups_take_equal_values_together(cursor: Any) -> None:
    values = "SELECT [1][0] AS v UNION ALL SELECT [1::FLOAT][0] UNION ALL SELECT 1::VARIANT UNION ALL SELECT {'a': 1.0}:a"
    assert rows(cursor, f"SELECT COUNT(*), COUNT(DISTINCT v) FROM (SELECT DISTINCT v FROM ({values}))") == [(1, 1)]
    assert rows(cursor, f"SELECT COUNT(*) FROM ({values}) GROUP BY v") == [(4,)]
    arrays = "SELECT ['2024-01-02'::DATE] AS v UNION ALL SELECT {'l': ['2024-01-02'::DATE]}:l::ARRAY"
    assert rows(cursor, f"SELECT COUNT(*) FROM ({arrays}) GROUP BY v") == [(2,)]
    assert rows(cursor, f"SELECT COUNT(*) FROM ({arrays}) a JOIN ({arrays}) b ON a.v = b.v") == [(4,)]


def test_results_at_every_door(cursor: Any) -> None:
    sql = f"SELECT [1.5::FLOAT, '2024-01-02'::DATE, {LONG}, NULL] AS a, {{'t': '10:11:12'::TIME}} AS o"
    shown = f'[1.500000000000000e+00,"2024-01-02",{LONG},undefined]'
    [(array, object_)] = rows(cursor, sql)
    assert "".join(array.split()) == shown
    assert "".join(object_.split()) == '{"t":"10:11:12"}'
    table = cursor.execute(sql).fetch_arrow_all()
    assert "".join(table.column(0)[0].as_py().split()) == shown
    [(text,)] = rows(cursor, f"SELECT TO_JSON(a) FROM ({sql})")
    assert text == shown


def test_unloaded_files_have_no_marks(tmp_path: Path) -> None:
    with mockhaus_dbt.connect(database="DB", schema="SCH", stage_root=str(tmp_path)) as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE TABLE t AS SELECT {'d': '2024-01-02'::DATE, 'f': 1.5::FLOAT} AS v, ['0A'::BINARY, NULL] AS a")
        cursor.execute("CREATE STAGE s")
        cursor.execute("COPY INTO @s/j FROM (SELECT v FROM t) FILE_FORMAT = (TYPE = JSON COMPRESSION = NONE)")
        cursor.execute("COPY INTO @s/c FROM (SELECT v, a FROM t) FILE_FORMAT = (TYPE = CSV COMPRESSION = NONE FIELD_DELIMITER = '|')")
        cursor.execute("COPY INTO @s/p FROM (SELECT v, a FROM t) FILE_FORMAT = (TYPE = PARQUET)")
        texts = {p.suffix: p for p in tmp_path.rglob("*") if p.is_file()}
        assert texts[".json"].read_text() == '{"d":"2024-01-02","f":1.500000000000000e+00}\n'
        assert texts[".csv"].read_text() == '{"d":"2024-01-02","f":1.500000000000000e+00}|["0A",undefined]\n'
        [row] = duckdb.execute(f"SELECT * FROM '{texts['.parquet']}'").fetchall()
        assert row == ('{"d":"2024-01-02","f":1.500000000000000e+00}', ['"0A"', "undefined"])


def test_a_stock_client_reads_plain_json(tmp_path: Path) -> None:
    file = tmp_path / "account.duckdb"
    with mockhaus_dbt.connect(file, database="SHOP", schema="DEV") as connection:
        connection.execute(
            f"""CREATE TABLE t AS SELECT {{'d': '2024-01-02'::DATE, 'f': 1.5::FLOAT, 'n': {LONG}}} AS v;
            CREATE VIEW w AS SELECT v:d AS d, v:d::DATE AS x, TYPEOF(v:f) AS f, v:n::VARCHAR AS n FROM t;
            CREATE VIEW f AS SELECT f.key, f.value FROM t, LATERAL FLATTEN(v) f"""
        )
        assert connection.execute("SELECT d, f, n FROM w").fetchall() == [('"2024-01-02"', "DOUBLE", LONG)]
    with duckdb.connect(str(file), read_only=True) as plain:
        [(text, date, number, digits)] = plain.execute(
            """SELECT v, v->>'d', (v->'f')::DOUBLE, (v->>'n')::DECIMAL(38,9)::VARCHAR FROM "SHOP.DEV"."T" """
        ).fetchall()
        assert json.loads(text) == {"d": "2024-01-02", "f": 1.5, "n": LONG}
        assert (date, number, digits) == ("2024-01-02", 1.5, LONG)
        assert plain.execute('SELECT d, n FROM "SHOP.DEV"."W"').fetchall() == [('"2024-01-02"', LONG)]
        assert plain.execute('SELECT "KEY", "VALUE" FROM "SHOP.DEV"."F" ORDER BY 1 LIMIT 1').fetchall() == [("d", '"2024-01-02"')]


MARKED = st.sampled_from(['\t\n"2024-01-02"', "\t1.500000000000000e+00", f'\t"{LONG}"', '\t\r\r"2024 +0100"', "\t-0.0"])
PLAIN = st.one_of(st.integers(), st.booleans(), st.text("a\x7ft\n\r\t\"\\,:]}[{é~", max_size=12), st.none()).map(
    lambda v: json.dumps(v, ensure_ascii=False)
)
DOCUMENTS = st.recursive(
    st.one_of(MARKED, PLAIN),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda v: "[" + ",".join(v) + "]"),
        st.dictionaries(st.text("k\x7ft\"", max_size=3), inner, max_size=3).map(
            lambda v: "{" + ",".join(f"{json.dumps(k, ensure_ascii=False)}:{x}" for k, x in v.items()) + "}"
        ),
    ),
    max_leaves=12,
).filter(lambda text: text[0] in "[{")


@settings(max_examples=120, deadline=None)
@given(DOCUMENTS)
def test_marks_survive_what_duckdb_does(text: str) -> None:
    held = text + "\t" if "\t" in text else text
    [(through, inside)] = duckdb.execute("SELECT ?::JSON -> '$', ?::JSON -> '$'", [protected(held), plain_text(held)]).fetchall()
    back = restored(through)
    assert back == held
    assert json.loads(inside) == json.loads(plain_text(back))
    assert as_text(back) == plain_text(back.replace("\t-0.0", "undefined"))
