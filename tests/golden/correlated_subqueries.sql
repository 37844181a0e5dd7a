--# https://docs.snowflake.com/en/user-guide/querying-subqueries: which of them Snowflake evaluates

create table t (a int, b int, v variant);

insert into t select 1, 2, [1, 2] union all select 3, 4, [3];

create table u (x int, y int);

insert into u values (1, 2), (3, 4);

select a, (select max(x) from u where y = t.b) from t order by a;
-- 1 | 1
-- 3 | 3

select a, (select max(x) from u where y > t.b) from t order by a;
-- 1 | 3
-- 3 | NULL

select a, (select x from u where y = t.b) from t order by a;
-- 1 | 1
-- 3 | 3

select a, (select x from u where y = t.b and x < 2) from t order by a;
-- 1 | 1
-- 3 | NULL

select a, (select x from u where y > t.b) from t;
-- ! 002031 (42601): SQL compilation error: Unsupported subquery type cannot be evaluated

select a, (select x from u where y = t.b or x = 7) from t;
-- ! Unsupported subquery type

select a, (select x from u where y = t.b limit 1) from t;
-- ! Unsupported subquery type

select a, (select max(x) from u where y = t.b limit 1) from t;
-- ! Unsupported subquery type

select a, (select count(*) from u where y = t.b group by x) from t;
-- ! Unsupported subquery type

select a from t where exists (select 1 from u where y > t.b);
-- 1

select a from t where exists (select 1 from u where y > t.b limit 1);
-- ! Unsupported subquery type

select a from t where a in (select x from u where y = t.b limit 1);
-- ! Unsupported subquery type

select a from t where a in (select x from u order by x limit 1);
-- 1

select (select max(f.value) from table(flatten(t.v)) f) from t;
-- ! Unsupported subquery type

select m from t, lateral (select max(value) m from table(flatten(t.v))) order by 1;
-- 2
-- 3

select (select max(value) from table(flatten([5, 6]))) from t where a = 1;
-- 6

update t set a = (select x from u where y < t.b);
-- ! Unsupported subquery type

delete from t where a = (select x from u where y = t.b);
-- 2
