"""COPY INTO <location>: unload a table or query into files of a stage
(https://docs.snowflake.com/en/sql-reference/sql/copy-into-location).

DuckDB writes the files into a hidden directory of the stage; they appear under their names together, or not at all.
"""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import error
from mockhaus_dbt.ingestion.compressed import DUCKDB_WRITES, pack, unpacked_size
from mockhaus_dbt.ingestion.file_formats import FileFormatManager, make_format
from mockhaus_dbt.ingestion.file_formats.base import FileFormat, Reading
from mockhaus_dbt.ingestion.staged_rows import format_of
from mockhaus_dbt.ingestion.stages import StageLocation, StageManager
from mockhaus_dbt.ingestion.unload_casts import named_integers
from mockhaus_dbt.ingestion.unload_statement import UnloadStatement, read_unload
from mockhaus_dbt.ingestion.unload_writers import Writer, writer_of
from mockhaus_dbt.ingestion.work_files import WorkFiles
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.ast_parser import Statement, parse_expression, parse_tokens, split_statements
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import Compiler, Scope, Source, SourceColumn
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import quote
from mockhaus_dbt.translation.types import INTEGER, VARCHAR

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.translator import Translation

#: so many names are given in turn to the threads of a warehouse: data_0_<thread>_<number>.
_THREADS = 8
_NULL_PARTITION = "__NULL__"
_DUCKDB_NULL = "__HIVE_DEFAULT_PARTITION__"
_SUMMARY = (("rows_unloaded", INTEGER), ("input_bytes", INTEGER), ("output_bytes", INTEGER))
_DETAILS = (("FILE_NAME", VARCHAR), ("FILE_SIZE", INTEGER), ("ROW_COUNT", INTEGER))


@dataclass
class Written:
    """A file that DuckDB has written."""

    path: Path
    name: str
    before: int
    after: int


def execute_unload(session: Session, statement: Statement) -> QueryResult:
    """Run COPY INTO <location>.

    Args:
        session: in which it runs; rows of its open transaction are unloaded too.
        statement: the statement.

    Returns:
        one row of totals, or a row for each file (DETAILED_OUTPUT), or the rows themselves (VALIDATION_MODE).

    Raises:
        SqlError: in Snowflake's words; no file has appeared then.
    """
    return Unloading(session, statement, read_unload(statement)).run()


