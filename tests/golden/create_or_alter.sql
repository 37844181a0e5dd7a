CREATE OR ALTER TABLE my_table(a INT);

INSERT INTO my_table VALUES (1);
-- 1

CREATE OR ALTER TABLE my_table(a INT PRIMARY KEY, b VARCHAR(200)) DATA_RETENTION_TIME_IN_DAYS = 5;

SELECT * FROM my_table;
-- 1 | NULL

DESC TABLE my_table ->> SELECT "name", "type", "null?", "primary key" FROM $1;
-- A | NUMBER(38,0) | N | Y
-- B | VARCHAR(200) | Y | N

CREATE OR ALTER TABLE my_table(a NUMBER(38,0) NOT NULL, b VARCHAR(300) COMMENT 'text', c INT DEFAULT 7) COMMENT = 'mine';

SELECT * FROM my_table;
-- 1 | NULL | 7

SHOW TABLES LIKE 'my_table' ->> SELECT "comment", "retention_time" FROM $1;
-- mine | 1

SHOW PRIMARY KEYS IN TABLE my_table ->> SELECT COUNT(*) FROM $1;
-- 0

CREATE OR ALTER TABLE my_table(a INT, c INT);
-- ! Unsupported feature 'Alter Column Drop Default' for column C

CREATE OR ALTER TABLE my_table(a INT, c INT DEFAULT 7);

DESC TABLE my_table ->> SELECT "name", "type", "null?", "default", "comment" FROM $1;
-- A | NUMBER(38,0) | Y | NULL | NULL
-- C | NUMBER(38,0) | Y | 7 | NULL

CREATE OR ALTER TABLE my_table(a VARCHAR, c INT DEFAULT 7);
-- ! cannot change column A from type NUMBER(38,0) to VARCHAR(16777216)

CREATE OR ALTER TABLE my_table(c INT DEFAULT 7, a INT);
-- ! Unsupported feature 'CREATE OR ALTER TABLE that changes the order of columns'. See https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md

CREATE OR ALTER TABLE my_table AS SELECT 1 AS a;
-- ! Unsupported feature 'CREATE OR ALTER TABLE with AS SELECT'.

CREATE OR ALTER TABLE my_table(a INT, c INT DEFAULT 7, d INT DEFAULT 3 NOT NULL);

SELECT * FROM my_table;
-- 1 | 7 | 3

CREATE OR ALTER TABLE other(a INT AUTOINCREMENT, b INT);

CREATE OR ALTER TABLE other(a INT AUTOINCREMENT, b INT, e INT);

INSERT INTO other (b) VALUES (1), (2);
-- 2

SELECT * FROM other ORDER BY a;
-- 1 | 1 | NULL
-- 2 | 2 | NULL

CREATE OR ALTER TABLE other(a INT AUTOINCREMENT, b INT PRIMARY KEY, e INT);

CREATE OR ALTER TABLE other(a INT AUTOINCREMENT, b INT, e INT);

DESC TABLE other ->> SELECT "name", "null?", "primary key" FROM $1;
-- A | Y | N
-- B | Y | N
-- E | Y | N

--# views and policies keep what is set on them
CREATE TABLE sources (a INT, s VARCHAR);

INSERT INTO sources VALUES (1, 'x');

CREATE VIEW seen AS SELECT a, s FROM sources;

CREATE MASKING POLICY hide AS (v VARCHAR) RETURNS VARCHAR -> '***';

ALTER VIEW seen MODIFY COLUMN s SET MASKING POLICY hide;

CREATE OR ALTER VIEW seen COMMENT = 'changed' AS SELECT a, s, a + 1 AS b FROM sources;
-- View SEEN successfully altered.

SELECT * FROM seen;
-- 1 | *** | 2

CREATE OR ALTER VIEW seen AS SELECT s, a FROM sources;
-- ! CREATE OR ALTER VIEW that changes the order of columns

CREATE OR ALTER MASKING POLICY hide AS (v VARCHAR) RETURNS VARCHAR -> '---';
-- Masking policy HIDE successfully altered.

SELECT * FROM seen;
-- 1 | --- | 2

CREATE OR ALTER MASKING POLICY hide AS (v INT) RETURNS INT -> 1;
-- ! CREATE OR ALTER MASKING POLICY with another signature
