BEGIN LET x INT := 1; LET y := x + 2; RETURN y * 10; END;
-- 30

EXECUTE IMMEDIATE $$
DECLARE a INT DEFAULT 5; s VARCHAR;
BEGIN
  FOR i IN 1 TO 3 DO a := a + i; END FOR;
  IF (a > 10) THEN s := 'big'; ELSEIF (a > 5) THEN s := 'medium'; ELSE s := 'small'; END IF;
  RETURN s || a;
END
$$;
-- big11

CREATE TABLE n (v INT);

BEGIN
  FOR i IN 1 TO 5 DO INSERT INTO n VALUES (:i); END FOR;
  LET t INT;
  SELECT SUM(v) INTO :t FROM n;
  RETURN t;
END;
-- 15

BEGIN LET c CURSOR FOR SELECT v FROM n ORDER BY v; LET s := ''; FOR r IN c DO s := s || r.v; END FOR; RETURN s; END;
-- 12345

BEGIN UPDATE n SET v = v + 1 WHERE v > 3; RETURN SQLROWCOUNT; END;
-- 2

DECLARE e EXCEPTION (-20002, 'boom'); BEGIN RAISE e; EXCEPTION WHEN e THEN RETURN SQLCODE || SQLERRM; END;
-- -20002boom

BEGIN SELECT 1/0; EXCEPTION WHEN OTHER THEN RETURN SQLERRM; END;
-- Division by zero

DECLARE e EXCEPTION (-20002, 'boom'); BEGIN RAISE e; END;
-- ! -20002 (P0001): Uncaught exception of type 'E' on line 1 at position 44 : boom

BEGIN LET res RESULTSET := (SELECT v FROM n WHERE v > 4 ORDER BY v); RETURN TABLE(res); END;
-- 5
-- 6

BEGIN LET i := 0; WHILE (i < 9) DO i := i + 1; IF (i = 2) THEN CONTINUE; END IF; IF (i = 4) THEN BREAK; END IF; END WHILE; RETURN i; END;
-- 4

BEGIN LET i := 0; REPEAT i := i + 2; UNTIL (i > 5) END REPEAT; RETURN i; END;
-- 6

BEGIN LET x := 3; CASE (x) WHEN 1 THEN RETURN 'one'; WHEN 3 THEN RETURN 'three'; ELSE RETURN 'other'; END; END;
-- three

DECLARE c CURSOR FOR SELECT v FROM n WHERE v > ? ORDER BY v; a INT; b INT;
BEGIN OPEN c USING (1); FETCH c INTO a; FETCH c INTO b; CLOSE c; RETURN a || '-' || b; END;
-- 2-3

CREATE PROCEDURE greet(n INT, who VARCHAR DEFAULT 'you') RETURNS VARCHAR LANGUAGE SQL AS
BEGIN
  RETURN who || (n + 1);
END;
-- Procedure GREET successfully created.

CALL greet(4);
-- you5

CALL greet(4, 'me');
-- me5

CALL greet();
-- ! 001044 (42P13)

CALL nothing();
-- ! Unknown user-defined procedure NOTHING

BEGIN LET x INT := 'abc'; RETURN x; END;
-- ! Numeric value 'abc' is not recognized

BEGIN RETURN nope; END;
-- ! invalid identifier 'NOPE'

BEGIN LET x := 1; IF (x = 1) THEN RETURN 1; END;
-- ! 001003 (42000)

EXECUTE IMMEDIATE 'SELECT 42';
-- 42

BEGIN
  SELECT * FROM non_existent_table;
END;
-- ! 002003 (42S02): Uncaught exception of type 'STATEMENT_ERROR' on line 2 at position 2 : SQL compilation error: Object 'NON_EXISTENT_TABLE' does not exist or not authorized.

DECLARE profit DEFAULT 0.0; BEGIN LET cost := 100.0; LET revenue DEFAULT 110.0; profit := revenue - cost; RETURN profit; END;
-- 10

BEGIN LET a := 12.3; LET b := 1; RETURN SYSTEM$TYPEOF(a) || SYSTEM$TYPEOF(b); END;
-- FLOAT[DOUBLE]NUMBER(38,0)[SB1]

BEGIN FOR r IN (SELECT 1 AS a) DO
  LET p := r.a; END FOR; END;
-- ! 092228 (P0000): SQL compilation error: error line 2 at position 2 variable 'P' cannot have its type inferred from initializer

