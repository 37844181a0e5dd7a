-- Places and counts that no text reaches.

SELECT SUBSTR('abc', 5000000000), SUBSTR('abc', -5000000000), SUBSTR('abc', 2, 9223372036854775807);
--  |  | bc

SELECT SUBSTR(TO_BINARY('FF00'), 2, 5000000000), LEFT('abc', 5000000000), RIGHT('abc', 5000000000);
-- 00 | abc | abc

SELECT POSITION('a', 'ba', 9223372036854775807), POSITION('a', 'ba', -9223372036854775807), LEFT(TO_BINARY('FF'), 5000000000);
-- 0 | 2 | FF

SELECT LPAD(NULL, 5000000000);
-- NULL

SELECT LPAD('a', 5000000000);
-- ! 100078 (22000): String 'a...' is too long and would be truncated
