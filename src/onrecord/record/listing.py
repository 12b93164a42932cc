"""Lists and counts: articles, outlets, people, and what the record holds in all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import sqlalchemy as sa

from onrecord.domain import SpeakerType, WarningCode
from onrecord.errors import QueryError

from . import folding, loading, stores
from .answers import ArticleRow, Page, PersonRow, Stats
from .query import all_stand, check_page, parse_words, side_by_side
from .schema import article, article_warning, failure, figure, statement

_count = sa.func.count


# --- articles --------------------------------------------------------------------------------------------------------


def articles(
    connection: sa.Connection, *, warning: str | None, outlet: str | None, limit: int, offset: int
) -> Page[ArticleRow]:
    """See ``Record.articles``."""
    check_page(limit, offset)
    conditions: list[sa.ColumnElement[bool]] = []
    if warning is not None:
        if warning not in get_args(WarningCode):
            raise QueryError(
                f"{warning!r} is no warning",
                where="warning",
                next_step=f"Take one of: {', '.join(get_args(WarningCode))}",
            )
        warned = sa.select(article_warning.c.article).where(article_warning.c.code == warning)
        conditions.append(article.c.key.in_(warned))
    conditions += [article.c.outlet.in_(outlets_named(connection, term.words)) for term in side_by_side(outlet)]
    total = connection.execute(sa.select(_count()).select_from(article).where(*conditions)).scalar_one()
    order = (article.c.published.desc().nulls_last(), article.c.public_id)
    keys = sa.select(article.c.key).where(*conditions).order_by(*order).limit(limit).offset(offset)
    found = connection.execute(keys).scalars().all()
    rows = article_rows(connection, found)
    return Page(tuple(rows[key] for key in found), total, limit, offset)


def article_rows(connection: sa.Connection, keys: Sequence[int]) -> dict[int, ArticleRow]:
    """The articles of ``keys``, by key, without their texts."""
    earlier = article.alias("earlier")
    plain = ("title", "outlet", "published", "language", "url", "path", "added_at")
    found: dict[int, ArticleRow] = {}
    for some in loading.batches(keys):
        warnings = loading.grouped(connection, article_warning, "article", some)
        counts = sa.select(statement.c.article, _count()).where(statement.c.article.in_(some))
        statements: dict[int, int] = dict(connection.execute(counts.group_by(statement.c.article)).tuples().all())
        query = (
            sa.select(
                article.c.key,
                article.c.public_id,
                *(article.c[name] for name in plain),
                earlier.c.public_id.label("revises"),
            )
            .join_from(article, earlier, article.c.revises == earlier.c.key, isouter=True)
            .where(article.c.key.in_(some))
        )
        for row in connection.execute(query).mappings():
            codes = dict.fromkeys(warning["code"] for warning in warnings.get(row["key"], []))
            found[row["key"]] = ArticleRow(
                id=row["public_id"],
                **{name: row[name] for name in plain},
                statements=statements.get(row["key"], 0),
                warnings=tuple(codes),
                revises=row["revises"],
            )
    return found


def revised(connection: sa.Connection, keys: Sequence[int]) -> set[int]:
    """Those of ``keys`` that a later article revises."""
    found: set[int] = set()
    for some in loading.batches(keys):
        found |= set(connection.execute(sa.select(article.c.revises).where(article.c.revises.in_(some))).scalars())
    return found


def outlets_named(connection: sa.Connection, words: tuple[str, ...]) -> list[str]:
    """The outlets, as written, in whose names these folded words stand side by side."""
    query = sa.select(article.c.outlet).where(article.c.outlet.is_not(None)).distinct()
    wanted = f" {' '.join(words)} "
    return sorted(outlet for outlet in connection.execute(query).scalars() if wanted in f" {folding.names(outlet)} ")


# --- people ----------------------------------------------------------------------------------------------------------


def people(connection: sa.Connection, *, name: str | None, limit: int, offset: int) -> Page[PersonRow]:
    """See ``Record.people``."""
    check_page(limit, offset)
    terms = parse_words(name, "name", stemmed=False)
    columns = (statement.c.speaker_name, statement.c.speaker_type)
    query = sa.select(*columns).where(statement.c.speaker_name.is_not(None)).group_by(*columns)
    # Who is on the page is found by the names alone; only of those is everything else counted.
    found = [
        (name, kind)
        for name, kind in connection.execute(query.order_by(_count().desc(), *columns)).tuples()
        if not terms or all_stand(terms, folding.names(name))
    ]
    page = found[offset : offset + limit]
    rows = _people_rows(connection, sorted({name for name, _ in page}))
    return Page(tuple(rows[key] for key in page), len(found), limit, offset)


def _people_rows(connection: sa.Connection, names: Sequence[str]) -> dict[tuple[str, SpeakerType | None], PersonRow]:
    found: dict[tuple[str, SpeakerType | None], PersonRow] = {}
    columns = (statement.c.speaker_name, statement.c.speaker_type)
    for some in loading.batches(names):
        query = (
            sa.select(
                *columns,
                _count(),
                _sum(statement.c.act == "refused"),
                _count(statement.c.article.distinct()),
                _count(article.c.outlet.distinct()),
                sa.func.min(statement.c.said_from),
                sa.func.max(statement.c.said_to),
            )
            .join_from(statement, article, article.c.key == statement.c.article)
            .where(statement.c.speaker_name.in_(some))
            .group_by(*columns)
        )
        found |= {(row[0], row[1]): PersonRow(*row) for row in connection.execute(query)}
    return found


# --- counts ----------------------------------------------------------------------------------------------------------


def stats(connection: sa.Connection) -> Stats:
    """What the record holds, counted; see ``Stats``."""
    of_articles = sa.select(
        _count().label("articles"),
        _count(article.c.revises).label("revisions"),
        (_count() - _count(article.c.model)).label("not_extracted"),
        _sum(article.c.kind == "transcript").label("transcripts"),
        _count(article.c.outlet.distinct()).label("outlets"),
        sa.func.min(article.c.published).label("first"),
        sa.func.max(article.c.published).label("last"),
    )
    unnamed = sa.and_(statement.c.speaker_name.is_(None), statement.c.speaker_type == "unnamed")
    unknown = sa.and_(statement.c.speaker_name.is_(None), statement.c.speaker_type.is_distinct_from("unnamed"))
    of_statements = sa.select(
        _count().label("statements"),
        *(_sum(statement.c.form == form).label(form) for form in ("direct", "mixed", "indirect")),
        _sum(statement.c.act == "refused").label("refused"),
        _count(statement.c.speaker_name).label("named"),
        _sum(unnamed).label("unnamed"),
        _sum(unknown).label("unknown"),
        _count(statement.c.said_on).label("dated"),
        _count(statement.c.speaker_name.distinct()).label("people"),
    )
    return Stats(
        **connection.execute(of_articles).mappings().one(),
        **connection.execute(of_statements).mappings().one(),
        figures=connection.execute(sa.select(_count()).select_from(figure)).scalar_one(),
        failures=connection.execute(sa.select(_count()).select_from(failure)).scalar_one(),
        warnings=_tally(connection, article_warning.c.code, _count(article_warning.c.article.distinct())),
        languages=_tally(connection, article.c.language, _count()),
        models=_tally(connection, article.c.model, _count()),
        unknown_reasons=_tally(connection, statement.c.speaker_reason, _count(), unknown),
        bytes=stores.of(connection).bytes_used(connection),
    )


def _sum(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    """How many rows meet a condition; 0 where there is no row."""
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


def _tally(
    connection: sa.Connection,
    column: sa.ColumnElement[Any],
    number: sa.ColumnElement[int],
    condition: sa.ColumnElement[bool] | None = None,
) -> dict[str, int]:
    query = sa.select(column, number.label("number")).where(column.is_not(None)).group_by(column)
    if condition is not None:
        query = query.where(condition)
    return dict(connection.execute(query.order_by(sa.desc("number"), column)).tuples().all())
