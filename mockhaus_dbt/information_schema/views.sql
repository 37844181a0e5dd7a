SELECT
    "database" AS TABLE_CATALOG, -- VARCHAR
    "schema" AS TABLE_SCHEMA, -- VARCHAR
    name AS TABLE_NAME, -- VARCHAR
    owner AS TABLE_OWNER, -- VARCHAR
    definition AS VIEW_DEFINITION, -- VARCHAR
    'NONE' AS CHECK_OPTION, -- VARCHAR
    'NO' AS IS_UPDATABLE, -- VARCHAR
    'NO' AS INSERTABLE_INTO, -- VARCHAR
    if(is_secure, 'YES', 'NO') AS IS_SECURE, -- VARCHAR
    created AS CREATED, -- TIMESTAMP_LTZ
    altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
    altered AS LAST_DDL, -- TIMESTAMP_LTZ
    owner_user AS LAST_DDL_BY, -- VARCHAR
    comment AS COMMENT, -- VARCHAR
FROM {relations}
WHERE table_type = 'VIEW'
