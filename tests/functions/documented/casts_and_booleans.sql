--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: trigonometry, AS_*, Booleans, lengths.

SELECT ROUND(ACOS(0), 9), ROUND(ACOS(0.5), 9), ACOS(1);
-- 1.570796327 | 1.047197551 | 0

SELECT ROUND(ACOSH(2.352409615), 9);
-- 1.5

SELECT ASIN(0), ROUND(ASIN(0.5), 10), ROUND(ASIN(1), 9);
-- 0 | 0.5235987756 | 1.570796327

SELECT ROUND(ATAN2(5, 5), 10);
-- 0.7853981634

SELECT ATAN2('5', 5::NUMBER(5,2)) = ATAN2(5, 5), ATAN2(NULL, 1), ATAN2(1, NULL), ATAN2(0, 0), SYSTEM$TYPEOF(ATAN2(1, 1));
-- TRUE | NULL | NULL | 0 | FLOAT[DOUBLE]

SELECT ATAN2(TRUE, 1);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'ATAN2': (BOOLEAN, NUMBER(1,0))

SELECT ATAN2('x', 1);
-- ! 100038 (22018): Numeric value 'x' is not recognized

SELECT ACOS(2);
-- ! 100042 (22003): Invalid floating point operation: acos(2)

SELECT ACOSH(0.5);
-- ! 100042 (22003): Invalid floating point operation: acosh(0.5)

SELECT SNOWFLAKE.NOTIFICATION.APPLICATION_JSON('{"data": "hello world"}');
-- {"application/json":"{\"data\": \"hello world\"}"}

CREATE TABLE sequence_demo (i INT) AS SELECT SEQ4() FROM TABLE(GENERATOR(ROWCOUNT => 1024));

--# (the page's 1007 of 1024 is an estimate of Snowflake's)
SELECT COUNT(i), COUNT(DISTINCT i), APPROX_COUNT_DISTINCT(i) BETWEEN 1000 AND 1050, HLL(i) = APPROX_COUNT_DISTINCT(i) FROM sequence_demo;
-- 1024 | 1024 | TRUE | TRUE

SELECT ARRAY_CONSTRUCT_COMPACT(null,'hello',3::double,4,5);
-- ["hello",3.000000000000000e+00,4,5]

SELECT ARRAY_CONSTRUCT_COMPACT(), ARRAY_CONSTRUCT_COMPACT(NULL), ARRAY_CONSTRUCT_COMPACT(PARSE_JSON('null'), 1);
-- [] | [] | [null,1]

CREATE OR REPLACE TABLE as_array_example (array1 VARIANT, array2 VARIANT);

INSERT INTO as_array_example (array1, array2) SELECT TO_VARIANT(TO_ARRAY('Example')), TO_VARIANT(ARRAY_CONSTRUCT('Array-like', 'example'));

SELECT AS_ARRAY(array1) AS array1, AS_ARRAY(array2) AS array2 FROM as_array_example;
-- ["Example"] | ["Array-like","example"]

SELECT AS_ARRAY([1]::ARRAY(INT));
-- ! Invalid argument types for function 'AS_ARRAY': (ARRAY(NUMBER(38,0)))

SELECT AS_OBJECT({'a':1}::OBJECT(a INT));
-- ! Invalid argument types for function 'AS_OBJECT'

CREATE OR REPLACE TABLE as_boolean_example (boolean1 VARIANT, boolean2 VARIANT);

INSERT INTO as_boolean_example (boolean1, boolean2) SELECT TO_VARIANT(TO_BOOLEAN(TRUE)), TO_VARIANT(TO_BOOLEAN(FALSE));

SELECT AS_BOOLEAN(boolean1) boolean_true, AS_BOOLEAN(boolean2) boolean_false FROM as_boolean_example;
-- True | False

CREATE OR REPLACE TABLE as_varchar_example (varchar1 VARIANT);

INSERT INTO as_varchar_example (varchar1) SELECT TO_VARIANT('My VARCHAR value');

SELECT AS_VARCHAR(varchar1) varchar_value FROM as_varchar_example;
-- My VARCHAR value

CREATE OR REPLACE TABLE as_double_example (double1 VARIANT);

INSERT INTO as_double_example (double1) SELECT TO_VARIANT(TO_DOUBLE(1.23));

SELECT AS_DOUBLE(double1) double_value FROM as_double_example;
-- 1.23

CREATE OR REPLACE TABLE as_object_example (object1 VARIANT);

INSERT INTO as_object_example (object1) SELECT TO_VARIANT(TO_OBJECT(PARSE_JSON('{"Tree": "Pine"}')));

