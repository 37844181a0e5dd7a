CREATE OR REPLACE TABLE members (id number(8) NOT NULL, name varchar(255) default NULL, fee number(3) NULL);

CREATE OR REPLACE STREAM member_check ON TABLE members;

CREATE OR REPLACE TABLE signup (id number(8), dt DATE);

INSERT INTO members (id,name,fee) VALUES (1,'Joe',0), (2,'Jane',0), (3,'George',0), (4,'Betty',0), (5,'Sally',0);
-- 5

INSERT INTO signup VALUES (1,'2018-01-01'), (2,'2018-02-15'), (3,'2018-05-01'), (4,'2018-07-16'), (5,'2018-08-21');
-- 5

SELECT * exclude metadata$row_id FROM member_check order by 1;
-- 1 | Joe | 0 | INSERT | FALSE
-- 2 | Jane | 0 | INSERT | FALSE
-- 3 | George | 0 | INSERT | FALSE
-- 4 | Betty | 0 | INSERT | FALSE
-- 5 | Sally | 0 | INSERT | FALSE

MERGE INTO members m USING (SELECT id, dt FROM signup s WHERE DATEDIFF(day, '2018-08-15'::date, s.dt::DATE) < -30) s ON m.id = s.id WHEN MATCHED THEN UPDATE SET m.fee = 90;
-- 3

SELECT * FROM members;
-- 1 | Joe | 90
-- 2 | Jane | 90
-- 3 | George | 90
-- 4 | Betty | 0
-- 5 | Sally | 0

SELECT id, name, fee, metadata$action, metadata$isupdate, length(metadata$row_id) FROM member_check order by 1;
-- 1 | Joe | 90 | INSERT | FALSE | 40
-- 2 | Jane | 90 | INSERT | FALSE | 40
-- 3 | George | 90 | INSERT | FALSE | 40
-- 4 | Betty | 0 | INSERT | FALSE | 40
-- 5 | Sally | 0 | INSERT | FALSE | 40

select system$stream_has_data('member_check');
-- TRUE

CREATE OR REPLACE TABLE members_prod (id number(8) NOT NULL, name varchar(255) default NULL, fee number(3) NULL);

INSERT INTO members_prod(id,name,fee) SELECT id, name, fee FROM member_check WHERE METADATA$ACTION = 'INSERT';
-- 5

select count(*) from member_check;
-- 0

select system$stream_has_data('member_check');
-- FALSE

BEGIN;

UPDATE members SET fee = fee + 15 where fee > 0;
-- 3 | 0

select count(*) from member_check;
-- 0

COMMIT;

SELECT * exclude metadata$row_id FROM member_check order by metadata$action desc, id;
-- 1 | Joe | 105 | INSERT | TRUE
-- 2 | Jane | 105 | INSERT | TRUE
-- 3 | George | 105 | INSERT | TRUE
-- 1 | Joe | 90 | DELETE | TRUE
-- 2 | Jane | 90 | DELETE | TRUE
-- 3 | George | 90 | DELETE | TRUE

select count(distinct metadata$row_id) from member_check;
-- 3

create or replace table t(id int, name string);

create or replace  stream delta_s on table t;

create or replace  stream append_only_s on table t append_only=true;

insert into t values (0, 'charlie brown');
-- 1

insert into t values (1, 'lucy');
-- 1

insert into t values (2, 'linus');
-- 1

delete from t where id = '0';
-- 1

select * exclude metadata$row_id from delta_s order by id;
-- 1 | lucy | INSERT | FALSE
-- 2 | linus | INSERT | FALSE

select * exclude metadata$row_id from append_only_s order by id;
-- 0 | charlie brown | INSERT | FALSE
-- 1 | lucy | INSERT | FALSE
-- 2 | linus | INSERT | FALSE

create or replace  table t2(id int, name string, stream_type string default NULL);

insert into t2(id,name,stream_type) select id, name, 'delta stream' from delta_s;
-- 2

