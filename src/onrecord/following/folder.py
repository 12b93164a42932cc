"""A folder as a feed: each file in it is told by its size and the time of its last change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from onrecord.errors import ReadError
from onrecord.reading import find

from .feed import Entry

SETTLED = timedelta(seconds=2)
"""A file that was changed later than this before now may still be on its way, and waits for the next look."""


def look(path: str, now: datetime) -> tuple[Entry, ...]:
    """The files in a folder and below that a reader knows, in the order of their names.

    Args:
        path: of the folder.
        now: this moment, UTC.

    Raises:
        ReadError: where there is no such folder (code ``missing``).
    """
    if not Path(path).is_dir():
        raise ReadError("there is no such folder", where=path, next_step="Check the name and the disk", code="missing")
    told = ((source.path, _told(source.path, now)) for source in find([path]))
    return tuple(Entry(name, said) for name, said in told if said is not None)


def _told(path: str, now: datetime) -> str | None:
    """Size and time of a file; None where it is on its way, gone again, or has a name that no record can hold."""
    try:
        path.encode()
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    age = now - datetime.fromtimestamp(found.st_mtime, UTC)
    return None if abs(age) < SETTLED else f"{found.st_size}:{found.st_mtime_ns}"
