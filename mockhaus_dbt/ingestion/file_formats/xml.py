"""TYPE = XML: documents one after another, each an OBJECT as PARSE_XML gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, ClassVar
from xml.parsers import expat

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion.file_formats.base import FileFormat, Lines, Option, Reading, RowError, Rows, Source
from mockhaus_dbt.ingestion.file_formats.documents import (
    ESCAPED_BYTE,
    decoded,
    document_rows,
    no_utf8,
)
from mockhaus_dbt.ingestion.file_formats.options import (
    IGNORE_UTF8_ERRORS,
    REPLACE_INVALID_CHARACTERS,
    SKIP_BYTE_ORDER_MARK,
    compression,
)
from mockhaus_dbt.python_functions.xml import DEEPEST, Element, TooDeep

#: what may stand between two documents beside blanks: the declaration of the next one, which expat takes once only.
_DECLARATION = re.compile(r"\s*(?:<\?xml\b.*?\?>\s*)?", re.S)

_TAG = re.compile(rb"""<(?:"[^"]*"|'[^']*'|[^>"'])*>""")


class XmlFormat(FileFormat):
    """XML documents."""

    type: ClassVar[str] = "XML"
    OPTIONS: ClassVar[dict[str, Option]] = {
        "COMPRESSION": compression(),
        "IGNORE_UTF8_ERRORS": IGNORE_UTF8_ERRORS,
        "PRESERVE_SPACE": Option("Boolean", False, effect="Blanks at both ends of the texts of elements are kept."),
        "STRIP_OUTER_ELEMENT": Option("Boolean", False, effect="The elements in the outer one are the records."),
        "DISABLE_SNOWFLAKE_DATA": Option(
            "Boolean", False, values=(False,), effect="Elements as TO_XML writes them are not read as other elements."
        ),
        "DISABLE_AUTO_CONVERT": Option("Boolean", False, effect="Numbers and BOOLEANs stay texts."),
        "REPLACE_INVALID_CHARACTERS": REPLACE_INVALID_CHARACTERS,
        "SKIP_BYTE_ORDER_MARK": SKIP_BYTE_ORDER_MARK,
    }

    def read(self, reading: Reading) -> Rows:
        """The documents of a file, each in the VARIANT field ``c1``."""
        lenient = self["IGNORE_UTF8_ERRORS"] or self["REPLACE_INVALID_CHARACTERS"]
        text = decoded(self.bytes_of(reading.path), lenient, self["SKIP_BYTE_ORDER_MARK"])
        places = Lines(text)
        starts: list[int] = []
        errors: list[RowError] = []
        made: list[tuple[int, str]] = []
        for start, document, problem in self._documents(text):
            starts.append(start)
            if document is not None:
                made.append((len(starts), document))
                continue
            line, character = places.place(start)
            told = f"Error parsing XML: {problem}", 100100, "22P02"
            if isinstance(problem, SqlError):
                told = problem.message, problem.errno, problem.sqlstate
            errors.append(RowError(len(starts), *told, line, character, "$1"))
        rows = document_rows(reading, made, errors, len(starts))
        rows.locate = lambda row, _index: places.place(starts[row - 1])
        rows.source = Source(places, dict(enumerate(pairwise([*starts, len(text)]), 1)))
        return rows

    def value_rows(self, reading: Reading) -> Rows:
        return self.read(reading)

    def _documents(self, text: str) -> Iterator[tuple[int, str | None, str | SqlError]]:
        """Where each record starts, and its JSON or what is wrong with it. Nothing is read behind an error."""
        position = 0
        valid = text.isascii() or not ESCAPED_BYTE.search(text)
        if text.startswith("\ufeff"):
            yield 0, None, "a byte order mark stands before the first element"
            return
        while True:
            found = _DECLARATION.match(text, position)
            position = found.end() if found else position
            if position >= len(text):
                return
            parser = _Parser(self["PRESERVE_SPACE"])
            try:
                end = parser.read(text[position:])
            except (expat.ExpatError, ValueError) as e:
                where = getattr(e, "offset", 0) if getattr(e, "lineno", 2) == 1 else 0
                yield position + where, None, str(e)
                return
            bad = None if valid else no_utf8(text, position, position + end)
            if bad is not None:
                yield bad[0], None, bad[1]
                position += end
                continue
            assert parser.root is not None
            keep = bool(self["DISABLE_AUTO_CONVERT"])
            if self["STRIP_OUTER_ELEMENT"]:
                for at, child in parser.children:
                    yield position + at, child.json(keep), ""
            else:
                yield position, parser.root.json(keep), ""
            position += end


class _Parser:
    """Reads one document and stops behind it."""

    def __init__(self, preserve: bool):
        self.preserve = preserve
        self.root: Element | None = None
        self.children: list[tuple[int, Element]] = []
        self._open: list[Element] = []
        self._end: int | None = None
        self._data = b""
        self._parser: Any = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = _refuse_entities

    def read(self, text: str) -> int:
        """Read the first document of a text, and give where it ends.

        Raises:
            ExpatError: it is no XML.
            ValueError: it declares entities, or is nested too deeply.
        """
        self._data = text.encode("utf-8", "replace")
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError:
            if self._end is None:
                raise
        assert self._end is not None
        return len(self._data[: self._end].decode("utf-8"))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._end is not None:
            return
        element = Element(tag, attributes)
        if len(self._open) >= DEEPEST:
            raise TooDeep
        if self._open:
            self._open[-1].end_text(self.preserve)
            self._open[-1].content.append(element)
        else:
            self.root = element
        if len(self._open) == 1:
            at = len(self._data[: self._parser.CurrentByteIndex].decode("utf-8"))
            self.children.append((at, element))
        self._open.append(element)

    def _close(self, tag: str) -> None:
        if self._end is not None:
            return
        self._open.pop().end_text(self.preserve)
        if not self._open:
            at = self._parser.CurrentByteIndex
            found = _TAG.match(self._data, at)
            self._end = found.end() if found else at

    def _characters(self, data: str) -> None:
        if self._open and self._end is None:
            self._open[-1].text.append(data)


def _refuse_entities(*_: Any) -> None:
    raise ValueError("entity declarations are not supported")
