--# Examples of https://docs.snowflake.com/en/sql-reference/functions-window-syntax, of https://docs.snowflake.com/en/user-guide/functions-window-using and of STDDEV.

CREATE OR REPLACE TABLE menu_items(menu_id INT NOT NULL, menu_category VARCHAR(20), menu_item_name VARCHAR(50), menu_cogs_usd NUMBER(7,2), menu_price_usd NUMBER(7,2));

INSERT INTO menu_items VALUES
    (1,'Beverage','Bottled Soda',0.500,3.00),
    (2,'Beverage','Bottled Water',0.500,2.00),
    (3,'Main','Breakfast Crepe',5.00,12.00),
    (4,'Main','Buffalo Mac & Cheese',6.00,10.00),
    (5,'Main','Chicago Dog',4.00,9.00),
    (6,'Main','Chicken Burrito',3.2500,12.500),
    (7,'Main','Chicken Pot Pie Crepe',6.00,15.00),
    (8,'Main','Combination Curry',9.00,15.00),
    (9,'Main','Combo Fried Rice',5.00,11.00),
    (10,'Main','Combo Lo Mein',6.00,13.00),
    (11,'Main','Coney Dog',5.00,10.00),
    (12,'Main','Creamy Chicken Ramen',8.00,17.2500),
    (13,'Snack','Crepe Suzette',4.00,9.00),
    (14,'Main','Fish Burrito',3.7500,12.500),
    (15,'Snack','Fried Pickles',1.2500,6.00),
    (16,'Snack','Greek Salad',4.00,11.00),
    (17,'Main','Gyro Plate',8.00,12.00),
    (18,'Main','Hot Ham & Cheese',7.00,11.00),
    (19,'Dessert','Ice Cream Sandwich',1.00,4.00),
    (20,'Beverage','Iced Tea',0.7500,3.00),
    (21,'Main','Italian',6.00,11.00),
    (22,'Main','Lean Beef Tibs',6.00,13.00),
    (23,'Main','Lean Burrito Bowl',3.500,12.500),
    (24,'Main','Lean Chicken Tibs',5.00,11.00),
    (25,'Main','Lean Chicken Tikka Masala',10.00,17.00),
    (26,'Beverage','Lemonade',0.6500,3.500),
    (27,'Main','Lobster Mac & Cheese',10.00,15.00),
    (28,'Dessert','Mango Sticky Rice',1.2500,5.00),
    (29,'Main','Miss Piggie',2.600,6.00),
    (30,'Main','Mothers Favorite',4.500,12.00),
    (31,'Main','New York Dog',4.00,8.00),
    (32,'Main','Pastrami',8.00,11.00),
    (33,'Dessert','Popsicle',0.500,3.00),
    (34,'Main','Pulled Pork Sandwich',7.00,12.00),
    (35,'Main','Rack of Pork Ribs',11.2500,21.00),
    (36,'Snack','Seitan Buffalo Wings',4.00,7.00),
    (37,'Main','Spicy Miso Vegetable Ramen',7.00,17.2500),
    (38,'Snack','Spring Mix Salad',2.2500,6.00),
    (39,'Main','Standard Mac & Cheese',3.00,8.00),
    (40,'Dessert','Sugar Cone',2.500,6.00),
    (41,'Main','Tandoori Mixed Grill',11.00,18.00),
    (42,'Main','The Classic',4.00,12.00),
    (43,'Main','The King Combo',12.00,20.00),
    (44,'Main','The Kitchen Sink',6.00,14.00),
    (45,'Main','The Original',1.500,5.00),
    (46,'Main','The Ranch',2.400,6.00),
    (47,'Main','The Salad of All Salads',6.00,12.00),
    (48,'Main','Three Meat Plate',10.00,17.00),
    (49,'Main','Three Taco Combo Plate',7.00,11.00),
    (50,'Main','Tonkotsu Ramen',7.00,17.2500),
    (51,'Main','Two Meat Plate',9.00,14.00),
    (52,'Dessert','Two Scoop Bowl',3.00,7.00),
    (53,'Main','Two Taco Combo Plate',6.00,9.00),
    (54,'Main','Veggie Burger',5.00,9.00),
    (55,'Main','Veggie Combo',4.00,9.00),
    (56,'Main','Veggie Taco Bowl',6.00,10.00),
    (57,'Dessert','Waffle Cone',2.500,6.00),
    (58,'Main','Wonton Soup',2.00,6.00),
    (59,'Main','Mini Pizza',null,null),
    (60,'Main','Large Pizza',null,null);

