"""dbt lists the relations of a schema in pages (flags list_relations_per_page and list_relations_page_limit)."""

from __future__ import annotations

import re

import pytest

from tests.adapter.conftest import PROJECT

pytestmark = pytest.mark.filterwarnings("default")

#: names that a page may end with, and that the next page is asked to start behind.
NAMES = ["a", "Ab", "b_1", "c", "d d", "e", "f"]


@pytest.fixture
def seven(project):
    for number, name in enumerate(NAMES):
        kind = "table" if number % 2 else "view"
        project.write(f"models/m{number}.sql", f"{{{{ config(materialized='{kind}', alias='{name}') }}}} select 1 as id")

    def run(per_page, limit):
        flags = {**PROJECT["flags"], "list_relations_per_page": per_page, "list_relations_page_limit": limit}
        project.write("dbt_project.yml", {**PROJECT, "flags": flags, "quoting": {"identifier": True}})
        return project.dbt("--no-use-colors", "--debug", "--log-cache-events", "run")

    return run


def pages(printed):
    return re.findall(r"show objects in \S+\s+limit \d+(?:\s+from '([^']*)')?", printed, re.IGNORECASE)


@pytest.mark.parametrize(
    "per_page, asked",
    [
        (7, ["", "f"]),  # a page that is full may have another behind it
        (3, ["", "b_1", "e"]),
        (100, [""]),
    ],
)
def test_pages(seven, capfd, per_page, asked):
    assert seven(100, 10).success
    capfd.readouterr()
    assert seven(per_page, 10).success
    printed = capfd.readouterr().out
    assert pages(printed) == asked
    assert "is currently configured to list a maximum" not in printed
    # views are replaced and tables swapped, so dbt knew them all
    assert all(f'"{name}"' in printed for name in NAMES)


def test_more_than_the_limit(seven, capfd):
    assert seven(100, 10).success
    capfd.readouterr()
    seven(2, 2)
    printed = capfd.readouterr().out
    assert pages(printed) == ["", "a"]
    assert "dbt is currently configured to list a maximum of 4 objects per schema." in re.sub(r"\s+", " ", printed)
