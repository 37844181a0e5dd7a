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
    return _snappy(value)


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
        return _unsnappy(value)
    except (ValueError, OSError, IndexError, zlib.error):
        raise failure("decompress", method) from None


def _snappy(value: bytes) -> bytes:
    """A Snappy block (https://github.com/google/snappy/blob/main/format_description.txt) that only has literals."""
    out, size = bytearray(), len(value)
    while size >= 0x80:
        out.append(size & 0x7F | 0x80)
        size >>= 7
    out.append(size)
    for start in range(0, len(value), 65536):
        piece = value[start : start + 65536]
        last = len(piece) - 1
        if last < 60:
            out.append(last << 2)
        elif last < 256:
            out += bytes([60 << 2, last])
        else:
            out += bytes([61 << 2, last & 0xFF, last >> 8])
        out += piece
    return bytes(out)


def _unsnappy(value: bytes) -> bytes:
    size = shift = at = 0
    while True:
        byte = value[at]
        at += 1
        size |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    out = bytearray()
    while at < len(value):
        tag = value[at]
        at += 1
        if tag & 3 == 0:
            length = tag >> 2
            if length >= 60:
                count = length - 59
                length = int.from_bytes(value[at : at + count], "little")
                at += count
            out += value[at : at + length + 1]
            at += length + 1
            continue
        if tag & 3 == 1:
            length, back, at = (tag >> 2 & 7) + 4, tag >> 5 << 8 | value[at], at + 1
        else:
            width = 2 if tag & 3 == 2 else 4
            length, back, at = (tag >> 2) + 1, int.from_bytes(value[at : at + width], "little"), at + width
        if not 0 < back <= len(out):
            raise ValueError("a copy from before the start")
        for _ in range(length):
            out.append(out[-back])
    if len(out) != size:
        raise ValueError("the length is wrong")
    return bytes(out)
