--# Examples and sentences of https://docs.snowflake.com/en/sql-reference/snowflake-scripting: exception, for, case, break, declare, return

DECLARE
  exception_1 EXCEPTION (-20001, 'Catch and continue');
BEGIN
  LET counter := 0;
  IF (TRUE) THEN
    RAISE exception_1;
  END IF;
  counter := counter + 10;
  RETURN 'Counter value: ' || counter;
EXCEPTION
  WHEN exception_1 CONTINUE THEN
    counter := counter +1;
END;
-- Counter value: 11

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

DECLARE
  e1 EXCEPTION (-20001, 'Exception e1');
BEGIN
  -- Inner block.
  DECLARE
    e2 EXCEPTION (-20002, 'Exception e2');
    selector BOOLEAN DEFAULT TRUE;
  BEGIN
    IF (selector) THEN
      RAISE e1;
    ELSE
      RAISE e2;
    END IF;
  END;
EXCEPTION
  WHEN e1 THEN
    RETURN SQLERRM || ' caught in outer block.';
END;
-- Exception e1 caught in outer block.

DECLARE
  result VARCHAR;
  e1 EXCEPTION (-20001, 'Outer exception e1');
BEGIN
  result := 'No error so far (but there will be).';
  DECLARE
    e1 EXCEPTION (-20101, 'Inner exception e1');
  BEGIN
    RAISE e1;
  EXCEPTION
    WHEN e1 THEN
      result := 'Inner exception raised.';
      RETURN result;
  END;
  RETURN result;
EXCEPTION
  WHEN e1 THEN
    result := 'Outer exception raised.';
    RETURN result;
END;
-- Inner exception raised.

DECLARE
  result VARCHAR;
  e1 EXCEPTION (-20001, 'Outer exception e1');
BEGIN
  result := 'No error so far (but there will be).';
  DECLARE
    e1 EXCEPTION (-20101, 'Inner exception e1');
  BEGIN
    RAISE e1;
  END;
  RETURN result;
EXCEPTION
  WHEN e1 THEN
    result := 'Outer exception raised.';
    RETURN result;
  WHEN OTHER THEN RETURN 'other ' || sqlerrm;
END;
-- other Inner exception e1

DECLARE
  e1 EXCEPTION (-20001, 'Exception e1');
  e2 EXCEPTION (-20002, 'Exception e2');
BEGIN
  RAISE e2;
EXCEPTION
  WHEN e1 OR e2 THEN RETURN 'one of ' || SQLCODE || SQLSTATE;
END;
-- one of -20002P0001

BEGIN
  IF (1/0 = 1) THEN RETURN 'a'; END IF;
  RETURN 'after if';
EXCEPTION WHEN OTHER CONTINUE THEN LET x := 1;
END;
-- after if

BEGIN
  CASE (1/0) WHEN 1 THEN RETURN 'a'; ELSE RETURN 'b'; END CASE;
  RETURN 'after case';
EXCEPTION WHEN OTHER CONTINUE THEN NULL;
END;
-- after case

BEGIN
  WHILE (1/0 = 1) DO RETURN 'in'; END WHILE;
  RETURN 'after while';
EXCEPTION WHEN OTHER CONTINUE THEN NULL;
END;
-- after while

BEGIN
  FOR i IN 1 TO 1/0 DO RETURN 'in'; END FOR;
  RETURN 'after for';
EXCEPTION WHEN OTHER CONTINUE THEN NULL;
END;
-- after for

BEGIN
  RETURN 1/0;
  RETURN 'after return';
EXCEPTION WHEN OTHER CONTINUE THEN NULL;
END;
-- after return

DECLARE
  x int := 0;
  myproc PROCEDURE()
   RETURNS STRING
   AS BEGIN
     x := 1/0;
     RETURN 'no';
   END;
BEGIN
  CALL myproc();
  RETURN 'after call';
EXCEPTION WHEN OTHER CONTINUE THEN NULL;
END;
-- after call

CREATE TABLE invoices (price NUMBER(12, 2)) as select 11.11 union all select 22.22

CREATE OR REPLACE PROCEDURE for_loop_over_cursor()
RETURNS FLOAT
LANGUAGE SQL
AS
$$
DECLARE
    total_price FLOAT;
    c1 CURSOR FOR SELECT price FROM invoices;
BEGIN
    total_price := 0.0;
    OPEN c1;
    FOR rec IN c1 DO
        total_price := total_price + rec.price;
    END FOR;
    CLOSE c1;
    RETURN total_price;