SELECT menu_category, AVG(menu_cogs_usd) avg_cogs FROM menu_items GROUP BY 1 ORDER BY menu_category;
-- Beverage | 0.60000000
-- Dessert | 1.79166667
-- Main | 6.11046512
-- Snack | 3.10000000

SELECT menu_category, AVG(menu_cogs_usd) OVER(PARTITION BY menu_category) avg_cogs FROM menu_items ORDER BY menu_category LIMIT 15;
-- Beverage | 0.60000
-- Beverage | 0.60000
-- Beverage | 0.60000
-- Beverage | 0.60000
-- Dessert | 1.79166
-- Dessert | 1.79166
-- Dessert | 1.79166
-- Dessert | 1.79166
-- Dessert | 1.79166
-- Dessert | 1.79166
-- Main | 6.11046
-- Main | 6.11046
-- Main | 6.11046
-- Main | 6.11046
-- Main | 6.11046

SELECT menu_category, menu_price_usd, menu_cogs_usd,
    AVG(menu_cogs_usd) OVER(PARTITION BY menu_category
      ORDER BY menu_price_usd, menu_cogs_usd ROWS BETWEEN CURRENT ROW and 2 FOLLOWING) avg_cogs
  FROM menu_items
  ORDER BY menu_category, menu_price_usd, menu_cogs_usd, avg_cogs
  LIMIT 10;
-- Beverage | 2.00 | 0.50 | 0.58333
-- Beverage | 3.00 | 0.50 | 0.63333
-- Beverage | 3.00 | 0.75 | 0.70000
-- Beverage | 3.50 | 0.65 | 0.65000
-- Dessert | 3.00 | 0.50 | 0.91666
-- Dessert | 4.00 | 1.00 | 1.58333
-- Dessert | 5.00 | 1.25 | 2.08333
-- Dessert | 6.00 | 2.50 | 2.66666
-- Dessert | 6.00 | 2.50 | 2.75000
-- Dessert | 7.00 | 3.00 | 3.00000

SELECT menu_category, menu_price_usd,
    SUM(menu_price_usd) OVER(PARTITION BY menu_category ORDER BY menu_price_usd ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) sum_price
  FROM menu_items
  WHERE menu_category IN('Beverage','Snack')
  ORDER BY menu_category, menu_price_usd, sum_price;
-- Beverage | 2.00 | 2.00
-- Beverage | 3.00 | 5.00
-- Beverage | 3.00 | 8.00
-- Beverage | 3.50 | 11.50
-- Snack | 6.00 | 6.00
-- Snack | 6.00 | 12.00
-- Snack | 7.00 | 19.00
-- Snack | 9.00 | 28.00
-- Snack | 11.00 | 39.00

SELECT menu_category, menu_price_usd,
    SUM(menu_price_usd) OVER(PARTITION BY menu_category ORDER BY menu_price_usd RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) sum_price
  FROM menu_items
  WHERE menu_category IN('Beverage','Dessert','Snack')
  ORDER BY menu_category, menu_price_usd;
-- Beverage | 2.00 | 2.00
-- Beverage | 3.00 | 8.00
-- Beverage | 3.00 | 8.00
-- Beverage | 3.50 | 11.50
-- Dessert | 3.00 | 3.00
-- Dessert | 4.00 | 7.00
-- Dessert | 5.00 | 12.00
-- Dessert | 6.00 | 24.00
-- Dessert | 6.00 | 24.00
-- Dessert | 7.00 | 31.00
-- Snack | 6.00 | 12.00
-- Snack | 6.00 | 12.00
-- Snack | 7.00 | 19.00
-- Snack | 9.00 | 28.00
-- Snack | 11.00 | 39.00

SELECT menu_category, menu_cogs_usd,
    AVG(menu_cogs_usd) OVER(ORDER BY menu_cogs_usd RANGE BETWEEN CURRENT ROW AND 2 FOLLOWING) avg_cogs
  FROM menu_items
  WHERE menu_category IN('Beverage','Dessert','Snack')
  GROUP BY menu_category, menu_cogs_usd
  ORDER BY menu_category, menu_cogs_usd;
-- Beverage | 0.50 | 1.18333
-- Beverage | 0.65 | 1.37857
-- Beverage | 0.75 | 1.50000
-- Dessert | 0.50 | 1.18333
-- Dessert | 1.00 | 1.87500
-- Dessert | 1.25 | 2.05000
-- Dessert | 2.50 | 3.16666
-- Dessert | 3.00 | 3.50000
-- Snack | 1.25 | 2.05000
-- Snack | 2.25 | 2.93750
-- Snack | 4.00 | 4.00000

