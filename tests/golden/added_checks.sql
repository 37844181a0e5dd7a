--# https://docs.snowflake.com/en/sql-reference/constraints-overview#label-constraints-check: CHECKs of tables that exist
create table parent (a int primary key);

create table t (id int autoincrement start 10 increment 5, "q y" int comment 'quantity', price number(10, 2) default 5, d varchar(10) not null, constraint fk foreign key ("q y") references parent (a)) cluster by (id) comment = 'orders';

create view over_t as select "q y" q, price from t;

create stream changes_of_t on table t;

create role reader_of_t;

grant select on table t to role reader_of_t;

insert into t ("q y", d) values (1, 'a'), (2, 'b'), (3, 'c'), (null, 'd');

--# a row that violates it: nothing is changed
alter table t add constraint q check ("q y" > 2);
-- ! A row violates a CHECK constraint

select get_ddl('table', 't') ilike '%check%';
-- FALSE

alter table t add constraint q check ("q y" > 0) enable novalidate;

select id, "q y" from t;
-- 10 | 1
-- 15 | 2
-- 20 | 3
-- 25 | NULL

insert into t ("q y", d) values (0, 'e');
-- ! A row violates a CHECK constraint

update t set "q y" = -1 where d = 'a';
-- ! A row violates a CHECK constraint

merge into t using (select 1 k) s on t."q y" = s.k when matched then update set "q y" = 0;
-- ! A row violates a CHECK constraint

insert into t ("q y", d) values (6, 'f');
-- 1

insert into t (d) values (null);
-- ! NULL result in a non-nullable column

--# everything else of the table is as it was
select * from over_t;
-- 1 | 5.00
-- 2 | 5.00
-- 3 | 5.00
-- NULL | 5.00
-- 6 | 5.00

select count(*), count(distinct metadata$row_id), count_if(metadata$isupdate) from changes_of_t;
-- 5 | 5 | 0

select replace(replace(get_ddl('table', 't'), '\n', '|'), '\t', '');
-- create or replace TABLE T cluster by (ID)(|ID NUMBER(38,0) autoincrement start 10 increment 5 noorder,|"q y" NUMBER(38,0) COMMENT 'quantity',|PRICE NUMBER(10,2) DEFAULT 5,|D VARCHAR(10) NOT NULL,|constraint FK foreign key ("q y") references GOLD.PUBLIC.PARENT(A),|constraint Q check ("q y" > 0)|) CHANGE_TRACKING = true COMMENT='orders'|;

select constraint_table, constraint_name, check_clause from information_schema.check_constraints;
-- T | Q | "q y" > 0

select object_name, grantee from information_schema.object_privileges where object_name = 'T' and privilege_type = 'SELECT';
-- T | READER_OF_T

--# without a name, and names that come twice
alter table t add check (price < 100);

alter table t add constraint q unique (price);
-- ! 002002 (42710): SQL compilation error: Object 'Q' already exists.

alter table t rename constraint q to positive;

alter table t drop constraint q;
-- ! Constraint 'Q' does not exist or not authorized.

alter table t rename constraint fk to positive;
-- ! Object 'POSITIVE' already exists.

--# columns that it names
alter table t alter price set data type number(20, 2), column "q y" set data type number(20, 0), d type varchar(20);

insert into t (price, d) values (100, 'g');
-- ! A row violates a CHECK constraint

insert into t ("q y", price, d) values (7, 99.99, 'eleven chars');
-- 1

alter table t rename column price to cost;

insert into t (cost, d) values (100, 'g');
-- ! A row violates a CHECK constraint

--# properties
alter table t alter constraint positive enable validate;

alter table t alter constraint positive enable novalidate;

alter table t alter constraint positive disable;
-- ! Unsupported feature 'constraint with DISABLE'.

alter table t add check (cost > 1) enable validate;
-- ! Unsupported feature 'constraint with VALIDATE'.

