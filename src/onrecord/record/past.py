"""What the record held on an earlier day, as far as it still can tell.

Triggers of the store keep what a re-reading, a newer model or an edit took away: the statement's row, and of the
article what can be counted by (migration 0004). From them and from what stands unchanged the statements of any moment
since can be put together. A removal is for good: it takes the past along, and a count of an earlier day then says so.

Speakers go by the names that the articles gave them, and in what changed since they are found by these alone: who was
one person with whom on that day is not kept. Which statements were reports of one saying is (migration 0007).

Moments are seconds: what happened in the second asked for has happened.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.errors import QueryError, RecordError

from . import clock, counting, days, loading, selecting, stores
from .counting import Lot, Scope
from .counts import Asked, Count, Counted
from .schema import (
    article,
    article_meta,
    past_article,
    past_report,
    past_statement,
    saying,
    saying_report,
    setting,
    statement,
)

_KEPT_ABOUT = {"key", "article", "since", "until"}
_LACKING: dict[str, Any] = {
    "speaker_confidence": 0.0,
    "speaker_members": [],
    "speaker_candidates": [],
    "speaker_reason": "",
    "said_reason": "",
    "source": "",
}
"""Columns of a statement that must have a value and that nothing is counted by, so that the past does not keep them."""

_REVISED = sa.Table("revised", sa.MetaData(), sa.Column("key", sa.Integer, primary_key=True))
"""In a record made of the past: which of its articles had been revised by then, perhaps by one that is not in it."""

_SAYINGS_KEPT_SINCE = "sayings_kept_since"
"""Key of the setting that says from when on the past of sayings is kept, in a record that is older than that."""

_NOT_KEPT = {
    "review": "who had looked at which statement",
    "person": "who was one person with whom",
    "party": "whom the list of known people had",
    "office": "whom the list of known people had",
}
"""Filters of a query that no count of an earlier day can heed."""

_IN_REBUILT = Scope(revised=sa.select(_REVISED.c.key), persons=False)


def moment(text: str) -> str:
    """A day, or a moment as manifests have it, as a second in UTC; a day, month or year means its end.

    Raises:
        QueryError: where it is neither.
    """
    found = days.plain_bounds(text.strip())
    if found is not None:
        return f"{found.latest}T23:59:59Z"
    parsed = _second(text.strip())
    if parsed is None:
        raise QueryError(
            f"{text!r} is no day", where="as-of", next_step="Write it as 2021-01-17, or 2021-01-17T09:30:00Z"
        )
    return parsed


def _second(text: str) -> str | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return clock.written((found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC))


def count(connection: sa.Connection, asked: Asked, at: str) -> Count:
    """Count as of a moment.

    Args:
        connection: an open one.
        asked: what.
        at: a second, UTC, as ``moment`` gives it.

    Raises:
        RecordError: where the record cannot tell any more (code ``as-of``).
    """
    with _lots(connection, asked, at) as lots:
        return counting.over(lots, asked)


def counted(connection: sa.Connection, asked: Asked, at: str) -> tuple[Count, list[Counted]]:
    """``count``, and the statements in its rows."""
    with _lots(connection, asked, at) as lots:
        found = counting.over(lots, asked)
        return found, counting.counted(lots, asked, found.rows)


def articles(connection: sa.Connection, at: str) -> dict[str, sa.RowMapping]:
    """What was kept of the articles that were otherwise at a moment, by public id; see ``past_article``."""
    query = sa.select(past_article).where(past_article.c.since <= at, past_article.c.until > at)
    first: dict[str, sa.RowMapping] = {}
    for row in connection.execute(query.order_by(past_article.c.until, past_article.c.key)).mappings():
        first.setdefault(row["public_id"], row)
    return first


@contextmanager
def _lots(connection: sa.Connection, asked: Asked, at: str) -> Iterator[list[Lot]]:
    """The articles as they were, in lots that have none in common: those that still are so, and those put together."""
    for name, what in _NOT_KEPT.items():
        if asked.query is not None and getattr(asked.query, name) is not None:
            raise QueryError(
                f"{what} on an earlier day is not kept",
                where=name,
                next_step=f"Leave {name}: out, or count as of now",
            )
    if asked.unit == "saying":
        _check_sayings_kept(connection, at)
    unchanged, changed = (connection, _unchanged(at)), _changed(connection, at)
    if not changed:
        yield [unchanged]
        return
    with _rebuilt(connection, changed, at) as past:
        yield [unchanged, (past, _IN_REBUILT)]


def _check_sayings_kept(connection: sa.Connection, at: str) -> None:
    query = sa.select(setting.c.value).where(setting.c.key == _SAYINGS_KEPT_SINCE)
    since = connection.execute(query).scalar_one_or_none()
    if since is not None and at < since:
        raise RecordError(
            f"the record cannot tell any more which statements were one saying on {at}: that is kept since {since}",
            next_step="Count statements or articles, or as of a later day",
            code="as-of",
        )


def _unchanged(at: str) -> Scope:
    """The articles that were there then and are as they were."""
    there = sa.select(article.c.key).where(article.c.added_at <= at, article.c.key.not_in(_touched(at)))
    return Scope(lambda key: key.in_(there), _revised(at), persons=False, reports=_reports(at).subquery())


def _reports(at: str) -> sa.CompoundSelect[tuple[int, int]]:
    """Statements that are there, and the keys of the sayings that they were reports of."""
    here = sa.select(saying_report.c.statement, saying_report.c.saying).where(saying_report.c.since <= at)
    was = (
        sa.select(statement.c.key, past_report.c.saying)
        .join_from(past_report, statement, statement.c.public_id == past_report.c.public_id)
        .where(past_report.c.since <= at, past_report.c.until > at)
    )
    return here.union_all(was)


def _revised(at: str) -> sa.Select[tuple[int | None]]:
    """Keys of the versions that had been revised by then."""
    return selecting.REVISED.where(article.c.added_at <= at)


def _touched(at: str) -> sa.Select[tuple[int]]:
    """Keys of the articles of which something was kept since, or into which an edit put a statement since."""
    kept = [sa.select(table.c.article).where(table.c.until > at) for table in (past_article, past_statement)]
    put = sa.select(statement.c.article).where(statement.c.since > at)
    return sa.select(sa.union(*kept, put).subquery().c.article)


def _changed(connection: sa.Connection, at: str) -> Sequence[int]:
    """Keys of the articles that were there then and of which anything has changed since.

    Raises:
        RecordError: where one was read again since, and what it had then was not kept.
    """
    there = sa.select(article.c.key).where(article.c.added_at <= at).order_by(article.c.key)
    lost = there.where(article.c.read_at > at, article.c.key.not_in(_touched(at)))
    number = connection.execute(sa.select(sa.func.count()).select_from(lost.order_by(None).subquery())).scalar_one()
    if number:
        raise RecordError(
            f"the record cannot tell any more what it held on {at}: {number:,} articles were read again since, before "
            "what they held was kept",
            next_step="Count as of a later day",
            code="as-of",
        )
    return connection.execute(there.where(article.c.key.in_(_touched(at)))).scalars().all()


@contextmanager
def _rebuilt(connection: sa.Connection, keys: Sequence[int], at: str) -> Iterator[sa.Connection]:
    """A record in a temporary file with the changed articles as they were, so that it can be asked the same query."""
    from .opening import open_record  # opening knows the store, which knows this module

    with (
        tempfile.TemporaryDirectory(prefix="onrecord-") as folder,
        open_record(Path(folder) / "past.db") as record,
    ):
        with record.transactions.writing() as into:
            _REVISED.create(into)
            for some in loading.batches(keys, loading.BATCH):
                _copy(connection, into, some, at)
                revised = connection.execute(_revised(at).where(article.c.revises.in_(some))).scalars().all()
                if revised:
                    into.execute(_REVISED.insert(), [{"key": key} for key in set(revised)])
        with record.transactions.reading() as past:
            yield past


def _copy(connection: sa.Connection, into: sa.Connection, keys: Sequence[int], at: str) -> None:
    """Put the articles of ``keys`` as they were, with their statements as they were, into another record."""
    was = {row["article"]: row for row in _then(connection, past_article, keys, at)}
    articles = connection.execute(sa.select(article).where(article.c.key.in_(keys))).mappings().all()
    into.execute(
        article.insert(), [{**row, "text": "", "revises": None, **_own(was.get(row["key"]))} for row in articles]
    )
    meta = connection.execute(sa.select(article_meta).where(article_meta.c.article.in_(keys))).mappings().all()
    if meta:
        into.execute(article_meta.insert(), [dict(row) for row in meta])
    standing = [row["key"] for row in articles if row["read_at"] <= at]
    rows = _statements(connection, keys, standing, at)
    if rows:
        into.execute(statement.insert(), rows)
        _copy_reports(connection, into, keys, at)
    for key in keys:
        stores.of(into).index_article(into, key)


def _copy_reports(connection: sa.Connection, into: sa.Connection, keys: Sequence[int], at: str) -> None:
    """Put the sayings that the statements of ``keys`` were reports of into the other record, by the same keys."""
    was = sa.select(past_report.c.public_id, past_report.c.saying).where(
        past_report.c.article.in_(keys), past_report.c.since <= at, past_report.c.until > at
    )
    still = (
        sa.select(statement.c.public_id, saying_report.c.saying)
        .join_from(saying_report, statement, statement.c.key == saying_report.c.statement)
        .where(statement.c.article.in_(keys), saying_report.c.since <= at)
    )
    told = dict(connection.execute(was.union_all(still)).tuples().all())
    own = into.execute(sa.select(statement.c.public_id, statement.c.key).where(statement.c.article.in_(keys)))
    rows = [{"statement": key, "saying": told[public_id]} for public_id, key in own if public_id in told]
    if rows:
        _copy_sayings(into, {row["saying"] for row in rows})
        into.execute(saying_report.insert(), rows)


def _copy_sayings(into: sa.Connection, keys: set[int]) -> None:
    """Rows for what other articles did not bring already; nothing but their keys is looked at."""
    there = set(into.execute(sa.select(saying.c.key).where(saying.c.key.in_(keys))).scalars())
    blank = {"public_id": "", "first_day": "", "reports": 0, "waits": False}
    new = [{"key": key, **blank} for key in keys if key not in there]
    if new:
        into.execute(saying.insert(), new)


def _statements(
    connection: sa.Connection, keys: Sequence[int], standing: Sequence[int], at: str
) -> list[dict[str, Any]]:
    """The rows of the statements that stood in ``keys`` then; articles of ``standing`` were read as they are now."""
    was = _then(connection, past_statement, keys, at)
    replaced = {(row["article"], row["public_id"]) for row in was}
    there = sa.or_(statement.c.since.is_(None), statement.c.since <= at)
    query = sa.select(statement).where(statement.c.article.in_(standing), there)
    now = connection.execute(query).mappings()
    blank = {column.name: None for column in statement.c} | _LACKING
    found = [dict(row) for row in now if (row["article"], row["public_id"]) not in replaced]
    found += [{**blank, **_own(row), "article": row["article"]} for row in was]
    # An edit may have put a statement where a later one stands now: the ids within an article must stay apart.
    rows = [{**row, "id": f"s{place}", "position": place} for place, row in enumerate(found, 1)]
    for row in rows:
        row.pop("key")
    return rows


def _then(connection: sa.Connection, table: sa.Table, keys: Sequence[int], at: str) -> list[sa.RowMapping]:
    """The rows of the past that held at a moment: of several of one thing, the one that ended first after it."""
    query = (
        sa.select(table)
        .where(table.c.article.in_(keys), table.c.since <= at, table.c.until > at)
        .order_by(table.c.until, table.c.key)
    )
    first: dict[tuple[int, str], sa.RowMapping] = {}
    for row in connection.execute(query).mappings():
        first.setdefault((row["article"], row["public_id"]), row)
    return list(first.values())


def _own(past: sa.RowMapping | None) -> dict[str, Any]:
    """What a row of the past has of the row that it was."""
    return {name: value for name, value in (past or {}).items() if name not in _KEPT_ABOUT}
