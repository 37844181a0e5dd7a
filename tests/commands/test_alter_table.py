"""ALTER TABLE (https://docs.snowflake.com/en/sql-reference/sql/alter-table)."""

from __future__ import annotations

import threading

import pytest

import mockhaus_dbt
from mockhaus_dbt.objects import column_changes, columns

DONE = "Statement executed successfully."


@pytest.fixture
def t(sql):
    sql("create table t (a int not null, b varchar(10), c number(10,2) default 3)", "insert into t values (1, 'x', 2.5)")
    return sql


def test_add_columns(t):
    assert t.status("alter table t add column d int, e varchar(5) default 'q'") == DONE
    assert t.rows("select d, e from t") == [(None, "q")]
    assert t.fails("alter table t add column a int") == (
        "001430 (42601): SQL compilation error:\ncolumn 'A' already exists"
    )
    t("alter table t add column if not exists a int, f boolean", "alter table t add g date not null default date '2020-01-01'")
    assert t.column("describe table t", "name") == ["A", "B", "C", "D", "E", "F", "G"]
    assert "Non-nullable column 'H' cannot be added" in t.fails("alter table t add h int not null")


def test_drop_columns(t):
    t("alter table t drop column b, c")
    assert t("select * from t").column_names == ["A"]
    assert "invalid identifier 'B'" in t.fails("alter table t drop column b")
    assert t.status("alter table t drop column if exists b") == DONE
    assert "only column" in t.fails("alter table t drop column a")


def test_rename_column(t):
    t("alter table t rename column b to bb", 'alter table t rename column bb to "bb"')
    assert t.rows('select "bb" from t') == [("x",)]
    assert "column 'A' already exists" in t.fails("alter table t rename column c to a")


@pytest.mark.parametrize(
    ("column", "wanted", "shown"),
    [
        ("b", "varchar(20)", "VARCHAR(20)"),
        ("b", "text", "VARCHAR(16777216)"),
        ("c", "number(20, 2)", "NUMBER(20,2)"),
        ("c", "number(5, 2)", "NUMBER(5,2)"),
        ("a", "number(5)", "NUMBER(5,0)"),
    ],
)
def test_types_that_fit(t, column, wanted, shown):
    assert t.status(f'alter table t alter "{column.upper()}" set data type {wanted}') == DONE
    assert dict(zip(t.column("describe table t", "name"), t.column("describe table t", "type")))[column.upper()] == shown
    assert t.rows("select count(*) from t where a = 1 and b = 'x' and c = 2.5") == [(1,)]


@pytest.mark.parametrize(
    ("column", "wanted", "message"),
    [
        ("a", "varchar", "cannot change column A from type NUMBER(38,0) to VARCHAR(16777216)"),
        ("b", "varchar(5)", "cannot change column B from type VARCHAR(10) to VARCHAR(5)"),
        ("c", "number(10, 3)", "cannot change column C from type NUMBER(10,2) to NUMBER(10,3)"),
        ("c", "number(2, 2)", "cannot change column C from type NUMBER(10,2) to NUMBER(2,2)"),
    ],
)
def test_types_that_do_not(t, column, wanted, message):
    assert message in t.fails(f"alter table t alter column {column} set data type {wanted}")
    assert t.fails(f"alter table t modify {column} type {wanted}").startswith("002108 (22000)")


def test_list_of_comments(t):
    t('alter table t alter "A" COMMENT $$the $ key$$, "B" COMMENT $$$$, "C" COMMENT $$it\'s$$')
    assert t.column("describe table t", "comment") == ["the $ key", None, "it's"]
    t("alter table t modify column a unset comment")
    assert t.column("describe table t", "comment")[0] is None


def test_nullability(t):
    t("alter table t alter (a drop not null, column b set not null)")
    assert t.column("describe table t", "null?") == ["Y", "N", "Y"]
    t("insert into t values (null, 'y', null)")
    assert "001471 (42601)" in t.fails("alter table t alter a set not null")
    assert t.column("describe table t", "null?")[0] == "Y"


def test_defaults(t):
    t("alter table t modify c drop default", "insert into t (a) values (2)")
    assert t.rows("select c from t where a = 2") == [(None,)]
    assert "Alter Column Set Default" in t.fails("alter table t alter c set default 7")


def test_rename(t):
    assert t.status("alter table db.sch.t rename to db.sch.u") == DONE
    assert t.rows("select a from u") == [(1,)]
    t("create table t (a int)")
    assert "Object 'DB.SCH.T' already exists." in t.fails("alter table u rename to t")
    assert "Table 'DB.SCH.NOPE' does not exist or not authorized." in t.fails("alter table nope rename to x")
    assert t.status("alter table if exists nope rename to x") == DONE


