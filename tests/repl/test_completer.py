"""Completion."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from pygments.token import Comment, Keyword, Name, String

import mockhaus_dbt
from mockhaus_dbt import client
from mockhaus_dbt.repl.completer import SqlCompleter
from mockhaus_dbt.repl.enhanced_repl import ShellLexer, complete
from mockhaus_dbt.repl.objects import Objects
from tests.server.serving import serving

SETUP = """
CREATE TABLE orders (order_id INT, "Odd Name" VARCHAR); CREATE TABLE shop.other.customers (customer_id INT);
CREATE VIEW order_view AS SELECT 1 AS x; CREATE STAGE landing
"""


@pytest.fixture(scope="module", params=["embedded", "server"])
def completer(request: pytest.FixtureRequest) -> Iterator[SqlCompleter]:
    specials = {"\\dt": "List tables", "\\d": "Describe"}
    if request.param == "embedded":
        with mockhaus_dbt.connect(database="SHOP", schema="OTHER") as connection:
            connection.execute("USE SCHEMA public;" + SETUP)
            yield SqlCompleter(connection, Objects(connection), specials)
        return
    with serving() as served, client.connect(served.url, "SHOP", "OTHER", session_type="memory") as remote:
        remote.execute("USE SCHEMA public;" + SETUP)
        yield SqlCompleter(remote, Objects(remote), specials)


def offered(completer: SqlCompleter, text: str) -> dict[str, str]:
    """What is offered at ``|``, or at the end, with what is said of it."""
    at = text.index("|") if "|" in text else len(text)
    found = completer.get_completions(Document(text.replace("|", ""), at), CompleteEvent())
    return {c.text: c.display_meta_text for c in found}


def test_tables_schemas_databases(completer: SqlCompleter) -> None:
    assert offered(completer, "SELECT * FROM ord") == {"orders": "table", "order_view": "table"}
    assert offered(completer, "SELECT * FROM ORD") == {"ORDERS": "table", "ORDER_VIEW": "table"}
    assert offered(completer, "select * from a join oth") == {"other": "schema"}
    assert offered(completer, "select * from other.c") == {"customers": "table"}
    assert offered(completer, "select * from shop.other.") == {"CUSTOMERS": "table"}
    assert "SHOP" in offered(completer, "INSERT INTO SH")
    assert offered(completer, "use schema o") == {"other": "schema"}


def test_columns_by_alias_and_name(completer: SqlCompleter) -> None:
    assert offered(completer, "select o.| from orders o") == {"ORDER_ID": "NUMBER(38,0)", '"Odd Name"': "VARCHAR(16777216)"}
    assert offered(completer, "select c.cu| from shop.other.customers as c") == {"customer_id": "NUMBER(38,0)"}
    assert offered(completer, "select orders.o| from orders where x") == {"order_id": "NUMBER(38,0)", '"Odd Name"': "VARCHAR(16777216)"}
    assert offered(completer, "select order_i| from orders") == {"order_id": "NUMBER(38,0)"}


def test_words_and_signatures(completer: SqlCompleter) -> None:
    assert offered(completer, "qual") == {"qualify": "keyword"}
    assert offered(completer, "select iff") == {"iff(": "IFF(condition, then, otherwise)"} or "IFF(" in str(offered(completer, "select iff"))
    assert "ON_ERROR" in offered(completer, "COPY INTO t FROM @s ON_E")
    assert "FIELD_DELIMITER" in offered(completer, "CREATE FILE FORMAT f FIELD_")
    assert offered(completer, "ALTER SESSION SET TIMEZ") == {"TIMEZONE": "parameter"}


def test_stages_and_specials(completer: SqlCompleter) -> None:
    assert offered(completer, "LIST @la") == {"landing": "stage"}
    assert offered(completer, "\\d") == {"\\dt": "List tables", "\\d": "Describe"}
    assert offered(completer, "\\d ord") == {"orders": "table", "order_view": "table"}


def test_the_users_session_is_left_alone(completer: SqlCompleter) -> None:
    connection = completer._connection
    query_id = connection.execute("SELECT 'mine'").sfqid
    completer._objects.forget()
    offered(completer, "SELECT * FROM ord")
    assert connection.execute("SELECT LAST_QUERY_ID()").fetchone() == (query_id,)


@pytest.mark.parametrize(
    "text, ready",
    [
        ("", True), ("select 1", False), ("select 1;", True), ("select ';", False), ("select ';';", True), ("select $$;", False),
        ("select 1; -- x", True), ("select 1 -- ;", False), ("/* ; ", False), ("\\dt", True), ("quit", True), ("help", True),
        ("begin;", True), ("begin let x := 1;", False), ("begin let x := 1; return x; end;", True), ("begin transaction;", True),
        ("declare x int;", False), ("select 'it''s';", True), ('select ";', False), ("select\n1\n;", True),
    ],
)  # fmt: skip
def test_when_a_text_is_complete(text: str, ready: bool) -> None:
    assert complete(text) is ready


def test_highlighting() -> None:
    tokens = list(ShellLexer().get_tokens("select nvl(a, 'x') from t qualify 1 > 2 -- why"))
    shown = {text: kind for kind, text in tokens}
    assert shown["select"] in Keyword and shown["qualify"] in Keyword  # the second is Snowflake's
    assert shown["nvl"] in Name.Function
    assert shown["a"] not in Keyword
    assert any(kind in String for kind, text in tokens if "x" in text)
    assert any(kind in Comment for kind, text in tokens if "why" in text)
