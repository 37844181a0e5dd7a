--# Examples of the pages on BOOLEAN, casts, BINARY, SQL variables, ternary logic and collation.

CREATE OR REPLACE TABLE test_boolean(
  b BOOLEAN,
  n NUMBER,
  s STRING);

INSERT INTO test_boolean VALUES
  (true, 1, 'yes'),
  (false, 0, 'no'),
  (NULL, NULL, NULL);

SELECT b, n, NOT b AND (n < 1) FROM test_boolean;
-- TRUE | 1 | FALSE
-- FALSE | 0 | TRUE
-- NULL | NULL | NULL

SELECT * FROM test_boolean WHERE NOT b AND (n < 1);
-- FALSE | 0 | no

SELECT s,
       TO_BOOLEAN(s),
       SYSTEM$TYPEOF(TO_BOOLEAN(s))
  FROM test_boolean;
-- yes | TRUE | BOOLEAN[SB1]
-- no | FALSE | BOOLEAN[SB1]
-- NULL | NULL | BOOLEAN[SB1]

SELECT 'A' || (0 = 1);
-- ! Invalid argument types for function '||': (VARCHAR(1), BOOLEAN)

SELECT 'A' || TO_VARCHAR(0 = 1);
-- Afalse

SELECT 'true' and true, 1 and true, 'FALSE' or false;
-- TRUE | TRUE | FALSE

SELECT -0.0::FLOAT::BOOLEAN;
-- ! Invalid argument types for function '-': (BOOLEAN)

SELECT (-0.0::FLOAT)::BOOLEAN, 17 || '76', CAST('2022-04-01' AS DATE);
-- FALSE | 1776 | 2022-04-01

create table hex_strings(c1 varchar) as select * from values ('df32ede209ed5a4e3c25'),('AB4F3C421B'),('9324df2ecc54');

SELECT c1, TO_CHAR(TO_BINARY(c1, 'hex'), 'base64') FROM hex_strings;
-- df32ede209ed5a4e3c25 | 3zLt4gntWk48JQ==
-- AB4F3C421B | q088Qhs=
-- 9324df2ecc54 | kyTfLsxU

create table base64_strings(c1 varchar) as select * from values ('3zLt4gntWk48JQ=='),('q088Qhs='),('kyTfLsxU');

SELECT c1, TO_CHAR(TO_BINARY(c1, 'base64'), 'hex') FROM base64_strings;
-- 3zLt4gntWk48JQ== | DF32EDE209ED5A4E3C25
-- q088Qhs= | AB4F3C421B
-- kyTfLsxU | 9324DF2ECC54

create table characters(c1 varchar) as select * from values ('a'),('é'),('❄'),('π');

SELECT c1, TO_BINARY(c1, 'utf-8') FROM characters;
-- a | 61
-- é | C3A9
-- ❄ | E29D84
-- π | CF80

SELECT TO_CHAR(X'41424320E29D84', 'utf-8');
-- ABC ❄

create table variants(c1 variant) as select 3::variant union all select 45::variant union all select 'abcdef'::variant union all select 'côté'::variant;

SELECT c1, TO_CHAR(MD5_BINARY(c1), 'base64') FROM variants;
-- 3 | 7MvIfktc4v4oMI/Z8qe68w==
-- 45 | bINJzHJgrmLjsTloMag5jw==
-- "abcdef" | 6AtQFwmJUPxYqtg8jBSXjg==
-- "côté" | H6G3w1nEJsUY4Do1BFp2tw==

create table strings(c1 varchar) as select * from values ('hex:AB4F3C421B'),('base64:c25vd2ZsYWtlCg=='),('utf8:côté'),('???:abc');

SELECT c1,
       TRY_TO_BINARY(SPLIT_PART(c1, ':', 2), SPLIT_PART(c1, ':', 1)) AS binary_value
  FROM strings;
