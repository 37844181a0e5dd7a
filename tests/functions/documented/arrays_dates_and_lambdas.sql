--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: CONCAT, arrays, paths, DECODE, dates, aggregates, lambdas.

SELECT CONCAT('George Washington ', 'Carver');
-- George Washington Carver

SET var_first_name = 'George';

SET var_middle_name = 'Washington';

SET var_last_name = 'Carver';

SELECT CONCAT($var_first_name, ' ', $var_middle_name, ' ', $var_last_name) AS concat_name;
-- George Washington Carver

CREATE OR REPLACE TABLE concat_function_example (s1 VARCHAR, s2 VARCHAR, s3 VARCHAR);

INSERT INTO concat_function_example (s1, s2, s3) VALUES
  ('co', 'd', 'e'),
  ('Colorado ', 'River ', NULL);

SELECT CONCAT(s1, s2)
  FROM concat_function_example;
-- cod
-- Colorado River 

SELECT CONCAT(s1, s2, s3)
  FROM concat_function_example;
-- code
-- NULL

SELECT CONCAT(
    IFF(s1 IS NULL, '', s1),
    IFF(s2 IS NULL, '', s2),
    IFF(s3 IS NULL, '', s3)) AS concat_non_null_strings
  FROM concat_function_example;
-- code
-- Colorado River 

SELECT 'This ' || 'is ' || 'another ' || 'concatenation ' || 'technique.';
-- This is another concatenation technique.

SELECT column1,
       ARRAY_TO_STRING(PARSE_JSON(column1), '') AS no_separation,
       ARRAY_TO_STRING(PARSE_JSON(column1), ', ') AS comma_separated
  FROM VALUES
    (NULL),
    ('[]'),
    ('[1]'),
    ('[1, 2]'),
    ('[true, 1, -1.2e-3, "Abc", ["x","y"], {"a":1}]'),
    ('[, 1]'),
    ('[1, ]'),
    ('[1, , ,2]');
-- NULL | NULL | NULL
-- [] |  | 
-- [1] | 1 | 1
-- [1,2] | 12 | 1, 2
-- [true,1,-1.2e-3,"Abc",["x","y"],{"a":1}] | true1-0.0012Abc["x","y"]{"a":1} | true, 1, -0.0012, Abc, ["x","y"], {"a":1}
-- [, 1] | 1 | , 1
-- [1, ] | 1 | 1, 
-- [1, , ,2] | 12 | 1, , , 2

CREATE TABLE test_array_to_string_with_null(a ARRAY);

INSERT INTO test_array_to_string_with_null
  SELECT (['A', NULL, 'B']);

SELECT a,
       ARRAY_TO_STRING(a, ''),
       ARRAY_TO_STRING(a, ', ')
  FROM test_array_to_string_with_null;
-- ["A",undefined,"B"] | AB | A, , B

SELECT ASCII(column1), column1
  FROM (values('!'), ('A'), ('a'), ('bcd'), (''), (null));
-- 33 | !
-- 65 | A
-- 97 | a
-- 98 | bcd
-- 0 | 
-- NULL | NULL

CREATE OR REPLACE TABLE get_path_demo(
  id INTEGER,
  v  VARIANT);

INSERT INTO get_path_demo (id, v)
  SELECT 1,
         PARSE_JSON('{
           "array1" : [
             {"id1": "value_a1", "id2": "value_a2", "id3": "value_a3"}
           ],
           "array2" : [
             {"id1": "value_b1", "id2": "value_b2", "id3": "value_b3"}
           ],
           "object_outer_key1" : {
             "object_inner_key1a": "object_x1",
             "object_inner_key1b": "object_x2"
           }
         }');

SELECT id,
       GET_PATH(
         v,
         'array2[0].id3') AS id3_in_array2
  FROM get_path_demo;
-- 1 | "value_b3"

SELECT id,
       v:array2[0].id3 AS id3_in_array2
  FROM get_path_demo;
-- 1 | "value_b3"

SELECT id,
       v:"array2"[0]."id3" AS id3_in_array2
  FROM get_path_demo;
-- 1 | "value_b3"

SELECT id,
       GET_PATH(
         v,
         'object_outer_key1:object_inner_key1a') AS object_inner_key1A_values
  FROM get_path_demo;
-- 1 | "object_x1"

SELECT id,
       v:object_outer_key1.object_inner_key1a AS object_inner_key1a_values
  FROM get_path_demo;
-- 1 | "object_x1"

