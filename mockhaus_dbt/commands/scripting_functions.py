"""Functions whose body is a block of Snowflake Scripting
(https://docs.snowflake.com/en/developer-guide/udf/sql/udf-sql-procedural-functions).

Such a function is called for every row, in a session of its own: it sees the account's parameters, not the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.commands import scripting_tree as tree
from mockhaus_dbt.commands.scripting import Interpreter
from mockhaus_dbt.commands.scripting_frames import Raised, Returned, Rows
from mockhaus_dbt.commands.scripting_syntax import parse_block
from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.python_functions import failure
from mockhaus_dbt.session import PROVIDERS, Session
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import Compiler
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.handlers import CARRIED, given_back, handed_over, stored_type
from mockhaus_dbt.translation.rewrites.literals import constant

if TYPE_CHECKING:
    from mockhaus_dbt.account import Account

_REFUSED = {
    tree.Sql: "SQL statement", tree.Async: "ASYNC", tree.Await: "AWAIT", tree.Open: "CURSOR", tree.Fetch: "CURSOR",
    tree.Close: "CURSOR", tree.ForRows: "CURSOR", tree.Procedure: "PROCEDURE",
}  # fmt: skip


def check_block(overload: dict[str, Any]) -> None:
    """
    Raises:
        CompilationError: the body is not well formed, or holds what such functions cannot.
    """
    if overload.get("table"):
        raise error("block_function", what="TABLE")
    (statement,) = split_statements(overload["body"])
    for node in _nodes(parse_block(statement)):
        what = _REFUSED.get(type(node), "")
        if isinstance(node, tree.Declare) and node.kind in ("CURSOR", "RESULTSET"):
            what = node.kind
        if what:
            raise error("block_function", what=what)


def check_procedure(body: str) -> None:
    """
    Raises:
        CompilationError: 001003, the body of a procedure is not well formed.
    """
    statements = split_statements(body)
    if len(statements) == 1 and statements[0].name == "SCRIPT":
        parse_block(statements[0])


def _nodes(part: Any) -> Iterator[tree.Node]:
    if isinstance(part, tree.Node):
        yield part
    if isinstance(part, (list, tuple)):
        for each in part:
            yield from _nodes(each)
    elif is_dataclass(part) and isinstance(part, (tree.Node, tree.Handler)):
        for field in fields(part):
            yield from _nodes(getattr(part, field.name))


class BlockCode:
    """One overload, ready to be called with carriers.

    Args:
        account: whose functions and parameters its expressions use.
        overload: as the catalog keeps it.
    """

    def __init__(self, account: Account, name: str, overload: dict[str, Any]):
        self.name = name
        self.session = Session(account, 0)
        (self.statement,) = split_statements(overload["body"])
        self.block = parse_block(self.statement)
        self.arguments = [(a["name"], stored_type(a["type"])) for a in overload["arguments"]]
        self.returns = stored_type(overload["returns"])
        self.strict = bool(overload.get("strict"))

    def call(self, *values: Any) -> Any:
        """The result for one row.

        Raises:
            ValueError: a failure that DuckDB carries.
        """
        if self.strict and any(value is None for value in values):
            return None
        session = self.session
        with session.lock:
            try:
                compiler = Compiler(session.context())
                interpreter = Interpreter(session, self.statement.script)
                for (name, type_), value in zip(self.arguments, values):
                    given = given_back(compiler, constant(value).sql, type_, CARRIED)
                    interpreter.declare(name, type_, given)
                result = cast(compiler, self._run(interpreter), self.returns)
                made = session.rows(f"SELECT {handed_over(compiler, result, CARRIED)}")[0][0]
                return str(made) if isinstance(made, Decimal) else made
            except SqlError as e:
                raise failure("carried", e.message, errno=str(e.errno), sqlstate=e.sqlstate) from None

    def _run(self, interpreter: Interpreter) -> Expr:
        try:
            interpreter.block(self.block)
        except Returned as e:
            if isinstance(e.value, Expr):
                return e.value
            assert not isinstance(e.value, Rows)
        except Raised as e:
            raise e.uncaught() from None
        return Expr("NULL", t.NULL)


PROVIDERS["check_block"] = check_block
PROVIDERS["check_procedure"] = check_procedure
PROVIDERS["block_code"] = BlockCode
