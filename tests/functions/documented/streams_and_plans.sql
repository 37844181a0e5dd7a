--# Examples of the pages of REGEXP, SEQ1, STDDEV, TO_TIMESTAMP, TRY_TO_DECIMAL, TRY_TO_TIMESTAMP and of the SYSTEM$ functions of streams, tags, clustering and queries.

CREATE OR REPLACE TABLE strings (v VARCHAR(50));

INSERT INTO strings (v) VALUES
  ('San Francisco'),
  ('San Jose'),
  ('Santa Clara'),
  ('Sacramento');

SELECT v
  FROM strings
  WHERE v REGEXP 'San* [fF].*'
  ORDER BY v;
-- San Francisco

INSERT INTO strings (v) VALUES
  ('Contains embedded single \\backslash');

SELECT v, v REGEXP 'San\\b.*' AS matches
  FROM strings
  ORDER BY v;
-- Contains embedded single \backslash | FALSE
-- Sacramento | FALSE
-- San Francisco | TRUE
-- San Jose | TRUE
-- Santa Clara | FALSE

SELECT v, v REGEXP '.*\\s\\\\.*' AS matches
  FROM strings
  ORDER BY v;
-- Contains embedded single \backslash | TRUE
-- Sacramento | FALSE
-- San Francisco | FALSE
-- San Jose | FALSE
-- Santa Clara | FALSE

SELECT v, v REGEXP $$.*\s\\.*$$ AS MATCHES
  FROM strings
  ORDER BY v;
-- Contains embedded single \backslash | TRUE
-- Sacramento | FALSE
-- San Francisco | FALSE
-- San Jose | FALSE
-- Santa Clara | FALSE

SELECT seq8() FROM table(generator(rowCount => 5));
-- 0
-- 1
-- 2
-- 3
-- 4

SELECT * FROM (SELECT seq2(0), seq1(1) FROM table(generator(rowCount => 132))) ORDER BY seq2(0) LIMIT 7 OFFSET 125;
-- 125 | 125
-- 126 | 126
-- 127 | 127
-- 128 | -128
-- 129 | -127
-- 130 | -126
-- 131 | -125

SELECT COUNT(*), MIN(n), MAX(n) FROM (SELECT ROW_NUMBER() OVER (ORDER BY seq4()) AS n
    FROM TABLE(generator(rowcount => 10)));
-- 10 | 1 | 10

CREATE TABLE t1 (c1 INTEGER);

INSERT INTO t1 (c1) VALUES
  (6),
  (10),
  (14);

SELECT STDDEV(c1), STDDEV_SAMP(c1) FROM t1;
-- 4 | 4

ALTER SESSION SET TIMEZONE = 'America/Los_Angeles';

SELECT TO_TIMESTAMP_TZ('2024-04-05 01:02:03')::VARCHAR, TO_TIMESTAMP_NTZ('2024-04-05 01:02:03')::VARCHAR;
-- 2024-04-05 01:02:03.000 -0700 | 2024-04-05 01:02:03.000

SELECT TO_TIMESTAMP_TZ('04/05/2024 01:02:03', 'mm/dd/yyyy hh24:mi:ss')::VARCHAR, TO_TIMESTAMP_TZ('04/05/2024 01:02:03', 'dd/mm/yyyy hh24:mi:ss')::VARCHAR;
-- 2024-04-05 01:02:03.000 -0700 | 2024-05-04 01:02:03.000 -0700

SELECT TO_TIMESTAMP_NTZ(40 * 365.25 * 86400)::VARCHAR, TO_TIMESTAMP_NTZ(40 * 365.25 * 86400 * 1000 + 456, 3)::VARCHAR;
-- 2010-01-01 00:00:00.000 | 2010-01-01 00:00:00.456

SELECT TO_TIMESTAMP(1000000000, 0)::VARCHAR AS "Scale in seconds",
       TO_TIMESTAMP(1000000000, 3)::VARCHAR AS "Scale in milliseconds",
       TO_TIMESTAMP(1000000000, 6)::VARCHAR AS "Scale in microseconds",
       TO_TIMESTAMP(1000000000, 9)::VARCHAR AS "Scale in nanoseconds";
-- 2001-09-09 01:46:40.000 | 1970-01-12 13:46:40.000 | 1970-01-01 00:16:40.000 | 1970-01-01 00:00:01.000

