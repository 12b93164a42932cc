"""Where something that is printed in one language may have been spoken in another; nothing is translated.

A statement that an outlet prints in English and a president spoke in Spanish shares no sentence with the transcript.
But names and figures stay, and many words of European languages are one word (cognates): "regulated" and "regulado",
"censorship" and "censura", "special" and "especial". A stretch of the transcript in which such words stand close
together is a place worth reading, and that is all it is offered as.

Two words are taken for cognates where their first four letters agree, once what the languages spell differently is made
alike ("ph" and "f", "sp" and "esp"): the way of Simard, Foster and Isabelle (1992, TMI); of long words that much and no
more would join too many, so two fifths of the longer one must agree. A shared word weighs by how rare it is in the
transcripts at hand. The names and numbers that stand around a statement in its article are sought as well: they
say what it was about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log2

from onrecord.domain import Candidate, Span, first_difference
from onrecord.record import folding

from .told import name_words
from .weights import TELLING, weight

DAYS = 3
"""Days before and after the printed day within which a transcript is looked at."""

WINDOW = 70
"""Words of a transcript that are looked at together: a few sentences, since translations grow and shrink."""

LEAST = 8.0
"""Bits that a stretch must share to be worth reading: one rare name, or two words that are less rare. So must it
share half of what the best one does."""

_UNSEEN = 15  # stretches without the word that are added: in a short transcript alone no word would be rare
_FIRST = 4  # letters that cognates share at least
_PART = 0.4  # share of the longer word that cognates share at least
_SHORTEST = 5  # letters of a word that is sought, where it is no number
_NAME = re.compile(r"(?<=[a-z,;:] )([A-Z][^\W\d_]{3,})|\b(\d[\d,.]*\d|\d)\b")
_ALIKE = (("ph", "f"), ("th", "t"), ("ch", "c"), ("qu", "c"), ("k", "c"), ("y", "i"), ("w", "v"), ("z", "s"))
_DOUBLE = re.compile(r"(.)\1+")
_BEFORE_S = re.compile(r"^es(?=[bcdfghlmnpqrtv])")


@dataclass(frozen=True, slots=True)
class Speech:
    """What one person says without a break in a transcript.

    Attributes:
        article, title, day, language: of the transcript.
        text: the words; start: where they begin in the transcript's text, in code points.
    """

    article: str
    title: str
    day: str
    language: str | None
    text: str
    start: int


def spoken_by(name: str, label: str) -> bool:
    """Whether the label of a turn names this person: all words of the shorter of the two names are in the other.

    Args:
        name: as an article gives it; label: as a transcript does, office and all ("PRESIDENTE ANA RUIZ").
    """
    own, words = set(name_words(name, "person")), set(folding.names(label).split())
    return bool(own) and (own <= words or (len(words) > 1 and words <= own))


def candidates(printed: str, around: str, speeches: Sequence[Speech], most: int = 3) -> tuple[Candidate, ...]:
    """The transcripts in which ``printed`` may have been spoken, the likeliest first, each with its best stretch.

    Args:
        printed: a statement's words.
        around: the paragraph of its article in which it stands, of which names and numbers are sought.
        speeches: of one person, from the days in question.
        most: how many transcripts.
    """
    wanted = _wanted(printed, around)
    rarity = _rarity(wanted, speeches)
    best: dict[str, Candidate] = {}
    for speech in speeches:
        found = _best_stretch(wanted, speech, rarity)
        if found and (speech.article not in best or found.score > best[speech.article].score):
            best[speech.article] = found
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.day, one.article))
    least = max(LEAST, ranked[0].score / 2) if ranked else LEAST
    return tuple(one for one in ranked[:most] if one.score >= least)


Wanted = dict[str, set[str]]
"""Words that are sought, alike made, by their first letters."""


def _wanted(printed: str, around: str) -> Wanted:
    words = [w.folded for w in folding.words(printed) if weight(folding.stem(w.folded)) >= TELLING]
    words += [folding.fold(found[0]) for found in _NAME.finditer(around)]
    found: Wanted = {}
    for word in words:
        if len(word) >= (2 if word.isdecimal() else _SHORTEST):
            plain = alike(word)
            found.setdefault(plain[:_FIRST], set()).add(plain)
    return found


def _sought(wanted: Wanted, word: str) -> str | None:
    """Which of the words sought ``word`` is a cognate of; None where of none."""
    plain = alike(word)
    near = wanted.get(plain[:_FIRST], ())
    return min((one for one in near if cognates(one, plain)), default=None)


def _rarity(wanted: Wanted, speeches: Iterable[Speech]) -> dict[str, float]:
    """Bits of each word sought: how few of the stretches at hand have it."""
    counts: Counter[str] = Counter()
    stretches = 0
    for speech in speeches:
        words = [w.folded for w in folding.words(speech.text)]
        for at in range(0, len(words), WINDOW):
            counts.update({one for word in words[at : at + WINDOW] if (one := _sought(wanted, word))})
            stretches += 1
    return {one: log2((stretches + _UNSEEN) / number) for one, number in counts.items()}


def _best_stretch(wanted: Wanted, speech: Speech, rarity: Mapping[str, float]) -> Candidate | None:
    words = list(folding.words(speech.text))
    hits = [(at, one) for at, word in enumerate(words) if (one := _sought(wanted, word.folded))]
    best: tuple[float, list[tuple[int, str]]] = (0.0, [])
    for number, (first, _) in enumerate(hits):
        near = [(at, one) for at, one in hits[number : number + WINDOW] if at < first + WINDOW]
        score = sum(rarity[one] for one in {one for _, one in near})
        if score > best[0]:
            best = (score, near)
    score, near = best
    # One common word alone ("matter", "materia") is no place worth reading; one name or number is.
    if len({one for _, one in near}) < 2 and not any(_is_name(speech.text[words[at].start]) for at, _ in near):
        return None
    start, end = words[near[0][0]].start, words[near[-1][0]].end
    shown = [speech.text[words[at].start : words[at].end] for at, _ in near]
    return Candidate(
        article=speech.article,
        title=speech.title,
        span=Span(speech.start + start, speech.start + end),
        text=speech.text[start:end],
        day=speech.day,
        language=speech.language,
        shared=tuple(dict.fromkeys(shown)),
        score=round(score, 1),
    )


def _is_name(first: str) -> bool:
    """Whether a word that begins so is a name or a number."""
    return first.isupper() or first.isdecimal()


@lru_cache(maxsize=1 << 16)
def alike(word: str) -> str:
    """A folded word with what languages spell differently made alike; a number stays as it is."""
    if not word.isalpha():
        return word
    word = _BEFORE_S.sub("s", word)
    for written, plain in _ALIKE:
        word = word.replace(written, plain)
    return _DOUBLE.sub(r"\1", word)


def cognates(one: str, other: str) -> bool:
    """Whether two words, made alike, begin with the same four letters, and two fifths of the longer one."""
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()):
        return False
    return first_difference(one, other) >= max(_FIRST, ceil(_PART * max(len(one), len(other))))
