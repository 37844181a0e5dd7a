"""Two sessions that load into the same table at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor

SESSIONS = 3


@pytest.mark.parametrize("same", [False, True], ids=["other files", "the same files"])
def test_every_file_is_loaded_once(
    account: Account, run: Any, put: Callable[[str, str], Path], stage: str, same: bool
) -> None:
    run("create table t (session int, number int)")
    for session in range(SESSIONS):
        for number in range(8):
            put(f"s{session}/{number}.csv", "".join(f"{session},{number}\n" for _ in range(50)))
    together = Barrier(SESSIONS)

    def load(session: int) -> list[tuple[Any, ...]]:
        executor = MockhausExecutor(account.session(database="db", schema="s"))
        together.wait(30)
        return executor.execute_snowflake_sql(f"copy into t from @ext/{'s' if same else f's{session}/'}").fetchall()

    with ThreadPoolExecutor(SESSIONS) as pool:
        copied = list(pool.map(load, range(SESSIONS)))
    loaded = [row[0] for rows in copied for row in rows if len(row) > 1]
    assert sorted(loaded) == sorted(set(loaded))
    assert len(loaded) == SESSIONS * 8
    assert run("select session, count(*), count(distinct number) from t group by 1 order by 1") == [
        (session, 400, 8) for session in range(SESSIONS)
    ]
    assert run("select count(*), sum(row_count) from information_schema.load_history") == [(SESSIONS * 8, 1200)]
