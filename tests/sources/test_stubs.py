"""Sources with made-up rows."""

from __future__ import annotations

import pytest

from mockhaus_dbt.sources import Query, Reference, Source, SourceColumn, find_uses, stub_sources
from mockhaus_dbt.sources.uses import type_by_name

ORDERS = ("RAW", "SHOP", "ORDERS")
CUSTOMERS = ("RAW", "SHOP", "CUSTOMERS")


def test_declared_tests_are_respected(sql):
    customers = Source("shop.customers", CUSTOMERS, (SourceColumn("ID", "integer", unique=True, not_null=True),))
    orders = Source(
        "shop.orders",
        ORDERS,
        (
            SourceColumn("ID", "varchar(3)", unique=True, not_null=True),
            SourceColumn("Customer", "number(5, 0)", not_null=True, refers_to=Reference(CUSTOMERS, "ID", "customers")),
            SourceColumn("STATUS", None, accepted=("paid", "it's open")),
        ),
    )
    # orders come first here, and after what they refer to when they are made
    made = stub_sources(sql.executor, [orders, customers], [], rows=200, seed=3)
    assert [(s.label, s.done) for s in made] == [("shop.customers", "made"), ("shop.orders", "made")]
    counts = "count(*), count(id), count(distinct id), count(\"Customer\"), count_if(length(id) > 3)"
    assert sql.rows(f"select {counts} from raw.shop.orders") == [(200, 200, 200, 200, 0)]
    joined = 'select count(*) from raw.shop.orders o join raw.shop.customers c on c.id = o."Customer"'
    assert sql.rows(joined) == [(200,)]
    assert sql.rows("select distinct status from raw.shop.orders where status is not null order by 1") == [
        ("it's open",),
        ("paid",),
    ]


def test_a_table_that_refers_to_itself(sql):
    place = ("RAW", "SHOP", "STAFF")
    key = SourceColumn("ID", "integer", unique=True, not_null=True)
    boss = SourceColumn("BOSS", "integer", not_null=True, refers_to=Reference(place, "ID", "staff"))
    deputy = SourceColumn("DEPUTY", "integer", unique=True, refers_to=Reference(place, "ID", "staff"))
    circle = SourceColumn("CIRCLE", "integer", refers_to=Reference(place, "BOSS", "staff"))
    [made] = stub_sources(sql.executor, [Source("shop.staff", place, (boss, deputy, circle, key))], [], rows=90)
    assert made.said.endswith("relationship of CIRCLE to staff not respected: it is not built")
    counts = "count(*), count(boss), count(distinct boss) > 20, count(deputy), count(distinct deputy), count(distinct id)"
    assert sql.rows(f"select {counts} from raw.shop.staff") == [(90, 90, True, 90, 90, 90)]
    orphans = "select count(*) from raw.shop.staff where {0} not in (select id from raw.shop.staff)"
    assert [sql.rows(orphans.format(name)) for name in ("boss", "deputy")] == [[(0,)], [(0,)]]


def test_the_same_seed_gives_the_same_rows(sql):
    columns = (SourceColumn("A", "number(9,2)"), SourceColumn("B", "timestamp_tz"), SourceColumn("C"))
    found = []
    for seed in (1, 1, 2):
        other = sql.other(database=f"D{len(found)}", schema="S")
        source = Source("s.t", (f"D{len(found)}", "S", "T"), columns)
        stub_sources(other.executor, [source], [], rows=20, seed=seed)
        found.append(other.rows("select * from t"))
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize(
    "type_",
    "number|number(3,3)|float|varchar(2)|boolean|date|time|timestamp_ltz|timestamp_tz(3)|variant|object|array|binary"
    "|geography|text|int|decimal(12, 4)".split("|"),
)
@pytest.mark.parametrize("unique", [False, True])
def test_every_type(sql, type_, unique):
    source = Source("s.t", ("DB", "SCH", "T"), (SourceColumn("A", type_, unique=unique, not_null=True),))
    [stub] = stub_sources(sql.executor, [source], [], rows=30)
    rows = 2 if unique and type_ == "boolean" else 30
    assert stub.done == "made", stub.said
    different = "to_json(a)" if type_ in ("variant", "object", "array") else "a::varchar"
    distinct = "count(*)" if type_ == "geography" or not unique else f"count(distinct {different})"
    assert sql.rows(f"select count(a), {distinct} from t") == [(rows, rows)]


