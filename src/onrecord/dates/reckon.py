"""Which day, month or year a time expression means for somebody who reads it on the day of publication.

The answer is Extended Date/Time Format (ISO 8601-2, level 1) and never more precise than the words: "last month" is
a month, "last week" an interval of days. News tells what has happened, so a weekday or a day without its year is the
latest one up to the day of publication, unless the words or the tense point ahead.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from .expressions import TimeExpression, TimeKind

_WEEK = datetime.timedelta(days=7)
_SATURDAY = 5
_FIRST_MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The outcome: ``edtf`` with the reason, or None with the reason why not."""

    edtf: str | None
    reason: str


def reckon(time: TimeExpression, published: str | None, *, ahead: bool = False) -> Reckoned:
    """Reckon a time expression.

    Args:
        time: as found.
        published: the day of publication, ``YYYY-MM-DD``; None where it is unknown.
        ahead: whether the tense around it points to the future.
    """
    shown = f"'{' '.join(time.text.split())}'"
    fixed = _fixed(time)
    if fixed:
        return Reckoned(fixed, f"{shown}, as printed")
    day = parse_day(published)
    if day is None:
        return Reckoned(None, f"{shown} cannot be reckoned: the day of publication is unknown")
    edtf = _relative(time, day, ahead)
    if edtf is None:
        return Reckoned(None, f"{shown} is no day in the calendar")
    where = "after" if edtf > day.isoformat() and ahead else "before"
    link = "from" if time.kind in ("nearby", "period", "ago") else where
    return Reckoned(edtf, f"{shown} {link} publication on {day.isoformat()}")


def parse_day(published: str | None) -> datetime.date | None:
    """An ISO day as a date; None where there is none or it is no day."""
    try:
        return datetime.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _fixed(time: TimeExpression) -> str | None:
    """What needs no day of publication: everything that gives its year."""
    if time.year is None:
        return None
    if time.kind == "decade":
        return f"{time.year // 10}X"
    if time.season is not None:
        return f"{time.year}-{time.season}"
    if time.month is None:
        return f"{time.year:04d}"
    if time.day is None:
        return f"{time.year:04d}-{time.month:02d}"
    whole = _day(time.year, time.month, time.day)
    return whole.isoformat() if whole else None


def _relative(time: TimeExpression, today: datetime.date, ahead: bool) -> str | None:
    reckoners: dict[TimeKind, Callable[[TimeExpression, datetime.date, bool], str | None]] = {
        "nearby": _nearby,
        "weekday": _weekday,
        "day": _day_of_month,
        "month": _month,
        "season": _season,
        "period": _period,
        "ago": _ago,
    }
    return reckoners[time.kind](time, today, ahead) if time.kind in reckoners else None


def _nearby(time: TimeExpression, today: datetime.date, _ahead: bool) -> str:
    return (today + datetime.timedelta(days=time.count)).isoformat()


def _weekday(time: TimeExpression, today: datetime.date, ahead: bool) -> str:
    return _day_of_week(time, today, ahead).isoformat()


def _day_of_week(time: TimeExpression, today: datetime.date, ahead: bool) -> datetime.date:
    assert time.weekday is not None
    back = (today.weekday() - time.weekday) % 7
    if time.direction == "next" or (ahead and time.direction is None):
        return today + datetime.timedelta(days=(7 - back) % 7 or (7 if time.direction == "next" else 0))
    if time.direction == "last" and back == 0:
        return today - _WEEK
    if time.direction == "this" and ahead:
        return today + datetime.timedelta(days=(7 - back) % 7)
    return today - datetime.timedelta(days=back)


def _day_of_month(time: TimeExpression, today: datetime.date, ahead: bool) -> str | None:
    assert time.month is not None
    assert time.day is not None
    # A 29 February is looked for up to eight years away: 1900 had none.
    years = range(today.year, today.year + 9) if ahead else range(today.year - 8, today.year + 1)
    days = [d for y in years if (d := _day(y, time.month, time.day))]
    fitting = [d for d in days if (d >= today if ahead else d <= today)]
    return (min(fitting) if ahead else max(fitting)).isoformat() if fitting else None


def _month(time: TimeExpression, today: datetime.date, ahead: bool) -> str:
    assert time.month is not None
    year = today.year
    if time.direction == "this":
        pass
    elif time.direction == "next" or ahead:
        year += time.month < today.month or (time.direction == "next" and time.month == today.month)
    elif time.month > today.month or (time.direction == "last" and time.month == today.month):
        year -= 1
    return f"{year:04d}-{time.month:02d}"


def _season(time: TimeExpression, today: datetime.date, ahead: bool) -> str:
    assert time.season is not None
    begins = _FIRST_MONTH_OF_SEASON[time.season]
    year = today.year
    if ahead or time.direction == "next":
        year += begins < today.month
    elif begins > today.month or (time.direction == "last" and begins <= today.month < begins + 3):
        year -= 1
    return f"{year:04d}-{time.season}"


def _period(time: TimeExpression, today: datetime.date, _ahead: bool) -> str:
    step = {"last": -1, "next": 1}.get(time.direction or "", 0)
    if time.unit == "year":
        return f"{today.year + step:04d}"
    if time.unit == "month":
        return _months_on(today, step)
    monday = today - datetime.timedelta(days=today.weekday())
    if time.unit == "weekend":
        return _weekend(time, today, monday)
    start, end = monday + step * _WEEK, monday + step * _WEEK + datetime.timedelta(days=6)
    if step == 0 and start < today:
        end = today  # what is told of this week has happened by the day of publication
    return f"{start.isoformat()}/{end.isoformat()}"


def _weekend(time: TimeExpression, today: datetime.date, monday: datetime.date) -> str:
    saturday = monday + datetime.timedelta(days=_SATURDAY)
    if time.direction == "next":
        saturday += _WEEK if today.weekday() >= _SATURDAY else datetime.timedelta(0)
    elif time.direction == "last" or today.weekday() < _SATURDAY:
        saturday -= _WEEK
    return f"{saturday.isoformat()}/{(saturday + datetime.timedelta(days=1)).isoformat()}"


def _ago(time: TimeExpression, today: datetime.date, _ahead: bool) -> str | None:
    try:
        if time.unit == "day":
            return (today - datetime.timedelta(days=time.count)).isoformat()
        if time.unit == "week":
            monday = today - datetime.timedelta(days=today.weekday()) - time.count * _WEEK
            return f"{monday.isoformat()}/{(monday + datetime.timedelta(days=6)).isoformat()}"
    except OverflowError:
        return None
    if time.unit == "month":
        return _months_on(today, -time.count)
    return f"{today.year - time.count:04d}" if today.year > time.count else None


def _months_on(today: datetime.date, step: int) -> str:
    months = today.year * 12 + today.month - 1 + step
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
