"""Everything read again from the bytes that the record keeps, and held against the texts that it shows.

The record's own audit proves that its rows fit one another. What it cannot see is whether a text is what its reader
makes of its bytes: that takes the readers, and as long as reading took.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from onrecord.domain import Again, Article, first_difference
from onrecord.errors import ReadError
from onrecord.reading import READERS, Given, read_bytes
from onrecord.reading.delivered import CHARSET

from .parallel import Crash, ordered_map
from .pipeline import NOTHING

if TYPE_CHECKING:  # what extracts without a record should not wait for SQLAlchemy
    from onrecord.record import Record
    from onrecord.record.texts import Kept

_SHOWN = 40
"""Letters that are shown of two texts from where they begin to differ."""

_GIVEN = ("title", "byline", "outlet", "url", "published", "modified", "language")


def read_again(record: Record, *, jobs: int = 1) -> Iterator[Again]:
    """Read every article again from its stored bytes, in the order in which they were added. Nothing is written.

    Args:
        record: which.
        jobs: worker processes; 1 works in this process.
    """
    for kept, answer in ordered_map(_reader, record.texts.kept(), jobs):
        yield Again(kept.id, f"reading it failed: {answer.why}") if isinstance(answer, Crash) else answer


def _reader() -> Callable[[Kept], Again]:
    return _again


def _again(kept: Kept) -> Again:
    stored = kept.article
    if not kept.whole:
        return Again(kept.id, "its bytes are gone or damaged, so that it cannot be read again")
    if stored.reader == "string":  # a text handed to ``onrecord.extract``
        return Again(kept.id, _difference(stored, stored.raw.decode("utf-8", "surrogatepass"), stored.reader_version))
    if stored.reader not in READERS:
        return Again(kept.id, f"this version has no reader {stored.reader!r}")
    return _compared(kept.id, stored)


def _compared(public_id: str, stored: Article) -> Again:
    found = _read(stored, NOTHING)
    if isinstance(found, Article) and found.text == stored.text:
        return Again(public_id, None, headline=found.title == stored.title)
    # What a user says beside the bytes is not kept apart from what is found in them, and may have a part in the text.
    helped = _read(stored, Given(**{name: getattr(stored, name) for name in _GIVEN}))
    if isinstance(helped, Article) and helped.text == stored.text:
        return Again(public_id, None)
    if isinstance(found, ReadError):
        return Again(public_id, f"it can no longer be read: {found.what}")
    return Again(public_id, _difference(stored, found.text, found.reader_version))


def _read(stored: Article, given: Given) -> Article | ReadError:
    # A line of JSON Lines is one object, and so is an item of a JSON file, which may be written over several lines.
    reader = "json" if stored.reader == "jsonl" else stored.reader
    charset = stored.meta.get(CHARSET)
    named = charset if isinstance(charset, str) else None
    return next(read_bytes(stored.raw, path=stored.path, given=given, reader=reader, charset=named))


def _difference(stored: Article, text: str, version: str) -> str | None:
    """Where the text that was read differs from the stored one; None where it does not."""
    if text == stored.text:
        return None
    at = first_difference(stored.text, text)
    was, is_ = (f"“{one[at : at + _SHOWN]}”" if one[at:] else "its end" for one in (stored.text, text))
    by = f"{stored.reader} {version} reads otherwise than {stored.reader} {stored.reader_version} did"
    who = "" if version == stored.reader_version else f"; {by}"
    return f"its bytes give another text: from character {at} on {is_}, where the record has {was}{who}"
