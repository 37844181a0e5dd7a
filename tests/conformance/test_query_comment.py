"""dbt-snowflake appends the comment to the statement and strips its last newline."""

import json

from dbt.tests.adapter.query_comment import test_query_comment as base


class TestQueryComments(base.BaseQueryComments):
    def test_matches_comment(self, project):
        assert r"/* dbt\nrules! */" in self.run_get_json()


class TestMacroQueryComments(base.BaseMacroQueryComments):
    def test_matches_comment(self, project):
        assert r"/* dbt macros\nare pretty cool */" in self.run_get_json()


class TestMacroArgsQueryComments(base.BaseMacroArgsQueryComments):
    def test_matches_comment(self, project):
        message = f"blah: {project.adapter.config.target_name}"
        expected = {"app": "dbt++", "macro_version": "0.1.0", "message": message}
        text = json.dumps(expected, sort_keys=True).replace('"', r"\"")
        assert f"/* {text} */" in self.run_get_json()


class TestMacroInvalidQueryComments(base.BaseMacroInvalidQueryComments):
    pass


class TestNullQueryComments(base.BaseNullQueryComments):
    pass


class TestEmptyQueryComments(base.BaseEmptyQueryComments):
    pass
