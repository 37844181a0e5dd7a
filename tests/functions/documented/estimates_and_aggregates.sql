--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: estimates and their states, hashes, general aggregates.

CREATE TABLE testtable (c1 INTEGER);

INSERT INTO testtable (c1) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10);

SELECT APPROX_PERCENTILE(c1, 0.1) FROM testtable;
-- 1.5

SELECT APPROX_PERCENTILE(c1, 0.5) FROM testtable;
-- 5.5

SELECT APPROX_PERCENTILE(c1, 0.999) FROM testtable;
-- 10.5

CREATE OR REPLACE TABLE test_table1 (c1 INTEGER);

INSERT INTO test_table1 (c1) VALUES (1), (2), (3), (4);

CREATE OR REPLACE TABLE resultstate1 AS (SELECT APPROX_PERCENTILE_ACCUMULATE(c1) AS rs1 FROM test_table1);

SELECT APPROX_PERCENTILE_ESTIMATE(rs1, 0.5) FROM resultstate1;
-- 2.5

CREATE OR REPLACE TABLE test_table2 (c1 INTEGER);

INSERT INTO test_table2 (c1) VALUES (5), (6), (7), (8);

CREATE OR REPLACE TABLE resultstate2 AS (SELECT APPROX_PERCENTILE_ACCUMULATE(c1) AS rs1 FROM test_table2);

CREATE OR REPLACE TABLE combined_resultstate (c1) AS
  SELECT APPROX_PERCENTILE_COMBINE(rs1) AS apc1 FROM (SELECT rs1 FROM resultstate1 UNION ALL SELECT rs1 FROM resultstate2);

SELECT APPROX_PERCENTILE_ESTIMATE(c1, 0.5) FROM combined_resultstate;
-- 4.5

CREATE OR REPLACE SEQUENCE seq91;

CREATE OR REPLACE TABLE sequence_demo (c1 INTEGER DEFAULT seq91.NEXTVAL, dummy SMALLINT);

INSERT INTO sequence_demo (dummy) VALUES (0);

INSERT INTO sequence_demo (dummy) SELECT dummy FROM sequence_demo;

INSERT INTO sequence_demo (dummy) SELECT dummy FROM sequence_demo;

INSERT INTO sequence_demo (dummy) SELECT dummy FROM sequence_demo;

CREATE OR REPLACE TABLE resultstate1 AS (SELECT APPROX_TOP_K_ACCUMULATE(c1, 50) AS rs1 FROM sequence_demo);

CREATE OR REPLACE TABLE test_table2 (c1 INTEGER);

INSERT INTO test_table2 (c1) SELECT c1 + 4 FROM sequence_demo;

CREATE OR REPLACE TABLE resultstate2 AS (SELECT APPROX_TOP_K_ACCUMULATE(c1, 50) AS rs1 FROM test_table2);

CREATE OR REPLACE TABLE combined_resultstate (c1) AS
  SELECT APPROX_TOP_K_COMBINE(rs1) AS apc1 FROM (SELECT rs1 FROM resultstate1 UNION ALL SELECT rs1 FROM resultstate2);

SELECT APPROX_TOP_K_ESTIMATE(c1, 4) FROM combined_resultstate;
-- [[5,2],[6,2],[7,2],[8,2]]

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
  SELECT MINHASH_COMBINE(mh) FROM ((SELECT mh FROM minhash_a_1) UNION ALL (SELECT mh FROM minhash_a_2));

SELECT APPROXIMATE_SIMILARITY(mh) FROM ((SELECT mh FROM minhash_a) UNION ALL (SELECT mh FROM minhash_b));
-- 0.75

SELECT APPROXIMATE_SIMILARITY(mh) FROM ((SELECT mh FROM minhash_a) UNION ALL (SELECT mh FROM minhash_c));
-- 0

SELECT HASH_AGG(NULL) WHERE 0 = 1;
-- 0

SELECT HASH_AGG(NULL) <> HASH_AGG(NULL, NULL), HASH_AGG(NULL, NULL) <> HASH_AGG(NULL, NULL, NULL);
-- TRUE | TRUE

