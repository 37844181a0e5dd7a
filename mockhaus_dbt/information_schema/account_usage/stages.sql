-- stages that are there: dropped ones are left out
SELECT
    epoch_us(created) AS STAGE_ID, -- NUMBER
    name AS STAGE_NAME, -- VARCHAR
    p.schema_id AS STAGE_SCHEMA_ID, -- NUMBER
    s."schema" AS STAGE_SCHEMA, -- VARCHAR
    p.database_id AS STAGE_CATALOG_ID, -- NUMBER
    s."database" AS STAGE_CATALOG, -- VARCHAR
    if(url = '', NULL, url) AS STAGE_URL, -- VARCHAR
    NULL AS STAGE_REGION, -- VARCHAR
    if(url = '', 'Internal Named', 'External Named') AS STAGE_TYPE, -- VARCHAR
    owner AS STAGE_OWNER, -- VARCHAR
    comment AS COMMENT, -- VARCHAR
    created AS CREATED, -- TIMESTAMP_LTZ
    altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
    NULL AS DELETED, -- TIMESTAMP_LTZ
    'ROLE' AS OWNER_ROLE_TYPE, -- VARCHAR
    NULL AS INSTANCE_ID, -- NUMBER
    NULL AS STORAGE_INTEGRATION, -- VARCHAR
FROM {stages} AS s JOIN {places} AS p ON p."database" = s."database" AND p."schema" = s."schema"
