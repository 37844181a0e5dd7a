"""Digests and compression."""

from __future__ import annotations

import bz2
import hashlib
import zlib

from mockhaus_dbt.python_functions import failure, python_function


@python_function("BLOB", "BLOB", "INTEGER")
def sha2(value: bytes, size: int) -> bytes:
    """A SHA-2 digest of 224, 256, 384 or 512 bits."""
    if size not in (224, 256, 384, 512):
        raise failure("sha2_size", size)
    return hashlib.new(f"sha{size}", value).digest()


@python_function("BLOB", "BLOB", "VARCHAR", "INTEGER")
def compress(value: bytes, method: str, level: int) -> bytes:
    """Compress; level 0 stands for the method's own."""
    if method == "zlib":
        return zlib.compress(value, min(level, 9) or -1)
    if method == "bz2":
        return bz2.compress(value, min(level, 9) or 9)
    from pyarrow import Codec

    codec = Codec("zstd", compression_level=min(level, 22) or 3) if method == "zstd" else Codec("snappy")
    made: bytes = codec.compress(value, asbytes=True)
    return made


@python_function("BLOB", "BLOB", "VARCHAR")
def decompress(value: bytes, method: str) -> bytes:
    """Undo :func:`compress`.

    Raises:
        ValueError: the data is not what the method writes.
    """
    try:
        if method == "zlib":
            return zlib.decompress(value)
        if method == "bz2":
            return bz2.decompress(value)
        import pyarrow

        if method == "zstd":
            with pyarrow.CompressedInputStream(pyarrow.BufferReader(value), "zstd") as stream:
                read: bytes = stream.read()
            return read
        made: bytes = pyarrow.decompress(value, _snappy_size(value), codec="snappy", asbytes=True)
        return made
    except (ValueError, OSError, IndexError, EOFError, zlib.error):
        raise failure("decompress", method) from None


def _snappy_size(value: bytes) -> int:
    """How long a Snappy block is decompressed: seven bits a byte, the lowest first, until one has no eighth."""
    size = 0
    for i, byte in enumerate(value[:5]):
        size |= (byte & 0x7F) << 7 * i
        if byte < 0x80:
            return size
    raise ValueError("no length")
