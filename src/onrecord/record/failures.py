"""What could not become an article, kept until it can: nothing that a reader was given is lost without a word."""

from __future__ import annotations

import dataclasses
import zlib

import sqlalchemy as sa

from .answers import Failure
from .schema import failure


def put(connection: sa.Connection, new: Failure, raw: bytes | None) -> None:
    """Write a failure, in the place of an earlier one at the same path, and count the tries of both."""
    tries = connection.execute(sa.select(failure.c.tries).where(failure.c.path == new.path)).scalar_one_or_none()
    if tries is not None:
        connection.execute(failure.delete().where(failure.c.path == new.path))
    row = dataclasses.asdict(new) | {
        "tries": (tries or 0) + 1,
        "compressed": None if raw is None else zlib.compress(raw),
    }
    connection.execute(failure.insert().values(row))


def clear(connection: sa.Connection, path: str) -> bool:
    """Take the failure at ``path`` away; whether there was one."""
    return connection.execute(failure.delete().where(failure.c.path == path)).rowcount > 0


def every(connection: sa.Connection) -> tuple[Failure, ...]:
    """All failures, by path."""
    columns = [failure.c[name] for name in Failure.__dataclass_fields__]
    rows = connection.execute(sa.select(*columns).order_by(failure.c.path)).mappings()
    return tuple(Failure(**row) for row in rows)


def raw(connection: sa.Connection, path: str) -> bytes | None:
    """The bytes kept with the failure at ``path``, if any."""
    kept = connection.execute(sa.select(failure.c.compressed).where(failure.c.path == path)).scalar_one_or_none()
    return None if kept is None else zlib.decompress(kept)
