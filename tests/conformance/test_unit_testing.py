import pytest
from dbt.tests.adapter.unit_testing import (
    test_case_insensitivity,
    test_invalid_input,
    test_quoted_reserved_word_column_names,
    test_types,
)


class TestTypes(test_types.BaseUnitTestingTypes):
    @pytest.fixture
    def data_types(self):
        """How a value is written in SQL, and how in the YAML of a unit test."""
        return [
            ["1", "1"],
            ["2.0", "2.0"],
            ["'12345'", "12345"],
            ["'string'", "string"],
            ["true", "true"],
            ["DATE '2020-01-02'", "2020-01-02"],
            ["TIMESTAMP '2013-11-03 00:00:00-0'", "2013-11-03 00:00:00-0"],
            ["'2013-11-03 00:00:00-0'::TIMESTAMPTZ", "2013-11-03 00:00:00-0"],
            ["TO_NUMBER('3', 10, 9)", "3"],
            ["3::VARIANT", "3"],
            ["TO_GEOMETRY('POINT(1820.12 890.56)')", "POINT(1820.12 890.56)"],
            ["TO_GEOGRAPHY('POINT(-122.35 37.55)')", "POINT(-122.35 37.55)"],
            ["{'Alberta':'Edmonton','Manitoba':'Winnipeg'}", "{'Alberta':'Edmonton','Manitoba':'Winnipeg'}"],
            ["['a','b','c']", "['a','b','c']"],
            ["[1,2,3]", "[1, 2, 3]"],
        ]


class TestCaseInsensitivity(test_case_insensitivity.BaseUnitTestCaseInsensivity):
    pass


class TestInvalidInput(test_invalid_input.BaseUnitTestInvalidInput):
    pass


class TestQuotedReservedWordColumnNames(
    test_quoted_reserved_word_column_names.BaseUnitTestQuotedReservedWordColumnNames
):
    pass


class TestVarcharFixtureNoTruncation(test_types.BaseUnitTestingVarcharFixtureNoTruncation):
    pass