BEGIN
  LET inserted INT := 0;
  INSERT INTO n VALUES (7), (8);
  inserted := ACTIVITY_COUNT;
  SELECT v FROM n WHERE v > 7;
  RETURN [inserted, ACTIVITY_COUNT, SQLROWCOUNT];
END;
-- [2,1,undefined]

--# CONTINUE goes on behind the statement that failed, in a loop with the next round
CREATE TABLE error_log_table (handler_type VARCHAR, error_message VARCHAR);

DECLARE
  x INT := 0;
BEGIN
  FOR i IN 0 TO 5 DO
    x := 10/i;
  END FOR;
  RETURN x;
EXCEPTION
  WHEN EXPRESSION_ERROR CONTINUE THEN
    INSERT INTO error_log_table SELECT 'continue_type', :SQLERRM;
END;
-- 2

SELECT * FROM error_log_table;
-- continue_type | Division by zero

DECLARE e EXCEPTION (-20001, 'Catch and continue'); BEGIN LET c := 0; IF (TRUE) THEN RAISE e; END IF; c := c + 10; RETURN 'Counter value: ' || c;
EXCEPTION WHEN e CONTINUE THEN c := c + 1; END;
-- Counter value: 11

--# two exceptions of one name are two exceptions
DECLARE e1 EXCEPTION (-20001, 'outer'); BEGIN
  DECLARE e1 EXCEPTION (-20101, 'inner'); BEGIN RAISE e1; END;
EXCEPTION WHEN e1 THEN RETURN 'wrong'; WHEN OTHER THEN RETURN SQLERRM; END;
-- inner

BEGIN SELECT * FROM nobody; EXCEPTION WHEN STATEMENT_ERROR THEN LET x := SQLCODE; RAISE; END;
-- ! 002003 (42S02): Uncaught exception of type 'STATEMENT_ERROR' on line 1 at position 6 : SQL compilation error:

--# child jobs
BEGIN
  CREATE OR REPLACE TABLE jobs (c INT);
  ASYNC (INSERT INTO jobs VALUES (1));
  ASYNC (INSERT INTO jobs VALUES (2));
  AWAIT ALL;
  LET res RESULTSET := ASYNC (SELECT c FROM jobs ORDER BY c);
  AWAIT res;
  LET cur CURSOR FOR res;
  LET s := '';
  FOR r IN cur DO s := s || r.c; END FOR;
  RETURN s;
END;
-- 12

BEGIN
  LET res RESULTSET := ASYNC (SELECT * FROM invalid_table);
  AWAIT res;
END;
-- ! Uncaught exception of type 'STATEMENT_ERROR' on line 3 at position 2 : SQL compilation error:

--# arguments that are output, by name, of a query; what a procedure returns
CREATE PROCEDURE twice(a NUMBER, x OUT NUMBER) RETURNS STRING LANGUAGE SQL AS BEGIN x := x * 2 + a; RETURN 'Done'; END;

BEGIN LET f FLOAT := 500.662; LET said VARCHAR; CALL twice(0, :f) INTO :said; RETURN [f, SYSTEM$TYPEOF(f), said]; END;
-- [1.002000000000000e+03,"FLOAT[DOUBLE]","Done"]

BEGIN LET x := 1; CALL twice(1, :x + 2); RETURN x; END;
-- ! 001044 (42P13): Uncaught exception of type 'STATEMENT_ERROR'

CALL greet(who => 'me', n => 4);
-- me5

CALL greet(SELECT MAX(v) FROM n);
-- you9

CALL greet(who => 'me', 4);
-- ! 001003 (42000)

--# procedures of a block
DECLARE
  counter NUMBER := 0;
  add_ten PROCEDURE() RETURNS NUMBER AS DECLARE ten NUMBER := 10; BEGIN counter := counter + ten; END;
  add_more PROCEDURE(more NUMBER) RETURNS NUMBER AS BEGIN counter := counter + :more; CALL add_ten(); RETURN counter; END;
BEGIN
  CALL add_ten();
  LET got := CALL add_more(15);
  RETURN [counter, got];
END;
-- [35,35]

--# session variables belong to the caller
SET example_use_variable = 2;

CREATE PROCEDURE reads() RETURNS NUMBER LANGUAGE SQL EXECUTE AS CALLER AS BEGIN SET example_use_variable = 3 * $example_use_variable; RETURN $example_use_variable; END;

