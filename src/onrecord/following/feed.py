"""The bytes of a feed to the addresses of its articles: RSS, Atom, JSON Feed, news sitemaps.

By lxml and not by feedparser: that knows neither JSON Feed nor sitemaps, cleans and rewrites what we do not need, and
would be a second reader of XML beside the one that is here. No entity is resolved and nothing is loaded from elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urldefrag, urljoin

from lxml import etree

from onrecord.errors import ReadError
from onrecord.reading.markup import safe_parser, words_of

Kind = Literal["rss", "atom", "json", "sitemap"]

_ROOTS: dict[str, Kind] = {"rss": "rss", "RDF": "rss", "feed": "atom", "urlset": "sitemap"}
_ENTRIES: dict[Kind, str] = {"rss": "item", "atom": "entry", "sitemap": "url"}
_CHANGED = ("updated", "modified", "lastmod", "date_modified")
_SAID = ("title", "pubDate", "date", "published", "description", "summary", "encoded", "content")
_JSON_SAID = ("title", "date_published", "summary", "content_text", "content_html")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LONGEST_REST = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed tells of.

    Attributes:
        address: of the article, absolute, without a fragment.
        told: hex digest of what the feed says of it; another one means that it was changed.
    """

    address: str
    told: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says.

    Attributes:
        kind: in which of the formats.
        title: what it calls itself; None where it does not.
        entries: in its order; no address twice.
        without_address: how many entries lead nowhere.
        rest: seconds for which it wants not to be asked again (``ttl``), at most a day; 0 where it does not say.
        broken: what is wrong with its XML, where as much was read as could be; None where it is whole.
    """

    kind: Kind
    title: str | None
    entries: tuple[Entry, ...]
    without_address: int = 0
    rest: float = 0.0
    broken: str | None = None


def read_feed(data: bytes, address: str) -> Feed:
    """Read a feed.

    Args:
        data: the bytes, whole.
        address: where they came from; relative addresses in it start there.

    Raises:
        ReadError: where it is none (code ``no-feed``), or one that only lists others (``index``).
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, address)
    root, broken = _tree(data)
    name = _name(root) if root is not None else ""
    if root is None or name not in _ROOTS:
        raise _no_feed(root, name, address)
    kind = _ROOTS[name]
    found = list(_of_name(root.iter(), _ENTRIES[kind]))
    if broken and f"{name}>".encode() not in data[-512:]:
        found = found[:-1]  # cut short: the address of the last one may be half an address
    entries, nowhere = _gathered((_link(entry, kind, address), _told(entry)) for entry in found)
    channel = next(_of_name(root, "channel"), root)
    return Feed(kind, _text(channel, "title"), entries, nowhere, _rest(_text(channel, "ttl")), broken)


def _tree(data: bytes) -> tuple[etree._Element | None, str | None]:
    """The root, and what is wrong with it."""
    data = data.lstrip(b" \t\r\n")  # a declaration must stand at the very beginning, and often does not
    try:
        return etree.fromstring(data, safe_parser()), None
    except (etree.XMLSyntaxError, ValueError) as error:
        try:
            return etree.fromstring(data, safe_parser(recover=True)), str(error).partition(" (<string>")[0]
        except (etree.XMLSyntaxError, ValueError):
            return None, str(error)


def _no_feed(root: etree._Element | None, name: str, address: str) -> ReadError:
    if root is not None and name == "sitemapindex":
        inner = [_text(entry, "loc") for entry in _of_name(root, "sitemap")]
        named = ", ".join(one for one in inner[:3] if one) or "none"
        return ReadError(
            "this sitemap only lists others",
            where=address,
            next_step=f"Watch those that hold news. The first of them: {named}",
            code="index",
        )
    offered = _offered(root, address) if root is not None and name == "html" else None
    step = f"The page names a feed: onrecord watch {offered}" if offered else "Give the address of its feed"
    what = "this is a page, not a feed" if name == "html" else "this is no feed that is known here"
    return ReadError(what, where=address, next_step=step, code="no-feed")


def _offered(root: etree._Element, address: str) -> str | None:
    """The first feed that a page names in its head."""
    for link in _of_name(root.iter(), "link"):
        if re.fullmatch(r"application/(?:rss\+xml|atom\+xml|feed\+json)", link.get("type", ""), re.I):
            return _address(address, link.get("href"))
    return None


