--# Examples and sentences of the developer guide: procedures and functions in SQL, loops, SQL at run time.

--# developer-guide/stored-procedure/stored-procedures-snowflake-scripting

CREATE OR REPLACE STAGE st;

CREATE OR REPLACE TABLE test_bind_stage_and_load (a VARCHAR, b VARCHAR, c VARCHAR);

INSERT INTO test_bind_stage_and_load VALUES ('1', '2', '3');

COPY INTO @st/good_data.csv FROM test_bind_stage_and_load FILE_FORMAT = (TYPE = csv COMPRESSION = none) SINGLE = TRUE;
-- 1 | 6 | 6

CREATE OR REPLACE PROCEDURE test_copy_files_validate(
  my_stage_name VARCHAR,
  on_error VARCHAR,
  valid_mode VARCHAR)
RETURNS STRING
LANGUAGE SQL
AS
BEGIN
  COPY INTO test_bind_stage_and_load
    FROM :my_stage_name
    ON_ERROR=:on_error
    FILE_FORMAT=(type='csv')
    VALIDATION_MODE=:valid_mode;
END;

CALL test_copy_files_validate('@st', 'skip_file', 'return_all_errors');
-- NULL

CREATE OR REPLACE PROCEDURE load_from(place VARCHAR) RETURNS INTEGER LANGUAGE SQL AS
BEGIN
  COPY INTO test_bind_stage_and_load FROM :place FILE_FORMAT = (TYPE = csv);
  COPY INTO test_bind_stage_and_load FROM (SELECT $3, $2, $1 FROM :place) FILE_FORMAT = (TYPE = csv) FORCE = TRUE;
  RETURN (SELECT COUNT(*) FROM test_bind_stage_and_load);
END;

CALL load_from('@st/good_data.csv');
-- 3

CALL load_from('no place');
-- ! 001003 (42000): Uncaught exception of type 'STATEMENT_ERROR' on line 2 at position 2 : SQL compilation error: syntax error line 2 at position 33 unexpected ''no place''.

CREATE OR REPLACE PROCEDURE proc_scoped_temp_table()
  RETURNS VARCHAR
  LANGUAGE SQL
  AS $$
DECLARE
    row_count INTEGER;
BEGIN
    CREATE OR REPLACE PROCEDURE SCOPED TEMP TABLE inner_scratch (val INTEGER);
    INSERT INTO inner_scratch VALUES (100), (200);
    row_count := (SELECT COUNT(*) FROM inner_scratch);
    RETURN 'count=' || row_count::VARCHAR;
END;
$$;

CALL proc_scoped_temp_table();
-- count=2

SELECT * FROM inner_scratch;
-- ! 002003 (42S02): SQL compilation error: Object 'INNER_SCRATCH' does not exist or not authorized.

CREATE PROCEDURE test_overloading(a IN NUMBER) RETURNS INT LANGUAGE SQL AS 'BEGIN RETURN 1; END';

CREATE PROCEDURE test_overloading(a OUT NUMBER) RETURNS INT LANGUAGE SQL AS 'BEGIN RETURN 1; END';
-- ! 002002 (42710): SQL compilation error: Object 'TEST_OVERLOADING' already exists.

CREATE OR REPLACE PROCEDURE two_out(a OUT NUMBER, b OUT NUMBER) RETURNS STRING LANGUAGE SQL AS BEGIN a := 1; b := 2; RETURN 'Done'; END;

BEGIN
  LET x := 0;
  LET y := 0;
  CALL two_out(:x, :y);
  RETURN [x, y];
END;
-- [1,2]

BEGIN
  LET x := 0;
  CALL two_out(:x, :x);
  RETURN x;
END;
-- ! 001044 (42P13): Uncaught exception of type 'STATEMENT_ERROR' on line 3 at position 2 : SQL compilation error: Invalid argument for output parameter 'B': a variable of the calling block is expected

CREATE FUNCTION out_function(a OUT NUMBER) RETURNS NUMBER AS 'a';
-- ! 000002 (0A000): Unsupported feature 'an output argument of anything but a procedure in SQL'.

