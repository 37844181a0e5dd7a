"""Functions that say what refers to what: tags, policies, views, tasks
(https://docs.snowflake.com/en/sql-reference/functions/tag_references, policy_references, get_object_references,
task_dependents).
"""

from __future__ import annotations

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.asking import ask, rows, text, value_of
from mockhaus_dbt.translation.compiler import Source
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.information_schema import check_place
from mockhaus_dbt.translation.functions.registry import Any, Call, Text, function, table_function
from mockhaus_dbt.translation.token_reader import split_name


def _words(call: Call, *values: Expr) -> list[str]:
    """Constant arguments as text.

    Raises:
        CompilationError: 001015, one is NULL or no constant.
    """
    found = []
    for i, value in enumerate(values, 1):
        given = value_of(call, value, i)
        if given is None:
            raise call.wrong_value("NULL", call.function.parameters[i - 1].name.upper())
        found.append(str(given))
    return found


@function(name="SYSTEM$GET_TAG")
def system_get_tag(call: Call, tag_name: Text, obj_name: Text, obj_domain: Text) -> Expr:
    """The value of a tag that is set on an object or column, or on what it is in; NULL for none.

    >>> SYSTEM$GET_TAG('no_such_tag', 'MOCKHAUS', 'DATABASE')
    NULL
    """
    return text(ask(call, *_words(call, tag_name, obj_name, obj_domain)))


@function(name="SYSTEM$TAG_VALUE_CONTAINS")
def system_tag_value_contains(call: Call, tag_name: Text, object_name: Text, object_domain: Text, value: Text) -> Expr:
    """Whether a tag has a value on an object or column.

    >>> SYSTEM$TAG_VALUE_CONTAINS('no_such_tag', 'MOCKHAUS', 'DATABASE', 'PII')
    false
    """
    *where, wanted = _words(call, tag_name, object_name, object_domain, value)
    found = ask(call, *where, function="SYSTEM$GET_TAG")
    return Expr("TRUE" if found == wanted else "FALSE", t.BOOLEAN, nullable=False)


@function(name="SYSTEM$GET_TAG_ALLOWED_VALUES")
def system_get_tag_allowed_values(call: Call, name: Text) -> Expr:
    """The values that a tag may have; NULL where it may have any.

    >>> SYSTEM$GET_TAG_ALLOWED_VALUES('my_tag')
    ["finance","engineering"]
    """
    return text(ask(call, *_words(call, name)))


def _tag_on_current(call: Call, level: str, tag_name: Expr) -> Expr:
    """
    Raises:
        CompilationError: 000001, the call is not in the body of a policy; 002003, there is no such tag.
    """
    (name,) = _words(call, tag_name)
    compiler = call.compiler
    if compiler.context.tag_value is None:
        raise error("policy_function", name=call.name, where="what is no policy")
    compiler.cacheable = False  # values of tags change without the relations that a translation depends on
    parts = split_name(name)
    place = parts if parts[0] == "SNOWFLAKE" else compiler.full_name(parts)
    return text(compiler.context.tag_value(level, place))


@function(name="SYSTEM$GET_TAG_ON_CURRENT_COLUMN")
def system_get_tag_on_current_column(call: Call, tag_name: Text) -> Expr:
    """In a masking policy, the value of a tag on the column that it masks; NULL for none.

    >>> SELECT of_column FROM my_secrets -- masked with SYSTEM$GET_TAG_ON_CURRENT_COLUMN('my_tag')
    finance
    """
    return _tag_on_current(call, "COLUMN", tag_name)


@function(name="SYSTEM$GET_TAG_ON_CURRENT_TABLE")
def system_get_tag_on_current_table(call: Call, tag_name: Text) -> Expr:
    """In a masking or row access policy, the value of a tag on the table or view that it protects; NULL for none.

    >>> SELECT of_table FROM my_secrets -- masked with SYSTEM$GET_TAG_ON_CURRENT_TABLE('my_tag')
    engineering
    """
    return _tag_on_current(call, "TABLE", tag_name)


@table_function
def tag_references(call: Call, object_name: Text, object_domain: Text) -> Source:
    """The tags of an object or column, its own and those of what it is in.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.TAG_REFERENCES('MOCKHAUS.PUBLIC', 'SCHEMA'))
    0
    """
    check_place(call)
    return rows(ask(call, *_words(call, object_name, object_domain)))


@table_function
def tag_references_all_columns(call: Call, object_name: Text, object_domain: Text) -> Source:
    """The tags of all columns of a table.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.TAG_REFERENCES_ALL_COLUMNS('my_table', 'table'))
    0
    """
    check_place(call)
    return rows(ask(call, *_words(call, object_name, object_domain)))


@table_function
def policy_references(
    call: Call, policy_name: Any = None, policy_kind: Any = None, ref_entity_name: Any = None,
    ref_entity_domain: Any = None,
) -> Source:
    """Where a masking or row access policy is set, or which policies are set on a table or view.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.POLICY_REFERENCES(NULL, NULL, 'my_table', 'table'))
    0
    """
    check_place(call)
    given = (policy_name, policy_kind, ref_entity_name, ref_entity_domain)
    values = [None if value is None else value_of(call, value, i) for i, value in enumerate(given, 1)]
    return rows(ask(call, *values))


@table_function(remark="A view that calls functions of users is no error.")
def get_object_references(call: Call, database_name: Text, schema_name: Text, object_name: Text) -> Source:
    """The tables and views that a view reads, directly or through other views.

    >>> SELECT REFERENCED_OBJECT_NAME FROM TABLE(GET_OBJECT_REFERENCES('mockhaus', 'public', OBJECT_NAME => 'my_view'))
    MY_TABLE
    """
    return rows(ask(call, *_words(call, database_name, schema_name, object_name)))


@table_function
def task_dependents(call: Call, task_name: Text, recursive: Any = None) -> Source:
    """A task, and the tasks that run after it.

    >>> SELECT NAME FROM TABLE(INFORMATION_SCHEMA.TASK_DEPENDENTS('my_task'))
    MY_TASK
    """
    check_place(call)
    wanted = True if recursive is None else value_of(call, recursive, 2)
    return rows(ask(call, *_words(call, task_name), bool(wanted)))
