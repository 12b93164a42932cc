"""``SavedQueries``: questions that are asked again and again, and what of their answers was told already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

import sqlalchemy as sa

from onrecord.errors import UsageError
from onrecord.fetching.addresses import parse
from onrecord.record import Record, parse_query
from onrecord.record.arrivals import MOST, Arrival
from onrecord.record.clock import read, written
from onrecord.record.schema_feeds import saved_hit, saved_query

Way = Literal["digest", "hook"]
"""By which way something is told; each has its own account of what was."""

_NAME = re.compile(r"[^\W_][\w.-]{0,59}")
_TAKEN = frozenset({"list", "remove", "save"})
_OVERLAP = timedelta(hours=1)
"""Looked at twice, since an article is dated when its writing begins, and by the clock of the worker that writes it."""

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query.

    Attributes:
        name: by which it is called; query: as a person typed it.
        made_at: when it was saved; told_at, hook_at: up to when what came in was told, by digest and by webhook.
        hook: where it is posted; None where it is not. It may hold a secret.
        hook_inside: whether that may lie in one's own network.
        hook_failures: how often in a row it failed; hook_why: for what; hook_due_at: when it is tried again.
    """

    name: str
    query: str
    made_at: str
    told_at: str
    hook: str | None
    hook_inside: bool
    hook_at: str
    hook_failures: int
    hook_why: str | None
    hook_due_at: str | None

    @property
    def hook_host(self) -> str | None:
        """The host of the webhook, which may be shown."""
        return urlsplit(self.hook).hostname if self.hook else None


@dataclass(frozen=True, slots=True)
class Digest:
    """What came in for a saved query.

    Attributes:
        saved: which.
        since, until: the moments between which it came in, UTC.
        items: what is new, each saying once, in the order it came.
        again: how many sayings that were known before were printed again.
        looked_at: public ids of all statements that came in and fit.
    """

    saved: Saved
    since: str
    until: str
    items: tuple[Arrival, ...]
    again: int
    looked_at: tuple[str, ...]


