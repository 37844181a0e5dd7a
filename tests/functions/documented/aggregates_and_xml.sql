--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: aggregates, XML, TRY_TO_DECIMAL.

CREATE OR REPLACE TABLE objectagg_example(g NUMBER, k VARCHAR(30), v VARIANT);

INSERT INTO objectagg_example SELECT 0, 'name', 'Joe'::VARIANT;

INSERT INTO objectagg_example SELECT 0, 'age', 21::VARIANT;

INSERT INTO objectagg_example SELECT 1, 'name', 'Sue'::VARIANT;

INSERT INTO objectagg_example SELECT 1, 'zip', 94401::VARIANT;

SELECT OBJECT_AGG(k, v) FROM objectagg_example GROUP BY g ORDER BY g;
-- {"age":21,"name":"Joe"}
-- {"name":"Sue","zip":94401}

SELECT seq > 0, key, value FROM (SELECT object_agg(k, v) o FROM objectagg_example GROUP BY g ORDER BY g), LATERAL FLATTEN(input => o) ORDER BY key, value;
-- TRUE | age | 21
-- TRUE | name | "Joe"
-- TRUE | name | "Sue"
-- TRUE | zip | 94401

SELECT OBJECT_AGG('k', v) FROM objectagg_example;
-- ! 100106 (22000): Duplicate field key 'k'

SELECT LISTAGG(column1, ',') FROM VALUES (NULL::VARCHAR), (NULL);
-- 

SELECT LISTAGG(DISTINCT g) WITHIN GROUP (ORDER BY k) FROM objectagg_example;
-- ! SQL compilation error: [OBJECTAGG_EXAMPLE.K] is not a valid order by expression

CREATE TABLE union_test(a array);

INSERT INTO union_test SELECT PARSE_JSON('[ 1, 1, 2]') UNION ALL SELECT PARSE_JSON('[ 1, 2, 3]');

SELECT ARRAY_SORT(ARRAY_UNION_AGG(a)) FROM union_test;
-- [1,1,2,3]

SELECT ARRAY_UNION_AGG(a) FROM union_test WHERE FALSE;
-- []

CREATE OR REPLACE TABLE xml_02 (x OBJECT);

INSERT INTO xml_02 (x) SELECT PARSE_XML('<note> <body>Sample XML</body> </note>');

SELECT TO_VARCHAR(x), TO_XML(x) FROM xml_02;
-- <note><body>Sample XML</body></note> | <note><body>Sample XML</body></note>

CREATE OR REPLACE TABLE xml_03 (object_col_1 OBJECT);

INSERT INTO xml_03 (object_col_1) SELECT OBJECT_CONSTRUCT('key1', 'value1', 'key2', 'value2');

SELECT object_col_1, TO_XML(object_col_1) FROM xml_03;
-- {"key1":"value1","key2":"value2"} | <SnowflakeData type="OBJECT"><key1 type="VARCHAR">value1</key1><key2 type="VARCHAR">value2</key2></SnowflakeData>

CREATE OR REPLACE TABLE xml_04 (array_col_1 ARRAY);

INSERT INTO xml_04 (array_col_1) SELECT ARRAY_CONSTRUCT('v1', 'v2');

SELECT array_col_1, TO_XML(array_col_1) FROM xml_04;
-- ["v1","v2"] | <SnowflakeData type="ARRAY"><e type="VARCHAR">v1</e><e type="VARCHAR">v2</e></SnowflakeData>

CREATE OR REPLACE TABLE xml_05 (json_col_1 VARIANT);

INSERT INTO xml_05 (json_col_1) SELECT PARSE_JSON(' { "key1": ["a1", "a2"] } ');

SELECT json_col_1, TO_JSON(json_col_1), TO_XML(json_col_1) FROM xml_05;
-- {"key1":["a1","a2"]} | {"key1":["a1","a2"]} | <SnowflakeData type="OBJECT"><key1 type="ARRAY"><e type="VARCHAR">a1</e><e type="VARCHAR">a2</e></key1></SnowflakeData>

