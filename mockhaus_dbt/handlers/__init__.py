"""Functions whose handler is Python or JavaScript, for DuckDB to call.

Translation writes a handler's name (translation/handlers.py); :class:`Handlers` gives the function of that name. What
it gives looks the function up at every call, so that a replaced one counts at once, also for stored views, and loads
its code when it is first called: an account that is opened again still has its functions.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from mockhaus_dbt.python_functions import PythonFunction, failure
from mockhaus_dbt.translation.handlers import (
    HANDLER_PREFIX,
    argument_row_type,
    carrier,
    handler_language,
    handler_name,
    output_row_type,
    stored_type,
)

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import Catalog, CatalogObject

__all__ = ["Handlers", "code_of"]

#: seconds to wait for another thread that loads the same code.
_PATIENCE = 60.0


class Code(Protocol):
    """A loaded handler; ``call`` takes and gives carriers."""

    call: Callable[..., Any]


def code_of(name: str, unique: str, overload: dict[str, Any]) -> Code:
    """Load the code of an overload.

    Args:
        name: of the function, for messages.
        unique: a name that no other function has.
        overload: as the catalog keeps it.

    Raises:
        ValueError: a failure that DuckDB carries: the code does not run.
    """
    if overload["language"] == "JAVASCRIPT":
        from mockhaus_dbt.handlers.javascript_code import JavaScriptCode

        return JavaScriptCode(name, overload)
    from mockhaus_dbt.handlers.python_code import PythonCode

    return PythonCode(name, unique, overload)


class Handler:
    """The present code of one overload.

    Args:
        catalog: of the account.
        obj: the function, when it is first needed.
        types: that tell the overload.
        unique: DuckDB's name of it.
        count: of the arguments, which DuckDB reads from the signature.
        blocks: gives the code of a block of Snowflake Scripting.
    """

    def __init__(
        self,
        catalog: Catalog,
        obj: CatalogObject,
        types: str,
        unique: str,
        count: int,
        blocks: Callable[[str, dict[str, Any]], Code],
    ):
        only = inspect.Parameter.POSITIONAL_ONLY
        self.__signature__ = inspect.Signature([inspect.Parameter(f"a{i}", only) for i in range(count)])
        self._catalog = catalog
        self._place = obj.database, obj.schema, obj.name
        self._types = types
        self._unique = unique
        self._blocks = blocks
        self._overload: dict[str, Any] | None = None
        self._code: Code | None = None
        self._lock = threading.Lock()

    def __call__(self, *values: Any) -> Any:
        obj = self._catalog.user_function(*self._place)
        overload = None if obj is None else obj.properties["overloads"].get(self._types)
        if overload is None:
            raise failure("unknown_function", name=self._place[2])
        code = self._code
        if code is None or overload is not self._overload:
            code = self._load(overload)
        return code.call(*values)

    def _load(self, overload: dict[str, Any]) -> Code:
        # Code that never ends must not keep others waiting for ever: they then load it themselves.
        held = self._lock.acquire(timeout=_PATIENCE)
        try:
            if self._code is not None and self._overload is overload:
                return self._code
            if overload.get("block"):
                code = self._blocks(self._place[2], overload)
            else:
                code = code_of(self._place[2], self._unique, overload)
            self._code, self._overload = code, overload
            return code
        finally:
            if held:
                self._lock.release()


class Handlers:
    """Finds the functions behind the names that translation writes.

    Args:
        catalog: of the account.
        blocks: gives the code of a function whose body is a block of Snowflake Scripting.
    """

    def __init__(self, catalog: Catalog, blocks: Callable[[str, dict[str, Any]], Code]):
        self._catalog = catalog
        self._blocks = blocks

    def function(self, name: str) -> PythonFunction | None:
        """The function that DuckDB is to call under a name, or None."""
        if not name.startswith(HANDLER_PREFIX):
            return None
        for obj in self._catalog.objects("FUNCTION"):
            for types, overload in obj.properties.get("overloads", {}).items():
                if not handler_language(overload):
                    continue
                if handler_name(obj.database, obj.schema, obj.name, overload) == name:
                    return self._function(name, obj, types, overload)
        return None

    def _function(self, name: str, obj: CatalogObject, types: str, overload: dict[str, Any]) -> PythonFunction:
        language = handler_language(overload)
        arguments = [stored_type(a["type"]) for a in overload["arguments"]]
        if overload.get("table"):
            columns = [stored_type(c["type"]) for c in overload["columns"]]
            returns = f"{output_row_type(columns, language)}[]"
        else:
            returns = carrier(stored_type(overload["returns"]), language, True)
        if overload.get("table") or overload.get("aggregate"):
            parameters: tuple[str, ...] = (f"{argument_row_type(arguments, language)}[]",)
        else:
            parameters = tuple(carrier(a, language) for a in arguments)
        # Unless it is declared IMMUTABLE, a function is called for every row.
        volatile = not overload.get("immutable")
        handler = Handler(self._catalog, obj, types, name, len(parameters), self._blocks)
        return PythonFunction(name, handler, returns, parameters, nulls=True, volatile=volatile)


