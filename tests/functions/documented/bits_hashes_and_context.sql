--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: bits, regular expressions, encryption, data generation, context.

SELECT TO_NUMBER('12,345.67', '000,000.00', 8, 2);
-- ! Can't parse '12,345.67' as number with format '000,000.00'

SELECT TO_NUMBER(' 12,345.67', '000,000.00', 8, 2);
-- ! Can't parse

CREATE OR REPLACE TABLE format1 (v varchar, i integer);

insert into format1 (v) values ('-101');

insert into format1 (v) values ('102-');

insert into format1 (v) values ('103');

update format1 set i = TO_NUMBER(v);
-- ! Numeric value '102-' is not recognized

update format1 set i = TO_NUMBER(v, 'MI999|999MI');

select i from format1;
-- -101
-- -102
-- 103

CREATE OR REPLACE TABLE regexp_count_demo (dt DATE, messages VARCHAR);

INSERT INTO regexp_count_demo (dt, messages) VALUES
  ('10-AUG-2025','ER-6842,LG-230,LG-150,ER-3379,ER-6210'),
  ('11-AUG-2025','LG-272,LG-605,LG-683,ER-5577'),
  ('12-AUG-2025','ER-2207,LG-551,LG-826,ER-6842');

SELECT dt,
       REGEXP_COUNT(messages, ',') + 1 AS message_count, REGEXP_COUNT(messages, '\\bER-[0-9]{4}') AS number_of_errors
  FROM regexp_count_demo;
-- 2025-08-10 | 5 | 3
-- 2025-08-11 | 4 | 1
-- 2025-08-12 | 4 | 2

CREATE OR REPLACE TABLE cities(city VARCHAR(20));

INSERT INTO cities VALUES
  ('Sacramento'),
  ('San Francisco'),
  ('San Luis Obispo'),
  ('San Jose'),
  ('Santa Barbara'),
  ('Palo Alto'),
  (NULL);

SELECT * FROM cities WHERE REGEXP_LIKE(city, '.*fran.*', 'i');
-- San Francisco

SELECT * FROM cities WHERE REGEXP_LIKE(city, '\\w+\\s\\w+');
-- San Francisco
-- San Jose
-- Santa Barbara
-- Palo Alto

SELECT * FROM cities WHERE REGEXP_LIKE(city, '\\w+\\S\\w+');
-- Sacramento

CREATE OR REPLACE TABLE regex_special_characters(v VARCHAR(20));

INSERT INTO regex_special_characters VALUES
  ('Snow'),
  ('Sn.ow'),
  ('Sn@ow'),
  ('Sn$ow'),
  ('Sn\\ow');

SELECT *
  FROM regex_special_characters
  WHERE REGEXP_LIKE(v, '.*(\\.|\\\\).*');
-- Sn.ow
-- Sn\ow

SELECT *
  FROM regex_special_characters
  WHERE REGEXP_LIKE(v, '.*\\$.*');
-- Sn$ow

CREATE OR REPLACE TABLE strings (v VARCHAR(50));

INSERT INTO strings (v) VALUES
  ('San Francisco'),
  ('San Jose'),
  ('Santa Clara'),
  ('Sacramento'),
  ('Contains embedded single \\backslash');

SELECT v, v REGEXP 'San\\b.*' AS matches, v REGEXP '.*\\s\\\\.*', v REGEXP $$.*\s\\.*$$ AS MATCHES2
  FROM strings
  ORDER BY v;
-- Contains embedded single \backslash | FALSE | TRUE | TRUE
-- Sacramento | FALSE | FALSE | FALSE
-- San Francisco | TRUE | FALSE | FALSE
-- San Jose | TRUE | FALSE | FALSE
-- Santa Clara | FALSE | FALSE | FALSE

CREATE OR REPLACE TABLE bits (ID INTEGER, bit1 INTEGER, bit2 INTEGER);

INSERT INTO bits (ID, bit1, bit2) VALUES
  (   11,    1,     1),    -- Bits are all the same.
  (65504,    0, 65504),    -- Lots of bits (all but the low 6 bits).
  (    0, NULL,  NULL)     -- No bits.;

CREATE OR REPLACE TABLE bits (ID INTEGER, bit1 BINARY(2), bit2 BINARY(2), bit3 BINARY(4));

