from dbt.tests.adapter.dbt_show import test_dbt_show as base


class TestShowLimit(base.BaseShowLimit):
    pass


class TestShowSqlHeader(base.BaseShowSqlHeader):
    pass


class TestShowDoesNotHandleDoubleLimit(base.BaseShowDoesNotHandleDoubleLimit):
    DATABASE_ERROR_MESSAGE = "unexpected 'limit'"
