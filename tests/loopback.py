"""Web sites on this machine, for tests of what fetches: they answer over real sockets, well or badly.

    with site() as news:
        news.put("/a", html("..."))
        client(news).fetch(news.url("/a"))

Every name leads to it: the client is given a resolver that knows no other address than 127.0.0.1.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from onrecord.errors import FetchError
from onrecord.fetching import Client, Limits

QUICK = Limits(seconds=10, interval=0)
BODY = (
    "<p>The ferry to the outer islands will not sail before spring, the harbour office announced, and its passengers "
    "were told to wait for a letter with the new timetable.</p>"
)

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Asked:
    """One request: its path, its headers by their names in lower case, and when it came (monotonic seconds)."""

    path: str
    headers: Mapping[str, str]
    at: float


@dataclass
class Site:
    """A running site. What is not put there is answered with 404."""

    port: int
    scheme: str = "http"
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str, host: str = "news.example") -> str:
        """The address of a path, by any name."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    def put(self, path: str, answer: Answer | bytes | str, status: int = 200, **headers: str) -> None:
        """Answer a path; names of headers are written with underscores."""
        self.pages[path] = answer if callable(answer) else answered(answer, status, **headers)

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def pages_asked(self) -> list[str]:
        """The same without the files by which a host says what it allows."""
        return [path for path in self.paths() if path not in ("/robots.txt", "/.well-known/tdmrep.json")]


def answered(body: bytes | str, status: int = 200, **headers: str) -> Answer:
    """An answer in one piece."""
    data = body.encode() if isinstance(body, str) else body
    told = {"content-type": "text/html; charset=utf-8"} | {k.replace("_", "-").lower(): v for k, v in headers.items()}

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in told.items():
            request.send_header(name, value)
        request.send_header("content-length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    return answer


def dripping(pieces: Iterator[bytes], every: float) -> Answer:
    """Whatever bytes, written one piece after another with a rest between, from the first byte of the answer on."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            request.wfile.write(piece)
            request.wfile.flush()
            time.sleep(every)

    return answer


def html(quote: str, title: str = "The ferry stays in port", head: str = "") -> str:
    """A page with an article in which Ilse Marrow says ``quote``."""
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title><meta name=author content='Ada Quill'>"
        f"<meta property='article:published_time' content='2021-01-17T09:00:00Z'>{head}</head><body><article>"
        f"<h1>{title}</h1>{BODY}<p>Ilse Marrow said, “{quote}”</p>{BODY.replace('ferry', 'second ferry')}"
        "</article></body></html>"
    )


@contextmanager
def site(certificate: str | None = None) -> Iterator[Site]:
    """Serve until the end of the block.

    Args:
        certificate: a PEM file with certificate and key, to serve by TLS.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found.asked.append(
                Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, time.monotonic())
            )
            self.close_connection = True
            found.pages.get(self.path, answered("nothing here", 404))(self)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A client that goes away in the middle is what many tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    found = Site(server.server_port, "https" if certificate else "http")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def client(limits: Limits = QUICK, **options: Any) -> Client:
    """A client to whom every name is this machine."""
    return Client(limits, **({"resolver": lambda host: ["127.0.0.1"], "loopback": True} | options))


def refused(asked: Client, address: str) -> FetchError:
    """The error of a fetch, which must say where it happened and what to do next."""
    with pytest.raises(FetchError) as raised:
        asked.fetch(address)
    assert raised.value.where
    assert raised.value.next_step
    return raised.value
