"""Tags: CREATE, ALTER, DROP, SHOW TAGS; SET TAG on objects keeps their values.

https://docs.snowflake.com/en/sql-reference/sql/create-tag
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import TAG_POLICIES, CatalogObject
from mockhaus_dbt.errors import error
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
    with_properties,
)
from mockhaus_dbt.objects.dropped import keep_description
from mockhaus_dbt.objects.policy import MASKING_POLICY
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader


class Tag(Noun):
    noun = "TAG"
    plural = "TAGS"
    verbs = ("CREATE", "ALTER", "DROP", "DESCRIBE", "SHOW", "UNDROP")
    alterable = True
    lasting = (TAG_POLICIES,)
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

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        if old is not None:
            _check_free(old)
        super().build(session, change, wanted, old, body)

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        _check_free(obj)
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
            change.put(_with_policies(session, reader, obj))
        elif reader.accept("UNSET MASKING POLICY"):
            change.put(_without_policies(session, reader, obj))
        else:
            super().modify(session, change, reader, obj)


def _check_free(tag: CatalogObject) -> None:
    """
    Raises:
        SqlError: 003557, the tag has masking policies.
    """
    if tag.properties.get(TAG_POLICIES):
        raise error("tag_in_use", name=display(tag.name))


def _policies(session: Session, reader: TokenReader) -> list[CatalogObject]:
    """``name [ , MASKING POLICY name ... ]`` behind MASKING POLICY."""
    found = []
    while True:
        found.append(MASKING_POLICY.require(session, MASKING_POLICY.locate(session, reader.qualified(), "USE")))
        if not reader.accept(", MASKING POLICY"):
            return found


def _with_policies(session: Session, reader: TokenReader, tag: CatalogObject) -> CatalogObject:
    """SET MASKING POLICY: one for each data type; with FORCE in the place of what is there
    (https://docs.snowflake.com/en/user-guide/tag-based-masking-policies).

    Raises:
        SqlError: 003556, the tag has a policy for that type.
    """
    wanted = _policies(session, reader)
    force = reader.accept("FORCE")
    before = list(tag.properties.get(TAG_POLICIES, ()))
    held = list(before)
    for policy in wanted:
        type_ = policy.properties["types"][0]
        same = [n for n in held if _type_of(session, n) == type_]
        if same and not (force and same[0] in before):
            raise error("tag_policy_set", name=display(tag.name), type=type_, policy=same[0])
        held = [n for n in held if n not in same] + [policy.qualified]
    return with_properties(tag, **{TAG_POLICIES: held})


def _type_of(session: Session, name: str) -> str:
    policy = session.catalog.policy("MASKING POLICY", *split_name(name))
    return str(policy.properties["types"][0]) if policy is not None else ""


def _without_policies(session: Session, reader: TokenReader, tag: CatalogObject) -> CatalogObject:
    """UNSET MASKING POLICY; nothing happens where it is not set, as dbt_tags counts on."""
    gone = [policy.qualified for policy in _policies(session, reader)]
    return with_properties(tag, **{TAG_POLICIES: [n for n in tag.properties.get(TAG_POLICIES, ()) if n not in gone]})


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
