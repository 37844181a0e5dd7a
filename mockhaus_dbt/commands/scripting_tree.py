"""The tree of a block of Snowflake Scripting (https://docs.snowflake.com/en/sql-reference-snowflake-scripting)."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot.tokens import Token

Tokens = list[Token]


@dataclass
class Node:
    """A part of a block; ``token`` is where it begins."""

    token: Token | None = field(default=None, kw_only=True)


@dataclass
class Declare(Node):
    """A variable, cursor, resultset or exception: its name, kind or type, and what it begins with."""

    name: str
    kind: str
    type_tokens: Tokens = field(default_factory=list)
    value: Tokens = field(default_factory=list)
    number: int = 0
    message: str = ""


@dataclass
class Procedure(Node):
    """A procedure that a block declares for itself: arguments with their types, and what it returns ([]: a table)."""

    name: str
    arguments: list[tuple[str, Tokens]]
    returns: Tokens
    body: Block


@dataclass
class Assign(Node):
    name: str
    value: Tokens


@dataclass
class If(Node):
    branches: list[tuple[Tokens, list[Node]]]
    otherwise: list[Node]


@dataclass
class Case(Node):
    subject: Tokens
    branches: list[tuple[Tokens, list[Node]]]
    otherwise: list[Node] | None


@dataclass
class ForRange(Node):
    name: str
    first: Tokens
    last: Tokens
    reverse: bool
    body: list[Node]
    label: str


@dataclass
class ForRows(Node):
    name: str
    source: Tokens
    body: list[Node]
    label: str


@dataclass
class Loop(Node):
    """LOOP, WHILE (tested before) and REPEAT (until, tested behind)."""

    condition: Tokens
    until: bool
    body: list[Node]
    label: str


@dataclass
class Leave(Node):
    """BREAK or CONTINUE, of a label."""

    again: bool
    label: str


@dataclass
class Return(Node):
    value: Tokens


@dataclass
class Raise(Node):
    name: str


@dataclass
class Open(Node):
    name: str
    arguments: list[Tokens]


@dataclass
class Fetch(Node):
    name: str
    into: list[str]


@dataclass
class Close(Node):
    name: str


@dataclass
class Nothing(Node):
    pass


@dataclass
class Sql(Node):
    """A statement of SQL; SELECT and CALL may put what they give INTO variables."""

    tokens: Tokens
    into: list[str] = field(default_factory=list)


@dataclass
class Async(Node):
    """A statement that runs as a child job."""

    tokens: Tokens


@dataclass
class Await(Node):
    """AWAIT of a RESULTSET, or of all jobs (no name); CANCEL of one."""

    name: str
    cancel: bool = False


@dataclass
class Handler:
    """WHEN names THEN body; ``again``: what follows the failed statement runs afterwards (CONTINUE)."""

    names: list[str]
    body: list[Node]
    again: bool = False


@dataclass
class Block(Node):
    declarations: list[Declare | Procedure]
    body: list[Node]
    handlers: list[Handler]
