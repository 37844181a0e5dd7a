--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: array sets, bits, Booleans, decoding, keys, casts, conditions, IN.

SELECT ARRAY_DISTINCT(['A', 'A', 'B', NULL, NULL]), ARRAY_DISTINCT(NULL);
-- ["A","B",undefined] | NULL

SELECT ARRAY_DISTINCT( [ {'a': 1, 'b': 2}, {'a': 1, 'b': 2}, {'a': 1, 'b': 3} ] );
-- [{"a":1,"b":2},{"a":1,"b":3}]

SELECT ARRAY_GENERATE_RANGE(2, 5), ARRAY_GENERATE_RANGE(5, 25, 10), ARRAY_GENERATE_RANGE(-5, -25, -10), ARRAY_GENERATE_RANGE(2, 2, 4), ARRAY_GENERATE_RANGE(8, 2, 2), ARRAY_GENERATE_RANGE(2, 8, -2), ARRAY_GENERATE_RANGE(0, -16, -5), ARRAY_GENERATE_RANGE(1, NULL);
-- [2,3,4] | [5,15] | [-5,-15] | [] | [] | [] | [0,-5,-10,-15] | NULL

SELECT array_intersection(ARRAY_CONSTRUCT('A', 'B'),
                          ARRAY_CONSTRUCT('B', 'C'));
-- ["B"]

SELECT array_intersection(ARRAY_CONSTRUCT('A', 'B', 'B', 'B', 'C'),
                          ARRAY_CONSTRUCT('B', 'B'));
-- ["B","B"]

CREATE OR REPLACE TABLE array_demo (ID INTEGER, array1 ARRAY, array2 ARRAY, tip VARCHAR);

INSERT INTO array_demo (ID, array1, array2, tip)
    SELECT 3, ARRAY_CONSTRUCT(1, 2, 3, 4), ARRAY_CONSTRUCT(3, 4, 5), 'values 3 and 4 overlap';

INSERT INTO array_demo (ID, array1, array2, tip)
    SELECT 4, ARRAY_CONSTRUCT(NULL, 102, NULL), ARRAY_CONSTRUCT(NULL, NULL, 103), 'NULLs overlap';

INSERT INTO array_demo (ID, array1, array2, tip)
    SELECT 6, array_construct(object_construct('a',1,'b',2), 1, 2),
              array_construct(object_construct('b',2,'c',3), 3, 4),
              'neither the objects nor any other values match';

INSERT INTO array_demo (ID, array1, array2, tip)
    SELECT 7, array_construct(object_construct('a',1, 'b',2, 'c',3)),
              array_construct(object_construct('c',3, 'b',2, 'a',1)),
              'the objects contain the same values, but in different order';

SELECT ID, array1, array2, tip, ARRAY_INTERSECTION(array1, array2)
    FROM array_demo
    ORDER BY ID;
-- 3 | [1,2,3,4] | [3,4,5] | values 3 and 4 overlap | [3,4]
-- 4 | [undefined,102,undefined] | [undefined,undefined,103] | NULLs overlap | [undefined,undefined]
-- 6 | [{"a":1,"b":2},1,2] | [{"b":2,"c":3},3,4] | neither the objects nor any other values match | []
-- 7 | [{"a":1,"b":2,"c":3}] | [{"a":1,"b":2,"c":3}] | the objects contain the same values, but in different order | [{"a":1,"b":2,"c":3}]

SELECT array_intersection(ARRAY_CONSTRUCT('A', 'B'),
                          NULL);
-- NULL

SELECT ARRAY_POSITION('hello'::variant, array_construct('hello', 'hi')), ARRAY_POSITION('hi'::variant, array_construct('hello', 'hi')), ARRAY_POSITION('hello'::variant, array_construct('hola', 'bonjour')), ARRAY_POSITION(NULL, ARRAY_CONSTRUCT(1, NULL));
-- 0 | 1 | NULL | 1

SELECT ARRAY_REMOVE_AT([2, 5, 7], 0), ARRAY_REMOVE_AT([2, 5, 7], -1), ARRAY_REMOVE_AT([2, 5, 7], 10), ARRAY_REMOVE_AT([2, 5, 7], NULL);
-- [5,7] | [2,5] | [2,5,7] | NULL

SELECT ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10]), ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10], FALSE);
-- [0,10,20,null,undefined] | [undefined,null,20,10,0]

