"""What a list shows of a statement: its words, the marks on them, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    ends: dict[int, int] = {}  # of the words that are marked, by where they begin
    inner: set[int] = set()
    for term in terms:
        for found in _standing(content, term):
            ends |= {word.start: word.end for word in found}
            inner |= {word.start for word in found[1:]}
    spans: list[Span] = []
    for start in sorted(ends):
        if start in inner:  # a phrase is one mark, with the spaces inside it
            spans[-1] = Span(spans[-1].start, ends[start])
        else:
            spans.append(Span(start, ends[start]))
    return tuple(spans)


def _standing(content: str, term: Term) -> Iterator[list[folding.Stemmed]]:
    """The words of each place where a term stands."""
    first = {term.words[0]} if len(term.words) > 1 else {term.words[0], *term.alternatives}
    for found in folding.runs(content, first, len(term.words)):
        if term.stands_at([word.stem for word in found], 0):
            yield found


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
