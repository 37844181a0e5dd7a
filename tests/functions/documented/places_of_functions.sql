-- Functions in GROUP BY, ORDER BY, CASE, views and windows; what pages of aggregates say of NULL, DISTINCT and frames.

SELECT ARRAY_UNION_AGG(a) FROM (SELECT ARRAY_CONSTRUCT(1, 1, NULL) AS a UNION ALL SELECT ARRAY_CONSTRUCT(1, 2));
-- [1,1,2]

SELECT ARRAY_UNION_AGG(a) FROM (SELECT PARSE_JSON('[null]')::ARRAY AS a UNION ALL SELECT ARRAY_CONSTRUCT(NULL));
-- [null]

SELECT BITXOR_AGG(DISTINCT column1), BITOR_AGG(DISTINCT column1), BITAND_AGG(DISTINCT column1) FROM VALUES (1), (1);
-- 0 | 1 | 1

SELECT HASH_AGG(TO_GEOGRAPHY('POINT(1 2)'));
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'HASH_AGG': (GEOGRAPHY)

SELECT LAG(column1) OVER (ORDER BY column1 ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES (1), (2);
-- ! Sliding window frame unsupported for function LAG

SELECT CONDITIONAL_TRUE_EVENT(column1 > 1) OVER (ORDER BY column1 ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES (1), (2);
-- ! Sliding window frame unsupported for function CONDITIONAL_TRUE_EVENT

SELECT GET_IGNORE_CASE(v, 'aa'), COUNT(*) FROM (SELECT PARSE_JSON(column1) AS v FROM VALUES ('{"Aa":1}'), ('{"aA":1}')) GROUP BY 1;
-- 1 | 2

SELECT GET_IGNORE_CASE(GET_IGNORE_CASE(PARSE_JSON('{"Aa":{"bB":2}}'), 'aa'), 'BB');
-- 2

SELECT column1 FROM VALUES (1) ORDER BY TO_BOOLEAN('yes');
-- 1

SELECT column1 FROM VALUES (1) ORDER BY DATE_PART(nanosecond, '2024-01-01 00:00:00.123456789'::TIMESTAMP_NTZ);
-- 1

SELECT LISTAGG(column1) WITHIN GROUP (ORDER BY TO_BOOLEAN('yes')) FROM VALUES ('a'), ('a');
-- aa

SELECT CASE WHEN column1 THEN INSERT('abcdef', 3, 2, 'zzz') ELSE INSERT('abc', 1, 1, '') END FROM VALUES (TRUE), (FALSE);
-- abzzzef
-- bc

CREATE STAGE pictures DIRECTORY = (ENABLE = TRUE);
CREATE VIEW picture_urls AS SELECT BUILD_STAGE_FILE_URL(@pictures, 'a.jpg') AS url, BUILD_SCOPED_FILE_URL(@pictures, 'a.jpg') AS scoped, GET_PRESIGNED_URL(@pictures, 'a.jpg') AS presigned;
SELECT ENDSWITH(url, '/PICTURES/a.jpg'), scoped = BUILD_SCOPED_FILE_URL(@pictures, 'a.jpg'), presigned = GET_PRESIGNED_URL(@pictures, 'a.jpg') FROM picture_urls;
-- TRUE | TRUE | TRUE

SELECT MAP_CONSTRUCT('a', 1, NULL, 2), MAP_CONSTRUCT('b', NULL, 'a', 1);
-- {"a":1} | {"a":1,"b":null}

SELECT ARRAY_FLATTEN([[1, 2], 3]);
-- ! 100107 (22000): Not an array: 'Input argument to ARRAY_FLATTEN is not an array of arrays'

SELECT ARRAYS_ZIP([], [], []), ARRAYS_ZIP(NULL, [1]);
-- [{}] | NULL

SELECT TOP 1 $1, $2 FROM VALUES (1, 2);
-- 1 | 2
