"""A dbt project in a folder of its own, and dbt in this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.filterwarnings("default")

PROJECT = {"name": "shop", "profile": "shop", "version": "1.0", "flags": {"send_anonymous_usage_stats": False}}
TARGET = {"type": "mockhaus", "path": "account.duckdb", "database": "SHOP", "schema": "DEV", "threads": 2}


class Project:
    """A project folder with one profile.

    Args:
        folder: that holds it.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.write("dbt_project.yml", PROJECT)
        self.profile()

    def write(self, name: str, content: Any) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else yaml.safe_dump(content))
        return path

    def profile(self, **fields: Any) -> None:
        """Write profiles.yml: the usual target with fields added, changed, or (None) left out."""
        target = {name: value for name, value in {**TARGET, **fields}.items() if value is not None}
        self.write("profiles.yml", {"shop": {"target": "dev", "outputs": {"dev": target}}})

    def dbt(self, *words: str) -> Any:
        """Run dbt and give its result object."""
        from dbt.cli.main import dbtRunner

        return dbtRunner().invoke([*words, "--profiles-dir", str(self.folder), "--project-dir", str(self.folder)])

    def build(self, *words: str) -> list[Any]:
        """``dbt build`` that has to succeed; gives the results of its nodes."""
        outcome = self.dbt("build", *words)
        assert outcome.success, outcome.exception or [r.message for r in outcome.result.results]
        return list(outcome.result.results)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the account that dbt wrote."""
        import mockhaus_dbt

        with mockhaus_dbt.connect(self.folder / "account.duckdb", database="SHOP", schema="DEV") as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="session", autouse=True)
def quick(quick_parse: None) -> None:
    """dbt runs in this process."""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    before = os.getcwd()
    yield Project(tmp_path)
    os.chdir(before)


@pytest.fixture
def debug(project: Project, capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """``dbt debug``, and what it printed."""

    def run() -> str:
        project.dbt("--no-use-colors", "debug")
        return capfd.readouterr().out

    return run
