--# the errors that people meet most: number, SQLSTATE, words, line and position

create table t (a int, b varchar(3), d date, n number(4,2), nn int not null);

insert into t (a, nn) values (1, 1);

--# names

select * from nope;
-- ! 002003 (42S02): SQL compilation error: Object 'NOPE' does not exist or not authorized.

select nope from t;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 7 invalid identifier 'NOPE'

select t.nope from t;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 7 invalid identifier 'T.NOPE'

select x.a
from t;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 7 invalid identifier 'X.A'

select a from t join t t2 on t.a = t2.a;
-- ! 002028 (42601): SQL compilation error: ambiguous column name 'A'

select a, a from (select 1 a, 2 a);
-- ! 002028 (42601): SQL compilation error: ambiguous column name 'A'

select s.nextval;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 9 invalid identifier 'S.NEXTVAL'

use database nope;
-- ! 002043 (02000): SQL compilation error: Object does not exist, or operation cannot be performed.

use schema nope;
-- ! 002043 (02000): SQL compilation error: Object does not exist, or operation cannot be performed.

select $novar;
-- ! 002211 (02000): SQL compilation error: Session variable '$NOVAR' does not exist

with c as (select 1) select * from d;
-- ! 002003 (42S02): SQL compilation error: Object 'D' does not exist or not authorized.

drop table nope;
-- ! 002003 (02000): SQL compilation error: Table 'GOLD.PUBLIC.NOPE' does not exist or not authorized.

describe table nope;
-- ! 002003 (02000): SQL compilation error: Table 'GOLD.PUBLIC.NOPE' does not exist or not authorized.

truncate table nope;
-- ! 002003 (02000): SQL compilation error: Table 'GOLD.PUBLIC.NOPE' does not exist or not authorized.

delete from nope;
-- ! 002003 (42S02): SQL compilation error: Object 'NOPE' does not exist or not authorized.

insert into t (zz) values (1);
-- ! 000904 (42000): SQL compilation error: error line 1 at position 15 invalid identifier 'ZZ'

update t set zz = 1;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 13 invalid identifier 'ZZ'

call nope();
-- ! 002140 (42601): SQL compilation error: Unknown user-defined procedure NOPE

select * from table(nosuch(1));
-- ! 002141 (42601): SQL compilation error: Unknown user-defined table function NOSUCH

--# syntax

selec 1;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 0 unexpected 'selec'.

select 1 from;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 13 unexpected '<EOF>'.

select (1;
-- ! 001003 (42000): SQL compilation error: parse error line 1 at position 9 near '<EOF>'.

select * from t limit -1;
-- ! 001014 (22023): SQL compilation error: Invalid row count '-1' in limit clause

select a from t order by 5;
-- ! 002013 (42601): SQL compilation error: ORDER BY position 5 is out of range

select count(*) from t group by 5;
-- ! 002099 (42601): SQL compilation error: GROUP BY position 5 is not in select list

--# grouping

select a, count(*) from t;
-- ! 000979 (42601): SQL compilation error: [T.A] is not a valid group by expression

select a + 1, b, count(*) from t group by b;
-- ! 001104 (42601): SQL compilation error: error line 1 at position 7 'T.A' in select clause is neither an aggregate nor in the group by clause.

select t.a, sum(n) from t group by t.b;
-- ! 001104 (42601): SQL compilation error: error line 1 at position 7 'T.A' in select clause is neither an aggregate nor in the group by clause.

select a from t having count(*) > 1;
-- ! 000979 (42601): SQL compilation error: [T.A] is not a valid group by expression

select b, sum(n) from t group by b order by a;
-- ! 000979 (42601): SQL compilation error: [T.A] is not a valid group by expression

select b, sum(n) from t group by b having a > 1;
-- ! 000979 (42601): SQL compilation error: [T.A] is not a valid group by expression

select * from t group by a;
-- ! 001104 (42601): SQL compilation error: error line 0 at position -1 'T.B' in select clause is neither an aggregate nor in the group by clause.

select sum(sum(a)) from t;
-- ! 001104 (42601): SQL compilation error: Aggregate functions cannot be nested

select count(*) from t group by sum(a);
-- ! 000979 (42601): SQL compilation error: [SUM(A)] is not a valid group by expression

select a from t where sum(a) > 1;
-- ! 002035 (42601): SQL compilation error: Invalid aggregate function in where clause [SUM(T.A)]

select a from t where row_number() over (order by a) = 1;
-- ! 002036 (42601): SQL compilation error: Window function [ROW_NUMBER() OVER (ORDER BY T.A ASC NULLS LAST)] appears outside of SELECT, QUALIFY, and ORDER BY clauses.

select row_number() over () from t;
-- ! 002303 (42601): SQL compilation error: error line 1 at position 7 Window function type [ROW_NUMBER] requires ORDER BY in window specification

--# functions and types

select nosuch(1);
-- ! 002140 (42601): SQL compilation error: Unknown function NOSUCH

select upper();
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [UPPER()], expected 1, got 0

select upper('a', 'b');
-- ! 000939 (22023): SQL compilation error: error line 1 at position 7 too many arguments for function [UPPER('a', 'b')] expected 1, got 2

select abs(current_date);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'ABS': (DATE)

select true + 1;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 14 Invalid argument types for function '+': (BOOLEAN, NUMBER(1,0))

select current_date * 2;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 22 Invalid argument types for function '*': (DATE, NUMBER(1,0))

select date_part(nosuch, current_date);
-- ! 000002 (42601): SQL compilation error: 'NOSUCH' is not a valid date/time component for function DATE_PART.

create table q (a nosuchtype);
-- ! 002040 (42601): SQL compilation error: Unsupported data type 'NOSUCHTYPE'.

select * from t union select 1;
-- ! 001789 (42601): SQL compilation error: invalid number of result columns for set operator input branches, expected 5, got 1 in branch {2}

select * from t where a in (select a, b from t);
-- ! 002031 (42601): SQL compilation error: Unsupported subquery type cannot be evaluated

--# values

select 'a'::int;
-- ! 100038 (22018): Numeric value 'a' is not recognized

select 'a' + 1;
-- ! 100038 (22018): Numeric value 'a' is not recognized

select 'a'::boolean;
-- ! 100037 (22018): Boolean value 'a' is not recognized

select 'a'::date;
-- ! 100040 (22007): Date 'a' is not recognized

select 'a'::timestamp;
-- ! 100035 (22007): Timestamp 'a' is not recognized

select 'a'::time;
-- ! 100108 (22007): Time 'a' is not recognized

select 1 / 0;
-- ! 100051 (22012): Division by zero

select 1000::number(3,0);
-- ! 100046 (22003): Number out of representable range: type FIXED[SB2](3,0){nullable}, value 1000

select 99999999999999999999999999999999999999 + 1;
-- ! 100046 (22003): Number out of representable range: type FIXED[SB16](38,0){nullable}, value 100000000000000000000000000000000000000

select 'abcd'::varchar(3);
-- ! 100078 (22000): String 'abcd' is too long and would be truncated

select parse_json('{');
-- ! 100069 (22P02): Error parsing JSON: incomplete object value, pos 2

select parse_json('"x"')::int;
-- ! 100071 (22000): Failed to cast variant value "x" to FIXED

select 'abc'::binary;
-- ! 100115 (22000): The following string is not a legal hex-encoded value: 'abc'

select regexp_like('a', '(');
-- ! 100048 (2201B): Invalid regular expression: '(', missing )