def test_columns_that_only_models_know(sql):
    queries = [
        Query("stg", ("DB", "SCH", "STG"), "select * from raw.shop.orders"),
        Query(
            "marts",
            ("DB", "SCH", "MARTS"),
            """with s as (select *, 1 as made from db.sch.stg),
               r as (select id, lower(note) as n, created::date as d, info:a.b::int as i, made from s where kind = 'web')
               select c.name, r.n, sum(r.i) as total from r join raw.shop.customers c on c.id = r.id
               group by 1, 2 order by total""",
        ),
    ]
    found = find_uses({ORDERS, CUSTOMERS}, queries).columns
    assert {name: use.types for name, use in found[ORDERS].items()} == {
        "ID": [], "NOTE": ["VARCHAR"], "CREATED": ["DATE"], "INFO": ["VARIANT"], "KIND": ["VARCHAR"],
    }  # fmt: skip
    assert set(found[CUSTOMERS]) == {"ID", "NAME"}
    made = stub_sources(sql.executor, [Source("shop.orders", ORDERS), Source("shop.customers", CUSTOMERS)], queries)
    assert [s.done for s in made] == ["made", "made"]
    assert "told by marts: NOTE VARCHAR" in made[1].said
    assert "guessed from its name: ID NUMBER(38, 0)" in made[1].said
    assert sql.rows("select count(*) > 0 from raw.shop.orders where kind = 'web'") == [(True,)]
    assert sql(queries[1].sql.replace("from db.sch.stg", "from raw.shop.orders")).rowcount >= 0


def test_only_what_from_names_is_read():
    queries = [
        Query(
            "stg",
            ("DB", "SCH", "STG"),
            """with source as (select * from raw.shop.orders), renamed as (select id as order_id, kind from source)
               select * from renamed where kind > 1""",
        ),
        Query("mart", ("DB", "SCH", "MART"), "select order_id from db.sch.stg s where exists (select 1 where s.order_id > 1)"),
        Query("sub", ("DB", "SCH", "SUB"), "select * from raw.shop.customers c where c.a in (select kind from db.sch.stg where c.b)"),
    ]
    found = find_uses({ORDERS, CUSTOMERS}, queries).columns
    assert {place[2]: set(uses) for place, uses in found.items()} == {"ORDERS": {"ID", "KIND"}, "CUSTOMERS": {"A", "B"}}


def test_what_a_conversion_tells():
    sql = """select try_to_date(a, 'YYYY'), to_timestamp_ntz(b, 'YYYY'), try_to_number(c), try_cast(d as date), e::date,
             try_to_timestamp(f), to_date(g, 'DD') from raw.shop.orders where h > 3 and i in ('x', 'y') and not j = true"""
    found = find_uses({ORDERS}, [Query("m", ("A", "B", "C"), sql)]).columns[ORDERS]
    assert {name: use.types for name, use in found.items()} == {
        **{name: ["VARCHAR"] for name in "ABCDFGI"}, "E": ["DATE"], "H": ["NUMBER(38, 2)"], "J": ["BOOLEAN"],
    }  # fmt: skip
    assert found["I"].values == ["x"]


