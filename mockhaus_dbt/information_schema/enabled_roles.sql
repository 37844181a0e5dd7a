SELECT
    name AS ROLE_NAME, -- VARCHAR
    owner AS ROLE_OWNER, -- VARCHAR
FROM {roles}
