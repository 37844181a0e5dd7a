"""A session: one login. Current names, parameters, variables, temporary objects, and the open transaction.

Results are complete when a statement ends (see backend.Produced): errors of the data show where Snowflake shows
them, and a later statement cannot disturb a result that is not read yet.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockhaus_dbt import parameters as known
from mockhaus_dbt._version import __version__
from mockhaus_dbt.backend import CatalogMismatch, Cursor, WriteConflict
from mockhaus_dbt.catalog import Catalog, CatalogObject
from mockhaus_dbt.change import Change
from mockhaus_dbt.context_functions import ContextFunctions
from mockhaus_dbt.errors import SessionError, error
from mockhaus_dbt.recently_used import Repeated
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session_results import ProducedRows, RecentResults
from mockhaus_dbt.transaction import Transactions
from mockhaus_dbt.translation import search_path
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.expressions import NOW
from mockhaus_dbt.translation.names import Context, Relation, display, quote, three_parts
from mockhaus_dbt.translation.token_reader import fold
from mockhaus_dbt.translation.types import ResultColumn
from mockhaus_dbt.translation_cache import CatalogReads, Kept

if TYPE_CHECKING:
    from mockhaus_dbt.account import Account
    from mockhaus_dbt.translation.translator import SnowflakeToDuckDBTranslator, Translation

__all__ = ["PROVIDERS", "Change", "Session"]

#: What higher layers provide for the translator: "stage_rows" (session, location, options) -> Relation,
#: "system_relation" (session, database, schema, name) -> Relation | None, and functions that read the account by
#: their names in upper case. Their modules put themselves in.
PROVIDERS: dict[str, Callable[..., Any]] = {}

#: characters of the texts that a session keeps cut into statements; their tokens take 40 to 80 times as much.
_KEPT_CHARACTERS = 250_000
#: kinds of objects that belong to no database.
_ACCOUNT_DOMAINS = frozenset(
    ["DATABASE", "WAREHOUSE", "ROLE", "USER", "INTEGRATION", "SHARE", "NETWORK POLICY", "RESOURCE MONITOR"]
)

def _no_executor(_sql: str, _bindings: Any = None) -> QueryResult:
    raise SessionError("The session has no executor.", 603, "XX000")


class Session(Transactions):
    """One login to an account. Made by :meth:`Account.session`; used by one thread at a time.

    Args:
        account: logged in to.
        number: of the session within the process.
        role, warehouse, user: names; None gives Snowflake's usual ones.
    """

    id: int
    role: str
    user: str
    client: str

    def __init__(
        self,
        account: Account,
        number: int,
        role: str | None = None,
        warehouse: str | None = None,
        user: str | None = None,
    ):
        super().__init__()
        self.account = account
        self.id = 0x10000000000 + secrets.randbits(24) * 0x10000 + number
        self.lock = threading.RLock()
        self.closed = False
        self._database: str | None = None
        self._schema: str | None = None
        self.role = fold(role) if role else "ACCOUNTADMIN"
        self.warehouse: str | None = fold(warehouse) if warehouse else "COMPUTE_WH"
        self.user = fold(user) if user else "MOCKHAUS"
        self.secondary_roles = "ALL"
        self.client = f"Mockhaus {__version__}"
        #: the door that the session came through, for the history.
        self.application = "python"
        self.parameters = known.SessionParameters(account.parameters)
        #: Python values, by upper-case name.
        self.variables: dict[str, Any] = {}
        #: when each was set first and last, for SHOW VARIABLES.
        self.variable_times: dict[str, tuple[datetime, datetime]] = {}
        self.temporary: dict[tuple[str, str, str], CatalogObject] = {}
        #: takes away what lives as long as the session and is not in ``temporary``.
        self.at_close: dict[Hashable, Callable[[], None]] = {}
        self._temporary_changes = 0
        self._has_temporary_schema = False
        self.query_ids: list[str] = []
        self.results = RecentResults()
        #: texts that were cut into statements before. Not shared: a translation may leave marks in a statement's tree.
        self.statements: Repeated[str, list[Statement]] = Repeated(500, _KEPT_CHARACTERS, lambda k, _: len(k))
        self.cursor: Cursor = account.backend.cursor(self.parameters["TIMEZONE"])
        self.statement: Statement | None = None
        self.started = time.time()
        self.wide, self.only_reading = False, False
        self.bindings: Any = None
        #: runs a statement within a statement, as scripts and procedures need it; the executor puts itself in.
        self.runner: Callable[[Statement, Any], QueryResult] | None = None
        #: the table that the statement changes.
        self.target: Relation | None = None
        #: query id of the statement that runs.
        self.running: str | None = None
        #: runs a text and gives the last result; put in by the executor, for statements within statements.
        self.execute: Callable[..., QueryResult] = _no_executor
        #: streams that the statement reads, by identity, and the version up to which; see objects/stream.py.
        self.streams_read: dict[str, int] = {}
        #: query ids of the statements before this one in a chain of ``->>``, the last one first.
        self.pipe: tuple[str, ...] = ()
        #: set while a statement is translated that reads something of the moment; its translation is not kept.
        self.momentary = False
        #: seconds that the running statement took to read and to translate.
        self.parse_time = self.compilation_time = 0.0
        #: shows how far a long transfer of files is: called with what it does, the files, and what comes of each in
        #: turn, which it hands on. A door that can show it puts itself in.
        self.progress: Callable[[str, Sequence[Any], Iterable[Any]], Iterable[Any]] = lambda _what, _of, done: done
        self._translator: SnowflakeToDuckDBTranslator | None = None

    def _as_session(self) -> Session:
        return self

    # -- state

    @property
    def catalog(self) -> Catalog:
        return self.account.catalog

    @property
    def stage_root(self) -> Path:
        return self.account.stage_root

    @property
    def database(self) -> str | None:
        return self._database

    @property
    def schema(self) -> str | None:
        return self._schema

    def use(self, database: str | None, schema: str | None) -> None:
        """Set the current database and schema, which exist."""
        self._database, self._schema = database, schema

    def log_in(self, database: str | None, schema: str | None, create: bool, parameters: dict[str, Any]) -> None:
        """Set what :meth:`Account.session` was given; makes the database and schema where ``create`` is true."""
        for name, value in parameters.items():
            self.set_parameter(name, value)
        if create:
            self._provide_account_objects()
        if database is None:
            return
        name = fold(database)
        place = fold(schema) if schema else "PUBLIC"
        if create:
            self.provide(name, place)
        self._database = name if self.catalog.has_database(name) else None
        if self._database is not None and (schema or place == "PUBLIC") and self.catalog.has_schema(name, place):
            self._schema = place

    def _provide_account_objects(self) -> None:
        """The role and the warehouse of a login exist on Snowflake, or nobody could have named them."""
        warehouse = CatalogObject("WAREHOUSE", name=self.warehouse or "COMPUTE_WH")
        wanted = [CatalogObject("ROLE", name=self.role), warehouse]
        missing = [obj for obj in wanted if self.catalog.get(*obj.key) is None]
        if missing:
            with self.ddl(*(obj.key for obj in missing)) as change:
                for obj in missing:
                    if self.catalog.get(*obj.key) is None:
                        change.put(obj)

    def provide(self, database: str, schema: str) -> None:
        """Make a schema, and its database, where there is none; the current ones stay."""
        if self.catalog.has_database(database) and self.catalog.has_schema(database, schema):
            return
        with self.ddl(("DATABASE", "", "", database), ("SCHEMA", database, "", schema)) as change:
            if not self.catalog.has_database(database):
                change.create_database(database)
            if not self.catalog.has_schema(database, schema) and schema not in ("PUBLIC", "INFORMATION_SCHEMA"):
                change.create_schema(database, schema)

    def set_parameter(self, name: str, value: Any) -> None:
        """ALTER SESSION SET.

        Raises:
            CompilationError: there is no such parameter, or it cannot take the value.
        """
        name = name.upper()
        value = known.checked(name, value)
        if name == "SEARCH_PATH":
            search_path.check(self.catalog, value, self._database)
        if name == "TIMEZONE":
            self.cursor.set_timezone(value)
        if name == "AUTOCOMMIT":
            self.commit()
        self.parameters.set(name, value)

    def unset_parameter(self, name: str) -> None:
        """ALTER SESSION UNSET.

        Raises:
            CompilationError: there is no such parameter.
        """
        name = name.upper()
        known.described(name)
        if name == "AUTOCOMMIT":
            self.commit()
        self.parameters.unset(name)
        if name == "TIMEZONE":
            self.cursor.set_timezone(self.parameters["TIMEZONE"])

    # -- names

    def resolve(self, parts: Sequence[str], operation: str = "SELECT") -> tuple[str, str, str]:
        """A dotted name with the current database and schema filled in.

        Args:
            parts: one to three; an empty schema (``db..t``) means PUBLIC.
            operation: what needs the name, for the message.

        Raises:
            CompilationError: 090105 or 090106, there is no current database or schema; 002003, it has four parts.
        """
        if len(parts) >= 3:
            return three_parts(parts)
        if self._database is None:
            raise error("no_database", operation=operation)
        if len(parts) == 2:
            return self._database, parts[0], parts[1]
        if self._schema is None:
            raise error("no_schema", operation=operation)
        return self._database, self._schema, parts[0]

    def find(self, domain: str, parts: Sequence[str]) -> CatalogObject | None:
        """An object by a name as written; the session's temporary objects hide permanent ones."""
        if domain in _ACCOUNT_DOMAINS:
            return self.catalog.get(domain, "", "", parts[-1])
        if domain == "SCHEMA":
            database = parts[0] if len(parts) > 1 else self._database
            if database is None:
                raise error("no_database", operation="SELECT")
            return self.catalog.get(domain, database, "", parts[-1])
        database, schema, name = self.resolve(parts)
        hiding = self.temporary.get((database, schema, name)) if domain == "RELATION" else None
        return hiding or self.catalog.get(domain, database, schema, name)

    def require(self, domain: str, parts: Sequence[str]) -> CatalogObject:
        """An object that has to exist.

        Raises:
            CompilationError: 002003, it does not.
        """
        found = self.find(domain, parts)
        if found is not None:
            return found
        if domain == "RELATION":
            raise error("object_missing", name=self._shown(parts))
        if domain in _ACCOUNT_DOMAINS or domain == "SCHEMA":
            parts = parts if domain == "SCHEMA" else parts[-1:]
            raise error("kind_missing", kind=domain.capitalize(), name=".".join(map(display, parts)))
        raise error("kind_missing", kind=domain.capitalize(), name=self._shown(parts))

    def _shown(self, parts: Sequence[str]) -> str:
        """A missing name as Snowflake shows it: qualified names as written, others as they are."""
        return ".".join(display(p) for p in parts)

    def shadow(self, database: str, schema: str, name: str) -> Relation | None:
        """The session's temporary relation of that name."""
        obj = self.temporary.get((database, schema, name))
        return None if obj is None else self.catalog.relation_of(obj)

    def physical_name(self, database: str, schema: str, name: str, temporary: bool = False) -> str:
        """The qualified and quoted DuckDB name that a relation has, or will have once created."""
        if not temporary:
            return self.catalog.physical_name(database, schema, name)
        held = self.temporary.get((database, schema, name))
        if held is not None:
            return held.physical
        home = quote(f"_TEMP.{self.id}")
        wanted = f"{database}.{schema}.{name}"
        taken = {o.physical.lower() for o in self.temporary.values()}
        candidate, n = f"{home}.{quote(wanted)}", 1
        while candidate.lower() in taken:
            n += 1
            candidate = f"{home}.{quote(f'{wanted}~{n}')}"
        return candidate

    def show_temporary(self, obj: CatalogObject) -> None:
        """Let the session's statements name a relation that lives for a moment."""
        self.temporary[(obj.database, obj.schema, obj.name)] = obj
        self._temporary_changes += 1

    def hide_temporary(self, obj: CatalogObject) -> None:
        """End what :meth:`show_temporary` began."""
        self.temporary.pop((obj.database, obj.schema, obj.name), None)
        self._temporary_changes += 1

    def temporary_schema(self) -> str:
        """The quoted DuckDB schema of the session's temporary objects, made where it is missing."""
        home = quote(f"_TEMP.{self.id}")
        self._has_temporary_schema = True
        self.rows(f"CREATE SCHEMA IF NOT EXISTS {home}")
        return home

    # -- translation

    def state(self) -> tuple[Any, ...]:
        """Everything of the session that a translation may depend on."""
        return (
            self._database,
            self._schema,
            self.role,
            self.warehouse,
            self.user,
            self.parameters.fingerprint,
            tuple((k, repr(v)) for k, v in self.variables.items()) if self.variables else (),
            (self.id, self._temporary_changes, self.catalog.tag_state) if self.temporary else (),
            self.wide,
        )

    def context(self, **more: Any) -> Context:
        """What the translator needs; ``more`` overrides fields."""
        _ = self.translator  # loads the table of functions, which a compiler of an expression alone needs as well
        given: dict[str, Any] = {
            "catalog": self.catalog,
            "database": self._database,
            "schema": self._schema,
            "parameters": self.parameters,
            "variables": self.variables,
            "functions": ContextFunctions(self),
            "bindings": self.bindings,
            "wide": self.wide,
            "shadows": self.shadow if self.temporary else None,
            "stage_rows": self._provided("stage_rows"),
            "run": self._rows_of_the_moment,
            "result_scan": self._result_scan,
            "piped": self._piped,
            "stream": self._provided("stream"),
            "history": self._provided("history"),
            "system_relation": self._provided("system_relation"),
            "live_view": self._provided("live_view"),
            "ask": self._ask,
        }
        given.update(more)
        return Context(**given)

    def _provided(self, name: str) -> Callable[..., Any] | None:
        provider = PROVIDERS.get(name)
        if provider is None:
            return None

        def provide(*args: Any) -> Any:
            self.momentary = True
            return provider(self, *args)

        return provide

    def _rows_of_the_moment(self, sql: str) -> list[tuple[Any, ...]]:
        self.momentary = True
        return self.rows(sql)

    def _ask(self, function: str, *args: Any) -> Any:
        """What a function of the account gives at this moment; a module of a higher layer has put it in."""
        self.momentary = True
        return PROVIDERS[function](self, *args)

    def _result_scan(self, query_id: str) -> Relation:
        self.momentary = True
        return self.results.relation(self.cursor, query_id)

    def _piped(self, number: int) -> Relation | None:
        self.momentary = True
        if not 1 <= number <= len(self.pipe):
            return None
        return self.results.relation(self.cursor, self.pipe[number - 1])

    @property
    def translator(self) -> SnowflakeToDuckDBTranslator:
        """Loaded with the first statement that needs it: many sessions only ask for metadata."""
        if self._translator is None:
            from mockhaus_dbt.translation.translator import SnowflakeToDuckDBTranslator

            self._translator = SnowflakeToDuckDBTranslator()
        return self._translator

    def translate(self, statement: Statement) -> Translation:
        """Translate a statement, or find it among those translated before.

        Raises:
            CompilationError: what Snowflake would say of the statement.
        """
        translation, asked = self._translate(statement)
        if self.catalog.dynamic_tables and self._change is None and PROVIDERS["before_reading"](self, asked):
            translation, _asked = self._translate(statement)
        return translation

    def _translate(self, statement: Statement) -> Kept:
        """The translation, and what it asked of the catalog."""
        key = None if self.bindings else (statement.text, self.state())
        kept = None if key is None else self.account.translations.get(key)
        if kept is not None and kept.holds(self.catalog):
            return kept
        self.momentary = False
        reads = CatalogReads(self.catalog)
        made = Kept(self._timed(statement, catalog=reads), reads.asked)
        if key is not None and made.translation.cacheable and not self.momentary:
            self.account.translations.put(key, made)
            statement.forget_tree()
        return made

    def _timed(self, statement: Statement, **more: Any) -> Translation:
        started = time.perf_counter()
        _ = statement.tree
        parsed = time.perf_counter()
        translation = self.translator.translate(statement, self.context(**more))
        self.parse_time += parsed - started
        self.compilation_time += time.perf_counter() - parsed
        return translation

    # -- running

    def now_in(self, sql: str) -> str:
        """The text with the statement's start in the place of its slot."""
        if NOW not in sql:
            return sql
        moment = datetime.fromtimestamp(self.started, timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")
        return sql.replace(NOW, f"TIMESTAMPTZ '{moment}+00'")

    def query(self, statement: Statement) -> QueryResult:
        """Translate and run a query."""
        translation = self.translate(statement)
        self.target = translation.target
        return self.run(translation.sql, translation.columns)

    def run(self, sql: str, columns: tuple[ResultColumn, ...]) -> QueryResult:
        """Run DuckDB text to its end.

        Args:
            sql: the text; the slot expressions.NOW is filled.
            columns: Snowflake's of the result.
        """
        sql = self._entered(sql)
        produced = self.cursor.produce(sql)
        shapes = (self.parameters["GEOGRAPHY_OUTPUT_FORMAT"], self.parameters["GEOMETRY_OUTPUT_FORMAT"])
        rows = ProducedRows(produced, columns, self.parameters.json_indent, shapes)
        return QueryResult(columns, rows, len(produced), translated=sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run DuckDB text and give its rows as they are."""
        return self.cursor.rows(self._entered(sql))

    def tally(self, sql: str) -> Counter[str]:
        """Run DuckDB text and count the texts in its one column."""
        return self.cursor.tally(self._entered(sql))

    def _entered(self, sql: str) -> str:
        sql = self.now_in(sql)
        if self.transaction is not None or not self.parameters["AUTOCOMMIT"]:
            self._enter(sql)
        return sql

    def register(self, name: str, table: Any) -> None:
        """Let this session's DuckDB text name an Arrow table; an open transaction remembers it."""
        self._provide_cursor(lambda cursor: cursor.register(name, table))

    def set_variable(self, name: str, text: str | None) -> None:
        """Let this session's DuckDB text name a text, or no longer; an open transaction remembers it."""
        self._provide_cursor(lambda cursor: cursor.set_variable(name, text))

    def _provide_cursor(self, work: Callable[[Cursor], None]) -> None:
        work(self.cursor)
        if self.transaction is not None:
            self.transaction.provide(work)

    # -- end

    def interrupt(self) -> None:
        """Cancel what runs, from another thread."""
        self.cursor.interrupt()

    def close(self) -> None:
        """Log out: an open transaction is rolled back, temporary objects go."""
        if self.closed:
            return
        self.closed = True
        self.account.sessions.pop(self.id, None)
        try:
            self.rollback()
            while self.at_close:
                self.at_close.popitem()[1]()
            if self._has_temporary_schema:
                self.cursor.execute(f"DROP SCHEMA IF EXISTS {quote(f'_TEMP.{self.id}')} CASCADE")
        except (WriteConflict, CatalogMismatch):
            pass  # it goes when the account opens next
        finally:
            self.temporary.clear()
            self.cursor.close()

    def check_open(self) -> None:
        """
        Raises:
            SessionError: 390111, the session is closed.
        """
        if self.closed:
            raise SessionError("Session no longer exists.  New login required to access the service.", 390111, "08001")
