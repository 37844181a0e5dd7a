--# Examples of https://docs.snowflake.com/en/user-guide/querying-bitmaps-for-distinct-counts.

select bitmap_bucket_number(1), bitmap_bit_position(1);
-- 1 | 0

select bitmap_bucket_number(32768), bitmap_bit_position(32768);
-- 1 | 32767

select bitmap_bucket_number(32769), bitmap_bit_position(32769);
-- 2 | 0

CREATE OR REPLACE TABLE bitmap_test_values (val INT);

insert into bitmap_test_values values (1), (32769);

select bitmap_bucket_number(val) as bitmap_id, bitmap_construct_agg(bitmap_bit_position(val)) as bitmap
    from bitmap_test_values
    group by bitmap_id;
-- 1 | 00010000000000000000
-- 2 | 00010000000000000000

insert into bitmap_test_values values (32769), (32769), (1);

select bitmap_bucket_number(val) as bitmap_id, bitmap_construct_agg(bitmap_bit_position(val)) as bitmap
    from bitmap_test_values
    group by bitmap_id;
-- 1 | 00010000000000000000
-- 2 | 00010000000000000000

insert into bitmap_test_values values (2), (3), (4);

select bitmap_bucket_number(val) as bitmap_id, bitmap_construct_agg(bitmap_bit_position(val)) as bitmap
    from bitmap_test_values
    group by bitmap_id;
-- 1 | 00040000010002000300
-- 2 | 00010000000000000000

select bitmap_bucket_number(val) as bitmap_id, bitmap_count(bitmap_construct_agg(bitmap_bit_position(val))) as distinct_values
    from bitmap_test_values
    group by bitmap_id;
-- 1 | 4
-- 2 | 1

create table facts(my_dimension_1 int, my_dimension_2 int, my_column int);

insert into facts values (1, 1, 1), (1, 2, 1), (1, 2, 40000), (2, 1, 1), (2, 1, 5), (2, 2, 40000);

select my_dimension_1, my_dimension_2, sum(cnt) from (
  select my_dimension_1, my_dimension_2, bitmap_count(bitmap_construct_agg(bitmap_bit_position(my_column))) cnt
  from facts
  group by rollup(my_dimension_1, my_dimension_2), bitmap_bucket_number(my_column)
) group by my_dimension_1, my_dimension_2;
-- 1 | 1 | 1
-- 1 | 2 | 2
-- 1 | NULL | 2
-- 2 | 1 | 2
-- 2 | 2 | 1
-- 2 | NULL | 3
-- NULL | NULL | 3

create table precompute as
select my_dimension_1, my_dimension_2, bitmap_bucket_number(my_column) bucket, bitmap_construct_agg(bitmap_bit_position(my_column)) bmp
from facts
group by 1, 2, 3;

select my_dimension_1, my_dimension_2, sum(bitmap_count(bmp)) from precompute group by 1, 2;
-- 1 | 1 | 1
-- 1 | 2 | 2
-- 2 | 1 | 2
-- 2 | 2 | 1

select my_dimension_1, sum(cnt) from (
  select my_dimension_1, bitmap_count(bitmap_or_agg(bmp)) cnt from precompute group by 1, bucket
) group by 1;
-- 1 | 2
-- 2 | 3
