"""How often somebody spoke, month by month, as bars that a template draws: the numbers of an SVG."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from onrecord.record import Month

Series = Literal["direct", "mixed", "indirect", "refused"]
SERIES: tuple[Series, ...] = ("direct", "mixed", "indirect", "refused")
"""From the bottom of a bar to its top; what somebody would not say is no form of saying it."""

WIDTH, HEIGHT = 720, 150
"""Of the drawing, in its own units; the page scales it."""

_MOST_BARS = 60
"""Beyond five years a bar is a year: thinner ones cannot be told apart."""

_FOOT = 22  # for the words under the bars
_LABEL = 62  # wide is one of them, with the space round it
_LEFT = 34  # for the scale


@dataclass(frozen=True, slots=True)
class Part:
    """One rectangle of a bar."""

    series: Series
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year: what it is called in ISO, its counts by series, their sum, and where its bar stands."""

    name: str
    counts: dict[Series, int]
    total: int
    x: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars, every one from the first to the last that has any.

    Attributes:
        periods: in the order of time, empty ones too.
        unit: ``month`` or ``year``.
        highest: the count that the scale ends at.
        labels: periods whose name stands under their bar.
        year_only, undated: statements of which less is known, which stand in no bar (the first only where the bars
            are months).
    """

    periods: tuple[Period, ...]
    unit: Literal["month", "year"]
    highest: int
    labels: tuple[Period, ...]
    year_only: int
    undated: int


def timeline(months: Sequence[Month]) -> Timeline | None:
    """Lay out the counts of months; None where no statement has a month or year."""
    undated = sum(one.count for one in months if not one.month)
    dated = [one for one in months if len(one.month) == len("2021-01")]
    by_month = bool(dated) and _apart(dated[0].month, max(one.month for one in dated)) < _MOST_BARS
    size = 7 if by_month else 4
    counted = dated if by_month else [one for one in months if one.month]
    if not counted:
        return None
    counts: dict[str, Counter[Series]] = defaultdict(Counter)
    for one in counted:
        counts[one.month[:size]][_series(one)] += one.count
    names = _all_between(min(counts), max(counts))
    highest = max(sum(one.values()) for one in counts.values())
    periods = tuple(_period(name, counts[name], place, len(names), highest) for place, name in enumerate(names))
    return Timeline(
        periods=periods,
        unit="month" if by_month else "year",
        highest=highest,
        labels=periods[:: ceil(_LABEL / _step(len(periods)))],
        year_only=sum(one.count for one in months if len(one.month) == 4) if by_month else 0,
        undated=undated,
    )


def _series(one: Month) -> Series:
    return "refused" if one.act == "refused" else one.form


def _apart(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def _all_between(first: str, last: str) -> list[str]:
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, start + _apart(first, last) + 1)]


def _step(number: int) -> float:
    """From one bar to the next, where there are so many."""
    return (WIDTH - _LEFT) / max(number, 14)  # a single bar is no wall


def _period(name: str, counts: Counter[Series], place: int, number: int, highest: int) -> Period:
    step = _step(number)
    x, width = _LEFT + place * step + step * 0.12, step * 0.76
    parts, y = [], float(HEIGHT - _FOOT)
    for series in SERIES:
        if counts[series]:
            height = (HEIGHT - _FOOT - 12) * counts[series] / highest
            y -= height
            parts.append(Part(series, round(x, 2), round(y, 2), round(width, 2), round(height, 2)))
    return Period(
        name, {series: counts[series] for series in SERIES}, counts.total(), round(x + width / 2, 2), tuple(parts)
    )
