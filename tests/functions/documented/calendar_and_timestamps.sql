--# Examples of https://docs.snowflake.com/en/sql-reference/functions-date-time, of the pages of DATE_TRUNC, TRUNC, NEXT_DAY, TIME_SLICE, TO_TIMESTAMP, TO_BOOLEAN, HASH and others under https://docs.snowflake.com/en/sql-reference/functions.

CREATE OR REPLACE TABLE test_date_trunc ( mydate DATE, mytime TIME, mytimestamp TIMESTAMP);

INSERT INTO test_date_trunc VALUES ( '2024-05-09', '08:50:48', '2024-05-09 08:50:57.891 -0700');

SELECT DATE_TRUNC('hour', mydate), DATE_TRUNC(hour, mydate), SYSTEM$TYPEOF(DATE_TRUNC('hour', mydate)) FROM test_date_trunc;
-- 2024-05-09 | 2024-05-09 | DATE[SB4]

SELECT DATE_TRUNC('foo', mydate) FROM test_date_trunc;
-- ! 000002 (42601): SQL compilation error: 'FOO' is not a valid date/time component for function DATE_TRUNC.

SELECT DATE_TRUNC('dow', mydate) FROM test_date_trunc;
-- ! 000002 (42601): SQL compilation error: 'DOW' is not a valid date/time component for function DATE_TRUNC.

SELECT DATE_TRUNC('month', '2024-05-09'), DATE_TRUNC('month', NULL), DATE_TRUNC('epoch', mytimestamp) FROM test_date_trunc;
-- ! 000002 (42601): SQL compilation error: 'EPOCH' is not a valid date/time component for function DATE_TRUNC.

SELECT TO_TIMESTAMP( '2024-04-08T23:39:20.123-07:00') AS "TIME_STAMP1", DATE_PART(year, "TIME_STAMP1") AS "EXTRACTED YEAR";
-- 2024-04-08 23:39:20.123 | 2024

SELECT TO_TIMESTAMP( '2024-04-08T23:39:20.123-07:00') AS "TIME_STAMP1", DATE_PART(epoch_second, "TIME_STAMP1") AS "EXTRACTED EPOCH SECOND", DATE_PART(epoch_millisecond, "TIME_STAMP1") AS "EXTRACTED EPOCH MILLISECOND";
-- 2024-04-08 23:39:20.123 | 1712619560 | 1712619560123

SELECT DATE_PART(epoch_millisecond, '2024-04-08'::DATE);
-- ! 000002 (42601): SQL compilation error: 'EPOCH_MILLISECOND' is not a valid date/time component for function DATE_PART.

SELECT DATE_PART(epoch_microsecond, '2024-04-08'::DATE);
-- ! 000002 (42601): SQL compilation error: 'EPOCH_MICROSECOND' is not a valid date/time component for function DATE_PART.

SELECT DATE_PART(epoch_second, '2024-04-08'::DATE), DATE_PART(epoch, '2024-04-08'::DATE), DATE_PART(hour, '2024-04-08'::DATE), DATE_PART(ns, '2024-04-08'::DATE);
-- 1712534400 | 1712534400 | 0 | 0

SELECT DATE_PART('month' FROM '2024-04-08'::DATE), DATE_PART(month FROM '2024-04-08'::DATE);
-- 4 | 4

SELECT DATE_PART(year, INTERVAL '2-3' YEAR TO MONTH), DATE_PART(month, INTERVAL '2-3' YEAR TO MONTH);
-- 2 | 3

SELECT DATE_PART(day, INTERVAL '2 3:04:05.6' DAY TO SECOND), DATE_PART(nanosecond, INTERVAL '2 3:04:05.6' DAY TO SECOND);
-- 2 | 600000000

SELECT DATE_PART(quarter, INTERVAL '2-3' YEAR TO MONTH);
-- ! 000002 (42601): SQL compilation error: 'QUARTER' is not a valid date/time component for function DATE_PART.

