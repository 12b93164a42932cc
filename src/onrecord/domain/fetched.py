"""Bytes as an address delivered them, with what was said beside them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered.

    Attributes:
        asked: the address as it was asked for, without a fragment.
        address: the one that answered, after all redirects; the same as ``asked`` where there were none.
        at: when, UTC, ISO 8601 (``2026-11-28T18:04:00Z``); empty where an archive does not say.
        data: the body, whole and decompressed.
        media_type: what the server calls it, in lower case, without parameters; None where it does not say.
        charset: the encoding that the server names; None where it names none.
        etag, last_modified: as the server wrote them, to be sent back when it is asked again; None where it gave none.
        cut: why the body is not whole, where an archive kept only its beginning; None where it is whole.
    """

    asked: str
    address: str
    at: str
    data: bytes = field(repr=False)
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    cut: str | None = None

    @property
    def day(self) -> str:
        """The day it was fetched on, UTC, ``YYYY-MM-DD``; empty as ``at``."""
        return self.at[:10]
