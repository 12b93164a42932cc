"""The tables of known people: a list that somebody keeps, with what parties and offices they had from when to when.

A part of ``schema``, with its ``metadata``. ``known`` keeps them, and says which person of the record is who.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from .schema import metadata, owner
from .stored_text import Text

# One of the list.
known = Table(
    "known",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("own_id", Text),  # as the list has it; NULL where it has none
    Column("name", Text, nullable=False),
    UniqueConstraint("own_id"),
)

# Every name that is the name of one of the list, folded: never of two.
known_name = Table(
    "known_name",
    metadata,
    Column("search_name", Text, primary_key=True),
    owner("known", primary=False),
    Column("written", Text, nullable=False),
    Column("position", Integer, nullable=False),  # 0: the name; then the aliases, in their order
    Index("ix_known_name_known", "known"),
)

# What one of them was, and when.
known_term = Table(
    "known_term",
    metadata,
    owner("known"),
    Column("position", Integer, primary_key=True),
    *(Column(name, Text) for name in ("party", "office", "first_day", "last_day")),
    *(Column(name, Text, nullable=False) for name in ("search_party", "search_office")),  # folded
)

# Which persons of the record bear which of these names, also where they are two and none is joined.
known_person = Table(
    "known_person",
    metadata,
    owner("person"),
    Column("search_name", Text, ForeignKey("known_name.search_name", ondelete="CASCADE"), primary_key=True),
    Index("ix_known_person_search_name", "search_name"),
)
