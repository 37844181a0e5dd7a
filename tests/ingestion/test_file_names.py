"""Names of files that mean something elsewhere, links, and several sessions that put and load one file."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor

NAMES = [
    "sp ace.csv", "qu'ote.csv", 'double".csv', "ünï日.csv", "100%.csv", "%20.csv", "a#b.csv", "[x].csv", "new\nline.csv",
    "-dash.csv", "~t.csv", "$v.csv", "semi;colon.csv", "--comment.csv", "a=b.csv", "n" * 200 + ".csv",
]  # fmt: skip


def _written(name: str) -> str:
    return name.replace("'", "''").replace("\n", "\\n")


@pytest.mark.parametrize("name", NAMES)
def test_odd_names(run: Any, put: Any, files: Path, stage: str, tmp_path: Path, name: str) -> None:
    path = put(name, "1\n")
    run("create stage st; create table t (a int)")
    if "\n" in name:
        run(f"put 'file://{files}/*' @st/d auto_compress=false")
    else:
        run(f"put 'file://{_written(str(path))}' @st/d auto_compress=false")
    assert [row[0] for row in run("list @st")] == [f"st/d/{name}"]
    place = f"d/{_written(name)}"
    assert run(f"select metadata$filename, $1 from '@st/{place}'") == [(f"d/{name}", "1")]
    assert [row[1] for row in run(f"copy into t from @st files=('{place}')")] == ["LOADED"]
    assert [row[1] for row in run(f"copy into t from '@st/{place}' force=true")] == ["LOADED"]
    assert [row[1] for row in run(f"copy into t from @ext files=('{_written(name)}')")] == ["LOADED"]
    assert run("copy files into @st/e/ from @st/d/") == [(f"e/{name}",)]
    target = tmp_path / "out"
    target.mkdir()
    run(f"get '@st/{place}' 'file://{target}'")
    assert os.listdir(target) == [name]
    run(f"remove '@st/{place}'; remove @st/e")
    assert run("list @st") == []


def test_links_of_a_stage_are_not_followed_out_of_it(run: Any, files: Path, stage: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.csv").write_text("1\n")
    (files / "file.csv").symlink_to(secret / "a.csv")
    (files / "folder").symlink_to(secret)
    (files / "broken").symlink_to("nowhere")
    assert run("list @ext") == []
    assert run("select $1 from @ext/folder/a.csv") == []
    with pytest.raises(Exception, match="path"):
        run("copy into @ext/folder/b from (select 2)")
    run("copy into @ext/file.csv from (select 2) single=true overwrite=true file_format=(type=csv compression=none)")
    assert (secret / "a.csv").read_text() == "1\n"  # the link is what has been replaced
    assert os.listdir(secret) == ["a.csv"]
    assert run("select $1 from @ext/file.csv") == [("2",)]


def test_sessions_that_put_and_load_one_file(account: Account, run: Any, put: Any) -> None:
    path = put("a.csv", "".join(f"{i},text\n" for i in range(20_000)))
    run("create stage st; create table t (a int, b varchar)")
    told: list[Any] = []

    def work() -> None:
        session = account.session(database="db", schema="s")
        execute = MockhausExecutor(session).execute_snowflake_sql
        put_rows = execute(f"put 'file://{path}' @st").fetchall()
        told.append((put_rows[0][6], execute("copy into t from @st").fetchall()[0][0]))
        session.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 4
    assert {status for status, _ in told} <= {"UPLOADED", "SKIPPED"}
    assert sorted(file for _, file in told) == ["Copy executed with 0 files processed."] * 3 + ["st/a.csv.gz"]
    assert run("select count(*), count(distinct a) from t") == [(20_000, 20_000)]
    assert len(run("list @st")) == 1
