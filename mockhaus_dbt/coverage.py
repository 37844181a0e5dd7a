"""What Mockhaus covers of Snowflake, read from the code: ``python -m mockhaus_dbt.coverage`` writes docs/coverage.md.

Each function, statement and parameter has one state: exact, approximate (with what differs), accepted without effect,
or refused.
"""

from __future__ import annotations

import difflib
import doctest
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlglot import exp

from mockhaus_dbt import executor, loading_page, parameters, statements
from mockhaus_dbt.information_schema.view_texts import refused_views, views_of
from mockhaus_dbt.translation.functions.catalogue import documented
from mockhaus_dbt.translation.functions.registry import FUNCTIONS, Function
from mockhaus_dbt.translation.names import SNOWFLAKE_SCHEMAS
from mockhaus_dbt.translation.rewrites.registry import REWRITES
from mockhaus_dbt.translation.statement_names import KNOWN_OBJECTS
from mockhaus_dbt.translation.translator import SnowflakeToDuckDBTranslator

PAGE = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"

#: statements of Snowflake's reference that people write; those that are missing from the table are refused.
KNOWN_STATEMENTS = """
ALTER DATABASE|ALTER DYNAMIC TABLE|ALTER EXTERNAL TABLE|ALTER FILE FORMAT|ALTER FUNCTION|ALTER ICEBERG TABLE
ALTER MATERIALIZED VIEW|ALTER PIPE|ALTER PROCEDURE|ALTER ROLE|ALTER SCHEMA|ALTER SEQUENCE|ALTER SESSION|ALTER STAGE
ALTER STREAM|ALTER TABLE|ALTER TAG|ALTER TASK|ALTER USER|ALTER VIEW|ALTER WAREHOUSE|BEGIN|CALL|CALL WITH|COMMENT ON
COMMIT|COPY FILES|COPY INTO|CREATE DATABASE|CREATE DYNAMIC TABLE|CREATE EXTERNAL FUNCTION|CREATE EXTERNAL TABLE
CREATE FILE FORMAT|CREATE FUNCTION|CREATE ICEBERG TABLE|CREATE MASKING POLICY|CREATE MATERIALIZED VIEW|CREATE PIPE
CREATE PROCEDURE|CREATE ROLE|CREATE ROW ACCESS POLICY|CREATE SCHEMA|CREATE SEQUENCE|CREATE STAGE|CREATE STREAM
CREATE TABLE|CREATE TAG|CREATE TASK|CREATE USER|CREATE VIEW|CREATE WAREHOUSE|DELETE|DESCRIBE FILE FORMAT
DESCRIBE FUNCTION|DESCRIBE STAGE|DESCRIBE TABLE|DESCRIBE VIEW|DROP DATABASE|DROP DYNAMIC TABLE|DROP FILE FORMAT
DROP FUNCTION|DROP MATERIALIZED VIEW|DROP PIPE|DROP PROCEDURE|DROP ROLE|DROP SCHEMA|DROP SEQUENCE|DROP STAGE
DROP STREAM|DROP TABLE|DROP TAG|DROP TASK|DROP USER|DROP VIEW|DROP WAREHOUSE|EXECUTE IMMEDIATE|EXECUTE TASK|EXPLAIN
GET|GRANT|INSERT|INSERT ALL|INSERT FIRST|INSERT OVERWRITE|LIST|MERGE|PUT|REMOVE|REVOKE|ROLLBACK|SELECT|SET
SHOW COLUMNS|SHOW DATABASES|SHOW DYNAMIC TABLES|SHOW FILE FORMATS|SHOW FUNCTIONS|SHOW GRANTS|SHOW MATERIALIZED VIEWS
SHOW OBJECTS|SHOW PARAMETERS|SHOW PIPES|SHOW PRIMARY KEYS|SHOW PROCEDURES|SHOW ROLES|SHOW SCHEMAS|SHOW SEQUENCES
SHOW STAGES|SHOW STREAMS|SHOW TABLES|SHOW TAGS|SHOW TASKS|SHOW TRANSACTIONS|SHOW USER FUNCTIONS|SHOW USERS
SHOW VARIABLES|SHOW VIEWS|SHOW WAREHOUSES|TRUNCATE TABLE|UNDROP DATABASE|UNDROP SCHEMA|UNDROP TABLE|UNSET|UPDATE
USE DATABASE|USE ROLE|USE SCHEMA|USE SECONDARY ROLES|USE WAREHOUSE
"""

