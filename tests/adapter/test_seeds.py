"""Seeds are loaded a column at a time and converted by Snowflake's rules."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest

import mockhaus_dbt

SEED = """\
id,price,big,flag,day,moment,code,empty
1,1.50,12345678901234567890,true,2024-02-29,2024-02-29 10:11:12,001,
2,,2,false,2024-03-01,2024-03-01 00:00:00,x,
3,0.1,3,,,,'quoted; text',
"""


@pytest.fixture
def seeded(project):
    project.write("seeds/things.csv", SEED)
    return project


def test_types_and_values(seeded):
    seeded.build()
    assert seeded.query("select * from things order by id") == [
        (1, 1.5, 12345678901234567890, True, date(2024, 2, 29), datetime(2024, 2, 29, 10, 11, 12), "001", None),
        (2, None, 2, False, date(2024, 3, 1), datetime(2024, 3, 1), "x", None),
        (3, 0.1, 3, None, None, None, "'quoted; text'", None),
    ]


def test_column_types(seeded):
    seeded.write(
        "seeds/schema.yml",
        {
            "seeds": [
                {
                    "name": "things",
                    "config": {"column_types": {"price": "number(10,2)", "id": "varchar", "moment": "timestamp_ltz"}},
                }
            ]
        },
    )
    seeded.build()
    rows = seeded.query("select id, price, to_varchar(moment, 'YYYY-MM-DD HH24:MI') from things order by id")
    assert rows == [("1", Decimal("1.50"), "2024-02-29 10:11"), ("2", None, "2024-03-01 00:00"), ("3", Decimal("0.10"), None)]


def test_bad_value_is_snowflakes_error(seeded):
    seeded.write(
        "seeds/schema.yml", {"seeds": [{"name": "things", "config": {"column_types": {"code": "integer"}}}]}
    )
    (result,) = seeded.dbt("seed").result.results
    assert result.status == "error"
    assert "100038 (22018)" in result.message


def test_many_rows_twice(project):
    project.write("seeds/many.csv", "id,name\n" + "".join(f"{n},name {n}\n" for n in range(25_000)))
    for _ in range(2):
        project.build()
        assert project.query("select count(*), sum(id), min(name) from many") == [(25_000, 312_487_500, "name 0")]


def test_history_has_one_line_a_batch(project):
    project.write("seeds/many.csv", "id,name\n" + "".join(f"{n},name {n}\n" for n in range(12_000)))
    project.build()
    with duckdb.connect(str(project.folder / "account.duckdb")) as file:
        rows = file.sql("""select query_text from "_MOCKHAUS".query_history where query_text ilike 'insert%many%'""").fetchall()
    assert sorted(text.rpartition("/*")[2] for (text,) in rows) == [" 10000 bound rows */", " 2000 bound rows */"]


def test_a_small_seed_imports_no_arrow(project):
    """numpy, pandas and pyarrow would take longer to import than the seed to load."""
    project.write("seeds/things.csv", "id,name\n" + "".join(f"{n},name {n}\n" for n in range(200)))
    code = (
        "import sys; from dbt.cli.main import dbtRunner; "
        "done = dbtRunner().invoke(['seed', '--quiet', '--project-dir', '.', '--profiles-dir', '.']); "
        "assert done.success, done.exception; "
        "print([name for name in ('numpy', 'pandas', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.folder, capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


@pytest.mark.parametrize("mark", ["\x1e", "\x1f", "\0"])
def test_separators_in_values_are_values(mark):
    with mockhaus_dbt.connect(database="DB", schema="S") as connection:
        cursor = connection.cursor()
        cursor.execute("create table t (n number, s varchar)")
        rows = [value for n in range(100) for value in (n, f"{n}{mark}x" if n % 3 else None)]
        cursor.execute(f"insert into t (n, s) values {','.join(['(%s,%s)'] * 100)}", rows)
        got = cursor.execute("select n, s from t order by n").fetchall()
        assert [value for row in got for value in row] == rows
