"""A large file is loaded while the look at it goes on; what the look finds late is treated as if it had come first."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion import small_files
from mockhaus_dbt.ingestion.file_formats import compression, csv, json, json_scan, look_ahead
from mockhaus_dbt.ingestion.file_formats.base import Reading, Rows
from mockhaus_dbt.ingestion.file_formats.look_ahead import LookAhead
from mockhaus_dbt.ingestion.load_plan import LoadPlan

LINE = b"1,some text,2024-01-02 03:04:05,2024-01-02,1.5\n"
LINES = LINE * 300
COLUMNS = "a int, b varchar, c timestamp_ntz, d date, e number(9, 2)"
QUOTES = "field_optionally_enclosed_by='\"'"
#: what comes behind many plain lines, and the options of the format.
LATE = {
    "quotes": (b'2,"a,b",2024-01-02 03:04:05,2024-01-02,1\n', QUOTES),
    "null in quotes": (b'2,"NULL",2024-01-02 03:04:05,2024-01-02,1\n', f"{QUOTES} null_if=('NULL')"),
    "a quote": (b'2,a"b,2024-01-02 03:04:05,2024-01-02,1\n', QUOTES),
    "backslash": (b"2,a\\tb,2024-01-02 03:04:05,2024-01-02,1\n", ""),
    "null": (b"\\N,\\N,\\N,\\N,\\N\n", "escape_unenclosed_field=none"),
    "underscore": (b"1_000,a,2024-01-02 03:04:05,2024-01-02,1\n", ""),
    "harmless underscore": (b"2,a_b,2024-01-02 03:04:05,2024-01-02,1\n", ""),
    "two blanks": (b"2,a,2024-01-02  03:04:05,2024-01-02,1\n", ""),
    "return": (b"2,a,2024-01-02 03:04:05,2024-01-02,1\r\n", ""),
    "blank line": (b"\n", ""),
    "skipped blank line": (b"\n", "skip_blank_lines=true"),
    "delimiter": (b"2,a,2024-01-02 03:04:05,2024-01-02,1,\n", ""),
    "short line": (b"2,a\n", ""),
    "zero": (b"2,a\0b,2024-01-02 03:04:05,2024-01-02,1\n", ""),
    "other timestamp": (b"2,a,2024-01-02T03:04:05,2024-01-02,1\n", ""),
    "no number": (b"x,a,2024-01-02 03:04:05,2024-01-02,1\n", ""),
    "epoch": (b"2,a,epoch,2024-01-02,1\n", ""),
    "no UTF-8": (b"2,a\xff,2024-01-02 03:04:05,2024-01-02,1\n", ""),
    "long line": (b"2," + b"a" * 2_000_000 + b",2024-01-02 03:04:05,2024-01-02,1\n", ""),
    "no end": (b"2,a,2024-01-02 03:04:05,2024-01-02,1", ""),
    "nothing": (b"", ""),
}
#: of these the look says what the load does not know.
AGAIN = {"quotes", "null in quotes", "a quote", "backslash", "null", "underscore", "two blanks", "return", "blank line",
         "skipped blank line", "delimiter", "zero", "long line"}  # fmt: skip


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[LookAhead[Any]]:
    """The looks that go on while rows are loaded, of files that are not large at all."""
    made: list[LookAhead[Any]] = []
    init = LookAhead.__init__

    def noticed(self: LookAhead[Any], *args: Any) -> None:
        made.append(self)
        init(self, *args)

    monkeypatch.setattr(LookAhead, "__init__", noticed)
    monkeypatch.setattr(compression, "CHUNK", 4096)
    monkeypatch.setattr(look_ahead, "BEGINNING", 1)
    monkeypatch.setattr(json_scan, "_SAMPLE", 4096)
    for module in (csv, json, small_files):
        monkeypatch.setattr(module, "SMALL", 0)
    return made


def assert_alike(run: Any, monkeypatch: pytest.MonkeyPatch, copy: str) -> None:
    """See that a load says and does the same with a look that goes on meanwhile as with one before."""
    found = []
    for beginning in (1, 1 << 40):
        monkeypatch.setattr(look_ahead, "BEGINNING", beginning)
        run(f"create or replace table t ({COLUMNS})")
        try:
            told = str(run(copy))
        except SqlError as e:
            told = str(e)
        found.append((told, run("select count(*), sum(hash(*)), max(length(b)) from t"), run("select * from t where a <> 1")))
    assert found[0] == found[1]


@pytest.mark.parametrize("on_error", ["abort_statement", "skip_file", "'skip_file_10%'"])
@pytest.mark.parametrize("late", list(LATE))
def test_what_comes_late(
    run: Any, put: Any, stage: str, looks: list[LookAhead[Any]], monkeypatch: pytest.MonkeyPatch, late: str, on_error: str
) -> None:
    line, options = LATE[late]
    put("f", LINES + line + (LINE if line.endswith(b"\n") else b""))
    copy = f"copy into t from {stage} file_format=(type=csv {options}) on_error={on_error}"
    assert_alike(run, monkeypatch, copy)
    assert len(looks) == 1
    assert looks[0].agrees() is (late not in AGAIN)


OBJECT = b'{"a":1,"b":"some text","c":"2024-01-02 03:04:05","d":"2024-01-02","e":1.5}\n'
#: what comes behind many plain objects.
LATER = {
    "another field": b'{"a":2,"b":"x","c":"2024-01-02 03:04:05","d":"2024-01-02","e":1,"f":7}\n',
    "as many as there are": b'{"a":2,"b":"x","c":"2024-01-02 03:04:05","d":"2024-01-02","e":1,"f":7}\n' * 5,
    "a field less": b'{"a":2,"c":"2024-01-02 03:04:05","d":"2024-01-02","e":1}\n',
    "one less, one more": b'{"a":2,"c":"2024-01-02 03:04:05","d":"2024-01-02","e":1,"f":7}\n',
    "twice": b'{"a":2,"b":"x","b":"y","c":"2024-01-02 03:04:05","d":"2024-01-02","e":1}\n',
    "nested": b'{"a":2,"b":{"x":1},"c":"2024-01-02 03:04:05","d":"2024-01-02","e":1}\n',
    "null": b'{"a":2,"b":null,"c":"2024-01-02 03:04:05","d":"2024-01-02","e":1}\n',
    "escape": b'{"a":2,"b":"x\\ty","c":"2024-01-02 03:04:05","d":"2024-01-02","e":1}\n',
    "comma": b'{"a":2,"b":"x","c":"2024-01-02 03:04:05","d":"2024-01-02","e":1,}\n',
    "two blanks": b'{"a":2,"b":"x","c":"2024-01-02  03:04:05","d":"2024-01-02","e":1}\n',
    "spread": b'{"a":2,\n"b":"x","c":"2024-01-02 03:04:05",\n"d":"2024-01-02","e":1}\n',
    "two on a line": OBJECT[:-1] + OBJECT,
    "a number": b"5\n",
    "a bad number": b'{"a":"z","b":"x","c":"2024-01-02 03:04:05","d":"2024-01-02","e":1}\n',
    "long number": b'{"a":2,"b":12345678901234567890123,"c":"2024-01-02 03:04:05","d":"2024-01-02","e":1}\n',
    "no JSON": b'{"a":2,"b"\n',
    "blank line": b"\n",
    "nothing": b"",
}


@pytest.mark.parametrize("on_error", ["abort_statement", "skip_file"])
@pytest.mark.parametrize("late", list(LATER))
def test_what_comes_late_in_objects(
    run: Any, put: Any, stage: str, looks: list[LookAhead[Any]], monkeypatch: pytest.MonkeyPatch, late: str, on_error: str
) -> None:
    put("f", OBJECT * 300 + LATER[late] + OBJECT)
    copy = f"copy into t from {stage} file_format=(type=json) match_by_column_name=case_insensitive on_error={on_error}"
    assert_alike(run, monkeypatch, copy)
    assert len(looks) == 1


@pytest.mark.parametrize("first", [b'{"a":1}\n', OBJECT.replace(b'"some text"', b'{"x":1}'), OBJECT.replace(b"1.5", b"null")])
def test_objects_that_differ_at_once(run: Any, put: Any, stage: str, looks: list[LookAhead[Any]], first: bytes) -> None:
    put("f", (OBJECT + first) * 200)
    run(f"create table t ({COLUMNS})")
    run(f"copy into t from {stage} file_format=(type=json) match_by_column_name=case_insensitive")
    assert not looks
    assert run("select count(*), sum(a) from t") == [(400, 400)]


def test_the_rows_of_a_transaction_stay(run: Any, put: Any, stage: str, looks: list[LookAhead[Any]]) -> None:
    put("f", LINES + LATE["quotes"][0])
    run(f"create table t ({COLUMNS})")
    run("begin")
    run("insert into t values (7, 'x', '2024-01-01', '2024-01-01', 1)")
    run(f"copy into t from {stage} file_format=(type=csv {QUOTES})")
    run("commit")
    assert looks
    assert run("select a, count(*), max(b) from t group by a order by a") == [
        (1, 300, "some text"), (2, 1, "a,b"), (7, 1, "x"),
    ]  # fmt: skip
    # The hash of the file was taken by the look.
    assert "0 files" in str(run(f"copy into t from {stage} file_format=(type=csv {QUOTES})"))


def test_a_second_look_is_a_whole_one(
    run: Any, put: Any, stage: str, looks: list[LookAhead[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("f", LINES + LATE["return"][0])
    run(f"create table t ({COLUMNS})")
    seen: list[bool] = []
    read = csv.CsvFormat.read

    def noticed(self: csv.CsvFormat, reading: Reading) -> Rows:
        seen.append(reading.ahead)
        return read(self, reading)

    monkeypatch.setattr(csv.CsvFormat, "read", noticed)
    run(f"copy into t from {stage}")
    assert seen == [True, False]


def test_a_load_that_ends_early_ends_the_look(
    run: Any, put: Any, stage: str, looks: list[LookAhead[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("f", LINES)
    run(f"create table t ({COLUMNS})")

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(LoadPlan, "insert", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(f"copy into t from {stage}")
    assert looks
    assert not [t for t in threading.enumerate() if t.name == "mockhaus-look"]
    assert run("select count(*) from t") == [(0,)]


def test_a_look_at_objects_ends_where_their_columns_cannot_be_told(
    run: Any, put: Any, stage: str, looks: list[LookAhead[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("f", OBJECT * 300)
    run(f"create table t ({COLUMNS})")

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(json, "read_columns", interrupted)
    monkeypatch.setattr(LookAhead, "agrees", lambda _: pytest.fail("nobody waits for it"))
    with pytest.raises(KeyboardInterrupt):
        run(f"copy into t from {stage} file_format=(type=json) match_by_column_name=case_insensitive")
    assert looks[0]._stopped
    assert not [t for t in threading.enumerate() if t.name == "mockhaus-look"]
