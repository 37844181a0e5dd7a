"""dbt's unit tests: every format of a fixture, Snowflake's own types, overrides, ``this``, and what a failure shows."""

from __future__ import annotations

import re

import pytest
import yaml

TYPED = """
select
    1::number(38, 0) as id,
    parse_json('{}') as payload,
    ['x'] as tags,
    '2024-01-01 00:00:00 +0000'::timestamp_tz as at,
    0::number(38, 9) as amount,
    to_binary('00') as digest,
    '2024-01-01'::timestamp_ntz as plain
"""

PICKED = """
select
    id,
    payload:name::string as name,
    payload as payload,
    array_size(tags) as how_many,
    tags,
    convert_timezone('UTC', at)::timestamp_ntz as at_utc,
    at,
    amount * {{ var('rate') }} as amount,
    digest,
    '{{ env_var("SHOP_REGION", "none") }}' as region,
    {{ todays_number() }} as number
from {{ ref('typed') }}
"""

GROWING = """
{{ config(materialized='incremental', unique_key='id') }}
select id, plain from {{ ref('typed') }}
{% if is_incremental() %}
where plain > (select max(plain) from {{ this }})
{% endif %}
"""

MACROS = "{% macro todays_number() %}uniform(1, 10, random()){% endmacro %}"

CSV = """id,amount,digest,at
7,0.000000001,CAFE,2024-07-01 12:00:00 +0200
8,,,
"""

#: column -> its values in every format, one row of NULLs in the end.
UNIT_TESTS = """
unit_tests:
  - name: rows_as_dicts
    model: picked
    overrides:
      vars: {rate: 2}
      env_vars: {SHOP_REGION: EU}
      macros: {todays_number: 7}
    given:
      - input: ref('typed')
        rows:
          - {id: 1, payload: {name: ann, age: 3}, tags: [a, b], at: '2024-01-01 10:00:00 +0200',
             amount: 1234567890.123456789, digest: CAFE01}
          - {id: 2}
    expect:
      rows:
        - {id: 1, name: ann, how_many: 2, tags: [a, b], at_utc: '2024-01-01 08:00:00', amount: 2469135780.246913578,
           digest: CAFE01, at: '2024-01-01 10:00:00 +0200', region: EU, number: 7}
        - {id: 2, name: null, how_many: null, tags: null, at_utc: null, amount: null, digest: null, at: null,
           region: EU, number: 7}

  - name: rows_as_csv
    model: picked
    overrides: {macros: {todays_number: 7}}
    given:
      - {input: ref('typed'), format: csv, fixture: typed_rows}
    expect:
      format: csv
      rows: |
        id,amount,digest,at_utc,region
        7,0.000000001,CAFE,2024-07-01 10:00:00,none
        8,,,,none

  - name: rows_as_sql
    model: picked
    overrides: {macros: {todays_number: 7}}
    given:
      - input: ref('typed')
        format: sql
        rows: |
          select 3 as id, parse_json('{"name": "bob", "list": [1, null]}') as payload, array_construct(1, 'b') as tags,
            '2024-01-01 00:30:00 +0100'::timestamp_tz as at, 2.5::number(38, 9) as amount, to_binary('0A', 'HEX') as digest
    expect:
      format: sql
      rows: |
        select 3 as id, 'bob' as name, parse_json('{"list": [1, null], "name": "bob"}') as payload, 2 as how_many,
          [1, 'b'] as tags, '2023-12-31 23:30:00'::timestamp_ntz as at_utc, '2024-01-01 00:30:00 +0100'::timestamp_tz as at,
          2.5::number(38, 9) as amount, to_binary('0A') as digest, 'none' as region, 7 as number

  - name: only_newer_rows
    model: growing
    overrides: {macros: {is_incremental: true}}
    given:
      - input: ref('typed')
        rows: [{id: 1, plain: 2024-01-01}, {id: 2, plain: 2024-01-03}]
      - input: this
        rows: [{id: 1, plain: 2024-01-02}]
    expect:
      rows: [{id: 2, plain: 2024-01-03}]

  - name: all_rows_at_first
    model: growing
    overrides: {macros: {is_incremental: false}}
    given:
      - input: ref('typed')
        rows: [{id: 1, plain: 2024-01-01}]
    expect:
      rows: [{id: 1, plain: 2024-01-01}]
"""

WRONG = """
unit_tests:
  - name: wrong
    model: picked
    overrides: {macros: {todays_number: 7}}
    given:
      - input: ref('typed')
        rows: [{id: 1, payload: {name: ann}, amount: 1.000000001}]
    expect:
      rows: [{id: 1, name: bob, amount: 1.000000002}]
"""


@pytest.fixture
def tested(project):
    project.write("dbt_project.yml", {**_project(project), "vars": {"rate": 1}})
    project.write("models/typed.sql", TYPED)
    project.write("models/picked.sql", PICKED)
    project.write("models/growing.sql", GROWING)
    project.write("macros/todays_number.sql", MACROS)
    project.write("tests/fixtures/typed_rows.csv", CSV)
    return project


def _project(project):
    return yaml.safe_load((project.folder / "dbt_project.yml").read_text())


def test_formats_types_overrides_and_this(tested):
    tested.write("models/unit_tests.yml", UNIT_TESTS)
    assert tested.dbt("run", "--empty").success  # ``this`` has to be there
    results = {r.node.name: r.status for r in tested.dbt("test", "--select", "test_type:unit").result.results}
    names = ("rows_as_dicts", "rows_as_csv", "rows_as_sql", "only_newer_rows", "all_rows_at_first")
    assert {name: results[name] for name in names} == dict.fromkeys(names, "pass")


def test_a_failure_shows_the_difference(tested, capfd):
    tested.write("models/unit_tests.yml", WRONG)
    assert not tested.dbt("--no-use-colors", "build", "--select", "+picked").success
    shown = " ".join(re.sub(r"\x1b\[[\d;]*m", "", capfd.readouterr().out).split())
    assert "actual differs from expected" in shown
    assert "bob→ann" in shown
    assert "1.000000002→1.000000001" in shown