insert into t2(id,name,stream_type) select id, name, 'append_only stream' from append_only_s;
-- 3

update t set name = 'sally' where name = 'linus';
-- 1 | 0

select * exclude metadata$row_id from delta_s order by id, metadata$action desc;
-- 2 | sally | INSERT | TRUE
-- 2 | linus | DELETE | TRUE

select count(*) from append_only_s;
-- 0

show streams ->> select "name", "table_name", "source_type", "type", "stale", "mode", "invalid_reason" from $1;
-- APPEND_ONLY_S | GOLD.PUBLIC.T | Table | DELTA | false | APPEND_ONLY | N/A
-- DELTA_S | GOLD.PUBLIC.T | Table | DELTA | false | DEFAULT | N/A
-- MEMBER_CHECK | GOLD.PUBLIC.MEMBERS | Table | DELTA | false | DEFAULT | N/A

describe stream delta_s ->> select "name", "mode", "owner" from $1;
-- DELTA_S | DEFAULT | ACCOUNTADMIN

show terse streams like 'd%' ->> select "name", "kind", "tableOn" from $1;
-- DELTA_S | DELTA | GOLD.PUBLIC.T

select get_ddl('stream', 'append_only_s');
-- create or replace stream APPEND_ONLY_S on table GOLD.PUBLIC.T append_only = true;

CREATE OR REPLACE TABLE t1 (id number(8) NOT NULL, c1 varchar(255) default NULL);

ALTER TABLE t1 SET CHANGE_TRACKING = TRUE;

SET ts1 = (SELECT CURRENT_TIMESTAMP());

INSERT INTO t1 (id,c1) VALUES (1,'red'), (2,'blue'), (3,'green');
-- 3

SET ts2 = (SELECT CURRENT_TIMESTAMP());

DELETE FROM t1 WHERE id = 1;
-- 1

SET last_query_id = (SELECT LAST_QUERY_ID());

UPDATE t1 SET c1 = 'purple' WHERE id = 2;
-- 1 | 0

SELECT * exclude metadata$row_id FROM t1 CHANGES(INFORMATION => DEFAULT) AT(TIMESTAMP => $ts1) order by 1;
-- 2 | purple | INSERT | FALSE
-- 3 | green | INSERT | FALSE

SELECT * exclude metadata$row_id FROM t1 CHANGES(INFORMATION => APPEND_ONLY) AT(TIMESTAMP => $ts1) order by 1;
-- 1 | red | INSERT | FALSE
-- 2 | blue | INSERT | FALSE
-- 3 | green | INSERT | FALSE

SELECT C1 FROM t1 CHANGES(INFORMATION => APPEND_ONLY) AT(TIMESTAMP => $ts1) END(TIMESTAMP => $ts2) order by 1;
-- blue
-- green
-- red

SELECT C1 FROM t1 CHANGES(INFORMATION => DEFAULT) AT(TIMESTAMP => $ts1) END(STATEMENT => $last_query_id) order by 1;
-- blue
-- green

select * from t1 at(timestamp => $ts2) order by 1;
-- 1 | red
-- 2 | blue
-- 3 | green

select * from t1 before(statement => $last_query_id) order by 1;
-- 1 | red
-- 2 | blue
-- 3 | green

select * from t1 at(statement => $last_query_id) as x where x.id > 0 order by 1;
-- 2 | blue
-- 3 | green

select * from t1 at(offset => -3600);
-- ! Time travel data is not available for table T1. The requested time is either beyond the allowed time travel period or before the object creation time.

select * from t1 at(timestamp => '2020-01-01'::timestamp_ltz);
-- ! Time travel data is not available for table T1. The requested time is either beyond the allowed time travel period or before the object creation time.

select * from t1 before(statement => 'nope');
-- ! statement nope not found

create table t1c clone t1 before(statement => $last_query_id);

select * from t1c order by 1;
-- 1 | red
-- 2 | blue
-- 3 | green

