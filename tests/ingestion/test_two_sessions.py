"""Two sessions that load into the same table at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import SqlError
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


def test_a_file_that_an_open_transaction_has_loaded_waits_for_its_end(
    account: Account, run: Any, put: Callable[[str, str], Path], stage: str
) -> None:
    run("create table t (n int)")
    put("a.csv", "1\n")
    put("b.csv", "2\n")
    first, second, third = (MockhausExecutor(account.session(database="db", schema="s")) for _ in range(3))
    for executor in (first, second):
        executor.execute_snowflake_sql("begin; insert into t values (0)").fetchall()
    first.execute_snowflake_sql("copy into t from @ext files=('a.csv')").fetchall()
    # Another file is nobody's, also while the transaction is open.
    assert second.execute_snowflake_sql("copy into t from @ext files=('b.csv')").fetchall()[0][1] == "LOADED"
    with ThreadPoolExecutor(2) as pool:
        waiting = [
            pool.submit(lambda e=e: e.execute_snowflake_sql("copy into t from @ext files=('a.csv')").fetchall())
            for e in (second, third)
        ]
        assert not wait(waiting, 0.3).done
        first.execute_snowflake_sql("commit")
        told = [future.result(30) for future in waiting]
    assert told == [[("Copy executed with 0 files processed.",)]] * 2
    second.execute_snowflake_sql("commit")
    assert run("select n, count(*) from t group by 1 order by 1") == [(0, 2), (1, 1), (2, 1)]


def test_what_a_transaction_takes_back_is_free_again(
    account: Account, run: Any, put: Callable[[str, str], Path], stage: str
) -> None:
    run("create table t (n int)")
    put("a.csv", "1\n")
    other = MockhausExecutor(account.session(database="db", schema="s"))
    other.execute_snowflake_sql("begin; copy into t from @ext").fetchall()
    run("alter session set lock_timeout = 0")
    with pytest.raises(SqlError, match="000625"):
        run("copy into t from @ext")
    other.session.close()
    assert run("copy into t from @ext")[0][1] == "LOADED"


def test_transactions_that_wait_for_each_other(
    account: Account, run: Any, put: Callable[[str, str], Path], stage: str
) -> None:
    run("create table t (n int)")
    sessions = [MockhausExecutor(account.session(database="db", schema="s")) for _ in range(2)]
    for executor, name in zip(sessions, "ab", strict=True):
        put(f"{name}.csv", "1\n")
        executor.execute_snowflake_sql(f"begin; copy into t from @ext files=('{name}.csv')").fetchall()
    together = Barrier(2)

    def load(executor: MockhausExecutor) -> str:
        together.wait(30)
        try:
            return str(executor.execute_snowflake_sql("copy into t from @ext").fetchall())
        except SqlError as e:
            executor.execute_snowflake_sql("rollback")
            return str(e.errno)

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(load, sessions))
    assert sum("625" in text for text in told) == 1 and sum("LOADED" in text for text in told) == 1


def test_a_transaction_that_truncates_loads_again(
    account: Account, run: Any, put: Callable[[str, str], Path], stage: str
) -> None:
    run("create table t (n int)")
    put("a.csv", "1\n")
    run("copy into t from @ext")
    assert run("begin; truncate t; copy into t from @ext")[0][1] == "LOADED"
    assert run("copy into t from @ext") == [("Copy executed with 0 files processed.",)]
    assert run("commit; select * from t") == [(1,)]
    assert run("copy into t from @ext") == [("Copy executed with 0 files processed.",)]
