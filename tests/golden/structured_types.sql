--# https://docs.snowflake.com/en/sql-reference/data-types-structured

SELECT SYSTEM$TYPEOF([1, 2, 3]::ARRAY(NUMBER)), SYSTEM$TYPEOF([1, 2, 3]);
-- ARRAY(NUMBER(38,0))[LOB] | ARRAY[LOB]

SELECT SYSTEM$TYPEOF({'str': 'test', 'num': 1}::OBJECT(str VARCHAR NOT NULL, num NUMBER)), SYSTEM$TYPEOF({'str': 'test', 'num': 1});
-- OBJECT(str VARCHAR NOT NULL, num NUMBER(38,0))[LOB] | OBJECT[LOB]

SELECT SYSTEM$TYPEOF({'a_key': 'a_val', 'b_key': 'b_val'}::MAP(VARCHAR, VARCHAR));
-- MAP(VARCHAR, VARCHAR)[LOB]

SELECT SYSTEM$TYPEOF(CAST([1,2,3] AS ARRAY(NUMBER))), SYSTEM$TYPEOF([1,2,3]::VARIANT::ARRAY(NUMBER));
-- ARRAY(NUMBER(38,0))[LOB] | ARRAY(NUMBER(38,0))[LOB]

SELECT CAST([1,2,3] AS ARRAY(VARCHAR)) AS varchar_array, SYSTEM$TYPEOF(varchar_array);
-- ["1","2","3"] | ARRAY(VARCHAR)[LOB]

SELECT [1,2,NULL,3]::ARRAY(INTEGER)::VARIANT;
-- [1,2,undefined,3]

--# what does not fit the type fails

SELECT ['a', 'b', 'c']::ARRAY(NUMBER);
-- ! Failed to cast variant value "a" to FIXED

SELECT [1, NULL, 3]::ARRAY(NUMBER NOT NULL);
-- ! NULL result in a non-nullable part of ARRAY(NUMBER(38,0) NOT NULL)

SELECT {'city': 'San Mateo', 'state': 'CA'}::OBJECT(city VARCHAR);
-- ! to OBJECT(city VARCHAR)

SELECT {'city': 'San Mateo'}::OBJECT(city VARCHAR, state VARCHAR);
-- ! to OBJECT(city VARCHAR, state VARCHAR)

SELECT PARSE_JSON('"a"')::ARRAY(VARCHAR);
-- ! Failed to cast variant value "a" to ARRAY(VARCHAR)

SELECT {'x': 'a'}::MAP(NUMBER, VARCHAR);
-- ! Numeric value 'x' is not recognized

SELECT {'1': 'a'}::MAP(FLOAT, VARCHAR);
-- ! Unsupported data type 'FLOAT' for the key of a MAP

SELECT TRY_CAST([1] AS ARRAY(NUMBER));
-- ! Function TRY_CAST cannot be used

SELECT 1::ARRAY(NUMBER);
-- ! Function CAST cannot be used with arguments of types NUMBER(1,0) and ARRAY(NUMBER(38,0))

SELECT [TRUE]::ARRAY(BOOLEAN)::ARRAY(DATE);
-- ! Function CAST cannot be used with arguments of types BOOLEAN and DATE

SELECT [1, NULL, PARSE_JSON('null')]::ARRAY(NUMBER), [1, NULL, PARSE_JSON('null')]::ARRAY(VARIANT);
-- [1,undefined,undefined] | [1,undefined,null]

SELECT column1::ARRAY(NUMBER(3,1)) FROM (SELECT PARSE_JSON(column1) AS column1 FROM VALUES ('[1.25, "2"]'), ('null'), (NULL), ('[]'));
-- [1.3,2]
-- NULL
-- NULL
-- []

--# from one structured type to another

SELECT CAST(CAST([1,2,3] AS ARRAY(NUMBER)) AS ARRAY(VARCHAR));
-- ["1","2","3"]

