"""The parts of structured types of columns, for the views ELEMENT_TYPES and FIELDS
(https://docs.snowflake.com/en/sql-reference/info-schema/element_types, fields).

A type is identified by the path to it: the place of its column, then the places of the parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.information_schema.pictures import PICTURES, Rows, all_relations, fields
from mockhaus_dbt.translation.names import Relation
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

PARTS = fields(
    """database schema relation kind whole part position:int is_element:bool type length:int precision:int
    scale:int collation_name own nullable:bool"""
)


def parts(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """Every part of every structured type of a column."""
    for obj in all_relations(session, database):
        if obj.kind.endswith("VIEW"):
            continue
        visible = (c for c in obj.columns if not c.extra.get("hidden"))
        for position, column in enumerate(visible, 1):
            for row in _within(column.type, str(position)):
                yield (obj.database, obj.schema, obj.name, "TABLE", *row)


def _within(type_: SqlType, whole: str) -> Iterator[tuple[Any, ...]]:
    for position, field in enumerate(type_.fields or (), 1):
        inner = field.type
        own = f"{whole}.{position}" if inner.is_structured else None
        name = ("KEY", "VALUE")[position - 1] if type_.name == "MAP" else field.name
        yield (
            whole,
            name,
            position,
            type_.name == "ARRAY",
            inner.name,
            inner.length if inner.name in ("VARCHAR", "BINARY") else None,
            inner.precision,
            inner.scale if inner.name == "NUMBER" else None,
            inner.collation,
            own,
            field.nullable,
        )
        if own:
            yield from _within(inner, own)


PICTURES["parts"] = (PARTS, parts)
