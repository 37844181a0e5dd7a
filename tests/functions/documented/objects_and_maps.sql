--# Examples of the pages of functions of VARIANTs, OBJECTs and MAPs under https://docs.snowflake.com/en/sql-reference/functions.

SELECT ARRAY_POSITION('hello'::variant, array_construct('hello', 'hi')), ARRAY_POSITION('hi'::variant, array_construct('hello', 'hi')), ARRAY_POSITION('hello'::variant, array_construct('hola', 'bonjour'));
-- 0 | 1 | NULL

SELECT ARRAY_POSITION(NULL, [1, NULL, NULL]), ARRAY_POSITION(2, [1, 2]);
-- 1 | 1

SELECT ARRAY_REMOVE([1, 5, 5.00, 5.00::DOUBLE, '5', 5, NULL], 5);
-- [1,"5",undefined]

SELECT ARRAY_REMOVE([5, 5], 5);
-- []

SELECT ARRAY_REMOVE(['a', 'b', 'a', 'c', 'd', 'a'], 'a'::VARIANT);
-- ["b","c","d"]

SELECT ARRAY_REMOVE([1], NULL);
-- NULL

CREATE OR REPLACE TABLE as_date_example (date1 VARIANT);

INSERT INTO as_date_example (date1) SELECT TO_VARIANT(TO_DATE('2024-10-10'));

SELECT AS_DATE(date1) date_value, AS_DATE('2024-10-10'::VARIANT), AS_DATE('2024-10-10 00:00:00'::TIMESTAMP::VARIANT) FROM as_date_example;
-- 2024-10-10 | NULL | NULL

CREATE OR REPLACE TABLE as_integer_example (integer1 VARIANT);

INSERT INTO as_integer_example (integer1) SELECT TO_VARIANT(15);

SELECT AS_INTEGER(integer1) AS integer_value FROM as_integer_example;
-- 15

CREATE OR REPLACE TABLE as_number_example (number1 VARIANT);

INSERT INTO as_number_example (number1) SELECT TO_VARIANT(TO_NUMBER(2.34, 6, 3));

SELECT AS_NUMBER(number1, 6, 3) number_value FROM as_number_example;
-- 2.340

SELECT AS_NUMBER(number1), AS_DECIMAL(number1, 6, 1), AS_NUMBER(1.5::FLOAT::VARIANT) FROM as_number_example;
-- 2 | 2.3 | NULL

SELECT AS_NUMBER(number1, 1, 1) FROM as_number_example;
-- ! out of range

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

SELECT n, v, TYPEOF(v) FROM vartab ORDER BY n;
-- 1 | null | NULL_VALUE
-- 2 | NULL | NULL
-- 3 | true | BOOLEAN
-- 4 | -17 | INTEGER
-- 5 | 123.12 | DECIMAL
-- 6 | 1.912000000000000e+02 | DOUBLE
-- 7 | "Om ara pa ca na dhih" | VARCHAR
-- 8 | [-1,12,289,2188,false,undefined] | ARRAY
-- 9 | {"x":"abc","y":false,"z":10} | OBJECT

SELECT * FROM vartab WHERE IS_ARRAY(v);
-- 8 | [-1,12,289,2188,false,undefined]

CREATE OR REPLACE TABLE multiple_types (
  array1 VARIANT, array2 VARIANT, boolean1 VARIANT, varchar1 VARIANT, varchar2 VARIANT,
  decimal1 VARIANT, double1 VARIANT, integer1 VARIANT, object1 VARIANT);

INSERT INTO multiple_types (array1, array2, boolean1, varchar1, varchar2, decimal1, double1, integer1, object1)
  SELECT
    TO_VARIANT(TO_ARRAY('Example')),
    TO_VARIANT(ARRAY_CONSTRUCT('Array-like', 'example')),
    TO_VARIANT(TRUE),
    TO_VARIANT('X'),
    TO_VARIANT('I am a real character'),
    TO_VARIANT(1.23::DECIMAL(6, 3)),
    TO_VARIANT(3.21::DOUBLE),
    TO_VARIANT(15),
    TO_VARIANT(TO_OBJECT(PARSE_JSON('{"Tree": "Pine"}')));

