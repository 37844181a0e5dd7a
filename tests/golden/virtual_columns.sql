create or replace table x (i int, j int as (i * i));

insert into x values (2);
-- 1

select * from x;
-- 2 | 4

desc table x ->> select "name", "type", "kind", "null?", "expression" from $1;
-- I | NUMBER(38,0) | COLUMN | Y | NULL
-- J | NUMBER(38,0) | VIRTUAL | Y | I * I

show columns in table x ->> select "column_name", "kind", "expression" from $1;
-- I | COLUMN |
-- J | VIRTUAL_COLUMN | I * I

select table_name, table_schema, column_name, data_type, expression, kind from information_schema.columns where table_name = 'X' and kind = 'VIRTUAL_COLUMN';
-- X | PUBLIC | J | NUMBER | I * I | VIRTUAL_COLUMN

--# a value beyond 64 bits, in the column and in what is computed from it
insert into x select 300000000000;
-- 1

select j from x order by j;
-- 4
-- 90000000000000000000000

update x set i = 3 where j = 4;
-- 1 | 0

merge into x t using (select 9 as k) s on t.j = s.k when matched then update set i = s.k when not matched then insert values (s.k);
-- 0 | 1

merge into x t using (select 9 as k) s on t.j = s.k when matched then update set i = s.k when not matched then insert values (s.k);
-- 1 | 0

delete from x where j > 81;
-- 1

select * from x;
-- 9 | 81
-- 9 | 81

insert into x (j) values (1);
-- ! a value for the virtual column J

update x set j = 1;
-- ! a value for the virtual column J

alter table x drop column i;
-- ! 011208 (42601): SQL compilation error: Cannot drop column 'I' because virtual column J depends on it.

alter table x rename column i to "i x";

alter table x add column k varchar as ('<' || to_varchar(j) || '>');

desc table x ->> select "name", "expression" from $1;
-- i x | NULL
-- J | "i x" * "i x"
-- K | '<' || TO_VARCHAR(J) || '>'

create table copied clone x;

create view seen as select * from x;

create table alike like x;

insert into alike values (1);

select * from copied union all select * from seen union all select * from alike order by 1 limit 2;
-- 1 | 1 | <1>
-- 9 | 81 | <81>

alter table x drop column k;

alter table x drop column j;

select * from x;
-- 9
-- 9

select contains(get_ddl('table', 'alike'), 'J NUMBER(38,0) AS ("i x" * "i x"),');
-- TRUE

create or replace table t (c number, c1 number as (c + 1), c2 number generated always as (c1 + 1) virtual);

insert into t values (5);

select * from t;
-- 5 | 6 | 7

create or replace table t (c number, c1 number as (c2 + 1), c2 number as (c + 1));
-- ! invalid identifier 'C2'

create or replace table t (i number(10,2), j number(10,2) as (i * 2));

alter table t modify column i type number(10,4);
-- ! 011206 (42601): SQL compilation error: Cannot change column I datatype. The dependent J virtual column has datatype NUMBER(10,2)

alter table t modify column j set not null;
-- ! 011207 (42601): SQL compilation error: Cannot set NOT NULL constraint on virtual column J.

alter table t set change_tracking = true;
-- ! change tracking of a table with virtual columns

create or replace table t (i int, j int as (i * 2) not null);
-- ! 011207 (42601): SQL compilation error: Cannot set NOT NULL constraint on virtual column J.

create or replace table t (i int, j int as (i * 2) check (j > 0));
-- ! 011207 (42601): SQL compilation error: Cannot set CHECK constraint on virtual column J.

create or replace table t (i number(10,2), j number(5,0) as (i));
-- ! 001482 (42601): SQL compilation error: Data type of virtual column does not match the data type of its expression for column 'J'. Expected data type 'NUMBER(5,0)', found 'NUMBER(10,2)'.

create or replace table t (i int, j int as (random()));
-- ! 011201 (42601): SQL compilation error: Invalid usage of non-deterministic RANDOM function in J virtual column definition.

create or replace table t (i int, j int as (sum(i)));
-- ! Invalid usage of non-deterministic SUM function in J virtual column definition.

create or replace table t (i int, j date as (current_date));
-- ! Invalid usage of non-deterministic CURRENT_DATE function in J virtual column definition.

create or replace table t (i int, j int as ((select 1)));
-- ! 011202 (42601): SQL compilation error: Invalid usage of subquery in J virtual column definition.

create or replace table t (i int, j int as ($myvar));
-- ! 011204 (42601): SQL compilation error: Invalid usage of session variable in J virtual column definition.

create or replace table t (i int, j int as ($1));
-- ! 011205 (42601): SQL compilation error: Invalid usage of column positional reference in J virtual column definition.

create or replace table t (i int default 4, j int as (i));
-- ! a virtual column that names I, which has a DEFAULT

create or replace temporary table t1 (id int, color string, color_dark string as ('dark ' || color));

insert into t1 (id, color) values (0, null), (1, 'red'), (2, 'blue'), (3, 'green');

create or replace temporary table t2 (id int) as select * from values (1), (3), (5);

select t2.id, t1.color, coalesce(t1.color_dark, 'dark none') from t2 left join t1 on t1.id = t2.id order by 1;
-- 1 | red | dark red
-- 3 | green | dark green
-- 5 | NULL | dark none

create or replace table today_sales (vendor_name varchar(255), vendor_city varchar(255), cost number(16,3), tax number(16,3) as ((cost * 0.075)::number(16,3))) as select 'Initech', 'Los Angeles', 205.00;

select * from today_sales;
-- Initech | Los Angeles | 205.000 | 15.375

create table failing (a int, b int, c int as ((a / b)::int));

insert into failing values (1, 0);
-- 1

select a from failing;
-- 1

select c from failing;
-- ! Division by zero

insert overwrite into failing values (4, 2);
-- 1

select * from failing;
-- 4 | 2 | 2
