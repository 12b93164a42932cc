"""Days as they stand at the head of an article, in metadata and in file names, made into ISO days.

Only a whole, unambiguous day is taken: "17 January 2021", "January 17, 2021", "17/01/2021", "2021-01-17T10:30Z". A day
such as 01/02/2021, which an American and a European read differently, stays unread: no guess dressed as a fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
_NUMBER = {name: n for names in (*_MONTHS.values(), _SHORT) for n, name in enumerate(names.split(), 1)} | {"sept": 9}
_MONTH = r"(?P<month>" + "|".join(sorted(_NUMBER, key=len, reverse=True)) + r")\.?"

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<mon>\d{2})-(?P<day>\d{2})(?!\d)")
_PATTERNS = (
    _ISO,
    re.compile(
        rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of| de)? {_MONTH},?(?: de| del)? (?P<year>\d{{4}})(?!\d)",
        re.I,
    ),
    re.compile(rf"(?<!\w){_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)", re.I),
    re.compile(r"(?<!\d)(?P<year>\d{4})[/.](?P<mon>\d{1,2})[/.](?P<day>\d{1,2})(?!\d)"),
)
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it stands: ``iso`` as ``YYYY-MM-DD``, ``[start, end)`` in the string searched."""

    iso: str
    start: int
    end: int


def is_iso_day(value: str) -> bool:
    """Whether ``value`` is exactly ``YYYY-MM-DD`` and such a day exists."""
    return _iso(value[:4], value[5:7], value[8:]) == value if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.A) else False


def first_day(text: str) -> Day | None:
    """The first whole day in ``text``; None where there is none, or its order of day and month cannot be told."""
    found = [day for day in (*(_worded(p, text) for p in _PATTERNS), _numeric(text)) if day]
    return min(found, key=lambda day: day.start, default=None)


def iso_day(value: str | None) -> str | None:
    """The ISO day of a metadata value such as ``2021-01-17T10:30:00Z`` or ``17 January 2021``.

    The day is taken as written there, in the publisher's own time zone, and never moved to another.
    """
    day = first_day(re.sub(r"\s+", " ", value[:200])) if value else None
    return day.iso if day else None


def _worded(pattern: re.Pattern[str], text: str) -> Day | None:
    for match in pattern.finditer(text):
        parts = match.groupdict()
        month = parts["mon"] if "mon" in parts else str(_NUMBER[parts["month"].lower()])
        if iso := _iso(parts["year"], month, parts["day"]):
            return Day(iso, match.start(), match.end())
    return None


def _numeric(text: str) -> Day | None:
    for match in _NUMERIC.finditer(text):
        a, b = int(match["a"]), int(match["b"])
        # 13.2.2021 can only be a day first, 2/13/2021 only a month first; with points, day first is the custom
        # everywhere.
        if a <= 12 and b <= 12 and a != b and match["sep"] == "/":
            continue
        day, month = (b, a) if b > 12 else (a, b)
        if iso := _iso(match["year"], str(month), str(day)):
            return Day(iso, match.start(), match.end())
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