SELECT ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10], TRUE, TRUE), ARRAY_SORT([20, PARSE_JSON('null'), 0, NULL, 10], FALSE, FALSE);
-- [undefined,0,10,20,null] | [null,20,10,0,undefined]

SELECT ARRAY_INSERT(ARRAY_INSERT(ARRAY_CONSTRUCT(), 3, 2), 6, 1) arr, ARRAY_SORT(arr);
-- [undefined,undefined,undefined,2,undefined,undefined,1] | [1,2,undefined,undefined,undefined,undefined,undefined]

CREATE OR REPLACE TABLE as_number_example (number1 VARIANT);

INSERT INTO as_number_example (number1)
  SELECT TO_VARIANT(TO_NUMBER(2.34, 6, 3));

SELECT AS_NUMBER(number1, 6, 3) number_value
  FROM as_number_example;
-- 2.340

SELECT AS_NUMBER(number1), AS_DECIMAL(number1, 5, 1), AS_DECIMAL(number1, 38), SYSTEM$TYPEOF(AS_DECIMAL(number1, 5, 1)), AS_NUMBER(1.5::FLOAT::VARIANT) FROM as_number_example;
-- 2 | 2.3 | 2 | NUMBER(5,1)[SB4] | NULL

SELECT AS_NUMBER(12345::VARIANT, 3);
-- ! 100

SELECT BASE64_DECODE_STRING('U25vd2ZsYWtl');
-- Snowflake

CREATE OR REPLACE TABLE base64_table (v VARCHAR, base64_string VARCHAR);

INSERT INTO base64_table (v) VALUES ('HELLO');

UPDATE base64_table SET base64_string = BASE64_ENCODE(v);

SELECT v, base64_string, BASE64_DECODE_STRING(base64_string)
    FROM base64_table;
-- HELLO | SEVMTE8= | HELLO

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

SELECT s2,
    BITAND_AGG(k),
    BITAND_AGG(d)
  FROM bitwise_example
  GROUP BY s2
  ORDER BY 3;
-- one | 15 | 1
-- two | 8 | 3
-- nine | NULL | 9
-- null | 8 | NULL

SELECT BITAND_AGG(s2)
  FROM bitwise_example;
-- ! 100038 (22018): Numeric value 'one' is not recognized

CREATE OR REPLACE TABLE bits (ID INTEGER, bit1 INTEGER, bit2 INTEGER);

INSERT INTO bits (ID, bit1, bit2) VALUES
  (   11,    1,     1),    -- Bits are all the same.
  (   24,    2,     4),    -- Bits are all different.
  (   42,    4,     2),    -- Bits are all different.
  ( 1624,   16,    24),    -- Bits overlap.
  (65504,    0, 65504),    -- Lots of bits (all but the low 6 bits).
  (    0, NULL,  NULL)     -- No bits.
  ;

SELECT bit1,
       bit2,
       BITSHIFTLEFT(bit1, 1),
       BITSHIFTRIGHT(bit2, 1)
  FROM bits
  ORDER BY bit1;
-- 0 | 65504 | 0 | 32752
-- 1 | 1 | 2 | 0
-- 2 | 4 | 4 | 2
-- 4 | 2 | 8 | 1
-- 16 | 24 | 32 | 12
-- NULL | NULL | NULL | NULL

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

SELECT BITSHIFTLEFT('12.3', 1), BITSHIFTLEFT('x', 1), BITSHIFTLEFT(1, 127), SYSTEM$TYPEOF(BITSHIFTLEFT(1, 1)), SYSTEM$TYPEOF(BITSHIFTLEFT(X'01', 1));
-- 24 | NULL | -170141183460469231731687303715884105728 | NUMBER(38,0)[SB16] | BINARY(1)[LOB]

CREATE OR REPLACE TABLE test_boolean_agg (
  id INTEGER,
  c1 BOOLEAN,
  c2 BOOLEAN,
  c3 BOOLEAN,
  c4 BOOLEAN
);

INSERT INTO test_boolean_agg (id, c1, c2, c3, c4) VALUES
  (1, TRUE, TRUE,  TRUE,  FALSE),
  (2, TRUE, FALSE, FALSE, FALSE),
  (3, TRUE, TRUE,  FALSE, FALSE),
  (4, TRUE, FALSE, FALSE, FALSE);

