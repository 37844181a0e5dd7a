"""Which earlier translations still hold: each remembers what it asked of the catalog and what the answer was.

A change of the catalog thereby costs only the translations that it touches, and building the same project again
finds most of its statements translated (DESIGN D12).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from mockhaus_dbt.catalog import Catalog, CatalogObject
from mockhaus_dbt.translation.names import Relation

if TYPE_CHECKING:
    from mockhaus_dbt.translation.translator import Translation

Question = tuple[Any, ...]


class CatalogReads:
    """The catalog as one translation sees it, remembering every question and its answer.

    Args:
        catalog: of the account.
    """

    def __init__(self, catalog: Catalog):
        self._catalog = catalog
        self.asked: dict[Question, Any] = {}

    def _ask(self, *question: Any) -> Any:
        answer = self.asked[question] = getattr(self._catalog, question[0])(*question[1:])
        return answer

    @property
    def version(self) -> int:
        return self._catalog.version

    def has_database(self, database: str) -> bool:
        return bool(self._ask("has_database", database))

    def has_schema(self, database: str, schema: str) -> bool:
        return bool(self._ask("has_schema", database, schema))

    def relation(self, database: str, schema: str, name: str) -> Relation | None:
        found: Relation | None = self._ask("relation", database, schema, name)
        return found

    def user_function(self, database: str, schema: str, name: str) -> CatalogObject | None:
        found: CatalogObject | None = self._ask("user_function", database, schema, name)
        return found

    def sequence(self, database: str, schema: str, name: str) -> str | None:
        found: str | None = self._ask("sequence", database, schema, name)
        return found

    def policy(self, kind: str, database: str, schema: str, name: str) -> CatalogObject | None:
        found: CatalogObject | None = self._ask("policy", kind, database, schema, name)
        return found

    def get(self, domain: str, database: str, schema: str, name: str) -> CatalogObject | None:
        found: CatalogObject | None = self._ask("get", domain, database, schema, name)
        return found

    @property
    def tag_policies(self) -> Mapping[str, tuple[str, ...]]:
        return self.__getattr__("tag_policies")  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        # Anything else that is asked ties the translation to this very state of the catalog.
        self.asked[("state",)] = self._catalog.version
        return getattr(self._catalog, name)


class Kept(NamedTuple):
    """A translation, with what it depends on."""

    translation: Translation
    asked: dict[Question, Any]

    def holds(self, catalog: Catalog) -> bool:
        """Whether the catalog would answer the same today."""
        for question, answer in self.asked.items():
            name = question[0]
            if name == "state":
                if catalog.version != answer:
                    return False
                continue
            today = getattr(catalog, name)(*question[1:])
            if today is not answer and today != answer:
                return False
        return True
