"""Snowflake Scripting: blocks, EXECUTE IMMEDIATE, and CALL of SQL procedures
(https://docs.snowflake.com/en/developer-guide/snowflake-scripting/index).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mockhaus_dbt.backend import CatalogMismatch, IntegerOverflow, WriteConflict
from mockhaus_dbt.commands import scripting_syntax as syntax
from mockhaus_dbt.commands.scripting_syntax import Block, Node, Tokens, parse_block
from mockhaus_dbt.errors import CompilationError, ExecutionError, SqlError, UnsupportedError, error
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import Statement, parse_expression, split_statements
from mockhaus_dbt.translation.casts import assign
from mockhaus_dbt.translation.compiler import Compiler, Scope
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.handlers import stored_type
from mockhaus_dbt.translation.rewrites.literals import constant, typed_constant
from mockhaus_dbt.translation.statement_names import name_statement
from mockhaus_dbt.translation.types import SqlType


@dataclass
class Rows:
    """The rows of a cursor or resultset, with the columns' names and types."""

    result: QueryResult
    rows: list[tuple[Any, ...]]
    position: int = 0

    def record(self, row: tuple[Any, ...]) -> dict[str, Expr]:
        return {c.name: typed_constant(_as_stored(v, c.type), c.type) for c, v in zip(self.result.columns, row)}


