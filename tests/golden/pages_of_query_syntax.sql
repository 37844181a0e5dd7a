--# Examples of the pages of query syntax: CONNECT BY, PIVOT, ASOF JOIN, GROUP BY, UNPIVOT, VALUES.

CREATE OR REPLACE TABLE employees (title VARCHAR, employee_ID INTEGER, manager_ID INTEGER);

INSERT INTO employees (title, employee_ID, manager_ID) VALUES
    ('President', 1, NULL),  -- The President has no manager.
        ('Vice President Engineering', 10, 1),
            ('Programmer', 100, 10),
            ('QA Engineer', 101, 10),
        ('Vice President HR', 20, 1),
            ('Health Insurance Analyst', 200, 20);

SELECT employee_ID, manager_ID, title
  FROM employees
    START WITH title = 'President'
    CONNECT BY
      manager_ID = PRIOR employee_id
  ORDER BY employee_ID;
-- 1 | NULL | President
-- 10 | 1 | Vice President Engineering
-- 20 | 1 | Vice President HR
-- 100 | 10 | Programmer
-- 101 | 10 | QA Engineer
-- 200 | 20 | Health Insurance Analyst

SELECT SYS_CONNECT_BY_PATH(title, ' -> '), employee_ID, manager_ID, title
  FROM employees
    START WITH title = 'President'
    CONNECT BY
      manager_ID = PRIOR employee_id
  ORDER BY employee_ID;
--  -> President | 1 | NULL | President
--  -> President -> Vice President Engineering | 10 | 1 | Vice President Engineering
--  -> President -> Vice President HR | 20 | 1 | Vice President HR
--  -> President -> Vice President Engineering -> Programmer | 100 | 10 | Programmer
--  -> President -> Vice President Engineering -> QA Engineer | 101 | 10 | QA Engineer
--  -> President -> Vice President HR -> Health Insurance Analyst | 200 | 20 | Health Insurance Analyst

SELECT
employee_ID, manager_ID, title,
CONNECT_BY_ROOT title AS root_title
  FROM employees
    START WITH title = 'President'
    CONNECT BY
      manager_ID = PRIOR employee_id
  ORDER BY employee_ID;
-- 1 | NULL | President | President
-- 10 | 1 | Vice President Engineering | President
-- 20 | 1 | Vice President HR | President
-- 100 | 10 | Programmer | President
-- 101 | 10 | QA Engineer | President
-- 200 | 20 | Health Insurance Analyst | President

SELECT employee_ID FROM employees START WITH title = 'President' CONNECT BY manager_ID = PRIOR employee_id, title = PRIOR title;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 114 unexpected '='.

SELECT employee_ID, CONNECT_BY_ISLEAF FROM employees START WITH title = 'President' CONNECT BY manager_ID = PRIOR employee_id;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 20 invalid identifier 'CONNECT_BY_ISLEAF'

SELECT employee_ID, LEVEL, PRIOR title FROM employees CONNECT BY manager_ID = PRIOR employee_id START WITH title = 'President' ORDER BY 1;
-- 1 | 1 | NULL
-- 10 | 2 | President
-- 20 | 2 | President
-- 100 | 3 | Vice President Engineering
-- 101 | 3 | Vice President Engineering
-- 200 | 3 | Vice President HR

CREATE TABLE components (
    description VARCHAR,
    quantity INTEGER,
    component_ID INTEGER,
    parent_component_ID INTEGER
    );

INSERT INTO components (description, quantity, component_ID, parent_component_ID) VALUES
    ('car', 1, 1, 0),
       ('wheel', 4, 11, 1),
          ('tire', 1, 111, 11),
          ('#112 bolt', 5, 112, 11),
          ('brake', 1, 113, 11),
             ('brake pad', 1, 1131, 113),
       ('engine', 1, 12, 1),
          ('piston', 4, 121, 12),
          ('cylinder block', 1, 122, 12),
          ('#112 bolt', 16, 112, 12)   -- Can use same type of bolt in multiple places
    ;

