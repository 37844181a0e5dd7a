--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: regular expressions, JSON, rounding, NULL-safe comparison.

CREATE TABLE testtable (c1 INTEGER);

INSERT INTO testtable (c1) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10);

SELECT APPROX_PERCENTILE(c1, 0.1),APPROX_PERCENTILE(c1, 0.5),APPROX_PERCENTILE(c1, 0.999) from testtable;
-- 1.5 | 5.5 | 10.5

SELECT REGEXP_COUNT('snow', 'SNOW', 1, 'c') AS case_sensitive_matching, REGEXP_COUNT('snow', 'SNOW', 1, 'i') AS case_insensitive_matching;
-- 0 | 1

SELECT REGEXP_SUBSTR('Release 24', 'Release\\W+(\\d+)', 1, 1, 'e') AS release_number;
-- 24

SELECT REGEXP_SUBSTR('Customers - (NY)','\\([[:alnum:]]+\\)') AS location, REGEXP_SUBSTR('Customers - (NY)',$$\([[:alnum:]]+\)$$) AS location;
-- (NY) | (NY)

CREATE OR REPLACE TABLE wildcards (w VARCHAR, w2 VARCHAR);

INSERT INTO wildcards (w, w2) VALUES ('\\', '?');

SELECT w2 FROM wildcards WHERE REGEXP_LIKE(w2, '\\?');
-- ?

SELECT w2 FROM wildcards WHERE REGEXP_LIKE(w2, '\\' || '?');
-- ?

SELECT w, w2, w || w2 AS escape_sequence, w2 FROM wildcards WHERE REGEXP_LIKE(w2, w || w2);
-- \ | ? | \? | ?

INSERT INTO wildcards (w, w2) VALUES (NULL, 'When I am cold, I am bold.');

SELECT w2, REGEXP_REPLACE(w2, '(.old)', 'very \\1') FROM wildcards ORDER BY w2;
-- ? | ?
-- When I am cold, I am bold. | When I am very cold, I am very bold.

SELECT w2, REGEXP_REPLACE(w2, '(.old)', $$very \1$$) FROM wildcards ORDER BY w2;
-- ? | ?
-- When I am cold, I am bold. | When I am very cold, I am very bold.

CREATE OR REPLACE TABLE vartab (n NUMBER(2), v VARIANT);

INSERT INTO vartab
  SELECT column1 AS n, PARSE_JSON(column2) AS v
    FROM VALUES (1, 'null'), (2, null), (3, 'true'), (4, '-17'), (5, '123.12'), (6, '1.912e2'), (7, '"Om ara pa ca na dhih"  '), (8, '[-1, 12, 289, 2188, false,]'), (9, '{ "x" : "abc", "y" : false, "z": 10} ')
       AS vals;

SELECT n, v, TYPEOF(v) FROM vartab ORDER BY n;
-- 1 | null | NULL_VALUE
-- 2 | NULL | NULL
-- 3 | true | BOOLEAN
-- 4 | -17 | INTEGER
-- 5 | 123.12 | DECIMAL
-- 6 | 1.912000000000000e+02 | DOUBLE
-- 7 | "Om ara pa ca na dhih" | VARCHAR
-- 8 | [-1,12,289,2188,false,undefined] | ARRAY
-- 9 | {"x":"abc","y":false,"z":10} | OBJECT

INSERT INTO vartab
SELECT column1 AS n, PARSE_JSON(column2) AS v
  FROM VALUES (10, '{ "a" : "123", "b" : "456", "a": "789"} ')
     AS vals;
-- ! 100069 (22P02): Error parsing JSON: duplicate object attribute "a", pos 31

SELECT  PARSE_JSON('{ "a" : "123", "b" : "456", "a": "789"} ');
-- ! 100069 (22P02): Error parsing JSON: duplicate object attribute "a", pos 31

INSERT INTO vartab
SELECT column1 AS n, PARSE_JSON(column2, 'd') AS v
  FROM VALUES (10, '{ "a" : "123", "b" : "456", "a": "789"} ')
     AS vals;

SELECT v FROM vartab WHERE n = 10;
-- {"a":"789","b":"456"}

