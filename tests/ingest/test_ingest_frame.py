"""Columns of statements, taken by those who take columns."""

from __future__ import annotations

from pathlib import Path

import pandas
import polars
import pyarrow
import pytest

import quoting_model
from onrecord import extraction
from onrecord.domain import Article, Extracted, Span, Statement
from onrecord.errors import UsageError
from onrecord.ingest import extract, extract_frame
from onrecord.views.flat import COLUMNS

TEXT = "Ilse Marrow said, “We will wait.” Then Ilse Marrow said, “We will not.”"


@pytest.fixture(autouse=True)
def _without_weights(monkeypatch):
    monkeypatch.setattr(extraction, "load_model", quoting_model.load)


def article(text: str = TEXT, **fields) -> Article:
    return Article("a1", text, b"", "0" * 64, "plain", "1", language="en", **fields)


def test_each_statement_is_a_row_whose_spans_lead_back_to_its_words():
    columns = extract_frame([article(published="2026-01-16"), "Jan Novak said, “No.”"])
    assert columns["content"] == ["“We will wait.”", "“We will not.”", "“No.”"]
    assert columns["speaker"] == ["Ilse Marrow", "Ilse Marrow", "Jan Novak"]
    assert columns["published"] == ["2026-01-16", "2026-01-16", None]
    assert columns["article"][0] == "a1"
    ((span,), *_) = columns["content_spans"]
    assert TEXT[span["start"] : span["end"]] == span["text"] == "“We will wait.”"
    assert {len(column) for column in columns.values()} == {3}


def test_words_of_a_headline_are_taken_from_the_headline():
    headline = Statement("s1", (), (), (Span(0, 2),), field="title")
    columns = extract_frame([Extracted(article(title="No ferry", title_apart=True), (headline,))])
    assert (columns["content"], columns["content_spans"][0][0]["text"]) == (["No"], "No")


def test_what_was_extracted_already_is_taken_as_it_stands():
    nothing = Extracted(article())
    assert extract_frame([nothing, extract(TEXT)])["statement"] == ["s1", "s2"]


@pytest.mark.parametrize("one", [TEXT, article(), extract], ids=["text", "article", "extracted"])
def test_one_alone_will_do(one):
    assert len(extract_frame(one(TEXT) if one is extract else one)["content"]) == 2


@pytest.mark.parametrize("texts", [[], ["Nobody said anything."]], ids=["no text", "no statement"])
def test_where_nothing_is_found_the_columns_stand(texts):
    assert list(extract_frame(texts)) == list(COLUMNS)
    assert list(pandas.DataFrame(extract_frame(texts)).columns) == polars.DataFrame(extract_frame(texts)).columns


def test_pandas_polars_and_arrow_take_it_as_it_is():
    # The first hundred rows lack what the last one has, by which a table of rows would be guessed wrong.
    columns = extract_frame([*["It is said, “Yes.”"] * 101, TEXT])
    for speakers in (
        pandas.DataFrame(columns)["speaker"].dropna().to_list(),
        polars.DataFrame(columns)["speaker"].drop_nulls().to_list(),
        pyarrow.table(columns)["speaker"].drop_null().to_pylist(),
    ):
        assert speakers == ["Ilse Marrow", "Ilse Marrow"]


def test_a_path_is_refused_with_what_to_do():
    with pytest.raises(UsageError, match=r"not a PosixPath\. Of a file, extract each article that read\(path\) gives"):
        extract_frame([Path("article.html")])
