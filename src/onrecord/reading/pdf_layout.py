"""From words at places to paragraphs in reading order: columns, lines, running heads, paragraphs.

The page is cut as a reader's eye cuts it (the recursive X-Y cut of Nagy and Seth 1984, with one kind of cut): where
an empty strip runs down between many lines, the page has columns; lines that cross the strip, a headline or a footer,
part it into bands, and in each band the left column is read before the right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .pdf_page import Page, Piece

_MIN_LINES = 4  # a column has at least so many lines; fewer are a caption or a table
_EDGE = 3  # lines at either end of a page among which running heads and page numbers are sought
_MARGIN = 0.12  # share of the page's height at either end where a page number may stand
_INDENT = 0.7  # times the letter's height
_LEADING = 1.35  # times the usual distance of two lines: a gap from here on parts paragraphs
_ROOM = 1.3  # times the width of a word; with less to spare, a justified or ragged line may end before it
_PAGE_NUMBER = re.compile(r"\W*+(?:page|p\.)?\s*+(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column: its words, its place, and where it stands in the document."""

    text: str
    left: float
    right: float
    middle: float
    size: float
    page: int
    column: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, within one column of one page."""

    lines: tuple[Line, ...]

    @property
    def place(self) -> tuple[int, int]:
        """Page and column that it stands in."""
        return self.lines[0].page, self.lines[0].column

    @property
    def text(self) -> str:
        """The lines, with the line ends of the page."""
        return "\n".join(line.text for line in self.lines)


def lines_of(page: Page, number: int) -> list[Line]:
    """The lines of one page in reading order; ``number`` is the page's, from 0."""
    found: list[Line] = []
    for column, pieces in enumerate(_columns(list(page.pieces))):
        found += _rows(pieces, number, column)
    return found


