"""When to ask again for what was asked for in vain."""

from __future__ import annotations

from datetime import datetime, timedelta

from onrecord.errors import OnrecordError
from onrecord.record.clock import written
from onrecord.views.words import moment_words

_MOST_DOUBLINGS = 12  # more would only make numbers that nothing can hold


def rest(error: OnrecordError, tries: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """Twice as long with each time in vain, and never shorter than whoever was asked wants it.

    Args:
        error: why it was in vain.
        tries: how often it was before.
        first: the rest after the first time in vain.
        longest: the longest that we choose ourselves.
    """
    wanted = timedelta(seconds=getattr(error, "again_in", None) or 0)
    return max(min(first * (1 << min(tries, _MOST_DOUBLINGS)), longest), wanted)


def again_words(due: datetime) -> str:
    """Until when it is left alone: ``again at 2021-01-17 09:30 UTC``."""
    return f"again at {moment_words(written(due))}"
