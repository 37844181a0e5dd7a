"""``mockhaus stage`` and ``mockhaus file-format``."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from mockhaus_dbt.cli import progress
from tests.cli.running import run


@pytest.fixture(autouse=True)
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "a.duckdb"
    monkeypatch.setenv("MOCKHAUS_ACCOUNT", str(path))
    return path


def test_life_of_a_stage(tmp_path: Path) -> None:
    for name in ("one.csv", "it's [two].csv"):
        (tmp_path / name).write_text("1,x\n")
    made = run("stage", "create", "raw", "--comment", "it's raw", "--directory")
    assert (made.exit_code, made.stdout) == (0, "Stage area RAW successfully created.\n")
    put = run("stage", "put", str(tmp_path / "one.csv"), str(tmp_path / "it's [two].csv"), "raw/in", "--format", "json")
    assert [(r["source"], r["status"]) for r in json.loads(put.stdout)] == [
        ("one.csv", "UPLOADED"),
        ("it's [two].csv", "UPLOADED"),
    ]
    assert put.stderr == ""  # no progress bar where nobody looks
    listed = run("stage", "ls", "@raw", "--pattern", ".*one.*", "--format", "json")
    assert [r["name"] for r in json.loads(listed.stdout)] == ["raw/in/one.csv.gz"]
    (tmp_path / "out").mkdir()
    assert run("stage", "get", "raw/in/", str(tmp_path / "out")).exit_code == 0
    assert gzip.decompress((tmp_path / "out" / "it's [two].csv.gz").read_bytes()) == b"1,x\n"
    shown = json.loads(run("stage", "list", "--format", "json").stdout)
    assert [(r["name"], r["comment"], r["directory_enabled"]) for r in shown] == [("RAW", "it's raw", "Y")]
    assert json.loads(run("stage", "list", "--like", "x%", "--format", "json").stdout) == []
    removed = run("stage", "rm", "raw/in/one", "--format", "csv")
    assert removed.stdout == "name,result\nraw/in/one.csv.gz,removed\n"
    assert run("stage", "drop", "raw").stdout == "RAW successfully dropped.\n"
    missing = run("stage", "drop", "raw")
    assert missing.exit_code == 1 and "does not exist" in missing.stderr
    assert run("stage", "drop", "raw", "--if-exists").exit_code == 0


def test_a_stage_with_a_file_format_and_a_url(tmp_path: Path) -> None:
    assert run("file-format", "create", "pipes", "--option", "FIELD_DELIMITER=|").exit_code == 0
    made = run("stage", "create", "raw", "--file-format", "pipes", "--url", f"file://{tmp_path}/in/")
    assert (made.exit_code, made.stdout) == (0, "Stage area RAW successfully created.\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("1|x\n")
    assert run("query", "SELECT $1 A, $2 B FROM @raw", "--format", "csv").stdout == "A,B\n1,x\n"


def test_wrong_arguments(tmp_path: Path) -> None:
    assert "no identifier" in run("stage", "create", "x; drop table t").stderr
    assert "exclude each other" in run("stage", "create", "x", "--if-not-exists", "--or-replace").stderr
    assert run("stage", "put", str(tmp_path / "nope"), "x").exit_code == 2
    (tmp_path / "a*b").write_text("")
    assert "wildcard" in run("stage", "put", str(tmp_path / "a*b"), "@~").stderr
    assert "NAME=VALUE" in run("file-format", "create", "f", "--option", "SKIP_HEADER").stderr
    assert run("file-format", "create", "f", "--option", "NONSENSE=1").exit_code == 1


def test_life_of_a_file_format() -> None:
    made = run(
        "file-format", "create", "f", "--option", "FIELD_DELIMITER=|", "--option", "SKIP_HEADER=1",
        "--option", "null_if=NULL", "--option", "NULL_IF=it's",
    )  # fmt: skip
    assert made.stdout == "File format F successfully created.\n"
    told = {r["property"]: r["property_value"] for r in json.loads(run("file-format", "describe", "f", "--format", "json").stdout)}
    assert (told["FIELD_DELIMITER"], told["SKIP_HEADER"], told["NULL_IF"]) == ("|", "1", "[NULL, it's]")
    assert [r["name"] for r in json.loads(run("file-format", "list", "--format", "json").stdout)] == ["F"]
    assert run("file-format", "drop", "f").exit_code == 0
    assert run("file-format", "describe", "f").exit_code == 1


def test_progress_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    assert list(progress.show("PUT", [1, 2], iter("ab"))) == ["a", "b"]
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(progress.show("PUT", [1, 2], iter("ab"))) == ["a", "b"]
    seen = capsys.readouterr()
    assert seen.out == "" and "PUT" in seen.err
