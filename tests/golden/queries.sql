--# names and stars

CREATE TABLE t (a INT, b VARCHAR, v VARIANT, d DATE, n NUMBER(10,2));

INSERT INTO t SELECT 1, 'x', PARSE_JSON('{"a":{"b":[1,2]},"s":"q"}'), '2024-01-31', 1.5;

INSERT INTO t SELECT 2, 'y', PARSE_JSON('{"a":null}'), '2024-02-29', 2.25;

SELECT a, b AS x, t.a FROM t ORDER BY 1;
-- 1 | x | 1
-- 2 | y | 2

SELECT * EXCLUDE (v, d) RENAME (a AS z) FROM t ORDER BY z DESC;
-- 2 | y | 2.25
-- 1 | x | 1.50

SELECT * EXCLUDE (v, d, n) REPLACE (a * 10 AS a) FROM t ORDER BY 1;
-- 10 | x
-- 20 | y

--# a comma may end the SELECT list, in brackets too
SELECT a, FROM (SELECT 2 AS a, coalesce(NULL, 3) AS n,) ORDER BY 1;
-- 2

SELECT a + 1 AS b2, b2 * 2 AS c FROM t WHERE b2 > 1 ORDER BY c DESC;
-- 3 | 6
-- 2 | 4

--# a column beats an alias of the same name in WHERE, the alias wins in ORDER BY
SELECT a * -1 AS a FROM t WHERE a > 0 ORDER BY a;
-- -2
-- -1

SELECT a AS "a", b AS "A" FROM t ORDER BY 1 LIMIT 1;
-- 1 | x

SELECT "a" + "A" FROM (SELECT 1 AS "a", 2 AS "A");
-- 3

SELECT $1, t.$2 FROM t ORDER BY 1 LIMIT 1;
-- 1 | x

SELECT nope FROM t;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 7 invalid identifier 'NOPE'

SELECT x.a FROM t;
-- ! invalid identifier 'X.A'

SELECT * FROM nope;
-- ! 002003 (42S02): SQL compilation error: Object 'NOPE' does not exist or not authorized.

SELECT a FROM t, (SELECT 1 AS a) u;
-- ! ambiguous column name 'A'

SELECT foo(1);
-- ! 002140 (42601): SQL compilation error: Unknown function FOO

SELECT FROM WHERE;
-- ! 001003 (42000): SQL compilation error:

--# numbers: precision and scale

SELECT 1/3, 10.00/3, 7 % 3, -7 % 3, 2/3, 1/8::NUMBER(5,2);
-- 0.333333 | 3.333333 | 1 | -1 | 0.666667 | 0.125000

SELECT 9223372036854775807 + 1, 9223372036854775807 * 10;
-- 9223372036854775808 | 92233720368547758070

SELECT 1.123456789::NUMBER(20,9) * 1.123456789::NUMBER(20,9);
-- 1.262155156750

SELECT 1/0;
-- ! 100051 (22012): Division by zero

SELECT '1' + 1, '5' * '4';
-- 2 | 20

SELECT 2.5::FLOAT::INT, -2.5::FLOAT::INT, 1e2::VARCHAR, 2.345::NUMBER(10,2);
-- 3 | -3 | 100 | 2.35

SELECT 123456789012345678901234567890 / 7;
-- 17636684144620811271604938270.000000

--# NULLs come last ascending, first descending

SELECT x FROM VALUES (1), (NULL), (2) v(x) ORDER BY x;
-- 1
-- 2
-- NULL

SELECT x FROM VALUES (1), (NULL), (2) v(x) ORDER BY x DESC;
-- NULL
-- 2
-- 1

--# joins

CREATE TABLE u (a INT, c VARCHAR);

INSERT INTO u VALUES (1, 'one'), (3, 'three');

SELECT * FROM (SELECT a FROM t) JOIN u USING (a);
-- 1 | one

SELECT a, c FROM (SELECT a FROM t) x FULL OUTER JOIN u USING (a) ORDER BY a;
-- 1 | one
-- 2 | NULL
-- 3 | three

SELECT * FROM (SELECT a FROM t) NATURAL JOIN u;
-- 1 | one

SELECT t.a, u.c FROM t LEFT JOIN u ON t.a = u.a AND u.c <> 'one' ORDER BY 1;
-- 1 | NULL
-- 2 | NULL

SELECT x.ts, y.v FROM (SELECT 5 AS ts) x ASOF JOIN (SELECT 3 AS ts, 'a' AS v UNION ALL SELECT 7, 'b') y
MATCH_CONDITION (x.ts >= y.ts);
-- 5 | a

