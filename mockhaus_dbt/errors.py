"""Mockhaus's errors, worded and numbered as Snowflake's.

    MockhausError
    ├── SqlError(errno, sqlstate, query_id)
    │   ├── CompilationError      the statement is wrong: syntax, names, types
    │   └── ExecutionError        the statement is right, the data is not
    │       └── IntegrityError    it has a NULL where there may be none
    ├── UnsupportedError          Snowflake has it, Mockhaus does not (names it, links its page)
    ├── SessionError              the session is closed, or the statement needs another state of it
    └── ConfigError               a profile, parameter or file is wrong

Every message that names a Snowflake condition is a row of :data:`MESSAGES`; raise one with :func:`error`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DOCS_URL = "https://github.com/mockhaus/mockhaus/blob/main/docs/coverage.md"


class MockhausError(Exception):
    """The root of everything that Mockhaus raises on purpose."""


class SqlError(MockhausError):
    """An error of a statement.

    Args:
        message: the text, without number and SQLSTATE.
        errno: Snowflake's error number.
        sqlstate: five characters.
        query_id: id of the statement that failed, set by the executor.

    ``query`` is the text that a cursor was given.
    """

    query: str | None = None

    def __init__(self, message: str, errno: int = 2, sqlstate: str = "0A000", query_id: str | None = None):
        super().__init__(message)
        self.message = message
        self.errno = errno
        self.sqlstate = sqlstate
        self.query_id = query_id

    def __str__(self) -> str:
        return f"{self.errno:06d} ({self.sqlstate}): {self.message}"

    @property
    def msg(self) -> str:
        """The connector's name of the text with number and SQLSTATE."""
        return str(self)

    @property
    def raw_msg(self) -> str:
        """The connector's name of the text alone."""
        return self.message

    @property
    def sfqid(self) -> str | None:
        """The connector's name of the query id."""
        return self.query_id


class CompilationError(SqlError):
    """The statement cannot be compiled: syntax, names or types."""


class ExecutionError(SqlError):
    """The statement compiled, and failed on the data it met."""


class Ended(ExecutionError):
    """The statement is at its end, whatever it did: nothing is to be tried in another way."""


class Cancelled(Ended):
    """Somebody stopped the statement, or its time was up."""


class OutOfMemory(Ended):
    """This machine has no more memory, or not at this moment."""


class FileRefused(Ended):
    """The operating system does not read or write a file: the disk is full, or nobody may."""


class IntegrityError(ExecutionError):
    """A NULL where there may be none: the only breach of a constraint that Snowflake refuses."""


class InternalError(ExecutionError):
    """A defect of Mockhaus: DuckDB or Python raised what nobody expected."""


class UnsupportedError(SqlError):
    """Snowflake has it, Mockhaus does not, and says so instead of guessing.

    Args:
        name: what is not supported, in Snowflake's words.
        docs_url: the page of ours that says why.
    """

    def __init__(self, name: str, docs_url: str = DOCS_URL):
        super().__init__(f"Unsupported feature '{name}'. See {docs_url}", 2, "0A000")
        self.name = name
        self.docs_url = docs_url


class SessionError(SqlError):
    """The session is closed or cannot take the statement in its present state."""


class ConfigError(MockhausError):
    """A setting, profile field or account file is wrong."""


class Message(NamedTuple):
    """One of Snowflake's error messages: number, SQLSTATE, template, kind."""

    errno: int
    sqlstate: str
    template: str
    compiling: bool = True


