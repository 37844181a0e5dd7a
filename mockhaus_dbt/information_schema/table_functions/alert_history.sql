SELECT
    r.name AS NAME, -- VARCHAR
    r."database" AS DATABASE_NAME, -- VARCHAR
    r."schema" AS SCHEMA_NAME, -- VARCHAR
    r.condition AS CONDITION, -- VARCHAR
    r.condition_query_id AS CONDITION_QUERY_ID, -- VARCHAR
    r.action AS ACTION, -- VARCHAR
    r.action_query_id AS ACTION_QUERY_ID, -- VARCHAR
    r.state AS STATE, -- VARCHAR
    r.error_code AS SQL_ERROR_CODE, -- NUMBER
    r.error_message AS SQL_ERROR_MESSAGE, -- VARCHAR
    r.scheduled AS SCHEDULED_TIME, -- TIMESTAMP_LTZ
    r.completed AS COMPLETED_TIME, -- TIMESTAMP_LTZ
    'EXECUTE ALERT' AS SCHEDULED_FROM, -- VARCHAR
    r.runbook AS RUNBOOK, -- VARCHAR
    false AS WAS_AUTO_SUSPENDED, -- BOOLEAN
    r.config AS CONFIG, -- VARCHAR
FROM {alert_runs} AS r
