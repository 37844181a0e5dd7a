--# Examples of the pages of MAX_BY, MD5 to MD5_NUMBER_UPPER64, MEDIAN, MIN, MINHASH to NVL2.

CREATE OR REPLACE TABLE employees(employee_id NUMBER, department_id NUMBER, salary NUMBER);

INSERT INTO employees VALUES
  (1001, 10, 10000),
  (1020, 10, 9000),
  (1030, 10, 8000),
  (900, 20, 15000),
  (2000, 20, NULL),
  (2010, 20, 15000),
  (2020, 20, 8000);

SELECT MAX_BY(employee_id, salary) IN (900, 2010) FROM employees;
-- TRUE

SELECT MAX_BY(employee_id, salary, 3) from employees;
-- [900,2010,1001]

SELECT MAX_BY(employee_id, salary), MAX_BY(employee_id, salary, 3) FROM employees WHERE salary IS NULL;
-- NULL | NULL

SELECT md5('Snowflake'), md5_hex('Snowflake');
-- edf1439075a83a447fb8b630ddc9c8de | edf1439075a83a447fb8b630ddc9c8de

SELECT md5_binary('Snowflake');
-- EDF1439075A83A447FB8B630DDC9C8DE

CREATE TABLE binary_demo (b BINARY);

INSERT INTO binary_demo (b) SELECT MD5_BINARY('Snowflake');

SELECT TO_VARCHAR(b, 'HEX') AS hex_representation
    FROM binary_demo;
-- EDF1439075A83A447FB8B630DDC9C8DE

select md5_number_lower64('Snowflake');
-- 9203306159527282910

CREATE OR REPLACE TABLE aggr (k INT, v DECIMAL(10,2));

SELECT MEDIAN(v)
  FROM aggr;
-- NULL

INSERT INTO aggr VALUES (1, 10), (1, 20), (1, 21);

INSERT INTO aggr VALUES (2, 10), (2, 20), (2, 25), (2, 30);

INSERT INTO aggr VALUES (3, NULL);

SELECT k, MEDIAN(v)
  FROM aggr
  GROUP BY k
  ORDER BY k;
-- 1 | 20.00000
-- 2 | 22.50000
-- 3 | NULL

SELECT k, v, MEDIAN(v) OVER (PARTITION BY k) FROM aggr WHERE k = 1 ORDER BY v;
-- 1 | 10.00 | 20.00000
-- 1 | 20.00 | 20.00000
-- 1 | 21.00 | 20.00000

CREATE OR REPLACE TABLE sample_table (k CHAR(4), d CHAR(4));

INSERT INTO sample_table VALUES
  ('1', '1'), ('1', '5'), ('1', '3'),
  ('2', '2'), ('2', NULL),
  ('3', NULL),
  (NULL, '7'), (NULL, '1');

SELECT k, d
  FROM sample_table
  ORDER BY k, d;
-- 1 | 1
-- 1 | 3
-- 1 | 5
-- 2 | 2
-- 2 | NULL
-- 3 | NULL
-- NULL | 1
-- NULL | 7

SELECT MIN(d)
  FROM sample_table;
-- 1

SELECT k, MIN(d)
  FROM sample_table
  GROUP BY k
  ORDER BY k;
-- 1 | 1
-- 2 | 2
-- 3 | NULL
-- NULL | 1

SELECT k, d, MIN(d) OVER (PARTITION BY k)
  FROM sample_table
  ORDER BY k, d;
-- 1 | 1 | 1
-- 1 | 3 | 1
-- 1 | 5 | 1
-- 2 | 2 | 2
-- 2 | NULL | 2
-- 3 | NULL | NULL
-- NULL | 1 | 1
-- NULL | 7 | 1

