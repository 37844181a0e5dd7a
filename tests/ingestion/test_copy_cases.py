"""Dirty files in every form of ON_ERROR, and every copy option against files that show what it does."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion.copy_options import COPY_OPTIONS


class Dirty(NamedTuple):
    """A file with bad records, for a table (a int not null, b varchar(3)).

    Args:
        content: of the file.
        parsed: how many records it has.
        good: those that are loaded.
        errno: of the first error.
        place: its line, character and column.
        text: how it begins.
        options: of the file format.
    """

    content: str | bytes
    parsed: int
    good: list[tuple[int, str | None]]
    errno: int
    place: tuple[int | None, int | None, str | None]
    text: str
    options: str = ""


QUOTES = "field_optionally_enclosed_by='\"'"
A, B = '"T"["A":1]', '"T"["B":2]'
COUNT = "Number of columns in file"
END = "End of record reached while expected to parse column"
DIRTY = {
    "a short row": Dirty("1,x\n2\n3,z\n", 3, [(1, "x"), (3, "z")], 100080, (3, 1, '"T"[1]'), f"{COUNT} (1)"),
    "long rows": Dirty("1,x\n2,y,\n3,z\n4,w,w,w\n", 4, [(1, "x"), (3, "z")], 100080, (3, 1, '"T"[3]'), f"{COUNT} (3)"),
    "a bad number": Dirty(
        "1,x\r\n 2_0,y\r\n3,z\r\n", 3, [(1, "x"), (3, "z")], 100038, (2, 1, A), "Numeric value ' 2_0' is not"
    ),
    "mixed line ends": Dirty(
        "1,x\r\nq,y\n3,z\r\n4\r\n", 4, [(1, "x"), (3, "z")], 100038, (2, 1, A), "Numeric value 'q' is not recognized"
    ),
    "a long text": Dirty(
        "1,x\n2,é日本語\n3,z", 3, [(1, "x"), (3, "z")], 100078, (2, 3, B), "String 'é日本語' is too long and would be"
    ),
    "no UTF-8": Dirty(
        b"1,x\n2,y\xff\n3,z\n", 3, [(1, "x"), (3, "z")], 100144, (2, 4, B), "Invalid UTF8 detected in string 'y0xFF'"
    ),
    "quotes and line ends": Dirty(
        '1,"a\n"""\nq,"\n\n"\n3,"z"y\n', 3, [(1, 'a\n"')], 100038, (3, 1, A), "Numeric value 'q' is not", QUOTES
    ),
    "a quote without end": Dirty('1,x\n2,"y\n3,z\n', 2, [(1, "x")], 100068, (4, 1, B), END, QUOTES),
    "blank lines": Dirty("\n1,x\n\n", 3, [(1, "x")], 100068, (2, 1, B), END),
    "a mark": Dirty(
        b"\xef\xbb\xbf1,x\n2,y\n", 2, [(2, "y")], 100038, (1, 1, A), "Numeric value '\ufeff1'", "skip_byte_order_mark=false"
    ),
    "no value": Dirty(",x\n2,y\n", 2, [(2, "y")], 100088, (1, 1, A), "NULL result in a non-nullable column."),
    "an escaped line end": Dirty("1,x\\\n2,y\n3,z\n", 2, [(3, "z")], 100080, (3, 1, '"T"[3]'), f"{COUNT} (3)"),
    "a header": Dirty("a,b\n1,x\n", 2, [(1, "x")], 100038, (1, 1, A), "Numeric value 'a' is not recognized"),
    "a cut gzip": Dirty(
        gzip.compress(b"1,x\n2,y\n")[:-3], 0, [], 100083, (None, None, None), "Error while decompressing file 'bad' with GZIP"
    ),
}  # fmt: skip


def _modes(dirty: Dirty) -> dict[str, bool]:
    """Forms of ON_ERROR, and whether they load the good records of a file."""
    bad = max(dirty.parsed - len(dirty.good), 1)
    share = bad * 100 // max(dirty.parsed, 1)  # no more than it
    return {
        "CONTINUE": True,
        "SKIP_FILE": False,
        f"SKIP_FILE_{bad}": False,  # if so many are bad, or more
        f"SKIP_FILE_{bad + 1}": True,
        f"'SKIP_FILE_{min(share + 1, 100)}%'": True,  # if more are bad
        f"'SKIP_FILE_{max(share - 1, 1)}%'": False,
    }