def _gathered(found: Iterable[tuple[str | None, str]]) -> tuple[tuple[Entry, ...], int]:
    """The entries, each address once, and how many have none."""
    entries: dict[str, Entry] = {}
    nowhere = 0
    for address, told in found:
        if address is None:
            nowhere += 1
        else:
            entries.setdefault(address, Entry(address, told))
    return tuple(entries.values()), nowhere


def _link(entry: etree._Element, kind: Kind, address: str) -> str | None:
    """Where the article of an entry lies."""
    if kind == "sitemap":
        return _address(address, _text(entry, "loc"))
    above = next(iter(entry.iterancestors()), None)
    base = urljoin(address, above.get(_BASE, "") if above is not None else "")
    base = urljoin(base, entry.get(_BASE, ""))
    links = list(_of_name(entry, "link"))
    if kind == "atom":
        pages = [one for one in links if one.get("rel", "alternate") == "alternate"]
        pages.sort(key=lambda one: "html" not in one.get("type", "html"))
        return _address(base, pages[0].get("href")) if pages else None
    own = next((one.text for one in links if (one.text or "").strip()), None)
    guid = next(_of_name(entry, "guid"), None)
    if own is None and guid is not None and guid.get("isPermaLink", "true") == "true":
        own = guid.text if re.match(r"\s*https?://", guid.text or "", re.I) else None
    return _address(base, own)


def _address(base: str, link: Any) -> str | None:
    """An absolute address of the web, or None."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        found = urldefrag(urljoin(base, link.strip())).url
        found.encode()
    except ValueError:  # no address; or half characters, which JSON may hold and nothing can be asked for
        return None
    return found if re.match(r"https?://[^/]", found, re.I) else None


def _told(entry: etree._Element) -> str:
    """The digest of an entry: of the day of its last change where it has one, else of all that it says."""
    said: dict[str, str] = {}
    for child in entry.iter():
        if isinstance(child.tag, str) and _name(child) in (*_CHANGED, *_SAID):
            said.setdefault(_name(child), "".join(child.itertext()).strip())
    return _digest(said, _CHANGED, _SAID)


def _digest(said: dict[str, str], changed: tuple[str, ...], all_of_it: tuple[str, ...]) -> str:
    dated = any(said.get(name) for name in changed)
    names = (*changed, "title") if dated else all_of_it
    return hashlib.sha256(json.dumps([said.get(name) for name in names]).encode()).hexdigest()


def _json_feed(data: bytes, address: str) -> Feed:
    """JSON Feed 1.0 and 1.1, https://www.jsonfeed.org/version/1.1/."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise _no_feed(None, "", address) from None
    version, items = found.get("version"), found.get("items")
    if not (isinstance(version, str) and "jsonfeed.org" in version and isinstance(items, list)):
        raise _no_feed(None, "", address)
    entries, nowhere = _gathered(_json_entry(item, address) for item in items if isinstance(item, dict))
    title = found.get("title")
    shown = " ".join(title.encode("utf-8", "replace").decode().split()) if isinstance(title, str) else ""
    return Feed("json", shown or None, entries, nowhere)


def _json_entry(item: dict[str, Any], address: str) -> tuple[str | None, str]:
    named = item.get("url") or item.get("external_url")
    if not named and re.match("https?://", str(item.get("id")), re.I):
        named = item["id"]
    said = {name: str(item[name]) for name in (*_CHANGED, *_JSON_SAID) if item.get(name)}
    return _address(address, named), _digest(said, _CHANGED, _JSON_SAID)


def _rest(ttl: str | None) -> float:
    return min(int(ttl) * 60.0, _LONGEST_REST) if ttl and re.fullmatch("[0-9]{1,6}", ttl) else 0.0


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _of_name(elements: Iterable[etree._Element], name: str) -> Iterator[etree._Element]:
    return (one for one in elements if isinstance(one.tag, str) and _name(one) == name)


def _text(parent: etree._Element, name: str) -> str | None:
    """The words of the first child of that name; None where there are none."""
    return words_of(next(_of_name(parent, name), None))
