"""What an article says of itself may be long: PostgreSQL finds it by a hash."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Put one index in the place of the other; no row is touched."""
    _run("DROP INDEX ix_article_meta_key_value")
    using = "USING hash " if op.get_bind().dialect.name == "postgresql" else ""
    _run(f"CREATE INDEX ix_article_meta_value ON article_meta {using}(value)")


def _run(command: str) -> None:
    op.get_bind().exec_driver_sql(command)
