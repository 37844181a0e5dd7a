from dbt.tests.adapter.relations import test_changing_relation_type, test_dropping_schema_named


class TestChangeRelationTypes(test_changing_relation_type.BaseChangeRelationTypeValidator):
    pass


class TestDropSchemaNamed(test_dropping_schema_named.BaseDropSchemaNamed):
    pass