SELECT
  description,
  quantity,
  component_id,
  parent_component_ID,
  SYS_CONNECT_BY_PATH(component_ID, ' -> ') AS path
  FROM components
    START WITH component_ID = 1
    CONNECT BY
      parent_component_ID = PRIOR component_ID
  ORDER BY path
  ;
-- car | 1 | 1 | 0 |  -> 1
-- wheel | 4 | 11 | 1 |  -> 1 -> 11
-- tire | 1 | 111 | 11 |  -> 1 -> 11 -> 111
-- #112 bolt | 5 | 112 | 11 |  -> 1 -> 11 -> 112
-- brake | 1 | 113 | 11 |  -> 1 -> 11 -> 113
-- brake pad | 1 | 1131 | 113 |  -> 1 -> 11 -> 113 -> 1131
-- engine | 1 | 12 | 1 |  -> 1 -> 12
-- #112 bolt | 16 | 112 | 12 |  -> 1 -> 12 -> 112
-- piston | 4 | 121 | 12 |  -> 1 -> 12 -> 121
-- cylinder block | 1 | 122 | 12 |  -> 1 -> 12 -> 122

CREATE OR REPLACE TABLE quarterly_sales(
  empid INT,
  amount INT,
  quarter TEXT)
  AS SELECT * FROM VALUES
    (1, 10000, '2023_Q1'),
    (1, 400, '2023_Q1'),
    (2, 4500, '2023_Q1'),
    (2, 35000, '2023_Q1'),
    (1, 5000, '2023_Q2'),
    (1, 3000, '2023_Q2'),
    (2, 200, '2023_Q2'),
    (2, 90500, '2023_Q2'),
    (1, 6000, '2023_Q3'),
    (1, 5000, '2023_Q3'),
    (2, 2500, '2023_Q3'),
    (2, 9500, '2023_Q3'),
    (3, 2700, '2023_Q3'),
    (1, 8000, '2023_Q4'),
    (1, 10000, '2023_Q4'),
    (2, 800, '2023_Q4'),
    (2, 4500, '2023_Q4'),
    (3, 2700, '2023_Q4'),
    (3, 16000, '2023_Q4'),
    (3, 10200, '2023_Q4');

SELECT *
  FROM quarterly_sales
    PIVOT(SUM(amount) FOR quarter IN (ANY ORDER BY quarter))
  ORDER BY empid;
-- 1 | 10400 | 8000 | 11000 | 18000
-- 2 | 39500 | 90700 | 12000 | 5300
-- 3 | NULL | NULL | 2700 | 28900

SELECT *
  FROM quarterly_sales
    PIVOT(SUM(amount) AS total FOR quarter IN (ANY ORDER BY quarter))
  ORDER BY empid;
-- 1 | 10400 | 8000 | 11000 | 18000
-- 2 | 39500 | 90700 | 12000 | 5300
-- 3 | NULL | NULL | 2700 | 28900

CREATE OR REPLACE TABLE ad_campaign_types_by_quarter(
  quarter VARCHAR,
  television BOOLEAN,
  radio BOOLEAN,
  print BOOLEAN)
  AS SELECT * FROM VALUES
    ('2023_Q1', TRUE, FALSE, FALSE),
    ('2023_Q2', FALSE, TRUE, TRUE),
    ('2023_Q3', FALSE, TRUE, FALSE),
    ('2023_Q4', TRUE, FALSE, TRUE);

SELECT *
  FROM quarterly_sales
    PIVOT(SUM(amount) FOR quarter IN (
      SELECT DISTINCT quarter
        FROM ad_campaign_types_by_quarter
        WHERE television = TRUE
        ORDER BY quarter))
  ORDER BY empid;
-- 1 | 10400 | 18000
-- 2 | 39500 | 5300
-- 3 | NULL | 28900

SELECT 'Average sale amount' AS aggregate, *
  FROM quarterly_sales
    PIVOT(AVG(amount) FOR quarter IN (ANY ORDER BY quarter))
UNION
SELECT 'Highest value sale' AS aggregate, *
  FROM quarterly_sales
    PIVOT(MAX(amount) FOR quarter IN (ANY ORDER BY quarter))
UNION
SELECT 'Lowest value sale' AS aggregate, *
  FROM quarterly_sales
    PIVOT(MIN(amount) FOR quarter IN (ANY ORDER BY quarter))
