"""Articles cut into windows, and windows of like length put together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from onrecord.extraction.features import windows
from onrecord.extraction.network import feed
from onrecord.extraction.words import WordPiece

from .corpus import IGNORE, Document
from .network import Batch


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[start, end)`` of one article."""

    document: Document
    start: int
    end: int

    @property
    def size(self) -> int:
        """How many word pieces it holds."""
        return sum(len(p) for p in self.document.words.pieces[self.start : self.end])


def epoch(documents: Sequence[Document], most_pieces: int, budget: int, rng: random.Random) -> list[list[Window]]:
    """One pass over the articles as shuffled groups of windows.

    Args:
        documents: the articles.
        most_pieces: pieces in a window at most. The first window of each article is shorter by chance, so that no
            word has the same position in every epoch.
        budget: pieces in a group at most, padding included.
        rng: the source of chance.
    """
    found = [
        Window(d, a, b)
        for d in documents
        for a, b in windows(d.words, most_pieces, first_most=rng.randint(min(40, most_pieces), most_pieces))
    ]
    sized = sorted(((w.size + rng.randint(0, 20), i) for i, w in enumerate(found)))
    groups: list[list[Window]] = [[]]
    longest = 0
    for size, i in sized:
        longest = max(longest, size)
        if groups[-1] and longest * (len(groups[-1]) + 1) > budget:
            groups.append([])
            longest = size
        groups[-1].append(found[i])
    rng.shuffle(groups)
    return groups


def collate(group: Sequence[Window], wordpiece: WordPiece) -> Batch:
    """Pads a group of windows into one batch with its labels."""
    inputs, firsts = zip(*(feed(w.document.words, w.start, w.end, wordpiece) for w in group), strict=True)
    width = max(row["pieces"].shape[1] for row in inputs)
    length = max(window.end - window.start for window in group)

    def padded(columns: list[list[int]], size: int, fill: int = 0) -> torch.Tensor:
        return torch.tensor([c + [fill] * (size - len(c)) for c in columns], dtype=torch.long)

    def column(name: str) -> torch.Tensor:
        return padded([row[name][0].tolist() for row in inputs], width)

    def labels(name: str, fill: int) -> torch.Tensor:
        return padded([getattr(w.document, name)[w.start : w.end].tolist() for w in group], length, fill)

    cues, sources, owners = zip(*(_statements(w) for w in group), strict=True)
    return Batch(
        pieces=column("pieces"),
        shape=column("shape"),
        place=column("place"),
        quote=column("quote"),
        mask=padded([[1] * row["pieces"].shape[1] for row in inputs], width).bool(),
        first=padded([f.tolist() for f in firsts], length),
        real=padded([[1] * (w.end - w.start) for w in group], length).bool(),
        paragraph=padded([w.document.words.paragraph[w.start : w.end].tolist() for w in group], length),
        tag=labels("tag", IGNORE),
        name=labels("name", IGNORE),
        owner=padded(list(owners), length, -1),
        cues=list(cues),
        sources=list(sources),
    )


def _statements(
    window: Window,
) -> tuple[list[tuple[int, int]], list[tuple[int, int] | bool | None], list[int]]:
    """The cues inside the window with their sources, and for each word the number of its cue among them, or -1."""
    cues: list[tuple[int, int]] = []
    sources: list[tuple[int, int] | bool | None] = []
    number = {}
    for i, statement in enumerate(window.document.statements):
        if window.start <= statement.cue[0] and statement.cue[1] < window.end:
            number[i] = len(cues)
            cues.append((statement.cue[0] - window.start, statement.cue[1] - window.start))
            sources.append(_inside(statement.source, window))
    owners = [number.get(int(o), -1) for o in window.document.owner[window.start : window.end]]
    return cues, sources, owners


def _inside(source: tuple[int, int] | None, window: Window) -> tuple[int, int] | bool | None:
    if source is None:
        return None
    if window.start <= source[0] and source[1] < window.end:
        return (source[0] - window.start, source[1] - window.start)
    return False