SELECT BOOLAND_AGG(c1), BOOLAND_AGG(c2), BOOLAND_AGG(c3), BOOLAND_AGG(c4)
  FROM test_boolean_agg;
-- True | False | False | False

SELECT BOOLXOR_AGG(c1), BOOLXOR_AGG(c2), BOOLXOR_AGG(c3), BOOLXOR_AGG(c4)
  FROM test_boolean_agg;
-- False | False | True | False

INSERT INTO test_boolean_agg (id, c1, c2, c3, c4) VALUES
  (-4, FALSE, FALSE, FALSE, TRUE),
  (-3, FALSE, TRUE,  TRUE,  TRUE),
  (-2, FALSE, FALSE, TRUE,  TRUE),
  (-1, FALSE, TRUE,  TRUE,  TRUE);

SELECT
    id,
    BOOLAND_AGG(c1) OVER (PARTITION BY (id > 0)),
    BOOLAND_AGG(c4) OVER (PARTITION BY (id > 0)),
    BOOLXOR_AGG(c1) OVER (PARTITION BY (id > 0)),
    BOOLXOR_AGG(c3) OVER (PARTITION BY (id > 0))
  FROM test_boolean_agg
  ORDER BY id;
-- -4 | False | True | False | False
-- -3 | False | True | False | False
-- -2 | False | True | False | False
-- -1 | False | True | False | False
-- 1 | True | False | False | True
-- 2 | True | False | False | True
-- 3 | True | False | False | True
-- 4 | True | False | False | True

select booland_agg('invalid type');
-- ! 100037 (22018): Boolean value 'invalid type' is not recognized

select charindex('an', 'banana', 1), charindex('an', 'banana', 3), CHARINDEX(X'EF', X'ABCDEF'), CHARINDEX(X'BC', X'ABCD');
-- 2 | 4 | 3 | 0

CREATE TABLE pos (n VARCHAR, h VARCHAR) AS SELECT * FROM VALUES ('', ''), ('', 'sth'), ('43', '41424344'), ('a', NULL), ('dog', 'catalog'), ('log', 'catalog'), ('lésine', 'le péché, la lésine'), ('nicht', 'Ich weiß nicht'), ('sth', ''), ('☃c', '☃a☃b☃c☃d'), ('☃☃', 'bunch of ☃☃☃☃'), ('❄c', '❄a☃c❄c☃'), (NULL, 'a'), (NULL, NULL);

SELECT n, h, CHARINDEX(n, h) FROM pos;
--  |  | 1
--  | sth | 1
-- 43 | 41424344 | 5
-- a | NULL | NULL
-- dog | catalog | 0
-- log | catalog | 5
-- lésine | le péché, la lésine | 14
-- nicht | Ich weiß nicht | 10
-- sth |  | 0
-- ☃c | ☃a☃b☃c☃d | 5
-- ☃☃ | bunch of ☃☃☃☃ | 10
-- ❄c | ❄a☃c❄c☃ | 5
-- NULL | a | NULL
-- NULL | NULL | NULL

SELECT column1, CHR(column1)
FROM (VALUES(83), (33), (169), (8364), (null));
-- 83 | S
-- 33 | !
-- 169 | ©
-- 8364 | €
-- NULL | NULL

SELECT LENGTH(CHR(0)), ASCII(CHR(0));
-- 1 | 0

SELECT column1, CHR(column1)
FROM (VALUES(-1));
-- ! Invalid character code -1 in the CHR input

SELECT column1, CHR(column1)
FROM (VALUES(999999999999));
-- ! Invalid character code 999999999999 in the CHR input

SELECT DECOMPRESS_STRING(TO_BINARY('0920536E6F77666C616B65', 'HEX'), 'SNAPPY');
-- Snowflake

SET passphrase='poiuqewjlkfsd';

SELECT
    TO_VARCHAR(
        DECRYPT(
            ENCRYPT('Patient tested positive for COVID-19', $passphrase),
            $passphrase),
        'utf-8')
        AS decrypted
    ;
-- Patient tested positive for COVID-19

CREATE TABLE binary_table (
    binary_column BINARY,
    encrypted_binary_column BINARY);

INSERT INTO binary_table (binary_column)
    SELECT (TO_BINARY(HEX_ENCODE('Hello')));

UPDATE binary_table
    SET encrypted_binary_column = ENCRYPT(binary_column, 'SamplePassphrase');

