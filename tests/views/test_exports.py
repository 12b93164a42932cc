"""The spreadsheet: one row a statement, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import dataclasses
import io

import pyarrow.csv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Identity
from onrecord.views.exports import COLUMNS, cell, csv_line, csv_lines


def rows(*articles, **options):
    return list(csv.DictReader(io.StringIO("\n".join(csv_lines(articles, **options)))))


def test_each_statement_is_a_row_with_its_words(stored):
    found = rows(stored)
    assert len(found) == len(stored.extracted.statements)
    assert found[1]["content"] == "“We will not sell the harbour,” ... “Not this year, and not the next.”"
    assert found[1]["speaker"] == "Ilse Marrow"
    assert found[1]["said_on"] == "2026-01-14"
    assert found[1]["statement_id"] == "public-s2"
    assert found[4]["act"] == "refused"


def test_the_spans_lead_back_to_the_words(stored):
    start, _, end = rows(stored)[0]["content_spans"].partition("-")
    assert stored.extracted.article.text[int(start) : int(end)] == "the harbour would not be sold"


def test_another_program_reads_the_same_rows(stored):
    lines = "\n".join(csv_lines([stored])).encode()
    table = pyarrow.csv.read_csv(io.BytesIO(lines), parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))
    assert table.column_names == list(COLUMNS)
    assert table.column("content").to_pylist() == [row["content"] for row in rows(stored)]


def test_without_text_no_word_of_the_article_is_left(stored):
    lines = "\n".join(csv_lines([stored], text=False))
    assert not {word for word in ("harbour would", "jobs", "Not this year", "press conference") if word in lines}
    assert rows(stored, text=False)[0]["text_sha256"]


def test_an_empty_record_has_its_head_alone():
    assert list(csv_lines([])) == [",".join(COLUMNS)]


@pytest.mark.parametrize("words", ["two\nlines", "a,b", 'a "b"', "two\n\nparagraphs, and “more”"])
def test_a_cell_may_hold_anything(words):
    assert next(csv.reader(io.StringIO(csv_line(["a", words, "b"]), newline=""))) == ["a", words, "b"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\n", "＝"])
def test_a_formula_is_made_text(sign):
    assert cell(f"{sign}HYPERLINK('x')").startswith("'")
    assert cell(f"  {sign}1").startswith("'")


def test_other_words_are_left_as_they_are():
    assert cell("“We will not,” she said - never") == "“We will not,” she said - never"
    assert cell(None) == ""


@pytest.mark.parametrize("inside", ["so;=1+1", "so\n=1+1", 'so;"=1', "so; @A1", "so\t-1"])
def test_a_formula_further_on_is_made_text_too(inside):
    """A spreadsheet that parts cells by semicolons would take it for the beginning of one."""
    for delimiter in (";", "\t"):
        for row in csv.reader(io.StringIO(f"a,{cell(inside)}"), delimiter=delimiter):
            assert not any(found.strip('" ').startswith(("=", "+", "-", "@")) for found in row)


@given(st.text())
def test_no_text_begins_a_formula(text):
    assert not cell(text).lstrip(" ").startswith(("=", "+", "-", "@"))


def test_what_people_did_stands_in_columns_of_its_own(stored):
    columns = ("review", "reviewed_by", "reviewed_at", "review_why", "was")
    first, _, edited, *_ = rows(stored)
    assert [first[name] for name in columns] == ["unreviewed", "", "", "", ""]
    assert [edited[name] for name in columns[:3]] == ["edited", "ada", "2026-01-18T09:30:00Z"]
    assert edited["was"].startswith("content: the plan")


def test_two_who_speak_together_stand_in_one_cell(stored):
    two = (Identity("p-1", "Ada Reyes"), Identity("p-2", "Tom Hale", "Q2"))
    columns = ("person", "person_name", "qid")
    first, second, *_ = rows(dataclasses.replace(stored, persons={"s1": two}))
    assert [first[name] for name in columns] == ["p-1; p-2", "Ada Reyes; Tom Hale", "; Q2"]
    assert [second[name] for name in columns] == ["", "", ""]