#: key -> message. ``{}`` holes are filled by :func:`error`. Compilation messages get Snowflake's prefix.
MESSAGES: dict[str, Message] = {
    # syntax
    "syntax": Message(1003, "42000", "syntax error line {line} at position {column} unexpected '{token}'."),
    "parse": Message(1003, "42000", "parse error line {line} at position {column} near '{token}'."),
    "invalid_unicode": Message(1003, "42000", "parse error: the text is not valid Unicode."),
    "statement_count": Message(
        8, "0A000", "Actual statement count {actual} did not match the desired statement count {desired}.", False
    ),
    "empty": Message(900, "42601", "Empty SQL statement."),
    "invalid_value": Message(1008, "22023", "invalid value [{value}] for parameter '{name}'"),
    "option_twice": Message(1008, "22023", "conflicting values [{first}] and [{second}] for parameter '{name}'"),
    "invalid_property": Message(2420, "22023", "invalid property '{name}' for '{kind}'"),
    "missing_property": Message(2029, "42601", "Missing option(s): [{name}]"),
    "format_invalid": Message(1007, "22023", "invalid type [{value}] for parameter '{name}'"),
    "parse_header": Message(
        2, "0A000", 'Invalid file format "PARSE_HEADER" is only allowed for CSV INFER_SCHEMA and MATCH_BY_COLUMN_NAME'
    ),
    "copy_query": Message(
        2098, "0A000", "COPY statement only supports simple SELECT from stage statements for import."
    ),
    "copy_function": Message(2300, "0A000", "Function '{name}' not supported within a COPY."),
    # unloading
    "unload_empty_string": Message(
        100093,
        "22000",
        "Cannot unload empty string without file format option field_optionally_enclosed_by being specified.",
        False,
    ),
    "unload_files_exist": Message(
        1035,
        "22000",
        "Files already existing at the unload destination: {name}. Use overwrite option to force unloading.",
    ),
    "unload_json_columns": Message(
        2019,
        "0A000",
        "JSON file format can produce one and only one column of type variant or object or array. "
        "Use CSV file format if you want to unload more than one column.",
    ),
    "unload_parquet_zones": Message(
        2019,
        "0A000",
        "Error encountered when unloading to PARQUET: TIMESTAMP_TZ and LTZ types are not supported for unloading to "
        "Parquet. value get: {name}",
    ),
    "unload_single_size": Message(
        100016,
        "22000",
        "Max file size ({size}) exceeded for unload single file mode. "
        "Please increase MAX_FILE_SIZE or disable single file mode.",
        False,
    ),
    "type_not_inferred": Message(
        92228, "P0000", "error line {line} at position {column} variable '{name}' cannot have its type inferred from initializer"
    ),
    # names
    "object_missing": Message(2003, "42S02", "Object '{name}' does not exist or not authorized."),
    "kind_missing": Message(2003, "02000", "{kind} '{name}' does not exist or not authorized."),
    "missing_or_operation": Message(2043, "02000", "Object does not exist, or operation cannot be performed."),
    "no_database": Message(
        90105,
        "22000",
        "Cannot perform {operation}. This session does not have a current database. "
        "Call 'USE DATABASE', or use a qualified name.",
    ),
    "no_schema": Message(
        90106,
        "22000",
        "Cannot perform {operation}. This session does not have a current schema. "
        "Call 'USE SCHEMA', or use a qualified name.",
    ),
    "object_exists": Message(2002, "42710", "Object '{name}' already exists."),
    "object_other_kind": Message(
        1998, "42710", "Object '{name}' already exists as {kind}"
    ),
    "wrong_kind": Message(2203, "02000", "Object found is of type '{found}', not specified type '{wanted}'."),
    "show_rows": Message(
        90153,
        "22000",
        "The result set size exceeded the max number of rows({rows}) supported for SHOW statements. "
        "Use LIMIT option to limit result set to a smaller number.",
        False,
    ),
    "column_missing": Message(904, "42000", "invalid identifier '{name}'"),
    # policies
    "policy_in_use": Message(3553, "42893", "Policy {name} cannot be dropped/replaced as it is associated with one or more entities."),
    "policy_body": Message(
        3560, "42601", "Policy body contains a UDF or Select statement that refers to a Table attached to another Policy."
    ),
    "warehouse_suspended": Message(90064, "22000", "Invalid state. Warehouse '{name}' cannot be suspended.", False),
    "warehouse_running": Message(90063, "22000", "Invalid state. Warehouse '{name}' cannot be resumed.", False),
    "unsupported_on": Message(2, "0A000", "Unsupported feature '{what}' on {kind}."),
    "clustering_type": Message(1047, "42601", "Clustering keys cannot be of the type {type}."),
    "row_access_type": Message(3551, "22023", "Row access policy return type '{returns}' is not BOOLEAN."),
    "policy_type": Message(1299, "22023", "{noun}: the return type {returns} is not {wanted}"),
    "policy_arguments": Message(3554, "22023", "Policy {name} cannot be set: its arguments are ({wanted}), the columns ({given})"),
    "policy_signature": Message(2, "0A000", "Unsupported feature 'CREATE OR ALTER {noun} with another signature'."),
    "policy_twice": Message(3555, "22023", "Column {name} has a masking policy and is read by another policy."),
    "policy_not_set": Message(3551, "22023", "Policy {name} is not set on the {kind} {target}."),
    "masking_policy_set": Message(
        3529,
        "42601",
        "Specified column already attached to another masking policy. A column cannot be attached to multiple masking "
        "policies. Please drop the current association in order to attach a new masking policy.",
    ),
    "tag_policy_set": Message(
        3556, "42601", "Tag {name} already has the masking policy {policy} for the data type {type}."
    ),
    "tag_in_use": Message(3557, "42893", "Tag {name} cannot be dropped/replaced as masking policies are set on it."),
    "policies_outside": Message(
        3553, "42893", "{name} cannot be dropped/replaced: policies or tags in it protect {holder}, which is outside of it."
    ),
    "policy_function": Message(1, "0A000", "Unsupported feature '{name} in {where}'."),
    "tag_policies_several": Message(
        3558,
        "22023",
        "SQL execution error: Column {name} is mapped to multiple masking policies by tags.Please contact your local "
        "administrator to fix the issue.",
        False,
    ),
    "tag_policy_column_missing": Message(
        3559,
        "22023",
        "SQL execution error: Column {name} is mapped to a masking policy where the table doesn't have a column for a "
        "secondary argument name of the policy.Please contact your local administrator to fix the issue.",
        False,
    ),
    "tag_policy_column_type": Message(
        3560,
        "22023",
        "SQL execution error: Column {name} is mapped to a masking policy where the table has a column with different "
        "data-type for a secondary argument name.Please contact your local administrator to fix the issue.",
        False,
    ),
    "policy_set": Message(3552, "22023", "Specified {kind} {name} already has a policy of this kind."),
    "column_exists": Message(1430, "42601", "column '{name}' already exists"),
    "column_type": Message(2108, "22000", "cannot change column {name} from type {source} to {target}{reason}"),
    "constraint_missing": Message(2003, "02000", "Constraint '{name}' does not exist or not authorized."),
    "column_unnamed": Message(2022, "42601", "Missing column specification"),
    "transaction_scope": Message(
        90229, "55000", "Modifying a transaction that has started at a different scope is not allowed.", False
    ),
    "transaction_incomplete": Message(
        90232,
        "55000",
        "Stored procedure execution error: Scoped transaction started in stored procedure is incomplete and it was "
        "rolled back.",
        False,
    ),
    "overload_ambiguous": Message(
        949, "42723", "Cannot overload {kind} '{name}' as it would cause ambiguous {kind} overloading."
    ),
    "exception_number": Message(90237, "P0000", "Invalid error code '{value}'. Must be between -20,999 and -20,000"),
    "policy_context_table": Message(2003, "02000", "The query of POLICY_CONTEXT reads no table or view"),
    "materialized_view": Message(2036, "42601", "Invalid materialized view definition. {reason}"),
    "explain_plan": Message(100069, "22P02", "Error parsing JSON: no plan of EXPLAIN: {value}", False),
    "explain_privilege": Message(
        3001, "42501", "EXPLAIN command has insufficient privilege on object {name}", False
    ),
    "column_list": Message(2026, "42601", "Invalid column definition list"),
    "nulls_in_column": Message(
        1471, "42601", "Column '{name}' contains null values. Not null constraint cannot be added."
    ),
    "has_dependencies": Message(1504, "42601", "Cannot drop the {what} because of dependencies"),
    "default_added": Message(2263, "22000", "Invalid column default expression [{text}]"),
    "default_added_type": Message(
        2023, "22000",
        "Expression type does not match column data type, expecting {wanted} but got {given} for column {name}",
    ),
    "default_type": Message(2262, "22000", "Default value data type does not match data type for column {name}"),
    "last_column": Message(1010, "42601", "Cannot drop the only column '{name}' of the table"),
    "conflicting_options": Message(2035, "42601", "options {first} and {second} are mutually exclusive"),
    "clustering_column": Message(2, "0A000", "Cannot {action} column '{name}': it is part of the clustering key."),
    "if_not_exists_with": Message(2, "0A000", "Unsupported feature 'ADD COLUMN IF NOT EXISTS with {what}'."),
    "constraint_property": Message(2, "0A000", "Unsupported feature 'constraint with {name}'."),
    "foreign_key": Message(
        2, "0A000", "Foreign key ({columns}) does not match a primary or unique key of table '{name}' in order."
    ),
    "primary_key_exists": Message(2036, "42601", "primary key already exists for table '{name}'"),
    "clone_of_temporary": Message(
        2119, "0A000", "Temp table cannot be cloned to a permanent table; clone to a transient table instead."
    ),
    "clone_of_transient": Message(2120, "0A000", "Transient object cannot be cloned to a permanent object."),
    "temporary_swap": Message(2, "0A000", "Swapping a temporary table with a permanent or transient table is not allowed."),
    "virtual_type": Message(
        1482,
        "42601",
        "Data type of virtual column does not match the data type of its expression for column '{name}'. "
        "Expected data type '{wanted}', found '{found}'.",
    ),
    "virtual_function": Message(
        11201, "42601", "Invalid usage of non-deterministic {function} function in {name} virtual column definition."
    ),
    "virtual_base_type": Message(
        11206,
        "42601",
        "Cannot change column {name} datatype. The dependent {dependent} virtual column has datatype {held}, "
        "which is incompatible with the new expression datatype {found}.",
    ),
    "virtual_constraint": Message(11207, "42601", "Cannot set {kind} constraint on virtual column {name}."),
    "virtual_dependent": Message(
        11208, "42601", "Cannot drop column '{name}' because virtual column {dependent} depends on it."
    ),
    "virtual_default": Message(2, "0A000", "Virtual column {name} cannot have a default value."),
    "identity_not_empty": Message(
        2, "0A000", "Cannot add column '{name}' with AUTOINCREMENT to a table that is not empty."
    ),
    "not_null_added": Message(
        2263, "22000", "Non-nullable column '{name}' cannot be added to non-empty table unless it has a non-null default value."
    ),
    "primary_key_nullable": Message(2, "0A000", "Column '{name}' is part of a primary key and cannot be nullable."),
    "default_drop": Message(2, "0A000", "Unsupported feature 'Alter Column Drop Default' for column {name}"),
    "default_change": Message(2, "0A000", "Unsupported feature 'Alter Column Set Default' for column {name}"),
    "invalid_identifier": Message(904, "42000", "error line {line} at position {column}\ninvalid identifier '{name}'"),
    "cube_elements": Message(2, "0A000", "Unsupported feature 'CUBE of {given} elements': {most} are allowed."),
    "grouping_sets": Message(2, "0A000", "Unsupported feature '{given} GROUPING SETS': {most} are allowed."),
    "ambiguous_column": Message(2028, "42601", "ambiguous column name '{name}'"),
    "duplicate_column": Message(2025, "42601", "duplicate column name '{name}'"),
    "duplicate_alias": Message(2027, "42601", "duplicate alias '{name}'"),
    "variable_missing": Message(2211, "02000", "Session variable '${name}' does not exist"),
    "owners_variable": Message(
        391801, "0A000", "Use of session variable '${name}' is not allowed in owners rights stored procedure"
    ),
    "owners_statement": Message(
        90236, "42601", "Stored procedure execution error: Unsupported statement type '{kind}'.", False
    ),
    "block_function": Message(2, "0A000", "Unsupported feature '{what} in a Snowflake Scripting function'."),
    "output_argument": Message(
        1044, "42P13", "Invalid argument for output parameter '{name}': a variable of the calling block is expected"
    ),
    "returned_table": Message(
        100183,
        "P0000",
        "Stored procedure execution error: data type of returned table does not match expected returned table type",
        False,
    ),
    "variable_count": Message(
        2212, "42601", "Assignment to session variables: expecting {expected} values but got {got}"
    ),
    "parameter_missing": Message(
        1006, "22023", "invalid parameter '{name}'"
    ),
    "bind_missing": Message(2049, "42601", "Bind variable {name} not set."),
    # types and functions
    "unknown_function": Message(2140, "42601", "Unknown function {name}"),
    "unknown_table_function": Message(2141, "42601", "Unknown user-defined table function {name}"),
    "unknown_procedure": Message(2140, "42601", "Unknown user-defined procedure {name}"),
    "unknown_type": Message(2040, "42601", "Unsupported data type '{name}'."),
    "collation_invalid": Message(2321, "42601", "Invalid collation specification: '{value}'"),
    "collation_mixed": Message(2322, "42846", "Incompatible collations: '{first}' and '{second}'"),
    "map_key": Message(2040, "42601", "Unsupported data type '{type}' for the key of a MAP: it is VARCHAR, or NUMBER with scale 0."),
    "field_missing": Message(93201, "23001", "Function {function}: expected structured object to contain field {name} but it did not.", False),
    "field_exists": Message(93202, "23001", "Function {function}: expected structured object to not contain field {name} but it did.", False),
    "few_arguments": Message(
        938, "22023", "error line {line} at position {column}\nnot enough arguments for function [{call}], "
        "expected {expected}, got {got}"
    ),
    "many_arguments": Message(
        939, "22023", "error line {line} at position {column}\ntoo many arguments for function [{call}] "
        "expected {expected}, got {got}"
    ),
    "argument_types": Message(
        1044, "42P13", "error line {line} at position {column}\nInvalid argument types for function '{name}': ({types})"
    ),
    "escape_length": Message(100046, "22019", "Invalid ESCAPE '{value}': it must be a single character", False),
    "escape_end": Message(100047, "22025", "A pattern of LIKE ends with its escape character", False),
    "argument_value": Message(1015, "22023", "invalid value [{value}] for parameter '{name}' of function {function}"),
    "argument_constant": Message(
        1015, "22023", "argument {position} to function {function} needs to be constant, found '{found}'"
    ),
    "argument_unexpected": Message(
        937, "22023", "error line {line} at position {column}\ninvalid argument for function [{call}] "
        "unexpected argument [{value}] at position {place},"
    ),
    "argument_string": Message(1045, "22023", "argument needs to be a string: '{position}'"),
    "search_columns": Message(
        1173, "22023",
        "error line {line} at position {column}: Expected non-empty set of columns supporting full-text search."
    ),
    "not_recognised_part": Message(2, "42601", "'{value}' is not a valid date/time component for function {function}."),
    "cannot_convert": Message(1038, "22023", "Can not convert parameter '{value}' of type [{source}] into expected type [{target}]"),
    "invalid_cast": Message(1065, "22023", "Function {function} cannot be used with arguments of types {source} and {target}"),
    "incompatible_types": Message(2023, "22000", "Expression type does not match column data type, expecting {target} but got {source} for column {column}"),
    "union_columns": Message(1789, "42601", "invalid number of result columns for set operator input branches, expected {expected}, got {got} in branch {branch}"),
    "insert_columns": Message(2020, "21S01", "Insert value list does not match column list expecting {expected} but got {got}"),
    "create_or_alter": Message(2, "0A000", "Unsupported feature 'CREATE OR ALTER {noun} with {what}'."),
    "root_not_suspended": Message(
        91089, "55000", "Unable to update graph with root task {name} since that root task is not suspended.", False
    ),
    "finalizer": Message(91091, "55000", "Unable to update graph with task {name}: {what}.", False),
    "task_not_root": Message(91090, "55000", "Task {name} is not a root task: only root tasks can be executed.", False),
    "sequence_start": Message(2, "0A000", "Unsupported feature 'ALTER SEQUENCE SET START' for sequence {name}"),
    "sequence_order": Message(
        2, "0A000", "Unsupported feature 'ALTER SEQUENCE from NOORDER to ORDER' for sequence {name}"
    ),
    "values_expression": Message(2014, "22000", "Invalid expression [{expression}] in VALUES clause"),
    "values_columns": Message(2057, "42601", "Invalid expression [VALUES clause]: rows have different numbers of columns"),
    # structure of a query
    "not_grouped": Message(
        1104, "42601",
        "error line {line} at position {column}\n"
        "'{name}' in select clause is neither an aggregate nor in the group by clause.",
    ),
    "not_a_group": Message(979, "42601", "[{name}] is not a valid group by expression"),
    "aggregate_nested": Message(1104, "42601", "Aggregate functions cannot be nested"),
    "aggregate_in_aggregate": Message(1104, "42601", "Aggregate functions cannot be nested: [{inner}] nested in [{outer}]"),
    "aggregate_misplaced": Message(2035, "42601", "Invalid aggregate function in where clause [{name}]"),
    "unpivot_types": Message(2101, "42601", "The type of column '{name}' conflicts with the type of other columns in the UNPIVOT list."),
    "purged": Message(3, "02000", "{kind} {name} did not exist or was purged."),
    "no_time_travel": Message(
        707,
        "02000",
        "Time travel data is not available for {kind} {name}. The requested time is either beyond the allowed time "
        "travel period or before the object creation time.",
        False,
    ),
    "statement_missing": Message(2003, "02000", "statement {name} not found"),
    # the wording of the next four is ours: the documentation does not give Snowflake's
    "stream_source": Message(
        91901, "02000", "Base table '{table}' dropped, cannot read from stream '{name}'", False
    ),
    "window_frame_missing": Message(
        2303, "42601", "Window function type [{name}] requires a frame, OVER (ROWS BETWEEN ...), in DEFINE"
    ),
    "no_columns": Message(2033, "42601", "SELECT with no columns"),
    "match_skip_missing": Message(
        100336, "22023", "AFTER MATCH SKIP TO names a symbol that no row of the match has{value}", False
    ),
    "match_skip_still": Message(
        100336, "22023", "AFTER MATCH SKIP TO does not lead past the first row of the match{value}", False
    ),
    "window_order": Message(2303, "42601", "error line {line} at position {column}\nWindow function type [{name}] requires ORDER BY in window specification"),
    "window_frame": Message(2303, "0A000", "error line {line} at position {column}\n{kind} window frame unsupported for function {name}"),
    "window_distinct": Message(2303, "0A000", "distinct cannot be used with a window frame or an order."),
    "frame_reversed": Message(2303, "42601", "error line {line} at position {column}\nWindow frame ends before it starts"),
    "frame_offset": Message(2303, "42601", "error line {line} at position {column}\nWindow frame offset {offset} is invalid: {reason}"),
    "window_correlated": Message(2, "0A000", "Window function [{name}] contains a correlation."),
    "star_without_columns": Message(1080, "42601", "error line {line} at position {column}\nSELECT with no columns"),
    "resample_increment": Message(9954, "42601", "RESAMPLE INCREMENT BY {reason}"),
    "asof_operator": Message(
        10001, "42601",
        "MATCH_CONDITION clause is invalid: Only comparison operators '>=', '>', '<=' and '<' are allowed. Keywords "
        "such as AND and OR are not allowed.",
    ),
    "asof_sides": Message(
        10002, "42601",
        "MATCH_CONDITION clause is invalid: The left side allows only column references from the left side table, and "
        "the right side allows only column references from the right side table.",
    ),
    "asof_lateral": Message(
        10004, "42601", "ASOF JOIN is not supported for joins with LATERAL table functions or LATERAL views."
    ),
    "asof_on": Message(
        10010, "42601",
        "ON clause for ASOF JOIN must contain conjunctions of equality conditions only. Disjunctions are not allowed. "
        "Each side of an equality condition must only refer to either the left table or the right table. {shown} is "
        "invalid.",
    ),
    # numbers are ours: the documentation gives the words alone
    "outer_join_cycle": Message(1791, "42601", "Outer join predicates form a cycle between '{first}' and '{second}'."),
    "outer_join_several": Message(
        1792, "42601", "Table '{table}' is outer joined to multiple tables: '{second}' and '{first}'."
    ),
    "qualify_without_window": Message(
        992, "42601", "error line {line} at position {column}\nQUALIFY without a window function in it or the SELECT list"
    ),
    "read_order_undirected": Message(1867, "42601", "FIRST or LAST is only valid on a DIRECTED JOIN."),
    "read_order_alias": Message(
        1868, "42601", "FIRST or LAST requires two direct operands, and alias '{name}' must name one of them."
    ),
    "merge_unreachable": Message(1003, "42601", "WHEN {clause} without a condition must be the last clause of its type in a MERGE statement."),
    "check_failed": Message(100000, "23514", "A row violates a CHECK constraint", False),
    "order_by_invalid": Message(1104, "42601", "[{name}] is not a valid order by expression"),
    "window_misplaced": Message(2036, "42601", "Window function [{name}] appears outside of SELECT, QUALIFY, and ORDER BY clauses."),
    "limit_rows": Message(1014, "22023", "Invalid row count '{value}' in limit clause"),
    "group_position": Message(2099, "42601", "GROUP BY position {position} is not in select list"),
    "order_position": Message(2013, "42601", "ORDER BY position {position} is out of range"),
    "recursive_union": Message(1102, "42601", "UNION not yet supported within a Recursive CTE"),
    "unsupported_subquery": Message(2031, "42601", "Unsupported subquery type cannot be evaluated"),
    "view_columns": Message(2026, "42601", "Invalid column definition list"),
    "not_initialized": Message(
        2741,
        "55000",
        "Dynamic Table '{name}' is not initialized. Please run a manual refresh or wait for a scheduled refresh "
        "before querying.",
    ),
    "refresh_in_transaction": Message(
        2743, "0A000", "Manual refresh of a dynamic table is not supported inside a multi-statement transaction.", False
    ),
    "duplicate_refresh": Message(2008, "42710", "Duplicate Dynamic Table: {name}"),
    "view_width": Message(
        2057, "42601", "View definition for '{name}' declared {declared} column(s), but view query produces {produced} column(s)."
    ),
    "view_definition": Message(2037, "42601", "Failure during expansion of view '{name}': {reason}"),
    "materialized_view_base": Message(
        2037, "42601", "Failure during expansion of view '{name}': SQL compilation error: Materialized View {name} is "
        "invalid. Invalidation reason: DDL Statement was executed on the base table '{base}'. Marked Materialized View "
        "as invalid."
    ),
    "materialized_view_policy": Message(2, "0A000", "Unsupported feature '{what}'."),
    "materialized_view_clustered": Message(
        2038, "42601", "Materialized view {name} needs a list of columns where it has CLUSTER BY."
    ),
    "materialized_view_on_table": Message(
        3561, "42601", "SQL execution error: One or more materialized views exist on the table. number of mvs={count}, "
        "table name={name}.", False
    ),
    "materialized_view_invalid": Message(
        2037, "42601", "Failure during expansion of view '{name}': SQL compilation error: Materialized View {name} is "
        "invalid. Invalidation reason: Marked Materialized View as invalid manually."
    ),
    # constraints and DML
    "null_in_not_null": Message(100072, "22000", "NULL result in a non-nullable column", False),
    "null_in_csv": Message(100088, "22000", "NULL result in a non-nullable column. Use quotes if an empty field should be interpreted as an empty string instead of a null", False),
    "context_kept": Message(1015, "22023", "Cannot overwrite context value: {value}"),
    "string_too_long": Message(100078, "22000", "String '{value}' is too long and would be truncated", False),
    "merge_duplicates": Message(100090, "42P18", "Duplicate row detected during DML action\nRow Values: {values}", False),
    "scalar_subquery_rows": Message(90150, "22000", "Single-row subquery returns more than one row.", False),
    # data
    "division_by_zero": Message(100051, "22012", "Division by zero", False),
    "numeric_value": Message(100038, "22018", "Numeric value '{value}' is not recognized", False),
    "boolean_value": Message(100037, "22018", "Boolean value '{value}' is not recognized", False),
    "date_value": Message(100040, "22007", "Date '{value}' is not recognized", False),
    "timestamp_value": Message(100035, "22007", "Timestamp '{value}' is not recognized", False),
    "datetime_range": Message(100039, "22008", "{value} is out of range", False),
    "time_value": Message(100108, "22007", "Time '{value}' is not recognized", False),
    "number_range": Message(100039, "22003", "Numeric value '{value}' is out of range", False),
    "sum_overflow": Message(100058, "22000", "Value overflow in a SUM aggregate", False),
    "number_representable": Message(100046, "22003", "Number out of representable range: type {type}, value {value}", False),
    "object_duplicate": Message(100106, "22000", "Duplicate field key '{value}'", False),
    "object_key_exists": Message(100069, "22P02", "Error parsing JSON: duplicate object attribute \"{value}\"", False),
    "interval_value": Message(100328, "22007", "Interval '{value}' is not recognized"),
    "map_duplicate": Message(100103, "22000", "Duplicate field key '{value}'", False),
    "null_part": Message(100072, "22000", "NULL result in a non-nullable part of {type}", False),
    "array_element": Message(
        100107, "22000", "Not an array: 'Input argument to ARRAY_FLATTEN is not an array of arrays'", False
    ),
    "array_key_type": Message(215002, "22000", "Key supplied for ARRAYS_TO_OBJECT does not have string type", False),
    "array_lengths": Message(215001, "22000", "Key array and value array had unequal lengths in ARRAYS_TO_OBJECT", False),
    "xml_parse": Message(100100, "22P02", "Error parsing XML: {value}", False),
    "parquet_damaged": Message(100152, "22000", "Error while reading {name}: it is not a Parquet file or is damaged.", False),
    "json_text": Message(100069, "22P02", "Error parsing JSON: {value}", False),
    # the document itself; duckdb_errors says what is wrong with it
    "json_document": Message(100069, "22P02", "Error parsing JSON: {value}", False),
    "json_parse": Message(100069, "22P02", "Error parsing JSON: {reason}", False),
    "variant_cast": Message(100071, "22000", "Failed to cast variant value {value} to {type}", False),
    "number_format": Message(100140, "22007", "Can't parse '{value}' as number with format '{format}'", False),
    "moment_format": Message(100096, "22007", "Can't parse '{value}' as {kind} with format '{format}'", False),
    "hex_value": Message(100115, "22000", "The following string is not a legal hex-encoded value: '{value}'", False),
    "base64_value": Message(100116, "22000", "The following string is not a legal base64-encoded value: '{value}'", False),
    "utf8_value": Message(100144, "22000", "Invalid UTF8 detected in string '{value}'", False),
    "minhash_lengths": Message(100335, "22000", "MinHash states of different lengths: {value}", False),
    "character_code": Message(100218, "22000", "Invalid character code {value} in the CHR input", False),
    "array_index": Message(100220, "22000", "Index {value} is outside of the structured array", False),
    "insert_position": Message(100219, "22000", "Invalid position or length for INSERT: {value}", False),
    "binary_lengths": Message(
        100544, "22026", "The lengths of two variable-sized fields do not match: {value}", False
    ),
    "url_parse": Message(100139, "22000", "Error parsing URL: {value}", False),
    "ip_parse": Message(100146, "22000", "Error parsing IP: {value}", False),
    "format_template": Message(100420, "22023", "Invalid format string template '{value}'", False),
    "uuid_value": Message(100220, "22000", "Invalid UUID: '{value}'", False),
    "sha2_size": Message(100221, "22023", "Invalid digest size {value} for SHA2: must be 224, 256, 384 or 512", False),
    "decompress": Message(100222, "22000", "Invalid compressed data for method {value}", False),
    "decryption": Message(
        100311, "22023", "Decryption failed. Check encrypted data, key, AAD, or AEAD tag.", False
    ),
    "encryption_method": Message(100312, "22023", "Unsupported encryption method '{value}'", False),
    "encryption_key": Message(100313, "22023", "Invalid key length: {value} bits", False),
    "encryption_iv": Message(100314, "22023", "Invalid initialization vector length: {value} bits", False),
    "encryption_block": Message(
        100315, "22023", "The value to encrypt has {value} bytes, which is no multiple of the block size", False
    ),
    "floating_point": Message(100042, "22003", "Invalid floating point operation: {value}", False),
    "factorial": Message(100225, "22003", "Invalid argument {value} for FACTORIAL: must be from 0 to 33", False),
    "vector_length": Message(
        100224, "22000", "Array-like value being cast to a vector has incorrect dimension: {value}, expected {wanted}", False
    ),
    "regexp": Message(100048, "2201B", "Invalid regular expression: '{pattern}', {reason}", False),
    # functions and procedures with a handler
    "python_error": Message(100357, "P0000", "Python Interpreter Error:\n{value}\n in function {name} with handler {handler}", False),
    "javascript_error": Message(100132, "P0000", "JavaScript execution error: {value}", False),
    "procedure_error": Message(100183, "P0000", "Execution error in store procedure {name}:\n{value}", False),
    "handler_result": Message(100358, "22000", "Python value of type '{value}' cannot be returned as {type}", False),
    "language_type": Message(2, "0A000", "Language {language} does not support type '{type}' for argument or return type."),
    "outside_task": Message(2, "0A000", "Function {name} must be called from within a task."),
    # transactions, sessions, limits
    "cancelled": Message(604, "57014", "SQL execution canceled", False),
    "timeout": Message(630, "57014", "Statement reached its statement or warehouse timeout of {seconds} second(s) and was canceled.", False),
    "lock_timeout": Message(625, "57014", "Statement '{query_id}' has locked table '{name}' in transaction and this lock has not yet been released.", False),
    "no_warehouse": Message(606, "57P03", "No active warehouse selected in the current session. Select an active warehouse with the 'use warehouse' command.\n", False),
    # stages and files
    "stage_missing": Message(2003, "02000", "Stage '{name}' does not exist or not authorized."),
    "file_format_missing": Message(2003, "02000", "File format '{name}' does not exist or not authorized."),
    "file_missing": Message(253006, "22000", "File doesn't exist: {name}", False),
    "remote_file_missing": Message(91016, "22000", "Remote file '{name}' was not found. If you are running a copy command, please make sure files are not deleted when they are being loaded or files are not being loaded into two different tables concurrently.", False),
    "csv_columns": Message(100080, "22000", "Number of columns in file ({got}) does not match that of the corresponding table ({expected}), use file format option error_on_column_count_mismatch=false to ignore this error", False),
    # shapes
    "geo_input": Message(100217, "P0000", "Error parsing Geo input: {value}. Did not recognize valid GeoJSON, (E)WKT or (E)WKB.", False),
    "geo_argument": Message(100217, "P0000", "Invalid argument of a geospatial function: {value}", False),
    "h3_resolution": Message(
        100410, "P0000",
        "Invalid H3 resolution value: {value}. Resolution must be between 0 (coarsest) and 15 (finest).", False,
    ),
    "h3_argument": Message(100410, "P0000", "Invalid argument of an H3 function: {value}.", False),
    "geo_invalid": Message(100217, "P0000", "Error parsing Geo input: Geometry validation failed: {value}.", False),
    "geo_position": Message(100217, "P0000", "Error parsing Geo input: Invalid Lng/Lat pair: {value}.", False),
    "sketch": Message(100078, "22000", "Invalid sketch: {value}", False),
    "unsupported_feature": Message(2, "0A000", "Unsupported feature '{value}'.", False),
    "internal": Message(603, "XX000", "SQL execution internal error: {reason}", False),
}


