"""Snowflake's reading of delimited text, record by record: the exact path, taken where DuckDB's reader would read
something else or where an error has to be placed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_SPACES = " \t"
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}


@dataclass(frozen=True)
class Syntax:
    """How records and fields are written; empty text stands for NONE."""

    field_delimiter: str = ","
    record_delimiter: str = "\n"
    enclosed_by: str = ""
    escape: str = ""
    escape_unenclosed: str = "\\"
    trim_space: bool = False
    empty_as_null: bool = True
    null_if: frozenset[str] = frozenset(["\\N"])
    multi_line: bool = True


@dataclass
class Record:
    """One record.

    Args:
        number: from 1, blank lines that are skipped not counted.
        start, end: where it begins, and where the next one does.
        fields: None for NULL.
        starts: where each field begins.
        problem: Snowflake's text of what makes the record unreadable, and its error number.
        problem_at: where that is.
        blank: it is an empty line.
    """

    number: int
    start: int
    end: int = 0
    fields: list[str | None] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    problem: tuple[str, int] | None = None
    problem_at: int = 0
    blank: bool = False


class RecordReader:
    """Reads the records of a text.

    Args:
        text: the whole file, decoded.
        syntax: how it is written.
        position: where the records begin, behind the header.
        skip_blank_lines: empty lines are no records.
    """

    def __init__(self, text: str, syntax: Syntax, position: int = 0, skip_blank_lines: bool = False):
        self.text = text
        self.syntax = syntax
        self.position = position
        self.skip_blank_lines = skip_blank_lines
        record = r"\r?\n" if syntax.record_delimiter == "\n" else re.escape(syntax.record_delimiter)
        self._record = re.compile(record) if syntax.record_delimiter else None
        stops = [f"(?P<record>{record})"] if syntax.record_delimiter else []
        if syntax.field_delimiter:
            stops.append(f"(?P<field>{re.escape(syntax.field_delimiter)})")
        if syntax.escape_unenclosed:
            stops.insert(0, f"(?P<escape>{re.escape(syntax.escape_unenclosed)})")
        self._stop = re.compile("|".join(stops) or r"\Z(?!\Z)")
        inside = [f"(?P<quote>{re.escape(syntax.enclosed_by)})"] if syntax.enclosed_by else []
        if syntax.escape:
            inside.insert(0, f"(?P<escape>{re.escape(syntax.escape)})")
        self._inside = re.compile("|".join(inside)) if inside else None

    def __iter__(self) -> Iterator[Record]:
        number = 0
        while self.position < len(self.text):
            start = self.position
            blank = self._record.match(self.text, start) if self._record else None
            if blank and self.skip_blank_lines:
                self.position = blank.end()
                continue
            number += 1
            record = Record(number, start)
            if blank:
                record.blank = True
                record.fields, record.starts = [self._finished("", "", False)], [start]
                self.position = blank.end()
            else:
                self._read(record)
            record.end = self.position
            yield record

    def _read(self, record: Record) -> None:
        while True:
            record.starts.append(self.position)
            value, more = self._field(record)
            if record.problem:
                self._resume()
                return
            record.fields.append(value)
            if not more:
                return

    def _resume(self) -> None:
        """Step to the next record after one that cannot be read."""
        found = self._record.search(self.text, self.position) if self._record else None
        self.position = found.end() if found else len(self.text)

    def _field(self, record: Record) -> tuple[str | None, bool]:
        """The next field, and whether another one follows in the record."""
        quote = self.syntax.enclosed_by
        if quote:
            at = self.position
            if self.syntax.trim_space:
                while at < len(self.text) and self.text[at] in _SPACES:
                    at += 1
            if self.text.startswith(quote, at):
                return self._enclosed(record, at + len(quote))
        return self._unenclosed()

    def _unenclosed(self) -> tuple[str | None, bool]:
        text, at = self.text, self.position
        parts: list[str] = []
        while True:
            stop = self._stop.search(text, at)
            end = stop.start() if stop else len(text)
            parts.append(text[at:end])
            if stop is None or stop.lastgroup != "escape":
                break
            at = stop.end()
            if at < len(text):
                width = 2 if text.startswith("\r\n", at) else 1
                parts.append(_ESCAPED.get(text[at], text[at : at + width]))
                at += width
        raw = text[self.position : end]
        self.position = stop.end() if stop else len(text)
        return self._finished("".join(parts), raw, False), bool(stop and stop.lastgroup == "field")

    def _enclosed(self, record: Record, at: int) -> tuple[str | None, bool]:
        text, parts, begin = self.text, [], at
        assert self._inside is not None
        while True:
            stop = self._inside.search(text, at)
            if stop is None:
                return self._problem(record, len(text), "", 100068)
            parts.append(text[at : stop.start()])
            at = stop.end()
            if stop.lastgroup == "escape":
                parts.append(_ESCAPED.get(text[at : at + 1], text[at : at + 1]))
                at += 1
            elif text.startswith(self.syntax.enclosed_by, at):
                parts.append(self.syntax.enclosed_by)
                at += len(self.syntax.enclosed_by)
            else:
                break
        value = "".join(parts)
        if not self.syntax.multi_line and self._record and self._record.search(text, begin, at):
            return self._problem(record, begin, "", 100068)
        if self.syntax.trim_space:
            while at < len(text) and text[at] in _SPACES:
                at += 1
        if at >= len(text):
            self.position = at
            return self._finished(value, value, True), False
        if self.syntax.field_delimiter and text.startswith(self.syntax.field_delimiter, at):
            self.position = at + len(self.syntax.field_delimiter)
            return self._finished(value, value, True), True
        ended = self._record.match(text, at) if self._record else None
        if ended:
            self.position = ended.end()
            return self._finished(value, value, True), False
        delimiter = self.syntax.field_delimiter
        message = f"Found character '{text[at]}' instead of field delimiter '{delimiter}'"
        return self._problem(record, at, message, 100065)

    def _problem(self, record: Record, at: int, message: str, errno: int) -> tuple[None, bool]:
        record.problem, record.problem_at = (message, errno), at
        self.position = at
        return None, False

    def _finished(self, value: str, raw: str, enclosed: bool) -> str | None:
        syntax = self.syntax
        if syntax.trim_space and not enclosed:
            value, raw = value.strip(_SPACES), raw.strip(_SPACES)
        if not enclosed and syntax.empty_as_null and not value:
            return None
        return None if value in syntax.null_if or raw in syntax.null_if else value
