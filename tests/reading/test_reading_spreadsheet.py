"""Spreadsheets: rows are articles as in a table; what would grow, crash or hide is refused or left alone."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import read_bytes

NAMES = ("Headline", "Date", "Source", "Full Text", "Copies", "Front")


def saved(*sheets: list[tuple[object, ...]], hidden: int | None = None) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for at, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {at + 1}")
        for row in rows:
            sheet.append(row)
        if at == hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, name: str, to: bytes) -> bytes:
    """The file with one part of it replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, to if part == name else old.read(part))
    return out.getvalue()


def sheet_of(body: str, types: str = "") -> bytes:
    made = f'{types}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{body}</sheetData>'
    return changed(saved([("a",)]), "xl/worksheets/sheet1.xml", f"{made}</worksheet>".encode())


def read(data: bytes, path: str = "a.xlsx") -> list[Article | ReadError]:
    return list(read_bytes(data, path=path))


FERRY = ("Ferry waits", datetime(2021, 1, 17), "Lindhaven Post", "“We wait,” said the mayor.\nThe end.", 4.0, True)


def test_rows_are_articles_with_days_and_numbers_as_they_would_be_typed() -> None:
    second = ("No day", "soon", None, "Words.", 2.5, date(2021, 1, 2), None)
    first, other = read(saved([NAMES, FERRY, (None,) * 6, second]))
    assert (first.text, first.title, first.published) == (FERRY[3], "Ferry waits", "2021-01-17")
    assert (first.outlet, first.path) == ("Lindhaven Post", "a.xlsx:1")
    assert first.meta == {"Copies": "4", "Front": "true"}
    assert (other.published, other.path) == (None, "a.xlsx:2")
    assert other.meta == {"published": "soon", "Copies": "2.5", "Front": "2021-01-02"}


def test_each_article_reads_again_from_its_own_bytes_without_the_library() -> None:
    (article,) = read(saved([NAMES, FERRY]))
    (again,) = read_bytes(article.raw, path=article.path, reader=article.reader)
    assert (again.text, again.published, again.meta) == (article.text, article.published, article.meta)


def test_it_is_told_by_its_content_and_escapes_and_times_are_minded() -> None:
    data = saved([("id", "text", "at"), (7, "One_x000D_\nTwo.", time(9, 30))])
    (found,) = read(data, "named-otherwise")
    assert (found.id, found.text, found.meta) == ("7", "One\nTwo.", {"at": "09:30:00"})


def test_every_sheet_with_texts_is_read_but_hidden_ones() -> None:
    notes, texts = [("Notes",), ("x",)], [("text",), ("Words.",)]
    assert [item.path for item in read(saved(notes, texts, texts))] == ["a.xlsx:1", "a.xlsx:2"]
    assert len(read(saved(notes, texts, texts, hidden=1))) == 1


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (saved([("title", "words"), ("a", "b")]), "table", "title, words"),
        (saved([("title", "text"), ("a", None)]), "empty", "empty"),
        (saved([("title", "text"), ("a", "b", "c")]), "table", "3 cells under 2 names"),
        (saved([("title", "text")]), "empty", "no article"),
        (saved([("title", "text")])[:900], "broken", "not a whole spreadsheet"),
        (changed(saved([("a",)]), "xl/workbook.xml", b"<nothing/>"), "empty", "sheets are empty"),
        (changed(saved([("a",)]), "xl/workbook.xml", b"<nothing"), "broken", "cannot be read"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "binary", "password"),
    ],
)
def test_what_is_no_article_says_why_and_where(data: bytes, code: str, words: str) -> None:
    (error,) = read(data)
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == (code, "a.xlsx")
    assert words in error.what
    assert error.next_step


def test_a_bad_row_costs_itself_alone() -> None:
    found = read(saved([("title", "text"), ("a", "b", "c"), ("d", "Words.")]))
    assert [getattr(item, "code", "read") for item in found] == ["table", "read"]


def test_cells_far_apart_and_xml_that_grows_do_no_harm() -> None:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
    words = '<c r="A{0}" t="inlineStr"><is><t>Words.</t></is></c>'
    far = f'<row r="2">{words.format(2)}</row><row r="90000"><c r="XFD90000"><v>1</v></c></row>'
    assert [getattr(item, "code", "read") for item in read(sheet_of(head + far))] == ["read", "table"]
    grown = '<row r="2"><c r="A2" t="inlineStr"><is><t>&b;</t></is></c></row>'
    types = '<!DOCTYPE worksheet [<!ENTITY a "ten letters"><!ENTITY b "&a;&a;&a;">]>'
    assert [item.code for item in read(sheet_of(head + grown, types))] == ["broken"]


def test_what_unpacks_beyond_the_limit_is_refused(monkeypatch) -> None:
    monkeypatch.setattr("onrecord.reading.sheets.UNPACKED", 100_000)
    assert [item.code for item in read(saved([("text",), *[(f"{n}" * 20_000,) for n in range(9)]]))] == ["huge"]


@pytest.mark.parametrize("missing", ["openpyxl", "defusedxml"])
def test_without_its_libraries_it_says_what_to_install(monkeypatch, missing: str) -> None:
    data = saved([NAMES, FERRY])
    monkeypatch.setitem(sys.modules, missing, None)
    (error,) = read(data)
    assert error.code == "extra"
    assert "onrecord[xlsx]" in error.next_step
