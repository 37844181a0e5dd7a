"""What is sent to Mockhaus is what would be sent to Snowflake.

The demo project is built twice: by our adapter, and by dbt-snowflake's own over a stand-in for Snowflake's connection,
which hands every statement to a session of ours, so that dbt gets the answers that it needs to go on.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt.dbapi import Cursor

pytestmark = [
    pytest.mark.filterwarnings("default", "ignore::ResourceWarning", "ignore:unclosed:ResourceWarning"),
    pytest.mark.xdist_group("integration_project"),
]

PROJECT = Path(__file__).resolve().parents[2] / "integration_project"

#: what is another in every run: ids, moments, and the name of the target in dbt's comment; and blanks between words,
#: which the statements of seeds have more of where Jinja writes them.
VARYING = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<id>"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?([+]00:00|Z)?"), "<moment>"),
    (re.compile(r'"target_name": "\w+"'), '"target_name": "<target>"'),
)


#: the second build takes the incremental paths; its tests would say what they said before.
INCREMENTAL = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


def normal(sql: str) -> str:
    for pattern, shown in VARYING:
        sql = pattern.sub(shown, sql)
    return sql


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """The statements that reach a cursor, with their bindings."""
    statements: list[tuple[str, Any]] = []
    execute = Cursor.execute

    def recording(self: Cursor, operation: str, *more: Any, **named: Any) -> Any:
        bindings = named.get("parameters", named.get("params", more[0] if more else None))
        statements.append((normal(operation), None if not bindings else [normal(str(value)) for value in bindings]))
        return execute(self, operation, *more, **named)

    monkeypatch.setattr(Cursor, "execute", recording)
    return statements


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_parse: None) -> Iterator[Path]:
    for name in ("SHOP_TARGET", "SHOP_RAW_FILES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DBT_THREADS", "1")
    monkeypatch.setenv("MOCKHAUS_PATH", str(tmp_path / "ours.duckdb"))
    ignored = shutil.ignore_patterns("target", "logs", "*.duckdb*", "__pycache__")
    shutil.copytree(PROJECT, tmp_path / "shop", ignore=ignored)
    monkeypatch.chdir(tmp_path / "shop")
    yield tmp_path / "shop"


def build(folder: Path, *words: str) -> None:
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner().invoke(["build", "--project-dir", str(folder), "--profiles-dir", str(folder), *words])
    bad = [f"{r.node.unique_id}: {r.message}" for r in getattr(outcome.result, "results", ()) if r.status == "error"]
    assert outcome.success, outcome.exception or "\n".join(bad)


def test_every_statement_is_the_one_that_snowflake_would_get(
    folder: Path, sent: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    connector = pytest.importorskip("snowflake.connector")
    build(folder)
    build(folder, *INCREMENTAL)
    ours = sent[:]
    sent.clear()

    account = mockhaus_dbt.Account.open(folder.parent / "theirs.duckdb")
    asked: list[dict[str, Any]] = []

    def stand_in(**options: Any) -> Any:
        asked.append(options)
        made = {name: options[name] for name in ("database", "schema", "role", "warehouse")}
        return mockhaus_dbt.connect(account, **made, **options.get("session_parameters", {}))

    monkeypatch.setattr(connector, "connect", stand_in)
    for name in ("ACCOUNT", "USER", "PASSWORD"):
        monkeypatch.setenv(f"SNOWFLAKE_{name}", "stand_in")
    try:
        build(folder, "--target", "snowflake")
        build(folder, "--target", "snowflake", *INCREMENTAL)
    finally:
        account.close()
    assert asked, "dbt-snowflake has connected, and to nothing but the stand-in"
    assert len(ours) > 500
    # dbt itself takes nodes that wait for nothing in an order that differs from run to run
    our, their = (Counter(map(repr, statements)) for statements in (ours, sent))
    assert not our - their and not their - our, (list(our - their)[:5], list(their - our)[:5])
