"""COPY INTO <location> against DuckDB's own COPY TO of the same rows.

Both write the same format and compression and files of the same size. Ours also escapes as Snowflake does, publishes
the files together and counts bytes; Parquet's numbers are DECIMAL on both sides, as Snowflake writes them.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import mockhaus_dbt
from benchmarks.measure import Measured, in_turns

#: throughput of at least 0.9 of DuckDB's.
_TARGET = 1 / 0.9
_TABLE = """
create table t as
select seq4()::number(38, 0) as id, (seq4() * 7.25)::number(12, 2) as price,
    dateadd(day, seq4() % 3000, '2020-01-01'::date) as day, 'customer ' || seq4() as name,
    iff(seq4() % 10 = 0, null, 'some longer text of an order, line ' || (seq4() % 1000)) as note,
    (seq4() % 2 = 0) as paid, dateadd(second, seq4(), '2020-01-01'::timestamp_ntz) as moment
from table(generator(rowcount => {rows}))
"""
_THEIRS = "id, price, day, name, note, paid, moment"
_PARQUET = (
    "CAST(id AS DECIMAL(38, 0)) AS id, price, day, name, note, paid, CAST(moment AS TIMESTAMP_MS) AS moment"
)
_QUOTES = "field_optionally_enclosed_by='\"' null_if=('NULL')"
#: name, FILE_FORMAT of ours, what theirs selects, options of theirs.
_CASES = (
    ("CSV", "type=csv compression=none", _THEIRS, "format csv"),
    ("CSV in quotes", f"type=csv compression=none {_QUOTES}", _THEIRS, "format csv, force_quote (name, note)"),
    ("CSV gzip", "type=csv", _THEIRS, "format csv, compression gzip"),
    ("Parquet", "type=parquet", _PARQUET, "format parquet"),
    ("JSON", "type=json compression=none", "to_json(struct_pack(id, name, note)) AS v", "format json"),
)  # fmt: skip


def run(rows: int = 1_000_000, rounds: int = 3) -> list[Measured]:
    """Measure.

    Args:
        rows: of the table, about 110 bytes each in CSV.
        rounds: medians of so many.
    """
    with tempfile.TemporaryDirectory() as folder:
        account = Path(folder) / "unload.duckdb"
        with mockhaus_dbt.connect(account, database="db", schema="s") as connection:
            cursor = connection.cursor()
            cursor.execute(_TABLE.format(rows=rows))
            cursor.execute("create stage st")
            cursor.execute("create view j as select object_construct('id', id, 'name', name, 'note', note) v from t")
            backend = connection.session.cursor
            found = []
            for name, ours, select, theirs in _CASES:
                source = "j" if name == "JSON" else "t"
                target = Path(folder) / "theirs"

                def unload(told: str = ours, source: str = source) -> None:
                    cursor.execute(f"copy into @st/x/ from {source} file_format=({told}) overwrite=true")

                def copy(select: str = select, told: str = theirs, target: Path = target) -> None:
                    shutil.rmtree(target, ignore_errors=True)
                    backend.rows(
                        f'COPY (SELECT {select} FROM "DB.S"."T") TO \'{target}\' ({told}, file_size_bytes 16777216)'
                    )

                found.append(Measured(f"unload {name}", *in_turns(unload, copy, 1, rounds), target=_TARGET))
            return found