CREATE PROCEDURE optional_out(a OUT NUMBER DEFAULT 1) RETURNS STRING LANGUAGE SQL AS BEGIN RETURN 'Done'; END;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 43 unexpected 'DEFAULT'.

--# developer-guide/snowflake-scripting/resultsets: EXECUTE IMMEDIATE is for a RESULTSET, not for a cursor

DECLARE
  res RESULTSET DEFAULT (EXECUTE IMMEDIATE 'SELECT 1 AS a');
  c1 CURSOR FOR res;
BEGIN
  FOR r IN c1 DO
    RETURN r.a;
  END FOR;
END;
-- 1

DECLARE
  c1 CURSOR FOR (EXECUTE IMMEDIATE 'SELECT 1');
BEGIN
  RETURN 1;
END;
-- ! 001003 (42000): SQL compilation error: syntax error line 2 at position 17 unexpected 'EXECUTE'.

--# developer-guide/snowflake-scripting/use-cases, loops

CREATE OR REPLACE TABLE bonuses (emp_id INT, performance_rating INT, salary NUMBER(12, 2), bonus NUMBER(12, 2));

INSERT INTO bonuses (emp_id, performance_rating, salary, bonus) VALUES
  (1001, 3, 100000, NULL), (1005, 5, 120000, NULL), (1007, 5, 40000, NULL);

CREATE OR REPLACE PROCEDURE apply_bonus(bonus_percentage INT, performance_value INT)
  RETURNS TEXT
  LANGUAGE SQL
AS
DECLARE
  updated_bonus_percentage NUMBER(2,2) DEFAULT (:bonus_percentage/100);
  rs RESULTSET;
BEGIN
  rs := (SELECT * FROM bonuses);
  FOR record IN rs DO
    LET emp_id_value INT := record.emp_id;
    LET performance_rating_value INT := record.performance_rating;
    LET salary_value NUMBER(12, 2) := record.salary;
    IF (performance_rating_value = :performance_value) THEN
      UPDATE bonuses SET bonus = ( :salary_value * :updated_bonus_percentage )
        WHERE emp_id = :emp_id_value;
    END IF;
  END FOR;
  RETURN 'Update applied';
END;

CALL apply_bonus(3, 5);
-- Update applied

SELECT * FROM bonuses ORDER BY emp_id;
-- 1001 | 3 | 100000.00 | NULL
-- 1005 | 5 | 120000.00 | 3600.00
-- 1007 | 5 | 40000.00 | 1200.00

DECLARE
  start_date DATE DEFAULT '2025-01-01';
  current_date_val DATE;
BEGIN
  CREATE OR REPLACE TABLE date_dimension (date_key INTEGER, full_date DATE, day_of_week VARCHAR, month_name VARCHAR, quarter INTEGER, year INTEGER);
  FOR i IN 1 TO 7 DO
    current_date_val := DATEADD('day', :i - 1, :start_date);
    INSERT INTO date_dimension
      SELECT :i, :current_date_val, DAYNAME(:current_date_val),
        MONTHNAME(:current_date_val), QUARTER(:current_date_val),
        YEAR(:current_date_val);
  END FOR;
  RETURN 'Populated date dimension with 7 rows';
END;
-- Populated date dimension with 7 rows

SELECT * FROM date_dimension ORDER BY date_key LIMIT 3;
-- 1 | 2025-01-01 | Wed | Jan | 1 | 2025
-- 2 | 2025-01-02 | Thu | Jan | 1 | 2025
-- 3 | 2025-01-03 | Fri | Jan | 1 | 2025

--# developer-guide/udf/sql/udf-sql-limitations: precisions, scales and lengths are not looked at

CREATE OR REPLACE FUNCTION tf(arg1 VARCHAR(1)) RETURNS VARCHAR(1) LANGUAGE SQL AS 'SHA2(arg1)';

SELECT tf('abc');
-- ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad

CREATE OR REPLACE FUNCTION twice(a NUMBER(2, 1)) RETURNS NUMBER(3, 1) AS 'a * 2';

SELECT twice(123.456), twice('1.5');
-- 246.912 | 3.0

