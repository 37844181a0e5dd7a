--# Examples of pages under https://docs.snowflake.com/en/sql-reference/functions: tags, references of views, task graphs.

create or replace tag cost_center;

create tag fiscal_quarter;

create or replace table my_table (revenue int, other int);

select system$get_tag('cost_center', 'my_table', 'table');
-- NULL

alter table my_table set tag cost_center='sales';

alter table my_table modify column revenue set tag fiscal_quarter='Q1';

select system$get_tag('cost_center', 'my_table', 'table'), system$get_tag('fiscal_quarter', 'my_table.revenue', 'column'), system$get_tag('cost_center', 'my_table.revenue', 'column');
-- sales | Q1 | sales

select * from table(information_schema.tag_references('my_table', 'table'));
-- GOLD | PUBLIC | COST_CENTER | sales | MANUAL | TABLE | GOLD | PUBLIC | MY_TABLE | TABLE | NULL

select * from table(information_schema.tag_references('my_table.revenue', 'COLUMN'));
-- GOLD | PUBLIC | FISCAL_QUARTER | Q1 | MANUAL | COLUMN | GOLD | PUBLIC | MY_TABLE | COLUMN | REVENUE
-- GOLD | PUBLIC | COST_CENTER | sales | INHERITED | TABLE | GOLD | PUBLIC | MY_TABLE | COLUMN | REVENUE

select * from table(information_schema.tag_references_all_columns('my_table', 'table'));
-- GOLD | PUBLIC | FISCAL_QUARTER | Q1 | MANUAL | COLUMN | GOLD | PUBLIC | MY_TABLE | COLUMN | REVENUE
-- GOLD | PUBLIC | COST_CENTER | sales | INHERITED | TABLE | GOLD | PUBLIC | MY_TABLE | COLUMN | REVENUE
-- GOLD | PUBLIC | COST_CENTER | sales | INHERITED | TABLE | GOLD | PUBLIC | MY_TABLE | COLUMN | OTHER

select * from table(information_schema.tag_references('nope', 'table'));
-- ! 002003 (42S02): SQL compilation error: Object 'NOPE' does not exist or not authorized.

create or replace database ex1_gor_x;

use schema PUBLIC;

create or replace table x_tab_a (mycol int not null);

create or replace table x_tab_b (mycol int not null);

create or replace table x_tab_c (mycol int not null);

create or replace view x_view_d as select * from x_tab_a join x_tab_b using ( mycol );

create or replace view x_view_e as select x_tab_b.* from x_tab_b, x_tab_c where x_tab_b.mycol=x_tab_c.mycol;

create or replace database ex1_gor_y;

use schema PUBLIC;

create or replace table y_tab_a (mycol int not null);

create or replace view y_view_f as select e.* from ex1_gor_x.public.x_view_e e, ex1_gor_x.public.x_tab_c c, y_tab_a where e.mycol=y_tab_a.mycol and e.mycol=c.mycol;

select * from table(get_object_references(database_name=>'ex1_gor_y', schema_name=>'public', object_name=>'y_view_f'));
-- EX1_GOR_Y | PUBLIC | Y_VIEW_F | EX1_GOR_X | PUBLIC | X_VIEW_E | VIEW
-- EX1_GOR_Y | PUBLIC | Y_VIEW_F | EX1_GOR_X | PUBLIC | X_TAB_C | TABLE
-- EX1_GOR_Y | PUBLIC | Y_VIEW_F | EX1_GOR_Y | PUBLIC | Y_TAB_A | TABLE
-- EX1_GOR_Y | PUBLIC | Y_VIEW_F | EX1_GOR_X | PUBLIC | X_TAB_B | TABLE

create task t1 schedule='1 minute' as select 1;

create task t2 after t1 as select 2;

create task t3 after t2 as select 3;

select name from table(information_schema.task_dependents(task_name=>'ex1_gor_y.public.t1', recursive=>false));
-- T1
-- T2
