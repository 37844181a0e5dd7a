create table employee_table (employee_id integer, last_name varchar, first_name varchar, department_id integer) as select * from values (101, 'Montgomery', 'Pat', 1), (102, 'Levine', 'Terry', 2), (103, 'Comstock', 'Dana', 2);

create table department_table (department_id integer, department_name varchar) as select * from values (1, 'Engineering'), (2, 'Customer Support'), (3, 'Finance');

--# stars
select * ilike '%id%' replace ('DEPT-' || department_id as department_id) from employee_table limit 1;
-- 101 | DEPT-1

select * exclude employee_id replace ('DEPT-' || department_id as department_id), replace('a', 'a', 'b') from employee_table limit 1;
-- Montgomery | Pat | DEPT-1 | b

select * ilike '%zz%' from employee_table;
-- ! 001080 (42601): SQL compilation error: error line 1 at position 7 SELECT with no columns

select 1, * exclude (department_id, department_name) from department_table;
-- ! SELECT with no columns

select * ilike '%id%' exclude last_name from employee_table;
-- ! syntax error

select * exclude (last_name) rename last_name as x from employee_table;
-- ! syntax error

select * replace (1 as last_name, 2 as last_name) from employee_table;
-- ! syntax error

select * replace (1 as department_id) from employee_table e join department_table d on e.department_id = d.department_id;
-- ! ambiguous column name 'DEPARTMENT_ID'

--# no limit
select employee_id from employee_table order by 1 limit null offset '';
-- 101
-- 102
-- 103

select employee_id from employee_table order by 1 limit $$$$ offset 2;
-- 103

--# joins
select last_name from employee_table e inner directed join department_table d on e.department_id = d.department_id first(d) order by 1 limit 1;
-- Comstock

select last_name from employee_table e left directed join department_table using (department_id) last ( e ) order by 1 limit 1;
-- Comstock

select last_name from employee_table e inner join department_table d on e.department_id = d.department_id first(d);
-- ! 001867 (42601): SQL compilation error: FIRST or LAST is only valid on a DIRECTED JOIN.

select last_name from employee_table e left directed join department_table d on e.department_id = d.department_id first(zz);
-- ! 001868 (42601): SQL compilation error: FIRST or LAST requires two direct operands, and alias 'zz' must name one of them.

select first, last(d) from values (1) v(first);
-- ! Unknown function LAST

select * from employee_table e cross join department_table d on e.department_id = d.department_id;
-- ! syntax error line 1 at position 61 unexpected 'on'.

select * from (select [1, 2] a) t join table(flatten(input => t.a)) f on f.value = 1;
-- ! 000002 (0A000): Unsupported feature 'lateral table function called with OUTER JOIN syntax or a join predicate (ON clause)'.

select * from (select [1, 2] a) t left join table(flatten(input => t.a)) f on true;
-- ! lateral table function called with OUTER JOIN syntax or a join predicate (ON clause)

select f.value from (select [1, 2] a) t join lateral flatten(input => t.a) f;
-- 1
-- 2

select * from (select 1 a) x left join lateral (select x.a + 1 b) y on y.b = 3;
-- 1 | NULL

select * from (select 1 a) x right join lateral (select x.a + 1 b) y on y.b = 3;
-- ! RIGHT JOIN LATERAL

--# PIVOT and UNPIVOT stand behind a table, not behind a join
create table monthly_sales (empid int, dept text, jan int, feb int) as select * from values (1, 'electronics', 100, 200), (4, 'appliances', 100, null);

select * from monthly_sales join (select 1 empid) e using (empid) unpivot (sales for month in (jan, feb));
-- ! syntax error line 1 at position 66 unexpected 'unpivot'.

select u.month, u.sales from monthly_sales unpivot (sales for month in (jan, feb)) u join (select 1 empid) e on u.empid = e.empid order by 1;
-- FEB | 200
-- JAN | 100

create view pivoted as select * from monthly_sales pivot(sum(jan) for dept in (any order by dept)) order by empid;

