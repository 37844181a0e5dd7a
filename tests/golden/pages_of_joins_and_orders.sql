--# Examples of the pages of ASOF JOIN, PIVOT, ORDER BY and of querying semi-structured data.

CREATE OR REPLACE TABLE trades (
    stock_symbol VARCHAR(4),
    trade_time TIMESTAMP_NTZ(9),
    quantity NUMBER(38,0)
  );

CREATE OR REPLACE TABLE quotes (
    stock_symbol VARCHAR(4),
    quote_time TIMESTAMP_NTZ(9),
    price NUMBER(12,8)
  );

INSERT INTO trades VALUES
  ('SNOW','2023-10-01 09:00:05.000', 1000),
  ('AAPL','2023-10-01 09:00:05.000', 2000),
  ('SNOW','2023-10-01 09:00:10.000', 1500);

INSERT INTO quotes VALUES
  ('SNOW','2023-10-01 09:00:01.000', 166.00),
  ('SNOW','2023-10-01 09:00:02.000', 163.00),
  ('SNOW','2023-10-01 09:00:07.000', 166.00),
  ('SNOW','2023-10-01 09:00:08.000', 165.00),
  ('AAPL','2023-10-01 09:00:03.000', 139.00),
  ('AAPL','2023-10-01 09:00:07.000', 142.00);

INSERT INTO trades VALUES('SNOW','2023-09-30 12:02:55.000',3000);

SELECT t.stock_symbol, t.trade_time, t.quantity, q.quote_time, q.price
  FROM trades t ASOF JOIN quotes q
    MATCH_CONDITION(t.trade_time >= quote_time)
    ON t.stock_symbol=q.stock_symbol
  ORDER BY t.stock_symbol, t.trade_time;
-- AAPL | 2023-10-01 09:00:05.000 | 2000 | 2023-10-01 09:00:03.000 | 139.00000000
-- SNOW | 2023-09-30 12:02:55.000 | 3000 | NULL | NULL
-- SNOW | 2023-10-01 09:00:05.000 | 1000 | 2023-10-01 09:00:02.000 | 163.00000000
-- SNOW | 2023-10-01 09:00:10.000 | 1500 | 2023-10-01 09:00:08.000 | 165.00000000

SELECT t.stock_symbol, t.trade_time, t.quantity, q.quote_time, q.price
  FROM trades t ASOF JOIN quotes q
    MATCH_CONDITION(t.trade_time <= quote_time)
    USING(stock_symbol)
  ORDER BY t.stock_symbol, t.trade_time;
-- AAPL | 2023-10-01 09:00:05.000 | 2000 | 2023-10-01 09:00:07.000 | 142.00000000
-- SNOW | 2023-09-30 12:02:55.000 | 3000 | 2023-10-01 09:00:01.000 | 166.00000000
-- SNOW | 2023-10-01 09:00:05.000 | 1000 | 2023-10-01 09:00:07.000 | 166.00000000
-- SNOW | 2023-10-01 09:00:10.000 | 1500 | NULL | NULL

CREATE OR REPLACE TABLE companies(
  stock_symbol VARCHAR(4),
  company_name VARCHAR(100)
);

INSERT INTO companies VALUES
  ('NVDA','NVIDIA Corp'),
  ('TSLA','Tesla Inc'),
  ('SNOW','Snowflake Inc'),
  ('AAPL','Apple Inc');

SELECT t.stock_symbol, c.company_name, t.trade_time, t.quantity, q.quote_time, q.price
  FROM trades t ASOF JOIN quotes q
    MATCH_CONDITION(t.trade_time >= quote_time)
    ON t.stock_symbol=q.stock_symbol
    INNER JOIN companies c ON c.stock_symbol=t.stock_symbol
  ORDER BY t.stock_symbol, t.trade_time;
