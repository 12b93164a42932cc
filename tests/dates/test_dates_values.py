import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates.holidays import holiday
from onrecord.dates.values import coarser, edtf_of, moved


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2015-W03", "2015-01-12/2015-01-18"),
        ("2015-W03-WE", "2015-01-17/2015-01-18"),
        ("1989-Q3", "1989-07/1989-09"),
        ("1989-H2", "1989-07/1989-12"),
        ("2020-WI", "2020-24"),
        ("198X", "198X"),
        ("2021-01-17", "2021-01-17"),
        ("PAST_REF", None),
    ],
)
def test_a_timex_value_is_written_as_edtf(value, edtf):
    assert edtf_of(value) == edtf


@pytest.mark.parametrize(
    ("value", "count", "there"),
    [
        ("1989-Q3", -4, "1988-Q3"),
        ("2021-01", -1, "2020-12"),
        ("2020-W53", 1, "2021-W01"),
        ("2020-02-28", 1, "2020-02-29"),
        ("1999", 2, "2001"),
        ("2020-WI", 1, None),
        ("9999", 1, None),
        ("9999-12-31", 1, None),
    ],
)
def test_a_value_moves_by_its_own_unit_and_not_out_of_the_calendar(value, count, there):
    assert moved(value, count) == there


@given(st.dates(datetime.date(2, 1, 1), datetime.date(9998, 1, 1)), st.integers(-300, 300))
@settings(deadline=None)
def test_moving_there_and_back_is_no_move(day, count):
    for unit in ("day", "week", "month", "quarter", "year"):
        value = coarser(day.isoformat(), unit)
        there = moved(value, count)
        assert there is None or moved(there, -count) == value


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("Thanksgiving Day", 1999, "1999-11-25"),
        ("Easter", 2016, "2016-03-27"),
        ("Memorial Day", 2016, "2016-05-30"),
        ("Election Day", 2016, "2016-11-08"),
        ("Martin Luther King Jr. Day", 2016, "2016-01-18"),
        ("the Fourth of July", 1776, "1776-07-04"),
    ],
)
def test_feasts_have_their_days(name, year, day):
    assert holiday(name, year).isoformat() == day