SELECT 'Hello' as original_value,
       binary_column,
       hex_decode_string(to_varchar(binary_column)) as decoded,
       -- encrypted_binary_column,
       decrypt(encrypted_binary_column, 'SamplePassphrase') as decrypted,
       hex_decode_string(to_varchar(decrypt(encrypted_binary_column, 'SamplePassphrase'))) as decrypted_and_decoded
    FROM binary_table;
-- Hello | 48656C6C6F | Hello | 48656C6C6F | Hello

select length(encrypt(to_binary(hex_encode('secret!')), 'sample_passphrase', NULL, 'aes-cbc/pad:pkcs')) as encrypted_data;
-- 32

SELECT length(encrypt(to_binary(hex_encode('Secret!')), 'SamplePassphrase', to_binary(hex_encode('Authenticated Data'))));
-- 35

SELECT
    TO_VARCHAR(
        DECRYPT(
            ENCRYPT('penicillin', $passphrase, 'John Dough AAD', 'aes-gcm'),
            $passphrase, 'John Dough AAD', 'aes-gcm'),
        'utf-8')
        AS medicine
    ;
-- penicillin

SELECT
    DECRYPT(
        ENCRYPT('penicillin', $passphrase, 'John Dough AAD', 'aes-gcm'),
        $passphrase, 'wrong patient AAD', 'aes-gcm') AS medicine
    ;
-- ! 100311 (22023): Decryption failed. Check encrypted data, key, AAD, or AEAD tag.

SELECT FACTORIAL(0), FACTORIAL(1), FACTORIAL(5), FACTORIAL(10), FACTORIAL(33);
-- 1 | 1 | 120 | 3628800 | 8683317618811886495518194401280000000

CREATE OR REPLACE TABLE ilike_ex(name VARCHAR(20));

INSERT INTO ilike_ex VALUES
  ('John  Dddoe'),
  ('Joe   Doe'),
  ('John_down'),
  ('Joe down'),
  (null);

SELECT *
  FROM ilike_ex
  WHERE name ILIKE '%j%h%do%'
  ORDER BY 1;
-- John  Dddoe
-- John_down

SELECT *
  FROM ilike_ex
  WHERE name NOT ILIKE '%j%h%do%'
  ORDER BY 1;
-- Joe   Doe
-- Joe down

SELECT *
  FROM ilike_ex
  WHERE name ILIKE '%j%h%^_do%' ESCAPE '^'
  ORDER BY 1;
-- John_down

SELECT ILIKE('A_b', 'a^_B', '^'), 'SOMETHING%' ILIKE '%\\%%' ESCAPE '\\', NULL ILIKE NULL;
-- TRUE | TRUE | NULL

CREATE OR REPLACE TABLE vartab (n NUMBER(2), v VARIANT);

INSERT INTO vartab
  SELECT column1 AS n, PARSE_JSON(column2) AS v
    FROM VALUES (1, 'null'),
                (2, null),
                (3, 'true'),
                (4, '-17'),
                (5, '123.12'),
                (6, '1.912e2'),
                (7, '"Om ara pa ca na dhih"  '),
                (8, '[-1, 12, 289, 2188, false,]'),
                (9, '{ "x" : "abc", "y" : false, "z": 10} ')
       AS vals;

SELECT * FROM vartab WHERE IS_DOUBLE(v);
-- 4 | -17
-- 5 | 123.12
-- 6 | 1.912000000000000e+02

SELECT * FROM vartab WHERE IS_REAL(v) AND NOT IS_DECIMAL(v);
-- 6 | 1.912000000000000e+02

SELECT HASH(10) = HASH(10::number(38,0)), HASH(10) = HASH(10::number(5,3)), HASH(10) = HASH(10::float), HASH(10) = HASH('10'), HASH(10::VARIANT) = HASH(10.0::FLOAT::VARIANT), SYSTEM$TYPEOF(HASH(10));
-- TRUE | TRUE | TRUE | FALSE | TRUE | NUMBER(19,0)[SB16]

SELECT HASH('2024-01-01 12:00:00 +00:00'::TIMESTAMP_TZ) = HASH('2024-01-01 13:00:00 +01:00'::TIMESTAMP_TZ), HASH(null) <> HASH(null, null), HASH(null) IS NULL, HASH('a' COLLATE 'en-ci') = HASH('a');
-- TRUE | TRUE | FALSE | TRUE

