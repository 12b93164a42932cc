"""What changed between two versions of one article: what is said now, dropped, reworded, given to somebody else.

The versions are two texts, each with its own offsets, so statements are paired by words: first those with the same
words, then those of which at least half stands in the other text at the place that an alignment of the two gives. What
finds no partner was dropped, or is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from onrecord.domain import Article, Extracted, Statement, joined

from . import folding, quoting, renewing, resolving, selecting
from .anchoring import LEAST_SHARED, points
from .answers import StoredArticle
from .rows import GAP
from .schema import article

What = Literal["new", "dropped", "reworded", "re-attributed"]


@dataclass(frozen=True, slots=True)
class Reworded:
    """One statement that is not as it was.

    Attributes:
        what: one or, of what stays, both of reworded and re-attributed.
        before, after: it in the two versions; None where it is not there.
    """

    what: tuple[What, ...]
    before: Statement | None
    after: Statement | None


@dataclass(frozen=True, slots=True)
class Revision:
    """The step from one version of an article to the next.

    Attributes:
        before, after: the versions, with their statements as they stand, edits included.
        changes: what changed, in the order of the later text, what was dropped at the end.
        same: how many statements stayed as they were.
        headline: whether the headline changed.
    """

    before: StoredArticle
    after: StoredArticle
    changes: tuple[Reworded, ...]
    same: int
    headline: bool


def of(connection: sa.Connection, reference: str) -> tuple[Revision, ...]:
    """See ``Record.revisions``."""
    key = resolving.resolve(connection, reference)
    keys = renewing.after(connection, renewing.before(connection, key)[-1])
    query = sa.select(article.c.key, article.c.revises).where(article.c.key.in_(keys), article.c.revises.is_not(None))
    stored = dict(selecting.each(connection, keys))
    steps = sorted(connection.execute(query).tuples())
    return tuple(between(stored[earlier], stored[own]) for own, earlier in steps)


def between(before: StoredArticle, after: StoredArticle) -> Revision:
    """What changed from one version to the other."""
    old, new = before.extracted, after.extracted
    pairs = _pairs(old, new)
    changes = [one for one in (_change(was, now, old.article, new.article) for was, now in pairs) if one]
    return Revision(
        before=before,
        after=after,
        changes=tuple(changes),
        same=sum(was is not None and now is not None for was, now in pairs)
        - sum(one.before is not None and one.after is not None for one in changes),
        headline=old.article.title != new.article.title,
    )


def _pairs(old: Extracted, new: Extracted) -> list[tuple[Statement | None, Statement | None]]:
    left = list(old.statements)
    partner: dict[str, Statement] = {}
    for now in new.statements:
        words = _words(now, new.article)
        same = next((was for was in left if was.field == now.field and _words(was, old.article) == words), None)
        if same is not None:
            partner[now.id] = same
            left.remove(same)
    for now, was in _nearest(left, [s for s in new.statements if s.id not in partner], old.article, new.article):
        partner[now.id] = was
        left.remove(was)
    return [*((partner.get(now.id), now) for now in new.statements), *((was, None) for was in left)]


def _nearest(
    left: list[Statement], waiting: list[Statement], old: Article, new: Article
) -> Iterator[tuple[Statement, Statement]]:
    """Pairs that share most of their words, the best first; each statement in one of them at most."""
    alignments = {
        name: quoting.Alignment(old.field_text(name), new.field_text(name)) for name in {s.field for s in left}
    }
    shared = []
    for was in left:
        there = points(alignments[was.field].map(was.content))
        for now in waiting:
            own = points(now.content)
            share = len(there & own) / max(len(there | own), len(points(was.content))) if was.field == now.field else 0
            shared.append((share, -now.start, was, now))
    taken: set[int] = set()
    for share, _, was, now in sorted(shared, key=lambda one: one[:2], reverse=True):
        if share >= LEAST_SHARED and not taken & {id(was), id(now)}:
            taken |= {id(was), id(now)}
            yield now, was


def _words(one: Statement, whole: Article) -> str:
    return folding.stems(joined(one.content, whole.field_text(one.field), GAP))


def _change(was: Statement | None, now: Statement | None, old: Article, new: Article) -> Reworded | None:
    if was is None or now is None:
        return Reworded(("new",) if was is None else ("dropped",), was, now)
    what: list[What] = []
    if _words(was, old) != _words(now, new):
        what.append("reworded")
    if _who(was, old) != _who(now, new):
        what.append("re-attributed")
    return Reworded(tuple(what), was, now) if what else None


def _who(one: Statement, whole: Article) -> str:
    return folding.names(one.speaker.name or joined(one.source, whole.field_text(one.field), GAP))
