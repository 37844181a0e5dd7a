"""Files whose bytes are not what they should be: an error in Snowflake's words that names the file, in every form of
ON_ERROR, and never what a library says of its own code, let alone the end of the process."""

from __future__ import annotations

import bz2
import gzip
import io
import random
import re
import zlib
from typing import Any

import fastavro
import pyarrow
import pytest
from pyarrow import orc, parquet

from mockhaus_dbt.errors import SqlError

TABLE = pyarrow.table({"id": list(range(200)), "name": ["x" * i for i in range(200)], "at": [[i, None] for i in range(200)]})
ROWS = TABLE.to_pylist()
_FIELDS = [
    {"name": "id", "type": "long"},
    {"name": "name", "type": "string"},
    {"name": "at", "type": {"type": "array", "items": ["null", "long"]}},
]
SCHEMA = fastavro.parse_schema({"type": "record", "name": "r", "fields": _FIELDS})
#: words of DuckDB, Arrow and Python.
FOREIGN = re.compile(r"internal error|Invalid Input|TProtocol|Arrow|codec|index out of range|Errno|unpack|Exception")


def made(kind: str, packed: str) -> bytes:
    sink = io.BytesIO()
    if kind == "PARQUET":
        parquet.write_table(TABLE, sink, compression=packed)
    elif kind == "ORC":
        orc.write_table(TABLE, sink, compression={"gzip": "zlib", "none": "uncompressed"}.get(packed, packed))
    else:
        fastavro.writer(sink, SCHEMA, ROWS, codec={"gzip": "deflate"}.get(packed, "null"), sync_interval=500)
    return sink.getvalue()


def damaged(content: bytes, chance: random.Random) -> bytes:
    held = bytearray(content)
    kind = chance.randrange(4)
    for _ in range(chance.choice([1, 3, 30])):
        held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    if kind == 1:
        return bytes(held[: chance.randrange(len(held))])
    at = chance.randrange(len(held))
    return bytes(held[:at] + chance.randbytes(8) + held[at + kind * 4 :]) if kind > 1 else bytes(held)


@pytest.mark.parametrize("packed", ["none", "gzip", "snappy"])
@pytest.mark.parametrize("kind", ["PARQUET", "PARQUET replace_invalid_characters=true", "ORC", "AVRO"])
def test_damage(run: Any, put: Any, stage: str, kind: str, packed: str) -> None:
    chance = random.Random(f"{kind} {packed}")
    run("create table v (v variant); create table t (id int, name varchar, at array)")
    run(f"create file format f type={kind}")
    content, failed = made(kind.split()[0], packed), 0
    for i in range(8):
        put(f"{i}", damaged(content, chance))
        for table, more in (("v", ""), ("t", "match_by_column_name=case_insensitive")):
            files = f"copy into {table} from @ext/{i} file_format=(type={kind}) {more} force=true"
            told = str(run(f"{files} on_error=continue"))
            try:
                run(files)
            except SqlError as e:
                failed += 1
                told += f" {e.errno} {e}"
            assert not FOREIGN.search(told), told
        for query in ("@ext/{} (file_format => 'f')", "table(infer_schema(location => '@ext/{}', file_format => 'f'))"):
            try:
                run(f"select * from {query.format(i)}")
            except SqlError as e:
                assert not FOREIGN.search(str(e)), e
    assert failed > 3


@pytest.mark.parametrize("on_error", ["continue", "skip_file", "abort_statement"])
def test_damage_in_the_data_of_a_parquet_file(run: Any, put: Any, stage: str, on_error: str) -> None:
    content = bytearray(made("PARQUET", "gzip"))
    content[40:60] = bytes(20)
    put("f", bytes(content))
    run("create table v (v variant); create file format p type=parquet")
    name = "Parquet file 'f'"
    if on_error == "abort_statement":
        with pytest.raises(SqlError) as e:
            run("copy into v from @ext/f file_format=(type=parquet)")
        assert (e.value.errno, name in e.value.message) == (100152, True)
    else:
        told = run(f"copy into v from @ext/f file_format=(type=parquet) on_error={on_error}")
        assert (told[0][1], name in told[0][6]) == ("LOAD_FAILED", True)
    with pytest.raises(SqlError, match="100152"):
        run("select $1 from @ext/f (file_format=>p)")


@pytest.mark.parametrize("depth", [600, 30_000])
@pytest.mark.parametrize("shape", ["[", '{"a":'])
@pytest.mark.parametrize("lines", [1, 300])
def test_json_nested_deeply(run: Any, put: Any, stage: str, depth: int, shape: str, lines: int) -> None:
    """Which would be too much for the stack of a thread of Arrow's."""
    deep = f'{{"v":{shape * depth}1{("]" if shape == "[" else "}") * depth}}}\n'
    put("f", '{"v":1}\n' * (lines - 1) + deep + '{"v":2}\n')
    run("create table v (v variant)")
    told = run("copy into v from @ext/f file_format=(type=json strip_null_values=true) on_error=continue")
    assert (told[0][3], told[0][6]) == (lines, "Error parsing JSON: document is nested too deeply")
    # The values themselves are not limited, if nothing has to be looked for in them.
    assert run("copy into v from @ext/f file_format=(type=json) on_error=continue force=true")[0][3] >= lines


