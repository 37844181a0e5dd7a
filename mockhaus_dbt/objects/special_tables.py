"""SHOW HYBRID TABLES and SHOW ICEBERG TABLES, which have columns of their own.

https://docs.snowflake.com/en/sql-reference/sql/show-hybrid-tables, show-iceberg-tables
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.objects.show_columns import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    SCHEMA_NAME,
    ShowColumn,
    constant,
    option,
)
from mockhaus_dbt.objects.statistics import quick_counts, rows_and_bytes
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.types import INTEGER, ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.objects.listing import Listing
    from mockhaus_dbt.session import Session


def _catalog(obj: CatalogObject) -> str:
    return str(obj.properties.get("CATALOG", "SNOWFLAKE"))


_HEAD = (CREATED_ON, NAME, DATABASE_NAME, SCHEMA_NAME, OWNER)
_COLUMNS = {
    "HYBRID": (
        *_HEAD,
        constant("rows", None, INTEGER),
        constant("bytes", None, INTEGER),
        COMMENT,
        OWNER_ROLE_TYPE,
    ),
    "ICEBERG": (
        *_HEAD,
        option("external_volume_name", of="EXTERNAL_VOLUME"),
        ShowColumn("catalog_name", lambda _s, o: _catalog(o)),
        ShowColumn(
            "iceberg_table_type", lambda _s, o: "NOT ICEBERG" if _catalog(o).upper() == "SNOWFLAKE" else "UNMANAGED"
        ),
        constant("catalog_table_name", None),
        constant("catalog_namespace", None),
        option("base_location", of="BASE_LOCATION"),
        constant("can_write_metadata", "Y"),
        COMMENT,
        constant("name_mapping", None),
        OWNER_ROLE_TYPE,
        option("catalog_sync_name", of="CATALOG_SYNC"),
        constant("auto_refresh_status", None),
        constant("partition_specs", None),
        constant("current_partition_spec_id", None, INTEGER),
    ),
}


def special_kind(words: list[str]) -> str:
    """HYBRID or ICEBERG where it is among the words of a SHOW statement, '' otherwise."""
    return next((kind for kind in _COLUMNS if kind in words), "")


def show_special(session: Session, objects: list[CatalogObject], listing: Listing, kind: str) -> QueryResult:
    """The result of SHOW.

    Args:
        session: that asks.
        objects: the tables to show.
        listing: the clauses of the statement.
        kind: as :func:`special_kind` gives it.
    """
    columns: tuple[ShowColumn, ...] = _COLUMNS[kind]
    if listing.terse:
        columns = (CREATED_ON, NAME, constant("kind", f"{kind} TABLE"), DATABASE_NAME, SCHEMA_NAME)
    counts = quick_counts(session, objects) if kind == "HYBRID" and not listing.terse else {}
    rows = []
    for obj in objects:
        cells = {column.name: column.cell(session, obj) for column in columns}
        if "rows" in cells:
            cells["rows"], cells["bytes"] = rows_and_bytes(obj, counts)
        rows.append(tuple(cells.values()))
    return QueryResult.of([ResultColumn(column.name, column.type) for column in columns], rows)


__all__ = ["show_special", "special_kind"]
