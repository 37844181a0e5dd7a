--# Examples of https://docs.snowflake.com/en/sql-reference/data-types-uuid, TO_UUID and TRY_TO_UUID.

SELECT TO_UUID('c73d9175-0a1d-48c6-8d30-df165461328b');
-- c73d9175-0a1d-48c6-8d30-df165461328b

SELECT TRY_TO_UUID('not a uuid'), TO_UUID(NULL), TRY_CAST('x' AS UUID);
-- NULL | NULL | NULL

SELECT TO_UUID('not a uuid');
-- ! 100220 (22000): Invalid UUID: 'not a uuid'

CREATE TABLE sample_uuid_table(uuid_col UUID);

INSERT INTO sample_uuid_table VALUES ('c73d9175-0a1d-48c6-8d30-df165461328b');

INSERT INTO sample_uuid_table SELECT 'DA563283-E201-4744-B158-221DD204A61F';

INSERT INTO sample_uuid_table VALUES ('nope');
-- ! Invalid UUID: 'nope'

SELECT uuid_col, uuid_col::VARCHAR || '!', UUID 'c73d9175-0a1d-48c6-8d30-df165461328b' = uuid_col, uuid_col = 'DA563283-E201-4744-B158-221DD204A61F' FROM sample_uuid_table ORDER BY uuid_col;
-- c73d9175-0a1d-48c6-8d30-df165461328b | c73d9175-0a1d-48c6-8d30-df165461328b! | TRUE | FALSE
-- da563283-e201-4744-b158-221dd204a61f | da563283-e201-4744-b158-221dd204a61f! | FALSE | TRUE

SELECT MAX(uuid_col), MIN(uuid_col), COUNT(DISTINCT uuid_col), MAX(LENGTH(uuid_col)) FROM sample_uuid_table;
-- da563283-e201-4744-b158-221dd204a61f | c73d9175-0a1d-48c6-8d30-df165461328b | 2 | 36

CREATE OR REPLACE TABLE sample_generate_uuid (id UUID DEFAULT UUID_STRING() NOT NULL, sample_column VARCHAR);

INSERT INTO sample_generate_uuid (sample_column) VALUES ('value_a'), ('value_b');

SELECT COUNT(DISTINCT id), COUNT_IF(RLIKE(id::VARCHAR, '[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}')), MAX(sample_column) FROM sample_generate_uuid;
-- 2 | 2 | value_b

CREATE OR REPLACE TABLE uuid_container_table (v VARIANT, uuid_array ARRAY(UUID));

INSERT INTO uuid_container_table
  SELECT
    OBJECT_CONSTRUCT('id', '5f4d3c2b-1a09-4e8f-8c7b-6a5d4e3f2b1a'::UUID),
    [
      'c73d9175-0a1d-48c6-8d30-df165461328b'::UUID,
      'da563283-e201-4744-b158-221dd204a61f'::UUID
    ]::ARRAY(UUID);

SELECT * FROM uuid_container_table;
-- {"id":"5f4d3c2b-1a09-4e8f-8c7b-6a5d4e3f2b1a"} | ["c73d9175-0a1d-48c6-8d30-df165461328b","da563283-e201-4744-b158-221dd204a61f"]

SELECT v:id::UUID AS id, uuid_array[0] FROM uuid_container_table;
-- 5f4d3c2b-1a09-4e8f-8c7b-6a5d4e3f2b1a | c73d9175-0a1d-48c6-8d30-df165461328b

SELECT BITOR(NULL, X'11'), BITXOR(X'11', NULL), BITAND(X'10', X'11');
-- NULL | NULL | 10

SELECT LAST_QUERY_ID(TRUE);
-- ! invalid value [TRUE] for parameter 'NUM' of function LAST_QUERY_ID

SELECT SUBSTR('abc', 99999999999999999999999999999999999999);
-- ! Number out of representable range

SELECT REGEXP_SUBSTR('abc', 'b', 99999999999999999999999999999999999999);
-- ! Number out of representable range

SELECT ARRAY_SLICE([1, 2], 0, 99999999999999999999999999999999999999);
-- ! Number out of representable range

SELECT GET([1], 99999999999999999999999999999999999999);
-- NULL

SELECT GET(NULL, 'a'), IS_ROLE_IN_SESSION('accountadmin'), IS_ROLE_IN_SESSION('ACCOUNTADMIN'), IS_ROLE_IN_SESSION('NOBODY');
-- NULL | TRUE | TRUE | FALSE
