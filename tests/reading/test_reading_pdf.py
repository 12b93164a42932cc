"""PDF: paragraphs in reading order, sentences whole across pages and columns, nothing of what pages repeat."""

from __future__ import annotations

import pdfs
import pytest

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import read


def the(data: bytes) -> Article:
    (article,) = read(data)
    return article


def test_title_byline_and_day_are_found_and_the_title_stands_apart() -> None:
    article = the(pdfs.article())
    assert article.reader == "pdf"
    assert article.title == "Harbour to close for the winter after storms"
    assert article.title_apart
    assert article.title not in article.text
    assert (article.byline, article.published) == ("Mira Solis", "2023-11-14")


@pytest.mark.parametrize(("columns", "times"), [(1, 1), (1, 5), (2, 1), (2, 10)])
def test_each_paragraph_is_whole_and_in_order(columns: int, times: int) -> None:
    text = the(pdfs.article(pdfs.PARAGRAPHS * times, columns=columns)).text
    assert text.split("\n\n")[-3 * times :] == list(pdfs.PARAGRAPHS * times)


def test_running_heads_and_page_numbers_are_dropped() -> None:
    text = the(pdfs.article(pdfs.PARAGRAPHS * 8)).text
    assert "COAST COURIER" not in text
    assert "Page 1" not in text
    assert text.count(pdfs.QUOTE) == 8


def test_a_running_head_with_a_day_names_the_outlet() -> None:
    assert the(pdfs.article(pdfs.PARAGRAPHS * 8)).outlet == "The Coast Courier"


def test_a_quotation_cut_by_a_page_break_is_whole_and_the_repair_is_told() -> None:
    # Enough room is taken on page 1 that the quotation begins there and ends on page 2.
    article = the(pdfs.article(before_break=206))
    assert pdfs.QUOTE in article.text
    (repair,) = article.repairs
    assert repair.kind == "page-break"
    assert article.text[repair.at : repair.at + 1] == repair.after == " "
    assert "Page 1" in repair.before
    assert "\f" in repair.before
    assert "THE COAST COURIER" in repair.before
    start = article.text.index(pdfs.QUOTE)
    assert start < repair.at < start + len(pdfs.QUOTE)
    assert not article.warned("words-differ")


def test_a_quotation_whose_sentence_ends_with_the_page_is_whole_too() -> None:
    assert pdfs.QUOTE in the(pdfs.article(before_break=202)).text


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    article = the(pdfs.interleaved())
    assert article.text.replace("\n\n", " ").startswith(
        "The council of Ostrava Bay voted on Tuesday to close the harbour for the winter"
    )
    assert "beyond repair, and it will remain closed until the spring, the mayor said." in article.text
    assert [(r.kind, r.before) for r in article.repairs] == [("hyphen", "-\n")]


def test_pages_that_are_pictures_are_kept_with_a_warning() -> None:
    article = the(pdfs.pictures(2))
    assert article.text == ""
    (warning,) = [w for w in article.warnings if w.code == "image-only"]
    assert "Every page" in warning.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdfs.article(password="secret"), "encrypted"),
        (pdfs.article()[:700], "broken"),
        (b"%PDF-1.7\nand nothing more", "broken"),
        (pdfs.empty(), "no-text"),
    ],
    ids=["locked", "cut off", "not a PDF", "blank"],
)
def test_a_pdf_that_cannot_be_read_says_why_and_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        the(data)
    assert caught.value.code == code
    assert caught.value.next_step
