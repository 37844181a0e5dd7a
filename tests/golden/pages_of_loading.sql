--# https://docs.snowflake.com/en/user-guide/querying-stage
CREATE OR REPLACE FILE FORMAT myformat TYPE = 'csv' FIELD_DELIMITER = '|';

CREATE OR REPLACE STAGE mystage1;

COPY INTO @mystage1/data1 FROM (SELECT * FROM VALUES ('a', 'b'), ('c', 'd') ORDER BY 1) FILE_FORMAT = (FORMAT_NAME = myformat);

COPY INTO @mystage1/data2 FROM (SELECT * FROM VALUES ('e', 'f'), ('g', 'h') ORDER BY 1) FILE_FORMAT = (FORMAT_NAME = myformat);

SELECT t.$1, t.$2 FROM @mystage1 (file_format => 'myformat', pattern=>'.*data.*[.]csv.gz') t;
-- a | b
-- c | d
-- e | f
-- g | h

SELECT t.$1, t.$2 FROM @mystage1 t;
-- a|b | NULL
-- c|d | NULL
-- e|f | NULL
-- g|h | NULL

SELECT ascii(t.$1), ascii(t.$2) FROM @mystage1 (file_format => myformat) t;
-- 97 | 98
-- 99 | 100
-- 101 | 102
-- 103 | 104

CREATE OR REPLACE FILE FORMAT my_json_format TYPE = 'json';

CREATE OR REPLACE STAGE mystage2 FILE_FORMAT = my_json_format;

COPY INTO @mystage2/data1 FROM (SELECT '{"a": {"b": "x1","c": "y1"}},' UNION ALL SELECT '{"a": {"b": "x2","c": "y2"}}')
  FILE_FORMAT = (TYPE = CSV FIELD_DELIMITER = NONE ESCAPE_UNENCLOSED_FIELD = NONE FILE_EXTENSION = 'json.gz');

SELECT parse_json($1):a.b FROM @mystage2/data1;
-- "x1"
-- "x2"

--# relative path modifiers are interpreted literally
SELECT COUNT(*) FROM @mystage2/./../data1;
-- 0

--# https://docs.snowflake.com/en/user-guide/data-load-considerations-load (CSV data: Trimming leading spaces)
CREATE TABLE mytable (col1 VARCHAR, col2 VARCHAR, col3 VARCHAR);

COPY INTO @%mytable FROM (SELECT '"value1", "value2", "value3"')
  FILE_FORMAT = (TYPE = CSV FIELD_DELIMITER = NONE ESCAPE_UNENCLOSED_FIELD = NONE);

COPY INTO mytable
FROM @%mytable
FILE_FORMAT = (TYPE = CSV TRIM_SPACE=true FIELD_OPTIONALLY_ENCLOSED_BY = '0x22');

SELECT * FROM mytable;
-- value1 | value2 | value3

COPY INTO mytable FROM @%mytable/data1/ FILES=('test1.csv', 'test2.csv', 'test3.csv');
-- ! 091016 (22000): Remote file 'data1/test1.csv' was not found.

COPY INTO mytable FROM @%mytable/data1/
   PATTERN='.*person_data[^0-9{1,3}$$].csv';
-- Copy executed with 0 files processed.

COPY INTO mytable (col1, col1) FROM @%mytable FORCE = TRUE;
-- ! 002025 (42601): SQL compilation error: duplicate column name 'COL1'

COPY INTO mytable FROM (SELECT $1, $2, $3 FROM @%mytable) VALIDATION_MODE = RETURN_ERRORS;
-- ! VALIDATION_MODE does not support COPY statements that transform data during a load.

--# https://docs.snowflake.com/en/sql-reference/sql/copy-into-table (excluded columns cannot have a sequence as their default value)
CREATE SEQUENCE numbers;

CREATE TABLE numbered (a VARCHAR, n INT DEFAULT numbers.NEXTVAL);

COPY INTO numbered (a) FROM @mystage1 FILE_FORMAT = (FORMAT_NAME = myformat);
-- ! Column 'N' has a sequence as its default value and cannot be left out of the columns of COPY INTO.

--# https://docs.snowflake.com/en/sql-reference/sql/copy-into-location (examples)
CREATE TABLE home_sales (city VARCHAR, state VARCHAR, zip VARCHAR, type VARCHAR, price VARCHAR, sale_date DATE);

INSERT INTO home_sales VALUES ('Lexington', 'MA', '95815', 'Residential', '268880', '2017-03-28'),
  ('Belmont', 'MA', '95815', 'Residential', '', '2017-02-21'), ('Winchester', 'MA', NULL, 'Residential', '', '2017-01-31');

COPY INTO @~/home FROM HOME_SALES
  FILE_FORMAT = (TYPE = csv NULL_IF = ('NULL', 'null') EMPTY_FIELD_AS_NULL = false);

CREATE FILE FORMAT lines TYPE = CSV FIELD_DELIMITER = NONE NULL_IF = ();

SELECT $1 FROM @~/home (file_format => lines);
-- Lexington,MA,95815,Residential,268880,2017-03-28
-- Belmont,MA,95815,Residential,,2017-02-21
-- Winchester,MA,NULL,Residential,,2017-01-31

REMOVE @~/home;

COPY INTO @mystage1
  FROM (SELECT * FROM mytable LIMIT 5)
  VALIDATION_MODE='RETURN_ROWS';
-- value1 | value2 | value3

COPY INTO @mystage1/none FROM numbered;
-- 0 | 0 | 0

LIST @mystage1/none;

COPY INTO @mystage1/zoned FROM (SELECT '2020-01-01'::TIMESTAMP_LTZ) FILE_FORMAT = (TYPE = PARQUET);
-- ! 002019 (0A000): SQL compilation error: Error encountered when unloading to PARQUET: TIMESTAMP_TZ and LTZ types are not supported for unloading to Parquet.