SELECT DATE_PART(day, INTERVAL '2-3' YEAR TO MONTH);
-- ! 000002 (42601): SQL compilation error: 'DAY' is not a valid date/time component for function DATE_PART.

SELECT DATE_PART(day, '10:00'::TIME);
-- ! 000002 (42601): SQL compilation error: 'DAY' is not a valid date/time component for function DATE_PART.

SELECT DATE_PART(tzh, '2024-01-01 10:00 +05:30'::timestamp_tz), DATE_PART(tzm, '2024-01-01 10:00 +05:30'::timestamp_tz), DATE_PART(timezone_hour, '2024-01-01 10:00 -05:30'::timestamp_tz), DATE_PART(timezone_minute, '2024-01-01 10:00 -05:30'::timestamp_tz);
-- 5 | 30 | -5 | -30

SELECT DATEADD(nanosecond, 1, '2000-01-01'::timestamp), DATEADD(nanosecond, 999, '2000-01-01'::timestamp)::varchar;
-- 2000-01-01 00:00:00.000 | 2000-01-01 00:00:00.000

SELECT '2025-05-06'::DATE AS "Today's Date", PREVIOUS_DAY("Today's Date", 'Friday') AS "Previous Friday", NEXT_DAY("Today's Date", 'Friday');
-- 2025-05-06 | 2025-05-02 | 2025-05-09

SELECT NEXT_DAY('2025-05-06 10:00'::timestamp, '  fRxyz '), NEXT_DAY('2025-05-09'::date, 'fr'), PREVIOUS_DAY('2025-05-09', 'FR'), NEXT_DAY('2025-05-06'::date, column1), NEXT_DAY('2025-05-06'::date, NULL), NEXT_DAY(NULL, 'fr') FROM VALUES ('su'), ('mo'), ('Sa');
-- 2025-05-09 | 2025-05-16 | 2025-05-02 | 2025-05-11 | NULL | NULL
-- 2025-05-09 | 2025-05-16 | 2025-05-02 | 2025-05-12 | NULL | NULL
-- 2025-05-09 | 2025-05-16 | 2025-05-02 | 2025-05-10 | NULL | NULL

SELECT NEXT_DAY('2025-05-06'::date, 'xx');
-- ! 001015 (22023): SQL compilation error: invalid value [xx] for parameter 'DOW' of function NEXT_DAY

SELECT NEXT_DAY('2025-05-06'::date, 'f');
-- ! 001015 (22023): SQL compilation error: invalid value [f] for parameter 'DOW' of function NEXT_DAY

SELECT NEXT_DAY('2025-05-06'::date, column1) FROM VALUES ('xx');
-- ! 001015 (22023): SQL compilation error: invalid value [xx] for parameter 'DOW' of function NEXT_DAY

SELECT NEXT_DAY('2025-05-06'::date);
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [NEXT_DAY('2025-05-06'::DATE)], expected 2, got 1

SELECT TO_CHAR(TO_DATE('2025-01-01'), 'MMMM') AS full_month_name, MONTHNAME(TO_DATE('2025-01-01')) AS month, MONTHNAME(TO_TIMESTAMP('2025-04-03 10:00'));
-- January | Jan | Apr

SELECT MONTHNAME('2025-01-01'), MONTHNAME(NULL), SYSTEM$TYPEOF(MONTHNAME('2025-01-01'::date)), SYSTEM$TYPEOF(DAYNAME('2025-01-01'::date));
-- Jan | NULL | VARCHAR(3)[LOB] | VARCHAR(3)[LOB]

SELECT MONTHNAME('10:00'::time);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'MONTHNAME': (TIME(9))

SELECT DAYNAME(TO_DATE('2024-04-01')) AS DAY, DAYNAME(TO_TIMESTAMP_NTZ('2024-04-02 10:00')) AS DAY;
-- Mon | Tue

