import pytest
from dbt.tests.adapter.sample_mode import test_sample_mode as base

INPUT = """
{{ config(materialized='table', event_time='event_time') }}
select column1 as id, to_timestamp_tz(column2) as event_time
from values (1, '2025-01-01 01:25:00-0'), (2, '2025-01-02 13:47:00-0'), (3, '2025-01-03 01:32:00-0')
"""


class TestSampleMode(base.BaseSampleModeTest):
    @pytest.fixture(scope="class")
    def input_model_sql(self):
        return INPUT
