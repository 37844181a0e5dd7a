CREATE OR ALTER TABLE my_table(a INT);

INSERT INTO my_table VALUES (1);
-- 1

CREATE OR ALTER TABLE my_table(a INT PRIMARY KEY, b VARCHAR(200)) DATA_RETENTION_TIME_IN_DAYS = 5;

SELECT * FROM my_table;
-- 1 | NULL

DESC TABLE my_table ->> SELECT "name", "type", "null?", "primary key" FROM $1;
-- A | NUMBER(38,0) | N | Y
-- B | VARCHAR(200) | Y | N

CREATE OR ALTER TABLE my_table(a NUMBER(38,0) NOT NULL, b VARCHAR(300) COMMENT 'text', c INT DEFAULT 7) COMMENT = 'mine';

SELECT * FROM my_table;
-- 1 | NULL | 7

SHOW TABLES LIKE 'my_table' ->> SELECT "comment", "retention_time" FROM $1;
-- mine | 1

SHOW PRIMARY KEYS IN TABLE my_table ->> SELECT COUNT(*) FROM $1;
-- 0

CREATE OR ALTER TABLE my_table(a INT, c INT);
-- ! Unsupported feature 'Alter Column Drop Default' for column C

CREATE OR ALTER TABLE my_table(a INT, c INT DEFAULT 7);

DESC TABLE my_table ->> SELECT "name", "type", "null?", "default", "comment" FROM $1;
-- A | NUMBER(38,0) | Y | NULL | NULL
-- C | NUMBER(38,0) | Y | 7 | NULL

CREATE OR ALTER TABLE my_table(a VARCHAR, c INT DEFAULT 7);
-- ! cannot change column A from type NUMBER(38,0) to VARCHAR(16777216)

CREATE OR ALTER TABLE my_table(c INT DEFAULT 7, a INT);
-- ! Unsupported feature 'CREATE OR ALTER TABLE that changes the order of columns'. See https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md

CREATE OR ALTER TABLE my_table AS SELECT 1 AS a;
-- ! Unsupported feature 'CREATE OR ALTER TABLE with AS SELECT'.

CREATE OR ALTER TABLE my_table(a INT, c INT DEFAULT 7, d INT DEFAULT 3 NOT NULL);

SELECT * FROM my_table;
-- 1 | 7 | 3

CREATE OR ALTER TABLE other(a INT AUTOINCREMENT, b INT);

CREATE OR ALTER TABLE other(a INT AUTOINCREMENT, b INT, e INT);

INSERT INTO other (b) VALUES (1), (2);
-- 2

SELECT * FROM other ORDER BY a;
-- 1 | 1 | NULL
-- 2 | 2 | NULL

CREATE OR ALTER TABLE other(a INT AUTOINCREMENT, b INT PRIMARY KEY, e INT);

CREATE OR ALTER TABLE other(a INT AUTOINCREMENT, b INT, e INT);

DESC TABLE other ->> SELECT "name", "null?", "primary key" FROM $1;
-- A | Y | N
-- B | Y | N
-- E | Y | N

--# views and policies keep what is set on them
CREATE TABLE sources (a INT, s VARCHAR);

INSERT INTO sources VALUES (1, 'x');

CREATE VIEW seen AS SELECT a, s FROM sources;

CREATE MASKING POLICY hide AS (v VARCHAR) RETURNS VARCHAR -> '***';

ALTER VIEW seen MODIFY COLUMN s SET MASKING POLICY hide;

CREATE OR ALTER VIEW seen COMMENT = 'changed' AS SELECT a, s, a + 1 AS b FROM sources;
-- View SEEN successfully altered.

SELECT * FROM seen;
-- 1 | *** | 2

CREATE OR ALTER VIEW seen AS SELECT s, a FROM sources;
-- ! CREATE OR ALTER VIEW that changes the order of columns

CREATE OR ALTER MASKING POLICY hide AS (v VARCHAR) RETURNS VARCHAR -> '---';
-- Masking policy HIDE successfully altered.

SELECT * FROM seen;
-- 1 | --- | 2

CREATE OR ALTER MASKING POLICY hide AS (v INT) RETURNS INT -> 1;
-- ! CREATE OR ALTER MASKING POLICY with another signature

--# https://docs.snowflake.com/en/sql-reference/sql/create-stage (CREATE OR ALTER STAGE)
CREATE OR ALTER STAGE my_int_stage COMMENT = 'my_comment';
-- Stage area MY_INT_STAGE successfully created.

COPY INTO @my_int_stage/x FROM (SELECT 'kept');

CREATE OR ALTER STAGE my_int_stage DIRECTORY = (ENABLE = true);
-- Stage area MY_INT_STAGE successfully altered.

SHOW STAGES LIKE 'my_int_stage' ->> SELECT "comment", "directory_enabled" FROM $1;
--  | Y

SELECT $1 FROM @my_int_stage;
-- kept

SELECT COUNT(*) FROM DIRECTORY(@my_int_stage);
-- 0

ALTER STAGE my_int_stage REFRESH;
-- x_0_0_0.csv.gz | REGISTERED_NEW | File registered successfully.

CREATE OR ALTER STAGE my_int_stage DIRECTORY = (ENABLE = true) FILE_FORMAT = (TYPE = JSON) ENCRYPTION = (TYPE = 'SNOWFLAKE_FULL');