def error(key: str, **holes: object) -> SqlError:
    """Build one of Snowflake's errors.

    Args:
        key: a row of :data:`MESSAGES`.
        **holes: what fills the row's template.

    Returns:
        the exception, to be raised by the caller.

    Raises:
        KeyError: there is no such row or a hole is missing.
    """
    row = MESSAGES[key]
    text = row.template.format(**holes)
    if not row.compiling:
        kind = {100072: IntegrityError, 603: InternalError, 604: Cancelled, 630: Cancelled}.get(row.errno, ExecutionError)
        return kind(text, row.errno, row.sqlstate)
    if row.errno not in _UNPREFIXED:
        # A place in the text stands in the first line.
        text = f"SQL compilation error:{' ' if text.startswith('error line') else NEWLINE}{text}"
    return CompilationError(text, row.errno, row.sqlstate)


def ended(kind: type[Ended], reason: str) -> Ended:
    """The error of a statement that this machine ends, not the statement's text or data.

    Args:
        kind: its class.
        reason: in one line.
    """
    base = error("internal", reason=reason)
    return kind(base.message, base.errno, base.sqlstate)


NEWLINE = "\n"

#: no current database, no current schema: Snowflake words these without "SQL compilation error".
_UNPREFIXED = frozenset([90105, 90106])


