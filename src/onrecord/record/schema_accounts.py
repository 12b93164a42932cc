"""The tables of a shared record's users. The rules for them stand in ``onrecord.accounts``, which lies above.

They are a part of ``schema``, with its ``metadata``: one database, one row of migrations, one wiping. Nothing in them
can be turned back into a password, a token or the id of a session.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, UniqueConstraint

from .schema import metadata, owner
from .stored_text import Text

# Who may come in. A user who was removed stays as a name that nobody else can take, since edits bear it.
account = Table(
    "account",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the name as it is compared
    Column("role", Text, nullable=False),
    Column("password", Text),  # Argon2id, encoded (PHC string); NULL where the user was removed
    Column("made_at", Text, nullable=False),
    Column("removed_at", Text),
    UniqueConstraint("folded"),
)

# Keys for programs.
account_token = Table(
    "account_token",
    metadata,
    Column("key", Integer, primary_key=True),
    owner("account", primary=False),
    Column("label", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("expires_on", Text),  # the last day it holds; NULL for no end
    Column("used_on", Text),
    UniqueConstraint("sha256"),
    UniqueConstraint("account", "label"),
)

account_session = Table(
    "account_session",
    metadata,
    Column("sha256", Text, primary_key=True),
    owner("account", primary=False),
    Column("made_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Index("ix_account_session_account", "account"),
)

# Passwords that were tried of late, by whom and from where, as hashes; see ``onrecord.accounts.limits``.
account_attempt = Table(
    "account_attempt",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Index("ix_account_attempt_scope", "scope"),
    Index("ix_account_attempt_made_at", "made_at"),
)
