--# Examples of the pages of data generation, of table functions that split, of RESULT_SCAN, of parts of dates and of conditions under
--# https://docs.snowflake.com/en/sql-reference/functions.

SELECT COUNT_IF(u BETWEEN 1 AND 10), COUNT(*) FROM (SELECT UNIFORM(1, 10, RANDOM()) u FROM TABLE(GENERATOR(ROWCOUNT => 5)));
-- 5 | 5

SELECT COUNT_IF(u BETWEEN 0 AND 1), TYPEOF(MAX(u)::VARIANT) FROM (SELECT UNIFORM(0::FLOAT, 1::FLOAT, RANDOM()) u FROM TABLE(GENERATOR(ROWCOUNT => 5)));
-- 5 | DOUBLE

SELECT COUNT(DISTINCT UNIFORM(1, 10, 1234)), COUNT(DISTINCT RANDSTR(5, 1234)), COUNT(DISTINCT ZIPF(1, 10, 1234)), COUNT(DISTINCT NORMAL(0, 1, 1234)) FROM TABLE(GENERATOR(ROWCOUNT => 5));
-- 1 | 1 | 1 | 1

SELECT MIN(LENGTH(s)), MAX(LENGTH(s)), COUNT_IF(RLIKE(s, '[0-9a-zA-Z]{5}')) FROM (SELECT randstr(5, random()) s FROM table(generator(rowCount => 5)));
-- 5 | 5 | 5

SELECT MAX(LENGTH(s)) < 10 FROM (SELECT randstr(abs(random()) % 10, random()) s FROM table(generator(rowCount => 50)));
-- TRUE

SELECT MIN(z) >= 1, MAX(z) <= 10 FROM (SELECT zipf(1, 10, random()) z FROM table(generator(rowCount => 100)));
-- TRUE | TRUE

SELECT zipf(1, 16777216, random());
-- ! 16777216

SELECT seq8() FROM table(generator(rowCount => 5));
-- 0
-- 1
-- 2
-- 3
-- 4

SELECT * FROM (SELECT seq2(0), seq1(1) FROM table(generator(rowCount => 132))) ORDER BY seq2(0) LIMIT 7 OFFSET 125;
-- 125 | 125
-- 126 | 126
-- 127 | 127
-- 128 | -128
-- 129 | -127
-- 130 | -126
-- 131 | -125

SELECT ROW_NUMBER() OVER (ORDER BY seq4()) FROM TABLE(generator(rowcount => 10));
-- 1
-- 2
-- 3
-- 4
-- 5
-- 6
-- 7
-- 8
-- 9
-- 10

SELECT COUNT_IF(a = b), COUNT(DISTINCT a) FROM (SELECT RANDOM(4711) a, RANDOM(4711) b FROM TABLE(GENERATOR(ROWCOUNT => 3)));
-- 3 | 3

SELECT COUNT_IF(a = b), COUNT(DISTINCT a) FROM (SELECT RANDOM() a, RANDOM() b FROM TABLE(GENERATOR(ROWCOUNT => 3)));
-- 0 | 3

SELECT UUID_STRING('fe971b24-9572-4005-b22f-351e9c09274d','foo');
-- dc0b6f65-fca6-5b4b-9d37-ccc3fde1f3e2

SELECT LENGTH(UUID_STRING()), RLIKE(UUID_STRING(), '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}');
-- 36 | TRUE

CREATE OR REPLACE TABLE uuid_insert_test(random_uuid VARCHAR(36), test VARCHAR(10));

INSERT INTO uuid_insert_test (random_uuid, test) SELECT UUID_STRING(), 'test1';

INSERT INTO uuid_insert_test (random_uuid, test) SELECT UUID_STRING(), 'test2';

SELECT COUNT(DISTINCT random_uuid) FROM uuid_insert_test;
-- 2

SELECT table1.value FROM TABLE(SPLIT_TO_TABLE('a.b', '.')) AS table1 ORDER BY table1.value;
-- a
-- b

CREATE OR REPLACE TABLE splittable (v VARCHAR);

INSERT INTO splittable (v) VALUES ('a.b.c'), ('d'), ('');

SELECT * FROM splittable, LATERAL SPLIT_TO_TABLE(splittable.v, '.') ORDER BY SEQ, INDEX;
-- a.b.c | 1 | 1 | a
-- a.b.c | 1 | 2 | b
-- a.b.c | 1 | 3 | c
-- d | 2 | 1 | d
--  | 3 | 1 | 

