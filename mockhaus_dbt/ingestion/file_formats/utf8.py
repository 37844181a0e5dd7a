"""Texts of Arrow tables that may be no UTF-8, written as Parquet that DuckDB reads (REPLACE_INVALID_CHARACTERS)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mockhaus_dbt.errors import ExecutionError


class ParquetWriter:
    """Writes tables to one Parquet file, texts checked.

    Args:
        target: the file.
        schema: of the tables.
        lenient: bytes that are no UTF-8 become U+FFFD; otherwise they are an error.
        name: of the file that they come from, for that error.
    """

    def __init__(self, target: Path, schema: Any, lenient: bool, name: str):
        from pyarrow import parquet

        self._lenient, self._name = lenient, name
        self._writer = parquet.ParquetWriter(str(target), schema, compression="none")

    def write(self, table: Any) -> None:
        """Write a table.

        Raises:
            ExecutionError: 100144, a text is no UTF-8.
        """
        import pyarrow

        for i, column in enumerate(table.columns):
            try:
                column.validate(full=True)
            except pyarrow.ArrowInvalid:
                if not self._lenient:
                    raise ExecutionError(
                        f"Invalid UTF8 detected in string\n  File '{self._name}'", 100144, "22000"
                    ) from None
                table = table.set_column(i, table.schema.field(i), repaired(column))
        self._writer.write_table(table)

    def __enter__(self) -> ParquetWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()


def damages() -> tuple[type[Exception], ...]:
    """What Arrow raises of a file whose bytes are not what they should be: whatever they provoke."""
    import pyarrow

    return pyarrow.ArrowException, UnicodeError, OSError


def as_text(table: Any, schema: Any) -> Any:
    """A table with the texts of another schema in the place of bytes; U+FFFD stands for what is no UTF-8.

    Args:
        table: with bytes in some columns.
        schema: of the texts.
    """
    import pyarrow

    for i, field in enumerate(schema):
        if table.schema.field(i).type == field.type:
            continue
        try:
            column = table.column(i).cast(field.type)
        except pyarrow.ArrowInvalid:
            column = repaired(table.column(i))
        table = table.set_column(i, field, column)
    return table


def repaired(column: Any) -> Any:
    """A column with U+FFFD where texts are no UTF-8.

    Raises:
        UnsupportedError: the texts are inside of nested values.
    """
    import pyarrow

    from mockhaus_dbt.errors import UnsupportedError

    if pyarrow.types.is_binary(column.type):
        texts = [None if v is None else v.decode("utf-8", "replace") for v in column.to_pylist()]
        return pyarrow.chunked_array([pyarrow.array(texts, pyarrow.string())])
    if not (pyarrow.types.is_string(column.type) or pyarrow.types.is_large_string(column.type)):
        raise UnsupportedError("REPLACE_INVALID_CHARACTERS in texts inside of nested values")
    binary = column.cast(pyarrow.large_binary() if pyarrow.types.is_large_string(column.type) else pyarrow.binary())
    texts = [None if v is None else v.decode("utf-8", "replace") for v in binary.to_pylist()]
    return pyarrow.chunked_array([pyarrow.array(texts, column.type)])
