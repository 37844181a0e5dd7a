"""Completion: keywords, functions with their signatures, objects and columns, stages, options, special commands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from mockhaus_dbt.translation.token_reader import fold

if TYPE_CHECKING:
    from mockhaus_dbt.repl.objects import AnyConnection, Objects

KEYWORDS = """ALTER AND AS ASC BEGIN BETWEEN BY CALL CASE CLONE COMMENT COMMIT COPY CREATE CROSS DATABASE DELETE DESC
    DESCRIBE DISTINCT DROP ELSE END EXCEPT EXECUTE EXISTS EXPLAIN FALSE FILE FLATTEN FORMAT FROM FULL FUNCTION GET GRANT
    GROUP HAVING IF ILIKE IN INNER INSERT INTERSECT INTO IS JOIN LATERAL LEFT LIKE LIMIT LIST MERGE NATURAL NOT NULL
    OFFSET ON OR ORDER OUTER OVER OVERWRITE PARTITION PIVOT PROCEDURE PUT QUALIFY REMOVE REPLACE REVOKE RIGHT ROLE
    ROLLBACK ROW SAMPLE SCHEMA SELECT SEQUENCE SET SHOW STAGE STREAM TABLE TASK TEMPORARY THEN TOP TRANSIENT TRUE
    TRUNCATE UNDROP UNION UNPIVOT UNSET UPDATE USE USING VALUES VIEW WAREHOUSE WHEN WHERE WITH WITHIN""".split()
#: words behind which a relation is named.
_RELATION = re.compile(r"\b(?:from|join|into|update|table|view|describe|desc|truncate)\s+(?:table\s+)?[\w$\".]*$", re.I)
#: a name as it is being written: dotted, perhaps quoted.
_NAME = re.compile(r'((?:(?:"[^"]*"|[\w$]+)\.)*)("?[\w$]*)$')
#: FROM and JOIN with what they name and its alias.
_SOURCES = re.compile(
    r'\b(?:from|join|into|update)\s+((?:(?:"[^"]*"|[\w$]+)\.){0,2}(?:"[^"]*"|[\w$]+))(?:\s+(?:as\s+)?("[^"]*"|[a-z_][\w$]*))?',
    re.I,
)
_NO_ALIAS = frozenset(
    "WHERE ON JOIN LEFT RIGHT FULL INNER CROSS GROUP ORDER LIMIT QUALIFY HAVING SET VALUES USING UNION".split()
)
_STAGE = re.compile(r"@([\w$.\"]*)$")
_USE = re.compile(r"\buse\s+(?:(database|schema)\s+)?[\w$\".]*$", re.I)


class SqlCompleter(Completer):
    """Completes SQL and special commands.

    Args:
        connection: whose current place counts.
        objects: that there are.
        specials: name of a special command -> what it does.
    """

    def __init__(self, connection: AnyConnection, objects: Objects, specials: dict[str, str]):
        self._connection = connection
        self._objects = objects
        self._specials = specials

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What may stand at the cursor."""
        before = document.text_before_cursor
        if before.lstrip().startswith("\\"):
            yield from self._special(before.lstrip())
            return
        statement = before.rsplit(";", 1)[-1]
        stage = _STAGE.search(statement)
        if stage:
            place = self._place()
            yield from _matching(stage[1], [(name, "stage") for name in place and self._objects.stages(*place)])
            return
        match = _NAME.search(statement)
        assert match is not None
        qualifier, word = match[1], match[2]
        if qualifier:
            yield from _matching(word, self._below(qualifier.rstrip("."), document.text))
        elif _USE.search(statement):
            yield from _matching(word, self._of_use(statement))
        elif _RELATION.search(statement):
            yield from _matching(word, self._relations())
        else:
            yield from _matching(word, self._words(statement, document.text))

    def _special(self, text: str) -> Iterator[Completion]:
        command, space, argument = text.partition(" ")
        if not space:
            yield from _matching(command, self._specials.items())
        elif command in ("\\i", "\\o"):
            folder, name = os.path.split(argument)
            try:
                found = sorted(os.scandir(folder or "."), key=lambda entry: entry.name)
            except OSError:
                return
            yield from _matching(name, [(e.name + ("/" if e.is_dir() else ""), "") for e in found])
        elif command == "\\d":
            yield from _matching(argument, self._relations())

    def _place(self) -> tuple[str, str] | tuple[()]:
        database, schema = self._connection.database, self._connection.schema
        return (database, schema) if database and schema else ()

    def _relations(self) -> list[tuple[str, str]]:
        place, database = self._place(), self._connection.database
        found = [(name, "table") for name in place and self._objects.tables(*place)]
        found += [(name, "schema") for name in (self._objects.schemas(database) if database else [])]
        return found + [(name, "database") for name in self._objects.databases()]

    def _of_use(self, statement: str) -> list[tuple[str, str]]:
        kind = (_USE.search(statement) or [""])[1] if _USE.search(statement) else ""
        database = self._connection.database
        found = [] if kind and kind.lower() == "schema" else [(name, "database") for name in self._objects.databases()]
        if not kind or kind.lower() == "schema":
            found += [(name, "schema") for name in (self._objects.schemas(database) if database else [])]
        return found + ([] if kind else [(word, "keyword") for word in ("DATABASE", "SCHEMA", "ROLE", "WAREHOUSE")])

    def _sources(self, text: str) -> dict[str, tuple[str, ...]]:
        """Aliases and names in the text -> database, schema, table."""
        found: dict[str, tuple[str, ...]] = {}
        place = self._place()
        for name, alias in _SOURCES.findall(text):
            parts = tuple(fold(part) for part in re.findall(r'"[^"]*"|[\w$]+', name))
            whole = (*place[: 3 - len(parts)], *parts) if len(parts) + len(place) >= 3 else ()
            if len(whole) == 3:
                found[parts[-1]] = whole
                if alias and alias.upper() not in _NO_ALIAS:
                    found[fold(alias)] = whole
        return found

    def _below(self, qualifier: str, text: str) -> list[tuple[str, str]]:
        parts = [fold(part) for part in re.findall(r'"[^"]*"|[\w$]+', qualifier)]
        if len(parts) == 1:
            source = self._sources(text).get(parts[0])
            if source is not None:
                return self._objects.columns(*source)
            database = self._connection.database
            if database and parts[0] in self._objects.schemas(database):
                return [(name, "table") for name in self._objects.tables(database, parts[0])]
            return [(name, "schema") for name in self._objects.schemas(parts[0])]
        return [(name, "table") for name in self._objects.tables(parts[0], parts[1])] if len(parts) == 2 else []

    def _words(self, statement: str, text: str) -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        for source in dict.fromkeys(self._sources(text).values()):
            found.update(self._objects.columns(*source))
        if re.search(r"\b(copy\s+into|file\s*_?format|create\s+(or\s+replace\s+)?stage)\b", statement, re.I):
            found.update(dict.fromkeys(options_of_files(), "option"))
        if re.search(r"\bsession\s+(un)?set\b", statement, re.I):
            found.update(dict.fromkeys(parameters(), "parameter"))
        found.update(dict.fromkeys(KEYWORDS, "keyword"))
        found.update({name + "(": signature for name, signature in signatures().items() if name not in found})
        return list(found.items())


