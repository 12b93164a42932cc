import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.domain.sentences import paragraphs
from onrecord.extraction.quotes import depths, quotations

CASES = json.loads((Path(__file__).parent / "cases" / "quotations.json").read_text(encoding="utf-8"))
QUOTE_LIKE = st.text(alphabet="ab .,\n“”\"‘’'«»„", max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_quotations_are_found_as_a_reader_would(case):
    assert [q.span.of(case["text"]) for q in quotations(case["text"])] == case["quotations"]


def test_an_unclosed_quotation_says_so_and_ends_with_its_paragraph():
    first, second = quotations("“One.\n\n“Two,” she said.")
    assert not first.closed
    assert second.closed


def test_depth_counts_quotations_within_quotations():
    outer, inner = quotations("“He said ‘no thanks’ twice.”")
    assert (outer.depth, inner.depth) == (1, 2)


def test_marks_themselves_stand_inside():
    text = "a “b” c"
    assert depths(text, [0, 2, 3, 4, 6]) == [0, 1, 1, 1, 0]


@given(QUOTE_LIKE)
@settings(deadline=None)
def test_quotations_begin_with_a_mark_and_cross_a_paragraph_only_to_be_closed_in_the_next(text):
    borders = paragraphs(text)
    for q in quotations(text):
        assert q.span.of(text)[0] in "“\"‘'«„‹‚"
        touched = [p for p in borders if p.overlaps(q.span)]
        assert len(touched) == 1 or (len(touched) == 2 and q.closed)


@given(QUOTE_LIKE)
@settings(deadline=None)
def test_quotations_are_in_order_and_nest_or_stand_apart(text):
    found = quotations(text)
    assert list(found) == sorted(found, key=lambda q: (q.span.start, -q.span.end))
    for i, a in enumerate(found):
        for b in found[i + 1 :]:
            assert a.span.contains(b.span) or not a.span.overlaps(b.span)


@pytest.mark.parametrize("mark", ['"', "“", "«", "“a” ", '"a ', "‘a "])
def test_a_flood_of_marks_is_gone_through_once(mark):
    # Each mark was once held against all that stand before it, or after it: this took hours.
    text = mark * 60_000
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in quotations(text))
