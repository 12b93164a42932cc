"""TIMEX3 values, and what they are in Extended Date/Time Format.

The reckoning works on TIMEX3 values (TimeML; ISO-TimeML 24617-1), because they know weeks ("2015-W03"), quarters
("1989-Q3") and references without a day ("PAST_REF"). What is shown and stored is EDTF level 1 (ISO 8601-2), which
writes a week or a quarter as an interval and has no word for "recently": that is no day.
"""

from __future__ import annotations

import calendar
import datetime
import re

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
"""How many months a unit has."""
_SEASON_CODES = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
SEASON_NAMES = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-W(?P<week>\d\d)(?P<end>-WE)?|-Q(?P<quarter>\d)|-H(?P<half>\d)"
    r"|-(?P<season>SP|SU|FA|WI))?"
)


def edtf_of(value: str) -> str | None:
    """The value as EDTF level 1: "1989-Q3" is "1989-07/1989-09"; None for a reference that names no time."""
    if value.endswith("_REF"):
        return None
    value = re.sub(r"(?:-XX)+$", "", value)
    form = _FORM.fullmatch(value)
    if form is None:
        return value  # "199X", "19XX": EDTF writes decades and centuries so too
    if form["season"]:
        return f"{form['year']}-{_SEASON_CODES[form['season']]}"
    if form["quarter"] or form["half"]:
        months = 3 if form["quarter"] else 6
        last = int(form["quarter"] or form["half"]) * months
        return f"{form['year']}-{last - months + 1:02d}/{form['year']}-{last:02d}"
    return _week(form) if form["week"] else value


def _week(form: re.Match[str]) -> str:
    start = datetime.date.fromisocalendar(int(form["year"]), int(form["week"]), 6 if form["end"] else 1)
    return f"{start.isoformat()}/{(start + datetime.timedelta(days=1 if form['end'] else 6)).isoformat()}"


def a_day_of(value: str) -> str:
    """The value of a day of which only the month or year is known: "2021-05-XX"; any other stretch as it is."""
    if re.fullmatch(r"\d{4}-\d\d", value):
        return f"{value}-XX"
    return f"{value}-XX-XX" if re.fullmatch(r"\d{4}", value) else value


def day_of(value: str) -> datetime.date | None:
    """The value as a day, where it is one."""
    return parse_day(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


def parse_day(published: str | None) -> datetime.date | None:
    """An ISO day as a date; None where there is none or it is no day."""
    try:
        return datetime.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def week_of(day: datetime.date) -> str:
    """The ISO week that holds the day: "2015-W03"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_of(year: int, month: int) -> str:
    """The quarter that holds the month: "1989-Q3"."""
    return f"{year:04d}-Q{(month + 2) // 3}"


def first_day(edtf: str) -> str:
    """The earliest day of an EDTF value, as text that sorts as ISO days do: "202X" begins with 2020, and a season, for
    the hemispheres differ, with its year."""
    start = edtf.partition("/")[0].replace("X", "0")
    return start[:4] if start[4:] in {f"-{code}" for code in _SEASON_CODES.values()} else start


def shifted(day: datetime.date, count: int, unit: str) -> datetime.date | None:
    """The day ``count`` units on; of a month that is too short its last day. None outside the calendar.

    Args:
        day: from which it is counted.
        count: how many, back where negative.
        unit: "day" or a part of one, "week", "weekend", "month", "quarter", "year", "decade" or "century".
    """
    try:
        if unit not in _MONTHS:
            return day + datetime.timedelta(days=count * (7 if unit in ("week", "weekend") else 1))
        months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
        year, month = divmod(months, 12)
        return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):  # calendar's own error is one of these
        return None


def coarser(value: str, unit: str) -> str | None:
    """The week, month, quarter, year, decade or century that the value lies in; None where it is too coarse to say.

    Args:
        value: a TIMEX3 value.
        unit: "day" or a part of one, "week", "weekend", "month", "quarter", "year", "decade" or "century".
    """
    form = _FORM.fullmatch(value)
    if form is None:
        return None
    year, month = form["year"], form["month"]
    day = day_of(value)
    week = week_of(day) if day else value.removesuffix("-WE") if form["week"] else None
    quarter = f"{year}-Q{form['quarter']}" if form["quarter"] else quarter_of(int(year), int(month)) if month else None
    longer = {
        "week": week,
        "weekend": f"{week}-WE" if week else None,
        "month": f"{year}-{month}" if month else None,
        "quarter": quarter,
        "year": year,
        "decade": f"{year[:3]}X",
        "century": f"{year[:2]}XX",
    }
    return longer.get(unit, value if day else None)


def holds(longer: str, value: str) -> bool:
    """Whether a value lies in a longer one: "2016-07-20" in "2016-07", "2016-Q3" or "2016"."""
    units = ("week", "month", "quarter", "year", "decade")
    season = _FORM.fullmatch(longer)
    if season and season["season"]:  # in either hemisphere
        return longer[:4] == value[:4]
    return longer in [coarser(value, unit) for unit in units]


def moved(value: str, count: int) -> str | None:
    """The value ``count`` of its own units on: "1989-Q3" by -4 is "1988-Q3". None outside the calendar or for a form
    that has no steps (a season, a half)."""
    form = _FORM.fullmatch(value)
    if form is None or form["season"] or form["half"]:
        return None
    year = int(form["year"])
    try:
        if form["day"]:
            return (datetime.date.fromisoformat(value) + datetime.timedelta(days=count)).isoformat()
        if form["week"]:
            monday = datetime.date.fromisocalendar(year, int(form["week"]), 1) + datetime.timedelta(weeks=count)
            return week_of(monday) + (form["end"] or "")
    except (OverflowError, ValueError):
        return None
    per_year = 12 if form["month"] else 4 if form["quarter"] else 1
    at = year * per_year + int(form["month"] or form["quarter"] or 1) - 1 + count
    if not per_year <= at < 10000 * per_year:
        return None
    rest = at % per_year + 1
    tail = f"-{rest:02d}" if form["month"] else f"-Q{rest}" if form["quarter"] else ""
    return f"{at // per_year:04d}{tail}"
