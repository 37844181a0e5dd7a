--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: conversion, dates and times.

CREATE OR REPLACE TABLE convert_numbers_to_strings(column1 NUMBER(38,3));

INSERT INTO convert_numbers_to_strings VALUES (-12.391),(0),(-1),(0.10),(0.01),(3987),(1.111);

SELECT column1 AS orig_value,
       TO_CHAR(column1, '">"$99.0"<"') AS D2_1,
       TO_CHAR(column1, '">"B9,999.0"<"') AS D4_1,
       TO_CHAR(column1, '">"TME"<"') AS TME,
       TO_CHAR(column1, '">"TM9"<"') AS TM9,
       TO_CHAR(column1, '">"0XXX"<"') AS X4,
       TO_CHAR(column1, '">"S0XXX"<"') AS SX4
  FROM convert_numbers_to_strings;
-- -12.391 | >-$12.4< | >   -12.4< | >-1.2391E1< | >-12.391< | >FFF4< | >-000C<
-- 0.000 | >  $0.0< | >      .0< | >0E0< | >0.000< | >0000< | >+0000<
-- -1.000 | > -$1.0< | >    -1.0< | >-1E0< | >-1.000< | >FFFF< | >-0001<
-- 0.100 | >  $0.1< | >      .1< | >1E-1< | >0.100< | >0000< | >+0000<
-- 0.010 | >  $0.0< | >      .0< | >1E-2< | >0.010< | >0000< | >+0000<
-- 3987.000 | > $##.#< | > 3,987.0< | >3.987E3< | >3987.000< | >0F93< | >+0F93<
-- 1.111 | >  $1.1< | >     1.1< | >1.111E0< | >1.111< | >0001< | >+0001<

SELECT TO_VARCHAR('2024-04-05 01:02:03'::TIMESTAMP, 'mm/dd/yyyy, hh24:mi hours');
-- 04/05/2024, 01:02 hours

SELECT TO_VARCHAR('03-April-2024'::DATE), TO_VARCHAR('03-April-2024'::DATE, 'yyyy.mm.dd');
-- 2024-04-03 | 2024.04.03

CREATE OR REPLACE TABLE test_data_type_conversion (
  varchar_value VARCHAR,
  number_value NUMBER(5, 4),
  timestamp_value TIMESTAMP);

INSERT INTO test_data_type_conversion VALUES (
  '9.8765',
  1.2345,
  '2024-05-09 14:32:29.135 -0700');

SELECT * FROM test_data_type_conversion;
-- 9.8765 | 1.2345 | 2024-05-09 14:32:29.135

SELECT CAST(varchar_value AS NUMBER(5,2)) AS varchar_to_number1,
       SYSTEM$TYPEOF(varchar_to_number1) AS data_type
  FROM test_data_type_conversion;
-- 9.88 | NUMBER(5,2)[SB4]

SELECT varchar_value::NUMBER(6,5) AS varchar_to_number2,
       SYSTEM$TYPEOF(varchar_to_number2) AS data_type
  FROM test_data_type_conversion;
-- 9.87650 | NUMBER(6,5)[SB4]

SELECT varchar_value,
       SYSTEM$TYPEOF(varchar_value) AS data_type_source,
       CAST(varchar_value AS VARCHAR(9)) AS converted_varchar,
       SYSTEM$TYPEOF(converted_varchar) AS data_type_converted
  FROM test_data_type_conversion;
-- 9.8765 | VARCHAR(16777216)[LOB] | 9.8765 | VARCHAR(9)[LOB]

SELECT CAST(varchar_value AS VARCHAR(4))
  FROM test_data_type_conversion;
-- ! 100078 (22000): String '9.8765' is too long and would be truncated

SELECT CAST(timestamp_value AS DATE) AS timestamp_to_date,
       SYSTEM$TYPEOF(timestamp_to_date) AS data_type
  FROM test_data_type_conversion;
-- 2024-05-09 | DATE[SB4]

CREATE OR REPLACE TABLE test_boolean(b BOOLEAN,n NUMBER,s STRING);

INSERT INTO test_boolean VALUES (true, 1, 'yes'),(false, 0, 'no'),(null, null, null);

SELECT * FROM test_boolean;
-- TRUE | 1 | yes
-- FALSE | 0 | no
-- NULL | NULL | NULL

SELECT s, TO_BOOLEAN(s) , n, TO_BOOLEAN(n) FROM test_boolean;
-- yes | TRUE | 1 | TRUE
-- no | FALSE | 0 | FALSE
-- NULL | NULL | NULL | NULL

CREATE OR REPLACE TABLE number_conv(expr VARCHAR);

INSERT INTO number_conv VALUES ('12.3456'), ('98.76546');

SELECT expr, TO_NUMBER(expr), TO_NUMBER(expr, 10, 1), TO_NUMBER(expr, 10, 8) FROM number_conv;
-- 12.3456 | 12 | 12.3 | 12.34560000
-- 98.76546 | 99 | 98.8 | 98.76546000

SELECT expr, TO_NUMBER(expr, 10, 9) FROM number_conv;
-- ! 100039 (22003): Numeric value '12.3456' is out of range

