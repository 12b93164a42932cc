"""Where a page ended, as text that a program hands back to go on from there.

A cursor names the last hit by what it was sorted by, so that a page begins where the last one ended whatever was added
or taken away meanwhile: no hit comes twice, and none is passed over.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import NamedTuple

from onrecord.errors import QueryError


class Place(NamedTuple):
    """A place in an order of hits.

    Attributes:
        fit: how well the last hit fitted, where the best come first; None where the newest do.
        day: its day, or the empty text.
        id: its public id.
    """

    fit: float | None
    day: str
    id: str


def cursor_of(place: Place) -> str:
    """A place as a cursor: letters, digits, ``-`` and ``_``."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def place_of(cursor: str) -> Place:
    """The place that a cursor names.

    Raises:
        QueryError: where it is none.
    """
    try:
        found = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        fit, day, public_id = found
        if isinstance(fit, float | None) and isinstance(day, str) and isinstance(public_id, str):
            return Place(fit, day, public_id)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass
    raise QueryError(
        "this cursor is not one that a page gave",
        where="cursor",
        next_step="Take `next` of the page before, or leave it out to begin anew",
    )
