-- BYTES are estimated from the types of the columns
SELECT
    o."database" AS CATALOG, -- VARCHAR
    o."schema" AS SCHEMA, -- VARCHAR
    o.name AS NAME, -- VARCHAR
    o.owner AS OWNER, -- VARCHAR
    c.row_count AS ROW_COUNT, -- NUMBER
    c.row_count * o.width AS BYTES, -- NUMBER
    o.retention AS RETENTION_TIME, -- NUMBER
    o.created AS CREATED, -- TIMESTAMP_LTZ
    o.altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
    o.comment AS COMMENT, -- VARCHAR
FROM {relations} AS o LEFT JOIN {counts} AS c ON o.physical = c.physical
WHERE o.is_hybrid
