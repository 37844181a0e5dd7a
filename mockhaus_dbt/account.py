"""An account: one DuckDB file (or memory) with everything that Snowflake would keep in one account.

Only this module knows that an account is a file (DESIGN D17).
"""

from __future__ import annotations

import atexit
import hashlib
import itertools
import os
import shutil
import tempfile
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.backend import Backend, Cursor
from mockhaus_dbt.catalog import Catalog, CatalogObject, Key, from_entry, key_text, to_entry
from mockhaus_dbt.errors import ConfigError, SqlError, error
from mockhaus_dbt.handlers import Handlers
from mockhaus_dbt.recently_used import RecentlyUsed
from mockhaus_dbt.translation.names import quote

if TYPE_CHECKING:
    from mockhaus_dbt.query_history.history import QueryHistory
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation_cache import Kept

MEMORY = ":memory:"
_FOREIGN = "'{path}' is not a Mockhaus account: the file exists and holds something else."
#: grows when the tables of ours change; an account of a later format is refused.
FORMAT = 1
#: characters of the translations that are kept, and of what they were made of.
_TRANSLATED = 20_000_000
#: journal rows beyond the number of objects at which opening an account writes the journal anew.
COMPACT_AT = 5000

_OWN_TABLES = """
CREATE SCHEMA IF NOT EXISTS "_MOCKHAUS";
CREATE TABLE IF NOT EXISTS "_MOCKHAUS".account (format INTEGER, identifier VARCHAR);
CREATE TABLE IF NOT EXISTS "_MOCKHAUS".journal (seq BIGINT, "key" VARCHAR, entry JSON);
CREATE TABLE IF NOT EXISTS "_MOCKHAUS".load_history ("table" VARCHAR, place VARCHAR, file VARCHAR, md5 VARCHAR,
    size BIGINT, status VARCHAR, rows_parsed BIGINT, rows_loaded BIGINT, first_error VARCHAR, loaded_at TIMESTAMP);
ALTER TABLE "_MOCKHAUS".load_history ADD COLUMN IF NOT EXISTS query_id VARCHAR;
ALTER TABLE "_MOCKHAUS".load_history ADD COLUMN IF NOT EXISTS error_limit BIGINT;
ALTER TABLE "_MOCKHAUS".load_history ADD COLUMN IF NOT EXISTS errors_seen BIGINT;
ALTER TABLE "_MOCKHAUS".load_history ADD COLUMN IF NOT EXISTS first_line BIGINT;
ALTER TABLE "_MOCKHAUS".load_history ADD COLUMN IF NOT EXISTS first_character BIGINT;
ALTER TABLE "_MOCKHAUS".load_history ADD COLUMN IF NOT EXISTS first_column VARCHAR;
ALTER TABLE "_MOCKHAUS".load_history ADD COLUMN IF NOT EXISTS pipe VARCHAR;
CREATE TABLE IF NOT EXISTS "_MOCKHAUS".versions (version BIGINT, "table" VARCHAR, moment DOUBLE, query_id VARCHAR);
CREATE TABLE IF NOT EXISTS "_MOCKHAUS".registered_files ("table" VARCHAR, name VARCHAR, size BIGINT, modified DOUBLE,
    md5 VARCHAR, registered DOUBLE, partition VARCHAR, folder VARCHAR);
CREATE TABLE IF NOT EXISTS "_MOCKHAUS".leftovers (sql VARCHAR);
CREATE TABLE IF NOT EXISTS "_MOCKHAUS".stream_offsets (stream VARCHAR, version BIGINT, initial BOOLEAN);
"""


def _length(key: tuple[Any, ...], kept: Kept) -> int:
    return len(key[0]) + len(kept.translation.sql)


