--# Examples of the pages of the data types: semi-structured, structured, text, numeric, date and time.

CREATE OR REPLACE TABLE variant_insert (v VARIANT);

INSERT INTO variant_insert (v)
  SELECT PARSE_JSON('{"key3": "value3", "key4": "value4"}');

SELECT * FROM variant_insert;
-- {"key3":"value3","key4":"value4"}

CREATE OR REPLACE TABLE varia (float1 FLOAT, v VARIANT, float2 FLOAT);

INSERT INTO varia (float1, v, float2) VALUES (1.23, NULL, NULL);

UPDATE varia SET v = TO_VARIANT(float1);

UPDATE varia SET float2 = v::FLOAT;

SELECT * FROM varia;
-- 1.23 | 1.230000000000000e+00 | 1.23

SELECT 'Sample', 'Sample'::VARIANT, 'Sample'::VARIANT::VARCHAR;
-- Sample | "Sample" | Sample

SELECT OBJECT_CONSTRUCT(
  'name', 'Jones'::VARIANT,
  'age',  42::VARIANT);
-- {"age":42,"name":"Jones"}

CREATE OR REPLACE TABLE object_example (object_column OBJECT);

INSERT INTO object_example (object_column)
  SELECT OBJECT_CONSTRUCT('thirteen', 13::VARIANT, 'zero', 0::VARIANT);

SELECT * FROM object_example;
-- {"thirteen":13,"zero":0}

CREATE OR REPLACE TABLE demo_ca_provinces (province VARCHAR, capital VARCHAR);

INSERT INTO demo_ca_provinces (province, capital) VALUES
  ('Ontario', 'Toronto'),
  ('British Columbia', 'Victoria');

SELECT {*} FROM demo_ca_provinces;
-- {"CAPITAL":"Toronto","PROVINCE":"Ontario"}
-- {"CAPITAL":"Victoria","PROVINCE":"British Columbia"}

select {t.*} from demo_ca_provinces t;
-- {"CAPITAL":"Toronto","PROVINCE":"Ontario"}
-- {"CAPITAL":"Victoria","PROVINCE":"British Columbia"}

SELECT {* ILIKE 'cap%'} FROM demo_ca_provinces;
-- {"CAPITAL":"Toronto"}
-- {"CAPITAL":"Victoria"}

SELECT {* EXCLUDE province} FROM demo_ca_provinces;
-- {"CAPITAL":"Toronto"}
-- {"CAPITAL":"Victoria"}

SELECT {*, 'k': 'v'} FROM demo_ca_provinces;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 9 unexpected ','.

SELECT {t1.*, t2.*} FROM demo_ca_provinces t1, demo_ca_provinces t2;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 0 unexpected ','.

SET my_variable = 10;

SELECT {'key1': $my_variable+1, 'key2': $my_variable+2};
-- {"key1":11,"key2":12}

SELECT [$my_variable+1, $my_variable+2];
-- [11,12]

SELECT { 'Manitoba': 'Winnipeg' } AS province_capital;
-- {"Manitoba":"Winnipeg"}

SELECT object_column['thirteen'],
       object_column:thirteen
  FROM object_example;
-- 13 | 13

CREATE OR REPLACE TABLE demonstration1 (
  ID INTEGER,
  array1 ARRAY,
  variant1 VARIANT,
  object1 OBJECT);

INSERT INTO demonstration1 (id, array1, variant1, object1)
  SELECT
    1,
    ARRAY_CONSTRUCT(1, 2, 3),
    PARSE_JSON(' { "key1": "value1", "key2": "value2" } '),
    PARSE_JSON(' { "outer_key1": { "inner_key1A": "1a", "inner_key1B": "1b" }, '
              ||
               '   "outer_key2": { "inner_key2": 2 } } ');

INSERT INTO demonstration1 (id, array1, variant1, object1)
  SELECT
    2,
    ARRAY_CONSTRUCT(1, 2, 3, NULL),
    PARSE_JSON(' { "key1": "value1", "key2": NULL } '),
    PARSE_JSON(' { "outer_key1": { "inner_key1A": "1a", "inner_key1B": NULL }, '
              ||
                '   "outer_key2": { "inner_key2": 2 } '
              ||
               ' } ');

SELECT *
  FROM demonstration1
  ORDER BY id;
-- 1 | [1,2,3] | {"key1":"value1","key2":"value2"} | {"outer_key1":{"inner_key1A":"1a","inner_key1B":"1b"},"outer_key2":{"inner_key2":2}}
-- 2 | [1,2,3,undefined] | {"key1":"value1","key2":null} | {"outer_key1":{"inner_key1A":"1a","inner_key1B":null},"outer_key2":{"inner_key2":2}}

SELECT [1,2,NULL,3]::ARRAY(INTEGER)::VARIANT;
-- [1,2,undefined,3]

SELECT
    CAST ([1,2,3] AS ARRAY(VARCHAR)) AS varchar_array,
    SYSTEM$TYPEOF(varchar_array) AS array_cast_type;
-- ["1","2","3"] | ARRAY(VARCHAR)[LOB]

