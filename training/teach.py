"""Teachers read articles that nobody marked, and what they think is kept for a student (training/taught.py).

    python -m training.teach --teachers WEIGHTS WEIGHTS WEIGHTS --out training/lessons/2016h1.npz \\
        --articles ../shared/bench/archive/articles-2016h1.jsonl.gz

WEIGHTS are folders that training.tune wrote. Several networks that started from different seeds err in different
places, so the mean of what they think is better than each (Lakshminarayanan, Pritzel and Blundell 2017); one student
that learns the mean keeps much of that at the cost of one.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from scores.bench_data import lines

from onrecord.extraction.features import Words, read_words
from onrecord.extraction.model import Model, stretches
from onrecord.extraction.network import TAGS, Floats, Scores, softmax
from onrecord.extraction.refusals import refusal_cues
from onrecord.ingest.parallel import Crash, ordered_map

from .corpus import CERTAIN, Gold, Shares
from .taught import Lesson, in_shares, sha256_of, write_lessons

# A source that the teachers together are less sure of than this teaches nothing.
_SURE_SOURCE = 0.6


class Teachers:
    """Several networks that answer as one: what is given is the mean of their probabilities.

    Stands in for a Model wherever ``scores`` is asked for, so that a council can be tuned and measured like one
    network.

    Args:
        folders: weights, with one vocabulary.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._models = [Model(folder) for folder in folders]
        self.wordpiece = self._models[0].wordpiece

    def scores(self, words: Words, known: Sequence[tuple[int, int]] = ()) -> Iterator[Scores]:
        """As ``Model.scores``."""
        for start, end, certain in stretches(words, known):
            paragraph = words.paragraph[start:end]
            vectors = [model.encoder(words, start, end) for model in self._models]
            tags = np.mean([model.heads.tags(v) for model, v in zip(self._models, vectors, strict=True)], axis=0)
            yield mean_of(
                [
                    model.heads(v, paragraph, start, certain, tags)
                    for model, v in zip(self._models, vectors, strict=True)
                ]
            )


def mean_of(scores: Sequence[Scores]) -> Scores:
    """The mean, as probabilities, of what several networks think of one window and of the same candidates."""
    content = _mean_logit([np.column_stack([s.no_cue, s.content]) for s in scores])
    begin = _mean_logit([np.vstack([s.no_source, s.source_begin]).T for s in scores])
    return dataclasses.replace(
        scores[0],
        no_cue=content[:, 0],
        content=content[:, 1:],
        no_source=begin[:, 0],
        source_begin=begin[:, 1:].T,
        source_end=_mean_logit([s.source_end.T for s in scores]).T,
        names=np.mean([s.names for s in scores], axis=0),
    )


def _mean_logit(logits: Sequence[Floats]) -> Floats:
    result: Floats = np.log(np.maximum(np.mean([softmax(x) for x in logits], axis=0), 1e-9))
    return result


@dataclass(frozen=True, slots=True)
class Teaching:
    """Makes the function that a worker runs: an article in, its lesson out.

    Attributes:
        folders: the teachers' weights.
    """

    folders: tuple[Path, ...]

    def __call__(self) -> Callable[[dict[str, Any]], Lesson]:
        """Load the teachers."""
        teachers = Teachers(self.folders)
        return lambda data: lesson(teachers, data)


def lesson(teachers: Teachers, data: dict[str, Any]) -> Lesson:
    """What the teachers think of one article: ``id`` and ``text`` of a line of JSON."""
    words = read_words(data["text"], teachers.wordpiece)
    heard = list(teachers.scores(words, words.covered(refusal_cues(data["text"]))))
    width = sum(len(scores.cues) for scores in heard)
    tag = np.zeros((len(words), len(TAGS)), dtype=np.uint8)
    share = np.zeros((len(words), width), dtype=np.uint8)
    statements: list[Gold] = []
    for scores in heard:
        rows = slice(scores.start, scores.start + len(scores.tags))
        tag[rows, 1:] = in_shares(scores.tags[:, 1:])
        columns = slice(len(statements), len(statements) + len(scores.cues))
        share[rows, columns] = _contents(scores)
        statements += [_statement(scores, cue) for cue in range(len(scores.cues))]
    tag[:, 0] = CERTAIN - tag.sum(1, dtype=np.uint8)
    return Lesson(str(data["id"]), sha256_of(data["text"]), tag, share, tuple(statements))


def _contents(scores: Scores) -> Shares:
    return in_shares(softmax(np.column_stack([scores.no_cue, scores.content]))[:, 1:])


def _statement(scores: Scores, cue: int) -> Gold:
    """A candidate with its source where the teachers are sure of one, or of there being none."""
    first, last = scores.cues[cue]
    begin = softmax(np.concatenate([scores.no_source[cue : cue + 1], scores.source_begin[:, cue]]))
    end = softmax(scores.source_end[:, cue])
    start, stop = int(begin.argmax()) - 1, int(end.argmax())
    source: tuple[int, int] | bool | None = False
    if start < 0 and begin[0] > _SURE_SOURCE:
        source = None
    elif 0 <= start <= stop and begin[start + 1] * end[stop] > _SURE_SOURCE:
        source = (start + scores.start, stop + scores.start)
    return Gold((first + scores.start, last + scores.start), source)


def main() -> None:
    """Reads the articles with all teachers and writes what they think."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="take only every n-th article")
    parser.add_argument("--first", type=int, default=0, help="number of the first article taken, from 0")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    chosen = list(islice(lines(options.articles), options.first, None, options.every))
    lessons = []
    for number, (data, answer) in enumerate(ordered_map(Teaching(tuple(options.teachers)), chosen, options.jobs), 1):
        if isinstance(answer, Crash):
            raise SystemExit(f"{data['id']}: {answer.why}")
        lessons.append(answer)
        if number % 100 == 0 or number == len(chosen):
            print(f"{number}/{len(chosen)}", file=sys.stderr, flush=True)
    write_lessons(options.out, lessons)


if __name__ == "__main__":
    main()
