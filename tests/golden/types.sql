--# equal values of a VARIANT are one, however they were made

CREATE TABLE v AS SELECT 1::VARIANT AS v UNION ALL SELECT 1::FLOAT::VARIANT UNION ALL SELECT 2::VARIANT;

SELECT COUNT(*), COUNT(DISTINCT v) FROM v;
-- 3 | 2

SELECT v::INT, COUNT(*) FROM v GROUP BY v ORDER BY v;
-- 1 | 2
-- 2 | 1

SELECT v::INT AS n, COUNT(*) FROM v GROUP BY ALL ORDER BY 1;
-- 1 | 2
-- 2 | 1

SELECT v AS w, SUM(v), GROUPING(w) FROM v GROUP BY ROLLUP (w) ORDER BY 2, 1;
-- 1 | 2 | 0
-- 2 | 2 | 0
-- NULL | 4 | 1

SELECT v, COUNT(*) AS n FROM v GROUP BY 1 HAVING n > 1 ORDER BY 1;
-- 1 | 2

SELECT COUNT(*) FROM (SELECT DISTINCT v FROM v);
-- 2

SELECT COUNT(*) FROM (SELECT v FROM v UNION SELECT v FROM v);
-- 2

SELECT 1::VARIANT AS v EXCEPT SELECT 1::FLOAT::VARIANT;

SELECT 1::VARIANT AS v INTERSECT SELECT 1::FLOAT::VARIANT;
-- 1

SELECT v::INT, COUNT(*) OVER (PARTITION BY v) FROM v ORDER BY 1;
-- 1 | 2
-- 1 | 2
-- 2 | 1

SELECT PARSE_JSON('{"a":1}'):a AS a, COUNT(*) FROM v GROUP BY a;
-- 1 | 3

--# a VARIANT compares with a NUMBER to the last digit

SELECT PARSE_JSON('9007199254740993') = 9007199254740992, PARSE_JSON('9007199254740993') = 9007199254740993;
-- FALSE | TRUE

SELECT PARSE_JSON('12345678901234567890123') > 12345678901234567890122,
    PARSE_JSON('9007199254740993') IN (1, 9007199254740992),
    PARSE_JSON('9007199254740993') BETWEEN 9007199254740993 AND 9007199254740994;
-- TRUE | FALSE | TRUE

SELECT PARSE_JSON('0.3') = 0.3, PARSE_JSON('1.50') = 1.5, 0.1::FLOAT::VARIANT = 0.1, TRUE::VARIANT = 1;
-- TRUE | TRUE | TRUE | TRUE

SELECT n FROM (SELECT PARSE_JSON('9007199254740993') AS v), (SELECT column1 AS n FROM VALUES (9007199254740992), (9007199254740993))
    WHERE v = n;
-- 9007199254740993

SELECT v FROM (SELECT PARSE_JSON(column1) AS v FROM VALUES
    ('12345678901234567890123'), ('12345678901234567890122'), ('-3'), ('"a"'), ('true'), ('null'), (NULL), ('1e3')) ORDER BY v;
-- true
-- -3
-- 1.000000000000000e+03
-- 12345678901234567890122
-- 12345678901234567890123
-- "a"
-- null
-- NULL

--# moments of different zones are one when they are equal

SELECT COUNT(*) FROM (SELECT DISTINCT column1::TIMESTAMP_TZ FROM VALUES
    ('2024-01-01 10:00 +0000'), ('2024-01-01 11:00 +0100'), ('2024-01-01 11:00 +0000'));
-- 2

SELECT column1::TIMESTAMP_TZ AS t, COUNT(*) FROM VALUES ('2024-01-01 10:00 +0000'), ('2024-01-01 11:00 +0100') GROUP BY t;
-- 2024-01-01 10:00:00.000 +0000 | 2

--# a collation tells text apart in GROUP BY, DISTINCT and COUNT as well

CREATE TABLE names (n VARCHAR COLLATE 'en-ci');

INSERT INTO names VALUES ('a'), ('A'), ('b');

SELECT n, COUNT(*) FROM names GROUP BY n ORDER BY n;
-- a | 2
-- b | 1

SELECT COUNT(DISTINCT n) FROM names;
-- 2

SELECT COUNT(*) FROM (SELECT DISTINCT n FROM names);
-- 2

--# casts of one value to several types stand beside each other: none computes the error of another

CREATE TABLE texts AS SELECT '2024-01-02 10:00:00' AS c, PARSE_JSON('{"a": 12.5, "d": "2024-01-02"}') AS v;

SELECT c::TIMESTAMP_NTZ, c::TIMESTAMP_LTZ::DATE, c::TIMESTAMP_TZ::DATE, c::DATE, c::TIMESTAMP_NTZ::TIME FROM texts;
-- 2024-01-02 10:00:00.000 | 2024-01-02 | 2024-01-02 | 2024-01-02 | 10:00:00

SELECT v:a::NUMBER(10,0), v:a::NUMBER(10,2), v:a::NUMBER(5,1), v:a::INT, v:a::FLOAT, v:a::VARCHAR FROM texts;
-- 13 | 12.50 | 12.5 | 13 | 12.5 | 12.5

SELECT v:d::DATE, v:d::TIMESTAMP, v:d::TIMESTAMP_TZ::DATE FROM texts;
-- 2024-01-02 | 2024-01-02 00:00:00.000 | 2024-01-02

