"""Handlers in Python: the code of a function is run once, then its handler serves every call
(https://docs.snowflake.com/en/developer-guide/udf/python/udf-python-introduction).
"""

from __future__ import annotations

import builtins
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from types import ModuleType, TracebackType
from typing import Any

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.handlers.python_values import Converter, argument, result
from mockhaus_dbt.python_functions import failure
from mockhaus_dbt.translation.handlers import stored_type

#: what tracebacks call the code of a function.
FILE = "_udf_code.py"
#: frames of ours mean nothing to the author of a handler.
_OURS = os.path.dirname(os.path.dirname(__file__)) + os.sep
#: what the handler class of an aggregate function must have.
_AGGREGATE = ("aggregate_state", "accumulate", "merge", "finish")


# ------------------------------------------------------------------------------------------------------------- code


def vectorized(input: Any = None, max_batch_size: int | None = None, **_more: Any) -> Callable[[Any], Any]:
    """``_snowflake.vectorized``: the handler takes a pandas DataFrame and gives a Series."""

    def mark(handler: Any) -> Any:
        handler._sf_vectorized_input = input
        return handler

    return mark


def _no_secret(name: str) -> str:
    raise RuntimeError(f"Mockhaus keeps no secrets: '{name}' cannot be read")


def _snowflake() -> ModuleType:
    """The module ``_snowflake``, which exists on Snowflake alone."""
    module = ModuleType("_snowflake")
    vars(module).update(
        vectorized=vectorized,
        get_generic_secret_string=_no_secret,
        get_oauth_access_token=_no_secret,
        get_username_password=_no_secret,
    )
    return module


def _import(name: str, *args: Any, **kwargs: Any) -> Any:
    return _snowflake() if name == "_snowflake" else builtins.__import__(name, *args, **kwargs)


def load(body: str, handler: str, unique: str, file: str = FILE) -> Any:
    """Run a function's code and give its handler.

    Args:
        body: the code.
        handler: name of the function or class.
        unique: a name for the module that no other function has.
        file: what tracebacks call the code.

    Raises:
        Exception: whatever the code raises; AttributeError where it has no such handler.
    """
    module = ModuleType(unique)
    sys.modules[unique] = module  # dataclasses and pickle look their module up
    module.__dict__["__builtins__"] = {**vars(builtins), "__import__": _import}
    exec(compile(body, file, "exec"), module.__dict__)
    found: Any = module
    for part in handler.split("."):
        found = getattr(found, part, None)
        if found is None:
            raise AttributeError(f"module '{file[:-3]}' has no attribute '{part}'")
    return found


def report(e: BaseException, file: str = FILE) -> str:
    """An exception as Snowflake shows it: the traceback from the handler's code on."""
    trace: TracebackType | None = e.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != file:
        trace = trace.tb_next
    shown = traceback.TracebackException(type(e), e, trace)
    shown.stack = traceback.StackSummary.from_list([f for f in shown.stack if not f.filename.startswith(_OURS)])
    return "".join(shown.format(chain=False)).rstrip()


def _is_failure(e: BaseException) -> bool:
    return isinstance(e, ValueError) and len(e.args) == 1 and str(e.args[0]).startswith("\x03")


class PythonCode:
    """One overload of a function, ready to be called.

    Args:
        name: of the function.
        unique: name of its module.
        overload: as the catalog keeps it.

    Raises:
        ValueError: a failure that DuckDB carries: the code does not run.
    """

    def __init__(self, name: str, unique: str, overload: dict[str, Any]):
        self.name = name
        self.overload = overload
        self.handler_name = overload["handler"]
        self.arguments: list[Converter | None] = [argument(stored_type(a["type"])) for a in overload["arguments"]]
        self.strict = bool(overload.get("strict"))
        self.handler = self.guarded(load, overload["body"], self.handler_name, unique)
        self.call = self._kind()

    def guarded(self, call: Callable[..., Any], *args: Any) -> Any:
        """Call code of the user; whatever it raises becomes error 100357.

        Raises:
            ValueError: a failure that DuckDB carries.
        """
        try:
            return call(*args)
        except BaseException as e:
            if _is_failure(e):
                raise
            if isinstance(e, SqlError):
                raise failure("python_error", e.message, name=self.name, handler=self.handler_name) from None
            raise failure("python_error", report(e), name=self.name, handler=self.handler_name) from None

    def _kind(self) -> Callable[..., Any]:
        if self.overload.get("table"):
            return self._table()
        self.result = result(stored_type(self.overload["returns"]))
        if self.overload.get("aggregate"):
            return self._aggregate()
        if getattr(self.handler, "_sf_vectorized_input", None) is not None:
            return self._vectorized()
        return self._scalar()

    # -- scalar

    def _converted(self, values: Iterable[Any]) -> list[Any]:
        return [v if convert is None else convert(v) for v, convert in zip(values, self.arguments)]

    def _scalar(self) -> Callable[..., Any]:
        handler, guarded, convert, strict = self.handler, self.guarded, self.result, self.strict
        plain = all(c is None for c in self.arguments)

        def call(*values: Any) -> Any:
            if strict and None in values:
                return None
            return convert(guarded(handler, *(values if plain else self._converted(values))))

        return call

    def _vectorized(self) -> Callable[..., Any]:
        """A batch is one row: how rows are batched is nothing that a handler may rely on."""

        def batch(values: list[Any]) -> Any:
            import pandas

            series = self.handler(pandas.DataFrame([values]))
            made = series.iloc[0] if hasattr(series, "iloc") else series[0]
            return None if pandas.api.types.is_scalar(made) and pandas.isna(made) else made

        def call(*values: Any) -> Any:
            if self.strict and None in values:
                return None
            return self.result(self.guarded(batch, self._converted(values)))

        return call

    # -- aggregate

    def _rows(self, rows: list[dict[str, Any]] | None) -> Iterable[list[Any]]:
        count = len(self.arguments)
        for row in rows or ():
            yield self._converted(list(row.values())[:count])

    def _aggregate(self) -> Callable[..., Any]:
        missing = [name for name in _AGGREGATE if not hasattr(self.handler, name)]
        if missing:
            text = f"AttributeError: type object '{self.handler_name}' has no attribute '{missing[0]}'"
            raise failure("python_error", text, name=self.name, handler=self.handler_name)

        def finish(rows: list[dict[str, Any]] | None) -> Any:
            state = self.handler()
            for values in self._rows(rows):
                state.accumulate(*values)
            return state.finish()

        return lambda rows: self.result(self.guarded(finish, rows))

    # -- table

    def _table(self) -> Callable[..., Any]:
        columns = [(f"c{i}", result(stored_type(c["type"]))) for i, c in enumerate(self.overload["columns"])]

        def output(number: int | None, given: Any) -> dict[str, Any]:
            if not isinstance(given, (tuple, list)) or len(given) != len(columns):
                shown = f"{len(given)} values" if isinstance(given, (tuple, list)) else type(given).__name__
                raise TypeError(f"a row must be a tuple of {len(columns)} values, got {shown}")
            return {"i": number, **{name: convert(v) for (name, convert), v in zip(columns, given)}}

        def partition(rows: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
            made: list[dict[str, Any]] = []
            state = self.handler()
            process = getattr(state, "process", None)
            for number, values in enumerate(self._rows(rows), 1):
                if process is not None:
                    made.extend(output(number, given) for given in process(*values) or ())
            if rows and hasattr(state, "end_partition"):
                made.extend(output(None, given) for given in state.end_partition() or ())
            return made

        return lambda rows: self.guarded(partition, rows)
