import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates.holidays import holiday
from onrecord.dates.values import a_day_of, coarser, edtf_of, first_day, holds, moved, shifted


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
        ("2021-05-XX", "2021-05"),
        ("2021-XX-XX", "2021"),
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
        ("Super Tuesday", 2008, "2008-02-05"),
        ("Super Tuesday", 2020, "2020-03-03"),
        ("Ash Wednesday", 2016, "2016-02-10"),
        ("Mother's Day", 2016, "2016-05-08"),
    ],
)
def test_feasts_have_their_days(name, year, day):
    assert holiday(name, year).isoformat() == day


@pytest.mark.parametrize(("name", "year"), [("Super Tuesday", 2015), ("Inauguration Day", 2016), ("Moving Day", 2016)])
def test_a_year_without_such_a_day_has_none(name, year):
    assert holiday(name, year) is None


@pytest.mark.parametrize(
    ("day", "count", "unit", "there"),
    [
        ("2016-05-18", -1, "day", "2016-05-17"),
        ("2016-05-18", 2, "weekend", "2016-06-01"),
        ("2016-03-31", -1, "month", "2016-02-29"),
        ("2016-05-18", -1, "quarter", "2016-02-18"),
        ("2016-02-29", -1, "year", "2015-02-28"),
        ("2016-05-18", -2, "decade", "1996-05-18"),
        ("2016-05-18", -21, "century", None),
        ("9999-12-31", 1, "day", None),
    ],
)
def test_a_day_is_shifted_by_units_of_the_calendar(day, count, unit, there):
    found = shifted(datetime.date.fromisoformat(day), count, unit)
    assert (found and found.isoformat()) == there


@pytest.mark.parametrize(
    ("longer", "value", "does"),
    [
        ("2016-07", "2016-07-20", True),
        ("2016-W29", "2016-07-20", True),
        ("2016-Q3", "2016-07-20", True),
        ("2016-SU", "2016-01-20", True),
        ("201X", "2016-07", True),
        ("2016-07", "2016-09-23", False),
        ("2015-SU", "2016-01-20", False),
    ],
)
def test_a_longer_time_holds_the_days_in_it(longer, value, does):
    assert holds(longer, value) is does


@pytest.mark.parametrize(
    ("value", "unit", "found"),
    [
        ("2016-07-20", "weekend", "2016-W29-WE"),
        ("2016-07", "decade", "201X"),
        ("2016-Q3", "century", "20XX"),
        ("2016-07", "day", None),
        ("2016-07-20", "night", "2016-07-20"),
        ("PAST_REF", "year", None),
    ],
)
def test_a_value_lies_in_longer_ones(value, unit, found):
    assert coarser(value, unit) == found


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("2021-01-11/2021-01-17", "2021-01-11"),
        ("202X", "2020"),
        ("2021-05-XX", "2021-05-00"),
        ("2021-22", "2021"),
        ("2021-04", "2021-04"),
    ],
)
def test_the_first_day_of_a_time_sorts_with_days(edtf, day):
    assert first_day(edtf) == day


def test_a_day_of_a_month_or_year_is_told_as_one():
    assert [a_day_of(v) for v in ("2021-05", "2021", "2021-W03")] == ["2021-05-XX", "2021-XX-XX", "2021-W03"]
