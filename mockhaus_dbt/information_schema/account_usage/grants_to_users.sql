-- grants that stand: revoked ones are left out
SELECT
    created AS CREATED_ON, -- TIMESTAMP_LTZ
    NULL AS DELETED_ON, -- TIMESTAMP_LTZ
    name AS ROLE, -- VARCHAR
    'USER' AS GRANTED_TO, -- VARCHAR
    grantee AS GRANTEE_NAME, -- VARCHAR
    granted_by AS GRANTED_BY, -- VARCHAR
FROM {privileges}
WHERE granted_to = 'USER' AND kind = 'ROLE'
