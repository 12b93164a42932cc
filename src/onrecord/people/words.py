"""The words of a text as the rules about names need them: with capitals, possessive endings and sentence openings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.domain.sentences import sentences
from onrecord.domain.titles import ABBREVIATED

from .lexicon import SUFFIXES, folded

# A word with inner hyphens, apostrophes and full stops (O'Neill, al-Assad, U.S.); its possessive ending is cut later.
# A full stop after a small letter and before a capital ends a sentence after which a blank is lacking.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:(?:[-'’&]|(?<![a-z]{3})\.|\.(?![A-Z]))[^\W_]+)*|&")
_NUMBER = re.compile(r"\W*\d{1,2}[.)]\s+")  # of an item in a list: "3) Is Novak right?"
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$", re.IGNORECASE)
_ARABIC = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|d|de|van)[-'’](?=[^\W\d_])", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:[^\W\d_]|Mrs?|Ms|Dr|Sen|Gov|Rep|St)\.")
_HEADLINE_SHARE = 0.75
_MIN_HEADLINE_WORDS = 5
_SMALL_WORD_IN_CAPITALS = re.compile(
    r"(?<=[^\W\d_])\s(?:A|An|And|As|At|Be|By|For|From|Has|His|Her|In|Is|It|Its|Just|Of|On|Or|Out|The|To|Up|With)\s(?=[^\W\d_])"
)
_SECOND_SENTENCE = re.compile(r"[.!?][”\"')]*\s+[^\W\d_a-z]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; ``end`` is without a possessive ending, which ``possessive`` tells of."""

    text: str
    start: int
    end: int
    possessive: bool
    opens: bool  # first of its sentence or of a quotation, where a capital tells nothing

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is."""
        bare = _ARABIC.sub("", self.text, count=1)
        return self.text[0].isupper() or (bare != self.text and bare[:1].isupper())


def is_headline(paragraph: str) -> bool:
    """Whether it is one sentence and most of its words have capitals, so that a capital tells nothing."""
    if _SECOND_SENTENCE.search(_INITIALS.sub("", paragraph)):
        return False
    words = [w for w in re.findall(r"[^\W\d_]{4,}", paragraph) if not w.isupper()]
    return len(words) >= _MIN_HEADLINE_WORDS and sum(w[0].isupper() for w in words) >= _HEADLINE_SHARE * len(words)


def is_set_in_capitals(sentence: str) -> bool:
    """Whether a sentence among others is a headline: most words have capitals, small ones ("A", "To") too.

    A sentence that only holds many names ("President Jan Novak met Peter Moor.") has none of these inside.
    """
    return is_headline(sentence) and _SMALL_WORD_IN_CAPITALS.search(sentence) is not None


def split_words(text: str) -> list[Word]:
    """The words of ``text`` with their places."""
    starts = {m.start() for s in sentences(text) if (m := _first_word(text, s.start, s.end))}
    return [_word(text, m, starts) for m in _WORD.finditer(text)]


def _first_word(text: str, start: int, end: int) -> re.Match[str] | None:
    number = _NUMBER.match(text, start, end)
    return _WORD.search(text, number.end() if number else start, end)


def _word(text: str, m: re.Match[str], starts: set[int]) -> Word:
    core = _POSSESSIVE.sub("", m.group()) or m.group()
    end = m.start() + len(core)
    takes_stop = end == m.end() and text[end : end + 1] == "."
    if takes_stop and (len(core) == 1 or folded(core) in SUFFIXES or folded(core) in ABBREVIATED):
        core, end = core + ".", end + 1
    before = text[max(0, m.start() - 2) : m.start()]
    opens = m.start() in starts or before[-1:] in '"“‘' or before.endswith(": ") or before[-1:] == "\n"
    return Word(core, m.start(), end, end < m.end(), opens)