-- hex:AB4F3C421B | AB4F3C421B
-- base64:c25vd2ZsYWtlCg== | 736E6F77666C616B650A
-- utf8:côté | 63C3B474C3A9
-- ???:abc | NULL

create or replace table strings(c1 varchar) as select * from values ('ab4f3c421b'),('c25vd2ZsYWtlCg=='),('côté'),('1100');

SELECT c1,
       COALESCE(
         x'00' || TRY_TO_BINARY(c1, 'hex'),
         x'01' || TRY_TO_BINARY(c1, 'base64'),
         x'02' || TRY_TO_BINARY(c1, 'utf-8')) AS binary_value
  FROM strings;
-- ab4f3c421b | 00AB4F3C421B
-- c25vd2ZsYWtlCg== | 01736E6F77666C616B650A
-- côté | 0263C3B474C3A9
-- 1100 | 001100

create table bin(c1 binary) as select COALESCE(
         x'00' || TRY_TO_BINARY(c1, 'hex'),
         x'01' || TRY_TO_BINARY(c1, 'base64'),
         x'02' || TRY_TO_BINARY(c1, 'utf-8')) from strings;

SELECT c1,
       TO_CHAR(
       SUBSTR(c1, 2),
       DECODE(SUBSTR(c1, 1, 1), x'00', 'hex', x'01', 'base64', x'02', 'utf-8')) AS string_value
  FROM bin;
-- 00AB4F3C421B | AB4F3C421B
-- 01736E6F77666C616B650A | c25vd2ZsYWtlCg==
-- 0263C3B474C3A9 | côté
-- 001100 | 1100

SET (min, max)=(40, 70);

SELECT $min;
-- 40

SELECT 50 BETWEEN $min AND $max;
-- TRUE

SET my_table_name='table1';

CREATE TABLE IDENTIFIER($my_table_name) (i INTEGER);

INSERT INTO IDENTIFIER($my_table_name) (i) VALUES (42);

SELECT * FROM IDENTIFIER($my_table_name);
-- 42

SELECT * FROM TABLE($my_table_name);
-- 42

DROP TABLE IDENTIFIER($my_table_name);

UNSET min;

SELECT $min;
-- ! 002211 (02000): SQL compilation error: Session variable '$MIN' does not exist

select c AND NULL, c OR NULL, NOT c, c AND (NOT c), c OR (NOT c), NOT (c OR NULL), IFF(c, 'e1', 'e2') from (select column1 c from values (true),(false),(null));
-- NULL | TRUE | FALSE | FALSE | TRUE | FALSE | e1
-- FALSE | NULL | TRUE | FALSE | TRUE | NULL | e2
-- NULL | NULL | NULL | NULL | NULL | NULL | e2

select null in (1,2,null), 1 not in (2,3,null), 1 in (2,null), greatest(1,null), least(1,null);
-- NULL | NULL | NULL | NULL | NULL

CREATE OR REPLACE TABLE test_table (col1 VARCHAR, col2 VARCHAR);

INSERT INTO test_table VALUES ('ı', 'i');

SELECT col1 = col2,
       COLLATE(col1, 'lower') = COLLATE(col2, 'lower'),
       COLLATE(col1, 'upper') = COLLATE(col2, 'upper')
  FROM test_table;
-- FALSE | FALSE | TRUE

SELECT 'abc' COLLATE 'bin' = 'abc' COLLATE 'utf8';
-- ! 002322 (42846): SQL compilation error: Incompatible collations: 'utf8' and 'bin'

CREATE OR REPLACE TABLE demo (
    no_explicit_collation VARCHAR,
    en_ci VARCHAR COLLATE 'en-ci',
    en VARCHAR COLLATE 'en',
    utf_8 VARCHAR collate 'utf8');

INSERT INTO demo (no_explicit_collation) VALUES
    ('-'),
    ('+');

UPDATE demo SET
    en_ci = no_explicit_collation,
    en = no_explicit_collation,
    utf_8 = no_explicit_collation;