SELECT GETBIT(11, 100), GETBIT(11, 3), GETBIT(11, 2), GETBIT(11, 1), GETBIT(11, 0);
-- 0 | 1 | 0 | 1 | 1

CREATE OR REPLACE TABLE aggr2(col_x int, col_y int, col_z int);

INSERT INTO aggr2 VALUES(1, 2, 1), (1, 2, 3);

INSERT INTO aggr2 VALUES(2, 1, 10), (2, 2, 11), (2, 2, 3);

SELECT col_x, col_y, sum(col_z),
       grouping(col_x), grouping(col_y), grouping(col_x, col_y)
    FROM aggr2 GROUP BY GROUPING SETS ((col_x), (col_y), ())
    ORDER BY 1, 2;
-- 1 | NULL | 4 | 0 | 1 | 1
-- 2 | NULL | 24 | 0 | 1 | 1
-- NULL | 1 | 10 | 1 | 0 | 2
-- NULL | 2 | 18 | 1 | 0 | 2
-- NULL | NULL | 28 | 1 | 1 | 3

SELECT col_x, col_y, SUM(col_z),
       GROUPING(col_x), GROUPING(col_y), GROUPING(col_x, col_y)
    FROM aggr2 GROUP BY ROLLUP (col_x, col_y)
    ORDER BY 1, 2;
-- 1 | 2 | 4 | 0 | 0 | 0
-- 1 | NULL | 4 | 0 | 1 | 1
-- 2 | 1 | 10 | 0 | 0 | 0
-- 2 | 2 | 14 | 0 | 0 | 0
-- 2 | NULL | 24 | 0 | 1 | 1
-- NULL | NULL | 28 | 1 | 1 | 3

SELECT GROUPING() FROM aggr2 GROUP BY col_x;
-- ! not enough arguments for function [GROUPING()], expected 1, got 0

CREATE OR REPLACE TABLE test_table1 (c1 INTEGER);

INSERT INTO test_table1 (c1) VALUES (1), (2), (3), (4);

CREATE OR REPLACE TABLE resultstate1 AS (
  SELECT APPROX_PERCENTILE_ACCUMULATE(c1) AS rs1
    FROM test_table1);

SELECT APPROX_PERCENTILE_ESTIMATE(rs1, 0.5)
  FROM resultstate1;
-- 2.5

CREATE OR REPLACE TABLE test_table2 (c1 INTEGER);

INSERT INTO test_table2 (c1) VALUES (5), (6), (7), (8);

CREATE OR REPLACE TABLE resultstate2 AS
  (SELECT APPROX_PERCENTILE_ACCUMULATE(c1) AS rs1
     FROM test_table2);

CREATE OR REPLACE TABLE combined_resultstate (c1) AS
  SELECT APPROX_PERCENTILE_COMBINE(rs1) AS apc1
    FROM (
      SELECT rs1 FROM resultstate1
      UNION ALL
      SELECT rs1 FROM resultstate2
    );

SELECT APPROX_PERCENTILE_ESTIMATE(c1, 0.5)
  FROM combined_resultstate;
-- 4.5

CREATE TABLE ta (i INTEGER);

CREATE TABLE tb (i INTEGER);

CREATE TABLE tc (i INTEGER);

INSERT INTO ta (i) VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10);

INSERT INTO tb (i) VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (11);

INSERT INTO tc (i) VALUES (-1), (-20), (-300), (-4000);

CREATE TABLE minhash_a_1 (mh) AS SELECT MINHASH(100, i) FROM ta;

CREATE TABLE minhash_b (mh) AS SELECT MINHASH(100, i) FROM tb;

CREATE TABLE minhash_c (mh) AS SELECT MINHASH(100, i) FROM tc;

INSERT INTO ta (i) VALUES (12);

CREATE TABLE minhash_a_2 (mh) AS SELECT MINHASH(100, i) FROM ta WHERE i > 10;

CREATE TABLE minhash_a (mh) AS
  SELECT MINHASH_COMBINE(mh)
    FROM (
      (SELECT mh FROM minhash_a_1)
      UNION ALL
      (SELECT mh FROM minhash_a_2)
    );

SELECT APPROXIMATE_SIMILARITY(mh)
  FROM (
    (SELECT mh FROM minhash_a)
    UNION ALL
    (SELECT mh FROM minhash_b)
  );
