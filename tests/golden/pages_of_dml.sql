--# Examples of the pages of INSERT, MERGE, set operators, GROUPING SETS, sequences and hierarchies.

CREATE OR REPLACE SEQUENCE seq1;

SELECT seqRef.a a, seqRef.a b FROM (SELECT seq1.NEXTVAL a FROM DUAL) seqRef;
-- 1 | 1

CREATE OR REPLACE SEQUENCE seq1;

CREATE OR REPLACE TABLE foo (n NUMBER);

INSERT INTO foo VALUES (100), (101), (102);

SELECT n, s.nextval FROM foo, TABLE(GETNEXTVAL(seq1)) s;
-- 100 | 1
-- 101 | 2
-- 102 | 3

CREATE OR REPLACE SEQUENCE seq1;

CREATE OR REPLACE TABLE foo (k NUMBER DEFAULT seq1.NEXTVAL, v NUMBER);

INSERT INTO foo (v) VALUES (100);

INSERT INTO foo VALUES (DEFAULT, 101);

INSERT INTO foo (v) SELECT v FROM foo;

INSERT INTO foo VALUES (1000, 1001);

SELECT * FROM foo ORDER BY 1, 2;
-- 1 | 100
-- 2 | 101
-- 3 | 100
-- 4 | 101
-- 1000 | 1001

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

SELECT * FROM people ORDER BY 1, 2;
-- 1 | John | Doe
-- 2 | Mister | Smith

SELECT * FROM contact ORDER BY 1, 2;
-- 1 | 1 | phone | 1234567890
-- 2 | 1 | email | jdoe@example.com
-- 3 | 2 | phone | 0987654321
-- 4 | 2 | email | msmith@example.com

CREATE OR REPLACE TABLE mytable (
  col1 DATE,
  col2 TIMESTAMP_NTZ,
  col3 TIMESTAMP_NTZ);

DESC TABLE mytable;
-- COL1 | DATE | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- COL2 | TIMESTAMP_NTZ(9) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL
-- COL3 | TIMESTAMP_NTZ(9) | COLUMN | Y | NULL | N | N | NULL | NULL | NULL | NULL | NULL

INSERT INTO mytable
  SELECT
    TO_DATE('2013-05-08T23:39:20.123'),
    TO_TIMESTAMP('2013-05-08T23:39:20.123'),
    TO_TIMESTAMP('2013-05-08T23:39:20.123');

INSERT INTO mytable (col1, col3)
  SELECT
    TO_DATE('2013-05-08T23:39:20.123'),
    TO_TIMESTAMP('2013-05-08T23:39:20.123');

SELECT * FROM mytable ORDER BY 1, 2;
-- 2013-05-08 | 2013-05-08 23:39:20.123 | 2013-05-08 23:39:20.123
-- 2013-05-08 | NULL | 2013-05-08 23:39:20.123

CREATE TABLE employees (
  first_name VARCHAR,
  last_name VARCHAR,
  workphone VARCHAR,
  city VARCHAR,
  postal_code VARCHAR);

INSERT INTO employees
  VALUES
    ('May', 'Franklin', '1-650-249-5198', 'San Francisco', 94115),
    ('Gillian', 'Patterson', '1-650-859-3954', 'San Francisco', 94115),
    ('Lysandra', 'Reeves', '1-212-759-3751', 'New York', 10018),
    ('Michael', 'Arnett', '1-650-230-8467', 'San Francisco', 94116);

SELECT * FROM employees ORDER BY 1, 2;
-- Gillian | Patterson | 1-650-859-3954 | San Francisco | 94115
-- Lysandra | Reeves | 1-212-759-3751 | New York | 10018
-- May | Franklin | 1-650-249-5198 | San Francisco | 94115
-- Michael | Arnett | 1-650-230-8467 | San Francisco | 94116

CREATE OR REPLACE TABLE demo_insert_type_mismatch (v VARCHAR);

INSERT INTO demo_insert_type_mismatch (v) VALUES
  ('three'),
  ('four');

INSERT INTO demo_insert_type_mismatch (v) VALUES
  (3),
  ('d');
