"""Words with a capital that stand before a name and are no part of it: "Celebrating Novak", "AG Novak".

A run of capitals alone cannot tell them from given names, and a name made of such a run would stand beside the true one
as a second person of that surname. They are cut off only where the rest is shown by the article to be a name, and the
word by its form or by the lists to be none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from onrecord.domain import Span

from .lexicon import folded, is_given_name, listed, titles
from .names import Mention, NameKind, is_org_word, tells_belonging

_FORM_OF_A_VERB = re.compile(r"[^\W\d_]{3,}(?:ing|ed|ly)$")
_LEAST_LABEL = 4  # letters of a word in capitals that is no initials
_LOWER_HALF = re.compile(r"[-–][^\W\d_A-Z]")
_LOWER_WORD = re.compile(r"(?<![\w’'-])[a-z][a-z]+(?![\w’'-])")
_SENTENCE_OPENS = re.compile(r"(?:^|[\n.!?:“”\"‘(—–]\s*)$")


def trimmed(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """``mentions`` with such words cut off.

    Args:
        text: the text that the spans point into.
        mentions: as ``find_mentions`` gives them.
    """
    surnames = {m.bare[-1] for m in mentions if _is_full(m)}
    known = {m.words for m in mentions if _is_full(m)}
    long = any(len(m.words) > 2 for m in mentions)  # only into such a name something ran from behind
    lower = frozenset(folded(w) for w in _LOWER_WORD.findall(text)) if long else frozenset[str]()
    return tuple(_trim(text, _cut_behind(text, m, known, lower), known, surnames) for m in mentions)


def _cut_behind(text: str, mention: Mention, known: Collection[tuple[str, ...]], lower: Collection[str]) -> Mention:
    """The name without what ran into it from behind: another name that begins as it does, or words of a headline."""
    printed = mention.text.split()
    if len(printed) < 3 or len(printed) != len(mention.words) or not _is_full(mention):
        return mention
    again = next((n for n in range(2, len(printed)) if mention.words[n] == mention.words[0]), None)
    for n in range(2, len(printed)):
        ordinary = mention.words[:n] in known and all(w in lower and not is_given_name(w) for w in mention.words[n:])
        if n == again or ordinary:
            return _ending(text, mention, n)
    return mention


def _ending(text: str, mention: Mention, n: int) -> Mention:
    """The first ``n`` words of a name."""
    words = list(re.finditer(r"\S+", mention.text))[:n]
    span = Span(mention.span.start, mention.span.start + words[-1].end())
    return replace(
        mention, span=span, text=span.of(text), words=mention.words[:n], whole=Span(mention.whole.start, span.end)
    )


def _is_full(mention: Mention) -> bool:
    return len(mention.bare) > 1 and is_given_name(mention.words[0]) and mention.kind not in ("organisation", "place")


def _trim(text: str, mention: Mention, full: Collection[tuple[str, ...]], surnames: Collection[str]) -> Mention:
    printed = mention.text.split()
    if len(printed) < 2 or len(printed) != len(mention.words) or mention.title or is_given_name(printed[0]):
        return mention
    labels = next((n for n, word in enumerate(printed) if not word.isupper() or len(word) < _LEAST_LABEL), 0)
    if labels and len(printed) - labels > 1 and is_given_name(printed[labels]):
        return _without(text, mention, labels, "person", titled=False)  # "WATCHED Jan Novak"
    person = mention.kind in ("person", "unknown")
    for n in range(1, len(printed)):
        rest = mention.words[n:]
        if len(rest) > 1 and is_given_name(printed[n]) and _is_rank(printed[:n]) and not is_org_word(printed[-1]):
            return _without(text, mention, n, "person", titled=True)
        if person and rest in full:  # "Take Jan Novak", "Businesswoman Jan Novak"
            return _without(text, mention, n, "person", titled=False)
        if not person or (rest[0] in surnames and len(rest) > 1):
            continue
        known = len(rest) == 1 and rest[0] in surnames
        if known and (_is_no_given(printed[:n], printed[n]) or (n == 1 and _opens_as_verb(text, mention))):
            return _without(text, mention, n, "unknown", titled=False)
    return mention


def _is_rank(front: Sequence[str]) -> bool:
    """Whether the words before a given name end in a rank or an office of it: "Navy SEAL", "Secretary-Treasurer"."""
    last = front[-1]
    parts = [folded(p) for p in re.split(r"[-–]", last)]
    return (len(parts) > 1 and all(p in titles() for p in parts)) or (last.isupper() and len(last) > 1)


def _is_no_given(front: Sequence[str], surname: str) -> bool:
    """Whether the words before a surname are such as no given name is: places, peoples, letters, labels, compounds."""
    joined = folded(" ".join(front))
    places = (listed("places", section) for section in ("states", "places", "phrases"))
    return (
        tells_belonging(joined)
        or any(joined in names for names in places)
        or bool(_LOWER_HALF.search(front[-1]))
        or (len(front) == 1 and _are_letters(front[0], surname))
    )


def _are_letters(word: str, surname: str) -> bool:
    """Whether a word in capitals is no given name: "AG Novak", and "WATCHED Novak", but not "JAN NOVAK"."""
    letters = len(word) < _LEAST_LABEL or not surname.isupper()
    return len(word) > 1 and word.isupper() and "." not in word and letters


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
