"""String, regular expression, numeric, bitwise, conditional, hash, generation and encryption functions: what the
examples in their docstrings cannot say, which is errors, NULL, values in columns, and types of results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt.errors import CompilationError, ExecutionError, SqlError, UnsupportedError
from tests.printing import row


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="MOCKHAUS", schema="PUBLIC") as connection:
        yield connection.cursor()


def _column(cursor: Any, sql: str) -> list[str]:
    cursor.execute(sql)
    return [row(r) for r in cursor.fetchall()]


NULLS = """
ASCII(x) UNICODE(x) CHR(x) LENGTH(x) OCTET_LENGTH(x) BIT_LENGTH(x) LOWER(x) UPPER(x) INITCAP(x) INITCAP(x,'a')
CONCAT(x,'a') CONCAT_WS(x,'a','b') CONCAT_WS(',','a',x) CONCAT_WS(x,'a') REPEAT(x,2) REPEAT('a',x) SPACE(x) LEFT(x,1)
LEFT('a',x) RIGHT(x,1) RIGHT('a',x) SUBSTR(x,1) SUBSTR('a',x) SUBSTR('a',1,x) SUBSTR(x,-1) INSERT(x,1,1,'a')
INSERT('a',1,1,x) REVERSE(x) LPAD(x,2) LPAD('a',x) LPAD('a',2,x) RPAD('a',2,x) TRIM(x) TRIM('a',x) LTRIM(x) RTRIM(x,'a')
REPLACE(x,'a') REPLACE('a',x) REPLACE('a','a',x) TRANSLATE('a',x,'b') TRANSLATE('a','b',x) CONTAINS(x,'a')
CONTAINS('a',x) STARTSWITH('a',x) ENDSWITH(x,'a') POSITION('a',x) POSITION(x,'a') POSITION('','a',x) LIKE(x,'a')
ILIKE('a',x) EDITDISTANCE(x,'a') EDITDISTANCE('a','b',x) JAROWINKLER_SIMILARITY(x,'a') SOUNDEX(x) SOUNDEX_P123(x)
SEARCH(x,'a') SEARCH_IP(x,'1.2.3.4') SPLIT(x,',') SPLIT('a',x) SPLIT_PART(x,'a',1) SPLIT_PART('a','',x)
STRTOK(x) STRTOK('a',x) STRTOK('a',',',x) STRTOK_TO_ARRAY(x) PARSE_URL(x) PARSE_IP(x,'INET') HEX_ENCODE(x)
HEX_DECODE_STRING(x) HEX_DECODE_BINARY(x) BASE64_ENCODE(x) BASE64_DECODE_STRING(x) TRY_BASE64_DECODE_BINARY(x) MD5(x)
MD5_BINARY(x) MD5_NUMBER_LOWER64(x) SHA1(x) SHA2(x) SHA2(x,512) SHA2_BINARY(x,224) COMPRESS(x,'ZLIB')
REGEXP_LIKE(x,'a') REGEXP_LIKE('a',x) REGEXP_COUNT(x,'a') REGEXP_COUNT('a',x) REGEXP_INSTR(x,'a') REGEXP_INSTR('a',x)
REGEXP_REPLACE(x,'a') REGEXP_REPLACE('a',x) REGEXP_REPLACE('a','a',x) REGEXP_REPLACE('a','a','b',1,x)
REGEXP_SUBSTR(x,'a') REGEXP_SUBSTR('a',x) REGEXP_SUBSTR('a','a',1,x) REGEXP_SUBSTR_ALL(x,'a') REGEXP_SUBSTR_ALL('a',x)
ABS(x) CEIL(x) CEIL(1.5,x) FLOOR(x) ROUND(x) ROUND(1.5,x) TRUNC(x) TRUNC(1.5,x) SIGN(x) MOD(x,2) MOD(2,x) DIV0(x,2)
DIV0(2,x) DIV0(x,0) SQRT(x) CBRT(x) POWER(x,2) EXP(x) LN(x) LOG(x,2) FACTORIAL(x) SIN(x) HAVERSINE(x,1,1,1)
WIDTH_BUCKET(x,0,1,2) WIDTH_BUCKET(1,x,2,2) BITAND(x,1) BITOR(1,x) BITXOR(x,x) BITNOT(x) BITSHIFTLEFT(x,1)
BITSHIFTLEFT(1,x) BITSHIFTRIGHT(-1,x) GETBIT(x,1) NULLIF(x,1) GREATEST(x,1) LEAST(1,x) BOOLAND(x,1) BOOLXOR(x,1)
BOOLNOT(x) DECODE(1,x,2) DECRYPT(x::BINARY,'a')
""".split()


@pytest.mark.parametrize("call", NULLS)
def test_null_gives_null(cursor: Any, call: str) -> None:
    assert _column(cursor, f"SELECT {call.replace('x', '(NULL)')}") == ["NULL"]
    kinds = {"VARCHAR", "INT"}
    for kind in kinds:
        try:
            cursor.execute(f"SELECT {call.replace('x', 'c')} FROM (SELECT NULL::{kind} AS c)")
        except CompilationError:
            continue  # this type is none that the function takes
        assert cursor.fetchall() == [(None,)], kind


@pytest.mark.parametrize(
    ("call", "errno"),
    [
        ("HEX_DECODE_STRING('ABC')", 100115),
        ("HEX_DECODE_BINARY('XY')", 100115),
        ("BASE64_DECODE_STRING('!!')", 100116),
        ("CHR(-1)", 100218),
        ("INSERT('abc', 9, 1, 'x')", 100219),
        ("CONTAINS(ARRAY_CONSTRUCT(1), 'a')", 1044),
        ("CONTAINS('a', X'00')", 1044),
        ("LENGTH()", 938),
        ("LENGTH('a', 'b')", 939),
        ("ABS(CURRENT_DATE())", 1044),
        ("REGEXP_LIKE('a', '(?=b)')", 100048),
        ("REGEXP_SUBSTR('ab', '(?:a)b')", 100048),
        ("REGEXP_LIKE('a', 'a', 'z')", 1015),
        ("REGEXP_SUBSTR('a', 'a', 0)", 1015),
        ("SHA2('a', 99)", 1015),
        ("ROUND(1.5, 0, 'DOWN')", 1015),
        ("ROUND(1.5::FLOAT, 0, 'HALF_TO_EVEN')", 1044),
        ("FACTORIAL(34)", 100225),
        ("SQRT(-1)", 100042),
        ("LN(0)", 100042),
        ("ACOS(2)", 100042),
        ("MOD(1, 0)", 100051),
        ("BITAND(X'10', X'1010')", 100544),
        ("SEARCH('a', 5)", 1045),
        ("SEARCH(5, 'a')", 1173),
        ("PARSE_IP('1.2.3', 'INET')", 100146),
        ("UUID_STRING('x', 'y')", 100220),
        ("DECRYPT(ENCRYPT('x', 'k'), 'j')", 100311),
        ("DECRYPT_RAW(X'00', X'00', X'00')", 100311),
        ("ENCRYPT('x', 'k', NULL, 'DES')", 100312),
        ("DECOMPRESS_BINARY(X'00FF', 'ZLIB')", 100222),
        ("ZIPF(1, 0, RANDOM())", 1015),
    ],
)
def test_errors(cursor: Any, call: str, errno: int) -> None:
    with pytest.raises(SqlError) as caught:
        cursor.execute(f"SELECT {call}")
    assert caught.value.errno == errno, caught.value


@pytest.mark.parametrize(
    "call",
    [
        "REGEXP_INSTR('xay', '(a|b)+', 1, 1, 0, 'e')",
        "SEARCH('a', 'a', ANALYZER => 'UNICODE_ANALYZER', SEARCH_MODE => 'EXACT')",
    ],
)
def test_what_is_refused(cursor: Any, call: str) -> None:
    with pytest.raises(UnsupportedError):
        cursor.execute(f"SELECT {call}")


@pytest.mark.parametrize(
    ("call", "rows", "wanted"),
    [
        ("SUBSTR('mystring', a, b)", "(-1,3),(-9,3),(0,3),(3,-1),(7,3)", ["g", "", "mys", "", "ng"]),
        ("SUBSTR('mystring', LENGTH(a) + POSITION('s', 'mystring') - 1, b)", "(-1,3),(0,2)", ["tri", "st"]),
        ("SUBSTR(X'010203', a, b)", "(-2,1),(0,2),(-9,1),(2,9)", ["02", "0102", "", "0203"]),
        ("SPLIT_PART('a.b.c', '.', a)", "(0,0),(-1,0),(9,0)", ["a", "c", ""]),
        ("STRTOK('a.b.c', '.', a)", "(0,0),(2,0),(9,0)", ["NULL", "b", "NULL"]),
        ("POSITION('a', 'banana', a)", "(1,0),(3,0),(9,0)", ["2", "4", "0"]),
        ("EDITDISTANCE('abc', 'axy', a)", "(5,0),(1,0),(0,0),(-1,0)", ["2", "1", "0", "0"]),
        ("REGEXP_INSTR('abcb', 'b', 1, a)", "(1,0),(2,0),(3,0)", ["2", "4", "0"]),
        ("REGEXP_SUBSTR('a1b2', '[0-9]', 1, a)", "(1,0),(2,0),(3,0)", ["1", "2", "NULL"]),
        ("REGEXP_REPLACE('abcb', 'b', '<\\\\0>', 1, a)", "(0,0),(2,0),(3,0)", ["a<b>c<b>", "abc<b>", "abcb"]),
        ("ROUND(-975.975, a)", "(-1,0),(0,0),(2,0),(9,0),(-9,0)",
         ["-980.000", "-976.000", "-975.980", "-975.975", "0.000"]),
        ("CEIL(135.135, a)", "(-2,0),(0,0),(1,0)", ["200.000", "136.000", "135.200"]),
        ("FLOOR(-135.135::FLOAT, a)", "(-2,0),(0,0),(1,0)", ["-200", "-136", "-135.2"]),
        ("DIV0(a, b)", "(7,2),(1,0)", ["3.500000", "0.000000"]),
        ("BITSHIFTLEFT(a, b)", "(1,62),(1,63),(-1,127),(1,128)",
         ["4611686018427387904", "9223372036854775808", "-170141183460469231731687303715884105728", "0"]),
        ("BITSHIFTRIGHT(a, b)", "(1,64),(-1,64),(-8,2)", ["0", "-1", "-2"]),
    ],
)
def test_arguments_in_columns(cursor: Any, call: str, rows: str, wanted: list[str]) -> None:
    assert _column(cursor, f"SELECT {call} FROM VALUES {rows} AS v (a, b)") == wanted


@pytest.mark.parametrize(
    ("call", "type_"),
    [
        ("ROUND(3.14159, 2)", "NUMBER(4,2)"),
        ("ROUND(99.95, 0)", "NUMBER(3,0)"),
        ("CEIL(1.5)", "NUMBER(2,0)"),
        ("TRUNC(1.55, 1)", "NUMBER(4,1)"),
        ("ROUND(1.5::FLOAT)", "FLOAT"),
        ("DIV0(7, 2)", "NUMBER(7,6)"),
        ("LENGTH('a')", "NUMBER(18,0)"),
        ("MD5('a')", "VARCHAR(32)"),
        ("SHA1_BINARY('a')", "BINARY(20)"),
        ("CONCAT('ab', 'cde')", "VARCHAR(5)"),
        ("SPLIT('a', ',')", "ARRAY"),
        ("HASH(1)", "NUMBER(19,0)"),
        ("SQUARE(3)", "FLOAT"),
        ("GREATEST(1, 2.55)", "NUMBER(3,2)"),
        ("EQUAL_NULL(1, 2)", "BOOLEAN"),
    ],
)
def test_types(cursor: Any, call: str, type_: str) -> None:
    cursor.execute(f"CREATE OR REPLACE TEMPORARY TABLE typed AS SELECT {call} AS c")
    cursor.execute("DESCRIBE TABLE typed")
    assert cursor.fetchone()[1] == type_


def test_wide_integers(cursor: Any) -> None:
    query = "SELECT ROUND(9223372036854775807.5), ABS(-9223372036854775808), BITOR(9223372036854775808, 1)"
    assert _column(cursor, query) == ["9223372036854775808 | 9223372036854775808 | 9223372036854775809"]


def test_hash_of_columns(cursor: Any) -> None:
    cursor.execute("SELECT HASH(*), HASH(a, b), HASH(b, a), HASH(* EXCLUDE a), HASH(b) FROM VALUES (1, 'x') AS v (a, b)")
    star, both, swapped, rest, one = cursor.fetchone()
    assert star == both != swapped
    assert rest == one


def test_hash_keeps_its_values(cursor: Any) -> None:
    """Tables keep them: a change would make every stored key wrong."""
    assert _column(cursor, "SELECT HASH(1), HASH('a'), HASH(NULL)") == [
        "-2390783323834254208 | -5970443876687798658 | 4813532274862236493"
    ]


def test_volatile_arguments_are_evaluated_once(cursor: Any) -> None:
    cursor.execute(
        "SELECT COUNT_IF(NOT BETWEEN_ONE) FROM (SELECT UNIFORM(1, 10, RANDOM() + 0) BETWEEN 1 AND 10 AS between_one "
        "FROM TABLE(GENERATOR(ROWCOUNT => 500)))"
    )
    assert cursor.fetchone() == (0,)
    cursor.execute("SELECT MIN(LENGTH(RANDSTR(6, ABS(RANDOM()) % 1000))) FROM TABLE(GENERATOR(ROWCOUNT => 50))")
    assert cursor.fetchone() == (6,)


def test_seeds_repeat(cursor: Any) -> None:
    query = "SELECT RANDOM(7), UNIFORM(1, 100, RANDOM(7)) FROM TABLE(GENERATOR(ROWCOUNT => 20)) ORDER BY 1"
    first = _column(cursor, query)
    assert len(set(first)) == 20
    assert _column(cursor, query) == first


def test_search_columns(cursor: Any) -> None:
    cursor.execute("CREATE OR REPLACE TEMPORARY TABLE cars (id INT, make VARCHAR, model VARCHAR, more VARIANT)")
    cursor.execute(
        "INSERT INTO cars SELECT 1, 'Mini', 'Cooper S', PARSE_JSON('{\"colour\":\"red\"}') "
        "UNION ALL SELECT 2, 'Mini', 'Countryman', NULL"
    )
    where = {
        "SEARCH((make, model), 's all4')": ["1"],
        "SEARCH((*), 'red')": ["1"],
        "SEARCH((cars.* EXCLUDE model), 's')": [],
        "SEARCH((*), 'mini countryman', SEARCH_MODE => 'AND')": [],
        "SEARCH(model, 'cooper s', SEARCH_MODE => 'PHRASE')": ["1"],
        "SEARCH(model, 'Countryman', ANALYZER => 'NO_OP_ANALYZER')": ["2"],
    }
    for condition, wanted in where.items():
        assert _column(cursor, f"SELECT id FROM cars WHERE {condition} ORDER BY id") == wanted, condition


def test_encryption_in_columns(cursor: Any) -> None:
    cursor.execute(
        "SELECT DECRYPT_RAW(AS_BINARY(GET(e, 'ciphertext')), k, AS_BINARY(GET(e, 'iv')), NULL, 'AES-GCM', "
        "AS_BINARY(GET(e, 'tag'))) FROM (SELECT SHA2_BINARY('key') AS k, ENCRYPT_RAW(X'426F6E', k, NULL) AS e)"
    )
    assert bytes(cursor.fetchone()[0]) == b"Bon"
    for mode in ("ECB", "CBC", "CTR", "OFB", "CFB", "GCM"):
        cursor.execute(f"SELECT HEX_ENCODE(DECRYPT(ENCRYPT('Bon', 'k', NULL, 'AES-{mode}'), 'k', NULL, 'aes-{mode}'))")
        assert cursor.fetchone() == ("426F6E",), mode


def test_execution_errors_are_execution_errors(cursor: Any) -> None:
    with pytest.raises(ExecutionError):
        cursor.execute("SELECT HEX_DECODE_BINARY(x) FROM VALUES ('00'), ('zz') AS v (x)")
