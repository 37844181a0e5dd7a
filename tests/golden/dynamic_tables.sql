--# https://docs.snowflake.com/en/sql-reference/sql/create-dynamic-table (clones, CREATE OR ALTER), ../functions/dynamic_tables, dynamic_table_refresh_history, policy_context

CREATE TABLE t (a INT, b VARCHAR);

INSERT INTO t VALUES (1, 'a');

CREATE WAREHOUSE w;

CREATE DYNAMIC TABLE d TARGET_LAG = '1 minute' WAREHOUSE = w AS SELECT a, b FROM t;

CREATE DYNAMIC TABLE c CLONE d;
-- Dynamic table C successfully created.

CREATE OR REPLACE TRANSIENT DYNAMIC TABLE c2 CLONE d TARGET_LAG = '2 hours' WAREHOUSE = w;

INSERT INTO t VALUES (2, 'b');

SELECT * FROM c;
-- 1 | a

ALTER DYNAMIC TABLE d REFRESH;

ALTER DYNAMIC TABLE c REFRESH;

SELECT * FROM c ORDER BY a;
-- 1 | a
-- 2 | b

CREATE OR ALTER DYNAMIC TABLE o TARGET_LAG = '1 minute' WAREHOUSE = w COMMENT = 'x' AS SELECT a FROM d;
-- Dynamic table O successfully created.

ALTER DYNAMIC TABLE o SUSPEND;

CREATE OR ALTER DYNAMIC TABLE o TARGET_LAG = DOWNSTREAM WAREHOUSE = w AS SELECT a FROM d;
-- Dynamic table O successfully altered.

SHOW DYNAMIC TABLES ->> SELECT "name", "target_lag", "scheduling_state", "is_clone", "comment" FROM $1;
-- C | 1 minute | SUSPENDED | TRUE | 
-- C2 | 2 hours | SUSPENDED | TRUE | 
-- D | 1 minute | RUNNING | FALSE | 
-- O | DOWNSTREAM | SUSPENDED | FALSE | 

CREATE OR ALTER DYNAMIC TABLE o TARGET_LAG = DOWNSTREAM WAREHOUSE = w AS SELECT a, b || '!' AS c FROM d;

SELECT * FROM o ORDER BY a;
-- 1 | a!
-- 2 | b!

SELECT name, schema_name, state, refresh_trigger, target_lag_sec FROM TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLE_REFRESH_HISTORY()) ORDER BY refresh_start_time;
-- D | PUBLIC | SUCCEEDED | CREATION | 60
-- D | PUBLIC | SUCCEEDED | MANUAL | 60
-- C | PUBLIC | SUCCEEDED | MANUAL | 60
-- O | PUBLIC | SUCCEEDED | CREATION | 60
-- O | PUBLIC | SUCCEEDED | CREATION | NULL

SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLE_REFRESH_HISTORY(NAME => 'public.d', DATA_TIMESTAMP_START => DATEADD('hour', -1, CURRENT_TIMESTAMP())));
-- 2

SELECT name, target_lag_sec, target_lag_type, scheduling_state:state::VARCHAR, last_completed_refresh_state FROM TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLES()) ORDER BY name;
-- C | 60 | USER_DEFINED | SUSPENDED | SUCCEEDED
-- C2 | 7200 | USER_DEFINED | SUSPENDED | SUCCEEDED
-- D | 60 | USER_DEFINED | RUNNING | SUCCEEDED
-- O | NULL | DOWNSTREAM | SUSPENDED | SUCCEEDED

SELECT name FROM TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLES(NAME => 'gold.public.d', INCLUDE_CONNECTED => TRUE)) ORDER BY name;
-- D
-- O

DROP TABLE t;

ALTER DYNAMIC TABLE d REFRESH;
-- ! 002003 (42S02): SQL compilation error: Object 'T' does not exist or not authorized.

SELECT name, state, refresh_trigger FROM TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLE_REFRESH_HISTORY(NAME_PREFIX => 'GOLD.PUBLIC.', ERROR_ONLY => TRUE));
-- D | FAILED | MANUAL

CREATE TABLE empl_info (name VARCHAR, email VARCHAR);

INSERT INTO empl_info VALUES ('a', 'a@x.com');

CREATE ROLE analyst;

CREATE MASKING POLICY email_mask AS (val STRING) RETURNS STRING -> CASE WHEN CURRENT_ROLE() IN ('ANALYST') THEN val ELSE '***' END;

ALTER TABLE empl_info MODIFY COLUMN email SET MASKING POLICY email_mask;

SELECT * FROM empl_info;
-- a | ***

EXECUTE USING POLICY_CONTEXT(CURRENT_ROLE => 'ANALYST') AS SELECT * FROM empl_info;
-- a | a@x.com

EXECUTE USING POLICY_CONTEXT(CURRENT_ROLE => 'PUBLIC') AS SELECT * FROM empl_info;
-- a | ***

EXECUTE USING POLICY_CONTEXT(CURRENT_ROLE => 'NOPE') AS SELECT * FROM empl_info;
-- ! 002003 (02000): SQL compilation error: Role 'NOPE' does not exist or not authorized.

EXECUTE USING POLICY_CONTEXT(CURRENT_ROLE => 'PUBLIC') AS SELECT 1;
-- ! 002003 (02000): SQL compilation error: The query of POLICY_CONTEXT reads no table or view

EXECUTE USING POLICY_CONTEXT(SNOWFLAKE$SESSION_ACTIVATED_ROLES => ('ANALYST', 'PUBLIC')) AS SELECT * FROM empl_info;
-- ! Unsupported feature 'POLICY_CONTEXT(SNOWFLAKE$SESSION_ACTIVATED_ROLES)'.

SELECT CURRENT_ROLE();
-- ACCOUNTADMIN

GRANT IMPORTED PRIVILEGES ON DATABASE SNOWFLAKE TO ROLE analyst;
-- Statement executed successfully.

CREATE USER one PASSWORD = 'abc123' DEFAULT_ROLE = analyst DEFAULT_SECONDARY_ROLES = ('ALL') ALLOWED_INTERFACES = ('ALL') DATE_OUTPUT_FORMAT = 'YYYY';
-- User ONE successfully created.

ALTER USER one ABORT ALL QUERIES;
-- Statement executed successfully.

ALTER USER SET COMMENT = 'self';
-- Statement executed successfully.

ALTER USER one SET TYPE = ROBOT;
-- ! 001008 (22023): SQL compilation error: invalid value [ROBOT] for parameter 'TYPE'