CREATE OR REPLACE TABLE demo1 (
  description VARCHAR,
  value VARCHAR
);

INSERT INTO demo1 (description, value) VALUES
  ('Seconds',      '31536000'),
  ('Milliseconds', '31536000000'),
  ('Microseconds', '31536000000000'),
  ('Nanoseconds',  '31536000000000000');

SELECT description,
       value,
       TO_TIMESTAMP(value)::VARCHAR,
       TO_DATE(value)
  FROM demo1
  ORDER BY value;
-- Seconds | 31536000 | 1971-01-01 00:00:00.000 | 1971-01-01
-- Milliseconds | 31536000000 | 1971-01-01 00:00:00.000 | 1971-01-01
-- Microseconds | 31536000000000 | 1971-01-01 00:00:00.000 | 1971-01-01
-- Nanoseconds | 31536000000000000 | 1971-01-01 00:00:00.000 | 1971-01-01

SELECT 0::TIMESTAMP_NTZ::VARCHAR, PARSE_JSON(0)::TIMESTAMP_NTZ::VARCHAR, PARSE_JSON(0)::INT::TIMESTAMP_NTZ::VARCHAR;
-- 1970-01-01 00:00:00.000 | 1969-12-31 16:00:00.000 | 1970-01-01 00:00:00.000

SELECT TO_TIMESTAMP_NTZ(0)::VARCHAR, TO_TIMESTAMP_NTZ(PARSE_JSON(0))::VARCHAR, TO_TIMESTAMP_NTZ(PARSE_JSON(0)::INT)::VARCHAR;
-- 1970-01-01 00:00:00.000 | 1969-12-31 16:00:00.000 | 1970-01-01 00:00:00.000

SELECT TO_TIMESTAMP('2024-01-01'::DATE::VARIANT);
-- ! Failed to cast

SELECT TRY_TO_TIMESTAMP('2024-01-15 12:30:00')::VARCHAR, TRY_TO_TIMESTAMP('Invalid');
-- 2024-01-15 12:30:00.000 | NULL

SELECT column1 AS orig_string,
       TO_DECIMAL(column1) AS dec,
       TO_DECIMAL(column1, 10, 2) AS dec_with_scale,
       TO_DECIMAL(column1, 4, 2) AS dec_with_range_err
  FROM VALUES ('345.123');
-- ! 100039 (22003): Numeric value '345.123' is out of range

SELECT column1 AS orig_string,
       TRY_TO_DECIMAL(column1) AS dec,
       TRY_TO_DECIMAL(column1, 10, 2) AS dec_with_scale,
       TRY_TO_DECIMAL(column1, 4, 2) AS dec_with_range_err
  FROM VALUES ('345.123');
-- 345.123 | 345 | 345.12 | NULL

SELECT column1 AS orig_string,
       TO_DECIMAL(column1, '$9,999.00') AS num,
       TO_DECIMAL(column1, '$9,999.00', 6, 2) AS num_with_scale,
       TO_DECIMAL(column1, 6, 2) AS num_with_format_err
  FROM VALUES ('$7,543.21');
-- ! 100038 (22018): Numeric value '$7,543.21' is not recognized

SELECT column1 AS orig_string,
       TRY_TO_DECIMAL(column1, '$9,999.00') AS num,
       TRY_TO_DECIMAL(column1, '$9,999.00', 6, 2) AS num_with_scale,
       TRY_TO_DECIMAL(column1, 6, 2) AS num_with_format_err
  FROM VALUES ('$7,543.21');
-- $7,543.21 | 7543 | 7543.21 | NULL

SELECT column1 AS orig_string,
       TO_DECIMAL(column1, 'XXX') AS to_decimal_num,
       TRY_TO_DECIMAL(column1, 'XXX') AS try_to_decimal_num,
       TRY_TO_DECIMAL(column1) AS num
  FROM VALUES ('aaa');
-- aaa | 2730 | 2730 | NULL

SELECT SYSTEM$TYPEOF(NULL), SYSTEM$TYPEOF(1), SYSTEM$TYPEOF(1e10), SYSTEM$TYPEOF(10000), SYSTEM$TYPEOF('something'), SYSTEM$TYPEOF(CONCAT('every', 'body'));
-- NULL[LOB] | NUMBER(1,0)[SB1] | NUMBER(11,0)[SB8] | NUMBER(5,0)[SB2] | VARCHAR(9)[LOB] | VARCHAR(9)[LOB]

