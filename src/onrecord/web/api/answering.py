"""How the API answers: JSON with an ETag, and a list with the address of what comes after it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response

from onrecord.errors import QueryError
from onrecord.record import Page
from onrecord.views.answers import answer

from .shapes import Problem

F = TypeVar("F", bound=Callable[..., Any])

JSON = "application/json"
PROBLEM = "application/problem+json"

Asked = Annotated[str, Query(description="A query, as in the search of the reading room; empty for everything.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[str, Query(description="`next` of the page before, to go on after it; empty to begin.")]

_OFFSET = re.compile(r"o([1-9][0-9]{0,8})")
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def get(router: APIRouter, path: str, shape: Any, *, media_type: str = JSON, **told: Any) -> Callable[[F], F]:
    """Marks a function as what answers GET at a path, and HEAD, which the description leaves out.

    Args:
        router: of the function. path: below ``/api``.
        shape: what stands in the answer; None where it is no JSON.
        media_type: of the answer.
        told: more for its description.
    """
    good: dict[str, Any] = {"description": "What was asked for.", "content": {media_type: {}}}
    if shape is not None:
        good["model"] = shape
    known: dict[int | str, dict[str, Any]] = {
        200: good,
        304: {"description": "It is as it was when `If-None-Match` was given."},
        "default": {"description": "What was wrong, and what to do next.", "model": Problem},
    }

    def mark(function: F) -> F:
        router.add_api_route(f"/api{path}", function, methods=["GET"], response_model=None, responses=known, **told)
        router.add_api_route(f"/api{path}", function, methods=["HEAD"], include_in_schema=False)
        return function

    return mark


def json_answer(request: Request, value: Any, *, media_type: str = JSON, after: str | None = None) -> Response:
    """``value`` as JSON.

    Args:
        request: that it answers.
        value: plain lists, dicts, numbers and strings.
        media_type: of the answer.
        after: the cursor of the next page, which then stands in ``Link`` as an address (RFC 8288).
    """
    try:
        body = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # half a character, which JSON can only write as an escape
        body = json.dumps(value, allow_nan=False, separators=(",", ":")).encode()
    headers = {}
    if after is not None:
        headers["link"] = f'<{request.url.include_query_params(cursor=after)}>; rel="next"'
    return tagged(request, body, media_type, headers)


def tagged(request: Request, body: bytes, media_type: str, headers: dict[str, str] | None = None) -> Response:
    """An answer with its ETag; without a body where the asker has it already."""
    tag = hashlib.sha256(body).hexdigest()[:32]
    named = {**(headers or {}), "etag": f'"{tag}"'}
    asked = request.headers.get("if-none-match", "")
    if asked.strip() == "*" or tag in _TAG.findall(asked):
        return Response(None, 304, named)
    return Response(body, media_type=media_type, headers=named)


def counted_answer(request: Request, found: Page[Any]) -> Response:
    """A page of a list that the record counts through, as JSON with the cursor of what comes after it."""
    after = f"o{found.offset + len(found.items)}" if found.more else None
    return json_answer(request, answer(found) | {"next": after}, after=after)


def offset_of(cursor: str) -> int:
    """Where a list goes on that the record counts through.

    Raises:
        QueryError: where the cursor is none of such a list.
    """
    if not cursor:
        return 0
    found = _OFFSET.fullmatch(cursor)
    if found is None:
        raise QueryError(
            "this cursor is not one that a page of this list gave",
            where="cursor",
            next_step="Take `next` of the page before, or leave it out to begin anew",
        )
    return int(found[1])
