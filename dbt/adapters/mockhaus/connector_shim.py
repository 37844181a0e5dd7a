"""All contact with ``snowflake.connector``, and with ``cryptography``, which reads the private keys of users.

dbt-snowflake imports both at module level, which costs more than half a second and megabytes that nobody needs here: no
request ever leaves this machine. While dbt-snowflake is being imported, small stand-in modules answer for the few names
that it takes from them; they are gone right after, so that a later ``import snowflake.connector`` gets the real one.
When a real ``type: snowflake`` target is loaded in the same process, :func:`use_real` hands dbt-snowflake the real
modules before it connects.

``MOCKHAUS_REAL_CONNECTOR=1`` in the environment switches the stand-ins off.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

#: error class -> its base, as in snowflake.connector.errors.
ERRORS = {
    "Error": "Exception",
    "DatabaseError": "Error",
    "InternalError": "DatabaseError",
    "ProgrammingError": "DatabaseError",
    "InternalServerError": "Error",
    "ServiceUnavailableError": "Error",
    "GatewayTimeoutError": "Error",
    "RequestTimeoutError": "Error",
    "BadGatewayError": "Error",
    "OtherHTTPRetryableError": "Error",
    "BindUploadError": "Error",
}

#: the connector's type codes by position, read by dbt for model contracts.
FIELD_NAMES = (
    "FIXED", "REAL", "TEXT", "DATE", "TIMESTAMP", "VARIANT", "TIMESTAMP_LTZ", "TIMESTAMP_TZ", "TIMESTAMP_NTZ", "OBJECT",
    "ARRAY", "BINARY", "TIME", "BOOLEAN", "GEOGRAPHY", "GEOMETRY", "VECTOR", "MAP", "FILE", "INTERVAL_YEAR_MONTH",
    "INTERVAL_DAY_TIME",
)  # fmt: skip

_PACKAGE = "snowflake.connector"
_CONNECTIONS = "dbt.adapters.snowflake.connections"
_AUTH = "dbt.adapters.snowflake.auth"
#: module of cryptography -> what dbt-snowflake takes from it.
_CRYPTOGRAPHY = {
    "cryptography.exceptions": "UnsupportedAlgorithm",
    "cryptography.hazmat.backends": "default_backend",
    "cryptography.hazmat.primitives": "serialization",
    "cryptography.hazmat.primitives.asymmetric.types": "PrivateKeyTypes",
    "cryptography.hazmat.primitives.asymmetric.rsa": "RSAPrivateKey",
}

_standing_in = False


def field_name(type_code: int) -> str:
    """The connector's name of a type code in ``cursor.description``: 0 is FIXED, 2 is TEXT."""
    return FIELD_NAMES[type_code]


def standing_in() -> bool:
    """Whether dbt-snowflake now holds stand-ins instead of the connector."""
    return _standing_in


@contextmanager
def stand_ins() -> Iterator[None]:
    """Within the block an import of dbt-snowflake does not import the connector."""
    global _standing_in
    needless = _PACKAGE in sys.modules or _CONNECTIONS in sys.modules or os.environ.get("MOCKHAUS_REAL_CONNECTOR")
    if needless:
        yield
        return
    modules = _build()
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
        _standing_in = True
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module


def use_real() -> None:
    """Give dbt-snowflake the real modules, because a real Snowflake target is about to be used.

    Raises:
        ImportError: the connector or cryptography is not installed.
    """
    global _standing_in
    if not _standing_in:
        return
    connections = sys.modules[_CONNECTIONS]
    for part in ("", ".constants", ".errors", ".network", ".util_text"):
        importlib.import_module(_PACKAGE + part)
    errors = sys.modules[_PACKAGE + ".errors"]
    held = vars(connections)
    held["snowflake"] = sys.modules["snowflake"]
    for name in ERRORS:
        if name in held:
            held[name] = getattr(errors, name)
    held["WORKLOAD_IDENTITY_AUTHENTICATOR"] = sys.modules[_PACKAGE + ".network"].WORKLOAD_IDENTITY_AUTHENTICATOR
    importlib.import_module("cryptography.hazmat.primitives.serialization")
    for module, name in _CRYPTOGRAPHY.items():
        for holder in (held, vars(sys.modules[_AUTH])):
            if name in holder:
                holder[name] = getattr(importlib.import_module(module), name)
    _standing_in = False


def _build() -> dict[str, ModuleType]:
    names = ["snowflake", _PACKAGE, *(f"{_PACKAGE}.{part}" for part in ("constants", "errors", "network", "util_text"))]
    if "cryptography" not in sys.modules:
        names += ["cryptography", "cryptography.hazmat", "cryptography.hazmat.primitives"]
        names += ["cryptography.hazmat.primitives.asymmetric", *(set(_CRYPTOGRAPHY) - set(names))]
    modules = {name: ModuleType(name) for name in sorted(names)}
    for name, module in modules.items():
        module.__path__ = []
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(modules[parent], last, module)
    errors = vars(modules[_PACKAGE + ".errors"])
    for name, base in ERRORS.items():
        errors[name] = type(name, (errors.get(base, Exception),), {"sfqid": None})
    vars(modules[_PACKAGE + ".constants"])["FIELD_ID_TO_NAME"] = dict(enumerate(FIELD_NAMES))
    vars(modules[_PACKAGE + ".network"])["WORKLOAD_IDENTITY_AUTHENTICATOR"] = "WORKLOAD_IDENTITY"
    for name, held in _CRYPTOGRAPHY.items():
        if name in modules:
            vars(modules[name])[held] = type(held, (Exception,), {})
    return modules
