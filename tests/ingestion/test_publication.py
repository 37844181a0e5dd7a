"""What a process leaves that dies at each step of publishing files."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from mockhaus_dbt.ingestion import publication
from mockhaus_dbt.ingestion.publication import HIDDEN, Publication, settle


def _begun(root: Path, names: tuple[str, ...] = ("a", "b", "c")) -> tuple[Publication, list[tuple[Path, str]]]:
    new = Publication(root)
    files = []
    for name in names:
        path = new.directory / name
        path.write_text(name)
        files.append((path, f"in/{name}.csv"))
    return new, files


def _seen(root: Path) -> list[str]:
    settle(root)
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def test_all_appear(tmp_path: Path) -> None:
    with Publication(tmp_path / "st") as new:
        (new.directory / "x").write_text("1")
        new.publish([(new.directory / "x", "a/b.csv")])
    assert _seen(tmp_path / "st") == ["a/b.csv"]


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Publication(tmp_path) as new:
        (new.directory / "x").write_text("1")
        _ = 1 / 0
    assert _seen(tmp_path) == []


def test_work_of_a_living_one_is_left_alone(tmp_path: Path) -> None:
    new, files = _begun(tmp_path)
    settle(tmp_path)
    assert all(path.exists() for path, _ in files)
    new.publish(files)
    new.close()
    assert _seen(tmp_path) == ["in/a.csv", "in/b.csv", "in/c.csv"]


def test_dead_before_the_manifest(tmp_path: Path) -> None:
    new, _ = _begun(tmp_path)
    new._lock.close()  # as the end of a process does
    assert _seen(tmp_path) == []


@pytest.mark.parametrize("step", range(4))
def test_dead_while_files_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    new, files = _begun(tmp_path)
    real = publication.os.replace
    calls = 0

    def replace(source: Path, target: Path) -> None:
        nonlocal calls
        if calls > step:
            raise KeyboardInterrupt
        calls += 1
        real(source, target)

    monkeypatch.setattr(publication.os, "replace", replace)
    if step < 3:
        with pytest.raises(KeyboardInterrupt):
            new.publish(files)
    else:
        new.publish(files)
    monkeypatch.setattr(publication.os, "replace", real)
    new._lock.close()
    assert _seen(tmp_path) == ["in/a.csv", "in/b.csv", "in/c.csv"]
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def _names(root: Path) -> list[str]:
    return sorted(entry.name for entry in root.iterdir())


def test_a_directory_whose_owner_died_before_its_lock_moved_in_is_deleted(tmp_path: Path) -> None:
    (tmp_path / f"{HIDDEN}1-1-ab").mkdir()
    (tmp_path / f"{HIDDEN}1-1-ab.lock").touch()
    settle(tmp_path)
    assert _names(tmp_path) == []


def test_a_directory_whose_owner_died_while_he_deleted_it_is_deleted(tmp_path: Path) -> None:
    left = tmp_path / f"{HIDDEN}1-1-ab"
    left.mkdir()
    (left / "data.csv").touch()
    settle(tmp_path)
    assert _names(tmp_path) == []


def test_a_new_directory_whose_lock_still_waits_stays(tmp_path: Path) -> None:
    publication = Publication(tmp_path)
    directory = publication.directory
    os.replace(directory / "lock", tmp_path / f"{directory.name}.lock")
    settle(tmp_path)
    assert _names(tmp_path) == [directory.name, f"{directory.name}.lock"]
    os.replace(tmp_path / f"{directory.name}.lock", directory / "lock")
    publication.close()
    shutil.rmtree(directory, ignore_errors=True)
