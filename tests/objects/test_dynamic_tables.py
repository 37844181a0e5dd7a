"""Dynamic tables: when their rows are computed, and what ALTER changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mockhaus_dbt.catalog import now
from mockhaus_dbt.objects import refreshes

LAG = "TARGET_LAG = '5 minutes' WAREHOUSE = COMPUTE_WH"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the given time go by, for refreshes."""
    passed = timedelta()

    def go(**time: Any) -> None:
        nonlocal passed
        passed += timedelta(**time)
        monkeypatch.setattr(refreshes, "now", lambda: now() + passed)

    return go


@pytest.fixture
def source(sql):
    sql("CREATE TABLE src (id INT, v INT) AS SELECT * FROM VALUES (1, 10), (2, 20), (3, 30)")
    return sql


def add(sql) -> None:
    sql("UPDATE src SET v = v + 1", "INSERT INTO src VALUES (4, 40)")


def shown(sql, column: str, name: str = "DT"):
    return sql.dicts(f"SHOW DYNAMIC TABLES LIKE '{name}'")[0][column]


def test_refresh_computes_the_rows(source):
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT id, v FROM src")
    add(source)
    assert source.rows("SELECT sum(v) FROM dt") == [(60,)]
    source("ALTER DYNAMIC TABLE dt REFRESH")
    assert source.rows("SELECT sum(v) FROM dt") == [(103,)]


def test_rows_older_than_the_target_lag_are_computed_before_they_are_read(source, later):
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT count(*) AS n FROM src")
    source("CREATE VIEW over_it AS SELECT n FROM dt")
    add(source)
    later(minutes=4)
    assert source.rows("SELECT n FROM over_it") == [(3,)]
    later(minutes=2)
    assert source.rows("SELECT n FROM over_it") == [(4,)]
    source("DELETE FROM src")
    later(minutes=4)
    assert source.rows("SELECT n FROM dt") == [(4,)]
    later(minutes=2)
    assert source("CREATE TABLE copy AS SELECT n FROM dt") and source.rows("SELECT n FROM copy") == [(0,)]


def test_an_open_transaction_is_not_disturbed_by_a_lag(source, later):
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT count(*) AS n FROM src")
    source("BEGIN", "DELETE FROM src")
    later(hours=1)
    assert source.rows("SELECT n FROM dt") == [(3,)]
    source("ROLLBACK")
    assert source.rows("SELECT count(*) FROM src") == [(3,)]
    assert "002743" in (source("BEGIN") and source.fails("ALTER DYNAMIC TABLE dt REFRESH"))


def test_downstream_is_refreshed_with_what_reads_it(source, later):
    source("CREATE DYNAMIC TABLE first TARGET_LAG = DOWNSTREAM WAREHOUSE = COMPUTE_WH AS SELECT id FROM src")
    source("CREATE VIEW between_them AS SELECT id FROM first")
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT count(*) AS n FROM between_them")
    add(source)
    later(minutes=6)
    assert source.rows("SELECT count(*) FROM first") == [(4,)]
    assert source.rows("SELECT n FROM dt") == [(4,)]
    assert shown(source, "target_lag", "FIRST") == "DOWNSTREAM"


def test_a_disabled_scheduler_cuts_the_chain(source, later):
    source("CREATE DYNAMIC TABLE first SCHEDULER = 'DISABLE' WAREHOUSE = COMPUTE_WH AS SELECT id FROM src")
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT count(*) AS n FROM first")
    add(source)
    later(days=1)
    assert source.rows("SELECT n FROM dt") == [(3,)]
    source("ALTER DYNAMIC TABLE dt REFRESH")
    assert source.rows("SELECT n FROM dt") == [(3,)]
    source("ALTER DYNAMIC TABLE dt, first REFRESH")
    assert source.rows("SELECT n FROM dt") == [(4,)]
    assert "002008" in source.fails("ALTER DYNAMIC TABLE dt, DB.SCH.DT REFRESH")


