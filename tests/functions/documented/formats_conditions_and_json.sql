--# Examples of https://docs.snowflake.com/en/sql-reference/sql-format-models, of conditional and encryption functions, HASH, FLATTEN, TYPEOF and PARSE_JSON.

SELECT TO_VARCHAR(-123.45, '999.99MI') AS EXAMPLE;
-- 123.45-

CREATE TABLE sample_numbers (f FLOAT);

INSERT INTO sample_numbers (f) VALUES (1.2), (123.456), (1234.56), (-123456.789);

SELECT '>' || TO_VARCHAR(f, '999,999.999') || '<', TO_VARCHAR(f, 'S000,000.000'), '>' || TO_VARCHAR(f, 'S999,999.999') || '<', TO_VARCHAR(f, 'FM999,999.999') FROM sample_numbers ORDER BY ABS(f);
-- >       1.2  < | +000,001.200 | >      +1.2  < | 1.2
-- >     123.456< | +000,123.456 | >    +123.456< | 123.456
-- >   1,234.56 < | +001,234.560 | >  +1,234.56 < | 1,234.56
-- >-123,456.789< | -123,456.789 | >-123,456.789< | -123,456.789

SELECT TO_CHAR(1234, '9d999EE'), TO_CHAR(12, '">"99"<"'), TO_CHAR(0.25, 'TM9%');
--  1.234E3 | > 12< | 25%

SELECT '>' || TO_CHAR(12, '99') || '<', '>' || TO_CHAR(12, 'S99') || '<', '>' || TO_CHAR(12, '99S') || '<', '>' || TO_CHAR(12, 'MI99') || '<', '>' || TO_CHAR(12, '99MI') || '<', '>' || TO_CHAR(12, '$99') || '<', '>' || TO_CHAR(12, 'FM99') || '<';
-- > 12< | >+12< | >12+< | > 12< | >12 < | > $12< | >12<

SELECT '>' || TO_CHAR(-7, '99') || '<', '>' || TO_CHAR(-7, 'S99') || '<', '>' || TO_CHAR(-7, '99S') || '<', '>' || TO_CHAR(-7, 'MI99') || '<', '>' || TO_CHAR(-7, '99MI') || '<', '>' || TO_CHAR(-7, '$99') || '<', '>' || TO_CHAR(-7, 'FM99') || '<';
-- > -7< | > -7< | > 7-< | >- 7< | > 7-< | > -$7< | >-7<

SELECT TO_NUMBER('012,345.67', '999,999.99', 8, 2), TO_NUMBER('12,345.67', '999,999.99', 8, 2), TO_NUMBER(' 12,345.67', '999,999.99', 8, 2), TO_NUMBER('012,345.67', '000,000.00', 8, 2);
-- 12345.67 | 12345.67 | 12345.67 | 12345.67

SELECT TO_NUMBER('12,345.67', '000,000.00', 8, 2);
-- ! Can't parse '12,345.67' as number with format '000,000.00'

SELECT TO_NUMBER(' 12,345.67', '000,000.00', 8, 2);
-- ! Can't parse ' 12,345.67' as number with format '000,000.00'

CREATE TABLE format1 (v VARCHAR, i INTEGER);

INSERT INTO format1 (v) VALUES ('-101'), ('102-'), ('103');

UPDATE format1 SET i = TO_NUMBER(v);
-- ! Numeric value '102-' is not recognized

UPDATE format1 SET i = TO_NUMBER(v, 'MI999|999MI');

SELECT i FROM format1 ORDER BY v;
-- -101
-- -102
-- 103

SELECT HASH(10) = HASH(10::NUMBER(38,0)), HASH(10) = HASH(10::NUMBER(5,3)), HASH(10) = HASH(10::FLOAT), HASH(10) = HASH('10'), HASH(NULL) = HASH(NULL, NULL), HASH(NULL) IS NULL;
-- TRUE | TRUE | TRUE | FALSE | FALSE | FALSE

