--# https://docs.snowflake.com/en/sql-reference/reserved-keywords: what cannot be a name without quotes

select 1 as order;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 12 unexpected 'order'.

select 1
  as column;
-- ! syntax error line 2 at position 5 unexpected 'column'.

select 1 as "ORDER", 2 as "row";
-- 1 | 2

create table t (a int, group int);
-- ! unexpected 'group'

create table t (current_date date);
-- ! unexpected 'current_date'

create table t (constraint int);
-- ! unexpected ')'

create table values (a int);
-- ! unexpected 'values'

create table t ("START" int, "TRUE" int, left int, date date);

insert into t values (1, 2, 3, '2024-01-02');

select start from t;
-- ! syntax error line 1 at position 7 unexpected 'start'.

select t.start from t;
-- ! syntax error line 1 at position 9 unexpected 'start'.

select "START", left, date from t;
-- 1 | 3 | 2024-01-02

select t.true from t;
-- ! unexpected 'true'

select cast from (select 1 as cast);
-- ! unexpected 'cast'

select try_cast + 1 from t;
-- ! unexpected 'try_cast'

select 1 from t as left;
-- ! unexpected 'left'

select 1 from full;
-- ! unexpected 'full'

with right as (select 1) select 1;
-- ! unexpected 'right'

with increment as (select 1) select 1;
-- ! unexpected 'increment'

select left.a from (select 1 a) "LEFT";
-- 1

select * rename (date as to) from t;
-- ! unexpected 'to'

select object_construct('order', 1):order, parse_json('{"a": {"group": 2}}'):a.group;
-- 1 | 2

select 1 in;
-- ! 001003 (42000)
