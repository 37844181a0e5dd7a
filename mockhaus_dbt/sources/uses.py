"""Which columns of a source the models use, and of what type they seem to be.

Read from the compiled SQL of the models. A column is a source's where a query names it with the source's alias, where
the source is all that the query reads, or where it comes through ``select *``, within a model or from model to model.
A macro that fills in what its table lacks compiles to NULLs of the types that it wants: these are columns too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.scope import Scope, traverse_scope

from mockhaus_dbt.sources.described import Place


class Query(NamedTuple):
    """The query of a model.

    Args:
        label: of the model.
        place: that it builds; None for a test, which only reads.
        sql: compiled.
        reads: the sources that the project says it reads; a macro may leave out one that does not exist.
        not_null, unique: its columns that have these tests, in upper case.
        accepted: the values of its columns that have a test of these.
        refers_to: its columns that have a relationships test, each with the column of the relation that it names.
        together: columns that make a row unique together, for each test of these.
    """

    label: str
    place: Place | None
    sql: str
    reads: frozenset[Place] = frozenset()
    not_null: frozenset[str] = frozenset()
    unique: frozenset[str] = frozenset()
    accepted: Mapping[str, tuple[Any, ...]] = MappingProxyType({})
    refers_to: Mapping[str, tuple[Place, str]] = MappingProxyType({})
    together: frozenset[tuple[str, ...]] = frozenset()


@dataclass
class Use:
    """How models use one column.

    Args:
        types: that they suggest, first come first.
        values: that they compare it with.
        models: labels.
        filled: the type of the NULLs that a macro puts in its place while the table is missing.
        doubtful: only such a macro names it, and it may be of one of several tables.
        not_null, unique, accepted: a model that hands it on is tested for it.
        refers_to: the source's column that such a model refers to.
        holds: what its texts are read as, NUMBER, DATE or another type; empty where nothing tells it.
        form: the format that they are read with.
    """

    types: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    models: list[str] = field(default_factory=list)
    filled: str = ""
    doubtful: bool = False
    not_null: bool = False
    unique: bool = False
    accepted: tuple[Any, ...] = ()
    refers_to: tuple[Place, str] | None = None
    holds: str = ""
    form: str = ""

    @property
    def type(self) -> str:
        """The type that fits best; empty where nothing tells it. A text that is used as a number is a number."""
        if self.types and self.filled.upper() in ("", "TEXT", "VARCHAR", "STRING"):
            return self.types[0]
        return self.filled


@dataclass
class Uses:
    """What was found.

    Args:
        columns: of each source, by name.
        together: columns of a source that make a row unique together, for tests of models that hand them on.
        unread: labels of models whose SQL could not be read.
    """

    columns: dict[Place, dict[str, Use]] = field(default_factory=dict)
    together: dict[Place, list[tuple[str, ...]]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


#: functions that tell the type of their first argument.
_ARGUMENTS = {
    "SUM": "NUMBER(18, 2)", "AVG": "NUMBER(18, 2)", "ROUND": "NUMBER(18, 2)", "ABS": "NUMBER(18, 2)",
    "LOWER": "VARCHAR", "UPPER": "VARCHAR", "TRIM": "VARCHAR", "LTRIM": "VARCHAR", "RTRIM": "VARCHAR",
    "SPLIT_PART": "VARCHAR", "SPLIT": "VARCHAR", "LENGTH": "VARCHAR", "PARSE_JSON": "VARCHAR",
    "INITCAP": "VARCHAR", "REGEXP_REPLACE": "VARCHAR", "ARRAY_SIZE": "ARRAY", "FLATTEN": "VARIANT",
    "YEAR": "DATE", "MONTH": "DATE", "LAST_DAY": "DATE",
}  # fmt: skip
#: these take a DATE or a timestamp, whichever the name of the column suggests.
_MOMENTS = (exp.DateAdd, exp.DateDiff, exp.DateTrunc, exp.TimestampTrunc, exp.Monthname, exp.Dayname)


def find_uses(sources: set[Place], queries: list[Query]) -> Uses:
    """Look for columns of sources in the queries of models.

    Args:
        sources: whose columns are wanted.
        queries: of the models, those that others read before them.
    """
    found = Uses()
    #: relation -> what it shows of sources.
    shown: dict[Place, _Behind] = {place: _Behind({place}, {}) for place in sources}
    for query in queries:
        try:
            tree = sqlglot.parse_one(query.sql, read="snowflake")
            places, made, sure = _Reader(query.label, shown, found).read(tree)
            left_out = (query.reads & sources) - {_place(table) for table in tree.find_all(exp.Table)}
            if query.place:
                shown[query.place] = _Behind(places | left_out, made, sure and not left_out)
        except (SqlglotError, RecursionError):
            found.unread.append(query.label)
    for query in queries:
        if query.place:
            _note_tests(query, query.place, shown, found)
    return found


class _Origin(NamedTuple):
    """The source's column that a column is of.

    Args:
        place: of the source.
        name: of the column there.
        changed: it was cast or trimmed on its way: tests of it hold for the source's, its uses tell nothing.
    """

    place: Place
    name: str
    changed: bool = False


class _Behind(NamedTuple):
    """What a relation in FROM shows of sources.

    Args:
        places: whose columns come through it by their names.
        made: columns that it makes, each with the source's column that it is of, where it is of one.
        sure: these places show through ``*``, and not because the project says that they are read.
    """

    places: set[Place]
    made: dict[str, _Origin | None]
    sure: bool = True


_NOTHING = _Behind(set(), {})


def _note_tests(query: Query, built: Place, shown: dict[Place, _Behind], found: Uses) -> None:
    """What tests of a model's columns say of the sources' columns that these are."""

    def origin(place: Place, name: str) -> _Origin | None:
        places, made, sure = shown.get(place, _NOTHING)
        if name in made:
            return made[name]
        only = next(iter(places)) if len(places) == 1 else None
        if only is None or not (sure or name in found.columns.get(only, {})):
            return None
        if sure and only != place:  # a column that nothing but the test names
            use = found.columns.setdefault(only, {}).setdefault(name, Use())
            use.models = use.models or [query.label]
        return _Origin(only, name)

    for name in query.not_null | query.unique | query.accepted.keys() | query.refers_to.keys():
        of = origin(built, name)
        if of is None or of.name not in found.columns.get(of.place, {}):
            continue
        use = found.columns[of.place][of.name]
        use.not_null |= name in query.not_null
        use.unique |= name in query.unique
        use.accepted = use.accepted or query.accepted.get(name, ())
        other = origin(*query.refers_to[name]) if name in query.refers_to else None
        if other is not None and other[:2] != of[:2]:
            use.refers_to = use.refers_to or (other.place, other.name)
    for names in sorted(query.together):
        of_each = [origin(built, name) for name in names]
        known = [of for of in of_each if of is not None]
        if known and len(known) == len(names) and len({of.place for of in known}) == 1:
            found.together.setdefault(known[0].place, []).append(tuple(of.name for of in known))


class _Reader:
    def __init__(self, label: str, shown: dict[Place, _Behind], found: Uses):
        self.label = label
        self.shown = shown
        self.found = found
        self.stars: dict[int, _Behind] = {}
        self.result = _NOTHING

    def read(self, tree: exp.Expr) -> _Behind:
        """Take notes of every query in the tree; gives what its result shows of sources."""
        for scope in traverse_scope(tree):
            # What FROM names: `sources` has every CTE in sight as well.
            behind = {alias: self._behind(source) for alias, (_node, source) in scope.selected_sources.items()}
            places = self._starred(scope, behind)
            made = self._handed_on(scope, behind)
            for selected in _selected(scope):
                column, changed = _unwrapped(selected)
                if isinstance(column, exp.Column) and not column.is_star:
                    of = self._column(scope, behind, column)
                    made[selected.alias_or_name.upper()] = of and of._replace(changed=changed or of.changed)
                elif isinstance(selected, exp.Alias):
                    made[selected.alias.upper()] = None
            made.update(self._filled(scope, behind))
            self.result = self.stars[id(scope)] = _Behind(places, made, all(b.sure for b in behind.values()))
            self._note(scope, behind)
        return self.result

    def _behind(self, source: object) -> _Behind:
        """What shows through something in FROM."""
        if isinstance(source, Scope):
            return self.stars.get(id(source), _NOTHING)
        if isinstance(source, exp.Table):
            return self.shown.get(_place(source), _NOTHING)
        return _NOTHING

    @staticmethod
    def _starred(scope: Scope, behind: dict[str, _Behind]) -> set[Place]:
        places: set[Place] = set()
        for selected in _selected(scope):
            if isinstance(selected, exp.Star):
                places |= {p for shown in behind.values() for p in shown.places}
            elif isinstance(selected, exp.Column) and isinstance(selected.this, exp.Star):
                places |= behind.get(selected.table, _NOTHING).places
        return places

    @staticmethod
    def _handed_on(scope: Scope, behind: dict[str, _Behind]) -> dict[str, _Origin | None]:
        """What ``*`` gives of the columns that the relations in FROM make."""
        made: dict[str, _Origin | None] = {}
        for selected in _selected(scope):
            if isinstance(selected, exp.Star):
                for shown in behind.values():
                    made.update(shown.made)
            elif isinstance(selected, exp.Column) and isinstance(selected.this, exp.Star):
                made.update(behind.get(selected.table, _NOTHING).made)
        return made

    def _filled(self, scope: Scope, behind: dict[str, _Behind]) -> dict[str, _Origin | None]:
        """The columns that a macro filled with NULLs, since their table does not exist: ``cast(null as date) as day``.

        They are taken for a source's where a query reads nothing but sources, and no column of them.
        """
        shown = next(iter(behind.values()), _NOTHING)
        made: dict[str, _Origin | None] = {}
        if len(behind) != 1 or scope.columns:
            return made
        for selected in _selected(scope):
            value = selected.this if isinstance(selected, exp.Alias) else None
            if type(value) is exp.Cast and isinstance(value.this, exp.Null):
                written = selected.args["alias"]
                name = written.name if written.args.get("quoted") else written.name.upper()
                for place in shown.places:
                    known = name in self.found.columns.get(place, {})
                    use = self._use(place, name)
                    use.doubtful = use.doubtful if known else len(shown.places) > 1
                    use.filled = value.to.sql("snowflake")
                    made[written.name.upper()] = _Origin(place, name) if len(shown.places) == 1 else None
        return made

    def _use(self, place: Place, name: str) -> Use:
        use = self.found.columns.setdefault(place, {}).setdefault(name, Use())
        if self.label not in use.models:
            use.models.append(self.label)
        return use

    def _column(self, scope: Scope, behind: dict[str, _Behind], column: exp.Column) -> _Origin | None:
        """The source that a column is of, and its name there; None where that cannot be told."""
        name = column.name if column.this.args.get("quoted") else column.name.upper()
        if column.table:
            shown = behind.get(column.table) or behind.get(column.table.upper()) or _NOTHING
        elif column.parent_select is scope.expression and len(behind) == 1:
            shown = _NOTHING if _is_alias(scope, column, name) else next(iter(behind.values()))
        else:  # of one of several; or of a subquery, whose own FROM comes first
            return None
        if name in shown.made:
            return shown.made[name]
        return _Origin(next(iter(shown.places)), name) if len(shown.places) == 1 and name else None

    def _note(self, scope: Scope, behind: dict[str, _Behind]) -> None:
        for column in scope.columns:
            found = self._column(scope, behind, column)
            if found is None:
                continue
            use = self._use(found.place, found.name)
            use.doubtful = False
            if found.changed:
                continue
            holds, form = _read_as(column)
            if holds and not use.holds:
                use.holds, use.form = holds, form
            type_, value = _hint(column)
            if type_ and type_ not in use.types:
                use.types.append(type_)
            if value is not None and value not in use.values:
                use.values.append(value)


def _selected(scope: Scope) -> list[exp.Expr]:
    """The columns of a SELECT; of UNION and its kin none, each side has its own."""
    return list(scope.expression.selects) if isinstance(scope.expression, exp.Select) else []


def _unwrapped(selected: exp.Expr) -> tuple[exp.Expr, bool]:
    """The column within conversions and their like, which leave it to the column whether it is NULL, and whether
    there are any.
    """
    value = selected.this if isinstance(selected, exp.Alias) else selected
    inner = value
    while True:
        if isinstance(inner, (exp.Cast, *_TEXTS, *_CONVERTERS)):
            inner = inner.this
        elif isinstance(inner, exp.Anonymous) and re.match("(TRY_)?TO_", inner.name.upper()) and inner.expressions:
            inner = inner.expressions[0]
        else:
            break
    return (inner, True) if inner is not value and isinstance(inner, exp.Column) else (value, False)


def _is_alias(scope: Scope, column: exp.Column, name: str) -> bool:
    """Whether a name may be that of a result column: ``v:a AS a, a + 1``, or one in WHERE, GROUP BY and their kin.

    ``TRIM(a) AS a, a || 'x'`` reads a column A twice: columns come before result columns.
    """
    inside = column
    while inside.parent is not None and inside.parent is not scope.expression:
        inside = inside.parent  # type: ignore[assignment]
    for selected in _selected(scope):
        if selected is inside:
            return False
        if isinstance(selected, exp.Alias) and selected.alias.upper() == name:
            read = {c.name.upper() for c in selected.this.find_all(exp.Column) if not c.table}
            return name not in read or inside.arg_key in ("order", "group", "having", "qualify")
    return False


def _place(table: exp.Table) -> Place:
    parts = [p.name if p.args.get("quoted") else p.name.upper() for p in table.parts]
    return ("", "", "", *parts)[-3:]  # type: ignore[return-value]


def _hint(column: exp.Column) -> tuple[str | None, str | None]:
    """The type and a value that the place of a column suggests."""
    parent = column.parent
    if isinstance(parent, exp.TryCast):
        return "VARCHAR", None  # all that TRY_CAST takes
    if isinstance(parent, exp.Cast):
        return parent.to.sql("snowflake"), None
    if isinstance(parent, (exp.JSONExtract, exp.JSONExtractScalar)) or type(parent).__name__ == "GetPath":
        return "VARIANT", None
    if isinstance(parent, (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In)):
        others = [e for e in parent.iter_expressions() if id(e) != id(column)]
        if others and isinstance(others[0], exp.Literal):
            texts = all(isinstance(o, exp.Literal) and o.is_string for o in others)
            equal = isinstance(parent, (exp.EQ, exp.In)) and texts
            return ("VARCHAR" if texts else "NUMBER(38, 2)"), (others[0].name if equal else None)
        if others and isinstance(others[0], exp.Boolean):
            return "BOOLEAN", None
        if others and isinstance(others[0], (exp.Cast, exp.CurrentDate, exp.CurrentTimestamp)):
            return _moment_compared(column.name, others[0]), None
    if isinstance(parent, (exp.Like, exp.ILike)):
        return "VARCHAR", None
    if isinstance(parent, (exp.Add, exp.Sub)):
        if any(isinstance(side, exp.Interval) for side in (parent.this, parent.expression)):
            return _moment(column.name, "TIMESTAMP_NTZ"), None
        named = type_by_name(column.name)  # days are added to dates
        return ("NUMBER(18, 2)" if named in ("VARCHAR", "BOOLEAN") else named), None
    if isinstance(parent, (exp.Mul, exp.Div, exp.Mod, exp.Neg)):
        return "NUMBER(18, 2)", None
    if isinstance(parent, _MOMENTS):
        return _moment(column.name, "TIMESTAMP_NTZ"), None
    if isinstance(parent, exp.Func) and parent.args.get("this") is column:
        if isinstance(parent, exp.ToChar):
            return None, None  # of a number or of a moment
        if parent.args.get("format") or parent.args.get("safe"):
            return "VARCHAR", None  # TRY_TO_DATE(c), TO_DATE(c, 'YYYY')
        return _ARGUMENTS.get(parent.sql_name()), None
    if isinstance(parent, exp.Anonymous) and id(parent.expressions[0]) == id(column):
        name = parent.name.upper()
        return ("VARCHAR" if name.startswith("TRY_TO_") else _ARGUMENTS.get(name)), None
    return None, None


#: what leaves a text a text on its way to a conversion.
_TEXTS = (exp.Trim, exp.Upper, exp.Lower, exp.Paren, exp.Nullif, exp.RegexpReplace, exp.Replace, exp.Coalesce)
#: conversions of a text, by the beginning of their names, and the type that the text is then read as.
_CONVERSIONS = (
    ("NUMBER", "NUMBER"), ("NUMERIC", "NUMBER"), ("DECIMAL", "NUMBER"), ("DOUBLE", "NUMBER"), ("DATE", "DATE"),
    ("TIMESTAMP", "TIMESTAMP"), ("TIME", "TIME"), ("BOOLEAN", "BOOLEAN"), ("FLOAT", "NUMBER"), ("INT", "NUMBER"),
    ("BIGINT", "NUMBER"),
)  # fmt: skip

_CONVERTERS: dict[type, str] = {
    exp.TsOrDsToDate: "DATE", exp.StrToTime: "TIMESTAMP", exp.ToNumber: "NUMBER", exp.ToDouble: "NUMBER",
    exp.ToBoolean: "BOOLEAN", exp.TsOrDsToTimestamp: "TIMESTAMP",
}  # fmt: skip


def _read_as(column: exp.Column) -> tuple[str, str]:
    """What a column's texts are converted to, if they are: ``TRY_TO_NUMBER(TRIM(a))``; and with what format."""
    inner: exp.Expr = column
    while (isinstance(inner.parent, _TEXTS) and inner.arg_key == "this") or _as_text(inner.parent):
        inner = inner.parent  # type: ignore[assignment]
    made = inner.parent
    if made is None or inner is not (made.expressions[0] if isinstance(made, exp.Anonymous) else made.this):
        return "", ""
    if isinstance(made, exp.Cast):
        name = made.to.this.name if isinstance(made.to, exp.DataType) else ""
    elif isinstance(made, exp.Anonymous):
        name = re.sub("^(TRY_)?(TO|AS)_", "", made.name.upper()) if "TO_" in made.name.upper() else ""
    else:
        name = _CONVERTERS.get(type(made), "")
    holds = next((type_ for beginning, type_ in _CONVERSIONS if name.startswith(beginning)), "")
    form = made.args.get("format") or (made.expressions[1:] or [None])[0] if holds else None
    return holds, form.name if isinstance(form, exp.Literal) and form.is_string else ""