CREATE TABLE orders (
  o_orderkey INTEGER,
  o_clerk VARCHAR,
  o_totalprice NUMBER(12, 2),
  o_orderstatus CHAR(1)
);

INSERT INTO orders (o_orderkey, o_orderstatus, o_clerk, o_totalprice)
  VALUES
    ( 32123, 'O', 'Clerk#000000321',     321.23),
    ( 41445, 'F', 'Clerk#000000386', 1041445.00),
    ( 55937, 'O', 'Clerk#000000114', 1055937.00),
    ( 67781, 'F', 'Clerk#000000521', 1067781.00),
    ( 80550, 'O', 'Clerk#000000411', 1080550.00),
    ( 95808, 'F', 'Clerk#000000136', 1095808.00),
    (101700, 'O', 'Clerk#000000220', 1101700.00),
    (103136, 'F', 'Clerk#000000508', 1103136.00);

SELECT ARRAY_AGG(o_orderkey) WITHIN GROUP (ORDER BY o_orderkey ASC) FROM orders WHERE o_totalprice > 450000;
-- [41445,55937,67781,80550,95808,101700,103136]

SELECT ARRAY_AGG(DISTINCT o_orderstatus) WITHIN GROUP (ORDER BY o_orderstatus ASC)
  FROM orders
  WHERE o_totalprice > 450000
  ORDER BY o_orderstatus ASC;
-- ["F","O"]

SELECT o_orderstatus, ARRAYAGG(o_clerk) WITHIN GROUP (ORDER BY o_totalprice DESC)
  FROM orders
  WHERE o_totalprice > 450000
  GROUP BY o_orderstatus
  ORDER BY o_orderstatus DESC;
-- O | ["Clerk#000000220","Clerk#000000411","Clerk#000000114"]
-- F | ["Clerk#000000508","Clerk#000000136","Clerk#000000521","Clerk#000000386"]

SELECT ARRAY_AGG(DISTINCT O_ORDERKEY) WITHIN GROUP (ORDER BY O_ORDERSTATUS) FROM orders;
-- ! SQL compilation error: [ORDERS.O_ORDERSTATUS] is not a valid order by expression

SELECT HLL(o_orderkey), HLL_ESTIMATE(HLL_IMPORT(HLL_EXPORT(HLL_ACCUMULATE(o_orderkey)))) FROM orders;
-- 8 | 8

SELECT o_orderstatus, HASH_AGG(o_orderstatus) = HASH_AGG(DISTINCT o_orderstatus) FROM orders GROUP BY 1 ORDER BY 1;
-- F | FALSE
-- O | FALSE

CREATE OR REPLACE TABLE array_data AS (
WITH data AS (
  SELECT 1 a, [1,3,2,4,7,8,10] b
  UNION ALL
  SELECT 2, [1,3,2,4,7,8,10]
  )
SELECT 'Ord'||a o_orderkey, 'c'||value o_clerk, index
  FROM data, TABLE(FLATTEN(b))
);

SELECT o_orderkey,
    ARRAY_AGG(o_clerk) OVER(PARTITION BY o_orderkey ORDER BY o_orderkey
      ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS result
  FROM array_data;
-- Ord1 | ["c1"]
-- Ord1 | ["c1","c3"]
-- Ord1 | ["c1","c3","c2"]
-- Ord1 | ["c1","c3","c2","c4"]
-- Ord1 | ["c3","c2","c4","c7"]
-- Ord1 | ["c2","c4","c7","c8"]
-- Ord1 | ["c4","c7","c8","c10"]
-- Ord2 | ["c1"]
-- Ord2 | ["c1","c3"]
-- Ord2 | ["c1","c3","c2"]
-- Ord2 | ["c1","c3","c2","c4"]
-- Ord2 | ["c3","c2","c4","c7"]
-- Ord2 | ["c2","c4","c7","c8"]
-- Ord2 | ["c4","c7","c8","c10"]

CREATE OR REPLACE TABLE aggr (k INT, v DECIMAL(10,2));

SELECT MODE(v) FROM aggr;
-- NULL

INSERT INTO aggr (k, v) VALUES (0, 0), (0, 10), (0, 20), (0, 30), (0, 40), (1, 10), (1, 20), (2, 10), (2, 20), (2, 25), (2, 30), (3, 60), (4, NULL);

SELECT k, PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY v) FROM aggr GROUP BY k ORDER BY k;
-- 0 | 10.00000
-- 1 | 12.50000
-- 2 | 17.50000
-- 3 | 60.00000
-- 4 | NULL

