--# Examples of the pages of MAP_CAT to MAP_SIZE, OBJECT_AGG to OBJECT_PICK.

SELECT MAP_CAT(
  {'map1key1':'map1value1','map1key2':'map1value2'}::MAP(VARCHAR,VARCHAR),
  {'map2key1':'map2value1','map2key2':'map2value2'}::MAP(VARCHAR,VARCHAR))
  AS concatenated_maps;
-- {"map1key1":"map1value1","map1key2":"map1value2","map2key1":"map2value1","map2key2":"map2value2"}

CREATE OR REPLACE TEMP TABLE demo_maps(
  id INTEGER,
  attrs MAP(VARCHAR, VARCHAR),
  defaults MAP(VARCHAR, VARCHAR),
  keep_keys ARRAY(VARCHAR),
  ins_key VARCHAR,
  ins_val VARCHAR,
  update_existing BOOLEAN,
  del_key1 VARCHAR,
  del_key2 VARCHAR);

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

SELECT * FROM demo_maps;
-- 1 | {"brand":"Acme","color":"red","size":"M"} | {"currency":"USD","size":"L"} | ["color","brand"] | material | cotton | TRUE | size | brand
-- 2 | {"brand":"ZenCo","color":"blue"} | {"brand":"ZenCo","currency":"EUR","size":"M"} | ["brand","currency"] | brand | ZC | FALSE | currency | material

SELECT id, MAP_CAT(attrs, defaults) AS merged
  FROM demo_maps;
-- 1 | {"brand":"Acme","color":"red","currency":"USD","size":"L"}
-- 2 | {"brand":"ZenCo","color":"blue","currency":"EUR","size":"M"}

SELECT MAP_CONTAINS_KEY(
  'k1',{'k1':'v1','k2':'v2','k3':'v3'}::MAP(VARCHAR,VARCHAR))
  AS contains_key;
-- TRUE

SELECT MAP_CONTAINS_KEY(
  'k1',{'ka':'va','kb':'vb','kc':'vc'}::MAP(VARCHAR,VARCHAR))
  AS contains_key;
-- FALSE

SELECT MAP_CONTAINS_KEY(
  'k1',{'1':'va','2':'vb','3':'vc'}::MAP(NUMBER,VARCHAR))
  AS contains_key;
-- ! 001065 (22023): SQL compilation error: Function MAP_CONTAINS_KEY cannot be used with arguments of types VARCHAR(2) and MAP(NUMBER(38,0), VARCHAR(134217728))

SELECT id, MAP_CONTAINS_KEY(ins_key, attrs) AS has_key
  FROM demo_maps;
-- 1 | FALSE
-- 2 | TRUE

SELECT MAP_KEYS({'a':1,'b':2,'c':3}::MAP(VARCHAR,NUMBER))
  AS map_keys;
-- ["a","b","c"]

SELECT id, MAP_KEYS(attrs) AS attr_keys
  FROM demo_maps;
-- 1 | ["brand","color","size"]
-- 2 | ["brand","color"]

SELECT MAP_PICK({'a':1,'b':2,'c':3}::MAP(VARCHAR,NUMBER),'a', 'b')
  AS new_map;
-- {"a":1,"b":2}

SELECT MAP_PICK({'a':1,'b':2,'c':3}::MAP(VARCHAR,NUMBER), ['a', 'b'])
  AS new_map;
-- {"a":1,"b":2}

SELECT id, MAP_PICK(attrs, keep_keys) AS attrs_subset
  FROM demo_maps;
-- 1 | {"brand":"Acme","color":"red"}
-- 2 | {"brand":"ZenCo"}

SELECT MAP_DELETE({'a':1,'b':2,'c':3}::MAP(VARCHAR,NUMBER),'a','b');
-- {"c":3}

SELECT id, MAP_DELETE(attrs, del_key1, del_key2) AS attrs_after_delete
  FROM demo_maps;
-- 1 | {"color":"red"}
-- 2 | {"brand":"ZenCo","color":"blue"}

SELECT MAP_INSERT({'a':1,'b':2}::MAP(VARCHAR,NUMBER),'c',3);
-- {"a":1,"b":2,"c":3}

