"""Lists of feeds as other programs keep them: OPML 2.0, in and out. http://opml.org/spec2.opml"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from onrecord.errors import ReadError
from onrecord.reading.markup import safe_parser

from .followed import Followed


def read_opml(data: bytes, path: str) -> tuple[str, ...]:
    """The addresses of the feeds in a list, each once, in its order; folders of feeds are opened.

    Args:
        data: the bytes.
        path: where they came from.

    Raises:
        ReadError: where it is no such list (code ``no-opml``), or names no feed (``empty``).
    """
    try:
        root = etree.fromstring(data.lstrip(b" \t\r\n"), safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_opml(f"this is no OPML ({error})", path) from error
    if root.tag != "opml":
        raise _no_opml("this is no OPML", path)
    named = (outline.get("xmlUrl", "").strip() for outline in root.iter("outline"))
    found = tuple(dict.fromkeys(address for address in named if re.match("https?://", address, re.I)))
    if not found:
        raise ReadError("it names no feed", where=path, next_step="Export it again, with its feeds", code="empty")
    return found


def _no_opml(what: str, path: str) -> ReadError:
    step = "Export the list from your feed reader as OPML; one feed alone is followed by onrecord watch ADDRESS"
    return ReadError(what, where=path, next_step=step, code="no-opml")


def write_opml(feeds: Iterable[Followed]) -> str:
    """The list for other programs; folders, which they cannot follow, are left out."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Followed by onrecord"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        if feed.kind == "feed":
            name = "".join(c for c in feed.title or feed.address if c.isprintable())  # not every character is XML's
            etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=feed.address)
    text: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'
