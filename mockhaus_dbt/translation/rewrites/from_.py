"""FROM: tables, subqueries, joins, lateral items, table functions
(https://docs.snowflake.com/en/sql-reference/constructs/from, join, join-lateral).

FROM is read from left to right; what has been read is one text and a list of sources. A table function that unfolds a
list (FLATTEN, SPLIT_TO_TABLE) becomes an ``unnest`` in a SELECT around what was read so far: unlike a lateral join
this keeps the order of the rows, and DuckDB runs it much faster.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import CompilationError, UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation import user_functions
from mockhaus_dbt.translation.calls import arguments, call_name
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.registry import FUNCTIONS, Call
from mockhaus_dbt.translation.names import quote
from mockhaus_dbt.translation.reserved_words import NOT_A_TABLE, NOT_IN_FROM
from mockhaus_dbt.translation.rewrites import asof, pivot
from mockhaus_dbt.translation.rewrites.boundaries import bounded
from mockhaus_dbt.translation.rewrites.literals import identifier_text
from mockhaus_dbt.translation.rewrites.operators import comparable, condition
from mockhaus_dbt.translation.rewrites.partitioned import Partitioned
from mockhaus_dbt.translation.rewrites.time_travel import as_of
from mockhaus_dbt.translation.rewrites.using import merged
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


@dataclass(frozen=True)
class Unnested:
    """Rows that a table function makes of a list, one for each element.

    Args:
        list_sql: DuckDB text of a list of structs.
        columns: Snowflake name, field of the struct ('' for the element itself), type.
        outer: an empty list gives one row of NULLs.
        ordinal: name of a column that counts the input rows from 1 (SEQ), '' for none.
        drops: LEFT JOIN LATERAL leaves out rows for which the list is empty, too.
    """

    list_sql: str
    columns: tuple[tuple[str, str, SqlType], ...]
    outer: bool = False
    ordinal: str = ""
    outer_sql: str = ""
    drops: bool = False


class From:
    """The FROM clause of one SELECT, as far as it has been read.

    Args:
        compiler: of the statement.
        scope: of the SELECT; its sources and merged columns are filled here.
    """

    def __init__(self, compiler: Compiler, scope: Scope):
        self.compiler = compiler
        self.scope = scope
        self.sql = ""

    def read(self, node: exp.Expr) -> None:
        """Read FROM with all its joins."""
        from_ = node.args.get("from_")
        if from_ is not None:
            self._first(from_.this)
            for join in from_.this.args.get("joins") or ():
                self._join(join)
        for lateral in node.args.get("laterals") or ():
            self._item(lateral, ",")
        for join in node.args.get("joins") or ():
            self._join(join)

    def add(self, node: exp.Expr) -> None:
        """Read one more item, as USING of DELETE and MERGE lists them."""
        self._item(node, "," if self.sql else "")
        for join in node.args.get("joins") or ():
            self._join(join)

    # ------------------------------------------------------------------------------------------------------- reading

    def _first(self, node: exp.Expr) -> None:
        self._item(node, "")

    def _item(self, node: exp.Expr, joint: str) -> None:
        rows = self._table_function(node)
        if isinstance(rows, Partitioned):
            self._add(self._aliased(rows.join(self, self._alias_name(node)), node))
            return
        if isinstance(rows, Unnested):
            self._unnest(rows, node, outer=rows.outer)
            return
        item = rows if rows is not None else self._source(node)
        if not joint:
            self.sql = item.sql
        elif item.lateral:
            self.sql = f"{self.sql} CROSS JOIN LATERAL {item.sql}"
        else:
            self.sql = f"{self.sql} CROSS JOIN {item.sql}"
        self._add(item)

    def _add(self, item: Source) -> None:
        if item.alias and any(s.alias == item.alias and s.path == item.path for s in self.scope.sources):
            raise error("duplicate_alias", name=item.alias)
        self.scope.sources.append(item)

    def _source(self, node: exp.Expr) -> Source:
        compiler = self.compiler
        if isinstance(node, exp.Table):
            return self._table(node)
        if isinstance(node, exp.Subquery):
            return self._subquery(node)
        if isinstance(node, exp.Lateral) and isinstance(node.this, exp.Subquery):
            inner = compiler.query(node.this.this, self.scope.child())
            self._refuse_unpivoted(inner.sql)
            return self._aliased(replace(_from_bound(compiler, inner, self._alias_name(node)), lateral=True), node)
        if isinstance(node, exp.Values):
            inner = compiler.query(node, Scope(parent=self.scope.parent, ctes=self.scope.ctes))
            return self._aliased(_from_bound(compiler, inner, self._alias_name(node)), node)
        if isinstance(node, exp.Paren):
            return self._source(node.this)
        return compiler.source(node, self.scope)

    def _alias_name(self, node: exp.Expr) -> str:
        alias = node.args.get("alias")
        return self.compiler.identifier(alias.this, NOT_IN_FROM) if alias is not None and alias.this is not None else ""

    def _refuse_unpivoted(self, *texts: str) -> None:
        """Refuse a lateral item that reads what UNPIVOT gives, as the pages of UNPIVOT and LATERAL say of it."""
        for source in self.scope.sources:
            if source.unpivoted and any(f"{source.unpivoted}." in text for text in texts):
                raise UnsupportedError("a LATERAL join that refers to the result of UNPIVOT")

    def _aliased(self, item: Source, node: exp.Expr) -> Source:
        """Rename columns by ``AS t (a, b)``; then apply PIVOT, UNPIVOT and SAMPLE."""
        alias = node.args.get("alias")
        renamed = [self.compiler.identifier(c) for c in (alias.args.get("columns") or ())] if alias is not None else []
        if renamed:
            if len(renamed) > len(item.columns):
                raise error("view_columns")
            item = replace(
                item,
                columns=[replace(c, name=renamed[i]) if i < len(renamed) else c for i, c in enumerate(item.columns)],
                _by_name=None,
            )
        sample = node.args.get("sample")
        if sample is not None:
            of_table = isinstance(node, exp.Table) and not item.sql.startswith("(")
            item = replace(item, sql=item.sql + _sample_text(self.compiler, sample, of_table))
        for turned in node.args.get("pivots") or ():
            item = pivot.apply_pivot(self.compiler, turned, item, self.scope)
        return item

    def _subquery(self, node: exp.Subquery) -> Source:
        compiler = self.compiler
        inner = node.this
        joined = isinstance(inner, exp.Subquery) and (inner.args.get("joins") or inner.args.get("alias"))
        if joined or isinstance(inner, exp.Table):
            return self._bracketed_join(node)
        bound = compiler.query(inner, Scope(parent=self.scope.parent, ctes=self.scope.ctes))
        return self._aliased(_from_bound(compiler, bound, self._alias_name(node)), node)

    def _bracketed_join(self, node: exp.Subquery) -> Source:
        """``(a JOIN b ON ...)``: the sources inside stay visible by their own aliases."""
        inner = From(self.compiler, replace(self.scope, sources=[], merged={}))
        inner._first(node.this)
        for join in node.this.args.get("joins") or ():
            inner._join(join)
        if len(inner.scope.sources) == 1:
            only = inner.scope.sources[0]
            if inner.sql != only.sql:  # the rows of a table function
                only = replace(only, sql=inner.sql)
            name = self._alias_name(node)
            return replace(only, alias=name) if name else only
        for extra in inner.scope.sources[:-1]:
            self.scope.sources.append(extra)
        self.scope.merged.update(inner.scope.merged)
        return replace(inner.scope.sources[-1], sql=f"({inner.sql})")

    def _table(self, node: exp.Table) -> Source:
        compiler, this = self.compiler, node.this
        if isinstance(this, exp.Var) and str(this.this).startswith("@"):
            return self._stage(node, str(this.this))
        if isinstance(this, exp.Literal) and this.is_string:
            return self._stage(node, str(this.this))
        if isinstance(this, exp.Anonymous):
            return self._table(bounded(compiler, node))
        if isinstance(this, exp.DynamicIdentifier):
            parts: tuple[str, ...] = split_name(identifier_text(compiler, this, self.scope))
        elif isinstance(this, exp.Parameter):
            return self._piped(node, this)
        else:
            alone = NOT_A_TABLE if len(node.parts) == 1 else frozenset()
            parts = tuple(compiler.identifier(p, alone) for p in node.parts)
        name = self._alias_name(node) or parts[-1]
        past = node.args.get("when") is not None or node.args.get("changes") is not None
        if past and len(parts) == 1 and parts[0] in self.scope.ctes:
            raise UnsupportedError("AT and BEFORE of a common table expression")
        if len(parts) == 1 and parts[0] in self.scope.ctes:
            cte = self.scope.ctes[parts[0]]
            alias = compiler.alias(name)
            columns = cte.query.offered(alias, cte.columns)
            return self._aliased(Source(f"{cte.physical} AS {alias}", name, columns), node)
        if parts == ("DUAL",):
            return self._aliased(Source(f"(SELECT 1) AS {compiler.alias(name)}", name, []), node)
        relation = compiler.relation(parts)
        sample = node.args.get("sample")
        if sample is not None and sample.args.get("seed") is not None and relation.kind.endswith("VIEW"):
            raise UnsupportedError("SAMPLE with SEED of a view or subquery")
        if past:
            relation = as_of(compiler, relation, node)
            if relation.is_protected:
                from mockhaus_dbt.translation.rewrites.policies import protected

                relation = protected(compiler, relation)
        alias = compiler.alias(name)
        columns = compiler.offered(relation.columns, alias)
        path = (relation.database, relation.schema, relation.name) if name == relation.name else ()
        return self._aliased(Source(f"{relation.sql} AS {alias}", name, columns, path), node)

    def _piped(self, node: exp.Table, parameter: exp.Parameter) -> Source:
        """``FROM $n`` in a chain of ``->>`` (https://docs.snowflake.com/en/sql-reference/operators-flow)."""
        compiler, number = self.compiler, parameter.this
        if not isinstance(number, exp.Literal) or number.is_string:
            raise UnsupportedError("a session variable as a table without IDENTIFIER()")
        relation = compiler.context.piped(int(number.name)) if compiler.context.piped is not None else None
        if relation is None:
            raise error("syntax", line=1, column=0, token=f"${number.name}")
        compiler.cacheable = False
        name = self._alias_name(node)
        alias = compiler.alias(name or "PIPE")
        columns = [SourceColumn(c.name, f"{alias}.{c.sql}", c.type, c.nullable) for c in relation.columns]
        return self._aliased(Source(f"{relation.sql} AS {alias}", name, columns), node)

    def _stage(self, node: exp.Table, location: str) -> Source:
        compiler = self.compiler
        if compiler.context.stage_rows is None:
            raise UnsupportedError("a stage in FROM")
        compiler.cacheable = False
        options: dict[str, Any] = {}
        for key in ("format", "pattern"):
            value = node.args.get(key)
            if value is not None:
                word = {"format": "FILE_FORMAT", "pattern": "PATTERN"}[key]
                options[word] = value.this if isinstance(value, exp.Literal) else value.name
        relation = compiler.context.stage_rows(location, options)
        name = self._alias_name(node)
        alias = compiler.alias(name or "STAGE")
        columns = [
            SourceColumn(c.name, f"{alias}.{c.sql}", c.type, c.nullable, bool(c.extra.get("hidden")))
            for c in relation.columns
        ]
        return self._aliased(Source(f"{relation.sql} AS {alias}", name, columns), node)

    # ---------------------------------------------------------------------------------------------- table functions

    def _table_function(self, node: exp.Expr) -> Unnested | Partitioned | Source | None:
        """What TABLE(f(...)) or LATERAL f(...) gives; None where the node is something else."""
        call = None
        if isinstance(node, (exp.TableFromRows, exp.Lateral)):
            call = node.this
        elif isinstance(node, exp.Subquery) and isinstance(node.this, exp.TableFromRows):
            call = node.this.this  # FROM (TABLE(f(...)))
        elif isinstance(node, exp.Table) and isinstance(node.this, exp.Anonymous):
            if call_name(node.this) in ("TABLE", "FLATTEN", "RESULT_SCAN", "DIRECTORY"):
                call = node.this
        parts: tuple[str, ...] = ()
        over = call if isinstance(call, exp.Window) else None
        if over is not None:
            call = over.this
        if isinstance(call, exp.Dot) and isinstance(call.expression, exp.Anonymous):
            parts = dotted(self.compiler, call)
            call = call.expression
        if call is None or isinstance(call, exp.Subquery):
            return None
        if not isinstance(call, exp.Anonymous):
            return self._table_literal(node, call)
        name = call_name(call)
        row = FUNCTIONS.get(name) if len(parts) < 2 or parts[-2] == "INFORMATION_SCHEMA" else None
        if row is None or row.kind != "table":
            bound = user_functions.table(self.compiler, call, parts or (name,), self.scope)
            if isinstance(bound, user_functions.TableCall):
                columns_of = tuple((n, f"c{i}", type_) for i, (n, type_) in enumerate(bound.columns))
                if over is None:
                    return Unnested(bound.rows(self.compiler, f"[{bound.row}]"), columns_of)
                return Partitioned(bound, over)
            lateral = replace(_from_bound(self.compiler, bound, self._alias_name(node)), lateral=True)
            return self._aliased(lateral, node)
        made = Call(self.compiler, self.scope, call, row, name)
        known = len(self.compiler.outside)
        made.arguments = arguments(made, list(call.expressions))
        self._refuse_unpivoted(*(a.sql for a in made.arguments if isinstance(a, Expr)))
        self.compiler.flattened += self.compiler.outside[known:] if name == "FLATTEN" else []
        result = row.body(made, *made.arguments) if row.wants_call else row.body(*made.arguments)
        if isinstance(result, Unnested):
            return result
        assert isinstance(result, Source)
        if not result.alias:
            wanted = self._alias_name(node)
            alias = self.compiler.alias(wanted or name)
            columns = [replace(c, sql=f"{alias}.{c.sql}") for c in result.columns]
            result = Source(f"{result.sql} AS {alias}", wanted, columns, lateral=result.lateral)
        return self._aliased(result, node)

    def _table_literal(self, node: exp.Expr, call: exp.Expr) -> Source:
        """TABLE('name') and TABLE($variable)."""
        value = self.compiler.expression(call, self.scope)
        if not isinstance(value.constant, str):
            raise UnsupportedError("TABLE() of an expression")
        relation = self.compiler.relation(split_name(value.constant))
        name = self._alias_name(node) or relation.name
        alias = self.compiler.alias(name)
        columns = [SourceColumn(c.name, f"{alias}.{c.sql}", c.type, c.nullable) for c in relation.columns]
        return self._aliased(Source(f"{relation.sql} AS {alias}", name, columns), node)

    def _wrap(self, name: str, extra: list[str]) -> str:
        """Make a subquery of everything read so far, with more outputs; gives its alias (quoted)."""
        alias = self.compiler.alias(name)
        outputs: list[str] = []
        for s, item in enumerate(self.scope.sources):
            kept = []
            for c, column in enumerate(item.columns):
                outputs.append(f"{column.sql} AS _{s}_{c}")
                kept.append(replace(column, sql=f"{alias}._{s}_{c}"))
            self.scope.sources[s] = replace(item, columns=kept, _by_name=None)
        for m, (key, column) in enumerate(list(self.scope.merged.items())):
            outputs.append(f"{column.sql} AS _m_{m}")
            self.scope.merged[key] = replace(column, sql=f"{alias}._m_{m}")
        for a, (key, value) in enumerate(list(self.scope.compiled.items())):
            if "._once_" in value.sql:  # evaluated before
                outputs.append(f"{value.sql} AS _once_a{a}")
                self.scope.compiled[key] = value.but(sql=f"{alias}._once_a{a}")
            else:  # what it names is in the subquery now
                del self.scope.compiled[key]
        source = f" FROM {self.sql}" if self.sql else ""
        self.sql = f"(SELECT {', '.join([*outputs, *extra])}{source}) AS {alias}"
        return alias

    def wrap_for(self, name: str) -> str:
        """Make a subquery of everything read so far, which has a column even where FROM offers none."""
        offered = any(s.columns for s in self.scope.sources)
        return self._wrap(name, [] if offered else ["1 AS _one"])

    def hoist(self, values: dict[str, Expr]) -> dict[str, Expr]:
        """Evaluate expressions once for each row, before the SELECT list; gives what reads their values."""
        extra = [f"{value.sql} AS _once_{i}" for i, value in enumerate(values.values())]
        alias = self._wrap("ONCE", extra)
        return {
            name: Expr(f"{alias}._once_{i}", value.type, nullable=value.nullable)
            for i, (name, value) in enumerate(values.items())
        }

    def _unnest(self, rows: Unnested, node: exp.Expr, outer: bool) -> None:
        """Unfold a list: everything read so far becomes a subquery that unnests beside its columns."""
        name = self._alias_name(node)
        extra = []
        if rows.ordinal:
            extra.append("row_number() OVER () AS _seq" if self.sql else "1 AS _seq")
        listed = rows.list_sql
        if outer:
            listed = rows.outer_sql or f"CASE WHEN len({listed}) > 0 THEN {listed} ELSE [NULL] END"
        extra.append(f"unnest({listed}) AS _row")
        alias = self._wrap(name or "F", extra)
        columns = [
            SourceColumn(n, f"{alias}._row.{f}" if f else f"{alias}._row", type_) for n, f, type_ in rows.columns
        ]
        if rows.ordinal:
            columns.insert(0, SourceColumn(rows.ordinal, f"{alias}._seq", t.INTEGER, False))
        self._add(self._aliased(Source("", name, columns), node))

    # ------------------------------------------------------------------------------------------------------------ joins

    def _join(self, join: exp.Join) -> None:
        side = str(join.args.get("side") or "").upper()
        kind = str(join.args.get("kind") or "").upper()
        method = str(join.args.get("method") or "").upper()
        on, using = join.args.get("on"), join.args.get("using")
        if join.args.get("pivots"):
            pivot.of_joined(join)
        if (kind == "CROSS" or method == "NATURAL") and (on is not None or using):
            raise error("syntax", line=1, column=0, token="ON" if on is not None else "USING")
        rows = self._table_function(join.this)
        if isinstance(rows, Partitioned):
            if side or on is not None or using:
                raise UnsupportedError("a table function with OVER in a JOIN with a condition")
            self._add(self._aliased(rows.join(self, self._alias_name(join.this)), join.this))
            return
        if method == "ASOF" and (isinstance(rows, Unnested) or isinstance(join.this, exp.Lateral)):
            raise error("asof_lateral")
        if isinstance(rows, Unnested):
            if side in ("RIGHT", "FULL") or using or method:
                raise UnsupportedError(f"{method or side or 'a USING'} JOIN of a table function")
            if on is not None:
                raise CompilationError(f"Unsupported feature '{_PREDICATE}'.", 2, "0A000")
            self._unnest(rows, join.this, outer=rows.outer or (side == "LEFT" and not rows.drops))
            return
        left = list(self.scope.sources)
        item = rows if rows is not None else self._source(join.this)
        if method == "NATURAL":
            using = self._natural(left, item)
        if item.lateral and side in ("RIGHT", "FULL"):
            raise UnsupportedError(f"{side} JOIN LATERAL")
        plain = not on and not using and method != "ASOF"
        if plain and side in ("", "LEFT") and (kind in ("", "CROSS", "INNER") or item.lateral):
            word = "LEFT JOIN" if side == "LEFT" else "CROSS JOIN"
            tail = " ON TRUE" if side == "LEFT" else ""
            self.sql = f"{self.sql} {word} {'LATERAL ' if item.lateral else ''}{item.sql}{tail}"
            self._add(item)
            return
        words = {"": "INNER JOIN", "LEFT": "LEFT JOIN", "RIGHT": "RIGHT JOIN", "FULL": "FULL JOIN"}
        if side not in words or kind in ("SEMI", "ANTI", "STRAIGHT"):
            raise UnsupportedError(f"{kind or side} JOIN")
        if method == "ASOF":
            self._asof(join, item, on, using, left)
            return
        self._add(item)
        tests = []
        if using:
            tests = self._using([self.compiler.identifier(c) for c in using], left, item, side)
        if on is not None:
            tests.append(condition(self.compiler, on, replace(self.scope, clause="on")).sql)
        lateral = "LATERAL " if item.lateral else ""
        self.sql = f"{self.sql} {words[side]} {lateral}{item.sql} ON {' AND '.join(tests) or 'TRUE'}"

    def _natural(self, left: list[Source], item: Source) -> list[exp.Identifier]:
        names = {c.name for s in left for c in s.columns if not c.hidden}
        return [exp.to_identifier(c.name, quoted=True) for c in item.columns if c.name in names and not c.hidden]

    def _using(self, names: list[str], left: list[Source], item: Source, side: str) -> list[str]:
        tests = []
        for name in names:
            a = self.scope.merged.get(name)
            if a is None:
                found = [c for s in left for c in s.find(name)]
                if not found:
                    raise error("invalid_identifier", line=1, column=0, name=name)
                if len(found) > 1:
                    raise error("ambiguous_column", name=name)
                a = found[0]
            right = item.find(name)
            if not right:
                raise error("invalid_identifier", line=1, column=0, name=name)
            b = right[0]
            x, y = comparable(self.compiler, [Expr(a.sql, a.type), Expr(b.sql, b.type)])
            tests.append(f"{x} = {y}")
            self.scope.merged[name] = merged(self.compiler, replace(a, name=name), replace(b, name=name), side)
        return tests

    def _asof(self, join: exp.Join, item: Source, on: exp.Expr | None, using: Any, left: list[Source]) -> None:
        """ASOF JOIN keeps every left row (https://docs.snowflake.com/en/sql-reference/constructs/asof-join)."""
        self._add(item)
        scope = replace(self.scope, clause="on")
        tests = []
        if using:
            tests += self._using([self.compiler.identifier(c) for c in using], left, item, "LEFT")
        tests += asof.conditions(self.compiler, join, on, scope, left, item)
        self.sql = f"{self.sql} ASOF LEFT JOIN {item.sql} ON {' AND '.join(tests)}"


def dotted(compiler: Compiler, node: exp.Dot) -> tuple[str, ...]:
    """The parts of ``db.schema.f(...)``."""
    left = dotted(compiler, node.this) if isinstance(node.this, exp.Dot) else (compiler.identifier(node.this),)
    right = node.expression
    return (*left, call_name(right) if isinstance(right, exp.Anonymous) else compiler.identifier(right))


def _from_bound(compiler: Compiler, bound: Any, name: str) -> Source:
    alias = compiler.alias(name or "Q")
    return Source(f"({bound.sql}) AS {alias}", name, bound.offered(alias))


#: what the pages of JOIN and LATERAL say of ON behind a table function.
_PREDICATE = "lateral table function called with OUTER JOIN syntax or a join predicate (ON clause)"


def _sample_text(compiler: Compiler, node: exp.TableSample, of_table: bool) -> str:
    """SAMPLE as DuckDB's TABLESAMPLE (https://docs.snowflake.com/en/sql-reference/constructs/sample)."""
    seed, size, percent = (node.args.get(name) for name in ("seed", "size", "percent"))
    blocks = str(node.args.get("method") or "").upper() in ("SYSTEM", "BLOCK")
    if size is not None and (blocks or seed is not None):
        raise UnsupportedError(f"SAMPLE of a number of rows with {'SYSTEM' if blocks else 'SEED'}")
    if seed is not None and not of_table:
        raise UnsupportedError("SAMPLE with SEED of a view or subquery")
    tail = "" if seed is None else f" REPEATABLE ({_sampled(compiler, seed, 'SEED', 2147483647)})"
    if size is not None:
        return f" TABLESAMPLE reservoir({_sampled(compiler, size, 'ROWS', 1000000)} ROWS){tail}"
    if percent is None:
        raise UnsupportedError("SAMPLE without a size")
    share = _sampled(compiler, percent, "PROBABILITY", 100)
    return f" TABLESAMPLE {'system' if blocks else 'bernoulli'}({share} PERCENT){tail}"


def _sampled(compiler: Compiler, node: exp.Expr, name: str, most: int) -> str:
    """A number of SAMPLE: a literal or a variable."""
    value = compiler.expression(node, Scope())
    number = value.constant
    whole = isinstance(number, int) or name == "PROBABILITY"
    if number is None or isinstance(number, (str, bool)) or not whole or not 0 <= number <= most:
        raise error("argument_value", value=value.sql, name=name, function="SAMPLE")
    return str(number)


__all__ = ["From", "Unnested", "quote"]
