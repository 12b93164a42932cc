"""Everything that a query lets through, whole and in one order: what exports, samples and counts work on.

Where ``search`` gives a page of hits, best first, this gives all of them, article by article, in the order of
``Record.every``: that hangs on what is in the record alone, and not on when it was added.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

import sqlalchemy as sa

from onrecord.domain import Extracted
from onrecord.errors import RecordError

from . import applying, loading, persons, resolving, search, spoken
from .answers import StoredArticle
from .query import Query, parse
from .schema import article, edit, edit_anchor, past_statement, statement

ORDER = (sa.func.coalesce(article.c.published, ""), article.c.id, article.c.sha256)
"""The order of articles in all that leaves a record."""

REVISED = sa.select(article.c.revises).where(article.c.revises.is_not(None))
"""Keys of the versions of articles that a later one revises."""


def matching(connection: sa.Connection, query: Query | None) -> sa.Select[tuple[int]]:
    """The keys of the statements that ``query`` lets through, as a SELECT; of all statements where it is None.

    Raises:
        QueryError: where the query was not understood.
    """
    if query is None:
        return sa.select(statement.c.key)
    return search.keys(connection, parse(query))


def every(connection: sa.Connection) -> Iterator[Extracted]:
    """Every article; see ``Record.every``."""
    for some in loading.batches(_in_order(connection), loading.BATCH):
        for _, extracted, _ in loading.extracted(connection, some):
            yield extracted


def _in_order(connection: sa.Connection) -> Sequence[int]:
    """The keys of all articles."""
    return connection.execute(sa.select(article.c.key).order_by(*ORDER)).scalars().all()


def selected(connection: sa.Connection, query: Query | None) -> Iterator[StoredArticle]:
    """Every article with the statements that ``query`` lets through; see ``Record.selected``."""
    wanted = None if query is None else _by_article(connection, query)
    keys = _in_order(connection)
    if wanted is not None:
        keys = [key for key in keys if key in wanted]
    for key, stored in each(connection, keys):
        yield stored if wanted is None else only(stored, wanted[key])


def _by_article(connection: sa.Connection, query: Query) -> dict[int, set[str]]:
    """Public ids of the statements that a query lets through, by the key of their article."""
    chosen = sa.select(statement.c.article, statement.c.public_id)
    found: dict[int, set[str]] = defaultdict(set)
    for key, public_id in connection.execute(chosen.where(statement.c.key.in_(matching(connection, query)))):
        found[key].add(public_id)
    return found


def each(connection: sa.Connection, keys: Sequence[int]) -> Iterator[tuple[int, StoredArticle]]:
    """The articles of ``keys``, however many, in the order given and by key, a few dozen in memory at a time."""
    for some in loading.batches(keys, loading.BATCH):
        yield from zip(some, stored_articles(connection, some), strict=True)


def versions(connection: sa.Connection, keys: Sequence[int]) -> tuple[dict[int, str], dict[int, list[str]]]:
    """Public ids, for each of some articles: of the version that it revises, and of those that revise it, in order."""
    later = article.alias("later")
    named = (
        article.c.key.label("old"),
        later.c.key.label("new"),
        article.c.public_id,
        later.c.public_id.label("new_id"),
    )
    pairs = sa.select(*named).join_from(article, later, later.c.revises == article.c.key)
    # Two questions in one: with "or" both stores go through every article.
    around = sa.union(pairs.where(article.c.key.in_(keys)), pairs.where(later.c.key.in_(keys))).order_by("new")
    before: dict[int, str] = {}
    after: dict[int, list[str]] = defaultdict(list)
    for old, new, old_id, new_id in connection.execute(around):
        before[new] = old_id
        after[old].append(new_id)
    return before, after


def stored_articles(
    connection: sa.Connection, keys: Sequence[int], *, alone: Sequence[int] | None = None
) -> list[StoredArticle]:
    """The articles of ``keys``, at most a few hundred, in the order given.

    Args:
        connection: an open one.
        keys: of the articles.
        alone: keys of the statements that are taken out of the store with them, at most a few hundred; None for all.
    """
    before, after = versions(connection, keys)
    which = statement.c.article.in_(keys) if alone is None else statement.c.key.in_(alone)
    speaking = persons.speaking(connection, which)
    originals = spoken.in_articles(connection, which)
    return [
        StoredArticle(
            id=row["public_id"],
            extracted=extracted,
            added_at=row["added_at"],
            read_at=row["read_at"],
            revises=before.get(row["key"]),
            revised_by=tuple(after[row["key"]]),
            statement_ids=MappingProxyType(ids),
            persons=MappingProxyType(dict(speaking.get(row["key"], {}))),
            originals=MappingProxyType(originals.get(row["key"], {})),
        )
        for row, extracted, ids in loading.extracted(connection, keys, alone=alone)
    ]


def only(stored: StoredArticle, wanted: set[str]) -> StoredArticle:
    """``stored`` without the statements whose public id is not in ``wanted``.

    A kept statement that stood inside another that goes stands alone; so does a figure.
    """
    ids = {own: public for own, public in stored.statement_ids.items() if public in wanted}
    return dataclasses.replace(stored, extracted=stored.extracted.keeping(ids), statement_ids=MappingProxyType(ids))


def one_statement(connection: sa.Connection, reference: str) -> StoredArticle:
    """The article of one statement, with that statement alone; see ``Record.statement``."""
    row = named(connection, reference)
    (stored,) = stored_articles(connection, [row.article], alone=[row.key])
    return only(stored, {row.public_id})


def statements(connection: sa.Connection, ids: Sequence[str]) -> dict[str, StoredArticle]:
    """The articles of some statements, each with its statement alone; see ``Record.statements``."""
    found: dict[str, StoredArticle] = {}
    for some in loading.batches(ids, loading.BATCH):
        columns = (statement.c.public_id, statement.c.key, statement.c.article)
        rows = connection.execute(sa.select(*columns).where(statement.c.public_id.in_(some))).all()
        keys = sorted({row.article for row in rows})
        stored = dict(zip(keys, stored_articles(connection, keys, alone=[row.key for row in rows]), strict=True))
        found |= {row.public_id: only(stored[row.article], {row.public_id}) for row in rows}
    return found


class Named(NamedTuple):
    """A statement that somebody named: its key and public id, and its article's key."""

    key: int
    public_id: str
    article: int


