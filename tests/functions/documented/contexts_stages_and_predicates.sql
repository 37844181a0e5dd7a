--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: context, notifications, stages, IS_*, LAST_VALUE.

CREATE TABLE mytable (a INT);

select * from table(information_schema.copy_history(TABLE_NAME=>'MYTABLE', START_TIME=> DATEADD(hours, -1, CURRENT_TIMESTAMP())));

SELECT INDEX,VALUE FROM TABLE(FLATTEN(input => PARSE_JSON(CURRENT_AVAILABLE_ROLES()))) WHERE VALUE = 'PUBLIC';
-- 2 | "PUBLIC"

SELECT CURRENT_ROLE_TYPE();
-- ROLE

SELECT 2.71, CURRENT_STATEMENT();
-- 2.71 | SELECT 2.71, CURRENT_STATEMENT()

ALTER SESSION SET TIME_OUTPUT_FORMAT = 'HH24:MI:SS.FF';

SELECT LENGTH(CURRENT_TIME(2)::VARCHAR), LENGTH(CURRENT_TIME(4)::VARCHAR), LENGTH(CURRENT_TIME::VARCHAR);
-- 11 | 13 | 18

SELECT '12:34:56.1234'::TIME(4)::VARCHAR, TO_VARCHAR('12:34:56.1234'::TIME(2)), TO_VARCHAR('2024-01-01 12:34:56.1234'::TIMESTAMP_NTZ(2), 'SS.FF'), TO_VARCHAR(column1::TIME(3)) FROM VALUES ('12:34:56.1234');
-- 12:34:56.1234 | 12:34:56.12 | 56.12 | 12:34:56.123

ALTER SESSION UNSET TIME_OUTPUT_FORMAT;

SELECT CURRENT_TIME(10);
-- ! 001015 (22023): SQL compilation error: invalid value [10] for parameter 'FRACT_SEC_PRECISION' of function CURRENT_TIME

SELECT CURRENT_TRANSACTION();
-- NULL

CREATE TABLE ed (s VARCHAR, t VARCHAR) AS SELECT * FROM VALUES ('', ''), ('Gute nacht', 'Ich weis nicht'), ('Ich weiß nicht', 'Ich wei? nicht'), ('Ich weiß nicht', 'Ich weiss nicht'), ('Ich weiß nicht', NULL), ('Snowflake', 'Oracle'), ('święta', 'swieta'), (NULL, ''), (NULL, NULL);

SELECT s, t, EDITDISTANCE(s, t), EDITDISTANCE(t, s), EDITDISTANCE(s, t, 3), EDITDISTANCE(s, t, -1) FROM ed;
--  |  | 0 | 0 | 0 | 0
-- Gute nacht | Ich weis nicht | 8 | 8 | 3 | 0
-- Ich weiß nicht | Ich wei? nicht | 1 | 1 | 1 | 0
-- Ich weiß nicht | Ich weiss nicht | 2 | 2 | 2 | 0
-- Ich weiß nicht | NULL | NULL | NULL | NULL | NULL
-- Snowflake | Oracle | 7 | 7 | 3 | 0
-- święta | swieta | 2 | 2 | 2 | 0
-- NULL |  | NULL | NULL | NULL | NULL
-- NULL | NULL | NULL | NULL | NULL | NULL

SELECT EDITDISTANCE('future', 'past', 2) < 2;
-- False

SELECT SNOWFLAKE.NOTIFICATION.EMAIL_INTEGRATION_CONFIG('my_email_int', 'Updates', ARRAY_CONSTRUCT('person_a@example.com', 'person_b@example.com'));
-- {"my_email_int":{"subject":"Updates","toAddress":["person_a@example.com","person_b@example.com"]}}

SELECT SNOWFLAKE.NOTIFICATION.EMAIL_INTEGRATION_CONFIG('my_email_int', 'Updates', ARRAY_CONSTRUCT('person_a@example.com', 'person_b@example.com'), ARRAY_CONSTRUCT('cc_person_a@example.com'), NULL);
-- {"my_email_int":{"subject":"Updates","toAddress":["person_a@example.com","person_b@example.com"],"ccAddress":["cc_person_a@example.com"]}}

