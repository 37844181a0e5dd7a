"""INSERT, UPDATE, DELETE and MERGE (https://docs.snowflake.com/en/sql-reference/sql/insert, update, delete, merge)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.names import Column, Relation, display, quote
from mockhaus_dbt.translation.rewrites.from_ import From
from mockhaus_dbt.translation.rewrites.insert_values import default_value, insert_values, is_default, stored_value
from mockhaus_dbt.translation.rewrites.operators import condition
from mockhaus_dbt.translation.rewrites.policies import masked, row_condition
from mockhaus_dbt.translation.rewrites.virtual_columns import with_virtual
from mockhaus_dbt.translation.types import ResultColumn, SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


@dataclass(frozen=True)
class Change:
    """Translated DML.

    Args:
        sql: DuckDB text that changes the target.
        kind: insert, update, delete or merge.
        target: what is changed.
        actions: what a MERGE may do: inserted, updated, deleted.
        overwrite: the target is emptied first.
        query: of INSERT OVERWRITE, the rows alone, and the text that inserts them from ``{rows}``.
        written: the target as the statement names it.
        probes: of columns whose values are converted: name, and a query that fails where a conversion fails.
        diagnosis: of UPDATE, counts the target rows that source rows match, and those that several match; of MERGE,
            gives one of the latter; empty where there can be none.
        example: of UPDATE, gives a target row that several source rows match; of MERGE, counts how many source rows
            too many there are.
        suspicion: of MERGE, gives a row where the diagnosis may find something: the source has rows with equal keys.
            Quicker than the diagnosis, which joins; empty where the keys cannot be told.
    """

    sql: str
    kind: str
    target: Relation
    actions: tuple[str, ...] = ()
    overwrite: bool = False
    query: str = ""
    diagnosis: str = ""
    example: str = ""
    suspicion: str = ""
    written: str = ""
    probes: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[ResultColumn, ...]:
        """Of the result that Snowflake gives for the statement."""
        heads = [f"number of rows {action}" for action in self.actions]
        if self.kind == "update":
            heads.append("number of multi-joined rows updated")
        return tuple(ResultColumn(h, t.number(18, 0), False) for h in heads)


def _with_defaults(
    compiler: Compiler, relation: Relation, given: Sequence[Column], missing: Sequence[Column], query: str
) -> str:
    """The rows of an INSERT with the defaults of the columns that it does not name behind them."""
    if not any(c.extra.get("default_of_row") for c in missing):
        extra = [stored_value(compiler, default_value(compiler, c), c).sql for c in missing]
        return f"SELECT *, {', '.join(extra)} FROM ({query})"
    row = compiler.alias("ROW")
    source = Source("", relation.name, [SourceColumn(c.name, f"{row}.{c.sql}", c.type) for c in given])
    texts: list[str] = []
    changing: list[str] = []
    for column in missing:
        value = stored_value(compiler, default_value(compiler, column, Scope([source], clause="select")), column)
        if any(text in value.sql for text in changing):
            raise UnsupportedError("a DEFAULT that names a column with AUTOINCREMENT or another volatile DEFAULT")
        if value.volatile:
            changing.append(value.sql)
        texts.append(value.sql)
        more = [*source.columns, SourceColumn(column.name, f"({value.sql})", column.type)]
        source = Source("", relation.name, more)
    heads = ", ".join(c.sql for c in given)
    return f"SELECT *, {', '.join(texts)} FROM ({query}) AS {row}({heads})"


def _unexpected(compiler: Compiler, node: exp.Expr) -> SqlError:
    line, at = compiler.position(node)
    return error("syntax", line=line, column=at, token=node.name or node.sql())


def _target(compiler: Compiler, node: exp.Expr) -> tuple[Relation, str, str]:
    """The relation that is changed, its Snowflake alias and its DuckDB alias (quoted)."""
    if isinstance(node, exp.Schema):
        node = node.this
    if not isinstance(node, exp.Table):
        raise _unexpected(compiler, node)
    if isinstance(node.this, exp.DynamicIdentifier):
        from mockhaus_dbt.translation.rewrites.literals import identifier_text
        from mockhaus_dbt.translation.token_reader import split_name

        parts = split_name(identifier_text(compiler, node.this, Scope()))
    else:
        parts = tuple(compiler.identifier(p) for p in node.parts)
    relation = compiler.relation(parts, changed=True)
    compiler.changed = ".".join(map(display, parts))
    if relation.kind.endswith("VIEW") or relation.kind in ("EXTERNAL TABLE", "STREAM"):
        raise error("wrong_kind", found=relation.kind, wanted="TABLE")
    if relation.kind == "DYNAMIC TABLE":
        raise UnsupportedError("DML on a dynamic table")  # Snowflake takes it for the rows of a frozen region
    alias = node.args.get("alias")
    name = compiler.identifier(alias.this) if alias is not None and alias.this is not None else relation.name
    return relation, name, compiler.alias(name)


def _stored_columns(compiler: Compiler, relation: Relation, alias: str) -> list[SourceColumn]:
    """All columns of the target as they are stored, or computed from what is."""
    columns = compiler.offered(relation.stored, alias)
    return with_virtual(compiler, relation, columns) if relation.computed else columns


def _target_source(compiler: Compiler, relation: Relation, name: str, alias: str) -> Source:
    columns = _stored_columns(compiler, relation, alias)
    if relation.is_protected:
        columns = masked(compiler, relation, columns)
    path = (relation.database, relation.schema, relation.name) if name == relation.name else ()
    return Source(f"{relation.target} AS {alias}", name, columns, path)


def _seen(compiler: Compiler, relation: Relation, alias: str) -> str:
    """DuckDB text that is true for the target's rows that a row access policy shows; empty without one."""
    stored = _stored_columns(compiler, relation, alias)
    return row_condition(compiler, relation, stored)


