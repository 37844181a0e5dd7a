--# what Snowflake's pages set limits to

--# constructs/group-by-cube: up to 7 elements

select count(*) from (select a, b, c, d, e, f, g from values (1, 2, 3, 4, 5, 6, 7) v(a, b, c, d, e, f, g) group by cube (a, b, c, d, e, f, g));
-- 128

select 1 from values (1, 2, 3, 4, 5, 6, 7, 8) v(a, b, c, d, e, f, g, h) group by cube (a, b, c, d, e, f, g, h);
-- ! 000002 (0A000): SQL compilation error: Unsupported feature 'CUBE of 8 elements': 7 are allowed.

--# data-types-logical: implicit conversion takes fewer words than TO_BOOLEAN

select 1 where 'TRUE' and not 'false';
-- 1

select 'yes'::boolean, to_boolean('on'), cast('0' as boolean);
-- TRUE | TRUE | FALSE

select 1 where 'yes';
-- ! 100037 (22018): Boolean value 'yes' is not recognized

select iff(x, 1, 2) from values ('true'), ('f') v(x);
-- ! 100037 (22018): Boolean value 'f' is not recognized

create table truths (b boolean);

insert into truths values ('True'), ('FALSE');

--# columns take all of them: seeds of dbt with 0 and 1 in text for a BOOLEAN load on Snowflake
insert into truths values ('on');

insert into truths select column1 from values ('0');

insert into truths values ('2');
-- ! 100037 (22018): DML operation to table TRUTHS failed on column B with error: Boolean value '2' is not recognized

select b from truths order by b;
-- FALSE
-- FALSE
-- TRUE
-- TRUE

--# what no number stands for within a VARIANT of a column

select parse_json(column1) from values ('{"a": NaN, "b": [1, -inf, "nan"]}'), ('Infinity'), ('{"information": "an inf, or so"}');
-- {"a":"NaN","b":[1,"-Infinity","nan"]}
-- "Infinity"
-- {"information":"an inf, or so"}

--# the case of a time zone's name matters

alter session set timezone = 'america/new_york';
-- ! 001008 (22023): SQL compilation error: invalid value [america/new_york] for parameter 'TIMEZONE'

alter session set timezone = 'America/New_York';

alter session unset timezone;

--# constructs/sample: SEED is for tables

create view seen as select column1 as a from values (1), (2);

select * from seen sample system (50) seed (1);
-- ! Unsupported feature 'SAMPLE with SEED of a view or subquery'

select count(*) from seen sample (100);
-- 2

--# constructs/values: DEFAULT is for INSERT

select * from values (1, default);
-- ! syntax error line 1 at position 25 unexpected 'default'.

--# data-types-datetime

select '2026-04-01'::date + interval '3' days, to_date('2024-01-01') + interval '-1-1' year to month;
-- 2026-04-04 00:00:00.000 | 2022-12-01

--# names of common table expressions are unique within a WITH, lambda expressions are arguments

with a as (select 1 as x), a as (select 2 as x) select * from a;
-- ! 002027 (42601): SQL compilation error: duplicate alias 'A'

with a as (select 1 as x) select * from (with a as (select 2 as x) select * from a), a;
-- 2 | 1

select x -> x + 1;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 9 unexpected '->'.

--# an exponent has digits
select 1, 0E;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 10 unexpected '0E'.

SELECT 1 AS $a;
-- ! 001003 (42000)

SELECT (1) $a;
-- ! 001003 (42000)

SELECT column1 AS $1 FROM VALUES (1);
-- ! 001003 (42000)
