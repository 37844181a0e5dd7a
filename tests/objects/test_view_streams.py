"""Streams on views (https://docs.snowflake.com/en/user-guide/streams-intro#streams-on-views)."""

from __future__ import annotations

import pytest


@pytest.fixture
def joined(sql):
    sql(
        "create table orders (id int, order_name varchar)",
        "create table customers (id int, customer_name varchar)",
        "create view by_customer as select * from orders natural join customers",
        "insert into orders values (1, 'order1')",
        "insert into customers values (1, 'customer1')",
        "create stream s on view by_customer",
    )
    return sql


CHANGES = "select * exclude metadata$row_id from s order by order_name, customer_name, 4"


def test_a_join_gives_what_either_table_brings(joined):
    assert joined.rows(CHANGES) == []
    joined("insert into orders values (1, 'order2')")
    assert joined.rows(CHANGES) == [(1, "order2", "customer1", "INSERT", False)]
    joined("insert into customers values (1, 'customer2')")
    assert joined.rows(CHANGES) == [
        (1, "order1", "customer2", "INSERT", False),
        (1, "order2", "customer1", "INSERT", False),
        (1, "order2", "customer2", "INSERT", False),
    ]


def test_updates_come_in_pairs_and_deletes_alone(joined):
    joined("insert into customers values (1, 'customer2')", "create table sink as select * from s")
    assert joined.rows(CHANGES) == []
    joined("delete from customers where customer_name = 'customer1'", "update orders set order_name = 'x'")
    assert joined.rows(CHANGES) == [
        (1, "order1", "customer1", "DELETE", False),
        (1, "order1", "customer2", "DELETE", True),
        (1, "x", "customer2", "INSERT", True),
    ]
    assert joined.rows("select count(distinct metadata$row_id) from s where metadata$isupdate") == [(1,)]


def test_a_stream_is_shown_with_its_tables(joined):
    [row] = joined.dicts("show streams")
    assert (row["table_name"], row["source_type"], row["stale"]) == ("DB.SCH.BY_CUSTOMER", "View", "false")
    assert row["base_tables"] == "DB.SCH.ORDERS,DB.SCH.CUSTOMERS"
    assert joined.column("show views", "change_tracking") == ["ON"]
    assert joined.rows("select get_ddl('stream', 's')") == [("create or replace stream S on view DB.SCH.BY_CUSTOMER;",)]


@pytest.mark.parametrize(
    "change",
    ["drop view by_customer", "create or replace view by_customer as select * from orders", "create or replace table orders (id int)"],
)
def test_a_stream_breaks_with_its_view_and_tables(joined, change):
    joined(change)
    assert "Base table 'DB.SCH.BY_CUSTOMER' dropped, cannot read from stream 'S'" in joined.fails("select * from s")
    assert joined.column("show streams", "stale") == ["true"]


def test_filters_and_modes(sql):
    sql("create table t (a int)", "insert into t values (1), (2)", "create view v as select a + 1 as n from t where a > 1")
    sql("create stream delta on view v", "create stream added on view v append_only = true")
    sql("create stream first on view v show_initial_rows = true")
    assert sql.rows("select n, metadata$action from first") == [(3, "INSERT")]
    sql("update t set a = a + 10", "insert into t values (0), (7)", "delete from t where a = 7")
    assert sql.rows("select n, metadata$action, metadata$isupdate from delta order by 1, 2") == [
        (3, "DELETE", True), (12, "INSERT", False), (13, "INSERT", True),
    ]  # fmt: skip
    assert sql.rows("select n, metadata$action from added") == [(8, "INSERT")]


def test_context_functions_are_those_of_the_reader(sql):
    sql("create table t (a int)", "create role r", "create view v as select current_role() as who, a from t")
    sql("create stream s on view v", "insert into t values (1)", "use role r")
    assert sql.rows("select who, a from s") == [("R", 1)]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("select count(*) as n from t", "COUNT"),
        ("select a from t group by a", "GROUP"),
        ("select distinct a from t", "DISTINCT"),
        ("select a from t limit 1", "LIMIT"),
        ("select a from t union all select a from t", "UNION"),
        ("select t.a from t left join t as u on t.a = u.a", "LEFT JOIN"),
        ("select a from t where a in (select 1)", "a subquery"),
        ("select a from (select a from t)", "a subquery"),
        ("select a from v0", "a VIEW"),
        ("select row_number() over (order by a) as n from t", "window"),
        ("select f.value as a from t, table(flatten([1])) f", "FLATTEN"),
    ],
)
def test_views_that_a_stream_cannot_follow(sql, query, word):
    sql("create table t (a int)", "create view v0 as select a from t", f"create view v as {query}")
    failure = sql.fails("create stream s on view v")
    assert failure.startswith("000002 (0A000): Unsupported feature 'CREATE STREAM on a view") and word in failure


def test_create_or_alter_stream(sql):
    sql("create table t (a int)", "create or alter stream s on table t", "insert into t values (1)")
    sql("create or alter stream s on table t comment = 'c'")
    assert sql.column("show streams", "comment") == ["c"]
    assert sql.rows("select a from s") == [(1,)]
    assert "APPEND_ONLY" in sql.fails("create or alter stream s on table t append_only = true")
