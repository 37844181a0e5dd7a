--# Examples of the pages of OCTET_LENGTH, PARSE_URL, AS_VARCHAR, ARRAY_CONSTRUCT_STRUCTURED and of the H3 functions.

SELECT OCTET_LENGTH('abc'), OCTET_LENGTH('\u0392'), OCTET_LENGTH(X'A1B2');
-- 3 | 2 | 2

CREATE OR REPLACE TABLE parse_url_test (id INT, sample_url VARCHAR);

INSERT INTO parse_url_test VALUES
  (1, 'mailto:abc@xyz.com'),
  (2, 'https://www.snowflake.com/'),
  (3, 'http://USER:PASS@EXAMPLE.INT:4345/HELLO.PHP?USER=1'),
  (4, NULL);

SELECT PARSE_URL(sample_url) FROM parse_url_test;
-- {"fragment":null,"host":null,"parameters":null,"path":"abc@xyz.com","port":null,"query":null,"scheme":"mailto"}
-- {"fragment":null,"host":"www.snowflake.com","parameters":null,"path":"","port":null,"query":null,"scheme":"https"}
-- {"fragment":null,"host":"USER:PASS@EXAMPLE.INT","parameters":{"USER":"1"},"path":"HELLO.PHP","port":"4345","query":"USER=1","scheme":"http"}
-- NULL

SELECT PARSE_URL(sample_url):host FROM parse_url_test;
-- null
-- "www.snowflake.com"
-- "USER:PASS@EXAMPLE.INT"
-- NULL

SELECT *
  FROM parse_url_test
  WHERE PARSE_URL(sample_url):port = '4345';
-- 3 | http://USER:PASS@EXAMPLE.INT:4345/HELLO.PHP?USER=1

SELECT *
  FROM parse_url_test
  WHERE PARSE_URL(sample_url):host = 'www.snowflake.com';
-- 2 | https://www.snowflake.com/

SELECT PARSE_URL('example.int/hello.php?user=12#nofragment', 0);
-- ! 100139 (22000): Error parsing URL: scheme not specified

SELECT PARSE_URL('example.int/hello.php?user=12#nofragment', 1);
-- {"error":"scheme not specified"}

CREATE OR REPLACE TABLE as_varchar_example (varchar1 VARIANT);

INSERT INTO as_varchar_example (varchar1)
  SELECT TO_VARIANT('My VARCHAR value');

SELECT AS_VARCHAR(varchar1) varchar_value, AS_CHAR(varchar1)
  FROM as_varchar_example;
-- My VARCHAR value | My VARCHAR value

SELECT ARRAY_CONSTRUCT_STRUCTURED(1, 2, 3) AS structured_array;
-- [1,2,3]

SELECT ARRAY_CONSTRUCT_STRUCTURED(NULL, 'a', 'b') AS structured_array;
-- [undefined,"a","b"]

SELECT ARRAY_CONSTRUCT_STRUCTURED(
    [1, 2]::ARRAY(INT),
    [3, 4]::ARRAY(INT)) AS nested_array;
-- [[1,2],[3,4]]

SELECT ARRAY_CONSTRUCT_STRUCTURED(NULL, NULL);
-- ! Invalid argument types for function 'ARRAY_CONSTRUCT_STRUCTURED': (NULL, NULL)

SELECT H3_CELL_TO_CHILDREN(613036919424548863, 9);
-- [617540519050084351,617540519050346495,617540519050608639,617540519050870783,617540519051132927,617540519051395071,617540519051657215]

SELECT H3_CELL_TO_CHILDREN_STRING('881F1D4887FFFFF', 9);
-- ["891f1d48863ffff","891f1d48867ffff","891f1d4886bffff","891f1d4886fffff","891f1d48873ffff","891f1d48877ffff","891f1d4887bffff"]

SELECT H3_COMPACT_CELLS_STRINGS(
  [
    '8a2a10705507fff',
    '8a2a1070550ffff',
    '8a2a10705517fff',
    '8a2a1070551ffff',
    '8a2a10705527fff',
    '8a2a1070552ffff',
    '8a2a10705537fff',
    '8a2a10705cdffff'
    ]
  ) AS compacted;
-- ["8a2a10705cdffff","892a1070553ffff"]

SELECT H3_GRID_PATH(617540519103561727, 617540519052967935);
-- [617540519103561727,617540519046414335,617540519047462911,617540519044055039,617540519045103615,617540519052967935]

SELECT H3_GRID_PATH('891f1d48b93ffff', '891f1d4888fffff');
-- ["891f1d48b93ffff","891f1d4882bffff","891f1d4883bffff","891f1d48807ffff","891f1d48817ffff","891f1d4888fffff"]

SELECT H3_POINT_TO_CELL_STRING(ST_POINT(13.377704, 52.516262), 8);
-- 881F1D4887FFFFF

SELECT H3_POINT_TO_CELL_STRING(ST_POINT(13.377704, 52.516262), 18);
-- ! 100410 (P0000): Invalid H3 resolution value: 18. Resolution must be between 0 (coarsest) and 15 (finest).

SELECT H3_TRY_GRID_PATH('813d7ffffffffff', '81343ffffffffff');
-- NULL

SELECT H3_TRY_POLYGON_TO_CELLS_STRINGS(
  TO_GEOGRAPHY('POLYGON((-108.959 40.948,
                         -109.015 37.077,
                         -102.117 36.956,
                         -102.134 40.953,
                         -108.959 40.948))'
              ), 15) AS h3_cells_in_polygon;
-- NULL

SELECT H3_UNCOMPACT_CELLS_STRINGS(
  [
    '8a2a1072339ffff',
    '892a1072377ffff'
  ],
  10
) AS uncompacted;
-- ["8a2a1072339ffff","8a2a10723747fff","8a2a1072374ffff","8a2a10723757fff","8a2a1072375ffff","8a2a10723767fff","8a2a1072376ffff","8a2a10723777fff"]
