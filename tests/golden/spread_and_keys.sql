CREATE OR REPLACE TABLE spread_demo (col1 INT, col2 VARCHAR);

INSERT INTO spread_demo VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e');
-- 5

SELECT * FROM spread_demo WHERE col1 IN (** [3, 4]) ORDER BY col1;
-- 3 | c
-- 4 | d

SELECT * FROM spread_demo WHERE col2 IN (** ['b', 'd']) ORDER BY col1;
-- 2 | b
-- 4 | d

SELECT * FROM spread_demo WHERE col1 IN (** [1, 2], 4, 5) ORDER BY col1;
-- 1 | a
-- 2 | b
-- 4 | d
-- 5 | e

SELECT COALESCE(** [NULL, NULL, 'my_string_1', 'my_string_2']) AS first_non_null;
-- my_string_1

SELECT GREATEST(** [1, 2, 5, 4, 5]) AS greatest_value;
-- 5

SELECT [** [1, 2], 3] AS a, ARRAY_CONSTRUCT(** [1], 'x');
-- [1,2,3] | [1,"x"]

CREATE OR REPLACE FUNCTION spread_function_demo(col_1_values ARRAY) RETURNS TABLE(col1 INT, col2 VARCHAR) AS $$ SELECT * FROM spread_demo WHERE col1 IN (** col_1_values) ORDER BY col1 $$;

SELECT * FROM TABLE(spread_function_demo([1, 3, 5]));
-- 1 | a
-- 3 | c
-- 5 | e

CREATE OR REPLACE PROCEDURE spread_sp_demo(col_1_values ARRAY) RETURNS TABLE(col1 INT, col2 VARCHAR) LANGUAGE SQL AS
$$ DECLARE res RESULTSET; BEGIN res := (SELECT * FROM spread_demo WHERE col1 IN (** :col_1_values) ORDER BY col1); RETURN TABLE(res); END; $$;

CALL spread_sp_demo([2, 4]);
-- 2 | b
-- 4 | d

SELECT * FROM spread_demo WHERE col1 IN (** col2);
-- ! invalid value ["SPREAD_DEMO"."COL2"] for parameter '1' of function **

SELECT COUNT(*) FROM spread_demo WHERE col1 IN (** []);
-- 0

create or replace sequence seq1;

create or replace table foo (n number) as select * from values (100), (101);

select n, s.nextval, s.nextval - 1 from foo, table(getnextval(seq1)) s order by n;
-- 100 | 1 | 0
-- 101 | 2 | 1

select n, s.nextval from foo, table(getnextval(nope)) s;
-- ! Sequence 'NOPE' does not exist or not authorized.

create table ctc (a int primary key);

create table ctc2 (b int references ctc (a));

show exported keys in table ctc ->> select "pk_table_name", "fk_table_name", "fk_column_name" from $1;
-- CTC | CTC2 | B

show imported keys in table ctc2 ->> select "pk_table_name", "fk_table_name", "fk_column_name" from $1;
-- CTC | CTC2 | B

alter table ctc add search optimization on equality(a), substring(a);

show tables like 'ctc' ->> select "search_optimization" from $1;
-- ON

alter table ctc drop search optimization;

show tables like 'ctc' ->> select "search_optimization" from $1;
-- OFF
