"""Stored procedures in Python and JavaScript, and anonymous ones: WITH p AS PROCEDURE () ... CALL p()
(https://docs.snowflake.com/en/sql-reference/sql/call-with).

A handler in Python gets a Snowpark session, one in JavaScript the object ``snowflake``; both run their SQL in the
session of the CALL.
"""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import ExecutionError, MockhausError, SqlError, error, raised
from mockhaus_dbt.handlers import python_code, python_values
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.snowpark import session_of
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.compiler import Compiler
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.handlers import carrier, given_back, handed_over, stored_type

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session


def run_handler(session: Session, name: str, overload: dict[str, Any], arguments: dict[str, Expr]) -> QueryResult:
    """Run a procedure.

    Args:
        session: that calls.
        name: of the procedure.
        overload: as the catalog keeps it.
        arguments: constants of the declared types, in order.

    Raises:
        SqlError: 100357 or 100183, the handler raised something.
    """
    values = _carried(session, list(arguments.values()), overload["language"])
    try:
        if overload["language"] == "JAVASCRIPT":
            from mockhaus_dbt.commands.javascript_procedures import run_javascript

            return _value(session, name, overload, run_javascript(session, name, overload, values))
        return _python(session, name, overload, values)
    except ValueError as e:
        failed = raised(str(e))
        if failed is None:
            raise
        raise failed from None


def _carried(session: Session, values: list[Expr], language: str) -> list[Any]:
    """The arguments in their carriers, as Python values."""
    if not values:
        return []
    compiler = Compiler(session.context())
    (row,) = session.rows("SELECT " + ", ".join(handed_over(compiler, v, language) for v in values))
    return list(row)


def _python(session: Session, name: str, overload: dict[str, Any], values: list[Any]) -> QueryResult:
    converters = [python_values.argument(stored_type(a["type"])) for a in overload["arguments"]]
    given = [v if convert is None else convert(v) for v, convert in zip(values, converters)]
    sys._xoptions.setdefault("snowflake_partner_attribution", [])  # dbt's Python models append to it
    made_for = session_of(session)
    from mockhaus_dbt.snowpark.session import active, imported

    module = f"_procedure_{session.id}_{len(session.query_ids)}"
    try:
        with active(made_for), imported(made_for, overload.get("imports")):
            handler = python_code.load(overload["body"], overload["handler"], module)
            value = handler(made_for, *given)
            if overload.get("table"):
                return _table(session, overload, value)
    except MockhausError:
        raise
    except BaseException as e:
        raise _python_error(e, name, overload["handler"]) from None
    finally:
        sys.modules.pop(module, None)
    return _value(session, name, overload, python_values.result(stored_type(overload["returns"]))(value))


def _python_error(e: BaseException, name: str, handler: str) -> SqlError:
    own = raised(str(e)) if isinstance(e, ValueError) else None
    if own is not None:
        return own
    return error("python_error", value=python_code.report(e), name=name, handler=handler)


def _table(session: Session, overload: dict[str, Any], frame: Any) -> QueryResult:
    """RETURNS TABLE: the rows of the DataFrame that the handler gave."""
    if not hasattr(frame, "queries"):
        raise ExecutionError("A procedure with RETURNS TABLE must return a DataFrame.", 100357, "P0000")
    *before, last = frame.queries["queries"]
    for sql in before:
        session.execute(sql)
    result = session.execute(last)
    for sql in frame.queries["post_actions"]:
        session.execute(sql)
    declared = overload["columns"]
    if declared and len(declared) != len(result.columns):
        raise error("view_columns")
    columns = [t.ResultColumn(d["name"], stored_type(d["type"])) for d in declared] or list(result.columns)
    return QueryResult.of(columns, result.fetchall())


def _value(session: Session, name: str, overload: dict[str, Any], value: Any) -> QueryResult:
    """A returned value, in its carrier, as the result of CALL."""
    returns = stored_type(overload["returns"])
    language = overload["language"]
    sql = f"CAST({_literal(value)} AS {carrier(returns, language, True)})"
    made = given_back(Compiler(session.context()), sql, returns, language)
    return session.run(f"SELECT {made.sql} AS v", (t.ResultColumn(name, returns),))


def _literal(value: Any) -> str:
    """A carrier's value as DuckDB text."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return str(value)
    if isinstance(value, (bytes, bytearray)):
        return f"unhex('{bytes(value).hex()}')"
    if isinstance(value, dt.datetime):
        return literal(value.isoformat(sep=" "))
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return literal(str(value))