-- ! 100038 (22018): DML operation to table DEMO_INSERT_TYPE_MISMATCH failed on column V with error: Numeric value 'd' is not recognized

INSERT INTO demo_insert_type_mismatch (v) VALUES
  (3),
  (4);

CREATE TABLE contractors (
  contractor_first VARCHAR,
  contractor_last VARCHAR,
  worknum VARCHAR,
  city VARCHAR,
  zip_code VARCHAR);

INSERT INTO contractors
  VALUES
    ('Bradley', 'Greenbloom', '1-650-445-0676', 'San Francisco', 94110),
    ('Cole', 'Simpson', '1-212-285-8904', 'New York', 10001),
    ('Laurel', 'Slater', '1-650-633-4495', 'San Francisco', 94115);

INSERT INTO employees(first_name, last_name, workphone, city, postal_code)
  SELECT contractor_first, contractor_last, worknum, NULL, zip_code
    FROM contractors
    WHERE CONTAINS(worknum,'650');

SELECT * FROM employees ORDER BY 1, 2;
-- Bradley | Greenbloom | 1-650-445-0676 | NULL | 94110
-- Gillian | Patterson | 1-650-859-3954 | San Francisco | 94115
-- Laurel | Slater | 1-650-633-4495 | NULL | 94115
-- Lysandra | Reeves | 1-212-759-3751 | New York | 10018
-- May | Franklin | 1-650-249-5198 | San Francisco | 94115
-- Michael | Arnett | 1-650-230-8467 | San Francisco | 94116

INSERT INTO employees (first_name, last_name, workphone, city, postal_code)
  WITH cte AS
    (SELECT contractor_first AS first_name,
            contractor_last AS last_name,
            worknum AS workphone,
            city,
            zip_code AS postal_code
       FROM contractors)
  SELECT first_name, last_name, workphone, city, postal_code
    FROM cte;

CREATE TABLE prospects (column1 VARIANT);

INSERT INTO prospects
  SELECT PARSE_JSON(column1)
  FROM VALUES
  ('{
    "_id": "57a37f7d9e2b478c2d8a608b",
    "name": {
      "first": "Lydia",
      "last": "Williamson"
    },
    "company": "Miralinz"
  }')
  , ('{
    "_id": "57a37f7d622a2b1f90698c01",
    "name": {
      "first": "Denise",
      "last": "Holloway"
    }
  }');

INSERT INTO prospects VALUES (ARRAY_CONSTRUCT(1, 2, 3));
-- ! 002014 (22000): SQL compilation error: Invalid expression [ARRAY_CONSTRUCT(1, 2, 3)] in VALUES clause

INSERT INTO employees (city) VALUES (SELECT 1);
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 37 unexpected 'SELECT'.

INSERT INTO employees (city) VALUES ((SELECT city FROM contractors));
-- ! 002014 (22000): SQL compilation error: Invalid expression [(SELECT CITY FROM CONTRACTORS)] in VALUES clause

INSERT INTO employees (city) VALUES (ROW_NUMBER() OVER (ORDER BY 1));
-- ! 002014 (22000): SQL compilation error: Invalid expression [ROW_NUMBER() OVER (ORDER BY 1)] in VALUES clause

INSERT INTO employees (city) VALUES (SUM(1));
-- ! 002014 (22000): SQL compilation error: Invalid expression [SUM(1)] in VALUES clause

create table t1 (c1 int, c2 int, c3 int default 7);

create table t2 (c1 int, c2 int, c3 int);

create table src (n1 int, n2 int, n3 int);

insert into src values (1, 2, 3), (11, 12, 13);

INSERT ALL
  INTO t1
  INTO t1 (c1, c2, c3) VALUES (n2, n1, DEFAULT)
  INTO t2 (c1, c2, c3)
  INTO t2 VALUES (n3, n2, n1)
SELECT n1, n2, n3 from src;

select * from t1 order by 1, 2;
-- 1 | 2 | 3
-- 2 | 1 | 7
-- 11 | 12 | 13
-- 12 | 11 | 7

