--# https://docs.snowflake.com/en/sql-reference/sql/alter-materialized-view, show-materialized-views

create table inventory (id int, price number(10, 2));

insert into inventory values (1, 2), (3, 4);

create or replace materialized view table1_mv as select id, price from inventory;

alter materialized view table1_mv rename to my_mv;

alter materialized view my_mv cluster by (id);

show materialized views like 'my_mv%' ->> select "name", "reserved", "cluster_by", "rows", "source_database_name", "source_schema_name", "source_table_name", "compacted_on", "invalid", "invalid_reason", "behind_by", "is_secure", "automatic_clustering", "owner_role_type" from $1;
-- MY_MV |  | LINEAR(ID) | 2 | GOLD | PUBLIC | INVENTORY | NULL | false | NULL | 0s | false | ON | ROLE

alter materialized view my_mv suspend recluster;

show materialized views ->> select "automatic_clustering" from $1;
-- OFF

alter materialized view my_mv resume recluster;

alter materialized view my_mv suspend;

select * from my_mv;
-- ! 002037 (42601): SQL compilation error: Failure during expansion of view 'MY_MV': SQL compilation error: Materialized View MY_MV is invalid. Invalidation reason: Marked Materialized View as invalid manually.

alter table inventory add column seen boolean;

select * from my_mv;
-- ! Marked Materialized View as invalid manually.

show materialized views ->> select "rows", "invalid", "invalid_reason" from $1;
-- NULL | true | Marked Materialized View as invalid manually.

alter materialized view my_mv resume;

select * from my_mv order by id;
-- 1 | 2.00
-- 3 | 4.00

alter materialized view my_mv drop clustering key;

alter materialized view my_mv set secure;

alter materialized view my_mv set comment = 'Sample view';

show materialized views ->> select "cluster_by", "comment", "is_secure" from $1;
--  | Sample view | true

show terse materialized views ->> select "kind" from $1;
-- MATERIALIZED_VIEW

create materialized view clustered cluster by (id) as select id from inventory;
-- ! needs a list of columns where it has CLUSTER BY.

create materialized view clustered (id) cluster by (id) as select id from inventory;

create materialized view everything as select * from inventory;

alter table inventory add column added int;

select * from everything order by id;
-- 1 | 2.00 | NULL
-- 3 | 4.00 | NULL

alter table inventory drop column added;

select id from clustered order by id;
-- 1
-- 3

alter table inventory drop column price;

select * from my_mv;
-- ! 002037 (42601): SQL compilation error: Failure during expansion of view 'MY_MV': SQL compilation error: Materialized View MY_MV is invalid. Invalidation reason: DDL Statement was executed on the base table 'INVENTORY'. Marked Materialized View as invalid.

show materialized views ->> select "name", "invalid", "invalid_reason" from $1;
-- CLUSTERED | true | DDL Statement was executed on the base table 'INVENTORY'. Marked Materialized View as invalid.
-- EVERYTHING | true | DDL Statement was executed on the base table 'INVENTORY'. Marked Materialized View as invalid.
-- MY_MV | true | DDL Statement was executed on the base table 'INVENTORY'. Marked Materialized View as invalid.

alter table inventory add column price number(10, 2);

select count(price) from my_mv;
-- ! Materialized View MY_MV is invalid.

alter materialized view my_mv resume;
-- ! Materialized View MY_MV is invalid.

drop materialized view everything;

create or replace materialized view my_mv as select id, price from inventory;

drop table inventory;

select count(price) from my_mv;
-- ! Materialized View MY_MV is invalid.

undrop table inventory;

select count(price) from my_mv;
-- 0

select table_name, is_insertable_into from information_schema.tables where table_name = 'MY_MV';
-- MY_MV | NO

select count(*) from information_schema.views where table_name = 'MY_MV';
-- 0

create hybrid table fast (id int primary key);

create materialized view of_fast as select id from fast;
-- ! Hybrid table GOLD.PUBLIC.FAST referenced in the view definition

drop table fast;

create materialized view named as select id as "SYSTEM$X" from inventory;
-- ! Column name SYSTEM$X in the view definition

--# materialized views and policies: security-column-intro, security-row-intro

create masking policy number_mask as (val number) returns number -> 0;

create row access policy no_rows as (id number) returns boolean -> id > 1;

alter table inventory modify column id set masking policy number_mask;
-- ! SQL execution error: One or more materialized views exist on the table. number of mvs=2, table name=INVENTORY.

alter table inventory add row access policy no_rows on (id);
-- ! SQL execution error: One or more materialized views exist on the table. number of mvs=2, table name=INVENTORY.