def _where(compiler: Compiler, node: exp.Expr, scope: Scope, relation: Relation, alias: str) -> str:
    """WHERE of UPDATE and DELETE, with the rows that the session does not see left out."""
    where = node.args.get("where")
    tests = [_seen(compiler, relation, alias)]
    if where is not None:
        tests.insert(0, condition(compiler, where.this, replace(scope, clause="where")).sql)
    given = [text for text in tests if text]
    return f" WHERE {' AND '.join(f'({text})' for text in given) if len(given) > 1 else given[0]}" if given else ""


def _column(compiler: Compiler, relation: Relation, node: exp.Expr) -> Column:
    """The column of the target that an identifier names."""
    if isinstance(node, exp.Alias):
        raise _unexpected(compiler, node.args["alias"])
    name = compiler.identifier(node)
    for column in relation.columns:
        if column.name == name:
            if column.is_virtual:
                raise UnsupportedError(f"a value for the virtual column {display(name)}")
            return column
    raise compiler.unknown_identifier(display(name), node)


# --------------------------------------------------------------------------------------------------------------- INSERT


def compile_insert(compiler: Compiler, node: exp.Insert) -> Change:
    """INSERT [OVERWRITE] INTO t [(columns)] VALUES ... | query."""
    relation, _, _ = _target(compiler, node.this)
    columns = list(relation.stored)
    if isinstance(node.this, exp.Schema):
        columns = [_column(compiler, relation, c) for c in node.this.expressions]
        if len({c.name for c in columns}) < len(columns):
            raise error("duplicate_column", name=display(columns[0].name))
    body = node.args.get("expression")
    if body is None:
        raise error("syntax", line=1, column=0, token="<EOF>")
    if isinstance(body, exp.Subquery) and isinstance(body.this, exp.Values):
        body = body.this
    if isinstance(body, exp.Values):
        query, probes = insert_values(compiler, body, columns)
    else:
        query, probes = _insert_query(compiler, body, columns)
    targets = [c.sql for c in columns]
    missing = [c for c in relation.columns if c not in columns and (c.default is not None or c.extra.get("identity"))]
    if missing:
        query = _with_defaults(compiler, relation, columns, missing, query)
        targets += [c.sql for c in missing]
    head = f"INSERT INTO {relation.target} ({', '.join(targets)})"
    return Change(
        f"{head} {query}", "insert", relation, ("inserted",), bool(node.args.get("overwrite")), query,
        written=compiler.changed, probes=tuple(probes),
    )


