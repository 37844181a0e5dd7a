--# Examples and sentences of https://docs.snowflake.com/en/sql-reference/constructs/with, unpivot, where, sample, parameters

--# constructs/with, user-guide/queries-cte

CREATE OR REPLACE TABLE employees (title VARCHAR, employee_ID INTEGER, manager_ID INTEGER);

INSERT INTO employees (title, employee_ID, manager_ID) VALUES
    ('President', 1, NULL), ('Vice President Engineering', 10, 1), ('Programmer', 100, 10), ('QA Engineer', 101, 10),
    ('Vice President HR', 20, 1), ('Health Insurance Analyst', 200, 20);

CREATE OR REPLACE FUNCTION skey(ID VARCHAR)
  RETURNS VARCHAR
  AS
  $$
    SUBSTRING('0000' || ID::VARCHAR, -4) || ' '
  $$;

SELECT skey(12) || '.';
-- 0012 .

WITH RECURSIVE managers (indent, employee_ID, manager_ID, employee_title, sort_key) AS
      (
        SELECT '' AS indent, employee_ID, manager_ID, title AS employee_title, skey(employee_ID)
          FROM employees
          WHERE title = 'President'
        UNION ALL
        SELECT indent || '--- ', employees.employee_ID, employees.manager_ID, employees.title,
            sort_key || skey(employees.employee_ID)
          FROM employees JOIN managers
            ON employees.manager_ID = managers.employee_ID
      )
  SELECT indent || employee_title AS Title, employee_ID, manager_ID, TRIM(sort_key)
    FROM managers
    ORDER BY sort_key;
-- President | 1 | NULL | 0001
-- --- Vice President Engineering | 10 | 1 | 0001 0010
-- --- --- Programmer | 100 | 10 | 0001 0010 0100
-- --- --- QA Engineer | 101 | 10 | 0001 0010 0101
-- --- Vice President HR | 20 | 1 | 0001 0020
-- --- --- Health Insurance Analyst | 200 | 20 | 0001 0020 0200

WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT N + 1 FROM t) SELECT n FROM t LIMIT 10;
-- 1
-- 2
-- 3
-- 4
-- 5
-- 6
-- 7
-- 8
-- 9
-- 10

WITH RECURSIVE current_f (current_val, previous_val) AS
    (
    SELECT 0, 1
    UNION ALL
    SELECT current_val + previous_val, current_val FROM current_f
      WHERE current_val + previous_val < 100
    )
  SELECT current_val FROM current_f ORDER BY current_val;
-- 0
-- 1
-- 1
-- 2
-- 3
-- 5
-- 8
-- 13
-- 21
-- 34
-- 55
-- 89

WITH f(x) AS (SELECT 1 UNION ALL (SELECT x + 1 FROM f WHERE x < 3)) SELECT x FROM f ORDER BY x;
-- 1
-- 2
-- 3

WITH f(x) AS (SELECT 1 UNION ALL (SELECT x + 1 FROM f WHERE x < 3 ORDER BY x LIMIT 1)) SELECT x FROM f;
-- ! 000002 (0A000): Unsupported feature 'ORDER BY in the recursive clause of a common table expression'.

WITH f(x) AS (SELECT 1 UNION ALL SELECT f.x + 1 FROM f LEFT JOIN employees e ON e.employee_id = f.x WHERE f.x < 3) SELECT x FROM f ORDER BY x;
-- 1
-- 2
-- 3

WITH f(x) AS (SELECT 1 UNION ALL SELECT f.x + 1 FROM employees e RIGHT JOIN f ON e.employee_id = f.x WHERE f.x < 3) SELECT x FROM f ORDER BY x;
-- 1
-- 2
-- 3

WITH f(x) AS (SELECT 1 UNION ALL SELECT f.x + 1 FROM employees e LEFT JOIN f ON e.employee_id = f.x) SELECT x FROM f;
-- ! 000002 (0A000): Unsupported feature 'an outer join in the recursive clause of a common table expression that does not keep its rows'.

WITH f(x) AS (SELECT 1 UNION ALL SELECT f.x + 1 FROM f FULL JOIN employees e ON e.employee_id = f.x) SELECT x FROM f;
-- ! 000002 (0A000): Unsupported feature 'an outer join in the recursive clause of a common table expression that does not keep its rows'.

CREATE TABLE components (description VARCHAR, component_ID INTEGER, quantity INTEGER, parent_component_ID INTEGER);

INSERT INTO components (description, quantity, component_ID, parent_component_ID) VALUES
    ('car', 1, 1, 0), ('wheel', 4, 11, 1), ('tire', 1, 111, 11), ('#112 bolt', 5, 112, 11), ('brake', 1, 113, 11),
    ('brake pad', 1, 1131, 113), ('engine', 1, 12, 1), ('piston', 4, 121, 12), ('cylinder block', 1, 122, 12),
    ('#112 bolt', 16, 112, 12);

