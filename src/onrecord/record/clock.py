"""The time as the record writes it down."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This second, UTC, as ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
