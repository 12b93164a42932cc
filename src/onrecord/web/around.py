"""What a person's page lays beside the statements: quotations of the same days, and whom the person speaks of."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.matching.beside import DAYS, Words, beside
from onrecord.people.spoken_of import names_in
from onrecord.record import Hit, Identity, Month, Page, Query, Record, Said, days

LOOKED_AT = 200
"""Statements, the latest, that are looked through for names."""

STATEMENTS, REFUSALS = 25, 6
"""Of a person, on a page: what was said, and what would not be said."""

_QUOTATIONS = 400
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that stands beside a paraphrase or a refusal, and the words that both have."""

    said: Said
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """One whom somebody speaks of: who, and in how many of the statements that were looked at."""

    who: Identity
    statements: int


def latest(record: Record, person: str, months: Sequence[Month]) -> tuple[Page[Hit], Page[Hit]]:
    """What a person said last, and what he or she would not say.

    Args:
        record: that holds all of it.
        person: public id.
        months: how many statements there are of each act, by month.
    """
    said = Query(person=person, newest=True, act="said", limit=STATEMENTS)
    refused = dataclasses.replace(said, act="refused", limit=REFUSALS)
    return counted(record, said, months), counted(record, refused, months)


def counted(record: Record, asked: Query, months: Sequence[Month]) -> Page[Hit]:
    """What a query for one act finds, of which the months say how much that is."""
    return record.search(asked, number=sum(one.count for one in months if one.act == asked.act))


def quotations_beside(record: Record, person: str, hits: Sequence[Hit]) -> Mapping[str, tuple[Quoted, ...]]:
    """By public id of a paraphrase or refusal among ``hits``: what the person did say on that subject that week.

    Args:
        record: that holds all of it.
        person: public id of whose statements these are.
        hits: the statements that a page shows.
    """
    told = [
        Words(hit.id, day, hit.content)
        for hit in hits
        if (hit.statement.act == "refused" or hit.statement.form == "indirect")
        and (day := _day(hit.statement.said_on.edtf))
    ]
    if not told:
        return {}
    days = [one.day for one in told if one.day]  # of each; ISO days sort as they are
    first, last = _moved(min(days), -DAYS), _moved(max(days), DAYS)
    every = record.persons.said(person, first=first, last=last, quoted=True, limit=_QUOTATIONS)
    own = {one.id: one for one in every}
    words = [Words(one.id, one.day, one.content) for one in own.values()]
    found = {one.id: tuple(Quoted(own[b.id], b.shared) for b in beside(one, words)) for one in told}
    return {public_id: quoted for public_id, quoted in found.items() if quoted}


def spoken_of(record: Record, person: str) -> tuple[SpokenOf, ...]:
    """Whom a person speaks of by full name in the latest statements, those named in most of them first."""
    counts: Counter[str] = Counter()
    for one in record.persons.said(person, limit=LOOKED_AT):
        counts.update(names_in(one.content))
    known = record.persons.bearing(list(counts))
    numbers: Counter[str] = Counter()
    for key, who in known.items():
        numbers[who.id] += counts[key]
    by_id = {who.id: who for who in known.values() if who.id != person}
    ordered = sorted(by_id, key=lambda own: (-numbers[own], by_id[own].name))
    return tuple(SpokenOf(by_id[own], numbers[own]) for own in ordered[:_MOST_NAMES])


def _day(edtf: str | None) -> str | None:
    """A day of the calendar, ISO; None where less, or nothing, is known."""
    found = days.exact(edtf)
    return found.isoformat() if found else None


def _moved(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except OverflowError:
        return day
