"""Structural rewrites: which Python function compiles which node of the tree. One file for each subject."""

from __future__ import annotations

import importlib
import pkgutil


def load() -> None:
    """Import every module of the folder, so that its rows stand in the tables of registry.py."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