SELECT k, d, MIN(d) OVER (ORDER BY k, d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
  FROM sample_table
  ORDER BY k, d;
-- 1 | 1 | 1
-- 1 | 3 | 1
-- 1 | 5 | 3
-- 2 | 2 | 2
-- 2 | NULL | 2
-- 3 | NULL | NULL
-- NULL | 1 | 1
-- NULL | 7 | 1

CREATE TABLE ta (i INTEGER);

CREATE TABLE tb (i INTEGER);

CREATE TABLE tc (i INTEGER);

INSERT INTO ta (i) VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10);

INSERT INTO tb (i) VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (11);

INSERT INTO tc (i) VALUES (-1), (-20), (-300), (-4000);

CREATE TABLE minhash_a_1 (mh) AS SELECT MINHASH(100, i) FROM ta;

CREATE TABLE minhash_b (mh) AS SELECT MINHASH(100, i) FROM tb;

CREATE TABLE minhash_c (mh) AS SELECT MINHASH(100, i) FROM tc;

INSERT INTO ta (i) VALUES (12);

CREATE TABLE minhash_a_2 (mh) AS SELECT MINHASH(100, i) FROM ta WHERE i > 10;

CREATE TABLE minhash_a (mh) AS
  SELECT MINHASH_COMBINE(mh)
    FROM (
      (SELECT mh FROM minhash_a_1)
      UNION ALL
      (SELECT mh FROM minhash_a_2)
    );

SELECT mh = (SELECT MINHASH(100, i) FROM ta) FROM minhash_a;
-- TRUE

SELECT APPROXIMATE_SIMILARITY(mh) BETWEEN 0.6 AND 0.9
  FROM (
    (SELECT mh FROM minhash_a)
    UNION ALL
    (SELECT mh FROM minhash_b)
  );
-- TRUE

SELECT APPROXIMATE_SIMILARITY(mh)
  FROM (
    (SELECT mh FROM minhash_a)
    UNION ALL
    (SELECT mh FROM minhash_c)
  );
-- 0

SELECT ARRAY_SIZE(MINHASH(5, *):state), MINHASH(5, *):type, MINHASH(5, *):version FROM ta;
-- 5 | "minhash" | 1

SELECT TO_CHAR(TO_DATE('2025-01-01'), 'MMMM') AS full_month_name;
-- January

SELECT MONTHNAME(TO_DATE('2025-01-01')) AS month;
-- Jan

SELECT MONTHNAME(TO_TIMESTAMP('2025-04-03 10:00')) AS month;
-- Apr

CREATE OR REPLACE TABLE monthname_function_demo (d DATE);

INSERT INTO monthname_function_demo (d) VALUES
  ('2024-01-01'::DATE),
  ('2024-02-02'::DATE),
  ('2024-03-03'::DATE),
  ('2024-04-04'::DATE),
  ('2024-05-05'::DATE),
  ('2024-06-06'::DATE),
  ('2024-07-07'::DATE),
  ('2024-08-08'::DATE),
  ('2024-09-09'::DATE),
  ('2024-10-10'::DATE),
  ('2024-11-11'::DATE),
  ('2024-12-12'::DATE);

SELECT d,
       MONTHNAME(d) AS month
  FROM monthname_function_demo;
-- 2024-01-01 | Jan
-- 2024-02-02 | Feb
-- 2024-03-03 | Mar
-- 2024-04-04 | Apr
-- 2024-05-05 | May
-- 2024-06-06 | Jun
-- 2024-07-07 | Jul
-- 2024-08-08 | Aug
-- 2024-09-09 | Sep
-- 2024-10-10 | Oct
-- 2024-11-11 | Nov
-- 2024-12-12 | Dec

SELECT '2025-05-06'::DATE AS "Today's Date",
       NEXT_DAY("Today's Date", 'Friday') AS "Next Friday";
-- 2025-05-06 | 2025-05-09

SELECT column1,
       column2,
       NTH_VALUE(column2, 2) OVER (PARTITION BY column1 ORDER BY column2) AS column2_2nd
  FROM VALUES
    (1, 10), (1, 11), (1, 12),
    (2, 20), (2, 21), (2, 22);
