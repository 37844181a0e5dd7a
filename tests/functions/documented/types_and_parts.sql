--# Examples of the pages SYSTEM$TYPEOF, GENERATOR, CUME_DIST, COUNT, RANK, OBJECT_CONSTRUCT, ARRAY_SORT, STRTOK_TO_ARRAY,
--# JSON_EXTRACT_PATH_TEXT, LAST_DAY, XMLGET and VECTOR_*.

SELECT COUNT(*) FROM TABLE(GENERATOR());
-- 0

SELECT seq4() FROM TABLE(GENERATOR(ROWCOUNT => 3)) v ORDER BY 1;
-- 0
-- 1
-- 2

SELECT SYSTEM$TYPEOF(NULL), SYSTEM$TYPEOF(1), SYSTEM$TYPEOF(1e10), SYSTEM$TYPEOF(10000), SYSTEM$TYPEOF('something');
-- NULL[LOB] | NUMBER(1,0)[SB1] | NUMBER(11,0)[SB8] | NUMBER(5,0)[SB2] | VARCHAR(9)[LOB]

SELECT CUME_DIST() OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES (1), (2)) v(x);
-- ! Sliding window frame unsupported for function CUME_DIST

SELECT COUNT(x, y) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES (1, 1), (2, 2)) v(x, y);
-- ! Sliding window frame unsupported for function COUNT

SELECT COUNT(v.*) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES (1, 1), (2, 2)) v(x, y);
-- ! Sliding window frame unsupported for function COUNT

SELECT COUNT(*) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES (1, 1), (2, 2)) v(x, y) ORDER BY x;
-- 1
-- 2

SELECT x, RANK() OVER (ORDER BY x), DENSE_RANK() OVER (ORDER BY x), PERCENT_RANK() OVER (ORDER BY x), CUME_DIST() OVER (ORDER BY x) FROM (VALUES (1), (1), (3), (4)) v(x) ORDER BY x;
-- 1 | 1 | 1 | 0 | 0.5
-- 1 | 1 | 1 | 0 | 0.5
-- 3 | 3 | 2 | 0.666666666666667 | 0.75
-- 4 | 4 | 3 | 1 | 1

SELECT OBJECT_CONSTRUCT('a', 1, 'b', 'BBBB', 'c', NULL);
-- {"a":1,"b":"BBBB"}

SELECT OBJECT_CONSTRUCT(*) AS oc FROM VALUES (1, 'x'), (2, 'y') ORDER BY column1;
-- {"COLUMN1":1,"COLUMN2":"x"}
-- {"COLUMN1":2,"COLUMN2":"y"}

SELECT OBJECT_CONSTRUCT('Key_One', PARSE_JSON('NULL'), 'Key_Two', NULL, 'Key_Three', 'null') AS obj;
-- {"Key_One":null,"Key_Three":"null"}

SELECT OBJECT_CONSTRUCT_KEEP_NULL('key_1', 'one', 'key_2', NULL), OBJECT_CONSTRUCT_KEEP_NULL('key_1', 'one', NULL, 'two');
-- {"key_1":"one","key_2":null} | {"key_1":"one"}

SELECT STRTOK_TO_ARRAY('a.b.c', '.'), STRTOK_TO_ARRAY('user@snowflake.com', '.@'), STRTOK_TO_ARRAY('a b');
-- ["a","b","c"] | ["user","snowflake","com"] | ["a","b"]

SELECT JSON_EXTRACT_PATH_TEXT('{"level_1_key": {"level_2_key": [{"level_3_value": 11}]}}', 'level_1_key.level_2_key[0].level_3_value');
-- 11

SELECT ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10]), ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10], FALSE);
-- [0,10,20,null,undefined] | [undefined,null,20,10,0]

SELECT ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10], TRUE, TRUE), ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10], TRUE, FALSE);
-- [undefined,0,10,20,null] | [0,10,20,null,undefined]

SELECT LAST_DAY('2024-05-08'::DATE, 'quarter'), LAST_DAY(TO_DATE('2015-05-08T23:39:20.123-07:00')), LAST_DAY('2015-05-08'::DATE, 'year');
-- 2024-06-30 | 2015-05-31 | 2015-12-31

SELECT XMLGET(PARSE_XML('<a><b>1</b><b id="x">2</b></a>'), 'b', 1):"$"::STRING, XMLGET(PARSE_XML('<a><b>1</b></a>'), 'b', 5);
-- 2 | NULL

SELECT VECTOR_L1_DISTANCE([1, 2, 3]::VECTOR(INT, 3), [4, 5, 6]::VECTOR(INT, 3)), VECTOR_INNER_PRODUCT([1, 2, 3]::VECTOR(INT, 3), [4, 5, 6]::VECTOR(INT, 3)), VECTOR_COSINE_SIMILARITY([1, 2, 3]::VECTOR(INT, 3), [1, 2, 3]::VECTOR(INT, 3));
-- 9 | 32 | 1

CREATE TAG cost_center ALLOWED_VALUES 'finance', 'engineering';

CREATE TAG anything;

SELECT SYSTEM$GET_TAG_ALLOWED_VALUES('cost_center'), SYSTEM$GET_TAG_ALLOWED_VALUES('anything');
-- ["finance","engineering"] | NULL

SELECT SYSTEM$GET_TAG_ALLOWED_VALUES('nope');
-- ! Tag 'NOPE' does not exist or not authorized.
