"""Whether a draft and a source name one speaker, and one day: yes, no, or unknown where either does not tell.

"No" is said only where both tell and the two cannot be one: it sends a person to look.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.aligning import words
from onrecord.domain import Agreement, Speaker, When
from onrecord.domain.titles import BEFORE_SURNAMES
from onrecord.people.likeness import fit, initials
from onrecord.people.likeness import same_name as same_mention
from onrecord.people.names import Mention, as_mention
from onrecord.record.days import may_be_one

_TITLES = BEFORE_SURNAMES | frozenset(
    "the sir former vice minister prime mayor gen chief king queen pope chancellor".split()
)
"""A draft calls people by more titles than a name in a record has: "the former Prime Minister Novak"."""


class Agreed(NamedTuple):
    """Whether two name one speaker; and the draft's name for it, where the source's is another that is its, too."""

    agreement: Agreement
    known_as: str | None = None


def speakers_agree(draft: Speaker | None, source: Speaker | None, other_names: Sequence[str] = ()) -> Agreed:
    """Whether both name the same speaker; unknown where either names none, or is one of several candidates.

    Args:
        draft, source: as each names the speaker.
        other_names: under which the source's speaker is known elsewhere, too.
    """
    if draft is None or source is None or not draft.name or not source.name:
        return Agreed("unknown")
    mine = (draft.name, *draft.members)
    if any(same_name(one, other) for one in mine for other in (source.name, *source.members)):
        return Agreed("yes")
    known_as = next((one for one in mine if any(same_name(one, other) for other in other_names)), None)
    return Agreed("yes" if known_as else "no", known_as)


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
    if draft is None or source is None:
        return "unknown"
    same = may_be_one(draft.edtf, source.edtf)
    return "unknown" if same is None else "yes" if same else "no"