INSERT INTO bits VALUES
  (1, x'1010', x'0101', x'11001010'),
  (2, x'1100', x'0011', x'01011010'),
  (3, x'BCBC', x'EEFF', x'ABCDABCD'),
  (4, NULL, NULL, NULL);

SELECT bit1,
       bit3,
       BITSHIFTLEFT(bit1, 1),
       BITSHIFTLEFT(bit3, 1),
       BITSHIFTLEFT(bit1, 8),
       BITSHIFTLEFT(bit3, 16)
  FROM bits;
-- 1010 | 11001010 | 2020 | 22002020 | 1000 | 10100000
-- 1100 | 01011010 | 2200 | 02022020 | 0000 | 10100000
-- BCBC | ABCDABCD | 7978 | 579B579A | BC00 | ABCD0000
-- NULL | NULL | NULL | NULL | NULL | NULL

SELECT bit1,
       bit3,
       BITSHIFTRIGHT(bit1, 1),
       BITSHIFTRIGHT(bit3, 1),
       BITSHIFTRIGHT(bit1, 8),
       BITSHIFTRIGHT(bit3, 16)
  FROM bits;
-- 1010 | 11001010 | 0808 | 08800808 | 0010 | 00001100
-- 1100 | 01011010 | 0880 | 00808808 | 0011 | 00000101
-- BCBC | ABCDABCD | 5E5E | 55E6D5E6 | 00BC | 0000ABCD
-- NULL | NULL | NULL | NULL | NULL | NULL

SELECT bit1,
       bit3,
       BITAND(bit1, bit3),
       BITOR(bit1, bit3),
       BITXOR(bit1, bit3)
  FROM bits;
-- ! 100544 (22026): The lengths of two variable-sized fields do not match: first length 2, second length 4

SELECT bit1,
       bit3,
       BITAND(bit1, bit3, 'LEFT'),
       BITOR(bit1, bit3, 'LEFT'),
       BITXOR(bit1, bit3, 'RIGHT')
  FROM bits;
-- 1010 | 11001010 | 00001010 | 11001010 | 01101010
-- 1100 | 01011010 | 00001000 | 01011110 | 10011010
-- BCBC | ABCDABCD | 0000A88C | ABCDBFFD | 1771ABCD
-- NULL | NULL | NULL | NULL | NULL

SELECT seq8() FROM table(generator(rowCount => 5));
-- 0
-- 1
-- 2
-- 3
-- 4

SELECT * FROM (SELECT seq2(0), seq1(1) FROM table(generator(rowCount => 132))) ORDER BY seq2(0) LIMIT 7 OFFSET 125;
-- 125 | 125
-- 126 | 126
-- 127 | 127
-- 128 | -128
-- 129 | -127
-- 130 | -126
-- 131 | -125

SET passphrase='poiuqewjlkfsd';

SELECT
     TO_VARCHAR(
         DECRYPT(
             ENCRYPT('Patient tested positive for COVID-19', $passphrase),
             $passphrase),
         'utf-8')
         AS decrypted;
-- Patient tested positive for COVID-19

SELECT
    DECRYPT(
        ENCRYPT('penicillin', $passphrase, 'John Dough AAD', 'aes-gcm'),
        $passphrase, 'wrong patient AAD', 'aes-gcm') AS medicine;
-- ! 100311 (22023): Decryption failed. Check encrypted data, key, AAD, or AEAD tag.

CREATE OR REPLACE TABLE binary_table (
     encryption_key BINARY,   -- DO NOT STORE REAL ENCRYPTION KEYS THIS WAY!
     initialization_vector BINARY(12), -- DO NOT STORE REAL IV'S THIS WAY!!
     binary_column BINARY,
     encrypted_binary_column VARIANT,
     aad_column BINARY);

INSERT INTO binary_table (encryption_key,
                           initialization_vector,
                           binary_column,
                           aad_column)
     SELECT SHA2_BINARY('NotSecretEnough', 256),
             SUBSTR(TO_BINARY(HEX_ENCODE('AlsoNotSecretEnough'), 'HEX'), 0, 12),
             TO_BINARY(HEX_ENCODE('Bonjour'), 'HEX'),
             TO_BINARY(HEX_ENCODE('additional data'), 'HEX');

UPDATE binary_table SET encrypted_binary_column =
     ENCRYPT_RAW(binary_column,
         encryption_key,
         initialization_vector,
         aad_column,
         'AES-GCM');

