--# Examples of the pages of SYSDATE to TANH, TIMEADD to TIMESTAMPDIFF, TO_QUERY, TRY_* and UNICODE.

ALTER SESSION SET TIMEZONE = 'America/Los_Angeles';

SELECT DATEDIFF(minute, SYSDATE(), CURRENT_TIMESTAMP()::TIMESTAMP_NTZ) BETWEEN -481 AND -420, SYSTEM$TYPEOF(SYSDATE()), SYSTEM$TYPEOF(SYSTIMESTAMP()), SYSTIMESTAMP() = CURRENT_TIMESTAMP();
-- TRUE | TIMESTAMP_NTZ(9)[SB16] | TIMESTAMP_LTZ(9)[SB16] | TRUE

SELECT TAN(0), TAN(PI()/3), TAN(RADIANS(90));
-- 0 | 1.73205080756888 | 1.63312393531954e+16

SELECT TANH(1.5);
-- 0.905148253644866

ALTER SESSION SET TIMESTAMP_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF3';

CREATE TABLE datetest (d date);

INSERT INTO datetest VALUES ('2022-04-05');

SELECT d AS original_date,
       TIMEADD(year, 2, d) AS date_plus_two_years,
       TO_TIMESTAMP(d) AS original_timestamp,
       TIMEADD(hour, 2, d) AS timestamp_plus_two_hours
  FROM datetest;
-- 2022-04-05 | 2024-04-05 | 2022-04-05 00:00:00.000 | 2022-04-05 02:00:00.000

SELECT TO_DATE('2022-05-08') AS original_date,
       TIMEADD(year, -2, TO_DATE('2022-05-08')) AS date_minus_two_years;
-- 2022-05-08 | 2020-05-08

SELECT TIMEADD(month, 1, '2023-01-31'::DATE) AS date_plus_one_month;
-- 2023-02-28

SELECT TIMEADD(month, 1, '2023-02-28'::DATE) AS date_plus_one_month;
-- 2023-03-28

SELECT TO_TIME('05:00:00') AS original_time,
       TIMEADD(hour, 3, TO_TIME('05:00:00')) AS time_plus_three_hours;
-- 05:00:00 | 08:00:00

SELECT TIMEDIFF(YEAR, '2017-01-01', '2019-01-01') AS Years;
-- 2

SELECT TIMEDIFF(MONTH, '2017-01-1', '2017-12-31') AS Months;
-- 11

SELECT TIMEDIFF(milliseconds, '2024-02-20 21:18:41.0000', '2024-02-20 21:18:42.1239'), TIMESTAMPDIFF('month', '2021-01-01'::DATE, '2021-02-28'::DATE);
-- 1123 | 1

ALTER SESSION SET TIMESTAMP_OUTPUT_FORMAT='YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM';

ALTER SESSION SET TIMESTAMP_NTZ_OUTPUT_FORMAT='YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM';

ALTER SESSION SET TIMEZONE='America/New_York';

SELECT TIMESTAMP_LTZ_FROM_PARTS(2013, 4, 5, 12, 00, 00)::VARCHAR;
-- 2013-04-05 12:00:00.000000000 -04:00

select timestamp_ntz_from_parts(2013, 4, 5, 12, 00, 00, 987654321)::VARCHAR;
-- 2013-04-05 12:00:00.987654321

select timestamp_ntz_from_parts(to_date('2013-04-05'), to_time('12:00:00'))::VARCHAR;
-- 2013-04-05 12:00:00.000000000

select timestamp_tz_from_parts(2013, 4, 5, 12, 00, 00)::VARCHAR;
-- 2013-04-05 12:00:00.000000000 -04:00

select timestamp_tz_from_parts(2013, 4, 5, 12, 00, 00, 0, 'America/Los_Angeles')::VARCHAR;
-- 2013-04-05 12:00:00.000000000 -07:00

select timestamp_from_parts(2013, 4, 5, 12, 0, -3600)::VARCHAR;
-- 2013-04-05 11:00:00.000000000

CREATE OR REPLACE TABLE to_query_example (
  deptno NUMBER(2),
  dname  VARCHAR(14),
  loc    VARCHAR(13))
AS SELECT
  column1,
  column2,
  column3
FROM
  VALUES
    (10, 'ACCOUNTING', 'NEW YORK'),
    (20, 'RESEARCH',   'DALLAS'  ),
    (30, 'SALES',      'CHICAGO' ),
    (40, 'OPERATIONS', 'BOSTON'  );

SET table_name = 'to_query_example';

SELECT * FROM TABLE(TO_QUERY('SELECT * FROM IDENTIFIER($table_name)'));
-- 10 | ACCOUNTING | NEW YORK
-- 20 | RESEARCH | DALLAS
-- 30 | SALES | CHICAGO
-- 40 | OPERATIONS | BOSTON

SELECT deptno FROM TABLE(TO_QUERY('SELECT * FROM IDENTIFIER($table_name)'));
-- 10
-- 20
-- 30
-- 40

SELECT * FROM TABLE(
  TO_QUERY(
    'SELECT * FROM IDENTIFIER($table_name)
    WHERE deptno = TO_NUMBER(:dno)', dno => '10'
    )
  );
