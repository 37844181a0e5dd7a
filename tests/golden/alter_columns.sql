create sequence seq1;

create sequence seq5;

create or replace table t1 (c1 number not null, c2 number default 3, c3 number default seq1.nextval, c4 varchar(20) default 'abcde', c5 string);

desc table t1 ->> select "name", "null?", "default" from $1;
-- C1 | N | NULL
-- C2 | Y | 3
-- C3 | Y | GOLD.PUBLIC.SEQ1.NEXTVAL
-- C4 | Y | 'abcde'
-- C5 | Y | NULL

alter table t1 alter column c1 drop not null;

alter table t1 modify c2 drop default, c3 set default seq5.nextval;

alter table t1 alter c4 set data type varchar(50), column c4 drop default;

alter table t1 alter c5 comment '50 character column';

desc table t1 ->> select "name", "type", "null?", "default", "comment" from $1;
-- C1 | NUMBER(38,0) | Y | NULL | NULL
-- C2 | NUMBER(38,0) | Y | NULL | NULL
-- C3 | NUMBER(38,0) | Y | GOLD.PUBLIC.SEQ5.NEXTVAL | NULL
-- C4 | VARCHAR(50) | Y | NULL | NULL
-- C5 | VARCHAR(16777216) | Y | NULL | 50 character column

--# the sequence is the one of the table's schema, wherever the row comes from
create schema elsewhere;

insert into gold.public.t1 (c1) values (1);
-- 1

select c1, c3 from gold.public.t1;
-- 1 | 1

use schema gold.public;

create table t (x int);

insert into t values (1), (2), (3);

alter table t add column y int default 100;

insert into t (x) values (4);

alter table t alter column y drop default;
-- ! Unsupported feature 'Alter Column Drop Default' for column Y

create table semi (a array, b variant not null);

alter table semi alter a set not null;

alter table semi alter a drop not null;

insert into semi select [1], 1;

alter table semi alter a set not null;
-- ! SET NOT NULL of A, whose type is ARRAY, beside rows

create view v (x, n) as select x, count(*) from t group by x;

create or replace view v as select t.*, x as z from t union all select 1, 2, 3 + 4;

select * from v order by 1, 2;
-- 1 | 2 | 7
-- 1 | 100 | 1
-- 2 | 100 | 2
-- 3 | 100 | 3
-- 4 | 100 | 4

--# https://docs.snowflake.com/en/sql-reference/sql/alter-table: a DEFAULT that is added is a literal
CREATE TABLE added (a INT);

INSERT INTO added VALUES (1);

ALTER TABLE added ADD COLUMN c5 VARCHAR DEFAULT 12345::VARCHAR;
-- ! 002263 (22000): SQL compilation error: Invalid column default expression [CAST(12345 AS VARCHAR(134217728))]

ALTER TABLE added ADD COLUMN c6 DATE DEFAULT '20230101';
-- ! 002023 (22000): SQL compilation error: Expression type does not match column data type, expecting DATE but got VARCHAR(8) for column C6

ALTER TABLE added ADD COLUMN d DATE DEFAULT CURRENT_DATE();
-- ! Invalid column default expression [CURRENT_DATE()]

CREATE SEQUENCE counted;

ALTER TABLE added ADD COLUMN n INT DEFAULT counted.NEXTVAL;
-- ! Invalid column default expression

ALTER TABLE added ADD COLUMN d DATE DEFAULT DATE '2023-01-01', n NUMBER(10, 2) DEFAULT -1.5, b BOOLEAN DEFAULT true, z VARCHAR DEFAULT NULL;

SELECT * FROM added;
-- 1 | 2023-01-01 | -1.50 | TRUE | NULL
