--# Examples of the page of SEARCH: tables joined, unions, phrases and exact matches, texts beside VARIANT.

SELECT SEARCH('king','KING');
-- TRUE

SELECT SEARCH('5.1.33','32');
-- FALSE

CREATE OR REPLACE TABLE t1 (col1 INT, col2 VARCHAR(20), col3 VARCHAR(20));

INSERT INTO t1 VALUES
  (1,'Mini','Cooper'),
  (2,'Mini','Cooper S'),
  (3,'Mini','Countryman'),
  (4,'Mini','Countryman S');

CREATE OR REPLACE TABLE t2 (col1 INT, col2 VARCHAR(20), col3 VARCHAR(20), col4 VARCHAR(20));

INSERT INTO t2 VALUES
  (1,'Mini','Cooper', 'Convertible'),
  (2,'Mini','Cooper S', 'Convertible'),
  (3,'Mini','Countryman SE','ALL4'),
  (4,'Mini','Countryman S','ALL4');

SELECT * FROM t1 JOIN t2 USING(col1)
  WHERE SEARCH((t1.*),'s all4') ORDER BY col1;
-- 2 | Mini | Cooper S | Mini | Cooper S | Convertible
-- 4 | Mini | Countryman S | Mini | Countryman S | ALL4

SELECT * FROM t1 JOIN t2 USING(col1)
  WHERE SEARCH((t2.*),'s all4') ORDER BY col1;
-- 2 | Mini | Cooper S | Mini | Cooper S | Convertible
-- 3 | Mini | Countryman | Mini | Countryman SE | ALL4
-- 4 | Mini | Countryman S | Mini | Countryman S | ALL4

SELECT *
  FROM (
    SELECT col1, col2, col3 FROM t1
    UNION
    SELECT col1, col2, col3 FROM t2
    ) AS T3
  WHERE SEARCH((T3.*),'s') ORDER BY col1;
-- 2 | Mini | Cooper S
-- 4 | Mini | Countryman S

CREATE OR REPLACE TABLE phrase_exact_search_samples (
  email VARCHAR,
  url VARCHAR,
  phone VARCHAR);

INSERT INTO phrase_exact_search_samples VALUES (
  'john.robert.doe@mycompany.com',
  'http://mycompany.com/product/id-12345.67',
  '800-555-0100');

SELECT email AS search_data,
       SEARCH(email, 'doe.john.robert@mycompany.com', SEARCH_MODE => 'AND') AS conjunctive_search,
       SEARCH(email, 'doe.john.robert@mycompany.com', SEARCH_MODE => 'PHRASE') AS phrase_search,
       SEARCH(email, 'doe.john.robert@mycompany.com', SEARCH_MODE => 'EXACT') AS exact_search
  FROM phrase_exact_search_samples;
-- john.robert.doe@mycompany.com | TRUE | FALSE | FALSE

SELECT email AS search_data,
       SEARCH(email, 'john.doe@mycompany.com', SEARCH_MODE => 'AND') AS conjunctive_search,
       SEARCH(email, 'john.doe@mycompany.com', SEARCH_MODE => 'PHRASE') AS phrase_search,
       SEARCH(email, 'john.doe@mycompany.com', SEARCH_MODE => 'EXACT') AS exact_search
  FROM phrase_exact_search_samples;
-- john.robert.doe@mycompany.com | TRUE | FALSE | FALSE

SELECT email AS search_data,
       SEARCH(email, 'john-robert-doe@mycompany.com', SEARCH_MODE => 'PHRASE') AS phrase_search,
       SEARCH(email, 'john-robert-doe@mycompany.com', SEARCH_MODE => 'EXACT') AS exact_search
  FROM phrase_exact_search_samples;
-- john.robert.doe@mycompany.com | TRUE | FALSE

SELECT url AS search_data,
       SEARCH(url, 'http://mycompany.com/product/id-12345_67', SEARCH_MODE => 'PHRASE') AS phrase_search,
       SEARCH(url, 'http://mycompany.com/product/id-12345_67', SEARCH_MODE => 'EXACT') AS exact_search
  FROM phrase_exact_search_samples;
-- http://mycompany.com/product/id-12345.67 | TRUE | FALSE

SELECT phone AS search_data,
       SEARCH(phone, '800.555.0100', SEARCH_MODE => 'PHRASE') AS phrase_search,
       SEARCH(phone, '800.555.0100', SEARCH_MODE => 'EXACT') AS exact_search
  FROM phrase_exact_search_samples;
-- 800-555-0100 | TRUE | FALSE

INSERT INTO phrase_exact_search_samples VALUES (
  'jane.smith@mycompany.com',
  'http://mycompany.com/product/id-89012.34',
  '800-555-0199');

SELECT *
  FROM phrase_exact_search_samples
  WHERE SEARCH(phone, '800-555-0100', SEARCH_MODE => 'EXACT');
-- john.robert.doe@mycompany.com | http://mycompany.com/product/id-12345.67 | 800-555-0100

SELECT *
  FROM phrase_exact_search_samples
  WHERE SEARCH(phone, '800-555-0100', SEARCH_MODE => 'OR') ORDER BY phone;
-- john.robert.doe@mycompany.com | http://mycompany.com/product/id-12345.67 | 800-555-0100
-- jane.smith@mycompany.com | http://mycompany.com/product/id-89012.34 | 800-555-0199

SELECT SEARCH(col2, 5) FROM t1;
-- ! argument needs to be a string: '1'
