"""Which day, month or year a time expression means for somebody who reads it on the day of publication.

The answer is Extended Date/Time Format (ISO 8601-2, level 1) and never more precise than the words: "last month" is
a month, "last week" an interval of days. News tells what has happened, so a weekday or a day without its year is the
latest one up to the day of publication, unless the words or the tense point ahead.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from .expressions import TimeExpression, TimeKind
from .holidays import holiday
from .values import SEASON_NAMES, coarser, day_of, edtf_of, moved, parse_day, quarter_of, week_of

_FIRST_MONTH_OF_SEASON = {21: 3, 22: 6, 23: 9, 24: 12}
_SOON = 120  # days; tuned on TimeBank: a day further ahead than that is printed with its year
_FROM_PUBLICATION: frozenset[TimeKind] = frozenset(("nearby", "period", "ago"))


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The outcome.

    Attributes:
        edtf: the time; None with the reason why not.
        reason: how it was reckoned, in words a reader can check.
        value: the same as a TIMEX3 value, which also has weeks, quarters and "PAST_REF"; None where nothing is known.
    """

    edtf: str | None
    reason: str
    value: str | None = None


def reckon(
    time: TimeExpression, published: str | None, *, ahead: bool | None = False, told: str | None = None
) -> Reckoned:
    """Reckon a time expression.

    Args:
        time: as found.
        published: the day of publication, ``YYYY-MM-DD``; None where it is unknown.
        ahead: whether the tense around it points to the future; None where nothing tells, and then a day of a month
            is the nearest one, before or after publication.
        told: the TIMEX3 value of the time told before, from which "the following day" and "a year earlier" are
            reckoned; None where there is none.
    """
    shown = f"'{' '.join(time.text.split())}'"
    today = parse_day(published)
    if time.kind == "reference":
        return Reckoned(None, f"{shown} names no day", time.refers)
    if time.year is not None:
        value = _fixed(time) if time.kind != "quarter" or time.part else _same_quarter(time.year, told)
        reason = f"{shown}, as printed"
    elif told:
        value, reason = _from_told(time, told), f"{shown} from {told} told before"
    elif today is None:
        return Reckoned(None, f"{shown} cannot be reckoned: the day of publication is unknown")
    elif time.event is not None:
        return Reckoned(None, f"{shown} cannot be reckoned: the text does not give that day")
    else:
        value = _relative(time, today, ahead)
        reason = f"{shown} {_link(time, value, today)} publication on {today.isoformat()}"
    if value is None:
        return Reckoned(None, f"{shown} is no day in the calendar")
    outcome = _outcome(time, value, reason)
    so_far = today and time.kind == "period" and time.direction == "this" and not ahead and time.year is None
    return _up_to(outcome, today) if so_far and today else outcome


def _link(time: TimeExpression, value: str | None, today: datetime.date) -> str:
    if time.kind in _FROM_PUBLICATION:
        return "from"
    return "after" if value and value > today.isoformat() else "before"


def _outcome(time: TimeExpression, value: str, reason: str) -> Reckoned:
    edtf = edtf_of(value)
    if time.fiscal:
        # A company's fiscal 1989 may have begun in 1988; which months its quarters have is not said at all.
        edtf = f"{int(value) - 1:04d}/{value}" if len(value) == 4 else None
        reason += ", of a fiscal year"
    return Reckoned(edtf, reason, value)


def _up_to(outcome: Reckoned, today: datetime.date) -> Reckoned:
    """What is told of this week has happened by the day of publication."""
    start, _, end = (outcome.edtf or "").partition("/")
    if len(end) == 10 and start < today.isoformat() < end:
        return Reckoned(f"{start}/{today.isoformat()}", outcome.reason, outcome.value)
    return outcome


def _fixed(time: TimeExpression) -> str | None:
    """What needs no day of publication: everything that gives its year."""
    assert time.year is not None
    if time.kind in ("day", "holiday", "period"):
        whole = _in_its_year(time, time.year)
        return None if whole is None else week_of(whole) if time.kind == "period" else whole.isoformat()
    if time.kind in ("decade", "century"):
        return f"{time.year // 10:03d}X" if time.kind == "decade" else f"{time.year // 100:02d}XX"
    year = f"{time.year:04d}"
    if time.season is not None:
        return f"{year}-{SEASON_NAMES[time.season]}"
    if time.part is not None:
        return f"{year}-{'Q' if time.kind == 'quarter' else 'H'}{time.part}"
    return f"{year}-{time.month:02d}" if time.month is not None else year


def _same_quarter(year: int, told: str | None) -> str:
    """ "The 1988 quarter" beside a third quarter is the third of 1988."""
    return f"{year:04d}-{told[-2:]}" if told and "Q" in told else f"{year:04d}"


