"""Work that goes through every article once, some at a time, by rules that are handed in.

What was gone through, and by which version of the rules, stands in a table (``article_names``, ``article_sayings``). So
a run that was stopped goes on where it was, and new rules go through all articles again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import sqlalchemy as sa

from .schema import article
from .store_kind import Transaction

R = TypeVar("R")


def waiting(connection: sa.Connection, through: sa.Table, version: str | None, limit: int) -> Sequence[int]:
    """Keys of articles that no rules, or not this version of them, went through: some, as long as there are any.

    Args:
        connection: an open one.
        through: the table of those that were gone through.
        version: of the rules; None takes those of any.
        limit: how many keys at most.
    """
    done = sa.select(through.c.article)
    if version is not None:
        done = done.where(through.c.rules == version)
    # Mostly those wait that were added last, and they are found without a look at the others.
    last = connection.execute(done.order_by(through.c.article.desc()).limit(1)).scalar_one_or_none()
    added = sa.select(article.c.key).order_by(article.c.key).limit(limit)
    found = connection.execute(added if last is None else added.where(article.c.key > last)).scalars().all()
    if found or _number(connection, article) == _number(connection, done.subquery()):
        return found
    # Not in the order of the table, for which SQLite would walk over all texts instead of through a small index.
    return sorted(connection.execute(sa.select(article.c.key).where(article.c.key.not_in(done))).scalars())[:limit]


def _number(connection: sa.Connection, rows: sa.FromClause) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(rows)).scalar_one()


def take(writing: Transaction, rules: R, *steps: Callable[[sa.Connection, R], int]) -> None:
    """Take each step again and again, in a transaction of its own, until it finds nothing to do; then the next one."""
    for step in steps:
        while True:
            with writing() as connection:
                if not step(connection, rules):
                    break
