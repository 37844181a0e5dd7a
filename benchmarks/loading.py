"""COPY INTO <table> against DuckDB's COPY of the same file into a table of the same types."""

from __future__ import annotations

import resource
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.measure import Measured, cpu, cpu_and_clock
from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor

OURS = """id int, price number(12,2), name varchar, day date, moment timestamp_ntz, rate float,
    flag boolean, note varchar"""
THEIRS = """id bigint, price decimal(12,2), name varchar, day date, moment timestamp, rate double,
    flag boolean, note varchar"""
_ROWS = """SELECT i AS id, ((hash(i) % 1000000) / 100)::DECIMAL(12,2) AS price, 'customer name ' || (i % 9973) AS name,
    DATE '2020-01-02' + (i % 1500)::INT AS day,
    TIMESTAMP '2020-01-01 00:00:00' + INTERVAL (i % 100000) MINUTE AS moment,
    (hash(i + 1) % 1000000) / 997.0 AS rate, i % 3 = 0 AS flag, 'a comment of the row number ' || i AS note
    FROM range({rows}) AS r(i)"""
#: bytes of a row as CSV, more or less.
_ROW = 125
_FILES = 10_000


class Loads:
    """A folder with files, an account and a DuckDB database to load them into."""

    def __init__(self, folder: Path, megabytes: int):
        self.files = folder / "files"
        self.files.mkdir()
        self._databases = folder / "databases"
        rows = _ROWS.format(rows=megabytes * 1_000_000 // _ROW)
        for name, options in {
            "a.csv": "HEADER false",
            "a.csv.gz": "HEADER false, COMPRESSION gzip",
            "a.parquet": "FORMAT parquet",
            "a.json": "FORMAT json",
        }.items():
            duckdb.execute(f"COPY ({rows}) TO '{self.files / name}' ({options})")
        shutil.copyfile(self.files / "a.csv", self.files / "dirty.csv")
        with open(self.files / "dirty.csv", "a") as stream:
            stream.writelines(f"{i},1.0,n,2020-01-01,noon,1.0,true,note\n{i},1.0\n" for i in range(50))
        self._open()

    def _open(self) -> None:
        self._databases.mkdir()
        self._theirs = duckdb.connect(str(self._databases / "theirs.duckdb"))
        self._theirs.execute(f"SET threads = 2; CREATE TABLE t ({THEIRS})")
        self._account = Account.open(str(self._databases / "ours.duckdb"), stage_root=str(self._databases / "stages"))
        self._executor = MockhausExecutor(self._account.session(database="db", schema="s"))
        self.ours(f"create stage st url='file://{self.files}/'")
        self.ours(f"create table t ({OURS})")

    def close(self) -> None:
        """Close both databases."""
        self._theirs.close()
        self._account.close()

    def anew(self) -> None:
        """Both databases and their tables, empty. Where the same file is loaded into two accounts again and again, one
        may take 6 % more than the other for as long as they are open."""
        self.close()
        shutil.rmtree(self._databases)
        self._open()

    def ours(self, sql: str) -> None:
        """Run Snowflake's SQL to its end."""
        self._executor.execute_snowflake_sql(sql).fetchall()

    def copy(self, file: str, options: str) -> Callable[[], None]:
        """Our load of a file."""
        return lambda: self.ours(f"copy into t from @st files=('{file}') {options}")

    def theirs(self, file: str, options: str) -> Callable[[], object]:
        """DuckDB's load of a file."""
        return lambda: self._theirs.execute(f"COPY t FROM '{self.files / file}' ({options})")


#: name, file, our options, DuckDB's, share of DuckDB's throughput that is asked for, and how many times the rounds:
#: more of a short load that is close to its target.
_LOADS = (
    ("CSV", "a.csv", "file_format=(type=csv)", "HEADER false", 0.95, 1),
    ("CSV, gzipped", "a.csv.gz", "file_format=(type=csv)", "HEADER false", 0.95, 1),
    ("Parquet", "a.parquet",
     "file_format=(type=parquet) match_by_column_name=case_insensitive", "FORMAT parquet", 0.95, 3),
    ("NDJSON into columns", "a.json", "file_format=(type=json) match_by_column_name=case_insensitive",
     "FORMAT json", 0.85, 1),
    ("CSV with bad records, ON_ERROR = CONTINUE", "dirty.csv", "file_format=(type=csv) on_error=continue",
     "HEADER false, AUTO_DETECT false, STORE_REJECTS true", 0.7, 1),
)  # fmt: skip


def run(megabytes: int = 100, rounds: int = 3) -> list[Measured]:
    """Load a file of each kind, then many small ones.

    Args:
        megabytes: of the CSV file.
        rounds: of each load, of Parquet three times as many; medians are reported.
    """
    with tempfile.TemporaryDirectory() as folder:
        loads = Loads(Path(folder), megabytes)
        found = []
        for name, file, ours, theirs, share, more in _LOADS:
            pairs = cpu_and_clock(loads.copy(file, ours), loads.theirs(file, theirs), 1, rounds * more, loads.anew)
            for pair, how in zip(pairs, ("", ", by the clock"), strict=True):
                found.append(Measured(f"load {name}{how}", *pair, target=round(1 / share, 2)))
        found += _many(loads)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found.append(Measured("load: peak memory of all of it", peak, None, unit=" MB"))
        loads.close()
        return found


def _many(loads: Loads) -> list[Measured]:
    """Small files by PATTERN, and a second COPY that skips them: time in proportion to their number."""
    found = []
    before = 0.0, 0.0
    for count in (_FILES // 10, _FILES):
        for i in range(count):
            (loads.files / f"small{i}.csv").write_text(f"{i},1.0,n,2020-01-01,2020-01-01 00:00:00,1.0,true,note\n")
        loads.ours("truncate table t")
        copy = "copy into t from @st pattern='small.*[.]csv'"
        times = tuple(cpu(lambda copy=copy: loads.ours(copy), 1) for _ in range(2))
        for name, time, former in zip(("load", "skip"), times, before, strict=True):
            limit = former * 10 * 1.5 if former else None
            found.append(Measured(f"{name} {count} small files", time, None, limit=limit))
        before = times[0], times[1]
    return found
