CREATE OR REPLACE TABLE dept_pipe_demo (deptno NUMBER(2), dname VARCHAR(14), loc VARCHAR(13))
  AS SELECT * FROM VALUES (10, 'ACCOUNTING', 'NEW YORK'), (20, 'RESEARCH', 'DALLAS'), (30, 'SALES', 'CHICAGO'), (40, 'OPERATIONS', 'BOSTON');

CREATE OR REPLACE TABLE emp_pipe_demo (empno NUMBER(4), ename VARCHAR(10), sal NUMBER(7,2), deptno NUMBER(2))
  AS SELECT * FROM VALUES (7369, 'SMITH', 800, 20), (7499, 'ALLEN', 1600, 30), (7521, 'WARD', 1250, 30), (7698, 'BLAKE', 2850, 30), (7782, 'CLARK', 2450, 10);

SELECT * FROM dept_pipe_demo WHERE dname = 'SALES'
  ->> SELECT * FROM emp_pipe_demo WHERE sal > 1500 AND deptno IN (SELECT deptno FROM $1)
  ->> SELECT ename, sal FROM $1 ORDER BY 2 DESC;
-- BLAKE | 2850.00
-- ALLEN | 1600.00

SHOW TABLES ->> SELECT "name", "owner" FROM $1 ORDER BY 1;
-- DEPT_PIPE_DEMO | ACCOUNTADMIN
-- EMP_PIPE_DEMO | ACCOUNTADMIN

CREATE OR REPLACE TABLE test_sql_pipe_dml (a INT, b INT)
  ->> INSERT INTO test_sql_pipe_dml VALUES (1, 2)
  ->> INSERT INTO test_sql_pipe_dml VALUES (3, 4)
  ->> INSERT INTO test_sql_pipe_dml VALUES (5, 6)
  ->> INSERT INTO test_sql_pipe_dml VALUES (7, 8)
  ->> SELECT (SELECT $1 FROM $4) + (SELECT $1 FROM $3) + (SELECT $1 FROM $2) + (SELECT $1 FROM $1) AS "Number of rows";
-- 4

BEGIN TRANSACTION
  ->> INSERT INTO test_sql_pipe_dml VALUES (1, 2)
  ->> DELETE FROM test_sql_pipe_dml WHERE a = 1
  ->> UPDATE test_sql_pipe_dml SET b = 2
  ->> COMMIT
  ->> SELECT (SELECT $1 FROM $4) AS "Inserted rows", (SELECT $1 FROM $3) AS "Deleted rows", (SELECT $1 FROM $2) AS "Updated rows";
-- 1 | 2 | 3

CREATE OR REPLACE TABLE test_sql_pipe_drop (id INT IDENTITY START 10 INCREMENT 1, data VARCHAR)
  ->> INSERT INTO test_sql_pipe_drop (data) VALUES ('row1'), ('row2'), ('row3')
  ->> SELECT * FROM test_sql_pipe_drop
  ->> DROP TABLE test_sql_pipe_drop
  ->> SELECT COUNT(*) "Number of rows", MAX(id) AS "Last ID" FROM $2;
-- 3 | 12

SELECT 1 AS x ->> SELECT x + 1 AS y FROM $1 AS p ->> SELECT x, y FROM $1 JOIN $2 ON x < y;
-- 1 | 2

SELECT 1 ->> SELECT * FROM $2;
-- ! unexpected '$2'

SELECT 1 ->> SELECT nope FROM $1 ->> SELECT 2;
-- ! invalid identifier 'NOPE'

SELECT 1 ->>;
-- ! unexpected '<EOF>'

DECLARE res RESULTSET; BEGIN res := (SELECT 'myvalue' ->> SELECT $1 FROM $1); RETURN TABLE(res); END;
-- myvalue

BEGIN LET res RESULTSET := (SELECT 'myvalue' ->> SELECT $1 FROM $1); RETURN TABLE(res); END;
-- ! unexpected '->>'
