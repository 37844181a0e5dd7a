"""Text -> statements. The text is tokenized once and cut at ``;``; a statement is named by its leading words.

No sqlglot class is subclassed but the Tokenizer's dialect (DESIGN D2). The tokens that begin a function call are
marked, so that the stock parser keeps every call as ``exp.Anonymous`` with its arguments as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from sqlglot import exp
from sqlglot.dialects.snowflake import Snowflake
from sqlglot.errors import ErrorLevel, ParseError, TokenError
from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import CompilationError, SqlError, UnsupportedError, error
from mockhaus_dbt.translation.call_marks import mark_calls, syntax_error
from mockhaus_dbt.translation.headings import with_texts
from mockhaus_dbt.translation.paths import without_path_comments
from mockhaus_dbt.translation.read_order import with_places_of_nulls, without_read_order
from mockhaus_dbt.translation.resample_clause import with_resample_as_pivot
from mockhaus_dbt.translation.statement_names import name_statement, text_of, word_of
from mockhaus_dbt.translation.strictness import check_strictly
from mockhaus_dbt.translation.token_reader import TokenReader

_DIALECT = Snowflake()
#: statements whose text holds other statements; a ``->>`` in it is theirs.
_BODIES = ("CREATE PROCEDURE", "CREATE TASK", "ALTER TASK", "CREATE ALERT", "ALTER ALERT", "EXPLAIN")
#: words that the parser does not know in every place that they stand in.
_REWRITTEN = frozenset(["FIRST", "LAST", "RESAMPLE"])
_COMMENTS = re.compile(r"(?:\s+|--[^\n]*|//[^\n]*|/\*.*?\*/)*", re.DOTALL)


class _Words(Snowflake.Tokenizer):
    """Snowflake's tokenizer that keeps the words of EXPLAIN, CALL and EXECUTE, which the stock one makes a string."""

    COMMANDS = set()


def tokenize(text: str) -> list[Token]:
    """Snowflake text to sqlglot tokens.

    Raises:
        CompilationError: 001003, a string or comment is not closed.
    """
    try:
        tokens = _Words(dialect=_DIALECT).tokenize(without_path_comments(text))
    except TokenError as e:
        line, column, near = _where(text, str(e))
        raise error("parse", line=line, column=column, token=near) from None
    tokens = _with_sums(tokens, text) if _SUM.search(text) else tokens
    return _bindings(tokens) if "?" in text else tokens


#: a number with an exponent, and what is added to it or taken from it; the number behind the last sign.
_SUM = re.compile(r"([\d.]+[eE]\d+)[+-]\d")
_LAST = re.compile(r"[\d.]+[eE][+-]\d+|[\w.]+")


def _with_sums(tokens: list[Token], text: str) -> list[Token]:
    """``1e9-1``, which the stock tokenizer takes for one number, as the three tokens that it is."""
    found: list[Token] = []
    end = 0
    for token in tokens:
        if token.start < end:
            continue  # a part of the sum before, cut at another place
        if token.token_type is not TokenType.NUMBER or not _SUM.match(token.text):
            found.append(token)
            continue
        at, column = token.start, token.col - token.end  # of a token's end, which is on the same line
        while sum_ := _SUM.match(text, at):
            at = sum_.end(1)
            found.append(Token(TokenType.NUMBER, sum_[1], token.line, at - 1 + column, at - len(sum_[1]), at - 1, []))
            sign = TokenType.PLUS if text[at] == "+" else TokenType.DASH
            found.append(Token(sign, text[at], token.line, at + column, at, at, []))
            at += 1
        last = _LAST.match(text, at)
        assert last is not None, "a digit stands behind the sign"
        end = last.end()
        for t in _Words(dialect=_DIALECT).tokenize(last[0]):
            found.append(Token(t.token_type, t.text, token.line, at + t.end + column, at + t.start, at + t.end, []))
    return found


