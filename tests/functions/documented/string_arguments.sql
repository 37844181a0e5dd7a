--# Pages under https://docs.snowflake.com/en/sql-reference/functions: strings and binary, their examples and what they say of arguments, NULLs and errors.

CREATE OR REPLACE TABLE pos as select column1 n, column2 h from values ('',''),('','sth'),('43','41424344'),('a',null),('dog','catalog'),('sth',''),('☃c','☃a☃b☃c☃d'),('☃☃','bunch of ☃☃☃☃'),(null,'a'),(null,null);

SELECT POSITION('an', 'banana', 1);
-- 2

SELECT POSITION('an', 'banana', 3);
-- 4

SELECT POSITION(X'EF', X'ABCDEF');
-- 3

SELECT POSITION(X'BC', X'ABCD');
-- 0

select position('', 'abc', 3), position('a','abc',5), position('', 'abc', 10), position('a','abca',-1), position('a','abca',0), position('a','abca',null), position('', '', 1);
-- 1 | 0 | 1 | 1 | 1 | NULL | 1

select position('a', X'AB');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 16 Invalid argument types for function 'POSITION': (VARCHAR(1), BINARY(1))

select charindex('a','ba');
-- 2

select position('a' in 'ba');
-- 2

select position(X'' in X'AB'), position(1, 213), charindex('A', collate('bab','en-ci'));
-- 1 | 2 | 2

SELECT LEFT('ABCDEF', 3), left('abc',-2), left(x'abcd',1), left(null,1), left('abc',null), left('abc', 10), left('abc', 1.5), left(12345, 2), left('abc','2'), left(x'ab', -1);
-- ABC |  | AB | NULL | NULL | abc | ab | 12 | ab | 

SELECT LEFT('ABCDEF', 3);
-- ABC

select left('abc');
-- ! 000938 (22023): SQL compilation error: error line 1 at position 7 not enough arguments for function [LEFT('abc')], expected 2, got 1

select left('abc','x');
-- ! 100038 (22018): Numeric value 'x' is not recognized

CREATE OR REPLACE TABLE padding_example (v VARCHAR, b BINARY);

INSERT INTO padding_example (v, b)
  SELECT
    'Hi',
    HEX_ENCODE('Hi');

INSERT INTO padding_example (v, b)
  SELECT
    'Twelve Dollars',
    TO_BINARY(HEX_ENCODE('Twelve Dollars'), 'HEX');

select rpad('ab',5,''), rpad('ab',1,''), rpad('ab', -1), rpad('ab',5)||'|', rpad(null,5), rpad('ab',null), rpad('ab',4,null), rpad(12,4,0), lpad('ab',0,'x'), rpad(x'ab',3,x'');
-- ab | a |  | ab   | | NULL | NULL | NULL | 1200 |  | AB

select rpad(x'ab',3);
-- ! Invalid argument types for function 'RPAD': (BINARY(1), NUMBER(1,0))

select rpad(x'ab',3,'x');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'RPAD': (BINARY(1), NUMBER(1,0), VARCHAR(1))

select lpad('ab',3,x'ab');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'LPAD': (VARCHAR(2), NUMBER(1,0), BINARY(1))

SELECT STRTOK('a.b.c', '.', 1);
-- a

SELECT STRTOK('user@snowflake.com.', '@.', 4), STRTOK('', '', 1),STRTOK('a.b', '', 1),STRTOK(NULL, '.', 1), STRTOK('a.b', NULL, 1), STRTOK('a.b', '.', NULL);
-- NULL | NULL | a.b | NULL | NULL | NULL

SELECT STRTOK('data1|%data2%-data3---data4', '|-', 1) AS strtok_1,
       STRTOK('data1|%data2%-data3---data4', '|-', 2) AS strtok_2,
       STRTOK('data1|%data2%-data3---data4', '|-', 4) AS strtok_4,
       SPLIT_PART('data1|%data2%-data3---data4', '|-', 1) AS split_part_1,
       SPLIT_PART('data1|%data2%-data3---data4', '|-', 2) AS split_part_2,
       SPLIT_PART('data1|%data2%-data3---data4', '|-', 3) AS split_part_3;
-- data1 | %data2% | data4 | data1|%data2%-data3---data4 |  | 

select strtok('a b c'), strtok('a b',' '), strtok('a.b','.',0), strtok('a.b','.',-1), strtok('a.b','',2), strtok('','.',1), strtok('...','.',1), strtok(12.5,'.',2);
-- a | a | NULL | NULL | NULL | NULL | NULL | 5