class ObjectLocks:
    """One lock per name; several are taken in sorted order, so that no two holders wait for each other.

    A lock is there as long as somebody holds it or waits for it.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[Key, threading.RLock] = {}
        self._users: dict[Key, int] = {}

    @contextmanager
    def hold(self, keys: Iterable[Key], timeout: float) -> Iterator[None]:
        """Hold the locks of some objects.

        Args:
            keys: of the objects.
            timeout: seconds to wait for all of them.

        Raises:
            ExecutionError: 000625, another session does not let go.
        """
        deadline = time.monotonic() + timeout
        used: list[Key] = []
        held: list[threading.RLock] = []
        try:
            for key in sorted(set(keys)):
                with self._guard:
                    lock = self._locks.setdefault(key, threading.RLock())
                    self._users[key] = self._users.get(key, 0) + 1
                    used.append(key)
                if not lock.acquire(timeout=max(0.0, min(deadline - time.monotonic(), threading.TIMEOUT_MAX))):
                    raise error("lock_timeout", query_id="unknown", name=".".join(p for p in key[1:] if p))
                held.append(lock)
            yield
        finally:
            for lock in reversed(held):
                lock.release()
            with self._guard:
                for key in used:
                    self._users[key] -= 1
                    if not self._users[key]:
                        del self._users[key], self._locks[key]


class Account:
    """What Snowflake calls an account. Get one with :meth:`open`; threads may share it, one session each.

    Args:
        path: of the file, or ``:memory:``.
        stage_root: directory in which internal stages keep their files; beside the account's file where not given.
        lock_timeout: seconds to wait for another process that holds the file.
        external_access: False keeps statements from files outside of ``stage_root`` and from code in Python, which
            could read them as well.
        directories: others that they may read and write all the same.
        block_size: bytes of a block of a file that is made; DuckDB's own where not given.
    """

    identifier: str
    _open: dict[str, Account] = {}
    _opening = threading.Lock()

    def __init__(
        self,
        path: str = MEMORY,
        stage_root: str | None = None,
        lock_timeout: float = 10.0,
        external_access: bool = True,
        directories: Iterable[str | os.PathLike[str]] = (),
        block_size: int | None = None,
    ):
        self.path = path
        self.identifier = "MOCKHAUS"
        self.lock_timeout = lock_timeout
        self.external_access = external_access
        self._users = 1
        self._temporary_stages = stage_root is None and path == MEMORY
        self.stage_root = Path(stage_root or _default_stage_root(path))
        if self._temporary_stages:  # an account that nobody closes leaves nothing either
            weakref.finalize(self, shutil.rmtree, self.stage_root, ignore_errors=True)
        self.directories = [self.stage_root, *(Path(d).expanduser().resolve() for d in directories)]
        allowed = None if external_access else map(str, self.directories)
        self.backend = Backend(path, lock_timeout, allowed, block_size)
        self.locks = ObjectLocks()
        self.translations: RecentlyUsed[tuple[Any, ...], Kept] = RecentlyUsed(4000, _TRANSLATED, _length)
        #: DuckDB's figures of rows by table, with the backend's activity at which they were read.
        self.estimates: tuple[int, dict[str, int]] | None = None
        self.sessions: dict[int, Session] = {}
        #: the latest that have ended: number, user, session, when they began, the state, when they ended.
        self.transactions: deque[tuple[int, str, int, float, str, float]] = deque(maxlen=1000)
        #: parameters set with ALTER ACCOUNT.
        self.parameters: dict[str, Any] = {}
        self._cursor = self.backend.cursor("UTC")
        self._cursor_lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._journal_numbers = itertools.count(1)
        #: versions of tables that keep their history (objects/change_history.py).
        self.versions = itertools.count(1)
        try:
            self.catalog = self._load()
        except SqlError:
            self.backend.close()
            raise ConfigError(_FOREIGN.format(path=path)) from None
        self.backend.serve(Handlers(self.catalog, self._block_code).function)
        held = self.catalog.get("ACCOUNT", "", "", self.identifier)
        if held is not None:
            self.parameters.update(held.properties)
        from mockhaus_dbt.query_history.history import QueryHistory

        self.history: QueryHistory = QueryHistory(self.backend)

    def _block_code(self, name: str, overload: dict[str, Any]) -> Any:
        """The code of a function whose body is a block of Snowflake Scripting."""
        from mockhaus_dbt.session import PROVIDERS

        return PROVIDERS["block_code"](self, name, overload)

    # -- opening and closing

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] = MEMORY,
        stage_root: str | os.PathLike[str] | None = None,
        lock_timeout: float = 10.0,
        external_access: bool = True,
        directories: Iterable[str | os.PathLike[str]] = (),
        block_size: int | None = None,
    ) -> Account:
        """Open an account. The same file opened again in this process gives the same account; close each one.

        Args:
            path: of the file, made where it is missing; ``:memory:`` gives a new account every time.
            stage_root: directory in which internal stages keep their files.
            lock_timeout: seconds to wait for another process that holds the file.
            external_access: False keeps files outside of ``stage_root``, and code in Python, out of reach.
            directories: others that are in reach all the same.
            block_size: bytes of a block of a file that is made, a power of two from 16,384; DuckDB's own 262,144 where
                not given, which loads fastest. Many small tables take less room and memory with smaller ones.

        Raises:
            ConfigError: another process holds the file, or it is no account.
        """
        root = None if stage_root is None else os.fspath(stage_root)
        if os.fspath(path) == MEMORY:
            return cls(MEMORY, root, lock_timeout, external_access, directories)  # there are no blocks
        real = os.path.realpath(os.path.expanduser(os.fspath(path)))
        with cls._opening:
            account = cls._open.get(real)
            if account is None:
                account = cls._open[real] = cls(
                    real, root, lock_timeout, external_access, directories, block_size
                )
            else:
                if root is not None and Path(root) != account.stage_root:
                    raise ConfigError(f"The account '{real}' is open with the stage root '{account.stage_root}'.")
                account._users += 1
            return account

    @classmethod
    def open_files(cls) -> frozenset[Path]:
        """The files of the accounts that this process holds."""
        with cls._opening:
            return frozenset(map(Path, cls._open))

    def close(self) -> None:
        """Give the account back; the last one to do so writes what is pending and lets go of the file."""
        with Account._opening:
            self._users -= 1
            if self._users:
                return
            if Account._open.get(self.path) is self:
                del Account._open[self.path]
            try:
                for session in list(self.sessions.values()):
                    session.close()
                self.history.close()
                if self.path != MEMORY:
                    _purge(self._cursor)
            finally:  # where the disk is full, too, the file is free for others
                self._cursor.close()
                self.backend.close()
                if self._temporary_stages:
                    shutil.rmtree(self.stage_root, ignore_errors=True)

    def __enter__(self) -> Account:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- sessions

    def session(
        self,
        database: str | None = None,
        schema: str | None = None,
        role: str | None = None,
        warehouse: str | None = None,
        user: str | None = None,
        create: bool = True,
        **parameters: Any,
    ) -> Session:
        """Log in.

        Args:
            database, schema: current ones, as identifiers (folded to upper case unless in double quotes).
            role, warehouse, user: by name; ACCOUNTADMIN, COMPUTE_WH and MOCKHAUS where not given.
            create: make the database and the schema where they are missing.
            **parameters: session parameters.

        Raises:
            CompilationError: a parameter does not exist or cannot take its value.
        """
        from mockhaus_dbt.session import Session

        session = Session(self, next(self._numbers), role=role, warehouse=warehouse, user=user)
        self.sessions[session.id] = session
        try:
            session.log_in(database, schema, create, parameters)
        except BaseException:
            session.close()
            raise
        return session

    # -- the journal

    def _load(self) -> Catalog:
        cursor = self._cursor
        known = cursor.rows("SELECT schema_name FROM duckdb_schemas() WHERE database_name = current_database()")
        names = {row[0] for row in known}
        if "_MOCKHAUS" not in names and self._foreign(names):
            raise error("internal", reason="not an account")
        cursor.begin()
        for sql in _OWN_TABLES.strip().split(";\n"):
            cursor.execute(sql)
        for name in names:
            if name.startswith("_TEMP."):
                cursor.execute(f"DROP SCHEMA {quote(name)} CASCADE")
        cursor.commit()
        held = cursor.rows('SELECT format, identifier FROM "_MOCKHAUS".account')
        if not held:
            cursor.execute(f'INSERT INTO "_MOCKHAUS".account VALUES ({FORMAT}, \'{self.identifier}\')')
        elif held[0][0] > FORMAT:
            raise ConfigError(f"The account '{self.path}' was written by a later version of Mockhaus.")
        _purge(cursor)
        last = cursor.rows('SELECT coalesce(max(version), 0) FROM "_MOCKHAUS".versions')[0][0]
        self.versions = itertools.count(last + 1)
        return self._read_journal(cursor)

    def _foreign(self, schemas: set[str]) -> bool:
        """Whether a file that has none of our tables has somebody else's."""
        if schemas - {"main", "information_schema", "pg_catalog"}:
            return True
        return bool(self._cursor.rows("SELECT 1 FROM duckdb_tables() WHERE NOT internal LIMIT 1"))

    def _read_journal(self, cursor: Cursor) -> Catalog:
        entries: dict[str, str] = {}
        count = last = 0
        for seq, key, entry in cursor.rows('SELECT seq, "key", entry FROM "_MOCKHAUS".journal ORDER BY seq'):
            count += 1
            last = seq
            if entry is None:
                entries.pop(key, None)
            else:
                entries.pop(key, None)
                entries[key] = entry
        self._journal_numbers = itertools.count(last + 1)
        objects = [from_entry(entry) for entry in entries.values()]
        catalog = Catalog(objects)
        fresh = [] if objects else _first_objects()
        cursor.begin()
        if count > len(entries) + COMPACT_AT:
            cursor.execute('DELETE FROM "_MOCKHAUS".journal')
            self.journal(cursor, [(obj.key, obj) for obj in objects])
        self.journal(cursor, [(obj.key, obj) for obj in fresh])
        cursor.commit()
        catalog.apply((obj.key, obj) for obj in fresh)
        return catalog

    def journal(self, cursor: Cursor, changes: Iterable[tuple[Key, CatalogObject | None]]) -> None:
        """Write changes of the catalog within the cursor's transaction."""
        rows = [
            (next(self._journal_numbers), key_text(key), None if obj is None else to_entry(obj)) for key, obj in changes
        ]
        for start in range(0, len(rows), 200):
            part = rows[start : start + 200]
            holes = ", ".join(["(?, ?, ?)"] * len(part))
            cursor.execute(f'INSERT INTO "_MOCKHAUS".journal VALUES {holes}', [v for row in part for v in row])

    @contextmanager
    def own_cursor(self) -> Iterator[Cursor]:
        """The account's own cursor, for what belongs to no session."""
        with self._cursor_lock:
            yield self._cursor


