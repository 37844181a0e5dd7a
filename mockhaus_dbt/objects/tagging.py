"""The tags that a statement sets: ``WITH TAG ( name = 'value' , ... )`` and ``SET TAG name = 'value' , ...``.

https://docs.snowflake.com/en/user-guide/object-tagging/work#set-a-tag
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.token_reader import TokenReader


def read_tags(session: Session, reader: TokenReader) -> dict[str, str]:
    """``( name = 'value' , ... )``, or the same without brackets.

    Raises:
        SqlError: 002003 (02000), there is no such tag; 001008, the value is not among its ALLOWED_VALUES.
    """
    closing = reader.accept("(")
    tags = {}
    while True:
        parts = reader.qualified()
        reader.expect("=")
        value = reader.string()
        _check(session, parts, value)
        tags[".".join(parts)] = value
        if not reader.accept(","):
            break
    if closing:
        reader.expect(")")
    return tags


def _check(session: Session, parts: tuple[str, ...], value: str) -> None:
    if len(parts) == 3 and parts[0] == "SNOWFLAKE":
        return  # Snowflake's own tags, which are on every account
    place = session.resolve(parts, "SET TAG")
    tag = session.catalog.get("TAG", *place)
    if tag is None:
        raise error("kind_missing", kind="Tag", name=".".join(map(display, place)))
    allowed = tag.properties.get("ALLOWED_VALUES")
    if allowed is not None and value not in allowed:
        raise error("invalid_value", value=value, name=tag.name)