def test_rename_into_another_schema(sql):
    sql("create table t (id int identity, x varchar default 'd')", "insert into t (x) values ('a')", "create schema other")
    sql("alter table db.sch.t rename to db.other.t", "insert into db.other.t (x) values ('b')")
    assert sql.rows("select * from db.other.t order by id") == [(1, "a"), (2, "b")]


def test_rename_of_a_view(sql):
    sql("create view v as select 1 as a", "alter table v rename to w")
    assert sql.rows("select a from w") == [(1,)]


def test_swap(t):
    t("create table u as select 7 as z", "alter table t swap with u")
    assert t.rows("select z from t") == [(7,)]
    assert t.rows("select a from u") == [(1,)]
    t("create temporary table tmp (a int)")
    assert "temporary table" in t.fails("alter table t swap with tmp")


def test_clustering(t):
    t("alter table t cluster by (a, to_date(b))", "alter table t resume recluster")
    assert t.column("show tables", "cluster_by") == ["LINEAR(A, CAST(B AS DATE))"]
    t("alter table t suspend recluster")
    assert t.column("show tables", "automatic_clustering") == ["OFF"]
    t("alter table t drop clustering key")
    assert t.column("show tables", "cluster_by") == [""]


def test_properties(t):
    t("alter table t set comment = 'c' change_tracking = true", "alter iceberg table t set comment = $$d$$")
    [row] = t.dicts("show tables")
    assert (row["comment"], row["change_tracking"]) == ("d", "ON")
    t("alter table t unset comment, change_tracking")
    assert t.column("show tables", "change_tracking") == ["OFF"]
    assert "invalid property 'NOPE' for 'TABLE'" in t.fails("alter table t set nope = 1")


def test_constraints(t):
    t("alter table t add constraint pk primary key (a)", "alter table t add unique (b)", "alter table t rename constraint pk to k")
    assert t.column("show primary keys in table t", "constraint_name") == ["K"]
    assert "primary key already exists" in t.fails("alter table t add primary key (b)")
    t("alter table t drop primary key", "alter table t drop unique (b)")
    assert t.rows("show primary keys in table t") == []
    assert "Constraint 'K' does not exist" in t.fails("alter table t drop constraint k")


def test_nothing_changes_when_a_part_fails(t):
    assert "invalid identifier 'NOPE'" in t.fails("alter table t drop column b, nope")
    assert t("select * from t").column_names == ["A", "B", "C"]


def test_dynamic_tables_take_comments_as_tables(sql):
    sql("create dynamic table d target_lag = '1 minute' warehouse = compute_wh as select 1 as a", "alter table d alter a comment 'x'")
    assert sql.column("describe table d", "comment") == ["x"]


def test_views_are_no_tables(sql):
    sql("create view v as select 1 as a")
    assert "'VIEW', not specified type 'TABLE'" in sql.fails("alter table v add column b int")


def test_no_row_is_lost_that_is_written_while_a_table_is_made_anew() -> None:
    with mockhaus_dbt.connect(database="DB", schema="S") as connection:
        first = connection.cursor()
        first.execute("create table t (a int)")
        second = mockhaus_dbt.connect(connection.account, database="DB", schema="S")

        def write() -> None:
            cursor = second.cursor()
            for i in range(40):
                cursor.execute(f"insert into t values ({i})")

        writer = threading.Thread(target=write)
        writer.start()
        for i in range(8):
            first.execute(f"alter table t add constraint c{i} check (a > {-i - 1})")
            first.execute(f"alter table t drop constraint c{i}")
        writer.join()
        assert first.execute("select count(*), count(distinct a) from t").fetchall() == [(40, 40)]
        second.close()


def test_checks_outlive_the_session(tmp_path) -> None:
    path = tmp_path / "account.mockhaus"
    with mockhaus_dbt.connect(path, database="DB", schema="S") as connection:
        for text in ("create table t (a int)", "insert into t values (1)", "alter table t add check (a > 0)"):
            connection.execute(text)
    with mockhaus_dbt.connect(path, database="DB", schema="S") as connection:
        with pytest.raises(mockhaus_dbt.SqlError, match="CHECK"):
            connection.execute("insert into t values (0)")
        assert connection.execute("select * from t").fetchall() == [(1,)]


def test_a_row_that_comes_before_the_table_is_its_own_is_seen(monkeypatch) -> None:
    with mockhaus_dbt.connect(database="DB", schema="S") as connection:
        connection.execute("create table t (a int)")
        second = mockhaus_dbt.connect(connection.account, database="DB", schema="S")
        written = []

        def column_sql(*args):
            if not written:
                written.append(second.execute("insert into t values (1)").fetchall())
            return columns.column_sql(*args)

        monkeypatch.setattr(column_changes, "column_sql", column_sql)
        connection.execute("alter table t add column b int check (b > 0)")
        assert written and connection.execute("select * from t").fetchall() == [(1, None)]
        second.close()
