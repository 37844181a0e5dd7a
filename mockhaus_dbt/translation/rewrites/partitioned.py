"""``FROM t, TABLE(f(t.a) OVER (PARTITION BY t.p ORDER BY t.o))``: a table function with a handler, once for each
partition (https://docs.snowflake.com/en/developer-guide/udf/udf-calling-sql, "Calling a UDTF with PARTITION BY").

The rows that ``process`` gives stand beside their input row; those of ``end_partition`` beside the partition's keys
alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.translation.compiler import Source, SourceColumn
from mockhaus_dbt.translation.rewrites.windows import order_text

if TYPE_CHECKING:
    from mockhaus_dbt.translation.rewrites.from_ import From
    from mockhaus_dbt.translation.user_functions import TableCall


@dataclass(frozen=True)
class Partitioned:
    """A call of a table function with OVER.

    Args:
        call: compiled, with its arguments.
        over: PARTITION BY and ORDER BY.
    """

    call: TableCall
    over: exp.Window

    def join(self, from_: From, name: str) -> Source:
        """Make a subquery of everything read so far and the function's rows; gives the source of the latter.

        Args:
            from_: what was read; its text and sources are replaced.
            name: of the function's rows, as the statement calls them.
        """
        compiler, scope = from_.compiler, from_.scope
        keys = [compiler.expression(n, scope).sql for n in self.over.args.get("partition_by") or ()]
        order = self.over.args.get("order")
        ordering = f" ORDER BY {order_text(compiler, order.expressions, scope)}" if order is not None else ""
        alias = compiler.alias(name or "F")
        cells = self._cells(from_, alias, keys)
        row = ", ".join([f"'{cell}': {sql}" for cell, sql in cells.items()] or ["'_0': 0"])
        listed = f"list({{'r': {{{row}}}, 'a': {self.call.row}}}{ordering})"
        held = "".join(f", {sql} AS _k{i}" for i, sql in enumerate(keys))
        group = f" GROUP BY {', '.join(str(i + 2) for i in range(len(keys)))}" if keys else ""
        source = f" FROM {from_.sql}" if from_.sql else ""
        named = "".join(f", _k{i}" for i in range(len(keys)))
        variable, out = compiler.fresh("in"), compiler.fresh("row")
        made = self.call.rows(compiler, f"list_transform(_all, lambda {variable}: {variable}.a)")
        beside = f"list_transform({made}, lambda {out}: {{'o': {out}, 'r': _all[{out}.i].r}})"
        from_.sql = (
            f"(SELECT unnest({beside}) AS _row{named} FROM (SELECT {listed} AS _all{held}{source}{group})) AS {alias}"
        )
        columns = [
            SourceColumn(head, f"{alias}._row.o.c{i}", type_) for i, (head, type_) in enumerate(self.call.columns)
        ]
        return Source("", name, columns)

    def _cells(self, from_: From, alias: str, keys: list[str]) -> dict[str, str]:
        """Name the columns read so far, and let the sources read them from the new subquery."""
        cells: dict[str, str] = {}

        def moved(column: SourceColumn, cell: str) -> SourceColumn:
            cells[cell] = column.sql
            key = f"{alias}._k{keys.index(column.sql)}" if column.sql in keys else "NULL"
            sql = f"CASE WHEN {alias}._row.o.i IS NULL THEN {key} ELSE {alias}._row.r.{cell} END"
            return replace(column, sql=sql, nullable=True)

        scope = from_.scope
        for s, item in enumerate(scope.sources):
            columns = [moved(column, f"_{s}_{c}") for c, column in enumerate(item.columns)]
            scope.sources[s] = replace(item, columns=columns, _by_name=None)
        for m, (name, column) in enumerate(list(scope.merged.items())):
            scope.merged[name] = moved(column, f"_m_{m}")
        return cells