def test_brackets_in_texts_are_not_taken_for_depth(run: Any, put: Any, stage: str) -> None:
    put("f", f'{{"v":"{"[" * 5000}"}}\n{{"v":[{"[[1]]," * 5000}2]}}\n')
    run("create table v (v variant)")
    assert run("copy into v from @ext/f file_format=(type=json)")[0][3] == 2


def test_texts_nested_deeply(run: Any) -> None:
    assert run("select check_json(repeat('[', 5000) || repeat(']', 5000))") == [("document is nested too deeply",)]
    xml = "repeat('<a><b>1</b>', {0}) || repeat('</a>', {0})"
    assert run(f"select check_xml({xml.format(5000)})") == [("document is nested too deeply",)]
    assert len(run(f"select to_xml(parse_xml({xml.format(199)}))")[0][0]) == 15 * 199
    with pytest.raises(SqlError, match="Error parsing XML: document is nested too deeply") as e:
        run(f"select parse_xml({xml.format(5000)})")
    assert e.value.errno == 100100


@pytest.mark.parametrize("depth", [200, 201, 5000])
@pytest.mark.parametrize("strip", ["true", "false"])
def test_xml_nested_deeply(run: Any, put: Any, stage: str, depth: int, strip: str) -> None:
    put("f", "<x>1</x>" * (strip == "false") + "<a>" * depth + "1" + "</a>" * depth)
    run("create table v (v variant)")
    told = run(f"copy into v from @ext/f file_format=(type=xml strip_outer_element={strip}) on_error=continue")
    assert told[0][6] == (None if depth == 200 else "Error parsing XML: document is nested too deeply")
    assert told[0][3] == (depth == 200) + (strip == "false")


_OUTER: dict[str, Any] = {
    "GZIP": gzip.compress,
    "DEFLATE": zlib.compress,
    "RAW_DEFLATE": lambda content: zlib.compress(content, wbits=-15),
    "BROTLI": lambda content: pyarrow.compress(content, "brotli", asbytes=True),
    "ZSTD": lambda content: pyarrow.compress(content, "zstd", asbytes=True),
    "NONE": bytes,
}


def _snappy(block: bytes) -> bytes:
    packed = pyarrow.compress(block, "snappy", asbytes=True)
    return bytes(packed) + zlib.crc32(block).to_bytes(4, "big")


def packed_avro(codec: str) -> bytes:
    """An Avro file with one block, packed with a codec that fastavro may have no library for."""
    pack = {
        "snappy": _snappy,
        "zstandard": _OUTER["ZSTD"],
        "deflate": _OUTER["RAW_DEFLATE"],
        "bzip2": bz2.compress,
        "null": bytes,
    }[codec]
    sink = io.BytesIO()
    fastavro.writer(sink, SCHEMA, ROWS, sync_interval=1 << 20)
    plain = sink.getvalue()
    sync = plain[-16:]
    head, rest = plain.split(sync, 1)

    def number(at: int) -> tuple[int, int]:
        found = shift = 0
        while True:
            byte = rest[at]
            found |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if not byte & 0x80:
                return (found >> 1) ^ -(found & 1), at

    def written(value: int) -> bytes:
        sink = io.BytesIO()
        fastavro.schemaless_writer(sink, "long", value)
        return sink.getvalue()

    count, at = number(0)
    size, at = number(at)
    block = pack(rest[at : at + size])
    named = head.replace(b"\x08null", written(len(codec)) + codec.encode())
    return named + sync + written(count) + written(len(block)) + block + sync


@pytest.mark.parametrize("codec", ["null", "deflate", "bzip2", "snappy", "zstandard"])
@pytest.mark.parametrize("compression", list(_OUTER))
def test_avro_packed_inside_and_outside(run: Any, put: Any, stage: str, codec: str, compression: str) -> None:
    """https://docs.snowflake.com/en/sql-reference/sql/create-file-format (TYPE = AVRO, COMPRESSION)"""
    put("f", _OUTER[compression](packed_avro(codec)))
    run("create table t (id int, name varchar, at array)")
    run(f"copy into t from @ext/f file_format=(type=avro compression={compression}) match_by_column_name=case_insensitive")
    assert run("select count(*), sum(id), sum(length(name)) from t") == [(200, 19900, 19900)]
    if compression not in ("BROTLI", "RAW_DEFLATE"):  # which the first bytes do not tell
        run("copy into t from @ext/f file_format=(type=avro) match_by_column_name=case_insensitive force=true")
        assert run("select count(*) from t") == [(400,)]
