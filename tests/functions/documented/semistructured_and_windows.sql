--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: semi-structured data, FLATTEN, windows, statistics.

SELECT ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10]),ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10], FALSE),ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10], TRUE, TRUE),ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10], FALSE, FALSE);
-- [0,10,20,null,undefined] | [undefined,null,20,10,0] | [undefined,0,10,20,null] | [null,20,10,0,undefined]

SELECT ARRAY_INSERT(ARRAY_INSERT(ARRAY_CONSTRUCT(), 3, 2), 6, 1) arr, ARRAY_SORT(arr);
-- [undefined,undefined,undefined,2,undefined,undefined,1] | [1,2,undefined,undefined,undefined,undefined,undefined]

CREATE OR REPLACE TABLE xml_demo (id INTEGER, object_col OBJECT);

INSERT INTO xml_demo (id, object_col) SELECT 1001, PARSE_XML('<level1> 1 <level2> 2 <level3> 3A </level3> <level3> 3B </level3> </level2> </level1>');

INSERT INTO xml_demo (id, object_col) SELECT 1002, PARSE_XML('<level1> 1 <level2 an_attribute="my attribute"> 2 </level2> </level1>');

CREATE OR REPLACE TABLE xtab (v OBJECT);

INSERT INTO xtab SELECT PARSE_XML(column1) AS v FROM VALUES ('<a/>'), ('<a attr="123">text</a>'), ('<a><b>X</b><b>Y</b></a>');

SELECT PARSE_XML('<test>22257e111</test>'), PARSE_XML('<test>22257e111</test>', TRUE);
-- <test>2.225700000000000e+115</test> | <test>22257e111</test>

SELECT PARSE_XML(STR => '<test>22257e111</test>', DISABLE_AUTO_CONVERT => TRUE);
-- <test>22257e111</test>

SELECT REDUCE([1,2,3], 0, (acc, val) -> acc + val) AS sum_of_values, REDUCE([1,2,3]::ARRAY(INT), 0, (acc, val) -> acc + val), REDUCE([1,2,3], 10, (acc, val) -> acc + val), REDUCE([1,2,3], 0, (acc, val) -> acc + val * val), REDUCE([1,NULL,2,NULL,3,4], 0, (acc, val) -> acc + ZEROIFNULL(val)), REDUCE(['a', 'b', 'c'], '', (acc, val) -> acc || ' ' || val), REDUCE([1, 2, 3, 4], [], (acc, val) -> ARRAY_PREPEND(acc, val)), REDUCE([5,10,15], 0, (acc, val) -> IFF(val < 7, acc + val * val, acc + val));
-- 6 | 6 | 16 | 14 | 10 |  a b c | [4,3,2,1] | 50

CREATE OR REPLACE TABLE orders AS
  SELECT 1 AS order_id, '2024-01-01' AS order_date, [
    {'item':'UHD Monitor', 'quantity':3, 'subtotal':1500},
    {'item':'Business Printer', 'quantity':1, 'subtotal':1200}
  ] AS order_detail
  UNION
  SELECT 2 AS order_id, '2024-01-02' AS order_date, [
    {'item':'Laptop', 'quantity':5, 'subtotal':7500},
    {'item':'Noise-canceling Headphones', 'quantity':5, 'subtotal':1000}
  ] AS order_detail;

SELECT OBJECT_CONSTRUCT('a', 1, 'b', 'BBBB', 'c', NULL);
-- {"a":1,"b":"BBBB"}

CREATE OR REPLACE TABLE demo_table_1 (province VARCHAR, created_date DATE);

INSERT INTO demo_table_1 (province, created_date) VALUES ('Manitoba', '2024-01-18'::DATE), ('Alberta', '2024-01-19'::DATE);

SELECT OBJECT_CONSTRUCT(*) AS oc FROM demo_table_1 ORDER BY oc['PROVINCE'];
-- {"CREATED_DATE":"2024-01-19","PROVINCE":"Alberta"}
-- {"CREATED_DATE":"2024-01-18","PROVINCE":"Manitoba"}

