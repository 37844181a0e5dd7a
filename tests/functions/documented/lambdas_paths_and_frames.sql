--# Pages of FILTER, TRANSFORM, REDUCE, FLATTEN, GET, ARRAY_GENERATE_RANGE, window frames, and the user's guide to semi-structured data.

CREATE TABLE mytable (c1 INT) AS SELECT * FROM VALUES (3), (5);

SELECT TRANSFORM([1, 2], a INT -> a + (SELECT MAX(c1) FROM mytable)), FILTER([1, 7], a -> a > (SELECT MAX(c1) FROM mytable) + (SELECT 1)), REDUCE([1, 2], 0, (acc INT, x INT) -> acc + x * (SELECT MIN(c1) FROM mytable));
-- [6,7] | [7] | 9

SELECT TRANSFORM([[1], [2]], a -> TRANSFORM(a, b INT -> b + (SELECT MAX(c1) FROM mytable)));
-- [[6],[7]]

SELECT FILTER([1, 2], a -> a IN (SELECT c1 FROM mytable));
-- ! Unsupported subquery type cannot be evaluated

SELECT FILTER([1, 2], a -> a > (SELECT MAX(c1) FROM mytable WHERE c1 < a));
-- ! invalid identifier 'A'

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), PATH => 'zz')) f;

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), PATH => 'zz', OUTER => TRUE)) f;
-- 1 | NULL | zz | NULL | NULL | NULL

SELECT COUNT(*) FROM TABLE(FLATTEN(PARSE_JSON('{"a":1}'):b));
-- 0

SELECT GET(PARSE_JSON('[1,2]'), ''), GET(PARSE_JSON('{"":1}'), ''), PARSE_JSON('{"":{"a":2}}')['']['a'];
-- NULL | 1 | 2

SELECT GET_PATH(PARSE_JSON('[1]'), column1) FROM VALUES ('[');
-- ! 001008 (22023): SQL compilation error: invalid value [[] for parameter 'PATH'

SELECT ARRAY_GENERATE_RANGE(2, 5, 0);
-- ! invalid value [0] for parameter 'STEP' of function ARRAY_GENERATE_RANGE

SELECT ARRAY_GENERATE_RANGE(2, 5, column1) FROM VALUES (0);
-- ! invalid value [0] for parameter 'STEP' of function ARRAY_GENERATE_RANGE

SELECT ARRAY_GENERATE_RANGE(2, 9, column1) FROM VALUES (3), (NULL);
-- [2,5,8]
-- NULL

SELECT ARRAY_AGG(column1 ORDER BY column1) FROM VALUES (2), (1);
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 25 unexpected 'ORDER'.

SELECT SUM(column1) OVER (ORDER BY column1 GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES (1);
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 7 unexpected 'GROUPS'.

SELECT SUM(column1) OVER (ORDER BY column1 ROWS BETWEEN 1.5 PRECEDING AND CURRENT ROW) FROM VALUES (1);
-- ! Window frame offset 1.5 is invalid: it is no number of rows

SELECT MINHASH(5, c1) = MINHASH(5, c1::NUMBER(20, 2)) FROM mytable;
-- TRUE

SELECT TRY_TO_TIMESTAMP_TZ(column1), TRY_TO_TIMESTAMP_LTZ(column1) FROM VALUES ('0001-01-01 00:00:00 +0200'), ('9999-12-31 23:59:59 -0200');
-- NULL | NULL
-- NULL | NULL

SELECT TO_TIMESTAMP_TZ(column1) FROM VALUES ('0001-01-01 00:00:00 +0200');
-- ! 100035 (22007): Timestamp '0001-01-01 00:00:00 +0200' is not recognized

SELECT TO_DATE('2025-01-17') + INTERVAL
    '1 y, 3 q, 4 mm, 5 w, 6 d, 7 h, 9 m, 8 s,
    1000 ms, 445343232 us, 898498273498 ns'
  AS complex_interval2;
-- 2027-03-30 07:31:32.841
