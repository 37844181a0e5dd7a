"""Values that a translation uses several times are in it once: long ones, so that it stays short, and random ones."""

from __future__ import annotations

import pytest

from mockhaus_dbt.executor import explain, statements_of
from tests.conftest import Sql

RANDOM = {
    "n": "uniform(0::INT, 3::INT, random())",
    "x": "uniform(0::INT, 3::INT, random())::NUMBER(38,10)",
    "f": "uniform(0::FLOAT, 3::FLOAT, random())",
    "s": "randstr(2, random())",
    "v": "to_variant(uniform(0::INT, 3::INT, random()))",
    "o": "object_construct('a', uniform(0::INT, 3::INT, random()))",
    "t": "dateadd(day, uniform(0::INT, 3::INT, random()), '2024-01-01'::TIMESTAMP_NTZ)::TIMESTAMP_TZ",
}
#: expressions of one random value.
EXPRESSIONS = [
    "{n} / 3",
    "{x} / 3",
    "{n} BETWEEN 1 AND 2",
    "{n} = ANY (1, 2)",
    "{v} = 1",
    "{v} IN (1, 2)",
    "{v} BETWEEN 1 AND 2",
    "{v}::INT",
    "{v}::VARCHAR",
    "{o}:a::INT",
    "{f}::VARIANT",
    "{t}::VARCHAR",
    "{s} LIKE ANY ('a%', 'b%')",
    "CASE {n} WHEN 1 THEN 'a' WHEN 2 THEN 'b' END",
    "CASE {v} WHEN 1 THEN 'a' WHEN 2 THEN 'b' END",
    "{n} / 3 / 4",
]


def translated(sql: Sql, text: str) -> str:
    """The DuckDB text of a query."""
    (statement,) = statements_of(text)
    return explain(sql.session, statement)[0]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_random_value_is_drawn_once(sql: Sql, expression: str) -> None:
    assert translated(sql, f"SELECT {expression.format(**RANDOM)}").count("uuid()") == 1


def test_every_branch_of_a_case_over_a_random_value_is_met(sql: Sql) -> None:
    case = "CASE uniform(1::INT, 3::INT, random()) WHEN 1 THEN 'a' WHEN 2 THEN 'b' WHEN 3 THEN 'c' END"
    assert sql.rows(f"SELECT DISTINCT {case} FROM TABLE(GENERATOR(ROWCOUNT => 500)) ORDER BY 1") == [("a",), ("b",), ("c",)]


def test_a_subquery_beside_a_random_value_that_is_used_twice_is_refused(sql: Sql) -> None:
    failure = sql.fails("SELECT CASE uniform(1::INT, 3::INT, random()) WHEN 1 THEN (SELECT 1) WHEN 2 THEN 2 END")
    assert "a random value that is used several times beside a subquery" in failure


#: what is put around a value once more and once more.
AROUND = [
    "({} / a)",
    "({} * a)",
    "({} % a)",
    "div0({}, a)",
    "greatest({}, a)",
    "nullif({}, a)",
    "width_bucket({}, 0, 10, 5)",
    "ceil({}::FLOAT, 2)",
    "months_between(dateadd(month, {}, '2024-01-01'::DATE), '2024-01-31'::DATE)",
    "insert({}::VARCHAR, 1, 1, 'z')::VARCHAR",
    "charindex('a', {}::VARCHAR, 2)",
    "md5_number_upper64({}::VARCHAR)",
    "{}::VARCHAR::NUMBER(12,2)",
    "{}::VARIANT::NUMBER(12,2)",
    "as_integer(to_variant({}))",
    "jarowinkler_similarity({}::VARCHAR, 'abc')",
    "bitxor({}, 3)",
    "decode({}, 1, 2, 3, 4)",
    "CASE {} WHEN 1 THEN 2 WHEN 3 THEN 4 END",
    "(convert_timezone('UTC', dateadd(day, {}, '2024-01-01'::TIMESTAMP_NTZ)::TIMESTAMP_TZ)::DATE - '2024-01-01'::DATE)",
]


@pytest.mark.parametrize("around", AROUND)
def test_a_text_grows_with_its_length_alone(sql: Sql, around: str) -> None:
    def length(depth: int) -> int:
        made = "a"
        for _ in range(depth):
            made = around.format(made)
        return len(translated(sql, f"SELECT {made} FROM VALUES (5.5) AS t(a)"))

    first, second, third = length(2), length(4), length(6)
    assert third - second < 1.6 * (second - first)


def test_a_query_is_grouped_by_a_long_expression_that_is_held(sql: Sql) -> None:
    long = "s"
    for i in range(12):
        long = f"regexp_replace(replace({long}, 'q{i}', 'z{i}'), '[0-9]{{{i + 2}}}', 'number{i}')"
    case = f"CASE {long} WHEN 'x' THEN 1 WHEN 'y' THEN 2 END"
    kept = f"nullif({long}, 'q')"
    rows = "FROM VALUES ('x'), ('y'), ('x') AS t(s)"
    assert sql.rows(f"SELECT {case}, count(*) {rows} GROUP BY {case} ORDER BY {case}") == [(1, 2), (2, 1)]
    assert sql.rows(f"SELECT {kept} || 'a', count(*) {rows} GROUP BY {kept} HAVING {kept} < 'y'") == [("xa", 2)]


@pytest.mark.parametrize("key", ["random()", "{n}", "n + {n}", "seq4()", "encrypt(s, 'x')", "as_boolean('true'::VARIANT)"])
def test_keys_of_windows_that_are_drawn_or_may_fail(sql: Sql, key: str) -> None:
    sql("CREATE TABLE t (n INT, s VARCHAR)", "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')")
    key = key.format(**RANDOM)
    assert sql.rows(f"SELECT r FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY {key}) AS r FROM t WHERE n > 1) ORDER BY r") == [
        (1,), (2,)
    ]
    assert sql.rows(f"SELECT COUNT(r) FROM (SELECT ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY n) AS r FROM t)") == [(3,)]


def test_a_random_key_of_a_window_beside_group_by_is_refused(sql: Sql) -> None:
    sql("CREATE TABLE t (n INT)")
    failure = sql.fails("SELECT n, ROW_NUMBER() OVER (ORDER BY RANDOM()) FROM t GROUP BY n")
    assert "a random value in the keys of a window beside GROUP BY" in failure
