"""SEARCH_PATH: the schemas in which queries look for names without a schema.

https://docs.snowflake.com/en/sql-reference/name-resolution
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.translation.names import CatalogSnapshot

#: Snowflake's default.
DEFAULT = "$current, $public"
_ITEM = re.compile(r'(?:"(?:[^"]|"")*"|[^",])+')


@functools.lru_cache(maxsize=256)
def schemas(path: str, database: str, schema: str | None) -> tuple[tuple[str, str], ...]:
    """The schemas of a search path, in its order, each once.

    Args:
        path: the value of SEARCH_PATH.
        database, schema: the current ones, which ``$current``, ``$public`` and names without a database mean.

    Returns:
        pairs of database and schema; whether they exist is not asked.
    """
    found: list[tuple[str, str]] = []
    for item in _ITEM.findall(path):
        word = item.strip().lower()
        if not word:
            continue
        if word == "$current":
            place = (database, schema) if schema is not None else None
        elif word == "$public":
            place = (database, "PUBLIC")
        else:
            parts = split_name(item)
            place = (parts[-2] if len(parts) > 1 else database, parts[-1])
        if place is not None and place not in found:
            found.append((place[0], str(place[1])))
    return tuple(found)


def check(catalog: CatalogSnapshot, path: str, database: str | None) -> None:
    """Whether every schema that a search path names exists.

    Raises:
        CompilationError: 002003, one does not.
    """
    for item in _ITEM.findall(path):
        if item.strip() and item.strip().lower() not in ("$current", "$public"):
            parts = split_name(item)
            home = parts[-2] if len(parts) > 1 else database
            if home is None or not catalog.has_schema(home, parts[-1]):
                raise error("kind_missing", kind="Schema", name=".".join(map(display, parts)))