#: brackets the key of a message in a text that DuckDB's ``error()`` raises on our behalf; see :func:`raised`.
_SIGN = "\x03"
#: stands between a table and a column in such a text.
_BETWEEN = "\x05"
_MARKED = re.compile(f"('{_SIGN}[^{_SIGN}]*){_SIGN}'")


#: a column (in double quotes) or the variable of a lambda around: what tells an expression from a constant one.
_VARIABLE = re.compile(r"\b_[a-z]")
_BRACKETS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[()]")
_STRINGS = re.compile(r"'(?:[^']|'')*'")


#: the failures of a value that DML names the column of.
VALUE_FAILURES = frozenset(
    MESSAGES[key].errno
    for key in """numeric_value boolean_value date_value timestamp_value time_value moment_format number_range number_representable
    variant_cast hex_value base64_value string_too_long null_in_not_null""".split()
)


def in_column(failure: SqlError, table: str, column: str) -> SqlError:
    """The failure of a value, as DML says it: with the table as written and the column that the value was for.

    Args:
        failure: 100038 and its kin; others are given back as they are.
        table, column: as shown.
    """
    if failure.errno not in VALUE_FAILURES or failure.message.startswith("DML operation"):
        return failure
    said = f"DML operation to table {table} failed on column {column} with error: {failure.message}"
    kind = IntegrityError if isinstance(failure, IntegrityError) else ExecutionError
    return kind(said, failure.errno, failure.sqlstate, failure.query_id)


