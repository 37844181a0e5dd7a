SELECT
    r.query_id AS QUERY_ID, -- VARCHAR
    r.name AS NAME, -- VARCHAR
    r."database" AS DATABASE_NAME, -- VARCHAR
    r."schema" AS SCHEMA_NAME, -- VARCHAR
    r.query_text AS QUERY_TEXT, -- VARCHAR
    r.condition_text AS CONDITION_TEXT, -- VARCHAR
    r.state AS STATE, -- VARCHAR
    r.error_code AS ERROR_CODE, -- NUMBER
    r.error_message AS ERROR_MESSAGE, -- VARCHAR
    r.scheduled AS SCHEDULED_TIME, -- TIMESTAMP_LTZ
    r.started AS QUERY_START_TIME, -- TIMESTAMP_LTZ
    NULL AS NEXT_SCHEDULED_TIME, -- TIMESTAMP_LTZ
    r.completed AS COMPLETED_TIME, -- TIMESTAMP_LTZ
    r.root AS ROOT_TASK_ID, -- VARCHAR
    NULL AS GRAPH_VERSION, -- NUMBER
    epoch_ms(r.run_scheduled) AS RUN_ID, -- NUMBER
    r.return_value AS RETURN_VALUE, -- VARCHAR
    'EXECUTE_TASK' AS SCHEDULED_FROM, -- VARCHAR
    1 AS ATTEMPT_NUMBER, -- NUMBER
    r.config AS CONFIG, -- VARCHAR
    if(r.query_id IS NULL, NULL, md5(r.query_text)) AS QUERY_HASH, -- VARCHAR
    if(r.query_id IS NULL, NULL, 2) AS QUERY_HASH_VERSION, -- NUMBER
    if(r.query_id IS NULL, NULL, md5(r.query_text)) AS QUERY_PARAMETERIZED_HASH, -- VARCHAR
    if(r.query_id IS NULL, NULL, 1) AS QUERY_PARAMETERIZED_HASH_VERSION, -- NUMBER
    r.graph_run AS GRAPH_RUN_GROUP_ID, -- VARCHAR
    NULL AS BACKFILL_INFO, -- OBJECT
    NULL AS SPCS_JOB_ID, -- NUMBER
FROM {task_runs} AS r
