--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: metrics, templates, FLATTEN, COUNT, AVG, parts of dates, LIKE, LENGTH.

CREATE SCHEMA hr;

CREATE TABLE hr.empl_info (salary NUMBER, ssn VARCHAR, ts TIMESTAMP_LTZ) AS SELECT column1, column2, CURRENT_TIMESTAMP FROM VALUES (130000, ''), (137000, '1'), (144000, '2');

SELECT SNOWFLAKE.CORE.FRESHNESS(
  SELECT
    ts
  FROM hr.empl_info
) < 300;
-- True

SELECT SNOWFLAKE.CORE.AVG(
  SELECT
    salary
  FROM hr.empl_info
);
-- 137000.000000

SELECT ROUND(SNOWFLAKE.CORE.BLANK_PERCENT(
  SELECT
    ssn
  FROM hr.empl_info
), 2);
-- 33.33

SELECT FORMAT_STRING_TEMPLATE('Hello, {}!', 'World');
-- Hello, World!

SELECT FORMAT_STRING_TEMPLATE('{} has {} apples', 'Alice', 5);
-- Alice has 5 apples

SELECT FORMAT_STRING_TEMPLATE('Pi is approximately {:.2f}', 3.14159);
-- Pi is approximately 3.14

CREATE OR REPLACE TABLE products (name VARCHAR, price NUMBER(10,2), quantity NUMBER);

INSERT INTO products VALUES
  ('Widget', 19.99, 100),
  ('Gadget', 49.95, 50);

SELECT FORMAT_STRING_TEMPLATE('Product: {} - Price: ${:.2f} - Stock: {}', name, price, quantity) AS product_info
  FROM products;
-- Product: Widget - Price: $19.99 - Stock: 100
-- Product: Gadget - Price: $49.95 - Stock: 50

SELECT HASH_AGG(NULL) <> 0, HASH_AGG(NULL) <> HASH_AGG(NULL, NULL), SYSTEM$TYPEOF(HASH_AGG(1));
-- TRUE | TRUE | NUMBER(19,0)[SB16]

SELECT HASH_AGG(NULL) WHERE 0 = 1;
-- 0

SELECT HASH_AGG(DISTINCT name) = HASH_AGG(name) FROM (SELECT * FROM products UNION ALL SELECT * FROM products);
-- FALSE

SELECT seq4(), uniform(1, 10, RANDOM(12)) BETWEEN 1 AND 10
  FROM TABLE(GENERATOR(ROWCOUNT => 3)) v
  ORDER BY 1;
-- 0 | TRUE
-- 1 | TRUE
-- 2 | TRUE

SELECT COUNT(DISTINCT uniform(1, 10, 42))
  FROM TABLE(GENERATOR(ROWCOUNT => 10)) v
  ORDER BY 1;
-- 1

SELECT COUNT(*) FROM TABLE(GENERATOR()) v;
-- 0

SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => NULL)) v;
-- 0

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[1, ,77]'))) f;
-- 1 | NULL | [0] | 0 | 1 | [1,undefined,77]
-- 1 | NULL | [2] | 2 | 77 | [1,undefined,77]

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), OUTER => TRUE)) f;
-- 1 | a | a | NULL | 1 | {"a":1,"b":[77,88]}
-- 1 | b | b | NULL | [77,88] | {"a":1,"b":[77,88]}

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), PATH => 'b')) f;
-- 1 | NULL | b[0] | 0 | 77 | [77,88]
-- 1 | NULL | b[1] | 1 | 88 | [77,88]

SELECT COUNT(*) FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[]'))) f;
-- 0

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[]'), OUTER => TRUE)) f;
-- 1 | NULL |  | NULL | NULL | []

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88], "c": {"d":"X"}}'),
                            RECURSIVE => TRUE )) f;
-- 1 | a | a | NULL | 1 | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | b | b | NULL | [77,88] | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | NULL | b[0] | 0 | 77 | [77,88]
-- 1 | NULL | b[1] | 1 | 88 | [77,88]
-- 1 | c | c | NULL | {"d":"X"} | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | d | c.d | NULL | "X" | {"d":"X"}

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88], "c": {"d":"X"}}'),
                            RECURSIVE => TRUE, MODE => 'OBJECT' )) f;
