create or replace table t (id int, n int identity);

insert into t (id) values (1), (2);
-- 2

create view v as select * from t;

drop table t;

select * from t;
-- ! Object 'T' does not exist or not authorized.

show tables history like 't' ->> select "name", "dropped_on" is not null from $1;
-- T | TRUE

undrop table t;
-- Table T successfully restored.

select * from v order by 1;
-- 1 | 1
-- 2 | 2

insert into t (id) values (3);
-- 1

select * from t order by 1;
-- 1 | 1
-- 2 | 2
-- 3 | 3

undrop table t;
-- ! Object 'T' already exists.

undrop table nope;
-- ! Table NOPE did not exist or was purged.

drop table t;

create table t as select 7 as x;

undrop table t;
-- ! Object 'T' already exists.

alter table t rename to t_new;

undrop table t;
-- Table T successfully restored.

select count(*) from t;
-- 3

select * from t_new;
-- 7

drop table t_new;

drop table t;

undrop table db.public.t_new;
-- ! Database 'DB' does not exist or not authorized.

select * from t_new;
-- ! Object 'T_NEW' does not exist or not authorized.

create schema s1;

create table s1.a as select 1 as x;

create view s1.b as select x + 1 as y from s1.a;

create sequence s1.q;

drop schema s1;

select * from s1.b;
-- ! Schema 'GOLD.S1' does not exist or not authorized.

undrop schema s1;
-- Schema S1 successfully restored.

select * from s1.b;
-- 2

select s1.q.nextval;
-- 1

undrop schema s1;
-- ! Object 'S1' already exists.

drop schema s1;

create schema s1;

undrop schema s1;
-- ! Object 'S1' already exists.

create table s1.a as select 2 as x;

select * from s1.a;
-- 2

create database d2;

create table d2.public.z as select 5 as x;

create schema d2.more;

drop database d2;

undrop database d2;
-- Database D2 successfully restored.

select * from d2.public.z;
-- 5

show schemas in database d2 ->> select "name" from $1 order by 1;
-- INFORMATION_SCHEMA
-- MORE
-- PUBLIC

drop database d2;

create database d2;

undrop database d2;
-- ! Object 'D2' already exists.

show tables in database d2 ->> select count(*) from $1;
-- 0

create or replace schema s1;

undrop table s1.a;
-- ! Table A did not exist or was purged.

create table k (a int) data_retention_time_in_days = 0;

drop table k;

undrop table k;
-- ! Table K did not exist or was purged.

create table st (a int);

create stream ss on table st;

insert into st values (1);
-- 1

drop table st;

select * from ss;
-- ! Base table 'D2.S1.ST' dropped, cannot read from stream 'SS'

undrop table st;
-- Table ST successfully restored.

select a from ss;
-- 1

--# what was dropped stands in SHOW ... HISTORY
CREATE SCHEMA gone_schema;

DROP SCHEMA gone_schema;

SHOW SCHEMAS HISTORY LIKE 'gone_schema';

SELECT "name", "dropped_on" IS NOT NULL FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()));
-- GONE_SCHEMA | TRUE

CREATE DATABASE gone_database;

DROP DATABASE gone_database;

SHOW DATABASES HISTORY LIKE 'gone_database';

SELECT "name", "dropped_on" IS NOT NULL FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()));
-- GONE_DATABASE | TRUE
