"""What a list shows of a statement: its words, the marks on them, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

import sqlalchemy as sa

from onrecord.domain import Span

from . import folding, known, listing, loading, persons
from .answers import Hit
from .query import Term
from .schema import statement

SNIPPET = 240
"""Code points of a content that a list shows: three lines of a terminal."""


def hits(connection: sa.Connection, keys: Sequence[int], terms: Sequence[Term]) -> list[Hit]:
    """The statements of ``keys``, in the order given, with the words of ``terms`` marked."""
    by_key: dict[int, loading.Loaded] = {}
    for some in loading.batches(keys):
        query = sa.select(statement).where(statement.c.key.in_(some))
        by_key |= {row["key"]: row for row in connection.execute(query).mappings()}
    rows = [by_key[key] for key in keys]
    cues = loading.cues(connection, keys)
    articles = listing.article_rows(connection, sorted({row["article"] for row in rows}))
    revised = listing.revised(connection, list(articles))
    people = persons.ids(connection, keys)
    held: dict[int, dict[str, tuple[str | None, str | None]]] = {}
    for some in loading.batches(keys):
        held |= known.at(connection, some)
    shown = []
    for row, found in zip(rows, loading.statements(connection, rows), strict=True):
        marks = matches(row["content"], terms)
        who = people.get(row["key"])
        party, office = held.get(row["key"], {}).get(who or "", (None, None))
        shown.append(
            Hit(
                id=row["public_id"],
                statement=found,
                content=row["content"],
                source=row["source"],
                cue=cues.get(row["key"], ""),
                article=articles[row["article"]],
                revised=row["article"] in revised,
                snippet=snippet(row["content"], marks),
                matches=marks,
                person=who,
                party=party,
                office=office,
            )
        )
    return shown


def matches(content: str, terms: Sequence[Term]) -> tuple[Span, ...]:
    """Where the terms stand in a content, as spans of it in code points, in its order and not touching each other."""
    if not terms:
        return ()
    stems, begins, ends = folding.stemmed(content)
    starts = [(at, len(term.words)) for term in terms for at in _may_begin(term, stems) if term.stands_at(stems, at)]
    marked = {at + step for at, length in starts for step in range(length)}
    inner = {at + step for at, length in starts for step in range(1, length)}
    spans: list[Span] = []
    for at in sorted(marked):
        if at in inner:  # a phrase is one mark, with the spaces inside it
            spans[-1] = Span(spans[-1].start, ends[at])
        else:
            spans.append(Span(begins[at], ends[at]))
    return tuple(spans)


def _may_begin(term: Term, stems: list[str]) -> Iterable[int]:
    """Where a term can begin: a whole text is gone through faster for its first word than for the term."""
    if len(term.words) == 1 and term.prefix:
        return range(len(stems))
    return _places(stems, term.words[0])


def _places(stems: list[str], wanted: str) -> Iterator[int]:
    at = -1
    with suppress(ValueError):  # there is none beyond
        while True:
            at = stems.index(wanted, at + 1)
            yield at


def snippet(content: str, marks: Sequence[Span], length: int = SNIPPET) -> Span:
    """The part of ``content`` that shows most of ``marks``, cut between words, at most about ``length`` code points."""
    if len(content) <= length:
        return Span(0, len(content))
    best = max(
        (mark.start for mark in marks),
        key=lambda start: sum(1 for m in marks if start <= m.start and m.end <= start + length // 2),
        default=0,
    )
    start = max(0, min(best - length // 4, len(content) - length))
    end = min(len(content), start + length)
    if start > 0:
        space = content.find(" ", start, start + length // 8)
        start = space + 1 if space >= 0 else start
    if end < len(content):
        space = content.rfind(" ", end - length // 8, end)
        end = space if space > start else end
    return Span(start, end)
