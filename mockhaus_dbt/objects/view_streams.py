"""Streams on views: the difference between what a view gives at two versions of its tables.

https://docs.snowflake.com/en/user-guide/streams-intro#streams-on-views. The query of the view is translated with its
tables as they were at a version; beside its columns it gives the identities of the rows that each of its rows is made
of. Two such results, compared by identity, are the changes. Supported are projections, filters, inner and cross joins
of tables; UNION ALL, nested views and subqueries are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.catalog import CatalogObject, Key
from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.snapshots import Noted, NotedFunctions
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.names import Column, Relation, quote
from mockhaus_dbt.translation.types import VARCHAR

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

Place = tuple[str, str, str]
#: the clauses that a query may have; the others are refused by name.
_CLAUSES = frozenset(["expressions", "from_", "joins", "where", "kind", "hint", "operation_modifiers"])
_ROW_ID = Column("~ROW_ID", VARCHAR, "~ROW_ID", False, extra={"hidden": True})
_ID = '"~ID"'


def base_tables(session: Session, view: CatalogObject) -> list[CatalogObject]:
    """The tables that a view reads.

    Args:
        session: asks.
        view: that a stream is to be on.

    Raises:
        UnsupportedError: the view is none that a stream can be on here.
    """
    found: dict[Place, CatalogObject] = {}
    for place, _alias in _froms(_query(view), view):
        obj = session.require("RELATION", place)
        if obj.kind != "TABLE" or obj.temporary:
            raise UnsupportedError(f"CREATE STREAM on a view of a {'temporary table' if obj.temporary else obj.kind}")
        if any(session.catalog.relation_of(o).is_protected for o in (obj, view)):
            raise UnsupportedError("a stream on a view that policies protect")
        found[place] = obj
    return list(found.values())


def changes(session: Session, view: CatalogObject, after: int | None, until: int, append_only: bool = False) -> str:
    """What changed in a view after one version and until another, as a query in brackets.

    Args:
        session: that reads.
        view: the view.
        after: the version before; None for all rows that there are at the other.
        until: the version up to which.
        append_only: only rows that were inserted.
    """
    names = [c.sql for c in view.columns]
    if append_only and after is not None:
        rows = _rows(session, view, lambda o: change_history.inserted(o, after, until))
        return f"(SELECT {_side('INSERT', names, 'FALSE')} FROM {rows} AS a)"
    new = _rows(session, view, lambda o: change_history.state(o, until, identity=True))
    if after is None:
        return f"(SELECT {_side('INSERT', names, 'FALSE')} FROM {new} AS a)"
    old = _rows(session, view, lambda o: change_history.state(o, after, identity=True))
    differ = f"row({', '.join(f'a.{n}' for n in names)}) IS DISTINCT FROM row({', '.join(f'b.{n}' for n in names)})"
    tail = f"AS b ON a.{_ID} = b.{_ID} WHERE b.{_ID} IS NULL OR {differ}"
    update = f"b.{_ID} IS NOT NULL"
    return (
        f"(SELECT {_side('INSERT', names, update)} FROM {new} AS a LEFT JOIN {old} {tail} "
        f"UNION ALL SELECT {_side('DELETE', names, update)} FROM {old} AS a LEFT JOIN {new} {tail})"
    )


def _side(word: str, names: list[str], update: str) -> str:
    columns = ", ".join(f"a.{n}" for n in names)
    return (
        f"{columns}, '{word}' AS \"METADATA$ACTION\", {update} AS \"METADATA$ISUPDATE\", "
        f'sha1(a.{_ID}) AS "METADATA$ROW_ID"'
    )


def _query(view: CatalogObject) -> exp.Select:
    """The query of a view.

    Raises:
        UnsupportedError: it does what a stream cannot follow.
    """
    tree = split_statements(view.text)[0].tree
    while isinstance(tree, exp.Subquery) and not tree.args.get("alias"):
        tree = tree.this
    if not isinstance(tree, exp.Select):
        raise UnsupportedError("CREATE STREAM on a view with UNION")
    for name, value in tree.args.items():
        if value and name not in _CLAUSES:
            raise UnsupportedError(f"CREATE STREAM on a view with {name.strip('_').upper()}")
    if any(node is not tree and isinstance(node, exp.Query) for node in tree.walk()):
        raise UnsupportedError("CREATE STREAM on a view with a subquery")
    for call in tree.find_all(exp.Anonymous, exp.Window, exp.AggFunc):
        name = str(call.this).replace(MARK, "").upper() if isinstance(call, exp.Anonymous) else ""
        if name not in FUNCTIONS or FUNCTIONS[name].kind != "scalar":
            raise UnsupportedError(f"CREATE STREAM on a view with {name or 'an aggregate or window function'}")
    return tree


def _froms(tree: exp.Select, view: CatalogObject) -> list[tuple[Place, exp.Identifier]]:
    """The places of the tables of a query, and the names that they have in it."""
    source = tree.args.get("from_")
    if source is None:
        raise UnsupportedError("CREATE STREAM on a view without tables")
    items = [source.this]
    for join in tree.args.get("joins") or ():
        word = " ".join(w for w in (join.method, join.side, join.kind) if w)
        if word.upper() not in ("", "INNER", "CROSS", "NATURAL", "NATURAL INNER"):
            raise UnsupportedError(f"CREATE STREAM on a view with {word.upper()} JOIN")
        items.append(join.this)
    found = []
    for item in items:
        plain = isinstance(item, exp.Table) and isinstance(item.this, exp.Identifier)
        if not plain or any(v for k, v in item.args.items() if k not in ("this", "db", "catalog", "alias", "joins")):
            raise UnsupportedError("CREATE STREAM on a view of what is no table")
        parts = [p.name if p.args.get("quoted") else p.name.upper() for p in item.parts]
        place = (view.database, view.schema, "")[: 3 - len(parts)] + tuple(parts)
        alias = item.args.get("alias")
        found.append((place, alias.this if alias is not None else item.this))
    return found


def _rows(session: Session, view: CatalogObject, of_table: Callable[[CatalogObject], str]) -> str:
    """The rows of a view with their identities, as a query in brackets.

    Args:
        session: that reads.
        view: the view.
        of_table: gives the rows of a table, as a query in brackets.
    """
    tree = _query(view).copy()
    froms = _froms(tree, view)
    for number, (_place, name) in enumerate(froms):
        column = exp.Column(this=exp.to_identifier(_ROW_ID.name, quoted=True), table=name.copy())
        tree.append("expressions", exp.alias_(column, f"~ID{number}", quoted=True))
    home: Key = view.key
    context = session.context(
        catalog=_Then(session.catalog, {place: of_table for place, _name in froms}),
        functions=NotedFunctions(session, Noted(), home[1], home[2]),
        database=home[1],
        schema=home[2],
        in_view=True,
        shadows=None,
    )
    sql = session.translator.translate_query(tree, context).sql
    ids = [quote(f"~ID{number}") for number in range(len(froms))]
    heads = ", ".join([*(c.sql for c in view.columns), *ids])
    columns = ", ".join(c.sql for c in view.columns)
    return f"(SELECT {columns}, concat_ws('|', {', '.join(ids)}) AS {_ID} FROM ({sql}) AS q({heads}))"


class _Then:
    """A catalog in which tables have other rows, and the identity of each in a hidden column.

    Args:
        catalog: answers for everything else.
        tables: place of a table -> what gives its rows, as a query in brackets.
    """

    def __init__(self, catalog: Any, tables: dict[Place, Callable[[CatalogObject], str]]):
        self._catalog = catalog
        self._tables = tables

    def relation(self, database: str, schema: str, name: str) -> Relation | None:
        rows = self._tables.get((database, schema, name))
        if rows is None:
            found: Relation | None = self._catalog.relation(database, schema, name)
            return found
        obj = self._catalog.get("RELATION", database, schema, name)
        if self._catalog.relation_of(obj).is_protected:
            raise UnsupportedError("a stream on a view that policies protect")
        return Relation(database, schema, name, "TABLE", (*obj.columns, _ROW_ID), rows(obj))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._catalog, name)
