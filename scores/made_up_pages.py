"""Made-up news pages, each of other people and other words, and a web archive of them: for measuring, not for reading.

Nothing is anybody's: names, towns and nouns are put together from syllables by the number of the page, so that the same
number gives the same page on every run.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

_SYLLABLES = [f"{c}{v}" for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "an", "or", "el")]
_GIVEN = "Anna Maria Laura Peter Thomas Martin Robert Sarah Helen David Frank Julia Carla Simon Oscar Nina".split()
_OFFICES = "mayor;senator;head of the port;chairwoman of the council;director of the museum;union leader".split(";")
_VERBS = "said;added;told reporters;warned;insisted;explained".split(";")
_DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
_TELLS = (
    "The {a} near the {b} was closed in the morning after a {c} had been found beside it.",
    "For years the {a} has been the pride of {town}, and the {b} its greatest worry.",
    "Nobody knew in the evening how the {a} came to lie under the {b}.",
    "The {a} cost {number} million dollars, twice as much as the {b} and the {c} together.",
)
_NAVIGATION = "".join(
    f'<li><a href="/section/{number}">Section {number} of the paper</a></li>' for number in range(120)
)
_SCRIPT = "<script>" + "window.settings = window.settings || {};" * 120 + "</script>"


def page(number: int) -> bytes:
    """One page: some 150 words in four paragraphs with four statements, and around it what pages have around them."""
    drawn = random.Random(number)

    def word() -> str:
        return "".join(drawn.choices(_SYLLABLES, k=3))

    town, surname = word().capitalize(), word().capitalize()
    name = f"{drawn.choice(_GIVEN)} {surname}"
    title = f"{town} argues over its {word()}"
    paragraphs = []
    for at in range(4):
        nouns = {"a": word(), "b": word(), "c": word(), "town": town, "number": drawn.randint(2, 90)}
        who = f"{name}, {drawn.choice(_OFFICES)} of {town}," if at == 0 else surname
        said = f"“We will keep the {nouns['c']} as long as there is a {nouns['a']} in {town},”"
        told = f"{said} {who} {drawn.choice(_VERBS)} on {drawn.choice(_DAYS)}."
        paragraphs.append(f"<p>{drawn.choice(_TELLS).format(**nouns)} {told}</p>")
    day = f"2021-{1 + number % 12:02}-{1 + number % 28:02}"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{day}T08:00:00Z">{_SCRIPT}</head>'
        f"<body><nav><ul>{_NAVIGATION}</ul></nav><main><article><h1>{title}</h1>{''.join(paragraphs)}</article></main>"
        f"<footer><p>The {town} Paper</p></footer>{_SCRIPT}</body></html>"
    ).encode()


def records(pages: int) -> Iterator[bytes]:
    """The records of a web archive: a request and an answer for each page, and a picture for every second."""
    yield _record("warcinfo", b"software: made up\r\n", "", "application/warc-fields")
    for number in range(pages):
        address = f"https://paper.example/{number}"
        asked = f"GET /{number} HTTP/1.1\r\nHost: paper.example\r\n\r\n".encode()
        yield _record("request", asked, address, "application/http; msgtype=request")
        body = gzip.compress(page(number), 6, mtime=0)
        yield _response(body, "text/html; charset=utf-8\r\nContent-Encoding: gzip", address)
        if number % 2:
            yield _response(random.Random(number).randbytes(6000), "image/jpeg", f"{address}.jpg")


def write_warc(path: Path, pages: int) -> None:
    """Write a ``.warc.gz``, each record compressed by itself."""
    with path.open("wb") as file:
        file.writelines(gzip.compress(one, 1, mtime=0) for one in records(pages))


def _response(body: bytes, kind: str, address: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return _record("response", head.encode() + body, address, "application/http; msgtype=response")


def _record(sort: str, block: bytes, address: str, kind: str) -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = (
        f"WARC/1.1\r\nWARC-Type: {sort}\r\nWARC-Date: 2021-12-31T00:00:00Z\r\n{target}"
        f"Content-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
