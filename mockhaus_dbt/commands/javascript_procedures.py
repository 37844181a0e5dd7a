"""Stored procedures in JavaScript: the object ``snowflake`` and what it gives
(https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-api).
"""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import MockhausError, SqlError, error
from mockhaus_dbt.handlers import javascript_code as javascript
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.handlers import stored_type
from mockhaus_dbt.translation.types import ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: the API, over one function of ours that runs a statement: ``__execute``.
_API = r"""
(function (global) {
  function sqlError(said) {
    var e = new Error(said.message);
    e.code = said.code; e.state = said.state; e.stackTraceTxt = said.message; e.queryId = said.queryId;
    return e;
  }
  function cell(column, value) {
    if (value === null || value === undefined) return null;
    if (column.kind === 'timestamp') return new SfDate(value[0], value[1]);
    if (column.kind === 'date') return new SfDate(value[0], value[1]);
    if (column.kind === 'json') return JSON.parse(value);
    return value;
  }
  function SfDate(millis, text) { var d = new Date(millis); d.__text = text; return Object.assign(d, methods); }
  var methods = {
    getEpochSeconds: function () { return Math.floor(this.getTime() / 1000); },
    getNanoSeconds: function () { return (this.getTime() % 1000) * 1000000; },
    getTimezone: function () { return -this.getTimezoneOffset(); },
    getScale: function () { return 3; },
    toString: function () { return this.__text; }
  };
  function place(statement, at) {
    var run = statement.__run;
    if (!run) throw new Error('Statement is not executed yet.');
    var i = typeof at === 'number' ? at - 1 : run.columns.findIndex(function (c) { return c.name === at; });
    if (i < 0 || i >= run.columns.length) throw new Error('Given column name/index does not exist: ' + at);
    return i;
  }
  function ResultSet(statement) { this.__statement = statement; this.__at = -1; }
  ResultSet.prototype = {
    next: function () { this.__at += 1; return this.__at < this.__statement.__run.rows.length; },
    getColumnValue: function (at) {
      var i = place(this.__statement, at), run = this.__statement.__run;
      if (this.__at < 0 || this.__at >= run.rows.length) {
        throw new Error('ResultSet is empty or not prepared, call next() first');
      }
      return cell(run.columns[i], run.rows[this.__at][i]);
    },
    getColumnValueAsString: function (at) {
      var i = place(this.__statement, at), value = this.__statement.__run.texts[this.__at][i];
      return value === null ? null : value;
    },
    getColumnCount: function () { return this.__statement.getColumnCount(); },
    getColumnName: function (i) { return this.__statement.getColumnName(i); },
    getColumnSqlType: function (at) { return this.__statement.getColumnSqlType(at); },
    getRowCount: function () { return this.__statement.getRowCount(); },
    getQueryId: function () { return this.__statement.getQueryId(); }
  };
  function Statement(command) {
    if (!command || typeof command.sqlText !== 'string' || !command.sqlText.trim()) {
      throw new Error('Invalid argument: sqlText');
    }
    this.__text = command.sqlText;
    this.__binds = command.binds || [];
  }
  function known(statement) {
    if (!statement.__run) throw new Error('Statement is not executed yet.');
    return statement.__run;
  }
  Statement.prototype = {
    execute: function () {
      var binds = this.__binds.map(function (v) {
        if (v === undefined || v === null) return null;
        return v instanceof Date ? {date: v.getTime()} : v;
      });
      var run = JSON.parse(__execute(JSON.stringify([this.__text, binds])));
      if (run.failed) throw sqlError(run.failed);
      this.__run = run;
      var set = new ResultSet(this), self = this;
      run.columns.forEach(function (column, i) {
        if (set[column.name] === undefined) {
          Object.defineProperty(set, column.name, {get: function () { return set.getColumnValue(i + 1); }});
        }
      });
      return set;
    },
    getColumnCount: function () { return known(this).columns.length; },
    getColumnName: function (i) { return known(this).columns[place(this, i)].name; },
    getColumnScale: function (i) { return known(this).columns[place(this, i)].scale || 0; },
    getColumnSqlType: function (at) { return known(this).columns[place(this, at)].sqlType; },
    getColumnType: function (at) {
      var kind = known(this).columns[place(this, at)].kind;
      return {timestamp: 'date', json: 'JSON'}[kind] || kind;
    },
    isColumnNullable: function (i) { return known(this).columns[place(this, i)].nullable; },
    isColumnText: function (i) { return known(this).columns[place(this, i)].sqlType === 'TEXT'; },
    getRowCount: function () { return known(this).rows.length; },
    getNumRowsAffected: function () { var r = known(this); return r.inserted + r.updated + r.deleted; },
    getNumRowsInserted: function () { return known(this).inserted; },
    getNumRowsUpdated: function () { return known(this).updated; },
    getNumRowsDeleted: function () { return known(this).deleted; },
    getNumDuplicateRowsUpdated: function () { return 0; },
    getQueryId: function () { return known(this).queryId; },
    getSqlText: function () { return this.__text; }
  };
  global.SfDate = SfDate;
  global.snowflake = {
    createStatement: function (command) { return new Statement(command); },
    execute: function (command) { return new Statement(command).execute(); },
    log: function () {}, addEvent: function () {}, setSpanAttribute: function () {}
  };
  global.__returned = function (kind, value) {
    if (value instanceof ResultSet) value = String(value);
    return __write(kind, value);
  };
})(this);
"""


