--# Examples of https://docs.snowflake.com/en/sql-reference/sql/alter-table.
CREATE OR REPLACE TABLE t1(a1 number);

SHOW TABLES LIKE 't1' ->> SELECT "name", "kind", "cluster_by", "rows", "retention_time", "change_tracking" FROM $1;
-- T1 | TABLE |  | 0 | 1 | OFF

ALTER TABLE t1 RENAME TO tt1;

SHOW TABLES LIKE 'tt1' ->> SELECT "name", "kind", "cluster_by", "rows", "retention_time", "change_tracking" FROM $1;
-- TT1 | TABLE |  | 0 | 1 | OFF

CREATE OR REPLACE TABLE t1(a1 NUMBER, a2 VARCHAR, a3 DATE);

CREATE OR REPLACE TABLE t2(b1 VARCHAR);

ALTER TABLE t1 SWAP WITH t2;

DESC TABLE t1 ->> SELECT "name", "type", "kind", "null?", "default", "primary key", "unique key" FROM $1;
-- B1 | VARCHAR(16777216) | COLUMN | Y | NULL | N | N

DESC TABLE t2 ->> SELECT "name", "type", "kind", "null?", "default", "primary key", "unique key" FROM $1;
-- A1 | NUMBER(38,0) | COLUMN | Y | NULL | N | N
-- A2 | VARCHAR(16777216) | COLUMN | Y | NULL | N | N
-- A3 | DATE | COLUMN | Y | NULL | N | N

CREATE OR REPLACE TABLE t1(a1 NUMBER);

ALTER TABLE t1 ADD COLUMN a2 NUMBER;

ALTER TABLE t1 ADD COLUMN a3 NUMBER NOT NULL;

ALTER TABLE t1 ADD COLUMN a4 NUMBER DEFAULT 0 NOT NULL;

ALTER TABLE t1 ADD COLUMN a5 VARCHAR COLLATE 'en_US';

ALTER TABLE t1 ADD COLUMN IF NOT EXISTS a2 NUMBER;

DESC TABLE t1 ->> SELECT "name", "type", "null?", "default" FROM $1;
-- A1 | NUMBER(38,0) | Y | NULL
-- A2 | NUMBER(38,0) | Y | NULL
-- A3 | NUMBER(38,0) | N | NULL
-- A4 | NUMBER(38,0) | N | 0
-- A5 | VARCHAR(16777216) COLLATE 'en_us' | Y | NULL

ALTER TABLE t1 ADD COLUMN c5 VARCHAR DEFAULT 12345::VARCHAR;
-- ! 002263 (22000): SQL compilation error: Invalid column default expression [CAST(12345 AS VARCHAR(134217728))]

ALTER TABLE t1 ADD COLUMN c6 DATE DEFAULT '20230101';
-- ! 002023 (22000): SQL compilation error: Expression type does not match column data type, expecting DATE but got VARCHAR(8) for column C6

ALTER TABLE t1 RENAME COLUMN a1 TO b1;

ALTER TABLE t1 DROP COLUMN a2;

ALTER TABLE t1 DROP COLUMN IF EXISTS a2;

DESC TABLE t1 ->> SELECT "name" FROM $1;
-- B1
-- A3
-- A4
-- A5

--# https://docs.snowflake.com/en/user-guide/tables-clustering-keys
CREATE OR REPLACE TABLE t1 (id NUMBER, date TIMESTAMP_NTZ, name STRING) CLUSTER BY (id, date);

ALTER TABLE t1 CLUSTER BY (date, id);

CREATE OR REPLACE TABLE t2 (c1 timestamp, c2 STRING, c3 NUMBER) CLUSTER BY (TO_DATE(C1), substring(c2, 0, 10));

CREATE OR REPLACE TABLE t3 (t timestamp, v variant) cluster by (v:"Data":id::number);

SHOW TABLES LIKE 't_' ->> SELECT "name", "cluster_by", "automatic_clustering" FROM $1 ORDER BY 1;
-- T1 | LINEAR(DATE, ID) | ON
-- T2 | LINEAR(CAST(C1 AS DATE), SUBSTRING(C2, 0, 10)) | ON
-- T3 | LINEAR(TO_NUMBER(GET_PATH(V, 'Data.id'))) | ON

ALTER TABLE t2 CLUSTER BY (SUBSTRING(C2, 5, 15), TO_DATE(C1));

ALTER TABLE t3 CLUSTER BY (v:"Data":name::string, v:"Data":id::number);

ALTER TABLE t1 DROP CLUSTERING KEY;

SHOW TABLES LIKE 't_' ->> SELECT "name", "cluster_by", "automatic_clustering" FROM $1 ORDER BY 1;
-- T1 |  | OFF
-- T2 | LINEAR(SUBSTRING(C2, 5, 15), CAST(C1 AS DATE)) | ON
-- T3 | LINEAR(TO_CHAR(GET_PATH(V, 'Data.name')), TO_NUMBER(GET_PATH(V, 'Data.id'))) | ON

