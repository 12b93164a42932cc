"""Words with a capital that stand before a name and are no part of it: "Celebrating Novak", "AG Novak".

A run of capitals alone cannot tell them from given names, and a name made of such a run would stand beside the true one
as a second person of that surname. They are cut off only where the rest is shown by the article to be a name, and the
word by its form or by the lists to be none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.domain import Span

from .lexicon import folded, is_given_name, listed, titles
from .names import Mention, NameKind, is_org_word, tells_belonging

_FORM_OF_A_VERB = re.compile(r"[^\W\d_]{3,}(?:ing|ed|ly)$")
_LOWER_HALF = re.compile(r"[-–][^\W\d_A-Z]")
_SENTENCE_OPENS = re.compile(r"(?:^|[\n.!?:“”\"‘(—–]\s*)$")


def trimmed(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """``mentions`` with such words cut off.

    Args:
        text: the text that the spans point into.
        mentions: as ``find_mentions`` gives them.
    """
    surnames = {m.bare[-1] for m in mentions if _is_full(m)}
    return tuple(_trim(text, m, surnames) for m in mentions)


def _is_full(mention: Mention) -> bool:
    return len(mention.bare) > 1 and is_given_name(mention.words[0]) and mention.kind not in ("organisation", "place")


def _trim(text: str, mention: Mention, surnames: set[str]) -> Mention:
    printed = mention.text.split()
    if len(printed) < 2 or len(printed) != len(mention.words) or mention.title or is_given_name(printed[0]):
        return mention
    person = mention.kind in ("person", "unknown")
    for n in range(1, len(printed)):
        rest = mention.words[n:]
        if len(rest) > 1 and is_given_name(printed[n]) and _is_rank(printed[:n]) and not is_org_word(printed[-1]):
            return _without(text, mention, n, "person", titled=True)
        if not person or (rest[0] in surnames and len(rest) > 1):
            continue
        known = len(rest) == 1 and rest[0] in surnames
        if known and (_is_no_given(printed[:n]) or (n == 1 and _opens_as_verb(text, mention))):
            return _without(text, mention, n, "unknown", titled=False)
    return mention


def _is_rank(front: Sequence[str]) -> bool:
    """Whether the words before a given name end in a rank or an office of it: "Navy SEAL", "Secretary-Treasurer"."""
    last = front[-1]
    parts = [folded(p) for p in re.split(r"[-–]", last)]
    return (len(parts) > 1 and all(p in titles() for p in parts)) or (last.isupper() and len(last) > 1)


def _is_no_given(front: Sequence[str]) -> bool:
    """Whether the words before a surname are such as no given name is: places, peoples, letters, compounds."""
    joined = folded(" ".join(front))
    places = (listed("places", section) for section in ("states", "places", "phrases"))
    return (
        tells_belonging(joined)
        or any(joined in names for names in places)
        or bool(_LOWER_HALF.search(front[-1]))
        or (len(front) == 1 and front[0].isupper() and 2 <= len(front[0]) <= 3 and "." not in front[0])
    )


def _opens_as_verb(text: str, mention: Mention) -> bool:
    first = mention.text.split()[0]
    return bool(_FORM_OF_A_VERB.match(first) and _SENTENCE_OPENS.search(text, 0, mention.span.start))


def _without(text: str, mention: Mention, n: int, kind: NameKind, *, titled: bool) -> Mention:
    words = re.compile(r"\S+\s+")
    start = mention.span.start
    for _ in range(n):
        found = words.match(text, start)
        if found is None:
            return mention
        start = found.end()
    span = Span(start, mention.span.end)
    return replace(
        mention,
        span=span,
        text=span.of(text),
        words=mention.words[n:],
        kind=kind,
        title=text[mention.span.start : start].strip() if titled else "",
        whole=mention.whole if titled else span,
    )
