--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: time zones, differences, encryption, windows, CASE, padding.

SELECT CONVERT_TIMEZONE(
  'America/Los_Angeles',
  'America/New_York',
  '2024-01-01 14:00:00'::TIMESTAMP_NTZ
) AS conv;
-- 2024-01-01 17:00:00.000

SELECT CONVERT_TIMEZONE(
  'Europe/Warsaw',
  'UTC',
  '2024-01-01 00:00:00'::TIMESTAMP_NTZ
) AS conv;
-- 2023-12-31 23:00:00.000

SELECT CONVERT_TIMEZONE(
  'America/Los_Angeles',
  '2024-04-05 12:00:00 +02:00'
) AS time_in_la;
-- 2024-04-05 03:00:00.000 -0700

ALTER SESSION SET TIMEZONE = 'America/Los_Angeles';

SELECT CONVERT_TIMEZONE('UTC', '2024-04-05 09:00:00'::TIMESTAMP_LTZ) AS ltz_in_utc;
-- 2024-04-05 16:00:00.000 +0000

SELECT CONVERT_TIMEZONE('UTC', '2024-04-05 12:00:00'::TIMESTAMP_NTZ) AS ntz_in_utc;
-- 2024-04-05 19:00:00.000 +0000

SELECT CONVERT_TIMEZONE('UTC', '2024-04-05'::DATE) AS date_in_utc;
-- 2024-04-05 07:00:00.000 +0000

SELECT DATEDIFF(year,
                '2020-04-09 14:39:20'::TIMESTAMP,
                '2023-05-08 23:39:20'::TIMESTAMP)
  AS diff_years;
-- 3

SELECT DATEDIFF(hour,
               '2023-05-08T23:39:20.123-07:00'::TIMESTAMP,
               DATEADD(year, 2, ('2023-05-08T23:39:20.123-07:00')::TIMESTAMP))
  AS diff_hours;
-- 17544

SELECT column1 date_1, column2 date_2,
       DATEDIFF(year, column1, column2) diff_years,
       DATEDIFF(month, column1, column2) diff_months,
       DATEDIFF(day, column1, column2) diff_days,
       column2::DATE - column1::DATE AS diff_days_via_minus
  FROM VALUES
       ('2015-12-30', '2015-12-31'),
       ('2015-12-31', '2016-01-01'),
       ('2016-01-01', '2017-12-31'),
       ('2016-08-23', '2016-09-07');
-- 2015-12-30 | 2015-12-31 | 0 | 0 | 1 | 1
-- 2015-12-31 | 2016-01-01 | 1 | 1 | 1 | 1
-- 2016-01-01 | 2017-12-31 | 1 | 23 | 730 | 730
-- 2016-08-23 | 2016-09-07 | 0 | 1 | 15 | 15

SELECT DATEDIFF(month, '2021-01-01'::DATE, '2021-02-28'::DATE), DATEDIFF(milliseconds, '2024-02-20 21:18:41.0000', '2024-02-20 21:18:42.1239');
-- 1 | 1123

ALTER SESSION SET TIMESTAMP_NTZ_OUTPUT_FORMAT = 'DY, DD MON YYYY HH24:MI:SS';

SELECT TO_VARCHAR(column1) timestamp_1, TO_VARCHAR(column2) timestamp_2,
       DATEDIFF(hour, column1, column2) diff_hours,
       DATEDIFF(minute, column1, column2) diff_minutes,
       DATEDIFF(second, column1, column2) diff_seconds
  FROM VALUES
       ('2016-01-01 01:59:59'::TIMESTAMP, '2016-01-01 02:00:00'::TIMESTAMP),
       ('2016-01-01 01:00:00'::TIMESTAMP, '2016-01-01 01:59:00'::TIMESTAMP),
       ('2016-01-01 01:00:59'::TIMESTAMP, '2016-01-01 02:00:00'::TIMESTAMP);
-- Fri, 01 Jan 2016 01:59:59 | Fri, 01 Jan 2016 02:00:00 | 1 | 1 | 1
-- Fri, 01 Jan 2016 01:00:00 | Fri, 01 Jan 2016 01:59:00 | 0 | 59 | 3540
-- Fri, 01 Jan 2016 01:00:59 | Fri, 01 Jan 2016 02:00:00 | 1 | 60 | 3541

