"""Whatever comes in, the translator answers with a translation or with an error of ours."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockhaus_dbt.errors import MockhausError
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.translator import SnowflakeToDuckDBTranslator
from tests.golden.test_golden import FILES, blocks
from tests.translation.catalog import TestCatalog, context

TRANSLATOR = SnowflakeToDuckDBTranslator()
QUERIES = [
    s
    for path in FILES
    for _, s, _ in blocks(path)
    if s.split(None, 1)[0].upper() in ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE")
]
WORDS = sorted({word for s in QUERIES for word in s.replace("(", " ( ").replace(")", " ) ").split()})
KINDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "INSERT OVERWRITE")


def translate(text: str) -> list[str]:
    """Translations of all statements that can be translated."""
    found = []
    try:
        for statement in split_statements(text):
            if statement.name in KINDS:
                found.append(TRANSLATOR.translate(statement, context()).sql)
    except MockhausError as e:
        assert str(e).strip()
    return found


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(QUERIES),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(WORDS), st.integers(0, 2)), min_size=1, max_size=4),
)
def test_mutated_queries(query: str, changes: list[tuple[int, str, int]]) -> None:
    words = query.replace("(", " ( ").replace(")", " ) ").split()
    for position, word, kind in changes:
        at = position % max(len(words), 1)
        if kind == 0:
            words.insert(at, word)
        elif kind == 1 and words:
            words[at] = word
        elif words:
            del words[at]
    translate(" ".join(words))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    translate(text)
    translate(f"SELECT {text}")


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=20).filter(lambda s: "\x00" not in s))
def test_identifiers_and_strings_round_trip(name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    string = "'" + name.replace("\\", "\\\\").replace("'", "''") + "'"
    (statement,) = split_statements(f"SELECT {string} AS {quoted}")
    translation = TRANSLATOR.translate(statement, context())
    assert [c.name for c in translation.columns] == [name]
    assert duckdb.execute(translation.sql).fetchall() == [(name,)]


@pytest.mark.parametrize("query", [q for q in QUERIES if q.startswith("SELECT")][:40])
def test_translation_depends_on_nothing_else(query: str) -> None:
    assert TestCatalog.version == 1
    assert translate(query) == translate(query)


def test_a_pattern_without_symbols() -> None:
    [statement] = split_statements("select * from t match_recognize (order by b pattern () define a as true)")
    with pytest.raises(MockhausError, match="001003"):
        TRANSLATOR.translate(statement, context())
