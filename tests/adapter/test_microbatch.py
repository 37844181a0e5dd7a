"""Microbatch models: batches at once, the window of a run, and what is left of a run that failed in parts."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.filterwarnings("default")

EVENTS = """
{{ config(materialized='table', event_time='at') }}
select column1 as id, column2::timestamp_ntz as at
from values (1, '2020-01-01 00:00:00'), (2, '2020-01-01 23:59:59.999'), (3, '2020-01-02 00:00:00'),
    (4, '2020-01-04 12:00:00'), (5, '2020-01-06 00:00:00'), (6, '2020-01-08 23:00:00')
"""

BATCHES = """
{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='at', batch_size='day',
    begin='2020-01-01', lookback=1, concurrent_batches=CONCURRENT) }}
select id, at, '{{ var("mark", "first") }}' as mark CHECK from {{ ref('events') }}
"""


@pytest.fixture
def batches(project):
    project.write("models/events.sql", EVENTS)
    project.profile(threads=4, session_parameters={"TIMEZONE": "UTC"})  # the zone that batches are told in

    def write(concurrent=True, check=""):
        model = BATCHES.replace("CONCURRENT", str(concurrent).lower()).replace("CHECK", check)
        project.write("models/batches.sql", model)
        return project

    return write


def window(start, end):
    return ["--event-time-start", f"2020-01-{start:02}", "--event-time-end", f"2020-01-{end:02}"]


def rows(project):
    return project.query("select id, mark from batches order by id")


@pytest.mark.parametrize("concurrent", [True, False])
def test_batches(batches, capfd, concurrent):
    project = batches(concurrent)
    assert project.dbt("--no-use-colors", "run", *window(1, 9)).success
    printed = capfd.readouterr().out
    assert len(set(re.findall(r"OK created batch (\S+) of", printed))) == 8
    # batches between the first and the last start before those before them have ended, or they do not
    steps = re.findall(r"Batch (\d) of 8 (START|OK)", printed)
    in_turn = [(str(n), step) for n in range(1, 9) for step in ("START", "OK")]
    assert steps[:2] == in_turn[:2] and steps[-2:] == in_turn[-2:]
    assert (steps == in_turn) is not concurrent
    assert rows(project) == [(n, "first") for n in range(1, 7)]


def test_a_window_replaces_its_batches_alone(batches):
    project = batches()
    assert project.dbt("run", *window(1, 9)).success
    assert project.dbt("run", "-s", "batches", "--vars", "{mark: second}", *window(2, 5)).success
    assert rows(project) == [(1, "first"), (2, "first"), (3, "second"), (4, "second"), (5, "first"), (6, "first")]
    assert project.dbt("run", "-s", "batches", "--vars", "{mark: third}", "--full-refresh", *window(1, 3)).success
    assert rows(project) == [(1, "third"), (2, "third"), (3, "third")]


def test_a_batch_that_fails_is_tried_again_alone(batches):
    project = batches(check=", 1 / iff(id = 4 and '{{ var(\"mark\", \"first\") }}' = 'first', 0, 1) as one")
    outcome = project.dbt("run", *window(1, 9))
    (result,) = [r for r in outcome.result.results if r.node.name == "batches"]
    assert result.status == "partial success"
    assert len(result.batch_results.successful) == 7
    assert [start.day for start, _ in result.batch_results.failed] == [4]
    assert [id_ for id_, _ in rows(project)] == [1, 2, 3, 5, 6]
    assert project.dbt("retry", "--vars", "{mark: again}").success
    assert [row for row in rows(project) if row[1] == "again"] == [(4, "again")]
    assert len(rows(project)) == 6


def test_a_window_needs_both_ends(batches):
    outcome = batches().dbt("run", "--event-time-start", "2020-01-01")
    assert "--event-time-end" in str(outcome.exception)