SELECT k, PERCENTILE_DISC(0.25) WITHIN GROUP (ORDER BY v) FROM aggr GROUP BY k ORDER BY k;
-- 0 | 10.00
-- 1 | 10.00
-- 2 | 10.00
-- 3 | 60.00
-- 4 | NULL

CREATE OR REPLACE TABLE aggr (k INT, v DECIMAL(10,2));

INSERT INTO aggr (k, v) VALUES (1, 10), (1, 10), (1, 10), (1, 10), (1, 20), (1, 21);

SELECT MODE(v) FROM aggr;
-- 10.00

INSERT INTO aggr (k, v) VALUES (2, 20), (2, 20), (2, 25), (2, 30), (3, NULL);

SELECT k, MODE(v) FROM aggr GROUP BY k ORDER BY k;
-- 1 | 10.00
-- 2 | 20.00
-- 3 | NULL

SELECT k, v, MODE(v) OVER (PARTITION BY k) FROM aggr ORDER BY k, v;
-- 1 | 10.00 | 10.00
-- 1 | 10.00 | 10.00
-- 1 | 10.00 | 10.00
-- 1 | 10.00 | 10.00
-- 1 | 20.00 | 10.00
-- 1 | 21.00 | 10.00
-- 2 | 20.00 | 20.00
-- 2 | 20.00 | 20.00
-- 2 | 25.00 | 20.00
-- 2 | 30.00 | 20.00
-- 3 | NULL | NULL

CREATE OR REPLACE TABLE aggr(k INT, v DECIMAL(10,2), v2 DECIMAL(10, 2));

INSERT INTO aggr VALUES (1, 10, null), (2, 10, 12), (2, 20, 22), (2, 25, null), (2, 30, 35);

SELECT KURTOSIS(k), KURTOSIS(v), KURTOSIS(v2) FROM aggr;
-- 5.000000000000 | -2.324218750000 | NULL

CREATE TABLE basic_example (i_col INTEGER, j_col INTEGER);

INSERT INTO basic_example VALUES (11, 101), (11, 102), (11, NULL), (12, 101), (NULL, 101), (NULL, 102);

SELECT COUNT(*) AS "All",
    COUNT(* ILIKE 'i_c%') AS "ILIKE",
    COUNT(* EXCLUDE i_col) AS "EXCLUDE",
    COUNT(i_col) AS "i_col",
    COUNT(DISTINCT i_col) AS "DISTINCT i_col",
    COUNT(j_col) AS "j_col",
    COUNT(DISTINCT j_col) AS "DISTINCT j_col"
  FROM basic_example;
-- 6 | 4 | 5 | 4 | 2 | 5 | 2

SELECT i_col, COUNT(*), COUNT(j_col) FROM basic_example GROUP BY i_col ORDER BY i_col;
-- 11 | 3 | 2
-- 12 | 1 | 1
-- NULL | 2 | 2

SELECT COUNT(n.*) FROM basic_example AS n;
-- 3

CREATE OR REPLACE TABLE count_example_with_variant_column (i_col INTEGER, j_col INTEGER, v VARIANT);

INSERT INTO count_example_with_variant_column (i_col, j_col, v) VALUES (NULL, 10, NULL);

INSERT INTO count_example_with_variant_column (i_col, j_col, v) SELECT 1, 11, PARSE_JSON('{"Title": null}');

INSERT INTO count_example_with_variant_column (i_col, j_col, v) SELECT 2, 12, PARSE_JSON('{"Title": "O"}');

INSERT INTO count_example_with_variant_column (i_col, j_col, v) SELECT 3, 12, PARSE_JSON('{"Title": "I"}');