SELECT CAST({'city':'San Mateo','state': 'CA'}::OBJECT(city VARCHAR, state VARCHAR)
  AS OBJECT(city_name VARCHAR, state_name VARCHAR) RENAME FIELDS) AS object_value_key_names;
-- {"city_name":"San Mateo","state_name":"CA"}

SELECT OBJECT_CONSTRUCT_KEEP_NULL_STRUCTURED(
  'oname', 'abc',
  'created_date', NULL::DATE
);
-- {"created_date":null,"oname":"abc"}

SELECT OBJECT_CONSTRUCT(
  'oname', 'abc',
  'created_date', '2020-01-18'::DATE
)::OBJECT(
  oname VARCHAR,
  created_date DATE
);
-- {"oname":"abc","created_date":"2020-01-18"}

SELECT {
  '-10': 'CA',
  '-20': 'OR'
}::MAP(
  NUMBER,
  VARCHAR
);
-- {"-20":"OR","-10":"CA"}

SELECT OBJECT_KEYS({'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR, state VARCHAR));
-- ["city","state"]

SELECT ARRAY_CONTAINS(10, [1, 10, 100]::ARRAY(NUMBER)), ARRAY_POSITION(10, [1, 10, 100]::ARRAY(NUMBER));
-- TRUE | 1

SELECT ARRAY_CONTAINS(10::variant, [1, 10, 100]::ARRAY(NUMBER));
-- ! Invalid argument types for function 'ARRAY_CONTAINS': (VARIANT, ARRAY(NUMBER(38,0)))

SELECT {'a':2,'b':1}::OBJECT(b INTEGER,a INTEGER) > {'a':1,'b':2}::OBJECT(b INTEGER,a INTEGER);
-- TRUE

SELECT ARRAY_APPEND( [1,2]::ARRAY(DOUBLE), 3::NUMBER );
-- [1.000000000000000e+00,2.000000000000000e+00,3.000000000000000e+00]

SELECT ARRAY_APPEND( [1,2]::ARRAY(DOUBLE), '3' );
-- [1.000000000000000e+00,2.000000000000000e+00,3.000000000000000e+00]

SELECT ARRAY_APPEND( [1,2]::ARRAY(NUMBER), '2022-02-02'::DATE );
-- ! Invalid argument types for function 'ARRAY_APPEND': (ARRAY(NUMBER(38,0)), DATE)

SELECT ARRAY_CAT( [1,2]::ARRAY(NUMBER), ['3','4'] );
-- ! Invalid argument types for function 'ARRAY_CAT': (ARRAY(NUMBER(38,0)), ARRAY)

SELECT ARRAY_CAT( [1,2], ['3','4']::ARRAY(VARCHAR) );
-- ! Invalid argument types for function 'ARRAY_CAT': (ARRAY, ARRAY(VARCHAR))

select [1, NULL, 3]::ARRAY(NUMBER NOT NULL);
-- ! 100072 (22000): NULL result in a non-nullable part of ARRAY(NUMBER(38,0) NOT NULL)

select ['a','b']::ARRAY(NUMBER);
-- ! 100071 (22000): Failed to cast variant value "a" to FIXED

select [parse_json('null')]::ARRAY(VARIANT), [parse_json('null')]::ARRAY(NUMBER);
-- [null] | [undefined]

select object_construct('a', [1]::array(int));
-- ! Invalid argument types for function 'OBJECT_CONSTRUCT': (VARCHAR(1), ARRAY(NUMBER(38,0)))

SELECT 'Today''s sales projections', '-''''-';
-- Today's sales projections | -''-

CREATE OR REPLACE TABLE test_fixed(
  num0 NUMBER,
  num10 NUMBER(10,1),
  dec20 DECIMAL(20,2),
  numeric30 NUMERIC(30,3),
  int1 INT,
  int2 INTEGER);

DESC TABLE test_fixed;
-- NUM0 | NUMBER(38,0) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- NUM10 | NUMBER(10,1) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- DEC20 | NUMBER(20,2) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- NUMERIC30 | NUMBER(30,3) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- INT1 | NUMBER(38,0) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- INT2 | NUMBER(38,0) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL

CREATE OR REPLACE TABLE test_float(
  double1 DOUBLE,
  float1 FLOAT,
  dp1 DOUBLE PRECISION,
  real1 REAL);

DESC TABLE test_float;
-- DOUBLE1 | FLOAT | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- FLOAT1 | FLOAT | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- DP1 | FLOAT | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- REAL1 | FLOAT | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL

SELECT '2026-04-01'::DATE + INTERVAL '3' DAYS;
-- 2026-04-04 00:00:00.000

SELECT TO_DATE('2024-01-01') + INTERVAL '1-1' YEAR TO MONTH
  AS date_plus_one_year_one_month;
-- 2025-02-01

SELECT TO_DATE('2024-01-01') + INTERVAL '-1-1' YEAR TO MONTH
  AS date_plus_one_year_one_month;
-- 2022-12-01

SELECT TO_TIMESTAMP('2024-01-01 08:08:08.99') + INTERVAL '1 01:01:01.7878' DAY TO SECOND
  AS date_plus_period_of_time;
-- 2024-01-02 09:09:10.777

SELECT SYSTEM$TYPEOF(TO_TIMESTAMP('2025-10-05 01:02:03') - TO_TIMESTAMP('2025-09-15 11:36:22'))
  AS type;
-- INTERVAL DAY(9) TO SECOND(9)[SB16]

SELECT (TO_TIMESTAMP('2025-10-05 01:02:03') - TO_TIMESTAMP('2025-09-15 11:36:22'))::INTERVAL DAY(2) TO SECOND(2)::VARCHAR
  AS interval_format_result;
-- +19 13:25:41.00

select INTERVAL '5' YEAR(2)::varchar, INTERVAL '1-08' YEAR(3) TO MONTH::varchar, INTERVAL '-5' MONTH(2)::varchar, INTERVAL '14' MONTH(2)::varchar, INTERVAL '-44-11' YEAR(2) TO MONTH::varchar, INTERVAL '11 10:09' DAY(2) TO MINUTE::varchar, INTERVAL '02 23:08:23.275' DAY(2) TO SECOND(3)::varchar, INTERVAL '4.3' SECOND(5, 6)::varchar;
-- +5 | +1-08 | -5 | +14 | -44-11 | +11 10:09 | +2 23:08:23.275 | +4.300000

select interval '1' year + interval '1' day;
-- ! Invalid argument types for function '+': (INTERVAL YEAR(9), INTERVAL DAY(9))

select interval '1' day::variant;
-- ! 001065 (22023): SQL compilation error: Function CAST cannot be used with arguments of types INTERVAL DAY(9) and VARIANT

SELECT '2024-01-01 00:00:00 +0000'::TIMESTAMP_TZ = '2024-01-01 01:00:00 +0100'::TIMESTAMP_TZ;
-- TRUE

alter session set timezone='America/Los_Angeles';

SELECT '2024-01-01 12:00:00'::TIMESTAMP_TZ;
-- 2024-01-01 12:00:00.000 -0800

SELECT DATEADD(MONTH, 6, '2024-01-01 12:00:00'::TIMESTAMP_TZ);
-- 2024-07-01 12:00:00.000 -0800

ALTER SESSION SET TIMESTAMP_TYPE_MAPPING = TIMESTAMP_NTZ;

CREATE OR REPLACE TABLE ts_test(ts TIMESTAMP_LTZ);

ALTER SESSION SET TIMEZONE = 'America/Los_Angeles';

INSERT INTO ts_test VALUES('2024-01-01 16:00:00');

INSERT INTO ts_test VALUES('2024-01-02 16:00:00 +00:00');

SELECT ts, HOUR(ts) FROM ts_test;
-- 2024-01-01 16:00:00.000 -0800 | 16
-- 2024-01-02 08:00:00.000 -0800 | 8

ALTER SESSION SET TIMEZONE = 'America/New_York';

SELECT ts, HOUR(ts) FROM ts_test;
-- 2024-01-01 19:00:00.000 -0500 | 19
-- 2024-01-02 11:00:00.000 -0500 | 11

CREATE OR REPLACE TABLE ts_test(ts TIMESTAMP_NTZ);

INSERT INTO ts_test VALUES('2024-01-01 16:00:00');

INSERT INTO ts_test VALUES('2024-01-02 16:00:00 +00:00');

SELECT ts, HOUR(ts) FROM ts_test;
-- 2024-01-01 16:00:00.000 | 16
-- 2024-01-02 16:00:00.000 | 16

ALTER SESSION SET TIMEZONE = 'America/Los_Angeles';

CREATE OR REPLACE TABLE ts_test(ts TIMESTAMP_TZ);

INSERT INTO ts_test VALUES('2024-01-01 16:00:00');

INSERT INTO ts_test VALUES('2024-01-02 16:00:00 +00:00');

ALTER SESSION SET TIMEZONE = 'America/New_York';

SELECT ts, HOUR(ts) FROM ts_test;
-- 2024-01-01 16:00:00.000 -0800 | 16
-- 2024-01-02 16:00:00.000 +0000 | 16

SELECT TO_TIME('04:15:29') + INTERVAL '3 hours, 18 minutes';
-- 07:33:29

SELECT TO_DATE('2025-01-17') + INTERVAL
    '1 y, 3 q, 4 mm, 5 w, 6 d, 7 h, 9 m, 8 s,
    1000 ms, 445343232 us, 898498273498 ns'
  AS complex_interval2;
-- 2027-03-30 07:31:32.841

SELECT TO_DATE ('2019-02-28') + INTERVAL '1 day, 1 year', TO_DATE ('2019-02-28') + INTERVAL '1 year, 1 day';
-- 2020-03-01 | 2020-02-29

select '2024-01-01'::timestamp + 1;
-- ! Invalid argument types for function '+': (TIMESTAMP_NTZ(9), NUMBER(1,0))

select '10:00'::time + 1;
-- ! Invalid argument types for function '+': (TIME(9), NUMBER(1,0))