def run_javascript(session: Session, name: str, overload: dict[str, Any], values: list[Any]) -> Any:
    """Run a procedure's body and give the returned value in its carrier.

    Args:
        session: that calls.
        name: of the procedure.
        overload: as the catalog keeps it.
        values: arguments in their carriers.

    Raises:
        SqlError: 100183, the body raised something.
        ConfigError: the extra is not installed.
    """
    module = javascript.quickjs()
    context = module.Context()
    context.add_callable("__execute", lambda text: _execute(session, text))
    names = [a["name"] for a in overload["arguments"]]
    kinds = [javascript.kind(stored_type(a["type"])) for a in overload["arguments"]]
    returns = stored_type(overload["returns"])
    given = json.dumps([javascript.handed(v, k) for v, k in zip(values, kinds)])
    body = overload["body"]
    try:
        context.eval(javascript.BORDER)
        context.eval(_API)
        context.eval(f"var __handler = function ({', '.join(names)}) {{{body}\n}};")
        read = f"function (v, i) {{ return __read({json.dumps(kinds)}[i], v); }}"
        call = f"__handler.apply(undefined, {given}.map({read}))"
        text = context.eval(f"JSON.stringify([__returned({json.dumps(javascript.kind(returns, True))}, {call})])")
    except module.JSException as e:
        message, line = javascript.parts(e)
        where = f"\nAt {name}, line {line} position 0" if line else ""
        raise error("procedure_error", name=name, value=message.removeprefix("Error: ") + where) from None
    return javascript.taken(json.loads(text)[0], returns)


def _execute(session: Session, text: str) -> str:
    """Run a statement of the body. Whatever happens is told in the answer: the engine takes no exceptions."""
    try:
        sql, binds = json.loads(text)
        result = session.execute(sql, [_bind(b) for b in binds] or None)
        return json.dumps(_told(result))
    except MockhausError as e:
        if isinstance(e, SqlError):
            return _failed(e.message, e.errno, e.sqlstate, e.query_id)
        return _failed(str(e))
    except Exception as e:
        return _failed(f"{type(e).__name__}: {e}")


def _failed(message: str, code: int = 603, state: str = "XX000", query_id: str | None = "") -> str:
    return json.dumps({"failed": {"message": message, "code": code, "state": state, "queryId": query_id}})


def _bind(value: Any) -> Any:
    if isinstance(value, dict):
        if "date" not in value:
            return json.dumps(value)
        return dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc) + dt.timedelta(milliseconds=value["date"])
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _told(result: QueryResult) -> dict[str, Any]:
    rows = result.fetchall()
    return {
        "columns": [_column(c) for c in result.columns],
        "rows": [[_cell(v) for v in row] for row in rows],
        "texts": [[None if v is None else _text(v) for v in row] for row in rows],
        "queryId": result.query_id,
        "inserted": result.inserted or 0,
        "updated": result.updated or 0,
        "deleted": result.deleted or 0,
    }


def _column(column: ResultColumn) -> dict[str, Any]:
    name = column.type.name
    if name.startswith("TIMESTAMP"):
        kind = "timestamp"
    elif column.type.is_semistructured:
        kind = "json"
    else:
        kind = {"NUMBER": "number", "FLOAT": "number", "DATE": "date", "BOOLEAN": "boolean"}.get(name, "string")
    shown = {"NUMBER": "FIXED", "FLOAT": "REAL", "VARCHAR": "TEXT"}.get(name, name)
    told = {"name": column.name, "kind": kind, "sqlType": shown}
    return {**told, "scale": column.type.scale, "nullable": column.nullable}


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (bytes, bytearray)):
        return value.hex().upper()
    if isinstance(value, dt.datetime):
        aware = value if value.tzinfo is not None else value.replace(tzinfo=dt.timezone.utc)
        return [aware.timestamp() * 1000, _text(value)]
    if isinstance(value, dt.date):
        return [dt.datetime(value.year, value.month, value.day, tzinfo=dt.timezone.utc).timestamp() * 1000, str(value)]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (bytes, bytearray)):
        return value.hex().upper()
    return value.isoformat(sep=" ") if isinstance(value, dt.datetime) else str(value)
