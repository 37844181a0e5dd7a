"""No test touches the account at home."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def account_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKHAUS_ACCOUNT", ":memory:")