class Unloading:
    """One COPY INTO <location> under way.

    Args:
        session: in which it runs.
        statement: the statement.
        wanted: what it says.
    """

    def __init__(self, session: Session, statement: Statement, wanted: UnloadStatement):
        self.session = session
        self.statement = statement
        self.wanted = wanted
        self.location: StageLocation = StageManager(session).place(wanted.location, wanted.cloud)
        self.format = self._format()

    def _format(self) -> FileFormat:
        """The format; unlike elsewhere, options may stand beside FORMAT_NAME."""
        given = dict(self.wanted.file_format or {})
        name = given.pop("FORMAT_NAME", None)
        if name is None or not given:
            return format_of(self.session, self.location, self.wanted.file_format)
        named = FileFormatManager(self.session).named(tuple(name))
        return make_format({"TYPE": named.type, **named.given, **given})

    def run(self) -> QueryResult:
        """Write the files."""
        tree = self._tree()
        translation = self.session.translator.translate_query(tree, self.session.context())
        if self.wanted.validate:
            return self.session.run(translation.sql, translation.columns)
        casts = named_integers(tree, len(translation.columns))
        writer = writer_of(self.format, self.session.context(), translation.columns, self.wanted.header, casts)
        with self.location.publication() as new:
            rows, paths = self._write(writer, translation, new.directory)
            if not rows:
                return self._result(0, [])
            files = self._named(writer, paths, new.directory)
            self._check(files)
            counts = self._counts(files, rows) if self.wanted.options["DETAILED_OUTPUT"] else []
            new.publish((file.path, file.name) for file in files)
        return self._result(rows, files, counts)

    # ----------------------------------------------------------------------------------------------------- the query

    def _tree(self) -> Any:
        wanted = self.wanted
        if wanted.query is not None:
            return parse_tokens(wanted.query, self.statement.script)
        text = f"SELECT * FROM {'.'.join(quote(p) if p else '' for p in wanted.table or ())}"
        return split_statements(text)[0].tree

    def _partition_value(self, translation: Translation) -> str:
        """DuckDB text of PARTITION BY, over the rows of the query."""
        assert self.wanted.partition is not None
        context = self.session.context()
        tree = parse_expression(self.wanted.partition, self.statement.script)
        columns = [
            SourceColumn(c.name, f"q.k{i + 1}", c.type, c.nullable) for i, c in enumerate(translation.columns)
        ]
        scope = Scope(sources=[Source("q", "", columns)])
        value = self.session.translator.compile_expression(tree, context, scope)
        return cast(Compiler(context), value, VARCHAR).sql

    # ----------------------------------------------------------------------------------------------------- the files

    def _write(self, writer: Writer, translation: Translation, directory: Path) -> tuple[int, list[Path]]:
        """Let DuckDB write; gives the number of rows and the files."""
        options = self.wanted.options
        names = ", ".join(f"k{i + 1}" for i in range(len(translation.columns)))
        rows = f"({translation.sql}) AS q({names})"
        outputs = writer.select(rows)
        told = writer.options()
        target = directory / "data"
        if self.wanted.partition is not None:
            outputs.append(f"{self._partition_value(translation)} AS _partition")
            told.append("partition_by (_partition)")
        if not options["SINGLE"]:
            told.append(f"file_size_bytes {options['MAX_FILE_SIZE']}")
        told.append("return_files true")
        sql = f"COPY (SELECT {', '.join(outputs)} FROM {rows}) TO {literal(str(target))} ({', '.join(told)})"
        [(count, files)] = self.session.cursor.rows(self.session.now_in(sql))
        return int(count), sorted((Path(f) for f in files), key=_order)

    def _named(self, writer: Writer, paths: list[Path], directory: Path) -> list[Written]:
        files = []
        places: dict[str, int] = {}
        for path in paths:
            partition = self._partition_of(path, directory)
            number = places[partition] = places.get(partition, -1) + 1
            name = self._name(writer, partition, number)
            before = 0
            if writer.compression in DUCKDB_WRITES or writer.type == "PARQUET":
                before = unpacked_size(path, writer.compression)
            else:
                before = pack(path, writer.compression)
            files.append(Written(path, name, before, path.stat().st_size))
        return files

    def _partition_of(self, path: Path, directory: Path) -> str:
        """The value of PARTITION BY that the rows of a file have; empty where there is none."""
        if self.wanted.partition is None:
            return ""
        encoded = path.parent.relative_to(directory / "data").as_posix().partition("=")[2]
        # Without slashes at its ends, as it becomes part of a name: '/a' and 'a' are one folder, with one count.
        return _NULL_PARTITION if encoded == _DUCKDB_NULL else urllib.parse.unquote(encoded).strip("/")

    def _name(self, writer: Writer, partition: str, number: int) -> str:
        """The name of a file, relative to the stage.

        Raises:
            SqlError: 001008, it would leave the stage.
        """
        path, options = self.location.path, self.wanted.options
        if options["SINGLE"]:
            name = f"{path}data" if not path or path.endswith("/") else path
            return self.location.checked(name.lstrip("/")).name
        folder, _, prefix = path.rpartition("/")
        thread, sequence = number % _THREADS, number // _THREADS
        query_id = self.session.running or ""
        if self.wanted.partition is not None:
            folder = "/".join(p for p in (path.strip("/"), partition.strip("/")) if p)
            stem = f"data_{query_id}_{thread:03}_{sequence}_0"
        else:
            stem = prefix or "data"
            if options["INCLUDE_QUERY_ID"]:
                stem = f"{stem}_{query_id}"
            stem = f"{stem}_0_{thread}_{sequence}"
        name = f"{folder}/{stem}{writer.extension}".lstrip("/")
        return self.location.checked(name).name

    def _check(self, files: list[Written]) -> None:
        options = self.wanted.options
        if options["SINGLE"] and files[0].after > options["MAX_FILE_SIZE"]:
            raise error("unload_single_size", size=options["MAX_FILE_SIZE"])
        if not options["OVERWRITE"] and any(self.location.holds(file.name) for file in files):
            raise error("unload_files_exist", name=self.wanted.location)

    # ---------------------------------------------------------------------------------------------------- the result

    def _counts(self, files: list[Written], rows: int) -> list[int]:
        """How many rows each file has; where there are several, they are read again."""
        if len(files) == 1:
            return [rows]
        options = {k: v for k, v in self.format.given.items() if k not in ("PARSE_HEADER", "SKIP_HEADER")}
        if self.wanted.header and self.format.type == "CSV":
            options["SKIP_HEADER"] = 1
        format_ = make_format({"TYPE": self.format.type, **options})
        found = []
        with WorkFiles(self.session) as work:
            for file in files:
                rows_of = format_.read(Reading(file.path, file.name, work.query, work.new))
                found.append(int(str(work.query(f"SELECT count(*) FROM {rows_of.sql}")[0][0])))
        return found

    def _result(self, rows: int, files: list[Written], counts: list[int] | None = None) -> QueryResult:
        if self.wanted.options["DETAILED_OUTPUT"]:
            told = [(f.name, f.after, n) for f, n in zip(files, counts or [], strict=True)]
            return QueryResult.of(_DETAILS, told)
        return QueryResult.of(_SUMMARY, [(rows, sum(f.before for f in files), sum(f.after for f in files))])


def _order(path: Path) -> tuple[str, int]:
    """DuckDB numbers its files in the order of the rows: data_0, data_1, ..., data_10."""
    digits = path.name.partition(".")[0].rpartition("_")[2]
    return str(path.parent), int(digits) if digits.isdigit() else 0

