"""Warehouses: kept and shown. Size and clusters change nothing here; a statement needs one only where it names it.

https://docs.snowflake.com/en/sql-reference/sql/create-warehouse
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import (
    COMMENT,
    CREATED_ON,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    SUCCEEDED,
    Key,
    Noun,
    Option,
    ShowColumn,
    constant,
    option,
)
from mockhaus_dbt.objects.listing import flag
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.types import INTEGER, TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

#: every spelling of a size -> as SHOW prints it.
SIZES = {
    **dict.fromkeys(["XSMALL", "X-SMALL"], "X-Small"),
    "SMALL": "Small",
    "MEDIUM": "Medium",
    "LARGE": "Large",
    **dict.fromkeys(["XLARGE", "X-LARGE"], "X-Large"),
    **dict.fromkeys(["XXLARGE", "X2LARGE", "2X-LARGE"], "2X-Large"),
    **dict.fromkeys(["XXXLARGE", "X3LARGE", "3X-LARGE"], "3X-Large"),
    **dict.fromkeys(["X4LARGE", "4X-LARGE"], "4X-Large"),
    **dict.fromkeys(["X5LARGE", "5X-LARGE"], "5X-Large"),
    **dict.fromkeys(["X6LARGE", "6X-LARGE"], "6X-Large"),
}


class Warehouse(Noun):
    noun = "WAREHOUSE"
    plural = "WAREHOUSES"
    level = "ACCOUNT"
    options: ClassVar[dict[str, Option]] = {
        "WAREHOUSE_TYPE": Option(str, "STANDARD", ("STANDARD", "SNOWPARK-OPTIMIZED")),
        "WAREHOUSE_SIZE": Option(str, "X-Small"),
        "MAX_CLUSTER_COUNT": Option(int, 1),
        "MIN_CLUSTER_COUNT": Option(int, 1),
        "SCALING_POLICY": Option(str, "STANDARD", ("STANDARD", "ECONOMY")),
        "AUTO_SUSPEND": Option(object, 600),
        "AUTO_RESUME": Option(bool, True),
        "INITIALLY_SUSPENDED": Option(bool, False),
        "RESOURCE_MONITOR": Option(str),
        "RESOURCE_CONSTRAINT": Option(str),
        "GENERATION": Option(str, values=("1", "2")),
        "ENABLE_QUERY_ACCELERATION": Option(bool, False),
        "QUERY_ACCELERATION_MAX_SCALE_FACTOR": Option(int, 8),
        "MAX_CONCURRENCY_LEVEL": Option(int, 8),
        "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS": Option(int, 0),
        "STATEMENT_TIMEOUT_IN_SECONDS": Option(int, 172800),
        "WAIT_FOR_COMPLETION": Option(bool),
    }
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        NAME,
        ShowColumn("state", lambda _s, o: "SUSPENDED" if o.properties.get("INITIALLY_SUSPENDED") else "STARTED"),
        option("type", of="WAREHOUSE_TYPE", default="STANDARD"),
        option("size", of="WAREHOUSE_SIZE", default="X-Small"),
        option("min_cluster_count", INTEGER, default=1),
        option("max_cluster_count", INTEGER, default=1),
        constant("started_clusters", 1, INTEGER),
        constant("running", 0, INTEGER),
        constant("queued", 0, INTEGER),
        ShowColumn("is_default", lambda _s, o: flag(o.name == "COMPUTE_WH")),
        ShowColumn("is_current", lambda s, o: flag(s.warehouse == o.name)),
        constant("is_interactive", "N"),
        option("auto_suspend", INTEGER, default=600),
        ShowColumn("auto_resume", lambda _s, o: str(o.properties.get("AUTO_RESUME", True)).lower()),
        constant("available", "100"),
        constant("provisioning", "0"),
        constant("quiescing", "0"),
        constant("other", "0"),
        CREATED_ON,
        ShowColumn("resumed_on", lambda _s, o: o.created_on, TIMESTAMP_LTZ),
        ShowColumn("updated_on", lambda _s, o: o.altered_on, TIMESTAMP_LTZ),
        OWNER,
        COMMENT,
        ShowColumn(
            "enable_query_acceleration", lambda _s, o: str(o.properties.get("ENABLE_QUERY_ACCELERATION", False)).lower()
        ),
        option("query_acceleration_max_scale_factor", INTEGER, default=8),
        option("resource_monitor", default="null"),
        constant("actives", 0, INTEGER),
        constant("pendings", 0, INTEGER),
        constant("failed", 0, INTEGER),
        constant("suspended", 0, INTEGER),
        constant("uuid", "0"),
        option("scaling_policy", default="STANDARD"),
        OWNER_ROLE_TYPE,
        option("resource_constraint"),
        option("generation"),
    )

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        reader.accept("WITH")
        obj, body = super().read(session, statement, reader, key)
        _check_clusters(obj.properties)
        return obj, body

    def check_option(self, name: str, value: Any) -> Any:
        if name == "WAREHOUSE_SIZE":
            size = SIZES.get(str(value).upper())
            if size is None:
                raise error("invalid_value", value=value, name=name)
            return size
        return super().check_option(name, value)

    def created(self, session: Session, key: Key) -> None:
        session.warehouse = key[3]

    def dropped(self, session: Session, key: Key) -> None:
        if session.warehouse == key[3]:
            session.warehouse = None

    def alter(self, session: Session, statement: Statement) -> QueryResult:
        """ALTER WAREHOUSE [IF EXISTS] [name] ...; without a name it is the current one."""
        reader = statement.reader()
        if reader.word() in ("SUSPEND", "RESUME", "ABORT", "SET", "UNSET") and session.warehouse:
            key = (self.domain, "", "", session.warehouse)
            with session.ddl(key) as change:
                self.modify(session, change, reader, self.require(session, key))
                reader.expect_end()
            return QueryResult.message(SUCCEEDED)
        return super().alter(session, statement)

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        if reader.accept("SUSPEND"):
            if obj.properties.get("INITIALLY_SUSPENDED"):
                raise error("warehouse_suspended", name=obj.name)
            change.put(obj.but(properties={**obj.properties, "INITIALLY_SUSPENDED": True}))
        elif reader.accept("RESUME"):
            if not reader.accept("IF SUSPENDED") and not obj.properties.get("INITIALLY_SUSPENDED"):
                raise error("warehouse_running", name=obj.name)
            change.put(obj.but(properties={**obj.properties, "INITIALLY_SUSPENDED": False}))
        elif reader.word() in ("ENABLE", "DISABLE") or reader.word(1) == "TABLES":
            raise UnsupportedError(f"ALTER WAREHOUSE ... {reader.word()}")
        elif not reader.accept("ABORT ALL QUERIES"):
            super().modify(session, change, reader, obj)

    def with_options(self, obj: CatalogObject, found: dict[str, Any]) -> CatalogObject:
        """
        Raises:
            SqlError: 001008 fewer clusters at most than at least, 002029 WAIT_FOR_COMPLETION without a new size.
        """
        waiting = found.pop("WAIT_FOR_COMPLETION", None)
        if waiting and "WAREHOUSE_SIZE" not in found:
            raise error("missing_property", name="WAREHOUSE_SIZE")
        changed = super().with_options(obj, found)
        _check_clusters(changed.properties)
        return changed

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE WAREHOUSE: created_on, name, kind."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        return QueryResult.of(
            [("created_on", TIMESTAMP_LTZ), "name", "kind"], [(obj.created_on, obj.name, "WAREHOUSE")]
        )

    def terse(self) -> tuple[ShowColumn, ...]:
        return (
            CREATED_ON,
            NAME,
            constant("kind", None),
            constant("database_name", None),
            constant("schema_name", None),
        )


def _check_clusters(properties: dict[str, Any]) -> None:
    least, most = properties.get("MIN_CLUSTER_COUNT", 1), properties.get("MAX_CLUSTER_COUNT", 1)
    if least > most:
        raise error("invalid_value", value=least, name="MIN_CLUSTER_COUNT")


WAREHOUSE = Warehouse()
WAREHOUSE.register()
