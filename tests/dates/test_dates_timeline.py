import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates import Timeline, find_times
from onrecord.domain import Span

CASES = json.loads((Path(__file__).parent / "cases" / "in_context.json").read_text(encoding="utf-8"))
SUNDAY = "2021-01-17"
WORDS = [
    "Friday",
    "will",
    "said",
    "the following day",
    "two days after the vote",
    "third quarter",
    "a year earlier",
    ".",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_expression_is_reckoned_where_it_stands(case):
    start, end = case["text"].index("["), case["text"].index("]") - 1
    text = case["text"].replace("[", "").replace("]", "")
    assert Timeline(text, SUNDAY).reckoned(Span(start, end)).value == case["value"]


def test_words_that_speak_of_no_time_are_said_not_to_be_understood():
    outcome = Timeline("A green bridge.", SUNDAY).reckoned(Span(2, 7))
    assert outcome.value is None
    assert outcome.reason == "'green' is not understood"


def test_a_duration_is_no_date():
    assert find_times("It rained for the past three years and in the two weeks of work.") == ()


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
    st.sampled_from([None, SUNDAY, "9999-12-31", "0001-01-01"]),
)
def test_any_order_of_times_is_reckoned_without_end(words, published):
    text = " ".join(words)
    timeline = Timeline(text, published)
    assert all(timeline.reckon(t).reason for t in timeline.times)
