"""COPY FILES between stages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError, UnsupportedError


@pytest.fixture
def stages(run: Any, put: Any, files: Path, tmp_path: Path) -> Path:
    """``src`` with three files, and ``trg``; gives the directory of ``trg``."""
    for name in ("a.csv", "in/b.csv", "in/c.txt"):
        put(name, name)
    run(f"create stage src url='file://{files}/'")
    run("create stage trg")
    return tmp_path / "stages" / "DB" / "S" / "TRG"


def _names(home: Path) -> list[str]:
    return sorted(p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file())


def test_all(run: Any, stages: Path) -> None:
    assert run("copy files into @trg from @src") == [("a.csv",), ("in/b.csv",), ("in/c.txt",)]
    assert _names(stages) == ["a.csv", "in/b.csv", "in/c.txt"]
    assert (stages / "in/b.csv").read_text() == "in/b.csv"
    # Files of the same name are replaced, others stay.
    (stages / "a.csv").write_text("other")
    (stages / "z").write_text("z")
    assert run("copy files into @trg from @src detailed_output = false") == [(3,)]
    assert (stages / "a.csv").read_text() == "a.csv"
    assert (stages / "z").exists()


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("into @trg/new/ from @src/in/", ["new/b.csv", "new/c.txt"]),
        ("into @trg from @src files = ('a.csv', 'nope.csv')", ["a.csv"]),
        ("into @trg from @src/in/ files = ('b.csv')", ["b.csv"]),
        ("into @trg from @src pattern = '.*[.]csv'", ["a.csv", "in/b.csv"]),
        ("into '@trg' from (select '@src/in/b.csv')", ["in/b.csv"]),
        ("into @trg/x from (select '@src/in/b.csv', 'new.csv' union all select '@src/a.csv', null)", ["x/a.csv", "x/new.csv"]),
    ],
)
def test_some(run: Any, stages: Path, sql: str, names: list[str]) -> None:
    run(f"copy files {sql}")
    assert _names(stages) == names


@pytest.mark.parametrize(
    ("sql", "errno"),
    [
        ("into @~ from @src", 2),
        ("into @trg from @%t", 2),
        ("into @nope from @src", 2003),
        ("into @trg from @nope", 2003),
        ("into @trg from (select '@src/nope.csv')", 91016),
        ("into @trg from (select '@src/a.csv', '../x')", 1008),
        ("into @trg from (select '@src/a.csv') files=('a')", 2),
        ("into @trg from (select '@src/a.csv') pattern='a'", 2),
        ("into @trg from (select 'https://x/api/files/a')", 2),
        ("into @trg from @src nonsense=1", 2420),
        ("into @trg from @src pattern=\".*\"", 1003),
        ("into @trg from @src files=(\"a.csv\")", 1003),
        ("into @trg from @src files", 1003),
        ("into @trg from @src detailed_output=perhaps", 1008),
    ],
)
def test_refused(run: Any, stages: Path, sql: str, errno: int) -> None:
    run("create table t (a int)")
    with pytest.raises(SqlError) as e:
        run(f"copy files {sql}")
    assert e.value.errno == errno
    assert _names(stages) == []


@pytest.mark.parametrize("named", ["relative_path", "file_url", "build_stage_file_url(@d, relative_path)"])
def test_files_of_a_directory_table(run: Any, files: Path, stages: Path, named: str) -> None:
    run(f"create stage d url='file://{files}/in/' directory=(enable=true); alter stage d refresh")
    query = f"select {named} from directory(@d) where relative_path like '%.txt'"
    assert run(f"copy files into @trg from ({query})") == [("c.txt",)]
    assert _names(stages) == ["c.txt"]


def test_a_scoped_url_is_refused(run: Any, stages: Path) -> None:
    with pytest.raises(UnsupportedError, match="a scoped URL"):
        run("copy files into @trg from (select build_scoped_file_url(@src, 'a.csv'))")
    with pytest.raises(UnsupportedError, match=r"nope, which is no URL"):
        run("copy files into @trg from (select 'nope')")