SELECT v:d::NUMBER(10,0), v:a::NUMBER(10,2) FROM texts;
-- ! Failed to cast variant value "2024-01-02" to FIXED

--# a sign + makes a number

SELECT +'1.5' + 1, -+2, SYSTEM$TYPEOF(+'1'), +column1 FROM VALUES ('7');
-- 2.5 | -2 | NUMBER(1,0)[SB1] | 7.00000

SELECT +CURRENT_DATE;
-- ! Invalid argument types for function '+'

SELECT ~1;
-- ! unexpected '~'

--# sqlglot forgives a comma before a bracket, Snowflake does not

SELECT COALESCE(1, );
-- ! unexpected ')'

SELECT n FROM (SELECT 1 AS n,);
-- 1

--# INTERVAL: literals with a qualifier, and constants (https://docs.snowflake.com/en/sql-reference/data-types-datetime)

SELECT TO_DATE('2024-01-01') + INTERVAL '1-1' YEAR TO MONTH, TO_DATE('2024-01-01') + INTERVAL '-1-1' YEAR TO MONTH, '2026-04-01'::DATE - INTERVAL '3' MONTH;
-- 2025-02-01 | 2022-12-01 | 2026-01-01

SELECT '2026-04-01'::DATE + INTERVAL '3' DAYS, '2026-04-01'::DATE + INTERVAL '3 days', '2026-04-01'::DATE + INTERVAL '5' YEAR(2);
-- 2026-04-04 00:00:00.000 | 2026-04-04 | 2031-04-01

SELECT TO_TIMESTAMP('2024-01-01 08:08:08.99') + INTERVAL '1 01:01:01.7878' DAY TO SECOND, '10:00:00'::TIME + INTERVAL '1:30' HOUR TO MINUTE;
-- 2024-01-02 09:09:10.777 | 11:30:00

SELECT TO_DATE('2019-02-28') + INTERVAL '1 day, 1 year', TO_DATE('2019-02-28') + INTERVAL '1 year, 1 day';
-- 2020-03-01 | 2020-02-29

SELECT '2026-04-01'::DATE + INTERVAL '100' YEAR(2);
-- ! Interval '100' is not recognized

SELECT '2026-04-01'::TIMESTAMP + INTERVAL '1 second, 5 ns';
-- 2026-04-01 00:00:01.000

--# a wildcard stands alone in an OBJECT constant; what is computed of booleans is no text

SELECT {*, 'k': 'v'} FROM (SELECT 1 AS a);
-- ! syntax error

SELECT 'A' || (0 = 1);
-- ! Invalid argument types for function '||': (VARCHAR(1), BOOLEAN)

SELECT 'A' || TO_VARCHAR(0 = 1), 'A' || TRUE;
-- Afalse | Atrue

CREATE TABLE too_long (a VARCHAR(134217729));
-- ! Unsupported data type 'VARCHAR(134217729)'

SELECT INTERVAL '1 day' + '2024-01-01'::DATE, INTERVAL '2' HOUR + '2024-01-01'::TIMESTAMP;
-- 2024-01-02 | 2024-01-01 02:00:00.000

--# days of 24 hours
ALTER SESSION SET TIMESTAMP_DAY_IS_ALWAYS_24H = TRUE;

SELECT DATEADD(day, 1, '2018-03-10 09:00:00'::TIMESTAMP_LTZ)::VARCHAR, DATEADD(week, 1, '2018-11-03 09:00:00'::TIMESTAMP_LTZ)::VARCHAR;
-- 2018-03-11 10:00:00.000 -0700 | 2018-11-10 08:00:00.000 -0800

SELECT DATEADD(day, 1, '2018-03-10 09:00:00'::TIMESTAMP_NTZ)::VARCHAR, DATEADD(month, 1, '2018-03-10 09:00:00'::TIMESTAMP_LTZ)::VARCHAR;
-- 2018-03-11 09:00:00.000 | 2018-04-10 09:00:00.000 -0700

ALTER SESSION UNSET TIMESTAMP_DAY_IS_ALWAYS_24H;

SELECT DATEADD(day, 1, '2018-03-10 09:00:00'::TIMESTAMP_LTZ)::VARCHAR;
-- 2018-03-11 09:00:00.000 -0700

--# order of numbers
ALTER SESSION SET NOORDER_SEQUENCE_AS_DEFAULT = FALSE;

CREATE SEQUENCE in_order;

CREATE TABLE in_order_too (a INT AUTOINCREMENT, b INT AUTOINCREMENT NOORDER);

SELECT GET_DDL('SEQUENCE', 'in_order');
-- create or replace sequence IN_ORDER start with 1 increment by 1 order;

SELECT GET_DDL('TABLE', 'in_order_too') LIKE '%increment 1 order,%increment 1 noorder%';
-- true

ALTER SESSION UNSET NOORDER_SEQUENCE_AS_DEFAULT;

--# other names of no numbers
SELECT PARSE_JSON('[inf, -inf, nan]')[1]::FLOAT;
-- -inf

--# zeros at the end of a constant are no part of its type
select 1.50, 1000.00, .5000, -0.10, 0.0, 1.0 + 1, 20275::number * 0.10;
-- 1.5 | 1000 | 0.5 | -0.1 | 0 | 2 | 2027.5

select system$typeof(1.50), system$typeof(1000.00), 1.50::number(5,2), 1.50::varchar;
-- NUMBER(2,1)[SB1] | NUMBER(4,0)[SB2] | 1.50 | 1.5