SELECT AS_OBJECT(object1) AS object_value FROM as_object_example;
-- {"Tree":"Pine"}

CREATE OR REPLACE TABLE as_time_example (time1 VARIANT);

INSERT INTO as_time_example (time1) SELECT TO_VARIANT(TO_TIME('12:34:56'));

SELECT AS_TIME(time1) AS time_value FROM as_time_example;
-- 12:34:56

CREATE OR REPLACE TABLE as_timestamp_example (timestamp1 VARIANT);

INSERT INTO as_timestamp_example (timestamp1) SELECT TO_VARIANT(TO_TIMESTAMP_NTZ('2024-10-10 12:34:56'));

SELECT AS_TIMESTAMP_NTZ(timestamp1) AS timestamp_value FROM as_timestamp_example;
-- 2024-10-10 12:34:56.000

SELECT AS_TIMESTAMP_LTZ(timestamp1), AS_TIMESTAMP_TZ(timestamp1), AS_TIME(timestamp1), AS_DATE(timestamp1) FROM as_timestamp_example;
-- NULL | NULL | NULL | NULL

CREATE TABLE bl (v VARCHAR, b BINARY);

INSERT INTO bl (v, b) VALUES ('abc', NULL), ('\u0394', X'A1B2');

SELECT v, b, BIT_LENGTH(v), BIT_LENGTH(b) FROM bl ORDER BY v;
-- abc | NULL | 24 | NULL
-- Δ | A1B2 | 16 | 16

SELECT BOOLNOT(0), BOOLNOT(10), BOOLNOT(NULL);
-- True | False | NULL

SELECT BOOLNOT(0.3), BOOLNOT(-0.4), BOOLNOT(CEIL(0.3)), NOT -0.4;
-- True | True | False | False

SELECT BOOLOR(1, 2), BOOLOR(0, 2), BOOLOR(3, NULL), BOOLOR(0, 0), BOOLOR(NULL, 0), BOOLOR(NULL, NULL);
-- True | True | True | False | NULL | NULL

SELECT BOOLOR(0.4, 0.3), BOOLOR(-0.4, 0.3), BOOLOR(0.4, NULL), BOOLOR(-0.4, NULL), 0.4 OR 0.3;
-- False | False | NULL | NULL | True

SELECT BOOLXOR(2, 0), BOOLXOR(1, -1), BOOLXOR(0, 0), BOOLXOR(NULL, 3), BOOLXOR(NULL, 0), BOOLXOR(NULL, NULL);
-- True | False | False | NULL | NULL | NULL

SELECT BOOLXOR(2, 0.3), BOOLXOR(-0.4, 5), BOOLXOR(0, 0.3), BOOLXOR(-0.4, 0), BOOLXOR(2, CEIL(0.3)), BOOLXOR(FLOOR(-0.4), 5);
-- True | True | False | False | False | False

SELECT CEIL(135.135), CEIL(-975.975);
-- 136 | -975

CREATE TRANSIENT TABLE test_ceiling (n FLOAT, scale INTEGER);

INSERT INTO test_ceiling (n, scale) VALUES (-975.975, -1), (-975.975, 0), (-975.975, 2), (135.135, -2), (135.135, 0), (135.135, 1), (135.135, 3), (135.135, 50), (135.135, NULL);

SELECT n, scale, ceil(n, scale) FROM test_ceiling ORDER BY n, scale;
-- -975.975 | -1 | -970
-- -975.975 | 0 | -975
-- -975.975 | 2 | -975.97
-- 135.135 | -2 | 200
-- 135.135 | 0 | 136
-- 135.135 | 1 | 135.2
-- 135.135 | 3 | 135.135
-- 135.135 | 50 | 135.135
-- 135.135 | NULL | NULL

SELECT SYSTEM$TYPEOF(CEIL(3.14::FLOAT, 1)), SYSTEM$TYPEOF(CEIL(3.14, 1)), SYSTEM$TYPEOF(CEIL(-9.99, 0)), SYSTEM$TYPEOF(CEIL(33.33, -1)), CEIL(33.33, -1), CEIL(9.99, 1);
-- FLOAT[DOUBLE] | NUMBER(3,1)[SB2] | NUMBER(2,0)[SB1] | NUMBER(3,0)[SB2] | 40 | 10.0

SELECT CEIL(column1::NUMBER(4,2), column2) FROM VALUES (99.99, 0), (99.99, 1), (99.99, 2), (99.99, -1);
-- 100.00
-- 100.00
-- 99.99
-- 100.00
