"""PDFs for the tests, made here: no PDF of anybody else's is in the project."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

with warnings.catch_warnings():
    # fpdf2 warns on import where an optional picture library is missing; no test draws one with it.
    warnings.simplefilter("ignore")
    from fpdf import FPDF

QUOTE = (
    'Mayor Lena Hartwell told reporters: "We have looked at every option, and we cannot keep the harbour open while '
    "the pier stands as it does. The people of this town have known for years that the sea would come for it, and now "
    "it has come. We will rebuild it, and we will rebuild it better, but nobody will be asked to risk their lives for "
    'the sake of a timetable."'
)
PARAGRAPHS = (
    "The council of Ostrava Bay voted on Tuesday to close the harbour for the winter, after three storms in as many "
    "weeks damaged the eastern pier beyond repair.",
    QUOTE,
    "Fishermen's leader Tom Arkwright refused to comment on the decision. He had earlier said that closing the harbour "
    "would ruin more than forty families.",
)


class _Newspaper(FPDF):
    def header(self) -> None:
        self.set_font("helvetica", "I", 8)
        self.cell(0, 6, "THE COAST COURIER   Tuesday 14 November 2023", align="C")
        self.ln(12)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", "", 8)
        self.cell(0, 8, f"Page {self.page_no()}", align="C")


def article(
    paragraphs: Sequence[str] = PARAGRAPHS, *, columns: int = 1, before_break: int = 0, password: str = ""
) -> bytes:
    """An article with headline, byline, day; ``before_break`` millimetres stay blank, so that page 1 ends sooner."""
    pdf = _Newspaper(format="A4", unit="mm")
    pdf.set_auto_page_break(True, 20)
    pdf.add_page()
    pdf.set_font("helvetica", "B", 20)
    pdf.multi_cell(0, 9, "Harbour to close for the winter after storms", align="L")
    pdf.ln(2)
    pdf.set_font("times", "", 11)
    for line in ("By Mira Solis", "14 November 2023"):
        pdf.cell(0, 6, line)
        pdf.ln(6)
    pdf.ln(3 + before_break)
    if columns == 1:
        for text in paragraphs:
            pdf.multi_cell(0, 5.5, text, align="J")
            pdf.ln(3)
    else:
        with pdf.text_columns(ncols=columns, gutter=8, text_align="J") as area:
            for text in paragraphs:
                area.write(text)
                area.ln()
                area.ln()
    if password:
        pdf.set_encryption(owner_password="owner", user_password=password)
    return bytes(pdf.output())


def interleaved() -> bytes:
    """Two columns whose lines were drawn row by row across the page, as some layout programs do."""
    rows = (
        ("The council of Ostrava Bay voted on", "main closed until the spring, the"),
        ("Tuesday to close the harbour for the", "mayor said. Nobody in the town was"),
        ("winter, after three storms in as many", "pleased, and the fishermen least of"),
        ("weeks damaged the eastern pier", "all, who will lose their catch for"),
        ("beyond repair, and it will re-", "half of a year."),
    )
    pdf = FPDF(format="A4", unit="mm")
    pdf.add_page()
    pdf.set_font("times", "", 11)
    for at, (a, b) in enumerate(rows):
        pdf.text(20, 40 + 5 * at, a)
        pdf.text(110, 40 + 5 * at, b)
    return bytes(pdf.output())


def pictures(pages: int) -> bytes:
    """Pages that hold a picture and no text, as a scanner makes them."""
    pdf = FPDF(format="A4", unit="mm")
    for _ in range(pages):
        pdf.add_page()
        pdf.image(_png(), x=10, y=10, w=100)
    return bytes(pdf.output())


def empty() -> bytes:
    """One blank page."""
    pdf = FPDF()
    pdf.add_page()
    return bytes(pdf.output())


def _png() -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\x00" + bytes(range(0, 200, 50)) for _ in range(4)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
