-- policies that are there: dropped ones are left out
SELECT
    name AS POLICY_NAME, -- VARCHAR
    epoch_us(created) AS POLICY_ID, -- NUMBER
    p.schema_id AS POLICY_SCHEMA_ID, -- NUMBER
    y."schema" AS POLICY_SCHEMA, -- VARCHAR
    p.database_id AS POLICY_CATALOG_ID, -- NUMBER
    y."database" AS POLICY_CATALOG, -- VARCHAR
    owner AS POLICY_OWNER, -- VARCHAR
    signature AS POLICY_SIGNATURE, -- VARCHAR
    returns AS POLICY_RETURN_TYPE, -- VARCHAR
    body AS POLICY_BODY, -- VARCHAR
    to_json(comment) AS POLICY_COMMENT, -- VARIANT
    created AS CREATED, -- TIMESTAMP_LTZ
    altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
    NULL AS DELETED, -- TIMESTAMP_LTZ
    'ROLE' AS OWNER_ROLE_TYPE, -- VARCHAR
    options AS OPTIONS, -- VARIANT
FROM {policies} AS y JOIN {places} AS p ON p."database" = y."database" AND p."schema" = y."schema"
WHERE kind = 'MASKING POLICY'
