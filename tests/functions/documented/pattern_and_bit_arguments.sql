--# Pages under https://docs.snowflake.com/en/sql-reference/functions: conversion, regular expressions, bits and HASH, their examples and what they say of arguments, NULLs and errors.

select try_to_decimal(1.5);
-- ! 001065 (22023): SQL compilation error: Function TRY_CAST cannot be used with arguments of types NUMBER(2,1) and DECIMAL

select try_to_numeric('2024-01-01'::date);
-- ! 001065 (22023): SQL compilation error: Function TRY_CAST cannot be used with arguments of types DATE and NUMERIC

select try_to_binary('zz'), try_to_binary('ab','foo'), try_to_binary('YQ==','base64'), try_to_binary('é','utf-8'), try_to_binary(null);
-- NULL | NULL | 61 | C3A9 | NULL

select try_to_binary(x'ab');
-- ! 001065 (22023): SQL compilation error: Function TRY_CAST cannot be used with arguments of types BINARY(1) and BINARY

select to_binary('ab','foo');
-- ! 001015 (22023): SQL compilation error: invalid value [foo] for parameter 'FORMAT' of function TO_BINARY

SELECT TO_JSON(NULL), TO_JSON('null'::VARIANT),
       PARSE_JSON(NULL), PARSE_JSON('null'), to_json(parse_json('null'));
-- NULL | "null" | NULL | null | null

SELECT TO_JSON(PARSE_JSON('{"b":1,"a":2}')),
       TO_JSON(PARSE_JSON('{"b":1,"a":2}')) = '{"b":1,"a":2}',
       TO_JSON(PARSE_JSON('{"b":1,"a":2}')) = '{"a":2,"b":1}', to_json([1,'a']), to_json('a'::variant), to_json(1), parse_json('');
-- {"a":2,"b":1} | FALSE | TRUE | [1,"a"] | "a" | 1 | NULL

CREATE OR REPLACE TABLE xml_02 (x OBJECT);

INSERT INTO xml_02 (x)
  SELECT PARSE_XML('<note> <body>Sample XML</body> </note>');

select to_xml(1), to_xml('a<b'), to_xml(null), to_xml(parse_json('null')), to_xml(object_construct('k', 1.5, 'b', true)), to_xml('2024-01-01'::date), to_xml([1,[2]]);
-- <SnowflakeData type="INTEGER">1</SnowflakeData> | <SnowflakeData type="VARCHAR">a&lt;b</SnowflakeData> | NULL | <SnowflakeData type="NULL_VALUE"></SnowflakeData> | <SnowflakeData type="OBJECT"><b type="BOOLEAN">true</b><k type="DECIMAL">1.5</k></SnowflakeData> | <SnowflakeData type="VARCHAR">2024-01-01</SnowflakeData> | <SnowflakeData type="ARRAY"><e type="INTEGER">1</e><e type="ARRAY"><e type="INTEGER">2</e></e></SnowflakeData>

CREATE OR REPLACE TABLE to_variant_example (
  v_varchar   VARIANT,
  v_number    VARIANT,
  v_timestamp VARIANT,
  v_array     VARIANT,
  v_object    VARIANT);

INSERT INTO to_variant_example (v_varchar, v_number, v_timestamp, v_array, v_object)
  SELECT
    TO_VARIANT('Skiing is fun!'),
    TO_VARIANT(3.14),
    TO_VARIANT('2024-01-25 01:02:03'),
    TO_VARIANT(ARRAY_CONSTRUCT('San Mateo', 'Seattle', 'Berlin')),
    PARSE_JSON(' { "key1": "value1", "key2": "value2" } ');

SELECT * FROM to_variant_example;
-- "Skiing is fun!" | 3.14 | "2024-01-25 01:02:03" | ["San Mateo","Seattle","Berlin"] | {"key1":"value1","key2":"value2"}

INSERT INTO to_variant_example(v_number) VALUES (TO_VARIANT(1));
-- ! 002014 (22000): SQL compilation error: Invalid expression [TO_VARIANT(1)] in VALUES clause

SELECT REGEXP_COUNT('It was the best of times, it was the worst of times',
                    '\\bwas\\b',
                    1) AS result, REGEXP_COUNT('Excelence', 'e', 1, 'i') AS e_in_excelence, regexp_count('a',null), regexp_count('aaa','a',3), regexp_count('','');
