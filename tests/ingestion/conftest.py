"""A session with a schema, and a directory of files to load."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor

Run = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def account(tmp_path: Path) -> Iterator[Account]:
    with Account.open(stage_root=tmp_path / "stages") as account:
        yield account


@pytest.fixture
def executor(account: Account) -> Iterator[MockhausExecutor]:
    session = account.session(database="db", schema="s")
    yield MockhausExecutor(session)
    session.close()


@pytest.fixture
def run(executor: MockhausExecutor) -> Run:
    """Runs a script and gives the rows of its last statement."""
    return lambda sql: executor.execute_snowflake_sql(sql).fetchall()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The directory behind the external stage ``ext``."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def put(files: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file into the directory."""

    def write(name: str, content: str | bytes) -> Path:
        path = files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def stage(run: Run, files: Path) -> str:
    run(f"create stage ext url='file://{files}/'")
    return "@ext"
