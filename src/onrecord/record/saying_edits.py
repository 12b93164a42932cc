"""What people decide about sayings: that two reports are one saying, or that reports are of another.

An edit names the statements by their public ids, which outlive every re-reading; those that are not in the record wait.
Where several decisions concern the same two reports, the last one holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from onrecord.domain import Edit
from onrecord.errors import UsageError

from . import edits, selecting
from .schema import article_sayings, saying, saying_report, statement

JOIN, PART = "saying.join", "saying.part"
KINDS = "saying."
"""How the kinds of edits about sayings begin."""


@dataclass(frozen=True)
class Decided:
    """What holds: which statements belong together, and which never.

    Attributes:
        named: public ids of all statements that a decision names.
        joined: pairs that are one saying.
    """

    named: frozenset[str]
    joined: tuple[tuple[str, str], ...]
    _parts: tuple[tuple[bool, frozenset[str], frozenset[str]], ...]
    _of: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: sa.Connection) -> Decided:
        """The decisions of a record that hold."""
        sides = [
            (edit.kind == PART, frozenset(edit.payload["one"]), frozenset(edit.payload["other"]))
            for edit in edits.holding(connection, KINDS)
        ]
        places: dict[str, set[int]] = defaultdict(set)
        for place, (_, one, other) in enumerate(sides):
            for own in one | other:
                places[own].add(place)
        joined = [(min(one), min(other)) for parts, one, other in sides if not parts]
        made = cls(frozenset(places), (), tuple(sides), dict(places))
        held = tuple(pair for pair in joined if not made.parted(*pair))
        return cls(made.named, held, made._parts, made._of)

    def __bool__(self) -> bool:
        return bool(self.named)

    def parted(self, one: str, other: str) -> bool:
        """Whether the two may never be one saying."""
        for place in sorted(self._of.get(one, set()) & self._of.get(other, set()), reverse=True):
            parts, left, right = self._parts[place]
            if (one in left and other in right) or (one in right and other in left):
                return parts
        return False

    def tied(self, some: Iterable[str]) -> set[str]:
        """All statements that a decision names together with one of ``some``."""
        places = {place for own in some for place in self._of.get(own, ())}
        return {own for place in places for side in self._parts[place][1:] for own in side}


def join(connection: sa.Connection, one: str, other: str, *, who: str, why: str) -> Edit:
    """Make the sayings of two statements one; see ``Sayings.join``."""
    first, second = (selecting.named(connection, reference).public_id for reference in (one, other))
    left, right = (_reports(connection, own) for own in (first, second))
    if set(left) & set(right):
        raise UsageError(
            f"{one!r} and {other!r} are reports of one saying already",
            next_step="`onrecord sayings show ID` shows all reports of a saying",
        )
    return _put(connection, JOIN, first, left, right, who, why)


def part(connection: sa.Connection, references: Sequence[str], *, who: str, why: str) -> Edit:
    """Set reports apart from the other reports of their saying; see ``Sayings.part``."""
    apart = sorted({selecting.named(connection, reference).public_id for reference in references})
    rest = sorted(set(_reports(connection, apart[0])) - set(apart))
    if not rest:
        raise UsageError(
            f"{', '.join(references)} has no other reports to be set apart from",
            next_step="`onrecord sayings show ID` shows all reports of a saying",
        )
    return _put(connection, PART, apart[0], apart, rest, who, why)


def call_up(connection: sa.Connection, edit: Edit) -> None:
    """Have the sayings of the statements that an edit names worked out anew, once it holds or no longer does."""
    _call_up(connection, [*edit.payload["one"], *edit.payload["other"]])


def _put(
    connection: sa.Connection, kind: str, target: str, one: Sequence[str], other: Sequence[str], who: str, why: str
) -> Edit:
    made = edits.put(connection, kind, target, {"one": list(one), "other": list(other)}, who=who, why=why)
    _call_up(connection, [*one, *other])
    return made


def _call_up(connection: sa.Connection, named: Sequence[str]) -> None:
    """Have the sayings of statements worked out anew."""
    own = sa.select(statement.c.key).where(statement.c.public_id.in_(named))
    sayings = sa.select(saying_report.c.saying).where(saying_report.c.statement.in_(own))
    connection.execute(saying.update().where(saying.c.key.in_(sayings)).values(waits=True))
    # One that stands alone is in no saying that could wait; its article is gone through again.
    alone = own.where(statement.c.key.not_in(sa.select(saying_report.c.statement)))
    articles = sa.select(statement.c.article).where(statement.c.key.in_(alone))
    connection.execute(article_sayings.delete().where(article_sayings.c.article.in_(articles)))


def _reports(connection: sa.Connection, public_id: str) -> list[str]:
    """Public ids of all reports of the saying that a statement is in."""
    own = sa.select(statement.c.key).where(statement.c.public_id == public_id)
    here = sa.select(saying_report.c.saying).where(saying_report.c.statement.in_(own))
    query = (
        sa.select(statement.c.public_id)
        .join_from(saying_report, statement, statement.c.key == saying_report.c.statement)
        .where(saying_report.c.saying.in_(here))
        .order_by(statement.c.public_id)
    )
    return list(connection.execute(query).scalars()) or [public_id]
