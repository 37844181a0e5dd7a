--# Examples of the pages of OBJECT_CONSTRUCT_KEEP_NULL_STRUCTURED, PERCENT_RANK to RANK, REDUCE, REGR_*, RTRIM, SIN to SPACE, STRIP_NULL_VALUE.

SELECT OBJECT_CONSTRUCT_KEEP_NULL_STRUCTURED('a', 1, 'b', NULL::VARCHAR) AS structured_object;
-- {"a":1,"b":null}

CREATE OR REPLACE TABLE demo_table_structured (province VARCHAR, created_date DATE);

INSERT INTO demo_table_structured (province, created_date) VALUES
  ('Manitoba', '2024-01-18'::DATE),
  ('Alberta', '2024-01-19'::DATE);

SELECT OBJECT_CONSTRUCT_KEEP_NULL_STRUCTURED(*) AS oc
  FROM demo_table_structured
  ORDER BY oc['PROVINCE'];
-- {"CREATED_DATE":"2024-01-19","PROVINCE":"Alberta"}
-- {"CREATED_DATE":"2024-01-18","PROVINCE":"Manitoba"}

CREATE TABLE trades (exchange VARCHAR, symbol VARCHAR, price INT);

INSERT INTO trades VALUES ('C', 'SPY', 1), ('C', 'AAPL', 2), ('C', 'AAPL', 3), ('N', 'YHOO', 1), ('N', 'QQQ', 2), ('N', 'QQQ', 3), ('N', 'SPY', 4), ('N', 'SPY', 4), ('N', 'AAPL', 5);

SELECT
    exchange,
    symbol,
    PERCENT_RANK() OVER (PARTITION BY exchange ORDER BY price) AS percent_rank
  FROM trades;
-- C | SPY | 0
-- C | AAPL | 0.5
-- C | AAPL | 1
-- N | YHOO | 0
-- N | QQQ | 0.2
-- N | QQQ | 0.4
-- N | SPY | 0.6
-- N | SPY | 0.6
-- N | AAPL | 1

CREATE OR REPLACE TABLE aggr (k INT, v DECIMAL(10,2));

INSERT INTO aggr (k, v) VALUES
  (0,  0),
  (0, 10),
  (0, 20),
  (0, 30),
  (0, 40),
  (1, 10),
  (1, 20),
  (2, 10),
  (2, 20),
  (2, 25),
  (2, 30),
  (3, 60),
  (4, NULL);

SELECT k, PERCENTILE_DISC(0.25) WITHIN GROUP (ORDER BY v)
  FROM aggr
  GROUP BY k
  ORDER BY k;
-- 0 | 10.00
-- 1 | 10.00
-- 2 | 10.00
-- 3 | 60.00
-- 4 | NULL

SELECT POSITION('an', 'banana', 1);
-- 2

SELECT POSITION('an', 'banana', 3);
-- 4

CREATE TABLE pos (n VARCHAR, h VARCHAR);

INSERT INTO pos VALUES ('', ''), ('', 'sth'), ('43', '41424344'), ('a', NULL), ('dog', 'catalog'), ('log', 'catalog'), ('lésine', 'le péché, la lésine'),
  ('nicht', 'Ich weiß nicht'), ('sth', ''), ('☃c', '☃a☃b☃c☃d'), ('☃☃', 'bunch of ☃☃☃☃'), ('❄c', '❄a☃c❄c☃'), (NULL, 'a'), (NULL, NULL);

SELECT n, h, POSITION(n IN h) FROM pos;
--  |  | 1
--  | sth | 1
-- 43 | 41424344 | 5
-- a | NULL | NULL
-- dog | catalog | 0
-- log | catalog | 5
-- lésine | le péché, la lésine | 14
-- nicht | Ich weiß nicht | 10
-- sth |  | 0
-- ☃c | ☃a☃b☃c☃d | 5
-- ☃☃ | bunch of ☃☃☃☃ | 10
-- ❄c | ❄a☃c❄c☃ | 5
-- NULL | a | NULL
-- NULL | NULL | NULL

SELECT POSITION(X'EF', X'ABCDEF');
-- 3

SELECT POSITION(X'BC', X'ABCD');
-- 0

SELECT '2025-05-06'::DATE AS "Today's Date",
       PREVIOUS_DAY("Today's Date", 'Friday') AS "Previous Friday";
-- 2025-05-06 | 2025-05-02

CREATE OR REPLACE TABLE corn_production (farmer_id INTEGER, state VARCHAR, bushels FLOAT);

INSERT INTO corn_production (farmer_id, state, bushels) VALUES
  (1, 'Iowa', 100),
  (2, 'Iowa', 110),
  (3, 'Kansas', 120),
  (4, 'Kansas', 130);

