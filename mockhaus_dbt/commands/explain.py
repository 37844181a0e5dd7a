"""EXPLAIN: which relations a statement reads, in the shape of Snowflake's plan.

https://docs.snowflake.com/en/sql-reference/sql/explain

Approximate: the plan has a result (of DML, the change) and the scans of the relations, not the joins and filters
between them; the statement is compiled and not run.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sqlglot import exp
from sqlglot.tokens import Token

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.python_functions.plans import plan_rows, plan_text
from mockhaus_dbt.query_history.history import TABLE
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS, Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.rewrites.dml import Change
from mockhaus_dbt.translation.statement_names import name_statement
from mockhaus_dbt.translation.types import INTEGER, ResultColumn

_QUERY_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: DML and the operation at the top of its plan.
_CHANGES = {"INSERT": "Insert", "INSERT OVERWRITE": "Insert", "UPDATE": "Update", "DELETE": "Delete", "MERGE": "Merge"}
_HEADS = (
    ResultColumn("step", INTEGER),
    ResultColumn("id", INTEGER),
    "parentOperators",
    "operation",
    "objects",
    "alias",
    "expressions",
    ResultColumn("partitionsTotal", INTEGER),
    ResultColumn("partitionsAssigned", INTEGER),
    ResultColumn("bytesAssigned", INTEGER),
)


@statement("EXPLAIN")
def explain(session: Session, statement: Statement) -> QueryResult:
    """EXPLAIN [ USING { TABULAR | JSON | TEXT } ] <query or DML>.

    Raises:
        SqlError: 003001, the query reads INFORMATION_SCHEMA.
    """
    reader = statement.reader()
    form = "TABULAR"
    if reader.accept("USING"):
        form = reader.identifier()
        if form not in ("TABULAR", "JSON", "TEXT"):
            raise error("invalid_value", value=form, name="USING")
    tokens = reader.rest()
    if not tokens:
        raise reader.unexpected()
    query = _checked(tokens, statement.script)
    plan = _plan(session, query)
    if form == "TABULAR":
        return QueryResult.of(_HEADS, plan_rows(plan))
    return QueryResult.of(["content"], [(plan if form == "JSON" else plan_text(plan),)])


def _checked(tokens: list[Token], script: str) -> Statement:
    """The query that is to be explained.

    Raises:
        UnsupportedError: it is another statement.
        SqlError: 003001, it reads INFORMATION_SCHEMA.
    """
    name, modifiers, head = name_statement(tokens)
    if name not in ("SELECT", "VALUES", *_CHANGES):
        raise UnsupportedError(f"EXPLAIN {name}")
    query = Statement(name, tokens, script, modifiers, head)
    hidden = next((t for t in query.tree.find_all(exp.Table) if t.db.upper() == "INFORMATION_SCHEMA"), None)
    if hidden is not None:
        raise error("explain_privilege", name=".".join(p.name.upper() for p in hidden.parts))
    return query


def _plan(session: Session, query: Statement) -> str:
    """The plan of a query as JSON."""
    compiled = session.translate(query)
    scans = sorted(compiled.relations)
    top: dict[str, Any] = {"id": 0, "operation": "Result", "expressions": [c.name for c in compiled.columns]}
    if isinstance(compiled.change, Change):
        target = compiled.change.target
        top = {"id": 0, "operation": _CHANGES[query.name], "objects": [target.qualified]}
        if query.name.startswith("INSERT"):
            scans = [scan for scan in scans if scan != target.qualified]
    operations = [top]
    for i, scan in enumerate(scans, 1):
        read = {"partitionsAssigned": 1, "partitionsTotal": 1}
        operations.append({"id": i, "parentOperators": [0], "operation": "TableScan", "objects": [scan], **read})
    stats = {"partitionsTotal": len(scans), "partitionsAssigned": len(scans)}
    return json.dumps({"GlobalStats": stats, "Operations": [operations]}, separators=(",", ":"))


def explain_plan_json(session: Session, text: str) -> str:
    """SYSTEM$EXPLAIN_PLAN_JSON: of the text of a query, or of the id of one that has run.

    Raises:
        UnsupportedError: it is another statement.
    """
    if _QUERY_ID.fullmatch(text.strip()):
        session.account.history.flush()
        known = session.rows(f"SELECT query_text FROM {TABLE} WHERE query_id = {literal(text.strip())}")
        if not known:
            raise error("kind_missing", kind="Statement", name=text.strip())
        text = known[0][0]
    found = split_statements(text)
    if len(found) != 1:
        raise error("statement_count", actual=len(found), desired=1)
    return _plan(session, _checked(found[0].tokens, found[0].script))


PROVIDERS["SYSTEM$EXPLAIN_PLAN_JSON"] = explain_plan_json
