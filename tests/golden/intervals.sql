--# https://docs.snowflake.com/en/sql-reference/data-types-datetime#interval-data-types

SELECT '2026-04-01'::DATE + INTERVAL '3' DAYS;
-- 2026-04-04 00:00:00.000

SELECT TO_DATE('2024-01-01') + INTERVAL '1-1' YEAR TO MONTH, TO_DATE('2024-01-01') + INTERVAL '-1-1' YEAR TO MONTH;
-- 2025-02-01 | 2022-12-01

SELECT TO_TIMESTAMP('2024-01-01 08:08:08.99') + INTERVAL '1 01:01:01.7878' DAY TO SECOND AS date_plus_period_of_time;
-- 2024-01-02 09:09:10.777

SELECT SYSTEM$TYPEOF(TO_TIMESTAMP('2025-10-05 01:02:03') - TO_TIMESTAMP('2025-09-15 11:36:22')) AS type;
-- INTERVAL DAY(9) TO SECOND(9)[SB16]

SELECT (TO_TIMESTAMP('2025-10-05 01:02:03') - TO_TIMESTAMP('2025-09-15 11:36:22'))::INTERVAL DAY(2) TO SECOND(2)::VARCHAR AS interval_format_result;
-- +19 13:25:41.00

CREATE OR REPLACE TABLE candidates (name_first VARCHAR, name_last VARCHAR, duration_of_experience INTERVAL YEAR(2) TO MONTH);

INSERT INTO candidates VALUES ('Jane', 'Smith', '14-4'), ('Robert', 'Adams', '0-3'), ('Mary', 'Jones', '5-11');

SELECT name_first, name_last, duration_of_experience AS months_of_experience FROM candidates ORDER BY name_last DESC;
-- Jane | Smith | 172
-- Mary | Jones | 71
-- Robert | Adams | 3

SELECT name_first, duration_of_experience::VARCHAR AS duration_of_experience FROM candidates ORDER BY 1;
-- Jane | +14-04
-- Mary | +5-11
-- Robert | +0-03

DESCRIBE TABLE candidates ->> SELECT "name", "type" FROM $1 ORDER BY 1 LIMIT 1;
-- DURATION_OF_EXPERIENCE | INTERVAL YEAR(2) TO MONTH

INSERT INTO candidates VALUES ('a', 'b', '100-0');
-- ! Interval '100-0' is not recognized

INSERT INTO candidates SELECT 'a', 'b', INTERVAL '2 years';
-- ! an INTERVAL but for arithmetic with dates and times

SELECT SUM(duration_of_experience)::VARCHAR, AVG(duration_of_experience)::VARCHAR, MEDIAN(duration_of_experience)::VARCHAR, MAX(duration_of_experience)::VARCHAR, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY duration_of_experience)::VARCHAR, COUNT_IF(duration_of_experience > '1-0') FROM candidates;
-- +20-06 | +6-10 | +5-11 | +14-04 | +5-11 | 2

SELECT DATE_PART(year, duration_of_experience), MONTH(duration_of_experience), EXTRACT(month FROM duration_of_experience) FROM candidates WHERE duration_of_experience BETWEEN '5-0' AND '6-0';
-- 5 | 11 | 11

SELECT DATE_PART(day, duration_of_experience) FROM candidates;
-- ! 'DAY' is not a valid date/time component for function DATE_PART.

SELECT '2024-01-01'::DATE + duration_of_experience, '2024-01-01'::TIMESTAMP - duration_of_experience FROM candidates WHERE name_first = 'Jane';
-- 2038-05-01 | 2009-09-01 00:00:00.000

CREATE OR REPLACE TABLE feature_timeouts (feature VARCHAR, timeout_duration INTERVAL HOUR(2) TO SECOND(0));

INSERT INTO feature_timeouts VALUES ('Feature1', '00:00:30'), ('Feature2', '00:10:00'), ('Feature3', '01:00:00');

SELECT feature, timeout_duration::VARCHAR AS timeout_duration, HOUR(timeout_duration), MINUTE(timeout_duration), SECOND(timeout_duration) FROM feature_timeouts ORDER BY 1;
-- Feature1 | +0:00:30 | 0 | 0 | 30
-- Feature2 | +0:10:00 | 0 | 10 | 0
-- Feature3 | +1:00:00 | 1 | 0 | 0