SELECT DATE_FROM_PARTS(2004, 1, 1), DATE_FROM_PARTS(2004, 0, 1), DATE_FROM_PARTS(2004, -1, 1), DATE_FROM_PARTS(2004, 2, 1), DATE_FROM_PARTS(2004, 2, 0), DATE_FROM_PARTS(2004, 2, -1), DATE_FROM_PARTS(2004, -1, -1);
-- 2004-01-01 | 2003-12-01 | 2003-11-01 | 2004-02-01 | 2004-01-31 | 2004-01-30 | 2003-10-30

SELECT DATE_FROM_PARTS(2004, NULL, 1), DATE_FROM_PARTS('2004', '1', '1'), DATE_FROM_PARTS(2004.5, 1, 1);
-- NULL | 2004-01-01 | 2005-01-01

SELECT DATE_FROM_PARTS(2004, 1);
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [DATE_FROM_PARTS(2004, 1)], expected 3, got 2

CREATE TABLE accounts (ID INT, billing_date DATE, balance_due NUMBER(11, 2));

INSERT INTO accounts (ID, billing_date, balance_due) VALUES (1, '2018-07-31', 100.00), (2, '2018-08-01', 200.00), (3, '2018-08-25', 400.00);

SELECT TIME_SLICE(billing_date, 2, 'WEEK', 'START') AS "START OF SLICE", TIME_SLICE(billing_date, 2, 'WEEK', 'END') AS "END OF SLICE", COUNT(*) AS "NUMBER OF LATE BILLS", SUM(balance_due) AS "SUM OF MONEY OWED" FROM accounts WHERE balance_due > 0 GROUP BY "START OF SLICE", "END OF SLICE";
-- 2018-07-23 | 2018-08-06 | 2 | 300.00
-- 2018-08-20 | 2018-09-03 | 1 | 400.00

SELECT TIME_SLICE('2019-02-28'::date, 1, 'HOUR');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIME_SLICE': (DATE, NUMBER(1,0), VARCHAR(4))

SELECT TIME_SLICE('2019-02-28'::date, 0, 'DAY');
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'SLICE_LENGTH' of function TIME_SLICE

SELECT TIME_SLICE('2019-02-28'::date, 1, 'DAY', 'middle');
-- ! 001015 (22023): SQL compilation error: invalid value [MIDDLE] for parameter 'START_OR_END' of function TIME_SLICE

SELECT TIME_SLICE('2019-02-28'::timestamp_ltz, 1, 'DAY');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIME_SLICE': (TIMESTAMP_LTZ(9), NUMBER(1,0), VARCHAR(3))

SELECT TIME_SLICE('2019-02-28'::timestamp_tz, 1, 'DAY');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIME_SLICE': (TIMESTAMP_TZ(9), NUMBER(1,0), VARCHAR(3))

SELECT TIME_SLICE('10:00'::time, 1, 'HOUR');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TIME_SLICE': (TIME(9), NUMBER(1,0), VARCHAR(4))

SELECT TIME_SLICE('2019-02-28', 1, 'DAY');
-- 2019-02-28 00:00:00.000

SELECT TIME_SLICE('1955-02-28'::date, 15, 'YEAR'), TIME_SLICE('1955-02-28'::date, 15, 'YEAR', 'END'), TIME_SLICE('1960-02-28'::date, 2, 'WEEK'), TIME_SLICE('1960-02-28 10:11:12.5'::timestamp_ntz, 7, 'second'), TIME_SLICE('1960-02-28'::date, 5, 'quarter'), TIME_SLICE('1960-02-28'::date, 3, 'month'), TIME_SLICE(NULL::date, 3, 'month');
-- 1955-01-01 | 1970-01-01 | 1960-02-22 | 1960-02-28 10:11:09.000 | 1960-01-01 | 1960-01-01 | NULL

SELECT TIME_SLICE('2019-02-28'::date, NULL, 'DAY');
-- ! 001015 (22023): SQL compilation error: invalid value [NULL] for parameter 'SLICE_LENGTH' of function TIME_SLICE

