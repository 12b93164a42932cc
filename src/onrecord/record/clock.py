"""The time, and how the record writes it down. What counts time is handed a clock, so that tests hand in their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives this moment, UTC."""

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def now() -> str:
    """This second, written down."""
    return written(utc())


def written(moment: datetime) -> str:
    """A moment as the record writes it down, so that the later of two is the greater: ISO 8601, to the second, UTC."""
    return moment.strftime(_FORM)


def read(text: str) -> datetime:
    """The moment that was written down."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
