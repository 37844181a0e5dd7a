-- loads into tables that are there; STAGE_LOCATION is the name of the stage
SELECT
    h.file AS FILE_NAME, -- VARCHAR
    s.name AS STAGE_LOCATION, -- VARCHAR
    h.loaded_at AT TIME ZONE 'UTC' AS LAST_LOAD_TIME, -- TIMESTAMP_LTZ
    h.rows_loaded AS ROW_COUNT, -- NUMBER
    h.rows_parsed AS ROW_PARSED, -- NUMBER
    h.size AS FILE_SIZE, -- NUMBER
    h.first_error AS FIRST_ERROR_MESSAGE, -- VARCHAR
    h.first_line AS FIRST_ERROR_LINE_NUMBER, -- NUMBER
    h.first_character AS FIRST_ERROR_CHARACTER_POS, -- NUMBER
    h.first_column AS FIRST_ERROR_COLUMN_NAME, -- VARCHAR
    coalesce(h.errors_seen, h.rows_parsed - h.rows_loaded) AS ERROR_COUNT, -- NUMBER
    h.error_limit AS ERROR_LIMIT, -- NUMBER
    upper(left(h.status, 1)) || lower(replace(h.status[2:], '_', ' ')) AS STATUS, -- VARCHAR
    epoch_us(t.created) AS TABLE_ID, -- NUMBER
    t.name AS TABLE_NAME, -- VARCHAR
    p.schema_id AS TABLE_SCHEMA_ID, -- NUMBER
    t."schema" AS TABLE_SCHEMA_NAME, -- VARCHAR
    p.database_id AS TABLE_CATALOG_ID, -- NUMBER
    t."database" AS TABLE_CATALOG_NAME, -- VARCHAR
    NULL AS PIPE_CATALOG_NAME, -- VARCHAR
    NULL AS PIPE_SCHEMA_NAME, -- VARCHAR
    NULL AS PIPE_NAME, -- VARCHAR
    NULL AS PIPE_RECEIVED_TIME, -- TIMESTAMP_LTZ
    h.loaded_at AT TIME ZONE 'UTC' AS FIRST_COMMIT_TIME, -- TIMESTAMP_LTZ
    NULL AS BYTES_BILLED, -- NUMBER
FROM "_MOCKHAUS".load_history AS h JOIN {tables} AS t ON h."table" = t.identity
    JOIN {places} AS p ON p."database" = t."database" AND p."schema" = t."schema"
    LEFT JOIN {stages} AS s ON h.place LIKE '%:' || s.identity || '/%'
