"""Functions that SQL cannot say, written in Python.

Translation only writes their names, which start with ``mh_``; the backend offers a statement's functions to DuckDB
when it first meets them. A body is pure: it knows nothing of sessions, catalogs or DuckDB. It gets and gives Python
values (str, int, float, bytes, bool, list), and raises Snowflake's errors with :func:`failure`.

    @python_function("VARCHAR", "VARCHAR", "BIGINT")
    def repeated(text: str, times: int) -> str: ...       # SQL: mh_repeated(text, times)
"""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mockhaus_dbt.errors import raising_text

#: what every name starts with; a text without it needs nothing of this module.
PREFIX = "mh_"
_NAMES = re.compile(rf"\b{PREFIX}[a-z0-9_]+")
_MISSING = re.compile(rf"Function with name ({PREFIX}[a-z0-9_]+) does not exist")
#: statements whose text is kept: it may name no function that only this process has.
_STORED = re.compile(r"\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP\w*\s+)?(?:VIEW|MACRO)", re.IGNORECASE)


@dataclass(frozen=True)
class PythonFunction:
    """A function for DuckDB.

    Args:
        name: as SQL calls it, with the prefix.
        body: what runs for each row.
        returns, parameters: DuckDB types.
        nulls: the body is called with None for NULL; otherwise an argument that is NULL makes the result NULL.
        volatile: two calls with the same arguments may differ.
    """

    name: str
    body: Callable[..., Any]
    returns: str
    parameters: tuple[str, ...]
    nulls: bool = False
    volatile: bool = False


#: name -> function, of the modules that are imported.
PYTHON_FUNCTIONS: dict[str, PythonFunction] = {}


def python_function(
    returns: str, *parameters: str, nulls: bool = False, volatile: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put a Python function into the table, under its own name with the prefix.

    Args:
        returns, parameters: DuckDB types.
        nulls: NULL arguments reach the body, as None.
        volatile: two calls with the same arguments may differ.
    """

    def register(body: Callable[..., Any]) -> Callable[..., Any]:
        name = PREFIX + body.__name__.strip("_")
        if name in PYTHON_FUNCTIONS:
            raise ValueError(f"{name} is registered twice")
        PYTHON_FUNCTIONS[name] = PythonFunction(name, body, returns, parameters, nulls, volatile)
        return body

    return register


def failure(key: str, value: object = "", **holes: str) -> ValueError:
    """An error of Snowflake's for a body to raise; DuckDB carries it to the backend.

    Args:
        key: a row of errors.MESSAGES.
        value: fills the hole ``value``.
        **holes: the other holes.
    """
    return ValueError(raising_text(key, str(value), **holes))


def find(name: str) -> PythonFunction | None:
    """A function by its name; only the module that it stands in is imported: all of them take a tenth of a second.

    Args:
        name: as SQL calls it, with the prefix.
    """
    if name not in PYTHON_FUNCTIONS:
        module = module_of(name)
        if module:
            importlib.import_module(f"{__name__}.{module}")
    return PYTHON_FUNCTIONS.get(name)


def module_of(name: str) -> str:
    """The module of this folder whose source has a function; '' where none has."""
    definition = re.compile(rf"^def _*{re.escape(name.removeprefix(PREFIX))}_*\(".encode(), re.MULTILINE)
    modules = (m.name for m in pkgutil.iter_modules(__path__))
    return next((m for m in modules if definition.search(pkgutil.get_data(__name__, f"{m}.py") or b"")), "")


class Provider:
    """Makes functions known to one DuckDB instance, when a statement first needs them.

    They are created on a connection that has no transaction open, so that no ROLLBACK takes them away. Every other
    connection sees them at once, unless it has a transaction open that has called functions before; see
    :meth:`recover`.

    Args:
        connection: of the instance, used for nothing else.
    """

    def __init__(self, connection: Any):
        self._connection = connection
        #: finds the functions of users, which are no part of the table; put in by the account.
        self.of_users: Callable[[str], PythonFunction | None] | None = None
        self._known: set[str] = set()
        self._aliases = itertools.count(1)
        self._lock = threading.Lock()

    def provide(self, text: str) -> bool:
        """Create the functions that a text names.

        Args:
            text: SQL, or DuckDB's complaint about a name that it does not know.

        Returns:
            whether anything was created.
        """
        wanted = set(_NAMES.findall(text)) - self._known
        if not wanted:
            return False
        created = False
        with self._lock:
            for name in wanted - self._known:
                row = find(name) or self._of_user(name)
                if row is not None:
                    self._create(row)
                    self._known.add(name)
                    created = True
        return created

    def _of_user(self, name: str) -> PythonFunction | None:
        return None if self.of_users is None else self.of_users(name)

    def recover(self, connection: Any, sql: str, complaint: str) -> str | None:
        """What to run instead of a statement that failed for a function that is not there.

        Args:
            connection: where it failed.
            sql: what failed.
            complaint: what DuckDB said.

        Returns:
            the statement itself, where the function could be created (a view names it, and this process had not
            needed it yet). Where it exists already, an open transaction is older than it: a copy of the function is
            created inside of that transaction, and the statement names the copy. None where nothing helps.
        """
        missing = _MISSING.search(complaint)
        if missing is None:
            return None
        name = missing[1]
        if self.provide(name):
            return sql
        row = PYTHON_FUNCTIONS.get(name) or self._of_user(name)
        if row is None or f"{name}(" not in sql or _STORED.match(sql):
            return None
        alias = f"mockhaus_{next(self._aliases)}_{name.removeprefix(PREFIX)}"
        self._create(row, alias, connection)
        return sql.replace(f"{name}(", f"{alias}(")

    def _create(self, row: PythonFunction, name: str = "", connection: Any = None) -> None:
        options: dict[str, Any] = {"side_effects": True} if row.volatile else {}
        if row.nulls:
            options["null_handling"] = "special"
        target = self._connection if connection is None else connection
        target.create_function(name or row.name, row.body, list(row.parameters), row.returns, **options)