select * from t2 order by 1, 2;
-- 1 | 2 | 3
-- 3 | 2 | 1
-- 11 | 12 | 13
-- 13 | 12 | 11

INSERT OVERWRITE ALL
  INTO t1
  INTO t1 (c1, c2, c3) VALUES (n2, n1, DEFAULT)
  INTO t2 (c1, c2, c3)
  INTO t2 VALUES (n3, n2, n1)
SELECT n1, n2, n3 from src;

create or replace table t1 (c1 int);

create or replace table t2 (c1 int);

create or replace table src (n1 int);

insert into src values (1), (11), (101);

INSERT ALL
  WHEN n1 > 100 THEN
 INTO t1
  WHEN n1 > 10 THEN
 INTO t1
 INTO t2
  ELSE
 INTO t2
SELECT n1 from src;

select * from t1 order by 1;
-- 11
-- 101
-- 101

select * from t2 order by 1;
-- 1
-- 11
-- 101

INSERT OVERWRITE FIRST
  WHEN n1 > 100 THEN
    INTO t1
  WHEN n1 > 10 THEN
    INTO t1
    INTO t2
  ELSE
    INTO t2
SELECT n1 from src;

select * from t1 order by 1;
-- 11
-- 101

select * from t2 order by 1;
-- 1
-- 11

create or replace table t1 (c1 int, c2 int, c3 int);

INSERT ALL
  INTO t1 VALUES ($1, an_alias, "10 + 20")
SELECT 1, 50 AS an_alias, 10 + 20;

select * from t1;
-- 1 | 50 | 30

create or replace table src (a int, b int, c int);

INSERT ALL
    WHEN c > 10 THEN
      INTO t1 (c1, c2) VALUES (a, b)
  SELECT a FROM src;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 11 invalid identifier 'C'

INSERT ALL
    WHEN c > 10 THEN
      INTO t1 (c1, c2) VALUES (a, b)
  SELECT a, b, c FROM src;

INSERT FIRST INTO t1 SELECT 1, 2, 3;
-- ! 001003 (42000): SQL compilation error: syntax error line 1 at position 7 unexpected 'FIRST'.

create table src1 (key int, a int);

create table src2 (key int);

create or replace table t1 (k int, a int);

INSERT ALL
    INTO t1 VALUES (src1.key, a)
  SELECT src1.a AS a
  FROM src1, src2 WHERE src1.key = src2.key;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 52 invalid identifier 'SRC1.KEY'

INSERT ALL
    INTO t1 VALUES (key, a)
  SELECT src1.key AS key, src1.a AS a
  FROM src1, src2 WHERE src1.key = src2.key;

CREATE OR REPLACE TABLE merge_example_target_all (
  id INTEGER,
  x INTEGER,
  y VARCHAR);

CREATE OR REPLACE TABLE merge_example_source_all (
  id INTEGER,
  y VARCHAR,
  x INTEGER);

INSERT INTO merge_example_target_all (id, x, y) VALUES
  (1, 10, 'Skiing'),
  (2, 20, 'Snowboarding');

INSERT INTO merge_example_source_all (id, y, x) VALUES
  (1, 'Skiing', 10),
  (2, 'Snowboarding', 25),
  (3, 'Skating', 30);

MERGE INTO merge_example_target_all
  USING merge_example_source_all
  ON merge_example_target_all.id = merge_example_source_all.id
  WHEN MATCHED THEN
    UPDATE ALL BY NAME
  WHEN NOT MATCHED THEN
    INSERT ALL BY NAME;

SELECT * FROM merge_example_target_all ORDER BY id;
-- 1 | 10 | Skiing
-- 2 | 25 | Snowboarding
-- 3 | 30 | Skating

MERGE INTO merge_example_target_all t USING merge_example_source_all s ON t.id = s.id
  WHEN MATCHED THEN UPDATE SET x = 1
  WHEN MATCHED AND s.x > 1 THEN DELETE;
-- ! 001003 (42601): SQL compilation error: WHEN MATCHED without a condition must be the last clause of its type in a MERGE statement.

