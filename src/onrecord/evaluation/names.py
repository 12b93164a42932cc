"""Whether two names are one, for scoring: without case, accents and possessives, and a person's without titles.

Stricter than a reader, so that a figure is no flattery: the words of the gold name must all be there, the last word
must be the same, and at most two more words may stand in the name that was given. Generational suffixes must agree:
Jan Moor and Jan Moor Jr. are two people.
"""

from __future__ import annotations

import re
import unicodedata

_TITLES = frozenset(
    "the mr mrs ms miss dr sir king queen pope president president-elect vice former prime minister secretary senator "
    "sen congressman congresswoman representative rep governor gov mayor judge justice general gen".split()
)
"""Its own, as are the suffixes, though ``people`` has such lists: a figure must not move with what it measures."""
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_SLACK = frozenset("the of a an".split())
_POSSESSIVE = re.compile(r"[’']s?\b(?!\w)")
_MORE_WORDS = 2
"""How many words a name may have beyond those of gold."""


def name_words(name: str, *, person: bool) -> list[str]:
    """The words by which a name is compared; of a person's, without leading titles."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    found = [w for w in re.findall(r"\w+", _POSSESSIVE.sub("", plain)) if w not in _SLACK]
    while person and len(found) > 1 and found[0] in _TITLES:
        found = found[1:]
    return found


def same_name(gold: str, given: str, *, person: bool, surname_is_enough: bool = False) -> bool:
    """Whether ``given`` is the name ``gold``.

    Args:
        gold: as somebody marked it, the fullest name.
        given: as the program says it.
        person: both are persons; else both are organisations.
        surname_is_enough: a person's last name alone is right too.
    """
    wanted, got = name_words(gold, person=person), name_words(given, person=person)
    if not wanted or not got or set(wanted) & _SUFFIXES != set(got) & _SUFFIXES:
        return False
    if person and _last(wanted) != _last(got):
        return False
    if set(wanted) <= set(got) and len(set(got) - set(wanted)) <= _MORE_WORDS:
        return True
    return surname_is_enough and person and set(got) <= set(wanted)


def _last(words: list[str]) -> str:
    return next((w for w in reversed(words) if w not in _SUFFIXES), "")