SELECT 'Bonjour' as original_value,
        encrypted_binary_column,
        hex_decode_string(to_varchar(decrypt_raw(as_binary(get(encrypted_binary_column, 'ciphertext')),
                   encryption_key,
                   as_binary(get(encrypted_binary_column, 'iv')),
                   aad_column,
                   'AES-GCM',
                   as_binary(get(encrypted_binary_column, 'tag')))
                   ))
            as decrypted_and_decoded
     FROM binary_table;
-- Bonjour | {"ciphertext":"CA2F4A383F6F55","iv":"416C736F4E6F745365637265","tag":"91F28FBC6A2FE9B213D1C44B8D75D147"} | Bonjour

CREATE OR REPLACE TABLE bitwise_example
  (k INT, d DECIMAL(10,5), s1 VARCHAR(10), s2 VARCHAR(10));

INSERT INTO bitwise_example VALUES
  (15, 1.1, '12', 'one'),
  (26, 2.9, '10', 'two'),
  (12, 7.1, '7.9', 'two'),
  (14, NULL, NULL, 'null'),
  (8, NULL, NULL, 'null'),
  (NULL, 9.1, '14', 'nine');

SELECT BITAND_AGG(k),
    BITAND_AGG(d),
    BITAND_AGG(s1)
  FROM bitwise_example;
-- 8 | 1 | 8

SELECT BITAND_AGG(s2)
  FROM bitwise_example;
-- ! 100038 (22018): Numeric value 'one' is not recognized

select booland_agg('invalid type');
-- ! 100037 (22018): Boolean value 'invalid type' is not recognized

SET MY_LOCAL_VARIABLE= 'my_local_variable_value';

SELECT
     GETVARIABLE('MY_LOCAL_VARIABLE'),
     SESSION_CONTEXT('MY_LOCAL_VARIABLE'),
     $MY_LOCAL_VARIABLE;
-- my_local_variable_value | my_local_variable_value | my_local_variable_value

SET var_2 = 'value_2';

SELECT
     GETVARIABLE('var_2'),
     GETVARIABLE('VAR_2'),
     SESSION_CONTEXT('var_2'),
     SESSION_CONTEXT('VAR_2'),
     $var_2,
     $VAR_2;
-- NULL | value_2 | NULL | value_2 | value_2 | value_2

CREATE OR REPLACE TABLE wildcards (w VARCHAR, w2 VARCHAR);

INSERT INTO wildcards (w, w2) VALUES ('\\', '?');

SELECT w, w2, w || w2 AS escape_sequence, w2
  FROM wildcards
  WHERE REGEXP_LIKE(w2, w || w2) and REGEXP_LIKE(w2, '\\' || '?');
-- \ | ? | \? | ?

INSERT INTO wildcards (w, w2) VALUES (NULL, 'When I am cold, I am bold.');

CREATE OR REPLACE TABLE week_examples (d DATE);

INSERT INTO week_examples VALUES
  ('2016-12-30'),
  ('2017-01-01'),
  ('2017-01-02'),
  ('2017-12-31');

SELECT d "Date",
       DAYNAME(d) "Day",
       DAYOFWEEK(d) "DOW",
       DATE_TRUNC('week', d) "Trunc Date",
       DAYNAME("Trunc Date") "Trunc Day",
       LAST_DAY(d, 'week') "Last DOW Date",
       DAYNAME("Last DOW Date") "Last DOW Day",
       DATEDIFF('week', '2017-01-01', d) "Weeks Diff from 2017-01-01 to Date"
  FROM week_examples;
-- 2016-12-30 | Fri | 5 | 2016-12-26 | Mon | 2017-01-01 | Sun | 0
-- 2017-01-01 | Sun | 0 | 2016-12-26 | Mon | 2017-01-01 | Sun | 0
-- 2017-01-02 | Mon | 1 | 2017-01-02 | Mon | 2017-01-08 | Sun | 1
-- 2017-12-31 | Sun | 0 | 2017-12-25 | Mon | 2017-12-31 | Sun | 52

select abs(true);
-- ! Invalid argument types for function 'ABS': (BOOLEAN)

select sqrt(true);
-- ! Invalid argument types for function 'SQRT': (BOOLEAN)

select upper(array_construct(1));
-- ! Invalid argument types for function 'UPPER': (ARRAY)
