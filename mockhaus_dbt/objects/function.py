"""User-defined functions: CREATE, ALTER, DROP, DESCRIBE FUNCTION (https://docs.snowflake.com/en/sql-reference/sql/create-function).

Overloads of a name are one object; each is an entry of ``properties["overloads"]``, by its argument types. A SQL
function is compiled into the statement that calls it (translation/user_functions.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlglot.tokens import TokenType

from mockhaus_dbt.catalog import CatalogObject, Key
from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.objects.base import SUCCEEDED, Noun
from mockhaus_dbt.objects.columns import read_type
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.ast_parser import tokenize
from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.handlers import HANDLER_LANGUAGES, check_language
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

#: clauses whose value does not change what a function computes here; what is imported is missed when it is used.
_ACCEPTED = frozenset(
    [
        "EXTERNAL_ACCESS_INTEGRATIONS",
        "SECRETS",
        "ARTIFACT_REPOSITORY",
        "RESOURCE_CONSTRAINT",
    ]
)
#: syntax, unknown and ambiguous names, numbers of columns: wrong whatever the arguments of a call are.
_NAME_ERRORS = frozenset([904, 1003, 2003, 2026, 2028, 2140, 2141])
LANGUAGES = ("SQL", *HANDLER_LANGUAGES)
#: versions of Python that Snowflake has.
RUNTIMES = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13")


class UserFunction(Noun):
    noun = "FUNCTION"
    plural = "FUNCTIONS"
    verbs: ClassVar[tuple[str, ...]] = ("CREATE", "ALTER", "DROP", "DESCRIBE")

    def create(self, session: Session, statement: Statement) -> QueryResult:
        """CREATE [OR REPLACE] [SECURE] [AGGREGATE] FUNCTION [IF NOT EXISTS] name (arguments) RETURNS ... AS '...'"""
        reader = statement.reader()
        absent_only = reader.accept("IF NOT EXISTS")
        key = self.locate(session, reader.qualified(), "CREATE")
        self.check_home(session, key)
        overload = read_overload(reader, session)
        overload["aggregate"] = "AGGREGATE" in statement.modifiers
        reader.expect_end()
        scripted = (self.noun, overload["language"]) == ("PROCEDURE", "SQL")
        if not scripted and any(a.get("out") for a in overload["arguments"]):
            raise UnsupportedError("an output argument of anything but a procedure in SQL")
        self.check(overload)
        self.check_body(session, key, overload)
        types = _signature(overload)
        if self.noun == "FUNCTION" and key[3] in FUNCTIONS:
            raise error("object_other_kind", name=display(key[3]), kind="BUILTIN FUNCTION")
        with session.ddl(key) as change:
            old = session.catalog.get(*key)
            held = dict(old.properties["overloads"]) if old is not None else {}
            self.check_overloads(key, held, types, overload)
            done = "created"
            if types in held:
                if absent_only:
                    return QueryResult.message(f"{display(key[3])} already exists, statement succeeded.")
                if "ALTER" in statement.modifiers:
                    done = "altered"
                    if held[types]["language"] != overload["language"]:
                        raise UnsupportedError(f"CREATE OR ALTER {self.noun} in another language")
                elif "REPLACE" not in statement.modifiers:
                    raise error("object_exists", name=display(key[3]))
            held[types] = overload
            wanted = self.new(session, key, comment=overload["comment"], properties={"overloads": held})
            change.put(wanted.but(secure="SECURE" in statement.modifiers))
        if "TEMPORARY" in statement.modifiers or "TEMP" in statement.modifiers:
            session.at_close[(key, types)] = lambda: self.take_away(session, key, types)
        return QueryResult.message(f"{self.title} {key[3]} successfully {done}.")

    def check_overloads(self, key: Key, held: dict[str, Any], types: str, overload: dict[str, Any]) -> None:
        """Whether calls can tell an overload from those that are there.

        Raises:
            SqlError: 000949, they differ in optional arguments alone.
        """
        wanted = types.split(", ") if types else []
        for signature, other in held.items():
            there = signature.split(", ") if signature else []
            least = max(_required(overload), _required(other))
            if signature != types and any(
                wanted[:n] == there[:n] for n in range(least, min(len(wanted), len(there)) + 1)
            ):
                raise error("overload_ambiguous", kind=self.noun, name=display(key[3]))

    def check(self, overload: dict[str, Any]) -> None:
        """
        Raises:
            CompilationError: the clauses do not go together.
            UnsupportedError: the language, or what is asked of it, is not here.
        """
        language, kind = overload["language"], self.noun
        if overload.get("aggregate"):
            kind = f"AGGREGATE {self.noun}"
        if language not in LANGUAGES or (overload.get("aggregate") and language != "PYTHON"):
            raise UnsupportedError(f"CREATE {kind} ... LANGUAGE {language}")
        if "body" not in overload:
            if language == "PYTHON" and overload.get("imports"):
                raise UnsupportedError(f"CREATE {kind} whose handler is in a file of IMPORTS")
            raise error("missing_property", name="AS")
        if language == "PYTHON":
            for name in ("runtime_version", "handler"):
                if not overload.get(name):
                    raise error("missing_property", name=name.upper())
            if str(overload["runtime_version"]) not in RUNTIMES:
                raise error("invalid_value", value=overload["runtime_version"], name="RUNTIME_VERSION")
        check_language(overload)

    def check_body(self, session: Session, key: Key, overload: dict[str, Any]) -> None:
        """Whether the body of a procedure is a block, and the names in that of a SQL function mean something; anything
        else shows when it is called."""
        if overload["language"] != "SQL":
            return
        if self.noun != "FUNCTION":
            PROVIDERS["check_procedure"](overload["body"])
            return
        if overload["body"].split(None, 1)[:1] and overload["body"].split(None, 1)[0].upper() in ("BEGIN", "DECLARE"):
            overload["block"] = True
            PROVIDERS["check_block"](overload)
            return
        from mockhaus_dbt.translation.user_functions import check_body

        end = next((token for token in tokenize(overload["body"]) if token.token_type is TokenType.SEMICOLON), None)
        if end is not None:  # a body is one expression or query, without its end
            raise syntax_error(end)
        try:
            check_body(session.translator.compiler(session.context()), (key[1], key[2]), overload)
        except SqlError as failure:
            if failure.errno in _NAME_ERRORS:
                raise

    def drop(self, session: Session, statement: Statement) -> QueryResult:
        """DROP FUNCTION [IF EXISTS] name (types)"""
        reader = statement.reader()
        if_exists = reader.accept("IF EXISTS")
        key = self.locate(session, reader.qualified(), "DROP")
        types = read_types(reader, session)
        reader.expect_end()
        with session.ddl(key) as change:
            obj = session.catalog.get(*key)
            if obj is None or types not in obj.properties["overloads"]:
                if if_exists:
                    return QueryResult.message(
                        f"Drop statement executed successfully ({display(key[3])} already dropped)."
                    )
                raise self.missing(key)
            left = {t: o for t, o in obj.properties["overloads"].items() if t != types}
            change.put(obj.but(properties={"overloads": left})) if left else change.remove(obj)
        return QueryResult.message(f"{display(key[3])} successfully dropped.")

    def take_away(self, session: Session, key: Key, types: str) -> None:
        """Remove an overload, as the end of a session does with a temporary one; other sessions saw it until then."""
        with session.ddl(key) as change:
            obj = session.catalog.get(*key)
            left = {} if obj is None else {t: o for t, o in obj.properties["overloads"].items() if t != types}
            if left and obj is not None:
                change.put(obj.but(properties={"overloads": left}))
            elif obj is not None:
                change.remove(obj)

    def alter(self, session: Session, statement: Statement) -> QueryResult:
        """ALTER FUNCTION [IF EXISTS] name (types) RENAME TO | SET SECURE | SET COMMENT | UNSET ..."""
        reader = statement.reader()
        if_exists = reader.accept("IF EXISTS")
        key = self.locate(session, reader.qualified(), "ALTER")
        types = read_types(reader, session)
        obj = session.catalog.get(*key)
        if obj is None or types not in obj.properties["overloads"]:
            if if_exists:
                return QueryResult.message(SUCCEEDED)
            raise self.missing(key)
        with session.ddl(key) as change:
            if reader.accept("SET SECURE"):
                change.put(obj.but(secure=True))
            elif reader.accept("UNSET SECURE"):
                change.put(obj.but(secure=False))
            elif self.noun == "PROCEDURE" and reader.accept("EXECUTE AS"):
                held = dict(obj.properties["overloads"])
                held[types] = {**held[types], "caller": _read_rights(reader)}
                change.put(obj.but(properties={**obj.properties, "overloads": held}))
            elif reader.accept("RENAME TO"):
                self._rename_overload(session, change, reader, obj, types)
            else:
                self.modify(session, change, reader, obj)
            reader.expect_end()
        return QueryResult.message(SUCCEEDED)

    def _rename_overload(
        self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject, types: str
    ) -> None:
        """The function of these types gets another name; others of its old name keep it."""
        key = self.locate(session, reader.qualified(), "ALTER")
        self.check_home(session, key)
        there = session.catalog.get(*key)
        beside = {} if there is None else there.properties["overloads"]
        if types in beside:
            raise error("object_exists", name=self.shown(key))
        self.check_overloads(key, beside, types, obj.properties["overloads"][types])
        left = dict(obj.properties["overloads"])
        moved = {**beside, types: left.pop(types)}
        change.put(obj.but(properties={**obj.properties, "overloads": left})) if left else change.remove(obj)
        new = (obj if there is None else there).but(database=key[1], schema=key[2], name=key[3])
        change.put(new.but(properties={**new.properties, "overloads": moved}))

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE FUNCTION name (types): signature, returns, language, body."""
        reader = statement.reader()
        key = self.locate(session, reader.qualified(), "DESCRIBE")
        types = read_types(reader, session)
        reader.expect_end()
        obj = session.catalog.get(*key)
        if obj is None or types not in obj.properties["overloads"]:
            raise self.missing(key)
        found = obj.properties["overloads"][types]
        signature = "(" + ", ".join(f"{a['name']} {a['type'].split('(')[0]}" for a in found["arguments"]) + ")"
        rows = [("signature", signature), ("returns", found["returns"]), ("language", found["language"])]
        if self.noun == "PROCEDURE":
            called = "RETURNS NULL ON NULL INPUT" if found.get("strict") else "CALLED ON NULL INPUT"
            volatility = "IMMUTABLE" if found.get("immutable") else "VOLATILE"
            rights = "CALLER" if found.get("caller") else "OWNER"
            rows += [("null handling", called), ("volatility", volatility), ("execute as", rights)]
        rows.append(("body", found["body"]))
        return QueryResult.of(["property", "value"], rows)


