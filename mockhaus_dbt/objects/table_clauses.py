"""The clauses that tables, views and dynamic tables have in common.

https://docs.snowflake.com/en/sql-reference/sql/create-table, .../create-view, .../create-dynamic-table
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.objects.clustering import read_cluster_by
from mockhaus_dbt.objects.policy import read_row_access_policy
from mockhaus_dbt.objects.tagging import read_tags

if TYPE_CHECKING:
    from mockhaus_dbt.objects.base import Noun
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.token_reader import TokenReader


def read_table_clause(noun: Noun, session: Session, reader: TokenReader, found: dict[str, Any]) -> None:
    """A clause that tables, views and dynamic tables have in common: tags, policies, ``NAME = value``.

    Raises:
        UnsupportedError: a policy of another kind.
        SqlError: 001003 or 002420, there is no such clause.
    """
    reader.accept("WITH")
    if reader.accept("TAG"):
        found.setdefault("TAGS", {}).update(read_tags(session, reader))
    elif reader.accept("ROW ACCESS POLICY"):
        found["row_access_policy"] = read_row_access_policy(session, reader)
    elif reader.word(1) in ("POLICY", "METRIC") or reader.word(2) == "POLICY":
        raise UnsupportedError(" ".join(map(reader.word, range(2 if reader.word(1) == "POLICY" else 3))))
    elif reader.accept("CONTACT"):
        reader.bracketed()
    elif reader.word(1) == "=":
        name = reader.take().text.upper()
        reader.expect("=")
        found[name] = noun.check_option(name, reader.value())
    else:
        raise reader.unexpected()


def read_clauses(
    noun: Noun,
    session: Session,
    reader: TokenReader,
    found: dict[str, Any],
    other: Callable[[], bool] = lambda: False,
    query: bool = True,
) -> bool:
    """The clauses of something that is made of a query, up to AS.

    Args:
        noun: of it.
        session: resolves names.
        reader: stands behind the name or the columns.
        found: takes what the clauses say.
        other: steps over a clause that this noun alone has.
        query: stands behind the clauses.

    Returns:
        whether COPY GRANTS stood there.
    """
    copy_grants = False
    while not (reader.accept("AS") if query else reader.done):
        if reader.done:
            raise reader.unexpected()
        if reader.accept("COPY GRANTS"):
            copy_grants = True
        elif not query and reader.accept(","):
            continue
        elif reader.accept("CLUSTER BY"):
            found["cluster_by"] = read_cluster_by(reader)
        elif not other():
            read_table_clause(noun, session, reader, found)
    return copy_grants