alter view my_mv add row access policy no_rows on (id);

select id from my_mv;
-- 3

alter view my_mv set secure;
-- ! Object found is of type 'MATERIALIZED VIEW', not specified type 'VIEW'.

create table protected (id int, name varchar);

alter table protected modify column id set masking policy number_mask;

create materialized view of_masked as select id from protected;
-- ! Unsupported feature 'CREATE ON MASKING POLICY COLUMN'.

create materialized view of_masked as select name from protected;

drop materialized view of_masked;

alter table protected modify column id unset masking policy;

alter table protected add row access policy no_rows on (id);

create materialized view of_rows as select name from protected;
-- ! Unsupported feature 'CREATE ON OBJECTS ENFORCED BY ROW ACCESS POLICY'.

drop table protected;

drop materialized view my_mv;

drop row access policy no_rows;

drop masking policy number_mask;

--# alter-warehouse

create warehouse w1;

alter warehouse w1 resume;
-- ! 090063 (22000): Invalid state. Warehouse 'W1' cannot be resumed.

alter warehouse w1 resume if suspended;

alter warehouse w1 suspend;

alter warehouse w1 resume;

alter warehouse w1 set wait_for_completion = true;
-- ! Missing option(s): [WAREHOUSE_SIZE]

alter warehouse w1 set warehouse_size = large wait_for_completion = true;

alter warehouse w1 set generation = '3';
-- ! invalid value [3] for parameter 'GENERATION'

alter warehouse w1 set min_cluster_count = 2;
-- ! invalid value [2] for parameter 'MIN_CLUSTER_COUNT'

alter warehouse w1 enable;
-- ! Unsupported feature 'ALTER WAREHOUSE ... ENABLE'.

alter schema public set iceberg_version_default = 3, metric_level = 'NONE';

alter schema public unset iceberg_version_default, metric_level;

--# show-hybrid-tables, show-iceberg-tables

create hybrid table product_1 (id int primary key) comment = 'of one row';

insert into product_1 values (1);

show hybrid tables like 'product_%' in gold.public ->> select * exclude "created_on" from $1;
-- PRODUCT_1 | GOLD | PUBLIC | ACCOUNTADMIN | 1 | 8 | of one row | ROLE

show terse hybrid tables ->> select * exclude "created_on" from $1;
-- PRODUCT_1 | HYBRID TABLE | GOLD | PUBLIC

create iceberg table glue_1 (id int) catalog = 'SNOWFLAKE' external_volume = 'vol' base_location = 'here';

show iceberg tables like 'glue%' ->> select "name", "external_volume_name", "catalog_name", "base_location", "can_write_metadata", "name_mapping", "owner_role_type", "current_partition_spec_id" from $1;
-- GLUE_1 | vol | SNOWFLAKE | here | Y | NULL | ROLE | NULL

--# create-masking-policy, show-masking-policies, desc-masking-policy, show-row-access-policies, security-row-intro

create or replace masking policy email_mask as (val string) returns string -> case when current_role() in ('ANALYST') then val else '*********' end comment = 'specify in row access policy' exempt_other_policies = true;

create masking policy plain_mask as (val number(10, 2)) returns number(10, 2) -> val;

show masking policies in schema gold.public ->> select * exclude "created_on" from $1;
-- EMAIL_MASK | GOLD | PUBLIC | MASKING_POLICY | ACCOUNTADMIN | specify in row access policy | {"EXEMPT_OTHER_POLICIES": "TRUE"} | ROLE
-- PLAIN_MASK | GOLD | PUBLIC | MASKING_POLICY | ACCOUNTADMIN |  |  | ROLE

describe masking policy email_mask;
-- EMAIL_MASK | (VAL VARCHAR) | VARCHAR(16777216) | case when current_role() in ('ANALYST') then val else '*********' end

select get_ddl('policy', 'email_mask') like '%exempt_other_policies = true;', replace(get_ddl('policy', 'plain_mask'), chr(10), '/');
-- true | create or replace masking policy PLAIN_MASK as (VAL NUMBER(10,2)) returns NUMBER(10,2) ->/val;

create view plain as select 1 as a;

alter view plain suspend;
-- ! unexpected 'suspend'.

create row access policy p1 as (v varchar) returns varchar -> v;
-- ! 003551 (22023): SQL compilation error: Row access policy return type 'VARCHAR(16777216)' is not BOOLEAN.

create row access policy p1 as (v varchar) returns boolean -> true;

show row access policies ->> select * exclude "created_on" from $1;
-- P1 | GOLD | PUBLIC | ROW_ACCESS_POLICY | ACCOUNTADMIN |  |  | ROLE