-- 2 | 4 | NULL | 1 | 0

select regexp_count('a','a',0);
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'POSITION' of function REGEXP_COUNT

select regexp_count('a','a',1,'q');
-- ! 001015 (22023): SQL compilation error: invalid value [q] for parameter 'PARAMETERS' of function REGEXP_COUNT

CREATE OR REPLACE TABLE overlap (id NUMBER, a STRING);

INSERT INTO overlap VALUES (1,',abc,def,ghi,jkl,');

INSERT INTO overlap VALUES (2,',abc,,def,,ghi,,jkl,');

SELECT id,
       REGEXP_COUNT(a,
                    '[[:punct:]][[:alnum:]]+[[:punct:]]',
                    1,
                    'i') AS result, REGEXP_SUBSTR(a,'[[:punct:]][[:alnum:]]+[[:punct:]]', 1, 2)
  FROM overlap;
-- 1 | 2 | ,ghi,
-- 2 | 4 | ,def,

CREATE OR REPLACE TABLE regexp_count_demo (dt DATE, messages VARCHAR);

INSERT INTO regexp_count_demo (dt, messages) VALUES
  ('10-AUG-2025','ER-6842,LG-230,LG-150,ER-3379,ER-6210'),
  ('11-AUG-2025','LG-272,LG-605,LG-683,ER-5577'),
  ('12-AUG-2025','ER-2207,LG-551,LG-826,ER-6842');

CREATE OR REPLACE TABLE demo1 (id INT, string1 VARCHAR);

INSERT INTO demo1 (id, string1) VALUES
  (1, 'nevermore1, nevermore2, nevermore3.');

SELECT id,
       REGEXP_SUBSTR(string1, 'nevermore\\d', 5) AS substring,
       REGEXP_INSTR( string1, 'nevermore\\d', 5) AS position,
       REGEXP_INSTR( string1, 'nevermore\\d', 1, 3, 0) AS start_position,
       REGEXP_INSTR( string1, 'nevermore\\d', 1, 3, 1) AS after_position,  REGEXP_SUBSTR(string1, 'nevermore', 1, 4) AS substring,
       REGEXP_INSTR( string1, 'nevermore', 1, 4) AS position
  FROM demo1
  ORDER BY id;
-- 1 | nevermore2 | 13 | 25 | 35 | NULL | 0

CREATE OR REPLACE TABLE demo2 (id INT, string1 VARCHAR);

INSERT INTO demo2 (id, string1) VALUES
    (2, 'It was the best of times, it was the worst of times.'),
    (3, 'In    the   string   the   extra   spaces  are   redundant.'),
    (4, 'A thespian theater is nearby.');

SELECT id,
       REGEXP_SUBSTR(string1, 'the\\W+\\w+') AS substring,
       REGEXP_INSTR(string1, 'the\\W+\\w+') AS position,REGEXP_SUBSTR(string1, 'the\\W+(\\w+)', 1, 2,    '', 1) AS substring,
       REGEXP_INSTR( string1, 'the\\W+(\\w+)', 1, 2, 0, '', 1) AS position, REGEXP_SUBSTR(string1, 'the\\W+(\\w+)', 1, 2,    'e') AS substring,
       REGEXP_INSTR( string1, 'the\\W+(\\w+)', 1, 2, 0, 'e') AS position
  FROM demo2
  ORDER BY id;
-- 2 | the best | 8 | worst | 38 | worst | 38
-- 3 | the   string | 7 | extra | 28 | extra | 28
-- 4 | NULL | 0 | NULL | 0 | NULL | 0

CREATE TABLE demo3 (id INT, string1 VARCHAR);

INSERT INTO demo3 (id, string1) VALUES
  (5, 'A MAN A PLAN A CANAL');

