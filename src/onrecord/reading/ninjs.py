"""ninjs, the news in JSON of the IPTC (https://iptc.org/standards/ninjs/): versions 1.x, 2.x and 3.x.

The versions differ in how they write names (``body_text``, then ``bodies``; ``pubstatus``, then ``pubStatus``), not in
what they say. So names are compared without case and underscore.
"""

from __future__ import annotations

import json
from typing import Any

from onrecord.errors import ReadError

from .draft import Draft
from .markup import html_paragraphs, unsigned
from .wires import item_draft, may_be_read, plain_paragraphs

READER = "ninjs"
VERSION = "1"
_BODIES = ("bodytext", "bodyxhtml", "bodyhtml", "bodies")


def is_ninjs(value: Any) -> bool:
    """Whether a JSON value is an item of ninjs: an object with a ``uri``, no ``text``, and what only ninjs has."""
    if not isinstance(value, dict) or "text" in value or not isinstance(value.get("uri"), str):
        return False
    names = {_key(name) for name in value}
    return bool(names & {*_BODIES, "pubstatus", "versioncreated", "headlines"})


def draft_of_ninjs(value: dict[str, Any]) -> Draft:
    """The article that one item holds.

    Raises:
        ReadError: where it is no text (code ``no-text``), or may not be read yet or any more (``embargo``,
            ``cancelled``).
    """
    _storable(value)
    item = {_key(name): content for name, content in value.items()}
    may_be_read(_string(item, "pubstatus"), _embargo(item), own_id=_string(item, "uri"))
    kind = _string(item, "type")
    if kind not in (None, "text", "composite"):
        raise ReadError(f'it is of the type "{kind}", not a text', next_step="Leave it out.", code="no-text")
    facts = {
        "id": _string(item, "uri"),
        "title": _string(item, "headline") or _main(item.get("headlines")),
        "byline": unsigned(_string(item, "byline") or _string(item, "by")) or _names(item, "people", "creators"),
        "outlet": _names(item, "infosources", "infosource", "organisations") or _string(item, "source"),
        "url": _url(item),
        "published": _string(item, "firstcreated")
        or _string(item, "contentcreated")
        or _string(item, "versioncreated"),
        "modified": _string(item, "versioncreated"),
        "language": _string(item, "language"),
    }
    return item_draft(READER, VERSION, _body(item), facts, _meta(item))


def _body(item: dict[str, Any]) -> list[str]:
    if text := _string(item, "bodytext"):
        return plain_paragraphs(text)
    for name in ("bodyxhtml", "bodyhtml"):
        if found := html_paragraphs(_string(item, name) or ""):
            return found
    bodies = [body for body in item.get("bodies") or () if isinstance(body, dict)]
    # The main one before others, plain text before markup.
    bodies.sort(key=lambda body: (body.get("role") not in (None, "main"), "html" in _content_type(body)))
    for body in bodies:
        value = body.get("value")
        if isinstance(value, str) and value.strip():
            return html_paragraphs(value) if "html" in _content_type(body) else plain_paragraphs(value)
    return []


def _content_type(body: dict[str, Any]) -> str:
    return str(body.get("contenttype") or body.get("contentType") or "").lower()


def _meta(item: dict[str, Any]) -> dict[str, Any]:
    rights = item.get("rightsinfo")
    known = {_key(k): v for k, v in rights.items()} if isinstance(rights, dict) else {}
    return {
        "identifier": _string(item, "uri"),
        "edition": _string(item, "version"),
        "section": _string(item, "slugline"),
        "rights": _string(item, "copyrightnotice")
        or _string(item, "copyrightholder")
        or _string(known, "copyrightnotice"),
        "usage": _string(item, "usageterms") or _string(known, "usageterms"),
        "dateline": _string(item, "located"),
    }


def _embargo(item: dict[str, Any]) -> str | None:
    """Until when; what is no string there is an embargo that cannot be understood, and still one."""
    found = item["embargoed"] if item.get("embargoed") is not None else item.get("embargo")
    return None if found is None or found is False else found if isinstance(found, str) else ""


def _names(item: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        listed = value if isinstance(value, list) else []
        found = [entry["name"] for entry in listed if isinstance(entry, dict) and _author(name, entry)]
        if found:
            return ", ".join(found)
    return None


def _author(name: str, entry: dict[str, Any]) -> bool:
    # People are also those whom a story is about; only an author signs it.
    wanted = name in ("infosources", "infosource", "creators") or "author" in str(entry.get("rel") or entry.get("role"))
    return wanted and isinstance(entry.get("name"), str)


def _main(value: Any) -> str | None:
    entries = [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
    entries.sort(key=lambda entry: entry.get("role") not in (None, "main"))
    return next((e["value"].strip() for e in entries if isinstance(e.get("value"), str) and e["value"].strip()), None)


def _url(item: dict[str, Any]) -> str | None:
    uri = _string(item, "uri") or ""
    return uri if uri.lower().startswith(("http://", "https://")) else None


def _string(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    # What no database keeps goes; of the body, it is told as a repair.
    return value.replace("\x00", "").strip() or None if isinstance(value, str) else None


def _storable(value: dict[str, Any]) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ReadError(
            "it has half a surrogate pair in it", next_step="Take it out and send the item again.", code="json"
        ) from error


def _key(name: str) -> str:
    return name.replace("_", "").lower()
