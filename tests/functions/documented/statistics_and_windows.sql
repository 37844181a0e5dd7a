--# Examples of the pages of PERCENTILE_DISC, SKEW, CORR, KURTOSIS, LISTAGG, AVG, APPROX_*, NTILE, NTH_VALUE, RATIO_TO_REPORT, INTERPOLATE_* and CONDITIONAL_CHANGE_EVENT under https://docs.snowflake.com/en/sql-reference/functions.

CREATE OR REPLACE TABLE aggr (k INT, v DECIMAL(10,2));

INSERT INTO aggr (k, v) VALUES (0, 0), (0, 10), (0, 20), (0, 30), (0, 40), (1, 10), (1, 20), (2, 10), (2, 20), (2, 25), (2, 30), (3, 60), (4, NULL);

SELECT DISTINCT k, PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY v DESC) OVER (PARTITION BY k) FROM aggr ORDER BY k;
-- 0 | 20.00
-- 1 | 20.00
-- 2 | 25.00
-- 3 | 60.00
-- 4 | NULL

SELECT PERCENTILE_DISC(0) WITHIN GROUP (ORDER BY v), PERCENTILE_DISC(1) WITHIN GROUP (ORDER BY v), PERCENTILE_DISC(0.3) WITHIN GROUP (ORDER BY v::VARCHAR), PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY v::FLOAT) FROM aggr;
-- 0.00 | 60.00 | 10.00 | 20

SELECT PERCENTILE_DISC(1.5) WITHIN GROUP (ORDER BY v) FROM aggr;
-- ! 001015 (22023): SQL compilation error: invalid value [1.5] for parameter 'PERCENTILE' of function PERCENTILE_DISC

SELECT PERCENTILE_DISC(-0.5) WITHIN GROUP (ORDER BY v) FROM aggr;
-- ! 001015 (22023): SQL compilation error: invalid value [-0.5] for parameter 'PERCENTILE' of function PERCENTILE_DISC

SELECT PERCENTILE_DISC(k) WITHIN GROUP (ORDER BY v) FROM aggr;
-- ! 001015 (22023): SQL compilation error: invalid value [K] for parameter 'PERCENTILE' of function PERCENTILE_DISC

SELECT PERCENTILE_DISC(NULL) WITHIN GROUP (ORDER BY v) FROM aggr;
-- ! 001015 (22023): SQL compilation error: invalid value [NULL] for parameter 'PERCENTILE' of function PERCENTILE_DISC

SELECT PERCENTILE_DISC(0.5) FROM aggr;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 7 unexpected 'PERCENTILE_DISC'.

SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY v, k) FROM aggr;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 7 unexpected 'PERCENTILE_DISC'.

SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY v) OVER (PARTITION BY k ORDER BY v) FROM aggr;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Cumulative window frame unsupported for function PERCENTILE_DISC

create or replace table aggr(k int, v decimal(10,2), v2 decimal(10, 2));

insert into aggr values (1, 10, null), (2, 10, null), (2, 20, 22), (2, 25, null), (2, 30, 35);

select * from aggr order by k, v;
-- 1 | 10.00 | NULL
-- 2 | 10.00 | NULL
-- 2 | 20.00 | 22.00
-- 2 | 25.00 | NULL
-- 2 | 30.00 | 35.00

select SKEW(k), SKEW(1.0), SYSTEM$TYPEOF(SKEW(v)) FROM aggr WHERE k = 2;
-- NULL | NULL | FLOAT[DOUBLE]

SELECT SKEW(v) OVER (PARTITION BY k) FROM aggr;
-- NULL
-- -0.752837575550325
-- -0.752837575550325
-- -0.752837575550325
-- -0.752837575550325

SELECT SKEW(DISTINCT v) FROM aggr;
-- -0.752837575550325

SELECT SKEW('a') FROM aggr;
-- ! 100038 (22018): Numeric value 'a' is not recognized

SELECT SKEW(TRUE) FROM aggr;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'SKEW': (BOOLEAN)

