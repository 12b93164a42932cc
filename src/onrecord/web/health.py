"""For whoever keeps a reading room going: whether its record answers, and what it measures of itself."""

from __future__ import annotations

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.errors import RecordError

from .entry import open_to
from .measuring import Metrics
from .room import pages

router = pages()

_ONE = anyio.CapacityLimiter(1)
"""Its own, so that pages which take long are not mistaken for a record that is gone."""


@open_to(None)
async def healthz(request: Request) -> Response:
    """Whether the record answers: 200, else 503. For everybody, since a balancer has no password; it tells no more."""
    try:
        await anyio.to_thread.run_sync(request.app.state.room.record.need_answer, limiter=_ONE)
    except RecordError as error:
        return JSONResponse({"status": "unavailable", "code": error.code}, 503)
    return JSONResponse({"status": "ok"})


@router.api_route("/metrics", methods=["GET", "HEAD"])
def metrics(request: Request) -> Response:
    """For Prometheus, with the token of a reader: it tells no more than readers see, and whoever has less sees none."""
    measured: Metrics = request.app.state.metrics
    content, media_type = measured.written(request.headers.get("accept", ""))
    return Response(content, headers={"content-type": media_type})
