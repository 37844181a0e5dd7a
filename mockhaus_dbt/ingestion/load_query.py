"""How the records of a file become rows of a table through a query
(https://docs.snowflake.com/en/user-guide/data-load-transform).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import error
from mockhaus_dbt.ingestion.copy_statement import CopyStatement
from mockhaus_dbt.ingestion.file_formats.base import Reading, Rows
from mockhaus_dbt.ingestion.load_plan import LoadPlan
from mockhaus_dbt.ingestion.staged_rows import StagedRows, records
from mockhaus_dbt.ingestion.stages import StagedFile
from mockhaus_dbt.ingestion.transformations import check_transformation, query_context, without_conversions
from mockhaus_dbt.translation.ast_parser import parse_tokens
from mockhaus_dbt.translation.compiler import Compiler
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.names import Relation

if TYPE_CHECKING:
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.translator import Translation

#: stands in a translated query for the rows of a file.
_SLOT = "\x02staged rows\x02"


class ByQuery(LoadPlan):
    """A transformation: COPY INTO t FROM (SELECT ... FROM @stage)."""

    def __init__(self, statement: Statement, wanted: CopyStatement, *args: Any):
        super().__init__(*args)
        assert wanted.query is not None
        text = statement.script[wanted.query[0].start : wanted.query[-1].end + 1]
        named = [int(n) for n in re.findall(r"\$(\d+)", text)]
        width = 1 if self.format.semistructured else max(named, default=1)
        self.staged = StagedRows(self.format, width, query=text)
        self._tokens, self._script = wanted.query, statement.script
        tree = parse_tokens(self._tokens, self._script)
        check_transformation(tree)
        translated = self._translated(tree)
        if len(translated.columns) != len(self.targets):
            raise error("insert_columns", expected=len(self.targets), got=len(translated.columns))
        self.translated = translated
        self.one_to_one = not tree.args.get("distinct")

    def _translated(self, tree: Any) -> Translation:
        context = query_context(self.context)
        context.stage_rows = self._relation
        return self.session.translator.translate_query(tree, context)

    def _relation(self, _location: str, _options: dict[str, Any]) -> Relation:
        """What stands for the stage while the query is translated; its options were read before."""
        return self.staged.relation(_SLOT)

    def read(self, reading: Reading) -> Rows:
        reading.width = None
        return records(self.format, reading)

    def field_of(self, index: int) -> int:
        return 0

    def source(self, rows: Rows, file: StagedFile, where: str) -> tuple[list[str], str]:
        names = [f"k{i + 1}" for i in range(len(self.targets))]
        typed = zip(names, self.translated.columns, self.targets, strict=True)
        values = [self.stored(Expr(f"q.{name}", head.type), column) for name, head, column in typed]
        query = self.translated.sql.replace(_SLOT, self.staged.select(rows, file, where))
        return values, f"({query}) AS q({', '.join(names)})"

    def suspicion(self, rows: Rows, file: StagedFile) -> str | None:
        return super().suspicion(rows, file) if rows.numbered else None

    def suspicions(self, rows: Rows, file: StagedFile) -> list[str] | None:
        if not self.one_to_one:
            return None
        bare = self._bare
        names = [f"k{i + 1}" for i in range(len(self.targets))]
        # What the query makes of the rows stands in their order.
        numbers = f"(SELECT row_number AS mh_row FROM {rows.sql})"
        query = bare.sql.replace(_SLOT, self.staged.select(rows, file))
        joined = f"{numbers} AS n POSITIONAL JOIN ({query}) AS q({', '.join(names)})"
        lenient = Compiler(replace(self.context, wide=True))
        found = []
        for name, head, column in zip(names, bare.columns, self.targets, strict=True):
            condition = self._suspicious(lenient, Expr(f"q.{name}", head.type), column)
            found.append(f"row_number IN (SELECT mh_row FROM {joined} WHERE {condition})")
        return found

    @cached_property
    def _bare(self) -> Translation:
        """The query with values as they are before their conversion, which cannot fail."""
        return self._translated(without_conversions(parse_tokens(self._tokens, self._script)))
