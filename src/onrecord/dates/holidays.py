"""The days of the feasts that English-language news dates things by, by the calendar of the United States."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

_FIXED = {
    "new years day": (1, 1),
    "new years eve": (12, 31),
    "valentines day": (2, 14),
    "st patricks day": (3, 17),
    "independence day": (7, 4),
    "fourth of july": (7, 4),
    "halloween": (10, 31),
    "veterans day": (11, 11),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "year end": (12, 31),
}
_MONDAY, _THURSDAY = 0, 3


def holiday(name: str, year: int) -> datetime.date | None:
    """The day of a feast in a year; None for a name that is not known.

    Args:
        name: as printed, in any case; apostrophes, full stops and a leading "the" do not count.
        year: of the common era.
    """
    plain = re.sub(r"^the | jr(?= )", "", re.sub(r"['’.]", "", " ".join(name.lower().replace("-", " ").split())))
    if plain in _FIXED:
        return datetime.date(year, *_FIXED[plain])
    rule = _MOVING.get(plain)
    return rule(year) if rule else None


def _nth(year: int, month: int, weekday: int, n: int) -> datetime.date:
    """The n-th such weekday of a month; the last one where ``n`` is -1."""
    if n < 0:
        end = datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)
        return end - datetime.timedelta(days=(end.weekday() - weekday) % 7)
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus, Astronomical Algorithms, 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


_MOVING: dict[str, Callable[[int], datetime.date]] = {
    "martin luther king day": lambda y: _nth(y, 1, _MONDAY, 3),
    "presidents day": lambda y: _nth(y, 2, _MONDAY, 3),
    "good friday": lambda y: _easter(y) - datetime.timedelta(days=2),
    "easter": _easter,
    "easter sunday": _easter,
    "memorial day": lambda y: _nth(y, 5, _MONDAY, -1),
    "labor day": lambda y: _nth(y, 9, _MONDAY, 1),
    "columbus day": lambda y: _nth(y, 10, _MONDAY, 2),
    "election day": lambda y: _nth(y, 11, _MONDAY, 1) + datetime.timedelta(days=1),
    "thanksgiving": lambda y: _nth(y, 11, _THURSDAY, 4),
    "thanksgiving day": lambda y: _nth(y, 11, _THURSDAY, 4),
}
