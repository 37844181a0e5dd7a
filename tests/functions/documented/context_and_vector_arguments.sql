--# Pages under https://docs.snowflake.com/en/sql-reference/functions: context, data generation, vectors, intervals, their examples and what they say of arguments, NULLs and errors.

SELECT SYSTEM$TYPEOF(NULL), SYSTEM$TYPEOF(1), SYSTEM$TYPEOF(1e10), SYSTEM$TYPEOF(10000),SYSTEM$TYPEOF('something'), SYSTEM$TYPEOF(CONCAT('every', 'body')), system$typeof(128), system$typeof(127), system$typeof(-128), system$typeof(99999), system$typeof(1.5), system$typeof(1.2345::number(5,4)::int);
-- NULL[LOB] | NUMBER(1,0)[SB1] | NUMBER(11,0)[SB8] | NUMBER(5,0)[SB2] | VARCHAR(9)[LOB] | VARCHAR(9)[LOB] | NUMBER(3,0)[SB2] | NUMBER(3,0)[SB1] | NUMBER(3,0)[SB1] | NUMBER(5,0)[SB4] | NUMBER(2,1)[SB1] | NUMBER(38,0)[SB1]

begin;

commit;

SET MY_LOCAL_VARIABLE= 'my_local_variable_value';

set num = 5;

select is_granted_to_invoker_role('ACCOUNTADMIN'), is_granted_to_invoker_role('SYSADMIN'), is_granted_to_invoker_role('NOPE'), invoker_role(), invoker_share(), is_role_in_session('PUBLIC');
-- TRUE | TRUE | FALSE | ACCOUNTADMIN | NULL | TRUE

CREATE OR REPLACE MASKING POLICY mask_string AS
(val string) RETURNS string ->
CASE
  WHEN IS_GRANTED_TO_INVOKER_ROLE('ANALYST') then val
  ELSE '*******'
END;

ALTER SESSION SET TIMESTAMP_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF';

SELECT ROW_NUMBER() OVER (ORDER BY seq4())
     FROM TABLE(generator(rowcount => 3));
-- 1
-- 2
-- 3

select seq1(2);
-- ! 001015 (22023): SQL compilation error: invalid value [2] for parameter 'SIGN' of function SEQ1

select max(seq1()), min(seq1(0)) from table(generator(rowcount=>300));
-- 127 | 0

select uniform(10,1,random());
-- ! 001015 (22023): SQL compilation error: invalid value [1] for parameter 'MAX' of function UNIFORM

select zipf(1,0,random());
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'N' of function ZIPF

select zipf(1,16777216,random());
-- ! 001015 (22023): SQL compilation error: invalid value [16777216] for parameter 'N' of function ZIPF

select uniform(column1,10,random()) from values (1);
-- ! 001015 (22023): SQL compilation error: argument 1 to function UNIFORM needs to be constant, found 'COLUMN1'

select zipf(column1,10,random()) from values (1);
-- ! 001015 (22023): SQL compilation error: argument 1 to function ZIPF needs to be constant, found 'COLUMN1'

create table vectors (a vector(float,3), b vector(float,3));

insert into vectors select [1.1,2.2,3]::VECTOR(FLOAT,3), [1,1,1]::VECTOR(FLOAT,3);

insert into vectors select [1,2.2,3]::VECTOR(FLOAT,3), [4,6,8]::VECTOR(FLOAT,3);

SELECT a, VECTOR_COSINE_SIMILARITY(a, [1,2,3]::VECTOR(FLOAT, 3)) AS similarity
  FROM vectors
  ORDER BY similarity DESC
  LIMIT 1;
-- [1.0, 2.2, 3.0] | 0.999036886996043

SELECT a, b, VECTOR_L1_DISTANCE(a, b), VECTOR_L2_DISTANCE(a, b), vector_inner_product(a,b) FROM vectors;
-- [1.1, 2.2, 3.0] | [1.0, 1.0, 1.0] | 3.30000019073486 | 2.33452350598575 | 6.3
-- [1.0, 2.2, 3.0] | [4.0, 6.0, 8.0] | 11.8000001907349 | 6.95988505652213 | 41.2

select vector_l2_distance([1,2]::vector(int,2),[1,2,3]::vector(int,3));
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'VECTOR_L2_DISTANCE': (VECTOR(INT, 2), VECTOR(INT, 3))

