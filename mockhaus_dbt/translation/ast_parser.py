"""Text -> statements. The text is tokenized once and cut at ``;``; a statement is named by its leading words.

No sqlglot class is subclassed but the Tokenizer's dialect (DESIGN D2). The tokens that begin a function call are
marked, so that the stock parser keeps every call as ``exp.Anonymous`` with its arguments as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlglot import exp
from sqlglot.dialects.snowflake import Snowflake
from sqlglot.errors import ErrorLevel, ParseError, TokenError
from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.translation.paths import without_path_comments

#: stands before the name of a function that is being called, for the stock parser not to know it.
MARK = "\x02"

_DIALECT = Snowflake()


class _Words(Snowflake.Tokenizer):
    """Snowflake's tokenizer that keeps the words of EXPLAIN, CALL and EXECUTE, which the stock one makes a string."""

    COMMANDS = set()



#: words that the parser needs as they are although a bracket follows them.
_GRAMMAR_WORDS = frozenset(
    """SELECT FROM WHERE AND OR NOT IN ANY ALL SOME EXISTS CASE WHEN THEN ELSE END AS ON USING JOIN VALUES TABLE
    LATERAL OVER PARTITION BY ORDER GROUP HAVING QUALIFY LIMIT OFFSET FETCH UNION INTERSECT EXCEPT MINUS WITH RECURSIVE
    CAST TRY_CAST EXTRACT POSITION INTERVAL DISTINCT WITHIN FILTER_WHERE SETS ROLLUP CUBE GROUPING_SETS PIVOT UNPIVOT
    MATCH_RECOGNIZE MATCH_CONDITION MEASURES PATTERN DEFINE SAMPLE TABLESAMPLE SEED REPEATABLE BERNOULLI ROW SYSTEM
    BLOCK AT BEFORE CHANGES EXCLUDE RENAME ILIKE_STAR INTO SET UPDATE DELETE MERGE BETWEEN IS NULL TRUE FALSE
    ASC DESC NULLS FIRST_ROW TOP IDENTIFIER CONNECT START PRIOR CROSS NATURAL FULL INNER OUTER ASOF SEMI ANTI
    OVERWRITE RETURNING MATCHED ROWS RANGE COLLATE ESCAPE SUBSET AFTER DEFAULT DEFAULT_ON_NULL DIRECTED BULK
    NUMERIC DECIMAL NUMBER INT INTEGER FLOAT VARCHAR STRING TEXT VARBINARY BOOLEAN VARIANT TIMESTAMP_NTZ_TYPE""".split()
)
#: keywords of the tokenizer that are functions when a bracket follows.
_TYPE_WORDS = frozenset(
    "DATE TIME TIMESTAMP TIMESTAMP_NTZ TIMESTAMP_LTZ TIMESTAMP_TZ CHAR BINARY ARRAY OBJECT MAP VECTOR".split()
)
#: words that say more about a ``*`` before them.
_STAR_WORDS = frozenset(["EXCLUDE", "EXCEPT", "REPLACE", "RENAME", "ILIKE"])
#: after these a type is written, not a call.
_BEFORE_TYPE = frozenset([TokenType.DCOLON, TokenType.ALIAS])

#: what cannot follow AS.
_NO_ALIAS = frozenset([TokenType.COMMA, TokenType.R_PAREN, TokenType.FROM, TokenType.WHERE])


def tokenize(text: str) -> list[Token]:
    """Snowflake text to sqlglot tokens.

    Raises:
        CompilationError: 001003, a string or comment is not closed.
    """
    try:
        return _Words(dialect=_DIALECT).tokenize(without_path_comments(text))
    except TokenError as e:
        line, column, near = _where(text, str(e))
        raise error("parse", line=line, column=column, token=near) from None