ALTER SESSION UNSET TIMESTAMP_NTZ_OUTPUT_FORMAT;

SELECT column1 specified_timestamp,
       DATEDIFF(year, column1, column2) > 10 diff_years,
       DATEDIFF(day, column1, column2) - (column2::DATE - column1::DATE) AS diff_days_via_minus
  FROM VALUES
    ('2012-08-23 09:00:00.000 -0700', CURRENT_TIMESTAMP);
-- 2012-08-23 09:00:00.000 -0700 | TRUE | 0

CREATE TABLE trades (symbol VARCHAR, exchange VARCHAR, price INT) AS SELECT * FROM VALUES ('SPY', 'C', 1), ('AAPL', 'C', 2), ('AAPL', 'C', 2), ('YHOO', 'P', 1), ('MSFT', 'P', 2), ('MSFT', 'P', 2), ('SPY', 'P', 3), ('AAPL', 'P', 4);

SELECT
    symbol,
    exchange,
    ROUND(CUME_DIST() OVER (PARTITION BY exchange ORDER BY price), 10) AS cume_dist
  FROM trades ORDER BY exchange, cume_dist;
-- SPY | C | 0.3333333333
-- AAPL | C | 1
-- AAPL | C | 1
-- YHOO | P | 0.2
-- MSFT | P | 0.6
-- MSFT | P | 0.6
-- SPY | P | 0.8
-- AAPL | P | 1

ALTER SESSION SET BINARY_OUTPUT_FORMAT='HEX';

CREATE OR REPLACE TABLE binary_table (
    encryption_key BINARY,   -- DO NOT STORE REAL ENCRYPTION KEYS THIS WAY!
    initialization_vector BINARY(12), -- DO NOT STORE REAL IV'S THIS WAY!!
    binary_column BINARY,
    encrypted_binary_column VARIANT,
    aad_column BINARY);

INSERT INTO binary_table (encryption_key,
                          initialization_vector,
                          binary_column,
                          aad_column)
    SELECT SHA2_BINARY('NotSecretEnough', 256),
            SUBSTR(TO_BINARY(HEX_ENCODE('AlsoNotSecretEnough'), 'HEX'), 0, 12),
            TO_BINARY(HEX_ENCODE('Bonjour'), 'HEX'),
            TO_BINARY(HEX_ENCODE('additional data'), 'HEX')
    ;

UPDATE binary_table SET encrypted_binary_column =
    ENCRYPT_RAW(binary_column,
        encryption_key,
        initialization_vector,
        aad_column,
        'AES-GCM');
-- 1 | 0

SELECT 'Bonjour' as original_value,
       binary_column,
       hex_decode_string(to_varchar(binary_column)) as decoded,
       encrypted_binary_column,
       decrypt_raw(as_binary(get(encrypted_binary_column, 'ciphertext')),
                  encryption_key,
                  as_binary(get(encrypted_binary_column, 'iv')),
                  aad_column,
                  'AES-GCM',
                  as_binary(get(encrypted_binary_column, 'tag')))
           as decrypted,
       hex_decode_string(to_varchar(decrypt_raw(as_binary(get(encrypted_binary_column, 'ciphertext')),
                  encryption_key,
                  as_binary(get(encrypted_binary_column, 'iv')),
                  aad_column,
                  'AES-GCM',
                  as_binary(get(encrypted_binary_column, 'tag')))
                  ))
           as decrypted_and_decoded
    FROM binary_table;
-- Bonjour | 426F6E6A6F7572 | Bonjour | {"ciphertext":"CA2F4A383F6F55","iv":"416C736F4E6F745365637265","tag":"91F28FBC6A2FE9B213D1C44B8D75D147"} | 426F6E6A6F7572 | Bonjour

WITH
    decrypted_but_not_decoded as (
        decrypt_raw(as_binary(get(encrypted_binary_column, 'ciphertext')),
                      encryption_key,
                      as_binary(get(encrypted_binary_column, 'iv')),
                      aad_column,
                      'AES-GCM',
                      as_binary(get(encrypted_binary_column, 'tag')))
    )
SELECT 'Bonjour' as original_value,
       binary_column,
       hex_decode_string(to_varchar(binary_column)) as decoded,
       encrypted_binary_column,
       decrypted_but_not_decoded,
       hex_decode_string(to_varchar(decrypted_but_not_decoded))
           as decrypted_and_decoded
    FROM binary_table;