SELECT TIME_SLICE(billing_date, id, 'DAY') FROM accounts;
-- ! 001015 (22023): SQL compilation error: invalid value [ID] for parameter 'SLICE_LENGTH' of function TIME_SLICE

SELECT TIME_SLICE(billing_date, 2, DAY) FROM accounts;
-- 2018-07-30
-- 2018-08-01
-- 2018-08-25

SELECT TRY_TO_DATE('15000000'), TRY_TO_DATE('31536000000'), TRY_TO_DATE('31535999999'), TRY_TO_DATE('31536000000000'), TRY_TO_DATE('31536000000000000'), TRY_TO_DATE('-1'), TRY_TO_DATE(''), TRY_TO_DATE(NULL);
-- 1970-06-23 | 1971-01-01 | 2969-05-02 | 1971-01-01 | 1971-01-01 | 1969-12-31 | NULL | NULL

CREATE OR REPLACE TABLE test_boolean( b BOOLEAN, n NUMBER, s STRING);

INSERT INTO test_boolean VALUES (true, 1, 'yes'), (false, 0, 'no'), (null, null, null);

SELECT s, TO_BOOLEAN(s), n, TO_BOOLEAN(n) FROM test_boolean;
-- yes | TRUE | 1 | TRUE
-- no | FALSE | 0 | FALSE
-- NULL | NULL | NULL | NULL

SELECT TO_BOOLEAN('TRUE'), TO_BOOLEAN('T'), TO_BOOLEAN('On'), TO_BOOLEAN('1'), TO_BOOLEAN('oFF'), TO_BOOLEAN(0.1), TO_BOOLEAN(0.0), TO_BOOLEAN(-5), TO_BOOLEAN(0.3::FLOAT), TO_BOOLEAN(TRUE), TO_BOOLEAN(NULL);
-- TRUE | TRUE | TRUE | TRUE | FALSE | TRUE | FALSE | TRUE | TRUE | TRUE | NULL

SELECT TO_BOOLEAN(' true ');
-- ! 100037 (22018): Boolean value ' true ' is not recognized

SELECT TO_BOOLEAN('2');
-- ! 100037 (22018): Boolean value '2' is not recognized

SELECT TO_BOOLEAN('NaN'::FLOAT);
-- ! 100037 (22018): Boolean value 'nan' is not recognized

SELECT 'inf'::FLOAT::BOOLEAN;
-- ! 100037 (22018): Boolean value 'inf' is not recognized

SELECT TO_BOOLEAN('2024-01-01'::date);
-- ! 001065 (22023): SQL compilation error: Function CAST cannot be used with arguments of types DATE and BOOLEAN

SELECT TO_BOOLEAN(PARSE_JSON('true')), TO_BOOLEAN(PARSE_JSON('"yes"')), TO_BOOLEAN(PARSE_JSON('3')), TO_BOOLEAN(PARSE_JSON('null'));
-- TRUE | TRUE | TRUE | NULL

SELECT TO_BOOLEAN(PARSE_JSON('[1]'));
-- ! 100071 (22000): Failed to cast variant value [1] to BOOLEAN

CREATE OR REPLACE TABLE week_examples (d DATE);

INSERT INTO week_examples VALUES ('2016-12-30'), ('2016-12-31'), ('2017-01-01'), ('2017-01-02'), ('2017-01-03'), ('2017-01-04'), ('2017-01-05'), ('2017-12-30'), ('2017-12-31');

ALTER SESSION SET WEEK_START = 0;

ALTER SESSION SET WEEK_START = 1;

ALTER SESSION SET WEEK_START = 3;

ALTER SESSION SET WEEK_OF_YEAR_POLICY=0, WEEK_START=0;