SELECT id,
       REGEXP_SUBSTR(string1, 'A\\W+(\\w+)', 1, 1,    'e', 1) AS substring1,
       REGEXP_INSTR( string1, 'A\\W+(\\w+)', 1, 1, 0, 'e', 1) AS position1,
       REGEXP_INSTR( string1, 'A\\W+(\\w+)', 1, 3, 1, 'e', 1) AS position3,
       REGEXP_SUBSTR(string1, 'A\\W+(\\w+)', 1, 4,    'e', 1) AS substring4,
       REGEXP_INSTR( string1, 'A\\W+(\\w+)', 1, 4, 0, 'e', 1) AS position4,
       REGEXP_SUBSTR(string1, 'A\\W+(\\w)(\\w)(\\w)', 1, 1, 'e', 3), REGEXP_INSTR(string1, 'A\\W+(\\w)(\\w)(\\w)', 1, 1, 0, 'e', 3), REGEXP_SUBSTR_ALL(string1, 'A\\W+(\\w)(\\w)(\\w)', 1, 1, 'e', 3) , REGEXP_SUBSTR_ALL(string1, 'A\\W+(\\w+)', 1, 2, 'e', 1)
  FROM demo3;
-- 5 | MAN | 3 | 21 | NULL | 0 | N | 5 | ["N","A","N"] | ["PLAN","CANAL"]

select regexp_substr('abc','a(b)c',1,1,'e',2);
-- NULL

select regexp_instr('abc','a(b)c',1,1,0,'e',2);
-- NULL

select regexp_substr_all('abc','a(b)c',1,1,'e',2);
-- NULL

select regexp_substr('abc','b',1,1,'e'), regexp_instr('abc','b',1,1,0,'e'), regexp_substr_all('abcb','b',1,1,'e'), regexp_substr('abc','a(b)c',1,1,'e',0), regexp_extract_all('a1a2','a[[:digit:]]');
-- b | 2 | ["b","b"] | abc | ["a1","a2"]

select regexp_substr('abc','b',0);
-- ! 001015 (22023): SQL compilation error: invalid value [0] for parameter 'POSITION' of function REGEXP_SUBSTR

select regexp_instr('abc','b',1,1,2);
-- ! 001015 (22023): SQL compilation error: invalid value [2] for parameter 'OPTION' of function REGEXP_INSTR

select regexp_substr('abc','(b');
-- ! 100048 (2201B): Invalid regular expression: '(b', missing )

select regexp_replace('a1b2','[0-9]'), regexp_replace('abc','(b)','[\\0\\1]'), regexp_replace('aaa','a','b',2,1), regexp_replace('abc',null), regexp_replace('abc','b',null), regexp_replace('a.b','.','x',1,0,'c'), regexp_replace('AbA','a','x',1,1,'i');
-- ab | a[bb]c | aba | NULL | NULL | xxx | xbA

SELECT REGEXP_REPLACE('Customers - (NY)','\\(|\\)','') AS customers,REGEXP_REPLACE('firstname middlename lastname',
                      '(.*) (.*) (.*)',
                      '\\3, \\1 \\2') AS name_sort, regexp_replace('abc','()','*');
-- Customers - NY | lastname, firstname middlename | *a*b*c*

CREATE OR REPLACE TABLE rlike_ex(city VARCHAR(20));

INSERT INTO rlike_ex VALUES ('Sacramento'), ('San Francisco'), ('San Jose'), (null);

SELECT * FROM rlike_ex WHERE NOT RLIKE(city, 'san.*', 'i');
-- Sacramento

SELECT RLIKE('800-456-7891',
             $$[2-9]\d{2}-\d{3}-\d{4}$$) AS matches_phone_number, RLIKE('jsmith@email.com',
             '\\w+@[a-zA-Z_]+\\.[a-zA-Z]{2,3}') AS matches_email_address, rlike('','') , 'ab' rlike 'a', 'ab' not rlike null, 'a\nb' rlike 'a.b', rlike('a\nb','a.b','s'), regexp_like('ab','A.','i'), 'ab' regexp 'a.';
-- TRUE | TRUE | TRUE | FALSE | NULL | FALSE | TRUE | TRUE | TRUE

SELECT * FROM rlike_ex WHERE city RLIKE 'San.* [fF].*';
-- San Francisco

select rlike(collate('a','en-ci'),'A');
-- ! 000002 (0A000): Unsupported feature 'RLIKE with the collation 'en-ci''

select collate('a','en-ci') rlike 'A';
-- ! 000002 (0A000): Unsupported feature 'REGEXP_LIKE with the collation 'en-ci''

select regexp_count(collate('a','en-ci'),'A');
-- 0

CREATE OR REPLACE TABLE message(body VARCHAR(255));

INSERT INTO message VALUES
  ('Hellooo World'),
  ('How are you doing today?'),
  ('the quick brown fox jumps over the lazy dog'),
  ('PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS');

