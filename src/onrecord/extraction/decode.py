"""From the network's scores to statements, as word numbers.

Content: of all ways to give each word of a window to one of its cues or to none, the likeliest (Viterbi 1967), where
beginning a content and leaving one each cost something, so that a content does not fall apart over one doubtful word.
Source: for each cue by itself, the likeliest pair of first and last word, against "no source"; several cues may share
one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .network import Floats, Scores, softmax

_LONGEST_SOURCE = 40  # words; of 18,360 sources in PolNeAR train 99.5 % are shorter
_IMPOSSIBLE = np.float32(-20.0)


@dataclass(frozen=True, slots=True)
class DecoderSettings:
    """What the decoder weighs the network's scores with; chosen on the held-out tenth of PolNeAR train by
    training.tune.

    Attributes:
        cue_bar: probability from which a candidate is a cue.
        enter: cost, in log probability, of beginning or resuming a content.
        leave: cost of leaving one.
        no_source: added to the logit of "no source".
        gap: up to so many words left out within a content, and in no other role, are taken in.
    """

    cue_bar: float = 0.3
    enter: float = 2.5
    leave: float = 1.0
    no_source: float = 0.0
    gap: int = 2


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
    """The statements of one window, in the order of their cues."""
    chosen = np.flatnonzero(scores.cue_probability > settings.cue_bar)
    if not len(chosen):
        return []
    sources = [_source(scores, int(c), settings) for c in chosen]
    logits = np.concatenate([scores.no_cue[:, None], scores.content[:, chosen]], axis=1)
    probability = softmax(logits)
    log_probability = np.log(np.maximum(probability, 1e-9))
    for column, c in enumerate(chosen, 1):
        _forbid(log_probability, column, scores.cues[c], sources[column - 1][0])
    states = _viterbi(log_probability, settings)
    taken = {w for c in chosen for w in range(scores.cues[c][0], scores.cues[c][1] + 1)}
    return [
        _draft(
            scores, int(c), sources[k], _fill(states, k + 1, taken, sources[k][0], settings.gap), probability[:, k + 1]
        )
        for k, c in enumerate(chosen)
        if (states == k + 1).any()
    ]


def _forbid(log_probability: Floats, column: int, cue: tuple[int, int], source: tuple[int, int] | None) -> None:
    """A cue's words are in no content, its source's not in its own."""
    log_probability[cue[0] : cue[1] + 1, 1:] = _IMPOSSIBLE
    log_probability[cue[0] : cue[1] + 1, 0] = 0.0
    if source is not None:
        log_probability[source[0] : source[1] + 1, column] = _IMPOSSIBLE


def _source(scores: Scores, cue: int, settings: DecoderSettings) -> tuple[tuple[int, int] | None, float]:
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


def _viterbi(log_probability: Floats, settings: DecoderSettings) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The likeliest state of each word; state 0 is "in no content".

    Changing state costs the same from wherever one comes, so the best state before is the only rival of staying.
    """
    length, states = log_probability.shape
    cost = np.full(states, settings.enter, dtype=np.float32)
    cost[0] = settings.leave
    score = log_probability[0].copy()
    score[1:] -= settings.enter
    stayed = np.ones((length, states), dtype=bool)
    rival = np.zeros(length, dtype=np.int64)
    for t in range(1, length):
        best = score.argmax()
        change = score[best] - cost
        stay = score >= change
        score = np.where(stay, score, change) + log_probability[t]
        stayed[t], rival[t] = stay, best
    path = np.zeros(length, dtype=np.int64)
    path[-1] = score.argmax()
    for t in range(length - 1, 0, -1):
        path[t - 1] = path[t] if stayed[t, path[t]] else rival[t]
    return path


def _fill(
    states: np.ndarray[tuple[int], np.dtype[np.int64]],
    state: int,
    taken: set[int],
    source: tuple[int, int] | None,
    gap: int,
) -> list[int]:
    """The words of one content, small holes in it closed."""
    full: list[int] = []
    for word in np.flatnonzero(states == state).tolist():
        hole = range(full[-1] + 1, word) if full else range(0)
        free = all(states[w] == 0 and w not in taken and not (source and source[0] <= w <= source[1]) for w in hole)
        if 0 < len(hole) <= gap and free:
            full.extend(hole)
        full.append(word)
    return full


def _draft(
    scores: Scores,
    cue: int,
    source: tuple[tuple[int, int] | None, float],
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
