"""A whole project of 300 models, with tests, incremental models and snapshots, on Mockhaus and on dbt-duckdb.

Cold and warm builds at several numbers of threads: CPU, peak memory, and repeated runs that must have no error.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.builds import DBT, QUIET
from benchmarks.measure import Measured

KINDS = ("mockhaus", "duckdb")
THREADS = (1, 4, 8)
#: builds one after the other, at the most threads, that must all succeed.
REPEATS = 10

_COLUMNS = "id,customer_id,amount,quantity,day,updated_at,label"


class Run(NamedTuple):
    """One dbt command.

    Args:
        cpu: milliseconds.
        peak: megabytes of resident memory at the most.
    """

    cpu: float
    peak: float


def write_project(folder: Path, kind: str, models: int, threads: int) -> None:
    """Write a project: a third views, a tenth incremental, the rest tables; two tests a model, a snapshot for every 30.

    Args:
        folder: that is made.
        kind: mockhaus or duckdb, which differ in the profile alone.
        models: how many.
        threads: of the profile.
    """
    chance = random.Random(models)
    for part in ("models", "seeds", "snapshots"):
        (folder / part).mkdir(parents=True)
    (folder / "dbt_project.yml").write_text(
        "name: bench\nversion: '1.0'\nprofile: bench\nconfig-version: 2\nmodels:\n  bench:\n    +materialized: table\n"
    )
    place = f"{{type: mockhaus, path: bench.duckdb, database: BENCH, schema: PUBLIC, threads: {threads}}}"
    if kind == "duckdb":
        place = f"{{type: duckdb, path: bench.duckdb, schema: main, threads: {threads}}}"
    (folder / "profiles.yml").write_text(f"bench:\n  target: dev\n  outputs:\n    dev: {place}\n")
    rows = [
        f"{i},{chance.randint(1, 90)},{chance.random() * 500:.2f},{chance.randint(1, 9)},2024-{i % 12 + 1:02d}-15,"
        f"2024-05-{i % 28 + 1:02d} 10:00:00,label {i % 40}"
        for i in range(1, 1001)
    ]
    (folder / "seeds" / "raw.csv").write_text("\n".join([_COLUMNS, *rows]) + "\n")
    described = []
    for i in range(models):
        (folder / "models" / f"m{i}.sql").write_text(_model(i, chance))
        described.append(f"  - name: m{i}\n    columns:\n      - name: id\n        data_tests: [unique, not_null]\n")
    (folder / "models" / "schema.yml").write_text("version: 2\nmodels:\n" + "".join(described))
    for i in range(0, models, 30):
        (folder / "snapshots" / f"s{i}.yml").write_text(
            f"snapshots:\n  - name: s{i}\n    relation: ref('m{i}')\n    config:\n      unique_key: id\n"
            "      strategy: check\n      check_cols: [amount, quantity]\n"
        )


def _model(i: int, chance: random.Random) -> str:
    if i < 6:
        return f"select {_COLUMNS} from {{{{ ref('raw') }}}} where id % 6 <> {i}\n"
    left, right = (f"{{{{ ref('m{chance.randrange(i)}') }}}}" for _ in range(2))
    head, tail = "", ""
    if i % 10 == 0:
        head = "{{ config(materialized='incremental', unique_key='id') }}\n"
        tail = "{% if is_incremental() %}where updated_at >= (select max(updated_at) from {{ this }}){% endif %}\n"
    elif i % 3 == 0:
        head = "{{ config(materialized='view') }}\n"
    return f"""{head}with orders as (select * from {left}),
customers as (
    select customer_id, sum(amount) as total, count(*) as orders, max(day) as last_day
    from {right} group by customer_id
),
ranked as (
    select orders.id, orders.customer_id, orders.amount, orders.quantity, orders.day, orders.updated_at, orders.label,
        customers.total, row_number() over (partition by orders.customer_id order by orders.day, orders.id) as place,
        case when customers.orders > 20 then 'often' when customers.orders > 5 then 'at times' else 'once' end as kind
    from orders left join customers on orders.customer_id = customers.customer_id
)
select id, customer_id, coalesce(amount, 0) as amount, quantity, day, updated_at,
    case when kind = 'once' then upper(label) else label end as label
from ranked
{tail}"""


def build(folder: Path) -> Run:
    """``dbt build`` in a process of its own.

    Raises:
        RuntimeError: it failed; its output is in the message.
    """
    command = [*DBT, "build", *QUIET, "--profiles-dir", ".", "--project-dir", "."]
    # Our sources are compiled once, as an installed package's are.
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=output, stderr=subprocess.STDOUT)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"{' '.join(command)}\n{output.read()[-4000:]}")
    return Run((used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss / _PER_MB)


#: ru_maxrss counts kilobytes on Linux, bytes on macOS.
_PER_MB = 1024 if os.uname().sysname == "Linux" else 1024 * 1024


def _builds(kind: str, models: int, threads: int) -> tuple[Run, Run]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        write_project(folder, kind, models, threads)
        return build(folder), build(folder)


def run(models: int = 300, rounds: int = 3) -> list[Measured]:
    """Cold and warm builds of both at each number of threads, and repeated ones of ours.

    Args:
        models: of the project.
        rounds: builds of each kind; medians are reported.

    Raises:
        RuntimeError: a build failed.
    """
    rows = []
    for threads in THREADS:
        runs: dict[str, list[tuple[Run, Run]]] = {kind: [] for kind in KINDS}
        for _ in range(rounds):
            for kind in KINDS:
                runs[kind].append(_builds(kind, models, threads))
        for at, (temperature, target) in enumerate((("cold", 1.05), ("warm", 1.0))):
            ours, theirs = ([pair[at] for pair in runs[kind]] for kind in KINDS)
            name = f"dbt build, {models} models, {threads} threads, {temperature}"
            cpu = [statistics.median(r.cpu for r in some) for some in (ours, theirs)]
            rows.append(Measured(name, cpu[0], cpu[1], target=target))
            peak = [statistics.median(r.peak for r in some) for some in (ours, theirs)]
            rows.append(
                Measured(f"{name}: MB at the most over dbt-duckdb's", peak[0] - peak[1], None, limit=30, unit=" MB")
            )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        write_project(folder, "mockhaus", models, max(THREADS))
        cpu = [build(folder).cpu for _ in range(REPEATS)]
    rows.append(Measured(f"{REPEATS} builds one after the other, {max(THREADS)} threads, no error", sum(cpu), None))
    return rows
