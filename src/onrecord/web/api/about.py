"""What the API says of itself: its description, a page for people, and what the record holds."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from onrecord import __version__
from onrecord.record import Stats
from onrecord.views.answers import answer
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, api

from .answering import JSON, PROBLEM, get, json_answer

router = api("the record")

_DESCRIPTION = """\
Who said what, when, in which exact words, and what they would not say.

Queries are those of the search (`speaker:marrow after:2026 "not for sale"`). Lists go on by cursor: `next` of a page,
or its `Link` header. Every answer carries an `ETag`. What goes wrong is a problem of RFC 9457.
"""


@router.api_route("/api", methods=["GET", "HEAD"], include_in_schema=False)
def for_people(request: Request) -> Response:
    """What can be asked, with an example of each."""
    described = description(request.app)
    told = [(path, operations["get"]) for path, operations in described["paths"].items()]
    return page(request, "api.html", operations=told)


@router.api_route("/api/openapi.json", methods=["GET", "HEAD"], include_in_schema=False)
def openapi(request: Request) -> Response:
    """The description for programs, OpenAPI 3.1."""
    return json_answer(request, description(request.app))


@get(router, "/stats", Stats)
def stats(request: Request, room: InRoom) -> Response:
    """What the record holds, counted."""
    return json_answer(request, answer(room.stats.get()))


def description(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI of ``app``; made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="onrecord", version=__version__, description=_DESCRIPTION, routes=app.routes, openapi_version="3.1.0"
        )
        for operations in made["paths"].values():
            for response in operations["get"]["responses"].values():
                _in_its_own_type(response.get("content", {}))
        made["components"]["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer", "description": "From `onrecord user token`."}
        }
        if app.state.accounts is not None:
            made["security"] = [{"token": []}]
        app.openapi_schema = made
    return app.openapi_schema


def _in_its_own_type(content: dict[str, Any]) -> None:
    """Move a shape that FastAPI takes for plain JSON to the media type that it comes as."""
    schema = content.pop(JSON, {}).get("schema", {})
    problem = schema.get("$ref", "").endswith("/Problem")
    own = PROBLEM if problem else next(iter(content), JSON)
    if schema:
        content[own] = {"schema": schema}