SELECT d "Date", DAYNAME(d) "Day", WEEK(d) "WOY", WEEKISO(d) "WOY (ISO)", YEAROFWEEK(d) "YOW", YEAROFWEEKISO(d) "YOW (ISO)" FROM week_examples;
-- 2016-12-30 | Fri | 52 | 52 | 2016 | 2016
-- 2016-12-31 | Sat | 52 | 52 | 2016 | 2016
-- 2017-01-01 | Sun | 52 | 52 | 2016 | 2016
-- 2017-01-02 | Mon | 1 | 1 | 2017 | 2017
-- 2017-01-03 | Tue | 1 | 1 | 2017 | 2017
-- 2017-01-04 | Wed | 1 | 1 | 2017 | 2017
-- 2017-01-05 | Thu | 1 | 1 | 2017 | 2017
-- 2017-12-30 | Sat | 52 | 52 | 2017 | 2017
-- 2017-12-31 | Sun | 52 | 52 | 2017 | 2017

ALTER SESSION SET WEEK_OF_YEAR_POLICY=0, WEEK_START=3;

ALTER SESSION SET WEEK_OF_YEAR_POLICY=1, WEEK_START=1;

ALTER SESSION SET WEEK_OF_YEAR_POLICY=1, WEEK_START=3;

ALTER SESSION UNSET WEEK_OF_YEAR_POLICY, WEEK_START;

SELECT TO_DATE('2022-05-08') AS original_date, DATEADD(year, 2, TO_DATE('2022-05-08')) AS date_plus_two_years, DATEADD(year, -2, TO_DATE('2022-05-08')) AS date_minus_two_years;
-- 2022-05-08 | 2024-05-08 | 2020-05-08

CREATE TABLE datetest (d date);

INSERT INTO datetest VALUES ('2022-04-05');

SELECT TIMEADD(month, 1, '2023-01-31'::DATE), TIMEADD(month, 1, '2023-02-28'::DATE), TO_TIME('05:00:00') AS original_time, TIMEADD(hour, 3, TO_TIME('05:00:00')) AS time_plus_three_hours, TIMEADD(hour, 30, TO_TIME('05:00:00')), TIMEADD(minute, -301, TO_TIME('05:00:00'));
-- 2023-02-28 | 2023-03-28 | 05:00:00 | 08:00:00 | 11:00:00 | 23:59:00

SELECT TIMEADD(day, 3, TO_TIME('05:00:00'));
-- ! 000002 (42601): SQL compilation error: 'DAY' is not a valid date/time component for function TIMEADD.

SELECT DATEADD(dayofweek, 3, '2023-01-31'::DATE);
-- ! 000002 (42601): SQL compilation error: 'DAYOFWEEK' is not a valid date/time component for function DATEADD.

SELECT DATEADD(week_iso, 3, '2023-01-31'::DATE);
-- ! 000002 (42601): SQL compilation error: 'WEEK_ISO' is not a valid date/time component for function DATEADD.

SELECT DATEADD(nanosecs, 1000, '2023-01-31'::DATE), DATEADD(usec, 5, '2023-01-31'::DATE), DATEADD(m, 5, '2023-01-31'::DATE), DATEADD(mm, 5, '2023-01-31'::DATE);
-- 2023-01-31 00:00:00.000 | 2023-01-31 00:00:00.000 | 2023-01-31 00:05:00.000 | 2023-06-30

SELECT DATE_PART(millisecond, '10:00:00.5'::time);
-- ! 000002 (42601): SQL compilation error: 'MILLISECOND' is not a valid date/time component for function DATE_PART.

SELECT DATE_PART(epoch_seconds, '2023-01-31'::timestamp), DATE_PART('dw_iso', '2023-01-31'::date), DATE_PART(weekday_iso, '2023-01-31'::date), DATE_PART(yearday, '2023-01-31'::date), DATE_PART(weekofyear_iso, '2023-01-31'::date), DATE_PART(yearofweek, '2023-01-01'::date), DATE_PART(yearofweekiso, '2023-01-01'::date);
-- 1675123200 | 2 | 2 | 31 | 5 | 2022 | 2022

