"""``INSERT INTO t (...) VALUES (%s, ...), ...`` with bound values: many rows at once, loaded as one Arrow table.

dbt sends its seeds so, ten thousand rows to a statement; written as text they would cost a hundred times as much. The
Arrow table stands for the VALUES clause in an ordinary ``INSERT ... SELECT``, so that values are converted to the
table's types by Snowflake's rules like any others (https://docs.snowflake.com/en/sql-reference/sql/insert).
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.session import Session
from mockhaus_dbt.translation import types
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.names import Column, quote
from mockhaus_dbt.translation.token_reader import fold
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    import pyarrow

#: fewer values than this are as quick on the ordinary way.
LEAST = 64

_IDENTIFIER = r'(?:"(?:[^"]|"")+"|[A-Za-z_][\w$]*)'
_HEAD = re.compile(
    rf"\s*insert\s+(overwrite\s+)?into\s+({_IDENTIFIER}(?:\s*\.\s*{_IDENTIFIER}){{0,2}})\s*"
    rf"\(\s*({_IDENTIFIER}(?:\s*,\s*{_IDENTIFIER})*)\s*\)\s*values\s*(?=\()",
    re.IGNORECASE,
)
_NAME = re.compile(_IDENTIFIER)
_COMMENT = re.compile(r"\)\s*(?:/\*(?:[^*]|\*(?!/))*\*/\s*)*;?\s*$")
_BLANKS = str.maketrans("", "", " \t\r\n")
_numbers = itertools.count(1)


@dataclass
class BoundRows:
    """The rows of one INSERT.

    Args:
        text: what the statement says, its rows left out.
        select: the INSERT that takes its rows from a relation named by ``{}``.
        columns: name, type and values of that relation.
        count: of rows.
    """

    text: str
    select: str
    columns: list[tuple[SqlType, pyarrow.Array]]
    count: int

    @contextmanager
    def named(self, session: Session) -> Iterator[Statement]:
        """Within the block the rows have a name in the session, and the statement reads from it."""
        import pyarrow

        physical = f"_bound_rows_{next(_numbers)}"
        names = [f"C{n}" for n in range(1, len(self.columns) + 1)]
        obj = CatalogObject(
            "TABLE",
            session.database or "",
            session.schema or "",
            physical,
            columns=tuple(
                Column(name, type_, name, wide=type_.is_integer and pyarrow.types.is_decimal(array.type))
                for name, (type_, array) in zip(names, self.columns, strict=True)
            ),
            temporary=True,
            physical=quote(physical),
        )
        statement = split_statements(self.select.format(quote(physical)))[0]
        # The history shows what was sent, not what it became.
        statement.__dict__["text"] = self.text
        session.register(physical, pyarrow.table([array for _, array in self.columns], names=names))
        session.show_temporary(obj)
        try:
            yield statement
        finally:
            session.hide_temporary(obj)
            session.cursor.unregister(physical)


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
    names = _NAME.findall(head[3])
    if not names or not _only_holes(sql[head.end() :], len(names), len(bindings)):
        return None
    target = _target(session, head[2], names)
    if target is None:
        return None
    columns = []
    for position, column in enumerate(target):
        made = _column(bindings[position :: len(names)], column.type)
        if made is None:
            return None
        columns.append(made)
    count = len(bindings) // len(names)
    text = f"{sql[: head.end()].strip()} /* {count} bound rows */"
    into = f"insert {'overwrite ' if head[1] else ''}into {head[2]} ({head[3]})".replace("{", "{{").replace("}", "}}")
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


def _target(session: Session, name: str, names: Sequence[str]) -> list[Column] | None:
    """The columns that are filled, or None where a name is unknown: the ordinary way tells the user."""
    found = session.find("RELATION", tuple(map(fold, _NAME.findall(name))))
    if found is None:
        return None
    by_name = {column.name: column for column in found.columns}
    columns = [by_name.get(fold(n)) for n in names]
    return None if None in columns else [c for c in columns if c is not None]


def _column(values: Sequence[Any], target: SqlType) -> tuple[SqlType, pyarrow.Array] | None:
    """The values as a column of the type that literals of them would have; None where they are too mixed."""
    kinds = set(map(type, values))
    kinds.discard(type(None))
    maker = _MAKERS.get(frozenset(kinds))
    return None if maker is None else maker(values, target)


def _text(values: Sequence[Any], _: SqlType) -> tuple[SqlType, pyarrow.Array]:
    import pyarrow

    return types.VARCHAR, pyarrow.array(values, pyarrow.string())


def _nothing(values: Sequence[Any], _: SqlType) -> tuple[SqlType, pyarrow.Array]:
    import pyarrow

    return types.NULL, pyarrow.array(values, pyarrow.string())


def _boolean(values: Sequence[Any], _: SqlType) -> tuple[SqlType, pyarrow.Array]:
    import pyarrow

    return types.BOOLEAN, pyarrow.array(values, pyarrow.bool_())


def _float(values: Sequence[Any], _: SqlType) -> tuple[SqlType, pyarrow.Array]:
    import pyarrow

    return types.FLOAT, pyarrow.array(values, pyarrow.float64())


def _number(values: Sequence[Any], target: SqlType) -> tuple[SqlType, pyarrow.Array] | None:
    import pyarrow

    if target.name == "FLOAT":
        # Snowflake reads a number's digits straight into the double nearest to them; so does Python.
        return _float([None if v is None else float(v) for v in values], target)
    try:
        # Arrow refuses numbers with a fraction here, and those that are too long for 64 bits.
        return types.INTEGER, pyarrow.array(values, pyarrow.decimal128(38, 0)).cast(pyarrow.int64())
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError):
        pass
    scale = max((_scale(v) for v in values if type(v) is Decimal), default=0)
    try:
        return types.number(38, scale), pyarrow.array(values, pyarrow.decimal128(38, scale))
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError, ValueError):
        return None


def _scale(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        return 99  # no number: NaN, Infinity
    return max(0, -exponent)


def _date(values: Sequence[Any], _: SqlType) -> tuple[SqlType, pyarrow.Array]:
    import pyarrow

    return types.DATE, pyarrow.array(values, pyarrow.date32())


def _timestamp(values: Sequence[Any], target: SqlType) -> tuple[SqlType, pyarrow.Array]:
    import pyarrow

    if any(v is not None and v.tzinfo is not None for v in values):
        # The driver writes such a value as text with its offset.
        return _text([None if v is None else v.isoformat(" ") for v in values], target)
    return types.TIMESTAMP_NTZ, pyarrow.array(values, pyarrow.timestamp("us"))


_Maker = Callable[[Sequence[Any], SqlType], "tuple[SqlType, pyarrow.Array] | None"]
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
