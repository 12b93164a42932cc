"""The articles in whose full texts words stand: what was written, whoever said it or nobody."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from onrecord.domain import Span
from onrecord.errors import QueryError

from . import listing, stores
from .answers import ArticleHit, ArticleRow, Page
from .hits import matches, snippet
from .paging import Place, cursor_of, place_of
from .query import Parsed, Query, Term, parse
from .schema import article
from .search import counted, has_meta

_OF_STATEMENTS = ("speaker", "person", "party", "office", "form", "act", "manner", "cue", "review")
_DAY = sa.func.coalesce(article.c.published, "")


def search(connection: sa.Connection, query: Query) -> Page[ArticleHit]:
    """See ``Record.search_articles``."""
    parsed = parse(query)
    _refuse(query)
    place = place_of(query.cursor) if query.cursor else None
    source, conditions = _asked(connection, parsed)
    total, exact = counted(connection, sa.select(article.c.key).select_from(source).where(*conditions))
    if place is not None:
        conditions.append(sa.tuple_(_DAY, article.c.public_id) < (place.day, place.id))
    wanted = sa.select(article.c.key, _DAY, article.c.public_id).select_from(source).where(*conditions)
    order = (_DAY.desc(), article.c.public_id.desc())
    found = connection.execute(wanted.order_by(*order).limit(query.limit + 1).offset(query.offset)).tuples().all()
    page = found[: query.limit]
    return Page(
        tuple(_hits(connection, [key for key, *_ in page], parsed.words)),
        total,
        query.limit,
        query.offset,
        exact=exact,
        next=cursor_of(Place(None, *page[-1][1:])) if len(found) > len(page) > 0 else None,
    )


def _refuse(query: Query) -> None:
    for name in _OF_STATEMENTS:
        if getattr(query, name) is not None:
            raise QueryError(
                f"{name} is asked of statements, and these are articles",
                where=name,
                next_step=f"Leave {name} out, or search the statements",
            )


def _asked(connection: sa.Connection, parsed: Parsed) -> tuple[sa.FromClause, list[sa.ColumnElement[bool]]]:
    """What to select from, and what must hold."""
    source: sa.FromClause = article
    conditions: list[sa.ColumnElement[bool]] = []
    if parsed.words:
        found = stores.of(connection).articles_matching(parsed.words)
        source, conditions = found.source.join(article, article.c.key == found.key), [*found.conditions]
    if parsed.earliest:
        conditions.append(article.c.published >= parsed.earliest)
    if parsed.latest:
        conditions.append(article.c.published <= parsed.latest)
    for term in parsed.outlet:
        conditions.append(article.c.outlet.in_(listing.outlets_named(connection, term.words)))
    return source, conditions + [has_meta(article.c.key, key, value) for key, value in parsed.meta]


def _hits(connection: sa.Connection, keys: Sequence[int], terms: Sequence[Term]) -> list[ArticleHit]:
    rows = listing.article_rows(connection, keys)
    revised = listing.revised(connection, keys)
    query = sa.select(article.c.key, article.c.text).where(article.c.key.in_(keys))
    texts = dict(connection.execute(query).tuples().all())
    return [_hit(rows[key], key in revised, texts[key], terms) for key in keys]


def _hit(row: ArticleRow, revised: bool, text: str, terms: Sequence[Term]) -> ArticleHit:
    marks = matches(text, terms)
    piece = snippet(text, marks)
    inside = [mark for mark in marks if piece.start <= mark.start and mark.end <= piece.end]
    moved = tuple(Span(mark.start - piece.start, mark.end - piece.start) for mark in inside)
    return ArticleHit(row, revised, piece.of(text), piece.start, moved)
