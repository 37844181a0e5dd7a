"""One JSON object on a line, read straight into columns: by DuckDB's reader, which parses each line once.

That reader lets through what Snowflake refuses (keys that it was not asked for, commas behind the last element, NaN),
and it rounds numbers in its own way. A look at the bytes and a condition on every row tell where it could matter: the
file is then read in another way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mockhaus_dbt.ingestion.file_formats.base import Ahead, Field, Reading, Rows, named
from mockhaus_dbt.ingestion.file_formats.json_scan import Look, Looker
from mockhaus_dbt.ingestion.file_formats.moments import DATE, in_format, moment_format, sound
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.functions.semistructured import normalised, repeated
from mockhaus_dbt.translation.types import VARCHAR, VARIANT, SqlType

#: documents up to this size go through DuckDB's reader; longer lines are not looked at here.
LARGEST = 16_777_216
#: objects of more shapes, or with more fields, are read in another way.
_MOST_SHAPES, _MOST_KEYS = 10_000, 1_000
#: digits of what may be a number that is not exact as DOUBLE.
_LONG = "[0-9.]{17}"
#: whole numbers to this one are exact as DOUBLE.
_EXACT = 9_007_199_254_740_991


def documents(path: Path) -> str:
    """DuckDB text of the documents of a file, as ``json``."""
    return (
        f"read_ndjson_objects({named(path)}, hive_partitioning=false, compression='uncompressed', "
        f"maximum_object_size={LARGEST})"
    )


def read_columns(
    reading: Reading,
    path: Path,
    looker: Looker,
    look: Look,
    wanted: Callable[[list[str]], Mapping[str, SqlType]],
    null_if: Sequence[str],
    ahead: Ahead | None = None,
) -> Rows | None:
    """The fields of the objects as columns, each under its own name.

    Args:
        reading: the file.
        path: its content, uncompressed.
        looker: has looked at its beginning at least.
        look: what that has shown.
        wanted: gives types by key; other fields are VARIANT.
        null_if: texts that become NULL afterwards.
        ahead: goes on with the look; the objects are to have the same fields then, all of them.

    Returns:
        the rows, which are an error where the file is not what it looked like; None where it is for other readers.
    """
    if look.odd or not looker.first_objects or any(map(_COULD_BE_A_VALUE.match, null_if)):
        return None
    rows = looker.first_objects
    keys = list(dict.fromkeys(key for row in rows for key in row))
    lines = look.objects
    same = ahead is not None or (lines >= 0 and look.lines in (None, lines))
    full = same and not (look.nulls or reading.gaps)
    if not full:
        found = _all_keys(reading, path)
        if found is None:
            return None
        keys = found
    if not keys or len({key.lower() for key in keys}) != len(keys):
        return None
    types = wanted(keys)
    values = {key: [row[key] for row in rows if row.get(key) is not None] for key in keys}
    moments = moment_format(values[key] for key, type_ in types.items() if type_.name == "TIMESTAMP_NTZ")
    columns = [_column(f"f.{_quoted(key)}", types.get(key), values[key], moments) for key in keys]
    numbers = [
        key
        for key, column in zip(keys, columns, strict=True)
        if column.read == "JSON" and _holds_numbers(types.get(key))
    ]
    if numbers and _long_numbers(reading, path, looker.first_lines, numbers):
        return None
    names = [f"f.{_quoted(key)}" for key in keys]
    if full:
        # As many keys as there could be: then there are no others, and none of them is missing. What holds of a value
        # does not hold of NULL. Lines that were not counted are counted by the load, which has to find as many. Where
        # quotes were counted, no value may have fewer of them than those of the sample.
        conditions = [column.condition or f"{name} IS NOT NULL" for name, column in zip(names, columns, strict=True)]
        if look.quotes_of_each:
            told = zip(keys, names, columns, strict=True)
            conditions += [_as_quoted(name, values[key]) for key, name, column in told if column.read == "JSON"]
    else:
        conditions = [
            f"({name} IS NULL OR ({column.condition}))"
            for name, column in zip(names, columns, strict=True)
            if column.condition
        ]
    shape = ", ".join(f"{literal(key)}: {literal(column.read)}" for key, column in zip(keys, columns, strict=True))
    source = (
        f"read_json({named(path)}, hive_partitioning=false, "
        f"format='newline_delimited', records='true', columns={{{shape}}}, "
        f"compression='uncompressed', maximum_object_size={LARGEST}, dateformat='%Y-%m-%d'"
        + (f", timestampformat={literal(moments)}" if moments else "") + ")"
    )
    shown = ", ".join(f"{column.value} AS c{i + 1}" for i, column in enumerate(columns))
    where = f" WHERE CASE WHEN {' AND '.join(conditions)} THEN true ELSE error('json') END" if conditions else ""
    fields = [Field(key, f"c{i + 1}", column.type) for i, (key, column) in enumerate(zip(keys, columns, strict=True))]
    sql = f"(SELECT {shown} FROM {source} AS f{where})"
    made = Rows(sql, tuple(fields), typed=True, reads=path, records=look.lines or 0)
    made.ahead = ahead
    made.lines = lines if full and ahead is None else None
    made.otherwise = "gaps" if full else ""
    made.without_nulls = not look.escapes and all("\\" in value for value in null_if)
    return made


def _holds_numbers(type_: SqlType | None) -> bool:
    return type_ is not None and (type_.name == "NUMBER" or type_.is_semistructured)


def _long_numbers(reading: Reading, path: Path, sample: bytes, keys: list[str]) -> bool:
    """Whether there may be numbers of these keys, or within their values, with more digits than DuckDB keeps where it
    reads a column of JSON, or with an exponent, which it spells out: they are DOUBLEs in a VARIANT. So there may be in
    a file that cannot be read.
    """
    plain = all(re.fullmatch(r"[A-Za-z0-9_]+", key) for key in keys)
    before = rf'"(?:{"|".join(keys)})"\s*:\s*(?:[\[{{](?:.*[:,\[])?\s*)?' if plain else r"[:,\[]\s*"
    pattern = f"{before}-?(?:{_LONG}|[0-9.]+[eE][-+]?[0-9])"
    if re.search(pattern.encode(), sample):
        return True
    found = f"SELECT 1 FROM {documents(path)} WHERE regexp_matches(json, {literal(pattern)}) LIMIT 1"
    return reading.attempt(found) != []


def _all_keys(reading: Reading, path: Path) -> list[str] | None:
    """The keys of the file's objects; None where one has a key twice, they are too many, or it cannot be read."""
    found = reading.attempt(f"SELECT DISTINCT json_keys(json) FROM {documents(path)} LIMIT {_MOST_SHAPES + 1}")
    if found is None:
        return None
    keys: dict[str, None] = {}
    for (names,) in found:
        if names is None or len(set(names)) != len(names):
            return None
        keys.update(dict.fromkeys(names))
    return list(keys) if len(found) <= _MOST_SHAPES and len(keys) <= _MOST_KEYS else None