SELECT id,
       v:"object_outer_key1":"object_inner_key1a" AS object_inner_key1a_values
  FROM get_path_demo;
-- 1 | "object_x1"

CREATE TABLE vartab (a ARRAY, o OBJECT, v VARIANT);

INSERT INTO vartab (a, o, v)
  SELECT
    ARRAY_CONSTRUCT(2.71, 3.14),
    OBJECT_CONSTRUCT('Ukraine', 'Kyiv'::VARIANT,
                     'France',  'Paris'::VARIANT),
    TO_VARIANT(OBJECT_CONSTRUCT('weatherStationID', 42::VARIANT,
                     'timestamp', '2022-03-07 14:00'::TIMESTAMP_LTZ::VARIANT,
                     'temperature', 31.5::VARIANT,
                     'sensorType', 'indoor'::VARIANT))
    ;

SELECT a, o, v FROM vartab;
-- [2.71,3.14] | {"France":"Paris","Ukraine":"Kyiv"} | {"sensorType":"indoor","temperature":31.5,"timestamp":"2022-03-07 14:00:00.000 -0800","weatherStationID":42}

SELECT GET(a, 0), GET(o, 'Ukraine'), GET(v, 'temperature') FROM vartab;
-- 2.71 | "Kyiv" | 31.5

SELECT CURRENT_SCHEMAS();
-- ["GOLD.PUBLIC"]

CREATE TABLE d (column1 INTEGER);

INSERT INTO d (column1) VALUES
    (1),
    (2),
    (NULL),
    (4);

SELECT column1, decode(column1,
                       1, 'one',
                       2, 'two',
                       NULL, '-NULL-',
                       'other'
                      ) AS decode_result
    FROM d;
-- 1 | one
-- 2 | two
-- NULL | -NULL-
-- 4 | other

SELECT column1, decode(column1,
                       1, 'one',
                       2, 'two',
                       NULL, '-NULL-'
                       ) AS decode_result
    FROM d;
-- 1 | one
-- 2 | two
-- NULL | -NULL-
-- 4 | NULL

SELECT 1/2, DIV0(1, 2), DIV0(1, 0);
-- 0.500000 | 0.500000 | 0.000000

CREATE TABLE tab (x INT, y FLOAT) AS SELECT * FROM VALUES (2, 0.5), (2, 1), (2, 8), (2, 16), (10, 10), (10, 20), (10, NULL), (NULL, 10), (NULL, NULL);

SELECT x, y, ROUND(log(x, y), 9) FROM tab;
-- 2 | 0.5 | -1
-- 2 | 1 | 0
-- 2 | 8 | 3
-- 2 | 16 | 4
-- 10 | 10 | 1
-- 10 | 20 | 1.301029996
-- 10 | NULL | NULL
-- NULL | 10 | NULL
-- NULL | NULL | NULL

SELECT LTRIM('#000000123', '0#');
-- 123

CREATE OR REPLACE TABLE test_ltrim_function(column1 VARCHAR);

INSERT INTO test_ltrim_function VALUES ('  #Leading Spaces');

SELECT CONCAT('>', CONCAT(column1, '<')) AS original_value,
       CONCAT('>', CONCAT(LTRIM(column1), '<')) AS trimmed_value
  FROM test_ltrim_function;
-- >  #Leading Spaces< | >#Leading Spaces<

SELECT CONCAT('>', CONCAT(column1, '<')) AS original_value,
       CONCAT('>', CONCAT(LTRIM(column1, ' #'), '<')) AS trimmed_value
  FROM test_ltrim_function;
-- >  #Leading Spaces< | >Leading Spaces<

CREATE TABLE testtable (c1 INTEGER);

INSERT INTO testtable (c1) VALUES
  (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10);

SELECT APPROX_PERCENTILE(c1, 0.1), APPROX_PERCENTILE(c1, 0.5), APPROX_PERCENTILE(c1, 0.999)
  FROM testtable;
-- 1.5 | 5.5 | 10.5

CREATE TABLE array_demo (ID INTEGER, array1 ARRAY, array2 ARRAY);

INSERT INTO array_demo (ID, array1, array2)
    SELECT 1, ARRAY_CONSTRUCT(1, 2), ARRAY_CONSTRUCT(3, 4);

SELECT ARRAY_CAT(array1, array2) FROM array_demo;
-- [1,2,3,4]

SELECT ARRAY_FLATTEN([[1, 2, 3], [4], [5, 6]]);
-- [1,2,3,4,5,6]

