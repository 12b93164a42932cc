"""A query as the commands take it, that work on all it finds: count, sample, export, diff."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.record import Query, Record


_NAMED = re.compile(r"([\w.-]+):([^\"“”]*\s[^\"“”]*)")


def understood(words: tuple[str, ...]) -> tuple[Query | None, str | None]:
    """The query that the words of a command line make, and the same as one line; None for both where there are none.

    The shell takes quotation marks away, so that ``speaker:"Ana Ruiz"`` comes as one word with a space in it: the marks
    are put back.

    Raises:
        QueryError: where it is not understood.
    """
    from onrecord.record import parse_query

    line = " ".join(_NAMED.sub(r'\1:"\2"', word, count=1) if _NAMED.fullmatch(word) else word for word in words).strip()
    return (parse_query(line), line) if line else (None, None)


def know_people(record: Record, by: tuple[str, ...]) -> None:
    """Join the names of articles added since the last time, where speakers are counted: they go by who they are."""
    if "speaker" in by:
        from onrecord.ingest.people import update_people  # the rules of names: not for every count

        update_people(record)


def today() -> str:
    """This day, UTC, ISO."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()
