"""The commands of the shell itself: ``\\d``, ``\\timing``, ``sessions``, ..."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mockhaus_dbt import client
from mockhaus_dbt.errors import ConfigError, SqlError
from mockhaus_dbt.executor import statements_of
from mockhaus_dbt.repl.printing import error_text, numbered

if TYPE_CHECKING:
    from mockhaus_dbt.repl.enhanced_repl import EnhancedREPL

Special = Callable[["EnhancedREPL", str], None]

#: name -> (what runs, the argument as help shows it, what it does).
SPECIALS: dict[str, tuple[Special, str, str]] = {}
#: other names of the same.
_ALIASES = {"\\q": "quit", "exit": "quit", "\\?": "help", "\\h": "help", "\\databases": "\\l"}


def special(name: str, argument: str = "") -> Callable[[Special], Special]:
    """Register a command; its docstring says what it does."""

    def register(body: Special) -> Special:
        SPECIALS[name] = (body, argument, (body.__doc__ or "").strip())
        return body

    return register


def find(text: str) -> tuple[Special, str] | None:
    """The command that a line calls, with its argument; None where the line is SQL."""
    name, _, argument = text.strip().partition(" ")
    name = name.rstrip(";")
    if name != "\\e":
        argument = argument.rstrip(";")
    found = SPECIALS.get(_ALIASES.get(name.lower(), name.lower() if not name.startswith("\\") else name))
    if found is None:
        if name.startswith("\\"):
            raise ConfigError(f"There is no command '{name}'; help lists them.")
        return None
    if argument and not found[1]:
        if not name.startswith("\\"):
            return None
        raise ConfigError(f"'{name}' takes no argument.")
    if not argument.strip() and found[1] and not found[1].startswith("["):
        raise ConfigError(f"'{name}' needs an argument: {name} {found[1]}.")
    return found[0], argument.strip()


def _remote(repl: EnhancedREPL) -> client.Connection:
    if not isinstance(repl.connection, client.Connection):
        raise ConfigError("There is no server: this shell has opened the account itself (--server-url asks one).")
    return repl.connection


@special("\\l")
def databases(repl: EnhancedREPL, _argument: str) -> None:
    """List databases."""
    repl.run("SHOW TERSE DATABASES", keep=False)


@special("\\dn")
def schemas(repl: EnhancedREPL, _argument: str) -> None:
    """List schemas of the current database."""
    repl.run("SHOW TERSE SCHEMAS IN DATABASE", keep=False)


@special("\\dt", "[pattern]")
def tables(repl: EnhancedREPL, argument: str) -> None:
    """List tables and views of the current schema."""
    like = f" LIKE '{_text(argument)}'" if argument else ""
    repl.run(f"SHOW TERSE OBJECTS{like} IN SCHEMA", keep=False)


@special("\\ds", "[pattern]")
def stages(repl: EnhancedREPL, argument: str) -> None:
    """List stages of the current schema."""
    like = f" LIKE '{_text(argument)}'" if argument else ""
    repl.run(f"SHOW STAGES{like} IN SCHEMA", keep=False)


@special("\\d", "[name]")
def describe(repl: EnhancedREPL, argument: str) -> None:
    """Describe a table or view; without a name, list them."""
    if argument:
        repl.run(f"DESCRIBE TABLE {argument}", keep=False)
    else:
        tables(repl, "")


@special("\\timing", "[on|off]")
def timing(repl: EnhancedREPL, argument: str) -> None:
    """Show how long statements take, or do not."""
    repl.timing = _switch("\\timing", argument, repl.timing)
    repl.say(f"Timing is {'on' if repl.timing else 'off'}.")


@special("\\x", "[on|off|auto]")
def expanded(repl: EnhancedREPL, argument: str) -> None:
    """Show one column a line: always, never, or where a table would be too wide."""
    if argument and argument not in ("on", "off", "auto"):
        raise ConfigError("\\x takes on, off or auto.")
    repl.expanded = argument or {"on": "off"}.get(repl.expanded, "on")
    repl.say(f"Expanded display is {repl.expanded}.")


@special("\\pager", "[on|off]")
def pager(repl: EnhancedREPL, argument: str) -> None:
    """Page long results, or do not."""
    repl.paging = _switch("\\pager", argument, repl.paging)
    repl.say(f"Paging is {'on' if repl.paging else 'off'}.")


@special("\\e", "[sql]")
def edit(repl: EnhancedREPL, argument: str) -> None:
    """Open the last statement in $EDITOR; what is written there stands at the prompt then."""
    import click

    edited = click.edit(argument or repl.last_sql, extension=".sql")
    if edited is not None:
        repl.prefill = edited.strip()


@special("\\i", "FILE")
def include(repl: EnhancedREPL, argument: str) -> None:
    """Run the statements of a file."""
    try:
        with open(os.path.expanduser(argument), encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as e:
        raise ConfigError(
            f"'{argument}' cannot be read: {getattr(e, 'strerror', None) or 'it is not UTF-8'}."
        ) from None
    repl.run(text)


@special("\\o", "[FILE]")
def output(repl: EnhancedREPL, argument: str) -> None:
    """Write results into a file; without one, to the terminal again."""
    repl.write_to(os.path.expanduser(argument) if argument else None)
    repl.say(f"Results go to {argument or 'the terminal'}.")


@special("\\explain", "SQL")
def explain(repl: EnhancedREPL, argument: str) -> None:
    """Show the DuckDB SQL of a query, and which rewrites made it."""
    for statement in statements_of(argument):
        try:
            explained = repl.explain(statement.text)
        except SqlError as e:
            repl.complain(error_text(e, statement.text))
            return
        for translated, steps in explained:
            repl.say(translated + ";")
            for step in steps:
                repl.say(f"-- {step['name']} ({step['place']}): {step['snowflake']} -> {step['duckdb']}")


@special("\\history", "[text]")
def history(repl: EnhancedREPL, argument: str) -> None:
    """Show the latest statements, or those with a text in them."""
    rows = [
        (str(r["start_time"])[:19], r["execution_status"], r["query_id"], " ".join(r["query_text"].split())[:80])
        for r in repl.history(argument)
    ]
    repl.say(numbered(rows).rstrip() if rows else "Nothing.")


@special("session")
def session(repl: EnhancedREPL, _argument: str) -> None:
    """Show the session."""
    connection = repl.connection
    rows: list[tuple[str, Any]] = [("session", connection.session_id)]
    if isinstance(connection, client.Connection):
        shown = connection.api("GET", f"/sessions/{connection.server_session_id}")
        rows += [
            ("server", connection.api.url),
            ("id", shown["session_id"]),
            ("type", shown["type"]),
            ("ttl", shown["ttl"]),
        ]
    else:
        rows.append(("account", connection.account.path))
    rows += [("database", connection.database), ("schema", connection.schema), ("role", connection.role)]
    repl.say(numbered([*rows, ("warehouse", connection.warehouse)]).rstrip())


@special("sessions")
def sessions(repl: EnhancedREPL, _argument: str) -> None:
    """List the sessions of the server."""
    remote = _remote(repl)
    found = remote.api("GET", "/sessions")["sessions"]
    heads = ("", "session_id", "type", "database", "idle", "statements")
    rows = [
        ("*" if s["session_id"] == remote.server_session_id else "", s["session_id"], s["type"], s["database"] or "",
         f"{s['idle_seconds']:.0f} s", s["statements"])
        for s in found
    ]  # fmt: skip
    repl.say(numbered([heads, *rows]).rstrip())


@special("health")
def health(repl: EnhancedREPL, _argument: str) -> None:
    """Show how the server is, or the account."""
    connection = repl.connection
    if isinstance(connection, client.Connection):
        repl.say(numbered(list(connection.api("GET", "/health").items())).rstrip())
    else:
        repl.say(f"status   ok\naccount  {connection.account.path}\nsessions {len(connection.account.sessions)}")


@special("help")
def help_(repl: EnhancedREPL, _argument: str) -> None:
    """Show this."""
    rows = [(f"{name} {argument}".rstrip(), says) for name, (_body, argument, says) in SPECIALS.items()]
    repl.say(numbered(rows) + "SQL ends with a semicolon. Ctrl-C stops it, F4 changes between emacs and vi keys.")


@special("quit")
def quit_(repl: EnhancedREPL, _argument: str) -> None:
    """Leave."""
    repl.done = True


def _switch(name: str, argument: str, now: bool) -> bool:
    if argument not in ("", "on", "off"):
        raise ConfigError(f"{name} takes on or off.")
    return not now if not argument else argument == "on"


def _text(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


__all__ = ["SPECIALS", "find"]
