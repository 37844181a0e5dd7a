execute immediate $$ begin let q := 'select 7 x union all select 8'; let rs resultset := (execute immediate :q); let c cursor for rs; open c; let v int; fetch c into v; fetch c into v; return v; end $$;
-- 8

execute immediate $$ declare lo number default 1; hi number default 3; q varchar default 'select count(*) from values (1), (2), (3) where column1 > ? and column1 < ?'; rs resultset; begin rs := (execute immediate :q using (lo, hi)); return table(rs); end $$;
-- 1

execute immediate 'select ?' using (nobody);
-- ! invalid identifier 'nobody'

set stmt = $$ select 1 + 1; $$;

execute immediate $stmt;
-- 2

execute immediate null;
-- ! 000900 (42601): SQL compilation error: Empty SQL statement.

set kept = 'x';

create procedure forgetful() returns varchar language sql as $$ begin unset kept; return 'done'; end $$;

call forgetful();
-- ! Unsupported statement type 'UNSET'.

select $kept;
-- x

--# names that are bound

create or replace table bound_names (a int);

insert into bound_names values (1), (2);

create or replace procedure counted(t varchar) returns table(c int) language sql as begin let r resultset := (execute immediate 'select count(*) as c from identifier(?)' using (t)); return table(r); end;

call counted('bound_names');
-- 2

create or replace procedure filled(t varchar, n int) returns int language sql as begin execute immediate 'insert into identifier(:1) select :2' using (t, n); return sqlrowcount; end;

call filled('PUBLIC.bound_names', 7);
-- 1

select max(a) from bound_names;
-- 7
