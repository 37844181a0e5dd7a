--# https://docs.snowflake.com/en/sql-reference/constructs/order-by: DEFAULT_NULL_ORDERING

create table t (a int);

insert into t values (1), (null), (2);

create view v as select a, row_number() over (order by a) as n from t;

alter session set default_null_ordering = 'FIRST';

select a from t order by a;
-- NULL
-- 1
-- 2

select a from t order by a desc;
-- 2
-- 1
-- NULL

select a from t order by a nulls last;
-- 1
-- 2
-- NULL

select a from t order by a desc nulls first;
-- NULL
-- 2
-- 1

select a from t order by 1 limit 1;
-- NULL

select a from t order by all;
-- NULL
-- 1
-- 2

select a from t union all select 0 order by a desc;
-- 2
-- 1
-- 0
-- NULL

select first_value(a) over (order by a), nth_value(a, 1) from last over (order by a), listagg(nvl(a, 0), ',') within group (order by a) over () from t limit 1;
-- NULL | 2 | 0,1,2

create view w as select a, row_number() over (order by a) as n from t;

select n, a from v order by n;
-- 1 | NULL
-- 2 | 1
-- 3 | 2

alter session set default_null_ordering = 'LAST';

select n, a from v order by n;
-- 1 | 1
-- 2 | 2
-- 3 | NULL

select n, a from w order by n;
-- 1 | 1
-- 2 | 2
-- 3 | NULL

select a from t order by a desc;
-- NULL
-- 2
-- 1

alter session set default_null_ordering = 'MIDDLE';
-- ! DEFAULT_NULL_ORDERING
