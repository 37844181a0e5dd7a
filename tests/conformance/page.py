"""What runs of dbt's adapter tests, read from the tests themselves: writes docs/conformance.md.

``python tests/conformance/page.py``, or ``make docs``.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "conformance.md"
#: classes that dbt-snowflake 1.12 and dbt-duckdb 1.10 subclass in their repositories.
OTHERS = {"dbt-snowflake": 151, "dbt-duckdb": 75}

_POSTGRES = "is about PostgreSQL"
_MATERIALIZED_VIEWS = "dbt-snowflake has no materialization `materialized_view`; dynamic tables take its place"
#: class, or folder, of those that do not run -> why.
REASONS = {
    "column_types.BasePostgresColumnTypes": f"{_POSTGRES}'s types; `TestColumnTypes` has Snowflake's",
    "dbt_clone.BaseCloneNotPossible": "is for databases that cannot clone",
    "dbt_clone.TestPostgresCloneNotPossible": "is for databases that cannot clone",
    "functions.BasicJSAggregateUDF": "Snowflake has no aggregate functions in JavaScript; dbt-snowflake refuses them",
    "functions.JSAggregateUDFVolatilityIgnored": "Snowflake has no aggregate functions in JavaScript",
    "functions.BasicSQLUDAF": "Snowflake has no aggregate functions in SQL; dbt-snowflake refuses them",
    "hooks.TestPrePostModelHooksUnderscores": "its hooks are PostgreSQL's VACUUM; ours of that name has another statement",
    "materialized_view": _MATERIALIZED_VIEWS,
    "python_model.BasePySparkTests": "is about Spark's data frames",
    "utils.BaseCurrentTimestampNaive": "is for databases whose current_timestamp has no time zone",
}


def their_classes() -> dict[type, str]:
    """The classes of dbt-tests-adapter that carry tests -> their folder."""
    import dbt.tests.adapter

    found: dict[type, str] = {}
    root = Path(next(iter(dbt.tests.adapter.__path__)))
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        module = importlib.import_module(".".join(("dbt", "tests", "adapter", *parts)))
        for cls in vars(module).values():
            if isinstance(cls, type) and cls.__module__ == module.__name__:
                if any(name.startswith("test") and callable(getattr(cls, name)) for name in dir(cls)):
                    found[cls] = parts[0]
    return found


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"conformance_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def our_classes() -> list[type]:
    """The test classes of this folder."""
    found = []
    for path in sorted(HERE.glob("test_*.py")):
        module = _module(path)
        found += [
            cls
            for name, cls in vars(module).items()
            if isinstance(cls, type) and name.startswith("Test") and cls.__module__ == module.__name__
        ]
    return found


def _bare(cls: type) -> bool:
    """Whether a class only gives another one a name under which pytest finds it."""
    return not [name for name in vars(cls) if not name.startswith("__")]


def _name(cls: type, folder: str) -> str:
    return f"{folder}.{cls.__name__}"


def page() -> str:
    """The text of docs/conformance.md.

    Raises:
        ValueError: a class neither runs nor has a reason, or a reason is for one that runs.
    """
    theirs = their_classes()
    ours = our_classes()
    run = {base for cls in ours for base in cls.__mro__ if base in theirs}
    same = {cls for cls in theirs if cls not in run and _bare(cls) and any(base in run for base in cls.__mro__[1:])}
    left = [cls for cls in theirs if cls not in run and cls not in same]
    reasons = {cls: _reason(cls, theirs[cls]) for cls in left}
    unknown = [_name(cls, theirs[cls]) for cls, why in reasons.items() if not why]
    unused = set(REASONS) - {_name(cls, theirs[cls]) for cls in left} - {theirs[cls] for cls in left}
    if unknown or unused:
        raise ValueError(f"not run and without a reason: {unknown}; reasons for what runs: {sorted(unused)}")
    lines = [
        "# Conformance",
        "",
        "Generated from the tests by `make docs`; do not edit. What Mockhaus runs of dbt's own adapter tests, "
        f"dbt-tests-adapter {version('dbt-tests-adapter')}: each class is subclassed in "
        "[tests/conformance](../tests/conformance), with the fixtures that dbt-snowflake needs.",
        "",
        f"**{len(run)}** of its {len(theirs)} classes with tests run here; {len(same)} more only repeat one of these "
        f"under another name; {len(left)} do not apply. "
        + " ".join(f"{name} runs {count}." for name, count in OTHERS.items()),
        "",
        *_folders(theirs, run, same, ours),
        "",
        "Every class runs with `target.type` `snowflake`, with four threads on dbt-core 1.11 (`make test`) and with one on "
        "dbt-core 1.12 (`make test-next`), both in CI; functions in JavaScript need dbt-core 1.12 and are skipped with 1.11. "
        + " ".join(_again(ours, fields, words) for fields, words in AGAIN),
        "",
        "## Not run",
        "",
        "| Folder | Class | Why |",
        "|---|---|---|",
        *(f"| {theirs[cls]} | {cls.__name__} | {why} |" for cls, why in reasons.items()),
        "",
        "## dbt-snowflake's own tests",
        "",
        *_snowflake(),
    ]
    return "\n".join(lines) + "\n"


#: fields of the target that a class changes -> what it means.
AGAIN = (
    ({"threads": 1}, "Again with one thread: "),
    ({"target_type": "mockhaus"}, "Again with `target_type: mockhaus`: "),
)


def _again(ours: list[type], fields: dict[str, object], words: str) -> str:
    names = [cls.__name__ for cls in ours if getattr(cls, "target_fields", {}) == fields]
    return words + ", ".join(sorted(names)) + "."


def _reason(cls: type, folder: str) -> str:
    for base in cls.__mro__:
        found = REASONS.get(f"{folder}.{base.__name__}")
        if found:
            return found
    return REASONS.get(folder, "")


def _folders(theirs: dict[type, str], run: set[type], same: set[type], ours: list[type]) -> list[str]:
    lines = ["| Folder | Classes | Run | Repeat one that runs | Do not apply | Test classes here |", "|---|---|---|---|---|---|"]
    for folder in sorted(set(theirs.values())):
        classes = [cls for cls, place in theirs.items() if place == folder]
        counts = [len(classes), sum(c in run for c in classes), sum(c in same for c in classes)]
        here = sum(any(theirs.get(base) == folder for base in cls.__mro__) for cls in ours)
        lines.append(f"| {folder} | {counts[0]} | {counts[1]} | {counts[2]} | {counts[0] - sum(counts[1:])} | {here} |")
    return lines


def _snowflake() -> list[str]:
    """The classes of dbt-snowflake's repository that have no ancestor in dbt-tests-adapter, with what came of them."""
    rows = [line.split("|") for line in (HERE / "dbt_snowflake.txt").read_text("utf-8").splitlines() if line]
    head, *rows = rows
    passed = [row for row in rows if row[2] == "pass"]
    lines = [
        f"They need dbt-labs' repository and are not run in CI. {head[0]}: {len(passed)} of {len(rows)} classes pass. "
        "The tests here cover the same ground.",
        "",
        "| File | Classes | Result |",
        "|---|---|---|",
    ]
    grouped: dict[tuple[str, str], list[str]] = {}
    for file, cls, result in rows:
        grouped.setdefault((file, result), []).append(cls)
    return lines + [f"| {file} | {', '.join(classes)} | {result} |" for (file, result), classes in grouped.items()]


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[1]))
    main()
