"""The README shows what really comes out."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

README = Path(__file__).resolve().parents[2] / "README.md"
PAGE = README.parent / "docs" / "python.md"
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = _BLOCK.findall(README.read_text("utf-8"))
COMMANDS = [
    (command, output)
    for kind, text in BLOCKS
    if kind == "console"
    for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE)
]
SESSIONS = [text for kind, text in BLOCKS if kind == "python"]


@pytest.mark.parametrize("command, output", COMMANDS, ids=[command for command, _ in COMMANDS])
def test_command(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from mockhaus_dbt.cli import main

    monkeypatch.setenv("MOCKHAUS_ACCOUNT", ":memory:")
    program, *words = shlex.split(command)
    assert program == "mockhaus"
    result = CliRunner().invoke(main, words)
    # Ids of queries are new every time.
    shown = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "...", result.output)
    assert shown.strip() == output.strip()


def runs(text: str, name: str) -> None:
    example = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    result = runner.run(example)
    assert result.failed == 0
    assert result.attempted > 2


@pytest.mark.parametrize("text", SESSIONS)
def test_session(text: str) -> None:
    runs(text, "README.md")


def test_the_page_about_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runs("\n".join(text for _kind, text in _BLOCK.findall(PAGE.read_text("utf-8"))), "python.md")
    assert (tmp_path / "shop.mockhaus").exists()


def test_examples_are_there() -> None:
    assert len(COMMANDS) >= 3
    assert SESSIONS
