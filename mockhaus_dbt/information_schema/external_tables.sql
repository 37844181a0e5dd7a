SELECT
    "database" AS TABLE_CATALOG, -- VARCHAR
    "schema" AS TABLE_SCHEMA, -- VARCHAR
    name AS TABLE_NAME, -- VARCHAR
    owner AS TABLE_OWNER, -- VARCHAR
    created AS CREATED, -- TIMESTAMP_LTZ
    altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
    altered AS LAST_DDL, -- TIMESTAMP_LTZ
    owner_user AS LAST_DDL_BY, -- VARCHAR
    FALSE AS AUTO_CLUSTERING_ON, -- BOOLEAN
    comment AS COMMENT, -- VARCHAR
    location AS LOCATION, -- VARCHAR
    format_name AS FILE_FORMAT_NAME, -- VARCHAR
    format_type AS FILE_FORMAT_TYPE, -- VARCHAR
FROM {external_tables}
