--# Examples of the pages of REPLACE, RTRIMMED_LENGTH, SHA*, SIGN, SOUNDEX, SPLIT, SQRT, SQUARE, STARTSWITH, STRTOK, TO_CHAR, TO_XML, TRY_*, UNIFORM, VAR_POP, ZIPF.

SELECT REPLACE('down', 'down', 'up'), REPLACE('Vacation in Athens', 'Athens', 'Rome'), REPLACE('abcd', 'bc');
-- up | Vacation in Rome | ad

CREATE OR REPLACE TABLE replace_example(
  subject VARCHAR(10),
  pattern VARCHAR(10),
  replacement VARCHAR(10));

INSERT INTO replace_example VALUES
  ('old car', 'old car', 'new car'),
  ('sad face', 'sad', 'happy'),
  ('snowman', 'snow', 'fire');

SELECT subject,
       pattern,
       replacement,
       REPLACE(subject, pattern, replacement) AS new
  FROM replace_example
  ORDER BY subject;
-- old car | old car | new car | new car
-- sad face | sad | happy | happy face
-- snowman | snow | fire | fireman

SELECT RPAD('123.50', 19, '*_');
-- 123.50*_*_*_*_*_*_*

SELECT RTRIMMED_LENGTH(' ABCD ');
-- 5

SELECT sha1_binary('Snowflake'), sha2('Snowflake', 224);
-- FDA76B0BCC1E87CF259B1D1E3271D76F590FB5DD | 6267d3d7a59929e6864dd4b737d98e3ef8569d9f88a7466647838532

SELECT SIGN(5), SIGN(-1.35e-10), SIGN(0);
-- 1 | -1 | 0

SELECT SOUNDEX('I love rock and roll music.'),
    SOUNDEX('I love rocks and gemstones.'),
    SOUNDEX('I leave a rock wherever I go.');
-- I416 | I416 | I416

SELECT SOUNDEX('Marks'), SOUNDEX('Marx');
-- M620 | M620

CREATE TABLE sounding_board (v VARCHAR);

CREATE TABLE sounding_bored (v VARCHAR);

INSERT INTO sounding_board (v) VALUES ('Marsha');

INSERT INTO sounding_bored (v) VALUES ('Marcia');

SELECT COUNT(*)
    FROM sounding_board AS board, sounding_bored AS bored
    WHERE bored.v = board.v;
-- 0

SELECT *
    FROM sounding_board AS board, sounding_bored AS bored
    WHERE SOUNDEX(bored.v) = SOUNDEX(board.v);
-- Marsha | Marcia

SELECT SPLIT('127.0.0.1', '.'), SPLIT('127.0.0.1', '.')[0], SPLIT('|a||', '|');
-- ["127","0","0","1"] | "127" | ["","a","",""]

CREATE TABLE tab (x INT);

INSERT INTO tab VALUES (0), (2), (10), (NULL);

SELECT x, sqrt(x) FROM tab;
-- 0 | 0
-- 2 | 1.4142135623731
-- 10 | 3.16227766016838
-- NULL | NULL

SELECT column1, square(column1)
FROM (values (0), (1), (-2), (3.15), (null)) v;
-- 0.00 | 0
-- 1.00 | 1
-- -2.00 | 4
-- 3.15 | 9.9225
-- NULL | NULL

CREATE TABLE strings (s VARCHAR);

INSERT INTO strings VALUES ('coffee'), ('ice tea'), ('latte'), ('tea'), (NULL);

select * from strings where startswith(s, 'te');
-- tea

SELECT STRTOK('a.b.c', '.', 1), STRTOK('user@snowflake.com', '@.', 1), STRTOK('user@snowflake.com', '@.', 2), STRTOK('user@snowflake.com', '@.', 3), STRTOK('user@snowflake.com.', '@.', 4);
-- a | user | snowflake | com | NULL

SELECT STRTOK('', '', 1), STRTOK('a.b', '', 1), STRTOK(NULL, '.', 1), STRTOK('a.b', NULL, 1), STRTOK('a.b', '.', NULL);
-- NULL | a.b | NULL | NULL | NULL

--# the page has lost some of the bars of this text