-- 0.75

SELECT APPROXIMATE_SIMILARITY(mh)
  FROM (
    (SELECT mh FROM minhash_a)
    UNION ALL
    (SELECT mh FROM minhash_c)
  );
-- 0

SELECT ARRAYS_ZIP(
  [1, 2, 3],
  ['first', 'second', 'third'],
  ['i', 'ii', 'iii']
) AS zipped_arrays;
-- [{"$1":1,"$2":"first","$3":"i"},{"$1":2,"$2":"second","$3":"ii"},{"$1":3,"$2":"third","$3":"iii"}]

SELECT ARRAYS_ZIP([1, 2, 3]);
-- [{"$1":1},{"$1":2},{"$1":3}]

SELECT ARRAYS_ZIP(
  [1, 2, 3],
  ['one'],
  ['I', 'II']
) AS zipped_array;
-- [{"$1":1,"$2":"one","$3":"I"},{"$1":2,"$2":null,"$3":"II"},{"$1":3,"$2":null,"$3":null}]

SELECT ARRAYS_ZIP([1, 2, 3], NULL, [100, 200, 300]), ARRAYS_ZIP([], [], []);
-- NULL | [{}]

SELECT ARRAYS_ZIP(
  [1, NULL, 3],
  [NULL, 20, NULL],
  [100, NULL, 300]
) AS zipped_array;
-- [{"$1":1,"$2":null,"$3":100},{"$1":null,"$2":20,"$3":null},{"$1":3,"$2":null,"$3":300}]

CREATE OR REPLACE TABLE test_data_type_conversion (
  varchar_value VARCHAR,
  number_value NUMBER(5, 4),
  timestamp_value TIMESTAMP);

INSERT INTO test_data_type_conversion VALUES (
  '9.8765',
  1.2345,
  '2024-05-09 14:32:29.135 -0700');

SELECT CAST(varchar_value AS NUMBER(5,2)) AS varchar_to_number1,
       SYSTEM$TYPEOF(varchar_to_number1) AS data_type
  FROM test_data_type_conversion;
-- 9.88 | NUMBER(5,2)[SB4]

SELECT varchar_value::NUMBER(6,5) AS varchar_to_number2,
       SYSTEM$TYPEOF(varchar_to_number2) AS data_type
  FROM test_data_type_conversion;
-- 9.87650 | NUMBER(6,5)[SB4]

SELECT CAST(number_value AS INTEGER) AS number_to_integer, CAST(number_value AS VARCHAR) AS number_to_varchar
  FROM test_data_type_conversion;
-- 1 | 1.2345

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

SELECT column1,
       column2,
       column3,
       COALESCE(column1, column2, column3) AS coalesce_result
  FROM (values
    (1,    2,    3   ),
    (null, 2,    3   ),
    (null, null, 3   ),
    (null, null, null),
    (1,    null, null)
  ) v;
-- 1 | 2 | 3 | 1
-- NULL | 2 | 3 | 2
-- NULL | NULL | 3 | 3
-- NULL | NULL | NULL | NULL
-- 1 | NULL | NULL | 1

SELECT IFF(TRUE, 'true', 'false'), IFF(FALSE, 'true', 'false'), IFF(NULL, 'true', 'false'), IFF(TRUE, NULL, 'false');
-- true | false | false | NULL

SELECT value, IFF(value::INT = value, 'integer', 'non-integer')
  FROM ( SELECT column1 AS value
           FROM VALUES(1.0), (1.1), (-3.1415), (-5.000), (NULL) )
  ORDER BY value DESC;
-- NULL | non-integer
-- 1.1000 | non-integer
-- 1.0000 | integer
-- -3.1415 | non-integer
-- -5.0000 | integer

CREATE OR REPLACE TABLE collation1 (v VARCHAR COLLATE 'es');

INSERT INTO collation1 (v) VALUES ('ñ');

SELECT v,
       COLLATION(v),
       COLLATE(v, 'es-ci'),
       COLLATION(COLLATE(v, 'es-ci'))
  FROM collation1;
-- ñ | es | ñ | es-ci

SELECT v,
       v = 'ñ' AS "COMPARISON TO LOWER CASE",
       v = 'Ñ' AS "COMPARISON TO UPPER CASE",
       COLLATE(v, 'es-ci'),
       COLLATE(v, 'es-ci') = 'Ñ'
  FROM collation1;
