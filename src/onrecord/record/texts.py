"""``record.texts``: the full texts of a record, for what reads all of them or only them.

Without the warnings, which ``Record.article`` gives with all else: a check of a draft looks into hundreds of texts and
shows a statement each of a handful. The bytes are given to whoever reads them again.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from onrecord.domain import Article, Span, Statement
from onrecord.errors import RecordError

from . import loading, persons, selecting, stores
from .query import Query
from .schema import article, article_bytes, article_turn, span, statement
from .store_kind import Transaction

_COLUMNS = [name for name in Article.__dataclass_fields__ if name in article.c]


class Listed(NamedTuple):
    """A text by its article's public id and the hash of the text: another reading has another hash."""

    id: str
    text_sha256: str


class Days(NamedTuple):
    """How many articles there are, and the first and last day of publication; None where no article has one."""

    articles: int
    first: str | None
    last: str | None


class Recorded(NamedTuple):
    """A statement of a text, and its public id."""

    statement: Statement
    id: str


class Kept(NamedTuple):
    """A text and the bytes that it was read from.

    Attributes:
        id: public id of the article.
        article: without turns, warnings, repairs and meta.
        whole: whether ``article.raw`` is what was added; where it is not, it is empty.
    """

    id: str
    article: Article
    whole: bool


class Texts:
    """The texts of a record. Every method may raise RecordError where the store fails."""

    def __init__(self, reading: Transaction) -> None:
        self._reading = reading

    def listed(self) -> tuple[Listed, ...]:
        """Every text, in the order in which they were added."""
        query = sa.select(article.c.public_id, article.c.text_sha256).order_by(article.c.key)
        with self._reading() as connection:
            return tuple(Listed(*row) for row in connection.execute(query))

    def transcripts(self) -> frozenset[str]:
        """The public ids of all transcripts."""
        query = sa.select(article.c.public_id).where(article.c.kind == "transcript")
        with self._reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def read(self, ids: Sequence[str]) -> Iterator[str]:
        """The texts of these articles, in the order given, some at a time."""
        for some in loading.batches(ids):
            query = sa.select(article.c.public_id, article.c.text).where(article.c.public_id.in_(some))
            with self._reading() as connection:
                found = dict(connection.execute(query).tuples().all())
            yield from (found.get(public_id, "") for public_id in some)

    def kept(self) -> Iterator[Kept]:
        """Every text with its bytes, in the order in which they were added, a few dozen in memory at a time.

        What is added or removed meanwhile may be among them or not.
        """
        with self._reading() as connection:
            keys = connection.execute(sa.select(article.c.key).order_by(article.c.key)).scalars().all()
        query = sa.select(article, article_bytes.c.compressed).join_from(
            article, article_bytes, article_bytes.c.article == article.c.key, isouter=True
        )
        for some in loading.batches(keys, loading.BATCH):
            with self._reading() as connection, stores.of(connection).reading_as_it_lies(connection):
                rows = connection.execute(query.where(article.c.key.in_(some)).order_by(article.c.key)).mappings().all()
            yield from map(_kept, rows)

    def article(self, public_id: str) -> Article:
        """One article with its text and turns, without bytes, warnings, repairs and meta.

        Raises:
            RecordError: where there is none (code ``not-found``).
        """
        columns = [article.c[name] for name in _COLUMNS]
        query = sa.select(article.c.key, *columns).where(article.c.public_id == public_id)
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                raise RecordError(
                    f"no article of this record has {public_id!r} for its id", next_step="Try again", code="not-found"
                )
            turns = loading.grouped(connection, article_turn, "article", [row["key"]]).get(row["key"], [])
        return Article(
            raw=b"",
            turns=loading.turns(turns),
            **{name: row[name] for name in _COLUMNS},
        )

    def statements(self, public_id: str, within: Span | None = None) -> tuple[Recorded, ...]:
        """The statements of one article, in their order; none where there is no such article.

        Args:
            public_id: of the article.
            within: only those of whose content some part stands in these code points of its field.
        """
        query = (
            sa.select(statement)
            .join_from(statement, article, article.c.key == statement.c.article)
            .where(article.c.public_id == public_id)
            .order_by(statement.c.position)
        )
        if within is not None:
            there = sa.exists().where(
                span.c.statement == statement.c.key,
                span.c.role == "content",
                span.c.start < within.end,
                span.c.stop > within.start,
            )
            query = query.where(there)
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
            found = loading.statements(connection, rows)
        return tuple(Recorded(one, row["public_id"]) for one, row in zip(found, rows, strict=True))

    def speaking(self, public_id: str) -> dict[str, tuple[str, ...]]:
        """The public ids of the persons who speak in one article, by the statement's own id (``s1``)."""
        with self._reading() as connection:
            here = sa.select(article.c.key).where(article.c.public_id == public_id)
            found = persons.speaking(connection, statement.c.article.in_(here))
        return {own: tuple(who.id for who in some) for by_own in found.values() for own, some in by_own.items()}

    def days(self) -> Days:
        """How many there are, and of which days."""
        published = article.c.published
        query = sa.select(sa.func.count(), sa.func.min(published), sa.func.max(published)).select_from(article)
        with self._reading() as connection:
            return Days(*connection.execute(query).one())

    def with_speaker(self, name: str) -> int:
        """How many articles have statements of a speaker of this name; understood as ``Query.speaker`` is.

        Raises:
            QueryError: where the name has no word.
        """
        with self._reading() as connection:
            theirs = selecting.matching(connection, Query(speaker=name))
            query = sa.select(sa.func.count(statement.c.article.distinct())).where(statement.c.key.in_(theirs))
            return connection.execute(query).scalar_one()


def _kept(row: sa.RowMapping) -> Kept:
    raw = _bytes(row["compressed"])
    whole = hashlib.sha256(raw).hexdigest() == row["sha256"]
    columns = {name: row[name] for name in _COLUMNS}
    return Kept(row["public_id"], Article(raw=raw if whole else b"", **columns), whole)


def _bytes(compressed: Any) -> bytes:
    try:
        return zlib.decompress(compressed)
    except (zlib.error, TypeError):  # what lies there is none, or nothing
        return b""
