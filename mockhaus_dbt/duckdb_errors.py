"""What DuckDB says when something fails, and what Snowflake says then.

Three conditions have classes of their own, because the executor answers them by trying again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from mockhaus_dbt.errors import (
    CompilationError,
    ExecutionError,
    FileRefused,
    IntegrityError,
    OutOfMemory,
    SqlError,
    UnsupportedError,
    ended,
    error,
    raised,
)


class IntegerOverflow(ExecutionError):
    """A 64-bit integer did not hold a value; the statement may work in 128 bits (DESIGN D8)."""


class WriteConflict(ExecutionError):
    """Another transaction wrote the same thing; Snowflake would have waited for it."""


class CatalogMismatch(CompilationError):
    """The text names something that DuckDB does not have (any more): another session changed it meanwhile."""


_Maker = Callable[[re.Match[str]], SqlError]


_PRODUCT = re.compile(r"(-?\d+) ([-+*]) (-?\d+)")


def _computed(value: str) -> str | None:
    """What two numbers with a sign between them make; None where that is not what stands there."""
    terms = _PRODUCT.fullmatch(value)
    if terms is None:
        return None
    a, b = int(terms[1]), int(terms[3])
    return str(a * b if terms[2] == "*" else a + b if terms[2] == "+" else a - b)


def _overflow(value: str) -> SqlError:
    value = _computed(value) or value
    base = error("number_representable", type="FIXED[SB16](38,0){not null}", value=value)
    return IntegerOverflow(base.message, base.errno, base.sqlstate)


def _of(key: str, **groups: str) -> _Maker:
    """An error whose holes are filled from named groups of the pattern, or with constants."""

    def make(match: re.Match[str]) -> SqlError:
        found = match.groupdict()
        return error(key, **{hole: found.get(group, group) for hole, group in groups.items()})

    return make


def _conversion(match: re.Match[str]) -> SqlError:
    value, target = match["value"], match["type"]
    if target.startswith(("INT", "UINT")):
        if re.fullmatch(r"\s*[+-]?[0-9]{19,38}\s*", value):
            return _overflow(value)
        return error("numeric_value", value=value)
    if target.startswith(("DECIMAL", "DOUBLE", "FLOAT", "HUGEINT")):
        if re.fullmatch(r"\s*[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?\s*", value, re.ASCII):
            return error("number_range", value=value)
        return error("numeric_value", value=value)
    if target.startswith("BOOL"):
        return error("boolean_value", value=value)
    if target.startswith("JSON"):
        return error("json_parse", reason=value)
    return error("cannot_convert", value=value, source="VARCHAR", target=target)


def _out_of_range(match: re.Match[str]) -> SqlError:
    return _overflow(match["value"]) if "INT" in match["type"] else _decimal_range(match)


def _decimal_range(match: re.Match[str]) -> SqlError:
    """A NUMBER has too many digits for a type, which DuckDB names; a FLOAT is told by the six digits of its text."""
    computed = _computed(match["value"])
    if computed is not None:
        return error("number_representable", type="FIXED[SB16](38,0){nullable}", value=computed)
    kind = re.match(r"DECIMAL\((\d+),(\d+)\)", match.groupdict().get("type") or "")
    if kind is None or re.search(r"\.\d{6}$|nan|inf", match["value"]):
        return error("number_range", value=re.sub(r"(\.\d*?)0+$", r"\1", match["value"]).rstrip("."))
    digits = int(kind[1])
    size = next((n for n, most in ((1, 2), (2, 4), (4, 9), (8, 18)) if digits <= most), 16)
    shown = f"FIXED[SB{size}]({digits},{kind[2]}){{nullable}}"
    return error("number_representable", type=shown, value=match["value"])


def _temporal(match: re.Match[str]) -> SqlError:
    kind, value = match["kind"], match["value"]
    return error(f"{'timestamp' if kind.startswith('timestamp') else kind}_value", value=value)


def _mismatch(match: re.Match[str]) -> SqlError:
    base = error("object_missing", name=match["name"])
    return CatalogMismatch(base.message, base.errno, base.sqlstate)


def _exists(match: re.Match[str]) -> SqlError:
    base = error("object_exists", name=match["name"])
    return CatalogMismatch(base.message, base.errno, base.sqlstate)


def write_conflict() -> WriteConflict:
    """The error of a statement that another session was in the way of; the executor runs it again."""
    base = error("lock_timeout", query_id="unknown", name="unknown")
    return WriteConflict(base.message, base.errno, base.sqlstate)


def _conflict(_match: re.Match[str]) -> SqlError:
    return write_conflict()


def _domain(function: str) -> SqlError:
    return error("floating_point", value=function.lower())


class Ungrouped(CompilationError):
    """A column is neither grouped nor aggregated; where it stands is to be found in the statement."""

    name = ""


class NullInColumn(IntegrityError):
    """NULL for a column that is NOT NULL: ``column``, as DuckDB calls it."""

    column = ""


def _ungrouped(match: re.Match[str]) -> SqlError:
    base = error("not_a_group", name=match["name"])
    made = Ungrouped(base.message, base.errno, base.sqlstate)
    made.name = match["name"]
    return made


def _null(match: re.Match[str]) -> SqlError:
    base = error("null_in_not_null")
    made = NullInColumn(base.message, base.errno, base.sqlstate)
    made.column = match["column"]
    return made


def _volatile_key() -> SqlError:
    return UnsupportedError("a key of a window over groups that is random, counted by rows or may fail")


#: what the operating system says of a file, within DuckDB's words.
_REFUSED = (
    "No space left on device|Disk quota exceeded|File too large|Read-only file system|Permission denied|"
    "Input/output error|Too many open files"
)


def _out_of_memory(_match: re.Match[str]) -> SqlError:
    return ended(OutOfMemory, "out of memory")


def _refused(match: re.Match[str]) -> SqlError:
    return ended(FileRefused, f"a file could not be read or written: {match[0]}")


def _regexp(match: re.Match[str]) -> SqlError:
    return error("regexp", pattern=match["pattern"], reason=match["reason"])


def _json_reason(text: str) -> str:
    shown = text[:30]
    return f'unknown keyword "{shown}", pos {len(shown) + 1}' if shown[:1].isalpha() else "incomplete value"


#: a document that PARSE_JSON cannot read, between the signs of errors.raising.
_DOCUMENT = re.compile(r"\x03json_document\x03(?P<text>.*?)(?:\x03|\n\nLINE |$)", re.S)


def _json_mistake(text: str) -> str:
    from mockhaus_dbt.translation.json_text import JsonError, normalise

    try:
        normalise(text)
    except JsonError as e:
        return str(e)
    return "malformed JSON"


#: what DuckDB says -> what Snowflake says; the first that matches counts.
_SAID: list[tuple[re.Pattern[str], _Maker]] = [
    (re.compile(pattern, re.S), make)
    for pattern, make in (
        (r"[Dd]ivision by zero", _of("division_by_zero")),
        (r"nextval: reached m\w+ value of sequence .*\((?P<value>-?\d+)\)", _of("number_range", value="value")),
        (r"Overflow in \w+ of INT\d+ \((?P<value>.*?)\)", lambda m: _overflow(m["value"])),
        (r"Overflow in \w+ of DECIMAL\(38\) \((?P<value>.*?)\)", _decimal_range),
        (r"Overflow in \w+ of DECIMAL\(\d+\) \((?P<value>.*?)\)", lambda m: _overflow(m["value"])),
        (r"Overflow in (?:SUM of DECIMAL|HUGEINT addition)", _of("sum_overflow")),
        (r"Overflow in HUGEINT \w+: (?P<value>[^\n]*)", _decimal_range),
        (r"Overflow on abs\((?P<value>[^)]*)\)", lambda m: _overflow(m["value"])),
        (r"Overflow in (?P<value>.*)", lambda m: _overflow(m["value"].split("\n")[0])),
        (r"Could not convert string ['\"](?P<value>.*?)['\"] to (?P<type>\w+)", _conversion),
        (r"Could not cast value (?P<value>\S+) to (?P<type>[\w(,)]+)", _out_of_range),
        (r"Failed to cast decimal value (?P<value>\S+) to type (?P<type>[\w(,)]+)", _out_of_range),
        (r"with value (?P<value>\S+) can't be cast .*?destination type (?P<type>\w+)", _out_of_range),
        (r"[Cc]asting value \"(?P<value>.*?)\" to type (?P<type>[\w(,)]+) failed", _decimal_range),
        (r"invalid (?P<kind>date|timestamp) field format: \"(?P<value>.*?)\"", _temporal),
        (r"(?P<kind>date|timestamp|time) field value out of range: \"(?P<value>.*?)\"", _temporal),
        (r"Could not parse string \"(?P<value>.*?)\" according to format", _of("timestamp_value", value="value")),
        (r"(?P<kind>Date) out of range: (?P<value>\S+)", _of("date_value", value="value")),
        (r"(?P<kind>Timestamp) out of range: (?P<value>\S+)", _of("timestamp_value", value="value")),
        (r"Malformed JSON.*?Input: \"(?P<value>.*)\"", lambda m: error("json_parse", reason=_json_reason(m["value"]))),
        (r'column "?(?P<name>[^"\n]+?)"? must appear in the GROUP BY clause', _ungrouped),
        (r"GROUPING (?:statement cannot be|child .* must be a grouping)", _of("not_a_group", name="GROUPING")),
        (r"aggregate function calls cannot be nested", _of("aggregate_nested")),
        (r"NOT NULL constraint failed: [^\n]*\.(?P<column>[^\n]+)", _null),
        (r"CHECK constraint failed on table", _of("check_failed")),
        (r"More than one row returned by a subquery", _of("scalar_subquery_rows")),
        (r"MERGE.*(?:multiple|more than one)|(?:multiple|more than one).*MERGE", _of("merge_duplicates", values="[]")),
        (r"cannot take square root of a negative number", lambda m: _domain("SQRT")),
        (r"cannot take logarithm of", lambda m: _domain("LN")),
        (r"(?P<name>ACOS|ASIN|ACOSH|ATANH) is undefined", lambda m: _domain(m["name"])),
        (r"Like pattern must not end with escape", _of("escape_end")),
        (r"Escape string must be empty or one character", _of("escape_length", value="")),
        (r"Invalid input for hex digit: (?P<value>.*)", _of("hex_value", value="value")),
        (r"Input Error: (?P<reason>(?:missing|unexpected|invalid|bad|no argument)[^:]*): (?P<pattern>\S.*)$", _regexp),
        (r'Invalid string encoding found .*value "(?P<value>.*?)" is not', _of("utf8_value", value="value")),
        (r"(?P<kind>Date|Timestamp|SKEW|KURTOSIS)(?: is)? out of range!?$", _of("datetime_range", value="kind")),
        (r"not in timestamp range|Interval value .*? out of range", _of("datetime_range", value="Timestamp")),
        (
            r"Cannot access group (?P<value>\d+)",
            _of("argument_value", value="value", name="GROUP_NUM", function="REGEXP_SUBSTR"),
        ),
        (r"JSON path error near '(?P<value>.*)'", _of("invalid_value", value="value", name="PATH")),
        (r"Failure in decode", _of("utf8_value", value="BINARY")),
        (r"Unknown TimeZone '(?P<value>.*?)'", _of("invalid_value", value="value", name="TIMEZONE")),
        (r"Interrupted", _of("cancelled")),
        (r"window expressions cannot be volatile|not allowed in window definitions", lambda m: _volatile_key()),
        (r"Out of Memory|std::bad_alloc", _out_of_memory),
        (_REFUSED, _refused),
        (r"[Ww]rite-write conflict|Conflict on |Transaction conflict|Failed to commit|has been altered", _conflict),
        (r"(?:Table|View|Schema|Sequence|Macro) with name \"?(?P<name>[^\"\s!]+)\"? does not exist", _mismatch),
        (r"(?:Table|View|Schema|Sequence) with name \"(?P<name>.*?)\" already exists", _exists),
    )
]


_DAMAGED = re.compile("Failed to read file|Could not read enough bytes")
_REASONS = {
    "ParserException": "the translated statement cannot be parsed",
    "NotImplementedException": "the operation is not available",
    "IOException": "a file could not be read or written",
    "PermissionException": "access to files outside of the stages is switched off",
}
_NAMES = frozenset(["BinderException", "CatalogException"])
_COMPILING = _NAMES | {"ParserException"}


def in_snowflakes_words(text: str, kind: str, sql: str = "") -> SqlError:
    """The Snowflake error for what DuckDB said.

    Args:
        text: what it said.
        kind: the class of its exception.
        sql: what ran. It and DuckDB's text stay in attributes of an internal error, for a bug report.
    """
    document = _DOCUMENT.search(text)
    if document is not None:
        return error("json_parse", reason=_json_mistake(document["text"]))
    # What cannot be bound is quoted, with the errors that it would raise.
    own = raised(text) if kind not in _COMPILING else None
    if own is not None:
        return own
    for pattern, make in _SAID:
        match = pattern.search(text)
        if match is not None:
            return make(match)
    if "read_parquet(" in sql and (kind == "Error" or _DAMAGED.search(text)):
        return error("parquet_damaged", name="a Parquet file")  # what the bytes provoke in DuckDB's reader
    if kind in _NAMES:
        base = error("internal", reason="the translated statement does not fit the stored objects")
        failure: SqlError = CatalogMismatch(base.message, base.errno, base.sqlstate)
    else:
        failure = error("internal", reason=_REASONS.get(kind, "the statement failed"))
    failure.duckdb_text, failure.duckdb_sql = text, sql  # type: ignore[attr-defined]
    return failure


def opening_failure(path: str, text: str) -> str:
    """Why an account's file cannot be opened.

    Args:
        path: of the file.
        text: what DuckDB says.
    """
    if "not a valid DuckDB database" in text:
        return f"'{path}' is not a Mockhaus account: the file exists and holds something else."
    if "No such file or directory" in text:
        return f"The account file '{path}' cannot be created: its directory does not exist."
    if "Is a directory" in text:
        return f"'{path}' is a directory; an account is a file."
    if "Permission denied" in text:
        return f"The account file '{path}' cannot be opened: permission denied."
    if "newer" in text or "version" in text:
        return f"The account file '{path}' was written by another version of the storage format and cannot be read."
    return f"The account file '{path}' cannot be opened."


def lock_failure(path: str, pid: int, waited: float) -> str:
    """Who holds an account's file.

    Args:
        path: of the file.
        pid: of the process that holds it.
        waited: seconds.
    """
    command = _command_of(pid)
    doing = f" ({command})" if command else ""
    return (
        f"The account '{path}' is in use by the process with PID {pid}{doing}; waited {waited:g} seconds. "
        "One process at a time can hold an account: end that process, or raise lock_timeout."
    )


def _command_of(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as f:
            words = f.read().split(b"\0")
    except OSError:
        return ""
    command = " ".join(w.decode(errors="replace") for w in words if w)
    return command[:120].replace(os.linesep, " ")