SELECT SNOWFLAKE.NOTIFICATION.EMAIL_INTEGRATION_CONFIG('my_email_int', 'Updates', ARRAY_CONSTRUCT('person_a@example.com', 'person_b@example.com'), ARRAY_CONSTRUCT('cc_person_a@example.com'), ARRAY_CONSTRUCT('bcc_person_b@example.com'));
-- {"my_email_int":{"subject":"Updates","toAddress":["person_a@example.com","person_b@example.com"],"ccAddress":["cc_person_a@example.com"],"bccAddress":["bcc_person_b@example.com"]}}

SELECT SNOWFLAKE.NOTIFICATION.INTEGRATION('my_queue_int');
-- {"my_queue_int":{}}

CREATE STAGE images_stage URL = 's3://photos/national_parks/';

SELECT GET_ABSOLUTE_PATH(@images_stage, 'us/yosemite/half_dome.jpg');
-- s3://photos/national_parks/us/yosemite/half_dome.jpg

SELECT GET_RELATIVE_PATH(@images_stage, 's3://photos/national_parks/us/yosemite/half_dome.jpg');
-- us/yosemite/half_dome.jpg

SELECT GET_STAGE_LOCATION(@images_stage);
-- s3://photos/national_parks/

CREATE STAGE "my stage" URL = 's3://photos/national_parks/us/yosemite/';

SELECT GET_STAGE_LOCATION('@"my stage"');
-- s3://photos/national_parks/us/yosemite/

SELECT GET_STAGE_LOCATION(@nope);
-- ! 002003 (02000): SQL compilation error: Stage 'GOLD.PUBLIC.NOPE' does not exist or not authorized.

CREATE OR REPLACE TABLE aggr2(col_x int, col_y int, col_z int);

INSERT INTO aggr2 VALUES (1, 2, 1), (1, 2, 3);

INSERT INTO aggr2 VALUES (2, 1, 10), (2, 2, 11), (2, 2, 3);

SELECT col_x, sum(col_z), GROUPING_ID(col_x) FROM aggr2 GROUP BY col_x ORDER BY col_x;
-- 1 | 4 | 0
-- 2 | 24 | 0

SELECT col_x, col_y, sum(col_z), GROUPING_ID(col_x), GROUPING_ID(col_y), GROUPING_ID(col_x, col_y) FROM aggr2 GROUP BY GROUPING SETS ((col_x), (col_y), ()) ORDER BY col_x ASC, col_y DESC;
-- 1 | NULL | 4 | 0 | 1 | 1
-- 2 | NULL | 24 | 0 | 1 | 1
-- NULL | NULL | 28 | 1 | 1 | 3
-- NULL | 2 | 18 | 1 | 0 | 2
-- NULL | 1 | 10 | 1 | 0 | 2

SELECT HAVERSINE(40.7127, -74.0059, 34.0500, -118.2500) AS distance_in_kilometers, HAVERSINE(40.7127, -74.0059, 34.0500, -118.2500) * 1000 AS distance_in_meters;
-- 3936.38509638929 | 3936385.09638929

CREATE OR REPLACE SEQUENCE seq92;

CREATE OR REPLACE TABLE sequence_demo (c1 INTEGER DEFAULT seq92.nextval, dummy SMALLINT);

INSERT INTO sequence_demo (dummy) VALUES (0);

INSERT INTO sequence_demo (dummy) SELECT dummy FROM sequence_demo;

INSERT INTO sequence_demo (dummy) SELECT dummy FROM sequence_demo;

INSERT INTO sequence_demo (dummy) SELECT dummy FROM sequence_demo;

CREATE OR REPLACE TABLE resultstate1 AS (SELECT HLL_ACCUMULATE(c1) AS rs1 FROM sequence_demo);

