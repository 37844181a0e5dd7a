--# Examples of the pages of ARRAY functions under https://docs.snowflake.com/en/sql-reference/functions.

CREATE OR REPLACE TABLE array_append_examples (array_column ARRAY);

INSERT INTO array_append_examples (array_column) SELECT ARRAY_CONSTRUCT(1, 2, 3);

UPDATE array_append_examples SET array_column = ARRAY_APPEND(array_column, 4);

SELECT * FROM array_append_examples;
-- [1,2,3,4]

UPDATE array_append_examples SET array_column = ARRAY_APPEND(array_column, 'five');

SELECT array_column,
       ARRAY_CONSTRUCT(
        TYPEOF(array_column[0]),
        TYPEOF(array_column[1]),
        TYPEOF(array_column[2]),
        TYPEOF(array_column[3]),
        TYPEOF(array_column[4])) AS type
  FROM array_append_examples;
-- [1,2,3,4,"five"] | ["INTEGER","INTEGER","INTEGER","INTEGER","VARCHAR"]

SELECT ARRAY_APPEND(NULL, 1);
-- NULL

CREATE OR REPLACE TABLE array_demo (ID INTEGER, array1 ARRAY, array2 ARRAY);

INSERT INTO array_demo (ID, array1, array2) SELECT 1, ARRAY_CONSTRUCT(1, 2), ARRAY_CONSTRUCT(3, 4);

INSERT INTO array_demo (ID, array1, array2) SELECT 2, ARRAY_CONSTRUCT(10, NULL, 30), ARRAY_CONSTRUCT(40);

SELECT ARRAY_CAT(array1, array2) FROM array_demo WHERE ID = 1;
-- [1,2,3,4]

SELECT array1, ARRAY_COMPACT(array1) FROM array_demo WHERE ID = 2;
-- [10,undefined,30] | [10,30]

SELECT ARRAY_CAT(NULL, [1]), ARRAY_CAT([1], NULL), ARRAY_COMPACT(NULL);
-- NULL | NULL | NULL

SELECT ARRAY_CONTAINS('hello'::VARIANT, ARRAY_CONSTRUCT('hello', 'hi'));
-- TRUE

SELECT ARRAY_CONTAINS('hello'::VARIANT, ARRAY_CONSTRUCT('hola', 'bonjour'));
-- FALSE

SELECT ARRAY_CONTAINS(NULL, ARRAY_CONSTRUCT('hola', 'bonjour'));
-- NULL

SELECT ARRAY_CONTAINS(NULL, ARRAY_CONSTRUCT('hola', NULL));
-- TRUE

SELECT ARRAY_CONTAINS(PARSE_JSON('null'), ARRAY_CONSTRUCT('hola', PARSE_JSON('null')));
-- TRUE

SELECT ARRAY_CONTAINS(NULL, ARRAY_CONSTRUCT('hola', PARSE_JSON('null')));
-- NULL

SELECT ARRAY_CONTAINS('mystring2'::VARIANT, ARRAY_CONSTRUCT('mystring1', 'mystring2'));
-- TRUE

SELECT ARRAY_CONTAINS(PARSE_JSON('null'), ARRAY_CONSTRUCT('hola', NULL));
-- FALSE

CREATE OR REPLACE TABLE array_example (id INT, array_column ARRAY);

INSERT INTO array_example (id, array_column) SELECT 1, ARRAY_CONSTRUCT(1, 2, 3);

INSERT INTO array_example (id, array_column) SELECT 2, ARRAY_CONSTRUCT(4, 5, 6);

SELECT * FROM array_example WHERE ARRAY_CONTAINS(5, array_column);
-- 2 | [4,5,6]

SELECT ARRAY_EXCEPT(['A', 'B'], ['B', 'C']);
-- ["A"]

SELECT ARRAY_EXCEPT(['A', 'B', 'C'], ['B', 'C']);
-- ["A"]

SELECT ARRAY_EXCEPT(['A', 'B', 'B', 'B', 'C'], ['B']);
-- ["A","B","B","C"]

SELECT ARRAY_EXCEPT(['A', 'B'], ['A', 'B']);
-- []

SELECT ARRAY_EXCEPT(['A', NULL, NULL], ['B', NULL]);
-- ["A",undefined]

SELECT ARRAY_EXCEPT(['A', NULL, NULL], [NULL, 'B', NULL]);
-- ["A"]

SELECT ARRAY_EXCEPT([{'a': 1, 'b': 2}, 1], [{'a': 1, 'b': 2}, 3]);
-- [1]

SELECT ARRAY_EXCEPT(['A', 'B'], NULL);
-- NULL