SELECT OBJECT_CONSTRUCT(* ILIKE 'prov%') AS oc FROM demo_table_1 ORDER BY oc['PROVINCE'];
-- {"PROVINCE":"Alberta"}
-- {"PROVINCE":"Manitoba"}

SELECT OBJECT_CONSTRUCT(* EXCLUDE province) AS oc FROM demo_table_1 ORDER BY oc['PROVINCE'];
-- {"CREATED_DATE":"2024-01-18"}
-- {"CREATED_DATE":"2024-01-19"}

SELECT {* EXCLUDE province} AS oc FROM demo_table_1 ORDER BY oc['PROVINCE'];
-- {"CREATED_DATE":"2024-01-18"}
-- {"CREATED_DATE":"2024-01-19"}

SELECT OBJECT_CONSTRUCT(*) FROM VALUES(1,'x'), (2,'y');
-- {"COLUMN1":1,"COLUMN2":"x"}
-- {"COLUMN1":2,"COLUMN2":"y"}

SELECT OBJECT_CONSTRUCT( 'Key_One', PARSE_JSON('NULL'), 'Key_Two', NULL, 'Key_Three', 'null') AS obj;
-- {"Key_One":null,"Key_Three":"null"}

SELECT OBJECT_CONSTRUCT( 'foo', 1234567, 'dataset_size', (SELECT COUNT(*) FROM demo_table_1), 'distinct_province', (SELECT COUNT(DISTINCT province) FROM demo_table_1), 'created_date_seconds', EXTRACT(epoch_seconds, created_date) )  AS json_object FROM demo_table_1;
-- {"created_date_seconds":1705536000,"dataset_size":2,"distinct_province":2,"foo":1234567}
-- {"created_date_seconds":1705622400,"dataset_size":2,"distinct_province":2,"foo":1234567}

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[1, ,77]'))) f;
-- 1 | NULL | [0] | 0 | 1 | [1,undefined,77]
-- 1 | NULL | [2] | 2 | 77 | [1,undefined,77]

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), OUTER => TRUE)) f;
-- 1 | a | a | NULL | 1 | {"a":1,"b":[77,88]}
-- 1 | b | b | NULL | [77,88] | {"a":1,"b":[77,88]}

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), PATH => 'b')) f;
-- 1 | NULL | b[0] | 0 | 77 | [77,88]
-- 1 | NULL | b[1] | 1 | 88 | [77,88]

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[]'))) f;

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[]'), OUTER => TRUE)) f;
-- 1 | NULL |  | NULL | NULL | []

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88], "c": {"d":"X"}}'), RECURSIVE => TRUE )) f;
-- 1 | a | a | NULL | 1 | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | b | b | NULL | [77,88] | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | NULL | b[0] | 0 | 77 | [77,88]
-- 1 | NULL | b[1] | 1 | 88 | [77,88]
-- 1 | c | c | NULL | {"d":"X"} | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | d | c.d | NULL | "X" | {"d":"X"}

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88], "c": {"d":"X"}}'), RECURSIVE => TRUE, MODE => 'OBJECT' )) f;
-- 1 | a | a | NULL | 1 | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | b | b | NULL | [77,88] | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | c | c | NULL | {"d":"X"} | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | d | c.d | NULL | "X" | {"d":"X"}

CREATE OR REPLACE TABLE persons AS
  SELECT column1 AS id, PARSE_JSON(column2) as c
    FROM values
      (12712555, '{ name:  { first: "John", last: "Smith"}, contact: [ { business:[ { type: "phone", content:"555-1234" }, { type: "email", content:"j.smith@example.com" } ] } ] }'),
      (98127771, '{ name:  { first: "Jane", last: "Doe"}, contact: [ { business:[ { type: "phone", content:"555-1236" }, { type: "email", content:"j.doe@example.com" } ] } ] }') v;

