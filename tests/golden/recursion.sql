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
