"""Files come onto a stage all at once, or not at all, also where the process is killed.

New files are written into a hidden directory of the stage and named in its manifest. Writing the manifest is the moment
at which they exist: whoever looks at the stage later finishes the renaming of a process that has died, or deletes what
it left without a manifest. A lock on a file of the directory tells a process that has died from one that works.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO

#: how directories of unfinished work begin; they are no part of a stage's files.
HIDDEN = ".unload-"
_MANIFEST = "manifest.json"
_LOCK = "lock"
_numbers = itertools.count(1)


def _locked(stream: IO[bytes]) -> bool:
    """Take the lock of an open file; False where another one holds it."""
    try:
        try:
            import fcntl
        except ImportError:
            import msvcrt  # Windows

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Publication:
    """New files of a stage that are being written.

    Args:
        root: directory of the stage.
    """

    def __init__(self, root: Path):
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        mark = f"{os.getpid()}-{next(_numbers)}-{os.urandom(4).hex()}"
        # Locked before it has its name: nobody takes it for a dead one's.
        waiting = root / f"{HIDDEN}{mark}.{_LOCK}"
        self._lock = open(waiting, "w+b")  # noqa: SIM115
        _locked(self._lock)
        self.directory = root / f"{HIDDEN}{mark}"
        self.directory.mkdir()
        os.replace(waiting, self.directory / _LOCK)

    def publish(self, files: Iterable[tuple[Path, str]]) -> None:
        """Let files appear.

        Args:
            files: where each was written (in the directory) and its name, relative to the stage, with slashes.
        """
        names = {path.relative_to(self.directory).as_posix(): name for path, name in files}
        draft = self.directory / f"{_MANIFEST}.partial"
        with open(draft, "w", encoding="utf-8") as stream:
            json.dump(names, stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, self.directory / _MANIFEST)
        _rename(self.root, self.directory)

    def close(self) -> None:
        """Delete what was not published."""
        self._lock.close()
        if not (self.directory / _MANIFEST).exists():
            shutil.rmtree(self.directory, ignore_errors=True)

    def __enter__(self) -> Publication:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _rename(root: Path, directory: Path) -> None:
    """Do what the manifest says, from the start or from where somebody was stopped."""
    with open(directory / _MANIFEST, encoding="utf-8") as stream:
        names: dict[str, str] = json.load(stream)
    for written, name in names.items():
        target = root.joinpath(*name.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.replace(directory / written, target)
        except FileNotFoundError:
            pass  # renamed before
    shutil.rmtree(directory, ignore_errors=True)


def settle(root: Path) -> None:
    """Finish or delete what processes that died have left in a stage.

    Args:
        root: directory of the stage.
    """
    try:
        # Locks that never came into their directories first, so that nothing speaks for those any more.
        found = [Path(entry.path) for entry in os.scandir(root) if entry.name.startswith(HIDDEN)]
        left = sorted(found, key=Path.is_dir)
    except OSError:
        return  # the stage has no files yet
    for path in left:
        try:
            with open(path if path.is_file() else path / _LOCK, "r+b") as lock:
                if _locked(lock):
                    _settle(root, path)
        except OSError:
            # Another process was faster; or somebody died before the lock was there, or while he cleaned up.
            if path.is_dir() and _nobodys(path):
                shutil.rmtree(path, ignore_errors=True)


def _settle(root: Path, path: Path) -> None:
    if path.is_file():
        path.unlink()
    elif (path / _MANIFEST).exists():
        _rename(root, path)
    else:
        shutil.rmtree(path, ignore_errors=True)


def _nobodys(path: Path) -> bool:
    """Whether a directory has no lock and will get none: that of a new one waits beside it until it moves in."""
    lock = path / _LOCK
    return not lock.exists() and not path.with_name(f"{path.name}.{_LOCK}").exists() and not lock.exists()
