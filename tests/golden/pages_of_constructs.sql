--# what the pages of MATCH_RECOGNIZE, CONNECT BY, ASOF JOIN, PIVOT, WITH and SELECT take and refuse

create table h (a int, b int, s varchar) as select * from values (1, 2, 'x'), (2, 5, 'y'), (3, 1, 'z');

--# a question mark in a PATTERN is a quantifier: greedy, or reluctant behind another

select * from h match_recognize (order by a measures count(*) as n pattern (up down?) define up as b < 5);
-- 2
-- 1

select * from h match_recognize (order by a measures count(*) as n pattern (up any_row??) define up as b < 5);
-- 1
-- 1

select * from h match_recognize (
  order by a measures count(*) as n, first(a) as f pattern ((up | big)? rest{1,2}?) define up as b < 3, big as b > 4
);
-- 2 | 1
-- 1 | 3

--# with RUNNING, columns of a symbol stand in aggregate functions alone

select a, p from h match_recognize (
  order by a measures sum(up.b) as p all rows per match pattern (up x x) define up as b < 5
);
-- 1 | 2
-- 2 | 2
-- 3 | 2

select a, p from h match_recognize (
  order by a measures final last(up.b) as p all rows per match pattern (up x x) define up as b < 5
);
-- 1 | 2
-- 2 | 2
-- 3 | 2

select * from h match_recognize (order by a measures up.b as p all rows per match pattern (up x) define up as b < 5);
-- ! Unsupported feature 'the symbol UP in MEASURES outside of aggregate functions, with RUNNING'

with recursive r (x) as (
  select 1 union all
  select r.x + 1 from r join (select * from h match_recognize (order by a measures count(*) as p pattern (z) define z as true)) m
  on m.p = r.x where r.x < 3
) select * from r;
-- ! Unsupported feature 'MATCH_RECOGNIZE in a recursive common table expression'

with recursive r (x) as (
  select 1 union all select r.x + 1 from r asof join h match_condition (r.x >= h.a) where r.x < 3
) select * from r;
-- ! Unsupported feature 'ASOF JOIN with a recursive reference in a common table expression'

select * from h asof join h g match_condition (h.s >= g.s);
-- ! Unsupported feature 'MATCH_CONDITION of a VARCHAR'

--# each comparison of columns in CONNECT BY has one PRIOR

select a, level from h start with a = 1 connect by a = prior a + 1 and b > 0 and level < 3;
-- 1 | 1
-- 2 | 2

select a, b from h start with a = 1 connect by a = prior b and s = 'y';
-- 1 | 2
-- 2 | 5

select a from h start with a = 1 connect by prior a = prior b;
-- ! Unsupported feature 'CONNECT BY with a comparison of columns that has not exactly one PRIOR'

select a from h start with a = 1 connect by a = b;
-- ! Unsupported feature 'CONNECT BY with a comparison of columns that has not exactly one PRIOR'

--# PIVOT aggregates a column

select * from (select a, b from h) pivot (sum(b) for a in (1, 3));
-- 2 | 1

select * from (select a, b from h) pivot (sum(b + 1) for a in (1, 3));
-- ! Unsupported feature 'PIVOT with an aggregate of anything but a column'

select * from (select a, b from h) pivot (count(*) for a in (1, 3));
-- ! Unsupported feature 'PIVOT with an aggregate of anything but a column'

--# REPLACE of a column that EXCLUDE or ILIKE leaves out

select * ilike 's' replace (1 as s) from h limit 1;
-- 1

select * ilike 's' replace (1 as b) from h;
-- ! 000904 (42000): SQL compilation error: error line 1 at position 7 invalid identifier 'B'

select * exclude b replace (1 as b) from h;
-- ! invalid identifier 'B'