CREATE OR REPLACE TABLE test_table2 (c1 INTEGER);

INSERT INTO test_table2 (c1) SELECT c1 + 4 FROM sequence_demo;

CREATE OR REPLACE TABLE resultstate2 AS (SELECT HLL_ACCUMULATE(c1) AS rs1 FROM test_table2);

CREATE OR REPLACE TABLE combined_resultstate (c1) AS SELECT HLL_COMBINE(rs1) AS apc1 FROM (SELECT rs1 FROM resultstate1 UNION ALL SELECT rs1 FROM resultstate2);

SELECT HLL_ESTIMATE(c1) FROM combined_resultstate;
-- 12

CREATE TABLE IF NOT EXISTS suppliers (supplier_id INT PRIMARY KEY, supplier_name VARCHAR(30), phone_region_1 VARCHAR(15), phone_region_2 VARCHAR(15));

INSERT INTO suppliers(supplier_id, supplier_name, phone_region_1, phone_region_2) VALUES(1, 'Company_ABC', NULL, '555-01111'), (2, 'Company_DEF', '555-01222', NULL), (3, 'Company_HIJ', '555-01333', '555-01444'), (4, 'Company_KLM', NULL, NULL);

SELECT supplier_id, supplier_name, phone_region_1, phone_region_2, IFNULL(phone_region_1, phone_region_2) IF_REGION_1_NULL, IFNULL(phone_region_2, phone_region_1) IF_REGION_2_NULL FROM suppliers ORDER BY supplier_id;
-- 1 | Company_ABC | NULL | 555-01111 | 555-01111 | 555-01111
-- 2 | Company_DEF | 555-01222 | NULL | 555-01222 | 555-01222
-- 3 | Company_HIJ | 555-01333 | 555-01444 | 555-01333 | 555-01444
-- 4 | Company_KLM | NULL | NULL | NULL | NULL

SELECT IFNULL('17', 1);
-- 17

SELECT IFNULL('foo', 1);
-- ! 100038 (22018): Numeric value 'foo' is not recognized

SELECT SYSTEM$TYPEOF(IFNULL('17', 1)), SYSTEM$TYPEOF(IFNULL(supplier_name, 1)) FROM suppliers LIMIT 1;
-- NUMBER(2,0)[SB1] | NUMBER(18,5)[SB8]

SELECT IFNULL((SELECT 1 UNION SELECT 1), 2);
-- 1

SELECT IS_APPLICATION_ROLE_IN_SESSION('ANALYST');
-- FALSE

CREATE OR REPLACE TABLE varbin (v VARIANT);

INSERT INTO varbin SELECT TO_VARIANT(TO_BINARY('snow', 'utf-8'));

SELECT v AS hex_encoded_binary_value FROM varbin WHERE IS_BINARY(v);
-- "736E6F77"

CREATE DATABASE ROLE R1;

GRANT DATABASE ROLE R1 TO ROLE SYSADMIN;

SELECT IS_DATABASE_ROLE_IN_SESSION('R1'), IS_DATABASE_ROLE_IN_SESSION('GOLD.R1');
-- True | False

CREATE TABLE t1 (role_name VARCHAR, n INT) AS SELECT * FROM VALUES ('R1', 1), ('R2', 2);

SELECT * FROM GOLD.PUBLIC.t1 WHERE IS_DATABASE_ROLE_IN_SESSION(role_name);
-- R1 | 1

CREATE OR REPLACE TABLE vardttm (v VARIANT);

INSERT INTO vardttm SELECT TO_VARIANT(TO_DATE('2024-02-24'));

INSERT INTO vardttm SELECT TO_VARIANT(TO_TIME('20:57:01.123456789+07:00'));

INSERT INTO vardttm SELECT TO_VARIANT(TO_TIMESTAMP('2023-02-24 12:00:00.456'));

INSERT INTO vardttm SELECT TO_VARIANT(TO_TIMESTAMP_LTZ('2022-02-24 13:00:00.123 +01:00'));

