-- objects and columns that are there
SELECT
    tag_database AS TAG_DATABASE, -- VARCHAR
    tag_schema AS TAG_SCHEMA, -- VARCHAR
    epoch_us(tag_created) AS TAG_ID, -- NUMBER
    tag_name AS TAG_NAME, -- VARCHAR
    tag_value AS TAG_VALUE, -- VARCHAR
    object_database AS OBJECT_DATABASE, -- VARCHAR
    object_schema AS OBJECT_SCHEMA, -- VARCHAR
    epoch_us(object_created) AS OBJECT_ID, -- NUMBER
    object_name AS OBJECT_NAME, -- VARCHAR
    NULL AS OBJECT_DELETED, -- TIMESTAMP_LTZ
    domain AS DOMAIN, -- VARCHAR
    epoch_us(object_created) * 4096 + column_position AS COLUMN_ID, -- NUMBER
    column_name AS COLUMN_NAME, -- VARCHAR
    'MANUAL' AS APPLY_METHOD, -- VARCHAR
FROM {tag_references}
