"""DuckDB's CSV reader is used only where it reads what the exact reader reads."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion.file_formats import csv
from mockhaus_dbt.ingestion.file_formats.base import Reading
from mockhaus_dbt.ingestion.file_formats.csv import CsvFormat
from mockhaus_dbt.ingestion.file_formats.csv_scan import Look, Scanner
from mockhaus_dbt.ingestion.load_plan import ByPosition

OPTIONS: list[dict[str, Any]] = [
    {},
    {"FIELD_OPTIONALLY_ENCLOSED_BY": '"'},
    {"FIELD_OPTIONALLY_ENCLOSED_BY": '"', "EMPTY_FIELD_AS_NULL": False},
    {"FIELD_OPTIONALLY_ENCLOSED_BY": '"', "SKIP_HEADER": 1},
    {"SKIP_HEADER": 2},
    {"FIELD_DELIMITER": "||", "FIELD_OPTIONALLY_ENCLOSED_BY": '"'},
    {"NULL_IF": ["a", ""], "EMPTY_FIELD_AS_NULL": False},
    {"FIELD_DELIMITER": "|", "ESCAPE_UNENCLOSED_FIELD": "NONE", "FIELD_OPTIONALLY_ENCLOSED_BY": '"'},
    {"FIELD_DELIMITER": "\\t"},
    {"TRIM_SPACE": True},
    {"TRIM_SPACE": True, "FIELD_OPTIONALLY_ENCLOSED_BY": '"', "EMPTY_FIELD_AS_NULL": False, "NULL_IF": ["a"]},
    {"SKIP_BLANK_LINES": True, "RECORD_DELIMITER": "\r\n"},
    {"MULTI_LINE": False, "FIELD_OPTIONALLY_ENCLOSED_BY": '"', "ESCAPE": "\\", "REPLACE_INVALID_CHARACTERS": True},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_fast_and_exact_give_the_same(options: dict[str, Any], tmp_path: Path) -> None:
    random.seed(str(options))
    connection = duckdb.connect()
    numbers = itertools.count()

    def query(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    def work() -> Path:
        return tmp_path / f"work{next(numbers) % 10}"

    form = CsvFormat(options)
    delimiter = form["FIELD_DELIMITER"]
    compared = 0
    for _ in range(250):
        end = random.choice(["\n", "\n", "\r\n"])
        pieces = ["a", "b", "é", " ", delimiter, delimiter, end, end, '"', '""', '"a"', f'"a{delimiter}b"', f'"x{end}y"',
                  '""""', "'", "#", "1", "", "\\" if random.random() < 0.1 else "z", "\ufeff" if random.random() < 0.05 else "q"]  # fmt: skip
        text = "".join(random.choice(pieces) for _ in range(random.randint(0, 12)))
        path = tmp_path / "file.csv"
        path.write_bytes(text.encode())
        width = random.choice([None, 1, 2, 3])
        if not form._sayable(form.syntax()) or form._looked(Reading(path, "file.csv", query, work, width))[1].odd:
            continue

        def read(exact: bool) -> list[tuple[Any, ...]] | None:
            rows = form.read(Reading(path, "file.csv", query, work, width, "T", ("A", "B", "C"), exact))  # noqa: B023
            if rows.errors:
                return None
            found = query(f"SELECT * FROM {rows.sql}")
            return [row[1:] for row in found] if rows.numbered else found

        try:
            fast = read(False)
        except duckdb.Error:
            continue  # then the exact reader is asked
        exact = read(True)
        assert fast is not None and exact is not None, repr(text)
        widest = max((len(row) for row in fast + exact), default=0)
        padded = [[(*row, *[None] * (widest - len(row))) for row in rows] for rows in (fast, exact)]
        assert padded[0] == padded[1], repr(text)
        compared += 1
    assert compared > 20