def test_what_is_said_of_the_others(sql):
    sql("create database raw", "create schema raw.shop", "create view raw.shop.orders as select 1 as id")
    sources = [
        Source("shop.orders", ORDERS, (SourceColumn("X"),)),
        Source("shop.unknown", ("RAW", "SHOP", "UNKNOWN")),
        Source("shop.odd", ("RAW", "SHOP", "ODD"), (SourceColumn("X", "numbr"),)),
        Source("shop.files", ("RAW", "SHOP", "FILES"), (), "gone.csv"),
        Source("shop.few", ("RAW", "SHOP", "FEW"), (SourceColumn("X", unique=True, accepted=("a", "b")),)),
        Source("shop.ref", ("RAW", "SHOP", "REF"), (SourceColumn("X", refers_to=Reference(("A", "B", "C"), "D", "ref('c')")),)),
    ]
    broken = [Query("broken", ("A", "B", "C"), "select from where (")]
    said = {s.label: (s.done, s.said) for s in stub_sources(sql.executor, sources, broken, rows=5)}
    assert said["shop.orders"] == ("exists", "view exists, left alone")
    assert said["shop.unknown"][0] == "skipped" and "broken could not be read" in said["shop.unknown"][1]
    assert said["shop.odd"][0] == "failed" and "NUMBR" in said["shop.odd"][1].upper()
    assert said["shop.files"] == ("skipped", "its files in gone.csv could not be loaded")
    assert said["shop.few"][0] == "made" and "only 2 different values for X" in said["shop.few"][1]
    assert "relationship of X to ref('c') not respected: it is not built" in said["shop.ref"][1]
    assert sql.rows("select count(*) from raw.shop.few") == [(2,)]


def test_what_is_taken_for_a_key(sql):
    keys = (SourceColumn("ID", "integer"), SourceColumn("ORDER_ID", "varchar"), SourceColumn("OTHER_ID", "integer"))
    tested = (SourceColumn("ID", "varchar", accepted=("a", "b")),)
    orders, customers = stub_sources(
        sql.executor, [Source("b", ORDERS, keys), Source("c", CUSTOMERS, tested)], [], rows=60
    )
    assert "taken for its key: ID; taken for its key: ORDER_ID" in orders.said and "OTHER_ID;" not in orders.said
    counts = "select count(distinct id), count(distinct order_id), count(other_id) < 60 from raw.shop.orders"
    assert sql.rows(counts) == [(60, 60, True)]
    assert "key" not in customers.said
    assert sql.rows("select count(distinct id), count(id) < 60 from raw.shop.customers") == [(2, True)]


def test_columns_are_followed_through_their_new_names():
    sql = """with base as (select created as made, live, 1 as one, id + 1 as id from raw.shop.orders),
             fields as (select made as moment, cast(live as boolean) as live, one, id from base)
             select cast(moment as timestamp), one::date, id::date, live::text from fields"""
    found = find_uses({ORDERS}, [Query("m", ("A", "B", "C"), sql)]).columns[ORDERS]
    assert {name: use.types for name, use in found.items()} == {
        "CREATED": ["TIMESTAMP"],
        "LIVE": ["BOOLEAN"],
        "ID": ["NUMBER(38, 0)"],  # of the addition alone
    }


def test_columns_that_macros_fill_where_the_table_is_missing(sql):
    source = Source("s.t", ("DB", "SCH", "T"), (SourceColumn("LIVE"), SourceColumn("COUNTRY")))
    passed = ("DB", "SCH", "PASSED")
    queries = [
        # a macro that looks for its table and does not find it
        Query("passed", passed, "select cast(null as text) as _origin limit 0", frozenset({source.place})),
        Query(
            "filled",
            ("DB", "SCH", "FILLED"),
            "with base as (select * from db.sch.passed), fields as (select cast(null as boolean) as live, "
            "cast(null as date) as day, cast(null as integer) as \"Size\", 'x' || 'y' as origin from base) "
            "select day, origin from fields where live",
        ),
    ]
    [stub] = stub_sources(sql.executor, [source], queries, rows=3)
    assert stub.done == "made", stub.said
    assert "told by filled: LIVE BOOLEAN, DAY DATE, Size INT" in stub.said
    assert "guessed from its name: COUNTRY VARCHAR" in stub.said
    assert sql.rows('select count(live), count(day), count("Size") from t') == [(3, 3, 3)]


