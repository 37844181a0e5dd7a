"""Every compression of files, whole and damaged."""

from __future__ import annotations

import bz2
import gzip
import zlib
from typing import Any

import pyarrow
import pytest

from mockhaus_dbt.errors import SqlError

CONTENT = b"".join(b"%d,x%d\n" % (i, i) for i in range(2000))


def raw(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def packed(codec: str) -> Any:
    def pack(content: bytes) -> bytes:
        sink = pyarrow.BufferOutputStream()
        with pyarrow.CompressedOutputStream(sink, codec) as stream:
            stream.write(content)
        return bytes(sink.getvalue())

    return pack


PACKERS = {
    "GZIP": gzip.compress,
    "BZ2": bz2.compress,
    "BROTLI": packed("brotli"),
    "ZSTD": packed("zstd"),
    "DEFLATE": zlib.compress,
    "RAW_DEFLATE": raw,
    "NONE": bytes,
}


@pytest.fixture
def copy(run: Any, put: Any, stage: str) -> Any:
    run("create table t (a int, b varchar)")

    def load(content: bytes, compression: str, name: str = "f", more: str = "") -> list[Any]:
        put(name, content)
        return run(f"copy into t from @ext/{name} file_format=(type=csv compression={compression}) force=true {more}")

    return load


@pytest.mark.parametrize("compression", PACKERS)
def test_each_compression(copy: Any, run: Any, compression: str) -> None:
    assert copy(PACKERS[compression](CONTENT), compression)[0][1:4] == ("LOADED", 2000, 2000)
    assert run("select count(*), sum(a), max(b) from t") == [(2000, 1999000, "x999")]
    assert copy(PACKERS[compression](b""), compression)[0][1:4] == ("LOADED", 0, 0)
    assert copy(b"", compression)[0][1:4] == ("LOADED", 0, 0)


@pytest.mark.parametrize(
    ("compression", "name"),
    [*((c, "f") for c in ("GZIP", "BZ2", "ZSTD", "DEFLATE", "NONE")), ("RAW_DEFLATE", "f.raw_deflate")],
)
def test_auto_knows_it(copy: Any, compression: str, name: str) -> None:
    assert copy(PACKERS[compression](CONTENT), "AUTO", name)[0][3] == 2000


def test_several_members(copy: Any) -> None:
    assert copy(gzip.compress(CONTENT[:5000]) + gzip.compress(CONTENT[5000:]) + b"\0\0", "GZIP")[0][3] == 2000


@pytest.mark.parametrize("compression", [c for c in PACKERS if c != "NONE"])
def test_damaged_files(copy: Any, run: Any, compression: str) -> None:
    whole = PACKERS[compression](CONTENT)
    for content in (whole[: len(whole) // 2], b"1,x\n2,y\n"):
        with pytest.raises(SqlError) as e:
            copy(content, compression)
        assert (e.value.errno, "'f'" in e.value.message) == (100083, True)
        rows = copy(content, compression, more="on_error=skip_file")
        assert rows[0][1:6] == ("LOAD_FAILED", 0, 0, 1, 1)
        assert "decompressing" in rows[0][6]
    assert run("select count(*) from t") == [(0,)]


@pytest.mark.parametrize("compression", PACKERS)
@pytest.mark.parametrize(("kind", "content"), [("JSON", b'{"a": 1}\n{"a": 2}\n'), ("XML", b"<a>1</a><a>2</a>")])
def test_documents(run: Any, put: Any, stage: str, kind: str, content: bytes, compression: str) -> None:
    put("f", PACKERS[compression](content))
    run("create table v (v variant)")
    rows = run(f"copy into v from @ext/f file_format=(type={kind} compression={compression})")
    assert rows[0][1:4] == ("LOADED", 2, 2)
