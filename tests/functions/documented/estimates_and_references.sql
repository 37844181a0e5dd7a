--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: estimates, Booleans, Base64, references, windows, types.

CREATE OR REPLACE TABLE testtable (c2 FLOAT) AS SELECT column1 / 100 - 0.5 FROM (SELECT SEQ4() AS column1 FROM TABLE(GENERATOR(ROWCOUNT => 201)));

CREATE OR REPLACE TABLE mytesttable AS
  SELECT APPROX_PERCENTILE_COMBINE(td) s FROM
    (
      (SELECT APPROX_PERCENTILE_ACCUMULATE(c2) td FROM testtable WHERE c2 <= 0)
        UNION ALL
      (SELECT APPROX_PERCENTILE_ACCUMULATE(c2) td FROM testtable WHERE c2 > 0 AND c2 <= 0.5)
        UNION ALL
      (SELECT APPROX_PERCENTILE_ACCUMULATE(C2) td FROM testtable WHERE c2 > 0.5)
    );

SELECT ROUND(APPROX_PERCENTILE_ESTIMATE(s , 0.5), 1) FROM mytesttable;
-- 0.5

CREATE OR REPLACE TABLE mytest AS (SELECT APPROX_PERCENTILE_ACCUMULATE(c2) s1 FROM testtable WHERE c2 < 0);

CREATE OR REPLACE TABLE mytest2 AS (SELECT APPROX_PERCENTILE_ACCUMULATE(c2) s1 FROM testtable WHERE c2 >= 0);

CREATE OR REPLACE TABLE combinedtable AS
  SELECT APPROX_PERCENTILE_COMBINE(s) combinedstate FROM
    (
      (SELECT s1 s FROM mytest)
        UNION ALL
      (SELECT s1 s FROM mytest2)
    );

SELECT ROUND(APPROX_PERCENTILE_ESTIMATE(combinedstate , 0.02), 1) FROM combinedtable;
-- -0.5

CREATE TABLE lineitem (c4 INT) AS SELECT * FROM VALUES (1), (2), (1), (3), (1), (2), (4);

SELECT APPROX_TOP_K(C4) FROM lineitem;
-- [[1,3]]

WITH states AS (
  SELECT approx_top_k(C4, 3, 5) AS state
  FROM lineitem)
SELECT value[0]::INT AS value, value[1]::INT AS frequency
  FROM states, LATERAL FLATTEN(state)
  WHERE frequency > 1;
-- 1 | 3
-- 2 | 2

CREATE OR REPLACE SEQUENCE seq91;

CREATE OR REPLACE TABLE sequence_demo (c1 INTEGER DEFAULT seq91.NEXTVAL, dummy SMALLINT);

INSERT INTO sequence_demo (dummy) VALUES (0);

INSERT INTO sequence_demo (dummy) SELECT dummy FROM sequence_demo;

INSERT INTO sequence_demo (dummy) SELECT dummy FROM sequence_demo;

INSERT INTO sequence_demo (dummy) SELECT dummy FROM sequence_demo;

CREATE OR REPLACE TABLE resultstate1 AS (
  SELECT APPROX_TOP_K_ACCUMULATE(c1, 50) AS rs1
    FROM sequence_demo);

CREATE OR REPLACE TABLE test_table2 (c1 INTEGER);

INSERT INTO test_table2 (c1) SELECT c1 + 4 FROM sequence_demo;

CREATE OR REPLACE TABLE resultstate2 AS
  (SELECT APPROX_TOP_K_ACCUMULATE(c1, 50) AS rs1
     FROM test_table2);

CREATE OR REPLACE TABLE combined_resultstate (c1) AS
  SELECT APPROX_TOP_K_COMBINE(rs1) AS apc1
    FROM (
      SELECT rs1 FROM resultstate1
      UNION ALL
      SELECT rs1 FROM resultstate2
    );

SELECT APPROX_TOP_K_ESTIMATE(c1, 4)
  FROM combined_resultstate;
-- [[5,2],[6,2],[7,2],[8,2]]

SELECT ARRAY_SIZE(APPROX_TOP_K_ESTIMATE(c1)) FROM combined_resultstate;
-- 1

CREATE OR REPLACE TABLE as_integer_example (integer1 VARIANT);