def _matching(word: str, offered: Iterable[tuple[str, str]]) -> Iterator[Completion]:
    """What begins with the word; names that need quotes get them."""
    start = word.lstrip('"').upper()
    for name, about in offered:
        if name.upper().startswith(start):
            plain = re.fullmatch(r"[A-Z_][A-Z0-9_$]*[(]?|\\.*|[\w./-]+/?", name) or about in ("keyword", "")
            shown = name if plain else f'"{name}"'
            if plain and word.islower() and about not in ("special", ""):
                shown = shown.lower() if not shown.startswith("\\") else shown
            yield Completion(shown, start_position=-len(word), display=name.rstrip("("), display_meta=about)


@cache
def signatures() -> dict[str, str]:
    """Every function with its signature: ``IFF(condition, then, otherwise)``."""
    from mockhaus_dbt.translation import functions
    from mockhaus_dbt.translation.functions.registry import FUNCTIONS

    functions.load()
    found = {}
    for name, row in sorted(FUNCTIONS.items()):
        parameters = [
            f"{p.name} ..." if p.variadic else p.name if p.required else f"[{p.name}]" for p in row.parameters
        ]
        found[name] = f"{name}({', '.join(parameters)})"
    return found


@cache
def options_of_files() -> list[str]:
    """The options of COPY INTO and of file formats."""
    from mockhaus_dbt.ingestion.copy_options import COPY_OPTIONS

    formats = """TYPE COMPRESSION RECORD_DELIMITER FIELD_DELIMITER PARSE_HEADER SKIP_HEADER SKIP_BLANK_LINES
        DATE_FORMAT TIME_FORMAT TIMESTAMP_FORMAT BINARY_FORMAT ESCAPE ESCAPE_UNENCLOSED_FIELD TRIM_SPACE
        FIELD_OPTIONALLY_ENCLOSED_BY NULL_IF ERROR_ON_COLUMN_COUNT_MISMATCH REPLACE_INVALID_CHARACTERS
        EMPTY_FIELD_AS_NULL SKIP_BYTE_ORDER_MARK ENCODING STRIP_OUTER_ARRAY STRIP_NULL_VALUES
        ALLOW_DUPLICATE ENABLE_OCTAL IGNORE_UTF8_ERRORS BINARY_AS_TEXT USE_LOGICAL_TYPE FILE_FORMAT
        FORMAT_NAME""".split()
    return sorted({*formats, *COPY_OPTIONS})


@cache
def parameters() -> list[str]:
    """The session parameters."""
    from mockhaus_dbt.parameters import PARAMETERS

    return sorted(PARAMETERS)