SELECT TO_JSON(NULL), TO_JSON('null'::VARIANT), PARSE_JSON(NULL), PARSE_JSON('null');
-- NULL | "null" | NULL | null

CREATE OR REPLACE TABLE jdemo2 ( varchar1 VARCHAR, variant1 VARIANT);

INSERT INTO jdemo2 (varchar1) VALUES ('{"PI":3.14}');

UPDATE jdemo2 SET variant1 = PARSE_JSON(varchar1);

SELECT varchar1,
       PARSE_JSON(varchar1),
       variant1,
       TO_JSON(variant1),
       PARSE_JSON(varchar1) = variant1,
       TO_JSON(variant1) = varchar1
  FROM jdemo2;
-- {"PI":3.14} | {"PI":3.14} | {"PI":3.14} | {"PI":3.14} | TRUE | TRUE

SELECT TO_JSON(PARSE_JSON('{"b":1,"a":2}')),
       TO_JSON(PARSE_JSON('{"b":1,"a":2}')) = '{"b":1,"a":2}',
       TO_JSON(PARSE_JSON('{"b":1,"a":2}')) = '{"a":2,"b":1}';
-- {"a":2,"b":1} | FALSE | TRUE

CREATE OR REPLACE TABLE jdemo3 ( variant1 VARIANT, variant2 VARIANT);

INSERT INTO jdemo3 (variant1, variant2) SELECT PARSE_JSON('{"PI":3.14}'), TO_VARIANT('{"PI":3.14}');

SELECT variant1, TYPEOF(variant1), variant2, TYPEOF(variant2), variant1 = variant2 FROM jdemo3;
-- {"PI":3.14} | OBJECT | "{\"PI\":3.14}" | VARCHAR | FALSE

CREATE OR REPLACE TABLE typeof_cast(status VARCHAR, time TIMESTAMP);

INSERT INTO typeof_cast VALUES('check in', '2024-01-17 19:00:00.000 -0800');

SELECT status, TYPEOF(status::VARIANT) AS "TYPE OF STATUS", time, TYPEOF(time::VARIANT) AS "TYPE OF TIME" FROM typeof_cast;
-- check in | VARCHAR | 2024-01-17 19:00:00.000 | TIMESTAMP_NTZ

SELECT CHECK_XML('<name> Valid </name>');
-- NULL

SELECT CHECK_XML('<name> Invalid </WRONG_CLOSING_TAG>');
-- no opening tag for </WRONG_CLOSING_TAG>, pos 35

SELECT REGEXP_REPLACE('Customers - (NY)','\\(|\\)','') AS customers;
-- Customers - NY

SELECT REGEXP_REPLACE('It was the best of times, it was the worst of times', '( ){1,}', '') AS result;
-- Itwasthebestoftimes,itwastheworstoftimes

SELECT REGEXP_REPLACE('It was the best of times, it was the worst of times', 'times', 'days', 1, 2) AS result;
-- It was the best of times, it was the worst of days

SELECT REGEXP_REPLACE('firstname middlename lastname', '(.*) (.*) (.*)', '\\3, \\1 \\2') AS name_sort;
-- lastname, firstname middlename

CREATE OR REPLACE TABLE regexp_replace_demo(body VARCHAR(255));

INSERT INTO regexp_replace_demo values
  ('Hellooo World'),
  ('How are you doing today?'),
  ('the quick brown fox jumps over the lazy dog'),
  ('PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS');

SELECT body, REGEXP_REPLACE(body, '()', '*') AS replaced FROM regexp_replace_demo;
-- Hellooo World | *H*e*l*l*o*o*o* *W*o*r*l*d*
-- How are you doing today? | *H*o*w* *a*r*e* *y*o*u* *d*o*i*n*g* *t*o*d*a*y*?*
-- the quick brown fox jumps over the lazy dog | *t*h*e* *q*u*i*c*k* *b*r*o*w*n* *f*o*x* *j*u*m*p*s* *o*v*e*r* *t*h*e* *l*a*z*y* *d*o*g*
-- PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS | *P*A*C*K* *M*Y* *B*O*X* *W*I*T*H* *F*I*V*E* *D*O*Z*E*N* *L*I*Q*U*O*R* *J*U*G*S*