SELECT INTERVAL '5' YEAR(2)::VARCHAR, (INTERVAL '1-08' YEAR(3) TO MONTH)::VARCHAR, (INTERVAL '-5' MONTH(2))::VARCHAR, (INTERVAL '-44-11' YEAR(2) TO MONTH)::VARCHAR, (INTERVAL '11 10:09' DAY(2) TO MINUTE)::VARCHAR, (INTERVAL '02 23:08:23.275' DAY(2) TO SECOND(3))::VARCHAR, (INTERVAL '4.3' SECOND(5, 6))::VARCHAR;
-- +5 | +1-08 | -5 | -44-11 | +11 10:09 | +2 23:08:23.275 | +4.300000

SELECT (INTERVAL '1' YEAR + INTERVAL '2' MONTH)::VARCHAR, (INTERVAL '1' DAY - INTERVAL '2' HOUR)::VARCHAR, (2 * INTERVAL '1-1' YEAR TO MONTH)::VARCHAR, (INTERVAL '1' YEAR / 2)::VARCHAR, ABS(-INTERVAL '1' DAY)::VARCHAR, SIGN(INTERVAL '-1' DAY);
-- +1-02 | +0 22 | +2-02 | +0-06 | +1 | -1

SELECT INTERVAL '1' DAY = INTERVAL '24' HOUR, INTERVAL '1' YEAR > INTERVAL '11' MONTH, GREATEST(INTERVAL '1' DAY, INTERVAL '25' HOUR)::VARCHAR, COALESCE(NULL, INTERVAL '1' DAY)::VARCHAR;
-- TRUE | TRUE | +1 01 | +1

SELECT INTERVAL '1' YEAR + INTERVAL '2' DAY;
-- ! Invalid argument types for function '+': (INTERVAL YEAR(9), INTERVAL DAY(9))

SELECT INTERVAL '1' YEAR > INTERVAL '2' DAY;
-- ! Can not convert parameter 'INTERVAL '2' DAY' of type [INTERVAL DAY(9)] into expected type [INTERVAL YEAR(9)]

SELECT TRY_CAST('x' AS INTERVAL YEAR TO MONTH), TRY_CAST('1-1' AS INTERVAL YEAR TO MONTH)::VARCHAR, CAST('100' AS INTERVAL SECOND)::VARCHAR;
-- NULL | +1-01 | +100.000000000

SELECT INTERVAL '1' DAY::VARIANT;
-- ! cannot be used with arguments of types INTERVAL DAY(9) and VARIANT

SELECT ARRAY_AGG(duration_of_experience) FROM candidates;
-- ! cannot be used with arguments of types INTERVAL YEAR(2) TO MONTH and VARIANT

SELECT INTERVAL '1 day';
-- ! an INTERVAL but for arithmetic with dates and times

CREATE STAGE interval_stage;

CREATE OR REPLACE TABLE sample_interval_values (c1 STRING, c2 INTERVAL YEAR(1) TO MONTH, c3 INTERVAL DAY(2) TO SECOND(3));

COPY INTO @interval_stage/interval_values.csv FROM (SELECT * FROM VALUES (1, '1-2', '28 16:15:14.0'), (2, '-3-2', '-54 16:15:14.123')) FILE_FORMAT = (TYPE = CSV COMPRESSION = NONE) SINGLE = TRUE;

COPY INTO sample_interval_values FROM @interval_stage;

SELECT c1, c2::VARCHAR AS YEAR_TO_MONTH, c3::VARCHAR AS DAY_TO_SECOND, FROM sample_interval_values ORDER BY c1;
-- 1 | +1-02 | +28 16:15:14.000
-- 2 | -3-02 | -54 16:15:14.123

CREATE VIEW later AS SELECT c1, c3 + INTERVAL '1' HOUR AS c4 FROM sample_interval_values;

SELECT c4::VARCHAR FROM later ORDER BY c1;
-- +28 17:15:14.000
-- -54 15:15:14.123

CREATE TABLE durations (a INTERVAL YEAR TO DAY);
-- ! Unsupported data type 'INTERVAL YEAR TO DAY'.

CREATE TABLE durations (a INTERVAL SECOND(5, 6) DEFAULT '1.5', b INTERVAL DAY(2) TO HOUR NOT NULL);

SELECT GET_DDL('TABLE', 'durations') LIKE '%A INTERVAL SECOND(5, 6) DEFAULT ''1.5'',%B INTERVAL DAY(2) TO HOUR NOT NULL%';
-- TRUE

INSERT INTO durations (b) SELECT '3 4';

SELECT a::VARCHAR, b::VARCHAR FROM durations;
-- +1.500000 | +3 04
