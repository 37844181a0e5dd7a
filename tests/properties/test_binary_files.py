"""Avro, ORC and XML files of any content are read as what was written."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import math
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import fastavro
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import orc

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import SqlError, UnsupportedError
from mockhaus_dbt.executor import MockhausExecutor

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
NAMES = st.lists(st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,4}", fullmatch=True), min_size=1, max_size=3, unique=True)
LONGS = st.integers(-(2**63), 2**63 - 1)
DOUBLES = st.floats(allow_nan=False, allow_infinity=False)
MICROSECONDS = st.datetimes(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31))
MILLISECONDS = MICROSECONDS.map(lambda v: v.replace(microsecond=v.microsecond // 1000 * 1000))
Load = Callable[[bytes, str], list[Any]]


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Load]:
    """Loads a file into a VARIANT column and gives the values."""
    folder: Path = tmp_path_factory.mktemp("files")
    with Account.open(stage_root=tmp_path_factory.mktemp("stages")) as account:
        session = account.session(database="db", schema="s")
        executor = MockhausExecutor(session)
        executor.execute_snowflake_sql(f"create stage ext url='file://{folder}/'; create table t (v variant)")

        def load(content: bytes, options: str) -> list[Any]:
            (folder / "f").write_bytes(content)
            executor.execute_snowflake_sql("truncate table t")
            executor.execute_snowflake_sql(f"copy into t from @ext file_format=({options}) force=true")
            shown = "v" if "xml" in options else "to_json(v)"
            return [row[0] for row in executor.execute_snowflake_sql(f"select {shown} from t").fetchall()]

        yield load
        session.close()


def read(text: str) -> Any:
    """JSON with the digits of its numbers."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


def moment(value: dt.datetime, zone: str = "") -> str:
    text = value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return (text[:-3] if text.endswith("000") else text) + zone


def same(found: Any, written: Any) -> bool:
    """Whether a value that was read is the one that was written; numbers are compared as such, a FLOAT as one."""
    if isinstance(written, dict):
        return found.keys() == written.keys() and all(same(found[k], v) for k, v in written.items())
    if isinstance(written, list):
        return len(found) == len(written) and all(map(same, found, written))
    if isinstance(written, float):
        return math.isclose(float(found), written, rel_tol=1e-15, abs_tol=0)
    return bool(found == written)


# -------------------------------------------------------------------------------------------------------------- Avro

#: an Avro schema, its values, and what becomes of one.
Typed = tuple[Any, st.SearchStrategy[Any], Callable[[Any], Any]]


def as_it_is(value: Any) -> Any:
    return value


def logical(base: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"type": base, "logicalType": kind, **more}


def decimals(precision: int, scale: int) -> st.SearchStrategy[Decimal]:
    return st.integers(-(10**precision) + 1, 10**precision - 1).map(lambda v: Decimal(v).scaleb(-scale))


UTC = dt.timezone.utc
SCALARS: list[Typed] = [
    ("long", LONGS, as_it_is),
    ("int", st.integers(-(2**31), 2**31 - 1), as_it_is),
    ("double", DOUBLES, as_it_is),
    ("boolean", st.booleans(), as_it_is),
    ("string", TEXTS, as_it_is),
    ("bytes", st.binary(max_size=5), lambda v: v.hex().upper()),
    (logical("bytes", "decimal", precision=38, scale=9), decimals(28, 9), as_it_is),
    (logical("int", "date"), st.dates(), str),
    (logical("int", "time-millis"), MILLISECONDS.map(dt.datetime.time), str),
    (logical("long", "time-micros"), st.times(), str),
    (logical("long", "timestamp-millis"), MILLISECONDS.map(lambda v: v.replace(tzinfo=UTC)), lambda v: moment(v, " Z")),
    (logical("long", "timestamp-micros"), MICROSECONDS.map(lambda v: v.replace(tzinfo=UTC)), lambda v: moment(v, " Z")),
    (logical("long", "local-timestamp-micros"), MICROSECONDS, moment),
    (logical("string", "uuid"), st.uuids(), str),
]