-- Bonjour | 426F6E6A6F7572 | Bonjour | {"ciphertext":"CA2F4A383F6F55","iv":"416C736F4E6F745365637265","tag":"91F28FBC6A2FE9B213D1C44B8D75D147"} | 426F6E6A6F7572 | Bonjour

WITH v AS (UPPER(x)), w AS (SELECT 'a' AS x) SELECT v, v || '!' AS e FROM w;
-- A | A!

WITH v AS (UPPER(x)) SELECT 1 FROM v;
-- ! 002003 (42S02): SQL compilation error: Object 'V' does not exist or not authorized.

CREATE TABLE ed (s VARCHAR, t VARCHAR) AS SELECT * FROM VALUES ('', ''), ('Gute nacht', 'Ich weis nicht'), ('Ich weiß nicht', 'Ich wei? nicht'), ('Ich weiß nicht', 'Ich weiss nicht'), ('Ich weiß nicht', NULL), ('Snowflake', 'Oracle'), ('święta', 'swieta'), (NULL, ''), (NULL, NULL);

SELECT s, t, JAROWINKLER_SIMILARITY(s, t), JAROWINKLER_SIMILARITY(t, s) FROM ed;
--  |  | 0 | 0
-- Gute nacht | Ich weis nicht | 56 | 56
-- Ich weiß nicht | Ich wei? nicht | 98 | 98
-- Ich weiß nicht | Ich weiss nicht | 97 | 97
-- Ich weiß nicht | NULL | NULL | NULL
-- Snowflake | Oracle | 61 | 61
-- święta | swieta | 77 | 77
-- NULL |  | NULL | NULL
-- NULL | NULL | NULL | NULL

SELECT ARRAY_INSERT(ARRAY_CONSTRUCT(0,1,2,3),2,'hello');
-- [0,1,"hello",2,3]

SELECT ARRAY_INSERT(ARRAY_CONSTRUCT(0,1,2,3),5,'hello');
-- [0,1,2,3,undefined,"hello"]

SELECT ARRAY_INSERT(ARRAY_CONSTRUCT(0,1,2,3),-1,'hello');
-- [0,1,2,"hello",3]

SELECT ARRAY_MIN([20, 0, NULL, 10, NULL]), ARRAY_MIN([]), ARRAY_MIN([NULL, NULL, NULL]);
-- 0 | NULL | NULL

SELECT ARRAY_MIN([date1::TIMESTAMP, timestamp1]) AS array_min
  FROM (
      VALUES ('1999-01-01'::DATE, '2023-12-09 22:09:26.000000000'::TIMESTAMP),
             ('2023-12-09'::DATE, '1999-01-01 22:09:26.000000000'::TIMESTAMP)
          AS t(date1, timestamp1)
      );
-- "1999-01-01 00:00:00.000"
-- "1999-01-01 22:09:26.000"

CREATE OR REPLACE TABLE as_date_example (date1 VARIANT);

INSERT INTO as_date_example (date1)
 SELECT TO_VARIANT(TO_DATE('2024-10-10'));

SELECT AS_DATE(date1) date_value
  FROM as_date_example;
-- 2024-10-10

SELECT
    column1,
    CASE
        WHEN column1=1 THEN 'one'
        WHEN column1=2 THEN 'two'
        ELSE 'other'
    END AS result
FROM (values(1),(2),(3)) v;
-- 1 | one
-- 2 | two
-- 3 | other

SELECT
    column1,
    CASE
        WHEN column1=1 THEN 'one'
        WHEN column1=2 THEN 'two'
    END AS result
FROM (values(1),(2),(3)) v;
-- 1 | one
-- 2 | two
-- 3 | NULL

SELECT
    column1,
    CASE
        WHEN column1 = 1 THEN 'one'
        WHEN column1 = 2 THEN 'two'
        WHEN column1 IS NULL THEN 'NULL'
        ELSE 'other'
    END AS result
FROM VALUES (1), (2), (NULL);
-- 1 | one
-- 2 | two
-- NULL | NULL

SELECT CASE COLLATE('m', 'upper')
    WHEN 'M' THEN TRUE
    ELSE FALSE
END;
-- True