SELECT column1,
       TO_DECIMAL(column1, '99.9') as D0,
       TO_DECIMAL(column1, '99.9', 9, 5) as D5,
       TO_DECIMAL(column1, 'TM9', 9, 5) as TD5
  FROM VALUES ('1.0'), ('-12.3'), ('0.0'), ('- 0.1');
-- 1.0 | 1 | 1.00000 | 1.00000
-- -12.3 | -12 | -12.30000 | -12.30000
-- 0.0 | 0 | 0.00000 | 0.00000
-- - 0.1 | 0 | -0.10000 | -0.10000

SELECT column1, TO_DECIMAL(column1, '9,999.99', 6, 2) as convert_number FROM VALUES ('3,741.72');
-- 3,741.72 | 3741.72

SELECT column1, TO_DECIMAL(column1, '$9,999.99', 6, 2) as convert_currency FROM VALUES ('$3,741.72');
-- $3,741.72 | 3741.72

SELECT TO_DECIMAL('ae5', 'XXX');
-- 2789

SELECT TO_DECIMAL('ae5', 'XX');
-- ! 100140 (22007): Can't parse 'ae5' as number with format 'XX'

ALTER SESSION SET TIMEZONE = 'America/Los_Angeles';

SELECT TO_TIMESTAMP_TZ('2024-04-05 01:02:03'), TO_TIMESTAMP_NTZ('2024-04-05 01:02:03'), TO_TIMESTAMP_TZ('04/05/2024 01:02:03', 'mm/dd/yyyy hh24:mi:ss'),TO_TIMESTAMP_TZ('04/05/2024 01:02:03', 'dd/mm/yyyy hh24:mi:ss');
-- 2024-04-05 01:02:03.000 -0700 | 2024-04-05 01:02:03.000 | 2024-04-05 01:02:03.000 -0700 | 2024-05-04 01:02:03.000 -0700

SELECT TO_TIMESTAMP_NTZ(40 * 365.25 * 86400), TO_TIMESTAMP_NTZ(40 * 365.25 * 86400 * 1000 + 456, 3);
-- 2010-01-01 00:00:00.000 | 2010-01-01 00:00:00.456

SELECT TO_TIMESTAMP(1000000000, 0) AS "Scale in seconds", TO_TIMESTAMP(1000000000, 3) AS "Scale in milliseconds",
       TO_TIMESTAMP(1000000000, 6) AS "Scale in microseconds",
       TO_TIMESTAMP(1000000000, 9) AS "Scale in nanoseconds";
-- 2001-09-09 01:46:40.000 | 1970-01-12 13:46:40.000 | 1970-01-01 00:16:40.000 | 1970-01-01 00:00:01.000

CREATE OR REPLACE TABLE demo1 (description VARCHAR, value VARCHAR );

INSERT INTO demo1 (description, value) VALUES ('Seconds','31536000'),('Milliseconds', '31536000000'), ('Microseconds', '31536000000000'), ('Nanoseconds',  '31536000000000000');

SELECT description, value, TO_TIMESTAMP(value), TO_DATE(value) FROM demo1 ORDER BY value;
-- Seconds | 31536000 | 1971-01-01 00:00:00.000 | 1971-01-01
-- Milliseconds | 31536000000 | 1971-01-01 00:00:00.000 | 1971-01-01
-- Microseconds | 31536000000000 | 1971-01-01 00:00:00.000 | 1971-01-01
-- Nanoseconds | 31536000000000000 | 1971-01-01 00:00:00.000 | 1971-01-01

SELECT 0::TIMESTAMP_NTZ, PARSE_JSON(0)::TIMESTAMP_NTZ, PARSE_JSON(0)::INT::TIMESTAMP_NTZ;
-- 1970-01-01 00:00:00.000 | 1969-12-31 16:00:00.000 | 1970-01-01 00:00:00.000

SELECT TO_TIMESTAMP_NTZ(0), TO_TIMESTAMP_NTZ(PARSE_JSON(0)), TO_TIMESTAMP_NTZ(PARSE_JSON(0)::INT);
-- 1970-01-01 00:00:00.000 | 1969-12-31 16:00:00.000 | 1970-01-01 00:00:00.000

CREATE OR REPLACE TABLE test_date_trunc ( mydate DATE, mytime TIME, mytimestamp TIMESTAMP);

INSERT INTO test_date_trunc VALUES ( '2024-05-09', '08:50:48', '2024-05-09 08:50:57.891 -0700');

SELECT mydate AS "DATE",
       DATE_TRUNC('year', mydate) AS "TRUNCATED TO YEAR",
       DATE_TRUNC('month', mydate) AS "TRUNCATED TO MONTH",
       DATE_TRUNC('week', mydate) AS "TRUNCATED TO WEEK",
       DATE_TRUNC('day', mydate) AS "TRUNCATED TO DAY"
  FROM test_date_trunc;
-- 2024-05-09 | 2024-01-01 | 2024-05-01 | 2024-05-06 | 2024-05-09