def _as_stored(value: Any, type_: SqlType) -> Any:
    if type_.name == "TIMESTAMP_TZ" and value is not None:
        offset = int(value.utcoffset().total_seconds() // 60)
        from datetime import timezone

        return {"utc": value.astimezone(timezone.utc).replace(tzinfo=None), "offset_minutes": offset}
    return value


class Raised(Exception):
    """An exception that a script declared or that a statement raised, on its way to a handler."""

    def __init__(self, name: str, number: int, message: str, state: str = "P0001"):
        super().__init__(message)
        self.name, self.number, self.message, self.state = name, number, message, state


class _Leave(Exception):
    def __init__(self, again: bool, label: str):
        super().__init__()
        self.again, self.label = again, label


class _Return(Exception):
    def __init__(self, value: Any):
        super().__init__()
        self.value = value


@dataclass
class Frame:
    """The names of one block; names of the blocks around it are seen through ``outer``."""

    outer: Frame | None = None
    variables: dict[str, Expr] = field(default_factory=dict)
    types: dict[str, SqlType | None] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    cursors: dict[str, Tokens] = field(default_factory=dict)
    exceptions: dict[str, tuple[int, str]] = field(default_factory=dict)
    records: dict[str, dict[str, Expr]] = field(default_factory=dict)

    def home(self, name: str, kind: str) -> Frame | None:
        at: Frame | None = self
        while at is not None and name not in getattr(at, kind):
            at = at.outer
        return at

    def visible(self) -> dict[str, Expr]:
        """All variables, and fields of rows as ``ROW.FIELD``."""
        found = self.outer.visible() if self.outer is not None else {}
        found.update(self.variables)
        for name, record in self.records.items():
            found.update({f"{name}.{key}": value for key, value in record.items()})
        return found


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


class Interpreter:
    """Runs one block in a session.

    Args:
        session: whose names, transaction and parameters the statements use.
        script: the text that the block's tokens point into.
    """

    def __init__(self, session: Session, script: str):
        self.session = session
        self.script = script
        self.frame = Frame()

    # -- values

    def evaluate(self, tokens: Tokens) -> Expr:
        """The value of an expression, as a constant."""
        if not tokens:
            raise error("parse", line=1, column=0, token=";")
        session = self.session
        visible = self.frame.visible()
        context = session.context(bindings=visible)
        scope = Scope(locals=visible, clause="select")
        value = Compiler(context).expression(parse_expression(tokens, self.script), scope)
        if value.constant is not None and not value.type.is_null:
            return value
        return typed_constant(session.rows(f"SELECT {value.sql}")[0][0], value.type)

    def truth(self, tokens: Tokens) -> bool:
        value = self.evaluate(tokens)
        return bool(self.session.rows(f"SELECT coalesce(CAST({value.sql} AS BOOLEAN), false)")[0][0])

    def python(self, value: Expr) -> Any:
        """A constant's value as the clients see it."""
        result = self.session.run(f"SELECT {value.sql} AS v", (t.ResultColumn("V", value.type),))
        row = result.fetchone()
        return None if row is None else row[0]

    def assign(self, name: str, value: Expr) -> None:
        """Give a variable a value, converted to its type."""
        home = self.frame.home(name, "variables")
        if home is None:
            raise error("invalid_identifier", line=1, column=0, name=name)
        wanted = home.types.get(name)
        if wanted is not None and value.type != wanted:
            compiler = Compiler(self.session.context())
            converted = assign(compiler, value, name, wanted)
            value = typed_constant(self.session.rows(f"SELECT {converted.sql}")[0][0], wanted)
        home.variables[name] = value

    def declare(self, name: str, type_: SqlType | None, value: Expr | None) -> None:
        self.frame.types[name] = type_
        self.frame.variables[name] = typed_constant(None, type_) if type_ is not None else Expr("NULL", t.NULL)
        if value is not None:
            self.assign(name, value)

    # -- statements

    def run_sql(self, tokens: Tokens) -> QueryResult:
        """Run a statement of SQL with the variables as bindings."""
        name, modifiers, head = name_statement(tokens)
        single = Statement(name, tokens, self.script, modifiers, head)
        result = run_statement(self.session, single, self.frame.visible())
        touched = sum(n or 0 for n in (result.inserted, result.updated, result.deleted))
        count = (
            touched if result.inserted is not None or result.updated is not None or result.deleted is not None else None
        )
        for key, value in (
            ("SQLROWCOUNT", constant(count)),
            ("SQLFOUND", constant(None if count is None else count > 0)),
            ("SQLNOTFOUND", constant(None if count is None else count == 0)),
            ("SQLID", constant(result.query_id)),
        ):
            self.frame.variables[key] = value
        return result

    def read(self, tokens: Tokens) -> Rows:
        """The rows of a query, of ``(query)``, or of ``EXECUTE IMMEDIATE ...``."""
        if tokens and tokens[0].text == "(" and tokens[-1].text == ")":
            tokens = tokens[1:-1]
        result = self.run_sql(tokens)
        return Rows(result, result.fetchall())

    def run(self, body: list[Node]) -> None:
        for node in body:
            _RUNNERS[type(node)](self, node)

    def block(self, block: Block) -> None:
        """Run a block within the present one."""
        self.frame = Frame(self.frame)
        try:
            for declared in block.declarations:
                self._declaration(declared)
            self.run(block.body)
        except (Raised, SqlError) as e:
            self._handle(block, e)
        finally:
            assert self.frame.outer is not None
            self.frame = self.frame.outer

    def _handle(self, block: Block, e: Raised | SqlError) -> None:
        failure = e if isinstance(e, Raised) else Raised("", e.errno, e.message, e.sqlstate)
        kind = "EXPRESSION_ERROR" if isinstance(e, ExecutionError) else "STATEMENT_ERROR"
        for handler in block.handlers:
            if (
                failure.name in handler.names
                or "OTHER" in handler.names
                or (not failure.name and kind in handler.names)
            ):
                self.frame.variables.update(
                    SQLCODE=constant(failure.number),
                    SQLERRM=constant(failure.message),
                    SQLSTATE=constant(failure.state),
                )
                self.frame.types.update(SQLCODE=None, SQLERRM=None, SQLSTATE=None)
                try:
                    self.run(handler.body)
                except Raised as again:
                    raise (e if not again.name and again.message == "" else again) from None
                return
        raise e

    # -- one method for each kind of node

    def _declaration(self, node: syntax.Declare) -> None:
        frame = self.frame
        if node.kind == "CURSOR":
            frame.cursors[node.name] = node.value
        elif node.kind == "EXCEPTION":
            frame.exceptions[node.name] = (node.number, node.message)
        elif node.kind == "RESULTSET":
            frame.rows[node.name] = self.read(node.value) if node.value else Rows(QueryResult.of([], []), [])
        else:
            type_ = self._type(node.type_tokens) if node.type_tokens else None
            value = self.evaluate(node.value) if node.value else None
            self.declare(node.name, type_, value)

    def _type(self, tokens: Tokens) -> SqlType:
        from mockhaus_dbt.objects.columns import read_type

        reader = Statement("", tokens, self.script).reader()
        return read_type(reader, self.session)

    def _assign(self, node: syntax.Assign) -> None:
        home = self.frame.home(node.name, "rows")
        if home is not None:
            home.rows[node.name] = self.read(node.value)
            return
        self.assign(node.name, self.evaluate(node.value))

    def _if(self, node: syntax.If) -> None:
        for test, body in node.branches:
            if self.truth(test):
                self.run(body)
                return
        self.run(node.otherwise)

    def _case(self, node: syntax.Case) -> None:
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
            raise Raised("CASE_NOT_FOUND", 1001, "Case not found")
        self.run(node.otherwise)

    def _repeatedly(self, body: list[Node], label: str) -> bool:
        """Run a loop's body once; False where the loop ends."""
        try:
            self.run(body)
        except _Leave as e:
            if e.label and e.label != label:
                raise
            return e.again
        return True

    def _for_range(self, node: syntax.ForRange) -> None:
        first, last = (int(self.python(self.evaluate(x))) for x in (node.first, node.last))
        numbers = range(last, first - 1, -1) if node.reverse else range(first, last + 1)
        for i in numbers:
            self.frame.variables[node.name] = constant(i)
            self.frame.types[node.name] = None
            if not self._repeatedly(node.body, node.label):
                break

    def _for_rows(self, node: syntax.ForRows) -> None:
        found = self._source(node.source)
        for row in found.rows:
            self.frame.records[node.name] = found.record(row)
            if not self._repeatedly(node.body, node.label):
                break

    def _source(self, tokens: Tokens) -> Rows:
        name = tokens[0].text.upper() if len(tokens) == 1 else ""
        home = self.frame.home(name, "rows")
        if home is not None:
            return home.rows[name]
        cursor = self.frame.home(name, "cursors")
        return self.read(cursor.cursors[name] if cursor is not None else tokens)

    def _loop(self, node: syntax.Loop) -> None:
        while node.until or not node.condition or self.truth(node.condition):
            if not self._repeatedly(node.body, node.label):
                break
            if node.until and self.truth(node.condition):
                break

    def _leave(self, node: syntax.Leave) -> None:
        raise _Leave(node.again, node.label)

    def _return(self, node: syntax.Return) -> None:
        if not node.value:
            raise _Return(None)
        if node.value[0].text.upper() == "TABLE" and len(node.value) > 3:
            raise _Return(self._source(node.value[2:-1]))
        raise _Return(self.evaluate(node.value))

    def _raise(self, node: syntax.Raise) -> None:
        home = self.frame.home(node.name, "exceptions") if node.name else None
        if node.name and home is None:
            raise error("invalid_identifier", line=1, column=0, name=node.name)
        number, message = home.exceptions[node.name] if home is not None else (0, "")
        raise Raised(node.name, number, message)

    def _open(self, node: syntax.Open) -> None:
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
        result = run_statement(self.session, Statement(name, tokens, self.script, modifiers, head), values)
        home.rows[node.name] = Rows(result, result.fetchall())

    def _fetch(self, node: syntax.Fetch) -> None:
        home = self.frame.home(node.name, "rows")
        if home is None:
            raise ExecutionError(f"Cursor '{node.name}' is not open.", 90191, "24501")
        found = home.rows[node.name]
        row = found.rows[found.position] if found.position < len(found.rows) else (None,) * len(node.into)
        found.position += 1
        for name, (column, value) in zip(node.into, zip(found.result.columns, row)):
            self.assign(name, typed_constant(_as_stored(value, column.type), column.type))

    def _close(self, node: syntax.Close) -> None:
        home = self.frame.home(node.name, "rows")
        if home is not None:
            del home.rows[node.name]

    def _sql(self, node: syntax.Sql) -> None:
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
            self.assign(name, typed_constant(_as_stored(value, column.type), column.type))


_RUNNERS: dict[type[Node], Callable[[Interpreter, Any], None]] = {
    Block: Interpreter.block,
    syntax.Declare: Interpreter._declaration,
    syntax.Assign: Interpreter._assign,
    syntax.If: Interpreter._if,
    syntax.Case: Interpreter._case,
    syntax.ForRange: Interpreter._for_range,
    syntax.ForRows: Interpreter._for_rows,
    syntax.Loop: Interpreter._loop,
    syntax.Leave: Interpreter._leave,
    syntax.Return: Interpreter._return,
    syntax.Raise: Interpreter._raise,
    syntax.Open: Interpreter._open,
    syntax.Fetch: Interpreter._fetch,
    syntax.Close: Interpreter._close,
    syntax.Nothing: lambda _self, _node: None,
    syntax.Sql: Interpreter._sql,
}


def run_block(
    session: Session, block: Statement, title: str, arguments: dict[str, Expr], returns: str = ""
) -> QueryResult:
    """Run a block to its end.

    Args:
        title: heads the column of a returned value.
        arguments: variables that it begins with.
        returns: type of the returned value, '' for whatever it is.
    """
    interpreter = Interpreter(session, block.script)
    for name, value in arguments.items():
        interpreter.declare(name, value.type, value)
    try:
        interpreter.block(parse_block(block))
    except _Return as e:
        if isinstance(e.value, Rows):
            return QueryResult.of(e.value.result.columns, e.value.rows)
        value = e.value if e.value is not None else Expr("NULL", t.VARCHAR)
        if returns:
            from mockhaus_dbt.translation.casts import cast

            value = cast(Compiler(session.context()), value, stored_type(returns))
        type_ = t.VARCHAR if value.type.is_null else value.type
        return session.run(f"SELECT {value.sql} AS v", (t.ResultColumn(title, type_),))
    except Raised as e:
        where = f"Uncaught exception of type '{e.name or 'STATEMENT_ERROR'}' : {e.message}"
        raise ExecutionError(where, abs(e.number) if e.number else 100183, e.state) from None
    except _Leave:
        raise error("parse", line=1, column=0, token="BREAK") from None
    return QueryResult.of([t.ResultColumn(title)], [(None,)])


@statement("SCRIPT")
def script(session: Session, statement: Statement) -> QueryResult:
    """An anonymous block: [DECLARE ...] BEGIN ... END."""
    return run_block(session, statement, "anonymous block", {})


@statement("EXECUTE IMMEDIATE")
def execute_immediate(session: Session, statement: Statement) -> QueryResult:
    """EXECUTE IMMEDIATE '<text>' | $$block$$ | :variable | $variable [USING (...)]
    (https://docs.snowflake.com/en/sql-reference/sql/execute-immediate)."""
    reader = statement.reader()
    if reader.word() == "FROM":
        raise UnsupportedError("EXECUTE IMMEDIATE FROM")
    tokens = reader.rest()
    using = next((i for i, token in enumerate(tokens) if token.text.upper() == "USING"), len(tokens))
    bindings = session.bindings if isinstance(session.bindings, dict) else {}
    compiler = Compiler(session.context(bindings=bindings))
    scope = Scope(locals=bindings, clause="select")
    value = compiler.expression(parse_expression(tokens[:using], statement.script), scope)
    text = value.constant if isinstance(value.constant, str) else session.rows(f"SELECT {value.sql}")[0][0]
    given = list(_using(tokens[using + 1 :], bindings)) if using < len(tokens) else None
    results = [
        run_statement(session, part, given if given is not None else bindings) for part in split_statements(text)
    ]
    if not results:
        raise error("empty")
    return results[-1]


def _using(tokens: Tokens, bindings: dict[str, Expr]) -> Iterator[Expr]:
    for token in tokens:
        if token.text in ("(", ")", ",", ":"):
            continue
        if token.text.upper() not in bindings:
            place = max(token.col - len(token.text), 0)
            raise error("invalid_identifier", line=token.line, column=place, name=token.text)
        yield bindings[token.text.upper()]


__all__ = ["Interpreter", "run_block"]
