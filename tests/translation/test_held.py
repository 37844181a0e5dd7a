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


@pytest.mark.parametrize("sign", ["/", "*", "+", "%"])
def test_the_text_of_a_chain_of_operators_grows_with_its_length_alone(sql: Sql, sign: str) -> None:
    short, long = (len(translated(sql, f"SELECT {sign.join(['a'] * n)} FROM VALUES (5.5) AS t(a)")) for n in (6, 12))
    assert long < 4 * short
