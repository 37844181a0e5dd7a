-- roles that are there: dropped ones are left out
SELECT
    epoch_us(created) AS ROLE_ID, -- NUMBER
    created AS CREATED_ON, -- TIMESTAMP_LTZ
    NULL AS DELETED_ON, -- TIMESTAMP_LTZ
    name AS NAME, -- VARCHAR
    comment AS COMMENT, -- VARCHAR
    owner AS OWNER, -- VARCHAR
    if("database" IS NULL, 'ROLE', 'DATABASE_ROLE') AS ROLE_TYPE, -- VARCHAR
    "database" AS ROLE_DATABASE_NAME, -- VARCHAR
    NULL AS ROLE_INSTANCE_ID, -- NUMBER
    'ROLE' AS OWNER_ROLE_TYPE, -- VARCHAR
    false AS IS_FROM_ORGANIZATION_USER_GROUP, -- BOOLEAN
FROM {all_roles}
