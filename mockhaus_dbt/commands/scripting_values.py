"""Expressions and statements of SQL in Snowflake Scripting, and the variables that they see
(https://docs.snowflake.com/en/developer-guide/snowflake-scripting/variables).

A child job (ASYNC) runs when it is started; what it raises shows where it is awaited.
"""

from __future__ import annotations

from typing import Any

from sqlglot.tokens import TokenType

from mockhaus_dbt.backend import CatalogMismatch, IntegerOverflow, WriteConflict
from mockhaus_dbt.commands.scripting_frames import EXPRESSION_ERROR, STATEMENT_ERROR, Frame, Raised, Rows, counts
from mockhaus_dbt.commands.scripting_tree import Tokens
from mockhaus_dbt.errors import CompilationError, ExecutionError, SqlError, UnsupportedError, error
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import Statement, parse_expression
from mockhaus_dbt.translation.casts import assign
from mockhaus_dbt.translation.compiler import Compiler, Scope
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.names import quote
from mockhaus_dbt.translation.rewrites.literals import constant, typed_constant
from mockhaus_dbt.translation.statement_names import name_statement
from mockhaus_dbt.translation.types import SqlType

_SCOPED = ["CREATE", "PROCEDURE", "SCOPED"]
#: names that do not exist and wrong syntax: Snowflake finds them in a block's expressions before it runs.
BEFORE_RUNNING = frozenset([904, 1003, 92228])


def run_statement(session: Session, inner: Statement, bindings: Any) -> QueryResult:
    """Run a statement of a script: it has a query id, a record and second tries of its own.

    Raises:
        SqlError: plain ones alone, so that nothing around tries the whole script again.
    """
    assert session.runner is not None
    try:
        return session.runner(inner, bindings)
    except (IntegerOverflow, WriteConflict) as e:
        raise ExecutionError(e.message, e.errno, e.sqlstate, e.query_id) from None
    except CatalogMismatch as e:
        raise CompilationError(e.message, e.errno, e.sqlstate, e.query_id) from None


