"""Sayings taken out of the record: listed, shown with their reports and originals, put in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from onrecord.domain import Report, Saying

from . import days, loading, persons, query, selecting, spoken
from .answers import Page, Printed
from .query import Query
from .schema import article, article_turn, saying, saying_report, statement

MOST = 2000
"""Statements that are put in order of time; beyond them nobody reads on, and a narrower question is better."""


def of_statements(connection: sa.Connection, statements: Sequence[int]) -> dict[int, int]:
    """The key of the saying that each of these statements is in; those that are in none are left out."""
    found: dict[int, int] = {}
    for some in loading.batches(statements):
        query = sa.select(saying_report.c.statement, saying_report.c.saying)
        found |= dict(connection.execute(query.where(saying_report.c.statement.in_(some))).tuples().all())
    return found


def listed(connection: sa.Connection, asked: Query | None, limit: int, offset: int) -> Page[Saying]:
    """Sayings with two reports or more; see ``Sayings.listed``."""
    query.check_page(limit, offset)
    which = sa.select(saying.c.key)
    if asked is not None:
        here = sa.select(saying_report.c.saying).where(
            saying_report.c.statement.in_(selecting.matching(connection, asked))
        )
        which = which.where(saying.c.key.in_(here))
    which = which.where(saying.c.reports > 1)
    total = connection.execute(sa.select(sa.func.count()).select_from(which.subquery())).scalar_one()
    order = (saying.c.reports.desc(), saying.c.first_day.desc(), saying.c.public_id)
    keys = connection.execute(which.order_by(*order).limit(limit).offset(offset)).scalars().all()
    return Page(_sayings(connection, keys), total, limit, offset)


def shown(connection: sa.Connection, reference: str) -> Saying:
    """The saying of one statement; see ``Sayings.named``."""
    named = selecting.named(connection, reference)
    found = of_statements(connection, [named.key])
    if found:
        return _sayings(connection, [found[named.key]])[0]
    return Saying(named.public_id, tuple(_reports(connection, [named.key]).values()))


def holding(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Printed]:
    """The sayings that statements are reports of, by the public ids given; see ``Sayings.holding``."""
    keys: dict[str, int] = {}
    for some in loading.batches(ids):
        query = sa.select(statement.c.public_id, statement.c.key).where(statement.c.public_id.in_(some))
        keys |= dict(connection.execute(query).tuples().all())
    own = of_statements(connection, list(keys.values()))
    by_key = _printed(connection, sorted(set(own.values())))
    return {public_id: by_key[own[key]] for public_id, key in keys.items() if key in own}


def _printed(connection: sa.Connection, keys: Sequence[int]) -> dict[int, Printed]:
    found: dict[int, list[tuple[str, str, str | None]]] = defaultdict(list)
    chosen = (
        sa.select(saying.c.key, saying.c.public_id, article.c.public_id, article.c.outlet)
        .join_from(saying, saying_report, saying_report.c.saying == saying.c.key)
        .join(statement, statement.c.key == saying_report.c.statement)
        .join(article, article.c.key == statement.c.article)
    )
    for some in loading.batches(keys):
        for key, own, where, outlet in connection.execute(chosen.where(saying.c.key.in_(some))).tuples():
            found[key].append((own, where, outlet))
    return {
        key: Printed(
            id=reports[0][0],
            reports=len(reports),
            outlets=frozenset(outlet for _, _, outlet in reports if outlet),
            articles=frozenset(where for _, where, _ in reports),
        )
        for key, reports in found.items()
    }


def in_time(connection: sa.Connection, asked: Query) -> tuple[tuple[Saying, ...], int]:
    """What a query finds, as sayings by the day they were said; and how many statements that was, at most ``MOST``."""
    keys = connection.execute(
        sa.select(statement.c.key)
        .join_from(statement, article, article.c.key == statement.c.article)
        .where(statement.c.key.in_(selecting.matching(connection, asked)), article.c.kind != "transcript")
        .order_by(statement.c.sort_day, statement.c.public_id)
        .limit(MOST)
    )
    found = list(keys.scalars())
    own = of_statements(connection, found)
    alone = [key for key in found if key not in own]
    sayings = [*_sayings(connection, sorted(set(own.values())))]
    sayings += [Saying(report.id, (report,)) for report in _reports(connection, alone).values()]
    return tuple(sorted(sayings, key=lambda one: (when(one) or "9999", one.id))), len(found)


def when(one: Saying) -> str | None:
    """The day by which a saying is put in order, ISO: that of its original, else the earliest that a report tells.

    A report without a day of its own counts from the day it was printed.
    """
    spoken = [day for r in one.reports if r.original and (day := days.bounds(r.original.day)[0])]
    if spoken:
        return min(spoken)
    told = [day for r in one.reports if (day := days.bounds(r.said_on)[0])]
    printed = [r.published for r in one.reports if r.published]
    return min(told or printed, default=None)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript with its turns: the label and the words of each, and where these begin in the text."""

    article: str
    title: str
    day: str
    language: str | None
    turns: tuple[tuple[str, str, int], ...]


