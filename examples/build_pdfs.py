"""Print the two PDF examples from their texts in ``pdf_text/``.

Every line is placed by hand instead of by fpdf2's own text flow, because what these files are for is where their lines
and pages break: inside a word, inside a quotation, at the foot of a column. The core font Times is used, in its
Windows-1252 encoding, which has curly quotation marks, dashes and Western accents, so that no font file is needed.
The date of creation is fixed: two runs with one version of fpdf2 give the same bytes.

Usage: ``python examples/build_pdfs.py [FOLDER]`` (``examples/articles`` unless given).
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF

HERE = Path(__file__).parent

BREAKS = {
    "anybody": "any-body",
    "believe": "be-lieve",
    "certificates": "certifi-cates",
    "certification": "certifi-cation",
    "company": "com-pany",
    "confidence": "confi-dence",
    "estimated": "esti-mated",
    "evidence": "evi-dence",
    "gangway": "gang-way",
    "government": "govern-ment",
    "harbour": "har-bour",
    "passengers": "passen-gers",
    "prosecution": "prosecu-tion",
    "secretary": "secre-tary",
    "shipyard": "ship-yard",
    "transport": "trans-port",
    "unemployment": "unemploy-ment",
}
"""Where a long word may be cut at the end of a line; every other word stays whole."""


@dataclass(frozen=True)
class Layout:
    """How one paper is printed. Lengths are in millimetres, type sizes in points.

    Attributes:
        source: name of the text in ``pdf_text/``, and of the PDF.
        header: printed at the top of every page, with a rule under it.
        page: width and height; columns: how many stand side by side.
        foot: lowest baseline of the text.
    """

    source: str
    header: str
    page: tuple[float, float]
    columns: int
    foot: float
    margin: float = 16.0
    gutter: float = 7.0
    size: float = 10.5
    leading: float = 4.9

    @property
    def column_width(self) -> float:
        """The width of one column of text."""
        free = self.page[0] - 2 * self.margin - (self.columns - 1) * self.gutter
        return free / self.columns


LAYOUTS = (
    Layout("lindhaven-post-2026-01-21", "LINDHAVEN POST", page=(148, 210), columns=1, foot=171, size=11.5),
    Layout("sellick-courier-2026-01-30", "THE SELLICK COURIER", page=(210, 148), columns=2, foot=126, size=11),
)


def cut(word: str, fits: float, pdf: FPDF) -> tuple[str, str] | None:
    """Cut ``word`` at its known place, if the first part with its hyphen is no wider than ``fits``."""
    bare = word.rstrip(".,”’")
    if bare not in BREAKS:
        return None
    first, rest = BREAKS[bare].split("-")
    if pdf.get_string_width(first + "-") > fits:
        return None
    return first + "-", rest + word[len(bare) :]


def lines(paragraph: str, width: float, pdf: FPDF) -> Iterator[str]:
    """The lines of a paragraph, as many words on each as go into ``width``."""
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if pdf.get_string_width(longer) <= width:
            line = longer
            continue
        parts = cut(word, width - pdf.get_string_width(line + " "), pdf)
        if parts:
            yield f"{line} {parts[0]}"
            line = parts[1]
        else:
            yield line
            line = word
    yield line


class Paper:
    """A PDF that is filled column by column, page by page."""

    def __init__(self, layout: Layout, date: str) -> None:
        self.layout = layout
        self.date = date
        self.pdf = FPDF(unit="mm", format=layout.page)
        self.pdf.core_fonts_encoding = "windows-1252"
        self.pdf.set_creation_date(dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
        self.pdf.set_auto_page_break(False)
        self.column = 0
        self.top = self.y = 0.0
        self.new_page()

    def new_page(self) -> None:
        """Open a page with its running header and its page number."""
        layout, pdf = self.layout, self.pdf
        pdf.add_page()
        pdf.set_font("Times", "", 8)
        pdf.text(layout.margin, 11, f"{layout.header}   {self.date}")
        pdf.line(layout.margin, 13, layout.page[0] - layout.margin, 13)
        pdf.text(layout.page[0] / 2 - 5, layout.page[1] - 8, f"Page {pdf.page_no()}")
        self.column, self.top = 0, 22.0
        self.y = self.top

    def headline(self, title: str, byline: str) -> None:
        """Set the headline over the whole page, the byline and the date under it."""
        layout, pdf = self.layout, self.pdf
        pdf.set_font("Times", "B", 19)
        for line in lines(title, layout.page[0] - 2 * layout.margin, pdf):
            pdf.text(layout.margin, self.y, line)
            self.y += 8
        pdf.set_font("Times", "I", 10)
        for line in (byline, self.date):
            pdf.text(layout.margin, self.y, line)
            self.y += 5
        self.y += 4
        self.top = self.y

    def paragraph(self, text: str) -> None:
        """Set a paragraph, going on in the next column or page where this one is full."""
        layout, pdf = self.layout, self.pdf
        pdf.set_font("Times", "", layout.size)
        for line in list(lines(text, layout.column_width, pdf)):
            if self.y > layout.foot:
                self.next_column()
            pdf.set_font("Times", "", layout.size)
            pdf.text(layout.margin + self.column * (layout.column_width + layout.gutter), self.y, line)
            self.y += layout.leading
        self.y += layout.leading / 2

    def next_column(self) -> None:
        """Go to the head of the next column, on a new page after the last."""
        self.column += 1
        if self.column == self.layout.columns:
            self.new_page()
        else:
            self.y = self.top


def build(layout: Layout, folder: Path) -> Path:
    """Print one paper into ``folder`` and return the file's path."""
    text = (HERE / "pdf_text" / f"{layout.source}.txt").read_text(encoding="utf-8")
    title, byline, date, *body = text.strip().split("\n\n")
    paper = Paper(layout, date)
    paper.headline(title, byline)
    for paragraph in body:
        paper.paragraph(paragraph)
    target = folder / f"{layout.source}.pdf"
    paper.pdf.output(str(target))
    return target


def main(arguments: list[str]) -> None:
    """Print both papers into the folder named, or into ``examples/articles``."""
    folder = Path(arguments[0]) if arguments else HERE / "articles"
    for layout in LAYOUTS:
        print(build(layout, folder))


if __name__ == "__main__":
    main(sys.argv[1:])