SELECT SKEW(v, k) FROM aggr;
-- ! 000939 (22023): SQL compilation error: error line 1 at position 7 too many arguments for function [SKEW(V, K)] expected 1, got 2

CREATE OR REPLACE TABLE aggr(k int, v decimal(10,2), v2 decimal(10, 2));

INSERT INTO aggr VALUES(1, 10, NULL);

INSERT INTO aggr VALUES(2, 10, 11), (2, 20, 22), (2, 25, NULL), (2, 30, 35);

SELECT * FROM aggr;
-- 1 | 10.00 | NULL
-- 2 | 10.00 | 11.00
-- 2 | 20.00 | 22.00
-- 2 | 25.00 | NULL
-- 2 | 30.00 | 35.00

SELECT k, CORR(v, v2) FROM aggr GROUP BY k;
-- 1 | NULL
-- 2 | 0.998844598112153

SELECT k, COVAR_SAMP(v, v2) FROM aggr GROUP BY k;
-- 1 | NULL
-- 2 | 120

SELECT k, COVAR_POP(v, v2), CORR(v, v2) OVER () FROM aggr GROUP BY k, v, v2;
-- 1 | NULL | 0.998844598112153
-- 2 | 0 | 0.998844598112153
-- 2 | 0 | 0.998844598112153
-- 2 | NULL | 0.998844598112153
-- 2 | 0 | 0.998844598112153

SELECT CORR(v, v2) OVER (ORDER BY k) FROM aggr;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Cumulative window frame unsupported for function CORR

