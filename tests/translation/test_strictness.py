"""What sqlglot forgives and Snowflake does not is a syntax error; what only looks like it is none."""

from __future__ import annotations

from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.translation.ast_parser import parse_tokens, tokenize

#: statement, and the token that must not stand there; <EOF> where something is missing at the end.
WRONG = [
    ("select a from .t", "."),
    ("select a from t, .u", "."),
    ("select a from db. .t", "."),
    ("select v: :a from t", ":"),
    ("select {: x}", ":"),
    ("select {'a': 1, : [1]}", ":"),
    ("select f(, 1)", ","),
    ("select a in (, 1) from t", ","),
    ("select [, 2]", ","),
    ("select [1, ]", "]"),
    ("select {, 'a': 1}", ","),
    ("select 1::number(, 2)", ","),
    ("select count(distinct , 1) from t", ","),
    ("select a) from t", ")"),
    ("select * from x outer join y on x.a = y.a", "outer"),
    ("select * from x join y match_condition (x.a >= y.a)", "match_condition"),
    ("with recursive x (select 1) select 1", "("),
    ("with x as (select 1), y (select 2) select 1", "("),
    ("with x as (select 1), y (a) (select 2) select 1", "("),
    ("select * exclude (a b) from t", "b"),
    ("select * rename (a b) from t", "b"),
    ("select * rename (a as b, c d) from t", "d"),
    ("select * replace (f(1, a) a) from t", "a"),
    ("select * exclude (a) rename (b c) from t", "c"),
    ("select sum(a) over (w order by b) from t", "w"),
    ("select sum(a) over (rows between preceding and current row) from t", "preceding"),
    ("select sum(a) over (rows between unbounded preceding and following) from t", "following"),
    ("select sum(a) over (order by a rows between unbounded and current row) from t", "and"),
    ("select , 1", ","),
    ("select a from t group by", "<EOF>"),
    ("select a from t order by limit 1", "limit"),
    ("select a from t order by a asc desc", "desc"),
    ("select a from t order by a where a = 1", "where"),
    ("select a from t group by a where a = 1", "where"),
    ("select a from t having a > 1 group by a", "group"),
    ("select a from (select a from t order by a where a = 1)", "where"),
    ("select a from t group by a, order by a", "order"),
    ("select * from t,", "<EOF>"),
    ("select * from t, where a = 1", "where"),
    ("select * from t join u on", "<EOF>"),
    ("select * from t join u on where a = 1", "where"),
    ("select * from t join u using", "<EOF>"),
    ("select * from t join u using ()", ")"),
    ("select * from t unpivot (v for n in ())", ")"),
    ("select a from t limit 1, 2", ","),
    ("select 1 as select", "select"),
    ("select distinct from t", "from"),
    ("select a in", "<EOF>"),
    ("select a like any () from t", ")"),
    ("select 'a' 'b'", "'b'"),
    ("select a ? b from t", "?"),
    ("select a similar to 'x' from t", "similar"),
    ("select * from t full inner join u", "inner"),
    ("merge into t using u on t.a = u.a", "<EOF>"),
    ("select case a when 1 then 2", "<EOF>"),
    ("select (case a when 1 then 2)", ")"),
    ("select case when 1 then 2 else end", "end"),
    ("select a between 1", "<EOF>"),
    ("select {'a': }", "}"),
    ("select a from t limit 1 order by a", "order"),
    ("select a from t fetch first rows only", "rows"),
    ("with x (select 1) select * from x", "("),
    ("select 1 as $a", "$"),
    ("select a as 'x' from t", "'x'"),
    ("select 1 as \"\"", '""'),
    ("select a is 1 from t", "1"),
    ("select a is not 'x' from t", "'x'"),
    ("select a isnull from t", "isnull"),
    ("select a from t where a notnull", "notnull"),
    ("select a ^ 2 from t", "^"),
    ("select a & 2 from t", "&"),
    ("select a | 2 from t", "|"),
    ("select a << 2 from t", "<"),
    ("select a >> 2 from t", ">"),
    ("select a <=> 2 from t", "<=>"),
    ("select a -> 'x' from t", "->"),
    ("select 0x1F", "1F"),
    ("select map{'a': 1}", "{"),
    ("select * exclude from t", "from"),
    ("select sum(a) over from t", "from"),
    ("select sum(a) over (partition by) from t", ")"),
    ("select sum(a) over (order by a rows) from t", ")"),
    ("select sum(a) over (order by a rows between 1 preceding) from t", ")"),
    ("insert t values (1)", "t"),
    ("insert overwrite t values (1)", "t"),
    ("delete from t limit 1", "limit"),
    ("delete from t order by a", "order"),
    ("update t", "<EOF>"),
    ("update t set", "<EOF>"),
    ("update t set where a = 1", "where"),
    ("update t set a = 1, where a = 1", "where"),
    ("update t set a = 1 limit 1", "limit"),
    ("merge t using u on t.a = u.a when matched then delete", "t"),
    ("merge into t using u when matched then delete", "when"),
    ("merge into t using u on t.a = u.a when matched then insert (a) values (1)", "insert"),
    ("merge into t using u on t.a = u.a when not matched then update set a = 1", "update"),
    ("merge into t using u on t.a = u.a when not matched then delete", "delete"),
]  # fmt: skip
#: the parser takes a name behind any expression; the compiler does not.
NAMED = [
    "select sum(a x) from t",
    "select (1 x)",
    "select [1 x]",
    "select a from t where (a x)",
    "select a from t group by a x",
    "select max(a) over (partition by a x) from t",
    "select * from values (1 x)",
    "insert into t (a x, b) values (1, 2)",
    "insert into t values (1 x, 2)",
    "insert all into t values (x x, 1) select 1 as x",
    "insert all into t (a, b x) values (x, 1) select 1 as x",
    "merge into t using (select 1 as a) s on t.a = s.a when not matched then insert (a x, b) values (1, 2)",
    "create table u (a int default 1 x)",
]
#: read by readers of their own, or later.
OTHERS = [
    ("create table u (a number(10 10, 2))", "10"),
    ("create table u (a number(10,))", ")"),
    ("create table u (a int not null null)", "null"),
    ("create table u (a int null default 1 not null)", "not"),
    ("create procedure p() returns int language sql as 'begin return 1;'", "<EOF>"),
    ("create procedure p() returns int language sql as $$ begin if (true) then return 1; end $$", "end"),
    ("create table u (a number(10,,2))", ","),
    ("call p(1,, 2)", ","),
    ("create task tk as as select 1", "as"),
    ("create task tk as select 1 from t where", "<EOF>"),
    ("create alert al if (exists (select 1 1)) then select 1", "1"),
    ("create alert al if (exists (select 1)) then insert t values (1, 2)", "t"),
    ("alter alter table t add column c int", "alter"),
]
RIGHT = [
    "select .5, a.b, -.5, (.5) from db..t, (t)",
    "select v:a:b, v[0]:c::int, {'a': 1, 'b': :x} from t",
    "select * from x left outer join y on x.a = y.a natural full outer join z",
    "select * from x asof join y match_condition (x.a >= y.a) on x.b = y.b join z on true asof join w match_condition (x.a >= w.a)",
    "with x (a) as (select 1), y (a, b) as (select 2, 3) select f(1, g(2)) from x, y",
    "select * exclude (a) replace (f(1, a) as b) rename (a as b, c as d), t.* exclude a rename a as b from t",
    "select 3 * replace('a', 'b', 'c'), 2 * (a) from t",
    "select sum(a) over (order by b range between interval '1 day' preceding and current row), avg(a) over (rows unbounded preceding) from t",
    "select a, from t",
    "select a is distinct from b from t where a is not distinct from b",
    "select a from t where a in (select b from u order by b limit 1) group by a having a > 1 qualify true order by a limit 1",
    "select a from t union all select b from u where b = 1 order by a limit 1 offset 1",
    "(select a from t order by a) union (select b from u) order by a",
    "select array_agg(a) within group (order by a) over (partition by b) from t where a = 1",
    "select sum(a) over (order by a desc rows between 1 preceding and current row) from t",
    "select sum(rows), rows from t",
    "select a from t sample (2 rows)",
    "select filter(a, x -> x > 1), transform(a, (x, y) -> x) from t",
    "select a as b, 'x' as c from t limit 10",
    "select isnull, over, range from t",
    "with x as (select 1), y (a) as (select 2) select * from x, y",
    "select a from t fetch first 3 rows only",
    "select * exclude a from t",
    "insert overwrite into t select 1",
    "delete from t using (select a from u order by a limit 1) u where t.a = u.a",
    "update t set a = (select max(b) from u order by 1 limit 1) from v where v.a = t.a",
    "merge into t using (select a from u where a is not null) u on t.a = u.a when not matched then insert (a) values (1) "
    "when matched and u.a > 1 then delete when matched then update set a = 1",
]


def parse(text: str) -> None:
    parse_tokens(tokenize(text), text)


@pytest.mark.parametrize(("text", "token"), WRONG)
def test_syntax_errors(text: str, token: str) -> None:
    with pytest.raises(SqlError) as caught:
        parse(text)
    assert caught.value.errno == 1003
    assert f"unexpected '{token}'." in caught.value.message


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right(text: str) -> None:
    parse(text)


@pytest.mark.parametrize("text", NAMED)
def test_names_where_there_are_none(sql: Any, text: str) -> None:
    sql("create table t (a int, b int)")
    assert "syntax error" in sql.fails(text)
    assert "unexpected 'x'." in sql.fails(text)


@pytest.mark.parametrize(("text", "token"), OTHERS)
def test_other_statements(sql: Any, text: str, token: str) -> None:
    sql("create table t (a int, b int)")
    assert f"unexpected '{token}'." in sql.fails(text)


def test_two_commas_in_texts_and_comments(sql: Any) -> None:
    assert sql.rows("select ',,', 1 /* ,, */ -- ,,") == [(",,", 1)]


def test_what_runs_later_may_name_what_is_missing(sql: Any) -> None:
    sql("create task tk as select * from not_there", "create task tk2 as call not_there()")
