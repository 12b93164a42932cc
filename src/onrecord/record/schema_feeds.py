"""The tables of what is followed. The rules for them stand in ``onrecord.following``, which lies above.

An address may be longer than an index of PostgreSQL takes, so that it is found by its hash.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, UniqueConstraint

from .schema import metadata, owner
from .stored_text import Text

# A feed or folder, what it answered last, and when it is asked again.
feed = Table(
    "feed",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),  # of the address
    Column("address", Text, nullable=False),  # or the path of a folder
    Column("kind", Text, nullable=False),  # feed, folder
    Column("title", Text),
    Column("added_at", Text, nullable=False),
    Column("asked_at", Text),
    Column("read_at", Text),  # when it last answered as a feed does
    Column("due_at", Text),  # NULL: it is not asked again
    Column("etag", Text),
    Column("last_modified", Text),
    Column("failures", Integer, nullable=False),  # in a row
    Column("code", Text),
    Column("why", Text),
    UniqueConstraint("sha256"),
)

# An article that a feed told of, or a file of a folder: once, however many feeds tell of it.
feed_item = Table(
    "feed_item",
    metadata,
    Column("key", Integer, primary_key=True),
    owner("feed", primary=False),
    Column("sha256", Text, nullable=False),  # of the address
    Column("address", Text, nullable=False),  # or the path of a file
    Column("told", Text, nullable=False),  # what tells a changed one
    Column("state", Text, nullable=False),  # waiting, stored, refused
    Column("due_at", Text, nullable=False),
    Column("tries", Integer, nullable=False),  # in vain, in a row
    Column("etag", Text),
    Column("last_modified", Text),
    Column("code", Text),
    Column("why", Text),
    UniqueConstraint("sha256"),
    Index("ix_feed_item_feed_state", "feed", "state"),
    Index("ix_feed_item_state_due_at", "state", "due_at"),
)