INSERT INTO as_integer_example (integer1)
  SELECT TO_VARIANT(15);

SELECT AS_INTEGER(integer1) AS integer_value
  FROM as_integer_example;
-- 15

CREATE OR REPLACE TABLE binary_table (v VARCHAR, b BINARY, b64_string VARCHAR);

INSERT INTO binary_table (v) VALUES ('HELP');

UPDATE binary_table SET b = TO_BINARY(v, 'UTF-8');

UPDATE binary_table SET b64_string = BASE64_ENCODE(b);

SELECT v, b, b64_string FROM binary_table;
-- HELP | 48454C50 | SEVMUA==

SELECT v, b, b64_string,
        BASE64_DECODE_BINARY(b64_string) AS FROM_BASE64_BACK_TO_BINARY,
        TO_VARCHAR(BASE64_DECODE_BINARY(b64_string), 'UTF-8') AS BACK_TO_STRING
    FROM binary_table;
-- HELP | 48454C50 | SEVMUA== | 48454C50 | HELP

SET MY_STRING = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()abcdefghijklmnopqrstuvwzyz1234567890[]{};:,./<>?-=~';

CREATE OR REPLACE TABLE binary_table (v VARCHAR, b BINARY, b64_string VARCHAR);

INSERT INTO binary_table (v) VALUES ($MY_STRING);

UPDATE binary_table SET b = TO_BINARY(v, 'UTF-8');

UPDATE binary_table SET b64_string = BASE64_ENCODE(b, 0, '$');

SELECT b
    FROM binary_table;
-- 4142434445464748494A4B4C4D4E4F505152535455565758595A21402324255E262A28296162636465666768696A6B6C6D6E6F70717273747576777A797A313233343536373839305B5D7B7D3B3A2C2E2F3C3E3F2D3D7E

SELECT b64_string
    FROM binary_table;
-- QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVohQCMkJV4mKigpYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd6eXoxMjM0NTY3ODkwW117fTs6LC4vPD4/LT1$

SELECT BASE64_DECODE_BINARY(b64_string, '$') AS FROM_BASE64_BACK_TO_BINARY
    FROM binary_table;
-- 4142434445464748494A4B4C4D4E4F505152535455565758595A21402324255E262A28296162636465666768696A6B6C6D6E6F70717273747576777A797A313233343536373839305B5D7B7D3B3A2C2E2F3C3E3F2D3D7E

SELECT TO_VARCHAR(BASE64_DECODE_BINARY(b64_string, '$'), 'UTF-8') AS BACK_TO_STRING
    FROM binary_table;
-- ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()abcdefghijklmnopqrstuvwzyz1234567890[]{};:,./<>?-=~

CREATE OR REPLACE TABLE test_boolean_agg (
  id INTEGER,
  c1 BOOLEAN,
  c2 BOOLEAN,
  c3 BOOLEAN,
  c4 BOOLEAN
);

INSERT INTO test_boolean_agg (id, c1, c2, c3, c4) VALUES
  (1, TRUE, TRUE,  TRUE,  FALSE),
  (2, TRUE, FALSE, FALSE, FALSE),
  (3, TRUE, TRUE,  FALSE, FALSE),
  (4, TRUE, FALSE, FALSE, FALSE);

SELECT BOOLOR_AGG(c1), BOOLOR_AGG(c2), BOOLOR_AGG(c3), BOOLOR_AGG(c4)
  FROM test_boolean_agg;
-- True | True | True | False

INSERT INTO test_boolean_agg (id, c1, c2, c3, c4) VALUES
  (-4, FALSE, FALSE, FALSE, TRUE),
  (-3, FALSE, TRUE,  TRUE,  TRUE),
  (-2, FALSE, FALSE, TRUE,  TRUE),
  (-1, FALSE, TRUE,  TRUE,  TRUE);

SELECT
    id,
    BOOLOR_AGG(c1) OVER (PARTITION BY (id > 0)),
    BOOLOR_AGG(c2) OVER (PARTITION BY (id > 0)),
    BOOLOR_AGG(c3) OVER (PARTITION BY (id > 0)),
    BOOLOR_AGG(c4) OVER (PARTITION BY (id > 0))
  FROM test_boolean_agg
  ORDER BY id;
