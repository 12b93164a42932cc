"""``Feeds``: what a record follows, and what is still to be fetched of it. All of it is kept in the record.

A feed's answer and the articles that it tells of are written in one transaction, before the first of them is fetched;
and each is crossed off after it was stored. So a kill at any moment costs at most one article fetched twice, which the
record then has already.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from onrecord.domain import Fetched
from onrecord.errors import OnrecordError, UsageError
from onrecord.fetching import Known
from onrecord.record import Record
from onrecord.record.clock import written
from onrecord.record.schema_feeds import feed, feed_item

from .feed import Entry

Sort = Literal["feed", "folder"]

_Values = dict[str, object]
_STATES = ("stored", "waiting", "refused")


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed or a folder that a record follows.

    Attributes:
        address: of the feed, or the path of the folder.
        kind: which of the two.
        title: what the feed calls itself.
        asked_at: when it was asked last; read_at: when it last answered as it should. UTC, ISO 8601, None for never.
        due_at: when it is asked again; None where it never is, since it is gone or forbids it.
        failures: how often in a row it could not be read, and with ``code`` and ``why`` the last reason.
        stored: how many of its articles (of its files) the record took up; waiting: are still to be fetched; refused:
            may not be fetched or cannot be read.
    """

    address: str
    kind: Sort
    title: str | None
    asked_at: str | None
    read_at: str | None
    due_at: str | None
    failures: int
    code: str | None
    why: str | None
    stored: int
    waiting: int
    refused: int


@dataclass(frozen=True, slots=True)
class Item:
    """Something to ask for: a feed, or an article that one told of.

    Attributes:
        key: in its table.
        address: where.
        known: what its last answer said of itself.
        tries: how often in a row it was asked in vain.
        kind: of a feed, which sort.
    """

    key: int
    address: str
    known: Known
    tries: int
    kind: Sort = "feed"


@dataclass(frozen=True, slots=True)
class Refused:
    """An article that is not to be had, or not yet.

    Attributes:
        address: of the article.
        feed: the address of the feed that told of it first.
        state: ``waiting``, to be tried again at ``due_at``; or ``refused``.
        code, why: as the error said.
    """

    address: str
    feed: str
    state: str
    due_at: str
    code: str | None
    why: str | None