SELECT CASE 'm'
    WHEN COLLATE('M', 'lower') THEN TRUE
    ELSE FALSE
END;
-- True

CREATE TABLE tab (x INT) AS SELECT * FROM VALUES (0), (2), (-10), (NULL);

SELECT x, ROUND(CBRT(x), 8) FROM tab;
-- 0 | 0
-- 2 | 1.25992105
-- -10 | -2.15443469
-- NULL | NULL

CREATE OR REPLACE TABLE aggr(k int, v decimal(10,2), v2 decimal(10, 2));

INSERT INTO aggr VALUES(1, 10, NULL);

INSERT INTO aggr VALUES(2, 10, 11), (2, 20, 22), (2, 25, NULL), (2, 30, 35);

SELECT k, ROUND(CORR(v, v2), 10) FROM aggr GROUP BY k;
-- 1 | NULL
-- 2 | 0.9988445981

SELECT DECOMPRESS_BINARY(TO_BINARY('0920536E6F77666C616B65', 'HEX'), 'SNAPPY');
-- 536E6F77666C616B65

SELECT DECOMPRESS_BINARY(COMPRESS('Hello', 'SNAPPY'), 'snappy'), DECOMPRESS_BINARY(COMPRESS('Hello', 'ZLIB(3)'), 'ZLIB(9)');
-- 48656C6C6F | 48656C6C6F

SELECT 1/2, DIV0NULL(1, 2), DIV0NULL(1, 0), 1/NULL, DIV0NULL(1, NULL);
-- 0.500000 | 0.500000 | 0.000000 | NULL | 0.000000

SELECT 1/0;
-- ! 100051 (22012): Division by zero

CREATE TABLE menu_items (menu_category VARCHAR, menu_item_name VARCHAR, menu_price_usd NUMBER(10,2)) AS SELECT * FROM VALUES ('Beverage', 'Bottled Water', 2), ('Beverage', 'Iced Tea', 3), ('Beverage', 'Lemonade', 3.50), ('Dessert', 'Popsicle', 3), ('Dessert', 'Ice Cream Sandwich', 4), ('Dessert', 'Two Scoop Bowl', 7);

SELECT menu_category, menu_item_name, menu_price_usd,
       FIRST_VALUE(menu_item_name) OVER (PARTITION BY menu_category ORDER BY menu_price_usd) AS cheapest_item
  FROM menu_items
  WHERE menu_category IN ('Beverage', 'Dessert', 'Snack')
  ORDER BY menu_category, menu_price_usd
  LIMIT 12;
-- Beverage | Bottled Water | 2.00 | Bottled Water
-- Beverage | Iced Tea | 3.00 | Bottled Water
-- Beverage | Lemonade | 3.50 | Bottled Water
-- Dessert | Popsicle | 3.00 | Popsicle
-- Dessert | Ice Cream Sandwich | 4.00 | Popsicle
-- Dessert | Two Scoop Bowl | 7.00 | Popsicle

SELECT item_name, item_cost, item_price,
       FIRST_VALUE(item_cost) RESPECT NULLS
         OVER (ORDER BY item_price) AS first_cost_respect,
       FIRST_VALUE(item_cost) IGNORE NULLS
         OVER (ORDER BY item_price) AS first_cost_ignore
  FROM VALUES
    ('Pretzel', NULL, 3.00),
    ('Corn Dog', NULL, 4.00),
    ('Hot Dog', 1.50, 5.00),
    ('Sandwich', 2.50, 6.00)
  AS menu(item_name, item_cost, item_price)
  ORDER BY item_price;
-- Pretzel | NULL | 3 | NULL | 1.5
-- Corn Dog | NULL | 4 | NULL | 1.5
-- Hot Dog | 1.5 | 5 | NULL | 1.5
-- Sandwich | 2.5 | 6 | NULL | 1.5

SET MY_LOCAL_VARIABLE= 'my_local_variable_value';
-- Statement executed successfully.

SELECT
    GETVARIABLE('MY_LOCAL_VARIABLE'),
    SESSION_CONTEXT('MY_LOCAL_VARIABLE'),
    $MY_LOCAL_VARIABLE;
-- my_local_variable_value | my_local_variable_value | my_local_variable_value

SET var_2 = 'value_2';

