"""What one speaker said on a subject, in the order of time, and the questions that it raises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.domain import Report, Saying
from onrecord.record.sayings import MOST, when

from .safe import excerpt, one_line
from .sayings import quotes_most
from .words import counted, day_words, how_words, lead_words

_SHOWN = 300  # letters of a statement


class Question(Protocol):
    """Two sayings that may not go together; ``onrecord.matching.positions.Question`` is one."""

    @property
    def earlier(self) -> str:
        """Id of the one."""

    @property
    def later(self) -> str:
        """Id of the other."""

    @property
    def why(self) -> str:
        """What differs."""

    @property
    def shared(self) -> tuple[str, ...]:
        """The words by which both speak of the same."""


def over_time_view(sayings: Sequence[Saying], questions: Sequence[Question], statements: int) -> RenderableType:
    """What ``onrecord over-time`` prints.

    Args:
        sayings: by the day they were said.
        questions: about pairs of them.
        statements: how many were looked at.
    """
    if not sayings:
        return Text("Nothing was found. `onrecord search` with fewer words may find more.", style="dim")
    numbers = {one.id: place for place, one in enumerate(sayings, 1)}
    several = len({report.who for one in sayings for report in one.reports if report.who}) > 1
    parts: list[RenderableType] = [_line(one, numbers[one.id], named=several) for one in sayings]
    parts.append(Text(f"{counted(len(sayings), 'saying')} in {counted(statements, 'statement')}.", style="dim"))
    if statements >= MOST:
        parts.append(Text(f"Only the earliest {MOST:,} statements were looked at: ask more narrowly.", style="yellow"))
    if questions:
        parts.append(Text("\nDo these go together? A machine cannot tell; look at", "bold"))
        parts += [_question(one, numbers) for one in questions]
    return Group(*parts)


def _line(one: Saying, number: int, *, named: bool) -> RenderableType:
    best = max(one.reports, key=quotes_most)
    line = Text(f"{number}  {told_day(one)}", "bold")
    line.append(f"  {' / '.join(map(one_line, one.speakers))}" if named else "")
    line.append(f"  {how_words(best)}, {_reports(one.reports)}", "not bold dim")
    teller, cued = lead_words(best, best.cue)
    words = Text.assemble((teller, "dim"), cued, f"{excerpt(best.content, _SHOWN)}\n", (f"{one.id}\n", "dim"))
    return Group(line, Padding(words, (0, 0, 0, 3)))


def told_day(one: Saying) -> str:
    """The day of a saying in words; where no report tells it, the day it was printed, and that it is that."""
    day = when(one)
    printed = not any(r.said_on or (r.original and r.original.day) for r in one.reports)
    words = day_words(day) or "no day"
    return f"printed {words}, day not told" if printed and day else words


def _reports(reports: Sequence[Report]) -> str:
    outlets = dict.fromkeys(one_line(r.outlet) for r in reports if r.outlet)
    where = f" in {', '.join(outlets)}" if outlets else ""
    return f"{counted(len(reports), 'report')}{where}"


def _question(one: Question, numbers: dict[str, int]) -> Text:
    line = Text(f"  {numbers[one.earlier]} and {numbers[one.later]}: ", "bold")
    return line.append(f"{one_line(one.why)}; both speak of {', '.join(map(one_line, one.shared[:4]))}", "not bold")
