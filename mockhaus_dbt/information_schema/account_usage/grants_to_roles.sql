-- grants that stand: revoked ones are left out
SELECT
    created AS CREATED_ON, -- TIMESTAMP_LTZ
    created AS MODIFIED_ON, -- TIMESTAMP_LTZ
    privilege AS PRIVILEGE, -- VARCHAR
    kind AS GRANTED_ON, -- VARCHAR
    name AS NAME, -- VARCHAR
    "database" AS TABLE_CATALOG, -- VARCHAR
    "schema" AS TABLE_SCHEMA, -- VARCHAR
    if(granted_to = 'ROLE', 'ACCOUNT ROLE', granted_to) AS GRANTED_TO, -- VARCHAR
    grantee AS GRANTEE_NAME, -- VARCHAR
    grantable AS GRANT_OPTION, -- BOOLEAN
    granted_by AS GRANTED_BY, -- VARCHAR
    NULL AS DELETED_ON, -- TIMESTAMP_LTZ
    'ROLE' AS GRANTED_BY_ROLE_TYPE, -- VARCHAR
    NULL AS OBJECT_INSTANCE, -- VARCHAR
FROM {privileges}
WHERE granted_to <> 'USER' OR kind <> 'ROLE'