--# https://docs.snowflake.com/en/sql-reference/sql/create-table-constraint
CREATE TABLE table1 (col1 INTEGER NOT NULL);

ALTER TABLE table1 ADD COLUMN col2 VARCHAR NOT NULL;

ALTER TABLE table1 ADD COLUMN col3 VARCHAR NOT NULL CONSTRAINT uniq_col3 UNIQUE NOT ENFORCED;

CREATE TABLE table2 (col1 INTEGER NOT NULL, col2 INTEGER NOT NULL, CONSTRAINT pkey_1 PRIMARY KEY (col1, col2) NOT ENFORCED);

CREATE TABLE table3 (col_a INTEGER NOT NULL, col_b INTEGER NOT NULL, CONSTRAINT fkey_1 FOREIGN KEY (col_a, col_b) REFERENCES table2 (col1, col2) NOT ENFORCED);

CREATE TABLE table4 (col_a INTEGER, col_b INTEGER, FOREIGN KEY (col_a, col_b) REFERENCES table2 (col2, col1));
-- ! Foreign key (COL_A, COL_B) does not match a primary or unique key of table 'TABLE2' in order.

SELECT constraint_name, unique_constraint_name FROM information_schema.referential_constraints;
-- FKEY_1 | PKEY_1

ALTER TABLE table2 ALTER CONSTRAINT pkey_1 RELY;

SELECT constraint_name, constraint_type, rely FROM information_schema.table_constraints ORDER BY 1;
-- FKEY_1 | FOREIGN KEY | NO
-- PKEY_1 | PRIMARY KEY | YES
-- UNIQ_COL3 | UNIQUE | NO

--# https://docs.snowflake.com/en/sql-reference/sql/create-table
CREATE TABLE mytable (amount NUMBER);
-- Table MYTABLE successfully created.

INSERT INTO mytable VALUES(1);

SHOW TABLES LIKE 'mytable' ->> SELECT "name", "kind", "rows" FROM $1;
-- MYTABLE | TABLE | 1

CREATE TABLE example (col1 NUMBER COMMENT 'a column comment') COMMENT='a table comment';

SHOW TABLES LIKE 'example' ->> SELECT "comment" FROM $1;
-- a table comment

DESC TABLE example ->> SELECT "name", "type", "comment" FROM $1;
-- COL1 | NUMBER(38,0) | a column comment

CREATE TABLE mytable_copy (b) AS SELECT * FROM mytable;

CREATE TABLE mytable_copy2 AS SELECT b+1 AS c FROM mytable_copy;

SELECT * FROM mytable_copy2;
-- 2

CREATE TABLE mytable_2 LIKE mytable;

DESC TABLE mytable_2 ->> SELECT "name", "type" FROM $1;
-- AMOUNT | NUMBER(38,0)

SELECT * FROM mytable_2;

CREATE LOCAL TEMPORARY TABLE demo_local_temporary (i INTEGER);

CREATE GLOBAL TEMP TABLE demo_global_temp (i INTEGER);

CREATE VOLATILE TABLE demo_volatile (i INTEGER);

SHOW TABLES LIKE 'demo%' ->> SELECT DISTINCT "kind" FROM $1;
-- TEMPORARY

CREATE OR ALTER TABLE my_table(a INT PRIMARY KEY, b INT);

INSERT INTO my_table VALUES (1, 2), (2, 3);

CREATE OR ALTER TABLE my_table(a INT PRIMARY KEY, c INT);

SELECT * FROM my_table ORDER BY 1;
-- 1 | NULL
-- 2 | NULL

CREATE OR REPLACE TABLE t(a INT);

CREATE OR ALTER TABLE t(a INT PRIMARY KEY);

DESC TABLE t ->> SELECT "name", "null?", "primary key" FROM $1;
-- A | N | Y

CREATE OR REPLACE TABLE t(a INT);

INSERT INTO t VALUES (null);

CREATE OR ALTER TABLE t(a INT PRIMARY KEY);
-- ! 001471 (42601): SQL compilation error: Column 'A' contains null values. Not null constraint cannot be added.

CREATE OR ALTER HYBRID TABLE h (a INT PRIMARY KEY);
-- ! Unsupported feature 'CREATE OR ALTER TABLE with HYBRID'.

--# a DEFAULT keeps the SQL function that it calls as it was
CREATE FUNCTION next_of(x INT) RETURNS INT AS 'x + 1';

CREATE TABLE defaults (a INT, b INT DEFAULT next_of(2), c VARCHAR(5) DEFAULT next_of(3)::VARCHAR || '!');

CREATE OR REPLACE FUNCTION next_of(x INT) RETURNS INT AS 'x + 100';

INSERT INTO defaults (a) VALUES (1);

INSERT INTO defaults SELECT 2, 5, 'x';

INSERT INTO defaults VALUES (3, DEFAULT, DEFAULT);

SELECT * FROM defaults ORDER BY a;
-- 1 | 3 | 4!
-- 2 | 5 | x
-- 3 | 3 | 4!

CREATE FUNCTION in_another_language(x DOUBLE) RETURNS DOUBLE LANGUAGE JAVASCRIPT AS 'return X';

