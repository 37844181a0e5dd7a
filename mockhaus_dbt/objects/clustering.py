"""Clustering keys: how SHOW prints them, and what they may be
(https://docs.snowflake.com/en/user-guide/tables-clustering-keys). They change nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.rewrites.virtual_columns import columns_named

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.names import Column
    from mockhaus_dbt.translation.token_reader import TokenReader

#: types that no key has.
_UNORDERED = frozenset(["GEOGRAPHY", "VARIANT", "OBJECT", "ARRAY"])
_PART = r'(?:"[^"]+"|\w+)'
#: ``v:"Data":id::number``.
_PATH = re.compile(rf"({_PART})\s*:\s*({_PART}(?:[:.]{_PART})*)\s*::\s*(\w+)")
_CONVERSIONS = {"NUMBER": "TO_NUMBER", "STRING": "TO_CHAR", "VARCHAR": "TO_CHAR", "CHAR": "TO_CHAR"}
_TO_DATE = re.compile(r"TO_DATE\(([^(),]*)\)")


def read_cluster_by(reader: TokenReader) -> str:
    """``( expression , ... )`` behind CLUSTER BY, as SHOW prints it."""
    reader.accept("LINEAR")
    tokens = reader.bracketed()
    if not tokens:
        raise reader.unexpected()
    text, start, within = "", tokens[0].start, False
    for token in tokens:  # names are shown as they are kept, whatever was written; keys of a path are as written
        written = reader.text_of([token])
        named = written.isidentifier()
        text += reader.statement.script[start : token.start] + (written.upper() if named and not within else written)
        start, within = token.end + 1, written == ":" or (within and (named or written[0] in '."'))
    text = _TO_DATE.sub(r"CAST(\1 AS DATE)", _PATH.sub(_converted, text))
    return f"LINEAR({text})"


def _converted(match: re.Match[str]) -> str:
    column, path, type_ = match.groups()
    parts = [part.strip('"') if part[0] == '"' else part for part in re.findall(_PART, path)]
    conversion = _CONVERSIONS.get(type_.upper())
    if conversion is None:
        return match[0]
    return f"{conversion}(GET_PATH({column}, '{'.'.join(parts)}'))"


def check_clustering(session: Session, name: str, columns: Iterable[Column], keys: str, hybrid: bool = False) -> None:
    """Whether a table can have a clustering key.

    Args:
        session: compiles the expressions.
        name, columns: of the table.
        keys: as :func:`read_cluster_by` gives them.
        hybrid: hybrid tables have none.

    Raises:
        SqlError: 000904, a column is missing; 002040, a key is of a type that has no order.
    """
    if hybrid:
        raise error("unsupported_on", what="CLUSTER BY", kind="hybrid tables")
    text = keys.removeprefix("LINEAR")
    tree = parse_expression(tokenize(text), text)
    compiler = session.translator.compiler(session.context())
    scope = Scope([Source("", name, [SourceColumn(c.name, c.sql, c.type) for c in columns])], clause="cluster by")
    for key in tree.expressions if isinstance(tree, exp.Tuple) else [tree]:
        made = compiler.expression(key, scope)
        if made.type.name in _UNORDERED:
            raise error("clustering_type", type=made.type.name)


def check_unclustered(obj: CatalogObject, name: str, action: str) -> None:
    """Whether a column may be renamed or dropped as far as the clustering key goes.

    Raises:
        SqlError: 000002, it belongs to it.
    """
    text = str(obj.properties.get("cluster_by", "")).removeprefix("LINEAR")
    if text and name in columns_named(parse_expression(tokenize(text), text)):
        raise error("clustering_column", action=action, name=display(name))


__all__ = ["check_clustering", "check_unclustered", "read_cluster_by"]