-- 1 | a | a | NULL | 1 | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | b | b | NULL | [77,88] | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | c | c | NULL | {"d":"X"} | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | d | c.d | NULL | "X" | {"d":"X"}

CREATE OR REPLACE TABLE persons AS
  SELECT column1 AS id, PARSE_JSON(column2) as c
    FROM values
      (12712555,
       '{ name:  { first: "John", last: "Smith"},
         contact: [
         { business:[
           { type: "phone", content:"555-1234" },
           { type: "email", content:"j.smith@example.com" } ] } ] }'),
      (98127771,
       '{ name:  { first: "Jane", last: "Doe"},
         contact: [
         { business:[
           { type: "phone", content:"555-1236" },
           { type: "email", content:"j.doe@example.com" } ] } ] }') v;

SELECT id as "ID",
    f1.value:type AS "Type",
    f1.value:content AS "Details"
  FROM persons p,
    LATERAL FLATTEN(INPUT => p.c, PATH => 'contact') f,
    LATERAL FLATTEN(INPUT => f.value:business) f1;
-- 12712555 | "phone" | "555-1234"
-- 12712555 | "email" | "j.smith@example.com"
-- 98127771 | "phone" | "555-1236"
-- 98127771 | "email" | "j.doe@example.com"

CREATE TABLE basic_example (i_col INTEGER, j_col INTEGER);

INSERT INTO basic_example VALUES
  (11, 101), (11, 102), (11, NULL), (12, 101), (NULL, 101), (NULL, 102);

SELECT COUNT(*) AS "All",
    COUNT(* ILIKE 'i_c%') AS "ILIKE",
    COUNT(* EXCLUDE i_col) AS "EXCLUDE",
    COUNT(i_col) AS "i_col",
    COUNT(DISTINCT i_col) AS "DISTINCT i_col",
    COUNT(j_col) AS "j_col",
    COUNT(DISTINCT j_col) AS "DISTINCT j_col"
  FROM basic_example;
-- 6 | 4 | 5 | 4 | 2 | 5 | 2

SELECT i_col, COUNT(*), COUNT(j_col)
  FROM basic_example
  GROUP BY i_col
  ORDER BY i_col;
-- 11 | 3 | 2
-- 12 | 1 | 1
-- NULL | 2 | 2

SELECT COUNT(n.*) FROM basic_example AS n;
-- 3

CREATE OR REPLACE TABLE count_example_with_variant_column (
  i_col INTEGER,
  j_col INTEGER,
  v VARIANT);

BEGIN WORK;

INSERT INTO count_example_with_variant_column (i_col, j_col, v)
  VALUES (NULL, 10, NULL);

INSERT INTO count_example_with_variant_column (i_col, j_col, v)
  SELECT 1, 11, PARSE_JSON('{"Title": null}');

INSERT INTO count_example_with_variant_column (i_col, j_col, v)
  SELECT 2, 12, PARSE_JSON('{"Title": "O"}');

INSERT INTO count_example_with_variant_column (i_col, j_col, v)
  SELECT 3, 12, PARSE_JSON('{"Title": "I"}');

COMMIT WORK;

SELECT i_col, j_col, v, v:Title
  FROM count_example_with_variant_column
  ORDER BY i_col;
-- 1 | 11 | {"Title":null} | null
-- 2 | 12 | {"Title":"O"} | "O"
-- 3 | 12 | {"Title":"I"} | "I"
-- NULL | 10 | NULL | NULL

SELECT COUNT(v:Title)
  FROM count_example_with_variant_column;
-- 2

CREATE OR REPLACE TABLE customer_product_sales_fct (
    sale_date DATE,
    sale_id INTEGER,
    customer_id STRING,
    product_id STRING,
    quantity INTEGER,
    sales_amount NUMBER(10,2)
);

INSERT INTO customer_product_sales_fct VALUES
    ('2026-01-01', 1, 'C001', 'P100', 1, 19.99),
    ('2026-01-02', 2, 'C002', 'P100', 2, 39.98),
    ('2026-01-03', 3, 'C001', 'P100', 1, 19.99),
    ('2026-01-04', 4, 'C003', 'P100', 1, 19.99),
    ('2026-01-05', 5, 'C002', 'P200', 1, 9.99),
    ('2026-01-06', 6, 'C004', 'P100', 3, 59.97),
    ('2026-01-07', 7, 'C003', 'P100', 1, 19.99),
    ('2026-01-08', 8, 'C005', 'P100', 2, 39.98),
    ('2026-01-09', 9, 'C001', 'P200', 1, 9.99),
    ('2026-01-10', 10, 'C006', 'P100', 1, 19.99);