SELECT ARRAY_FLATTEN([[[1, 2], [3]], [[4], [5]]]);
-- [[1,2],[3],[4],[5]]

SELECT ARRAY_FLATTEN([[1, 2, 3], 4, [5, 6]]);
-- ! 100107 (22000): Not an array: 'Input argument to ARRAY_FLATTEN is not an array of arrays'

SELECT ARRAY_FLATTEN([[1, 2, 3], NULL, [5, 6]]);
-- NULL

SELECT ARRAY_FLATTEN([[1, 2, 3], [NULL], [5, 6]]);
-- [1,2,3,undefined,5,6]

SELECT ARRAYS_TO_OBJECT(['key1', 'key2', 'key3'], [1, 2, 3]);
-- {"key1":1,"key2":2,"key3":3}

SELECT ARRAYS_TO_OBJECT(['key1', NULL, 'key3'], [1, 2, 3]);
-- {"key1":1,"key3":3}

SELECT ARRAYS_TO_OBJECT(['key1', 'key2', 'key3'], [1, NULL, 3]);
-- {"key1":1,"key2":null,"key3":3}

SELECT ARRAYS_TO_OBJECT(['key1', 2], [1, 2]);
-- ! 215002 (22000): Key supplied for ARRAYS_TO_OBJECT does not have string type

SELECT ARRAYS_TO_OBJECT(['key1'], [1, 2]);
-- ! 215001 (22000): Key array and value array had unequal lengths in ARRAYS_TO_OBJECT

SELECT ARRAY_REMOVE(
  [1, 5, 5.00, 5.00::DOUBLE, '5', 5, NULL],
  5);
-- [1,"5",undefined]

SELECT ARRAY_REMOVE([5, 5], 5);
-- []

SELECT ARRAY_REMOVE(
  ['a', 'b', 'a', 'c', 'd', 'a'],
  'a'::VARIANT);
-- ["b","c","d"]

SELECT ARRAYS_OVERLAP(array_construct('hello', 'aloha'),
                      array_construct('hello', 'hi', 'hey'))
  AS Overlap;
-- True

SELECT ARRAYS_OVERLAP(array_construct('hello', 'aloha'),
                      array_construct('hola', 'bonjour', 'ciao'))
  AS Overlap;
-- False

SELECT ARRAYS_OVERLAP(array_construct(object_construct('a',1,'b',2), 1, 2),
                      array_construct(object_construct('b',2,'c',3), 3, 4))
  AS Overlap;
-- False

SELECT ARRAYS_OVERLAP(array_construct(object_construct('a',1,'b',2), 1, 2),
                      array_construct(object_construct('a',1,'b',2), 3, 4))
  AS Overlap;
-- True

SELECT ARRAYS_OVERLAP(ARRAY_CONSTRUCT(1, 2, NULL),
                      ARRAY_CONSTRUCT(3, NULL, 5))
 AS Overlap;
-- True

SELECT GET_IGNORE_CASE(TO_OBJECT(PARSE_JSON('{"aa":1, "aA":2, "Aa":3, "AA":4}')),'aA') as output;
-- 2

SELECT GET_IGNORE_CASE(TO_OBJECT(PARSE_JSON('{"aa":1, "aA":2, "Aa":3}')),'AA') as output;
-- 3

SELECT TO_DATE('2025-05-08T23:39:20.123-07:00') AS "DATE",
       LAST_DAY("DATE") AS "LAST DAY OF MONTH";
-- 2025-05-08 | 2025-05-31

SELECT TO_DATE('2024-05-08T23:39:20.123-07:00') AS "DATE",
       LAST_DAY("DATE", 'year') AS "LAST DAY OF YEAR";
-- 2024-05-08 | 2024-12-31

CREATE OR REPLACE TABLE strings_test (s VARCHAR);

INSERT INTO strings_test values
  ('coffee'),
  ('ice tea'),
  ('latte'),
  ('tea'),
  (NULL);

SELECT * FROM strings_test WHERE ENDSWITH(s, 'te');
-- latte

SELECT * FROM strings_test WHERE CONTAINS(s, 'te');
-- ice tea
-- latte
-- tea

SELECT ENDSWITH(COLLATE('nñ', 'en-ci-ai'), 'n'),
       ENDSWITH(COLLATE('nñ', 'es-ci-ai'), 'n');
-- True | False

SELECT CONTAINS(COLLATE('ñ', 'en-ci-ai'), 'n'),
       CONTAINS(COLLATE('ñ', 'es-ci-ai'), 'n');
