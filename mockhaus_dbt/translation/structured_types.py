"""How structured types are written: ``ARRAY(NUMBER NOT NULL)``, ``OBJECT(city VARCHAR, zip NUMBER)``, ``MAP(VARCHAR, INT)``
(https://docs.snowflake.com/en/sql-reference/data-types-structured#specifying-a-structured-type).

sqlglot's parser knows a part of this. :func:`carried` puts such a type, before the parser sees it, into the brackets of
a VARIANT, where the parser takes any text; :func:`written` finds it there.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlglot import exp
from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import interval_types
from mockhaus_dbt.translation.types import SPELLINGS, Field, SqlType, array_of, map_of, parse_type

#: stands before the name of a function that is being called, for the stock parser not to know it.
MARK = "\x02"
_STRUCTURED = frozenset(["ARRAY", "OBJECT", "MAP"])
_WORD = re.compile(r'\s*("(?:[^"]|"")*"|[\w$]+|[(),])')
_TYPE_NAMES = sorted((tuple(n.split()) for n in [*SPELLINGS, "TIMESTAMP", "DECFLOAT"]), key=len, reverse=True)
#: what a structured type may end with in CAST.
_OPTIONS = (("RENAME", "FIELDS"), ("ADD", "FIELDS"))


def carried(tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
    """Tokens that carry the structured type which begins at a token, and where it ends.

    Args:
        tokens: of the statement.
        at: of the word ARRAY, OBJECT or MAP, a bracket behind it.

    Returns:
        None where the bracket is not closed.
    """
    if tokens[at].token_type is TokenType.INTERVAL:
        return _in_brackets(tokens, at, interval_types.end(tokens, at))
    depth, end = 0, at + 1
    while end < len(tokens):
        depth += {TokenType.L_PAREN: 1, TokenType.R_PAREN: -1}.get(tokens[end].token_type, 0)
        end += 1
        if not depth:
            break
    if depth:
        return None
    return _in_brackets(tokens, at, end)


def _in_brackets(tokens: list[Token], at: int, end: int) -> tuple[list[Token], int]:
    text = _joined(tokens[at:end])
    while end + 1 < len(tokens) and (tokens[end].text.upper(), tokens[end + 1].text.upper()) in _OPTIONS:
        text += f" {tokens[end].text.upper()} FIELDS"
        end += 2
    first, last = tokens[at], tokens[end - 1]

    def token(kind: TokenType, text: str, place: Token) -> Token:
        return Token(kind, text, place.line, place.col, place.start, place.end, [])

    opened, closed = token(TokenType.L_PAREN, "(", first), token(TokenType.R_PAREN, ")", last)
    return [token(TokenType.VARIANT, "VARIANT", first), opened, token(TokenType.STRING, text, first), closed], end


def _joined(tokens: Sequence[Token]) -> str:
    """Tokens as the text of a type, with blanks as they are customary."""
    text = ""
    for token in tokens:
        quoted = token.token_type is TokenType.IDENTIFIER
        word = '"' + token.text.replace('"', '""') + '"' if quoted else token.text.replace(MARK, "")
        blank = text and word not in ("(", ")", ",") and text[-1] != "("
        text += f" {word}" if blank else word
    return text


def of_tokens(name: str, tokens: Sequence[Token], timestamp_mapping: str) -> SqlType:
    """The type of a column: ARRAY, OBJECT or MAP, and the tokens in the brackets behind it.

    Raises:
        CompilationError: 001003 a syntax error, 002040 there is no such type.
    """
    found, options = read(f"{name}({_joined(tokens)})", timestamp_mapping)
    if options:
        raise error("syntax", line=tokens[-1].line, column=tokens[-1].col, token="FIELDS")
    return found


def written(node: exp.Expr) -> str:
    """The text of the structured type that a DataType carries; '' where it carries none."""
    if node.this is exp.DataType.Type.VARIANT and node.expressions:
        return str(node.expressions[0].this.this)
    return ""


def read(text: str, timestamp_mapping: str = "TIMESTAMP_NTZ") -> tuple[SqlType, frozenset[str]]:
    """The type that a text such as ``ARRAY(NUMBER NOT NULL)`` names, and the options behind it.

    Args:
        text: of the type, with RENAME FIELDS and ADD FIELDS in a cast.
        timestamp_mapping: the session's TIMESTAMP_TYPE_MAPPING.

    Returns:
        the type and the first words of the options: RENAME, ADD.

    Raises:
        CompilationError: 001003 a syntax error, 002040 there is no such type.
    """
    if text[:8].upper() == "INTERVAL":
        return interval_types.read(text), frozenset()
    words = [found[1] for found in _WORD.finditer(text)]
    reader = _Reader(words, timestamp_mapping)
    found = reader.type()
    rest = [word.upper() for word in words[reader.at :]]
    if rest[1::2] != ["FIELDS"] * (len(rest) // 2) or len(rest) % 2:
        raise reader.unexpected()
    return found, frozenset(rest[::2])


class _Reader:
    """Reads one type after another; ``at`` is where it stands."""

    def __init__(self, words: list[str], timestamp_mapping: str):
        self.words = words
        self.mapping = timestamp_mapping
        self.at = 0

    def word(self) -> str:
        return self.words[self.at].upper() if self.at < len(self.words) else ""

    def accept(self, *words: str) -> bool:
        if tuple(w.upper() for w in self.words[self.at : self.at + len(words)]) == words:
            self.at += len(words)
            return True
        return False

    def expect(self, word: str) -> None:
        if not self.accept(word):
            raise self.unexpected()

    def unexpected(self) -> Exception:
        return error("syntax", line=1, column=0, token=self.words[self.at] if self.at < len(self.words) else "<EOF>")

    def type(self) -> SqlType:
        if self.word() in _STRUCTURED and self.words[self.at + 1 : self.at + 2] == ["("]:
            return self.structured()
        name = next((" ".join(words) for words in _TYPE_NAMES if self.accept(*words)), None)
        if name is None:
            raise error("unknown_type", name=self.word())
        if name in ("DECFLOAT", "FILE", "VECTOR"):
            raise UnsupportedError(f"{name} in a structured type")
        parameters: list[int] = []
        if self.accept("("):
            while not self.accept(")"):
                if not self.word().isdigit():
                    raise self.unexpected()
                parameters.append(int(self.word()))
                self.at += 1
                self.accept(",")
        for suffix in ("WITHOUT TIME ZONE", "WITH LOCAL TIME ZONE", "WITH TIME ZONE"):
            if name == "TIMESTAMP" and self.accept(*suffix.split()):
                name = f"TIMESTAMP {suffix}"
        found = parse_type(name, tuple(parameters), self.mapping)
        if found is None:
            raise error("unknown_type", name=name)
        return found

    def nullable(self) -> bool:
        return not self.accept("NOT", "NULL")

    def structured(self) -> SqlType:
        name = self.word()
        self.at += 1
        self.expect("(")
        if name == "ARRAY":
            found = array_of(self.type(), self.nullable())
        elif name == "MAP":
            key = self.type()
            if not (key.is_text or key.is_integer):
                raise error("map_key", type=key)
            self.expect(",")
            found = map_of(key, self.type(), self.nullable())
        else:
            return SqlType("OBJECT", fields=tuple(self.keys()))
        self.expect(")")
        return found

    def keys(self) -> list[Field]:
        found: list[Field] = []
        while not self.accept(")"):
            if found:
                self.expect(",")
            word = self.words[self.at] if self.at < len(self.words) else ""
            if word in ("", "(", ")", ","):
                raise self.unexpected()
            key = word[1:-1].replace('""', '"') if word[0] == '"' else word
            if any(field.name == key for field in found):
                raise error("duplicate_column", name=key)
            self.at += 1
            found.append(Field(key, self.type(), self.nullable()))
        return found