def _where(text: str, message: str) -> tuple[int, int, str]:
    match = re.search(r"[Ll]ine (\d+), [Cc]ol:? (\d+)", message)
    if not match:
        return 1, 0, "<EOF>"
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
    def tree(self) -> exp.Expr:
        """sqlglot's tree of the whole statement, every function call an ``exp.Anonymous``."""
        return parse_tokens(self.tokens, self.script)

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
    depth, block, declaring = 0, False, False
    for i, token in enumerate(tokens):
        if i == start or (not block and _begins_body(tokens, start, i)):
            block = _begins_block(tokens, i)
            declaring = block and _word(token) == "DECLARE"
            depth = 1 if declaring else 0
        if block:
            if declaring and _word(token) == "BEGIN":
                declaring = False  # the block that DECLARE has opened
            else:
                depth += _block_step(tokens, i)
        if token.token_type is TokenType.SEMICOLON and not (block and depth > 0):
            if i > start:
                statements.append(_statement(tokens[start:i], text))
            start, block = i + 1, False
    if len(tokens) > start:
        statements.append(_statement(tokens[start:], text))
    return statements


def _begins_body(tokens: list[Token], start: int, i: int) -> bool:
    """CREATE PROCEDURE ... AS BEGIN: a block without quotes."""
    return (
        tokens[i - 1].token_type is TokenType.ALIAS
        and _word(tokens[i]) in ("BEGIN", "DECLARE")
        and _word(tokens[start]) == "CREATE"
    )


def _word(token: Token | None) -> str:
    return token.text.upper() if token is not None and token.token_type is not TokenType.STRING else ""


def _begins_block(tokens: list[Token], i: int) -> bool:
    word = _word(tokens[i])
    if word == "DECLARE":
        return True
    if word != "BEGIN":
        return False
    following = _word(tokens[i + 1]) if i + 1 < len(tokens) else ""
    return following not in ("", ";", "TRANSACTION", "WORK", "NAME")


def _block_step(tokens: list[Token], i: int) -> int:
    word = _word(tokens[i])
    if word in ("BEGIN", "CASE", "IF", "FOR", "WHILE", "LOOP", "REPEAT"):
        before = _word(tokens[i - 1]) if i else ""
        if before == "END" or (word == "IF" and i + 1 < len(tokens) and _word(tokens[i + 1]) in ("EXISTS", "NOT")):
            return 0
        return 1
    if word == "DECLARE":
        return 0
    return -1 if word == "END" else 0


def _statement(tokens: list[Token], text: str) -> Statement:
    name, modifiers, head = ("SCRIPT", (), 0) if _begins_block(tokens, 0) else name_statement(tokens)
    return Statement(name, tokens, text, modifiers, head)


def text_of(tokens: list[Token], script: str) -> str:
    """The text of some tokens as written."""
    return script[tokens[0].start : tokens[-1].end + 1] if tokens else ""


#: words that stand between CREATE or ALTER and the noun and do not name it.
_MODIFIERS = frozenset(
    """OR REPLACE TEMPORARY TEMP TRANSIENT VOLATILE LOCAL GLOBAL SECURE RECURSIVE HYBRID INTERACTIVE AGGREGATE TERSE
    ALTER READ ONLY""".split()
)
#: nouns and SHOW subjects of more than one word, longest first where one begins another.
_NOUNS = (
    "FILE FORMAT",
    "FILE FORMATS",
    "MATERIALIZED VIEW",
    "MATERIALIZED VIEWS",
    "EXTERNAL TABLE",
    "EXTERNAL TABLES",
    "EXTERNAL FUNCTION",
    "EXTERNAL FUNCTIONS",
    "EXTERNAL VOLUME",
    "EXTERNAL VOLUMES",
    "DYNAMIC TABLE",
    "DYNAMIC TABLES",
    "ICEBERG TABLE",
    "ICEBERG TABLES",
    "EVENT TABLE",
    "EVENT TABLES",
    "HYBRID TABLES",
    "INTERACTIVE TABLES",
    "ROW ACCESS POLICY",
    "ROW ACCESS POLICIES",
    "MASKING POLICY",
    "MASKING POLICIES",
    "SESSION POLICY",
    "PASSWORD POLICY",
    "NETWORK POLICY",
    "NETWORK POLICIES",
    "NETWORK RULE",
    "RESOURCE MONITOR",
    "RESOURCE MONITORS",
    "STORAGE INTEGRATION",
    "STORAGE INTEGRATIONS",
    "API INTEGRATION",
    "SECURITY INTEGRATION",
    "CATALOG INTEGRATION",
    "CATALOG INTEGRATIONS",
    "NOTIFICATION INTEGRATION",
    "DATABASE ROLE",
    "DATABASE ROLES",
    "APPLICATION ROLE",
    "USER FUNCTIONS",
    "USER PROCEDURES",
    "BUILTIN FUNCTIONS",
    "PRIMARY KEYS",
    "UNIQUE KEYS",
    "IMPORTED KEYS",
    "COMPUTE POOL",
    "COMPUTE POOLS",
    "IMAGE REPOSITORY",
    "DATA METRIC FUNCTIONS",
    "FUTURE GRANTS",
    "SEMANTIC VIEW",
    "SEMANTIC VIEWS",
)
_NOUN_WORDS = sorted((tuple(n.split()) for n in _NOUNS), key=len, reverse=True)
#: other statements whose name is more than the first word.
_PHRASES = [
    tuple(p.split())
    for p in (
        "COPY INTO",
        "COPY FILES",
        "INSERT OVERWRITE",
        "INSERT ALL",
        "INSERT FIRST",
        "TRUNCATE TABLE",
        "EXECUTE IMMEDIATE",
        "EXECUTE TASK",
        "COMMENT ON",
        "COMMENT IF",
        "LIST",
        "UNDROP TABLE",
        "UNDROP SCHEMA",
        "UNDROP DATABASE",
        "USE ROLE",
        "USE WAREHOUSE",
        "USE DATABASE",
        "USE SCHEMA",
        "USE SECONDARY ROLES",
        "BEGIN TRANSACTION",
        "START TRANSACTION",
        "ALTER SESSION",
    )
]
_NOUN_VERBS = frozenset(["CREATE", "ALTER", "DROP", "DESCRIBE", "SHOW", "UNDROP"])
_ALIASES = {"DESC": "DESCRIBE", "LS": "LIST", "RM": "REMOVE"}


