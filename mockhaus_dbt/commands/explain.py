"""EXPLAIN: which relations a statement reads, in the shape of Snowflake's plan.

https://docs.snowflake.com/en/sql-reference/sql/explain

Approximate: the plan has a result and the scans of the relations, not the joins and filters between them; the
statement is compiled and not run.
"""

from __future__ import annotations

import json
from typing import Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.statement_names import name_statement
from mockhaus_dbt.translation.types import INTEGER, ResultColumn

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
    """EXPLAIN [ USING { TABULAR | JSON | TEXT } ] <query>.

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
    name, modifiers, head = name_statement(tokens)
    if name not in ("SELECT", "VALUES"):
        raise UnsupportedError(f"EXPLAIN {name}")
    query = Statement(name, tokens, statement.script, modifiers, head)
    hidden = next((t for t in query.tree.find_all(exp.Table) if t.db.upper() == "INFORMATION_SCHEMA"), None)
    if hidden is not None:
        raise error("explain_privilege", name=".".join(p.name.upper() for p in hidden.parts))
    compiled = session.translate(query)
    expressions = ", ".join(c.name for c in compiled.columns)
    scans = sorted(compiled.relations)
    if form == "JSON":
        return QueryResult.of(["content"], [(_as_json(expressions, scans),)])
    if form == "TEXT":
        return QueryResult.of(["content"], [(_as_text(expressions, scans),)])
    rows: list[tuple[Any, ...]] = [
        (None, None, None, "GlobalStats", None, None, None, len(scans), len(scans), None),
        (1, 0, None, "Result", None, None, expressions, None, None, None),
    ]
    rows += [(1, i, "[0]", "TableScan", scan, None, None, 1, 1, None) for i, scan in enumerate(scans, 1)]
    return QueryResult.of(_HEADS, rows)


def _as_json(expressions: str, scans: list[str]) -> str:
    operations: list[dict[str, Any]] = [{"id": 0, "operation": "Result", "expressions": expressions.split(", ")}]
    operations += [
        {"id": i, "parentOperators": [0], "operation": "TableScan", "objects": [scan]}
        for i, scan in enumerate(scans, 1)
    ]
    stats = {"partitionsTotal": len(scans), "partitionsAssigned": len(scans)}
    return json.dumps({"GlobalStats": stats, "Operations": [operations]}, separators=(",", ":"))


def _as_text(expressions: str, scans: list[str]) -> str:
    lines = ["GlobalStats:", f"    partitionsTotal={len(scans)}", f"    partitionsAssigned={len(scans)}", "Operations:"]
    lines.append(f"1:0     ->Result  {expressions}")
    lines += [f"1:{i}          ->TableScan  {scan}" for i, scan in enumerate(scans, 1)]
    return "\n".join(lines) + "\n"
