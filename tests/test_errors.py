"""What DuckDB says never reaches a user."""

from __future__ import annotations

import pytest

from mockhaus_dbt.backend import Backend, CatalogMismatch, IntegerOverflow, WriteConflict, snowflake_error
from mockhaus_dbt.errors import MESSAGES, CompilationError, ExecutionError, SqlError, UnsupportedError, error


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_every_message_can_be_filled(key: str) -> None:
    import string

    row = MESSAGES[key]
    holes = {name for _, name, _, _ in string.Formatter().parse(row.template) if name}
    made = error(key, **dict.fromkeys(holes, "x"))
    assert len(row.sqlstate) == 5
    assert isinstance(made, CompilationError if row.compiling else ExecutionError)
    assert str(made).startswith(f"{row.errno:06d} ({row.sqlstate}): ")


def test_shapes() -> None:
    assert str(error("object_missing", name="X")) == (
        "002003 (42S02): SQL compilation error:\nObject 'X' does not exist or not authorized."
    )
    assert str(error("division_by_zero")) == "100051 (22012): Division by zero"
    assert UnsupportedError("CREATE GIZMO").name == "CREATE GIZMO"


SETUP = """CREATE TABLE t (a BIGINT NOT NULL, d DECIMAL(5,2)); INSERT INTO t VALUES (1, 1.5); CREATE VIEW v AS SELECT 1 AS x"""


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1 / 0", "100051 (22012): Division by zero"),
        ("SELECT 5 % 0", "100051 (22012): Division by zero"),
        ("SELECT 'abc'::BIGINT", "100038 (22018): Numeric value 'abc' is not recognized"),
        ("SELECT 'abc'::DECIMAL(10,2)", "100038 (22018): Numeric value 'abc' is not recognized"),
        ("SELECT '1234567'::DECIMAL(5,2)", "100039 (22003): Numeric value '1234567' is out of range"),
        ("SELECT 'abc'::DOUBLE", "100038 (22018): Numeric value 'abc' is not recognized"),
        ("SELECT 'abc'::BOOLEAN", "100037 (22018): Boolean value 'abc' is not recognized"),
        ("SELECT 'abc'::DATE", "100040 (22007): Date 'abc' is not recognized"),
        ("SELECT '2020-02-30'::DATE", "100040 (22007): Date '2020-02-30' is not recognized"),
        ("SELECT 'abc'::TIME", "100108 (22007): Time 'abc' is not recognized"),
        ("SELECT 'abc'::TIMESTAMP", "100035 (22007): Timestamp 'abc' is not recognized"),
        ("SELECT strptime('abc', '%Y')", "100035 (22007): Timestamp 'abc' is not recognized"),
        ("SELECT 12345.678::DECIMAL(5,2)", "100046 (22003): Number out of representable range: type FIXED[SB4](5,2)"),
        ("SELECT (SELECT x FROM (VALUES (1), (2)) q(x))", "090150 (22000): Single-row subquery returns more than one row."),
        ("INSERT INTO t VALUES (NULL, 1)", "100072 (22000): NULL result in a non-nullable column"),
        ("SELECT unhex('zz')", "100115 (22000): The following string is not a legal hex-encoded value: 'z'"),
        ("SELECT '{\"a'::JSON", "100069 (22P02): Error parsing JSON"),
        ("SELECT regexp_matches('a', '(')", "100048 (2201B): Invalid regular expression: '('"),
        ("SELECT sqrt(-1)", "100042 (22003): Invalid floating point operation: sqrt"),
        ("SELECT ln(0)", "100042 (22003)"),
        ("SELECT acos(2)", "100042 (22003)"),
        ("SELECT 99999999999999999999999999999999999999::DECIMAL(38,0) * 10", "100046 (22003)"),
        ("SELECT * FROM nope", "002003 (42S02)"),
        ("CREATE TABLE t (a INT)", "002002 (42710)"),
        ("SELECT nope FROM t", "000603 (XX000)"),
        ("SELEC 1", "000603 (XX000)"),
        ("SELECT chr(-1)", "000603 (XX000)"),
    ],
)
def test_duckdb_is_translated(sql: str, said: str) -> None:
    cursor = Backend().cursor()
    for text in SETUP.split(";"):
        cursor.execute(text)
    with pytest.raises(SqlError) as failed:
        cursor.rows(sql)
    assert said in str(failed.value)
    for foreign in ("INT64", "LINE 1", "Binder", "Catalog Error", "Conversion", "duckdb", "DuckDB", "Candidate"):
        assert foreign not in str(failed.value)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 9223372036854775807 + 1",
        "SELECT 9223372036854775807 * 2",
        "SELECT '9223372036854775808'::BIGINT",
        "SELECT 99999999999999999999::BIGINT",
        "SELECT 1e30::DECIMAL(38,0)::BIGINT",
        "INSERT INTO t VALUES (99999999999999999999, 1)",
    ],
)
def test_overflow_is_told_apart(sql: str) -> None:
    cursor = Backend().cursor()
    cursor.execute("CREATE TABLE t (a BIGINT, d DECIMAL(5,2))")
    with pytest.raises(IntegerOverflow, match="100046"):
        cursor.rows(sql)


def test_conflicts_are_told_apart() -> None:
    backend = Backend()
    one, two = backend.cursor(), backend.cursor()
    one.execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1)")
    one.begin()
    two.begin()
    one.execute("UPDATE t SET a = 2")
    with pytest.raises(WriteConflict):
        two.execute("UPDATE t SET a = 3")
    assert two.aborted
    two.rollback()
    assert not two.aborted
    one.rollback()
    one.begin()
    one.execute("INSERT INTO t VALUES (2)")
    two.execute("DROP TABLE t")
    with pytest.raises(WriteConflict):
        one.commit()
    with pytest.raises(CatalogMismatch):
        one.execute("SELECT * FROM t")


def test_a_bug_report_can_be_written() -> None:
    import duckdb

    failure = snowflake_error(duckdb.BinderException("Binder Error: something odd"), "SELECT 1")
    assert (failure.duckdb_text, failure.duckdb_sql) == ("Binder Error: something odd", "SELECT 1")  # type: ignore[attr-defined]
    assert "odd" not in str(failure)
