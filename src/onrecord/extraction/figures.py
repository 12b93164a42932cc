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

from .figure_words import (
    ADJECTIVE,
    COUNTED_YEARS,
    CURRENCIES,
    DIGIT_NEXT,
    FRACTION,
    FRACTIONS,
    IRREGULAR_PLURALS,
    LARGEST_WHOLE,
    NEXT_WORD,
    NO_FIGURE,
    NO_NOUN,
    NO_NOUNS,
    NUMBER,
    PARTS,
    POINT_IN_TIME,
    RANGE,
    RATIO,
    SCALES,
    SHORT_ADJECTIVES,
    SKIPPED,
    TIME_UNITS,
    UNITS,
    WORDS,
    YEAR,
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
    barred = [Span(m.start(), m.end()) for m in NO_FIGURE.finditer(text)]
    numbers = (_number(text, m) for m in NUMBER.finditer(text) if not _is_barred(text, m, barred))
    fractions = (_fraction(text, m) for m in FRACTION.finditer(text))
    ratios = [f for f in (_ratio(text, m) for m in RATIO.finditer(text)) if f]
    alone = [f for f in (*numbers, *fractions) if f and not any(r.span.overlaps(f.span) for r in ratios)]
    ends = [f for m in RANGE.finditer(text) for f in _range(text, m, [*alone, *ratios])]
    kept = sorted((*alone, *ratios, *ends), key=lambda f: f.span)
    return tuple(_within(f, statements) for f in kept)


def _is_barred(text: str, m: re.Match[str], barred: Sequence[Span]) -> bool:
    number = Span(m.start("number"), m.end("number"))
    if any(b.overlaps(number) for b in barred) and not m["unit"] and not m["currency"]:
        return True
    if any(b.contains(Span(m.start(), m.end())) for b in barred):
        return True
    is_year = YEAR.fullmatch(m["number"]) and not (m["currency"] or m["scale"] or m["unit"])
    return bool(is_year and not COUNTED_YEARS.match(text, m.end()))


def _number(text: str, m: re.Match[str]) -> Figure | None:
    value = _value(m["number"]) * (SCALES[m["scale"].lower()] if m["scale"] else 1)
    unit = _unit(m)
    hyphenated = unit is None and text[m.end() : m.end() + 1] == "-"
    if m["number"].lower() == "one" and not m["scale"] and (unit is None or m["unit"].lower() == "day"):
        return None  # "one man", "one day": an article more often than a number
    if POINT_IN_TIME.match(text, m.end()):
        return None
    end = m.end()
    if hyphenated:
        counted = re.compile(r"-(?P<unit>percentage-point|[^\W\d_]+)\b(?!-)").match(text, m.end())
        if counted is None or counted["unit"].lower() in PARTS:
            return None
        unit, end = f"{counted['unit'].lower().replace('-', ' ')}s", counted.end()
    attached = hyphenated or m["join"] == "-"
    of = None if unit in TIME_UNITS and not attached else _counted(text, end, partitive=bool(unit) and not attached)
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
    return Figure(span.of(text), span, round(FRACTIONS[m["fraction"].lower()], 4), None, of.words)


def _ratio(text: str, m: re.Match[str]) -> Figure | None:
    """A share given as so many out of so many, with what is shared where that is named: "one in five voters"."""
    part, whole = _value(m["part"]), _value(m["whole"])
    if not 0 < part < whole <= LARGEST_WHOLE:
        return None
    of = _counted(text, m.end(), partitive=False)
    if of is None:
        return None
    return Figure(Span(*m.span()).of(text), Span(*m.span()), round(part / whole, 4), None, of.words)


def _range(text: str, m: re.Match[str], found: Sequence[Figure]) -> list[Figure]:
    """The ends of a range that are not figures yet: "10" of "10 to 20 percent", both of "10-20 percent"."""
    low, high = _value(m["low"]), _value(m["high"])
    unit = UNITS[m["unit"].lower()] if m["unit"] else None
    currency = m["currency"] or (m["rest"][0] if m["rest"][0] in CURRENCIES else None)
    unit = CURRENCIES[currency[-1]] if currency else unit
    if unit is None or low >= high or POINT_IN_TIME.match(text, m.end()):
        return []
    scale = SCALES[m["scale"].lower()] if m["scale"] else 1.0
    low_span = Span(m.start("currency") if m["currency"] else m.start("low"), m.end("low"))
    ends = [
        Figure(low_span.of(text), low_span, _rounded(low * scale), unit),
        Figure(m["rest"], Span(*m.span("rest")), _rounded(high * scale), unit),
    ]
    return [end for end in ends if not any(end.span.overlaps(f.span) for f in found)]


def _value(number: str) -> float:
    word = number.lower()
    if word in ("a", "an"):
        return 1.0
    if word[0].isalpha():
        return sum(WORDS[part] for part in word.split("-"))
    return float(word.replace(",", ""))


def _rounded(value: float) -> float:
    """The value without the noise of binary fractions: 1.2 billion is 1200000000.0."""
    return round(value, 6)


def _unit(m: re.Match[str]) -> str | None:
    if m["currency"]:
        return CURRENCIES[m["currency"][-1]]
    return UNITS[m["unit"].lower()] if m["unit"] else None


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
        found = NEXT_WORD.match(text, at)
        if found is not None and found["word"].lower() in WORDS:
            return None  # "two of the four ministers": the four are the figure
        if found is None and taken and taken[-1]["word"].endswith(("'s", "’s")) and DIGIT_NEXT.match(text, at):
            return None  # "three of the state's 72 counties": the 72 are the figure
        if found is None or (found["word"].lower() in NO_NOUNS and found["word"].lower() not in SKIPPED):
            break
        at = found.end()
        word = found["word"].lower()
        if not taken and word in SKIPPED:
            continue
        taken.append(found)
        if _is_plural(word):
            return _phrase(text, taken)
    named = _up_to_noun(taken)
    return _phrase(text, named) if named else None


def _up_to_noun(taken: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without a plural, the first word that is no adjective ends the phrase: "the Mexican population" (fled)."""
    for n, found in enumerate(taken, 1):
        if not ADJECTIVE.match(found["word"]):
            return taken[:n]
    return [] if not taken or NO_NOUN.search(taken[0]["word"]) else taken[:1]


def _phrase(text: str, taken: list[re.Match[str]]) -> _Phrase:
    last = re.sub(r"['’]s?$", "", taken[-1]["word"])
    end = taken[-1].start("word") + len(last)
    while len(taken) > 1 and (ADJECTIVE.match(taken[0]["word"]) or taken[0]["word"].lower() in SHORT_ADJECTIVES):
        taken = taken[1:]
    return _Phrase(" ".join(text[taken[0].start("word") : end].split()), end)


def _is_plural(word: str) -> bool:
    return word in IRREGULAR_PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")))


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
