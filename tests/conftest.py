"""An account in memory, and a short way to run SQL in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.executor import MockhausExecutor
from mockhaus_dbt.result import QueryResult


class Sql:
    """Runs statements in one session.

    Args:
        account: logged in to.
        place: database and schema that are made and used.
    """

    def __init__(self, account: Account, **place: Any):
        self.account = account
        self.session = account.session(**place)
        self.executor = MockhausExecutor(self.session)

    def __call__(self, *statements: str) -> QueryResult:
        """Run statements; gives the last result."""
        for text in statements:
            result = self.executor.execute_snowflake_sql(text)
        return result

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        return self(text).fetchall()

    def status(self, text: str) -> str:
        """The text in the one cell of a DDL result."""
        [(status,)] = self.rows(text)
        return str(status)

    def dicts(self, text: str) -> list[dict[str, Any]]:
        """The rows by column name."""
        result = self(text)
        return [dict(zip(result.column_names, row, strict=True)) for row in result.fetchall()]

    def column(self, text: str, name: str) -> list[Any]:
        """One column of the result."""
        return [row[name] for row in self.dicts(text)]

    def fails(self, text: str) -> str:
        """The error that a statement raises, as Snowflake prints it."""
        with pytest.raises(SqlError) as caught:
            self(text)
        return str(caught.value)

    def other(self, **place: Any) -> Sql:
        """Another session of the same account."""
        return Sql(self.account, **(place or {"database": "DB", "schema": "SCH"}))


@pytest.fixture
def sql() -> Iterator[Sql]:
    with Account.open() as account:
        yield Sql(account, database="DB", schema="SCH")


@pytest.fixture(scope="session")
def quick_parse() -> Iterator[None]:
    """Let dbt start and parse in a fraction of its time.

    On every full parse it builds a Jinja context for each of some 560 macros, to render descriptions that these macros
    do not have. For each behavior flag it reads the whole call stack with its source lines, to name the module for a
    warning; under pytest that takes half a second a run. For tests that run dbt in this process; it changes nothing of
    what dbt does with a project.
    """
    from dbt.contracts.graph.nodes import Macro
    from dbt.parser import manifest
    from dbt_common.behavior_flags import BehaviorFlagRendered
    from dbt_common.tests import enable_test_caching

    generate = manifest.generate_runtime_docs_context

    def generate_where_needed(config: Any, node: Any, *more: Any) -> Any:
        bare = isinstance(node, Macro) and not node.description and not node.arguments
        return {} if bare else generate(config, node, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "generate_runtime_docs_context", generate_where_needed)
        patch.setattr(BehaviorFlagRendered, "_default_source", staticmethod(lambda: "dbt.adapters.snowflake.impl"))
        enable_test_caching()
        yield
