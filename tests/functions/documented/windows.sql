CREATE TABLE orders (o_orderkey INTEGER, o_clerk VARCHAR, o_totalprice NUMBER(12, 2), o_orderstatus CHAR(1));

INSERT INTO orders (o_orderkey, o_orderstatus, o_clerk, o_totalprice) VALUES ( 32123, 'O', 'Clerk#000000321', 321.23), ( 41445, 'F', 'Clerk#000000386', 1041445.00), ( 55937, 'O', 'Clerk#000000114', 1055937.00), ( 67781, 'F', 'Clerk#000000521', 1067781.00), ( 80550, 'O', 'Clerk#000000411', 1080550.00), ( 95808, 'F', 'Clerk#000000136', 1095808.00), (101700, 'O', 'Clerk#000000220', 1101700.00), (103136, 'F', 'Clerk#000000508', 1103136.00);

SELECT ARRAY_AGG(DISTINCT O_ORDERKEY) WITHIN GROUP (ORDER BY O_ORDERSTATUS) FROM orders;
-- ! SQL compilation error: [ORDERS.O_ORDERSTATUS] is not a valid order by expression

SELECT ARRAY_AGG(o_orderkey) WITHIN GROUP (ORDER BY o_orderkey ASC)::VARCHAR FROM orders WHERE o_totalprice > 450000;
-- [41445,55937,67781,80550,95808,101700,103136]

SELECT o_orderstatus, ARRAYAGG(o_clerk) WITHIN GROUP (ORDER BY o_totalprice DESC)::VARCHAR FROM orders WHERE o_totalprice > 450000 GROUP BY o_orderstatus ORDER BY o_orderstatus DESC;
-- O | ["Clerk#000000220","Clerk#000000411","Clerk#000000114"]
-- F | ["Clerk#000000508","Clerk#000000136","Clerk#000000521","Clerk#000000386"]

SELECT ARRAY_AGG(o_orderkey) OVER (ORDER BY o_orderkey ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)::VARCHAR FROM orders LIMIT 3;
-- [32123]
-- [32123,41445]
-- [41445,55937]

SELECT ARRAY_AGG(DISTINCT o_clerk) OVER (ORDER BY o_orderkey) FROM orders;
-- ! Cumulative window frame unsupported for function ARRAY_AGG

SELECT ARRAY_AGG(o_clerk) WITHIN GROUP (ORDER BY o_clerk) OVER (ORDER BY o_orderkey) FROM orders;
-- ! Cumulative window frame unsupported for function ARRAY_AGG

SELECT LISTAGG(o_clerk, o_clerk) FROM orders;
-- ! argument 2 to function LISTAGG needs to be constant, found 'O_CLERK'

