"""Names beside each other in a source: which is its head, which speak together, which only tell of another.

"Jan Novak and Marta Quill" are two, "the Post reporter Jan Novak" is one, "two senators, Jan Novak and Marta Quill,"
are those two.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from onrecord.domain import Span

from .cast import Cast
from .heads import head_noun, is_plural
from .members import Appearance
from .names import is_org_word

CONJUNCTION = re.compile(r"^\s*(?:,\s*)?(?:and|&|nor|as well as|along with)\s+(?:(?:the|former|then)\s+)?$")
_GOES_ON = re.compile(
    r"(?:of|for|from|at|in|on|with|to|himself|herself|itself|themselves|both|all|each|as|along|Jr|Sr|and|or)\b"
)
"""What may stand behind a name that is the head of its phrase."""
_AND_A_NOUN = re.compile(r"\s+(?:and|or)\s+(?!(?:\w+\s)?(?:others?|more|several|some|many)\b)[^\W\d_A-Z]")
"""Behind a name that is none of several: "Jan Novak, Texas Republican and chairman of"."""
_PARTED_BY_APPOSITION = re.compile(r"^(?:,\s[^,;()]{3,50},|\s(?:of|at|from)\s[^,;()]{3,70}?,?)\s+and\s+$")
_BEFORE_A_TITLE = re.compile(
    r"\s(?:(?!(?:and|or|nor|as|of|for|from|at|in|on|with|to|who|by)\b)[^\W\d_A-Z][\w-]*\s){0,3}"
)
AND_OTHERS = re.compile(r"^\s+(?:and|&)\s+(?:his|her|its|their|other|others|the|some|a|an)\b")
_LIST_COMMA = re.compile(r"^\s*,\s+(?:the\s+)?$")


def speaking_together(cast: Cast, span: Span, core: Span, names: Sequence[Appearance]) -> list[Appearance]:
    """The names that speak together: side by side, or a name "and his deputy" whose name follows."""
    if AND_OTHERS.search(cast.text[names[-1].span.end : core.end]):
        other = named_behind(cast, span, core)
        return [names[0], other] if other else []
    return _side_by_side(cast, span, names)


def _side_by_side(cast: Cast, span: Span, names: Sequence[Appearance]) -> list[Appearance]:
    """Names joined by "and" or listed with commas, from the first on; titles between them do not part them."""
    every = [a for a in cast.at(span) if a.span.start >= names[0].span.start]
    found: list[Appearance] = []
    begins = every[0].span.start
    for name, following in itertools.zip_longest(every, every[1:]):
        if following is not None and _BEFORE_A_TITLE.fullmatch(cast.text, name.span.end, whole_start(following)):
            continue  # "the Post reporter Jan Novak": whose reporter he is
        if not found or _joined(cast, span, found[-1], name, min(begins, whole_start(name))):
            found.append(name)
        begins = following.span.start if following is not None else begins
    return found


def _joined(cast: Cast, span: Span, one: Appearance, other: Appearance, begins: int) -> bool:
    """Whether only "and", a comma or an apposition parts a name from the next, which begins at ``begins``."""
    between = cast.text[one.span.end : begins]
    if not _may_stand_beside(one, other):
        return False
    listed_behind = _LIST_COMMA.match(between) and (between.strip() == "," or is_office(one))
    if CONJUNCTION.match(between) or (listed_behind and _ends_with_and(cast, span, other)):
        return True
    return bool(_PARTED_BY_APPOSITION.match(between)) and _is_full(one) and _is_full(other)


def _may_stand_beside(one: Appearance, other: Appearance) -> bool:
    """Whether a name is not only the end of the other's: of the "Center for Democracy and Technology"."""
    if other.member is None:
        return True
    return other.member.kind != "unknown" or len(other.member.fullest.words) > 1 or not is_office(one)


def _is_full(name: Appearance) -> bool:
    """Whether it names a person by more than a surname that nothing shows to be one."""
    return is_person(name) and name.member is not None and (name.member.kind == "person" or name.member.is_full)


def whole_start(name: Appearance) -> int:
    """Where the name begins, its title included."""
    if name.member is None:
        return name.span.start
    mention = name.member.mention_at(name.span)
    return name.span.start if mention is None else mention.whole.start


def _ends_with_and(cast: Cast, span: Span, name: Appearance) -> bool:
    rest = cast.text[name.span.end : span.end]
    return bool(re.match(r"\s*,?\s*(?:and|&)\s|\s*,\s", rest)) and " and " in f"{rest} "


def noun_follows(text: str, name: Appearance, span: Span) -> bool:
    """Whether a noun stands behind the name: "Novak supporters", "Novak's book"; "Novak of Lund" is Novak."""
    behind = text[name.span.end : span.end]
    if not re.match(r"['’]?s?\s+[^\W\d_A-Z]", behind):
        return False
    return not _GOES_ON.match(behind.lstrip()) or bool(_AND_A_NOUN.match(behind))


def named_behind(cast: Cast, span: Span, core: Span) -> Appearance | None:
    """The name in an apposition behind: "a spokesman for the mayor, Jan Novak,"; None where there is none."""
    name = next(iter(cast.at(Span(core.end, span.end))), None) if core.end < span.end else None
    if name is None or name.member is None:
        return None
    between = cast.text[core.end : whole_start(name)].strip()
    after = cast.text[name.span.end : span.end].strip()
    if between not in (",", ", the", "–", "—", "--", "-") or (after and after[0] not in ",(–—-"):
        return None
    is_office = name.member.kind == "organisation" and is_org_word(head_noun(core.of(cast.text)))
    return name if is_office or name.member.may_be_person else None


def several_behind(cast: Cast, span: Span, core: Span) -> list[Appearance]:
    """The names that a description of several is filled with: "two senators, Jan Novak and Marta Quill,"."""
    names = cast.at(Span(core.end, span.end)) if core.end < span.end else []
    if not names or not is_plural(head_noun(core.of(cast.text)), "the"):
        return []
    several = _side_by_side(cast, span, names)
    lead = cast.text[core.end : whole_start(several[0])].strip()
    after = cast.text[several[-1].span.end : span.end].strip()
    return several if lead in (",", "–", "—", "--", "-", ":") and after.strip(",-–— ") == "" else []


def is_person(name: Appearance) -> bool:
    """Whether "he" or "she" may stand for whom it names."""
    return name.member is not None and name.member.may_be_person


def is_office(name: Appearance) -> bool:
    """Whether it names an organisation."""
    return name.member is not None and name.member.kind == "organisation"


def head_name(text: str, core: Span, names: Sequence[Appearance]) -> Appearance | None:
    """The name that ends the phrase, or from which only a prepositional phrase hangs; None where a noun follows it."""
    for name in names:
        after = text[name.span.end : core.end].strip(" \"”’'*_")  # of italics the asterisks may be left
        if not after or after in ("s",):
            return name
        if _GOES_ON.match(after):
            return name
    return None
