"""Documentation that is made from the code must not lag behind it."""

from __future__ import annotations

import importlib.util
from importlib.metadata import version
from pathlib import Path

import pytest

from mockhaus_dbt import coverage, loading_page
from mockhaus_dbt.ingestion.copy_options import COPY_OPTIONS
from mockhaus_dbt.ingestion.file_formats import FORMATS

CONFORMANCE = Path(__file__).resolve().parents[1] / "conformance" / "page.py"


def test_coverage_page_is_fresh() -> None:
    assert coverage.PAGE.read_text("utf-8") == coverage.page(), "run `make docs`"


@pytest.mark.filterwarnings("ignore")  # dbt's own
def test_conformance_page_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    spec = importlib.util.spec_from_file_location("conformance_page", CONFORMANCE)
    assert spec is not None and spec.loader is not None
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    held = page.PAGE.read_text("utf-8")
    if f"dbt-tests-adapter {version('dbt-tests-adapter')}:" not in held:
        pytest.skip("the page is about another version of dbt-tests-adapter")
    assert held == page.page(), "run `make docs`"


def test_loading_page_is_fresh() -> None:
    assert loading_page.PAGE.read_text("utf-8") == loading_page.page(), "run `make docs`"


def test_every_option_says_what_it_does() -> None:
    silent = [f"{f.type} {name}" for f in FORMATS.values() for name, option in f.OPTIONS.items() if not option.effect]
    assert silent + [name for name, option in COPY_OPTIONS.items() if not option.effect] == []