def test_frozen_rows_stay(source):
    source(f"CREATE DYNAMIC TABLE dt {LAG} IMMUTABLE WHERE (id < 3) AS WITH s AS (SELECT * FROM src) SELECT * FROM s")
    add(source)
    source("ALTER DYNAMIC TABLE dt REFRESH")
    assert source.rows("SELECT v FROM dt ORDER BY id") == [(10,), (20,), (31,), (40,)]
    assert shown(source, "immutable_where") == "id < 3"
    source("ALTER DYNAMIC TABLE dt SET FROZEN WHERE (id = 1)", "ALTER DYNAMIC TABLE dt REFRESH")
    assert source.rows("SELECT v FROM dt ORDER BY id") == [(10,), (21,), (31,), (40,)]
    assert "NOPE" in source.fails("ALTER DYNAMIC TABLE dt SET IMMUTABLE WHERE (nope = 1)")
    source("ALTER DYNAMIC TABLE dt UNSET IMMUTABLE WHERE", "ALTER DYNAMIC TABLE dt REFRESH")
    assert source.rows("SELECT v FROM dt ORDER BY id") == [(11,), (21,), (31,), (40,)]


def test_on_schedule_has_no_rows_until_the_first_refresh(source, later):
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT id FROM src")
    source(f"CREATE OR REPLACE DYNAMIC TABLE dt {LAG} INITIALIZE = ON_SCHEDULE AS SELECT id FROM src")
    source("CREATE VIEW over_it AS SELECT id FROM dt")
    assert "002741" in source.fails("SELECT * FROM over_it")
    source("ALTER DYNAMIC TABLE dt REFRESH")
    assert source.rows("SELECT count(*) FROM over_it") == [(3,)]
    source(f"CREATE DYNAMIC TABLE other {LAG} INITIALIZE = ON_SCHEDULE AS SELECT id FROM src")
    assert "002741" in source.fails("SELECT * FROM other")
    later(minutes=6)
    assert source.rows("SELECT count(*) FROM other") == [(3,)]


def test_rows_are_not_written_by_hand(source):
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT id FROM src")
    for statement in ("INSERT INTO dt VALUES (9)", "DELETE FROM dt", "UPDATE dt SET id = 0", "TRUNCATE TABLE dt"):
        assert "dynamic table" in source.fails(statement).lower()
    assert source.rows("SELECT count(*) FROM dt") == [(3,)]


def test_scheduler_and_lag_go_together(source):
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT id FROM src")
    source("ALTER DYNAMIC TABLE dt SET SCHEDULER = 'DISABLE'")
    assert (shown(source, "target_lag"), shown(source, "scheduler")) == (None, "DISABLE")
    assert "TARGET_LAG" in source.fails("ALTER DYNAMIC TABLE dt SET TARGET_LAG = '1 hour'")
    assert "TARGET_LAG" in source.fails("ALTER DYNAMIC TABLE dt SET SCHEDULER = 'ENABLE'")
    source("ALTER DYNAMIC TABLE dt SET SCHEDULER = 'ENABLE' TARGET_LAG = '1 hour'")
    assert shown(source, "target_lag") == "1 hour"


@pytest.mark.parametrize(
    ("clauses", "message"),
    [
        ("WAREHOUSE = COMPUTE_WH", "TARGET_LAG"),
        ("TARGET_LAG = '1 minute'", "WAREHOUSE"),
        ("TARGET_LAG = '59 seconds' WAREHOUSE = COMPUTE_WH", "59 seconds"),
        ("TARGET_LAG = 'soon' WAREHOUSE = COMPUTE_WH", "soon"),
        ("TARGET_LAG = '1 minute' WAREHOUSE = nowhere", "NOWHERE"),
        ("TARGET_LAG = '1 minute' SCHEDULER = 'DISABLE' WAREHOUSE = COMPUTE_WH", "TARGET_LAG"),
        ("TARGET_LAG = '1 minute' WAREHOUSE = COMPUTE_WH IMMUTABLE WHERE (nope = 1)", "NOPE"),
    ],
)
def test_what_create_refuses(source, clauses, message):
    assert message in source.fails(f"CREATE DYNAMIC TABLE dt {clauses} AS SELECT id FROM src")


def test_suspend_reaches_the_tables_that_read_it(source, later):
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT id FROM src")
    source(f"CREATE DYNAMIC TABLE second {LAG} AS SELECT count(*) AS n FROM dt")
    add(source)
    source("ALTER DYNAMIC TABLE dt SUSPEND")
    later(hours=1)
    assert source.rows("SELECT n FROM second") == [(3,)]
    assert shown(source, "scheduling_state", "SECOND") == "SUSPENDED"
    source("ALTER DYNAMIC TABLE dt RESUME")
    assert source.rows("SELECT n FROM second") == [(4,)]


