create database mytestdb;

select current_schemas();
-- ["MYTESTDB.PUBLIC"]

create table shared as select 1 as x;

create function plus_shared(a int) returns int as 'a + (select max(x) from shared)';

create sequence numbers;

create schema private;

select current_schemas();
-- ["MYTESTDB.PRIVATE", "MYTESTDB.PUBLIC"]

show parameters like 'search_path' ->> select "key", "value", "default", "description" from $1;
-- SEARCH_PATH | $current, $public | $current, $public | Search path for unqualified object references.

--# queries look in PUBLIC too, statements that change or define do not
select x, plus_shared(1), numbers.nextval from shared;
-- 1 | 2 | 1

insert into shared values (2);
-- ! Object 'SHARED' does not exist or not authorized.

create view v as select * from shared;
-- ! Object 'SHARED' does not exist or not authorized.

create table shared as select x + 10 as x from shared;

select * from shared;
-- 11

--# a function reads the table of its own schema
select plus_shared(1);
-- 2

create database lib;

create table tools as select 'hammer' as tool;

use schema mytestdb.private;

select * from tools;
-- ! Object 'TOOLS' does not exist or not authorized.

alter session set search_path = '$current, lib.nowhere';
-- ! Schema 'LIB.NOWHERE' does not exist or not authorized.

alter session set search_path = '$current, $PUBLIC, lib."PUBLIC"';

select current_schemas();
-- ["MYTESTDB.PRIVATE", "MYTESTDB.PUBLIC", "LIB.PUBLIC"]

select * from tools;
-- hammer

create temporary table tools (n int);

select count(*) from tools;
-- 0

drop table tools;

use schema mytestdb.public;

select current_schemas();
-- ["MYTESTDB.PUBLIC", "LIB.PUBLIC"]

drop database lib;

select current_schemas();
-- ["MYTESTDB.PUBLIC"]

alter session unset search_path;

select * from tools;
-- ! Object 'TOOLS' does not exist or not authorized.
