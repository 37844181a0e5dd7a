"""TYPE = AVRO, read by fastavro: each record is one OBJECT."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from mockhaus_dbt.errors import ExecutionError, UnsupportedError
from mockhaus_dbt.ingestion.file_formats.avro_blocks import Damaged, unpacked
from mockhaus_dbt.ingestion.file_formats.base import FileFormat, Option, Reading, RowError, Rows
from mockhaus_dbt.ingestion.file_formats.compression import opened
from mockhaus_dbt.ingestion.file_formats.documents import document_rows
from mockhaus_dbt.ingestion.file_formats.options import (
    REPLACE_INVALID_CHARACTERS,
    compression,
    null_if,
    trim_space,
)


class AvroFormat(FileFormat):
    """Avro files; the blocks inside may be compressed too, which the file itself says.

    Logical types become what they stand for: dates and times their text, decimals numbers; bytes are hexadecimal text.
    """

    type: ClassVar[str] = "AVRO"
    OPTIONS: ClassVar[dict[str, Option]] = {
        "COMPRESSION": compression(without=("BZ2",)),
        "TRIM_SPACE": trim_space(),
        "NULL_IF": null_if(),
        "REPLACE_INVALID_CHARACTERS": REPLACE_INVALID_CHARACTERS,
    }

    def schema(self, reading: Reading) -> dict[str, Any]:
        """The schema with which a file was written.

        Raises:
            ExecutionError: 100152, the file is no Avro file or is damaged.
            UnsupportedError: fastavro is not installed.
        """
        fastavro = _fastavro()
        if not reading.path.stat().st_size:
            return {}
        try:
            with opened(reading.path, self.compression(reading.path)) as stream:
                written = fastavro.reader(unpacked(stream)).writer_schema
        except UnsupportedError:
            raise
        except Exception as e:  # fastavro raises whatever the bytes provoke
            raise _damaged(reading, e) from None
        return written if isinstance(written, dict) else {}

    def read(self, reading: Reading) -> Rows:
        """The records of a file, each in the VARIANT field ``c1``.

        Raises:
            ExecutionError: 100152, the file is no Avro file or is damaged.
            UnsupportedError: fastavro is not installed.
        """
        fastavro = _fastavro()
        errors: list[RowError] = []
        invalid = "replace" if self["REPLACE_INVALID_CHARACTERS"] else "strict"

        def documents() -> Iterator[tuple[int, str]]:
            with opened(reading.path, self.compression(reading.path)) as stream:
                if reading.path.stat().st_size:
                    for i, record in enumerate(fastavro.reader(unpacked(stream), handle_unicode_errors=invalid)):
                        yield i + 1, json_text(record)

        try:
            return document_rows(reading, documents(), errors)
        except UnsupportedError:
            raise
        except UnicodeDecodeError:
            raise ExecutionError(
                f"Invalid UTF8 detected in string\n  File '{reading.name}'", 100144, "22000"
            ) from None
        except Exception as e:  # fastavro raises whatever the bytes provoke
            raise _damaged(reading, e) from None

    def value_rows(self, reading: Reading) -> Rows:
        return self.read(reading)


def _fastavro() -> Any:
    try:
        import fastavro
    except ImportError:
        raise UnsupportedError("TYPE = AVRO without the extra dbt-mockhaus[avro]") from None
    return fastavro


def _damaged(reading: Reading, e: Exception) -> ExecutionError:
    # What fastavro says is about its own code.
    why = f" ({e})" if isinstance(e, Damaged) else ""
    return ExecutionError(
        f"Error while reading Avro file '{reading.name}': it is not an Avro file or is damaged{why}.", 100152, "22000"
    )


def json_text(value: Any) -> str:
    """A value of Python's as the JSON that a VARIANT keeps."""
    if isinstance(value, dict):
        fields = (f"{json.dumps(str(k), ensure_ascii=False)}:{json_text(v)}" for k, v in value.items())
        return "{" + ",".join(fields) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(json_text, value)) + "]"
    if isinstance(value, bytes):
        return json.dumps(value.hex().upper())
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.datetime):
        text = value.replace(tzinfo=None).isoformat(" ", "microseconds" if value.microsecond % 1000 else "milliseconds")
        return json.dumps(text + (" Z" if value.tzinfo is not None else ""))
    if isinstance(value, float) and not math.isfinite(value):
        return json.dumps(str(value).replace("inf", "Infinity").replace("nan", "NaN"))
    if value is None or isinstance(value, (bool, int, float, str)):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(str(value))
