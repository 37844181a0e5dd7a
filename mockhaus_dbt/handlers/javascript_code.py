"""Handlers in JavaScript, run by QuickJS (extra ``[javascript]``)
(https://docs.snowflake.com/en/developer-guide/udf/javascript/udf-javascript-introduction).

Values cross into the engine and back as JSON. Each thread has an engine of its own for each function.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from typing import Any

from mockhaus_dbt.errors import ConfigError
from mockhaus_dbt.handlers.python_values import from_json
from mockhaus_dbt.python_functions import failure
from mockhaus_dbt.translation.handlers import stored_type
from mockhaus_dbt.translation.json_text import normalise
from mockhaus_dbt.translation.types import SqlType

_DATES = ("DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ")
_JSON = ("VARIANT", "OBJECT", "ARRAY", "MAP", "GEOGRAPHY", "GEOMETRY")

#: the other side of the border: reads arguments, writes results.
BORDER = r"""
(function (global) {
  function fromHex(text) {
    var bytes = new Uint8Array(text.length / 2);
    for (var i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.substr(2 * i, 2), 16);
    return bytes;
  }
  function toHex(bytes) {
    var text = '';
    for (var i = 0; i < bytes.length; i++) text += (bytes[i] < 16 ? '0' : '') + bytes[i].toString(16);
    return text;
  }
  global.__read = function (kind, value) {
    if (value === null) return undefined;
    if (kind === 'date') return new Date(value);
    if (kind === 'json') return value.v;
    if (kind === 'binary') return fromHex(value);
    if (kind === 'double' && typeof value === 'string') return Number(value);
    return value;
  };
  global.__write = function (kind, value) {
    if (value === undefined) return null;
    if (value === null) return kind === 'variant' ? 'null' : null;
    if (kind === 'double') return String(Number(value));
    if (kind === 'boolean') return Boolean(value);
    if (kind === 'date') return value instanceof Date ? value.getTime() : String(value);
    if (kind === 'binary') {
      if (!(value instanceof Uint8Array)) throw new Error('a Uint8Array must be returned for BINARY');
      return toHex(value);
    }
    if (kind === 'json' || kind === 'variant') {
      var text = JSON.stringify(value);
      return text === undefined ? null : text;
    }
    return String(value);
  };
})(this);
"""

_SCALAR = """
function __call(text) {
  var given = JSON.parse(text), args = [];
  for (var i = 0; i < given.length; i++) args.push(__read(__arguments[i], given[i]));
  return JSON.stringify([__write(__returns, __handler.apply(undefined, args))]);
}
"""

_TABLE = """
function __call(text) {
  var given = JSON.parse(text), out = [], number = null;
  var context = {}, info = {};
  var writer = { writeRow: function (row) {
    var cells = [number];
    for (var i = 0; i < __columns.length; i++) cells.push(__write(__kinds[i], row[__columns[i]]));
    out.push(cells);
  } };
  if (__handler.initialize) __handler.initialize(info, context);
  for (var n = 0; n < given.length; n++) {
    var row = {};
    number = n + 1;
    for (var i = 0; i < __names.length; i++) row[__names[i]] = __read(__arguments[i], given[n][i]);
    if (__handler.processRow) __handler.processRow(row, writer, context);
  }
  number = null;
  if (given.length && __handler.finalize) __handler.finalize(writer, context);
  return JSON.stringify(out);
}
"""


def quickjs() -> Any:
    """The engine's module.

    Raises:
        ConfigError: the extra is not installed.
    """
    try:
        import quickjs as module
    except ImportError:
        raise ConfigError(
            "LANGUAGE JAVASCRIPT needs the package quickjs: pip install 'dbt-mockhaus[javascript]'"
        ) from None
    return module


def kind(type_: SqlType, returned: bool = False) -> str:
    """What the border calls a type."""
    if type_.name in _DATES:
        return "date"
    if type_.name == "VARIANT":
        return "variant" if returned else "json"
    if type_.name in _JSON:
        return "json"
    return {"FLOAT": "double", "BINARY": "binary", "BOOLEAN": "boolean"}.get(type_.name, "string")


def handed(value: Any, kind: str) -> Any:
    """An argument in its carrier as JSON takes it."""
    if value is None:
        return None
    if kind == "json":
        return {"v": from_json(value)}
    if kind == "binary":
        return bytes(value).hex()
    if kind == "boolean":
        return int(value)
    if kind == "double" and value - value != 0:  # NaN and the infinities
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return value


def taken(value: Any, type_: SqlType) -> Any:
    """A result of the border in its carrier."""
    if value is None:
        return None
    if type_.name == "FLOAT":
        return float(value)
    if type_.name == "BINARY":
        return bytes.fromhex(value)
    if type_.name in _DATES:
        if isinstance(value, str):
            return value
        from datetime import datetime, timedelta, timezone

        return str(datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=value))
    if type_.name in _JSON:
        return normalise(value)
    if type_.name == "VARCHAR" and len(value) > (type_.length or 0):
        raise failure("string_too_long", value)
    return value


def said(e: BaseException, name: str, body: str) -> str:
    """An exception of the engine in Snowflake's words: ``Uncaught Error: x in F at '...' position 0``."""
    message, line = parts(e)
    lines = body.split("\n")
    where = f" in {name}"
    if 0 < line <= len(lines):
        where += f" at '{lines[line - 1]}' position 0\nstackstrace: \n{name} line: {line}"
    return f"Uncaught {message}{where}"


