import json
from pathlib import Path

from dbt.tests.adapter.persist_docs import test_persist_docs as base
from dbt.tests.util import run_dbt


class TestPersistDocs(base.BasePersistDocs):
    """dbt-snowflake writes ``$`` as ``[$]`` into comments; names come back in upper case."""

    def _assert_common_comments(self, *comments):
        for comment in comments:
            assert '"with double quotes"' in comment
            assert "'''abc123'''" in comment
            assert "\n" in comment
            assert "Some [$]lbl[$] labeled [$]lbl[$] and [$][$] unlabeled [$][$] dollar-quoting" in comment
            assert "/* comment */" in comment
            assert "--\n" in comment

    def _assert_has_table_comments(self, table_node):
        table = table_node["metadata"]["comment"]
        id_, name = (table_node["columns"][column]["comment"] for column in ("ID", "NAME"))
        assert table.startswith("Table model description")
        assert id_.startswith("id Column description")
        assert name.startswith("Some stuff here and then a call to")
        self._assert_common_comments(table, id_, name)

    def _assert_has_view_comments(self, view_node, has_node_comments=True, has_column_comments=True):
        view = view_node["metadata"]["comment"]
        id_, name = (view_node["columns"][column]["comment"] for column in ("ID", "NAME"))
        if has_node_comments:
            assert view.startswith("View model description")
            self._assert_common_comments(view)
        else:
            assert not view
        if has_column_comments:
            assert id_.startswith("id Column description")
            self._assert_common_comments(id_)
        else:
            assert not id_
        assert not name


class TestPersistDocsColumnMissing(base.BasePersistDocsColumnMissing):
    def test_missing_column(self, project):
        run_dbt(["docs", "generate"])
        node = json.loads(Path("target/catalog.json").read_text())["nodes"]["model.test.missing_column"]
        assert node["columns"]["ID"]["comment"].startswith("test id column description")


class TestPersistDocsAllColumnsMissing(base.BasePersistDocsAllColumnsMissing):
    pass


class TestPersistDocsQuotedColumnCaseSensitive(base.BasePersistDocsQuotedColumnCaseSensitive):
    pass


class TestPersistDocsQuotedDescriptionNotAppliedOnMismatch(base.BasePersistDocsQuotedDescriptionNotAppliedOnMismatch):
    pass


class TestPersistDocsCommentOnQuotedColumn(base.BasePersistDocsCommentOnQuotedColumn):
    pass
