"""INSERT ALL and INSERT FIRST (https://docs.snowflake.com/en/sql-reference/sql/insert-multi-table).

The rows of the query and which WHEN each of them meets are computed once, into a table that lives for the statement;
every INTO is then an ordinary INSERT from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlglot.tokens import Token

from mockhaus_dbt.commands.dml import widen
from mockhaus_dbt.errors import error
from mockhaus_dbt.objects.change_history import record
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.names import Column, Relation, display, quote
from mockhaus_dbt.translation.statement_names import name_statement
from mockhaus_dbt.translation.token_reader import TokenReader
from mockhaus_dbt.translation.translator import Translation
from mockhaus_dbt.translation.types import ResultColumn, number

#: the table of the query's rows, as the conditions and the INSERTs name it.
_ROWS = "~ROWS"


@dataclass
class Into:
    """One INTO clause.

    Args:
        target: as written.
        columns: texts of the names behind the target; None where there are none.
        values: texts behind VALUES; None where there is no VALUES.
    """

    target: tuple[str, ...]
    columns: list[str] | None = None
    values: list[str] | None = None


@dataclass
class Branch:
    """WHEN ... THEN INTO ..., or ELSE, whose ``condition`` is empty; an unconditional insert is one without any."""

    condition: str = ""
    into: list[Into] = field(default_factory=list)


@statement("INSERT ALL", "INSERT FIRST", "INSERT OVERWRITE ALL", "INSERT OVERWRITE FIRST")
def insert_all(session: Session, statement: Statement) -> QueryResult:
    """INSERT [OVERWRITE] { ALL | FIRST } [WHEN ... THEN] INTO ... SELECT ..."""
    reader = statement.reader()
    first = statement.name.endswith("FIRST")
    branches = _branches(reader)
    conditional = bool(branches[0].condition)
    if first and not conditional:
        raise error("syntax", line=1, column=7, token="FIRST")
    tokens = reader.rest()
    if not tokens:
        raise reader.unexpected()
    name, modifiers, head = name_statement(tokens)
    if name not in ("SELECT", "VALUES"):
        raise reader.unexpected()
    rows = session.translate(Statement(name, tokens, statement.script, modifiers, head))
    targets = _targets(session, branches)
    if session.wide:
        for target in targets.values():
            if any(c.type.is_integer and not c.wide for c in target.stored):
                widen(session, target)
        targets = _targets(session, branches)
    counts: dict[str, int] = dict.fromkeys(targets, 0)
    with session.atomic():
        source = _source(session, rows, branches if conditional else [], first)
        if "OVERWRITE" in statement.name:
            for target in targets.values():
                session.rows(f"DELETE FROM {target.target}")
        for i, branch in enumerate(branches):
            for into in branch.into:
                sql = _insert(session, into, source, rows, f"W{i}" if conditional else "")
                counts[_target(session, into).qualified] += int(session.rows(sql)[0][0])
        session.rows(f"DROP TABLE {source.sql}")
    for target in targets.values():
        session.touch(target.database, target.schema, target.name)
        record(session, target.database, target.schema, target.name)
    total = sum(counts.values())
    heads = [
        ResultColumn(f"number of rows inserted into {display(t.name)}", number(18, 0), False) for t in targets.values()
    ]
    return QueryResult.of(heads, [tuple(counts.values())], rowcount=total, inserted=total)


def _branches(reader: TokenReader) -> list[Branch]:
    if reader.word() != "WHEN":
        return [Branch("", _intos(reader))]
    branches = []
    while reader.accept("WHEN"):
        branches.append(Branch(reader.text_of(_until_then(reader)), _intos(reader)))
    if reader.accept("ELSE"):
        branches.append(Branch("", _intos(reader)))
    return branches


def _until_then(reader: TokenReader) -> list[Token]:
    """The tokens up to the THEN that belongs to WHEN, which is stepped over; CASE has its own."""
    start, cases = reader.position, 0
    while not (reader.word() == "THEN" and not cases):
        word = reader.take().text.upper()
        cases += {"CASE": 1, "END": -1}.get(word, 0)
    condition = reader.tokens[start : reader.position]
    if not condition:
        raise reader.unexpected()
    reader.position += 1
    return condition


def _intos(reader: TokenReader) -> list[Into]:
    found: list[Into] = []
    while reader.accept("INTO"):
        into = Into(reader.qualified())
        if reader.word() == "(" and reader.word(1) not in ("SELECT", "WITH"):
            into.columns = _listed(reader)
        if reader.accept("VALUES"):
            into.values = _listed(reader)
        found.append(into)
    if not found:
        raise reader.unexpected()
    return found


def _listed(reader: TokenReader) -> list[str]:
    """The texts between the commas of a bracket."""
    items: list[list[Token]] = [[]]
    depth = 0
    for token in reader.bracketed():
        depth += {"(": 1, ")": -1, "[": 1, "]": -1, "{": 1, "}": -1}.get(token.text, 0)
        if token.text == "," and not depth:
            items.append([])
        else:
            items[-1].append(token)
    if not all(items):
        raise reader.unexpected()
    return [reader.text_of(tokens) for tokens in items]


def _target(session: Session, into: Into) -> Relation:
    found = session.require("RELATION", into.target).relation()
    if found.kind.endswith("VIEW"):
        raise error("wrong_kind", found=found.kind, wanted="TABLE")
    return found


def _targets(session: Session, branches: list[Branch]) -> dict[str, Relation]:
    """The tables that are inserted into, each once, in the order in which they are named."""
    found = [_target(session, into) for branch in branches for into in branch.into]
    return {relation.qualified: relation for relation in found}


def _source(session: Session, rows: Translation, branches: list[Branch], first: bool) -> Relation:
    """A table of the query's rows, with a BOOLEAN column for every WHEN and for ELSE that says what a row meets."""
    columns = tuple(Column(c.name, c.type, f"C{i}", c.nullable, wide=True) for i, c in enumerate(rows.columns))
    names = ", ".join(c.sql for c in columns)
    session.temporary_schema()
    table = f'"_TEMP.{session.id}"."{_ROWS}"'
    source = Relation("", "", _ROWS, "TABLE", columns, table)
    session.rows(f"CREATE OR REPLACE TABLE {table} ({names}) AS {rows.sql}")
    if not branches:
        return source
    conditions = [b.condition for b in branches if b.condition]
    heads = ", ".join(f"({c})::BOOLEAN AS W{i}" for i, c in enumerate(conditions))
    met = _translated(session, f"SELECT *, {heads} FROM {quote(_ROWS)}", source)
    flags = [quote(f"W{i}") for i in range(len(conditions))]
    tests = [f"coalesce({flag}, FALSE)" for flag in flags]
    if first:
        tests = [" AND NOT ".join([test, *tests[:i]]) for i, test in enumerate(tests)]
    if len(branches) > len(conditions):
        tests.append(" AND ".join(f"NOT coalesce({flag}, FALSE)" for flag in flags))
    wanted = ", ".join([*(c.sql for c in columns), *(f"{test} AS {quote(f'W{i}')}" for i, test in enumerate(tests))])
    aliases = ", ".join([*(c.sql for c in columns), *flags])
    session.rows(f"CREATE OR REPLACE TABLE {table} AS SELECT {wanted} FROM ({met.sql}) AS met({aliases})")
    return source


