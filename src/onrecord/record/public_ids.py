"""Public ids of statements: the beginning of a hash, as long as it takes to be single."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from . import rows
from .schema import statement


def shorten(connection: sa.Connection, stated: Sequence[rows.Row]) -> None:
    """Cut each public id to the shortest beginning that no other statement has."""
    waiting = {row["public_id"]: row for row in stated}
    used: set[str] = set()
    for length in (rows.ID_LENGTH, 16, 24, 64):
        wanted = {digest: digest[:length] for digest in waiting}
        query = sa.select(statement.c.public_id).where(statement.c.public_id.in_(list(wanted.values())))
        taken = set(connection.execute(query).scalars()) | used
        for digest, short in wanted.items():
            if short not in taken:
                waiting.pop(digest)["public_id"] = short
                taken.add(short)
                used.add(short)
        if not waiting:
            return
