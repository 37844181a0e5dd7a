-- the present version of tasks: earlier ones are not kept, GRAPH_VERSION and its moment are NULL
SELECT
    root AS ROOT_TASK_ID, -- VARCHAR
    NULL AS GRAPH_VERSION, -- NUMBER
    NULL AS GRAPH_VERSION_CREATED_ON, -- TIMESTAMP_LTZ
    name AS NAME, -- VARCHAR
    id AS ID, -- VARCHAR
    p.database_id AS DATABASE_ID, -- NUMBER
    k."database" AS DATABASE_NAME, -- VARCHAR
    p.schema_id AS SCHEMA_ID, -- NUMBER
    k."schema" AS SCHEMA_NAME, -- VARCHAR
    owner AS OWNER, -- VARCHAR
    comment AS COMMENT, -- VARCHAR
    warehouse AS WAREHOUSE_NAME, -- VARCHAR
    schedule AS SCHEDULE, -- VARCHAR
    predecessors AS PREDECESSORS, -- ARRAY
    state AS STATE, -- VARCHAR
    definition AS DEFINITION, -- VARCHAR
    condition AS CONDITION_TEXT, -- VARCHAR
    overlapping AS ALLOW_OVERLAPPING_EXECUTION, -- BOOLEAN
    error_integration AS ERROR_INTEGRATION, -- VARCHAR
    committed AS LAST_COMMITTED_ON, -- TIMESTAMP_LTZ
    suspended AS LAST_SUSPENDED_ON, -- TIMESTAMP_LTZ
    interval_text AS TARGET_COMPLETION_INTERVAL, -- VARCHAR
    'UNKNOWN' AS SCHEDULING_MODE, -- VARCHAR
    NULL AS GRAPH_VERSION_CREATED_BY_USER, -- VARCHAR
FROM {tasks} AS k JOIN {places} AS p ON p."database" = k."database" AND p."schema" = k."schema"