select (select column1 from values (1), (2));
-- ! 090150 (22000): Single-row subquery returns more than one row.

--# DML

insert into t values (1);
-- ! 002020 (21S01): SQL compilation error: Insert value list does not match column list expecting 5 but got 1

insert into t (a, a) values (1, 2);
-- ! 002025 (42601): SQL compilation error: duplicate column name 'A'

insert into t (a, nn) values (1, null);
-- ! 100072 (22000): DML operation to table T failed on column NN with error: NULL result in a non-nullable column

insert into t (b, nn) values ('abcd', 1);
-- ! 100078 (22000): DML operation to table T failed on column B with error: String 'abcd' is too long and would be truncated

insert into t (a, nn) values ('x', 1);
-- ! 100038 (22018): DML operation to table T failed on column A with error: Numeric value 'x' is not recognized

insert into t (n, nn) values (1234.5, 1);
-- ! 100046 (22003): DML operation to table T failed on column N with error: Number out of representable range: type FIXED[SB2](4,2){nullable}, value 1234.5

insert into t (d, nn) select 'x', 1;
-- ! 100040 (22007): DML operation to table T failed on column D with error: Date 'x' is not recognized

insert into t (n, a, nn) select x, y, 1 from (select '1' x, 'zz' y);
-- ! 100038 (22018): DML operation to table T failed on column A with error: Numeric value 'zz' is not recognized

update t set nn = null;
-- ! 100072 (22000): DML operation to table T failed on column NN with error: NULL result in a non-nullable column

update t set n = 'q';
-- ! 100038 (22018): DML operation to table T failed on column N with error: Numeric value 'q' is not recognized

merge into t using (select 1 a, 2 b union all select 1, 3) s on t.a = s.a when matched then update set n = s.b;
-- ! 100090 (42P18): Duplicate row detected during DML action Row Values: [1, NULL, NULL, NULL, 1]

--# objects and parameters

create table t (a int);
-- ! 002002 (42710): SQL compilation error: Object 'GOLD.PUBLIC.T' already exists.

create view t as select 1 as a;
-- ! 001998 (42710): SQL compilation error: Object 'T' already exists as TABLE

drop view t;
-- ! 002203 (02000): SQL compilation error: Object found is of type 'TABLE', not specified type 'VIEW'.

create table q as select 1 a, 2 a;
-- ! 002025 (42601): SQL compilation error: duplicate column name 'A'

alter session set nosuch = 1;
-- ! 001006 (22023): SQL compilation error: invalid parameter 'NOSUCH'

alter session set timezone = 'Nowhere';
-- ! 001008 (22023): SQL compilation error: invalid value [Nowhere] for parameter 'TIMEZONE'

