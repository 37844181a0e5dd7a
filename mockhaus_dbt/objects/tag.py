"""Tags: CREATE, ALTER, DROP, SHOW TAGS; SET TAG on objects keeps their values.

https://docs.snowflake.com/en/sql-reference/sql/create-tag
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

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
    Option,
    ShowColumn,
)
from mockhaus_dbt.objects.dropped import keep_description

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader


class Tag(Noun):
    noun = "TAG"
    plural = "TAGS"
    verbs = ("CREATE", "ALTER", "DROP", "DESCRIBE", "SHOW", "UNDROP")
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        DATABASE_NAME,
        SCHEMA_NAME,
        OWNER,
        COMMENT,
        ShowColumn("allowed_values", lambda _s, o: _values(o)),
        OWNER_ROLE_TYPE,
        ShowColumn("propagate", lambda _s, o: o.properties.get("PROPAGATE", "NONE")),
        ShowColumn("on_conflict", lambda _s, o: o.properties.get("ON_CONFLICT")),
    )
    options: ClassVar[dict[str, Option]] = {
        "PROPAGATE": Option(values=("ON_DEPENDENCY_AND_DATA_MOVEMENT", "ON_DEPENDENCY", "ON_DATA_MOVEMENT")),
        "ON_CONFLICT": Option(),
        "MULTI_VALUE": Option(bool, refused=True),
    }

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        reader.accept("WITH")  # as before the properties of databases, roles and others
        properties: dict[str, Any] = {}
        if reader.accept("ALLOWED_VALUES"):
            properties["ALLOWED_VALUES"] = _strings(reader)
        properties.update(self.read_options(session, reader))
        comment = properties.pop("COMMENT", None)
        return self.new(session, key, comment=comment, properties=properties), None

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        keep_description(session, change, obj)
        change.remove(obj)

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        held = list(obj.properties.get("ALLOWED_VALUES", []))
        if reader.accept("ADD ALLOWED_VALUES"):
            more = [v for v in _strings(reader) if v not in held]
            change.put(obj.but(properties={**obj.properties, "ALLOWED_VALUES": held + more}))
        elif reader.accept("DROP ALLOWED_VALUES"):
            gone = _strings(reader)
            change.put(obj.but(properties={**obj.properties, "ALLOWED_VALUES": [v for v in held if v not in gone]}))
        elif reader.accept("SET ALLOWED_VALUES"):
            wanted = obj.but(properties={**obj.properties, "ALLOWED_VALUES": _strings(reader)})
            change.put(self.with_options(wanted, self.read_options(session, reader)))
        elif reader.accept("UNSET ALLOWED_VALUES"):
            change.put(obj.but(properties={k: v for k, v in obj.properties.items() if k != "ALLOWED_VALUES"}))
        elif reader.accept("SET MASKING POLICY"):
            raise UnsupportedError("tag-based masking policies")
        else:
            super().modify(session, change, reader, obj)


def _strings(reader: TokenReader) -> list[str]:
    found = [reader.string()]
    while reader.accept(","):
        found.append(reader.string())
    return found


def _values(obj: CatalogObject) -> str | None:
    values = obj.properties.get("ALLOWED_VALUES")
    return json.dumps(values, separators=(",", ":")) if values else None


TAG = Tag()
TAG.register()
