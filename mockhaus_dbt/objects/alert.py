"""Alerts: CREATE, ALTER, DROP, DESCRIBE, SHOW, EXECUTE ALERT.

https://docs.snowflake.com/en/sql-reference/sql/create-alert. Nothing runs by itself: schedules are kept and shown.
EXECUTE ALERT evaluates the condition at once, in a session of its own, and runs the action where the condition gives
rows; it ends when both have ended, and only ALERT_HISTORY tells whether they failed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from mockhaus_dbt.catalog import CatalogObject, now
from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.objects.base import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    SCHEMA_NAME,
    SUCCEEDED,
    Key,
    Noun,
    Option,
    ShowColumn,
    constant,
    option,
    with_properties,
)
from mockhaus_dbt.objects.listing import Listing
from mockhaus_dbt.objects.task import is_schedule, own_session, read_action
from mockhaus_dbt.query_history.runs import AlertRun
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.statements import check_syntax
from mockhaus_dbt.statements import statement as register_statement
from mockhaus_dbt.translation.types import BOOLEAN

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

_CONDITIONS = ("SELECT", "WITH", "SHOW", "CALL", "VALUES")


class Alert(Noun):
    noun = "ALERT"
    plural = "ALERTS"
    lasting = ("state",)
    options: ClassVar[dict[str, Option]] = {
        "WAREHOUSE": Option(str),
        "SCHEDULE": Option(str),
        "CONFIG": Option(str),
        "RUNBOOK": Option(str),
        "SUSPEND_ALERT_AFTER_NUM_FAILURES": Option(int),
    }
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        DATABASE_NAME,
        SCHEMA_NAME,
        OWNER,
        COMMENT,
        option("warehouse"),
        option("schedule"),
        ShowColumn("state", lambda _s, o: o.properties["state"]),
        option("condition", of="condition"),
        ShowColumn("action", lambda _s, o: o.text),
        OWNER_ROLE_TYPE,
        option("runbook"),
        option("config"),
        constant("was_auto_suspended", None, BOOLEAN),
    )

    def check_option(self, name: str, value: Any) -> Any:
        value = super().check_option(name, value)
        if name == "SCHEDULE" and not is_schedule(str(value)):
            raise error("invalid_value", value=value, name=name)
        if name == "CONFIG":
            _check_config(value)
        if name == "RUNBOOK" and len(value) > 2048:
            raise error("invalid_value", value=value, name=name)
        return value.upper() if name == "WAREHOUSE" else value

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        if reader.accept("CLONE"):
            original = self.require(session, self.locate(session, reader.qualified(), "CREATE"))
            properties = {**original.properties, "state": "suspended"}
            return self.new(session, key, comment=original.comment, text=original.text, properties=properties), None
        if reader.accept("FROM TEMPLATE"):
            raise UnsupportedError("CREATE ALERT ... FROM TEMPLATE")
        found = {"state": "suspended", **self.read_options(session, reader, ("IF",))}
        reader.expect("IF")
        reader.expect("(")
        found["condition"] = _condition(reader)
        reader.expect(")")
        reader.expect("THEN")
        comment = found.pop("COMMENT", None)
        return self.new(session, key, comment=comment, text=read_action(reader), properties=found), None

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        if reader.accept("RESUME") or reader.accept("SUSPEND"):
            resumed = reader.tokens[reader.position - 1].text.upper() == "RESUME"
            change.put(with_properties(obj, state="started" if resumed else "suspended"))
        elif reader.accept("MODIFY CONDITION"):
            change.put(with_properties(obj, condition=_condition(reader)))
        elif reader.accept("MODIFY ACTION"):
            change.put(obj.but(text=read_action(reader)))
        elif reader.word() in ("SET", "UNSET"):
            super().modify(session, change, reader, obj)
        elif reader.accept("FROM TEMPLATE"):
            raise UnsupportedError("ALTER ALERT ... FROM TEMPLATE")
        else:
            raise reader.unexpected()

    def terse(self) -> tuple[ShowColumn, ...]:
        state = ShowColumn("state", lambda _s, o: o.properties["state"])
        return (CREATED_ON, NAME, constant("kind", None), DATABASE_NAME, SCHEMA_NAME, option("schedule"), state)

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE ALERT: the row of SHOW."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        return self.table(session, [obj], Listing())


def _condition(reader: TokenReader) -> str:
    """``EXISTS ( statement )``."""
    reader.expect("EXISTS")
    if reader.word(1) not in _CONDITIONS:
        reader.take()
        raise reader.unexpected()
    text = reader.text_of(reader.bracketed())
    check_syntax(text)
    return text


def _check_config(text: str) -> None:
    try:
        json.loads(text)
    except ValueError:
        raise error("invalid_value", value=text, name="CONFIG") from None


ALERT = Alert()
ALERT.register()

#: sessions in which an alert runs.
_RUNNING: WeakKeyDictionary[Session, CatalogObject] = WeakKeyDictionary()


@register_statement("EXECUTE ALERT")
def execute_alert(session: Session, statement: Statement) -> QueryResult:
    """EXECUTE ALERT name (https://docs.snowflake.com/en/sql-reference/sql/execute-alert).

    Raises:
        SqlError: 000002, an alert on new data.
    """
    reader = statement.reader()
    alert = ALERT.require(session, ALERT.locate(session, reader.qualified(), "EXECUTE"))
    reader.expect_end()
    if "SCHEDULE" not in alert.properties:
        raise error("unsupported_feature", value="EXECUTE ALERT on an alert on new data")
    _run(session, alert)
    return QueryResult.message(SUCCEEDED)


def _run(session: Session, alert: CatalogObject) -> None:
    """Evaluate the condition, run the action, and record both."""
    properties = alert.properties
    own = own_session(session, alert)
    scheduled = now()
    state, failure = "CONDITION_FAILED", None
    ids: list[str | None] = [None, None]  # of the condition and the action
    try:
        _RUNNING[own] = alert
        executor = PROVIDERS["executor"](own)
        found = executor.execute_snowflake_sql(properties["condition"])
        ids[0] = found.query_id
        state = "CONDITION_FALSE"
        if found.fetchall():
            state = "ACTION_FAILED"
            ids[1] = executor.execute_snowflake_sql(alert.text).query_id
            state = "TRIGGERED"
    except SqlError as problem:
        failure = problem
        ids[state == "ACTION_FAILED"] = problem.sfqid
    finally:
        own.close()
    session.account.history.alert_runs.append(
        AlertRun(
            database=alert.database,
            schema=alert.schema,
            name=alert.name,
            condition=properties["condition"],
            condition_query_id=ids[0],
            action=alert.text,
            action_query_id=ids[1],
            state=state,
            error_code=None if failure is None else failure.errno,
            error_message=None if failure is None else failure.message,
            scheduled=scheduled,
            completed=now(),
            runbook=properties.get("RUNBOOK"),
            config=properties.get("CONFIG"),
        )
    )


def alert_config(session: Session) -> str | None:
    """SYSTEM$GET_ALERT_CONFIG: of the alert that runs the statement; NULL outside of alerts."""
    alert = _RUNNING.get(session)
    return None if alert is None else alert.properties.get("CONFIG")


PROVIDERS["SYSTEM$GET_ALERT_CONFIG"] = alert_config