SELECT MAP_INSERT(MAP_INSERT(MAP_INSERT({}::MAP(VARCHAR,VARCHAR),
  'Key_One', PARSE_JSON('NULL')), 'Key_Two', NULL), 'Key_Three', 'null');
-- {"Key_One":null,"Key_Three":"null","Key_Two":null}

SELECT MAP_INSERT({'k1':100}::MAP(VARCHAR,VARCHAR), 'k1', 'string-value', TRUE) AS map;
-- {"k1":"string-value"}

SELECT id, MAP_INSERT(attrs, ins_key, ins_val, TRUE) AS attrs_insert_or_update
  FROM demo_maps;
-- 1 | {"brand":"Acme","color":"red","material":"cotton","size":"M"}
-- 2 | {"brand":"ZC","color":"blue"}

SELECT MAP_SIZE({'a':1,'b':2,'c':3}::MAP(VARCHAR,NUMBER))
  AS map_size;
-- 3

SELECT id, MAP_SIZE(attrs) AS attr_count
  FROM demo_maps;
-- 1 | 3
-- 2 | 2

CREATE OR REPLACE TABLE objectagg_example(g NUMBER, k VARCHAR(30), v VARIANT);

INSERT INTO objectagg_example SELECT 0, 'name', 'Joe'::VARIANT;

INSERT INTO objectagg_example SELECT 0, 'age', 21::VARIANT;

INSERT INTO objectagg_example SELECT 1, 'name', 'Sue'::VARIANT;

INSERT INTO objectagg_example SELECT 1, 'zip', 94401::VARIANT;

SELECT * FROM objectagg_example;
-- 0 | name | "Joe"
-- 0 | age | 21
-- 1 | name | "Sue"
-- 1 | zip | 94401

SELECT OBJECT_AGG(k, v) FROM objectagg_example GROUP BY g;
-- {"age":21,"name":"Joe"}
-- {"name":"Sue","zip":94401}

SELECT key, value
  FROM (SELECT object_agg(k, v) o FROM objectagg_example GROUP BY g),
    LATERAL FLATTEN(input => o);
-- name | "Sue"
-- zip | 94401
-- age | 21
-- name | "Joe"

CREATE OR REPLACE TABLE demo_table_1 (province VARCHAR, created_date DATE);

INSERT INTO demo_table_1 (province, created_date) VALUES
  ('Manitoba', '2024-01-18'::DATE),
  ('Alberta', '2024-01-19'::DATE);

SELECT OBJECT_CONSTRUCT('a', 1, 'b', 'BBBB', 'c', NULL);
-- {"a":1,"b":"BBBB"}

SELECT OBJECT_CONSTRUCT(*) AS oc
  FROM demo_table_1
  ORDER BY oc['PROVINCE'];
-- {"CREATED_DATE":"2024-01-19","PROVINCE":"Alberta"}
-- {"CREATED_DATE":"2024-01-18","PROVINCE":"Manitoba"}

SELECT OBJECT_CONSTRUCT(* ILIKE 'prov%') AS oc
  FROM demo_table_1
  ORDER BY oc['PROVINCE'];
-- {"PROVINCE":"Alberta"}
-- {"PROVINCE":"Manitoba"}

SELECT OBJECT_CONSTRUCT(* EXCLUDE province) AS oc
  FROM demo_table_1
  ORDER BY oc['PROVINCE'];
-- {"CREATED_DATE":"2024-01-18"}
-- {"CREATED_DATE":"2024-01-19"}

SELECT {* EXCLUDE province} AS oc
  FROM demo_table_1
  ORDER BY oc['PROVINCE'];
-- {"CREATED_DATE":"2024-01-18"}
-- {"CREATED_DATE":"2024-01-19"}

SELECT OBJECT_CONSTRUCT(*) FROM VALUES(1,'x'), (2,'y');
-- {"COLUMN1":1,"COLUMN2":"x"}
-- {"COLUMN1":2,"COLUMN2":"y"}

SELECT OBJECT_CONSTRUCT(
  'Key_One', PARSE_JSON('NULL'),
  'Key_Two', NULL,
  'Key_Three', 'null') AS obj;