def _bindings(tokens: list[Token]) -> list[Token]:
    """A binding that is cast: ``?::``, which is a sign of its own in other dialects, as the two that it is here; a
    question mark in a PATTERN is none."""
    found: list[Token] = []
    matching = any(token.token_type is TokenType.MATCH_RECOGNIZE for token in tokens)
    pattern = 0  # brackets that are open, of a PATTERN and within
    for token in tokens:
        if matching and (pattern or (found and found[-1].text.upper() == "PATTERN")):
            pattern += {"(": 1, ")": -1}.get(token.text, 0)
            if token.token_type is TokenType.PLACEHOLDER and pattern:
                token = Token(TokenType.UNKNOWN, "?", token.line, token.col, token.start, token.end, token.comments)
        if token.token_type is TokenType.QDCOLON:
            found.append(Token(TokenType.PLACEHOLDER, "?", token.line, token.col - 2, token.start, token.start, []))
            token = Token(TokenType.DCOLON, "::", token.line, token.col, token.start + 1, token.end, token.comments)
        found.append(token)
    return found


def _where(text: str, message: str) -> tuple[int, int, str]:
    match = re.search(r"[Ll]ine (\d+), [Cc]ol:? (\d+)", message)
    if not match:  # what is open reaches to the end
        return text.count("\n") + 1, len(text) - text.rfind("\n") - 1, "<EOF>"
    line, column = int(match[1]), int(match[2])
    return line, max(column - 1, 0), "<EOF>"


@dataclass
class Statement:
    """One statement: its name, its words, its text.

    Args:
        name: leading words in upper case ("COPY INTO", "CREATE FILE FORMAT", "SELECT"), as in the table of statements.
        tokens: without the closing semicolon; their positions are those in the script.
        script: the whole text that the statement was cut from.
        modifiers: words that stood within the name without naming it (OR, REPLACE, TEMPORARY, ...).
        head: how many tokens name and modifiers took.
    """

    name: str
    tokens: list[Token]
    script: str
    modifiers: tuple[str, ...] = ()
    head: int = 0

    @cached_property
    def text(self) -> str:
        """The statement as written."""
        return text_of(self.tokens, self.script)

    @cached_property
    def commented(self) -> str:
        """The statement with the comments between it and its semicolon, such as the query comment of dbt."""
        end = self.tokens[-1].end + 1 if self.tokens else 0
        comments = _COMMENTS.match(self.script, end)
        return self.text + self.script[end : comments.end()].rstrip() if comments else self.text

    @cached_property
    def tree(self) -> exp.Expr:
        """sqlglot's tree of the whole statement, every function call an ``exp.Anonymous``."""
        return parse_tokens(self.tokens, self.script)

    def forget_tree(self) -> None:
        """Let go of the tree, which is large; whoever wants it again has it parsed again."""
        self.__dict__.pop("tree", None)

    def reader(self) -> TokenReader:
        """A reader that stands behind the words of the name."""
        reader = TokenReader(self)
        reader.position = self.head
        return reader


def split_statements(text: str) -> list[Statement]:
    """Cut a script into statements; empty ones vanish, BEGIN ... END blocks stay whole.

    Args:
        text: Snowflake SQL, any number of statements.

    Returns:
        the statements, named.

    Raises:
        CompilationError: the text cannot be tokenized.
    """
    statements, start = [], 0
    tokens = tokenize(text)
    depth, block, declaring, within = 0, False, False, False
    for i, token in enumerate(tokens):
        word = word_of(token)
        if i == start or (not block and word in _OPENERS and _begins_body(tokens, start, i)):
            block = _begins_block(tokens, i)
            declaring, within = block and word == "DECLARE", False
            depth = 1 if declaring else 0
        elif declaring and word in ("DECLARE", "BEGIN") and tokens[i - 1].token_type is TokenType.ALIAS:
            within = True  # a procedure that is declared: p PROCEDURE() RETURNS NUMBER AS [DECLARE ...] BEGIN ... END
        if block:
            if declaring and word == "BEGIN" and not within:
                declaring = False  # the block that DECLARE has opened
            else:
                depth += _block_step(tokens, i)
        within = within and word != "BEGIN"
        if token.token_type is TokenType.SEMICOLON and not (block and depth > 0):
            if i > start:
                statements.append(_statement(tokens[start:i], text))
            start, block = i + 1, False
    if len(tokens) > start:
        statements.append(_statement(tokens[start:], text))
    return statements


_OPENERS = frozenset(["BEGIN", "DECLARE"])


def _begins_body(tokens: list[Token], start: int, i: int) -> bool:
    """CREATE PROCEDURE ... AS BEGIN, CREATE ALERT ... THEN BEGIN: a block without quotes."""
    before, first = tokens[i - 1], word_of(tokens[start])
    if before.token_type is TokenType.ALIAS:
        return first == "CREATE"
    return word_of(before) in ("THEN", "ACTION") and "ALERT" in map(word_of, tokens[start : start + 4])


