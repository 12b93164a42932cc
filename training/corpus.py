"""Articles as the network is taught them: words with their features, and how far each word is in which role.

Labels are shares of certainty, not yes or no: what people marked is wholly so, what teachers think of an article that
nobody marked (training/teach.py) is as sure as they are (Hinton, Vinyals and Dean 2015).

Data: PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018), and beside it the names that Stanford CoreNLP found in the
same articles, which teach the heads for names. Neither enters the package; what is learned from them does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scores.bench_data import lines

from onrecord.extraction.features import Ints, Words, read_words
from onrecord.extraction.network import TAGS
from onrecord.extraction.words import WordPiece

IGNORE = -100
"""The name label of words that teach nothing: where no names are known, and padding."""

CERTAIN = 15
"""All of certainty. Labels are whole shares of it: sixteen steps keep what teachers think in few bytes."""

NAMES = (
    "O",
    "B-PERSON",
    "I-PERSON",
    "B-ORGANIZATION",
    "I-ORGANIZATION",
    "B-LOCATION",
    "I-LOCATION",
    "B-MISC",
    "I-MISC",
)
Shares = NDArray[np.uint8]
_NAME_BEGINS = {name.removeprefix("B-"): label for label, name in enumerate(NAMES) if name.startswith("B-")}
# One article in ten is held out of training: decoder settings and calibration are chosen on it, never on dev.
_HELD_OUT_OF = 10


@dataclass(frozen=True, slots=True)
class Gold:
    """One statement as word numbers: first and last word of its cue and of its source.

    A source is None where there is none, and False where it is not known and teaches nothing.
    """

    cue: tuple[int, int]
    source: tuple[int, int] | bool | None


@dataclass(frozen=True, slots=True)
class Document:
    """One article to learn from.

    Attributes:
        data: the line of the corpus file as it is.
        words: the text as the network reads it.
        tag: how far each word has each of TAGS, in shares of CERTAIN, shape (words, TAGS). A word with none teaches
            nothing: those in PolNeAR's "discard" spans.
        share: how far each word is in the content of each statement, shape (words, statements); the rest is in none.
        name: index into NAMES for each word, IGNORE where no names are known, shape (words,).
        statements: by number.
    """

    data: dict[str, Any]
    words: Words
    tag: Shares
    share: Shares
    name: Ints
    statements: tuple[Gold, ...]


def held_out(identifier: str) -> bool:
    """Whether an article belongs to the tenth on which settings are chosen; depends on its id alone."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % _HELD_OUT_OF == 0


def load(path: Path, wordpiece: WordPiece, names: Path | None = None) -> list[Document]:
    """Reads a PolNeAR split.

    Args:
        path: JSON Lines of articles with statements.
        wordpiece: the encoder's word pieces.
        names: JSON Lines of names by article; without it, the heads for names learn nothing.
    """
    known = {line["id"]: line["ner"] for line in lines(names)} if names else {}
    return [document(data, wordpiece, known.get(data["id"])) for data in lines(path)]


def document(data: dict[str, Any], wordpiece: WordPiece, ner: list[list[Any]] | None = None) -> Document:
    """One article with its labels.

    Args:
        data: a line of the corpus: ``text``, ``statements``, and as ``discard`` spans of what teaches nothing.
        wordpiece: the encoder's word pieces.
        ner: the names in it, as start, end and kind; without them, the heads for names learn nothing.
    """
    words = read_words(data["text"], wordpiece)
    starts = np.array([s.start for s in words.spans])
    ends = np.array([s.end for s in words.spans])

    def cover(spans: Iterable[list[int]]) -> list[int]:
        found: set[int] = set()
        for a, b in spans:
            found.update(range(int(np.searchsorted(ends, a, side="right")), int(np.searchsorted(starts, b))))
        return sorted(found)

    tag = np.zeros(len(words), dtype=np.int64)
    owner = np.full(len(words), -1, dtype=np.int64)
    statements: list[Gold] = []
    for statement in data["statements"]:
        cue, source, content = (cover(statement[role]) for role in ("cue", "source", "content"))
        if not cue or not content:
            continue
        number = len(statements)
        statements.append(Gold((cue[0], cue[-1]), (source[0], source[-1]) if source else None))
        for name, role in (("source", source), ("cue", cue), ("content", content)):
            first_tag = TAGS.index(f"B-{name}")
            tag[role] = [first_tag if i == 0 or role[i - 1] != w - 1 else first_tag + 1 for i, w in enumerate(role)]
        owner[content] = number
        owner[cue] = -1
    shares = _certain(tag, len(TAGS))
    shares[cover(data["discard"])] = 0
    contents = _certain(owner + 1, len(statements) + 1)[:, 1:]
    return Document(data, words, shares, contents, _name_labels(len(words), ner, cover), tuple(statements))


def _certain(labels: Ints, kinds: int) -> Shares:
    """Labels (words,) as shares (words, kinds): all for the one that it is."""
    shares = np.zeros((len(labels), kinds), dtype=np.uint8)
    shares[np.arange(len(labels)), labels] = CERTAIN
    return shares


def _name_labels(length: int, ner: list[list[Any]] | None, cover: Any) -> Ints:
    if ner is None:
        return np.full(length, IGNORE, dtype=np.int64)
    label = np.zeros(length, dtype=np.int64)
    for start, end, kind in ner:
        if kind in _NAME_BEGINS:
            found = cover([[start, end]])
            label[found] = _NAME_BEGINS[kind] + 1
            label[found[:1]] = _NAME_BEGINS[kind]
    return label
