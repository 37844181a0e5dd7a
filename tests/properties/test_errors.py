"""Whatever is wrong with a statement, its error is worded as Snowflake's, never as DuckDB's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mockhaus_dbt
from tests.golden.test_golden import FILES, blocks
from tests.properties.expressions import SETUP, statement

#: what DuckDB would say, and what stands in translated text alone.
FOREIGN = re.compile(
    r"Binder|Catalog Error|[Cc]andidate|DuckDB|duckdb|Parser Error|Conversion Error|INT64|INT32|HUGEINT|JSON\[\]|LINE \d|"
    r"No function matches|does not have a column|Referenced column|explicit type cast|list_transform|json_extract|"
    r"Traceback|NotImplemented|Out of Range Error|Invalid Input Error|Constraint Error|TRY_CAST\(CAST|\"T\"\.\""
)
QUERIES = [
    text
    for path in FILES
    if path.stem in ("queries", "types", "dml")
    for _, text, _ in blocks(path)
    if text.split(None, 1)[0].upper() in ("SELECT", "WITH")
]
WORDS = sorted({word for text in QUERIES for word in re.findall(r"\w+|[^\w\s]", text)})


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="GOLD", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        for text in SETUP.split(";\n"):
            cursor.execute(text)
        cursor.execute("alter session set statement_timeout_in_seconds = 2")
        yield cursor


def said(cursor: Any, text: str) -> str:
    """The error of a statement, without what it quotes of the statement; empty where there is none."""
    try:
        cursor.execute(text)
        cursor.fetchall()
    except mockhaus_dbt.SqlError as failure:
        assert failure.errno and re.fullmatch(r"[0-9A-Z]{5}", failure.sqlstate)
        return str(failure)
    return ""


def test_the_words_are_found() -> None:
    assert FOREIGN.search('Binder Error: Referenced column "x" not found')
    assert not FOREIGN.search("SQL compilation error: error line 1 at position 7 invalid identifier 'A'")


@settings(max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40))
def test_wrong_statements(cursor: Any, seed: int) -> None:
    text = statement(seed)
    assert not FOREIGN.search(said(cursor, text)), text


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(QUERIES), st.integers(0, 200), st.sampled_from(WORDS), st.sampled_from(["put", "drop", "swap"]))
def test_mutated_statements(cursor: Any, query: str, at: int, word: str, how: str) -> None:
    words = re.findall(r"'(?:[^']|'')*'|\w+|::|[^\w\s]", query)
    at %= len(words)
    words[at : at + (how != "put")] = [] if how == "drop" else [word]
    text = " ".join(words)
    assert not FOREIGN.search(said(cursor, text)), text
