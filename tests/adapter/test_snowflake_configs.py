"""What dbt-snowflake's configurations come to in the account: dynamic tables and their changes, tables, views."""

from __future__ import annotations

from typing import Any

import pytest

import mockhaus_dbt

DYNAMIC = "{{{{ config(materialized='dynamic_table', {}) }}}}\nselect id, v from {{{{ ref('rows_of') }}}}"
WAREHOUSE = "snowflake_warehouse='COMPUTE_WH'"

FIRST = {
    "lagging": f"{WAREHOUSE}, target_lag='2 minutes', refresh_mode='AUTO'",
    "disabled": f"{WAREHOUSE}, scheduler='DISABLE'",
    "lake": f"{WAREHOUSE}, target_lag='2 minutes', table_format='iceberg', external_volume='volume'",
    "fleeting": f"{WAREHOUSE}, target_lag='downstream', transient=true",
    "frozen": f"{WAREHOUSE}, scheduler='DISABLE', immutable_where='id < 2', cluster_by=['id'], "
    "snowflake_initialization_warehouse='COMPUTE_WH'",
    "later": f"{WAREHOUSE}, target_lag='1 hour', initialize='ON_SCHEDULE'",
}
THEN = {
    "lagging": "snowflake_warehouse='OTHER_WH', target_lag='5 minutes', refresh_mode='AUTO'",
    "disabled": f"{WAREHOUSE}, target_lag='3 minutes', scheduler='ENABLE'",
    "lake": f"{WAREHOUSE}, target_lag='2 minutes', table_format='iceberg', external_volume='volume', refresh_mode='FULL'",
    "fleeting": f"{WAREHOUSE}, target_lag='downstream', transient=false",
    "frozen": f"{WAREHOUSE}, scheduler='DISABLE', cluster_by=['v', 'id']",
}
OTHERS = {
    "rows_of": "{{ config(materialized='table', transient=false, cluster_by=['id'], change_tracking=true, "
    "table_tag=\"steward = 'ann'\") }}\nselect column1 as id, column2 as v from values (1, 10), (2, 20)",
    "passing": "{{ config(materialized='table', copy_grants=true, grants={'select': ['READER']}) }}\nselect 1 as id",
    "guarded": "{{ config(secure=true, copy_grants=true, snowflake_warehouse='OTHER_WH', query_tag='views') }}\n"
    "select current_warehouse() as warehouse, id from {{ ref('passing') }}",
    "ice": "{{ config(materialized='table', table_format='iceberg', external_volume='volume') }}\nselect 1 as id",
    "growing": "{{ config(materialized='incremental', incremental_strategy='insert_overwrite') }}\nselect 1 as id",
}