-- AAPL | Apple Inc | 2023-10-01 09:00:05.000 | 2000 | 2023-10-01 09:00:03.000 | 139.00000000
-- SNOW | Snowflake Inc | 2023-09-30 12:02:55.000 | 3000 | NULL | NULL
-- SNOW | Snowflake Inc | 2023-10-01 09:00:05.000 | 1000 | 2023-10-01 09:00:02.000 | 163.00000000
-- SNOW | Snowflake Inc | 2023-10-01 09:00:10.000 | 1500 | 2023-10-01 09:00:08.000 | 165.00000000

CREATE OR REPLACE TABLE raintime(
  observed TIME(9),
  location VARCHAR(40),
  state VARCHAR(2),
  observation NUMBER(5,2)
);

INSERT INTO raintime VALUES
  ('14:42:59.230', 'Ahwahnee', 'CA', 0.90),
  ('14:42:59.001', 'Oakhurst', 'CA', 0.50),
  ('14:42:44.435', 'Reno', 'NV', 0.00);

CREATE OR REPLACE TABLE preciptime(
  observed TIME(9),
  location VARCHAR(40),
  state VARCHAR(2),
  observation NUMBER(5,2)
);

INSERT INTO preciptime VALUES
  ('14:42:59.230', 'Ahwahnee', 'CA', 0.91),
  ('14:42:59.001', 'Oakhurst', 'CA', 0.51),
  ('14:41:44.435', 'Las Vegas', 'NV', 0.01),
  ('14:42:44.435', 'Reno', 'NV', 0.01),
  ('14:40:34.000', 'Bozeman', 'MT', 1.11);

CREATE OR REPLACE TABLE snowtime(
  observed TIME(9),
  location VARCHAR(40),
  state VARCHAR(2),
  observation NUMBER(5,2)
);

INSERT INTO snowtime VALUES
  ('14:42:59.199', 'Fish Camp', 'CA', 3.20),
  ('14:42:44.435', 'Reno', 'NV', 3.00),
  ('14:43:01.000', 'Lake Tahoe', 'CA', 4.20),
  ('14:42:45.000', 'Bozeman', 'MT', 1.80);

SELECT * FROM preciptime p ASOF JOIN snowtime s MATCH_CONDITION(p.observed>=s.observed)
  ORDER BY p.observed;
-- 14:40:34 | Bozeman | MT | 1.11 | NULL | NULL | NULL | NULL
-- 14:41:44 | Las Vegas | NV | 0.01 | NULL | NULL | NULL | NULL
-- 14:42:44 | Reno | NV | 0.01 | 14:42:44 | Reno | NV | 3.00
-- 14:42:59 | Oakhurst | CA | 0.51 | 14:42:45 | Bozeman | MT | 1.80
-- 14:42:59 | Ahwahnee | CA | 0.91 | 14:42:59 | Fish Camp | CA | 3.20

ALTER SESSION SET TIME_OUTPUT_FORMAT = 'HH24:MI:SS.FF3';

SELECT * FROM preciptime p ASOF JOIN snowtime s MATCH_CONDITION(p.observed>=s.observed)
  ORDER BY p.observed;
-- 14:40:34 | Bozeman | MT | 1.11 | NULL | NULL | NULL | NULL
-- 14:41:44 | Las Vegas | NV | 0.01 | NULL | NULL | NULL | NULL
-- 14:42:44 | Reno | NV | 0.01 | 14:42:44 | Reno | NV | 3.00
-- 14:42:59 | Oakhurst | CA | 0.51 | 14:42:45 | Bozeman | MT | 1.80
-- 14:42:59 | Ahwahnee | CA | 0.91 | 14:42:59 | Fish Camp | CA | 3.20

SELECT *
  FROM snowtime s
    ASOF JOIN raintime r
      MATCH_CONDITION(s.observed>=r.observed)
      ON s.state=r.state
    ASOF JOIN preciptime p
      MATCH_CONDITION(s.observed>=p.observed)
      ON s.state=p.state
  ORDER BY s.observed;