-- {"Key_One":null,"Key_Three":"null"}

SELECT OBJECT_CONSTRUCT(
    'foo', 1234567,
    'dataset_size', (SELECT COUNT(*) FROM demo_table_1),
    'distinct_province', (SELECT COUNT(DISTINCT province) FROM demo_table_1),
    'created_date_seconds', EXTRACT(epoch_seconds, created_date)
  )  AS json_object
  FROM demo_table_1;
-- {"created_date_seconds":1705536000,"dataset_size":2,"distinct_province":2,"foo":1234567}
-- {"created_date_seconds":1705622400,"dataset_size":2,"distinct_province":2,"foo":1234567}

CREATE OR REPLACE TABLE sample_nested_object (
  id INTEGER,
  nested_object OBJECT);

INSERT INTO sample_nested_object (id, nested_object)
  SELECT 1,
         OBJECT_CONSTRUCT(
           'outer_key1', OBJECT_CONSTRUCT('inner_key1A', 'example1', 'inner_key1B', 'example2'),
           'outer_key2', OBJECT_CONSTRUCT('inner_key2', 5)
         );

INSERT INTO sample_nested_object (id, nested_object)
  SELECT 2,
         OBJECT_CONSTRUCT(
           'outer_key1', OBJECT_CONSTRUCT('inner_key1A', 'example3', 'inner_key1B', 'example4'),
           'outer_key2', OBJECT_CONSTRUCT('inner_key2', 7)
         );

SELECT * FROM sample_nested_object;
-- 1 | {"outer_key1":{"inner_key1A":"example1","inner_key1B":"example2"},"outer_key2":{"inner_key2":5}}
-- 2 | {"outer_key1":{"inner_key1A":"example3","inner_key1B":"example4"},"outer_key2":{"inner_key2":7}}

SELECT OBJECT_CONSTRUCT('key_1', 'one', 'key_2', NULL) AS WITHOUT_KEEP_NULL,
       OBJECT_CONSTRUCT_KEEP_NULL('key_1', 'one', 'key_2', NULL) AS KEEP_NULL_1,
       OBJECT_CONSTRUCT_KEEP_NULL('key_1', 'one', NULL, 'two') AS KEEP_NULL_2;
-- {"key_1":"one"} | {"key_1":"one","key_2":null} | {"key_1":"one"}

CREATE TABLE demo_table_1_with_nulls (province VARCHAR, created_date DATE);

INSERT INTO demo_table_1_with_nulls (province, created_date) VALUES
  ('Manitoba', '2024-01-18'::DATE),
  ('British Columbia', NULL),
  ('Alberta', '2024-01-19'::DATE),
  (NULL, '2024-01-20'::DATE);

SELECT *
  FROM demo_table_1_with_nulls
  ORDER BY province;
-- Alberta | 2024-01-19
-- British Columbia | NULL
-- Manitoba | 2024-01-18
-- NULL | 2024-01-20

SELECT OBJECT_CONSTRUCT(*) AS oc,
       OBJECT_CONSTRUCT_KEEP_NULL(*) AS oc_keep_null
  FROM demo_table_1_with_nulls
  ORDER BY oc_keep_null['PROVINCE'];
-- {"CREATED_DATE":"2024-01-19","PROVINCE":"Alberta"} | {"CREATED_DATE":"2024-01-19","PROVINCE":"Alberta"}
-- {"PROVINCE":"British Columbia"} | {"CREATED_DATE":null,"PROVINCE":"British Columbia"}
-- {"CREATED_DATE":"2024-01-18","PROVINCE":"Manitoba"} | {"CREATED_DATE":"2024-01-18","PROVINCE":"Manitoba"}
-- {"CREATED_DATE":"2024-01-20"} | {"CREATED_DATE":"2024-01-20","PROVINCE":null}

