--# the examples of CREATE VIEW: a NULL in the anchor takes its type from the recursion

CREATE TABLE employees (title VARCHAR, employee_ID INTEGER, manager_ID INTEGER);

INSERT INTO employees VALUES
  ('President', 1, NULL), ('Vice President Engineering', 10, 1), ('Programmer', 100, 10), ('QA Engineer', 101, 10);

CREATE VIEW employee_hierarchy (title, employee_ID, manager_ID, "MGR_EMP_ID (SHOULD BE SAME)", "MGR TITLE") AS (
  WITH RECURSIVE cte (title, employee_ID, manager_ID, "MGR_EMP_ID (SHOULD BE SAME)", "MGR TITLE") AS (
    SELECT title, employee_ID, manager_ID, NULL AS "MGR_EMP_ID (SHOULD BE SAME)", 'President' AS "MGR TITLE"
    FROM employees WHERE title = 'President'
    UNION ALL
    SELECT employees.title, employees.employee_ID, employees.manager_ID, cte.employee_id, cte.title
    FROM employees INNER JOIN cte WHERE cte.employee_ID = employees.manager_ID
  )
  SELECT * FROM cte
);

SELECT * FROM employee_hierarchy ORDER BY employee_ID;
-- President | 1 | NULL | NULL | President
-- Vice President Engineering | 10 | 1 | 1 | President
-- Programmer | 100 | 10 | 10 | Vice President Engineering
-- QA Engineer | 101 | 10 | 10 | Vice President Engineering

--# and brackets around the query of a recursive view

CREATE RECURSIVE VIEW employee_hierarchy_02 (title, employee_ID, manager_ID, mgr, "MGR TITLE") AS (
  SELECT title, employee_ID, manager_ID, NULL AS mgr, 'President' AS "MGR TITLE"
  FROM employees WHERE title = 'President'
  UNION ALL
  SELECT employees.title, employees.employee_ID, employees.manager_ID, employee_hierarchy_02.employee_id,
    employee_hierarchy_02.title
  FROM employees INNER JOIN employee_hierarchy_02 WHERE employee_hierarchy_02.employee_ID = employees.manager_ID
);

SELECT title, mgr, "MGR TITLE" FROM employee_hierarchy_02 ORDER BY employee_ID LIMIT 2;
-- President | NULL | President
-- Vice President Engineering | 1 | President

with recursive a (x) as (select 1 union all select max(x) + 1 from a where x < 3) select * from a;
-- ! Unsupported feature 'an aggregate or window function in the recursive clause

with recursive a (x) as (select 1 union all select row_number() over (order by x) from a where x < 3) select * from a;
-- ! Unsupported feature 'an aggregate or window function in the recursive clause

with recursive a (x) as (select 1 union all select distinct x + 1 from a where x < 3) select * from a;
-- ! Unsupported feature 'DISTINCT in the recursive clause

with recursive a (x) as (select 1 union all select x + 1 from a where x < 3 group by x) select * from a;
-- ! Unsupported feature 'GROUP BY in the recursive clause

with recursive a (x) as (select 1 union all select x + 1 from a where x < 3 order by 1) select * from a;
-- ! Unsupported feature 'ORDER BY in the recursive clause

with recursive a (x) as (select 1 union all select x + 1 from a where x < 3 limit 2) select * from a;
-- ! Unsupported feature 'LIMIT in the recursive clause

with a (x, y) as (select 1) select * from a;
-- ! 002026 (42601): SQL compilation error: Invalid column definition list

--# the recursive clause grows the digits and the characters of a column, and CREATE TABLE keeps room for them

create table grown as with recursive a (x, s) as (
  select 1, 'a' union all select x + 1, s || 'bc' from a where x < 12
) select * from a;

insert into grown values (1234567890123, 'a longer one than any in the recursion');

select max(x), max(s) from grown;
-- 1234567890123 | abcbcbcbcbcbcbcbcbcbcbc

with recursive a (x) as (select 1::number(3, 1) union all select x + 1000 from a where x < 2000) select * from a;
-- 1.0
-- 1001.0
-- 2001.0

--# but never changes its values to the type of the anchor

with recursive r as (select 1 as x union all select x + 0.5 from r where x < 3) select * from r;
-- ! Unsupported feature 'a recursive clause with a NUMBER(3,1) where the anchor clause has a NUMBER(1,0) for the column X

with recursive r (a, b) as (select 1, 8 union all select a + 1, b / 3 from r where a < 3) select * from r;
-- ! where the anchor clause has a NUMBER(1,0) for the column B

with recursive r (x) as (select 1 union all select x * 1.5::float from r where x < 3) select * from r;
-- ! Unsupported feature 'a recursive clause with a FLOAT where the anchor clause has a NUMBER(1,0) for the column X

with recursive r (d) as (
  select '2020-01-01'::date union all select dateadd(hour, 12, d) from r where d < '2020-01-03'
) select * from r;
-- ! Unsupported feature 'a recursive clause with a TIMESTAMP_NTZ(9) where the anchor clause has a DATE for the column D

with recursive r (x) as (select 1::number(38, 1) union all select x + 0.5 from r where x < 2) select * from r;
-- 1.0
-- 1.5
-- 2.0

with recursive r (x) as (select 1::float union all select x * 1.5 from r where x < 2) select * from r;
-- 1
-- 1.5
-- 2.25
