"""Special commands with arguments that are none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import mockhaus_dbt
from mockhaus_dbt import client
from mockhaus_dbt.repl.enhanced_repl import EnhancedREPL
from mockhaus_dbt.repl.special_commands import SPECIALS, find
from tests.server.serving import serving


@pytest.fixture(scope="module", params=["embedded", "server"])
def shell(request: pytest.FixtureRequest) -> Iterator[EnhancedREPL]:
    if request.param == "embedded":
        with mockhaus_dbt.connect(database="SHOP", schema="PUBLIC") as local:
            yield EnhancedREPL(local)
        return
    with serving() as served, client.connect(served.url, "SHOP", "PUBLIC", session_type="memory") as remote:
        yield EnhancedREPL(remote)


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        (r"\x maybe", r"\x takes on, off or auto."),
        (r"\timing perhaps", r"\timing takes on or off."),
        (r"\pager 1", r"\pager takes on or off."),
        (r"\i", r"'\i' needs an argument: \i FILE."),
        (r"\i /no/such.sql", "'/no/such.sql' cannot be read: No such file or directory."),
        (r"\o /no/such/file", "'/no/such/file' cannot be written: No such file or directory."),
        (r"\explain ;", r"'\explain' needs an argument: \explain SQL."),
        (r"\explain show tables", "translating SHOW TABLES"),
        (r"\explain select 1; select 2, nope", "select 2, nope\n          ^"),
        (r"\d nope", "NOPE' does not exist or not authorized."),
        (r"\d a b", "unexpected 'b'."),
        (r"\l extra", r"'\l' takes no argument."),
        (r"\nonsense", r"There is no command '\nonsense'; help lists them."),
        (r"\dt it's", "0 rows"),
        (r"\history no_such_text", "Nothing."),
        ("session x;", "unexpected 'session'."),
    ],
)
def test_wrong_arguments(shell: EnhancedREPL, capsys: pytest.CaptureFixture[str], entered: str, said: str) -> None:
    shell.handle(entered)
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    assert "Traceback" not in shown.out + shown.err
    assert shell.handle("select 1 + 2 as three;")
    assert "3" in capsys.readouterr().out


def test_switches_turn_over(shell: EnhancedREPL, capsys: pytest.CaptureFixture[str]) -> None:
    for command, values in (("\\timing", ("off", "on")), ("\\pager", ("off", "on"))):
        for value in values:
            shell.handle(command)
            assert f"is {value}." in capsys.readouterr().out
    for value in ("on", "off", "on", "auto"):
        shell.handle("\\x" if value != "auto" else "\\x auto")
        assert f"Expanded display is {value}." in capsys.readouterr().out


def test_every_command_that_needs_an_argument_says_so() -> None:
    needing = [name for name, (_body, argument, _says) in SPECIALS.items() if argument and not argument.startswith("[")]
    assert needing == ["\\i", "\\explain"]
    for name in needing:
        with pytest.raises(mockhaus_dbt.ConfigError, match="needs an argument"):
            find(f"{name} ;")