#: statements that change no result here, and what comes of them.
ACCEPTED_STATEMENTS = {
    **dict.fromkeys(
        ["CREATE WAREHOUSE", "ALTER WAREHOUSE", "DROP WAREHOUSE", "USE WAREHOUSE"],
        "recorded and shown; everything runs on this machine",
    ),
    **dict.fromkeys(["GRANT", "REVOKE"], "recorded and shown; access is not enforced"),
    **dict.fromkeys(["USE ROLE", "USE SECONDARY ROLES"], "sets what CURRENT_ROLE gives; access is not enforced"),
}

_KEPT = "as long as the account is open, up to a million rows"
#: statements that do less than Snowflake's, or go by another name there.
NOTED_STATEMENTS = {
    **dict.fromkeys(
        ["CREATE FUNCTION", "CREATE PROCEDURE"],
        "Python and its packages are those that are installed here: RUNTIME_VERSION and PACKAGES choose none",
    ),
    **dict.fromkeys(["UNDROP TABLE", "UNDROP SCHEMA", "UNDROP DATABASE"], _KEPT),
    "INSERT": "texts for a BOOLEAN are all words of TO_BOOLEAN; the page of the type names `true` and `false` alone",
    "CREATE STREAM": (
        "on tables, and on views of projections, filters and inner joins of tables; on stages, external and dynamic "
        "tables refused"
    ),
    "CREATE TABLE": "virtual columns: the precision of a sum or product is not compared; no change tracking with them",
    "CALL": "a transaction that a procedure begins within that of its caller is refused",
    "EXECUTE USING": "POLICY_CONTEXT of CURRENT_ROLE, CURRENT_USER and SNOWFLAKE$SESSION_ROLE; others are refused",
    **dict.fromkeys(
        ["CREATE ALERT", "EXECUTE ALERT"],
        "nothing runs by its schedule: EXECUTE ALERT runs an alert; SUSPEND_ALERT_AFTER_NUM_FAILURES is kept, and "
        "suspends nothing",
    ),
    "CREATE MATERIALIZED VIEW": "a view, computed when it is read; numbers and words of its limits are not Snowflake's",
    "EXPLAIN": "the plan has the result and the scans, not the joins and filters between them",
    "SHOW FUNCTIONS": "of built-in functions arguments, description, is_ansi and valid_for_clustering are ours",
    "CREATE MASKING POLICY": "applied wherever a column is read; set on columns, not on tags",
    **dict.fromkeys(["CREATE TAG", "ALTER TAG"], "PROPAGATE and ON_CONFLICT are shown; tags are not propagated"),
    "FLOW": "statements chained with `->>`",
    "ALTER TABLE": "ADD CHECK and DROP CONSTRAINT of one copy the table; its rows are looked at, with NOVALIDATE too: "
    "rows that violate the CHECK are refused",
    "CREATE EXTERNAL TABLE": "a file that cannot be read, or a value that does not fit its column, is an error of "
    "CREATE and REFRESH; Snowflake's queries leave such a file out; so are bytes that are no UTF-8 in a text of ORC "
    "and in one that a Parquet file declares, while records that have them elsewhere are left out",
    "CREATE OR ALTER TABLE": "of a table that exists; changing the order of columns is refused",
}

#: parameters that something can be said of.
NOTED_PARAMETERS = {
    "STRICT_JSON_OUTPUT": "TRUE is refused; NaN and the infinities within VARIANTs are the strings of TRUE either way",
    "JSON_INDENT": "until it is set, results have semi-structured values on one line; Snowflake indents them by two",
}

