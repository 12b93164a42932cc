"""The app: pages, files and errors put together round one open record."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import Depends, FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response

from onrecord import __version__
from onrecord.accounts import Accounts
from onrecord.record import Record

from . import api, health
from .entry import admit, open_to
from .guard import Guard
from .measuring import Measured, Metrics
from .pages import routers
from .problems import add_handlers, refusal
from .rendering import files, version_of_files
from .room import Room
from .together import Together

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names by which a machine calls itself."""

_THREADS = 8
"""Pages that are made at a time by all workers of a room, at most one a core, but two of each worker, so that one that
takes long does not hold up all others; the rest wait. More would only share the cores, and each has its connection to
the store with a cache of 64 MB."""

_TURN = 0.001
"""Seconds after which a thread that computes lets another go on, which comes back from the store hundreds of times a
page; with Python's own 5 ms each of these times may wait so long."""


def create_app(
    record: Record,
    *,
    hosts: Iterable[str] = LOOPBACK,
    accounts: Accounts | None = None,
    together: Together | None = None,
) -> FastAPI:
    """The reading room of an open record, as an ASGI app.

    Args:
        record: stays open as long as the app is used; whoever opened it closes it.
        hosts: names by which it may be called; a request for another is refused.
        accounts: who may come in; None for one person's desk, where nobody signs in.
        together: what it shares with other workers of the same room; None where it has none.
    """
    room = Room(record, together)
    metrics = Metrics(room)
    app = FastAPI(
        title="onrecord",
        version=__version__,
        docs_url=None,  # the page of FastAPI loads its scripts from a CDN
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(admit)],
        middleware=[
            Middleware(Measured, metrics=metrics),
            Middleware(Guard, hosts=frozenset(map(str.lower, hosts)), shared=accounts is not None, refuse=refusal),
        ],
        lifespan=_lifespan,
    )
    app.state.room = room
    app.state.metrics = metrics
    app.state.accounts = accounts
    add_handlers(app)
    for router in (*routers(), *api.routers(), health.router):
        app.include_router(router)
    # A route of Starlette's: those of FastAPI wait for a thread that asks who it is.
    app.add_route("/healthz", health.healthz, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route("/static/{version}/{name}", _static, methods=["GET", "HEAD"], include_in_schema=False)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    room: Room = app.state.room
    threads = max(2, min(_THREADS, os.cpu_count() or 2) // room.together.workers)
    anyio.to_thread.current_default_thread_limiter().total_tokens = threads
    sys.setswitchinterval(_TURN)
    warming = threading.Thread(target=room.warm, name="warm")
    warming.start()
    yield
    await anyio.to_thread.run_sync(warming.join)  # whoever opened the record will close it
    room.jobs.close()


@open_to(None)
async def _static(version: str, name: str) -> Response:
    found = files().get(name)
    if found is None:
        raise HTTPException(404)
    content, kind = found
    # Of another version: of a page that was open while onrecord was updated. It gets today's, and does not keep it.
    kept = "public, max-age=31536000, immutable" if version == version_of_files() else "no-cache"
    return Response(content, media_type=kind, headers={"cache-control": kept})
