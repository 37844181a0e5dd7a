"""A file larger than the memory that DuckDB may take is loaded and unloaded; where memory ends, so does the load."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import OutOfMemory
from mockhaus_dbt.executor import MockhausExecutor
from mockhaus_dbt.ingestion.copy_into import CopyOperation

ROWS = 1_600_000


def test_a_file_larger_than_memory(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with open(data / "a.csv", "w") as stream:
        stream.writelines(f"{i},some text of row {i} that is long enough to fill the file\n" for i in range(ROWS))
    limit = 80_000_000
    assert (data / "a.csv").stat().st_size > 1.25 * limit
    with Account.open(str(tmp_path / "a.duckdb"), stage_root=str(tmp_path / "stages")) as account:
        session = account.session(database="db", schema="s")
        run = MockhausExecutor(session).execute_snowflake_sql
        for setting in (f"memory_limit = '{limit}B'", "threads = 2", f"temp_directory = '{tmp_path}/spilled'"):
            session.cursor.execute(f"SET {setting}")
        run(f"create stage ext url='file://{data}/'; create table t (a int, b varchar); create stage st")
        for load in ("@ext", "@st/csv file_format=(type=csv field_optionally_enclosed_by='\"')"):
            run(f"truncate table t; copy into t from {load}")
            assert run("select count(*), min(a), max(a) from t").fetchall() == [(ROWS, 0, ROWS - 1)]
            run("rm @st; copy into @st/csv from t file_format=(type=csv field_optionally_enclosed_by='\"')")


@pytest.mark.parametrize("options", ["", "on_error=continue", "on_error=skip_file file_format=(type=csv trim_space=true)"])
def test_out_of_memory_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: str) -> None:
    with open(tmp_path / "a.csv", "w") as stream:
        stream.writelines(f"{i},{i * 7919 % 1000003} some text of row {i} that is long\n" for i in range(400_000))
    begun = []
    run_once = CopyOperation.run
    monkeypatch.setattr(CopyOperation, "run", lambda self: begun.append(self.manner) or run_once(self))
    with Account.open(stage_root=str(tmp_path / "stages")) as account:
        session = account.session(database="db", schema="s")
        run = MockhausExecutor(session).execute_snowflake_sql
        run(f"create stage ext url='file://{tmp_path}/'; create table t (a int, b varchar)")
        for setting in ("memory_limit = '12MB'", "threads = 1", "temp_directory = ''"):
            session.cursor.execute(f"SET {setting}")
        with pytest.raises(OutOfMemory, match="out of memory"):
            run(f"copy into t from @ext files=('a.csv') {options}")
        assert len(begun) == 2 and begun[0] == begun[1]  # once more, and no other reader
        session.cursor.execute("SET memory_limit = '1GB'")
        assert run("select count(*) from t").fetchall() == [(0,)]
        assert run("copy into t from @ext files=('a.csv') ->> select \"rows_loaded\" from $1").fetchall() == [(400_000,)]
