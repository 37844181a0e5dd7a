"""Context functions: who, where and when the session is (https://docs.snowflake.com/en/sql-reference/functions-context).

Their values come as DuckDB text from the session; outside of a session (translation alone) they are NULL.
"""

from __future__ import annotations

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.asking import ask, value_of
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, ConstantText, Text, function
from mockhaus_dbt.translation.rewrites.literals import constant
from mockhaus_dbt.translation.token_reader import fold
from mockhaus_dbt.translation.types import SqlType


def _value(call: Call, name: str, type_: SqlType = t.VARCHAR) -> Expr:
    """What the session says of itself under a name."""
    text = call.compiler.context.functions.get(name)
    if text is None or text.upper().startswith("NULL"):
        return Expr("CAST(NULL AS VARCHAR)", type_)
    return Expr(text, type_, atomic=text.startswith("'") and text.endswith("'"), nullable=False)


@function
def current_user(call: Call) -> Expr:
    """The user that is logged in.

    >>> CURRENT_USER() = CURRENT_USER
    true
    """
    return _value(call, "CURRENT_USER")


@function
def current_role(call: Call) -> Expr:
    """The session's primary role.

    >>> CURRENT_ROLE()
    ACCOUNTADMIN
    """
    return _value(call, "CURRENT_ROLE")


@function
def current_role_type(call: Call) -> Expr:
    """ROLE, or what else the session's primary role is.

    >>> CURRENT_ROLE_TYPE()
    ROLE
    """
    return _value(call, "CURRENT_ROLE_TYPE")


@function
def current_available_roles(call: Call) -> Expr:
    """The roles that the user may take, as text of a JSON array.

    >>> CURRENT_AVAILABLE_ROLES() LIKE '%"SYSADMIN"%'
    true
    """
    return _value(call, "CURRENT_AVAILABLE_ROLES")


@function
def current_secondary_roles(call: Call) -> Expr:
    """The session's secondary roles, as text of a JSON object.

    >>> PARSE_JSON(CURRENT_SECONDARY_ROLES()):value::VARCHAR
    ALL
    """
    return _value(call, "CURRENT_SECONDARY_ROLES")


@function
def current_warehouse(call: Call) -> Expr:
    """The session's warehouse.

    >>> CURRENT_WAREHOUSE()
    COMPUTE_WH
    """
    return _value(call, "CURRENT_WAREHOUSE")


@function
def current_database(call: Call) -> Expr:
    """The session's database.

    >>> CURRENT_DATABASE() = SPLIT_PART(CURRENT_DATABASE(), '.', 1)
    true
    """
    return _value(call, "CURRENT_DATABASE")


@function
def current_schema(call: Call) -> Expr:
    """The session's schema.

    >>> CURRENT_SCHEMA() IS NULL
    false
    """
    return _value(call, "CURRENT_SCHEMA")


@function
def current_schemas(call: Call) -> Expr:
    """The schemas in which names without a schema are looked for.

    >>> CURRENT_SCHEMAS() LIKE '%.PUBLIC"%'
    true
    """
    return _value(call, "CURRENT_SCHEMAS")


@function
def current_session(call: Call) -> Expr:
    """The id of the session.

    >>> CURRENT_SESSION() = CURRENT_SESSION()
    true
    """
    return _value(call, "CURRENT_SESSION")


@function
def current_account(call: Call) -> Expr:
    """The locator of the account.

    >>> CURRENT_ACCOUNT() = CURRENT_ACCOUNT_NAME()
    true
    """
    return _value(call, "CURRENT_ACCOUNT")


@function
def current_account_name(call: Call) -> Expr:
    """The name of the account.

    >>> CURRENT_ACCOUNT_NAME() IS NULL
    false
    """
    return _value(call, "CURRENT_ACCOUNT_NAME")


@function
def current_organization_name(call: Call) -> Expr:
    """The name of the account's organization.

    >>> CURRENT_ORGANIZATION_NAME()
    MOCKHAUS
    """
    return _value(call, "CURRENT_ORGANIZATION_NAME")


@function
def current_region(call: Call) -> Expr:
    """The region of the account.

    >>> CURRENT_REGION()
    AWS_US_WEST_2
    """
    return _value(call, "CURRENT_REGION")


@function
def current_ip_address(call: Call) -> Expr:
    """The address that the session came from.

    >>> CURRENT_IP_ADDRESS()
    127.0.0.1
    """
    return _value(call, "CURRENT_IP_ADDRESS")


@function
def current_version(call: Call) -> Expr:
    """The release of Snowflake whose behaviour is followed.

    >>> SPLIT_PART(CURRENT_VERSION(), '.', 1)::INT >= 9
    true
    """
    return _value(call, "CURRENT_VERSION")


@function
def current_client(call: Call) -> Expr:
    """Name and version of the client.

    >>> CURRENT_CLIENT() IS NULL
    false
    """
    return _value(call, "CURRENT_CLIENT")


@function
def current_statement(call: Call) -> Expr:
    """The text of the statement.

    >>> CURRENT_STATEMENT() ILIKE 'select%'
    true
    """
    return _value(call, "CURRENT_STATEMENT")


