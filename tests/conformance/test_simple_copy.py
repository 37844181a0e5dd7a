import pytest
from dbt.tests.adapter.simple_copy import test_copy_uppercase
from dbt.tests.adapter.simple_copy import test_simple_copy as base


class TestSimpleCopy(base.SimpleCopyBase):
    pass


class TestSimpleCopyUppercase(test_copy_uppercase.BaseSimpleCopyUppercase):
    @pytest.fixture(scope="class")
    def dbt_profile_target(self, profiles_root):
        path = str(profiles_root / "account.duckdb")
        return {"type": "mockhaus", "path": path, "database": "dbtMixedCase", "threads": 4}


class TestEmptyModelsArentRun(base.EmptyModelsArentRunBase):
    pass