SELECT t.a, l.m FROM t, LATERAL (SELECT MAX(u.a) AS m FROM u WHERE u.a >= t.a) l ORDER BY 1;
-- 1 | 3
-- 2 | 3

--# subqueries, set operations, WITH

SELECT a IN (SELECT a FROM u), EXISTS (SELECT 1 FROM u WHERE u.a = t.a), (SELECT MAX(c) FROM u) FROM t ORDER BY a;
-- TRUE | TRUE | three
-- FALSE | FALSE | three

SELECT (4, 5, NULL) IN ((4, 5, NULL), (7, 8, 9));
-- NULL

WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 4) SELECT n FROM r ORDER BY n DESC;
-- 4
-- 3
-- 2
-- 1

SELECT a FROM t UNION SELECT a FROM u ORDER BY 1;
-- 1
-- 2
-- 3

SELECT a, b FROM t UNION ALL SELECT 1;
-- ! invalid number of result columns for set operator input branches, expected 2, got 1

SELECT a FROM t UNION ALL BY NAME SELECT 5 AS z ORDER BY 1;
-- 1 | NULL
-- 2 | NULL
-- NULL | 5

--# grouping

SELECT b, COUNT(*) FROM t GROUP BY ALL ORDER BY 1;
-- x | 1
-- y | 1

SELECT b AS g, SUM(a) AS s FROM t GROUP BY g HAVING s > 1;
-- y | 2

SELECT b, a FROM t GROUP BY b;
-- ! 001104 (42601): SQL compilation error: error line 1 at position 10

SELECT a, ROW_NUMBER() OVER (ORDER BY a DESC) AS rn FROM t QUALIFY rn = 1;
-- 2 | 1

SELECT a FROM t WHERE ROW_NUMBER() OVER (ORDER BY a) = 1;
-- ! appears outside of SELECT, QUALIFY, and ORDER BY clauses

--# PIVOT and UNPIVOT

SELECT * FROM (SELECT b, a FROM t) PIVOT (SUM(a) FOR b IN ('x', 'y')) AS p (px, py);
-- 1 | 2

SELECT "'x'" FROM (SELECT b, a FROM t) PIVOT (SUM(a) FOR b IN (ANY ORDER BY b));
-- 1

SELECT * FROM (SELECT 1::INT AS a, 2::INT AS b, NULL::INT AS c) UNPIVOT (v FOR k IN (a, b, c));
-- A | 1
-- B | 2

SELECT * FROM (SELECT 1::INT AS a, NULL::INT AS c) UNPIVOT INCLUDE NULLS (v FOR k IN (a, c));
-- A | 1
-- C | NULL

--# VALUES

SELECT column1 + column2 FROM VALUES (1, 2), (3, 4) ORDER BY 1;
-- 3
-- 7

SELECT $2, $1 FROM VALUES (1, 'a');
-- a | 1

--# zones in HAVING

SELECT a, MAX(d) FROM t GROUP BY a
HAVING MAX(d) < CONVERT_TIMEZONE('UTC', '2024-02-10 00:00:00 +01:00'::TIMESTAMP_TZ)::DATE
    AND MAX(d) < DATE_TRUNC('month', DATEADD('day', 3, '2024-02-28 00:00:00 +01:00'::TIMESTAMP_TZ));
-- 1 | 2024-01-31

--# VARIANT paths

SELECT v:a.b[1]::INT, v:s::STRING, v['s'], v:a:b[0], v:missing FROM t WHERE a = 1;
-- 2 | q | "q" | 1 | NULL

SELECT v['a'].b[1]::INT, t.v['a'].b[0], v['a'].B FROM t WHERE a = 1;
-- 2 | 1 | NULL

SELECT v:a IS NULL, v:a::VARCHAR IS NULL FROM t WHERE a = 2;
-- FALSE | TRUE

SELECT f.index, f.value FROM t, LATERAL FLATTEN(INPUT => v:a.b) f ORDER BY f.index DESC;
-- 1 | 2
-- 0 | 1

--# ORDER BY a row

SELECT column1 AS a, column2 AS b FROM VALUES (1, 2), (1, 1), (0, 5) ORDER BY (a, b);
-- 0 | 5
-- 1 | 1
-- 1 | 2

SELECT column1 AS a, column2 AS b FROM VALUES (1, 2), (1, 1), (0, 5) ORDER BY (a, b) DESC;
-- 1 | 2
-- 1 | 1
-- 0 | 5

--# EXISTS and LIMIT over a join with what is provably empty: DuckDB 2.0.1 has an optimizer that loses the LIMIT

