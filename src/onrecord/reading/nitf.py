"""NITF, the News Industry Text Format of the IPTC (https://iptc.org/standards/nitf/), as wires and archives keep it."""

from __future__ import annotations

from typing import Any

from onrecord.errors import ReadError

from .draft import Draft
from .markup import anywhere, first, local, paragraphs, parse_xml, unsigned, within, words_of
from .wires import item_draft, may_be_read

READER = "nitf"
VERSION = "1"


def read_nitf(data: bytes) -> Draft:
    """Read one NITF document.

    Raises:
        ReadError: where it is no such XML (code ``xml``), has no body (``no-text``), or may not be read yet or any more
            (``embargo``, ``cancelled``).
    """
    root = parse_xml(data)
    if local(root) != "nitf":
        raise ReadError(
            f"its root is <{local(root)}>, not <nitf>", next_step="Take the file that the wire sent.", code="xml"
        )
    docdata = first(within(root, "head", "docdata"))
    pubdata = first(within(root, "head", "pubdata"))
    release = first(within(docdata, "date.release")) if docdata is not None else None
    number = _value(first(within(docdata, "doc-id")), "id-string") if docdata is not None else None
    may_be_read(_value(docdata, "management-status"), _value(release, "norm"), own_id=number)
    head = nitf_head(root)
    facts = head | {"id": number} | _facts(root, docdata, pubdata)
    meta = {"identifier": number} | _meta(docdata, pubdata) | {"dateline": head["dateline"]}
    return item_draft(READER, VERSION, nitf_paragraphs(root), facts, meta)


def nitf_paragraphs(root: Any) -> list[str]:
    """The paragraphs of the body's content; also of an NITF document inside another format."""
    return [words for content in within(root, "body", "body.content") for words in paragraphs(content)]


def nitf_head(root: Any) -> dict[str, str | None]:
    """Headline and byline as they stand above the body."""
    byline = first(within(root, "body", "body.head", "byline"))
    people = list(anywhere(byline, "person")) if byline is not None else []
    names = ", ".join(name for person in people if (name := words_of(person)))
    headline = first(within(root, "body", "body.head", "hedline", "hl1"))
    return {
        "title": words_of(headline) or words_of(first(within(root, "head", "title"))),
        "byline": names or unsigned(words_of(byline)),
        "dateline": words_of(first(within(root, "body", "body.head", "dateline"))),
    }


def _facts(root: Any, docdata: Any, pubdata: Any) -> dict[str, str | None]:
    issued = first(within(docdata, "date.issue")) if docdata is not None else None
    distributor = first(within(root, "body", "body.head", "distributor"))
    return {
        "outlet": _value(pubdata, "name") or words_of(distributor),
        "published": _value(pubdata, "date.publication") or _value(issued, "norm"),
        "language": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "url": _value(pubdata, "ex-ref"),
    }


def _meta(docdata: Any, pubdata: Any) -> dict[str, str | None]:
    rights = first(within(docdata, "doc.copyright")) if docdata is not None else None
    holder, year = _value(rights, "holder"), _value(rights, "year")
    return {
        "edition": _value(pubdata, "edition.name"),
        "page": _value(pubdata, "position.sequence"),
        "section": _value(pubdata, "position.section"),
        "rights": " ".join(part for part in (year, holder) if part) or None,
    }


def _value(element: Any, name: str) -> str | None:
    return (element.get(name) or "").strip() or None if element is not None else None
