-- of views, dynamic tables, streams and external tables: what functions refer to is left out
SELECT
    to_database AS REFERENCED_DATABASE, -- VARCHAR
    to_schema AS REFERENCED_SCHEMA, -- VARCHAR
    to_name AS REFERENCED_OBJECT_NAME, -- VARCHAR
    epoch_us(to_created) AS REFERENCED_OBJECT_ID, -- NUMBER
    to_domain AS REFERENCED_OBJECT_DOMAIN, -- VARCHAR
    from_database AS REFERENCING_DATABASE, -- VARCHAR
    from_schema AS REFERENCING_SCHEMA, -- VARCHAR
    from_name AS REFERENCING_OBJECT_NAME, -- VARCHAR
    epoch_us(from_created) AS REFERENCING_OBJECT_ID, -- NUMBER
    from_domain AS REFERENCING_OBJECT_DOMAIN, -- VARCHAR
    dependency AS DEPENDENCY_TYPE, -- VARCHAR
FROM {dependencies}
