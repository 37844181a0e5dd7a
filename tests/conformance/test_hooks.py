"""The base classes ask for PostgreSQL's ``vacuum`` and compare with a PostgreSQL target; dbt-snowflake does not run
them. Here the hook outside the transaction is a statement that Snowflake has, and the target is ours."""

import os
from pathlib import Path

import pytest
from dbt.tests.adapter.hooks import test_model_hooks as model
from dbt.tests.adapter.hooks import test_run_hooks as run

FIELDS = (
    "test_state", "target_dbname", "target_host", "target_name", "target_schema", "target_threads", "target_type",
    "target_user", "target_pass", "run_started_at", "invocation_id", "thread_id",
)  # fmt: skip


@pytest.fixture(scope="class")
def test_data_dir():
    return Path(__file__).parent / "hooks_data"


OUTSIDE = {"sql": "truncate table if exists {{ this.schema }}.not_there", "transaction": False}


def _recorded(project, table, state):
    rows = project.run_sql(
        f"select {', '.join(FIELDS)} from {project.test_schema}.{table} where test_state = '{state}'", fetch="all"
    )
    return [dict(zip(FIELDS, row, strict=True)) for row in rows]


def _check(project, context, thread):
    assert context["target_dbname"] == context["target_host"] == context["target_pass"] == ""
    assert context["target_name"] == "default"
    assert context["target_schema"] == project.test_schema
    assert context["target_threads"] == int(os.environ.get("CONFORMANCE_THREADS", "4"))
    assert context["target_type"] == "snowflake"
    assert context["target_user"] == "None"
    assert context["run_started_at"]
    assert context["invocation_id"]
    assert context["thread_id"].startswith(thread)


class OnModels:
    def check_hooks(self, state, project, host, count=1):
        contexts = _recorded(project, "on_model_hook", state)
        assert len(contexts) == count
        for context in contexts:
            _check(project, context, "Thread-")


def _hooks(before, after):
    return {
        "models": {
            "test": {before: [model.MODEL_PRE_HOOK, OUTSIDE], after: [OUTSIDE, model.MODEL_POST_HOOK]},
        }
    }


class TestPrePostModelHooks(OnModels, model.BasePrePostModelHooks):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        return _hooks("pre-hook", "post-hook")


class TestPrePostModelHooksUnderscores(OnModels, model.BasePrePostModelHooks):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        return _hooks("pre_hook", "post_hook")


class TestHookRefs(OnModels, model.BaseHookRefs):
    pass


class TestPrePostModelHooksOnSeeds(model.BasePrePostModelHooksOnSeeds):
    pass


class TestHooksRefsOnSeeds(model.BaseHooksRefsOnSeeds):
    pass


class TestPrePostModelHooksOnSeedsPlusPrefixed(model.BasePrePostModelHooksOnSeedsPlusPrefixed):
    pass


class TestPrePostModelHooksOnSeedsPlusPrefixedWhitespace(model.BasePrePostModelHooksOnSeedsPlusPrefixedWhitespace):
    pass


class TestPrePostModelHooksOnSnapshots(model.BasePrePostModelHooksOnSnapshots):
    pass


class TestPrePostModelHooksInConfig(OnModels, model.BasePrePostModelHooksInConfig):
    pass


class TestPrePostModelHooksInConfigWithCount(OnModels, model.BasePrePostModelHooksInConfigWithCount):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        return _hooks("pre-hook", "post-hook")


class TestPrePostModelHooksInConfigKwargs(OnModels, model.BasePrePostModelHooksInConfigKwargs):
    pass


class TestPrePostSnapshotHooksInConfigKwargs(model.BasePrePostSnapshotHooksInConfigKwargs):
    pass


class TestDuplicateHooksInConfigs(model.BaseDuplicateHooksInConfigs):
    pass


class TestPrePostRunHooks(run.BasePrePostRunHooks):
    def check_hooks(self, state, project, host):
        (context,) = _recorded(project, "on_run_hook", state)
        _check(project, context, ("Thread-", "MainThread"))


class TestAfterRunHooks(run.BaseAfterRunHooks):
    pass
