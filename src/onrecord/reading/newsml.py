"""NewsML-G2 of the IPTC (https://iptc.org/standards/newsml-g2/): news items, alone or many in one news message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.errors import ReadError

from .draft import Draft
from .markup import anywhere, first, html_paragraphs, local, paragraphs, parse_xml, unsigned, within, words_of
from .nitf import nitf_head, nitf_paragraphs
from .wires import item_draft, may_be_read, plain_paragraphs

READER = "newsml"
VERSION = "1"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def items(data: bytes, _charset: str | None = None) -> Iterator[bytes]:
    """The bytes of each news item: those as delivered where there is but one, else each as XML of its own.

    Args:
        data: the bytes of the file.
        _charset: not looked at; XML says its encoding itself.

    Raises:
        ReadError: where it is no such XML or holds no news item (code ``xml``).
    """
    from lxml import etree

    root = parse_xml(data)
    found = [root] if local(root) == "newsitem" else list(anywhere(root, "newsItem"))
    if not found:
        raise ReadError(
            f"it has no <newsItem>; its root is <{local(root)}>",
            next_step="Packages and concepts only point at items: read the items that hold the text.",
            code="xml",
        )
    for item in found:
        yield data if item is root else etree.tostring(item, encoding="utf-8", with_tail=False)


def read_newsml(data: bytes) -> Draft:
    """Read one news item.

    Raises:
        ReadError: where it is no such XML (code ``xml``), has no text (``no-text``), or may not be read yet or any more
            (``embargo``, ``cancelled``).
    """
    root = parse_xml(data)
    if local(root) != "newsitem":
        raise ReadError(f"its root is <{local(root)}>, not <newsItem>", next_step="Read the whole file.", code="xml")
    about = first(within(root, "itemMeta"))
    embargo = first(within(root, "itemMeta", "embargoed"))
    status = first(within(root, "itemMeta", "pubStatus"))
    may_be_read(_code(status), None if embargo is None else (embargo.text or ""), own_id=root.get("guid"))
    body, head = _body(root)
    content = first(within(root, "contentMeta"))
    return item_draft(READER, VERSION, body, head | _facts(root, about, content), _meta(root, content, head))


def _body(root: Any) -> tuple[list[str], dict[str, str | None]]:
    """The paragraphs of the first body that holds text, and what stands above them."""
    content_set = first(within(root, "contentSet"))
    for part in content_set if content_set is not None else ():
        kind = (part.get("contenttype") or "").lower()
        if local(part) == "inlinexml" and len(part):
            inner = part[0]
            found = nitf_paragraphs(inner) if local(inner) == "nitf" else paragraphs(part)
            head = nitf_head(inner) if local(inner) == "nitf" else {}
        elif local(part) == "inlinedata" and not part.get("encoding"):
            text, head = "".join(part.itertext()), {}
            found = html_paragraphs(text) if "html" in kind else plain_paragraphs(text)
        else:
            continue
        if found:
            return found, head
    return [], {}


def _facts(root: Any, about: Any, content: Any) -> dict[str, str | None]:
    made = None if content is None else first(within(content, "contentCreated"))
    sent = None if about is None else first(within(about, "firstCreated"))
    version = None if about is None else first(within(about, "versionCreated"))
    language = None if content is None else first(within(content, "language"))
    facts = {
        "id": root.get("guid"),
        "title": _text(content, "headline"),
        "byline": unsigned(_text(content, "by")) or _named(content, "creator"),
        "outlet": _named(about, "provider") or _named(content, "infoSource"),
        "published": words_of(sent) or words_of(made) or words_of(version),
        "modified": words_of(version),
        "language": (language.get("tag") if language is not None else None) or root.get(_LANGUAGE),
    }
    return {key: value for key, value in facts.items() if value is not None}


def _meta(root: Any, content: Any, head: dict[str, str | None]) -> dict[str, str | None]:
    rights = first(within(root, "rightsInfo"))
    return {
        "identifier": root.get("guid"),
        "edition": root.get("version"),
        "rights": (_text(rights, "copyrightNotice") or _named(rights, "copyrightHolder"))
        if rights is not None
        else None,
        "usage": _text(rights, "usageTerms"),
        "section": _text(content, "slugline"),
        "dateline": _text(content, "dateline") or head.get("dateline"),
    }


def _text(element: Any, name: str) -> str | None:
    return words_of(first(within(element, name))) if element is not None else None


def _named(element: Any, name: str) -> str | None:
    """What somebody is called in a property of IPTC: a name inside, a literal, or the end of a code."""
    found = first(within(element, name)) if element is not None else None
    if found is None:
        return None
    return words_of(first(within(found, "name"))) or found.get("literal") or _code(found)


def _code(element: Any) -> str | None:
    if element is None:
        return None
    return element.get("qcode") or element.get("uri") or words_of(element)