def _from_told(time: TimeExpression, told: str) -> str | None:
    """What "the following year", "two days later", "that day" mean after a time that was told."""
    if time.kind == "weekday":
        day = day_of(told)
        if day is None or time.weekday is None:
            return None
        on, back = (time.weekday - day.weekday()) % 7 or 7, (day.weekday() - time.weekday) % 7 or 7
        return moved(told, on if time.direction == "next" else -back)
    if time.unit in ("period", None):
        return _day_beside(time.day, told) if time.day else told
    base = coarser(told, time.unit)
    if time.kind == "same":
        return base
    if time.unit == "year" and "Q" in told:
        return moved(
            told, -4 if time.kind == "ago" else 4 * time.count
        )  # "third-quarter profit ..., up from a year ago"
    return moved(base, -time.count if time.kind == "ago" else time.count) if base else None


def _day_beside(day: int, told: str) -> str | None:
    """The second day of "April 24 and 25"."""
    value = f"{coarser(told, 'month')}-{day:02d}"
    return value if day_of(value) else None


def _relative(time: TimeExpression, today: datetime.date, ahead: bool | None) -> str | None:
    if time.whose_year and time.direction:
        year = today.year + {"last": -1, "this": 0, "next": 1}[time.direction]
        return _fixed(replace(time, year=year))
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
    return _day_of_week(time, today, ahead).isoformat()


def _day_of_week(time: TimeExpression, today: datetime.date, ahead: bool | None) -> datetime.date:
    assert time.weekday is not None
    back = (today.weekday() - time.weekday) % 7
    if time.direction == "next" or (ahead and time.direction is None):
        return today + datetime.timedelta(days=(7 - back) % 7 or (7 if time.direction == "next" else 0))
    if time.direction == "last" and back == 0:
        return today - datetime.timedelta(days=7)
    if time.direction == "this" and ahead:
        return today + datetime.timedelta(days=(7 - back) % 7)
    return today - datetime.timedelta(days=back)


def _day_of_year(time: TimeExpression, today: datetime.date, ahead: bool | None) -> str | None:
    """A day of a month, or a feast, in the fitting year."""
    # A 29 February is looked for up to eight years away: 1900 had none.
    days = [d for y in range(today.year - 8, today.year + 9) if (d := _in_its_year(time, y))]
    if ahead is None:
        nearest = min(days, key=lambda d: abs((d - today).days), default=today)
        ahead = 0 < (nearest - today).days <= _SOON
    fitting = [d for d in days if (d >= today if ahead else d <= today)]
    if time.direction == "last":
        fitting = [d for d in days if d < today]
    return (min(fitting) if ahead else max(fitting)).isoformat() if fitting else None


def _in_its_year(time: TimeExpression, year: int) -> datetime.date | None:
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    if time.holiday:
        return holiday(time.holiday, year)
    return _day(year, time.month or 0, time.day or 0)


def _month(time: TimeExpression, today: datetime.date, ahead: bool | None) -> str:
    assert time.month is not None
    year = today.year
    if ahead is None:
        ahead = 0 < (time.month - today.month) % 12 <= _SOON // 30
    if time.direction == "this":
        pass
    elif time.direction == "next" or ahead:
        year += time.month < today.month or (time.direction == "next" and time.month == today.month)
    elif time.month > today.month or (time.direction == "last" and time.month == today.month):
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
    step = {"last": -1, "next": 1}.get(time.direction or "", 0)
    if time.month is not None or time.holiday:  # "the week of March 6", "Easter week"
        first = parse_day(_day_of_year(time, today, None))
        return week_of(first) if first else None
    if time.unit == "weekend":
        return _weekend(time, today)
    if time.unit == "decade":
        return f"{(today.year // 10 + step):03d}X"
    if time.unit == "century":
        return f"{(today.year // 100 + step):02d}XX"
    base = _holding(time.unit or "day", today)
    return moved(base, step) if base else None


def _weekend(time: TimeExpression, today: datetime.date) -> str | None:
    # The week of a Saturday is the ISO week that it ends; before Saturday "the weekend" of the news is the one gone.
    step = 0
    if time.direction == "next":
        step = 1 if today.weekday() >= _SATURDAY else 0
    elif time.direction == "last" or (time.direction is None and today.weekday() < _SATURDAY):
        step = -1
    return moved(f"{week_of(today)}-WE", step)


_SATURDAY = 5


def _ago(time: TimeExpression, today: datetime.date, _ahead: bool | None) -> str | None:
    count = time.count if time.kind == "from" else -time.count
    if time.unit in ("decade", "century"):
        years = today.year + count * (10 if time.unit == "decade" else 100)
        return f"{years // 10:03d}X" if time.unit == "decade" and years > 0 else None
    base = _holding(time.unit or "day", today)
    return moved(base, count) if base else None


def _same(time: TimeExpression, today: datetime.date, _ahead: bool | None) -> str | None:
    if time.unit in ("quarter", "period"):
        return moved(quarter_of(today.year, today.month), -1)  # what is told of a quarter is told when it has ended
    return _holding(time.unit or "day", today)


def _holding(unit: str, today: datetime.date) -> str | None:
    """The day, week, month, quarter or year of publication."""
    return coarser(today.isoformat(), unit)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
