"""The table of functions, one file for each of Snowflake's categories."""

from __future__ import annotations

import importlib
import pkgutil


def load() -> None:
    """Import every module of the folder, so that its functions are registered."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
