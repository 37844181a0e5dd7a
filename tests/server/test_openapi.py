"""Whatever the OpenAPI document allows, and what it does not, is answered and never with a 500."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings

from mockhaus_dbt.server.app import create_app
from tests.server.serving import Served

schema = schemathesis.openapi.from_dict(create_app().openapi())


@schema.parametrize()
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
def test_no_server_error(case: object, server: Served) -> None:
    response = case.call(base_url=server.url)  # type: ignore[attr-defined]
    assert response.status_code < 500 or response.status_code in (501, 503), response.text
    if response.status_code >= 400:
        assert set(response.json()) == {"error", "errno", "sqlstate", "message", "query_id"}