--# what is of the service is refused by name

select * from snowflake.account_usage.access_history;
-- ! 000002 (0A000): Unsupported feature 'SNOWFLAKE.ACCOUNT_USAGE.ACCESS_HISTORY'. See https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md

select * from snowflake.organization_usage.accounts;
-- ! 000002 (0A000): Unsupported feature 'SNOWFLAKE.ORGANIZATION_USAGE.ACCOUNTS'. See https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md

--# a model of dbt that renders to nothing

create view nothing as (
);
-- ! 001003 (42000): SQL compilation error: syntax error line 2 at position 0 unexpected ')'.

--# DuckDB leaves out of a COALESCE what it knows to be NULL, an error too

select s::timestamp_ntz from (select '2020-01-01  00:00:00' as s union all select null) where s is not null;
-- ! 100035 (22007): Timestamp '2020-01-01  00:00:00' is not recognized

select d::date from (select ' 2020-01-01 x' as d);
-- ! 100040 (22007): Date ' 2020-01-01 x' is not recognized

select t::time from (select '25:00 ' as t union all select null) where t is not null;
-- ! 100108 (22007): Time '25:00 ' is not recognized

--# a DEFAULT that the column does not take

create table wrong_default (a int default current_date);
-- ! 002262 (22000): SQL compilation error: Default value data type does not match data type for column A

alter table t add column z int default current_date;
-- ! 002263 (22000): SQL compilation error: Invalid column default expression [CURRENT_DATE()]

--# names of four parts, words that are no nouns, and places that the parser does not keep
create table a.b.c.d (x int);
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 18 unexpected '.'.

drop table a.b.c.d;
-- ! syntax error line 1 at position 16 unexpected '.'.

create or replace function a.b.c.d() returns int as '1';
-- ! syntax error line 1 at position 32 unexpected '.'.

comment on column a.b.c.d.e is 'x';
-- ! syntax error line 1 at position 25 unexpected '.'.

describe table identifier('a.b.c.d');
-- ! 002003 (42S02): SQL compilation error: Object 'A.B.C.D' does not exist or not authorized.

create tabel x1 (a int);
-- ! syntax error line 1 at position 7 unexpected 'tabel'.

show tablez;
-- ! syntax error line 1 at position 5 unexpected 'tablez'.

create agent x;
-- ! Unsupported feature 'CREATE AGENT'.

alter table t rename column a to select;
-- ! syntax error line 1 at position 33 unexpected 'select'.

select distinct on (a) a from t;
-- ! syntax error line 1 at position 16 unexpected 'on'.

select t.a from t join (select 1 x) u using (zz);
-- ! error line 1 at position 45 invalid identifier 'ZZ'

insert into t;
-- ! syntax error line 1 at position 13 unexpected '<EOF>'.

select 'abc;
-- ! parse error line 1 at position 11 near '<EOF>'.

select $0 from t;
-- ! error line 1 at position 8 invalid identifier '$0'

select array[1, 2];
-- ! error line 1 at position 7 invalid identifier 'ARRAY'

--# DISTINCT and ORDER BY, comparisons with what a query gives
select distinct a from t order by d;
-- ! 001104 (42601): SQL compilation error: [T.D] is not a valid order by expression

select distinct upper(b) from t order by b;
-- ! [T.B] is not a valid order by expression

select distinct column1 as x, column2 from values (2, 'b'), (1, 'a'), (1, 'a') order by column1 + 1, column2;
-- 1 | a
-- 2 | b

select 1 where 3 > all (select column1 from values ('1'), ('2'));
-- 1

select 1 where 3 > all (select column1 from values ('1'), ('x'));
-- ! 100038 (22018): Numeric value 'x' is not recognized

select 1 where 3 = any (select 1, 2);
-- ! Unsupported subquery type cannot be evaluated

--# what messages print of expressions: columns with their table, ORDER BY with the place of NULLs
select a from t where sum(n) > 1;
-- ! 002035 (42601): SQL compilation error: Invalid aggregate function in where clause [SUM(T.N)]

select a from t where row_number() over (partition by b order by d desc, a) = 1;
-- ! Window function [ROW_NUMBER() OVER (PARTITION BY T.B ORDER BY T.D DESC NULLS FIRST, T.A ASC NULLS LAST)] appears outside of SELECT, QUALIFY, and ORDER BY clauses.

select sum(max(a)) from t;
-- ! Aggregate functions cannot be nested: [MAX(T.A)] nested in [SUM(MAX(T.A))]

select sum(max(a)) over () from t group by b;
-- 1

select a from t where n < d + 1;
-- ! 001038 (22023): SQL compilation error: Can not convert parameter 'T.D + 1' of type [DATE] into expected type [NUMBER(4,2)]

select a from t where d in ('2024-01-01', 1);
-- ! Can not convert parameter '1' of type [NUMBER(1,0)] into expected type [DATE]

alter warehouse compute_wh suspend;

alter warehouse compute_wh suspend;
-- ! 090064 (22000): Invalid state. Warehouse 'COMPUTE_WH' cannot be suspended.

alter warehouse compute_wh resume;