CREATE OR REPLACE TABLE test_ltrim_function(column1 VARCHAR);

INSERT INTO test_ltrim_function VALUES ('  #Leading Spaces');

SELECT CONCAT('>', CONCAT(column1, '<')) AS original_value,
       CONCAT('>', CONCAT(LTRIM(column1), '<')) AS trimmed_value,  CONCAT('>', CONCAT(LTRIM(column1, ' #'), '<'))
  FROM test_ltrim_function;
-- >  #Leading Spaces< | >#Leading Spaces< | >Leading Spaces<

select ltrim(collate('abc','en-ci'),'a');
-- ! 000002 (0A000): Unsupported feature 'LTRIM of characters with the collation 'en-ci''

select collation(1);
-- NULL

select rtrimmed_length(null), rtrimmed_length(' a'||chr(9)||chr(10)), rtrimmed_length(123), rtrimmed_length('');
-- NULL | 4 | 3 | 0

CREATE OR REPLACE TABLE ipv6_lookup (tag String, obj VARIANT);

INSERT INTO ipv6_lookup
    SELECT column1 AS tag, parse_ip(column2, 'INET') AS obj
    FROM VALUES('west', 'fe80:12:20c:29ff::/64'), ('east', 'fe80:12:1:29ff::/64');

CREATE OR REPLACE TABLE ipv6_entries (obj VARIANT);

INSERT INTO ipv6_entries
    SELECT parse_ip(column1, 'INET') as obj
    FROM VALUES
        ('fe80:12:20c:29ff:fe2c:430:370:2/64'),
        ('fe80:12:20c:29ff:fe2c:430:370:00F0/64'),
        ('fe80:12:1:29ff:fe2c:430:370:FFFF/64'),
        ('fe80:12:1:29ff:fe2c:430:370:2/64');

select parse_ip('x','inet');
-- ! 100146 (22000): Error parsing IP: invalid IP address: x

select parse_ip('1.2.3.4','foo');
-- ! 001015 (22023): SQL compilation error: invalid value [foo] for parameter 'TYPE' of function PARSE_IP

SELECT SOUNDEX('I love rock and roll music.'),
      SOUNDEX('I love rocks and gemstones.'),
      SOUNDEX('I leave a rock wherever I go.');
-- I416 | I416 | I416

SELECT SOUNDEX('Marks'), SOUNDEX('Marx'), soundex('Pfister'), soundex_p123('Pfister'), soundex(''), soundex(null), soundex('123'), soundex(' a');
-- M620 | M620 | P236 | P123 |  | NULL |  | A000

CREATE OR REPLACE TABLE like_all_example(name VARCHAR(20));

INSERT INTO like_all_example VALUES
    ('John  Dddoe'),
    ('Joe   Doe'),
    ('John_do%wn'),
    ('Joe down'),
    ('Tom   Doe'),
    ('Tim down'),
    (null);

select 'a' like all ('a', null), 'a' like all ('b', null), null like all ('a'), 'a' like any ('a', null), not 'a' like all ('b','a'), 'a' like all ((select 'a'));
-- NULL | FALSE | NULL | TRUE | TRUE | TRUE

select 'a' like all (select 'a');
-- TRUE

select 'a' not like all ('b'), 'a' like any (select 'a');
-- TRUE | TRUE

CREATE OR REPLACE TABLE strings_test (s VARCHAR);

INSERT INTO strings_test values
  ('coffee'),
  ('ice tea'),
  ('latte'),
  ('tea'),
  (NULL);

SELECT * FROM strings_test WHERE ENDSWITH(s, 'te');
-- latte

select * from strings_test where startswith(s, 'te');
-- tea

select startswith(collate('ab','en-pi'),'a');
-- ! 000002 (0A000): Unsupported feature 'STARTSWITH with the collation 'en-pi''

select endswith(collate('ab','en-cs-ai'),'a');
-- ! 000002 (0A000): Unsupported feature 'ENDSWITH with the collation 'en-cs-ai''

select startswith(collate('Abc','en-ci'),'a'), startswith(x'abcd',x'ab'), startswith('a',null), endswith('abc',''), startswith(12.5, 12);
-- TRUE | TRUE | NULL | TRUE | TRUE

select endswith(collate('a','en-ci'), collate('a','de'));
-- ! 002322 (42846): SQL compilation error: Incompatible collations: 'de' and 'en-ci'