CALL reads();
-- 6

CREATE OR REPLACE PROCEDURE reads() RETURNS NUMBER LANGUAGE SQL AS BEGIN RETURN $example_use_variable; END;

CALL reads();
-- ! Use of session variable '$EXAMPLE_USE_VARIABLE' is not allowed in owners rights stored procedure

WITH anonymous AS PROCEDURE () RETURNS NUMBER LANGUAGE SQL AS $$ BEGIN RETURN $example_use_variable; END $$ CALL anonymous();
-- 6

--# a procedure with its owner's rights runs where it is
CREATE SCHEMA elsewhere;

CREATE TABLE elsewhere.held AS SELECT 7 AS v;

CREATE PROCEDURE elsewhere.owners() RETURNS VARCHAR LANGUAGE SQL AS
DECLARE found CURSOR FOR SELECT v FROM held WHERE v > ?;
BEGIN
  EXECUTE IMMEDIATE 'INSERT INTO held SELECT 8';
  OPEN found USING (6);
  FOR row_found IN found DO
    RETURN row_found.v || CURRENT_SCHEMA();
  END FOR;
END;

CREATE PROCEDURE elsewhere.callers() RETURNS VARCHAR LANGUAGE SQL EXECUTE AS CALLER AS BEGIN RETURN CURRENT_SCHEMA(); END;

CREATE PROCEDURE elsewhere.nested() RETURNS VARCHAR LANGUAGE SQL AS BEGIN LET x VARCHAR; CALL callers() INTO :x; RETURN x; END;

CREATE PROCEDURE elsewhere.uses() RETURNS VARCHAR LANGUAGE SQL AS BEGIN USE SCHEMA elsewhere; RETURN 'x'; END;

USE SCHEMA public;

CALL elsewhere.owners();
-- 7ELSEWHERE

CALL elsewhere.callers();
-- PUBLIC

CALL elsewhere.nested();
-- ELSEWHERE

CALL elsewhere.uses();
-- ! Unsupported statement type 'USE'

SELECT CURRENT_SCHEMA(), COUNT(*) FROM elsewhere.held;
-- PUBLIC | 2

--# names, options and tables of procedures
CREATE PROCEDURE makes(name VARCHAR, comment VARCHAR) RETURNS VARCHAR LANGUAGE SQL AS
BEGIN
  CREATE OR REPLACE PROCEDURE SCOPED TEMP TABLE scratch (v INT);
  INSERT INTO scratch VALUES (1), (2);
  CREATE OR REPLACE TABLE IDENTIFIER(:name) COMMENT = :comment AS SELECT v FROM scratch;
  RETURN 'made';
END;

CALL makes('made_table', 'Said by an argument');
-- made

SELECT comment, row_count FROM information_schema.tables WHERE table_name = 'MADE_TABLE';
-- Said by an argument | 2

SELECT * FROM scratch;
-- ! Object 'SCRATCH' does not exist

CREATE PROCEDURE rows_of() RETURNS TABLE(a VARCHAR) LANGUAGE SQL AS BEGIN LET r RESULTSET := (SELECT 1 AS a); RETURN TABLE(r); END;

CALL rows_of();
-- ! Stored procedure execution error: data type of returned table does not match expected returned table type

DECLARE c CURSOR FOR SELECT v FROM n WHERE v < 3 ORDER BY v; BEGIN OPEN c; RETURN TABLE(RESULTSET_FROM_CURSOR(c)); END;
-- 1
-- 2

DECLARE i INT DEFAULT -999; BEGIN FOR i IN 1 TO 3 LOOP NULL; END LOOP; RETURN i; END;
-- -999

BEGIN LET g VARCHAR; FOR r IN (SELECT TO_GEOGRAPHY('POINT(1 1)') AS p) DO g := ST_GEOHASH(r.p); END FOR; RETURN g; END;
-- ! Invalid argument types for function 'ST_GEOHASH': (OBJECT)

EXECUTE IMMEDIATE 'SELECT 1; SELECT 2';
-- ! 000008 (0A000): Actual statement count 2 did not match the desired statement count 1.

EXECUTE IMMEDIATE 'IF (1 = 1) THEN RETURN 5; END IF';
-- 5

BEGIN LET t TIMESTAMP_TZ := '2024-01-01 00:00:00 +0500'; LET u := t; RETURN DATEADD(day, 1, u); END;
-- 2024-01-02 00:00:00.000 +0500