SELECT TYPEOF(array1), TYPEOF(array2), TYPEOF(boolean1), TYPEOF(varchar1), TYPEOF(varchar2), TYPEOF(decimal1), TYPEOF(double1), TYPEOF(integer1), TYPEOF(object1) FROM multiple_types;
-- ARRAY | ARRAY | BOOLEAN | VARCHAR | VARCHAR | DECIMAL | DOUBLE | INTEGER | OBJECT

SELECT IS_ARRAY(array1), IS_ARRAY(array2), IS_ARRAY(boolean1) FROM multiple_types;
-- TRUE | TRUE | FALSE

SELECT IS_DECIMAL(decimal1), IS_DECIMAL(double1), IS_DECIMAL(integer1), IS_DOUBLE(decimal1), IS_DOUBLE(double1), IS_REAL(integer1), IS_INTEGER(integer1), IS_INTEGER(decimal1), IS_VARCHAR(varchar1), IS_CHAR(array1), IS_BOOLEAN(boolean1), IS_OBJECT(object1) FROM multiple_types;
-- TRUE | FALSE | TRUE | TRUE | TRUE | TRUE | TRUE | FALSE | TRUE | FALSE | TRUE | TRUE

CREATE TABLE sample_json_table (ID INTEGER, varchar1 VARCHAR, variant1 VARIANT);

INSERT INTO sample_json_table (ID, varchar1) VALUES (1, '{"ValidKey1": "ValidValue1"}'), (2, '{"Malformed -- Missing value": }'), (3, NULL);

UPDATE sample_json_table SET variant1 = varchar1::VARIANT;

SELECT ID, CHECK_JSON(varchar1) FROM sample_json_table ORDER BY ID;
-- 1 | NULL
-- 2 | misplaced }, pos 32
-- 3 | NULL

SELECT ID, CHECK_JSON(variant1), variant1 FROM sample_json_table ORDER BY ID;
-- 1 | NULL | "{\"ValidKey1\": \"ValidValue1\"}"
-- 2 | misplaced }, pos 32 | "{\"Malformed -- Missing value\": }"
-- 3 | NULL | NULL

