"""The page, and where it is."""

from __future__ import annotations

from importlib import resources

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from mockhaus_dbt._version import __version__

router = APIRouter(include_in_schema=False)
#: the page is one file that loads nothing; what it may do is said to the browser.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@router.get("/ui")
async def page() -> HTMLResponse:
    """The page: an editor, the objects, results, charts, the history."""
    text = resources.files("mockhaus_dbt.server").joinpath("static/ui.html").read_text("utf-8")
    return HTMLResponse(text, headers={"Content-Security-Policy": _POLICY})


@router.get("/")
async def front() -> dict[str, str]:
    """What this is and where to go on."""
    return {
        "name": "Mockhaus",
        "version": __version__,
        "api": "/api/v1/",
        "page": "/ui",
        "documentation": "/docs",
        "reference": "/redoc",
    }
