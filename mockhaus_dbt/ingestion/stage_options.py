"""The options of CREATE STAGE and ALTER STAGE that say where files are, who may read them and how they are listed
(https://docs.snowflake.com/en/sql-reference/sql/create-stage#optional-parameters).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.ingestion.cloud_urls import CLOUD_OPTIONS, CLOUD_SCHEMES, is_real

#: keys of options in brackets: CREDENTIALS by what they log in to, ENCRYPTION, DIRECTORY.
_CREDENTIALS = {
    "s3": ("AWS_KEY_ID", "AWS_SECRET_KEY", "AWS_TOKEN", "AWS_ROLE"),
    "azure": ("AZURE_SAS_TOKEN",),
    "gcs": (),
}
_ENCRYPTION = {
    "internal": ("SNOWFLAKE_FULL", "SNOWFLAKE_SSE"),
    "s3": ("AWS_CSE", "AWS_SSE_S3", "AWS_SSE_KMS", "NONE"),
    "gcs": ("GCS_SSE_KMS", "NONE"),
    "azure": ("AZURE_CSE", "NONE"),
}
_DIRECTORY = {
    "ENABLE": bool,
    "REFRESH_ON_CREATE": bool,
    "AUTO_REFRESH": bool,
    "AWS_SNS_TOPIC": str,
    "NOTIFICATION_INTEGRATION": str,
}


def cloud_of(url: str | None) -> str:
    """``s3``, ``gcs``, ``azure``, ``file``, or ``internal`` where there is no URL."""
    if not url:
        return "internal"
    scheme = url.partition("://")[0].lower()
    if scheme not in CLOUD_SCHEMES:
        return "file"
    return scheme if scheme in ("gcs", "azure") else "s3"


def check_place(options: Mapping[str, Any]) -> None:
    """Whether the options of a stage that say where its files are go together.

    Args:
        options: of the stage as it is to be.

    Raises:
        CompilationError: 002420, an option that such a stage has not; 001008, a value that it does not take; 002029,
            an option is missing; 002035, two exclude each other.
        UnsupportedError: real cloud storage was asked for, and this is not done there.
    """
    url = options.get("URL")
    cloud = cloud_of(url)
    for name in sorted(CLOUD_OPTIONS.intersection(options) - {"ENCRYPTION"}):
        if cloud == "internal" or (name == "ENDPOINT" and not _compatible(url)):
            raise error("invalid_property", name=name, kind="STAGE")
    if _compatible(url) and "ENDPOINT" not in options:
        raise error("missing_property", name="ENDPOINT")
    if "STORAGE_INTEGRATION" in options and options.get("CREDENTIALS"):
        raise error("conflicting_options", first="STORAGE_INTEGRATION", second="CREDENTIALS")
    for key in _keys("CREDENTIALS", options):
        if key not in _CREDENTIALS.get(cloud, ()):
            raise error("invalid_property", name=key, kind="CREDENTIALS")
    _check_encryption(cloud, options)
    if cloud not in ("internal", "file") and is_real():
        type_ = str((options.get("ENCRYPTION") or {}).get("TYPE", "")).upper()
        if "MASTER_KEY" in _keys("ENCRYPTION", options) or type_.endswith("_CSE"):
            raise UnsupportedError("ENCRYPTION on the client's side with real cloud storage")


def _compatible(url: Any) -> bool:
    return str(url or "").lower().startswith("s3compat://")


def _keys(name: str, options: Mapping[str, Any]) -> list[str]:
    held = options.get(name)
    if held is not None and not isinstance(held, dict):
        raise error("invalid_value", value=held, name=name)
    return [str(key).upper() for key in held or ()]


def _check_encryption(cloud: str, options: Mapping[str, Any]) -> None:
    for key in _keys("ENCRYPTION", options):
        if key not in ("TYPE", "MASTER_KEY", "KMS_KEY_ID") or (cloud == "internal" and key != "TYPE"):
            raise error("invalid_property", name=key, kind="ENCRYPTION")
    type_ = (options.get("ENCRYPTION") or {}).get("TYPE")
    if type_ is not None and cloud in _ENCRYPTION and str(type_).upper() not in _ENCRYPTION[cloud]:
        raise error("invalid_value", value=type_, name="ENCRYPTION")


def check_directory(value: Any) -> dict[str, Any]:
    """The value of DIRECTORY.

    Raises:
        CompilationError: 002420, 001008.
    """
    if not isinstance(value, dict):
        raise error("invalid_value", value=value, name="DIRECTORY")
    found: dict[str, Any] = {}
    for name, given in value.items():
        kind = _DIRECTORY.get(name.upper())
        if kind is None:
            raise error("invalid_property", name=name, kind="DIRECTORY")
        if kind is bool and str(given).upper() not in ("TRUE", "FALSE"):
            raise error("invalid_value", value=given, name=name)
        found[name.upper()] = str(given).upper() == "TRUE" if kind is bool else str(given)
    return found