select vector_cosine_similarity([1,2],[3,4]);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'VECTOR_COSINE_SIMILARITY': (ARRAY, ARRAY)

CREATE OR REPLACE TABLE vector_data (
  id INT,
  category VARCHAR,
  embedding VECTOR(FLOAT, 3)
);

INSERT INTO vector_data
SELECT 1, 'A', [2.0, 4.0, 6.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 2, 'A', [4.0, 8.0, 12.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 3, 'B', [1.0, 2.0, 3.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 4, 'B', [3.0, 6.0, 9.0]::VECTOR(FLOAT, 3);

SELECT category, VECTOR_AVG(embedding) AS avg_vector
  FROM vector_data
  GROUP BY category
  ORDER BY category;
-- A | [3.0, 6.0, 9.0]
-- B | [2.0, 4.0, 6.0]

SELECT VECTOR_AVG(embedding) AS overall_avg, vector_sum(embedding), vector_min(embedding), vector_max(embedding)
  FROM vector_data;
-- [2.5, 5.0, 7.5] | [10.0, 20.0, 30.0] | [1.0, 2.0, 3.0] | [4.0, 8.0, 12.0]

select vector_avg(column1::vector(int,2)), vector_sum(column1::vector(int,2)) from (select [1,3] column1 union all select [2,4]);
-- [1.5, 3.5] | [3, 7]

SELECT REGEXP_INSTR('It was the best of times, it was the worst of times',
                    '\\bwas\\b',
                    1,
                    1) AS result, REGEXP_INSTR('It was the best of times, it was the worst of times',
                    'the\\W+(\\w+)',
                    1,
                    1,
                    0,
                    'e'), REGEXP_INSTR('It was the best of times, it was the worst of times',
                    '[[:alpha:]]{2,}st',
                    15,
                    1);
-- 4 | 12 | 38

CREATE OR REPLACE TABLE message(body VARCHAR(255));

INSERT INTO message VALUES
  ('Hellooo World'),
  ('How are you doing today?'),
  ('the quick brown fox jumps over the lazy dog'),
  ('PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS');

SELECT
       REGEXP_INSTR(body, '\\b\\S*o\\S*\\b') AS result, REGEXP_INSTR(body, '\\b\\S*o\\S*\\b', 3), REGEXP_INSTR(body, '\\b\\S*o\\S*\\b', 3, 3),REGEXP_INSTR(body, '\\b\\S*o\\S*\\b', 3, 3, 1),REGEXP_INSTR(body, '\\b\\S*o\\S*\\b', 3, 3, 1, 'i')
  FROM message;
-- 1 | 3 | 0 | 0 | 0
-- 1 | 9 | 19 | 24 | 24
-- 11 | 11 | 27 | 31 | 31
-- 0 | 0 | 0 | 0 | 35

CREATE OR REPLACE TABLE cities(city VARCHAR(20));

INSERT INTO cities VALUES
  ('Sacramento'),
  ('San Francisco'),
  ('San Luis Obispo'),
  ('San Jose'),
  ('Santa Barbara'),
  ('Palo Alto'),
  (NULL);

SELECT * FROM cities WHERE REGEXP_LIKE(city, 'san.*', 'i');
-- San Francisco
-- San Luis Obispo
-- San Jose
-- Santa Barbara

CREATE OR REPLACE TABLE regex_special_characters(v VARCHAR(20));

INSERT INTO regex_special_characters VALUES
  ('Snow'),
  ('Sn.ow'),
  ('Sn@ow'),
  ('Sn$ow'),
  ('Sn\\ow');

SELECT *
  FROM regex_special_characters
  WHERE REGEXP_LIKE(v, '.*\\W.*');
-- Sn.ow
-- Sn@ow
-- Sn$ow
-- Sn\ow

select search_ip('a','1.2.3.4');
-- FALSE

select trim(collate('xax','en-ci'),'x');
-- ! 000002 (0A000): Unsupported feature 'TRIM of characters with the collation 'en-ci''

select trim(collate(' a ','en-ci'),' '), rtrim('a'), ltrim(null), trim('xax','x'), trim(collate('xax','utf8'),'x');
-- a | a | NULL | a | a

select rlike('a','a');
-- TRUE

SELECT HASH(10)=HASH(10::float::variant), hash(10.5::float)=hash(10.5::float::variant), hash('2024-01-01 00:00 +0000'::timestamp_tz::variant)=hash('2024-01-01 01:00 +0100'::timestamp_tz::variant), hash('2024-01-01 00:00 +0000'::timestamp_tz::variant)=hash('2024-01-01 01:00 +0100'::timestamp_tz), hash('a'::variant)=hash('a'), hash(parse_json('1.50'))=hash(1.5), hash('2024-01-01'::date::variant) is null, hash(parse_json('{"a":"\\u00e9"}')) is null, hash('2024-01-01 01:00:00.123456 -0730'::timestamp_tz::variant)=hash('2024-01-01 01:00:00.123456 -0730'::timestamp_tz);
-- TRUE | TRUE | TRUE | TRUE | TRUE | TRUE | FALSE | FALSE | TRUE

select to_decimal('1',10,11);
-- ! 001015 (22023): SQL compilation error: invalid value [11] for parameter 'SCALE' of function TO_DECIMAL

select time('11.15.00', 'HH24.MI.SS');
-- ! 000939 (22023): SQL compilation error: error line 1 at position 7 too many arguments for function [TIME('11.15.00', 'HH24.MI.SS')] expected 1, got 2

select to_time('11.15.00', 'HH24.MI.SS'), time('10:11');
-- 11:15:00 | 10:11:00

select to_timestamp('2024-01-01'::date::variant);
-- ! 100071 (22000): Failed to cast variant value "2024-01-01" to TIMESTAMP_NTZ

select to_time(parse_json('5'));
-- ! 100071 (22000): Failed to cast variant value 5 to TIME

select to_time(parse_json('true'));
-- ! 100071 (22000): Failed to cast variant value true to TIME

select to_time(parse_json('"5"')), to_time(parse_json('null')), to_time(null::variant), '10:11'::time::variant::time, to_time(parse_json('{"a":"10:11"}'):a);
-- 00:00:05 | NULL | NULL | 10:11:00 | 10:11:00

select to_time(parse_json('{"a":5}'):a);
-- ! 100071 (22000): Failed to cast variant value 5 to TIME

select uniform(10,1,random());
-- ! 001015 (22023): SQL compilation error: invalid value [1] for parameter 'MAX' of function UNIFORM

select uniform(column1,10,random()) from values (1);
-- ! 001015 (22023): SQL compilation error: argument 1 to function UNIFORM needs to be constant, found 'COLUMN1'

select zipf(column1,10,random()) from values (1);
-- ! 001015 (22023): SQL compilation error: argument 1 to function ZIPF needs to be constant, found 'COLUMN1'

select normal(column1,10,random()) from values (1);
-- ! 001015 (22023): SQL compilation error: argument 1 to function NORMAL needs to be constant, found 'COLUMN1'

set x=5;

select uniform(1,$x,random())<=5, uniform(1::float,2.5,random())<=2.5, normal(0,1,random()) is null, uniform(-5,-1,random())<0;
-- TRUE | TRUE | FALSE | TRUE

select date_part(year, interval '1-2' year to month), date_part(month, interval '1-2' year to month), date_part(day, interval '3 4' day to hour), date_part(hour, interval '3 4' day to hour), extract(second from interval '1:02.5' minute to second), date_part(nanosecond, interval '1:02.5' minute to second), date_part(month, interval '-14' month), date_part(year, interval '30' month), date_part(day, interval '50' hour), date_part(minute, interval '50' hour);
-- 1 | 2 | 3 | 4 | 2 | 500000000 | -2 | 2 | 2 | 0

select date_part(day, interval '1-2' year to month);
-- ! 000002 (42601): SQL compilation error: 'DAY' is not a valid date/time component for function DATE_PART.

select date_part(week, interval '1' day);
-- ! 000002 (42601): SQL compilation error: 'WEEK' is not a valid date/time component for function DATE_PART.

select date_part(year, 5);
-- 1970

select date_part(year, null), date_part(year,'2024-01-01'), date_part(year, true);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 60 Invalid argument types for function 'DATE_PART': (BOOLEAN)

begin;

commit;

select VECTOR_TRUNCATE([1, 2, 3]::VECTOR(INT, 3), 2), VECTOR_NORMALIZE([1, 2, 3]::VECTOR(INT, 3)), vector_trunc([1.5,2]::vector(float,2),1), vector_truncate(null,2), vector_truncate([1.5,2]::vector(float,2),null), vector_normalize(null);
-- [1, 2] | [0.2672612419124244, 0.5345224838248488, 0.8017837257372732] | [1.5] | NULL | NULL | NULL

select VECTOR_TRUNCATE([1, 2, 3]::VECTOR(INT, 3), 4);
-- ! 001015 (22023): SQL compilation error: invalid value [4] for parameter 'DIMENSION' of function VECTOR_TRUNCATE

CREATE OR REPLACE TABLE vector_data (
  id INT,
  category VARCHAR,
  embedding VECTOR(FLOAT, 3)
);

INSERT INTO vector_data
SELECT 1, 'A', [2.0, 4.0, 6.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 2, 'A', [4.0, 8.0, 12.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 3, 'B', [1.0, 2.0, 3.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 4, 'B', [3.0, 6.0, 9.0]::VECTOR(FLOAT, 3)
UNION ALL SELECT 5, 'C', null;

SELECT category, VECTOR_AVG(embedding) AS avg_vector, vector_sum(embedding), vector_min(embedding), vector_max(embedding)
  FROM vector_data
  GROUP BY category
  ORDER BY category;
-- A | [3.0, 6.0, 9.0] | [6.0, 12.0, 18.0] | [2.0, 4.0, 6.0] | [4.0, 8.0, 12.0]
-- B | [2.0, 4.0, 6.0] | [4.0, 8.0, 12.0] | [1.0, 2.0, 3.0] | [3.0, 6.0, 9.0]
-- C | NULL | NULL | NULL | NULL

SELECT VECTOR_AVG(embedding), vector_sum(embedding), vector_min(embedding), vector_max(embedding), vector_avg(distinct embedding)
  FROM vector_data;
-- [2.5, 5.0, 7.5] | [10.0, 20.0, 30.0] | [1.0, 2.0, 3.0] | [4.0, 8.0, 12.0] | [2.5, 5.0, 7.5]

select id, vector_sum(embedding) over (partition by category order by id) from vector_data order by id;
-- 1 | [2.0, 4.0, 6.0]
-- 2 | [6.0, 12.0, 18.0]
-- 3 | [1.0, 2.0, 3.0]
-- 4 | [4.0, 8.0, 12.0]
-- 5 | NULL

select vector_sum(id) from vector_data;
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'VECTOR_SUM': (NUMBER(38,0))

select vector_avg(embedding) from vector_data where id>100;
-- NULL

create table vv as select vector_avg(embedding) v, vector_sum([1,2]::vector(int,2)) w from vector_data;

describe table vv;
-- V | VECTOR(FLOAT, 3) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- W | VECTOR(INT, 2) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL

select vector_l2_distance(v, [1,1,1]::vector(float,3)), w from vv;
-- 7.77817459305202 | [5, 10]

CREATE TABLE file_table(f OBJECT);

INSERT INTO file_table SELECT OBJECT_CONSTRUCT('STAGE', 'MYSTAGE', 'RELATIVE_PATH', 'document.pdf', 'ETAG', '<ETAG value>',
  'LAST_MODIFIED', 'Wed, 11 Dec 2024 20:24:00 GMT', 'SIZE', 105859, 'FILE_TYPE', 'application/pdf');

INSERT INTO file_table SELECT OBJECT_CONSTRUCT('STAGE', 'MYSTAGE', 'RELATIVE_PATH', 'image.jpg', 'ETAG', '<ETAG value>',
  'LAST_MODIFIED', 'Wed, 11 Dec 2024 20:24:00 GMT', 'SIZE', 105859, 'CONTENT_TYPE', 'image/jpg');

INSERT INTO file_table SELECT NULL;

SELECT FL_GET_CONTENT_TYPE(f), FL_GET_FILE_TYPE(f), FL_IS_DOCUMENT(f), FL_IS_IMAGE(f), FL_GET_SIZE(f), FL_GET_LAST_MODIFIED(f), FL_GET_STAGE(f) FROM file_table ORDER BY 2;
-- NULL | document | TRUE | FALSE | 105859 | Wed, 11 Dec 2024 20:24:00 GMT | MYSTAGE
-- image/jpg | image | FALSE | TRUE | 105859 | Wed, 11 Dec 2024 20:24:00 GMT | MYSTAGE
-- NULL | NULL | NULL | NULL | NULL | NULL | NULL

SELECT FL_GET_SIZE('a');
-- ! Invalid argument types for function 'FL_GET_SIZE': (VARCHAR(1))

SELECT TO_FILE('@~/a.png');
-- ! Unsupported feature 'function TO_FILE'