-- -4 | False | True | True | True
-- -3 | False | True | True | True
-- -2 | False | True | True | True
-- -1 | False | True | True | True
-- 1 | True | True | True | False
-- 2 | True | True | True | False
-- 3 | True | True | True | False
-- 4 | True | True | True | False

select boolor_agg('invalid type');
-- ! 100037 (22018): Boolean value 'invalid type' is not recognized

CREATE OR REPLACE TABLE aggr(k int, v decimal(10,2), v2 decimal(10, 2));

INSERT INTO aggr VALUES(1, 10, NULL);

INSERT INTO aggr VALUES(2, 10, 11), (2, 20, 22), (2, 25, NULL), (2, 30, 35);

SELECT k, COVAR_POP(v, v2) FROM aggr GROUP BY k;
-- 1 | NULL
-- 2 | 80

CREATE OR REPLACE TABLE corn_production (farmer_id INTEGER, state VARCHAR, bushels FLOAT);

INSERT INTO corn_production (farmer_id, state, bushels) VALUES
  (1, 'Iowa', 100),
  (2, 'Iowa', 110),
  (3, 'Kansas', 120),
  (4, 'Kansas', 130);

SELECT state, bushels,
    RANK() OVER (ORDER BY bushels DESC),
    DENSE_RANK() OVER (ORDER BY bushels DESC)
  FROM corn_production;
-- Kansas | 130 | 1 | 1
-- Kansas | 120 | 2 | 2
-- Iowa | 110 | 3 | 3
-- Iowa | 100 | 4 | 4

SELECT state, bushels,
    RANK() OVER (PARTITION BY state ORDER BY bushels DESC),
    DENSE_RANK() OVER (PARTITION BY state ORDER BY bushels DESC)
  FROM corn_production;
-- Iowa | 110 | 1 | 1
-- Iowa | 100 | 2 | 2
-- Kansas | 130 | 1 | 1
-- Kansas | 120 | 2 | 2

INSERT INTO corn_production (farmer_id, state, bushels) VALUES
  (5, 'Iowa', 110);

SELECT state, bushels,
    RANK() OVER (ORDER BY bushels DESC),
    DENSE_RANK() OVER (ORDER BY bushels DESC)
  FROM corn_production;
-- Kansas | 130 | 1 | 1
-- Kansas | 120 | 2 | 2
-- Iowa | 110 | 3 | 3
-- Iowa | 110 | 3 | 3
-- Iowa | 100 | 5 | 4

CREATE TABLE test_greatest_ignore_nulls (
  col_1 INTEGER,
  col_2 INTEGER,
  col_3 INTEGER,
  col_4 FLOAT);

INSERT INTO test_greatest_ignore_nulls (col_1, col_2, col_3, col_4) VALUES
  (1, 2,    3,  4.25),
  (2, 4,   -1,  NULL),
  (3, 6, NULL,  -2.75);

SELECT col_1,
       col_2,
       col_3,
       col_4,
       GREATEST_IGNORE_NULLS(col_1, col_2, col_3, col_4) AS greatest_ignore_nulls,
       LEAST_IGNORE_NULLS(col_1, col_2, col_3, col_4) AS least_ignore_nulls
 FROM test_greatest_ignore_nulls
 ORDER BY col_1;
-- 1 | 2 | 3 | 4.25 | 4.25 | 1
-- 2 | 4 | -1 | NULL | 4 | -1
-- 3 | 6 | NULL | -2.75 | 6 | -2.75

SELECT LEAST(1, 3, 0, 4);
-- 0

SELECT col_1,
       col_2,
       col_3,
       LEAST(col_1, col_2, col_3) AS least
  FROM (SELECT 1 AS col_1, 2 AS col_2, 3 AS col_3
    UNION ALL
    SELECT 2, 4, -1
    UNION ALL
    SELECT 3, 6, NULL);
-- 1 | 2 | 3 | 1
-- 2 | 4 | -1 | -1
-- 3 | 6 | NULL | NULL

CREATE TABLE orders (o_orderdate DATE) AS SELECT '2024-01-01'::DATE + SEQ4() % 5 FROM TABLE(GENERATOR(ROWCOUNT => 20));

SELECT HLL(o_orderdate), HLL_ESTIMATE(HLL_IMPORT(HLL_EXPORT(HLL_ACCUMULATE(o_orderdate))))
FROM orders;
-- 5 | 5

