"""Files of stages on real cloud storage, through fsspec (the extra ``cloud``).

A file is fetched when it is read and kept under its ETag; a new one is written here and then uploaded.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import ConfigError, ExecutionError, UnsupportedError
from mockhaus_dbt.ingestion.cloud_urls import split_url

if TYPE_CHECKING:
    from types import TracebackType

_PROTOCOLS = {"gcs": "gcs", "azure": "abfs"}
_PACKAGES = {"gcs": "fsspec gcsfs", "azure": "fsspec adlfs"}


class RemoteStore:
    """The storage behind a stage's URL.

    Args:
        url: of the stage.
        options: CREDENTIALS, ENDPOINT and the like; what they leave open, fsspec takes from the environment.
        cache: directory in which fetched files are kept.

    Raises:
        ConfigError: fsspec or its part for this cloud is not installed.
        UnsupportedError: a way to log in that only Snowflake's service has.
    """

    def __init__(self, url: str, options: Mapping[str, Any], cache: Path):
        scheme, bucket, path = split_url(url)
        container = bucket.split("/", 1)[1] if scheme == "azure" else bucket
        self.base = f"{container}/{path}" if path else container
        self.cache = cache / hashlib.sha256(f"{scheme}://{bucket}/{path}".encode()).hexdigest()[:16]
        protocol = _PROTOCOLS.get(scheme, "s3")
        try:
            import fsspec

            self.fs: Any = fsspec.filesystem(
                protocol, use_listings_cache=False, skip_instance_cache=True, **_settings(scheme, bucket, options)
            )
        except ImportError as e:
            package = _PACKAGES.get(scheme, "'dbt-mockhaus[cloud]'")
            raise ConfigError(
                f"Stages at {scheme}:// need fsspec and its package for that cloud: pip install {package} ({e})."
            ) from None

    def listing(self) -> dict[str, Mapping[str, Any]]:
        """What the storage says of each file, by its name relative to the stage."""
        try:
            found = self.fs.find(self.base, detail=True)
        except FileNotFoundError:
            return {}
        except Exception as e:
            raise _failed("list", self.base, e) from None
        top = f"{self.base}/"
        return {path[len(top) :]: info for path, info in found.items() if path.startswith(top)}

    def fetch(self, name: str, etag: str) -> Path:
        """A local copy of a file."""
        target = self.cache / etag / name.rsplit("/", 1)[-1]
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_name(f"{target.name}.partial")
            try:
                self.fs.get_file(f"{self.base}/{name}", str(partial))
            except Exception as e:
                raise _failed("read", name, e) from None
            partial.replace(target)
        return target

    def upload(self, path: Path, name: str) -> None:
        """Write a file to the storage."""
        try:
            self.fs.put_file(str(path), f"{self.base}/{name}")
        except Exception as e:
            raise _failed("write", name, e) from None

    def remove(self, name: str) -> None:
        """Delete a file; nothing happens where it is gone."""
        try:
            self.fs.rm_file(f"{self.base}/{name}")
        except FileNotFoundError:
            pass
        except Exception as e:
            raise _failed("delete", name, e) from None

    def exists(self, name: str) -> bool:
        return bool(self.fs.exists(f"{self.base}/{name}"))


def _failed(verb: str, name: str, e: Exception) -> ExecutionError:
    return ExecutionError(f"Failed to {verb} '{name}' on the external stage: {e}", 100083, "22000")


def _settings(scheme: str, bucket: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """What fsspec has to know to log in."""
    credentials = {str(k).upper(): str(v) for k, v in (options.get("CREDENTIALS") or {}).items()}
    if "AWS_ROLE" in credentials:
        raise UnsupportedError("CREDENTIALS = (AWS_ROLE = ...) with real cloud storage")
    found: dict[str, Any] = {}
    if scheme == "azure":
        found["account_name"] = bucket.split(".", 1)[0]
        if "AZURE_SAS_TOKEN" in credentials:
            found["sas_token"] = credentials["AZURE_SAS_TOKEN"]
    elif scheme != "gcs":
        for name, wanted in (("AWS_KEY_ID", "key"), ("AWS_SECRET_KEY", "secret"), ("AWS_TOKEN", "token")):
            if name in credentials:
                found[wanted] = credentials[name]
        endpoint = options.get("ENDPOINT")
        if endpoint:
            found["endpoint_url"] = str(endpoint) if "://" in str(endpoint) else f"https://{endpoint}"
    return found


def modified_of(info: Mapping[str, Any]) -> datetime:
    """When a file was written, whatever the cloud calls it."""
    value = info.get("LastModified") or info.get("last_modified") or info.get("updated") or info.get("mtime")
    if isinstance(value, str):
        value = datetime.fromisoformat(value.replace("Z", "+00:00"))
    if isinstance(value, (int, float)):
        value = datetime.fromtimestamp(value, timezone.utc)
    return value if isinstance(value, datetime) else datetime.fromtimestamp(0, timezone.utc)


def etag_of(info: Mapping[str, Any]) -> str:
    """What changes with the content of a file."""
    value = info.get("ETag") or info.get("etag") or info.get("md5Hash") or f"{info.get('size')}-{modified_of(info)}"
    return str(value).strip('"').replace("/", "_")


class RemotePublication:
    """New files of a stage on a cloud: written here, uploaded one by one. Not atomic, as on Snowflake itself."""

    def __init__(self, store: RemoteStore):
        self._store = store
        self.directory = Path(tempfile.mkdtemp(prefix="unload-", dir=_made(store.cache)))

    def publish(self, files: Iterable[tuple[Path, str]]) -> None:
        """Upload files.

        Args:
            files: where each was written and its name, relative to the stage.
        """
        for path, name in files:
            self._store.upload(path, name)

    def __enter__(self) -> RemotePublication:
        return self

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)


def _made(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
