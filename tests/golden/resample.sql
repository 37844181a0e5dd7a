--# https://docs.snowflake.com/en/sql-reference/constructs/resample and user-guide/querying-time-series-data

CREATE OR REPLACE TABLE sensor_data_unixtime (device_id VARCHAR(10), unixtime NUMBER(38,0), avg_temp NUMBER(6,4), vibration NUMBER (5,4), motor_rpm INT);

INSERT INTO sensor_data_unixtime VALUES
  ('DEVICE3', 1696150802, 36.1103, 0.4226, 1560),
  ('DEVICE3', 1696150803, 35.2987, 0.4326, 1561),
  ('DEVICE3', 1696150804, 40.0001, 0.3221, 1562),
  ('DEVICE3', 1696150805, 38.0422, 0.3333, 1589),
  ('DEVICE3', 1696150807, 33.1524, 0.4865, 1499),
  ('DEVICE3', 1696150808, 32.0422, 0.4221, 1498),
  ('DEVICE3', 1696150809, 31.1519, 0.4751, 1600),
  ('DEVICE3', 1696150810, 29.1524, 0.4639, 1605),
  ('DEVICE3', 1696150812, 35.2987, 0.4336, 1585),
  ('DEVICE3', 1696150813, 40.0000, 0.4226, 1560);

SELECT * FROM sensor_data_unixtime
  RESAMPLE(USING unixtime INCREMENT BY 1) ORDER BY unixtime;
-- DEVICE3 | 1696150802 | 36.1103 | 0.4226 | 1560
-- DEVICE3 | 1696150803 | 35.2987 | 0.4326 | 1561
-- DEVICE3 | 1696150804 | 40.0001 | 0.3221 | 1562
-- DEVICE3 | 1696150805 | 38.0422 | 0.3333 | 1589
-- NULL | 1696150806 | NULL | NULL | NULL
-- DEVICE3 | 1696150807 | 33.1524 | 0.4865 | 1499
-- DEVICE3 | 1696150808 | 32.0422 | 0.4221 | 1498
-- DEVICE3 | 1696150809 | 31.1519 | 0.4751 | 1600
-- DEVICE3 | 1696150810 | 29.1524 | 0.4639 | 1605
-- NULL | 1696150811 | NULL | NULL | NULL
-- DEVICE3 | 1696150812 | 35.2987 | 0.4336 | 1585
-- DEVICE3 | 1696150813 | 40.0000 | 0.4226 | 1560

SELECT * FROM sensor_data_unixtime
  RESAMPLE(USING unixtime INCREMENT BY 1 PARTITION BY device_id) WHERE avg_temp IS NULL ORDER BY unixtime;
-- DEVICE3 | 1696150806 | NULL | NULL | NULL
-- DEVICE3 | 1696150811 | NULL | NULL | NULL

SELECT * FROM sensor_data_unixtime
  RESAMPLE(USING unixtime INCREMENT BY INTERVAL '1 second') ORDER BY unixtime;
-- ! 009954 (42601): SQL compilation error: RESAMPLE INCREMENT BY has to be numeric type when USING parameter is numeric.

CREATE OR REPLACE TABLE march_temps
 (observed TIMESTAMP, temperature INT, city VARCHAR(20), county VARCHAR(20));

INSERT INTO march_temps VALUES
  ('2025-03-15 09:50:00.000',44,'South Lake Tahoe','El Dorado'),
  ('2025-03-15 09:55:00.000',46,'South Lake Tahoe','El Dorado'),
  ('2025-03-15 10:10:00.000',52,'South Lake Tahoe','El Dorado'),
  ('2025-03-15 10:15:00.000',54,'South Lake Tahoe','El Dorado'),
  ('2025-03-15 09:49:00.000',48,'Big Bear City','San Bernardino'),
  ('2025-03-15 09:55:00.000',49,'Big Bear City','San Bernardino'),
  ('2025-03-15 10:10:00.000',51,'Big Bear City','San Bernardino'),
  ('2025-03-15 10:18:00.000',54,'Big Bear City','San Bernardino');

