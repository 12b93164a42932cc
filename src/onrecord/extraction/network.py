"""The network at run time: the encoder as an ONNX graph, the heads in numpy.

What is learned and why is told in training/network.py; here the same sums are done without torch. The heads are
small, and which pairs of words they compare depends on what they find, so plain arrays serve better than a graph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ExtractionError

from .features import Ints, Words
from .words import WordPiece

Floats = NDArray[np.float32]

ARC_WIDTH = 128
DISTANCES = 27
PARAGRAPHS = 5
ARCS = 3  # what is asked of a word and a cue: content, first word of the source, last word of the source
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""The columns of the tag head."""
_BEGIN_CUE, _IN_CUE = TAGS.index("B-cue"), TAGS.index("I-cue")
# Words below this are not looked at as cues at all; the decoder chooses among those above with its own, higher bar.
_CANDIDATE = 0.05
# The probability given to a cue that is known beforehand by its words, and up to which what the network took for a cue
# there gives way to it.
_CERTAIN = 0.95
_GIVES_WAY = 0.5
# From this probability of "a cue goes on" a beginning just before a likelier one is taken for the same cue.
_GOES_ON = 0.2


def distance_bucket(away: Ints) -> Ints:
    """Signed distances in words to the row of a table: exact up to 4, then by steps that grow, 13 in the middle."""
    size = np.abs(away)
    bucket = np.where(size <= 4, size, 4 + np.log2(np.maximum(size, 1) / 4) * 1.5).astype(np.int64)
    result: Ints = np.minimum(bucket, 12) * np.sign(away) + 13
    return result


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network thinks of one window.

    Attributes:
        start: number of the window's first word in its text.
        tags: probabilities, (words, 7).
        cues: the candidates, (first word, last word) counted within the window; no two share a word.
        cue_probability: how sure the network is of each, (cues,).
        no_cue: logit of "in no content", (words,).
        content: logit of "in the content of cue c", (words, cues).
        source_begin, source_end: logits of "first / last word of the source of cue c", (words, cues).
        no_source: logit of "cue c has no source", beside ``source_begin``, (cues,).
        names: logits of the name head, (words, 9).
        given: indices of the candidates that were not the network's own, but known beforehand.
    """

    start: int
    tags: Floats
    cues: list[tuple[int, int]]
    cue_probability: Floats
    no_cue: Floats
    content: Floats
    source_begin: Floats
    source_end: Floats
    no_source: Floats
    names: Floats
    given: frozenset[int] = frozenset()


class Heads:
    """The small layers over the encoder's word vectors, from the arrays that training exported."""

    def __init__(self, arrays: Mapping[str, Floats]) -> None:
        self._arrays = {name: np.asarray(value, dtype=np.float32) for name, value in arrays.items()}

    def _linear(self, name: str, x: Floats) -> Floats:
        result: Floats = x @ self._arrays[f"{name}.weight"].T + self._arrays[f"{name}.bias"]
        return result

    def tags(self, vectors: Floats) -> Floats:
        """The role of each word by itself, as probabilities (words, 7)."""
        return softmax(self._linear("tag", vectors))

    def __call__(
        self,
        vectors: Floats,
        paragraph: Ints,
        start: int = 0,
        certain: Sequence[tuple[int, int]] = (),
        tags: Floats | None = None,
    ) -> Scores:
        """Scores one window.

        Args:
            vectors: the encoder's output for each word, (words, width).
            paragraph: the paragraph each word is in, (words,).
            start: number of the window's first word in its text.
            certain: cues known beforehand, (first word, last word) counted within the window; they are candidates
                whatever the network thinks.
            tags: the roles of the words, where several networks have decided them together; else this one's own.
        """
        tags = self.tags(vectors) if tags is None else tags
        cues, cue_probability, given = _with_certain(*_candidates(tags), certain)
        length = len(vectors)
        if not cues:
            empty = np.zeros((length, 0), np.float32)
            scores = np.zeros((ARCS, length, 0), np.float32)
            no_source: Floats = empty[0] if length else np.zeros(0, np.float32)
        else:
            scores, no_source = self._arcs(vectors, paragraph, cues)
        return Scores(
            start=start,
            tags=tags,
            cues=cues,
            cue_probability=cue_probability,
            no_cue=self._linear("no_cue", vectors)[:, 0],
            content=scores[0],
            source_begin=scores[1],
            source_end=scores[2],
            no_source=no_source,
            names=self._linear("name", vectors),
            given=given,
        )

    def _arcs(self, vectors: Floats, paragraph: Ints, cues: list[tuple[int, int]]) -> tuple[Floats, Floats]:
        first = np.array([f for f, _ in cues])
        last = np.array([e for _, e in cues])
        at_cue = np.concatenate([vectors[first], vectors[last]], axis=1)
        key = self._linear("cue", at_cue).reshape(-1, ARCS, ARC_WIDTH).transpose(1, 2, 0)
        # (vectors @ weight + bias) @ key, the other way round: cues are far fewer than words, and what the weights make
        # of each is reckoned once.
        weight = self._arrays["word.weight"].reshape(ARCS, ARC_WIDTH, -1).transpose(0, 2, 1)
        bias = self._arrays["word.bias"].reshape(ARCS, 1, ARC_WIDTH)
        scores: Floats = (vectors @ (weight @ key) + bias @ key) / np.float32(np.sqrt(ARC_WIDTH))
        away = np.arange(len(vectors))[:, None] - first[None]
        apart = np.clip(paragraph[:, None] - paragraph[first][None], -2, 2) + 2
        scores += self._arrays["distance"][:, distance_bucket(away)] + self._arrays["apart"][:, apart]
        return scores, self._linear("no_source", at_cue)[:, 0]


