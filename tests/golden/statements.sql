--# what the pages of single statements show
--# https://docs.snowflake.com/en/sql-reference/sql/create-table
CREATE TABLE clustered (date TIMESTAMP_NTZ, id NUMBER, "Content" VARCHAR) CLUSTER BY (date, id, "Content");

SHOW TABLES LIKE 'clustered';

SELECT "cluster_by" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()));
-- LINEAR(DATE, ID, "Content")

--# https://docs.snowflake.com/en/sql-reference/sql/create-view
CREATE OR REPLACE FORCE VIEW forced AS SELECT 1 AS a;
-- View FORCED successfully created.

--# https://docs.snowflake.com/en/sql-reference/sql/update
CREATE TABLE t1 (c1 INT, c2 INT);

CREATE TABLE t2 (c1 INT, c2 INT);

UPDATE t1 SET c1 = t2.c2 FROM t2 WHERE t1.c1 = t2.c1;
-- 0 | 0

--# https://docs.snowflake.com/en/sql-reference/sql/create-sequence, .../user-guide/querying-sequences#altering-a-sequence
CREATE SEQUENCE seq_01 START = 1 INCREMENT = 1;

SELECT seq_01.NEXTVAL;
-- 1

CREATE OR ALTER SEQUENCE seq_01 START = 1 INCREMENT = 2 COMMENT = 'in twos';
-- Sequence SEQ_01 successfully altered.

SELECT seq_01.NEXTVAL;
-- 2

SHOW SEQUENCES LIKE 'seq_01';

SELECT "next_value", "interval", "comment" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()));
-- 4 | 2 | in twos

--# https://docs.snowflake.com/en/sql-reference/sql/drop-table
CREATE HYBRID TABLE ht1 (col1 INT NOT NULL PRIMARY KEY);

CREATE HYBRID TABLE ht2 (cola INT NOT NULL PRIMARY KEY, colb INT, FOREIGN KEY (colb) REFERENCES ht1 (col1));

DROP TABLE ht1;
-- ! Cannot drop the table because of dependencies

DROP TABLE ht1 CASCADE;
-- HT1 successfully dropped.

--# https://docs.snowflake.com/en/sql-reference/sql/create-function
CREATE OR ALTER FUNCTION multiply(a NUMBER, b NUMBER) RETURNS NUMBER AS 'a * b';
-- Function MULTIPLY successfully created.

CREATE OR ALTER SECURE FUNCTION multiply(a NUMBER, b NUMBER) RETURNS NUMBER COMMENT = 'Multiply two numbers.' AS 'a * b';
-- Function MULTIPLY successfully altered.

SHOW USER FUNCTIONS LIKE 'multiply';

SELECT "description", "is_secure" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()));
-- Multiply two numbers. | Y

CREATE OR ALTER FUNCTION multiply(a NUMBER, b NUMBER) RETURNS NUMBER LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'def f(a, b): return a * b';
-- ! CREATE OR ALTER FUNCTION in another language

--# https://docs.snowflake.com/en/sql-reference/sql/show-procedures, desc-procedure
CREATE PROCEDURE shown(a OUT NUMBER, b VARCHAR DEFAULT 'x') RETURNS VARCHAR LANGUAGE SQL EXECUTE AS CALLER AS BEGIN RETURN 'x'; END;

SHOW PROCEDURES LIKE 'shown';

SELECT "arguments" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()));
-- SHOWN(OUT NUMBER, DEFAULT VARCHAR) RETURN VARCHAR

DESC PROCEDURE shown(NUMBER, VARCHAR);
-- signature | (A NUMBER, B VARCHAR)
-- returns | VARCHAR(16777216)
-- language | SQL
-- null handling | CALLED ON NULL INPUT
-- volatility | VOLATILE
-- execute as | CALLER
-- body | BEGIN RETURN 'x'; END

SELECT GET_DDL('procedure', 'shown(number, varchar)') LIKE '%("A" OUT NUMBER, "B" VARCHAR DEFAULT %EXECUTE AS CALLER%';
-- true

CREATE PROCEDURE wrong(a OUT NUMBER DEFAULT 1) RETURNS VARCHAR LANGUAGE SQL AS BEGIN RETURN 'x'; END;
-- ! 001003 (42000)

--# https://docs.snowflake.com/en/sql-reference/sql/alter-table
CREATE TABLE guarded (empl_id INT);

CREATE ROW ACCESS POLICY rap_1 AS (e INT) RETURNS BOOLEAN -> e > 1;

CREATE ROW ACCESS POLICY rap_2 AS (e INT) RETURNS BOOLEAN -> e > 2;

ALTER TABLE guarded ADD ROW ACCESS POLICY rap_1 ON (empl_id);

ALTER TABLE guarded DROP ROW ACCESS POLICY rap_1, ADD ROW ACCESS POLICY rap_2 ON (empl_id);

ALTER TABLE guarded DROP ROW ACCESS POLICY rap_1;
-- ! Policy GOLD.PUBLIC.RAP_1 is not set on the table GUARDED.

INSERT INTO guarded VALUES (2), (3);

SELECT * FROM guarded;
-- 3

ALTER TABLE guarded SET DATA_METRIC_SCHEDULE = '5 MINUTE';
-- ! Unsupported feature 'ALTER TABLE ... SET DATA_METRIC_SCHEDULE'

ALTER TABLE guarded SET JOIN POLICY jp1 ALLOWED JOIN KEYS (empl_id);
-- ! Unsupported feature 'ALTER TABLE ... SET JOIN POLICY'

--# https://docs.snowflake.com/en/sql-reference/info-schema/table_constraints, functions, procedures
CREATE HYBRID TABLE ht2pk (col1 INT NOT NULL, CONSTRAINT pkey_2 PRIMARY KEY (col1) COMMENT 'Primary key');

SELECT constraint_name, constraint_type, enforced, comment FROM information_schema.table_constraints WHERE comment IS NOT NULL;
-- PKEY_2 | PRIMARY KEY | YES | Primary key

CREATE FUNCTION half(a NUMBER) RETURNS NUMBER(10, 2) STRICT AS 'a / 2';

SELECT data_type, numeric_precision, numeric_precision_radix, numeric_scale, is_null_call FROM information_schema.functions WHERE function_name = 'HALF';
-- NUMBER(10,2) | 10 | 10 | 2 | NO

SELECT character_maximum_length, numeric_scale, procedure_language, owner_role_type FROM information_schema.procedures WHERE procedure_name = 'SHOWN';
-- 16777216 | NULL | SQL | ROLE

--# SHOW FUNCTIONS: built-in functions, and the user's

CREATE FUNCTION squared(n NUMBER) RETURNS NUMBER AS 'n * n';

SHOW FUNCTIONS LIKE 'SQUARE%' ->> SELECT "name", "is_builtin", "is_aggregate", "min_num_arguments", "max_num_arguments", "language" FROM $1;
-- SQUARE | Y | N | 1 | 1 | SQL
-- SQUARED | N | N | 1 | 1 | SQL

SHOW FUNCTIONS IN SCHEMA PUBLIC ->> SELECT COUNT_IF("is_builtin" = 'Y') FROM $1;
-- 0

SHOW USER FUNCTIONS LIKE 'SQUARE%' ->> SELECT "name" FROM $1;
-- SQUARED

SHOW FUNCTIONS LIKE 'count' ->> SELECT "name", "is_aggregate", "created_on" FROM $1;
-- COUNT | Y | NULL