SELECT STRTOK('data1||data2|-data3---data4', '|-', 1) AS strtok_1,
       STRTOK('data1||data2|-data3---data4', '|-', 2) AS strtok_2,
       STRTOK('data1||data2|-data3---data4', '|-', 3) AS strtok_3,
       STRTOK('data1||data2|-data3---data4', '|-', 4) AS strtok_4,
       SPLIT_PART('data1||data2|-data3---data4', '|-', 1) AS split_part_1,
       SPLIT_PART('data1||data2|-data3---data4', '|-', 2) AS split_part_2,
       SPLIT_PART('data1||data2|-data3---data4', '|-', 3) AS split_part_3;
-- data1 | data2 | data3 | data4 | data1||data2 | data3---data4 | 

SELECT TO_VARCHAR(LOG(3,4)), TO_VARCHAR('2024-04-05 01:02:03'::TIMESTAMP, 'mm/dd/yyyy, hh24:mi hours');
-- 1.26185950714291 | 04/05/2024, 01:02 hours

SELECT TO_VARCHAR('03-April-2024'::DATE), TO_VARCHAR('03-April-2024'::DATE, 'yyyy.mm.dd');
-- 2024-04-03 | 2024.04.03

SELECT TO_XML(TO_GEOGRAPHY('POINT(1 2)'));
-- ! Invalid argument types for function 'TO_XML': (GEOGRAPHY)

SELECT TO_XML(TO_GEOGRAPHY('POINT(1 2)')::VARIANT), OBJECT_CONSTRUCT('g', TO_GEOGRAPHY('POINT(1 2)'));
-- <SnowflakeData type="OBJECT"><coordinates type="ARRAY"><e type="INTEGER">1</e><e type="INTEGER">2</e></coordinates><type type="VARCHAR">Point</type></SnowflakeData> | {"g":{"coordinates":[1,2],"type":"Point"}}

CREATE TABLE hex (v VARCHAR, hex_string VARCHAR, garbage VARCHAR);

INSERT INTO hex (v, hex_string, garbage)
  SELECT 'AaBb', HEX_ENCODE('AaBb'), '127';

SELECT v, hex_string, TRY_HEX_DECODE_STRING(hex_string), TRY_HEX_DECODE_STRING(garbage) FROM hex;
-- AaBb | 41614262 | AaBb | NULL

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
  ORDER BY v
  ;
-- 01 | 3031 | 01
-- A B | 412042 | A B
-- Hello | 48656C6C6F | Hello
-- NULL | NULL | NULL

SELECT TRY_TO_BINARY('3031', 'OTHER');
-- NULL

SELECT MIN(n) >= 1 AND MAX(n) <= 10, COUNT(*) FROM (SELECT UNIFORM(1, 10, RANDOM()) AS n FROM TABLE(GENERATOR(ROWCOUNT => 5)));
-- TRUE | 5

SELECT COUNT(DISTINCT UNIFORM(1, 10, 1234)), COUNT(DISTINCT ZIPF(1, 10, 1234)) FROM TABLE(GENERATOR(ROWCOUNT => 5));
-- 1 | 1

SELECT MIN(n) >= 0 AND MAX(n) <= 1, SYSTEM$TYPEOF(MAX(n)) FROM (SELECT UNIFORM(0::FLOAT, 1::FLOAT, RANDOM()) AS n FROM TABLE(GENERATOR(ROWCOUNT => 5)));
-- TRUE | FLOAT[DOUBLE]

CREATE TABLE aggr (k INT, v DECIMAL(10,2), v2 DECIMAL(10, 2));

INSERT INTO aggr VALUES
  (1, 10, NULL),
  (2, 10, 11),
  (2, 20, 22),
  (2, 25, NULL),
  (2, 30, 35);

SELECT k, VAR_POP(v), VAR_POP(v2)
  FROM aggr
  GROUP BY k
  ORDER BY k;
-- 1 | 0.0000000000 | NULL
-- 2 | 54.6875000000 | 96.2222222222

SELECT PARSE_XML(STR => '<test>22257e111</test>', DISABLE_AUTO_CONVERT => TRUE)::VARCHAR, PARSE_XML('<test>22257e111</test>')::VARCHAR;
-- <test>22257e111</test> | <test>2.225700000000000e+115</test>

CREATE OR REPLACE TABLE xtab (v OBJECT);

INSERT INTO xtab SELECT PARSE_XML(column1) AS v
  FROM VALUES ('<a/>'), ('<a attr="123">text</a>'), ('<a><b>X</b><b>Y</b></a>');

SELECT v::VARCHAR FROM xtab;
-- <a></a>
-- <a attr="123">text</a>
-- <a><b>X</b><b>Y</b></a>
