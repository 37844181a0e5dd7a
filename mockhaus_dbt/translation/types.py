"""Snowflake's data types: what they are called, how they combine, and how DuckDB stores them.

Follows https://docs.snowflake.com/en/sql-reference-data-types.

How each type is stored (its *physical* type):

==================  =======================================================================
NUMBER(p, 0)        BIGINT until a value needs more, then DECIMAL(38, 0) ("wide", DESIGN D8)
NUMBER(p, s)        DECIMAL(p, s)
FLOAT               DOUBLE
VARCHAR, BINARY     VARCHAR, BLOB
BOOLEAN DATE TIME   the same
TIMESTAMP_NTZ       TIMESTAMP (microseconds)
TIMESTAMP_LTZ       TIMESTAMP WITH TIME ZONE
TIMESTAMP_TZ        STRUCT(utc TIMESTAMP, offset_minutes SMALLINT)
VARIANT OBJECT      JSON, normalised on write: keys sorted, no blanks, marks where JSON is not enough (variants.py)
ARRAY MAP
INTERVAL ...        of years and months BIGINT, months; of days and times DECIMAL(38, 0), nanoseconds
==================  =======================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Context
from typing import Any, NamedTuple

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.collations import mixed

#: Python computes with 28 digits unless it is told.
ALL_DIGITS = Context(prec=80)
MAX_VARCHAR = 16777216
MAX_BINARY = 8388608


class Field(NamedTuple):
    """A part of a structured type: the element of an ARRAY, the key or the value of a MAP, a key of an OBJECT."""

    name: str
    type: SqlType
    nullable: bool = True

    def __str__(self) -> str:
        name = self.name and (self.name if self.name.isidentifier() else '"' + self.name.replace('"', '""') + '"')
        # Within a structured type a VARCHAR of the greatest length is shown without it.
        shown = self.type.name if self.type.length in (MAX_VARCHAR, MAX_BINARY) else str(self.type)
        return f"{name} {shown}".strip() + ("" if self.nullable else " NOT NULL")


@dataclass(frozen=True)
class SqlType:
    """A Snowflake type.

    Args:
        name: NUMBER, FLOAT, VARCHAR, BINARY, BOOLEAN, DATE, TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ,
            VARIANT, OBJECT, ARRAY, MAP, GEOGRAPHY, GEOMETRY, VECTOR, UUID, INTERVAL_YEAR_MONTH,
            INTERVAL_DAY_TIME, and for the compiler NULL and INTERVAL, of constants.
        precision: digits of a NUMBER, fractional digits of a TIME or TIMESTAMP.
        scale: digits of a NUMBER after the point; 0 for a VECTOR of INT, None for one of FLOAT.
        length: characters of a VARCHAR, bytes of a BINARY, elements of a VECTOR.
        collation: of a VARCHAR, such as ``en-ci``.
        fields: of a structured type: one of an ARRAY, key and value of a MAP, the keys of an OBJECT in their order.
    """

    name: str
    precision: int | None = None
    scale: int | None = None
    length: int | None = None
    collation: str | None = None
    fields: tuple[Field, ...] | None = None

    def __str__(self) -> str:
        """The type as DESCRIBE TABLE prints it: NUMBER(38,0), VARCHAR(16777216), TIMESTAMP_NTZ(9)."""
        if self.name == "NUMBER":
            return f"NUMBER({self.precision},{self.scale})"
        if self.name in ("VARCHAR", "BINARY"):
            return f"{self.name}({self.length})"
        if self.name == "TIME" or self.name.startswith("TIMESTAMP"):
            return f"{self.name}({self.precision})"
        if self.name == "VECTOR" and self.length is not None:
            return f"VECTOR({'FLOAT' if self.scale is None else 'INT'}, {self.length})"
        if self.fields is not None:
            return f"{self.name}({', '.join(map(str, self.fields))})"
        if self.is_interval:
            return self._interval()
        return self.name

    def _interval(self) -> str:
        first, last = INTERVAL_SPANS[self.length or 0]
        if first == last:
            fraction = f", {self.scale}" if first == "SECOND" else ""
            return f"INTERVAL {first}({self.precision}{fraction})"
        fraction = f"({self.scale})" if last == "SECOND" else ""
        return f"INTERVAL {first}({self.precision}) TO {last}{fraction}"

    @property
    def is_number(self) -> bool:
        return self.name == "NUMBER"

    @property
    def is_integer(self) -> bool:
        return self.name == "NUMBER" and self.scale == 0

    @property
    def is_numeric(self) -> bool:
        return self.name in ("NUMBER", "FLOAT")

    @property
    def is_text(self) -> bool:
        return self.name == "VARCHAR"

    @property
    def is_timestamp(self) -> bool:
        return self.name in ("TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ")

    @property
    def is_datetime(self) -> bool:
        return self.name in ("DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ")

    @property
    def is_interval(self) -> bool:
        """Whether values of the type are intervals; INTERVAL alone is that of constants."""
        return self.name in ("INTERVAL_YEAR_MONTH", "INTERVAL_DAY_TIME")

    @property
    def is_semistructured(self) -> bool:
        return self.name in ("VARIANT", "OBJECT", "ARRAY", "MAP")

    @property
    def is_structured(self) -> bool:
        return self.fields is not None

    @property
    def element(self) -> SqlType:
        """Of a structured ARRAY or MAP: the type of what it holds."""
        assert self.fields
        return self.fields[-1].type

    def entry(self) -> list[Any]:
        """The type as JSON can hold it; :func:`type_of_entry` reads it."""
        entry: list[Any] = [self.name, self.precision, self.scale, self.length, self.collation]
        if self.fields is not None:
            entry.append([[f.name, f.type.entry(), f.nullable] for f in self.fields])
        return entry

    @property
    def is_null(self) -> bool:
        return self.name == "NULL"

    def physical(self, wide: bool = False) -> str:
        """The DuckDB type that a column of this type is stored as.

        Args:
            wide: integers are held in DECIMAL(38, 0) rather than BIGINT.
        """
        if self.name == "NUMBER":
            if self.scale:
                return f"DECIMAL({self.precision},{self.scale})"
            return f"DECIMAL({max(self.precision or 38, 19)},0)" if wide else "BIGINT"
        return PHYSICAL[self.name]

    @property
    def field_id(self) -> int:
        """The type code that Snowflake's Python connector gives in ``cursor.description``."""
        return FIELD_IDS[self.name]

    @property
    def internal_size(self) -> int | None:
        return self.length if self.name in ("VARCHAR", "BINARY") else None

    def with_collation(self, collation: str | None) -> SqlType:
        return replace(self, collation=collation)


