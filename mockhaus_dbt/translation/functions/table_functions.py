"""Table functions (https://docs.snowflake.com/en/sql-reference/functions-table)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any as AnyValue

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import casts_structured
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import Source, SourceColumn
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.functions.context import last_query_id
from mockhaus_dbt.translation.functions.registry import Any, Call, Constant, Node, Text, table_function
from mockhaus_dbt.translation.functions.semistructured import path_keys
from mockhaus_dbt.translation.rewrites import variant_paths
from mockhaus_dbt.translation.rewrites.flatten import Flattened, names_used
from mockhaus_dbt.translation.rewrites.from_ import Unnested
from mockhaus_dbt.translation.rewrites.literals import sequence as sequence_of


def _path_text(keys: list[str | int]) -> str:
    """A path as PATH prints it: ``a.b[0]['x y']``."""
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f"[{key}]"
        elif re.fullmatch(r"[A-Za-z_][A-Za-z0-9_$]*", key):
            text += f".{key}" if text else key
        else:
            text += f"['{key}']"
    return text


def _truth(call: Call, value: AnyValue, name: str) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise call.wrong_value(value, name)
    return value


@table_function
def getnextval(call: Call, sequence: Node) -> Unnested:
    """The next value of a sequence for every row of the query, in the column NEXTVAL.

    >>> SELECT s.NEXTVAL FROM TABLE(GETNEXTVAL(my_sequence)) s
    1
    """
    if not isinstance(sequence, exp.Column):
        raise call.wrong_value(sequence.sql(), "SEQUENCE")
    compiler = call.compiler
    parts = tuple(compiler.identifier(p) for p in sequence.parts)
    physical = sequence_of(compiler, parts)
    if physical is None:
        raise error("kind_missing", kind="Sequence", name=".".join(parts))
    return Unnested(f"[CAST(nextval({literal(physical)}) AS BIGINT)]", (("NEXTVAL", "", t.INTEGER),))


@table_function
def flatten(
    call: Call,
    input: Any,
    path: Constant = "",
    outer: Constant = False,
    recursive: Constant = False,
    mode: Constant = "BOTH",
) -> Unnested:
    """One row for each element of an array or object.

    >>> SELECT f.index, f.value FROM TABLE(FLATTEN(input => PARSE_JSON('["a","b"]'))) f
    0 | "a"
    1 | "b"
    >>> SELECT f.key, f.path FROM TABLE(FLATTEN(PARSE_JSON('{"a":[1,{"x y":2}]}'), RECURSIVE => TRUE)) f
    a | a
    NULL | a[0]
    NULL | a[1]
    x y | a[1]['x y']
    >>> SELECT f.index, f.this FROM TABLE(FLATTEN(PARSE_JSON('[]'), OUTER => TRUE)) f
    NULL | []
    """
    if not (input.type.is_semistructured or input.is_null):
        call.arguments[:] = [input]
        raise call.wrong_types()
    word = str(mode).upper()
    if word not in ("BOTH", "ARRAY", "OBJECT"):
        raise call.wrong_value(mode, "MODE")
    text = "" if path is None else str(path)
    # DuckDB gives a NULL that it knows of no type; any scalar unfolds to nothing as well.
    missing = input.is_null or input.sql == "CAST(NULL AS JSON)"
    value = Expr("CAST('0' AS JSON)", t.VARIANT) if missing else input
    if text:
        keys = path_keys(text)
        if keys is None:
            raise call.wrong_value(path, "PATH")
        value, text = variant_paths.extract(value, keys, call.compiler), _path_text(keys)
    deep = _truth(call, recursive, "RECURSIVE")
    typed = None
    if value.type.is_structured:
        typed = None if deep or value.type.name == "OBJECT" else _typed(call, value.type)
        value = call.cast(value, t.VARIANT).but(type=t.ARRAY if value.type.name == "ARRAY" else t.OBJECT)
    asked = Flattened(value, text, word, _truth(call, outer, "OUTER"), deep, typed)
    return asked.rows(names_used(call.node))


def _typed(call: Call, type_: t.SqlType) -> Callable[[str, str], Expr]:
    """How the keys and values of a structured ARRAY or MAP are read."""

    def read(column: str, sql: str) -> Expr:
        if column == "KEY":
            key = Expr(sql, t.VARCHAR)
            return call.cast(key, type_.fields[0].type) if type_.name == "MAP" and type_.fields else key
        return casts_structured.part(call.compiler, sql, type_.element)

    return read


def _pieces(call: Call, list_sql: str, text: Expr) -> Unnested:
    used = names_used(call.node)
    rows = f"list_transform({list_sql}, lambda _x, _n: {{'i': CAST(_n AS BIGINT), 'v': _x}})"
    return Unnested(
        f"CASE WHEN {text} IS NULL THEN [] ELSE {rows} END",
        (("INDEX", "i", t.INTEGER), ("VALUE", "v", t.VARCHAR)),
        ordinal="SEQ" if used is None or "SEQ" in used else "",
        drops=True,
    )


@table_function
def split_to_table(call: Call, text: Text, delimiter: Text) -> Unnested:
    """One row for each piece of a text between delimiters; INDEX counts from 1.

    >>> SELECT index, value FROM TABLE(SPLIT_TO_TABLE('a.b', '.'))
    1 | a
    2 | b
    """
    # DuckDB splits at every character where the delimiter is empty; Snowflake does not split then.
    split = f"CASE WHEN {delimiter} = '' THEN [{text.sql}] ELSE string_split({text.sql}, {delimiter.sql}) END"
    if delimiter.constant:
        split = f"string_split({text.sql}, {delimiter.sql})"
    return _pieces(call, split, text)


@table_function
def strtok_split_to_table(call: Call, text: Text, delimiters: Text | None = None) -> Unnested:
    """One row for each token of a text; each character of the second argument separates tokens.

    >>> SELECT index, value FROM TABLE(STRTOK_SPLIT_TO_TABLE('a.b  c', '. '))
    1 | a
    2 | b
    3 | c
    """
    separators = literal(" ") if delimiters is None else str(delimiters)
    first = f"left({separators}, 1)"
    single = f"translate({text.sql}, {separators}, repeat({first}, length({separators})))"
    tokens = f"list_filter(string_split({single}, {first}), lambda _w: _w <> '')"
    listed = f"CASE WHEN {separators} = '' THEN list_filter([{text.sql}], lambda _w: _w <> '') ELSE {tokens} END"
    return _pieces(call, listed, text)


def _whole(call: Call, value: Expr | None, name: str) -> int | None:
    """A constant that is not negative, None for NULL; expressions of constants are computed now."""
    if value is None or value.is_null:
        return None
    number = value.constant
    run = call.compiler.context.run
    of_rows = any(column.sql in value.sql for source in call.scope.sources for column in source.columns)
    if number is None and value.type.is_integer and not (value.volatile or value.aggregate or of_rows or run is None):
        number = run(f"SELECT {value.sql}")[0][0]
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise call.wrong_value(value.sql if number is None else number, name)
    return number


#: rows that GENERATOR makes in a second of its TIMELIMIT.
_ROWS_A_SECOND = 1_000_000


@table_function(remark="The documentation leaves open how many rows a second of TIMELIMIT gives: here a million.")
def generator(call: Call, rowcount: Any = None, timelimit: Any = None) -> Source:
    """As many rows as ROWCOUNT says or as TIMELIMIT, in seconds, leaves time for, without columns.

    >>> SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 5))
    5
    >>> SELECT COUNT(*) FROM TABLE(GENERATOR())
    0
    >>> SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => NULL))
    0
    >>> SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 3, TIMELIMIT => 10))
    3
    >>> SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 2 * 3))
    6
    >>> SELECT COUNT(seq4()) > 0 FROM TABLE(GENERATOR(TIMELIMIT => 1)) v
    true
    """
    counted, seconds = _whole(call, rowcount, "ROWCOUNT"), _whole(call, timelimit, "TIMELIMIT")
    limits = [n for n in (counted, None if seconds is None else seconds * _ROWS_A_SECOND) if n is not None]
    rows = min(limits, default=0)
    # SEQ1 to SEQ8 count by this column, which no statement can name.
    return Source(f"range({rows})", "", [SourceColumn("$ROW", "range", t.INTEGER, False, hidden=True)])


@table_function
def result_scan(call: Call, query_id: Any = None) -> Source:
    """The result of an earlier statement as a table: of an id, a number as LAST_QUERY_ID takes it, or the last one.

    >>> SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 1))
    1
    """
    compiler = call.compiler
    compiler.cacheable = False
    context = compiler.context
    if context.result_scan is None:
        raise UnsupportedError("RESULT_SCAN here")
    if query_id is None or isinstance(query_id.constant, int):
        query_id = last_query_id(call, query_id)
    wanted = query_id.constant
    if not isinstance(wanted, str):
        if context.run is None:
            raise error("argument_value", value=query_id.sql, name="QUERY_ID", function=call.name)
        wanted = context.run(f"SELECT {cast(compiler, query_id, t.VARCHAR).sql}")[0][0]
    relation = context.result_scan(str(wanted))
    return Source(relation.sql, "", [SourceColumn(c.name, c.sql, c.type, c.nullable) for c in relation.columns])
