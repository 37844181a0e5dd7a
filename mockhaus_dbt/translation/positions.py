"""Where a node stands in the text of its statement."""

from __future__ import annotations

from sqlglot import exp


def position(node: exp.Expr) -> tuple[int, int]:
    """Line (from 1) and position (from 0) of a node, as far as the parser kept it."""
    for candidate in node.walk():
        meta = candidate.meta if candidate._meta else None
        if meta and "line" in meta:
            return int(meta["line"]), max(int(meta["col"]) - (meta["end"] - meta["start"]) - 1, 0)
    return 1, 0
