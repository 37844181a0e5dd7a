"""dbt-snowflake does not run these; the wrong profiles here are wrong in our own ways."""

import re

import pytest
from dbt.tests.adapter.dbt_debug import test_dbt_debug as base
from dbt.tests.util import run_dbt


class TestDebug(base.BaseDebugPostgres):
    @pytest.fixture(scope="class")
    def dbt_profile_data(self, unique_schema, dbt_profile_target, tmp_path_factory):
        target = {**dbt_profile_target, "schema": unique_schema}
        outputs = {
            "default": target,
            "nopass": {**target, "pass_phrase": "x"},
            "wronguser": {**target, "path": str(tmp_path_factory.mktemp("a_folder"))},
            "none_target": None,
        }
        return {"test": {"outputs": outputs, "target": "default"}}

    def _said(self, project, target):
        # run_dbt would look in the folder of the test before, which is not there.
        place = ["--profiles-dir", str(project.profiles_dir)]
        run_dbt(["--no-use-colors", "debug", "--target", target, *place], expect_pass=False)
        return self.capsys.readouterr().out

    def test_nopass(self, project):
        """A field that there is not."""
        said = self._said(project, "nopass")
        assert re.search(r"profiles\.yml file \[ERROR invalid\]", said)
        assert "pass_phrase" in said

    def test_wronguser(self, project):
        """A path that is no file."""
        assert re.search(r"Connection test: \[ERROR\]", self._said(project, "wronguser"))

    def test_empty_target(self, project):
        assert "output 'none_target'" in self._said(project, "none_target")


class TestDebugInvalidProject(base.BaseDebugInvalidProjectPostgres):
    pass
