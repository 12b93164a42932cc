"""Counts that can be published: exact, with what each number is out of, and with everything that was set apart.

A number in a paper must be one that another can reach again and that hides nothing. So every statement that the query
lets through is in some row: those whose speaker or day is not known stand under that, in rows of their own; those
below the confidence asked for, and those of versions since revised (the same article a second time), are set apart
and numbered. With unit ``statement``, rows and what is set apart add up to what ``search`` finds.

The count of a group is an SQL GROUP BY over the statements that ``selecting`` gives, and beside it the same GROUP BY
over all statements: what the number is out of. A count of an earlier day is two of these, added up: over the articles
that have not changed since, and over the others as they were (``past``).
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from . import persons, selecting
from .counts import Asked, Cell, Count, Counted, CountRow, Surroundings
from .schema import article, statement

_OF_ARTICLE = frozenset({"outlet", "published-year", "published-month", "language"})
"""Dimensions that an article has even where it has no statement."""

_TIMES = frozenset({"year", "month", "day", "published-year", "published-month"})

_number = sa.func.count
_Groups = dict[tuple[Cell, ...], int]


@dataclass(frozen=True, slots=True)
class Scope:
    """The articles that are looked at.

    Attributes:
        articles: gives the condition that a column with an article's key is of one of them; None lets all in.
        revised: keys of versions that a later one revises, as a SELECT.
        persons: whether speakers go by the names of the persons they are, or as the articles give them.
    """

    articles: Callable[[sa.ColumnElement[int]], sa.ColumnElement[bool]] | None = None
    revised: sa.Select[Any] = selecting.REVISED
    persons: bool = True

    def has(self, key: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
        """That the article of this key is looked at."""
        return self.articles(key) if self.articles else sa.true()

    def latest(self, key: sa.ColumnElement[int], asked: Asked) -> sa.ColumnElement[bool]:
        """That it is looked at and counted: not set apart for having been revised."""
        return self.has(key) if asked.all_versions else sa.and_(self.has(key), key.not_in(self.revised))


def count(connection: sa.Connection, asked: Asked, scope: Scope | None = None) -> Count:
    """Count; see ``Record.count``.

    Args:
        connection: an open one.
        asked: what.
        scope: the articles looked at; all where None.
    """
    scope = scope or Scope()
    chosen = statement.c.key.in_(selecting.matching(connection, asked.query))
    latest = scope.latest(statement.c.article, asked)
    sure = statement.c.confidence >= asked.min_confidence
    numbers = _groups(connection, asked, scope, chosen, latest, sure)
    of = _groups(connection, asked, scope, latest, sure)
    if asked.unit == "article" and _OF_ARTICLE.issuperset(asked.by):
        of = _article_groups(connection, asked, scope)
    revised = sa.and_(scope.has(statement.c.article), sa.not_(latest))
    return Count(
        asked=asked,
        rows=in_order((CountRow(cells, number, of[cells]) for cells, number in numbers.items()), asked.by),
        total=_one(connection, asked.unit, chosen, latest, sure),
        of=_extracted(connection, asked, scope)
        if asked.unit == "article"
        else _one(connection, asked.unit, latest, sure),
        below=_one(connection, "statement", chosen, latest, sa.not_(sure)),
        earlier=_one(connection, "statement", chosen, revised),
        surroundings=_surroundings(connection, asked, scope),
        groups=of,
    )


def in_order(rows: Iterable[CountRow], by: Sequence[str]) -> tuple[CountRow, ...]:
    """Rows as they are shown: where the first dimension is a time, in its order, else the largest first."""

    def words(row: CountRow) -> list[tuple[bool, str]]:
        return [(cell.value is None, cell.value or cell.gap or "") for cell in row.cells]

    if by and by[0] in _TIMES:
        return tuple(sorted(rows, key=words))
    return tuple(sorted(rows, key=lambda row: (-row.number, words(row))))


def added(one: Count, other: Count) -> Count:
    """The count over two lots of articles that have none in common."""
    of = Counter(one.groups) + Counter(other.groups)
    numbers = Counter({row.cells: row.number for row in one.rows}) + Counter({r.cells: r.number for r in other.rows})
    return dataclasses.replace(
        one,
        rows=in_order((CountRow(cells, number, of[cells]) for cells, number in numbers.items()), one.asked.by),
        surroundings=one.surroundings.joined(other.surroundings),
        groups=dict(of),
        **{name: getattr(one, name) + getattr(other, name) for name in ("total", "of", "below", "earlier")},
    )


def counted(
    connection: sa.Connection, asked: Asked, rows: Sequence[CountRow], scope: Scope | None = None
) -> list[Counted]:
    """Every statement that stands in ``rows``, as ``count`` gave them in the same state of the record."""
    places = {row.cells: place for place, row in enumerate(rows)}
    return [
        Counted(own, home, places[_cells(asked.by, rest)])
        for own, home, *rest in connection.execute(_each(connection, asked, scope or Scope()))
    ]


def placed(connection: sa.Connection, asked: Asked) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """The public id of every statement that is counted, with the cells of its row."""
    for own, _, *rest in connection.execute(_each(connection, asked, Scope())):
        yield own, _cells(asked.by, rest)


def _each(connection: sa.Connection, asked: Asked, scope: Scope) -> sa.Select[Any]:
    return (
        sa.select(statement.c.public_id, article.c.public_id, *_columns(asked.by, scope))
        .join_from(statement, article, article.c.key == statement.c.article)
        .where(statement.c.key.in_(selecting.matching(connection, asked.query)))
        .where(scope.latest(statement.c.article, asked))
        .where(statement.c.confidence >= asked.min_confidence)
        .order_by(article.c.public_id, statement.c.position)
    )


def _groups(connection: sa.Connection, asked: Asked, scope: Scope, *conditions: sa.ColumnElement[bool]) -> _Groups:
    columns = _columns(asked.by, scope)
    number = _number() if asked.unit == "statement" else _number(statement.c.article.distinct())
    query = sa.select(*columns, number).join_from(statement, article, article.c.key == statement.c.article)
    query = query.where(*conditions).group_by(*columns) if columns else query.where(*conditions)
    return {_cells(asked.by, rest): number for *rest, number in connection.execute(query)}


def _article_groups(connection: sa.Connection, asked: Asked, scope: Scope) -> _Groups:
    """The same groups over all extracted articles, also those without a statement."""
    columns = _columns(asked.by, scope)
    conditions = (scope.latest(article.c.key, asked), article.c.model.is_not(None))
    query = sa.select(*columns, _number()).select_from(article).where(*conditions)
    query = query.group_by(*columns) if columns else query
    return {_cells(asked.by, rest): number for *rest, number in connection.execute(query)}


def _one(connection: sa.Connection, unit: str, *conditions: sa.ColumnElement[bool]) -> int:
    number = _number() if unit == "statement" else _number(statement.c.article.distinct())
    return connection.execute(sa.select(number).select_from(statement).where(*conditions)).scalar_one()


def _extracted(connection: sa.Connection, asked: Asked, scope: Scope) -> int:
    conditions = (scope.latest(article.c.key, asked), article.c.model.is_not(None))
    return connection.execute(sa.select(_number()).select_from(article).where(*conditions)).scalar_one()


def _surroundings(connection: sa.Connection, asked: Asked, scope: Scope) -> Surroundings:
    looked_at = scope.latest(article.c.key, asked)
    query = sa.select(
        _number().label("articles"),
        (_number() - _number(article.c.model)).label("not_extracted"),
        sa.func.min(article.c.published).label("first"),
        sa.func.max(article.c.published).label("last"),
    ).where(looked_at)
    having = (
        sa.select(_number()).select_from(article).where(looked_at, article.c.key.in_(sa.select(statement.c.article)))
    )

    def named(column: sa.Column[Any]) -> frozenset[str]:
        names = sa.select(column).where(looked_at, column.is_not(None)).distinct()
        return frozenset(connection.execute(names).scalars())

    return Surroundings(
        **connection.execute(query).mappings().one(),
        articles_with=connection.execute(having).scalar_one(),
        outlets=named(article.c.outlet),
        models=named(article.c.model),
    )


def _columns(by: Sequence[str], scope: Scope) -> list[sa.ColumnElement[Any]]:
    """The columns to group by: one for each dimension; a speaker has a second, that tells unnamed from unknown."""
    found: list[sa.ColumnElement[Any]] = []
    for name in by:
        found.append(_column(name, scope))
        if name == "speaker":
            unnamed = sa.and_(statement.c.speaker_name.is_(None), statement.c.speaker_type == "unnamed")
            found.append(sa.case((unnamed, 1), else_=0))
    return [column.label(f"by{place}") for place, column in enumerate(found)]


def _column(name: str, scope: Scope) -> sa.ColumnElement[Any]:
    plain: dict[str, sa.ColumnElement[Any]] = {
        "speaker": persons.shown_name() if scope.persons else statement.c.speaker_name,
        "speaker-type": statement.c.speaker_type,
        "outlet": article.c.outlet,
        "form": statement.c.form,
        "act": statement.c.act,
        "language": article.c.language,
    }
    if name in plain:
        return plain[name]
    length = {"year": 4, "month": 7, "day": 10}[name.removeprefix("published-")]
    if name.startswith("published-"):
        return sa.func.substr(article.c.published, 1, length)
    # A day known only to the month stands in no day, and in that month: where all days it can be agree.
    first = sa.func.substr(statement.c.said_from, 1, length)
    return sa.case((first == sa.func.substr(statement.c.said_to, 1, length), first), else_=None)


def _cells(by: Sequence[str], values: Sequence[Any]) -> tuple[Cell, ...]:
    rest = iter(values)
    cells = []
    for name in by:
        value = next(rest)
        unnamed = name == "speaker" and next(rest)
        cells.append(Cell(value) if value is not None else Cell(None, "unnamed" if unnamed else "unknown"))
    return tuple(cells)
