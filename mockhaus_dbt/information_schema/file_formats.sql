SELECT
    "database" AS FILE_FORMAT_CATALOG, -- VARCHAR
    "schema" AS FILE_FORMAT_SCHEMA, -- VARCHAR
    name AS FILE_FORMAT_NAME, -- VARCHAR
    owner AS FILE_FORMAT_OWNER, -- VARCHAR
    type AS FILE_FORMAT_TYPE, -- VARCHAR
    record_delimiter AS RECORD_DELIMITER, -- VARCHAR
    field_delimiter AS FIELD_DELIMITER, -- VARCHAR
    skip_header AS SKIP_HEADER, -- NUMBER
    date_format AS DATE_FORMAT, -- VARCHAR
    time_format AS TIME_FORMAT, -- VARCHAR
    timestamp_format AS TIMESTAMP_FORMAT, -- VARCHAR
    binary_format AS BINARY_FORMAT, -- VARCHAR
    escape AS ESCAPE, -- VARCHAR
    escape_unenclosed_field AS ESCAPE_UNENCLOSED_FIELD, -- VARCHAR
    trim_space AS TRIM_SPACE, -- VARCHAR
    field_optionally_enclosed_by AS FIELD_OPTIONALLY_ENCLOSED_BY, -- VARCHAR
    null_if AS NULL_IF, -- VARCHAR
    compression AS COMPRESSION, -- VARCHAR
    error_on_column_count_mismatch AS ERROR_ON_COLUMN_COUNT_MISMATCH, -- VARCHAR
    created AS CREATED, -- TIMESTAMP_LTZ
    altered AS LAST_ALTERED, -- TIMESTAMP_LTZ
    comment AS COMMENT, -- VARCHAR
FROM {file_formats}
