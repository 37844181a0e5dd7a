from dbt.tests.adapter.simple_copy import test_simple_copy as base


class TestSimpleCopy(base.SimpleCopyBase):
    pass


class TestEmptyModelsArentRun(base.EmptyModelsArentRunBase):
    pass
