"""Avro files whose blocks are packed with what fastavro has no library for at hand: snappy and zstandard, the first
of them what Spark writes (https://avro.apache.org/docs/1.12.0/specification/#object-container-files).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Generator
from typing import IO, cast

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.ingestion.file_formats.compression import CHUNK, Stream

_MAGIC = b"Obj\x01"
_SYNC = 16
#: codecs that come with Python; fastavro reads them.
_WITH_PYTHON = (b"null", b"deflate", b"bzip2", b"xz")


class Damaged(ValueError):
    """What is wrong with a file, in words for who has it."""


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """An Avro file as one that fastavro reads.

    Args:
        stream: the file.

    Raises:
        UnsupportedError: when it is read, its codec is none of Avro's.
        Damaged: when it is read, it is.
    """

    def checked() -> Generator[bytes, None, None]:
        try:
            yield from _pieces(stream)
        except EOFError as e:  # which fastavro would take for the end of the file
            raise Damaged(str(e)) from None

    return cast("IO[bytes]", io.BufferedReader(Stream(checked()), CHUNK))


def _pieces(stream: IO[bytes]) -> Generator[bytes, None, None]:
    head = stream.read(len(_MAGIC))
    if head != _MAGIC:
        raise Damaged("it begins in another way")
    held = _metadata(stream)
    codec = held.get(b"avro.codec", b"null")
    unpack = _UNPACK.get(codec)
    if unpack is not None:
        yield from _blocks(stream, held, unpack)
        return
    if codec not in _WITH_PYTHON:
        raise UnsupportedError(f"TYPE = AVRO with the codec {codec.decode('utf-8', 'replace')}")
    yield head + _written(held)
    while piece := stream.read(CHUNK):
        yield piece


def _blocks(
    stream: IO[bytes], held: dict[bytes, bytes], unpack: Callable[[bytes], bytes]
) -> Generator[bytes, None, None]:
    """The file with its blocks as they are without a codec."""
    sync = _exactly(stream, _SYNC)
    yield _MAGIC + _written({**held, b"avro.codec": b"null"}) + sync
    while first := stream.read(1):
        records = _number(stream, first)
        block = unpack(_exactly(stream, _number(stream)))
        if _exactly(stream, _SYNC) != sync:
            raise Damaged("a block does not end in the mark of the file")
        yield _varint(records) + _varint(len(block)) + block + sync


def _metadata(stream: IO[bytes]) -> dict[bytes, bytes]:
    """The map in the header of a file."""
    found: dict[bytes, bytes] = {}
    while count := _number(stream):
        if count < 0:
            _number(stream)  # its size in bytes
        for _ in range(abs(count)):
            key = _exactly(stream, _number(stream))
            found[key] = _exactly(stream, _number(stream))
    return found


def _written(held: dict[bytes, bytes]) -> bytes:
    """A map as the header has it."""
    pairs = b"".join(_varint(len(part)) + part for pair in held.items() for part in pair)
    return _varint(len(held)) + pairs + _varint(0)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    """So many bytes, which a read may give in parts."""
    if size < 0:
        raise Damaged("a length is negative")
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            raise EOFError("the file ends in the middle of a block")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _number(stream: IO[bytes], first: bytes = b"") -> int:
    """A number of Avro's: seven bits a byte, the sign in the lowest bit."""
    found = shift = 0
    byte = (first or _exactly(stream, 1))[0]
    while byte & 0x80:
        found |= (byte & 0x7F) << shift
        shift += 7
        byte = _exactly(stream, 1)[0]
    found |= byte << shift
    return (found >> 1) ^ -(found & 1)


def _varint(number: int) -> bytes:
    left = (number << 1) ^ (number >> 63)
    made = bytearray()
    while left > 0x7F:
        made.append(left & 0x7F | 0x80)
        left >>= 7
    made.append(left)
    return bytes(made)


def _snappy(block: bytes) -> bytes:
    """A block that begins with its length, and a checksum behind it."""
    import pyarrow

    size = shift = 0
    for byte in block:
        size |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            break
    made = bytes(pyarrow.Codec("snappy").decompress(block[:-4], decompressed_size=size, asbytes=True))
    if zlib.crc32(made) != int.from_bytes(block[-4:], "big"):
        raise Damaged("the checksum of a block is wrong")
    return made


def _zstandard(block: bytes) -> bytes:
    import pyarrow

    return bytes(pyarrow.CompressedInputStream(pyarrow.BufferReader(block), "zstd").read())


_UNPACK: dict[bytes, Callable[[bytes], bytes]] = {b"snappy": _snappy, b"zstandard": _zstandard}
