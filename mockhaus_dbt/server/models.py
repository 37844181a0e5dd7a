"""What requests and answers consist of; FastAPI makes the OpenAPI document of it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_ID = r"^[A-Za-z0-9_.:-]{1,128}$"


class Strict(BaseModel):
    """A body in which an unknown field is an error."""

    model_config = ConfigDict(extra="forbid")


class QueryRequest(Strict):
    """SQL to run."""

    sql: str = Field(description="Snowflake SQL, one or more statements; the answer is that of the last.")
    session_id: str | None = Field(
        None, pattern=_ID, description="Without it the statements have a session for themselves."
    )
    database: str | None = Field(None, description="Becomes the current database first, as USE DATABASE does.")
    schema_: str | None = Field(
        None, alias="schema", description="Becomes the current schema first, as USE SCHEMA does."
    )
    parameters: dict[str, str | int | float | bool] = Field(
        {}, description="Session parameters, for these statements alone."
    )
    bindings: list[Any] | dict[str, Any] | None = Field(
        None,
        description='Values of ? or :1: JSON values, or {"type": "FIXED", "value": "1"} as in Snowflake\'s SQL API.',
    )
    binding_style: Literal["qmark", "pyformat"] = Field("qmark", description="pyformat: the values are those of %s.")
    row_limit: int | None = Field(None, ge=0, le=2**31 - 1, description="Rows of the answer, at most.")
    request_id: str | None = Field(None, pattern=_ID, description="A name by which the request can be cancelled.")
    describe_only: bool = Field(False, description="Tell the columns that a query would give, without running it.")


class StatementsRequest(Strict):
    """SQL to cut."""

    sql: str


class StatementModel(BaseModel):
    """A statement of a text."""

    sql: str
    start: int = Field(description="Characters of the text before it.")


class StatementsResponse(BaseModel):
    """The statements of a text."""

    statements: list[StatementModel]


class TranslateRequest(Strict):
    """SQL to translate."""

    sql: str
    session_id: str | None = Field(None, pattern=_ID)


class TranslateResponse(BaseModel):
    """For each statement its text, the DuckDB text, and the functions and rewrites that made it."""

    statements: list[dict[str, Any]]


class ColumnModel(BaseModel):
    """A column of a result."""

    name: str
    type: str
    base_type: str
    precision: int | None
    scale: int | None
    length: int | None
    nullable: bool


class QueryResponse(BaseModel):
    """The outcome of SQL. Values are described in docs/server.md."""

    query_id: str
    columns: list[ColumnModel]
    database: str | None
    schema_: str | None = Field(alias="schema")
    role: str
    warehouse: str | None
    session_id: str | None
    execution_time_ms: float
    translated_sql: str
    inserted: int | None
    updated: int | None
    deleted: int | None
    data: list[list[Any]]
    row_count: int = Field(description="Rows of the result, or rows that DML touched.")
    returned: int = Field(description="Rows in data.")
    truncated: bool = Field(description="Whether a limit cut the result.")


class SessionRequest(Strict):
    """A session to make."""

    type: Literal["memory", "persistent", "shared"] = "memory"
    ttl: float | None = Field(None, gt=0, le=10**9, description="Seconds that it lives unused.")
    persistent_path: str | None = Field(
        None, min_length=1, max_length=200, description="The file of a persistent session."
    )
    database: str | None = Field(None, min_length=1, description="Current database, made where it is missing.")
    schema_: str | None = Field(
        None, alias="schema", min_length=1, description="Current schema, made where it is missing."
    )
    role: str | None = Field(None, min_length=1)
    warehouse: str | None = Field(None, min_length=1)
    user: str | None = Field(None, min_length=1)
    parameters: dict[str, str | int | float | bool] = Field({}, description="Session parameters.")


class SessionModel(BaseModel):
    """A session."""

    session_id: str
    type: str
    ttl: float
    created: str
    last_used: str
    idle_seconds: float
    statements: int
    running: str | None = Field(description="Query id of the statement that runs.")
    persistent_path: str | None
    database: str | None
    schema_: str | None = Field(alias="schema")
    user: str
    role: str
    warehouse: str | None
    engine_session_id: int = Field(description="CURRENT_SESSION()")


class SessionList(BaseModel):
    """The open sessions."""

    sessions: list[SessionModel]
    max_sessions: int
    created: int
    expired: int
    evicted: int
    closed: int


class Cancelled(BaseModel):
    """Whether there was something to stop."""

    cancelled: bool


class Cleaned(BaseModel):
    """How many sessions had expired."""

    expired: int


class HistoryPage(BaseModel):
    """A page of the history."""

    statements: list[dict[str, Any]]
    limit: int
    offset: int


class Listing(BaseModel):
    """What SHOW or DESCRIBE gives, a dictionary for each row."""

    rows: list[dict[str, Any]]


class FileFormatRequest(Strict):
    """A file format to make."""

    name: str = Field(min_length=1, max_length=255)
    type: Literal["CSV", "JSON", "PARQUET", "AVRO", "ORC", "XML"]
    options: dict[str, str | int | bool | list[str]] = Field({}, description="FIELD_DELIMITER and the like.")
    replace: bool = False


class StageRequest(Strict):
    """An internal stage to make."""

    name: str = Field(min_length=1, max_length=255)
    replace: bool = False


class Status(BaseModel):
    """What DDL says."""

    status: str


class Health(BaseModel):
    """How the server is."""

    status: Literal["ok"]
    version: str
    uptime_seconds: float
    sessions: int
    max_sessions: int
    account: str


class ErrorModel(BaseModel):
    """An error."""

    error: str
    errno: int
    sqlstate: str
    message: str
    query_id: str | None
