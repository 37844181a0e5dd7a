"""FLATTEN as a list of structs that FROM unnests (https://docs.snowflake.com/en/sql-reference/functions/flatten).

Only the columns that the statement names are computed: the path text and THIS cost more than the values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation import variants
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.held import SHORT, once
from mockhaus_dbt.translation.rewrites.from_ import Unnested
from mockhaus_dbt.translation.types import SqlType

#: Snowflake's column -> field of the struct, type. SEQ is counted by FROM.
COLUMNS: tuple[tuple[str, str, SqlType], ...] = (
    ("KEY", "k", t.VARCHAR),
    ("PATH", "p", t.VARCHAR),
    ("INDEX", "i", t.INTEGER),
    ("VALUE", "v", t.VARIANT),
    ("THIS", "t", t.VARIANT),
)

_BARE = "'[A-Za-z_][A-Za-z0-9_$]*'"


def names_used(node: exp.Expr) -> set[str] | None:
    """Every name that the statement of a node mentions, in upper case; None where ``*`` may mean any."""
    around = node.parent
    while isinstance(around, (exp.Anonymous, exp.TableFromRows, exp.Lateral, exp.Table)):
        alias = around.args.get("alias")
        if isinstance(alias, exp.TableAlias) and alias.args.get("columns"):
            return None  # AS f (a, b, c) renames by position
        around = around.parent
    root = node.root()
    used: set[str] = set()
    for part in root.walk():
        if isinstance(part, exp.Identifier):
            used.add(str(part.this).replace(MARK, "").upper())
        elif isinstance(part, exp.Star):
            parent = part.parent
            if not (isinstance(parent, exp.Anonymous) and str(parent.this).replace(MARK, "").upper() == "COUNT"):
                return None
        elif isinstance(part, exp.Parameter):
            return None  # $1
    return used


@dataclass(frozen=True)
class Flattened:
    """What FLATTEN was asked for.

    Args:
        value: what is unfolded, PATH applied.
        path: the text of PATH, which begins every row's PATH.
        mode: ARRAY, OBJECT or BOTH.
        typed: of a structured ARRAY or MAP: the KEY or VALUE with its type, given the text that reads it.
    """

    value: Expr
    path: str
    mode: str
    outer: bool
    recursive: bool
    typed: Callable[[str, str], Expr] | None = None

    def rows(self, used: set[str] | None) -> Unnested:
        """The list of rows, with the columns that the statement names."""
        wanted = [c for c in COLUMNS if used is None or c[0] in used]
        ordinal = "SEQ" if used is None or "SEQ" in used else ""
        fields = {field for _, field, _ in wanted}
        value = "_flattened_"
        plain = fields <= {"v"} and not self.recursive and not self.outer
        if plain:
            listed = self._values(value)
            columns = tuple((name, "", type_) for name, _, type_ in wanted)
        else:
            build = self._recursive if self.recursive else self._structs
            listed = build(value, fields or {"v"})
            columns = tuple(wanted)
            if self.outer:
                listed = self._with_outer(listed, value, fields or {"v"})
        if self.typed is not None:
            listed, columns = self._of_types(listed, columns, plain)
        if self.recursive:  # DuckDB has no subquery in a lambda expression
            made = listed.replace(value, f"({self.value.sql})")
        else:
            made = once(self.value.sql, lambda v: listed.replace(value, v), value, SHORT)
        return Unnested(made, columns, self.outer, ordinal, made if self.outer else "")

    def _of_types(
        self, listed: str, columns: tuple[tuple[str, str, SqlType], ...], plain: bool
    ) -> tuple[str, tuple[tuple[str, str, SqlType], ...]]:
        """The rows of a structured ARRAY or MAP, whose keys and values have types."""
        assert self.typed is not None
        cells, shown = {}, []
        for name, field, type_ in columns:
            read = "_y" if plain else f"_y.{field}"
            made = self.typed(name, read) if name in ("KEY", "VALUE") else Expr(read, type_)
            cells[field] = made.sql
            shown.append((name, field, made.type))
        body = cells.get("", "") if plain else _struct(cells, set(cells))
        return (f"list_transform({listed}, lambda _y: {body})" if cells else listed), tuple(shown)

    def _text(self, value: str) -> str:
        return f"CAST({value} AS VARCHAR)"

    def _cases(self, value: str, arrays: str, objects: str, empty: str) -> str:
        """One of two lists, by what the value is and by MODE."""
        name = self.value.type.name
        if name == "ARRAY" and self.mode != "OBJECT":
            return arrays
        if name in ("OBJECT", "MAP") and self.mode != "ARRAY":
            return objects
        branches = ""
        if self.mode != "OBJECT":
            branches += f"WHEN '[' THEN {arrays} "
        if self.mode != "ARRAY":
            branches += f"WHEN '{{' THEN {objects} "
        return f"CASE left({self._text(value)}, 1) {branches}ELSE {empty} END"

    def _values(self, value: str) -> str:
        listed = variants.elements(value)
        there = f"list_filter({listed}, lambda _x: _x <> '{variants.UNDEFINED}')"
        arrays = f"CASE WHEN {variants.holds_marks(value)} THEN {there} ELSE {listed} END"
        return self._cases(value, arrays, variants.listed(value, "$.*"), "CAST([] AS JSON[])")

    def _structs(self, value: str, fields: set[str]) -> str:
        prefix = literal(self.path)
        dot = literal(self.path + ".") if self.path else "''"
        element = {
            "k": "CAST(NULL AS VARCHAR)", "p": f"{prefix} || '[' || (_n - 1) || ']'", "i": "CAST(_n - 1 AS BIGINT)",
            "v": "_x", "t": value,
        }
        entry = {
            "k": "_x[1]",
            "p": f"CASE WHEN regexp_full_match(_x[1], {_BARE}) THEN {dot} || _x[1] "
                 f"ELSE {prefix} || '[''' || _x[1] || ''']' END",
            "i": "CAST(NULL AS BIGINT)", "v": "_x[2]", "t": value,
        }
        one = _struct(element, fields)
        arrays = f"list_transform({variants.elements(value)}, lambda _x, _n: {one})"
        there = f"list_filter({arrays}, lambda _y: _y.v <> '{variants.UNDEFINED}')"
        if "v" not in fields:
            kept = _struct({**element, "v": "_x"}, fields | {"v"})
            there = (
                f"list_filter(list_transform({variants.elements(value)}, lambda _x, _n: {kept}), "
                f"lambda _y: _y.v <> '{variants.UNDEFINED}')"
            )
            shorter = _struct({f: f"_y.{f}" for f in fields}, fields)
            there = f"list_transform({there}, lambda _y: {shorter})"
        arrays = f"CASE WHEN {variants.holds_marks(value)} THEN {there} ELSE {arrays} END"
        zipped = f"list_zip(CAST(json_keys({value}) AS VARCHAR[]), {variants.listed(value, '$.*')})"
        objects = f"list_transform({zipped}, lambda _x: {_struct(entry, fields)})"
        return self._cases(value, arrays, objects, "[]")

    def _recursive(self, value: str, fields: set[str]) -> str:
        dotted = "regexp_replace(substr(_t.fullkey, 2), '\\.\"([^\"]*)\"', '[''\\1'']', 'g')"
        path = f"{literal(self.path)} || {dotted}" if self.path else f"ltrim({dotted}, '.')"
        # Marks are kept in the whole of the value, whose parts are taken out of it.
        marked = variants.holds_marks(value)
        held = f"CASE WHEN {marked} THEN {variants.protected_sql(value)} ELSE {value} END"
        parent = "json_extract(_d.v, _t.path)"
        in_array = f"suffix(_t.fullkey, ']') AND starts_with(CAST({parent} AS VARCHAR), '[')"

        def taken(part: str) -> str:
            return f"CASE WHEN _d.m THEN {variants.restored_sql(part)} ELSE {part} END"

        row = _struct(
            {
                "k": f"CASE WHEN {in_array} THEN NULL ELSE _t.key END", "p": path,
                "i": f"CASE WHEN {in_array} THEN CAST(_t.key AS BIGINT) END",
                "v": taken("json_extract(_d.v, _t.fullkey)"),
                "t": taken(parent),
            },
            fields,
        )
        tests = [f"_t.id > 0 AND (_t.value IS NULL OR _t.value <> '{variants.protected(variants.UNDEFINED)}')"]
        if self.mode == "OBJECT":
            tests.append("NOT regexp_matches(_t.fullkey, '\\[[0-9]+\\]')")
        if self.mode == "ARRAY":
            tests.append("regexp_full_match(_t.fullkey, '\\$(\\[[0-9]+\\])*')")
        rows = f"SELECT list({row} ORDER BY _t.id) FROM (SELECT {held} AS v, {marked} AS m) AS _d, "
        rows += f"json_tree(_d.v) AS _t WHERE {' AND '.join(tests)}"
        return f"coalesce(({rows}), [])"

    def _with_outer(self, listed: str, value: str, fields: set[str]) -> str:
        this = self._cases(value, value, value, "CAST(NULL AS JSON)")
        row = _struct(
            {
                "k": "CAST(NULL AS VARCHAR)", "p": literal(self.path), "i": "CAST(NULL AS BIGINT)",
                "v": "CAST(NULL AS JSON)", "t": this,
            },
            fields,
        )
        return f"CASE WHEN len({listed}) > 0 THEN {listed} ELSE [{row}] END"


def _struct(cells: dict[str, str], fields: set[str]) -> str:
    return "{" + ", ".join(f"'{f}': {cells[f]}" for _, f, _ in COLUMNS if f in fields) + "}"