def raising(key: str, value_sql: str, **holes: str) -> str:
    """DuckDB text that, evaluated, raises one of Snowflake's errors.

    Args:
        key: a row of :data:`MESSAGES`.
        value_sql: DuckDB text of the offending value, shown in the hole ``value``.
        **holes: the other holes, known now.
    """
    quoted = raising_text(key, "", **holes).replace("'", "''")
    text = f"'{quoted}' || coalesce(CAST({value_sql} AS VARCHAR), 'NULL')"
    bare = _STRINGS.sub("", value_sql)
    if '"' not in bare and ("lambda" in bare or not _VARIABLE.search(bare)):
        return f"error({text})"
    # DuckDB takes error() for volatile: no PARTITION BY, no pushing down. A cast that fails is not; but of constants
    # it would be computed while planning, even where no row comes to it.
    return f"CASE WHEN CAST({text} || '{_SIGN}' AS BOOLEAN) THEN NULL END"


def steady(sql: str) -> str:
    """Text whose errors of :func:`raising` are no calls of error(): DuckDB takes these for volatile, and so none of
    them in the keys of a window."""
    at = len(sql)
    while (at := sql.rfind("error('" + _SIGN, 0, at)) >= 0:
        depth = 0
        for token in _BRACKETS.finditer(sql, at):
            depth += {"(": 1, ")": -1}.get(token[0], 0)
            if not depth and token[0] == ")":
                text = sql[at + len("error(") : token.start()]
                sql = f"{sql[:at]}CASE WHEN CAST({text} || '{_SIGN}' AS BOOLEAN) THEN NULL END{sql[token.end():]}"
                break
    return sql


