CREATE FUNCTION add_one(i INT) RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'add_one_py' AS
$$
def add_one_py(i):
  return i + 1
$$;
-- Function ADD_ONE successfully created.

SELECT add_one(3), gold.public.add_one(i => 4), ADD_ONE('5');
-- 4 | 5 | 6

SELECT add_one(column1) AS n, COUNT(*) FROM VALUES (1), (1), (2) GROUP BY add_one(column1) ORDER BY 1;
-- 2 | 2
-- 3 | 1

SELECT add_one(9223372036854775807);
-- 9223372036854775808

SELECT add_one(NULL);
-- ! 100357 (P0000): Python Interpreter Error: Traceback (most recent call last):   File "_udf_code.py", line 3, in add_one_py TypeError

CREATE VIEW ones AS SELECT add_one(column1) AS n FROM VALUES (1), (2);

SELECT n FROM ones ORDER BY n;
-- 2
-- 3

CREATE OR REPLACE FUNCTION add_one(i INT) RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = 3.11 HANDLER = 'f' AS 'def f(i): return i + 100';

SELECT n FROM ones ORDER BY n;
-- 101
-- 102

DESCRIBE FUNCTION add_one(INT);
-- signature | (I NUMBER)
-- returns | NUMBER(38,0)
-- language | PYTHON
-- body | def f(i): return i + 100

DROP FUNCTION add_one(INT);

SELECT n FROM ones;
-- ! Unknown function ADD_ONE

CREATE FUNCTION shown(a NUMBER(10, 2), b FLOAT, c BOOLEAN, d DATE, e TIME, f TIMESTAMP_NTZ, g TIMESTAMP_TZ, h BINARY, i ARRAY, j OBJECT) RETURNS VARCHAR LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS
$$
def f(*values):
  return ", ".join(type(v).__name__ for v in values) + f" {values[6].utcoffset()} {values[8]}"
$$;

SELECT shown(1.5, 2, TRUE, '2020-01-02'::DATE, '10:11:12'::TIME, '2020-01-02 03:04:05', '2020-01-02 03:04:05 +02:00'::TIMESTAMP_TZ, 'ab'::BINARY, [1, 'x'], {'k': 1});
-- Decimal, float, bool, date, time, datetime, datetime, bytes, list, dict 2:00:00 [1, 'x']

CREATE FUNCTION same(v VARIANT) RETURNS VARIANT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS
$$
def f(v):
  if getattr(v, "is_sql_null", False):
    return "SQL null"
  return "JSON null" if v is None else v
$$;

SELECT same(NULL), same(PARSE_JSON('null')), same(PARSE_JSON('{"b": [1, 2.5], "a": null}')), same('x'::VARIANT), TYPEOF(same(1));
-- "SQL null" | "JSON null" | {"a":null,"b":[1,2.5]} | "x" | INTEGER

CREATE FUNCTION kept_null(a INT) RETURNS INT STRICT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'def f(a): return 1';

SELECT kept_null(NULL), kept_null(5);
-- NULL | 1

CREATE FUNCTION short() RETURNS VARCHAR(2) LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'def f(): return "abc"';

SELECT short();
-- ! 100078 (22000): String 'abc' is too long and would be truncated

CREATE FUNCTION text() RETURNS DATE LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'def f(): return "2020-01-01"';

SELECT text();
-- ! Python value of type 'str' cannot be returned as DATE

CREATE FUNCTION rounded() RETURNS NUMBER(4, 1) LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'def f(): return 12.25';

SELECT rounded();
-- 12.3

CREATE FUNCTION called_each_time(x INT) RETURNS FLOAT VOLATILE LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS
$$
import random
def f(x): return random.random()
$$;

SELECT COUNT(DISTINCT called_each_time(1)) FROM TABLE(GENERATOR(ROWCOUNT => 20));
-- 20

CREATE FUNCTION batch(x INT, y INT) RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' PACKAGES = ('pandas') HANDLER = 'f' AS
$$
import pandas
from _snowflake import vectorized
@vectorized(input=pandas.DataFrame)
def f(frame): return frame[0] + frame[1]
$$;

SELECT batch(column1, 1) FROM VALUES (1), (2), (NULL) ORDER BY 1;
-- 2
-- 3
-- NULL

CREATE FUNCTION missing() RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'nothing' AS 'x = 1';

SELECT missing();
-- ! AttributeError: module '_udf_code' has no attribute 'nothing'