-- ñ | True | False | ñ | True

SELECT 1 IN (1, 2, 3), 4 NOT IN (1, 2, 3), 'a' IN (SELECT column1 FROM VALUES ('b'), ('c'), ('d'));
-- True | True | False

CREATE OR REPLACE TABLE in_function_demo (
  col_1 INTEGER,
  col_2 INTEGER,
  col_3 INTEGER);

INSERT INTO in_function_demo (col_1, col_2, col_3) VALUES
  (1, 1, 1),
  (1, 2, 3),
  (4, 5, NULL);

SELECT col_1, col_2, col_3
  FROM in_function_demo
  WHERE (col_1) IN (1, 10, 100, 1000)
  ORDER BY col_1, col_2, col_3;
-- 1 | 1 | 1
-- 1 | 2 | 3

SELECT col_1, col_2, col_3
  FROM in_function_demo
  WHERE (col_1, col_2, col_3) IN (
    (1,2,3),
    (4,5,6));
-- 1 | 2 | 3

SELECT (1, 2, 3) IN (
  SELECT col_1, col_2, col_3 FROM in_function_demo
  ) AS RESULT;
-- True

SELECT NULL IN (1, 2, NULL), 1 IN (1, 2, NULL), 1 NOT IN (1, 2, NULL), 3 NOT IN (1, 2, NULL);
-- NULL | True | False | NULL

SELECT (4, 5, NULL) IN ( (4, 5, NULL), (7, 8, 9) ) AS RESULT;
-- NULL

CREATE OR REPLACE TABLE in_list_table (
  val1 INTEGER,
  val2 INTEGER,
  val3 INTEGER
);

INSERT INTO in_list_table VALUES (1, 10, NULL), (2, 20, NULL), (NULL, NULL, NULL);

SELECT 1 IN (SELECT val1 FROM in_list_table) AS RESULT, NULL IN (SELECT val1 FROM in_list_table), 3 IN (SELECT val1 FROM in_list_table);
-- True | NULL | NULL

CREATE OR REPLACE TABLE like_all_example(name VARCHAR(20));

INSERT INTO like_all_example VALUES
    ('John  Dddoe'),
    ('Joe   Doe'),
    ('John_do%wn'),
    ('Joe down'),
    ('Tom   Doe'),
    ('Tim down'),
    (null);

SELECT *
  FROM like_all_example
  WHERE name LIKE ALL ('%Jo%oe%','J%e')
  ORDER BY name;
-- Joe   Doe
-- John  Dddoe

SELECT COUNT(*)
  FROM like_all_example
  WHERE name LIKE ALL ('%Jo%oe%','J%n');
-- 0

SELECT *
  FROM like_all_example
  WHERE name LIKE ALL ('%J%h%^_do%', 'J%^%wn') ESCAPE '^'
  ORDER BY name;
-- John_do%wn

CREATE OR REPLACE TABLE x (i number);

INSERT INTO x values
    (1),
    (2),
    (null);

SELECT x1.i x1_i, x2.i x2_i,
               x1.i IS NOT DISTINCT FROM x2.i, iff(x1.i IS NOT DISTINCT FROM x2.i, 'Selected', 'Not') "SELECT IF X1.I IS NOT DISTINCT FROM X2.I",
               x1.i IS DISTINCT FROM x2.i, iff(x1.i IS DISTINCT FROM x2.i, 'Selected', 'Not') "SELECT IF X1.I IS DISTINCT FROM X2.I"
        FROM x x1, x x2
        ORDER BY x1.i, x2.i;
-- 1 | 1 | True | Selected | False | Not
-- 1 | 2 | False | Not | True | Selected
-- 1 | NULL | False | Not | True | Selected
-- 2 | 1 | False | Not | True | Selected
-- 2 | 2 | True | Selected | False | Not
-- 2 | NULL | False | Not | True | Selected
-- NULL | 1 | False | Not | True | Selected
-- NULL | 2 | False | Not | True | Selected
-- NULL | NULL | True | Selected | False | Not

SELECT x1.i x1_i,
       x2.i x2_i,
       x1.i=x2.i,
       iff(x1.i=x2.i, 'Selected', 'Not') "SELECT IF X1.I=X2.I",
       x1.i<>x2.i,
       iff(not(x1.i=x2.i), 'Selected', 'Not') "SELECT IF X1.I<>X2.I"
    FROM x x1, x x2 ORDER BY x1.i, x2.i LIMIT 3;
