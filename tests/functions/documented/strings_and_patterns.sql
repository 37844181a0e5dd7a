--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: strings, binary, regular expressions.

SELECT column1, CHR(column1) FROM (VALUES(-1));
-- ! Invalid character code -1 in the CHR input

SELECT column1, CHR(column1) FROM (VALUES(999999999999));
-- ! Invalid character code 999999999999 in the CHR input

CREATE OR REPLACE TABLE pos as select column1 n, column2 h from values ('',''),('','sth'),('43','41424344'),('a',null),('lésine','le péché, la lésine'),('☃c','☃a☃b☃c☃d'),(null,null);

SELECT n, h, CHARINDEX(n, h) FROM pos;
--  |  | 1
--  | sth | 1
-- 43 | 41424344 | 5
-- a | NULL | NULL
-- lésine | le péché, la lésine | 14
-- ☃c | ☃a☃b☃c☃d | 5
-- NULL | NULL | NULL

SELECT CHARINDEX(X'EF', X'ABCDEF');
-- 3

SELECT DECOMPRESS_BINARY(TO_BINARY('0920536E6F77666C616B65', 'HEX'), 'SNAPPY');
-- 536E6F77666C616B65

SET MY_STRING = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()abcdefghijklmnopqrstuvwzyz1234567890[]{};:,./<>?-=~';

CREATE OR REPLACE TABLE binary_table (v VARCHAR, b BINARY, b64_string VARCHAR);

INSERT INTO binary_table (v) VALUES ($MY_STRING);

UPDATE binary_table SET b = TO_BINARY(v, 'UTF-8');

UPDATE binary_table SET b64_string = BASE64_ENCODE(b, 0, '$');

SELECT b64_string
     FROM binary_table;
-- QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVohQCMkJV4mKigpYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd6eXoxMjM0NTY3ODkwW117fTs6LC4vPD4/LT1$

SELECT BASE64_DECODE_STRING('U25vd2ZsYWtl');
-- Snowflake

SELECT ENDSWITH(COLLATE('nñ', 'en-ci-ai'), 'n'),
       ENDSWITH(COLLATE('nñ', 'es-ci-ai'), 'n');
-- TRUE | FALSE

CREATE OR REPLACE TABLE binary_table (v VARCHAR, b BINARY);

INSERT INTO binary_table (v, b)
     SELECT 'HELLO', HEX_DECODE_BINARY(HEX_ENCODE('HELLO'));

SELECT v, b, HEX_DECODE_STRING(TO_VARCHAR(b)) FROM binary_table;
-- HELLO | 48454C4C4F | HELLO

SELECT HEX_DECODE_BINARY(HEX_ENCODE(MD5_BINARY('Snowflake')));
-- EDF1439075A83A447FB8B630DDC9C8DE

SELECT HEX_DECODE_STRING('536e6f77666c616b65');
-- Snowflake

CREATE OR REPLACE TABLE ilike_ex(name VARCHAR(20));

INSERT INTO ilike_ex VALUES
  ('John  Dddoe'),
  ('Joe   Doe'),
  ('John_down'),
  ('Joe down'),
  (null);

SELECT *
  FROM ilike_ex
  WHERE name ILIKE '%j%h%^_do%' ESCAPE '^'
  ORDER BY 1;
-- John_down

create or replace table ed as select column1 s, column2 t from values ('',''),('Gute nacht','Ich weis nicht'),('Ich weiß nicht','Ich wei? nicht'),('Ich weiß nicht','Ich weiss nicht'),('Ich weiß nicht',null),('Snowflake','Oracle'),('święta','swieta'),(null,'');

SELECT s, t, JAROWINKLER_SIMILARITY(s, t), JAROWINKLER_SIMILARITY(t, s) FROM ed;
--  |  | 0 | 0
-- Gute nacht | Ich weis nicht | 56 | 56
-- Ich weiß nicht | Ich wei? nicht | 98 | 98
-- Ich weiß nicht | Ich weiss nicht | 97 | 97
-- Ich weiß nicht | NULL | NULL | NULL
-- Snowflake | Oracle | 61 | 61
-- święta | swieta | 77 | 77
-- NULL |  | NULL | NULL

