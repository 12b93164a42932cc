"""Users of a shared record, their tokens and sessions, and the passwords that were tried of late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; no row of older ones is touched."""
    op.create_table(
        "account",
        _number("key"),
        *_texts("name", "folded", "role"),
        sa.Column("password", _TEXT),
        *_texts("made_at"),
        sa.Column("removed_at", _TEXT),
        sa.PrimaryKeyConstraint("key", name="pk_account"),
        sa.UniqueConstraint("folded", name="uq_account_folded"),
    )
    op.create_table(
        "account_token",
        _number("key"),
        _number("account"),
        *_texts("label", "sha256", "role", "made_at"),
        sa.Column("expires_on", _TEXT),
        sa.Column("used_on", _TEXT),
        sa.PrimaryKeyConstraint("key", name="pk_account_token"),
        sa.UniqueConstraint("sha256", name="uq_account_token_sha256"),
        sa.UniqueConstraint("account", "label", name="uq_account_token_account_label"),
        _of_account("account_token"),
    )
    op.create_table(
        "account_session",
        *_texts("sha256"),
        _number("account"),
        *_texts("made_at", "seen_at"),
        sa.PrimaryKeyConstraint("sha256", name="pk_account_session"),
        _of_account("account_session"),
    )
    op.create_index("ix_account_session_account", "account_session", ["account"])
    op.create_table(
        "account_attempt",
        _number("key"),
        *_texts("scope", "made_at"),
        sa.PrimaryKeyConstraint("key", name="pk_account_attempt"),
    )
    op.create_index("ix_account_attempt_scope", "account_attempt", ["scope"])
    op.create_index("ix_account_attempt_made_at", "account_attempt", ["made_at"])


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, _TEXT, nullable=False) for name in names]


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["account"], ["account.key"], name=f"fk_{table}_account_account", ondelete="CASCADE")
