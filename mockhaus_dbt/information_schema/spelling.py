"""How statements that are written from the catalog spell values."""

from __future__ import annotations

from typing import Any

from mockhaus_dbt.catalog import CatalogObject


def quoted(value: str) -> str:
    """A string literal."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def comment_text(obj: CatalogObject) -> str:
    """`` COMMENT='...'``, or nothing."""
    return f" COMMENT={quoted(obj.comment)}" if obj.comment else ""


def option_text(value: Any) -> str:
    """The value of an option."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "(" + ", ".join(quoted(str(v)) for v in value) + ")"
    text = str(value)
    return text if text.upper() in ("NONE", "AUTO") else quoted(escaped(text))


def escaped(text: str) -> str:
    """Control characters as escape sequences."""
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
