"""The tags of objects and columns: ``WITH TAG ( name = 'value' , ... )``, ``SET TAG``, ``UNSET TAG``.

https://docs.snowflake.com/en/user-guide/object-tagging/work#set-a-tag. An object keeps what identifies a tag, not its
name: tags may be renamed, moved, dropped and brought back with what they are set on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.names import Column, display

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import Catalog
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.token_reader import TokenReader


def read_tags(session: Session, reader: TokenReader) -> dict[str, str]:
    """``( name = 'value' , ... )``, or the same without brackets.

    Returns:
        values by what identifies the tags.

    Raises:
        SqlError: 002003 (02000), there is no such tag; 001008, the value is not among its ALLOWED_VALUES.
    """
    closing = reader.accept("(")
    tags = {}
    while True:
        parts = reader.qualified()
        reader.expect("=")
        value = reader.string()
        tags[_assigned(session, parts, value)] = value
        if not _another(reader, "="):
            break
    if closing:
        reader.expect(")")
    return tags


def without_tags(session: Session, reader: TokenReader, held: Mapping[str, str]) -> dict[str, str]:
    """What UNSET TAG name , ... leaves of tags.

    Raises:
        SqlError: 002003 (02000), there is no such tag.
    """
    left = dict(held)
    while True:
        left.pop(_key(session, reader.qualified()), None)
        if not _another(reader, "", ","):
            return left


def _another(reader: TokenReader, *behind: str) -> bool:
    """Step over a comma where one more tag stands behind it, and not the next column of ALTER COLUMN."""
    start = reader.position
    if reader.accept(","):
        after = reader.position
        if reader.word() not in ("COLUMN", "ADD"):
            reader.qualified()
            if reader.word() in behind:
                reader.position = after
                return True
    reader.position = start
    return False


def _find(session: Session, parts: tuple[str, ...]) -> CatalogObject:
    place = session.resolve(parts, "SET TAG")
    tag = session.catalog.get("TAG", *place)
    if tag is None:
        raise error("kind_missing", kind="Tag", name=".".join(map(display, place)))
    return tag


def _key(session: Session, parts: tuple[str, ...]) -> str:
    if len(parts) == 3 and parts[0] == "SNOWFLAKE":
        return ".".join(parts)  # Snowflake's own tags, which are on every account
    return _find(session, parts).identity


def _assigned(session: Session, parts: tuple[str, ...], value: str) -> str:
    if len(value) > MOST_CHARACTERS:
        raise error("invalid_value", value=value, name=parts[-1])
    if len(parts) == 3 and parts[0] == "SNOWFLAKE":
        return ".".join(parts)
    tag = _find(session, parts)
    allowed = tag.properties.get("ALLOWED_VALUES")
    if allowed is not None and value not in allowed:
        raise error("invalid_value", value=value, name=tag.name)
    return tag.identity


#: of the value of a tag (https://docs.snowflake.com/en/user-guide/object-tagging/introduction#label-object-tagging-quota).
MOST_CHARACTERS = 256


def named_tags(catalog: Catalog, held: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Tags by database, schema and name; those of tags that were dropped are left out.

    Args:
        catalog: has the tags.
        held: as an object keeps them.
    """
    if not held:
        return {}
    places = {o.identity: (o.database, o.schema, o.name) for o in catalog.objects("TAG")}
    found = {key: tuple(key.split(".")) if key.startswith("SNOWFLAKE.") else places.get(key, ()) for key in held}
    return {place: held[key] for key, place in found.items() if place}


def with_tag_names(catalog: Catalog, obj: CatalogObject) -> CatalogObject:
    """The object with tags under the full names that GET_DDL shows."""

    def shown(held: Mapping[str, str]) -> dict[str, str]:
        return {".".join(map(display, place)): value for place, value in named_tags(catalog, held).items()}

    return _with_tags(obj, shown)


def with_cloned_tags(obj: CatalogObject, cloned: Mapping[str, str]) -> CatalogObject:
    """The object with the tags of a clone where it had those of the original.

    Args:
        obj: a copy of something that was cloned.
        cloned: what identifies the tags of the clone, by what identifies their originals.
    """

    return _with_tags(obj, lambda held: {cloned.get(key, key): value for key, value in held.items()})


def with_copied_tags(obj: CatalogObject, old: CatalogObject) -> CatalogObject:
    """A table with the tags of the one that it replaces, as COPY TAGS has it: these go before its own
    (https://docs.snowflake.com/en/sql-reference/sql/create-table#label-create-table-usage-notes-copy-tags).

    Args:
        obj: the new table.
        old: the table that is replaced; tags of columns stay where name and type stay.
    """
    held = {c.name: c for c in old.columns if "tags" in c.extra}

    def column(new: Column) -> Column:
        before = held.get(new.name)
        if before is None or before.type != new.type:
            return new
        return replace(new, extra={**new.extra, "tags": {**new.extra.get("tags", {}), **before.extra["tags"]}})

    tags = {**obj.properties.get("TAGS", {}), **old.properties.get("TAGS", {})}
    properties = {**obj.properties, "TAGS": tags} if tags else obj.properties
    return replace(obj, columns=tuple(map(column, obj.columns)), properties=properties)


def _with_tags(obj: CatalogObject, made: Callable[[Mapping[str, str]], dict[str, str]]) -> CatalogObject:
    """The object with what is made of its tags and of those of its columns."""

    def changed(held: dict[str, Any], name: str) -> dict[str, Any]:
        return {**held, name: made(held[name])}

    if "TAGS" in obj.properties:
        obj = replace(obj, properties=changed(obj.properties, "TAGS"))
    columns = tuple(replace(c, extra=changed(c.extra, "tags")) if "tags" in c.extra else c for c in obj.columns)
    return replace(obj, columns=columns)
