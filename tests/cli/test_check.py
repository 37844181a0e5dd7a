"""``mockhaus check`` and ``mockhaus stub-sources`` on a project."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mockhaus_dbt.cli import main

pytestmark = pytest.mark.filterwarnings("default", "ignore::ResourceWarning")

PAGE = Path(__file__).resolve().parents[2] / "docs" / "check.md"
FILES = {
    "dbt_project.yml": "{name: shop, profile: shop, version: '1.0', flags: {send_anonymous_usage_stats: false}}",
    "profiles.yml": "shop: {target: dev, outputs: {dev: {type: mockhaus, path: a.duckdb, database: D, schema: S}}}",
    "models/sources.yml": """
sources:
  - name: raw
    tables: [{name: orders}, {name: unused}]
""",
    "seeds/rates.csv": "code,rate\nEUR,1.1\n",
    "models/stg.sql": "select id, lower(note) as note, created::date as day from {{ source('raw', 'orders') }}",
    "models/eph.sql": "{{ config(materialized='ephemeral') }} select * from {{ ref('stg') }}",
    "models/mart.sql": """{{ config(materialized='incremental') }}
select e.id, r.rate,
    approx_count_distinct(note) as notes
from {{ ref('eph') }} e, {{ ref('rates') }} r
{% if is_incremental() %} where e.id > (select max(idd) from {{ this }}) {% endif %}
group by all
""",
    "models/hooked.sql": "{{ config(post_hook=\"create streamlit x from '@s'\") }}\nselect 1 as a",
    "models/child.sql": "select * from {{ ref('broken') }}",
    "models/inner.sql": "{{ config(materialized='ephemeral') }} select * from {{ ref('broken') }}",
    "models/grandchild.sql": "select * from {{ ref('inner') }}",
    "models/broken.sql": "select nope from {{ ref('stg') }}",
    "models/py.py": "def model(dbt, session):\n    return dbt.ref('stg')\n",
    "tests/one.sql": "select * from {{ ref('mart') }} where rate is null",
}
HOOKED = {
    "dbt_project.yml": """{name: shop, profile: shop, version: '1.0', flags: {send_anonymous_usage_stats: false},
    on-run-start: "create function if not exists {{ target.schema }}.twice(n int) returns int as 'n * 2'"}""",
    "models/stg.sql": "select id, lower(note) as note, created::date as day from {{ source('raw', 'orders') }}",
    "models/dated.sql": """{{ config(materialized='view', pre_hook="set today = (select max(day) from {{ ref('stg') }})",
    post_hook=["alter view {{ this }} set comment = 'dated'", "update {{ this }} set nope = 1"]) }}
select twice(id) as id, hash(10) as t, $today as day, $today::timestamp as at from {{ ref('stg') }}""",
    "models/other.sql": """{{ config(pre_hook=["use role keeper", "set other = (select max(id) from elsewhere)"]) }}
select $other as a, hash(11) as t""",
    "snapshots/s.sql": """{% snapshot s %}{{ config(unique_key='id', strategy='check', check_cols='all',
    hard_deletes='new_record', snapshot_meta_column_names={'dbt_valid_to': 'ends'}) }}
select * from {{ ref('stg') }}{% endsnapshot %}""",
    "tests/gone.sql": "select id, ends from {{ ref('s') }} where dbt_is_deleted = 'True'",
}


@pytest.fixture
def project(tmp_path: Path, quick_parse: None, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    monkeypatch.chdir(tmp_path)
    keep = ("profiles.yml", "models/sources.yml")
    changed = getattr(request, "param", None)
    for name, text in ({name: FILES[name] for name in keep} | changed if changed else FILES).items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "shop"


def test_check(project: Path) -> None:
    done = CliRunner().invoke(main, ["check", "shop", "--format", "json"])
    report = json.loads(done.stdout)
    states = {node["name"]: node["state"] for node in report["nodes"]}
    assert states == {
        "stg": "runs", "eph": "runs", "mart": "fails", "hooked": "refused", "child": "unknown", "broken": "fails",
        "py": "unknown", "one": "runs", "inner": "unknown", "grandchild": "unknown",
    }  # fmt: skip
    found = {node["name"]: [(f["kind"], f["name"], f["line"]) for f in node["findings"]] for node in report["nodes"]}
    assert found["mart"] == [("approximate", "APPROX_COUNT_DISTINCT", 3), ("fails", "IDD", 5)]
    assert found["hooked"] == [("refused", "CREATE STREAMLIT", 1)]
    assert done.exit_code == 1
    assert not os.path.exists(project / "a.duckdb"), "the target's account is not touched"
    told = CliRunner().invoke(main, ["check", "shop"]).stdout
    assert f"$ mockhaus check shop\n{told}```" in PAGE.read_text("utf-8"), "the page shows what this project gives"
    for name in ("mart", "hooked", "child", "inner", "grandchild", "broken", "py"):
        os.remove(next(project.glob(f"models/{name}.*")))
    os.remove(project / "tests" / "one.sql")
    done = CliRunner().invoke(main, ["check", "shop"])
    assert (done.stdout, done.exit_code) == ("2 checked: 2 runs\n", 0)


@pytest.mark.parametrize("project", [HOOKED], indirect=True)
def test_check_with_hooks(project: Path) -> None:
    done = CliRunner().invoke(main, ["check", "shop"])
    report = re.sub(r"    see http\S+\n", "", done.stdout)
    assert report == """\
approximate: HASH: The values differ from Snowflake's, whose function is secret; they are as stable. A NUMBER of more than 15 digits and the FLOAT nearest to it have different ones.
    models/dated.sql:3
    models/other.sql:2
unknown: 002043 (02000): Object does not exist, or operation cannot be performed. in the hook use role keeper
    models/other.sql (other, line 1 of its compiled SQL)
unknown: 002003 (42S02): Object 'ELSEWHERE' does not exist or not authorized. in the hook set other = (select max(id) from elsewhere)
    models/other.sql:1
fails: 002203 (02000): Object found is of type 'VIEW', not specified type 'TABLE'. in the hook update D.S.dated set nope = 1
    models/dated.sql:1
5 checked: 3 runs, 1 unknown, 1 fails
"""


def test_stub_sources(project: Path) -> None:
    done = CliRunner().invoke(main, ["stub-sources", "shop", "--rows", "4", "--seed", "2"])
    assert done.exit_code == 0, done.output
    assert "raw.orders: 4 rows; guessed from its name: ID NUMBER(38, 0); told by stg: NOTE VARCHAR, CREATED DATE" in done.stdout
    assert "raw.unused: no columns are declared, and no model names one" in done.stdout
    assert "no dbt_project.yml" in CliRunner().invoke(main, ["stub-sources", "."]).output


def test_a_project_that_dbt_refuses(project: Path) -> None:
    (project / "profiles.yml").write_text("other: {}")
    done = CliRunner().invoke(main, ["check", "shop"])
    assert done.exit_code == 1
    assert done.output.count("Could not find profile named 'shop'") == 1
