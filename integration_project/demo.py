"""``make demo``: builds the project beside this file on Mockhaus and shows what came out.

    python integration_project/demo.py [--threads 4] [words for dbt build ...]

The second run takes the incremental and snapshot paths: it finds the file that the first one wrote.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent
#: the mart whose rows are shown, as a model's name; the first table among the marts where it is missing.
SHOWN = "rpt_monthly_revenue"
#: characters that the tables need; a narrower terminal wraps their lines rather than their cells.
WIDTH = 110
#: columns of the mart that are shown.
COLUMNS = 8
COLOURS = {"success": "green", "pass": "green", "warn": "yellow", "skipped": "yellow", "no-op": "yellow"}


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the demo project and show what was built.")
    parser.add_argument("--threads", type=int, default=4)
    given, words = parser.parse_known_args()
    console = Console(highlight=False)
    if not console.is_terminal or console.width < WIDTH:
        console = Console(highlight=False, width=WIDTH)
    started = time.perf_counter()
    code = _dbt("build", "--threads", str(given.threads), *words)
    wall = time.perf_counter() - started
    results = json.loads((HERE / "target" / "run_results.json").read_text())["results"]
    manifest = json.loads((HERE / "target" / "manifest.json").read_text())
    console.print(_nodes(results, manifest))
    console.print(_tally(results, wall))
    if code == 0:
        _show_mart(console, results, manifest)
    return code


def _dbt(*words: str) -> int:
    # The dbt of the environment that runs this script, whatever else is on the PATH.
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", "--no-send-anonymous-usage-stats", *words]
    folders = ["--project-dir", str(HERE), "--profiles-dir", str(HERE)]
    return subprocess.run(command + folders, cwd=HERE, stdin=subprocess.DEVNULL).returncode


def _nodes(results: list[dict[str, Any]], manifest: dict[str, Any]) -> Table:
    """Models, seeds and snapshots with their timings; tests are counted beside the node they test."""
    tests: dict[str, Counter[str]] = {}
    for result in results:
        node = _node(manifest, result)
        if node.get("resource_type") in ("test", "unit_test"):
            for parent in node["depends_on"]["nodes"]:
                tests.setdefault(parent, Counter())[result["status"]] += 1
    table = Table(title="What was built", title_justify="left")
    for heading in ("relation", "materialized", "status"):
        table.add_column(heading)
    for heading in ("rows", "seconds", "tests"):
        table.add_column(heading, justify="right")
    for result in results:
        node = _node(manifest, result)
        if node.get("resource_type") not in ("model", "seed", "snapshot"):
            continue
        colour = COLOURS.get(result["status"], "red")
        counts = tests.get(result["unique_id"], Counter())
        rows = (result.get("adapter_response") or {}).get("rows_inserted")
        failed = sum(n for status, n in counts.items() if status not in ("pass", "success"))
        table.add_row(
            f"{node['schema']}.{node.get('alias') or node['name']}".lower(),
            node["config"].get("materialized", ""),
            f"[{colour}]{result['status']}[/]",
            "" if rows is None else str(rows),
            f"{result['execution_time']:.2f}",
            f"[red]{failed} failed[/]" if failed else str(sum(counts.values()) or ""),
        )
    return table


def _node(manifest: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    name = result["unique_id"]
    found = manifest["nodes"].get(name) or manifest["unit_tests"].get(name) or {}
    return dict(found)


def _tally(results: list[dict[str, Any]], wall: float) -> str:
    counts = Counter(result["status"] for result in results)
    return ", ".join(f"{n} {status}" for status, n in sorted(counts.items())) + f" in {wall:.1f} s"


def _show_mart(console: Console, results: list[dict[str, Any]], manifest: dict[str, Any]) -> None:
    import mockhaus_dbt

    built = [_node(manifest, result) for result in results]
    marts = [n for n in built if n.get("resource_type") == "model" and n["config"]["materialized"] == "table"]
    chosen = [n for n in marts if n["name"] == SHOWN] or marts
    if not chosen:
        return
    relation = chosen[0]["relation_name"]
    file = HERE / os.environ.get("MOCKHAUS_PATH", "shop.duckdb")
    with mockhaus_dbt.connect(file) as connection:
        cursor = connection.execute(f"select * from {relation} order by 1, 2 limit 8")
        table = Table(title=f"select * from {relation.lower()} order by 1, 2 limit 8", title_justify="left")
        for column in (cursor.description or [])[:COLUMNS]:
            table.add_column(column.name.lower())
        for row in cursor.fetchall():
            table.add_row(*("" if value is None else str(value) for value in row[:COLUMNS]))
    console.print(table)
    hidden = len(cursor.description or []) - COLUMNS
    if hidden > 0:
        console.print(f"... and {hidden} more columns")
    console.print(f"The account is a DuckDB file: {os.path.relpath(file)}")
    console.print("Run it again for the incremental path; `mockhaus query --account FILE \"...\"` asks it anything.")


if __name__ == "__main__":
    sys.exit(main())