INSERT INTO vardttm SELECT TO_VARIANT(TO_TIMESTAMP_NTZ('2021-02-24 14:00:00.123 +01:00'));

INSERT INTO vardttm SELECT TO_VARIANT(TO_TIMESTAMP_TZ('2020-02-24 15:00:00.123 +01:00'));

SELECT v, TYPEOF(v) AS type FROM vardttm;
-- "2024-02-24" | DATE
-- "20:57:01" | TIME
-- "2023-02-24 12:00:00.456" | TIMESTAMP_NTZ
-- "2022-02-24 04:00:00.123 -0800" | TIMESTAMP_LTZ
-- "2021-02-24 14:00:00.123" | TIMESTAMP_NTZ
-- "2020-02-24 15:00:00.123 +0100" | TIMESTAMP_TZ

SELECT v FROM vardttm WHERE IS_DATE(v);
-- "2024-02-24"

SELECT v FROM vardttm WHERE IS_TIME(v);
-- "20:57:01"

SELECT v FROM vardttm WHERE IS_TIMESTAMP_NTZ(v);
-- "2023-02-24 12:00:00.456"
-- "2021-02-24 14:00:00.123"

SELECT IS_DATE(NULL), IS_DATE_VALUE(TO_VARIANT(1)), IS_TIME(NULL), IS_BINARY(NULL::VARIANT);
-- NULL | FALSE | NULL | NULL

CREATE OR REPLACE TABLE test_is_null_value_function (variant_value VARIANT);

INSERT INTO test_is_null_value_function (variant_value) (SELECT PARSE_JSON('"string value"'));

INSERT INTO test_is_null_value_function (variant_value) (SELECT PARSE_JSON('null'));

INSERT INTO test_is_null_value_function (variant_value) (SELECT PARSE_JSON('{}'));

INSERT INTO test_is_null_value_function (variant_value) (SELECT PARSE_JSON('{"x": null}'));

INSERT INTO test_is_null_value_function (variant_value) (SELECT PARSE_JSON('{"x": "foo"}'));

INSERT INTO test_is_null_value_function (variant_value) (SELECT PARSE_JSON(NULL));

SELECT variant_value, variant_value:x value_of_x, IS_NULL_VALUE(variant_value) is_variant_value_a_json_null, IS_NULL_VALUE(variant_value:x) is_x_a_json_null, IS_NULL_VALUE(variant_value:y) is_y_a_json_null FROM test_is_null_value_function;
-- "string value" | NULL | FALSE | NULL | NULL
-- null | NULL | TRUE | NULL | NULL
-- {} | NULL | FALSE | NULL | NULL
-- {"x":null} | null | FALSE | TRUE | NULL
-- {"x":"foo"} | "foo" | FALSE | FALSE | NULL
-- NULL | NULL | NULL | NULL | NULL

SELECT column1, column2, LAST_VALUE(column2) OVER (PARTITION BY column1 ORDER BY column2) AS column2_last FROM VALUES (1, 10), (1, 11), (1, 12), (2, 20), (2, 21), (2, 22);
-- 1 | 10 | 12
-- 1 | 11 | 12
-- 1 | 12 | 12
-- 2 | 20 | 22
-- 2 | 21 | 22
-- 2 | 22 | 22

CREATE TABLE menu_items (menu_category VARCHAR, menu_item_name VARCHAR, menu_price_usd NUMBER(10,2)) AS SELECT * FROM VALUES ('Dessert', 'Popsicle', 3), ('Dessert', 'Ice Cream Sandwich', 4), ('Dessert', 'Mango Sticky Rice', 5), ('Dessert', 'Sugar Cone', 6), ('Dessert', 'Waffle Cone', 6), ('Dessert', 'Two Scoop Bowl', 7);