SELECT LISTAGG(o_clerk, ',') OVER (ORDER BY o_orderkey ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM orders;
-- ! Sliding window frame unsupported for function LISTAGG

CREATE TABLE t1 (col_1 NUMBER, col_2 NUMBER) AS SELECT * FROM VALUES (1, 5), (2, 4), (3, NULL), (4, 2), (5, NULL), (6, NULL), (7, 6);

SELECT col_1, col_2, LAG(col_2) IGNORE NULLS OVER (ORDER BY col_1) FROM t1 ORDER BY col_1;
-- 1 | 5 | NULL
-- 2 | 4 | 5
-- 3 | NULL | 4
-- 4 | 2 | 4
-- 5 | NULL | 2
-- 6 | NULL | 2
-- 7 | 6 | 2

--# a negative offset looks the other way
SELECT col_1, LAG(col_1, -2) OVER (ORDER BY col_1), LEAD(col_1, 2, 99) OVER (ORDER BY col_1) FROM t1 WHERE col_1 > 3 ORDER BY 1;
-- 4 | 6 | 6
-- 5 | 7 | 7
-- 6 | NULL | 99
-- 7 | NULL | 99

SELECT item_name, FIRST_VALUE(item_cost) RESPECT NULLS OVER (ORDER BY item_price) AS first_cost_respect, FIRST_VALUE(item_cost) IGNORE NULLS OVER (ORDER BY item_price) AS first_cost_ignore FROM VALUES ('Pretzel', NULL, 3.00), ('Corn Dog', NULL, 4.00), ('Hot Dog', 1.50, 5.00), ('Sandwich', 2.50, 6.00) AS menu(item_name, item_cost, item_price) ORDER BY item_price;
-- Pretzel | NULL | 1.5
-- Corn Dog | NULL | 1.5
-- Hot Dog | NULL | 1.5
-- Sandwich | NULL | 1.5

SELECT NTILE(col_1) OVER (ORDER BY col_1) FROM t1;
-- ! argument 1 to function NTILE needs to be constant, found 'COL_1'

SELECT store_id, profit, 100 * RATIO_TO_REPORT(profit) OVER (PARTITION BY province ORDER BY store_id) AS percent_profit FROM VALUES (1, 'Ontario', 300::NUMBER(11, 2)), (2, 'Saskatchewan', 250), (3, 'Ontario', 450), (4, 'Ontario', NULL) v(store_id, province, profit) ORDER BY store_id;
-- 1 | 300.00 | 40.00000000
-- 2 | 250.00 | 100.00000000
-- 3 | 450.00 | 60.00000000
-- 4 | NULL | NULL

--# frames
SELECT SUM(column1) OVER (PARTITION BY column1 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM VALUES (1);
-- ! Window function type [SUM] requires ORDER BY in window specification

SELECT SUM(column1) OVER (ORDER BY column1 RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM VALUES (1), (2), (4);
-- 3
-- 3
-- 4

SELECT SUM(1) OVER (ORDER BY column1 RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM VALUES ('2024-01-01'::DATE), ('2024-01-02'::DATE), ('2024-01-05'::DATE);
-- 2
-- 2
-- 1

SELECT SUM(1) OVER (ORDER BY column1 RANGE BETWEEN INTERVAL '1 DAY' PRECEDING AND CURRENT ROW) FROM VALUES ('2024-01-01'::TIMESTAMP), ('2024-01-02'::TIMESTAMP), ('2024-01-05'::TIMESTAMP);
-- 1
-- 2
-- 1

SELECT SUM(1) OVER (ORDER BY column1 RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES ('2024-01-01'::TIMESTAMP);
-- ! Window frame offset 1 is invalid: the ORDER BY expression is of type TIMESTAMP_NTZ(9)

SELECT SUM(1) OVER (ORDER BY column1 RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES ('a');
-- ! Window frame offset 1 is invalid: the ORDER BY expression is of type VARCHAR

SELECT SUM(1) OVER (ORDER BY column1, column2 RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES (1, 2);
-- ! RANGE takes one ORDER BY expression

SELECT SUM(1) OVER (ORDER BY column1 RANGE BETWEEN 2 PRECEDING AND 4 PRECEDING) FROM VALUES (1);
-- ! Window frame ends before it starts

SELECT SUM(1) OVER (ORDER BY column1 ROWS BETWEEN 2 FOLLOWING AND 2 PRECEDING) FROM VALUES (1);
-- ! Window frame ends before it starts

SELECT SUM(1) OVER (ORDER BY column1 ROWS BETWEEN -1 PRECEDING AND CURRENT ROW) FROM VALUES (1);
-- ! Window frame offset -1 is invalid: it is no unsigned constant

SELECT NTH_VALUE(column1, 1) OVER (ORDER BY column1 RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) FROM VALUES (1);
-- ! Sliding window frame unsupported for function NTH_VALUE

SELECT COUNT(DISTINCT column1) OVER (ORDER BY column1 RANGE BETWEEN 2 PRECEDING AND CURRENT ROW) FROM VALUES (1);
-- ! Sliding window frame unsupported for function COUNT

SELECT COUNT(DISTINCT customer_id) OVER (PARTITION BY product_id ORDER BY sale_date) FROM VALUES ('2026-01-01', 'C001', 'P100'), ('2026-01-02', 'C002', 'P100'), ('2026-01-03', 'C001', 'P100'), ('2026-01-04', 'C003', 'P100') v(sale_date, customer_id, product_id) ORDER BY sale_date;
-- 1
-- 2
-- 2
-- 3

SELECT COUNT(DISTINCT col_1, col_2) OVER (ORDER BY col_1) FROM t1;
-- ! Cumulative window frame unsupported for function COUNT

WITH data AS (SELECT PARSE_JSON('[{"completed_on": "2024-06-03"}, {"completed_on": "2024-06-01"}]') d) SELECT fields.* FROM data, LATERAL FLATTEN(d) AS f, LATERAL (SELECT f.value:completed_on AS completed_on, ROW_NUMBER() OVER (ORDER BY f.value:completed_on DESC) rn) fields;
-- ! Window function [ROW_NUMBER() OVER (ORDER BY GET(F.VALUE, 'completed_on') DESC NULLS FIRST)] contains a correlation.

WITH data AS (SELECT PARSE_JSON('[{"completed_on": "2024-06-03"}, {"completed_on": "2024-06-01"}]') d) SELECT fields.*, ROW_NUMBER() OVER (ORDER BY completed_on DESC) rn FROM data, LATERAL FLATTEN(d) AS f, LATERAL (SELECT f.value:completed_on AS completed_on) fields ORDER BY rn;
-- "2024-06-03" | 1
-- "2024-06-01" | 2

--# COUNT
CREATE TABLE basic_example (i_col INTEGER, j_col INTEGER) AS SELECT * FROM VALUES (11, 101), (11, 102), (11, NULL), (12, 101), (NULL, 101), (NULL, 102);

SELECT COUNT(*) AS "All", COUNT(* ILIKE 'i_c%') AS "ILIKE", COUNT(* EXCLUDE i_col) AS "EXCLUDE", COUNT(i_col) AS "i_col", COUNT(DISTINCT i_col) AS "DISTINCT i_col", COUNT(j_col) AS "j_col", COUNT(DISTINCT j_col) AS "DISTINCT j_col" FROM basic_example;
-- 6 | 4 | 5 | 4 | 2 | 5 | 2

SELECT COUNT(n.*), COUNT(DISTINCT *) FROM basic_example AS n;
-- 3 | 3

SELECT COUNT() FROM basic_example;
-- ! not enough arguments for function [COUNT()], expected 1, got 0

SELECT MAX_BY(employee_id, salary, 3)::VARCHAR, MAX_BY(employee_id, NULL::INT, 3) FROM VALUES (1001, 10000), (1020, 9000), (900, 15000), (2000, NULL) v(employee_id, salary);
-- [900,1001,1020] | NULL