def named(connection: sa.Connection, reference: str) -> Named:
    """The one statement that ``reference`` names; arguments and errors as for ``Record.statement``."""
    keys = _named(connection, reference)
    if len(keys) == 1:
        columns = (statement.c.key, statement.c.public_id, statement.c.article)
        return Named(*connection.execute(sa.select(*columns).where(statement.c.key == keys[0])).one())
    if not keys:
        raise _missing(connection, reference)
    query = sa.select(statement.c.public_id, statement.c.content).where(statement.c.key.in_(keys[:10]))
    listed = "; ".join(f"{public_id} ({content[:40]})" for public_id, content in connection.execute(query))
    raise RecordError(
        f"{reference!r} fits {len(keys)} statements: {listed}",
        next_step="Give the id of the one that is meant",
        code="ambiguous",
    )


def _missing(connection: sa.Connection, reference: str) -> RecordError:
    """Why no statement has this id: it never was one, or people rejected it, or it is not found any more."""

    def begins(column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        return sa.func.substr(column, 1, len(reference)) == reference

    what, next_step = f"no statement of this record has {reference!r} for its id", "`onrecord search` shows ids"
    rejected = (
        sa.select(edit.c.id, edit.c.who, edit.c.made_at, edit.c.why, edit_anchor.c.statement)
        .join_from(edit, edit_anchor, edit_anchor.c.edit == edit.c.id)
        .where(edit.c.kind == applying.REJECT, edit.c.undone_by.is_(None), begins(edit_anchor.c.statement))
    )
    gone = (
        sa.select(past_statement.c.public_id, past_statement.c.until, article.c.public_id.label("article"))
        .join_from(past_statement, article, article.c.key == past_statement.c.article)
        .where(begins(past_statement.c.public_id))
        .order_by(past_statement.c.until.desc())
    )
    if (by := connection.execute(rejected.limit(1)).first()) is not None:
        what = f"the statement {by.statement} was rejected by {by.who} on {by.made_at[:10]}: {by.why}"
        next_step = f"To have it back: onrecord edits undo {by.id} --why ..."
    elif (was := connection.execute(gone.limit(1)).first()) is not None:
        what = f"the statement {was.public_id} stood in {was.article} until {was.until[:10]} and is not found any more"
        next_step = f"`onrecord show {was.article}` shows what is"
    return RecordError(what, next_step=next_step, code="not-found")


def _named(connection: sa.Connection, reference: str) -> Sequence[int]:
    """Keys of the statements that ``reference`` names: ARTICLE#s3, a public id, or the beginning of one."""
    head, mark, own = reference.rpartition("#")
    if mark and own:
        key = resolving.resolve(connection, head)
        here = sa.select(statement.c.key).where(statement.c.article == key, statement.c.id == own)
        return connection.execute(here).scalars().all()
    ways = (
        statement.c.public_id == reference,
        sa.func.substr(statement.c.public_id, 1, len(reference)) == reference,
    )
    for way in ways if reference else ():
        query = sa.select(statement.c.key).where(way).order_by(statement.c.public_id)
        found = connection.execute(query).scalars().all()
        if found:
            return found
    return _found_again(connection, reference)


def _found_again(connection: sa.Connection, reference: str) -> Sequence[int]:
    """Where a statement has other words now: the one that the edits of the old one were found to be about."""
    query = (
        sa.select(statement.c.key)
        .join_from(edit, edit_anchor, edit_anchor.c.edit == edit.c.id)
        .join(statement, statement.c.public_id == edit_anchor.c.statement)
        .where(edit.c.target == reference)
        .distinct()
    )
    return connection.execute(query).scalars().all()
