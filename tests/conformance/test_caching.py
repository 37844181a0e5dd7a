from dbt.tests.adapter.basic import test_adapter_methods
from dbt.tests.adapter.caching import test_caching as base


class TestCaching(test_adapter_methods.TestBaseCaching):
    pass


class TestCachingLowercaseModel(base.BaseCachingLowercaseModel):
    pass


class TestCachingUppercaseModel(base.BaseCachingUppercaseModel):
    pass


class TestCachingSelectedSchemaOnly(base.BaseCachingSelectedSchemaOnly):
    pass


class TestNoPopulateCache(base.BaseNoPopulateCache):
    pass
