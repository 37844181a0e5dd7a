"""Snowflake Scripting: blocks and what they hold
(https://docs.snowflake.com/en/developer-guide/snowflake-scripting/index).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot.tokens import TokenType

from mockhaus_dbt.commands import scripting_tree as tree
from mockhaus_dbt.commands.scripting_frames import (
    EXPRESSION_ERROR,
    STATEMENT_ERROR,
    Frame,
    Leave,
    Raised,
    Returned,
    Rows,
    value_of,
)
from mockhaus_dbt.commands.scripting_syntax import Parser, parse_block
from mockhaus_dbt.commands.scripting_tree import Block, Node, Tokens
from mockhaus_dbt.commands.scripting_values import BEFORE_RUNNING, Values, run_statement
from mockhaus_dbt.errors import ExecutionError, SqlError, UnsupportedError, error
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.compiler import Compiler
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.handlers import stored_type
from mockhaus_dbt.translation.rewrites.literals import constant, typed_constant
from mockhaus_dbt.translation.statement_names import name_statement
from mockhaus_dbt.translation.types import SqlType


class Interpreter(Values):
    """Runs the statements of one block."""

    def run(self, body: list[Node]) -> None:
        for node in body:
            self.step(node)

    def step(self, node: Node) -> None:
        """Run one statement.

        Raises:
            Raised: what it raises, with its place.
        """
        try:
            _RUNNERS[type(node)](self, node)
        except UnsupportedError:
            raise
        except SqlError as e:
            if e.errno in BEFORE_RUNNING:
                raise
            kind = STATEMENT_ERROR if isinstance(node, tree.Sql) else EXPRESSION_ERROR
            raise Raised.by(e, kind, node.token) from e

    def block(self, block: Block) -> None:
        """Run a block within the present one."""
        frame = self.frame = Frame(self.frame)
        try:
            for declared in block.declarations:
                self.step(declared)
            frame.handlers = block.handlers
            for node in block.body:
                try:
                    self.step(node)
                except Raised as e:
                    if not self._handled(e, frame):
                        return
        finally:
            assert frame.outer is not None
            self.frame = frame.outer

    def _handled(self, e: Raised, frame: Frame) -> bool:
        """Let the handler of an exception run, if it is one of ``frame`` or says CONTINUE.

        Returns:
            whether the statements behind the one that failed go on.
        """
        found = self.frame.handler_of(e)
        if found is None or (found[0] is not frame and not found[1].again):
            raise e
        home, handler = found
        told = {"SQLCODE": e.number, "SQLERRM": e.message, "SQLSTATE": e.state}
        inner, self.frame, home.handling = self.frame, home, True
        before = {name: home.variables.get(name) for name in told}
        home.variables.update({name: constant(value) for name, value in told.items()})
        home.types.update(dict.fromkeys(told))
        self.raising.append(e)
        try:
            self.run(handler.body)
        finally:
            self.raising.pop()
            self.frame, home.handling = inner, False
            for name, value in before.items():
                if value is None:
                    home.variables.pop(name)
                else:
                    home.variables[name] = value
        return handler.again

    # -- one method for each kind of node

    def _declaration(self, node: tree.Declare) -> None:
        frame = self.frame
        if node.kind == "CURSOR":
            frame.cursors[node.name] = node.value
        elif node.kind == "EXCEPTION":
            frame.exceptions[node.name] = (node.number, node.message)
        elif node.kind == "RESULTSET":
            frame.rows[node.name] = self.read(node.value) if node.value else Rows(QueryResult.of([], []), [])
        else:
            type_ = self._type(node.type_tokens) if node.type_tokens else None
            value = self._given(node.value) if node.value else None
            if type_ is None and value is not None:
                type_ = self._inferred(node, value)
            self.declare(node.name, type_, value)

    def _given(self, tokens: Tokens) -> Expr:
        """The value of an expression, or what ``CALL procedure()`` returns."""
        if tokens[0].text.upper() != "CALL":
            return self.evaluate(tokens)
        result = self.run_sql(tokens)
        row = result.fetchone()
        return value_of(None if row is None else row[0], result.columns[0].type)

    def _inferred(self, node: tree.Declare, value: Expr) -> SqlType | None:
        """The type of a variable that is declared without one."""
        if [x.text for x in node.value[1:2]] == ["."] and len(node.value) == 3:
            row = node.value[0].text.upper()
            if self.frame.home(row, "records") is not None and node.token is not None:
                at = node.token
                place = max(at.col - len(at.text), 0)
                raise error("type_not_inferred", line=at.line, column=place, name=node.name)
        type_ = value.type
        if type_.is_number:
            return t.FLOAT if type_.scale else t.number(38, 0)
        if type_.name == "VARCHAR" and type_.collation is None:
            return t.VARCHAR
        return None if type_.is_null else type_

    def _type(self, tokens: Tokens) -> SqlType:
        from mockhaus_dbt.objects.columns import read_type

        reader = Statement("", tokens, self.script).reader()
        type_ = read_type(reader, self.session)
        reader.expect_end()
        return type_

    def _assign(self, node: tree.Assign) -> None:
        home = self.frame.home(node.name, "rows")
        if home is not None:
            home.rows[node.name] = self.read(node.value)
            return
        value = self._given(node.value)
        if self.frame.home(node.name, "variables") is None and node.token is not None:
            place = max(node.token.col - len(node.token.text), 0)
            raise error("invalid_identifier", line=node.token.line, column=place, name=node.name)
        try:
            self.assign(node.name, value)
        except SqlError as e:
            raise Raised.by(e, EXPRESSION_ERROR, node.value[0]) from e

    def _if(self, node: tree.If) -> None:
        for test, body in node.branches:
            if self.truth(test):
                self.run(body)
                return
        self.run(node.otherwise)

    def _case(self, node: tree.Case) -> None:
        for test, body in node.branches:
            if node.subject:
                a, b = self.evaluate(node.subject), self.evaluate(test)
                hit = bool(self.session.rows(f"SELECT coalesce({a.sql} = {b.sql}, false)")[0][0])
            else:
                hit = self.truth(test)
            if hit:
                self.run(body)
                return
        if node.otherwise is None:
            raise Raised("CASE_NOT_FOUND", 1001, "Case not found", token=node.token)
        self.run(node.otherwise)

    def _repeatedly(self, body: list[Node], label: str) -> bool:
        """Run a loop's body once; False where the loop ends."""
        frame = self.frame
        try:
            self.run(body)
        except Leave as e:
            if e.label and e.label != label:
                raise
            return e.again
        except Raised as e:
            found = frame.handler_of(e)
            if found is None or not found[1].again:
                raise
            self._handled(e, found[0])  # CONTINUE: with the next round
        return True

    def _for_range(self, node: tree.ForRange) -> None:
        first, last = (int(self.python(self.evaluate(x))) for x in (node.first, node.last))
        numbers = range(last, first - 1, -1) if node.reverse else range(first, last + 1)
        outer = self.frame
        try:
            for i in numbers:
                self.frame = Frame(outer, variables={node.name: constant(i)})
                if not self._repeatedly(node.body, node.label):
                    break
        finally:
            self.frame = outer

    def _for_rows(self, node: tree.ForRows) -> None:
        tokens = node.source
        home = self.frame.home(tokens[0].text.upper(), "cursors") if len(tokens) == 1 else None
        if home is not None and (name := tokens[0].text.upper()) in home.rows:
            found = home.rows[name]  # an open cursor: FETCH within the loop moves it too
        else:
            source = self._source(tokens)
            found = Rows(source.result, source.rows)
        outer = self.frame
        try:
            while (row := found.fetch()) is not None:
                self.frame = Frame(outer, records={node.name: found.record(row)})
                if not self._repeatedly(node.body, node.label):
                    break
        finally:
            self.frame = outer

    def _source(self, tokens: Tokens) -> Rows:
        """The rows of a RESULTSET, of a cursor, of RESULTSET_FROM_CURSOR(cursor), or of a query."""
        if len(tokens) == 4 and tokens[0].text.upper() == "RESULTSET_FROM_CURSOR":
            tokens = tokens[2:3]
        name = tokens[0].text.upper() if len(tokens) == 1 else ""
        home = self.frame.home(name, "rows")
        if home is not None:
            found = home.rows[name]
            if found.pending:
                raise ExecutionError(f"RESULTSET '{name}' is not available until AWAIT is run for it.", 90191, "24501")
            return found
        cursor = self.frame.home(name, "cursors")
        return self.read(tokens) if cursor is None else self._source(cursor.cursors[name])

    def _loop(self, node: tree.Loop) -> None:
        while node.until or not node.condition or self.truth(node.condition):
            if not self._repeatedly(node.body, node.label):
                break
            if node.until and self.truth(node.condition):
                break

    def _leave(self, node: tree.Leave) -> None:
        raise Leave(node.again, node.label)

    def _return(self, node: tree.Return) -> None:
        if not node.value:
            raise Returned(None)
        if node.value[0].text.upper() == "TABLE" and len(node.value) > 3:
            raise Returned(self._source(node.value[2:-1]))
        raise Returned(self._given(node.value))

    def _raise(self, node: tree.Raise) -> None:
        if not node.name:
            if not self.raising:
                raise error("parse", line=1, column=0, token="RAISE")
            raise self.raising[-1]
        home = self.frame.home(node.name, "exceptions")
        if home is None:
            raise error("invalid_identifier", line=1, column=0, name=node.name)
        number, message = home.exceptions[node.name]
        raise Raised(node.name, number, message, token=node.token, home=home)

    def _open(self, node: tree.Open) -> None:
        home = self.frame.home(node.name, "cursors")
        if home is None:
            raise error("invalid_identifier", line=1, column=0, name=node.name)
        tokens = home.cursors[node.name]
        if not node.arguments:
            found = self._source(tokens)  # of a query, or the rows of a RESULTSET from their beginning
            home.rows[node.name] = Rows(found.result, found.rows)
            return
        values = [self.evaluate(a) for a in node.arguments]
        name, modifiers, head = name_statement(tokens)
        single = Statement(name, tokens, self.script, modifiers, head)
        try:
            result = run_statement(self.session, single, values)
        except UnsupportedError:
            raise
        except SqlError as e:
            raise Raised.by(e, STATEMENT_ERROR, node.token) from e
        home.rows[node.name] = Rows(result, result.fetchall())

    def _fetch(self, node: tree.Fetch) -> None:
        home = self.frame.home(node.name, "rows")
        if home is None:
            raise ExecutionError(f"Cursor '{node.name}' is not open.", 90191, "24501")
        found = home.rows[node.name]
        row = found.fetch() or (None,) * len(found.result.columns)
        for name, (column, value) in zip(node.into, zip(found.result.columns, row)):
            self.assign(name, value_of(value, column.type))

    def _close(self, node: tree.Close) -> None:
        home = self.frame.home(node.name, "rows")
        if home is not None:
            del home.rows[node.name]

    def _async(self, node: tree.Async) -> None:
        self.start(node.tokens)

    def _await(self, node: tree.Await) -> None:
        if not node.name:
            jobs, self.jobs = self.jobs, []
        else:
            home = self.frame.home(node.name, "rows")
            if home is None:
                raise error("invalid_identifier", line=1, column=0, name=node.name)
            if node.cancel:
                return  # the job has ended
            jobs = [home.rows[node.name]]
            self._took_effect(jobs[0].result)
        for job in jobs:
            job.pending = False
        for job in jobs:
            if job.failure is not None:
                job.failure.token = node.token
                raise job.failure

    def _sql(self, node: tree.Sql) -> None:
        result = self.run_sql(node.tokens)
        if not node.into:
            return
        rows = result.fetchmany(2)
        if len(rows) != 1:
            raise ExecutionError(
                f"A SELECT INTO statement expects exactly 1 returned row, but got {len(rows) if not rows else 'more'}.",
                90238,
                "P0000",
            )
        for name, column, value in zip(node.into, result.columns, rows[0]):
            self.assign(name, value_of(value, column.type))

    # -- procedures that a block declares

    def _procedure(self, node: tree.Procedure) -> None:
        self.frame.procedures[node.name] = node

    def declared_procedure(self, tokens: Tokens) -> QueryResult | None:
        """Run CALL of a procedure that a block around declares; None where it is anything else.

        https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-snowflake-scripting
        """
        if len(tokens) < 4 or tokens[0].text.upper() != "CALL" or tokens[2].text != "(":
            return None
        name = tokens[1].text if tokens[1].token_type is TokenType.IDENTIFIER else tokens[1].text.upper()
        home = self.frame.home(name, "procedures")
        if home is None:
            return None
        node = home.procedures[name]
        inside = Statement("", tokens[3:-1], self.script)
        parser, values = Parser(inside), []
        while not parser.reader.done:
            if not parser.reader.accept(","):
                values.append(self.evaluate(parser.until((",",))))
        if len(values) != len(node.arguments):
            types = ", ".join(str(v.type) for v in values)
            raise error("argument_types", line=1, column=0, name=name, types=types)
        caller, self.frame = self.frame, Frame(home)
        try:
            for (argument, type_), value in zip(node.arguments, values):
                self.declare(argument, self._type(type_), value)
            self.block(node.body)
            returned: Expr | Rows | None = None
        except Returned as e:
            returned = e.value
        finally:
            self.frame = caller
        if isinstance(returned, Rows):
            return QueryResult.of(returned.result.columns, returned.rows)
        wanted = self._type(node.returns) if node.returns else t.VARCHAR
        value = typed_constant(None, wanted) if returned is None else self.converted(returned, name, wanted)
        return self.session.run(f"SELECT {value.sql} AS v", (t.ResultColumn(name, wanted),))


