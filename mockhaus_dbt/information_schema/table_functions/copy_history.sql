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
    t."database" AS TABLE_CATALOG_NAME, -- VARCHAR
    t."schema" AS TABLE_SCHEMA_NAME, -- VARCHAR
    t.name AS TABLE_NAME, -- VARCHAR
    p."database" AS PIPE_CATALOG_NAME, -- VARCHAR
    p."schema" AS PIPE_SCHEMA_NAME, -- VARCHAR
    p.name AS PIPE_NAME, -- VARCHAR
    if(h.pipe IS NULL, NULL, h.loaded_at AT TIME ZONE 'UTC') AS PIPE_RECEIVED_TIME, -- TIMESTAMP_LTZ
    NULL AS BYTES_BILLED, -- NUMBER
FROM "_MOCKHAUS".load_history AS h JOIN {tables} AS t ON h."table" = t.identity
    LEFT JOIN {stages} AS s ON h.place LIKE '%:' || s.identity || '/%'
    LEFT JOIN {loading_pipes} AS p ON h.pipe = p.identity
WHERE h.pipe IS NULL OR p.identity IS NOT NULL
