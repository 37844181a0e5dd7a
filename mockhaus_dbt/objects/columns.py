"""Column definitions and constraints, as CREATE TABLE and ALTER TABLE ... ADD write them.

https://docs.snowflake.com/en/sql-reference/sql/create-table and .../create-table-constraint. Constraints other than
NOT NULL and CHECK (checks.py) are kept and shown, not enforced, as on Snowflake's standard tables.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import MESSAGES, SqlError, UnsupportedError, error
from mockhaus_dbt.objects.constraint_clauses import read_constraint
from mockhaus_dbt.objects.tagging import read_tags
from mockhaus_dbt.translation import collations, interval_types, structured_types
from mockhaus_dbt.translation.ast_parser import parse_expression
from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.expressions import NOW
from mockhaus_dbt.translation.handlers import HANDLER_PREFIX
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.names import Column, PhysicalNames, display
from mockhaus_dbt.translation.reserved_words import NO_COLUMNS
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import SPELLINGS, SqlType, parse_type, vector

if TYPE_CHECKING:
    from sqlglot.tokens import Token

    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.compiler import Compiler
    from mockhaus_dbt.translation.expressions import Expr
    from mockhaus_dbt.translation.token_reader import TokenReader

#: words that end a DEFAULT expression at its level of brackets.
_AFTER_DEFAULT = frozenset(
    """NOT NULL COMMENT COLLATE WITH MASKING PROJECTION TAG CONSTRAINT UNIQUE PRIMARY REFERENCES FOREIGN CHECK
    AUTOINCREMENT IDENTITY""".split()
)
_TYPE_NAMES = sorted((tuple(n.split()) for n in [*SPELLINGS, "TIMESTAMP"]), key=len, reverse=True)


@dataclass
class Definition:
    """What stood in the brackets behind a table's name.

    Args:
        columns: in order; a type of None, in CREATE TABLE ... AS, is taken from the query.
        constraints: as they are kept in ``properties["constraints"]``.
    """

    columns: list[Column] = field(default_factory=list)
    constraints: list[dict[str, Any]] = field(default_factory=list)


#: stands for the type of a column that the query of CREATE TABLE ... AS is to give.
UNTYPED = SqlType("NULL")


# ---------------------------------------------------------------------------------------------------------- types


def read_type(reader: TokenReader, session: Session) -> SqlType:
    """Read a data type.

    Args:
        reader: stands at the first word of the type.
        session: its TIMESTAMP_TYPE_MAPPING says what TIMESTAMP is.

    Returns:
        the type with its parameters.

    Raises:
        SqlError: 001003 or 002040, there is no such type.
    """
    start = reader.token
    name = next((" ".join(words) for words in _TYPE_NAMES if reader.accept(" ".join(words))), None)
    if name is None and reader.word() == "INTERVAL":
        return _read_interval(reader)
    if name is None and reader.word() in ("DECFLOAT", "PERIOD"):
        raise UnsupportedError(f"the type {reader.word()}")
    if name is None:
        word = reader.word()
        if not word or not word[0].isalpha():
            raise reader.unexpected()
        raise error("unknown_type", name=start.text.upper() if start else "")
    if name in ("VECTOR", "ARRAY", "OBJECT", "MAP"):
        return _read_structured(reader, name, session)
    parameters: tuple[int, ...] = ()
    if reader.word() == "(":
        inside = reader.bracketed()
        for i, token in enumerate(inside):
            if not (token.text == "," if i % 2 else token.text.isdigit()):
                raise syntax_error(token)
        if not len(inside) % 2:
            reader.position -= 1
            raise reader.unexpected()
        parameters = tuple(int(t.text) for t in inside[::2])
    for suffix in ("WITHOUT TIME ZONE", "WITH LOCAL TIME ZONE", "WITH TIME ZONE"):  # TIMESTAMP (9) WITH TIME ZONE
        if name in ("TIMESTAMP", "TIME") and reader.accept(suffix):
            name = f"{name} {suffix}" if name == "TIMESTAMP" else name
    found = parse_type(name, parameters, session.parameters.get("TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ"))
    if found is None:
        raise error("unknown_type", name=name)
    return found


def _read_interval(reader: TokenReader) -> SqlType:
    """INTERVAL and its fields."""
    words = []

    def take() -> None:
        words.append(reader.take().text)

    take()
    take()
    for _ in range(2):
        if reader.word() == "(":
            words.append(f"({' '.join(t.text for t in reader.bracketed())})")
        if reader.word() != "TO":
            break
        take()
        take()
    return interval_types.read(" ".join(words))


def _read_structured(reader: TokenReader, name: str, session: Session) -> SqlType:
    base = SPELLINGS[name]
    if reader.word() != "(":
        return base
    inside = reader.bracketed()
    if name == "VECTOR":
        if len(inside) != 3 or not inside[2].text.isdigit():
            raise error("unknown_type", name=f"VECTOR({', '.join(t.text for t in inside)})")
        return vector(inside[0].text.upper(), int(inside[2].text))
    return structured_types.of_tokens(name, inside, session.parameters.get("TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ"))


def check_stored(type_: SqlType) -> None:
    """Whether a column of a table can have a type.

    Raises:
        SqlError: 002040, a structured type holds a GEOGRAPHY.
    """
    for part in type_.fields or ():
        if part.type.name in ("GEOGRAPHY", "GEOMETRY"):
            raise error("unknown_type", name=str(type_))
        check_stored(part.type)


# ---------------------------------------------------------------------------------------------------- definitions


def read_definition(reader: TokenReader, session: Session, typed: bool = True, table: str = "") -> Definition:
    """Read ``( column ... , constraint ... )``.

    Args:
        reader: stands at the bracket.
        session: resolves types and the tables that foreign keys name.
        typed: False where columns may stand without a type.
        table: its name, for errors.

    Raises:
        SqlError: 001003 for a syntax error, 002025 for a name that comes twice.
    """
    found = Definition()
    reader.expect("(")
    while True:
        if _begins_constraint(reader):
            read_constraint(reader, session, found, None)
        else:
            found.columns.append(read_column(reader, session, found, typed))
        if reader.accept(")"):
            break
        reader.expect(",")
        if reader.accept(")"):  # Snowflake lets a comma stand before the bracket
            break
    check_columns(found, table)
    found.columns = list(with_physical_names(found.columns))
    return found


def check_columns(found: Definition, table: str = "") -> None:
    """Whether every name comes once, and constraints name columns that are there."""
    seen: set[str] = set()
    for column in found.columns:
        if column.name in seen:
            raise error("duplicate_column", name=display(column.name))
        seen.add(column.name)
    for constraint in found.constraints:
        for name in constraint["columns"]:
            if name not in seen:
                raise error("column_missing", name=display(name))
    keys = {name for c in found.constraints if c["kind"] == "PRIMARY KEY" for name in c["columns"]}
    if sum(c["kind"] == "PRIMARY KEY" for c in found.constraints) > 1:
        raise error("primary_key_exists", name=display(table))
    found.columns = [replace(c, nullable=False) if c.name in keys else c for c in found.columns]


def with_physical_names(columns: Iterable[Column]) -> Iterable[Column]:
    """The columns with names that DuckDB can tell apart."""
    names = PhysicalNames()
    for column in columns:
        yield replace(column, physical=names.claim(column.name))


def _begins_constraint(reader: TokenReader) -> bool:
    word, following = reader.word(), reader.word(1)
    if word == "CONSTRAINT":
        return following not in (",", ")")
    if word in ("PRIMARY KEY", "FOREIGN KEY") or (word, following) in (("PRIMARY", "KEY"), ("FOREIGN", "KEY")):
        return True
    return word in ("UNIQUE", "CHECK") and following == "("


def read_column(reader: TokenReader, session: Session, found: Definition, typed: bool = True) -> Column:
    """Read one column: name, type and the clauses behind it.

    Args:
        reader: stands at the name.
        session: resolves the type.
        found: takes the constraints that stand behind the column.
        typed: False where the type may be missing.
    """
    name = reader.name(NO_COLUMNS)
    if not typed and (reader.word() in (",", ")", "COMMENT", "WITH", "MASKING", "TAG", "PROJECTION") or reader.done):
        column = Column(name, UNTYPED)
    else:
        varying = {"varying": True} if reader.word() == "VARBINARY" else {}  # SHOW COLUMNS tells it from BINARY
        column = Column(name, read_type(reader, session), extra=varying)
        check_stored(column.type)
    extra: dict[str, Any] = dict(column.extra)
    declared = False
    while not reader.done and reader.word() not in (",", ")"):
        if reader.word() in ("NOT", "NULL"):
            if declared:
                raise reader.unexpected()
            declared = True
        column = _read_clause(reader, session, found, column, extra)
    return replace(column, extra=extra)


def _read_clause(
    reader: TokenReader, session: Session, found: Definition, column: Column, extra: dict[str, Any]
) -> Column:
    if reader.accept("NOT NULL"):
        return replace(column, nullable=False)
    if reader.accept("NULL"):
        return column
    if reader.word() in ("DEFAULT", "AUTOINCREMENT", "IDENTITY") and (column.default or "identity" in extra):
        raise reader.unexpected()
    if reader.accept("DEFAULT"):
        return replace(column, default=qualified_default(session, read_default(reader)))
    if reader.accept("COLLATE"):
        return replace(column, type=column.type.with_collation(read_collation(reader, column.type)))
    if reader.accept("COMMENT"):
        return replace(column, comment=reader.string())
    if reader.accept("AUTOINCREMENT") or reader.accept("IDENTITY"):
        if not column.type.is_numeric:
            raise error("unknown_type", name=f"{column.type} AUTOINCREMENT")
        extra["identity"] = read_identity(session, reader)
        return column
    if reader.word() in ("AS", "GENERATED"):
        from mockhaus_dbt.objects.virtual_columns import read_virtual  # which needs the compiler

        extra.update(read_virtual(reader, column))
        return column
    if _read_policy(session, reader, extra):
        return column
    read_constraint(reader, session, found, column.name)
    return column


def read_collation(reader: TokenReader, type_: SqlType) -> str | None:
    """The collation behind COLLATE; None for an empty one.

    Raises:
        SqlError: 002321 there is no such collation, 001003 the column is no text.
    """
    if not type_.is_text:
        raise reader.unexpected()
    text = reader.string().lower()
    collations.parse(text)
    return text or None


def _read_policy(session: Session, reader: TokenReader, extra: dict[str, Any]) -> bool:
    from mockhaus_dbt.objects.policy import read_masking_policy  # policies read column lists from here

    start = reader.position
    reader.accept("WITH")
    if reader.accept("TAG"):
        extra.setdefault("tags", {}).update(read_tags(session, reader))
    elif reader.accept("MASKING POLICY"):
        extra["masking_policy"] = read_masking_policy(session, reader)
    elif reader.accept("PROJECTION POLICY"):
        raise UnsupportedError("PROJECTION POLICY")
    else:
        reader.position = start
        return False
    return True


def read_default(reader: TokenReader) -> str:
    """The text of a DEFAULT expression, which ends where the next clause begins."""
    start, depth = reader.position, 0
    while not reader.done:
        word = reader.word()
        if depth == 0 and reader.position > start and (word in (",", ")") or word.split(" ")[0] in _AFTER_DEFAULT):
            break
        depth += {"(": 1, ")": -1}.get(word, 0)
        reader.position += 1
    tokens = reader.tokens[start : reader.position]
    if not tokens:
        raise reader.unexpected()
    parse_expression(tokens, reader.statement.script)
    return reader.text_of(tokens)


def qualified_default(session: Session, text: str) -> str:
    """A DEFAULT as Snowflake keeps it: words of the moment in upper case, sequences by their full name."""
    word = text.upper().removesuffix("()")
    if word in ("TRUE", "FALSE", "NULL"):
        return word
    if word in ("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "SYSDATE", "CURRENT_USER", "CURRENT_ROLE"):
        return f"{word}()"
    if not text.upper().endswith(".NEXTVAL"):
        return text
    parts = split_name(text)[:-1]
    return ".".join([*map(display, session.resolve(parts, "DEFAULT")), "NEXTVAL"]) if 0 < len(parts) < 4 else text


def read_identity(session: Session, reader: TokenReader) -> dict[str, Any]:
    """``( start , step )`` or ``START n INCREMENT n``, and ORDER."""
    start, increment = 1, 1
    if reader.accept("("):
        start = _signed(reader)
        if reader.accept(","):
            increment = _signed(reader)
        reader.expect(")")
    else:
        if reader.accept("START"):
            reader.accept("WITH") or reader.accept("=")
            start = _signed(reader)
        if reader.accept("INCREMENT"):
            reader.accept("BY") or reader.accept("=")
            increment = _signed(reader)
    if increment == 0:
        raise error("invalid_value", value=0, name="INCREMENT")
    order = reader.accept("ORDER") or not (
        reader.accept("NOORDER") or session.parameters["NOORDER_SEQUENCE_AS_DEFAULT"]
    )
    return {"start": start, "increment": increment, "order": order}


def _signed(reader: TokenReader) -> int:
    return -reader.number() if reader.accept("-") else reader.number()


# ------------------------------------------------------------------------------------------------------- DuckDB


def default_sql(session: Session, column: Column) -> str | None:
    """DuckDB's text of a column's DEFAULT, None where it cannot stand in a table there.

    What cannot is computed when rows are inserted: everything that depends on the moment or the session.

    Raises:
        UnsupportedError: it has what Snowflake takes for no DEFAULT either.
        SqlError: 002262, its type does not fit.
    """
    if column.default is None or column.extra.get("default_of_row"):
        return None
    if text := column.extra.get("default_text"):
        return None if NOW in text else str(text)
    tree = parse_expression(_tokens(column.default), column.default)
    context = session.context(in_view=True)
    compiled = session.translator.compile_expression(tree, context)
    if compiled.aggregate or compiled.window or tree.find(exp.Query, exp.Subquery) is not None:
        raise UnsupportedError("a subquery, an aggregate or a window function in DEFAULT")
    stored = _assigned_default(session.translator.compiler(context), column, compiled)
    if compiled.volatile or NOW in compiled.sql or "(SELECT" in compiled.sql.upper() or "mh_" in stored.sql:
        return None
    return stored.sql


def _assigned_default(compiler: Compiler, column: Column, value: Expr) -> Expr:
    """A DEFAULT as the column stores it.

    Raises:
        SqlError: 002262, it has not.
    """
    from mockhaus_dbt.translation.casts import assign

    try:
        return assign(compiler, value, column.name, column.type, column.wide)
    except SqlError as failure:
        if failure.errno == MESSAGES["incompatible_types"].errno:
            raise error("default_type", name=display(column.name)) from None
        return value


def with_function_defaults(session: Session, columns: Iterable[Column]) -> list[Column]:
    """The columns with DuckDB's text of every DEFAULT that calls a SQL function: it keeps the definition of now
    (https://docs.snowflake.com/en/sql-reference/sql/create-table).

    Raises:
        UnsupportedError: the function is no simple one.
    """
    return [_with_function_default(session, c) for c in columns]


def _with_function_default(session: Session, column: Column) -> Column:
    from mockhaus_dbt.translation.calls import calls_users_function
    from mockhaus_dbt.translation.casts import assign

    if column.default is None or column.extra.get("default_of_row"):
        return column
    tree = parse_expression(_tokens(column.default), column.default)
    if not calls_users_function(tree):
        return column
    context = session.context(in_view=True)
    made = session.translator.compile_expression(tree, context)
    if made.volatile or HANDLER_PREFIX in made.sql or "(SELECT" in made.sql.upper():
        raise UnsupportedError("a function in DEFAULT that is no simple expression of SQL")
    value = assign(session.translator.compiler(context), made, column.name, column.type)
    return replace(column, extra={**column.extra, "default_text": value.sql})


def with_row_defaults(table: str, columns: Iterable[Column]) -> list[Column]:
    """The columns with every DEFAULT that names other columns of the row marked, and written as Snowflake shows it."""
    columns = list(columns)
    names = {c.name for c in columns}
    return [_with_row_default(table, c, names) for c in columns]


def _with_row_default(table: str, column: Column, names: set[str]) -> Column:
    if column.default is None:
        return column
    tree = parse_expression(_tokens(column.default), column.default)
    of_row = False
    for node in tree.find_all(exp.Column):
        name = node.this.name if node.this.args.get("quoted") else node.name.upper()
        if not node.args.get("table") and name in names:
            # The dotted name is one identifier for the heading, which would leave out the table otherwise.
            node.set("this", exp.Identifier(this=f"{display(table)}.{display(name)}", quoted=False))
            of_row = True
    return replace(column, default=heading(tree), extra={**column.extra, "default_of_row": True}) if of_row else column


def _tokens(text: str) -> list[Token]:
    from mockhaus_dbt.translation.ast_parser import tokenize

    return tokenize(text)


def column_sql(session: Session, column: Column) -> str:
    """A column of DuckDB's CREATE TABLE."""
    text = f"{column.sql} {column.type.physical(column.wide)}"
    identity = column.extra.get("identity")
    default = f"nextval('{sequence_literal(identity['sequence'])}')" if identity else default_sql(session, column)
    if default is not None:
        text += f" DEFAULT ({default})"
    return text if column.nullable else f"{text} NOT NULL"


def sequence_literal(physical: str) -> str:
    """The physical name of a sequence, for a string in ``nextval``."""
    return physical.replace("'", "''")


def sequence_sql(physical: str, start: int, increment: int) -> str:
    """DuckDB's CREATE SEQUENCE for a start and a step in either direction."""
    low, high = -(2**63), 2**63 - 1
    return f"CREATE SEQUENCE {physical} INCREMENT BY {increment} MINVALUE {low} MAXVALUE {high} START WITH {start}"


def with_sequences(obj: CatalogObject) -> CatalogObject:
    """The table with the physical names of the sequences behind its AUTOINCREMENT columns filled in."""
    if not any("identity" in c.extra for c in obj.columns):
        return obj
    columns = []
    for column in obj.columns:
        identity = column.extra.get("identity")
        if identity:
            physical = f'{obj.physical[:-1]}~{column.sql[1:-1]}~{uuid.uuid4().hex[:8]}"'
            column = replace(column, extra={**column.extra, "identity": {**identity, "sequence": physical}})
        columns.append(column)
    return replace(obj, columns=tuple(columns))