END;
$$
;

CALL for_loop_over_cursor();
-- 33.33

CREATE PROCEDURE reverse_loop(iteration_limit INTEGER)
RETURNS VARCHAR
LANGUAGE SQL
AS
$$
    DECLARE
        values_of_i VARCHAR DEFAULT '';
    BEGIN
        FOR i IN REVERSE 1 TO iteration_limit DO
            values_of_i := values_of_i || ' ' || i::varchar;
        END FOR;
        RETURN values_of_i;
    END;
$$;

CALL reverse_loop(3)
--  3 2 1

CREATE PROCEDURE p(iteration_limit INTEGER)
RETURNS VARCHAR
LANGUAGE SQL
AS
$$
    DECLARE
        counter INTEGER DEFAULT 0;
        i INTEGER DEFAULT -999;
        return_value VARCHAR DEFAULT '';
    BEGIN
        FOR i IN 1 TO iteration_limit DO
            counter := counter + 1;
        END FOR;
        return_value := 'counter: ' || counter::varchar || '\n';
        return_value := return_value || 'i: ' || i::VARCHAR;
        RETURN return_value;
    END;
$$;

BEGIN LET s := ''; FOR i IN 5 TO 1 DO s := s || i; END FOR; RETURN 'x' || s; END
-- x

CREATE PROCEDURE case_demo_01(v VARCHAR)
RETURNS VARCHAR
LANGUAGE SQL
AS
  BEGIN
    CASE (v)
      WHEN 'first choice' THEN
        RETURN 'one';
      WHEN 'second choice' THEN
        RETURN 'two';
      ELSE
        RETURN 'unexpected choice';
    END;
  END;

CALL case_demo_01('second choice');
-- two

CREATE PROCEDURE case_demo_2(v VARCHAR)
RETURNS VARCHAR
LANGUAGE SQL
AS
  BEGIN
    CASE
      WHEN v = 'first choice' THEN
        RETURN 'one';
      ELSE
        RETURN 'unexpected choice';
    END;
  END;

CALL case_demo_2('none of the above')
-- unexpected choice

DECLARE
  i INTEGER;
  j INTEGER;
BEGIN
  i := 1;
  j := 1;
  WHILE (i <= 4) DO
    WHILE (j <= 4) DO
      -- Exit when j is 3, even if i is still 1.
      IF (j = 3) THEN
        BREAK outer_loop;
      END IF;
      j := j + 1;
    END WHILE inner_loop;
    i := i + 1;
  END WHILE outer_loop;
  RETURN i;
END;
-- 1

BEGIN LET i := 0; LOOP i := i + 1; IF (i = 7) THEN EXIT; END IF; END LOOP; RETURN i; END
-- 7

BEGIN LET i := 0; LET s := 0; LOOP i := i + 1; IF (i > 5) THEN EXIT; END IF; IF (i = 3) THEN ITERATE; END IF; s := s + i; END LOOP; RETURN s; END
-- 12

DECLARE my_var VARCHAR; BEGIN my_var := 'Snowflake'; RETURN my_var; END;
-- Snowflake

DECLARE e EXCEPTION (-10, 'x'); BEGIN RAISE e; END
-- ! Invalid error code '-10'. Must be between -20,999 and -20,000

BEGIN LET x INT := 1; BEGIN LET x INT := 2; END; RETURN x; END
-- 1

BEGIN LET x := (SELECT MAX(price) FROM invoices); RETURN x; END
-- 22.22

BEGIN IF (EXISTS (SELECT * FROM invoices WHERE price > 20)) THEN RETURN 'yes'; END IF; RETURN 'no'; END
-- yes

BEGIN LET q := SQLID; SELECT 1; RETURN SQLID IS NOT NULL; END
-- TRUE

BEGIN LET a ARRAY := [1,2,3]; LET o OBJECT := {'a': 1}; RETURN a[1] + o:a; END
-- 3

BEGIN LET a := ARRAY_CONSTRUCT(1,2); FOR i IN 0 TO ARRAY_SIZE(a) - 1 DO a := ARRAY_APPEND(a, i); END FOR; RETURN a; END
-- [1,2,0,1]

DECLARE v VARIANT; BEGIN v := PARSE_JSON('{"x": [1, {"y": 5}]}'); RETURN v:x[1].y::INT; END
-- 5

BEGIN LET d DATE := CURRENT_DATE(); RETURN d = CURRENT_DATE(); END
-- TRUE
