"""Spreadsheets in OpenDocument: rows are articles; days are days, repeated cells are bounded, comments no text."""

from __future__ import annotations

import io
import zipfile

import pytest

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import read_bytes

SPACES = " ".join(
    f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("office", "table", "text")
)


def cell(words: str, **attributes: str) -> str:
    given = " ".join(f"{name.replace('__', ':').replace('_', '-')}='{value}'" for name, value in attributes.items())
    return f"<table:table-cell {given}>{words}</table:table-cell>"


def row(*cells: str, given: str = "") -> str:
    made = (one if one.startswith("<table") else cell(f"<text:p>{one}</text:p>") for one in cells)
    return f"<table:table-row {given}>{''.join(made)}</table:table-row>"


def saved(*sheets: str, types: str = "", manifest: str = "<manifest/>") -> bytes:
    tables = "".join(f"<table:table table:name='Sheet'>{rows}</table:table>" for rows in sheets)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", f"{types}<office:document-content {SPACES}>{tables}</office:document-content>")
    return out.getvalue()


def read(data: bytes, path: str = "a.ods") -> list[Article | ReadError]:
    return list(read_bytes(data, path=path))


NAMES = row("Headline", "Date", "Full Text", "Copies")
DAY = cell("<text:p>17.01.21</text:p>", office__value_type="date", office__date_value="2021-01-17T00:00:00")
COPIES = cell("<text:p>4 Stück</text:p>", office__value_type="float", office__value="4")
WORDS = cell(
    "<text:p>“We<text:s text:c='2'/>wait,”<text:span> said</text:span><text:line-break/>the mayor.</text:p>"
    "<office:annotation><text:p>Check this!</text:p></office:annotation><text:p>The end.</text:p>"
)


def test_rows_are_articles_with_days_and_numbers_as_they_are_stored() -> None:
    empty = row(cell("", table__number_columns_repeated="16384"), given="table:number-rows-repeated='1048576'")
    (article,) = read(saved(NAMES + empty + row("Ferry waits", DAY, WORDS, COPIES) + empty))
    assert article.text == "“We  wait,” said\nthe mayor.\nThe end."
    assert (article.title, article.published, article.meta) == ("Ferry waits", "2021-01-17", {"Copies": "4"})
    (again,) = read_bytes(article.raw, path=article.path, reader=article.reader)
    assert (again.text, again.published) == (article.text, article.published)


def test_it_is_told_by_its_content_and_every_sheet_with_texts_is_read() -> None:
    texts = row("text") + row("Words.")
    found = read(saved(row("Notes") + row("x"), texts, texts), "named-otherwise")
    assert [item.path for item in found] == ["named-otherwise:1", "named-otherwise:2"]


def test_repeated_cells_hold_the_columns_apart_and_do_not_fill_the_memory() -> None:
    names = row("text", "a", "b", "c")
    two = cell("<text:p>same</text:p>", table__number_columns_repeated="2")
    (found,) = read(saved(names + row("Words.", two, "last")))
    assert found.meta == {"a": "same", "b": "same", "c": "last"}
    wide = cell("<text:p>x</text:p>", table__number_columns_repeated="999999999")
    (error,) = read(saved(names + row("Words.", wide)))
    assert error.code == "table"


def test_what_unpacks_beyond_the_limit_is_refused(monkeypatch) -> None:
    monkeypatch.setattr("onrecord.reading.opendocument.MAX_BYTES", 1_000)
    assert [item.code for item in read(saved(row("text") + row("word " * 300)))] == ["huge"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (saved(row("title", "words") + row("a", "b")), "table"),
        (saved(""), "empty"),
        (saved(row("text"))[:300], "broken"),
        (saved(row("text"), manifest="<manifest><encryption-data/></manifest>"), "encrypted"),
        (saved(row("text") + row("&a;"), types="<!DOCTYPE a [<!ENTITY a 'b'>]>"), "xml"),
        (saved(row("text") + row(cell("", table__number_columns_repeated="many"))), "empty"),
    ],
)
def test_what_is_no_article_says_why_and_where(data: bytes, code: str) -> None:
    (error,) = read(data)
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == (code, "a.ods")
    assert error.next_step
