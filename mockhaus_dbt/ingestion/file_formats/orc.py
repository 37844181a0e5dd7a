"""TYPE = ORC, read by pyarrow and handed to DuckDB as Parquet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from mockhaus_dbt.errors import ExecutionError
from mockhaus_dbt.ingestion.file_formats.base import FileFormat, Option, Query, Reading, Rows
from mockhaus_dbt.ingestion.file_formats.options import REPLACE_INVALID_CHARACTERS, null_if, trim_space
from mockhaus_dbt.ingestion.file_formats.parquet import ParquetFormat
from mockhaus_dbt.ingestion.file_formats.utf8 import ParquetWriter, damages


class OrcFormat(FileFormat):
    """ORC files; a file says how it is compressed."""

    type: ClassVar[str] = "ORC"
    OPTIONS: ClassVar[dict[str, Option]] = {
        "TRIM_SPACE": trim_space(),
        "NULL_IF": null_if(),
        "REPLACE_INVALID_CHARACTERS": REPLACE_INVALID_CHARACTERS,
    }
    #: reads what is made of the file; which of its texts are null is for the options of this format.
    _PARQUET = ParquetFormat({"USE_LOGICAL_TYPE": True, "BINARY_AS_TEXT": False, "NULL_IF": []})

    def read(self, reading: Reading) -> Rows:
        """The columns of the file under their own names.

        Raises:
            ExecutionError: 100152, the file is no ORC file or is damaged; 100144, a text is no UTF-8.
        """
        return self._PARQUET.read(replace(reading, path=self._as_parquet(reading)))

    def value_rows(self, reading: Reading) -> Rows:
        """Each row as one object in the VARIANT field ``c1``."""
        return self._PARQUET.value_rows(replace(reading, path=self._as_parquet(reading)))

    def counts(self, query: Query, paths: list[Path]) -> list[int]:
        """What the Parquet files say that were made of them."""
        return self._PARQUET.counts(query, paths)

    def _as_parquet(self, reading: Reading) -> Path:
        import pyarrow
        from pyarrow import orc

        target = reading.work()
        try:
            file = orc.ORCFile(str(reading.path))
            with ParquetWriter(target, file.schema, bool(self["REPLACE_INVALID_CHARACTERS"]), reading.name) as writer:
                for i in range(file.nstripes):
                    writer.write(pyarrow.Table.from_batches([file.read_stripe(i)]))
        except damages():
            raise ExecutionError(
                f"Error while reading ORC file '{reading.name}': it is not an ORC file or is damaged.",
                100152,
                "22000",
            ) from None
        return target