def _begins_block(tokens: list[Token], i: int) -> bool:
    word = word_of(tokens[i])
    if word == "DECLARE":
        return True
    if word != "BEGIN":
        return False
    following = word_of(tokens[i + 1]) if i + 1 < len(tokens) else ""
    return following not in ("", ";", "TRANSACTION", "WORK", "NAME")


#: what a statement of a block stands behind.
_BEFORE_STATEMENTS = frozenset([";", "BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT"])


def _block_step(tokens: list[Token], i: int) -> int:
    word = word_of(tokens[i])
    before = word_of(tokens[i - 1]) if i else ""
    if word == "END":
        return -1
    if before == "END":
        return 0
    if word == "CASE":
        return 1
    if word == "BEGIN":
        return int(_begins_block(tokens, i))
    if word in ("IF", "FOR", "WHILE", "LOOP", "REPEAT") and (not i or before in _BEFORE_STATEMENTS):
        return 1
    return 0


def _statement(tokens: list[Token], text: str) -> Statement:
    if _begins_block(tokens, 0):
        return Statement("SCRIPT", tokens, text)
    name, modifiers, head = name_statement(tokens)
    if "->>" in text and not name.startswith(_BODIES) and any(t.token_type is TokenType.DARROW for t in tokens):
        return Statement("FLOW", tokens, text)
    return Statement(name, tokens, text, modifiers, head)


# ---------------------------------------------------------------------------------------------- parsing with sqlglot


def without_from(tokens: list[Token]) -> list[Token]:
    """Take FROM FIRST | LAST behind NTH_VALUE (...) out, which the parser does not know; LAST goes into the name."""
    calls = [i for i, token in enumerate(tokens) if token.text.upper() == "NTH_VALUE"]
    for i in reversed(calls):
        depth, at = 0, i + 1
        while at < len(tokens):
            depth += {TokenType.L_PAREN: 1, TokenType.R_PAREN: -1}.get(tokens[at].token_type, 0)
            if depth == 0:
                break
            at += 1
        side = tokens[at + 2].text.upper() if at + 2 < len(tokens) else ""
        if side in ("FIRST", "LAST") and tokens[at + 1].text.upper() == "FROM":
            name = tokens[i]
            word = name.text if side == "FIRST" else f"{name.text}_FROM_LAST"
            renamed = Token(name.token_type, word, name.line, name.col, name.start, name.end, name.comments)
            tokens = [*tokens[:i], renamed, *tokens[i + 1 : at + 1], *tokens[at + 3 :]]
    return tokens


def _matching(tokens: list[Token]) -> list[Token]:
    """Write what the parser does not know of MATCH_RECOGNIZE in words that it knows: ``FINAL f(`` becomes the name
    ``FINAL_f``, and ``SKIP TO x`` means the last x."""
    if not any(token.token_type is TokenType.MATCH_RECOGNIZE for token in tokens):
        return tokens
    found: list[Token] = []
    inside = 0  # brackets that are open, of MATCH_RECOGNIZE and within
    for i, token in enumerate(tokens):
        word = word_of(token)
        if inside or (i and tokens[i - 1].token_type is TokenType.MATCH_RECOGNIZE):
            inside += {"(": 1, ")": -1}.get(word, 0)
        if not inside:
            found.append(token)
            continue
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        before = [word_of(t) for t in found[-2:]]
        if word == ")" and before == ["PATTERN", "("]:
            raise syntax_error(token)  # sqlglot fails on it
        if word in ("FINAL", "RUNNING") and i + 2 < len(tokens) and tokens[i + 2].token_type is TokenType.L_PAREN:
            continue
        if i and word_of(tokens[i - 1]) in ("FINAL", "RUNNING") and word_of(following) == "(":
            name = f"{word_of(tokens[i - 1])}_{word}"
            token = Token(TokenType.VAR, name, token.line, token.col, token.start, token.end, token.comments)
        elif before == ["SKIP", "TO"] and word not in ("FIRST", "LAST", "NEXT"):
            found.append(Token(TokenType.VAR, "LAST", token.line, token.col, token.start, token.start, []))
        found.append(token)
    return found


