--# Examples of the pages of ANY_VALUE, EXP, WIDTH_BUCKET, FLOOR, FACTORIAL, DIV0, DIV0NULL, GETBIT, TIMESTAMP_FROM_PARTS and ADD_MONTHS under https://docs.snowflake.com/en/sql-reference/functions, and what they say of NULLs, types and bounds.

SELECT EXP(1), EXP(LN(10));
-- 2.71828182845905 | 10

SELECT EXP(NULL), EXP('x');
-- ! 100038 (22018): Numeric value 'x' is not recognized

SELECT EXP('2'), SYSTEM$TYPEOF(EXP(1));
-- 7.38905609893065 | FLOAT[DOUBLE]

SELECT WIDTH_BUCKET(5, 10, 10, 4);
-- ! 001015 (22023): SQL compilation error: invalid value [10] for parameter 'MAX_VALUE' of function WIDTH_BUCKET

SELECT WIDTH_BUCKET(5, 1, 10, 0);
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'NUM_BUCKETS' of function WIDTH_BUCKET

SELECT WIDTH_BUCKET(5, 1, 10, -1);
-- ! 001015 (22023): SQL compilation error: invalid value [-1] for parameter 'NUM_BUCKETS' of function WIDTH_BUCKET

SELECT WIDTH_BUCKET(5, 10, 1, 4), WIDTH_BUCKET(10, 10, 1, 4), WIDTH_BUCKET(1, 10, 1, 4), WIDTH_BUCKET(11, 10, 1, 4);
-- 0 | 5 | 0 | 5

SELECT WIDTH_BUCKET(NULL, 10, 1, 4), WIDTH_BUCKET(1, NULL, 1, 4), WIDTH_BUCKET(1, 10, 1, NULL);
-- NULL | NULL | NULL

SELECT WIDTH_BUCKET('5', 0, 10, 4), SYSTEM$TYPEOF(WIDTH_BUCKET(1,2,3,4));
-- 3 | NUMBER(38,0)[SB16]

SELECT WIDTH_BUCKET(5, 0, 9007199254740992, 4);
-- ! 001015 (22023): SQL compilation error: invalid value [9007199254740992] for parameter 'MAX_VALUE' of function WIDTH_BUCKET

SELECT WIDTH_BUCKET(5, -9007199254740000, 9007199254740000, 4);
-- 3

SELECT WIDTH_BUCKET(5.5, 0, 10.0, 2.6);
-- 2

CREATE TABLE customer(id INT, name VARCHAR);

CREATE TABLE orders(customer_id INT, value NUMBER(10,2));

INSERT INTO customer VALUES (1,'a'),(2,'b');

INSERT INTO orders VALUES (1,2.5),(1,3),(2,7);

SELECT customer.id , ANY_VALUE(customer.name) , SUM(orders.value) FROM customer JOIN orders ON customer.id = orders.customer_id GROUP BY customer.id ORDER BY 1;
-- 1 | a | 5.50
-- 2 | b | 7.00

SELECT customer.id , customer.name , SUM(orders.value) FROM customer JOIN orders ON customer.id = orders.customer_id GROUP BY customer.id;
-- ! 001104 (42601): SQL compilation error: error line 1 at position 21 'CUSTOMER.NAME' in select clause is neither an aggregate nor in the group by clause.

SELECT ANY_VALUE(DISTINCT name) OVER (PARTITION BY id) FROM customer ORDER BY id;
-- a
-- b

SELECT ANY_VALUE(name) OVER (PARTITION BY id ORDER BY id) FROM customer;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Cumulative window frame unsupported for function ANY_VALUE