SELECT body, REGEXP_REPLACE(body, '[aeiou]', '', 1, 0, 'i') AS replaced FROM regexp_replace_demo;
-- Hellooo World | Hll Wrld
-- How are you doing today? | Hw r y dng tdy?
-- the quick brown fox jumps over the lazy dog | th qck brwn fx jmps vr th lzy dg
-- PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS | PCK MY BX WTH FV DZN LQR JGS

SELECT body, REGEXP_REPLACE(body, '\\b(\\S*)o(\\S*)\\b') AS replaced FROM regexp_replace_demo;
-- Hellooo World |  
-- How are you doing today? |  are   ?
-- the quick brown fox jumps over the lazy dog | the quick   jumps  the lazy 
-- PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS | PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS

SELECT body, REGEXP_REPLACE(body, '\\b(\\S*)o(\\S*)\\b', '\\2@@\\1') AS replaced FROM regexp_replace_demo;
-- Hellooo World | @@Helloo rld@@W
-- How are you doing today? | w@@H are u@@y ing@@d day@@t?
-- the quick brown fox jumps over the lazy dog | the quick wn@@br x@@f jumps ver@@ the lazy g@@d
-- PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS | PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS

SELECT body, REGEXP_REPLACE(body, '\\b(\\S*)o(\\S*)\\b', '\\2@@\\1', 3) AS replaced FROM regexp_replace_demo;
-- Hellooo World | He@@lloo rld@@W
-- How are you doing today? | How are u@@y ing@@d day@@t?
-- the quick brown fox jumps over the lazy dog | the quick wn@@br x@@f jumps ver@@ the lazy g@@d
-- PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS | PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS

SELECT body, REGEXP_REPLACE(body, '\\b(\\S*)o(\\S*)\\b', '\\2@@\\1', 3, 3) AS replaced FROM regexp_replace_demo;
-- Hellooo World | Hellooo World
-- How are you doing today? | How are you doing day@@t?
-- the quick brown fox jumps over the lazy dog | the quick brown fox jumps ver@@ the lazy dog
-- PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS | PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS

SELECT body, REGEXP_REPLACE(body, '\\b(\\S*)o(\\S*)\\b', '\\2@@\\1', 3, 3, 'i') AS replaced FROM regexp_replace_demo;
-- Hellooo World | Hellooo World
-- How are you doing today? | How are you doing day@@t?
-- the quick brown fox jumps over the lazy dog | the quick brown fox jumps ver@@ the lazy dog
-- PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS | PACK MY BOX WITH FIVE DOZEN R@@LIQU JUGS

SELECT REGEXP_COUNT('It was the best of times, it was the worst of times', '\\bwas\\b', 1) AS result, REGEXP_COUNT('Excelence', 'e', 1, 'i');
-- 2 | 4

CREATE OR REPLACE TABLE overlap (id NUMBER, a STRING);

INSERT INTO overlap VALUES (1,',abc,def,ghi,jkl,');

INSERT INTO overlap VALUES (2,',abc,,def,,ghi,,jkl,');

SELECT id, REGEXP_COUNT(a, '[[:punct:]][[:alnum:]]+[[:punct:]]', 1, 'i') AS result FROM overlap;
-- 1 | 2
-- 2 | 4

CREATE OR REPLACE TABLE regexp_count_demo (dt DATE, messages VARCHAR);

INSERT INTO regexp_count_demo (dt, messages) VALUES
  ('10-AUG-2025','ER-6842,LG-230,LG-150,ER-3379,ER-6210'),
  ('11-AUG-2025','LG-272,LG-605,LG-683,ER-5577'),
  ('12-AUG-2025','ER-2207,LG-551,LG-826,ER-6842');

SELECT dt, REGEXP_COUNT(messages, ',') + 1 AS message_count, REGEXP_COUNT(messages, '\\bER-[0-9]{4}') FROM regexp_count_demo;
-- 2025-08-10 | 5 | 3
-- 2025-08-11 | 4 | 1
-- 2025-08-12 | 4 | 2

CREATE OR REPLACE TABLE strings (v VARCHAR(50));

