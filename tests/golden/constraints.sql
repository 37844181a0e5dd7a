--# keys: comments, and those that are not made; from the page of constraints

CREATE TABLE uni (c1 INT, c2 INT, CONSTRAINT uni1 UNIQUE (c1) COMMENT 'Unique column');

SELECT constraint_name, comment FROM information_schema.table_constraints;
-- UNI1 | Unique column

CREATE TABLE never (a INT, PRIMARY KEY (a) ENABLE VALIDATE, UNIQUE (a) ENABLE, CHECK (a > 0) DISABLE);

INSERT INTO never VALUES (-1), (NULL);
-- 2

SELECT COUNT(*) FROM information_schema.table_constraints WHERE table_name = 'NEVER';
-- 0

--# NOT NULL where there are NULLs, from the page of CREATE TABLE

ALTER TABLE never ALTER a SET NOT NULL;
-- ! 001471 (42601): SQL compilation error: Column 'A' contains null values. Not null constraint cannot be added.

CREATE TABLE stamped (a INT) ROW_TIMESTAMP = TRUE;
-- ! ROW_TIMESTAMP = TRUE

CREATE TABLE stamped (a INT) ERROR_LOGGING = TRUE;
-- ! ERROR_LOGGING = TRUE
