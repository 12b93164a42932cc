"""What stays of what was removed: marks by which it is known when it comes back, and from which nobody can read it.

Hashes of the bytes, of the words, of the address and of the id of an article, and of a person's names; with the reason,
who decided and when.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from onrecord.domain import Article, Speaker
from onrecord.errors import RecordError

from . import folding, loading, rows
from .clock import now
from .schema import article, tombstone


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Why something may not be taken up again; ``what`` it was known by: bytes, words, address, id or name."""

    what: str
    reason: str
    who: str
    removed_on: str


def bury(connection: sa.Connection, articles: Sequence[int], names: Collection[str], *, reason: str, who: str) -> None:
    """Leave the tombstone of one removal.

    Args:
        connection: inside a transaction that writes.
        articles: keys of the articles that are about to go.
        names: of a person, folded.
        reason, who: why, and who decides.
    """
    highest = connection.execute(sa.select(sa.func.max(tombstone.c.removal))).scalar_one()
    marks: list[tuple[str, str]] = [("name", rows.sha256(one)) for one in sorted(names)]
    for some in loading.batches(articles, loading.BATCH):
        columns = (article.c.sha256, article.c.text, article.c.url, article.c.id)
        for row in connection.execute(sa.select(*columns).where(article.c.key.in_(some))):
            marks += _marks(*row)
    about = {"removal": (highest or 0) + 1, "reason": reason, "who": who, "removed_on": now()}
    found = [{"what": what, "sha256": digest, **about} for what, digest in dict.fromkeys(marks)]
    connection.execute(tombstone.insert(), found)


def _marks(digest: str, text: str, url: str | None, own: str) -> Iterator[tuple[str, str]]:
    """By what an article is known again: hashes alone."""
    yield "bytes", digest
    words = " ".join(word.folded for word in folding.words(text))
    if words:
        yield "words", rows.sha256(words)
    if url:
        yield "address", rows.sha256(url)
    yield "id", rows.sha256(own)


def _buried(connection: sa.Connection, *, names: bool) -> bool:
    """Whether anything was ever removed: mostly not, and then no text need be gone through."""
    kind = tombstone.c.what == "name" if names else tombstone.c.what != "name"
    return connection.execute(sa.select(tombstone.c.key).where(kind).limit(1)).first() is not None


def known(connection: sa.Connection, one: Article) -> Tombstone | None:
    """The tombstone of an article that comes back; None where it is none."""
    if not _buried(connection, names=False):
        return None
    marks = dict(_marks(one.sha256, one.text, one.url, one.id))
    columns = (tombstone.c.what, tombstone.c.reason, tombstone.c.who, tombstone.c.removed_on, tombstone.c.sha256)
    query = sa.select(*columns).where(tombstone.c.sha256.in_(list(marks.values()))).order_by(tombstone.c.key)
    for what, reason, who, day, digest in connection.execute(query):
        if marks.get(what) == digest:
            return Tombstone(what, reason, who, day)
    return None


def refuse(connection: sa.Connection, one: Article) -> None:
    """Raise RecordError (code ``removed``) for an article that was removed."""
    found = known(connection, one)
    if found is not None:
        raise RecordError(
            f"this article was removed on {found.removed_on[:10]} and is not taken up again ({found.reason})",
            where=one.path or one.id,
            next_step=f"It is known again by the hash of its {found.what}. Leave it out, or ask {found.who}",
            code="removed",
        )


def people_removed(connection: sa.Connection) -> Callable[[Speaker], bool] | None:
    """Tells whether a speaker is somebody who was removed; None where nobody was."""
    if not _buried(connection, names=True):
        return None
    query = sa.select(tombstone.c.sha256).where(tombstone.c.what == "name")
    names = set(connection.execute(query).scalars())

    def gone(speaker: Speaker) -> bool:
        return any(rows.sha256(folding.names(who)) in names for who in (speaker.name or "", *speaker.members))

    return gone
