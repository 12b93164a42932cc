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
from typing import Literal, NamedTuple

from onrecord.domain import Span, Spans
from onrecord.domain.sentences import around, sentences

from .events import tellings
from .expressions import TimeExpression
from .finding import find_times, read_time
from .reckon import Reckoned, reckon
from .tense import looks_ahead
from .values import coarser, edtf_of, first_day, holds, parse_day, quarter_of

_LONGER = re.compile(
    r"\b(?:six|nine|12|twelve|first \w+)[\s-]months?\b|\bfull[\s-]year\b|\byear ended\b", re.IGNORECASE
)
_NEAR_EVENT = 60  # code points between an event's word and the expression that dates it
_STRETCHES = frozenset(("month", "season", "quarter", "half"))


class Base(NamedTuple):
    """The time from which an expression is reckoned: its TIMEX3 value, and the words that tell it."""

    value: str
    span: Span


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
            return self._reckon(time, ahead)
        if time.span not in self._known:
            self._known[time.span] = self._reckon(time, self._ahead(time))
        return self._known[time.span]

    def explained(self, time: TimeExpression) -> TimeExpression:
        """The expression that another one only explains, right behind it: "in March, the month after he died"; or the
        same one, where it does not."""
        at = bisect_left(self._starts, time.span.start)
        if time.kind not in ("from", "later") or at == 0:
            return time
        before = self.times[at - 1]
        beside = self.text[before.span.end : time.span.start].strip() in (",", "(", "–", "—")
        return before if beside and before.kind not in ("reference", "later") else time

    def _reckon(self, time: TimeExpression, ahead: bool | None) -> Reckoned:
        first = self.explained(time)
        if first is not time:
            return self.reckon(first)
        base = self.base(time)
        return reckon(time, self.published, ahead=ahead, told=base.value if base else None)

    def _ahead(self, time: TimeExpression) -> bool | None:
        if time.kind in ("day", "holiday"):
            return None  # a writer adds the year where a day is not the nearest one
        if time.kind not in ("weekday", "month", "season", "quarter") or time.direction == "last" or not self.sentences:
            return False
        if time.kind == "weekday" and self.text.startswith(("'s", "’s"), time.span.end):
            return False  # "Wednesday's ruling"
        ahead = looks_ahead(self.text, time.span, self.sentence(time.span.start))
        return None if self._comes_next(time) and not ahead else ahead

    def _comes_next(self, time: TimeExpression) -> bool:
        """Whether it is the month after that of publication: nobody who means the one eleven months ago says only "in
        July"."""
        day = parse_day(self.published)
        month = time.month if time.kind == "month" and time.direction is None else None
        return bool(day and month and (month - day.month) % 12 == 1)

    def base(self, time: TimeExpression) -> Base | None:
        """The time from which an expression is reckoned that speaks of something told before; None where there is none,
        or the expression speaks of no such thing."""
        self._settle(time.span.start)
        if time.event is not None:
            return self._day_of_event(time, time.event)
        if time.kind == "ago" and time.unit == "year" and time.count == 1 and time.grain is None:
            return self._period_spoken_of(time)
        # "The year" of a report is the one it is printed in.
        if not time.told or (time.unit == "year" and time.kind == "same" and time.direction is None):
            return None
        if time.whose_year or time.kind in ("month", "season"):
            return self._latest(time, "year")
        compared = time.unit == "year" and time.count < 0 and time.direction is None  # "a year earlier"
        if compared or time.unit in ("quarter", "period") or time.kind == "quarter":
            return self._period_spoken_of(time)
        return self._latest(time, "week" if time.unit == "weekend" else time.unit or "day")

    def _settle(self, offset: int) -> None:
        """Reckons what stands before an offset, in order: a long chain of "the next day" is no deep recursion."""
        while self._settled < len(self.times) and self.times[self._settled].span.start < offset:
            self._settled += 1
            self.reckon(self.times[self._settled - 1])

    def _latest(self, time: TimeExpression, unit: str) -> Base | None:
        """The last time told before an expression that is precise enough; or the month or season to which the story has
        gone since, where that does not hold it."""
        gone_to = None
        bare = time.kind == "same" and time.direction is None  # "a great day for the town" goes back to nothing
        for at in range(bisect_left(self._starts, time.span.start) - 1, -1, -1):
            value = self.reckon(self.times[at]).value
            if not value:
                continue
            found = coarser(value, unit)
            # The story goes on from what has been, not from the election day to come; "until then" may mean either.
            if found and (time.unit is None or not self._lies_ahead(value)):
                return Base(value, self.times[at].span) if gone_to is None or holds(gone_to.value, value) else gone_to
            if not found and gone_to is None and not bare and self.times[at].kind in _STRETCHES:
                gone_to = Base(value, self.times[at].span)
        return gone_to

    def _period_spoken_of(self, time: TimeExpression) -> Base | None:
        """The quarter or year that the text speaks of: "third-quarter net rose ..., from $2 million a year earlier"."""
        quarters = [t for t in self.times[: bisect_left(self._starts, time.span.start)] if t.kind == "quarter"]
        begun = [t for t in quarters if (self.reckon(t).value or "9") <= self._own_quarter]
        ended = [t for t in begun if self.reckon(t).value != self._own_quarter]
        if not begun:
            return None
        latest = (ended or begun)[-1]  # reports are of quarters that have ended; one still running is a forecast
        value = self.reckon(latest).value or ""
        longer = _LONGER.search(self.text, latest.span.end, time.span.start)
        period = coarser(value, "year") if longer and time.unit == "year" else value
        return Base(period, latest.span) if period else None

    def _day_of_event(self, time: TimeExpression, event: Span) -> Base | None:
        """The day of the event of "two days after the vote": told by its own words ("the Feb. 6 vote"), or by the text
        where it tells of the vote."""
        unit = "month" if time.kind == "later" else time.unit or "day"
        ahead = looks_ahead(self.text, time.span, self.sentence(time.span.start))
        itself = read_time(self.text, event)
        if itself is not None and itself.kind in ("day", "weekday", "holiday"):
            value = reckon(itself, self.published, ahead=self._ahead(itself)).value
            if value and not ahead and self._is_not_yet(value, time):
                value = reckon(itself, self.published, ahead=False).value
            return Base(value, itself.span) if value else None
        counted = [t.event for t in self.times if t.event]  # "days before the vote" does not tell when the vote was
        for telling in tellings(self.text, event, time.span):
            if any(other.contains(telling) for other in counted):
                continue
            base = self._beside(telling, time, unit)
            # What was done two days after a vote was not done after a vote that is still to come.
            if base and (ahead or not (self._lies_ahead(base.value) or self._is_not_yet(base.value, time))):
                return base
        return None

    def _is_not_yet(self, event: str, time: TimeExpression) -> bool:
        """Whether what is counted from an event comes after the day of publication."""
        return self._lies_ahead(reckon(time, self.published, told=event).value or "")

    def _lies_ahead(self, value: str) -> bool:
        return first_day(edtf_of(value) or "") > (self.published or "9999")[:10]

    def _beside(self, event: Span, asking: TimeExpression, unit: str) -> Base | None:
        """The day of the expression in the event's own sentence that stands close to it."""
        near = [
            (max(t.span.start - event.end, event.start - t.span.end), t)
            for t in self.within(self.sentence(event.start))
            if t.span != asking.span and not t.told and t.kind != "reference"
        ]
        for distance, found in sorted(near, key=lambda pair: pair[0]):
            if distance <= _NEAR_EVENT:
                value = self.reckon(found).value
                return Base(value, found.span) if value and coarser(value, unit) else None
        return None
