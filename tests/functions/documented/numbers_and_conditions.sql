--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: numbers, conditional expressions.

SELECT column1, abs(column1)
    FROM (values (0), (1), (-2), (3.5), (-4.5), (null));
-- 0.0 | 0.0
-- 1.0 | 1.0
-- -2.0 | 2.0
-- 3.5 | 3.5
-- -4.5 | 4.5
-- NULL | NULL

select 1/0;
-- ! 100051 (22012): Division by zero

SELECT 1/NULL;
-- NULL

CREATE OR REPLACE TABLE test_floor (n FLOAT, scale INTEGER);

INSERT INTO test_floor (n, scale) VALUES
    (-975.975, -1),
    (-975.975,  0),
    (-975.975,  2),
    ( 135.135, -2),
    ( 135.135,  0),
    ( 135.135,  1),
    ( 135.135,  3),
    ( 135.135, 50),
    ( 135.135, NULL);

SELECT n, scale, ROUND(n, scale)
   FROM test_floor
   ORDER BY n, scale;
-- -975.975 | -1 | -980
-- -975.975 | 0 | -976
-- -975.975 | 2 | -975.98
-- 135.135 | -2 | 100
-- 135.135 | 0 | 135
-- 135.135 | 1 | 135.1
-- 135.135 | 3 | 135.135
-- 135.135 | 50 | 135.135
-- 135.135 | NULL | NULL

SELECT n, scale, TRUNC(n, scale)
  FROM test_floor ORDER BY n, scale;
-- -975.975 | -1 | -970
-- -975.975 | 0 | -975
-- -975.975 | 2 | -975.97
-- 135.135 | -2 | 100
-- 135.135 | 0 | 135
-- 135.135 | 1 | 135.1
-- 135.135 | 3 | 135.135
-- 135.135 | 50 | 135.135
-- 135.135 | NULL | NULL

SELECT ROUND(
  EXPR => -2.5,
  SCALE => 0,
  ROUNDING_MODE => 'HALF_TO_EVEN') AS named_with_rounding_mode;
-- -2

CREATE OR REPLACE TEMP TABLE rnd1(f float, d DECIMAL(10, 3));

INSERT INTO rnd1 (f, d) VALUES
  ( -10.005,  -10.005),
  (  -1.005,   -1.005),
  (   1.005,    1.005),
  (  10.005,   10.005);

SELECT f,
       ROUND(f, 2),
       d,
       ROUND(d, 2)
  FROM rnd1
  ORDER BY 1;
-- -10.005 | -10.01 | -10.005 | -10.01
-- -1.005 | -1 | -1.005 | -1.01
-- 1.005 | 1 | 1.005 | 1.01
-- 10.005 | 10.01 | 10.005 | 10.01

SELECT column1, square(column1)
FROM (values (0), (1), (-2), (3.15), (null)) v;
-- 0.00 | 0
-- 1.00 | 1
-- -2.00 | 4
-- 3.15 | 9.9225
-- NULL | NULL

CREATE OR REPLACE TABLE d (column1 INTEGER);

INSERT INTO d (column1) VALUES
     (1),
     (2),
     (NULL),
     (4);

SELECT column1, decode(column1,
                        1, 'one',
                        2, 'two',
                        NULL, '-NULL-',
                        'other'
                       ) AS decode_result
     FROM d;
-- 1 | one
-- 2 | two
-- NULL | -NULL-
-- 4 | other

SELECT LEAST(1, 3, 0, 4);
-- 0

CREATE OR REPLACE TABLE x (i number);

INSERT INTO x values
     (1),
     (2),
     (null);

SELECT x1.i x1_i,
        x2.i x2_i,
        x1.i=x2.i,
        iff(x1.i=x2.i, 'Selected', 'Not') "SELECT IF X1.I=X2.I",
        x1.i<>x2.i,
        iff(not(x1.i=x2.i), 'Selected', 'Not') "SELECT IF X1.I<>X2.I"
     FROM x x1, x x2 where x1.i = 1;