def _insert_query(
    compiler: Compiler, body: exp.Expr, columns: Sequence[Column]
) -> tuple[str, list[tuple[str, str]]]:
    """The rows of INSERT ... SELECT, and the probes of its conversions."""
    bound = compiler.query(body)
    if len(bound.columns) != len(columns):
        raise error("insert_columns", expected=len(columns), got=len(bound.columns))
    outputs, probes = [], []
    for given, physical, column in zip(bound.columns, bound.physical, columns):
        name = quote(physical)
        value = stored_value(compiler, Expr(name, given.type), column)
        if value.sql != name:
            probes.append((display(column.name), f"SELECT count({value.sql}) FROM ({bound.sql})"))
        outputs.append(value.sql)
    return (f"SELECT {', '.join(outputs)} FROM ({bound.sql})" if probes else bound.sql), probes


# --------------------------------------------------------------------------------------------------------------- UPDATE


def _assignments(
    compiler: Compiler, nodes: Sequence[Any], relation: Relation, scope: Scope
) -> list[tuple[Column, str, bool]]:
    """Of each ``column = value``: the column, the text of its value, and whether that is converted."""
    found: list[tuple[Column, str, bool]] = []
    for node in nodes:
        column = _column(compiler, relation, node.this.this if isinstance(node.this, exp.Column) else node.this)
        if any(column is other for other, _, _ in found):
            raise error("duplicate_column", name=display(column.name))
        if is_default(node.expression):
            value = default_value(compiler, column)
        else:
            value = compiler.expression(node.expression, scope)
            if value.aggregate or value.window:
                raise UnsupportedError(f"{'an aggregate' if value.aggregate else 'a window function'} in SET")
        stored = stored_value(compiler, value, column).sql
        found.append((column, stored, stored != value.sql))
    return found


def _set_text(assigned: list[tuple[Column, str, bool]]) -> str:
    return ", ".join(f"{column.sql} = {text}" for column, text, _ in assigned)


def compile_update(compiler: Compiler, node: exp.Update) -> Change:
    """UPDATE t SET ... [FROM ...] [WHERE ...]."""
    relation, name, alias = _target(compiler, node.this)
    scope = Scope([_target_source(compiler, relation, name, alias)], clause="select")
    clauses = From(compiler, scope)
    clauses.read(node)
    assigned = _assignments(compiler, node.expressions, relation, scope)
    test = _where(compiler, node, scope, relation, alias)
    source = f" FROM {clauses.sql}" if clauses.sql else ""
    sql = f"UPDATE {relation.target} AS {alias} SET {_set_text(assigned)}{source}{test}"
    rows = f"{relation.target} AS {alias}{f', {clauses.sql}' if clauses.sql else ''}{test}"
    probes = [(display(c.name), f"SELECT count({text}) FROM {rows}") for c, text, converted in assigned if converted]
    diagnosis = example = ""
    if clauses.sql:
        joined = f"FROM {relation.target} AS {alias}, {clauses.sql}{test} GROUP BY {alias}.rowid"
        shown = ", ".join(c.sql for c in scope.sources[0].columns)
        diagnosis = f"SELECT count(*), count(*) FILTER (n > 1) FROM (SELECT count(*) AS n {joined})"
        example = (
            f"SELECT {shown} FROM {relation.target} AS {alias} WHERE {alias}.rowid IN "
            f"(SELECT {alias}.rowid {joined} HAVING count(*) > 1 LIMIT 1)"
        )
    return Change(
        sql, "update", relation, ("updated",), diagnosis=diagnosis, example=example, written=compiler.changed,
        probes=tuple(probes),
    )


# --------------------------------------------------------------------------------------------------------------- DELETE


def compile_delete(compiler: Compiler, node: exp.Delete) -> Change:
    """DELETE FROM t [USING ...] [WHERE ...]."""
    for extra in node.args.get("tables") or ():  # DELETE t [FROM ...] of other databases
        raise _unexpected(compiler, extra)
    relation, name, alias = _target(compiler, node.this)
    scope = Scope([_target_source(compiler, relation, name, alias)], clause="select")
    clauses = From(compiler, scope)
    for item in node.args.get("using") or ():
        clauses.add(item)
    test = _where(compiler, node, scope, relation, alias)
    using = f" USING {clauses.sql}" if clauses.sql else ""
    return Change(f"DELETE FROM {relation.target} AS {alias}{using}{test}", "delete", relation, ("deleted",))


