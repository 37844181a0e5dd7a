"""The interactive shell: reads statements, runs them where Ctrl-C can stop them, shows what comes back."""

from __future__ import annotations

import re
import shutil
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.enums import DEFAULT_BUFFER, EditingMode
from prompt_toolkit.filters import has_focus
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.patch_stdout import patch_stdout
from pygments.lexer import words
from pygments.lexers.sql import SqlLexer
from pygments.token import Keyword, Name

from mockhaus_dbt import client
from mockhaus_dbt.errors import ConfigError, MockhausError, SqlError
from mockhaus_dbt.executor import statements_of
from mockhaus_dbt.repl.completer import KEYWORDS, SqlCompleter, signatures
from mockhaus_dbt.repl.objects import AnyConnection, Objects
from mockhaus_dbt.repl.printing import error_text, rendered
from mockhaus_dbt.repl.special_commands import SPECIALS, find
from mockhaus_dbt.stopping import stoppable

if TYPE_CHECKING:
    from mockhaus_dbt.result import QueryResult

#: what a semicolon may hide in.
_HIDING = re.compile(r"'(?:[^'\\]|''|\\.)*'|\"(?:[^\"]|\"\")*\"|\$\$.*?\$\$|--[^\n]*|/\*.*?\*/", re.S)
_OPEN = re.compile(r"'|\"|\$\$|/\*")
#: a block of Snowflake Scripting, which has semicolons within.
_BLOCK = re.compile(r"\s*(?:declare\b|begin\b(?!\s*(?:;|transaction\b|work\b|name\b)))", re.I)
_BARE = frozenset(["session", "sessions", "health", "help", "quit", "exit"])
#: statements after which there may be other things to complete.
_CHANGES = re.compile(r"\s*(create|drop|alter|use|undrop|begin|declare|call|execute)\b", re.I)


class ShellLexer(SqlLexer):  # type: ignore[misc]
    """Pygments' lexer of SQL with Snowflake's keywords and functions."""

    tokens = {
        **SqlLexer.tokens,
        "root": [
            (words(tuple(KEYWORDS), prefix=r"(?i)\b", suffix=r"\b"), Keyword),
            (r"(?i)\b[a-z_]\w*(?=\()", Name.Function),
            *SqlLexer.tokens["root"],
        ],
    }


def complete(text: str) -> bool:
    """Whether a text can be run as it stands: a command of the shell, or SQL up to its semicolon."""
    bare = text.strip()
    if not bare or bare.startswith("\\") or bare.lower() in _BARE:
        return True
    rest = _HIDING.sub(" ", bare)
    if _OPEN.search(rest) or not rest.rstrip().endswith(";"):
        return False
    last = rest.rstrip().rstrip(";")
    if _BLOCK.match(rest):
        return re.search(r"\bend\s*$", last, re.I) is not None
    return True


