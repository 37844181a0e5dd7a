"""Files as streams of what they hold, whatever they are compressed with.

https://docs.snowflake.com/en/sql-reference/sql/copy-into-table (COMPRESSION)
"""

from __future__ import annotations

import bz2
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from mockhaus_dbt.errors import ExecutionError, error

COMPRESSIONS = ("AUTO", "GZIP", "BZ2", "BROTLI", "ZSTD", "DEFLATE", "RAW_DEFLATE", "NONE")
#: what is read at once: what is looked at and copied then stays in the processor's cache.
CHUNK = 1 << 17
_MAGIC = {b"\x1f\x8b": "GZIP", b"BZh": "BZ2", b"\x28\xb5\x2f\xfd": "ZSTD"}
#: the second byte of a zlib stream; what is left out could also be the beginning of a text.
_ZLIB = (b"\x78\x01", b"\x78\x9c", b"\x78\xda")
#: compressions that the first bytes do not tell, by the extension that unloading gives them.
_EXTENSIONS = {".deflate": "DEFLATE", ".raw_deflate": "RAW_DEFLATE"}
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


class _Inflated(io.RawIOBase):
    """The content of a gzip, zlib or raw deflate file; a gzip file may have several members."""

    def __init__(self, path: Path, window: int):
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115
        self._window = window
        self._inflater: Any = None
        self._compressed = b""
        self._left = b""
        self._at = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        while self._at >= len(self._left):
            made = self._more()
            if made is None:
                return 0
            self._left, self._at = made, 0
        size = min(len(buffer), len(self._left) - self._at)
        buffer[:size] = self._left[self._at : self._at + size]
        self._at += size
        return size

    def _more(self) -> bytes | None:
        """The next piece, which may be empty; None at the end."""
        if self._inflater is not None and self._inflater.eof:
            self._compressed = self._inflater.unused_data
            self._inflater = None
            if self._window != 31:
                if self._compressed or self._file.read(1):
                    raise zlib.error("data behind the end of the stream")
                return None
            self._compressed = (self._compressed or self._file.read(CHUNK)).lstrip(b"\0")
            if not self._compressed:
                return None
        if not self._compressed:
            self._compressed = self._file.read(CHUNK)
        if not self._compressed:
            if self._inflater is None:
                return None
            raise EOFError("the file ends in the middle of the compressed data")
        if self._inflater is None:
            self._inflater = zlib.decompressobj(self._window)
        made = self._inflater.decompress(self._compressed, CHUNK)
        self._compressed = b"" if self._inflater.eof else self._inflater.unconsumed_tail
        return cast("bytes", made)


def opened(path: Path, compression: str) -> IO[bytes]:
    """A file opened for reading, uncompressed.

    Args:
        path: the file.
        compression: one of COMPRESSIONS except AUTO.
    """
    if compression == "NONE" or not path.stat().st_size:
        return open(path, "rb", buffering=0)
    if compression in _WINDOWS:
        return cast("IO[bytes]", _Inflated(path, _WINDOWS[compression]))
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
        with opened(path, compression) as stream:
            while piece := stream.read(CHUNK):
                yield piece
    except (OSError, EOFError, zlib.error, ValueError) as e:
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
