"""Scanned pages with the words that a machine read on them, ALTO and hOCR: its doubts are kept and told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import read_bytes
from onrecord.reading.mending import undo
from onrecord.reading.scanned import Word, scanned_draft

LINES = [
    [[("“We", 0.99), ("will", 0.95), ("not", 0.31), ("be", 0.9)], [("hurried,”", 0.9), ("said", 0.2), ("the", 0.9)]],
    [[("A", 0.9), ("“sound", 0.9), ("word”", 0.9), ("at", 0.4), ("last.", None)]],
]
TEXT = "“We will not be hurried,” said the\n\nA “sound word” at last."


def alto(blocks: list[list[str]] | None = None) -> str:
    known = [[" <SP/> ".join(map(_string, line)) for line in block] for block in LINES]
    inside = "".join(
        "<ComposedBlock><TextBlock>" + "".join(f"<TextLine>{line}</TextLine>" for line in block) + "</TextBlock>"
        "</ComposedBlock>"
        for block in (known if blocks is None else blocks)
    )
    return f"""<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description>
<sourceImageInformation><fileName>0007.tif</fileName></sourceImageInformation></Description><Layout>
<Page PHYSICAL_IMG_NR="7"><PrintSpace>{inside}</PrintSpace></Page></Layout></alto>"""


def _string(word: tuple[str, float | None]) -> str:
    sure = "" if word[1] is None else f'WC="{word[1]}"'
    return f'<String CONTENT="{word[0]}" {sure}/>'


def hocr() -> str:
    def span(word: tuple[str, float | None]) -> str:
        sure = "" if word[1] is None else f"; x_wconf {round(word[1] * 100)}"
        return f"<span class='ocrx_word' title='bbox 1 2 3 4{sure}'><em>{word[0]}</em></span>"

    paragraphs = "".join(
        "<p class='ocr_par'>" + "".join(f"<span class='ocr_line'>{' '.join(map(span, line))}</span>" for line in block)
        for block in LINES
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='ocr-system' content='tesseract'></head><body>"
        f"<div class='ocr_page' title='image &quot;7.tif&quot;; ppageno 6'>{paragraphs}</div></body></html>"
    )


def one(text: str, path: str = "a.xml") -> Article:
    (found,) = read_bytes(text.encode(), path=path)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(("text", "path", "reader"), [(alto(), "a.xml", "alto"), (hocr(), "a.html", "hocr")])
def test_words_make_paragraphs_and_the_machine_s_doubts_are_kept(text: str, path: str, reader: str) -> None:
    page = one(text, path)
    assert (page.reader, page.text, page.meta["page"]) == (reader, TEXT, "7")
    assert (page.meta["ocr_words"], page.meta["ocr_doubtful"]) == (12, 3)
    assert page.meta["ocr_confidence"] == pytest.approx(8.15 / 11, abs=0.01)


@pytest.mark.parametrize(("text", "path"), [(alto(), "a.xml"), (hocr(), "a.html")])
def test_a_quotation_with_a_doubtful_word_is_told_and_no_other(text: str, path: str) -> None:
    page = one(text, path)
    (warning,) = [w for w in page.warnings if w.code == "doubtful-word"]
    assert warning.span is not None
    assert warning.span.of(page.text) == "We will not be hurried,"
    assert '"not" (31%)' in warning.message
    assert "said" not in warning.message


CUT = '<String CONTENT="har" SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour" WC="0.9"/><HYP CONTENT="-"/>'
REST = '<String CONTENT="bour" SUBS_TYPE="HypPart2" SUBS_CONTENT="harbour" WC="0.3"/><String CONTENT="closed"/>'


def test_a_word_that_the_line_cut_is_taken_whole_and_as_sure_as_its_worse_half() -> None:
    page = one(alto([[CUT, REST]]))
    assert page.text == "harbour closed"
    assert (page.meta["ocr_confidence"], page.meta["ocr_doubtful"]) == (0.3, 1)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The har-", "bour closed"], "The harbour closed"),
        (["The har\u00ad", "bour closed"], "The harbour closed"),
        (["The Port-", "Amsel ferry"], "The Port- Amsel ferry"),
        (["a well-known man, well-", "known indeed"], "a well-known man, well-known indeed"),
        (["the years 1921-", "and more"], "the years 1921- and more"),
    ],
)
def test_without_the_whole_word_the_halves_are_joined_and_it_is_told(lines: list[str], text: str) -> None:
    draft = scanned_draft("alto", "1", [[[Word(word) for word in line.split()] for line in lines]], {})
    assert draft.text == text
    assert undo(draft.text, draft.repairs).replace("\n", " ") == " ".join(lines)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<other xmlns='http://www.loc.gov/METS/'/>", "xml"),
        (alto([]), "no-text"),
        (alto([['<String CONTENT=" "/>']]), "no-text"),
        (alto()[:-9], "xml"),
    ],
)
def test_what_has_no_words_says_so(text: str, code: str) -> None:
    (error,) = read_bytes(text.encode(), path="a.xml")
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == (code, "a.xml")
    assert error.next_step


WORDS = st.tuples(st.text(st.characters(codec="utf-8"), max_size=8), st.none() | st.floats(0, 1))


@given(st.lists(st.lists(st.lists(WORDS, max_size=5), max_size=3), max_size=3))
def test_warnings_and_repairs_lie_in_the_text_whatever_was_read(
    blocks: list[list[list[tuple[str, float | None]]]],
) -> None:
    read = [[[Word("ferry")]], *([[Word(*word) for word in line] for line in block] for block in blocks)]
    draft = scanned_draft("alto", "1", read, {})
    undo(draft.text, draft.repairs)
    assert all(w.span is not None and w.span.end <= len(draft.text) for w in draft.warnings)
