"""Files are packed, and their unpacked size is told, in the ways that unloading knows."""

from __future__ import annotations

import bz2
import importlib
import os
import shutil
import struct
import zlib
from pathlib import Path
from typing import IO, Any

from mockhaus_dbt.errors import ConfigError
from mockhaus_dbt.ingestion.file_formats.compression import pieces

#: what the name of a packed file ends with.
EXTENSIONS = {
    "NONE": "",
    "GZIP": ".gz",
    "BZ2": ".bz2",
    "BROTLI": ".br",
    "ZSTD": ".zst",
    "DEFLATE": ".deflate",
    "RAW_DEFLATE": ".raw_deflate",
}
#: what DuckDB's COPY packs by itself, with its word for it.
DUCKDB_WRITES = {"NONE": "none", "GZIP": "gzip", "ZSTD": "zstd"}
_BLOCK = 1 << 20


class _Packing:
    """A compressor as a stream to write to."""

    def __init__(self, sink: IO[bytes], compressor: Any, compress: str = "compress", finish: str = "flush"):
        self._sink, self._compress, self._finish = sink, getattr(compressor, compress), getattr(compressor, finish)

    def write(self, data: bytes) -> int:
        self._sink.write(self._compress(data))
        return len(data)

    def close(self) -> None:
        self._sink.write(self._finish())


def pack(path: Path, compression: str) -> int:
    """Pack a file in its place, in a way that DuckDB does not write.

    Args:
        path: the file.
        compression: BZ2, BROTLI, DEFLATE or RAW_DEFLATE.

    Returns:
        its size before.

    Raises:
        ConfigError: the package for that compression is missing.
    """
    size = path.stat().st_size
    packed = path.with_name(f"{path.name}.packed")
    with open(path, "rb") as source, open(packed, "wb") as sink:
        packing = _packing(sink, compression)
        shutil.copyfileobj(source, packing, _BLOCK)
        packing.close()
    os.replace(packed, path)
    return size


def _packing(sink: IO[bytes], compression: str) -> Any:
    if compression == "BZ2":
        return _Packing(sink, bz2.BZ2Compressor())
    if compression == "DEFLATE":
        return _Packing(sink, zlib.compressobj(6))
    if compression == "RAW_DEFLATE":
        return _Packing(sink, zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS))
    try:
        brotli: Any = importlib.import_module("brotli")
    except ImportError:
        raise ConfigError("COMPRESSION = BROTLI needs a package: pip install 'dbt-mockhaus[compression]'.") from None
    # The usual quality 11 takes a hundred times as long and makes files a tenth smaller.
    return _Packing(sink, brotli.Compressor(quality=5), "process", "finish")


def unpacked_size(path: Path, compression: str) -> int:
    """How large the content of a file is that DuckDB has written."""
    size = path.stat().st_size
    if compression not in ("GZIP", "ZSTD"):
        return size
    if compression == "GZIP" and size < 1 << 30:
        with open(path, "rb") as stream:
            stream.seek(-4, os.SEEK_END)
            return int(struct.unpack("<I", stream.read(4))[0])
    return sum(map(len, pieces(path, compression)))
