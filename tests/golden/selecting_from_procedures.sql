--# SELECT ... FROM TABLE(procedure(...)): developer-guide/stored-procedure/stored-procedures-selecting-from

CREATE OR REPLACE TABLE orders (
  order_id INT,
  u_id VARCHAR,
  order_date DATE,
  order_amount NUMBER(12,2));

INSERT INTO orders VALUES (1, 'user_id_001', '2024-08-30', 500.00), (2, 'user_id_003', '2024-08-30', 225.00), (3, 'user_id_001', '2024-08-30', 725.00);

CREATE OR REPLACE PROCEDURE find_orders_by_user_id(user_id VARCHAR)
RETURNS TABLE (
  order_id INT, order_date DATE, order_amount NUMBER(12,2)
)
LANGUAGE SQL AS
DECLARE
  res RESULTSET;
BEGIN
  res := (SELECT order_id, order_date, order_amount FROM orders WHERE u_id = :user_id);
  RETURN TABLE(res);
END;

SELECT * FROM TABLE(find_orders_by_user_id('user_id_001')) ORDER BY 1;
-- 1 | 2024-08-30 | 500.00
-- 3 | 2024-08-30 | 725.00

SELECT o.order_id, o.order_amount + 1 x FROM TABLE(find_orders_by_user_id(user_id => 'user_id_001')) o JOIN orders USING (order_id) WHERE o.order_amount > 500;
-- 3 | 726.00

create table copied as select * from table(find_orders_by_user_id('user_id_003'));

select * from copied;
-- 2 | 2024-08-30 | 225.00

insert into copied select * from table(find_orders_by_user_id('user_id_001'));

select count(*) from copied;
-- 3

create view v as select * from table(find_orders_by_user_id('x'));
-- ! 000002 (0A000): Unsupported feature 'the procedure FIND_ORDERS_BY_USER_ID in FROM within CREATE VIEW'.

SELECT * FROM TABLE(find_orders_by_user_id());
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 0 Invalid argument types for function 'FIND_ORDERS_BY_USER_ID': ()

SELECT * FROM TABLE(find_orders_by_user_id('a', 'b'));
-- ! 001044 (42P13): SQL compilation error: error line 1 at position 0 Invalid argument types for function 'FIND_ORDERS_BY_USER_ID': (VARCHAR(1), VARCHAR(1))

SELECT * FROM orders, TABLE(find_orders_by_user_id(orders.u_id));
-- ! 000904 (42000): SQL compilation error: error line 1 at position 51 invalid identifier 'ORDERS.U_ID'

create procedure p1() returns table () language sql as 'begin let r resultset := (select 1 a); return table(r); end';

select * from table(p1());
-- ! 002141 (42601): SQL compilation error: Unknown user-defined table function P1

create procedure p2() returns int language sql as 'begin return 1; end';

select * from table(p2());
-- ! 002141 (42601): SQL compilation error: Unknown user-defined table function P2

create procedure p3() returns table (a int) language sql as 'begin insert into orders (order_id) values (9); let r resultset := (select 1 a); return table(r); end';

select * from table(p3());
-- ! 000002 (0A000): Unsupported feature 'INSERT in a procedure that is selected from'.

select count(*) from orders;
-- 3

create procedure p4() returns table (x int) language sql as 'begin let r resultset := (select 1 as a); return table(r); end';

select x from table(p4());
-- 1

select * from table(nope());
-- ! 002141 (42601): SQL compilation error: Unknown user-defined table function NOPE

select * from table(gold.public.p4());
-- 1

create procedure p5() returns table (x int) language python runtime_version='3.11' packages=('snowflake-snowpark-python') handler='run' as 'def run(s): return s.sql("select 7 as a")';

select * from table(p5());
-- 7

begin let s int := (select sum(x) from table(p4())); return s; end;
-- 1
