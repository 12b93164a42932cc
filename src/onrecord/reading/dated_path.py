"""The day of publication as a path tells it: archives keep a folder a day, ``1923/04/17/page-1.xml``.

Only the user knows how an archive counts, so a pattern is given and none is guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from onrecord.errors import UsageError

_CODES = {
    "Y": r"(?P<Y>\d{4})", "m": r"(?P<m>\d{1,2})", "d": r"(?P<d>\d{1,2})", "y": r"(?P<y>\d{2})", "j": r"(?P<j>\d{3})",
    "b": r"(?P<b>[A-Za-z]{3})", "B": r"(?P<B>[A-Za-z]{3,9})", "%": "%",
}  # fmt: skip
"""What each code stands for, of those that ``strftime`` has; numbers that touch have their full width."""

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WHOLE = ({"Y", "m", "d"}, {"Y", "b", "d"}, {"Y", "B", "d"}, {"Y", "j"}, {"y", "m", "d"}, {"y", "b", "d"})


@lru_cache(maxsize=8)
def pattern_of(given: str) -> re.Pattern[str]:
    """The regular expression that a pattern such as ``%Y/%m/%d`` or ``issue_%Y%m%d`` stands for.

    Args:
        given: codes of ``strftime``: %Y %y %m %d %j %b %B and %%; everything else stands for itself.

    Raises:
        UsageError: where it has another code, one twice, or not a whole day.
    """
    pieces, names = [], []
    for at, piece in enumerate(re.split(r"(%.?)", given)):
        if at % 2 == 0:
            pieces.append(re.escape(piece))
            continue
        if piece[1:] not in _CODES or piece[1:] in names:
            raise _wrong(given, f'"{piece}" is no code of it, or stands there twice')
        names += [] if piece == "%%" else [piece[1:]]
        pieces.append(_CODES[piece[1:]])
    if set(names) not in _WHOLE:
        raise _wrong(given, "year, month and day must each be in it")
    together = re.search(r"%[md]%[a-zA-Z]|%[yY]%[md]", given)
    expression = "".join(pieces).replace(r"\d{1,2}", r"\d{2}") if together else "".join(pieces)
    return re.compile(rf"(?<![0-9]){expression}(?![0-9])")


def day_of_path(path: str | None, given: str) -> str | None:
    """The ISO day at the last place of a path that fits the pattern and is a day; None where none does.

    Args:
        path: of a file, with any slashes, or an address.
        given: as for ``pattern_of``.
    """
    days = [_day(match.groupdict()) for match in pattern_of(given).finditer((path or "").replace("\\", "/"))]
    return next((day for day in reversed(days) if day), None)


def _day(parts: dict[str, str]) -> str | None:
    try:
        if "b" in parts or "B" in parts:
            name = parts["b"] if "b" in parts else parts["B"]
            parts = parts | {"m": str(_MONTHS.index(name[:3].lower()) + 1)}
        year = int(parts["Y"]) if "Y" in parts else datetime.strptime(parts["y"], "%y").year
        if "j" in parts:
            day = date(year, 1, 1) + timedelta(days=int(parts["j"]) - 1)
            return day.isoformat() if day.year == year else None
        return date(year, int(parts["m"]), int(parts["d"])).isoformat()
    except (ValueError, OverflowError):
        return None


def _wrong(given: str, why: str) -> UsageError:
    return UsageError(
        f'"{given}" is no pattern for a day: {why}',
        where="published-from",
        next_step="Write it as it stands in the path, for example %Y/%m/%d or %Y%m%d.",
    )
