"""From the network's scores to statements, as word numbers.

Content: of all ways to give each word of a window to one of its cues or to none, the likeliest (Viterbi 1967), where
beginning a content and leaving one each cost something, so that a content does not fall apart over one doubtful word.
Source: for each cue by itself, the likeliest pair of first and last word, against "no source"; several cues may share
one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .features import Ints
from .network import Floats, Scores, softmax

_LONGEST_SOURCE = 40  # words; of 18,360 sources in PolNeAR train 99.5 % are shorter
_WORTH = np.float32(1.5)
_IMPOSSIBLE = np.float32(-20.0)

# First and last word of a source, None for nobody, and its probability; by the number of its cue.
_Source = tuple[tuple[int, int] | None, float]
_Sources = dict[int, _Source]


@dataclass(frozen=True, slots=True)
class DecoderSettings:
    """What the decoder weighs the network's scores with; chosen on the held-out tenth of PolNeAR train by
    training.tune.

    Attributes:
        cue_bar: probability from which a candidate is a cue.
        enter: cost, in log probability, of beginning or resuming a content.
        leave: cost of leaving one.
        no_source: added to the logit of "no source".
        hole: what it costs, in log probability, to leave a hole in a content: of 19,832 contents in PolNeAR train 307
            have one for no reason. A cheaper hole is filled, or what lies beyond it is given up.
        sure_cue: a cue surer than this has a content, however unlikely each word of it: nothing is said about nothing.
    """

    cue_bar: float = 0.15
    enter: float = 2.0
    leave: float = 1.0
    no_source: float = -0.5
    hole: float = 12.0
    sure_cue: float = 0.9


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as word numbers of its text, and the evidence that its confidence is reckoned from.

    Attributes:
        cue: first and last word.
        source: first and last word; None where the text names nobody.
        content: word numbers, ascending.
        cue_probability: that a cue begins there.
        content_probability: mean over the content's words that they are in this content.
        content_lowest: the same for the least sure tenth of the content's words.
        source_probability: of the chosen source, or of there being none.
    """

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[int, ...]
    cue_probability: float
    content_probability: float
    content_lowest: float
    source_probability: float


def decode(scores: Scores, settings: DecoderSettings) -> list[Draft]:
    """The statements of one window, in the order of their cues.

    A cue known by its words may stand inside what another says ("he mocked her refusal to answer"). There it is decoded
    by itself, and the content around it stays whole.
    """
    chosen: list[int] = np.flatnonzero(scores.cue_probability > settings.cue_bar).tolist()
    sources = {c: _source(scores, c, settings) for c in chosen}
    inside = _told_inside(scores, sources, settings)
    drafts = _decoded(scores, _without(sources, inside), settings)
    alone = (d for c in inside for d in _decoded(scores, {c: sources[c]}, settings))
    return sorted((*drafts, *alone), key=lambda d: d.cue)


def _without(sources: _Sources, left_out: Collection[int]) -> _Sources:
    return {c: source for c, source in sources.items() if c not in left_out}


def _told_inside(scores: Scores, sources: _Sources, settings: DecoderSettings) -> list[int]:
    """Of the cues that were given, those that stand wholly in a content which there would be without them."""
    given = [c for c in sources if c in scores.given]
    if not given:
        return []
    contents = [set(d.content) for d in _decoded(scores, _without(sources, given), settings)]

    def words(c: int) -> set[int]:
        return {n + scores.start for n in _words(scores.cues[c])}

    return [c for c in given if any(words(c) <= content for content in contents)]


def _decoded(scores: Scores, sources: _Sources, settings: DecoderSettings) -> list[Draft]:
    """The statements of some cues, each with its source, in their order.

    A cue for which no content is left is none, and its words are free again: so the window is decoded anew without it.
    """
    while sources:
        drafts = _drafts(scores, sources, settings)
        empty = [c for c, draft in zip(sources, drafts, strict=True) if draft is None]
        if not empty:
            return [draft for draft in drafts if draft is not None]
        sources = _without(sources, empty)
    return []


def _drafts(scores: Scores, sources: _Sources, settings: DecoderSettings) -> list[Draft | None]:
    """A statement for each of the cues, None where no word is left for it."""
    chosen = list(sources)
    logits = np.concatenate([scores.no_cue[:, None], scores.content[:, chosen]], axis=1)
    probability = softmax(logits)
    log_probability = np.log(np.maximum(probability, 1e-9))
    for column, c in enumerate(chosen, 1):
        _forbid(log_probability, column, scores.cues[c], sources[c][0])
    states = _viterbi(log_probability, settings)
    taken = {w for c in chosen for w in range(scores.cues[c][0], scores.cues[c][1] + 1)}
    drafts: list[Draft | None] = []
    for k, c in enumerate(chosen):
        free = (states == 0) & ~_marked(len(states), [*taken, *_words(sources[c][0])])
        gain = log_probability[:, k + 1] - log_probability[:, 0]
        content = _mended(np.flatnonzero(states == k + 1), free, gain, settings)
        if not content and scores.cue_probability[c] > settings.sure_cue:
            content = _least_unlikely(free, gain)
        drafts.append(_draft(scores, c, sources[c], content, probability[:, k + 1]) if content else None)
    return drafts


