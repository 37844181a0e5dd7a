"""Keys, toolbar, pager and the sessions of a server, on a real pseudo-terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.repl.test_terminal import Terminal
from tests.server.serving import serving

UP, CTRL_A, CTRL_C, CTRL_D, CTRL_K, CTRL_R, ESCAPE, F4 = "\x1b[A", "\x01", "\x03", "\x04", "\x0b", "\x12", "\x1b", "\x1bOS"


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    made = Terminal(tmp_path_factory.mktemp("home"), "--account", ":memory:", "--database", "SHOP")
    yield made
    made.quit()


def test_toolbar(tmp_path: Path) -> None:
    """It is drawn where the terminal says how much room there is below the cursor."""
    terminal = Terminal(tmp_path, "--account", ":memory:", "--database", "SHOP", quiet=False)

    def see(wanted: Any) -> None:
        while terminal.child.expect([wanted, re.escape("\x1b[6n")]) == 1:
            terminal.child.send("\x1b[3;1R")

    see(r"SHOP\.PUBLIC \| ACCOUNTADMIN \| COMPUTE_WH")
    terminal.child.send("create schema bar; use role public;\r")
    see(r"SHOP\.BAR \| PUBLIC \| COMPUTE_WH \| \d+\.\d{3} s")
    terminal.child.send("quit\r")
    see(pexpect.EOF)


def test_ctrl_c_drops_what_is_entered(terminal: Terminal) -> None:
    terminal.settle()
    terminal.child.send("select 'not this'\r, 1" + CTRL_C)
    shown = terminal.send("select 'but this' as x;", r"1 row\b")
    assert "but this" in shown and "not this │" not in shown


def test_a_line_above_is_edited(terminal: Terminal) -> None:
    terminal.settle()
    terminal.child.send("select 'one' as first,\r")
    terminal.settle()
    terminal.child.send("'two' as second;" + UP + CTRL_A + CTRL_K + "select 'uno' as first,")
    terminal.child.send("\x1b[B\x05")  # down, end of the line
    shown = terminal.send("", r"1 row\b")
    assert "│ uno" in shown and "│ two" in shown


def test_history_of_entries(terminal: Terminal) -> None:
    terminal.send("select 'findable' as word;", r"1 row\b")
    terminal.send("select 2 as other;", r"1 row\b")
    terminal.settle()
    terminal.child.send(CTRL_R + "findab")
    terminal.settle()
    terminal.child.send("\r")
    shown = terminal.send("", r"1 row\b")
    assert "findable │" in shown.replace("  ", " ")
    terminal.settle()
    terminal.child.send("select 2" + UP)  # entries that begin so
    shown = terminal.send("", r"1 row\b")
    assert "OTHER" in shown


def test_an_entry_of_several_lines_is_found_and_run(terminal: Terminal) -> None:
    terminal.settle()
    terminal.child.send("select 'needle' as word,\r")
    terminal.settle()
    terminal.send("'lines' as other;", r"1 row\b")
    terminal.send("select 2 as other;", r"1 row\b")
    terminal.settle()
    terminal.child.send(CTRL_R + "needle")
    terminal.settle()
    terminal.child.send("\r")  # found: the cursor is in the first line
    shown = terminal.send("", r"1 row\b")
    assert "│ needle │ lines │" in shown


def test_vi_keys(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "--account", ":memory:", "--vi")
    terminal.settle()
    terminal.child.send("select 'wrong' as x;")
    terminal.settle()
    terminal.child.send(ESCAPE)
    terminal.settle()
    terminal.child.send("0fwcw" + "right")  # to the w, change the word
    terminal.settle()
    terminal.child.send(ESCAPE)
    terminal.settle()
    shown = terminal.send("A", r"1 row\b")
    assert "right" in shown.split("X")[-1] and "wrong │" not in shown
    terminal.settle()
    terminal.child.send(F4)  # keys of emacs
    terminal.settle()
    terminal.child.send("elect 3 as three;" + CTRL_A + "s")
    assert "THREE" in terminal.send("\x05", r"1 row\b")
    terminal.quit()


def test_ctrl_d_leaves(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "--account", str(tmp_path / "a.duckdb"))
    terminal.send("create table kept as select 1 as a;", "successfully created")
    terminal.settle()
    terminal.child.send(CTRL_D)
    terminal.child.expect(pexpect.EOF)
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    again = Terminal(tmp_path, "--account", str(tmp_path / "a.duckdb"))
    assert "│ 1 │" in again.send("select * from kept;", r"1 row\b")
    again.quit()


def test_long_results_are_paged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED $(grep -c row-); cat >/dev/null\n")
    pager.chmod(0o755)
    terminal = Terminal(tmp_path, "--account", ":memory:", pager=str(pager))
    long = "select 'row-' || seq4() as r from table(generator(rowcount => 60));"
    terminal.send(long, "PAGED 60")
    assert "PAGED" not in terminal.send("select 'row-' as r;", r"1 row\b")
    terminal.send("\\pager off", "Paging is off")
    assert "row-59" in terminal.send(long, "60 rows")
    terminal.quit()


def test_sessions_that_stay(tmp_path: Path) -> None:
    with serving(account=str(tmp_path / "server.duckdb"), sessions_dir=str(tmp_path / "sessions")) as served:
        options = ("--server-url", served.url)
        persistent = (*options, "--session-type", "persistent", "--persistent-path", "team/shop.duckdb")
        first = Terminal(tmp_path, *persistent, "--database", "SHOP")
        first.send("create table kept as select 'through the end' as a;", "successfully created")
        shown = first.send("session", "warehouse")
        session_id = shown.split("id ")[1].split()[0]
        assert "persistent" in shown
        assert "* " in first.send("sessions", "persistent +SHOP")
        assert "ok" in first.send("health", "status +ok")
        first.quit()
        assert [s.id for s in served.state.sessions.all()] == [session_id]
        assert (tmp_path / "sessions" / "team" / "shop.duckdb").exists()

        second = Terminal(tmp_path, *options, "--session-id", session_id)
        assert "through the end" in second.send("select * from kept;", r"1 row\b")
        second.quit()
        assert [s.id for s in served.state.sessions.all()] == [session_id]

        served.state.sessions.delete(session_id)
        third = Terminal(tmp_path, *persistent, "--database", "SHOP")
        assert "through the end" in third.send("select * from kept;", r"1 row\b")
        third.quit()