-- 1 | 1 | True | Selected | False | Not
-- 1 | 2 | False | Not | True | Selected
-- 1 | NULL | NULL | Not | NULL | Not

SELECT ARRAY_SLICE([0, 1, 2, 3, 4, 5, 6], 0, 2), ARRAY_SLICE([0, 1, 2, 3, 4, 5, 6], 3, ARRAY_SIZE([0, 1, 2, 3, 4, 5, 6])),
       ARRAY_SLICE(['foo', 'snow', 'flake', 'bar'], 1, 3);
-- [0,1] | [3,4,5,6] | ["snow","flake"]

SELECT ARRAY_SLICE(NULL, 2, 3), ARRAY_SLICE([0, 1, 2, 3, 4, 5, 6], NULL, 2), ARRAY_SLICE([0, 1, 2, 3, 4, 5, 6], 0, -2),
       ARRAY_SLICE([0, 1, 2, 3, 4, 5, 6], -5, -3), ARRAY_SLICE([0, 1, 2, 3, 4, 5, 6], 10, 12), ARRAY_SLICE([0, 1, 2, 3, 4, 5, 6], -10, -12);
-- NULL | NULL | [0,1,2,3,4] | [2,3] | [] | []

SELECT ARRAY_MAX([20, 0, NULL, 10, NULL]), ARRAY_MAX([NULL, PARSE_JSON('null'), NULL]), ARRAY_MAX([]), ARRAY_MAX([NULL, NULL, NULL]);
-- 20 | null | NULL | NULL

ALTER SESSION SET TIMESTAMP_OUTPUT_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF';

SELECT LENGTH(CURRENT_TIMESTAMP(2)::VARCHAR), LENGTH(CURRENT_TIMESTAMP(4)::VARCHAR), LENGTH(CURRENT_TIMESTAMP::VARCHAR);
-- 22 | 24 | 29

ALTER SESSION UNSET TIMESTAMP_OUTPUT_FORMAT;

SELECT BOOLAND(1, -2), BOOLAND(0, 0), BOOLAND(0, NULL), BOOLAND(NULL, 3), BOOLAND(NULL, NULL);
-- True | False | False | NULL | NULL

SELECT BOOLAND(2, 0.3), BOOLAND(-0.4, 5), 2 AND 0.3;
-- False | False | True

SELECT ROUND(EXP(1), 9), ROUND(EXP(LN(10)), 9);
-- 2.718281828 | 10

SELECT BITNOT(0), BITNOT(65504), BITNOT(1), BITNOT(16), BITNOT(24);
-- -1 | -65505 | -2 | -17 | -25

SELECT BITNOT(TO_BINARY('1010'))::VARCHAR, BITNOT(TO_BINARY('0101'))::VARCHAR, BITNOT(TO_BINARY('11001010'))::VARCHAR,
       BITNOT(TO_BINARY('BCBC'))::VARCHAR, BITNOT(TO_BINARY('EEFF'))::VARCHAR, BITNOT(TO_BINARY('ABCDABCD'))::VARCHAR;
-- EFEF | FEFE | EEFFEFEF | 4343 | 1100 | 54325432

CREATE OR REPLACE TABLE bitwise_example (k INT, d DECIMAL(10, 5), s1 VARCHAR(10), s2 VARCHAR(10));

INSERT INTO bitwise_example VALUES
    (15, 1.1, '12', 'one'),
    (26, 2.9, '10', 'two'),
    (12, 7.1, '7.9', 'two'),
    (14, NULL, NULL, 'null'),
    (8, NULL, NULL, 'null'),
    (NULL, 9.1, '14', 'nine');

SELECT BITXOR_AGG(k), BITXOR_AGG(d), BITXOR_AGG(s1) FROM bitwise_example;
-- 31 | 12 | 0

SELECT s2, BITXOR_AGG(k), BITXOR_AGG(d) FROM bitwise_example GROUP BY s2 ORDER BY 3;
-- one | 15 | 1
-- two | 22 | 4
-- nine | NULL | 9
-- null | 6 | NULL

SELECT BITXOR_AGG(s2) FROM bitwise_example;
-- ! 100038 (22018): Numeric value 'one' is not recognized
