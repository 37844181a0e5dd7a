--# https://docs.snowflake.com/en/sql-reference/sql/create-alert, alter-alert, show-alerts, execute-alert, ../functions/alert_history

CREATE TABLE gauge (gauge_value INT);

CREATE TABLE gauge_value_exceeded_history (t TIMESTAMP_LTZ);

CREATE OR REPLACE ALERT my_alert
  WAREHOUSE = mywarehouse
  SCHEDULE = '1 minute'
  IF( EXISTS(
    SELECT gauge_value FROM gauge WHERE gauge_value>200))
  THEN
    INSERT INTO gauge_value_exceeded_history VALUES (current_timestamp());
-- Alert MY_ALERT successfully created.

CREATE ALERT two SCHEDULE = 'USING CRON 0 0 * * * UTC' COMMENT = 'x' RUNBOOK = 'http' CONFIG = '{"a": 1}'
  IF (EXISTS (SELECT 1 FROM gauge WHERE gauge_value > 200))
  THEN BEGIN INSERT INTO gauge VALUES (1); INSERT INTO gauge SELECT PARSE_JSON(SYSTEM$GET_ALERT_CONFIG()):a + 1; END;
-- Alert TWO successfully created.

SHOW ALERTS ->> SELECT "name", "comment", "warehouse", "schedule", "state", "condition", "action", "runbook", "config", "was_auto_suspended" FROM $1;
-- MY_ALERT |  | MYWAREHOUSE | 1 minute | suspended | SELECT gauge_value FROM gauge WHERE gauge_value>200 | INSERT INTO gauge_value_exceeded_history VALUES (current_timestamp()) | NULL | NULL | NULL
-- TWO | x | NULL | USING CRON 0 0 * * * UTC | suspended | SELECT 1 FROM gauge WHERE gauge_value > 200 | BEGIN INSERT INTO gauge VALUES (1); INSERT INTO gauge SELECT PARSE_JSON(SYSTEM$GET_ALERT_CONFIG()):a + 1; END | http | {"a": 1} | NULL

ALTER ALERT my_alert RESUME;
-- Statement executed successfully.

SHOW TERSE ALERTS LIKE 'my%' ->> SELECT "name", "kind", "schedule", "state" FROM $1;
-- MY_ALERT | NULL | 1 minute | started

EXECUTE ALERT two;

INSERT INTO gauge VALUES (300);

EXECUTE ALERT two;

SELECT gauge_value FROM gauge ORDER BY 1;
-- 1
-- 2
-- 300

ALTER ALERT two MODIFY CONDITION EXISTS (SELECT * FROM no_such_table);

EXECUTE ALERT two;

ALTER ALERT two MODIFY CONDITION EXISTS (SHOW TABLES);

ALTER ALERT two MODIFY ACTION INSERT INTO gauge VALUES ('x');

EXECUTE ALERT two;

SELECT state, sql_error_code, action_query_id IS NULL, scheduled_from FROM TABLE(INFORMATION_SCHEMA.ALERT_HISTORY(ALERT_NAME => 'two')) ORDER BY scheduled_time;
-- CONDITION_FALSE | NULL | TRUE | EXECUTE ALERT
-- TRIGGERED | NULL | FALSE | EXECUTE ALERT
-- CONDITION_FAILED | 2003 | TRUE | EXECUTE ALERT
-- ACTION_FAILED | 100038 | FALSE | EXECUTE ALERT

ALTER ALERT my_alert SET COMMENT = 'c', SCHEDULE = '5 minutes';

ALTER ALERT my_alert UNSET WAREHOUSE, COMMENT;

CREATE ALERT copy CLONE my_alert;

CREATE OR ALTER ALERT my_alert SCHEDULE = '3 minutes' IF (EXISTS (SELECT 2)) THEN SELECT 1;
-- Alert MY_ALERT successfully altered.

SHOW ALERTS ->> SELECT "name", "warehouse", "schedule", "state", "condition" FROM $1 WHERE "name" <> 'TWO';
-- COPY | NULL | 5 minutes | suspended | SELECT gauge_value FROM gauge WHERE gauge_value>200
-- MY_ALERT | NULL | 3 minutes | started | SELECT 2

CREATE ALERT streaming IF (EXISTS (SELECT 1 FROM gauge)) THEN SELECT 1;

EXECUTE ALERT streaming;
-- ! 000002 (0A000): Unsupported feature 'EXECUTE ALERT on an alert on new data'.

CREATE ALERT bad SCHEDULE = 'x' IF (EXISTS (SELECT 1)) THEN SELECT 1;
-- ! 001008 (22023): SQL compilation error: invalid value [x] for parameter 'SCHEDULE'

CREATE ALERT bad SCHEDULE = '1 minute' IF (EXISTS (DELETE FROM gauge)) THEN SELECT 1;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 51 unexpected 'DELETE'.

CREATE ALERT bad SCHEDULE = '1 minute' CONFIG = 'x' IF (EXISTS (SELECT 1)) THEN SELECT 1;
-- ! 001008 (22023): SQL compilation error: invalid value [x] for parameter 'CONFIG'

GRANT OPERATE ON ALERT my_alert TO ROLE PUBLIC;
-- Statement executed successfully.

DROP ALERT my_alert;
-- MY_ALERT successfully dropped.

EXECUTE ALERT my_alert;
-- ! 002003 (02000): SQL compilation error: Alert 'GOLD.PUBLIC.MY_ALERT' does not exist or not authorized.
