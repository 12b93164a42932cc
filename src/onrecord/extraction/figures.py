"""The figures of an article: its numbers, what they count, and in whose mouth they are.

A figure inside a statement is asserted by its speaker, one outside by the article itself; a fact-checker must not mix
these up. Numbers that count nothing (years, days, times, ages, ordinals, telephone numbers, the 19 of COVID-19) are
none, and so is a number for which neither a unit nor a counted thing is found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.domain import Figure, Span, Statement

_CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "dozen": 12,
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {w: float(n) for n, w in enumerate(_ONES.split())} | {w: 10.0 * n for n, w in enumerate(_TENS.split(), 2)}
_FRACTIONS = {
    "half": 1 / 2,
    "a third": 1 / 3,
    "one-third": 1 / 3,
    "one third": 1 / 3,
    "two-thirds": 2 / 3,
    "two thirds": 2 / 3,
    "a quarter": 1 / 4,
    "one-quarter": 1 / 4,
    "three-quarters": 3 / 4,
    "three quarters": 3 / 4,
    "a fifth": 1 / 5,
    "one-fifth": 1 / 5,
    "a tenth": 1 / 10,
}
_UNITS = {
    "%": "percent",
    "percent": "percent",
    "per cent": "percent",
    "percentage points": "percentage points",
    "percentage point": "percentage points",
} | {
    form: plural
    for plural, forms in {
        "dollars": "dollar dollars",
        "cents": "cent cents",
        "euros": "euro euros",
        "pesos": "peso pesos",
        "crowns": "crown crowns krona kronor kroner kronas",
        "francs": "franc francs",
        "rubles": "ruble rubles rouble roubles",
        "rupees": "rupee rupees",
        "yen": "yen",
        "yuan": "yuan",
        "pounds": "pound pounds",
        "miles": "mile miles",
        "kilometres": "kilometre kilometres kilometer kilometers km",
        "metres": "metre metres meter meters",
        "feet": "foot feet",
        "inches": "inch inches",
        "acres": "acre acres",
        "hectares": "hectare hectares",
        "tons": "ton tons",
        "tonnes": "tonne tonnes",
        "kilograms": "kilogram kilograms kilo kilos kg",
        "barrels": "barrel barrels",
        "gallons": "gallon gallons",
        "litres": "litre litres liter liters",
        "megawatts": "megawatt megawatts mw",
        "degrees": "degree degrees",
        "seconds": "second seconds",
        "minutes": "minute minutes",
        "hours": "hour hours",
        "days": "day days",
        "weeks": "week weeks",
        "months": "month months",
        "years": "year years",
        "decades": "decade decades",
        "points": "point points",
    }.items()
    for form in forms.split()
}

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD_NUMBER = (
    rf"(?:{_TENS.replace(' ', '|')})(?:-(?:{'|'.join(_ONES.split()[1:10])}))?|{'|'.join(reversed(_ONES.split()[1:]))}"
    r"|an?(?=\s+(?:hundred|thousand|million|billion|trillion|dozen)\b)"
)
_SCALE = r"hundred|thousand|million|billion|trillion|dozen|bn|tn|m(?=\b)|k(?=\b)"
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,$£€¥/:'’-])(?P<currency>(?:US|A|C|NZ)?[$£€¥])?(?P<number>{_DIGITS}|{_WORD_NUMBER})"
    rf"(?:[\s-]?(?P<scale>{_SCALE})(?![\w]))?(?:(?P<join>\s|-|(?=%))(?P<unit>{_UNIT})(?!\w))?(?![\w]|[,.:/–-]\d)",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"(?<![\w-])(?P<fraction>{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))})\s+(?=of\b|the\b|all\b)",
    re.IGNORECASE,
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_NO_FIGURE = re.compile(
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"  # days
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s+\d{{4}})?\b"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}"
    r"|\d{1,2}(?::\d{2})?\s*(?:[ap]\.m\.|[ap]m\b)|\d{1,2}:\d{2}"  # times
    r"|\b[\w-]+[\s-]years?[\s-]old\b|\baged?\s+\d+|,\s+\d{1,3},|\(\d{1,3}\)"  # ages
    r"|\+?\(?\d{2,4}\)?[\s.-]\d{3,4}[\s.-]\d{3,4}\b|\b\d{3}-\d{4}\b"  # telephone numbers
    r"|\b\d+[-–]\d+\b"  # results and ranges
    r"|\b(?:Article|Section|Chapter|Route|Highway|Flight|Room|Page|Proposition|Title|No\.|Part|Phase|Level|"
    r"Channel|Interstate|Amendment|Resolution|Act|Group|Game|Week|Day|Number|Question|Unit|Gate|Line)\s+\d+"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_COUNTED_YEARS = re.compile(
    r"\s+(?:people|troops|soldiers|men|women|workers|votes|jobs|homes|miles|others|residents|students)\b"
)

_POINT_IN_TIME = re.compile(
    r"\s+(?:ago|later|earlier|old|before|after|prior)\b"
)  # "two years ago" is a date, no figure
_PARTS = frozenset(
    "half halves third thirds quarter quarters fourth fifth fifths sixth seventh eighth ninth tenth".split()
)
_TIME_UNITS = frozenset("seconds minutes hours days weeks months years decades".split())
_NEXT_WORD = re.compile(r"\s+(?P<word>[^\W\d_][\w'’-]*)")
_SKIPPED = frozenset("the all its their his her our those these some such of these".split())
_IRREGULAR_PLURALS = frozenset("people men women children troops police staff feet teeth mice cattle personnel".split())
_NO_NOUNS = frozenset(
    "them us me a an and or but nor of in on at by for from with to than as is are was were be been being has have "
    "had do does did will would can could may might must should that which what who whom whose where when while if "
    "because although though not no so said say says told ago later earlier before after more less fewer most least "
    "other others into onto over under through during between among against about out up down off per each every it "
    "he she they we you i this there here then now go goes went come comes came get gets make makes made since until "
    "also only just even still again too very both either yesterday today tomorrow monday tuesday wednesday thursday "
    "friday saturday sunday north south east west".split()
)
_ADJECTIVE = re.compile(
    r"(?:[^\W\d_]+-)?[^\W\d_]+(?:an|ish|al|il|ic|ous|ive|ed|ful|less|ible|able|ary|ory|er|ing|y)$", re.IGNORECASE
)
_SHORT_ADJECTIVES = frozenset(
    "minor major new old big large small high low young long short great outside independent different recent current "
    "present full whole same next past white black red green blue".split()
)
_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: str
    end: int


def figures(text: str, statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The figures of ``text``, in its order.

    Args:
        text: the article's.
        statements: those taken out of it, with their spans; a figure belongs to the innermost whose content holds it.

    Returns:
        each with ``text`` the number and its unit ("80 percent", "$1.2 billion"), or, where it has none, the number and
        what it counts ("three people"); a fraction ("half of all imports") has a value below 1 and no unit.
    """
    barred = [Span(m.start(), m.end()) for m in _NO_FIGURE.finditer(text)]
    found = [_number(text, m) for m in _NUMBER.finditer(text) if not _is_barred(text, m, barred)]
    found += [_fraction(text, m) for m in _FRACTION.finditer(text)]
    kept = sorted((f for f in found if f is not None), key=lambda f: f.span)
    return tuple(_within(f, statements) for f in kept)


