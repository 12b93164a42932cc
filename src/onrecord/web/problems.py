"""Errors as pages: what was wrong, and what to do next, in the words of ``onrecord.errors``."""

from __future__ import annotations

import logging
from contextlib import suppress

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Scope

from onrecord.errors import AccountError, OnrecordError, QueryError, RecordError, UsageError

from . import addresses
from .entry import recognised
from .guard import READING
from .rendering import page

_STATUS = {"not-found": 404, "ambiguous": 404, "locked": 503, "busy": 503}
"""Of HTTP, by the code of a RecordError; every other is 500."""

_NOT_ADMITTED = {"sign-in": 401, "too-often": 429}
"""Of HTTP, by the code of an AccountError; every other is 403."""

_LOOK = "Look for it with the search, or in the list of articles or people"

log = logging.getLogger("onrecord.web")


def add_handlers(app: FastAPI) -> None:
    """Have ``app`` answer every error with a page."""
    app.add_exception_handler(OnrecordError, _known)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def problem(
    request: Request,
    status: int,
    what: str,
    next_step: str | None,
    *,
    code: str = "",
    place: tuple[int, int] | None = None,
) -> Response:
    """An error as a page, or for a program as a problem of RFC 9457.

    Args:
        request: that it answers. status: of HTTP.
        what: what was wrong; next_step: what to do.
        code: a short fixed word for this sort of error.
        place: the part of a query that it is about.
    """
    if _of_program(request):
        told = {
            "type": f"urn:onrecord:problem:{code}" if code else "about:blank",
            "title": what,
            "status": status,
            "detail": next_step,
            "instance": request.url.path,
            "place": place,
        }
        answer = JSONResponse({name: value for name, value in told.items() if value is not None}, status)
        answer.headers["content-type"] = "application/problem+json"
        if status == 401:
            # Basic, since that is what readers of feeds know: the token is the password.
            answer.headers["www-authenticate"] = 'Bearer realm="onrecord", Basic realm="onrecord"'
        return answer
    return page(request, "problem.html", status=status, code=status, what=what, next_step=next_step)


def _of_program(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path == "/metrics"


async def refusal(scope: Scope, status: int, what: str, next_step: str) -> ASGIApp:
    """The answer to a request that ``guard`` refuses."""
    return problem(Request(scope), status, what, next_step)


def status_of(error: OnrecordError) -> int:
    """The status of HTTP that says what sort of error it is."""
    if isinstance(error, RecordError):
        return _STATUS.get(error.code, 500)
    if isinstance(error, AccountError):
        return _NOT_ADMITTED.get(error.code, 403)
    return 400 if isinstance(error, QueryError | UsageError) else 500


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, OnrecordError)
    status = status_of(error)
    if status == 401 and request.method in READING and not _of_program(request):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(addresses.with_query("/sign-in", to=asked if asked != "/" else ""), status_code=303)
    if status == 500:
        log.error("%s: %s", request.url.path, error)
    # The next step of what is not found is told for the command line.
    next_step = _LOOK if status == 404 else error.next_step
    return problem(request, status, error.what, next_step, code=error.code, place=getattr(error, "place", None))


async def _not_understood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    names = ", ".join(str(one["loc"][-1]) for one in error.errors())
    next_step = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
    return problem(
        request,
        400,
        f"part of this address is not understood: {names}",
        next_step if _of_program(request) else "Follow a link to it instead",
        code="address",
    )


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    with suppress(RecordError):  # no page was found that would have asked who it is
        await run_in_threadpool(recognised, request)
    if error.status_code == 404:
        return problem(request, 404, "there is no such page", _LOOK)
    answer = problem(request, error.status_code, str(error.detail), None)
    answer.headers.update(error.headers or {})  # such as which methods are allowed
    return answer


async def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("%s", request.url.path, exc_info=error)
    return problem(
        request, 500, "the reading room made a mistake", "The terminal it runs in says which; the record is unharmed"
    )
