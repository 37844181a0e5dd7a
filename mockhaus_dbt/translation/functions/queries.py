"""Table functions that read files or text: INFER_SCHEMA and TO_QUERY.

https://docs.snowflake.com/en/sql-reference/functions/infer_schema, .../to_query
"""

from __future__ import annotations

from typing import Any as AnyValue

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.translation.asking import ask, rows, value_of
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.functions.registry import Any, Call, Named, Node, Text, table_function
from mockhaus_dbt.translation.names import quote


@table_function(
    note="Types of CSV and JSON are inferred from all values; the names of JSON come in alphabetical order; KIND => "
    "'ICEBERG' is refused."
)
def infer_schema(
    call: Call,
    location: Text,
    file_format: Text | None = None,
    files: Node | None = None,
    ignore_case: Any = None,
    max_file_count: Any = None,
    max_records_per_file: Any = None,
    kind: Any = None,
) -> Source:
    """The columns that staged files hold.

    >>> SELECT COUNT(*) FROM TABLE(INFER_SCHEMA(LOCATION => '@~/no_such_file'))
    0
    """
    word = "STANDARD" if kind is None else str(value_of(call, kind, 7)).upper()
    if word != "STANDARD":
        raise UnsupportedError(f"INFER_SCHEMA with KIND => '{word}'")
    asked: dict[str, AnyValue] = {
        "file_format": None if file_format is None else value_of(call, file_format, 2),
        "files": None if files is None else _names(call, files),
        "ignore_case": ignore_case is not None and bool(value_of(call, ignore_case, 4)),
        "most_files": None if max_file_count is None else value_of(call, max_file_count, 5),
        "most_records": None if max_records_per_file is None else value_of(call, max_records_per_file, 6),
    }
    return rows(ask(call, str(value_of(call, location, 1)), asked))


@table_function
def validate(call: Call, table: Node, job_id: Text) -> Source:
    """The errors of a COPY INTO <table> of the past: ``_last`` or its query id.

    >>> SELECT 1 AS as_many_rows_as_errors
    1
    """
    parts = table.parts if isinstance(table, exp.Column) else [table]
    name = ".".join(quote(p.name) if p.args.get("quoted") else p.name for p in parts)
    return rows(ask(call, name, str(value_of(call, job_id, 2))))


def _names(call: Call, node: exp.Expr) -> list[str]:
    listed = node.expressions if isinstance(node, exp.Tuple) else [node.this if isinstance(node, exp.Paren) else node]
    return [str(value_of(call, call.compiler.expression(n, call.scope), 3)) for n in listed]


@table_function
def to_query(call: Call, sql: Text, *bindings: Named) -> Source:
    """The rows of a query that is given as text; ``:name`` in it stands for an argument of that name.

    >>> SELECT * FROM TABLE(TO_QUERY('SELECT 1 AS a UNION ALL SELECT 2'))
    1
    2
    >>> SELECT * FROM TABLE(TO_QUERY(SQL => 'SELECT :b || 1 AS a', b => 'x'))
    x1
    """
    compiler = call.compiler
    text = value_of(call, sql, 1)
    if not isinstance(text, str):
        raise call.wrong_value("NULL", "SQL")
    given: dict[str, AnyValue] = {}
    for i, node in enumerate(bindings, 2):
        given[node.this.name.upper()] = value_of(call, compiler.expression(node.expression, call.scope), i)
    statements = split_statements(text)
    if len(statements) != 1 or statements[0].name not in ("SELECT", "VALUES", "WITH"):
        raise call.wrong_value(text, "SQL")
    compiler.cacheable = False
    context = compiler.context
    around = context.bindings
    context.bindings = {**(around if isinstance(around, dict) else {}), **given}
    try:
        bound = compiler.query(statements[0].tree, Scope())
    finally:
        context.bindings = around
    columns = [SourceColumn(c.name, quote(p), c.type, c.nullable) for c, p in zip(bound.columns, bound.physical)]
    return Source(f"({bound.sql})", "", columns)
