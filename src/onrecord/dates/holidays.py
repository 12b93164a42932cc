"""The days of the feasts that English-language news dates things by, by the calendar of the United States."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

_FIXED = {
    "new years day": (1, 1),
    "new years eve": (12, 31),
    "groundhog day": (2, 2),
    "valentines day": (2, 14),
    "st patricks day": (3, 17),
    "cinco de mayo": (5, 5),
    "juneteenth": (6, 19),
    "independence day": (7, 4),
    "fourth of july": (7, 4),
    "halloween": (10, 31),
    "veterans day": (11, 11),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "year end": (12, 31),
}
_MONDAY, _TUESDAY, _THURSDAY, _SUNDAY = 0, 1, 3, 6


def holiday(name: str, year: int) -> datetime.date | None:
    """The day of a feast in a year; None for a name that is not known, or a year without that day.

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


def _after_easter(days: int) -> Callable[[int], datetime.date]:
    return lambda year: _easter(year) + datetime.timedelta(days=days)


def _after_thanksgiving(days: int) -> Callable[[int], datetime.date]:
    return lambda year: _nth(year, 11, _THURSDAY, 4) + datetime.timedelta(days=days)


def _super_tuesday(year: int) -> datetime.date | None:
    """The day of most primaries: since 2000 the first Tuesday of March, but for 2008."""
    if year < 2000 or year % 4:
        return None
    return datetime.date(2008, 2, 5) if year == 2008 else _nth(year, 3, _TUESDAY, 1)


_MOVING: dict[str, Callable[[int], datetime.date | None]] = {
    "martin luther king day": lambda y: _nth(y, 1, _MONDAY, 3),
    "mlk day": lambda y: _nth(y, 1, _MONDAY, 3),
    "inauguration day": lambda y: datetime.date(y, 1, 20) if y % 4 == 1 else None,
    "presidents day": lambda y: _nth(y, 2, _MONDAY, 3),
    "super tuesday": _super_tuesday,
    "shrove tuesday": _after_easter(-47),
    "ash wednesday": _after_easter(-46),
    "palm sunday": _after_easter(-7),
    "holy thursday": _after_easter(-3),
    "maundy thursday": _after_easter(-3),
    "good friday": _after_easter(-2),
    "easter": _easter,
    "easter sunday": _easter,
    "easter monday": _after_easter(1),
    "mothers day": lambda y: _nth(y, 5, _SUNDAY, 2),
    "memorial day": lambda y: _nth(y, 5, _MONDAY, -1),
    "fathers day": lambda y: _nth(y, 6, _SUNDAY, 3),
    "labor day": lambda y: _nth(y, 9, _MONDAY, 1),
    "columbus day": lambda y: _nth(y, 10, _MONDAY, 2),
    "election day": lambda y: _nth(y, 11, _MONDAY, 1) + datetime.timedelta(days=1),
    "thanksgiving": _after_thanksgiving(0),
    "thanksgiving day": _after_thanksgiving(0),
    "black friday": _after_thanksgiving(1),
    "cyber monday": _after_thanksgiving(4),
}
