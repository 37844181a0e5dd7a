"""The one module that speaks with DuckDB."""

from __future__ import annotations

import threading

import duckdb
import pytest

from mockhaus_dbt.backend import Backend, Parsed
from mockhaus_dbt.errors import SqlError


def test_a_text_that_comes_again_is_parsed_once() -> None:
    connection, parsed = duckdb.connect(), Parsed()
    text = "SELECT ? + 1"
    assert parsed.of(connection, text) == text
    kept = parsed.of(connection, text)
    assert isinstance(kept, duckdb.Statement)
    assert parsed.of(connection, text) is kept
    assert [connection.execute(kept, [n]).fetchall() for n in (1, 5)] == [[(2,)], [(6,)]]


@pytest.mark.parametrize("text", ["SELECT 1; SELECT 2", "SELEC 1", f"SELECT '{'x' * Parsed.LONGEST}'"])
def test_texts_that_are_not_kept(text: str) -> None:
    connection, parsed = duckdb.connect(), Parsed()
    assert [parsed.of(connection, text) for _ in range(3)] == [text] * 3


def test_how_much_is_kept() -> None:
    connection, parsed = duckdb.connect(), Parsed()
    for number in range(Parsed.SEEN + 500):
        for _ in range(2):
            parsed.of(connection, f"SELECT {number}")
    assert len(parsed._kept) == Parsed.KEPT
    assert len(parsed._seen) <= Parsed.SEEN


def test_a_kept_statement_sees_what_has_changed() -> None:
    backend = Backend()
    cursor, other = backend.cursor(), backend.cursor()
    cursor.execute("CREATE TABLE t AS SELECT 1 AS a")
    for _ in range(3):
        assert cursor.rows("SELECT * FROM t") == other.rows("SELECT * FROM t") == [(1,)]
    other.execute("CREATE OR REPLACE TABLE t AS SELECT 'x' AS b, 2 AS c")
    assert cursor.rows("SELECT * FROM t") == [("x", 2)]
    other.execute("DROP TABLE t")
    with pytest.raises(SqlError):
        cursor.rows("SELECT * FROM t")


def test_one_statement_in_many_threads() -> None:
    backend = Backend()
    found: list[list[tuple[int, ...]]] = []

    def work(number: int) -> None:
        cursor = backend.cursor()
        for _ in range(50):
            found.append(cursor.rows("SELECT sum(range) + ? FROM range(1000)", [number]))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(rows[0][0] for rows in found) == sorted(499500 + n for n in range(4) for _ in range(50))


def test_a_small_table_takes_little_room(tmp_path) -> None:
    path = tmp_path / "it's.duckdb"
    backend = Backend(str(path), block_size=131_072)
    for number in range(20):
        backend.cursor().execute(f"CREATE TABLE t{number} AS SELECT 1 AS a, 'x' AS b")
    backend.close()
    assert path.stat().st_size < 20 * 200_000  # DuckDB's own blocks have 262,144 bytes
    with duckdb.connect(str(path)) as other:
        assert other.execute("SELECT block_size FROM pragma_database_size()").fetchall() == [(131072,)]


def test_what_is_written_does_not_wait_in_memory_for_the_end(tmp_path) -> None:
    path = tmp_path / "a.duckdb"
    backend = Backend(str(path))
    cursor = backend.cursor()
    cursor.execute("CREATE TABLE t AS SELECT 'x' AS a LIMIT 0")
    for _ in range(8):
        cursor.execute("INSERT INTO t SELECT repeat('x', 1000) FROM range(1000)")
    assert path.stat().st_size > 100_000  # 12,288 where nothing was written yet
    backend.close()


def test_a_file_of_other_blocks_opens(tmp_path) -> None:
    path = tmp_path / "a.duckdb"
    with duckdb.connect(str(path)) as plain:
        plain.execute("CREATE TABLE t AS SELECT 1 AS a")
    backend = Backend(str(path))
    assert backend.cursor().rows("FROM t") == [(1,)]
    backend.close()