CREATE TABLE testinit (v VARCHAR) AS SELECT * FROM VALUES ('The Quick Gray Fox'), ('the sky is blue'), ('OVER the River 2 Times'), ('WE CAN HANDLE THIS'), ('HelL0_hi+therE'), ('νησί του ποταμού'), ('ÄäÖößÜü'), ('Hi,are?you!there'), ('to je dobré'), ('ÉéÀàè]çÂâ ÊêÎÔô ÛûËÏ ïÜŸÇç ŒœÆæ'), ('ĄąĆ ćĘęŁ łŃńÓ óŚśŹźŻż'), ('АаБб ВвГгД дЕеЁёЖ жЗзИиЙй'), ('ХхЦц ЧчШш ЩщЪъ ЫыЬь ЭэЮ юЯя'), (NULL);

SELECT v, INITCAP(v) FROM testinit;
-- The Quick Gray Fox | The Quick Gray Fox
-- the sky is blue | The Sky Is Blue
-- OVER the River 2 Times | Over The River 2 Times
-- WE CAN HANDLE THIS | We Can Handle This
-- HelL0_hi+therE | Hell0_Hi+There
-- νησί του ποταμού | Νησί Του Ποταμού
-- ÄäÖößÜü | Ääöößüü
-- Hi,are?you!there | Hi,Are?You!There
-- to je dobré | To Je Dobré
-- ÉéÀàè]çÂâ ÊêÎÔô ÛûËÏ ïÜŸÇç ŒœÆæ | Ééààè]Çââ Êêîôô Ûûëï Ïüÿçç Œœææ
-- ĄąĆ ćĘęŁ łŃńÓ óŚśŹźŻż | Ąąć Ćęęł Łńńó Óśśźźżż
-- АаБб ВвГгД дЕеЁёЖ жЗзИиЙй | Аабб Ввггд Дееёёж Жззиийй
-- ХхЦц ЧчШш ЩщЪъ ЫыЬь ЭэЮ юЯя | Ххцц Ччшш Щщъъ Ыыьь Ээю Юяя
-- NULL | NULL

SELECT INITCAP('this is the new Frame+work', '') AS initcap_result;
-- This is the new frame+work

SELECT INITCAP('iqamqinterestedqinqthisqtopic','q') AS initcap_result;
-- IqAmqInterestedqInqThisqTopic

SELECT INITCAP('lion☂fRog potato⨊cLoUD', '⨊☂') AS initcap_result;
-- Lion☂Frog potato⨊Cloud

SELECT INITCAP('apple is僉sweetandballIsROUND', '僉a b') AS initcap_result;
-- aPple Is僉SweetaNdbaLlisround

CREATE OR REPLACE TABLE vartab (n NUMBER(2), v VARIANT);

INSERT INTO vartab
  SELECT column1 AS n, PARSE_JSON(column2) AS v
    FROM VALUES (1, 'null'),
                (2, null),
                (3, 'true'),
                (4, '-17'),
                (5, '123.12'),
                (6, '1.912e2'),
                (7, '"Om ara pa ca na dhih"  '),
                (8, '[-1, 12, 289, 2188, false,]'),
                (9, '{ "x" : "abc", "y" : false, "z": 10} ')
       AS vals;

SELECT n, v, TYPEOF(v)
  FROM vartab
  ORDER BY n;
-- 1 | null | NULL_VALUE
-- 2 | NULL | NULL
-- 3 | true | BOOLEAN
-- 4 | -17 | INTEGER
-- 5 | 123.12 | DECIMAL
-- 6 | 1.912000000000000e+02 | DOUBLE
-- 7 | "Om ara pa ca na dhih" | VARCHAR
-- 8 | [-1,12,289,2188,false,undefined] | ARRAY
-- 9 | {"x":"abc","y":false,"z":10} | OBJECT

SELECT * FROM vartab WHERE IS_BOOLEAN(v);
-- 3 | true

SELECT * FROM vartab WHERE IS_OBJECT(v);
-- 9 | {"x":"abc","y":false,"z":10}

CREATE OR REPLACE TABLE multiple_types (
  array1 VARIANT,
  array2 VARIANT,
  boolean1 VARIANT,
  varchar1 VARIANT,
  varchar2 VARIANT,
  decimal1 VARIANT,
  double1 VARIANT,
  integer1 VARIANT,
  object1 VARIANT);

