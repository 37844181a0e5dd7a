"""What an account and a session hold does not grow with the statements that they have run."""

from __future__ import annotations

import gc
from collections import Counter

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.dbapi import Connection, connect
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.query_history import history
from mockhaus_dbt.recently_used import RecentlyUsed

#: each of them as often as not with names that were never there before.
STATEMENTS = """
    create table t{n} (a int, v variant);
    insert into t{n} select {n}, parse_json('[1]');
    create or replace table t{n} as select a + {n} as b from t{n};
    create view v{n} as select * from t{n};
    select * from v{n}, (select {n} as x);
    create temporary table tt{n} as select 1 as a;
    drop table tt{n};
    create temporary stage s;
    drop stage s;
    create sequence q{n};
    select q{n}.nextval;
    drop sequence q{n};
    create schema sch{n};
    drop schema sch{n};
    use schema db.sch;
    drop view v{n};
    drop table t{n};
"""


def run(connection: Connection, numbers: range) -> None:
    for n in numbers:
        for sql in STATEMENTS.format(n=n).split(";")[:-1]:
            connection.execute(sql)
        with pytest.raises(SqlError):
            connection.execute(f"select nope from nowhere{n}")
        with connect(connection.account, "DB", "SCH") as other:
            other.execute("create temporary table zz as select 1 as a")


def objects() -> Counter[str]:
    gc.collect()
    return Counter(f"{type(o).__module__}.{type(o).__qualname__}" for o in gc.get_objects())


def test_statements_leave_nothing_behind() -> None:
    with Account.open() as account:
        account.translations = RecentlyUsed(20)  # full after the first round
        with connect(account, "DB", "SCH") as connection:
            connection.session.statements = RecentlyUsed(10)
            run(connection, range(60))  # more than the fifty things that UNDROP can bring back
            account.history.flush()
            before, statements = objects(), len(connection.session.query_ids)
            run(connection, range(60, 100))
            account.history.flush()
            more = objects() - before
            grown = {name: count for name, count in more.items() if "mockhaus" in name or "sqlglot" in name}
            assert sum(grown.values()) < 40, grown  # one for each round would show
            assert sum(more.values()) < 300, more.most_common(10)
            # The ids alone are remembered: LAST_QUERY_ID(1) is the first of the session.
            assert len(connection.session.query_ids) - statements == 40 * 17 + 40


def test_texts_are_kept_up_to_a_weight() -> None:
    with connect() as connection:
        account, session = connection.account, connection.session
        columns = ", ".join(f"'{'x' * 200}' as c{i}" for i in range(100))
        for n in range(40):
            connection.execute(f"select {n} as n, {columns}")
        assert len(session.statements) == 0  # a text is kept when it comes again
        for n in range(40):
            connection.execute(f"select {n} as n, {columns}")
        assert sum(len(text) for text in session.statements) <= 250_000
        assert 0 < len(session.statements) < 40
        assert len(account.translations) == 40
        assert all("tree" not in s.__dict__ for text in session.statements for s in session.statements.get(text) or ())


def test_a_weight_beyond_the_limit() -> None:
    cache: RecentlyUsed[str, int] = RecentlyUsed(10, 100, lambda key, _value: len(key))
    for text in ("a" * 60, "b" * 30, "b" * 30):
        cache.put(text, 1)
    assert len(cache) == 2
    cache.put("c" * 30, 1)  # 120: the older half goes
    assert list(cache) == ["b" * 30, "c" * 30]
    cache.put("d" * 200, 1)
    assert list(cache) == []
    cache.put("e", 1)
    assert list(cache) == ["e"]


def test_history_of_an_account_in_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(history, "MOST_IN_MEMORY", 40)
    for path, most in ((":memory:", 40), (f"{tmp_path}/account.duckdb", 100)):
        with connect(path) as connection:
            for n in range(100):
                connection.execute(f"select {n}")
                if n % 7 == 0:
                    connection.account.history.flush()
            found = connection.account.history.search(text="select", limit=0)
            assert most <= len(found) <= most + 17
            assert found[0]["query_text"] == "select 99"
