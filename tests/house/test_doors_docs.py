"""The pages of the doors show what really comes out."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from mockhaus_dbt.cli import main
from tests.server.serving import Served, serving

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def commands(page: str) -> list[tuple[str, str]]:
    return [pair for block in _BLOCK.findall((DOCS / page).read_text("utf-8")) for pair in _COMMAND.findall(block)]


def matches(output: str, wanted: str) -> bool:
    """Whether an output is the wanted one; ``...`` stands for anything on a line."""
    pattern = ".*?".join(map(re.escape, wanted.strip().split("...")))
    return re.fullmatch(pattern, output.strip()) is not None


@pytest.mark.parametrize("page", ["command-line.md", "repl.md"])
def test_commands(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKHAUS_ACCOUNT", str(tmp_path / "a.duckdb"))
    monkeypatch.setenv("HOME", str(tmp_path))
    found = commands(page)
    assert len(found) >= 2
    for command, wanted in found:
        given, words = None, shlex.split(command)
        if words[0] == "echo":
            given, words = words[1] + "\n", words[3:]
        assert words[0] == "mockhaus"
        result = CliRunner().invoke(main, words[1:], input=given)
        assert matches(result.output, wanted), f"$ {command}\n{result.output}"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving() as made:
        yield made


@pytest.mark.parametrize("command, wanted", commands("server.md"), ids=lambda text: text[:60])
def test_requests(served: Served, command: str, wanted: str) -> None:
    program, silent, url, *more = shlex.split(command)
    assert (program, silent) == ("curl", "-s")
    path = url.removeprefix("http://127.0.0.1:8080")
    if more:
        answer = served.client.post(path, content=more[1], headers={"Content-Type": "application/json"})
    else:
        answer = served.client.get(path)
    assert matches(answer.text, wanted), answer.text


def test_every_route_and_option_is_described() -> None:
    from mockhaus_dbt.cli.commands.serve import command
    from mockhaus_dbt.server.app import create_app

    page = (DOCS / "server.md").read_text("utf-8")
    for option in command.params:
        assert option.opts[0] in page, option.opts[0]
    for path in create_app().openapi()["paths"]:
        last = [part for part in path.split("/") if part and not part.startswith("{")][-1]
        assert last in page, path


def test_every_special_command_is_described() -> None:
    from mockhaus_dbt.repl.special_commands import SPECIALS

    page = (DOCS / "repl.md").read_text("utf-8")
    assert all(f"`{name}" in page for name in SPECIALS), os.linesep.join(SPECIALS)