def _purge(cursor: Cursor) -> None:
    """Drop for good what was kept for UNDROP as long as the account was open (objects/dropped.py)."""
    left = cursor.rows('SELECT sql FROM "_MOCKHAUS".leftovers')
    if left:
        cursor.begin()
        for (sql,) in left:
            cursor.execute(sql)
        cursor.execute('DELETE FROM "_MOCKHAUS".leftovers')
        cursor.commit()


def _default_stage_root(path: str) -> str:
    """A directory for the files of stages: beside the account's file, so that both are copied, moved and deleted
    together; below MOCKHAUS_HOME where that is set, and below ~/.mockhaus for accounts that are kept there."""
    if path == MEMORY:
        return tempfile.mkdtemp(prefix="mockhaus-stages-")
    home = os.environ.get("MOCKHAUS_HOME")
    beside = f"{path}.stages"
    usual = os.path.expanduser(os.path.join("~", ".mockhaus"))
    if not home and (os.path.dirname(path) != os.path.realpath(usual) or os.path.isdir(beside)):
        return beside
    home = home or usual
    mark = hashlib.sha256(path.encode()).hexdigest()[:8]  # accounts of one name in different directories
    return os.path.join(os.path.expanduser(home), "stages", f"{Path(path).stem}-{mark}")


