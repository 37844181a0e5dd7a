"""The part of GET_DDL that writes tables and views."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.information_schema.spelling import option_text, quoted
from mockhaus_dbt.translation.names import Column, display

#: options of tables that are written behind the columns, in this order.
_TABLE_OPTIONS = (
    "EXTERNAL_VOLUME",
    "CATALOG",
    "BASE_LOCATION",
    "DATA_RETENTION_TIME_IN_DAYS",
    "MAX_DATA_EXTENSION_TIME_IN_DAYS",
    "CHANGE_TRACKING",
    "ENABLE_SCHEMA_EVOLUTION",
    "DEFAULT_DDL_COLLATION",
)
_AS = re.compile(r"\bAS\b", re.IGNORECASE)


def definition(obj: CatalogObject, full: bool) -> str:
    """The statement of a table or view.

    Args:
        obj: the relation.
        full: it is named with database and schema.

    Raises:
        UnsupportedError: a kind of relation that is not written.
    """
    name = obj.qualified if full else display(obj.name)
    if obj.kind in ("VIEW", "MATERIALIZED VIEW"):
        return _view(obj, name)
    if obj.kind == "DYNAMIC TABLE":
        return _dynamic_table(obj, name)
    if obj.kind != "TABLE":
        raise UnsupportedError(f"GET_DDL of an {obj.kind}")
    return _table(obj, name)


def _table(obj: CatalogObject, name: str) -> str:
    p = obj.properties
    word = "TEMPORARY " if obj.temporary else "TRANSIENT " if obj.transient else ""
    for flag in ("ICEBERG", "HYBRID", "INTERACTIVE"):
        if p.get(f"is_{flag.lower()}"):
            word += f"{flag} "
    cluster = f" cluster by {_cluster_key(p['cluster_by'])}(" if p.get("cluster_by") else " ("
    lines = [f"\t{_column(c)}" for c in obj.columns]
    lines += [f"\t{line}" for line in _constraints(p.get("constraints", ()))]
    tail = _policies(p)
    tail += "".join(f" {o} = {option_text(p[o])}" for o in _TABLE_OPTIONS if o in p)
    if obj.comment:
        tail += f"{' ' if tail else ''}COMMENT={quoted(obj.comment)}"
    tags = _tags(p)
    end = f"{tail}\n" if tail else ""
    return f"create or replace {word}TABLE {name}{cluster}\n" + ",\n".join(lines) + f"\n){tags}{end};"


def _cluster_key(text: str) -> str:
    return text.removeprefix("LINEAR")


def _column(c: Column) -> str:
    words = [display(c.name), str(c.type)]
    if c.type.collation:
        words.append(f"COLLATE '{c.type.collation}'")
    if c.is_virtual:
        words.append(f"AS ({c.extra['expression']})")
    if not c.nullable:
        words.append("NOT NULL")
    if c.default is not None:
        words.append(f"DEFAULT {c.default}")
    identity = c.extra.get("identity")
    if identity:
        order = "order" if identity.get("order") else "noorder"
        words.append(f"autoincrement start {identity['start']} increment {identity['increment']} {order}")
    return " ".join([*words, *_column_tail(c)])


def _column_tail(c: Column) -> list[str]:
    words = []
    if c.masking is not None:
        using = f" USING ({', '.join(map(display, c.masking.columns))})" if len(c.masking.columns) > 1 else ""
        words.append(f"WITH MASKING POLICY {c.masking.name}{using}")
    tags = _tags(c.extra).strip()
    if tags:
        words.append(tags)
    if c.comment:
        words.append(f"COMMENT {quoted(c.comment)}")
    return words


def _tags(held: dict[str, Any]) -> str:
    tags = held.get("TAGS") or held.get("tags") or {}
    shown = ", ".join(f"{name}={quoted(value)}" for name, value in sorted(tags.items()))
    return f" WITH TAG ({shown})" if shown else ""


def _policies(p: dict[str, Any]) -> str:
    policy = p.get("row_access_policy")
    if not isinstance(policy, dict):
        return ""
    return f" WITH ROW ACCESS POLICY {policy['policy']} ON ({', '.join(map(display, policy['columns']))})"


def _constraints(constraints: Any) -> Iterator[str]:
    """Constraints stand behind the columns; names that the system gave are left out."""
    order = {"UNIQUE": 0, "PRIMARY KEY": 1, "FOREIGN KEY": 2, "CHECK": 3}
    for c in sorted((c for c in constraints if c["kind"] in order), key=lambda c: order[c["kind"]]):
        named = "" if c["name"].startswith("SYS_CONSTRAINT_") else f"constraint {display(c['name'])} "
        rely = " rely" if c.get("rely") else ""
        inside = c["expression"] if c["kind"] == "CHECK" else _names(c["columns"])
        text = f"{named}{c['kind'].lower()} ({inside}){rely}"
        if c["kind"] == "FOREIGN KEY":
            referenced = f"({_names(c['referenced'])})" if c.get("referenced") else ""
            text += f" references {'.'.join(map(display, c['references']))}{referenced}"
        yield text


def _names(columns: list[str]) -> str:
    return ", ".join(map(display, columns))


def _view(obj: CatalogObject, name: str) -> str:
    words = "secure " if obj.secure else ""
    words += "temporary " if obj.temporary else ""
    columns = ",\n".join(f"\t{' '.join([display(c.name), *_column_tail(c)])}" for c in obj.columns)
    cluster = f" cluster by {_cluster_key(obj.properties['cluster_by'])}" if obj.properties.get("cluster_by") else ""
    tail = _tags(obj.properties) + _policies(obj.properties) + cluster
    if obj.comment:
        tail += f" COMMENT={quoted(obj.comment)}\n"
    head = f"create or replace {words}{obj.kind.lower()} {name}(\n{columns}\n){tail}"
    return f"{head} as{_query(obj)};"


def _query(obj: CatalogObject) -> str:
    """The query with the white space that stood between AS and it."""
    whole = str(obj.properties.get("text", ""))
    at = whole.rfind(obj.text)
    before = list(_AS.finditer(whole, 0, at)) if at > 0 else []
    gap = whole[before[-1].end() : at] if before else "\n"
    return f"{gap}{obj.text}"


def _dynamic_table(obj: CatalogObject, name: str) -> str:
    p = obj.properties
    transient = "transient " if obj.transient else ""
    columns = ",\n".join(f"\t{' '.join([display(c.name), *_column_tail(c)])}" for c in obj.columns)
    tail = f" cluster by {_cluster_key(p['cluster_by'])}" if p.get("cluster_by") else ""
    tail += f" target_lag = {_lag(str(p['TARGET_LAG']))}" if "TARGET_LAG" in p else ""
    tail += f" scheduler = {p['SCHEDULER']}" if "SCHEDULER" in p else ""
    tail += f" refresh_mode = {p.get('REFRESH_MODE', 'AUTO')} initialize = {p.get('INITIALIZE', 'ON_CREATE')}"
    if p.get("WAREHOUSE"):
        tail += f" warehouse = {display(p['WAREHOUSE'])}"
    if "INITIALIZATION_WAREHOUSE" in p:
        tail += f" initialization_warehouse = {display(p['INITIALIZATION_WAREHOUSE'])}"
    if p.get("immutable_where"):
        tail += f" immutable where ({p['immutable_where']})"
    if obj.comment:
        tail += f" COMMENT={quoted(obj.comment)}"
    return f"create or replace {transient}dynamic table {name}(\n{columns}\n){tail}\n as{_query(obj)};"


def _lag(lag: str) -> str:
    return "DOWNSTREAM" if lag.upper() == "DOWNSTREAM" else quoted(lag)
