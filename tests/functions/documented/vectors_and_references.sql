--# Examples of the pages of VECTOR_*, VAR_SAMP, SHA2_BINARY, TEXT_HTML, and of table functions of tasks, tags, policies and queries.

CREATE OR REPLACE TABLE vector_data (
  id INT,
  category VARCHAR,
  embedding VECTOR(FLOAT, 3)
);

INSERT INTO vector_data
SELECT 1, 'A', [2.0, 4.0, 6.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 2, 'A', [4.0, 8.0, 12.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 3, 'B', [1.0, 2.0, 3.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 4, 'B', [3.0, 6.0, 9.0]::VECTOR(FLOAT, 3);

SELECT category, VECTOR_AVG(embedding) AS avg_vector
  FROM vector_data
  GROUP BY category
  ORDER BY category;
-- A | [3.0, 6.0, 9.0]
-- B | [2.0, 4.0, 6.0]

SELECT VECTOR_AVG(embedding) AS overall_avg
  FROM vector_data;
-- [2.5, 5.0, 7.5]

CREATE OR REPLACE TABLE int_vector_data (
  id INT,
  vec VECTOR(INT, 2)
);

INSERT INTO int_vector_data
SELECT 1, [1, 3]::VECTOR(INT, 2)
UNION ALL SELECT 2, [2, 4]::VECTOR(INT, 2);

SELECT VECTOR_AVG(vec) AS avg_result
  FROM int_vector_data;
-- [1.5, 3.5]

CREATE OR REPLACE TABLE vector_data (
  id INT,
  category VARCHAR,
  embedding VECTOR(FLOAT, 3)
);

INSERT INTO vector_data
SELECT 1, 'A', [1.5, 8.0, 3.2]::VECTOR(FLOAT, 3)
UNION ALL SELECT 2, 'A', [4.1, 2.5, 6.7]::VECTOR(FLOAT, 3)
UNION ALL SELECT 3, 'B', [2.0, 1.0, 4.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 4, 'B', [3.0, 2.0, 1.0]::VECTOR(FLOAT, 3);

SELECT category, VECTOR_MAX(embedding) AS max_vector
  FROM vector_data
  GROUP BY category
  ORDER BY category;
-- A | [4.1, 8.0, 6.7]
-- B | [3.0, 2.0, 4.0]

SELECT VECTOR_MAX(embedding) AS overall_max
  FROM vector_data;
-- [4.1, 8.0, 6.7]

CREATE OR REPLACE TABLE vector_data (
  id INT,
  category VARCHAR,
  embedding VECTOR(FLOAT, 3)
);

INSERT INTO vector_data
SELECT 1, 'A', [1.0, 2.0, 3.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 2, 'A', [4.0, 5.0, 6.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 3, 'B', [2.0, 1.0, 4.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 4, 'B', [3.0, 2.0, 1.0]::VECTOR(FLOAT, 3);

SELECT category, VECTOR_SUM(embedding) AS sum_vector
  FROM vector_data
  GROUP BY category
  ORDER BY category;
-- A | [5.0, 7.0, 9.0]
-- B | [5.0, 3.0, 5.0]

SELECT VECTOR_SUM(embedding) AS total_sum
  FROM vector_data;
-- [10.0, 10.0, 14.0]

SELECT VECTOR_TRUNCATE([1, 2, 3]::VECTOR(INT, 3), 2), VECTOR_TRUNC([1, 2, 3]::VECTOR(INT, 3), 1);
-- [1, 2] | [1]

SELECT ROUND(n[0]::FLOAT, 6), ROUND(n[1]::FLOAT, 6), ROUND(n[2]::FLOAT, 6) FROM (SELECT VECTOR_NORMALIZE([1, 2, 3]::VECTOR(INT, 3))::ARRAY AS n);
-- 0.267261 | 0.534522 | 0.801784

CREATE TABLE vectors (a VECTOR(FLOAT, 3), b VECTOR(FLOAT, 3));

INSERT INTO vectors SELECT [1.1,2.2,3]::VECTOR(FLOAT,3), [1,1,1]::VECTOR(FLOAT,3);

INSERT INTO vectors SELECT [1,2.2,3]::VECTOR(FLOAT,3), [4,6,8]::VECTOR(FLOAT,3);

SELECT VECTOR_L1_DISTANCE(a, b) FROM vectors;
-- 3.30000019073486
-- 11.8000001907349

SELECT ROUND(VECTOR_INNER_PRODUCT(a, b), 4), ROUND(VECTOR_L2_DISTANCE(a, b), 2) FROM vectors;
-- 6.3 | 2.33
-- 41.2 | 6.96

SELECT a, ROUND(VECTOR_COSINE_SIMILARITY(a, [1,2,3]::VECTOR(FLOAT, 3)), 4) AS similarity
  FROM vectors
  ORDER BY similarity DESC
  LIMIT 1;
-- [1.0, 2.2, 3.0] | 0.999

CREATE TABLE aggr (k INT, v DECIMAL(10,2), v2 DECIMAL(10, 2));

INSERT INTO aggr VALUES
  (1, 10, NULL),
  (2, 10, 11),
  (2, 20, 22),
  (2, 25, NULL),
  (2, 30, 35);

SELECT k, VAR_SAMP(v), VAR_SAMP(v2), VARIANCE(v), VARIANCE_SAMP(v2)
  FROM aggr
  GROUP BY k
  ORDER BY k;
-- 1 | NULL | NULL | NULL | NULL
-- 2 | 72.9166666667 | 144.3333333333 | 72.9166666667 | 144.3333333333

SELECT sha2_binary('Snowflake', 384);
-- 736BD8A53845348830B1EE63A8CD3972F031F13B111F66FFDEC2271A7AE709662E503A0CA305BD50DA8D1CED48CD45D9

SELECT SNOWFLAKE.NOTIFICATION.TEXT_HTML('<p>A message</p>'), SNOWFLAKE.NOTIFICATION.TEXT_PLAIN('A message');
-- {"text/html":"<p>A message</p>"} | {"text/plain":"A message"}

SELECT SNOWFLAKE.NOTIFICATION.SANITIZE_WEBHOOK_CONTENT('SNOWFLAKE_WEBHOOK_SECRET in a message');
-- REDACTED in a message

CREATE SCHEMA my_schema;

CREATE TAG cost_center;

CREATE TABLE my_table (result VARCHAR, other INT);

ALTER TABLE my_table SET TAG cost_center = 'sales';

ALTER TABLE my_table MODIFY COLUMN result SET TAG cost_center = 'pii';

SELECT tag_name, tag_value, apply_method, level, object_name, domain, column_name
  FROM TABLE(gold.information_schema.tag_references('my_table', 'table'));
-- COST_CENTER | sales | MANUAL | TABLE | MY_TABLE | TABLE | NULL

SELECT tag_name, tag_value, apply_method, level, object_name, domain, column_name
  FROM TABLE(gold.information_schema.tag_references('my_table.result', 'COLUMN'));
-- COST_CENTER | pii | MANUAL | COLUMN | MY_TABLE | COLUMN | RESULT

SELECT tag_name, tag_value, apply_method, level, object_name, domain, column_name
  FROM TABLE(gold.information_schema.tag_references_all_columns('my_table', 'table')) ORDER BY column_name;
-- COST_CENTER | sales | INHERITED | TABLE | MY_TABLE | COLUMN | OTHER
-- COST_CENTER | pii | MANUAL | COLUMN | MY_TABLE | COLUMN | RESULT

CREATE MASKING POLICY ssn_mask AS (val VARCHAR) RETURNS VARCHAR -> '***';

ALTER TABLE my_table MODIFY COLUMN result SET MASKING POLICY ssn_mask;

SELECT policy_name, policy_kind, ref_entity_name, ref_entity_domain, ref_column_name, ref_arg_column_names, tag_name, policy_status
  FROM TABLE(information_schema.policy_references(policy_name => 'gold.my_schema.ssn_mask'));
-- SSN_MASK | MASKING_POLICY | MY_TABLE | TABLE | RESULT | NULL | NULL | ACTIVE

SELECT policy_name, ref_column_name
  FROM TABLE(information_schema.policy_references(ref_entity_name => 'gold.my_schema.my_table', ref_entity_domain => 'table'));
-- SSN_MASK | RESULT

SELECT * FROM TABLE(information_schema.policy_references(ref_entity_name => 'gold.my_schema.my_table'));
-- ! for parameter 'POLICY_NAME' of function POLICY_REFERENCES

SELECT * FROM TABLE(information_schema.policy_references(policy_name => 'ssn_mask', ref_entity_name => 'my_table', ref_entity_domain => 'table'));
-- ! invalid value [ssn_mask] for parameter 'POLICY_NAME'

SELECT * FROM TABLE(information_schema.policy_references(ref_entity_name => 'my_table', ref_entity_domain => 'stream'));
-- ! invalid value [stream] for parameter 'REF_ENTITY_DOMAIN'

CREATE TASK mytask SCHEDULE = '60 MINUTE' AS SELECT 1;

CREATE TASK child AFTER mytask AS SELECT 2;

CREATE TASK grandchild AFTER child WHEN 1 = 1 AS SELECT 3;

SELECT name, database_name, schema_name, schedule, predecessors, state, definition, condition
  FROM TABLE(information_schema.task_dependents(task_name => 'gold.my_schema.mytask', recursive => false));
-- MYTASK | GOLD | MY_SCHEMA | 60 MINUTE | [] | suspended | SELECT 1 | NULL
-- CHILD | GOLD | MY_SCHEMA | NULL | ["GOLD.MY_SCHEMA.MYTASK"] | suspended | SELECT 2 | NULL

SELECT name FROM TABLE(information_schema.task_dependents(task_name => 'mytask'));
-- MYTASK
-- CHILD
-- GRANDCHILD

EXECUTE TASK mytask;

SELECT name, state, scheduled_from, attempt_number, query_text FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.TASK_HISTORY(TASK_NAME => 'mytask')) WHERE query_id IS NOT NULL;
-- MYTASK | SUCCEEDED | EXECUTE_TASK | 1 | SELECT 1

SELECT COUNT(*) > 0 FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.TASK_HISTORY(SCHEDULED_TIME_RANGE_START => DATEADD('hour', -1, CURRENT_TIMESTAMP()), RESULT_LIMIT => 10, TASK_NAME => 'mytask'));
-- TRUE

SELECT COUNT(*) FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.TASK_HISTORY(DATABASE_NAME => 'GOLD', SCHEMA_NAME => 'MY_SCHEMA')) WHERE name = 'MYTASK' AND query_id IS NOT NULL;
-- 1

SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.TASK_HISTORY(SCHEMA_NAME => 'MY_SCHEMA'));
-- ! invalid value [MY_SCHEMA] for parameter 'SCHEMA_NAME' of function TASK_HISTORY

SELECT * FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.TASK_HISTORY(RESULT_LIMIT => 10001));
-- ! invalid value [10001] for parameter 'RESULT_LIMIT'
