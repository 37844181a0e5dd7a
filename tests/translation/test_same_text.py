"""An expression that is written twice is one DuckDB text, so that GROUP BY finds what SELECT names."""

from __future__ import annotations

import doctest
import re

import pytest

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.executor import explain, statements_of
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.translator import SnowflakeToDuckDBTranslator
from mockhaus_dbt.translation.variable_names import PROVISIONAL
from tests.conftest import Sql

_ = SnowflakeToDuckDBTranslator  # importing the translator fills the table of functions
_CASTS = [
    "{a}::ARRAY(INT)",
    "{o}::OBJECT(x INT, y ARRAY(VARCHAR))",
    "{o}::MAP(VARCHAR, INT)",
    "{a}::ARRAY(INT)::ARRAY(VARCHAR)",
    "{a}::VECTOR(FLOAT, 2)",
    "{a}::VECTOR(INT, 2)::ARRAY",
    "{o}:y[0]::INT",
    "{a}::ARRAY(INT) = {a}::ARRAY(INT)",
    "TRANSFORM({a}, v -> TRANSFORM({a}, w -> w + v))",
    "TRANSFORM({a}, v -> FILTER({a}, w -> w > v AND w < ARRAY_SIZE(FILTER({a}, u -> u = w))))",
    "REDUCE({a}, 0, (s, v) -> s + REDUCE({a}, 0, (s, v) -> s + v))",
    "FILTER({a}, v -> v::INT / 3 > 1)",
    "TRANSFORM({a}, v -> ROUND(v::FLOAT / {n}, 2) || 'x')",
]
_DOCUMENTED = sorted(
    {e.source.strip() for f in FUNCTIONS.values() for e in doctest.DocTestParser().get_examples(f.doc)}
)


def _parts(sql: Sql, expression: str) -> tuple[str, str]:
    """The text of an expression that is written twice, with other things around it."""
    (statement,) = statements_of(f"SELECT '<1>', {expression} AS x, '<2>', ABS(1), '<3>', {expression} AS y, '<4>' FROM t")
    text = explain(sql.session, statement)[0]
    first = re.search(r"""'<1>'.*?, (.*) AS "?X"?, '<2>'""", text, re.DOTALL)
    second = re.search(r"""'<3>'.*?, (.*) AS "?Y"?, '<4>'""", text, re.DOTALL)
    assert first and second
    assert PROVISIONAL not in text
    return first[1], second[1].replace('~2"', '"')  # of a second column of that name


@pytest.fixture
def table(sql: Sql) -> Sql:
    sql("CREATE TABLE t (a ARRAY, o OBJECT, v VARIANT, n INT, f FLOAT, s VARCHAR, d TIMESTAMP_NTZ, b BINARY)")
    sql("INSERT INTO t SELECT [3, 4], {'x': 1, 'y': [1]}, 1, 1, 1, 'x', '2024-01-01', NULL FROM VALUES (1), (2)")
    return sql


@pytest.mark.parametrize("expression", _CASTS)
def test_written_twice(table: Sql, expression: str) -> None:
    written = expression.format(a="a", o="o", n="n")
    first, second = _parts(table, written)
    assert first == second


@pytest.mark.parametrize("expression", [e for e in _CASTS if "VECTOR(FLOAT" not in e and "MAP" not in e])
def test_grouped_by(table: Sql, expression: str) -> None:
    written = expression.format(a="a", o="o", n="n")
    assert table.rows(f"SELECT {written}, COUNT(*) FROM t GROUP BY {written}")[0][1] == 2
    assert table.rows(f"SELECT COUNT(*), ({written}) IS NULL FROM t GROUP BY {written}") == [(2, False)]


def test_documented_examples_written_twice(table: Sql) -> None:
    wrong, seen = [], 0
    for example in _DOCUMENTED:
        if re.match(r"SELECT|WITH|SHOW", example, re.I):
            continue
        # constants are computed beforehand: columns in their place let the functions do their work
        if re.search(r"\), [A-Z_0-9]+\(|SET_SYS_CONTEXT", example):
            continue  # several columns; a change
        for written in (example, re.sub(r"'[^']*'", lambda m: f"(s || {m[0]})", example), re.sub(r"\b\d+\b", "n", example)):
            try:
                first, second = _parts(table, written)
            except SqlError:
                continue
            seen += "lambda" in first
            if first != second and not re.search(r"random|uuid|nextval|seq\d|_call\(", first, re.I):
                wrong.append(f"{written}\n  {first}\n  {second}")
    assert not wrong, "\n".join(wrong)
    assert seen > 300


def test_lambdas_within_each_other_see_their_own_elements(table: Sql) -> None:
    assert table.rows(
        "SELECT TRANSFORM([1, 2], v INT -> TRANSFORM([10, 20], w INT -> TRANSFORM([100], u INT -> u + v + w))),"
        " TRANSFORM([[1, 2], [3]], v -> TRANSFORM(v, v INT -> v * 2)),"
        " TRANSFORM([1, 2], v INT -> ARRAY_SIZE(FILTER([1, 2], w INT -> w = v)) + ARRAY_SIZE(FILTER([1, 2], w INT -> w > v)))"
    ) == [("[[[111],[121]],[[112],[122]]]", "[[2,4],[6]]", "[2,1]")]


def test_an_alias_in_a_lambda_is_of_the_query(table: Sql) -> None:
    assert table.rows("SELECT TRANSFORM([10, 20], n INT -> n + a), n + 1 AS a FROM (SELECT 5 AS n)") == [("[16,26]", 6)]


def test_a_key_of_a_window_is_the_one_of_group_by(sql: Sql) -> None:
    """Both may raise, which DuckDB would take for a reason not to compute a key of a window."""
    sql("create table t (s varchar, p varchar) as select * from values ('abc', 'b'), ('abd', 'b'), (null, 'b'), ('x', 'x')")
    query = """select {e}, row_number() over (order by {e}), count(*) from t where {e} is not null group by {e}
        having {e} <> '' qualify rank() over (partition by {e} order by {e}) = 1 order by {e}"""
    assert sql.rows(query.format(e="regexp_substr(s, p)")) == [("b", 1, 2), ("x", 2, 1)]
    with pytest.raises(SqlError, match="is not a valid group by expression"):
        sql(
            "select regexp_substr(s, p), row_number() over (order by regexp_substr(p, s)) from t "
            "group by regexp_substr(s, p)"
        )