UNION
SELECT 'Number of sales' AS aggregate, *
  FROM quarterly_sales
    PIVOT(COUNT(amount) FOR quarter IN (ANY ORDER BY quarter))
UNION
SELECT 'Total amount' AS aggregate, *
  FROM quarterly_sales
    PIVOT(SUM(amount) FOR quarter IN (ANY ORDER BY quarter))
ORDER BY aggregate, empid;
-- Average sale amount | 1 | 5200.000000 | 4000.000000 | 5500.000000 | 9000.000000
-- Average sale amount | 2 | 19750.000000 | 45350.000000 | 6000.000000 | 2650.000000
-- Average sale amount | 3 | NULL | NULL | 2700.000000 | 9633.333333
-- Highest value sale | 1 | 10000.000000 | 5000.000000 | 6000.000000 | 10000.000000
-- Highest value sale | 2 | 35000.000000 | 90500.000000 | 9500.000000 | 4500.000000
-- Highest value sale | 3 | NULL | NULL | 2700.000000 | 16000.000000
-- Lowest value sale | 1 | 400.000000 | 3000.000000 | 5000.000000 | 8000.000000
-- Lowest value sale | 2 | 4500.000000 | 200.000000 | 2500.000000 | 800.000000
-- Lowest value sale | 3 | NULL | NULL | 2700.000000 | 2700.000000
-- Number of sales | 1 | 2.000000 | 2.000000 | 2.000000 | 2.000000
-- Number of sales | 2 | 2.000000 | 2.000000 | 2.000000 | 2.000000
-- Number of sales | 3 | 0.000000 | 0.000000 | 1.000000 | 3.000000
-- Total amount | 1 | 10400.000000 | 8000.000000 | 11000.000000 | 18000.000000
-- Total amount | 2 | 39500.000000 | 90700.000000 | 12000.000000 | 5300.000000
-- Total amount | 3 | NULL | NULL | 2700.000000 | 28900.000000

CREATE OR REPLACE TABLE emp_manager(
    empid INT,
    managerid INT)
  AS SELECT * FROM VALUES
    (1, 7),
    (2, 8),
    (3, 9);

WITH
  src AS
  (
    SELECT *
      FROM quarterly_sales
        PIVOT(SUM(amount) FOR quarter IN (ANY ORDER BY quarter))
  )
SELECT em.managerid, src.*
  FROM emp_manager em
  JOIN src ON em.empid = src.empid
  ORDER BY empid;
-- 7 | 1 | 10400 | 8000 | 11000 | 18000
-- 8 | 2 | 39500 | 90700 | 12000 | 5300
-- 9 | 3 | NULL | NULL | 2700 | 28900

SELECT *
  FROM quarterly_sales
    PIVOT(SUM(amount) FOR quarter IN (
      '2023_Q1',
      '2023_Q2',
      '2023_Q3'))
  ORDER BY empid;
-- 1 | 10400 | 8000 | 11000
-- 2 | 39500 | 90700 | 12000
-- 3 | NULL | NULL | 2700

SELECT *
  FROM quarterly_sales
    PIVOT(SUM(amount) FOR quarter IN (
      '2023_Q1' AS q1,
      '2023_Q2' AS q2,
      '2023_Q3' AS q3,
      '2023_Q4' AS q4))
  ORDER BY empid;
-- 1 | 10400 | 8000 | 11000 | 18000
-- 2 | 39500 | 90700 | 12000 | 5300
-- 3 | NULL | NULL | 2700 | 28900

SELECT *
  FROM quarterly_sales
    PIVOT(SUM(amount) FOR quarter IN (ANY ORDER BY quarter)
      DEFAULT ON NULL (0))
  ORDER BY empid;
-- 1 | 10400 | 8000 | 11000 | 18000
-- 2 | 39500 | 90700 | 12000 | 5300
-- 3 | 0 | 0 | 2700 | 28900

CREATE OR REPLACE TABLE left_table (
  c1 VARCHAR(1),
  c2 TINYINT,
  c3 TIME,
  c4 NUMBER(3,2)
);

