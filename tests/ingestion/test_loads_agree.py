"""COPY INTO tells and stores the same of a dirty file whether DuckDB's readers or our own read it."""

from __future__ import annotations

import random
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion import file_load
from mockhaus_dbt.ingestion.file_load import FileLoad

QUOTES = "field_optionally_enclosed_by='\"'"
ON_ERROR = ["on_error=continue", "on_error=continue", "on_error=skip_file", "on_error='skip_file_40%'", ""]


@pytest.fixture
def both(run: Any, put: Any, stage: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Loads a file in both ways, and gives what each of them told and stored."""
    read, leniently = FileLoad.read, file_load.load_leniently

    def load(content: bytes, columns: str, source: str, options: str) -> list[str]:
        put("f", content)
        found = []
        for exact in (False, True):
            monkeypatch.setattr(FileLoad, "read", (lambda self, *_, path=None: read(self, True)) if exact else read)
            monkeypatch.setattr(file_load, "load_leniently", (lambda _: None) if exact else leniently)
            run(f"create or replace table t ({columns})")
            try:
                told = str(run(f"copy into t from {source} {options}"))
            except SqlError as e:
                told = str(e)
            found.append(f"{told} {sorted(map(str, run('select * from t')))}")
        return found

    return load


FIELDS = ["1", "x", "", "a b", " 2 ", '"q"', '""', '"a,b"', '"l\nm"', '"e""f"', "é", "\\", "\\N", "NULL", "2024-01-02",
          "1.5", "#", "'", "\t"]  # fmt: skip
CSV_OPTIONS = [
    "", QUOTES, "skip_header=1", "trim_space=true", f"{QUOTES} trim_space=true", "null_if=('NULL','x')",
    "empty_field_as_null=false", "error_on_column_count_mismatch=false", "skip_blank_lines=true",
    "escape_unenclosed_field=none", "replace_invalid_characters=true", f"multi_line=false {QUOTES}",
    "field_delimiter='||'", "field_delimiter='\\t' escape_unenclosed_field=none", f"{QUOTES} escape='\\\\'",
    f"skip_header=2 {QUOTES} error_on_column_count_mismatch=false", "date_format='DD/MM/YYYY'", "record_delimiter='\\r\\n'",
]  # fmt: skip
CSV_COLUMNS = ["a varchar, b varchar", "a int, b varchar", "a varchar(2), b date", "a number(4,1), b varchar not null",
               "a float, b boolean", "a timestamp_ntz, b variant"]  # fmt: skip


def delimited(options: str) -> bytes:
    """Some lines of two fields, half of the files clean."""
    delimiter = "||" if "||" in options else "\t" if "\\t" in options else ","
    end = random.choice(["\n", "\n", "\r\n"])
    odd = random.choice([0.2, 1.0])
    made = ""
    for _ in range(random.randint(1, 6)):
        width = random.choice([1, 3, 0]) if random.random() < 0.15 else 2
        fields = [random.choice(FIELDS if random.random() < odd else FIELDS[:3]) for _ in range(width)]
        made += delimiter.join(fields) + (end if random.random() < 0.97 else "\n")
    content = (made.rstrip("\r\n") if random.random() < 0.3 else made).encode()
    return content.replace(b"x", b"\xff", 1) if random.random() < 0.05 else content


@pytest.mark.parametrize("seed", range(4))
def test_delimited_text(both: Any, seed: int) -> None:
    random.seed(seed)
    for _ in range(40):
        options = random.choice(CSV_OPTIONS)
        content, columns = delimited(options), random.choice(CSV_COLUMNS)
        fast, exact = both(content, columns, "@ext", f"file_format=(type=csv {options}) {random.choice(ON_ERROR)}")
        assert fast == exact, (content, options, columns)


DOCUMENTS = ['{"a":1}', '{"a":[1e5,1.50]}', '{"a":[[12345678901234567.125]]}', '{"a":"x"}', '{"a":null}', '{"b":1.5,"a":[1,2]}', '{"a":{"c":1}}', '{"a":1,"a":2}', "[1]", "5",
             '"x"', "null", '{"a":1,}', '{"A":7}', '{"a":"2024-01-02"}', '{"a":1e5}', '{"a":12345678901234567890123}',
             '{"a":0.1000}', '{"a":"é"}', '{"a":true}', ' {"a" : 1 } ', '{"a":-0}', '{"a":"\\u00e9\\n"}', '{"a":NaN}',
             "{", '{"a":""}', '{"a":" x "}', '{"a":"\\\\N"}', '{"a":1.0}']  # fmt: skip
JSON_OPTIONS = ["", "strip_null_values=true", "allow_duplicate=true", "trim_space=true", "null_if=('x','1','')",
                "null_if=()", "strip_outer_array=true", "multi_line=false"]  # fmt: skip
JSON_COLUMNS = ["a int", "a varchar(3)", "a variant", "a float", "a date", "a int not null, b number(5,1)"]


@pytest.mark.parametrize("seed", range(4))
def test_json(both: Any, seed: int) -> None:
    random.seed(seed)
    for _ in range(40):
        alike = [random.choice(DOCUMENTS)]
        some = random.choice([DOCUMENTS, DOCUMENTS[:4], DOCUMENTS[:1] * 3 + DOCUMENTS[13:16], alike])
        between = random.choice(["\n", "\n", "\n", "\r\n", ",\n", " "])
        content = between.join(random.choice(some) for _ in range(random.randint(1, 6))) + random.choice(["", "\n"])
        columns, source, more = random.choice(
            [
                ("v variant", "@ext", ""),
                (random.choice(JSON_COLUMNS), "@ext", "match_by_column_name=case_insensitive"),
                ("a varchar, b number(5,1)", "(select $1:a, $1:b from @ext)", ""),
            ]
        )
        options = f"file_format=(type=json {random.choice(JSON_OPTIONS)}) {random.choice(ON_ERROR)} {more}"
        fast, exact = both(content.encode(), columns, source, options)
        assert fast == exact, (content, options, columns)
