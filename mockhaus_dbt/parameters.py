# ruff: noqa: E501 - the descriptions are Snowflake's, one line each.
"""Session parameters: names, defaults, types and descriptions.

https://docs.snowflake.com/en/sql-reference/parameters
"""

from __future__ import annotations

from typing import Any, NamedTuple

from mockhaus_dbt.errors import UnsupportedError, error


class Parameter(NamedTuple):
    """A parameter that a session has.

    Args:
        default: Snowflake's; its Python type is the parameter's.
        description: as SHOW PARAMETERS gives it.
        values: all that are allowed, upper case; empty where anything of the type is.
        least, most: bounds of a number.
        effect: False where Mockhaus does not follow other values and they might change a result: it refuses them.
        values_of: kinds of objects that have the parameter, for object parameters.
    """

    default: Any
    description: str
    values: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    effect: bool = True
    values_of: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """As SHOW PARAMETERS gives it."""
        kinds = {bool: "BOOLEAN", int: "NUMBER", float: "NUMBER"}
        return kinds.get(type(self.default), "STRING")


_LEVELS = ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF")
PARAMETERS: dict[str, Parameter] = {
    "ABORT_DETACHED_QUERY": Parameter(False, "If true, Snowflake will automatically abort queries when it detects that the client has disappeared."),
    "ACTIVE_PYTHON_PROFILER": Parameter("", "Sets the profiler to use for the session when profiling Python handler code.", ("", "LINE", "MEMORY")),
    "AUTOCOMMIT": Parameter(True, "The autocommit property determines whether is statement should to be implicitly wrapped within a transaction or not. If autocommit is set to true, then a statement that requires a transaction is executed within a transaction implicitly. If autocommit is off then an explicit commit or rollback is required to close a transaction. The default autocommit value is true."),
    "AUTOCOMMIT_API_SUPPORTED": Parameter(True, "Whether autocommit feature is enabled for this client. This parameter is for Snowflake use only."),
    "BINARY_INPUT_FORMAT": Parameter("HEX", "input format for binary", ("HEX", "BASE64", "UTF8", "UTF-8")),
    "BINARY_OUTPUT_FORMAT": Parameter("HEX", "display format for binary", ("HEX", "BASE64")),
    "CLIENT_ENABLE_LOG_INFO_STATEMENT_PARAMETERS": Parameter(False, "Enables users to log the data values bound to PreparedStatements."),
    "CLIENT_MEMORY_LIMIT": Parameter(1536, "Limit the amount of memory used by the client"),
    "CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX": Parameter(False, "Whether metadata requests of drivers without a database and schema look in the current ones alone."),
    "CLIENT_METADATA_USE_SESSION_DATABASE": Parameter(False, "Whether metadata requests of drivers without a database look in the current one alone."),
    "CLIENT_PREFETCH_THREADS": Parameter(4, "Customer parameter to control threads, 0=auto", (), 1, 10),
    "CLIENT_RESULT_CHUNK_SIZE": Parameter(160, "Set the max result chunk size in MB on the client side", (), 16, 160),
    "CLIENT_RESULT_COLUMN_CASE_INSENSITIVE": Parameter(False, "Column name search is case insensitive in clients"),
    "CLIENT_SESSION_KEEP_ALIVE": Parameter(False, "If true, client session will not expire automatically"),
    "CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY": Parameter(3600, "Heartbeat frequency in seconds for CLIENT_SESSION_KEEP_ALIVE.", (), 900, 3600),
    "CLIENT_TIMESTAMP_TYPE_MAPPING": Parameter("TIMESTAMP_LTZ", "If a variable is bound to the TIMESTAMP data type using the bind API determines which TIMESTAMP* type it should map to: TIMESTAMP_LTZ (default), TIMESTAMP_NTZ", ("TIMESTAMP_LTZ", "TIMESTAMP_NTZ")),
    "CSV_TIMESTAMP_FORMAT": Parameter("", "Format of TIMESTAMP values in CSV files downloaded from Snowsight."),
    "DATE_INPUT_FORMAT": Parameter("AUTO", "input format for date"),
    "DATE_OUTPUT_FORMAT": Parameter("YYYY-MM-DD", "display format for date"),
    "DEFAULT_NULL_ORDERING": Parameter("LAST", "Specifies the default ordering of NULL values in a result set.", ("FIRST", "LAST")),
    "ENABLE_GET_DDL_USE_DATA_TYPE_ALIAS": Parameter(False, "Whether GET_DDL gives the data type synonyms of the original DDL statement.", effect=False),
    "ENABLE_UNHANDLED_EXCEPTIONS_REPORTING": Parameter(True, "Whether data about unhandled exceptions of handler code is captured in an event table."),
    "ENABLE_UNLOAD_PHYSICAL_TYPE_OPTIMIZATION": Parameter(True, "Enables physical type optimization used in Snowflake to affect the Parquet output"),
    "ERROR_ON_NONDETERMINISTIC_MERGE": Parameter(True, "raise an error when attempting to merge-update a row that joins many rows"),
    "ERROR_ON_NONDETERMINISTIC_UPDATE": Parameter(False, "raise an error when attempting to update a row that joins many rows"),
    "GEOGRAPHY_OUTPUT_FORMAT": Parameter("GeoJSON", "GEOGRAPHY display format: GeoJSON, WKT, or WKB(case-insensitive)", ("GEOJSON", "WKT", "WKB", "EWKT", "EWKB")),
    "GEOMETRY_OUTPUT_FORMAT": Parameter("GeoJSON", "GEOMETRY display format: GeoJSON, WKT, or WKB(case-insensitive)", ("GEOJSON", "WKT", "WKB", "EWKT", "EWKB")),
    "HYBRID_TABLE_LOCK_TIMEOUT": Parameter(3600, "Number of seconds to wait while trying to acquire row-level locks on a hybrid table.", (), 0),
    "ICEBERG_TIMESTAMP_DEFAULT_PRECISION": Parameter(6, "Default precision of timestamp columns of Iceberg tables.", ("6", "9")),
    "JDBC_ENABLE_PUT_GET": Parameter(True, "Whether JDBC allows PUT and GET."),
    "JDBC_TREAT_DECIMAL_AS_INT": Parameter(True, "When scale is 0, whether to treat Decimal as Int in JDBC"),
    "JDBC_TREAT_TIMESTAMP_NTZ_AS_UTC": Parameter(False, "When it's true, Timestamp_NTZ values are always treated as UTC timezone"),
    "JDBC_USE_SESSION_TIMEZONE": Parameter(True, "When it's true, JDBC driver doesn't use JVM timezone, and it uses session timezone."),
    "JSON_INDENT": Parameter(2, "Width of indentation in JSON output (0 for compact)", (), 0, 16),
    "JS_TREAT_INTEGER_AS_BIGINT": Parameter(False, "If true, the nodejs client will convert all integer columns to bigint type"),
    "LOCK_TIMEOUT": Parameter(43200, "Number of seconds to wait while trying to lock a resource, before timing out  and aborting the statement. A value of 0 turns off lock waiting i.e. the statement must acquire the lock immediately or abort. If multiple resources need to be locked  by the statement, the timeout applies separately to each lock attempt.", (), 0),
    "LOG_EVENT_LEVEL": Parameter("OFF", "Severity of log events that are ingested into the event table", _LEVELS),
    "LOG_LEVEL": Parameter("OFF", "LOG_LEVEL to use when filtering events", _LEVELS),
    "METRIC_LEVEL": Parameter("NONE", "Metric level value to control whether to emit metrics to Event Table", ("ALL", "NONE")),
    "MULTI_STATEMENT_COUNT": Parameter(1, "Number of statement included in submitted query text.  This parameter is submitted by user to avoid sql injection.  Value 1 means one statement, value > 1 means N statement can be executed, if not equal to the value will raise the exception. Value 0 means any number of statement can be executed", (), 0),
    "NOORDER_SEQUENCE_AS_DEFAULT": Parameter(True, "Specifies whether the NOORDER property is set by default for newly created sequences or autoincrement columns"),
    "ODBC_TREAT_DECIMAL_AS_INT": Parameter(False, "When scale is 0, whether to treat Decimal as Int in ODBC"),
    "OPT_OUT_ERROR_LOGGING": Parameter(False, "Whether DML error logging is turned off for all tables."),
    "PYTHON_PROFILER_MODULES": Parameter("", "Python modules to include in a report when profiling Python handler code."),
    "PYTHON_PROFILER_TARGET_STAGE": Parameter("", "Stage in which the report of the profiler of Python handler code is saved."),
    "QUERY_TAG": Parameter("", "String (up to 2000 characters) used to tag statements executed by the session"),
    "QUOTED_IDENTIFIERS_IGNORE_CASE": Parameter(False, "If true, the case of quoted identifiers is ignored"),
    "ROWS_PER_RESULTSET": Parameter(0, "maxium number of rows in a result set", (), 0),
    "S3_STAGE_VPCE_DNS_NAME": Parameter("", "DNS name of the VPC endpoint of the S3 stage"),
    "SEARCH_PATH": Parameter("$current, $public", "Search path for unqualified object references."),
    "SIMULATED_DATA_SHARING_CONSUMER": Parameter("", "Data sharing views will return rows as if executed in the specified consumer account."),
    "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS": Parameter(0, "Timeout in seconds for queued statements: statements will automatically be canceled if they are queued on a warehouse for longer than this amount of time; disabled if set to zero.", (), 0),
    "STATEMENT_TIMEOUT_IN_SECONDS": Parameter(172800, "Timeout in seconds for statements: statements are automatically canceled if they run for longer; if set to zero, max value (604800) is enforced.", (), 0, 604800),
    "STRICT_JSON_OUTPUT": Parameter(False, "JSON output is strictly compliant to the specification", effect=False),
    "TIMESTAMP_DAY_IS_ALWAYS_24H": Parameter(False, "If set, arithmetic on days always uses 24 hours per day,  possibly not preserving the time (due to DST changes)"),
    "TIMESTAMP_INPUT_FORMAT": Parameter("AUTO", "input format for timestamp"),
    "TIMESTAMP_LTZ_OUTPUT_FORMAT": Parameter("", "Display format for TIMESTAMP_LTZ values. If empty, TIMESTAMP_OUTPUT_FORMAT is used."),
    "TIMESTAMP_NTZ_OUTPUT_FORMAT": Parameter("YYYY-MM-DD HH24:MI:SS.FF3", "Display format for TIMESTAMP_NTZ values. If empty, TIMESTAMP_OUTPUT_FORMAT is used."),
    "TIMESTAMP_OUTPUT_FORMAT": Parameter("YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM", "Default display format for all timestamp types."),
    "TIMESTAMP_TYPE_MAPPING": Parameter("TIMESTAMP_NTZ", "If TIMESTAMP type is used, what specific TIMESTAMP* type it should map to: TIMESTAMP_LTZ, TIMESTAMP_NTZ (default), TIMESTAMP_TZ", ("TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "TIMESTAMP_TZ")),
    "TIMESTAMP_TZ_OUTPUT_FORMAT": Parameter("", "Display format for TIMESTAMP_TZ values. If empty, TIMESTAMP_OUTPUT_FORMAT is used."),
    "TIMEZONE": Parameter("America/Los_Angeles", "time zone"),
    "TIME_INPUT_FORMAT": Parameter("AUTO", "input format for time"),
    "TIME_OUTPUT_FORMAT": Parameter("HH24:MI:SS", "display format for time"),
    "TRACE_LEVEL": Parameter("OFF", "Trace level value to use when generating/filtering trace events", ("ALWAYS", "ON_EVENT", "OFF")),
    "TRANSACTION_ABORT_ON_ERROR": Parameter(False, "If true and a statement executed within a non-autocommit transaction returns with an error, the transaction is aborted", effect=False),
    "TRANSACTION_DEFAULT_ISOLATION_LEVEL": Parameter("READ COMMITTED", "The default isolation level when starting a starting a transaction, when no isolation level was specified", ("READ COMMITTED",)),
    "TWO_DIGIT_CENTURY_START": Parameter(1970, "For 2-digit dates, defines a century-start year. For example, when set to 1980:  - parsing a string '79' will produce 2079  - parsing a string '80' will produce 1980", (), 1900, 2100),
    "UNSUPPORTED_DDL_ACTION": Parameter("ignore", "The action to take upon encountering an unsupported ddl statement", ("IGNORE", "FAIL")),
    "USE_CACHED_RESULT": Parameter(True, "If enabled, query results can be reused between successive invocations of the same query as long as the original result has not expired"),
    "WEEK_OF_YEAR_POLICY": Parameter(0, "Defines the policy of assigning weeks to years: 0: the week needs to have 4 days in a given year; 1: a week with January 1st always belongs to a given year.", (), 0, 1),
    "WEEK_START": Parameter(0, "Defines the first day of the week: 0: legacy Snowflake behavior; 1: Monday .. 7: Sunday.", (), 0, 7),
}

_TABLES = ("DATABASE", "SCHEMA", "TABLE")
#: parameters of objects; Mockhaus keeps them and shows them.
OBJECT_PARAMETERS: dict[str, Parameter] = {
    "DATA_RETENTION_TIME_IN_DAYS": Parameter(
        1, "number of days to retain the old version of deleted/updated data", (), 0, 90, values_of=_TABLES
    ),
    "DEFAULT_DDL_COLLATION": Parameter(
        "", "Collation that is used for all the new columns created by the DDL statements (if not specified)",
        values_of=_TABLES,
    ),
    "LOG_LEVEL": Parameter("OFF", "LOG_LEVEL to use when filtering events", values_of=("DATABASE", "SCHEMA", "TASK")),
    "METRIC_LEVEL": Parameter(
        "NONE", "Metric level value to control whether to emit metrics to Event Table", values_of=("DATABASE", "SCHEMA")
    ),
    "MAX_CONCURRENCY_LEVEL": Parameter(
        8, "maximum number of SQL statements a warehouse cluster can execute concurrently before queuing them",
        values_of=("WAREHOUSE",),
    ),
    "MAX_DATA_EXTENSION_TIME_IN_DAYS": Parameter(
        14, "Maximum number of days to extend data retention beyond the retention period to prevent a stream "
        "becoming stale.", (), 0, 90, values_of=_TABLES,
    ),
    "QUOTED_IDENTIFIERS_IGNORE_CASE": Parameter(
        False, "If true, the case of quoted identifiers is ignored", values_of=_TABLES
    ),
    "STATEMENT_QUEUED_TIMEOUT_IN_SECONDS": Parameter(
        0, "Timeout in seconds for queued statements: statements will automatically be canceled if they are queued on "
        "a warehouse for longer than this amount of time; disabled if set to zero.", values_of=("WAREHOUSE",),
    ),
    "STATEMENT_TIMEOUT_IN_SECONDS": Parameter(
        172800, "Timeout in seconds for statements: statements are automatically canceled if they run for longer; if "
        "set to zero, max value (604800) is enforced.", values_of=("WAREHOUSE",),
    ),
    "SUSPEND_TASK_AFTER_NUM_FAILURES": Parameter(
        10, "Specifies the number of consecutive failed task runs after which the current task is suspended "
        "automatically.", values_of=("DATABASE", "SCHEMA", "TASK"),
    ),
    "TRACE_LEVEL": Parameter("OFF", "Trace level value to use when generating/filtering trace events",
                             values_of=("DATABASE", "SCHEMA", "TASK")),
    "USER_TASK_TIMEOUT_MS": Parameter(
        3600000, "user task execution timeout in milliseconds", values_of=("DATABASE", "SCHEMA", "TASK")
    ),
}

#: parameters of accounts and objects that Snowflake has and Mockhaus has not: they are refused by name.
ELSEWHERE = frozenset(
    """ALLOW_BIND_VALUES_ACCESS ALLOW_CLIENT_MFA_CACHING ALLOW_ID_TOKEN AUTO_EVENT_LOGGING BASE_LOCATION_PREFIX CATALOG
    CATALOG_SYNC CLIENT_ENCRYPTION_KEY_SIZE CORTEX_ENABLED_CROSS_REGION CORTEX_MODELS_ALLOWLIST DATA_METRIC_SCHEDULE
    DEFAULT_METADATA_WRITE_FORMAT DEFAULT_NOTEBOOK_COMPUTE_POOL_CPU DEFAULT_NOTEBOOK_COMPUTE_POOL_GPU
    DEFAULT_STREAMLIT_NOTEBOOK_WAREHOUSE DISABLE_UI_DOWNLOAD_BUTTON DISABLE_USER_PRIVILEGE_GRANTS
    ENABLE_DATA_COMPACTION ENABLE_ICEBERG_MERGE_ON_READ ENABLE_IDENTIFIER_FIRST_LOGIN
    ENABLE_INTERNAL_STAGES_PRIVATELINK ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR ENABLE_UNREDACTED_SECURE_OBJECT_ERROR
    ENFORCE_NETWORK_RULES_FOR_INTERNAL_STAGES EVENT_TABLE EXTERNAL_OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST
    EXTERNAL_VOLUME ICEBERG_DEFAULT_DDL_COLLATION INITIAL_REPLICATION_SIZE_LIMIT_IN_TB
    MIN_DATA_RETENTION_TIME_IN_DAYS NETWORK_POLICY OAUTH_ADD_PRIVILEGED_ROLES_TO_BLOCKED_LIST PERIODIC_DATA_REKEYING
    PIPE_EXECUTION_PAUSED PREVENT_LOAD_FROM_INLINE_URL PREVENT_UNLOAD_TO_INLINE_URL PREVENT_UNLOAD_TO_INTERNAL_STAGES
    READ_CONSISTENCY_MODE REPLACE_INVALID_CHARACTERS REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION
    REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION SAML_IDENTITY_PROVIDER SQL_TRACE_QUERY_TEXT SSO_LOGIN_PAGE
    STORAGE_SERIALIZATION_POLICY TASK_AUTO_RETRY_ATTEMPTS USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE
    USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS USE_WORKSPACES_FOR_SQL""".split()
)

#: what no translation depends on.
_OUTSIDE = frozenset(
    ["QUERY_TAG", "LOCK_TIMEOUT", "STATEMENT_TIMEOUT_IN_SECONDS", "MULTI_STATEMENT_COUNT", "AUTOCOMMIT", "JSON_INDENT"]
)


def described(name: str, account: bool = False) -> Parameter:
    """The row of a parameter.

    Args:
        name: of it.
        account: it is to be set for the account, which has parameters of objects as well.

    Raises:
        CompilationError: 001006, there is no such parameter.
        UnsupportedError: Snowflake has it, Mockhaus has not.
    """
    found = PARAMETERS.get(name) or (OBJECT_PARAMETERS.get(name) if account else None)
    if found is None:
        if account and name in ELSEWHERE:
            raise UnsupportedError(f"the parameter {name}")
        raise error("parameter_missing", name=name)
    return found


def checked(name: str, value: Any, account: bool = False) -> Any:
    """A value as the parameter wants it.

    Raises:
        CompilationError: 001006, there is no such parameter; 001008, it cannot take the value.
        UnsupportedError: Snowflake has the parameter or would follow the value, and Mockhaus does not.
    """
    parameter = described(name, account)
    found = _of_type(name, parameter, value)
    if not parameter.effect and str(found).upper() != str(parameter.default).upper():
        raise UnsupportedError(f"{name} = {value}")
    return found


def _of_type(name: str, parameter: Parameter, value: Any) -> Any:
    wanted = type(parameter.default)
    if wanted is bool:
        if isinstance(value, bool):
            return value
        if str(value).upper() in ("TRUE", "FALSE"):
            return str(value).upper() == "TRUE"
        raise error("invalid_value", value=value, name=name)
    if wanted is int:
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise error("invalid_value", value=value, name=name) from None
        if parameter.values and str(number) not in parameter.values:
            raise error("invalid_value", value=value, name=name)
        if not (parameter.least or 0) <= number <= (parameter.most if parameter.most is not None else number):
            raise error("invalid_value", value=value, name=name)
        return number
    text = str(value)
    if parameter.values and text.upper() not in parameter.values:
        raise error("invalid_value", value=text, name=name)
    if name == "QUERY_TAG" and len(text) > 2000:
        raise error("invalid_value", value=text, name=name)
    if name == "TIMEZONE" and text != parameter.default:
        from pytz import all_timezones_set  # DuckDB takes a name in any case

        if text not in all_timezones_set:
            raise error("invalid_value", value=text, name=name)
    return text.upper() if parameter.values and parameter.default.isupper() else text


class SessionParameters(dict[str, Any]):
    """All parameters of a session by upper-case name, defaults filled in.

    Args:
        account: those set for the account; they stand between the session's and Snowflake's defaults.
    """

    def __init__(self, account: dict[str, Any]):
        super().__init__((name, parameter.default) for name, parameter in PARAMETERS.items())
        self._account = account
        self.update((name, value) for name, value in account.items() if name in PARAMETERS)
        self._own: dict[str, Any] = {}
        self.fingerprint: tuple[Any, ...] = self._fingerprint()

    def _fingerprint(self) -> tuple[Any, ...]:
        """Equal for sessions whose parameters translate alike."""
        return tuple(
            (name, value)
            for name, value in self.items()
            if name not in _OUTSIDE and value != PARAMETERS[name].default
        )

    def set(self, name: str, value: Any) -> None:
        """Set a checked value for the session."""
        self._own[name] = self[name] = value
        self.fingerprint = self._fingerprint()

    def unset(self, name: str) -> None:
        """Go back to the account's value, or the default."""
        self._own.pop(name, None)
        self[name] = self._account.get(name, PARAMETERS[name].default)
        self.fingerprint = self._fingerprint()

    @property
    def json_indent(self) -> int:
        """Blanks by which results indent semi-structured values: none until somebody sets JSON_INDENT.

        Programs read what this engine gives; Snowflake's default of two blanks is for people's eyes.
        """
        return int(self["JSON_INDENT"]) if self.level("JSON_INDENT") else 0

    def level(self, name: str) -> str:
        """Where the value comes from: SESSION, ACCOUNT, or '' for the default."""
        return "SESSION" if name in self._own else "ACCOUNT" if name in self._account else ""
