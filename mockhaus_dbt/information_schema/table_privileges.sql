SELECT
    granted_by AS GRANTOR, -- VARCHAR
    grantee AS GRANTEE, -- VARCHAR
    granted_to AS GRANTED_TO, -- VARCHAR
    "database" AS TABLE_CATALOG, -- VARCHAR
    "schema" AS TABLE_SCHEMA, -- VARCHAR
    name AS TABLE_NAME, -- VARCHAR
    privilege AS PRIVILEGE_TYPE, -- VARCHAR
    if(grantable, 'YES', 'NO') AS IS_GRANTABLE, -- VARCHAR
    'NO' AS WITH_HIERARCHY, -- VARCHAR
    created AS CREATED, -- TIMESTAMP_LTZ
FROM {privileges}
WHERE domain = 'RELATION'
