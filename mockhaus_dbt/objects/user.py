"""Users: kept and shown; nobody logs in. https://docs.snowflake.com/en/sql-reference/sql/create-user"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt import parameters as known
from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.objects.base import (
    CREATED_ON,
    NAME,
    OWNER,
    SUCCEEDED,
    Noun,
    Option,
    ShowColumn,
    attribute,
    constant,
    option,
)
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement


def _text(name: str) -> ShowColumn:
    return option(name.lower(), of=name)


def _truth(name: str) -> ShowColumn:
    return ShowColumn(name.lower(), lambda _s, o: str(o.properties.get(name, False)).lower())


class User(Noun):
    noun = "USER"
    plural = "USERS"
    level = "ACCOUNT"
    options: ClassVar[dict[str, Option]] = {
        **{name: Option(object) for name in known.PARAMETERS},  # of sessions that the user opens
        **dict.fromkeys(
            """PASSWORD LOGIN_NAME DISPLAY_NAME FIRST_NAME MIDDLE_NAME LAST_NAME EMAIL DEFAULT_WAREHOUSE
            DEFAULT_NAMESPACE DEFAULT_ROLE RSA_PUBLIC_KEY RSA_PUBLIC_KEY_2 NETWORK_POLICY""".split(),
            Option(str),
        ),
        **dict.fromkeys(["MUST_CHANGE_PASSWORD", "DISABLED", "DISABLE_MFA"], Option(bool)),
        **dict.fromkeys(["DAYS_TO_EXPIRY", "MINS_TO_UNLOCK", "MINS_TO_BYPASS_MFA"], Option(int)),
        **dict.fromkeys(["DEFAULT_SECONDARY_ROLES", "ALLOWED_INTERFACES"], Option(object)),
        **dict.fromkeys(
            """ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR ENABLE_UNREDACTED_SECURE_OBJECT_ERROR PREVENT_UNLOAD_TO_INLINE_URL
            PREVENT_UNLOAD_TO_INTERNAL_STAGES""".split(),
            Option(bool),
        ),
        "TYPE": Option(str, values=("PERSON", "SERVICE", "SERVICE_AGENT", "LEGACY_SERVICE", "NULL")),
    }
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        NAME,
        CREATED_ON,
        ShowColumn("login_name", lambda _s, o: str(o.properties.get("LOGIN_NAME", o.name)).upper()),
        ShowColumn("display_name", lambda _s, o: o.properties.get("DISPLAY_NAME", o.name)),
        _text("FIRST_NAME"),
        _text("LAST_NAME"),
        _text("EMAIL"),
        _text("MINS_TO_UNLOCK"),
        _text("DAYS_TO_EXPIRY"),
        attribute("comment"),
        _truth("DISABLED"),
        _truth("MUST_CHANGE_PASSWORD"),
        constant("snowflake_lock", "false"),
        _text("DEFAULT_WAREHOUSE"),
        _text("DEFAULT_NAMESPACE"),
        _text("DEFAULT_ROLE"),
        ShowColumn("default_secondary_roles", lambda _s, o: _secondary(o)),
        constant("ext_authn_duo", "false"),
        constant("ext_authn_uid", None),
        _text("MINS_TO_BYPASS_MFA"),
        OWNER,
        constant("last_success_login", None, TIMESTAMP_LTZ),
        constant("expires_at_time", None, TIMESTAMP_LTZ),
        constant("locked_until_time", None, TIMESTAMP_LTZ),
        ShowColumn("has_password", lambda _s, o: str("PASSWORD" in o.properties).lower()),
        ShowColumn("has_rsa_public_key", lambda _s, o: str("RSA_PUBLIC_KEY" in o.properties).lower()),
        option("type"),
        constant("has_mfa", "false"),
        constant("has_pat", "false"),
        constant("has_workload_identity", "false"),
        constant("is_from_organization_user", "false"),
    )

    def check_option(self, name: str, value: Any) -> Any:
        value = super().check_option(name, value)
        if name in known.PARAMETERS:
            return known.checked(name, value)
        if name in ("PASSWORD", "RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"):
            return "set"  # no secret is kept
        if name in ("DEFAULT_WAREHOUSE", "DEFAULT_ROLE"):
            return str(value).upper()
        return value

    def alter(self, session: Session, statement: Statement) -> QueryResult:
        """ALTER USER [IF EXISTS] [name] ...: without a name the session's own user.

        Raises:
            UnsupportedError: RESET PASSWORD, policies, MFA and delegated authorizations.
        """
        reader = statement.reader()
        if_exists = reader.accept("IF EXISTS")
        named = reader.word() not in _ACTIONS or reader.word(1) in _ACTIONS
        name = reader.identifier() if named else session.user
        place = next((a for a in _REFUSED_ACTIONS if reader.accept(a)), None)
        if place is not None:
            raise UnsupportedError(f"ALTER USER ... {place}")
        key = (self.domain, "", "", name)
        if if_exists and self.find(session, key) is None:
            return QueryResult.message(SUCCEEDED)
        with session.ddl(key) as change:
            obj = self.find(session, key)
            if obj is None and name == session.user:
                obj = self.new(session, key)  # the user of a session is there without having been created
            obj = self.require(session, key) if obj is None else obj
            if reader.accept("ABORT ALL QUERIES"):
                for other in list(session.account.sessions.values()):
                    if other.user == name and other is not session and other.running is not None:
                        other.interrupt()
            else:
                self.modify(session, change, reader, obj)
            reader.expect_end()
        return QueryResult.message(SUCCEEDED)

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE USER: property, value, default, description (.../sql-reference/sql/desc-user)."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        rows = [(name, _shown(obj, name), default, text) for name, default, text in _DESCRIBED]
        return QueryResult.of(["property", "value", "default", "description"], rows)

    def terse(self) -> tuple[ShowColumn, ...]:
        named = {c.name: c for c in self.columns}
        before = "name created_on display_name first_name last_name email".split()
        after = "comment has_password has_rsa_public_key type has_mfa has_pat".split()
        return (
            *(named[n] for n in before),
            constant("org_identity", None),
            *(named[n] for n in after),
            constant("has_federated_workload_authentication", "false"),
            named["is_from_organization_user"],
        )


_ACTIONS = ("RENAME", "RESET", "ABORT", "ADD", "REMOVE", "ENROLL", "MODIFY", "SET", "UNSET")
_REFUSED_ACTIONS = (
    "RESET PASSWORD",
    "ADD DELEGATED AUTHORIZATION",
    "REMOVE DELEGATED",
    "ENROLL MFA",
    "REMOVE MFA",
    "MODIFY MFA",
    "ADD MFA",
    *(f"{verb} {kind} POLICY" for verb in ("SET", "UNSET") for kind in ("AUTHENTICATION", "PASSWORD", "SESSION")),
)
#: the properties that DESCRIBE USER gives, with their defaults and descriptions.
_DESCRIBED: tuple[tuple[str, str | None, str], ...] = (
    ("NAME", None, "Name"),
    ("COMMENT", None, "user comment associated to an object in the dictionary"),
    ("DISPLAY_NAME", None, "Display name of the associated object"),
    (
        "TYPE",
        None,
        "Type of the account, application package, data exchange, data exchange listing, replication group, secret, "
        "network rule, or user.",
    ),
    ("LOGIN_NAME", None, "Login name of the user"),
    ("FIRST_NAME", None, "First name of the user"),
    ("MIDDLE_NAME", None, "Middle name of the user"),
    ("LAST_NAME", None, "Last name of the user"),
    ("EMAIL", None, "Email address of the user"),
    ("PASSWORD", None, "Password of the user"),
    ("MUST_CHANGE_PASSWORD", "false", "User must change the password"),
    ("DISABLED", "false", "Whether the entity is disabled"),
    ("SNOWFLAKE_LOCK", "false", "Whether the user, account, or organization is locked by Snowflake"),
    ("SNOWFLAKE_SUPPORT", "false", "Snowflake Support is allowed to use the user or account"),
    ("DAYS_TO_EXPIRY", None, "User record will be treated as expired after specified number of days"),
    ("MINS_TO_UNLOCK", None, "Temporary lock on the user will be removed after specified number of minutes"),
    ("DEFAULT_WAREHOUSE", None, "Default warehouse for this user"),
    ("DEFAULT_NAMESPACE", None, "Default database namespace prefix for this user"),
    ("DEFAULT_ROLE", None, "Primary principal of user session will be set to this role"),
    ("DEFAULT_SECONDARY_ROLES", "[ALL]", "The secondary roles will be set to all roles provided here."),
    ("EXT_AUTHN_DUO", "false", "Whether Duo Security is enabled as second factor authentication"),
    ("EXT_AUTHN_UID", None, "External authentication ID of the user"),
    ("DEFAULT_MFA_METHOD", None, "Default MFA method for the user"),
    ("HAS_MFA", "false", "Whether the user is enrolled in multi-factor authentication"),
    ("HAS_PAT", "false", "Whether the user has a programmatic access token"),
    ("HAS_FEDERATED_WORKLOAD_AUTHENTICATION", "false", "Reserved for future use"),
    ("MINS_TO_BYPASS_MFA", None, "Temporary bypass MFA for the user for a specified number of minutes"),
    (
        "MINS_TO_BYPASS_NETWORK_POLICY",
        None,
        "Temporary bypass network policy on the user for a specified number of minutes",
    ),
    ("RSA_PUBLIC_KEY", None, "RSA public key of the user"),
    ("RSA_PUBLIC_KEY_FP", None, "Fingerprint of user's RSA public key."),
    (
        "RSA_PUBLIC_KEY_LAST_SET_TIME",
        None,
        "The timestamp at which the RSA public key was last set for the user. "
        "Defaults to null if no RSA public key has been set yet.",
    ),
    ("RSA_PUBLIC_KEY_2", None, "Second RSA public key of the user"),
    ("RSA_PUBLIC_KEY_2_FP", None, "Fingerprint of user's second RSA public key."),
    (
        "RSA_PUBLIC_KEY_2_LAST_SET_TIME",
        None,
        "The timestamp at which the second RSA public key was last set for the user. "
        "Defaults to null if no second RSA public key has been set yet.",
    ),
    (
        "PASSWORD_LAST_SET_TIME",
        None,
        "The timestamp on which the last non-null password was set for the user. "
        "Default to null if no password has been set yet.",
    ),
    ("CUSTOM_LANDING_PAGE_URL", None, "Reserved for future use"),
    ("CUSTOM_LANDING_PAGE_URL_FLUSH_NEXT_UI_LOAD", "false", "Reserved for future use"),
)


def _shown(obj: CatalogObject, name: str) -> str | None:
    """The value of a property as DESCRIBE USER prints it: its default where nothing was set."""
    held = obj.properties.get(name)
    if name == "NAME":
        return obj.name
    if name == "COMMENT":
        return obj.comment
    if name == "DISPLAY_NAME":
        return str(held or obj.name)
    if name == "LOGIN_NAME":
        return str(held or obj.name).upper()
    if name == "DEFAULT_SECONDARY_ROLES":
        return _secondary(obj).replace('"', "")
    if held is None:
        return next(default for known, default, _text in _DESCRIBED if known == name)
    if name == "PASSWORD":
        return "********"
    return str(held).lower() if isinstance(held, bool) else str(held)


def _secondary(obj: CatalogObject) -> str:
    value = obj.properties.get("DEFAULT_SECONDARY_ROLES")
    if value is None:
        return '["ALL"]'
    return "[" + ",".join(f'"{v}"' for v in value) + "]" if isinstance(value, list) else str(value)


USER = User()
USER.register()
