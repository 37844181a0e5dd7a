--# https://docs.snowflake.com/en/developer-guide/udf/sql (scalar, tabular and Snowflake Scripting functions), ../udf-stored-procedure-arguments, -naming-conventions

CREATE FUNCTION my_udf_a() RETURNS INT AS '1'

CREATE FUNCTION my_udf_a(optional_arg INTEGER DEFAULT 0) RETURNS INT AS '1'
-- ! 000949 (42723): SQL compilation error: Cannot overload FUNCTION 'MY_UDF_A' as it would cause ambiguous FUNCTION overloading.

CREATE FUNCTION my_udf_b(required_arg INTEGER) RETURNS INT AS '1'

CREATE FUNCTION my_udf_b(required_arg INTEGER, optional_arg INTEGER DEFAULT 0) RETURNS INT AS '1'
-- ! 000949 (42723): SQL compilation error: Cannot overload FUNCTION 'MY_UDF_B' as it would cause ambiguous FUNCTION overloading.

CREATE FUNCTION abc_udf(required_arg INTEGER) RETURNS INT AS '1'

CREATE FUNCTION def_udf(required_arg INTEGER, optional_arg INTEGER DEFAULT 0) RETURNS INT AS '1'

ALTER FUNCTION def_udf(INTEGER, INTEGER) RENAME TO abc_udf
-- ! 000949 (42723): SQL compilation error: Cannot overload FUNCTION 'ABC_UDF' as it would cause ambiguous FUNCTION overloading.

CREATE FUNCTION wrong_order(optional_argument INTEGER DEFAULT 0, required_argument INTEGER) RETURNS INT AS '1'
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 90 unexpected ')'.

CREATE OR REPLACE FUNCTION build_string_udf(word VARCHAR, prefix VARCHAR DEFAULT 'pre-', suffix VARCHAR DEFAULT '-post') RETURNS VARCHAR AS $$ SELECT prefix || word || suffix $$

SELECT build_string_udf('hello')
-- pre-hello-post

SELECT build_string_udf('hello', 'before-')
-- before-hello-post

SELECT build_string_udf(word => 'hello', suffix => '-after')
-- pre-hello-after

SELECT build_string_udf(word => 'hello', suffix => '-after', prefix => 'before-')
-- before-hello-after

CREATE OR REPLACE FUNCTION my_date_udf(optional_date_arg DATE DEFAULT CURRENT_DATE()) RETURNS DATE AS 'optional_date_arg'

SELECT my_date_udf() = CURRENT_DATE()
-- TRUE

CREATE OR REPLACE FUNCTION echo_input (numeric_input NUMBER)
  RETURNS NUMBER
  AS 'numeric_input';

CREATE OR REPLACE FUNCTION echo_input (varchar_input VARCHAR)
  RETURNS VARCHAR
  AS 'varchar_input';

SELECT echo_input(numeric_input => 10);
-- 10

SELECT echo_input(varchar_input => 'hello world');
-- hello world

CREATE OR REPLACE FUNCTION add5 (n NUMBER)
  RETURNS NUMBER
  AS 'n + 5';

CREATE OR REPLACE FUNCTION add5 (s VARCHAR)
  RETURNS VARCHAR
  AS
  $$
    s || '5'
  $$;

SELECT add5(1), add5('1'), add5('hello'), add5(TO_DATE('2014-01-01')), add5(n => 1), add5(s => '1');
-- 6 | 15 | hello5 | 2014-01-015 | 6 | 15

CREATE FUNCTION pi() RETURNS FLOAT AS '1'
-- ! 001998 (42710): SQL compilation error: Object 'PI' already exists as BUILTIN FUNCTION

CREATE FUNCTION upper(a varchar) RETURNS varchar AS 'a'
-- ! 001998 (42710): SQL compilation error: Object 'UPPER' already exists as BUILTIN FUNCTION

create schema s1

CREATE OR REPLACE FUNCTION add5 ( n number)
  RETURNS number
  AS 'n + 5';

create schema s2

CREATE OR REPLACE FUNCTION add5 ( s string)
  RETURNS string
  AS 's || ''5''';

create schema s3

ALTER SESSION SET SEARCH_PATH='s1,s2';

SELECT add5(5)
-- 10

ALTER SESSION SET SEARCH_PATH='s2,s1';

SELECT add5(5)
-- 55

ALTER SESSION UNSET SEARCH_PATH

CREATE FUNCTION t()
    RETURNS TABLE(msg VARCHAR)
    AS
    '
        SELECT \'Hello\'
        UNION
        SELECT \'World\'
    ';

SELECT msg FROM TABLE(t()) ORDER BY msg
-- Hello
-- World

create or replace table countries (country_code char(2), country_name varchar);

insert into countries (country_code, country_name) values ('FR', 'FRANCE'), ('US', 'UNITED STATES'), ('ES', 'SPAIN');

create or replace table user_addresses (user_ID integer, country_code char(2));

insert into user_addresses (user_id, country_code) values (100, 'ES'), (123, 'FR'), (123, 'US');

CREATE OR REPLACE FUNCTION get_countries_for_user ( id number )
  RETURNS TABLE (country_code char, country_name varchar)
  AS 'select distinct c.country_code, c.country_name
      from user_addresses a, countries c
      where a.user_id = id
      and c.country_code = a.country_code';

select *
    from table(get_countries_for_user(123)) cc
    where cc.country_code in ('US','FR','CA')
    order by country_code;
-- FR | FRANCE
-- US | UNITED STATES

