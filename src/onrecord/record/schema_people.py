"""The tables of people: the names that articles give, with what they say of them, and the persons that follow.

They are a part of ``schema``, with its ``metadata``. ``joining`` keeps them up to date.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from .schema import metadata, owner
from .stored_text import Text

# One row a person, worked out from the names; its key changes whenever it is worked out anew.
person = Table(
    "person",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("public_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("qid", Text),
    Column("short", Boolean, nullable=False),  # all that is known is a surname
    Column("candidates", sa.JSON, nullable=False),
    Column("search_name", Text, nullable=False),  # the name, folded
    UniqueConstraint("public_id"),
)

# One row a name, with the sum of what articles say of it.
name = Table(
    "name",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("public_id", Text, nullable=False),
    Column("name", Text, nullable=False),  # normalised
    Column("block", Text, nullable=False),
    Column("spellings", sa.JSON, nullable=False),  # in how many articles each
    Column("search_name", Text, nullable=False),  # the spellings, folded
    Column("kinds", sa.JSON, nullable=False),
    Column("offices", sa.JSON, nullable=False),
    Column("he", Integer, nullable=False),
    Column("she", Integer, nullable=False),
    Column("person", Integer, ForeignKey("person.key", ondelete="SET NULL")),
    Column("why", Text, nullable=False),
    Column("sure", Boolean, nullable=False),
    Column("position", Integer, nullable=False),  # among the names of its person
    Column("waits", Boolean, nullable=False),  # for being joined anew
    UniqueConstraint("public_id"),
    UniqueConstraint("name"),
    Index("ix_name_waits", "waits"),
    Index("ix_name_block", "block"),
    Index("ix_name_person", "person"),
)

# In how many articles one name stands for another. Names are given by themselves: one need not be anybody's here.
name_link = Table(
    "name_link",
    metadata,
    Column("short", Text, primary_key=True),
    Column("long", Text, primary_key=True),
    Column("sort", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
    Index("ix_name_link_long", "long"),
)

# Which articles were gone through for names, and by which version of the rules.
article_names = Table(
    "article_names",
    metadata,
    owner("article"),
    Column("rules", Text, nullable=False),
)

article_name = Table(
    "article_name",
    metadata,
    owner("article"),
    Column("name", Integer, ForeignKey("name.key"), primary_key=True),
    Column("seen", sa.JSON, nullable=False),  # what was added to the sums, so that it can be taken out again
    Index("ix_article_name_name", "name"),
)

statement_name = Table(
    "statement_name",
    metadata,
    owner("statement"),
    Column("name", Integer, ForeignKey("name.key"), primary_key=True),
    Index("ix_statement_name_name", "name"),
)
