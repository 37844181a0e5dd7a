-- users that were created: dropped ones are left out; nobody logs in
SELECT
    epoch_us(created_on) AS USER_ID, -- NUMBER
    name AS NAME, -- VARCHAR
    created_on AS CREATED_ON, -- TIMESTAMP_LTZ
    NULL AS DELETED_ON, -- TIMESTAMP_LTZ
    login_name AS LOGIN_NAME, -- VARCHAR
    display_name AS DISPLAY_NAME, -- VARCHAR
    first_name AS FIRST_NAME, -- VARCHAR
    last_name AS LAST_NAME, -- VARCHAR
    email AS EMAIL, -- VARCHAR
    must_change_password = 'true' AS MUST_CHANGE_PASSWORD, -- BOOLEAN
    has_password = 'true' AS HAS_PASSWORD, -- BOOLEAN
    comment AS COMMENT, -- VARCHAR
    disabled AS DISABLED, -- VARIANT
    snowflake_lock AS SNOWFLAKE_LOCK, -- VARIANT
    default_warehouse AS DEFAULT_WAREHOUSE, -- VARCHAR
    default_namespace AS DEFAULT_NAMESPACE, -- VARCHAR
    default_role AS DEFAULT_ROLE, -- VARCHAR
    ext_authn_duo = 'true' AS EXT_AUTHN_DUO, -- BOOLEAN
    ext_authn_uid AS EXT_AUTHN_UID, -- VARCHAR
    has_mfa = 'true' AS HAS_MFA, -- BOOLEAN
    NULL AS BYPASS_MFA_UNTIL, -- TIMESTAMP_LTZ
    NULL AS LAST_SUCCESS_LOGIN, -- TIMESTAMP_LTZ
    NULL AS EXPIRES_AT, -- TIMESTAMP_LTZ
    NULL AS LOCKED_UNTIL_TIME, -- TIMESTAMP_LTZ
    has_rsa_public_key = 'true' AS HAS_RSA_PUBLIC_KEY, -- BOOLEAN
    NULL AS PASSWORD_LAST_SET_TIME, -- TIMESTAMP_LTZ
    owner AS OWNER, -- VARCHAR
    default_secondary_roles AS DEFAULT_SECONDARY_ROLE, -- VARCHAR
    has_pat = 'true' AS HAS_PAT, -- BOOLEAN
    has_workload_identity = 'true' AS HAS_WORKLOAD_IDENTITY, -- BOOLEAN
    type AS TYPE, -- VARCHAR
    NULL AS DATABASE_NAME, -- VARCHAR
    NULL AS DATABASE_ID, -- NUMBER
    NULL AS SCHEMA_NAME, -- VARCHAR
    NULL AS SCHEMA_ID, -- NUMBER
    false AS IS_FROM_ORGANIZATION_USER, -- BOOLEAN
FROM {users}
