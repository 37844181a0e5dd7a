"""Reads the words of a DDL statement, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.names import LONGEST
from mockhaus_dbt.translation.reserved_words import RESERVED
from mockhaus_dbt.translation.statement_names import text_of

if TYPE_CHECKING:
    from mockhaus_dbt.translation.ast_parser import Statement




@dataclass
class TokenReader:
    """Reads the words of a DDL statement, one after another. Unquoted names come out in upper case."""

    statement: Statement
    position: int = 0
    tokens: list[Token] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.statement.tokens

    @property
    def token(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    @property
    def done(self) -> bool:
        return self.position >= len(self.tokens)

    def word(self, ahead: int = 0) -> str:
        """The upper-case text of the next token, '' at the end, behind strings and quoted names too."""
        i = self.position + ahead
        if i >= len(self.tokens) or self.tokens[i].token_type in (TokenType.STRING, TokenType.IDENTIFIER):
            return ""
        return self.tokens[i].text.upper()

    def take(self) -> Token:
        token = self.token
        if token is None:
            raise syntax_error(None, self.tokens[-1])
        self.position += 1
        return token

    def accept(self, phrase: str) -> bool:
        """Step over the words of ``phrase`` if they come next."""
        rest, ahead = phrase, 0
        while rest:
            word = self.word(ahead)  # some tokens hold two words: CLUSTER BY, PRIMARY KEY
            if not word or not f"{rest} ".startswith(f"{word} "):
                return False
            rest, ahead = rest[len(word) + 1 :], ahead + 1
        self.position += ahead
        return True

    def expect(self, phrase: str) -> None:
        if not self.accept(phrase):
            raise self.unexpected()

    def expect_end(self) -> None:
        if not self.done:
            raise self.unexpected()

    def unexpected(self) -> SqlError:
        return syntax_error(self.token, self.tokens[-1] if self.tokens else None)

    def identifier(self) -> str:
        """A name: quoted as written, unquoted in upper case; IDENTIFIER('x') as well."""
        if self.word() == "IDENTIFIER" and self.word(1) == "(":
            self.position += 2
            text = self.string()
            self.expect(")")
            return fold(text)
        token = self.take()
        if len(token.text) > LONGEST:
            raise error("invalid_identifier", line=token.line, column=token.col - len(token.text), name=token.text)
        if token.token_type is TokenType.IDENTIFIER:
            return token.text
        if token.token_type in (TokenType.STRING, TokenType.NUMBER) or not re.match(r"[A-Za-z_]", token.text):
            self.position -= 1
            raise self.unexpected()
        return token.text.upper()

    def name(self, refused: frozenset[str] = RESERVED) -> str:
        """A name that something is given or has: an identifier that is no reserved word."""
        if self.word() in refused:
            raise self.unexpected()
        return self.identifier()

    def qualified(self, most: int = 3) -> tuple[str, ...]:
        """A dotted name of one to three parts; ``db..t`` gives an empty schema.

        Args:
            most: how many parts it may have; four are those of a column.
        """
        if self.word() == "IDENTIFIER" and self.word(1) == "(":
            self.position += 2
            text = self.string()
            self.expect(")")
            return split_name(text)
        parts = [self.name()]
        while self.word() == ".":
            if len(parts) == most:
                raise self.unexpected()
            self.position += 1
            if self.word() == ".":
                parts.append("")
                continue
            parts.append(self.name())
        return tuple(parts)

    def string(self) -> str:
        """A string, in quotes or between ``$$``."""
        token = self.take()
        if token.token_type in (TokenType.STRING, TokenType.RAW_STRING):
            return token.text
        self.position -= 1
        raise self.unexpected()

    def number(self) -> int:
        token = self.take()
        if token.token_type is TokenType.NUMBER and token.text.isdigit():
            return int(token.text)
        self.position -= 1
        raise self.unexpected()

    def value(self) -> Any:
        """The value of an option: a string, number, TRUE/FALSE, bare word, or a list of them in brackets."""
        if self.accept("("):
            values: list[Any] = []
            options: dict[str, Any] = {}
            while not self.accept(")"):
                if self.accept(","):
                    continue
                if self.word(1) == "=":
                    name = self.take().text.upper()
                    self.position += 1
                    put_option(options, name, self.value())
                else:
                    values.append(self.value())
            return options if options else values
        if self.accept("-"):
            return -self.value()
        if self.word() in (",", ")", "="):
            raise self.unexpected()
        token = self.take()
        if token.token_type in (TokenType.STRING, TokenType.RAW_STRING):
            return token.text
        if token.token_type is TokenType.NUMBER:
            return int(token.text) if token.text.isdigit() else float(token.text)
        if token.token_type is TokenType.IDENTIFIER:
            return token.text
        word = token.text.upper()
        if word in ("TRUE", "FALSE"):
            return word == "TRUE"
        text = token.text
        while self.word() == ".":  # a qualified name as a value
            self.position += 1
            text += "." + self.take().text
        return text if "." in text else word

    def options(self, stop: Iterable[str] = ()) -> dict[str, Any]:
        """``NAME = value`` pairs up to the end or one of the words of ``stop``; commas between them are allowed."""
        found: dict[str, Any] = {}
        stops = frozenset(stop)
        while not self.done and self.word() not in stops and self.word() != ")":
            if self.accept(","):
                continue
            name = self.take().text.upper()
            if self.word() == "=" or self.word() == "=>":
                self.position += 1
            else:
                self.position -= 1
                raise self.unexpected()
            put_option(found, name, self.value())
        return found

    def accept_set(self) -> bool:
        """Take SET of ALTER if it is next; something to set has to follow."""
        found = self.accept("SET")
        if found and self.done:
            raise self.unexpected()
        return found

    def option_names(self) -> Iterator[str]:
        """The names of ``NAME = value`` pairs up to the end, with commas or without; who asks reads every value."""
        while not self.done:
            if self.accept(","):
                continue
            if self.word(1) != "=":
                raise self.unexpected()
            name = self.take().text.upper()
            self.expect("=")
            yield name

    def strings(self, kind: str, names: Iterable[str]) -> dict[str, str]:
        """``NAME = 'text'`` pairs up to the end.

        Args:
            kind: of what has the options.
            names: that there are.

        Raises:
            CompilationError: 002420, another name; 001003, a value that is no string.
        """
        found: dict[str, str] = {}
        while not self.done:
            name = self.take().text.upper()
            self.expect("=")
            if name not in names:
                raise error("invalid_property", name=name, kind=kind)
            found[name] = self.string()
        return found

    def bracketed(self) -> list[Token]:
        """The tokens between the next bracket and its partner, which are stepped over."""
        self.expect("(")
        start, depth = self.position, 1
        while True:
            token = self.take()
            if token.token_type is TokenType.L_PAREN:
                depth += 1
            elif token.token_type is TokenType.R_PAREN:
                depth -= 1
                if not depth:
                    return self.tokens[start : self.position - 1]

    def rest(self) -> list[Token]:
        """All tokens that are left; the reader is at its end then."""
        tokens = self.tokens[self.position :]
        self.position = len(self.tokens)
        return tokens

    def text_of(self, tokens: list[Token]) -> str:
        """The text of some tokens as written."""
        return text_of(tokens, self.statement.script)


def fold(name: str) -> str:
    """A name given in a string: quoted parts as they are, others in upper case."""
    return name[1:-1].replace('""', '"') if name[:1] == '"' and name[-1:] == '"' else name.upper()


def split_name(text: str) -> tuple[str, ...]:
    """A dotted name given as text, into its folded parts.

    Raises:
        CompilationError: 002003, it is empty.
    """
    parts = tuple(fold(part) for part in re.findall(r'"(?:[^"]|"")*"|[^."]+', text.strip()))
    if not parts:
        raise error("object_missing", name=text)
    return parts


def put_option(options: dict[str, Any], name: str, value: Any) -> None:
    """Note an option of a statement.

    Args:
        options: those that stand before it.
        name, value: of the option.

    Raises:
        CompilationError: 001008, it stands before with another value
            (https://docs.snowflake.com/en/sql-reference/sql/create-file-format#usage-notes).
    """
    if name in options and options[name] != value:
        raise error("option_twice", name=name, first=options[name], second=value)
    options[name] = value
