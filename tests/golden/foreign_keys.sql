--# https://docs.snowflake.com/en/sql-reference/constraints-drop: foreign keys go with the keys that they name
create table p (a int primary key, b int, constraint u unique (b));

create table c (a int references p (a), b int references p (b), x int references p);

select split_part(get_ddl('table', 'c'), '\n', -2);
-- 	foreign key (X) references GOLD.PUBLIC.P(A)

alter table p drop primary key restrict;
-- ! 001504 (42601): SQL compilation error: Cannot drop the constraint because of dependencies

alter table p drop unique (b);

select regexp_substr_all(get_ddl('table', 'c'), 'foreign key.*');
-- ["foreign key (A) references GOLD.PUBLIC.P(A),","foreign key (X) references GOLD.PUBLIC.P(A)"]

--# and follow their names (https://docs.snowflake.com/en/sql-reference/constraints-alter)
alter table p rename to q;

alter table q rename column a to "a a";

select regexp_substr_all(get_ddl('table', 'c'), 'foreign key.*');
-- ["foreign key (A) references GOLD.PUBLIC.Q(\"a a\"),","foreign key (X) references GOLD.PUBLIC.Q(\"a a\")"]

create table r (z int primary key, y int references r);

alter table q swap with r;

select regexp_substr_all(get_ddl('table', 'c'), 'foreign key.*'), regexp_substr_all(get_ddl('table', 'q'), 'foreign key.*');
-- ["foreign key (A) references GOLD.PUBLIC.R(\"a a\"),","foreign key (X) references GOLD.PUBLIC.R(\"a a\")"] | ["foreign key (Y) references GOLD.PUBLIC.Q(Z)"]

select count(*), count(unique_constraint_name) from information_schema.referential_constraints;
-- 3 | 3

--# a table that is dropped takes them away; UNDROP brings them back
drop table r restrict;
-- ! Cannot drop the table because of dependencies

drop table r;

select regexp_substr_all(get_ddl('table', 'c'), 'foreign key.*');
-- []

undrop table r;

select regexp_substr_all(get_ddl('table', 'c'), 'foreign key.*');
-- ["foreign key (A) references GOLD.PUBLIC.R(\"a a\"),","foreign key (X) references GOLD.PUBLIC.R(\"a a\")"]

create or replace table r (a int primary key);

select regexp_substr_all(get_ddl('table', 'c'), 'foreign key.*');
-- []

--# columns
create or replace table p (a int primary key, b int, e int, check (a > b), check (b > 0));

create or replace table c (a int references p (a));

alter table p drop column a restrict;
-- ! Cannot drop the column because of dependencies

alter table p drop column a;
-- ! Cannot drop the column because of dependencies

alter table p drop column b restrict;
-- ! Cannot drop the column because of dependencies

insert into p values (5, 4, 3);

alter table p drop column a cascade;

select get_ddl('table', 'c') ilike '%foreign%', regexp_substr_all(get_ddl('table', 'p'), 'check.*'), (select count(*) from p);
-- FALSE | ["check (b > 0)"] | 1

insert into p values (-1, 1);
-- ! A row violates a CHECK constraint

alter table p drop column b;

alter table p add column f int;

alter table p drop column e restrict;

--# https://docs.snowflake.com/en/sql-reference/sql/undrop-table: no hybrid table comes back
create hybrid table h (a int primary key);

drop table h;

undrop table h;
-- ! Table H did not exist or was purged.

--# several CHECKs that go with their columns in one statement
create table many (a int, b int, x int, y int, check (a > b), check (x < y), check (a > 0));

insert into many values (3, 1, 1, 2);

alter table many drop column b, x cascade;

select * from many;
-- 3 | 2

insert into many values (0, 2);
-- ! A row violates a CHECK constraint

--# schemas and databases: https://docs.snowflake.com/en/sql-reference/sql/drop-schema
create schema keys;

create table keys.parent (a int primary key);

create table keys.child (a int references keys.parent (a));

drop schema keys restrict;

undrop schema keys;

create table public.outside (a int references keys.parent (a));

drop schema keys restrict;
-- ! Cannot drop the schema because of dependencies

drop schema keys;

select regexp_substr_all(get_ddl('table', 'public.outside'), 'foreign key.*');
-- []

undrop schema keys;

select regexp_substr_all(get_ddl('table', 'public.outside'), 'foreign key.*'), regexp_substr_all(get_ddl('table', 'keys.child'), 'foreign key.*');
-- ["foreign key (A) references GOLD.KEYS.PARENT(A)"] | ["foreign key (A) references GOLD.KEYS.PARENT(A)"]

drop database gold restrict;

undrop database gold;