SELECT
    GETVARIABLE('var_2'),
    GETVARIABLE('VAR_2'),
    SESSION_CONTEXT('var_2'),
    SESSION_CONTEXT('VAR_2'),
    $var_2,
    $VAR_2;
-- NULL | value_2 | NULL | value_2 | value_2 | value_2

CREATE OR REPLACE TABLE binary_table (v VARCHAR, b BINARY);

INSERT INTO binary_table (v, b)
    SELECT 'HELLO', HEX_DECODE_BINARY(HEX_ENCODE('HELLO'));

SELECT v, b, HEX_DECODE_STRING(TO_VARCHAR(b)) FROM binary_table;
-- HELLO | 48454C4C4F | HELLO

SELECT HEX_DECODE_BINARY(HEX_ENCODE(MD5_BINARY('Snowflake')));
-- EDF1439075A83A447FB8B630DDC9C8DE

CREATE OR REPLACE TABLE aggr(k INT, v DECIMAL(10,2), v2 DECIMAL(10, 2));

INSERT INTO aggr VALUES
  (1, 10, null),
  (2, 10, 12),
  (2, 20, 22),
  (2, 25, null),
  (2, 30, 35);

SELECT KURTOSIS(k), KURTOSIS(v), KURTOSIS(v2)
  FROM aggr;
-- 5.000000000000 | -2.324218750000 | NULL

SELECT ADD_MONTHS('2016-05-15'::timestamp_ntz, 2) AS RESULT;
-- 2016-07-15 00:00:00.000

SELECT ADD_MONTHS('2016-02-29'::date, 1) AS RESULT, ADD_MONTHS('2016-05-31'::date, -1);
-- 2016-03-31 | 2016-04-30

CREATE OR REPLACE TABLE bitwise_example
  (k INT, d DECIMAL(10,5), s1 VARCHAR(10), s2 VARCHAR(10));

INSERT INTO bitwise_example VALUES
  (15, 1.1, '12', 'one'),
  (26, 2.9, '10', 'two'),
  (12, 7.1, '7.9', 'two'),
  (14, NULL, NULL, 'null'),
  (8, NULL, NULL, 'null'),
  (NULL, 9.1, '14', 'nine');

SELECT BITOR_AGG(k),
    BITOR_AGG(d),
    BITOR_AGG(s1)
  FROM bitwise_example;
-- 31 | 15 | 14

SELECT s2,
    BITOR_AGG(k),
    BITOR_AGG(d)
  FROM bitwise_example
  GROUP BY s2
  ORDER BY 3;
-- one | 15 | 1
-- two | 30 | 7
-- nine | NULL | 9
-- null | 14 | NULL

SELECT BITOR_AGG(s2)
  FROM bitwise_example;
-- ! 100038 (22018): Numeric value 'one' is not recognized

SELECT DAYNAME(TO_DATE('2024-04-01')) AS DAY, DAYNAME(TO_TIMESTAMP_NTZ('2024-04-02 10:00'));
-- Mon | Tue

CREATE OR REPLACE TABLE dates (d DATE);

INSERT INTO dates (d) VALUES
  ('2024-01-01'::DATE),
  ('2024-01-02'::DATE),
  ('2024-01-03'::DATE),
  ('2024-01-04'::DATE),
  ('2024-01-05'::DATE),
  ('2024-01-06'::DATE),
  ('2024-01-07'::DATE),
  ('2024-01-08'::DATE);

SELECT d, DAYNAME(d)
  FROM dates
  ORDER BY d;
-- 2024-01-01 | Mon
-- 2024-01-02 | Tue
-- 2024-01-03 | Wed
-- 2024-01-04 | Thu
-- 2024-01-05 | Fri
-- 2024-01-06 | Sat
-- 2024-01-07 | Sun
-- 2024-01-08 | Mon

CREATE OR REPLACE TABLE x (i NUMBER);

INSERT INTO x VALUES
  (1),
  (2),
  (NULL);

SELECT x1.i x1_i, x2.i x2_i
  FROM x x1, x x2
  WHERE EQUAL_NULL(x1.i, x2.i);
-- 1 | 1
-- 2 | 2
-- NULL | NULL