_ROLES = {
    "ACCOUNTADMIN": "Account administrator can manage all aspects of the account.",
    "ORGADMIN": "Organization administrator can manage organization and accounts.",
    "PUBLIC": "Public role is automatically available to every user in the account.",
    "SECURITYADMIN": "Security administrator can manage security aspects of the account.",
    "SYSADMIN": "System administrator can create and manage databases and warehouses.",
    "USERADMIN": "User administrator can create and manage users and roles",
}


def _first_objects() -> list[CatalogObject]:
    """What a new account holds: Snowflake's system roles, one user, one warehouse."""
    roles = [CatalogObject("ROLE", name=name, owner="", comment=comment) for name, comment in _ROLES.items()]
    user = {"DEFAULT_ROLE": "ACCOUNTADMIN", "DEFAULT_WAREHOUSE": "COMPUTE_WH"}
    warehouse = {"WAREHOUSE_SIZE": "X-Small", "AUTO_SUSPEND": 600, "AUTO_RESUME": True}
    return [
        *roles,
        CatalogObject("USER", name="MOCKHAUS", properties=user),
        CatalogObject("WAREHOUSE", name="COMPUTE_WH", properties=warehouse),
    ]


@atexit.register
def _close_forgotten() -> None:
    """Close the files that a program ends without closing, so that their history is whole."""
    with ExitStack() as closing:  # each, also where another one fails
        for account in Account._open.values():
            account._users = 1
            closing.callback(account.close)