def name_statement(tokens: list[Token]) -> tuple[str, tuple[str, ...], int]:
    """Name a statement by its leading words.

    Args:
        tokens: of the statement.

    Returns:
        the name, the modifiers that stood in it (OR, REPLACE, TEMPORARY, ...), and how many tokens both took.
    """
    words = [_word(t) for t in tokens[:8]]
    first = _ALIASES.get(words[0], words[0])
    if first == "(":
        return "SELECT", (), 0
    if first in _NOUN_VERBS:
        if first == "ALTER" and len(words) > 1 and words[1] == "SESSION":
            return "ALTER SESSION", (), 2
        i, modifiers = 1, []
        while i < len(words) and words[i] in _MODIFIERS:
            modifiers.append(words[i])
            i += 1
        for noun in _NOUN_WORDS:
            if tuple(words[i : i + len(noun)]) == noun:
                return f"{first} {' '.join(noun)}", tuple(modifiers), i + len(noun)
        if first == "DESCRIBE" and i < len(words) and words[i] not in _DESCRIBABLE:
            return "DESCRIBE TABLE", tuple(modifiers), i
        noun_word = words[i] if i < len(words) else ""
        if noun_word == "MATERIALIZED":
            noun_word = ""
        return f"{first} {noun_word}".strip(), tuple(modifiers), i + (1 if noun_word else 0)
    for phrase in _PHRASES:
        if tuple(words[: len(phrase)]) == phrase or (first, *words[1 : len(phrase)]) == phrase:
            return " ".join(phrase), (), len(phrase)
    if first == "WITH":
        return _name_with(tokens), (), 0
    return first, (), 1


_DESCRIBABLE = frozenset(
    """TABLE VIEW SCHEMA DATABASE STAGE SEQUENCE FUNCTION PROCEDURE TASK STREAM PIPE RESULT WAREHOUSE ROLE USER
    INTEGRATION SHARE TAG""".split()
) | {"FILE FORMAT"}  # one token


def _name_with(tokens: list[Token]) -> str:
    """WITH ... SELECT is a query; WITH p AS PROCEDURE is an anonymous call."""
    words = [_word(t) for t in tokens[:6]]
    return "CALL WITH" if "PROCEDURE" in words[2:5] else "SELECT"


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


