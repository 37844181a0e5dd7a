--# Examples of the pages of TO_DECIMAL, CAST, TO_ARRAY, CASE, DECODE, LEAST, IFNULL and REGR_VALX under https://docs.snowflake.com/en/sql-reference/functions.

CREATE OR REPLACE TABLE number_conv(expr VARCHAR);

INSERT INTO number_conv VALUES ('12.3456'), ('98.76546');

SELECT TO_NUMERIC('12.3456', 10, 1), TO_NUMERIC('E'), TO_NUMBER('1e3'), TO_NUMBER('.5', 5, 2), TO_NUMBER('5.', 5, 2), TO_NUMBER('e2');
-- 12.3 | 0 | 1000 | 0.50 | 5.00 | 0

SELECT TO_NUMBER('inf'::FLOAT);
-- ! 100039 (22003): Numeric value 'inf' is out of range

SELECT TO_NUMBER('NaN'::FLOAT);
-- ! 100039 (22003): Numeric value 'nan' is out of range

SELECT TO_NUMBER(PARSE_JSON('true')), TO_NUMBER(PARSE_JSON('false')), TO_NUMBER(PARSE_JSON('null')), TO_NUMBER(PARSE_JSON('"12.5"'), 10, 2), TO_NUMBER(PARSE_JSON('12.5'), 10, 2), TO_NUMBER(TRUE), TO_NUMBER(1.5::FLOAT);
-- 1 | 0 | NULL | 12.50 | 12.50 | 1 | 2

SELECT TO_NUMBER(1.55, 10, 1), TO_NUMBER(-1.55, 10, 1), TO_NUMBER(99, 38, 37);
-- ! 100046 (22003): Number out of representable range: type FIXED[SB16](38,37){nullable}, value 99

SELECT TO_NUMBER('1', 39, 0);
-- ! 001015 (22023): SQL compilation error: invalid value [39] for parameter 'PRECISION' of function TO_NUMBER

SELECT TO_NUMBER('1', 10, 11);
-- ! 001015 (22023): SQL compilation error: invalid value [11] for parameter 'SCALE' of function TO_NUMBER

SELECT TO_NUMBER('1', 10, 10);
-- ! 100039 (22003): Numeric value '1' is out of range

SELECT TO_NUMBER('1', 0, 0);
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'PRECISION' of function TO_NUMBER

SELECT TO_NUMBER('2024-01-01'::date);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TO_NUMBER': (DATE)

SELECT TO_NUMBER('abc');
-- ! 100038 (22018): Numeric value 'abc' is not recognized

SELECT TO_NUMBER('1,000');
-- ! 100038 (22018): Numeric value '1,000' is not recognized

SELECT TO_NUMBER(' 12 ');
-- 12

SELECT TO_NUMBER('');
-- ! 100038 (22018): Numeric value '' is not recognized

CREATE OR REPLACE TABLE test_data_type_conversion ( varchar_value VARCHAR, number_value NUMBER(5, 4), timestamp_value TIMESTAMP);

INSERT INTO test_data_type_conversion VALUES ( '9.8765', 1.2345, '2024-05-09 14:32:29.135 -0700');

SELECT CAST(number_value AS INTEGER) AS number_to_integer, SYSTEM$TYPEOF(number_to_integer) AS data_type FROM test_data_type_conversion;
-- 1 | NUMBER(38,0)[SB1]

SELECT CAST(number_value AS VARCHAR) AS number_to_varchar, SYSTEM$TYPEOF(number_to_varchar) AS data_type FROM test_data_type_conversion;
-- 1.2345 | VARCHAR[LOB]

CREATE OR REPLACE TABLE array_demo_2 ( ID INTEGER, array1 ARRAY, array2 ARRAY);

INSERT INTO array_demo_2 (ID, array1, array2) SELECT 1, TO_ARRAY(1), TO_ARRAY(3);

SELECT TO_ARRAY(NULL), TO_ARRAY(PARSE_JSON('null')), TO_ARRAY(PARSE_JSON('[1,2]')), TO_ARRAY(OBJECT_CONSTRUCT('a',1)), TO_ARRAY('2024-01-01'::date), TO_ARRAY(TRUE), TO_ARRAY(1.5::FLOAT);
-- NULL | NULL | [1,2] | [{"a":1}] | ["2024-01-01"] | [true] | [1.500000000000000e+00]

SELECT CASE NULL WHEN NULL THEN 'a' ELSE 'b' END, CASE 1 WHEN '1' THEN 'x' END, CASE WHEN NULL THEN 1 ELSE 2.50 END;
-- b | x | 2.5

SELECT CASE 1 WHEN 'a' THEN 'x' END;
-- ! 100038 (22018): Numeric value 'a' is not recognized

SELECT CASE WHEN TRUE THEN 'a' ELSE 1 END;
-- ! 100038 (22018): Numeric value 'a' is not recognized

SELECT CASE WHEN 1 THEN 'a' END, CASE WHEN 'true' THEN 'a' END;
-- a | a

SELECT CASE WHEN 'abc' THEN 'a' END;
-- ! 100037 (22018): Boolean value 'abc' is not recognized

CREATE TABLE d (column1 INTEGER);

INSERT INTO d (column1) VALUES (1), (2), (NULL), (4);

SELECT DECODE(1, 1, 'a', 'b', 'c');
-- ! 100038 (22018): Numeric value 'b' is not recognized

SELECT LEAST(1, 2.5, '0.5'), LEAST('a', 'B'), LEAST('2024-01-01'::date, '2023-01-01'), LEAST(1), LEAST(TRUE, FALSE), GREATEST(PARSE_JSON('1'), PARSE_JSON('"a"')), SYSTEM$TYPEOF(LEAST(1, 2.5)), SYSTEM$TYPEOF(LEAST(1, 2.5::FLOAT));
-- 0.5 | B | 2023-01-01 | 1 | FALSE | "a" | NUMBER(2,1)[SB1] | FLOAT[DOUBLE]

SELECT LEAST();
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [LEAST()], expected 1, got 0

SELECT LEAST('a', 1);
-- 1

SELECT LEAST(1, 'a');
-- ! 100038 (22018): Numeric value 'a' is not recognized

SELECT IFNULL('17', 1), SYSTEM$TYPEOF(IFNULL('17', 1)), IFNULL(NULL, 'a'), IFNULL(NULL, NULL);
-- 17 | NUMBER(2,0)[SB1] | a | NULL

SELECT IFNULL(1);
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [IFNULL(1)], expected 2, got 1

CREATE TABLE IF NOT EXISTS suppliers ( supplier_id INT PRIMARY KEY, supplier_name VARCHAR(30), phone_region_1 VARCHAR(15), phone_region_2 VARCHAR(15));

INSERT INTO suppliers(supplier_id, supplier_name, phone_region_1, phone_region_2) VALUES(1, 'Company_ABC', NULL, '555-01111'), (2, 'Company_DEF', '555-01222', NULL), (3, 'Company_HIJ', '555-01333', '555-01444'), (4, 'Company_KLM', NULL, NULL);

SELECT REGR_VALX(NULL, 10), REGR_VALX(1, NULL), REGR_VALX(1, 10), SYSTEM$TYPEOF(REGR_VALX(1,10));
-- NULL | NULL | 10 | FLOAT[DOUBLE]

CREATE TABLE xy (col_x DOUBLE, col_y DOUBLE);

INSERT INTO xy (col_x, col_y) VALUES (1.0, 2.0), (3.0, NULL), (NULL, 6.0);
