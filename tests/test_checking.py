"""What is told of a statement without running it."""

from __future__ import annotations

import pytest

from mockhaus_dbt.checking import check, make_empty


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("select a, b + 1 as n from t", []),
        ("select a,\n  approx_count_distinct(b) as n\nfrom t group by a", [("approximate", "APPROX_COUNT_DISTINCT", 2)]),
        ("select 1 as x\n  , nope(a) from t", [("fails", "NOPE", 2)]),
        ("select a\n  , c from t", [("fails", "C", 2)]),
        ("select * from elsewhere", [("fails", "ELSEWHERE", 1)]),
        ("select a from t where (", [("fails", "<EOF>", 1)]),
        ("create streamlit s from '@x'", [("refused", "CREATE STREAMLIT", 1)]),
        ("drop table t; insert into t select 1", []),
    ],
)
def test_check(sql, text, found):
    make_empty(sql.executor, ("DB", "SCH", "T"), [("A", "number"), ("B", "varchar(3)")])
    told, _columns = check(sql.executor, text)
    assert [(f.kind, f.name, f.line) for f in told] == found
    assert all(("docs/coverage.md" in f.url) == (f.kind != "fails") for f in told)
    assert sql.rows("select count(*) from t") == [(0,)], "nothing has run"


def test_columns(sql):
    make_empty(sql.executor, ("DB", "SCH", "T"), [("A", "number(5,2)"), ("b c", "varchar(3)")])
    _told, columns = check(sql.executor, 'select a * 2 as n, "b c" from t')
    assert [(c.name, str(c.type)) for c in columns] == [("N", "NUMBER(6,2)"), ("b c", "VARCHAR(3)")]