@dataclass
class _Column:
    """How a field is read.

    Args:
        read: the type that DuckDB's reader makes of it.
        value: what is made of that.
        type: Snowflake's type of it.
        condition: holds where both are as Snowflake has it; of NULL it is NULL.
    """

    read: str
    value: str
    type: SqlType
    condition: str = ""


def _column(name: str, type_: SqlType | None, sample: list[Any], moments: str) -> _Column:
    kinds = {type(value) for value in sample}
    if type_ is not None:
        found = _typed(name, type_, sample, kinds, moments)
        if found is not None:
            return found
    within = f"NOT regexp_matches({name}, '(?i)nan|inf') AND NOT {repeated(name)}"
    fine = f"CASE WHEN left({name}, 1) IN ('[', '{{') THEN {within} ELSE lower({name}) NOT IN ({_NO_NUMBERS}) END"
    made = f"CASE WHEN {name} IS NOT NULL THEN CAST({normalised(name)} AS JSON) END"
    return _Column("JSON", made, VARIANT, fine)


def _typed(name: str, type_: SqlType, sample: list[Any], kinds: set[type], moments: str) -> _Column | None:
    """A field read as what its column holds; None where it has to be converted from JSON."""
    if type_.is_text:
        plain = kinds <= {str} and not any(map(_COULD_BE_A_VALUE.match, sample))
        return _Column("VARCHAR", name, VARCHAR, _text_only(name, sample)) if plain else None
    if type_.name == "NUMBER" and kinds <= {int, float}:
        return _number(name, type_, sample)
    if type_.name == "FLOAT" and kinds <= {int, float}:
        return _Column("DOUBLE", name, type_, f"isfinite({name})")
    if type_.name == "BOOLEAN" and kinds <= {bool}:
        return _Column("BOOLEAN", name, type_)
    if type_.name == "DATE" and kinds <= {str} and all(map(DATE.fullmatch, sample)):
        return _Column("DATE", name, type_, sound(name, "DATE"))
    if type_.name == "TIMESTAMP_NTZ" and in_format(sample, moments):
        return _Column("TIMESTAMP", name, type_, sound(name, "TIMESTAMP"))
    return None


def _as_quoted(name: str, sample: list[Any]) -> str:
    """Whether a field of JSON is quoted as all of its sample is."""
    return f"left({name}, 1) = '\"'" if isinstance(sample[0], str) else f"NOT contains({name}, '\"')"


def _text_only(name: str, sample: list[str]) -> str:
    """Whether DuckDB has made no text of another value; few texts look like one. A quick check comes first: texts often
    begin with the same few letters."""
    usual = (f"{name} BETWEEN '{a}' AND '{z}~' OR " for a, z in _LETTERS if all(a <= text[:1] <= z for text in sample))
    return (
        f"({next(usual, '') if sample else ''}(({name} < '[' OR {name} >= '\\') AND ({name} < '{{' OR {name} >= '|') "
        f"AND (strlen({name}) > 8 OR lower({name}) NOT IN ('true', 'false', {_NO_NUMBERS})) "
        f"AND ({name} < '-' OR {name} > ':' OR TRY_CAST({name} AS DOUBLE) IS NULL)))"
    )


def _number(name: str, type_: SqlType, sample: list[Any]) -> _Column | None:
    """A number as DOUBLE, which is exact where it comes to the same again; DuckDB's reader would round it."""
    precision = type_.precision or 38
    if type_.scale:
        made = f"CAST({name} AS DECIMAL({precision},{type_.scale}))"
        same = f"round({name} * 1e{type_.scale}) / 1e{type_.scale} = {name}"
        return _Column("DOUBLE", made, type_, same) if precision <= 15 else None
    most = min(10**precision - 1, _EXACT)
    if not all(abs(value) <= most and value == int(value) for value in sample):
        return None
    whole = f"{name} BETWEEN -{most} AND {most} AND {name} = trunc({name})"
    return _Column("DOUBLE", f"CAST({name} AS BIGINT)", type_, whole)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


#: what DuckDB's parser takes for numbers, and JSON does not know.
_NO_NUMBERS = "'nan', 'inf', 'infinity', '-nan', '-inf', '-infinity'"
#: no number begins with one of these, nor does true or false.
_LETTERS = tuple(zip("AGJOUagjou", "EHMSZehmsz", strict=True))
#: a text that a value of another type could have.
_COULD_BE_A_VALUE = re.compile(r"\s*[-+.\d\[{]|true$|false$|nan$|inf", re.IGNORECASE)
