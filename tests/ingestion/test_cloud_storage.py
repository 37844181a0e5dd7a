"""Stages on real cloud storage: a server of S3's protocol on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    import s3fs

    monkeypatch.setenv("MOCKHAUS_CLOUD_STAGES", "real")
    fs = s3fs.S3FileSystem(key="k", secret="s", endpoint_url=endpoint, skip_instance_cache=True, use_listings_cache=False)
    fs.mkdir("lake")
    yield fs
    fs.rm("lake", recursive=True)


def _stage(run: Any, endpoint: str, more: str = "") -> None:
    run(
        f"create stage st url='s3compat://lake/in/' endpoint='{endpoint}' "
        f"credentials=(aws_key_id='k' aws_secret_key='s') {more}"
    )


def test_round_trip(run: Any, bucket: Any, endpoint: str) -> None:
    _stage(run, endpoint, "directory=(enable=true)")
    assert run("ls @st") == []
    run("copy into @st/a/ from (select 1 as a, 'x' as b union all select 2, 'y') file_format=(compression=none)")
    assert bucket.cat("lake/in/a/data_0_0_0.csv") == b"1,x\n2,y\n"
    [(name, size, md5, _)] = run("ls @st")
    assert (name, size) == ("s3compat://lake/in/a/data_0_0_0.csv", 8)
    assert md5 == bucket.info("lake/in/a/data_0_0_0.csv")["ETag"].strip('"')
    assert run("select metadata$filename, $2 from @st/a order by 2") == [
        ("in/a/data_0_0_0.csv", "x"),
        ("in/a/data_0_0_0.csv", "y"),
    ]
    run("create table t (a int, b varchar)")
    assert run("copy into t from @st")[0][1:4] == ("LOADED", 2, 2)
    assert run("copy into t from @st") == [("Copy executed with 0 files processed.",)]
    with pytest.raises(SqlError, match="already existing"):
        run("copy into @st/a/ from (select 1) file_format=(compression=none)")
    assert run("alter stage st refresh")[0][:2] == ("a/data_0_0_0.csv", "REGISTERED_NEW")


def test_a_changed_file_is_read_anew(run: Any, bucket: Any, endpoint: str) -> None:
    _stage(run, endpoint)
    bucket.pipe("lake/in/one.csv", b"1\n")
    assert run("select $1 from @st") == [("1",)]
    bucket.pipe("lake/in/one.csv", b"2\n")
    assert run("select $1 from @st") == [("2",)]
    assert run("rm @st/one") == [("s3compat://lake/in/one.csv", "removed")]
    assert not bucket.exists("lake/in/one.csv")


def test_purge(run: Any, bucket: Any, endpoint: str) -> None:
    _stage(run, endpoint)
    bucket.pipe("lake/in/one.csv", b"1\n")
    bucket.pipe("lake/other/two.csv", b"2\n")
    run("create table t (a int)")
    run("copy into t from @st purge=true")
    assert bucket.find("lake") == ["lake/other/two.csv"]
    assert run("select a from t") == [(1,)]


def test_no_such_bucket(run: Any, bucket: Any, endpoint: str) -> None:
    run(f"create stage st url='s3compat://nowhere/' endpoint='{endpoint}' credentials=(aws_key_id='k' aws_secret_key='s')")
    with pytest.raises(SqlError, match="bucket does not exist"):
        run("copy into @st from (select 1)")


def test_what_real_storage_cannot(run: Any, bucket: Any) -> None:
    run("create stage st url='s3://lake/' credentials=(aws_role='arn:aws:iam::1:role/x')")
    for sql in ("ls @st", "create stage x url='s3://lake/' encryption=(master_key='x')"):
        with pytest.raises(SqlError) as e:
            run(sql)
        assert e.value.errno == 2


def test_wrong_setting(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run("create stage st url='s3://lake/'")
    monkeypatch.setenv("MOCKHAUS_CLOUD_STAGES", "sometimes")
    with pytest.raises(SqlError, match="MOCKHAUS_CLOUD_STAGES"):
        run("ls @st")
