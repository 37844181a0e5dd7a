"""MATCH_RECOGNIZE (https://docs.snowflake.com/en/sql-reference/constructs/match_recognize).

DEFINE sees the rows of the partition and never the match, so which symbols a row may have is computed with window
functions before anything is matched; ``mh_match_rows`` then finds the matches of each partition, and MEASURES are
window functions over their rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.rewrites.operators import condition
from mockhaus_dbt.translation.rewrites.outputs import output_name
from mockhaus_dbt.translation.rewrites.windows import order_text
from mockhaus_dbt.translation.row_patterns import Pattern, compile_pattern

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler
    from mockhaus_dbt.translation.rewrites.from_ import From

_ALL = "ALL ROWS PER MATCH"
#: what FINAL and RUNNING before a call have made of its name; see ast_parser.
_FRAMES = ("FINAL_", "RUNNING_")
_OFFSETS = {"PREV": "LAG", "LAG": "LAG", "NEXT": "LEAD", "LEAD": "LEAD"}
_EDGES = {"FIRST": "first_value", "FIRST_VALUE": "first_value", "LAST": "last_value", "LAST_VALUE": "last_value"}
_OF_MATCH = ("MATCH_NUMBER", "MATCH_SEQUENCE_NUMBER", "CLASSIFIER")


def apply(compiler: Compiler, node: exp.MatchRecognize, clauses: From) -> None:
    """Put the matches in the place of what FROM has read.

    Raises:
        CompilationError: the pattern, a symbol or a function is wrong.
    """
    Matcher(compiler, node, clauses).apply()


@dataclass
class Output:
    """A column of the result: Snowflake's name, and the expression over the rows of matches."""

    name: str
    value: Expr


