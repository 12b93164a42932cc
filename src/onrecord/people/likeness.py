"""Whether two names can be one name: the rules by which a cast is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.domain import Span

from .lexicon import PARTICLES, folded, is_given_name, same_given
from .names import Mention

_LONGEST_SHORT_FORM = 8
_ALIAS_AFTER = re.compile(
    r"\s*[,(]\s*(?P<lead>(?:(?:also|better|widely|popularly|commonly|often|otherwise)\s+)?(?:known|referred to)\s+"
    r"(?:simply\s+|locally\s+)?(?:as|by (?:his|her|its|their) (?:initials|nickname),?)"
    r"|nicknamed|dubbed|called|aka|a\.k\.a\.|or|the)?"
    r"\s*[\"“‘']?(?P<alias>[^\W\d_][\w.&'’-]*(?:\s[^\W\d_][\w.&'’-]*){0,3}?)[\"”’']?\s*[),]"
)


def same_name(one: Mention, other: Mention) -> bool:
    """Whether two full names can be one: equal, one a tail of the other, or one surname and given names that fit."""
    if one.words == other.words:
        return True
    a, b = one.bare, other.bare
    if "organisation" in (one.kind, other.kind) or "place" in (one.kind, other.kind):
        # A university of a state is not the state.
        office = "place" not in (one.kind, other.kind) and (_is_office_of(a, b) or _is_office_of(b, a))
        return _without_the(a) == _without_the(b) or office
    if one.suffix != other.suffix:
        return False
    if a == b or (min(len(a), len(b)) > 1 and (a[-len(b) :] == b or b[-len(a) :] == a)):
        return True
    return len(a) > 1 and len(b) > 1 and _surname(a) == _surname(b) and same_given(a[0], b[0])


def _surname(words: tuple[str, ...]) -> tuple[str, ...]:
    """The last word with the particles before it."""
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return words[at:]


def _is_office_of(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether the one is the other with its kind before it: "Department of Homeland Security", "Homeland Security"."""
    at = len(long) - len(short)
    return len(short) > 1 and at > 1 and long[at:] == short and long[at - 1] == "of"


def _without_the(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if w != "the")


def fit(short: Mention, full: Mention) -> int:
    """How well a short name fits a full one; 0 where it does not.

    3 for the surname or a part of a double one, 2 for the last words of an office or its field ("Labor" of "Labor
    Department"), 1 for the given name.
    """
    a, b = short.bare, full.bare
    if a[0] not in b or (short.suffix and short.suffix != full.suffix):
        return 0
    if len(b) <= len(a):
        return 3 if a == b else 0
    if full.kind in ("organisation", "place"):
        return 2 if (_ends_office(a, b) or _is_field(a, b)) and short.kind != "person" else 0
    if b[-len(a) :] == a or _is_first_surname(a, b):
        return 3
    by_given = not short.title or folded(short.title).split()[-1] in _BEFORE_GIVEN
    return 1 if len(a) == 1 and by_given and a[0] == b[0] and full.kind == "person" else 0


def _ends_office(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(full) > 2 and full[-len(short) :] == short and len(short[0]) > 3


def _is_field(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return full[-1] in _DEPARTMENTS and full[:-1] == short


_DEPARTMENTS = frozenset("department ministry".split())


def _is_first_surname(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the short name is the first of two surnames: the "Arrieta" of "Tomás Arrieta de la Cal"."""
    word = short[0]
    inside = len(short) == 1 and word in full[1:-1] and len(word) > 2
    return inside and word not in PARTICLES and not is_given_name(word)


_BEFORE_GIVEN = frozenset(
    "dame sir lady lord pope king queen prince princess saint sister brother father don dona".split()
)


def initials(mention: Mention) -> set[str]:
    """The initials of a name of several words, with and without its small words; empty for others."""
    words = mention.text.replace("-", " ").split()
    if len(words) < 2:
        return set()
    capitals = "".join(w[0] for w in words if w[0].isupper())
    return {folded(capitals), folded("".join(w[0] for w in words))}


def aliases_after(text: str, mention: Mention) -> Iterator[tuple[str, Span]]:
    """Other names given right behind a name: "(known as AMLO)", "(WHO)", ", better known as Pelé,"."""
    found = _ALIAS_AFTER.match(text, mention.span.end)
    if not found:
        return
    alias, lead = found["alias"].strip(), (found["lead"] or "").lower()
    bracketed = "(" in found.group()
    span = Span(mention.span.start, found.end() if bracketed else found.end("alias"))
    if lead and lead not in ("or", "the"):
        is_other_name = alias[0].isupper()
    else:
        short_for = folded(alias) in initials(mention) and len(alias) > 1
        looks_short = mention.kind == "organisation" and alias.isupper() and 2 <= len(alias) <= _LONGEST_SHORT_FORM
        is_other_name = bracketed and (short_for or looks_short)
    if is_other_name:
        yield alias, span
