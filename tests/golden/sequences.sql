--# https://docs.snowflake.com/en/user-guide/querying-sequences, sql-reference/identifier-literal, operators-query

CREATE OR REPLACE SEQUENCE seq1;

SELECT seq1.NEXTVAL a, seq1.NEXTVAL b FROM DUAL;
-- 1 | 2

CREATE OR REPLACE SEQUENCE seq1;

SELECT seqRef.a a, seqRef.a b FROM (SELECT seq1.NEXTVAL a FROM DUAL) seqRef;
-- 1 | 1

CREATE OR REPLACE TABLE foo (n NUMBER);

INSERT INTO foo VALUES (100), (101), (102);

SELECT n, s.nextval FROM foo, TABLE(GETNEXTVAL(seq1)) s;
-- 100 | 2
-- 101 | 3
-- 102 | 4

create or replace table t1(a int) as select * from values (1),(2);

create or replace table t2(b int) as select * from values (10),(20);

create or replace table t3(c int) as select * from values (100),(200);

create or replace table t4(d int) as select * from values (1000);

CREATE OR REPLACE SEQUENCE seq1;

SELECT count(distinct nextval), count(*) from (select t1.*, t2.*, t3.*, t4.*, s.NEXTVAL FROM t1, t2, TABLE(GETNEXTVAL(seq1)) s, t3, t4);
-- 4 | 8

CREATE OR REPLACE SEQUENCE seq1;

CREATE OR REPLACE TABLE foo (k NUMBER DEFAULT seq1.NEXTVAL, v NUMBER);

INSERT INTO foo (v) VALUES (100);

INSERT INTO foo VALUES (DEFAULT, 101);

INSERT INTO foo (v) SELECT v FROM foo;

INSERT INTO foo VALUES (1000, 1001);

SELECT * FROM foo;
-- 1 | 100
-- 2 | 101
-- 3 | 100
-- 4 | 101
-- 1000 | 1001

drop sequence seq1;

INSERT INTO foo (v) VALUES (100);
-- ! invalid identifier

select seq1.currval;
-- ! invalid identifier

CREATE OR REPLACE TABLE people (id number, firstName string, lastName string);

CREATE OR REPLACE TABLE contact (id number, p_id number, c_type string, data string);

CREATE OR REPLACE SEQUENCE people_seq;

CREATE OR REPLACE SEQUENCE contact_seq;

CREATE OR REPLACE TABLE input (json variant);

INSERT INTO input SELECT parse_json(
   '[
    {
   firstName : \'John\',
   lastName : \'Doe\',
   contacts : [
     {
       contactType : \'phone\',
       contactData : \'1234567890\',
     }
     ,
     {
       contactType : \'email\',
       contactData : \'jdoe@example.com\',
     }
    ]
   }
   ,
     {
   firstName : \'Mister\',
   lastName : \'Smith\',
   contacts : [
     {
       contactType : \'phone\',
       contactData : \'0987654321\',
     }
     ,
     {
       contactType : \'email\',
       contactData : \'msmith@example.com\',
     }
     ]
   }
   ]'
   );

INSERT ALL
     WHEN 1=1 THEN
    INTO contact VALUES (c_next, p_next, contact_value:contactType, contact_value:contactData)
     WHEN contact_index = 0 THEN
    INTO people VALUES (p_next, person_value:firstName, person_value:lastName)
   SELECT * FROM
   (
     SELECT f1.value person_value, f2.value contact_value, f2.index contact_index, p_seq.NEXTVAL p_next, c_seq.NEXTVAL c_next
     FROM input, LATERAL FLATTEN(input.json) f1, TABLE(GETNEXTVAL(people_seq)) p_seq,
    LATERAL FLATTEN(f1.value:contacts) f2, table(GETNEXTVAL(contact_seq)) c_seq
   );

SELECT * FROM people;
-- 1 | John | Doe
-- 2 | Mister | Smith

SELECT * FROM contact;
-- 1 | 1 | phone | 1234567890
-- 2 | 1 | email | jdoe@example.com
-- 3 | 2 | phone | 0987654321
-- 4 | 2 | email | msmith@example.com

create sequence s1 start 9223372036854775807;

select s1.nextval;
-- ! Numeric value '9223372036854775807' is out of range

CREATE OR REPLACE TABLE IDENTIFIER('"my_table"') (c1 number);
-- Table my_table successfully created.

CREATE TABLE union_test1 (v VARCHAR) AS SELECT 'Smith, Jane';

CREATE TABLE union_test2 (i INTEGER) AS SELECT 42;

SELECT v FROM union_test1 UNION SELECT i FROM union_test2;
-- ! Numeric value 'Smith, Jane' is not recognized

SELECT v::VARCHAR FROM union_test1 UNION SELECT i::VARCHAR FROM union_test2 ORDER BY 1;
-- 42
-- Smith, Jane
