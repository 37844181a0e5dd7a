CREATE FUNCTION joined(a FLOAT, "b" VARCHAR) RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$
  return A + b + (typeof A);
$$;

SELECT joined(1, 'x'), joined(NULL, 'y');
-- 1xnumber | undefinedyundefined

CREATE FUNCTION lowered(a FLOAT) RETURNS FLOAT LANGUAGE JAVASCRIPT AS 'return a';

SELECT lowered(1);
-- ! 100132 (P0000): JavaScript execution error: Uncaught ReferenceError: 'a' is not defined in LOWERED

CREATE FUNCTION thrown(a FLOAT) RETURNS FLOAT LANGUAGE JAVASCRIPT AS $$
  if (A > 1) {
    throw new Error('boom');
  }
  return A;
$$;

SELECT thrown(1);
-- 1

SELECT thrown(2);
-- ! Uncaught Error: boom in THROWN at '    throw new Error('boom');' position 0

CREATE FUNCTION numbers(a INT) RETURNS INT LANGUAGE JAVASCRIPT AS 'return A';
-- ! Language JAVASCRIPT does not support type 'NUMBER(38,0)' for argument or return type.

CREATE FUNCTION nulls(v VARIANT) RETURNS VARIANT LANGUAGE JAVASCRIPT AS $$
  if (V === undefined) return 'SQL null';
  if (V === null) return 'JSON null';
  return {key1: undefined, key2: null, v: V};
$$;

SELECT nulls(NULL), nulls(PARSE_JSON('null')), nulls(PARSE_JSON('[1, {"a": 2.5}]'));
-- "SQL null" | "JSON null" | {"key2":null,"v":[1,{"a":2.5}]}

CREATE FUNCTION back(v VARIANT) RETURNS VARIANT LANGUAGE JAVASCRIPT AS 'return V == 1 ? undefined : null';

SELECT back(1) IS NULL, back(2) IS NULL, back(2);
-- True | False | null

CREATE FUNCTION reversed(a ARRAY) RETURNS ARRAY LANGUAGE JAVASCRIPT AS 'return A.reverse();';

SELECT reversed([1, 'x', NULL]);
-- [null,"x",1]

ALTER SESSION SET TIMEZONE = 'Europe/Paris';

CREATE FUNCTION moments(d DATE, t TIMESTAMP_NTZ, z TIMESTAMP_TZ) RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$
  return D.toISOString() + ' ' + T.toISOString() + ' ' + Z.getTime();
$$;

SELECT moments('2020-01-01', '2020-07-01 12:00:00.123', '1970-01-01 00:00:01 +00:00'::TIMESTAMP_TZ);
-- 2019-12-31T23:00:00.000Z 2020-07-01T10:00:00.123Z 1000

CREATE FUNCTION later(t TIMESTAMP_NTZ) RETURNS TIMESTAMP_NTZ LANGUAGE JAVASCRIPT AS 'return new Date(T.getTime() + 1000)';

SELECT later('2020-07-01 12:00:00.123');
-- 2020-07-01 12:00:01.123

CREATE FUNCTION bits(b BINARY) RETURNS BINARY LANGUAGE JAVASCRIPT AS 'return B.reverse()';

SELECT HEX_ENCODE(bits('0102ff'::BINARY));
-- FF0201

CREATE FUNCTION flag(b BOOLEAN) RETURNS BOOLEAN LANGUAGE JAVASCRIPT AS 'return !B';

SELECT flag(TRUE), flag(FALSE);
-- False | True

CREATE FUNCTION strict_one(a FLOAT) RETURNS FLOAT RETURNS NULL ON NULL INPUT LANGUAGE JAVASCRIPT AS 'return 1';

SELECT strict_one(NULL), strict_one(3);
-- NULL | 1

CREATE FUNCTION made(n FLOAT) RETURNS TABLE (x FLOAT, s VARCHAR) LANGUAGE JAVASCRIPT AS $$
{
  initialize: function (info, context) { context.total = 0; },
  processRow: function (row, writer, context) {
    context.total += row.N;
    for (var i = 0; i < row.N; i++) writer.writeRow({X: i, S: 'row'});
  },
  finalize: function (writer, context) { writer.writeRow({X: context.total}); }
}
$$;

SELECT * FROM TABLE(made(2::FLOAT));
-- 0 | row
-- 1 | row
-- 2 | NULL

SELECT c.column1, x, s FROM (VALUES ('a', 1), ('a', 2), ('b', 1)) c, TABLE(made(c.column2::FLOAT) OVER (PARTITION BY c.column1)) f WHERE s IS NULL ORDER BY 1;
-- a | 3 | NULL
-- b | 1 | NULL

CREATE PROCEDURE filled(n FLOAT, s VARCHAR) RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$
  snowflake.execute({sqlText: "CREATE OR REPLACE TABLE filled_by_js (a INT, b VARCHAR, v VARIANT)"});
  var st = snowflake.createStatement({sqlText: "INSERT INTO filled_by_js SELECT ?, ?, PARSE_JSON('{\"k\": [1]}')", binds: [N, S]});
  st.execute();
  var rs = snowflake.execute({sqlText: "SELECT a, b, v FROM filled_by_js"});
  rs.next();
  return [rs.getColumnValue(1), rs.getColumnValue('B'), rs.A, rs.V.k[0], rs.getColumnCount(), st.getNumRowsInserted(), rs.next()].join();
$$;

CALL filled(2, 'x');
-- 2,x,2,1,3,1,false

SELECT a, b FROM filled_by_js;
-- 2 | x

CREATE PROCEDURE caught() RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$
  try { snowflake.execute({sqlText: "SELECT * FROM nowhere"}); } catch (e) { return e.code + ' ' + e.state; }
$$;

CALL caught();
-- 2003 42S02

CREATE PROCEDURE uncaught() RETURNS VARCHAR LANGUAGE JAVASCRIPT AS $$
  snowflake.execute({sqlText: "SELECT * FROM nowhere"});
$$;

CALL uncaught();
-- ! 100183 (P0000): Execution error in store procedure UNCAUGHT: SQL compilation error: Object 'NOWHERE' does not exist or not authorized. At UNCAUGHT, line 2
