"""The spreadsheet: one row a statement, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.views.exports import COLUMNS, cell, csv_lines


def rows(*extracted):
    return list(csv.DictReader(io.StringIO("\n".join(csv_lines(extracted)))))


def test_each_statement_is_a_row_with_its_words(harbour):
    found = rows(harbour)
    assert len(found) == len(harbour.statements)
    assert found[1]["content"] == "“We will not sell the harbour,” ... “Not this year, and not the next.”"
    assert found[1]["speaker"] == "Ilse Marrow"
    assert found[1]["said_on"] == "2026-01-14"
    assert found[4]["act"] == "refused"


def test_the_spans_lead_back_to_the_words(harbour):
    start, _, end = rows(harbour)[0]["content_spans"].partition("-")
    assert harbour.article.text[int(start) : int(end)] == "the harbour would not be sold"


def test_an_empty_record_has_its_head_alone():
    assert list(csv_lines([])) == [",".join(COLUMNS)]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\n", "＝"])
def test_a_formula_is_made_text(sign):
    assert cell(f"{sign}HYPERLINK('x')").startswith("'")
    assert cell(f"  {sign}1").startswith("'")


def test_other_words_are_left_as_they_are():
    assert cell("“We will not,” she said - never") == "“We will not,” she said - never"
    assert cell(None) == ""


@settings(deadline=None)
@given(st.text())
def test_no_text_begins_a_formula(text):
    assert not cell(text).lstrip(" ").startswith(("=", "+", "-", "@"))