SELECT menu_category, menu_price_usd, FIRST_VALUE(menu_price_usd) OVER (PARTITION BY menu_category ORDER BY menu_price_usd, menu_item_name DESC ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS first_val, NTH_VALUE(menu_price_usd, 2) OVER (PARTITION BY menu_category ORDER BY menu_price_usd, menu_item_name DESC ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS nth_val, LAST_VALUE(menu_price_usd) OVER (PARTITION BY menu_category ORDER BY menu_price_usd, menu_item_name DESC ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS last_val FROM menu_items WHERE menu_category = 'Dessert' ORDER BY menu_price_usd, menu_item_name DESC;
-- Dessert | 3.00 | 3.00 | 4.00 | 4.00
-- Dessert | 4.00 | 3.00 | 4.00 | 5.00
-- Dessert | 5.00 | 4.00 | 5.00 | 6.00
-- Dessert | 6.00 | 5.00 | 6.00 | 6.00
-- Dessert | 6.00 | 6.00 | 6.00 | 7.00
-- Dessert | 7.00 | 6.00 | 7.00 | 7.00

SELECT LAST_VALUE(menu_price_usd) OVER (PARTITION BY menu_category) FROM menu_items;
-- ! Window function type [LAST_VALUE] requires ORDER BY in window specification

select count(*) from table(information_schema.login_history_by_user());
-- 0

select * from table(information_schema.login_history_by_user(USER_NAME => 'USER1', result_limit => 1000)) order by event_timestamp;

select event_timestamp, event_id, authenticating_integration_name from table(information_schema.login_history(TIME_RANGE_START => dateadd('hours',-1,current_timestamp()),current_timestamp())) order by event_timestamp;

CREATE TABLE lu (v VARCHAR) AS SELECT * FROM VALUES (''), ('The Quick Gray Fox'), ('LAUGHING ALL THE WAY'), ('OVER the River 2 Times'), ('UuVvWwXxYyZz'), ('ÁáÄäÉéÍíÓóÔôÚúÝý'), ('ÄäÖößÜü'), ('ÉéÀàÈèÙùÂâÊêÎîÔôÛûËëÏïÜüŸÿÇçŒœÆæ'), ('ĄąĆćĘęŁłŃńÓóŚśŹźŻż'), ('ČčĎďĹĺĽľŇňŔŕŠšŤťŽž'), ('АаБбВвГгДдЕеЁёЖжЗзИиЙй'), ('КкЛлМмНнОоПпРрСсТтУуФф'), ('ХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя'), (NULL);

SELECT v, LOWER(v) FROM lu;
--  | 
-- The Quick Gray Fox | the quick gray fox
-- LAUGHING ALL THE WAY | laughing all the way
-- OVER the River 2 Times | over the river 2 times
-- UuVvWwXxYyZz | uuvvwwxxyyzz
-- ÁáÄäÉéÍíÓóÔôÚúÝý | ááääééííóóôôúúýý
-- ÄäÖößÜü | ääöößüü
-- ÉéÀàÈèÙùÂâÊêÎîÔôÛûËëÏïÜüŸÿÇçŒœÆæ | ééààèèùùââêêîîôôûûëëïïüüÿÿççœœææ
-- ĄąĆćĘęŁłŃńÓóŚśŹźŻż | ąąććęęłłńńóóśśźźżż
-- ČčĎďĹĺĽľŇňŔŕŠšŤťŽž | ččďďĺĺľľňňŕŕššťťžž
-- АаБбВвГгДдЕеЁёЖжЗзИиЙй | ааббввггддееёёжжззиийй
-- КкЛлМмНнОоПпРрСсТтУуФф | ккллммннооппррссттууфф
-- ХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя | ххццччшшщщъъыыььээююяя
-- NULL | NULL

SELECT LOWER('I' COLLATE 'tr');
-- ı

SELECT SYSTEM$TYPEOF(ALL_USER_NAMES()), SYSTEM$TYPEOF(LOCALTIME()), SYSTEM$TYPEOF(LOCALTIMESTAMP(3));
-- ARRAY[LOB] | TIME(9)[SB8] | TIMESTAMP_LTZ(3)[SB16]
