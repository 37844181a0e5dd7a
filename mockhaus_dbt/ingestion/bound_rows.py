"""``INSERT INTO t (...) VALUES (%s, ...), ...`` with bound values: many rows at once, handed over a column at a time.

dbt sends its seeds so, ten thousand rows to a statement; written as literals they would cost a hundred times as much.
Each column travels as one text, which DuckDB cuts up: as quick as Arrow, and no build has to import pyarrow, which
imports numpy and pandas, for a small seed. The rows stand for the VALUES clause in an ordinary ``INSERT ... SELECT``,
so that values are converted to the table's types by Snowflake's rules like any others
(https://docs.snowflake.com/en/sql-reference/sql/insert).
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.session import Session
from mockhaus_dbt.translation import types
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.names import Column
from mockhaus_dbt.translation.token_reader import fold
from mockhaus_dbt.translation.types import SqlType

#: fewer values than this are as quick on the ordinary way.
LEAST = 64

_IDENTIFIER = r'(?:"(?:[^"]|"")+"|[A-Za-z_][\w$]*)'
_HEAD = re.compile(
    rf"\s*insert\s+(overwrite\s+)?into\s+({_IDENTIFIER}(?:\s*\.\s*{_IDENTIFIER}){{0,2}})\s*"
    rf"(?:\(\s*({_IDENTIFIER}(?:\s*,\s*{_IDENTIFIER})*)\s*\)\s*)?values\s*(?=\()",
    re.IGNORECASE,
)
_NAME = re.compile(_IDENTIFIER)
_COMMENT = re.compile(r"\)\s*(?:/\*(?:[^*]|\*(?!/))*\*/\s*)*;?\s*$")
_BLANKS = str.maketrans("", "", " \t\r\n")
_numbers = itertools.count(1)

#: between two values of a column's text, and what stands for NULL: the unit and record separators of ASCII.
_SEPARATOR, _NULL = "\x1f", "\x1e"


class BoundColumn(NamedTuple):
    """A column of values as one text.

    Args:
        type: that literals of the values would have.
        stored: DuckDB's type of them.
        text: the values.
    """

    type: SqlType
    stored: str
    text: str


@dataclass
class BoundRows:
    """The rows of one INSERT.

    Args:
        text: what the statement says, its rows left out.
        select: the INSERT that takes its rows from a relation named by ``{}``.
        columns: of that relation.
        count: of rows.
    """

    text: str
    select: str
    columns: list[BoundColumn]
    count: int

    @contextmanager
    def named(self, session: Session) -> Iterator[Statement]:
        """Within the block the rows have a name in the session, and the statement reads from it."""
        name = f"_bound_rows_{next(_numbers)}"
        variables = [f"{name}_{n}" for n in range(1, len(self.columns) + 1)]
        columns = [
            Column(f"C{n}", column.type, f"C{n}", wide=column.type.is_integer and column.stored != "BIGINT")
            for n, column in enumerate(self.columns, 1)
        ]
        obj = CatalogObject(
            "TABLE",
            session.database or "",
            session.schema or "",
            name,
            columns=tuple(columns),
            temporary=True,
            physical=self._relation(variables),
        )
        statement = split_statements(self.select.format(f'"{name}"'))[0]
        # The history shows what was sent, not what it became.
        statement.__dict__["text"] = self.text
        for variable, column in zip(variables, self.columns, strict=True):
            session.set_variable(variable, column.text)
        session.show_temporary(obj)
        try:
            yield statement
        finally:
            session.hide_temporary(obj)
            for variable in variables:
                session.set_variable(variable, None)

    def _relation(self, variables: list[str]) -> str:
        # Materialized, or DuckDB folds the lists into its plan, which takes three times as long.
        texts = ", ".join(f"getvariable('{v}') AS t{n}" for n, v in enumerate(variables, 1))
        values = ", ".join(
            f"CAST(nullif(unnest(string_split(t{n}, chr({ord(_SEPARATOR)}))), chr({ord(_NULL)})) AS {column.stored})"
            f' AS "C{n}"'
            for n, column in enumerate(self.columns, 1)
        )
        return f"(WITH bound AS MATERIALIZED (SELECT {texts}) SELECT {values} FROM bound)"


def recognise(session: Session, sql: str, bindings: Any) -> BoundRows | None:
    """The rows of an INSERT whose values are all bound, or None where it is anything else.

    Args:
        sql: of one statement, with ``%s`` or ``?`` for every value.
        bindings: the values, row by row.
    """
    if not isinstance(bindings, (list, tuple)) or len(bindings) < LEAST:
        return None
    head = _HEAD.match(sql)
    if head is None or session.schema is None:
        return None
    target = _target(session, head[2], _NAME.findall(head[3]) if head[3] else None)
    if not target or not _only_holes(sql[head.end() :], len(target), len(bindings)):
        return None
    columns = []
    for position, column in enumerate(target):
        made = _column(bindings[position :: len(target)], column.type)
        if made is None:
            return None
        columns.append(made)
    count = len(bindings) // len(target)
    text = f"{sql[: head.end()].strip()} /* {count} bound rows */"
    named = f" ({head[3]})" if head[3] else ""
    into = f"insert {'overwrite ' if head[1] else ''}into {head[2]}{named}".replace("{", "{{").replace("}", "}}")
    return BoundRows(text, into + " select * from {}", columns, count)


def _only_holes(rest: str, width: int, values: int) -> bool:
    """Whether the text behind VALUES is rows of holes and nothing else."""
    if values % width:
        return False
    end = _COMMENT.search(rest, max(0, rest.rfind("%s)"), rest.rfind("?)")) + 1)
    if end is None:
        return False
    rows = rest[: end.start() + 1].translate(_BLANKS)
    hole = "%s" if "%s" in rows[:8] else "?"
    row = "(" + ",".join([hole] * width) + ")"
    return rows == ",".join([row] * (values // width))


def _target(session: Session, name: str, names: Sequence[str] | None) -> list[Column] | None:
    """The columns that are filled, or None where a name is unknown: the ordinary way tells the user."""
    found = session.find("RELATION", tuple(map(fold, _NAME.findall(name))))
    if found is None:
        return None
    if names is None:
        return list(found.stored)
    by_name = {column.name: column for column in found.stored}
    columns = [by_name.get(fold(n)) for n in names]
    return None if None in columns else [c for c in columns if c is not None]


def _column(values: Sequence[Any], target: SqlType) -> BoundColumn | None:
    """The values as a column of the type that literals of them would have; None where they are too mixed."""
    kinds = set(map(type, values))
    kinds.discard(type(None))
    maker = _MAKERS.get(frozenset(kinds))
    return None if maker is None else maker(values, target)


def _joined(
    values: Sequence[Any], type_: SqlType, stored: str, write: Callable[[Any], str] = str
) -> BoundColumn | None:
    nulls = type(None) in set(map(type, values))
    text = _SEPARATOR.join([_NULL if v is None else write(v) for v in values] if nulls else map(write, values))
    if type_.is_text and (text.count(_SEPARATOR) != len(values) - 1 or text.count(_NULL) != values.count(None)):
        return None  # a value has one of the marks in it
    return BoundColumn(type_, stored, text)


def _text(values: Sequence[Any], _: SqlType) -> BoundColumn | None:
    column = _joined(values, types.VARCHAR, "VARCHAR")
    try:
        return column if column is None or column.text.isascii() or column.text.encode() else None
    except UnicodeEncodeError:
        return None  # half of a surrogate pair: the ordinary way says so


def _nothing(values: Sequence[Any], _: SqlType) -> BoundColumn | None:
    return _joined(values, types.NULL, "VARCHAR")


def _boolean(values: Sequence[Any], _: SqlType) -> BoundColumn | None:
    return _joined(values, types.BOOLEAN, "BOOLEAN")


def _float(values: Sequence[Any], _: SqlType) -> BoundColumn | None:
    return _joined(values, types.FLOAT, "DOUBLE", repr)


def _number(values: Sequence[Any], target: SqlType) -> BoundColumn | None:
    if target.name == "FLOAT":
        # Snowflake reads a number's digits straight into the double nearest to them; so does DuckDB.
        return _joined(values, types.FLOAT, "DOUBLE")
    column = _joined(values, types.INTEGER, "BIGINT")
    if column is not None and "E" in column.text:
        column = _joined(values, types.INTEGER, "BIGINT", "{:f}".format)
    if column is None or "N" in column.text or "I" in column.text:
        return None  # NaN, Infinity
    numbers = column.text.split(_SEPARATOR)
    if "." not in column.text:
        # A sign more, so that 18 digits are sure to fit 64 bits.
        digits = max(map(len, numbers))
        return column if digits <= 18 else _decimal(column, digits, 0)
    parts = [number.partition(".") for number in numbers]
    scale = max(len(fraction) for _, _, fraction in parts)
    return _decimal(column, max(len(whole) for whole, _, _ in parts) + scale, scale)


def _decimal(column: BoundColumn, digits: int, scale: int) -> BoundColumn | None:
    if digits > 38:
        return None  # more than a NUMBER holds
    return column._replace(type=types.number(38, scale), stored=f"DECIMAL(38, {scale})")


def _date(values: Sequence[Any], _: SqlType) -> BoundColumn | None:
    return _joined(values, types.DATE, "DATE")


def _timestamp(values: Sequence[Any], _: SqlType) -> BoundColumn | None:
    if any(v is not None and v.tzinfo is not None for v in values):
        # The driver writes such a value as text with its offset.
        return _joined(values, types.VARCHAR, "VARCHAR")
    return _joined(values, types.TIMESTAMP_NTZ, "TIMESTAMP")


_Maker = Callable[[Sequence[Any], SqlType], "BoundColumn | None"]
#: the Python types that occur in a column, NULL aside -> what makes a column of them.
_MAKERS: dict[frozenset[type], _Maker] = {
    frozenset(): _nothing,
    frozenset([str]): _text,
    frozenset([bool]): _boolean,
    frozenset([float]): _float,
    frozenset([int]): _number,
    frozenset([Decimal]): _number,
    frozenset([int, Decimal]): _number,
    frozenset([dt.date]): _date,
    frozenset([dt.datetime]): _timestamp,
}
