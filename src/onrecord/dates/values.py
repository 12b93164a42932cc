"""TIMEX3 values, and what they are in Extended Date/Time Format.

The reckoning works on TIMEX3 values (TimeML; ISO-TimeML 24617-1), because they know weeks ("2015-W03"), quarters
("1989-Q3") and references without a day ("PAST_REF"). What is shown and stored is EDTF level 1 (ISO 8601-2), which
writes a week or a quarter as an interval and has no word for "recently": that is no day.
"""

from __future__ import annotations

import datetime
import re

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


def coarser(value: str, unit: str) -> str | None:
    """The week, month, quarter or year that the value lies in; None where it is too coarse to say.

    Args:
        value: a TIMEX3 value.
        unit: "day" (or a part of one, as "night"), "week", "month", "quarter" or "year".
    """
    form = _FORM.fullmatch(value)
    if form is None:
        return None
    if unit == "year":
        return form["year"]
    if unit == "quarter":
        month = form["month"]
        return (
            f"{form['year']}-Q{form['quarter']}"
            if form["quarter"]
            else month and quarter_of(int(form["year"]), int(month))
        )
    if unit == "month":
        return f"{form['year']}-{form['month']}" if form["month"] else None
    day = day_of(value)
    if unit == "week":
        return week_of(day) if day else value.removesuffix("-WE") if form["week"] else None
    return value if day else None


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