SELECT state, bushels,
    RANK() OVER (ORDER BY bushels DESC),
    DENSE_RANK() OVER (ORDER BY bushels DESC)
  FROM corn_production;
-- Kansas | 130 | 1 | 1
-- Kansas | 120 | 2 | 2
-- Iowa | 110 | 3 | 3
-- Iowa | 100 | 4 | 4

SELECT state, bushels,
    RANK() OVER (PARTITION BY state ORDER BY bushels DESC),
    DENSE_RANK() OVER (PARTITION BY state ORDER BY bushels DESC)
  FROM corn_production;
-- Iowa | 110 | 1 | 1
-- Iowa | 100 | 2 | 2
-- Kansas | 130 | 1 | 1
-- Kansas | 120 | 2 | 2

INSERT INTO corn_production (farmer_id, state, bushels) VALUES
  (5, 'Iowa', 110);

SELECT state, bushels,
    RANK() OVER (ORDER BY bushels DESC),
    DENSE_RANK() OVER (ORDER BY bushels DESC)
  FROM corn_production;
-- Kansas | 130 | 1 | 1
-- Kansas | 120 | 2 | 2
-- Iowa | 110 | 3 | 3
-- Iowa | 110 | 3 | 3
-- Iowa | 100 | 5 | 4

SELECT REDUCE([1,2,3],
              0,
              (acc, val) -> acc + val
       ) AS sum_of_values;
-- 6

SELECT REDUCE([1,2,3]::ARRAY(INT),
              0,
              (acc, val) -> acc + val
       ) AS sum_of_values_structured;
-- 6

SELECT REDUCE([1,2,3],
              10,
              (acc, val) -> acc + val
       ) AS sum_of_values_plus_10;
-- 16

SELECT REDUCE([1,2,3],
              0,
              (acc, val) -> acc + val * val
       ) AS sum_of_squares;
-- 14

SELECT REDUCE([1,NULL,2,NULL,3,4],
              0,
              (acc, val) -> acc + ZEROIFNULL(val))
  AS sum_of_values_skip_null;
-- 10

SELECT REDUCE(['a', 'b', 'c'],
              '',
              (acc, val) -> acc || ' ' || val
       ) AS string_values;
--  a b c

SELECT REDUCE([1, 2, 3, 4],
              [],
              (acc, val) -> ARRAY_PREPEND(acc, val)
       ) AS reverse_order;
-- [4,3,2,1]

SELECT REDUCE([5,10,15],
              0,
              (acc, val) -> IFF(val < 7, acc + val * val, acc + val)
       ) AS conditional_logic;
-- 50

CREATE OR REPLACE TABLE orders AS
  SELECT 1 AS order_id, '2024-01-01' AS order_date, [
    {'item':'UHD Monitor', 'quantity':3, 'subtotal':1500},
    {'item':'Business Printer', 'quantity':1, 'subtotal':1200}
  ] AS order_detail
  UNION
  SELECT 2 AS order_id, '2024-01-02' AS order_date, [
    {'item':'Laptop', 'quantity':5, 'subtotal':7500},
    {'item':'Noise-canceling Headphones', 'quantity':5, 'subtotal':1000}
  ] AS order_detail;

SELECT order_id,
       order_date,
       REDUCE(o.order_detail,
              0,
              (acc, val) -> acc + val:subtotal
       ) AS subtotal_sum
  FROM orders o
  ORDER BY order_id;
-- 1 | 2024-01-01 | 2700
-- 2 | 2024-01-02 | 8500

SELECT order_id,
       order_date,
       REDUCE(o.order_detail,
              '',
              (acc, val) -> val:item || '/' || acc
       ) AS items_sold
  FROM orders o
  ORDER BY order_id;
-- 1 | 2024-01-01 | Business Printer/UHD Monitor/
-- 2 | 2024-01-02 | Noise-canceling Headphones/Laptop/

CREATE OR REPLACE TABLE reduce_column_ref_demo AS
  SELECT [ 1, 2, 3 ] AS col1, 0 AS col2
  UNION
  SELECT [ 1, 2, 3 ] AS col1, 10 AS col2;

SELECT REDUCE(col1,
              10,
              (acc, val) -> (acc + col2) + val
       ) AS reduce_col_ref
  FROM reduce_column_ref_demo
  ORDER BY col2;
-- 16
-- 46

SELECT REDUCE([]::ARRAY, 5, (acc, val) -> acc + val), REDUCE(NULL::ARRAY, 5, (acc, val) -> acc + val), REDUCE([1, 2], NULL::INT, (acc, val) -> acc + val);
-- 5 | NULL | NULL