def transcripts(connection: sa.Connection, first: str, last: str, *, not_in: str) -> tuple[Transcript, ...]:
    """Transcripts in other languages than ``not_in`` that were published from ``first`` to ``last``, ISO days."""
    chosen = sa.select(article.c.key, article.c.public_id, article.c.title, article.c.path, article.c.published,
                       article.c.language, article.c.text).where(
        article.c.kind == "transcript", article.c.published.between(first, last),
        article.c.language.is_distinct_from(not_in),
    )  # fmt: skip
    rows = connection.execute(chosen.order_by(article.c.published, article.c.public_id)).mappings().all()
    turns = loading.grouped(connection, article_turn, "article", [row["key"] for row in rows])
    return tuple(
        Transcript(
            row["public_id"],
            row["title"] or row["path"] or row["public_id"],
            row["published"],
            row["language"],
            tuple(
                (row["text"][t["label_start"] : t["label_stop"]], row["text"][t["speech_start"] : t["speech_stop"]],
                 t["speech_start"])
                for t in turns.get(row["key"], ())
            ),
        )
        for row in rows
    )  # fmt: skip


def _sayings(connection: sa.Connection, keys: Sequence[int]) -> tuple[Saying, ...]:
    members: dict[int, list[int]] = defaultdict(list)
    ids: dict[int, str] = {}
    for some in loading.batches(keys):
        chosen = sa.select(saying.c.key, saying.c.public_id, saying_report.c.statement)
        chosen = chosen.join_from(saying, saying_report, saying_report.c.saying == saying.c.key)
        for key, public_id, own in connection.execute(chosen.where(saying.c.key.in_(some))):
            members[key].append(own)
            ids[key] = public_id
    reports = _reports(connection, [own for key in keys for own in members[key]])
    return tuple(
        Saying(ids[key], tuple(sorted((reports[own] for own in members[key]), key=_by_publication))) for key in keys
    )


def _by_publication(report: Report) -> tuple[str, str]:
    return (report.published or "9999", report.id)


def _reports(connection: sa.Connection, keys: Sequence[int]) -> dict[int, Report]:
    """Reports by the keys of their statements."""
    found = {}
    at = spoken.of(connection, keys)
    for some in loading.batches(keys):
        who, cues = persons.ids(connection, some), loading.cues(connection, some)
        for row in connection.execute(_REPORT.where(statement.c.key.in_(some))).mappings():
            key = row["key"]
            own = {name: row[name] for name in Report.__dataclass_fields__ if name in row}
            found[key] = Report(**own, cue=cues.get(key, ""), person=who.get(key), original=at.get(key))
    return found


_REPORT = sa.select(
    statement.c.key,
    statement.c.public_id.label("id"),
    article.c.public_id.label("article"),
    statement.c.id.label("place"),
    *(article.c[name] for name in ("outlet", "title", "published", "url")),
    statement.c.speaker_name.label("speaker"),
    *(statement.c[name] for name in ("said_on", "act", "form", "manner", "asserted_by", "content")),
).join_from(statement, article, article.c.key == statement.c.article)