SELECT t.v, s.value FROM VALUES ('a b'), (NULL) t(v) LEFT JOIN LATERAL SPLIT_TO_TABLE(t.v, ' ') s;
-- a b | a
-- a b | b

SELECT t.id, f.value::VARCHAR AS value FROM VALUES (1, 'x y'), (2, NULL) t(id, s), LATERAL FLATTEN(INPUT => SPLIT(t.s, ' '), OUTER => TRUE) f;
-- 1 | x
-- 1 | y
-- 2 | NULL

CREATE OR REPLACE TABLE authors_books_test (author VARCHAR, titles VARCHAR);

INSERT INTO authors_books_test (author, titles) VALUES
  ('Nathaniel Hawthorne', 'The Scarlet Letter , The House of the Seven Gables,The Blithedale Romance'),
  ('Herman Melville', 'Moby Dick,The Confidence-Man');

SELECT author, TRIM(value) AS title FROM authors_books_test, LATERAL SPLIT_TO_TABLE(titles, ',') ORDER BY author, index;
-- Herman Melville | Moby Dick
-- Herman Melville | The Confidence-Man
-- Nathaniel Hawthorne | The Scarlet Letter
-- Nathaniel Hawthorne | The House of the Seven Gables
-- Nathaniel Hawthorne | The Blithedale Romance

SELECT table1.value FROM TABLE(STRTOK_SPLIT_TO_TABLE('a.b', '.')) AS table1 ORDER BY table1.value;
-- a
-- b

CREATE OR REPLACE TABLE splittable_strtok (v VARCHAR);

INSERT INTO splittable_strtok (v) VALUES ('a b'), ('cde'), ('f|g'), ('');

SELECT * FROM splittable_strtok, LATERAL STRTOK_SPLIT_TO_TABLE(splittable_strtok.v, ' ') ORDER BY SEQ, INDEX;
-- a b | 1 | 1 | a
-- a b | 1 | 2 | b
-- cde | 2 | 1 | cde
-- f|g | 3 | 1 | f|g

SELECT * FROM splittable_strtok, LATERAL STRTOK_SPLIT_TO_TABLE(splittable_strtok.v, ' |') ORDER BY SEQ, INDEX;
-- a b | 1 | 1 | a
-- a b | 1 | 2 | b
-- cde | 2 | 1 | cde
-- f|g | 3 | 1 | f
-- f|g | 3 | 2 | g

CREATE OR REPLACE TABLE strtok_outer_test (id INT, s VARCHAR);

INSERT INTO strtok_outer_test VALUES (1, ''), (2, 'a b c'), (3, NULL);

SELECT t.id, s.value FROM strtok_outer_test t LEFT JOIN LATERAL STRTOK_SPLIT_TO_TABLE(t.s, ' ') s ORDER BY t.id, s.value;
-- 2 | a
-- 2 | b
-- 2 | c

SELECT t.id, f.value::VARCHAR AS value
  FROM strtok_outer_test t,
    LATERAL FLATTEN(INPUT => STRTOK_TO_ARRAY(t.s, ' '), OUTER => TRUE) f
  ORDER BY t.id, value;
-- 1 | NULL
-- 2 | a
-- 2 | b
-- 2 | c
-- 3 | NULL

SELECT $1 AS value FROM VALUES (1), (2), (3);
-- 1
-- 2
-- 3

SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID())) WHERE value > 1;
-- 2
-- 3

SELECT * FROM TABLE(RESULT_SCAN(-2)) WHERE value > 2;
-- 3

SELECT * FROM TABLE(RESULT_SCAN());
-- 3

SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID(-2)));
-- 3

CREATE TABLE employees (id INT);

CREATE TABLE dependents (id INT, employee_id INT);

INSERT INTO employees (id) VALUES (11);

INSERT INTO dependents (id, employee_id) VALUES (101, 11);

SELECT * FROM employees INNER JOIN dependents ON dependents.employee_ID = employees.id ORDER BY employees.id, dependents.id;
-- 11 | 101 | 11

SELECT id, id_1, employee_id FROM TABLE(RESULT_SCAN(LAST_QUERY_ID())) WHERE id_1 = 101;
-- 11 | 101 | 11

SHOW TABLES LIKE 'EMPLOYEES';