SELECT REPLACE('down', 'down', 'up'), REPLACE('Vacation in Athens', 'Athens', 'Rome'), REPLACE('abcd', 'bc'), replace('aaa','aa','a'), replace('abc','','x'), replace('abc',null), replace('abc','a',null), replace(123,2,5);
-- up | Vacation in Rome | ad | aa | abc | NULL | NULL | 153

SELECT REPLACE('abcd', 'bc');
-- ad

select replace(collate('abAB','en-ci'),'b','x');
-- axAx

SELECT SPLIT('|a||', '|');
-- ["","a","",""]

CREATE TABLE split_test_names(first_name VARCHAR, children VARCHAR);

INSERT INTO split_test_names values
  ('Mark', 'Marky,Mike,Maria'),
  ('John', 'Johnny,Jane');

create table ed as select column1 s, column2 t from values ('',''),('Gute nacht','Ich weis nicht'),('Ich weiß nicht','Ich wei? nicht'),('Ich weiß nicht','Ich weiss nicht'),('Ich weiß nicht',null),('Snowflake','Oracle'),('święta','swieta'),(null,''),(null,null);

CREATE OR REPLACE TABLE ilike_ex(name VARCHAR(20));

INSERT INTO ilike_ex VALUES
  ('John  Dddoe'),
  ('Joe   Doe'),
  ('John_down'),
  ('Joe down'),
  (null);

SELECT *
  FROM ilike_ex
  WHERE name NOT ILIKE '%j%h%do%'
  ORDER BY 1;
-- Joe   Doe
-- Joe down

select ilike('AB','a%'), ilike('A_','a^_','^'), 'SOMETHING%' ILIKE '%\\%%' ESCAPE '\\', 'a\nb' ilike 'A%B', like('ab','a%'), null ilike null, 'a' not ilike null;
-- TRUE | TRUE | TRUE | TRUE | TRUE | NULL | NULL

select collate('ab','en-ci') ilike 'A%';
-- ! 000002 (0A000): Unsupported feature 'ILIKE with the collation 'en-ci''

select collate('ab','upper') ilike 'A%', collate('ab','upper-trim') like 'A%';
-- TRUE | TRUE

SELECT column1, ASCII(column1)
  FROM (values('A'), ('!'), ('a'), ('bcd'), (''), (null));
-- A | 65
-- ! | 33
-- a | 97
-- bcd | 98
--  | 0
-- NULL | NULL

select ascii('❄'), ascii('é'), length(char(0)), ascii(12);
-- 10052 | 233 | 1 | 49

SELECT BASE64_ENCODE('Snowflake');
-- U25vd2ZsYWtl

SELECT BASE64_ENCODE('Snowflake ❄❄❄',0,'+$'), BASE64_ENCODE('a',0,'+/%'), base64_encode(null), base64_encode(x'ff'), base64_decode_string('YQ%%','+/%'), try_base64_decode_string('?'), try_base64_decode_binary('a'), base64_encode('');
-- U25vd2ZsYWtlIOKdhOKdhOKdhA== | YQ%% | NULL | /w== | a | NULL | NULL | 

select base64_encode('a',-1);
-- ! 001015 (22023): SQL compilation error: invalid value [-1] for parameter 'MAX_LINE_LENGTH' of function BASE64_ENCODE

select base64_encode('a',0,'abcd');
-- ! 001015 (22023): SQL compilation error: invalid value [abcd] for parameter 'ALPHABET' of function BASE64_ENCODE

select base64_decode_string('?');
-- ! 100116 (22000): The following string is not a legal base64-encoded value: '?'

select base64_decode_binary('YQ');
-- ! 100116 (22000): The following string is not a legal base64-encoded value: 'YQ'

SELECT HEX_ENCODE('Snowflake',0), hex_encode(x'ab'), hex_encode(null), hex_encode('');
-- 536e6f77666c616b65 | AB | NULL | 

SELECT HEX_ENCODE('Snowflake',2);
-- ! 001015 (22023): SQL compilation error: invalid value [2] for parameter 'CASE' of function HEX_ENCODE

select hex_decode_string('zz');
-- ! 100115 (22000): The following string is not a legal hex-encoded value: 'zz'

select hex_decode_binary('abc');
-- ! 100115 (22000): The following string is not a legal hex-encoded value: 'abc'

select hex_decode_string('ff');
-- ! 100115 (22000): The following string is not a legal hex-encoded value: 'ff'

