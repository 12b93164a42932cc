"""A record into which articles come at moments that a test sets, and a receiver of webhooks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler

import sqlalchemy as sa

import loopback
import quoting_model
from onrecord.ingest import Extractor, add
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.reading import Source
from onrecord.record import Record
from onrecord.record.clock import written
from onrecord.record.schema import article

LONG = "The harbour was never for sale, and as long as I sit here nobody will sell one stone of it."


def come(record: Record, at: datetime, name: str, quote: str, *, outlet: str = "Harbour Post") -> None:
    """Let an article come in at a moment, in which Ilse Marrow says ``quote``."""
    page = loopback.html(quote, title=f"Title of {name}", head=f"<meta property='og:site_name' content='{outlet}'>")
    url = f"<link rel=canonical href='https://news.example/{name}'>"
    data = page.replace("</head>", f"{url}</head>").encode()
    sources = [Source(f"{name}.html", data=data)]
    with record.transactions.reading() as connection:
        before = set(connection.execute(sa.select(article.c.key)).scalars())
    add(record, sources, Extractor(quoting_model.load), quoting_model.QuotingModel.version)
    update_people(record)
    update_sayings(record)
    with record.transactions.writing() as connection:
        new = article.c.key.not_in(before)
        assert connection.execute(article.update().where(new).values(added_at=written(at))).rowcount == 1


@dataclass
class Receiver:
    """A receiver of webhooks: what was posted to it, and the status with which it answers."""

    site: loopback.Site
    status: int = 200
    posted: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.site.port}/hook/s3cret"

    def contents(self) -> list[list[str]]:
        """The words of each post's items."""
        return [[item["content"] for item in json.loads(body)["items"]] for _, body in self.posted]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on this machine, until the end of the block."""
    with loopback.site() as site:
        found = Receiver(site)

        def take(request: BaseHTTPRequestHandler) -> None:
            body = request.rfile.read(int(request.headers["content-length"]))
            if found.status < 300:
                found.posted.append(({name.lower(): value for name, value in request.headers.items()}, body))
            loopback.answered(b"", found.status)(request)

        site.put("/hook/s3cret", take)
        yield found