#: session parameters that can be set, are shown, and have nothing here that would follow them.
ACCEPTED_PARAMETERS = frozenset(
    """ABORT_DETACHED_QUERY ACTIVE_PYTHON_PROFILER AUTOCOMMIT_API_SUPPORTED
    CLIENT_ENABLE_LOG_INFO_STATEMENT_PARAMETERS CLIENT_MEMORY_LIMIT
    CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX CLIENT_METADATA_USE_SESSION_DATABASE CLIENT_PREFETCH_THREADS
    CLIENT_RESULT_CHUNK_SIZE CLIENT_RESULT_COLUMN_CASE_INSENSITIVE CLIENT_SESSION_KEEP_ALIVE
    CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY CLIENT_TIMESTAMP_TYPE_MAPPING CSV_TIMESTAMP_FORMAT
    ENABLE_UNHANDLED_EXCEPTIONS_REPORTING ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION HYBRID_TABLE_LOCK_TIMEOUT
    ICEBERG_TIMESTAMP_DEFAULT_PRECISION JDBC_ENABLE_PUT_GET JDBC_TREAT_DECIMAL_AS_INT
    JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC JDBC_USE_SESSION_TIMEZONE JS_TREAT_INTEGER_AS_BIGINT LOG_EVENT_LEVEL
    LOG_LEVEL METRIC_LEVEL MULTI_STATEMENT_COUNT ODBC_TREAT_DECIMAL_AS_INT OPT_OUT_ERROR_LOGGING
    PYTHON_PROFILER_MODULES PYTHON_PROFILER_TARGET_STAGE S3_STAGE_VPCE_DNS_NAME SIMULATED_DATA_SHARING_CONSUMER
    TRACE_LEVEL TRANSACTION_DEFAULT_ISOLATION_LEVEL USE_CACHED_RESULT""".split()
)

#: what the compiler reads as syntax, not as a call: name -> nodes that it has to have a rule for.
OPERATORS: dict[str, tuple[type[exp.Expr], ...]] = {
    "+, -": (exp.Add, exp.Sub, exp.Neg),
    "*": (exp.Mul,),
    "/": (exp.Div,),
    "%": (exp.Mod,),
    "=, !=, <>, <, <=, >, >=": (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE),
    "AND, OR, NOT": (exp.And, exp.Or, exp.Not),
    "|| (concatenation)": (exp.DPipe,),
    ":, [ ] (paths)": (exp.JSONExtract, exp.Bracket),
    "[ NOT ] BETWEEN": (exp.Between,),
    "[ NOT ] IN": (exp.In,),
    "[ NOT ] LIKE, ILIKE": (exp.Like, exp.ILike),
    "[ NOT ] RLIKE, REGEXP": (exp.RegexpLike,),
    "[ NOT ] EXISTS": (exp.Exists,),
    "IS [ NOT ] NULL": (exp.Is,),
    "IS [ NOT ] DISTINCT FROM": (exp.NullSafeEQ, exp.NullSafeNEQ),
    "PRIOR, CONNECT_BY_ROOT": (exp.Prior, exp.ConnectByRoot),
    "INTERVAL": (exp.Interval,),
    "CASE": (exp.Case,),
    "CAST": (exp.Cast,),
    "TRY_CAST": (exp.TryCast,),
    "COLLATE": (exp.Collate,),
    "EXTRACT": (exp.Extract,),
}
#: rows of functions that are other names of documented ones.
SPELLINGS = "Other spellings"


class Row(NamedTuple):
    """One line of a coverage table."""

    name: str
    state: str
    note: str = ""
    url: str = ""