SELECT
       REGEXP_SUBSTR(body, '\\b\\S*o\\S*\\b', 3) AS result,REGEXP_SUBSTR(body, '\\b\\S*o\\S*\\b', 3, 3, 'i') ,       REGEXP_SUBSTR(body, '(H\\S*o\\S*\\b).*', 1, 1, '')
  FROM message;
-- llooo | NULL | Hellooo World
-- you | today | How are you doing today?
-- brown | over | NULL
-- NULL | LIQUOR | NULL

CREATE OR REPLACE TABLE test_regexp_log (logs VARCHAR);

INSERT INTO test_regexp_log (logs) VALUES
  ('127.0.0.1 - - [10/Jan/2018:16:55:36 -0800] "GET / HTTP/1.0" 200 2216'),
  ('192.168.2.20 - - [14/Feb/2018:10:27:10 -0800] "GET /cgi-bin/try/ HTTP/1.0" 200 3395');

SELECT '{ "ip_addr":"'
       || REGEXP_SUBSTR (logs,'\\b\\d{1,3}\.\\d{1,3}\.\\d{1,3}\.\\d{1,3}\\b')
       || '", "date":"'
       || REGEXP_SUBSTR (logs,'([\\w:\/]+\\s[+\-]\\d{4})')
       || '", "request":"'
       || REGEXP_SUBSTR (logs,'\"((\\S+) (\\S+) (\\S+))\"', 1, 1, 'e')
       || '", "status":"'
       || REGEXP_SUBSTR (logs,'(\\d{3}) \\d+', 1, 1, 'e')
       || '", "size":"'
       || REGEXP_SUBSTR (logs,'\\d{3} (\\d+)', 1, 1, 'e')
       || '"}' as Apache_HTTP_Server_Access
  FROM test_regexp_log;
-- {"ip_addr":"127.0.0.1","date":"10/Jan/2018:16:55:36 -0800","request":"GET / HTTP/1.0","status":"200","size":"2216"}
-- {"ip_addr":"192.168.2.20","date":"14/Feb/2018:10:27:10 -0800","request":"GET /cgi-bin/try/ HTTP/1.0","status":"200","size":"3395"}

SELECT REGEXP_SUBSTR_ALL('a1_a2a3_a4A5a6', 'a[[:digit:]]') AS matches, REGEXP_SUBSTR_ALL('a1_a2a3_a4A5a6', 'a[[:digit:]]', 2),  REGEXP_SUBSTR_ALL('a1_a2a3_a4A5a6', '(a)([[:digit:]])', 1, 1, 'ie'), REGEXP_SUBSTR_ALL('a1_a2a3_a4A5a6', 'b'), regexp_substr_all(null,'a');
-- ["a1","a2","a3","a4","a6"] | ["a2","a3","a4","a6"] | ["a","a","a","a","A","a"] | [] | NULL

select bitnot(true);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'BITNOT': (BOOLEAN)

SELECT GETBIT(11, 100), GETBIT(11, 3), GETBIT(11, 2), GETBIT(11, 1), GETBIT(11, 0), getbit('11',1), getbit(null,1), getbit(-1,127), getbit(11.7,2);
-- 0 | 1 | 0 | 1 | 1 | 1 | NULL | 1 | 1

select bitand(1,x'01');
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'BITAND': (NUMBER(1,0), BINARY(1))

SELECT HASH(10)= HASH(10::number(38,0)), HASH(10::number(5,3))= HASH(10::float), hash(10)=hash('10'), hash(null) is null, hash(null,null)=hash(null), hash(collate('a','en-ci'))=hash('a'), hash('2024-01-01 00:00 +0000'::timestamp_tz)=hash('2024-01-01 01:00 +0100'::timestamp_tz), hash(10)=hash(10::variant), hash(10::float::variant)=hash(10);
-- TRUE | TRUE | FALSE | FALSE | FALSE | TRUE | TRUE | TRUE | TRUE

select count(hash(*)), count(hash(* exclude id)), count(hash(demo2.* ilike 'id%')) from demo2;
-- 3 | 3 | 3

select hash(* exclude id) is not null from demo2;
-- TRUE
-- TRUE
-- TRUE

select system$typeof(hash(1));
-- NUMBER(19,0)[SB16]
