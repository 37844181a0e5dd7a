-- constraints that are there: dropped ones are left out
SELECT
    epoch_us(t.created) * 4096 + c.position AS CONSTRAINT_ID, -- NUMBER
    c.name AS CONSTRAINT_NAME, -- VARCHAR
    p.schema_id AS CONSTRAINT_SCHEMA_ID, -- NUMBER
    c."schema" AS CONSTRAINT_SCHEMA, -- VARCHAR
    p.database_id AS CONSTRAINT_CATALOG_ID, -- NUMBER
    c."database" AS CONSTRAINT_CATALOG, -- VARCHAR
    epoch_us(t.created) AS TABLE_ID, -- NUMBER
    c.relation AS TABLE_NAME, -- VARCHAR
    p.schema_id AS TABLE_SCHEMA_ID, -- NUMBER
    c."schema" AS TABLE_SCHEMA, -- VARCHAR
    p.database_id AS TABLE_CATALOG_ID, -- NUMBER
    c."database" AS TABLE_CATALOG, -- VARCHAR
    c.kind AS CONSTRAINT_TYPE, -- VARCHAR
    'N' AS IS_DEFERRABLE, -- VARCHAR
    'Y' AS INITIALLY_DEFERRED, -- VARCHAR
    if(c.is_enforced, 'Y', 'N') AS ENFORCED, -- VARCHAR
    c.comment AS COMMENT, -- VARCHAR
    c.created AS CREATED, -- TIMESTAMP_LTZ
    c.altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
    NULL AS DELETED, -- TIMESTAMP_LTZ
    if(c.rely, 'YES', 'NO') AS RELY, -- VARCHAR
FROM {constraints} AS c JOIN {places} AS p ON p."database" = c."database" AND p."schema" = c."schema"
    JOIN {tables} AS t ON t."database" = c."database" AND t."schema" = c."schema" AND t.name = c.relation
WHERE c.kind <> 'CHECK'