@function
def current_transaction(call: Call) -> Expr:
    """The id of the open transaction; NULL where there is none.

    >>> CURRENT_TRANSACTION()
    NULL
    """
    return _value(call, "CURRENT_TRANSACTION")


@function
def last_transaction(call: Call) -> Expr:
    """The id of the last transaction of the session.

    >>> LAST_TRANSACTION() IS NULL OR LAST_TRANSACTION() <> ''
    true
    """
    return _value(call, "LAST_TRANSACTION")


@function
def last_query_id(call: Call, number: Any = None) -> Expr:
    """The id of an earlier statement of the session: the last one, the n-th, or the n-th from the end.

    >>> LAST_QUERY_ID() = LAST_QUERY_ID(-1) OR LAST_QUERY_ID() IS NULL
    true
    """
    position = -1 if number is None else number.constant
    if type(position) is not int or position == 0:
        raise call.wrong_value(number, "NUM")
    if position == -1:
        return _value(call, "LAST_QUERY_ID")
    return _value(call, f"LAST_QUERY_ID({position})")


@function
def invoker_role(call: Call) -> Expr:
    """The role with which the statement runs.

    >>> INVOKER_ROLE()
    ACCOUNTADMIN
    """
    return _value(call, "INVOKER_ROLE")


@function
def invoker_share(call: Call) -> Expr:
    """The share through which the statement reaches the data: none.

    >>> INVOKER_SHARE()
    NULL
    """
    return _value(call, "INVOKER_SHARE")


@function
def is_role_in_session(call: Call, role: Text) -> Expr:
    """Whether a role is among those that the session has taken, or granted to one of them.

    >>> IS_ROLE_IN_SESSION('ACCOUNTADMIN')
    true
    >>> IS_ROLE_IN_SESSION('SYSADMIN')
    true
    >>> IS_ROLE_IN_SESSION('NOBODY'), IS_ROLE_IN_SESSION('sysadmin')
    false | true
    """
    return _among(call, "ROLES_IN_SESSION", role)


def _among(call: Call, roles: str, role: Expr) -> Expr:
    """Whether a role is among those that the session knows under a name."""
    held = call.compiler.context.functions.get(roles) or "CAST([] AS VARCHAR[])"
    name = literal(fold(role.constant)) if isinstance(role.constant, str) else f"upper({role.sql})"
    return combined(f"list_contains({held}, {name})", t.BOOLEAN, role, atomic=True)


@function
def is_database_role_in_session(call: Call, role: Text) -> Expr:
    """Whether a role of the current database is granted to the session's roles; its name stands without database.

    >>> IS_DATABASE_ROLE_IN_SESSION('NO_SUCH_ROLE')
    false
    """
    return _among(call, "DATABASE_ROLES_IN_SESSION", role)


@function
def is_granted_to_invoker_role(call: Call, role: Text) -> Expr:
    """Whether the role that runs the statement is a role, or holds it.

    >>> IS_GRANTED_TO_INVOKER_ROLE('SYSADMIN')
    true
    >>> IS_GRANTED_TO_INVOKER_ROLE('NO_SUCH_ROLE')
    false
    """
    return _among(call, "ROLES_OF_INVOKER", role)


@function(remark="False: there are no applications.")
def is_application_role_in_session(call: Call, role: Text) -> Expr:
    """Whether a role of an application is granted to the session's roles.

    >>> IS_APPLICATION_ROLE_IN_SESSION('APP_VIEWER')
    false
    """
    return combined(f"CASE WHEN {role} IS NOT NULL THEN false END", t.BOOLEAN, role)


@function(aliases=("SESSION_CONTEXT",))
def getvariable(call: Call, name: Text) -> Expr:
    """The value of a session variable as text; NULL where there is none. The name stands in upper case.

    >>> GETVARIABLE('NO_SUCH_VARIABLE')
    NULL
    """
    if not isinstance(name.constant, str):
        raise call.wrong_types()
    call.compiler.cacheable = False
    variables = call.compiler.context.variables
    if name.constant not in variables:
        return Expr("CAST(NULL AS VARCHAR)", t.VARCHAR)
    return call.cast(constant(variables[name.constant]), t.VARCHAR)


@function
def all_user_names(call: Call) -> Expr:
    """The names of all users of the account.

    >>> ARRAY_SIZE(ALL_USER_NAMES()) > 0
    true
    """
    return _value(call, "ALL_USER_NAMES", t.ARRAY)


