"""What a time expression means that is reckoned from the day of publication.

News tells what has happened, so a weekday or a day without its year is the latest one up to the day of publication,
unless the words or the tense point ahead.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from .expressions import TimeExpression, TimeKind
from .fixed import fixed, in_year
from .values import SEASON_NAMES, coarser, moved, parse_day, quarter_of, shifted, week_of

_FIRST_MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12}
_SOON = 120  # days; tuned on TimeBank: a day further ahead than that is printed with its year
_LATELY = 2  # months; who means the March just gone writes "in March", not "last March"; seen in half a year of news
_SATURDAY = 5


def from_today(time: TimeExpression, today: datetime.date, ahead: bool | None) -> str | None:
    """The TIMEX3 value; None where the calendar has no such day.

    Args:
        time: an expression without a year of its own.
        today: the day of publication.
        ahead: whether the tense points to the future; None where nothing tells.
    """
    if time.whose_year and time.direction:  # "June last year"
        return fixed(time, today.year + {"last": -1, "this": 0, "next": 1}[time.direction])
    reckoners: dict[TimeKind, Callable[[TimeExpression, datetime.date, bool | None], str | None]] = {
        "nearby": _nearby,
        "weekday": _weekday,
        "holiday": _day_of_year,
        "day": _day_of_year,
        "month": _month,
        "season": _season,
        "quarter": _quarter,
        "half": _half,
        "period": _period,
        "ago": _ago,
        "from": _ago,
        "same": _same,
    }
    try:
        return reckoners[time.kind](time, today, ahead) if time.kind in reckoners else None
    except OverflowError:
        return None  # before the year 1 or after 9999


def _nearby(time: TimeExpression, today: datetime.date, _ahead: bool | None) -> str:
    return (today + datetime.timedelta(days=time.count)).isoformat()


def _weekday(time: TimeExpression, today: datetime.date, ahead: bool | None) -> str:
    assert time.weekday is not None
    if time.unit == "week":  # "Friday of last week"
        return (today + datetime.timedelta(days=time.weekday - today.weekday() + 7 * time.count)).isoformat()
    back = (today.weekday() - time.weekday) % 7
    on = (7 - back) % 7
    days = -back
    if time.direction == "next":
        days = on or 7
    elif time.direction == "last":
        days = -back or -7
    elif ahead or (time.direction == "this" and ahead is None):  # nobody says "this Friday" of the one gone
        days = on
    return (today + datetime.timedelta(days=days)).isoformat()


def _day_of_year(time: TimeExpression, today: datetime.date, ahead: bool | None) -> str | None:
    """A day of a month, or a feast, in the fitting year."""
    # A 29 February is looked for up to eight years away: 1900 had none.
    days = [d for y in range(today.year - 8, today.year + 9) if (d := in_year(time, y))]
    if ahead is None:
        nearest = min(days, key=lambda d: abs((d - today).days), default=today)
        ahead = 0 < (nearest - today).days <= _SOON
    fitting = [d for d in days if (d >= today if ahead else d <= today)]
    if time.direction == "last":
        fitting = [d for d in days if d < today]
    return (min(fitting) if ahead else max(fitting)).isoformat() if fitting else None


def _month(time: TimeExpression, today: datetime.date, ahead: bool | None) -> str:
    assert time.month is not None
    year, gone = today.year, (today.month - time.month) % 12
    if ahead is None:
        ahead = 0 < -gone % 12 <= _SOON // 30
    if time.direction == "this":
        pass
    elif time.direction == "next" or ahead:
        year += time.month < today.month or (time.direction == "next" and time.month == today.month)
    elif time.month > today.month or (time.direction == "last" and gone <= _LATELY):
        year -= 1
    return f"{year:04d}-{time.month:02d}"


def _season(time: TimeExpression, today: datetime.date, ahead: bool | None) -> str:
    assert time.season is not None
    begins = _FIRST_MONTH_OF_SEASON[time.season]
    year = today.year
    if ahead or time.direction == "next":
        year += begins < today.month
    elif begins > today.month or (time.direction == "last" and begins <= today.month < begins + 3):
        year -= time.direction != "this"
    return f"{year:04d}-{SEASON_NAMES[time.season]}"


def _quarter(time: TimeExpression, today: datetime.date, ahead: bool | None) -> str:
    """The latest such quarter that has begun; one that lies ahead where the tense says so."""
    assert time.part is not None
    begins = 3 * time.part - 2
    year = today.year
    if ahead and begins + 2 + 6 < today.month:
        year += 1  # a quarter that ended more than half a year ago is not the one to come
    elif begins > today.month and not (ahead and begins - today.month <= 6):
        year -= 1
    return f"{year + (-1 if time.count < 0 else 0):04d}-Q{time.part}"


def _half(time: TimeExpression, today: datetime.date, _ahead: bool | None) -> str:
    return f"{today.year - (time.part == 2 and today.month < 7):04d}-H{time.part}"


def _period(time: TimeExpression, today: datetime.date, _ahead: bool | None) -> str | None:
    if time.month is not None or time.holiday:  # "the week of March 6", "Easter week"
        first = parse_day(_day_of_year(time, today, None))
        return week_of(first) if first else None
    if time.unit == "weekend":
        return _weekend(time, today)
    return _ago(time, today, None)


def _weekend(time: TimeExpression, today: datetime.date) -> str | None:
    # The week of a Saturday is the ISO week that it ends; before Saturday "the weekend" of the news is the one gone.
    step = 0
    if time.direction == "next":
        step = 1 if today.weekday() >= _SATURDAY else 0
    elif time.direction == "last" or (time.direction is None and today.weekday() < _SATURDAY):
        step = -1
    return moved(f"{week_of(today)}-WE", step)


def _ago(time: TimeExpression, today: datetime.date, _ahead: bool | None) -> str | None:
    unit = time.unit or "day"
    there = shifted(today, -time.count if time.kind == "ago" else time.count, unit)
    grain = time.grain if time.kind == "ago" and time.grain else unit
    return coarser(there.isoformat(), grain) if there else None


def _same(time: TimeExpression, today: datetime.date, _ahead: bool | None) -> str | None:
    if time.unit in ("quarter", "period"):
        return moved(quarter_of(today.year, today.month), -1)  # what is told of a quarter is told when it has ended
    return coarser(today.isoformat(), time.unit or "day")
