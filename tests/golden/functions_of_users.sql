CREATE FUNCTION half(x INT) RETURNS NUMBER(10,2) AS 'x / 2';
-- Function HALF successfully created.

SELECT half(5), half(x => 7), gold.public.half(9), half('3');
-- 2.500000 | 3.500000 | 4.500000 | 1.500000

SELECT half(column1) FROM VALUES (1), (2) ORDER BY 1;
-- 0.500000
-- 1.000000

CREATE FUNCTION half(x INT) RETURNS INT AS 'x';
-- ! 002002 (42710): SQL compilation error: Object 'HALF' already exists.

CREATE FUNCTION half(x VARCHAR) RETURNS VARCHAR AS $$ x || '/2' $$;

SELECT half(5), half('5');
-- 2.500000 | 5/2

CREATE FUNCTION total(extra INT DEFAULT 1) RETURNS INT AS $$ SELECT SUM(column1) + extra FROM VALUES (1), (2) $$;

SELECT total(), total(10);
-- 4 | 13

CREATE FUNCTION pairs(a INT) RETURNS TABLE (x INT, y VARCHAR) AS 'SELECT a, ''q'' UNION ALL SELECT a + 1, ''r''';

SELECT p.* FROM TABLE(pairs(3)) p ORDER BY x;
-- 3 | q
-- 4 | r

SELECT half(1, 2, 3);
-- ! 001044 (42P13)

DROP FUNCTION half(INT);
-- HALF successfully dropped.

DROP FUNCTION IF EXISTS nothing(INT);
-- Drop statement executed successfully (NOTHING already dropped).

DESCRIBE FUNCTION half(VARCHAR);
-- signature | (X VARCHAR)
-- returns | VARCHAR(16777216)
-- language | SQL
-- body |  x || '/2'

CREATE SEQUENCE numbers START 5 INCREMENT 2;

SELECT numbers.NEXTVAL;
-- 5

SELECT public.numbers.nextval;
-- 7

SELECT nothing.NEXTVAL;
-- ! invalid identifier 'NOTHING.NEXTVAL'

--# https://docs.snowflake.com/en/sql-reference/identifier-literal

create function speed_of_light() returns integer as '299792458';

set my_function_name = 'speed_of_light';

select identifier($my_function_name)(), identifier('gold.public.speed_of_light')() + 1, identifier('upper')('a');
-- 299792458 | 299792459 | A
