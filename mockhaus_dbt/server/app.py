"""The application: settings in, an ASGI application out."""

from __future__ import annotations

import logging
import logging.config
import os
import re
import socket

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from mockhaus_dbt._version import __version__
from mockhaus_dbt.errors import ConfigError
from mockhaus_dbt.server import failures
from mockhaus_dbt.server.routes import databases, health, history, page, query, sessions, stages
from mockhaus_dbt.server.safety import Safety
from mockhaus_dbt.server.settings import Settings
from mockhaus_dbt.server.state import lifespan


def create_app(settings: Settings | None = None) -> FastAPI:
    """The server as an ASGI application.

    Args:
        settings: of the server; the defaults (an account in memory, for this machine alone) where not given.
    """
    settings = settings or Settings()
    app = FastAPI(
        title="Mockhaus",
        version=__version__,
        description="Snowflake SQL on DuckDB, over HTTP.",
        lifespan=lifespan,
        responses=failures.RESPONSES,
    )
    app.state.settings = settings
    failures.install(app)
    for module in (query, sessions, history, databases, stages, health):
        app.include_router(module.router, prefix="/api/v1")
    app.include_router(page.router)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["X-Request-Id", "X-Mockhaus-Query-Id", "X-Mockhaus-Row-Count", "X-Mockhaus-Truncated"],
        )
    app.add_middleware(Safety, settings=settings)
    return app


def log_settings(settings: Settings) -> dict[str, object]:
    """How the server logs: a line for each request, with the ids of request and session.

    Args:
        settings: of the server; ``debug`` logs what the engine does as well.
    """
    level = "DEBUG" if settings.debug else settings.log_level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"context": {"()": "mockhaus_dbt.server.session_context.ContextFilter"}},
        "formatters": {
            "line": {"format": "%(asctime)s %(levelname)s [%(request_id)s %(session_id)s] %(name)s: %(message)s"}
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["context"]},
        },
        "loggers": {
            "mockhaus": {"handlers": ["stderr"], "level": level, "propagate": False},
            "uvicorn": {"handlers": ["stderr"], "level": "WARNING" if level != "DEBUG" else level, "propagate": False},
        },
    }


def free(settings: Settings) -> None:
    """Make sure that the server can listen.

    Raises:
        ConfigError: something else listens there, or the host is none of this machine.
    """
    kind = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as tried:
        if os.name == "posix":
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((settings.host, settings.port))
        except OSError as e:
            raise ConfigError(f"{address(settings)} cannot be used: {e.strerror or e}.") from None


def serve(settings: Settings) -> None:
    """Listen until the process is told to end.

    Args:
        settings: of the server.

    Raises:
        ConfigError: the account's file is in use, or is no account.
    """
    import uvicorn

    logging.config.dictConfig(log_settings(settings))
    app = create_app(settings)
    uvicorn.run(
        app, host=settings.host, port=settings.port, log_config=None, access_log=False, timeout_graceful_shutdown=5
    )


def address(settings: Settings) -> str:
    """The URL of a server."""
    host = f"[{settings.host}]" if re.search(":", settings.host) else settings.host
    return f"http://{host}:{settings.port}"