def function_rows() -> dict[str, list[Row]]:
    """Category -> rows of all functions that Snowflake documents or Mockhaus has."""
    _ = SnowflakeToDuckDBTranslator  # importing the translator has filled the table of functions
    found: dict[str, list[Row]] = {}
    for entry in documented().values():
        state = ("exact", "") if _compiled(entry.name) else _state(FUNCTIONS.get(entry.name))
        found.setdefault(entry.category, []).append(Row(entry.name, *state, entry.url))
    for name in OPERATORS:
        if name not in documented():
            found.setdefault("Operators", []).append(Row(name, "exact" if _compiled(name) else "refused"))
    for name, mine in FUNCTIONS.items():
        if name not in documented():
            of_another = f"is {mine.name}" if mine.name != name else ""
            own, note = _state(mine)
            found.setdefault(SPELLINGS, []).append(Row(name, own, note or of_another))
    return {category: sorted(rows) for category, rows in sorted(found.items())}


def _compiled(name: str) -> bool:
    """Whether the compiler has a rule for what Snowflake documents as a function and reads as syntax."""
    nodes = OPERATORS.get(name)
    return nodes is not None and all(node in REWRITES for node in nodes)


def _state(mine: Function | None) -> tuple[str, str]:
    if mine is None:
        return "refused", ""
    return ("approximate", mine.note) if mine.note else ("exact", mine.remark)


def known_statements() -> set[str]:
    """The names of Snowflake's statements."""
    known = {name.strip() for line in KNOWN_STATEMENTS.strip().splitlines() for name in line.split("|")}
    for kind in (name for line in KNOWN_OBJECTS.strip().splitlines() for name in line.split("|")):
        plural = f"{kind[:-1]}IES" if kind.endswith("Y") and not kind.endswith("AY") else f"{kind}S"
        known |= {f"{verb} {kind}" for verb in ("CREATE", "ALTER", "DROP", "DESCRIBE")} | {f"SHOW {plural}"}
    return known


def statement_rows() -> list[Row]:
    """Rows of the statements."""
    _ = executor  # importing it has filled the table of statements
    rows = []
    for name in sorted(known_statements() | set(statements.STATEMENTS)):
        if name not in statements.STATEMENTS:
            rows.append(Row(name, "refused"))
        elif name in ACCEPTED_STATEMENTS:
            rows.append(Row(name, "accepted", ACCEPTED_STATEMENTS[name]))
        else:
            rows.append(Row(name, "supported", NOTED_STATEMENTS.get(name, "")))
    return rows


def parameter_rows() -> list[Row]:
    """Rows of the session parameters."""
    rows = []
    for name, parameter in sorted(parameters.PARAMETERS.items()):
        if not parameter.effect:
            rows.append(Row(name, "refused", "only its default is accepted"))
        elif name in ACCEPTED_PARAMETERS:
            rows.append(Row(name, "accepted", "no effect here"))
        else:
            rows.append(Row(name, "supported", NOTED_PARAMETERS.get(name, "")))
    return rows


def view_rows() -> list[Row]:
    """Rows of the views of INFORMATION_SCHEMA and of the schemas of SNOWFLAKE."""
    rows = []
    for schema in SNOWFLAKE_SCHEMAS:
        for view in views_of(schema).values():
            state = "empty" if view.is_empty else "approximate" if view.note else "exact"
            rows.append(Row(f"{schema}.{view.name}", state, view.note))
        rows += [Row(f"{schema}.{name}", "refused", reason) for name, reason in refused_views(schema).items()]
    return sorted(rows)


class Subject(NamedTuple):
    """All that is known of one function, statement, parameter or view.

    Args:
        kind: ``function``, ``statement``, ``parameter`` or ``view``.
        row: its line on the page.
        signature: how it is called, or a parameter's type and default.
        description: what it does.
        examples: pairs of what runs in the tests, and what it prints.
    """

    kind: str
    row: Row
    signature: str = ""
    description: str = ""
    examples: tuple[tuple[str, str], ...] = ()