SELECT ARRAY_MAX([20, 0, NULL, 10, NULL]);
-- 20

SELECT ARRAY_MAX([NULL, PARSE_JSON('null'), NULL]);
-- null

SELECT ARRAY_MAX([]), ARRAY_MAX([NULL, NULL, NULL]), ARRAY_MIN([]), ARRAY_MIN([NULL]);
-- NULL | NULL | NULL | NULL

SELECT ARRAY_MIN([20, 0, NULL, 10, NULL]);
-- 0

SELECT ARRAY_MAX([date1::TIMESTAMP, timestamp1]) AS array_max
  FROM (
      VALUES ('1999-01-01'::DATE, '2023-12-09 22:09:26.000000000'::TIMESTAMP),
             ('2023-12-09'::DATE, '1999-01-01 22:09:26.000000000'::TIMESTAMP)
          AS t(date1, timestamp1)
      );
-- "2023-12-09 22:09:26.000"
-- "2023-12-09 00:00:00.000"

SELECT ARRAYS_ZIP([1, 2, 3], ['first', 'second', 'third'], ['i', 'ii', 'iii']) AS zipped_arrays;
-- [{"$1":1,"$2":"first","$3":"i"},{"$1":2,"$2":"second","$3":"ii"},{"$1":3,"$2":"third","$3":"iii"}]

SELECT ARRAYS_ZIP([1, 2, 3]) AS zipped_array;
-- [{"$1":1},{"$1":2},{"$1":3}]

SELECT ARRAYS_ZIP([1, 2, 3], ['one'], ['I', 'II']) AS zipped_array;
-- [{"$1":1,"$2":"one","$3":"I"},{"$1":2,"$2":null,"$3":"II"},{"$1":3,"$2":null,"$3":null}]

SELECT ARRAYS_ZIP([1, 2, 3], NULL, [100, 200, 300]) AS zipped_array;
-- NULL

SELECT ARRAYS_ZIP([], [], []) AS zipped_array;
-- [{}]

SELECT ARRAYS_ZIP([1, NULL, 3], [NULL, 20, NULL], [100, NULL, 300]) AS zipped_array;
-- [{"$1":1,"$2":null,"$3":100},{"$1":null,"$2":20,"$3":null},{"$1":3,"$2":null,"$3":300}]

SELECT ARRAYS_OVERLAP(array_construct('hello', 'aloha'), array_construct('hello', 'hi', 'hey')) AS Overlap;
-- TRUE

SELECT ARRAYS_OVERLAP(array_construct('hello', 'aloha'), array_construct('hola', 'bonjour', 'ciao')) AS Overlap;
-- FALSE

SELECT ARRAYS_OVERLAP(array_construct(object_construct('a',1,'b',2), 1, 2), array_construct(object_construct('b',2,'c',3), 3, 4)) AS Overlap;
-- FALSE

SELECT ARRAYS_OVERLAP(array_construct(object_construct('a',1,'b',2), 1, 2), array_construct(object_construct('a',1,'b',2), 3, 4)) AS Overlap;
-- TRUE

SELECT ARRAYS_OVERLAP(ARRAY_CONSTRUCT(1, 2, NULL), ARRAY_CONSTRUCT(3, NULL, 5)) AS Overlap;
-- TRUE

SELECT ARRAY_SLICE([0,1,2,3,4,5,6], 0, 2);
-- [0,1]

SELECT ARRAY_SLICE([0,1,2,3,4,5,6], 3, ARRAY_SIZE([0,1,2,3,4,5,6])) AS slice_to_last_index;
-- [3,4,5,6]

SELECT ARRAY_SLICE(['foo','snow','flake','bar'], 1, 3);
-- ["snow","flake"]

SELECT ARRAY_SLICE(NULL, 2, 3), ARRAY_SLICE([0,1,2,3,4,5,6], NULL, 2);
-- NULL | NULL

SELECT ARRAY_SLICE([0,1,2,3,4,5,6], 0, -2), ARRAY_SLICE([0,1,2,3,4,5,6], -5, -3);
-- [0,1,2,3,4] | [2,3]

SELECT ARRAY_SLICE([0,1,2,3,4,5,6], 10, 12), ARRAY_SLICE([0,1,2,3,4,5,6], -10, -12);
-- [] | []

SELECT array_intersection(ARRAY_CONSTRUCT('A', 'B'), ARRAY_CONSTRUCT('B', 'C'));
-- ["B"]

SELECT array_intersection(ARRAY_CONSTRUCT('A', 'B', 'C'), ARRAY_CONSTRUCT('B', 'C'));
-- ["B","C"]

