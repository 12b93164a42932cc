"""A time expression as what its words say, not yet as a day.

"Friday" says a weekday; which Friday depends on the day of publication, and that is for ``reckon``. "The following
year" says one year on from a time told before, and that is for ``Timeline``. Keeping these apart lets the finding, the
arithmetic and the reading in context be tested each by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.domain import Span

TimeKind = Literal[
    "day",  # a day of a month, with or without its year
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
    "weekday",
    "holiday",
    "nearby",  # today, yesterday, tomorrow
    "period",  # this, last or next week, weekend, month, quarter, year
    "ago",  # a number of days, weeks, months or years ago
    "from",  # a number of them before or after a time or an event told in the text
    "same",  # the day, week, quarter or year told before
    "later",  # some time before or after one that was told, without a number: days later
    "reference",  # now, recently, soon: no day at all
]
Direction = Literal["last", "this", "next"]
Reference = Literal["PRESENT_REF", "PAST_REF", "FUTURE_REF"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """What a stretch of text says of time.

    Attributes:
        span: the whole expression, its "last" or "ago" included, its preposition not.
        text: as printed.
        kind: see ``TimeKind``.
        year, month, day: as given; None where the words do not say it. Of a decade or century, its first year.
        until: the last day or year of "May 3-5" and of "the 2015-16 season".
        weekday: 0 for Monday to 6 for Sunday.
        season: 21 to 24, the numbers of EDTF level 1.
        part: which quarter (1 to 4) or half (1, 2) of a year.
        holiday: its name in small letters.
        direction: "last", "this", "next" where the words say it; of a month, quarter or day that names a year so ("June
            last year") that year's.
        whose_year: whether ``direction`` speaks of the year and not of the thing itself.
        unit: "day", "week", "weekend", "month", "quarter", "half", "year", "decade" or "period", of a period or of a
            number of them; "week" of a weekday whose week is told ("Friday of last week").
        count: how many ago, how many after (before: negative); of ``nearby``, how many days from today (-1 yesterday);
            of a weekday whose week is told, how many weeks from this one.
        grain: the unit that is meant where it is not the one named: "a year ago today", "one Friday in May" are days.
        so_far: whether a period ends today and not with its unit: "the past week".
        told: whether it is reckoned from a time or event that the text tells, not from the day of publication.
        event: the words of that event ("two days after the vote"), for ``Timeline`` to look up.
        fiscal: whether it is of a fiscal year, whose months the words do not say.
        refers: of ``reference``, to what.
    """

    span: Span
    text: str
    kind: TimeKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    weekday: int | None = None
    season: int | None = None
    part: int | None = None
    holiday: str | None = None
    direction: Direction | None = None
    whose_year: bool = False
    unit: str | None = None
    count: int = 0
    grain: str | None = None
    so_far: bool = False
    told: bool = False
    event: Span | None = None
    fiscal: bool = False
    refers: Reference | None = None