def _is_barred(text: str, m: re.Match[str], barred: Sequence[Span]) -> bool:
    number = Span(m.start("number"), m.end("number"))
    if any(b.overlaps(number) for b in barred) and not m["unit"] and not m["currency"]:
        return True
    if any(b.contains(Span(m.start(), m.end())) for b in barred):
        return True
    is_year = _YEAR.fullmatch(m["number"]) and not (m["currency"] or m["scale"] or m["unit"])
    return bool(is_year and not _COUNTED_YEARS.match(text, m.end()))


def _number(text: str, m: re.Match[str]) -> Figure | None:
    value = _value(m["number"]) * (_SCALES[m["scale"].lower()] if m["scale"] else 1)
    unit = _unit(m)
    hyphenated = unit is None and text[m.end() : m.end() + 1] == "-"
    if unit is None and m["number"].lower() == "one" and not m["scale"]:
        return None  # "one man", "one of them": an article more often than a number
    if _POINT_IN_TIME.match(text, m.end()):
        return None
    end = m.end()
    if hyphenated:
        counted = re.compile(r"-(?P<unit>[^\W\d_]+)\b(?!-)").match(text, m.end())
        if counted is None or counted["unit"].lower() in _PARTS:
            return None
        unit, end = f"{counted['unit'].lower()}s", counted.end()
    attached = hyphenated or m["join"] == "-"
    of = None if unit in _TIME_UNITS and not attached else _counted(text, end, partitive=bool(unit) and not attached)
    if unit is None and of is None:
        return None
    stop = of.end if unit is None and of is not None else end
    span = Span(m.start(), stop)
    return Figure(span.of(text), span, _rounded(value), unit, of.words if of else None)


