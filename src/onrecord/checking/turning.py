"""Words that turn a sentence round when they are left out: negations, conditions, doubts.

"We do ... accept that" is no honest cut of "We do not accept that", and "he ... lied" is none of "he allegedly lied".
Where such a word goes with the whole of its sentence, what is left says what it said; where a part of the sentence
stays, a person must look.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.aligning import Word
from onrecord.domain.sentences import around, sentences

NEGATIONS = frozenset(
    "not no never nor neither none nobody nothing nowhere cannot without hardly scarcely barely rarely seldom".split()
)
"""Words that deny, beside those that end in "n't"."""

DOUBTS = frozenset(
    "if unless except until allegedly alleged supposedly reportedly purportedly falsely false untrue deny denies "
    "denied refuse refuses refused fail fails failed lest otherwise hypothetically".split()
)
"""Words that make what stands beside them hang on something, or doubtful."""

_BEFORE = 3  # words before a quotation in which a negation bears on its first


def turns_round(folded: str) -> bool:
    """Whether leaving this word out may turn its sentence round."""
    return folded in NEGATIONS or folded in DOUBTS or folded.endswith("n't")


def denies(folded: str) -> bool:
    """Whether this word is a negation."""
    return folded in NEGATIONS or folded.endswith("n't")


def lost_in_cut(text: str, words: Sequence[Word], start: int, end: int) -> tuple[str, ...]:
    """The words that turn round among those that a cut takes out of a sentence of which a part stays.

    Args:
        text: the source.
        words: of the source.
        start, end: numbers of the words that are cut, half-open; those before and after stay.
    """
    suspects = [word for word in words[start:end] if turns_round(word.folded)]
    if not suspects:
        return ()
    left, right = words[start - 1], words[end] if end < len(words) else words[-1]
    places = sentences(text[left.start : right.end])
    # The stretch begins within the sentence of the word before, and ends within that of the word after.
    kept = {0, len(places) - 1}
    return tuple(
        dict.fromkeys(
            text[word.start : word.end] for word in suspects if around(places, word.start - left.start) in kept
        )
    )


def denial_lost(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a cut takes out a negation, in whatever sentence."""
    return any(denies(word.folded) for word in words[start:end])


def denied_before(text: str, words: Sequence[Word], start: int) -> str | None:
    """The words from a negation that stands right before a quotation, in its sentence; None where none does."""
    first = max(0, start - _BEFORE)
    for at in range(start - 1, first - 1, -1):
        between = text[words[at].start : words[start].end]
        if len(sentences(between)) > 1 or "\n\n" in between:
            return None
        if denies(words[at].folded):
            return text[words[at].start : words[start - 1].end]
    return None
