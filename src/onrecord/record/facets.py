"""What the hits of a search are made of: who speaks, in which outlets, in which years and months, in what form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa

from . import persons, search
from .answers import FacetCount, Facets, Month
from .query import Query, parse
from .schema import article, statement


def facets(connection: sa.Connection, query: Query, most: int) -> Facets:
    """See ``Record.facets``."""
    found = search.keys(connection, parse(query)).limit(search.COUNTED + 1).subquery()
    columns = (persons.shown_name(), article.c.outlet, statement.c.sort_day, statement.c.form)
    source = statement.join(article, article.c.key == statement.c.article)
    rows = connection.execute(
        sa.select(*columns).select_from(source).where(statement.c.key.in_(sa.select(*found.c)))
    ).all()
    exact = len(rows) <= search.COUNTED
    names, outlets, days, forms = zip(*rows[: search.COUNTED], strict=True) if rows else ((),) * 4
    return Facets(
        hits=len(names),
        exact=exact,
        people=_commonest(names, most),
        outlets=_commonest(outlets, most),
        years=_commonest((day[:4] for day in days), most),
        forms=_commonest(forms, most),
    )


def outlets(connection: sa.Connection, query: Query, most: int) -> tuple[FacetCount, ...]:
    """See ``Record.outlets``."""
    number = sa.func.count()
    rows = (
        sa.select(article.c.outlet, number)
        .join_from(statement, article, article.c.key == statement.c.article)
        .where(statement.c.key.in_(search.keys(connection, parse(query))), article.c.outlet.is_not(None))
        .group_by(article.c.outlet)
        .order_by(number.desc(), article.c.outlet)
        .limit(most)
    )
    return tuple(FacetCount(outlet, count) for outlet, count in connection.execute(rows).tuples())


def months(connection: sa.Connection, query: Query) -> tuple[Month, ...]:
    """See ``Record.months``."""
    start, end = statement.c.said_from, statement.c.said_to
    known = [(sa.func.substr(start, 1, size) == sa.func.substr(end, 1, size), sa.func.substr(start, 1, size))
             for size in (7, 4)]  # fmt: skip
    # In a query of its own, so that the stores need not see that the two ways of writing the column are one.
    rows = sa.select(sa.case(*known, else_="").label("month"), statement.c.form, statement.c.act)
    each = rows.where(statement.c.key.in_(search.keys(connection, parse(query)))).subquery()
    counts = sa.select(*each.c, sa.func.count()).group_by(*each.c).order_by(*each.c)
    found = connection.execute(counts).all()
    return tuple(Month(month, form, act, count) for month, form, act, count in map(tuple, found))


def _commonest(values: Iterable[str | None], most: int) -> tuple[FacetCount, ...]:
    counts = Counter(value for value in values if value)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value, count) for value, count in ordered[:most])
