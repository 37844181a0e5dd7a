"""Functions that put notifications together (https://docs.snowflake.com/en/sql-reference/functions-notification).

They give text of JSON for SYSTEM$SEND_SNOWFLAKE_NOTIFICATION, which is refused: nothing is sent from here.
"""

from __future__ import annotations

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Array, Text, function

_SCHEMA = "SNOWFLAKE.NOTIFICATION"
#: placeholders of webhook integrations.
_PLACEHOLDERS = "SNOWFLAKE_WEBHOOK_(?:SECRET|MESSAGE)"


def _message(kind: str, message: Expr) -> Expr:
    return combined(f"""concat('{{"{kind}":', CAST(to_json({message}) AS VARCHAR), '}}')""", t.VARCHAR, message)


def _given(kind: str, message: Expr) -> Expr:
    made = _message(kind, message)
    return made if not message.nullable else made.but(sql=f"CASE WHEN {message} IS NOT NULL THEN {made.sql} END")


@function(name=f"{_SCHEMA}.TEXT_PLAIN")
def text_plain(message: Text) -> Expr:
    """A plain message.

    >>> SNOWFLAKE.NOTIFICATION.TEXT_PLAIN('A message')
    {"text/plain":"A message"}
    """
    return _given("text/plain", message)


@function(name=f"{_SCHEMA}.TEXT_HTML")
def text_html(message: Text) -> Expr:
    """A message in HTML.

    >>> SNOWFLAKE.NOTIFICATION.TEXT_HTML('<p>A message</p>')
    {"text/html":"<p>A message</p>"}
    """
    return _given("text/html", message)


@function(name=f"{_SCHEMA}.APPLICATION_JSON")
def application_json(message: Text) -> Expr:
    """A message in JSON, whose quotes are escaped.

    >>> SNOWFLAKE.NOTIFICATION.APPLICATION_JSON('{"data": "hello world"}')
    {"application/json":"{\\"data\\": \\"hello world\\"}"}
    """
    return _given("application/json", message)


@function(name=f"{_SCHEMA}.INTEGRATION")
def integration(integration_name: Text) -> Expr:
    """The integration that sends a message.

    >>> SNOWFLAKE.NOTIFICATION.INTEGRATION('my_queue_int')
    {"my_queue_int":{}}
    """
    made = f"concat('{{', CAST(to_json({integration_name}) AS VARCHAR), ':{{}}}}')"
    return combined(f"CASE WHEN {integration_name} IS NOT NULL THEN {made} END", t.VARCHAR, integration_name)


@function(name=f"{_SCHEMA}.EMAIL_INTEGRATION_CONFIG")
def email_integration_config(
    email_integration_name: Text,
    subject: Text,
    to_line: Array,
    cc_line: Array | None = None,
    bcc_line: Array | None = None,
) -> Expr:
    """The integration that sends an e-mail, its subject and its recipients.

    >>> SNOWFLAKE.NOTIFICATION.EMAIL_INTEGRATION_CONFIG('my_email_int', 'Updates', ['a@example.com', 'b@example.com'])
    {"my_email_int":{"subject":"Updates","toAddress":["a@example.com","b@example.com"]}}
    >>> SNOWFLAKE.NOTIFICATION.EMAIL_INTEGRATION_CONFIG('i', 'Updates', ['a@example.com'], ['c@example.com'], NULL)
    {"i":{"subject":"Updates","toAddress":["a@example.com"],"ccAddress":["c@example.com"]}}
    """
    lines = {"toAddress": to_line, "ccAddress": cc_line, "bccAddress": bcc_line}
    parts = [f"""concat('"subject":', CAST(to_json({subject}) AS VARCHAR))"""]
    parts += [
        f"""CASE WHEN {addresses} IS NOT NULL THEN concat('"{name}":', CAST({addresses} AS VARCHAR)) END"""
        for name, addresses in lines.items()
        if addresses is not None
    ]
    inside = f"concat_ws(',', {', '.join(parts)})"
    made = f"concat('{{', CAST(to_json({email_integration_name}) AS VARCHAR), ':{{', {inside}, '}}}}')"
    return combined(
        f"CASE WHEN {email_integration_name} IS NOT NULL AND {subject} IS NOT NULL THEN {made} END",
        t.VARCHAR,
        email_integration_name,
        subject,
    )


@function(
    name=f"{_SCHEMA}.SANITIZE_WEBHOOK_CONTENT",
    remark="The placeholders are SNOWFLAKE_WEBHOOK_SECRET and SNOWFLAKE_WEBHOOK_MESSAGE.",
)
def sanitize_webhook_content(message: Text) -> Expr:
    """A message without the placeholders of webhook integrations.

    >>> SNOWFLAKE.NOTIFICATION.SANITIZE_WEBHOOK_CONTENT('my SNOWFLAKE_WEBHOOK_SECRET')
    my REDACTED
    """
    return combined(f"regexp_replace({message}, '{_PLACEHOLDERS}', 'REDACTED', 'g')", t.VARCHAR, message, atomic=True)