CREATE OR REPLACE TABLE customer_contact_example (
    cust_id INT,
    cust_email VARCHAR,
    cust_phone VARCHAR,
    activation_date VARCHAR)
  AS SELECT
    column1,
    column2,
    column3,
    column4
  FROM
    VALUES
      (1, 'some_text@example.com', '800-555-0100', '20210320'),
      (2, 'some_other_text@example.org', '800-555-0101', '20240509'),
      (3, 'some_different_text@example.net', '800-555-0102', '20191017');

SELECT cust_id,
       cust_email,
       LEFT(cust_email, POSITION('@' IN cust_email) - 1) AS username
  FROM customer_contact_example;
-- 1 | some_text@example.com | some_text
-- 2 | some_other_text@example.org | some_other_text
-- 3 | some_different_text@example.net | some_different_text

SELECT LTRIM('#000000123', '0#');
-- 123

SELECT md5_number('Snowflake');
-- -24002618010294540563082926240470284066

CREATE OR REPLACE TABLE pos as select 'a' n, 'ba' h;

SELECT n, h, POSITION(n IN h) FROM pos;
-- a | ba | 2

CREATE OR REPLACE TABLE sha_table(
     v VARCHAR,
     v_as_sha1 VARCHAR,
     v_as_sha1_hex VARCHAR,
     v_as_sha1_binary BINARY,
     v_as_sha2 VARCHAR,
     v_as_sha2_hex VARCHAR,
     v_as_sha2_binary BINARY
     );

INSERT INTO sha_table(v) VALUES ('AbCd0');

UPDATE sha_table SET
     v_as_sha1 = SHA1(v),
     v_as_sha1_hex = SHA1_HEX(v),
     v_as_sha1_binary = SHA1_BINARY(v),
     v_as_sha2 = SHA2(v),
     v_as_sha2_hex = SHA2_HEX(v),
     v_as_sha2_binary = SHA2_BINARY(v);

SELECT v, v_as_sha2_binary, v_as_sha1_binary
   FROM sha_table
   ORDER BY v;
-- AbCd0 | E1D8BA27889D6782008F495473278C4F071995C5549A976E4D4F93863CE93643 | 9DDB991863D53B35A52C490DB256207C776AB8D8

SELECT sha2('Snowflake', 224);
-- 6267d3d7a59929e6864dd4b737d98e3ef8569d9f88a7466647838532

SELECT sha2_binary('Snowflake', 384);
-- 736BD8A53845348830B1EE63A8CD3972F031F13B111F66FFDEC2271A7AE709662E503A0CA305BD50DA8D1CED48CD45D9

SELECT SOUNDEX('Marks'), SOUNDEX('Marx');
-- M620 | M620

SELECT SPLIT('127.0.0.1', '.')[0];
-- "127"

CREATE OR REPLACE TABLE split_test_names(first_name VARCHAR, children VARCHAR);

INSERT INTO split_test_names values
  ('Mark', 'Marky,Mike,Maria'),
  ('John', 'Johnny,Jane');

SELECT first_name, C.value::STRING AS childname
  FROM split_test_names,
    LATERAL FLATTEN(INPUT=>SPLIT(children, ',')) C;
-- Mark | Marky
-- Mark | Mike
-- Mark | Maria
-- John | Johnny
-- John | Jane

CREATE OR REPLACE TABLE base64 (v VARCHAR, base64_encoded_varchar VARCHAR, b BINARY);

INSERT INTO base64 (v, base64_encoded_varchar, b)
    SELECT 'HELP', BASE64_ENCODE('HELP'),
       TRY_BASE64_DECODE_BINARY(BASE64_ENCODE('HELP'));

SELECT v, base64_encoded_varchar,
     TO_VARCHAR(b, 'BASE64'),
     TO_VARCHAR(b, 'UTF-8')
   FROM base64;
-- HELP | SEVMUA== | SEVMUA== | HELP

CREATE OR REPLACE TABLE hex (v VARCHAR, hex_string VARCHAR, garbage VARCHAR);

INSERT INTO hex (v, hex_string, garbage)
   SELECT 'AaBb', HEX_ENCODE('AaBb'), '127';

SELECT v, hex_string, TRY_HEX_DECODE_STRING(hex_string), TRY_HEX_DECODE_STRING(garbage) FROM hex;
-- AaBb | 41614262 | AaBb | NULL