create table MYTABLE1 (id int);

create table MYTABLE2(id int);

create stream MYSTREAM on table MYTABLE1;

insert into MYTABLE1 values (1);

select system$stream_has_data('MYSTREAM');
-- TRUE

begin;

insert into MYTABLE2 select id from MYSTREAM;

commit;

select system$stream_has_data('MYSTREAM');
-- FALSE

select system$stream_get_table_timestamp('MYSTREAM') > 1600000000000000000;
-- TRUE

create view MYVIEW as select * from MYTABLE1;

create stream VIEWSTREAM on view MYVIEW;

select system$stream_get_table_timestamp('VIEWSTREAM');
-- ! invalid value [VIEWSTREAM] for parameter 'STREAM_NAME' of function SYSTEM$STREAM_GET_TABLE_TIMESTAMP

insert into MYTABLE1 values (2);

CREATE TEMPORARY TABLE _unused_table AS SELECT * FROM MYSTREAM WHERE 1=0;

select system$stream_has_data('mystream');
-- FALSE

create tag cost_center allowed_values 'sales', 'finance';

select system$get_tag('cost_center', 'mytable1', 'table'), system$get_tag_allowed_values('gold.public.cost_center');
-- NULL | ["sales","finance"]

alter table mytable1 set tag cost_center = 'sales';

alter table mytable1 modify column id set tag cost_center = 'finance';

select system$get_tag('cost_center', 'mytable1', 'table'), system$get_tag('cost_center', 'mytable1.id', 'column');
-- sales | finance

SELECT SYSTEM$CANCEL_QUERY('d5493e36-5e38-48c9-a47c-c476f2111ce5');
-- Identified SQL statement is not currently executing.

SELECT SYSTEM$CANCEL_ALL_QUERIES(1065153872298);
-- 0 cancelled.

SET before_dml = (SELECT SYSTEM$LAST_CHANGE_COMMIT_TIME('mytable1'));

INSERT INTO mytable1 VALUES (3);

SELECT SYSTEM$LAST_CHANGE_COMMIT_TIME('mytable1') > $before_dml;
-- TRUE

SELECT SYSTEM$CLUSTERING_DEPTH('mytable1', '(id)'), SYSTEM$CLUSTERING_DEPTH('mytable1', '(id)', 'id = 25');
-- 1 | 1

SELECT SYSTEM$CLUSTERING_DEPTH('mytable1');
-- ! invalid value [mytable1] for parameter 'TABLE_NAME' of function SYSTEM$CLUSTERING_DEPTH

CREATE TABLE test2 (col1 INT, "col2" INT, col3 INT);

SELECT PARSE_JSON(SYSTEM$CLUSTERING_INFORMATION('test2', '(col1, "col2", col3)')) AS i, i:cluster_by_keys, i:version, i:average_depth;
-- {"average_depth":1,"average_overlaps":0,"cluster_by_keys":"LINEAR(COL1, \"col2\", COL3)","clustering_errors":[],"partition_depth_histogram":{"00000":0,"00001":1,"00002":0,"00003":0,"00004":0,"00005":0,"00006":0,"00007":0,"00008":0,"00009":0,"00010":0,"00011":0,"00012":0,"00013":0,"00014":0,"00015":0,"00016":0},"total_constant_partition_count":0,"total_partition_count":1,"version":"CLASSIC"} | "LINEAR(COL1, \"col2\", COL3)" | "CLASSIC" | 1

SELECT SYSTEM$CLUSTERING_INFORMATION('mytable1', 5);
-- ! invalid value [mytable1] for parameter 'TABLE_NAME' of function SYSTEM$CLUSTERING_INFORMATION

CREATE OR REPLACE TABLE return_values_table (str VARCHAR);

CREATE TASK set_return_value_task
  SCHEDULE = '1 MINUTE'
  AS
    CALL SYSTEM$SET_RETURN_VALUE('The quick brown fox jumps over the lazy dog');

CREATE TASK get_return_value_task
  AFTER set_return_value_task
  AS
    INSERT INTO return_values_table VALUES(SYSTEM$GET_PREDECESSOR_RETURN_VALUE());

ALTER TASK get_return_value_task RESUME;

