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


def waiting(
    connection: sa.Connection, through: sa.Table, version: str | None = None, limit: int | None = None
) -> Sequence[int]:
    """Keys of articles that no rules, or not this version of them, went through.

    Args:
        connection: an open one.
        through: the table of those that were gone through.
        version: of the rules; None takes those of any.
        limit: how many keys at most; None for all.
    """
    done = sa.select(through.c.article)
    if version is not None:
        done = done.where(through.c.rules == version)
    query = sa.select(article.c.key).where(article.c.key.not_in(done)).order_by(article.c.key)
    return connection.execute(query.limit(limit)).scalars().all()


def take(writing: Transaction, rules: R, *steps: Callable[[sa.Connection, R], int]) -> None:
    """Take each step again and again, in a transaction of its own, until it finds nothing to do; then the next one."""
    for step in steps:
        while True:
            with writing() as connection:
                if not step(connection, rules):
                    break
