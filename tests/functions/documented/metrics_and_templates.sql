--# Data metric functions, FORMAT_STRING_TEMPLATE and arguments that are checked first, as their pages under https://docs.snowflake.com/en/sql-reference/functions say.

CREATE TABLE orders (id INT, status VARCHAR, total NUMBER(10,2), noted TIMESTAMP_NTZ);

INSERT INTO orders VALUES (1, 'new', 5.00, '2024-01-01'), (2, 'NEW', NULL, NULL), (3, ' nEw', -1, '2999-01-01'), (4, 'new', 0, '2024-01-02');

SELECT SNOWFLAKE.CORE.NULL_COUNT(SELECT total FROM orders), SNOWFLAKE.CORE.NULL_PERCENT(SELECT total FROM orders);
-- 1 | 25.000000

SELECT SNOWFLAKE.CORE.UNIQUE_COUNT(SELECT status FROM orders), snowflake.core.duplicate_count(SELECT status FROM orders);
-- 3 | 2

SELECT SNOWFLAKE.CORE.FUTURE_TIMESTAMP_COUNT(SELECT noted FROM orders), SNOWFLAKE.CORE.CASE_FORMAT_VIOLATION_COUNT(SELECT status FROM orders);
-- 1 | 1

SELECT SNOWFLAKE.CORE.AVG(SELECT total FROM orders) < 300 AS fine;
-- TRUE

SELECT SNOWFLAKE.CORE.NULL_COUNT(SELECT total FROM orders WHERE FALSE), SNOWFLAKE.CORE.NULL_PERCENT(SELECT total FROM orders WHERE FALSE), SNOWFLAKE.CORE.OUTLIER_COUNT(SELECT total FROM orders WHERE FALSE);
-- 0 | 0.000000 | 0

SELECT SNOWFLAKE.CORE.OUTLIER_COUNT(SELECT id FROM orders), SNOWFLAKE.CORE.OUTLIER_ZSCORE_PERCENT(SELECT id FROM orders);
-- 0 | 0

SELECT SNOWFLAKE.CORE.BLANK_COUNT(SELECT id FROM orders);
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 22 Invalid argument types for function 'SNOWFLAKE.CORE.BLANK_COUNT': (TABLE(NUMBER(38,0)))

SELECT SNOWFLAKE.CORE.NULL_COUNT(SELECT id, total FROM orders);
-- ! Invalid argument types for function 'SNOWFLAKE.CORE.NULL_COUNT': (TABLE(NUMBER(38,0), NUMBER(10,2)))

SELECT SNOWFLAKE.CORE.ROW_COUNT();
-- ! Unsupported feature 'function SNOWFLAKE.CORE.ROW_COUNT'

SELECT SNOWFLAKE.CORE.NO_SUCH_METRIC(SELECT id FROM orders);
-- ! Unknown function SNOWFLAKE.CORE.NO_SUCH_METRIC

SELECT * FROM TABLE(INFORMATION_SCHEMA.AUTOMATIC_CLUSTERING_HISTORY());
-- ! Unsupported feature 'function AUTOMATIC_CLUSTERING_HISTORY'

SELECT FORMAT_STRING_TEMPLATE('Order {}: ${:.2f}, {:>6}|{:04d}|{{}}', id, total, status, id) FROM orders WHERE id = 1;
-- Order 1: $5.00,    new|0001|{}

SELECT FORMAT_STRING_TEMPLATE('{}', NULL) IS NULL;
-- TRUE

SELECT FORMAT_STRING_TEMPLATE('{:L}', 1);
-- ! Invalid format string template '{:L}'

SELECT FORMAT_STRING_TEMPLATE('{} {}', 1);
-- ! Invalid format string template '{} {}'

SELECT FORMAT_STRING_TEMPLATE('{}', 1, 2);
-- ! Invalid format string template '{}'

SELECT ARRAY_REPEAT(status, id - 1), ARRAY_REPEAT(NULL, 1), ARRAY_REPEAT(id, -3) FROM orders WHERE id = 3;
-- [" nEw"," nEw"] | [undefined] | []

SELECT SEARCH(id, status, 'king', ANALYZER => 'UNICODE_ANALYZER') FROM orders;
-- ! argument 1 to function SEARCH needs to be constant, found 'ORDERS.STATUS'

SELECT SEARCH(status, 'king', 'queen') FROM orders;
-- ! 000939 (22023)
