"""Plans of EXPLAIN, from JSON to text and rows.

https://docs.snowflake.com/en/sql-reference/functions/system_explain_json_to_text, .../explain_json
"""

from __future__ import annotations

import json
from typing import Any

from mockhaus_dbt.python_functions import failure, python_function

_STATS = ("partitionsTotal", "partitionsAssigned", "bytesAssigned")


@python_function("VARCHAR", "VARCHAR")
def explain_text(plan: str) -> str:
    """A plan as indented text.

    Raises:
        ValueError: 100069, it is no plan.
    """
    found = _read(plan)
    return _text(found, [f"\t{name}={value}" for name, value in sorted(found["GlobalStats"].items())])


def plan_text(plan: str) -> str:
    """A plan as EXPLAIN USING TEXT prints it."""
    found = _read(plan)
    return _text(found, [f"    {name}={value}" for name, value in found["GlobalStats"].items()])


def _text(found: dict[str, Any], stats: list[str]) -> str:
    lines = ["GlobalStats:", *stats, "Operations:"]
    for step, operations in enumerate(found["Operations"], 1):
        depths: dict[Any, int] = {}
        for operation in operations:
            depth = 1 + max((depths.get(p, 0) for p in operation.get("parentOperators") or ()), default=0)
            depths[operation["id"]] = depth
            lines.append(f"{step}:{operation['id']}{' ' * 5 * depth}->{_said(operation)}")
    return "\n".join([*lines, ""])


def plan_rows(plan: str) -> list[tuple[Any, ...]]:
    """A plan as the rows of EXPLAIN USING TABULAR.

    Raises:
        ValueError: 100069, it is no plan.
    """
    found = _read(plan)
    whole = found["GlobalStats"]
    rows: list[tuple[Any, ...]] = [(*[None] * 3, "GlobalStats", *[None] * 3, *map(whole.get, _STATS))]
    for step, operations in enumerate(found["Operations"], 1):
        for o in operations:
            parents = o.get("parentOperators")
            shown = None if parents is None else f"[{', '.join(map(str, parents))}]"
            listed = (_joined(o, "objects"), o.get("alias"), _joined(o, "expressions"))
            rows.append((step, o["id"], shown, o.get("operation"), *listed, *map(o.get, _STATS)))
    return rows


def _joined(operation: dict[str, Any], name: str) -> str | None:
    return ", ".join(map(str, operation[name])) if operation.get(name) else None


def _said(operation: dict[str, Any]) -> str:
    parts = [operation.get("operation"), _joined(operation, "objects"), operation.get("alias")]
    parts.append(_joined(operation, "expressions"))
    stats = ", ".join(f"{name}={operation[name]}" for name in _STATS if operation.get(name) is not None)
    return "  ".join(str(p) for p in [*parts, f"{{{stats}}}" if stats else None] if p)


def _read(plan: str) -> dict[str, Any]:
    try:
        found = json.loads(plan)
        _ = [o["id"] for operations in found["Operations"] for o in operations], found["GlobalStats"].items()
    except (ValueError, TypeError, KeyError, AttributeError):
        raise failure("explain_plan", plan) from None
    return dict(found)