@pytest.mark.parametrize("name", DIRTY)
def test_dirty_file(run: Any, put: Any, stage: str, name: str) -> None:
    dirty = DIRTY[name]
    put("bad", dirty.content)
    put("good", "9,g\n")
    for mode, loads in _modes(dirty).items():
        run("create or replace table t (a int not null, b varchar(3))")
        told = run(f"copy into t from @ext file_format=(type=csv {dirty.options}) on_error={mode}")
        good = dirty.good if loads else []
        status = "PARTIALLY_LOADED" if good else "LOAD_FAILED"
        bad = max(dirty.parsed - len(dirty.good), 1)
        assert [row[1] for row in told] == [status, "LOADED"], mode
        assert (told[0][2], told[0][3], told[0][5]) == (dirty.parsed, len(good), bad), mode
        assert told[0][6].startswith(dirty.text) and told[0][7:] == dirty.place, mode
        assert run("select * from t") == [*good, (9, "g")], mode
        history = "select status, row_parsed, row_count, error_count from information_schema.load_history"
        assert run(f"{history} where file_name like '%bad'") == [
            (status.replace("_", " "), dirty.parsed, len(good), bad)
        ], mode


@pytest.mark.parametrize("name", DIRTY)
def test_dirty_file_that_stops_the_statement(run: Any, put: Any, stage: str, name: str) -> None:
    dirty = DIRTY[name]
    put("a good", "9,g\n")  # comes first
    put("bad", dirty.content)
    run("create table t (a int not null, b varchar(3)); insert into t values (0, 'old')")
    for mode in ("", "on_error=abort_statement"):
        with pytest.raises(SqlError) as e:
            run(f"copy into t from @ext file_format=(type=csv {dirty.options}) {mode}")
        assert e.value.errno == dirty.errno and e.value.message.startswith(dirty.text)
        line, character, column = dirty.place
        if line is not None:
            assert f"File 'bad', line {line}, character {character}\n" in e.value.message
            assert f"column {column}\n" in e.value.message
        assert run("select * from t") == [(0, "old")]
        assert run("select count(*) from information_schema.load_history") == [(0,)]
    if name != "a cut gzip":
        errors = run(f"copy into t from @ext file_format=(type=csv {dirty.options}) validation_mode=return_errors")
        assert (errors[0][6], errors[0][2:4], errors[0][8]) == (dirty.errno, dirty.place[:2], dirty.place[2])
        assert len({row[9] for row in errors}) == dirty.parsed - len(dirty.good)


@pytest.mark.parametrize("content", [b"", gzip.compress(b"", mtime=0), b"\xef\xbb\xbf"], ids=["bytes", "gzip", "mark"])
@pytest.mark.parametrize("mode", ["continue", "skip_file", "'skip_file_1%'", "abort_statement"])
def test_files_of_nothing(run: Any, put: Any, stage: str, content: bytes, mode: str) -> None:
    put("f", content)
    run("create table t (a int)")
    assert run(f"copy into t from @ext on_error={mode}")[0][1:6] == ("LOADED", 0, 0, 1, 0)