INSERT INTO strings (v) VALUES ('San Francisco'), ('San Jose'), ('Santa Clara'), ('Sacramento');

SELECT v FROM strings WHERE v REGEXP 'San* [fF].*' ORDER BY v;
-- San Francisco

INSERT INTO strings (v) VALUES ('Contains embedded single \\backslash');

SELECT v, v REGEXP 'San\\b.*' AS matches, v REGEXP '.*\\s\\\\.*' AS matches, v REGEXP $$.*\s\\.*$$ AS MATCHES FROM strings ORDER BY v;
-- Contains embedded single \backslash | FALSE | TRUE | TRUE
-- Sacramento | FALSE | FALSE | FALSE
-- San Francisco | TRUE | FALSE | FALSE
-- San Jose | TRUE | FALSE | FALSE
-- Santa Clara | FALSE | FALSE | FALSE

SELECT FLOOR(135.135), FLOOR(-975.975);
-- 135 | -976

CREATE TABLE test_floor (n FLOAT, scale INTEGER);

INSERT INTO test_floor (n, scale) VALUES (-975.975, -1), (-975.975,  0), (-975.975,  2), ( 135.135, -2), ( 135.135,  0), ( 135.135,  1), ( 135.135,  3), ( 135.135, 50), ( 135.135, NULL);

SELECT n, scale, FLOOR(n, scale) FROM test_floor ORDER BY n, scale;
-- -975.975 | -1 | -980
-- -975.975 | 0 | -976
-- -975.975 | 2 | -975.98
-- 135.135 | -2 | 100
-- 135.135 | 0 | 135
-- 135.135 | 1 | 135.1
-- 135.135 | 3 | 135.135
-- 135.135 | 50 | 135.135
-- 135.135 | NULL | NULL

SELECT BOOLAND(1, -2), BOOLAND(0, 0), BOOLAND(0, NULL), BOOLAND(NULL, 3), BOOLAND(NULL, NULL), BOOLAND(2, 0.3), BOOLAND(-0.4, 5);
-- TRUE | FALSE | FALSE | NULL | NULL | FALSE | FALSE

SELECT 2 AND 0.3;
-- TRUE

CREATE OR REPLACE TABLE x (i number);

INSERT INTO x values (1), (2), (null);

SELECT x1.i x1_i, x2.i x2_i FROM x x1, x x2 ORDER BY x1.i, x2.i;
-- 1 | 1
-- 1 | 2
-- 1 | NULL
-- 2 | 1
-- 2 | 2
-- 2 | NULL
-- NULL | 1
-- NULL | 2
-- NULL | NULL

SELECT x1.i x1_i, x2.i x2_i,
               x1.i IS NOT DISTINCT FROM x2.i, iff(x1.i IS NOT DISTINCT FROM x2.i, 'Selected', 'Not') "SELECT IF X1.I IS NOT DISTINCT FROM X2.I",
               x1.i IS DISTINCT FROM x2.i, iff(x1.i IS DISTINCT FROM x2.i, 'Selected', 'Not') "SELECT IF X1.I IS DISTINCT FROM X2.I"
        FROM x x1, x x2
        ORDER BY x1.i, x2.i;
-- 1 | 1 | TRUE | Selected | FALSE | Not
-- 1 | 2 | FALSE | Not | TRUE | Selected
-- 1 | NULL | FALSE | Not | TRUE | Selected
-- 2 | 1 | FALSE | Not | TRUE | Selected
-- 2 | 2 | TRUE | Selected | FALSE | Not
-- 2 | NULL | FALSE | Not | TRUE | Selected
-- NULL | 1 | FALSE | Not | TRUE | Selected
-- NULL | 2 | FALSE | Not | TRUE | Selected
-- NULL | NULL | TRUE | Selected | FALSE | Not

SELECT REGR_VALX(NULL, 10), REGR_VALX(1, NULL), REGR_VALX(1, 10);
-- NULL | NULL | 10

select regexp_substr('abcabc','a.*?c'), regexp_substr('abc','(?:a)b');
-- ! 100048 (2201B): Invalid regular expression: '(?:a)b', no argument for repetition operator: ?
