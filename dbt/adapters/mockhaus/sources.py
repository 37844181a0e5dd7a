"""The sources of a project, described for the engine, and the queries that read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbt.adapters.events.logging import AdapterLogger
from dbt_common.exceptions import DbtBaseException, DbtRuntimeError

from mockhaus_dbt.errors import ConfigError

if TYPE_CHECKING:
    from mockhaus_dbt.dbapi import Connection
    from mockhaus_dbt.sources import Query, Reference, Source, SourceColumn

logger = AdapterLogger("Mockhaus")

#: what ``meta: {mockhaus: ...}`` of a source may hold.
_KEYS = {"location", "file_format"}
_PART = re.compile(r'"((?:[^"]|"")*)"|([^.]+)')
_SOURCE = re.compile(r"""source\(\s*['"]([^'"]+)['"]\s*,\s*['"]([^'"]+)['"]\s*\)""")


def settings(source: Any) -> dict[str, Any]:
    """``mockhaus`` of the meta of a source or its table; empty where there is none.

    Raises:
        DbtRuntimeError: it holds what it cannot hold.
    """
    config = getattr(source.config, "meta", None) or {}
    found = {**(source.meta or {}), **config}.get("mockhaus") or {}
    label = f"{source.source_name}.{source.name}"
    if not isinstance(found, dict) or set(found) - _KEYS or not isinstance(found.get("file_format") or {}, dict):
        raise DbtRuntimeError(
            f"source {label}: meta.mockhaus holds a location and, where needed, options in file_format; not {found!r}"
        )
    if found and not isinstance(found.get("location"), str):
        raise DbtRuntimeError(f"source {label}: meta.mockhaus has no location")
    return found


def described(manifest: Any, folder: str) -> list[Source]:
    """Every source of a project.

    Args:
        manifest: of the project.
        folder: that locations start from.

    Raises:
        DbtRuntimeError: a setting is wrong.
    """
    from mockhaus_dbt.sources import Source

    tests = _tests_by_column(manifest)
    together = _together_in_sources(manifest)
    found = []
    tables: dict[tuple[str, str], int] = {}
    for source in manifest.sources.values():
        key = (source.package_name, source.source_name)
        tables[key] = tables.get(key, 0) + 1
    for source in manifest.sources.values():
        own = settings(source)
        label = f"{source.source_name}.{source.name}"
        if own and (source.source_meta or {}).get("mockhaus") == own and "{" not in own["location"]:
            if tables[(source.package_name, source.source_name)] > 1:
                raise DbtRuntimeError(
                    f"source {source.source_name} has several tables and one location, {own['location']}; "
                    "put {name} in the place of the table's name"
                )
        found.append(
            Source(
                label=label,
                place=place_of(source.relation_name),
                columns=tuple(_columns(manifest, source, tests.get(source.unique_id, {}))),
                together=tuple(together.get((source.source_name, source.name), ())),
                location=_filled(own["location"], source) if own else None,
                file_format=own.get("file_format") or {},
                folder=Path(folder),
            )
        )
    return found


def _filled(location: str, source: Any) -> str:
    for name, value in (("name", source.name), ("identifier", source.identifier), ("source", source.source_name)):
        location = location.replace(f"{{{name}}}", value)
    return location


def place_of(relation_name: str) -> tuple[str, str, str]:
    """Database, schema and name, as the catalog has them, of a rendered relation."""
    parts = [m[1].replace('""', '"') if m[1] is not None else m[2].upper() for m in _PART.finditer(relation_name)]
    database, schema, name = (["", "", *parts])[-3:]
    return database, schema, name


def built_by(manifest: Any) -> dict[tuple[str, str, str], str]:
    """The relations that the project itself makes, each with what makes it."""
    return {
        place_of(node.relation_name): f"{node.resource_type} {node.name}"
        for node in manifest.nodes.values()
        if node.resource_type in ("seed", "model", "snapshot") and node.relation_name
    }


def _tests_by_column(manifest: Any) -> dict[str, dict[str, list[Any]]]:
    """The generic tests of sources: unique id of the source -> lower-case name of the column -> tests."""
    by_names = {(s.source_name, s.name): s.unique_id for s in manifest.sources.values()}
    found: dict[str, dict[str, list[Any]]] = {}
    for node in manifest.nodes.values():
        metadata = getattr(node, "test_metadata", None)
        if metadata is None or metadata.namespace:
            continue
        named = _SOURCE.search(str(metadata.kwargs.get("model", "")))
        column = metadata.kwargs.get("column_name") or node.column_name
        if named is None or not column or named.groups() not in by_names:
            continue
        of_source = found.setdefault(by_names[(named[1], named[2])], {})
        of_source.setdefault(str(column).strip('"').lower(), []).append(node)
    return found


def _reference(manifest: Any, node: Any) -> Reference | None:
    """What a relationships test refers to; None where the project does not have it."""
    from mockhaus_dbt.sources import Reference

    kwargs = node.test_metadata.kwargs
    target = _target(manifest, node)
    if target is None or not target.relation_name:
        return None
    return Reference(place_of(target.relation_name), str(kwargs.get("field")).strip('"').upper(), str(kwargs.get("to")))


def _target(manifest: Any, node: Any) -> Any:
    written = str(node.test_metadata.kwargs.get("to", ""))
    named = _SOURCE.search(written)
    for unique_id in parents_of(node):
        target = manifest.nodes.get(unique_id) or manifest.sources.get(unique_id)
        if named is not None:
            if unique_id in manifest.sources and (target.source_name, target.name) == named.groups():
                return target
        elif (
            target is not None
            and unique_id in manifest.nodes
            and re.search(rf"""['"]{re.escape(target.name)}['"]""", written)
        ):
            return target
    return None


