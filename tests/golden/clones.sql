--# https://docs.snowflake.com/en/sql-reference/sql/create-clone
CREATE SCHEMA s1;

CREATE SEQUENCE q1 START 5;

CREATE TABLE tq (id INT DEFAULT q1.NEXTVAL, b INT) CHANGE_TRACKING = TRUE;

INSERT INTO tq (b) VALUES (1), (2);

SET first_rows = LAST_QUERY_ID();

INSERT INTO tq (b) VALUES (3);

--# a clone has its own sequence, which goes on where the original stands
CREATE SCHEMA s2 CLONE s1;

INSERT INTO s2.tq (b) VALUES (4);

INSERT INTO s1.tq (b) VALUES (5);

SELECT * FROM s2.tq ORDER BY b;
-- 5 | 1
-- 6 | 2
-- 7 | 3
-- 8 | 4

SELECT GET_DDL('table', 's2.tq') LIKE '%DEFAULT GOLD.S2.Q1.NEXTVAL%';
-- true

--# at a moment: its rows, the tables that were there
USE SCHEMA s1;

CREATE TABLE later (a INT);

CREATE TASK t1 AS SELECT 1;

CREATE SCHEMA s3 CLONE s1 AT (STATEMENT => $first_rows);

SELECT * FROM s3.tq ORDER BY b;
-- 5 | 1
-- 6 | 2

SELECT * FROM s3.later;
-- ! Object 'S3.LATER' does not exist

CREATE SCHEMA s4 CLONE s1 BEFORE (STATEMENT => $first_rows);

SELECT COUNT(*) FROM s4.tq;
-- 0

CREATE DATABASE golden CLONE gold AT (STATEMENT => $first_rows) IGNORE TABLES WITH INSUFFICIENT DATA RETENTION;

SELECT COUNT(*) FROM golden.s1.tq;
-- 2

CREATE SCHEMA gold.s5 CLONE gold.s1 AT (OFFSET => 0);
-- ! AT, BEFORE and CHANGES of GOLD.S1.LATER, which has no CHANGE_TRACKING

--# default collations of databases and schemas
CREATE DATABASE folded DEFAULT_DDL_COLLATION = 'en-ci';

CREATE TABLE names (a VARCHAR, b VARCHAR COLLATE 'utf8');

INSERT INTO names VALUES ('Ann', 'Ann');

ALTER TABLE names ADD COLUMN c VARCHAR;

UPDATE names SET c = 'BOB';

SELECT a = 'ANN', b = 'ANN', c = 'bob' FROM names;
-- true | false | true

CREATE SCHEMA plain DEFAULT_DDL_COLLATION = 'utf8';

CREATE TABLE names (a VARCHAR);

SELECT COLLATION_NAME FROM information_schema.columns WHERE table_name = 'NAMES' AND table_schema = 'PLAIN';
-- utf8

--# clones are not more permanent than their originals, and all in a transient schema or database is transient
CREATE DATABASE lasting;

CREATE TRANSIENT TABLE passing (a INT);

CREATE TEMPORARY TABLE fleeting CLONE passing;

CREATE TABLE kept CLONE passing;
-- ! 002120 (0A000): SQL compilation error: Transient object cannot be cloned to a permanent object.

CREATE TABLE kept CLONE fleeting;
-- ! 002119 (0A000): SQL compilation error: Temp table cannot be cloned to a permanent table; clone to a transient table instead.

CREATE TRANSIENT TABLE kept CLONE fleeting;

CREATE TABLE permanent LIKE passing;

CREATE TRANSIENT SCHEMA copies CLONE lasting.public;

CREATE SCHEMA copies_of_copies CLONE copies;
-- ! Transient object cannot be cloned to a permanent object.

CREATE TRANSIENT DATABASE gone;

CREATE SCHEMA inside;

CREATE TABLE a (a INT);

CREATE TEMPORARY TABLE b (a INT);

SELECT table_name, is_transient FROM information_schema.tables WHERE table_schema = 'INSIDE' ORDER BY 1;
-- A | YES
-- B | NO