def test_a_null_beside_columns_of_the_source_is_no_column_of_it():
    place = ("DB", "SCH", "T")
    found = find_uses({place}, [Query("m", ("DB", "SCH", "M"), "select a, cast(null as date) as b from db.sch.t")])
    assert list(found.columns[place]) == ["A"]


def test_macros_that_choose_between_tables_and_texts_that_are_numbers(sql):
    old, new = (Source(f"s.{n}", ("DB", "SCH", n.upper()), (SourceColumn("LIVE"),)) for n in ("old", "new"))
    queries = [
        Query("passed", ("DB", "SCH", "P"), "select null as x limit 0", frozenset({old.place, new.place})),
        Query("one", ("DB", "SCH", "O"), "select cast(null as text) as z limit 0", frozenset({new.place})),
        Query(
            "filled",
            ("DB", "SCH", "F"),
            "select cast(null as boolean) as live, cast(null as date) as day from db.sch.p",
        ),
        Query(
            "number",
            ("DB", "SCH", "N"),
            "with f as (select cast(null as text) as tax from db.sch.o) select cast(tax as number(9, 2)) t from f",
        ),
    ]
    made = {stub.label: stub.said for stub in stub_sources(sql.executor, [old, new], queries, rows=3)}
    assert "told by filled: LIVE BOOLEAN" in made["s.old"] and "DAY" not in made["s.old"]
    assert "told by filled: LIVE BOOLEAN" in made["s.new"] and "TAX DECIMAL(9, 2)" in made["s.new"]


def test_tests_of_models_hold_for_the_columns_that_they_hand_on(sql):
    source = Source("s.t", ("DB", "SCH", "T"), (SourceColumn("A", "number"), SourceColumn("B", "varchar")))
    model = Query(
        "m",
        ("DB", "SCH", "M"),
        "with t as (select * from db.sch.t), r as (select a as key, b, b || 'x' as made from t) select * from r",
        not_null=frozenset({"KEY", "B", "MADE"}),
        unique=frozenset({"KEY"}),
    )
    [stub] = stub_sources(sql.executor, [source], [model], rows=100)
    assert "unique and not NULL for a model's tests: A; not NULL for a model's tests: B" in stub.said
    assert sql.rows("select count(distinct a), count(b) from t") == [(100, 100)]


def test_columns_that_a_query_makes_are_not_the_sources_behind_a_star():
    place = ("DB", "SCH", "T")
    sql = "with t as (select a as b from db.sch.t), s as (select * from t), u as (select s.* from s) select b from u"
    found = find_uses({place}, [Query("m", ("DB", "SCH", "M"), sql)])
    assert list(found.columns[place]) == ["A"]


def test_a_table_that_a_macro_would_rather_read(sql):
    old, new = (Source(f"s.{n}", ("DB", "SCH", n.upper()), (SourceColumn("LIVE"),)) for n in ("old", "new"))
    queries = [
        Query("chosen", ("DB", "SCH", "C"), "select * from db.sch.old", frozenset({old.place, new.place})),
        Query("filled", ("DB", "SCH", "F"), "select cast(null as boolean) as live from db.sch.c"),
    ]
    made = {stub.label: stub.said for stub in stub_sources(sql.executor, [old, new], queries, rows=3)}
    assert all("told by filled: LIVE BOOLEAN" in said for said in made.values())


def test_what_dates_are_used_for_tells():
    sql = """select to_char(a, 'YYYY'), dateadd(day, 1, b), date_trunc('month', c_date), datediff(day, d, e), dayname(f)
             from raw.shop.orders
             where g = to_date('2024-01-01') and h_at > '2024-01-01'::date and i < current_date
             and j > current_timestamp() and k = '1'::int and l = m::date"""
    found = find_uses({ORDERS}, [Query("m", ("A", "B", "C"), sql)]).columns[ORDERS]
    assert {name: use.types for name, use in found.items()} == {
        "A": [], "C_DATE": ["DATE"], "G": ["DATE"], "H_AT": ["TIMESTAMP_NTZ"], "I": ["DATE"], "K": [], "L": [],
        "M": ["DATE"], **{name: ["TIMESTAMP_NTZ"] for name in ("B", "D", "E", "F", "J")},
    }  # fmt: skip