def softmax(x: Floats) -> Floats:
    """Probabilities along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    result: Floats = e / e.sum(-1, keepdims=True)
    return result


def _candidates(tags: Floats) -> tuple[list[tuple[int, int]], Floats]:
    """Where cues may be, with their probabilities.

    Where a cue of several words may begin at more than one of them ("has refused to condemn"), its probability is
    divided among them: the likeliest beginning stands for all, with what they have together.
    """
    found: dict[tuple[int, int], float] = {}
    taken: dict[int, tuple[int, int]] = {}
    begin = tags[:, _BEGIN_CUE]
    starts = np.flatnonzero(begin > _CANDIDATE)
    for first in starts[np.argsort(-begin[starts], kind="stable")].tolist():
        last = first
        while last + 1 < len(tags) and tags[last + 1, _IN_CUE] > 0.5 and last + 1 not in taken:
            last += 1
        holder = taken.get(first)
        if holder is None and last + 1 in taken and tags[last + 1, _IN_CUE] > _GOES_ON:
            holder = taken[last + 1]
        if holder is None:
            holder = (first, last)
            taken.update(dict.fromkeys(range(first, last + 1), holder))
        found[holder] = min(1.0, found.get(holder, 0.0) + float(begin[first]))
    cues = sorted(found)
    return cues, np.array([found[cue] for cue in cues], dtype=np.float32)


def _with_certain(
    cues: list[tuple[int, int]], probability: Floats, certain: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int]], Floats, frozenset[int]]:
    """The candidates with those known beforehand, which take the place of unlikely ones that they touch.

    A likely one keeps its extent, and is as certain as the known one that it stands for. Given back with their
    probabilities, and which of them are not the network's own.
    """
    chances = dict(zip(cues, probability.tolist(), strict=True))
    given = set()
    for first, last in certain:
        touched = [cue for cue in chances if cue[0] <= last and first <= cue[1]]
        if all(chances[cue] <= _GIVES_WAY for cue in touched):
            for cue in touched:
                del chances[cue]
            chances[first, last] = _CERTAIN
            given.add((first, last))
        else:
            chances |= {cue: max(chances[cue], _CERTAIN) for cue in touched}
    ordered = sorted(chances)
    places = frozenset(n for n, cue in enumerate(ordered) if cue in given)
    return ordered, np.array([chances[cue] for cue in ordered], dtype=np.float32), places


class Encoder:
    """The ONNX graph that turns word pieces into vectors.

    Args:
        path: the graph.
        wordpiece: for the marks that begin and end a window.

    Raises:
        ExtractionError: where the file is missing or onnxruntime cannot run it.
    """

    def __init__(self, path: Path, wordpiece: WordPiece) -> None:
        import onnxruntime  # takes a third of a second: only who extracts should pay for it

        options = onnxruntime.SessionOptions()
        # Several articles are read side by side by several processes; threads within one only get in each other's way.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(path),
                options,
                providers=["CPUExecutionProvider"],
                # The fused operator takes five times as long as the two it replaces (measured with onnxruntime 1.32,
                # AVX2).
                disabled_optimizers=["SkipLayerNormFusion"],
            )
        except Exception as error:  # onnxruntime raises its own kinds, which are no common base of ours
            raise ExtractionError(
                f"the model cannot be loaded ({error})",
                where=str(path),
                next_step="Install onrecord again: pip install --force-reinstall onrecord",
            ) from error
        self._wordpiece = wordpiece

    def __call__(self, words: Words, start: int, end: int) -> Floats:
        """The vectors of the words ``[start, end)`` of a text, (words, width).

        Windows are run one by one: side by side they would have to be padded to one length, which costs more than it
            gains.
        """
        inputs, first = feed(words, start, end, self._wordpiece)
        result: Floats = self._session.run(None, {**inputs, "first": first})[0][0]
        return result


def feed(words: Words, start: int, end: int, wordpiece: WordPiece) -> tuple[dict[str, Ints], Ints]:
    """The inputs of the encoder, each (1, pieces), and the piece at which each word begins, (words,).

    Training reads its windows through this too, so that what is taught is what is met.
    """
    pieces = words.pieces[start:end]
    counts = np.fromiter(map(len, pieces), dtype=np.int64, count=end - start)
    first = 1 + np.cumsum(counts) - counts
    total = int(counts.sum()) + 2
    flat = np.empty(total, dtype=np.int64)
    flat[0], flat[-1] = wordpiece.start, wordpiece.end
    flat[1:-1] = np.fromiter(chain.from_iterable(pieces), dtype=np.int64, count=total - 2)
    inputs = {"pieces": flat, "position": np.arange(total)}
    for name in ("shape", "quote"):
        column = np.zeros(total, dtype=np.int64)
        column[1:-1] = np.repeat(getattr(words, name)[start:end], counts)
        inputs[name] = column
    inputs["place"] = np.zeros(total, dtype=np.int64)
    inputs["place"][first] = words.place[start:end]
    return {name: column[None] for name, column in inputs.items()}, first