def _words(span: tuple[int, int] | None) -> range:
    return range(span[0], span[1] + 1) if span else range(0)


def _marked(length: int, words: Iterable[int]) -> NDArray[np.bool_]:
    marked = np.zeros(length, dtype=bool)
    marked[list(words)] = True
    return marked


def _forbid(log_probability: Floats, column: int, cue: tuple[int, int], source: tuple[int, int] | None) -> None:
    """A cue's words are in no content, its source's not in its own."""
    log_probability[cue[0] : cue[1] + 1, 1:] = _IMPOSSIBLE
    log_probability[cue[0] : cue[1] + 1, 0] = 0.0
    if source is not None:
        log_probability[source[0] : source[1] + 1, column] = _IMPOSSIBLE


def _source(scores: Scores, cue: int, settings: DecoderSettings) -> _Source:
    """The likeliest source of a cue, or None, with its probability."""
    first, last = scores.cues[cue]
    nobody = scores.no_source[cue] + np.float32(settings.no_source)
    begin = scores.source_begin[:, cue].copy()
    end = scores.source_end[:, cue].copy()
    begin[first : last + 1] = end[first : last + 1] = _IMPOSSIBLE
    begins = softmax(np.concatenate([[nobody], begin]))
    ends = softmax(end)
    start = int(begins[1:].argmax())
    if begins[0] >= begins[start + 1]:
        return None, float(begins[0])
    best, best_probability = (start, start), 0.0
    # The ends of the five likeliest beginnings are enough: the pair is hardly ever elsewhere.
    for start in np.argsort(-begins[1:])[:5].tolist():
        limit = first if start < first else len(ends)
        window = ends[start : min(limit, start + _LONGEST_SOURCE)]
        stop = start + int(window.argmax())
        probability = float(begins[start + 1] * ends[stop])
        if probability > best_probability:
            best, best_probability = (start, stop), probability
    return best, best_probability


def _viterbi(log_probability: Floats, settings: DecoderSettings) -> Ints:
    """The likeliest state of each word; state 0 is "in no content".

    Changing state costs the same from wherever one comes, so the best state before is the only rival of staying.
    A window has few states, and over a handful of numbers plain lists are eight times as fast as arrays.
    """
    rows: list[list[float]] = log_probability.tolist()
    costs = [settings.leave, *[settings.enter] * (len(rows[0]) - 1)]
    score = [rows[0][0], *(p - settings.enter for p in rows[0][1:])]
    before: list[list[float]] = []
    for row in rows[1:]:
        before.append(score)
        best = max(score)
        score = [(s if s >= best - c else best - c) + p for s, c, p in zip(score, costs, row, strict=True)]
    path = [score.index(max(score))]
    for score in reversed(before):
        best, state = max(score), path[-1]
        path.append(state if score[state] >= best - costs[state] else score.index(best))
    return np.array(path[::-1], dtype=np.int64)


def _mended(content: Ints, free: NDArray[np.bool_], gain: Floats, settings: DecoderSettings) -> list[int]:
    """One content with its needless holes filled, or what lies beyond them given up, whichever costs less.

    Args:
        content: its words, ascending.
        free: which words are in no role, (words,).
        gain: how much likelier each word is in this content than in none, in log probability, (words,).
        settings: for the cost of a hole.
    """
    if not len(content):
        return []
    parts: list[list[int]] = [p.tolist() for p in np.split(content, np.flatnonzero(np.diff(content) > 1) + 1)]
    whole = parts[0]
    for part in parts[1:]:
        hole = list(range(whole[-1] + 1, part[0]))
        if not free[hole].all():
            whole = whole + part
            continue
        costs = {
            "fill": -gain[hole].sum(),
            "left": gain[part].sum(),
            "right": gain[whole].sum(),
            "leave": settings.hole,
        }
        cheapest = min(costs, key=lambda name: float(costs[name]))
        whole = {"fill": whole + hole + part, "left": whole, "right": part, "leave": whole + part}[cheapest]
    return whole


def _least_unlikely(free: NDArray[np.bool_], gain: Floats) -> list[int]:
    """The stretch of free words that is the best content of a cue for which each word by itself was too unlikely.

    The words' gains are raised until the best of them is worth having; then the stretch with the greatest sum is taken
    (Kadane's algorithm).
    """
    if not free.any():
        return []
    raised = np.where(free, gain - gain[free].max() + _WORTH, _IMPOSSIBLE)
    best, best_sum, start, total = (0, 0), 0.0, 0, 0.0
    for word, worth in enumerate(raised.tolist()):
        if total <= 0:
            start, total = word, 0.0
        total += worth
        if total > best_sum:
            best, best_sum = (start, word + 1), total
    return list(range(*best))


def _draft(
    scores: Scores,
    cue: int,
    source: _Source,
    content: list[int],
    probability: Floats,
) -> Draft:
    start = scores.start
    sureness = np.sort(probability[content])
    span, source_probability = source
    return Draft(
        cue=(scores.cues[cue][0] + start, scores.cues[cue][1] + start),
        source=(span[0] + start, span[1] + start) if span else None,
        content=tuple(w + start for w in content),
        cue_probability=float(scores.cue_probability[cue]),
        content_probability=float(sureness.mean()),
        content_lowest=float(sureness[len(sureness) // 10]),
        source_probability=source_probability,
    )
