"""An article into the record, in one transaction: new, already there, read again, or revised.

An article is the same as a stored one where its bytes and its id are the same. It revises a stored one where its id
or its address is the same and its words are others. In between lies the page that was delivered with other bytes
around the same words (an advertisement, a counter): that is no revision, and at most a better reading.
"""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from onrecord.domain import Article, Extracted

from . import failures, joining, originals, public_ids, renewing, rows, schema, stores, tombstones
from .answers import Added
from .clock import now

_ARTICLE = schema.article
_STATEMENT = schema.statement

# What a user can give or correct, and what makes another reading: where one of them differs, there is news.
_METADATA = ("title", "byline", "outlet", "url", "published", "modified", "language")
_READING = ("reader", "reader_version", "model")


class _Stored(NamedTuple):
    """A stored article to be compared with, and whether its words are those of the new one."""

    row: sa.RowMapping
    same_words: bool


def has(
    connection: sa.Connection,
    sha256: str,
    reader: str,
    reader_version: str,
    model: str | None,
    *,
    article_id: str | None = None,
) -> bool:
    """Whether these bytes are stored as read and extracted so; see ``Record.has``."""
    query = sa.select(_ARTICLE.c.key).where(
        _ARTICLE.c.sha256 == sha256,
        _ARTICLE.c.reader == reader,
        _ARTICLE.c.reader_version == reader_version,
        _ARTICLE.c.model.is_not_distinct_from(model),
    )
    if article_id is not None:
        query = query.where(_ARTICLE.c.id == article_id)
    return connection.execute(query.limit(1)).first() is not None


def add(connection: sa.Connection, extracted: Extracted, *, replace: bool) -> Added:
    """Write an article; see ``Record.add``. The caller's transaction must hold the write lock already."""
    tombstones.refuse(connection, extracted.article)
    row = rows.article_row(extracted)
    if row["path"] is not None:
        failures.clear(connection, row["path"])
    same = _same_bytes(connection, extracted.article)
    if same is not None:
        compared = (*_READING, *_METADATA) if replace else _READING
        return _again(connection, extracted, row, same, compared)
    earlier = _earlier(connection, row)
    if earlier is not None and earlier.same_words:
        return _again(connection, extracted, row, earlier.row, (*_READING, *_METADATA))
    public_id = _free_article_id(connection, extracted.article)
    times = {"added_at": now(), "read_at": now()}
    revises = earlier.row if earlier else None
    extracted = renewing.without_removed(connection, extracted, revises["key"] if revises else None, public_id)
    new = row | times | {"public_id": public_id, "revises": revises and revises["key"]}
    connection.execute(_ARTICLE.insert(), new)
    key = connection.execute(sa.select(_ARTICLE.c.key).where(_ARTICLE.c.public_id == public_id)).scalar_one()
    _write_parts(connection, extracted, key, public_id)
    if revises is None:
        return Added("added", public_id, len(extracted.statements))
    orphans = renewing.renew(connection, key)
    return Added("revised", public_id, _number(connection, key), revises["public_id"], orphans)


def _again(
    connection: sa.Connection,
    extracted: Extracted,
    row: rows.Row,
    stored: sa.RowMapping,
    compared: tuple[str, ...],
) -> Added:
    """An article that is stored already: leave it, or put this reading of it in its place."""
    key, public_id = stored["key"], stored["public_id"]
    revises = _public_id(connection, stored["revises"])
    if all(row[name] == stored[name] for name in compared):
        return Added("already", public_id, _number(connection, key), revises)
    extracted = renewing.without_removed(connection, extracted, key, public_id)
    stores.of(connection).unindex_article(connection, key)
    joining.forget(connection, key)
    originals.drop(connection, key)
    for table in (_STATEMENT, *schema.ARTICLE_PARTS):  # the spans go with their statements
        connection.execute(table.delete().where(table.c.article == key))
    connection.execute(_ARTICLE.update().where(_ARTICLE.c.key == key).values(row | {"read_at": now()}))
    _write_parts(connection, extracted, key, public_id)
    orphans = renewing.renew(connection, key)
    return Added("re-read", public_id, _number(connection, key), revises, orphans)


def _number(connection: sa.Connection, key: int) -> int:
    """How many statements an article has."""
    return connection.execute(sa.select(sa.func.count()).where(_STATEMENT.c.article == key)).scalar_one()


def _write_parts(connection: sa.Connection, extracted: Extracted, key: int, public_id: str) -> None:
    for name, group in rows.part_rows(extracted, key).items():
        if group:
            connection.execute(schema.metadata.tables[name].insert(), group)
    _write_statements(connection, extracted, key, public_id)
    stores.of(connection).index_article(connection, key)


def _write_statements(connection: sa.Connection, extracted: Extracted, key: int, public_id: str) -> None:
    stated = rows.statement_rows(extracted, key, public_id)
    if not stated:
        return
    public_ids.shorten(connection, stated)
    connection.execute(_STATEMENT.insert(), stated)
    # Asked for afterwards, and not with RETURNING, which costs more than all the rest of an article's adding.
    query = sa.select(_STATEMENT.c.key).where(_STATEMENT.c.article == key).order_by(_STATEMENT.c.position)
    keys = connection.execute(query).scalars().all()
    pairs = zip(extracted.statements, keys, strict=True)
    spans = [row for statement, own in pairs for row in rows.span_rows(statement, extracted.article, own)]
    connection.execute(schema.span.insert(), spans)


def _same_bytes(connection: sa.Connection, article: Article) -> sa.RowMapping | None:
    query = sa.select(_ARTICLE).where(_ARTICLE.c.sha256 == article.sha256, _ARTICLE.c.id == article.id)
    return connection.execute(query).mappings().one_or_none()


def _earlier(connection: sa.Connection, row: rows.Row) -> _Stored | None:
    """The last article of the same id or address."""
    same = _ARTICLE.c.id == row["id"]
    if row["url"]:
        same = sa.or_(same, _ARTICLE.c.url == row["url"])
    query = sa.select(_ARTICLE).where(same).order_by(_ARTICLE.c.key.desc()).limit(1)
    found = connection.execute(query).mappings().one_or_none()
    if found is None:
        return None
    return _Stored(found, all(found[name] == row[name] for name in ("text_sha256", "title")))


def _free_article_id(connection: sa.Connection, article: Article) -> str:
    """The article's own id, or where another article has it, that with as much of its hash as makes it single."""
    choices = [article.id, *(f"{article.id}-{article.sha256[:length]}" for length in (8, 16, 64))]
    taken = set(connection.execute(sa.select(_ARTICLE.c.public_id).where(_ARTICLE.c.public_id.in_(choices))).scalars())
    # Where somebody gave an id made to look like another's, the last is refused by the store, and says so.
    return next((choice for choice in choices if choice not in taken), choices[-1])


def _public_id(connection: sa.Connection, key: int | None) -> str | None:
    if key is None:
        return None
    query = sa.select(_ARTICLE.c.public_id).where(_ARTICLE.c.key == key)
    return str(connection.execute(query).scalar_one())
