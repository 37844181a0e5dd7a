"""Where the number of threads, or the name that the adapter goes by, could make a difference."""

import pytest
from dbt.tests.adapter.basic import test_base, test_incremental, test_snapshot_timestamp
from dbt.tests.adapter.dbt_clone import test_dbt_clone
from dbt.tests.adapter.relations import test_changing_relation_type
from dbt.tests.util import get_manifest, run_dbt


class OneThread:
    target_fields = {"threads": 1}


class NamedMockhaus:
    target_fields = {"target_type": "mockhaus"}


class TestMaterializationsOneThread(OneThread, test_base.BaseSimpleMaterializations):
    pass


class TestSnapshotOneThread(OneThread, test_snapshot_timestamp.BaseSnapshotTimestamp):
    pass


class TestIncrementalNamedMockhaus(NamedMockhaus, test_incremental.BaseIncremental):
    pass


class TestSnapshotNamedMockhaus(NamedMockhaus, test_snapshot_timestamp.BaseSnapshotTimestamp):
    pass


class TestRelationTypesNamedMockhaus(NamedMockhaus, test_changing_relation_type.BaseChangeRelationTypeValidator):
    pass


class TestCloneNamedMockhaus(NamedMockhaus, test_dbt_clone.BaseClonePossible):
    """dbt builds the name of a materialization from the adapter's: cloning a view must still find the right one."""

    @pytest.fixture(autouse=True)
    def clean_up(self, project):
        yield
        with project.adapter.connection_named("__test"):
            for schema in (f"{project.test_schema}_seeds", project.test_schema):
                relation = project.adapter.Relation.create(database=project.database, schema=schema)
                project.adapter.drop_schema(relation)


class TestName(NamedMockhaus):
    @pytest.fixture(scope="class")
    def models(self):
        return {"named.sql": "select '{{ target.type }} {{ adapter.type() }}' as name"}

    def test_what_the_project_sees(self, project):
        run_dbt(["run"])
        assert project.run_sql("select name from named", fetch="one") == ("mockhaus mockhaus",)
        assert get_manifest(project.project_root).metadata.adapter_type == "mockhaus"
