SELECT
    granted_by AS GRANTOR, -- VARCHAR
    grantee AS GRANTEE, -- VARCHAR
    granted_to AS GRANTED_TO, -- VARCHAR
    "database" AS OBJECT_CATALOG, -- VARCHAR
    "schema" AS OBJECT_SCHEMA, -- VARCHAR
    name AS OBJECT_NAME, -- VARCHAR
    kind AS OBJECT_TYPE, -- VARCHAR
    privilege AS PRIVILEGE_TYPE, -- VARCHAR
    if(grantable, 'YES', 'NO') AS IS_GRANTABLE, -- VARCHAR
    created AS CREATED, -- TIMESTAMP_LTZ
FROM {privileges}
WHERE kind = 'SEQUENCE' AND privilege = 'USAGE'
