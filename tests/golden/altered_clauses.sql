--# https://docs.snowflake.com/en/sql-reference/sql/alter-table: what may not stand together
create table t (id int, name varchar(10), v variant) cluster by (id);

alter table t add column if not exists a int default 3;
-- ! Unsupported feature 'ADD COLUMN IF NOT EXISTS with DEFAULT'.

alter table t add column if not exists a int autoincrement;
-- ! Unsupported feature 'ADD COLUMN IF NOT EXISTS with AUTOINCREMENT'.

alter table t add column if not exists a int unique;
-- ! Unsupported feature 'ADD COLUMN IF NOT EXISTS with UNIQUE'.

alter table t add column if not exists a int not null, if not exists name int;

alter table t rename column id to key;
-- ! Cannot rename column 'ID': it is part of the clustering key.

alter table t drop column id;
-- ! Cannot drop column 'ID': it is part of the clustering key.

alter table t cluster by (to_date(name));

alter table t rename column id to "key";

alter table t drop column if exists name;
-- ! Cannot drop column 'NAME': it is part of the clustering key.

alter table t drop clustering key;

alter table t rename column name to label;

--# search optimization
alter table t add search optimization on equality("key", v:a.b, v['c'][0]), substring(*), full_text(label, analyzer => 'UNICODE_ANALYZER');

alter table t add search optimization on equality(nope);
-- ! invalid identifier 'NOPE'

alter table t add search optimization on nonsense(label);
-- ! unexpected 'nonsense'

alter table t add search optimization on equality(*, label);
-- ! unexpected 'label'

alter table t drop search optimization on equality("key"), label, 4;

show tables like 'T' ->> select "search_optimization" from $1;
-- ON

alter table t drop search optimization;

show tables like 'T' ->> select "search_optimization" from $1;
-- OFF

--# what Snowflake has and Mockhaus has not
alter table t set contact steward = c;
-- ! Unsupported feature 'ALTER TABLE ... SET CONTACT'

alter table t unset dcm project;
-- ! Unsupported feature 'ALTER TABLE ... UNSET DCM PROJECT'

alter table t set data_metric_schedule = '5 MINUTE';
-- ! Unsupported feature 'ALTER TABLE ... SET DATA_METRIC_SCHEDULE'

alter table t modify data metric function snowflake.core.null_count on (label) suspend;
-- ! Unsupported feature 'ALTER TABLE ... MODIFY DATA METRIC FUNCTION'

alter table t add storage lifecycle policy p on (label);
-- ! Unsupported feature 'ALTER TABLE ... ADD STORAGE LIFECYCLE POLICY'

alter table t set join policy p allowed join keys (label);
-- ! Unsupported feature 'ALTER TABLE ... SET JOIN POLICY'

alter table t modify column label set projection policy p force;
-- ! Unsupported feature 'ALTER COLUMN ... SET PROJECTION POLICY'

alter table t modify column label add value x;
-- ! Unsupported feature 'ALTER COLUMN ... ADD VALUE'

create view w as select * from t;

alter view w set contact steward = c;
-- ! Unsupported feature 'ALTER VIEW ... SET CONTACT'

alter view w add data metric function snowflake.core.null_count on (label);
-- ! Unsupported feature 'ALTER VIEW ... ADD DATA METRIC FUNCTION'

alter view w unset aggregation policy;
-- ! Unsupported feature 'ALTER VIEW ... UNSET AGGREGATION POLICY'

alter view w modify column label unset projection policy;
-- ! Unsupported feature 'ALTER COLUMN ... UNSET PROJECTION POLICY'

create row access policy rap as (x int) returns boolean -> true;

alter view w drop row access policy rap;
-- ! Policy GOLD.PUBLIC.RAP is not set on the view W.

alter schema public set contact steward = c;
-- ! Unsupported feature 'ALTER SCHEMA ... SET CONTACT'

alter database gold enable replication to accounts a.b;
-- ! Unsupported feature 'ALTER DATABASE ... ENABLE REPLICATION'

alter database gold set feature policy p;
-- ! Unsupported feature 'ALTER DATABASE ... SET FEATURE POLICY'

alter database gold set event_table = e oauth_scopes_supported = 'a';

alter database gold unset event_table, oauth_scopes_supported;

--# the shortest VARCHAR, and bodies that begin with INSERT
create table short as select '' x, x'' b;

describe table short ->> select "type" from $1;
-- VARCHAR(1)
-- BINARY(1)

create function first_x(a varchar) returns varchar as 'INSERT(a, 1, 1, ''X'')';

select first_x('abc');
-- Xbc

create table with_insert (a varchar default insert('abc', 1, 1, 'X'));

insert('a', 1, 1, 'b');
-- ! unexpected '('

--# a DEFAULT of a column that is added is stored in the rows as INSERT stores it
create table filled (a int);

insert into filled values (1);

alter table filled add column m number(5, 2) default 12345.678;
-- ! Number out of representable range

alter table filled add column n varchar(2) default 'abc';
-- ! String 'abc' is too long and would be truncated

alter table filled add column o number(2, 0) default 3.7, p number(38, 0) default 12345678901234567890123456789, q variant default 'abc', r timestamp_ntz(3) default '2020-01-01 10:00:00.123456'::timestamp, s binary default x'ab';

select * from filled;
-- 1 | 4 | 12345678901234567890123456789 | "abc" | 2020-01-01 10:00:00.123 | AB

insert into filled (a) values (2);

select count(distinct o, p, q::varchar, r, s) from filled;
-- 1
