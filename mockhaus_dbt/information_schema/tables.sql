-- BYTES are estimated from the types of the columns
SELECT
    o."database" AS TABLE_CATALOG, -- VARCHAR
    o."schema" AS TABLE_SCHEMA, -- VARCHAR
    o.name AS TABLE_NAME, -- VARCHAR
    o.owner AS TABLE_OWNER, -- VARCHAR
    o.table_type AS TABLE_TYPE, -- VARCHAR
    if(o.has_rows, if(o.is_transient, 'YES', 'NO'), NULL) AS IS_TRANSIENT, -- VARCHAR
    o.clustering_key AS CLUSTERING_KEY, -- VARCHAR
    c.row_count AS ROW_COUNT, -- NUMBER
    c.row_count * o.width AS BYTES, -- NUMBER
    if(o.has_rows, o.retention, NULL) AS RETENTION_TIME, -- NUMBER
    NULL AS SELF_REFERENCING_COLUMN_NAME, -- VARCHAR
    NULL AS REFERENCE_GENERATION, -- VARCHAR
    NULL AS USER_DEFINED_TYPE_CATALOG, -- VARCHAR
    NULL AS USER_DEFINED_TYPE_SCHEMA, -- VARCHAR
    NULL AS USER_DEFINED_TYPE_NAME, -- VARCHAR
    if(o.has_rows AND o.table_type <> 'MATERIALIZED VIEW', 'YES', 'NO') AS IS_INSERTABLE_INTO, -- VARCHAR
    'YES' AS IS_TYPED, -- VARCHAR
    NULL AS COMMIT_ACTION, -- VARCHAR
    o.created AS CREATED, -- TIMESTAMP_LTZ
    greatest(o.altered, t.moment) AS LAST_ALTERED, -- TIMESTAMP_LTZ
    o.altered AS LAST_DDL, -- TIMESTAMP_LTZ
    o.owner_user AS LAST_DDL_BY, -- VARCHAR
    if(o.has_rows, o.clustered, NULL) AS AUTO_CLUSTERING_ON, -- BOOLEAN
    o.comment AS COMMENT, -- VARCHAR
    if(o.is_temporary, 'YES', 'NO') AS IS_TEMPORARY, -- VARCHAR
    if(o.is_iceberg, 'YES', 'NO') AS IS_ICEBERG, -- VARCHAR
    if(o.is_dynamic, 'YES', 'NO') AS IS_DYNAMIC, -- VARCHAR
    'NO' AS IS_IMMUTABLE, -- VARCHAR
    if(o.is_hybrid, 'YES', 'NO') AS IS_HYBRID, -- VARCHAR
FROM {relations} AS o LEFT JOIN {counts} AS c ON o.physical = c.physical
    LEFT JOIN {changes} AS t ON o."database" = t."database" AND o."schema" = t."schema" AND o.name = t.name
        AND o.has_rows AND NOT o.is_temporary
