"""Documentation that is made from the code must not lag behind it."""

from __future__ import annotations

from mockhaus_dbt import coverage


def test_coverage_page_is_fresh() -> None:
    assert coverage.PAGE.read_text("utf-8") == coverage.page(), "run `make docs`"
