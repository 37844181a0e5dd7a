"""dbt's own adapter tests (dbt-tests-adapter) on Mockhaus: each class has a project folder and an account file of its own.

The classes here are those that dbt-snowflake runs against the real service, with the fixtures it needs, and more of
the same folders. ``dbt`` runs in this process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dbt.adapters.factory import reset_adapters
from dbt.tests.fixtures.project import *  # noqa: F403 - pytest finds fixtures by name in this module

HERE = Path(__file__).parent

os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.conformance)
            # dbt and its dependencies warn on their own account.
            item.add_marker(pytest.mark.filterwarnings("ignore"))


@pytest.fixture(scope="class")
def dbt_profile_target(request: pytest.FixtureRequest, profiles_root: Any) -> dict[str, Any]:
    """The target; a class changes it with ``target_fields``, a run the threads with CONFORMANCE_THREADS."""
    return {
        "type": "mockhaus",
        "path": str(profiles_root / "account.duckdb"),
        "database": "DBT_TESTS",
        "threads": int(os.environ.get("CONFORMANCE_THREADS", "4")),
        **getattr(request.cls, "target_fields", {}),
    }


@pytest.fixture(scope="class")
def logs_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = str(tmp_path_factory.mktemp("logs"))
    os.environ["DBT_LOG_PATH"] = folder
    yield folder
    del os.environ["DBT_LOG_PATH"]


@pytest.fixture(scope="class")
def unique_schema(request: pytest.FixtureRequest) -> str:
    """The account is the class's own, so the schema need not be unique; a stable name makes failures comparable."""
    return request.module.__name__.rpartition(".")[2]


@pytest.fixture(scope="session", autouse=True)
def quick(quick_parse: None) -> None:
    """dbt runs in this process."""


@pytest.fixture(scope="class", autouse=True)
def no_adapter_of_others() -> None:
    """A test of another folder that ran dbt in this process has left its adapter behind."""
    reset_adapters()


@pytest.fixture(scope="class", autouse=True)
def first_on_path() -> Iterator[None]:
    """dbt adds project folders to sys.path for Python models; classes must not see each other's."""
    before = list(sys.path)
    yield
    sys.path[:] = before
