"""Python models: dbt-snowflake sends them as an anonymous procedure, which runs here on a Snowpark session.

The classes are those that dbt-snowflake runs against the service, but for network access and secrets."""

from pathlib import Path

import pytest
from dbt.tests.adapter.python_model import test_python_model as python_model
from dbt.tests.util import run_dbt, write_file

pytest.importorskip("snowflake.snowpark")


class TestPythonModel(python_model.BasePythonModelTests):
    pass


class TestPythonModelQuoting(python_model.BasePythonModelTests):
    @pytest.fixture(scope="class")
    def project_config_update(self):
        return {"quoting": {"identifier": True}}


class TestPythonIncremental(python_model.BasePythonIncrementalTests):
    pass


class TestPythonMetaGet(python_model.BasePythonMetaGetTests):
    pass


class TestPythonEmpty(python_model.BasePythonEmptyTests):
    pass


class TestPythonSample(python_model.BasePythonSampleTests):
    pass


def pandas_model(columns, rows, config="materialized='table'"):
    return (
        "import pandas\n\n\ndef model(dbt, session):\n"
        f"    dbt.config({config})\n    return pandas.DataFrame({rows!r}, columns={columns!r})\n"
    )


class TestChangingSchema:
    """A model whose columns change is replaced."""

    @pytest.fixture(scope="class")
    def models(self):
        return {"frame.py": pandas_model(["a", "b"], [[1, 2]] * 10)}

    def test_changed(self, project):
        run_dbt(["run"])
        write_file(pandas_model(["A", "C"], [[1, "x"]]), project.project_root, "models", "frame.py")
        run_dbt(["run"])
        assert project.run_sql("select a, c from {schema}.frame", fetch="all") == [(1, "x")]


class TestCustomSchema:
    @pytest.fixture(scope="class")
    def models(self):
        config = "materialized='table', schema='MORE', alias='_CITIES'"
        return {"cities.py": pandas_model(["City", "Latitude"], [["Lima", -12.05], ["Quito", None]], config)}

    def test_place(self, project):
        (result,) = run_dbt(["run"])
        assert result.node.schema == f"{project.test_schema}_MORE"
        rows = project.run_sql(f'select "City", "Latitude" from {project.test_schema}_MORE._CITIES order by 1', fetch="all")
        assert [row[0] for row in rows] == ["Lima", "Quito"] and rows[1][1] is None


NAMED = """
def model(dbt, session):
    dbt.config(materialized="table", use_anonymous_sproc=False, packages=["pandas"])
    one = session.sql("select 1 as id, 'x' as name")
    return one.union_all(dbt.ref("two").select("ID", "NAME"))
"""


class TestNamedProcedure:
    """``use_anonymous_sproc: false`` makes a procedure, calls it and drops it."""

    @pytest.fixture(scope="class")
    def models(self):
        return {"named.py": NAMED, "two.sql": "select 2 as id, 'y' as name"}

    def test_named(self, project):
        assert len(run_dbt(["run"])) == 2
        rows = project.run_sql("select id, name from {schema}.named order by id", fetch="all")
        assert rows == [(1, "x"), (2, "y")]
        assert project.run_sql("show procedures in {schema}", fetch="all") == []


FROM_STAGE = """
from snowflake.snowpark.types import FloatType, StringType, StructField, StructType


def model(dbt, session):
    dbt.config(materialized="table", imports=["@flowers/iris.csv"])
    schema = StructType([StructField("length", FloatType()), StructField("variety", StringType())])
    return session.read.schema(schema).option("field_delimiter", ",").csv("@flowers/iris.csv")
"""


class TestStage:
    """A model reads a file of a stage with Snowpark's reader."""

    @pytest.fixture(scope="class")
    def models(self):
        return {"iris.py": FROM_STAGE}

    def test_read(self, project):
        file = Path(project.project_root) / "iris.csv"
        file.write_text("1.5,setosa\n2,virginica\n")
        project.run_sql("create or replace stage flowers")
        project.run_sql(f"put file://{file} @flowers/")
        run_dbt(["run"])
        rows = project.run_sql('select "LENGTH", variety from {schema}.iris order by 1', fetch="all")
        assert rows == [(1.5, "setosa"), (2.0, "virginica")]


BROKEN = """
def model(dbt, session):
    return dbt.ref("one").select(undefined_name)
"""


class TestFailure:
    """What a model raises is the message of the node."""

    @pytest.fixture(scope="class")
    def models(self):
        return {"broken.py": BROKEN, "one.sql": "select 1 as id"}

    def test_failure(self, project):
        results = run_dbt(["run"], expect_pass=False)
        message = next(r.message for r in results if r.node.name == "broken")
        assert "100357" in message and "NameError: name 'undefined_name' is not defined" in message