def test_what_is_reckoned_with_is_a_number_or_a_moment():
    query = "select a + 1, -b, c % 2, due_date - 7, since + interval '1 day', 3 + d from raw.shop.orders"
    columns = find_uses({ORDERS}, [Query("m", ("A", "B", "M"), query)]).columns[ORDERS]
    assert {name: use.type for name, use in columns.items()} == {
        **dict.fromkeys("ABCD", "NUMBER(18, 2)"),
        "DUE_DATE": "DATE",
        "SINCE": "TIMESTAMP_NTZ",
    }


def test_what_names_suggest():
    found = {name: type_by_name(name) for name in ("CITY_POPULATION", "QUANTITY", "POPULAR", "UNIT_PRICE", "CITY")}
    assert found == {
        "CITY_POPULATION": "NUMBER(38, 0)",
        "QUANTITY": "NUMBER(38, 0)",
        "POPULAR": "VARCHAR",
        "UNIT_PRICE": "NUMBER(18, 2)",
        "CITY": "VARCHAR",
    }


def test_result_columns_that_a_select_reads_itself_are_no_columns_of_the_source():
    query = """select v:lon::float as lon, v:lat::float as lat, st_point(lon, lat) as point,
                      trim(name) as name, upper(name) as shouted
               from raw.shop.orders where lon > 0"""
    found = find_uses({ORDERS}, [Query("stg", ("DB", "SCH", "STG"), query)])
    assert sorted(found.columns[ORDERS]) == ["NAME", "V"]


def test_a_column_that_is_renamed_after_it_was_read_is_one_of_the_source():
    query = "select a || 'x' as b, c as a, a || 'y' as d from raw.shop.orders"
    found = find_uses({ORDERS}, [Query("stg", ("DB", "SCH", "STG"), query)])
    assert sorted(found.columns[ORDERS]) == ["A", "C"]


def test_accepted_values_and_relationships_of_models_hold(sql):
    stg_orders, stg_customers, marts = (("DB", "SCH", name) for name in ("STG_ORDERS", "STG_CUSTOMERS", "MARTS"))
    queries = [
        Query("stg_orders", stg_orders, "select id as order_id, customer as c, state from raw.shop.orders"),
        Query("stg_customers", stg_customers, "select nr as customer_nr, name from raw.shop.customers"),
        Query(
            "marts",
            marts,
            "select order_id, c as customer_nr, state as status from db.sch.stg_orders",
            accepted={"STATUS": ("open", "paid")},
            refers_to={"CUSTOMER_NR": (stg_customers, "CUSTOMER_NR")},
        ),
    ]
    customers = Source("shop.customers", CUSTOMERS, (SourceColumn("NR", "varchar"), SourceColumn("NAME")))
    made = stub_sources(sql.executor, [Source("shop.orders", ORDERS), customers], queries, rows=30)
    assert [(s.label, s.done) for s in made] == [("shop.customers", "made"), ("shop.orders", "made")]
    states = "select distinct state from raw.shop.orders where state is not null order by 1"
    assert sql.rows(states) == [("open",), ("paid",)]
    strays = "select count(*) from raw.shop.orders where customer not in (select nr from raw.shop.customers)"
    assert sql.rows(strays) == [(0,)]
    assert "one of its values for a model's tests: STATE" in made[1].said
    assert "one of RAW.SHOP.CUSTOMERS for a model's tests: CUSTOMER" in made[1].said


def test_rows_differ_in_what_makes_them_unique_together(sql):
    pair = (SourceColumn("A", "boolean"), SourceColumn("B", "boolean"), SourceColumn("C", "number"))
    orders = Source("shop.orders", ORDERS, pair, together=(("A", "B"),))
    read = "select x as p, y as q from raw.shop.customers"
    query = Query("m", ("DB", "SCH", "M"), read, together=frozenset({("P", "Q")}))
    flags = (SourceColumn("X", "boolean", not_null=True), SourceColumn("Y", "boolean", not_null=True))
    stub_sources(sql.executor, [orders, Source("shop.customers", CUSTOMERS, flags)], [query], rows=50)
    for table, columns, most in (("orders", "a, b", 9), ("customers", "x, y", 4)):
        [(rows,)] = sql.rows(f"select count(*) from raw.shop.{table}")
        [(different,)] = sql.rows(f"select count(*) from (select distinct {columns} from raw.shop.{table})")
        assert most >= rows == different > 1


