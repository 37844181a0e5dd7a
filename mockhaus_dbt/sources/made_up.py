"""Made-up values: of the type of a column, as its tests want them, the same for the same seed."""

from __future__ import annotations

import json
import random
import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import UnsupportedError

if TYPE_CHECKING:
    from mockhaus_dbt.sources.described import SourceColumn
    from mockhaus_dbt.sources.uses import Use
    from mockhaus_dbt.translation.types import SqlType

_START = datetime(2024, 1, 1)
#: one in so many values is NULL where no test forbids it.
_NULLS = 10


def column_values(
    column: SourceColumn, type_: SqlType, use: Use | None, parents: list[Any] | None, rows: int, seed: str
) -> list[Any]:
    """Values for a column, as what ``VALUES`` takes: numbers, texts, booleans, None; JSON as text.

    Args:
        column: with its tests.
        type_: of it.
        use: how models use it.
        parents: values that a relationships test allows; None where there is no such test.
        rows: how many; no more than there are different values, where the column is unique.
        seed: of its values.

    Raises:
        UnsupportedError: nothing can be made up for the type.
    """
    chance = random.Random(seed)
    pool = list(column.accepted) or (None if parents is None else list(parents))
    if pool is not None:
        pool = [value if isinstance(value, (bool, int, float, Decimal)) else str(value) for value in pool]
        if column.unique:
            chance.shuffle(pool)
            values: list[Any] = pool[:rows]
        else:
            values = [chance.choice(pool) if pool else None for _ in range(rows)]
    else:
        taken = list(use.values) if use is not None and not column.unique and type_.name == "VARCHAR" else []
        values = [
            chance.choice(taken) if taken and chance.random() < 0.8 else _value(type_, column, i, chance, use)
            for i in range(rows)
        ]
    if not column.not_null and not column.unique:
        values = [None if chance.randrange(_NULLS) == 0 else value for value in values]
    return values


def _value(type_: SqlType, column: SourceColumn, i: int, chance: random.Random, use: Use | None = None) -> Any:
    """The value of row ``i``; of a unique column, another for every row."""
    name = type_.name
    if name == "VARCHAR" and use is not None and use.holds:
        said = _said(use, column, i, chance)
        if len(said) <= (type_.length or len(said)):
            return said
    if name == "NUMBER":
        return _number(type_, column, i, chance)
    if name in ("VARCHAR", "BINARY"):
        return _text(type_, column, i, chance)
    k = i if column.unique else chance.randrange(365)
    moment = _START + timedelta(days=k, hours=chance.randrange(24), minutes=chance.randrange(60))
    made: dict[str, Any] = {
        "FLOAT": k + 0.5 if column.unique else round(chance.random() * 1000, 3),
        "DECFLOAT": k if column.unique else round(chance.random() * 1000, 3),
        "BOOLEAN": bool(i % 2) if column.unique else chance.random() < 0.5,
        "DATE": moment.date().isoformat(),
        "TIME": (_START + timedelta(seconds=k)).time().isoformat(),
        "VARIANT": json.dumps({"key": i + 1, "name": f"name {k + 1}"}),
        "OBJECT": json.dumps({"key": i + 1, "name": f"name {k + 1}"}),
        "ARRAY": json.dumps([i + 1, k + 1]),
        "GEOGRAPHY": f"POINT({k % 180} {i % 90})",
        "GEOMETRY": f"POINT({k} {i})",
    }
    if name.startswith("TIMESTAMP"):
        return moment.isoformat(sep=" ")
    if name not in made:
        raise UnsupportedError(f"made-up values of type {name}")
    return made[name]


def _number(type_: SqlType, column: SourceColumn, i: int, chance: random.Random) -> Any:
    scale = type_.scale or 0
    most = 10 ** ((38 if type_.precision is None else type_.precision) - scale) - 1
    if column.unique:
        return i + 1 if i < most else Decimal(i + 1) / Decimal(10**scale)
    whole = chance.randint(1, max(1, min(most, 100)))
    if not scale or most < 1:
        return whole if most else 0
    return Decimal(whole - 1) + Decimal(chance.randrange(10 ** min(scale, 2))) / Decimal(10 ** min(scale, 2))


#: elements of Snowflake's formats -> Python's, longest first.
_ELEMENTS = {
    "YYYY": "%Y", "MMMM": "%B", "HH24": "%H", "HH12": "%I", "MON": "%b", "YY": "%y", "MM": "%m", "DD": "%d",
    "DY": "%a", "MI": "%M", "SS": "%S", "AM": "%p", "PM": "%p",
}  # fmt: skip


def _said(use: Use, column: SourceColumn, i: int, chance: random.Random) -> str:
    """A text that is read as something else: a number, a moment in the format that it is read with."""
    k = i if column.unique else chance.randrange(365)
    moment = _START + timedelta(days=k, hours=chance.randrange(24), minutes=chance.randrange(60))
    if use.holds == "NUMBER":
        return str(k + 1 if column.unique else k % 100 + 1)
    if use.holds == "BOOLEAN":
        return "true" if k % 2 else "false"
    if use.form:
        if "%" in use.form:  # sqlglot has it as Python's, but for %f_three
            return moment.strftime(re.sub(r"%f(_[a-z]+)?", "000", use.form))
        form = re.sub(r"FF\d?", "000", use.form.upper().replace('"', ""))
        return moment.strftime(re.sub("|".join(_ELEMENTS), lambda found: _ELEMENTS[found[0]], form))
    if use.holds == "TIME":
        return moment.time().isoformat()
    return moment.date().isoformat() if use.holds == "DATE" else moment.isoformat(sep=" ")


def _text(type_: SqlType, column: SourceColumn, i: int, chance: random.Random) -> str:
    k = i + 1 if column.unique else chance.randint(1, 20)
    if type_.name == "BINARY":
        return f"{k:08X}"
    made = f"{column.name.lower()} {k}"
    if "email" in made:
        made = f"name{k}@example.com"
    length = type_.length or len(made)
    return made if len(made) <= length else str(k).rjust(length, "0")[-length:]