FILES = {"a.csv": "1,x\nbad,y\n", "b.csv": "2,toolong\n3,z\n", "c.csv": "4,w\n"}
PLAIN = ([("a", 1), ("b", 1), ("c", 1)], [(1, "x"), (3, "z"), (4, "w")])
CUT = ([("a", 1), ("b", 2), ("c", 1)], [(1, "x"), (2, "too"), (3, "z"), (4, "w")])
#: option -> the files that COPY INTO tells with their loaded records, the table's rows, and the files that are left.
CASES: dict[str, tuple[list[Any], list[Any], str]] = {
    "FILES = ('b.csv', 'no.csv')": ([("no", 0), ("b", 1)], [(3, "z")], "abc"),
    "PATTERN = '.*[ac][.]csv'": ([("a", 1), ("c", 1)], [(1, "x"), (4, "w")], "abc"),
    "ON_ERROR = SKIP_FILE": ([("a", 0), ("b", 0), ("c", 1)], [(4, "w")], "abc"),
    "SIZE_LIMIT = 10": (PLAIN[0][:2], PLAIN[1][:2], "abc"),
    "PURGE = TRUE": (*PLAIN, "ab"),
    "RETURN_FAILED_ONLY = TRUE": (PLAIN[0][:2], PLAIN[1], "abc"),
    "ENFORCE_LENGTH = FALSE": (*CUT, "abc"),
    "TRUNCATECOLUMNS = TRUE": (*CUT, "abc"),
    "FORCE = TRUE": (*PLAIN, "abc"),
    "CLUSTER_AT_INGEST_TIME = TRUE": (*PLAIN, "abc"),
    "LOAD_MODE = FULL_INGEST": (*PLAIN, "abc"),
    "INFER_NESTED_TYPES = FALSE": (*PLAIN, "abc"),
}
#: options that need other files, with the tests that have them.
ELSEWHERE = {
    "MATCH_BY_COLUMN_NAME": "test_columns_by_name",
    "INCLUDE_METADATA": "test_columns_by_name",
    "LOAD_UNCERTAIN_FILES": "test_files_whose_history_is_too_old",
}


def test_every_copy_option_has_a_case() -> None:
    names = {case.split(" ")[0] for case in CASES} | set(ELSEWHERE)
    assert names == COPY_OPTIONS.keys() | {"FILES", "PATTERN"}
    tests = "".join(p.read_text("utf-8") for p in Path(__file__).parent.glob("test_copy*.py"))
    assert all(f"def {test}(" in tests for test in ELSEWHERE.values())


def copied(run: Any, files: Path, options: str) -> tuple[list[Any], list[Any], str]:
    on_error = "" if "ON_ERROR" in options else "on_error=continue"
    told = run(f"copy into t from @ext {options} {on_error}")
    left = "".join(sorted(path.stem for path in files.iterdir()))
    loaded = [(row[0].rsplit("/", 1)[-1].removesuffix(".csv"), row[3]) for row in told] if len(told[0]) > 1 else []
    return loaded, run("select * from t order by a"), left


@pytest.mark.parametrize("options", CASES)
def test_copy_option(run: Any, put: Any, stage: str, files: Path, options: str) -> None:
    for name, content in FILES.items():
        put(name, content)
    run("create table t (a int, b varchar(3))")
    assert copied(run, files, "") == (*PLAIN, "abc")
    assert copied(run, files, "") == ([], PLAIN[1], "abc")  # they are loaded once
    run("create or replace table t (a int, b varchar(3))")
    if options.startswith("FORCE"):
        copied(run, files, "")
        run("truncate table t")  # which does not forget what was loaded
    expected = CASES[options]
    found = copied(run, files, options)
    assert found == expected
    assert (found == (*PLAIN, "abc")) == options.startswith(("FORCE", "CLUSTER", "LOAD_MODE", "INFER_NESTED"))


@pytest.mark.parametrize(
    ("mode", "row"),
    [("NONE", None), ("CASE_SENSITIVE", (None, "x", None)), ("CASE_INSENSITIVE", (1, "x", "f"))],
)
def test_columns_by_name(run: Any, put: Any, stage: str, mode: str, row: Any) -> None:
    put("f", "B,other,a\nx,,1\ny,2\n")
    run("create table t (a int, b varchar, f varchar)")
    form = "file_format=(type=csv parse_header=true error_on_column_count_mismatch=false) on_error=continue"
    metadata = "include_metadata=(f=metadata$filename)" if mode == "CASE_INSENSITIVE" else ""
    copy = f"copy into t from @ext {form} match_by_column_name={mode} {metadata}"
    if row is None:
        with pytest.raises(SqlError, match="PARSE_HEADER"):
            run(copy)
        return
    assert run(copy)[0][1:4] == ("PARTIALLY_LOADED", 2, 1)
    assert run("select * from t") == [row]


@pytest.mark.parametrize("option", ["FILE_PROCESSOR = (SCANNER = x)", "LOAD_MODE = ADD_FILES_COPY", "INFER_NESTED_TYPES = TRUE"])
def test_refused_by_name(run: Any, stage: str, option: str) -> None:
    run("create table t (a int)")
    with pytest.raises(SqlError, match=option.split(" ")[0]):
        run(f"copy into t from @ext {option}")