class Matcher:
    """One MATCH_RECOGNIZE while it is compiled.

    Args:
        compiler: of the statement.
        node: the clause.
        clauses: FROM as far as it has been read.
    """

    def __init__(self, compiler: Compiler, node: exp.MatchRecognize, clauses: From):
        self.compiler, self.node, self.clauses = compiler, node, clauses
        if node.args.get("pattern") is None or not node.args.get("define"):
            raise error("syntax", line=1, column=0, token=")")
        self.pattern: Pattern = compile_pattern(str(node.args["pattern"].this))
        rows = node.args.get("rows")
        self.rows = str(rows.this) if rows is not None else "ONE ROW PER MATCH"
        self.all_rows = self.rows.startswith(_ALL)
        if self.rows.endswith("UNMATCHED ROWS") and self.pattern.excludes:
            raise UnsupportedError("WITH UNMATCHED ROWS where the PATTERN has exclusions")
        #: windows of the matched rows that are compiled already, by the id of the node that stands for each.
        self.stand_ins: list[exp.Window] = []
        self.alias = ""

    def apply(self) -> None:
        scope = self.clauses.scope
        if len(scope.sources) != 1:
            raise UnsupportedError("MATCH_RECOGNIZE behind a JOIN")
        name = scope.sources[0].alias
        self.clauses.wrap_for("MATCHED")
        rows = self._rows(scope)
        self.alias = self.compiler.alias("MATCHES")
        source = scope.sources[0]
        prefix = source.columns[0].sql.rsplit(".", 1)[0] + "." if source.columns else ""
        moved = [replace(c, sql=f"{self.alias}.{c.sql.removeprefix(prefix)}") for c in source.columns]
        scope.sources[:] = [replace(source, columns=[*moved, *self._hidden()], _by_name=None)]
        partition = [
            Output(output_name(self.compiler, n), self.compiler.expression(n, replace(scope, aliases={})))
            for n in self.node.args.get("partition_by") or ()
        ]
        measures = [self._measure(m, scope) for m in self.node.args.get("measures") or ()]
        kept = [Output(c.name, Expr(c.sql, c.type, nullable=c.nullable)) for c in moved if not c.hidden]
        outputs = [*(kept if self.all_rows else partition), *measures]
        if not outputs:
            raise error("no_columns")
        self._finish(rows, outputs, name)

    # -- the rows before they are matched

    def _rows(self, scope: Scope) -> str:
        """DuckDB text: every row with its partition, its place in it, and the symbols that it may have, as bits."""
        compiler, node = self.compiler, self.node
        plain = replace(scope, aliases={}, compiled={})
        keys = [compiler.expression(n, plain).sql for n in node.args.get("partition_by") or ()]
        order = node.args.get("order")
        sorting = order_text(compiler, order.expressions, plain) if order is not None else ""
        window = f"{'PARTITION BY ' + ', '.join(keys) if keys else ''} {'ORDER BY ' + sorting if sorting else ''}"
        place = f"dense_rank() OVER (ORDER BY {', '.join(keys)})" if keys else "1"
        defined: dict[str, exp.Expr] = {}
        for item in node.args["define"]:
            symbol = compiler.identifier(item.args["alias"])
            if symbol in defined:
                raise error("duplicate_alias", name=display(symbol))
            defined[symbol] = item.this
        bits = []
        for i, symbol in enumerate(self.pattern.symbols):
            if symbol not in defined:
                bits.append(str(1 << i))
                continue
            test = condition(compiler, self._defining(defined[symbol]), replace(plain, clause="select")).sql
            bits.append(f"CASE WHEN {test} THEN {1 << i} ELSE 0 END")
        return (
            f"SELECT *, {place} AS _p, row_number() OVER ({window}) AS _i, CAST({' + '.join(bits)} AS BIGINT) AS _k "
            f"FROM {self.clauses.sql}"
        )

    def _defining(self, tree: exp.Expr) -> exp.Expr:
        """A condition of DEFINE with its windows made whole."""

        def whole(node: exp.Expr) -> exp.Expr:
            if isinstance(node, exp.Column) and node.args.get("table") is not None:
                symbol = self.compiler.identifier(node.args["table"])
                if symbol in self.pattern.symbols:
                    raise UnsupportedError(f"the symbol {symbol} in DEFINE")
            if isinstance(node, exp.Window):
                node.set("partition_by", list(self.node.args.get("partition_by") or ()))
                node.set("order", node.args.get("order") or self.node.args.get("order"))
                return exp.Paren(this=node)  # another node, so that what is inside stays as it is
            if not isinstance(node, exp.Anonymous):
                return node
            name = call_name(node)
            if name == "LAST":
                return exp.Paren(this=node.expressions[0])  # the frame ends at the row that is looked at
            if name in ("PREV", "FIRST", *_OF_MATCH):
                raise UnsupportedError(f"{name} in DEFINE")
            if name in _OFFSETS or name in _EDGES:
                call = exp.Anonymous(this=_OFFSETS.get(name, name), expressions=list(node.expressions))
                return self._over(call, [*(self.node.args.get("partition_by") or ())], self.node.args.get("order"))
            row = FUNCTIONS.get(name)
            if row is not None and row.kind in ("aggregate", "window"):
                raise error("window_frame_missing", name=name)
            return node

        return tree.copy().transform(whole, copy=False)

    @staticmethod
    def _over(call: exp.Expr, partition: list[exp.Expr], order: exp.Expr | None) -> exp.Window:
        return exp.Window(this=call, partition_by=[n.copy() for n in partition], order=order.copy() if order else None)

    # -- measures

    def _hidden(self) -> list[SourceColumn]:
        """What windows over the rows of a match are written with."""
        types = (("_p", t.INTEGER), ("_m", t.INTEGER), ("_s", t.INTEGER), ("_c", t.VARCHAR))
        return [SourceColumn(f"\x02{name}", f"{self.alias}.{name}", type_, True, True) for name, type_ in types]

    def _measure(self, node: exp.MatchRecognizeMeasure, scope: Scope) -> Output:
        item = node.this
        if not isinstance(item, exp.Alias):
            raise error("syntax", line=1, column=0, token=item.sql())
        frame = str(node.args.get("window_frame") or "")
        final = frame == "FINAL" or (not frame and not self.all_rows)
        inner = replace(scope, aliases={}, compiled={}, clause="select")
        tree = exp.Paren(this=item.this.copy()).transform(lambda n: self._measured(n, inner, final), copy=False)
        try:
            value = self.compiler.expression(tree, inner)
        finally:
            while self.stand_ins:
                self.compiler.hoisted.pop(id(self.stand_ins.pop()), None)
        sql = value.sql
        if self.rows.endswith("UNMATCHED ROWS"):
            sql = f"CASE WHEN {self.alias}._m IS NOT NULL THEN {sql} END"
        return Output(self.compiler.identifier(item.args["alias"]), Expr(sql, value.type))

    def _measured(self, node: exp.Expr, scope: Scope, final: bool) -> exp.Expr:
        if isinstance(node, exp.Window):
            node.set("partition_by", self._columns("_p", "_m"))
            node.set("order", node.args.get("order") or self._order())
            return exp.Paren(this=node)
        if isinstance(node, exp.Column):
            return self._column(node, scope, final)
        if not isinstance(node, exp.Anonymous):
            return node
        name = call_name(node)
        for word in _FRAMES:
            if name.startswith(word):
                final, name = word == "FINAL_", name.removeprefix(word)
        if name in _OF_MATCH and not node.expressions:
            return self._of_match(name)
        row = FUNCTIONS.get(name)
        if name not in _OFFSETS and name not in _EDGES and (row is None or row.kind not in ("aggregate", "window")):
            return node
        symbol = self._symbol(node)
        arguments = [self._without_symbols(n) for n in node.expressions]
        if name in _EDGES:
            return self._edge(name, arguments, scope, symbol, final)
        if name in _OFFSETS:
            if symbol:
                raise UnsupportedError(f"the symbol {symbol} in {name}")
            return self._windowed(exp.Anonymous(this=_OFFSETS[name], expressions=arguments), None)
        plain = exp.Anonymous(this=name, expressions=arguments)
        call: exp.Expr = plain
        if row is not None and row.kind == "aggregate":
            test = self._columns("_c")[0]
            match: exp.Expr = exp.Not(this=exp.Is(this=test, expression=exp.Null()))
            if symbol:
                match = exp.EQ(this=test, expression=exp.Literal.string(symbol))
            call = self._counted(plain, match) or exp.Filter(this=plain, expression=exp.Where(this=match))
        elif symbol:
            raise UnsupportedError(f"the symbol {symbol} in {name}")
        return self._windowed(call, "FOLLOWING" if final else "CURRENT ROW")

    @staticmethod
    def _counted(call: exp.Anonymous, match: exp.Expr) -> exp.Expr | None:
        """COUNT of rows that match, without the FILTER, with which DuckDB counts every frame anew."""
        arguments = call.expressions
        if call_name(call) != "COUNT" or len(arguments) != 1 or isinstance(arguments[0], exp.Distinct):
            return None
        counted = exp.Literal.number(1) if isinstance(arguments[0], exp.Star) else arguments[0]
        case = exp.Case(ifs=[exp.If(this=match, true=counted)])
        return exp.Anonymous(this="COUNT", expressions=[case])

    def _column(self, node: exp.Column, scope: Scope, final: bool) -> exp.Expr:
        """``symbol.column`` outside of a function is LAST(symbol.column); CLASSIFIER may stand without brackets."""
        table = node.args.get("table")
        if table is None:
            name = self.compiler.identifier(node.this) if isinstance(node.this, exp.Identifier) else ""
            known = name in _OF_MATCH and not any(s.find(name) for s in scope.sources)
            return self._of_match(name) if known else node
        symbol = self.compiler.identifier(table)
        if symbol not in self.pattern.symbols:
            return node
        return self._edge("LAST", [self._without_symbols(node)], scope, symbol, final)

    def _of_match(self, name: str) -> exp.Expr:
        column = {"MATCH_NUMBER": "_m", "MATCH_SEQUENCE_NUMBER": "_s", "CLASSIFIER": "_c"}[name]
        return exp.Paren(this=self._columns(column)[0])

    def _symbol(self, node: exp.Expr) -> str:
        """The symbol that the columns of a function's arguments are predicated with, '' for none.

        Raises:
            UnsupportedError: some of them are and some are not, or with another symbol.
        """
        found = set()
        for column in node.find_all(exp.Column):
            table = column.args.get("table")
            symbol = self.compiler.identifier(table) if table is not None else ""
            found.add(symbol if symbol in self.pattern.symbols else "")
        if len(found) > 1:
            raise UnsupportedError("columns of different symbols in one function of MEASURES")
        return found.pop() if found else ""

    def _without_symbols(self, tree: exp.Expr) -> exp.Expr:
        def bare(node: exp.Expr) -> exp.Expr:
            if isinstance(node, exp.Column) and node.args.get("table") is not None:
                if self.compiler.identifier(node.args["table"]) in self.pattern.symbols:
                    return exp.Star() if isinstance(node.this, exp.Star) else exp.Column(this=node.this)
            return node

        return tree.copy().transform(bare, copy=False)

    def _edge(self, name: str, arguments: list[exp.Expr], scope: Scope, symbol: str, final: bool) -> exp.Expr:
        """FIRST and LAST: the value in the first or last row of the frame, of a symbol where one is given."""
        if len(arguments) != 1:
            raise UnsupportedError(f"{name} with an offset")
        if symbol and not final:
            raise UnsupportedError(f"the symbol {symbol} in MEASURES outside of aggregate functions, with RUNNING")
        value = self.compiler.expression(arguments[0], scope)
        alias = self.alias
        test = f"{alias}._c = {literal(symbol)}" if symbol else f"{alias}._c IS NOT NULL"
        end = "UNBOUNDED FOLLOWING" if final else "CURRENT ROW"
        # In a struct, a value that is NULL is apart from a row that is passed over.
        sql = (
            f"({_EDGES[name]}(CASE WHEN {test} THEN {{'v': {value.sql}}} END IGNORE NULLS) OVER (PARTITION BY "
            f"{alias}._p, {alias}._m ORDER BY {alias}._s ROWS BETWEEN UNBOUNDED PRECEDING AND {end})).v"
        )
        stand_in = exp.Window(this=exp.Anonymous(this=name))
        self.stand_ins.append(stand_in)
        self.compiler.hoisted[id(stand_in)] = Expr(sql, value.type, window=True)
        return exp.Paren(this=stand_in)

    def _windowed(self, call: exp.Expr, end: str | None) -> exp.Expr:
        window = self._over(call, self._columns("_p", "_m"), self._order())
        if end is not None:
            window.set(
                "spec",
                exp.WindowSpec(
                    kind="ROWS",
                    start="UNBOUNDED",
                    start_side="PRECEDING",
                    end="UNBOUNDED" if end == "FOLLOWING" else end,
                    end_side=end if end == "FOLLOWING" else None,
                ),
            )
        return exp.Paren(this=window)

    def _columns(self, *names: str) -> list[exp.Expr]:
        return [exp.Column(this=exp.to_identifier(f"\x02{name}", quoted=True)) for name in names]

    def _order(self) -> exp.Order:
        return exp.Order(expressions=[exp.Ordered(this=self._columns("_s")[0], nulls_first=False)])

    # -- the result

    def _finish(self, rows: str, outputs: list[Output], name: str) -> None:
        compiler, scope = self.compiler, self.clauses.scope
        everything, found, matched = (compiler.alias(n) for n in ("ROWS", "FOUND", "FOUND_ROWS"))
        symbols = " ".join(f"WHEN {i} THEN {literal(s)}" for i, s in enumerate(self.pattern.symbols))
        wanted = literal(self.pattern.text()), literal(self._skip()), str(self.rows.endswith("UNMATCHED ROWS"))
        heads = ", ".join(f"{o.value.sql} AS _o{i}" for i, o in enumerate(outputs))
        if self.all_rows:
            test = "NOT _e AND _c IS NOT NULL" if "OMIT" in self.rows else "NOT _e"
            last = ""
        else:
            test = "_l = 1"
            m = self.alias
            last = f", row_number() OVER (PARTITION BY {m}._p, {m}._m ORDER BY {m}._s DESC) AS _l"
        written = self.node.args.get("alias")
        if written is not None and written.this is not None:
            name = compiler.identifier(written.this)
        alias = compiler.alias(name or "MATCHES")
        kept = ", ".join(f"_o{i}" for i in range(len(outputs)))
        lists = ", ".join(f"unnest(_x[_n * {i} + 1:_n * {i + 1}]) AS _f{i}" for i in range(5))
        self.clauses.sql = (
            f"(WITH {everything} AS MATERIALIZED ({rows}), {found} AS (SELECT _p, {lists} FROM (SELECT _p, _x, "
            f"len(_x) // 5 AS _n FROM (SELECT _p, mh_match_rows(list(_k ORDER BY _i), {', '.join(wanted)}) AS _x "
            f"FROM {everything} GROUP BY _p))), "
            f"{matched} AS (SELECT r.*, f._f1 AS _m, f._f2 AS _s, CASE f._f3 {symbols} END AS _c, f._f4 = 1 AS _e "
            f"FROM {found} AS f JOIN {everything} AS r ON r._p = f._p AND r._i = f._f0) "
            f"SELECT {kept} FROM (SELECT {heads}, {self.alias}._c, {self.alias}._e{last} "
            f"FROM {matched} AS {self.alias}) "
            f"WHERE {test}) AS {alias}"
        )
        columns = [
            SourceColumn(o.name, f"{alias}._o{i}", o.value.type, o.value.nullable) for i, o in enumerate(outputs)
        ]
        scope.sources[:] = [Source("", name, columns)]
        scope.merged.clear()

    def _skip(self) -> str:
        """AFTER MATCH SKIP as ``mh_match_rows`` takes it."""
        after = self.node.args.get("after")
        words = str(after.this).split(" ", 5) if after is not None else []
        if not words or words[3:4] == ["PAST"]:
            return "PAST"
        if words[3:] == ["TO", "NEXT", "ROW"]:
            return "NEXT"
        if len(words) != 6:
            raise error("syntax", line=1, column=0, token="SKIP")
        symbol = words[5] if words[5] in self.pattern.symbols else words[5].upper()
        if symbol not in self.pattern.symbols:
            raise error("invalid_identifier", line=1, column=0, name=display(symbol))
        return f"{words[4]} {self.pattern.symbols.index(symbol)}"
