"""Actions of ALTER that Snowflake has and Mockhaus has not: they are refused by their names, whatever they alter.

https://docs.snowflake.com/en/sql-reference/sql/alter-table, .../alter-view, .../alter-schema, .../alter-database
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.errors import UnsupportedError

if TYPE_CHECKING:
    from mockhaus_dbt.translation.token_reader import TokenReader

_PROPERTIES = (
    "CONTACT", "DCM PROJECT", "DATA_METRIC_SCHEDULE", "AGGREGATION POLICY", "JOIN POLICY", "FEATURE POLICY",
)
_PHRASES = (
    *(f"{verb} {name}" for verb in ("SET", "UNSET") for name in _PROPERTIES),
    *(f"{verb} DATA METRIC FUNCTION" for verb in ("ADD", "DROP", "ALTER", "MODIFY")),
    *(f"{verb} STORAGE LIFECYCLE POLICY" for verb in ("ADD", "DROP")),
    *(f"{verb} {name}" for verb in ("ENABLE", "DISABLE") for name in ("REPLICATION", "FAILOVER")),
)
_OF_COLUMNS = ("SET PROJECTION POLICY", "UNSET PROJECTION POLICY", "ADD VALUE", "DROP VALUE")


def refuse_action(reader: TokenReader, noun: str) -> None:
    """Refuse what stands behind the name of an object that is altered.

    Args:
        reader: stands there.
        noun: of the object.

    Raises:
        UnsupportedError: it is an action that Snowflake has and Mockhaus has not.
    """
    for phrase in (*_PHRASES, *(("REFRESH", "PRIMARY") if noun == "DATABASE" else ())):
        if reader.accept(phrase):
            raise UnsupportedError(f"ALTER {noun} ... {phrase}")


def refuse_column_action(reader: TokenReader) -> None:
    """Refuse what stands behind the name of a column that is altered.

    Raises:
        UnsupportedError: it is an action that Snowflake has and Mockhaus has not.
    """
    for phrase in _OF_COLUMNS:
        if reader.accept(phrase):
            raise UnsupportedError(f"ALTER COLUMN ... {phrase}")
