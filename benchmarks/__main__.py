"""``make bench``: prints a table; ``--write`` keeps it in benchmarks/RESULTS.md."""

from __future__ import annotations

import argparse
import datetime
import platform
from collections.abc import Callable
from pathlib import Path

import duckdb
import sqlglot
from rich.console import Console
from rich.table import Table

from benchmarks import builds, loading, projects, statements, tpc, translation, unload
from benchmarks.measure import Measured

RESULTS = Path(__file__).parent / "RESULTS.md"


def cells(row: Measured) -> list[str]:
    """A row of the report as text."""
    theirs = "" if row.theirs is None else f"{row.theirs:.2f}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}" + (f" ± {row.error:.2f}" if row.error else "")
    target = "" if row.target is None else f"<= {row.target:g}"
    if row.limit is not None:
        target = f"<= {row.limit:g}{row.unit}"
    met = {None: "", True: "yes", False: "NO"}[row.met]
    return [row.name, f"{row.ours:.2f}", theirs, ratio, target, met]


PARTS: dict[str, Callable[[argparse.Namespace], list[Measured]]] = {
    "statements": lambda chosen: statements.run(),
    "translation": lambda chosen: translation.run(),
    "imports": lambda chosen: builds.imports(),
    "builds": lambda chosen: builds.run(chosen.models, chosen.rounds),
    "projects": lambda chosen: projects.run(chosen.project_models, chosen.rounds),
    "unload": lambda chosen: unload.run(),
    "tpc": lambda chosen: tpc.run(chosen.scale),
    "loading": lambda chosen: loading.run(chosen.megabytes, chosen.rounds),
}
HEADS = ["Work", "Ours, ms CPU", "Theirs, ms CPU", "Ratio", "Target", "Met"]
TITLE = """# Results of `make bench`

CPU time, medians; ours and theirs measured in turns in one run, two cores. Where the rounds of both are pairs, the
ratio is the median of their ratios, with its standard error. A part that is measured anew
(`python -m benchmarks --only PART --write`) replaces its section alone.
"""
#: what is written below this heading is by hand, and stays.
REMARKS = "## Remarks"


def main() -> None:
    """Run what was asked for and report it."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=list(PARTS), action="append", help="a part; may be repeated")
    parser.add_argument("--models", type=int, default=100, help="models of the generated dbt project")
    parser.add_argument("--project-models", type=int, default=300, help="models of the project of many threads")
    parser.add_argument("--rounds", type=int, default=5, help="builds and loads of each kind; medians are reported")
    parser.add_argument("--scale", type=float, default=1, help="scale factor of TPC-H; TPC-DS takes a tenth of it")
    parser.add_argument("--megabytes", type=int, default=100, help="size of the CSV file that is loaded")
    parser.add_argument("--write", action="store_true", help=f"keep the report in {RESULTS.name}")
    chosen = parser.parse_args()
    console = Console()
    for name, part in PARTS.items():
        if chosen.only and name not in chosen.only:
            continue
        with console.status(f"measuring {name} ..."):
            rows = part(chosen)
        table = Table(*HEADS, title=name)
        for row in rows:
            table.add_row(*cells(row))
        console.print(table)
        if chosen.write:
            RESULTS.write_text(with_section(RESULTS.read_text("utf-8"), name, section(name, rows)), "utf-8")


def section(name: str, rows: list[Measured]) -> str:
    """The rows of a part as Markdown."""
    head = (
        f"## {name}\n\n{datetime.date.today():%Y-%m-%d}, Python {platform.python_version()}, "
        f"DuckDB {duckdb.__version__}, sqlglot {sqlglot.__version__}\n\n"
    )
    lines = ["| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS)]
    return head + "\n".join(lines + ["| " + " | ".join(cells(r)) + " |" for r in rows]) + "\n"


def with_section(report: str, name: str, text: str) -> str:
    """The report with one section new; sections stand in the order of the parts, and remarks at the end."""
    found = {part.split("\n", 1)[0]: f"## {part.rstrip()}\n" for part in report.split("\n## ")[1:]}
    found[name] = text
    remarks = found.get(REMARKS[3:])
    return "\n".join([TITLE, *(found[part] for part in PARTS if part in found), *([remarks] if remarks else [])])


if __name__ == "__main__":
    main()