#: properties of SYS_CONTEXT -> the function that says the same.
_OF_SESSION = {
    "PRINCIPAL_NAME": "CURRENT_USER",
    "ID": "CURRENT_SESSION",
    "IP_ADDRESS": "CURRENT_IP_ADDRESS",
    "ROLE": "CURRENT_ROLE",
    "ROLE_TYPE": "CURRENT_ROLE_TYPE",
    "DATABASE": "CURRENT_DATABASE",
    "SCHEMA": "CURRENT_SCHEMA",
    "SCHEMAS": "CURRENT_SCHEMAS",
    "WAREHOUSE": "CURRENT_WAREHOUSE",
    "PRINCIPAL_TYPE": "PRINCIPAL_TYPE",
    "PRINCIPAL_EMAIL": "PRINCIPAL_EMAIL",
    "SECONDARY_ROLES": "SECONDARY_ROLES",
    "WANTED_SECONDARY_ROLES": "WANTED_SECONDARY_ROLES",
}
#: properties of a session that a user of an account without applications and IPv6 does not have.
_ABSENT = "ACTIVE_RESTRICTED_SESSION_SCOPES IP_ADDRESS_V6 PRINCIPAL_DATABASE PRINCIPAL_SCHEMA ROLE_DATABASE".split()
_PROPERTIES = {
    "SNOWFLAKE$SESSION": _OF_SESSION | dict.fromkeys(_ABSENT, ""),
    "SNOWFLAKE$ENVIRONMENT": {"CLIENT": "CURRENT_CLIENT", "ACCOUNT": "CURRENT_ACCOUNT", "REGION": "CURRENT_REGION"},
    "SNOWFLAKE$CURRENT": {"AGENT_TYPE": "", "IS_AGENT_ACTIVATED": "'FALSE'"},
}
_ASKED = {"IS_ROLE_ACTIVATED": "ROLES_IN_SESSION", "IS_DATABASE_ROLE_ACTIVATED": "DATABASE_ROLES_IN_SESSION"}
#: of a session of a user, not of an application or an organization.
_NOTHING = ("SNOWFLAKE$APPLICATION", "SNOWFLAKE$ORGANIZATION_SESSION")


@function(note="The principal always is a user; SNOWFLAKE$ORGANIZATION is refused, SNOWFLAKE$APPLICATION NULL.")
def sys_context(call: Call, namespace: ConstantText, property_: ConstantText, *arguments: Text) -> Expr:
    """What the session says of itself, as text; of other namespaces, what SET_SYS_CONTEXT has left there.

    >>> SYS_CONTEXT('SNOWFLAKE$SESSION', 'ROLE'), SYS_CONTEXT('SNOWFLAKE$SESSION', 'ROLE_TYPE')
    ACCOUNTADMIN | ROLE
    >>> SYS_CONTEXT('SNOWFLAKE$SESSION', 'IS_ROLE_ACTIVATED', 'SYSADMIN')::BOOLEAN = TRUE
    true
    >>> SYS_CONTEXT('SNOWFLAKE$CURRENT', 'IS_ROLE_ACTIVATED', 'analyst', 'sysadmin')
    TRUE
    >>> SYS_CONTEXT('SNOWFLAKE$ENVIRONMENT', 'REGION') = CURRENT_REGION()
    true
    """
    space, name = (namespace or "").upper(), (property_ or "").upper()
    if space in _NOTHING or not name:
        return Expr("CAST(NULL AS VARCHAR)", t.VARCHAR)
    if name in _ASKED and space in ("SNOWFLAKE$SESSION", "SNOWFLAKE$CURRENT") and arguments:
        return _activated(call, _ASKED[name], list(arguments))
    if space not in _PROPERTIES and space != "SNOWFLAKE$ORGANIZATION" and not arguments:
        call.compiler.cacheable = False
        kept = call.compiler.context.variables.get(_variable(namespace, property_ or ""))
        return text_constant(kept)
    if arguments or name not in _PROPERTIES.get(space, ()):
        raise UnsupportedError(f"SYS_CONTEXT('{space}', '{name}')")
    source = _PROPERTIES[space][name]
    if not source or source.startswith("'"):
        return text_constant(source[1:-1] or None)
    value = _value(call, source)
    if name == "SCHEMAS":
        value = combined(f"""replace({value}, '", "', '","')""", t.VARCHAR, value, atomic=True)
    return value


def text_constant(value: object) -> Expr:
    """A text that is known now, or NULL."""
    return Expr("CAST(NULL AS VARCHAR)", t.VARCHAR) if value is None else constant(str(value))


def _activated(call: Call, roles: str, names: list[Expr]) -> Expr:
    """TRUE or FALSE: whether one of some roles is activated."""
    if len(names) > 1 and any(n.constant is None for n in names):
        raise error("argument_constant", position=2, function=call.name, found="<role>")
    held = [_among(call, roles, n) for n in names]
    any_of = " OR ".join(map(str, held))
    sql = f"CASE WHEN {any_of} THEN 'TRUE' WHEN NOT ({any_of}) THEN 'FALSE' END"
    return combined(sql, t.varchar(5), *names)


def _variable(namespace: str | None, key: str) -> str:
    """The name of the session variable that SET_SYS_CONTEXT keeps a value under."""
    return f"{namespace}.{key}" if namespace else key


@function
def set_sys_context(call: Call, namespace: ConstantText, key: ConstantText, value: Text) -> Expr:
    """Keep a value for SYS_CONTEXT, and give the one from before. Attributes of the session are kept once and for all.

    >>> SET_SYS_CONTEXT('myapp', 'user_id', '12345')
    NULL
    """
    given = value_of(call, value, 3)
    before = ask(call, _variable(namespace, key or ""), None if given is None else str(given))
    return text_constant(before)