def _columns(manifest: Any, source: Any, tests: dict[str, list[Any]]) -> Iterator[SourceColumn]:
    from mockhaus_dbt.sources import SourceColumn, source_name

    for column in source.columns.values():
        unique = not_null = False
        accepted: tuple[Any, ...] = ()
        refers_to = None
        for node in tests.get(column.name.lower(), []):
            kwargs, name = node.test_metadata.kwargs, node.test_metadata.name
            unique |= name == "unique"
            not_null |= name == "not_null"
            if name == "accepted_values":
                accepted = tuple(kwargs.get("values") or ())
            elif name == "relationships":
                refers_to = _reference(manifest, node)
        yield SourceColumn(
            source_name(column.name, bool(column.quote)),
            column.data_type,
            unique,
            not_null,
            accepted,
            refers_to,
        )


def executor_of(connection: Any) -> Any:
    """The engine behind a connection.

    Raises:
        DbtRuntimeError: it is on a server, which reads no files of ours.
    """
    found = getattr(connection, "executor", None)
    if found is None:
        raise DbtRuntimeError("sources are made from files, and made up, in an account's own file, not on a server")
    return found


def load_located(connection: Connection, manifest: Any, folder: str) -> None:
    """Load every source that has a location and whose files are new or have changed.

    What cannot be loaded is a warning, and a table that does not exist for whoever reads it.

    Raises:
        DbtRuntimeError: a setting is wrong.
    """
    from mockhaus_dbt.sources import load_location

    for source in described(manifest, folder):
        if source.location is None:
            continue
        try:
            if load_location(executor_of(connection), source):
                logger.debug(f"Source {source.label} loaded from {source.location}")
        except ConfigError as e:
            logger.warning(str(e))


def queries(config: Any, manifest: Any) -> tuple[list[Query], list[str]]:
    """The compiled queries of all models, snapshots and tests of a project's own, those that others read first.

    Returns:
        the queries, and the names of those that cannot be compiled as things are.
    """
    from dbt.compilation import Compiler

    from mockhaus_dbt.sources import Query

    compiler = Compiler(config)
    tests = _tests_of_models(manifest)
    compiled: list[Query] = []
    failed: list[str] = []
    for node in parents_first(manifest):
        if node.resource_type == "test":
            if (sql := _sql_of_test(compiler, node, manifest)) is not None:
                compiled.append(Query(node.name, None, sql))
            continue
        if node.resource_type not in ("model", "snapshot") or node.language != "sql" or not node.relation_name:
            continue
        try:
            sql = compiled_sql(compiler, node, manifest)
            read = (manifest.sources[i] for i in parents_of(node) if i in manifest.sources)
            reads = frozenset(place_of(source.relation_name) for source in read)
            tested = _tested(manifest, tests.get(node.unique_id, []))
            compiled.append(Query(node.name, place_of(node.relation_name), sql, reads, **tested))
        except DbtBaseException:
            failed.append(node.name)
    return compiled, failed


