CREATE TABLE t (id INT NOT NULL, name VARCHAR(5), n NUMBER(10,2) DEFAULT 1.5, seen BOOLEAN DEFAULT TRUE);

INSERT INTO t (id, name) VALUES (1, 'a'), (2, 'b');
-- 2

INSERT INTO t VALUES (3, 'c', DEFAULT, FALSE);
-- 1

SELECT * FROM t ORDER BY id;
-- 1 | a | 1.50 | TRUE
-- 2 | b | 1.50 | TRUE
-- 3 | c | 1.50 | FALSE

INSERT INTO t (id, name) VALUES (4, 'toolong');
-- ! 100078 (22000): DML operation to table T failed on column NAME with error: String 'toolong' is too long and would be truncated

INSERT INTO t (id) VALUES (NULL);
-- ! 100072 (22000): DML operation to table T failed on column ID with error: NULL result in a non-nullable column

INSERT INTO t (id) VALUES ('x');
-- ! Numeric value 'x' is not recognized

INSERT INTO t (id, name) VALUES (1);
-- ! Insert value list does not match column list expecting 2 but got 1

INSERT INTO t (id, nope) VALUES (1, 2);
-- ! invalid identifier 'NOPE'

UPDATE t SET n = n + 1, name = UPPER(name) WHERE id = 1;
-- 1 | 0

UPDATE t SET n = s.x FROM (SELECT 2 AS id, 9 AS x) s WHERE t.id = s.id;
-- 1 | 0

SELECT id, name, n FROM t ORDER BY id;
-- 1 | A | 2.50
-- 2 | b | 9.00
-- 3 | c | 1.50

MERGE INTO t USING (SELECT 1 AS id, 'zz' AS nm UNION ALL SELECT 9, 'nn') s ON t.id = s.id
WHEN MATCHED THEN UPDATE SET name = s.nm
WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.nm);
-- 1 | 1

MERGE INTO t USING (SELECT 1 AS id UNION ALL SELECT 2) s ON t.id = s.id
WHEN MATCHED AND t.id = 1 THEN DELETE
WHEN MATCHED THEN UPDATE SET t.name = 'two'
WHEN NOT MATCHED AND s.id > 5 THEN INSERT VALUES (s.id, 'x', 0, TRUE);
-- 0 | 1 | 1

MERGE INTO t USING (SELECT 2 AS id UNION ALL SELECT 2) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = 'dup';
-- ! 100090 (42P18): Duplicate row detected during DML action Row Values: [2, "two", 9.00, true]

SELECT id, name FROM t ORDER BY id;
-- 2 | two
-- 3 | c
-- 9 | nn

DELETE FROM t USING (SELECT 9 AS k) z WHERE t.id = z.k;
-- 1

DELETE FROM t x WHERE x.id = 3;
-- 1

INSERT OVERWRITE INTO t (id, name) SELECT id + 100, name FROM t;
-- 1

SELECT id, name, n FROM t;
-- 102 | two | 1.50

--# integers grow beyond 64 bits without anybody noticing

INSERT INTO t (id) VALUES (9223372036854775808);
-- 1

SELECT SUM(id) FROM t;
-- 9223372036854775910

BEGIN;

CREATE TABLE IF NOT EXISTS w (x INT);

BEGIN;

INSERT INTO w VALUES (1);

INSERT INTO w SELECT 99999999999999999999999999999999999999;

SELECT 1/0;
-- ! Division by zero

COMMIT;

SELECT x FROM w ORDER BY x;
-- 1
-- 99999999999999999999999999999999999999

TRUNCATE TABLE t;

SELECT COUNT(*) FROM t;
-- 0

--# a row of the target that several rows of the source would change

CREATE OR REPLACE TABLE once (id INT, name VARCHAR) AS SELECT 1, 'a' UNION ALL SELECT 2, 'b';

MERGE INTO once USING (SELECT 1 AS id, 'x' AS v UNION ALL SELECT 1, 'y') s ON once.id = s.id WHEN MATCHED THEN UPDATE SET name = s.v;
-- ! 100090 (42P18)

MERGE INTO once USING (SELECT 1 AS id, 'x' AS v UNION ALL SELECT 1, 'y') s ON once.id = s.id
WHEN MATCHED AND s.v = 'y' THEN UPDATE SET name = s.v;
-- 1

MERGE INTO once USING (SELECT 7 AS id UNION ALL SELECT 7) s ON once.id = s.id
WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.id, 'new');
-- 2 | 0

SELECT id, name FROM once ORDER BY id, name;
-- 1 | y
-- 2 | b
-- 7 | new
-- 7 | new

--# keys that are different, and equal all the same

CREATE OR REPLACE TABLE once (id INT, part INT) AS SELECT 1, 1;

MERGE INTO once USING (SELECT '1' AS id UNION ALL SELECT '01') s ON once.id = s.id WHEN MATCHED THEN UPDATE SET part = 2;
-- ! 100090 (42P18)

MERGE INTO once USING (SELECT 1 AS id, 1 AS part UNION ALL SELECT 1, 2) s ON (once.id = s.id AND (s.part = once.part))
WHEN MATCHED THEN UPDATE SET part = s.part;
-- 1

MERGE INTO once USING (SELECT 1 AS id, 1 AS part UNION ALL SELECT 1, 2) s ON once.id = s.id AND s.part = s.part
WHEN MATCHED THEN UPDATE SET part = s.part;
-- ! 100090 (42P18)

MERGE INTO once USING (SELECT 1 AS id, 1 AS part UNION ALL SELECT 1, 2) s ON once.id = s.id OR s.part = once.part
WHEN MATCHED THEN UPDATE SET part = s.part;
-- ! 100090 (42P18)

MERGE INTO once USING (SELECT NULL AS id UNION ALL SELECT NULL) s ON once.id = s.id WHEN MATCHED THEN DELETE;
-- 0

CREATE OR REPLACE TABLE long_integers (n NUMBER, i NUMBER(10,0), m NUMBER(38,2)) AS SELECT 99999999999999999999999999999999999999, 5, 5.55;

SELECT n, i + 1, m FROM long_integers;
-- 99999999999999999999999999999999999999 | 6 | 5.55