SELECT id as "ID", f.value AS "Contact", f1.value:type AS "Type", f1.value:content AS "Details" FROM persons p, LATERAL FLATTEN(INPUT => p.c, PATH => 'contact') f, LATERAL FLATTEN(INPUT => f.value:business) f1;
-- 12712555 | {"business":[{"content":"555-1234","type":"phone"},{"content":"j.smith@example.com","type":"email"}]} | "phone" | "555-1234"
-- 12712555 | {"business":[{"content":"555-1234","type":"phone"},{"content":"j.smith@example.com","type":"email"}]} | "email" | "j.smith@example.com"
-- 98127771 | {"business":[{"content":"555-1236","type":"phone"},{"content":"j.doe@example.com","type":"email"}]} | "phone" | "555-1236"
-- 98127771 | {"business":[{"content":"555-1236","type":"phone"},{"content":"j.doe@example.com","type":"email"}]} | "email" | "j.doe@example.com"

SELECT ARRAY_GENERATE_RANGE(2, 5), ARRAY_GENERATE_RANGE(5, 25, 10),ARRAY_GENERATE_RANGE(-5, -25, -10),ARRAY_GENERATE_RANGE(2, 2, 4),ARRAY_GENERATE_RANGE(8, 2, 2);
-- [2,3,4] | [5,15] | [-5,-15] | [] | []

SELECT ARRAY_POSITION('hello'::variant, array_construct('hello', 'hi')),ARRAY_POSITION('hello'::variant, array_construct('hola', 'bonjour')),array_position(null, [1,null,2]);
-- 0 | NULL | 1

CREATE OR REPLACE TABLE as_timestamp_example (timestamp1 VARIANT);

INSERT INTO as_timestamp_example (timestamp1) SELECT TO_VARIANT(TO_TIMESTAMP_NTZ('2024-10-10 12:34:56'));

SELECT AS_TIMESTAMP_NTZ(timestamp1) AS timestamp_value FROM as_timestamp_example;
-- 2024-10-10 12:34:56.000

CREATE TABLE table1 (province VARCHAR, o_col INTEGER, o2_col INTEGER);

INSERT INTO table1 (province, o_col, o2_col) VALUES ('Alberta', 0, 10), ('Alberta', 0, 10), ('Alberta', 13, 10), ('Alberta', 13, 11), ('Alberta', 14, 11), ('Alberta', 15, 12), ('Alberta', NULL, NULL), ('Manitoba', 30, 30);

SELECT province, o_col, CONDITIONAL_CHANGE_EVENT(o_col) OVER (PARTITION BY province ORDER BY o_col) AS change_event, CONDITIONAL_CHANGE_EVENT(o_col < 15) OVER (PARTITION BY province ORDER BY o_col) AS change_event_2, CONDITIONAL_TRUE_EVENT(o_col) OVER (PARTITION BY province ORDER BY o_col) AS true_event FROM table1 ORDER BY province, o_col;
-- Alberta | 0 | 0 | 0 | 0
-- Alberta | 0 | 0 | 0 | 0
-- Alberta | 13 | 1 | 0 | 1
-- Alberta | 13 | 1 | 0 | 2
-- Alberta | 14 | 2 | 0 | 3
-- Alberta | 15 | 3 | 1 | 4
-- Alberta | NULL | 3 | 1 | 4
-- Manitoba | 30 | 0 | 0 | 1

CREATE TABLE store_profit ( store_id INTEGER, province VARCHAR, profit NUMERIC(11, 2));

INSERT INTO store_profit (store_id, province, profit) VALUES (1, 'Ontario', 300), (2, 'Saskatchewan', 250), (3, 'Ontario', 450), (4, 'Ontario', NULL);

SELECT store_id, profit, 100 * RATIO_TO_REPORT(profit) OVER () AS percent_profit FROM store_profit ORDER BY store_id;
-- 1 | 300.00 | 30.00000000
-- 2 | 250.00 | 25.00000000
-- 3 | 450.00 | 45.00000000
-- 4 | NULL | NULL

SELECT store_id, profit, 100 * RATIO_TO_REPORT(profit) OVER (PARTITION BY province) AS percent_profit FROM store_profit ORDER BY province, store_id;
-- 1 | 300.00 | 40.00000000
-- 3 | 450.00 | 60.00000000
-- 4 | NULL | NULL
-- 2 | 250.00 | 100.00000000