SELECT mytime AS "TIME", DATE_TRUNC('minute', mytime) AS "TRUNCATED TO MINUTE", TRUNCATE(mytime, 'minute'),TRUNC(mydate, 'year') FROM test_date_trunc;
-- 08:50:48 | 08:50:00 | 08:50:00 | 2024-01-01

SELECT mytimestamp AS "TIMESTAMP",
       DATE_TRUNC('hour', mytimestamp) AS "TRUNCATED TO HOUR",
       DATE_TRUNC('minute', mytimestamp) AS "TRUNCATED TO MINUTE",
       DATE_TRUNC('second', mytimestamp) AS "TRUNCATED TO SECOND"
  FROM test_date_trunc;
-- 2024-05-09 08:50:57.891 | 2024-05-09 08:00:00.000 | 2024-05-09 08:50:00.000 | 2024-05-09 08:50:57.000

SELECT DATE_TRUNC('quarter', mytimestamp) AS "TRUNCATED",
       EXTRACT('quarter', mytimestamp) AS "EXTRACTED", TRUNC(mytimestamp, 'quarter')
  FROM test_date_trunc;
-- 2024-04-01 00:00:00.000 | 2 | 2024-04-01 00:00:00.000

select date_trunc('day','10:00:00'::time);
-- ! 000002 (42601): SQL compilation error: 'DAY' is not a valid date/time component for function DATE_TRUNC.

SELECT '2025-04-08T23:39:20.123-07:00'::TIMESTAMP::DATE AS full_date_value, '2025-04-08T23:39:20.123-07:00'::TIMESTAMP::TIME AS full_time_value,DATE_PART(quarter, '2024-04-08'::DATE);
-- 2025-04-08 | 23:39:20 | 2

SELECT TO_TIMESTAMP('2024-04-08T23:39:20.123-07:00') AS "TIME_STAMP1",
  DATE_PART(year, "TIME_STAMP1") AS "EXTRACTED YEAR", DATE_PART(epoch_second, "TIME_STAMP1"),DATE_PART(epoch_millisecond, "TIME_STAMP1");
-- 2024-04-08 23:39:20.123 | 2024 | 1712619560 | 1712619560123

select date_part(epoch_millisecond,'2020-01-01'::date);
-- ! 000002 (42601): SQL compilation error: 'EPOCH_MILLISECOND' is not a valid date/time component for function DAT

select date_part(year from '2020-01-01'::date);
-- 2020

SELECT DATE_FROM_PARTS(1977, 8, 7),DATE_FROM_PARTS(2010, 1, 100), DATE_FROM_PARTS(2010, 1 + 24, 1),DATE_FROM_PARTS(2004, 1, 1), DATE_FROM_PARTS(2004, 0, 1), DATE_FROM_PARTS(2004, -1, 1),DATE_FROM_PARTS(2004, 2, 1),DATE_FROM_PARTS(2004, 2, 0),DATE_FROM_PARTS(2004, 2, -1),DATE_FROM_PARTS(2004, -1, -1);
-- 1977-08-07 | 2010-04-10 | 2012-01-01 | 2004-01-01 | 2003-12-01 | 2003-11-01 | 2004-02-01 | 2004-01-31 | 2004-01-30 | 2003-10-30

SELECT TO_DATE('2025-05-08T23:39:20.123-07:00') AS "DATE", LAST_DAY("DATE") AS "LAST DAY OF MONTH",LAST_DAY("DATE", 'year') AS "LAST DAY OF YEAR";
-- 2025-05-08 | 2025-05-31 | 2025-12-31

SELECT TO_DATE('2022-05-08') AS original_date, DATEADD(year, 2, TO_DATE('2022-05-08')) AS date_plus_two_years,DATEADD(year, -2, TO_DATE('2022-05-08'));
-- 2022-05-08 | 2024-05-08 | 2020-05-08

SELECT DATEADD(hour, 2, '2022-04-05'::date), dateadd(month, 1, '2023-01-31'::DATE),DATEADD(month, 1, '2023-02-28'::DATE), DATEADD(hour, 3, TO_TIME('05:00:00')),timeadd(hour, 3, TO_TIME('05:00:00'));
-- 2022-04-05 02:00:00.000 | 2023-02-28 | 2023-03-28 | 08:00:00 | 08:00:00

CREATE TABLE home_sales ( sale_date DATE, price NUMBER(11, 2) );

INSERT INTO home_sales (sale_date, price) VALUES ('2013-08-01'::DATE, 290000.00), ('2014-02-01'::DATE, 320000.00), ('2015-04-01'::DATE, 399999.99), ('2016-04-01'::DATE, 400000.00), ('2017-04-01'::DATE, 470000.00), ('2018-04-01'::DATE, 510000.00);

SELECT sale_date, price, WIDTH_BUCKET(price, 200000, 600000, 4) AS "SALES GROUP" FROM home_sales ORDER BY sale_date;
-- 2013-08-01 | 290000.00 | 1
-- 2014-02-01 | 320000.00 | 2
-- 2015-04-01 | 399999.99 | 2
-- 2016-04-01 | 400000.00 | 3
-- 2017-04-01 | 470000.00 | 3
-- 2018-04-01 | 510000.00 | 4
