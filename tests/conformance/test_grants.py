import pytest
from dbt.tests.adapter.grants import (
    test_incremental_grants,
    test_invalid_grants,
    test_model_grants,
    test_seed_grants,
    test_snapshot_grants,
)

ROLES = [f"dbt_test_role_{number}" for number in (1, 2, 3)]


@pytest.fixture(scope="module", autouse=True)
def role_names():
    patch = pytest.MonkeyPatch()
    for number, role in enumerate(ROLES, 1):
        patch.setenv(f"DBT_TEST_USER_{number}", role)
    yield
    patch.undo()


class WithRoles:
    @pytest.fixture(scope="class", autouse=True)
    def roles(self, project):
        for role in ROLES:
            project.run_sql(f"create role if not exists {role}")


class CopyGrants(WithRoles):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        return {kind: {"+copy_grants": True} for kind in ("models", "seeds", "snapshots")}


class TestInvalidGrants(WithRoles, test_invalid_grants.BaseInvalidGrants):
    def grantee_does_not_exist_error(self):
        return "does not exist or not authorized"

    def privilege_does_not_exist_error(self):
        return "unexpected"


class TestModelGrants(WithRoles, test_model_grants.BaseModelGrants):
    pass


class TestModelGrantsCopyGrants(CopyGrants, test_model_grants.BaseModelGrants):
    pass


class TestIncrementalGrants(WithRoles, test_incremental_grants.BaseIncrementalGrants):
    pass


class TestIncrementalGrantsCopyGrants(CopyGrants, test_incremental_grants.BaseIncrementalGrants):
    pass


class TestSeedGrants(WithRoles, test_seed_grants.BaseSeedGrants):
    pass


class TestSeedGrantsCopyGrants(CopyGrants, test_seed_grants.BaseSeedGrants):
    pass


class TestSnapshotGrants(WithRoles, test_snapshot_grants.BaseSnapshotGrants):
    pass


class TestSnapshotGrantsCopyGrants(CopyGrants, test_snapshot_grants.BaseSnapshotGrants):
    pass


