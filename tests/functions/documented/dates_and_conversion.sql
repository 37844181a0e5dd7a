--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: dates and times, conversion.

SELECT ADD_MONTHS('2016-05-15'::timestamp_ntz, 2) AS RESULT;
-- 2016-07-15 00:00:00.000

SELECT DATE_PART(quarter, '2024-04-08'::DATE);
-- 2

ALTER SESSION SET TIMESTAMP_OUTPUT_FORMAT='YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM';

ALTER SESSION SET TIMEZONE='America/New_York';

alter session unset timestamp_output_format;

alter session unset timezone;

CREATE OR REPLACE TABLE datetest (d date);

INSERT INTO datetest VALUES ('2022-04-05');

SELECT d AS original_date,
       DATEADD(year, 2, d) AS date_plus_two_years,
       TO_TIMESTAMP(d) AS original_timestamp,
       DATEADD(hour, 2, d) AS timestamp_plus_two_hours
  FROM datetest;
-- 2022-04-05 | 2024-04-05 | 2022-04-05 00:00:00.000 | 2022-04-05 02:00:00.000

CREATE OR REPLACE TABLE number_conv(expr VARCHAR);

INSERT INTO number_conv VALUES ('12.3456'), ('98.76546');

SELECT expr, TO_NUMBER(expr, 10, 9) FROM number_conv;
-- ! 100039 (22003): Numeric value '12.3456' is out of range

SELECT TO_DECIMAL('ae5', 'XX');
-- ! 100140 (22007): Can't parse 'ae5' as number with format 'XX'

SELECT TO_DECIMAL(column1, 'XX') from values ('ae5');
-- ! 100140 (22007): Can't parse 'ae5' as number with format 'XX'

SELECT column1 AS orig_string,
       TO_DECIMAL(column1) AS dec,
       TO_DECIMAL(column1, 10, 2) AS dec_with_scale,
       TO_DECIMAL(column1, 4, 2) AS dec_with_range_err
  FROM VALUES ('345.123');
-- ! 100039 (22003): Numeric value '345.123' is out of range

SELECT column1 AS orig_string,
       TO_DECIMAL(column1, '$9,999.00') AS num,
       TO_DECIMAL(column1, '$9,999.00', 6, 2) AS num_with_scale,
       TO_DECIMAL(column1, 6, 2) AS num_with_format_err
  FROM VALUES ('$7,543.21');
-- ! 100038 (22018): Numeric value '$7,543.21' is not recognized

CREATE OR REPLACE TABLE test_data_type_conversion (
  varchar_value VARCHAR,
  number_value NUMBER(5, 4),
  timestamp_value TIMESTAMP);

INSERT INTO test_data_type_conversion VALUES (
  '9.8765',
  1.2345,
  '2024-05-09 14:32:29.135 -0700');

SELECT CAST(varchar_value AS VARCHAR(4))
  FROM test_data_type_conversion;
-- ! 100078 (22000): String '9.8765' is too long and would be truncated

select to_boolean('inf'::float);
-- ! Boolean value

CREATE OR REPLACE TABLE strings (v VARCHAR, hex_encoded_string VARCHAR, b BINARY);

INSERT INTO strings (v) VALUES
     ('01'),
     ('A B'),
     ('Hello'),
     (NULL);

UPDATE strings SET hex_encoded_string = HEX_ENCODE(v);

UPDATE strings SET b = TRY_TO_BINARY(hex_encoded_string, 'HEX');

SELECT v, hex_encoded_string, TO_VARCHAR(b, 'UTF-8')
   FROM strings
   ORDER BY v;
-- 01 | 3031 | 01
-- A B | 412042 | A B
-- Hello | 48656C6C6F | Hello
-- NULL | NULL | NULL

--# a string beside numbers is NUMBER(18,5), a constant has the digits that it has
select '1.5' union all select 1;
-- 1.50000
-- 1.00000

select column1 from values (1), ('1.5');
-- 1.0
-- 1.5

select 1.1234567 union select '2.5' order by 1;
-- 1.1234567
-- 2.5000000

create or replace table mixed_values (v varchar, n number(5,2));

insert into mixed_values values (1, 1), ('1.5', '2.5');

select * from mixed_values;
-- 1 | 1.00
-- 1.5 | 2.50

insert into mixed_values values (1, 1), ('x', 2);
-- ! Numeric value 'x' is not recognized

SELECT SYSTEM$TYPEOF(NVL(column1, 1)), NVL(column1, 1), NVL('17', 1) FROM VALUES ('17.5');
-- NUMBER(18,5)[SB8] | 17.50000 | 17

--# arguments that functions do not take
select coalesce(1);
-- ! not enough arguments for function [COALESCE(1)], expected 2, got 1

select next_day('2024-05-08'::date, column1) from values ('Friday'), (null), ('TU');
-- 2024-05-10
-- NULL
-- 2024-05-14

select next_day('2024-05-08'::date, column1) from values ('x');
-- ! invalid value [x] for parameter 'DOW' of function NEXT_DAY

select convert_timezone('UTC', 5, '2020-01-01'::timestamp_ntz);
-- ! Invalid argument types for function 'CONVERT_TIMEZONE'

select left('abc', 12345678901234567890);
-- ! Number out of representable range

select trunc(-1), count(*) from values (1), (2) group by 1;
-- -1 | 2

SELECT ADD_MONTHS('2016-05-31'::DATE, 1.5), ADD_MONTHS('2016-05-31'::DATE, 1.4::FLOAT), ADD_MONTHS('2016-02-29'::DATE, 12);
-- 2016-07-31 | 2016-06-30 | 2017-02-28

SELECT NEXT_DAY('2025-05-06'::DATE, '  FRxx '), NEXT_DAY('2025-05-06 10:00'::TIMESTAMP, 'tu'), PREVIOUS_DAY('2025-05-06'::DATE, 'TU');
-- 2025-05-09 | 2025-05-13 | 2025-04-29

SELECT TIMESTAMP_LTZ_FROM_PARTS(TO_DATE('2013-04-05'), TO_TIME('12:00:00'));
-- ! Invalid argument types for function 'TIMESTAMP_LTZ_FROM_PARTS': (DATE, TIME(9))

SELECT TIME('11.15.00', 'HH24.MI.SS');
-- ! 000939 (22023): SQL compilation error: error line 1 at position 7 too many arguments for function [TIME('11.15.00', 'HH24.MI.SS')] expected 1, got 2

SELECT TO_TIMESTAMP('2024-01-01'::DATE::VARIANT);
-- ! 100071 (22000): Failed to cast variant value "2024-01-01" to TIMESTAMP_NTZ

SELECT TO_TIMESTAMP('2024-01-01'::VARIANT), TO_DATE('2024-01-01'::DATE::VARIANT), TO_TIMESTAMP(OBJECT_CONSTRUCT('d', '2024-01-01'::DATE):d);
-- 2024-01-01 00:00:00.000 | 2024-01-01 | 2024-01-01 00:00:00.000

SELECT TO_TIME(PARSE_JSON('5'));
-- ! 100071 (22000): Failed to cast variant value 5 to TIME

SELECT TO_TIME(PARSE_JSON('"86401"')), TO_TIME(PARSE_JSON('null')), '10:11'::TIME::VARIANT::TIME;
-- 00:00:01 | NULL | 10:11:00

SELECT TO_DECIMAL('1', 10, 11);
-- ! invalid value [11] for parameter 'SCALE' of function TO_DECIMAL
