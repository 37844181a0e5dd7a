"""Stages: where their files are, and which files a reference such as ``@db.schema.stage/path`` names
(https://docs.snowflake.com/en/sql-reference/sql/create-stage).

Files of internal stages live under the session's ``stage_root``. A path in a reference is a prefix that the names of
the stage's files are compared with; it is never joined to a directory, so that nothing outside can be named.
"""

from __future__ import annotations

import hashlib
import os
import re
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.ingestion.cloud_urls import CLOUD_SCHEMES, is_real, mirror_of
from mockhaus_dbt.ingestion.file_formats.content import content_hash
from mockhaus_dbt.ingestion.publication import HIDDEN, Publication, settle
from mockhaus_dbt.ingestion.remote_files import RemotePublication, RemoteStore, etag_of, modified_of
from mockhaus_dbt.ingestion.session_objects import find_object
from mockhaus_dbt.ingestion.stage_options import check_place
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.paths import path_text
from mockhaus_dbt.translation.token_reader import fold

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session

_IDENTIFIER = r'(?:"(?:[^"]|"")*"|[A-Za-z_][\w$]*)'
_REFERENCE = re.compile(
    rf"@(?:(?P<user>~)|(?P<qualifiers>(?:{_IDENTIFIER}\.|\.)*)(?P<table>%)?(?P<name>{_IDENTIFIER}))(?:/(?P<path>.*))?$",
    re.S,
)
_HASHED_AT_ONCE = 1 << 20
#: from where on a URL has parts that a directory has not.
_RELATIVE = re.compile(r"(?<=[^:/])/\.{1,2}(?=/)")
#: the property of an internal stage that holds the parts of its directory's path.
HOME = "HOME"
#: the directory of temporary stages, by session.
TEMPORARY = ".temporary"


@dataclass(frozen=True)
class Reference:
    """A stage reference as written.

    Args:
        kind: NAMED, USER or TABLE.
        parts: the name of the stage or table, one to three parts.
        path: what stands behind the first slash; a prefix of file names.
    """

    kind: str
    parts: tuple[str, ...]
    path: str


def named_from(place: tuple[str, str] | None, text: str) -> Reference:
    """A stage reference as a view means it.

    Args:
        place: database and schema of the view; None outside of views.
        text: the reference.
    """
    found = parse_reference(text)
    if place is None or found.kind != "NAMED":
        return found
    return Reference(found.kind, (*place[: 3 - len(found.parts)], *found.parts), found.path)


def parse_reference(text: str) -> Reference:
    """Read a stage reference.

    Args:
        text: ``@stage``, ``@db.schema.stage/path``, ``@~/path``, ``@%table/path``; the ``@`` may be missing.

    Raises:
        CompilationError: 001003, it is none.
    """
    text = path_text(text.strip())
    match = _REFERENCE.match(text if text.startswith("@") else f"@{text}")
    if match is None:
        raise error("parse", line=1, column=0, token=text)
    path = (match["path"] or "").lstrip("/")  # files have no empty folders
    if match["user"]:
        return Reference("USER", (), path)
    qualifiers = re.findall(rf"({_IDENTIFIER})?\.", match["qualifiers"] or "")
    if len(qualifiers) > 2:
        raise error("parse", line=1, column=0, token=text)
    parts = (*(fold(q) if q else "" for q in qualifiers), fold(match["name"]))
    return Reference("TABLE" if match["table"] else "NAMED", parts, path)