PHYSICAL = {
    "FLOAT": "DOUBLE",
    "VARCHAR": "VARCHAR",
    "BINARY": "BLOB",
    "BOOLEAN": "BOOLEAN",
    "DATE": "DATE",
    "TIME": "TIME",
    "TIMESTAMP_NTZ": "TIMESTAMP",
    "TIMESTAMP_LTZ": "TIMESTAMP WITH TIME ZONE",
    "TIMESTAMP_TZ": "STRUCT(utc TIMESTAMP, offset_minutes SMALLINT)",
    "VARIANT": "JSON",
    "OBJECT": "JSON",
    "ARRAY": "JSON",
    "MAP": "JSON",
    "GEOGRAPHY": "JSON",
    "GEOMETRY": "JSON",
    "FILE": "JSON",
    "UUID": "VARCHAR",
    "VECTOR": "DOUBLE[]",
    "INTERVAL": "INTERVAL",
    "INTERVAL_YEAR_MONTH": "BIGINT",
    "INTERVAL_DAY_TIME": "DECIMAL(38,0)",
    "NULL": "VARCHAR",
}

FIELD_IDS = {
    "NUMBER": 0,
    "FLOAT": 1,
    "VARCHAR": 2,
    "NULL": 2,
    "DATE": 3,
    "VARIANT": 5,
    "TIMESTAMP_LTZ": 6,
    "TIMESTAMP_TZ": 7,
    "TIMESTAMP_NTZ": 8,
    "OBJECT": 9,
    "ARRAY": 10,
    "BINARY": 11,
    "TIME": 12,
    "BOOLEAN": 13,
    "GEOGRAPHY": 14,
    "GEOMETRY": 15,
    "VECTOR": 16,
    "FILE": 18,
    "UUID": 2,
    "MAP": 17,
    "INTERVAL": 2,
    "INTERVAL_YEAR_MONTH": 19,
    "INTERVAL_DAY_TIME": 20,
}