-- 14:42:44 | Reno | NV | 3.00 | 14:42:44 | Reno | NV | 0.00 | 14:42:44 | Reno | NV | 0.01
-- 14:42:45 | Bozeman | MT | 1.80 | NULL | NULL | NULL | NULL | 14:40:34 | Bozeman | MT | 1.11
-- 14:42:59 | Fish Camp | CA | 3.20 | 14:42:59 | Oakhurst | CA | 0.50 | 14:42:59 | Oakhurst | CA | 0.51
-- 14:43:01 | Lake Tahoe | CA | 4.20 | 14:42:59 | Ahwahnee | CA | 0.90 | 14:42:59 | Ahwahnee | CA | 0.91

SELECT *
  FROM snowtime s
    ASOF JOIN raintime r
      MATCH_CONDITION(s.observed>r.observed)
      ON s.state=r.state
    ASOF JOIN preciptime p
      MATCH_CONDITION(s.observed<p.observed)
      ON s.state=p.state
  ORDER BY s.observed;
-- 14:42:44 | Reno | NV | 3.00 | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL
-- 14:42:45 | Bozeman | MT | 1.80 | NULL | NULL | NULL | NULL | NULL | NULL | NULL | NULL
-- 14:42:59 | Fish Camp | CA | 3.20 | 14:42:59 | Oakhurst | CA | 0.50 | 14:42:59 | Ahwahnee | CA | 0.91
-- 14:43:01 | Lake Tahoe | CA | 4.20 | 14:42:59 | Ahwahnee | CA | 0.90 | NULL | NULL | NULL | NULL

SELECT *
  FROM preciptime p ASOF JOIN snowtime s
  MATCH_CONDITION(p.observed>=s.observed)
  ON s.state>=p.state;
-- ! 010010 (42601): SQL compilation error: ON clause for ASOF JOIN must contain conjunctions of equality conditions only. Disjunctions are not allowed. Each side of an equality condition must only refer to either the left table or the right table. S.STATE >= P.STATE is invalid.

ALTER SESSION UNSET TIME_OUTPUT_FORMAT;

CREATE OR REPLACE TABLE quarterly_sales(
  empid INT,
  amount INT,
  quarter TEXT, discount_percent INT)
  AS SELECT * FROM VALUES
    (1, 10000, '2023_Q1', 0),
    (1, 400, '2023_Q1', 1),
    (2, 4500, '2023_Q1', 4),
    (2, 35000, '2023_Q1', 2),
    (1, 5000, '2023_Q2', 2),
    (1, 3000, '2023_Q2', 1),
    (2, 200, '2023_Q2', 2),
    (2, 90500, '2023_Q2', 1),
    (1, 6000, '2023_Q3', 1),
    (1, 5000, '2023_Q3', 3),
    (2, 2500, '2023_Q3', 1),
    (2, 9500, '2023_Q3', 3),
    (3, 2700, '2023_Q3', 1),
    (1, 8000, '2023_Q4', 1),
    (1, 10000, '2023_Q4', 4),
    (2, 800, '2023_Q4', 3),
    (2, 4500, '2023_Q4', 5),
    (3, 2700, '2023_Q4', 3),
    (3, 16000, '2023_Q4', 0),
    (3, 10200, '2023_Q4', 1);

SELECT *
  FROM (SELECT * EXCLUDE discount_percent FROM quarterly_sales)
    PIVOT(SUM(amount)
      FOR quarter IN (
        '2023_Q1',
        '2023_Q2')
      DEFAULT ON NULL (0))
  ORDER BY empid;
-- 1 | 10400 | 8000
-- 2 | 39500 | 90700
-- 3 | 0 | 0

WITH
  sales_without_amount AS
    (SELECT * EXCLUDE(amount) FROM quarterly_sales)
SELECT *
  FROM sales_without_amount
    PIVOT(AVG(discount_percent) FOR quarter IN (ANY ORDER BY quarter))
  ORDER BY empid;
-- 1 | 0.500000 | 1.500000 | 2.000000 | 2.500000
-- 2 | 3.000000 | 1.500000 | 2.000000 | 4.000000
-- 3 | NULL | NULL | 1.000000 | 1.333333