select md5_number_lower64('Snowflake'), md5_number_upper64('Snowflake'), md5('Snowflake'), md5_hex(null), md5_binary('a'), md5(x'61');
-- 9203306159527282910 | 17145559544104499780 | edf1439075a83a447fb8b630ddc9c8de | NULL | 0CC175B9C0F1B6A831C399E269772661 | 0cc175b9c0f1b6a831c399e269772661

SELECT sha2('Snowflake', 224), sha2('a',384), sha2_binary('Snowflake', 512), sha1('Snowflake'), sha1_binary('Snowflake');
-- 6267d3d7a59929e6864dd4b737d98e3ef8569d9f88a7466647838532 | 54a59b9f22b0b80880d8427e548b7c23abd873486e1f035dce9cd697e85175033caa88e6d57bc35efae0b5afd3145f31 | 6B367AD17625DDCE95883945CA49903C2DAE700EF134E0A0530D831C6A858B578E647C2A5FBEDEC97CEF611E9A377E9D0EF9B3F9A598E883BA81CC2A99AE647B | fda76b0bcc1e87cf259b1d1e3271d76f590fb5dd | FDA76B0BCC1E87CF259B1D1E3271D76F590FB5DD

select sha2('a', 100);
-- ! 001015 (22023): SQL compilation error: invalid value [100] for parameter 'DIGEST_SIZE' of function SHA2

