"""Web archives for the tests, written by hand from the standard (ISO 28500), so that no library judges itself."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable

DATE = "2021-01-18T06:30:00Z"


def record(kind: str, block: bytes, uri: str | None = None, **headers: str) -> bytes:
    """One record; ``WARC_Filename="a"`` becomes the header ``WARC-Filename: a``, and None takes one away."""
    known: dict[str, str | None] = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000000>",
        "WARC-Date": DATE,
        "WARC-Target-URI": uri,
        "Content-Type": "application/http; msgtype=response" if kind == "response" else "text/plain",
        "Content-Length": str(len(block)),
    }
    known |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in known.items() if value is not None]
    return "\r\n".join(["WARC/1.1", *lines, "", ""]).encode() + block + b"\r\n\r\n"


def http(body: bytes, *lines: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """An answer of a web server."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *lines, "", ""]
    return "\r\n".join(head).encode() + body


def response(body: bytes, *lines: str, uri: str = "https://news.example/a", **fields: str) -> bytes:
    """A record of one answer."""
    return record("response", http(body, *lines, **fields), uri)


def chunked(body: bytes, size: int = 700) -> bytes:
    """A body in chunks, as servers send what they do not know the length of."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def packed(records: Iterable[bytes]) -> bytes:
    """A ``.warc.gz``: each record compressed by itself."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def wacz(files: dict[str, bytes]) -> bytes:
    """A ``.wacz``: its files in a zip, uncompressed, as its specification asks of archives."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()