SELECT COVAR_SAMP(v, v2) OVER (PARTITION BY k ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM aggr;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Sliding window frame unsupported for function COVAR_SAMP

SELECT CORR(v) FROM aggr;
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [CORR(V)], expected 2, got 1

SELECT CORR('1', '2'), SYSTEM$TYPEOF(CORR(v, v2)) FROM aggr;
-- NULL | FLOAT[DOUBLE]

SELECT CORR(1, 2), COVAR_SAMP(1,1), COVAR_POP(1,1) FROM aggr;
-- NULL | 0 | 0

SELECT CORR(1, 2), COVAR_SAMP(1,1), COVAR_POP(1,1) FROM aggr WHERE k = 1;
-- NULL | NULL | 0

CREATE OR REPLACE TABLE aggr(k INT, v DECIMAL(10,2), v2 DECIMAL(10, 2));

INSERT INTO aggr VALUES (1, 10, null), (2, 10, 12), (2, 20, 22), (2, 25, null), (2, 30, 35);

SELECT KURTOSIS(k::float), KURTOSIS(1), SYSTEM$TYPEOF(KURTOSIS(v)), SYSTEM$TYPEOF(KURTOSIS(v::float)) FROM aggr;
-- 5 | NULL | NUMBER(38,12)[SB16] | FLOAT[DOUBLE]

SELECT KURTOSIS(v) OVER (), KURTOSIS(v) OVER (PARTITION BY k) FROM aggr ORDER BY v, k DESC;
-- -2.324218750000 | 0.342857142857
-- -2.324218750000 | NULL
-- -2.324218750000 | 0.342857142857
-- -2.324218750000 | 0.342857142857
-- -2.324218750000 | 0.342857142857

SELECT KURTOSIS(v) OVER (ORDER BY k) FROM aggr;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Cumulative window frame unsupported for function KURTOSIS

SELECT KURTOSIS(DISTINCT v) FROM aggr;
-- 0.342857142857

CREATE OR REPLACE TABLE collation_demo ( spanish_phrase VARCHAR COLLATE 'es');

INSERT INTO collation_demo (spanish_phrase) VALUES ('piña colada'), ('Pinatubo (Mount)'), ('pint'), ('Pinta');

CREATE TABLE orders2 (o_orderkey INT, o_orderstatus VARCHAR, o_clerk VARCHAR, o_totalprice NUMBER(10,2));

INSERT INTO orders2 VALUES (1, 'O', 'Clerk#000000699', 530000), (2, 'O', 'Clerk#000000336', 525000), (3, 'F', 'Clerk#000000040', 527000), (3, 'F', NULL, 527001);

SELECT LISTAGG(DISTINCT o_orderkey, ' ') WITHIN GROUP (ORDER BY o_orderkey) FROM orders2;
-- 1 2 3

SELECT LISTAGG(DISTINCT o_orderkey, ' ') WITHIN GROUP (ORDER BY o_orderkey DESC) FROM orders2;
-- 3 2 1

SELECT o_orderstatus, LISTAGG(o_clerk, ', ') WITHIN GROUP (ORDER BY o_totalprice DESC) FROM orders2 WHERE o_totalprice > 520000 GROUP BY o_orderstatus ORDER BY 1 DESC;
-- O | Clerk#000000699, Clerk#000000336
-- F | Clerk#000000040

SELECT LISTAGG(o_clerk, o_orderstatus) FROM orders2;
-- ! 001015 (22023): SQL compilation error: argument 2 to function LISTAGG needs to be constant, found 'O_ORDERSTATUS'

SELECT LISTAGG(o_clerk, NULL) FROM orders2;
-- Clerk#000000699Clerk#000000336Clerk#000000040

SELECT LISTAGG(o_clerk) WITHIN GROUP (ORDER BY 1) FROM orders2 WHERE FALSE;
-- 

SELECT LISTAGG(o_clerk, '-') WITHIN GROUP (ORDER BY o_totalprice) OVER (PARTITION BY o_orderstatus) FROM orders2 ORDER BY o_orderkey, o_totalprice;
-- Clerk#000000336-Clerk#000000699
-- Clerk#000000336-Clerk#000000699
-- Clerk#000000040
-- Clerk#000000040

SELECT LISTAGG(o_clerk, '-') WITHIN GROUP (ORDER BY o_totalprice) OVER (PARTITION BY o_orderstatus ORDER BY o_orderkey) FROM orders2;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Cumulative window frame unsupported for function LISTAGG

SELECT LISTAGG(o_totalprice, ';') WITHIN GROUP (ORDER BY o_totalprice DESC NULLS LAST, o_orderkey) FROM orders2;
-- 530000.00;527001.00;527000.00;525000.00

SELECT SYSTEM$TYPEOF(LISTAGG(o_clerk)) FROM orders2;
-- VARCHAR(16777216)[LOB]

SELECT LISTAGG(ARRAY_CONSTRUCT(1)) FROM orders2;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'LISTAGG': (ARRAY)

SELECT LISTAGG(PARSE_JSON('{"a":1}'), ',') FROM orders2;
-- {"a":1},{"a":1},{"a":1},{"a":1}

SELECT LISTAGG(TRUE, ','), LISTAGG('2024-01-01'::date, ',') FROM orders2;
-- true,true,true,true | 2024-01-01,2024-01-01,2024-01-01,2024-01-01

CREATE OR REPLACE TABLE avg_example (int_col INT, d DECIMAL(10,5), s1 VARCHAR(10), s2 VARCHAR(10));

INSERT INTO avg_example VALUES (1, 1.1, '1.1', 'one'), (1, 10, '10', 'ten'), (2, 2.4, '2.4', 'two'), (2, NULL, NULL, 'NULL'), (3, NULL, NULL, 'NULL'), (NULL, 9.9, '9.9', 'nine');

SELECT * FROM avg_example ORDER BY int_col, d;
-- 1 | 1.10000 | 1.1 | one
-- 1 | 10.00000 | 10 | ten
-- 2 | 2.40000 | 2.4 | two
-- 2 | NULL | NULL | NULL
-- 3 | NULL | NULL | NULL
-- NULL | 9.90000 | 9.9 | nine

SELECT AVG(s2) FROM avg_example;
-- ! 100038 (22018): Numeric value 'one' is not recognized

SELECT AVG(DISTINCT d) OVER (ORDER BY int_col) FROM avg_example;
-- ! 002303 (0A000): SQL compilation error: distinct cannot be used with a window frame or an order.

SELECT AVG(DISTINCT int_col) OVER (PARTITION BY s1) FROM avg_example;
-- 1.000
-- 1.000
-- 2.000
-- 2.500
-- 2.500
-- NULL

SELECT int_col, AVG(int_col) OVER (ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM avg_example ORDER BY d;
-- 1 | 1.000
-- 2 | 1.500
-- NULL | 2.000
-- 1 | 1.000
-- 2 | 1.500
-- 3 | 2.500

SELECT AVG(int_col) OVER (), AVG(d) OVER (ORDER BY int_col) FROM avg_example;
-- 1.800 | 5.55000000000
-- 1.800 | 5.55000000000
-- 1.800 | 4.50000000000
-- 1.800 | 4.50000000000
-- 1.800 | 4.50000000000
-- 1.800 | 5.85000000000

SELECT AVG(TRUE) FROM avg_example;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'AVG': (BOOLEAN)

CREATE TABLE testtable (c1 INTEGER);

INSERT INTO testtable (c1) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10);

SELECT APPROX_PERCENTILE(c1, 0) FROM testtable;
-- 0.5

SELECT APPROX_PERCENTILE(c1, c1) FROM testtable;
-- ! 001015 (22023): SQL compilation error: invalid value [C1] for parameter 'PERCENTILE' of function APPROX_PERCENTILE

SELECT APPROX_PERCENTILE(c1, 0.5) OVER (PARTITION BY c1 % 2) FROM testtable ORDER BY c1;
-- 5
-- 5
-- 5
-- 5
-- 5
-- 5
-- 5
-- 5
-- 5
-- 5
-- 5

SELECT APPROX_PERCENTILE(c1, 0.5) OVER (ORDER BY c1) FROM testtable;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Cumulative window frame unsupported for function APPROX_PERCENTILE

SELECT VARIANCE(c1), VARIANCE_SAMP(c1), VAR_SAMP(c1), VARIANCE_POP(c1), SYSTEM$TYPEOF(VARIANCE(c1)), VARIANCE('1') FROM testtable;
-- 11.000000 | 11.000000 | 11.000000 | 10.000000 | NUMBER(38,6)[SB16] | 0

SELECT HLL(c1), HLL_ESTIMATE(HLL_IMPORT(HLL_EXPORT(HLL_ACCUMULATE(c1)))) FROM testtable;
-- 11 | 11

SELECT HLL_ESTIMATE(HLL_COMBINE(HLL_IMPORT(HLL_EXPORT(s)))) FROM (SELECT HLL_ACCUMULATE(c1) s FROM testtable GROUP BY c1 % 2);
-- 11

SELECT APPROX_TOP_K(c1) FROM testtable;
-- [[0,1]]

SELECT APPROX_TOP_K(c1 % 3, 2), APPROX_TOP_K(c1 % 3, 3, 5) FROM testtable;
-- [[0,4],[1,4]] | [[0,4],[1,4],[2,3]]

WITH states AS ( SELECT approx_top_k(c1 % 3, 3, 5) AS state FROM testtable) SELECT value[0]::INT AS value, value[1]::INT AS frequency FROM states, LATERAL FLATTEN(state);
-- 0 | 4
-- 1 | 4
-- 2 | 3

SELECT APPROX_TOP_K(c1, 0) FROM testtable;
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'K' of function APPROX_TOP_K

SELECT APPROX_TOP_K(c1, c1) FROM testtable;
-- ! 001015 (22023): SQL compilation error: invalid value [C1] for parameter 'K' of function APPROX_TOP_K

SELECT c1, NTILE(4) OVER (ORDER BY c1) AS ntile_4, NTILE(20) OVER (ORDER BY c1) FROM testtable ORDER BY c1;
-- 0 | 1 | 1
-- 1 | 1 | 2
-- 2 | 1 | 3
-- 3 | 2 | 4
-- 4 | 2 | 5
-- 5 | 2 | 6
-- 6 | 3 | 7
-- 7 | 3 | 8
-- 8 | 3 | 9
-- 9 | 4 | 10
-- 10 | 4 | 11

SELECT NTILE(0) OVER (ORDER BY c1) FROM testtable;
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'CONSTANT_VALUE' of function NTILE

SELECT NTILE(-1) OVER (ORDER BY c1) FROM testtable;
-- ! 001015 (22023): SQL compilation error: invalid value [-1] for parameter 'CONSTANT_VALUE' of function NTILE

SELECT NTILE(c1) OVER (ORDER BY c1) FROM testtable;
-- ! 001015 (22023): SQL compilation error: argument 1 to function NTILE needs to be constant, found 'C1'

SELECT NTILE(2) OVER (PARTITION BY c1) FROM testtable;
-- ! 002303 (42601): SQL compilation error: error line 1 at position 7 Window function type [NTILE] requires ORDER BY in window specification

SELECT NTILE(2) FROM testtable;
-- ! 002036 (42601): SQL compilation error: Window function [NTILE()] appears outside of SELECT, QUALIFY, and ORDER BY clauses.

SELECT NTILE(NULL) OVER (ORDER BY c1) FROM testtable;
-- ! 001015 (22023): SQL compilation error: argument 1 to function NTILE needs to be constant, found 'NULL'

SELECT NTILE(2) OVER (ORDER BY c1 ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM testtable;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Sliding window frame unsupported for function NTILE

SELECT NTH_VALUE(c1, 2) FROM LAST OVER (ORDER BY c1), NTH_VALUE(c1, 2) FROM FIRST IGNORE NULLS OVER (ORDER BY c1), NTH_VALUE(c1, 20) OVER (ORDER BY c1) FROM testtable ORDER BY c1 LIMIT 2;
-- 9 | 1 | NULL
-- 9 | 1 | NULL

SELECT NTH_VALUE(c1, 1001) OVER (ORDER BY c1) FROM testtable;
-- ! 001015 (22023): SQL compilation error: invalid value [1001] for parameter 'N' of function NTH_VALUE

SELECT NTH_VALUE(c1, 0) OVER (ORDER BY c1) FROM testtable;
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'N' of function NTH_VALUE

SELECT NTH_VALUE(c1, c1) OVER (ORDER BY c1) FROM testtable;
-- ! 001015 (22023): SQL compilation error: invalid value [C1] for parameter 'N' of function NTH_VALUE

SELECT NTH_VALUE(c1, 1) OVER () FROM testtable;
-- ! 002303 (42601): SQL compilation error: error line 1 at position 7 Window function type [NTH_VALUE] requires ORDER BY in window specification

CREATE TABLE menu_items (menu_category VARCHAR, menu_item_name VARCHAR, menu_price_usd NUMBER(5,2));

INSERT INTO menu_items VALUES ('Dessert','Popsicle',3),('Dessert','Ice Cream Sandwich',4),('Dessert','Mango Sticky Rice',5),('Dessert','Waffle Cone',6),('Dessert','Sugar Cone',6),('Dessert','Two Scoop Bowl',7),('Main','Pho',12);

SELECT menu_category, menu_item_name, menu_price_usd, FIRST_VALUE(menu_price_usd) OVER (PARTITION BY menu_category ORDER BY menu_price_usd ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS first_val, NTH_VALUE(menu_price_usd, 2) OVER (PARTITION BY menu_category ORDER BY menu_price_usd ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS nth_val, LAST_VALUE(menu_price_usd) OVER (PARTITION BY menu_category ORDER BY menu_price_usd ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS last_val FROM menu_items WHERE menu_category = 'Dessert' ORDER BY menu_price_usd;
-- Dessert | Popsicle | 3.00 | 3.00 | 4.00 | 4.00
-- Dessert | Ice Cream Sandwich | 4.00 | 3.00 | 4.00 | 5.00
-- Dessert | Mango Sticky Rice | 5.00 | 4.00 | 5.00 | 6.00
-- Dessert | Waffle Cone | 6.00 | 5.00 | 6.00 | 6.00
-- Dessert | Sugar Cone | 6.00 | 6.00 | 6.00 | 7.00
-- Dessert | Two Scoop Bowl | 7.00 | 6.00 | 7.00 | 7.00

CREATE TABLE store_profit ( store_id INTEGER, province VARCHAR, profit NUMERIC(11, 2));

INSERT INTO store_profit (store_id, province, profit) VALUES (1, 'Ontario', 300), (2, 'Saskatchewan', 250), (3, 'Ontario', 450), (4, 'Ontario', NULL);

SELECT province, store_id, profit, 100 * RATIO_TO_REPORT(profit) OVER (PARTITION BY province) AS percent_profit FROM store_profit ORDER BY province, store_id;
-- Ontario | 1 | 300.00 | 40.00000000
-- Ontario | 3 | 450.00 | 60.00000000
-- Ontario | 4 | NULL | NULL
-- Saskatchewan | 2 | 250.00 | 100.00000000

SELECT RATIO_TO_REPORT(profit) OVER (PARTITION BY province ORDER BY store_id), RATIO_TO_REPORT(store_id) OVER (), RATIO_TO_REPORT(profit::FLOAT) OVER (), RATIO_TO_REPORT(profit - profit) OVER () FROM store_profit ORDER BY store_id;
-- 0.40000000 | 0.100000 | 0.3 | NULL
-- 1.00000000 | 0.200000 | 0.25 | NULL
-- 0.60000000 | 0.300000 | 0.45 | NULL
-- NULL | 0.400000 | NULL | NULL

SELECT RATIO_TO_REPORT(profit) FROM store_profit;
-- ! 002036 (42601): SQL compilation error: Window function [RATIO_TO_REPORT()] appears outside of SELECT, QUALIFY, and ORDER BY clauses.

SELECT RATIO_TO_REPORT(profit) OVER (ORDER BY store_id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM store_profit;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Sliding window frame unsupported for function RATIO_TO_REPORT

SELECT INTERPOLATE_BFILL(profit) OVER (PARTITION BY province ORDER BY store_id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) bfill_temp FROM store_profit;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Sliding window frame unsupported for function INTERPOLATE_BFILL

SELECT store_id, INTERPOLATE_BFILL(profit) OVER (ORDER BY store_id DESC), INTERPOLATE_FFILL(profit) OVER (PARTITION BY province ORDER BY store_id), INTERPOLATE_LINEAR(profit) OVER (ORDER BY store_id) FROM store_profit ORDER BY store_id;
-- 1 | 300.00 | 300.00 | 300.00
-- 2 | 250.00 | 250.00 | 250.00
-- 3 | 450.00 | 450.00 | 450.00
-- 4 | 450.00 | 450.00 | NULL

SELECT INTERPOLATE_LINEAR(province) OVER (ORDER BY store_id) FROM store_profit;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'INTERPOLATE_LINEAR': (VARCHAR(16777216))

SELECT INTERPOLATE_LINEAR(profit) OVER (ORDER BY store_id, province) FROM store_profit;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'INTERPOLATE_LINEAR': (NUMBER(11,2))

SELECT INTERPOLATE_LINEAR(profit) OVER (ORDER BY province) FROM store_profit;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'INTERPOLATE_LINEAR': (NUMBER(11,2))

SELECT INTERPOLATE_FFILL(profit) OVER () FROM store_profit;
-- ! 002303 (42601): SQL compilation error: error line 1 at position 7 Window function type [INTERPOLATE_FFILL] requires ORDER BY in window specification

CREATE TABLE table1 (province VARCHAR, o_col INTEGER, o2_col INTEGER);

INSERT INTO table1 (province, o_col, o2_col) VALUES ('Alberta', 0, 10), ('Alberta', 0, 10), ('Alberta', 13, 10), ('Alberta', 13, 11), ('Alberta', 14, 11), ('Alberta', 15, 12), ('Alberta', NULL, NULL), ('Manitoba', 30, 30);

SELECT CONDITIONAL_CHANGE_EVENT(o_col) OVER (PARTITION BY province) FROM table1;
-- ! 002303 (42601): SQL compilation error: error line 1 at position 7 Window function type [CONDITIONAL_CHANGE_EVENT] requires ORDER BY in window specification

SELECT CONDITIONAL_CHANGE_EVENT(o_col) OVER (ORDER BY o_col ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM table1;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Sliding window frame unsupported for function CONDITIONAL_CHANGE_EVENT