SELECT OBJECT_DELETE( {'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR), 'zip_code' );
-- ! 093201 (23001): Function OBJECT_DELETE: expected structured object to contain field zip_code but it did not.

SELECT
  OBJECT_DELETE(
    {'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR),
    'city'
  ) AS new_object,
  SYSTEM$TYPEOF(new_object);
-- {"state":"CA"} | OBJECT(state VARCHAR)[LOB]

SELECT
  OBJECT_DELETE(
    {'state':'CA'}::OBJECT(state VARCHAR),
    'state'
  ) AS new_object,
  SYSTEM$TYPEOF(new_object);
-- {} | OBJECT()[LOB]

SELECT OBJECT_DELETE(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3), 'a', 'b') AS object_returned;
-- {"c":3}

CREATE OR REPLACE TABLE object_delete_example (
  id INTEGER,
  ov OBJECT);

INSERT INTO object_delete_example (id, ov)
  SELECT
    1,
    {
      'employee_id': 1001,
      'employee_date_of_birth': '12-10-2003',
      'employee_contact':
        {
          'city': 'San Mateo',
          'state': 'CA',
          'phone': '800-555-0100'
        }
    };

INSERT INTO object_delete_example (id, ov)
  SELECT
    2,
    {
      'employee_id': 1002,
      'employee_date_of_birth': '01-01-1990',
      'employee_contact':
        {
          'city': 'Seattle',
          'state': 'WA',
          'phone': '800-555-0101'
        }
    };

SELECT id,
       OBJECT_DELETE(ov, 'employee_date_of_birth') AS contact_without_date_of_birth
  FROM object_delete_example;
-- 1 | {"employee_contact":{"city":"San Mateo","phone":"800-555-0100","state":"CA"},"employee_id":1001}
-- 2 | {"employee_contact":{"city":"Seattle","phone":"800-555-0101","state":"WA"},"employee_id":1002}

SELECT id,
       OBJECT_DELETE(ov:"employee_contact", 'phone') AS contact_without_phone
  FROM object_delete_example;
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
  FROM object_delete_example;
-- 1 | {"employee_contact":{"city":"San Mateo","state":"CA"},"employee_date_of_birth":"12-10-2003","employee_id":1001}
-- 2 | {"employee_contact":{"city":"Seattle","state":"WA"},"employee_date_of_birth":"01-01-1990","employee_id":1002}

SELECT
  OBJECT_PICK(
    {'city':'San Mateo','state':'CA','zip_code':94402}::OBJECT(city VARCHAR,state VARCHAR,zip_code DOUBLE),
    'state',
    'city') AS new_object,
  SYSTEM$TYPEOF(new_object);
-- {"state":"CA","city":"San Mateo"} | OBJECT(state VARCHAR, city VARCHAR)[LOB]

SELECT OBJECT_PICK(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3), 'a', 'b') AS new_object;
-- {"a":1,"b":2}

SELECT OBJECT_PICK(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3), ARRAY_CONSTRUCT('a', 'b')) AS new_object;
-- {"a":1,"b":2}

--# what the pages say of NULLs and of keys of another type

SELECT MAP_INSERT({'a':1}::MAP(VARCHAR,INT), NULL, 2), MAP_CAT({'a':1}::MAP(VARCHAR,INT), NULL), MAP_CONTAINS_KEY(NULL, {'a':1}::MAP(VARCHAR,INT));
-- {"a":1} | NULL | NULL

SELECT MAP_CAT({'a':1}::MAP(VARCHAR,NUMBER(3,0)), {'b':2.7}::MAP(VARCHAR,NUMBER(3,1)));
-- {"a":1,"b":3}

SELECT SYSTEM$TYPEOF(MAP_CAT({'a':1}::MAP(VARCHAR,NUMBER(3,0)), {'b':2.7}::MAP(VARCHAR,NUMBER(3,1))));
-- MAP(VARCHAR, NUMBER(3,0))[LOB]

SELECT MAP_DELETE({'a':1}::MAP(VARCHAR,INT), 1);
-- ! Invalid argument types for function 'MAP_DELETE': (MAP(VARCHAR, NUMBER(38,0)), NUMBER(1,0))

SELECT SYSTEM$TYPEOF(MAP_KEYS({'a':1}::MAP(VARCHAR(3),INT)));
-- ARRAY(VARCHAR(3))[LOB]