alter table t add check (cost > 90) disable;

alter table t add check (cost > 90) enable novalidate;
-- ! NOVALIDATE of a CHECK that rows of the table violate

alter table t add check (nope > 0);
-- ! invalid identifier 'NOPE'

alter table if exists nothing add check (a > 0);

--# dropped
alter table t drop constraint positive;

insert into t ("q y", d) values (-1, 'minus');
-- 1

insert into t ("q y", cost, d) values (-1, 100, 'minus');
-- ! A row violates a CHECK constraint

--# copies
create table cloned clone t;

create table alike like t;

insert into cloned (cost, d) values (100, 'x');
-- ! A row violates a CHECK constraint

insert into alike (cost, d) values (100, 'x');
-- ! A row violates a CHECK constraint

create schema elsewhere;

use schema public;

alter table alike rename to elsewhere.alike;

insert into elsewhere.alike (cost, d) values (100, 'x');
-- ! A row violates a CHECK constraint

create table small (a int);

alter table small add check (a > 0);

alter table small swap with cloned;

insert into small (cost, d) values (100, 'x');
-- ! A row violates a CHECK constraint

insert into cloned values (0);
-- ! A row violates a CHECK constraint

drop table small;

undrop table small;

insert into small (cost, d) values (100, 'x');
-- ! A row violates a CHECK constraint

create temporary table brief (a int);

alter table brief add check (a > 0);

insert into brief values (0);
-- ! A row violates a CHECK constraint

create transient table light (a int);

alter table light add check (a > 0);

insert into light values (0);
-- ! A row violates a CHECK constraint

insert into light values (12345678901234567890123456789012345678);
-- 1

--# with a column
alter table light add column b int check (b > 5);

alter table light add column c int default 1 check (c > 5);
-- ! A row violates a CHECK constraint

alter table light add column c int default 7 check (c > 5), d int;

insert into light (b) values (5);
-- ! A row violates a CHECK constraint

insert into light (c) values (5);
-- ! A row violates a CHECK constraint

select * from light;
-- 12345678901234567890123456789012345678 | NULL | 7 | NULL

--# in a transaction, which it commits
begin;

insert into light (a) values (1);

alter table light add check (d is null);

rollback;

select count(*) from light;
-- 2

--# what a CHECK may not have, and where it may not be
create function plus(x int) returns int as 'x + 1';

alter table light add check (plus(a) > 0);
-- ! CHECK (plus(a) > 0)

alter table light add check (current_role() = 'X');
-- ! CHECK (current_role() = 'X')

alter table light add check (a > (select 1));
-- ! a subquery or variable in a CHECK constraint

create or alter table new_one (a int check (a > 0));
-- ! Unsupported feature 'CREATE OR ALTER TABLE with CHECK constraints'.

create or alter table light (a int);
-- ! CREATE OR ALTER TABLE of one with CHECK constraints

create stage files;

create pipe fed as copy into light from @files;
-- ! CREATE PIPE for a table with a CHECK constraint

create hybrid table quick (id int primary key);

alter table quick add check (id > 0);
-- ! ADD CHECK of a hybrid table

create warehouse w;

create dynamic table follows target_lag = '1 minute' warehouse = w as select a from light;

alter table follows add check (a > 0);
-- ! ADD CHECK of a dynamic table

create view seen (a, check (a > 0)) as select 1;
-- ! CHECK of a view

create dynamic table made (a int check (a > 0)) target_lag = '1 minute' warehouse = w as select a from light;
-- ! CHECK of a dynamic table

create iceberg table ice (a int);

alter iceberg table ice add check (a > 0);

insert into ice values (0);
-- ! A row violates a CHECK constraint

create table computed (a int, b int as (a + 1));

alter table computed add check (b > 0);
-- ! Cannot set CHECK constraint on virtual column B.

alter table computed add check (a > 0);

insert into computed (a) values (4);

select * from computed;
-- 4 | 5