SELECT SUM($1) AS q1_sales_total,
       SUM($2) AS q2_sales_total,
       SUM($3) AS q3_sales_total,
       SUM($4) AS q4_sales_total,
       MAX($5) AS q1_maximum_discount,
       MAX($6) AS q2_maximum_discount,
       MAX($7) AS q3_maximum_discount,
       MAX($8) AS q4_maximum_discount
  FROM
    (SELECT amount,
            quarter AS quarter_amount,
            quarter AS quarter_discount,
            discount_percent
      FROM quarterly_sales)
  PIVOT (
    SUM(amount)
    FOR quarter_amount IN (
      '2023_Q1',
      '2023_Q2',
      '2023_Q3',
      '2023_Q4'))
  PIVOT (
    MAX(discount_percent)
    FOR quarter_discount IN (
      '2023_Q1',
      '2023_Q2',
      '2023_Q3',
      '2023_Q4'));
-- 49900 | 98700 | 25700 | 52200 | 4 | 2 | 3 | 5

SELECT column1
  FROM VALUES
    ('a'), ('1'), ('B'), (null), ('2'), ('01'), ('05'),
    (' this'), ('this'), ('this and that'), ('&'), ('%')
  ORDER BY column1;
--  this
-- %
-- &
-- 01
-- 05
-- 1
-- 2
-- B
-- a
-- this
-- this and that
-- NULL

SELECT column1
  FROM VALUES
    (3), (4), (null), (1), (2), (6),
    (5), (0005), (.05), (.5), (.5000)
  ORDER BY column1;
-- 0.05
-- 0.50
-- 0.50
-- 1.00
-- 2.00
-- 3.00
-- 4.00
-- 5.00
-- 5.00
-- 6.00
-- NULL

ALTER SESSION SET DEFAULT_NULL_ORDERING = 'FIRST';

SELECT column1
  FROM VALUES (1), (null), (2), (null), (3)
  ORDER BY column1 DESC;
-- 3
-- 2
-- 1
-- NULL
-- NULL

ALTER SESSION SET DEFAULT_NULL_ORDERING = 'LAST';

CREATE OR REPLACE TABLE my_sort_example(a NUMBER, s VARCHAR, b BOOLEAN);

INSERT INTO my_sort_example VALUES
  (0, 'abc', TRUE),
  (0, 'abc', FALSE),
  (0, 'abc', NULL),
  (0, 'xyz', FALSE),
  (0, NULL, FALSE),
  (1, 'xyz', TRUE),
  (NULL, 'xyz', FALSE);

SELECT * FROM my_sort_example
  ORDER BY ALL;
-- 0 | abc | FALSE
-- 0 | abc | TRUE
-- 0 | abc | NULL
-- 0 | xyz | FALSE
-- 0 | NULL | FALSE
-- 1 | xyz | TRUE
-- NULL | xyz | FALSE

SELECT * FROM my_sort_example
  ORDER BY ALL NULLS FIRST;
-- NULL | xyz | FALSE
-- 0 | NULL | FALSE
-- 0 | abc | NULL
-- 0 | abc | FALSE
-- 0 | abc | TRUE
-- 0 | xyz | FALSE
-- 1 | xyz | TRUE

SELECT b, s, a FROM my_sort_example
  ORDER BY ALL NULLS LAST;
-- FALSE | abc | 0
-- FALSE | xyz | 0
-- FALSE | xyz | NULL
-- FALSE | NULL | 0
-- TRUE | abc | 0
-- TRUE | xyz | 1
-- NULL | abc | 0

CREATE OR REPLACE TABLE car_sales
(
  src variant
)
AS
SELECT PARSE_JSON(column1) AS src
FROM VALUES
('{
    "date" : "2017-04-28",
    "dealership" : "Valley View Auto Sales",
    "salesperson" : {
      "id": "55",
      "name": "Frank Beasley"
    },
    "customer" : [
      {"name": "Joyce Ridgely", "phone": "16504378889", "address": "San Francisco, CA"}
    ],
    "vehicle" : [
      {"make": "Honda", "model": "Civic", "year": "2017", "price": "20275", "extras":["ext warranty", "paint protection"]}
    ]
}'),
('{
    "date" : "2017-04-28",
    "dealership" : "Tindel Toyota",
    "salesperson" : {
      "id": "274",
      "name": "Greg Northrup"
    },
    "customer" : [
      {"name": "Bradley Greenbloom", "phone": "12127593751", "address": "New York, NY"}
    ],
    "vehicle" : [
      {"make": "Toyota", "model": "Camry", "year": "2017", "price": "23500", "extras":["ext warranty", "rust proofing", "fabric protection"]}
    ]
}') v;