SELECT DATE_TRUNC(yearofweekiso, '2023-01-01'::date), DATE_TRUNC(week_iso, '2023-01-01'::date), DATE_TRUNC(ns, '2023-01-01 10:11:12.123456'::timestamp), DATE_TRUNC(ms, '2023-01-01 10:11:12.123456'::timestamp);
-- 2022-01-03 | 2022-12-26 | 2023-01-01 10:11:12.123 | 2023-01-01 10:11:12.123

SELECT LAST_DAY('2023-01-01'::date, 'yearofweekiso'), LAST_DAY('2023-01-01'::date, week_iso), LAST_DAY('2023-01-01'::date, quarter), LAST_DAY('2024-05-08T23:39:20.123-07:00'::timestamp);
-- 2023-01-01 | 2023-01-01 | 2023-03-31 | 2024-05-31

SELECT LAST_DAY('2023-01-01'::date, hour);
-- ! 000002 (42601): SQL compilation error: 'HOUR' is not a valid date/time component for function LAST_DAY.

SELECT DATEDIFF(week_iso, '2023-01-01'::date, '2023-01-10'::date);
-- ! 000002 (42601): SQL compilation error: 'WEEK_ISO' is not a valid date/time component for function DATEDIFF.

SELECT TO_DATE('2025-05-08T23:39:20.123-07:00') AS "DATE", LAST_DAY("DATE") AS "LAST DAY OF MONTH", LAST_DAY("DATE", 'year') AS "LAST DAY OF YEAR";
-- 2025-05-08 | 2025-05-31 | 2025-12-31

SELECT TIMEDIFF(YEAR, '2017-01-01', '2019-01-01') AS Years, TIMEDIFF(MONTH, '2017-01-1', '2017-12-31') AS Months;
-- 2 | 11

CREATE OR REPLACE TABLE test_date_trunc ( mydate DATE, mytime TIME, mytimestamp TIMESTAMP);

INSERT INTO test_date_trunc VALUES ( '2024-05-09', '08:50:48', '2024-05-09 08:50:57.891 -0700');

SELECT mydate AS "DATE", TRUNC(mydate, 'year') AS "TRUNCATED TO YEAR", TRUNC(mydate, 'month') AS "TRUNCATED TO MONTH", TRUNC(mydate, 'day') AS "TRUNCATED TO DAY" FROM test_date_trunc;
-- 2024-05-09 | 2024-01-01 | 2024-05-01 | 2024-05-09

SELECT mytime AS "TIME", TRUNCATE(mytime, 'minute') AS "TRUNCATED TO MINUTE" FROM test_date_trunc;
-- 08:50:48 | 08:50:00

SELECT mytimestamp AS "TIMESTAMP", TRUNCATE(mytimestamp, 'hour') AS "TRUNCATED TO HOUR", TRUNCATE(mytimestamp, 'minute') AS "TRUNCATED TO MINUTE", TRUNCATE(mytimestamp, 'second') AS "TRUNCATED TO SECOND" FROM test_date_trunc;
-- 2024-05-09 08:50:57.891 | 2024-05-09 08:00:00.000 | 2024-05-09 08:50:00.000 | 2024-05-09 08:50:57.000

SELECT TRUNC(mytimestamp, 'quarter') AS "TRUNCATED", EXTRACT('quarter', mytimestamp) AS "EXTRACTED" FROM test_date_trunc;
-- 2024-04-01 00:00:00.000 | 2

SELECT TRUNC(mytime, 'day') FROM test_date_trunc;
-- ! 000002 (42601): SQL compilation error: 'DAY' is not a valid date/time component for function DATE_TRUNC.

SELECT TRUNC(mydate, year) FROM test_date_trunc;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 21 invalid identifier 'YEAR'

