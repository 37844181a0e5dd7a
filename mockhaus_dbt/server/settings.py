"""What the server is told: by options of ``mockhaus serve``, or by the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from mockhaus_dbt.errors import ConfigError

#: hosts that only this machine reaches.
LOOPBACK = frozenset(["127.0.0.1", "localhost", "::1"])


@dataclass(frozen=True)
class Settings:
    """The settings of a server.

    Args:
        host, port: where it listens.
        account: the file of the server's account, or ``:memory:``.
        stage_root: directory of that account's internal stages; beside the file where not given.
        sessions_dir: directory of the files of persistent sessions.
        max_sessions: beyond it the session that was not used for the longest time is closed.
        session_ttl: seconds that an unused session lives.
        cleanup_interval: seconds between two looks for expired sessions.
        token: that clients have to show; required where ``host`` is reached from other machines.
        roots: directories of the machine that statements may read and write.
        unrestricted: every file of the machine and code in Python are open to clients.
        max_body: bytes of a request, uploads aside.
        max_upload: bytes of an uploaded file.
        max_rows: rows of an answer; what is beyond is cut and said to be.
        statement_timeout: seconds that a statement may run.
        cors_origins: origins of pages elsewhere that may ask.
        log_level: of the log on standard error.
        debug: log texts of statements and requests in full.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    account: str = ":memory:"
    stage_root: str | None = None
    sessions_dir: str | None = None
    max_sessions: int = 100
    session_ttl: float = 3600
    cleanup_interval: float = 300
    token: str | None = None
    roots: tuple[str, ...] = ()
    unrestricted: bool = False
    max_body: int = 64 << 20
    max_upload: int = 4 << 30
    max_rows: int = 10_000_000
    statement_timeout: float = 3600
    cors_origins: tuple[str, ...] = ()
    log_level: str = "info"
    debug: bool = False

    def __post_init__(self) -> None:
        """
        Raises:
            ConfigError: a value makes no sense, or the server would be open to others without a token.
        """
        for name in ("max_sessions", "session_ttl", "cleanup_interval", "max_body", "max_upload", "max_rows",
                     "statement_timeout"):  # fmt: skip
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name} has to be more than 0, not {getattr(self, name)}.")
        if not 0 <= self.port <= 65535:
            raise ConfigError(f"port has to be between 0 and 65535, not {self.port}.")
        if self.token is not None and len(self.token) < 8:
            raise ConfigError("The token has to have 8 characters at least.")
        if not self.local and not self.token:
            raise ConfigError(
                f"{self.host} can be reached from other machines: give a token (--token or MOCKHAUS_TOKEN), "
                "or bind to 127.0.0.1."
            )

    @property
    def local(self) -> bool:
        """Whether only this machine reaches the server."""
        return self.host in LOOPBACK

    @property
    def directory(self) -> Path:
        """The directory of persistent sessions: as given, or ``sessions`` beside the account's file."""
        if self.sessions_dir:
            return Path(self.sessions_dir).expanduser().resolve()
        home = Path.home() / ".mockhaus"
        return (home if self.account == ":memory:" else Path(self.account).expanduser().resolve().parent) / "sessions"


#: settings that the environment can give; MOCKHAUS_ before the name.
_ENVIRONMENT = (
    "host", "port", "account", "max_sessions", "session_ttl", "cleanup_interval", "token", "debug", "stage_root",
    "sessions_dir", "statement_timeout", "max_rows", "max_body", "max_upload", "log_level",
)  # fmt: skip


def settings(given: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
    """Settings of what is given, of the environment, and of the defaults, in this order.

    Args:
        given: by name; None is not given.
        environment: ``os.environ`` where it is not given.

    Raises:
        ConfigError: a value is none of its kind.
    """
    environment = os.environ if environment is None else environment
    values = {name: value for name, value in given.items() if value is not None}
    kinds = {field.name: str(field.type) for field in fields(Settings)}
    for name in _ENVIRONMENT:
        text = environment.get(f"MOCKHAUS_{name.upper()}")
        if name not in values and text:
            values[name] = _value(f"MOCKHAUS_{name.upper()}", text, kinds[name])
    return Settings(**values)


def _value(name: str, text: str, kind: str) -> Any:
    if kind == "bool":
        if text.lower() not in ("1", "true", "yes", "on", "0", "false", "no", "off"):
            raise ConfigError(f"{name} is '{text}'; it has to be 1 or 0.")
        return text.lower() in ("1", "true", "yes", "on")
    if kind.startswith("str"):
        return text
    try:
        return int(text) if kind == "int" else float(text)
    except ValueError:
        raise ConfigError(f"{name} is '{text}'; it has to be a number.") from None
