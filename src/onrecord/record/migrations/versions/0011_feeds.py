"""Feeds and folders that are followed, and what they told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; no row of older ones is touched."""
    op.create_table(
        "feed",
        _number("key"),
        *_texts("sha256", "address", "kind", "added_at"),
        *_texts("title", "asked_at", "read_at", "due_at", "etag", "last_modified", "code", "why", null=True),
        _number("failures"),
        sa.PrimaryKeyConstraint("key", name="pk_feed"),
        sa.UniqueConstraint("sha256", name="uq_feed_sha256"),
    )
    op.create_table(
        "feed_item",
        _number("key"),
        _number("feed"),
        *_texts("sha256", "address", "told", "state", "due_at"),
        _number("tries"),
        *_texts("etag", "last_modified", "code", "why", null=True),
        sa.PrimaryKeyConstraint("key", name="pk_feed_item"),
        sa.UniqueConstraint("sha256", name="uq_feed_item_sha256"),
        sa.ForeignKeyConstraint(["feed"], ["feed.key"], name="fk_feed_item_feed_feed", ondelete="CASCADE"),
    )
    op.create_index("ix_feed_item_feed_state", "feed_item", ["feed", "state"])
    op.create_index("ix_feed_item_state_due_at", "feed_item", ["state", "due_at"])


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _texts(*names: str, null: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, _TEXT, nullable=null) for name in names]
