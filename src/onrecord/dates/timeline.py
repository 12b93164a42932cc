"""A whole text's time expressions, each reckoned where it stands.

What an expression means can depend on what was told before ("the following day", "a year earlier") and on the tense
around it ("will meet Friday"). A ``Timeline`` knows the text and the day of publication, finds the expressions once,
and reckons each when it is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from onrecord.domain import Span, Spans
from onrecord.domain.sentences import around, sentences

from .expressions import TimeExpression, find_times, read_time
from .reckon import Reckoned, reckon
from .tense import looks_ahead
from .values import coarser, parse_day, quarter_of

_LONGER = re.compile(
    r"\b(?:six|nine|12|twelve|first \w+)[\s-]months?\b|\bfull[\s-]year\b|\byear ended\b", re.IGNORECASE
)
_EVENT_NOUN = re.compile(r"[^\W\d_][\w-]{2,}")
_NEAR_EVENT = 60  # code points between an event's word and the expression that dates it


class Timeline:
    """The time expressions of one text.

    Args:
        text: the whole text.
        published: its day of publication, ``YYYY-MM-DD``; None where unknown.
    """

    def __init__(self, text: str, published: str | None) -> None:
        self.text = text
        self.published = published
        self.times = find_times(text)
        self._starts = [t.span.start for t in self.times]
        self._known: dict[Span, Reckoned] = {}
        self._settled = 0

    @cached_property
    def sentences(self) -> Spans:
        """The sentences of the text."""
        return sentences(self.text)

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        return self.sentences[around(self.sentences, offset)]

    def within(self, stretch: Span) -> Sequence[TimeExpression]:
        """The time expressions that stand wholly within a stretch."""
        first, last = bisect_left(self._starts, stretch.start), bisect_left(self._starts, stretch.end)
        return [t for t in self.times[first:last] if t.span.end <= stretch.end]

    @cached_property
    def _own_quarter(self) -> str:
        day = parse_day(self.published)
        return quarter_of(day.year, day.month) if day else "9999"

    def reckoned(self, span: Span) -> Reckoned:
        """What the words at ``span`` mean where they stand, whether or not ``find_times`` would have found them."""
        time = read_time(self.text, span)
        if time is None:
            return Reckoned(None, f"'{span.of(self.text)}' is not understood")
        return self.reckon(time)

    def reckon(self, time: TimeExpression, *, ahead: bool | Literal["tense"] | None = "tense") -> Reckoned:
        """What an expression means where it stands.

        Args:
            time: as found.
            ahead: whether it points to the future, for one who knows; else the tense around it is asked.
        """
        if ahead != "tense":
            return reckon(time, self.published, ahead=ahead, told=self._told(time))
        if time.span not in self._known:
            self._known[time.span] = reckon(time, self.published, ahead=self._ahead(time), told=self._told(time))
        return self._known[time.span]

    def _ahead(self, time: TimeExpression) -> bool | None:
        if time.kind in ("day", "holiday"):
            return None  # a writer adds the year where a day is not the nearest one
        if time.kind not in ("weekday", "month", "season", "quarter") or time.direction == "last" or not self.sentences:
            return False
        if time.kind == "weekday" and self.text.startswith(("'s", "’s"), time.span.end):
            return False  # "Wednesday's ruling"
        return looks_ahead(self.text, time.span, self.sentence(time.span.start))

    def _told(self, time: TimeExpression) -> str | None:
        """The value from which an expression is reckoned that speaks of something told before."""
        self._settle(time.span.start)
        if time.kind == "ago" and time.unit == "year" and time.count == 1:
            return self._period_spoken_of(time)
        if not time.told:
            return None
        if time.event is not None:
            return self._day_of_event(time)
        compared = time.unit == "year" and time.count < 0 and time.direction is None  # "a year earlier"
        if compared or time.unit in ("quarter", "period") or time.kind == "quarter":
            return self._period_spoken_of(time)
        if time.unit == "year" and time.kind == "same" and time.direction is None:
            return None  # "the year" of a report is the one it is printed in
        return self._latest(time, "week" if time.unit == "weekend" else time.unit or "day")

    def _settle(self, offset: int) -> None:
        """Reckons what stands before an offset, in order: a long chain of "the next day" is no deep recursion."""
        while self._settled < len(self.times) and self.times[self._settled].span.start < offset:
            self._settled += 1
            self.reckon(self.times[self._settled - 1])

    def _latest(self, time: TimeExpression, unit: str) -> str | None:
        for at in range(bisect_left(self._starts, time.span.start) - 1, -1, -1):
            value = self.reckon(self.times[at]).value
            # The story goes on from what has been, not from the election day to come; "until then" may mean either.
            if value and coarser(value, unit) and (time.unit is None or value[:10] <= (self.published or "9")[:10]):
                return value
        return None

    def _period_spoken_of(self, time: TimeExpression) -> str | None:
        """The quarter or year that the text speaks of: "third-quarter net rose ..., from $2 million a year earlier"."""
        quarters = [t for t in self.times[: bisect_left(self._starts, time.span.start)] if t.kind == "quarter"]
        begun = [t for t in quarters if (self.reckon(t).value or "9") <= self._own_quarter]
        ended = [t for t in begun if self.reckon(t).value != self._own_quarter]
        if not begun:
            return None
        latest = (ended or begun)[-1]  # reports are of quarters that have ended; one still running is a forecast
        value = self.reckon(latest).value
        longer = _LONGER.search(self.text, latest.span.end, time.span.start)
        return coarser(value or "", "year") if longer and time.unit == "year" else value

    def _day_of_event(self, time: TimeExpression) -> str | None:
        """The day that the text gives the event of "two days after the vote"."""
        assert time.event is not None
        ahead = looks_ahead(self.text, time.span, self.sentence(time.span.start))
        nouns = _EVENT_NOUN.findall(time.event.of(self.text))[1:]
        for noun in reversed(nouns):
            for event in self._tellings(noun, time.span):
                value = self._beside(event, time)
                # What was done two days after a vote was not done after a vote that is still to come.
                if value and (ahead or not self.published or value[:10] <= self.published[:10]):
                    return value
        return None

    def _tellings(self, noun: str, asking: Span) -> list[Span]:
        """Where an event is told of, by its noun or by a verb of the same stem ("voted"): before the question, the
        nearest first, then behind it."""
        told = [Span(*m.span()) for m in re.finditer(rf"\b{re.escape(noun.rstrip('e'))}e?(?:d|s|ing)?\b", self.text)]
        before = [s for s in told if s.end <= asking.start]
        return [*reversed(before), *(s for s in told if s.start >= asking.end)]

    def _beside(self, event: Span, asking: TimeExpression) -> str | None:
        """The day of the expression in the event's own sentence that stands close to it."""
        near = [
            (max(t.span.start - event.end, event.start - t.span.end), t)
            for t in self.within(self.sentence(event.start))
            if t.span != asking.span and not t.told
        ]
        for distance, found in sorted(near, key=lambda pair: pair[0]):
            if distance <= _NEAR_EVENT:
                value = self.reckon(found).value
                return value if value and coarser(value, asking.unit or "day") else None
        return None