SELECT MAX(no_explicit_collation), MAX(en_ci), MAX(en), MAX(utf_8)
  FROM demo;
-- - | + | + | -

CREATE OR REPLACE TABLE collation_precedence_example2(
  s1 STRING COLLATE '',
  s2 STRING COLLATE 'utf8',
  s3 STRING COLLATE 'fr'
);

select s1='a' from collation_precedence_example2 WHERE s2 = s3;
-- ! 002322 (42846): SQL compilation error: Incompatible collations: 'fr' and 'utf8'

select s1='a' from collation_precedence_example2 WHERE s1 = s3;

CREATE OR REPLACE TABLE different_widths(codepoint STRING, description STRING);

INSERT INTO different_widths VALUES
  ('a', 'ASCII a'),
  ('A', 'ASCII A'),
  ('ａ', 'Full-width a'),
  ('Ａ', 'Full-width A');

SELECT codepoint VISUAL_CHAR,
       'U+'  || TO_CHAR(UNICODE(codepoint), '0XXX') codepoint_representation,
       description
  FROM different_widths;
-- a | U+0061 | ASCII a
-- A | U+0041 | ASCII A
-- ａ | U+FF41 | Full-width a
-- Ａ | U+FF21 | Full-width A

SELECT COUNT(*) NumRows,
       COUNT(DISTINCT UNICODE(codepoint)) DistinctCodepoints,
       COUNT(DISTINCT codepoint COLLATE 'en-ci') DistinctCodepoints_EnCi,
       COUNT(DISTINCT codepoint COLLATE 'upper') DistinctCodepoints_Upper,
       COUNT(DISTINCT codepoint COLLATE 'lower') DistinctCodepoints_Lower
  FROM different_widths;
-- 4 | 4 | 1 | 2 | 2

CREATE OR REPLACE TABLE different_scripts(codepoint STRING, description STRING);

INSERT INTO different_scripts VALUES
  ('1', 'ASCII digit 1'),
  ('¹', 'Superscript 1'),
  ('₁', 'Subscript 1'),
  ('①', 'Circled digit 1'),
  ('੧', 'Gurmukhi digit 1'),
  ('௧', 'Tamil digit 1');

SELECT COUNT(*) NumRows,
       COUNT(DISTINCT UNICODE(codepoint)) DistinctCodepoints,
       COUNT(DISTINCT codepoint COLLATE 'en-ci') DistinctCodepoints_EnCi,
       COUNT(DISTINCT codepoint COLLATE 'upper') DistinctCodepoints_Upper,
       COUNT(DISTINCT codepoint COLLATE 'lower') DistinctCodepoints_Lower
  FROM different_scripts;
-- 6 | 6 | 1 | 6 | 6

SELECT '\u0001' = '' COLLATE 'en-ci';
-- TRUE

SELECT '\u0001' = '' COLLATE 'upper';
-- FALSE

SELECT
  LEN('abc\u0001') AS original_length,
  LEN(REPLACE('abc\u0001' COLLATE 'en-ci', '\u0001')) AS length_after_replacement;
-- 4 | 4

SELECT
  LEN('abc\u0001') AS original_length,
  LEN(REPLACE('abc\u0001' COLLATE 'upper', '\u0001')) AS length_after_replacement;
-- 4 | 3

SELECT '\u03b9\u0308\u0301' = '\u0390' COLLATE 'en-ci';
-- TRUE

SELECT '\u03b9\u0308\u0301' = '\u0390' COLLATE 'upper';
-- TRUE

SELECT '\u03b9\u0308\u0301' = '\u0390' COLLATE 'lower';
-- FALSE

SELECT CONTAINS('\u03b9\u0308', '\u03b9' COLLATE 'en-ci');
-- FALSE

SELECT CONTAINS('\u03b9\u0308', '\u0308' COLLATE 'en-ci');
-- FALSE
