"""The shell on a real pseudo-terminal, embedded and as a client of a server."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.server.serving import serving
from tests.server.test_query import SLOW

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\r")


class Terminal:
    """``mockhaus repl`` on a terminal of 100 columns."""

    def __init__(self, home: Path, *options: str, pager: str = "cat", quiet: bool = True):
        environment = {**os.environ, "HOME": str(home), "PAGER": pager, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1" if quiet else ""}
        environment.pop("MOCKHAUS_ACCOUNT", None)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "mockhaus_dbt", "repl", *options],
            env=environment,
            dimensions=(40, 100),
            encoding="utf-8",
            timeout=20,
        )
        self.child.expect("help lists commands")

    def settle(self) -> None:
        """Wait until nothing more is shown: the prompt is there again."""
        while self.child.expect([r"(?s).+", pexpect.TIMEOUT], timeout=0.5) == 0:
            pass

    def send(self, line: str, wanted: str) -> str:
        """Enter a line; gives what was shown until the wanted text was."""
        self.settle()
        self.child.send(line + "\r")
        self.child.expect(wanted)
        return _ESCAPES.sub("", self.child.before + self.child.after)

    def quit(self) -> None:
        self.settle()
        self.child.send("quit\r")
        self.child.expect(pexpect.EOF)
        self.child.close()
        assert self.child.exitstatus == 0


@pytest.fixture(scope="module", params=["embedded", "server"])
def terminal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    home = tmp_path_factory.mktemp("home")
    if request.param == "embedded":
        made = Terminal(home, "--account", str(home / "a.duckdb"), "--database", "SHOP")
        yield made
        made.quit()
        assert "+quit" in (home / ".mockhaus" / "repl_history").read_text()
        return
    with serving() as served:
        made = Terminal(
            home, "--server-url", served.url, "--session-type", "memory", "--database", "SHOP", "--session-ttl", "600"
        )
        yield made
        made.quit()
        assert served.state.sessions.all() == []


def test_statements(terminal: Terminal) -> None:
    shown = terminal.send("select 'remembered' as word, 1 as n;", r"Time: ")
    assert "│ remembered │ 1 │" in shown and "1 row" in shown
    terminal.send("create table t (a int, v variant);", "successfully created")
    terminal.send("insert into t select 1, parse_json('{\"k\": [1, 2.50]}');", "number of rows")
    shown = terminal.send("select v from t;", r"1 row\b")
    assert '"k": [' in shown and "2.5" in shown


def test_several_lines(terminal: Terminal) -> None:
    terminal.settle()
    terminal.child.send("select 40\r")
    terminal.settle()
    terminal.child.send("+ 2 as answer\r")
    shown = terminal.send(";", r"1 row\b")
    assert "ANSWER" in shown and "42" in shown


def test_wide_rows_are_records(terminal: Terminal) -> None:
    shown = terminal.send(f"select '{'x' * 60}' as first, '{'y' * 60}' as second;", r"1 row\b")
    assert "-[ record 1 ]-" in shown and "first " not in shown and "FIRST  | xxx" in shown
    assert "Expanded display is on" in terminal.send("\\x on", "display is on")
    assert "-[ record 1 ]-" in terminal.send("select 5 as five;", r"1 row\b")
    terminal.send("\\x auto", "display is auto")


def test_errors_have_a_caret(terminal: Terminal) -> None:
    shown = terminal.send("select 1 as one, nope;", r"\n *\^")
    lines = [line.rstrip() for line in shown.split("\n")]
    assert lines[-1].index("^") == lines[-2].index("nope")
    assert any("invalid identifier 'NOPE'" in line for line in lines)


def test_special_commands(terminal: Terminal, tmp_path: Path) -> None:
    assert "SHOP" in terminal.send("\\l", r"Time:")
    assert "T" in terminal.send("\\dt", r"Time:")
    assert "VARIANT" in terminal.send("\\d t", r"2 rows")
    terminal.send("create stage landing;", "successfully created")
    assert "LANDING" in terminal.send("\\ds", r"1 row\b")
    assert "PUBLIC" in terminal.send("\\dn", r"rows?\b.*Time")
    assert "coalesce" in terminal.send("\\explain select nvl(1, 0)", r"NVL \(functions")
    assert "Timing is off" in terminal.send("\\timing off", "Timing is off")
    terminal.send("\\timing on", "Timing is on")
    script, out = tmp_path / "x.sql", tmp_path / "out.txt"
    script.write_text("select 'from the file' as x;\nselect 2 as y;")
    terminal.send(f"\\o {out}", "Results go to /")
    terminal.send(f"\\i {script}", "> ")
    terminal.send("\\o", "go to the terminal")
    assert "from the file" in out.read_text() and "│ 2 │" in out.read_text()
    assert "from the file" in terminal.send("\\history from the", "SUCCESS.*from the file")
    assert "SHOP" in terminal.send("session", "warehouse")
    assert "ok" in terminal.send("health", "status.*ok")
    assert "List stages" in terminal.send("help", "vi keys")
    terminal.send("\\nope", "There is no command")
    terminal.send("\\timing maybe", "on or off")
    terminal.send("\\i /nope/nope", "cannot be read")


def test_sessions_of_a_server(terminal: Terminal) -> None:
    embedded = b"--account" in terminal.child.args
    shown = terminal.send("sessions", "There is no server" if embedded else r"memory +SHOP")
    assert embedded or "* " in shown


def test_completion(terminal: Terminal) -> None:
    terminal.send("create table completed_table (x int);", "successfully created")
    terminal.settle()
    terminal.child.send("select * from completed_t\t")
    terminal.child.expect("able")
    terminal.send(";", r"0 rows")


def test_interrupt_keeps_the_session(terminal: Terminal) -> None:
    terminal.send("set kept = 'still here';", "successfully")
    terminal.settle()
    terminal.child.send(SLOW + ";\r")
    time.sleep(1.5)
    started = time.monotonic()
    terminal.child.sendintr()
    terminal.child.expect("SQL execution canceled")
    assert time.monotonic() - started < 3
    assert "still here" in terminal.send("select $kept;", "still here")


def test_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/before/after_editing/' \"$1\"\n")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    terminal = Terminal(tmp_path, "--account", ":memory:")
    terminal.send("\\e select 1 as before;", "after_editing")
    terminal.send("", r"1 row\b")
    terminal.quit()
