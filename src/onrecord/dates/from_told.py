"""What a time expression means that is reckoned from a time or an event told before it in the text."""

from __future__ import annotations

from .expressions import TimeExpression
from .fixed import fixed
from .values import a_day_of, coarser, day_of, moved

_UNITS = frozenset(("week", "weekend", "month", "quarter", "year"))
"""Of these and longer ones a number of days is no part; what else is counted in are days or parts of one."""


def from_told(time: TimeExpression, told: str) -> str | None:
    """The TIMEX3 value; None where what was told is too vague for it.

    Args:
        time: "the following year", "two days later", "that day", "the Friday after the vote".
        told: the TIMEX3 value of the time told before.
    """
    if time.kind == "weekday":
        return _weekday_beside(time, told)
    if time.kind in ("month", "season") or time.whose_year:  # "that summer", "June of the following year"
        year = int(coarser(told, "year") or 0) + {"last": -1, "this": 0, "next": 1}[time.direction or "this"]
        return fixed(time, year) if year > 0 else None
    if time.unit in ("period", None):
        return _day_beside(time.day, told) if time.day else told
    if coarser(told, time.unit) is None and time.unit not in _UNITS:
        return a_day_of(told)  # "that day", "the next morning" of which only the month is told
    return coarser(told, time.unit) if time.kind == "same" else _counted_on(time, time.unit, told)


def _counted_on(time: TimeExpression, unit: str, told: str) -> str | None:
    count = -time.count if time.kind == "ago" else time.count
    if unit == "year" and "Q" in told:
        return moved(told, 4 * count)  # "third-quarter profit ..., up from a year ago"
    if unit in ("decade", "century"):
        year = moved(coarser(told, "year") or "", count * (10 if unit == "decade" else 100))
        return coarser(year, unit) if year else None
    base = coarser(told, unit)
    return moved(base, count) if base else None


def _weekday_beside(time: TimeExpression, told: str) -> str | None:
    """ "The following Tuesday", "the Friday before the vote"; "that Friday" is the nearest one."""
    day = day_of(told)
    if day is None or time.weekday is None:
        return None
    on, back = (time.weekday - day.weekday()) % 7, (day.weekday() - time.weekday) % 7
    if time.direction == "this":
        return moved(told, on if on <= back else -back)
    return moved(told, (on or 7) if time.direction == "next" else -(back or 7))


def _day_beside(day: int, told: str) -> str | None:
    """The second day of "April 24 and 25"."""
    value = f"{coarser(told, 'month')}-{day:02d}"
    return value if day_of(value) else None
