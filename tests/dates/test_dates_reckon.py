import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates import find_times, reckon

CASES = json.loads((Path(__file__).parent / "cases" / "reckoned.json").read_text(encoding="utf-8"))
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


def only(words):
    (time,) = find_times(f"It was {words}, people say.")
    return time


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['words']} read {case['published']}")
def test_words_are_reckoned_from_the_day_of_publication(case):
    outcome = reckon(only(case["words"]), case["published"], ahead=case.get("ahead", False))
    assert outcome.edtf == case["edtf"]
    assert f"'{case['words']}'" in outcome.reason


@given(DAYS, st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()))
@settings(deadline=None)
def test_a_weekday_is_one_of_the_seven_days_up_to_publication(day, weekday):
    found = datetime.date.fromisoformat(reckon(only(weekday), day.isoformat()).edtf)
    assert 0 <= (day - found).days < 7
    assert found.strftime("%A") == weekday


@given(DAYS)
@settings(deadline=None)
def test_last_week_is_the_seven_days_before_this_week(day):
    last = [datetime.date.fromisoformat(d) for d in reckon(only("last week"), day.isoformat()).edtf.split("/")]
    assert (last[1] - last[0]).days == 6
    assert last[0].weekday() == 0
    assert last[1] < day


@given(DAYS)
@settings(deadline=None)
def test_a_day_of_the_past_never_lies_ahead(day):
    for words in ("March 3", "June 30", "December 31", "February 29"):
        assert reckon(only(words), day.isoformat()).edtf <= day.isoformat()


@pytest.mark.parametrize("words", ["first quarter", "spring of this year", "Friday"])
def test_what_has_begun_is_said_to_lie_before_publication(words):
    assert "before publication" in reckon(only(words), "2016-05-18").reason


@pytest.mark.parametrize("published", ["", "yesterday", "2021-13-01", "17 January 2021"])
def test_a_day_of_publication_that_is_none_is_said_to_be_unknown(published):
    outcome = reckon(only("Friday"), published)
    assert outcome.edtf is None
    assert "publication is unknown" in outcome.reason


@pytest.mark.parametrize(
    "words",
    [
        "He may march in august company",
        "They fell from the spring",
        "It cost 1990 dollars and 2016 votes",
        "Call 2015-1938",
        "The EB-1990 form",
        "a Sunday-best suit",
        "June Novak and April Quill",
    ],
)
def test_words_that_only_look_like_times_are_none(words):
    assert find_times(words) == ()


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_text_is_read_and_every_expression_stands_in_it(text):
    for time in find_times(f"{text} on Friday"):
        assert time.span.of(f"{text} on Friday") == time.text
        reckon(time, "2021-01-17")