def _sql_of_test(compiler: Any, node: Any, manifest: Any) -> str | None:
    """What a test reads, where it says more than dbt's own tests, which are known by their names."""
    if getattr(node, "test_metadata", None) is not None and not node.test_metadata.namespace:
        return None
    try:
        return compiled_sql(compiler, node, manifest)
    except DbtBaseException:
        return None


def _tests_of_models(manifest: Any) -> dict[str, list[Any]]:
    """The tests of every row that sources' columns can be made for: unique id of the model -> tests."""
    found: dict[str, list[Any]] = {}
    for node in manifest.nodes.values():
        if getattr(node, "test_metadata", None) is None or not node.attached_node:
            continue
        if not getattr(node.config, "where", None):
            found.setdefault(node.attached_node, []).append(node)
    return found


def _tested(manifest: Any, tests: list[Any]) -> dict[str, Any]:
    """What tests of a model say, as arguments of ``Query``."""
    every_row: dict[str, set[str]] = {"unique": set(), "not_null": set()}
    accepted: dict[str, tuple[Any, ...]] = {}
    refers_to = {}
    for node in tests:
        name, kwargs = node.test_metadata.name, node.test_metadata.kwargs
        if node.test_metadata.namespace or not node.column_name:
            continue
        column = _plain(node.column_name).upper()
        if name in every_row:
            every_row[name].add(column)
        elif name == "accepted_values":
            accepted[column] = tuple(kwargs.get("values") or ())
        elif name == "relationships" and (reference := _reference(manifest, node)) is not None:
            refers_to[column] = (reference.place, reference.column)
    together = frozenset(filter(None, map(_together, tests)))
    sets = {name: frozenset(columns) for name, columns in every_row.items()}
    return {**sets, "accepted": accepted, "refers_to": refers_to, "together": together}


def _together(node: Any) -> tuple[str, ...]:
    """The columns of a test of dbt_utils that wants rows to differ in them; none for other tests."""
    if node.test_metadata.name != "unique_combination_of_columns":
        return ()
    return tuple(_plain(column).upper() for column in node.test_metadata.kwargs.get("combination_of_columns") or ())


def _together_in_sources(manifest: Any) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """These columns for the tables of sources: (source, table) -> columns of each test."""
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for node in manifest.nodes.values():
        if getattr(node, "test_metadata", None) is None or not (columns := _together(node)):
            continue
        named = _SOURCE.search(str(node.test_metadata.kwargs.get("model", "")))
        if named is not None:
            found.setdefault((named[1], named[2]), []).append(columns)
    return found


def _plain(name: Any) -> str:
    return str(name).strip('"')


def compiled_sql(compiler: Any, node: Any, manifest: Any) -> str:
    """The compiled SQL of a node; the node stays as it is, so that it can be compiled again."""
    own = deepcopy(node)
    own.extra_ctes, own.extra_ctes_injected = [], False
    made = compiler.compile_node(own, manifest, {}, write=False)
    return str(made.compiled_code or "")


def parents_first(manifest: Any) -> Iterable[Any]:
    """The nodes of a project, each after those that it depends on."""
    ordered: dict[str, Any] = {}
    waiting = [(unique_id, False) for unique_id in sorted(manifest.nodes, reverse=True)]
    entered: set[str] = set()
    while waiting:
        unique_id, left = waiting.pop()
        if left:
            ordered[unique_id] = manifest.nodes[unique_id]
        elif unique_id in manifest.nodes and unique_id not in entered:
            entered.add(unique_id)
            waiting.append((unique_id, True))
            waiting += [(parent, False) for parent in parents_of(manifest.nodes[unique_id])]
    return ordered.values()


def parents_of(node: Any) -> list[str]:
    """The ids of what a node reads; a seed reads nothing."""
    return list(getattr(node.depends_on, "nodes", ()))