CREATE OR REPLACE TABLE right_table (
  c1 VARCHAR(1),
  c2 TINYINT,
  c3 TIME,
  c4 NUMBER(3,2)
);

INSERT INTO left_table VALUES
  ('A',1,'09:15:00',3.21),
  ('A',2,'09:16:00',3.22),
  ('B',1,'09:17:00',3.23),
  ('B',2,'09:18:00',4.23);

INSERT INTO right_table VALUES
  ('A',1,'09:14:00',3.19),
  ('B',1,'09:16:00',3.04);

SELECT * FROM left_table ORDER BY c1, c2;
-- A | 1 | 09:15:00 | 3.21
-- A | 2 | 09:16:00 | 3.22
-- B | 1 | 09:17:00 | 3.23
-- B | 2 | 09:18:00 | 4.23

SELECT *
  FROM left_table l ASOF JOIN right_table r
    MATCH_CONDITION(l.c3>=r.c3)
    ON(l.c1=r.c1 and l.c2=r.c2)
  ORDER BY l.c1, l.c2;
-- A | 1 | 09:15:00 | 3.21 | A | 1 | 09:14:00 | 3.19
-- A | 2 | 09:16:00 | 3.22 | NULL | NULL | NULL | NULL
-- B | 1 | 09:17:00 | 3.23 | B | 1 | 09:16:00 | 3.04
-- B | 2 | 09:18:00 | 4.23 | NULL | NULL | NULL | NULL

SELECT *
  FROM left_table l ASOF JOIN right_table r
    MATCH_CONDITION(l.c3>=r.c3)
  ORDER BY l.c1, l.c2;
-- A | 1 | 09:15:00 | 3.21 | A | 1 | 09:14:00 | 3.19
-- A | 2 | 09:16:00 | 3.22 | B | 1 | 09:16:00 | 3.04
-- B | 1 | 09:17:00 | 3.23 | B | 1 | 09:16:00 | 3.04
-- B | 2 | 09:18:00 | 4.23 | B | 1 | 09:16:00 | 3.04

SELECT * FROM left_table l ASOF JOIN right_table r MATCH_CONDITION(l.c3=r.c3);
-- ! 010001 (42601): SQL compilation error: MATCH_CONDITION clause is invalid: Only comparison operators '>=', '>', '<=' and '<' are allowed. Keywords such as AND and OR are not allowed.

SELECT * FROM left_table l ASOF JOIN right_table r MATCH_CONDITION(r.c3<=l.c3);
-- ! 010002 (42601): SQL compilation error: MATCH_CONDITION clause is invalid: The left side allows only column references from the left side table, and the right side allows only column references from the right side table.

SELECT * FROM left_table l ASOF JOIN right_table r MATCH_CONDITION(l.c3>=r.c3) ON l.c1 = r.c1 OR l.c2 = r.c2;
-- ! 010010 (42601): SQL compilation error: ON clause for ASOF JOIN must contain conjunctions of equality conditions only. Disjunctions are not allowed. Each side of an equality condition must only refer to either the left table or the right table. (L.C1 = R.C1) OR (L.C2 = R.C2) is invalid.

SELECT * FROM left_table l ASOF JOIN right_table r MATCH_CONDITION(l.c3>=r.c3) ON l.c1 > r.c1;
-- ! 010010 (42601): SQL compilation error: ON clause for ASOF JOIN must contain conjunctions of equality conditions only. Disjunctions are not allowed. Each side of an equality condition must only refer to either the left table or the right table. L.C1 > R.C1 is invalid.

SELECT * FROM left_table l ASOF JOIN right_table r MATCH_CONDITION l.c3>=r.c3;
-- ! 010001 (42601): SQL compilation error: MATCH_CONDITION clause is invalid: Only comparison operators '>=', '>', '<=' and '<' are allowed. Keywords such as AND and OR are not allowed.

SELECT * FROM asof;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 14 unexpected 'asof'.

WITH match_condition AS (SELECT * FROM left_table) SELECT * FROM match_condition;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 65 unexpected 'match_condition'.

SELECT * FROM left_table asof;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 29 unexpected '<EOF>'.

