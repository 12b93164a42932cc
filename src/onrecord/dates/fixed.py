"""What a time expression means in a year that is known."""

from __future__ import annotations

import datetime

from .expressions import TimeExpression
from .holidays import holiday
from .values import SEASON_NAMES, week_of


def fixed(time: TimeExpression, year: int) -> str | None:
    """The TIMEX3 value in a year; None where that year has no such day.

    Args:
        time: an expression of any kind that has its place in a year, or is a year, decade or century itself.
        year: of the common era; of a decade or century, its first.
    """
    if time.kind in ("day", "holiday", "period"):
        whole = in_year(time, year)
        return None if whole is None else week_of(whole) if time.kind == "period" else whole.isoformat()
    if time.kind in ("decade", "century"):
        return f"{year // 10:03d}X" if time.kind == "decade" else f"{year // 100:02d}XX"
    shown = f"{year:04d}"
    if time.season is not None:
        return f"{shown}-{SEASON_NAMES[time.season]}"
    if time.part is not None:
        return f"{shown}-{'Q' if time.kind == 'quarter' else 'H'}{time.part}"
    return f"{shown}-{time.month:02d}" if time.month is not None else shown


def in_year(time: TimeExpression, year: int) -> datetime.date | None:
    """A day of a month, or a feast, in a year; None where that year has none."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    if time.holiday:
        return holiday(time.holiday, year)
    try:
        return datetime.date(year, time.month or 0, time.day or 0)
    except ValueError:
        return None