-- 10 | ACCOUNTING | NEW YORK

SET dept = '10';

SELECT * FROM TABLE(
  TO_QUERY(
    'SELECT * FROM IDENTIFIER($table_name)
    WHERE deptno = TO_NUMBER(:dno)', dno => $dept
    )
  );
-- 10 | ACCOUNTING | NEW YORK

SELECT * FROM TABLE(
  TO_QUERY(
    'SELECT * FROM IDENTIFIER($table_name)
    WHERE deptno = TO_NUMBER(:dno) OR dname = :dnm',
    dno => '10', dnm => 'SALES'
    )
  );
-- 10 | ACCOUNTING | NEW YORK
-- 30 | SALES | CHICAGO

CREATE OR REPLACE PROCEDURE get_num_results_tq(query VARCHAR)
RETURNS TABLE ()
LANGUAGE SQL
AS
DECLARE
  res RESULTSET DEFAULT (SELECT COUNT(*) FROM TABLE(TO_QUERY(:query)));
BEGIN
  RETURN TABLE(res);
END;

CALL get_num_results_tq('SELECT * FROM to_query_example');
-- 4

CALL get_num_results_tq('SELECT * FROM to_query_example WHERE deptno = 20');
-- 1

CREATE OR REPLACE PROCEDURE get_results_tqbnd(dno VARCHAR)
RETURNS TABLE ()
LANGUAGE SQL
AS
$$
DECLARE
  res RESULTSET DEFAULT (SELECT * FROM TABLE(
    TO_QUERY(
      'SELECT * FROM to_query_example
      WHERE deptno = TO_NUMBER(:dnoval)', dnoval => :dno
    )
  ));
BEGIN
  RETURN TABLE(res);
END;
$$;

CALL get_results_tqbnd('40');
-- 40 | OPERATIONS | BOSTON

SET dept = '20';

CALL get_results_tqbnd($dept);
-- 20 | RESEARCH | DALLAS

SELECT TO_VARCHAR(TRY_DECRYPT(ENCRYPT('Secret!', 'Passphrase'), 'Passphrase'), 'utf-8'), TRY_DECRYPT(ENCRYPT('Secret!', 'Passphrase'), 'Other');
-- Secret! | NULL

SELECT TO_VARCHAR(TRY_DECRYPT_RAW(
    TO_BINARY(HEX_ENCODE('Bonjour'), 'HEX'), TO_BINARY(HEX_ENCODE('secret_key_16byt'), 'HEX'), TO_BINARY(HEX_ENCODE('iv_of_12byte'), 'HEX'), TO_BINARY('', 'UTF-8'), 'AES-GCM', TO_BINARY('00112233445566778899AABBCCDDEEFF')), 'utf-8');
-- NULL

SELECT TRY_TO_DATE('2024-05-10') AS valid_date,
  TRY_TO_DATE('Invalid') AS invalid_date;
-- 2024-05-10 | NULL

SELECT
  TRY_TO_DATE('05/10/2024', 'MM/DD/YYYY') AS matching_format,
  TRY_TO_DATE('2024-05-10', 'MM/DD/YYYY') AS non_matching_format;
-- 2024-05-10 | NULL

SELECT TRY_TO_DATE('31536000000'), TRY_TO_DATE('31535999999'), TRY_TO_DATE('1714000000000000'), TRY_TO_DATE('1714000000000000000');
-- 1971-01-01 | 2969-05-02 | 2024-04-24 | 2024-04-24

CREATE TABLE hex (v VARCHAR, b BINARY);

INSERT INTO hex (v, b)
   SELECT 'ABab',
     TRY_HEX_DECODE_BINARY(HEX_ENCODE('ABab'));

SELECT v, b,
    TRY_HEX_DECODE_STRING(TO_VARCHAR(b))
  FROM hex;
-- ABab | 41426162 | ABab

CREATE TABLE base64 (v VARCHAR, base64_encoded_varchar VARCHAR, b BINARY);

INSERT INTO base64 (v, base64_encoded_varchar, b)
   SELECT 'HELP', BASE64_ENCODE('HELP'),
      TRY_BASE64_DECODE_BINARY(BASE64_ENCODE('HELP'));

SELECT v, base64_encoded_varchar,
    TO_VARCHAR(b, 'BASE64'),
    TO_VARCHAR(b, 'UTF-8')
  FROM base64;
-- HELP | SEVMUA== | SEVMUA== | HELP

SELECT column1, UNICODE(column1), CHAR(UNICODE(column1)) IN (column1, LEFT(column1, 1), '\x00')
FROM values('a'), ('\u2744'), ('cde'), (''), (null);
-- a | 97 | TRUE
-- ❄ | 10052 | TRUE
-- cde | 99 | TRUE
--  | 0 | TRUE
-- NULL | NULL | NULL

SELECT column1, ZEROIFNULL(column1)
    FROM VALUES (1), (null), (5), (0), (3.14159);
-- 1.00000 | 1.00000
-- NULL | 0.00000
-- 5.00000 | 5.00000
-- 0.00000 | 0.00000
-- 3.14159 | 3.14159

select md5_number_upper64('Snowflake');
-- 17145559544104499780
