"""The tables of what is followed: feeds, and questions that are asked again and again. The rules for them stand in
``onrecord.following``, which lies above.

An address may be longer than an index of PostgreSQL takes, so that it is found by its hash.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, Table, UniqueConstraint

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
    Column("state", Text, nullable=False),  # waiting, stored, refused; removed, with nothing of it left but the hash
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

# Which worker has a host to itself until when, and when the host may be asked again: seconds since 1970.
asked_host = Table(
    "asked_host",
    metadata,
    Column("host", Text, primary_key=True),
    Column("worker", Text),
    Column("until", Float, nullable=False),
    Column("next_at", Float, nullable=False),
)

# A question that is asked again and again, and where to post what is found.
saved_query = Table(
    "saved_query",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("told_at", Text, nullable=False),  # up to when articles came that the last digest knew
    Column("hook", Text),  # an address; it may hold a secret
    Column("hook_inside", Boolean, nullable=False),  # whether it may lie in one's own network
    Column("hook_at", Text, nullable=False),  # up to when articles came that were looked through for it
    Column("hook_due_at", Text),  # when to try again, where it failed
    Column("hook_failures", Integer, nullable=False),  # in a row
    Column("hook_why", Text),
    UniqueConstraint("name"),
)

# What was told of one, so that nothing is told twice.
saved_hit = Table(
    "saved_hit",
    metadata,
    owner("saved_query"),
    Column("way", Text, primary_key=True),  # digest, hook
    Column("statement", Text, primary_key=True),  # public id
)
