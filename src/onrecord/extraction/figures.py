"""The figures of an article: its numbers, what they count, and in whose mouth they are.

A figure inside a statement is asserted by its speaker, one outside by the article itself; a fact-checker must not mix
these up. Numbers that count nothing (years, days, times, ages, ordinals, telephone numbers, the 19 of COVID-19) are
none, and so is a number for which neither a unit nor a counted thing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.domain import Figure, Span, Statement
from onrecord.domain.sentences import around, sentences

from .figure_nouns import counted, noun_phrase
from .figure_of import goes_on, measured_before, measured_behind
from .figure_words import (
    AMOUNT_OF,
    COUNTED_YEARS,
    CROWD,
    CURRENCIES,
    EARLIER,
    FRACTION,
    FRACTIONS,
    LARGEST_WHOLE,
    NO_FIGURE,
    NOT_COUNTED,
    NUMBER,
    PART,
    PARTS,
    POINT_IN_TIME,
    RANGE,
    RATIO,
    REACH,
    SCALES,
    SMALL,
    TIME_UNITS,
    UNITS,
    VOTE,
    WORDS,
    YEAR,
)


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
    ratios += [f for m in PART.finditer(text) if (f := _part(text, m))]
    votes = [f for m in VOTE.finditer(text) for f in _votes(text, m)]
    taken = [*ratios, *votes]
    taken += [f for f in fractions if f and not any(t.span.overlaps(f.span) for t in taken)]
    alone = [f for f in numbers if f and not any(t.span.overlaps(f.span) for t in taken)]
    ends = [f for m in RANGE.finditer(text) for f in _range(text, m, [*alone, *taken])]
    kept = sorted((*alone, *taken, *ends), key=lambda f: f.span)
    return tuple(_within(f, statements) for f in _measured(text, kept))


def _measured(text: str, found: Iterable[Figure]) -> Iterator[Figure]:
    """The figures with what they measure, where that stands elsewhere in their sentence than right behind them."""
    places = sentences(text)
    last: Figure | None = None
    for figure in found:
        sentence = places[around(places, figure.span.start)] if places else Span(0, len(text))
        of = figure.of
        if of is None:
            of = measured_before(text, figure.span.start, sentence.start, figure.span.end, figure.unit)
            goes = (
                last is not None
                and last.span.start >= sentence.start
                and goes_on(text, last.span.end, figure.span.start)
            )
            of = of or (last.of if last and goes else None) or measured_behind(text, figure.span.end, figure.unit)
        last = replace(figure, of=of)
        yield last
        yield from _before(text, last, sentence)


def _before(text: str, figure: Figure, sentence: Span) -> Iterator[Figure]:
    """What a figure was earlier, told without its unit: "$41 million this year, down from 58 million"."""
    earlier = EARLIER.match(text, figure.span.end, sentence.end)
    if earlier and figure.unit and earlier["scale"]:
        value = _rounded(_value(earlier["number"]) * SCALES[earlier["scale"].lower()])
        span = Span(*earlier.span("earlier"))
        yield Figure(span.of(text), span, value, figure.unit, figure.of)


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
        attached_unit = re.compile(r"-(?P<unit>percentage-point|[^\W\d_]+)\b(?!-)").match(text, m.end())
        if attached_unit is None or attached_unit["unit"].lower() in PARTS:
            return None
        unit, end = f"{attached_unit['unit'].lower().replace('-', ' ')}s", attached_unit.end()
    attached = hyphenated or m["join"] == "-"
    if unit in TIME_UNITS and not attached:
        of = counted(text, end, partitive=True) if AMOUNT_OF.match(text, end) else None
    elif text[: m.start()].rstrip().endswith("within"):
        of = None  # "within ten miles of the town"
    else:
        of = counted(text, end, partitive=bool(unit) and not attached)
    if unit is None and of is None:
        return _crowd(text, m, value)
    if of and unit is None and value < SMALL and of.words.lower() in NOT_COUNTED:
        return None
    stop = of.end if unit is None and of is not None else end
    span = Span(m.start(), stop)
    return Figure(span.of(text), span, _rounded(value), unit, of.words if of else None)


def _crowd(text: str, m: re.Match[str], value: float) -> Figure | None:
    """A bare number that a word for many people stands before: "a crowd of 11,870"."""
    crowd = CROWD.search(text, max(0, m.start() - REACH), m.start())
    span = Span(m.start("number"), m.end("scale") if m["scale"] else m.end("number"))
    return Figure(span.of(text), span, _rounded(value), None, crowd["crowd"]) if crowd else None


def _part(text: str, m: re.Match[str]) -> Figure | None:
    """So many of a number that is told as well: "four of the six ships" are four ships."""
    of = noun_phrase(text, m.end())
    if of is None or m["part"].lower() == "one" or not 0 < _value(m["part"]) <= _value(m["whole"]):
        return None
    span = Span(m.start(), of.end)
    return Figure(span.of(text), span, _rounded(_value(m["part"])), None, of.words)


def _votes(text: str, m: re.Match[str]) -> Iterator[Figure]:
    """Both numbers of a vote: "voted by 412 to 61"."""
    for side in ("for", "against"):
        span = Span(*m.span(side))
        yield Figure(span.of(text), span, _value(m[side]), None, "votes")


def _fraction(text: str, m: re.Match[str]) -> Figure | None:
    of = counted(text, m.end("fraction"), partitive=True)
    if of is None:
        return None
    span = Span(m.start(), m.end("fraction"))
    return Figure(span.of(text), span, round(FRACTIONS[m["fraction"].lower()], 4), None, of.words)


def _ratio(text: str, m: re.Match[str]) -> Figure | None:
    """A share given as so many out of so many, with what is shared where that is named: "one in five voters"."""
    part, whole = _value(m["part"]), _value(m["whole"])
    if not 0 < part < whole <= LARGEST_WHOLE:
        return None
    of = counted(text, m.end(), partitive=False)
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


def _within(figure: Figure, statements: Sequence[Statement]) -> Figure:
    holding = [s for s in statements if s.field == "text" and any(c.overlaps(figure.span) for c in s.content)]
    if not holding:
        return figure
    innermost = min(holding, key=lambda s: sum(map(len, s.content)))
    return replace(figure, statement=innermost.id)