SELECT *
  FROM march_temps
    RESAMPLE (
      USING observed
      INCREMENT BY INTERVAL '5 minutes')
  ORDER BY observed, temperature;
-- 2025-03-15 09:45:00.000 | NULL | NULL | NULL
-- 2025-03-15 09:49:00.000 | 48 | Big Bear City | San Bernardino
-- 2025-03-15 09:50:00.000 | 44 | South Lake Tahoe | El Dorado
-- 2025-03-15 09:55:00.000 | 46 | South Lake Tahoe | El Dorado
-- 2025-03-15 09:55:00.000 | 49 | Big Bear City | San Bernardino
-- 2025-03-15 10:00:00.000 | NULL | NULL | NULL
-- 2025-03-15 10:05:00.000 | NULL | NULL | NULL
-- 2025-03-15 10:10:00.000 | 51 | Big Bear City | San Bernardino
-- 2025-03-15 10:10:00.000 | 52 | South Lake Tahoe | El Dorado
-- 2025-03-15 10:15:00.000 | 54 | South Lake Tahoe | El Dorado
-- 2025-03-15 10:18:00.000 | 54 | Big Bear City | San Bernardino

SELECT *
  FROM march_temps
    RESAMPLE (
      USING observed
      INCREMENT BY INTERVAL '5 minutes'
      PARTITION BY city, county)
  ORDER BY city, county, observed;
-- 2025-03-15 09:45:00.000 | NULL | Big Bear City | San Bernardino
-- 2025-03-15 09:49:00.000 | 48 | Big Bear City | San Bernardino
-- 2025-03-15 09:50:00.000 | NULL | Big Bear City | San Bernardino
-- 2025-03-15 09:55:00.000 | 49 | Big Bear City | San Bernardino
-- 2025-03-15 10:00:00.000 | NULL | Big Bear City | San Bernardino
-- 2025-03-15 10:05:00.000 | NULL | Big Bear City | San Bernardino
-- 2025-03-15 10:10:00.000 | 51 | Big Bear City | San Bernardino
-- 2025-03-15 10:15:00.000 | NULL | Big Bear City | San Bernardino
-- 2025-03-15 10:18:00.000 | 54 | Big Bear City | San Bernardino
-- 2025-03-15 09:50:00.000 | 44 | South Lake Tahoe | El Dorado
-- 2025-03-15 09:55:00.000 | 46 | South Lake Tahoe | El Dorado
-- 2025-03-15 10:00:00.000 | NULL | South Lake Tahoe | El Dorado
-- 2025-03-15 10:05:00.000 | NULL | South Lake Tahoe | El Dorado
-- 2025-03-15 10:10:00.000 | 52 | South Lake Tahoe | El Dorado
-- 2025-03-15 10:15:00.000 | 54 | South Lake Tahoe | El Dorado

CREATE OR REPLACE TABLE march_temps_every_five_mins AS
  SELECT * FROM march_temps
    RESAMPLE(
      USING observed
      INCREMENT BY INTERVAL '5 minutes'
      PARTITION BY city, county
      METADATA_COLUMNS IS_GENERATED() AS generated_row, BUCKET_START()
      )
  ORDER BY observed;

SELECT * FROM march_temps_every_five_mins
  WHERE generated_row = 'True' ORDER BY observed, city DESC;
-- 2025-03-15 09:45:00.000 | NULL | Big Bear City | San Bernardino | TRUE | 2025-03-15 09:45:00.000
-- 2025-03-15 09:50:00.000 | NULL | Big Bear City | San Bernardino | TRUE | 2025-03-15 09:50:00.000
-- 2025-03-15 10:00:00.000 | NULL | South Lake Tahoe | El Dorado | TRUE | 2025-03-15 10:00:00.000
-- 2025-03-15 10:00:00.000 | NULL | Big Bear City | San Bernardino | TRUE | 2025-03-15 10:00:00.000
-- 2025-03-15 10:05:00.000 | NULL | South Lake Tahoe | El Dorado | TRUE | 2025-03-15 10:05:00.000
-- 2025-03-15 10:05:00.000 | NULL | Big Bear City | San Bernardino | TRUE | 2025-03-15 10:05:00.000
-- 2025-03-15 10:15:00.000 | NULL | Big Bear City | San Bernardino | TRUE | 2025-03-15 10:15:00.000