SELECT CAST({'city': 'San Mateo','state': 'CA'}::OBJECT(city VARCHAR, state VARCHAR) AS OBJECT(state VARCHAR, city VARCHAR));
-- {"state":"CA","city":"San Mateo"}

SELECT CAST({'city':'San Mateo','state': 'CA'}::OBJECT(city VARCHAR, state VARCHAR)
  AS OBJECT(city_name VARCHAR, state_name VARCHAR) RENAME FIELDS);
-- {"city_name":"San Mateo","state_name":"CA"}

SELECT CAST({'city':'San Mateo','state': 'CA'}::OBJECT(city VARCHAR, state VARCHAR)
  AS OBJECT(city VARCHAR, state VARCHAR, zipcode NUMBER) ADD FIELDS);
-- {"city":"San Mateo","state":"CA","zipcode":null}

SELECT {'city': 'x'}::OBJECT(city VARCHAR)::OBJECT(town VARCHAR);
-- ! Function CAST cannot be used with arguments of types OBJECT(city VARCHAR) and OBJECT(town VARCHAR)

SELECT {'b': 1, 'a': 2}::OBJECT(b INT, a INT)::MAP(VARCHAR, FLOAT)['a'], {'b': 1}::MAP(VARCHAR, INT)::OBJECT(b VARCHAR):b;
-- 2 | 1

SELECT {'b': {'z': 1, 'a': NULL::INT}}::OBJECT(b VARIANT)::VARIANT, {'b': {'z': 1, 'a': 2}}::OBJECT(b OBJECT(z INT, a INT))::VARIANT;
-- {"b":{"z":1}} | {"b":{"a":2,"z":1}}

--# parts have the type that the value says

SELECT SYSTEM$TYPEOF(ARRAY_CONSTRUCT('San Mateo')[0]), SYSTEM$TYPEOF(CAST([1.5] AS ARRAY(NUMBER(3,1)))[0]), CAST([1.5] AS ARRAY(NUMBER(3,1)))[0] + 1;
-- VARIANT[LOB] | NUMBER(3,1)[SB2] | 2.5

SELECT o:city, o['at'] + 1, GET(o, 'city'), GET_IGNORE_CASE(o, 'CITY'), GET_PATH(o, 'tags[0]'), o:tags[1]
    FROM (SELECT {'city': 'Rome', 'at': '2024-01-31'::DATE, 'tags': ['a']}::OBJECT(city VARCHAR, at DATE, tags ARRAY(VARCHAR)) AS o);
-- Rome | 2024-02-01 | Rome | Rome | a | NULL

SELECT {'city': 'Rome'}::OBJECT(city VARCHAR):town;
-- ! invalid identifier 'town'

SELECT m['a'], m['zz'], m[column1], MAP_KEYS(m), MAP_SIZE(m), MAP_CONTAINS_KEY('b', m)
    FROM (SELECT {'a': 1, 'b': 2}::MAP(VARCHAR, INT) AS m), VALUES ('b');
-- 1 | NULL | 2 | ["a","b"] | 2 | TRUE

SELECT MAP_KEYS({'10': 'a', '9': 'b'}::MAP(INT, VARCHAR)), {'10': 'a', '9': 'b'}::MAP(INT, VARCHAR)[9];
-- [9,10] | b

SELECT value, SYSTEM$TYPEOF(value) FROM TABLE(FLATTEN(INPUT => [1.08, 2.13]::ARRAY(DOUBLE)));
-- 1.08 | FLOAT[DOUBLE]
-- 2.13 | FLOAT[DOUBLE]

SELECT key + 1, value || '!' FROM TABLE(FLATTEN(INPUT => {'10': 'x'}::MAP(INT, VARCHAR)));
-- 11 | x!

SELECT key, value FROM TABLE(FLATTEN({'b': 1, 'a': [1]}::OBJECT(b INT, a ARRAY(INT))));
-- a | [1]
-- b | 1