def nested(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    """Arrays, maps and optional values of a type."""

    def array(of: Typed) -> Typed:
        schema, values, shown = of
        return {"type": "array", "items": schema}, st.lists(values, max_size=3), lambda v: [shown(x) for x in v]

    def mapped(of: Typed) -> Typed:
        schema, values, shown = of
        made = st.dictionaries(TEXTS, values, max_size=3)
        return {"type": "map", "values": schema}, made, lambda v: {k: shown(x) for k, x in v.items()}

    def union(of: Typed) -> Typed:
        schema, values, shown = of
        either = schema if isinstance(schema, list) else ["null", schema]
        return either, st.none() | values, lambda v: None if v is None else shown(v)

    return inner.map(array) | inner.map(mapped) | inner.map(union)


AVRO_TYPES: st.SearchStrategy[Typed] = st.recursive(st.sampled_from(SCALARS), nested, max_leaves=3)


def number(value: int) -> bytes:
    """A length as Avro writes it."""
    value *= 2
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*made, value])


def container(schema: Any, records: list[Any], codec: str) -> bytes:
    """An Avro file with each record in a block of its own, packed with what fastavro has no library for here."""
    known = fastavro.parse_schema(schema)
    pairs = {"avro.schema": json.dumps(schema), "avro.codec": codec}
    made = b"Obj\x01" + number(len(pairs))
    for text in (part.encode() for pair in pairs.items() for part in pair):
        made += number(len(text)) + text
    made += b"\0" + b"s" * 16
    for record in records:
        sink = io.BytesIO()
        fastavro.schemaless_writer(sink, known, record)
        block = sink.getvalue()
        packed = bytes(pyarrow.Codec({"zstandard": "zstd"}.get(codec, codec)).compress(block, asbytes=True))
        packed += zlib.crc32(block).to_bytes(4, "big") if codec == "snappy" else b""
        made += number(1) + number(len(packed)) + packed + b"s" * 16
    return made


@settings(max_examples=60, deadline=None)
@given(data=st.data(), names=NAMES, codec=st.sampled_from(["null", "deflate", "bzip2", "xz", "snappy", "zstandard"]))
def test_avro(load: Load, data: st.DataObject, names: list[str], codec: str) -> None:
    types = dict(zip(names, (data.draw(AVRO_TYPES) for _ in names), strict=True))
    schema = {"type": "record", "name": "r", "fields": [{"name": n, "type": t[0]} for n, t in types.items()]}
    records = data.draw(st.lists(st.fixed_dictionaries({n: t[1] for n, t in types.items()}), max_size=3))
    sink = io.BytesIO()
    if codec in ("snappy", "zstandard"):
        sink.write(container(schema, records, codec))
    else:
        fastavro.writer(sink, fastavro.parse_schema(schema), records, codec=codec)
    expected = [{n: t[2](record[n]) for n, t in types.items()} for record in records]
    found = [read(text) for text in load(sink.getvalue(), "type=avro")]
    assert same(found, expected), (found, expected)


def test_avro_that_cannot_be_unpacked(load: Load) -> None:
    whole = container({"type": "record", "name": "r", "fields": [{"name": "a", "type": "string"}]}, [{"a": "x"}], "snappy")
    assert load(whole, "type=avro") == ['{"a":"x"}']
    wrong_sum = whole[:-17] + bytes([whole[-17] ^ 1]) + whole[-16:]
    for content in (whole[:-1], whole[:-20], whole[:-16] + b"t" * 16, wrong_sum, b"no Avro file"):
        with pytest.raises(SqlError) as e:
            load(content, "type=avro")
        assert e.value.errno == 100152
    with pytest.raises(SqlError, match="ends in the middle"):
        load(gzip.compress(whole)[:-9], "type=avro")
    with pytest.raises(UnsupportedError, match="codec lz4"):
        load(whole.replace(b"\x0csnappy", b"\x06lz4"), "type=avro")


# --------------------------------------------------------------------------------------------------------------- ORC