WITH RECURSIVE current_layer (indent, layer_ID, parent_component_ID, component_id, description, sort_key) AS (
  SELECT '...', 1, parent_component_ID, component_id, description, '0001'
    FROM components WHERE component_id = 1
  UNION ALL
  SELECT indent || '...', layer_ID + 1, components.parent_component_ID, components.component_id,
      components.description, sort_key || SUBSTRING('000' || components.component_ID, -4)
    FROM current_layer JOIN components
      ON (components.parent_component_id = current_layer.component_id)
  )
SELECT indent || description AS description, component_id, parent_component_ID
  FROM current_layer
  ORDER BY sort_key;
-- ...car | 1 | 0
-- ......wheel | 11 | 1
-- .........tire | 111 | 11
-- .........#112 bolt | 112 | 11
-- .........brake | 113 | 11
-- ............brake pad | 1131 | 113
-- ......engine | 12 | 1
-- .........#112 bolt | 112 | 12
-- .........piston | 121 | 12
-- .........cylinder block | 122 | 12

--# constructs/unpivot, join-lateral

CREATE OR REPLACE TABLE monthly_sales(empid INT, dept TEXT, jan INT, feb INT, mar INT, apr INT);

INSERT INTO monthly_sales VALUES (1, 'electronics', 100, 200, 300, 100), (2, 'clothes', 100, 300, 150, 200);

SELECT *
  FROM monthly_sales
    UNPIVOT (sales FOR month IN (jan, feb, mar, apr)) unpvt
    JOIN LATERAL (SELECT unpvt.sales AS sales_value) jl;
-- ! 000002 (0A000): Unsupported feature 'a LATERAL join that refers to the result of UNPIVOT'.

SELECT f.value FROM monthly_sales UNPIVOT (sales FOR month IN (jan, feb)) u, LATERAL FLATTEN(INPUT => ARRAY_CONSTRUCT(u.sales)) f;
-- ! 000002 (0A000): Unsupported feature 'a LATERAL join that refers to the result of UNPIVOT'.

CREATE OR REPLACE TEMPORARY TABLE unpivot_result AS
  SELECT *
    FROM monthly_sales
      UNPIVOT (sales FOR month IN (jan, feb, mar, apr));

SELECT month, sales_value
  FROM unpivot_result
    JOIN LATERAL (SELECT unpivot_result.sales AS sales_value) jl
  WHERE empid = 1
  ORDER BY sales_value, month;
-- APR | 100
-- JAN | 100
-- FEB | 200
-- MAR | 300

SELECT * FROM monthly_sales UNPIVOT (s FOR m IN (jan AS x, jan AS y));
-- ! 002025 (42601): SQL compilation error: duplicate column name 'JAN'

SELECT * FROM monthly_sales UNPIVOT (s FOR m IN (SELECT jan));
-- ! 001003 (42000): SQL compilation error: syntax error

SELECT * FROM (SELECT 1::NUMBER(5,0) a, 2::NUMBER(10,2) b) UNPIVOT (s FOR m IN (a, b));
-- ! 002101 (42601): SQL compilation error: The type of column 'B' conflicts with the type of other columns in the UNPIVOT list.

SELECT * FROM (SELECT 'x'::CHAR(1) a, 'yy'::VARCHAR(10) b) UNPIVOT (s FOR m IN (a, b));
-- A | x
-- B | yy

--# constructs/where

CREATE TABLE departments (department_ID INTEGER, department_name VARCHAR, location VARCHAR);

INSERT INTO departments (department_id, department_name, location) VALUES
    (10, 'CUSTOMER SUPPORT', 'CHICAGO'),
    (40, 'RESEARCH', 'BOSTON'),
    (80, 'Department with no employees yet', 'CHICAGO'),
    (90, 'Department with no projects or employees yet', 'EREHWON');

CREATE TABLE projects (project_id INTEGER, project_name VARCHAR, department_id INTEGER);

INSERT INTO projects (project_id, project_name, department_id) VALUES
    (4000, 'Detect fake product reviews', 40),
    (4001, 'Detect false insurance claims', 10),
    (9000, 'Project with no employees yet', 80),
    (9099, 'Project with no department or employees yet', NULL);

CREATE OR REPLACE TABLE employees (employee_ID INTEGER, employee_name VARCHAR, department_id INTEGER, project_id INTEGER);

INSERT INTO employees (employee_id, employee_name, department_id, project_id) VALUES
    (1012, 'May Aidez', 10, NULL), (1040, 'Devi Nobel', 40, 4000), (1041, 'Alfred Mendeleev', 40, 4001);

SELECT d.department_name, p.project_name, e.employee_name
    FROM  departments d, projects p, employees e
    WHERE
            p.department_id = d.department_id
        AND
            e.project_id = p.project_id
    ORDER BY d.department_id, p.project_id, e.employee_id;
-- CUSTOMER SUPPORT | Detect false insurance claims | Alfred Mendeleev
-- RESEARCH | Detect fake product reviews | Devi Nobel

SELECT d.department_name, p.project_name, e.employee_name
    FROM  departments d, projects p, employees e
    WHERE
            p.department_id = d.department_id
        AND
            e.project_id(+) = p.project_id
    ORDER BY d.department_id, p.project_id, e.employee_id;