SELECT menu_category, STDDEV(menu_cogs_usd)::VARCHAR LIKE '1.00519484%' AS stddev_cogs, STDDEV(menu_price_usd)::VARCHAR LIKE '1.471960144%' AS stddev_price
  FROM menu_items
  WHERE menu_category = 'Dessert'
  GROUP BY 1;
-- Dessert | TRUE | TRUE

SELECT DISTINCT menu_category, ROUND(STDDEV(menu_cogs_usd) OVER(PARTITION BY menu_category), 8) AS stddev_cogs
  FROM menu_items
  GROUP BY menu_category, menu_cogs_usd
  ORDER BY menu_category
  LIMIT 3;
-- Beverage | 0.12583057
-- Dessert | 1.05475116
-- Main | 3.44405157

SELECT STDDEV(DISTINCT menu_cogs_usd) OVER (ORDER BY menu_id) FROM menu_items;
-- ! SQL compilation error: distinct cannot be used with a window frame or an order.

CREATE TABLE t1 (c1 INTEGER);

INSERT INTO t1 (c1) VALUES (6), (10), (14);

SELECT STDDEV(c1), STDDEV_SAMP(c1), STDDEV(c1::VARCHAR) FROM t1;
-- 4 | 4 | 4

SELECT STDDEV(column1), STDDEV_SAMP(column1) FROM VALUES (1);
-- NULL | NULL

CREATE OR REPLACE TABLE nulls(c1 int, c2 int);

INSERT INTO nulls VALUES (1,10), (2,20), (3,30), (NULL,20), (NULL,50);

SELECT c1 c1_nulls_last, c2, SUM(c2) OVER(ORDER BY c1 NULLS LAST RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING) sum_c2 FROM nulls;
-- 1 | 10 | 30
-- 2 | 20 | 60
-- 3 | 30 | 50
-- NULL | 20 | 70
-- NULL | 50 | 70

SELECT c1 c1_nulls_last, c2, SUM(c2) OVER(ORDER BY c1 NULLS LAST RANGE BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING) sum_c2 FROM nulls;
-- 1 | 10 | 130
-- 2 | 20 | 130
-- 3 | 30 | 120
-- NULL | 20 | 70
-- NULL | 50 | 70

SELECT c1, SUM(c2) OVER(ORDER BY c1 NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING) sum_c2 FROM nulls;
-- 1 | 100
-- 2 | 130
-- 3 | 130
-- NULL | 70
-- NULL | 70

CREATE OR REPLACE TABLE example_cumulative (p INT, o INT, i INT);

INSERT INTO example_cumulative VALUES
    (  0, 1, 10), (0, 2, 20), (0, 3, 30),
    (100, 1, 10),(100, 2, 30),(100, 2, 5),(100, 3, 11),(100, 3, 120),
    (200, 1, 10000),(200, 1, 200),(200, 1, 808080),(200, 2, 33333),(200, 3, null), (200, 3, 4),
    (300, 1, null), (300, 1, null);

SELECT
    p, o, i,
    COUNT(i) OVER (PARTITION BY p ORDER BY o) count_i_Range_Pre,
    SUM(i)   OVER (PARTITION BY p ORDER BY o) sum_i_Range_Pre,
    AVG(i)   OVER (PARTITION BY p ORDER BY o) avg_i_Range_Pre,
    MIN(i)   OVER (PARTITION BY p ORDER BY o) min_i_Range_Pre,
    MAX(i)   OVER (PARTITION BY p ORDER BY o) max_i_Range_Pre
  FROM example_cumulative
  ORDER BY p,o;
-- 0 | 1 | 10 | 1 | 10 | 10.000000 | 10 | 10
-- 0 | 2 | 20 | 2 | 30 | 15.000000 | 10 | 20
-- 0 | 3 | 30 | 3 | 60 | 20.000000 | 10 | 30
-- 100 | 1 | 10 | 1 | 10 | 10.000000 | 10 | 10
-- 100 | 2 | 30 | 3 | 45 | 15.000000 | 5 | 30
-- 100 | 2 | 5 | 3 | 45 | 15.000000 | 5 | 30
-- 100 | 3 | 11 | 5 | 176 | 35.200000 | 5 | 120
-- 100 | 3 | 120 | 5 | 176 | 35.200000 | 5 | 120
-- 200 | 1 | 10000 | 3 | 818280 | 272760.000000 | 200 | 808080
-- 200 | 1 | 200 | 3 | 818280 | 272760.000000 | 200 | 808080
-- 200 | 1 | 808080 | 3 | 818280 | 272760.000000 | 200 | 808080
-- 200 | 2 | 33333 | 4 | 851613 | 212903.250000 | 200 | 808080
-- 200 | 3 | NULL | 5 | 851617 | 170323.400000 | 4 | 808080
-- 200 | 3 | 4 | 5 | 851617 | 170323.400000 | 4 | 808080
-- 300 | 1 | NULL | 0 | NULL | NULL | NULL | NULL
-- 300 | 1 | NULL | 0 | NULL | NULL | NULL | NULL

