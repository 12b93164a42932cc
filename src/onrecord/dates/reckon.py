"""Which day, month or year a time expression means for somebody who reads it on the day of publication.

The answer is Extended Date/Time Format (ISO 8601-2, level 1) and never more precise than the words: "last month" is
a month, "last week" an interval of days. News tells what has happened, so a weekday or a day without its year is the
latest one up to the day of publication, unless the words or the tense point ahead.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from .expressions import TimeExpression, TimeKind
from .fixed import fixed
from .from_today import from_today
from .from_told import from_told
from .values import a_day_of, coarser, day_of, edtf_of, first_day, parse_day, shifted

_FROM_PUBLICATION: frozenset[TimeKind] = frozenset(("nearby", "period", "ago"))
_SO_FAR = {"week": len("2021-01-17"), "month": len("2021-01"), "year": len("2021-01"), "decade": len("2021")}
"""How precisely "the past week" and its like begin, by the length of an ISO day."""


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
    if time.kind in ("reference", "later"):
        # How long "days before the vote" are is not said; the month is a guess that nothing is dated by.
        month = coarser(told, "month") if told and time.event else None
        return Reckoned(None, f"{shown} names no day", time.refers or month)
    if time.year is not None:
        value = fixed(time, time.year) if time.kind != "quarter" or time.part else _same_quarter(time.year, told)
        reason = f"{shown}, as printed"
    elif told:
        value, reason = from_told(time, told), f"{shown} from {told} told before"
    elif today is None or time.event is not None:
        why = "the text does not give that day" if today else "the day of publication is unknown"
        return Reckoned(None, f"{shown} cannot be reckoned: {why}")
    else:
        value = from_today(time, today, ahead)
        reason = f"{shown} {_link(time, value, today)} publication on {today.isoformat()}"
    if value is None:
        return Reckoned(None, f"{shown} is no day in the calendar")
    outcome = _outcome(time, a_day_of(value) if time.grain == "day" else value, reason)
    if today and time.kind == "period" and time.year is None and not ahead:
        return replace(outcome, edtf=_up_to(time, outcome.edtf or "", today))
    return outcome


def _link(time: TimeExpression, value: str | None, today: datetime.date) -> str:
    if time.kind in _FROM_PUBLICATION:
        return "from"
    return "after" if first_day(edtf_of(value or "") or "") > today.isoformat() else "before"


def _outcome(time: TimeExpression, value: str, reason: str) -> Reckoned:
    edtf = edtf_of(value)
    if time.until is not None:
        edtf = _through(value, time.until)
    elif time.fiscal:
        # A company's fiscal 1989 may have begun in 1988; which months its quarters have is not said at all.
        edtf = f"{int(value) - 1:04d}/{value}" if len(value) == 4 else None
        reason += ", of a fiscal year"
    return Reckoned(edtf, reason, value)


def _through(value: str, until: int) -> str | None:
    """From a day to a later one of its month ("May 3-5"), or from a year to a later one ("2015-16")."""
    if len(value) == 4:
        last = f"{until if until > 99 else int(value) // 100 * 100 + until:04d}"
    else:
        last = f"{value[:-2]}{until:02d}"
        if day_of(last) is None:
            return value
    return f"{value}/{last}" if last > value else value


def _up_to(time: TimeExpression, edtf: str, today: datetime.date) -> str:
    """What is told of this week, or of the past week, has happened by the day of publication."""
    if time.so_far and time.unit in _SO_FAR:
        start = shifted(today, -1, time.unit)
        length = _SO_FAR[time.unit]
        return f"{start.isoformat()[:length]}/{today.isoformat()[:length]}" if start else edtf
    start_of, _, end = edtf.partition("/")
    if time.direction == "this" and len(end) == _SO_FAR["week"] and start_of < today.isoformat() < end:
        return f"{start_of}/{today.isoformat()}"
    return edtf


def _same_quarter(year: int, told: str | None) -> str:
    """ "The 1988 quarter" beside a third quarter is the third of 1988."""
    return f"{year:04d}-{told[-2:]}" if told and "Q" in told else f"{year:04d}"
