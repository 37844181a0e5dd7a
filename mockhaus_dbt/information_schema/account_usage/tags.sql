-- tags that are there: dropped ones are left out
SELECT
    epoch_us(created) AS TAG_ID, -- NUMBER
    name AS TAG_NAME, -- VARCHAR
    p.schema_id AS TAG_SCHEMA_ID, -- NUMBER
    g."schema" AS TAG_SCHEMA, -- VARCHAR
    p.database_id AS TAG_DATABASE_ID, -- NUMBER
    g."database" AS TAG_DATABASE, -- VARCHAR
    owner AS TAG_OWNER, -- VARCHAR
    to_json(comment) AS TAG_COMMENT, -- VARIANT
    created AS CREATED, -- TIMESTAMP_LTZ
    altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
    NULL AS DELETED, -- TIMESTAMP_LTZ
    allowed_values AS ALLOWED_VALUES, -- VARIANT
    'ROLE' AS OWNER_ROLE_TYPE, -- VARCHAR
    propagate AS PROPAGATE, -- VARCHAR
    on_conflict AS ON_CONFLICT, -- VARCHAR
FROM {tags} AS g JOIN {places} AS p ON p."database" = g."database" AND p."schema" = g."schema"