@dataclass(frozen=True)
class StagedFile:
    """A file of a stage.

    Args:
        path: where it is.
        name: relative to the stage, with slashes.
        listed: as LIST and COPY INTO show it.
    """

    path: Path
    name: str
    listed: str

    @property
    def location(self) -> str:
        """What PATTERN is applied to: the URL, or the place in the storage behind an internal stage."""
        return self.listed if "://" in self.listed else f"stages/files/{self.name}"

    @property
    def metadata_name(self) -> str:
        """METADATA$FILENAME: of a stage on a cloud, with the path in the bucket."""
        scheme, separator, rest = self.listed.partition("://")
        if not separator or scheme.lower() not in CLOUD_SCHEMES:
            return self.name
        return rest.split("/", 2 if scheme.lower() == "azure" else 1)[-1]

    def remove(self) -> None:
        """Delete it; nothing happens where it is gone."""
        self.path.unlink(missing_ok=True)

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    @property
    def modified(self) -> datetime:
        return datetime.fromtimestamp(self.path.stat().st_mtime, timezone.utc)

    @property
    def last_modified(self) -> str:
        """As LIST prints it."""
        return self.modified.strftime("%a, %d %b %Y %H:%M:%S GMT")

    @property
    def md5(self) -> str:
        """Of the content as it is stored, as LIST shows it."""
        return self._hashed(hashlib.md5(usedforsecurity=False))

    def digest(self, like: str = "") -> str:
        """By which COPY INTO knows the content again.

        Args:
            like: a digest of the kind that is wanted.
        """
        kind, made = content_hash(like)
        return kind + self._hashed(made)

    @property
    def known_digest(self) -> str | None:
        """The digest where it costs nothing."""
        return None

    def _hashed(self, digest: Any) -> str:
        with open(self.path, "rb", buffering=0) as stream:
            while chunk := stream.read(_HASHED_AT_ONCE):
                digest.update(chunk)
        return str(digest.hexdigest())


class RemoteFile(StagedFile):
    """A file on cloud storage: what it is called and how large it is tells the listing, ``path`` fetches it."""

    def __init__(self, store: RemoteStore, info: Mapping[str, Any], name: str, listed: str):
        for field, value in (("_store", store), ("_info", info), ("name", name), ("listed", listed)):
            object.__setattr__(self, field, value)

    _store: RemoteStore
    _info: Mapping[str, Any]

    @property
    def path(self) -> Path:
        return self._store.fetch(self.name, self.md5)

    @property
    def size(self) -> int:
        return int(self._info.get("size") or 0)

    @property
    def modified(self) -> datetime:
        return modified_of(self._info)

    @property
    def md5(self) -> str:
        """The ETag, as Snowflake shows it."""
        return etag_of(self._info)

    def digest(self, like: str = "") -> str:
        """The ETag: the cloud knows what a file holds."""
        return self.md5

    @property
    def known_digest(self) -> str | None:
        return self.md5

    def remove(self) -> None:
        self._store.remove(self.name)


@dataclass(frozen=True)
class StageLocation:
    """A stage with a path in it.

    Args:
        kind: NAMED, USER or TABLE.
        root: directory of the stage's files; it may not exist yet.
        path: prefix of file names.
        shown: what stands before a file's name in LIST and COPY INTO.
        stage: the stage, or the table that a table stage belongs to; None for a user stage.
        external: the stage has a URL.
        store: the cloud storage behind it, where its files are not here.
    """

    kind: str
    root: Path
    path: str
    shown: str
    stage: CatalogObject | None
    external: bool = False
    store: RemoteStore | None = None

    @property
    def properties(self) -> dict[str, Any]:
        """Options of a named stage; none of others."""
        return self.stage.properties if self.stage is not None and self.kind == "NAMED" else {}

    def file(self, name: str) -> StagedFile:
        """The file of that name, which need not exist."""
        return StagedFile(self.root.joinpath(*name.split("/")), name, f"{self.shown}{name}")

    def files(self) -> list[StagedFile]:
        """All files under the path, by name. Links that leave the stage are not among them."""
        if self.store is not None:
            listing = sorted(self.store.listing().items())
            shown = ((name, RemoteFile(self.store, info, name, f"{self.shown}{name}")) for name, info in listing)
            return [file for name, file in shown if name.startswith(self.path)]
        return sorted(
            (self.file(name) for name in _walk(self.root) if name.startswith(self.path)), key=lambda f: f.name
        )

    def publication(self) -> Publication | RemotePublication:
        """What new files are written into, to appear together."""
        return Publication(self.root) if self.store is None else RemotePublication(self.store)

    def holds(self, name: str) -> bool:
        """Whether there is a file of that name, relative to the stage."""
        return self.file(name).path.exists() if self.store is None else self.store.exists(name)

    def target(self, name: str) -> StagedFile:
        """The place of a new file under the path, which is taken as a directory.

        Raises:
            SqlError: 001008, the path would leave the stage.
        """
        folder = self.path.strip("/")
        return self.checked(f"{folder}/{name}" if folder else name)

    def checked(self, full: str) -> StagedFile:
        """The place of a new file.

        Args:
            full: its name, relative to the stage.

        Raises:
            SqlError: 001008, the path would leave the stage, or hide in it.
        """
        parts = full.split("/")
        refused = any(part in ("", ".", "..") or part.startswith(HIDDEN) for part in parts)
        if refused or "\0" in full or "\\" in full:
            raise error("invalid_value", value=full, name="path")
        found = self.file(full)
        if not _inside(found.path.parent, self.root):
            raise error("invalid_value", value=full, name="path")
        return found


