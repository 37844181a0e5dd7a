"""What there is to complete and to list: of an account in this process, or of a server's session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote as url_quote

from mockhaus_dbt import client, dbapi
from mockhaus_dbt.translation.names import quote

if TYPE_CHECKING:
    from mockhaus_dbt.result import QueryResult

#: either kind of connection.
AnyConnection = dbapi.Connection | client.Connection


class Objects:
    """Databases, schemas, tables, columns and stages; asked for when they are first needed, and kept.

    They are asked for in a session of their own, so that LAST_QUERY_ID() stays the user's.

    Args:
        connection: the user's.
    """

    def __init__(self, connection: AnyConnection):
        self._connection = connection
        self._kept: dict[tuple[str, ...], list[dict[str, Any]]] = {}

    def forget(self) -> None:
        """Something has changed."""
        self._kept.clear()

    def databases(self) -> list[str]:
        return self._names((), "SHOW DATABASES", "/databases")

    def schemas(self, database: str) -> list[str]:
        path = f"/databases/{_part(database)}/schemas"
        return self._names((database,), f"SHOW SCHEMAS IN DATABASE {quote(database)}", path)

    def tables(self, database: str, schema: str) -> list[str]:
        path = f"/databases/{_part(database)}/schemas/{_part(schema)}/tables"
        sql = f"SHOW OBJECTS IN SCHEMA {quote(database)}.{quote(schema)}"
        return self._names((database, schema), sql, path)

    def stages(self, database: str, schema: str) -> list[str]:
        path = f"/databases/{_part(database)}/schemas/{_part(schema)}/stages"
        sql = f"SHOW STAGES IN SCHEMA {quote(database)}.{quote(schema)}"
        return self._names((database, schema, "@"), sql, path)

    def columns(self, database: str, schema: str, table: str) -> list[tuple[str, str]]:
        """Names and types."""
        path = f"/databases/{_part(database)}/schemas/{_part(schema)}/tables/{_part(table)}/columns"
        sql = f"DESCRIBE TABLE {quote(database)}.{quote(schema)}.{quote(table)}"
        return [(row["name"], row["type"]) for row in self._rows((database, schema, table), sql, path)]

    def _names(self, key: tuple[str, ...], sql: str, path: str) -> list[str]:
        return [str(row["name"]) for row in self._rows(key, sql, path)]

    def _rows(self, key: tuple[str, ...], sql: str, path: str) -> list[dict[str, Any]]:
        if key not in self._kept:
            try:
                self._kept[key] = self._ask(sql, path)
            except Exception:  # what cannot be listed is not completed
                self._kept[key] = []
        return self._kept[key]

    def _ask(self, sql: str, path: str) -> list[dict[str, Any]]:
        connection = self._connection
        if isinstance(connection, client.Connection):
            rows: list[dict[str, Any]] = connection.api("GET", path, session_id=connection.server_session_id)["rows"]
            return rows
        with dbapi.connect(connection.account) as own:
            result: QueryResult = own.executor.execute_snowflake_sql(sql)
            return [dict(zip(result.column_names, row)) for row in result.fetchall()]


def _part(name: str) -> str:
    return url_quote(name, safe="")
