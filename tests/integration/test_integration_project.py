"""The demo project, built twice, and every other dbt command on it. The tests of this file run in order, on one file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.filterwarnings("default", "ignore::ResourceWarning", "ignore:unclosed:ResourceWarning"),
    # One worker for all of it, whatever the distribution: each test goes on from the one before.
    pytest.mark.xdist_group("integration_project"),
]

PROJECT = Path(__file__).resolve().parents[2] / "integration_project"
MARTS = "shop_analytics.dev"


class Shop:
    """A copy of the project in a folder of its own.

    Args:
        folder: where the copy goes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignored = shutil.ignore_patterns("target", "logs", "*.duckdb*", "__pycache__")
        shutil.copytree(PROJECT, folder, ignore=ignored, dirs_exist_ok=True)
        self.file = folder / "shop.duckdb"
        #: what dbt warned of, by every command so far.
        self.warnings: list[str] = []

    def _hear(self, event: Any) -> None:
        if str(event.info.level) == "warn":
            self.warnings.append(f"{event.info.name}: {event.info.msg}")

    def dbt(self, *words: str) -> Any:
        """Run dbt in this process and give its result object."""
        from dbt.cli.main import dbtRunner

        folder = str(self.folder)
        return dbtRunner(callbacks=[self._hear]).invoke([*words, "--project-dir", folder, "--profiles-dir", folder])

    def results(self, *words: str) -> list[Any]:
        """Run a dbt command that has to succeed; gives the results of its nodes."""
        outcome = self.dbt(*words)
        bad = [f"{r.node.unique_id}: {r.message}" for r in getattr(outcome.result, "results", ()) if not fine(r)]
        assert outcome.success, outcome.exception or "\n".join(bad)
        return list(outcome.result.results)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the account that dbt wrote."""
        import mockhaus_dbt

        with mockhaus_dbt.connect(self.file, database="SHOP", schema="DEV") as connection:
            return list(connection.execute(sql).fetchall())

    def count(self, relation: str) -> int:
        return int(self.rows(f"select count(*) from {relation}")[0][0])


def fine(result: Any) -> bool:
    return str(result.status) in ("success", "pass", "no-op")


def tally(results: list[Any]) -> Counter[str]:
    return Counter(str(result.node.resource_type) for result in results if fine(result))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("MOCKHAUS_PATH", "SHOP_TARGET", "SHOP_RAW_FILES", "DBT_THREADS"):
            patch.delenv(name, raising=False)
        folder = tmp_path_factory.mktemp("our shop")
        patch.chdir(folder)
        patch.setenv("MOCKHAUS_PATH", str(folder / "shop.duckdb"))
        yield Shop(folder)


@pytest.fixture(scope="module")
def first(shop: Shop) -> list[Any]:
    return shop.results("build")


@pytest.fixture(scope="module")
def second(shop: Shop, first: list[Any]) -> list[Any]:
    return shop.results("build")


def test_first_build_has_all_and_warns_of_nothing(shop: Shop, first: list[Any]) -> None:
    assert all(fine(result) for result in first)
    found = tally(first)
    ephemeral = 7
    assert found["model"] + ephemeral >= 45
    assert found["test"] >= 150
    assert (found["seed"], found["snapshot"], found["unit_test"]) == (5, 3, 8)
    assert shop.rows("select batch, built_at is not null from shop_raw.landing.load_batches") == [(1, True)]
    assert shop.count(f"{MARTS}_marts.fct_orders") == 2373
    assert shop.count("shop.dev_history.products_history") == 84


def test_second_build_takes_the_incremental_paths(shop: Shop, second: list[Any]) -> None:
    assert all(fine(result) for result in second)
    built = {result.node.name: result.adapter_response for result in second}
    assert shop.count(f"{MARTS}_marts.fct_orders") == 2600
    assert shop.count(f"{MARTS}_marts.fct_web_events") == 6094
    assert built["fct_orders"]["rows_affected"] < 600, "a merge of what has changed, not a new table"
    assert built["fct_web_events"]["rows_affected"] == 6094 - 5023
    # An order that was open keeps the moment when it was first seen.
    kept = f"select count(*) from {MARTS}_marts.fct_orders where first_seen_at < last_merged_at"
    assert shop.rows(kept)[0][0] >= 93


@pytest.mark.usefixtures("second")
def test_snapshots_have_both_versions(shop: Shop) -> None:
    history = "shop.dev_history"
    # 25 customers moved, 36 are new, and three asked to be forgotten: they get a last row that says so.
    assert shop.count(f"{history}.customers_history") == 420 + 25 + 36 + 3
    assert shop.count(f"{history}.customers_history where dbt_is_deleted = 'True'") == 3
    assert shop.count(f"{history}.products_history") == 84 + 9 + 4
    assert shop.count(f"{history}.products_history where dbt_valid_to < '9999-01-01'") == 9
    assert shop.count(f"{history}.orders_history where valid_to is not null") == 93


@pytest.mark.usefixtures("second")
def test_third_build_changes_nothing(shop: Shop) -> None:
    marts = [f"{MARTS}_marts.fct_orders", f"{MARTS}_marts.fct_daily_sales", "shop.dev_history.customers_history"]
    before = [shop.count(mart) for mart in marts]
    assert all(fine(result) for result in shop.results("build", "--threads", "8"))
    assert [shop.count(mart) for mart in marts] == before


@pytest.mark.usefixtures("second")
def test_full_refresh_gives_the_same(shop: Shop) -> None:
    before = shop.rows(f"select count(*), sum(revenue_eur) from {MARTS}_marts.fct_daily_sales")
    assert len(shop.results("run", "--full-refresh", "--select", "config.materialized:incremental")) >= 8
    assert shop.rows(f"select count(*), sum(revenue_eur) from {MARTS}_marts.fct_daily_sales") == before


@pytest.mark.usefixtures("second")
def test_what_dbt_says_of_relations_is_kept(shop: Shop) -> None:
    described = {row[0]: row for row in shop.rows(f"describe table {MARTS}_marts.dim_customers")}
    assert described["CUSTOMER_ID"][1] == "NUMBER(38,0)"
    assert described["COUNTRY_CODE"][1] == "VARCHAR(2)"
    comment = shop.rows(
        "select comment from shop_analytics.information_schema.tables where table_name = 'DIM_PRODUCTS'"
    )
    assert comment == [
        ("Products with their categories. It's the catalogue's 'today': no history (see products_history).",)
    ]
    grants = shop.rows(f"show grants on table {MARTS}_marts.dim_products")
    assert any("REPORTER" in row and "SELECT" in row for row in grants)
    tags = shop.rows("select distinct query_tag from shop_raw.landing.model_builds order by 1")
    assert tags == [("shop_nightly",), ("shop_orders",), ("shop_privacy",)]


@pytest.mark.usefixtures("second")
def test_source_freshness(shop: Shop) -> None:
    results = [result for result in shop.results("source", "freshness") if hasattr(result, "age")]
    assert len(results) == 8
    assert all(fine(result) and 0 <= result.age < 3600 for result in results)


@pytest.mark.usefixtures("second")
def test_docs_generate(shop: Shop) -> None:
    assert shop.dbt("docs", "generate").success
    catalog = json.loads((shop.folder / "target" / "catalog.json").read_text())
    assert not catalog["errors"]
    customers = catalog["nodes"]["model.shop.dim_customers"]
    assert customers["metadata"]["database"] == "SHOP_ANALYTICS"
    assert customers["columns"]["PROFILE"]["type"] == "OBJECT"
    assert customers["columns"]["CUSTOMER_ID"]["comment"] == "Number of the customer in the shop"
    assert catalog["sources"]["source.shop.landing.web_events"]["columns"]["V"]["type"] == "VARIANT"
    views = [n for n in catalog["nodes"].values() if n["metadata"]["type"] == "VIEW"]
    assert len(views) == 13


@pytest.mark.usefixtures("second")
def test_show(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.results("show", "--select", "rpt_monthly_revenue", "--limit", "3", "--output", "json")
    assert '"MONTH_LABEL"' in capsys.readouterr().out.upper()
    inline = "select order_status, count(*) as n from {{ ref('fct_orders') }} group by 1 order by 2 desc"
    (result,) = shop.results("show", "--inline", inline)
    assert [row[0] for row in result.agate_table.rows] == ["delivered", "cancelled", "returned"]


@pytest.mark.usefixtures("second")
def test_retry_goes_on_where_it_broke(shop: Shop) -> None:
    model = shop.folder / "models" / "marts" / "support" / "rpt_support_monthly.sql"
    good = model.read_text()
    model.write_text(good.replace("median(", "no_such_function("))
    broken = shop.dbt("build", "--select", "rpt_support_sla", "rpt_support_monthly")
    assert not broken.success
    (error,) = [r for r in broken.result.results if str(r.status) == "error"]
    assert "002140 (42601)" in error.message and "Unknown function NO_SUCH_FUNCTION" in error.message
    model.write_text(good)
    retried = shop.results("retry")
    names = {result.node.name for result in retried}
    assert "rpt_support_monthly" in names and "rpt_support_sla" not in names
    assert all(fine(result) for result in retried)


@pytest.mark.usefixtures("second")
def test_clone_into_another_schema(shop: Shop) -> None:
    state = shop.folder / "state"
    shutil.copytree(shop.folder / "target", state)
    # With more threads, one may look into dbt's cache while another fills in a schema of the state: dbt then makes a view.
    where = ("--state", str(state), "--target", "sandbox", "--threads", "1")
    results = shop.results("clone", *where, "--exclude", "config.materialized:ephemeral")
    assert len(results) >= 45
    assert shop.count("shop_analytics.sandbox_marts.fct_orders") == 2600
    assert shop.count("shop.sandbox_staging.stg_shop__orders") == 2600


@pytest.mark.usefixtures("second")
def test_build_empty(shop: Shop) -> None:
    results = shop.results("build", "--empty", "--target", "sandbox", "--full-refresh")
    assert all(fine(result) for result in results)
    assert shop.count("shop_analytics.sandbox_marts.fct_orders") == 0
    assert shop.count(f"{MARTS}_marts.fct_orders") == 2600


@pytest.mark.usefixtures("second")
def test_dbt_had_nothing_to_warn_of(shop: Shop) -> None:
    assert shop.warnings == []


@pytest.mark.usefixtures("second")
def test_clean_leaves_the_account(shop: Shop) -> None:
    assert shop.dbt("clean").success
    assert shop.file.exists() and not (shop.folder / "target").exists()


def test_raw_files_are_what_the_script_makes(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "raw", tmp_path / "raw", ignore=shutil.ignore_patterns("files"))
    (tmp_path / "seeds").mkdir()
    subprocess.run([sys.executable, str(tmp_path / "raw" / "make_raw.py")], check=True)
    for made in sorted(tmp_path.glob("raw/files/*/*")) + sorted(tmp_path.glob("seeds/*")):
        committed = PROJECT / made.relative_to(tmp_path)
        if made.suffix == ".parquet":
            import pyarrow.parquet as pq

            assert pq.read_table(made).equals(pq.read_table(committed)), made
        elif made.suffix == ".gz":
            import gzip

            assert gzip.decompress(made.read_bytes()) == gzip.decompress(committed.read_bytes()), made
        else:
            assert made.read_bytes() == committed.read_bytes(), made