INSERT INTO multiple_types
    (array1, array2, boolean1, varchar1, varchar2,
     decimal1, double1, integer1, object1)
  SELECT
    TO_VARIANT(TO_ARRAY('Example')),
    TO_VARIANT(ARRAY_CONSTRUCT('Array-like', 'example')),
    TO_VARIANT(TRUE),
    TO_VARIANT('X'),
    TO_VARIANT('I am a real character'),
    TO_VARIANT(1.23::DECIMAL(6, 3)),
    TO_VARIANT(3.21::DOUBLE),
    TO_VARIANT(15),
    TO_VARIANT(TO_OBJECT(PARSE_JSON('{"Tree": "Pine"}')));

SELECT TYPEOF(array1),
       TYPEOF(array2),
       TYPEOF(boolean1),
       TYPEOF(varchar1),
       TYPEOF(varchar2),
       TYPEOF(decimal1),
       TYPEOF(double1),
       TYPEOF(integer1),
       TYPEOF(object1)
  FROM multiple_types;
-- ARRAY | ARRAY | BOOLEAN | VARCHAR | VARCHAR | DECIMAL | DOUBLE | INTEGER | OBJECT

SELECT IS_BOOLEAN(boolean1),
       IS_BOOLEAN(array1)
  FROM multiple_types;
-- True | False

SELECT IS_OBJECT(array1),
       IS_OBJECT(boolean1),
       IS_OBJECT(object1)
  FROM multiple_types;
-- False | False | True

CREATE TABLE demo1 (id INTEGER, json_data VARCHAR);

INSERT INTO demo1 SELECT
   1, '{"level_1_key": "level_1_value"}';

INSERT INTO demo1 SELECT
   2, '{"level_1_key": {"level_2_key": "level_2_value"}}';

INSERT INTO demo1 SELECT
   3, '{"level_1_key": {"level_2_key": ["zero", "one", "two"]}}';

SELECT
        TO_VARCHAR(GET_PATH(PARSE_JSON(json_data), 'level_1_key'))
            AS OLD_WAY,
        JSON_EXTRACT_PATH_TEXT(json_data, 'level_1_key')
            AS JSON_EXTRACT_PATH_TEXT
    FROM demo1
    ORDER BY id;
-- level_1_value | level_1_value
-- {"level_2_key":"level_2_value"} | {"level_2_key":"level_2_value"}
-- {"level_2_key":["zero","one","two"]} | {"level_2_key":["zero","one","two"]}

SELECT
        TO_VARCHAR(GET_PATH(PARSE_JSON(json_data), 'level_1_key.level_2_key'))
            AS OLD_WAY,
        JSON_EXTRACT_PATH_TEXT(json_data, 'level_1_key.level_2_key')
            AS JSON_EXTRACT_PATH_TEXT
    FROM demo1
    ORDER BY id;
-- NULL | NULL
-- level_2_value | level_2_value
-- ["zero","one","two"] | ["zero","one","two"]

SELECT
      TO_VARCHAR(GET_PATH(PARSE_JSON(json_data), 'level_1_key.level_2_key[1]'))
          AS OLD_WAY,
      JSON_EXTRACT_PATH_TEXT(json_data, 'level_1_key.level_2_key[1]')
          AS JSON_EXTRACT_PATH_TEXT
    FROM demo1
    ORDER BY id;
-- NULL | NULL
-- NULL | NULL
-- one | one

CREATE TABLE tab (x INT) AS SELECT * FROM VALUES (1), (10), (100), (NULL);

SELECT x, ROUND(ln(x), 9) FROM tab;
-- 1 | 0
-- 10 | 2.302585093
-- 100 | 4.605170186
-- NULL | NULL

CREATE TABLE array_demo (ID INTEGER, array1 ARRAY, array2 ARRAY);

INSERT INTO array_demo (ID, array1, array2)
    SELECT 2, ARRAY_CONSTRUCT(10, NULL, 30), ARRAY_CONSTRUCT(40);

SELECT array1, ARRAY_COMPACT(array1) FROM array_demo WHERE ID = 2;
-- [10,undefined,30] | [10,30]

