"""PDF with a text layer: paragraphs in reading order, without what pages repeat, sentences joined across breaks.

The layout's own doing (line ends, columns) leaves no trace in the text, as it leaves none in a reader's mind. What is
joined across a page, or at a hyphen, is told as a repair, with what stood between: the page number, the running head.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from onrecord.domain import ReadingWarning, Repair
from onrecord.errors import ReadError

from .draft import Draft
from .head import find_head, folio, is_name
from .joins import continues, kept_hyphen, vocabulary, within_quotation
from .mending import Mending
from .pdf_layout import Line, Paragraph, lines_of, paragraphs, without_furniture
from .pdf_page import Page, read_page
from .repairs import mend_letters
from .transcript import find_turns

READER = "pdf"
VERSION = "1"
_LARGER = 1.15  # times the usual letter: from here on a line of page 1 is a headline
_TITLE_LENGTH = 300
_CUT = re.compile(r"(?P<a>[^\W\d_]{2,})-$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_TITLE = re.compile(r"untitled|microsoft|\.(?:docx?|pdf|indd|qxd|html?)\b|^\W*$", re.I)


def read_pdf(data: bytes) -> Draft:
    """Read one PDF.

    Raises:
        ReadError: where it is locked by a password (code ``encrypted``), not a whole PDF (``broken``), or has neither
            text nor pictures (``no-text``).
    """
    pages, told = _open(data)
    found = [lines_of(page, number) for number, page in enumerate(pages)]
    kept, dropped = without_furniture(found, [page.height for page in pages])
    lines = [line for page in kept for line in page]
    pictures = [number for number, page in enumerate(pages, 1) if page.image_only]
    if not lines and not pictures:
        raise ReadError(
            "it has no text and no pictures", next_step="Open it and see whether it is whole.", code="no-text"
        )
    headline = _headline(lines)
    body = _text(list(paragraphs([line for line in lines if line not in headline])), dropped)
    title = " ".join(line.text for line in headline) or _told_title(told)
    head = find_head(body.text, title)
    folios = [told_by for page in dropped for line in page if (told_by := folio(line))]
    return Draft(
        text=body.text,
        reader=READER,
        version=VERSION,
        title=title or head.title,
        title_apart=bool(headline),
        byline=head.byline or _told_author(told),
        outlet=head.outlet or (_as_a_name(folios[0][1]) if folios else None),
        url=head.url,
        published=head.published or (folios[0][0] if folios else None),
        modified=head.modified,
        visible="\n".join(page.raw for page in pages),
        turns=find_turns(body.text, title=title),
        repairs=body.repairs,
        warnings=_image_only(pictures, len(pages)),
    )


def _open(data: bytes) -> tuple[list[Page], dict[str, str]]:
    # Imported here: the library loads pdfium, twenty megabytes that only a PDF needs.
    import pypdfium2

    try:
        document: Any = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _not_opened(str(error)) from error
    try:
        pages = [read_page(document[number]) for number in range(len(document))]
        return pages, document.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise _not_opened(str(error)) from error
    finally:
        document.close()


def _not_opened(reason: str) -> ReadError:
    if "password" in reason.lower():
        return ReadError(
            "it is locked by a password", next_step="Save a copy without the password and read that.", code="encrypted"
        )
    return ReadError("it is not a whole PDF", next_step="Download it again, or print it to a new PDF.", code="broken")


def _headline(lines: Sequence[Line]) -> list[Line]:
    """The lines of page 1 in its largest letters, where those are larger than the text's."""
    first = [line for line in lines if line.page == 0]
    if not first or len(lines) < 2:
        return []
    usual = median(line.size for line in lines for _ in line.text)
    largest = max((line.size for line in first if len(line.text) > 2), default=0.0)
    if largest < _LARGER * usual:
        return []
    start = next(at for at, line in enumerate(first) if line.size >= 0.95 * largest)
    found: list[Line] = []
    for line in first[start:]:
        if line.size < 0.95 * largest:
            break
        found.append(line)
    return found if sum(len(line.text) for line in found) <= _TITLE_LENGTH else []


class _Setting:
    """A text set line by line, which tells what it joined."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self.text = ""
        self.repairs: list[Repair] = []
        self._words = words

    def add(self, line: str, between: str, kind: str | None) -> None:
        """Put ``line`` behind the text, in the same sentence.

        Args:
            line: the words of the next line.
            between: what stands between the two in the PDF.
            kind: name of the repair; None where the two stand one below the other and a space tells no news.
        """
        cut, word = _CUT.search(self.text[-60:]), _WORD.match(line)
        if cut and word and line[0].islower():
            hyphen = "" if kept_hyphen(cut["a"], word[0], self._words) else "-"
            self.text = self.text[: len(self.text) - len(hyphen)]
            self.repairs.append(Repair("hyphen", len(self.text), hyphen + between, ""))
        elif self.text:
            if kind:
                self.repairs.append(Repair(kind, len(self.text), between, " "))
            self.text += " "
        self.text += line


def _text(blocks: Sequence[Paragraph], dropped: Sequence[Sequence[str]]) -> Mending:
    """The paragraphs as one text, joined where a sentence runs over a column or a page."""
    setting = _Setting(vocabulary("\n".join(block.text for block in blocks)))
    last: Paragraph | None = None
    for block in blocks:
        first, *rest = (line.text for line in block.lines)
        page = last.lines[-1].page if last else 0
        if last and last.place != block.place and _runs_on(last.text.replace("\n", " "), block.text):
            turned = page != block.lines[0].page
            between = "\n".join(("", *dropped[page], "\f", *dropped[block.lines[0].page])) if turned else "\n"
            setting.add(first, between, "page-break" if turned else None)
        else:
            setting.text += ("\n\n" if last else "") + first
        for line in rest:
            setting.add(line, "\n", None)
        last = block
    mending = Mending(setting.text, tuple(setting.repairs))
    mend_letters(mending)
    return mending


def _runs_on(before: str, after: str) -> bool:
    return continues(before, after) or within_quotation(before, after)


def _told_title(told: Mapping[str, str]) -> str | None:
    title = re.sub(r"\s+", " ", told.get("Title", "")).strip()
    return title if len(title) >= 8 and " " in title and not _NO_TITLE.search(title) else None


def _told_author(told: Mapping[str, str]) -> str | None:
    # Office programs put the name of the account here; only what looks like a person's full name is taken.
    author = re.sub(r"\s+", " ", told.get("Author", "")).strip()
    return author if is_name(author) else None


def _as_a_name(outlet: str) -> str:
    """THE BAY COURIER as The Bay Courier; as printed where a short word may be an acronym (BBC NEWS)."""
    words = outlet.split()
    sure = outlet.isupper() and all(len(word) > 3 or word in ("THE", "NEW", "OF", "AND", "ON", "SUN") for word in words)
    return " ".join(word.lower() if word in ("OF", "AND", "ON") else word.title() for word in words) if sure else outlet


def _image_only(pictures: Sequence[int], count: int) -> tuple[ReadingWarning, ...]:
    if not pictures:
        return ()
    which = "Every page" if len(pictures) == count else f"Page {', '.join(map(str, pictures))}"
    return (ReadingWarning("image-only", f"{which} is a picture without a text layer; run it through OCR to read it."),)