SELECT src:salesperson.name
    FROM car_sales
    ORDER BY 1;
-- "Frank Beasley"
-- "Greg Northrup"

SELECT src['salesperson']['name']
    FROM car_sales
    ORDER BY 1;
-- "Frank Beasley"
-- "Greg Northrup"

SELECT src:customer[0].name, src:vehicle[0].price
    FROM car_sales
    ORDER BY 1;
-- "Bradley Greenbloom" | "23500"
-- "Joyce Ridgely" | "20275"

SELECT src:vehicle[0].price::NUMBER * 0.10 AS tax
    FROM car_sales
    ORDER BY tax;
-- 2027.5
-- 2350.0

SELECT src:dealership, src:dealership::VARCHAR
    FROM car_sales
    ORDER BY 2;
-- "Tindel Toyota" | Tindel Toyota
-- "Valley View Auto Sales" | Valley View Auto Sales

CREATE TABLE pets (v variant);

INSERT INTO pets SELECT PARSE_JSON ('{"species":"dog", "name":"Fido", "is_dog":"true"} ');

INSERT INTO pets SELECT PARSE_JSON ('{"species":"cat", "name":"dog terror", "is_dog":"false"}');

SELECT a.v, b.key, b.value FROM pets a,LATERAL FLATTEN(input => a.v) b
WHERE b.value LIKE '%dog%' ORDER BY 2;
-- {"is_dog":"false","name":"dog terror","species":"cat"} | name | "dog terror"
-- {"is_dog":"true","name":"Fido","species":"dog"} | species | "dog"

SELECT REGEXP_REPLACE(f.path, '\\[[0-9]+\\]', '[]') AS "Path",
  TYPEOF(f.value) AS "Type",
  COUNT(*) AS "Count"
FROM car_sales,
LATERAL FLATTEN(src, RECURSIVE=>true) f
GROUP BY 1, 2 ORDER BY 1, 2;
-- customer | ARRAY | 2
-- customer[] | OBJECT | 2
-- customer[].address | VARCHAR | 2
-- customer[].name | VARCHAR | 2
-- customer[].phone | VARCHAR | 2
-- date | VARCHAR | 2
-- dealership | VARCHAR | 2
-- salesperson | OBJECT | 2
-- salesperson.id | VARCHAR | 2
-- salesperson.name | VARCHAR | 2
-- vehicle | ARRAY | 2
-- vehicle[] | OBJECT | 2
-- vehicle[].extras | ARRAY | 2
-- vehicle[].extras[] | VARCHAR | 5
-- vehicle[].make | VARCHAR | 2
-- vehicle[].model | VARCHAR | 2
-- vehicle[].price | VARCHAR | 2
-- vehicle[].year | VARCHAR | 2

SELECT
  value:name::string as "Customer Name",
  value:address::string as "Address"
  FROM
    car_sales
  , LATERAL FLATTEN(INPUT => SRC:customer) ORDER BY 1;
-- Bradley Greenbloom | New York, NY
-- Joyce Ridgely | San Francisco, CA

SELECT
  vm.value:make::string as make,
  vm.value:model::string as model,
  ve.value::string as "Extras Purchased"
  FROM
    car_sales
    , LATERAL FLATTEN(INPUT => SRC:vehicle) vm
    , LATERAL FLATTEN(INPUT => vm.value:extras) ve
  ORDER BY make, model, "Extras Purchased";
-- Honda | Civic | ext warranty
-- Honda | Civic | paint protection
-- Toyota | Camry | ext warranty
-- Toyota | Camry | fabric protection
-- Toyota | Camry | rust proofing
