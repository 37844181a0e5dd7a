SELECT
    "database" AS STAGE_CATALOG, -- VARCHAR
    "schema" AS STAGE_SCHEMA, -- VARCHAR
    name AS STAGE_NAME, -- VARCHAR
    url AS STAGE_URL, -- VARCHAR
    NULL AS STAGE_REGION, -- VARCHAR
    if(url = '', 'Internal Named', 'External Named') AS STAGE_TYPE, -- VARCHAR
    owner AS STAGE_OWNER, -- VARCHAR
    comment AS COMMENT, -- VARCHAR
    created AS CREATED, -- TIMESTAMP_LTZ
    altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
FROM {stages}
WHERE "database" = {database}
