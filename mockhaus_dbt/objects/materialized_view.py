"""Materialized views: what their queries may not hold, and SHOW MATERIALIZED VIEWS.

https://docs.snowflake.com/en/user-guide/views-materialized: limitations on creating materialized views. Words and
number of the errors are documented for none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.objects.show_columns import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    SCHEMA_NAME,
    ShowColumn,
    constant,
    option,
)
from mockhaus_dbt.objects.statistics import width
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.functions.registry import FUNCTIONS, Function
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import BOOLEAN, INTEGER, TIMESTAMP_LTZ, ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.translator import Translation

#: the aggregate functions that the page names, with their other names.
_AGGREGATES = frozenset(
    """APPROX_COUNT_DISTINCT HLL AVG BITAND_AGG BITANDAGG BIT_AND_AGG BIT_ANDAGG BITOR_AGG BITORAGG BIT_OR_AGG
    BIT_ORAGG BITXOR_AGG BITXORAGG BIT_XOR_AGG BIT_XORAGG COUNT COUNT_IF MAX MIN STDDEV STDDEV_SAMP STDDEV_POP SUM
    VARIANCE VARIANCE_SAMP VAR_SAMP VARIANCE_POP VAR_POP GROUPING GROUPING_ID""".split()
)
#: functions that give other values each time, or to other sessions.
_CHANGING = frozenset(
    """CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURRENT_ROLE CURRENT_SESSION CURRENT_WAREHOUSE
    CURRENT_STATEMENT CURRENT_TRANSACTION GETDATE LOCALTIME LOCALTIMESTAMP SYSDATE SYSTIMESTAMP RANDOM RANDSTR UNIFORM
    NORMAL ZIPF UUID_STRING SEQ1 SEQ2 SEQ4 SEQ8 LAST_QUERY_ID""".split()
)
_BASES = frozenset(["VIEW", "MATERIALIZED VIEW", "DYNAMIC TABLE"])
_CLAUSES = {"having": "HAVING", "order": "ORDER BY", "limit": "LIMIT", "offset": "LIMIT", "qualify": "window function"}
_GROUPINGS = {"rollup": "ROLLUP", "cube": "CUBE", "grouping_sets": "GROUPING SETS"}


def check_materialized(session: Session, query: Statement, translation: Translation) -> None:
    """Refuse the query of a materialized view where it holds what Snowflake does not maintain.

    Args:
        session: that makes the view.
        query: behind AS.
        translation: of it.

    Raises:
        SqlError: 002036, several tables, a join, a view, a window function, HAVING, ORDER BY, LIMIT and others.
    """
    tree = query.tree
    commons = {c.alias_or_name.upper() for c in tree.find_all(exp.CTE)}
    tables = [t for t in tree.find_all(exp.Table) if t.db or t.name.upper() not in commons]
    tables = [t for t in tables if isinstance(t.this, exp.Identifier)]
    if len(tables) > 1:
        raise _refused("More than one table referenced in the view definition")
    for name in translation.relations:
        kind = _kind(session, name)
        if kind in _BASES or kind == "HYBRID TABLE":
            raise _refused(f"{kind.capitalize()} {name} referenced in the view definition")
    if any(t.args.get("when") or t.args.get("changes") for t in tables):
        raise _refused("Time travel in the view definition")
    if (operator := tree.find(exp.Except, exp.Intersect)) is not None:
        raise _refused(f"{operator.key.upper()} in the view definition")
    for select in tree.find_all(exp.Select):
        _check_select(select, select is tree)
    _check_calls(tree)
    _check_names(tree, translation)
    for name in translation.relations:
        _check_unprotected(session, name, tree)


def _check_names(tree: exp.Expr, translation: Translation) -> None:
    """The columns' names, and SEQ of FLATTEN, which may be another one each time."""
    for head in translation.columns:
        upper = head.name.upper()
        if upper.startswith(("SYSTEM$", "METADATA$")) or "$SYS_FACADE$" in upper or upper == "SYS_MV_SOURCE_PARTITION":
            raise _refused(f"Column name {head.name} in the view definition")
    flattened = {call.sql() for call in tree.find_all(exp.Anonymous) if call_name(call) == "FLATTEN"}
    if flattened and any(column.name.upper() == "SEQ" for column in tree.find_all(exp.Column)):
        raise _refused("Column SEQ of FLATTEN in the view definition")


def _check_unprotected(session: Session, name: str, tree: exp.Expr) -> None:
    """
    Raises:
        UnsupportedError: the table has a row access policy, or a column that is read a masking policy.
    """
    found = session.catalog.get("RELATION", *split_name(name))
    if found is None:
        return
    relation = found.relation()
    if relation.row_access is not None:
        raise error("materialized_view_policy", what="CREATE ON OBJECTS ENFORCED BY ROW ACCESS POLICY")
    masked = {policy.columns[0] for policy in relation.masking}
    read = {c.name if c.this.args.get("quoted") else c.name.upper() for c in tree.find_all(exp.Column)}
    if masked & read or (masked and any(select.is_star for select in tree.find_all(exp.Select))):
        raise error("materialized_view_policy", what="CREATE ON MASKING POLICY COLUMN")


def base_columns(session: Session, translation: Translation) -> list[list[str]]:
    """The columns of the table that a materialized view reads, with their types: where one of them changes, the view is
    invalid for good (https://docs.snowflake.com/en/user-guide/views-materialized)."""
    name = next(iter(translation.relations), None)
    found = None if name is None else session.catalog.get("RELATION", *split_name(name))
    return [] if found is None else [[c.name, str(c.type)] for c in found.columns]