SELECT table_name, is_transient FROM lasting.information_schema.tables WHERE table_name IN ('PERMANENT', 'KEPT') AND table_schema IN ('PUBLIC', 'COPIES') ORDER BY table_schema, 1;
-- KEPT | YES
-- PERMANENT | YES
-- KEPT | YES
-- PERMANENT | NO

SELECT is_transient FROM information_schema.schemata WHERE schema_name = 'PUBLIC';
-- YES

CREATE DATABASE back CLONE gone;
-- ! Transient object cannot be cloned to a permanent object.

--# tasks, streams, privileges, policies and tags of a schema: https://docs.snowflake.com/en/user-guide/object-clone
USE DATABASE gold;

CREATE SCHEMA s6;

CREATE ROLE reader;

CREATE TABLE followed (a INT);

CREATE STREAM st ON TABLE followed;

INSERT INTO followed VALUES (1);

CREATE TASK root SCHEDULE = '1 minute' AS SELECT 1;

CREATE TASK child AFTER root AS SELECT 2;

ALTER TASK child RESUME;

CREATE MASKING POLICY hidden AS (x INT) RETURNS INT -> -1;

CREATE TABLE secrets (a INT MASKING POLICY hidden);

INSERT INTO secrets VALUES (5);

GRANT SELECT ON TABLE followed TO ROLE reader;

GRANT USAGE ON SCHEMA s6 TO ROLE reader;

GRANT INSERT ON FUTURE TABLES IN SCHEMA s6 TO ROLE reader;

CREATE PIPE p AS COPY INTO followed FROM @%followed;

CREATE SCHEMA s7 CLONE s6;

SELECT a FROM s7.followed;
-- 1

--# what the stream had not given is not to be had from its clone, which follows the clone of the table
SELECT COUNT(*) FROM s7.st;
-- 0

INSERT INTO s7.followed VALUES (2);

SELECT a, metadata$action FROM s7.st;
-- 2 | INSERT

SELECT a, metadata$action FROM s6.st;
-- 1 | INSERT

SHOW TASKS IN SCHEMA s7 ->> SELECT "name", "state", "predecessors" FROM $1 ORDER BY 1;
-- CHILD | suspended | ["GOLD.S7.ROOT"]
-- ROOT | suspended | []

SHOW GRANTS ON TABLE s7.followed ->> SELECT "privilege" FROM $1 WHERE "grantee_name" = 'READER';
-- SELECT

SHOW GRANTS ON SCHEMA s7 ->> SELECT "privilege" FROM $1 WHERE "grantee_name" = 'READER';

CREATE TABLE s7.promised (a INT);

SHOW GRANTS ON TABLE s7.promised ->> SELECT "privilege" FROM $1 WHERE "grantee_name" = 'READER';
-- INSERT

--# the clone has the clone of the policy
DROP TABLE s6.secrets;

DROP MASKING POLICY s6.hidden;

SELECT a FROM s7.secrets;
-- -1

DROP MASKING POLICY s7.hidden;
-- ! 003553 (42893): SQL compilation error: Policy HIDDEN cannot be dropped/replaced as it is associated with one or more entities.

SHOW PIPES IN SCHEMA s7 ->> SELECT COUNT(*) FROM $1;
-- 0

--# a stream on a table that is not cloned stands where its original does
CREATE SCHEMA s8;

CREATE STREAM far ON TABLE s6.followed;

INSERT INTO s6.followed VALUES (3);

CREATE SCHEMA s9 CLONE s8;

SELECT a FROM s9.far;
-- 3

--# what is tagged in one schema of a database with a tag of another has the clone's tag in the clone
CREATE DATABASE tagged;

CREATE SCHEMA tagged.a;

CREATE SCHEMA tagged.z;

CREATE TAG tagged.z.sensitive;

CREATE TABLE tagged.a.t (i INT) WITH TAG (tagged.z.sensitive = 'yes');

CREATE DATABASE tagged2 CLONE tagged;

SELECT tag_database, tag_value FROM TABLE(tagged2.INFORMATION_SCHEMA.TAG_REFERENCES('tagged2.a.t', 'table'));
-- TAGGED2 | yes

