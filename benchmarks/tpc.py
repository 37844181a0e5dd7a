"""TPC-H and TPC-DS: every query in Snowflake's dialect, its answer and its time against plain DuckDB's.

Data and query texts come from DuckDB's extensions, as packages, in an environment of their own: nothing of the TPC is
kept in this repository. The first run makes them, which takes some minutes; ``TPC_FOLDER`` says where they stay.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

import mockhaus_dbt
from benchmarks.measure import Measured

FOLDER = Path(os.environ.get("TPC_FOLDER", Path(__file__).parent / ".tpc"))
PACKAGES = ["duckdb==1.5.5", "duckdb-extension-tpch==1.5.5", "duckdb-extension-tpcds==1.5.5"]
#: what a user of Snowflake writes for DuckDB's types.
TYPES = {"BIGINT": "NUMBER(38,0)", "INTEGER": "NUMBER(38,0)"}
#: how far a value may lie from the DOUBLE that DuckDB has for it: AVG and division end in digits that Snowflake rounds
#: away, and that a sum or quotient of such values misses.
ROUNDED = 1e-8


class Outcome(NamedTuple):
    """One query: its number, whether both answers are equal, seconds of CPU and of the clock, ours and theirs."""

    number: int
    equal: bool
    cpu: tuple[float, float]
    clock: tuple[float, float]


def run(factor: float = 1, rounds: int = 5) -> list[Measured]:
    """Rows for TPC-H (answers and time) and TPC-DS at a tenth of the factor (answers)."""
    return list(_rows("tpch", "TPC-H", factor, rounds)) + list(_rows("tpcds", "TPC-DS", factor / 10, 1))


def _rows(kind: str, title: str, factor: float, rounds: int) -> Iterator[Measured]:
    outcomes = measured(kind, factor, rounds)
    wrong = [o.number for o in outcomes if not o.equal]
    name = f"{title}, scale factor {factor:g}, {len(outcomes)} queries"
    listed = f" (queries {', '.join(map(str, wrong))})" if wrong else ""
    yield Measured(f"{name}: answers that differ{listed}", len(wrong), None, limit=0, unit="")
    if rounds > 1:
        for what, times in (("CPU", [o.cpu for o in outcomes]), ("by the clock", [o.clock for o in outcomes])):
            ours, theirs = (sum(pair[i] for pair in times) * 1e3 for i in (0, 1))
            yield Measured(f"{name}, {what}: sum of the medians of {rounds} rounds", ours, theirs, target=1.05)


def measured(kind: str, factor: float, rounds: int) -> list[Outcome]:
    """Run every query of a benchmark on both engines, in turns.

    Args:
        kind: tpch or tpcds.
        factor: scale factor of the data.
        rounds: after a first one that compares the answers and warms the caches of both.
    """
    folder = _data(kind, factor)
    ours = mockhaus_dbt.connect(path=str(folder / "ours.duckdb"), database="TPC", schema="PUBLIC")
    theirs = duckdb.connect(str(folder / "plain.duckdb"))
    try:
        _load(folder, ours, theirs)
        queries = json.loads((folder / "queries.json").read_text("utf-8"))
        return [_outcome(number, text.strip().rstrip(";"), ours, theirs, rounds) for number, text in queries]
    finally:
        ours.close()
        theirs.close()


def _data(kind: str, factor: float) -> Path:
    """The folder that holds the data of a benchmark, made when missing."""
    folder = FOLDER / f"{kind}-{factor:g}"
    if not (folder / "queries.json").exists():
        environment = FOLDER / "environment"
        python = environment / "bin" / "python"
        if not python.exists():
            venv.create(environment, with_pip=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        folder.mkdir(parents=True, exist_ok=True)
        script = Path(__file__).parent / "tpc_data.py"
        subprocess.run([python, script, kind, str(factor), folder], check=True, stdout=sys.stderr)
    return folder


def _load(folder: Path, ours: mockhaus_dbt.Connection, theirs: duckdb.DuckDBPyConnection) -> None:
    """Load what is not loaded yet: by COPY INTO on our side."""
    held = {row[0] for row in theirs.execute("SELECT lower(table_name) FROM duckdb_tables()").fetchall()}
    cursor = ours.cursor()
    cursor.execute(f"CREATE OR REPLACE STAGE data URL = 'file://{folder.resolve()}/'")
    for table, columns in json.loads((folder / "tables.json").read_text("utf-8")).items():
        if table in held:
            continue
        heads = ", ".join(f"{name} {TYPES.get(kind, kind)}" for name, kind in columns)
        cursor.execute(f"CREATE OR REPLACE TABLE {table} ({heads})")
        cursor.execute(
            f"COPY INTO {table} FROM @data/{table}.parquet FILE_FORMAT = (TYPE = PARQUET) "
            "MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE"
        )
        # The same rows in the same order, under the types that the extension gives them.
        theirs.execute(f"CREATE TABLE {table} AS FROM '{folder / table}.parquet'")


def in_snowflakes_dialect(text: str) -> str:
    """A query as a user of Snowflake writes it: ``SUBSTRING(x FROM 1 FOR 2)`` is not Snowflake's."""
    return re.sub(r"(?i)\bsubstring\s*\((\w+) from (\d+) for (\d+)\)", r"substring(\1, \2, \3)", text)


def _outcome(
    number: int, text: str, ours: mockhaus_dbt.Connection, theirs: duckdb.DuckDBPyConnection, rounds: int
) -> Outcome:
    cursor, snowflake = ours.cursor(), in_snowflakes_dialect(text)
    works = (lambda: cursor.execute(snowflake).fetchall(), lambda: theirs.execute(text).fetchall())
    try:
        equal = same_rows(works[0](), works[1]())
    except mockhaus_dbt.MockhausError as problem:
        print(f"query {number}: {problem}", file=sys.stderr)
        return Outcome(number, False, (0.0, 0.0), (0.0, 0.0))
    cpus, clocks = [], []
    for _ in range(rounds):
        times = [_timed(work) for work in works]
        cpus.append([t[0] for t in times])
        clocks.append([t[1] for t in times])
    middle = [tuple(statistics.median(pair[i] for pair in kind) for i in (0, 1)) for kind in (cpus, clocks)]
    return Outcome(number, equal, *middle)  # type: ignore[arg-type]


def _timed(work: Any) -> tuple[float, float]:
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - clock


def same_rows(ours: list[Any], theirs: list[Any]) -> bool:
    """Equal answers: the same rows, in the same order but for rows that ORDER BY leaves open."""

    def equal(a: list[Any], b: list[Any]) -> bool:
        return all(len(x) == len(y) and all(map(_same, x, y)) for x, y in zip(a, b))

    return len(ours) == len(theirs) and (
        equal(ours, theirs) or equal(sorted(ours, key=_sortable), sorted(theirs, key=_sortable))
    )


def _same(ours: Any, theirs: Any) -> bool:
    if isinstance(theirs, float) and isinstance(ours, (int, float, Decimal)):
        unit = 10.0 ** int(ours.as_tuple().exponent) if isinstance(ours, Decimal) else 0.0
        # AVG over a window cuts off what lies behind its last digit, instead of rounding it.
        return abs(float(ours) - theirs) <= max(1.001 * unit, ROUNDED * abs(theirs))
    return bool(ours == theirs)  # integers, decimals, text and dates: to the last digit


def _sortable(row: tuple[Any, ...]) -> list[Any]:
    return [
        (v is None, "", round(float(v), 3)) if isinstance(v, (int, float, Decimal)) else (v is None, str(v), 0.0)
        for v in row
    ]