def without_furniture(
    pages: Sequence[list[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[list[str]]]:
    """The pages without running heads, running feet and page numbers; and for each page what was left out.

    A line at the top or foot of a page is furniture where the same words (but for numbers) stand there on half of the
    pages or more, two at least, or where it is a page number in the margin.
    """
    edges = [_edges(lines) for lines in pages]
    seen = Counter(key for page in edges for key in {_pattern(line) for line in page})
    often = max(2, (len(pages) + 1) // 2)
    kept, dropped = [], []
    for lines, edge, height in zip(pages, edges, heights, strict=True):
        out = [line for line in edge if seen[_pattern(line)] >= often or _is_page_number(line, height)]
        kept.append([line for line in lines if line not in out])
        dropped.append([line.text for line in out])
    return kept, dropped


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs of a document's lines; none runs across a column or a page."""
    steps = [a.middle - b.middle for a, b in pairwise(lines) if _together(a, b)]
    usual = median(steps) if steps else 0.0
    edges = _column_edges(lines)
    group: list[Line] = []
    for line in lines:
        if group and not (_together(group[-1], line) and _goes_on(group, line, usual, edges[line.page, line.column])):
            yield Paragraph(tuple(group))
            group = []
        group.append(line)
    if group:
        yield Paragraph(tuple(group))


def _columns(pieces: list[Piece], depth: int = 0) -> Iterator[list[Piece]]:
    gutter = _gutter(pieces) if depth < 2 else None
    if gutter is None:
        if pieces:
            yield pieces
        return
    crossing = sorted((p for p in pieces if p.left < gutter < p.right), key=lambda p: -p.middle)
    rest = [p for p in pieces if not p.left < gutter < p.right]
    floor = float("inf")
    for piece in [*crossing, None]:
        low = piece.middle if piece else float("-inf")
        band = [p for p in rest if low < p.middle <= floor]
        for side in ([p for p in band if p.right <= gutter], [p for p in band if p.left >= gutter]):
            yield from _columns(side, depth + 1)
        if piece:
            yield [piece]
        floor = low


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The x of the widest empty strip that parts two columns; None where there is only one."""
    if len(pieces) < 2 * _MIN_LINES:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    best: tuple[float, float] | None = None
    starts = sorted({p.left for p in pieces})
    for start in starts:
        # A gutter ends where the lines of the right column begin.
        x = start - 0.5
        if not left + 0.15 * (right - left) < x < right - 0.15 * (right - left):
            continue
        before, after = [p for p in pieces if p.right <= x], [p for p in pieces if p.left >= x]
        crossing = len(pieces) - len(before) - len(after)
        if min(_count(before), _count(after)) < _MIN_LINES or crossing > 0.34 * len(pieces):
            continue
        if not _beside(before, after):
            continue
        width = min(p.left for p in after) - max(p.right for p in before)
        score = width - 4 * crossing
        if best is None or score > best[0]:
            best = (score, (min(p.left for p in after) + max(p.right for p in before)) / 2)
    return best[1] if best else None


def _count(pieces: Sequence[Piece]) -> int:
    return len({round(p.middle) for p in pieces})


def _beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether the two stand side by side over half of the shorter one's height, and are both wide enough for text."""
    low = max(min(p.bottom for p in left), min(p.bottom for p in right))
    high = min(max(p.top for p in left), max(p.top for p in right))
    shorter = min(max(p.top for p in side) - min(p.bottom for p in side) for side in (left, right))
    # The numbers of a list, or the labels of a table, make a column too narrow to be one of text.
    wide = min(median(p.right - p.left for p in side) / median(p.size for p in side) for side in (left, right))
    return high - low >= 0.5 * shorter and wide >= 5


def _rows(pieces: Sequence[Piece], page: int, column: int) -> Iterator[Line]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p.middle):
        if rows and abs(rows[-1][0].middle - piece.middle) <= 0.4 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.left)
        widest = max(row, key=lambda p: p.right - p.left)
        yield Line(
            re.sub(r"\s+", " ", " ".join(p.text for p in row)).strip(),
            row[0].left, row[-1].right, widest.middle, widest.size, page, column,
        )  # fmt: skip


def _edges(lines: Sequence[Line]) -> list[Line]:
    by_height = sorted(lines, key=lambda line: -line.middle)
    return [*by_height[:_EDGE], *by_height[_EDGE:][-_EDGE:]]


def _pattern(line: Line) -> tuple[str, int]:
    # With the size of its letters: the headline on page 1 is often the running head of all others.
    return re.sub(r"\d+", "#", re.sub(r"\s+", " ", line.text)).casefold(), round(line.size)


def _is_page_number(line: Line, height: float) -> bool:
    in_margin = not _MARGIN * height <= line.middle <= (1 - _MARGIN) * height
    return in_margin and bool(_PAGE_NUMBER.fullmatch(line.text))


def _together(a: Line, b: Line) -> bool:
    return a.page == b.page and a.column == b.column and a.middle > b.middle


def _goes_on(group: Sequence[Line], line: Line, usual: float, edges: tuple[float, float]) -> bool:
    last = group[-1]
    if abs(last.size - line.size) > 0.15 * max(last.size, line.size):
        return False
    if usual and last.middle - line.middle > _LEADING * max(usual, min(last.size, line.size)):
        return False
    left, right = edges
    if line.left - left > _INDENT * line.size and line.left - last.left > _INDENT * line.size:
        return False
    return not _ends_early(group, line, right)


def _ends_early(group: Sequence[Line], line: Line, right: float) -> bool:
    """Whether the last line stops though the first word of the next would still have stood in it."""
    last = group[-1]
    # Text that runs round a picture is as wide as its neighbours, not as its column.
    room = (right if len(group) == 1 else max(one.right for one in (*group[-3:-1], line))) - last.right
    letter = (line.right - line.left) / max(1, len(line.text))
    word = len(line.text.split()[0]) + 1
    return room > _ROOM * word * letter


def _column_edges(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right edge of each column's text; a headline or running head over it may be wider."""
    columns: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        columns.setdefault((line.page, line.column), []).append(line)
    found = {}
    for place, column in columns.items():
        lefts, rights = sorted(line.left for line in column), sorted(line.right for line in column)
        outliers = len(column) // 5
        found[place] = (lefts[outliers], rights[-1 - outliers])
    return found