SELECT "database_name", "schema_name", "name" as "table_name", "rows" FROM table(RESULT_SCAN(LAST_QUERY_ID())) WHERE "rows" = 1;
-- GOLD | PUBLIC | EMPLOYEES | 1

CREATE OR REPLACE FUNCTION NiceBytes(NUMBER_OF_BYTES INTEGER)
RETURNS VARCHAR
AS
$$
CASE
  WHEN NUMBER_OF_BYTES < 1024
    THEN NUMBER_OF_BYTES::VARCHAR
  WHEN NUMBER_OF_BYTES >= 1024 AND NUMBER_OF_BYTES < 1048576
    THEN (NUMBER_OF_BYTES / 1024)::VARCHAR || 'KB'
  WHEN NUMBER_OF_BYTES >= 1048576 AND NUMBER_OF_BYTES < (POW(2, 30))
    THEN (NUMBER_OF_BYTES / 1048576)::VARCHAR || 'MB'
  ELSE
    (NUMBER_OF_BYTES / POW(2, 30))::VARCHAR || 'GB'
END
$$;

SELECT NiceBytes(1), NiceBytes(2048), NiceBytes(3145728), NiceBytes(2147483648);
-- 1 | 2.000000KB | 3.000000MB | 2GB

SELECT '2019-02-28'::DATE AS "DATE",
       TIME_SLICE("DATE", 4, 'MONTH', 'START') AS "START OF SLICE",
       TIME_SLICE("DATE", 4, 'MONTH', 'END') AS "END OF SLICE";
-- 2019-02-28 | 2019-01-01 | 2019-05-01

SELECT '2019-02-28T01:23:45.678'::TIMESTAMP_NTZ AS "TIMESTAMP 1",
       '2019-02-28T12:34:56.789'::TIMESTAMP_NTZ AS "TIMESTAMP 2",
       TIME_SLICE("TIMESTAMP 1", 8, 'HOUR') AS "SLICE FOR TIMESTAMP 1",
       TIME_SLICE("TIMESTAMP 2", 8, 'HOUR') AS "SLICE FOR TIMESTAMP 2";
-- 2019-02-28 01:23:45.678 | 2019-02-28 12:34:56.789 | 2019-02-28 00:00:00.000 | 2019-02-28 08:00:00.000

CREATE TABLE accounts (ID INT, billing_date DATE, balance_due NUMBER(11, 2));

INSERT INTO accounts (ID, billing_date, balance_due) VALUES (1, '2018-07-31', 100.00), (2, '2018-08-01', 200.00), (3, '2018-08-25', 400.00);

SELECT
       TIME_SLICE(billing_date, 2, 'WEEK', 'START') AS "START OF SLICE",
       TIME_SLICE(billing_date, 2, 'WEEK', 'END')   AS "END OF SLICE",
       COUNT(*) AS "NUMBER OF LATE BILLS",
       SUM(balance_due) AS "SUM OF MONEY OWED"
    FROM accounts
    WHERE balance_due > 0    -- bill hasn't yet been paid
    GROUP BY "START OF SLICE", "END OF SLICE";
-- 2018-07-23 | 2018-08-06 | 2 | 300.00
-- 2018-08-20 | 2018-09-03 | 1 | 400.00

SELECT TIME_SLICE('1960-05-05'::DATE, 15, 'YEAR'), TIME_SLICE('1955-01-01'::DATE, 15, 'YEAR'), TIME_SLICE('1970-01-20'::DATE, 2, 'WEEK');
-- 1955-01-01 | 1955-01-01 | 1970-01-12

SELECT ROUND(MONTHS_BETWEEN('2019-03-31 12:00:00'::TIMESTAMP, '2019-02-28 00:00:00'::TIMESTAMP)) AS MonthsBetween1;
-- 1

SELECT MONTHS_BETWEEN('2019-03-15'::DATE, '2019-02-15'::DATE) AS MonthsBetween1, MONTHS_BETWEEN('2019-03-31'::DATE, '2019-02-28'::DATE) AS MonthsBetween2;
-- 1.000000 | 1.000000

SELECT
    MONTHS_BETWEEN('2019-03-01'::DATE, '2019-02-15'::DATE) AS MonthsBetween1,
    MONTHS_BETWEEN('2019-03-01 02:00:00'::TIMESTAMP, '2019-02-15 01:00:00'::TIMESTAMP) AS MonthsBetween2,
    MONTHS_BETWEEN('2019-02-15 02:00:00'::TIMESTAMP, '2019-02-15 01:00:00'::TIMESTAMP) AS MonthsBetween3;
