"""The history as a file: JSON (one object a line), CSV or Parquet."""

from __future__ import annotations

import json
import os

from mockhaus_dbt.errors import ConfigError
from mockhaus_dbt.query_history.history import QueryHistory


def write_history(history: QueryHistory, path: str | os.PathLike[str]) -> int:
    """Write every recorded statement, the earliest first.

    Args:
        history: of an account.
        path: of the file; its ending says what it is.

    Returns:
        the number of statements.

    Raises:
        ConfigError: the ending is none of .json, .csv, .parquet, or the file cannot be written.
    """
    ending = os.path.splitext(os.fspath(path))[1].lower()
    if ending not in (".json", ".csv", ".parquet"):
        raise ConfigError(f"'{os.fspath(path)}': the history is written as .json, .csv or .parquet.")
    table = history.arrow()
    try:
        if ending == ".parquet":
            from pyarrow import parquet

            parquet.write_table(table, path)
        elif ending == ".csv":
            from pyarrow import csv

            csv.write_csv(table, path)
        else:
            with open(path, "w", encoding="utf-8") as file:
                for batch in table.to_batches(1000):
                    for row in batch.to_pylist():
                        file.write(json.dumps(row, ensure_ascii=False, default=lambda v: v.isoformat()) + "\n")
    except OSError as e:
        raise ConfigError(f"'{os.fspath(path)}' cannot be written: {e.strerror}.") from None
    return int(table.num_rows)