--# stages and pipes: internal ones only where they are asked for, with the files that their directory knows
--# https://docs.snowflake.com/en/sql-reference/sql/create-clone, ../user-guide/object-clone (stages, pipes)
CREATE DATABASE stages;

CREATE SCHEMA one;

CREATE TABLE t (a VARCHAR);

CREATE STAGE plain;

CREATE STAGE listed DIRECTORY = (ENABLE = TRUE) COMMENT = 'has files';

CREATE STAGE outside URL = 's3://bucket/clones/';

COPY INTO @plain/x FROM (SELECT 'plain');

COPY INTO @listed/old FROM (SELECT 'old');

COPY INTO @listed/changed FROM (SELECT 'known');

ALTER STAGE listed REFRESH;

COPY INTO @listed/changed FROM (SELECT 'not known') OVERWRITE = TRUE;

COPY INTO @listed/new FROM (SELECT 'new');

COPY INTO @%t/x FROM (SELECT 'of the table');

CREATE PIPE inside AS COPY INTO t FROM @plain;

CREATE PIPE of_table AS COPY INTO t FROM @%t;

CREATE PIPE here AS COPY INTO t FROM @outside;

CREATE PIPE there AUTO_INGEST = TRUE AS COPY INTO one.t FROM @outside;

CREATE SCHEMA two CLONE one;

SHOW STAGES IN SCHEMA two ->> SELECT "name" FROM $1;
-- OUTSIDE

SHOW PIPES IN SCHEMA two ->> SELECT "name" FROM $1;
-- HERE
-- THERE

SELECT COUNT(*) FROM @two.%t;
-- 0

SELECT PARSE_JSON(SYSTEM$PIPE_STATUS('here')):executionState::VARCHAR, PARSE_JSON(SYSTEM$PIPE_STATUS('there')):executionState::VARCHAR;
-- PAUSED | STOPPED_CLONED

ALTER PIPE there REFRESH;
-- ! Pipe THERE is paused

ALTER PIPE here SET PIPE_EXECUTION_PAUSED = FALSE;

ALTER PIPE there SET PIPE_EXECUTION_PAUSED = FALSE;

SELECT PARSE_JSON(SYSTEM$PIPE_STATUS('there')):executionState::VARCHAR;
-- RUNNING

COPY INTO @outside/x FROM (SELECT 'from outside');

--# a table without its schema is the clone's
ALTER PIPE here REFRESH;
-- s3://bucket/clones/x_0_0_0.csv.gz | SENT

SELECT (SELECT COUNT(*) FROM one.t), (SELECT COUNT(*) FROM two.t);
-- 0 | 1

ALTER PIPE there REFRESH;
-- s3://bucket/clones/x_0_0_0.csv.gz | SENT

SELECT (SELECT COUNT(*) FROM one.t), (SELECT COUNT(*) FROM two.t);
-- 1 | 1

CREATE SCHEMA three CLONE one INCLUDE INTERNAL STAGES;

SHOW STAGES IN SCHEMA three ->> SELECT "name", "directory_enabled", "comment" FROM $1;
-- LISTED | Y | has files
-- OUTSIDE | N |
-- PLAIN | N |

SELECT COUNT(*) FROM @three.plain;
-- 0

SELECT relative_path FROM DIRECTORY(@three.listed);
-- old_0_0_0.csv.gz

SELECT $1 FROM @three.listed;
-- old

--# neither follows the other
REMOVE @one.listed;

SELECT $1 FROM @three.listed;
-- old

SHOW PIPES IN SCHEMA three ->> SELECT "name" FROM $1;
-- HERE
-- THERE

CREATE DATABASE copied CLONE stages INCLUDE INTERNAL STAGES;

SELECT $1 FROM @copied.three.listed;
-- old

CREATE SCHEMA four CLONE stages.one AT (OFFSET => -3600);
-- ! 000707 (02000): Time travel data is not available for schema ONE. The requested time is either beyond the allowed time travel period or before the object creation time.

CREATE STAGE stages.one.another CLONE stages.one.plain;
-- ! CREATE STAGE ... CLONE of an internal stage
