"""A file larger than the memory that DuckDB may take is loaded and unloaded."""

from __future__ import annotations

from pathlib import Path

from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor

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