SELECT x1.i x1_i,
       x2.i x2_i,
       EQUAL_NULL(x1.i, x2.i),
       IFF(EQUAL_NULL(x1.i, x2.i), 'Selected', 'Not') "SELECT IF EQUAL_NULL(X1.I,X2.I)",
       NOT EQUAL_NULL(x1.i, x2.i),
       IFF(NOT EQUAL_NULL(x1.i, x2.i), 'Selected', 'Not') "SELECT IF NOT(EQUAL_NULL(X1.I,X2.I))"
  FROM x x1, x x2 ORDER BY 2, 1;
-- 1 | 1 | True | Selected | False | Not
-- 2 | 1 | False | Not | True | Selected
-- NULL | 1 | False | Not | True | Selected
-- 1 | 2 | False | Not | True | Selected
-- 2 | 2 | True | Selected | False | Not
-- NULL | 2 | False | Not | True | Selected
-- 1 | NULL | False | Not | True | Selected
-- 2 | NULL | False | Not | True | Selected
-- NULL | NULL | True | Selected | False | Not

SELECT EXTRACT(year FROM TO_TIMESTAMP('2024-04-10T23:39:20.123-07:00')) AS YEAR;
-- 2024

SELECT DECODE(EXTRACT(dayofweek FROM SYSTIMESTAMP()),
  0, 'Sunday',
  1, 'Monday',
  2, 'Tuesday',
  3, 'Wednesday',
  4, 'Thursday',
  5, 'Friday',
  6, 'Saturday') = DECODE(DAYNAME(SYSTIMESTAMP()), 'Sun', 'Sunday', 'Mon', 'Monday', 'Tue', 'Tuesday', 'Wed', 'Wednesday', 'Thu', 'Thursday', 'Fri', 'Friday', 'Sat', 'Saturday') AS DAYOFWEEK;
-- TRUE

SELECT EXTRACT(epoch_second FROM '2024-04-10'::DATE), EXTRACT('month', '2024-04-10'::DATE), EXTRACT(month, '2024-04-10'), EXTRACT(hour FROM '10:11:12'::TIME);
-- 1712707200 | 4 | 4 | 10

SELECT EXTRACT(epoch_millisecond FROM '2024-04-10'::DATE);
-- ! 'EPOCH_MILLISECOND' is not a valid date/time component for function DATE_PART.

CREATE TABLE test_table_1_greatest (
  col_1 INTEGER,
  col_2 INTEGER,
  col_3 INTEGER,
  col_4 FLOAT);

INSERT INTO test_table_1_greatest (col_1, col_2, col_3, col_4) VALUES
  (1, 2,    3,  4.00),
  (2, 4,   -1, -2.00),
  (3, 6, NULL, 13.45);

SELECT col_1,
       col_2,
       col_3,
       GREATEST(col_1, col_2, col_3) AS greatest
  FROM test_table_1_greatest
  ORDER BY col_1;
-- 1 | 2 | 3 | 3
-- 2 | 4 | -1 | 4
-- 3 | 6 | NULL | NULL

SELECT col_1,
       col_4,
       GREATEST(col_1, col_4) AS greatest
  FROM test_table_1_greatest
  ORDER BY col_1;
-- 1 | 4 | 4
-- 2 | -2 | 2
-- 3 | 13.45 | 13.45

CREATE OR REPLACE TABLE sales(
  emp_id INTEGER,
  year INTEGER,
  revenue DECIMAL(10,2));

INSERT INTO sales VALUES
  (0, 2010, 1000),
  (0, 2011, 1500),
  (0, 2012, 500),
  (0, 2013, 750);

INSERT INTO sales VALUES
  (1, 2010, 10000),
  (1, 2011, 12500),
  (1, 2012, 15000),
  (1, 2013, 20000);

INSERT INTO sales VALUES
  (2, 2012, 500),
  (2, 2013, 800);

SELECT emp_id,
       year,
       revenue,
       LEAD(revenue) OVER (PARTITION BY emp_id ORDER BY year) - revenue AS diff_to_next
  FROM sales
  ORDER BY emp_id, year;
-- 0 | 2010 | 1000.00 | 500.00
-- 0 | 2011 | 1500.00 | -1000.00
-- 0 | 2012 | 500.00 | 250.00
-- 0 | 2013 | 750.00 | NULL
-- 1 | 2010 | 10000.00 | 2500.00
-- 1 | 2011 | 12500.00 | 2500.00
-- 1 | 2012 | 15000.00 | 5000.00
-- 1 | 2013 | 20000.00 | NULL
-- 2 | 2012 | 500.00 | 300.00
-- 2 | 2013 | 800.00 | NULL