SELECT relative_path FROM DIRECTORY(@my_int_stage);
-- x_0_0_0.csv.gz

DESCRIBE STAGE my_int_stage ->> SELECT "property_value" FROM $1 WHERE "property" = 'TYPE';
-- JSON

CREATE OR ALTER STAGE my_int_stage;

DESCRIBE STAGE my_int_stage ->> SELECT "property", "property_value" FROM $1 WHERE "property" IN ('TYPE', 'ENABLE');
-- TYPE | CSV
-- ENABLE | false

CREATE OR ALTER STAGE my_int_stage ENCRYPTION = (TYPE = 'SNOWFLAKE_SSE');
-- ! Unsupported feature 'CREATE OR ALTER STAGE with another ENCRYPTION'.

ALTER STAGE my_int_stage SET ENCRYPTION = (TYPE = 'SNOWFLAKE_FULL');
-- ! invalid property 'ENCRYPTION' for 'STAGE'

CREATE OR ALTER STAGE my_int_stage URL = 's3://load/files/';
-- ! invalid property 'URL' for 'STAGE'

CREATE OR ALTER STAGE my_int_stage DIRECTORY = (ENABLE = TRUE REFRESH_ON_CREATE = TRUE);
-- ! Unsupported feature 'CREATE OR ALTER STAGE with REFRESH_ON_CREATE'.

CREATE OR ALTER STAGE my_int_stage CLONE my_ext_stage;
-- ! Unsupported feature 'CREATE OR ALTER STAGE with CLONE'.

CREATE OR ALTER STAGE IF NOT EXISTS my_int_stage;
-- ! options IF NOT EXISTS and OR ALTER are mutually exclusive

CREATE STAGE on_the_server ENCRYPTION = (TYPE = 'SNOWFLAKE_SSE');

CREATE OR ALTER STAGE on_the_server;
-- ! Unsupported feature 'CREATE OR ALTER STAGE with another ENCRYPTION'.

SHOW STAGES LIKE 'on_the_server' ->> SELECT "type" FROM $1;
-- INTERNAL NO CSE

CREATE TAG staged;

ALTER STAGE my_int_stage SET TAG staged = 'yes';

CREATE OR ALTER STAGE my_int_stage TAG (staged = 'no');
-- ! Unsupported feature 'CREATE OR ALTER STAGE with TAG'.

CREATE OR ALTER STAGE my_int_stage COMMENT = 'tagged';

SELECT SYSTEM$GET_TAG('staged', 'my_int_stage', 'stage');
-- yes

CREATE OR ALTER STAGE my_ext_stage URL = 's3://load/files/' CREDENTIALS = (AWS_KEY_ID = '1a2b3c' AWS_SECRET_KEY = '4x5y6z');

CREATE OR ALTER STAGE my_ext_stage URL = 's3://load/files/' DIRECTORY = (ENABLE = true);

SHOW STAGES LIKE 'my_ext_stage' ->> SELECT "has_credentials", "directory_enabled" FROM $1;
-- N | Y

CREATE OR ALTER STAGE my_ext_stage;
-- ! Missing option(s): [URL]

CREATE OR ALTER STAGE my_ext_stage URL = 'gcs://load/files/';
-- ! Unsupported feature 'CREATE OR ALTER STAGE with another storage provider'.

CREATE OR ALTER STAGE my_ext_stage URL = 's3compat://load/files/' ENDPOINT = 'storage.example';
-- ! Unsupported feature 'CREATE OR ALTER STAGE with another storage provider'.

CREATE OR ALTER TEMPORARY STAGE my_ext_stage COMMENT = 'of the session';

SHOW STAGES LIKE 'my_ext_stage' ->> SELECT "type" FROM $1 ORDER BY 1;
-- EXTERNAL
-- INTERNAL TEMPORARY

DROP STAGE my_ext_stage;

--# https://docs.snowflake.com/en/sql-reference/sql/create-pipe (CREATE OR ALTER PIPE)
CREATE TABLE piped (a VARCHAR);

CREATE OR ALTER PIPE loads PIPE_EXECUTION_PAUSED = TRUE COMMENT = 'x' AS COPY INTO piped FROM @my_int_stage;
-- Pipe LOADS successfully created.

CREATE OR ALTER PIPE loads AS COPY INTO piped
  FROM @my_int_stage;
-- Pipe LOADS successfully altered.

SELECT SYSTEM$PIPE_STATUS('loads');
-- {"executionState":"RUNNING","pendingFileCount":0}

SHOW PIPES LIKE 'loads' ->> SELECT "comment", "definition" FROM $1;
--  | COPY INTO piped FROM @my_int_stage

CREATE OR ALTER PIPE loads AS COPY INTO piped FROM @my_ext_stage;
-- ! Unsupported feature 'CREATE OR ALTER PIPE with another COPY statement'.

CREATE OR ALTER PIPE loads AUTO_INGEST = TRUE AS COPY INTO piped FROM @my_int_stage;
-- ! Unsupported feature 'CREATE OR ALTER PIPE with another AUTO_INGEST'.

CREATE OR ALTER PIPE loads INTEGRATION = 'I' AS COPY INTO piped FROM @my_int_stage;
-- ! Unsupported feature 'CREATE OR ALTER PIPE with another INTEGRATION'.
