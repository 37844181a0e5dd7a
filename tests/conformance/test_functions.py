"""dbt's function nodes: UDFs in SQL, Python and JavaScript, and aggregate functions in Python.

dbt-snowflake runs the same classes; the declarations of the JavaScript functions are its users' to write."""

import pytest
from dbt.exceptions import ParsingError
from dbt.tests.adapter.functions import files
from dbt.tests.adapter.functions import test_js_udfs as js
from dbt.tests.adapter.functions import test_udafs as udafs
from dbt.tests.adapter.functions import test_udfs as udfs
from dbt.tests.util import run_dbt
from dbt.version import __version__ as dbt_version

in_javascript = pytest.mark.skipif(
    tuple(map(int, dbt_version.split(".")[:2])) < (1, 12), reason="dbt-core has functions in JavaScript from 1.12 on"
)

# A SQL function of Snowflake is an expression; the SELECT of the base class has no FROM, which Snowflake takes too.
PRICE = "price * 2"


def declared(name, arguments, returns="float", more=""):
    """The YAML of a function."""
    lines = "".join(f"      - name: {n}\n        data_type: {kind}\n{rest}" for n, kind, rest in arguments)
    return f"functions:\n  - name: {name}\n{more}    arguments:\n{lines}    returns:\n      data_type: {returns}\n"


def sql_functions(yml=files.MY_UDF_YML):
    return {"price_for_xlarge.sql": PRICE, "price_for_xlarge.yml": yml}


class TestUDFs(udfs.UDFsBasic):
    @pytest.fixture(scope="class")
    def functions(self):
        return sql_functions()


class TestUDFsAsSelect(udfs.UDFsBasic):
    """The base class as it is: the body is a SELECT without FROM."""


class TestDeterministicUDF(udfs.DeterministicUDF):
    pass


class TestStableUDF(udfs.StableUDF):
    def check_function_volatility(self, sql):
        assert not any(word in sql for word in ("VOLATILE", "STABLE", "IMMUTABLE"))


class TestNonDeterministicUDF(udfs.NonDeterministicUDF):
    pass


class TestErrorForUnsupportedType(udfs.ErrorForUnsupportedType):
    pass


class TestPythonUDFSupported(udfs.PythonUDFSupported):
    pass


class TestPythonUDFRuntimeVersionRequired(udfs.PythonUDFRuntimeVersionRequired):
    pass


class TestPythonUDFEntryPointRequired(udfs.PythonUDFEntryPointRequired):
    pass


class TestSqlUDFDefaultArgSupport(udfs.SqlUDFDefaultArgSupport):
    expect_default_arg_support = True

    @pytest.fixture(scope="class")
    def functions(self):
        return sql_functions(files.MY_UDF_WITH_DEFAULT_ARG_YML)


class TestPythonUDFDefaultArgSupport(udfs.PythonUDFDefaultArgSupport):
    expect_default_arg_support = True


class TestPythonUDFVolatilitySupport(udfs.PythonUDFVolatilitySupport):
    pass


class TestPythonUDFWithPackagesSupported(udfs.PythonUDFWithPackagesSupported):
    pass


class TestCanFindScalarFunctionRelation(udfs.CanFindScalarFunctionRelation):
    @pytest.fixture(scope="class")
    def functions(self):
        return sql_functions()


class TestPythonUDAF(udafs.BasicPythonUDAF):
    pass


class TestPythonUDAFDefaultArgSupport(udafs.PythonUDAFDefaultArgSupport):
    expect_default_arg_support = True


class TestPythonUDAFVolatility(udafs.BasicPythonUDAF):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        return {"functions": {"+volatility": "non-deterministic"}}

    def check_function_volatility(self, sql):
        assert "VOLATILE" in sql


# ----------------------------------------------------------------------------------------------------------- JavaScript

PRICE_YML = declared("price_for_xlarge", [("price", "float", "")])
NONE = ("VOLATILE", "STABLE", "IMMUTABLE")


class InJavaScript:
    expected_language_keyword = "LANGUAGE JAVASCRIPT"
    expected_body_delimiter = "$$"

    @pytest.fixture(scope="class")
    def functions(self):
        return {"price_for_xlarge.js": files.MY_JS_UDF, "price_for_xlarge.yml": PRICE_YML}


@in_javascript
class TestJSUDF(InJavaScript, js.BasicJSUDF):
    def check_function_volatility(self, sql):
        assert not any(word in sql for word in NONE)


@in_javascript
class TestJSUDFMultiLineBody(js.JSUDFMultiLineBody):
    expected_language_keyword = "LANGUAGE JAVASCRIPT"

    @pytest.fixture(scope="class")
    def functions(self):
        yml = declared("mask_pii", [("value", "varchar", "")], "varchar")
        return {"mask_pii.js": files.MASK_PII_JS, "mask_pii.yml": yml}


@in_javascript
class TestJSUDFDeterministicVolatility(InJavaScript, js.JSUDFDeterministicVolatility):
    def check_function_volatility(self, sql):
        assert "IMMUTABLE" in sql


@in_javascript
class TestJSUDFNonDeterministicVolatility(InJavaScript, js.JSUDFNonDeterministicVolatility):
    def check_function_volatility(self, sql):
        assert "VOLATILE" in sql


@in_javascript
class TestJSUDFStableVolatilityWarns(InJavaScript, js.JSUDFStableVolatilityWarns):
    def check_no_volatility_in_sql(self, sql):
        assert not any(word in sql for word in NONE)


@in_javascript
class TestJSUDFDefaultArgSupport(InJavaScript, js.JSUDFDefaultArgSupport):
    expect_default_arg_support = True

    @pytest.fixture(scope="class")
    def functions(self):
        yml = declared("price_for_xlarge", [("price", "float", "        default_value: 100\n")])
        return {"price_for_xlarge.js": files.MY_JS_UDF, "price_for_xlarge.yml": yml}


UNQUOTED = "    config:\n      snowflake:\n        quote_args: false\n"


@in_javascript
class TestJSArgumentNames:
    """dbt quotes the arguments unless told otherwise: then JavaScript sees them in upper case."""

    body, more = "return a * b;", ""

    @pytest.fixture(scope="class")
    def functions(self):
        yml = declared("area", [("a", "float", ""), ("b", "float", "")], more=self.more)
        return {"area.js": self.body, "area.yml": yml}

    def test_names(self, project):
        run_dbt(["build"])
        result = run_dbt(["show", "--inline", "select {{ function('area') }}(10, 5)"])
        assert result.results[0].agate_table.rows[0].values()[0] == 50


@in_javascript
class TestJSArgumentNamesUnquoted(TestJSArgumentNames):
    body, more = "return A * B;", UNQUOTED


@in_javascript
class TestJSAggregateIsAnError:
    """Snowflake has aggregate functions in Python alone; dbt-snowflake says so when it parses."""

    @pytest.fixture(scope="class")
    def functions(self):
        more = "    config:\n      type: aggregate\n"
        yml = declared("sum_positive", [("x", "float", "")], more=more)
        return {"sum_positive.js": files.SUM_POSITIVE_JS, "sum_positive.yml": yml}

    def test_error(self, project):
        with pytest.raises(ParsingError):
            run_dbt(["build"])