SELECT column1 AS orig_string, TO_DECIMAL(column1) AS dec, TO_DECIMAL(column1, 10, 2) AS dec_with_scale, TO_DECIMAL(column1, 4, 2) AS dec_with_range_err FROM VALUES ('345.123');
-- ! 100039 (22003): Numeric value '345.123' is out of range

SELECT column1 AS orig_string, TRY_TO_DECIMAL(column1) AS dec, TRY_TO_DECIMAL(column1, 10, 2) AS dec_with_scale, TRY_TO_DECIMAL(column1, 4, 2) AS dec_with_range_err FROM VALUES ('345.123');
-- 345.123 | 345 | 345.12 | NULL

SELECT column1 AS orig_string, TO_DECIMAL(column1, '$9,999.00') AS num, TO_DECIMAL(column1, '$9,999.00', 6, 2) AS num_with_scale, TO_DECIMAL(column1, 6, 2) AS num_with_format_err FROM VALUES ('$7,543.21');
-- ! 100038 (22018): Numeric value '$7,543.21' is not recognized

SELECT column1 AS orig_string, TRY_TO_DECIMAL(column1, '$9,999.00') AS num, TRY_TO_DECIMAL(column1, '$9,999.00', 6, 2) AS num_with_scale, TRY_TO_DECIMAL(column1, 6, 2) AS num_with_format_err FROM VALUES ('$7,543.21');
-- $7,543.21 | 7543 | 7543.21 | NULL

SELECT column1 AS orig_string, TO_DECIMAL(column1) AS num FROM VALUES ('aaa');
-- ! 100038 (22018): Numeric value 'aaa' is not recognized

SELECT column1 AS orig_string, TRY_TO_DECIMAL(column1) AS num FROM VALUES ('aaa');
-- aaa | NULL

SELECT column1 AS orig_string, TO_DECIMAL(column1, 'XXX') AS to_decimal_num, TRY_TO_DECIMAL(column1, 'XXX') AS try_to_decimal_num FROM VALUES ('aaa');
-- aaa | 2730 | 2730

CREATE TABLE test_greatest_ignore_nulls ( col_1 INTEGER, col_2 INTEGER, col_3 INTEGER, col_4 FLOAT);

INSERT INTO test_greatest_ignore_nulls (col_1, col_2, col_3, col_4) VALUES (1, 2,    3,  4.25), (2, 4,   -1,  NULL), (3, 6, NULL,  -2.75);

SELECT col_1, GREATEST_IGNORE_NULLS(col_1, col_2, col_3, col_4) AS greatest_ignore_nulls, LEAST_IGNORE_NULLS(col_1, col_2, col_3, col_4) FROM test_greatest_ignore_nulls ORDER BY col_1;
-- 1 | 4.25 | 1
-- 2 | 4 | -1
-- 3 | 6 | -2.75

SELECT ARRAY_REMOVE([5, 5], 5);
-- []

CREATE OR REPLACE TABLE xml_06 (v VARIANT);

INSERT INTO xml_06 SELECT PARSE_XML('<note b="1"> <body>Sample XML</body> </note>');

SELECT v::VARCHAR, TO_VARCHAR(v), v || '', XMLGET(v, 'body')::VARCHAR FROM xml_06;
-- <note b="1"><body>Sample XML</body></note> | <note b="1"><body>Sample XML</body></note> | <note b="1"><body>Sample XML</body></note> | <body>Sample XML</body>

SELECT '{"$":1,"@":"b"}'::VARIANT::VARCHAR, PARSE_JSON('{"$":1,"a":"b"}')::VARCHAR, PARSE_JSON('null')::VARCHAR;
-- {"$":1,"@":"b"} | {"$":1,"a":"b"} | NULL

CREATE VIEW xml_07 AS SELECT v::VARCHAR AS text FROM xml_06;

SELECT * FROM xml_07;
-- ! 000002 (0A000): Unsupported feature 'an XML element as text in a view; use TO_XML'.