select * from pivoted;
-- 1 | 200 | NULL | 100
-- 4 | NULL | 100 | NULL

insert into monthly_sales values (5, 'toys', 1, 1);

select * from pivoted;
-- ! View definition for 'PIVOTED' declared 4 column(s), but view query produces 5 column(s).

--# samples
set share = 100;

select count(*) from employee_table sample ($share);
-- 3

select count(*) from employee_table sample (2 rows);
-- 2

select count(*) from employee_table sample (101);
-- ! invalid value [101] for parameter 'PROBABILITY' of function SAMPLE

select count(*) from employee_table sample (1000001 rows);
-- ! invalid value [1000001] for parameter 'ROWS' of function SAMPLE

select count(*) from employee_table sample system (10 rows);
-- ! SAMPLE of a number of rows with SYSTEM

select count(*) from employee_table sample row (10 rows) seed (99);
-- ! SAMPLE of a number of rows with SEED

select * from (select * from employee_table) sample (1) seed (99);
-- ! SAMPLE with SEED of a view or subquery

--# set operators, VALUES, ORDER BY of what is constant

select 1 as a, 2 as a union by name select 3 as a, 4 as b;
-- ! ambiguous column name 'A'

select 1 as a except all select 1;
-- ! Unsupported feature 'EXCEPT ALL'

select 1 as a intersect by name select 1 as a;
-- ! Unsupported feature 'INTERSECT BY NAME'

select * from values (parse_json('1'));
-- ! 002014 (22000): SQL compilation error: Invalid expression [PARSE_JSON('1')] in VALUES clause

select * from values ([1, 2]);
-- ! Invalid expression [[1, 2]] in VALUES clause

select * from values (seq4());
-- ! Invalid expression [SEQ4()] in VALUES clause

select column1 from values (1 + 1), (null::variant);
-- 2
-- NULL

create table of_values (v variant);

insert into of_values values ({'a': 1});
-- ! Invalid expression [{'a': 1}] in VALUES clause

insert into of_values values (1);

select a from (select 1 as a) order by current_user;
-- 1

select 1 as a union all select 1 order by current_role();
-- 1
-- 1

select system$typeof(12.3), system$typeof(128.5);
-- NUMBER(3,1)[SB1] | NUMBER(4,1)[SB2]

select interval '1 day';
-- ! Unsupported feature 'an INTERVAL

create table months (id int, jan int, feb int);

select * from months unpivot (sales for month in (jan as x, feb as x));
-- ! duplicate column name 'X'

--# https://docs.snowflake.com/en/sql-reference/constructs/order-by

create or replace table my_sort_example (a number, s varchar, b boolean);

insert into my_sort_example values (0, 'abc', true), (0, 'abc', null), (0, null, false), (1, 'xyz', true), (null, 'xyz', false);

select b, s, a from my_sort_example order by all nulls last;
-- FALSE | xyz | NULL
-- FALSE | NULL | 0
-- TRUE | abc | 0
-- TRUE | xyz | 1
-- NULL | abc | 0

select a, s from my_sort_example union select 5, 'z' order by all nulls first;
-- NULL | xyz
-- 0 | NULL
-- 0 | abc
-- 1 | xyz
-- 5 | z

select a, count(*) from my_sort_example group by a order by all;
-- ! Unsupported feature 'ORDER BY ALL

select * from asof;
-- ! unexpected 'asof'

with match_condition as (select 1 as a) select * from match_condition;
-- ! unexpected 'match_condition'

select * from my_sort_example as asof limit 0;

--# operators that are functions as well, with a bracket behind them
select 'abc' like ('%' || 'b' || '%'), 'abc' not like ('b'), 'a'::varchar ilike ('A'), last_name rlike ('M.*'), 'a' regexp ('b') from employee_table limit 1;
-- true | true | true | true | false

select like('a', 'A'), ilike('a', 'A'), not like('a', 'b'), case when rlike('a', 'a|b') then 1 end from employee_table where like('a', 'a') and not ilike('a', 'b') limit 1;
-- false | true | true | 1