SELECT array_intersection(ARRAY_CONSTRUCT('A', 'B', 'B', 'B', 'C'), ARRAY_CONSTRUCT('B', 'B'));
-- ["B","B"]

CREATE OR REPLACE TABLE array_demo (ID INTEGER, array1 ARRAY, array2 ARRAY, tip VARCHAR);

INSERT INTO array_demo (ID, array1, array2, tip)
    SELECT 1, ARRAY_CONSTRUCT(1, 2), ARRAY_CONSTRUCT(3, 4), 'non-overlapping'
    UNION ALL SELECT 2, ARRAY_CONSTRUCT(1, 2, 3), ARRAY_CONSTRUCT(3, 4, 5), 'value 3 overlaps'
    UNION ALL SELECT 3, ARRAY_CONSTRUCT(1, 2, 3, 4), ARRAY_CONSTRUCT(3, 4, 5), 'values 3 and 4 overlap'
    UNION ALL SELECT 4, ARRAY_CONSTRUCT(NULL, 102, NULL), ARRAY_CONSTRUCT(NULL, NULL, 103), 'NULLs overlap'
    UNION ALL SELECT 5, array_construct(object_construct('a',1,'b',2), 1, 2), array_construct(object_construct('a',1,'b',2), 3, 4), 'the objects in the array match'
    UNION ALL SELECT 6, array_construct(object_construct('a',1,'b',2), 1, 2), array_construct(object_construct('b',2,'c',3), 3, 4), 'neither the objects nor any other values match'
    UNION ALL SELECT 7, array_construct(object_construct('a',1, 'b',2, 'c',3)), array_construct(object_construct('c',3, 'b',2, 'a',1)), 'the objects contain the same values, but in different order';

SELECT ID, ARRAY_INTERSECTION(array1, array2) FROM array_demo ORDER BY ID;
-- 1 | []
-- 2 | [3]
-- 3 | [3,4]
-- 4 | [undefined,undefined]
-- 5 | [{"a":1,"b":2}]
-- 6 | []
-- 7 | [{"a":1,"b":2,"c":3}]

SELECT array_intersection(ARRAY_CONSTRUCT('A', 'B'), NULL);
-- NULL

SELECT ARRAY_DISTINCT(['A', 'A', 'B', NULL, NULL]);
-- ["A","B",undefined]

SELECT ARRAY_DISTINCT(NULL);
-- NULL

SELECT ARRAY_DISTINCT( [ {'a': 1, 'b': 2}, {'a': 1, 'b': 2}, {'a': 1, 'b': 3} ] );
-- [{"a":1,"b":2},{"a":1,"b":3}]

SELECT ARRAY_FLATTEN([[1, 2, 3], [4], [5, 6]]);
-- [1,2,3,4,5,6]

SELECT ARRAY_FLATTEN([[[1, 2], [3]], [[4], [5]]]);
-- [[1,2],[3],[4],[5]]

SELECT ARRAY_FLATTEN([[1, 2, 3], 4, [5, 6]]);
-- ! 100107 (22000): Not an array: 'Input argument to ARRAY_FLATTEN is not an array of arrays'

SELECT ARRAY_FLATTEN([[1, 2, 3], NULL, [5, 6]]);
-- NULL

SELECT ARRAY_FLATTEN([[1, 2, 3], [NULL], [5, 6]]);
-- [1,2,3,undefined,5,6]

SELECT ARRAYS_TO_OBJECT(['key1', 'key2', 'key3'], [1, 2, 3]);
-- {"key1":1,"key2":2,"key3":3}

SELECT ARRAYS_TO_OBJECT(['key1', NULL, 'key3'], [1, 2, 3]);
-- {"key1":1,"key3":3}

SELECT ARRAYS_TO_OBJECT(['key1', 'key2', 'key3'], [1, NULL, 3]);
-- {"key1":1,"key2":null,"key3":3}

SELECT ARRAYS_TO_OBJECT(['a', 1], [1, 2]);
-- ! 215002 (22000): Key supplied for ARRAYS_TO_OBJECT does not have string type

SELECT ARRAYS_TO_OBJECT(['a'], [1, 2]);
-- ! 215001 (22000): Key array and value array had unequal lengths in ARRAYS_TO_OBJECT

SELECT column1,
       ARRAY_TO_STRING(PARSE_JSON(column1), '') AS no_separation,
       ARRAY_TO_STRING(PARSE_JSON(column1), ', ') AS comma_separated
  FROM VALUES
    (NULL),
    ('[]'),
    ('[1]'),
    ('[1, 2]'),
    ('[true, 1, -1.2e-3, "Abc", ["x","y"], {"a":1}]'),
    ('[, 1]'),
    ('[1, ]'),
    ('[1, , ,2]');