def _walk(root: Path) -> Iterator[str]:
    settle(root)
    for folder, directories, names in os.walk(root, followlinks=False):
        directories[:] = sorted(d for d in directories if not d.startswith(HIDDEN))
        base = Path(folder)
        for name in names:
            path = base / name
            if name.startswith(HIDDEN):
                continue
            if path.is_file() and (not path.is_symlink() or _inside(path, root)):
                yield path.relative_to(root).as_posix()


def _inside(path: Path, root: Path) -> bool:
    """Whether a path, links followed, is the root or in it."""
    resolved, top = path.resolve(), root.resolve()
    return resolved == top or top in resolved.parents


def matching(files: Iterable[StagedFile], pattern: str | None, below: str | None = None) -> list[StagedFile]:
    """The files that a PATTERN names. Snowflake applies it to all of their location; one that begins with the name
    below the stage is understood as well.

    Args:
        files: of a stage.
        pattern: regular expression; None for all files.
        below: it is applied to what names have behind this path alone, as by pipes.

    Raises:
        ExecutionError: 100048, it is no regular expression.
    """
    if pattern is None:
        return list(files)
    try:
        compiled = re.compile(pattern, re.S)
    except re.error as e:
        raise error("regexp", pattern=pattern, reason=str(e)) from None
    if below is not None:
        return [f for f in files if compiled.fullmatch(f.name.removeprefix(below))]
    return [f for f in files if compiled.fullmatch(f.name) or compiled.fullmatch(f.location)]


def directory_name(identifier: str) -> str:
    """A directory for a name: safe characters, and quoted names apart from unquoted ones."""
    safe = urllib.parse.quote(identifier, safe=" ").replace(".", "%2E")
    return safe if identifier == identifier.upper() else f"{safe}~q"


def url_path(url: str, stage_root: Path) -> Path:
    """The directory that the URL of a stage names, or that stands for it.

    Raises:
        CompilationError: it is no URL that a stage can have.
    """
    scheme, _, rest = url.partition("://")
    if scheme.lower() in CLOUD_SCHEMES:
        return mirror_of(url, stage_root)
    path = Path(urllib.parse.unquote(rest) if "%" in rest else rest)
    if scheme.lower() != "file" or not rest or not path.is_absolute() or ".." in path.parts:
        raise error("invalid_value", value=url, name="URL")
    return path


def inside_allowed(session: Session, path: Path) -> None:
    """Whether the account may touch a file of the host.

    Raises:
        UnsupportedError: it was opened without access to files outside of some directories (DESIGN D16).
    """
    account = session.account
    if not account.external_access and not any(_inside(path, directory) for directory in account.directories):
        raise UnsupportedError("files outside of the directories that this account is open to")