-- True | False

SELECT FILTER(
  [
    {'name':'Pat', 'value': 50},
    {'name':'Terry', 'value': 75},
    {'name':'Dana', 'value': 25}
  ],
  a -> a:value >= 50
) AS "Filter >= 50";
-- [{"name":"Pat","value":50},{"name":"Terry","value":75}]

SELECT FILTER([1, NULL, 3, 5, NULL], a -> a IS NOT NULL) AS "Not NULL Elements";
-- [1,3,5]

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
       FILTER(o.order_detail, i -> i:subtotal >= 1500) AS order_detail_gt_equal_1500
  FROM orders o ORDER BY order_id;
-- 1 | 2024-01-01 | [{"item":"UHD Monitor","quantity":3,"subtotal":1500}]
-- 2 | 2024-01-02 | [{"item":"Laptop","quantity":5,"subtotal":7500}]

CREATE OR REPLACE TABLE filter_column_ref_demo AS
  SELECT [ 10, 15, 20 ] AS col1, 18 AS col2
  UNION
  SELECT [ 30, 50, 70 ] AS col1, 40 AS col2;

SELECT FILTER(col1, v -> v < col2) AS filter_col_ref
  FROM filter_column_ref_demo ORDER BY col2;
-- [10,15]
-- [30]

SELECT FLOOR(135.135), FLOOR(-975.975);
-- 135 | -976

CREATE TABLE test_floor (n FLOAT, scale INTEGER);

INSERT INTO test_floor (n, scale) VALUES
   (-975.975, -1),
   (-975.975,  0),
   (-975.975,  2),
   ( 135.135, -2),
   ( 135.135,  0),
   ( 135.135,  1),
   ( 135.135,  3),
   ( 135.135, 50),
   ( 135.135, NULL)
   ;

SELECT n, scale, FLOOR(n, scale)
  FROM test_floor
  ORDER BY n, scale;
-- -975.975 | -1 | -980
-- -975.975 | 0 | -976
-- -975.975 | 2 | -975.98
-- 135.135 | -2 | 100
-- 135.135 | 0 | 135
-- 135.135 | 1 | 135.1
-- 135.135 | 3 | 135.135
-- 135.135 | 50 | 135.135
-- 135.135 | NULL | NULL

SELECT ARRAY_EXCEPT(['A', 'B'], ['B', 'C']), ARRAY_EXCEPT(['A', 'B', 'C'], ['B', 'C']), ARRAY_EXCEPT(['A', 'B', 'B', 'B', 'C'], ['B']);
-- ["A"] | ["A"] | ["A","B","B","C"]

SELECT ARRAY_EXCEPT(['A', 'B'], ['A', 'B']), ARRAY_EXCEPT(['A', NULL, NULL], ['B', NULL]), ARRAY_EXCEPT(['A', NULL, NULL], [NULL, 'B', NULL]);
-- [] | ["A",undefined] | ["A"]

SELECT ARRAY_EXCEPT([{'a': 1, 'b': 2}, 1], [{'a': 1, 'b': 2}, 3]), ARRAY_EXCEPT(['A', 'B'], NULL);
-- [1] | NULL

CREATE TABLE basic_example (i_col INTEGER, j_col INTEGER);

INSERT INTO basic_example VALUES
  (11, 101), (11, 102), (11, NULL), (12, 101), (NULL, 101), (NULL, 102);

SELECT COUNT_IF(TRUE), COUNT_IF(j_col > i_col), COUNT_IF(i_col IS NOT NULL AND j_col IS NOT NULL), COUNT_IF(FALSE)
  FROM basic_example;
-- 6 | 3 | 3 | 0