MERGE INTO merge_example_target_all t USING merge_example_source_all s ON t.id = s.id
  WHEN NOT MATCHED THEN INSERT VALUES (1, 2, 'x')
  WHEN NOT MATCHED AND s.x > 1 THEN INSERT (id) VALUES (s.id);
-- ! 001003 (42601): SQL compilation error: WHEN NOT MATCHED without a condition must be the last clause of its type in a MERGE statement.

CREATE OR REPLACE TABLE sales_office_postal_example(
  office_name VARCHAR,
  postal_code VARCHAR);

INSERT INTO sales_office_postal_example VALUES ('sales1', '94061'), ('sales2', '94070'), ('sales3', '98116'), ('sales4', '98005');

CREATE OR REPLACE TABLE customer_postal_example(
  customer VARCHAR,
  postal_code VARCHAR);

INSERT INTO customer_postal_example VALUES ('customer1', '94066'), ('customer2', '94061'), ('customer3', '98444'), ('customer4', '98005');

SELECT postal_code FROM sales_office_postal_example
INTERSECT
SELECT postal_code FROM customer_postal_example
ORDER BY postal_code;
-- 94061
-- 98005

SELECT postal_code FROM customer_postal_example
MINUS
SELECT postal_code FROM sales_office_postal_example
ORDER BY postal_code;
-- 94066
-- 98444

SELECT office_name office_or_customer, postal_code FROM sales_office_postal_example
UNION
SELECT customer, postal_code FROM customer_postal_example
ORDER BY postal_code, 1 NULLS FIRST;
-- customer2 | 94061
-- sales1 | 94061
-- customer1 | 94066
-- sales2 | 94070
-- customer4 | 98005
-- sales4 | 98005
-- sales3 | 98116
-- customer3 | 98444

CREATE OR REPLACE TABLE union_demo_column_order1 (
  a INTEGER,
  b VARCHAR);

INSERT INTO union_demo_column_order1 VALUES
  (1, 'one'),
  (2, 'two'),
  (3, 'three');

CREATE OR REPLACE TABLE union_demo_column_order2 (
  B VARCHAR,
  A INTEGER);

INSERT INTO union_demo_column_order2 VALUES
  ('three', 3),
  ('four', 4);

SELECT * FROM union_demo_column_order1
UNION BY NAME
SELECT * FROM union_demo_column_order2
ORDER BY a;
-- 1 | one
-- 2 | two
-- 3 | three
-- 4 | four

SELECT * FROM union_demo_column_order1
UNION ALL BY NAME
SELECT * FROM union_demo_column_order2
ORDER BY a;
-- 1 | one
-- 2 | two
-- 3 | three
-- 3 | three
-- 4 | four

SELECT 'a', 'b' FROM union_demo_column_order1
UNION ALL BY NAME
SELECT 'B', 'A' FROM union_demo_column_order2
ORDER BY a;
-- ! 000904 (42000): SQL compilation error: error line 4 at position 9 invalid identifier 'A'

SELECT office_name, postal_code FROM sales_office_postal_example
UNION BY NAME
SELECT customer, postal_code FROM customer_postal_example
ORDER BY postal_code, 1 NULLS FIRST;
-- NULL | 94061 | customer2
-- sales1 | 94061 | NULL
-- NULL | 94066 | customer1
-- sales2 | 94070 | NULL
-- NULL | 98005 | customer4
-- sales4 | 98005 | NULL
-- sales3 | 98116 | NULL
-- NULL | 98444 | customer3

CREATE OR REPLACE TABLE union_test1 (v VARCHAR);

CREATE OR REPLACE TABLE union_test2 (i INTEGER);

INSERT INTO union_test1 (v) VALUES ('Smith, Jane');

INSERT INTO union_test2 (i) VALUES (42);

SELECT v FROM union_test1
UNION
SELECT i FROM union_test2;
-- ! 100038 (22018): Numeric value 'Smith, Jane' is not recognized

SELECT v::VARCHAR FROM union_test1
UNION
SELECT i::VARCHAR FROM union_test2;
-- 42
-- Smith, Jane