SELECT column1, column2, NTH_VALUE(column2, 2) OVER (PARTITION BY column1 ORDER BY column2) AS column2_2nd FROM VALUES (1, 10), (1, 11), (1, 12), (2, 20), (2, 21), (2, 22);
-- 1 | 10 | 11
-- 1 | 11 | 11
-- 1 | 12 | 11
-- 2 | 20 | 21
-- 2 | 21 | 21
-- 2 | 22 | 21

SELECT HASH_AGG(NULL) WHERE 0 = 1;
-- 0

CREATE OR REPLACE TABLE aggr (k INT, v DECIMAL(10,2), v2 decimal(10,2));

SELECT MEDIAN(v) FROM aggr;
-- NULL

INSERT INTO aggr(k,v) VALUES (1, 10), (1, 20), (1, 21), (2, 10), (2, 20), (2, 25), (2, 30), (3, NULL);

SELECT k, MEDIAN(v) FROM aggr GROUP BY k ORDER BY k;
-- 1 | 20.00000
-- 2 | 22.50000
-- 3 | NULL

CREATE or replace TABLE aggr (k INT, v DECIMAL(10,2), v2 DECIMAL(10, 2));

INSERT INTO aggr VALUES (1, 10, NULL), (2, 10, 11), (2, 20, 22), (2, 25, NULL), (2, 30, 35);

SELECT k, VAR_SAMP(v), VAR_SAMP(v2), VARIANCE(v), VAR_POP(v), VAR_POP(v2),VARIANCE_POP(v2),VARIANCE_SAMP(v) FROM aggr GROUP BY k ORDER BY k;
-- 1 | NULL | NULL | NULL | 0.0000000000 | NULL | NULL | NULL
-- 2 | 72.9166666667 | 144.3333333333 | 72.9166666667 | 54.6875000000 | 96.2222222222 | 96.2222222222 | 72.9166666667

SELECT k, REGR_R2(v, v2),regr_slope(v,v2),regr_intercept(v,v2),regr_sxx(v,v2),regr_sxy(v,v2),regr_syy(v,v2),regr_avgx(v,v2),regr_avgy(v,v2),regr_count(v,v2),corr(v,v2),covar_pop(v,v2),covar_samp(v,v2) FROM aggr GROUP BY k;
-- 1 | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL | 0 | NULL | NULL | NULL
-- 2 | 0.997690531177829 | 0.831408775981524 | 1.15473441108545 | 288.666666666667 | 240 | 200 | 22.6666666666667 | 20 | 3 | 0.998844598112153 | 80 | 120

CREATE OR REPLACE TABLE aggr(k INT, v DECIMAL(10,2), v2 DECIMAL(10, 2));

INSERT INTO aggr VALUES (1, 10, null), (2, 10, 12), (2, 20, 22), (2, 25, null), (2, 30, 35);

create or replace TABLE t1 (c1 INTEGER);

INSERT INTO t1 (c1) VALUES (6), (10), (14);

SELECT STDDEV(c1),STDDEV_SAMP(c1),variance(c1),var_pop(c1),stddev_pop(c1) FROM t1;
-- 4 | 4 | 16.000000 | 10.666667 | 3.2659863237109

CREATE OR REPLACE TABLE avg_example (int_col INT, d DECIMAL(10,5), s1 VARCHAR(10), s2 VARCHAR(10));

INSERT INTO avg_example VALUES (1, 1.1, '1.1', 'one'), (1, 10, '10', 'ten'), (2, 2.4, '2.4', 'two'), (2, NULL, NULL, 'NULL'), (3, NULL, NULL, 'NULL'), (NULL, 9.9, '9.9', 'nine');

SELECT AVG(int_col), AVG(d) FROM avg_example;
-- 1.800000 | 5.85000000000

SELECT int_col, AVG(d), AVG(s1) FROM avg_example GROUP BY int_col ORDER BY int_col;
-- 1 | 5.55000000000 | 5.55
-- 2 | 2.40000000000 | 2.4
-- 3 | NULL | NULL
-- NULL | 9.90000000000 | 9.9

SELECT int_col, AVG(int_col) OVER (PARTITION BY int_col) FROM avg_example ORDER BY int_col;
-- 1 | 1.000
-- 1 | 1.000
-- 2 | 2.000
-- 2 | 2.000
-- 3 | 3.000
-- NULL | NULL