CREATE OR REPLACE TABLE orders (
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

SELECT ARRAY_AGG(o_orderkey) WITHIN GROUP (ORDER BY o_orderkey ASC)
  FROM orders
  WHERE o_totalprice > 450000;
-- [41445,55937,67781,80550,95808,101700,103136]

SELECT ARRAY_AGG(DISTINCT o_orderstatus) WITHIN GROUP (ORDER BY o_orderstatus ASC)
  FROM orders
  WHERE o_totalprice > 450000
  ORDER BY o_orderstatus ASC;
-- ["F","O"]

SELECT
    o_orderstatus,
    ARRAYAGG(o_clerk) WITHIN GROUP (ORDER BY o_totalprice DESC)
  FROM orders
  WHERE o_totalprice > 450000
  GROUP BY o_orderstatus
  ORDER BY o_orderstatus DESC;
-- O | ["Clerk#000000220","Clerk#000000411","Clerk#000000114"]
-- F | ["Clerk#000000508","Clerk#000000136","Clerk#000000521","Clerk#000000386"]

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
    ARRAY_AGG(o_clerk) OVER(PARTITION BY o_orderkey ORDER BY o_orderkey, index
      ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) AS result
  FROM array_data ORDER BY o_orderkey, index LIMIT 9;
-- Ord1 | ["c1"]
-- Ord1 | ["c1","c3"]
-- Ord1 | ["c1","c3","c2"]
-- Ord1 | ["c1","c3","c2","c4"]
-- Ord1 | ["c3","c2","c4","c7"]
-- Ord1 | ["c2","c4","c7","c8"]
-- Ord1 | ["c4","c7","c8","c10"]
-- Ord2 | ["c1"]
-- Ord2 | ["c1","c3"]

SELECT DATE_FROM_PARTS(1977, 8, 7);
-- 1977-08-07

SELECT DATE_FROM_PARTS(2010, 1, 100), DATE_FROM_PARTS(2010, 1 + 24, 1);
-- 2010-04-10 | 2012-01-01

SELECT DATE_FROM_PARTS(2004, 1, 1),   -- January 1, 2004, as expected.
       DATE_FROM_PARTS(2004, 0, 1),   -- This is one month prior to DATE_FROM_PARTS(2004, 1, 1), so it's December 1, 2003.
                                      -- This is NOT a synonym for January 1, 2004.
       DATE_FROM_PARTS(2004, -1, 1)   -- This is two months (not one month) before DATE_FROM_PARTS(2004, 1, 1), so it's November 1, 2003.
       ;
-- 2004-01-01 | 2003-12-01 | 2003-11-01

SELECT DATE_FROM_PARTS(2004, 2, 1), DATE_FROM_PARTS(2004, 2, 0), DATE_FROM_PARTS(2004, 2, -1), DATE_FROM_PARTS(2004, -1, -1);
-- 2004-02-01 | 2004-01-31 | 2004-01-30 | 2003-10-30

CREATE OR REPLACE TABLE test_date_trunc (
 mydate DATE,
 mytime TIME,
 mytimestamp TIMESTAMP);

INSERT INTO test_date_trunc VALUES (
  '2024-05-09',
  '08:50:48',
  '2024-05-09 08:50:57.891 -0700');

SELECT * FROM test_date_trunc;
-- 2024-05-09 | 08:50:48 | 2024-05-09 08:50:57.891

SELECT mydate AS "DATE",
       DATE_TRUNC('year', mydate) AS "TRUNCATED TO YEAR",
       DATE_TRUNC('month', mydate) AS "TRUNCATED TO MONTH",
       DATE_TRUNC('week', mydate) AS "TRUNCATED TO WEEK",
       DATE_TRUNC('day', mydate) AS "TRUNCATED TO DAY"
  FROM test_date_trunc;
-- 2024-05-09 | 2024-01-01 | 2024-05-01 | 2024-05-06 | 2024-05-09

SELECT mytime AS "TIME",
       DATE_TRUNC('minute', mytime) AS "TRUNCATED TO MINUTE"
  FROM test_date_trunc;
-- 08:50:48 | 08:50:00

SELECT mytimestamp AS "TIMESTAMP",
       DATE_TRUNC('hour', mytimestamp) AS "TRUNCATED TO HOUR",
       DATE_TRUNC('minute', mytimestamp) AS "TRUNCATED TO MINUTE",
       DATE_TRUNC('second', mytimestamp) AS "TRUNCATED TO SECOND"
  FROM test_date_trunc;
-- 2024-05-09 08:50:57.891 | 2024-05-09 08:00:00.000 | 2024-05-09 08:50:00.000 | 2024-05-09 08:50:57.000

SELECT DATE_TRUNC('quarter', mytimestamp) AS "TRUNCATED",
       EXTRACT('quarter', mytimestamp) AS "EXTRACTED"
  FROM test_date_trunc;
-- 2024-04-01 00:00:00.000 | 2

SELECT DATE_TRUNC('day', mytime) FROM test_date_trunc;
-- ! is not a valid date/time component for function DATE_TRUNC

CREATE OR REPLACE TABLE collation_demo (
  spanish_phrase VARCHAR COLLATE 'es');

INSERT INTO collation_demo (spanish_phrase) VALUES
  ('piña colada'),
  ('Pinatubo (Mount)'),
  ('pint'),
  ('Pinta');

SELECT LISTAGG(spanish_phrase, '|')
    WITHIN GROUP (ORDER BY COLLATE(spanish_phrase, 'es')) AS es_collation
  FROM collation_demo;
-- Pinatubo (Mount)|pint|Pinta|piña colada

SELECT LISTAGG(spanish_phrase, '|')
    WITHIN GROUP (ORDER BY COLLATE(spanish_phrase, 'utf8')) AS utf8_collation
  FROM collation_demo;
-- Pinatubo (Mount)|Pinta|pint|piña colada

SELECT COLLATION(LISTAGG(spanish_phrase)), LISTAGG(spanish_phrase) = LISTAGG(spanish_phrase COLLATE 'es-ci') FROM collation_demo;
-- es | TRUE

SELECT LISTAGG(spanish_phrase, ',' COLLATE 'en') FROM collation_demo;
-- ! Unsupported feature 'a delimiter of LISTAGG with the collation 'en''

SELECT LISTAGG(DISTINCT o_orderkey) WITHIN GROUP (ORDER BY o_orderstatus) FROM orders;
-- ! SQL compilation error: [ORDERS.O_ORDERSTATUS] is not a valid order by expression

CREATE TABLE march_temps_every_five_mins (observed TIMESTAMP, temperature INT, city VARCHAR, county VARCHAR) AS SELECT * FROM VALUES ('2025-03-15 09:45:00', NULL, 'Big Bear City', 'San Bernardino'), ('2025-03-15 09:49:00', 48, 'Big Bear City', 'San Bernardino'), ('2025-03-15 09:50:00', NULL, 'Big Bear City', 'San Bernardino'), ('2025-03-15 09:50:00', 44, 'South Lake Tahoe', 'El Dorado'), ('2025-03-15 09:55:00', 49, 'Big Bear City', 'San Bernardino'), ('2025-03-15 09:55:00', 46, 'South Lake Tahoe', 'El Dorado');

SELECT observed,
    temperature,
    INTERPOLATE_BFILL(temperature) OVER (PARTITION BY city, county ORDER BY observed) bfill_temp,
    INTERPOLATE_FFILL(temperature) OVER (PARTITION BY city, county ORDER BY observed) ffill_temp,
    city,
    county
  FROM march_temps_every_five_mins
  ORDER BY observed, city;
-- 2025-03-15 09:45:00.000 | NULL | 48 | NULL | Big Bear City | San Bernardino
-- 2025-03-15 09:49:00.000 | 48 | 48 | 48 | Big Bear City | San Bernardino
-- 2025-03-15 09:50:00.000 | NULL | 49 | 48 | Big Bear City | San Bernardino
-- 2025-03-15 09:50:00.000 | 44 | 44 | 44 | South Lake Tahoe | El Dorado
-- 2025-03-15 09:55:00.000 | 49 | 49 | 49 | Big Bear City | San Bernardino
-- 2025-03-15 09:55:00.000 | 46 | 46 | 46 | South Lake Tahoe | El Dorado

SELECT observed, temperature,
    INTERPOLATE_BFILL(temperature)
      OVER (PARTITION BY city, county ORDER BY observed ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) bfill_temp,
    city, county
  FROM march_temps_every_five_mins
  ORDER BY observed;
-- ! Sliding window frame unsupported for function INTERPOLATE_BFILL

CREATE MASKING POLICY allow_tag_role AS (val string) RETURNS string -> CASE WHEN IS_ROLE_IN_SESSION(SYSTEM$GET_TAG_ON_CURRENT_TABLE('D1.S1.ALLOWED_ROLE')) THEN val ELSE '*******' END;

CREATE OR REPLACE MASKING POLICY mask_string AS
(val string) RETURNS string ->
CASE
  WHEN IS_GRANTED_TO_INVOKER_ROLE('ANALYST') then val
  ELSE '*******'
END;

CREATE TABLE masked (s STRING MASKING POLICY mask_string) AS SELECT 'a';

SELECT * FROM masked;
-- *******

CREATE ROLE analyst;

GRANT ROLE analyst TO ROLE SYSADMIN;

SELECT * FROM masked;
-- a

SELECT IS_ROLE_IN_SESSION('ANALYST'), IS_GRANTED_TO_INVOKER_ROLE('ANALYST');
-- True | TRUE
