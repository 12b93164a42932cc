"""What a web page says of itself in its head: days, authors, outlet, address, language.

Sources in order of trust: schema.org JSON-LD (https://schema.org/NewsArticle), the Open Graph article properties
(https://ogp.me/#type_article), then plain meta tags. Pages carry broken JSON-LD more often than not; a broken block
costs only itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .days import iso_day
from .markup import unsigned

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|Posting|Report|WebPage|Review)$")
_PUBLISHED = (
    "article:published_time",
    "datePublished",
    "og:published_time",
    "pubdate",
    "date",
    "dc.date.issued",
    "parsely-pub-date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "dateModified", "lastmod", "last-modified", "revised")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page declares; None or empty where it does not. Days are ISO days, in the publisher's own time zone."""

    title: str | None = None
    headings: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None


def read_facts(tree: HtmlElement) -> Facts:
    """Read what ``tree``, a parsed page with its head, declares of itself."""
    metas = _metas(tree)
    nodes = list(_nodes(tree))
    published = _first_day([n.get("datePublished") for n in nodes] + [metas.get(k.lower()) for k in _PUBLISHED])
    modified = _first_day([n.get("dateModified") for n in nodes] + [metas.get(k.lower()) for k in _MODIFIED])
    return Facts(
        title=metas.get("og:title") or _text(tree.find(".//title")),
        headings=tuple(text for h in tree.iter("h1", "h2") if (text := _text(h))),
        authors=tuple(dict.fromkeys(_people(nodes))),
        outlet=metas.get("og:site_name") or _publisher(nodes),
        url=_canonical(tree) or metas.get("og:url"),
        published=published,
        # A page that was never changed repeats its first day there, and some put an earlier one; neither is a change.
        modified=modified if modified and (published is None or modified >= published) else None,
        language=_language(
            tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or metas.get("og:locale")
        ),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if key and content:
            found.setdefault(key.strip().lower(), content)
    return found


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe the article or its page; the article first."""
    found: list[dict[str, Any]] = []
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            found += _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue
    named = [(str(_single(node.get("@type")) or ""), node) for node in found]
    wanted = [(kind, node) for kind, node in named if _ARTICLE.search(kind)]
    yield from (node for _, node in sorted(wanted, key=lambda pair: pair[0] == "WebPage"))


def _objects(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [node for item in value for node in _objects(item)]
    if isinstance(value, dict):
        return [value, *_objects(value.get("@graph"))]
    return []


def _single(value: Any) -> Any:
    return next(iter(_listed(value)), None)


def _first_day(values: list[Any]) -> str | None:
    singles = [_single(value) for value in values]
    return next((day for single in singles if isinstance(single, str) and (day := iso_day(single))), None)


def _people(nodes: list[dict[str, Any]]) -> Iterator[str]:
    """The names of the authors that are said to be persons; an organisation is its own outlet's signature."""
    for author in (one for node in nodes for one in _listed(node.get("author"))):
        name = author.get("name") if isinstance(author, dict) and _single(author.get("@type")) == "Person" else None
        if isinstance(name, str) and "://" not in name and 0 < len(name.strip()) <= 100:
            yield unsigned(" ".join(name.split())) or name


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _publisher(nodes: list[dict[str, Any]]) -> str | None:
    for node in nodes:
        publisher = _single(node.get("publisher"))
        name = publisher.get("name") if isinstance(publisher, dict) else None
        if isinstance(name, str) and name.strip():
            return name.strip()
    return None


def _canonical(tree: HtmlElement) -> str | None:
    for link in tree.iter("link"):
        href = (link.get("href") or "").strip()
        if (link.get("rel") or "").lower() == "canonical" and href.startswith(("http://", "https://")):
            return href
    return None


def _language(value: str | None) -> str | None:
    match = re.match(r"[A-Za-z]{2}(?=$|[-_])", value.strip()) if value else None
    return match[0].lower() if match else None


def _text(element: HtmlElement | None) -> str | None:
    return re.sub(r"\s+", " ", str(element.text_content())).strip() or None if element is not None else None
