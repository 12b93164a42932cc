"""The first and last day that a date can mean, so that the record can be searched by day.

Dates are kept as they are, in Extended Date/Time Format (ISO 8601-2, levels 0 and 1); beside them stand the earliest
and the latest day, as ISO text, which sorts as days do. Bounds are never narrower than the words allow: a season may
lie in either hemisphere, so it can be any day of its year. What cannot be read has no bounds, and no range finds it.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple


class Bounds(NamedTuple):
    """Earliest and latest day as ``YYYY-MM-DD``; None where that side is open or unknown."""

    earliest: str | None
    latest: str | None


UNKNOWN = Bounds(None, None)

_DATE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?[?~%]?")
_PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_SEASONS = range(21, 25)


def bounds(edtf: str | None) -> Bounds:
    """The days that ``edtf`` can mean, both ends included.

    >>> bounds("2021-02")
    Bounds(earliest='2021-02-01', latest='2021-02-28')
    >>> bounds("2021-01-07/..")
    Bounds(earliest='2021-01-07', latest=None)
    """
    if not edtf:
        return UNKNOWN
    if "/" not in edtf:
        return _date_bounds(edtf)
    first, last = edtf.split("/", 1)
    earliest, latest = _date_bounds(first), _date_bounds(last)
    unread = any(part not in {"", ".."} and got == UNKNOWN for part, got in ((first, earliest), (last, latest)))
    if unread or (earliest.earliest and latest.latest and earliest.earliest > latest.latest):
        return UNKNOWN
    return Bounds(earliest.earliest, latest.latest)


def may_be_one(one: str | None, other: str | None) -> bool | None:
    """Whether two dates can mean the same day; None where either of them tells nothing.

    >>> may_be_one("2021-01", "2021-01-07"), may_be_one("2021-01-08", "2021-01-07")
    (True, False)
    """
    a, b = bounds(one), bounds(other)
    if UNKNOWN in (a, b):
        return None
    return not (_before(a.latest, b.earliest) or _before(b.latest, a.earliest))


def _before(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one < other


def plain_bounds(text: str) -> Bounds | None:
    """The days of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, as a person types them; None where it is none of these."""
    if not _PLAIN.fullmatch(text):
        return None
    found = _date_bounds(text)
    return None if found == UNKNOWN else found


def exact(edtf: str | None) -> date | None:
    """The day, where a date tells one and no more than one; None where it tells less, or is no day of the calendar."""
    try:
        return date.fromisoformat(edtf) if edtf and len(edtf) == len("2021-01-07") else None
    except ValueError:
        return None


def _date_bounds(text: str) -> Bounds:
    found = _DATE.fullmatch(text)
    if found is None:
        return UNKNOWN
    year, month, day = found.groups()
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    try:
        if month is None or month == "XX" or int(month) in _SEASONS or first_year != last_year:
            return Bounds(date(first_year, 1, 1).isoformat(), date(last_year, 12, 31).isoformat())
        if day is None or day == "XX":
            length = calendar.monthrange(first_year, int(month))[1]
            return Bounds(date(first_year, int(month), 1).isoformat(), date(first_year, int(month), length).isoformat())
        exact = date(first_year, int(month), int(day)).isoformat()
    except ValueError:  # a year 0000, a month 13, a 30 February; calendar's own error is one of these
        return UNKNOWN
    return Bounds(exact, exact)
