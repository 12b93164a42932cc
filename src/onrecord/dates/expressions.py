"""The time expressions of a text, found by patterns and kept as what they say, not yet as days.

"Friday" says a weekday; which Friday depends on the day of publication, and that is for ``reckon``. "The following
year" says one year on from a time told before, and that is for ``Timeline``. Keeping these apart lets the finding, the
arithmetic and the reading in context be tested each by itself. The words themselves stand in ``patterns``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.domain import Span

from .patterns import BARE, MONTHS, NUMBERS, ORDINALS, SEASONS, SOUGHT, WEEKDAYS, spelled_year

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
    "reference",  # now, recently, soon: no day at all
]
_BEYOND = 40  # code points

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
        weekday: 0 for Monday to 6 for Sunday.
        season: 21 to 24, the numbers of EDTF level 1.
        part: which quarter (1 to 4) or half (1, 2) of a year.
        holiday: its name in small letters.
        direction: "last", "this", "next" where the words say it; of a month, quarter or day that names a year so ("June
            last year") that year's.
        whose_year: whether ``direction`` speaks of the year and not of the thing itself.
        unit: "day", "week", "weekend", "month", "quarter", "half", "year", "decade" or "period", of a period or of a
            number of them.
        count: how many ago, how many after (before: negative); of ``nearby``, how many days from today (-1 yesterday).
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
    weekday: int | None = None
    season: int | None = None
    part: int | None = None
    holiday: str | None = None
    direction: Direction | None = None
    whose_year: bool = False
    unit: str | None = None
    count: int = 0
    told: bool = False
    event: Span | None = None
    fiscal: bool = False
    refers: Reference | None = None


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of ``text``, in its order; of overlapping ones the longer stays."""
    found = [t for kind, pattern in SOUGHT for m in pattern.finditer(text) if (t := _read(text, kind, m, sought=True))]
    found.sort(key=lambda t: (t.span.start, -len(t.span)))
    return tuple(_apart(found))


def read_time(text: str, span: Span) -> TimeExpression | None:
    """What the words at ``span`` say, for one who knows that they are a time expression; None where it is not seen.

    Words are read so that ``find_times`` does not look for, because they seldom speak of time: "the period", "then".
    """
    rows = (*SOUGHT, *BARE)
    longest = max(_all(text, rows, span.start, span.end), key=lambda t: len(t.span), default=None)
    if longest is None or longest.kind == "same":
        # "[10 days] before the vote", "[a year] earlier": where the mark ends before the words that place it in time
        beyond = (t for t in _all(text, SOUGHT, span.start, span.end + _BEYOND) if t.span.contains(span))
        longest = next((t for t in beyond if t.kind in ("ago", "from")), longest)
    return longest


def _all(text: str, rows: tuple[tuple[str, re.Pattern[str]], ...], start: int, end: int) -> Iterator[TimeExpression]:
    for kind, pattern in rows:
        for m in pattern.finditer(text, start, end):
            time = _read(text, kind, m, sought=False)
            if time:
                yield time


def _apart(found: list[TimeExpression]) -> Iterator[TimeExpression]:
    """Of each run of overlapping expressions the longest, and those that stand clear of it."""
    while found:
        end, run = found[0].span.end, 1
        while run < len(found) and found[run].span.start < end:
            end = max(end, found[run].span.end)
            run += 1
        kept: list[TimeExpression] = []
        for time in sorted(found[:run], key=lambda t: (-len(t.span), t.span.start)):
            if not any(time.span.overlaps(k.span) for k in kept):
                kept.append(time)
        yield from sorted(kept, key=lambda t: t.span)
        found = found[run:]


_SEASON_BEFORE = re.compile(r"\b(?:in|since|until|by|during|early|late|mid)[\s-](?:the\s)?$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    r"\b(?:in|of|since|until|by|from|during|through|for|to|on|last|this|next|early|late|mid|between|after|before|around|the|its|that|-)[\s-]+$",
    re.IGNORECASE,
)


def _read(text: str, kind: str, m: re.Match[str], *, sought: bool) -> TimeExpression | None:
    named = {name: value for name, value in m.groupdict().items() if value}
    if sought and kind == "month" and not _is_month(text, m):
        return None
    if sought and kind == "season" and not ({"year", "direction", "whose"} & named.keys() or _in_season(text, m)):
        return None
    if sought and _is_title(text, m):
        return None
    start = m.start() + len(m.group()) - len(m.group().lstrip(" -\n"))
    direction, told = _direction(named.get("whose") or named.get("direction"))
    return TimeExpression(
        span=Span(start, m.end()),
        text=text[start : m.end()],
        kind=_kind(kind, named, told),
        year=_year(named),
        month=int(named["number"]) if "number" in named else _month(named.get("month")),
        day=int(named["day"]) if "day" in named else None,
        weekday=WEEKDAYS.index(named["weekday"].lower()) if "weekday" in named else None,
        season=SEASONS[named["season"].lower()] if "season" in named else None,
        part=ORDINALS[named["part"].lower()] if "part" in named else None,
        holiday=_plain(named["holiday"]) if "holiday" in named else None,
        direction=direction,
        whose_year="whose" in named,
        unit=_unit(kind, named),
        count=_count(kind, named),
        told=told or kind in ("from", "same") or (kind == "quarter" and "part" not in named),
        event=Span(*m.span("event")) if "event" in named else None,
        fiscal="fiscal" in named,
        refers=_refers(kind),
    )