CREATE OR REPLACE TABLE t1 (
  c1 NUMBER,
  c2 NUMBER);

INSERT INTO t1 VALUES
  (1,5),
  (2,4),
  (3,NULL),
  (4,2),
  (5,NULL),
  (6,NULL),
  (7,6);

SELECT c1,
       c2,
       LEAD(c2) IGNORE NULLS OVER (ORDER BY c1)
  FROM t1;
-- 1 | 5 | 4
-- 2 | 4 | 2
-- 3 | NULL | 2
-- 4 | 2 | 6
-- 5 | NULL | 6
-- 6 | NULL | 6
-- 7 | 6 | NULL

CREATE OR REPLACE TABLE demo_lpad_ids (id VARCHAR);

INSERT INTO demo_lpad_ids VALUES
  ('5'),
  ('50'),
  ('500');

SELECT id, LPAD(id, 8, '0') AS padded_ids
  FROM demo_lpad_ids;
-- 5 | 00000005
-- 50 | 00000050
-- 500 | 00000500

CREATE OR REPLACE TABLE padding_example (v VARCHAR, b BINARY);

INSERT INTO padding_example (v, b)
  SELECT
    'Hi',
    HEX_ENCODE('Hi');

INSERT INTO padding_example (v, b)
  SELECT
    '-123.00',
    HEX_ENCODE('-123.00');

INSERT INTO padding_example (v, b)
  SELECT
    'Twelve Dollars',
    TO_BINARY(HEX_ENCODE('Twelve Dollars'), 'HEX');

SELECT v,
       LPAD(v, 10, ' ') AS pad_with_blank,
       LPAD(v, 10, '$') AS pad_with_dollar_sign
  FROM padding_example
  ORDER BY v;
-- -123.00 |    -123.00 | $$$-123.00
-- Hi |         Hi | $$$$$$$$Hi
-- Twelve Dollars | Twelve Dol | Twelve Dol

SELECT b,
       LPAD(b, 10, TO_BINARY(HEX_ENCODE(' '))) AS pad_with_blank,
       LPAD(b, 10, TO_BINARY(HEX_ENCODE('$'))) AS pad_with_dollar_sign
  FROM padding_example
  ORDER BY b;
-- 2D3132332E3030 | 2020202D3132332E3030 | 2424242D3132332E3030
-- 4869 | 20202020202020204869 | 24242424242424244869
-- 5477656C766520446F6C6C617273 | 5477656C766520446F6C | 5477656C766520446F6C

SELECT LPAD('123.50', 19, '*_');
-- *_*_*_*_*_*_*123.50

CREATE TABLE voltage_readings (
  site_id INTEGER,  -- which refrigerator the measurement was taken in
  ts TIMESTAMP,     -- the time at which the temperature was measured
  voltage FLOAT
  );

INSERT INTO voltage_readings (site_id, ts, voltage) VALUES
  (1, '2019-10-30 13:00:00', 120),
  (1, '2019-10-30 13:15:00', 120),
  (1, '2019-10-30 13:30:00',   0),
  (1, '2019-10-30 13:45:00',   0),
  (1, '2019-10-30 14:00:00',   0),
  (1, '2019-10-30 14:15:00',   0),
  (1, '2019-10-30 14:30:00', 120)
  ;

WITH power_change_events AS (
  SELECT
      site_id,
      ts,
      voltage,
      CONDITIONAL_CHANGE_EVENT(voltage = 0) OVER (ORDER BY ts) AS power_changes
    FROM voltage_readings
)
SELECT
    site_id,
    MIN(ts),
    voltage,
    power_changes
  FROM power_change_events
  GROUP BY site_id, power_changes, voltage
  ORDER BY 2;
-- 1 | 2019-10-30 13:00:00.000 | 120 | 0
-- 1 | 2019-10-30 13:30:00.000 | 0 | 1
-- 1 | 2019-10-30 14:30:00.000 | 120 | 2

WITH power_change_events AS (
  SELECT
      site_id,
      CONDITIONAL_CHANGE_EVENT(voltage = 0) OVER (ORDER BY ts) AS power_changes
    FROM voltage_readings
)
SELECT MAX(power_changes)
  FROM power_change_events
  GROUP BY site_id;