def shown(value: Any) -> Any:
    """A value as a VARIANT without vectors has it: no nulls in what holds others."""
    if isinstance(value, dict):
        return {k: shown(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [shown(v) for v in value if v is not None]
    if isinstance(value, bytes):
        return value.hex().upper()
    if isinstance(value, dt.datetime):
        return moment(value)
    return str(value) if isinstance(value, dt.date) else value


ORC_SCALARS: list[tuple[pyarrow.DataType, st.SearchStrategy[Any]]] = [
    (pyarrow.int8(), st.integers(-128, 127)),
    (pyarrow.int16(), st.integers(-(2**15), 2**15 - 1)),
    (pyarrow.int32(), st.integers(-(2**31), 2**31 - 1)),
    (pyarrow.int64(), LONGS),
    (pyarrow.float64(), DOUBLES),
    (pyarrow.bool_(), st.booleans()),
    (pyarrow.string(), TEXTS),
    (pyarrow.binary(), st.binary(max_size=5)),
    (pyarrow.decimal128(38, 9), decimals(28, 9)),
    (pyarrow.decimal128(10, 2), decimals(10, 2)),
    (pyarrow.date32(), st.dates(dt.date(1600, 1, 1))),
    (pyarrow.timestamp("us"), st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2250, 1, 1))),
]
OrcType = tuple[pyarrow.DataType, st.SearchStrategy[Any]]


def optional(of: OrcType) -> st.SearchStrategy[Any]:
    """Values of a type, or none; pyarrow writes what is behind a struct that is null wrongly."""
    return of[1] if pyarrow.types.is_struct(of[0]) else st.none() | of[1]


def held(inner: st.SearchStrategy[OrcType]) -> st.SearchStrategy[OrcType]:
    """Lists and structs."""

    def struct(of: OrcType) -> OrcType:
        values = st.fixed_dictionaries({"x": optional(of), "y": st.none() | LONGS})
        return pyarrow.struct({"x": of[0], "y": pyarrow.int64()}), values

    return inner.map(lambda t: (pyarrow.list_(t[0]), st.lists(optional(t), max_size=3))) | inner.map(struct)


@settings(max_examples=60, deadline=None)
@given(
    data=st.data(), names=NAMES, compression=st.sampled_from(["uncompressed", "snappy", "zlib", "lz4", "zstd"])
)
def test_orc(load: Load, data: st.DataObject, names: list[str], compression: str) -> None:
    types = dict(zip(names, (data.draw(st.recursive(st.sampled_from(ORC_SCALARS), held, max_leaves=3)) for _ in names), strict=True))  # fmt: skip
    records = data.draw(st.lists(st.fixed_dictionaries({n: optional(t) for n, t in types.items()}), min_size=1, max_size=3))
    table = pyarrow.table({n: pyarrow.array([r[n] for r in records], t[0]) for n, t in types.items()})
    sink = pyarrow.BufferOutputStream()
    orc.write_table(table, sink, compression=compression)
    found = [read(text) for text in load(bytes(sink.getvalue()), "type=orc")]
    assert same(found, [shown(record) for record in records]), (found, records)


# --------------------------------------------------------------------------------------------------------------- XML

TAGS = st.from_regex(r"[a-z][a-z0-9_.-]{0,3}", fullmatch=True)
XML_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff"), max_size=6)
#: tag, attributes, and texts and elements in it.
Tree = tuple[str, dict[str, str], list[Any]]
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.tuples(TAGS, st.dictionaries(TAGS, XML_TEXTS, max_size=2), st.lists(XML_TEXTS, max_size=1)),
    lambda inner: st.tuples(TAGS, st.dictionaries(TAGS, XML_TEXTS, max_size=2), st.lists(inner | XML_TEXTS, max_size=3)),
    max_leaves=5,
)


def written(tree: Tree) -> str:
    tag, attributes, content = tree
    inside = "".join(escape(c) if isinstance(c, str) else written(c) for c in content)
    return f"<{tag}{''.join(f' {k}={quoteattr(v)}' for k, v in attributes.items())}>{inside}</{tag}>"


def parts(element: ElementTree.Element) -> Any:
    """An element to be compared; blanks at the ends of texts do not count."""
    texts = [(element.text or "").strip(), *((child.tail or "").strip() for child in element)]
    return element.tag, element.attrib, texts, [parts(child) for child in element]


@settings(max_examples=80, deadline=None)
@given(
    trees=st.lists(TREES, min_size=1, max_size=3),
    between=st.sampled_from(["", "\n", " \r\n\t", "\n<?xml version='1.0'?>\n"]),
    preserve=st.booleans(),
)
def test_xml(load: Load, trees: list[Tree], between: str, preserve: bool) -> None:
    content = between.join(map(written, trees)).encode()
    found = load(content, f"type=xml disable_auto_convert=true preserve_space={preserve}")
    assert [parts(ElementTree.fromstring(x)) for x in found] == [parts(ElementTree.fromstring(written(t))) for t in trees]
