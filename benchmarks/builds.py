"""Whole dbt runs: a generated project on Mockhaus and on dbt-duckdb, each in a process of its own."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Measured, process_cpu

DBT = [str(Path(sys.executable).parent / "dbt")]
QUIET = ["--no-use-colors", "--quiet", "--no-version-check", "--no-send-anonymous-usage-stats"]


def write_project(folder: Path, kind: str, models: int, seed_rows: int = 100) -> None:
    """Write a project of ``models`` models with tests, incremental models and a seed.

    Args:
        kind: mockhaus or duckdb: the same project but for the profile.
        models: how many.
        seed_rows: rows of its seed.
    """
    chance = random.Random(7)
    (folder / "models").mkdir(parents=True)
    (folder / "seeds").mkdir()
    (folder / "dbt_project.yml").write_text(
        "name: bench\nversion: '1.0'\nprofile: bench\nconfig-version: 2\nmodels:\n  bench:\n    +materialized: table\n"
    )
    place = "{type: mockhaus, path: bench.duckdb, database: BENCH, schema: PUBLIC, threads: 4}"
    if kind == "duckdb":
        place = "{type: duckdb, path: bench.duckdb, schema: main, threads: 4}"
    (folder / "profiles.yml").write_text(f"bench:\n  target: dev\n  outputs:\n    dev: {place}\n")
    lines = [
        f"{i},{chance.randint(1, 50)},{chance.random() * 100:.2f},2024-01-{i % 28 + 1:02d},name {i}"
        for i in range(seed_rows)
    ]
    (folder / "seeds" / "raw.csv").write_text("id,grp,amount,day,label\n" + "\n".join(lines) + "\n")
    tests = []
    for i in range(models):
        (folder / "models" / f"m{i}.sql").write_text(_model(i, chance))
        tests.append(f"  - name: m{i}\n    columns:\n      - name: grp\n        data_tests: [not_null]\n")
    (folder / "models" / "schema.yml").write_text("version: 2\nmodels:\n" + "".join(tests))


def _model(i: int, chance: random.Random) -> str:
    if i < 5:
        return "select grp, sum(amount) as amount, count(*) as n, max(day) as day from {{ ref('raw') }} group by grp\n"
    a, b = chance.randrange(i), chance.randrange(i)
    head = ""
    if i % 10 == 0:
        head = "{{ config(materialized='incremental', unique_key='grp') }}\n"
    elif i % 3 == 0:
        head = "{{ config(materialized='view') }}\n"
    return (
        head
        + f"""with a as (select * from {{{{ ref('m{a}') }}}}),
b as (select grp, amount, n from {{{{ ref('m{b}') }}}}),
joined as (
    select a.grp, a.amount + coalesce(b.amount, 0) as amount, a.n, a.day,
        case when a.amount > 1000 then 'big' when a.amount > 100 then 'medium' else 'small' end as size
    from a left join b on a.grp = b.grp
)
select grp, max(amount) as amount, max(n) as n, max(day) as day
from joined where size <> 'none' group by grp
"""
    )


def build(folder: Path) -> float:
    """CPU milliseconds of ``dbt build``."""
    return process_cpu([*DBT, "build", *QUIET, "--profiles-dir", ".", "--project-dir", "."], folder)


def run(models: int = 100, rounds: int = 5) -> list[Measured]:
    """Cold and warm builds, and a large seed, in turns: who comes first changes from round to round."""
    cold: dict[str, list[float]] = {"mockhaus": [], "duckdb": []}
    warm: dict[str, list[float]] = {"mockhaus": [], "duckdb": []}
    seed: dict[str, list[float]] = {"mockhaus": [], "duckdb": []}
    for turn in range(rounds):
        for kind in sorted(cold, reverse=turn % 2 == 0):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name) / "project"
                write_project(folder, kind, models)
                cold[kind].append(build(folder))
                warm[kind].append(build(folder))
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name) / "project"
                write_project(folder, kind, 1, 100_000)
                seed[kind].append(
                    process_cpu([*DBT, "seed", *QUIET, "--profiles-dir", ".", "--project-dir", "."], folder)
                )
    middle = statistics.median
    return [
        Measured(f"dbt build, {models} models, cold", middle(cold["mockhaus"]), middle(cold["duckdb"]), target=1.05),
        Measured(f"dbt build, {models} models, again", middle(warm["mockhaus"]), middle(warm["duckdb"]), target=1.05),
        Measured("dbt seed, 100,000 rows", middle(seed["mockhaus"]), middle(seed["duckdb"]), target=1.0),
    ]


def imports(rounds: int = 5) -> list[Measured]:
    """Importing the adapter, over bare dbt and beside dbt-duckdb."""
    bare = "import dbt.cli.main, dbt.adapters.sql"
    code = {
        "ours": f"{bare}; from dbt.adapters.factory import FACTORY; FACTORY.load_plugin('mockhaus')",
        "duckdb": f"{bare}; from dbt.adapters.factory import FACTORY; FACTORY.load_plugin('duckdb')",
        "bare": bare,
    }
    times = {
        k: statistics.median(process_cpu([sys.executable, "-c", c]) for _ in range(rounds)) for k, c in code.items()
    }
    return [
        Measured("import of the adapter, over bare dbt", times["ours"], times["bare"]),
        Measured("import of the adapter, over dbt-duckdb", times["ours"], times["duckdb"]),
    ]