CREATE TABLE sha_table(
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

SELECT * from sha_table;
-- AbCd0 | 9ddb991863d53b35a52c490db256207c776ab8d8 | 9ddb991863d53b35a52c490db256207c776ab8d8 | 9DDB991863D53B35A52C490DB256207C776AB8D8 | e1d8ba27889d6782008f495473278c4f071995c5549a976e4d4f93863ce93643 | e1d8ba27889d6782008f495473278c4f071995c5549a976e4d4f93863ce93643 | E1D8BA27889D6782008F495473278C4F071995C5549A976E4D4F93863CE93643

SELECT COMPRESS('Snowflake', 'SNAPPY');
-- 0920536E6F77666C616B65

select decompress_string(compress('Snowflake','zlib(1)'),'zlib'), decompress_string(compress('Snowflake','bz2(9)'),'BZ2(1)'), decompress_string(compress('Snowflake','zstd'),'zstd(3)'), decompress_binary(compress(x'ff00','zstd(5)'),'zstd'), compress(null,'zlib'), decompress_string(compress('a','snappy(3)'),'snappy');
-- Snowflake | Snowflake | Snowflake | FF00 | NULL | a

select compress('a','gzip');
-- ! 001015 (22023): SQL compilation error: invalid value [gzip] for parameter 'METHOD' of function COMPRESS

select compress('a','zlib(-1)');
-- ! 001015 (22023): SQL compilation error: invalid value [zlib(-1)] for parameter 'METHOD' of function COMPRESS

select decompress_string(x'00','zlib');
-- ! 100222 (22000): Invalid compressed data for method zlib

select decompress_string(compress(x'ff00','zlib'),'zlib');
-- ! 100144 (22000): Invalid UTF8 detected in string 'BINARY'

CREATE TABLE hex (v VARCHAR, b BINARY);

INSERT INTO hex (v, b)
    SELECT 'ABab',
      TRY_HEX_DECODE_BINARY(HEX_ENCODE('ABab'));

SELECT v, b,
     TRY_HEX_DECODE_STRING(TO_VARCHAR(b))
   FROM hex;
-- ABab | 41426162 | ABab

SELECT INSERT('abc', 1, 2, 'Z') as STR, INSERT('abcdef', 3, 2, 'zzz') , INSERT('abc', 2, 1, ''), INSERT('abc', 4, 0, 'Z'), INSERT(NULL, 1, 2, 'Z'), INSERT('abc', NULL, 2, 'Z'), INSERT('abc', 1, NULL, 'Z'), INSERT('abc', 1, 2, NULL), insert(x'aabb',1,1,x'cc');
-- Zc | abzzzef | ac | abcZ | NULL | NULL | NULL | NULL | CCBB

select insert('abc', 0, 1, 'Z');
-- ! 100219 (22000): Invalid position or length for INSERT: 0, 1

select insert('abc', 5, 0, 'Z');
-- ! 100219 (22000): Invalid position or length for INSERT: 5, 0

select insert('abc', 1, 9, 'Z');
-- ! 100219 (22000): Invalid position or length for INSERT: 1, 9

select insert('abc', 1, 1, x'ab');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'INSERT': (VARCHAR(3), NUMBER(1,0), NUMBER(1,0), BINARY(1))

CREATE OR REPLACE TABLE ipt(
  id INT,
  ipv4_source VARCHAR(20),
  ipv4_target VARCHAR(20),
  ipv6_target VARCHAR(40));

INSERT INTO ipt VALUES(
  1,
  '192.0.2.146',
  '203.0.113.5',
  '2001:0db8:85a3:0000:0000:8a2e:0370:7334');

INSERT INTO ipt VALUES(
  2,
  '192.0.2.111',
  '192.000.002.146',
  '2001:db8:1234::5678');

SELECT ipv4_source,
       ipv4_target,
       ipv6_target,
       SEARCH_IP((ipv4_source, ipv4_target, ipv6_target), '192.0.2.146') AS "Match found?",
       SEARCH_IP((ipv6_target), '2001:db8:85a3::8a2e:370:7334'),
       SEARCH_IP((ipv4_source, ipv4_target), '192.0.2.1/20')  ,
       SEARCH_IP((ipv4_source, ipv4_target), '203.000.113.005')
  FROM ipt
  ORDER BY ipv4_source;
-- 192.0.2.111 | 192.000.002.146 | 2001:db8:1234::5678 | TRUE | FALSE | TRUE | FALSE
-- 192.0.2.146 | 203.0.113.5 | 2001:0db8:85a3:0000:0000:8a2e:0370:7334 | TRUE | TRUE | TRUE | TRUE

SELECT id
  FROM ipt
  WHERE SEARCH_IP((*), '192.0.2.146')
  ORDER BY ipv4_source;
-- 2
-- 1

SELECT id
  FROM ipt
  WHERE SEARCH_IP(* ILIKE '%_target', '192.0.2.146')
  ORDER BY ipv4_source;
-- 2

ALTER TABLE ipt ADD SEARCH OPTIMIZATION ON FULL_TEXT(
  ipv4_source,
  ipv4_target,
  ipv6_target,
  ANALYZER => 'ENTITY_ANALYZER');

CREATE OR REPLACE TABLE iptv(ip1 VARIANT);

INSERT INTO iptv(ip1)
  SELECT PARSE_JSON(' { "ipv1": "203.0.113.5", "ipv2": "203.0.113.5" } ');

INSERT INTO iptv(ip1)
  SELECT PARSE_JSON(' { "ipv1": "192.0.2.146", "ipv2": "203.0.113.5" } ');

SELECT * FROM iptv
  WHERE SEARCH_IP((ip1:"ipv1"), '203.0.113.5');
-- {"ipv1":"203.0.113.5","ipv2":"203.0.113.5"}

SELECT * FROM iptv
  WHERE SEARCH_IP((ip1:"ipv1",ip1:"ipv2"), '203.0.113.5');
-- {"ipv1":"203.0.113.5","ipv2":"203.0.113.5"}
-- {"ipv1":"192.0.2.146","ipv2":"203.0.113.5"}

select search_ip('x 1.2.3.4 y','1.2.3.4'), search_ip('x','5'), 1;
-- ! 000937 (22023): SQL compilation error: error line 1 at position 57 invalid argument for function [SEARCH_IP('x', '5')] unexpected argument [5] at position 1,

select search_ip('x','');
-- ! 000937 (22023): SQL compilation error: error line 1 at position 21 invalid argument for function [SEARCH_IP('x', '')] unexpected argument [] at position 1,

SELECT SEARCH_IP(ipv4_source, '1925.0.2.146') FROM ipt;
-- ! 000937 (22023): SQL compilation error: error line 1 at position 30 invalid argument for function [SEARCH_IP(IPT.IPV4_SOURCE, '1925.0.2.146')] unexpected argument [1925.0.2.146] at position 1,

SELECT SEARCH_IP(ipv4_source, '') FROM ipt;
-- ! 000937 (22023): SQL compilation error: error line 1 at position 30 invalid argument for function [SEARCH_IP(IPT.IPV4_SOURCE, '')] unexpected argument [] at position 1,

SELECT SEARCH_IP(ipv4_source, 5) FROM ipt;
-- ! 001045 (22023): SQL compilation error: argument needs to be a string: '1'

SELECT SEARCH_IP(id, '192.0.2.146') FROM ipt;
-- ! 001173 (22023): SQL compilation error: error line 1 at position 7: Expected non-empty set of columns supporting full-text search.

SELECT SEARCH_IP((id, ipv4_source), '192.0.2.146') FROM ipt;
-- TRUE
-- FALSE
