"""Which queries COPY INTO <table> takes: a SELECT from one stage that makes one row of each record
(https://docs.snowflake.com/en/user-guide/data-load-transform#usage-notes).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.names import Context

#: the functions that its page names; those that convert and those that tell of the session are taken beside them.
_TAKEN = frozenset(
    """
    ARRAY_CONSTRUCT ARRAY_SIZE ASCII CEIL CHECK_JSON CHECK_XML CHR CHAR CONCAT CONVERT_TIMEZONE ENDSWITH
    EQUAL_NULL FLOOR GET GET_PATH HEX_DECODE_STRING HEX_ENCODE IFF IFNULL IS_ARRAY IS_BOOLEAN IS_DECIMAL
    IS_INTEGER IS_NULL_VALUE IS_OBJECT IS_TIME IS_TIMESTAMP_LTZ IS_TIMESTAMP_NTZ IS_TIMESTAMP_TZ LENGTH LEN LPAD
    LTRIM MD5 MD5_HEX NULLIF NVL NVL2 OBJECT_CONSTRUCT PARSE_IP PARSE_JSON PARSE_URL PARSE_XML RANDOM
    REGEXP_REPLACE REGEXP_SUBSTR REPLACE REVERSE RPAD RTRIM SPLIT SPLIT_PART STARTSWITH SUBSTR SUBSTRING TRIM
    TRY_HEX_DECODE_STRING UNICODE UUID_STRING XMLGET TO_ARRAY TO_OBJECT TO_VARIANT TO_DECFLOAT TRY_TO_DECFLOAT
    TO_JSON TO_XML TO_GEOGRAPHY TO_GEOMETRY TRY_TO_GEOGRAPHY TRY_TO_GEOMETRY CURRENT_DATE CURRENT_TIME
    CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP GETDATE SYSDATE SYSTIMESTAMP
    """.split()
)
#: what is parsed as something else than a call, by what Snowflake calls it.
_OTHERS: dict[type, str] = {exp.Extract: "EXTRACT", exp.StrPosition: "POSITION", exp.RegexpLike: "RLIKE"}
#: functions that fail where a text is none of what they read.
_READS = re.compile(
    "DATE|TIME|PARSE_JSON|TO_(DATE|TIME|TIMESTAMP(_[NLT]TZ)?|NUMBER|NUMERIC|DECIMAL|DOUBLE|BOOLEAN|BINARY)"
)
#: of these it takes no format.
_WITHOUT_FORMAT = ("TRY_TO_DATE", "TRY_TO_TIME")
#: clauses that a transformation cannot have. DISTINCT is let pass by Snowflake.
_REFUSED = ("with_", "joins", "laterals", "where", "group", "having", "qualify", "order", "limit", "offset", "windows")


def check_transformation(tree: Any) -> None:
    """See whether a query is one that COPY INTO takes.

    Args:
        tree: of the query.

    Raises:
        CompilationError: 002098, it filters, joins, sorts, aggregates or has another query in it; 002300, it calls a
            function that COPY does not take.
        UnsupportedError: a function has a format that COPY does not take.
    """
    simple = (
        isinstance(tree, exp.Select)
        and not any(tree.args.get(clause) for clause in _REFUSED)
        and not any(node is not tree for node in tree.find_all(exp.Query, exp.Window))
        and not any(_aggregates(call) for call in tree.find_all(exp.Func))
    )
    if not simple:
        raise error("copy_query")
    for call in tree.find_all(exp.Func):
        _check_function(call)


def check_clustering(key: str) -> None:
    """See whether the expressions of a clustering key are ones that a load of CSV files takes
    (https://docs.snowflake.com/en/user-guide/tables-clustering-keys).

    Args:
        key: of the table, as SHOW TABLES prints it.

    Raises:
        CompilationError: 002300, one calls a function that COPY does not take.
    """
    text = f"({key.removeprefix('LINEAR').strip()[1:-1]}, NULL)"
    for call in parse_expression(tokenize(text), text).find_all(exp.Func):
        _check_function(call)


def _check_function(call: Any) -> None:
    """See whether a function is one that COPY takes; what is no function of Snowflake's is a user's."""
    if not isinstance(call, exp.Anonymous):
        if type(call) in _OTHERS:
            raise error("copy_function", name=_OTHERS[type(call)])
        return
    name = call_name(call)
    if name in _WITHOUT_FORMAT and len(call.expressions) > 1:
        raise UnsupportedError(f"{name} with a format in COPY INTO <table>")
    known = None if name in _TAKEN else FUNCTIONS.get(name)
    if known is not None and known.category not in ("conversion", "context"):
        raise error("copy_function", name=name)


def _aggregates(call: Any) -> bool:
    if isinstance(call, exp.AggFunc):
        return True
    known = FUNCTIONS.get(call_name(call)) if isinstance(call, exp.Anonymous) else None
    return known is not None and known.kind in ("aggregate", "window")


def query_context(context: Context) -> Context:
    """In which a transformation is translated: what it converts itself is not read in the formats of DATE_FORMAT and
    DATE_INPUT_FORMAT and their kin; what the table's columns convert is."""
    automatic = dict.fromkeys((f"{kind}_INPUT_FORMAT" for kind in ("DATE", "TIME", "TIMESTAMP")), "AUTO")
    return replace(context, parameters={**context.parameters, **automatic})


def without_conversions(tree: Any) -> Any:
    """A query whose columns are taken before they are converted: what is cast, and the text that a function reads.

    Args:
        tree: of the query, which is changed.
    """
    for node in list(tree.expressions):
        held = node.this if isinstance(node, exp.Alias) else node
        bare = held
        while isinstance(bare, exp.Cast) or (isinstance(bare, exp.Anonymous) and _READS.fullmatch(call_name(bare))):
            bare = bare.expressions[0] if isinstance(bare, exp.Anonymous) else bare.this
        if bare is not held:
            held.replace(bare)
    return tree
