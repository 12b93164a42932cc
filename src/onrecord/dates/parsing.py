"""From a match of a pattern to the ``TimeExpression`` that its groups spell out."""

from __future__ import annotations

import re

from onrecord.domain import Span

from .expressions import Direction, Reference, TimeExpression, TimeKind
from .words import DECADES, MONTHS, ORDINALS, SEASONS, WEEKDAYS, number_of, spelled_year

_SEASON_BEFORE = re.compile(r"\b(?:in|since|until|by|during|early|late|mid)[\s-](?:the\s)?$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    r"\b(?:in|of|since|until|by|from|during|through|for|to|on|last|this|next|early|late|mid|between|after|before|around|the|its|that|-)[\s-]+$",
    re.IGNORECASE,
)
_OF_AFTER = re.compile(r"\s+of\b", re.IGNORECASE)
_KINDS: dict[str, TimeKind] = {"hence": "ago", "of": "from"}
"""Rows whose name says more than the kind that they are."""

_HALVES = {
    "century": ("year", 100, "decade"),
    "decade": ("year", 10, "year"),
    "year": ("month", 12, "year"),
    "month": ("week", 4, "month"),
    "week": ("day", 7, "week"),
    "quarter": ("month", 3, "quarter"),
}
"""What is counted of "a year and a half", how many make one, and what is meant: no month, but a year."""


def parsed(text: str, kind: str, m: re.Match[str], *, sought: bool) -> TimeExpression | None:
    """The expression that a match is; None where its words speak of something else there ("may", "the fall").

    Args:
        text: the whole text.
        kind: the name of the pattern's row.
        m: the match.
        sought: whether it was only looked for, and nobody says that it is a time.
    """
    named = {name: value for name, value in m.groupdict().items() if value}
    if sought and kind == "month" and not _is_month(text, m):
        return None
    if sought and kind == "season" and not ({"year", "direction", "whose"} & named.keys() or _in_season(text, m)):
        return None
    if sought and _is_title(text, m):
        return None
    so_far = kind == "period" and _plain(named.get("direction", "")) in ("the last", "the past")
    if so_far and _OF_AFTER.match(text, m.end()):
        return None  # "the last year of his term"
    start = m.start() + len(m.group()) - len(m.group().lstrip(" -\n"))
    direction, told = _direction(named)
    unit, count, grain = _counted(kind, named)
    return TimeExpression(
        span=Span(start, m.end()),
        text=text[start : m.end()],
        kind=_kind(kind, named, told),
        year=_year(named),
        month=int(named["number"]) if "number" in named else _month(named.get("month")),
        day=int(named["day"]) if "day" in named else None,
        until=int(named["until"]) if "until" in named else None,
        weekday=WEEKDAYS.index(named["weekday"].lower()) if "weekday" in named else None,
        season=SEASONS[named["season"].lower()] if "season" in named else None,
        part=ORDINALS[named["part"].lower()] if "part" in named else None,
        holiday=_plain(named["holiday"]) if "holiday" in named else None,
        direction=direction,
        whose_year="whose" in named,
        unit=unit,
        count=count,
        grain=grain,
        so_far=so_far,
        told=told or kind in ("from", "of", "same", "later") or (kind == "quarter" and "part" not in named),
        event=Span(*m.span("event")) if "event" in named else None,
        fiscal="fiscal" in named,
        refers=_refers(kind),
    )


def _kind(kind: str, named: dict[str, str], told: bool) -> TimeKind:
    """The kind of the expression; the tables of references are one kind."""
    if kind == "period" and _plain(named.get("direction", "")).removeprefix("the ") in ("same", "that", "latest"):
        return "same"
    if kind == "period" and told:
        return "from"
    if kind.startswith("reference"):
        return "reference"
    return _KINDS.get(kind, kind)  # type: ignore[arg-type]


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
    if "named" in named:
        return 1900 + DECADES[named["named"].lower()]
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
    "that same": ("this", True),
    "latest": ("this", True),
}


def _direction(named: dict[str, str]) -> tuple[Direction | None, bool]:
    """The direction that the words before a unit give, and whether it is one from a time told before."""
    if "weekday" in named and "event" in named:
        return "last" if "back" in named else "next", True
    words = named.get("whose") or named.get("direction") or ""
    return _DIRECTIONS.get(_plain(words).removeprefix("the "), (None, False))


def _counted(kind: str, named: dict[str, str]) -> tuple[str | None, int, str | None]:
    """The unit that is counted in, how many, and the unit that is meant where it is another."""
    unit = named["unit"].lower() if "unit" in named else None
    grain = "day" if "one" in named else None
    if kind == "weekday":
        in_week = "week" in named or "count" in named
        return "week" if in_week else None, _weeks(named), None
    if kind == "nearby":
        return "day", _days_from_today(_plain(named["nearby"])), None
    if kind == "period":
        return unit, {"last": -1, "next": 1}.get(_direction(named)[0] or "", 0), grain
    if unit and ("half" in named or "halved" in named):
        smaller, size, meant = _HALVES.get(unit, (unit, 1, unit))
        return smaller, _number(named) * size * ("half" in named) + size // 2, meant
    count = 0 if kind == "of" else _number(named) if "count" in named or "back" in named or kind == "from" else 0
    back = "back" in named or kind == "hence"  # "ago" counts backwards by itself
    if "grain" in named:
        grain = _plain(named["grain"]).removeprefix("this ").replace("today", "day")
    return unit or ("day" if "event" in named else None), -count if back else count, grain


def _number(named: dict[str, str]) -> int:
    return number_of(_plain(named["count"])) if "count" in named else 1


def _weeks(named: dict[str, str]) -> int:
    """How many weeks from this one a weekday is told to be: "Friday of last week", "two weeks ago on Friday"."""
    if "week" in named:
        return {"last": -1, "this": 0, "next": 1}[named["week"].lower()]
    return -_number(named) if "count" in named else 0


def _days_from_today(words: str) -> int:
    if words.startswith("the day"):
        return -2 if "yesterday" in words else 2
    return -1 if words.startswith(("yesterday", "last")) else 1 if words.startswith("tomorrow") else 0


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