EXECUTE TASK set_return_value_task;

SELECT DISTINCT(str) FROM return_values_table;
-- The quick brown fox jumps over the lazy dog

SELECT DISTINCT(RETURN_VALUE)
  FROM TABLE(information_schema.task_history())
  WHERE RETURN_VALUE IS NOT NULL;
-- The quick brown fox jumps over the lazy dog

CREATE OR REPLACE TASK my_task_root
  SCHEDULE = '1 MINUTE'
  USER_TASK_TIMEOUT_MS = 60000
  CONFIG = $${"environment":"production", "dir":"/my_prod_directory/"}$$
  AS SELECT 1;

CREATE OR REPLACE TASK my_child_task
  USER_TASK_TIMEOUT_MS = 600000
  AFTER my_task_root
  AS
    BEGIN
      LET value := (SELECT SYSTEM$GET_TASK_GRAPH_CONFIG('dir'));
      CREATE TABLE IF NOT EXISTS my_table(name VARCHAR, value VARCHAR);
      INSERT INTO my_table VALUES('my_task_root dir',:value);
    END;

ALTER TASK my_child_task RESUME;

EXECUTE TASK my_task_root;

SELECT * FROM my_table;
-- my_task_root dir | /my_prod_directory/

CREATE TABLE Z1 (ID INTEGER);

CREATE TABLE Z2 (ID INTEGER);

SET QUERY_10 = 'SELECT Z1.ID, Z2.ID FROM Z1, Z2 WHERE Z2.ID = Z1.ID';

CREATE TABLE json_explain_output_for_analysis (
    ID INTEGER,
    query VARCHAR,
    explain_plan VARCHAR
    );

INSERT INTO json_explain_output_for_analysis (ID, query, explain_plan)
    SELECT
        1,
        $QUERY_10 AS query,
        SYSTEM$EXPLAIN_PLAN_JSON($QUERY_10) AS explain_plan;

SELECT SYSTEM$EXPLAIN_JSON_TO_TEXT('{"GlobalStats":{"partitionsTotal":2,"partitionsAssigned":2,"bytesAssigned":1024},"Operations":[[{"id":0,"operation":"Result","expressions":["Z1.ID","Z2.ID"]},{"id":1,"parentOperators":[0],"operation":"InnerJoin","expressions":["joinKey: (Z2.ID = Z1.ID)"]},{"id":2,"parentOperators":[1],"operation":"TableScan","objects":["TESTDB.TEMPORARY_DOC_TEST.Z2"],"expressions":["ID"],"partitionsAssigned":1,"partitionsTotal":1,"bytesAssigned":512},{"id":3,"parentOperators":[1],"operation":"JoinFilter","expressions":["joinKey: (Z2.ID = Z1.ID)"]},{"id":4,"parentOperators":[3],"operation":"TableScan","objects":["TESTDB.TEMPORARY_DOC_TEST.Z1"],"expressions":["ID"],"partitionsAssigned":1,"partitionsTotal":1,"bytesAssigned":512}]]}') = 'GlobalStats:\n\tbytesAssigned=1024\n\tpartitionsAssigned=2\n\tpartitionsTotal=2\nOperations:\n1:0     ->Result  Z1.ID, Z2.ID\n1:1          ->InnerJoin  joinKey: (Z2.ID = Z1.ID)\n1:2               ->TableScan  TESTDB.TEMPORARY_DOC_TEST.Z2  ID  {partitionsTotal=1, partitionsAssigned=1, bytesAssigned=512}\n1:3               ->JoinFilter  joinKey: (Z2.ID = Z1.ID)\n1:4                    ->TableScan  TESTDB.TEMPORARY_DOC_TEST.Z1  ID  {partitionsTotal=1, partitionsAssigned=1, bytesAssigned=512}\n';
-- TRUE

SELECT SYSTEM$EXPLAIN_JSON_TO_TEXT(explain_plan) LIKE 'GlobalStats:%Operations:%->Result  %->TableScan  GOLD.PUBLIC.Z1%'
    FROM json_explain_output_for_analysis
    WHERE json_explain_output_for_analysis.ID = 1;
-- TRUE

SELECT SYSTEM$EXPLAIN_PLAN_JSON(LAST_QUERY_ID()) IS NOT NULL AS explain_plan;
-- TRUE
