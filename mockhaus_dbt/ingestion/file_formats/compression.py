"""Files as streams of what they hold, whatever they are compressed with.

https://docs.snowflake.com/en/sql-reference/sql/copy-into-table (COMPRESSION)
"""

from __future__ import annotations

import bz2
import io
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Any, cast

from isal import isal_zlib

from mockhaus_dbt.errors import ExecutionError, error

COMPRESSIONS = ("AUTO", "GZIP", "BZ2", "BROTLI", "ZSTD", "DEFLATE", "RAW_DEFLATE", "NONE")
#: what is read at once: what is looked at and copied then stays in the processor's cache.
CHUNK = 1 << 17
_MAGIC = {b"\x1f\x8b": "GZIP", b"BZh": "BZ2", b"\x28\xb5\x2f\xfd": "ZSTD"}
#: the second byte of a zlib stream; what is left out could also be the beginning of a text.
_ZLIB = (b"\x78\x01", b"\x78\x9c", b"\x78\xda")
#: compressions that the first bytes do not tell, by the extension that unloading gives them.
_EXTENSIONS = {".deflate": "DEFLATE", ".raw_deflate": "RAW_DEFLATE"}
_DAMAGED = cast("type[Exception]", isal_zlib.error)
_WINDOWS = {"GZIP": 31, "DEFLATE": 15, "RAW_DEFLATE": -15}


def sniff(path: Path) -> str:
    """The compression that the first bytes of a file tell, or its extension where they cannot; NONE for none.

    Raises:
        ExecutionError: 091016, there is no such file.
    """
    try:
        with open(path, "rb") as stream:
            head = stream.read(4)
    except OSError:
        raise error("remote_file_missing", name=path.name) from None
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            return name
    if head[:2] in _ZLIB:
        return "DEFLATE"
    return _EXTENSIONS.get(path.suffix.lower(), "NONE") if head else "NONE"


def _inflated(path: Path, window: int) -> Generator[bytes, None, None]:
    """The content of a gzip, zlib or raw deflate file, piece by piece; a gzip file may have several members."""
    with open(path, "rb", buffering=0) as file:
        compressed = file.read(CHUNK)
        while compressed:
            inflater: Any = isal_zlib.decompressobj(window)
            while not inflater.eof:
                compressed = compressed or file.read(CHUNK)
                if not compressed:
                    raise EOFError("the file ends in the middle of the compressed data")
                made = inflater.decompress(compressed, CHUNK)
                compressed = inflater.unconsumed_tail
                if made:
                    yield made
            compressed = inflater.unused_data or file.read(CHUNK)
            if window == _WINDOWS["GZIP"]:
                compressed = compressed.lstrip(b"\0")
            elif compressed:
                raise ValueError("data behind the end of the stream")


class Stream(io.RawIOBase):
    """Pieces as a stream."""

    def __init__(self, found: Generator[bytes, None, None]):
        self._found = found
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._found.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        if not self._left:
            self._left = memoryview(next(self._found, b""))
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def opened(path: Path, compression: str) -> IO[bytes]:
    """A file opened for reading, uncompressed.

    Args:
        path: the file.
        compression: one of COMPRESSIONS except AUTO.
    """
    if compression == "NONE" or not path.stat().st_size:
        return open(path, "rb", buffering=0)
    if compression in _WINDOWS:
        return cast("IO[bytes]", Stream(_inflated(path, _WINDOWS[compression])))
    if compression == "BZ2":
        return bz2.open(path, "rb")
    import pyarrow

    return cast("IO[bytes]", pyarrow.CompressedInputStream(pyarrow.OSFile(str(path)), compression.lower()))


def pieces(path: Path, compression: str, name: str = "") -> Iterator[bytes]:
    """The content of a file, piece by piece.

    Args:
        path: the file.
        compression: what it is compressed with.
        name: as error messages call it.

    Raises:
        ExecutionError: 100083, it is not compressed so, or damaged; 091016, there is no such file.
    """
    try:
        if compression in _WINDOWS and path.stat().st_size:
            yield from _inflated(path, _WINDOWS[compression])
            return
        with opened(path, compression) as stream:
            while piece := stream.read(CHUNK):
                yield piece
    except (OSError, EOFError, _DAMAGED, ValueError) as e:
        if not path.exists():
            raise error("remote_file_missing", name=name or path.name) from None
        raise ExecutionError(
            f"Error while decompressing file '{name or path.name}' with {compression}: {e}", 100083, "22000"
        ) from None


def whole_lines(found: Iterator[bytes], size: int = 1 << 23) -> Iterator[bytes]:
    """Pieces of a content put together to blocks of whole lines; the last one may lack its end."""
    held: list[bytes] = []
    total = 0
    for piece in found:
        held.append(piece)
        total += len(piece)
        if total < size:
            continue
        block = b"".join(held)
        cut = block.rfind(b"\n") + 1
        if cut:
            yield block[:cut]
            block = block[cut:]
        held, total = [block], len(block)
    rest = b"".join(held)
    if rest:
        yield rest
