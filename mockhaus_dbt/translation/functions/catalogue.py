"""Every function that Snowflake documents: name, category, page. What is not registered is refused by name."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import NamedTuple


class Documented(NamedTuple):
    """A function of Snowflake's documentation."""

    name: str
    category: str
    page: str

    @property
    def url(self) -> str:
        return f"https://docs.snowflake.com/en/{self.page}"


@cache
def documented() -> dict[str, Documented]:
    """name -> entry, for all functions that Snowflake documents."""
    text = (resources.files(__package__) / "catalogue.csv").read_text("utf-8")
    return {row["name"]: Documented(**row) for row in csv.DictReader(text.splitlines())}