# ---------------------------------------------------------------------------------------------------------------- MERGE


def compile_merge(compiler: Compiler, node: exp.Merge) -> Change:
    """MERGE INTO t USING s ON ... WHEN [NOT] MATCHED [AND ...] THEN ..."""
    relation, name, alias = _target(compiler, node.this)
    target = _target_source(compiler, relation, name, alias)
    scope = Scope([target], clause="select")
    clauses = From(compiler, scope)
    clauses.add(node.args["using"])
    on = condition(compiler, node.args["on"], replace(scope, clause="on"))
    seen = _seen(compiler, relation, alias)
    if seen:
        on = on.but(sql=f"({on.sql}) AND {seen}")
    source_scope = replace(scope, sources=scope.sources[1:], compiled={})
    parts, actions, tests = [], set(), []
    last: set[bool] = set()
    for when in node.args["whens"].expressions:
        matched, test = bool(when.args.get("matched")), when.args.get("condition")
        if matched in last:
            raise error("merge_unreachable", clause="MATCHED" if matched else "NOT MATCHED")
        if test is None:
            last.add(matched)
        text, action = _when(compiler, when, relation, scope, source_scope)
        parts.append(text)
        actions.add(action)
        if action != "inserted":
            shown = "TRUE" if test is None else f"({condition(compiler, test, replace(scope, clause='on')).sql})"
            tests.append((shown, action))
    sql = f"MERGE INTO {relation.target} AS {alias} USING {clauses.sql} ON {on.sql} {' '.join(parts)}"
    order = tuple(a for a in ("inserted", "updated", "deleted") if a in actions)
    if order not in (("inserted",), ("updated",)):
        sql += " RETURNING merge_action"  # where several rows of the source delete a row, it is told once
    diagnosis = example = ""
    if "updated" in actions and not _one_row(node.args["using"]):
        shown = ", ".join(c.sql for c in target.columns)
        cases = " ".join(f"WHEN {test} THEN {action == 'updated'}" for test, action in tests)
        diagnosis = (
            f"SELECT {shown} FROM {relation.target} AS {alias} WHERE {alias}.rowid IN ("
            f"SELECT {alias}.rowid FROM {relation.target} AS {alias} JOIN {clauses.sql} ON {on.sql} "
            f"WHERE {' OR '.join(test for test, _ in tests)} GROUP BY 1 "
            f"HAVING count(*) > 1 AND bool_or(CASE {cases} ELSE FALSE END) LIMIT 1)"
        )
        example = (
            f"SELECT count(*) - count(DISTINCT {alias}.rowid) FROM {relation.target} AS {alias} JOIN {clauses.sql} "
            f"ON {on.sql} WHERE {' OR '.join(test for test, _ in tests)}"
        )
    keys = []
    if diagnosis:
        target_scope = replace(scope, sources=scope.sources[:1], compiled={})
        keys = _source_keys(compiler, node.args["on"], target_scope, source_scope)
    suspicion = f"SELECT 1 FROM {clauses.sql} GROUP BY {', '.join(keys)} HAVING count(*) > 1 LIMIT 1" if keys else ""
    made = Change(sql, "merge", relation, order, diagnosis=diagnosis, example=example, suspicion=suspicion)
    return replace(made, written=compiler.changed)


def _one_row(source: exp.Expr) -> bool:
    """Whether a MERGE's source is a SELECT of constants: its one row changes no row of the target twice."""
    query = source.this if isinstance(source, exp.Subquery) else None
    return isinstance(query, exp.Select) and not any(query.args.get(k) for k in ("from_", "joins", "laterals"))