def mark_calls(tokens: list[Token]) -> list[Token]:
    """Mark the names that begin a call. Gives new tokens; the old ones stay as they were."""
    marked = list(tokens)
    bracket, var = TokenType.L_PAREN, TokenType.VAR
    before: TokenType | None = None
    if tokens and tokens[-1].token_type is TokenType.ALIAS:
        raise syntax_error(None, tokens[-1])
    for i, token in enumerate(tokens[:-1]):
        kind = token.token_type
        if kind is TokenType.ALIAS and tokens[i + 1].token_type in _NO_ALIAS:
            raise syntax_error(tokens[i + 1])  # sqlglot forgives AS without a name
        if tokens[i + 1].token_type is bracket and _is_call(token, kind, before):
            marked[i] = Token(
                var, MARK + token.text, token.line, token.col, token.start, token.end, token.comments
            )
        before = kind
    return marked


def _is_call(token: Token, kind: TokenType, before: TokenType | None) -> bool:
    text = token.text
    if kind is TokenType.STRING or kind is TokenType.IDENTIFIER or not (text[:1].isalpha() or text[:1] == "_"):
        return False
    word = text.upper()
    if word in _GRAMMAR_WORDS or " " in word:  # "PARTITION BY" is one token
        return False
    if before is TokenType.PARAMETER:
        return False  # @stage (...)
    if word in _STAR_WORDS and before in (TokenType.STAR, TokenType.R_PAREN):
        return False  # * EXCLUDE (...) REPLACE (...)
    if before is TokenType.THEN and word == "INSERT":
        return False  # of MERGE
    if word in _TYPE_WORDS:
        return before not in _BEFORE_TYPE and before is not TokenType.VAR
    if before in _BEFORE_TYPE:
        return kind is TokenType.VAR and before is not TokenType.DCOLON
    return True


def parse_tokens(tokens: list[Token], script: str) -> exp.Expr:
    """Parse one statement with sqlglot's Snowflake parser.

    Args:
        tokens: of the statement.
        script: the text that they point into.

    Raises:
        CompilationError: 001003 with line, position and token.
    """
    try:
        parser = _DIALECT.parser(error_level=ErrorLevel.IMMEDIATE)
        trees = parser.parse(mark_calls(without_from(tokens)), script)
    except ParseError as e:
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
    try:
        trees = parser.parse([select, *mark_calls(tokens)], script)
    except ParseError as e:
        raise _syntax_error(tokens, e) from None
    tree = trees[0]
    if not isinstance(tree, exp.Select) or len(tree.expressions) != 1:
        raise syntax_error(tokens[0])
    only: exp.Expr = tree.expressions[0]
    return only


def _syntax_error(tokens: list[Token], e: ParseError) -> SqlError:
    detail: dict[str, Any] = e.errors[0] if e.errors else {}
    line, col = detail.get("line"), detail.get("col")
    for token in tokens:
        if token.line == line and token.col == col:
            return syntax_error(token)
    last = tokens[-1]
    return error("syntax", line=last.line, column=last.col, token="<EOF>")


def syntax_error(token: Token | None, last: Token | None = None) -> SqlError:
    """Snowflake's 001003 for an unexpected token."""
    if token is None:
        line, column = (last.line, last.col) if last is not None else (1, 0)
        return error("syntax", line=line, column=column, token="<EOF>")
    return error("syntax", line=token.line, column=max(token.col - len(token.text), 0), token=token.text)


# ------------------------------------------------------------------------------------------------------ TokenReader


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
        if token.token_type is TokenType.IDENTIFIER:
            return token.text
        if token.token_type in (TokenType.STRING, TokenType.NUMBER) or not re.match(r"[A-Za-z_]", token.text):
            self.position -= 1
            raise self.unexpected()
        return token.text.upper()

    def qualified(self) -> tuple[str, ...]:
        """A dotted name of one to three parts; ``db..t`` gives an empty schema."""
        if self.word() == "IDENTIFIER" and self.word(1) == "(":
            self.position += 2
            text = self.string()
            self.expect(")")
            return split_name(text)
        parts = [self.identifier()]
        while self.word() == ".":
            self.position += 1
            if self.word() == ".":
                parts.append("")
                continue
            parts.append(self.identifier())
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
                    options[name] = self.value()
                else:
                    values.append(self.value())
            return options if options else values
        if self.accept("-"):
            return -self.value()
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
            found[name] = self.value()
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
    """A dotted name given as text, into its folded parts."""
    return tuple(
        fold(part) for part in re.findall(r'"(?:[^"]|"")*"|[^."]+', text.strip())
    )
