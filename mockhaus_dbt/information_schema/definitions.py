"""GET_DDL: the statement that makes an object, written from the catalog.

https://docs.snowflake.com/en/sql-reference/functions/get_ddl
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.information_schema import definitions_of_relations as relations
from mockhaus_dbt.information_schema.pictures import overloads
from mockhaus_dbt.information_schema.spelling import comment_text, option_text, quoted
from mockhaus_dbt.objects.function import read_types
from mockhaus_dbt.objects.tagging import with_tag_names
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: GET_DDL's word -> kinds that it finds.
_KINDS = {
    "TABLE": ("RELATION",),
    "VIEW": ("RELATION",),
    "DYNAMIC_TABLE": ("RELATION",),
    "ICEBERG_TABLE": ("RELATION",),
    "EVENT_TABLE": ("RELATION",),
    "DATABASE": ("DATABASE",),
    "SCHEMA": ("SCHEMA",),
    "SEQUENCE": ("SEQUENCE",),
    "FILE_FORMAT": ("FILE FORMAT",),
    "FUNCTION": ("FUNCTION",),
    "PROCEDURE": ("PROCEDURE",),
    "POLICY": ("MASKING POLICY", "ROW ACCESS POLICY"),
    "TAG": ("TAG",),
    "TASK": ("TASK",),
    "STREAM": ("STREAM",),
    "WAREHOUSE": ("WAREHOUSE",),
}
#: what Snowflake has words for and Mockhaus has no objects of.
_ELSEWHERE = frozenset(
    """CORTEX_AGENT CORTEX_SEARCH_SERVICE CONTACT DATA_MOVEMENT_RULE FAILOVER_GROUP INTEGRATION PIPE REPLICATION_GROUP
    SEMANTIC_VIEW TYPE ALERT NOTEBOOK""".split()
)
#: the order of kinds in a schema's text: what others use comes first.
_ORDER = (
    "TAG",
    "SEQUENCE",
    "FILE FORMAT",
    "MASKING POLICY",
    "ROW ACCESS POLICY",
    "RELATION",
    "FUNCTION",
    "PROCEDURE",
    "STREAM",
    "TASK",
)


def get_ddl(session: Session, kind: str, name: str, full: bool) -> str:
    """The text of GET_DDL.

    Args:
        session: resolves the name.
        kind: the object type, in any case.
        name: of the object; functions and procedures with the types of their arguments.
        full: objects are named with database and schema.

    Raises:
        SqlError: 002003, there is no such object; 001015, there is no such kind.
        UnsupportedError: a kind of object that Mockhaus does not have.
    """
    word = kind.strip().upper().replace(" ", "_")
    domains = _KINDS.get(word)
    if domains is None:
        if word in _ELSEWHERE:
            raise UnsupportedError(f"GET_DDL of {kind}")
        raise error("argument_value", value=kind, name="OBJECT_TYPE", function="GET_DDL")
    if word in ("FUNCTION", "PROCEDURE"):
        return _callable(session, word, name, full)
    parts = split_name(name)
    found = next((o for o in (session.find(d, parts) for d in domains) if o is not None), None)
    if found is None:
        shown = ".".join(map(display, parts))
        raise error("kind_missing", kind=word.replace("_", " ").capitalize(), name=shown)
    if found.kind == "DATABASE":
        return _database(session, found, full)
    if found.kind == "SCHEMA":
        return _schema(session, found, full)
    return definition(with_tag_names(session.catalog, found), full)


def _callable(session: Session, kind: str, written: str, full: bool) -> str:
    reader = split_statements(f"DROP {kind} {written}")[0].reader()
    parts = reader.qualified()
    types = read_types(reader, session) if reader.word() == "(" else ""
    reader.expect_end()
    obj = session.find(kind, parts)
    overload = obj.properties["overloads"].get(types) if obj is not None else None
    if obj is None or overload is None:
        raise error("kind_missing", kind=kind.capitalize(), name=written)
    return _overload(obj, overload, full)


def definition(obj: CatalogObject, full: bool) -> str:
    """The statement of one object other than a database or schema."""
    if obj.domain == "RELATION":
        return relations.definition(obj, full)
    if obj.kind in ("FUNCTION", "PROCEDURE"):
        return "\n\n".join(_overload(obj, o, full) for o in overloads(obj))
    return _WRITERS[obj.kind](obj, named(obj, full))


def named(obj: CatalogObject, full: bool) -> str:
    """The name that the statement gives the object."""
    return obj.qualified if full else display(obj.name)


# ----------------------------------------------------------------------------------------------------- containers


def _database(session: Session, obj: CatalogObject, full: bool) -> str:
    transient = "transient " if obj.transient else ""
    parts = [f"create or replace {transient}database {display(obj.name)}{comment_text(obj)};\n"]
    for schema in session.catalog.objects("SCHEMA", obj.name):
        if schema.name != "INFORMATION_SCHEMA":
            parts.append(_schema(session, schema, full))
    return "\n".join(parts)


def _schema(session: Session, obj: CatalogObject, full: bool) -> str:
    transient = "transient " if obj.transient else ""
    managed = " with managed access" if obj.properties.get("managed_access") else ""
    head = f"create or replace {transient}schema {named(obj, full)}{managed}{comment_text(obj)};\n"
    held = [o for domain in _ORDER for o in _sorted(session.catalog.objects(domain, obj.database, obj.name))]
    return "\n".join([head, *(f"{definition(with_tag_names(session.catalog, o), full)}\n" for o in held)])


def _sorted(objects: Iterable[CatalogObject]) -> list[CatalogObject]:
    """Tables before views, and views behind those that they read."""
    waiting = sorted(objects, key=lambda o: (bool(o.properties.get("reads")), o.name))
    names = {o.key[1:] for o in waiting}
    done: list[CatalogObject] = []
    placed: set[tuple[str, str, str]] = set()
    while waiting:
        ready = [o for o in waiting if all(r not in names or r in placed for r in _reads(o))] or waiting
        done += ready
        placed |= {o.key[1:] for o in ready}
        waiting = [o for o in waiting if o.key[1:] not in placed]
    return done


def _reads(obj: CatalogObject) -> list[tuple[str, str, str]]:
    return [(r[0], r[1], r[2]) for r in obj.properties.get("reads", ()) if tuple(r[:3]) != obj.key[1:]]


# -------------------------------------------------------------------------------------------------- other kinds


def _overload(obj: CatalogObject, overload: dict[str, Any], full: bool) -> str:
    """A function or procedure."""
    place = "".join(f"{display(p)}." for p in (obj.database, obj.schema)) if full else ""
    arguments = ", ".join(_argument(a) for a in overload["arguments"])
    words = f"{'SECURE ' if obj.secure else ''}{'AGGREGATE ' if overload.get('aggregate') else ''}{obj.kind}"
    lines = [f'CREATE OR REPLACE {words} {place}"{obj.name}"({arguments})', f"RETURNS {overload['returns']}"]
    lines.append(f"LANGUAGE {overload['language'].upper()}")
    if overload.get("strict"):
        lines.append("STRICT")
    for flag in ("volatile", "immutable", "memoizable"):
        if overload.get(flag):
            lines.append(flag.upper())
    for name in ("runtime_version", "packages", "imports"):
        if overload.get(name):
            value = overload[name]
            listed = ",".join(quoted(str(v)) for v in value) if isinstance(value, list) else ""
            lines.append(f"{name.upper()} = {f'({listed})' if listed else quoted(str(value))}")
    if overload.get("handler"):
        lines.append(f"HANDLER = {quoted(overload['handler'])}")
    if overload.get("comment"):
        lines.append(f"COMMENT={quoted(overload['comment'])}")
    if obj.kind == "PROCEDURE":
        lines.append(f"EXECUTE AS {'CALLER' if overload.get('caller') else 'OWNER'}")
    return "\n".join([*lines, f"AS {quoted(overload.get('body') or obj.text)};"])


def _argument(argument: dict[str, Any]) -> str:
    type_ = re.sub(r"^(NUMBER)\(38,0\)$|^(VARCHAR)\(\d{8,}\)$", r"\1\2", argument["type"])
    default = f" DEFAULT {argument['default']}" if argument.get("default") is not None else ""
    way = "OUT " if argument.get("out") else ""
    return f'"{argument["name"]}" {way}{type_}{default}'


def _sequence(obj: CatalogObject, name: str) -> str:
    p = obj.properties
    order = "order" if p.get("ordered") else "noorder"
    return f"create or replace sequence {name} start with {p['start']} increment by {p['increment']} {order}" + (
        f"{comment_text(obj)};"
    )


def _file_format(obj: CatalogObject, name: str) -> str:
    lines = [f"create or replace file format {name}", f"\tTYPE = {str(obj.properties.get('TYPE', 'CSV')).lower()}"]
    lines += [f"\t{k} = {option_text(v)}" for k, v in obj.properties.items() if k not in ("TYPE", "TAGS")]
    if obj.comment:
        lines.append(f"\tCOMMENT = {quoted(obj.comment)}")
    return "\n".join([*lines, ";"])


def _policy(obj: CatalogObject, name: str) -> str:
    p = obj.properties
    head = f"create or replace {obj.kind.lower()} {name} as {p['signature']}"
    exempt = " exempt_other_policies = true" if p.get("EXEMPT_OTHER_POLICIES") else ""
    return f"{head} returns {p['returns']} ->\n{obj.text}{comment_text(obj)}{exempt};"


def _tag(obj: CatalogObject, name: str) -> str:
    values = obj.properties.get("ALLOWED_VALUES")
    allowed = f" allowed_values {', '.join(map(quoted, values))}" if values else ""
    for key in ("PROPAGATE", "ON_CONFLICT"):
        if value := obj.properties.get(key):
            word = key == "PROPAGATE" or value.upper() == "ALLOWED_VALUES_SEQUENCE"
            allowed += f" {key.lower()} = {value if word else quoted(value)}"
    return f"create or replace tag {name}{allowed}{comment_text(obj)};"


def _task(obj: CatalogObject, name: str) -> str:
    lines = [f"create or replace task {name}"]
    for key in ("WAREHOUSE", "SCHEDULE"):
        if obj.properties.get(key):
            value = obj.properties[key]
            lines.append(f"\t{key.lower()}={display(value) if key == 'WAREHOUSE' else quoted(value)}")
    for key, value in obj.properties.items():
        if key.isupper() and key not in ("WAREHOUSE", "SCHEDULE", "TAGS"):
            lines.append(f"\t{key}={quoted(value) if isinstance(value, str) else str(value).upper()}")
    if obj.comment:
        lines.append(f"\tCOMMENT={quoted(obj.comment)}")
    if obj.properties.get("after"):
        lines.append("\tafter " + ", ".join(".".join(map(display, p)) for p in obj.properties["after"]))
    lines += [f"\tfinalize={'.'.join(map(display, p))}" for p in obj.properties.get("finalizes", ())]
    if obj.properties.get("when"):
        lines.append(f"\twhen {obj.properties['when']}")
    return "\n".join([*lines, f"\tas {obj.text};"])


def _stream(obj: CatalogObject, name: str) -> str:
    more = " append_only = true" if obj.properties.get("APPEND_ONLY") else ""
    source = ".".join(map(display, obj.properties["source"]))
    kind = "view" if "base" in obj.properties else "table"
    return f"create or replace stream {name} on {kind} {source}{more}{comment_text(obj)};"


def _warehouse(obj: CatalogObject, name: str) -> str:
    """All properties, defaults too, as Snowflake does."""
    p = obj.properties

    def shown(key: str, default: Any) -> str:
        value = p.get(key, default)
        return str(value).upper() if isinstance(value, bool) or value is None else str(value)

    lines = [
        f"create or replace warehouse {name}",
        "with",
        f"    warehouse_type='{shown('WAREHOUSE_TYPE', 'STANDARD')}'",
        f"    warehouse_size='{shown('WAREHOUSE_SIZE', 'X-Small')}'",
        f"    max_cluster_count={shown('MAX_CLUSTER_COUNT', 1)}",
        f"    min_cluster_count={shown('MIN_CLUSTER_COUNT', 1)}",
        f"    scaling_policy={shown('SCALING_POLICY', 'STANDARD')}",
        f"    auto_suspend={shown('AUTO_SUSPEND', 600)}",
        f"    auto_resume={shown('AUTO_RESUME', True)}",
        f"    initially_suspended={shown('INITIALLY_SUSPENDED', False)}",
    ]
    if p.get("RESOURCE_MONITOR"):
        lines.append(f"    resource_monitor={display(p['RESOURCE_MONITOR'])}")
    if obj.comment:
        lines.append(f"    comment={quoted(obj.comment)}")
    lines += [
        f"    enable_query_acceleration={shown('ENABLE_QUERY_ACCELERATION', False)}",
        f"    query_acceleration_max_scale_factor={shown('QUERY_ACCELERATION_MAX_SCALE_FACTOR', 8)}",
        f"    max_concurrency_level={shown('MAX_CONCURRENCY_LEVEL', 8)}",
        f"    statement_queued_timeout_in_seconds={shown('STATEMENT_QUEUED_TIMEOUT_IN_SECONDS', 0)}",
        f"    statement_timeout_in_seconds={shown('STATEMENT_TIMEOUT_IN_SECONDS', 172800)}",
        ";",
    ]
    return "\n".join(lines)


_WRITERS = {
    "SEQUENCE": _sequence,
    "FILE FORMAT": _file_format,
    "MASKING POLICY": _policy,
    "ROW ACCESS POLICY": _policy,
    "TAG": _tag,
    "TASK": _task,
    "STREAM": _stream,
    "WAREHOUSE": _warehouse,
}

PROVIDERS["GET_DDL"] = get_ddl