CREATE OR REPLACE TABLE aggr(k int, v decimal(10,2), v2 decimal(10, 2));

INSERT INTO aggr VALUES(1, 10, NULL);

INSERT INTO aggr VALUES(2, 10, 11), (2, 20, 22), (2, 25, NULL), (2, 30, 35);

SELECT k, REGR_AVGX(v, v2) FROM aggr GROUP BY k ORDER BY k;
-- 1 | NULL
-- 2 | 22.6666666666667

SELECT k, regr_avgy(v, v2) FROM aggr GROUP BY k ORDER BY k;
-- 1 | NULL
-- 2 | 20

SELECT k, COUNT(*), REGR_COUNT(v, v2) FROM aggr GROUP BY k ORDER BY k;
-- 1 | 1 | 0
-- 2 | 4 | 3

SELECT k, REGR_INTERCEPT(v, v2) FROM aggr GROUP BY k ORDER BY k;
-- 1 | NULL
-- 2 | 1.15473441108545

SELECT k, REGR_R2(v, v2) FROM aggr GROUP BY k ORDER BY k;
-- 1 | NULL
-- 2 | 0.997690531177829

SELECT k, REGR_SXX(v, v2) FROM aggr GROUP BY k ORDER BY k;
-- 1 | NULL
-- 2 | 288.666666666667

SELECT k, REGR_SXY(v, v2) FROM aggr GROUP BY k ORDER BY k;
-- 1 | NULL
-- 2 | 240

SELECT k, REGR_SYY(v, v2) FROM aggr GROUP BY k ORDER BY k;
-- 1 | NULL
-- 2 | 200

SELECT REGR_VALX(NULL, 10), REGR_VALX(1, NULL), REGR_VALX(1, 10);
-- NULL | NULL | 10

SELECT REGR_VALY(NULL, 10), REGR_VALY(1, NULL), REGR_VALY(1, 10);
-- NULL | NULL | 1

CREATE TABLE xy (col_x DOUBLE, col_y DOUBLE);

INSERT INTO xy (col_x, col_y) VALUES
    (1.0, 2.0),
    (3.0, NULL),
    (NULL, 6.0);

SELECT col_y, col_x, REGR_VALX(col_y, col_x), REGR_VALY(col_y, col_x)
    FROM xy;
-- 2 | 1 | 1 | 2
-- NULL | 3 | NULL | NULL
-- 6 | NULL | NULL | NULL

SELECT RTRIM('$125.00', '0.');
-- $125

CREATE OR REPLACE TABLE test_rtrim_function(column1 VARCHAR);

INSERT INTO test_rtrim_function VALUES ('Trailing Spaces#  ');

SELECT CONCAT('>', CONCAT(column1, '<')) AS original_value,
       CONCAT('>', CONCAT(RTRIM(column1), '<')) AS trimmed_value
  FROM test_rtrim_function;
-- >Trailing Spaces#  < | >Trailing Spaces#<

SELECT CONCAT('>', CONCAT(column1, '<')) AS original_value,
       CONCAT('>', CONCAT(RTRIM(column1, '# '), '<')) AS trimmed_value
  FROM test_rtrim_function;
-- >Trailing Spaces#  < | >Trailing Spaces<

create or replace table aggr(k int, v decimal(10,2), v2 decimal(10, 2));

insert into aggr values
    (1, 10, null),
    (2, 10, null),
    (2, 20, 22),
    (2, 25, null),
    (2, 30, 35);

select SKEW(K), SKEW(V), SKEW(V2)
    from aggr;
-- -2.23606976635417 | 0.0524078851489258 | NULL

SELECT SIN(0), SIN(PI()/3), SIN(RADIANS(90));
-- 0 | 0.866025403784439 | 1

SELECT '[' || SPACE(3) || ']';
-- [   ]

CREATE OR REPLACE TABLE mytable
(
  SRC Variant
);

INSERT INTO mytable
  SELECT PARSE_JSON(column1)
  FROM VALUES
  ('{
  "a": "1",
  "b": "2",
  "c": null
  }')
  , ('{
  "a": "1",
  "b": "2",
  "c": "3"
  }');

SELECT STRIP_NULL_VALUE(src:c) FROM mytable;
-- NULL
-- "3"

--# of frames PERCENT_RANK takes those of ranges alone

SELECT PERCENT_RANK() OVER (ORDER BY k RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM aggr WHERE k = 1;
-- 0

SELECT PERCENT_RANK() OVER (ORDER BY k ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM aggr;
-- ! Sliding window frame unsupported for function PERCENT_RANK
