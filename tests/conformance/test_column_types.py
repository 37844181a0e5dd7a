import pytest
import yaml
from dbt.tests.adapter.column_types.test_column_types import BaseColumnTypes

INTEGERS = "smallint int bigint integer tinyint byteint numeric decimal number".split()
FLOATS = ["float", "float4", "float8", "double", "double precision", "real"]
TEXTS = ["text", "varchar(20)", "string", "char(3)"]
#: what dbt's column class says of each kind; NUMBER is "numeric" and never "integer".
SAID = {
    "INTEGER": ["numeric", "number", "not string", "not float", "not integer"],
    "FLOAT": ["float", "number", "not string", "not integer", "not numeric"],
    "TEXT": ["string", "not number"],
}
KINDS = [(t, "INTEGER") for t in INTEGERS] + [(t, "FLOAT") for t in FLOATS] + [(t, "TEXT") for t in TEXTS]


class TestColumnTypes(BaseColumnTypes):
    @pytest.fixture(scope="class")
    def models(self):
        columns = [f"'1'::{type_} as c{i}" for i, (type_, _kind) in enumerate(KINDS)]
        said = {f"c{i}": SAID[kind] for i, (_type, kind) in enumerate(KINDS)}
        tested = {"models": [{"name": "model", "data_tests": [{"is_type": {"column_map": said}}]}]}
        return {"model.sql": f"select {', '.join(columns)}", "schema.yml": yaml.safe_dump(tested)}

    def test_run_and_test(self, project):
        self.run_and_test()