SELECT HASH('2024-01-01 00:00:00 +0000'::TIMESTAMP_TZ) = HASH('2024-01-01 02:00:00 +0200'::TIMESTAMP_TZ), HASH(10::VARIANT) = HASH(10.0::FLOAT::VARIANT), HASH('a') = HASH('a' COLLATE 'en-ci'), HASH('a' COLLATE 'en-ci') = HASH('A' COLLATE 'en-ci');
-- TRUE | TRUE | TRUE | FALSE

SELECT COUNT(DISTINCT HASH(SEQ8())) FROM TABLE(GENERATOR(ROWCOUNT => 10));
-- 10

CREATE TABLE d (column1 INTEGER);

INSERT INTO d (column1) VALUES (1), (2), (NULL), (4);

SELECT column1, DECODE(column1, 1, 'one', 2, 'two', NULL, '-NULL-', 'other') AS decode_result, DECODE(column1, 1, 'one', 2, 'two', NULL, '-NULL-') FROM d;
-- 1 | one | one
-- 2 | two | two
-- NULL | -NULL- | -NULL-
-- 4 | other | NULL

SELECT COALESCE('17', 1);
-- 17

SELECT 1 IN ();
-- ! unexpected ')'

SELECT UNIFORM(1, column1, RANDOM()) FROM VALUES (2);
-- ! argument 2 to function UNIFORM needs to be constant, found 'COLUMN1'

SELECT TO_CHAR(TIME_FROM_PARTS(12, 34, 56, 987654321), 'HH24:MI:SS.FF9'), TO_CHAR(TIMESTAMP_NTZ_FROM_PARTS(2013, 4, 5, 12, 0, 0, 987654321), 'YYYY-MM-DD HH24:MI:SS.FF9'), TO_CHAR(TIME_FROM_PARTS(25, 0, -1, 1), 'HH24:MI:SS.FF9');
-- 12:34:56.987654321 | 2013-04-05 12:00:00.987654321 | 00:59:59.000000001

SELECT COALESCE('foo', 1);
-- ! Numeric value 'foo' is not recognized

SELECT COALESCE(column1, column2, column3) AS coalesce_result
  FROM (VALUES (1, 2, 3), (NULL, 2, 3), (NULL, NULL, 3), (NULL, NULL, NULL), (1, NULL, 3), (1, NULL, NULL), (1, 2, NULL)) v;
-- 1
-- 2
-- 3
-- NULL
-- 1
-- 1
-- 1

CREATE OR REPLACE TABLE x (i NUMBER);

INSERT INTO x VALUES (1), (2), (NULL);

SELECT x1.i x1_i, x2.i x2_i,
               x1.i IS NOT DISTINCT FROM x2.i, IFF(x1.i IS NOT DISTINCT FROM x2.i, 'Selected', 'Not'),
               x1.i IS DISTINCT FROM x2.i, IFF(x1.i IS DISTINCT FROM x2.i, 'Selected', 'Not')
        FROM x x1, x x2
        ORDER BY x1.i, x2.i;
-- 1 | 1 | TRUE | Selected | FALSE | Not
-- 1 | 2 | FALSE | Not | TRUE | Selected
-- 1 | NULL | FALSE | Not | TRUE | Selected
-- 2 | 1 | FALSE | Not | TRUE | Selected
-- 2 | 2 | TRUE | Selected | FALSE | Not
-- 2 | NULL | FALSE | Not | TRUE | Selected
-- NULL | 1 | FALSE | Not | TRUE | Selected
-- NULL | 2 | FALSE | Not | TRUE | Selected
-- NULL | NULL | TRUE | Selected | FALSE | Not

SELECT 'true' WHERE 1 BETWEEN 0 AND 10 AND 1.35 BETWEEN 1 AND 2 AND 'the' BETWEEN 'that' AND 'then';
-- true

SELECT 'm' BETWEEN COLLATE('A', 'lower') AND COLLATE('Z', 'lower'), COLLATE('m', 'upper') BETWEEN 'A' AND 'Z';
-- TRUE | TRUE