create or replace table favorite_years as
    select 2016 year
    UNION ALL
    select 2017
    UNION ALL
    select 2018
    UNION ALL
    select 2019;

 create or replace table colors as
    select 2017 year, 'red' color, true favorite
    UNION ALL
    select 2017 year, 'orange' color, true favorite
    UNION ALL
    select 2018 year, 'blue' color, true favorite;

create or replace table fashion as
    select 2017 year, 'red' fashion_color
    UNION ALL
    select 2019 year, 'orange' fashion_color;

create or replace function favorite_colors(the_year int)
    returns table(color string) as
    'select color from colors where year=the_year and favorite=true';

select * 
    from favorite_years y join table(favorite_colors(y.year)) c
    order by year, color;
-- 2017 | orange
-- 2017 | red
-- 2018 | blue

select * 
    from fashion f join table(favorite_colors(f.year)) fav
    where fav.color = f.fashion_color ;
-- 2017 | red | red

select fav.color as favorite_2017, f.*
    from fashion f JOIN table(favorite_colors(2017)) fav
    where fav.color = f.fashion_color
    order by year;
-- red | 2017 | red
-- orange | 2019 | orange

CREATE FUNCTION area_of_circle(radius FLOAT)
  RETURNS FLOAT
  AS
  $$
    pi() * radius * radius
  $$
  ;

CREATE TABLE purchases (number_sold INTEGER, wholesale_price NUMBER(7,2), retail_price NUMBER(7,2));

INSERT INTO purchases (number_sold, wholesale_price, retail_price) VALUES (3,  10.00,  20.00), (5, 100.00, 200.00)
   ;

CREATE FUNCTION profit()
  RETURNS NUMERIC(11, 2)
  AS
  $$
    SELECT SUM((retail_price - wholesale_price) * number_sold)
        FROM purchases
  $$
  ;

SELECT profit()
-- 530.00

create table table1 (id int) as select column1 from values (1), (2), (3), (4)

SET id_threshold = (SELECT COUNT(*)/2 FROM table1);

CREATE OR REPLACE FUNCTION my_filter_function()
RETURNS TABLE (id int)
AS
$$
SELECT id FROM table1 WHERE id > $id_threshold
$$
;

select * from table(my_filter_function()) order by 1
-- 3
-- 4

SET id_threshold = 3

select * from table(my_filter_function()) order by 1
-- 4

CREATE OR REPLACE FUNCTION calculate_profit(
  cost NUMBER(38, 2),
  revenue NUMBER(38, 2))
RETURNS number(38, 2)
LANGUAGE SQL
AS
DECLARE
  profit NUMBER(38, 2) DEFAULT 0.0;
BEGIN
  profit := revenue - cost;
  RETURN profit;
END;

SELECT calculate_profit(100, 110);
-- 10.00

CREATE OR REPLACE function count_to(
  target_number INTEGER)
RETURNS VARCHAR
LANGUAGE SQL
AS
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

SELECT count_to(10)
-- Counted to 10. Sum of all numbers: 55

CREATE OR REPLACE FUNCTION raise_exception(input_value INTEGER)
RETURNS VARCHAR
LANGUAGE SQL
AS
DECLARE
  counter_val INTEGER DEFAULT 0;
  my_exception EXCEPTION (-20002, 'My exception text');
BEGIN
  WHILE (counter_val < 12) DO
    counter_val := counter_val + 1;
    IF (counter_val > 10) THEN
      RAISE my_exception;
    END IF;
  END WHILE;
  RETURN counter_val;
EXCEPTION
  WHEN my_exception THEN
    IF (input_value = 1) THEN
      RETURN 'My exception caught: ' || sqlcode;
    ELSEIF (input_value = 2) THEN
      RETURN 'My exception caught with different path: ' || sqlcode;
    END IF;
    RETURN 'Default exception handling path: ' || sqlcode;
END;

SELECT raise_exception(1), raise_exception(2), raise_exception(NULL);
-- My exception caught: -20002 | My exception caught with different path: -20002 | Default exception handling path: -20002

CREATE OR REPLACE TABLE test_sql_udf_clauses (p1 INT, p2 INT);

INSERT INTO test_sql_udf_clauses VALUES (100, 7), (100, 3), (100, 4), (NULL, NULL);

CREATE OR REPLACE FUNCTION get_product(a INTEGER, b INTEGER)
RETURNS VARCHAR
LANGUAGE SQL
AS
BEGIN
  RETURN a * b;
END;

SELECT *
  FROM test_sql_udf_clauses
  WHERE get_product(p1, p2) > 350;
-- 100 | 7
-- 100 | 4

SELECT *
  FROM test_sql_udf_clauses
  ORDER BY get_product(p1, p2);
-- 100 | 3
-- 100 | 4
-- 100 | 7
-- NULL | NULL

CREATE OR REPLACE FUNCTION bad_scripting() RETURNS INT LANGUAGE SQL AS BEGIN LET x INT; SELECT 1 INTO :x; RETURN x; END;
-- ! Unsupported feature 'SQL statement in a Snowflake Scripting function'.

CREATE OR REPLACE FUNCTION bad_scripting2() RETURNS INT LANGUAGE SQL AS BEGIN LET r RESULTSET := (SELECT 1); RETURN 1; END;
-- ! Unsupported feature 'RESULTSET in a Snowflake Scripting function'.

CREATE OR REPLACE FUNCTION bad_scripting4() RETURNS TABLE (a INT) LANGUAGE SQL AS BEGIN RETURN 1; END;
-- ! Unsupported feature 'TABLE in a Snowflake Scripting function'.