-- NULL | NULL | NULL
-- [] |  | 
-- [1] | 1 | 1
-- [1,2] | 12 | 1, 2
-- [true,1,-1.2e-3,"Abc",["x","y"],{"a":1}] | true1-0.0012Abc["x","y"]{"a":1} | true, 1, -0.0012, Abc, ["x","y"], {"a":1}
-- [, 1] | 1 | , 1
-- [1, ] | 1 | 1, 
-- [1, , ,2] | 12 | 1, , , 2

CREATE TABLE test_array_to_string_with_null(a ARRAY);

INSERT INTO test_array_to_string_with_null SELECT (['A', NULL, 'B']);

SELECT a, ARRAY_TO_STRING(a, ''), ARRAY_TO_STRING(a, ', ') FROM test_array_to_string_with_null;
-- ["A",undefined,"B"] | AB | A, , B

SELECT ARRAY_REVERSE([1,2,3,4]), ARRAY_REVERSE(NULL);
-- [4,3,2,1] | NULL

SELECT ARRAY_REMOVE_AT([2, 5, 7], 0), ARRAY_REMOVE_AT([2, 5, 7], -1), ARRAY_REMOVE_AT([2, 5, 7], 10), ARRAY_REMOVE_AT([2, 5, 7], -4), ARRAY_REMOVE_AT([2, 5, 7], NULL);
-- [5,7] | [2,5] | [2,5,7] | [2,5,7] | NULL

CREATE OR REPLACE TABLE array_unique_agg_test (a INTEGER);

INSERT INTO array_unique_agg_test VALUES (5), (2), (1), (2), (1);

SELECT ARRAY_SORT(ARRAY_UNIQUE_AGG(a)) AS distinct_values, ARRAY_SIZE(ARRAY_UNIQUE_AGG(a)) AS number_of_distinct_values FROM array_unique_agg_test;
-- [1,2,5] | 3

SELECT ARRAY_UNIQUE_AGG(a) FROM array_unique_agg_test WHERE a > 7;
-- []

CREATE TABLE precompute AS
SELECT column1 AS my_dimension_1, column2 AS my_dimension_2, ARRAY_UNIQUE_AGG(column3) arr
FROM VALUES (1, 1, 7), (1, 1, 7), (1, 2, 7), (1, 2, 8), (2, 1, 9)
GROUP BY 1, 2;

SELECT my_dimension_1, ARRAY_SIZE(ARRAY_UNION_AGG(arr)) FROM precompute GROUP BY 1;
-- 1 | 2
-- 2 | 1

SELECT ARRAY_CONTAINS('a', ['a']);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'ARRAY_CONTAINS': (VARCHAR(1), ARRAY)

SELECT ARRAY_CONTAINS('2024-01-01'::DATE, ['a']);
-- ! Invalid argument types for function 'ARRAY_CONTAINS': (DATE, ARRAY)

SELECT ARRAY_CONTAINS('a', ['a']::ARRAY(VARCHAR)), ARRAY_CONTAINS(TRUE, [TRUE]), ARRAY_CONTAINS(1.0, [1]);
-- TRUE | TRUE | TRUE

SELECT ARRAY_POSITION('a', ['a']);
-- ! Invalid argument types for function 'ARRAY_POSITION': (VARCHAR(1), ARRAY)

SELECT ARRAY_REMOVE(['a'], 'a');
-- ! Invalid argument types for function 'ARRAY_REMOVE': (ARRAY, VARCHAR(1))

SELECT ARRAYS_TO_OBJECT(['a', 'a'], [1, 2]);
-- ! Duplicate field key 'a'

SELECT ARRAY_UNIQUE_AGG(column1) OVER (ORDER BY column1 ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM VALUES (1);
-- ! Sliding window frame unsupported for function ARRAY_UNIQUE_AGG

SELECT ARRAYS_ZIP([1, 2]::ARRAY(INT), ['a']::ARRAY(VARCHAR)) z, SYSTEM$TYPEOF(z), z[0]:"$2";
-- [{"$1":1,"$2":"a"},{"$1":2,"$2":null}] | ARRAY(OBJECT("$1" NUMBER(38,0), "$2" VARCHAR))[LOB] | a

SELECT ARRAYS_ZIP([1]::ARRAY(INT), [2]);
-- ! Invalid argument types for function 'ARRAYS_ZIP': (ARRAY(NUMBER(38,0)), ARRAY)
