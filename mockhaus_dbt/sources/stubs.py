"""Tables with made-up rows for sources that do not exist.

The rows respect the tests that a project declares on its sources, and are the same for the same seed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from mockhaus_dbt.errors import MockhausError
from mockhaus_dbt.sources.described import Place, Reference, Source, SourceColumn, qualified, text
from mockhaus_dbt.sources.locations import MADE
from mockhaus_dbt.sources.made_up import column_values
from mockhaus_dbt.sources.sample_data import completed
from mockhaus_dbt.sources.uses import Query, Use, Uses, find_uses, type_by_name
from mockhaus_dbt.translation.names import quote

if TYPE_CHECKING:
    from mockhaus_dbt.executor import MockhausExecutor
    from mockhaus_dbt.translation.types import SqlType

_ROWS_AT_ONCE = 1000
#: where a type comes from that nothing else tells.
_GUESSED = "guessed from its name"


class Stub(NamedTuple):
    """What was done for a source.

    Args:
        label: of the source.
        done: ``made``, ``exists`` (left alone), ``skipped`` (nothing is known of it, or it has files) or ``failed``.
        said: in words.
    """

    label: str
    done: str
    said: str


@dataclass
class _Column:
    """A column to be made.

    Args:
        column: with its type.
        use: how models use it; None where none does.
        how: where its type comes from.
    """

    column: SourceColumn
    use: Use | None
    how: str


def stub_sources(
    executor: MockhausExecutor, sources: list[Source], queries: list[Query], rows: int = 10, seed: int = 0
) -> list[Stub]:
    """Make every source that does not exist.

    Args:
        executor: of a session.
        sources: of the project, in any order.
        queries: of the models that use them, those that others read first; for columns that are not declared.
        rows: how many each gets; fewer where a test leaves no more values.
        seed: of the made-up values.

    Returns:
        what was done for each, in the order of their labels.
    """
    missing = []
    said: dict[str, Stub] = {}
    for source in sorted(completed(sources), key=lambda s: s.label):
        held = executor.session.catalog.get("RELATION", *source.place)
        if held is not None:
            said[source.label] = Stub(source.label, "exists", f"{held.kind.lower()} exists, left alone")
        elif source.location is not None:
            said[source.label] = Stub(source.label, "skipped", f"its files in {source.location} could not be loaded")
        else:
            missing.append(source)
    uses = find_uses({s.place for s in missing}, queries)
    plans = [_planned(source, uses) for source in missing]
    _types_of_keys(plans)
    for plan in _parents_first(plans):
        label = plan.source.label
        try:
            said[label] = _make(executor, plan, rows, seed)
        except MockhausError as e:
            said[label] = Stub(label, "failed", str(e))
        if not plan.columns and uses.unread:
            unread = f"; the SQL of {', '.join(uses.unread)} could not be read"
            said[label] = said[label]._replace(said=said[label].said + unread)
    return [said[label] for label in sorted(said)]


@dataclass
class _Plan:
    """A source to be made.

    Args:
        source: as the project has it.
        columns: of its table.
        together: columns in which no two rows are alike.
        notes: of what was not declared.
    """

    source: Source
    columns: list[_Column]
    together: list[tuple[str, ...]]
    notes: list[str]


def _planned(source: Source, uses: Uses) -> _Plan:
    notes: list[str] = []
    found = _columns(source, uses.columns.get(source.place, {}))
    columns = [_as_key(source, _as_tested(column, notes), notes) for column in found]
    return _Plan(source, columns, [*source.together, *uses.together.get(source.place, [])], notes)


def _types_of_keys(plans: list[_Plan]) -> None:
    """What refers to a column has its type, where that is not declared; a type that is known better goes first."""
    by_name = {(p.source.place, c.column.name): c for p in plans for c in p.columns}
    for plan in plans:
        for child in plan.columns:
            wanted = child.column.refers_to
            parent = by_name.get((wanted.place, wanted.column)) if wanted is not None else None
            if parent is None or parent is child:
                continue
            if parent.how == _GUESSED and child.how != _GUESSED:
                parent.column = replace(parent.column, data_type=child.column.data_type)
                parent.how = f"as {plan.source.label}.{child.column.name}, which refers to it"
    for plan in plans:
        for child in plan.columns:
            wanted = child.column.refers_to
            parent = by_name.get((wanted.place, wanted.column)) if wanted is not None else None
            if parent is not None and (child.how == _GUESSED or child.how.startswith("told by")):
                child.column = replace(child.column, data_type=parent.column.data_type)


def _parents_first(plans: list[_Plan]) -> list[_Plan]:
    """Sources that others refer to before these; a circle is cut where it was entered."""
    by_place = {plan.source.place: plan for plan in plans}
    ordered: dict[Place, _Plan] = {}
    entered: set[Place] = set()

    def enter(plan: _Plan) -> None:
        if plan.source.place in entered:
            return
        entered.add(plan.source.place)
        for made in plan.columns:
            wanted = made.column.refers_to
            if wanted is not None and wanted.place in by_place:
                enter(by_place[wanted.place])
        ordered[plan.source.place] = plan

    for plan in plans:
        enter(plan)
    return list(ordered.values())


def _make(executor: MockhausExecutor, plan: _Plan, rows: int, seed: int) -> Stub:
    source, columns, notes = plan.source, plan.columns, plan.notes
    if not columns:
        return Stub(source.label, "skipped", "no columns are declared, and no model names one")
    own = {c.column.name: _of_itself(plan, c.column) for c in columns}
    parents = {c.column.name: None if own[c.column.name] else _parents(executor, c.column, notes) for c in columns}
    executor.session.provide(*source.place[:2])
    definitions = ", ".join(f"{quote(c.column.name)} {c.column.data_type}" for c in columns)
    executor.execute(f"CREATE TABLE {source.sql} ({definitions}) COMMENT = {text(f'{MADE}made up, seed {seed}')}")
    try:
        table = executor.session.catalog.get("RELATION", *source.place)
        assert table is not None
        types = [column.type for column in table.columns]
        rows, limits = _possible(columns, types, parents, rows)
        made_up: dict[str, list[Any]] = {}
        for c, type_ in sorted(zip(columns, types, strict=True), key=lambda pair: own[pair[0].column.name]):
            name = c.column.name
            allowed = [v for v in made_up[own[name]] if v is not None] if own[name] else parents[name]
            made_up[name] = column_values(c.column, type_, c.use, allowed, rows, f"{seed}:{source.label}:{name}")
        values = [made_up[c.column.name] for c in columns]
        values, rows = _different([c.column.name.upper() for c in columns], values, plan.together, rows)
        _insert(executor, source, types, values, rows)
    except MockhausError:
        executor.execute(f"DROP TABLE {source.sql}")
        raise
    made = f"{rows} row{'' if rows == 1 else 's'}"
    return Stub(source.label, "made", "; ".join([made, _told(columns), *notes, *limits]))


def _columns(source: Source, used: dict[str, Use]) -> list[_Column]:
    columns = []
    declared = {column.name.upper() for column in source.columns}
    for column in source.columns:
        use = used.get(column.name) or used.get(column.name.upper())
        if column.data_type:
            columns.append(_Column(column, use, f"as in {column.known}" if column.known else "declared"))
        else:
            type_, how = _type_of(column, use)
            columns.append(_Column(replace(column, data_type=type_), use, how))
    for name, use in used.items():
        if name.upper() not in declared and not use.doubtful:
            type_, how = _type_of(SourceColumn(name), use)
            columns.append(_Column(SourceColumn(name, type_), use, how))
    return columns


def _as_tested(made: _Column, notes: list[str]) -> _Column:
    """A column as tests of the models that hand it on want it."""
    column, use = made.column, made.use
    if use is None:
        return made
    wanted = replace(
        column,
        not_null=column.not_null or use.not_null,
        unique=column.unique or use.unique,
        accepted=column.accepted or use.accepted,
    )
    if use.refers_to is not None and column.refers_to is None and not wanted.accepted:
        place, name = use.refers_to
        wanted = replace(wanted, refers_to=Reference(place, name, ".".join(place)))
    if wanted == column:
        return made
    told = [word for word, new in (("unique", wanted.unique), ("not NULL", wanted.not_null)) if new]
    told += ["one of its values"] if wanted.accepted != column.accepted else []
    told += [f"one of {wanted.refers_to.shown}"] if wanted.refers_to and not column.refers_to else []
    notes.append(f"{' and '.join(told)} for a model's tests: {column.name}")
    made = replace(made, column=wanted)
    if made.how == _GUESSED and wanted.accepted and not column.accepted:
        type_, made.how = _type_of(wanted, None)
        made.column = replace(wanted, data_type=type_)
    return made


def _as_key(source: Source, made: _Column, notes: list[str]) -> _Column:
    """A column as it is, or unique and not NULL where it has no tests and the name of a key: ID, ORDERS.ORDER_ID."""
    column, table = made.column, source.place[2].upper()
    tested = column.unique or column.not_null or column.accepted or column.refers_to is not None
    if tested or column.name.upper() not in ("ID", f"{table}_ID", f"{table.removesuffix('S')}_ID"):
        return made
    notes.append(f"taken for its key: {column.name}")
    return replace(made, column=replace(column, unique=True, not_null=True))


def _type_of(column: SourceColumn, use: Use | None) -> tuple[str, str]:
    """A type for a column that has none, and where it comes from."""
    for accepted in column.accepted:
        if isinstance(accepted, str):
            return "VARCHAR", "told by its tests"
        return ("BOOLEAN" if isinstance(accepted, bool) else "NUMBER(38, 2)"), "told by its tests"
    if use is not None and use.type:
        return use.type, f"told by {', '.join(use.models)}"
    return type_by_name(column.name), _GUESSED


def _told(columns: list[_Column]) -> str:
    by_how: dict[str, list[str]] = {}
    for column in columns:
        by_how.setdefault(column.how, []).append(f"{column.column.name} {column.column.data_type}")
    return "; ".join(f"{how}: {', '.join(names)}" for how, names in by_how.items())


def _of_itself(plan: _Plan, column: SourceColumn) -> str:
    """The column of the same table whose values a relationships test allows, such as of managers; or empty."""
    wanted, place = column.refers_to, plan.source.place
    if wanted is None or wanted.place != place or plan.together:  # rows may go that others would refer to
        return ""
    for c in plan.columns:
        to = c.column
        free = to.refers_to is None or to.refers_to.place != place
        if to.name == wanted.column and free and (not column.unique or (to.unique and to.not_null)):
            return to.name
    return ""


def _parents(executor: MockhausExecutor, column: SourceColumn, notes: list[str]) -> list[Any] | None:
    """The values that a relationships test allows; None where there is none, or where they are not there to be read."""
    wanted = column.refers_to
    if wanted is None:
        return None
    name = quote(wanted.column)
    try:
        found = executor.execute_snowflake_sql(
            f"SELECT DISTINCT {name} FROM {qualified(wanted.place)} WHERE {name} IS NOT NULL ORDER BY 1"
        ).fetchall()
    except MockhausError:
        notes.append(f"relationship of {column.name} to {wanted.shown} not respected: it is not built")
        return None
    return [row[0] for row in found]


def _possible(
    columns: list[_Column], types: list[SqlType], parents: dict[str, list[Any] | None], rows: int
) -> tuple[int, list[str]]:
    """How many rows there can be: a unique column has no more than its values."""
    notes = []
    for c, type_ in zip(columns, types, strict=True):
        allowed = parents[c.column.name]
        pool = len(c.column.accepted) if c.column.accepted else len(allowed) if allowed is not None else None
        if type_.name == "BOOLEAN" and c.column.unique and pool is None:
            pool = 2
        if pool is not None and c.column.unique and pool < rows:
            rows = pool
            notes.append(f"only {pool} different values for {c.column.name}, which is unique")
        elif pool == 0 and c.column.not_null:
            rows = 0
            notes.append(f"nothing that {c.column.name} could refer to")
    return rows, notes


def _different(
    names: list[str], values: list[list[Any]], together: list[tuple[str, ...]], rows: int
) -> tuple[list[list[Any]], int]:
    """The rows without those that are like one before them in columns that make a row unique together."""
    kept = list(range(rows))
    for wanted in together:
        picked = [values[names.index(name)] for name in wanted if name in names]
        if len(picked) == len(wanted):
            first: dict[tuple[Any, ...], int] = {}
            for i in kept:
                first.setdefault(tuple(column[i] for column in picked), i)
            kept = list(first.values())
    return [[column[i] for i in kept] for column in values], len(kept)


def _insert(
    executor: MockhausExecutor, source: Source, types: list[SqlType], values: list[list[Any]], rows: int
) -> None:
    picked = []
    for i, type_ in enumerate(types, 1):
        parsed = f"PARSE_JSON(column{i})" if type_.is_semistructured else f"column{i}"
        picked.append(f"{parsed}::{type_.name}" if type_.name in ("OBJECT", "ARRAY") else parsed)
    for start in range(0, rows, _ROWS_AT_ONCE):
        written = ", ".join(
            f"({', '.join(_written(v[i]) for v in values)})" for i in range(start, min(start + _ROWS_AT_ONCE, rows))
        )
        executor.execute(f"INSERT INTO {source.sql} SELECT {', '.join(picked)} FROM VALUES {written}")


def _written(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    return text(value) if isinstance(value, str) else str(value)