create table people (name varchar, email varchar);

alter table people add row access policy p1 on (name);

create or replace row access policy p1 as (v varchar) returns boolean -> false;
-- ! Policy P1 cannot be dropped/replaced as it is associated with one or more entities.

create masking policy of_itself as (val varchar) returns varchar -> case when exists (select 1 from gold.public.people where email = val) then val else '***' end;

alter table people modify column email set masking policy of_itself;

select email from people;
-- ! 003560 (42601): SQL compilation error: Policy body contains a UDF or Select statement that refers to a Table attached to another Policy.

--# create-sequence

create or replace sequence seq_5 start = 1 increment = 5;

select seq_5.nextval a, seq_5.nextval b, seq_5.nextval c, seq_5.nextval d;
-- 1 | 6 | 11 | 16

select seq_5.nextval a, seq_5.nextval b, seq_5.nextval c, seq_5.nextval d;
-- 36 | 41 | 46 | 51

select seq_5.nextval;
-- 71

--# a table function in brackets

select value from (flatten(input => parse_json('[1]')));
-- 1

select (select max(f.value) from (flatten([5, 6])) f);
-- 6

--# lists, frames and clauses that are not whole

create table listed (a int);

insert into listed values (1) (2);
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 30 unexpected '('.

merge into listed using (select 1 as x) s on a = x when then delete;
-- ! unexpected 'then'.

merge into listed using (select 1 as x) s on a = x when matched delete;
-- ! unexpected 'delete'.

merge into listed using (select 1 as x) s on a = x when not matched insert values (1);
-- ! unexpected 'insert'.

select from listed;
-- ! unexpected 'from'.

select '1'::interval day() to second(2);
-- ! syntax error

create function two(a float b int) returns int as '1';
-- ! unexpected 'b'.

create function two(a int default ) returns int as '1';
-- ! unexpected ')'.

create procedure two(a int) returns int language sql as 'begin return a; end';

call two(1, );
-- ! syntax error

create table empty_option (a int) comment = , data_retention_time_in_days = 1;
-- ! unexpected ','.

create table lagging (a int) target_lag = '1 minute';
-- ! invalid property 'TARGET_LAG' for 'TABLE'

create task nothing as select from listed;
-- ! unexpected 'from'.

--# show-grants, show-database-roles

create database role viewer;

create role data_engineer;

grant database role viewer to role data_engineer;

grant usage on schema gold.public to role data_engineer;

show grants like '%VIEWER%' to role data_engineer ->> select * exclude "created_on" from $1;
-- USAGE | DATABASE_ROLE | GOLD.VIEWER | ROLE | DATA_ENGINEER | false | ACCOUNTADMIN

show database roles in database gold limit 10 from 'U' ->> select "name" from $1;
-- VIEWER

show database roles;
-- ! syntax error

--# user-guide/tables-clustering-keys

create or replace table t1 (c1 date, c2 string, c3 number) cluster by (c1, c2);

create or replace table t2 (c1 timestamp, c2 string, c3 number) cluster by (TO_DATE(C1), substring(c2, 0, 10));

create or replace table t3 (t timestamp, v variant) cluster by (v:"Data":id::number);

show tables like 't_' ->> select "cluster_by", "automatic_clustering" from $1;
-- LINEAR(C1, C2) | ON
-- LINEAR(CAST(C1 AS DATE), SUBSTRING(C2, 0, 10)) | ON
-- LINEAR(TO_NUMBER(GET_PATH(V, 'Data.id'))) | ON

alter table t1 cluster by (c1, c3);

alter table t2 cluster by (SUBSTRING(C2, 5, 15), TO_DATE(C1));

alter table t3 cluster by (v:"Data":name::string, v:"Data":id::number);

show tables like 't_' ->> select "cluster_by" from $1;
-- LINEAR(C1, C3)
-- LINEAR(SUBSTRING(C2, 5, 15), CAST(C1 AS DATE))
-- LINEAR(TO_CHAR(GET_PATH(V, 'Data.name')), TO_NUMBER(GET_PATH(V, 'Data.id')))

alter table t1 drop clustering key;

show tables like 't1' ->> select "cluster_by", "automatic_clustering" from $1;
--  | OFF

alter table t1 cluster by (nowhere);
-- ! invalid identifier 'NOWHERE'

create table unordered (v variant) cluster by (v);
-- ! Clustering keys cannot be of the type VARIANT.

create hybrid table fast (id int primary key) cluster by (id);
-- ! Unsupported feature 'CLUSTER BY' on hybrid tables.