-- 0.548387 | 0.549731 | 0.000000

SELECT
    MONTHS_BETWEEN('2019-03-28'::DATE, '2019-02-28'::DATE) AS MonthsBetween1,
    MONTHS_BETWEEN('2019-03-30'::DATE, '2019-02-28'::DATE) AS MonthsBetween2,
    MONTHS_BETWEEN('2019-03-31'::DATE, '2019-02-28'::DATE) AS MonthsBetween3;
-- 1.000000 | 1.064516 | 1.000000

SELECT MONTHS_BETWEEN('2019-03-01'::DATE, '2019-02-01'::DATE) AS MonthsBetween1, MONTHS_BETWEEN('2019-02-01'::DATE, '2019-03-01'::DATE) AS MonthsBetween2;
-- 1.000000 | -1.000000

SELECT MONTHS_BETWEEN('2019-03-01 02:00:00'::TIMESTAMP, '2019-02-01 13:00:00'::TIMESTAMP), MONTHS_BETWEEN('2019-03-31 01:00:00'::TIMESTAMP, '2019-02-28 13:00:00'::TIMESTAMP), MONTHS_BETWEEN('2019-03-28'::DATE, '2019-02-28 05:00:00'::TIMESTAMP);
-- 1.000000 | 1.000000 | 1.000000

ALTER SESSION SET TIMESTAMP_OUTPUT_FORMAT='YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM';

ALTER SESSION SET TIMESTAMP_NTZ_OUTPUT_FORMAT='YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM';

ALTER SESSION SET TIMEZONE='America/New_York';

SELECT TIMESTAMP_LTZ_FROM_PARTS(2013, 4, 5, 12, 00, 00)::VARCHAR;
-- 2013-04-05 12:00:00.000000000 -04:00

select timestamp_ntz_from_parts(to_date('2013-04-05'), to_time('12:00:00'));
-- 2013-04-05 12:00:00.000

select timestamp_tz_from_parts(2013, 4, 5, 12, 00, 00);
-- 2013-04-05 12:00:00.000 -0400

select timestamp_tz_from_parts(2013, 4, 5, 12, 00, 00, 0, 'America/Los_Angeles');
-- 2013-04-05 12:00:00.000 -0700

select timestamp_from_parts(2013, 4, 5, 12, 0, -3600);
-- 2013-04-05 11:00:00.000

ALTER SESSION UNSET TIMESTAMP_OUTPUT_FORMAT;

ALTER SESSION UNSET TIMESTAMP_NTZ_OUTPUT_FORMAT;

ALTER SESSION UNSET TIMEZONE;

select time_from_parts(0, 100, 0), time_from_parts(12, 0, 12345);
-- 01:40:00 | 15:25:45

CREATE TABLE test_table_1_greatest (col_1 INTEGER, col_2 INTEGER, col_3 INTEGER, col_4 FLOAT);

INSERT INTO test_table_1_greatest (col_1, col_2, col_3, col_4) VALUES (1, 2, 3, 4.00), (2, 4, -1, -2.00), (3, 6, NULL, 13.45);

SELECT col_1, col_2, col_3, GREATEST(col_1, col_2, col_3) AS greatest FROM test_table_1_greatest ORDER BY col_1;
-- 1 | 2 | 3 | 3
-- 2 | 4 | -1 | 4
-- 3 | 6 | NULL | NULL

SELECT col_1, col_4, GREATEST(col_1, col_4) AS greatest FROM test_table_1_greatest ORDER BY col_1;
-- 1 | 4 | 4
-- 2 | -2 | 2
-- 3 | 13.45 | 13.45

SELECT 1 IN (1, 2, 3) AS RESULT, 4 NOT IN (1, 2, 3), 'a' IN (SELECT column1 FROM VALUES ('b'), ('c'), ('d'));
-- TRUE | TRUE | FALSE

CREATE OR REPLACE TABLE in_function_demo (col_1 INTEGER, col_2 INTEGER, col_3 INTEGER);

INSERT INTO in_function_demo (col_1, col_2, col_3) VALUES (1, 1, 1), (1, 2, 3), (4, 5, NULL);

SELECT col_1, col_2, col_3 FROM in_function_demo WHERE (col_1) IN (1, 10, 100, 1000) ORDER BY col_1, col_2, col_3;
-- 1 | 1 | 1
-- 1 | 2 | 3