@pytest.mark.parametrize("size", [1 << 12, 1 << 16, 1 << 18])
def test_a_large_file_in_pieces(run: Any, put: Any, stage: str, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(csv, "_PIECE", size)
    random.seed(size)
    texts = [random.choice(["", "x", 'a ""quoted"", text', "é" * 500, "y" * 3000]) for _ in range(size // 20)]
    lines = [f'{i},"{text}",2024-01-02\n' for i, text in enumerate(texts)]
    expected = [(i, text.replace('""', '"')) for i, text in enumerate(texts)]
    options = "file_format=(type=csv field_optionally_enclosed_by='\"')"
    run("create table t (a int, b varchar, c date)")
    with monkeypatch.context() as patch:
        patch.setattr(CsvFormat, "_exact", lambda *_: pytest.fail("read by the exact reader"))
        put("f", "".join(lines))
        run(f"copy into t from @ext/f {options}")
        assert run("select a, b from t") == expected
    lines[-5] = lines[-5].replace("2024", "June")
    put("f", "".join(lines))
    with pytest.raises(SqlError, match=rf"Date 'June-01-02' is not recognized\n  File 'f', line {len(lines) - 4},"):
        run(f"copy into t from @ext/f {options}")
    run(f"truncate table t; copy into t from @ext/f {options} on_error=continue")
    assert run("select a, b from t") == expected[:-5] + expected[-4:]


@pytest.mark.parametrize(
    ("megabytes", "threads", "memory", "in_pieces"),
    [(300, 2, "1GB", True), (300, 2, "250MB", False), (200, 2, "1GB", False), (300, 4, "1GB", False),
     (600, 4, "1GB", True), (100, 1, "1GB", False)],
)  # fmt: skip
def test_pieces_need_a_large_file_and_memory(
    tmp_path: Path, megabytes: int, threads: int, memory: str, in_pieces: bool
) -> None:
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}; SET memory_limit = '{memory}'")
    path = tmp_path / "file.csv"
    with open(path, "wb") as stream:
        stream.truncate(megabytes * 1_000_000)
    reading = Reading(path, "file.csv", lambda sql: connection.execute(sql).fetchall(), lambda: path)
    assert csv._in_pieces(reading, path) == in_pieces


PIECES = ["0", "1", "12", "-", "+", ".", "e", "_", " ", "x", "0x1", "nan", "inf", "true", "F", "yes", "on", "2024-01-02",
          "2024-1-", "0000-01-01", "epoch", "1970-01-01", "infinity", "/", ":", "T", "\t", "9999", "é"]  # fmt: skip
TYPES = ["number(5,0)", "int", "number(10,2)", "float", "boolean", "date"]


@pytest.mark.parametrize("type_", TYPES)
def test_values_are_converted_while_reading_as_after_it(
    run: Any, put: Any, stage: str, type_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    random.seed(type_)
    values = [*PIECES, *("".join(random.choice(PIECES) for _ in range(random.randint(2, 4))) for _ in range(12))]
    run(f"create table t (v {type_})")

    def loaded(value: str) -> Any:
        put("f", f"{value}\n")
        run("truncate table t")
        try:
            run("copy into t from @ext/f")
        except SqlError as e:
            return e.errno
        return run("select v::varchar from t")

    fast = [loaded(value) for value in values]
    monkeypatch.setattr(ByPosition, "_direct", lambda self, column: False)
    slow = [loaded(value) for value in values]
    assert [pair for pair in zip(values, fast, slow, strict=True) if pair[1] != pair[2]] == []
    assert sum(isinstance(found, list) for found in fast) > 3


@settings(max_examples=500, deadline=None)
@example(text=',\n"\n', size=1, width=2, quote='"', skip=0)
@given(
    text=st.text(alphabet='a1,"\n\r\\_ \t\0é', max_size=40),
    size=st.integers(1, 9),
    width=st.sampled_from([None, 2]),
    quote=st.sampled_from(["", '"']),
    skip=st.integers(0, 1),
)
def test_a_glance_shows_what_a_look_at_each_line_shows(
    text: str, size: int, width: int | None, quote: str, skip: int
) -> None:
    content = text.encode()
    syntax = CsvFormat({"FIELD_OPTIONALLY_ENCLOSED_BY": quote or "NONE", "ESCAPE_UNENCLOSED_FIELD": "NONE"}).syntax()

    def look(glances: bool, step: int) -> Look:
        scanner = Scanner(syntax, skip, width, True, True, True)
        if not glances:
            scanner._is_unusual = lambda piece: True  # type: ignore[method-assign]
        for at in range(0, len(content), step):
            scanner.take(content[at : at + step])
        return scanner.finish()

    glanced, looked = look(True, size), look(False, len(content) + 1)
    if looked.odd == "a delimiter at the end of a line":
        # Which fields the lines before the first quote have is known, if they are not looked at with those behind it.
        looked = look(False, size)
    assert bool(glanced.odd) == bool(looked.odd)
    if not looked.odd:
        assert (glanced.lines, glanced.returns, glanced.quotes, glanced.joined, glanced.spaced, glanced.widest) == (
            looked.lines, looked.returns, looked.quotes, looked.joined, looked.spaced, looked.widest
        )  # fmt: skip
