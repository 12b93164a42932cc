"""What teachers think of articles that nobody marked, kept in a small file, so that a student can be taught again
without them.

The file holds no text: word numbers and bytes of certainty, and the hash of the text that they belong to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scores.bench_data import lines

from onrecord.extraction.features import read_words
from onrecord.extraction.words import WordPiece

from .corpus import CERTAIN, IGNORE, Document, Gold, Shares

_NOBODY, _UNKNOWN = -1, -2


@dataclass(frozen=True, slots=True)
class Lesson:
    """What teachers think of one article.

    Attributes:
        id: of the article in its file.
        text_sha256: of its text in UTF-8, so that the lesson is not given on another text.
        tag, share, statements: as in ``Document``; a statement stands for each word that may be a cue.
    """

    id: str
    text_sha256: str
    tag: Shares
    share: Shares
    statements: tuple[Gold, ...]


def sha256_of(text: str) -> str:
    """Hex digest of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write_lessons(path: Path, lessons: Iterable[Lesson]) -> None:
    """Writes lessons as one compressed file of arrays (numpy's npz).

    What is left of a word's certainty after all other tags is its "O", and most words are in no content: neither is
    written.
    """
    found = list(lessons)
    np.savez_compressed(
        path,
        id=np.array([lesson.id for lesson in found]),
        text_sha256=np.array([lesson.text_sha256 for lesson in found]),
        words=np.array([len(lesson.tag) for lesson in found], dtype=np.int32),
        statements=np.array([len(lesson.statements) for lesson in found], dtype=np.int32),
        tag=np.concatenate([lesson.tag[:, 1:] for lesson in found]),
        shares_of_word=np.concatenate([(lesson.share > 0).sum(1) for lesson in found]).astype(np.uint8),
        share_statement=np.concatenate([np.nonzero(lesson.share)[1] for lesson in found]).astype(np.int16),
        share=np.concatenate([lesson.share[lesson.share > 0] for lesson in found]),
        roles=np.array([_row(gold) for lesson in found for gold in lesson.statements], dtype=np.int16).reshape(-1, 4),
    )


def _row(gold: Gold) -> tuple[int, int, int, int]:
    if isinstance(gold.source, tuple):
        return (*gold.cue, *gold.source)
    nobody = _NOBODY if gold.source is None else _UNKNOWN
    return (*gold.cue, nobody, nobody)


def read_lessons(path: Path) -> list[Lesson]:
    """The lessons of a file, in its order."""
    with np.load(path, allow_pickle=False) as file:
        arrays = dict(file)
    words, statements = arrays["words"], arrays["statements"]
    tag = arrays["tag"]
    whole = np.column_stack([CERTAIN - tag.sum(1, dtype=np.uint8), tag])
    tags = np.split(whole, np.cumsum(words)[:-1])
    roles = np.split(arrays["roles"], np.cumsum(statements)[:-1])
    columns = zip(arrays["id"], arrays["text_sha256"], tags, _shares(arrays), roles, strict=True)
    return [
        Lesson(str(name), str(sha256), tag, share, tuple(_gold(row) for row in rows.tolist()))
        for name, sha256, tag, share, rows in columns
    ]


def _shares(arrays: Mapping[str, NDArray[Any]]) -> list[Shares]:
    """The table of each article."""
    words, of_word = arrays["words"], arrays["shares_of_word"].astype(np.int64)
    within = np.concatenate([np.arange(length) for length in words])
    row = np.repeat(within, of_word)
    borders = np.concatenate([[0], np.cumsum(of_word)])[np.concatenate([[0], np.cumsum(words)])]
    found = []
    for number, (length, width) in enumerate(zip(words, arrays["statements"], strict=True)):
        place = slice(borders[number], borders[number + 1])
        share = np.zeros((length, width), dtype=np.uint8)
        share[row[place], arrays["share_statement"][place]] = arrays["share"][place]
        found.append(share)
    return found


def _gold(row: list[int]) -> Gold:
    first, last, begin, end = row
    source = None if begin == _NOBODY else False if begin == _UNKNOWN else (begin, end)
    return Gold((first, last), source)


def taught_documents(lessons: Path, articles: Path, wordpiece: WordPiece) -> list[Document]:
    """Articles with what teachers think of them.

    Args:
        lessons: as ``write_lessons`` left it.
        articles: JSON Lines with ``id`` and ``text``; those without a lesson are passed over.
        wordpiece: the encoder's word pieces.

    Raises:
        SystemExit: where an article's text is not the one that the lesson was given on.
    """
    by_id = {lesson.id: lesson for lesson in read_lessons(lessons)}
    found = []
    for data in lines(articles):
        lesson = by_id.get(str(data["id"]))
        if lesson is None:
            continue
        words = read_words(data["text"], wordpiece)
        if lesson.text_sha256 != sha256_of(data["text"]) or len(lesson.tag) != len(words):
            raise SystemExit(
                f"{articles}: {data['id']} is not the text of {lessons}; make the lessons anew (training.teach)"
            )
        names = np.full(len(words), IGNORE, dtype=np.int64)
        found.append(Document(data, words, lesson.tag, lesson.share, names, lesson.statements))
    return found


def in_shares(probability: NDArray[np.float32]) -> Shares:
    """Probabilities (words, kinds) as whole shares of CERTAIN, the nearest ones that together are no more than all."""
    shares = np.floor(probability * CERTAIN + 0.5).astype(np.int64)
    over = np.flatnonzero(shares.sum(1) > CERTAIN)
    if len(over):
        shares[over, shares[over].argmax(1)] -= shares[over].sum(1) - CERTAIN
    result: Shares = shares.astype(np.uint8)
    return result