SELECT i_col, j_col, v, v:Title FROM count_example_with_variant_column ORDER BY i_col;
-- 1 | 11 | {"Title":null} | null
-- 2 | 12 | {"Title":"O"} | "O"
-- 3 | 12 | {"Title":"I"} | "I"
-- NULL | 10 | NULL | NULL

SELECT COUNT(v:Title) FROM count_example_with_variant_column;
-- 2

CREATE OR REPLACE TABLE customer_product_sales_fct (
    sale_date DATE, sale_id INTEGER, customer_id STRING, product_id STRING, quantity INTEGER, sales_amount NUMBER(10,2)
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

SELECT product_id, customer_id, sale_date, sale_id,
    COUNT(DISTINCT customer_id) OVER (PARTITION BY product_id ORDER BY sale_date) AS distinct_customers_to_date
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

CREATE OR REPLACE TABLE employees(employee_id NUMBER, department_id NUMBER, salary NUMBER);

INSERT INTO employees VALUES (1001, 10, 10000), (1020, 10, 9000), (1030, 10, 8000), (900, 20, 15000), (2000, 20, NULL), (2010, 20, 15000), (2020, 20, 8000);

SELECT MIN_BY(employee_id, salary) IN (1030, 2020), MIN_BY(employee_id, salary, 3)[2], ARRAY_SIZE(MIN_BY(employee_id, salary, 1000)) FROM employees;
-- TRUE | 1020 | 6

CREATE OR REPLACE TABLE sum_example (k INT, d DECIMAL(10,5), s1 VARCHAR(10), s2 VARCHAR(10));

INSERT INTO sum_example VALUES (1, 1.1, '1.1', 'one'), (1, 10, '10', 'ten'), (2, 2.2, '2.2', 'two'), (2, NULL, NULL, 'null'), (3, NULL, NULL, 'null'), (NULL, 9, '9.9', 'nine');

SELECT SUM(d), SUM(s1) FROM sum_example;
-- 22.30000 | 23.2

SELECT k, SUM(d), SUM(s1) FROM sum_example GROUP BY k;
-- 1 | 11.10000 | 11.1
-- 2 | 2.20000 | 2.2
-- 3 | NULL | NULL
-- NULL | 9.00000 | 9.9

SELECT SUM(s2) FROM sum_example;
-- ! 100038 (22018): Numeric value 'one' is not recognized

CREATE OR REPLACE TABLE example_cumulative (p INT, o INT, i INT);

INSERT INTO example_cumulative VALUES
  (  0, 1, 10), (0, 2, 20), (0, 3, 30),
  (100, 1, 10), (100, 2, 30), (100, 2, 5), (100, 3, 11), (100, 3, 120),
  (200, 1, 10000), (200, 1, 200), (200, 1, 808080), (200, 2, 33333), (200, 3, NULL), (200, 3, 4),
  (300, 1, NULL), (300, 1, NULL);

SELECT
    p, o, i,
    COUNT(i) OVER (PARTITION BY p ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count_i_rows_pre,
    SUM(i)   OVER (PARTITION BY p ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS sum_i_rows_pre,
    AVG(i)   OVER (PARTITION BY p ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS avg_i_rows_pre,
    MIN(i)   OVER (PARTITION BY p ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS min_i_rows_pre,
    MAX(i)   OVER (PARTITION BY p ORDER BY o ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS max_i_rows_pre
  FROM example_cumulative
  ORDER BY p, o;
-- 0 | 1 | 10 | 1 | 10 | 10.000 | 10 | 10
-- 0 | 2 | 20 | 2 | 30 | 15.000 | 10 | 20
-- 0 | 3 | 30 | 3 | 60 | 20.000 | 10 | 30
-- 100 | 1 | 10 | 1 | 10 | 10.000 | 10 | 10
-- 100 | 2 | 30 | 2 | 40 | 20.000 | 10 | 30
-- 100 | 2 | 5 | 3 | 45 | 15.000 | 5 | 30
-- 100 | 3 | 11 | 4 | 56 | 14.000 | 5 | 30
-- 100 | 3 | 120 | 5 | 176 | 35.200 | 5 | 120
-- 200 | 1 | 10000 | 1 | 10000 | 10000.000 | 10000 | 10000
-- 200 | 1 | 200 | 2 | 10200 | 5100.000 | 200 | 10000
-- 200 | 1 | 808080 | 3 | 818280 | 272760.000 | 200 | 808080
-- 200 | 2 | 33333 | 4 | 851613 | 212903.250 | 200 | 808080
-- 200 | 3 | NULL | 4 | 851613 | 212903.250 | 200 | 808080
-- 200 | 3 | 4 | 5 | 851617 | 170323.400 | 4 | 808080
-- 300 | 1 | NULL | 0 | NULL | NULL | NULL | NULL
-- 300 | 1 | NULL | 0 | NULL | NULL | NULL | NULL

CREATE OR REPLACE TABLE aggr2(col_x int, col_y int, col_z int);

INSERT INTO aggr2 VALUES(1, 2, 1), (1, 2, 3), (2, 1, 10), (2, 2, 11), (2, 2, 3);

SELECT col_x, col_y, sum(col_z), grouping(col_x), grouping(col_y), grouping(col_x, col_y)
    FROM aggr2 GROUP BY GROUPING SETS ((col_x), (col_y), ())
    ORDER BY 1, 2;
-- 1 | NULL | 4 | 0 | 1 | 1
-- 2 | NULL | 24 | 0 | 1 | 1
-- NULL | 1 | 10 | 1 | 0 | 2
-- NULL | 2 | 18 | 1 | 0 | 2
-- NULL | NULL | 28 | 1 | 1 | 3

SELECT col_x, col_y, SUM(col_z), GROUPING(col_x), GROUPING(col_y), GROUPING(col_x, col_y)
    FROM aggr2 GROUP BY ROLLUP (col_x, col_y)
    ORDER BY 1, 2;
-- 1 | 2 | 4 | 0 | 0 | 0
-- 1 | NULL | 4 | 0 | 1 | 1
-- 2 | 1 | 10 | 0 | 0 | 0
-- 2 | 2 | 14 | 0 | 0 | 0
-- 2 | NULL | 24 | 0 | 1 | 1
-- NULL | NULL | 28 | 1 | 1 | 3

CREATE OR REPLACE TABLE mhtab1(c1 NUMBER,c2 DOUBLE,c3 TEXT,c4 DATE);

CREATE OR REPLACE TABLE mhtab2(c1 NUMBER,c2 DOUBLE,c3 TEXT,c4 DATE);

INSERT INTO mhtab1 VALUES
    (1, 1.1, 'item 1', to_date('2016-11-30')),
    (2, 2.31, 'item 2', to_date('2016-11-30')),
    (3, 1.1, 'item 3', to_date('2016-11-29')),
    (4, 44.4, 'item 4', to_date('2016-11-30'));

INSERT INTO mhtab2 SELECT * FROM mhtab1 UNION ALL SELECT 6, 34.23, 'item 6', to_date('2016-11-29');

SELECT APPROXIMATE_SIMILARITY(mh) FROM ((SELECT MINHASH(100, *) AS mh FROM mhtab1) UNION ALL (SELECT MINHASH(100, *) AS mh FROM mhtab2));
-- 0.79

SELECT MINHASH(2, DISTINCT c1, c2) = MINHASH(2, c1, c2) FROM mhtab1;
-- TRUE

SELECT MINHASH(1025, c1) FROM mhtab1;
-- ! 001015 (22023): SQL compilation error: invalid value [1025] for parameter 'K' of function MINHASH

SELECT APPROX_TOP_K(c1, 100001) FROM mhtab1;
-- ! invalid value [100001] for parameter 'K' of function APPROX_TOP_K

SELECT APPROX_TOP_K_ACCUMULATE(c1, 100001) FROM mhtab1;
-- ! invalid value [100001] for parameter 'COUNTERS' of function APPROX_TOP_K_ACCUMULATE

SELECT SUM(DISTINCT c1) OVER (ORDER BY c2) FROM mhtab1;
-- ! SQL compilation error: distinct cannot be used with a window frame or an order.

SELECT VAR_SAMP(DISTINCT c1) OVER (ORDER BY c1) = VAR_SAMP(c1) OVER (ORDER BY c1) FROM mhtab1 WHERE c1 = 1;
-- NULL

SELECT ANY_VALUE(c1) OVER (ORDER BY c2) FROM mhtab1;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Cumulative window frame unsupported for function ANY_VALUE

SELECT MODE(c1) OVER (ORDER BY c2) FROM mhtab1;
-- ! Cumulative window frame unsupported for function MODE

SELECT HLL(c1) OVER (ORDER BY c2) FROM mhtab1;
-- ! Cumulative window frame unsupported for function HLL

SELECT CORR(c1, c2) OVER (ORDER BY c2 ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM mhtab1;
-- ! Sliding window frame unsupported for function CORR

SELECT RATIO_TO_REPORT(c1) OVER (ORDER BY c2 ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM mhtab1;
-- ! Sliding window frame unsupported for function RATIO_TO_REPORT

SELECT MODE(ARRAY_CONSTRUCT(1));
-- ! Invalid argument types for function 'MODE': (ARRAY)

SELECT MODE(DISTINCT c1) FROM mhtab1;
-- ! Unsupported feature 'MODE(DISTINCT ...)'

SELECT MIN_BY(c1, c2, c1) FROM mhtab1;
-- ! invalid value [C1] for parameter 'MAXIMUM_NUMBER_OF_VALUES_TO_RETURN' of function MIN_BY

SELECT COUNT_IF(TRUE), COUNT_IF(j_col > i_col), COUNT_IF(i_col IS NOT NULL AND j_col IS NOT NULL) FROM basic_example;
-- 6 | 3 | 3

SELECT k, COVAR_SAMP(v, v2), ROUND(CORR(v, v2), 10), VAR_SAMP(v), VAR_SAMP(v2) FROM VALUES (1, 10.00, NULL), (2, 10.00, 11.00), (2, 20.00, 22.00), (2, 25.00, NULL), (2, 30.00, 35.00) aggr(k, v, v2) GROUP BY k ORDER BY k;
-- 1 | NULL | NULL | NULL | NULL
-- 2 | 120 | 0.9988445981 | 72.916667 | 144.333333

CREATE OR REPLACE TABLE sample_table (k CHAR(4), d CHAR(4));

INSERT INTO sample_table VALUES ('1', '1'), ('1', '5'), ('1', '3'), ('2', '2'), ('2', NULL), ('3', NULL), (NULL, '7'), (NULL, '1');

SELECT k, MAX(d), MIN(d) FROM sample_table GROUP BY k ORDER BY k;
-- 1 | 5 | 1
-- 2 | 2 | 2
-- 3 | NULL | NULL
-- NULL | 7 | 1

SELECT k, d, MAX(d) OVER (PARTITION BY k), MAX(d) OVER (ORDER BY k, d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM sample_table ORDER BY k, d;
-- 1 | 1 | 5 | 1
-- 1 | 3 | 5 | 3
-- 1 | 5 | 5 | 5
-- 2 | 2 | 2 | 5
-- 2 | NULL | 2 | 2
-- 3 | NULL | NULL | NULL
-- NULL | 1 | 7 | 1
-- NULL | 7 | 7 | 7

SELECT SUM(c1) FROM mhtab1 ORDER BY c2;
-- 10

SELECT SUM(c1) FROM mhtab1 ORDER BY missing;
-- ! invalid identifier 'MISSING'

CREATE OR REPLACE TABLE collation_demo (spanish_phrase VARCHAR COLLATE 'es');

INSERT INTO collation_demo (spanish_phrase) VALUES ('piña colada'), ('Pinatubo (Mount)'), ('pint'), ('Pinta');

SELECT LISTAGG(spanish_phrase, '|') WITHIN GROUP (ORDER BY COLLATE(spanish_phrase, 'es')) AS es_collation FROM collation_demo;
-- Pinatubo (Mount)|pint|Pinta|piña colada

SELECT LISTAGG(spanish_phrase, '|') WITHIN GROUP (ORDER BY COLLATE(spanish_phrase, 'utf8')) AS utf8_collation FROM collation_demo;
-- Pinatubo (Mount)|Pinta|pint|piña colada