def _kind(kind: str, named: dict[str, str], told: bool) -> TimeKind:
    """The kind of the expression; the three tables of references are one kind."""
    if kind == "period" and _plain(named.get("direction", "")).removeprefix("the ") in ("same", "that", "latest"):
        return "same"
    if kind == "period" and told:
        return "from"
    return "reference" if kind.startswith("reference") else kind  # type: ignore[return-value]


def _refers(kind: str) -> Reference | None:
    names: dict[str, Reference] = {
        "reference:now": "PRESENT_REF",
        "reference:past": "PAST_REF",
        "reference:future": "FUTURE_REF",
    }
    return names.get(kind)


def _is_month(text: str, m: re.Match[str]) -> bool:
    """Whether "May" or "March" is the month and not the verb or a name: a capital, and a word before it that tells."""
    word = m["month"]
    if not word[0].isupper():
        return False
    short = word.lower().rstrip(".") in ("may", "march", "mar", "april", "june", "august")
    bare = m.group() == word
    return not (short and bare) or _MONTH_BEFORE.search(text, max(0, m.start() - 12), m.start()) is not None


def _in_season(text: str, m: re.Match[str]) -> bool:
    return _SEASON_BEFORE.search(text, max(0, m.start() - 16), m.start()) is not None


_TITLE = re.compile(r"(?:This|Last|Next) [A-Z][a-z]+|TODAY|Tonight")
_TITLE_BEFORE = re.compile(r"\b(?:ABC|CBS|NBC|BBC|CNN|USA|[A-Z][a-z]+['’]s)\s[“\"‘']?$")


def _is_title(text: str, m: re.Match[str]) -> bool:
    """Whether the words are the name of a paper or a show: USA TODAY, ABC's "This Week"."""
    return bool(_TITLE.fullmatch(m.group()) and _TITLE_BEFORE.search(text, max(0, m.start() - 24), m.start()))


def _month(word: str | None) -> int | None:
    if word is None:
        return None
    start = word.lower()[:3]
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(start))


def _year(named: dict[str, str]) -> int | None:
    if "decade" in named:
        return int(named["decade"]) * 10
    if "century" in named:
        return (int(named["century"]) - 1) * 100
    if "spelled" in named:
        return spelled_year(named["spelled"])
    if "short" in named:  # "the '80s", "'92": of this century where it is no more than a few years on
        short = int(named["short"])
        return short + (2000 if short < 30 else 1900)
    return int(named["year"]) if "year" in named else None


_DIRECTIONS: dict[str, tuple[Direction, bool]] = {
    "last": ("last", False),
    "past": ("last", False),
    "this past": ("last", False),
    "this": ("this", False),
    "current": ("this", False),
    "next": ("next", False),
    "coming": ("next", False),
    "this coming": ("next", False),
    "previous": ("last", True),
    "preceding": ("last", True),
    "following": ("next", True),
    "same": ("this", True),
    "that": ("this", True),
    "latest": ("this", True),
}


def _direction(words: str | None) -> tuple[Direction | None, bool]:
    """The direction that the words before a unit give, and whether it is one from a time told before."""
    return _DIRECTIONS.get(_plain(words or "").removeprefix("the "), (None, False))


def _unit(kind: str, named: dict[str, str]) -> str | None:
    if "unit" in named:
        return named["unit"].lower()
    return "day" if kind == "nearby" else None


def _count(kind: str, named: dict[str, str]) -> int:
    if "nearby" in named:
        return _days_from_today(_plain(named["nearby"]))
    number = NUMBERS.get(_plain(named.get("count", "zero")))
    count = int(re.sub(r"\D", "", named["count"])) if number is None else number
    if "count" not in named and (kind == "from" or "back" in named):
        count = 1
    if kind == "period":
        return {"last": -1, "next": 1}.get(_direction(named.get("direction"))[0] or "", 0)
    return -count if "back" in named else count


def _days_from_today(words: str) -> int:
    if words.startswith("the day"):
        return -2 if "yesterday" in words else 2
    return -1 if words.startswith(("yesterday", "last")) else 1 if words.startswith("tomorrow") else 0


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