SELECT TO_VARCHAR(LOG(3,4)), TO_VARCHAR('2024-04-05 01:02:03'::TIMESTAMP, 'mm/dd/yyyy, hh24:mi hours'), TO_VARCHAR('03-April-2024'::DATE), TO_VARCHAR('03-April-2024'::DATE, 'yyyy.mm.dd');
-- 1.26185950714291 | 04/05/2024, 01:02 hours | 2024-04-03 | 2024.04.03

SELECT TO_CHAR(PARSE_JSON('null')), TO_CHAR(PARSE_JSON('"a"')), TO_CHAR(PARSE_JSON('[1,"a"]')), TO_CHAR(TRUE), TO_CHAR(NULL), TO_CHAR(X'41', 'UTF-8'), TO_CHAR(X'41'), TO_CHAR(X'41', 'base64');
-- NULL | a | [1,"a"] | true | NULL | A | 41 | QQ==

CREATE OR REPLACE TABLE numbers_to_strings(column1 NUMBER(10,3));

INSERT INTO numbers_to_strings VALUES (-12.391), (0), (-1), (0.10), (0.01), (3987), (1.111);

SELECT column1 AS orig_value, TO_CHAR(column1, '">"$99.0"<"') AS D2_1, TO_CHAR(column1, '">"B9,999.0"<"') AS D4_1, TO_CHAR(column1, '">"TME"<"') AS TME, TO_CHAR(column1, '">"TM9"<"') AS TM9, TO_CHAR(column1, '">"0XXX"<"') AS X4, TO_CHAR(column1, '">"S0XXX"<"') AS SX4 FROM numbers_to_strings;
-- -12.391 | >-$12.4< | >   -12.4< | >-1.2391E1< | >-12.391< | >FFF4< | >-000C<
-- 0.000 | >  $0.0< | >      .0< | >0E0< | >0.000< | >0000< | >+0000<
-- -1.000 | > -$1.0< | >    -1.0< | >-1E0< | >-1.000< | >FFFF< | >-0001<
-- 0.100 | >  $0.1< | >      .1< | >1E-1< | >0.100< | >0000< | >+0000<
-- 0.010 | >  $0.0< | >      .0< | >1E-2< | >0.010< | >0000< | >+0000<
-- 3987.000 | > $##.#< | > 3,987.0< | >3.987E3< | >3987.000< | >0F93< | >+0F93<
-- 1.111 | >  $1.1< | >     1.1< | >1.111E0< | >1.111< | >0001< | >+0001<

CREATE TABLE strings (v VARCHAR, hex_encoded_string VARCHAR, b BINARY);

INSERT INTO strings (v) VALUES ('01'), ('A B'), ('Hello'), (NULL);

UPDATE strings SET hex_encoded_string = HEX_ENCODE(v);

UPDATE strings SET b = TRY_TO_BINARY(hex_encoded_string, 'HEX');

SELECT TRY_TO_BINARY('zz'), TRY_TO_BINARY('41', 'foo'), TRY_TO_BINARY('é', 'utf-8'), TRY_TO_BINARY('QQ==', 'base64'), TRY_TO_BINARY('QQ=', 'base64');
-- NULL | NULL | C3A9 | 41 | NULL

SELECT TRY_TO_BINARY(12);
-- ! 001065 (22023): SQL compilation error: Function TRY_CAST cannot be used with arguments of types NUMBER(2,0) and BINARY

SELECT TO_TIMESTAMP_TZ('2024-04-05 01:02:03'), TO_TIMESTAMP_NTZ('2024-04-05 01:02:03');
-- 2024-04-05 01:02:03.000 -0700 | 2024-04-05 01:02:03.000

SELECT TO_TIMESTAMP_TZ('04/05/2024 01:02:03', 'mm/dd/yyyy hh24:mi:ss'), TO_TIMESTAMP_TZ('04/05/2024 01:02:03', 'dd/mm/yyyy hh24:mi:ss');
-- 2024-04-05 01:02:03.000 -0700 | 2024-05-04 01:02:03.000 -0700

CREATE OR REPLACE TABLE demo1 ( description VARCHAR, value VARCHAR);

