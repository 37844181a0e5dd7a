--# Arguments that pages let be columns as well as constants, and what they say of wrong ones.

select regexp_like(column1, 'a', column2) from values ('a', 'i'), ('A', 'i'), ('A', 'c'), ('A', 'ic'), (null, 'i'), ('a', null);
-- TRUE
-- TRUE
-- FALSE
-- FALSE
-- NULL
-- NULL

select regexp_like(column1, 'a', column2) from values ('a', 'z');
-- ! 001015 (22023)

select regexp_instr('xabcabc', '(a)(b)(c)', 1, column1, column2, column3, column4) from values (1, 0, 'e', 2), (2, 1, 'e', 3), (1, 0, 'c', 0), (1, 0, 'e', 4), (1, 0, '', -1), (1, 1, 'i', null);
-- 3
-- 8
-- 2
-- NULL
-- 2
-- NULL

select regexp_instr('a', 'a', 1, 1, column1) from values (2);
-- ! 001015 (22023)

select regexp_count('a', 'a', column1) from values (0);
-- ! 001015 (22023)

select regexp_instr('a', 'a', 9223372036854775807), regexp_instr('a', 'a', column1) from values (9223372036854775807);
-- 0 | 0

select regexp_substr('abc', column1, 1, 1, 'e') from values ('abc'), ('a(b)');
-- abc
-- b

select regexp_substr('abc', column1, 1, 1, 'e', column2) from values ('abc', 1), ('a(b)', 1), ('[(]|(a)(b)', 2), ('a(b)', 2);
-- NULL
-- b
-- b
-- NULL

select regexp_substr_all('abcabd', column1, 1, 1, column2) from values ('ab(.)', 'e'), ('ab(.)', 'c'), ('AB.', 'i'), ('AB.', 'ic');
-- ["c","d"]
-- ["abc","abd"]
-- ["abc","abd"]
-- []

select regexp_substr('aaa', column1) from values ('a*?'), ('a+?'), ('aa??');
-- aaa
-- aaa
-- aa

select regexp_like('a', column1) from values ('(?:a)');
-- ! 100048 (2201B)

select regexp_replace('abc', column1, column2) from values ('b', '[\\1]'), ('(b)', '[\\1\\2]'), ('b', '\\\\'), ('a|c', '<\\0>'), ('', 'x'), ('b', '\\x');
-- a[]c
-- a[b]c
-- a\c
-- <a>b<c>
-- abc
-- a\xc

select regexp_replace('abc', column1, '[\\1\\2]') from values ('b'), ('(b)'), ('(b)|(c)');
-- a[]c
-- a[b]c
-- a[b][c]

select replace(base64_encode(column1, column2, column3), '\n', '|') from values ('abcdef', 4, '$'), ('ab', 0, '+/%'), ('ab', null, '$'), ('ab', 0, null);
-- YWJj|ZGVm
-- YWI%
-- NULL
-- NULL

select base64_decode_string(column1, column2), try_base64_decode_string(column1, column2) from values ('YWI%', '+/%'), ('YWI=', ''), ('YWI=', null);
-- ab | ab
-- ab | ab
-- NULL | NULL

select try_base64_decode_string('YWI=', column1) from values ('abcd');
-- ! 001015 (22023)

select base64_encode('abc', 0, 'é');
-- ! 001015 (22023)

select base64_decode_string('Y W\tJj'), to_varchar(to_binary('Y W\nJj', 'base64'), 'utf-8');
-- abc | abc

select hex_encode('J', column1) from values (0), (1);
-- 4a
-- 4A

select hex_encode('J', column1) from values (2);
-- ! 001015 (22023)

select translate('abc', 'ab', 'xyz');
-- ! 100078 (22000): String 'xyz' is too long and would be truncated

select translate('abc', column1, column2) from values ('ab', 'xyz');
-- ! 100078 (22000): String 'xyz' is too long and would be truncated

select bitand('abc', 1), bitor(1, 'x'), bitnot('y'), bitshiftleft('z', 1), bitand('12.3', 15);
-- NULL | NULL | NULL | NULL | 12

select bitand(column1, 15), bitnot(column1), bitshiftright(column1, 1) from values ('abc'), ('12.3'), (null);
-- NULL | NULL | NULL
-- 12 | -13 | 6
-- NULL | NULL | NULL

select bitand(1, 2, 'LEFT');
-- ! 001044 (42P13)

select bitshiftleft(x'BCBC', -1), bitshiftright(column1, column2) from values (x'BCBC', -1), (x'BCBC', 4);
-- 0000 | 0000
-- 0000 | 0BCB

select initcap('abc' collate 'en-ci');
-- ! 000002 (0A000)

select to_decimal('E'), to_number('1E'), to_number('E3'), to_number('-E'), try_to_decimal(' E '), try_to_number('EE');
-- 0 | 1 | 0 | 0 | 0 | NULL

select to_decimal(column1) from values ('E'), ('1E'), ('E3'), ('-E'), ('1.E5');
-- 0
-- 1
-- 0
-- 0
-- 100000

select try_cast('1' as variant);
-- ! 001065 (22023)

select 'a' like any ();
-- ! 001003 (42000)

select round(expr => 2.5);
-- ! 001044 (42P13)

select round(2.5, rounding_mode => 'HALF_TO_EVEN');
-- ! 001044 (42P13)

select system$typeof(trunc(3.14, 1)), system$typeof(trunc(3.14, 0)), system$typeof(trunc(33.33, -1)), system$typeof(trunc(3.14::float));
-- NUMBER(4,1)[SB2] | NUMBER(4,0)[SB2] | NUMBER(5,0)[SB4] | FLOAT[DOUBLE]

select trunc(column1, 1), trunc(column1), trunc(column1, -1) from values (33.38), (-33.38), (null);
-- 33.3 | 33 | 30
-- -33.3 | -33 | -30
-- NULL | NULL | NULL

--# text that merely ends in the letter of an exponent is no number, and is named as it is
select try_to_number(column1) from values ('one'), ('Jane'), ('1_0'), ('10');
-- NULL
-- NULL
-- NULL
-- 10

select column1::number from values ('Smith, Jane');
-- ! Numeric value 'Smith, Jane' is not recognized