SELECT ANY_VALUE(name) OVER (PARTITION BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM customer;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Sliding window frame unsupported for function ANY_VALUE

SELECT ANY_VALUE(name, 1) FROM customer;
-- ! 000939 (22023): SQL compilation error: error line 1 at position 7 too many arguments for function [ANY_VALUE(NAME, 1)] expected 1, got 2

SELECT ANY_VALUE(value) FROM orders WHERE FALSE;
-- NULL

SELECT ANY_VALUE(column1) FROM VALUES (NULL),(NULL);
-- NULL

SELECT TIMESTAMP_LTZ_FROM_PARTS(2013, 4, 5, 12, 00, 00);
-- 2013-04-05 12:00:00.000 -0700

select timestamp_ntz_from_parts(2013, 4, 5, 12, 00, 00, 987654321);
-- 2013-04-05 12:00:00.987

select timestamp_from_parts(2013, 13, 5, 25, 61, 61), timestamp_from_parts(2013, 0, 0, 0, 0, 0), timestamp_from_parts(2013,1,1,0,0,0,-1), timestamp_from_parts(2013,1,1,0,0,0,1500000000);
-- 2014-01-06 02:02:01.000 | 2012-11-30 00:00:00.000 | 2012-12-31 23:59:59.999 | 2013-01-01 00:00:01.500

select timestamp_from_parts(2013, 4, 5, 12, 0, 0, 0, 'America/Los_Angeles');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIMESTAMP_FROM_PARTS': (NUMBER(4,0), NUMBER(1,0), NUMBER(1,0), NUMBER(2,0), NUMBER(1,0), NUMBER(1,0), NUMBER(1,0), VARCHAR(19))

select timestamp_ntz_from_parts(2013, 4, 5, 12, 0, 0, 0, 'America/Los_Angeles');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIMESTAMP_NTZ_FROM_PARTS': (NUMBER(4,0), NUMBER(1,0), NUMBER(1,0), NUMBER(2,0), NUMBER(1,0), NUMBER(1,0), NUMBER(1,0), VARCHAR(19))

select timestamp_ltz_from_parts(2013, 4, 5, 12, 0, 0, 0, 'America/Los_Angeles');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIMESTAMP_LTZ_FROM_PARTS': (NUMBER(4,0), NUMBER(1,0), NUMBER(1,0), NUMBER(2,0), NUMBER(1,0), NUMBER(1,0), NUMBER(1,0), VARCHAR(19))

select timestamp_ltz_from_parts('2013-04-05'::date, '12:00'::time);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIMESTAMP_LTZ_FROM_PARTS': (DATE, TIME(9))

select timestamp_tz_from_parts(2013, 4, 5, 12, 0, 0, 0, 'Nowhere/Here');
-- ! 001015 (22023): SQL compilation error: invalid value [Nowhere/Here] for parameter 'TIMEZONE' of function TIMESTAMP_TZ_FROM_PARTS

select timestamp_tz_from_parts(2013, 4, 5, 12, 0, 0, 0, NULL), timestamp_from_parts(NULL,1,1,1,1,1);
-- NULL | NULL

select timestamp_from_parts(2013.5, 1, 1, 0, 0, 1.5);
-- 2014-01-01 00:00:02.000

select timestamp_from_parts('2013', '1', 1, 0, 0, 1);
-- 2013-01-01 00:00:01.000

select timestamp_from_parts(2013,1,1);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIMESTAMP_FROM_PARTS': (NUMBER(4,0), NUMBER(1,0), NUMBER(1,0))

select timestamp_from_parts(2013,1,1,1,1,1,1,'UTC',1);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIMESTAMP_FROM_PARTS': (NUMBER(4,0), NUMBER(1,0), NUMBER(1,0), NUMBER(1,0), NUMBER(1,0), NUMBER(1,0), NUMBER(1,0), VARCHAR(3), NUMBER(1,0))

alter session set timestamp_type_mapping = 'TIMESTAMP_TZ';

select timestamp_from_parts(2013, 4, 5, 12, 0, 0, 0, 'America/Los_Angeles'), timestamp_from_parts(2013, 4, 5, 12, 0, 0);
-- 2013-04-05 12:00:00.000 -0700 | 2013-04-05 12:00:00.000 -0700

select timestamp_from_parts('2013-04-05'::date, '12:00'::time);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIMESTAMP_FROM_PARTS': (DATE, TIME(9))

select timestamp_tz_from_parts('2013-04-05'::date, '12:00'::time);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIMESTAMP_TZ_FROM_PARTS': (DATE, TIME(9))

alter session set timestamp_type_mapping = 'TIMESTAMP_LTZ';

select timestamp_from_parts(2013, 3, 10, 2, 30, 0), timestamp_tz_from_parts(2013, 11, 3, 1, 30, 0);
-- 2013-03-10 03:30:00.000 -0700 | 2013-11-03 01:30:00.000 -0800

SELECT DATEDIFF(milliseconds, '2024-02-20 21:18:41.0000', '2024-02-20 21:18:42.1239');
-- 1123

SELECT ADD_MONTHS('2016-05-15'::timestamp_ntz, 2), ADD_MONTHS('2016-05-15'::date, 2.5), ADD_MONTHS('2016-05-15'::date, -2.5), ADD_MONTHS('2016-05-15', '1'), ADD_MONTHS('2016-02-29 10:00:00'::timestamp_ntz, 1::float);
-- 2016-07-15 00:00:00.000 | 2016-08-15 | 2016-02-15 | 2016-06-15 00:00:00.000 | 2016-03-31 10:00:00.000

SELECT ADD_MONTHS('2016-05-15 10:00'::timestamp_tz, 8), ADD_MONTHS(NULL, 1), ADD_MONTHS('2016-05-15'::date, NULL);
-- 2017-01-15 10:00:00.000 -0700 | NULL | NULL

SELECT ADD_MONTHS('10:00'::time, 1);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'ADD_MONTHS': (TIME(9), NUMBER(1,0))

alter session set timestamp_type_mapping = 'TIMESTAMP_NTZ';

CREATE TABLE test_floor (n FLOAT, scale INTEGER);

INSERT INTO test_floor (n, scale) VALUES (-975.975, -1), (-975.975, 0), (-975.975, 2), ( 135.135, -2), ( 135.135, 0), ( 135.135, 1), ( 135.135, 3), ( 135.135, 50), ( 135.135, NULL);

SELECT n, scale, CEIL(n, scale), TRUNC(n, scale), ROUND(n, scale) FROM test_floor ORDER BY n, scale;
-- -975.975 | -1 | -970 | -970 | -980
-- -975.975 | 0 | -975 | -975 | -976
-- -975.975 | 2 | -975.97 | -975.97 | -975.98
-- 135.135 | -2 | 200 | 100 | 100
-- 135.135 | 0 | 136 | 135 | 135
-- 135.135 | 1 | 135.2 | 135.1 | 135.1
-- 135.135 | 3 | 135.135 | 135.135 | 135.135
-- 135.135 | 50 | 135.135 | 135.135 | 135.135
-- 135.135 | NULL | NULL | NULL | NULL

SELECT SYSTEM$TYPEOF(FLOOR(3.14::FLOAT, 1)), SYSTEM$TYPEOF(FLOOR(3.14, 1)), SYSTEM$TYPEOF(FLOOR(-9.99, 0)), SYSTEM$TYPEOF(FLOOR(33.33, -1)), FLOOR(33.33, -1);
-- FLOAT[DOUBLE] | NUMBER(3,1)[SB2] | NUMBER(2,0)[SB1] | NUMBER(3,0)[SB2] | 30

SELECT FLOOR(1,2,3);
-- ! 000939 (22023): SQL compilation error: error line 1 at position 7 too many arguments for function [FLOOR(1, 2, 3)] expected 2, got 3

SELECT FLOOR(TRUE);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'FLOOR': (BOOLEAN)

SELECT FLOOR('2024-01-01'::DATE);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'FLOOR': (DATE)

SELECT FLOOR(NULL, 1), FLOOR(1.5, NULL), FLOOR('1.57', 1);
-- NULL | NULL | 1.5

SELECT FACTORIAL(0), FACTORIAL(1), FACTORIAL(5), FACTORIAL(10), FACTORIAL(33), SYSTEM$TYPEOF(FACTORIAL(33));
-- 1 | 1 | 120 | 3628800 | 8683317618811886495518194401280000000 | NUMBER(38,0)[SB16]

SELECT FACTORIAL(-1);
-- ! 100225 (22003): Invalid argument -1 for FACTORIAL: must be from 0 to 33

SELECT FACTORIAL(1.5), FACTORIAL(NULL), FACTORIAL('3');
-- 2 | NULL | 6

SELECT 1/2, DIV0(1, 2), DIV0(1, 0), DIV0NULL(1,2), DIV0NULL(1,0), 1/NULL, DIV0NULL(1,NULL), DIV0(1,NULL), DIV0(NULL,0), DIV0NULL(NULL, 0), DIV0NULL(NULL,NULL);
-- 0.500000 | 0.500000 | 0.000000 | 0.500000 | 0.000000 | NULL | 0.000000 | NULL | NULL | 0.000000 | 0.000000

SELECT DIV0(1);
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [DIV0(1)], expected 2, got 1

SELECT DIV0('a', 1);
-- ! 100038 (22018): Numeric value 'a' is not recognized

SELECT DIV0(TRUE, 1);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'DIV0': (BOOLEAN, NUMBER(1,0))

SELECT GETBIT(-1, 127), GETBIT(-1, 64), GETBIT(-2, 0), GETBIT(NULL, 1), GETBIT(1, NULL);
-- 1 | 1 | 0 | NULL | NULL

SELECT GETBIT(11, 128);
-- ! 001015 (22023): SQL compilation error: invalid value [128] for parameter 'BIT_POSITION' of function GETBIT

SELECT GETBIT(11, -1);
-- ! 001015 (22023): SQL compilation error: invalid value [-1] for parameter 'BIT_POSITION' of function GETBIT

SELECT GETBIT('11', '1'), GETBIT(11.7, 2), SYSTEM$TYPEOF(GETBIT(1,2));
-- 1 | 1 | NUMBER(1,0)[SB1]

SELECT COSH(1.5), COT(0), COT(PI()/3), COT(RADIANS(90));
-- 2.35240961524325 | inf | 0.577350269189626 | 6.12323399573677e-17

SELECT x, CBRT(x) FROM (VALUES (0),(2),(-10),(NULL)) v(x);
-- 0 | 0
-- 2 | 1.25992104989487
-- -10 | -2.15443469003188
-- NULL | NULL

CREATE TABLE t(c1 INT, b BOOLEAN, d DATE, x NUMBER(10,2));

INSERT INTO t VALUES (1,TRUE,'2025-05-06', 2.5),(NULL,NULL,NULL,NULL),(127,FALSE,'2025-05-06',0);

SELECT GETBIT(1, c1 + 1) FROM t;
-- ! 001015 (22023): SQL compilation error: invalid value [128] for parameter 'BIT_POSITION' of function GETBIT

SELECT GETBIT(1, 128);
-- ! 001015 (22023): SQL compilation error: invalid value [128] for parameter 'BIT_POSITION' of function GETBIT

SELECT GETBIT(1, -1);
-- ! 001015 (22023): SQL compilation error: invalid value [-1] for parameter 'BIT_POSITION' of function GETBIT

SELECT NEXT_DAY('2025-05-06 10:00', 'fr'), NEXT_DAY('2025-05-06 10:00'::timestamp_tz, 'fr'), PREVIOUS_DAY('2025-05-06 10:00'::timestamp_ltz, 'fr'), NEXT_DAY(d, 'mo'), NEXT_DAY(NULL, 'mo') FROM t;
-- 2025-05-09 | 2025-05-09 | 2025-05-02 | 2025-05-12 | NULL
-- 2025-05-09 | 2025-05-09 | 2025-05-02 | NULL | NULL
-- 2025-05-09 | 2025-05-09 | 2025-05-02 | 2025-05-12 | NULL

SELECT NEXT_DAY('10:00'::time, 'fr');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'NEXT_DAY': (TIME(9), VARCHAR(2))

SELECT DIV0NULL(NULL, 0), DIV0NULL(x, 0), DIV0NULL(x, x), DIV0(x, 0), DIV0(x,x), DIV0NULL(NULL, NULL), DIV0NULL(NULL, 2), DIV0NULL(x, c1) FROM t;
-- 0.000000 | 0.00000000 | 1.00000000 | 0.00000000 | 1.00000000 | 0.000000 | NULL | 2.50000000
-- 0.000000 | 0.00000000 | 0.00000000 | NULL | NULL | 0.000000 | NULL | 0.00000000
-- 0.000000 | 0.00000000 | 0.00000000 | 0.00000000 | 0.00000000 | 0.000000 | NULL | 0.00000000

SELECT MOD(1, b) FROM t;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'MOD': (NUMBER(1,0), BOOLEAN)

SELECT DIV0(d, 1) FROM t;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'DIV0': (DATE, NUMBER(1,0))

SELECT CONDITIONAL_CHANGE_EVENT(c1) OVER (PARTITION BY b) FROM t;
-- ! 002303 (42601): SQL compilation error: error line 1 at position 7 Window function type [CONDITIONAL_CHANGE_EVENT] requires ORDER BY in window specification

SELECT CONDITIONAL_CHANGE_EVENT(c1) OVER (ORDER BY c1 ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Sliding window frame unsupported for function CONDITIONAL_CHANGE_EVENT

SELECT CONDITIONAL_CHANGE_EVENT(c1) OVER (ORDER BY c1) FROM t;
-- 0
-- 1
-- 1

SELECT NTILE(2) OVER (ORDER BY c1 ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Sliding window frame unsupported for function NTILE

SELECT NTH_VALUE(c1, c1) OVER (ORDER BY c1) FROM t;
-- ! 001015 (22023): SQL compilation error: invalid value [C1] for parameter 'N' of function NTH_VALUE

SELECT APPROX_TOP_K(c1, c1) FROM t;
-- ! 001015 (22023): SQL compilation error: invalid value [C1] for parameter 'K' of function APPROX_TOP_K

SELECT APPROX_TOP_K_ESTIMATE(APPROX_TOP_K_ACCUMULATE(c1, 10), 0) FROM t;
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'K' of function APPROX_TOP_K_ESTIMATE
