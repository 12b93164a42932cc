"""Fifty feeds on loopback that misbehave as feeds do, and a note of every request that came.

Each feed has a host of its own. Its articles come out one after another as time goes on, so that what is listed hangs
on the clock alone.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KINDS = (
    *["rss"] * 10, *["not-modified"] * 6, *["slow"] * 5, *["500"] * 4, *["busy"] * 2, *["moved"] * 4, *["loop"] * 2,
    *["broken"] * 4, *["sitemap"] * 2, *["json"] * 2, *["changed"] * 5, *["shared"] * 2, "cut-off", "forbidden",
)  # fmt: skip
"""What is the matter with each of the fifty feeds."""

NEVER = frozenset({"loop", "forbidden"})
"""Kinds of which no article can ever be had."""

POLITE = ("/robots.txt", "/.well-known/tdmrep.json")
_QUOTE = "The {thing} of {place} will be looked after, and whoever says otherwise has not been to {place} in {year}."


@dataclass(frozen=True)
class Asked:
    """One request: host, path, when it came and when its answer was over (monotonic seconds), and the status."""

    host: str
    path: str
    came: float
    over: float
    status: int


@dataclass
class Sites:
    """The fifty hosts.

    Attributes:
        every: seconds between two articles of one feed; changes: between two versions of a changed one.
        until: seconds after which nothing new comes out.
        asked: every request so far.
    """

    port: int
    every: float
    changes: float
    until: float
    began: float = field(default_factory=time.monotonic)
    asked: list[Asked] = field(default_factory=list)
    _faults: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def feed(self, number: int) -> str:
        """The address of a feed."""
        return f"http://feed{number:02}.example:{self.port}/feed"

    def age(self) -> float:
        """Seconds for which articles have come out, at most ``until``."""
        return min(time.monotonic() - self.began, self.until)

    def out(self, number: int) -> int:
        """How many articles of a feed are out."""
        first = self.every * (number % 10) / 10
        return 1 + max(0, int((self.age() - first) / self.every))

    def version(self, number: int, article: int) -> int:
        """Which version of an article stands there."""
        if KINDS[number] != "changed":
            return 0
        return int(max(0.0, self.age() - self.every * article) / self.changes) if article == 0 else 0

    def address(self, number: int, article: int) -> str:
        """Where an article lies. Two feeds tell of the same ones."""
        owner = number - 1 if KINDS[number] == "shared" and KINDS[number - 1] == "shared" else number
        return f"http://feed{owner:02}.example:{self.port}/{article}"

    def fault(self, what: str) -> int:
        """How often a fault was met before."""
        self._faults[what] += 1
        return self._faults[what] - 1


def page(number: int, article: int, version: int) -> bytes:
    """An article in which somebody is quoted, like no other."""
    place, thing = (
        f"Port {chr(65 + number % 26)}{chr(97 + number // 26)}dal",
        ("quay", "ferry", "lighthouse")[article % 3],
    )
    title = f"The {thing} of {place}, {article}"
    quote = _QUOTE.format(place=place, thing=thing, year=2000 + article)
    paragraphs = [
        f"The council of {place} spoke about the {thing} number {article} on Friday, for the {article + 3}. time, and "
        "came to no end before midnight, as those who waited outside could see.",
        f"“{quote}” said Ilse Marrow, the mayor. She had looked at all {article + 11} papers that lay before her.",
        f"The harbour office counted {article * 7 + number} ships, and none of them had come from beyond the islands.",
    ]
    if version:
        paragraphs.append(f"This report was changed for the {version}. time, after the council of {place} met again.")
    return (
        "<!doctype html><html lang=en><head><meta property='article:published_time' content='2026-01-16T09:00:00Z'>"
        f"<title>{title}</title></head><body><article><h1>{title}</h1>{''.join(f'<p>{p}</p>' for p in paragraphs)}"
        "</article></body></html>"
    ).encode()


def listing(sites: Sites, number: int) -> tuple[bytes, str]:
    """What a feed tells now, and of which type."""
    kind = KINDS[number]
    items = [(sites.address(number, n), sites.version(number, n)) for n in range(sites.out(number))]
    if kind == "json":
        told = [{"id": url, "url": url, "title": url} for url, _ in items]
        version = "https://jsonfeed.org/version/1.1"
        return json.dumps({"version": version, "title": f"Feed {number}", "items": told}).encode(), "application/json"
    if kind == "sitemap":
        told_of = "".join(f"<url><loc>{url}</loc></url>" for url, _ in items)
        return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{told_of}</urlset>".encode(), "text/xml"
    entries = "".join(
        f"<item><link>{url}</link><title>{url}</title><updated>{version}</updated></item>" for url, version in items
    )
    text = f"<rss version='2.0'><channel><title>Feed {number}</title>{entries}</channel></rss>"
    if kind == "broken":
        text = text.replace(
            "</channel></rss>", "<item><title>A & B</title></item></channel>" if number % 2 else "<item><li"
        )
    return text.encode(), "application/rss+xml"


def answer(sites: Sites, number: int, request: BaseHTTPRequestHandler) -> int:
    """Answer one request, well or badly; returns the status."""
    kind, path = KINDS[number], request.path
    if path in POLITE:
        forbid = kind == "forbidden" and path == POLITE[0]
        return send(request, 200 if forbid else 404, b"User-agent: *\nDisallow: /\n" if forbid else b"", "text/plain")
    if kind == "loop":
        return send(request, 302, b"", "text/plain", location="/loop" if path == "/feed" else "/feed")
    if path == "/feed":
        return _bad_feed(sites, number, kind, request) or _feed(sites, number, kind, request)
    if path == "/feed-now":
        return _feed(sites, number, kind, request)
    return _article(sites, number, kind, request)


def _article(sites: Sites, number: int, kind: str, request: BaseHTTPRequestHandler) -> int:
    path = request.path
    name = path.removeprefix("/").removeprefix("moved-")
    if not name.isdigit() or int(name) >= sites.out(number):
        return send(request, 404, b"nothing here", "text/plain")
    if kind == "moved" and not path.startswith("/moved-"):
        return send(request, 301, b"", "text/plain", location=f"/moved-{name}")
    # Early alone: it is tried again after five minutes.
    if kind == "500" and int(name) % 3 == 1 and sites.age() < sites.until / 2 and sites.fault(f"{number}{path}") == 0:
        return send(request, 500, b"later", "text/plain")
    if kind == "slow":
        time.sleep(2)
    return send(request, 200, page(number, int(name), sites.version(number, int(name))), "text/html", packed=number % 2)


def _bad_feed(sites: Sites, number: int, kind: str, request: BaseHTTPRequestHandler) -> int:
    """The answer of a feed that misbehaves this time; 0 where it does not."""
    if kind == "500" and sites.fault(f"feed{number}") % 3 == 0:
        return send(request, 500, b"later", "text/plain")
    if kind == "busy" and sites.fault(f"feed{number}") % 4 == 1:
        return send(request, 503, b"", "text/plain", retry_after="20")
    if kind == "moved":
        return send(request, 301, b"", "text/plain", location="/feed-now")
    if kind == "slow":
        time.sleep(3)
    return 0


def _feed(sites: Sites, number: int, kind: str, request: BaseHTTPRequestHandler) -> int:
    body, media_type = listing(sites, number)
    tag = f'"{sites.out(number)}"'
    if kind == "not-modified" and request.headers.get("if-none-match") == tag:
        return send(request, 304, b"", media_type)
    if kind == "cut-off" and sites.fault(f"feed{number}") % 2:
        request.send_response(200)
        request.send_header("content-length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: len(body) // 2])
        return 200
    return send(request, 200, body, media_type, etag=tag if kind == "not-modified" else None)


def send(
    request: BaseHTTPRequestHandler, status: int, body: bytes, media_type: str, packed: int = 0, **headers: str | None
) -> int:
    """An answer in one piece; names of headers are written with underscores."""
    request.send_response(status)
    if packed:
        body = gzip.compress(body)
        request.send_header("content-encoding", "gzip")
    request.send_header("content-type", media_type)
    for name, value in headers.items():
        if value is not None:
            request.send_header(name.replace("_", "-"), value)
    request.send_header("content-length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
    return status


@contextmanager
def serving(every: float, changes: float, until: float) -> Iterator[Sites]:
    """The hosts, until the end of the block; every name leads to one port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            came, status = time.monotonic(), 0
            self.close_connection = True
            host = (self.headers.get("host") or "").partition(":")[0]
            with suppress(OSError):  # who asked was killed
                status = answer(sites, int(host.removeprefix("feed")[:2]), self)
            sites.asked.append(Asked(host, self.path, came, time.monotonic(), status))

        def log_message(self, *_: Any) -> None:
            """Nothing: the figures are told at the end."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *_: Any) -> None:
            """Clients that are killed go away in the middle."""

    server = Server(("127.0.0.1", 0), Handler)
    sites = Sites(server.server_port, every, changes, until)
    run: Callable[[], None] = lambda: server.serve_forever(poll_interval=0.05)  # noqa: E731
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield sites
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
