"""Single statements: ours over plain DuckDB's for the same work, the first time and repeated."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import duckdb

import mockhaus_dbt
from benchmarks.measure import Measured, Turns, cpu, in_turns
from mockhaus_dbt.translation.ast_parser import split_statements

MODEL = (Path(__file__).parent / "model.sql").read_text()
TABLES = ("orders", "customers", "payments")
COLUMNS = (
    "id {int}, customer_id {int}, order_id {int}, status varchar, amount decimal(18,2), created_at timestamp, "
    "order_date date, email varchar, first_name varchar, last_name varchar"
)


def run() -> list[Measured]:
    """All rows."""
    with tempfile.TemporaryDirectory() as folder:
        theirs = duckdb.connect(f"{folder}/plain.duckdb")
        # The same physical names, so that translated text runs on both.
        theirs.execute('CREATE SCHEMA "D.S"; USE "D.S"; SET ieee_floating_point_ops = false')
        connection = mockhaus_dbt.connect(path=f"{folder}/ours.duckdb", database="D", schema="S")
        ours = connection.cursor()
        for table in TABLES:
            theirs.execute(f"create table {table} ({COLUMNS.format(int='bigint')})")
            ours.execute(f"create table {table} ({COLUMNS.format(int='int')})")
        rows = list(_rows(ours, theirs))
        connection.close()
        theirs.close()
    return rows


def _rows(ours: mockhaus_dbt.Cursor, theirs: duckdb.DuckDBPyConnection) -> list[Measured]:
    def both(text: str, plain: str | None = None, times: int = 200) -> Turns:
        return in_turns(lambda: ours.execute(text).fetchall(), lambda: theirs.execute(plain or text).fetchall(), times)

    found = [Measured("select 1, repeated", *both("select 1"), target=1.5)]
    found.append(
        Measured("select a row by key, repeated", *both("select id, status from orders where id = 1"), target=1.5)
    )
    # DuckDB has no iff and nvl of Snowflake's kind: the translated text is the same work.
    plain = ours.connection.executor.execute_snowflake_sql(MODEL).translated
    found.append(Measured("60-line model, repeated", *both(MODEL, plain, 20), target=1.5))
    session = ours.connection.session
    numbers = itertools.count()
    translate = cpu(
        lambda: session.translator.translate(split_statements(f"{MODEL} -- {next(numbers)}")[0], session.context()), 50
    )
    found.append(Measured("60-line model, translated anew (ms)", translate, None, limit=10.0))
    new = itertools.count()
    found.append(
        Measured(
            "60-line model, first time",
            *in_turns(
                lambda: ours.execute(f"{MODEL} limit {next(new) + 1}").fetchall(),
                lambda: theirs.execute(plain).fetchall(),
                20,
            ),
        )
    )
    table = "create or replace transient table made as ("
    wanted = in_turns(
        lambda: ours.execute(f"{table}{MODEL})"),
        lambda: theirs.execute(f"create or replace table made as ({plain})"),
        20,
    )
    found.append(Measured("CREATE TABLE AS the 60-line model, repeated", *wanted, target=1.5))
    found.append(_ctas(ours, theirs))
    found.append(
        Measured(
            "INSERT ... SELECT, repeated",
            *both("insert into customers select * from orders where id < 0", times=100),
            target=1.5,
        )
    )
    merge = (
        "merge into customers t using (select 1 as id, 'x' as s) s on t.id = s.id "
        "when matched then update set status = s.s"
    )
    found.append(Measured("MERGE of one row, repeated", *both(merge, times=100), target=1.5))
    found.append(Measured("MERGE of 10,000 rows into 100,000", *_merge_of_rows(ours, theirs), target=1.5))
    show = cpu(lambda: ours.execute("show objects in schema d.s limit 10000").fetchall(), 100)
    found.append(Measured("SHOW OBJECTS of 50 objects (ms)", show, None, limit=1.0))
    describe = cpu(lambda: ours.execute("describe table d.s.orders").fetchall(), 100)
    found.append(Measured("DESCRIBE TABLE (ms)", describe, None, limit=1.0))
    return found


def _merge_of_rows(ours: mockhaus_dbt.Cursor, theirs: duckdb.DuckDBPyConnection) -> Turns:
    """What an incremental model does: half of the rows are there already."""
    ours.execute("create table big as select seq4() as id, 'a' || id as s from table(generator(rowcount => 100000))")
    ours.execute("create table fresh as select id + 95000 as id, 'b' as s from big where id < 10000")
    theirs.execute("create table big as select range::bigint as id, 'a' || range as s from range(100000)")
    theirs.execute("create table fresh as select id + 95000 as id, 'b' as s from big where id < 10000")
    merge = (
        "merge into big t using fresh s on t.id = s.id when matched then update set s = s.s "
        "when not matched then insert (id, s) values (s.id, s.s)"
    )
    # DuckDB gives one count; Snowflake's are of each kind.
    return in_turns(
        lambda: ours.execute(merge).fetchall(), lambda: theirs.execute(f"{merge} returning merge_action").fetchall(), 3
    )


def _ctas(ours: mockhaus_dbt.Cursor, theirs: duckdb.DuckDBPyConnection) -> Measured:
    a, b = itertools.count(), itertools.count()
    return Measured(
        # Nearly all of it is what a table costs: theirs is a statement, ours a transaction that also keeps the types.
        "CREATE TABLE AS two columns of no rows",
        *in_turns(
            lambda: ours.execute(
                f"create or replace transient table x{next(a) % 50} as (select id, status from orders)"
            ),
            lambda: theirs.execute(f"create or replace table x{next(b) % 50} as (select id, status from orders)"),
            50,
        ),
    )