def test_failing_refreshes_keep_the_rows_and_suspend_the_table_after_five(source, later):
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT id FROM src")
    source("DROP TABLE src")
    for _time in range(5):
        assert shown(source, "scheduling_state") == "RUNNING"
        later(minutes=6)
        assert source.rows("SELECT count(*) FROM dt") == [(3,)]
    assert shown(source, "scheduling_state") == "SUSPENDED"
    assert "SRC" in source.fails("ALTER DYNAMIC TABLE dt REFRESH")


def test_a_star_follows_its_table(source):
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT * FROM src")
    source("ALTER TABLE src ADD COLUMN c VARCHAR", "ALTER DYNAMIC TABLE dt REFRESH")
    assert source("SELECT * FROM dt").column_names == ["ID", "V", "C"]


@pytest.mark.parametrize(
    ("query", "mode"),
    [
        ("SELECT id FROM src WHERE current_date() > '2020-01-01'", "INCREMENTAL"),
        ("WITH c AS (SELECT id FROM src) SELECT id, count(*) AS n FROM c GROUP BY 1", "INCREMENTAL"),
        ("SELECT s.id FROM src s JOIN (SELECT id FROM src) o ON s.id = o.id UNION ALL SELECT 1", "INCREMENTAL"),
        ("SELECT s.id, f.value FROM src s, LATERAL FLATTEN(INPUT => [1]) f", "INCREMENTAL"),
        ("SELECT id, current_timestamp() AS t FROM src", "FULL"),
        ("SELECT id, random() AS t FROM src", "FULL"),
        ("SELECT id FROM src WHERE id IN (SELECT id FROM src)", "FULL"),
        ("SELECT id FROM src LIMIT 2", "FULL"),
        ("SELECT id FROM src MINUS SELECT 1", "FULL"),
    ],
)
def test_the_mode_that_auto_comes_to(source, query, mode):
    source(f"CREATE DYNAMIC TABLE dt {LAG} REFRESH_MODE = AUTO AS {query}")
    assert shown(source, "refresh_mode") == mode


def test_iceberg_tables_are_tables_whose_changes_are_tracked(sql):
    sql("CREATE ICEBERG TABLE ice EXTERNAL_VOLUME = 'v' CATALOG = 'SNOWFLAKE' BASE_LOCATION = 'b' AS SELECT 1 AS id")
    [row] = sql.dicts("SHOW TABLES LIKE 'ice'")
    assert (row["is_iceberg"], row["change_tracking"], row["kind"]) == ("Y", "ON", "TABLE")
    assert sql.rows("SELECT id FROM ice") == [(1,)]


def test_its_ddl_makes_the_same_table_again(source):
    source("CREATE WAREHOUSE other")
    source(f"CREATE DYNAMIC TABLE dt {LAG} INITIALIZATION_WAREHOUSE = other CLUSTER BY (v, id) AS SELECT id, v FROM src")
    source("ALTER DYNAMIC TABLE dt SET IMMUTABLE WHERE (id < 3)")
    before = source.dicts("SHOW DYNAMIC TABLES")[0]
    [(ddl,)] = source.rows("SELECT GET_DDL('DYNAMIC_TABLE', 'DT')")
    assert "cluster by (V, ID)" in ddl
    source(ddl)
    after = source.dicts("SHOW DYNAMIC TABLES")[0]
    for name in ("cluster_by", "target_lag", "warehouse", "initialization_warehouse", "immutable_where", "refresh_mode"):
        assert after[name] == before[name] and before[name]


def test_automatic_clustering_is_shown(source):
    shown_after = {}
    source(f"CREATE DYNAMIC TABLE dt {LAG} AS SELECT id, v FROM src")
    for change in ("SET COMMENT = 'c'", "CLUSTER BY (id)", "SUSPEND RECLUSTER", "RESUME RECLUSTER", "DROP CLUSTERING KEY"):
        source(f"ALTER DYNAMIC TABLE dt {change}")
        shown_after[change] = shown(source, "automatic_clustering")
        assert shown(source, "scheduling_state") == "RUNNING"
    assert list(shown_after.values()) == ["OFF", "ON", "OFF", "ON", "OFF"]
