"""The words on a PDF page with their places, as pdfium gives them letter by letter.

A PDF holds no lines, only letters at coordinates, drawn in any order. Letters drawn one after the other on one height
make a ``Piece``; a gap wider than any space between words ends it, for beyond it stands the next column.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

_GAP = 1.2  # times the letter's height; spaces in justified text stay under it, gutters between columns over it
_DRIFT = 0.4  # times the letter's height; letters that differ more do not stand in one line
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}  # how pdfium marks a hyphen at a line's end, by version


class Box(NamedTuple):
    """Where a letter stands, in points from the page's lower left corner."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row on a page. Coordinates in points from the page's lower left corner; ``top`` > ``bottom``."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        """Height of the letters with the room that their font takes, in points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Height of the piece on the page, by which pieces of one line are known."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        pieces: in the order they were drawn.
        height: in points.
        raw: its text as pdfium puts it together, for asking whether a quotation stands in it.
        image_only: whether it is a picture without a text layer.
    """

    pieces: tuple[Piece, ...]
    height: float
    raw: str
    image_only: bool


def read_page(page: Any) -> Page:
    """Read one page of an open ``pypdfium2.PdfDocument``."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        pieces = tuple(_pieces(raw, text_page))
        whole = text_page.get_text_range() if text_page.count_chars() else ""
    finally:
        text_page.close()
    pictured = not pieces and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    return Page(pieces, page.get_height(), _unmarked(whole), pictured)


def _pieces(raw: Any, text_page: Any) -> Iterator[Piece]:
    row: list[tuple[str, Box]] = []
    spaced = False
    for letter, box in _letters(raw, text_page):
        if letter.isspace():
            spaced = True
            continue
        if row and not _goes_on(row[-1][1], box):
            yield _piece(row)
            row = []
        row.append((" " + letter if row and spaced else letter, box))
        spaced = False
    if row:
        yield _piece(row)


def _goes_on(last: Box, box: Box) -> bool:
    height = max(last.top - last.bottom, box.top - box.bottom)
    level = abs((last.top + last.bottom) - (box.top + box.bottom)) / 2 <= _DRIFT * height
    # The letters of a ligature share one box, and slanted ones overlap.
    return level and box.left >= last.left - 0.2 * height and box.left - last.right <= _GAP * height


def _piece(row: list[tuple[str, Box]]) -> Piece:
    boxes = [box for _, box in row]
    # The line's own height is that of most of its letters, not of a raised footnote sign or a drop capital.
    top, bottom = median(b.top for b in boxes), median(b.bottom for b in boxes)
    text = "".join(letter for letter, _ in row)
    return Piece(text, min(b.left for b in boxes), max(b.right for b in boxes), bottom, top)


def _letters(raw: Any, text_page: Any) -> Iterator[tuple[str, Box]]:
    rect = raw.FS_RECTF()
    for at in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, at)
        letter = _HYPHENS.get(code) or (chr(code) if 0 < code < 0x110000 else "")
        if letter in "\r\n":
            # Where a line ends is told by the letters' places; pdfium's own guess breaks off at every change of font.
            letter = " "
        if not letter:
            continue
        if raw.FPDFText_GetLooseCharBox(text_page, at, ctypes.byref(rect)):
            yield letter, Box(rect.left, rect.right, rect.bottom, rect.top)


def _unmarked(text: str) -> str:
    return text.translate(_HYPHENS)
