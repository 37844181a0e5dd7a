--# https://docs.snowflake.com/en/developer-guide/udf/sql/udf-sql-procedural-functions
CREATE FUNCTION calculate_profit(cost NUMBER(38, 2), revenue NUMBER(38, 2)) RETURNS number(38, 2) LANGUAGE SQL AS
DECLARE
  profit NUMBER(38, 2) DEFAULT 0.0;
BEGIN
  profit := revenue - cost;
  RETURN profit;
END;
-- Function CALCULATE_PROFIT successfully created.

SELECT calculate_profit(column1, column2) FROM VALUES (100, 200), (200, 190), (NULL, 1);
-- 100.00
-- -10.00
-- NULL

CREATE FUNCTION check_dept(department_id INTEGER) RETURNS VARCHAR LANGUAGE SQL AS
BEGIN
  IF (department_id < 3) THEN
    RETURN 'Engineering';
  ELSEIF (department_id = 3) THEN
    RETURN 'Tool Design';
  ELSE
    RETURN 'Marketing';
  END IF;
END;

SET my_variable = 3;

SELECT check_dept(2), check_dept($my_variable), check_dept(NULL);
-- Engineering | Tool Design | Marketing

CREATE FUNCTION count_to(target_number INTEGER) RETURNS VARCHAR LANGUAGE SQL AS $$
DECLARE
  counter INTEGER DEFAULT 0;
  sum_total INTEGER DEFAULT 0;
BEGIN
  WHILE (counter < target_number) DO
    counter := counter + 1;
    sum_total := sum_total + counter;
  END WHILE;
  RETURN 'Counted to ' || counter || '. Sum of all numbers: ' || sum_total;
END;
$$;

SELECT count_to(10);
-- Counted to 10. Sum of all numbers: 55

CREATE FUNCTION raise_exception(input_value INTEGER) RETURNS VARCHAR LANGUAGE SQL AS
DECLARE
  my_exception EXCEPTION (-20002, 'My exception text');
BEGIN
  RAISE my_exception;
EXCEPTION
  WHEN my_exception THEN
    IF (input_value = 1) THEN
      RETURN 'My exception caught: ' || sqlcode;
    END IF;
    RAISE;
END;

SELECT raise_exception(1);
-- My exception caught: -20002

SELECT raise_exception(2);
-- ! -20002 (P0001): Uncaught exception of type 'MY_EXCEPTION' on line 4 at position 2 : My exception text

CREATE FUNCTION divided(x INT) RETURNS NUMBER(10, 2) AS $$ BEGIN RETURN 1 / x; END $$;

SELECT SUM(divided(column1)) FROM VALUES (1), (2), (4);
-- 1.75

SELECT divided(0);
-- ! 100051 (22012): Uncaught exception of type 'EXPRESSION_ERROR' on line 1 at position 14 : Division by zero

CREATE FUNCTION given(d DATE, t TIMESTAMP_TZ, v VARIANT) RETURNS TIMESTAMP_TZ AS $$ BEGIN IF (v:a = 1) THEN RETURN DATEADD(day, d - '2024-01-01'::DATE, t); END IF; END $$;

SELECT given('2024-01-03'::DATE, '2024-01-01 00:00:00 +0500'::TIMESTAMP_TZ, PARSE_JSON('{"a": 1}')), given(NULL, NULL, NULL);
-- 2024-01-03 00:00:00.000 +0500 | NULL

CREATE FUNCTION reads() RETURNS INT AS $$ BEGIN SELECT 1; RETURN 2; END $$;
-- ! Unsupported feature 'SQL statement in a Snowflake Scripting function'

CREATE FUNCTION opens() RETURNS INT AS $$ DECLARE c CURSOR FOR SELECT 1; BEGIN RETURN 2; END $$;
-- ! Unsupported feature 'CURSOR in a Snowflake Scripting function'