#: the first and the last field of every interval type.
INTERVAL_SPANS = (
    ("YEAR", "YEAR"), ("YEAR", "MONTH"), ("MONTH", "MONTH"), ("DAY", "DAY"), ("DAY", "HOUR"), ("DAY", "MINUTE"),
    ("DAY", "SECOND"), ("HOUR", "HOUR"), ("HOUR", "MINUTE"), ("HOUR", "SECOND"), ("MINUTE", "MINUTE"),
    ("MINUTE", "SECOND"), ("SECOND", "SECOND"),
)  # fmt: skip


def vector(element: str, dimension: int) -> SqlType:
    """VECTOR(element, dimension).

    Raises:
        CompilationError: 002040 the element is neither INT nor FLOAT, or the dimension is not between 1 and 4096.
    """
    if element not in ("INT", "INTEGER", "FLOAT") or not 1 <= dimension <= 4096:
        raise error("unknown_type", name=f"VECTOR({element}, {dimension})")
    return SqlType("VECTOR", scale=None if element == "FLOAT" else 0, length=dimension)


def type_of_entry(entry: list[Any]) -> SqlType:
    """The type that :meth:`SqlType.entry` wrote."""
    if len(entry) <= 5:
        return SqlType(*entry)
    fields = tuple(Field(name, type_of_entry(kind), nullable) for name, kind, nullable in entry[5])
    return replace(SqlType(*entry[:5]), fields=fields)


def array_of(element: SqlType, nullable: bool = True) -> SqlType:
    """ARRAY(element)."""
    return SqlType("ARRAY", fields=(Field("", element, nullable),))


def map_of(key: SqlType, value: SqlType, nullable: bool = True) -> SqlType:
    """MAP(key, value)."""
    return SqlType("MAP", fields=(Field("", key), Field("", value, nullable)))


def number(precision: int = 38, scale: int = 0) -> SqlType:
    """NUMBER(precision, scale), precision held to Snowflake's 38."""
    return SqlType("NUMBER", min(precision, 38), scale)


def number_storage(digits: int) -> str:
    """Snowflake's name of the storage that so many digits take."""
    return f"SB{next(size for most, size in ((2, 1), (4, 2), (9, 4), (18, 8), (38, 16)) if digits <= most)}"


def varchar(length: int = MAX_VARCHAR) -> SqlType:
    """VARCHAR(length), held to Snowflake's 16777216."""
    return SqlType("VARCHAR", length=min(max(length, 0), MAX_VARCHAR))


INTEGER = number(38, 0)
FLOAT = SqlType("FLOAT")
VARCHAR = varchar()
BINARY = SqlType("BINARY", length=MAX_BINARY)
BOOLEAN = SqlType("BOOLEAN")
DATE = SqlType("DATE")
TIME = SqlType("TIME", 9)
TIMESTAMP_NTZ = SqlType("TIMESTAMP_NTZ", 9)
TIMESTAMP_LTZ = SqlType("TIMESTAMP_LTZ", 9)
TIMESTAMP_TZ = SqlType("TIMESTAMP_TZ", 9)
VARIANT = SqlType("VARIANT")
OBJECT = SqlType("OBJECT")
ARRAY = SqlType("ARRAY")
MAP = SqlType("MAP")
NULL = SqlType("NULL")
UUID = SqlType("UUID")
INTERVAL = SqlType("INTERVAL")

@dataclass(frozen=True)
class ResultColumn:
    """A column of a result.

    Args:
        name: as Snowflake heads it (``ID``, ``SUM(A)``).
        type: Snowflake type with precision, scale and length.
        nullable: whether a row can hold NULL here.
        named: whether a table made of the query may take the name: not that of an expression without alias.
    """

    name: str
    type: SqlType = VARCHAR
    nullable: bool = True
    named: bool = field(default=True, compare=False)


