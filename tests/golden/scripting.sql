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
-- ! Uncaught exception of type 'E' : boom

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