SELECT
    product_id,
    customer_id,
    sale_date,
    sale_id,
    COUNT(DISTINCT customer_id) OVER (
        PARTITION BY product_id
        ORDER BY sale_date
    ) AS distinct_customers_to_date
FROM customer_product_sales_fct
WHERE product_id = 'P100'
ORDER BY sale_date, sale_id;
-- P100 | C001 | 2026-01-01 | 1 | 1
-- P100 | C002 | 2026-01-02 | 2 | 2
-- P100 | C001 | 2026-01-03 | 3 | 2
-- P100 | C003 | 2026-01-04 | 4 | 3
-- P100 | C004 | 2026-01-06 | 6 | 4
-- P100 | C003 | 2026-01-07 | 7 | 4
-- P100 | C005 | 2026-01-08 | 8 | 5
-- P100 | C006 | 2026-01-10 | 10 | 6

CREATE OR REPLACE TABLE avg_example (int_col INT, d DECIMAL(10,5), s1 VARCHAR(10), s2 VARCHAR(10));

INSERT INTO avg_example VALUES
  (1, 1.1, '1.1', 'one'),
  (1, 10, '10', 'ten'),
  (2, 2.4, '2.4', 'two'),
  (2, NULL, NULL, 'NULL'),
  (3, NULL, NULL, 'NULL'),
  (NULL, 9.9, '9.9', 'nine');

SELECT AVG(int_col), AVG(d)
  FROM avg_example;
-- 1.800000 | 5.85000000000

SELECT int_col, AVG(d), AVG(s1)
  FROM avg_example
  GROUP BY int_col
  ORDER BY int_col;
-- 1 | 5.55000000000 | 5.55
-- 2 | 2.40000000000 | 2.4
-- 3 | NULL | NULL
-- NULL | 9.90000000000 | 9.9

SELECT
    int_col,
    AVG(int_col) OVER (PARTITION BY int_col)
  FROM avg_example
  ORDER BY int_col;
-- 1 | 1.000
-- 1 | 1.000
-- 2 | 2.000
-- 2 | 2.000
-- 3 | 3.000
-- NULL | NULL

CREATE OR REPLACE TABLE sales(
  emp_id INTEGER,
  year INTEGER,
  revenue DECIMAL(10,2));

INSERT INTO sales VALUES
  (0, 2010, 1000),
  (0, 2011, 1500),
  (0, 2012, 500),
  (0, 2013, 750),
  (2, 2012, 500),
  (2, 2013, 800);

SELECT emp_id, year, revenue,
       revenue - LAG(revenue, 1, 0) OVER (PARTITION BY emp_id ORDER BY year) AS diff_to_prev
  FROM sales
  ORDER BY emp_id, year;
-- 0 | 2010 | 1000.00 | 1000.00
-- 0 | 2011 | 1500.00 | 500.00
-- 0 | 2012 | 500.00 | -1000.00
-- 0 | 2013 | 750.00 | 250.00
-- 2 | 2012 | 500.00 | 500.00
-- 2 | 2013 | 800.00 | 300.00

CREATE OR REPLACE TABLE t1 (
  col_1 NUMBER,
  col_2 NUMBER);

INSERT INTO t1 VALUES
  (1, 5),
  (2, 4),
  (3, NULL),
  (4, 2),
  (5, NULL),
  (6, NULL),
  (7, 6);

SELECT col_1,
       col_2,
       LAG(col_2) IGNORE NULLS OVER (ORDER BY col_1)
  FROM t1
  ORDER BY col_1;
-- 1 | 5 | NULL
-- 2 | 4 | 5
-- 3 | NULL | 4
-- 4 | 2 | 4
-- 5 | NULL | 2
-- 6 | NULL | 2
-- 7 | 6 | 2

SELECT INSERT('abc', 1, 2, 'Z'), INSERT('abcdef', 3, 2, 'zzz'), INSERT('abc', 2, 1, ''), INSERT('abc', 4, 0, 'Z');
-- Zc | abzzzef | ac | abcZ