SELECT OBJECT_INSERT({'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR), 'city', 'San Jose', false);
-- ! expected structured object to not contain field city but it did.

SELECT
  OBJECT_INSERT(
    {'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR),
    'zip_code',
    94402::VARCHAR,
    false
  ) AS new_object,
  SYSTEM$TYPEOF(new_object) AS type;
-- {"city":"San Mateo","state":"CA","zip_code":"94402"} | OBJECT(city VARCHAR, state VARCHAR, zip_code VARCHAR NOT NULL)[LOB]

CREATE OR REPLACE TABLE object_insert_examples (object_column OBJECT);

INSERT INTO object_insert_examples (object_column) SELECT OBJECT_CONSTRUCT('a', 'value1', 'b', 'value2');

UPDATE object_insert_examples SET object_column = OBJECT_INSERT(object_column, 'c', 'value3');

UPDATE object_insert_examples SET object_column = OBJECT_INSERT(object_column, 'd', PARSE_JSON('null'));

UPDATE object_insert_examples SET object_column = OBJECT_INSERT(object_column, 'e', NULL);

UPDATE object_insert_examples SET object_column = OBJECT_INSERT(object_column, 'f', 'null');

SELECT * FROM object_insert_examples;
-- {"a":"value1","b":"value2","c":"value3","d":null,"f":"null"}

UPDATE object_insert_examples SET object_column = OBJECT_INSERT(object_column, 'b', 'valuex', TRUE);

SELECT * FROM object_insert_examples;
-- {"a":"value1","b":"valuex","c":"value3","d":null,"f":"null"}

CREATE OR REPLACE TABLE sample_nested_object (id INTEGER, nested_object OBJECT);

INSERT INTO sample_nested_object (id, nested_object)
  SELECT 1, OBJECT_CONSTRUCT('outer_key1', OBJECT_CONSTRUCT('inner_key1A', 'example1', 'inner_key1B', 'example2'), 'outer_key2', OBJECT_CONSTRUCT('inner_key2', 5))
  UNION ALL
  SELECT 2, OBJECT_CONSTRUCT('outer_key1', OBJECT_CONSTRUCT('inner_key1A', 'example3', 'inner_key1B', 'example4'), 'outer_key2', OBJECT_CONSTRUCT('inner_key2', 7));

UPDATE sample_nested_object
  SET nested_object = OBJECT_INSERT(
    nested_object,
    'outer_key1',
     OBJECT_INSERT(
       nested_object:outer_key1,
       'inner_key1C',
       CASE
         WHEN id = 1 THEN 'added_value_1'
         WHEN id = 2 THEN 'added_value_2'
       END,
       TRUE
      ),
    TRUE);

UPDATE sample_nested_object
  SET nested_object = OBJECT_INSERT(
    nested_object,
    'outer_key2',
    OBJECT_INSERT(
      nested_object:outer_key2,
      'inner_key2',
      CASE
        WHEN id = 1 THEN 6
        WHEN id = 2 THEN 8
      END,
      TRUE),
    TRUE);

SELECT * FROM sample_nested_object ORDER BY id;
-- 1 | {"outer_key1":{"inner_key1A":"example1","inner_key1B":"example2","inner_key1C":"added_value_1"},"outer_key2":{"inner_key2":6}}
-- 2 | {"outer_key1":{"inner_key1A":"example3","inner_key1B":"example4","inner_key1C":"added_value_2"},"outer_key2":{"inner_key2":8}}

SELECT OBJECT_DELETE( {'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR), 'zip_code' );
-- ! 093201 (23001): Function OBJECT_DELETE: expected structured object to contain field zip_code but it did not.

SELECT OBJECT_DELETE({'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR), 'city') AS new_object, SYSTEM$TYPEOF(new_object);
-- {"state":"CA"} | OBJECT(state VARCHAR)[LOB]

SELECT OBJECT_DELETE({'state':'CA'}::OBJECT(state VARCHAR), 'state') AS new_object, SYSTEM$TYPEOF(new_object);
-- {} | OBJECT()[LOB]

SELECT OBJECT_DELETE(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3), 'a', 'b') AS object_returned;
-- {"c":3}

CREATE OR REPLACE TABLE object_delete_example (id INTEGER, ov OBJECT);

INSERT INTO object_delete_example (id, ov)
  SELECT 1, {'employee_id': 1001, 'employee_date_of_birth': '12-10-2003', 'employee_contact': {'city': 'San Mateo', 'state': 'CA', 'phone': '800-555-0100'}}
  UNION ALL
  SELECT 2, {'employee_id': 1002, 'employee_date_of_birth': '01-01-1990', 'employee_contact': {'city': 'Seattle', 'state': 'WA', 'phone': '800-555-0101'}};

SELECT id, OBJECT_DELETE(ov, 'employee_date_of_birth') AS contact_without_date_of_birth FROM object_delete_example ORDER BY id;
-- 1 | {"employee_contact":{"city":"San Mateo","phone":"800-555-0100","state":"CA"},"employee_id":1001}
-- 2 | {"employee_contact":{"city":"Seattle","phone":"800-555-0101","state":"WA"},"employee_id":1002}

SELECT id, OBJECT_DELETE(ov:"employee_contact", 'phone') AS contact_without_phone FROM object_delete_example ORDER BY id;
-- 1 | {"city":"San Mateo","state":"CA"}
-- 2 | {"city":"Seattle","state":"WA"}

SELECT id,
       OBJECT_INSERT(
         ov,
         'employee_contact',
         OBJECT_DELETE(
           ov:employee_contact,
           'phone'
         ),
         true
      ) AS full_object_without_phone
  FROM object_delete_example
  WHERE id = 1;
-- 1 | {"employee_contact":{"city":"San Mateo","state":"CA"},"employee_date_of_birth":"12-10-2003","employee_id":1001}

CREATE TABLE objects_1 (id INTEGER, object1 OBJECT, variant1 VARIANT);

INSERT INTO objects_1 (id, object1, variant1) SELECT 1, OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3), TO_VARIANT(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3));

SELECT OBJECT_KEYS(object1), OBJECT_KEYS(variant1) FROM objects_1 ORDER BY id;
-- ["a","b","c"] | ["a","b","c"]

SELECT OBJECT_KEYS (PARSE_JSON ('{"level_1_A": {"level_2": "two"}, "level_1_B": "one"}')) AS keys ORDER BY 1;
-- ["level_1_A","level_1_B"]

SELECT FILTER([{'name':'Pat', 'value': 50}, {'name':'Terry', 'value': 75}, {'name':'Dana', 'value': 25}], a -> a:value >= 50) AS "Filter >= 50";
-- [{"name":"Pat","value":50},{"name":"Terry","value":75}]

SELECT FILTER([1, NULL, 3, 5, NULL], a -> a IS NOT NULL) AS "Not NULL Elements";
-- [1,3,5]

CREATE OR REPLACE TABLE orders AS
  SELECT 1 AS order_id, '2024-01-01' AS order_date, [
    {'item':'UHD Monitor', 'quantity':3, 'subtotal':1500},
    {'item':'Business Printer', 'quantity':1, 'subtotal':1200}
  ] AS order_detail
  UNION
  SELECT 2 AS order_id, '2024-01-02' AS order_date, [
    {'item':'Laptop', 'quantity':5, 'subtotal':7500},
    {'item':'Noise-canceling Headphones', 'quantity':5, 'subtotal':1000}
  ] AS order_detail;

SELECT order_id, order_date, FILTER(o.order_detail, i -> i:subtotal >= 1500) AS order_detail_gt_equal_1500 FROM orders o ORDER BY 1;
-- 1 | 2024-01-01 | [{"item":"UHD Monitor","quantity":3,"subtotal":1500}]
-- 2 | 2024-01-02 | [{"item":"Laptop","quantity":5,"subtotal":7500}]

CREATE OR REPLACE TABLE filter_column_ref_demo AS
  SELECT [ 10, 15, 20 ] AS col1, 18 AS col2
  UNION
  SELECT [ 30, 50, 70 ] AS col1, 40 AS col2;

SELECT FILTER(col1, v -> v < col2) AS filter_col_ref FROM filter_column_ref_demo ORDER BY col2;
-- [10,15]
-- [30]

SELECT TRANSFORM([1, 2, 3], a INT -> a * 2) AS "Multiply by Two";
-- [2,4,6]

SELECT TRANSFORM([1, 2, 3]::ARRAY(INT), a INT -> a * 2) AS "Multiply by Two (Structured)";
-- [2,4,6]

SELECT TRANSFORM([{'name':'Pat', 'value': 50}, {'name':'Terry', 'value': 75}, {'name':'Dana', 'value': 25}], c -> c:value || ' is the number') AS "Return Values";
-- ["50 is the number","75 is the number","25 is the number"]

SELECT order_id, order_date,
       TRANSFORM(o.order_detail, i -> OBJECT_INSERT(i, 'unit_price', (i:subtotal / i:quantity)::NUMERIC(10,2))) AS order_detail_with_unit_price
  FROM orders o ORDER BY 1;
-- 1 | 2024-01-01 | [{"item":"UHD Monitor","quantity":3,"subtotal":1500,"unit_price":500},{"item":"Business Printer","quantity":1,"subtotal":1200,"unit_price":1200}]
-- 2 | 2024-01-02 | [{"item":"Laptop","quantity":5,"subtotal":7500,"unit_price":1500},{"item":"Noise-canceling Headphones","quantity":5,"subtotal":1000,"unit_price":200}]

SELECT order_id, TRANSFORM(o.order_detail, i -> OBJECT_DELETE(i, 'quantity')) AS order_detail_without_quantity FROM orders o ORDER BY 1;
-- 1 | [{"item":"UHD Monitor","subtotal":1500},{"item":"Business Printer","subtotal":1200}]
-- 2 | [{"item":"Laptop","subtotal":7500},{"item":"Noise-canceling Headphones","subtotal":1000}]

CREATE OR REPLACE TABLE transform_column_ref_demo AS
  SELECT [ 1, 2, 3 ] AS col1, 10 AS col2
  UNION
  SELECT [ 4, 5, 6 ] AS col1, -1 AS col2
  UNION
  SELECT [ 7, 8, 9 ] AS col1, NULL AS col2;

SELECT TRANSFORM(col1, v INT -> v + col2) AS transform_col_ref FROM transform_column_ref_demo ORDER BY col1;
-- [11,12,13]
-- [3,4,5]
-- [undefined,undefined,undefined]

SELECT GET_IGNORE_CASE(TO_OBJECT(PARSE_JSON('{"aa":1, "aA":2, "Aa":3, "AA":4}')),'aA') as output;
-- 2

SELECT GET_IGNORE_CASE(TO_OBJECT(PARSE_JSON('{"aa":1, "aA":2, "Aa":3}')),'AA') as output;
-- 3

CREATE OR REPLACE TABLE get_path_demo(id INTEGER, v VARIANT);

INSERT INTO get_path_demo (id, v)
  SELECT column1, PARSE_JSON(column2) FROM VALUES
    (1, '{"array1": [{"id1": "value_a1", "id2": "value_a2", "id3": "value_a3"}], "array2": [{"id1": "value_b1", "id2": "value_b2", "id3": "value_b3"}],
      "object_outer_key1": {"object_inner_key1a": "object_x1", "object_inner_key1b": "object_x2"}}'),
    (2, '{"array1": [{"id1": "value_c1", "id2": "value_c2", "id3": "value_c3"}], "array2": [{"id1": "value_d1", "id2": "value_d2", "id3": "value_d3"}],
      "object_outer_key1": {"object_inner_key1a": "object_y1", "object_inner_key1b": "object_y2"}}');

SELECT id, GET_PATH(v, 'array2[0].id3') AS id3_in_array2, v:array2[0].id3, v:"array2"[0]."id3" FROM get_path_demo ORDER BY id;
-- 1 | "value_b3" | "value_b3" | "value_b3"
-- 2 | "value_d3" | "value_d3" | "value_d3"

SELECT id,
    GET_PATH(v, 'object_outer_key1:object_inner_key1a') AS object_inner_key1A_values,
    v:object_outer_key1.object_inner_key1a,
    v:"object_outer_key1":"object_inner_key1a"
  FROM get_path_demo ORDER BY id;
-- 1 | "object_x1" | "object_x1" | "object_x1"
-- 2 | "object_y1" | "object_y1" | "object_y1"

CREATE OR REPLACE TABLE mytable (SRC Variant);

INSERT INTO mytable
  SELECT PARSE_JSON(column1)
  FROM VALUES
  ('{
  "a": "1",
  "b": "2",
  "c": null
  }')
  , ('{
  "a": "1",
  "b": "2",
  "c": "3"
  }');

SELECT STRIP_NULL_VALUE(src:c) FROM mytable;
-- NULL
-- "3"

SELECT
  OBJECT_PICK(
 {'city':'San Mateo','state':'CA','zip_code':94402}::OBJECT(city VARCHAR,state VARCHAR,zip_code DOUBLE),
 'state',
 'city') AS new_object,
  SYSTEM$TYPEOF(new_object);
-- {"state":"CA","city":"San Mateo"} | OBJECT(state VARCHAR, city VARCHAR)[LOB]

SELECT OBJECT_PICK(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3), 'a', 'b') AS new_object, OBJECT_PICK(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3), ARRAY_CONSTRUCT('a', 'b')), OBJECT_PICK({'a': 1}, 'b');
-- {"a":1,"b":2} | {"a":1,"b":2} | {}

SELECT MAP_INSERT({'a':1,'b':2}::MAP(VARCHAR,NUMBER),'c',3);
-- {"a":1,"b":2,"c":3}

SELECT MAP_INSERT(MAP_INSERT(MAP_INSERT({}::MAP(VARCHAR,VARCHAR),
  'Key_One', PARSE_JSON('NULL')), 'Key_Two', NULL), 'Key_Three', 'null');
-- {"Key_One":null,"Key_Three":"null","Key_Two":null}

SELECT MAP_INSERT({'k1':100}::MAP(VARCHAR,VARCHAR), 'k1', 'string-value', TRUE) AS map;
-- {"k1":"string-value"}

CREATE OR REPLACE TEMP TABLE demo_maps(
  id INTEGER, attrs MAP(VARCHAR, VARCHAR), defaults MAP(VARCHAR, VARCHAR), keep_keys ARRAY(VARCHAR),
  ins_key VARCHAR, ins_val VARCHAR, update_existing BOOLEAN, del_key1 VARCHAR, del_key2 VARCHAR);

INSERT INTO demo_maps SELECT
  1,
  {'color':'red','size':'M','brand':'Acme'}::MAP(VARCHAR, VARCHAR),
  {'currency':'USD','size':'L'}::MAP(VARCHAR, VARCHAR),
  ['color','brand']::ARRAY(VARCHAR),
  'material',
  'cotton',
  TRUE,
  'size',
  'brand';

INSERT INTO demo_maps SELECT
  2,
  {'color':'blue','brand':'ZenCo'}::MAP(VARCHAR, VARCHAR),
  {'currency':'EUR','size':'M','brand':'ZenCo'}::MAP(VARCHAR, VARCHAR),
  ['brand','currency']::ARRAY(VARCHAR),
  'brand',
  'ZC',
  FALSE,
  'currency',
  'material';

SELECT id, attrs, defaults, keep_keys FROM demo_maps ORDER BY id;
-- 1 | {"brand":"Acme","color":"red","size":"M"} | {"currency":"USD","size":"L"} | ["color","brand"]
-- 2 | {"brand":"ZenCo","color":"blue"} | {"brand":"ZenCo","currency":"EUR","size":"M"} | ["brand","currency"]

SELECT id, MAP_INSERT(attrs, ins_key, ins_val, TRUE) AS attrs_insert_or_update FROM demo_maps ORDER BY id;
-- 1 | {"brand":"Acme","color":"red","material":"cotton","size":"M"}
-- 2 | {"brand":"ZC","color":"blue"}

CREATE OR REPLACE TEMPORARY TABLE vartab (ID INTEGER, v VARCHAR);

INSERT INTO vartab (id, v) VALUES
  (1, '[-1, 12, 289, 2188, FALSE,]'),
  (2, '{ "x" : "abc", "y" : FALSE, "z": 10} '),
  (3, '{ "bad" : "json", "missing" : TRUE, "close_brace": 10 ');

SELECT ID, TRY_PARSE_JSON(v) FROM vartab ORDER BY ID;
-- 1 | [-1,12,289,2188,false,undefined]
-- 2 | {"x":"abc","y":false,"z":10}
-- 3 | NULL

SELECT TRY_PARSE_JSON('{"a":1,"a":2}'), TRY_PARSE_JSON('{"a":1,"a":2}', 'd'), TRY_PARSE_JSON('{"a":1,"a":2}', 's');
-- NULL | {"a":2} | NULL

CREATE OR REPLACE TABLE array_demo_2 (ID INTEGER, array1 ARRAY, array2 ARRAY);

INSERT INTO array_demo_2 (ID, array1, array2) SELECT 1, TO_ARRAY(1), TO_ARRAY(3);

SELECT array1, array2, ARRAY_CAT(array1, array2) FROM array_demo_2;
-- [1] | [3] | [1,3]

SELECT TO_ARRAY('snowman,snowball,snowcone') AS to_array_result, STRTOK_TO_ARRAY('snowman,snowball,snowcone', ',') AS strtok_to_array_result;
-- ["snowman,snowball,snowcone"] | ["snowman","snowball","snowcone"]

SELECT TO_ARRAY(NULL), TO_ARRAY(PARSE_JSON('null')), TO_ARRAY(PARSE_JSON('[1]')), TO_ARRAY(PARSE_JSON('{"a":1}'));
-- NULL | NULL | [1] | [{"a":1}]

CREATE TABLE t1 (vo VARIANT);

INSERT INTO t1 (vo) SELECT PARSE_JSON('{"a":1}');

SELECT TO_OBJECT(vo) from t1;
-- {"a":1}

SELECT TO_OBJECT(NULL), TO_OBJECT(PARSE_JSON('null')), TO_OBJECT({'a': 1});
-- NULL | NULL | {"a":1}

SELECT MAP_INSERT({'a': 1}::MAP(VARCHAR, INT), 1, 2);
-- ! Invalid argument types for function 'MAP_INSERT'

SELECT id, MAP_DELETE(attrs, del_key1, del_key2) AS attrs_after_delete, MAP_SIZE(attrs) FROM demo_maps ORDER BY id;
-- 1 | {"color":"red"} | 3
-- 2 | {"brand":"ZenCo","color":"blue"} | 2

SELECT MAP_DELETE({'a':1,'b':2,'c':3}::MAP(VARCHAR,NUMBER),'a','b');
-- {"c":3}

CREATE OR REPLACE TABLE vartab_2 (a ARRAY, o OBJECT, v VARIANT);

INSERT INTO vartab_2 (a, o, v)
  SELECT
    ARRAY_CONSTRUCT(2.71, 3.14),
    OBJECT_CONSTRUCT('Ukraine', 'Kyiv'::VARIANT, 'France',  'Paris'::VARIANT),
    TO_VARIANT(OBJECT_CONSTRUCT('weatherStationID', 42::VARIANT,
                     'timestamp', '2022-03-07 14:00'::TIMESTAMP_LTZ::VARIANT,
                     'temperature', 31.5::VARIANT,
                     'sensorType', 'indoor'::VARIANT));

SELECT a, o, v FROM vartab_2;
-- [2.71,3.14] | {"France":"Paris","Ukraine":"Kyiv"} | {"sensorType":"indoor","temperature":31.5,"timestamp":"2022-03-07 14:00:00.000 -0800","weatherStationID":42}

SELECT GET(a, 0), GET(o, 'Ukraine'), GET(v, 'temperature'), GET(v, 0), GET(a, NULL) FROM vartab_2;
-- 2.71 | "Kyiv" | 31.5 | NULL | NULL

SELECT OBJECT_KEYS(1);
-- ! Invalid argument types for function 'OBJECT_KEYS': (NUMBER(1,0))

SELECT AS_NUMBER(1.5::VARIANT, 10, 11);
-- ! invalid value [11] for parameter 'SCALE' of function AS_NUMBER

SELECT TRANSFORM([1, 2], a -> (SELECT MAX(1)));
-- [1,1]
