-- loads by COPY INTO into tables that are there
SELECT
    epoch_us(t.created) AS TABLE_ID, -- NUMBER
    t.name AS TABLE_NAME, -- VARCHAR
    p.schema_id AS SCHEMA_ID, -- NUMBER
    t."schema" AS SCHEMA_NAME, -- VARCHAR
    p.database_id AS CATALOG_ID, -- NUMBER
    t."database" AS CATALOG_NAME, -- VARCHAR
    h.file AS FILE_NAME, -- VARCHAR
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
    JOIN {places} AS p ON p."database" = t."database" AND p."schema" = t."schema"
WHERE h.pipe IS NULL
