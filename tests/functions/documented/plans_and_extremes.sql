--# Functions of plans, SYS_CONTEXT, SYSTEM$TAG_VALUE_CONTAINS, and values at the ends of their ranges, as their pages under https://docs.snowflake.com/en/sql-reference/functions say.

CREATE TABLE z1 (id INTEGER);

CREATE TABLE z2 (id INTEGER);

SELECT "step", "id", "parentOperators", "operation", "expressions", "partitionsTotal" FROM TABLE(EXPLAIN_JSON(SYSTEM$EXPLAIN_PLAN_JSON('SELECT Z1.ID, Z2.ID FROM Z1, Z2 WHERE Z2.ID = Z1.ID')));
-- NULL | NULL | NULL | GlobalStats | NULL | 2
-- 1 | 0 | NULL | Result | ID, ID | NULL
-- 1 | 1 | [0] | TableScan | NULL | 1
-- 1 | 2 | [0] | TableScan | NULL | 1

SELECT MAX(id) FROM z1 WHERE id = 1;
-- NULL

SELECT SYSTEM$EXPLAIN_PLAN_JSON(LAST_QUERY_ID()) LIKE '{"GlobalStats":{"partitionsTotal":1,%.Z1"]%';
-- TRUE

SELECT SYSTEM$EXPLAIN_PLAN_JSON('CREATE TABLE z3 (id INT)');
-- ! Unsupported feature 'EXPLAIN CREATE TABLE'

SELECT SYSTEM$EXPLAIN_PLAN_JSON('00000000-0000-0000-0000-000000000000');
-- ! Statement '00000000-0000-0000-0000-000000000000' does not exist or not authorized.

SELECT REPLACE(SYSTEM$EXPLAIN_JSON_TO_TEXT(column1), '\n', '/') FROM VALUES ('{"GlobalStats":{"partitionsTotal":2,"partitionsAssigned":2,"bytesAssigned":1024},"Operations":[[{"id":0,"operation":"Result","expressions":["Z1.ID","Z2.ID"]},{"id":1,"parentOperators":[0],"operation":"InnerJoin","expressions":["joinKey: (Z2.ID = Z1.ID)"]},{"id":2,"parentOperators":[1],"operation":"TableScan","objects":["T.Z2"],"expressions":["ID"],"partitionsAssigned":1,"partitionsTotal":1,"bytesAssigned":512}]]}');
-- GlobalStats:/	bytesAssigned=1024/	partitionsAssigned=2/	partitionsTotal=2/Operations:/1:0     ->Result  Z1.ID, Z2.ID/1:1          ->InnerJoin  joinKey: (Z2.ID = Z1.ID)/1:2               ->TableScan  T.Z2  ID  {partitionsTotal=1, partitionsAssigned=1, bytesAssigned=512}/

SELECT SYSTEM$EXPLAIN_JSON_TO_TEXT('{}');
-- ! Error parsing JSON

SELECT * FROM TABLE(EXPLAIN_JSON('x'));
-- ! Error parsing JSON

SELECT SYS_CONTEXT('SNOWFLAKE$SESSION', 'ID') = CURRENT_SESSION(), SYS_CONTEXT('snowflake$session', 'database') = CURRENT_DATABASE(), SYS_CONTEXT('SNOWFLAKE$SESSION', 'IS_ROLE_ACTIVATED', 'NO_SUCH_ROLE'), SYS_CONTEXT('SNOWFLAKE$APPLICATION', 'NAME');
-- TRUE | TRUE | FALSE | NULL

SELECT SYS_CONTEXT('SNOWFLAKE$SESSION', 'NO_SUCH_PROPERTY');
-- ! Unsupported feature 'SYS_CONTEXT('SNOWFLAKE$SESSION', 'NO_SUCH_PROPERTY')'

CREATE TAG classified ALLOWED_VALUES 'PII', 'FINANCIAL';

ALTER TABLE z1 SET TAG classified = 'PII';

SELECT SYSTEM$TAG_VALUE_CONTAINS('classified', 'z1', 'TABLE', 'PII'), SYSTEM$TAG_VALUE_CONTAINS('classified', 'z1', 'TABLE', 'pii'), SYSTEM$TAG_VALUE_CONTAINS('classified', 'z2', 'TABLE', 'PII');
-- TRUE | FALSE | FALSE

SELECT WIDTH_BUCKET(column1, column2, column3, column4) FROM VALUES (1, 5, 5, 4);
-- ! invalid value [5] for parameter 'MAX_VALUE' of function WIDTH_BUCKET

SELECT WIDTH_BUCKET(column1, column2, column3, column4) FROM VALUES (1, 0, 5, 0);
-- ! invalid value [0] for parameter 'NUM_BUCKETS' of function WIDTH_BUCKET

SELECT WIDTH_BUCKET(9007199254740992, 0, 10, 4);
-- ! invalid value [9007199254740992] for parameter 'EXPR' of function WIDTH_BUCKET

SELECT WIDTH_BUCKET(column1, 0, 5, 2) FROM VALUES (NULL), (9007199254740991);
-- NULL
-- 3

SELECT BITMAP_BUCKET_NUMBER(column1) FROM VALUES (99999999999999999999999999999999999999), (-32768);
-- 3051757812500000000000000000000000
-- -1

SELECT DATE_FROM_PARTS(1000000, 1, 1);
-- ! out of range

SELECT DATEADD('second', 9999999999999999, '2000-01-01'::TIMESTAMP_NTZ);
-- ! out of range

SELECT TIME_FROM_PARTS(99999999999999, 1, 1);
-- ! value 359999999999996461000000

SELECT REGEXP_REPLACE('aaa', 'a', 'b', 1, -1);
-- ! invalid value [-1] for parameter 'OCCURRENCE' of function REGEXP_REPLACE

SELECT REGEXP_REPLACE(column1, 'a', 'b', 1, column2) FROM VALUES ('aaa', -1);
-- ! invalid value [-1] for parameter 'OCCURRENCE' of function REGEXP_REPLACE

SELECT REGEXP_REPLACE(column1, 'a', 'b', 1, column2) FROM VALUES ('aaa', 2), ('aaa', 0), ('aaa', NULL);
-- aba
-- bbb
-- NULL

SELECT REGEXP_SUBSTR('aaa', 'a', 1, -1), REGEXP_SUBSTR('aaa', 'a', 1, 0), REGEXP_SUBSTR('aaa', 'a', 1, 3);
-- NULL | NULL | a

SELECT OBJECT_CONSTRUCT(column1, 1, column2, 2) FROM VALUES ('a', 'a');
-- ! 100106 (22000): Duplicate field key 'a'

SELECT OBJECT_KEYS(OBJECT_CONSTRUCT_KEEP_NULL(column1, 1, column2, NULL)) FROM VALUES ('a', 'a');
-- ! 100106 (22000): Duplicate field key 'a'

SELECT OBJECT_CONSTRUCT(column1, 1, column2, 2::FLOAT, 'c', NULL), OBJECT_CONSTRUCT(column1, NULL, column1, 2) FROM VALUES ('b', 'a'), (NULL, 'a');
-- {"a":2.000000000000000e+00,"b":1} | {"b":2}
-- {"a":2.000000000000000e+00} | {}
