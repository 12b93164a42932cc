"""What came in since some moment and fits a query: each saying once, however many outlets printed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from . import loading, renewing, sayings, search
from .answers import Hit
from .hits import hits
from .query import Query, parse
from .schema import article, saying_report, statement

MOST = 2000
"""Statements that are looked at, those that came first: nobody reads more at once."""

_Group = tuple[str, int]
"""A saying by its key, or a statement that is the only report of what it says."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something said, of which a report came in.

    Attributes:
        hits: the reports of it that came in and fit the query, in the order in which they came.
        ids: public ids of all reports of it in the record, also of those that do not fit.
        again: whether a report that fits was there before.
    """

    hits: tuple[Hit, ...]
    ids: tuple[str, ...]
    again: bool


def since(
    connection: sa.Connection, query: Query, moment: str, leave_out: sa.Select[tuple[str]] | None
) -> tuple[Arrival, ...]:
    """What came in at a moment or later; see ``Record.arrived``."""
    parsed = parse(query)
    fitting = search.on_each(connection, parsed)
    came = (
        sa.select(statement.c.key, statement.c.content, statement.c.article, article.c.revises)
        .join_from(statement, article, article.c.key == statement.c.article)
        .where(article.c.added_at >= moment, *fitting)
        .order_by(article.c.added_at, article.c.key, statement.c.position)
        .limit(MOST)
    )
    if leave_out is not None:
        came = came.where(statement.c.public_id.not_in(leave_out))
    found = connection.execute(came).all()
    twins = {row.key: _twin(connection, row.article, row.content) for row in found if row.revises is not None}
    groups = _grouped(connection, [row.key for row in found], twins)
    members = _members(connection, groups)
    shown = dict(zip((row.key for row in found), hits(connection, [r.key for r in found], parsed.words), strict=True))
    before = _before(connection, members, moment, fitting)
    return tuple(
        Arrival(
            tuple(shown[key] for key in keys), tuple(members[group].values()), not before.isdisjoint(members[group])
        )
        for group, keys in groups.items()
    )


def _twin(connection: sa.Connection, own: int, content: str) -> int | None:
    """The statement of the same words in the earliest version of an article that has them; None where none has."""
    earlier = renewing.before(connection, own)[1:]
    same = sa.select(statement.c.key).where(statement.c.article.in_(earlier), statement.c.content == content)
    return connection.execute(same.order_by(statement.c.article, statement.c.position).limit(1)).scalar_one_or_none()


def _grouped(
    connection: sa.Connection, keys: Sequence[int], twins: Mapping[int, int | None]
) -> dict[_Group, list[int]]:
    """The statements by what they are reports of, in their order."""
    own = sayings.of_statements(connection, sorted({*keys, *filter(None, twins.values())}))
    groups: defaultdict[_Group, list[int]] = defaultdict(list)
    for key in keys:
        first = key if key in own else twins.get(key) or key
        groups[("saying", own[first]) if first in own else ("statement", first)].append(key)
    return dict(groups)


def _members(connection: sa.Connection, groups: Mapping[_Group, Sequence[int]]) -> dict[_Group, dict[int, str]]:
    """All reports of each, in the whole record: key and public id."""
    found: dict[_Group, dict[int, str]] = {group: {} for group in groups}
    of_key: dict[int, _Group] = {}
    for group, keys in groups.items():
        of_key |= dict.fromkeys([*keys, *([group[1]] if group[0] == "statement" else [])], group)
    for some in loading.batches([number for sort, number in groups if sort == "saying"]):
        query = sa.select(saying_report.c.statement, saying_report.c.saying).where(saying_report.c.saying.in_(some))
        of_key |= {key: ("saying", own) for key, own in connection.execute(query)}
    for some in loading.batches(sorted(of_key)):
        query = sa.select(statement.c.key, statement.c.public_id).where(statement.c.key.in_(some))
        for key, public_id in connection.execute(query):
            found[of_key[key]][key] = public_id
    return found


def _before(
    connection: sa.Connection,
    members: Mapping[_Group, Collection[int]],
    moment: str,
    fitting: Sequence[sa.ColumnElement[bool]],
) -> set[int]:
    """Those of the reports that fit and were there before a moment."""
    found: set[int] = set()
    for some in loading.batches(sorted({key for own in members.values() for key in own})):
        query = (
            sa.select(statement.c.key)
            .join_from(statement, article, article.c.key == statement.c.article)
            .where(statement.c.key.in_(some), article.c.added_at < moment, *fitting)
        )
        found |= set(connection.execute(query).scalars())
    return found
