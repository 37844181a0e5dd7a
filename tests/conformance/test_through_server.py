"""dbt's basic classes once more, through a server that holds the account; each class has a server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conformance import test_basic
from tests.server.serving import Served, serving


@pytest.fixture(scope="class")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(account=str(tmp_path_factory.mktemp("server") / "account.duckdb")) as made:
        yield made
        # Every statement went through the server, and every session of dbt's ended with its command.
        assert made.state.sessions.counts["created"] > 0
        assert made.state.sessions.all() == []


@pytest.fixture(scope="class")
def dbt_profile_target(served: Served) -> dict[str, Any]:
    return {"type": "mockhaus", "server": served.url, "database": "DBT_TESTS", "threads": 4}


role = test_basic.role


class TestSimpleMaterializations(test_basic.TestSimpleMaterializations):
    pass


class TestSingularTests(test_basic.TestSingularTests):
    pass


class TestSingularTestsEphemeral(test_basic.TestSingularTestsEphemeral):
    pass


class TestGenericTests(test_basic.TestGenericTests):
    pass


class TestEmpty(test_basic.TestEmpty):
    pass


class TestEphemeral(test_basic.TestEphemeral):
    pass


class TestIncremental(test_basic.TestIncremental):
    pass


class TestSnapshotTimestamp(test_basic.TestSnapshotTimestamp):
    pass


class TestValidateConnection(test_basic.TestValidateConnection):
    pass


class TestAdapterMethod(test_basic.TestAdapterMethod):
    pass


class TestDocsGenerate(test_basic.TestDocsGenerate):
    pass