def parts(e: BaseException) -> tuple[str, int]:
    """What an exception of the engine says, and the line of the body where it arose (0 where that is not known)."""
    message, _, stack = str(e).partition("\n    at ")
    if message.endswith("\nundefined"):  # what was thrown is no Error
        message = message.removesuffix("\nundefined")
    found = re.search(r"__handler \(<input>:(\d+)\)", stack) or re.search(r"<input>:(\d+)", stack)
    return message.rstrip(), int(found[1]) if found else 0


class JavaScriptCode:
    """One overload of a function, ready to be called.

    Args:
        name: of the function.
        overload: as the catalog keeps it.

    Raises:
        ValueError: a failure that DuckDB carries: the extra is missing.
    """

    def __init__(self, name: str, overload: dict[str, Any]):
        self.name = name
        self.overload = overload
        try:
            self._module = quickjs()
        except ConfigError as e:
            raise failure("javascript_error", str(e)) from None
        self._threads = threading.local()
        self.strict = bool(overload.get("strict"))
        self.kinds = [kind(stored_type(a["type"])) for a in overload["arguments"]]
        self.call: Callable[..., Any] = self._table if overload.get("table") else self._scalar

    def _engine(self) -> Callable[[str], str]:
        call = getattr(self._threads, "call", None)
        if call is None:
            context = self._module.Context()
            context.eval(BORDER)
            call = self._threads.call = self._guarded(self._prepare, context)
            self._threads.context = context
        made: Callable[[str], str] = call
        return made

    def _prepare(self, context: Any) -> Callable[[str], str]:
        overload = self.overload
        names = [a["name"] for a in overload["arguments"]]
        # The body begins in the first line, so that lines of errors are those of the body.
        if overload.get("table"):
            context.eval(f"var __handler = ({overload['body']}\n);")
        else:
            context.eval(f"var __handler = function ({', '.join(names)}) {{{overload['body']}\n}};")
        known = {"__arguments": self.kinds, "__names": names}
        if overload.get("table"):
            columns = overload["columns"]
            known["__columns"] = [c["name"] for c in columns]
            known["__kinds"] = [kind(stored_type(c["type"]), True) for c in columns]
        else:
            known["__returns"] = kind(stored_type(overload["returns"]), True)  # type: ignore[assignment]
        context.eval("".join(f"var {name} = {json.dumps(value)};" for name, value in known.items()))
        context.eval(_TABLE if overload.get("table") else _SCALAR)
        call: Callable[[str], str] = context.get("__call")
        return call

    def _guarded(self, call: Callable[[Any], Any], argument: Any) -> Any:
        try:
            return call(argument)
        except self._module.JSException as e:
            raise failure("javascript_error", said(e, self.name, self.overload["body"])) from None

    def _run(self, given: Any) -> Any:
        return json.loads(self._guarded(self._engine(), json.dumps(given)))

    def _scalar(self, *values: Any) -> Any:
        if self.strict and None in values:
            return None
        (value,) = self._run([handed(v, k) for v, k in zip(values, self.kinds)])
        return taken(value, stored_type(self.overload["returns"]))

    def _table(self, rows: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
        given = [[handed(v, k) for v, k in zip(row.values(), self.kinds)] for row in rows or ()]
        types = [stored_type(c["type"]) for c in self.overload["columns"]]
        return [
            {"i": number, **{f"c{i}": taken(v, type_) for i, (v, type_) in enumerate(zip(cells, types))}}
            for number, *cells in self._run(given)
        ]
