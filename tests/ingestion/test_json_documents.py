"""Whether JSON documents are sound is told by a look, where they are alike: with the same outcome as by reading them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion.file_formats.json import JsonFormat
from mockhaus_dbt.ingestion.file_formats.json_documents import sound_documents
from mockhaus_dbt.ingestion.file_formats.json_scan import Looker

Put = Callable[[str, "str | bytes"], Path]
LINE = '{"id": 1, "at": {"x": 1.0, "y": [1, 2.50]}, "name": "ann, inf"}'
ODD = [
    '{"id": 1, "at": {"x": 1.0, "x": [1, 2.50]}, "name": "ann"}',
    '{"id": 1, "id": {"x": 1.0, "y": 3}, "name": "ann"}',
    '{"id": 1, "i\\u0064": {"x": 1.0, "y": 3}, "name": "ann"}',
    '{"id": NaN, "at": {"x": 1.0, "y": 3}, "name": "ann"}',
    '{"id": -Infinity, "at": {"x": 1.0, "y": 3}, "name": "ann"}',
    '{"id": 1, "at": {"x": 1.0, "y": [1,]}, "name": "ann"}',
    '{"id": 1, "at": {"x": 1.0, "y": 3}, "name": "ann"',
    '{"id": 1, "at": {"x": 1.0, "y": 3}, "name": "a\\"b\\":"}',
    '{"id": null, "at": {"y": 1e1, "x": 10.0}, "name": "x: nan"}',
    '{"id": 1, "at": {"x": 12345678901234567890.5, "y": -0.0}}',
    "[1, 2]",
    "null",
    "",
    '{"id": 1,\n "at": {"x": 1.0, "y": 3}, "name": "ann"}',
]


def _condition(content: bytes) -> str | None:
    looker = Looker(False, True)
    looker.take(content)
    return sound_documents(looker.first_lines, looker.finish())


def test_what_is_told_by_a_look() -> None:
    assert _condition(f"{LINE}\n{LINE}".encode()) is not None
    for content in ("", "1\n", f"{LINE}\n" + '{"id": 1}\n', f"{LINE}\r\n", '{"a": 1, "a": 2}\n', '{"é": 1}\n', "{}\n"):
        assert _condition(content.encode()) is None


@pytest.fixture(params=["copy", "select", "gzip"])
def outcome(request: Any, run: Any, put: Put, stage: str) -> Callable[[str], Any]:
    """What becomes of a file."""
    run("create file format j type = json")

    def made(content: str) -> Any:
        packed = request.param == "gzip"
        put("a.json", gzip.compress(content.encode(), mtime=0) if packed else content)
        try:
            if request.param == "select":
                return run("select $1::varchar, typeof($1:at.x) from @ext (file_format => j) order by 1")
            run("create or replace table t (v variant)")
            done = run("copy into t from @ext file_format = (format_name = j)")
            again = run("copy into t from @ext file_format = (format_name = j)")
            assert again == [("Copy executed with 0 files processed.",)]
            return done, run("select v::varchar, typeof(v:at.x) from t order by 1")
        except SqlError as e:
            return str(e)

    return made


@pytest.mark.parametrize(("at", "odd"), [((0, 1, 300)[i % 3], odd) for i, odd in enumerate(ODD)])
def test_files_with_an_odd_line(
    outcome: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, odd: str, at: int
) -> None:
    lines = [LINE] * 300
    lines.insert(at, odd)
    content = "\n".join(lines) + "\n"
    found = outcome(content)
    monkeypatch.setattr(JsonFormat, "_alike", lambda _self, reading: (reading, None))
    assert found == outcome(content)


def test_a_file_that_looks_sound_is_not_parsed_before(
    outcome: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(JsonFormat, "_plain", None)
    found = outcome(f"{LINE}\n" * 3)
    rows = found[1] if isinstance(found, tuple) else found
    assert rows == [('{"at":{"x":1,"y":[1,2.5]},"id":1,"name":"ann, inf"}', "INTEGER")] * 3


@pytest.mark.parametrize("before", ['{"a":"x"}', '{"a":1}', '{"a":null}', '{"a":[1]}'])
@pytest.mark.parametrize(
    ("odd", "errno"),
    [
        (b"y\xff", 100144), (b"\xc3", 100144), (b"\xed\xa0\x80", 100144), (b"\xc0\xaf", 100144),
        (rb"\ud800", 100069), (rb"\ud800\u0041", 100069), (rb"\udc00x", 100069), (rb"\ud83d\ude00", 0), (rb"\\ud800", 0),
        (b"\xf0\x9f\x98\x80", 0),
    ],
)  # fmt: skip
def test_what_is_no_text_is_told_by_queries_too(
    run: Callable[[str], Any], put: Put, stage: str, before: str, odd: bytes, errno: int
) -> None:
    put("f.json", before.encode() + b'\n{"a":"' + odd + b'"}\n' + before.encode() + b"\n")
    run("create file format j type=json")
    query = "select $1 from @ext/f.json (file_format => 'j')"
    infer = "select count(*) from table(infer_schema(location => '@ext/f.json', file_format => 'j'))"
    if not errno:
        assert len(run(query)) == 3
        assert run(infer) == [(1,)]
        return
    for sql in (query, infer):
        with pytest.raises(SqlError) as caught:
            run(sql)
        assert (caught.value.errno, "line 2" in str(caught.value)) == (errno, True)
