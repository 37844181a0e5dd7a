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
