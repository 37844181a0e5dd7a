"""What translating costs: the statements of a dbt build, new and again, and how it grows with the length of a query."""

from __future__ import annotations

import re
import statistics
import tempfile
from pathlib import Path

import mockhaus_dbt
from benchmarks import builds
from benchmarks.measure import Measured, cpu
from mockhaus_dbt.session import Session
from mockhaus_dbt.translation.ast_parser import split_statements

TRANSLATED = re.compile(r"(?is)^\s*(?:/\*.*?\*/\s*)?(?:select|with|insert|merge|update|delete)\b")
#: CREATE TABLE and VIEW as dbt writes them; what is translated of them is the query.
CREATED = re.compile(
    r"(?is)^\s*(?:/\*.*?\*/\s*)?create or replace [^(]*? as\s*\((?P<query>.*)\)\s*;?\s*(?:/\*.*\*/)?\s*$"
)


def run(models: int = 40) -> list[Measured]:
    """All rows."""
    return [*_of_a_build(models), _growth()]


def _of_a_build(models: int) -> list[Measured]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        builds.write_project(folder, "mockhaus", models)
        builds.build(folder)
        connection = mockhaus_dbt.connect(path=str(folder / "bench.duckdb"), database="BENCH", schema="PUBLIC")
        sent = connection.cursor().execute(
            "select distinct query_text from snowflake.account_usage.query_history "
            "where execution_status = 'SUCCESS' order by 1"
        )
        texts = [text for (sql,) in sent.fetchall() if (text := _query(sql)) is not None]
        new, again = zip(*(_costs(connection.session, text) for text in texts))
        connection.close()
    what = f"of {len(texts)} statements of a dbt build"
    return [
        Measured(f"translation, p50 {what}, new (ms)", statistics.median(new), None, limit=5.0),
        Measured(f"translation, p50 {what}, again (ms)", statistics.median(again), None, limit=0.1),
    ]


def _query(sql: str) -> str | None:
    """The text that a statement gives to the translator, or None where the catalog answers it."""
    created = CREATED.match(sql)
    if created:
        return created["query"]
    return sql if TRANSLATED.match(sql) and "bound rows */" not in sql else None  # the rows of a seed


def _costs(session: Session, text: str) -> tuple[float, float]:
    """CPU milliseconds of a first and of a later translation."""
    fresh = lambda: session.translator.translate(split_statements(text)[0], session.context())  # noqa: E731
    fresh()
    new = statistics.median(cpu(fresh, 1) for _ in range(5))
    statement = split_statements(text)[0]
    session.translate(statement)
    return new, cpu(lambda: session.translate(statement), 50)


def long_query(lines: int) -> str:
    """A query of so many lines: CTEs of ten lines, each reading the one before."""
    parts = ["with c0 as (select id, status, amount from orders)"]
    for i in range(1, lines // 10):
        parts.append(
            f""", c{i} as (
    select
        c{i - 1}.id,
        upper(trim(c{i - 1}.status)) as status,
        coalesce(c{i - 1}.amount, 0) * 1.1 as amount
    from c{i - 1}
    left join orders on c{i - 1}.id = orders.id
    where c{i - 1}.amount > {i}
        and orders.status in ('a', 'b', 'c')
)"""
        )
    return "\n".join([*parts, f"select * from c{len(parts) - 1}"])


def _growth() -> Measured:
    connection = mockhaus_dbt.connect(database="BENCH", schema="PUBLIC")
    connection.cursor().execute("create table orders (id int, status varchar, amount number(12, 2))")
    session = connection.session

    def a_line(lines: int) -> float:
        text = long_query(lines)
        work = lambda: session.translator.translate(split_statements(text)[0], session.context())  # noqa: E731
        work()
        return min(cpu(work, 1) for _ in range(7)) / lines  # the least: growth, not the machine's moods

    long, short = a_line(2000), a_line(200)
    connection.close()
    name = "translation, 100 lines of a 2,000-line query over 100 of a 200-line one"
    return Measured(name, long * 100, short * 100, target=1.3)
