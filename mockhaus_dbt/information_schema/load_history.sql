SELECT
    t."schema" AS SCHEMA_NAME, -- VARCHAR
    h.file AS FILE_NAME, -- VARCHAR
    t.name AS TABLE_NAME, -- VARCHAR
    h.loaded_at AT TIME ZONE 'UTC' AS LAST_LOAD_TIME, -- TIMESTAMP_LTZ
    replace(h.status, '_', ' ') AS STATUS, -- VARCHAR
    h.rows_loaded AS ROW_COUNT, -- NUMBER
    h.rows_parsed AS ROW_PARSED, -- NUMBER
    h.first_error AS FIRST_ERROR_MESSAGE, -- VARCHAR
    h.first_line AS FIRST_ERROR_LINE_NUMBER, -- NUMBER
    h.first_character AS FIRST_ERROR_CHARACTER_POSITION, -- NUMBER
    h.first_column AS FIRST_ERROR_COL_NAME, -- VARCHAR
    coalesce(h.errors_seen, h.rows_parsed - h.rows_loaded) AS ERROR_COUNT, -- NUMBER
    h.error_limit AS ERROR_LIMIT, -- NUMBER
FROM "_MOCKHAUS".load_history AS h JOIN {tables} AS t ON h."table" = t.identity
WHERE h.pipe IS NULL AND h.loaded_at > (current_timestamp AT TIME ZONE 'UTC') - INTERVAL 14 DAY
ORDER BY h.loaded_at DESC
LIMIT 10000