-- 2

CREATE TABLE table1 (province VARCHAR, o_col INTEGER, o2_col INTEGER);

INSERT INTO table1 (province, o_col, o2_col) VALUES
  ('Alberta', 0, 10),
  ('Alberta', 0, 10),
  ('Alberta', 13, 10),
  ('Alberta', 13, 11),
  ('Alberta', 14, 11),
  ('Alberta', 15, 12),
  ('Alberta', NULL, NULL),
  ('Manitoba', 30, 30);

SELECT province, o_col,
    'o_col < 15' AS condition,
    CONDITIONAL_CHANGE_EVENT(o_col)
      OVER (PARTITION BY province ORDER BY o_col)
        AS change_event,
    CONDITIONAL_CHANGE_EVENT(o_col < 15)
      OVER (PARTITION BY province ORDER BY o_col)
        AS change_event_2,
    CONDITIONAL_TRUE_EVENT(o_col)
      OVER (PARTITION BY province ORDER BY o_col)
        AS true_event,
    CONDITIONAL_TRUE_EVENT(o_col > 20)
      OVER (PARTITION BY province ORDER BY o_col)
        AS true_event_gt_20
  FROM table1
  ORDER BY province, o_col;
-- Alberta | 0 | o_col < 15 | 0 | 0 | 0 | 0
-- Alberta | 0 | o_col < 15 | 0 | 0 | 0 | 0
-- Alberta | 13 | o_col < 15 | 1 | 0 | 1 | 0
-- Alberta | 13 | o_col < 15 | 1 | 0 | 2 | 0
-- Alberta | 14 | o_col < 15 | 2 | 0 | 3 | 0
-- Alberta | 15 | o_col < 15 | 3 | 1 | 4 | 0
-- Alberta | NULL | o_col < 15 | 3 | 1 | 4 | 0
-- Manitoba | 30 | o_col < 15 | 0 | 0 | 1 | 1

CREATE OR REPLACE TABLE tbl
  (p INT, o INT, i INT, r INT, s VARCHAR(100));

INSERT INTO tbl VALUES
  (100, 1, 1, 70, 'seventy'),
  (100, 2, 2, 30, 'thirty'),
  (100, 3, 3, 40, 'fourty'),
  (100, 4, NULL, 90, 'ninety'),
  (100, 5, 5, 50, 'fifty'),
  (100, 6, 6, 30, 'thirty'),
  (200, 7, 7, 40, 'fourty'),
  (200, 8, NULL, NULL, 'n_u_l_l'),
  (200, 9, NULL, NULL, 'n_u_l_l'),
  (200, 10, 10, 20, 'twenty'),
  (200, 11, NULL, 90, 'ninety'),
  (300, 12, 12, 30, 'thirty'),
  (400, 13, NULL, 20, 'twenty');

SELECT p, o,
    CONDITIONAL_TRUE_EVENT(o > 2) OVER (PARTITION BY p ORDER BY o),
    CONDITIONAL_TRUE_EVENT(LAG(o) OVER (PARTITION BY p ORDER BY o) > 1)
      OVER (PARTITION BY p ORDER BY o)
  FROM tbl
  ORDER BY p, o;
-- 100 | 1 | 0 | 0
-- 100 | 2 | 0 | 0
-- 100 | 3 | 1 | 1
-- 100 | 4 | 2 | 2
-- 100 | 5 | 3 | 3
-- 100 | 6 | 4 | 4
-- 200 | 7 | 1 | 0
-- 200 | 8 | 2 | 1
-- 200 | 9 | 3 | 2
-- 200 | 10 | 4 | 3
-- 200 | 11 | 5 | 4
-- 300 | 12 | 1 | 0
-- 400 | 13 | 1 | 0

SELECT LEAD(c2, 1000001) IGNORE NULLS OVER (ORDER BY c1) FROM t1;
-- ! 001015 (22023): SQL compilation error: invalid value [1000001] for parameter 'OFFSET' of function LEAD

SELECT COMPRESS('a', NULL);
-- ! 001015 (22023): SQL compilation error: invalid value [NULL] for parameter 'METHOD' of function COMPRESS

SELECT ABS(column1) FROM VALUES (-9223372036854775808), (-1);
-- 9223372036854775808
-- 1
