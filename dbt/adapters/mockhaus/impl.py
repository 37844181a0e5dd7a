"""The adapter: dbt-snowflake's, over Mockhaus's connections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from dbt.adapters.base.meta import available
from dbt.adapters.mockhaus import accounts, sources
from dbt.adapters.mockhaus.connections import MockhausConnectionManager, NamedSnowflakeConnectionManager
from dbt.adapters.mockhaus.connector_shim import stand_ins
from dbt_common.exceptions import DbtRuntimeError

with stand_ins():
    from dbt.adapters.snowflake.impl import SnowflakeAdapter

if TYPE_CHECKING:
    import agate
    from dbt.adapters.base.relation import BaseRelation
    from dbt.adapters.contracts.macros import MacroResolverProtocol


class MockhausAdapter(SnowflakeAdapter):
    """What ``target_type: mockhaus`` gives: ``adapter.type()`` says ``mockhaus``."""

    ConnectionManager = MockhausConnectionManager

    @classmethod
    def convert_number_type(cls, agate_table: agate.Table, col_idx: int) -> str:
        """The type of a seed's column of numbers: what dbt-snowflake answers, without counting every digit for it."""
        values = [value for row in agate_table.rows if (value := row[col_idx]) is not None]
        if all(type(value) is int or value == value.to_integral_value() for value in values):
            return "integer"
        if any(not value.is_finite() or value.adjusted() > 20 for value in values):
            return super().convert_number_type(agate_table, col_idx)
        return "float8"

    def set_macro_resolver(self, macro_resolver: MacroResolverProtocol) -> None:
        """Take the project's manifest; sources that are files are loaded with the first connection."""
        super().set_macro_resolver(macro_resolver)
        if any("mockhaus" in {**s.meta, **s.config.meta} for s in getattr(macro_resolver, "sources", {}).values()):
            folder = str(getattr(self.config, "project_root", ""))
            accounts.begin_with(lambda connection: sources.load_located(connection, macro_resolver, folder))
        else:
            accounts.begin_with(None)

    @available.parse_none
    def check_project(self) -> None:
        """Check the project in an account that is thrown away; the report is in ``checks.reports``."""
        from dbt.adapters.mockhaus.checks import check_project

        check_project(self, self._macro_resolver)

    @available.parse_list
    def stub_sources(self, rows: int, seed: int) -> list[str]:
        """Make tables with made-up rows for the sources that do not exist.

        Args:
            rows: of each.
            seed: of the values.

        Returns:
            a line for each source that says what was done.

        Raises:
            DbtRuntimeError: a table cannot be made.
        """
        from mockhaus_dbt.sources import stub_sources

        manifest = self._macro_resolver
        wanted = sources.described(manifest, str(getattr(self.config, "project_root", "")))
        built = sources.built_by(manifest)
        compiled, failed = sources.queries(self.config, manifest)
        connection = self.connections.get_thread_connection().handle
        made = stub_sources(
            sources.executor_of(connection), [s for s in wanted if s.place not in built], compiled, int(rows), int(seed)
        )
        lines = [f"{stub.label}: {stub.said}" for stub in made]
        lines += [f"{s.label}: left to {built[s.place]}, which makes it" for s in wanted if s.place in built]
        if failed:
            lines.append(
                f"not asked for their columns, since they cannot be compiled as things are: {', '.join(failed)}"
            )
        broken = [f"{stub.label}: {stub.said}" for stub in made if stub.done == "failed"]
        if broken:
            raise DbtRuntimeError("\n".join(["Sources that cannot be made:", *broken]))
        return lines

    @available.parse_none
    def insert_seed(
        self, relation: BaseRelation, columns: str, table: agate.Table, batch_size: int, transaction: bool
    ) -> str:
        """Send the statements of dbt-snowflake's seed, written here because Jinja takes longer over it than DuckDB.

        Args:
            relation: the seed's table.
            columns: its columns, quoted and joined.
            table: the rows.
            batch_size: rows to a statement.
            transaction: put the statements into one.

        Returns:
            the first statement, for the compiled file.
        """
        name = relation.render()
        if transaction:
            self.add_query("BEGIN", auto_begin=False)
        if len(table.rows) == 0:
            first = f"insert overwrite into {name} ({columns})\nselect {columns} from {name} where 1=0"
            self.add_query(first, abridge_sql_log=True)
        else:
            first = self._insert_batches(name, columns, table, batch_size)
        if transaction:
            self.add_query("COMMIT", auto_begin=False)
        return first

    def _insert_batches(self, name: str, columns: str, table: agate.Table, batch_size: int) -> str:
        row = f"({','.join(['%s'] * len(table.column_names))})"
        first = ""
        for start in range(0, len(table.rows), batch_size):
            rows: Sequence[Sequence[object]] = table.rows[start : start + batch_size]
            overwrite = "" if start else "overwrite "
            sql = f"insert {overwrite}into {name} ({columns}) values\n{','.join([row] * len(rows))}"
            self.add_query(sql, bindings=list(chain.from_iterable(rows)), abridge_sql_log=True)
            first = first or sql
        return first


# dbt derives the module of the version from the part of the class name before "Adapter".
class MockhausAdapterAsSnowflake(MockhausAdapter):
    """The default: the project and its packages see the adapter that production has."""

    ConnectionManager = NamedSnowflakeConnectionManager