SELECT ARRAY_PREPEND(ARRAY_CONSTRUCT(0,1,2,3),'hello');
-- ["hello",0,1,2,3]

SELECT ARRAY_REVERSE([1,2,3,4]);
-- [4,3,2,1]

CREATE TABLE sample_json_table (ID INTEGER, varchar1 VARCHAR, variant1 VARIANT);

INSERT INTO sample_json_table (ID, varchar1) VALUES
    (1, '{"ValidKey1": "ValidValue1"}'),
    (2, '{"Malformed -- Missing value": }'),
    (3, NULL)
    ;

UPDATE sample_json_table SET variant1 = varchar1::VARIANT;

SELECT ID, CHECK_JSON(varchar1), varchar1 FROM sample_json_table ORDER BY ID;
-- 1 | NULL | {"ValidKey1": "ValidValue1"}
-- 2 | misplaced }, pos 32 | {"Malformed -- Missing value": }
-- 3 | NULL | NULL

SELECT ID, CHECK_JSON(variant1), variant1 FROM sample_json_table ORDER BY ID;
-- 1 | NULL | "{\"ValidKey1\": \"ValidValue1\"}"
-- 2 | misplaced }, pos 32 | "{\"Malformed -- Missing value\": }"
-- 3 | NULL | NULL

SELECT CHECK_XML('<name> Valid </name>');
-- NULL

SELECT CHECK_XML('<name> Invalid </WRONG_CLOSING_TAG>');
-- no opening tag for </WRONG_CLOSING_TAG>, pos 35

SELECT CHECK_XML(STR => '<name> Valid </name>', DISABLE_AUTO_CONVERT => TRUE);
-- NULL

SELECT CONCAT_WS(',', 'one', 'two', 'three'), CONCAT_WS(',', 'one', NULL, 'two'), CONCAT_WS(',', 'one');
-- one,two,three | NULL | one

create or replace database ex1_gor_x;

use database ex1_gor_x;

use schema PUBLIC;

create or replace table x_tab_a (mycol int not null);

create or replace table x_tab_b (mycol int not null);

create or replace table x_tab_c (mycol int not null);

create or replace view x_view_d as
select * from x_tab_a
join x_tab_b
using ( mycol );

create or replace view x_view_e as
select x_tab_b.* from x_tab_b, x_tab_c
where x_tab_b.mycol=x_tab_c.mycol;

create or replace database ex1_gor_y;

use database ex1_gor_y;

use schema PUBLIC;

create or replace table y_tab_a (mycol int not null);

create or replace view y_view_b as
select * from ex1_gor_x.public.x_tab_a
join y_tab_a
using ( mycol );

create or replace view y_view_f as
select e.* from ex1_gor_x.public.x_view_e e, ex1_gor_x.public.x_tab_c c, y_tab_a
where e.mycol=y_tab_a.mycol
and e.mycol=c.mycol;

select * from table(get_object_references(database_name=>'ex1_gor_y', schema_name=>'public', object_name=>'y_view_f')) order by referenced_object_type, referenced_object_name desc;
-- EX1_GOR_Y | PUBLIC | Y_VIEW_F | EX1_GOR_Y | PUBLIC | Y_TAB_A | TABLE
-- EX1_GOR_Y | PUBLIC | Y_VIEW_F | EX1_GOR_X | PUBLIC | X_TAB_C | TABLE
-- EX1_GOR_Y | PUBLIC | Y_VIEW_F | EX1_GOR_X | PUBLIC | X_TAB_B | TABLE
-- EX1_GOR_Y | PUBLIC | Y_VIEW_F | EX1_GOR_X | PUBLIC | X_VIEW_E | VIEW

create materialized view ex1_gor_x.public.x_mat as select mycol from ex1_gor_x.public.x_tab_a;

create view y_view_g as select * from ex1_gor_x.public.x_mat;

select * from table(get_object_references(database_name=>'ex1_gor_y', schema_name=>'public', object_name=>'y_view_g'));
-- ! Unsupported feature 'GET_OBJECT_REFERENCES of a view on a materialized view'

select * from table(get_object_references(database_name=>'ex1_gor_y', schema_name=>'public', object_name=>'y_tab_a'));
-- ! 002003 (02000): SQL compilation error: View 'Y_TAB_A' does not exist or not authorized.