SELECT INSERT(NULL, 1, 2, 'Z'), INSERT('abc', NULL, 2, 'Z'), INSERT('abc', 1, NULL, 'Z'), INSERT('abc', 1, 2, NULL);
-- NULL | NULL | NULL | NULL

CREATE OR REPLACE TABLE customer_contact_example (
    cust_id INT,
    cust_email VARCHAR,
    cust_phone VARCHAR,
    activation_date VARCHAR)
  AS SELECT
    column1,
    column2,
    column3,
    column4
  FROM
    VALUES
      (1, 'some_text@example.com', '800-555-0100', '20210320'),
      (2, 'some_other_text@example.org', '800-555-0101', '20240509'),
      (3, 'some_different_text@example.net', '800-555-0102', '20191017');

SELECT cust_id,
       cust_email,
       LEFT(cust_email, POSITION('@' IN cust_email) - 1) AS username,
       LEFT(cust_phone, 3) AS area_code,
       LEFT(activation_date, 4) AS year
  FROM customer_contact_example;
-- 1 | some_text@example.com | some_text | 800 | 2021
-- 2 | some_other_text@example.org | some_other_text | 800 | 2024
-- 3 | some_different_text@example.net | some_different_text | 800 | 2019

SELECT LEFT('ABCDEF', 3), LEFT('abc', -1) = '', LEFT('abc', 9), LEFT(X'0102', 1);
-- ABC | TRUE | abc | 01

SELECT TO_DATE('2022-05-08') AS original_date,
       DATEADD(year, 2, TO_DATE('2022-05-08')) AS date_plus_two_years,
       DATEADD(year, -2, TO_DATE('2022-05-08'));
-- 2022-05-08 | 2024-05-08 | 2020-05-08

CREATE TABLE datetest (d date);

INSERT INTO datetest VALUES ('2022-04-05');

SELECT d AS original_date,
       DATEADD(year, 2, d) AS date_plus_two_years,
       TO_TIMESTAMP(d) AS original_timestamp,
       DATEADD(hour, 2, d) AS timestamp_plus_two_hours
  FROM datetest;
-- 2022-04-05 | 2024-04-05 | 2022-04-05 00:00:00.000 | 2022-04-05 02:00:00.000

SELECT DATEADD(month, 1, '2023-01-31'::DATE) AS date_plus_one_month, DATEADD(month, 1, '2023-02-28'::DATE), DATEADD(hour, 3, TO_TIME('05:00:00'));
-- 2023-02-28 | 2023-03-28 | 08:00:00

SELECT '2025-04-08T23:39:20.123-07:00'::TIMESTAMP::DATE AS full_date_value, '2025-04-08T23:39:20.123-07:00'::TIMESTAMP::TIME AS full_time_value;
-- 2025-04-08 | 23:39:20

SELECT DATE_PART(quarter, '2024-04-08'::DATE);
-- 2

SELECT TO_TIMESTAMP(
  '2024-04-08T23:39:20.123-07:00') AS "TIME_STAMP1",
  DATE_PART(year, "TIME_STAMP1") AS "EXTRACTED YEAR",
  DATE_PART(epoch_second, "TIME_STAMP1") AS "EXTRACTED EPOCH SECOND",
  DATE_PART(epoch_millisecond, "TIME_STAMP1") AS "EXTRACTED EPOCH MILLISECOND";
-- 2024-04-08 23:39:20.123 | 2024 | 1712619560 | 1712619560123

SELECT '2025-04-08T23:39:20.123-07:00'::TIMESTAMP AS tstamp,
       HOUR(tstamp) AS "HOUR",
       MINUTE(tstamp) AS "MINUTE",
       SECOND(tstamp) AS "SECOND";
-- 2025-04-08 23:39:20.123 | 23 | 39 | 20

CREATE OR REPLACE TABLE like_example(name VARCHAR(20));

INSERT INTO like_example VALUES
    ('John  Dddoe'),
    ('Joe   Doe'),
    ('John_down'),
    ('Joe down'),
    ('Tom   Doe'),
    ('Tim down'),
    (null);

SELECT *
  FROM like_example
  WHERE name LIKE ANY ('%Jo%oe%','T%e')
  ORDER BY name;
