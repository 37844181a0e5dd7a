"""AT, BEFORE and CHANGES behind a table in FROM
(https://docs.snowflake.com/en/sql-reference/constructs/at-before, changes).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import Scope
from mockhaus_dbt.translation.names import Relation
from mockhaus_dbt.translation.types import TIMESTAMP_NTZ

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

#: kind, value, and whether BEFORE was written.
Bound = tuple[str, Any, bool]


def as_of(compiler: Compiler, relation: Relation, node: exp.Table) -> Relation:
    """The relation as AT, BEFORE or CHANGES want it.

    Raises:
        UnsupportedError: no history is kept, or the text goes into a view.
        CompilationError: the moment is no constant, or lies before the history.
    """
    context = compiler.context
    if context.history is None or context.in_view:
        raise UnsupportedError("AT, BEFORE and CHANGES in a view")
    compiler.cacheable = False
    changes, when = node.args.get("changes"), node.args.get("when")
    information = ""
    nodes = [when]
    if changes is not None:
        information = changes.args["information"].name.upper()
        if information not in ("DEFAULT", "APPEND_ONLY"):
            raise error("invalid_value", value=information, name="INFORMATION")
        nodes = [changes.args.get("at_before"), changes.args.get("end")]
        if nodes[0] is None:
            raise error("syntax", line=1, column=0, token="CHANGES")
    bounds = tuple(_bound(compiler, n) for n in nodes if n is not None)
    place = (relation.database, relation.schema, relation.name)
    sql, more = context.history(place, bounds, information)
    return replace(relation, sql=sql, columns=(*relation.columns, *more))


def _bound(compiler: Compiler, node: exp.HistoricalData) -> Bound:
    return str(node.args["kind"]).upper(), moment_value(compiler, node), str(node.this).upper() == "BEFORE"


def moment_value(compiler: Compiler, node: exp.HistoricalData) -> Any:
    """The value behind TIMESTAMP (as seconds since 1970), OFFSET (seconds), STATEMENT or STREAM (text).

    Raises:
        CompilationError: it is no constant.
    """
    kind = str(node.args["kind"]).upper()
    value = compiler.expression(node.expression, Scope(clause="select"))
    if kind == "TIMESTAMP":
        if value.type.is_text or value.type.name == "DATE":
            value = cast(compiler, value, TIMESTAMP_NTZ)
        if value.type.name == "TIMESTAMP_TZ":
            from mockhaus_dbt.translation.casts import tz_instant

            sql = f"epoch({tz_instant(value)})"
        elif value.type.name in ("TIMESTAMP_NTZ", "TIMESTAMP_LTZ"):
            sql = f"epoch({value.sql})"  # without a time zone it is UTC
        else:
            raise error("invalid_value", value=value.sql, name="TIMESTAMP")
    else:
        sql = value.sql
    if value.constant is not None and kind != "TIMESTAMP":
        return value.constant
    if compiler.context.run is None:
        raise UnsupportedError("AT and BEFORE outside of a session")
    found = compiler.context.run(f"SELECT {sql}")[0][0]
    if found is None:
        raise error("invalid_value", value="NULL", name=kind)
    return found