class EnhancedREPL:
    """The shell.

    Args:
        connection: to an account, or to a session of a server.
        vi: keys of vi; otherwise those of emacs.
        history_file: in which lines are remembered.
    """

    def __init__(self, connection: AnyConnection, vi: bool = False, history_file: Path | None = None):
        self.connection = connection
        self.objects = Objects(connection)
        self.timing = True
        self.paging = True
        self.expanded = "auto"
        self.done = False
        self.last_sql = ""
        self.last_seconds: float | None = None
        self.prefill = ""
        self._vi = vi
        self._history_file = history_file
        self._sink: IO[str] | None = None

    # -- the loop

    def loop(self) -> None:
        """Read and run until the user leaves."""
        threading.Thread(target=signatures, daemon=True).start()
        where = (
            self.connection.api.url if isinstance(self.connection, client.Connection) else self.connection.account.path
        )
        self.say(f"Mockhaus on {where}. help lists commands, quit leaves.")
        session = self._prompt_session()
        while not self.done:
            default, self.prefill = self.prefill, ""
            try:
                with patch_stdout(raw=True):
                    text = session.prompt(self._prompt, default=default)
            except KeyboardInterrupt:
                continue
            except EOFError:
                break
            self.handle(text)
        self.write_to(None)

    def handle(self, text: str) -> bool:
        """Run what was entered; errors are shown.

        Returns:
            whether everything went well.
        """
        if not text.strip(" \t\n;"):
            return True
        try:
            found = find(text)
            if found is not None:
                found[0](self, found[1])
                return True
            return self.run(text)
        except SqlError as e:
            self.complain(error_text(e, text))
        except MockhausError as e:
            self.complain(str(e))
        except KeyboardInterrupt:
            self.complain("Interrupted.")
        return False

    def _prompt(self) -> str:
        place = ".".join(part for part in (self.connection.database, self.connection.schema) if part)
        return f"{place or 'mockhaus'}> "

    def _toolbar(self) -> str:
        connection = self.connection
        place = ".".join(part or "-" for part in (connection.database, connection.schema))
        last = "" if self.last_seconds is None else f" | {self.last_seconds:.3f} s"
        return f" {place} | {connection.role} | {connection.warehouse or '-'}{last}"

    def _prompt_session(self) -> PromptSession[str]:
        keys = KeyBindings()

        @keys.add("enter", filter=has_focus(DEFAULT_BUFFER))  # not where Ctrl-R asks what to look for
        def _enter(event: KeyPressEvent) -> None:
            buffer = event.current_buffer
            at_end = "\n" not in buffer.document.text_after_cursor.strip()
            # An entry that was looked for and not changed: Ctrl-R leaves the cursor where it has found something.
            recalled = not at_end and buffer.text in buffer.history.get_strings()
            if complete(buffer.text) and (at_end or recalled):
                buffer.validate_and_handle()
            else:
                buffer.insert_text("\n")

        @keys.add("f4")
        def _keys(event: KeyPressEvent) -> None:
            now = event.app.editing_mode
            event.app.editing_mode = EditingMode.EMACS if now == EditingMode.VI else EditingMode.VI

        if self._history_file is not None:
            self._history_file.parent.mkdir(parents=True, exist_ok=True)
        return PromptSession(
            lexer=PygmentsLexer(ShellLexer),
            completer=SqlCompleter(
                self.connection, self.objects, {name: says for name, (_b, _a, says) in SPECIALS.items()}
            ),
            complete_in_thread=True,
            history=None if self._history_file is None else FileHistory(str(self._history_file)),
            enable_history_search=True,
            multiline=True,
            prompt_continuation=lambda width, _line, _wrapped: "." * (width - 1) + " ",
            key_bindings=keys,
            bottom_toolbar=self._toolbar,
            editing_mode=EditingMode.VI if self._vi else EditingMode.EMACS,
            enable_open_in_editor=True,
        )

    # -- running

    def run(self, text: str, keep: bool = True) -> bool:
        """Run statements one after the other and show every result; the first error ends it.

        Args:
            text: SQL.
            keep: whether ``\\e`` should find it.

        Returns:
            whether all of them went well.
        """
        if keep:
            self.last_sql = text.strip()
        for statement in statements_of(text):
            started = time.perf_counter()
            try:
                run = partial(self.connection.executor.execute, statement.text)
                result = stoppable(run, self.connection.cancel)[-1]
                self.last_seconds = time.perf_counter() - started
                self._show(result)
            except SqlError as e:
                self.last_seconds = time.perf_counter() - started
                self.complain(error_text(e, statement.text))
                return False
            finally:
                if _CHANGES.match(statement.text):
                    self.objects.forget()
        return True

    def _show(self, result: QueryResult) -> None:
        terminal = sys.stdout.isatty() and self._sink is None
        size = shutil.get_terminal_size()
        text = rendered(result, size.columns if terminal else 100_000, self.expanded, terminal)
        if self.timing:
            text += f"Time: {self.last_seconds or 0:.3f} s\n"
        if self._sink is not None:
            self._sink.write(text)
            self._sink.flush()
        elif terminal and self.paging and text.count("\n") >= size.lines:
            click.echo_via_pager(text)
        else:
            click.echo(text, nl=False)

    def explain(self, sql: str) -> list[tuple[str, list[dict[str, str]]]]:
        """The DuckDB text of each statement, with the steps that made it."""
        if isinstance(self.connection, client.Connection):
            body = {"sql": sql, "session_id": self.connection.server_session_id}
            found = self.connection.api("POST", "/translate", body)
            return [(one["duckdb"], one["steps"]) for one in found["statements"]]
        from dataclasses import asdict

        from mockhaus_dbt.executor import explain

        made = (explain(self.connection.session, statement) for statement in statements_of(sql))
        return [(translated, [asdict(step) for step in steps]) for translated, steps in made]

    def history(self, text: str) -> list[dict[str, Any]]:
        """The latest statements of the account, with a text in them."""
        if isinstance(self.connection, client.Connection):
            shown: dict[str, Any] = self.connection.api(
                "GET", "/history", session_id=self.connection.server_session_id, q=text, limit=20
            )
            statements: list[dict[str, Any]] = shown["statements"]
            return statements
        return self.connection.account.history.search(text)

    # -- saying

    def write_to(self, path: str | None) -> None:
        """Let results go into a file, or to the terminal again.

        Raises:
            ConfigError: the file cannot be written.
        """
        if self._sink is not None:
            self._sink.close()
            self._sink = None
        if path is not None:
            try:
                self._sink = Path(path).open("a", encoding="utf-8")  # noqa: SIM115 - open until the next \o
            except OSError as e:
                raise ConfigError(f"'{path}' cannot be written: {e.strerror}.") from None

    def say(self, text: str) -> None:
        """Something that is no result."""
        click.echo(text)

    def complain(self, text: str) -> None:
        """An error."""
        click.secho(text, fg="red", err=True)
