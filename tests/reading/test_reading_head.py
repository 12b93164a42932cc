"""Days, titles and bylines at the head of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.days import first_day, is_iso_day, iso_day
from onrecord.reading.head import Head, find_head

CASES = Path(__file__).parent / "cases"
HEADS = json.loads((CASES / "heads.json").read_text(encoding="utf-8"))
DAYS = json.loads((CASES / "days.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["what"]) for case in HEADS])
def test_the_head_of_a_text_tells_title_byline_and_day(case: dict) -> None:
    expected = {key: value for key, value in case.items() if key not in ("what", "text")}
    assert find_head(case["text"]) == Head(**expected)


def test_a_title_that_is_known_is_not_looked_for() -> None:
    assert find_head("# Another title\n\nBy Mira Solis\n\nThe council voted.", "Harbour to close").title is None


@pytest.mark.parametrize(("written", "day"), DAYS)
def test_days_are_read_as_written_or_not_at_all(written: str, day: str | None) -> None:
    assert iso_day(written) == day


@given(st.dates().filter(lambda d: d.year >= 1000))
def test_every_iso_day_is_one(day) -> None:
    assert is_iso_day(day.isoformat())
    assert iso_day(day.isoformat()) == day.isoformat()


@given(st.text(max_size=120))
def test_any_text_has_a_head_without_an_error(text: str) -> None:
    day = first_day(text)
    assert day is None or is_iso_day(day.iso)
    assert isinstance(find_head(text), Head)