def look_up(name: str) -> list[Subject]:
    """What a name stands for.

    Args:
        name: of a function, a statement, a session parameter or a view with its schema, in any case.

    Returns:
        one subject for each, none where nothing has the name.
    """
    wanted = " ".join(name.upper().rstrip("();").split())
    found = [_function(row) for rows in function_rows().values() for row in rows if row.name == wanted]
    found += [Subject("statement", row) for row in statement_rows() if row.name == wanted]
    for row in parameter_rows():
        if row.name == wanted:
            p = parameters.PARAMETERS[wanted]
            found.append(Subject("parameter", row, f"{p.type}, default {p.default}", p.description))
    found += [Subject("view", row) for row in view_rows() if row.name == wanted.removeprefix("SNOWFLAKE.")]
    return found


def similar(name: str, most: int = 8) -> list[str]:
    """Names that look like one that nothing has."""
    everything = {row.name for rows in function_rows().values() for row in rows}
    everything |= {row.name for row in (*statement_rows(), *parameter_rows(), *view_rows())}
    wanted = name.upper()
    inside = sorted((n for n in everything if wanted in n), key=len)
    return [*inside, *difflib.get_close_matches(wanted, sorted(everything - set(inside)), most)][:most]


def _function(row: Row) -> Subject:
    mine = FUNCTIONS.get(row.name)
    if mine is None:
        return Subject("function", row)
    parser = doctest.DocTestParser()
    examples = tuple((e.source.strip(), e.want.rstrip()) for e in parser.get_examples(mine.doc))
    return Subject("function", row, mine.signature, mine.doc.split("\n\n    ")[0].split("\n\n>>>")[0], examples)


def examples() -> int:
    """How many examples the docstrings of the functions hold; the tests run them."""
    parser = doctest.DocTestParser()
    return sum(len(parser.get_examples(f.doc)) for f in set(FUNCTIONS.values()))


def page() -> str:
    """The text of docs/coverage.md."""
    functions = function_rows()
    everything = [r for category, rows in functions.items() if category != SPELLINGS for r in rows]
    counts = {s: sum(r.state == s for r in everything) for s in ("exact", "approximate", "refused")}
    lines = [
        "# Coverage",
        "",
        "Generated from the code by `make docs`; do not edit. `mockhaus coverage NAME` prints one of its lines with "
        "signature and examples.",
        "",
        "A function is *exact* (the examples of its page in Snowflake's documentation give the same; a note says what "
        "it leaves open), *approximate* (the note says what differs) or *refused* with an error that names it. "
        "A statement or parameter is *supported* (a clause that it does not have here is refused by name), *accepted* "
        "(no effect here, and no result changes) or *refused*. A view is *exact*, *approximate*, *empty* (the "
        "documented columns, and no rows, which is the truth here: the note says why) or *refused*.",
        "",
        f"**Functions:** {counts['exact']} exact, {counts['approximate']} approximate, {counts['refused']} refused; "
        f"{examples()} examples run as tests.",
        "",
    ]
    for category, rows in functions.items():
        have = sum(r.state != "refused" for r in rows)
        count = str(len(rows)) if category == SPELLINGS else f"{have} of {len(rows)}"
        lines += [f"## {category} ({count})", "", *_table("Function", rows), ""]
    lines += ["## Statements", "", *_table("Statement", statement_rows()), ""]
    lines += ["## Session parameters", "", *_table("Parameter", parameter_rows()), ""]
    lines += ["## Views", "", *_table("View", view_rows())]
    return "\n".join(lines) + "\n"


def _table(head: str, rows: Iterable[Row]) -> list[str]:
    lines = [f"| {head} | State | Note |", "|---|---|---|"]
    for r in rows:
        shown = r.name.replace("|", "\\|")
        name = f"[{shown}]({r.url})" if r.url else shown
        lines.append(f"| {name} | {r.state} | {r.note} |".replace("  |", " |"))
    return lines


def main() -> None:
    """Write the pages."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    loading_page.PAGE.write_text(loading_page.page(), "utf-8")


if __name__ == "__main__":
    main()
