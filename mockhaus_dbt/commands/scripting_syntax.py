"""The syntax of Snowflake Scripting: tokens of a block to a tree
(https://docs.snowflake.com/en/sql-reference-snowflake-scripting).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot.tokens import TokenType

from mockhaus_dbt.commands.scripting_tree import (
    Assign,
    Async,
    Await,
    Block,
    Case,
    Close,
    Declare,
    Fetch,
    ForRange,
    ForRows,
    Handler,
    If,
    Leave,
    Loop,
    Node,
    Nothing,
    Open,
    Procedure,
    Raise,
    Return,
    Sql,
    Tokens,
)
from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.token_reader import TokenReader


class Parser:
    """Reads a block.

    Args:
        statement: the block as one statement, DECLARE or BEGIN first.
    """

    def __init__(self, statement: Statement):
        self.reader = TokenReader(statement)

    def block(self) -> Block:
        """Read DECLARE ... BEGIN ... EXCEPTION ... END."""
        reader = self.reader
        start = reader.token
        declarations: list[Declare | Procedure] = []
        if reader.accept("DECLARE"):
            while reader.word() != "BEGIN":
                at = reader.token
                declared = self.procedure() if reader.word(1) == "PROCEDURE" else self.declaration()
                declared.token = at
                declarations.append(declared)
                self.end_of_statement()
        reader.expect("BEGIN")
        body = self.statements(("END", "EXCEPTION"))
        handlers: list[Handler] = []
        if reader.accept("EXCEPTION"):
            while reader.accept("WHEN"):
                names = [reader.identifier()]
                while reader.accept("OR"):
                    names.append(reader.identifier())
                again = not reader.accept("EXIT") and reader.accept("CONTINUE")
                reader.expect("THEN")
                handlers.append(Handler(names, self.statements(("WHEN", "END")), again))
        reader.expect("END")
        return Block(declarations, body, handlers, token=start)

    def end_of_statement(self) -> None:
        if not self.reader.done:
            self.reader.expect(";")

    def statements(self, stop: Sequence[str]) -> list[Node]:
        """Read statements up to one of the words of ``stop``, which stays."""
        found: list[Node] = []
        while self.reader.word() not in stop:
            if self.reader.done:
                raise self.reader.unexpected()
            if self.reader.accept(";"):
                continue
            found.append(self.statement())
            self.end_of_statement()
        return found

    def statement(self) -> Node:
        """Read one statement."""
        reader, token = self.reader, self.reader.token
        word = reader.word()
        reading = _READERS.get(word)
        if reader.word(1) == ":=" or (reader.word(1) == ":" and reader.word(2) == "="):
            node: Node = self.assignment()
        elif reading is not None:
            node = getattr(self, reading)()
        else:
            node = self.sql()
        node.token = token
        return node

    def declaration(self) -> Declare:
        reader = self.reader
        name = reader.identifier()
        if reader.accept("CURSOR"):
            reader.expect("FOR")
            if reader.word() == "(" and reader.word(1) == "EXECUTE":  # a RESULTSET can have that
                reader.position += 1
                raise reader.unexpected()
            return Declare(name, "CURSOR", value=self.until((";",)))
        if reader.accept("EXCEPTION"):
            number, message = -20000, ""
            if reader.accept("("):
                sign = -1 if reader.accept("-") else 1
                number = sign * reader.number()
                if reader.accept(","):
                    message = reader.string()
                reader.expect(")")
            if not -20999 <= number <= -20000:
                raise error("exception_number", value=number)
            return Declare(name, "EXCEPTION", number=number, message=message)
        kind = "RESULTSET" if reader.accept("RESULTSET") else "VARIABLE"
        type_tokens: Tokens = []
        if kind == "VARIABLE" and not self.at_value() and reader.word() != ";":
            type_tokens = self.until((";", "DEFAULT", ":=", ":"))
        value: Tokens = []
        if self.accept_assign() or reader.accept("DEFAULT"):
            value = self.until((";",))
        chained = next((token for token in value if token.token_type is TokenType.DARROW), None)
        if kind == "RESULTSET" and chained is not None:  # it has to be declared first
            raise syntax_error(chained)
        return Declare(name, kind, type_tokens, value)

    def procedure(self) -> Procedure:
        """name PROCEDURE (arguments) RETURNS type | TABLE (...) AS block"""
        reader = self.reader
        name = reader.identifier()
        reader.expect("PROCEDURE")
        reader.expect("(")
        arguments: list[tuple[str, Tokens]] = []
        while not reader.accept(")"):
            if not reader.accept(","):
                arguments.append((reader.identifier(), self.until((",", ")"))))
        reader.expect("RETURNS")
        table = reader.word() == "TABLE"
        returns = self.until(("AS",))
        reader.expect("AS")
        return Procedure(name, arguments, [] if table else returns, self.block())

    def at_value(self) -> bool:
        return self.reader.word() in ("DEFAULT", ":=") or (self.reader.word() == ":" and self.reader.word(1) == "=")

    def accept_assign(self) -> bool:
        return self.reader.accept(":=") or self.reader.accept(": =")

    def until(self, stop: Sequence[str]) -> Tokens:
        """The tokens up to a word of ``stop`` outside of brackets and CASE; that word stays."""
        reader = self.reader
        start, depth = reader.position, 0
        while not reader.done:
            word = reader.word()
            if not depth and word in stop:
                break
            if word in ("(", "CASE", "["):
                depth += 1
            elif word in (")", "END", "]"):
                depth -= 1
            reader.position += 1
        return reader.tokens[start : reader.position]

    # -- statements by their first word

    def let(self) -> Node:
        self.reader.expect("LET")
        return self.declaration()

    def assignment(self) -> Node:
        name = self.reader.identifier()
        self.accept_assign()
        return Assign(name, self.until((";",)))

    def if_(self) -> Node:
        reader = self.reader
        reader.expect("IF")
        branches = [(self.until(("THEN",)), self._then(("ELSEIF", "ELSE", "END")))]
        while reader.accept("ELSEIF"):
            branches.append((self.until(("THEN",)), self._then(("ELSEIF", "ELSE", "END"))))
        otherwise = self.statements(("END",)) if reader.accept("ELSE") else []
        reader.expect("END IF")
        return If(branches, otherwise)

    def _then(self, stop: Sequence[str]) -> list[Node]:
        self.reader.expect("THEN")
        return self.statements(stop)

    def case(self) -> Node:
        reader = self.reader
        reader.expect("CASE")
        subject = self.until(("WHEN",))
        branches = []
        while reader.accept("WHEN"):
            branches.append((self.until(("THEN",)), self._then(("WHEN", "ELSE", "END"))))
        otherwise = self.statements(("END",)) if reader.accept("ELSE") else None
        reader.expect("END")
        reader.accept("CASE")
        return Case(subject, branches, otherwise)

    def for_(self) -> Node:
        reader = self.reader
        reader.expect("FOR")
        name = reader.identifier()
        reader.expect("IN")
        reverse = reader.accept("REVERSE")
        source = self.until(("DO", "LOOP", "TO"))
        if reader.accept("TO"):
            last = self.until(("DO", "LOOP"))
            body, label = self.loop_body("FOR")
            return ForRange(name, source, last, reverse, body, label)
        body, label = self.loop_body("FOR")
        return ForRows(name, source, body, label)

    def loop_body(self, kind: str) -> tuple[list[Node], str]:
        reader = self.reader
        word = "DO" if reader.accept("DO") else "LOOP"
        if word == "LOOP":
            reader.expect("LOOP")
        body = self.statements(("END",))
        reader.expect("END")
        if not reader.accept(kind) and not reader.accept("LOOP"):
            raise reader.unexpected()
        return body, "" if reader.done or reader.word() == ";" else reader.identifier()

    def while_(self) -> Node:
        self.reader.expect("WHILE")
        condition = self.until(("DO", "LOOP"))
        body, label = self.loop_body("WHILE")
        return Loop(condition, False, body, label)

    def repeat(self) -> Node:
        reader = self.reader
        reader.expect("REPEAT")
        body = self.statements(("UNTIL",))
        reader.expect("UNTIL")
        condition = self.until(("END",))
        reader.expect("END REPEAT")
        label = "" if reader.done or reader.word() == ";" else reader.identifier()
        return Loop(condition, True, body, label)

    def loop(self) -> Node:
        body, label = self.loop_body("LOOP")
        return Loop([], False, body, label)

    def leave(self) -> Node:
        again = self.reader.take().text.upper() in ("CONTINUE", "ITERATE")
        label = "" if self.reader.done or self.reader.word() == ";" else self.reader.identifier()
        return Leave(again, label)

    def return_(self) -> Node:
        self.reader.expect("RETURN")
        return Return(self.until((";",)))

    def raise_(self) -> Node:
        self.reader.expect("RAISE")
        return Raise("" if self.reader.done or self.reader.word() == ";" else self.reader.identifier())

    def open(self) -> Node:
        reader = self.reader
        reader.expect("OPEN")
        name = reader.identifier()
        arguments: list[Tokens] = []
        if reader.accept("USING"):
            reader.expect("(")
            while not reader.accept(")"):
                if not reader.accept(","):
                    arguments.append(self.until((",", ")")))
        return Open(name, arguments)

    def fetch(self) -> Node:
        reader = self.reader
        reader.expect("FETCH")
        name = reader.identifier()
        reader.expect("INTO")
        return Fetch(name, self.targets())

    def targets(self) -> list[str]:
        names = []
        while True:
            self.reader.accept(":")
            names.append(self.reader.identifier())
            if not self.reader.accept(","):
                return names

    def close(self) -> Node:
        self.reader.expect("CLOSE")
        return Close(self.reader.identifier())

    def async_(self) -> Node:
        self.reader.expect("ASYNC")
        return Async(self.until((";",)))

    def await_(self) -> Node:
        cancel = self.reader.take().text.upper() == "CANCEL"
        return Await("" if not cancel and self.reader.accept("ALL") else self.reader.identifier(), cancel)

    def nothing(self) -> Node:
        self.reader.expect("NULL")
        return Nothing()

    def nested(self) -> Node:
        if self.reader.word() == "BEGIN" and self.reader.word(1) in (";", "TRANSACTION", "WORK"):
            return self.sql()
        return self.block()

    def sql(self) -> Node:
        """A statement of SQL, with SELECT ... INTO :a, :b and CALL ... INTO :a taken apart."""
        tokens = self.until((";",))
        if not tokens:
            raise self.reader.unexpected()
        first = tokens[0].text.upper()
        if first not in ("SELECT", "WITH", "CALL"):
            return Sql(tokens)
        depth = 0
        for i, token in enumerate(tokens):
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            if not depth and token.token_type is TokenType.INTO:
                inner = Parser(Statement("", tokens[i + 1 :], self.reader.statement.script))
                names = inner.targets()
                return Sql(tokens[:i] + inner.reader.rest(), names)
        return Sql(tokens)


_READERS = {
    "LET": "let",
    "IF": "if_",
    "CASE": "case",
    "FOR": "for_",
    "WHILE": "while_",
    "REPEAT": "repeat",
    "LOOP": "loop",
    "BREAK": "leave",
    "EXIT": "leave",
    "CONTINUE": "leave",
    "ITERATE": "leave",
    "RETURN": "return_",
    "RAISE": "raise_",
    "OPEN": "open",
    "FETCH": "fetch",
    "CLOSE": "close",
    "NULL": "nothing",
    "ASYNC": "async_",
    "AWAIT": "await_",
    "CANCEL": "await_",
    "BEGIN": "nested",
    "DECLARE": "nested",
}


def parse_block(statement: Statement) -> Block:
    """The tree of a block.

    Raises:
        CompilationError: 001003, it is not well formed.
    """
    parser = Parser(statement)
    block = parser.block()
    if not parser.reader.done:
        raise parser.reader.unexpected()
    return block


__all__ = ["Block", "Node", "Tokens", "parse_block"]
