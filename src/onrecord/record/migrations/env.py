"""What Alembic runs around the steps. The connection, and the transaction on it, are the caller's."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