#: every spelling of a type -> the type without parameters. TIMESTAMP is resolved by TIMESTAMP_TYPE_MAPPING.
SPELLINGS: dict[str, SqlType] = {
    **dict.fromkeys(["NUMBER", "DECIMAL", "DEC", "NUMERIC"], INTEGER),
    **dict.fromkeys(["INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT"], INTEGER),
    **dict.fromkeys(["FLOAT", "FLOAT4", "FLOAT8", "DOUBLE", "DOUBLE PRECISION", "REAL"], FLOAT),
    **dict.fromkeys(["VARCHAR", "STRING", "TEXT", "VARCHAR2", "NVARCHAR", "NVARCHAR2", "CHAR VARYING",
                     "NCHAR VARYING", "CHARACTER VARYING"], VARCHAR),
    **dict.fromkeys(["CHAR", "CHARACTER", "NCHAR"], varchar(1)),
    **dict.fromkeys(["BINARY", "VARBINARY"], BINARY),
    **dict.fromkeys(["BOOLEAN", "BOOL"], BOOLEAN),
    "DATE": DATE,
    "TIME": TIME,
    **dict.fromkeys(["DATETIME", "TIMESTAMP_NTZ", "TIMESTAMPNTZ", "TIMESTAMP WITHOUT TIME ZONE"], TIMESTAMP_NTZ),
    **dict.fromkeys(["TIMESTAMP_LTZ", "TIMESTAMPLTZ", "TIMESTAMP WITH LOCAL TIME ZONE"], TIMESTAMP_LTZ),
    **dict.fromkeys(["TIMESTAMP_TZ", "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"], TIMESTAMP_TZ),
    "VARIANT": VARIANT,
    "OBJECT": OBJECT,
    "ARRAY": ARRAY,
    "MAP": MAP,
    "GEOGRAPHY": SqlType("GEOGRAPHY"),
    "GEOMETRY": SqlType("GEOMETRY"),
    "VECTOR": SqlType("VECTOR"),
    "FILE": SqlType("FILE"),
    "UUID": SqlType("UUID"),
}

_TEMPORAL_ORDER = ("DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ")


def parse_type(name: str, parameters: tuple[int, ...] = (), timestamp_mapping: str = "TIMESTAMP_NTZ") -> SqlType | None:
    """The type that a spelling such as ``NUMBER`` with parameters such as ``(10, 2)`` names.

    Args:
        name: the words of the type, in any case, single blanks between them.
        parameters: the numbers in brackets.
        timestamp_mapping: the session's TIMESTAMP_TYPE_MAPPING.

    Returns:
        the type, or None where Snowflake has no type of that name.

    Raises:
        CompilationError: 002040, it does not take such parameters.
    """
    name = name.upper()
    if name == "TIMESTAMP":
        name = timestamp_mapping
    base = SPELLINGS.get(name)
    return base if base is None or not parameters else with_parameters(base, name, parameters)


#: spellings of NUMBER(38,0) that take no parameters.
_WHOLE = frozenset("INT INTEGER BIGINT SMALLINT TINYINT BYTEINT".split())


def with_parameters(base: SqlType, name: str, parameters: tuple[int, ...]) -> SqlType:
    """A type with what stands in brackets behind it.

    Args:
        base: the type without.
        name: as it was spelled.
        parameters: the numbers, at least one.

    Raises:
        CompilationError: 002040, the type does not take them.
    """
    first, more = parameters[0], parameters[1:]
    if base.name == "NUMBER" and name not in _WHOLE and len(more) <= 1:
        scale = more[0] if more else 0
        if 1 <= first <= 38 and 0 <= scale <= min(first, 37):
            return number(first, scale)
    elif base.name in ("VARCHAR", "BINARY") and not more:
        if 1 <= first <= (134217728 if base.name == "VARCHAR" else 67108864):
            return replace(base, length=first)
    elif base.precision is not None and base.name != "NUMBER" and not more:
        if first <= 9:
            return replace(base, precision=first)
    elif base.name == "FLOAT" and not more:
        return base
    raise error("unknown_type", name=f"{name}({','.join(map(str, parameters))})")


def common_type(types: list[SqlType]) -> SqlType | None:
    """The type that values of these types take together in CASE, COALESCE, UNION, VALUES, IN.

    Returns:
        the type, or None where Snowflake would refuse to mix them.
    """
    seen = [t for t in types if not t.is_null]
    if not seen:
        return NULL
    result = seen[0]
    for other in seen[1:]:
        if other == result:
            continue
        mixed = _common(result, other)
        if mixed is None:
            return None
        result = mixed
    return result


