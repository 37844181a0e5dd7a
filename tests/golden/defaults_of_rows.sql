create or replace table dt_test (n1 number default 5, n2_int integer default n1+5, n3_bigint bigint autoincrement, d varchar default 'x');

show columns in table dt_test ->> select "column_name", "default" from $1;
-- N1 | 5
-- N2_INT | DT_TEST.N1 + 5
-- N3_BIGINT | 
-- D | 'x'

insert into dt_test (n1) values (1), (2);
-- 2

select n1, n2_int, d from dt_test order by 1;
-- 1 | 6 | x
-- 2 | 7 | x

insert into dt_test (n2_int) select 7;
-- 1

insert into dt_test (d) values ('y');
-- 1

select n1, n2_int, n3_bigint, d from dt_test order by n3_bigint;
-- 1 | 6 | 1 | x
-- 2 | 7 | 2 | x
-- 5 | 7 | 3 | x
-- 5 | 10 | 4 | y

create table bad (a int default nope + 1);
-- ! error line 1 at position 32 invalid identifier 'NOPE'

desc table dt_test ->> select "name", "default" from $1;
-- N1 | 5
-- N2_INT | DT_TEST.N1 + 5
-- N3_BIGINT | IDENTITY START 1 INCREMENT 1 NOORDER
-- D | 'x'

create table vol (a int autoincrement, b int default a + 1, c int);

insert into vol (c) values (1);
-- ! Unsupported feature 'a DEFAULT that names a column with AUTOINCREMENT or another volatile DEFAULT'. See https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md

insert into vol (a, c) values (4, 1);
-- 1

select * from vol;
-- 4 | 5 | 1

create table bins (a binary, b varbinary);

show columns in table bins ->> select parse_json("data_type"):fixed from $1;
-- true
-- false
