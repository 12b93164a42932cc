from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import days

CASES = json.loads((Path(__file__).parent / "cases" / "days.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("why", case["edtf"]))
def test_a_date_is_bounded_by_the_days_it_can_mean(case: dict[str, str | None]) -> None:
    assert days.bounds(case["edtf"]) == (case["earliest"], case["latest"])


@given(st.text() | st.from_regex(r"[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?(/[0-9X]{4}(-[0-9X]{2}){0,2})?", fullmatch=True))
def test_bounds_never_stand_the_wrong_way_round(edtf: str) -> None:
    earliest, latest = days.bounds(edtf)
    assert earliest is None or latest is None or earliest <= latest


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("2021-01", "2021-01-07", True),
        ("2021-01-07", "2021-01-08", False),
        ("2021-01-07/..", "2021-03", True),
        ("../2021-01-07", "2021-03", False),
        ("soon", "2021-03", None),
        (None, "2021-03", None),
    ],
)
def test_two_dates_may_be_one_where_their_days_meet(one: str | None, other: str | None, may: bool | None) -> None:
    assert days.may_be_one(one, other) is days.may_be_one(other, one) is may


@pytest.mark.parametrize("text", ["2021", "2021-01", "2021-01-17"])
def test_a_person_may_give_a_year_a_month_or_a_day(text: str) -> None:
    assert days.plain_bounds(text) == days.bounds(text)


@pytest.mark.parametrize("text", ["2021-02-30", "17.1.2021", "2021-22x", "201X", "2021?", "", "2021-01-01/2021-01-02"])
def test_nothing_else_is_taken_for_a_day(text: str) -> None:
    assert days.plain_bounds(text) is None


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("2021-01-07", "2021-01-07"),
        ("2021-01", None),
        ("2021-01-XX", None),
        ("2021-02-30", None),
        ("", None),
        (None, None),
    ],
)
def test_a_whole_day_of_the_calendar_is_exact(edtf: str | None, day: str | None) -> None:
    found = days.exact(edtf)
    assert (found and found.isoformat()) == day
