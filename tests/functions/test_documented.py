"""Examples of Snowflake's documentation: queries, and what its pages print for them."""

from __future__ import annotations

from pathlib import Path

import pytest

import mockhaus_dbt
from tests.golden.test_golden import blocks, check

FILES = sorted((Path(__file__).parent / "documented").glob("*.sql"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_documented(path: Path) -> None:
    with mockhaus_dbt.connect(database="GOLD", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        wrong = [w for line, statement, wanted in blocks(path) if (w := check(cursor, line, statement, wanted))]
    assert not wrong, "\n\n".join(wrong)
