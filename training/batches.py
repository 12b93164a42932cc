"""Articles cut into windows, and windows of like length put together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from onrecord.extraction.features import windows
from onrecord.extraction.network import TAGS, feed
from onrecord.extraction.words import WordPiece

from .corpus import CERTAIN, IGNORE, Document
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

    numbers = [_inside_cues(w) for w in group]
    most_cues = max(1, *map(len, numbers))
    tag = torch.zeros(len(group), length, len(TAGS))
    share = torch.zeros(len(group), length, most_cues)
    for row, (window, inside) in enumerate(zip(group, numbers, strict=True)):
        document, size = window.document, window.end - window.start
        tag[row, :size] = torch.from_numpy(document.tag[window.start : window.end]) / CERTAIN
        share[row, :size, : len(inside)] = torch.from_numpy(document.share[window.start : window.end, inside]) / CERTAIN
    return Batch(
        pieces=column("pieces"),
        shape=column("shape"),
        place=column("place"),
        quote=column("quote"),
        mask=padded([[1] * row["pieces"].shape[1] for row in inputs], width).bool(),
        first=padded([f.tolist() for f in firsts], length),
        real=padded([[1] * (w.end - w.start) for w in group], length).bool(),
        paragraph=padded([w.document.words.paragraph[w.start : w.end].tolist() for w in group], length),
        tag=tag,
        name=padded([w.document.name[w.start : w.end].tolist() for w in group], length, IGNORE),
        share=share,
        cues=[_cues(w, inside) for w, inside in zip(group, numbers, strict=True)],
        sources=[_sources(w, inside) for w, inside in zip(group, numbers, strict=True)],
    )


def _inside_cues(window: Window) -> list[int]:
    """The numbers of the statements whose cues lie inside the window. Content of others is in none, for the network."""
    return [
        number
        for number, statement in enumerate(window.document.statements)
        if window.start <= statement.cue[0] and statement.cue[1] < window.end
    ]


def _cues(window: Window, numbers: Sequence[int]) -> list[tuple[int, int]]:
    cues = [window.document.statements[number].cue for number in numbers]
    return [(first - window.start, last - window.start) for first, last in cues]


def _sources(window: Window, numbers: Sequence[int]) -> list[tuple[int, int] | bool | None]:
    return [_inside(window.document.statements[number].source, window) for number in numbers]


def _inside(source: tuple[int, int] | bool | None, window: Window) -> tuple[int, int] | bool | None:
    if not isinstance(source, tuple):
        return source
    if window.start <= source[0] and source[1] < window.end:
        return (source[0] - window.start, source[1] - window.start)
    return False
