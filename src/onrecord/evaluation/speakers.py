"""Who said it, and on which day: how often the program is right, and how often it keeps silent when it should.

    named     of the statements whose speaker is marked, those that were given a proper name (of a person or an
              organisation): right when gold is of that type and the name is the gold name (``names.same_name``).
              Precision is over the names given, recall over the persons and organisations in gold
    surname   the same, where a person's last name alone is right too
    unnamed   of the statements whose speaker nobody could name, those that were rightly given no proper name
    together  groups whose members are named: right when exactly these are named
    day       the day given against the day in gold: right when equal. A coarser date, or an interval that holds the
              gold day, says nothing; any other is wrong. Precision is over the dates that say something

A statement that was not found counts as one that was given no name and no day. Lines that their annotator was unsure of
are left out. A wrong name is worse than none: read precision first, recall second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .curve import Step, at_recall, curve
from .gold import NAMED_TYPES, SpeakerMark, speaker_mark
from .mentions import SORTS, MentionSort, mention_sort
from .names import same_name
from .pairing import Paired
from .rate import Rate

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One gold statement whose speaker is marked, with what the program said of it.

    Attributes:
        document: id of the document.
        statement: index of the gold statement in its document.
        predicted: index of the prediction that answers it; None where it was not found.
        mark: the speaker in gold.
        sort: how the text points to the speaker.
        name: the proper name that was given; empty where none was.
        type: of the speaker that was given.
        members: the names, of a group that was given.
        confidence: of the name, 0 to 1; 0 where the prediction has none.
        reason: why this name, or why none.
        day: the day in gold; None where it has none.
        given_day: the date that was given; None where none was.
        day_scored: gold says something of the day, if only that there is none.
    """

    document: str
    statement: int
    predicted: int | None
    mark: SpeakerMark
    sort: MentionSort
    name: str = ""
    type: str | None = None
    members: tuple[str, ...] = ()
    confidence: float = 0.0
    reason: str = ""
    day: str | None = None
    given_day: str | None = None
    day_scored: bool = True

    def is_right(self, *, surname_is_enough: bool = False) -> bool:
        """The name given is that of gold."""
        if not self.name or self.type != self.mark.type:
            return False
        person = self.type == "person"
        return any(
            same_name(name, self.name, person=person, surname_is_enough=surname_is_enough) for name in self.mark.names
        )

    @property
    def is_together(self) -> bool:
        """The members given are those of gold, no more and no fewer."""
        wanted, got = self.mark.members, list(self.members)
        for name in wanted:
            found = next((g for g in got if any(same_name(name, g, person=p) for p in (True, False))), None)
            if found is None:
                return False
            got.remove(found)
        return bool(wanted) and not got

    @property
    def day_is_right(self) -> bool | None:
        """Whether the day is right; None where what was given says nothing against gold."""
        return _says(self.given_day, self.day)


