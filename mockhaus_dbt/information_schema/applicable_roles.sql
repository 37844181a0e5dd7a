SELECT
    grantee AS GRANTEE, -- VARCHAR
    name AS ROLE_NAME, -- VARCHAR
    owner AS ROLE_OWNER, -- VARCHAR
    'NO' AS IS_GRANTABLE, -- VARCHAR
FROM {role_grants}