class Account:
    """The account that dbt wrote, between its runs."""

    def __init__(self, project):
        self._path = project.folder / "account.duckdb"

    def run(self, *statements: str) -> None:
        with mockhaus_dbt.connect(self._path, database="SHOP", schema="DEV") as connection:
            for statement in statements:
                connection.execute(statement)

    def shown(self, plural: str, *columns: str) -> dict[str, Any]:
        """Name -> the columns of SHOW."""
        with mockhaus_dbt.connect(self._path, database="SHOP", schema="DEV") as connection:
            cursor = connection.execute(f"SHOW {plural} IN SCHEMA SHOP.DEV")
            heads = [c.name for c in cursor.description]
            rows = [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
        return {row["name"].lower(): tuple(row[c] for c in columns) for row in rows}


@pytest.fixture
def account(project):
    account = Account(project)
    account.run("CREATE WAREHOUSE OTHER_WH", "CREATE ROLE READER", "CREATE TAG steward")
    for name, text in OTHERS.items():
        project.write(f"models/{name}.sql", text)
    return account


def write(project, models):
    for name, config in models.items():
        project.write(f"models/{name}.sql", DYNAMIC.format(config))


def counts(project, *names):
    return [project.query(f"select count(*) from {name}")[0][0] for name in names]


def test_dynamic_tables_are_created_changed_and_refreshed(project, account, capfd):
    write(project, FIRST)
    project.build()
    columns = ("target_lag", "scheduler", "warehouse", "refresh_mode", "cluster_by", "immutable_where", "is_iceberg")
    assert account.shown("DYNAMIC TABLES", *columns) == {
        "lagging": ("2 minutes", "ENABLE", "COMPUTE_WH", "INCREMENTAL", "", None, False),
        "disabled": (None, "DISABLE", "COMPUTE_WH", "INCREMENTAL", "", None, False),
        "lake": ("2 minutes", "ENABLE", "COMPUTE_WH", "INCREMENTAL", "", None, True),
        "fleeting": ("DOWNSTREAM", "ENABLE", "COMPUTE_WH", "INCREMENTAL", "", None, False),
        "frozen": (None, "DISABLE", "COMPUTE_WH", "INCREMENTAL", "LINEAR(ID)", "id < 2", False),
        "later": ("1 hour", "ENABLE", "COMPUTE_WH", "INCREMENTAL", "", None, False),
    }
    assert {n for n, (kind,) in account.shown("TABLES", "kind").items() if kind == "TRANSIENT"} >= {"fleeting"}
    with pytest.raises(mockhaus_dbt.SqlError, match="not initialized"):
        project.query("select * from later")
    account.run("INSERT INTO rows_of VALUES (3, 30)", "UPDATE rows_of SET v = v + 1")

    capfd.readouterr()
    assert project.dbt("run", "--select", "config.materialized:dynamic_table").success
    assert capfd.readouterr().out.count("No configuration changes were identified") == len(FIRST)
    assert counts(project, "lagging", "disabled", "frozen") == [2, 3, 3]
    assert project.query("select v from frozen order by id") == [(10,), (21,), (31,)]

    write(project, THEN)
    assert project.dbt("run", "--select", "config.materialized:dynamic_table").success
    found = account.shown("DYNAMIC TABLES", *columns)
    assert found["lagging"] == ("5 minutes", "ENABLE", "OTHER_WH", "INCREMENTAL", "", None, False)
    assert found["disabled"] == ("3 minutes", "ENABLE", "COMPUTE_WH", "INCREMENTAL", "", None, False)
    assert found["lake"] == ("2 minutes", "ENABLE", "COMPUTE_WH", "FULL", "", None, True)
    assert found["frozen"] == (None, "DISABLE", "COMPUTE_WH", "INCREMENTAL", "LINEAR(V, ID)", None, False)
    assert account.shown("TABLES", "kind")["fleeting"] == ("TABLE",)
    assert counts(project, "lagging", "lake") == [2, 3]  # altered, and made anew
    assert project.query("select v from frozen order by id") == [(11,), (21,), (31,)]


def test_tables_and_views_are_as_configured(project, account):
    project.build()
    project.build()
    columns = ("kind", "cluster_by", "change_tracking", "is_iceberg")
    tables = account.shown("TABLES", *columns)
    assert tables["rows_of"] == ("TABLE", "LINEAR(ID)", "ON", "N")
    assert tables["passing"][0] == "TRANSIENT"
    assert tables["ice"] == ("TABLE", "", "ON", "Y")
    assert account.shown("VIEWS", "is_secure")["guarded"] == (True,)
    assert "steward='ann'" in project.query("select get_ddl('table', 'rows_of')")[0][0].lower()
    granted = project.query("select grantee from information_schema.table_privileges where table_name = 'PASSING' "
                            "and privilege_type = 'SELECT'")  # fmt: skip
    assert granted == [("READER",)]
    assert counts(project, "growing") == [1]
    tags = project.query("select distinct query_tag from __mockhaus__.query_history where query_text ilike '%view%guarded%'"
                         " and query_text ilike 'create%'")  # fmt: skip
    assert tags == [("views",)]


def test_an_unknown_warehouse_fails(project, account):
    project.write("models/nowhere.sql", "{{ config(snowflake_warehouse='NOWHERE') }} select 1 as id")
    outcome = project.dbt("run", "--select", "nowhere")
    assert not outcome.success
    assert "NOWHERE" in outcome.result.results[0].message or "does not exist" in outcome.result.results[0].message