-- CUSTOMER SUPPORT | Detect false insurance claims | Alfred Mendeleev
-- RESEARCH | Detect fake product reviews | Devi Nobel
-- Department with no employees yet | Project with no employees yet | NULL

SELECT d.department_name, p.project_name, e.employee_name
    FROM  departments d, projects p, employees e
    WHERE
            p.department_id(+) = d.department_id
        AND
            e.project_id(+) = p.project_id
    ORDER BY d.department_id, p.project_id, e.employee_id;
-- CUSTOMER SUPPORT | Detect false insurance claims | Alfred Mendeleev
-- RESEARCH | Detect fake product reviews | Devi Nobel
-- Department with no employees yet | Project with no employees yet | NULL
-- Department with no projects or employees yet | NULL | NULL

--# user-guide/querying-joins

CREATE OR REPLACE TABLE projects (project_id INT, project_name VARCHAR);

INSERT INTO projects VALUES (1000, 'COVID-19 Vaccine'), (1001, 'Malaria Vaccine'), (1002, 'NewProject');

CREATE OR REPLACE TABLE employees (employee_id INT, employee_name VARCHAR, project_id INT);

INSERT INTO employees VALUES
  (10000001, 'Terry Smith', 1000), (10000002, 'Maria Inverness', 1000), (10000003, 'Pat Wang', 1001),
  (10000004, 'NewEmployee', NULL);

SELECT p.project_name, e.employee_name
  FROM projects AS p RIGHT OUTER JOIN employees AS e
    ON e.project_ID = p.project_ID
  ORDER BY p.project_name, e.employee_name;
-- COVID-19 Vaccine | Maria Inverness
-- COVID-19 Vaccine | Terry Smith
-- Malaria Vaccine | Pat Wang
-- NULL | NewEmployee

SELECT p.project_name, e.employee_name
  FROM projects AS p FULL OUTER JOIN employees AS e
    ON e.project_ID = p.project_ID
  ORDER BY p.project_name, e.employee_name;
-- COVID-19 Vaccine | Maria Inverness
-- COVID-19 Vaccine | Terry Smith
-- Malaria Vaccine | Pat Wang
-- NewProject | NULL
-- NULL | NewEmployee

SELECT *
  FROM projects NATURAL JOIN employees
  ORDER BY employee_id;
-- 1000 | COVID-19 Vaccine | 10000001 | Terry Smith
-- 1000 | COVID-19 Vaccine | 10000002 | Maria Inverness
-- 1001 | Malaria Vaccine | 10000003 | Pat Wang

SELECT p.project_name, e.employee_name
  FROM projects AS p LEFT OUTER DIRECTED JOIN employees AS e
    ON e.project_ID = p.project_ID
  ORDER BY p.project_name, e.employee_name;
-- COVID-19 Vaccine | Maria Inverness
-- COVID-19 Vaccine | Terry Smith
-- Malaria Vaccine | Pat Wang
-- NewProject | NULL

SELECT * FROM projects NATURAL JOIN employees ON projects.project_id = employees.project_id;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 46 unexpected 'ON'.

--# constructs/sample, semantic_view, for-update

SET n = 2;

SELECT COUNT(*) FROM projects SAMPLE ROW ($n ROWS);
-- 2

SELECT COUNT(*) FROM projects SAMPLE (0);
-- 0

SELECT * FROM SEMANTIC_VIEW(tpch_analysis DIMENSIONS customer.customer_name METRICS customer.customer_order_count);
-- ! 000002 (0A000): Unsupported feature 'SEMANTIC_VIEW'.

SELECT * FROM projects ORDER BY project_id FOR UPDATE WAIT 60;
-- ! 000002 (0A000): Unsupported feature 'SELECT ... FOR UPDATE'.

--# parameters

SHOW PARAMETERS IN ACCOUNT LIKE 'time%';
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 27 unexpected 'LIKE'.

ALTER SESSION SET METRIC_LEVEL = 'loud';
-- ! 001008 (22023): SQL compilation error: invalid value [loud] for parameter 'METRIC_LEVEL'

ALTER SESSION SET METRIC_LEVEL = ALL;

SHOW PARAMETERS LIKE 'metric_level';
-- METRIC_LEVEL | ALL | NONE | SESSION | Metric level value to control whether to emit metrics to Event Table | STRING

CREATE TABLE test_get_ddl_aliases(x CHAR, y BIGINT, z DATETIME);

ALTER SESSION SET ENABLE_GET_DDL_USE_DATA_TYPE_ALIAS = FALSE;

SELECT REPLACE(GET_DDL('TABLE', 'test_get_ddl_aliases'), '\n', ' ');
-- create or replace TABLE TEST_GET_DDL_ALIASES ( 	X VARCHAR(1), 	Y NUMBER(38,0), 	Z TIMESTAMP_NTZ(9) );

ALTER SESSION SET ENABLE_GET_DDL_USE_DATA_TYPE_ALIAS = TRUE;
-- ! 000002 (0A000): Unsupported feature 'ENABLE_GET_DDL_USE_DATA_TYPE_ALIAS = True'.
