"""The time expressions of a text, found by patterns and kept as what they say, not yet as days.

"Friday" says a weekday; which Friday depends on the day of publication, and that is for ``reckon``. Keeping the two
apart lets the finding be measured against TimeBank and the reckoning be tested as arithmetic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.domain import Span

TimeKind = Literal[
    "day",  # a day of a month, with or without its year
    "month",
    "season",
    "year",
    "decade",
    "weekday",
    "nearby",  # today, yesterday, tomorrow
    "period",  # this, last or next week, weekend, month, year
    "ago",  # a number of days, weeks, months or years ago
]
Direction = Literal["last", "this", "next"]

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""Seasons with the numbers that EDTF level 1 gives them."""

NUMBERS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """What a stretch of text says of time.

    Attributes:
        span: the whole expression, its "last" or "ago" included, its preposition not.
        text: as printed.
        kind: see ``TimeKind``.
        year, month, day: as given; None where the words do not say it.
        weekday: 0 for Monday to 6 for Sunday.
        season: 21 to 24, see ``SEASONS``.
        direction: "last", "this", "next" where the words say it.
        unit: "day", "week", "weekend", "month" or "year" of a period or of a number of them ago.
        count: how many ago; of ``nearby``, how many days from today (-1 yesterday).
    """

    span: Span
    text: str
    kind: TimeKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    direction: Direction | None = None
    unit: str | None = None
    count: int = 0


_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_WHEN = r"(?:(?P<direction>last|this past|this|next|past)\s+)?"
_COUNT = r"(?P<count>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})"
_VAGUE = r"(?:(?:early|late|mid|earlier|later)[\s-]+)?"

_PATTERNS: tuple[tuple[TimeKind, str], ...] = (
    ("day", r"(?P<year>\d{4})-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"),
    ("day", rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\b(?!,\d{{3}}|\s*(?:percent|per cent|%))(?:,?\s+{_YEAR}\b)?"),
    ("day", rf"{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?![\w.]*\s\d{{1,2}}\b)(?:,?\s+{_YEAR}\b)?"),
    ("month", rf"{_VAGUE}{_MONTH},?\s+(?:of\s+)?{_YEAR}\b"),
    ("month", rf"{_WHEN}{_VAGUE}{_MONTH}(?!\w)"),
    ("season", rf"{_WHEN}{_VAGUE}(?P<season>spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?{_YEAR})?\b"),
    ("weekday", rf"{_WHEN}{_VAGUE}(?P<weekday>{'|'.join(w.capitalize() for w in WEEKDAYS)}){_PART}\b(?!-\w)"),
    (
        "nearby",
        rf"(?P<nearby>today|yesterday|tonight|tomorrow|this\s+(?:morning|afternoon|evening)|last\s+night){_PART}\b",
    ),
    ("period", rf"{_VAGUE}(?P<direction>last|this past|this|next|past)\s+(?P<unit>week|weekend|month|year)\b"),
    ("period", r"(?P<direction>the)\s+(?P<unit>weekend)\b"),
    ("ago", rf"{_COUNT}\s+(?P<unit>day|week|month|year)s?\s+ago\b"),
    ("decade", r"(?:early|late|mid)?[\s-]*(?P<decade>1[5-9]\d|20\d)0s\b"),
    (
        "year",
        rf"(?<![\d$£€.,/:-]){_YEAR}(?!-?\d|[\d%]|\s*(?:people|percent|dollars|soldiers|miles|votes|words)|[-,.]\d)\b",
    ),
)
_COMPILED = tuple((kind, re.compile(rf"(?<![\w-]){p}", re.IGNORECASE)) for kind, p in _PATTERNS)
_LOWER_MONTH = re.compile(r"^(?:may|march|mar|sun|sat)\b")
_SEASON_BEFORE = re.compile(r"\b(?:in|since|until|by|during|early|late|mid)[\s-](?:the\s)?$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    r"\b(?:in|of|since|until|by|from|during|through|for|to|on|last|this|next|early|late|mid|between|after|before|around|the|its|that|-)[\s-]+$",
    re.IGNORECASE,
)


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of ``text``, in its order; of overlapping ones the longer stays."""
    found = [t for kind, pattern in _COMPILED for m in pattern.finditer(text) if (t := _read(text, kind, m))]
    found.sort(key=lambda t: (-len(t.span), t.span.start))
    kept: list[TimeExpression] = []
    for time in found:
        if not any(time.span.overlaps(k.span) for k in kept):
            kept.append(time)
    return tuple(sorted(kept, key=lambda t: t.span))


def _read(text: str, kind: TimeKind, m: re.Match[str]) -> TimeExpression | None:
    named = m.groupdict()
    if kind == "month" and not _is_month(text, m):
        return None
    if kind == "season" and not (
        named.get("year") or named.get("direction") or _SEASON_BEFORE.search(text, 0, m.start())
    ):
        return None
    start = m.start() + len(m.group()) - len(m.group().lstrip(" -\n"))
    decade = named.get("decade")
    return TimeExpression(
        span=Span(start, m.end()),
        text=text[start : m.end()],
        kind=kind,
        year=int(decade) * 10 if decade else int(named["year"]) if named.get("year") else None,
        month=int(named["number"]) if named.get("number") else _month(named.get("month")),
        day=int(named["day"]) if named.get("day") else None,
        weekday=WEEKDAYS.index(named["weekday"].lower()) if named.get("weekday") else None,
        season=SEASONS[named["season"].lower()] if named.get("season") else None,
        direction=_direction(named.get("direction")),
        unit=named["unit"].lower() if named.get("unit") else "day" if kind == "nearby" else None,
        count=_count(named),
    )


def _is_month(text: str, m: re.Match[str]) -> bool:
    """Whether "May" or "March" is the month and not the verb or a name: a capital, and a word before it that tells."""
    word = m["month"]
    if not word[0].isupper():
        return False
    short = word.lower().rstrip(".") in ("may", "march", "mar", "april", "june", "august")
    bare = m.group() == word
    return not (short and bare) or _MONTH_BEFORE.search(text, max(0, m.start() - 12), m.start()) is not None


def _month(word: str | None) -> int | None:
    if word is None:
        return None
    start = word.lower()[:3]
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(start))


def _direction(word: str | None) -> Direction | None:
    match (word or "").lower():
        case "last" | "past" | "this past":
            return "last"
        case "this":
            return "this"
        case "next":
            return "next"
        case _:
            return None


def _count(named: dict[str, str | None]) -> int:
    nearby = (named.get("nearby") or "").lower()
    if nearby:
        return -1 if nearby.startswith(("yesterday", "last")) else 1 if nearby.startswith("tomorrow") else 0
    word = (named.get("count") or "0").lower()
    return int(word) if word.isdigit() else NUMBERS.get(word, 0)