-- Joe   Doe
-- John  Dddoe
-- Tom   Doe

SELECT *
  FROM like_example
  WHERE name LIKE ANY ('%J%h%^_do%', 'T%^%e') ESCAPE '^'
  ORDER BY name;
-- John_down

CREATE OR REPLACE TABLE ilike_example(name VARCHAR(20));

INSERT INTO ilike_example VALUES
    ('jane doe'),
    ('Jane Doe'),
    ('JANE DOE'),
    ('John Doe'),
    ('John Smith');

SELECT *
  FROM ilike_example
  WHERE name ILIKE ANY ('jane%', '%SMITH')
  ORDER BY name;
-- JANE DOE
-- Jane Doe
-- John Smith
-- jane doe

CREATE OR REPLACE TABLE length_function_demo (s VARCHAR);

INSERT INTO length_function_demo VALUES
  (''),
  ('Joyeux Noël'),
  ('Merry Christmas'),
  ('Veselé Vianoce'),
  ('Wesołych Świąt'),
  ('圣诞节快乐'),
  (NULL);

SELECT s, LENGTH(s) FROM length_function_demo;
--  | 0
-- Joyeux Noël | 11
-- Merry Christmas | 15
-- Veselé Vianoce | 14
-- Wesołych Świąt | 14
-- 圣诞节快乐 | 5
-- NULL | NULL

SELECT LENGTH(COLLATE('dz', 'hu')), LEN(X'0102');
-- 2 | 2

CREATE OR REPLACE TABLE binary_demo_table (
  v VARCHAR,
  b_hex BINARY,
  b_base64 BINARY,
  b_utf8 BINARY);

INSERT INTO binary_demo_table (v) VALUES ('hello');

UPDATE binary_demo_table SET
  b_hex    = TO_BINARY(HEX_ENCODE(v), 'HEX'),
  b_base64 = TO_BINARY(BASE64_ENCODE(v), 'BASE64'),
  b_utf8   = TO_BINARY(v, 'UTF-8');

SELECT v, LENGTH(v),
       TO_VARCHAR(b_hex, 'HEX') AS b_hex, LENGTH(b_hex),
       TO_VARCHAR(b_base64, 'BASE64') AS b_base64, LENGTH(b_base64),
       TO_VARCHAR(b_utf8, 'UTF-8') AS b_utf8, LENGTH(b_utf8)
  FROM binary_demo_table;
-- hello | 5 | 68656C6C6F | 5 | aGVsbG8= | 5 | hello | 5

CREATE OR REPLACE TABLE like_ex(name VARCHAR(20));

INSERT INTO like_ex VALUES
  ('John  Dddoe'),
  ('John \'alias\' Doe'),
  ('Joe   Doe'),
  ('John_down'),
  ('Joe down'),
  ('Elaine'),
  (''),    -- empty string
  (null);

SELECT name
  FROM like_ex
  WHERE name LIKE '%Jo%oe%'
  ORDER BY name;
-- Joe   Doe
-- John  Dddoe
-- John 'alias' Doe

SELECT name
  FROM like_ex
  WHERE name NOT LIKE 'John%'
  ORDER BY name;
-- 
-- Elaine
-- Joe   Doe
-- Joe down

SELECT name
  FROM like_ex
  WHERE name LIKE '%\'%'
  ORDER BY name;
-- John 'alias' Doe

SELECT name
  FROM like_ex
  WHERE name LIKE '%J%h%^_do%' ESCAPE '^'
  ORDER BY name;
-- John_down

INSERT INTO like_ex (name) VALUES
  ('100 times'),
  ('1000 times'),
  ('100%');

SELECT * FROM like_ex WHERE name LIKE '100%'
  ORDER BY 1;
-- 100 times
-- 100%
-- 1000 times

SELECT * FROM like_ex WHERE name LIKE '100\\%' ESCAPE '\\'
  ORDER BY 1;
-- 100%

SELECT 'SOMETHING%' LIKE '%\\%%' ESCAPE '\\', LIKE('a_b', 'a^_b', '^'), NULL LIKE NULL, 'a\nb' LIKE 'a%b';
-- TRUE | TRUE | NULL | TRUE

SELECT COMPRESS('Snowflake', 'SNAPPY');
-- 0920536E6F77666C616B65