def _required(overload: dict[str, Any]) -> int:
    """How many arguments a call has to give."""
    return sum(a.get("default") is None for a in overload["arguments"])


def _signature(overload: dict[str, Any]) -> str:
    return ", ".join(a["type"].split("(")[0] for a in overload["arguments"])


def read_types(reader: TokenReader, session: Session) -> str:
    """``( type , ... )``, which tells overloads apart."""
    reader.expect("(")
    names = []
    while not reader.accept(")"):
        if not reader.accept(","):
            names.append(str(read_type(reader, session)).split("(")[0])
    return ", ".join(names)


def read_overload(reader: TokenReader, session: Session, stop: str = "") -> dict[str, Any]:
    """Read a declaration from its arguments on.

    Args:
        reader: behind the name.
        session: for names of types.
        stop: a word that ends it; otherwise the statement's end does.
    """
    found: dict[str, Any] = {"arguments": _read_arguments(reader, session), "language": "SQL", "comment": None}
    found["required"] = _required(found)
    reader.expect("RETURNS")
    if reader.accept("TABLE ( )"):
        found["returns"], found["table"], found["columns"] = "TABLE ()", True, []
    elif reader.accept("TABLE"):
        found["columns"] = _read_arguments(reader, session)
        shown = ", ".join(f"{c['name']} {c['type'].split('(')[0]}" for c in found["columns"])
        found["returns"], found["table"] = f"TABLE ({shown})", True
    else:
        found["returns"] = str(read_type(reader, session))
    while not reader.done and not (stop and reader.word() == stop):
        if reader.accept("AS"):
            found["body"] = _read_body(reader)
        elif reader.accept("LANGUAGE"):
            found["language"] = reader.identifier()
        elif reader.accept("COMMENT"):
            reader.expect("=")
            found["comment"] = reader.string()
        elif reader.accept("HANDLER"):
            reader.expect("=")
            found["handler"] = reader.string()
        elif reader.accept("EXECUTE AS"):
            found["caller"] = _read_rights(reader)
        elif reader.accept("VOLATILE"):
            found["volatile"] = True
        elif reader.accept("IMMUTABLE"):
            found["immutable"] = True
        elif reader.accept("STRICT") or reader.accept("RETURNS NULL ON NULL INPUT"):
            found["strict"] = True
        elif reader.accept("MEMOIZABLE"):
            found["memoizable"] = True
        elif reader.word() in ("RUNTIME_VERSION", "IMPORTS", "PACKAGES") and reader.word(1) == "=":
            name = reader.take().text.lower()
            reader.position += 1
            found[name] = reader.value()
        elif reader.word() in _ACCEPTED and reader.word(1) == "=":
            reader.position += 2
            reader.value()
        elif not any(
            map(
                reader.accept,
                (
                    "NOT NULL",
                    "CALLED ON NULL INPUT",
                    "NULL",
                    "COPY GRANTS",
                ),
            )
        ):
            raise reader.unexpected()
    if found["language"] == "PYTHON" and not session.account.external_access:
        # Code in Python could read what the account's statements may not.
        raise UnsupportedError("LANGUAGE PYTHON in an account that is closed to the files of the machine")
    return found


