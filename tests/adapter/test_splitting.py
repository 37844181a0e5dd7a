"""Statements are cut as Snowflake's connector cuts them, because dbt-snowflake cuts them so in production."""

from __future__ import annotations

from io import StringIO

import pytest
from dbt.adapters.mockhaus.connections import MockhausConnectionManager
from hypothesis import given
from hypothesis import strategies as st

CASES = [
    "select 1",
    "select 1;",
    "select 1; select 2",
    "begin; delete from t; commit;",
    "select ';'; select \";\"",
    "select 'it''s; here'; select 2",
    "select 'a\\'; b'; select 2",
    "select $$ a; b $$; select 2",
    "-- first; line\nselect 1; -- trailing; comment\nselect 2",
    "// first; line\nselect 1",
    "/* a; b */ select 1; select 2 /* c; d */",
    "select 'http://a;b'; select 2",
    "copy into t from s3://bucket/a; select 2",
    "select 1\n;\n\nselect 2\n;\n",
    "create function f() returns int as $$ select 1; $$; select f()",
    "select 1;select 2;select 3",
    "",
    ";",
]


def _connector(sql):
    from snowflake.connector.util_text import split_statements

    return [part for part, _ in split_statements(StringIO(sql)) if part]


def _ours(sql):
    return [part for part in MockhausConnectionManager._split_queries(sql) if part]


@pytest.mark.parametrize("sql", CASES)
def test_as_the_connector(sql):
    assert _ours(sql) == _connector(sql)


PIECES = ["select 1", "'a;b'", '"c;d"', "$$e;f$$", "/* g;h */", "-- i;j\n", ";", "\n", " ", "x", "it''s", "(", ")"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_as_the_connector_on_any_mixture(sql):
    squeeze = lambda parts: [" ".join(p.split()) for p in parts]  # noqa: E731
    assert squeeze(_ours(sql)) == squeeze(_connector(sql))


@pytest.mark.parametrize("sql", ["", " \n", ";", "-- only a comment", "/* a */ -- b\n ;", "// c"])
def test_nothing_to_run(sql):
    manager = object.__new__(MockhausConnectionManager)
    assert manager._stripped_queries(sql) == []