SELECT col_1, col_2, col_3 FROM in_function_demo WHERE (col_1, col_2, col_3) IN ((1,2,3), (4,5,6));
-- 1 | 2 | 3

SELECT (1, 2, 3) IN (SELECT col_1, col_2, col_3 FROM in_function_demo) AS RESULT;
-- TRUE

SELECT NULL IN (1, 2, NULL) AS RESULT, 1 IN (1, 2, NULL), 1 NOT IN (1, 2, NULL), 3 NOT IN (1, 2, NULL);
-- NULL | TRUE | FALSE | NULL

SELECT (4, 5, NULL) IN ( (4, 5, NULL), (7, 8, 9) ) AS RESULT;
-- NULL

CREATE OR REPLACE TABLE in_list_table (val1 INTEGER, val2 INTEGER, val3 INTEGER);

INSERT INTO in_list_table VALUES (1, 10, NULL), (2, 20, NULL), (NULL, NULL, NULL);

SELECT 1 IN (SELECT val1 FROM in_list_table) AS RESULT, NULL IN (SELECT val1 FROM in_list_table), 3 IN (SELECT val1 FROM in_list_table);
-- TRUE | NULL | NULL

CREATE OR REPLACE TABLE x (i NUMBER);

INSERT INTO x VALUES (1), (2), (NULL);

SELECT x1.i x1_i, x2.i x2_i FROM x x1, x x2 WHERE EQUAL_NULL(x1.i, x2.i) ORDER BY 1;
-- 1 | 1
-- 2 | 2
-- NULL | NULL

SELECT x1.i x1_i,
       x2.i x2_i,
       x1.i = x2.i,
       IFF(x1.i = x2.i, 'Selected', 'Not') "SELECT IF X1.I=X2.I",
       x1.i <> x2.i,
       IFF(NOT(x1.i = x2.i), 'Selected', 'Not') "SELECT IF X1.I<>X2.I",
       EQUAL_NULL(x1.i, x2.i),
       IFF(NOT EQUAL_NULL(x1.i, x2.i), 'Selected', 'Not') "SELECT IF NOT(EQUAL_NULL(X1.I,X2.I))"
  FROM x x1, x x2 ORDER BY 1, 2;
-- 1 | 1 | TRUE | Selected | FALSE | Not | TRUE | Not
-- 1 | 2 | FALSE | Not | TRUE | Selected | FALSE | Selected
-- 1 | NULL | NULL | Not | NULL | Not | FALSE | Selected
-- 2 | 1 | FALSE | Not | TRUE | Selected | FALSE | Selected
-- 2 | 2 | TRUE | Selected | FALSE | Not | TRUE | Not
-- 2 | NULL | NULL | Not | NULL | Not | FALSE | Selected
-- NULL | 1 | NULL | Not | NULL | Not | FALSE | Selected
-- NULL | 2 | NULL | Not | NULL | Not | FALSE | Selected
-- NULL | NULL | NULL | Not | NULL | Not | TRUE | Not

SELECT column1, column2, NULLIF(column1, column2) FROM VALUES (0, 0), (0, 1), (0, NULL), (1, 0), (1, 1), (1, NULL), (NULL, 0), (NULL, 1), (NULL, NULL) ORDER BY 1, 2;
-- 0 | 0 | NULL
-- 0 | 1 | 0
-- 0 | NULL | 0
-- 1 | 0 | 1
-- 1 | 1 | NULL
-- 1 | NULL | 1
-- NULL | 0 | NULL
-- NULL | 1 | NULL
-- NULL | NULL | NULL

SELECT
    column1,
    CASE
        WHEN column1 = 1 THEN 'one'
        WHEN column1 = 2 THEN 'two'
        WHEN column1 IS NULL THEN 'NULL'
        ELSE 'other'
    END AS result,
    CASE WHEN column1=1 THEN 'one' END,
    CASE column1 WHEN NULL THEN 'null' WHEN 1 THEN 'one' END
FROM VALUES (1), (2), (NULL);
-- 1 | one | one | one
-- 2 | two | NULL | NULL
-- NULL | NULL | NULL | NULL

SELECT CASE COLLATE('m', 'upper')
    WHEN 'M' THEN TRUE
    ELSE FALSE
END;
-- TRUE

SELECT CASE 'm'
    WHEN COLLATE('M', 'lower') THEN TRUE
    ELSE FALSE
END;
-- TRUE
