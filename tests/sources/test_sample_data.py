"""Sources that are tables of Snowflake's sample data."""

from __future__ import annotations

from mockhaus_dbt.sources import Source, SourceColumn, stub_sources
from mockhaus_dbt.sources.sample_data import completed

SCHEMA = ("SNOWFLAKE_SAMPLE_DATA", "TPCH_SF1")


def tables(*names):
    return [Source(f"tpch.{name}", (*SCHEMA, name.upper())) for name in names]


def test_columns_types_and_keys(sql):
    made = stub_sources(sql.executor, tables("lineitem", "orders", "customer", "nation", "region"), [], rows=200)
    assert [s.done for s in made] == ["made"] * 5
    # in the order of their labels: tpch.region is the last
    assert "as in the sample data: R_REGIONKEY NUMBER(38,0), R_NAME VARCHAR(25), R_COMMENT VARCHAR(152)" in made[4].said
    assert made[4].said.endswith("only 5 different values for R_NAME, which is unique")
    sql("use schema snowflake_sample_data.tpch_sf1")
    described = [(row[0], row[1]) for row in sql.rows("describe table orders")]
    assert described == [
        ("O_ORDERKEY", "NUMBER(38,0)"), ("O_CUSTKEY", "NUMBER(38,0)"), ("O_ORDERSTATUS", "VARCHAR(1)"),
        ("O_TOTALPRICE", "NUMBER(12,2)"), ("O_ORDERDATE", "DATE"), ("O_ORDERPRIORITY", "VARCHAR(15)"),
        ("O_CLERK", "VARCHAR(15)"), ("O_SHIPPRIORITY", "NUMBER(38,0)"), ("O_COMMENT", "VARCHAR(79)"),
    ]  # fmt: skip
    joined = """select count(*), min(year(o_orderdate)) >= 1992, max(year(l_shipdate)) <= 1998, count(distinct r_name) <= 5
        from lineitem join orders on l_orderkey = o_orderkey join customer on o_custkey = c_custkey
        join nation on c_nationkey = n_nationkey join region on n_regionkey = r_regionkey"""
    lines = sql.rows("select count(*) from lineitem")[0][0]
    assert 100 < lines <= 200  # rows with the order and number of another are left out
    assert sql.rows(joined) == [(lines, True, True, True)]
    assert sql.rows("select count(*), count(distinct n_name) from nation") == [(25, 25)]


def test_keys_of_two_columns_in_a_copy_of_the_sample_data(sql):
    places = [("RAW", "TPCH_SF001", name) for name in ("PARTSUPP", "PART", "SUPPLIER")]
    stub_sources(sql.executor, [Source(place[2], place) for place in places], [], rows=12)
    [(rows, different)] = sql.rows(
        "select count(*), count(distinct ps_partkey, ps_suppkey) from raw.tpch_sf001.partsupp"
    )
    assert rows == different > 1


def test_what_the_project_declares_comes_first(sql):
    part = Source(
        "tpch.part",
        (*SCHEMA, "PART"),
        (SourceColumn("P_SIZE", "varchar"), SourceColumn("P_BRAND", accepted=("x",)), SourceColumn("EXTRA", "date")),
    )
    [stub] = stub_sources(sql.executor, [part], [], rows=20)
    assert "declared: P_SIZE varchar, EXTRA date" in stub.said and "P_BRAND VARCHAR(10)" in stub.said
    assert sql.rows("select distinct p_brand from snowflake_sample_data.tpch_sf1.part") == [("x",)]


def test_other_sources_are_left_as_they_are(sql):
    others = [
        Source("a.orders", ("SNOWFLAKE_SAMPLE_DATA", "TPCDS_SF10TCL", "ORDERS")),
        Source("a.orders", ("RAW", "TPCH", "ORDERS")),
        Source("a.other", (*SCHEMA, "OTHER")),
    ]
    assert completed(others) == others
    [lone] = completed(tables("lineitem"))
    assert all(column.refers_to is None for column in lone.columns)