CREATE FUNCTION leaving() RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'def f(): raise SystemExit(1)';

SELECT leaving();
-- ! 100357 (P0000): Python Interpreter Error

CREATE FUNCTION no_version() RETURNS INT LANGUAGE PYTHON HANDLER = 'f' AS 'def f(): return 1';
-- ! Missing option(s): [RUNTIME_VERSION]

CREATE FUNCTION no_handler() RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' AS 'def f(): return 1';
-- ! Missing option(s): [HANDLER]

CREATE FUNCTION old() RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '2.7' HANDLER = 'f' AS 'def f(): return 1';
-- ! invalid value [2.7] for parameter 'RUNTIME_VERSION'

CREATE FUNCTION imported() RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' IMPORTS = ('@s/f.py') HANDLER = 'f.g';
-- ! Unsupported feature

CREATE FUNCTION java() RETURNS INT LANGUAGE JAVA HANDLER = 'f' AS 'x';
-- ! Unsupported feature 'CREATE FUNCTION ... LANGUAGE JAVA'

CREATE AGGREGATE FUNCTION squared(a FLOAT, b INT DEFAULT 3) RETURNS FLOAT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'Squared' AS
$$
class Squared:
  def __init__(self):
    self.total = 0
  @property
  def aggregate_state(self):
    return self.total
  def accumulate(self, a, b):
    self.total += (a or 0) * b
  def merge(self, other):
    self.total += other
  def finish(self):
    return self.total ** 2
$$;

SELECT squared(column1), squared(column1, 1), squared(DISTINCT column1, 1) FROM VALUES (1), (2), (2), (NULL);
-- 225 | 25 | 9

SELECT column1, squared(column2, 1) FROM VALUES (1, 2), (1, 3), (2, 4) GROUP BY column1 ORDER BY 1;
-- 1 | 25
-- 2 | 16

SELECT column2, gold.public.squared(column2, 1) OVER (PARTITION BY column1 ORDER BY column2) AS s FROM VALUES (1, 2), (1, 3), (2, 4) ORDER BY 1;
-- 2 | 4
-- 3 | 25
-- 4 | 16

SELECT squared(column1) FROM VALUES (1) WHERE squared(column1) > 1;
-- ! Invalid aggregate function in where clause [SQUARED]

CREATE AGGREGATE FUNCTION half_a_class(a INT) RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'C' AS
$$
class C:
  def accumulate(self, a): pass
  def finish(self): return 1
$$;

SELECT half_a_class(1);
-- ! type object 'C' has no attribute 'aggregate_state'

CREATE AGGREGATE FUNCTION in_sql(a INT) RETURNS INT AS 'SUM(a)';
-- ! Unsupported feature 'CREATE AGGREGATE FUNCTION ... LANGUAGE SQL'

CREATE FUNCTION counted(n INT) RETURNS TABLE (k INT, t VARCHAR) LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'Counted' AS
$$
class Counted:
  def __init__(self):
    self.total = 0
  def process(self, n):
    self.total += n
    for k in range(n):
      yield (k, str(n))
  def end_partition(self):
    yield (self.total, "end")
$$;

SELECT * FROM TABLE(counted(2));
-- 0 | 2
-- 1 | 2
-- 2 | end

SELECT c.column1, f.k FROM (VALUES (7, 1), (8, 2)) c, TABLE(counted(c.column2)) f WHERE t <> 'end';
-- 7 | 0
-- 8 | 0
-- 8 | 1

SELECT c.column1, c.column2, f.* FROM (VALUES ('a', 2), ('a', 1), ('b', 1)) c, TABLE(counted(c.column2) OVER (PARTITION BY c.column1 ORDER BY c.column2)) f ORDER BY c.column1, c.column2, k;
-- a | 1 | 0 | 1
-- a | 2 | 0 | 2
-- a | 2 | 1 | 2
-- a | NULL | 3 | end
-- b | 1 | 0 | 1
-- b | NULL | 1 | end

SELECT f.k FROM (VALUES (2), (1)) c JOIN TABLE(gold.public.counted(c.column1) OVER ()) f WHERE t = 'end';
-- 3

CREATE FUNCTION no_tuple() RETURNS TABLE (k INT) LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'C' AS
$$
class C:
  def process(self): return [1]
$$;

SELECT * FROM TABLE(no_tuple());
-- ! a row must be a tuple of 1 values, got int

SELECT counted(1);
-- ! Unknown function COUNTED
