"""Row access and masking policies: kept, shown, and attached only where they change nothing.

A policy decides what a query gives, which Mockhaus does not compute. One whose body lets everything through (``TRUE``;
the masked column itself) may be attached; any other is refused, never ignored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.objects.base import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    SCHEMA_NAME,
    Key,
    Noun,
    attribute,
    constant,
)
from mockhaus_dbt.objects.columns import read_names

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader


class Policy(Noun):
    """A policy with a signature and a body: ``AS ( name type , ... ) RETURNS type -> expression``."""

    columns = (
        CREATED_ON,
        NAME,
        DATABASE_NAME,
        SCHEMA_NAME,
        attribute("kind"),
        OWNER,
        COMMENT,
        OWNER_ROLE_TYPE,
        constant("options", ""),
    )

    def __init__(self, noun: str):
        self.noun = noun  # type: ignore[misc]
        self.plural = f"{noun[:-1]}IES"  # type: ignore[misc]
        super().__init__()

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        reader.expect("AS")
        signature = reader.text_of(reader.bracketed())
        reader.expect("RETURNS")
        returns = reader.take().text.upper()
        if reader.word() == "(":
            reader.bracketed()
        reader.expect("->")
        body, comment = _body_and_comment(reader)
        properties = {"signature": signature, "returns": returns}
        return self.new(session, key, text=body, comment=comment, properties=properties), None

    def lets_all_through(self, policy: CatalogObject) -> bool:
        """Whether attaching the policy changes nothing."""
        body = policy.text.strip().strip("()").strip().upper()
        if self.noun == "ROW ACCESS POLICY":
            return body == "TRUE"
        return bool(body == policy.properties["signature"].split()[0].upper())


def _body_and_comment(reader: TokenReader) -> tuple[str, str | None]:
    start = reader.position
    while not reader.done and not (reader.word() == "COMMENT" and reader.word(1) == "="):
        reader.position += 1
    tokens = reader.tokens[start : reader.position]
    if not tokens:
        raise reader.unexpected()
    comment = reader.string() if reader.accept("COMMENT =") else None
    return reader.text_of(tokens), comment


ROW_ACCESS_POLICY = Policy("ROW ACCESS POLICY")
ROW_ACCESS_POLICY.register()
MASKING_POLICY = Policy("MASKING POLICY")
MASKING_POLICY.register()


def read_row_access_policy(session: Session, reader: TokenReader) -> dict[str, Any]:
    """``name ON ( column , ... )`` behind ROW ACCESS POLICY.

    Raises:
        UnsupportedError: the policy may hide rows.
    """
    policy = _attached(session, reader, ROW_ACCESS_POLICY)
    reader.expect("ON")
    return {"policy": policy.qualified, "columns": read_names(reader)}


def read_masking_policy(session: Session, reader: TokenReader) -> str:
    """``name [ USING ( column , ... ) ]`` behind MASKING POLICY.

    Raises:
        UnsupportedError: the policy may change values.
    """
    policy = _attached(session, reader, MASKING_POLICY)
    if reader.accept("USING"):
        read_names(reader)
    return policy.qualified


def _attached(session: Session, reader: TokenReader, noun: Policy) -> CatalogObject:
    policy = noun.require(session, noun.locate(session, reader.qualified(), "USE"))
    if not noun.lets_all_through(policy):
        raise UnsupportedError(f"a {noun.noun} that restricts what queries give")
    return policy
