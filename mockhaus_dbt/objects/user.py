"""Users: kept and shown; nobody logs in. https://docs.snowflake.com/en/sql-reference/sql/create-user"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.objects.base import COMMENT, CREATED_ON, NAME, OWNER, Noun, Option, ShowColumn, constant, option
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement


def _text(name: str, default: str = "") -> ShowColumn:
    return option(name.lower(), of=name, default=default)


def _truth(name: str) -> ShowColumn:
    return ShowColumn(name.lower(), lambda _s, o: str(o.properties.get(name, False)).lower())


class User(Noun):
    noun = "USER"
    plural = "USERS"
    level = "ACCOUNT"
    options: ClassVar[dict[str, Option]] = {
        **dict.fromkeys(
            """PASSWORD LOGIN_NAME DISPLAY_NAME FIRST_NAME MIDDLE_NAME LAST_NAME EMAIL DEFAULT_WAREHOUSE
            DEFAULT_NAMESPACE DEFAULT_ROLE RSA_PUBLIC_KEY RSA_PUBLIC_KEY_2 TYPE NETWORK_POLICY TIMEZONE""".split(),
            Option(str),
        ),
        **dict.fromkeys(["MUST_CHANGE_PASSWORD", "DISABLED", "DISABLE_MFA"], Option(bool)),
        **dict.fromkeys(["DAYS_TO_EXPIRY", "MINS_TO_UNLOCK", "MINS_TO_BYPASS_MFA"], Option(int)),
        "DEFAULT_SECONDARY_ROLES": Option(object),
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
        COMMENT,
        _truth("DISABLED"),
        _truth("MUST_CHANGE_PASSWORD"),
        constant("snowflake_lock", "false"),
        _text("DEFAULT_WAREHOUSE"),
        _text("DEFAULT_NAMESPACE"),
        _text("DEFAULT_ROLE"),
        ShowColumn("default_secondary_roles", lambda _s, o: _secondary(o)),
        constant("ext_authn_duo", "false"),
        constant("ext_authn_uid", ""),
        _text("MINS_TO_BYPASS_MFA"),
        OWNER,
        constant("last_success_login", None, TIMESTAMP_LTZ),
        constant("expires_at_time", None, TIMESTAMP_LTZ),
        constant("locked_until_time", None, TIMESTAMP_LTZ),
        ShowColumn("has_password", lambda _s, o: str("PASSWORD" in o.properties).lower()),
        ShowColumn("has_rsa_public_key", lambda _s, o: str("RSA_PUBLIC_KEY" in o.properties).lower()),
        option("type", of="TYPE"),
        constant("has_mfa", "false"),
    )

    def check_option(self, name: str, value: Any) -> Any:
        value = super().check_option(name, value)
        if name in ("PASSWORD", "RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"):
            return "set"  # no secret is kept
        if name in ("DEFAULT_WAREHOUSE", "DEFAULT_ROLE"):
            return str(value).upper()
        return value

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE USER: property, value, default, description."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        rows = [
            ("NAME", obj.name, None, "Name"),
            ("COMMENT", obj.comment, None, "user comment associated to an object in the dictionary"),
        ]
        rows += [(n, _shown(obj, n), None, n.replace("_", " ").lower()) for n in self.options if n != "PASSWORD"]
        return QueryResult.of(["property", "value", "default", "description"], rows)

    def terse(self) -> tuple[ShowColumn, ...]:
        return (NAME, CREATED_ON, *self.columns[2:7])


def _shown(obj: CatalogObject, name: str) -> str | None:
    value = obj.properties.get(name)
    return None if value is None else str(value)


def _secondary(obj: CatalogObject) -> str:
    value = obj.properties.get("DEFAULT_SECONDARY_ROLES")
    if value is None:
        return '["ALL"]'
    return "[" + ",".join(f'"{v}"' for v in value) + "]" if isinstance(value, list) else str(value)


USER = User()
USER.register()
