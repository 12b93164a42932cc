"""Tables of articles: a row an article, each readable again from its own bytes."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.domain import Article
from onrecord.errors import ReadError
from onrecord.reading import read_bytes

TABLE = (
    'Headline,Date,Source,Author,Full Text,Desk\r\nFerry waits,2021-01-17,Lindhaven Post,Casper Dlamini,"“We wait,” '
    'said the mayor, ""for spring"".\nThe end.",Harbour\r\n\r\nNo day,soon,,,Words.,\r\n'
)


def read(data: str | bytes, path: str = "a.csv") -> list[Article | ReadError]:
    return list(read_bytes(data.encode() if isinstance(data, str) else data, path=path))


def test_columns_are_told_by_their_names_and_others_are_kept() -> None:
    first, second = read(TABLE)
    assert first.text == '“We wait,” said the mayor, "for spring".\nThe end.'
    assert (first.title, first.published, first.outlet) == ("Ferry waits", "2021-01-17", "Lindhaven Post")
    assert (first.byline, first.meta, first.path) == ("Casper Dlamini", {"Desk": "Harbour"}, "a.csv:1")
    assert (second.published, second.meta, second.path) == (None, {"published": "soon"}, "a.csv:2")


@pytest.mark.parametrize(("delimiter", "path"), [(";", "a.csv"), ("\t", "a.tsv")])
def test_semicolons_and_tabs_part_columns_and_a_server_s_encoding_is_minded(delimiter: str, path: str) -> None:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows([["id", "text"], ["7", "Ein Café, und; noch eins."]])
    (found,) = read(made.getvalue().encode("utf-8-sig"), path)
    assert (found.id, found.text) == ("7", "Ein Café, und; noch eins.")


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        ("title,words\na,b\n", "table", "title, words"),
        ("title,text\na,\n", "empty", "empty"),
        ("title,text\na,b,c\n", "table", "3 cells under 2 names"),
        ("title,text\n", "empty", "no article"),
    ],
)
def test_what_is_no_article_says_why_and_where(data: str, code: str, words: str) -> None:
    (error,) = read(data)
    assert isinstance(error, ReadError)
    assert (error.code, error.where) == (code, "a.csv")
    assert words in error.what
    assert error.next_step


def test_a_bad_row_costs_itself_alone() -> None:
    found = read("title,text\na,b,c\nd,Words.\n")
    assert [getattr(item, "code", "read") for item in found] == ["table", "read"]


def test_a_long_article_is_read() -> None:
    (found,) = read("text\n" + '"' + "word " * 60_000 + '"\n')
    assert len(found.text) == 300_000


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), min_size=1, max_size=4))
def test_each_row_reads_again_from_its_own_bytes(texts: list[str]) -> None:
    made = io.StringIO(newline="")
    csv.writer(made).writerows([["text", "note"], *([text, "a,b"] for text in texts)])
    for item in read(made.getvalue()):
        if isinstance(item, Article):
            (again,) = read_bytes(item.raw, path=item.path, reader=item.reader)
            assert (again.text, again.id) == (item.text, item.id)
