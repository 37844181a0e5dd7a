"""The fields of a ``type: mockhaus`` target in profiles.yml."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dbt.adapters.contracts.connection import Credentials
from dbt_common.dataclass_schema import ValidationError

from mockhaus_dbt._version import __version__

MEMORY = ":memory:"
DEFAULT_PATH = "mockhaus.duckdb"

_TEXT = (str, "text")
_NAME = (str, "a name")
#: field -> (accepted Python types, what the error message calls them).
FIELDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "database": _NAME,
    "schema": _NAME,
    "path": (str, "a file name or ':memory:'"),
    "server": (str, "the URL of a Mockhaus server, http://HOST:PORT"),
    "role": _NAME,
    "warehouse": _NAME,
    "query_tag": _TEXT,
    "stage_root": (str, "a folder"),
    "lock_timeout": ((int, float), "a number of seconds"),
    "session_parameters": (dict, "a mapping of Snowflake parameters to values"),
    "target_type": _NAME,
    "account": _TEXT,
    "user": _NAME,
}
REQUIRED = ("database", "schema")
TARGET_TYPES = ("snowflake", "mockhaus")

#: fields of a real Snowflake target that mean nothing here.
SNOWFLAKE_FIELDS = frozenset(
    """password authenticator private_key private_key_path private_key_passphrase token oauth_client_id
    oauth_client_secret client_session_keep_alive host port proxy_host proxy_port protocol connect_retries
    connect_timeout retry_on_database_errors retry_all insecure_mode reuse_connections s3_stage_vpce_dns_name
    workload_identity_provider workload_identity_entra_resource platform_detection_timeout_seconds""".split()
)


@dataclass
class MockhausCredentials(Credentials):
    """What ``profiles.yml`` says about a target.

    Args:
        database, schema: where models are built, as on Snowflake.
        path: the account's DuckDB file, relative to the project folder, or ``:memory:``.
        server: the URL of a server that holds the account, instead of ``path``; its token is MOCKHAUS_TOKEN.
        role, warehouse, query_tag: of each session.
        stage_root: the folder that internal stages live in; beside the file when left out.
        lock_timeout: seconds to wait for a file that another process holds; None is the engine's own default.
        session_parameters: Snowflake session parameters such as ``TIMEZONE``.
        target_type: what ``target.type`` says in Jinja: ``snowflake``, so that packages behave as in production, or
            ``mockhaus``.
        account, user: not needed; projects that read ``target.account`` or ``target.user`` find them.
    """

    path: str = DEFAULT_PATH
    server: str | None = None
    role: str | None = None
    warehouse: str | None = None
    query_tag: str | None = None
    stage_root: str | None = None
    lock_timeout: float | None = None
    session_parameters: dict[str, Any] = field(default_factory=dict)
    target_type: str = "snowflake"
    account: str = "mockhaus"
    user: str | None = None

    @property
    def type(self) -> str:
        """The name that the adapter is registered under, and so ``target.type``."""
        return self.target_type

    @property
    def unique_field(self) -> str:
        """dbt hashes this for its anonymous telemetry; one value for everybody tells it nothing."""
        return "mockhaus"

    @property
    def reuse_connections(self) -> bool:
        """Read by dbt-snowflake's connection manager: a session lives as long as its thread."""
        return True

    @property
    def file(self) -> str:
        """The account's file as an absolute path, ``:memory:``, or the URL of the server that holds it."""
        if self.server:
            return self.server
        return self.path if self.path.startswith(MEMORY) else str(_in_project(self.path))

    @property
    def stage_folder(self) -> str | None:
        """``stage_root`` as an absolute path."""
        return None if self.stage_root is None else str(_in_project(self.stage_root))

    @classmethod
    def validate(cls, data: Any) -> None:
        """Check the fields of a target.

        Raises:
            ValidationError: a field is unknown, missing or wrong; the message names it.
        """
        given = dict(data)
        for name in REQUIRED:
            if not given.get(name):
                raise ValidationError(f"field '{name}' is missing: {FIELDS[name][1]} is required")
        for name, value in given.items():
            _check(name, value)
        for name in ("path", "stage_root", "lock_timeout"):
            if given.get("server") and given.get(name) not in (None, DEFAULT_PATH):  # dbt fills in the default
                raise ValidationError(f"field '{name}' does not go with 'server': the server holds the account")
        if given.get("target_type", TARGET_TYPES[0]) not in TARGET_TYPES:
            raise ValidationError(
                f"field 'target_type' must be one of {', '.join(TARGET_TYPES)}, not '{given['target_type']}'"
            )

    def connection_info(self, *, with_aliases: bool = False) -> Iterable[tuple[str, Any]]:
        """What ``dbt debug`` prints and what Jinja finds in ``target``."""
        for name in self._connection_keys():
            yield name, getattr(self, name)
        yield "mockhaus", True
        yield "versions", versions()

    def _connection_keys(self) -> tuple[str, ...]:
        return (
            "database", "schema", "path", "server", "file", "role", "warehouse", "query_tag", "stage_root",
            "lock_timeout", "session_parameters", "target_type", "account", "user",
        )  # fmt: skip


@cache
def versions() -> str:
    """Mockhaus, DuckDB and sqlglot with the build of it that is in use.

    dbt asks for it each time it renders ``target``, and reading a package's metadata takes milliseconds.
    """
    return (
        f"mockhaus {__version__}, duckdb {_installed('duckdb')}, "
        f"sqlglot {_installed('sqlglot')} ({'compiled' if _installed('sqlglotc') else 'pure Python'}), "
        f"dbt-snowflake {_installed('dbt-snowflake')}"
    )


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _check(name: str, value: Any) -> None:
    if name in SNOWFLAKE_FIELDS:
        raise ValidationError(
            f"field '{name}' belongs to a real Snowflake connection (type: snowflake); remove it, "
            "Mockhaus logs in nowhere"
        )
    if name not in FIELDS:
        close = get_close_matches(name, FIELDS, 1)
        hint = f"did you mean '{close[0]}'?" if close else f"known fields: threads, {', '.join(FIELDS)}"
        raise ValidationError(f"unknown field '{name}'; {hint}")
    wanted, called = FIELDS[name]
    if value is None and name not in REQUIRED:
        return
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise ValidationError(f"field '{name}' must be {called}, not {value!r}")
    if name == "lock_timeout" and value < 0:
        raise ValidationError(f"field 'lock_timeout' must be {called}, not {value!r}")
    if name == "server" and not value.startswith(("http://", "https://")):
        raise ValidationError(f"field 'server' must be {called}, not {value!r}")
    if name in ("path", "stage_root") and not value.strip():
        raise ValidationError(f"field '{name}' must be {called}, not an empty text")
    if name == "session_parameters":
        _check_parameters(value)


def _check_parameters(parameters: Mapping[Any, Any]) -> None:
    for name, value in parameters.items():
        if not isinstance(name, str) or not isinstance(value, (str, int, float, bool)):
            raise ValidationError(f"field 'session_parameters' has a value that is no parameter: {name!r}: {value!r}")


def _in_project(path: str) -> Path:
    # dbt renders the profile before it enters the project folder, so the folder comes from its flags.
    from dbt.flags import get_flags

    flags: Any = get_flags()  # type: ignore[no-untyped-call]
    return _resolved(str(getattr(flags, "PROJECT_DIR", None) or os.getcwd()), path)


@cache
def _resolved(folder: str, path: str) -> Path:
    """``path`` seen from ``folder``; kept, because dbt asks each time it renders ``target``."""
    return Path(folder, Path(path).expanduser()).resolve()
