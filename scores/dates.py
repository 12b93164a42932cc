"""How well time expressions are reckoned, on TimeBank and AQUAINT as cleaned for TempEval-3: the expression given, its
value asked, by sort of expression.

    python -m scores.dates --bench ../shared/bench --part open --misses

Given are the whole text, the day of publication and where the expression stands; asked is the TIMEX3 value (ISO
8601 with the seasons, quarters and references of TimeML: Pustejovsky et al. 2003; UzZaman et al. 2013), which must be
equal letter for letter. Only expressions of type DATE count, and only those whose marked value is well-formed.
Every fifth article, from the first, is held out for the figure: its errors are never listed, and what is read and tuned
on are the other four fifths (``--part open``).
"""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.dates import Timeline
from onrecord.domain import Span

from .bench_data import lines, needed, parser
from .floors import floors_passed

EVERY = 5
_WELL_FORMED = re.compile(
    r"(?:PAST|PRESENT|FUTURE)_REF|\d{4}-\d\d-\d\d|\d{4}-\d\d-XX|\d{4}(?:-(?:0[1-9]|1[0-2]))?|\d{4}-XX(?:-XX)?|\d{3}X?|"
    r"\d\d(?:XX)?|\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3]|XX)(?:-WE)?|\d{4}-Q[1-4X]|\d{4}-H[12X]|\d{4}-(?:SP|SU|FA|WI)"
)
_LOOKS_LIKE = (
    ("day", r"\d{4}-\d\d-\d\d"),
    ("week or weekend", r"\d{4}-W.*"),
    ("month", r"\d{4}-\d\d"),
    ("quarter or half", r"\d{4}-[QH]."),
    ("season", r"\d{4}-(?:SP|SU|FA|WI)"),
    ("year", r"\d{4}"),
    ("decade or century", r"\d{3}X?|\d\d(?:XX)?"),
    ("now, past, future", r".*_REF"),
    ("partly unknown (XX)", r".*"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One marked expression with our answer (None where none was given)."""

    article: str
    published: str
    words: str
    around: str
    marked: str
    answer: str | None

    @property
    def right(self) -> bool:
        """Whether the answer is the marked value, letter for letter but for the spelling of decades and centuries."""
        return self.answer is not None and _one_spelling(self.answer) == _one_spelling(self.marked)

    @property
    def sort(self) -> str:
        """The sort of time that the marked value is."""
        return next(name for name, form in _LOOKS_LIKE if re.fullmatch(form, self.marked))


def _one_spelling(value: str) -> str:
    """A decade is written "199" or "199X", a century "19" or "19XX"; the corpus has both for one and the same."""
    return value.rstrip("X") if re.fullmatch(r"\d{3}X|\d\dXX", value) else value


def well_formed(value: str) -> bool:
    """Whether a DATE's value is one by the standard: no duration ("P1W"), no time of day, no day the calendar lacks.

    Left out as malformed are also weeks of one digit ("2000-W7").
    """
    if not _WELL_FORMED.fullmatch(value):
        return False
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            return False
    return True


def part(articles: Sequence[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """The articles of ``held-out`` (every fifth, from the first) or ``open`` (the others)."""
    return [a for at, a in enumerate(articles) if (at % EVERY == 0) == (name == "held-out")]


def ask(article: Mapping[str, Any]) -> Iterator[Asked]:
    """Our values of the dates of one article."""
    text: str = article["text"]
    timeline = Timeline(text, article["published"])
    for timex in article["timex"]:
        if timex["type"] == "DATE" and well_formed(timex["value"]):
            span = Span(*timex["span"])
            around = f"{text[max(0, span.start - 60) : span.start]}[{span.of(text)}]{text[span.end : span.end + 50]}"
            yield Asked(
                article["id"],
                article["published"][:10],
                " ".join(span.of(text).split()),
                " ".join(around.split()),
                timex["value"],
                timeline.reckoned(span).value,
            )


def report(asked: Sequence[Asked], malformed: int) -> float:
    """Prints the table; gives the share of exact values in percent."""
    total, right = Counter(a.sort for a in asked), Counter(a.sort for a in asked if a.right)
    share = 100 * sum(right.values()) / max(1, len(asked))
    print(f"{len(asked)} dates with a well-formed value ({malformed} malformed left out)")
    print(f"exact: {share:.1f}%")
    for name, _ in _LOOKS_LIKE:
        if total[name]:
            print(f"  {name:20s} {right[name]:4d} of {total[name]:4d}  {100 * right[name] / total[name]:5.1f}%")
    return share


def main(argv: Sequence[str] | None = None) -> int:
    """Reckons the expressions of one part."""
    options = parser(__doc__)
    options.add_argument("--part", choices=("held-out", "open"), default="held-out", help="which articles")
    options.add_argument("--misses", action="store_true", help="list what went wrong; of the open part only")
    options.add_argument("--update", action="store_true", help="raise the floor if it was passed")
    given = options.parse_args(argv)
    if given.misses and given.part == "held-out":
        sys.exit("The errors of the held-out part are not read. Give --part open with --misses.")
    articles = part(list(lines(needed(given.bench, "timex", "tbaq.jsonl"))), given.part)
    asked = [one for article in articles for one in ask(article)]
    marked = sum(t["type"] == "DATE" for a in articles for t in a["timex"])
    share = report(asked, marked - len(asked))
    if given.misses:
        for one in asked:
            if not one.right:
                print(f"{one.published} {one.marked:12s} not {one.answer or '-':12s} {one.around}")
    if given.part == "open":
        return 0
    return 0 if floors_passed("dates", {"exact, span given": share}, update=given.update) else 1


if __name__ == "__main__":
    sys.exit(main())