select * from signup at(offset => -1);
-- ! Unsupported feature 'AT, BEFORE and CHANGES of GOLD.PUBLIC.SIGNUP, which has no CHANGE_TRACKING'. See https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md

show tables like 't1%' ->> select "name", "change_tracking" from $1;
-- T1 | ON
-- T1C | ON

alter table t1 add column z int default 5;

alter table t1 rename column c1 to c2;

select * from t1 at(timestamp => $ts2) order by 1;
-- 1 | red | 5
-- 2 | blue | 5
-- 3 | green | 5

insert into t1 values (9, 'x', 7);
-- 1

select * exclude metadata$row_id from t1 changes(information => default) at(timestamp => $ts2) order by 1, metadata$action;
-- 1 | red | 5 | DELETE | FALSE
-- 2 | blue | 5 | DELETE | TRUE
-- 2 | purple | 5 | INSERT | TRUE
-- 9 | x | 7 | INSERT | FALSE

alter table t1 drop column z;

insert into t1 values (10, 'y');
-- 1

select * from t1 before(statement => last_query_id()) order by 1;
-- 2 | purple
-- 3 | green
-- 9 | x

create stream s3 on table t1 at(timestamp => $ts2) show_initial_rows = false comment = 'c';

select * exclude metadata$row_id from s3 order by 1, metadata$action;
-- 1 | red | DELETE | FALSE
-- 2 | blue | DELETE | TRUE
-- 2 | purple | INSERT | TRUE
-- 9 | x | INSERT | FALSE
-- 10 | y | INSERT | FALSE

create stream s4 on table t1 show_initial_rows = true;

insert into t1 values (11, 'w');
-- 1

select * exclude metadata$row_id from s4 order by 1;
-- 2 | purple | INSERT | FALSE
-- 3 | green | INSERT | FALSE
-- 9 | x | INSERT | FALSE
-- 10 | y | INSERT | FALSE

create table s4t as select * from s4;

select * exclude metadata$row_id from s4 order by 1;
-- 11 | w | INSERT | FALSE

alter table t1 rename to t1x;

select count(*) from s4;
-- 1

truncate table t1x;

select count(*) from s4;
-- 4

begin;

insert into s4t select * from s4;
-- 4

select count(*) from s4;
-- 4

rollback;

select count(*) from s4;
-- 4

begin;

insert into t1x values (20, 'a');
-- 1

insert into t1x values (21, 'b');
-- 1

update t1x set c2 = 'c' where id = 20;
-- 1 | 0

commit;

select * exclude metadata$row_id from s4 where metadata$action = 'INSERT' order by 1;
-- 20 | c | INSERT | FALSE
-- 21 | b | INSERT | FALSE

create or replace table t1x (a int);

select * from s4;
-- ! Base table 'GOLD.PUBLIC.T1' dropped, cannot read from stream 'S4'

alter stream s4 set comment = 'k';

create stream s5 clone delta_s;

drop stream s4;

insert into delta_s values (1);
-- ! Object found is of type 'STREAM', not specified type 'TABLE'.

alter table t set change_tracking = false;

select * from delta_s;
-- ! Base table 'GOLD.PUBLIC.T' dropped, cannot read from stream 'DELTA_S'

create stream s6 on table t2;

create view sv as select * from s6;
-- ! Unsupported feature 'a stream in a view'. See https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md

insert into t2 (id) values (1);
-- 1

select exists (select 1 from s6), (select count(*) from (select * from s6 limit 0));
-- TRUE | 0

create stream s7 on view sv;
-- ! 002003 (42S02): SQL compilation error: Object 'SV' does not exist or not authorized.

create stream s8 on table t2 insert_only = true;
-- ! Unsupported feature 'INSERT_ONLY of a stream on a table'. See https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md

alter stream s6 set append_only = true;
-- ! Unsupported feature 'ALTER STREAM ... SET APPEND_ONLY'. See https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md
