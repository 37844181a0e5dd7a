--# which arguments a function takes without a cast: the table of the page "Data type conversion"

create function takes_text(x varchar) returns varchar as 'x';

create function takes_variant(x variant) returns varchar as 'typeof(x)';

create function takes_number(x number) returns number as 'x';

create function takes_array(x array) returns number as 'array_size(x)';

create function takes_interval(x interval day to second) returns varchar as 'x::varchar';

create function takes_vector(x vector(int, 2)) returns array as 'x::array';

select takes_text(5), takes_text(true), takes_text('2020-01-01'::date), takes_text(parse_json('1'));
-- 5 | true | 2020-01-01 | 1

select takes_text([1]);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 7 Invalid argument types for function 'TAKES_TEXT': (ARRAY)

select takes_text({'a': 1});
-- ! Invalid argument types for function 'TAKES_TEXT': (OBJECT)

select takes_text(to_binary('AB'));
-- ! Invalid argument types for function 'TAKES_TEXT': (BINARY(8388608))

select takes_variant(5), takes_variant([1]), takes_variant(1.5::float), takes_variant(true), takes_variant(null);
-- INTEGER | ARRAY | DOUBLE | BOOLEAN | NULL

select takes_variant('x');
-- ! Invalid argument types for function 'TAKES_VARIANT': (VARCHAR(1))

select takes_variant(current_date());
-- ! Invalid argument types for function 'TAKES_VARIANT': (DATE)

select takes_number('5'), takes_number(2.5), takes_number(1.5::float);
-- 5 | 2.5 | 2

select takes_number(true);
-- ! Invalid argument types for function 'TAKES_NUMBER': (BOOLEAN)

select takes_array(parse_json('[1, 2]')), takes_array([1]), takes_array([1, 2]::vector(int, 2));
-- 2 | 1 | 2

select takes_array(5);
-- ! Invalid argument types for function 'TAKES_ARRAY': (NUMBER(1,0))

select takes_interval('1 2:03:04');
-- +1 02:03:04.000000000

select takes_interval(5);
-- ! Invalid argument types for function 'TAKES_INTERVAL': (NUMBER(1,0))

select takes_vector([1, 2]), takes_vector([3, 4]::vector(int, 2));
-- [1,2] | [3,4]

select takes_vector([1, 2, 3]::vector(int, 3));
-- ! Invalid argument types for function 'TAKES_VECTOR': (VECTOR(INT, 3))

select true::number, true::varchar, true::variant;
-- 1 | true | true

select true::float;
-- ! 001065 (22023): SQL compilation error: Function CAST cannot be used with arguments of types BOOLEAN and FLOAT

--# estimates

select approx_percentile(column1, 1) from values (1), (2);
-- ! 001015 (22023): SQL compilation error: invalid value [1] for parameter 'PERCENTILE' of function APPROX_PERCENTILE

select approximate_similarity(mh) from (select minhash(10, 1) mh union all select minhash(11, 2));
-- ! 100335 (22000): MinHash states of different lengths

select approximate_similarity(mh) from (select minhash(10, 1) mh union all select minhash(10, 1));
-- 1