class Values:
    """Evaluates the expressions of a block and runs its statements of SQL.

    Args:
        session: whose names, transaction and parameters the statements use.
        script: the text that the block's tokens point into.
    """

    def __init__(self, session: Session, script: str):
        self.session = session
        self.script = script
        self.frame = Frame(variables={"SQLID": Expr("NULL", t.VARCHAR), **counts(None)})
        self.jobs: list[Rows] = []
        self.raising: list[Raised] = []
        self.scoped: list[str] = []

    # -- values

    def evaluate(self, tokens: Tokens) -> Expr:
        """The value of an expression, as a constant.

        Raises:
            Raised: EXPRESSION_ERROR.
            CompilationError: 000904 and 001003, which no handler sees.
        """
        if not tokens:
            raise error("parse", line=1, column=0, token=";")
        try:
            return self._value(tokens)
        except UnsupportedError:
            raise
        except SqlError as e:
            if e.errno in BEFORE_RUNNING:
                raise
            raise Raised.by(e, EXPRESSION_ERROR, tokens[0]) from e

    def _value(self, tokens: Tokens) -> Expr:
        session, visible, wide = self.session, self.frame.visible(), self.session.wide
        try:
            for session.wide in (wide, True):
                context = session.context(bindings=visible)
                scope = Scope(locals=visible, clause="select")
                value = Compiler(context).expression(parse_expression(tokens, self.script), scope)
                if value.constant is not None and not value.type.is_null:
                    return value
                try:
                    return typed_constant(session.rows(f"SELECT {value.sql}")[0][0], value.type)
                except IntegerOverflow:
                    if session.wide:
                        raise
            raise AssertionError
        finally:
            session.wide = wide

    def truth(self, tokens: Tokens) -> bool:
        value = self.evaluate(tokens)
        try:
            return bool(self.session.rows(f"SELECT coalesce(CAST({value.sql} AS BOOLEAN), false)")[0][0])
        except SqlError as e:
            raise Raised.by(e, EXPRESSION_ERROR, tokens[0]) from e

    def python(self, value: Expr) -> Any:
        """A constant's value as the clients see it."""
        result = self.session.run(f"SELECT {value.sql} AS v", (t.ResultColumn("V", value.type),))
        row = result.fetchone()
        return None if row is None else row[0]

    def converted(self, value: Expr, name: str, wanted: SqlType) -> Expr:
        """A value as one of another type."""
        ready = assign(Compiler(self.session.context()), value, name, wanted)
        return typed_constant(self.session.rows(f"SELECT {ready.sql}")[0][0], wanted)

    def assign(self, name: str, value: Expr) -> None:
        """Give a variable a value, converted to its type."""
        home = self.frame.home(name, "variables")
        if home is None:
            raise error("invalid_identifier", line=1, column=0, name=name)
        wanted = home.types.get(name)
        if wanted is not None and value.type != wanted:
            value = self.converted(value, name, wanted)
        home.variables[name] = value

    def declare(self, name: str, type_: SqlType | None, value: Expr | None) -> None:
        self.frame.types[name] = type_
        self.frame.variables[name] = typed_constant(None, type_) if type_ is not None else Expr("NULL", t.NULL)
        if value is not None:
            self.assign(name, value)

    # -- statements

    def declared_procedure(self, _tokens: Tokens) -> QueryResult | None:
        """Run CALL of a procedure that a block around declares; None where it is anything else."""
        return None

    def run_sql(self, tokens: Tokens) -> QueryResult:
        """Run a statement of SQL with the variables as bindings.

        Raises:
            Raised: STATEMENT_ERROR.
        """
        result = self._child(tokens)
        self._took_effect(result)
        return result

    def _took_effect(self, result: QueryResult) -> None:
        outmost = list(self.frame.around())[-1]
        outmost.variables.update(counts(result), SQLID=constant(result.query_id))

    def _child(self, tokens: Tokens) -> QueryResult:
        called = self.declared_procedure(tokens)
        if called is not None:
            return called
        if [x.text.upper() for x in tokens if x.text.upper() not in ("OR", "REPLACE")][:3] == _SCOPED:
            tokens = self._scoped(tokens)
        name, modifiers, head = name_statement(tokens)
        if any(token.token_type is TokenType.DARROW for token in tokens) and name in ("SELECT", "WITH", "SHOW", "("):
            name, modifiers, head = "FLOW", (), 0
        single = Statement(name, tokens, self.script, modifiers, head)
        given = self.frame.visible()
        before = dict(given)
        try:
            result = run_statement(self.session, single, given)
        except UnsupportedError:
            raise  # no handler may hide that something is not here
        except SqlError as e:
            raise Raised.by(e, STATEMENT_ERROR, tokens[0]) from e
        if name.startswith("CALL"):
            for variable, value in given.items():  # output arguments
                if value is not before.get(variable):
                    self.assign(variable, value)
        return result

    def _scoped(self, tokens: Tokens) -> Tokens:
        """CREATE PROCEDURE SCOPED TEMPORARY TABLE, without the words that the rest does not know.

        https://docs.snowflake.com/en/user-guide/tables-temp-transient
        """
        at = next(i for i, token in enumerate(tokens) if token.text.upper() == "SCOPED")
        reader = Statement("", tokens[at + 3 :], self.script).reader()
        reader.accept("IF NOT EXISTS")
        name = ".".join(map(quote, reader.qualified()))
        self.scoped.append(name)
        return tokens[: at - 1] + tokens[at + 1 :]

    def drop_scoped(self) -> None:
        """Drop the tables that live as long as the procedure."""
        while self.scoped:
            self.session.execute(f"DROP TABLE IF EXISTS {self.scoped.pop()}")

    def read(self, tokens: Tokens) -> Rows:
        """The rows of a query, of ``(query)``, of ``ASYNC (query)``, or of ``EXECUTE IMMEDIATE ...``."""
        if tokens and tokens[0].text.upper() == "ASYNC":
            return self.start(tokens[1:])
        if tokens and tokens[0].text == "(" and tokens[-1].text == ")":
            tokens = tokens[1:-1]
        result = self.run_sql(tokens)
        return Rows(result, result.fetchall())

    def start(self, tokens: Tokens) -> Rows:
        """Start a child job."""
        if tokens and tokens[0].text == "(" and tokens[-1].text == ")":
            tokens = tokens[1:-1]
        try:
            result = self._child(tokens)
            job = Rows(result, result.fetchall(), pending=True)
            list(self.frame.around())[-1].variables["SQLID"] = constant(result.query_id)
        except Raised as e:
            job = Rows(QueryResult.of([], []), [], failure=e, pending=True)
        self.jobs.append(job)
        return job
