"""Secrets do not enter the history."""

from __future__ import annotations

import pytest

import mockhaus_dbt
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.query_history.redaction import _OPTIONS, redacted

SECRET = "hunter2"


@pytest.mark.parametrize(
    "text",
    [
        "CREATE USER u PASSWORD = 'hunter2' DEFAULT_ROLE = r",
        "alter user u set password='hunter2'",
        "CREATE STAGE s URL='s3://b' CREDENTIALS = (AWS_KEY_ID = 'hunter2' AWS_SECRET_KEY = 'hunter2')",
        "CREATE STAGE s CREDENTIALS=(AZURE_SAS_TOKEN='?sv=1&sig=hunter2')",
        "CREATE STAGE s ENCRYPTION = (TYPE='AWS_CSE' MASTER_KEY = 'hunter2')",
        "CREATE SECRET x TYPE = PASSWORD USERNAME = 'u' PASSWORD = 'hunter2'",
        "CREATE SECRET x TYPE = GENERIC_STRING SECRET_STRING = $$hunter2$$",
        "ALTER USER u SET PASSWORD = 'it''s \\' hunter2', COMMENT = 'x'",
        "ALTER USER u SET PASSWORD = 'hunter2",
        "SELECT ENCRYPT('value', 'hunter2'), 1",
        "SELECT DECRYPT(TO_BINARY(concat('(', x)), 'hunter2', ')')",
        "COPY INTO t FROM 'https://host/file?X-Amz-Signature=hunter2&x=1'",
        "SELECT 'postgres://user:hunter2@host/db'",
        'SELECT PARSE_JSON(\'{"api_key": "hunter2"}\')',
    ],
)
def test_secrets(text: str) -> None:
    assert SECRET not in redacted(text)
    assert "*****" in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT password FROM users WHERE a = 'x'",
        "SELECT 'it''s'",
        "SELECT token, count(*) FROM t GROUP BY token",
        "CREATE TABLE t (password VARCHAR, encrypted BOOLEAN)",
        "SELECT 'https://host/path?a=b'",
        "",
    ],
)
def test_others_stay(text: str) -> None:
    assert redacted(text) == text


def test_what_stands_around_a_secret_stays() -> None:
    assert redacted("CREATE USER u PASSWORD='x' COMMENT='c'") == "CREATE USER u PASSWORD='*****' COMMENT='c'"
    assert redacted("SELECT ENCRYPT(a, 'k'), 'b'") == "SELECT ENCRYPT(a, '*****'), 'b'"


@pytest.mark.parametrize("option", _OPTIONS)
def test_every_option(option: str) -> None:
    assert redacted(f"ALTER X SET {option.lower()} = 'hunter2'") == f"ALTER X SET {option.lower()} = '*****'"


def test_nothing_of_it_is_stored() -> None:
    with mockhaus_dbt.connect(database="DB") as connection:
        connection.execute("SELECT HEX_ENCODE(ENCRYPT('v', 'hunter2'))")
        with pytest.raises(SqlError):
            connection.execute("CREATE STAGE s CREDENTIALS = (AWS_KEY_ID = 'hunter2') NOPE = 1")
        stored = connection.account.history.search(limit=0)
        assert len(stored) == 2
        assert SECRET not in repr(stored)
