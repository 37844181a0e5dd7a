--# https://docs.snowflake.com/en/sql-reference/transactions: procedures and transactions

CREATE TABLE st (v VARCHAR);

CREATE PROCEDURE inner_sp2() RETURNS VARCHAR LANGUAGE SQL EXECUTE AS CALLER AS
BEGIN
  BEGIN TRANSACTION;
  INSERT INTO st VALUES ('isp2');
END;

CALL inner_sp2();
-- ! 090232 (55000): Stored procedure execution error: Scoped transaction started in stored procedure is incomplete and it was rolled back.

SELECT COUNT(*) FROM st;
-- 0

CREATE PROCEDURE outer_sp1() RETURNS VARCHAR LANGUAGE SQL EXECUTE AS CALLER AS
BEGIN
  INSERT INTO st VALUES ('osp1_alpha');
  BEGIN WORK;
  INSERT INTO st VALUES ('osp1_beta');
  SELECT 1 / 0;
  COMMIT WORK;
  INSERT INTO st VALUES ('osp1_omega');
END;

CALL outer_sp1();
-- ! 100051 (22012)

SELECT * FROM st;
-- osp1_alpha

CREATE PROCEDURE whole() RETURNS VARCHAR LANGUAGE SQL EXECUTE AS CALLER AS
BEGIN
  BEGIN TRANSACTION;
  INSERT INTO st VALUES ('c');
  COMMIT;
  BEGIN TRANSACTION;
  INSERT INTO st VALUES ('e');
  ROLLBACK;
  RETURN 'done';
END;

CALL whole();
-- done

SELECT * FROM st ORDER BY v;
-- c
-- osp1_alpha

CREATE PROCEDURE commits() RETURNS VARCHAR LANGUAGE SQL EXECUTE AS CALLER AS BEGIN INSERT INTO st VALUES ('x'); COMMIT; END;

CREATE PROCEDURE makes() RETURNS VARCHAR LANGUAGE SQL EXECUTE AS CALLER AS BEGIN CREATE TABLE made (a INT); END;

CREATE PROCEDURE inserts() RETURNS VARCHAR LANGUAGE SQL EXECUTE AS CALLER AS BEGIN INSERT INTO st VALUES ('i'); RETURN 'ok'; END;

BEGIN TRANSACTION;

INSERT INTO st VALUES ('outer');

CALL commits();
-- ! 090229 (55000): Uncaught exception of type 'STATEMENT_ERROR' on line 1 at position 35 : Modifying a transaction that has started at a different scope is not allowed.

CALL makes();
-- ! Modifying a transaction that has started at a different scope is not allowed.

CALL whole();
-- ! Unsupported feature 'BEGIN in a procedure that is called within a transaction'.

CALL inserts();
-- ok

SELECT * FROM st ORDER BY v;
-- c
-- i
-- osp1_alpha
-- outer

ROLLBACK;

SELECT * FROM st ORDER BY v;
-- c
-- osp1_alpha

ALTER SESSION SET AUTOCOMMIT = FALSE;

CALL inserts();
-- ! 090232 (55000): Stored procedure execution error: Scoped transaction started in stored procedure is incomplete and it was rolled back.

SELECT COUNT(*) FROM st WHERE v = 'i';
-- 0

BEGIN TRANSACTION;

CALL inserts();
-- ok

COMMIT WORK;

ALTER SESSION SET AUTOCOMMIT = TRUE;

SELECT COUNT(*) FROM st WHERE v = 'i';
-- 1

SELECT * FROM DYNAMIC_TABLE_REFRESH_BOUNDARY(st) AS b WHERE b.v = 'i';
-- i

SELECT COUNT(*) FROM DYNAMIC_TABLE_REFRESH_BOUNDARY(gold.public.st);
-- 3

CREATE VIEW bounded AS SELECT * FROM DYNAMIC_TABLE_REFRESH_BOUNDARY(st);
-- ! Unsupported feature 'DYNAMIC_TABLE_REFRESH_BOUNDARY in the definition of a view or dynamic table'.

SELECT * FROM ERROR_TABLE(st);
-- ! Unsupported feature 'ERROR_TABLE'.

SELECT * FROM no_such_function(st);
-- ! 002140 (42601): SQL compilation error: Unknown function NO_SUCH_FUNCTION
