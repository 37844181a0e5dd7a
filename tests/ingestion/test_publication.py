"""What processes that died have left in a stage vanishes; what others are at work on stays."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from mockhaus_dbt.ingestion.publication import HIDDEN, Publication, settle


def _left(root: Path) -> list[str]:
    return sorted(entry.name for entry in root.iterdir())


def test_work_under_way_stays(tmp_path: Path) -> None:
    with Publication(tmp_path) as publication:
        settle(tmp_path)
        assert _left(tmp_path) == [publication.directory.name]


def test_a_directory_whose_owner_died_before_its_lock_moved_in_is_deleted(tmp_path: Path) -> None:
    (tmp_path / f"{HIDDEN}1-1-ab").mkdir()
    (tmp_path / f"{HIDDEN}1-1-ab.lock").touch()
    settle(tmp_path)
    assert _left(tmp_path) == []


def test_a_directory_whose_owner_died_while_he_deleted_it_is_deleted(tmp_path: Path) -> None:
    left = tmp_path / f"{HIDDEN}1-1-ab"
    left.mkdir()
    (left / "data.csv").touch()
    settle(tmp_path)
    assert _left(tmp_path) == []


def test_a_new_directory_whose_lock_still_waits_stays(tmp_path: Path) -> None:
    publication = Publication(tmp_path)
    directory = publication.directory
    os.replace(directory / "lock", tmp_path / f"{directory.name}.lock")
    settle(tmp_path)
    assert _left(tmp_path) == [directory.name, f"{directory.name}.lock"]
    os.replace(tmp_path / f"{directory.name}.lock", directory / "lock")
    publication.close()
    shutil.rmtree(directory, ignore_errors=True)