def _as_text(node: exp.Expr | None) -> bool:
    return type(node) is exp.Cast and node.to.is_type(*exp.DataType.TEXT_TYPES)


def _moment_compared(name: str, other: exp.Expr) -> str | None:
    """The type of a column that is compared with TO_DATE('2024-01-01'), CURRENT_DATE or their like."""
    if isinstance(other, exp.Cast):
        if not isinstance(other.this, exp.Literal) or not other.to.is_type(*exp.DataType.TEMPORAL_TYPES):
            return None
        return _moment(name, other.to.sql("snowflake"))
    return _moment(name, "DATE" if isinstance(other, exp.CurrentDate) else "TIMESTAMP_NTZ")


def _moment(name: str, otherwise: str) -> str:
    """DATE or a timestamp where the name of a column suggests it."""
    named = type_by_name(name)
    return named if named in ("DATE", "TIMESTAMP_NTZ") else otherwise


#: what a name says when nothing else does: pattern -> type.
_NAMES = (
    (r"^ID$|_ID$", "NUMBER(38, 0)"),
    (
        r"_AT$|_TS$|TIMESTAMP|_TIME$|_DATETIME$|^(CREATED|UPDATED|MODIFIED|TIME|DATETIME)$|_SYNCED$|(^|_)(START|END)$",
        "TIMESTAMP_NTZ",
    ),
    (r"_DATE$|^DATE|_ON$|_DAY$|^DAY$", "DATE"),
    (r"^IS_|^HAS_|_FLAG$", "BOOLEAN"),
    (r"(^|_)(LAT|LATITUDE|LON|LNG|LONGITUDE)$", "FLOAT"),
    (r"(^|_)(WEIGHT|HEIGHT|WIDTH|SCORE|PERCENT|PCT|PERCENTAGE)(_|$)", "NUMBER(18, 2)"),
    (r"(^|_)(YEAR|QTY|SECONDS|MINUTES|HOURS|DAYS|AGE)$", "NUMBER(38, 0)"),
    (r"(^|_)(AMOUNT|PRICE|COST|TOTAL|REVENUE|TAX|BALANCE)S?(_|$)|RATE$|VALUE$", "NUMBER(18, 2)"),
    (r"(^|_)(COUNT|QUANTITY|POPULATION)(_|$)|^N_|_CENTS$|NUMBER$", "NUMBER(38, 0)"),
)


def type_by_name(name: str) -> str:
    """The type that a column's name suggests."""
    return next((type_ for pattern, type_ in _NAMES if re.search(pattern, name.upper())), "VARCHAR")
