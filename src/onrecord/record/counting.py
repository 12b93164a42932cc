"""Counts that can be published: exact, with what each number is out of, and with everything that was set apart.

A number in a paper must be one that another can reach again and that hides nothing. So every statement that the query
lets through is in some row: those whose speaker or day is not known stand under that, in rows of their own; those
below the confidence asked for, and those of versions since revised (the same article a second time), are set apart
and numbered. With unit ``statement``, rows and what is set apart add up to what ``search`` finds. With unit ``saying``
the turns of transcripts are set apart too: a transcript reports no saying, it is where many were spoken.

The count of a group is an SQL GROUP BY over the statements that ``selecting`` gives, and beside it the same GROUP BY
over all statements: what the number is out of. A count of an earlier day is over two lots: the articles that have not
changed since, and the others as they were (``past``). The two are added up, less the sayings that have reports in both.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from . import persons, selecting
from .counts import APART, Asked, Cell, Count, Counted, CountRow, Surroundings
from .schema import article, saying_report, statement

_OF_ARTICLE = frozenset({"outlet", "published-year", "published-month", "language"})
"""Dimensions that an article has even where it has no statement."""

_TIMES = frozenset({"year", "month", "day", "published-year", "published-month"})

_TRANSCRIPTS = sa.select(article.c.key).where(article.c.kind == "transcript")

_number = sa.func.count
_Groups = dict[tuple[Cell, ...], int]


@dataclass(frozen=True, slots=True)
class Scope:
    """The articles that are looked at.

    Attributes:
        articles: gives the condition that a column with an article's key is of one of them; None lets all in.
        revised: keys of versions that a later one revises, as a SELECT.
        persons: whether speakers go by the names of the persons they are, or as the articles give them.
        reports: ``statement`` and the key of the ``saying`` that it is a report of, where that has others.
    """

    articles: Callable[[sa.ColumnElement[int]], sa.ColumnElement[bool]] | None = None
    revised: sa.Select[Any] = selecting.REVISED
    persons: bool = True
    reports: sa.FromClause = saying_report

    def has(self, key: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
        """That the article of this key is looked at."""
        return self.articles(key) if self.articles else sa.true()

    def latest(self, key: sa.ColumnElement[int], asked: Asked) -> sa.ColumnElement[bool]:
        """That it is looked at and counted: not set apart for having been revised."""
        return self.has(key) if asked.all_versions else sa.and_(self.has(key), key.not_in(self.revised))


Lot = tuple[sa.Connection, Scope]
"""Some articles of a record."""


def count(connection: sa.Connection, asked: Asked, scope: Scope | None = None) -> Count:
    """Count; see ``Counts.count``.

    Args:
        connection: an open one.
        asked: what.
        scope: the articles looked at; all where None.
    """
    scope = scope or Scope()
    chosen, latest, sure, told = _conditions(connection, asked, scope)
    numbers = _groups(connection, asked, scope, chosen, latest, sure, told)
    of = _groups(connection, asked, scope, latest, sure, told)
    if asked.unit == "article" and _OF_ARTICLE.issuperset(asked.by):
        of = _article_groups(connection, asked, scope)
    revised = sa.and_(scope.has(statement.c.article), sa.not_(latest))
    return Count(
        asked=asked,
        rows=in_order((CountRow(cells, number, of[cells]) for cells, number in numbers.items()), asked.by),
        total=_units(connection, asked, scope, chosen, latest, sure, told),
        of=_extracted(connection, asked, scope)
        if asked.unit == "article"
        else _units(connection, asked, scope, latest, sure, told),
        below=_statements(connection, chosen, latest, sa.not_(sure)),
        earlier=_statements(connection, chosen, revised),
        spoken=_statements(connection, chosen, latest, sure, sa.not_(told)),
        surroundings=_surroundings(connection, asked, scope),
        groups=of,
    )


def over(lots: Sequence[Lot], asked: Asked) -> Count:
    """The count over lots of articles, at most two, that have none in common."""
    found = functools.reduce(_added, (count(connection, asked, scope) for connection, scope in lots))
    return _each_once(found, lots) if asked.unit == "saying" and len(lots) > 1 else found


def in_order(rows: Iterable[CountRow], by: Sequence[str]) -> tuple[CountRow, ...]:
    """Rows as they are shown: where the first dimension is a time, in its order, else the largest first."""

    def words(row: CountRow) -> list[tuple[bool, str]]:
        return [(cell.value is None, cell.value or cell.gap or "") for cell in row.cells]

    if by and by[0] in _TIMES:
        return tuple(sorted(rows, key=words))
    return tuple(sorted(rows, key=lambda row: (-row.number, words(row))))


def _added(one: Count, other: Count) -> Count:
    of = Counter(one.groups) + Counter(other.groups)
    numbers = Counter({row.cells: row.number for row in one.rows}) + Counter({r.cells: r.number for r in other.rows})
    return dataclasses.replace(
        one,
        rows=in_order((CountRow(cells, number, of[cells]) for cells, number in numbers.items()), one.asked.by),
        surroundings=one.surroundings.joined(other.surroundings),
        groups=dict(of),
        **{name: getattr(one, name) + getattr(other, name) for name in ("total", "of", *APART)},
    )


def _each_once(summed: Count, lots: Sequence[Lot]) -> Count:
    """A sum over two lots, with sayings that have reports in both counted once."""
    asked = summed.asked
    chosen, every = (
        [_reported(connection, asked, scope, chosen=chosen) for connection, scope in lots] for chosen in (True, False)
    )
    twice, twice_of = (Counter(cells for cells, _ in one & other) for one, other in (chosen, every))
    of = Counter(summed.groups) - twice_of
    rows = (CountRow(row.cells, row.number - twice[row.cells], of[row.cells]) for row in summed.rows)
    in_both, in_both_of = (len({own for _, own in one} & {own for _, own in other}) for one, other in (chosen, every))
    return dataclasses.replace(
        summed,
        rows=in_order(rows, asked.by),
        total=summed.total - in_both,
        of=summed.of - in_both_of,
        groups=dict(of),
    )


def _reported(
    connection: sa.Connection, asked: Asked, scope: Scope, *, chosen: bool
) -> set[tuple[tuple[Cell, ...], int]]:
    """The sayings of several reports that have one in a row of the count, or in a row of all that there is."""
    fits, *rest = _conditions(connection, asked, scope)
    query = _each_row(asked, scope, *_columns(asked.by, scope), scope.reports.c.saying).where(*rest).distinct()
    query = query.where(scope.reports.c.saying.is_not(None), *([fits] if chosen else []))
    return {(_cells(asked.by, cells), own) for *cells, own in connection.execute(query)}


def counted(lots: Iterable[Lot], asked: Asked, rows: Sequence[CountRow]) -> list[Counted]:
    """Every statement that stands in ``rows``, as ``over`` gave them in the same state of the record."""
    places = {row.cells: place for place, row in enumerate(rows)}
    found, first = [], dict[int, str]()
    for connection, scope in lots:
        for own, home, saying, *rest in connection.execute(_counted(connection, asked, scope)):
            found.append((own, home, places[_cells(asked.by, rest)], saying))
            if saying is not None:
                first[saying] = min(first.get(saying, own), own)
    by_saying = asked.unit == "saying"
    return [
        Counted(own, home, place, first.get(saying, own) if by_saying else None)
        for own, home, place, saying in sorted(found, key=lambda one: one[1])
    ]


def placed(connection: sa.Connection, asked: Asked) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """The public id of every statement that is counted, with the cells of its row."""
    for own, _, _, *rest in connection.execute(_counted(connection, asked, Scope())):
        yield own, _cells(asked.by, rest)


def _counted(connection: sa.Connection, asked: Asked, scope: Scope) -> sa.Select[Any]:
    """Id, article, saying and the cells of every statement that is counted."""
    saying = scope.reports.c.saying if asked.unit == "saying" else sa.null()
    columns = (statement.c.public_id, article.c.public_id, saying, *_columns(asked.by, scope))
    query = _each_row(asked, scope, *columns).where(*_conditions(connection, asked, scope))
    return query.order_by(article.c.public_id, statement.c.position)


def _conditions(connection: sa.Connection, asked: Asked, scope: Scope) -> tuple[sa.ColumnElement[bool], ...]:
    """That a statement is found, of an article that is counted, sure enough, and the report of a saying."""
    told = sa.true() if asked.unit != "saying" else statement.c.article.not_in(_TRANSCRIPTS)
    return (
        statement.c.key.in_(selecting.matching(connection, asked.query)),
        scope.latest(statement.c.article, asked),
        statement.c.confidence >= asked.min_confidence,
        told,
    )


def _unit(asked: Asked, scope: Scope) -> sa.ColumnElement[int]:
    """What is counted, each once."""
    if asked.unit == "statement":
        return _number()
    if asked.unit == "article":
        return _number(statement.c.article.distinct())
    # What nothing else reports is a saying of its own, by the key of its only report.
    return _number(sa.func.coalesce(scope.reports.c.saying, -statement.c.key).distinct())


def _with_reports(asked: Asked, scope: Scope, source: sa.FromClause) -> sa.FromClause:
    if asked.unit != "saying":
        return source
    return source.outerjoin(scope.reports, scope.reports.c.statement == statement.c.key)


def _each_row(asked: Asked, scope: Scope, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """``columns`` of statements, of their articles and, where sayings are counted, of the reports."""
    source = statement.join(article, article.c.key == statement.c.article)
    return sa.select(*columns).select_from(_with_reports(asked, scope, source))


def _groups(connection: sa.Connection, asked: Asked, scope: Scope, *conditions: sa.ColumnElement[bool]) -> _Groups:
    columns = _columns(asked.by, scope)
    query = _each_row(asked, scope, *columns, _unit(asked, scope)).where(*conditions)
    query = query.group_by(*columns) if columns else query
    return {_cells(asked.by, rest): number for *rest, number in connection.execute(query)}


def _article_groups(connection: sa.Connection, asked: Asked, scope: Scope) -> _Groups:
    """The same groups over all extracted articles, also those without a statement."""
    columns = _columns(asked.by, scope)
    conditions = (scope.latest(article.c.key, asked), article.c.model.is_not(None))
    query = sa.select(*columns, _number()).select_from(article).where(*conditions)
    query = query.group_by(*columns) if columns else query
    return {_cells(asked.by, rest): number for *rest, number in connection.execute(query)}


def _units(connection: sa.Connection, asked: Asked, scope: Scope, *conditions: sa.ColumnElement[bool]) -> int:
    query = sa.select(_unit(asked, scope)).select_from(_with_reports(asked, scope, statement)).where(*conditions)
    return connection.execute(query).scalar_one()


def _statements(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(_number()).select_from(statement).where(*conditions)).scalar_one()


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
