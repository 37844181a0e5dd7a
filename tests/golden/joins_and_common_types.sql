create table departments (department_id integer, department_name varchar) as select * from values (10, 'SUPPORT'), (40, 'RESEARCH'), (80, 'no employees'), (90, 'no projects');

create table projects (project_id integer, department_id integer) as select * from values (4000, 40), (4001, 10), (9000, 80), (9099, null);

create table employees (employee_id integer, project_id integer) as select * from values (1012, null), (1040, 4000), (1041, 4001);

--# outer joins in WHERE
select d.department_name, p.project_id, e.employee_id from departments d, projects p, employees e where p.department_id = d.department_id and e.project_id(+) = p.project_id order by d.department_id;
-- SUPPORT | 4001 | 1041
-- RESEARCH | 4000 | 1040
-- no employees | 9000 | NULL

select d.department_name, p.project_id, e.employee_id from departments d, projects p, employees e where p.department_id (+) = d.department_id and e.project_id (+) = p.project_id order by d.department_id;
-- SUPPORT | 4001 | 1041
-- RESEARCH | 4000 | 1040
-- no employees | 9000 | NULL
-- no projects | NULL | NULL

--# columns keep their order, other conditions hold for the result, those with the mark for the join
select * from projects p, departments d where p.department_id(+) = d.department_id and p.project_id(+) > 4000 and department_name <> 'SUPPORT' order by d.department_id;
-- NULL | NULL | 40 | RESEARCH
-- 9000 | 80 | 80 | no employees
-- NULL | NULL | 90 | no projects

select department_name, employee_id from departments, employees where department_id = employee_id(+) order by 1 limit 1;
-- RESEARCH | NULL

select 1 from departments d, projects p where d.department_id (+) = p.department_id (+);
-- ! Outer join predicates form a cycle between 'D' and 'P'.

select 1 from departments d, projects p, employees e where p.department_id (+) = d.department_id and p.project_id (+) = e.project_id;
-- ! Table 'P' is outer joined to multiple tables: 'E' and 'D'.

select department_id(+) from departments;
-- ! (+) outside of WHERE

--# ASOF JOIN
select * from departments d asof join projects p match_condition(p.department_id >= d.department_id);
-- ! 010002 (42601): SQL compilation error: MATCH_CONDITION clause is invalid: The left side allows only

select * from departments d asof join projects p match_condition(d.department_id = p.department_id);
-- ! 010001 (42601): SQL compilation error: MATCH_CONDITION clause is invalid: Only comparison operators

select * from departments d asof join projects p match_condition(d.department_id >= p.department_id) on p.project_id >= d.department_id;
-- ! 010010 (42601): SQL compilation error: ON clause for ASOF JOIN must contain conjunctions of equality conditions only. Disjunctions are not allowed. Each side of an equality condition must only refer to either the left table or the right table. P.PROJECT_ID >= D.DEPARTMENT_ID is invalid.

select * from departments d asof join projects p match_condition(d.department_id >= p.department_id) on p.project_id = d.department_id or 1 = 1;
-- ! (P.PROJECT_ID = D.DEPARTMENT_ID) OR (1 = 1) is invalid.

select d.department_id, p.project_id from departments d asof join projects p match_condition(d.department_id > p.department_id) order by 1;
-- 10 | NULL
-- 40 | 4001
-- 80 | 4000
-- 90 | 9000

select * from departments d asof join lateral (select 1 as x where d.department_id = 10) p match_condition(d.department_id >= p.x);
-- ! 010004 (42601)

--# ORDER BY takes the output's column where FROM has two of the name
select e.employee_id, p.* from employees e join projects p on p.project_id = e.project_id order by project_id desc;
-- 1041 | 4001 | 10
-- 1040 | 4000 | 40

select department_id from departments qualify department_id > 0;
-- ! 000992 (42601): SQL compilation error: error line 1 at position 38

--# PIVOT over a common table expression
with p as (select department_id, project_id from projects where project_id > 4000), q as (select * from p) select * from q pivot (count(project_id) for department_id in (any order by department_id));
-- 1 | 1 | 1

--# constants with an exponent are NUMBERs where they fit
select 1e2, 1.5e-3, 1e2 / 3, system$typeof(1e2), system$typeof(1.5e-3), system$typeof(1e50);
-- 100 | 0.0015 | 33.333333 | NUMBER(3,0)[SB1] | NUMBER(4,4)[SB1] | FLOAT[DOUBLE]

--# numbers that need more than 38 digits together keep those behind the point
select column1 from values (3.469446951953614e-18), (115898.73);
-- ! 100039 (22003): Numeric value '115898.73' is out of range

select column1::varchar from values (3.469446951953614e-18), (15898.73), (3);
-- 0.000000000000000003469446951953614
-- 15898.730000000000000000000000000000000
-- 3.000000000000000000000000000000000

select iff(true, 3.469446951953614e-18, 115898.73)::varchar, coalesce(null, 1::number(38,2), 0.123456::number(38,6))::varchar;
-- 0.000000000000000003469446951953614 | 1.000000

select 3.469446951953614e-18 as n union all select 115898.73;
-- ! 100039 (22003): Numeric value '115898.73' is out of range

--# arrays keep what their elements are made of
select transform([1, 2], x -> x * 2)::varchar, transform([1, 2], x -> x * 2), array_sort([2, 1e0::real]), array_append([], 1.5::float);
-- [2.000000000000000e+00,4.000000000000000e+00] | [2.000000000000000e+00,4.000000000000000e+00] | [1.000000000000000e+00,2] | [1.500000000000000e+00]

select reduce([1, 2], null, (acc, x) -> acc + x), reduce(null::array, 0, (acc, x) -> acc + x), reduce([], 5, (acc, x) -> acc + x);
-- NULL | NULL | 5

select objectagg(column1, column2::variant) from values ('a', 1), ('b', null);
-- {"a":1}

--# strings in single quotes
select parse_json('{ a: \'it\\\'s "x"\', \'k\': 1, }');
-- {"a":"it's \"x\"","k":1}

select parse_json(column1) from values ('{ a: \'it\\\'s "x"\', \'k\': 1, }'), ('{a: "5 o\'clock, isn\'t it"}');
-- {"a":"it's \"x\"","k":1}
-- {"a":"5 o'clock, isn't it"}

select try_parse_json(column1) from values ('[1\']'), ('[1"]');
-- NULL
-- NULL

select object_insert({'b': 2.5::float}, 'a', 1.5::float)::varchar, object_insert({'a': 2, 'b': 1}, 'a', null, true), object_insert({'a"x': 2}, 'k"', 'v'), object_insert(null::object, 'a', 1), object_insert({'a': 1}, null, 1);
-- {"a":1.500000000000000e+00,"b":2.500000000000000e+00} | {"b":1} | {"a\"x":2,"k\"":"v"} | NULL | {"a":1}

--# a VARIANT as text keeps the digits of what it holds
select {'a': 1.23456789012345678901234, 'b': [1, null]}::variant::varchar;
-- {"a":1.23456789012345678901234,"b":[1,undefined]}

select to_array([1.5, 2]::vector(float, 2)), [1, 2]::vector(int, 2)::array;
-- [1.500000000000000e+00,2.000000000000000e+00] | [1,2]

--# NATURAL has no condition
SELECT * FROM (SELECT 1 AS a) x NATURAL JOIN (SELECT 1 AS a) y ON x.a = y.a;
-- ! unexpected 'ON'

SELECT * FROM (SELECT 1 AS a) x NATURAL JOIN (SELECT 1 AS a) y USING (a);
-- ! unexpected 'USING'
