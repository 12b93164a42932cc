"""Whether a draft and a source name one speaker, and one day: yes, no, or unknown where either does not tell.

"No" is said only where both tell and the two cannot be one: it sends a person to look.
"""

from __future__ import annotations

from functools import lru_cache

from onrecord.domain import Agreement, Speaker, When
from onrecord.people.likeness import fit, initials
from onrecord.people.likeness import same_name as same_mention
from onrecord.people.names import Mention, as_mention
from onrecord.record.days import bounds

from .words import words

_TITLES = frozenset(
    "the mr mrs ms dr sir former president vice minister prime secretary senator governor mayor judge gen rep sen gov "
    "chief king queen pope chancellor".split()
)


def speakers_agree(draft: Speaker | None, source: Speaker | None) -> Agreement:
    """Whether both name the same speaker; unknown where either names none, or is one of several candidates."""
    if draft is None or source is None or not draft.name or not source.name:
        return "unknown"
    theirs = (source.name, *source.members)
    return "yes" if any(same_name(mine, other) for mine in (draft.name, *draft.members) for other in theirs) else "no"


@lru_cache(maxsize=4096)
def same_name(one: str, other: str) -> bool:
    """Whether two names can be one: equal, one a part of the other, or surname and given names that fit."""
    a, b = _bare(one), _bare(other)
    if a == b:
        return True
    if not a or not b:
        return False
    left, right = as_mention(one), as_mention(other)
    if left and right:
        return _mentions_agree(left, right)
    return set(a) <= set(b) or set(b) <= set(a)


def _mentions_agree(left: Mention, right: Mention) -> bool:
    if same_mention(left, right) or fit(left, right) or fit(right, left):
        return True
    acronyms = ({"".join(left.words)} & initials(right)) | ({"".join(right.words)} & initials(left))
    return bool(acronyms)


def _bare(name: str) -> list[str]:
    """The words of a name without titles."""
    found = [word.folded.removesuffix("'s") for word in words(name)]
    while len(found) > 1 and found[0] in _TITLES:
        found = found[1:]
    return found


def days_agree(draft: When | None, source: When | None) -> Agreement:
    """Whether the two days, months or years can be the same; unknown where either is not told."""
    if draft is None or source is None or not draft.edtf or not source.edtf:
        return "unknown"
    mine, theirs = bounds(draft.edtf), bounds(source.edtf)
    if mine == (None, None) or theirs == (None, None):
        return "unknown"
    apart = _before(mine.latest, theirs.earliest) or _before(theirs.latest, mine.earliest)
    return "no" if apart else "yes"


def _before(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one < other