@dataclass(frozen=True, slots=True)
class SpeakerScores:
    """The attributions of a set of documents, and the figures over them; see the head of this module."""

    attributions: tuple[Attribution, ...]

    @property
    def named(self) -> Rate:
        """Proper names, by the fullest name."""
        return _named(self.attributions)

    @property
    def surname(self) -> Rate:
        """Proper names, where a person's last name is enough."""
        return _named(self.attributions, surname_is_enough=True)

    @property
    def unnamed(self) -> Rate:
        """Statements that nobody could name: ``right`` were given no name. Precision and recall are the same."""
        those = [a for a in self.attributions if a.mark.unnamed]
        return Rate(sum(not a.name for a in those), len(those), len(those))

    @property
    def together(self) -> Rate:
        """Groups whose members gold names; nothing where gold names the members of none."""
        gold = [a for a in self.attributions if a.mark.members]
        given = sum(bool(a.members) for a in self.attributions) if gold else 0
        return Rate(sum(a.is_together for a in gold), given, len(gold))

    @property
    def day(self) -> Rate:
        """Days on which statements were made."""
        those = [a for a in self.attributions if a.day_scored]
        verdicts = [a.day_is_right for a in those]
        return Rate(
            sum(v is True for v in verdicts), sum(v is not None for v in verdicts), sum(bool(a.day) for a in those)
        )

    @property
    def by_sort(self) -> dict[MentionSort, Rate]:
        """``named`` by how the text points to the speaker."""
        return {sort: _named([a for a in self.attributions if a.sort == sort]) for sort in SORTS}

    @property
    def day_by_sort(self) -> dict[MentionSort, Rate]:
        """``day`` by how the text points to the speaker."""
        return {sort: SpeakerScores(tuple(a for a in self.attributions if a.sort == sort)).day for sort in SORTS}

    @property
    def curve(self) -> tuple[Step, ...]:
        """``named`` as the least confidence rises; coverage is the share of all marked statements given such a name."""
        return curve(self._answers(), self.named.gold, len(self.attributions))

    def at_recall(self, recall: float) -> Step | None:
        """The point of the curve at which ``recall`` percent of the names are right; None where that is not reached."""
        return at_recall(self._answers(), self.named.gold, recall)

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON."""
        return {
            "marked": len(self.attributions),
            "named": self.named.as_dict(),
            "surname": self.surname.as_dict(),
            "unnamed": {"share": self.unnamed.recall, "right": self.unnamed.right, "gold": self.unnamed.gold},
            "together": self.together.as_dict(),
            "day": self.day.as_dict(),
            "by-mention": {sort: rate.as_dict() for sort, rate in self.by_sort.items()},
            "day-by-mention": {sort: rate.as_dict() for sort, rate in self.day_by_sort.items()},
            "curve": [step.as_dict() for step in self.curve],
        }

    def _answers(self) -> list[tuple[float, bool]]:
        return [(a.confidence, a.is_right()) for a in self.attributions if a.name]


def attributions(
    document: Mapping[str, Any], predicted: Sequence[Mapping[str, Any]], pairs: Iterable[Paired]
) -> Iterator[Attribution]:
    """The marked statements of one document, in its order, with what was predicted of each.

    Args:
        document: a gold line.
        predicted: the predicted statements of that document.
        pairs: which of them answers which gold statement.
    """
    answers = {p.gold: p.predicted for p in pairs if p.gold is not None}
    for place, statement in enumerate(document["statements"]):
        mark = speaker_mark(statement)
        if mark is not None:
            answer = answers.get(place)
            found = predicted[answer] if answer is not None else {}
            yield _attribution(document, place, mark, answer, found)


def _attribution(
    document: Mapping[str, Any], place: int, mark: SpeakerMark, answer: int | None, found: Mapping[str, Any]
) -> Attribution:
    statement = document["statements"][place]
    source = " ".join(document["text"][start:end] for start, end in statement.get("source") or ())
    speaker = found.get("speaker") or {}
    proper = speaker.get("type") in NAMED_TYPES
    return Attribution(
        document=str(document["id"]),
        statement=place,
        predicted=answer,
        mark=mark,
        sort=mention_sort(source, mark),
        name=(speaker.get("name") or "") if proper else "",
        type=speaker.get("type"),
        members=tuple(speaker.get("members") or ()),
        confidence=speaker.get("confidence") or 0.0,
        reason=speaker.get("reason") or "",
        day=(statement.get("said_on") or {}).get("edtf"),
        given_day=(found.get("said_on") or {}).get("edtf"),
        day_scored="said_on" in statement,
    )


def _named(those: Iterable[Attribution], *, surname_is_enough: bool = False) -> Rate:
    total = Rate()
    for a in those:
        total += Rate(a.is_right(surname_is_enough=surname_is_enough), bool(a.name), bool(a.mark.names))
    return total


def _says(given: str | None, gold: str | None) -> bool | None:
    """None where the given date says nothing against gold, else whether it equals it."""
    if not given:
        return None
    if given == gold:
        return True
    if gold and gold.startswith(given):
        return None
    if gold and "/" in given:
        first, _, last = given.partition("/")
        if first <= gold <= last.partition("/")[0]:
            return None
    return False if _DAY.fullmatch(given) else None