def _kind(session: Session, name: str) -> str:
    database, schema, bare = split_name(name)
    found = session.catalog.get("RELATION", database, schema, bare)
    if found is not None and found.properties.get("is_hybrid"):
        return "HYBRID TABLE"
    return found.kind if found is not None else ""


def _check_select(select: exp.Select, outermost: bool) -> None:
    for clause, words in _CLAUSES.items():
        if select.args.get(clause):
            raise _refused(f"{words} in the view definition")
    group = select.args.get("group")
    if group is not None:
        for clause, words in _GROUPINGS.items():
            if group.args.get(clause):
                raise _refused(f"GROUP BY {words} in the view definition")
        _check_keys(select, group)
    if select.find(exp.Window):
        raise _refused("Window function in the view definition")
    if outermost:
        return
    if group is not None or any(row.kind == "aggregate" for row in _rows(select)):
        raise _refused("Aggregate function in a subquery of the view definition")
    place = select.parent
    while isinstance(place, (exp.Paren, exp.Subquery)) and not isinstance(place.parent, (exp.From, exp.Join)):
        place = place.parent
    above = select.find_ancestor(exp.Select)
    if isinstance(place, (exp.Subquery, exp.CTE, exp.SetOperation)) or above is None:
        if above is None or above.find_ancestor(exp.Select) is None:
            return
    raise _refused("Nested subquery in the view definition")


def _check_keys(select: exp.Select, group: exp.Expr) -> None:
    """All keys of GROUP BY stand in the SELECT list."""
    shown = set()
    for item in select.expressions:
        if item.is_star:
            return
        shown |= {item.alias_or_name.upper(), item.unalias().sql().upper()}
    for key in group.expressions:
        bare = key.name.upper() if isinstance(key, exp.Column) else key.sql().upper()
        if not isinstance(key, exp.Literal) and bare not in shown and key.sql().upper() not in shown:
            raise _refused(f"GROUP BY key {key.sql()} is not in the SELECT list of the view definition")


def _rows(tree: exp.Expr) -> Iterator[Function]:
    names = (call_name(call) for call in tree.find_all(exp.Anonymous))
    return (FUNCTIONS[name] for name in names if name in FUNCTIONS)


def _check_calls(tree: exp.Expr) -> None:
    for bare in tree.find_all(exp.Func, exp.Column):
        name = bare.sql_name() if isinstance(bare, exp.Func) else bare.name.upper()
        if name in _CHANGING and not isinstance(bare, exp.Anonymous):
            raise _refused(f"Function {name} in the view definition is not deterministic")
    for call in tree.find_all(exp.Anonymous):
        name = call_name(call)
        row = FUNCTIONS.get(name)
        if row is None:
            raise _refused(f"User-defined function {name} in the view definition")
        if name in _CHANGING:
            raise _refused(f"Function {name} in the view definition is not deterministic")
        if row.kind == "aggregate":
            if name not in _AGGREGATES:
                raise _refused(f"Aggregate function {name} is not supported in the view definition")
            if call.find(exp.Distinct):
                raise _refused(f"DISTINCT in aggregate function {name} in the view definition")


def _refused(reason: str) -> SqlError:
    return error("materialized_view", reason=reason)


def _rows_of(session: Session, obj: CatalogObject) -> int | None:
    """The number of rows; None where the view cannot be read."""
    try:
        return int(session.rows(f"SELECT count(*) FROM {obj.runs_as}")[0][0])
    except SqlError:
        return None


def _bytes_of(session: Session, obj: CatalogObject) -> int | None:
    rows = _rows_of(session, obj)
    return None if rows is None else rows * width(obj)


def _base(obj: CatalogObject, part: int) -> str | None:
    """The database, schema or name of the one table that is read."""
    reads = obj.properties.get("reads") or ()
    return str(reads[0][part]) if reads else None


def _is_clustered(obj: CatalogObject) -> bool:
    return bool(obj.properties.get("cluster_by")) and not obj.properties.get("recluster_suspended")


_COLUMNS = (
    CREATED_ON,
    NAME,
    constant("reserved", ""),
    DATABASE_NAME,
    SCHEMA_NAME,
    ShowColumn("cluster_by", lambda _s, o: o.properties.get("cluster_by", "")),
    ShowColumn("rows", _rows_of, INTEGER),
    ShowColumn("bytes", _bytes_of, INTEGER),
    ShowColumn("source_database_name", lambda _s, o: _base(o, 0)),
    ShowColumn("source_schema_name", lambda _s, o: _base(o, 1)),
    ShowColumn("source_table_name", lambda _s, o: _base(o, 2)),
    constant("refreshed_on", None, TIMESTAMP_LTZ),  # nothing is refreshed: it is a view
    constant("compacted_on", None, TIMESTAMP_LTZ),
    OWNER,
    ShowColumn("invalid", lambda _s, o: "invalid" in o.properties, BOOLEAN),
    option("invalid_reason", of="invalid"),
    constant("behind_by", "0s"),
    COMMENT,
    ShowColumn("text", lambda _s, o: o.properties.get("text", o.text)),
    ShowColumn("is_secure", lambda _s, o: o.secure, BOOLEAN),
    ShowColumn("automatic_clustering", lambda _s, o: "ON" if _is_clustered(o) else "OFF"),
    OWNER_ROLE_TYPE,
)


def show_materialized(session: Session, objects: list[CatalogObject]) -> QueryResult:
    """SHOW MATERIALIZED VIEWS (https://docs.snowflake.com/en/sql-reference/sql/show-materialized-views).

    Args:
        session: that asks.
        objects: the views to show.
    """
    rows = [tuple(column.cell(session, obj) for column in _COLUMNS) for obj in objects]
    return QueryResult.of([ResultColumn(column.name, column.type) for column in _COLUMNS], rows)


__all__ = ["base_columns", "check_materialized", "show_materialized"]