def _read_rights(reader: TokenReader) -> bool:
    """``OWNER | [ RESTRICTED ] CALLER`` behind EXECUTE AS: whether the caller's rights count."""
    if reader.accept("OWNER"):
        return False
    reader.accept("RESTRICTED")
    reader.expect("CALLER")
    return True


def _read_body(reader: TokenReader) -> str:
    """The body: a string, or a block of Snowflake Scripting without quotes."""
    if reader.word() in ("BEGIN", "DECLARE"):
        return reader.text_of(reader.rest())
    return reader.string()


def _read_arguments(reader: TokenReader, session: Session) -> list[dict[str, Any]]:
    reader.expect("(")
    found: list[dict[str, Any]] = []
    while not reader.accept(")"):
        if found:
            reader.expect(",")
        argument: dict[str, Any] = {"name": reader.identifier()}
        way = reader.word() if reader.word(1) not in (",", ")", "(") else ""
        if way in ("IN", "INPUT", "OUT", "OUTPUT"):
            reader.position += 1
        argument["type"] = str(read_type(reader, session))
        if way in ("OUT", "OUTPUT"):
            argument["out"] = True
            if reader.word() == "DEFAULT":
                raise reader.unexpected()
        if reader.accept("DEFAULT"):
            start = reader.position
            depth = 0
            while not reader.done and (depth or reader.word() not in (",", ")")):
                depth += {"(": 1, ")": -1}.get(reader.word(), 0)
                reader.position += 1
            if reader.position == start:
                raise reader.unexpected()
            argument["default"] = reader.text_of(reader.tokens[start : reader.position])
        elif found and found[-1].get("default") is not None:
            raise reader.unexpected()  # optional arguments come last
        found.append(argument)
    return found


def registered(obj: CatalogObject) -> dict[str, Any]:
    """The overloads of a function, by argument types."""
    return dict(obj.properties["overloads"])


UserFunction().register()
