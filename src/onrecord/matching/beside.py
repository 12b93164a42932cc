"""What somebody did say on a subject at that time: quotations to lay beside a paraphrase, or beside a refusal.

A paraphrase is another's word; what the speaker said in the same days on the same subject, in his or her own words, is
what a reader can hold it against. That both are of one subject is told by the words that they share, and these are
shown: whether one bears the other out, a reader judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .told import stems
from .weights import TELLING, rarest_first, telling_words, weight_of

DAYS = 3
"""From the day of the one to that of the other, at most: with the day itself a week."""

ABOUT = TELLING + 2
"""Weight in bits from which a word says what a statement is about by itself; "all" and "well" have less."""

SHARED = 2 * ABOUT
"""Bits of such words that both must have: two of them at least, for the rarest has less."""

MOST = 2
"""Quotations that are laid beside one statement."""


@dataclass(frozen=True, slots=True)
class Words:
    """A statement as it is compared: its public id, the day it was said (ISO) where one is known, and its words."""

    id: str
    day: str | None
    content: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A quotation that stands beside a statement: its public id, and the words that both have, the rarest first."""

    id: str
    shared: tuple[str, ...]


def beside(one: Words, quotations: Sequence[Words]) -> tuple[Beside, ...]:
    """The quotations of the same days that share most with ``one``, at most ``MOST``.

    Args:
        one: a paraphrase or a refusal.
        quotations: of the same speaker.
    """
    own = _telling(one.content)
    found: list[tuple[int, str, Beside]] = []
    for other in quotations:
        if other.id == one.id or not _near(one.day, other.day):
            continue
        shared = own & _telling(other.content)
        bits = weight_of(shared)
        if bits >= SHARED:
            found.append((-bits, other.id, Beside(other.id, tuple(rarest_first(shared)))))
    return tuple(quotation for *_, quotation in sorted(found, key=lambda pair: pair[:2])[:MOST])


@lru_cache(maxsize=4096)  # the quotations of a page are compared with each of its paraphrases
def _telling(content: str) -> frozenset[str]:
    return frozenset(telling_words(stems(content), ABOUT))


def _near(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return False
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= DAYS