CREATE OR REPLACE TABLE nurses (
  ID INTEGER,
  full_name VARCHAR,
  medical_license VARCHAR,   -- LVN, RN, etc.
  radio_license VARCHAR      -- Technician, General, Amateur Extra
  );

INSERT INTO nurses
    (ID, full_name, medical_license, radio_license)
  VALUES
    (201, 'Thomas Leonard Vicente', 'LVN', 'Technician'),
    (202, 'Tamara Lolita VanZant', 'LVN', 'Technician'),
    (341, 'Georgeann Linda Vente', 'LVN', 'General'),
    (471, 'Andrea Renee Nouveau', 'RN', 'Amateur Extra');

SELECT COUNT(*), medical_license, radio_license
  FROM nurses
  GROUP BY GROUPING SETS (medical_license, radio_license)
  ORDER BY 3 DESC NULLS FIRST, 2 NULLS FIRST, 1;
-- 3 | LVN | NULL
-- 1 | RN | NULL
-- 2 | NULL | Technician
-- 1 | NULL | General
-- 1 | NULL | Amateur Extra

SELECT COUNT(*), medical_license, radio_license
  FROM nurses
  GROUP BY GROUPING SETS ((medical_license, radio_license))
  ORDER BY 3 DESC NULLS FIRST, 2 NULLS FIRST, 1;
-- 2 | LVN | Technician
-- 1 | LVN | General
-- 1 | RN | Amateur Extra

INSERT INTO nurses
    (ID, full_name, medical_license, radio_license)
  VALUES
    (101, 'Lily Vine', 'LVN', NULL),
    (102, 'Larry Vancouver', 'LVN', NULL),
    (172, 'Rhonda Nova', 'RN', NULL);

SELECT COUNT(*), medical_license, radio_license
  FROM nurses
  GROUP BY GROUPING SETS (medical_license, radio_license)
  ORDER BY 3 DESC NULLS FIRST, 2 NULLS FIRST, 1;
-- 3 | NULL | NULL
-- 5 | LVN | NULL
-- 2 | RN | NULL
-- 2 | NULL | Technician
-- 1 | NULL | General
-- 1 | NULL | Amateur Extra

SELECT COUNT(*), medical_license, radio_license
  FROM nurses
  GROUP BY medical_license, GROUPING SETS (radio_license, ())
  ORDER BY 3 DESC NULLS FIRST, 2 NULLS FIRST, 1;
-- 2 | LVN | NULL
-- 5 | LVN | NULL
-- 1 | RN | NULL
-- 2 | RN | NULL
-- 2 | LVN | Technician
-- 1 | LVN | General
-- 1 | RN | Amateur Extra

SELECT
    COUNT(*),
    medical_license,
    radio_license,
    GROUPING(medical_license) AS grp_medical,
    GROUPING(radio_license) AS grp_radio
  FROM nurses
  GROUP BY GROUPING SETS (medical_license, radio_license);
-- 5 | LVN | NULL | 0 | 1
-- 2 | RN | NULL | 0 | 1
-- 2 | NULL | Technician | 1 | 0
-- 1 | NULL | Amateur Extra | 1 | 0
-- 3 | NULL | NULL | 1 | 0
-- 1 | NULL | General | 1 | 0

CREATE OR REPLACE TABLE managers  (title VARCHAR, employee_ID INTEGER);

CREATE OR REPLACE TABLE employees (title VARCHAR, employee_ID INTEGER, manager_ID INTEGER);

INSERT INTO managers (title, employee_ID) VALUES
    ('President', 1);

INSERT INTO employees (title, employee_ID, manager_ID) VALUES
    ('Vice President Engineering', 10, 1),
    ('Vice President HR', 20, 1);

SELECT 
        employees.title, 
        employees.employee_ID, 
        managers.employee_ID AS MANAGER_ID, 
        managers.title AS "MANAGER TITLE"
    FROM employees, managers
    WHERE employees.manager_ID = managers.employee_ID
    ORDER BY employees.title;
-- Vice President Engineering | 10 | 1 | President
-- Vice President HR | 20 | 1 | President