INSERT INTO demo1 (description, value) VALUES ('Seconds', '31536000'), ('Milliseconds', '31536000000'), ('Microseconds', '31536000000000'), ('Nanoseconds', '31536000000000000');

SELECT TO_TIMESTAMP(TO_VARIANT('2024-01-01'::date));
-- ! 100071 (22000): Failed to cast variant value "2024-01-01" to TIMESTAMP_NTZ

SELECT TO_TIMESTAMP(PARSE_JSON('null')), TO_TIMESTAMP(PARSE_JSON('"2024-01-01 10:00"')), TO_TIMESTAMP(TO_VARIANT('2024-01-01 10:00'::timestamp_tz)), TO_TIMESTAMP_TZ(TO_VARIANT('2024-01-01 10:00'::timestamp_ntz)), TO_TIMESTAMP(PARSE_JSON('"31536000000"'));
-- NULL | 2024-01-01 10:00:00.000 | 2024-01-01 10:00:00.000 | 2024-01-01 10:00:00.000 -0800 | 1971-01-01 00:00:00.000

SELECT TO_TIMESTAMP(1.5), TO_TIMESTAMP(1500, 3), TO_TIMESTAMP(1.5::FLOAT);
-- 1970-01-01 00:00:01.500 | 1970-01-01 00:00:01.500 | 1970-01-01 00:00:01.500

SELECT TO_TIMESTAMP(1, 10);
-- ! 001015 (22023): SQL compilation error: invalid value [10] for parameter 'SCALE' of function TO_TIMESTAMP

SELECT TO_TIMESTAMP(TRUE);
-- ! 001065 (22023): SQL compilation error: Function CAST cannot be used with arguments of types BOOLEAN and TIMESTAMP_NTZ(9)

SELECT TO_TIMESTAMP('10:00'::time);
-- ! 001065 (22023): SQL compilation error: Function CAST cannot be used with arguments of types TIME(9) and TIMESTAMP_NTZ(9)

SELECT TO_TIMESTAMP('foo');
-- ! 100035 (22007): Timestamp 'foo' is not recognized

SELECT TO_TIMESTAMP('2024-01-01', 'YYYY');
-- ! 100096 (22007): Can't parse '2024-01-01' as timestamp with format 'YYYY'

SELECT HASH(10) = HASH(10::number(38,0)), HASH(10) = HASH(10::number(5,3)), HASH(10) = HASH(10::float), HASH(10) = HASH('10'), HASH(null) IS NULL, HASH(null, null) = HASH(null), SYSTEM$TYPEOF(HASH(1)), HASH(10) = HASH(TO_VARIANT(10)), HASH(10) = HASH(TO_VARIANT(10::float));
-- TRUE | TRUE | TRUE | FALSE | FALSE | FALSE | NUMBER(19,0)[SB16] | TRUE | TRUE

SELECT HASH('2024-01-01 10:00 +0000'::timestamp_tz) = HASH('2024-01-01 12:00 +0200'::timestamp_tz), HASH('a' COLLATE 'en-ci') = HASH('A' COLLATE 'en-ci'), HASH('a' COLLATE 'en-ci') = HASH('a');
-- TRUE | FALSE | TRUE

SELECT HASH_AGG(v) = HASH_AGG(DISTINCT v), HASH_AGG(*) = HASH_AGG(v, hex_encoded_string, b), HASH_AGG(v, b) = HASH_AGG(b, v), SYSTEM$TYPEOF(HASH_AGG(v)) FROM (SELECT * FROM strings UNION ALL SELECT * FROM strings);
-- FALSE | TRUE | FALSE | NUMBER(19,0)[SB16]

SELECT HASH_AGG(v) OVER (ORDER BY v) FROM strings;
-- ! 002303 (0A000): SQL compilation error: error line 1 at position 7 Cumulative window frame unsupported for function HASH_AGG

SELECT HASH();
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [HASH()], expected 1, got 0