-- 1 | 1 | TRUE | Selected | FALSE | Not
-- 1 | 2 | FALSE | Not | TRUE | Selected
-- 1 | NULL | NULL | Not | NULL | Not

SELECT x1.i x1_i, x2.i x2_i,
                x1.i IS NOT DISTINCT FROM x2.i, iff(x1.i IS NOT DISTINCT FROM x2.i, 'Selected', 'Not') "SELECT IF X1.I IS NOT DISTINCT FROM X2.I",
                x1.i IS DISTINCT FROM x2.i, iff(x1.i IS DISTINCT FROM x2.i, 'Selected', 'Not') "SELECT IF X1.I IS DISTINCT FROM X2.I"
         FROM x x1, x x2 WHERE x1.i is null
         ORDER BY x1.i, x2.i;
-- NULL | 1 | FALSE | Not | TRUE | Selected
-- NULL | 2 | FALSE | Not | TRUE | Selected
-- NULL | NULL | TRUE | Selected | FALSE | Not

CREATE OR REPLACE TABLE i2 as select * from values (0,5,3),(0,null,3),(null,5,3),(null,5,null) as t(a,b,c);

SELECT a, b, c, NVL2(a, b, c) FROM i2;
-- 0 | 5 | 3 | 5
-- 0 | NULL | 3 | NULL
-- NULL | 5 | 3 | 3
-- NULL | 5 | NULL | NULL

SELECT column1, ZEROIFNULL(column1)
     FROM VALUES (1), (null), (5), (0), (3.14159);
-- 1.00000 | 1.00000
-- NULL | 0.00000
-- 5.00000 | 5.00000
-- 0.00000 | 0.00000
-- 3.14159 | 3.14159

select atanh(2);
-- ! Invalid floating point operation: atanh(2)

select ln(0);
-- ! Invalid floating point operation: log(e,0)

select log(10,-1);
-- ! Invalid floating point operation: log(10,-1)

select log(1,10);
-- ! Invalid floating point operation: log(1,10)

select sqrt(-4.54747e-13);
-- ! Invalid floating point operation: sqrt(-4.54747e-13)

select sqrt(column1 - 3) from values (1);
-- ! sqrt(-2)

select pow(0,-1);
-- ! pow(0,-1)

select pow(-8, 1/3);
-- ! pow(-8,0.333333)

select 'a' like 'a\\' escape '\\';
-- ! ends with its escape

select 'a' like 'a' escape 'xy';
-- ! must be a single

select hex_encode('a',2);
-- ! invalid value [2]

select width_bucket(1,0,10,0);
-- ! invalid value

SELECT decode(1, 1);
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [DECODE(1, 1)], expected 3, got 2

SELECT WIDTH_BUCKET(5, 0, 10, 5), WIDTH_BUCKET(-1, 0, 10, 5), WIDTH_BUCKET(10, 0, 10, 5), WIDTH_BUCKET(NULL, 0, 10, 5);
-- 3 | 0 | 6 | NULL

SELECT WIDTH_BUCKET(5, 10, 10, 5);
-- ! invalid value [10] for parameter 'MAX_VALUE'

SELECT FACTORIAL(34);
-- ! must be from 0 to 33

SELECT FLOOR(3.14::FLOAT, 1), FLOOR(3.14, 1), FLOOR(-9.99, 0), FLOOR(33.33, -1), FLOOR(1.5, 5), FLOOR(1.25, NULL);
-- 3.1 | 3.1 | -10 | 30 | 1.5 | NULL

SELECT CASE NULL WHEN NULL THEN 1 ELSE 2 END, BOOLAND(2, 0.3), BOOLAND(-0.4, 5), 2 AND 0.3;
-- 2 | FALSE | FALSE | TRUE

SELECT DIV0(1, NULL), DIV0NULL(1, NULL), DIV0NULL(1, 0), DIV0(NULL, 0);
-- NULL | 0.000000 | 0.000000 | NULL