--# comparison, by the types' own order

SELECT {'a':2,'b':1}::OBJECT(b INTEGER,a INTEGER) > {'a':1,'b':2}::OBJECT(b INTEGER,a INTEGER), [10]::ARRAY(INT) > [9]::ARRAY(INT);
-- TRUE | TRUE

SELECT [1, 2]::ARRAY(INT) = [1, 2]::ARRAY(FLOAT), {'a': 2, 'b': 1}::MAP(VARCHAR, INT) = {'b': 1, 'a': 2}::MAP(VARCHAR, INT);
-- TRUE | TRUE

SELECT [1]::ARRAY(INT) = [1];
-- ! Invalid argument types for function '=': (ARRAY(NUMBER(38,0)), ARRAY)

SELECT {'a': 1, 'b': 2}::OBJECT(a INT, b INT) = {'a': 1, 'b': 2}::OBJECT(b INT, a INT);
-- ! Invalid argument types for function '='

SELECT IFF(TRUE, [1]::ARRAY(INT), [1.5]::ARRAY(NUMBER(2,1))), SYSTEM$TYPEOF(COALESCE(NULL, [1]::ARRAY(INT)));
-- [1] | ARRAY(NUMBER(38,0))[LOB]

SELECT [1]::ARRAY(INT) UNION ALL SELECT [2];
-- ! Function UNION cannot be used

--# functions

SELECT ARRAY_APPEND([1,2]::ARRAY(NUMBER), '3'), ARRAY_PREPEND([1]::ARRAY(VARCHAR), 2), ARRAY_INSERT([1,2]::ARRAY(INT), 1, 5);
-- [1,2,3] | ["2","1"] | [1,5,2]

SELECT ARRAY_APPEND([1,2]::ARRAY(NUMBER), '2022-02-02'::DATE);
-- ! Invalid argument types for function 'ARRAY_APPEND'

SELECT ARRAY_CAT([1, 2, 3]::ARRAY(NUMBER NOT NULL), [5.5, NULL]::ARRAY(NUMBER(2, 1))) AS a, SYSTEM$TYPEOF(a);
-- [1,2,3,5.5,undefined] | ARRAY(NUMBER(38,1))[LOB]

SELECT ARRAY_CAT([1,2], ['3','4']::ARRAY(VARCHAR));
-- ! Invalid argument types for function 'ARRAY_CAT'

SELECT ARRAY_EXCEPT([1,2]::ARRAY(NUMBER), [2,3]::ARRAY(DOUBLE)), ARRAYS_OVERLAP([1]::ARRAY(INT), [1.0]::ARRAY(NUMBER(2,1)));
-- [1] | TRUE

SELECT ARRAY_EXCEPT([1,2]::ARRAY(NUMBER), ['2','3']::ARRAY(VARCHAR));
-- ! Invalid argument types for function 'ARRAY_EXCEPT'

SELECT ARRAY_CONTAINS(10, [1, 10, 100]::ARRAY(NUMBER)), ARRAY_POSITION(10, [1, 10, 100]::ARRAY(NUMBER)), ARRAY_MAX([1, 10]::ARRAY(INT)) + 1;
-- TRUE | 1 | 11

SELECT ARRAY_CONTAINS(10::VARIANT, [1, 10, 100]::ARRAY(NUMBER));
-- ! Invalid argument types for function 'ARRAY_CONTAINS'

SELECT REDUCE([1,2,3]::ARRAY(INT), 0, (acc, val) -> acc + val), TRANSFORM([1,2]::ARRAY(INT), x -> x * 2) AS a, SYSTEM$TYPEOF(a),
    FILTER([1,2]::ARRAY(INT), x -> x > 1);
-- 6 | [2,4] | ARRAY(NUMBER(38,0))[LOB] | [2]

