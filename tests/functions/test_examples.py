"""Every function's docstring is its documentation and its test: ``>>>`` lines are run, the lines below are compared."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt import coverage
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.translator import SnowflakeToDuckDBTranslator
from tests.golden.test_golden import blocks
from tests.printing import row, same

_ = SnowflakeToDuckDBTranslator  # importing the translator fills the table of functions
PARSER = doctest.DocTestParser()
#: what examples may name.
OBJECTS = (
    "CREATE STAGE my_stage DIRECTORY = (ENABLE = TRUE)",
    "CREATE STAGE my_files URL = 's3://mybucket/files/'",
    "CREATE EXTERNAL TABLE my_external_table LOCATION = @my_files FILE_FORMAT = (TYPE = CSV)",
    "CREATE SEQUENCE my_sequence",
    "CREATE TABLE my_table (id INT)",
    "CREATE VIEW my_view AS SELECT id FROM my_table",
    "CREATE TASK my_task AS SELECT 1",
    "CREATE TAG my_tag ALLOWED_VALUES 'finance', 'engineering'",
    "CREATE MASKING POLICY column_policy AS (v VARCHAR) RETURNS VARCHAR -> SYSTEM$GET_TAG_ON_CURRENT_COLUMN('my_tag')",
    "CREATE MASKING POLICY table_policy AS (v VARCHAR) RETURNS VARCHAR -> SYSTEM$GET_TAG_ON_CURRENT_TABLE('my_tag')",
    "CREATE TABLE my_secrets (of_column VARCHAR MASKING POLICY column_policy TAG (my_tag = 'finance'), "
    "of_table VARCHAR MASKING POLICY table_policy) TAG (my_tag = 'engineering')",
    "INSERT INTO my_secrets VALUES ('x', 'y')",
)
ROWS = {f.name: f for f in FUNCTIONS.values()}


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="MOCKHAUS", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        for statement in OBJECTS:
            cursor.execute(statement)
        yield cursor


def _examples() -> list[Any]:
    return [
        pytest.param(e.source.strip(), e.want.rstrip("\n"), id=f"{name}-{i}")
        for name, f in sorted(ROWS.items())
        for i, e in enumerate(PARSER.get_examples(f.doc))
    ]


@pytest.mark.parametrize(("source", "want"), _examples())
def test_example(cursor: Any, source: str, want: str) -> None:
    query = source if source.split(None, 1)[0].upper() in ("SELECT", "WITH", "SHOW") else f"SELECT {source}"
    cursor.execute(query)
    got = [row(r) for r in cursor.fetchall()]
    wanted = want.split("\n") if want else [""]
    assert len(got) == len(wanted) and all(map(same, got, wanted)), f"{query}\n got: {got}\nwant: {wanted}"


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_function_has_an_example(name: str) -> None:
    assert PARSER.get_examples(ROWS[name].doc), f"{name} has no example in its docstring"


@cache
def _what_runs() -> str:
    """All examples that the tests run: those of docstrings, those of files, and those of loads."""
    tests = Path(__file__).parents[1]
    texts = [e.source for f in ROWS.values() for e in PARSER.get_examples(f.doc)]
    files = [*tests.glob("functions/documented/*.sql"), *tests.glob("golden/*.sql")]
    texts += [statement for path in files for _, statement, _ in blocks(path)]
    texts.append((tests / "ingestion" / "test_validation.py").read_text("utf-8"))
    return "\n".join(texts).upper()


def test_every_name_of_a_function_is_in_an_example() -> None:
    # "NTH_VALUE_FROM_LAST" is what NTH_VALUE(...) FROM LAST is read as; operators are no names.
    rows = [r for category, rows in coverage.function_rows().items() if category != "Operators" for r in rows]
    names = {r.name for r in rows if r.state != "refused"} - {"NTH_VALUE_FROM_LAST"}
    unseen = {n for n in names if not re.search(rf"(?<![\w$]){re.escape(n)}(?![\w$])", _what_runs())}
    assert not unseen


#: the families of functions that are to be here, whole but for what has no meaning on one machine.
FAMILIES = """Aggregate functions|Bitwise expression functions|Conditional expression functions|Context functions
Conversion functions|Data generation functions|Date & time functions|Encryption functions|Hash functions
Metadata functions|Numeric functions|Semi-structured and structured data functions|String & binary functions
String functions (regular expressions)|Vector functions|Window functions"""


def test_the_families_are_nearly_whole() -> None:
    families = coverage.function_rows()
    states = [r.state for line in FAMILIES.split("\n") for name in line.split("|") for r in families[name]]
    there = len(states) - states.count("refused")
    assert there / len(states) >= 0.96
    assert states.count("approximate") / len(states) < 0.05
