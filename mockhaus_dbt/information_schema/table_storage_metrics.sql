-- tables that are there; bytes are estimated from the types of the columns; CLONE_GROUP_ID is the table's own, of clones as well
SELECT
    o."database" AS TABLE_CATALOG, -- VARCHAR
    o."schema" AS TABLE_SCHEMA, -- VARCHAR
    o.name AS TABLE_NAME, -- VARCHAR
    epoch_us(o.created) AS ID, -- NUMBER
    epoch_us(o.created) AS CLONE_GROUP_ID, -- NUMBER
    if(o.is_transient OR o.is_temporary, 'YES', 'NO') AS IS_TRANSIENT, -- VARCHAR
    c.row_count * o.width AS ACTIVE_BYTES, -- NUMBER
    0 AS TIME_TRAVEL_BYTES, -- NUMBER
    0 AS FAILSAFE_BYTES, -- NUMBER
    0 AS RETAINED_FOR_CLONE_BYTES, -- NUMBER
    o.created AS TABLE_CREATED, -- TIMESTAMP_LTZ
    NULL AS TABLE_DROPPED, -- TIMESTAMP_LTZ
    NULL AS TABLE_ENTERED_FAILSAFE, -- TIMESTAMP_LTZ
    d.created AS CATALOG_CREATED, -- TIMESTAMP_LTZ
    NULL AS CATALOG_DROPPED, -- TIMESTAMP_LTZ
    s.created AS SCHEMA_CREATED, -- TIMESTAMP_LTZ
    NULL AS SCHEMA_DROPPED, -- TIMESTAMP_LTZ
    o.comment AS COMMENT, -- VARCHAR
FROM {relations} AS o LEFT JOIN {counts} AS c ON o.physical = c.physical
    LEFT JOIN {databases} AS d ON d.name = o."database"
    LEFT JOIN {schemata} AS s ON s."database" = o."database" AND s.name = o."schema"
WHERE o.has_rows