SELECT * FROM left_table match_condition;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 40 unexpected '<EOF>'.

SELECT COUNT(*) FROM left_table AS asof;
-- 4

SELECT COUNT(*) FROM left_table "asof";
-- 4

SELECT COUNT(*) FROM left_table AS match_condition;
-- 4

CREATE TABLE sales (
  product_ID INTEGER,
  retail_price REAL,
  quantity INTEGER,
  city VARCHAR,
  state VARCHAR);

INSERT INTO sales (product_id, retail_price, quantity, city, state) VALUES
  (1, 2.00,  1, 'SF', 'CA'),
  (1, 2.00,  2, 'SJ', 'CA'),
  (2, 5.00,  4, 'SF', 'CA'),
  (2, 5.00,  8, 'SJ', 'CA'),
  (2, 5.00, 16, 'Miami', 'FL'),
  (2, 5.00, 32, 'Orlando', 'FL'),
  (2, 5.00, 64, 'SJ', 'PR');

CREATE TABLE products (
  product_ID INTEGER,
  wholesale_price REAL);

INSERT INTO products (product_ID, wholesale_price) VALUES (1, 1.00);

INSERT INTO products (product_ID, wholesale_price) VALUES (2, 2.00);

SELECT product_ID, SUM(retail_price * quantity) AS gross_revenue
  FROM sales
  GROUP BY product_ID;
-- 1 | 6
-- 2 | 620

SELECT p.product_ID, SUM((s.retail_price - p.wholesale_price) * s.quantity) AS profit
  FROM products AS p, sales AS s
  WHERE s.product_ID = p.product_ID
  GROUP BY p.product_ID;
-- 1 | 3
-- 2 | 372

SELECT state, city, SUM(retail_price * quantity) AS gross_revenue
  FROM sales
  GROUP BY ALL;
-- CA | SF | 22
-- CA | SJ | 44
-- PR | SJ | 320
-- FL | Miami | 80
-- FL | Orlando | 160

CREATE OR REPLACE TABLE employees (salary FLOAT, state VARCHAR, employment_state VARCHAR);

INSERT INTO employees (salary, state, employment_state) VALUES
  (60000, 'California', 'Active'),
  (70000, 'California', 'On leave'),
  (80000, 'Oregon', 'Active');

SELECT SUM(salary), ANY_VALUE(employment_state)
  FROM employees
  GROUP BY employment_state;
-- 140000 | Active
-- 70000 | On leave

SELECT SUM(salary), ANY_VALUE(employment_state) AS state
  FROM employees
  GROUP BY state;
-- 130000 | Active
-- 80000 | Active

CREATE OR REPLACE TABLE monthly_sales(
  empid INT,
  dept TEXT,
  jan INT,
  feb INT,
  mar INT,
  apr INT);

INSERT INTO monthly_sales VALUES
  (1, 'electronics', 100, 200, 300, 100),
  (2, 'clothes', 100, 300, 150, 200),
  (3, 'cars', 200, 400, 100, 50),
  (4, 'appliances', 100, NULL, 100, 50);

SELECT *
  FROM monthly_sales
    UNPIVOT (sales FOR month IN (jan, feb, mar, apr))
  ORDER BY empid, month;
-- 1 | electronics | APR | 100
-- 1 | electronics | FEB | 200
-- 1 | electronics | JAN | 100
-- 1 | electronics | MAR | 300
-- 2 | clothes | APR | 200
-- 2 | clothes | FEB | 300
-- 2 | clothes | JAN | 100
-- 2 | clothes | MAR | 150
-- 3 | cars | APR | 50
-- 3 | cars | FEB | 400
-- 3 | cars | JAN | 200
-- 3 | cars | MAR | 100
-- 4 | appliances | APR | 50
-- 4 | appliances | JAN | 100
-- 4 | appliances | MAR | 100

SELECT *
  FROM monthly_sales
    UNPIVOT (sales FOR month IN (
      jan AS january,
      feb AS february,
      mar AS march,
      apr AS april)
    )
  ORDER BY empid, month;