CREATE TABLE refused (a INT DEFAULT in_another_language(1));
-- ! a function in DEFAULT that is no simple expression of SQL

--# https://docs.snowflake.com/en/sql-reference/sql/create-view
CREATE VIEW myview COMMENT='Test view' AS SELECT amount FROM mytable;

SHOW VIEWS ->> SELECT "name", "comment", "text" FROM $1;
-- MYVIEW | Test view | CREATE VIEW myview COMMENT='Test view' AS SELECT amount FROM mytable

CREATE OR REPLACE SECURE VIEW myview COMMENT='Test secure view' AS SELECT amount FROM mytable;

SELECT is_secure FROM information_schema.views WHERE table_name = 'MYVIEW';
-- YES

CREATE TABLE table1_of_taxes (revenue NUMBER, cost NUMBER, tax_rate NUMBER(10, 2));

CREATE VIEW v1 AS SELECT revenue - cost FROM table1_of_taxes;
-- ! 002022 (42601): SQL compilation error: Missing column specification

CREATE VIEW v1 (pre_tax_profit COMMENT 'revenue minus cost', taxes, after_tax_profit) AS
    SELECT revenue - cost, (revenue - cost) * tax_rate, (revenue - cost) * (1.0 - tax_rate) FROM table1_of_taxes;

DESC VIEW v1 ->> SELECT "name", "comment" FROM $1;
-- PRE_TAX_PROFIT | revenue minus cost
-- TAXES | NULL
-- AFTER_TAX_PROFIT | NULL

CREATE OR REPLACE TABLE employees (title VARCHAR, employee_ID INTEGER, manager_ID INTEGER);

INSERT INTO employees (title, employee_ID, manager_ID) VALUES
    ('President', 1, NULL), ('Vice President Engineering', 10, 1), ('Programmer', 100, 10), ('QA Engineer', 101, 10),
    ('Vice President HR', 20, 1), ('Health Insurance Analyst', 200, 20);

CREATE RECURSIVE VIEW employee_hierarchy_02 (title, employee_ID, manager_ID, "MGR_EMP_ID (SHOULD BE SAME)", "MGR TITLE") AS (
      SELECT title, employee_ID, manager_ID, NULL AS "MGR_EMP_ID (SHOULD BE SAME)", 'President' AS "MGR TITLE"
        FROM employees WHERE title = 'President'
      UNION ALL
      SELECT employees.title, employees.employee_ID, employees.manager_ID,
             employee_hierarchy_02.employee_id AS "MGR_EMP_ID (SHOULD BE SAME)", employee_hierarchy_02.title AS "MGR TITLE"
        FROM employees INNER JOIN employee_hierarchy_02
        WHERE employee_hierarchy_02.employee_ID = employees.manager_ID
);

SELECT * FROM employee_hierarchy_02 ORDER BY employee_ID;
-- President | 1 | NULL | NULL | President
-- Vice President Engineering | 10 | 1 | 1 | President
-- Vice President HR | 20 | 1 | 1 | President
-- Programmer | 100 | 10 | 10 | Vice President Engineering
-- QA Engineer | 101 | 10 | 10 | Vice President Engineering
-- Health Insurance Analyst | 200 | 20 | 20 | Vice President HR

CREATE OR ALTER VIEW v2(one) AS SELECT a FROM my_table;

CREATE OR ALTER VIEW v2(one) COMMENT = 'fff' CHANGE_TRACKING = true AS SELECT a FROM my_table;

CREATE OR ALTER VIEW v2(one COMMENT 'bar') COMMENT = 'foo' AS SELECT a FROM my_table;

DESC VIEW v2 ->> SELECT "name", "comment" FROM $1;
-- ONE | bar

CREATE OR ALTER VIEW v2(one COMMENT 'bar') CHANGE_TRACKING = true AS SELECT a FROM my_table;

SHOW VIEWS LIKE 'v2' ->> SELECT "comment", "change_tracking" FROM $1;
--  | ON

--# COPY TAGS: tags of the view that is replaced stay, and of columns whose name and type stay; the others inherit
CREATE TAG marked;

CREATE VIEW tagged WITH TAG (marked = 'x') AS SELECT title a, employee_ID b FROM employees;

ALTER VIEW tagged MODIFY COLUMN a SET TAG marked = 'y', COLUMN b SET TAG marked = 'z';

CREATE OR REPLACE VIEW tagged COPY TAGS COMMENT = 'c' AS SELECT title a, title b FROM employees;

SELECT SYSTEM$GET_TAG('marked', 'tagged', 'table'), SYSTEM$GET_TAG('marked', 'tagged.a', 'column'), SYSTEM$GET_TAG('marked', 'tagged.b', 'column');
-- x | y | x

CREATE OR REPLACE VIEW tagged AS SELECT title a, title b FROM employees;

SELECT SYSTEM$GET_TAG('marked', 'tagged', 'table'), SYSTEM$GET_TAG('marked', 'tagged.a', 'column');
-- NULL | NULL