CREATE TABLE store_sales_2 (day INTEGER, sales_today INTEGER);

INSERT INTO store_sales_2 (day, sales_today) VALUES (1, 10), (2, 14), (3,  6), (4,  6), (5, 14), (6, 16), (7, 18);

SELECT day,
       sales_today,
       RANK()
           OVER (ORDER BY sales_today DESC) AS Rank,
       SUM(sales_today)
           OVER (ORDER BY day
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
               AS "SALES SO FAR THIS WEEK",
       SUM(sales_today)
           OVER ()
               AS total_sales,
       AVG(sales_today)
           OVER (ORDER BY day ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
               AS "3-DAY MOVING AVERAGE"
    FROM store_sales_2
    ORDER BY day;
-- 1 | 10 | 5 | 10 | 84 | 10.000
-- 2 | 14 | 3 | 24 | 84 | 12.000
-- 3 | 6 | 6 | 30 | 84 | 10.000
-- 4 | 6 | 6 | 36 | 84 | 8.666
-- 5 | 14 | 3 | 50 | 84 | 8.666
-- 6 | 16 | 2 | 66 | 84 | 12.000
-- 7 | 18 | 1 | 84 | 84 | 16.000

CREATE TABLE sales (sales_date DATE, quantity INTEGER);

INSERT INTO sales (sales_date, quantity) VALUES ('2018-01-01', 1), ('2018-01-02', 3), ('2018-01-03', 5), ('2018-02-01', 2);

SELECT MONTH(sales_date) AS MONTH_NUM,
       quantity,
       SUM(quantity) OVER (PARTITION BY MONTH(sales_date) ORDER BY sales_date ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
         AS MONTHLY_SLIDING_SUM_QUANTITY,
       SUM(quantity) OVER (PARTITION BY MONTH(sales_date) ORDER BY sales_date) AS MONTHLY_CUMULATIVE_SUM_QUANTITY
    FROM sales
    ORDER BY sales_date;
-- 1 | 1 | 1 | 1
-- 1 | 3 | 4 | 4
-- 1 | 5 | 8 | 9
-- 2 | 2 | 2 | 2

CREATE TRANSIENT TABLE store_sales (branch_ID INTEGER, city VARCHAR, gross_sales NUMERIC(9, 2), gross_costs NUMERIC(9, 2), net_profit NUMERIC(9, 2));

INSERT INTO store_sales (branch_ID, city, gross_sales, gross_costs)
    VALUES (1, 'Vancouver', 110000, 100000), (2, 'Vancouver', 140000, 125000), (3, 'Montreal', 150000, 140000), (4, 'Montreal', 155000, 146000);

UPDATE store_sales SET net_profit = gross_sales - gross_costs;

SELECT branch_ID, net_profit, 100 * RATIO_TO_REPORT(net_profit) OVER () AS percent_of_chain_profit FROM store_sales AS s1 ORDER BY branch_ID;
-- 1 | 10000.00 | 22.72727300
-- 2 | 15000.00 | 34.09090900
-- 3 | 10000.00 | 22.72727300
-- 4 | 9000.00 | 20.45454500

SELECT branch_ID, city, 100 * RATIO_TO_REPORT(net_profit) OVER (PARTITION BY city) FROM store_sales AS s1 ORDER BY city, branch_ID;
-- 3 | Montreal | 52.63157900
-- 4 | Montreal | 47.36842100
-- 1 | Vancouver | 40.00000000
-- 2 | Vancouver | 60.00000000

WITH data AS (
  SELECT PARSE_JSON('[{"completed_on": "2024-06-03T20:17:08.621001019Z"}, {"completed_on": "2024-06-03T18:26:08.691858742Z"}, {"completed_on": "2024-06-03T14:43:40.215726239Z"}]') d
  )
SELECT fields.*, ROW_NUMBER() OVER(ORDER BY completed_on DESC) rn
  FROM data, LATERAL FLATTEN(d) AS f, LATERAL (SELECT f.value:completed_on AS completed_on) fields;
-- "2024-06-03T20:17:08.621001019Z" | 1
-- "2024-06-03T18:26:08.691858742Z" | 2
-- "2024-06-03T14:43:40.215726239Z" | 3

CREATE OR REPLACE TABLE march_temps_every_five_mins (observed TIMESTAMP, temperature INT, city VARCHAR(20), county VARCHAR(20));

INSERT INTO march_temps_every_five_mins VALUES
  ('2025-03-15 09:45:00.000', NULL, 'Big Bear City', 'San Bernardino'),
  ('2025-03-15 09:49:00.000', 48, 'Big Bear City', 'San Bernardino'),
  ('2025-03-15 09:50:00.000', NULL, 'Big Bear City', 'San Bernardino'),
  ('2025-03-15 09:50:00.000', 44, 'South Lake Tahoe', 'El Dorado'),
  ('2025-03-15 09:55:00.000', 49, 'Big Bear City', 'San Bernardino'),
  ('2025-03-15 09:55:00.000', 46, 'South Lake Tahoe', 'El Dorado'),
  ('2025-03-15 10:00:00.000', NULL, 'Big Bear City', 'San Bernardino'),
  ('2025-03-15 10:00:00.000', NULL, 'South Lake Tahoe', 'El Dorado'),
  ('2025-03-15 10:05:00.000', NULL, 'Big Bear City', 'San Bernardino'),
  ('2025-03-15 10:05:00.000', NULL, 'South Lake Tahoe', 'El Dorado'),
  ('2025-03-15 10:10:00.000', 51, 'Big Bear City', 'San Bernardino'),
  ('2025-03-15 10:10:00.000', 52, 'South Lake Tahoe', 'El Dorado'),
  ('2025-03-15 10:15:00.000', NULL, 'Big Bear City', 'San Bernardino'),
  ('2025-03-15 10:15:00.000', 54, 'South Lake Tahoe', 'El Dorado'),
  ('2025-03-15 10:18:00.000', 54, 'Big Bear City', 'San Bernardino');

SELECT observed,
    temperature,
    INTERPOLATE_BFILL(temperature) OVER (PARTITION BY city, county ORDER BY observed) bfill_temp,
    INTERPOLATE_FFILL(temperature) OVER (PARTITION BY city, county ORDER BY observed) ffill_temp,
    city
  FROM march_temps_every_five_mins
  ORDER BY observed, city;
-- 2025-03-15 09:45:00.000 | NULL | 48 | NULL | Big Bear City
-- 2025-03-15 09:49:00.000 | 48 | 48 | 48 | Big Bear City
-- 2025-03-15 09:50:00.000 | NULL | 49 | 48 | Big Bear City
-- 2025-03-15 09:50:00.000 | 44 | 44 | 44 | South Lake Tahoe
-- 2025-03-15 09:55:00.000 | 49 | 49 | 49 | Big Bear City
-- 2025-03-15 09:55:00.000 | 46 | 46 | 46 | South Lake Tahoe
-- 2025-03-15 10:00:00.000 | NULL | 51 | 49 | Big Bear City
-- 2025-03-15 10:00:00.000 | NULL | 52 | 46 | South Lake Tahoe
-- 2025-03-15 10:05:00.000 | NULL | 51 | 49 | Big Bear City
-- 2025-03-15 10:05:00.000 | NULL | 52 | 46 | South Lake Tahoe
-- 2025-03-15 10:10:00.000 | 51 | 51 | 51 | Big Bear City
-- 2025-03-15 10:10:00.000 | 52 | 52 | 52 | South Lake Tahoe
-- 2025-03-15 10:15:00.000 | NULL | 54 | 51 | Big Bear City
-- 2025-03-15 10:15:00.000 | 54 | 54 | 54 | South Lake Tahoe
-- 2025-03-15 10:18:00.000 | 54 | 54 | 54 | Big Bear City

SELECT observed, temperature,
    INTERPOLATE_BFILL(temperature)
      OVER (PARTITION BY city, county ORDER BY observed ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) bfill_temp,
    city, county
  FROM march_temps_every_five_mins
  ORDER BY observed;
-- ! Sliding window frame unsupported for function INTERPOLATE_BFILL

SELECT observed, INTERPOLATE_LINEAR(temperature::NUMBER(5, 2)) OVER (PARTITION BY city ORDER BY observed) linear
  FROM march_temps_every_five_mins WHERE city = 'South Lake Tahoe' ORDER BY observed;
-- 2025-03-15 09:50:00.000 | 44.00
-- 2025-03-15 09:55:00.000 | 46.00
-- 2025-03-15 10:00:00.000 | 48.00
-- 2025-03-15 10:05:00.000 | 50.00
-- 2025-03-15 10:10:00.000 | 52.00
-- 2025-03-15 10:15:00.000 | 54.00