#: types of which values that are equal are one group; with two different ones a conversion could make values equal.
_KEY_TYPES = frozenset(["NUMBER", "VARCHAR", "DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "BOOLEAN", "BINARY"])


def _source_keys(compiler: Compiler, on: exp.Expr, target_scope: Scope, source_scope: Scope) -> list[str]:
    """The columns of a MERGE's source that ON sets equal to something of the target alone.

    Rows of the source that differ in them cannot match the same row of the target.
    """
    on = on.unnest()
    keys = []
    for part in on.flatten() if isinstance(on, exp.And) else [on]:
        sides = (part.this.unnest(), part.expression.unnest()) if isinstance(part, exp.EQ) else ()
        for mine, theirs in (sides, sides[::-1]) if sides else ():
            if not isinstance(theirs, exp.Column):
                continue
            try:
                a, b = compiler.expression(mine, target_scope), compiler.expression(theirs, source_scope)
            except SqlError:
                continue  # of the other side
            same = a.type.name == b.type.name and a.type.name in _KEY_TYPES
            # RANDOM() on the target's side is another value for each row of the source.
            if same and not (a.volatile or b.volatile or a.type.collation or b.type.collation):
                keys.append(b.sql)
    return keys


def _when(
    compiler: Compiler, when: exp.When, relation: Relation, scope: Scope, source_scope: Scope
) -> tuple[str, str]:
    matched = bool(when.args.get("matched"))
    if when.args.get("source"):
        raise error("parse", line=1, column=0, token="BY")
    seen = scope if matched else source_scope
    text = "WHEN MATCHED" if matched else "WHEN NOT MATCHED"
    if when.args.get("condition") is not None:
        text += f" AND {condition(compiler, when.args['condition'], replace(seen, clause='on'))}"
    then = when.args["then"]
    if isinstance(then, exp.Update):
        nodes = then.expressions
        if len(nodes) == 1 and isinstance(nodes[0], exp.Star):
            nodes = _by_name(compiler, relation, source_scope, exp.EQ)
        return f"{text} THEN UPDATE SET {_set_text(_assignments(compiler, nodes, relation, seen))}", "updated"
    if isinstance(then, exp.Insert):
        return f"{text} THEN {_when_insert(compiler, then, relation, seen)}", "inserted"
    if (isinstance(then, exp.Var) and then.name.upper() == "DELETE") or isinstance(then, exp.Delete):
        return f"{text} THEN DELETE", "deleted"
    raise UnsupportedError("this clause of MERGE")


def _by_name(compiler: Compiler, relation: Relation, source: Scope, kind: type[exp.EQ]) -> list[exp.Expr]:
    """ALL BY NAME: every column of the target takes the source's column of that name."""
    nodes: list[exp.Expr] = []
    width = sum(not c.hidden for s in source.sources for c in s.columns)
    if width > len(relation.stored):
        raise error("insert_columns", expected=len(relation.stored), got=width)
    for column in relation.stored:
        if not any(s.find(column.name) for s in source.sources):
            raise error("invalid_identifier", line=1, column=0, name=display(column.name))
        name = exp.to_identifier(column.name, quoted=True)
        qualifier = exp.to_identifier(source.sources[0].alias, quoted=True) if source.sources[0].alias else None
        nodes.append(kind(this=exp.Column(this=name), expression=exp.Column(this=name.copy(), table=qualifier)))
    return nodes


def _when_insert(compiler: Compiler, then: exp.Insert, relation: Relation, scope: Scope) -> str:
    if isinstance(then.this, exp.Star):
        pairs = _by_name(compiler, relation, scope, exp.EQ)
        columns = list(relation.stored)
        cells: list[Any] = [p.args["expression"] for p in pairs]
    else:
        columns = list(relation.stored)
        if then.this is not None:
            columns = [
                _column(compiler, relation, c.this if isinstance(c, exp.Column) else c)
                for c in then.this.expressions
            ]
        cells = list(then.expression.expressions)
        if len(cells) == 1 and isinstance(cells[0], exp.Tuple):
            cells = list(cells[0].expressions)
    if len(cells) != len(columns):
        raise error("insert_columns", expected=len(columns), got=len(cells))
    values = []
    for cell, column in zip(cells, columns):
        value = default_value(compiler, column) if is_default(cell) else compiler.expression(cell, scope)
        values.append(stored_value(compiler, value, column).sql)
    for column in relation.columns:
        if column not in columns and (column.default is not None or column.extra.get("identity")):
            columns.append(column)
            values.append(stored_value(compiler, default_value(compiler, column), column).sql)
    return f"INSERT ({', '.join(c.sql for c in columns)}) VALUES ({', '.join(values)})"


COMPILERS: dict[type[exp.Expr], Any] = {
    exp.Insert: compile_insert,
    exp.Update: compile_update,
    exp.Delete: compile_delete,
    exp.Merge: compile_merge,
}

__all__ = ["COMPILERS", "Change", "SqlType", "default_value", "stored_value"]