--# https://docs.snowflake.com/en/sql-reference/sql/create-external-table (partitions added automatically)
CREATE STAGE s1 URL='s3://mybucket/files/logs/';

COPY INTO @s1/2018/08/05/0524/log FROM (SELECT 1 AS "timestamp", 'a' AS "col2") FILE_FORMAT = (TYPE = PARQUET) HEADER = TRUE;

COPY INTO @s1/2018/08/27/1408/log FROM (SELECT 2 AS "timestamp", 'b' AS "col2") FILE_FORMAT = (TYPE = PARQUET) HEADER = TRUE;

CREATE FILE FORMAT my_parquet_format TYPE = PARQUET;

SELECT metadata$filename FROM @s1/ (file_format => my_parquet_format);
-- files/logs/2018/08/05/0524/log_0_0_0.snappy.parquet
-- files/logs/2018/08/27/1408/log_0_0_0.snappy.parquet

CREATE EXTERNAL TABLE et1(
 date_part date AS TO_DATE(SPLIT_PART(metadata$filename, '/', 3)
|| '/' || SPLIT_PART(metadata$filename, '/', 4)
|| '/' || SPLIT_PART(metadata$filename, '/', 5), 'YYYY/MM/DD'),
 timestamp bigint AS (value:timestamp::bigint),
 col2 varchar AS (value:col2::varchar))
 PARTITION BY (date_part)
 LOCATION=@s1/
 AUTO_REFRESH = true
 FILE_FORMAT = (TYPE = PARQUET)
 AWS_SNS_TOPIC = 'arn:aws:sns:us-west-2:001234567890:s3_mybucket';

ALTER EXTERNAL TABLE et1 REFRESH;

SELECT timestamp, col2 FROM et1 WHERE date_part = to_date('08/05/2018');
-- 1 | a

CREATE MATERIALIZED VIEW et1_mv
  AS
  SELECT col2 FROM et1;

SELECT * FROM et1_mv ORDER BY 1;
-- a
-- b

CREATE EXTERNAL TABLE cloned CLONE et1;
-- ! 001003 (42000)

CREATE EXTERNAL TABLE inside LOCATION = @mystage1 FILE_FORMAT = (TYPE = CSV);
-- ! External tables support external stages only.

--# https://docs.snowflake.com/en/sql-reference/info-schema/load_history, ../functions/copy_history
SELECT table_name, status, row_count
  FROM information_schema.load_history
  WHERE schema_name=current_schema() AND
  table_name='MYTABLE' AND
  last_load_time > 'Fri, 01 Apr 2016 16:00:00 -0800';
-- MYTABLE | LOADED | 1

SELECT file_name, status, row_parsed, table_catalog_name, table_schema_name, pipe_name, bytes_billed
FROM TABLE(information_schema.copy_history(TABLE_NAME=>'MYTABLE', START_TIME=> DATEADD(hours, -1, CURRENT_TIMESTAMP())));
-- data_0_0_0.csv.gz | Loaded | 1 | GOLD | PUBLIC | NULL | NULL

TRUNCATE TABLE mytable;

SELECT COUNT(*) FROM information_schema.load_history;
-- 0

--# https://docs.snowflake.com/en/sql-reference/sql/drop-stage, ../show-stages
DROP STAGE mystage1;
-- MYSTAGE1 successfully dropped.

DROP STAGE IF EXISTS mystage1;
-- Drop statement executed successfully (MYSTAGE1 already dropped).

DROP STAGE "%MYTABLE";
-- ! 002003 (02000)

DROP STAGE @~;
-- ! 001003 (42000)

SHOW STAGES LIKE 'MYSTAGE_' IN ACCOUNT ->> SELECT "name", "url", "type", "cloud", "has_credentials" FROM $1;
-- MYSTAGE2 |  | INTERNAL | NULL | N

--# a file format that a pipe names is dropped
CREATE PIPE formatted AS COPY INTO mytable FROM @mystage2 FILE_FORMAT = (FORMAT_NAME = myformat);

SELECT SYSTEM$PIPE_STATUS('gold.public.formatted');
-- {"executionState":"RUNNING","pendingFileCount":0}

DROP FILE FORMAT myformat;

SELECT SYSTEM$PIPE_STATUS('formatted');
-- {"executionState":"STOPPED_FILE_FORMAT_DROPPED","pendingFileCount":0}

--# https://docs.snowflake.com/en/user-guide/data-load-snowpipe-manage (PIPE_EXECUTION_PAUSED of a schema)
CREATE PIPE paused AS COPY INTO mytable FROM @%mytable;

ALTER SCHEMA public SET PIPE_EXECUTION_PAUSED = TRUE;

SELECT SYSTEM$PIPE_STATUS('paused');
-- {"executionState":"PAUSED","pendingFileCount":0}

ALTER PIPE paused REFRESH;
-- ! Pipe PAUSED is paused

ALTER PIPE paused SET PIPE_EXECUTION_PAUSED = FALSE;

SELECT SYSTEM$PIPE_STATUS('paused');
-- {"executionState":"RUNNING","pendingFileCount":0}

ALTER PIPE paused UNSET PIPE_EXECUTION_PAUSED;

SELECT SYSTEM$PIPE_STATUS('paused');
-- {"executionState":"PAUSED","pendingFileCount":0}

ALTER SCHEMA public UNSET PIPE_EXECUTION_PAUSED;

ALTER PIPE paused REFRESH;

ALTER STAGE mystage2 SET;
-- ! 001003 (42000)

ALTER TABLE mytable SET;
-- ! 001003 (42000)