class StageManager:
    """Finds stages and their files for a session."""

    def __init__(self, session: Session):
        self.session = session
        self.root = Path(session.stage_root)

    def resolve_stage_path(self, reference: str | Reference) -> StageLocation:
        """The stage that a reference names, with the path in it.

        Args:
            reference: ``@stage/path``, as text or parsed.

        Returns:
            where the files are.

        Raises:
            CompilationError: 002003, there is no such stage or table; 090105/090106, no current database or schema.
        """
        if isinstance(reference, str):
            reference = parse_reference(reference)
        if reference.kind == "USER":
            home = self.root / ".users" / directory_name(self.session.user)
            return StageLocation("USER", home, reference.path, "", None)
        if reference.kind == "TABLE":
            return self.table_stage(self.session.require("RELATION", reference.parts), reference.path)
        stage = find_object(self.session, "STAGE", reference.parts)
        if stage is None:
            raise self.missing(reference.parts)
        return self.named(stage, reference.path)

    def place(self, text: str, options: Mapping[str, Any] | None = None) -> StageLocation:
        """What COPY INTO names: a stage reference, or a URL whose last part is a prefix of file names.

        Args:
            text: ``@stage/path`` or ``s3://bucket/path``.
            options: how the cloud storage of a URL is reached.

        Raises:
            CompilationError: 002003, there is no such stage; 001008, it is no such URL.
        """
        if text.startswith("@"):
            return self.resolve_stage_path(text)
        check_place({"URL": text, **(options or {})})
        folder, _, prefix = text.rpartition("/")
        if folder.endswith(("/", ":")):  # s3://bucket
            folder, prefix = text, ""
        modified = _RELATIVE.search(text)
        if modified:
            # These have no meaning: they are the beginning of names, which no file of a mirror has.
            folder, prefix = text[: modified.start()], text[modified.start() + 1 :]
        return self.at_url(folder, prefix, options=options)

    def missing(self, parts: Sequence[str]) -> SqlError:
        """The error for a stage that is not there."""
        return error("stage_missing", name=".".join(display(p) for p in self.session.resolve(parts, "SELECT")))

    def table_stage(self, table: CatalogObject, path: str = "") -> StageLocation:
        """The stage that belongs to a table. It goes with the table: a new one of the same name begins empty."""
        if table.kind not in ("TABLE", "ICEBERG TABLE", "EVENT TABLE", "DYNAMIC TABLE"):
            raise error("wrong_kind", found=table.kind, wanted="TABLE")
        return StageLocation("TABLE", self.root / ".tables" / table.identity, path, "", table)

    def named(self, stage: CatalogObject, path: str = "") -> StageLocation:
        """A named stage."""
        url = stage.properties.get("URL")
        if url:
            return self.at_url(url, path, stage, stage.properties)
        return StageLocation("NAMED", self.home(stage), path, f"{stage.name.lower()}/", stage)

    def at_url(
        self, url: str, path: str, stage: CatalogObject | None = None, options: Mapping[str, Any] | None = None
    ) -> StageLocation:
        """A place outside of the account.

        Args:
            url: ``file://`` or of cloud storage.
            path: within it.
            stage: that has the URL; None where a statement names it directly.
            options: how cloud storage is reached.

        Raises:
            CompilationError: 001008, it is no such URL.
            UnsupportedError: the account may not touch files outside of its stages.
        """
        shown = url if url.endswith("/") else f"{url}/"
        root = url_path(url, self.root)
        real = url.partition("://")[0].lower() in CLOUD_SCHEMES and is_real()
        inside_allowed(self.session, Path(os.sep) if real else root)
        store = RemoteStore(url, options or {}, self.root / ".cloud-files") if real else None
        return StageLocation("NAMED", root, path, shown, stage, external=True, store=store)

    def home(self, stage: CatalogObject) -> Path:
        """The directory of an internal named stage. It stays when the stage, its schema or database is renamed."""
        home = self.root / TEMPORARY / str(self.session.id) if stage.temporary else self.root
        for part in stage.properties.get(HOME) or (stage.database, stage.schema, stage.name):
            home /= directory_name(part)
        return home

    def new_home(self, stage: CatalogObject) -> list[str]:
        """A directory for a new internal stage, by its parts: one that no other stage has and no earlier one left."""
        taken = {
            tuple(o.properties.get(HOME) or (o.database, o.schema, o.name))
            for o in self.session.catalog.objects("STAGE", None)
        }
        found, number = [stage.database, stage.schema, stage.name], 1
        while tuple(found) in taken or self.home(stage.but(properties={HOME: found})).exists():
            number += 1
            found[2] = f"{stage.name}~{number}"
        return found