def _fraction(text: str, m: re.Match[str]) -> Figure | None:
    of = _counted(text, m.end("fraction"), partitive=True)
    if of is None:
        return None
    span = Span(m.start(), m.end("fraction"))
    return Figure(span.of(text), span, round(_FRACTIONS[m["fraction"].lower()], 4), None, of.words)


def _value(number: str) -> float:
    word = number.lower()
    if word in ("a", "an"):
        return 1.0
    if word[0].isalpha():
        return sum(_WORDS[part] for part in word.split("-"))
    return float(word.replace(",", ""))


def _rounded(value: float) -> float:
    """The value without the noise of binary fractions: 1.2 billion is 1200000000.0."""
    return round(value, 6)


def _unit(m: re.Match[str]) -> str | None:
    if m["currency"]:
        return _CURRENCIES[m["currency"][-1]]
    return _UNITS[m["unit"].lower()] if m["unit"] else None


def _counted(text: str, at: int, *, partitive: bool) -> _Phrase | None:
    """What is counted: the "soldiers" of "27,000 Mexican soldiers"; behind a unit, only after "of"."""
    if partitive:
        opened = re.compile(r"\s+of(?=\s)").match(text, at)
        if opened is None:
            opened = re.compile(r"(?=\s+the\s)").match(text, at)
        if opened is None:
            return None
        at = opened.end()
    elif opened := re.compile(r"\s+of\s+(?=the\s|those\s|these\s|its\s|his\s|her\s|their\s)").match(text, at):
        at = opened.end() - 1
    return _noun_phrase(text, at)


def _noun_phrase(text: str, at: int) -> _Phrase | None:
    taken: list[re.Match[str]] = []
    while len(taken) < _LONGEST_PHRASE:
        found = _NEXT_WORD.match(text, at)
        if found is not None and found["word"].lower() in _WORDS:
            return None  # "two of the four ministers": the four are the figure
        if found is None or (found["word"].lower() in _NO_NOUNS and found["word"].lower() not in _SKIPPED):
            break
        at = found.end()
        word = found["word"].lower()
        if not taken and word in _SKIPPED:
            continue
        taken.append(found)
        if _is_plural(word):
            return _phrase(text, taken)
    return _phrase(text, _up_to_noun(taken)) if taken else None


def _up_to_noun(taken: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without a plural, the first word that is no adjective ends the phrase: "the Mexican population" (fled)."""
    for n, found in enumerate(taken, 1):
        if not _ADJECTIVE.match(found["word"]):
            return taken[:n]
    return taken[:1]


def _phrase(text: str, taken: list[re.Match[str]]) -> _Phrase:
    last = re.sub(r"['’]s?$", "", taken[-1]["word"])
    end = taken[-1].start("word") + len(last)
    while len(taken) > 1 and (_ADJECTIVE.match(taken[0]["word"]) or taken[0]["word"].lower() in _SHORT_ADJECTIVES):
        taken = taken[1:]
    return _Phrase(" ".join(text[taken[0].start("word") : end].split()), end)


def _is_plural(word: str) -> bool:
    return word in _IRREGULAR_PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")))


def _within(figure: Figure, statements: Sequence[Statement]) -> Figure:
    holding = [
        s
        for s in statements
        if s.field == "text" and any(c.start < figure.span.end and figure.span.start < c.end for c in s.content)
    ]
    if not holding:
        return figure
    innermost = min(holding, key=lambda s: sum(map(len, s.content)))
    return Figure(figure.text, figure.span, figure.value, figure.unit, figure.of, innermost.id)
