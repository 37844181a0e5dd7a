"""Masking policies that tags bring to columns (https://docs.snowflake.com/en/user-guide/tag-based-masking-policies).

A column has the tags that are set on it, on its table or view, on the schema and on the database. Each may have one
policy for each data type; a policy that is set on the column itself goes before them. What does not fit is an error of
the query that reads the column, and of no other.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.translation.names import Column, Policy, Relation, display
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.translation.names import CatalogSnapshot

#: POLICY_STATUS of POLICY_REFERENCES -> the error of a query that reads the column.
FAILURES = {
    "MULTIPLE_MASKING_POLICY_ASSIGNED_TO_THE_COLUMN": "tag_policies_several",
    "COLUMN_IS_MISSING_FOR_SECONDARY_ARG": "tag_policy_column_missing",
    "COLUMN_DATATYPE_MISMATCH_FOR_SECONDARY_ARG": "tag_policy_column_type",
}


@dataclass(frozen=True)
class Brought:
    """A masking policy that a tag brings to a column.

    Args:
        tag: what identifies the tag.
        policy: with the columns that it reads.
        status: ACTIVE, or a key of :data:`FAILURES`.
    """

    tag: str
    policy: Policy
    status: str


def tags_of(catalog: CatalogSnapshot, relation: Relation) -> Mapping[str, str]:
    """The values of the tags on a table or view, its own and those of its schema and database, by identity."""
    above = (
        catalog.get("SCHEMA", relation.database, "", relation.schema),
        catalog.get("DATABASE", "", "", relation.database),
    )
    return ChainMap(dict(relation.tags), *(dict(o.properties.get("TAGS", {})) for o in above if o is not None))


def brought(catalog: CatalogSnapshot, relation: Relation) -> Iterator[tuple[Column, list[Brought]]]:
    """The columns without a policy of their own to which tags bring one or more.

    Args:
        catalog: has tags and policies.
        relation: a table or view.
    """
    inherited = tags_of(catalog, relation)
    for column in relation.columns:
        if column.masking is None and not column.extra.get("hidden"):
            tags = ChainMap(dict(column.extra.get("tags", {})), dict(inherited))
            found = list(_fitting(catalog, relation, column, tags))
            if len({b.policy.name for b in found}) > 1:
                found = [replace(b, status="MULTIPLE_MASKING_POLICY_ASSIGNED_TO_THE_COLUMN") for b in found]
            if found:
                yield column, found


def _fitting(
    catalog: CatalogSnapshot, relation: Relation, column: Column, tags: Mapping[str, str]
) -> Iterator[Brought]:
    types = {c.name: c.type.name for c in relation.columns}
    for tag in tags:
        for name in catalog.tag_policies.get(tag, ()):
            policy = catalog.policy("MASKING POLICY", *split_name(name))
            if policy is None or policy.properties["types"][0] != column.type.name:
                continue
            others = list(zip(policy.properties["arguments"][1:], policy.properties["types"][1:], strict=True))
            status = "ACTIVE"
            if any(argument not in types for argument, _ in others):
                status = "COLUMN_IS_MISSING_FOR_SECONDARY_ARG"
            elif any(types[argument] != type_ for argument, type_ in others):
                status = "COLUMN_DATATYPE_MISMATCH_FOR_SECONDARY_ARG"
            yield Brought(tag, Policy(name, (column.name, *(argument for argument, _ in others))), status)


def guarded(catalog: CatalogSnapshot, relation: Relation) -> Relation:
    """A table or view as an account shows it in which masking policies are set on tags.

    Args:
        catalog: has tags and policies.
        relation: as the object itself says.
    """
    found = {column.name: several[0] for column, several in brought(catalog, relation)}
    is_view = relation.kind.endswith("VIEW")
    if not found:
        # A view may read what tags protect; it is translated for who reads it.
        return replace(relation, sql="") if is_view else relation
    columns = tuple(_with_policy(relation, c, found[c.name]) if c.name in found else c for c in relation.columns)
    masking = (*relation.masking, *(b.policy for b in found.values()))
    computed = "" if is_view else relation.target
    return replace(relation, columns=columns, masking=masking, sql="", computed=computed)


def _with_policy(relation: Relation, column: Column, by_tag: Brought) -> Column:
    policy = {"policy": by_tag.policy.name, "columns": by_tag.policy.columns[1:]}
    more: dict[str, Any] = {"masking_policy": policy, "by_tag": True}
    if by_tag.status != "ACTIVE":
        more["unmaskable"] = (FAILURES[by_tag.status], f"{relation.qualified}.{display(column.name)}")
    return replace(column, extra={**column.extra, **more})
