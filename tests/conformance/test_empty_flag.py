from dbt.tests.adapter.empty import test_empty as base


class TestEmpty(base.BaseTestEmpty):
    pass


class TestEmptyInlineSourceRef(base.BaseTestEmptyInlineSourceRef):
    pass


class TestEmptySeedFlag(base.BaseTestEmptySeedFlag):
    pass


class TestMetadataWithEmptyFlag(base.MetadataWithEmptyFlag):
    pass