class Feeds:
    """What one record follows. Every method may raise RecordError where the store fails."""

    def __init__(self, record: Record) -> None:
        self._reading, self._writing = record.transactions

    # --- the list ---

    def follow(self, address: str, kind: Sort, now: datetime) -> bool:
        """Put a feed or folder on the list, to be asked at once. Returns whether it was not there yet."""
        values = {"sha256": _digest(address), "address": address, "kind": kind, "failures": 0}
        with self._writing() as connection:
            if connection.execute(sa.select(feed.c.key).where(feed.c.sha256 == values["sha256"])).first():
                return False
            connection.execute(feed.insert().values(**values, added_at=written(now), due_at=written(now)))
        return True

    def forget(self, address: str) -> None:
        """Take it from the list; its articles stay.

        Raises:
            UsageError: where it is not there.
        """
        with self._writing() as connection:
            if not connection.execute(feed.delete().where(feed.c.sha256 == _digest(address))).rowcount:
                raise UsageError(
                    "this is not followed",
                    where=address,
                    next_step="`onrecord feeds` shows what is, and how it is written",
                )

    def every(self) -> tuple[Followed, ...]:
        """The list, in the order of its addresses."""
        counts = [
            sa.select(sa.func.count())
            .where(feed_item.c.feed == feed.c.key, feed_item.c.state == state)
            .scalar_subquery()
            .label(state)
            for state in _STATES
        ]
        columns = [feed.c[name] for name in Followed.__dataclass_fields__ if name not in _STATES]
        with self._reading() as connection:
            rows = connection.execute(sa.select(*columns, *counts).order_by(feed.c.address)).mappings()
            return tuple(Followed(**row) for row in rows)

    def not_had(self) -> tuple[Refused, ...]:
        """The articles that were asked for in vain, by feed and address."""
        columns = [feed_item.c[name] for name in ("address", "state", "due_at", "code", "why")]
        query = sa.select(*columns, feed.c.address.label("feed")).join(feed).where(feed_item.c.why.is_not(None))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(feed.c.address, feed_item.c.address)).mappings()
            return tuple(Refused(**row) for row in rows)

    # --- what is due ---

    def due(self, now: datetime) -> tuple[Item, ...]:
        """The feeds and folders whose time has come, the longest overdue first."""
        query = sa.select(feed, feed.c.failures.label("tries")).where(feed.c.due_at <= written(now))
        with self._reading() as connection:
            return tuple(_item(row, row.kind) for row in connection.execute(query.order_by(feed.c.due_at, feed.c.key)))

    def waiting(self, now: datetime, of_one: int) -> tuple[Item, ...]:
        """Articles to be fetched whose time has come: the first of each feed, then the second of each, and so on.

        Args:
            now: this moment.
            of_one: how many of one feed at most, so that one with a long list does not hold up the others.
        """
        order = (feed_item.c.due_at, feed_item.c.key)
        place = sa.func.row_number().over(partition_by=feed_item.c.feed, order_by=order).label("place")
        ready = (feed_item.c.state == "waiting", feed_item.c.due_at <= written(now))
        found = sa.select(feed_item, place).where(*ready).subquery()
        query = sa.select(found).where(found.c.place <= of_one).order_by(found.c.place, found.c.due_at, found.c.key)
        with self._reading() as connection:
            return tuple(_item(row) for row in connection.execute(query))

    def still_due(self, items: Sequence[Item], now: datetime) -> list[Item]:
        """Those of some feeds and folders that are due still, as they are now: another worker may have asked them."""
        keys = [item.key for item in items]
        query = sa.select(feed, feed.c.failures.label("tries")).where(feed.c.key.in_(keys))
        return self._in_order(items, query.where(feed.c.due_at <= written(now)))

    def still_waiting(self, items: Sequence[Item], now: datetime) -> list[Item]:
        """Those of some articles that are waiting still, as they are now."""
        keys = [item.key for item in items]
        query = sa.select(feed_item).where(feed_item.c.key.in_(keys), feed_item.c.state == "waiting")
        return self._in_order(items, query.where(feed_item.c.due_at <= written(now)))

    def _in_order(self, items: Sequence[Item], query: sa.Select[tuple[object, ...]]) -> list[Item]:
        with self._reading() as connection:
            found = {row.key: row for row in connection.execute(query)}
        return [_item(found[item.key], item.kind) for item in items if item.key in found]

    def next_due(self) -> str | None:
        """When the next feed, folder or article is due; None where nothing is."""
        times = (
            sa.select(sa.func.min(feed.c.due_at)),
            sa.select(sa.func.min(feed_item.c.due_at)).where(feed_item.c.state == "waiting"),
        )
        with self._reading() as connection:
            found = [connection.execute(query).scalar_one_or_none() for query in times]
        return min((time for time in found if time), default=None)

    # --- what a feed answered ---

    def told(
        self, of: Item, entries: Iterable[Entry], now: datetime, due: datetime, *, title: str | None, known: Known
    ) -> tuple[int, int]:
        """Write down what a feed told, whole or not at all. Returns how many articles are new, how many changed.

        Args:
            of: the feed, or the folder.
            entries: what it tells of.
            now: when it answered. due: when to ask it again.
            title: what it calls itself.
            known: what its answer said of itself.
        """
        new = changed = 0
        with self._writing() as connection:
            for entry in entries:
                added = _put(connection, of.key, entry, written(now))
                new += added == "new"
                changed += added == "changed"
            self._answered(connection, of, now, due, known=known, title=title)
        return new, changed

    def same(self, of: Item, now: datetime, due: datetime) -> None:
        """A feed said that it is still the same."""
        with self._writing() as connection:
            self._answered(connection, of, now, due)

    def failed(self, of: Item, error: OnrecordError, now: datetime, due: datetime | None) -> None:
        """A feed could not be had; ``due`` is None where it is not to be asked again."""
        values: _Values = {"asked_at": written(now), "due_at": written(due) if due else None}
        values |= {"failures": of.tries + 1, "code": error.code, "why": error.what}
        with self._writing() as connection:
            connection.execute(feed.update().where(feed.c.key == of.key).values(values))

    def _answered(
        self,
        connection: sa.Connection,
        of: Item,
        now: datetime,
        due: datetime,
        *,
        known: Known | None = None,
        title: str | None = None,
    ) -> None:
        values: _Values = {"asked_at": written(now), "read_at": written(now), "due_at": written(due)}
        values |= {"failures": 0, "code": None, "why": None}
        if known is not None:
            values |= {"etag": known.etag, "last_modified": known.last_modified, "title": title}
        connection.execute(feed.update().where(feed.c.key == of.key).values(values))

    # --- what became of an article ---

    def begun(self, item: Item, due: datetime) -> None:
        """An article is about to be read: should that end the whole process, it is tried again at ``due``."""
        self._settle(item, {"tries": item.tries + 1, "due_at": written(due)})

    def stored(self, item: Item, fetched: Fetched | None) -> None:
        """An article is in the record; ``fetched`` is None where its address said that it is still the same."""
        values: _Values = {"state": "stored", "tries": 0, "code": None, "why": None}
        if fetched is not None:
            values |= {"etag": fetched.etag, "last_modified": fetched.last_modified}
        self._settle(item, values)

    def refuse(self, item: Item, error: OnrecordError) -> None:
        """An article is not to be had; it is asked for again only where its feed says that it was changed."""
        self._settle(item, {"state": "refused", "tries": item.tries + 1, "code": error.code, "why": error.what})

    def later(self, item: Item, error: OnrecordError, due: datetime) -> None:
        """An article could not be had now."""
        values = {"tries": item.tries + 1, "due_at": written(due), "code": error.code, "why": error.what}
        self._settle(item, values)

    def _settle(self, item: Item, values: _Values) -> None:
        with self._writing() as connection:
            connection.execute(feed_item.update().where(feed_item.c.key == item.key).values(values))


def _put(connection: sa.Connection, of: int, entry: Entry, now: str) -> Literal["new", "changed", "same"]:
    digest = _digest(entry.address)
    columns = (feed_item.c.key, feed_item.c.feed, feed_item.c.told, feed_item.c.state)
    query = sa.select(*columns).where(feed_item.c.sha256 == digest)
    found = connection.execute(query).one_or_none()
    values: _Values = {"told": entry.told, "state": "waiting", "due_at": now, "tries": 0}
    if found is None:
        about = {"feed": of, "sha256": digest, "address": entry.address}
        connection.execute(feed_item.insert().values(values | about))
        return "new"
    # Another feed describes the same article in other words: that is no change of it.
    if found.told == entry.told or found.feed != of or found.state == "removed":
        return "same"
    connection.execute(feed_item.update().where(feed_item.c.key == found.key).values(values))
    return "changed"


def _item(row: sa.Row[tuple[object, ...]], kind: Sort = "feed") -> Item:
    return Item(row.key, row.address, Known(row.etag, row.last_modified), row.tries, kind)


def _digest(address: str) -> str:
    return hashlib.sha256(os.fsencode(address)).hexdigest()
