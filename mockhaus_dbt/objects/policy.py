"""Row access and masking policies: made, changed, shown, and set on tables, views and columns.

https://docs.snowflake.com/en/sql-reference/sql/create-row-access-policy, create-masking-policy. What they do to queries
is in translation/rewrites/policies.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import TAG_POLICIES, CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
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
    ShowColumn,
)
from mockhaus_dbt.objects.columns import read_type
from mockhaus_dbt.objects.constraint_clauses import read_names
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.compiler import Scope
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.names import Relation, display
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import BOOLEAN, VARCHAR, SqlType, parse_type

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader


#: other policies may name a column that has a masking policy with this property.
_EXEMPT = "EXEMPT_OTHER_POLICIES"


class Policy(Noun):
    """A policy with a signature and a body: ``AS ( name type , ... ) RETURNS type -> expression``."""

    columns = (
        CREATED_ON,
        NAME,
        DATABASE_NAME,
        SCHEMA_NAME,
        ShowColumn("kind", lambda _s, o: o.kind.replace(" ", "_")),
        OWNER,
        COMMENT,
        ShowColumn(
            "options", lambda _s, o: '{"EXEMPT_OTHER_POLICIES": "TRUE"}' if o.properties.get(_EXEMPT) else ""
        ),
        OWNER_ROLE_TYPE,
    )

    def __init__(self, noun: str):
        self.noun = noun  # type: ignore[misc]
        self.plural = f"{noun[:-1]}IES"  # type: ignore[misc]
        super().__init__()

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        reader.expect("AS")
        arguments = _read_signature(session, reader)
        reader.expect("RETURNS")
        returns = read_type(reader, session)
        wanted = BOOLEAN if self.noun == "ROW ACCESS POLICY" else arguments[0][1]
        if returns.name != wanted.name and self.noun == "ROW ACCESS POLICY":
            raise error("row_access_type", returns=str(returns))
        if returns.name != wanted.name:
            raise error("policy_type", noun=self.noun.lower(), returns=str(returns), wanted=str(wanted))
        reader.expect("->")
        body, found = _read_body(reader)
        comment = found.pop("COMMENT", None)
        properties = {
            "signature": f"({', '.join(f'{display(name)} {type_}' for name, type_ in arguments)})",
            "returns": str(returns),
            "arguments": [name for name, _ in arguments],
            "types": [type_.name for _, type_ in arguments],
            **self.read_properties(found),
        }
        _check_body(session, key, body, arguments)
        return self.new(session, key, text=body, comment=comment, properties=properties), None

    def read_properties(self, found: dict[str, Any]) -> dict[str, Any]:
        """What stands behind the body."""
        for name in found:
            if name != _EXEMPT or self.noun != "MASKING POLICY":
                raise error("invalid_property", name=name, kind=self.noun)
        return {name: value for name, value in found.items() if value}

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        if old is not None:
            same = [old.properties[n] == wanted.properties[n] for n in ("arguments", "types", "returns")]
            if not all(same) or self.noun == "ROW ACCESS POLICY":
                _check_free(session, old)
        change.put(wanted)

    def build_altered(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject, body: Any
    ) -> None:
        if any(old.properties[n] != wanted.properties[n] for n in ("arguments", "types", "returns")):
            raise error("policy_signature", noun=self.noun)
        kept = {name: old.properties[name] for name in ("TAGS",) if name in old.properties}
        change.put(old.but(text=wanted.text, comment=wanted.comment, properties={**wanted.properties, **kept}))

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        _check_free(session, obj)
        change.remove(obj)

    def rename(self, session: Session, change: Change, obj: CatalogObject, key: Key) -> None:
        if _holders(session, obj):
            raise UnsupportedError(f"renaming a {self.noun} that is set on something")
        super().rename(session, change, obj, key)

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        if reader.accept("SET BODY ->"):
            body, more = _read_body(reader)
            if more:
                raise reader.unexpected()
            types = [parse_type(name) or VARCHAR for name in obj.properties["types"]]
            _check_body(session, obj.key, body, list(zip(obj.properties["arguments"], types, strict=True)))
            change.put(obj.but(text=body))
        else:
            super().modify(session, change, reader, obj)

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE: name, signature, return type and body."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        p = obj.properties
        arguments = ", ".join(f"{display(n)} {t}" for n, t in zip(p["arguments"], p["types"], strict=True))
        cells = (obj.name, f"({arguments})", p["returns"], obj.text)
        return QueryResult.of(["name", "signature", "return_type", "body"], [cells])


def _read_signature(session: Session, reader: TokenReader) -> list[tuple[str, SqlType]]:
    arguments = []
    reader.expect("(")
    while True:
        arguments.append((reader.identifier(), read_type(reader, session)))
        if not reader.accept(","):
            break
    reader.expect(")")
    return arguments


def _read_body(reader: TokenReader) -> tuple[str, dict[str, Any]]:
    """The expression behind ``->``, and the properties behind it."""
    start = reader.position
    while not reader.done and not (reader.word() in ("COMMENT", _EXEMPT) and reader.word(1) == "="):
        reader.position += 1
    tokens = reader.tokens[start : reader.position]
    if not tokens:
        raise reader.unexpected()
    found: dict[str, Any] = {}
    while not reader.done:
        name = reader.take().text.upper()
        reader.expect("=")
        found[name] = reader.value()
    return reader.text_of(tokens), found


def _check_body(session: Session, key: Key, body: str, arguments: list[tuple[str, SqlType]]) -> None:
    """Compile a body with arguments of the declared types, so that what is wrong shows when the policy is made."""
    values = {name: Expr("NULL", type_, name=display(name)) for name, type_ in arguments}
    # What tags there will be is seen when the policy is used.
    context = session.context(database=key[1], schema=key[2], in_view=True, tag_value=lambda _level, _place: None)
    tree = parse_expression(tokenize(body), body)
    session.translator.compile_expression(tree, context, Scope(locals=values, clause="select"))


def _holders(session: Session, policy: CatalogObject) -> list[CatalogObject]:
    """The tables, views and tags that a policy is set on."""
    things = [*session.catalog.objects("RELATION"), *session.temporary.values(), *session.catalog.objects("TAG")]
    return [o for o in things if policy.qualified in policies_of(o)]


def _check_free(session: Session, policy: CatalogObject) -> None:
    """
    Raises:
        SqlError: 003553, the policy is set on something.
    """
    if _holders(session, policy):
        raise error("policy_in_use", name=display(policy.name))


def check_self_contained(session: Session, container: CatalogObject, contents: Iterable[CatalogObject]) -> None:
    """Whether a schema or database may go: what its policies and tags protect has to go with it
    (https://docs.snowflake.com/en/user-guide/security-column-intro#label-security-column-limitations).

    Args:
        session: whose catalog has it.
        container: the schema or database.
        contents: what is inside.

    Raises:
        SqlError: 003553, a policy inside is set on something outside, or a tag inside that has a policy is.
    """
    going = {o.key: o for o in (container, *contents)}
    policies = [o for o in going.values() if o.kind in ("MASKING POLICY", "ROW ACCESS POLICY")]
    tags = {o.identity for o in going.values() if o.kind == "TAG" and o.properties.get(TAG_POLICIES)}
    if not policies and not tags:
        return
    held = [h for policy in policies for h in _holders(session, policy)]
    for tagged in ("RELATION", "SCHEMA", "DATABASE") if tags else ():
        held += [o for o in session.catalog.objects(tagged) if tags & _tags_of(o)]
    for holder in held:
        if holder.key not in going and not holder.temporary:
            raise error("policies_outside", name=container.qualified, holder=holder.qualified)


def _tags_of(obj: CatalogObject) -> set[str]:
    return {*obj.properties.get("TAGS", ()), *(tag for c in obj.columns for tag in c.extra.get("tags", ()))}


def policies_of(obj: CatalogObject) -> list[str]:
    """The qualified names of the policies that are set on a tag, or on a table or view and its columns."""
    if obj.kind == "TAG":
        return list(obj.properties.get(TAG_POLICIES, ()))
    found = [c.extra["masking_policy"]["policy"] for c in obj.columns if "masking_policy" in c.extra]
    if "row_access_policy" in obj.properties:
        found.append(obj.properties["row_access_policy"]["policy"])
    return found


def check_column_free(obj: CatalogObject, name: str) -> None:
    """Whether a column may be dropped as far as policies go.

    Raises:
        UnsupportedError: a policy of the table, or of another column, reads it.
    """
    relation = obj.relation()
    read = [*(relation.row_access.columns if relation.row_access else ())]
    read += [c for policy in relation.masking for c in policy.columns[1:]]
    if name in read:
        raise UnsupportedError(f"dropping the column {display(name)}, which a policy reads")


def with_renamed_column(obj: CatalogObject, old: str, new: str) -> CatalogObject:
    """The object after a column that policies may read got another name."""

    def renamed(policy: dict[str, Any]) -> dict[str, Any]:
        return {**policy, "columns": [new if c == old else c for c in policy["columns"]]}

    columns = tuple(
        replace(c, extra={**c.extra, "masking_policy": renamed(c.extra["masking_policy"])})
        if "masking_policy" in c.extra
        else c
        for c in obj.columns
    )
    obj = replace(obj, columns=columns)
    if "row_access_policy" in obj.properties:
        found = renamed(obj.properties["row_access_policy"])
        obj = replace(obj, properties={**obj.properties, "row_access_policy": found})
    return obj


ROW_ACCESS_POLICY = Policy("ROW ACCESS POLICY")
ROW_ACCESS_POLICY.register()
MASKING_POLICY = Policy("MASKING POLICY")
MASKING_POLICY.register()


def read_row_access_policy(session: Session, reader: TokenReader) -> dict[str, Any]:
    """``name ON ( column , ... )`` behind ROW ACCESS POLICY; :func:`check_policies` sees whether it fits."""
    policy = _named(session, reader, ROW_ACCESS_POLICY)
    reader.expect("ON")
    return {"policy": policy.qualified, "columns": read_names(reader)}


def read_masking_policy(session: Session, reader: TokenReader) -> dict[str, Any]:
    """``name [ USING ( column , ... ) ]`` behind MASKING POLICY; the first column of USING is the masked one."""
    policy = _named(session, reader, MASKING_POLICY)
    columns = read_names(reader)[1:] if reader.accept("USING") else []
    return {"policy": policy.qualified, "columns": columns}


def _named(session: Session, reader: TokenReader, noun: Policy) -> CatalogObject:
    return noun.require(session, noun.locate(session, reader.qualified(), "USE"))


def check_policies(session: Session, obj: CatalogObject) -> None:
    """Whether the policies of a table or view fit its columns.

    Raises:
        SqlError: 000904, a policy names a column that is not there; 001108, it has other arguments; a column has both a
            masking policy and is read by another policy.
    """
    relation = obj.relation()
    types = {c.name: c.type for c in obj.columns}
    pairs = [("MASKING POLICY", p) for p in relation.masking]
    if relation.row_access is not None:
        pairs.append(("ROW ACCESS POLICY", relation.row_access))
    if pairs and obj.kind == "TABLE":
        _check_no_materialized(session, obj)
    for kind, policy in pairs:
        found = session.catalog.policy(kind, *split_name(policy.name))
        assert found is not None
        for name in policy.columns:
            if name not in types:
                raise error("invalid_identifier", line=1, column=0, name=display(name))
        wanted = found.properties["types"]
        given = [types[name].name for name in policy.columns]
        if given != wanted:
            raise error("policy_arguments", name=policy.name, wanted=", ".join(wanted), given=", ".join(given))
    _check_twice(session, relation)


def _check_no_materialized(session: Session, table: CatalogObject) -> None:
    """
    Raises:
        SqlError: 003561, materialized views read a table that gets a policy.
    """
    place = [table.database, table.schema, table.name]
    views = [o for o in session.catalog.objects("RELATION") if o.kind == "MATERIALIZED VIEW"]
    count = sum(any(read[:3] == place for read in view.properties.get("reads", ())) for view in views)
    if count:
        raise error("materialized_view_on_table", count=count, name=table.name)


def _check_twice(session: Session, relation: Relation) -> None:
    """Whether a masked column is read by no other policy, save where its own allows that."""
    others = [*(relation.row_access.columns if relation.row_access else ())]
    others += [name for policy in relation.masking for name in policy.columns[1:]]
    for policy in relation.masking:
        found = session.catalog.policy("MASKING POLICY", *split_name(policy.name))
        if policy.columns[0] in others and not (found and found.properties.get(_EXEMPT)):
            raise error("policy_twice", name=display(policy.columns[0]))