def crowded(types: list[SqlType], common: SqlType) -> bool:
    """Whether NUMBERs need more than 38 digits together.

    Snowflake keeps the digits behind the point then, DuckDB those before it.

    Args:
        types: of the values.
        common: what :func:`common_type` says of them.
    """
    scale = common.scale or 0
    if not common.is_number or not scale or common.precision != 38:
        return False
    # A NUMBER(p, 0) is a BIGINT, or has at least as many digits as one.
    widths = [(t.precision or 38) - t.scale if t.scale else max(t.precision or 38, 19) for t in types if t.is_number]
    return max(widths) > 38 - scale


def loses(source: SqlType, target: SqlType) -> bool:
    """Whether a conversion of one type to another can change a value rather than fail: 1.5 that becomes 2."""
    if target.is_null or source.is_null or source.name == target.name:
        return (source.scale or 0) > (target.scale or 0) if target.is_number and source.is_number else False
    if target.is_number:
        return source.name != "BOOLEAN"
    if target.name == "FLOAT":
        return not source.is_numeric
    if target.is_datetime:
        return source.name != "DATE" or not target.is_timestamp
    return target.name == "BOOLEAN" and not source.is_text


def _common(a: SqlType, b: SqlType) -> SqlType | None:
    names = {a.name, b.name}
    if a.fields is not None or b.fields is not None:
        return _common_structured(a, b)
    if names == {"NUMBER"}:
        scale = max(a.scale or 0, b.scale or 0)
        whole = max((a.precision or 38) - (a.scale or 0), (b.precision or 38) - (b.scale or 0))
        return number(whole + scale, scale)
    if names == {"NUMBER", "FLOAT"}:
        return FLOAT
    if len(names) == 1 and a.name in ("VARCHAR", "BINARY"):
        return replace(a, length=max(a.length or 0, b.length or 0), collation=mixed([a.collation, b.collation]))
    if names <= set(_TEMPORAL_ORDER):
        winner = max(a, b, key=lambda t: _TEMPORAL_ORDER.index(t.name))
        return replace(winner, precision=None if winner.name == "DATE" else max(a.precision or 0, b.precision or 0))
    if names == {"VECTOR"}:
        return None  # two that differ
    if len(names) == 1 and a.is_interval:
        from mockhaus_dbt.translation.interval_types import joined

        return joined(a, b)
    if len(names) == 1:
        return a if (a.precision or 0) >= (b.precision or 0) else b
    if "VARIANT" in names:
        return VARIANT
    if "VARCHAR" in names:
        # A string takes the type of what it is mixed with; Snowflake converts it, or fails on its value.
        other = b if a.name == "VARCHAR" else a
        if other.name == "NUMBER":
            return _common(number(18, 5), other)
        return None if other.is_semistructured else other
    if names == {"BOOLEAN", "NUMBER"}:
        return BOOLEAN
    return None


def _common_structured(a: SqlType, b: SqlType) -> SqlType | None:
    """The structured type that both can be coerced to; a semi-structured value never is."""
    if not coercible(b, a):
        return None
    assert a.fields is not None and b.fields is not None
    fields = []
    for x, y in zip(a.fields, b.fields):
        mixed = _common(x.type, y.type) if x.type != y.type else x.type
        if mixed is None:
            return None
        fields.append(Field(x.name, mixed, x.nullable or y.nullable))
    return replace(a, fields=tuple(fields))


def coercible(source: SqlType, target: SqlType) -> bool:
    """Whether a value of a structured type, or of a part of one, is converted to another type without a cast.

    https://docs.snowflake.com/en/sql-reference/data-types-structured#implicit-casting-a-value-coercion
    """
    if source == target or source.is_null:
        return True
    if source.fields is not None or target.fields is not None:
        if source.name != target.name or source.fields is None or target.fields is None:
            return False
        if len(source.fields) != len(target.fields):
            return False
        return all(x.name == y.name and coercible(x.type, y.type) for x, y in zip(source.fields, target.fields))
    zones = {"TIMESTAMP_LTZ", "TIMESTAMP_TZ"}
    if source.is_numeric and target.is_numeric:
        return True
    return source.name == target.name or {source.name, target.name} == zones
