"""MODS (https://www.loc.gov/standards/mods/), what a library says of an issue and its articles, inside a METS file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .days import iso_day
from .markup import first, local, within, words_of

_ADDRESS = re.compile(r"https?://\S+|ark:/?\S+|urn:\S+|doi:\S+|hdl:\S+|10\.\d{4,9}/\S+", re.I)
"""An identifier that no two articles of the world share; a number in one library's list may be another's, too."""

_WRITES = frozenset({"author", "aut", "creator", "cre", "journalist", "jrn", "reporter"})
_LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "eng:en fre:fr fra:fr ger:de deu:de spa:es ita:it por:pt dut:nl nld:nl dan:da swe:sv nor:no fin:fi pol:pl "
        "cze:cs ces:cs est:et lav:lv lit:lt hun:hu ltz:lb wel:cy cym:cy gle:ga mao:mi mri:mi"
    ).split()
)
"""ISO 639-2 and its like in ISO 639-1."""


def title(mods: Any) -> str | None:
    """The title in one line, with what the rules of libraries set before it (The) and behind it."""
    parts = [_title(info) for info in within(mods, "titleInfo") if not info.get("type")]
    return " ".join(part for part in parts if part) or None


def _title(info: Any) -> str | None:
    before, main, after = (words_of(first(within(info, name))) for name in ("nonSort", "title", "subTitle"))
    if main is None:
        return None
    # An article that ends in an apostrophe stands close: L'Union.
    whole = f"{before}{'' if before.endswith(('’', chr(39))) else ' '}{main}" if before else main
    return f"{whole}: {after}" if after else whole


def host(mods: Any) -> Any:
    """The MODS-like element of what this is a part of; None where it does not say."""
    return first(item for item in within(mods, "relatedItem") if item.get("type") == "host")


def issued(mods: Any) -> str | None:
    """The ISO day it was published on; None where it says none, or no whole day."""
    days = [*within(mods, "originInfo", "dateIssued"), *within(mods, "part", "date")]
    return next((day for day in map(iso_day, map(words_of, days)) if day), None)


def number(mods: Any, of: str) -> str | None:
    """The number of its volume, issue, edition or page.

    Args:
        of: which: ``volume``.
    """
    places = [place for place in (mods, host(mods)) if place is not None]
    details = [detail for place in places for detail in within(place, "part", "detail")]
    for detail in (detail for detail in details if (detail.get("type") or "").lower() == of):
        if found := words_of(first(within(detail, "number"))) or words_of(first(within(detail, "caption"))):
            return found
    return words_of(first(within(mods, "titleInfo", "partNumber"))) if of == "issue" else None


def first_page(mods: Any) -> str | None:
    """The page, or the first of its pages."""
    return number(mods, "page number") or words_of(first(within(mods, "part", "extent", "start")))


def identifier(mods: Any) -> str | None:
    """Its identifier, one that holds all over the world before others."""
    found = [words for words in map(words_of, within(mods, "identifier")) if words]
    return next((one for one in found if _ADDRESS.fullmatch(one)), found[0] if found else None)


def holds_everywhere(value: str | None) -> bool:
    """Whether an identifier is one that no other article has, wherever it comes from."""
    return bool(value) and _ADDRESS.fullmatch(value or "") is not None


def authors(mods: Any) -> str | None:
    """Who wrote it; None where it does not say."""
    return ", ".join(name for name in map(_name, within(mods, "name")) if name) or None


def _name(name: Any) -> str | None:
    roles = {(words_of(role) or "").lower() for role in within(name, "role", "roleTerm")}
    if roles and not roles & _WRITES:
        return None
    parts = {part.get("type") or "": words for part in within(name, "namePart") if (words := words_of(part))}
    given, family = parts.get("given"), parts.get("family")
    return " ".join(part for part in (given, family) if part) or parts.get("") or None


def genres(mods: Any) -> Iterator[str]:
    """What kind of text it is, in lower case."""
    return ((words_of(genre) or "").lower() for genre in within(mods, "genre"))


def rights(mods: Any) -> str | None:
    """Who may use it how."""
    return words_of(first(within(mods, "accessCondition")))


def language(mods: Any) -> str | None:
    """ISO 639-1; None where it says none by a code."""
    for term in within(mods, "language", "languageTerm"):
        code = re.match(r"([a-z]{2,3})(?![a-z])", (words_of(term) or "").lower())
        if code:
            return code[1] if len(code[1]) == 2 else _LANGUAGES.get(code[1])
    return None


def mods_of(section: Any) -> Iterator[Any]:
    """The MODS records in a section of a METS."""
    return (element for element in section.iter() if local(element) == "mods")
