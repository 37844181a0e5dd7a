"""A statement that moves files is stopped while it runs: it says so, and leaves nothing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from mockhaus_dbt.errors import Cancelled
from mockhaus_dbt.executor import MockhausExecutor


def _stopped(executor: MockhausExecutor, sql: str) -> Cancelled:
    """The error of a statement that somebody stops from its beginning to its end."""
    ended = threading.Event()

    def stop() -> None:
        while not ended.wait(0.01):
            executor.session.interrupt()

    stopping = threading.Thread(target=stop)
    stopping.start()
    try:
        with pytest.raises(Cancelled) as e:
            executor.execute_snowflake_sql(sql)
    finally:
        ended.set()
        stopping.join()
    return e.value


@pytest.fixture
def large(put: Any) -> Path:
    return put("large.csv", "".join(f"{i},some text of row {i}\n" for i in range(300_000)))


@pytest.mark.parametrize(
    "options",
    [
        "",
        "on_error=continue",
        "on_error=skip_file",
        "file_format=(type=csv encoding=utf16le)",  # our own reader
        "validation_mode=return_errors",
    ],
)
def test_copy_into_a_table(run: Any, executor: MockhausExecutor, large: Path, stage: str, options: str) -> None:
    if "utf16" in options:
        large.write_bytes(large.read_text().encode("utf-16-le"))
    run("create table t (a int, b varchar)")
    failure = _stopped(executor, f"copy into t from @ext {options}")
    assert (failure.errno, failure.sqlstate, failure.message) == (604, "57014", "SQL execution canceled")
    assert run("select count(*) from t") == [(0,)]
    assert run("select count(*) from information_schema.load_history") == [(0,)]
    run(f"copy into t from @ext {options}")
    assert run("select count(*) from t") == [(0 if "validation" in options else 300_000,)]


def test_copy_within_a_transaction(run: Any, executor: MockhausExecutor, large: Path, stage: str) -> None:
    run("create table t (a int, b varchar); begin; insert into t values (-1, 'kept')")
    assert _stopped(executor, "copy into t from @ext").errno == 604
    assert run("commit; select * from t") == [(-1, "kept")]


def test_put_get_and_unload(
    run: Any, executor: MockhausExecutor, large: Path, tmp_path: Path
) -> None:
    large.write_bytes(bytes(200_000_000))
    out = tmp_path / "out"
    out.mkdir()
    run("create stage st; create table t as select seq4() a, randstr(20, random()) b from table(generator(rowcount => 500000))")
    for sql in (f"put file://{large} @st", f"put file://{large} @st auto_compress=false", "copy into @st/x from t"):
        assert _stopped(executor, sql).errno == 604
        assert run("ls @st") == []
    left = [p for p in tmp_path.rglob("*") if p.is_file() and p != large and ".work" not in p.parts]
    assert left == []
    run(f"put file://{large} @st auto_compress=false")
    assert _stopped(executor, f"get @st file://{out}").errno == 604
    assert list(out.iterdir()) == []