CREATE OR REPLACE FUNCTION half(a NUMBER) RETURNS NUMBER AS 'a / 2';

SELECT half(3), half(NULL), half(3::FLOAT);
-- 1.500000 | NULL | 1.500000

CREATE OR REPLACE FUNCTION half_of_float(a FLOAT) RETURNS NUMBER AS 'a / 2';

SELECT half_of_float(3);
-- 2

CREATE OR REPLACE FUNCTION profit2(table_name_parameter VARCHAR)
  RETURNS NUMERIC(11, 2)
  AS
  $$
    SELECT SUM((retail_price - wholesale_price) * number_sold)
        FROM IDENTIFIER(table_name_parameter)
  $$;
-- ! 001003 (42000): SQL compilation error: syntax error line 3 at position 13 unexpected 'table_name_parameter'.

CREATE FUNCTION parts(a VARCHAR) RETURNS INT AS 'ARRAY_SIZE(SPLIT(a, '';''))';

SELECT parts('x;y');
-- 2

CREATE FUNCTION ended() RETURNS INT AS 'SELECT 1;';
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 8 unexpected ';'.

CREATE FUNCTION two_queries() RETURNS INT AS 'SELECT 1; SELECT 2';
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 8 unexpected ';'.

--# developer-guide/udf/sql/udf-sql-scalar-functions, udf-sql-troubleshooting

CREATE TABLE purchases (number_sold INTEGER, wholesale_price NUMBER(7,2), retail_price NUMBER(7,2));

INSERT INTO purchases (number_sold, wholesale_price, retail_price) VALUES (3, 10.00, 20.00), (5, 100.00, 200.00);

CREATE FUNCTION profit()
  RETURNS NUMERIC(11, 2)
  AS
  $$
    SELECT SUM((retail_price - wholesale_price) * number_sold)
        FROM purchases
  $$;

SELECT profit();
-- 530.00

CREATE TABLE stores (store_ID INTEGER, city VARCHAR);

CREATE TABLE employee_sales (employee_ID INTEGER, store_ID INTEGER, sales NUMERIC(10,2), sales_date DATE);

INSERT INTO stores (store_ID, city) VALUES (1, 'Winnipeg'), (2, 'Toronto');

INSERT INTO employee_sales (employee_ID, store_ID, sales, sales_date) VALUES
    (1001, 1, 9000.00, '2020-01-27'), (2001, 2, 6000.00, '2020-01-27'), (2002, 2, 5000.00, '2020-01-28');

CREATE FUNCTION subquery_like_udf_2(X INT)
    RETURNS VARCHAR
    LANGUAGE SQL
    AS
    $$
        SELECT ANY_VALUE(city) FROM stores WHERE stores.store_ID = X
    $$;

SELECT employee_ID, sales_date, subquery_like_udf_2(employee_sales.store_ID)
    FROM employee_sales
    ORDER BY employee_ID, sales_date;
-- 1001 | 2020-01-27 | Winnipeg
-- 2001 | 2020-01-27 | Toronto
-- 2002 | 2020-01-28 | Toronto

SET id_threshold = (SELECT COUNT(*)/2 FROM stores);

CREATE OR REPLACE FUNCTION my_filter_function()
RETURNS TABLE (id int)
AS
$$
SELECT store_id FROM stores WHERE store_id > $id_threshold
$$;

SELECT * FROM TABLE(my_filter_function());
-- 2

--# user-guide/querying-construct-at-runtime

CREATE OR REPLACE PROCEDURE get_num_results(query VARCHAR)
RETURNS INTEGER
LANGUAGE SQL
AS
DECLARE
  row_count INTEGER DEFAULT 0;
  stmt VARCHAR DEFAULT 'SELECT COUNT(*) FROM (' || query || ')';
  res RESULTSET DEFAULT (EXECUTE IMMEDIATE :stmt);
  cur CURSOR FOR res;
BEGIN
  OPEN cur;
  FETCH cur INTO row_count;
  RETURN row_count;
END;

CALL get_num_results('SELECT 1');
-- 1