SELECT bucket_start, county, COUNT(*)
  FROM march_temps
    RESAMPLE(
      USING observed
      INCREMENT BY INTERVAL '1 day'
      METADATA_COLUMNS IS_GENERATED(), BUCKET_START()
      )
  WHERE IS_GENERATED = 'False'
  GROUP BY bucket_start, county;
-- 2025-03-15 00:00:00.000 | El Dorado | 4
-- 2025-03-15 00:00:00.000 | San Bernardino | 4

SELECT COUNT(*)
  FROM march_temps
    RESAMPLE(
      USING observed
      INCREMENT BY INTERVAL '5 minutes'
      METADATA_COLUMNS BUCKET_START() AS bucket_first_row
      )
  WHERE observed = bucket_first_row;
-- 9

SELECT observed, temperature,
    INTERPOLATE_FFILL(temperature) OVER (PARTITION BY city ORDER BY observed) ffill,
    INTERPOLATE_BFILL(temperature) OVER (PARTITION BY city ORDER BY observed) bfill,
    city
  FROM march_temps m
    RESAMPLE(
      USING observed
      INCREMENT BY INTERVAL '5 minutes'
      PARTITION BY city, county)
  WHERE m.city = 'South Lake Tahoe'
  ORDER BY observed;
-- 2025-03-15 09:50:00.000 | 44 | 44 | 44 | South Lake Tahoe
-- 2025-03-15 09:55:00.000 | 46 | 46 | 46 | South Lake Tahoe
-- 2025-03-15 10:00:00.000 | NULL | 46 | 52 | South Lake Tahoe
-- 2025-03-15 10:05:00.000 | NULL | 46 | 52 | South Lake Tahoe
-- 2025-03-15 10:10:00.000 | 52 | 52 | 52 | South Lake Tahoe
-- 2025-03-15 10:15:00.000 | 54 | 54 | 54 | South Lake Tahoe

SELECT * FROM (SELECT '2024-01-15'::DATE AS d, 1 AS v UNION ALL SELECT '2024-04-02', 2) RESAMPLE(USING d INCREMENT BY INTERVAL '1 month') ORDER BY d;
-- 2024-01-01 | NULL
-- 2024-01-15 | 1
-- 2024-02-01 | NULL
-- 2024-03-01 | NULL
-- 2024-04-01 | NULL
-- 2024-04-02 | 2

SELECT a.x, b.d FROM (SELECT 1 AS x) a JOIN (SELECT '2024-01-01'::DATE AS d UNION ALL SELECT '2024-01-03') AS b RESAMPLE(USING d INCREMENT BY INTERVAL '1 day') ON TRUE ORDER BY 2;
-- 1 | 2024-01-01
-- 1 | 2024-01-02
-- 1 | 2024-01-03

SELECT * FROM (SELECT '2024-01-15'::DATE AS d) RESAMPLE(USING d INCREMENT BY INTERVAL '1 day, 2 hours');
-- ! 009954 (42601): SQL compilation error: RESAMPLE INCREMENT BY has to be of days or more when USING parameter is a DATE.

SELECT * FROM march_temps RESAMPLE(USING observed INCREMENT BY INTERVAL '1 week, 3 days');
-- ! 009954 (42601): SQL compilation error: RESAMPLE INCREMENT BY cannot have the parts day, week together.

SELECT * FROM sensor_data_unixtime RESAMPLE(USING unixtime INCREMENT BY 0);
-- ! 009954 (42601): SQL compilation error: RESAMPLE INCREMENT BY has to be positive.

SELECT * FROM march_temps RESAMPLE(USING nope INCREMENT BY INTERVAL '1 week');
-- ! invalid identifier 'NOPE'

SELECT * FROM march_temps RESAMPLE(USING observed);
-- ! 001003 (42000): SQL compilation error: syntax error