_RUNNERS: dict[type[Node], Callable[[Interpreter, Any], None]] = {
    Block: Interpreter.block,
    tree.Declare: Interpreter._declaration,
    tree.Procedure: Interpreter._procedure,
    tree.Assign: Interpreter._assign,
    tree.If: Interpreter._if,
    tree.Case: Interpreter._case,
    tree.ForRange: Interpreter._for_range,
    tree.ForRows: Interpreter._for_rows,
    tree.Loop: Interpreter._loop,
    tree.Leave: Interpreter._leave,
    tree.Return: Interpreter._return,
    tree.Raise: Interpreter._raise,
    tree.Open: Interpreter._open,
    tree.Fetch: Interpreter._fetch,
    tree.Close: Interpreter._close,
    tree.Nothing: lambda _self, _node: None,
    tree.Async: Interpreter._async,
    tree.Await: Interpreter._await,
    tree.Sql: Interpreter._sql,
}


def run_block(
    session: Session,
    block: Statement,
    title: str,
    arguments: dict[str, Expr],
    returns: str = "",
    outputs: dict[str, Expr] | None = None,
) -> QueryResult:
    """Run a block to its end.

    Args:
        title: heads the column of a returned value.
        arguments: variables that it begins with.
        returns: type of the returned value, '' for whatever it is.
        outputs: gets the values that the arguments have in the end.

    Raises:
        ExecutionError: what no handler caught.
    """
    interpreter = Interpreter(session, block.script)
    for name, value in arguments.items():
        interpreter.declare(name, value.type, value)
    outmost = interpreter.frame
    try:
        interpreter.block(parse_block(block))
        returned: Expr | Rows | None = None
    except Returned as e:
        returned = e.value
    except Raised as e:
        raise e.uncaught() from None
    except Leave:
        raise error("parse", line=1, column=0, token="BREAK") from None
    finally:
        interpreter.drop_scoped()
    if outputs is not None:
        outputs.update({name: outmost.variables[name] for name in arguments})
    if isinstance(returned, Rows):
        return QueryResult.of(returned.result.columns, returned.rows)
    value = returned if returned is not None else Expr("NULL", t.VARCHAR)
    if returns:
        from mockhaus_dbt.translation.casts import cast

        value = cast(Compiler(session.context()), value, stored_type(returns))
    type_ = t.VARCHAR if value.type.is_null else value.type
    return session.run(f"SELECT {value.sql} AS v", (t.ResultColumn(title, type_),))


@statement("SCRIPT")
def script(session: Session, statement: Statement) -> QueryResult:
    """An anonymous block: [DECLARE ...] BEGIN ... END."""
    return run_block(session, statement, "anonymous block", {})


__all__ = ["Interpreter", "run_block"]
