"""What a draft tells in its own words, and the statements nearest to it: no verdict, a place to look.

Near is what shares rare words, and the numbers: weighed by inverse document frequency (Spärck Jones 1972, "A
statistical interpretation of term specificity", J. Documentation 28).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from onrecord.aligning import Word, hashed, words
from onrecord.domain import Article, Nearest, Span, Statement
from onrecord.domain.sentences import sentences
from onrecord.record.folding import stem

from .agree import same_name
from .index import KeyRanges, key_ranges
from .sources import Sources

_COMMON = 4_000
"""A word that stands oftener than this in a segment finds no text: there would be too many."""

_TEXTS = 5
"""Texts whose statements are read for one paraphrase."""

_LEAST_SHARED = 2
_LEAST_WEIGHT = 0.34  # share of the weight of the words of the draft that a statement near it has
_SAME_SPEAKER = 1.5


class _Scored(NamedTuple):
    score: float
    article: Article
    text_id: str
    statement: Statement
    span: Span
    shared: tuple[str, ...]


def nearest(told: str, speaker: str | None, sources: Sources, without: str, most: int = 3) -> tuple[Nearest, ...]:
    """The statements that share most with the words of a draft.

    Args:
        told: the words; speaker: whom the draft names.
        sources: where to look.
        without: hash of the bytes that are not searched.
        most: statements to give.
    """
    asked = {stem(word.folded): word for word in words(told) if len(word.folded) > 2 or word.folded.isdigit()}
    weights = _weights(asked, sources)
    scored: list[_Scored] = []
    for text_id in _likely_texts(asked, weights, sources):
        article = sources.article(text_id)
        if article.sha256 != without:
            scored += _near(article, text_id, sources, weights, speaker)
    scored.sort(key=lambda one: (-one.score, one.text_id, one.span))
    return tuple(_shown(one, sources, asked, told) for one in scored[:most])


def _shown(one: _Scored, sources: Sources, asked: Mapping[str, Word], told: str) -> Nearest:
    """With the speaker and the day, and the shared words as the draft has them."""
    stated = sources.stated(one.text_id, one.span) if one.statement.field == "text" else None
    whole = stated.statement if stated and stated.statement else one.statement
    written = tuple(told[asked[key].start : asked[key].end] for key in one.shared)
    named = stated.id if stated else None
    return Nearest(one.article, one.text_id, whole, named, one.span, written)


def _weights(asked: Mapping[str, Word], sources: Sources) -> dict[str, float]:
    """How much each word tells, by how rare it is."""
    total = sum(len(segment.words) for segment, _ in sources.segments) or 1
    numbers = dict.fromkeys(asked, 0)
    for segment, _ in sources.segments:
        for key, places in zip(asked, segment.standing(_ranges(asked)), strict=True):
            numbers[key] += len(places)
    return {key: math.log(total / number) if number else 0.0 for key, number in numbers.items()}


def _ranges(asked: Mapping[str, Word]) -> KeyRanges:
    return key_ranges(np.asarray([hashed(word.folded)], np.uint32) for word in asked.values())


def _likely_texts(asked: Mapping[str, Word], weights: Mapping[str, float], sources: Sources) -> list[str]:
    """Texts in which most of the weight stands."""
    scores: dict[str, float] = defaultdict(float)
    for segment, ids in sources.segments:
        for key, places in zip(asked, segment.standing(_ranges(asked)), strict=True):
            if 0 < len(places) <= _COMMON:
                for number in np.unique(segment.text_of(places)).tolist():
                    scores[ids[number]] += weights[key]
    return [text_id for text_id, _ in sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:_TEXTS]]


def _near(
    article: Article, text_id: str, sources: Sources, weights: Mapping[str, float], speaker: str | None
) -> Iterator[_Scored]:
    """The statements of a text that are near, each by the sentence of it that is nearest."""
    whole = sum(weights.values()) or 1.0
    for statement in sources.statements(text_id):
        text = article.field_text(statement.field)
        parts = [part for content in statement.content for part in _parts(content, text)]
        weight, span, shared = max((_shared(part, text, weights) for part in parts), key=lambda one: one[0])
        if len(shared) < _LEAST_SHARED or weight < _LEAST_WEIGHT * whole:
            continue
        named = (
            speaker is not None
            and statement.speaker.name is not None
            and any(
                same_name(speaker, name) for name in (statement.speaker.name, *sources.other_names(text_id, statement))
            )
        )
        yield _Scored(weight * (_SAME_SPEAKER if named else 1.0), article, text_id, statement, span, shared)


def _shared(span: Span, text: str, weights: Mapping[str, float]) -> tuple[float, Span, tuple[str, ...]]:
    said = {stem(word.folded) for word in words(span.of(text))}
    shared = tuple(key for key, weight in weights.items() if weight > 0 and key in said)
    return sum(weights[key] for key in shared), span, shared


def _parts(content: Span, text: str) -> Sequence[Span]:
    """The sentences of a content."""
    found = sentences(content.of(text))
    return [Span(content.start + s.start, content.start + s.end) for s in found] or [content]