-- 1 | 10 | 11
-- 1 | 11 | 11
-- 1 | 12 | 11
-- 2 | 20 | 21
-- 2 | 21 | 21
-- 2 | 22 | 21

CREATE OR REPLACE TABLE menu_items(menu_category VARCHAR(20), menu_item_name VARCHAR(50), menu_cogs_usd NUMBER(7,2), menu_price_usd NUMBER(7,2));

INSERT INTO menu_items VALUES
  ('Dessert', 'Popsicle', 0.5, 3), ('Dessert', 'Ice Cream Sandwich', 1, 4), ('Dessert', 'Mango Sticky Rice', 1.25, 5),
  ('Dessert', 'Sugar Cone', 2.5, 6), ('Dessert', 'Waffle Cone', 2.5, 6), ('Dessert', 'Two Scoop Bowl', 3, 7);

SELECT menu_price_usd,
       FIRST_VALUE(menu_price_usd) OVER (PARTITION BY menu_category ORDER BY menu_price_usd
         ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS first_val,
       NTH_VALUE(menu_price_usd, 2) OVER (PARTITION BY menu_category ORDER BY menu_price_usd
         ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS nth_val,
       LAST_VALUE(menu_price_usd) OVER (PARTITION BY menu_category ORDER BY menu_price_usd
         ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS last_val
  FROM menu_items
  WHERE menu_category = 'Dessert'
  ORDER BY menu_price_usd, last_val;
-- 3.00 | 3.00 | 4.00 | 4.00
-- 4.00 | 3.00 | 4.00 | 5.00
-- 5.00 | 4.00 | 5.00 | 6.00
-- 6.00 | 5.00 | 6.00 | 6.00
-- 6.00 | 6.00 | 6.00 | 7.00
-- 7.00 | 6.00 | 7.00 | 7.00

CREATE TABLE trades (exchange VARCHAR, symbol VARCHAR, shares INT);

INSERT INTO trades VALUES ('C', 'SPY', 250), ('C', 'AAPL', 300), ('C', 'AAPL', 400), ('N', 'SPY', 1), ('N', 'AAPL', 2), ('N', 'SPY', 3), ('N', 'QQQ', 4), ('N', 'QQQ', 5), ('N', 'YHOO', 6);

SELECT
    exchange,
    symbol,
    NTILE(4) OVER (PARTITION BY exchange ORDER BY shares) AS ntile_4
  FROM trades
  ORDER BY exchange, NTILE_4, shares;
-- C | SPY | 1
-- C | AAPL | 2
-- C | AAPL | 3
-- N | SPY | 1
-- N | AAPL | 1
-- N | SPY | 2
-- N | QQQ | 2
-- N | QQQ | 3
-- N | YHOO | 4

SELECT NULLIFZERO(0);
-- NULL

SELECT NULLIFZERO(52);
-- 52

SELECT NULLIFZERO(3.14159), SYSTEM$TYPEOF(NULLIFZERO(3.14159));
-- 3.14159 | NUMBER(6,5)[SB4]

CREATE TABLE i2 (a INT, b INT, c INT);

INSERT INTO i2 VALUES (0, 5, 3), (0, 5, NULL), (0, NULL, 3), (0, NULL, NULL), (NULL, 5, 3), (NULL, 5, NULL), (NULL, NULL, 3), (NULL, NULL, NULL);

SELECT a, b, c, NVL2(a, b, c) FROM i2;
-- 0 | 5 | 3 | 5
-- 0 | 5 | NULL | 5
-- 0 | NULL | 3 | NULL
-- 0 | NULL | NULL | NULL
-- NULL | 5 | 3 | 3
-- NULL | 5 | NULL | NULL
-- NULL | NULL | 3 | 3
-- NULL | NULL | NULL | NULL
