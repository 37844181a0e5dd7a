--# https://docs.snowflake.com/en/sql-reference/data-types-vector

SELECT [1, 2, 3]::VECTOR(FLOAT, 3) AS vec, SYSTEM$TYPEOF(vec), SYSTEM$TYPEOF([1, 2]::VECTOR(INT, 2));
-- [1.0, 2.0, 3.0] | VECTOR(FLOAT, 3)[LOB] | VECTOR(INT, 2)[LOB]

SELECT [1, 2]::VECTOR(INT, 2), [1.5]::VARIANT::VECTOR(FLOAT, 1)::ARRAY, [1, 2]::VECTOR(INT, 2)::ARRAY, [1]::ARRAY(INT)::VECTOR(INT, 1)::ARRAY(INT);
-- [1, 2] | [1.500000000000000e+00] | [1,2] | [1]

SELECT [1, 2]::VECTOR(INT, 3);
-- ! incorrect dimension: 2, expected 3

SELECT [1.5]::VECTOR(INT, 1);
-- ! Failed to cast variant value 1.5 to INT

SELECT ['a']::VECTOR(FLOAT, 1);
-- ! Failed to cast variant value "a" to REAL

SELECT ['a']::VECTOR(STRING, 256);
-- ! Unsupported data type 'VECTOR(

SELECT [1]::VECTOR(INT, 4097);
-- ! Unsupported data type 'VECTOR(INT, 4097)'

SELECT [1]::VECTOR(FLOAT, 1)::ARRAY(INT);
-- ! Function CAST cannot be used with arguments of types VECTOR(FLOAT, 1) and ARRAY(NUMBER(38,0))

SELECT [1]::VECTOR(FLOAT, 1)::VARIANT;
-- ! Function CAST cannot be used with arguments of types VECTOR(FLOAT, 1) and VARIANT

CREATE TABLE myvectortable (a VECTOR(float, 3), b VECTOR(int, 2));

INSERT INTO myvectortable SELECT [1.1,2.2,3]::VECTOR(FLOAT,3), [1,1]::VECTOR(INT,2);

INSERT INTO myvectortable SELECT [1.1,2.2,3], [1,1]::VECTOR(INT,2);
-- ! expecting VECTOR(FLOAT, 3) but got ARRAY for column A

INSERT INTO myvectortable SELECT [1.1,2.2]::VECTOR(FLOAT,2), NULL;
-- ! expecting VECTOR(FLOAT, 3) but got VECTOR(FLOAT, 2) for column A

SELECT a, b, TO_ARRAY(b), a = a, VECTOR_L1_DISTANCE(b, [0, 3]::VECTOR(INT, 2)) FROM myvectortable;
-- [1.1, 2.2, 3.0] | [1, 1] | [1,1] | TRUE | 3

SELECT a FROM myvectortable ORDER BY a;
-- ! Unsupported feature 'ORDER BY of VECTOR(FLOAT, 3)'

SELECT VECTOR_L2_DISTANCE([1,2]::VECTOR(INT,2), [1,2,3]::VECTOR(INT,3));
-- ! Invalid argument types for function 'VECTOR_L2_DISTANCE'

--# what is not held exactly is not held at all

SELECT '1'::DECFLOAT;
-- ! Unsupported feature 'the type DECFLOAT'

CREATE TABLE wide (a DECFLOAT);
-- ! Unsupported feature 'the type DECFLOAT'

CREATE TABLE files (a FILE, n INT);

INSERT INTO files (n) VALUES (1);

SELECT a, n FROM files;
-- NULL | 1

INSERT INTO files (a) VALUES ('x');
-- ! expecting FILE but got VARCHAR(1) for column A

SELECT 'x'::FILE;
-- ! Unsupported feature 'the type FILE'

SELECT [1, NULL]::VECTOR(FLOAT, 2);
-- ! 100071 (22000): Failed to cast variant value undefined to REAL

SELECT PARSE_JSON('[1,null]')::VECTOR(INT, 2);
-- ! 100071 (22000): Failed to cast variant value null to INT

SELECT PARSE_JSON('5')::VECTOR(INT, 1);
-- ! 100071 (22000): Failed to cast variant value 5 to VECTOR(INT, 1)

SELECT PARSE_JSON('null')::VECTOR(INT, 1), NULL::VARIANT::VECTOR(INT, 2), PARSE_JSON('[1,2]')::VECTOR(INT, 2);
-- NULL | NULL | [1, 2]

SELECT ARRAY_CONSTRUCT([1, 2]::VECTOR(INT, 2));
-- ! Function CAST cannot be used with arguments of types VECTOR(INT, 2) and VARIANT

--# INT has 32 bits

SELECT [2147483647, -2147483648]::VECTOR(INT, 2);
-- [2147483647, -2147483648]

SELECT [2147483648]::VECTOR(INT, 1);
-- ! 100071 (22000): Failed to cast variant value 2147483648 to INT
