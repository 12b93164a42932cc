import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marked import marked
from onrecord.extraction.figure_of import measured_before
from onrecord.extraction.figures import figures

CASES = json.loads((Path(__file__).parent / "cases" / "figures.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_numbers_that_count_something_are_figures(case):
    found = figures(case["text"], ())
    assert [[f.text, f.value, f.unit, f.of] for f in found] == case["figures"]
    assert all(f.span.of(case["text"]) == f.text for f in found)


def test_a_figure_belongs_to_the_innermost_statement_that_holds_it():
    article, statements = marked(
        "Two ships sank. {1:Novak} <1:said> [1:that ten boats left and {2:Quill} <2:saw> [2:three sails]]."
    )
    assert [(f.text, f.statement) for f in figures(article.text, statements)] == [
        ("Two ships", None),
        ("ten boats", "s1"),
        ("three sails", "s2"),
    ]


@settings(deadline=None)
@given(st.text(alphabet="0123456789,.-$% abmillonpeople\n'", max_size=60))
def test_any_text_is_read_and_every_figure_stands_in_it(text):
    for figure in figures(text, ()):
        assert figure.span.of(text) == figure.text
        assert figure.value >= 0
        assert figure.unit or figure.of


def test_a_figure_far_into_a_sentence_without_end_is_not_sought_from_its_beginning():
    text = "a" * 400_000 + ", and the rate rose to 5 percent"
    start = text.index("5")
    assert measured_before(text, start, 0, len(text), "percent") == "rate"
