"""What `pip install dbt-mockhaus` and its extras bring."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def settings() -> configparser.ConfigParser:
    parsed = configparser.ConfigParser()
    parsed.read(ROOT / "setup.cfg")
    return parsed


def names(text: str) -> set[str]:
    """The distributions of a list of requirements."""
    lines = (line.strip() for line in text.splitlines())
    return {re.split(r"[\[<>=; ]", line)[0].lower() for line in lines if line and not line.startswith("#")}


def test_the_adapter_and_the_command_come_without_extras(settings: configparser.ConfigParser) -> None:
    required = names(settings["options"]["install_requires"])
    assert {"dbt-core", "dbt-snowflake", "duckdb", "sqlglot", "pyarrow", "click", "rich"} <= required
    assert settings["options.entry_points"]["console_scripts"].strip() == "mockhaus = mockhaus_dbt.cli:main"


def test_extras(settings: configparser.ConfigParser) -> None:
    extras = settings["options.extras_require"]
    assert {"server", "repl", "snowpark", "cloud", "all"} <= set(extras)
    assert {"fastapi", "uvicorn"} <= names(extras["server"])
    assert {"prompt_toolkit", "pygments"} <= names(extras["repl"])
    listed = re.fullmatch(r"dbt-mockhaus\[(.*)\]", extras["all"].strip())
    assert listed is not None
    assert set(listed[1].split(",")) == set(extras) - {"all", "dev"}
    needed = set().union(*(names(extras[name]) for name in set(extras) - {"all", "dev"}))
    assert needed <= names(extras["dev"]) | names(settings["options"]["install_requires"])  # so that tests run


def test_every_file_of_the_packages_is_packed(settings: configparser.ConfigParser) -> None:
    found = 0
    for package, patterns in settings["options.package_data"].items():
        folder = ROOT / package.replace(".", "/")
        packed = {path for pattern in re.split(r"[,\s]+", patterns.strip()) for path in folder.glob(pattern)}
        held = {p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc")}
        assert held <= packed
        found += len(held)
    assert (ROOT / "mockhaus_dbt/server/static/ui.html").is_file()
    assert found > 30