def test_keys_and_what_refers_to_them_have_one_type(sql):
    regions = Source("shop.regions", ("RAW", "SHOP", "REGIONS"), (SourceColumn("REGION_CODE", unique=True),))
    key = Reference(regions.place, "REGION_CODE", "regions")
    orders = Source("shop.orders", ORDERS, (SourceColumn("REGION", refers_to=key),))
    queries = [Query("stg", ("DB", "SCH", "STG"), "select sum(region) as s from raw.shop.orders")]
    made = stub_sources(sql.executor, [orders, regions], queries, rows=5)
    assert [s.done for s in made] == ["made", "made"], made
    assert "as shop.orders.REGION, which refers to it: REGION_CODE NUMBER(18, 2)" in made[1].said
    joined = "select count(*) from raw.shop.orders o join raw.shop.regions r on o.region = r.region_code"
    assert sql.rows(joined) == sql.rows("select count(region) from raw.shop.orders")


def test_tests_of_models_hold_for_columns_that_they_cast():
    model = ("DB", "SCH", "STG")
    query = Query(
        "stg",
        model,
        """select trim(code)::varchar as code, cast(note as varchar) as note, l::float + 1 as longer,
                  try_to_decimal(nullif(trim(v), ''), 9, 2) as amount from raw.shop.orders""",
        not_null=frozenset({"CODE", "LONGER", "AMOUNT"}),
        accepted={"NOTE": ("a", "b")},
    )
    later = Query("later", ("DB", "SCH", "LATER"), "select sum(code) as s from db.sch.stg")
    columns = find_uses({ORDERS}, [query, later]).columns[ORDERS]
    assert columns["CODE"].not_null and columns["CODE"].type == "VARCHAR"  # what the cast one is used for says nothing
    assert columns["NOTE"].accepted == ("a", "b")
    assert columns["V"].not_null and columns["V"].holds == "NUMBER"
    assert not columns["L"].not_null


def test_columns_that_only_tests_name():
    read = "select *, 1 as made from raw.shop.orders"
    star = Query("stg", ("DB", "SCH", "STG"), read, not_null=frozenset({"A", "MADE"}))
    own = Query("test", None, "select * from db.sch.stg s where s.lat_of_it > 90")
    assert {n: u.type for n, u in find_uses({ORDERS}, [star, own]).columns[ORDERS].items()} == {
        "A": "",
        "LAT_OF_IT": "NUMBER(38, 2)",
    }


def test_texts_are_what_models_read_them_as(sql):
    query = """select try_to_number(nullif(trim(a), '')) as a, try_to_date(b, 'DD/MM/YYYY') as b,
                      try_cast(lower(c) as boolean) as c, try_to_timestamp(trim(d)) as d,
                      to_timestamp(trim(e), 'YYYY-MM-DD"T"HH24:MI:SS.FF3') as e, upper(f) as f
               from raw.shop.orders"""
    names = "A", "B", "C", "D", "E", "F"
    stg = Query("stg", ("DB", "SCH", "STG"), query, not_null=frozenset(names))
    texts = tuple(SourceColumn(name, "varchar", not_null=True) for name in names)
    [stub] = stub_sources(sql.executor, [Source("shop.orders", ORDERS, texts)], [stg], rows=20)
    assert stub.done == "made", stub.said
    counts = ", ".join(f"count({name})" for name in names)
    assert sql.rows(f"select {counts} from ({query})") == [(20,) * 6]
    assert sql.rows("select count_if(f like 'f %') from raw.shop.orders") == [(20,)]
