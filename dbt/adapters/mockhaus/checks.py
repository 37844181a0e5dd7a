"""``mockhaus check``: what of a project would run, told without running it.

In an account that is thrown away every source, seed, model and snapshot becomes an empty table with the columns that it
would have, parents first; each model, test and hook is compiled by dbt and checked by the engine against these. What
hooks do to the account alone is done, because models may need it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbt.adapters.mockhaus import sources
from dbt_common.exceptions import DbtBaseException, DbtRuntimeError

from mockhaus_dbt.errors import MockhausError

if TYPE_CHECKING:
    from mockhaus_dbt.checking import Finding

#: states from the best to the worst.
STATES = ("runs", "approximate", "unknown", "refused", "fails")

#: the reports made in this process, for the command line.
reports: list[dict[str, Any]] = []


class ProjectCheck:
    """One check of one project.

    Args:
        adapter: of the project, connected to an account that is thrown away.
        manifest: of the project.
    """

    def __init__(self, adapter: Any, manifest: Any):
        from dbt.compilation import Compiler

        self.adapter = adapter
        self.manifest = manifest
        self.compiler = Compiler(adapter.config)
        self.executor = sources.executor_of(adapter.connections.get_thread_connection().handle)
        #: ids of nodes that have no table, so that nothing can be said of those that read them.
        self.missing: dict[str, str] = {}

    def report(self) -> dict[str, Any]:
        """Check everything; gives ``nodes`` (each with its state and findings) and ``counts`` by state."""
        self._make_schemas()
        started = [self._compiled(hook, []) or "" for hook in _start_hooks(self.manifest)]
        for sql in started:
            self._rehearsed(sql)
        self._make_sources()
        for sql in started:  # again: what hooks read may be a source
            self._rehearsed(sql)
        nodes = []
        for node in sources.parents_first(self.manifest):
            kind = str(node.resource_type)
            if kind == "seed":
                self._make_seed(node)
            elif kind in ("model", "snapshot", "test", "analysis"):
                nodes.append(self._node(node, kind))
        counts = {state: sum(n["state"] == state for n in nodes) for state in STATES}
        return {"nodes": nodes, "counts": counts}

    def _rehearsed(self, sql: str) -> list[Finding]:
        from mockhaus_dbt.checking import rehearse

        return rehearse(self.executor, sql)

    def _make_schemas(self) -> None:
        """The schemas that dbt makes before the first hook runs."""
        places = {sources.place_of(n.relation_name) for n in self.manifest.nodes.values() if _is_relation(n)}
        for database, schema in sorted({place[:2] for place in places}):
            self.executor.session.provide(database, schema)

    def _make_sources(self) -> None:
        from mockhaus_dbt.sources import stub_sources

        wanted = sources.described(self.manifest, self.adapter.config.project_root)
        compiled, _failed = sources.queries(self.adapter.config, self.manifest)
        made = {stub.label: stub for stub in stub_sources(self.executor, wanted, compiled, rows=0)}
        for source in self.manifest.sources.values():
            stub = made[f"{source.source_name}.{source.name}"]
            if stub.done in ("skipped", "failed"):
                self.missing[source.unique_id] = f"source {stub.label}: {stub.said}"

    def _make_seed(self, node: Any) -> None:
        from dbt_common.clients import agate_helper

        given = {name.lower(): type_ for name, type_ in (node.config.column_types or {}).items()}
        try:
            path = Path(node.root_path or self.adapter.config.project_root, node.original_file_path)
            table = agate_helper.from_csv(str(path), list(given), delimiter=node.config.delimiter)
            quoted = bool(node.config.quote_columns)
            columns = [
                (name if quoted else name.upper(), given.get(name.lower()) or self.adapter.convert_type(table, i))
                for i, name in enumerate(table.column_names)
            ]
            self._make(node, columns)
        except (MockhausError, OSError, ValueError) as e:
            self.missing[node.unique_id] = f"seed {node.name}: {e}"

    def _make(self, node: Any, columns: list[tuple[str, str]]) -> None:
        from mockhaus_dbt.checking import make_empty

        kind = "VIEW" if node.config.materialized == "view" else "TABLE"
        make_empty(self.executor, sources.place_of(node.relation_name), columns, kind)

    # -- nodes

    def _node(self, node: Any, kind: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = []
        if getattr(node, "language", "sql") != "sql":
            self.missing[node.unique_id] = f"Python model {node.name}"
            found.append(_told(node, "unknown", "Python", "a Python model is not checked, only run"))
        else:
            self._hooks(node, "pre_hook", found)
            self._query(node, kind, found)
            self._hooks(node, "post_hook", found)
        state = max((f["kind"] for f in found), key=STATES.index, default="runs")
        return {
            "name": node.name,
            "unique_id": node.unique_id,
            "resource_type": kind,
            "file": node.original_file_path,
            "state": state,
            "findings": found,
        }

    def _query(self, node: Any, kind: str, found: list[dict[str, Any]]) -> None:
        from mockhaus_dbt.checking import check

        sql = self._compiled(node, found)
        if sql is None:
            self.missing[node.unique_id] = f"{kind} {node.name}"
            return
        findings, columns = check(self.executor, sql)
        self._note(node, sql, findings, found)
        if kind not in ("model", "snapshot"):
            return
        if not columns:
            self.missing[node.unique_id] = f"{kind} {node.name}"
            return
        if not node.relation_name or node.config.materialized == "ephemeral":
            return
        shape = [(c.name, str(c.type)) for c in columns]
        try:
            self._make(node, shape + (_history_columns(node) if kind == "snapshot" else []))
        except MockhausError as e:
            self.missing[node.unique_id] = f"{kind} {node.name}"
            found.append(_told(node, "fails", "", str(e)))
            return
        if node.config.materialized == "incremental":
            self.adapter.cache.clear()  # dbt is to see the table, and take the path of the second run
            again = self._compiled(node, found)
            if again is not None and again != sql:
                self._note(node, again, check(self.executor, again)[0], found)

    def _compiled(self, node: Any, found: list[dict[str, Any]]) -> str | None:
        try:
            return sources.compiled_sql(self.compiler, node, self.manifest)
        except DbtBaseException as e:
            self._cannot(node, found, str(e))
            return None

    def _cannot(self, node: Any, found: list[dict[str, Any]], said: str) -> None:
        """Something fails: through what could not be checked, or by itself."""
        if not self._excused(node, found):
            found.append(_told(node, "fails", "", said))

    def _excused(self, node: Any, found: list[dict[str, Any]]) -> bool:
        """Whether something that a node reads, or that its hook makes, is missing, so that its failing says nothing."""
        parents = [self.missing[i] for i in sources.parents_of(node) if i in self.missing]
        if parents:
            told = _told(node, "unknown", "", f"reads {', '.join(parents)}")
            if told not in found:
                found.append(told)
        return any(f["kind"] == "unknown" for f in found)

    def _note(self, node: Any, sql: str, findings: list[Finding], found: list[dict[str, Any]]) -> None:
        for finding in findings:
            if finding.kind == "fails" and self._excused(node, found):
                continue
            line, where = _line_in(node.raw_code, sql, finding)
            told = _told(node, finding.kind, finding.name, finding.said, line, finding.url, where)
            if told not in found:
                found.append(told)

    def _hooks(self, node: Any, which: str, found: list[dict[str, Any]]) -> None:
        from dbt.clients.jinja import get_rendered
        from dbt.context.providers import generate_runtime_model_context

        for hook in getattr(node.config, which, ()):
            try:
                context = generate_runtime_model_context(node, self.adapter.config, self.manifest)
                sql = str(get_rendered(hook.sql, context, node)).strip()
            except DbtBaseException as e:
                self._cannot(node, found, f"hook: {e}")
                continue
            findings = self._rehearsed(sql)
            if node.unique_id in self.missing or node.config.materialized not in _SHOWN:
                # There is no table that the hook could change, or it is of another kind than the materialization's.
                findings = [f for f in findings if f.kind in ("refused", "approximate")]
            self._note(node, sql, findings, found)


#: materializations that a table or a view stands for.
_SHOWN = ("table", "view", "incremental", "snapshot")


def _is_relation(node: Any) -> bool:
    return str(node.resource_type) in ("model", "seed", "snapshot") and bool(getattr(node, "relation_name", None))


def _start_hooks(manifest: Any) -> list[Any]:
    """The hooks that dbt runs at the start, in its order."""
    hooks = [n for n in manifest.nodes.values() if str(n.resource_type) == "operation" and "on-run-start" in n.tags]
    return sorted(hooks, key=lambda hook: hook.index or 0)


def _history_columns(node: Any) -> list[tuple[str, str]]:
    """What a snapshot adds to its query."""
    names = getattr(node.config, "snapshot_meta_column_names", None)
    types = {"dbt_scd_id": "VARCHAR", "dbt_updated_at": "TIMESTAMP_NTZ", "dbt_valid_from": "TIMESTAMP_NTZ"}
    types["dbt_valid_to"] = "TIMESTAMP_NTZ"
    if node.config.get("hard_deletes") == "new_record":
        types["dbt_is_deleted"] = "VARCHAR"
    return [((getattr(names, name, None) or name).upper(), type_) for name, type_ in types.items()]


def _line_in(raw: str, compiled: str, finding: Finding) -> tuple[int, str]:
    """The line of a finding in the model's file; where it comes from a macro, in the compiled text."""
    lines = compiled.splitlines()
    text = lines[finding.line - 1].strip() if 0 < finding.line <= len(lines) else ""
    written = [line.strip() for line in raw.splitlines()]
    if text and written.count(text) == 1:
        return written.index(text) + 1, "file"
    for word in [finding.name, *sorted(re.findall(r"\w{3,}", finding.name), key=len, reverse=True)]:
        pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) if word else None
        for number, line in enumerate(written, 1):
            if pattern is not None and pattern.search(line):
                return number, "file"
    return finding.line, "compiled"


def _told(
    node: Any, kind: str, name: str, said: str, line: int = 1, url: str = "", where: str = "file"
) -> dict[str, Any]:
    return {
        "kind": kind,
        "name": name,
        "message": said,
        "file": node.original_file_path,
        "line": line,
        "line_of": where,
        "url": url,
    }


def check_project(adapter: Any, manifest: Any) -> dict[str, Any]:
    """Check a project; see :meth:`ProjectCheck.report`.

    Raises:
        DbtRuntimeError: the account is a file: its tables would be replaced by empty ones.
    """
    from dbt.adapters.mockhaus import accounts

    if not accounts.thrown_away():
        raise DbtRuntimeError("mockhaus_check works on an account that is thrown away; call it as `mockhaus check`")
    made = ProjectCheck(adapter, manifest).report()
    reports.append(made)
    return made
