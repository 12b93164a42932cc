"""The noun that a phrase is about: "spokesman" of "a spokesman for the mayor"."""

from __future__ import annotations

import re

from .lexicon import folded
from .names import is_org_word

INSIDE_PREPOSITION = re.compile(
    r"\b(?:of|for|at|from|in|with|within|by|to|on|near|behind|against|about|inside|around|among|under|between|over|across|throughout|outside)\s",
    re.IGNORECASE,
)
PLURAL_HEADS = frozenset(
    "people police officials men women children critics others many some several few both most staff".split()
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def head_noun(core: str) -> str:
    """The last word before the first preposition: "spokesman" of "a spokesman for the mayor"."""
    front = INSIDE_PREPOSITION.split(core.strip(), maxsplit=1)[0] or core
    words = _WORD.findall(front)
    return folded(words[-1]) if words else ""


def is_plural(head: str, first: str) -> bool:
    """Whether a head noun is more than one.

    Args:
        head: folded.
        first: the first word of its phrase, folded: an article or a number may tell.
    """
    if first in ("a", "an", "one", "another", "this", "that"):
        return False
    if first in ("these", "those", "many", "several", "some", "two", "three", "four", "other", "both", "few", "most"):
        return True
    return head in PLURAL_HEADS or (
        head.endswith("s") and not head.endswith(("ss", "us", "is")) and not is_org_word(head)
    )
