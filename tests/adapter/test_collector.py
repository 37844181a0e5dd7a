"""Python's garbage collector in a dbt process."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from dbt.adapters.factory import load_plugin
from dbt.adapters.mockhaus.collector import collect_less


@pytest.fixture(autouse=True)
def python_s_own() -> Iterator[None]:
    """The collector as Python starts it, and afterwards as it was."""
    before = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)
    yield
    gc.enable()
    gc.set_threshold(*before)


def test_dbt_s_loading_of_the_adapter_makes_collections_rare() -> None:
    load_plugin("mockhaus")
    assert gc.get_threshold() == (10_000, 10, 10)
    assert gc.get_freeze_count() > 1_000


def test_a_collector_that_is_off_stays_as_it_is() -> None:
    gc.disable()
    collect_less()
    assert gc.get_threshold() == (700, 10, 10)
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("threshold", [(0, 0, 0), (50_000, 20, 100)])
def test_a_rarer_collector_stays_as_it_is(threshold: tuple[int, int, int]) -> None:
    gc.set_threshold(*threshold)
    collect_less()
    assert gc.get_threshold() == threshold