class SavedQueries:
    """The saved queries of one record. Every method may raise RecordError where the store fails."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._reading, self._writing = record.transactions

    def save(self, name: str, query: str, now: datetime, *, hook: str | None = None, inside: bool = False) -> bool:
        """Save a query, in the place of one of that name. Returns whether there was none.

        Args:
            name: letters, digits, ``.``, ``-`` and ``_``.
            query: as ``parse_query`` takes it.
            now: this moment; what came in before it is not told.
            hook: where to post what comes in: https.
            inside: let that lie in one's own network, and be http.

        Raises:
            UsageError: where the name or the address cannot be.
            QueryError: where the query is not understood.
        """
        _check(name, hook, inside)
        parse_query(query)
        at = written(now)
        values = {"query": query, "hook": hook, "hook_inside": inside, "hook_due_at": None, "hook_failures": 0}
        with self._writing() as connection:
            here = saved_query.c.name == name
            changed = connection.execute(saved_query.update().where(here).values(values | {"hook_why": None}))
            if not changed.rowcount:
                moments = {"made_at": at, "told_at": at, "hook_at": at}
                connection.execute(saved_query.insert(), values | moments | {"name": name})
        return not changed.rowcount

    def forget(self, name: str) -> None:
        """Forget a saved query.

        Raises:
            UsageError: where there is none of that name.
        """
        with self._writing() as connection:
            if not connection.execute(saved_query.delete().where(saved_query.c.name == name)).rowcount:
                raise _unknown(name)

    def every(self) -> tuple[Saved, ...]:
        """All of them, in the order of their names."""
        columns = [saved_query.c[name] for name in Saved.__dataclass_fields__]
        with self._reading() as connection:
            rows = connection.execute(sa.select(*columns).order_by(saved_query.c.name)).mappings()
            return tuple(Saved(**row) for row in rows)

    def named(self, name: str) -> Saved:
        """One of them.

        Raises:
            UsageError: where there is none of that name.
        """
        found = next((one for one in self.every() if one.name == name), None)
        if found is None:
            raise _unknown(name)
        return found

    def since(self, saved: Saved, moment: datetime, now: datetime) -> Digest:
        """What came in since a moment: without sayings that were there before."""
        found = self._record.arrived(parse_query(saved.query), written(moment))
        items = tuple(one for one in found if not one.again)
        return _digest(saved, written(moment), now, found, items)

    def new(self, saved: Saved, way: Way, now: datetime) -> Digest:
        """What came in since the last time, and was not told then."""
        last = saved.told_at if way == "digest" else saved.hook_at
        first = max(saved.made_at, written(read(last) - _OVERLAP))
        found = self._record.arrived(parse_query(saved.query), first, leave_out=_of(saved, way))
        told = self._told(saved, way, [own for one in found for own in one.ids])
        items = tuple(one for one in found if not one.again and told.isdisjoint(one.ids))
        return _digest(saved, last, now, found, items)

    def _told(self, saved: Saved, way: Way, ids: Sequence[str]) -> set[str]:
        """Those of some statements that were told."""
        found: set[str] = set()
        with self._reading() as connection:
            for start in range(0, len(ids), _BATCH):
                some = saved_hit.c.statement.in_(ids[start : start + _BATCH])
                found |= {row.statement for row in connection.execute(_of(saved, way).where(some))}
        return found

    def told(self, digest: Digest, way: Way, *, items: Sequence[Arrival] | None = None) -> None:
        """Note that a digest was told, whole or as far as ``items``: only after it was written, sent or posted."""
        last = items is None
        ids = dict.fromkeys(digest.looked_at if items is None else (hit.id for one in items for hit in one.hits))
        with self._writing() as connection:
            here = saved_query.c.name == digest.saved.name
            key = connection.execute(sa.select(saved_query.c.key).where(here)).scalar_one_or_none()
            if key is None:  # forgotten meanwhile
                return
            stands = sa.select(saved_hit.c.statement).where(saved_hit.c.saved_query == key, saved_hit.c.way == way)
            new = ids.keys() - set(connection.execute(stands).scalars())
            if new:
                rows = [{"saved_query": key, "way": way, "statement": own} for own in ids if own in new]
                connection.execute(saved_hit.insert(), rows)
            values: dict[str, object] = {"told_at" if way == "digest" else "hook_at": digest.until} if last else {}
            values |= {"hook_failures": 0, "hook_why": None, "hook_due_at": None} if way == "hook" else {}
            if values:
                connection.execute(saved_query.update().where(here).values(values))

    def hook_failed(self, saved: Saved, why: str, due: datetime) -> None:
        """Note that a webhook could not be posted, and when it is tried again."""
        values = {"hook_failures": saved.hook_failures + 1, "hook_why": why, "hook_due_at": written(due)}
        with self._writing() as connection:
            connection.execute(saved_query.update().where(saved_query.c.name == saved.name).values(values))


def _digest(saved: Saved, since: str, now: datetime, found: Sequence[Arrival], items: tuple[Arrival, ...]) -> Digest:
    hits = [hit for one in found for hit in one.hits]
    # Where more came than is looked at once, the next look begins where this one ended.
    until = max(hit.article.added_at for hit in hits) if len(hits) >= MOST else written(now)
    return Digest(saved, since, until, items, len(found) - len(items), tuple(hit.id for hit in hits))


def _of(saved: Saved, way: Way) -> sa.Select[tuple[str]]:
    """The statements that were told of a saved query."""
    told = sa.select(saved_hit.c.statement).join(saved_query, saved_query.c.key == saved_hit.c.saved_query)
    return told.where(saved_query.c.name == saved.name, saved_hit.c.way == way)


def _check(name: str, hook: str | None, inside: bool) -> None:
    if not _NAME.fullmatch(name) or name in _TAKEN:
        what = f"{name!r} is no name for a saved query"
        raise UsageError(what, next_step="Take letters, digits, - and _, at most 60: harbour-fees")
    if hook is not None:
        found = parse(hook, any_port=inside)
        if found.scheme != "https" and not inside:
            raise UsageError(
                "a webhook wants https",
                where=found.host,
                next_step="Where it is a machine of your own network: --webhook-inside",
            )


def _unknown(name: str) -> UsageError:
    return UsageError(f"no saved query is called {name!r}", next_step="`onrecord follow` lists them")
