-- streams that are there: dropped ones are left out
SELECT
    epoch_us(created_on) AS STREAM_ID, -- NUMBER
    name AS STREAM_NAME, -- VARCHAR
    p.schema_id AS STREAM_SCHEMA_ID, -- NUMBER
    schema_name AS STREAM_SCHEMA, -- VARCHAR
    p.database_id AS STREAM_CATALOG_ID, -- NUMBER
    database_name AS STREAM_CATALOG, -- VARCHAR
    owner AS OWNER, -- VARCHAR
    comment AS COMMENT, -- VARCHAR
    table_name AS TABLE_NAME, -- VARCHAR
    source_type AS SOURCE_TYPE, -- VARCHAR
    base_tables AS BASE_TABLES, -- VARCHAR
    type AS TYPE, -- VARCHAR
    mode AS MODE, -- VARCHAR
    stale_after AS STALE_AFTER, -- TIMESTAMP_LTZ
    invalid_reason AS INVALID_REASON, -- VARCHAR
    created_on AS CREATED, -- TIMESTAMP_LTZ
    altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
    NULL AS DELETED, -- TIMESTAMP_LTZ
    owner_role_type AS OWNER_ROLE_TYPE, -- VARCHAR
FROM {streams} AS s JOIN {places} AS p ON p."database" = database_name AND p."schema" = schema_name