-- 1 | electronics | APRIL | 100
-- 1 | electronics | FEBRUARY | 200
-- 1 | electronics | JANUARY | 100
-- 1 | electronics | MARCH | 300
-- 2 | clothes | APRIL | 200
-- 2 | clothes | FEBRUARY | 300
-- 2 | clothes | JANUARY | 100
-- 2 | clothes | MARCH | 150
-- 3 | cars | APRIL | 50
-- 3 | cars | FEBRUARY | 400
-- 3 | cars | JANUARY | 200
-- 3 | cars | MARCH | 100
-- 4 | appliances | APRIL | 50
-- 4 | appliances | JANUARY | 100
-- 4 | appliances | MARCH | 100

SELECT dept, month, sales
  FROM monthly_sales
    UNPIVOT INCLUDE NULLS (sales FOR month IN (jan, feb, mar, apr))
  ORDER BY dept, month;
-- appliances | APR | 50
-- appliances | FEB | NULL
-- appliances | JAN | 100
-- appliances | MAR | 100
-- cars | APR | 50
-- cars | FEB | 400
-- cars | JAN | 200
-- cars | MAR | 100
-- clothes | APR | 200
-- clothes | FEB | 300
-- clothes | JAN | 100
-- clothes | MAR | 150
-- electronics | APR | 100
-- electronics | FEB | 200
-- electronics | JAN | 100
-- electronics | MAR | 300

CREATE OR REPLACE TABLE employees(
  empid INT,
  last_name TEXT,
  region TEXT);

INSERT INTO employees VALUES
  (1, 'Smith', 'West'),
  (2, 'Jones', 'East'),
  (3, 'Garcia', 'West'),
  (4, 'Lee', 'East');

SELECT e.region, u.month, SUM(u.sales) AS total_sales
  FROM monthly_sales
    UNPIVOT (sales FOR month IN (jan, feb, mar, apr)) u
  JOIN employees e
    ON u.empid = e.empid
  GROUP BY e.region, u.month
  ORDER BY e.region, u.month;
-- East | APR | 250
-- East | FEB | 300
-- East | JAN | 200
-- East | MAR | 250
-- West | APR | 150
-- West | FEB | 600
-- West | JAN | 300
-- West | MAR | 400

SELECT last_name, region, month, sales
  FROM (
    SELECT e.last_name, e.region, s.jan, s.feb, s.mar, s.apr
      FROM monthly_sales s
      JOIN employees e
        ON s.empid = e.empid
      WHERE e.region = 'West'
  )
    UNPIVOT (sales FOR month IN (jan, feb, mar, apr))
  ORDER BY last_name, month;
-- Garcia | West | APR | 50
-- Garcia | West | FEB | 400
-- Garcia | West | JAN | 200
-- Garcia | West | MAR | 100
-- Smith | West | APR | 100
-- Smith | West | FEB | 200
-- Smith | West | JAN | 100
-- Smith | West | MAR | 300

SELECT column1 FROM VALUES
    (3.469446951953614e-18),
    (115898.73);
-- ! 100039 (22003): Numeric value '115898.73' is out of range

SELECT $1 AS a, SYSTEM$TYPEOF(a) FROM VALUES
    (TO_TIMESTAMP_LTZ('2025-03-24 01:37:00 -0700')),
    (TO_TIMESTAMP_NTZ('2025-03-24 08:37:00'));
-- 2025-03-24 01:37:00.000 -0700 | TIMESTAMP_LTZ(9)[SB16]
-- 2025-03-24 08:37:00.000 -0700 | TIMESTAMP_LTZ(9)[SB16]

SELECT column1, $2 FROM (VALUES (1, 'one'), (2, 'two'), (3, 'three'));
-- 1 | one
-- 2 | two
-- 3 | three

SELECT v1.$2, v2.$2
  FROM (VALUES (1, 'one'), (2, 'two')) AS v1
        INNER JOIN (VALUES (1, 'One'), (3, 'three')) AS v2
  WHERE v2.$1 = v1.$1;
-- one | One

SELECT c1, c2
  FROM (VALUES (1, 'one'), (2, 'two')) AS v1 (c1, c2);
-- 1 | one
-- 2 | two

SELECT * FROM VALUES (1, DEFAULT);
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 25 unexpected 'DEFAULT'.
