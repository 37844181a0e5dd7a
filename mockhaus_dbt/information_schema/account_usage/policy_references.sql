-- masking and row access policies, as there are no others
SELECT
    r.policy_database AS POLICY_DB, -- VARCHAR
    r.policy_schema AS POLICY_SCHEMA, -- VARCHAR
    epoch_us(y.created) AS POLICY_ID, -- NUMBER
    r.policy_name AS POLICY_NAME, -- VARCHAR
    r.policy_kind AS POLICY_KIND, -- VARCHAR
    r."database" AS REF_DATABASE_NAME, -- VARCHAR
    r."schema" AS REF_SCHEMA_NAME, -- VARCHAR
    r.name AS REF_ENTITY_NAME, -- VARCHAR
    r.domain AS REF_ENTITY_DOMAIN, -- VARCHAR
    r.column_name AS REF_COLUMN_NAME, -- VARCHAR
    r.arguments AS REF_ARG_COLUMN_NAMES, -- VARCHAR
    r.tag_database AS TAG_DATABASE, -- VARCHAR
    r.tag_schema AS TAG_SCHEMA, -- VARCHAR
    r.tag_name AS TAG_NAME, -- VARCHAR
    r.status AS POLICY_STATUS, -- VARCHAR
FROM {policy_references} AS r LEFT JOIN {policies} AS y ON y."database" = r.policy_database
    AND y."schema" = r.policy_schema AND y.name = r.policy_name AND replace(y.kind, ' ', '_') = r.policy_kind
