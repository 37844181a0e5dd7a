"""Columns of tables that queries give: CREATE TABLE ... AS and USING TEMPLATE."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import error
from mockhaus_dbt.objects.columns import read_definition, with_physical_names
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.names import Column, quote
from mockhaus_dbt.translation.statement_names import name_statement
from mockhaus_dbt.translation.types import VARCHAR, ResultColumn

if TYPE_CHECKING:
    from sqlglot.tokens import Token

    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.token_reader import TokenReader


def template_columns(session: Session, reader: TokenReader) -> list[Column]:
    """The columns that ``( query )`` behind USING TEMPLATE describes.

    Raises:
        SqlError: 001008, the query gives anything else.
    """
    described = template_description(session, reader)
    columns = [
        f"{quote(c['COLUMN_NAME'])} {c['TYPE']}{'' if c.get('NULLABLE', True) else ' NOT NULL'}" for c in described
    ]
    return read_definition(split_statements(f"SELECT ({', '.join(columns)})")[0].reader(), session).columns


def query_statement(reader: TokenReader) -> Statement:
    """The query behind AS, as a statement of its own."""
    tokens: list[Token] = reader.rest()
    if not tokens:
        raise reader.unexpected()
    name, modifiers, head = name_statement(tokens)
    if name not in ("SELECT", "VALUES", "WITH"):
        reader.position -= len(tokens)
        raise reader.unexpected()
    return Statement(name, tokens, reader.statement.script, modifiers, head)


def stored_type(head: ResultColumn) -> Any:
    """The type of a column that holds a result column: VARCHAR where the query says nothing but NULL, VARCHAR(1) where
    it says nothing but '': there is no shorter one."""
    if head.type.is_null or head.type.name == "INTERVAL":
        return VARCHAR
    return replace(head.type, length=1) if head.type.is_text and head.type.length == 0 else head.type


def query_columns(heads: tuple[ResultColumn, ...]) -> list[Column]:
    """The columns of a relation that is made from a query.

    Raises:
        SqlError: 002025, a name comes twice.
    """
    seen: set[str] = set()
    for head in heads:
        if head.name in seen:
            raise error("duplicate_column", name=head.name)
        seen.add(head.name)
    return list(with_physical_names(Column(h.name, stored_type(h)) for h in heads))


def template_description(session: Session, reader: TokenReader) -> list[dict[str, Any]]:
    """``( query )`` behind USING TEMPLATE, which gives the columns as INFER_SCHEMA describes them, in one array.

    Raises:
        SqlError: 001008, the query gives anything else.
    """
    tokens = reader.bracketed()
    if not tokens:
        raise reader.unexpected()
    name, modifiers, head = name_statement(tokens)
    rows = session.query(Statement(name, tokens, reader.statement.script, modifiers, head)).fetchall()
    described = json.loads(rows[0][0]) if len(rows) == 1 and isinstance(rows[0][0], str) else None
    if not isinstance(described, list) or not all({"COLUMN_NAME", "TYPE"} <= set(c) for c in described):
        raise error("invalid_value", value=rows[0][0] if rows else None, name="TEMPLATE")
    if all("ORDER_ID" in c for c in described):
        described.sort(key=lambda c: int(c["ORDER_ID"]))
    return described