SELECT IFF(TRUE, 'true', 'false'), IFF(FALSE, 'true', 'false'), IFF(NULL, 'true', 'false'), IFF(TRUE, NULL, 'false');
-- true | false | false | NULL

SELECT value, IFF(value::INT = value, 'integer', 'non-integer')
  FROM ( SELECT column1 AS value FROM VALUES(1.0), (1.1), (-3.1415), (-5.000), (NULL) )
  ORDER BY value DESC;
-- NULL | non-integer
-- 1.1000 | non-integer
-- 1.0000 | integer
-- -3.1415 | non-integer
-- -5.0000 | integer

SELECT value, IFF(value > 50, 'High', 'Low') FROM ( SELECT column1 AS value FROM VALUES(22), (63), (5), (99), (NULL) );
-- 22 | Low
-- 63 | High
-- 5 | Low
-- 99 | High
-- NULL | Low

CREATE OR REPLACE TABLE binary_table (
    encryption_key BINARY,
    initialization_vector BINARY(12),
    binary_column BINARY,
    encrypted_binary_column VARIANT,
    aad_column BINARY);

INSERT INTO binary_table (encryption_key, initialization_vector, binary_column, aad_column)
    SELECT SHA2_BINARY('NotSecretEnough', 256),
            SUBSTR(TO_BINARY(HEX_ENCODE('AlsoNotSecretEnough'), 'HEX'), 0, 12),
            TO_BINARY(HEX_ENCODE('Bonjour'), 'HEX'),
            TO_BINARY(HEX_ENCODE('additional data'), 'HEX');

UPDATE binary_table SET encrypted_binary_column =
    ENCRYPT_RAW(binary_column, encryption_key, initialization_vector, aad_column, 'AES-GCM');

SELECT 'Bonjour' as original_value,
       binary_column,
       hex_decode_string(to_varchar(binary_column)) as decoded,
       encrypted_binary_column,
       decrypt_raw(as_binary(get(encrypted_binary_column, 'ciphertext')),
                  encryption_key,
                  as_binary(get(encrypted_binary_column, 'iv')),
                  aad_column,
                  'AES-GCM',
                  as_binary(get(encrypted_binary_column, 'tag')))
           as decrypted,
       hex_decode_string(to_varchar(decrypt_raw(as_binary(get(encrypted_binary_column, 'ciphertext')),
                  encryption_key,
                  as_binary(get(encrypted_binary_column, 'iv')),
                  aad_column,
                  'AES-GCM',
                  as_binary(get(encrypted_binary_column, 'tag')))
                  ))
           as decrypted_and_decoded
    FROM binary_table;
-- Bonjour | 426F6E6A6F7572 | Bonjour | {"ciphertext":"CA2F4A383F6F55","iv":"416C736F4E6F745365637265","tag":"91F28FBC6A2FE9B213D1C44B8D75D147"} | 426F6E6A6F7572 | Bonjour

SET passphrase='poiuqewjlkfsd';

SELECT TO_VARCHAR(DECRYPT(ENCRYPT('Patient tested positive for COVID-19', $passphrase), $passphrase), 'utf-8') AS decrypted;
-- Patient tested positive for COVID-19

CREATE OR REPLACE TABLE binary_table (binary_column BINARY, encrypted_binary_column BINARY);

INSERT INTO binary_table (binary_column) SELECT (TO_BINARY(HEX_ENCODE('Hello')));

UPDATE binary_table SET encrypted_binary_column = ENCRYPT(binary_column, 'SamplePassphrase');

SELECT 'Hello' as original_value,
       binary_column,
       hex_decode_string(to_varchar(binary_column)) as decoded,
       -- encrypted_binary_column,
       decrypt(encrypted_binary_column, 'SamplePassphrase') as decrypted,
       hex_decode_string(to_varchar(decrypt(encrypted_binary_column, 'SamplePassphrase'))) as decrypted_and_decoded
    FROM binary_table;