def _insert(session: Session, into: Into, source: Relation, rows: Translation, flag: str) -> str:
    """DuckDB's INSERT for one INTO clause; ``flag`` names the column that says which rows it takes."""
    target = _target(session, into)
    columns = into.columns if into.columns is not None else [quote(c.name) for c in target.columns]
    values = into.values if into.values is not None else [f"${i + 1}" for i in range(len(rows.columns))]
    if len(values) != len(columns):
        raise error("insert_columns", expected=len(columns), got=len(values))
    given = [(c, f"({v})" if into.values else v) for c, v in zip(columns, values) if v.upper() != "DEFAULT"]
    if not given:  # DEFAULT for every column
        given = [(columns[0], "NULL")]
    picked = source
    if flag:
        picked = Relation("", "", _ROWS, "TABLE", source.columns, f"(FROM {source.sql} WHERE {flag})")
    text = (
        f"INSERT INTO {'.'.join(map(quote, (target.database, target.schema, target.name)))} "
        f"({', '.join(c for c, _ in given)}) SELECT {', '.join(v for _, v in given)} FROM {quote(_ROWS)}"
    )
    return _translated(session, text, picked).sql


def _translated(session: Session, text: str, source: Relation) -> Translation:
    shadow: Callable[[str, str, str], Relation | None] = session.shadow

    def shadows(database: str, schema: str, name: str) -> Relation | None:
        return source if name == _ROWS else shadow(database, schema, name)

    return session.translator.translate(split_statements(text)[0], session.context(shadows=shadows))
