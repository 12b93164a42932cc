"""From what a person names (an id, the beginning of one, a file, an address) to one article, or to the candidates."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from onrecord.errors import RecordError

from .schema import article, statement

_MOST_LISTED = 10


def resolve(connection: sa.Connection, reference: str) -> int:
    """The key of the one article that ``reference`` names.

    Sought in this order, and the first that finds something decides: the whole public id, the address (its latest
    revision), the path, the end of a path, the beginning of an article's id, the id of a statement or its beginning.

    Raises:
        RecordError: where there is none (code ``not-found``), or more than one (``ambiguous``), which are listed.
    """
    length = len(reference)
    ways: tuple[sa.ColumnElement[bool], ...] = (
        article.c.public_id == reference,
        article.c.url == reference,
        article.c.path == reference,
        # Its start is reckoned: from the end on, by a number below 0, the stores do not count alike.
        sa.func.substr(article.c.path, sa.func.length(article.c.path) - length, length + 1) == f"/{reference}",
        sa.func.substr(article.c.public_id, 1, length) == reference,
        article.c.key.in_(sa.select(statement.c.article).where(statement.c.public_id == reference)),
        article.c.key.in_(
            sa.select(statement.c.article).where(sa.func.substr(statement.c.public_id, 1, length) == reference)
        ),
    )
    for way in ways if reference else ():
        found = connection.execute(sa.select(article.c.key).where(way).order_by(article.c.key)).scalars().all()
        latest = _without_revised(connection, found)
        if len(latest) == 1:
            return latest[0]
        if latest:
            raise _ambiguous(connection, reference, latest)
    raise RecordError(
        f"no article of this record has {reference!r} for its id, path or address",
        next_step="`onrecord articles` lists what there is",
        code="not-found",
    )


def _without_revised(connection: sa.Connection, keys: Sequence[int]) -> list[int]:
    """``keys`` without those that another of them revises: revisions of one article are not several articles."""
    if len(keys) < 2:
        return list(keys)
    some = keys[:500]
    query = sa.select(article.c.revises).where(article.c.key.in_(some), article.c.revises.is_not(None))
    revised = set(connection.execute(query).scalars())
    return [key for key in some if key not in revised]


def _ambiguous(connection: sa.Connection, reference: str, keys: Sequence[int]) -> RecordError:
    columns = (article.c.public_id, article.c.title, article.c.path)
    query = sa.select(*columns).where(article.c.key.in_(keys[:_MOST_LISTED])).order_by(article.c.public_id)
    listed = [f"{public_id} ({title or path or 'no title'})" for public_id, title, path in connection.execute(query)]
    more = f", and {len(keys) - _MOST_LISTED} more" if len(keys) > _MOST_LISTED else ""
    return RecordError(
        f"{reference!r} fits {len(keys)} articles: {'; '.join(listed)}{more}",
        next_step="Give the id of the one that is meant",
        code="ambiguous",
    )
