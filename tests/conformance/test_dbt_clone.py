import pytest
from dbt.tests.adapter.dbt_clone import test_dbt_clone as base


class TestClonePossible(base.BaseClonePossible):
    @pytest.fixture(autouse=True)
    def clean_up(self, project):
        yield
        with project.adapter.connection_named("__test"):
            for schema in (f"{project.test_schema}_seeds", project.test_schema):
                project.adapter.drop_schema(
                    project.adapter.Relation.create(database=project.database, schema=schema)
                )


class TestCloneSameSourceAndTarget(base.BaseCloneSameSourceAndTarget):
    pass


class TestCloneSameTargetAndState(base.BaseCloneSameTargetAndState):
    pass
