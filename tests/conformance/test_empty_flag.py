import pytest
from dbt.tests.adapter.empty import test_empty as base
from dbt.version import __version__

DBT = tuple(map(int, __version__.split(".")[:2]))


class TestEmpty(base.BaseTestEmpty):
    pass


class TestEmptyInlineSourceRef(base.BaseTestEmptyInlineSourceRef):
    pass


@pytest.mark.skipif(DBT < (1, 12), reason="dbt-core has `dbt seed --empty` since 1.12")
class TestEmptySeedFlag(base.BaseTestEmptySeedFlag):
    pass


class TestMetadataWithEmptyFlag(base.MetadataWithEmptyFlag):
    pass
