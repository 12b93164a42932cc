"""What the reading room measures of itself, for Prometheus, and a line in the log for each request.

Labels are few and known beforehand: the route as it is written in the code, never the address, of which there are as
many as there are statements; so nothing of what anybody looks for can be read out of them. The log has the path, and
leaves the query out: what a newsroom searches for is its own affair.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, values
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord import __version__
from onrecord.errors import RecordError
from onrecord.following import Feeds
from onrecord.following.followed import Followed
from onrecord.record.clock import read

from .room import Kept, Room
from .together import Together

log = logging.getLogger("onrecord.access")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NO_ROUTE = "none"
_ALIVE = ("/healthz", "/metrics")  # asked for every few seconds: logged only where that goes wrong
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The numbers of one reading room.

    Args:
        room: whose record is counted, each time it is asked. Where it has several workers, each counts its requests
            into files of the folder that they share, and any of them tells those of all.
    """

    def __init__(self, room: Room) -> None:
        self._registry = CollectorRegistry()
        together = room.together
        if together.folder is not None:
            _count_into(together.folder)
            MultiProcessCollector(self._registry, str(together.folder))  # type: ignore[no-untyped-call]
            self._registry.register(_Processes(together))
        else:
            ProcessCollector(registry=self._registry)
        counted_here = None if together.folder is not None else self._registry
        self._registry.register(_OfRecord(room))
        self._requests = Counter(
            "onrecord_http_requests", "Requests answered.", ["method", "route", "status"], registry=counted_here
        )
        self._seconds = Histogram(
            "onrecord_http_request_seconds",
            "From a request to the end of its answer.",
            ["route"],
            buckets=_SECONDS,
            registry=counted_here,
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def written(self, accept: str) -> tuple[bytes, str]:
        """All numbers now, in the form that is asked for, and the media type of that.

        Args:
            accept: the header ``Accept``.
        """
        encoder, media_type = choose_encoder(accept)
        return encoder(self._registry), media_type


def _count_into(folder: Path) -> None:
    """Have this process keep its numbers in files that others read, as ``prometheus_client`` does it. It looks for the
    folder once, when it is imported, and this process is forked from one that did so."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]


class _Processes(Collector):
    """What ``ProcessCollector`` tells, of all processes of the room: the sum, or the oldest start, or the one limit."""

    def __init__(self, together: Together) -> None:
        self._together = together

    def collect(self) -> Iterable[Metric]:
        found: dict[str, Metric] = {}
        for process in filter(None, self._together.processes.every()):
            for metric in ProcessCollector(pid=partial(int, process), registry=None).collect():
                if (whole := found.setdefault(metric.name, metric)) is not metric:
                    (one,), (other,) = whole.samples, metric.samples
                    unite = _UNITED.get(metric.name, sum)
                    whole.samples = [one._replace(value=unite((one.value, other.value)))]
        return found.values()


_UNITED: dict[str, Callable[[Iterable[float]], float]] = {"process_start_time_seconds": min, "process_max_fds": min}
"""How numbers of several processes become one, where that is not their sum."""


class _OfRecord(Collector):
    """What a record holds, and how its feeds do; whatever process reads them."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._feeds: Kept[tuple[Followed, ...]] = room.kept(lambda: tuple(Feeds(room.record).every()))

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("onrecord", "The version.", {"version": __version__})
        reachable = _gauge("onrecord_record_up", "Whether the record answers.")
        try:
            self._room.record.need_answer()
            rest = [*self._held(), *self._followed()]
        except RecordError:
            reachable.add_metric([], 0)
            yield reachable
            return
        reachable.add_metric([], 1)
        yield reachable
        yield from rest

    def _held(self) -> Iterator[Metric]:
        stats = self._room.stats.get()
        for name, value, what in (
            ("articles", stats.articles, "Articles in the record."),
            ("statements", stats.statements, "Statements in the record."),
            ("failures", stats.failures, "What could not become an article."),
            ("record_bytes", stats.bytes, "Size of the record."),
        ):
            yield _gauge(f"onrecord_{name}", what, value)

    def _followed(self) -> Iterator[Metric]:
        feeds = self._feeds.get()
        states = _gauge("onrecord_feeds", "Feeds and folders that are followed, by how they do.", labels=["state"])
        for state in ("ok", "failing", "given_up"):
            states.add_metric([state], sum(_state(feed) == state for feed in feeds))
        yield states
        items = _gauge(
            "onrecord_feed_articles", "Articles of feeds: waiting is the queue, still to be fetched.", labels=["state"]
        )
        for state in ("waiting", "stored", "refused"):
            items.add_metric([state], sum(getattr(feed, state) for feed in feeds))
        yield items
        asked = [read(feed.asked_at) for feed in feeds if feed.asked_at]
        if asked:
            yield _gauge(
                "onrecord_feeds_asked_timestamp_seconds", "When a feed was last asked.", max(asked).timestamp()
            )


def _gauge(name: str, what: str, value: float | None = None, *, labels: Iterable[str] = ()) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value, None if value is not None else list(labels))


def _state(feed: Followed) -> str:
    if feed.due_at is None:
        return "given_up"
    return "failing" if feed.failures else "ok"


class Measured:
    """Counts and logs each request; stands before everything else, so that what is refused is counted too.

    Args:
        app: what answers.
        metrics: what counts.
    """

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and look at what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            seconds = time.monotonic() - began
            route = _route(scope)
            self._metrics.answered(scope["method"], route, status, seconds)
            with suppress(ValueError, OSError):  # a log that cannot be written is no reason to answer nothing
                _tell(scope, route, status, seconds)


def _route(scope: Scope) -> str:
    if scope["path"] in _ALIVE:
        return str(scope["path"])
    return str(getattr(scope.get("route"), "path", _NO_ROUTE))


def _tell(scope: Scope, route: str, status: int, seconds: float) -> None:
    method, path = scope["method"], scope["path"]
    if route in _ALIVE and status < 400:
        return
    facts = {"method": method, "path": path, "route": route, "status": status, "seconds": round(seconds, 4)}
    log.info("%s %s %d", method, path, status, extra=facts)
