"""Statements as an Atom feed (RFC 4287), for a reader of feeds: who, when, what, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote
from xml.etree import ElementTree

from onrecord.record import Hit

from .safe import excerpt, one_line, shown
from .words import day_words, how_words, lead_words, speaker_words

_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"  # when an empty feed changed: Atom wants a moment
_TITLE = 100


def atom(hits: Sequence[Hit], query: str, *, root: str, address: str) -> bytes:
    """The feed, as XML in UTF-8.

    Args:
        hits: its entries, the latest first.
        query: what was asked for; empty for everything.
        root: address of the reading room, with a slash at its end.
        address: of the feed itself.
    """
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "id", f"urn:onrecord:feed:{quote(query or 'all', safe='', errors='replace')}")
    _text(feed, "title", f"On record: {one_line(query)}" if query.strip() else "On record")
    _text(feed, "updated", max(map(_changed, hits), default=_NEVER))
    _text(ElementTree.SubElement(feed, "author"), "name", "onrecord")
    ElementTree.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": shown(address)})
    page = f"{root}search?q={quote(query, safe='', errors='replace')}"
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for hit in hits:
        _entry(feed, hit, root)
    made: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made


def _entry(feed: ElementTree.Element, hit: Hit, root: str) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    statement, article = hit.statement, hit.article
    teller, cued = lead_words(statement, hit.cue)
    words = f"{teller}{cued}{hit.content}"
    who = one_line(speaker_words(statement, hit.source))
    day = day_words(statement.said_on.edtf) or "day not known"
    _text(entry, "id", f"urn:onrecord:statement:{quote(hit.id, safe='', errors='replace')}")
    _text(entry, "title", f"{who}: {excerpt(words, _TITLE)}")
    _text(entry, "updated", _changed(hit))
    _text(entry, "published", article.added_at)
    # Whose text it is: of a paraphrase the outlet's, whoever is said to have spoken.
    _text(ElementTree.SubElement(entry, "author"), "name", one_line(article.outlet or "outlet not known"))
    place = f"{root}articles/{quote(article.id, safe='', errors='replace')}#{quote(hit.id, safe='', errors='replace')}"
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": place})
    head = f"{who}, {day}, {how_words(statement)}"
    source = ", ".join(one_line(bit) for bit in (article.outlet, article.title, day_words(article.published)) if bit)
    _text(entry, "content", f"{head}\n{words}\n{source}", {"type": "text"})


def _changed(hit: Hit) -> str:
    """When it came, or was last put right by hand."""
    review = hit.statement.review
    return max(hit.article.added_at, review.at) if review else hit.article.added_at


def _text(parent: ElementTree.Element, name: str, words: str, attributes: dict[str, str] | None = None) -> None:
    # The two signs that XML cannot have and ``shown`` lets pass are no characters at all.
    ElementTree.SubElement(parent, name, attributes or {}).text = (
        shown(words).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    )