SELECT OBJECT_DELETE({'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR), 'zip_code');
-- ! Function OBJECT_DELETE: expected structured object to contain field zip_code but it did not.

SELECT OBJECT_DELETE({'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR), 'city') AS o, SYSTEM$TYPEOF(o);
-- {"state":"CA"} | OBJECT(state VARCHAR)[LOB]

SELECT OBJECT_DELETE({'state':'CA'}::OBJECT(state VARCHAR), 'state') AS o, SYSTEM$TYPEOF(o);
-- {} | OBJECT()[LOB]

SELECT OBJECT_INSERT({'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR), 'city', 'San Jose', false);
-- ! Function OBJECT_INSERT: expected structured object to not contain field city but it did.

SELECT OBJECT_INSERT({'city':'San Mateo'}::OBJECT(city VARCHAR), 'city', 'San Jose', true);
-- {"city":"San Jose"}

SELECT OBJECT_INSERT({'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR,state VARCHAR), 'zip_code', 94402::VARCHAR, false) AS o,
    SYSTEM$TYPEOF(o);
-- {"city":"San Mateo","state":"CA","zip_code":"94402"} | OBJECT(city VARCHAR, state VARCHAR, zip_code VARCHAR NOT NULL)[LOB]

SELECT OBJECT_PICK({'city':'San Mateo','state':'CA','zip_code':94402}::OBJECT(city VARCHAR,state VARCHAR,zip_code DOUBLE), 'state', 'city') AS o,
    SYSTEM$TYPEOF(o);
-- {"state":"CA","city":"San Mateo"} | OBJECT(state VARCHAR, city VARCHAR)[LOB]

SELECT OBJECT_KEYS({'city':'San Mateo','state':'CA'}::OBJECT(city VARCHAR, state VARCHAR)) AS k, SYSTEM$TYPEOF(k);
-- ["city","state"] | ARRAY(VARCHAR)[LOB]

SELECT MAP_CAT(MAP_CONSTRUCT('a', 1), MAP_CONSTRUCT('a', 2, 'b', 3)), MAP_DELETE(MAP_CONSTRUCT(10, 'x', 2, 'y'), 10),
    MAP_INSERT(MAP_CONSTRUCT(10, 'x', 2, 'y'), 7, 'z'), MAP_PICK(MAP_CONSTRUCT('a', 1, 'b', 2), ['b']);
-- {"a":2,"b":3} | {"2":"y"} | {"2":"y","7":"z","10":"x"} | {"b":2}

SELECT MAP_CONSTRUCT('a', 1, 'a', 2);
-- ! Duplicate field key 'a'

SELECT TYPEOF([1]::ARRAY(INT));
-- ! Invalid argument types for function 'TYPEOF'

SELECT [[1]::ARRAY(INT)];
-- ! Invalid argument types for function 'ARRAY_CONSTRUCT'

SELECT {'a': [1]::ARRAY(INT)};
-- ! Invalid argument types for function 'OBJECT_CONSTRUCT'

--# columns

CREATE TABLE customer (c_id VARCHAR, phones ARRAY(VARCHAR), c_address OBJECT(state VARCHAR, city VARCHAR, zip_code NUMBER), m MAP(VARCHAR, INT));

INSERT INTO customer SELECT '1', ['5']::ARRAY(VARCHAR), {'state': 'CA', 'city': 'San Mateo', 'zip_code': 94402}::OBJECT(state VARCHAR, city VARCHAR, zip_code NUMBER),
    {'a': 1}::MAP(VARCHAR, INT);

SELECT c_address:city, c_address:zip_code + 1, phones[0], m['a'], c_address FROM customer;
-- San Mateo | 94403 | 5 | 1 | {"state":"CA","city":"San Mateo","zip_code":94402}

INSERT INTO customer (phones) SELECT ['6'];
-- ! expecting ARRAY(VARCHAR) but got ARRAY for column PHONES

INSERT INTO customer (phones) SELECT [6]::ARRAY(INT);
-- ! expecting ARRAY(VARCHAR) but got ARRAY(NUMBER(38,0)) for column PHONES

ALTER TABLE customer ADD COLUMN tags ARRAY(NUMBER(3,1));

INSERT INTO customer (tags) SELECT [1.25]::ARRAY(FLOAT);

SELECT tags, SYSTEM$TYPEOF(tags) FROM customer WHERE tags IS NOT NULL;
-- [1.3] | ARRAY(NUMBER(3,1))[LOB]

CREATE TABLE copied AS SELECT c_address, c_address:city AS city, m FROM customer;

SELECT SYSTEM$TYPEOF(c_address), SYSTEM$TYPEOF(city), SYSTEM$TYPEOF(m) FROM copied LIMIT 1;
-- OBJECT(state VARCHAR, city VARCHAR, zip_code NUMBER(38,0))[LOB] | VARCHAR(16777216)[LOB] | MAP(VARCHAR, NUMBER(38,0))[LOB]

CREATE TABLE shapes (a ARRAY(GEOGRAPHY));
-- ! Unsupported data type 'ARRAY(GEOGRAPHY)'

CREATE FUNCTION first_of(a ARRAY(INT)) RETURNS INT AS 'a[0] + 1';

SELECT first_of([1]::ARRAY(INT));
-- 2

SELECT first_of([1]);
-- ! Invalid argument types for function 'FIRST_OF'

SELECT m FROM customer ORDER BY m;
-- ! Unsupported feature 'ORDER BY of MAP(VARCHAR, NUMBER(38,0))'

SELECT MAP_SIZE({'a': 1});
-- ! Invalid argument types for function 'MAP_SIZE': (OBJECT)

--# https://docs.snowflake.com/en/sql-reference/info-schema/element_types, fields
CREATE TABLE parted (a ARRAY(NUMBER), o OBJECT(x INT, y VARCHAR), m MAP(VARCHAR, ARRAY(OBJECT(z INT))), v VARIANT);

SELECT c.column_name, e.data_type, e.numeric_precision, f.field_name, f.data_type FROM information_schema.columns c LEFT JOIN information_schema.element_types e ON e.collection_type_identifier = c.dtd_identifier AND e.object_name = c.table_name LEFT JOIN information_schema.fields f ON f.row_identifier = c.dtd_identifier AND f.object_name = c.table_name WHERE c.table_name = 'PARTED' ORDER BY c.ordinal_position, f.ordinal_position;
-- A | NUMBER | 38 | NULL | NULL
-- O | NULL | NULL | x | NUMBER
-- O | NULL | NULL | y | TEXT
-- M | NULL | NULL | KEY | TEXT
-- M | NULL | NULL | VALUE | ARRAY
-- V | NULL | NULL | NULL | NULL

SELECT f.data_type, e.data_type, g.field_name FROM information_schema.fields f JOIN information_schema.element_types e ON e.collection_type_identifier = f.dtd_identifier JOIN information_schema.fields g ON g.row_identifier = e.dtd_identifier WHERE f.object_name = 'PARTED' AND e.object_name = 'PARTED';
-- ARRAY | OBJECT | z

--# https://docs.snowflake.com/en/sql-reference/functions/get: beyond the ends of a structured ARRAY

SELECT GET([1,2]::ARRAY(INT), 1), GET([1,2]::ARRAY(INT), NULL), GET(NULL::ARRAY(INT), 5), GET([1,2], 5), GET_PATH([1,2]::ARRAY(INT), '[5]');
-- 2 | NULL | NULL | NULL | NULL

SELECT GET([1,2]::ARRAY(INT), 5);
-- ! Index 5 is outside of the structured array

SELECT GET([1,2]::ARRAY(INT), -1);
-- ! Index -1 is outside of the structured array

SELECT GET([1,2]::ARRAY(INT), column1) FROM VALUES (0), (2);
-- ! Index 2 is outside of the structured array
