"""SHOW FUNCTIONS, USER FUNCTIONS, PROCEDURES.

https://docs.snowflake.com/en/sql-reference/sql/show-user-functions. Built-in functions are listed on the coverage page
of the documentation, not by SHOW.
"""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.information_schema.pictures import argument_types, overloads
from mockhaus_dbt.objects.listing import flag, read_listing
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.functions.registry import FUNCTIONS, Function
from mockhaus_dbt.translation.types import INTEGER, TIMESTAMP_LTZ, ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement

_TYPES = {"created_on": TIMESTAMP_LTZ, "min_num_arguments": INTEGER, "max_num_arguments": INTEGER}


def _heads(names: str) -> list[ResultColumn]:
    return [ResultColumn(n, _TYPES[n]) if n in _TYPES else ResultColumn(n) for n in names.split()]


_PROCEDURES = _heads(
    "created_on name schema_name is_builtin is_aggregate is_ansi min_num_arguments max_num_arguments arguments "
    "description catalog_name is_table_function valid_for_clustering is_secure secrets external_access_integrations"
)
_FUNCTIONS = [
    *_PROCEDURES,
    *map(ResultColumn, ("is_external_function", "language", "is_memoizable", "is_data_metric")),
]


@statement("SHOW USER FUNCTIONS")
def show_user_functions(session: Session, statement: Statement) -> QueryResult:
    """SHOW USER FUNCTIONS [LIKE pattern] [IN ...]: one row an overload."""
    return QueryResult.of(_FUNCTIONS, _rows(session, statement, "FUNCTION"))


@statement("SHOW FUNCTIONS")
def show_functions(session: Session, statement: Statement) -> QueryResult:
    """SHOW FUNCTIONS [LIKE pattern] [IN ...]: the built-in functions, unless IN names a database or schema, and the
    user-defined ones."""
    listing = read_listing(session, statement)
    known = [] if listing.named and listing.database else [f for f in sorted(FUNCTIONS.items()) if "." not in f[0]]
    rows: list[tuple[str, tuple[Any, ...]]] = [(name, _built_in(name, f)) for name, f in known]
    own = replace(listing, limit=None).objects(session, "FUNCTION")
    rows += [(o.name, _row(o, p)) for o in own for p in overloads(o)]
    return QueryResult.of(_FUNCTIONS, [row for _, row in listing.pick(rows, itemgetter(0))])


#: how Snowflake tells that there is no most of arguments.
_ANY_NUMBER = 2**31 - 1
#: Snowflake's types of our kinds of arguments; of others any will do.
_KINDS = {"Integer": "NUMBER", "Count": "NUMBER", "Number": "NUMBER", "Float": "FLOAT", "Text": "VARCHAR",
          "ConstantText": "VARCHAR", "Part": "VARCHAR", "Boolean": "BOOLEAN", "Date": "DATE", "Time": "TIME",
          "Timestamp": "TIMESTAMP", "Binary": "BINARY", "Variant": "VARIANT", "Array": "ARRAY",
          "Object": "OBJECT"}  # fmt: skip


def _built_in(name: str, function: Function) -> tuple[Any, ...]:
    types = ", ".join(_KINDS.get(p.kind, "ANY") for p in function.parameters)
    returns = "ANY" if function.returns in ("Expr", "Same", "Common") else function.returns
    most = _ANY_NUMBER if function.most is None else function.most
    told = (f"{name}({types}) RETURN {returns}", function.doc.split("\n\n")[0].replace("\n", " "))
    row = ("Y", flag(function.kind == "aggregate"), "N", function.least, most, *told, None)
    return (None, name, None, *row, flag(function.kind == "table"), "N", "N", "", "", "N", "SQL", "N", "N")


@statement("SHOW PROCEDURES", "SHOW USER PROCEDURES")
def show_procedures(session: Session, statement: Statement) -> QueryResult:
    """SHOW PROCEDURES [LIKE pattern] [IN ...]: one row an overload."""
    return QueryResult.of(_PROCEDURES, _rows(session, statement, "PROCEDURE"))


def _rows(session: Session, statement: Statement, kind: str) -> list[tuple[Any, ...]]:
    listing = read_listing(session, statement)
    return [_row(o, p) for o in listing.objects(session, kind) for p in overloads(o)]


def _argument(argument: Any) -> str:
    """An argument in the column ``arguments``."""
    if not isinstance(argument, dict):
        return str(argument[1]).split("(")[0]
    word = "OUT " if argument.get("out") else "DEFAULT " if argument.get("default") is not None else ""
    return word + str(argument["type"]).split("(")[0]


def _row(o: CatalogObject, p: dict[str, Any]) -> tuple[Any, ...]:
    arguments = argument_types(p)
    required = p.get("required", len(arguments))
    returns = str(p.get("returns", ""))
    types = ", ".join(map(_argument, p.get("arguments", ())))
    called = f"{o.name}({types}) RETURN {returns.split('(')[0] if 'TABLE' not in returns else returns}"
    word = "user-defined function" if o.kind == "FUNCTION" else "user-defined procedure"
    row = (
        o.created_on,
        o.name,
        o.schema,
        "N",
        flag(p.get("aggregate")),
        "N",
        required,
        len(arguments),
        called,
        o.comment or word,
        o.database,
        flag(p.get("table") or returns.upper().startswith("TABLE")),
        "N",
        flag(o.secure),
        p.get("secrets", ""),
        p.get("external_access_integrations", ""),
    )
    if o.kind != "FUNCTION":
        return row
    return (*row, "N", str(p.get("language", "SQL")).upper(), flag(p.get("memoizable")), "N")