def parse_tokens(tokens: list[Token], script: str) -> exp.Expr:
    """Parse one statement with sqlglot's Snowflake parser.

    Args:
        tokens: of the statement.
        script: the text that they point into.

    Raises:
        CompilationError: 001003 with line, position and token.
    """
    try:
        check_strictly(tokens, script)
        parser = _DIALECT.parser(error_level=ErrorLevel.IMMEDIATE)
        words = {word for token in tokens if (word := token.text.upper()) in _REWRITTEN}
        if "RESAMPLE" in words:
            tokens = with_resample_as_pivot(tokens)
        if words - {"RESAMPLE"}:
            tokens = without_read_order(without_from(with_places_of_nulls(tokens)))
        trees = parser.parse(mark_calls(_matching(with_texts(tokens, script))), script)
    except CompilationError:
        _refuse_not_made(tokens)
        raise
    except ParseError as e:
        _refuse_not_made(tokens)
        raise _syntax_error(tokens, e) from None
    except RecursionError:
        raise error("internal", reason="the statement is nested too deeply") from None
    tree = trees[0] if trees else None
    if tree is None or len(trees) > 1:
        raise error("empty")
    if isinstance(tree, exp.Command):
        raise UnsupportedError(str(tree.this).upper())
    return tree


def parse_expression(tokens: list[Token], script: str) -> exp.Expr:
    """Parse a single expression, such as the DEFAULT of a column."""
    if not tokens:
        raise error("empty")
    parser = _DIALECT.parser(error_level=ErrorLevel.IMMEDIATE)
    select = Token(TokenType.SELECT, "SELECT", tokens[0].line, tokens[0].col, tokens[0].start, tokens[0].start, [])
    check_strictly([select, *tokens], script)  # INSERT(...) is a function where it begins no statement
    try:
        trees = parser.parse([select, *mark_calls(tokens)], script)
    except ParseError as e:
        raise _syntax_error(tokens, e) from None
    tree = trees[0]
    if not isinstance(tree, exp.Select) or len(tree.expressions) != 1:
        raise syntax_error(tokens[0])
    only: exp.Expr = tree.expressions[0]
    if isinstance(only, exp.Alias):
        raise syntax_error(tokens[-1])
    return only


#: tokens after which a statement can end.
_COMPLETE = frozenset([TokenType.VAR, TokenType.IDENTIFIER, TokenType.NUMBER, TokenType.STRING, TokenType.R_PAREN])

_BRACKETS = frozenset([TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE])
#: how the parser says that something is missing behind the last token.
_TOO_SHORT = ("Required keyword", "Expected END", "Failed to parse any statement")


#: what has a grammar of its own in its brackets, is not made here, and is refused by its name.
_NOT_MADE = {"SEMANTIC_VIEW": "SEMANTIC_VIEW", "ACCEPTED_VALUES": "function SNOWFLAKE.CORE.ACCEPTED_VALUES"}


def _refuse_not_made(tokens: list[Token]) -> None:
    for token, following in pairwise(tokens):
        if following.token_type is TokenType.L_PAREN and token.text.upper() in _NOT_MADE:
            raise UnsupportedError(_NOT_MADE[token.text.upper()]) from None


def _syntax_error(tokens: list[Token], e: ParseError) -> SqlError:
    detail: dict[str, Any] = e.errors[0] if e.errors else {}
    line, col = detail.get("line"), detail.get("col")
    last, unfinished = tokens[-1], str(detail.get("description")).startswith("Expected END")
    texts = [token.text for token in tokens]
    if (last.line, last.col) == (line, col):
        # The parser stops at the last word as well when the text ends too early.
        if texts.count("(") > texts.count(")"):
            return error("parse", line=last.line, column=last.col, token="<EOF>")
        closing = last.token_type in _BRACKETS or (unfinished and last.token_type is TokenType.END)
        if (last.token_type not in _COMPLETE or str(detail.get("description")).startswith(_TOO_SHORT)) and not closing:
            return error("syntax", line=last.line, column=last.col, token="<EOF>")
    for i, token in enumerate(tokens):
        if token.line == line and token.col == col:
            if "MATCH_CONDITION" in (text.upper() for text in texts[max(i - 9, 0) : i]):
                return error("asof_operator")
            if unfinished and token.token_type is not TokenType.END:
                return syntax_error(tokens[i + 1] if i + 1 < len(tokens) else None, last)  # it names the one before
            return syntax_error(token)
    return error("syntax", line=last.line, column=last.col, token="<EOF>")
