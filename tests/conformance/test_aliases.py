import pytest
from dbt.tests.adapter.aliases import fixtures
from dbt.tests.adapter.aliases import test_aliases as base

STRING_LITERAL = """
{% macro snowflake__string_literal(s) %}
    cast('{{ s }}' as varchar)
{% endmacro %}
"""


class WithStringLiteral:
    @pytest.fixture(scope="class")
    def macros(self):
        return {"string_literal.sql": STRING_LITERAL, "expect_value.sql": fixtures.MACROS__EXPECT_VALUE_SQL}


class TestAliases(WithStringLiteral, base.BaseAliases):
    pass


class TestAliasErrors(WithStringLiteral, base.BaseAliasErrors):
    pass


class TestSameAliasDifferentSchemas(WithStringLiteral, base.BaseSameAliasDifferentSchemas):
    pass


class TestSameAliasDifferentDatabases(WithStringLiteral, base.BaseSameAliasDifferentDatabases):
    pass
