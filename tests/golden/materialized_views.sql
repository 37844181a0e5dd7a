--# The limitations of https://docs.snowflake.com/en/user-guide/views-materialized, EXPLAIN of DML, and constant subqueries in VALUES.

create table t (a int, b int, v variant, ts timestamp)

create table t2 (a int)

insert into t2 values ((select 1))

insert into t2 values ((select max(a) from t2))
-- ! Invalid expression

explain delete from t2 where a = 1
-- NULL | NULL | NULL | GlobalStats | NULL | NULL | NULL | 1 | 1 | NULL
-- 1 | 0 | NULL | Delete | GOLD.PUBLIC.T2 | NULL | NULL | NULL | NULL | NULL
-- 1 | 1 | [0] | TableScan | GOLD.PUBLIC.T2 | NULL | NULL | 1 | 1 | NULL

explain insert into t2 select a from t
-- NULL | NULL | NULL | GlobalStats | NULL | NULL | NULL | 1 | 1 | NULL
-- 1 | 0 | NULL | Insert | GOLD.PUBLIC.T2 | NULL | NULL | NULL | NULL | NULL
-- 1 | 1 | [0] | TableScan | GOLD.PUBLIC.T | NULL | NULL | 1 | 1 | NULL

explain using json merge into t2 m using (select 1 as x) s on m.a = s.x when matched then delete
-- {"GlobalStats":{"partitionsTotal":1,"partitionsAssigned":1},"Operations":[[{"id":0,"operation":"Merge","objects":["GOLD.PUBLIC.T2"]},{"id":1,"parentOperators":[0],"operation":"TableScan","objects":["GOLD.PUBLIC.T2"],"partitionsAssigned":1,"partitionsTotal":1}]]}

select a from t2
-- 1

create view vv as select a from t

create or replace materialized view mv as select t.a, t2.a as x from t join t2 on t.a = t2.a
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv2 as select a, count(*) c, sum(b) s from t group by a

create or replace materialized view mv2 as select a + 1 as k, count(*) c, sum(b) s from t group by a + 1

create or replace materialized view mv2 as select a + 1 as k, count(*) c, sum(b) s from t group by k

create or replace materialized view mv2 as select a + 1 as k, count(*) c, sum(b) s from t group by 1

create or replace materialized view mv2 as select a + 1 as k, count(*) c, sum(b) s from t group by all

create or replace materialized view mv3 as select a from t order by a
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv4 as select a from t limit 2
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv5 as select a, row_number() over (order by a) as r from t
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv6 as select distinct a from t

create or replace materialized view mv7 as select a from t union all select a from t2
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv8 as select a from vv
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv9 as select a, current_timestamp() as t from t
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv9 as select a, current_timestamp as t from t
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv10 as select a, count(distinct b) as c from t group by a
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv11 as select a, count(*) c from t group by a having count(*) > 1
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv12 as select a from t where a in (select 1)
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv13 as select count(*) as c from t group by a
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv14 as select * from (select a, b from t where a > 1) where b > 2

create or replace materialized view mv15 as select 100 * s as sigma from (select sum(a) as s, b from t group by b) where s > 0
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv16 as select f.value as v from t, lateral flatten(input => v) f

create or replace materialized view mv17 as select a, listagg(b) as l from t group by a
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv18 as select a, v:x::int as x, to_date(ts) as d from t where b between 1 and 2

create or replace materialized view mv19 as with c as (select a from t) select a from c

create or replace materialized view mv20 as select a, b, sum(a) as s from t group by cube (a, b)
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv21 as select a from t minus select a from t
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 

create or replace materialized view mv22 as select a from mv6
-- ! 002036 (42601): SQL compilation error: Invalid materialized view definition. 