-- Hello | 48656C6C6F | Hello | 48656C6C6F | Hello

select length(encrypt(to_binary(hex_encode('secret!')), 'sample_passphrase', NULL, 'aes-cbc/pad:pkcs')) > 7 as encrypted_data;
-- TRUE

SELECT TO_VARCHAR(DECRYPT(ENCRYPT('penicillin', $passphrase, 'John Dough AAD', 'aes-gcm'), $passphrase, 'John Dough AAD', 'aes-gcm'), 'utf-8') AS medicine;
-- penicillin

SELECT DECRYPT(ENCRYPT('penicillin', $passphrase, 'John Dough AAD', 'aes-gcm'), $passphrase, 'wrong patient AAD', 'aes-gcm') AS medicine;
-- ! 100311 (22023): Decryption failed. Check encrypted data, key, AAD, or AEAD tag.

SELECT TRY_DECRYPT(ENCRYPT('penicillin', $passphrase, 'John Dough AAD', 'aes-gcm'), $passphrase, 'wrong patient AAD', 'aes-gcm') AS medicine;
-- NULL

SELECT seq, key, path, index, value FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[1, ,77]'))) f;
-- 1 | NULL | [0] | 0 | 1
-- 1 | NULL | [2] | 2 | 77

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), OUTER => TRUE)) f;
-- 1 | a | a | NULL | 1 | {"a":1,"b":[77,88]}
-- 1 | b | b | NULL | [77,88] | {"a":1,"b":[77,88]}

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88]}'), PATH => 'b')) f;
-- 1 | NULL | b[0] | 0 | 77 | [77,88]
-- 1 | NULL | b[1] | 1 | 88 | [77,88]

SELECT COUNT(*) FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[]'))) f;
-- 0

SELECT * FROM TABLE(FLATTEN(INPUT => PARSE_JSON('[]'), OUTER => TRUE)) f;
-- 1 | NULL |  | NULL | NULL | []

SELECT seq, key, path, index, value FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88], "c": {"d":"X"}}'), RECURSIVE => TRUE )) f;
-- 1 | a | a | NULL | 1
-- 1 | b | b | NULL | [77,88]
-- 1 | NULL | b[0] | 0 | 77
-- 1 | NULL | b[1] | 1 | 88
-- 1 | c | c | NULL | {"d":"X"}
-- 1 | d | c.d | NULL | "X"

SELECT seq, key, path, index, value, this FROM TABLE(FLATTEN(INPUT => PARSE_JSON('{"a":1, "b":[77,88], "c": {"d":"X"}}'), RECURSIVE => TRUE, MODE => 'OBJECT' )) f;
-- 1 | a | a | NULL | 1 | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | b | b | NULL | [77,88] | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | c | c | NULL | {"d":"X"} | {"a":1,"b":[77,88],"c":{"d":"X"}}
-- 1 | d | c.d | NULL | "X" | {"d":"X"}

CREATE OR REPLACE TABLE persons AS
  SELECT column1 AS id, PARSE_JSON(column2) as c
    FROM values
      (12712555,
       '{ name:  { first: "John", last: "Smith"},
         contact: [
         { business:[
           { type: "phone", content:"555-1234" },
           { type: "email", content:"j.smith@example.com" } ] } ] }'),
      (98127771,
       '{ name:  { first: "Jane", last: "Doe"},
         contact: [
         { business:[
           { type: "phone", content:"555-1236" },
           { type: "email", content:"j.doe@example.com" } ] } ] }') v;

SELECT id as "ID",
    f1.value:type AS "Type",
    f1.value:content AS "Details"
  FROM persons p,
    LATERAL FLATTEN(INPUT => p.c, PATH => 'contact') f,
    LATERAL FLATTEN(INPUT => f.value:business) f1
  ORDER BY 1, f1.index;
-- 12712555 | "phone" | "555-1234"
-- 12712555 | "email" | "j.smith@example.com"
-- 98127771 | "phone" | "555-1236"
-- 98127771 | "email" | "j.doe@example.com"

