"""Stages with their files, and file formats. Files come and go in pieces; none is whole in memory."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi import Path as PathParameter
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from mockhaus_dbt.dbapi import Connection
from mockhaus_dbt.server.models import FileFormatRequest, Listing, StageRequest, Status
from mockhaus_dbt.server.routes.databases import Name, SessionId, listed, path_of
from mockhaus_dbt.server.state import state_of

router = APIRouter(tags=["stages"])
_SCHEMA = "/databases/{database}/schemas/{schema}"
_FILES = _SCHEMA + "/stages/{stage}/files"
FileName = Annotated[str, PathParameter(min_length=1, max_length=1000)]
#: characters that no name of an uploaded file may have: they mean something to SQL, to globs or to file systems.
_FORBIDDEN = frozenset("\\'\"*?[]{}\n\r\t\0%;$`<>|:")


@router.get(_SCHEMA + "/stages")
async def list_stages(request: Request, database: Name, schema: Name, session_id: SessionId = None) -> Listing:
    """SHOW STAGES IN SCHEMA."""
    return await listed(request, session_id, f"SHOW STAGES IN SCHEMA {path_of(database, schema)}")


@router.post(_SCHEMA + "/stages", status_code=201)
async def create_stage(
    request: Request, database: Name, schema: Name, wanted: StageRequest, session_id: SessionId = None
) -> Status:
    """CREATE STAGE: an internal one."""
    kind = "OR REPLACE STAGE" if wanted.replace else "STAGE"
    return await _status(request, session_id, f"CREATE {kind} {path_of(database, schema, wanted.name)}")


@router.get(_FILES)
async def list_files(
    request: Request, database: Name, schema: Name, stage: Name, session_id: SessionId = None
) -> Listing:
    """LIST: the files of a stage."""
    return await listed(request, session_id, f"LIST @{path_of(database, schema, stage)}")


@router.put(
    _FILES + "/{file:path}",
    status_code=201,
    openapi_extra={
        "requestBody": {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    },
)
async def upload_file(
    request: Request,
    database: Name,
    schema: Name,
    stage: Name,
    file: FileName,
    overwrite: bool = Query(False, description="Replace a file of that name; otherwise it is left as it is."),
    session_id: SessionId = None,
) -> Listing:
    """Put a file onto a stage: the body is its content. The answer is that of PUT."""
    folder, name = _checked(file)
    state = state_of(request)
    async with state.session(session_id) as session:
        work = session.connection.account.stage_root / ".transfer" / uuid.uuid4().hex
        try:
            work.mkdir(parents=True)
            with (work / name).open("wb") as sink:
                async for piece in request.stream():
                    await asyncio.to_thread(sink.write, piece)
            sql = (
                f"PUT 'file://{work / name}' '@{path_of(database, schema, stage)}/{folder}' "
                f"AUTO_COMPRESS = FALSE OVERWRITE = {str(overwrite).upper()}"
            )
            return Listing(rows=await state.run(request, session, lambda connection: _rows(connection, sql)))
        finally:
            await asyncio.to_thread(shutil.rmtree, work, True)


@router.get(_FILES + "/{file:path}", response_class=FileResponse)
async def download_file(
    request: Request, database: Name, schema: Name, stage: Name, file: FileName, session_id: SessionId = None
) -> FileResponse:
    """A file of a stage."""
    folder, name = _checked(file)
    state = state_of(request)
    async with state.session(session_id) as session:
        work: Path = session.connection.account.stage_root / ".transfer" / uuid.uuid4().hex
        work.mkdir(parents=True)
        sql = f"GET '@{path_of(database, schema, stage)}/{folder}{name}' 'file://{work}/'"
        try:
            await state.run(request, session, lambda connection: _rows(connection, sql))
            if not (work / name).is_file():
                raise HTTPException(404, f"There is no file '{file}' on the stage.")
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise
    return FileResponse(
        work / name,
        media_type="application/octet-stream",
        filename=name,
        background=BackgroundTask(shutil.rmtree, work, True),
    )


@router.delete(_FILES + "/{file:path}")
async def remove_file(
    request: Request, database: Name, schema: Name, stage: Name, file: FileName, session_id: SessionId = None
) -> Listing:
    """REMOVE: take a file off a stage."""
    folder, name = _checked(file)
    return await listed(request, session_id, f"REMOVE '@{path_of(database, schema, stage)}/{folder}{name}'")


@router.get(_SCHEMA + "/file-formats")
async def list_file_formats(request: Request, database: Name, schema: Name, session_id: SessionId = None) -> Listing:
    """SHOW FILE FORMATS IN SCHEMA."""
    return await listed(request, session_id, f"SHOW FILE FORMATS IN SCHEMA {path_of(database, schema)}")


@router.post(_SCHEMA + "/file-formats", status_code=201)
async def create_file_format(
    request: Request, database: Name, schema: Name, wanted: FileFormatRequest, session_id: SessionId = None
) -> Status:
    """CREATE FILE FORMAT."""
    kind = "OR REPLACE FILE FORMAT" if wanted.replace else "FILE FORMAT"
    options = " ".join(f"{_option(name)} = {_value(value)}" for name, value in wanted.options.items())
    name = path_of(database, schema, wanted.name)
    return await _status(request, session_id, f"CREATE {kind} {name} TYPE = {wanted.type} {options}")


@router.delete(_SCHEMA + "/file-formats/{name}")
async def drop_file_format(
    request: Request, database: Name, schema: Name, name: Name, session_id: SessionId = None
) -> Status:
    """DROP FILE FORMAT."""
    return await _status(request, session_id, f"DROP FILE FORMAT {path_of(database, schema, name)}")


def _checked(file: str) -> tuple[str, str]:
    """The folder and the name of a file on a stage.

    Raises:
        HTTPException: 400, the path leads out of the stage, or has characters that no name should have.
    """
    parts = file.split("/")
    wrong = any(part in ("", ".", "..") or part.startswith(".") for part in parts)
    if wrong or _FORBIDDEN & set(file) or not file.isprintable():
        raise HTTPException(400, "This is no path of a file on a stage: names between '/', none of them '.' or '..'.")
    return "".join(f"{part}/" for part in parts[:-1]), parts[-1]


def _option(name: str) -> str:
    if not name.replace("_", "").isalnum() or not name.isascii():
        raise HTTPException(400, f"'{name}' is no name of an option.")
    return name


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"({', '.join(map(_value, value))})"
    return "'" + str(value).encode(errors="replace").decode().replace("\\", "\\\\").replace("'", "''") + "'"


def _rows(connection: Connection, sql: str) -> list[dict[str, Any]]:
    result = connection.executor.execute_snowflake_sql(sql)
    return [dict(zip(result.column_names, row)) for row in result.fetchall()]


async def _status(request: Request, session_id: str | None, sql: str) -> Status:
    answer = await listed(request, session_id, sql)
    return Status(status=str(next(iter(answer.rows[0].values()))))