CREATE TABLE hundred AS SELECT SEQ4() AS i, MOD(SEQ4(), 7) AS j FROM TABLE(GENERATOR(ROWCOUNT => 100));

WITH c AS (SELECT z.i, z.j FROM (SELECT i, j FROM hundred WHERE i > 50) z LEFT JOIN (SELECT i, j FROM hundred WHERE i > 1000) y ON z.i = y.i)
SELECT EXISTS (SELECT i, j FROM c);
-- TRUE

--# a column of VALUES that holds nothing but NULL is text
SELECT $1, TRY_PARSE_JSON($2), UPPER($2), TO_DATE($2), SYSTEM$TYPEOF($2) LIKE 'VARCHAR%' FROM VALUES ('a', NULL), ('b', NULL) ORDER BY 1;
-- a | NULL | NULL | NULL | true
-- b | NULL | NULL | NULL | true

--# DISTINCT of values that are equal and differ (+02:00 and UTC), beside constants
select distinct column1::timestamp_tz as moment, 1 as one, 'x' as x, null as n, true as yes, 2.5 as half, column2 as x2
from values ('2024-01-01 02:00:00 +0200', 'a'), ('2024-01-01 00:00:00 +0000', 'a') ->> select count(*), max(half) from $1;
-- 1 | 2.5

select distinct parse_json(column1) as v, 1 as one from values ('1'), ('1.0'), ('2') ->> select count(*) from $1;
-- 2

select distinct '2024-01-01 00:00:00 +0000'::timestamp_tz as moment, 7 as n from values (1), (2) ->> select count(*) from $1;
-- 1

--# patterns that are no literals, also empty and NULL
select regexp_replace(regexp_replace(upper(x || ' of some length, so that it is computed once alone'), p), chr(79), chr(48)), n
from values ('a b', ' ', 1), ('ab', '', 2), (null, 'B', 3), ('ab', null, 4), ('abab', 'B', 5) as t (x, p, n) order by n;
-- AB0FS0MELENGTH,S0THATITISC0MPUTED0NCEAL0NE | 1
-- AB 0F S0ME LENGTH, S0 THAT IT IS C0MPUTED 0NCE AL0NE | 2
-- NULL | 3
-- NULL | 4
-- AA 0F S0ME LENGTH, S0 THAT IT IS C0MPUTED 0NCE AL0NE | 5

--# a window function that another one names by its alias
select column1 as x, max(x) over () - x as gap, rank() over (order by gap) r from values (10), (20), (30) order by r;
-- 30 | 0 | 1
-- 20 | 10 | 2
-- 10 | 20 | 3

select column1 as g, sum(column2) s, sum(s) over () as total, rank() over (order by total) from values (1, 2), (2, 3) group by g;
-- ! Unsupported feature 'a window function in the keys of another one beside GROUP BY'

--# a random value that has a name is one value, wherever the name stands; it may order a window
select count(*) from (select random() as r, r as s, r + 0 as u from table(generator(rowcount => 20))) where r <> s or s <> u;
-- 0

select uniform(1, 2, random()) as g, g * 10 as h from table(generator(rowcount => 50)) group by all order by 1;
-- 1 | 10
-- 2 | 20

select count(distinct n), min(n), max(n) from (select row_number() over (order by random()) as n from table(generator(rowcount => 20)));
-- 20 | 1 | 20

select column1 from values (1), (2) qualify row_number() over (partition by column1 order by uniform(1, 9, random()), column1) = 1 order by 1;
-- 1
-- 2

select column1, rank() over (order by random()) from values (1), (2) group by column1;
-- ! Unsupported feature 'a random value in the keys of a window beside GROUP BY'

--# GROUP BY ALL and positions with stars
select *, count(*) from (select column1 as a, parse_json(column2) as v from values (1, '[1]'), (1, '[1]'), (2, '2')) group by all order by a;
-- 1 | [1] | 2
-- 2 | 2 | 1

select x.*, count(*) from (select column1 as a, column2 as b from values (1, 'y'), (1, 'y')) x group by 1, 2;
-- 1 | y | 2

select * exclude v, sum(a) as s from (select 1 as a, 'b' as b, 2 as v) group by all;
-- 1 | b | 1

select * from (select 1 as a, 'b' as b) pivot (sum(a) for b in (select 'b', 'c'));
-- ! Unsupported subquery type cannot be evaluated

select * from (select 1 as a, 'b' as b) pivot (nosuch(a) for b in ('b'));
-- ! Unknown function NOSUCH
