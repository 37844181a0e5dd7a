"""Stages at gcs:// and azure://, on stand-ins for gcsfs and adlfs: fsspec's file system in memory, which tells of its
files what those packages tell. The clouds themselves are not tested."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib
from typing import Any

import pytest

from mockhaus_dbt.errors import MockhausError, SqlError

fsspec = pytest.importorskip("fsspec")
memory = pytest.importorskip("fsspec.implementations.memory")


class Bucket(memory.MemoryFileSystem):  # type: ignore[misc,name-defined]
    """Files in memory, one set for each kind of cloud, named as buckets name them: without a slash in front."""

    cachable = False
    told: dict[str, Any]

    def __init__(self, **options: Any):
        super().__init__()
        type(self).told = {k: v for k, v in options.items() if k not in ("use_listings_cache", "skip_instance_cache")}

    def find(self, path: str, detail: bool = False, **_: Any) -> Any:
        found = super().find(path, detail=True)
        return {name.lstrip("/"): self.described(name, info) for name, info in found.items()}

    def described(self, name: str, info: Any) -> dict[str, Any]:
        raise NotImplementedError


class Gcs(Bucket):
    store: dict[str, Any] = {}
    pseudo_dirs: list[str] = [""]

    def described(self, name: str, info: Any) -> dict[str, Any]:
        etag = hashlib.md5(self.cat_file(name)).hexdigest()
        return {"name": name, "size": info["size"], "type": "file", "etag": f"C/{etag}", "updated": "2024-05-06T07:08:09Z"}


class Abfs(Bucket):
    store: dict[str, Any] = {}
    pseudo_dirs: list[str] = [""]

    def described(self, name: str, info: Any) -> dict[str, Any]:
        etag = hashlib.md5(self.cat_file(name)).hexdigest()
        modified = dt.datetime(2024, 5, 6, 7, 8, 9, tzinfo=dt.timezone.utc)
        return {"name": name, "size": info["size"], "type": "file", "etag": f'"0x{etag}"', "last_modified": modified}


@pytest.fixture
def clouds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKHAUS_CLOUD_STAGES", "real")
    known = importlib.import_module("fsspec.registry")._registry
    for name, kind in (("gcs", Gcs), ("abfs", Abfs)):
        kind.store.clear()
        monkeypatch.setitem(known, name, kind)


CASES = [
    pytest.param(Gcs, "gcs://lake/in/", "", "lake/in/", "in/", {}, id="gcs"),
    pytest.param(
        Abfs, "azure://acc.blob.core.windows.net/box/in/", "credentials=(azure_sas_token='?sv=x')", "box/in/", "in/",
        {"account_name": "acc", "sas_token": "?sv=x"}, id="azure",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "url", "more", "base", "path", "told"), CASES)
def test_round_trip(
    run: Any, clouds: None, kind: Any, url: str, more: str, base: str, path: str, told: dict[str, str]
) -> None:
    run(f"create stage st url='{url}' {more}")
    assert run("ls @st") == []
    run("copy into @st/a/ from (select 1 as a, 'x' as b union all select 2, 'y') file_format=(compression=none)")
    assert kind.told == told
    assert kind().cat_file(f"/{base}a/data_0_0_0.csv") == b"1,x\n2,y\n"
    etag = hashlib.md5(b"1,x\n2,y\n").hexdigest()
    [(name, size, shown, modified)] = run("ls @st")
    assert (name, size, modified) == (f"{url}a/data_0_0_0.csv", 8, "Mon, 06 May 2024 07:08:09 GMT")
    assert shown.endswith(etag)
    assert run("select metadata$filename, $2 from @st/a order by 2") == [
        (f"{path}a/data_0_0_0.csv", "x"),
        (f"{path}a/data_0_0_0.csv", "y"),
    ]
    run("create table t (a int, b varchar)")
    assert run("copy into t from @st")[0][1:4] == ("LOADED", 2, 2)
    assert run("copy into t from @st") == [("Copy executed with 0 files processed.",)]
    kind().pipe_file(f"/{base}a/data_0_0_0.csv", b"3,z\n")
    assert run("copy into t from @st purge=true")[0][1:4] == ("LOADED", 1, 1)
    assert run("ls @st") == []
    assert run("select b from t order by a") == [("x",), ("y",), ("z",)]
    with pytest.raises(SqlError, match="already existing"):
        run("copy into @st/b/ from t; copy into @st/b/ from t")
    run("rm @st/b/")
    assert kind().find(f"/{base}") == {}


@pytest.mark.parametrize(("kind", "url", "more", "base", "path", "told"), CASES)
def test_what_the_cloud_refuses(
    run: Any, clouds: None, monkeypatch: pytest.MonkeyPatch,
    kind: Any, url: str, more: str, base: str, path: str, told: dict[str, str],
) -> None:  # fmt: skip
    def refused(*_: Any, **__: Any) -> Any:
        raise PermissionError("403 forbidden")

    run(f"create stage st url='{url}' {more}; create table t (a int)")
    for method, statement in (("find", "ls @st"), ("put_file", "copy into @st/x/ from (select 1)")):
        with monkeypatch.context() as patch:
            patch.setattr(kind, method, refused)
            with pytest.raises(SqlError, match="403 forbidden"):
                run(statement)
    kind().pipe_file(f"/{base}f.csv", b"1\n")
    with monkeypatch.context() as patch:
        patch.setattr(kind, "get_file", refused)
        with pytest.raises(SqlError, match="403 forbidden"):
            run("copy into t from @st")
    assert run("select count(*) from t") == [(0,)]
    assert run("copy into t from @st")[0][1:4] == ("LOADED", 1, 1)


def test_package_of_the_cloud_missing(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKHAUS_CLOUD_STAGES", "real")

    def missing(*_: Any, **__: Any) -> Any:
        raise ImportError("Please install gcsfs to access Google Storage")

    monkeypatch.setattr(fsspec, "filesystem", missing)
    with pytest.raises(MockhausError, match="pip install fsspec gcsfs"):
        run("create stage st url='gcs://lake/'; ls @st")
