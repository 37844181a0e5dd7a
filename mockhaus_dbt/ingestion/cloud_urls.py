"""URLs of cloud storage. They stand for a local mirror directory, unless MOCKHAUS_CLOUD_STAGES is ``real``
(https://docs.snowflake.com/en/sql-reference/sql/create-stage#external-stage-parameters-externalstageparams).
"""

from __future__ import annotations

import os
import re
import urllib.parse
from pathlib import Path

from mockhaus_dbt.errors import ConfigError, error

CLOUD_SCHEMES = frozenset(["s3", "s3gov", "s3china", "s3compat", "gcs", "azure"])
#: options that say how the storage behind a URL is reached.
CLOUD_OPTIONS = frozenset(
    [
        "STORAGE_INTEGRATION",
        "CREDENTIALS",
        "ENCRYPTION",
        "ENDPOINT",
        "USE_PRIVATELINK_ENDPOINT",
        "AWS_ACCESS_POINT_ARN",
    ]
)
_URL = re.compile(r"(?P<scheme>[a-z0-9]+)://(?P<bucket>[^/]+)(?:/(?P<path>.*))?", re.IGNORECASE | re.DOTALL)


def split_url(url: str) -> tuple[str, str, str]:
    """Scheme, bucket (of Azure: account and container) and path of a cloud URL.

    Raises:
        CompilationError: 001008, it is none.
    """
    match = _URL.fullmatch(url)
    if match is None or match["scheme"].lower() not in CLOUD_SCHEMES:
        raise error("invalid_value", value=url, name="URL")
    scheme, bucket, path = match["scheme"].lower(), match["bucket"], (match["path"] or "").strip("/")
    if scheme == "azure":
        container, _, path = path.partition("/")
        if not container:
            raise error("invalid_value", value=url, name="URL")
        bucket = f"{bucket}/{container}"
    parts = [*bucket.split("/"), *(path.split("/") if path else ())]
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise error("invalid_value", value=url, name="URL")
    return scheme, bucket, path


def mirror_of(url: str, stage_root: Path) -> Path:
    """The directory that stands for a cloud URL.

    Args:
        url: of the stage.
        stage_root: of the account; ``$MOCKHAUS_HOME`` where that is set, so that accounts share one mirror.

    Raises:
        CompilationError: 001008, it is no URL that a stage can have.
    """
    scheme, bucket, path = split_url(url)
    home = os.environ.get("MOCKHAUS_HOME")
    top = Path(os.path.expanduser(home)) / "clouds" if home else stage_root / ".clouds"
    parts = [urllib.parse.quote(part, safe=" =") for part in [scheme, *bucket.split("/"), *path.split("/")] if part]
    return top.joinpath(*parts)


def is_real() -> bool:
    """Whether stages on a cloud are read and written there.

    Raises:
        ConfigError: MOCKHAUS_CLOUD_STAGES is neither ``mirror`` nor ``real``.
    """
    mode = os.environ.get("MOCKHAUS_CLOUD_STAGES", "mirror").lower()
    if mode not in ("mirror", "real"):
        raise ConfigError(f"MOCKHAUS_CLOUD_STAGES is '{mode}'; it can be 'mirror' or 'real'.")
    return mode == "real"