CREATE OR REPLACE TABLE typeof_cast(status VARCHAR, time TIMESTAMP);

INSERT INTO typeof_cast VALUES('check in', '2024-01-17 19:00:00.000 -0800');

SELECT status, TYPEOF(status::VARIANT) AS "TYPE OF STATUS", time, TYPEOF(time::VARIANT) AS "TYPE OF TIME" FROM typeof_cast;
-- check in | VARCHAR | 2024-01-17 19:00:00.000 | TIMESTAMP_NTZ

CREATE OR REPLACE TABLE vartab (n NUMBER(2), v VARIANT);

INSERT INTO vartab SELECT column1 AS n, PARSE_JSON(column2) AS v FROM VALUES (10, '{ "a" : "123", "b" : "456", "a": "789"} ') AS vals;
-- ! 100069 (22P02): Error parsing JSON: duplicate object attribute "a", pos 31

INSERT INTO vartab SELECT column1 AS n, PARSE_JSON(column2, 'd') AS v FROM VALUES (10, '{ "a" : "123", "b" : "456", "a": "789"} ') AS vals;

SELECT v FROM vartab WHERE n = 10;
-- {"a":"789","b":"456"}

SELECT TO_JSON(NULL), TO_JSON('null'::VARIANT), PARSE_JSON(NULL), PARSE_JSON('null');
-- NULL | "null" | NULL | null

CREATE OR REPLACE TABLE jdemo2 (varchar1 VARCHAR, variant1 VARIANT);

INSERT INTO jdemo2 (varchar1) VALUES ('{"PI":3.14}');

UPDATE jdemo2 SET variant1 = PARSE_JSON(varchar1);

SELECT TO_JSON(variant1), PARSE_JSON(varchar1) = variant1, TO_JSON(variant1) = varchar1 FROM jdemo2;
-- {"PI":3.14} | TRUE | TRUE

SELECT TO_JSON(PARSE_JSON('{"b":1,"a":2}')),
       TO_JSON(PARSE_JSON('{"b":1,"a":2}')) = '{"b":1,"a":2}',
       TO_JSON(PARSE_JSON('{"b":1,"a":2}')) = '{"a":2,"b":1}';
-- {"a":2,"b":1} | FALSE | TRUE

CREATE OR REPLACE TABLE jdemo3 (variant1 VARIANT, variant2 VARIANT);

INSERT INTO jdemo3 (variant1, variant2) SELECT PARSE_JSON('{"PI":3.14}'), TO_VARIANT('{"PI":3.14}');

SELECT variant1, TYPEOF(variant1), TYPEOF(variant2), variant1 = variant2 FROM jdemo3;
-- {"PI":3.14} | OBJECT | VARCHAR | FALSE

--# https://docs.snowflake.com/en/sql-reference/sql-format-models: FX reads what the format would print, and nothing else.

SELECT TO_NUMBER('12', 'FX999');
-- ! Can't parse '12' as number with format 'FX999'

SELECT TO_NUMBER('  12', 'FX999'), TRY_TO_NUMBER(' 12', 'FX999'), TRY_TO_NUMBER(' 012', 'FX000'), TRY_TO_NUMBER('12', 'FX000'), TRY_TO_NUMBER('12', 'FXFM999');
-- 12 | NULL | 12 | NULL | 12

SELECT TRY_TO_NUMBER('1,234', 'FXFM9,999'), TRY_TO_NUMBER('1234', 'FXFM9,999'), TRY_TO_NUMBER('1234', 'FM9,999');
-- 1234 | NULL | 1234

SELECT TO_NUMBER(TO_CHAR(12.5, 'FX$999.00'), 'FX$999.00', 10, 2), TO_NUMBER(TO_CHAR(-7, 'FX99MI'), 'FX99MI'), TO_NUMBER(TO_CHAR(255, 'FXXXX'), 'FXXXX');
-- 12.50 | -7 | 255