def typed(raising_sql: str, value_sql: str) -> str:
    """Text of :func:`raising` for a place where nothing else says that the result can be anything but NULL.

    DuckDB leaves out of a COALESCE what it knows to be NULL, the error too.

    Args:
        raising_sql: of :func:`raising`.
        value_sql: any value of the wanted type; it is never given.
    """
    before, last, behind = raising_sql.rpartition(" THEN NULL END")  # the value shown may have some of its own
    return raising_sql if raising_sql.startswith("error(") or not last else f"{before} THEN {value_sql} END{behind}"


def raising_text(key: str, value: str, **holes: str) -> str:
    """What the text of an error raised inside DuckDB carries, for :func:`raised` to find.

    Args:
        key: a row of :data:`MESSAGES`.
        value: fills the hole ``value``.
        **holes: the other holes.
    """
    fixed = "\x04".join([key, *(f"{name}={text}" for name, text in holes.items())])
    return f"{_SIGN}{fixed}{_SIGN}{value}"


def raised(text: str) -> SqlError | None:
    """The error that :func:`raising` put into the text of a DuckDB error, or None."""
    parts = text.split(_SIGN)
    if len(parts) < 3:
        return None
    key, *fixed = parts[1].split("\x04")
    place = next((item[3:] for item in fixed if item.startswith("in=")), "")
    fixed = [item for item in fixed if not item.startswith("in=")]
    holes = {"value": parts[2] if len(parts) > 3 else parts[2].split("\n\nLINE ")[0], **dict(item.split("=", 1) for item in fixed)}
    if key == "carried":
        return ExecutionError(holes["value"], int(holes["errno"]), holes["sqlstate"])
    made = error(key, **holes)
    table, _, column = place.partition(_BETWEEN)
    return in_column(made, table, column) if place else made


def raising_in(sql: str, table: str, column: str) -> str:
    """DuckDB text whose errors of :func:`raising` name the column that the value is for."""
    if _SIGN not in sql:
        return sql
    place = f"\x04in={table}{_BETWEEN}{column}".replace("'", "''")
    return _MARKED.sub(lambda m: m[0] if "\x04in=" in m[0] else f"{m[1]}{place}{_SIGN}'", sql)
