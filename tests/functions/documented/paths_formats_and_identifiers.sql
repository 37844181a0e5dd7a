--# Examples of the pages on querying semi-structured data, binary input, format models, IDENTIFIER and arithmetic.

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

SELECT src:dealership
    FROM car_sales
    ORDER BY 1;
-- "Tindel Toyota"
-- "Valley View Auto Sales"

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

SELECT src:dealership, src:dealership::VARCHAR
    FROM car_sales
    ORDER BY 2;
-- "Tindel Toyota" | Tindel Toyota
-- "Valley View Auto Sales" | Valley View Auto Sales

CREATE TABLE pets (v variant);

INSERT INTO pets SELECT PARSE_JSON ('{"species":"dog", "name":"Fido", "is_dog":"true"} ');

INSERT INTO pets SELECT PARSE_JSON ('{"species":"cat", "name":"dog terror", "is_dog":"false"}');

SELECT a.v, b.key, b.value FROM pets a,LATERAL FLATTEN(input => a.v) b
WHERE b.value LIKE '%dog%';
-- {"is_dog":"true","name":"Fido","species":"dog"} | species | "dog"
-- {"is_dog":"false","name":"dog terror","species":"cat"} | name | "dog terror"

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
  , LATERAL FLATTEN(INPUT => SRC:customer);
-- Joyce Ridgely | San Francisco, CA
-- Bradley Greenbloom | New York, NY

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

CREATE OR replace TABLE colors (v variant);

INSERT INTO
   colors
   SELECT
      parse_json(column1) AS v
   FROM
   VALUES
     ('[{r:255,g:12,b:0},{r:0,g:255,b:0},{r:0,g:0,b:255}]'),
     ('[{c:0,m:1,y:1,k:0},{c:1,m:0,y:1,k:0},{c:1,m:1,y:0,k:0}]')
    v;

SELECT *, GET(v, ARRAY_SIZE(v)-1) FROM colors;
-- [{"b":0,"g":12,"r":255},{"b":0,"g":255,"r":0},{"b":255,"g":0,"r":0}] | {"b":255,"g":0,"r":0}
-- [{"c":0,"k":0,"m":1,"y":1},{"c":1,"k":0,"m":0,"y":1},{"c":1,"k":0,"m":1,"y":0}] | {"c":1,"k":0,"m":1,"y":0}

SELECT GET_PATH(src, 'vehicle[0]:make') FROM car_sales;
-- "Honda"
-- "Toyota"

SELECT GET_PATH(src, 'vehicle[0].make'), src:vehicle[0].make, SRC:Salesperson.Name FROM car_sales;
-- "Honda" | "Honda" | NULL
-- "Toyota" | "Toyota" | NULL

SELECT PARSE_JSON(NULL) AS "SQL NULL",
       PARSE_JSON('null') AS "JSON NULL",
       PARSE_JSON('[ null ]') AS "JSON NULL",
       PARSE_JSON('{ "a": null }'):a AS "JSON NULL",
       PARSE_JSON('{ "a": null }'):b AS "ABSENT VALUE";
-- NULL | null | [null] | null | NULL

SELECT PARSE_JSON('{ "a": null }'):a,
       TO_CHAR(PARSE_JSON('{ "a": null }'):a);
-- null | NULL

SELECT ARRAY_CONSTRUCT(1, NULL, PARSE_JSON('null')) AS array_with_null_values;
-- [1,undefined,null]

SELECT column1
  , TO_VARCHAR(PARSE_JSON(column1):a)
FROM
  VALUES('{"a" : null}')
, ('{"b" : "hello"}')
, ('{"a" : "world"}');
-- {"a":null} | NULL
-- {"b":"hello"} | NULL
-- {"a":"world"} | world

CREATE OR REPLACE TABLE demo_binary_hex (b BINARY);

INSERT INTO demo_binary_hex (b) SELECT TO_BINARY('HELP', 'HEX');
-- ! 100115 (22000): The following string is not a legal hex-encoded value: 'HELP'

INSERT INTO demo_binary_hex (b) SELECT TO_BINARY(HEX_ENCODE('HELP'), 'HEX');

SELECT 'HELP',
       HEX_ENCODE('HELP'),
       b,
       HEX_DECODE_STRING(HEX_ENCODE('HELP')),
       TO_VARCHAR(b),
       HEX_DECODE_STRING(TO_VARCHAR(b))
  FROM demo_binary_hex;
-- HELP | 48454C50 | 48454C50 | HELP | 48454C50 | HELP

select to_varchar(-123.45, '999.99MI') as EXAMPLE;
-- 123.45-

CREATE OR REPLACE DATABASE IDENTIFIER('my_db');

CREATE OR REPLACE SCHEMA IDENTIFIER('my_schema');

CREATE OR REPLACE TABLE IDENTIFIER('my_db.my_schema.my_table') (c1 number);

CREATE OR REPLACE TABLE IDENTIFIER('"my_table"') (c1 number);

SET schema_name = 'my_db.my_schema';

SET table_name = 'my_table';

USE SCHEMA IDENTIFIER($schema_name);

INSERT INTO IDENTIFIER($table_name) VALUES (1), (2), (3);

SELECT * FROM IDENTIFIER($table_name) ORDER BY 1;
-- 1
-- 2
-- 3

CREATE FUNCTION speed_of_light()
    RETURNS INTEGER
    AS
      $$
      299792458
      $$;

SELECT speed_of_light();
-- 299792458

SET my_function_name = 'speed_of_light';

SELECT IDENTIFIER($my_function_name)();
-- 299792458

SELECT 10.01 n1, 1.1 n2, n1 * n2;
-- 10.01 | 1.1 | 11.011

SELECT 10.001 n1, .001 n2, n1 * n2;
-- 10.001 | 0.001 | 0.010001

SELECT .1 n1, .0000000000001 n2, n1 * n2;
-- 0.1 | 0.0000000000001 | 0.0000000000000

SELECT 2 n1, 7 n2, n1 / n2;
-- 2 | 7 | 0.285714

SELECT 10.1 n1, 2.1 n2, n1 / n2;
-- 10.1 | 2.1 | 4.8095238

SELECT 10.001 n1, .001 n2, n1 / n2;
-- 10.001 | 0.001 | 10001.000000000

SELECT .1 n1, .0000000000001 n2, n1 / n2;
-- 0.1 | 0.0000000000001 | 1000000000000.0000000
