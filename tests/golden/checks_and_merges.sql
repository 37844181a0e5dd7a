--# CHECK constraints are enforced; NULL passes
create table test_check_constraint_orders (order_id int, quantity int check (quantity > 0), price number(10, 2), max_price number(10, 2), constraint chk_price_max check (price < max_price));

insert into test_check_constraint_orders (order_id, quantity, price) values (101, -5, 25.35);
-- ! A row violates a CHECK constraint

insert into test_check_constraint_orders values (101, 5, 35.35, 30);
-- ! A row violates a CHECK constraint

insert into test_check_constraint_orders values (101, 5, 25.35, 30), (102, null, null, null), (103, 99999999999999999999999, 25.35, 30);
-- 3

update test_check_constraint_orders set quantity = 0 where order_id = 101;
-- ! A row violates a CHECK constraint

merge into test_check_constraint_orders o using (select 101 i) s on o.order_id = s.i when matched then update set price = 1000;
-- ! A row violates a CHECK constraint

create table high_value_products (product_id int, list_price number(10, 2), constraint high_price check (list_price > 100)) as select 1, 50;
-- ! A row violates a CHECK constraint

create table high_value_products (product_id int, list_price number(10, 2), constraint high_price check (list_price > 100)) as select 1, 500;

alter table test_check_constraint_orders rename column quantity to "q y";

create table copied clone test_check_constraint_orders;

insert into copied ("q y") values (-1);
-- ! A row violates a CHECK constraint

alter table copied alter "q y" type number(20, 0);
-- ! reducing the precision would lose values

alter table copied drop column price;
-- ! Cannot drop the column because of dependencies

alter table copied drop column "q y";

insert into copied (order_id) values (7);
-- 1

copy into copied from @~;
-- ! COPY INTO a table with a CHECK constraint

create table bad (a int check (a > random()));
-- ! CHECK (a > random())

create table bad (a int check (b > 1));
-- ! invalid identifier 'B'

select contains(get_ddl('table', 'copied'), 'constraint CHK_PRICE_MAX check (price < max_price)');
-- TRUE

--# several rows of the source may delete a row, and may not update it
create table target_orig (k number, v number) as select 0, 10;

create table src (k number, v number) as select * from values (0, 11), (0, 12), (0, 13);

create table target clone target_orig;

merge into target using src on target.k = src.k when matched then update set target.v = src.v;
-- ! 100090 (42P18): Duplicate row detected during DML action Row Values: [0, 10]

merge into target using src on target.k = src.k when matched and src.v = 11 then delete when matched then update set target.v = src.v;
-- ! Duplicate row detected during DML action

merge into target using src on target.k = src.k when matched and src.v <= 12 then delete;
-- 1

select count(*) from target;
-- 0

create or replace table target clone target_orig;

merge into target using src on target.k = src.k when matched and src.v = 11 then update set target.v = src.v;
-- 1

select * from target;
-- 0 | 11

merge into target using src on target.k = src.k when matched then update set v = 1 when matched and src.v = 11 then delete;
-- ! WHEN MATCHED without a condition must be the last clause of its type

merge into target using src on target.k = src.k when matched then update set target.v = 1, v = 2;
-- ! duplicate column name 'V'

merge into target using (select 5 k, 6 v, 7 w) s on target.k = s.k when not matched then insert all by name;
-- ! Insert value list does not match column list expecting 2 but got 3

merge into target using (select 6 v, 5 k) s on target.k = s.k when not matched then insert all by name;
-- 1

--# a row that several rows match is one updated row
update target set v = src.v from src where target.k = src.k;
-- 1 | 1

alter session set error_on_nondeterministic_update = true;

update target set v = v.x from (select k, 1 x from src) v where target.k = v.k and v.x = 1;
-- ! Duplicate row detected during DML action

update target set v = b.v from (select k, min(v) v from src group by k) b where target.k = b.k;
-- 1 | 0

update target set v = 1, target.v = 2;
-- ! duplicate column name 'V'

--# https://docs.snowflake.com/en/sql-reference/parameters#label-error-on-nondeterministic-merge
CREATE TABLE chosen (k INT, v INT);

INSERT INTO chosen VALUES (1, 0), (2, 0);

MERGE INTO chosen USING (SELECT 1 AS k, 11 AS v UNION ALL SELECT 1, 22) AS s ON chosen.k = s.k WHEN MATCHED THEN UPDATE SET v = s.v;
-- ! Duplicate row detected during DML action

ALTER SESSION SET ERROR_ON_NONDETERMINISTIC_MERGE = FALSE;

MERGE INTO chosen USING (SELECT 1 AS k, 11 AS v UNION ALL SELECT 1, 22) AS s ON chosen.k = s.k WHEN MATCHED THEN UPDATE SET v = s.v;
-- 1

SELECT k, v IN (11, 22) FROM chosen ORDER BY k;
-- 1 | TRUE
-- 2 | FALSE

MERGE INTO chosen USING (SELECT 1 AS k, 11 AS v UNION ALL SELECT 1, 22) AS s ON chosen.k = s.k WHEN MATCHED AND s.v = 11 THEN DELETE WHEN MATCHED THEN UPDATE SET v = s.v;
-- ! ERROR_ON_NONDETERMINISTIC_MERGE = FALSE for a row that is updated and deleted

ALTER SESSION UNSET ERROR_ON_NONDETERMINISTIC_MERGE;
